//! Unbounded integers: immediate while they fit 61 bits, digits in the arena beyond.

use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive};

use super::Direct;
use super::int::{DIVIDE_BY_ZERO, OVERFLOW};
use crate::core::eval::Stop;
use crate::core::value::{Heap, Integer, Word, boolean, ordering};

/// Largest number of bits that a shift may produce.
const MAX_BITS: i64 = 1 << 26;

/// The implementation of a primitive on unbounded integers, and whether it is total (and cheap).
pub(super) fn operation(name: &str) -> Option<(Direct, bool)> {
    let direct: Direct = match name {
        "integerAdd" => |h, a, b| Ok(binary(h, a, b, i64::checked_add, |a, b| a + b)),
        "integerSub" => |h, a, b| Ok(binary(h, a, b, i64::checked_sub, |a, b| a - b)),
        "integerMul" => |h, a, b| Ok(binary(h, a, b, i64::checked_mul, |a, b| a * b)),
        "integerNegate" => |h, a, b| Ok(binary(h, a, b, |a, _| a.checked_neg(), |a, _| -a)),
        "integerQuot" => |h, a, b| divide(h, a, b, i64::checked_div, |a, b| a / b),
        "integerRem" => |h, a, b| divide(h, a, b, i64::checked_rem, |a, b| a % b),
        "integerDiv" => |h, a, b| divide(h, a, b, small_div, |a, b| num_integer::Integer::div_floor(&a, &b)),
        "integerMod" => |h, a, b| divide(h, a, b, small_mod, |a, b| a.mod_floor(&b)),
        "integerGcd" => |h, a, b| Ok(binary(h, a, b, small_gcd, |a, b| a.gcd(&b))),
        "integerEq" => |h, a, b| Ok(boolean(compare(h, a, b).is_eq())),
        "integerNe" => |h, a, b| Ok(boolean(compare(h, a, b).is_ne())),
        "integerLt" => |h, a, b| Ok(boolean(compare(h, a, b).is_lt())),
        "integerLe" => |h, a, b| Ok(boolean(compare(h, a, b).is_le())),
        "integerGt" => |h, a, b| Ok(boolean(compare(h, a, b).is_gt())),
        "integerGe" => |h, a, b| Ok(boolean(compare(h, a, b).is_ge())),
        "integerCompare" => |h, a, b| Ok(ordering(compare(h, a, b))),
        "integerToInt" => |h, a, _| Ok(to_int(h, a)),
        "integerToDouble" => |h, a, _| {
            let x = to_double(&h.as_integer(a));
            Ok(h.double(x))
        },
        "integerShow" => |h, a, _| {
            let text = match h.as_integer(a) {
                Integer::Small(n) => n.to_string(),
                Integer::Big(n) => n.to_string(),
            };
            Ok(h.string(&text))
        },
        "integerAnd" => |h, a, b| Ok(binary(h, a, b, |a, b| Some(a & b), |a, b| a & b)),
        "integerOr" => |h, a, b| Ok(binary(h, a, b, |a, b| Some(a | b), |a, b| a | b)),
        "integerXor" => |h, a, b| Ok(binary(h, a, b, |a, b| Some(a ^ b), |a, b| a ^ b)),
        "integerShiftL" => shift_left,
        "integerShiftR" => shift_right,
        _ => return None,
    };
    let cheap = ["Add", "Sub", "Negate", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "Compare", "ToInt"];
    Some((direct, name.strip_prefix("integer").is_some_and(|op| cheap.contains(&op))))
}

fn binary(
    h: &mut Heap,
    a: Word,
    b: Word,
    small: fn(i64, i64) -> Option<i64>,
    big: fn(BigInt, BigInt) -> BigInt,
) -> Word {
    let (a, b) = (h.as_integer(a), h.as_integer(b));
    if let (Integer::Small(a), Integer::Small(b)) = (&a, &b)
        && let Some(n) = small(*a, *b)
    {
        return h.integer(Integer::Small(n));
    }
    h.integer(Integer::Big(big(a.into_big(), b.into_big())))
}

fn divide(
    h: &mut Heap,
    a: Word,
    b: Word,
    small: fn(i64, i64) -> Option<i64>,
    big: fn(BigInt, BigInt) -> BigInt,
) -> Result<Word, Stop> {
    if matches!(h.as_integer(b), Integer::Small(0)) {
        return Err(DIVIDE_BY_ZERO);
    }
    Ok(binary(h, a, b, small, big))
}

fn small_div(a: i64, b: i64) -> Option<i64> {
    (b != -1 || a != i64::MIN).then(|| num_integer::Integer::div_floor(&a, &b))
}

fn small_mod(a: i64, b: i64) -> Option<i64> {
    (b != -1 || a != i64::MIN).then(|| a.mod_floor(&b))
}

fn small_gcd(a: i64, b: i64) -> Option<i64> {
    (a != i64::MIN && b != i64::MIN).then(|| a.gcd(&b))
}

fn compare(h: &Heap, a: Word, b: Word) -> std::cmp::Ordering {
    match (h.as_integer(a), h.as_integer(b)) {
        (Integer::Small(a), Integer::Small(b)) => a.cmp(&b),
        (a, b) => a.into_big().cmp(&b.into_big()),
    }
}

/// The lowest 64 bits.
fn to_int(h: &mut Heap, a: Word) -> Word {
    let n = match h.as_integer(a) {
        Integer::Small(n) => n,
        Integer::Big(n) => {
            let low = n.magnitude().iter_u64_digits().next().unwrap_or(0) as i64;
            if n.is_negative() { low.wrapping_neg() } else { low }
        }
    };
    h.int(n)
}

/// The nearest double of a machine integer, halves to even; of a greater one the next towards zero, infinite beyond:
/// GHC keeps the highest 53 bits.
pub(super) fn to_double(n: &Integer) -> f64 {
    match n {
        Integer::Small(n) => *n as f64,
        Integer::Big(n) => {
            let dropped = n.bits().saturating_sub(53);
            let kept = (n.magnitude() >> dropped).to_f64().unwrap_or(f64::INFINITY);
            let value = kept * 2f64.powi(i32::try_from(dropped).unwrap_or(i32::MAX));
            if n.sign() == Sign::Minus { -value } else { value }
        }
    }
}

fn shift_left(h: &mut Heap, a: Word, b: Word) -> Result<Word, Stop> {
    let n = h.as_int(b);
    if n < 0 {
        return Err(OVERFLOW);
    }
    if n > MAX_BITS {
        return Err(Stop::Memory);
    }
    let value = h.as_integer(a).into_big() << n as u64;
    Ok(h.integer(Integer::Big(value)))
}

fn shift_right(h: &mut Heap, a: Word, b: Word) -> Result<Word, Stop> {
    let n = h.as_int(b);
    if n < 0 {
        return Err(OVERFLOW);
    }
    // The shift of big integers rounds down, as Haskell's does.
    let value = match h.as_integer(a) {
        Integer::Small(a) => Integer::Small(a >> n.min(63)),
        Integer::Big(a) => Integer::Big(a >> n as u64),
    };
    Ok(h.integer(value))
}
