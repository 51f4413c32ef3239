//! Characters.

use super::unicode::{category, lower, upper};
use super::{Direct, text};
use crate::core::eval::Stop;
use crate::core::value::{Word, as_char, boolean, char_word, ordering};

/// Space separators, the last category that prints.
const SPACE: u8 = 22;

/// The implementation of a primitive on characters, and whether it is total (and cheap).
pub(super) fn operation(name: &str) -> Option<(Direct, bool)> {
    // Characters compare as their words do: all have the same low half.
    let direct: Direct = match name {
        "charOrd" => |h, a, _| Ok(h.int(i64::from(u32::from(as_char(a))))),
        "charChr" => |h, a, _| chr(h.as_int(a)),
        "charEq" => |_, a, b| Ok(boolean(a == b)),
        "charNe" => |_, a, b| Ok(boolean(a != b)),
        "charLt" => |_, a, b| Ok(boolean(a < b)),
        "charLe" => |_, a, b| Ok(boolean(a <= b)),
        "charGt" => |_, a, b| Ok(boolean(a > b)),
        "charGe" => |_, a, b| Ok(boolean(a >= b)),
        "charCompare" => |_, a, b| Ok(ordering(a.cmp(&b))),
        "charIsUpper" => |_, a, _| Ok(boolean(matches!(category(as_char(a)), 0 | 2))),
        "charIsLower" => |_, a, _| Ok(boolean(category(as_char(a)) == 1)),
        "charIsAlpha" => |_, a, _| Ok(boolean(category(as_char(a)) <= 4)),
        "charIsAlphaNum" => |_, a, _| Ok(boolean(matches!(category(as_char(a)), 0..=4 | 8..=10))),
        "charIsSpace" => |_, a, _| Ok(boolean(is_space(as_char(a)))),
        "charIsPrint" => |_, a, _| Ok(boolean(category(as_char(a)) <= SPACE)),
        "charIsPunctuation" => |_, a, _| Ok(boolean(matches!(category(as_char(a)), 11..=17))),
        "charIsSymbol" => |_, a, _| Ok(boolean(matches!(category(as_char(a)), 18..=21))),
        "charToUpper" => |_, a, _| Ok(char_word(upper(as_char(a)))),
        "charToLower" => |_, a, _| Ok(char_word(lower(as_char(a)))),
        "charCategory" => |h, a, _| Ok(h.int(i64::from(category(as_char(a))))),
        "charShow" => |h, a, _| {
            let text = text::show_char(as_char(a));
            Ok(h.string(&text))
        },
        _ => return None,
    };
    Some((direct, !matches!(name, "charChr" | "charShow")))
}

fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r') || category(c) == SPACE
}

fn chr(n: i64) -> Result<Word, Stop> {
    // Surrogates are characters to GHC but not to us: they become the replacement character.
    match u32::try_from(n) {
        Ok(code) if code <= 0x10_ffff => Ok(char_word(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))),
        _ if n < 0 => Err(Stop::Error(format!("Prelude.chr: bad argument: ({n})"))),
        _ => Err(Stop::Error(format!("Prelude.chr: bad argument: {n}"))),
    }
}
