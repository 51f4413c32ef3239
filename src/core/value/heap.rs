//! The arena of words: static objects below, a bump-allocated region above, and the log of updates.
//!
//! Objects that live as long as code does (string literals, top-level constants, dictionaries) are in the low,
//! reserved part; everything else is allocated at the end. Updates of thunks below [`Heap::young`] are logged, so
//! that a reset can undo them and a collection of the young part finds what the old part points to.

use std::cell::RefCell;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::core::eval::Stop;

use super::{
    BOX, BOX_BIG, BOX_DOUBLE, BOX_INT, CON, H_BIG, H_IND, H_RAW, H_STR, INT, INTEGER, Integer, NIL, STR, THUNK, Word,
    as_small, aux, char_word, con, header, kind, nullary, ptr, size, small, string_offset, string_word, word,
};

/// Words reserved for static objects, as a rule and where a machine is one of many.
pub(crate) const STATIC_WORDS: usize = 1 << 20;
pub(crate) const FEW_STATIC_WORDS: usize = 1 << 16;

/// Most heaps of one thread whose words are kept.
const MOST_LEFT: usize = 8;

/// Longest packed string: what the offset bits can address.
const MAX_STRING: usize = (1 << 29) - 1;

/// What an update of an old thunk overwrote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undo {
    pub(crate) at: u32,
    pub(crate) header: Word,
    pub(crate) payload: Word,
}

/// The arena.
pub(crate) struct Heap {
    pub(crate) words: Vec<Word>,
    /// Words reserved for static objects; the rest begins there.
    pub(crate) floor: usize,
    /// Where the next static object goes.
    pub(crate) statics: usize,
    /// Updates below this address are logged.
    pub(crate) young: usize,
    pub(crate) log: Vec<Undo>,
    /// A static object did not fit.
    pub(crate) exhausted: bool,
    /// Steps left to operations on big integers, a digit of 64 bits each; not bounded outside an evaluation.
    pub(crate) work: u64,
    /// An empty buffer that collections copy to.
    pub(crate) spare: Vec<Word>,
}

thread_local! {
    /// The words of heaps that are no more: to have new ones from the system and clear them costs as much as a short
    /// search.
    static LEFT: RefCell<Vec<Vec<Word>>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Heap {
    fn drop(&mut self) {
        let (mut words, floor, statics) = (std::mem::take(&mut self.words), self.floor, self.statics);
        if words.capacity() > 2 * floor || words.len() < floor {
            return;
        }
        words.truncate(floor);
        words[..statics.min(floor)].fill(0);
        // A thread that ends has no use for them.
        let _ = LEFT.try_with(|left| {
            if let Ok(mut left) = left.try_borrow_mut()
                && left.len() < MOST_LEFT
            {
                left.push(words);
            }
        });
    }
}

impl Heap {
    /// A heap with `floor` words for static objects.
    pub(crate) fn new(floor: usize) -> Heap {
        let words = LEFT.with_borrow_mut(|left| {
            let same = left.iter().position(|words| words.len() == floor);
            same.map(|at| left.swap_remove(at))
        });
        // Room for as much again from the start: what is never used is never touched, and to grow is to copy.
        let words = words.unwrap_or_else(|| {
            let mut words = vec![0; 2 * floor];
            words.truncate(floor);
            words
        });
        Heap {
            words,
            floor,
            statics: 1,
            young: floor,
            log: Vec::new(),
            exhausted: false,
            work: u64::MAX,
            spare: Vec::new(),
        }
    }

    /// The word at `at`; 0 outside.
    #[inline(always)]
    pub(crate) fn at(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Overwrites the word at `at`.
    #[inline(always)]
    pub(crate) fn set(&mut self, at: usize, w: Word) {
        if let Some(slot) = self.words.get_mut(at) {
            *slot = w;
        }
    }

    /// Where the arena ends.
    #[inline(always)]
    pub(crate) fn top(&self) -> usize {
        self.words.len()
    }

    /// Copies `object` to the end of the arena.
    #[inline(always)]
    pub(crate) fn push<const N: usize>(&mut self, object: &[Word; N]) -> usize {
        let at = self.words.len();
        self.words.extend(*object);
        at
    }

    /// Copies `object` into the static part. When that is full the object is lost and `exhausted` set.
    pub(crate) fn push_static(&mut self, object: &[Word]) -> usize {
        let at = self.statics;
        let end = at + object.len();
        if end > self.floor {
            self.exhausted = true;
            return 0;
        }
        self.words[at..end].copy_from_slice(object);
        self.statics = end;
        at
    }

    /// Moves the last object, which starts at `at`, into the static part.
    pub(crate) fn make_static(&mut self, at: usize) -> usize {
        let object = self.words.split_off(at);
        self.push_static(&object)
    }

    /// Follows evaluated thunks.
    #[inline(always)]
    pub(crate) fn resolve(&self, mut w: Word) -> Word {
        while kind(w) == THUNK {
            let at = ptr(w);
            let head = self.at(at);
            if aux(head) != H_IND {
                break;
            }
            w = self.at(at + 1);
        }
        w
    }

    /// Overwrites the thunk at `at` by its value.
    #[inline(always)]
    pub(crate) fn update(&mut self, at: usize, value: Word, original: Word) {
        if at < self.young {
            let payload = self.at(at + 1);
            self.log.push(Undo { at: at as u32, header: original, payload });
        }
        self.set(at, header(H_IND, size(original), 0));
        self.set(at + 1, value);
    }

    /// Undoes logged updates down to `log`, but those whose new value is immediate.
    pub(crate) fn undo(&mut self, log: usize) {
        while self.log.len() > log {
            let Some(entry) = self.log.pop() else { break };
            let at = entry.at as usize;
            if !immediate(self.at(at + 1)) {
                self.set(at, entry.header);
                self.set(at + 1, entry.payload);
            }
        }
    }

    /// A datum; nullary when there are no fields.
    #[inline]
    pub(crate) fn datum(&mut self, tag: usize, fields: &[Word]) -> Word {
        if fields.is_empty() {
            return nullary(tag);
        }
        let at = self.top();
        self.words.extend_from_slice(fields);
        con(tag, fields.len(), at)
    }

    /// A list cell.
    #[inline(always)]
    pub(crate) fn cons(&mut self, head: Word, tail: Word) -> Word {
        let at = self.push(&[head, tail]);
        con(1, 2, at)
    }

    /// The field `index` of an evaluated datum; packed strings unpack here.
    #[inline(always)]
    pub(crate) fn field(&self, w: Word, index: usize) -> Word {
        if kind(w) == STR {
            return if index == 0 { self.head(w) } else { self.tail(w) };
        }
        self.at(ptr(w) + index)
    }

    /// A machine integer.
    #[inline(always)]
    pub(crate) fn int(&mut self, n: i64) -> Word {
        match small(INT, n) {
            Some(w) => w,
            None => self.boxed(BOX_INT, n as u64),
        }
    }

    #[inline]
    fn boxed(&mut self, sort: Word, bits: u64) -> Word {
        let at = self.push(&[header(H_RAW, 0, 1), bits]);
        word(BOX, sort, 0, at)
    }

    /// The machine integer of a word.
    #[inline(always)]
    pub(crate) fn as_int(&self, w: Word) -> i64 {
        if kind(w) == INT { as_small(w) } else { self.at(ptr(w) + 1) as i64 }
    }

    /// A double.
    #[inline(always)]
    pub(crate) fn double(&mut self, x: f64) -> Word {
        self.boxed(BOX_DOUBLE, x.to_bits())
    }

    /// The double of a word.
    #[inline(always)]
    pub(crate) fn as_double(&self, w: Word) -> f64 {
        f64::from_bits(self.at(ptr(w) + 1))
    }

    /// An unbounded integer.
    #[inline]
    pub(crate) fn integer(&mut self, n: Integer) -> Word {
        let n = match n {
            Integer::Small(n) => match small(INTEGER, n) {
                Some(w) => return w,
                None => BigInt::from(n),
            },
            Integer::Big(n) => match n.to_i64().and_then(|n| small(INTEGER, n)) {
                Some(w) => return w,
                None => n,
            },
        };
        self.big(&n)
    }

    fn big(&mut self, n: &BigInt) -> Word {
        let (sign, digits) = n.to_u64_digits();
        let at = self.push(&[header(H_BIG, usize::from(sign == Sign::Minus), digits.len())]);
        self.words.extend_from_slice(&digits);
        word(BOX, BOX_BIG, 0, at)
    }

    /// The unbounded integer of a word.
    #[inline]
    pub(crate) fn as_integer(&self, w: Word) -> Integer {
        if kind(w) == INTEGER { Integer::Small(as_small(w)) } else { Integer::from_big(self.as_big(w)) }
    }

    /// Number of 64-bit digits of an unbounded integer.
    #[inline]
    pub(crate) fn digits(&self, w: Word) -> u64 {
        if kind(w) == INTEGER { 1 } else { ptr(self.at(ptr(w))) as u64 }
    }

    /// Charges an operation on big integers before it is done.
    pub(crate) fn spend(&mut self, steps: u64) -> Result<(), Stop> {
        self.work = self.work.checked_sub(steps).ok_or(Stop::Fuel)?;
        Ok(())
    }

    fn as_big(&self, w: Word) -> BigInt {
        let at = ptr(w);
        let head = self.at(at);
        let mut halves = Vec::new();
        for &digit in self.words.get(at + 1..at + 1 + ptr(head)).unwrap_or(&[]) {
            halves.extend([digit as u32, (digit >> 32) as u32]);
        }
        BigInt::from_slice(if size(head) == 1 { Sign::Minus } else { Sign::Plus }, &halves)
    }

    /// A string as a list: packed, the empty list when empty.
    pub(crate) fn string(&mut self, text: &str) -> Word {
        if text.is_ascii() {
            return self.narrow(text.as_bytes());
        }
        let chars: Vec<char> = text.chars().collect();
        self.chars(&chars)
    }

    /// Characters as a packed list.
    pub(crate) fn chars(&mut self, chars: &[char]) -> Word {
        if chars.is_empty() || chars.len() > MAX_STRING {
            return NIL;
        }
        if chars.iter().all(|&c| u32::from(c) < 256) {
            let bytes: Vec<u8> = chars.iter().map(|&c| c as u8).collect();
            return self.narrow(&bytes);
        }
        let at = self.push(&[header(H_STR, 1, chars.len())]);
        self.words.extend(chars.chunks(2).map(|pair| {
            let low = pair.first().map_or(0, |&c| u64::from(u32::from(c)));
            let high = pair.get(1).map_or(0, |&c| u64::from(u32::from(c)));
            low | high << 32
        }));
        string_word(at, 0)
    }

    fn narrow(&mut self, bytes: &[u8]) -> Word {
        if bytes.is_empty() || bytes.len() > MAX_STRING {
            return NIL;
        }
        let at = self.push(&[header(H_STR, 0, bytes.len())]);
        self.words.extend(bytes.chunks(8).map(|chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_le_bytes(word)
        }));
        string_word(at, 0)
    }

    /// Number of characters left in a packed string.
    #[inline(always)]
    pub(crate) fn string_len(&self, w: Word) -> usize {
        ptr(self.at(ptr(w))).saturating_sub(string_offset(w))
    }

    /// The first character of a packed string.
    #[inline(always)]
    pub(crate) fn head(&self, w: Word) -> Word {
        self.string_char(w, 0)
    }

    /// The character `index` of a packed string, as a word.
    #[inline(always)]
    pub(crate) fn string_char(&self, w: Word, index: usize) -> Word {
        let at = ptr(w);
        let offset = string_offset(w) + index;
        let code = if size(self.at(at)) == 1 {
            self.at(at + 1 + offset / 2) >> (offset % 2 * 32) & 0xffff_ffff
        } else {
            self.at(at + 1 + offset / 8) >> (offset % 8 * 8) & 0xff
        };
        char::from_u32(code as u32).map_or(0, char_word)
    }

    /// What follows the first character of a packed string.
    #[inline(always)]
    pub(crate) fn tail(&self, w: Word) -> Word {
        self.string_drop(w, 1)
    }

    /// A packed string without its first `n` characters.
    #[inline(always)]
    pub(crate) fn string_drop(&self, w: Word, n: usize) -> Word {
        if self.string_len(w) > n { string_word(ptr(w), string_offset(w) + n) } else { NIL }
    }
}

/// Holds the word no pointer?
#[inline(always)]
pub(crate) fn immediate(w: Word) -> bool {
    match kind(w) {
        INT | INTEGER | super::CHAR => true,
        CON => aux(w) == 0,
        _ => false,
    }
}
