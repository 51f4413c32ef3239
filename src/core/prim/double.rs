//! Doubles, and single precision as doubles rounded.

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use super::Direct;
use super::digits::{self, decode};
use crate::core::value::{Heap, Integer, Word, boolean};

/// The implementation of a primitive on doubles, and whether it is total (and cheap).
pub(super) fn operation(name: &str) -> Option<(Direct, bool)> {
    arithmetic(name).map(|f| (f, true)).or_else(|| conversion(name).map(|f| (f, false)))
}

fn unary(h: &mut Heap, a: Word, f: fn(f64) -> f64) -> Word {
    let x = f(h.as_double(a));
    h.double(x)
}

fn arithmetic(name: &str) -> Option<Direct> {
    Some(match name {
        "doubleAdd" => |h, a, b| Ok(h.double(h.as_double(a) + h.as_double(b))),
        "doubleSub" => |h, a, b| Ok(h.double(h.as_double(a) - h.as_double(b))),
        "doubleMul" => |h, a, b| Ok(h.double(h.as_double(a) * h.as_double(b))),
        "doubleDiv" => |h, a, b| Ok(h.double(h.as_double(a) / h.as_double(b))),
        "doubleNegate" => |h, a, _| Ok(unary(h, a, |x| -x)),
        "doublePow" => |h, a, b| Ok(h.double(h.as_double(a).powf(h.as_double(b)))),
        "doubleEq" => |h, a, b| Ok(boolean(h.as_double(a) == h.as_double(b))),
        "doubleLt" => |h, a, b| Ok(boolean(h.as_double(a) < h.as_double(b))),
        "doubleLe" => |h, a, b| Ok(boolean(h.as_double(a) <= h.as_double(b))),
        "doubleExp" => |h, a, _| Ok(unary(h, a, f64::exp)),
        "doubleLog" => |h, a, _| Ok(unary(h, a, f64::ln)),
        "doubleLog1p" => |h, a, _| Ok(unary(h, a, f64::ln_1p)),
        "doubleSqrt" => |h, a, _| Ok(unary(h, a, f64::sqrt)),
        "doubleSin" => |h, a, _| Ok(unary(h, a, f64::sin)),
        "doubleCos" => |h, a, _| Ok(unary(h, a, f64::cos)),
        "doubleTan" => |h, a, _| Ok(unary(h, a, f64::tan)),
        "doubleAsin" => |h, a, _| Ok(unary(h, a, f64::asin)),
        "doubleAcos" => |h, a, _| Ok(unary(h, a, f64::acos)),
        "doubleAtan" => |h, a, _| Ok(unary(h, a, f64::atan)),
        "doubleAtan2" => |h, a, b| Ok(h.double(h.as_double(a).atan2(h.as_double(b)))),
        "doubleSinh" => |h, a, _| Ok(unary(h, a, f64::sinh)),
        "doubleCosh" => |h, a, _| Ok(unary(h, a, f64::cosh)),
        "doubleTanh" => |h, a, _| Ok(unary(h, a, f64::tanh)),
        "doubleIsNaN" => |h, a, _| Ok(boolean(h.as_double(a).is_nan())),
        "doubleIsInfinite" => |h, a, _| Ok(boolean(h.as_double(a).is_infinite())),
        "doubleIsNegativeZero" => |h, a, _| Ok(boolean(h.as_double(a).to_bits() == (-0.0f64).to_bits())),
        "doubleToFloat" => |h, a, _| Ok(unary(h, a, |x| f64::from(x as f32))),
        _ => return None,
    })
}

fn conversion(name: &str) -> Option<Direct> {
    Some(match name {
        "doubleTruncate" => |h, a, _| Ok(to_integer(h, h.as_double(a).trunc())),
        "doubleRound" => |h, a, _| Ok(to_integer(h, h.as_double(a).round_ties_even())),
        "doubleFloor" => |h, a, _| Ok(to_integer(h, h.as_double(a).floor())),
        "doubleCeiling" => |h, a, _| Ok(to_integer(h, h.as_double(a).ceil())),
        "doubleShow" => |h, a, _| {
            let text = digits::show(h.as_double(a), digits::DOUBLE);
            Ok(h.string(&text))
        },
        "floatShow" => |h, a, _| {
            let text = digits::show(h.as_double(a), digits::SINGLE);
            Ok(h.string(&text))
        },
        "doubleMantissa" => |h, a, _| {
            let mantissa = total_decode(h.as_double(a)).0;
            Ok(h.integer(Integer::Small(mantissa)))
        },
        "doubleExponent" => |h, a, _| {
            let exponent = total_decode(h.as_double(a)).1;
            Ok(h.int(i64::from(exponent)))
        },
        _ => return None,
    })
}

/// `decodeFloat`, infinities and NaN included: they decode as if their exponent were one of a number.
fn total_decode(x: f64) -> (i64, i32) {
    if x.is_nan() {
        return (-(3 << 51), 972);
    }
    if x.is_infinite() {
        return (if x < 0.0 { -(1 << 52) } else { 1 << 52 }, 972);
    }
    decode(x)
}

/// A double without fraction as an integer; what is not finite converts as its mantissa and exponent say.
fn to_integer(h: &mut Heap, x: f64) -> Word {
    if x.abs() < 9e18 {
        return h.integer(Integer::Small(x as i64));
    }
    let n = BigInt::from_f64(x).unwrap_or_else(|| {
        let (mantissa, exponent) = total_decode(x);
        BigInt::from(mantissa) << exponent.max(0) as u32
    });
    h.integer(Integer::Big(n))
}

/// A double from its digits, as in a literal; NaN when malformed.
pub(crate) fn read(text: &str) -> f64 {
    let valid = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if valid { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}
