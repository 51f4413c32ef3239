//! Unbounded integers: immediate while they fit 61 bits, digits in the arena beyond.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive};

use super::Direct;
use super::digits::decode;
use super::int::{DIVIDE_BY_ZERO, OVERFLOW};
use crate::core::eval::Stop;
use crate::core::value::{Heap, Integer, Word, boolean, ordering};

/// Largest number of bits that a shift may produce.
const MAX_BITS: i64 = 1 << 26;

/// The implementation of a primitive on unbounded integers, and whether it is total (and cheap).
pub(super) fn operation(name: &str) -> Option<(Direct, bool)> {
    let direct: Direct = match name {
        "integerAdd" => |h, a, b| binary(h, a, b, i64::checked_add, linear, |a, b| a + b),
        "integerSub" => |h, a, b| binary(h, a, b, i64::checked_sub, linear, |a, b| a - b),
        "integerMul" => |h, a, b| binary(h, a, b, i64::checked_mul, product, |a, b| a * b),
        "integerNegate" => |h, a, _| binary(h, a, a, |a, _| a.checked_neg(), linear, |a, _| -a),
        "integerQuot" => |h, a, b| divide(h, a, b, i64::checked_div, |a, b| a / b),
        "integerRem" => |h, a, b| divide(h, a, b, i64::checked_rem, |a, b| a % b),
        "integerDiv" => |h, a, b| divide(h, a, b, small_div, |a, b| num_integer::Integer::div_floor(&a, &b)),
        "integerMod" => |h, a, b| divide(h, a, b, small_mod, |a, b| a.mod_floor(&b)),
        "integerGcd" => |h, a, b| binary(h, a, b, small_gcd, |n, m| 64 * n.max(m).pow(2), |a, b| a.gcd(&b)),
        "integerEq" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_eq())),
        "integerNe" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_ne())),
        "integerLt" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_lt())),
        "integerLe" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_le())),
        "integerGt" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_gt())),
        "integerGe" => |h, a, b| Ok(boolean(compare(h, a, b)?.is_ge())),
        "integerCompare" => |h, a, b| Ok(ordering(compare(h, a, b)?)),
        "integerToInt" => |h, a, _| Ok(to_int(h, a)),
        "integerToDouble" => |h, a, _| {
            let x = scaled(&h.as_integer(a), 0);
            Ok(h.double(x))
        },
        "integerShow" => show,
        "integerAnd" => |h, a, b| binary(h, a, b, |a, b| Some(a & b), linear, |a, b| a & b),
        "integerOr" => |h, a, b| binary(h, a, b, |a, b| Some(a | b), linear, |a, b| a | b),
        "integerXor" => |h, a, b| binary(h, a, b, |a, b| Some(a ^ b), linear, |a, b| a ^ b),
        "integerShiftL" => shift_left,
        "integerShiftR" => shift_right,
        "doubleEncode" => |h, a, b| {
            let x = scaled(&h.as_integer(a), h.as_int(b));
            Ok(h.double(x))
        },
        _ => return None,
    };
    let cheap = ["Add", "Sub", "Negate", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "Compare", "ToInt"];
    Some((direct, name.strip_prefix("integer").is_some_and(|op| cheap.contains(&op))))
}

/// What an operation costs that passes over its operands once, by their numbers of digits.
fn linear(n: u64, m: u64) -> u64 {
    n.saturating_add(m)
}

/// What a product costs: by the long method, and by halves where it is large.
fn product(n: u64, m: u64) -> u64 {
    let (short, long) = (n.min(m), n.max(m));
    long.saturating_mul(if short <= 32 { short } else { 32 * (short / 32).isqrt() })
}

fn quotient(n: u64, m: u64) -> u64 {
    (n.saturating_sub(m) + 1).saturating_mul(m)
}

fn binary(
    h: &mut Heap,
    a: Word,
    b: Word,
    small: fn(i64, i64) -> Option<i64>,
    cost: fn(u64, u64) -> u64,
    big: fn(BigInt, BigInt) -> BigInt,
) -> Result<Word, Stop> {
    let (n, m) = (h.digits(a), h.digits(b));
    if n + m > 2 {
        h.spend(cost(n, m))?;
    }
    let (a, b) = (h.as_integer(a), h.as_integer(b));
    if let (Integer::Small(a), Integer::Small(b)) = (&a, &b)
        && let Some(n) = small(*a, *b)
    {
        return Ok(h.integer(Integer::Small(n)));
    }
    Ok(h.integer(Integer::Big(big(a.into_big(), b.into_big()))))
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
    binary(h, a, b, small, quotient, big)
}

fn show(h: &mut Heap, a: Word, _: Word) -> Result<Word, Stop> {
    h.spend(h.digits(a).saturating_pow(2))?;
    let text = match h.as_integer(a) {
        Integer::Small(n) => n.to_string(),
        Integer::Big(n) => n.to_string(),
    };
    Ok(h.string(&text))
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

fn compare(h: &mut Heap, a: Word, b: Word) -> Result<std::cmp::Ordering, Stop> {
    let (n, m) = (h.digits(a), h.digits(b));
    if n + m > 2 {
        h.spend(n + m)?;
    }
    Ok(match (h.as_integer(a), h.as_integer(b)) {
        (Integer::Small(a), Integer::Small(b)) => a.cmp(&b),
        (a, b) => a.into_big().cmp(&b.into_big()),
    })
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

/// The integer times two to the power `exponent` as a double. One that fits a machine word is rounded to the nearest;
/// of a larger one the leading 53 bits count, as in GHC 9.0.
fn scaled(n: &Integer, exponent: i64) -> f64 {
    let (mantissa, exponent) = match n {
        Integer::Small(n) => (*n as f64, exponent),
        Integer::Big(n) => {
            let dropped = n.bits().saturating_sub(53);
            let leading = (n.magnitude() >> dropped).to_f64().unwrap_or(f64::NAN);
            let exponent = exponent.saturating_add_unsigned(dropped);
            (if n.is_negative() { -leading } else { leading }, exponent)
        }
    };
    times_power(mantissa, exponent)
}

/// `x` times two to the power `exponent`, rounded once: halves to even.
fn times_power(x: f64, exponent: i64) -> f64 {
    let (mantissa, at) = decode(x);
    let magnitude = mantissa.unsigned_abs();
    // A double spans less than 2,200 binary orders of magnitude.
    let exponent = at + exponent.clamp(-4400, 4400) as i32;
    let result = if magnitude == 0 {
        0.0
    } else if exponent > 971 {
        f64::INFINITY
    } else if exponent >= -1074 {
        let power = if exponent >= -1022 { ((exponent + 1023) as u64) << 52 } else { 1 << (exponent + 1074) };
        magnitude as f64 * f64::from_bits(power)
    } else {
        // Denormal: so many units of the smallest positive double.
        let shift = (-1074 - exponent).min(60);
        let (units, rest, half) = (magnitude >> shift, magnitude & ((1 << shift) - 1), 1 << (shift - 1));
        f64::from_bits(units + u64::from(rest > half || rest == half && units % 2 == 1))
    };
    if mantissa < 0 { -result } else { result }
}

fn shift_left(h: &mut Heap, a: Word, b: Word) -> Result<Word, Stop> {
    let n = h.as_int(b);
    if n < 0 {
        return Err(OVERFLOW);
    }
    if n > MAX_BITS {
        return Err(Stop::Memory);
    }
    h.spend(h.digits(a) + n as u64 / 64)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What GHC 9.0.2 prints for `encodeFloat`.
    #[test]
    fn integers_scale_as_ghc_scales_them() {
        let big = |text: &str| Integer::from_big(text.parse().unwrap());
        assert_eq!(scaled(&big("123456789012345678901"), 7), 1.5802468993580245e22);
        assert_eq!(scaled(&big("-123456789012345678901"), -7), -9.645061641589505e17);
        assert_eq!(scaled(&big("9007199254740995"), 0), 9.007199254740996e15);
        assert_eq!(scaled(&big("36893488147419107329"), 0), 3.6893488147419103e19);
        assert_eq!(scaled(&big("18446744073709551615"), 0), 1.844674407370955e19);
        assert_eq!(scaled(&big("9007199254740993"), -1074), 4.450147717014403e-308);
        assert_eq!(scaled(&big("3"), -1075), 1.0e-323);
        assert_eq!(scaled(&big("1"), -1075), 0.0);
        assert_eq!(scaled(&big("5"), -1076), 5.0e-324);
        assert_eq!(scaled(&big("1"), 1024), f64::INFINITY);
        assert_eq!(scaled(&big("-1"), 99_999_999_999), f64::NEG_INFINITY);
        assert_eq!(scaled(&Integer::Big(BigInt::from(1) << 2000), -2000), 1.0);
        assert_eq!(scaled(&big("0"), 5), 0.0);
    }
}
