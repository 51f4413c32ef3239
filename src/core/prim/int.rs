//! Machine integers: 64 bits, wrapping, with GHC's exceptions.

use super::Direct;
use crate::core::compile::code::Division;
use crate::core::eval::Stop;
use crate::core::value::{Heap, INT, Integer, Word, boolean, nullary, ordering, small, tag};

/// The exception of a division by zero.
pub(super) const DIVIDE_BY_ZERO: Stop = Stop::Arithmetic("divide by zero");
/// The exception of a result that does not fit.
pub(super) const OVERFLOW: Stop = Stop::Arithmetic("arithmetic overflow");

/// The implementation of a primitive on machine integers, and whether it is total.
pub(super) fn operation(name: &str) -> Option<(Direct, bool)> {
    let total: Direct = match name {
        "tag" => |_, a, _| Ok(small(INT, tag(a) as i64).unwrap_or(0)),
        "fromTag" => |h, a, _| Ok(nullary(h.as_int(a) as usize)),
        "intAdd" => |h, a, b| Ok(h.int(h.as_int(a).wrapping_add(h.as_int(b)))),
        "intSub" => |h, a, b| Ok(h.int(h.as_int(a).wrapping_sub(h.as_int(b)))),
        "intMul" => |h, a, b| Ok(h.int(h.as_int(a).wrapping_mul(h.as_int(b)))),
        "intNegate" => |h, a, _| Ok(h.int(h.as_int(a).wrapping_neg())),
        "intEq" => |h, a, b| Ok(boolean(h.as_int(a) == h.as_int(b))),
        "intNe" => |h, a, b| Ok(boolean(h.as_int(a) != h.as_int(b))),
        "intLt" => |h, a, b| Ok(boolean(h.as_int(a) < h.as_int(b))),
        "intLe" => |h, a, b| Ok(boolean(h.as_int(a) <= h.as_int(b))),
        "intGt" => |h, a, b| Ok(boolean(h.as_int(a) > h.as_int(b))),
        "intGe" => |h, a, b| Ok(boolean(h.as_int(a) >= h.as_int(b))),
        "intCompare" => |h, a, b| Ok(ordering(h.as_int(a).cmp(&h.as_int(b)))),
        "intToInteger" => |h, a, _| Ok(h.integer(Integer::Small(h.as_int(a)))),
        "intToDouble" => |h, a, _| Ok(h.double(h.as_int(a) as f64)),
        "intAnd" => |h, a, b| Ok(h.int(h.as_int(a) & h.as_int(b))),
        "intOr" => |h, a, b| Ok(h.int(h.as_int(a) | h.as_int(b))),
        "intXor" => |h, a, b| Ok(h.int(h.as_int(a) ^ h.as_int(b))),
        "intPopCount" => |h, a, _| Ok(h.int(i64::from(h.as_int(a).count_ones()))),
        _ => return partial(name).map(|f| (f, false)),
    };
    Some((total, !matches!(name, "tag" | "fromTag")))
}

fn partial(name: &str) -> Option<Direct> {
    Some(match name {
        "intQuot" => |h, a, b| divide(h, a, b, Division::Quot),
        "intRem" => |h, a, b| divide(h, a, b, Division::Rem),
        "intDiv" => |h, a, b| divide(h, a, b, Division::Div),
        "intMod" => |h, a, b| divide(h, a, b, Division::Mod),
        "intShow" => |h, a, _| {
            let text = h.as_int(a).to_string();
            Ok(h.string(&text))
        },
        "intShiftL" => |h, a, b| shift(h, a, b, |a, n| if n < 64 { a << n } else { 0 }),
        "intShiftR" => |h, a, b| shift(h, a, b, |a, n| a >> n.min(63)),
        _ => return None,
    })
}

fn divide(h: &mut Heap, a: Word, b: Word, how: Division) -> Result<Word, Stop> {
    let (a, b) = (h.as_int(a), h.as_int(b));
    match divided(how, a, b) {
        Some(n) => Ok(h.int(n)),
        None => Err(undivided(b)),
    }
}

/// A quotient or remainder; `None` for a division by zero and for one that overflows.
#[inline(always)]
pub(crate) fn divided(how: Division, a: i64, b: i64) -> Option<i64> {
    if b == -1 {
        return match how {
            Division::Quot | Division::Div => a.checked_neg(),
            Division::Rem | Division::Mod => Some(0),
        };
    }
    let (quotient, rest) = (a.checked_div(b)?, a % b);
    let down = rest != 0 && (rest < 0) != (b < 0);
    Some(match how {
        Division::Quot => quotient,
        Division::Rem => rest,
        Division::Div => quotient - i64::from(down),
        Division::Mod => rest + if down { b } else { 0 },
    })
}

/// Why there is no result of a division by `b`.
#[cold]
pub(crate) fn undivided(b: i64) -> Stop {
    if b == 0 { DIVIDE_BY_ZERO } else { OVERFLOW }
}

fn shift(h: &mut Heap, a: Word, b: Word, f: fn(i64, u32) -> i64) -> Result<Word, Stop> {
    let n = h.as_int(b);
    if n < 0 {
        return Err(OVERFLOW);
    }
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    Ok(h.int(f(h.as_int(a), n)))
}
