//! Code generation: intermediate form to instructions over frame slots.
//!
//! An expression is emitted in tail position, or towards a slot; case analysis in the middle of a function needs no
//! continuation. Lazy arguments become thunks over the variables they capture (flat closures), whose bodies are
//! emitted after the block that allocates them.

use crate::core::compile::code::{Arg, Args, CONSTANT, Code, Op, Slot};
use crate::core::compile::ir::{Expr, Join, Local, Unit};
use crate::core::compile::link::Linker;
use crate::core::compile::strict::jumps;
use crate::core::prim::{self, Fast, Form};
use crate::core::value::{Heap, Word, is_value};

mod branch;
mod object;

/// A variable of a recursive group that has no object yet.
const UNALLOCATED: Slot = Slot::MAX;

/// A block still to be emitted.
struct Job<'a> {
    entry: u32,
    params: Vec<Local>,
    captures: Vec<Local>,
    body: &'a Expr,
}

/// How a jump reaches its join point.
enum Target<'a> {
    /// Its body is emitted in place of the only jump.
    Inline(&'a Join),
    /// A label: slots of the parameters, jumps to be patched.
    Shared(Vec<Slot>, Vec<usize>),
}

/// What is known of a variable.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The block in which `slot` means something.
    block: u32,
    slot: Slot,
    /// Evaluated.
    known: bool,
}

/// Emits the blocks of one compilation unit.
pub(super) struct Emit<'a, 'm> {
    code: &'m mut Code,
    heap: &'m mut Heap,
    linker: &'m Linker,
    jobs: Vec<Job<'a>>,
    places: Vec<Place>,
    uses: Vec<u32>,
    jumps: &'m [u32],
    targets: Vec<Option<Target<'a>>>,
    /// Variables found to be evaluated, to forget at the end of a branch.
    trail: Vec<Local>,
    block: u32,
    next: u32,
    high: u32,
    /// The block's own entry and arity, for calls of itself.
    own: (u32, usize),
    start: usize,
    /// Fields of objects that wait for a later variable of their group.
    pending: Vec<(Slot, u16, Local)>,
    /// Entries of the unit's functions.
    functions: Vec<u32>,
}

/// Emits a unit; its body is the code of `entry`, whose frame starts with the parameters and `captures`.
pub(super) fn emit(
    (code, heap, linker): (&mut Code, &mut Heap, &Linker),
    entry: u32,
    captures: Vec<Local>,
    unit: &Unit,
) {
    let (locals, jumps) = (unit.locals, jumps(unit));
    let mut emit = Emit {
        code,
        heap,
        linker,
        jobs: Vec::new(),
        places: vec![Place::default(); locals as usize],
        uses: vec![0; locals as usize],
        jumps: &jumps,
        targets: jumps.iter().map(|_| None).collect(),
        trail: Vec::new(),
        block: 0,
        next: 0,
        high: 0,
        own: (0, 0),
        start: 0,
        pending: Vec::new(),
        functions: Vec::new(),
    };
    emit.count(&unit.body);
    for (params, body) in &unit.functions {
        emit.count(body);
        let entry = emit.code.new_entry(params.len(), 0, u32::MAX);
        emit.functions.push(entry);
        emit.jobs.push(Job { entry, params: params.clone(), captures: Vec::new(), body });
    }
    emit.block(Job { entry, params: unit.params.clone(), captures, body: &unit.body });
    while let Some(job) = emit.jobs.pop() {
        emit.block(job);
    }
}

impl<'a> Emit<'a, '_> {
    fn count(&mut self, expr: &'a Expr) {
        if let Expr::Local(local) = expr
            && let Some(n) = self.uses.get_mut(*local as usize)
        {
            *n += 1;
        }
        expr.children(&mut |child| self.count(child));
    }

    fn used(&self, local: Local) -> bool {
        self.uses.get(local as usize).is_some_and(|&n| n > 0)
    }

    fn block(&mut self, job: Job<'a>) {
        self.block += 1;
        self.trail.clear();
        (self.next, self.high) = (0, 0);
        self.start = self.code.ops.len();
        self.own = (job.entry, job.params.len());
        for &local in job.params.iter().chain(&job.captures) {
            let slot = self.slot();
            self.place(local, slot, false);
        }
        self.expr(job.body, None);
        let frame = self.high;
        let start = self.start;
        self.code.find_live(start);
        if let Some(entry) = self.code.entries.get_mut(job.entry as usize) {
            entry.start = start as u32;
            entry.frame = frame;
            entry.arity = job.params.len() as u16;
            entry.captures = job.captures.len() as u16;
        }
    }

    fn slot(&mut self) -> Slot {
        // Frames beyond 2^15 slots cannot come from terms of bounded depth that fit an editor; the last is shared.
        let slot = self.next.min(0x7ffe);
        self.next += 1;
        self.high = self.high.max(self.next);
        slot as Slot
    }

    fn place(&mut self, local: Local, slot: Slot, known: bool) {
        if let Some(place) = self.places.get_mut(local as usize) {
            *place = Place { block: self.block, slot, known };
            if known {
                self.trail.push(local);
            }
        }
    }

    fn learn(&mut self, local: Local) {
        if let Some(place) = self.places.get_mut(local as usize)
            && !place.known
        {
            place.known = true;
            self.trail.push(local);
        }
    }

    /// Forgets what was learnt since the trail was `len` long.
    fn forget(&mut self, len: usize) {
        while self.trail.len() > len {
            if let Some(local) = self.trail.pop()
                && let Some(place) = self.places.get_mut(local as usize)
            {
                place.known = false;
            }
        }
    }

    fn here(&self) -> u32 {
        self.code.ops.len() as u32
    }

    fn op(&mut self, op: Op) {
        self.code.ops.push(op);
    }

    fn find(&self, local: Local) -> Option<Place> {
        self.places.get(local as usize).copied().filter(|p| p.block == self.block)
    }

    fn lookup(&self, local: Local) -> Place {
        self.find(local).unwrap_or_default()
    }

    fn args(&mut self, args: &[Arg]) -> Args {
        let start = self.code.args.len() as u32;
        self.code.args.extend_from_slice(args);
        Args { start, len: args.len() as u16 }
    }

    /// Operands that are not evaluated now, as a list.
    fn operands(&mut self, args: &'a [Expr]) -> Args {
        if !args.iter().all(Expr::is_atom) {
            let args = self.lazies(args);
            return self.args(&args);
        }
        let start = self.code.args.len() as u32;
        for arg in args {
            let arg = self.lazy(arg);
            self.code.args.push(arg);
        }
        Args { start, len: args.len() as u16 }
    }

    /// Emits `expr` towards `dst`, or in tail position.
    fn expr(&mut self, expr: &'a Expr, dst: Option<Slot>) {
        match expr {
            Expr::Local(local) => {
                let place = self.lookup(*local);
                self.finish(Arg::from(place.slot), place.known, dst);
            }
            Expr::Const(word) => {
                let arg = self.code.constant(*word);
                self.finish(arg, is_value(*word), dst);
            }
            Expr::Global(global) => {
                let word = self.global_word(*global);
                let arg = self.code.constant(word);
                self.finish(arg, is_value(word), dst);
            }
            Expr::App(f, args) => self.app(f, args, dst),
            Expr::Call(id, args) => {
                let entry = self.functions.get(*id as usize).copied().unwrap_or(0);
                self.call(entry, args, dst);
            }
            Expr::Con(tag, mask, args) => {
                let args = self.con_args(*mask, args);
                let slot = dst.unwrap_or_else(|| self.slot());
                self.con(slot, *tag, &args);
                self.finish_slot(slot, dst);
            }
            Expr::Prim(index, args) => self.prim(*index, args, dst),
            Expr::Lam(params, body) => {
                let slot = dst.unwrap_or_else(|| self.slot());
                self.closure(slot, params, body, expr);
                self.finish_slot(slot, dst);
            }
            Expr::Let(binds, body) => {
                self.binds(binds);
                self.expr(body, dst);
            }
            Expr::Case(case) => self.case(case, dst),
            Expr::Join(join) => self.join(join, dst),
            Expr::Jump(label, args) => self.jump(*label, args, dst),
            Expr::Stop(stop) => {
                let stop = self.code.stop((**stop).clone());
                self.op(Op::Stop { stop });
            }
        }
    }

    /// Delivers an operand.
    fn finish(&mut self, src: Arg, known: bool, dst: Option<Slot>) {
        self.op(match (dst, known) {
            (None, true) => Op::Return { src },
            (None, false) => Op::Enter { src },
            (Some(dst), true) => Op::Move { dst, src },
            (Some(dst), false) => Op::Eval { dst, src },
        });
    }

    fn finish_slot(&mut self, slot: Slot, dst: Option<Slot>) {
        if dst.is_none() {
            self.op(Op::Return { src: Arg::from(slot) });
        }
    }

    fn global_word(&self, global: u32) -> Word {
        self.linker.globals.get(global as usize).map_or(0, |g| g.word)
    }

    fn app(&mut self, f: &'a Expr, args: &'a [Expr], dst: Option<Slot>) {
        if let Expr::Global(id) = f
            && let Some(global) = self.linker.globals.get(*id as usize)
            && !global.replaceable
            && global.arity == args.len()
        {
            let entry = global.entry;
            return self.call(entry, args, dst);
        }
        let f = match f {
            Expr::Local(_) | Expr::Const(_) | Expr::Global(_) => self.lazy(f),
            f => {
                let slot = self.slot();
                self.expr(f, Some(slot));
                Arg::from(slot)
            }
        };
        let args = self.operands(args);
        self.op(match dst {
            Some(dst) => Op::Apply { dst, f, args },
            None => Op::TailApply { f, args },
        });
    }

    /// A call of known code.
    fn call(&mut self, entry: u32, args: &'a [Expr], dst: Option<Slot>) {
        let args = self.operands(args);
        self.op(match dst {
            Some(dst) => Op::Call { dst, entry, args },
            None if self.own == (entry, args.len as usize) => Op::Again { start: self.start as u32, args },
            None => Op::TailCall { entry, args },
        });
    }

    fn con(&mut self, dst: Slot, tag: u16, args: &[Arg]) {
        let op = match *args {
            [a] => Op::Con1 { dst, tag, a },
            [a, b] => Op::Con2 { dst, tag, a, b },
            _ => Op::Con { dst, tag, args: self.args(args) },
        };
        self.op(op);
    }

    /// Arguments of a constructor: strict fields evaluated.
    fn con_args(&mut self, mask: u64, args: &'a [Expr]) -> Vec<Arg> {
        let strict: Vec<Option<Arg>> =
            args.iter().enumerate().map(|(i, arg)| (i < 64 && mask >> i & 1 == 1).then(|| self.strict(arg))).collect();
        strict.into_iter().zip(args).map(|(strict, arg)| strict.unwrap_or_else(|| self.lazy(arg))).collect()
    }

    /// Is the operand evaluated already?
    fn known(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Local(local) => {
                let place = self.lookup(*local);
                place.known && place.slot != UNALLOCATED
            }
            Expr::Const(_) => true,
            _ => false,
        }
    }

    /// Would allocating this datum evaluate nothing?
    fn plain(&self, mask: u64, args: &[Expr]) -> bool {
        args.iter().enumerate().all(|(i, arg)| i >= 64 || mask >> i & 1 == 0 || self.known(arg))
    }

    /// An operand of an instruction that evaluates its operands itself.
    fn operand(&mut self, expr: &'a Expr) -> Arg {
        match expr {
            Expr::Local(local) => Arg::from(self.lookup(*local).slot),
            expr => self.strict(expr),
        }
    }

    /// Notes which operands are evaluated after such an instruction.
    fn evaluated(&mut self, args: &'a [Expr]) {
        for arg in args {
            if let Expr::Local(local) = arg {
                self.learn(*local);
            }
        }
    }

    /// Evaluates an operand now.
    fn strict(&mut self, expr: &'a Expr) -> Arg {
        match expr {
            Expr::Const(word) if is_value(*word) => self.code.constant(*word),
            Expr::Local(local) => {
                let place = self.lookup(*local);
                if !place.known {
                    self.op(Op::Eval { dst: place.slot, src: Arg::from(place.slot) });
                    self.learn(*local);
                }
                Arg::from(place.slot)
            }
            expr => {
                let slot = self.slot();
                self.expr(expr, Some(slot));
                Arg::from(slot)
            }
        }
    }

    fn lazies(&mut self, args: &'a [Expr]) -> Vec<Arg> {
        args.iter().map(|arg| self.lazy(arg)).collect()
    }

    /// An operand that is not evaluated now: a thunk where need be.
    fn lazy(&mut self, expr: &'a Expr) -> Arg {
        match expr {
            Expr::Local(local) => Arg::from(self.lookup(*local).slot),
            Expr::Const(word) => self.code.constant(*word),
            Expr::Global(global) => {
                let word = self.global_word(*global);
                self.code.constant(word)
            }
            expr => {
                let slot = self.slot();
                self.allocate(slot, expr);
                Arg::from(slot)
            }
        }
    }

    fn prim(&mut self, index: u16, args: &'a [Expr], dst: Option<Slot>) {
        if let Form::Native(native) = prim::form(index) {
            // Only as the body of the primitive's own function: the frame is what it works on.
            debug_assert_eq!(self.next as usize, args.len());
            for _ in 0..prim::SCRATCH {
                let (dst, src) = (self.slot(), self.code.constant(0));
                self.op(Op::Move { dst, src });
            }
            return self.op(Op::Native { native });
        }
        let fast = prim::fast(index);
        let evaluates = matches!(fast, Some(Fast::IntAdd | Fast::IntSub | Fast::IntMul | Fast::IntDivide(_)));
        let operand = |this: &mut Self, arg: Option<&'a Expr>| match arg {
            Some(arg) if evaluates => this.operand(arg),
            Some(arg) => this.strict(arg),
            None => CONSTANT,
        };
        let (a, b) = (operand(self, args.first()), operand(self, args.get(1)));
        let slot = dst.unwrap_or_else(|| self.slot());
        self.op(match fast {
            Some(Fast::IntAdd) => Op::IntAdd { dst: slot, a, b },
            Some(Fast::IntSub) => Op::IntSub { dst: slot, a, b },
            Some(Fast::IntMul) => Op::IntMul { dst: slot, a, b },
            Some(Fast::IntDivide(how)) => Op::IntDivide { how, dst: slot, a, b },
            _ if args.len() == 1 => Op::Prim1 { dst: slot, prim: index, a },
            _ => Op::Prim2 { dst: slot, prim: index, a, b },
        });
        if evaluates {
            self.evaluated(args);
        }
        self.finish_slot(slot, dst);
    }
}
