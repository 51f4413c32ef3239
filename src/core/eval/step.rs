//! The interpreter's instructions: runs code until something happens that is up to the loop.

use super::run::{Cont, Flow, Registers, ill_formed, is_header};
use super::{Machine, Stop};
use crate::core::compile::code::{Arg, Args, CONSTANT, Cmp, Op, Slot};
use crate::core::prim::OPERATIONS;
use crate::core::prim::int::{divided, undivided};
use crate::core::value::{
    FUN, H_FUN, H_THUNK, INT, THUNK, Word, as_small, aux, con, header, kind, ptr, size, small, tag, word,
};

impl Machine {
    /// Evaluates an operand of the present instruction, then runs the instruction again.
    #[inline(never)]
    fn demand(&mut self, slot: u32, mut r: Registers) -> Result<Registers, Stop> {
        let w = self.heap.resolve(self.slot(r.fp, slot as usize));
        r.pc -= 1;
        if kind(w) == THUNK {
            self.conts.push(Cont { pc: r.pc as u32, fp: r.fp as u32, sp: r.sp as u32, aux: slot });
            self.enter_thunk(ptr(w), r.sp, &mut r)?;
        } else {
            self.set_slot(r.fp, slot as usize, w);
        }
        Ok(r)
    }

    /// Is one of two operands unevaluated? Then it is evaluated before the instruction is run again.
    #[inline(always)]
    fn demands(&mut self, a: Arg, x: Word, b: Arg, y: Word, r: &mut Registers) -> Result<bool, Stop> {
        let slot = if kind(x) == THUNK {
            a
        } else if kind(y) == THUNK {
            b
        } else {
            return Ok(false);
        };
        if slot & CONSTANT != 0 {
            return Err(ill_formed());
        }
        *r = self.demand(slot, *r)?;
        Ok(true)
    }

    /// Pushes the continuation of the present instruction: its result goes to `dst`.
    #[inline(always)]
    fn push_cont(&mut self, r: &Registers, dst: Slot) {
        self.conts.push(Cont { pc: r.pc as u32, fp: r.fp as u32, sp: r.sp as u32, aux: u32::from(dst) });
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each instruction")]
    pub(super) fn code_loop(&mut self, mut r: Registers) -> Result<Flow, Stop> {
        loop {
            let Some(&op) = self.compiler.code.ops.get(r.pc) else { return Err(ill_formed()) };
            r.pc += 1;
            let fp = r.fp;
            match op {
                Op::Move { dst, src } => {
                    let w = self.arg(fp, src);
                    self.set_slot(fp, dst as usize, w);
                }
                Op::Eval { dst, src } => {
                    let w = self.heap.resolve(self.arg(fp, src));
                    if kind(w) == THUNK {
                        self.push_cont(&r, dst);
                        self.enter_thunk(ptr(w), r.sp, &mut r)?;
                    } else {
                        self.set_slot(fp, dst as usize, w);
                    }
                }
                Op::Con1 { dst, tag, a } => {
                    let a = self.arg(fp, a);
                    let at = self.heap.push(&[a]);
                    self.set_slot(fp, dst as usize, con(tag as usize, 1, at));
                }
                Op::Con2 { dst, tag, a, b } => {
                    let (a, b) = (self.arg(fp, a), self.arg(fp, b));
                    let at = self.heap.push(&[a, b]);
                    self.set_slot(fp, dst as usize, con(tag as usize, 2, at));
                }
                Op::Con { dst, tag, args } => {
                    let at = self.heap.top();
                    self.push_args(fp, args);
                    self.set_slot(fp, dst as usize, con(tag as usize, args.len as usize, at));
                }
                Op::Thunk { dst, entry, args } => {
                    let n = args.len as usize;
                    let at = self.heap.push(&[header(H_THUNK, n.max(1), entry as usize)]);
                    self.push_args(fp, args);
                    if n == 0 {
                        self.heap.words.push(0);
                    }
                    self.set_slot(fp, dst as usize, word(THUNK, 0, 0, at));
                }
                Op::Fun { dst, entry, args } => {
                    let at = self.heap.push(&[header(H_FUN, args.len as usize, entry as usize)]);
                    self.push_args(fp, args);
                    let arity = self.compiler.code.entries.get(entry as usize).map_or(0, |e| e.arity);
                    self.set_slot(fp, dst as usize, word(FUN, u64::from(arity), 0, at));
                }
                Op::Patch { slot, offset, src } => {
                    let at = ptr(self.slot(fp, slot as usize)) + offset as usize;
                    let w = self.arg(fp, src);
                    self.heap.set(at, w);
                }
                Op::Field { dst, src, index } => {
                    let w = self.heap.field(self.slot(fp, src as usize), index as usize);
                    self.set_slot(fp, dst as usize, w);
                }
                Op::Uncons { head, tail, src } => {
                    let w = self.slot(fp, src as usize);
                    let (h, t) = (self.heap.field(w, 0), self.heap.field(w, 1));
                    self.set_slot(fp, head as usize, h);
                    self.set_slot(fp, tail as usize, t);
                }
                Op::Call { dst, entry, args } => {
                    self.spread(fp, args, r.sp);
                    self.push_cont(&r, dst);
                    self.enter(entry, r.sp, &mut r)?;
                }
                Op::TailCall { entry, args } => {
                    self.replace_frame(&r, args);
                    self.enter(entry, fp, &mut r)?;
                }
                Op::Again { start, args } => {
                    self.replace_frame(&r, args);
                    self.again(start, args.len as usize, &mut r)?;
                }
                Op::Apply { dst, f, args } => {
                    let f = self.heap.resolve(self.arg(fp, f));
                    self.spread(fp, args, r.sp);
                    self.push_cont(&r, dst);
                    match self.exact(f, r.sp, args.len as usize) {
                        Some(entry) => self.enter(entry, r.sp, &mut r)?,
                        None => return Ok(self.applying(f, r.sp, args.len as usize)),
                    }
                }
                Op::TailApply { f, args } => {
                    let f = self.heap.resolve(self.arg(fp, f));
                    self.replace_frame(&r, args);
                    match self.exact(f, fp, args.len as usize) {
                        Some(entry) => self.enter(entry, fp, &mut r)?,
                        None => return Ok(self.applying(f, fp, args.len as usize)),
                    }
                }
                Op::Return { src } => {
                    let w = self.arg(fp, src);
                    if !self.deliver(w, &mut r) {
                        return Ok(self.returning(w));
                    }
                }
                Op::Enter { src } => {
                    let w = self.heap.resolve(self.arg(fp, src));
                    if kind(w) == THUNK {
                        self.enter_thunk(ptr(w), fp, &mut r)?;
                    } else if !self.deliver(w, &mut r) {
                        return Ok(self.returning(w));
                    }
                }
                Op::Jump { to } => r.pc = to as usize,
                Op::IfTag { slot, tag: expected, other } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        r = self.demand(u32::from(slot), r)?;
                    } else if tag(w) != expected as usize {
                        r.pc = other as usize;
                    }
                }
                Op::IfWord { slot, word, other } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        r = self.demand(u32::from(slot), r)?;
                    } else if w != self.arg(fp, word) {
                        r.pc = other as usize;
                    }
                }
                Op::Switch { slot, table } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        r = self.demand(u32::from(slot), r)?;
                        continue;
                    }
                    let tag = tag(w);
                    let Some(&to) = self.compiler.code.targets.get(table as usize + 1 + tag) else {
                        return Err(ill_formed());
                    };
                    r.pc = to as usize;
                }
                Op::IfInt { cmp, a, b, other } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let holds = if (x | y) & 7 == INT {
                        compare(cmp, x as i64, y as i64)
                    } else if self.demands(a, x, b, y, &mut r)? {
                        continue;
                    } else {
                        compare(cmp, self.heap.as_int(x), self.heap.as_int(y))
                    };
                    if !holds {
                        r.pc = other as usize;
                    }
                }
                Op::IfChar { cmp, a, b, other } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    if self.demands(a, x, b, y, &mut r)? {
                        continue;
                    }
                    if !compare(cmp, x, y) {
                        r.pc = other as usize;
                    }
                }
                Op::IntAdd { dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let w = match (x as i64).checked_add(y as i64) {
                        Some(sum) if (x | y) & 7 == INT => sum as u64,
                        _ if self.demands(a, x, b, y, &mut r)? => continue,
                        _ => self.heap.int(self.heap.as_int(x).wrapping_add(self.heap.as_int(y))),
                    };
                    self.set_slot(fp, dst as usize, w);
                }
                Op::IntSub { dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let w = match (x as i64).checked_sub(y as i64) {
                        Some(difference) if (x | y) & 7 == INT => difference as u64,
                        _ if self.demands(a, x, b, y, &mut r)? => continue,
                        _ => self.heap.int(self.heap.as_int(x).wrapping_sub(self.heap.as_int(y))),
                    };
                    self.set_slot(fp, dst as usize, w);
                }
                Op::IntMul { dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let product = if (x | y) & 7 == INT { as_small(x).checked_mul(as_small(y)) } else { None };
                    let w = match product.and_then(|n| small(INT, n)) {
                        Some(w) => w,
                        None if self.demands(a, x, b, y, &mut r)? => continue,
                        None => self.heap.int(self.heap.as_int(x).wrapping_mul(self.heap.as_int(y))),
                    };
                    self.set_slot(fp, dst as usize, w);
                }
                Op::IntDivide { how, dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    if self.demands(a, x, b, y, &mut r)? {
                        continue;
                    }
                    let (x, y) = (self.heap.as_int(x), self.heap.as_int(y));
                    let Some(n) = divided(how, x, y) else { return Err(undivided(y)) };
                    let w = self.heap.int(n);
                    self.set_slot(fp, dst as usize, w);
                }
                Op::Prim1 { dst, prim, a } => {
                    let a = self.arg(fp, a);
                    let Some(operation) = OPERATIONS.get(prim as usize) else { return Err(ill_formed()) };
                    let w = (operation.direct)(&mut self.heap, a, 0)?;
                    self.set_slot(fp, dst as usize, w);
                }
                Op::Prim2 { dst, prim, a, b } => {
                    let (a, b) = (self.arg(fp, a), self.arg(fp, b));
                    let Some(operation) = OPERATIONS.get(prim as usize) else { return Err(ill_formed()) };
                    let w = (operation.direct)(&mut self.heap, a, b)?;
                    self.set_slot(fp, dst as usize, w);
                }
                Op::Native { native } => return self.native(native, &r),
                Op::Stop { stop } => {
                    return Err(self.compiler.code.stops.get(stop as usize).cloned().unwrap_or_else(ill_formed));
                }
            }
        }
    }

    /// The code of a function of exactly `n` arguments, which are on the stack at `at`; its captures follow them.
    #[inline(always)]
    fn exact(&mut self, f: Word, at: usize, n: usize) -> Option<u32> {
        let head = self.heap.at(ptr(f));
        if kind(f) != FUN || aux(f) as usize != n || !is_header(head, H_FUN) {
            return None;
        }
        self.copy_captures(ptr(f) + 1, size(head), at + n);
        Some(ptr(head) as u32)
    }

    /// Overwrites the start of the frame by operands taken from it.
    #[inline(always)]
    fn replace_frame(&mut self, r: &Registers, args: Args) {
        let n = args.len as usize;
        match *self.compiler.code.list(args) {
            [] => return,
            [a] => return self.set_slot(r.fp, 0, self.arg(r.fp, a)),
            [a, b] => {
                let (a, b) = (self.arg(r.fp, a), self.arg(r.fp, b));
                self.set_slot(r.fp, 0, a);
                return self.set_slot(r.fp, 1, b);
            }
            [a, b, c] => {
                let (a, b, c) = (self.arg(r.fp, a), self.arg(r.fp, b), self.arg(r.fp, c));
                self.set_slot(r.fp, 0, a);
                self.set_slot(r.fp, 1, b);
                return self.set_slot(r.fp, 2, c);
            }
            _ => {}
        }
        self.spread(r.fp, args, r.sp);
        if r.sp + n <= self.stack.len() {
            self.stack.copy_within(r.sp..r.sp + n, r.fp);
        }
    }

    /// Starts the present block again.
    #[inline(always)]
    fn again(&mut self, start: u32, given: usize, r: &mut Registers) -> Result<(), Stop> {
        if self.slice == 0 {
            self.refill()?;
        }
        self.slice -= 1;
        if self.heap.top() >= self.collect_at {
            self.make_room(r.fp, given, r.sp)?;
        }
        r.pc = start as usize;
        Ok(())
    }
}

#[inline(always)]
fn compare<T: Ord>(cmp: Cmp, a: T, b: T) -> bool {
    match cmp {
        Cmp::Eq => a == b,
        Cmp::Ne => a != b,
        Cmp::Lt => a < b,
        Cmp::Le => a <= b,
        Cmp::Gt => a > b,
        Cmp::Ge => a >= b,
    }
}
