//! The interpreter loop, entry of code, and collection at safe points.

use super::{Machine, Stop};
use crate::core::compile::code::{Arg, Args, CONSTANT, Cmp, HIGH_SLOT, NOT_COMPILED, Op, Slot};
use crate::core::prim::OPERATIONS;
use crate::core::value::{
    BOX, CON, Collector, FUN, H_BLACK, H_FUN, H_THUNK, INT, THUNK, Word, as_small, aux, con, header, kind, ptr, size,
    small, tag, word,
};

/// Words that are free above every frame: outgoing arguments fit there.
pub(super) const SLACK: usize = 1024;

/// A continuation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cont {
    /// Where to go on, or one of the special kinds.
    pub(super) pc: u32,
    /// Frame, or where arguments are saved.
    pub(super) fp: u32,
    /// End of the frame.
    pub(super) sp: u32,
    /// Slot of the result, number of saved arguments, or thunk.
    pub(super) aux: u32,
}

/// Updates the thunk `aux`.
pub(super) const UPDATE: u32 = u32::MAX;
/// Applies the result to the saved arguments.
pub(super) const APPLY: u32 = u32::MAX - 1;

/// What the loop does next.
pub(super) enum Flow {
    /// Runs instructions.
    Code,
    /// Returns a value to the topmost continuation.
    Return(Word),
    /// Evaluates a word; frames go on the stack from here.
    Enter(Word, usize),
    /// Applies a function to the arguments that start at a place of the stack.
    Apply(Word, usize, usize),
}

/// Program counter and frame.
#[derive(Clone, Copy)]
pub(super) struct Registers {
    pub(super) pc: usize,
    pub(super) fp: usize,
    pub(super) sp: usize,
}

/// What an ill-typed program stops with.
pub(super) fn ill_formed() -> Stop {
    Stop::Error("a value of another type was expected".to_owned())
}

impl Machine {
    /// Evaluates a word to weak head normal form, within a call that has begun.
    pub(super) fn force(&mut self, w: Word) -> Result<Word, Stop> {
        let w = self.heap.resolve(w);
        if kind(w) != THUNK { Ok(w) } else { self.execute(w) }
    }

    /// Evaluates a word.
    pub(super) fn execute(&mut self, w: Word) -> Result<Word, Stop> {
        let registers = Registers { pc: 0, fp: 0, sp: 0 };
        let result = self.run_loop(Flow::Enter(w, 0), registers);
        self.settle(result)
    }

    /// Runs code whose frame starts at the bottom of the stack.
    pub(super) fn execute_entry(&mut self, entry: u32) -> Result<Word, Stop> {
        let mut registers = Registers { pc: 0, fp: 0, sp: 0 };
        let result = match self.enter(entry, 0, &mut registers) {
            Ok(()) => self.run_loop(Flow::Code, registers),
            Err(stop) => Err(stop),
        };
        self.settle(result)
    }

    /// After a stop, thunks under evaluation become ordinary ones again.
    fn settle(&mut self, result: Result<Word, Stop>) -> Result<Word, Stop> {
        if result.is_err() {
            while let Some(cont) = self.conts.pop() {
                if cont.pc == UPDATE {
                    let at = cont.aux as usize;
                    let head = self.heap.at(at);
                    self.heap.set(at, header(H_THUNK, size(head), ptr(head)));
                }
            }
        }
        result
    }

    #[inline(always)]
    pub(super) fn slot(&self, fp: usize, slot: usize) -> Word {
        self.stack.get(fp + slot).copied().unwrap_or(0)
    }

    #[inline(always)]
    pub(super) fn set_slot(&mut self, fp: usize, slot: usize, w: Word) {
        if let Some(place) = self.stack.get_mut(fp + slot) {
            *place = w;
        }
    }

    #[inline(always)]
    fn arg(&self, fp: usize, arg: Arg) -> Word {
        if arg & CONSTANT == 0 {
            self.slot(fp, arg as usize)
        } else {
            self.compiler.code.consts.get((arg & !CONSTANT) as usize).copied().unwrap_or(0)
        }
    }

    /// Pushes operands onto the arena.
    #[inline(always)]
    fn push_args(&mut self, fp: usize, args: Args) {
        for i in 0..args.len as usize {
            let arg = self.compiler.code.args.get(args.start as usize + i).copied().unwrap_or(CONSTANT);
            let w = self.arg(fp, arg);
            self.heap.words.push(w);
        }
    }

    /// Writes operands to the stack at `to`.
    #[inline(always)]
    fn spread(&mut self, fp: usize, args: Args, to: usize) {
        for i in 0..args.len as usize {
            let arg = self.compiler.code.args.get(args.start as usize + i).copied().unwrap_or(CONSTANT);
            let w = self.arg(fp, arg);
            self.set_slot(to, i, w);
        }
    }

    /// Enters code whose arguments and captures are on the stack from `fp` on.
    #[inline(always)]
    pub(super) fn enter(&mut self, entry: u32, fp: usize, r: &mut Registers) -> Result<(), Stop> {
        let Some(&(mut code)) = self.compiler.code.entries.get(entry as usize) else { return Err(ill_formed()) };
        if code.start == NOT_COMPILED {
            if !self.compiler.global(code.global, &mut self.heap) {
                return Err(Stop::Memory);
            }
            let Some(&compiled) = self.compiler.code.entries.get(entry as usize) else { return Err(ill_formed()) };
            if compiled.start == NOT_COMPILED {
                return Err(ill_formed());
            }
            code = compiled;
        }
        if self.slice == 0 {
            self.refill()?;
        }
        self.slice -= 1;
        let given = code.arity as usize + code.captures as usize;
        let sp = fp + code.frame as usize;
        if sp + SLACK > self.stack.len() || self.heap.top() >= self.collect_at || self.conts.len() > self.depth() {
            self.make_room(fp, given, sp)?;
        }
        if code.frame > HIGH_SLOT {
            self.stack.get_mut(fp + given..sp).unwrap_or_default().fill(0);
        }
        *r = Registers { pc: code.start as usize, fp, sp };
        Ok(())
    }

    #[inline(always)]
    fn depth(&self) -> usize {
        self.limits.depth as usize
    }

    /// Grows the stack or collects the arena; stops at the limits.
    #[cold]
    fn make_room(&mut self, fp: usize, given: usize, sp: usize) -> Result<(), Stop> {
        if self.conts.len() > self.depth() {
            return Err(Stop::Depth);
        }
        let limit = self.limit_words();
        let stacks = sp + 2 * self.conts.len();
        if stacks > limit {
            return Err(Stop::Memory);
        }
        if sp + SLACK > self.stack.len() {
            self.stack.resize((sp + SLACK) * 2, 0);
        }
        if self.heap.top() >= self.collect_at {
            self.collect(fp, given);
            let live = self.heap.top() - self.base;
            if live + stacks > limit - limit / 8 {
                return Err(Stop::Memory);
            }
            self.collect_at = self.base + (2 * live).max(super::NURSERY).min(limit - stacks);
        }
        Ok(())
    }

    /// Collects the part of the arena that this call made. Roots: the frame being entered, the continuations' live
    /// slots, pinned words, thunks under evaluation, and older thunks that were updated.
    fn collect(&mut self, fp: usize, given: usize) {
        let mut collector = Collector::new(&mut self.heap, self.base);
        collector.logged();
        self.pins.iter_mut().for_each(|w| collector.root(w));
        self.stack.get_mut(fp..fp + given).unwrap_or_default().iter_mut().for_each(|w| collector.root(w));
        for cont in &mut self.conts {
            let (fp, sp) = (cont.fp as usize, cont.sp as usize);
            match cont.pc {
                UPDATE => cont.aux = ptr(collector.object(word(THUNK, 0, 0, cont.aux as usize))) as u32,
                APPLY => {
                    let saved = self.stack.get_mut(fp..fp + cont.aux as usize).unwrap_or_default();
                    saved.iter_mut().for_each(|w| collector.root(w));
                }
                pc => {
                    let live = self.compiler.code.live.get(pc as usize).copied().unwrap_or(0);
                    let frame = self.stack.get_mut(fp..sp).unwrap_or_default();
                    for (i, w) in frame.iter_mut().enumerate() {
                        if i >= HIGH_SLOT as usize || live >> i & 1 == 1 && i as u32 != cont.aux {
                            collector.root(w);
                        }
                    }
                }
            }
        }
        collector.finish();
    }

    /// Starts to evaluate the thunk at `at`; its frame starts at `fp`.
    #[inline(always)]
    fn enter_thunk(&mut self, at: usize, fp: usize, r: &mut Registers) -> Result<(), Stop> {
        let head = self.heap.at(at);
        if aux(head) != H_THUNK {
            return Err(if aux(head) == H_BLACK { Stop::Loop } else { ill_formed() });
        }
        let (n, entry) = (size(head), ptr(head));
        self.heap.set(at, header(H_BLACK, n, entry));
        self.conts.push(Cont { pc: UPDATE, fp: 0, sp: 0, aux: at as u32 });
        self.copy_captures(at + 1, n, fp);
        self.enter(entry as u32, fp, r)
    }

    /// Copies captured variables from the arena to the stack.
    #[inline(always)]
    pub(super) fn copy_captures(&mut self, from: usize, n: usize, to: usize) {
        if to + n + SLACK / 2 > self.stack.len() {
            self.stack.resize((to + n + SLACK) * 2, 0);
        }
        if let (Some(source), Some(target)) = (self.heap.words.get(from..from + n), self.stack.get_mut(to..to + n)) {
            target.copy_from_slice(source);
        }
    }

    fn run_loop(&mut self, mut flow: Flow, mut r: Registers) -> Result<Word, Stop> {
        loop {
            flow = match flow {
                Flow::Code => self.code_loop(&mut r)?,
                Flow::Return(value) => match self.conts.pop() {
                    None => return Ok(value),
                    Some(cont) => match cont.pc {
                        UPDATE => {
                            let at = cont.aux as usize;
                            let head = self.heap.at(at);
                            self.heap.update(at, value, header(H_THUNK, size(head), ptr(head)));
                            Flow::Return(value)
                        }
                        APPLY => Flow::Apply(value, cont.fp as usize, cont.aux as usize),
                        pc => {
                            r = Registers { pc: pc as usize, fp: cont.fp as usize, sp: cont.sp as usize };
                            self.set_slot(r.fp, cont.aux as usize, value);
                            Flow::Code
                        }
                    },
                },
                Flow::Enter(w, fp) => {
                    let w = self.heap.resolve(w);
                    if kind(w) == THUNK {
                        self.enter_thunk(ptr(w), fp, &mut r)?;
                        Flow::Code
                    } else {
                        Flow::Return(w)
                    }
                }
                Flow::Apply(f, at, n) => self.apply_function(f, at, n, &mut r)?,
            };
        }
    }

    /// Evaluates an operand of the present instruction, then runs the instruction again.
    #[inline(never)]
    fn demand(&mut self, slot: u32, r: &mut Registers) -> Result<(), Stop> {
        let w = self.heap.resolve(self.slot(r.fp, slot as usize));
        r.pc -= 1;
        if kind(w) == THUNK {
            self.conts.push(Cont { pc: r.pc as u32, fp: r.fp as u32, sp: r.sp as u32, aux: slot });
            return self.enter_thunk(ptr(w), r.sp, r);
        }
        self.set_slot(r.fp, slot as usize, w);
        Ok(())
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
        self.demand(slot, r)?;
        Ok(true)
    }

    /// Pushes the continuation of the instruction before `pc`.
    #[inline(always)]
    fn push_cont(&mut self, r: &Registers, pc: usize, dst: Slot) {
        self.conts.push(Cont { pc: pc as u32, fp: r.fp as u32, sp: r.sp as u32, aux: u32::from(dst) });
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each instruction")]
    fn code_loop(&mut self, r: &mut Registers) -> Result<Flow, Stop> {
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
                        self.push_cont(r, r.pc, dst);
                        self.enter_thunk(ptr(w), r.sp, r)?;
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
                    self.push_cont(r, r.pc, dst);
                    self.enter(entry, r.sp, r)?;
                }
                Op::TailCall { entry, args } => {
                    self.replace_frame(r, args);
                    self.enter(entry, fp, r)?;
                }
                Op::Again { start, args } => {
                    self.replace_frame(r, args);
                    self.again(start, args.len as usize, r)?;
                }
                Op::Apply { dst, f, args } => {
                    let f = self.arg(fp, f);
                    self.spread(fp, args, r.sp);
                    self.push_cont(r, r.pc, dst);
                    return Ok(Flow::Apply(f, r.sp, args.len as usize));
                }
                Op::TailApply { f, args } => {
                    let f = self.arg(fp, f);
                    self.replace_frame(r, args);
                    return Ok(Flow::Apply(f, fp, args.len as usize));
                }
                Op::Return { src } => return Ok(Flow::Return(self.arg(fp, src))),
                Op::Enter { src } => return Ok(Flow::Enter(self.arg(fp, src), fp)),
                Op::Jump { to } => r.pc = to as usize,
                Op::IfTag { slot, tag: expected, other } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        self.demand(u32::from(slot), r)?;
                    } else if tag(w) != expected as usize {
                        r.pc = other as usize;
                    }
                }
                Op::IfWord { slot, word, other } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        self.demand(u32::from(slot), r)?;
                    } else if w != self.arg(fp, word) {
                        r.pc = other as usize;
                    }
                }
                Op::Switch { slot, table } => {
                    let w = self.slot(fp, slot as usize);
                    if kind(w) == THUNK {
                        self.demand(u32::from(slot), r)?;
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
                    } else if self.demands(a, x, b, y, r)? {
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
                    if self.demands(a, x, b, y, r)? {
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
                        _ if self.demands(a, x, b, y, r)? => continue,
                        _ => self.heap.int(self.heap.as_int(x).wrapping_add(self.heap.as_int(y))),
                    };
                    self.set_slot(fp, dst as usize, w);
                }
                Op::IntSub { dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let w = match (x as i64).checked_sub(y as i64) {
                        Some(difference) if (x | y) & 7 == INT => difference as u64,
                        _ if self.demands(a, x, b, y, r)? => continue,
                        _ => self.heap.int(self.heap.as_int(x).wrapping_sub(self.heap.as_int(y))),
                    };
                    self.set_slot(fp, dst as usize, w);
                }
                Op::IntMul { dst, a, b } => {
                    let (x, y) = (self.arg(fp, a), self.arg(fp, b));
                    let product = if (x | y) & 7 == INT { as_small(x).checked_mul(as_small(y)) } else { None };
                    let w = match product.and_then(|n| small(INT, n)) {
                        Some(w) => w,
                        None if self.demands(a, x, b, y, r)? => continue,
                        None => self.heap.int(self.heap.as_int(x).wrapping_mul(self.heap.as_int(y))),
                    };
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
                Op::Native { native } => return self.native(native, r),
                Op::Stop { stop } => {
                    return Err(self.compiler.code.stops.get(stop as usize).cloned().unwrap_or_else(ill_formed));
                }
            }
        }
    }

    /// Overwrites the start of the frame by operands taken from it.
    #[inline(always)]
    fn replace_frame(&mut self, r: &Registers, args: Args) {
        let n = args.len as usize;
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

/// Is the word a header of this sort?
#[inline(always)]
pub(super) fn is_header(w: Word, sort: Word) -> bool {
    kind(w) == BOX && aux(w) == sort
}

/// Is the word the empty list (or any first, nullary constructor)?
#[inline(always)]
pub(super) fn is_nil(w: Word) -> bool {
    kind(w) == CON && aux(w) == 0
}
