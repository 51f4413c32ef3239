//! Copying collection of the young part of the arena (Cheney, *A nonrecursive list compacting algorithm*, 1970).
//!
//! Live objects above a base address are copied to a second space and then back to the base. Objects below stay
//! where they are; those that were updated are known from the log, so the roots are complete.

use super::heap::immediate;
use super::{
    BOX, BOX_BIG, BOX_DOUBLE, BOX_INT, CON, FUN, H_BIG, H_BLACK, H_FORWARD, H_FUN, H_IND, H_PAP, H_RAW, H_STR, H_THUNK,
    Heap, STR, THUNK, Word, aux, header, kind, ptr, size,
};

/// Words of a buffer that is kept for the next collection.
const SPARE: usize = 1 << 20;

/// A collection under way.
pub(crate) struct Collector<'h> {
    heap: &'h mut Heap,
    base: usize,
    /// The copies; the word with index `i` will be at `base + i`.
    space: Vec<Word>,
    /// Something moved or kept refers to code that may be dropped.
    closures: bool,
}

impl<'h> Collector<'h> {
    /// A collection of everything from `base` on.
    pub(crate) fn new(heap: &'h mut Heap, base: usize) -> Collector<'h> {
        let space = std::mem::take(&mut heap.spare);
        Collector { heap, base, space, closures: false }
    }

    /// Moves what a root refers to.
    pub(crate) fn root(&mut self, word: &mut Word) {
        *word = self.moved(*word);
    }

    /// The word after its object has moved; evaluated thunks are skipped, but old ones of young values: what those
    /// refer to may have moved already.
    pub(crate) fn moved(&mut self, mut word: Word) -> Word {
        while kind(word) == THUNK && aux(self.heap.at(ptr(word))) == H_IND {
            let value = self.heap.at(ptr(word) + 1);
            if ptr(word) < self.base && !immediate(value) && ptr(value) >= self.base {
                break;
            }
            word = value;
        }
        self.object(word)
    }

    /// The same for the object itself, be it an evaluated thunk.
    pub(crate) fn object(&mut self, word: Word) -> Word {
        let at = ptr(word);
        let points = match kind(word) {
            CON => aux(word) > 0,
            FUN | THUNK | STR => true,
            BOX => matches!(aux(word), BOX_INT | BOX_DOUBLE | BOX_BIG),
            _ => false,
        };
        self.closures |= matches!(kind(word), FUN | THUNK) && (at >= self.base || at < self.heap.floor);
        if !points || at < self.base || at >= self.heap.top() {
            return word;
        }
        let first = self.heap.at(at);
        let to = if kind(first) == BOX && aux(first) == H_FORWARD {
            ptr(first)
        } else {
            let len = if kind(word) == CON { aux(word) as usize } else { object_len(first) };
            let to = self.base + self.space.len();
            let end = (at + len).min(self.heap.top());
            self.space.extend_from_slice(&self.heap.words[at..end]);
            self.heap.set(at, header(H_FORWARD, 0, to));
            to
        };
        word & 0xffff_ffff | (to as u64) << 32
    }

    /// Moves everything that moved objects refer to.
    pub(crate) fn scan(&mut self, from: usize) -> usize {
        let mut at = from;
        while let Some(&word) = self.space.get(at) {
            if kind(word) == BOX && raw(word) {
                at += object_len(word);
                continue;
            }
            let moved = self.moved(word);
            if let Some(slot) = self.space.get_mut(at) {
                *slot = moved;
            }
            at += 1;
        }
        at
    }

    /// Moves the values of logged old objects.
    pub(crate) fn logged(&mut self) {
        for i in 0..self.heap.log.len() {
            let at = self.heap.log[i].at as usize;
            if at < self.base && aux(self.heap.at(at)) == H_IND {
                let value = self.heap.at(at + 1);
                let moved = self.moved(value);
                self.heap.set(at + 1, moved);
            }
        }
    }

    /// Ends the collection: the copies become the young part. Are there closures or thunks among what was kept?
    pub(crate) fn finish(mut self) -> bool {
        self.scan(0);
        self.heap.words.truncate(self.base);
        self.heap.words.extend_from_slice(&self.space);
        if self.space.capacity() <= SPARE {
            self.space.clear();
            self.heap.spare = self.space;
        }
        self.closures
    }
}

/// Is this the header of an object whose payload is no words?
fn raw(head: Word) -> bool {
    matches!(aux(head), H_RAW | H_STR | H_BIG)
}

/// Words of the object with this header.
fn object_len(head: Word) -> usize {
    1 + match aux(head) {
        H_RAW | H_BIG => ptr(head),
        H_STR if size(head) == 1 => ptr(head).div_ceil(2),
        H_STR => ptr(head).div_ceil(8),
        H_FUN | H_THUNK | H_BLACK | H_IND => size(head),
        H_PAP => size(head) + 1,
        _ => 0,
    }
}
