//! Primitives that walk lists, natively.
//!
//! Each works on the slots of its own frame: when it meets something unevaluated it asks for its evaluation and is
//! resumed where it was, so nothing is walked twice and nothing recurses. Work is charged to fuel element by element.

use super::run::{Cont, Flow, Registers, is_nil};
use super::{Machine, Stop};
use crate::core::compile::code::{Code, Op};
use crate::core::prim::{self, Native, text};
use crate::core::value::{
    H_THUNK, INT, NIL, STR, THUNK, Word, as_char, as_small, boolean, header, kind, ordering, ptr, word,
};

/// Most arguments of one suspended application.
pub(super) const MAX_APPLY: usize = 16;

/// Cells that a lazy primitive makes at once when its input is there already.
const CHUNK: usize = 32;

/// Code that the machine itself suspends.
pub(super) struct Entries {
    apply: Vec<u32>,
    append: u32,
    range: u32,
}

impl Entries {
    /// Compiles it.
    pub(super) fn new(code: &mut Code) -> Entries {
        let apply = (0..=MAX_APPLY).map(|n| apply_entry(code, n)).collect();
        let append = native_entry(code, Native::Append);
        let range = native_entry(code, Native::RangeInt);
        Entries { apply, append, range }
    }

    /// The code of a suspended application to `n` arguments.
    pub(super) fn apply(&self, n: usize) -> u32 {
        self.apply.get(n).copied().unwrap_or(0)
    }
}

fn block(code: &mut Code, captures: usize, frame: usize, ops: &[Op]) -> u32 {
    let entry = code.new_entry(0, captures, u32::MAX);
    let start = code.ops.len();
    code.ops.extend_from_slice(ops);
    code.find_live(start);
    if let Some(entry) = code.entries.get_mut(entry as usize) {
        (entry.start, entry.frame) = (start as u32, frame as u32);
    }
    entry
}

fn apply_entry(code: &mut Code, n: usize) -> u32 {
    let start = code.args.len() as u32;
    code.args.extend(1..=n as u32);
    let args = crate::core::compile::code::Args { start, len: n as u16 };
    block(code, n + 1, n + 1, &[Op::TailApply { f: 0, args }])
}

/// A thunk over the two arguments of a native primitive.
fn native_entry(code: &mut Code, native: Native) -> u32 {
    let zero = code.constant(0);
    let scratch = 2..2 + prim::SCRATCH;
    let mut ops: Vec<Op> = scratch.map(|dst| Op::Move { dst, src: zero }).collect();
    ops.push(Op::Native { native });
    block(code, 2, 2 + prim::SCRATCH as usize, &ops)
}

/// How a step of a native ends.
enum Step {
    /// The result.
    Done(Word),
    /// The result is what this evaluates to.
    Tail(Word),
    /// The slot must be evaluated first.
    Need(usize),
}

/// What a list is after a look at it.
enum List {
    Nil,
    Cons(Word, Word),
    Packed(Word),
    Unknown,
}

impl Machine {
    /// Runs a native over the present frame.
    pub(super) fn native(&mut self, native: Native, r: &Registers) -> Result<Flow, Stop> {
        let fp = r.fp;
        let step = match native {
            Native::Error => self.native_error(fp)?,
            Native::ReadDouble => self.native_read(fp)?,
            Native::ShowString => self.native_show(fp)?,
            Native::Length => self.native_length(fp)?,
            Native::Reverse => self.native_reverse(fp)?,
            Native::Append => self.native_append(fp)?,
            Native::Index => self.native_index(fp)?,
            Native::SumInt => self.native_sum(fp)?,
            Native::EqString => self.native_compare(fp, true)?,
            Native::CompareString => self.native_compare(fp, false)?,
            Native::ElemInt => self.native_elem(fp)?,
            Native::RangeInt => self.native_range(fp)?,
        };
        Ok(match step {
            Step::Done(value) => self.returning(value),
            Step::Tail(word) => self.entering(word, fp),
            Step::Need(slot) => {
                let pc = (r.pc - 1) as u32;
                self.conts.push(Cont { pc, fp: fp as u32, sp: r.sp as u32, aux: slot as u32 });
                self.entering(self.slot(fp, slot), r.sp)
            }
        })
    }

    /// Looks at the list in a slot.
    #[inline]
    fn list(&mut self, fp: usize, slot: usize) -> List {
        let w = self.heap.resolve(self.slot(fp, slot));
        match kind(w) {
            THUNK => List::Unknown,
            STR => List::Packed(w),
            _ if is_nil(w) => List::Nil,
            _ => List::Cons(self.heap.at(ptr(w)), self.heap.at(ptr(w) + 1)),
        }
    }

    /// The evaluated word of an element, or where to evaluate it: in `slot`.
    #[inline]
    fn element(&mut self, fp: usize, head: Word, slot: usize) -> Option<Word> {
        let w = self.heap.resolve(head);
        if kind(w) == THUNK {
            self.set_slot(fp, slot, w);
            return None;
        }
        Some(w)
    }

    /// Forces the string in slot 0 completely; slot 1 is the cursor once slot 2 says so. `None`: evaluate that slot.
    fn forced_string(&mut self, fp: usize) -> Result<Result<Vec<char>, usize>, Stop> {
        if self.slot(fp, 2) == 0 {
            let list = self.slot(fp, 0);
            self.set_slot(fp, 1, list);
            self.set_slot(fp, 2, NIL);
        }
        loop {
            self.charge(1)?;
            match self.list(fp, 1) {
                List::Unknown => return Ok(Err(1)),
                List::Nil | List::Packed(_) => break,
                List::Cons(head, tail) => {
                    if self.element(fp, head, 2).is_none() {
                        return Ok(Err(2));
                    }
                    self.set_slot(fp, 1, tail);
                }
            }
        }
        let mut chars = Vec::new();
        let mut cursor = self.heap.resolve(self.slot(fp, 0));
        loop {
            match kind(cursor) {
                STR => {
                    let n = self.heap.string_len(cursor);
                    self.charge(n / 8)?;
                    chars.extend((0..n).map(|i| as_char(self.heap.string_char(cursor, i))));
                    break;
                }
                _ if is_nil(cursor) => break,
                _ => {
                    chars.push(as_char(self.heap.resolve(self.heap.field(cursor, 0))));
                    cursor = self.heap.resolve(self.heap.field(cursor, 1));
                }
            }
        }
        Ok(Ok(chars))
    }

    fn native_error(&mut self, fp: usize) -> Result<Step, Stop> {
        match self.forced_string(fp)? {
            Err(slot) => Ok(Step::Need(slot)),
            Ok(chars) => Err(Stop::Error(chars.into_iter().collect())),
        }
    }

    fn native_read(&mut self, fp: usize) -> Result<Step, Stop> {
        Ok(match self.forced_string(fp)? {
            Err(slot) => Step::Need(slot),
            Ok(chars) => {
                let text: String = chars.into_iter().collect();
                Step::Done(self.heap.double(prim::double::read(&text)))
            }
        })
    }

    fn native_show(&mut self, fp: usize) -> Result<Step, Stop> {
        Ok(match self.forced_string(fp)? {
            Err(slot) => Step::Need(slot),
            Ok(chars) => Step::Done(self.heap.string(&text::show_string(&chars))),
        })
    }

    /// Slot 0: cursor; slot 1: count.
    fn native_length(&mut self, fp: usize) -> Result<Step, Stop> {
        let mut n = as_small(self.slot(fp, 1));
        loop {
            match self.list(fp, 0) {
                List::Nil => return Ok(Step::Done(self.heap.int(n))),
                List::Packed(w) => {
                    let n = n + self.heap.string_len(w) as i64;
                    return Ok(Step::Done(self.heap.int(n)));
                }
                List::Unknown => {
                    self.set_slot(fp, 1, (n as u64) << 3);
                    return Ok(Step::Need(0));
                }
                List::Cons(_, tail) => {
                    self.charge(1)?;
                    n += 1;
                    self.set_slot(fp, 0, tail);
                }
            }
        }
    }

    /// Slot 0: cursor; slot 1: what was reversed (0 at the start).
    fn native_reverse(&mut self, fp: usize) -> Result<Step, Stop> {
        if self.slot(fp, 1) == 0 {
            self.set_slot(fp, 1, NIL);
        }
        loop {
            match self.list(fp, 0) {
                List::Nil => return Ok(Step::Done(self.slot(fp, 1))),
                List::Packed(w) => {
                    let n = self.heap.string_len(w);
                    self.charge(n)?;
                    let mut acc = self.slot(fp, 1);
                    if is_nil(acc) {
                        let chars: Vec<char> = (0..n).rev().map(|i| as_char(self.heap.string_char(w, i))).collect();
                        return Ok(Step::Done(self.heap.chars(&chars)));
                    }
                    for i in 0..n {
                        acc = self.heap.cons(self.heap.string_char(w, i), acc);
                    }
                    return Ok(Step::Done(acc));
                }
                List::Unknown => return Ok(Step::Need(0)),
                List::Cons(head, tail) => {
                    self.charge(1)?;
                    let acc = self.heap.cons(head, self.slot(fp, 1));
                    self.set_slot(fp, 1, acc);
                    self.set_slot(fp, 0, tail);
                }
            }
        }
    }

    /// Slots 0 and 1: the lists. Cells that are there already are copied in chunks, the rest is suspended.
    fn native_append(&mut self, fp: usize) -> Result<Step, Stop> {
        let mut cells = [0; CHUNK];
        let mut n = 0;
        let mut cursor = self.heap.resolve(self.slot(fp, 0));
        while n < CHUNK {
            match kind(cursor) {
                THUNK => break,
                STR => {
                    cells[n] = self.heap.head(cursor);
                    cursor = self.heap.tail(cursor);
                }
                _ if is_nil(cursor) => break,
                _ => {
                    cells[n] = self.heap.field(cursor, 0);
                    cursor = self.heap.resolve(self.heap.field(cursor, 1));
                }
            }
            n += 1;
        }
        self.charge(n)?;
        if n == 0 && kind(cursor) == THUNK {
            self.set_slot(fp, 0, cursor);
            return Ok(Step::Need(0));
        }
        let second = self.slot(fp, 1);
        let rest = if is_nil(cursor) { second } else { self.suspend_two(self.entries.append, cursor, second) };
        if n == 0 {
            return Ok(Step::Tail(rest));
        }
        Ok(Step::Done(cells[..n].iter().rev().fold(rest, |list, &cell| self.heap.cons(cell, list))))
    }

    fn suspend_two(&mut self, entry: u32, a: Word, b: Word) -> Word {
        let at = self.heap.push(&[header(H_THUNK, 2, entry as usize), a, b]);
        word(THUNK, 0, 0, at)
    }

    /// Slot 0: cursor; slot 1: index left.
    fn native_index(&mut self, fp: usize) -> Result<Step, Stop> {
        let index = self.heap.resolve(self.slot(fp, 1));
        if kind(index) == THUNK {
            return Ok(Step::Need(1));
        }
        let mut left = self.heap.as_int(index);
        if left < 0 {
            return Err(Stop::Error("Prelude.!!: negative index".to_owned()));
        }
        loop {
            match self.list(fp, 0) {
                List::Nil => return Err(Stop::Error("Prelude.!!: index too large".to_owned())),
                List::Packed(w) if left < self.heap.string_len(w) as i64 => {
                    return Ok(Step::Done(self.heap.string_char(w, left as usize)));
                }
                List::Packed(_) => return Err(Stop::Error("Prelude.!!: index too large".to_owned())),
                List::Unknown => {
                    let left = self.heap.int(left);
                    self.set_slot(fp, 1, left);
                    return Ok(Step::Need(0));
                }
                List::Cons(head, _) if left == 0 => return Ok(Step::Tail(head)),
                List::Cons(_, tail) => {
                    self.charge(1)?;
                    left -= 1;
                    self.set_slot(fp, 0, tail);
                }
            }
        }
    }

    /// Slot 0: cursor; slot 1: sum; slot 2: an element under evaluation.
    fn native_sum(&mut self, fp: usize) -> Result<Step, Stop> {
        loop {
            match self.list(fp, 0) {
                List::Nil | List::Packed(_) => return Ok(Step::Done(self.slot(fp, 1))),
                List::Unknown => return Ok(Step::Need(0)),
                List::Cons(head, tail) => {
                    self.charge(1)?;
                    let Some(n) = self.element(fp, head, 2) else { return Ok(Step::Need(2)) };
                    let sum = self.heap.as_int(self.slot(fp, 1)).wrapping_add(self.heap.as_int(n));
                    let sum = self.heap.int(sum);
                    self.set_slot(fp, 1, sum);
                    self.set_slot(fp, 0, tail);
                }
            }
        }
    }

    /// Slots 0 and 1: cursors; slot 2: an element under evaluation. First lists, then their heads, as derived
    /// instances do.
    fn native_compare(&mut self, fp: usize, equality: bool) -> Result<Step, Stop> {
        use std::cmp::Ordering;
        let answer = |o: Ordering| if equality { boolean(o.is_eq()) } else { ordering(o) };
        loop {
            self.charge(1)?;
            for slot in [0, 1] {
                let w = self.heap.resolve(self.slot(fp, slot));
                self.set_slot(fp, slot, w);
                if kind(w) == THUNK {
                    return Ok(Step::Need(slot));
                }
            }
            let (a, b) = (self.slot(fp, 0), self.slot(fp, 1));
            match (is_nil(a), is_nil(b)) {
                (true, true) => return Ok(Step::Done(answer(Ordering::Equal))),
                (true, false) => return Ok(Step::Done(answer(Ordering::Less))),
                (false, true) => return Ok(Step::Done(answer(Ordering::Greater))),
                (false, false) => {}
            }
            let (x, y) = (self.heap.field(a, 0), self.heap.field(b, 0));
            let Some(x) = self.element(fp, x, 2) else { return Ok(Step::Need(2)) };
            let Some(y) = self.element(fp, y, 2) else { return Ok(Step::Need(2)) };
            if x != y {
                return Ok(Step::Done(answer(x.cmp(&y))));
            }
            let (a, b) = (self.heap.field(a, 1), self.heap.field(b, 1));
            self.set_slot(fp, 0, a);
            self.set_slot(fp, 1, b);
        }
    }

    /// Slot 0: what is looked for; slot 1: cursor; slot 2: an element under evaluation.
    fn native_elem(&mut self, fp: usize) -> Result<Step, Stop> {
        loop {
            match self.list(fp, 1) {
                List::Nil | List::Packed(_) => return Ok(Step::Done(boolean(false))),
                List::Unknown => return Ok(Step::Need(1)),
                List::Cons(head, tail) => {
                    self.charge(1)?;
                    let wanted = self.heap.resolve(self.slot(fp, 0));
                    if kind(wanted) == THUNK {
                        return Ok(Step::Need(0));
                    }
                    let Some(n) = self.element(fp, head, 2) else { return Ok(Step::Need(2)) };
                    if n == wanted || (n | wanted) & 7 != INT && self.heap.as_int(n) == self.heap.as_int(wanted) {
                        return Ok(Step::Done(boolean(true)));
                    }
                    self.set_slot(fp, 1, tail);
                }
            }
        }
    }

    /// Slots 0 and 1: first and last.
    fn native_range(&mut self, fp: usize) -> Result<Step, Stop> {
        for slot in [0, 1] {
            let w = self.heap.resolve(self.slot(fp, slot));
            self.set_slot(fp, slot, w);
            if kind(w) == THUNK {
                return Ok(Step::Need(slot));
            }
        }
        let (first, last) = (self.heap.as_int(self.slot(fp, 0)), self.heap.as_int(self.slot(fp, 1)));
        if first > last {
            return Ok(Step::Done(NIL));
        }
        let end = last.min(first.saturating_add(CHUNK as i64 - 1));
        self.charge((end - first) as usize)?;
        let mut list = NIL;
        if end < last {
            let (next, last) = (self.heap.int(end + 1), self.slot(fp, 1));
            list = self.suspend_two(self.entries.range, next, last);
        }
        for n in (first..=end).rev() {
            let n = self.heap.int(n);
            list = self.heap.cons(n, list);
        }
        Ok(Step::Done(list))
    }
}
