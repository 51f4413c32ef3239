//! The control of the machine: entry of code and thunks, continuations, and the loop around the instructions.

use super::{Machine, Stop};
use crate::core::compile::code::{Arg, Args, CONSTANT, HIGH_SLOT, NOT_COMPILED};
use crate::core::value::{BOX, CON, H_BLACK, H_THUNK, THUNK, Word, aux, header, kind, ptr, size};

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

/// What the loop does next. What it does it with is in [`Machine::pending`]: this passes in a register.
#[derive(Clone, Copy)]
pub(super) enum Flow {
    /// Runs instructions.
    Code,
    /// Returns the word to the topmost continuation.
    Return,
    /// Evaluates the word; frames go on the stack from `at`.
    Enter,
    /// Applies the word to the `count` arguments on the stack at `at`.
    Apply,
}

/// What a [`Flow`] other than code is about.
#[derive(Clone, Copy, Default)]
pub(super) struct Pending {
    pub(super) word: Word,
    pub(super) at: usize,
    pub(super) count: usize,
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
        let flow = self.entering(w, 0);
        let result = self.run_loop(flow, registers);
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

    /// The word that an operand stands for.
    #[inline(always)]
    pub(super) fn arg(&self, fp: usize, arg: Arg) -> Word {
        operand(&self.stack, &self.compiler.code.consts, fp, arg)
    }

    /// Pushes operands onto the arena.
    #[inline(always)]
    pub(super) fn push_args(&mut self, fp: usize, args: Args) {
        let (code, stack) = (&self.compiler.code, &self.stack);
        let word = |arg: Arg| operand(stack, &code.consts, fp, arg);
        match *code.list(args) {
            [a] => self.heap.words.push(word(a)),
            [a, b] => self.heap.words.extend([word(a), word(b)]),
            [a, b, c] => self.heap.words.extend([word(a), word(b), word(c)]),
            ref list => self.heap.words.extend(list.iter().map(|&arg| word(arg))),
        }
    }

    /// Writes operands to the stack at `to`, above the frame they are taken from.
    #[inline(always)]
    pub(super) fn spread(&mut self, fp: usize, args: Args, to: usize) {
        let code = &self.compiler.code;
        for (i, &arg) in code.list(args).iter().enumerate() {
            let w = operand(&self.stack, &code.consts, fp, arg);
            if let Some(place) = self.stack.get_mut(to + i) {
                *place = w;
            }
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

    /// Starts to evaluate the thunk at `at`; its frame starts at `fp`.
    #[inline(always)]
    pub(super) fn enter_thunk(&mut self, at: usize, fp: usize, r: &mut Registers) -> Result<(), Stop> {
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
            // A call of the system's copying costs more than a few words do.
            match (source, target) {
                ([a], [x]) => *x = *a,
                ([a, b], [x, y]) => (*x, *y) = (*a, *b),
                ([a, b, c], [x, y, z]) => (*x, *y, *z) = (*a, *b, *c),
                ([a, b, c, d], [x, y, z, w]) => (*x, *y, *z, *w) = (*a, *b, *c, *d),
                (source, target) => target.copy_from_slice(source),
            }
        }
    }

    /// Returns `w`.
    #[inline(always)]
    pub(super) fn returning(&mut self, w: Word) -> Flow {
        self.pending.word = w;
        Flow::Return
    }

    /// Evaluates `w`; frames go on the stack from `at`.
    #[inline(always)]
    pub(super) fn entering(&mut self, w: Word, at: usize) -> Flow {
        (self.pending.word, self.pending.at) = (w, at);
        Flow::Enter
    }

    /// Applies `f` to the `count` arguments on the stack at `at`.
    #[inline(always)]
    pub(super) fn applying(&mut self, f: Word, at: usize, count: usize) -> Flow {
        self.pending = Pending { word: f, at, count };
        Flow::Apply
    }

    fn run_loop(&mut self, mut flow: Flow, mut r: Registers) -> Result<Word, Stop> {
        loop {
            let Pending { word, at, count } = self.pending;
            flow = match flow {
                Flow::Code => self.code_loop(r)?,
                Flow::Return if self.deliver(word, &mut r) => Flow::Code,
                Flow::Return => match self.conts.pop() {
                    None => return Ok(word),
                    Some(cont) => self.applying(word, cont.fp as usize, cont.aux as usize),
                },
                Flow::Enter => {
                    let w = self.heap.resolve(word);
                    if kind(w) == THUNK {
                        self.enter_thunk(ptr(w), at, &mut r)?;
                        Flow::Code
                    } else {
                        self.returning(w)
                    }
                }
                Flow::Apply => self.apply_function(word, at, count, &mut r)?,
            };
        }
    }

    /// Hands a value to the topmost continuations until one has code to go on with. False when the value is to be
    /// applied, or when no continuation is left.
    #[inline(always)]
    pub(super) fn deliver(&mut self, value: Word, r: &mut Registers) -> bool {
        while let Some(cont) = self.conts.last() {
            match cont.pc {
                UPDATE => {
                    let at = cont.aux as usize;
                    let head = self.heap.at(at);
                    self.heap.update(at, value, header(H_THUNK, size(head), ptr(head)));
                    self.conts.pop();
                }
                APPLY => return false,
                pc => {
                    *r = Registers { pc: pc as usize, fp: cont.fp as usize, sp: cont.sp as usize };
                    let slot = cont.aux as usize;
                    self.conts.pop();
                    self.set_slot(r.fp, slot, value);
                    return true;
                }
            }
        }
        false
    }
}

/// The word that an operand stands for: a slot of the frame, or a constant.
#[inline(always)]
fn operand(stack: &[Word], consts: &[Word], fp: usize, arg: Arg) -> Word {
    let word = if arg & CONSTANT == 0 { stack.get(fp + arg as usize) } else { consts.get((arg & !CONSTANT) as usize) };
    word.copied().unwrap_or(0)
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
