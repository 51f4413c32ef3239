//! Wired-in names: what the calculus itself must know.
//!
//! The module `Base` of a language's prelude must define them (its public modules re-export what they like).
//! Data with special syntax has no module and is declared here, in [`module`].

use crate::core::decl::{Constructor, Data, Field, Typed};
use crate::core::name::Name;
use crate::core::ty::{Type, tuple_name};

/// The prelude's innermost module.
pub const BASE: &str = "Base";
/// Machine integers.
pub const INT: &str = "Base.Int";
/// Unbounded integers.
pub const INTEGER: &str = "Base.Integer";
/// Doubles.
pub const DOUBLE: &str = "Base.Double";
/// Characters.
pub const CHAR: &str = "Base.Char";
/// Booleans, `False` before `True`.
pub const BOOL: &str = "Base.Bool";
/// The constructor `True`.
pub const TRUE: &str = "Base.True";
/// The constructor `False`.
pub const FALSE: &str = "Base.False";
/// `(&&) :: Bool -> Bool -> Bool`
pub const AND: &str = "Base.&&";
/// `(||) :: Bool -> Bool -> Bool`
pub const OR: &str = "Base.||";
/// `LT`, `EQ`, `GT`.
pub const ORDERING: &str = "Base.Ordering";
/// The list type and its empty constructor.
pub const NIL: &str = "[]";
/// The list constructor.
pub const CONS: &str = ":";
/// The unit type and its constructor.
pub const UNIT: &str = "()";
/// The function type.
pub const ARROW: &str = "->";
/// What holds the parameters of a class of several: `MonadState s m` is a constraint on `(#) s m`. Its instances are
/// chosen by the last parameter, which determines the others; superclasses are of the last one.
pub const PARAMETERS: &str = "(#)";
/// Largest tuple.
pub const MAX_TUPLE: usize = 15;

/// Equality.
pub const EQ: &str = "Base.Eq";
/// Total orders.
pub const ORD: &str = "Base.Ord";
/// Conversion to text.
pub const SHOW: &str = "Base.Show";
/// Conversion from text.
pub const READ: &str = "Base.Read";
/// Enumerations.
pub const ENUM: &str = "Base.Enum";
/// Types with a least and a greatest element.
pub const BOUNDED: &str = "Base.Bounded";
/// Numbers: the class of integer literals.
pub const NUM: &str = "Base.Num";
/// Integral numbers.
pub const INTEGRAL: &str = "Base.Integral";
/// Fractional numbers: the class of fractional literals.
pub const FRACTIONAL: &str = "Base.Fractional";
/// `map :: (a -> b) -> [a] -> [b]`
pub const MAP: &str = "Base.map";
/// `filter :: (a -> Bool) -> [a] -> [a]`
pub const FILTER: &str = "Base.filter";
/// `zipWith :: (a -> b -> c) -> [a] -> [b] -> [c]`
pub const ZIP_WITH: &str = "Base.zipWith";
/// `concatMap`, at lists
pub const CONCAT_MAP: &str = "Base.concatMap";
/// `all`, at lists
pub const ALL: &str = "Base.all";
/// `any`, at lists
pub const ANY: &str = "Base.any";
/// `length`, at lists
pub const LENGTH: &str = "Base.length";
/// `sum`, at lists
pub const SUM: &str = "Base.sum";
/// `and`, at lists
pub const ALL_TRUE: &str = "Base.and";
/// `or`, at lists
pub const ANY_TRUE: &str = "Base.or";
/// `takeWhile :: (a -> Bool) -> [a] -> [a]`
pub const TAKE_WHILE: &str = "Base.takeWhile";
/// `dropWhile :: (a -> Bool) -> [a] -> [a]`
pub const DROP_WHILE: &str = "Base.dropWhile";
/// `(++) :: [a] -> [a] -> [a]`
pub const APPEND: &str = "Base.++";
/// Actions: a writer of output.
pub const IO: &str = "Base.IO";
/// `ioOutput :: IO a -> String`
pub const IO_OUTPUT: &str = "Base.ioOutput";
/// `ioResult :: IO a -> a`
pub const IO_RESULT: &str = "Base.ioResult";
/// `show :: Show a => a -> String`
pub const SHOW_METHOD: &str = "Base.show";
/// Types whose second constructor is success, with its value.
pub const MAYBE: &str = "Base.Maybe";
/// The same, where failure has a value as well.
pub const EITHER: &str = "Base.Either";
/// `(<$>) :: Functor f => (a -> b) -> f a -> f b`
pub const MAPPED: &str = "Base.<$>";
/// `(<*>) :: Applicative f => f (a -> b) -> f a -> f b`
pub const APPLIED: &str = "Base.<*>";
/// `(==) :: Eq a => a -> a -> Bool`
pub const EQ_METHOD: &str = "Base.==";
/// `flip :: (a -> b -> c) -> b -> a -> c`
pub const FLIP: &str = "Base.flip";
/// `undefined :: a`
pub const UNDEFINED: &str = "Base.undefined";
/// `fromInteger :: Num a => Integer -> a`
pub const FROM_INTEGER: &str = "Base.fromInteger";
/// `fromRatio :: Fractional a => Integer -> Integer -> a`, numerator and denominator: what a fractional literal
/// means at a type other than `Double`.
pub const FROM_RATIO: &str = "Base.fromRatio";
/// Functors.
pub const FUNCTOR: &str = "Base.Functor";
/// Monads.
pub const MONAD: &str = "Base.Monad";
/// Foldable structures.
pub const FOLDABLE: &str = "Base.Foldable";
/// Traversable structures.
pub const TRAVERSABLE: &str = "Base.Traversable";

/// String literals at other types.
pub const IS_STRING: &str = "Base.IsString";
/// `negate :: Num a => a -> a`
pub const NEGATE: &str = "Base.negate";
/// `(==) :: Eq a => a -> a -> Bool`
pub const EQUAL: &str = "Base.==";

/// `(/=) :: Eq a => a -> a -> Bool`
pub const NOT_EQUAL: &str = "Base./=";

/// Functions that another one stands for wherever both have the same parameters and result: the general name of what
/// lists have a plain one for, and an order turned round.
pub const STANDS_FOR: &[(&str, &str)] = &[
    ("Base.fmap", MAP),
    ("Base.<$>", MAP),
    ("Base.=<<", CONCAT_MAP),
    ("Base.foldMap", CONCAT_MAP),
    ("Base.<>", APPEND),
    ("Base.mappend", APPEND),
    ("Base.mempty", NIL),
    ("Base.>", "Base.<"),
    ("Base.>=", "Base.<="),
    ("Base.otherwise", TRUE),
    ("Base.maxBound", TRUE),
    ("Base.minBound", FALSE),
];
/// What is not written as an argument (by number; a hundred more for what a function there returns) of what, because a
/// law makes the whole something shorter.
pub const SHORTER: &[(&str, u8, &str)] = &[
    ("Base.>>=", 0, "Base.pure"),
    ("Base.>>=", 0, "Base.>>="),
    ("Base.>>=", 0, "Base.fmap"),
    ("Base.>>=", 101, "Base.pure"),
    ("Base.fmap", 1, "Base.fmap"),
    ("Base.fmap", 1, "Base.pure"),
    ("Base.fmap", 1, "Base.>>="),
    ("Base.fmap", 100, IDENTITY),
    ("Base.traverse", 100, IDENTITY),
    ("Base.<*>", 0, "Base.pure"),
    ("Base.<*>", 1, "Base.pure"),
    ("Base.*>", 0, "Base.pure"),
    ("Base.*>", 0, "Base.*>"),
    ("Base.<*", 0, "Base.pure"),
    ("Base.<*", 1, "Base.pure"),
    ("Base.<$", 1, "Base.pure"),
    ("Base.<$", 1, "Base.fmap"),
    ("Base.<>", 0, "Base.<>"),
    ("Base.<>", 0, "Base.mempty"),
    ("Base.<>", 1, "Base.mempty"),
];
/// In [`SHORTER`]: the function that returns its argument.
pub const IDENTITY: &str = "(identity)";
/// Functions whose two arguments may change places, at the types of the prelude.
pub const SYMMETRIC: &[&str] =
    &["Base.==", "Base./=", "Base.+", "Base.*", "Base.max", "Base.min", "Base.gcd", "Base.lcm"];
/// Orders, with what they are when their arguments change places.
pub const TURNED: &[(&str, &str)] = &[("Base.<", "Base.>"), ("Base.<=", "Base.>=")];

/// The global that takes a dictionary of `class` to that of its superclass `superclass`.
pub fn superclass(class: Name, superclass: Name) -> Name {
    Name::new(&format!("$super.{class}.{superclass}"))
}

/// The declarations that no prelude can write: lists, unit, tuples.
pub fn module() -> Typed {
    let var = |i: usize| Name::new(&format!("t{i}"));
    let field = |ty| Field { name: None, ty, strict: false };
    let constructor = |name: Name, fields: Vec<Type>, infix| Constructor {
        name,
        fields: fields.into_iter().map(field).collect(),
        infix,
        result: None,
    };
    let element = Type::Var(var(0));
    let nil = constructor(Name::new(NIL), Vec::new(), false);
    let cons = constructor(Name::new(CONS), vec![element.clone(), Type::list(element)], true);
    let list = Data { name: Name::new(NIL), params: vec![var(0)], constructors: vec![nil, cons], newtype: false };
    let unit = Data {
        name: Name::new(UNIT),
        params: Vec::new(),
        constructors: vec![constructor(Name::new(UNIT), Vec::new(), false)],
        newtype: false,
    };
    let tuples = (2..=MAX_TUPLE).map(|n| Data {
        name: tuple_name(n),
        params: (0..n).map(var).collect(),
        constructors: vec![constructor(tuple_name(n), (0..n).map(|i| Type::Var(var(i))).collect(), false)],
        newtype: false,
    });
    Typed {
        name: Some(Name::new("Wired")),
        datas: [list, unit].into_iter().chain(tuples).collect(),
        ..Typed::default()
    }
}
