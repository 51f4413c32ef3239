//! The simplifier: inlining, known cases, case of case, join points used once.
//!
//! One pass works outside-in with use counts taken before it (Peyton Jones & Marlow, *Secrets of the Glasgow Haskell
//! Compiler inliner*, 2002). A binding used once, and not under a λ, moves to its use; what was simplified already is
//! not simplified again in the same pass, so counts never go stale downwards.

use crate::core::compile::ir::{Expr, Join, Label, Local};
use crate::core::compile::link::Linker;
use crate::core::compile::lower::PIECE;
use crate::core::compile::occur::Uses;
use crate::core::compile::scc::groups;
use crate::core::prim;
use crate::core::value::{Heap, Word, kind};

mod case;
mod inline;

/// Largest function that is inlined everywhere.
pub(super) const INLINE_SIZE: usize = 12;

/// Most nodes that inlining may add to a unit.
const BUDGET: usize = 600;

/// Deepest nesting in which bindings still move inwards.
const MAX_NESTING: u32 = 60;

/// Most leaves of an inner case that an outer one is pushed into.
const MAX_LEAVES: usize = 8;

/// What a variable is replaced by.
#[derive(Default)]
enum Sub {
    /// Nothing.
    #[default]
    Keep,
    /// A variable, constant or global.
    Atom(Expr),
    /// A right-hand side not simplified yet, at its only use.
    Once(Expr),
    /// The same, simplified.
    Done(Expr),
}

/// What is known of a variable's value.
#[derive(Clone)]
enum Fact {
    /// Evaluated.
    Value,
    /// This constructor with these fields, all atoms.
    Con(u16, Vec<Expr>),
    /// This immediate word.
    Word(Word),
}

/// Join points in scope.
#[derive(Default)]
enum Known {
    /// Jumped to.
    #[default]
    Keep,
    /// Inlined at the only jump.
    Once(Vec<Local>, Expr),
    /// A small body without parameters, inlined at every jump.
    Small(Expr),
}

/// One pass over a unit.
pub(super) struct Simplify<'l> {
    linker: &'l Linker,
    heap: &'l mut Heap,
    uses: Uses,
    pub(super) locals: Local,
    pub(super) labels: Label,
    subs: Vec<Sub>,
    facts: Vec<Option<Fact>>,
    trail: Vec<Local>,
    known: Vec<Known>,
    budget: usize,
    depth: u32,
    /// Another pass may find more.
    pub(super) again: bool,
    /// The result is not what was given: unless it is, another pass changes nothing either.
    pub(super) changed: bool,
}

/// Tables of a pass, empty: kept from one to the next.
#[derive(Default)]
pub(super) struct Tables {
    uses: Uses,
    subs: Vec<Sub>,
    facts: Vec<Option<Fact>>,
    trail: Vec<Local>,
    known: Vec<Known>,
}

impl<'l> Simplify<'l> {
    /// A pass over `expr`, whose variables and labels are below these numbers.
    pub(super) fn new(
        linker: &'l Linker,
        heap: &'l mut Heap,
        tables: Tables,
        expr: &Expr,
        (locals, labels): (Local, Label),
    ) -> Simplify<'l> {
        let Tables { mut uses, subs, facts, trail, known } = tables;
        uses.grow(locals, labels);
        uses.add(expr, 0);
        let mut this = Simplify {
            linker,
            heap,
            uses,
            locals,
            labels,
            subs,
            facts,
            trail,
            known,
            budget: BUDGET,
            depth: 0,
            again: false,
            changed: false,
        };
        this.grow();
        this
    }

    /// Gives the tables back, emptied.
    pub(super) fn tables(self) -> Tables {
        let Simplify { mut uses, mut subs, mut facts, mut trail, mut known, .. } = self;
        uses.locals.clear();
        uses.labels.clear();
        subs.clear();
        facts.clear();
        trail.clear();
        known.clear();
        Tables { uses, subs, facts, trail, known }
    }

    fn grow(&mut self) {
        self.uses.grow(self.locals, self.labels);
        self.subs.resize_with(self.locals as usize, Sub::default);
        self.facts.resize_with(self.locals as usize, || None);
        self.known.resize_with(self.labels as usize, Known::default);
    }

    fn fresh(&mut self) -> Local {
        self.locals += 1;
        self.grow();
        // Variables made here are never moved in this pass.
        if let Some(entry) = self.uses.locals.get_mut(self.locals as usize - 1) {
            entry.count = 2;
        }
        self.locals - 1
    }

    fn substitute(&mut self, local: Local, sub: Sub) {
        self.changed = true;
        if let Some(entry) = self.subs.get_mut(local as usize) {
            *entry = sub;
        }
    }

    fn assume(&mut self, local: Local, fact: Fact) {
        if let Some(entry) = self.facts.get_mut(local as usize)
            && !matches!((&*entry, &fact), (Some(_), Fact::Value))
        {
            *entry = Some(fact);
            self.trail.push(local);
        }
    }

    /// Forgets what was assumed since. (Facts are only ever refined, so an outer one may be lost too: that is safe.)
    fn retract(&mut self, len: usize) {
        for local in self.trail.drain(len..) {
            if let Some(entry) = self.facts.get_mut(local as usize) {
                *entry = None;
            }
        }
    }

    fn fact(&self, local: Local) -> Option<&Fact> {
        self.facts.get(local as usize)?.as_ref()
    }

    /// Simplifies an expression.
    pub(super) fn expr(&mut self, expr: Expr) -> Expr {
        self.depth += 1;
        let expr = self.any(expr);
        self.depth -= 1;
        expr
    }

    fn any(&mut self, expr: Expr) -> Expr {
        match expr {
            Expr::Local(local) => self.variable(local),
            Expr::Const(_) | Expr::Global(_) | Expr::Stop(_) => expr,
            Expr::App(f, args) => self.app(f, args),
            Expr::Call(f, args) => Expr::Call(f, self.exprs(args)),
            Expr::Con(tag, mask, args) => Expr::Con(tag, mask, self.exprs(args)),
            Expr::Prim(index, args) => {
                let args = self.exprs(args);
                self.prim(index, args)
            }
            Expr::Lam(params, mut body) => {
                let inner = std::mem::replace(&mut *body, Expr::Const(0));
                match self.expr(inner) {
                    Expr::Lam(more, inner) => {
                        self.changed = true;
                        Expr::Lam([params, more].concat(), inner)
                    }
                    inner => {
                        *body = inner;
                        Expr::Lam(params, body)
                    }
                }
            }
            Expr::Let(binds, body) => self.lets(binds, *body),
            Expr::Case(case) => self.case(*case),
            Expr::Join(join) => self.join(*join),
            Expr::Jump(label, args) => self.jump(label, args),
        }
    }

    fn exprs(&mut self, exprs: Vec<Expr>) -> Vec<Expr> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect()
    }

    fn variable(&mut self, local: Local) -> Expr {
        let Some(sub) = self.subs.get_mut(local as usize) else { return Expr::Local(local) };
        match std::mem::take(sub) {
            Sub::Keep => Expr::Local(local),
            Sub::Atom(atom) => {
                *sub = Sub::Atom(atom.clone());
                atom
            }
            Sub::Once(expr) => self.expr(expr),
            Sub::Done(expr) => expr,
        }
    }

    fn lets(&mut self, binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
        if binds.len() == 1 {
            return self.group(binds, body);
        }
        self.changed = true;
        let mut nested = body;
        let ordered = groups(binds);
        if ordered.len() == 1 {
            return self.group(ordered.into_iter().flatten().collect(), nested);
        }
        for group in ordered.into_iter().rev() {
            nested = Expr::Let(group, Box::new(nested));
        }
        // Each group is met again on its own.
        match nested {
            Expr::Let(first, body) => self.group(first, *body),
            nested => self.expr(nested),
        }
    }

    /// A strongly connected group.
    fn group(&mut self, mut binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
        let recursive = binds.len() > 1 || binds.iter().any(|(local, rhs)| mentions(rhs, *local));
        if recursive {
            if binds.iter().all(|(local, _)| self.uses.local(*local).count == 0) {
                self.changed = true;
                return self.expr(body);
            }
            for (local, rhs) in &binds {
                if matches!(rhs, Expr::Lam(..)) {
                    self.assume(*local, Fact::Value);
                }
            }
            let binds = binds.into_iter().map(|(local, rhs)| (local, self.expr(rhs))).collect();
            let body = self.expr(body);
            return Expr::Let(binds, Box::new(body));
        }
        let Some((local, rhs)) = binds.pop() else { return self.expr(body) };
        let uses = self.uses.local(local);
        if uses.count == 0 {
            self.changed = true;
            return self.expr(body);
        }
        if !rhs.is_atom() && uses.count == 1 && !uses.repeated && self.depth < MAX_NESTING && !long(&rhs) {
            self.substitute(local, Sub::Once(rhs));
            return self.expr(body);
        }
        let rhs = self.expr(rhs);
        if rhs.is_atom() {
            self.substitute(local, Sub::Atom(rhs));
            return self.expr(body);
        }
        self.remember(local, &rhs);
        let body = self.expr(body);
        Expr::Let(vec![(local, rhs)], Box::new(body))
    }

    fn join(&mut self, join: Join) -> Expr {
        let Join { label, params, body, scope } = join;
        match self.uses.label(label) {
            0 => {
                self.changed = true;
                return self.expr(scope);
            }
            1 => {
                self.changed = true;
                if let Some(known) = self.known.get_mut(label as usize) {
                    *known = Known::Once(params, body);
                }
                return self.expr(scope);
            }
            _ => {}
        }
        let start = self.trail.len();
        let body = self.expr(body);
        self.retract(start);
        if params.is_empty()
            && matches!(body, Expr::Const(_) | Expr::Global(_) | Expr::Stop(_))
            && let Some(known) = self.known.get_mut(label as usize)
        {
            *known = Known::Small(body);
            self.changed = true;
            return self.expr(scope);
        }
        let scope = self.expr(scope);
        Expr::Join(Box::new(Join { label, params, body, scope }))
    }

    fn jump(&mut self, label: Label, args: Vec<Expr>) -> Expr {
        let Some(known) = self.known.get_mut(label as usize) else { return Expr::Jump(label, args) };
        match std::mem::take(known) {
            Known::Keep => Expr::Jump(label, self.exprs(args)),
            Known::Small(body) => {
                *known = Known::Small(body.clone());
                body
            }
            Known::Once(params, body) => {
                let binds = params.into_iter().zip(args);
                let nested = binds.rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)));
                self.expr(nested)
            }
        }
    }

    /// A primitive of simplified arguments: conversions of literals are done now.
    fn prim(&mut self, index: u16, args: Vec<Expr>) -> Expr {
        let constant = |arg: &Expr| matches!(arg, Expr::Const(word) if kind(*word) != crate::core::value::THUNK);
        if !prim::foldable(index) || !args.iter().all(constant) {
            return Expr::Prim(index, args);
        }
        let word = |i: usize| match args.get(i) {
            Some(Expr::Const(word)) => *word,
            _ => 0,
        };
        let start = self.heap.top();
        let folded = prim::OPERATIONS.get(index as usize).map(|o| (o.direct)(self.heap, word(0), word(1)));
        let Some(Ok(folded)) = folded else { return Expr::Prim(index, args) };
        self.changed = true;
        if self.heap.top() == start {
            return Expr::Const(folded);
        }
        let at = self.heap.make_static(start);
        Expr::Const(folded & 0xffff_ffff | (at as u64) << 32)
    }
}

/// Is this a piece of a long literal list? Pieces stay apart, so that no pass recurses on the length.
fn long(mut expr: &Expr) -> bool {
    for _ in 0..PIECE / 2 {
        match expr {
            Expr::Con(1, 0, args) if args.len() == 2 => expr = &args[1],
            _ => return false,
        }
    }
    true
}

fn mentions(expr: &Expr, local: Local) -> bool {
    if let Expr::Local(l) = expr {
        return *l == local;
    }
    let mut found = false;
    expr.children(&mut |child| found = found || mentions(child, local));
    found
}
