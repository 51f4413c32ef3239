//! The table of primitive operations: name, arity, type.
//!
//! A prelude binds one with `foreign import prim "name" f :: type`. All are strict in arguments of primitive type
//! (`Int`, `Integer`, `Double`, `Char`) and return evaluated values unless noted. `String` arguments are ordinary
//! lists of characters (possibly compact), forced completely. `Bool` and `Ordering` are the wired types.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use crate::core::compile::code::{Cmp, Division};
use crate::core::eval::Stop;
use crate::core::name::Name;
use crate::core::value::{Heap, Word};

mod char;
mod digits;
pub(crate) mod double;
pub(crate) mod int;
mod integer;
pub(crate) mod text;
mod unicode;

/// A primitive operation.
#[derive(Clone, Copy, Debug)]
pub struct Prim {
    /// What `foreign import prim` names.
    pub name: &'static str,
    /// Number of arguments that saturate it.
    pub arity: u8,
    /// Its type, as documentation and for the prelude's tests.
    pub ty: &'static str,
}

const fn prim(name: &'static str, arity: u8, ty: &'static str) -> Prim {
    Prim { name, arity, ty }
}

/// All primitive operations.
pub const PRIMS: &[Prim] = &[
    // Control.
    prim("seq", 2, "a -> b -> b"),
    prim("error", 1, "String -> a"),     // stops with this message, as `error` does
    prim("undefined", 0, "a"),           // `Prelude.undefined`
    prim("tag", 1, "a -> Int"),          // index of the constructor of a datum, forced to weak head normal form
    prim("fromTag", 2, "a -> Int -> a"), // the nullary constructor with that tag; the first argument is unused (a type proxy: never forced)
    // Int: 64 bits, wrapping. Division by zero stops with "divide by zero"; minBound `div` -1 with "arithmetic overflow".
    prim("intAdd", 2, "Int -> Int -> Int"),
    prim("intSub", 2, "Int -> Int -> Int"),
    prim("intMul", 2, "Int -> Int -> Int"),
    prim("intNegate", 1, "Int -> Int"),
    prim("intQuot", 2, "Int -> Int -> Int"),
    prim("intRem", 2, "Int -> Int -> Int"),
    prim("intDiv", 2, "Int -> Int -> Int"),
    prim("intMod", 2, "Int -> Int -> Int"),
    prim("intEq", 2, "Int -> Int -> Bool"),
    prim("intNe", 2, "Int -> Int -> Bool"),
    prim("intLt", 2, "Int -> Int -> Bool"),
    prim("intLe", 2, "Int -> Int -> Bool"),
    prim("intGt", 2, "Int -> Int -> Bool"),
    prim("intGe", 2, "Int -> Int -> Bool"),
    prim("intCompare", 2, "Int -> Int -> Ordering"),
    prim("intToInteger", 1, "Int -> Integer"),
    prim("intToDouble", 1, "Int -> Double"),
    prim("intShow", 1, "Int -> String"),
    prim("intAnd", 2, "Int -> Int -> Int"),
    prim("intOr", 2, "Int -> Int -> Int"),
    prim("intXor", 2, "Int -> Int -> Int"),
    prim("intShiftL", 2, "Int -> Int -> Int"), // 0 for shifts of 64 and more
    prim("intShiftR", 2, "Int -> Int -> Int"), // arithmetic
    prim("intPopCount", 1, "Int -> Int"),
    // Integer.
    prim("integerAdd", 2, "Integer -> Integer -> Integer"),
    prim("integerSub", 2, "Integer -> Integer -> Integer"),
    prim("integerMul", 2, "Integer -> Integer -> Integer"),
    prim("integerNegate", 1, "Integer -> Integer"),
    prim("integerQuot", 2, "Integer -> Integer -> Integer"),
    prim("integerRem", 2, "Integer -> Integer -> Integer"),
    prim("integerDiv", 2, "Integer -> Integer -> Integer"),
    prim("integerMod", 2, "Integer -> Integer -> Integer"),
    prim("integerGcd", 2, "Integer -> Integer -> Integer"),
    prim("integerEq", 2, "Integer -> Integer -> Bool"),
    prim("integerNe", 2, "Integer -> Integer -> Bool"),
    prim("integerLt", 2, "Integer -> Integer -> Bool"),
    prim("integerLe", 2, "Integer -> Integer -> Bool"),
    prim("integerGt", 2, "Integer -> Integer -> Bool"),
    prim("integerGe", 2, "Integer -> Integer -> Bool"),
    prim("integerCompare", 2, "Integer -> Integer -> Ordering"),
    prim("integerToInt", 1, "Integer -> Int"),       // wraps
    prim("integerToDouble", 1, "Integer -> Double"), // beyond 64 bits towards zero, as GHC 9.0
    prim("integerShow", 1, "Integer -> String"),
    prim("integerAnd", 2, "Integer -> Integer -> Integer"),
    prim("integerOr", 2, "Integer -> Integer -> Integer"),
    prim("integerXor", 2, "Integer -> Integer -> Integer"),
    prim("integerShiftL", 2, "Integer -> Int -> Integer"),
    prim("integerShiftR", 2, "Integer -> Int -> Integer"), // rounds down
    // Double.
    prim("doubleAdd", 2, "Double -> Double -> Double"),
    prim("doubleSub", 2, "Double -> Double -> Double"),
    prim("doubleMul", 2, "Double -> Double -> Double"),
    prim("doubleDiv", 2, "Double -> Double -> Double"),
    prim("doubleNegate", 1, "Double -> Double"),
    prim("doublePow", 2, "Double -> Double -> Double"),
    prim("doubleEq", 2, "Double -> Double -> Bool"),
    prim("doubleLt", 2, "Double -> Double -> Bool"),
    prim("doubleLe", 2, "Double -> Double -> Bool"),
    prim("doubleExp", 1, "Double -> Double"),
    prim("doubleLog", 1, "Double -> Double"),
    prim("doubleLog1p", 1, "Double -> Double"), // `log (1 + x)` without loss near zero
    prim("doubleSqrt", 1, "Double -> Double"),
    prim("doubleSin", 1, "Double -> Double"),
    prim("doubleCos", 1, "Double -> Double"),
    prim("doubleTan", 1, "Double -> Double"),
    prim("doubleAsin", 1, "Double -> Double"),
    prim("doubleAcos", 1, "Double -> Double"),
    prim("doubleAtan", 1, "Double -> Double"),
    prim("doubleAtan2", 2, "Double -> Double -> Double"),
    prim("doubleSinh", 1, "Double -> Double"),
    prim("doubleCosh", 1, "Double -> Double"),
    prim("doubleTanh", 1, "Double -> Double"),
    prim("doubleTruncate", 1, "Double -> Integer"),
    prim("doubleRound", 1, "Double -> Integer"), // halves to even
    prim("doubleFloor", 1, "Double -> Integer"),
    prim("doubleCeiling", 1, "Double -> Integer"),
    prim("doubleShow", 1, "Double -> String"), // as GHC's `show`, with its leading minus, without parentheses
    prim("doubleRead", 1, "String -> Double"), // digits as in a literal; NaN when malformed
    prim("doubleIsNaN", 1, "Double -> Bool"),
    prim("doubleIsInfinite", 1, "Double -> Bool"),
    prim("doubleIsNegativeZero", 1, "Double -> Bool"),
    prim("doubleMantissa", 1, "Double -> Integer"), // of `decodeFloat`
    prim("doubleExponent", 1, "Double -> Int"),     // of `decodeFloat`
    prim("doubleEncode", 2, "Integer -> Int -> Double"), // `encodeFloat`
    prim("doubleToFloat", 1, "Double -> Double"),   // rounded to single precision
    prim("floatShow", 1, "Double -> String"),       // a single-precision value, as GHC shows a `Float`
    // Char. Properties and conversions as GHC 9's tables (Unicode 12), one character to one.
    prim("charOrd", 1, "Char -> Int"),
    prim("charChr", 1, "Int -> Char"), // stops outside 0..0x10FFFF as `chr` does
    prim("charEq", 2, "Char -> Char -> Bool"),
    prim("charNe", 2, "Char -> Char -> Bool"),
    prim("charLt", 2, "Char -> Char -> Bool"),
    prim("charLe", 2, "Char -> Char -> Bool"),
    prim("charGt", 2, "Char -> Char -> Bool"),
    prim("charGe", 2, "Char -> Char -> Bool"),
    prim("charCompare", 2, "Char -> Char -> Ordering"),
    prim("charIsUpper", 1, "Char -> Bool"),
    prim("charIsLower", 1, "Char -> Bool"),
    prim("charIsAlpha", 1, "Char -> Bool"),
    prim("charIsAlphaNum", 1, "Char -> Bool"),
    prim("charIsSpace", 1, "Char -> Bool"),
    prim("charIsPrint", 1, "Char -> Bool"),
    prim("charIsPunctuation", 1, "Char -> Bool"),
    prim("charIsSymbol", 1, "Char -> Bool"),
    prim("charCategory", 1, "Char -> Int"), // the number of `generalCategory`
    prim("charToUpper", 1, "Char -> Char"),
    prim("charToLower", 1, "Char -> Char"),
    prim("charShow", 1, "Char -> String"),     // with quotes and escapes
    prim("stringShow", 1, "String -> String"), // with quotes and escapes, `\&` and `\SO\&H` included; forces its argument
    // Lists, where speed asks for it. Each means exactly its Haskell definition, laziness included.
    prim("listLength", 1, "[a] -> Int"),
    prim("listReverse", 1, "[a] -> [a]"),
    prim("listAppend", 2, "[a] -> [a] -> [a]"), // lazy in the first argument
    prim("listIndex", 2, "[a] -> Int -> a"),    // `!!`, with its two error messages
    prim("listSumInt", 1, "[Int] -> Int"),
    prim("listEqString", 2, "String -> String -> Bool"),
    prim("listCompareString", 2, "String -> String -> Ordering"),
    prim("listElemInt", 2, "Int -> [Int] -> Bool"),
    prim("listRangeInt", 2, "Int -> Int -> [Int]"), // `[a .. b]`, lazy in chunks
];

/// The implementation of a primitive of one or two evaluated arguments (the second is ignored by unary ones).
pub(crate) type Direct = fn(&mut Heap, Word, Word) -> Result<Word, Stop>;

/// Primitives that walk lists: resumable, over the slots of their own frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Native {
    Error,
    ReadDouble,
    ShowString,
    Length,
    Reverse,
    Append,
    Index,
    SumInt,
    EqString,
    CompareString,
    ElemInt,
    RangeInt,
}

/// Slots that a native may use beyond its arguments.
pub(crate) const SCRATCH: u16 = 2;

/// How a primitive is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Arguments are evaluated, then a function is called.
    Direct,
    /// A resumable function.
    Native(Native),
    /// Stops.
    Undefined,
    /// Evaluates its first argument and returns the second.
    Seq,
    /// Takes its second argument only.
    FromTag,
}

/// Operations with instructions of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fast {
    IntAdd,
    IntSub,
    IntMul,
    IntDivide(Division),
    IntCmp(Cmp),
    CharCmp(Cmp),
}

/// What the machine knows of a primitive.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) form: Form,
    pub(crate) direct: Direct,
    pub(crate) fast: Option<Fast>,
    /// Cannot stop and is cheap: may be computed before it is needed.
    pub(crate) total: bool,
}

/// The operations of [`PRIMS`], in its order.
pub(crate) static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| PRIMS.iter().map(|p| operation(p.name)).collect());

static INDEX: LazyLock<HashMap<Name, u16, FxBuildHasher>> =
    LazyLock::new(|| PRIMS.iter().enumerate().map(|(i, p)| (Name::new(p.name), i as u16)).collect());

/// The index of a primitive in [`PRIMS`].
pub(crate) fn index(name: Name) -> Option<u16> {
    INDEX.get(&name).copied()
}

/// How a primitive is compiled.
pub(crate) fn form(index: u16) -> Form {
    OPERATIONS.get(index as usize).map_or(Form::Undefined, |o| o.form)
}

/// The instruction for a primitive, if it has one.
pub(crate) fn fast(index: u16) -> Option<Fast> {
    OPERATIONS.get(index as usize).and_then(|o| o.fast)
}

/// May the primitive of literals be computed at compile time?
pub(crate) fn foldable(index: u16) -> bool {
    let folded = ["integerToDouble", "intToDouble"];
    total(index) || PRIMS.get(index as usize).is_some_and(|p| folded.contains(&p.name))
}

/// The arguments that a primitive's function surely evaluates, by bit.
pub(crate) fn strict_args(index: u16) -> u64 {
    match form(index) {
        Form::Direct => 0b11,
        Form::FromTag | Form::Native(Native::Index | Native::ElemInt) => 0b10,
        Form::Native(Native::Error) | Form::Undefined => 0,
        Form::Native(Native::EqString | Native::CompareString | Native::RangeInt) => 0b11,
        Form::Native(_) | Form::Seq => 0b01,
    }
}

/// May the primitive be computed before it is needed?
pub(crate) fn total(index: u16) -> bool {
    OPERATIONS.get(index as usize).is_some_and(|o| o.total)
}

fn operation(name: &str) -> Operation {
    let form = match name {
        "seq" => Form::Seq,
        "undefined" => Form::Undefined,
        "fromTag" => Form::FromTag,
        "error" => Form::Native(Native::Error),
        "doubleRead" => Form::Native(Native::ReadDouble),
        "stringShow" => Form::Native(Native::ShowString),
        "listLength" => Form::Native(Native::Length),
        "listReverse" => Form::Native(Native::Reverse),
        "listAppend" => Form::Native(Native::Append),
        "listIndex" => Form::Native(Native::Index),
        "listSumInt" => Form::Native(Native::SumInt),
        "listEqString" => Form::Native(Native::EqString),
        "listCompareString" => Form::Native(Native::CompareString),
        "listElemInt" => Form::Native(Native::ElemInt),
        "listRangeInt" => Form::Native(Native::RangeInt),
        _ => Form::Direct,
    };
    let found = int::operation(name)
        .or_else(|| integer::operation(name))
        .or_else(|| double::operation(name))
        .or_else(|| char::operation(name));
    let (direct, total) = found.unwrap_or((missing as Direct, false));
    Operation { form, direct, fast: fast_of(name), total: total && form == Form::Direct }
}

fn missing(_: &mut Heap, _: Word, _: Word) -> Result<Word, Stop> {
    Err(Stop::Error("a primitive without implementation".to_owned()))
}

fn fast_of(name: &str) -> Option<Fast> {
    let cmp = |text: &str| {
        Some(match text {
            "Eq" => Cmp::Eq,
            "Ne" => Cmp::Ne,
            "Lt" => Cmp::Lt,
            "Le" => Cmp::Le,
            "Gt" => Cmp::Gt,
            "Ge" => Cmp::Ge,
            _ => return None,
        })
    };
    match name {
        "intAdd" => Some(Fast::IntAdd),
        "intSub" => Some(Fast::IntSub),
        "intMul" => Some(Fast::IntMul),
        "intQuot" => Some(Fast::IntDivide(Division::Quot)),
        "intRem" => Some(Fast::IntDivide(Division::Rem)),
        "intDiv" => Some(Fast::IntDivide(Division::Div)),
        "intMod" => Some(Fast::IntDivide(Division::Mod)),
        _ => match (name.strip_prefix("int"), name.strip_prefix("char")) {
            (Some(rest), _) => cmp(rest).map(Fast::IntCmp),
            (_, Some(rest)) => cmp(rest).map(Fast::CharCmp),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_direct_primitive_is_implemented() {
        for (prim, operation) in PRIMS.iter().zip(OPERATIONS.iter()) {
            let implemented = !std::ptr::fn_addr_eq(operation.direct, missing as Direct);
            assert!(implemented || operation.form != Form::Direct, "{}", prim.name);
        }
    }
}
