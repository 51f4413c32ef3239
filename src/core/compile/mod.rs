//! Compilation: elaborated terms to machine code.
//!
//! ```text
//!   Term ──lower, matching──▶ ir ──simplify, lift, strict──▶ ir ──emit──▶ code
//!            └ link: which code a global at known dictionaries is
//! ```
//!
//! A global is simplified when something that calls it is (so that it can be inlined and its strictness is known),
//! and gets code when it is first entered.

pub(crate) mod code;
mod emit;
pub(crate) mod ir;
mod lift;
pub(crate) mod link;
mod lower;
mod matching;
mod occur;
mod scc;
mod simplify;
mod strict;

use std::sync::Arc;

use crate::core::compile::code::{Code, Extent};
use crate::core::compile::ir::{Expr, Label, Local, Unit};
use crate::core::compile::link::{Head, Linker, Stage, set_replaceable};
use crate::core::compile::lower::{Bound, Lower};
use crate::core::compile::occur::size;
use crate::core::compile::simplify::{INLINE_SIZE, Simplify, Tables};
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::prim::{self, Form};
use crate::core::term::Term;
use crate::core::value::{Heap, ptr};

/// Who a stretch of code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// Kept for good.
    Lasting,
    /// A replaceable global.
    Defined(Name),
    /// A compiled term.
    Term(u32),
}

/// A stretch of code that can be dropped when it is the last.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    owner: Owner,
    start: Extent,
}

/// The compiler and its code.
pub(crate) struct Compiler {
    pub(crate) linker: Linker,
    pub(crate) code: Code,
    units: Vec<Stretch>,
    tables: Tables,
    /// Entry of each compiled term.
    pub(crate) terms: Vec<u32>,
}

impl Compiler {
    pub(crate) fn new(env: Env) -> Compiler {
        Compiler {
            linker: Linker::new(env),
            code: Code::default(),
            units: Vec::new(),
            tables: Tables::default(),
            terms: Vec::new(),
        }
    }

    /// Compiles the code of a global that is entered for the first time. False when the static part is full.
    pub(crate) fn global(&mut self, global: u32, heap: &mut Heap) -> bool {
        let start = self.open(heap);
        self.prepare(global, 0, heap);
        let Some(this) = self.linker.globals.get_mut(global as usize) else { return false };
        let owner = match this.head {
            Head::Bind(name) if this.replaceable => Owner::Defined(name),
            _ => Owner::Lasting,
        };
        let entry = this.entry;
        let unit = match std::mem::replace(&mut this.stage, Stage::Done) {
            Stage::Ready(unit) => unit,
            Stage::Inline(unit) => {
                this.stage = Stage::Inline(unit.clone());
                unit
            }
            stage @ (Stage::Linked | Stage::Started | Stage::Done) => {
                this.stage = stage;
                return false;
            }
        };
        emit::emit((&mut self.code, heap, &self.linker), entry, Vec::new(), &unit);
        self.close(start, owner);
        !heap.exhausted
    }

    /// Brings a global, and first those it calls, to its simplified form.
    fn prepare(&mut self, global: u32, depth: u32, heap: &mut Heap) {
        let Some(this) = self.linker.globals.get_mut(global as usize) else { return };
        if !matches!(this.stage, Stage::Linked) {
            return;
        }
        this.stage = Stage::Started;
        self.linker.lasting += 1;
        let (head, dicts, arity, replaceable) = (this.head, this.dicts.clone(), this.arity, this.replaceable);
        let sources = Arc::clone(&self.linker.sources);
        let mut lower = Lower::new(&sources, &mut self.linker, &mut self.code, heap);
        let expr = lower.global(head, &dicts);
        let (mut locals, labels) = (lower.locals, lower.jumps.len() as Label);
        let (params, body) = match expr {
            Expr::Lam(params, body) if params.len() == arity => (params, *body),
            expr if arity == 0 => (Vec::new(), expr),
            expr => {
                // The arity seen from outside is not that of the abstraction in front: apply in between.
                let params: Vec<Local> = (locals..locals + arity as Local).collect();
                locals += arity as Local;
                let args = params.iter().map(|&p| Expr::Local(p)).collect();
                (params, Expr::App(Box::new(expr), args))
            }
        };
        let mut unit = Box::new(Unit { params, body, functions: Vec::new(), locals, labels });
        if !is_native(head) {
            self.callees(&unit.body, depth, heap);
            self.optimise(&mut unit, 4, heap);
        }
        let own = (!replaceable).then_some(global);
        let strict = strict::analyse(&mut unit, own, &self.linker);
        let inline = !replaceable && inlinable(&unit, global) && !is_native(head);
        if let Some(this) = self.linker.globals.get_mut(global as usize) {
            this.strict = strict;
            this.stage = if inline { Stage::Inline(unit) } else { Stage::Ready(unit) };
        }
    }

    /// Prepares the globals that an expression calls.
    fn callees(&mut self, expr: &Expr, depth: u32, heap: &mut Heap) {
        if depth > MAX_PREPARE_DEPTH {
            return;
        }
        if let Expr::Global(global) = expr {
            self.prepare(*global, depth + 1, heap);
        }
        expr.children(&mut |child| self.callees(child, depth, heap));
    }

    /// Simplifies in at most so many passes, then lifts local functions.
    fn optimise(&mut self, unit: &mut Unit, passes: usize, heap: &mut Heap) {
        for pass in 0..passes {
            let (tables, bounds) = (std::mem::take(&mut self.tables), (unit.locals, unit.labels));
            let mut simplify = Simplify::new(&self.linker, heap, tables, &unit.body, bounds);
            let body = std::mem::replace(&mut unit.body, Expr::Const(0));
            unit.body = simplify.expr(body);
            (unit.locals, unit.labels) = (simplify.locals, simplify.labels);
            let settled = !simplify.changed || pass > 0 && !simplify.again;
            self.tables = simplify.tables();
            if settled {
                break;
            }
        }
        lift::lift(unit);
    }

    /// Compiles a term over `params`.
    pub(crate) fn term(&mut self, params: &[Name], term: &Term, heap: &mut Heap) -> u32 {
        let (start, lasting) = (self.open(heap), self.linker.lasting);
        let sources = Arc::clone(&self.linker.sources);
        let mut lower = Lower::new(&sources, &mut self.linker, &mut self.code, heap);
        let mut captures = Vec::with_capacity(params.len());
        for &name in params {
            let local = lower.local();
            lower.scope.push((name, Bound::Local(local)));
            captures.push(local);
        }
        let body = lower.term(term);
        let (locals, labels) = (lower.locals, lower.jumps.len() as Label);
        let mut unit = Unit { params: Vec::new(), body, functions: Vec::new(), locals, labels };
        self.callees(&unit.body, 0, heap);
        unit.params = captures;
        self.optimise(&mut unit, 2, heap);
        strict::analyse(&mut unit, None, &self.linker);
        let captures = std::mem::take(&mut unit.params);
        let entry = self.code.new_entry(0, captures.len(), u32::MAX);
        emit::emit((&mut self.code, heap, &self.linker), entry, captures, &unit);
        let id = self.terms.len() as u32;
        self.terms.push(entry);
        self.close(start, if lasting == self.linker.lasting { Owner::Term(id) } else { Owner::Lasting });
        id
    }

    /// Defines or replaces a global. `reclaim`: no value refers to code any more that was compiled last.
    pub(crate) fn define(&mut self, name: Name, term: &Term, reclaim: bool, heap: &mut Heap) {
        if reclaim {
            while self.units.last().is_some_and(|unit| unit.owner == Owner::Defined(name)) {
                self.drop_last(heap);
            }
        }
        self.linker.forget_targets();
        let known = self.linker.sources.defined.contains_key(&name);
        Arc::make_mut(&mut self.linker.sources).defined.insert(name, Arc::new(term.clone()));
        let of_name = |g: &link::Global| g.head == Head::Bind(name) && g.replaceable;
        if !known {
            self.linker.forget_name(name);
            return;
        }
        let unit = self.open(heap);
        for id in 0..self.linker.globals.len() {
            if !of_name(&self.linker.globals[id]) {
                continue;
            }
            let arity = self.linker.arity_of(id);
            let entry = self.code.new_entry(arity, 0, id as u32);
            let global = &mut self.linker.globals[id];
            (global.arity, global.entry, global.stage) = (arity, entry, Stage::Linked);
            set_replaceable(heap, ptr(global.word), arity, entry);
        }
        self.close(unit, Owner::Defined(name));
    }

    /// Forgets terms from `term` on, and their code where nothing lasting was compiled after it.
    pub(crate) fn forget(&mut self, term: u32, reclaim: bool, heap: &mut Heap) {
        if !reclaim {
            return;
        }
        while self.units.last().is_some_and(|unit| matches!(unit.owner, Owner::Term(id) if id >= term)) {
            self.drop_last(heap);
        }
    }

    fn drop_last(&mut self, heap: &mut Heap) {
        if let Some(unit) = self.units.pop() {
            self.code.truncate(&unit.start);
            if let Owner::Term(id) = unit.owner {
                self.terms.truncate(id as usize);
            }
            heap.statics = unit.start.statics;
        }
    }

    fn open(&self, heap: &Heap) -> Extent {
        self.code.extent(heap.statics)
    }

    fn close(&mut self, start: Extent, owner: Owner) {
        if self.units.last().is_some_and(|unit| unit.owner == owner && owner == Owner::Lasting) {
            return;
        }
        self.units.push(Stretch { owner, start });
    }
}

/// Deepest chain of calls along which globals are prepared for each other.
const MAX_PREPARE_DEPTH: u32 = 100;

/// The globals that occur in an expression.
fn globals(expr: &Expr, found: &mut Vec<u32>) {
    if let Expr::Global(global) = expr
        && !found.contains(global)
    {
        found.push(*global);
    }
    expr.children(&mut |child| globals(child, found));
}

/// Is this global small, and does it not call itself?
fn inlinable(unit: &Unit, own: u32) -> bool {
    if !unit.functions.is_empty() || size(&unit.body) > INLINE_SIZE || unit.params.is_empty() {
        return false;
    }
    let mut called = Vec::new();
    globals(&unit.body, &mut called);
    !called.contains(&own)
}

/// Is this the function of a native primitive? Its body is the frame itself.
fn is_native(head: Head) -> bool {
    matches!(head, Head::Prim(index) if matches!(prim::form(index), Form::Native(_)))
}
