//! Machine words: how every run-time value fits into 64 bits, and the layout of heap objects.
//!
//! A word is `pointer (32) | tag (16) | arity (13) | kind (3)`. Small integers are immediate (61 bits), nullary
//! constructors and characters too; constructors have no header (a list cell is two words), so a `case` reads no
//! memory to find the tag. A compact string is a list: a word with a pointer to the packed characters and an
//! offset, so that taking its tail allocates nothing. Objects with a header start with a word of kind [`BOX`].

use num_bigint::BigInt;
use num_traits::ToPrimitive;

mod collect;
mod heap;

pub(crate) use collect::Collector;
pub(crate) use heap::{FEW_STATIC_WORDS, Heap, STATIC_WORDS};

/// One machine word.
pub(crate) type Word = u64;

/// Mask of the kind.
pub(crate) const KIND: Word = 7;
/// An immediate machine integer.
pub(crate) const INT: Word = 0;
/// A constructor.
pub(crate) const CON: Word = 1;
/// A function: arity in the arity bits, pointer to a closure or partial application.
pub(crate) const FUN: Word = 2;
/// An unevaluated value, or one that was updated.
pub(crate) const THUNK: Word = 3;
/// An immediate unbounded integer.
pub(crate) const INTEGER: Word = 4;
/// A character.
pub(crate) const CHAR: Word = 5;
/// A boxed number (see the `BOX_*` sorts), or a header.
pub(crate) const BOX: Word = 6;
/// A non-empty list of characters, packed.
pub(crate) const STR: Word = 7;

/// Sorts of [`BOX`] words that are values.
pub(crate) const BOX_INT: Word = 0;
/// A double.
pub(crate) const BOX_DOUBLE: Word = 1;
/// A big integer.
pub(crate) const BOX_BIG: Word = 2;

/// Sorts of [`BOX`] words that are headers: raw words, their number as info.
pub(crate) const H_RAW: Word = 8;
/// A closure: captures as size, code entry as info.
pub(crate) const H_FUN: Word = 9;
/// A partial application: arguments as size; the function's word follows.
pub(crate) const H_PAP: Word = 10;
/// A thunk: payload words as size, code entry as info.
pub(crate) const H_THUNK: Word = 11;
/// A thunk under evaluation.
pub(crate) const H_BLACK: Word = 12;
/// An evaluated thunk: its value follows.
pub(crate) const H_IND: Word = 13;
/// Packed characters: size 1 when wide (32 bits each, else 8), their number as info.
pub(crate) const H_STR: Word = 14;
/// A big integer: size 1 when negative, 64-bit digits as info.
pub(crate) const H_BIG: Word = 15;
/// A moved object (during collection): the new place as info.
pub(crate) const H_FORWARD: Word = 16;

/// The kind of a word.
#[inline(always)]
pub(crate) fn kind(w: Word) -> Word {
    w & KIND
}

/// The pointer, or a header's info.
#[inline(always)]
pub(crate) fn ptr(w: Word) -> usize {
    (w >> 32) as usize
}

/// The constructor tag, or a header's size.
#[inline(always)]
pub(crate) fn size(w: Word) -> usize {
    (w >> 16) as u16 as usize
}

/// The arity of a constructor or function, or the sort of a box or header.
#[inline(always)]
pub(crate) fn aux(w: Word) -> Word {
    (w >> 3) & 0x1fff
}

/// The constructor's tag of an evaluated datum (packed strings are list cells).
#[inline(always)]
pub(crate) fn tag(w: Word) -> usize {
    if kind(w) == STR { 1 } else { size(w) }
}

/// Assembles a word.
#[inline(always)]
pub(crate) fn word(kind: Word, aux: Word, size: usize, ptr: usize) -> Word {
    kind | aux << 3 | (size as u64 & 0xffff) << 16 | (ptr as u64) << 32
}

/// A header.
#[inline(always)]
pub(crate) fn header(sort: Word, size: usize, info: usize) -> Word {
    word(BOX, sort, size, info)
}

/// A constructor without fields.
#[inline(always)]
pub(crate) fn nullary(tag: usize) -> Word {
    word(CON, 0, tag, 0)
}

/// A Boolean (`False` is declared before `True`).
#[inline(always)]
pub(crate) fn boolean(b: bool) -> Word {
    nullary(usize::from(b))
}

/// `LT`, `EQ` or `GT`.
#[inline(always)]
pub(crate) fn ordering(o: std::cmp::Ordering) -> Word {
    nullary((o as i8 + 1) as usize)
}

/// A constructor with fields at `ptr`.
#[inline(always)]
pub(crate) fn con(tag: usize, arity: usize, ptr: usize) -> Word {
    word(CON, arity as u64, tag, ptr)
}

/// The empty list.
pub(crate) const NIL: Word = CON;

/// A character.
#[inline(always)]
pub(crate) fn char_word(c: char) -> Word {
    CHAR | u64::from(u32::from(c)) << 32
}

/// The character of a word.
#[inline(always)]
pub(crate) fn as_char(w: Word) -> char {
    char::from_u32((w >> 32) as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// An immediate integer word, if `n` fits.
#[inline(always)]
pub(crate) fn small(kind: Word, n: i64) -> Option<Word> {
    let shifted = n.wrapping_shl(3);
    (shifted >> 3 == n).then_some(shifted as u64 | kind)
}

/// The number in an immediate integer word.
#[inline(always)]
pub(crate) fn as_small(w: Word) -> i64 {
    (w as i64) >> 3
}

/// A slice of packed characters as a list.
#[inline(always)]
pub(crate) fn string_word(ptr: usize, offset: usize) -> Word {
    STR | (offset as u64) << 3 & 0xffff_ffff | (ptr as u64) << 32
}

/// The offset of a packed string.
#[inline(always)]
pub(crate) fn string_offset(w: Word) -> usize {
    ((w & 0xffff_ffff) >> 3) as usize
}

/// Is the word evaluated to weak head normal form?
#[inline(always)]
pub(crate) fn is_value(w: Word) -> bool {
    kind(w) != THUNK
}

/// An unbounded integer in the form that arithmetic starts from.
pub(crate) enum Integer {
    /// Fits a machine word.
    Small(i64),
    /// Does not.
    Big(BigInt),
}

impl Integer {
    /// As a big integer.
    pub(crate) fn into_big(self) -> BigInt {
        match self {
            Integer::Small(n) => BigInt::from(n),
            Integer::Big(n) => n,
        }
    }

    /// In the smallest form.
    pub(crate) fn from_big(n: BigInt) -> Integer {
        match n.to_i64() {
            Some(n) => Integer::Small(n),
            None => Integer::Big(n),
        }
    }
}
