//! Digits of floating-point numbers as GHC finds them.
//!
//! This is `floatToDigits` for base ten: Burger & Dybvig, *Printing floating-point numbers quickly and accurately*
//! (PLDI 1996), free format, with the estimate of the exponent that GHC uses. Its digits are not always those of
//! today's shortest-digits algorithms: `1e23` is `9.999999999999999e22`.

use num_bigint::BigUint;
use num_integer::Integer;

/// A binary format: digits of the mantissa, and the least exponent of `decodeFloat`'s range.
#[derive(Clone, Copy)]
pub(super) struct Format {
    digits: i32,
    min_exp: i32,
}

/// Double precision.
pub(super) const DOUBLE: Format = Format { digits: 53, min_exp: -1021 };
/// Single precision.
pub(super) const SINGLE: Format = Format { digits: 24, min_exp: -125 };

/// Mantissa and exponent as `decodeFloat` gives them: the mantissa of a number that is not zero has all its digits.
pub(super) fn decode(x: f64) -> (i64, i32) {
    let bits = x.to_bits();
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let (mut mantissa, mut e) = match exponent {
        0 => (fraction, -1074),
        e => (fraction | 1 << 52, e - 1075),
    };
    if mantissa == 0 {
        return (0, 0);
    }
    let shift = mantissa.leading_zeros() as i32 - 11;
    mantissa <<= shift;
    e -= shift;
    (if x < 0.0 { -mantissa } else { mantissa }, e)
}

fn power(base: u32, n: i32) -> BigUint {
    BigUint::from(base).pow(n.max(0) as u32)
}

/// Decimal digits and exponent of a positive number: `0.d₁d₂… × 10^e`.
pub(super) fn digits(x: f64, format: Format) -> (Vec<u8>, i32) {
    if x == 0.0 {
        return (vec![0], 0);
    }
    let (mantissa, exponent) = decode(x);
    // `decode` gives 53 digits; a single has 24 of them, the others are zero.
    let (f0, e0) = (mantissa >> (53 - format.digits), exponent + 53 - format.digits);
    let p = format.digits;
    let min_exp = format.min_exp - p;
    let lift = min_exp - e0;
    let (f, e) = if lift > 0 { (f0 >> lift, e0 + lift) } else { (f0, e0) };
    let mantissa = BigUint::from(f as u64);
    let smallest = f == 1 << (p - 1);
    let (r, s, up, down) = if e >= 0 {
        let be = power(2, e);
        if smallest {
            (&mantissa * &be * 4u32, BigUint::from(4u32), &be * 2u32, be)
        } else {
            (&mantissa * &be * 2u32, BigUint::from(2u32), be.clone(), be)
        }
    } else if e > min_exp && smallest {
        (&mantissa * 4u32, power(2, 1 - e) * 2u32, BigUint::from(2u32), BigUint::from(1u32))
    } else {
        (&mantissa * 2u32, power(2, -e) * 2u32, BigUint::from(1u32), BigUint::from(1u32))
    };
    let k = exponent_of_ten(&r, &s, &up, p - 1 + e0);
    if k >= 0 {
        (generate(r, s * power(10, k), up, down), k)
    } else {
        let scale = power(10, -k);
        (generate(r * &scale, s, up * &scale, down * &scale), k)
    }
}

/// The least `k` with `(r + up) / s ≤ 10^k`, from an estimate that is never too large.
fn exponent_of_ten(r: &BigUint, s: &BigUint, up: &BigUint, lx: i32) -> i32 {
    let estimate = lx * 8651 / 28738;
    let mut k = if lx >= 0 { estimate + 1 } else { estimate };
    let top = r + up;
    loop {
        let reached = if k >= 0 { top <= power(10, k) * s } else { power(10, -k) * &top <= *s };
        if reached {
            return k;
        }
        k += 1;
    }
}

fn generate(mut r: BigUint, s: BigUint, mut up: BigUint, mut down: BigUint) -> Vec<u8> {
    let mut digits = Vec::new();
    loop {
        r *= 10u32;
        up *= 10u32;
        down *= 10u32;
        let (digit, rest) = r.div_rem(&s);
        r = rest;
        let digit = digit.iter_u32_digits().next().unwrap_or(0) as u8;
        let (low, high) = (r < down, &r + &up > s);
        match (low, high) {
            (false, false) => digits.push(digit),
            (true, false) => {
                digits.push(digit);
                return digits;
            }
            (false, true) => {
                digits.push(digit + 1);
                return digits;
            }
            (true, true) => {
                digits.push(if &r * 2u32 < s { digit } else { digit + 1 });
                return digits;
            }
        }
    }
}

/// A number as `show` prints it.
pub(super) fn show(x: f64, format: Format) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    if x.is_infinite() {
        return if x < 0.0 { "-Infinity" } else { "Infinity" }.to_owned();
    }
    if x < 0.0 || x == 0.0 && x.is_sign_negative() {
        return format!("-{}", show(-x, format));
    }
    let (digits, e) = digits(x, format);
    let digits: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    if (0.1..1e7).contains(&x) || x == 0.0 {
        return fixed(&digits, e);
    }
    let (first, rest) = digits.split_at(1);
    let rest = if rest.is_empty() { "0" } else { rest };
    format!("{first}.{rest}e{}", e - 1)
}

fn fixed(digits: &str, e: i32) -> String {
    if e <= 0 {
        return format!("0.{}{digits}", "0".repeat(-e as usize));
    }
    let e = e as usize;
    if digits.len() <= e {
        return format!("{digits}{}.0", "0".repeat(e - digits.len()));
    }
    let (whole, fraction) = digits.split_at(e);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_show_as_ghc_shows_them() {
        for (x, text) in [
            (1e23, "9.999999999999999e22"),
            (8.41e21, "8.409999999999999e21"),
            (5e-324, "5.0e-324"),
            (2.2250738585072014e-308, "2.2250738585072014e-308"),
            (1.7976931348623157e308, "1.7976931348623157e308"),
            (0.1, "0.1"),
            (0.2, "0.2"),
            (0.30000000000000004, "0.30000000000000004"),
            (1e7, "1.0e7"),
            (9999999.0, "9999999.0"),
            (0.099, "9.9e-2"),
            (12345.678, "12345.678"),
            (1.0, "1.0"),
            (100.0, "100.0"),
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (-2.5, "-2.5"),
            (1e21, "1.0e21"),
            (4.35, "4.35"),
            (9007199254740993.0, "9.007199254740992e15"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(show(x, DOUBLE), text);
        }
    }

    #[test]
    fn singles_show_as_ghc_shows_them() {
        for (x, text) in [
            (0.1f32, "0.1"),
            (3.4028235e38, "3.4028235e38"),
            (1e-45, "1.0e-45"),
            (16777216.0, "1.6777216e7"),
            (1.0 / 3.0, "0.33333334"),
        ] {
            assert_eq!(show(f64::from(x), SINGLE), text);
        }
    }

    #[test]
    fn digits_read_back() {
        let mut state = 1u64;
        for _ in 0..2000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let x = f64::from_bits(state >> 1);
            if x.is_finite() {
                let back: f64 = show(x, DOUBLE).parse().unwrap();
                assert_eq!(back.to_bits(), x.to_bits(), "{x:e}");
            }
        }
    }
}
