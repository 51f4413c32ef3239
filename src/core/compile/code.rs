//! Machine code: instructions over the slots of a frame, and the tables they refer to.
//!
//! A frame holds the arguments, then the captured variables, then temporaries. An operand ([`Arg`]) is a slot or,
//! with the high bit, a constant. Code of one block is contiguous; all jumps inside it go forward but the one of a
//! self tail call, so one backward pass finds which slots are live at every instruction.

use crate::core::eval::Stop;
use crate::core::prim::Native;
use crate::core::value::Word;

/// A slot, or a constant when [`CONSTANT`] is set.
pub(crate) type Arg = u32;

/// Marks constants among operands.
pub(crate) const CONSTANT: Arg = 1 << 31;

/// A slot of the frame.
pub(crate) type Slot = u16;

/// A list of operands in [`Code::args`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Args {
    pub(crate) start: u32,
    pub(crate) len: u16,
}

/// Comparisons of machine integers and characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Divisions of machine integers: towards zero, or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Division {
    Quot,
    Rem,
    Div,
    Mod,
}

/// An instruction.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    /// Copies an operand.
    Move { dst: Slot, src: Arg },
    /// Evaluates an operand.
    Eval { dst: Slot, src: Arg },
    /// Allocates a datum of one field.
    Con1 { dst: Slot, tag: u16, a: Arg },
    /// Allocates a datum of two fields.
    Con2 { dst: Slot, tag: u16, a: Arg, b: Arg },
    /// Allocates a datum.
    Con { dst: Slot, tag: u16, args: Args },
    /// Allocates a thunk over captured variables.
    Thunk { dst: Slot, entry: u32, args: Args },
    /// Allocates a closure.
    Fun { dst: Slot, entry: u32, args: Args },
    /// Stores `src` into the word `offset` of the object in `slot`: ties recursive bindings.
    Patch { slot: Slot, offset: u16, src: Arg },
    /// Loads a field of an evaluated datum.
    Field { dst: Slot, src: Slot, index: u16 },
    /// Loads head and tail of an evaluated list cell.
    Uncons { head: Slot, tail: Slot, src: Slot },
    /// Calls known code with as many arguments as it takes.
    Call { dst: Slot, entry: u32, args: Args },
    /// The same in tail position.
    TailCall { entry: u32, args: Args },
    /// A tail call of the block itself: its arguments are replaced and it starts again.
    Again { start: u32, args: Args },
    /// Calls an unknown function.
    Apply { dst: Slot, f: Arg, args: Args },
    /// The same in tail position.
    TailApply { f: Arg, args: Args },
    /// Returns an evaluated operand.
    Return { src: Arg },
    /// Evaluates an operand and returns it.
    Enter { src: Arg },
    /// Goes on elsewhere.
    Jump { to: u32 },
    /// Goes on at `other` unless the datum has this tag.
    IfTag { slot: Slot, tag: u16, other: u32 },
    /// Goes on at `other` unless the operand is this word.
    IfWord { slot: Slot, word: u32, other: u32 },
    /// Goes on at `targets[table + tag]`.
    Switch { slot: Slot, table: u32 },
    /// Goes on at `other` unless the comparison of two machine integers holds.
    IfInt { cmp: Cmp, a: Arg, b: Arg, other: u32 },
    /// Goes on at `other` unless the comparison of two characters holds.
    IfChar { cmp: Cmp, a: Arg, b: Arg, other: u32 },
    /// `a + b`
    IntAdd { dst: Slot, a: Arg, b: Arg },
    /// `a - b`
    IntSub { dst: Slot, a: Arg, b: Arg },
    /// `a * b`
    IntMul { dst: Slot, a: Arg, b: Arg },
    /// A quotient or remainder.
    IntDivide { how: Division, dst: Slot, a: Arg, b: Arg },
    /// A primitive operation of one evaluated argument.
    Prim1 { dst: Slot, prim: u16, a: Arg },
    /// A primitive operation of two evaluated arguments.
    Prim2 { dst: Slot, prim: u16, a: Arg, b: Arg },
    /// A resumable native operation over the frame.
    Native { native: Native },
    /// Stops.
    Stop { stop: u32 },
}

/// Code that is compiled when it is first entered.
pub(crate) const NOT_COMPILED: u32 = u32::MAX;

/// A block of code: a function, a thunk's body, or a parametrised term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// First instruction, or [`NOT_COMPILED`].
    pub(crate) start: u32,
    /// Number of slots.
    pub(crate) frame: u32,
    /// Number of arguments.
    pub(crate) arity: u16,
    /// Number of captured variables, after the arguments.
    pub(crate) captures: u16,
    /// The global it is the code of, to compile it by need.
    pub(crate) global: u32,
}

/// All compiled code.
#[derive(Default)]
pub(crate) struct Code {
    pub(crate) ops: Vec<Op>,
    /// Live slots on entry to the instruction with the same index: bit `n` for slot `n`, the last bit for all others.
    pub(crate) live: Vec<u64>,
    pub(crate) args: Vec<Arg>,
    pub(crate) consts: Vec<Word>,
    pub(crate) targets: Vec<u32>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) entries: Vec<Entry>,
}

/// How long each table of [`Code`] is, and the static part of the heap.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    ops: usize,
    args: usize,
    consts: usize,
    targets: usize,
    stops: usize,
    entries: usize,
    pub(crate) statics: usize,
}

/// The slot that stands for all high slots in a live set.
pub(crate) const HIGH_SLOT: u32 = 63;

/// The bit of a slot in a live set.
#[inline(always)]
pub(crate) fn live_bit(slot: u32) -> u64 {
    1 << slot.min(HIGH_SLOT)
}

impl Code {
    /// The present extent.
    pub(crate) fn extent(&self, statics: usize) -> Extent {
        Extent {
            ops: self.ops.len(),
            args: self.args.len(),
            consts: self.consts.len(),
            targets: self.targets.len(),
            stops: self.stops.len(),
            entries: self.entries.len(),
            statics,
        }
    }

    /// Forgets what is beyond `extent`.
    pub(crate) fn truncate(&mut self, extent: &Extent) {
        self.ops.truncate(extent.ops);
        self.live.truncate(extent.ops);
        self.args.truncate(extent.args);
        self.consts.truncate(extent.consts);
        self.targets.truncate(extent.targets);
        self.stops.truncate(extent.stops);
        self.entries.truncate(extent.entries);
    }

    /// A block that is not compiled yet.
    pub(crate) fn new_entry(&mut self, arity: usize, captures: usize, global: u32) -> u32 {
        let id = self.entries.len() as u32;
        self.entries.push(Entry {
            start: NOT_COMPILED,
            frame: 0,
            arity: arity as u16,
            captures: captures as u16,
            global,
        });
        id
    }

    /// A constant as an operand.
    pub(crate) fn constant(&mut self, w: Word) -> Arg {
        self.consts.push(w);
        (self.consts.len() - 1) as Arg | CONSTANT
    }

    /// The operands of a list.
    #[inline(always)]
    pub(crate) fn list(&self, args: Args) -> &[Arg] {
        self.args.get(args.start as usize..args.start as usize + args.len as usize).unwrap_or(&[])
    }

    /// A stop as an operand of [`Op::Stop`].
    pub(crate) fn stop(&mut self, stop: Stop) -> u32 {
        self.stops.push(stop);
        (self.stops.len() - 1) as u32
    }

    /// Computes the live sets of the block `start..`.
    pub(crate) fn find_live(&mut self, start: usize) {
        self.live.resize(self.ops.len(), 0);
        for at in (start..self.ops.len()).rev() {
            self.live[at] = self.live_before(at);
        }
    }

    fn live_before(&self, at: usize) -> u64 {
        let next = self.live.get(at + 1).copied().unwrap_or(0);
        let to = |target: u32| self.live.get(target as usize).copied().unwrap_or(0);
        let arg = |a: Arg| if a & CONSTANT == 0 { live_bit(a) } else { 0 };
        let slot = |s: Slot| live_bit(u32::from(s));
        let args = |a: Args| {
            let range = a.start as usize..a.start as usize + a.len as usize;
            self.args.get(range).unwrap_or(&[]).iter().fold(0, |set, &a| set | arg(a))
        };
        // The bit of the high slots is never killed: it stands for several.
        let kill = |set: u64, s: Slot| if u32::from(s) < HIGH_SLOT { set & !slot(s) } else { set };
        match self.ops[at] {
            Op::Move { dst, src } | Op::Eval { dst, src } => kill(next, dst) | arg(src),
            Op::Con1 { dst, a, .. } | Op::Prim1 { dst, a, .. } => kill(next, dst) | arg(a),
            Op::Con2 { dst, a, b, .. }
            | Op::IntAdd { dst, a, b }
            | Op::IntSub { dst, a, b }
            | Op::IntMul { dst, a, b }
            | Op::IntDivide { dst, a, b, .. }
            | Op::Prim2 { dst, a, b, .. } => kill(next, dst) | arg(a) | arg(b),
            Op::Con { dst, args: list, .. }
            | Op::Thunk { dst, args: list, .. }
            | Op::Fun { dst, args: list, .. }
            | Op::Call { dst, args: list, .. } => kill(next, dst) | args(list),
            Op::Patch { slot: s, src, .. } => next | slot(s) | arg(src),
            Op::Field { dst, src, .. } => kill(next, dst) | slot(src),
            Op::Uncons { head, tail, src } => kill(kill(next, head), tail) | slot(src),
            Op::TailCall { args: list, .. } | Op::Again { args: list, .. } => args(list),
            Op::Apply { dst, f, args: list } => kill(next, dst) | arg(f) | args(list),
            Op::TailApply { f, args: list } => arg(f) | args(list),
            Op::Return { src } | Op::Enter { src } => arg(src),
            Op::Jump { to: target } => to(target),
            Op::IfTag { slot: s, other, .. } | Op::IfWord { slot: s, other, .. } => next | to(other) | slot(s),
            Op::Switch { slot: s, table } => {
                let count = self.targets.get(table as usize).copied().unwrap_or(0) as usize;
                let range = table as usize + 1..table as usize + 1 + count;
                self.targets.get(range).unwrap_or(&[]).iter().fold(slot(s), |set, &target| set | to(target))
            }
            Op::IfInt { a, b, other, .. } | Op::IfChar { a, b, other, .. } => next | to(other) | arg(a) | arg(b),
            Op::Native { .. } => u64::MAX,
            Op::Stop { .. } => 0,
        }
    }
}
