//! Application of unknown functions: exact, partial, over-saturated.

use super::run::{APPLY, Cont, Flow, Registers, SLACK, ill_formed, is_header};
use super::{Machine, Stop};
use crate::core::value::{FUN, H_FUN, H_PAP, THUNK, Word, aux, header, kind, ptr, size, word};

impl Machine {
    /// Applies `f` to the `n` arguments on the stack at `at`.
    pub(super) fn apply_function(
        &mut self,
        mut f: Word,
        mut at: usize,
        mut n: usize,
        r: &mut Registers,
    ) -> Result<Flow, Stop> {
        loop {
            f = self.heap.resolve(f);
            match kind(f) {
                FUN => {}
                THUNK => {
                    self.conts.push(Cont { pc: APPLY, fp: at as u32, sp: 0, aux: n as u32 });
                    return Ok(self.entering(f, at + n));
                }
                _ => return Err(ill_formed()),
            }
            let (arity, p) = (aux(f) as usize, ptr(f));
            let head = self.heap.at(p);
            if n < arity {
                let waiting = self.partial(f, arity - n, at, n);
                return Ok(self.returning(waiting));
            }
            if n > arity {
                let extra = n - arity;
                self.stack.get_mut(at..at + n).unwrap_or_default().rotate_right(extra);
                self.conts.push(Cont { pc: APPLY, fp: at as u32, sp: 0, aux: extra as u32 });
                at += extra;
                n = arity;
            }
            if is_header(head, H_PAP) {
                let m = size(head);
                if at + n + m + SLACK / 2 > self.stack.len() {
                    self.stack.resize((at + n + m + SLACK) * 2, 0);
                }
                self.stack.copy_within(at..at + n, at + m);
                self.copy_captures(p + 2, m, at);
                n += m;
                f = self.heap.at(p + 1);
                continue;
            }
            if !is_header(head, H_FUN) {
                return Err(ill_formed());
            }
            self.copy_captures(p + 1, size(head), at + n);
            self.enter(ptr(head) as u32, at, r)?;
            return Ok(Flow::Code);
        }
    }

    /// A partial application that waits for `arity` more arguments.
    fn partial(&mut self, f: Word, arity: usize, at: usize, n: usize) -> Word {
        let p = self.heap.push(&[header(H_PAP, n, 0), f]);
        self.heap.words.extend_from_slice(self.stack.get(at..at + n).unwrap_or(&[]));
        word(FUN, arity as u64, 0, p)
    }
}
