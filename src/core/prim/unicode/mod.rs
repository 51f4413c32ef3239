//! Properties of characters: Unicode 12.1, as GHC 9's `base` has them.
//!
//! The table of general categories is a run-length code: a letter for the category (in the order of the Unicode
//! standard's table, as Haskell's `GeneralCategory` numbers them) and the length of its run. Case mappings are
//! one to one.

use std::sync::LazyLock;

mod tables;

use tables::{CATEGORIES, LOWER, UPPER};

/// The general category of a character, by number.
pub(super) fn category(c: char) -> u8 {
    let code = u32::from(c);
    if let Some(&category) = FIRST.get(code as usize) {
        return category;
    }
    let at = RUNS.partition_point(|(start, _)| *start <= code);
    at.checked_sub(1).and_then(|i| RUNS.get(i)).map_or(29, |(_, category)| *category)
}

/// The upper-case form, or the character itself.
pub(super) fn upper(c: char) -> char {
    map(c, UPPER)
}

/// The lower-case form, or the character itself.
pub(super) fn lower(c: char) -> char {
    map(c, LOWER)
}

fn map(c: char, table: &[(u32, u32, u32, i32)]) -> char {
    let code = u32::from(c);
    let at = table.partition_point(|(start, ..)| *start <= code);
    match at.checked_sub(1).and_then(|i| table.get(i)) {
        Some(&(start, end, step, delta)) if code <= end && (code - start) % step == 0 => {
            char::from_u32(code.wrapping_add_signed(delta)).unwrap_or(c)
        }
        _ => c,
    }
}

/// Start and category of each run.
static RUNS: LazyLock<Vec<(u32, u8)>> = LazyLock::new(|| {
    let (mut runs, mut start) = (Vec::new(), 0);
    let mut bytes = CATEGORIES.bytes().peekable();
    while let Some(letter) = bytes.next() {
        let category = if letter.is_ascii_uppercase() { letter - b'A' } else { letter.wrapping_sub(b'a') + 26 };
        let mut length = 0;
        while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
            length = length * 10 + u32::from(digit - b'0');
        }
        runs.push((start, category));
        start += length.max(1);
    }
    runs
});

/// Categories of the first 256 characters.
static FIRST: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut table = [29; 256];
    for (code, category) in table.iter_mut().enumerate() {
        let at = RUNS.partition_point(|(start, _)| *start as usize <= code);
        *category = at.checked_sub(1).and_then(|i| RUNS.get(i)).map_or(29, |(_, category)| *category);
    }
    table
});
