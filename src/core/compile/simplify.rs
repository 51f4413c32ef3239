//! The simplifier: inlining, known cases, case of case, join points used once.
//!
//! One pass works outside-in with use counts taken before it (Peyton Jones & Marlow, *Secrets of the Glasgow Haskell
//! Compiler inliner*, 2002). A binding used once, and not under a λ, moves to its use; what was simplified already is
//! not simplified again in the same pass, so counts never go stale downwards.

use crate::core::compile::ir::{Alts, Case, Expr, Join, Label, Local};
use crate::core::compile::link::Linker;
use crate::core::compile::lower::PIECE;
use crate::core::compile::occur::{Uses, size};
use crate::core::compile::scc::groups;
use crate::core::prim;
use crate::core::value::{CON, Heap, Word, aux, kind, tag};

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
}

impl<'l> Simplify<'l> {
    pub(super) fn new(linker: &'l Linker, heap: &'l mut Heap, uses: Uses) -> Simplify<'l> {
        let (locals, labels) = (uses.locals.len() as Local, uses.labels.len() as Label);
        let mut this = Simplify {
            linker,
            heap,
            uses,
            locals,
            labels,
            subs: Vec::new(),
            facts: Vec::new(),
            trail: Vec::new(),
            known: Vec::new(),
            budget: BUDGET,
            depth: 0,
            again: false,
        };
        this.grow();
        this
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
            Expr::App(f, args) => self.app(*f, args),
            Expr::Call(f, args) => Expr::Call(f, self.exprs(args)),
            Expr::Con(tag, mask, args) => Expr::Con(tag, mask, self.exprs(args)),
            Expr::Prim(index, args) => {
                let args = self.exprs(args);
                self.prim(index, args)
            }
            Expr::Lam(params, body) => {
                let body = self.expr(*body);
                match body {
                    Expr::Lam(more, body) => Expr::Lam([params, more].concat(), body),
                    body => Expr::Lam(params, Box::new(body)),
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

    fn app(&mut self, f: Expr, args: Vec<Expr>) -> Expr {
        let f = match f {
            Expr::Local(local) => match self.subs.get_mut(local as usize).map(std::mem::take) {
                // A function used once is applied where it is used.
                Some(Sub::Once(f @ Expr::Lam(..))) => f,
                Some(sub) => {
                    self.substitute(local, sub);
                    Expr::Local(local)
                }
                None => Expr::Local(local),
            },
            f => f,
        };
        match f {
            Expr::Lam(params, body) if params.len() <= args.len() => {
                let mut args = args;
                let rest = args.split_off(params.len());
                let binds = params.into_iter().zip(args);
                let body = if rest.is_empty() { *body } else { Expr::App(body, rest) };
                let nested = binds.rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)));
                self.expr(nested)
            }
            f => {
                let f = self.expr(f);
                let args = self.exprs(args);
                self.apply(f, args)
            }
        }
    }

    /// An application of simplified parts.
    fn apply(&mut self, f: Expr, args: Vec<Expr>) -> Expr {
        match f {
            Expr::App(g, mut first) => {
                first.extend(args);
                self.apply(*g, first)
            }
            Expr::Let(binds, body) => {
                let body = self.apply(*body, args);
                Expr::Let(binds, Box::new(body))
            }
            Expr::Stop(_) => f,
            Expr::Lam(..) => {
                self.again = true;
                Expr::App(Box::new(f), args)
            }
            Expr::Global(global) => self.call(global, args),
            f => Expr::App(Box::new(f), args),
        }
    }

    /// A call of a global: small functions are inlined.
    fn call(&mut self, global: u32, mut args: Vec<Expr>) -> Expr {
        let Some(unit) = self.linker.inlinable(global).filter(|unit| unit.params.len() <= args.len()) else {
            return Expr::App(Box::new(Expr::Global(global)), args);
        };
        let cost = size(&unit.body);
        if cost > self.budget {
            return Expr::App(Box::new(Expr::Global(global)), args);
        }
        self.budget -= cost;
        let (locals, labels) = (self.locals, self.labels);
        self.locals += unit.locals;
        self.labels += unit.labels;
        self.grow();
        let mut body = unit.body.clone();
        shift(&mut body, locals, labels);
        self.uses.add(&body, 0);
        let rest = args.split_off(unit.params.len());
        let mut kept = Vec::new();
        for (param, arg) in unit.params.iter().map(|p| p + locals).zip(args) {
            let uses = self.uses.local(param);
            if uses.count == 0 {
                continue;
            }
            if arg.is_atom() {
                self.substitute(param, Sub::Atom(arg));
            } else if uses.count == 1 && !uses.repeated {
                self.substitute(param, Sub::Done(arg));
            } else {
                self.remember(param, &arg);
                kept.push((param, arg));
            }
        }
        let body = self.expr(body);
        let body = if rest.is_empty() { body } else { self.apply(body, rest) };
        self.keep(kept, body)
    }

    /// Bindings of simplified right-hand sides around a simplified body.
    fn keep(&mut self, binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
        binds.into_iter().rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)))
    }

    /// Notes what a kept binding is; it will not be moved in this pass.
    fn remember(&mut self, local: Local, rhs: &Expr) {
        if let Some(entry) = self.uses.locals.get_mut(local as usize) {
            entry.count = entry.count.max(2);
        }
        if let Expr::Con(tag, 0, args) = rhs
            && args.iter().all(Expr::is_atom)
        {
            self.assume(local, Fact::Con(*tag, args.clone()));
        } else if matches!(rhs, Expr::Lam(..)) {
            self.assume(local, Fact::Value);
        }
    }

    fn lets(&mut self, binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
        if binds.len() == 1 {
            return self.group(binds, body);
        }
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

    fn case(&mut self, case: Case) -> Expr {
        let Case { scrutinee, binder, alts, default } = case;
        let scrutinee = self.expr(scrutinee);
        self.case_of(scrutinee, binder, alts, default)
    }

    /// A case of a simplified scrutinee.
    fn case_of(&mut self, scrutinee: Expr, binder: Local, alts: Alts, default: Option<Expr>) -> Expr {
        match scrutinee {
            Expr::Let(binds, body) => {
                let body = self.case_of(*body, binder, alts, default);
                Expr::Let(binds, Box::new(body))
            }
            Expr::Stop(_) => scrutinee,
            Expr::Const(word) if kind(word) != crate::core::value::THUNK => {
                self.substitute(binder, Sub::Atom(scrutinee));
                self.select(word, alts, default)
            }
            Expr::Con(tag, mask, args) => self.case_of_con(tag, mask, args, binder, alts, default),
            Expr::Local(local) => {
                if local != binder {
                    self.substitute(binder, Sub::Atom(Expr::Local(local)));
                }
                match self.fact(local).cloned() {
                    Some(Fact::Con(tag, fields)) => self.select_con(tag, fields, alts, default),
                    Some(Fact::Word(word)) => self.select(word, alts, default),
                    Some(Fact::Value) if no_alts(&alts) && default.is_some() => {
                        default.map_or(Expr::Local(local), |body| self.expr(body))
                    }
                    _ => self.branches(Expr::Local(local), local, alts, default),
                }
            }
            inner @ (Expr::Case(_) | Expr::Join(_))
                if !no_alts(&alts) && self.uses.local(binder).count == 0 && worthwhile(&inner) =>
            {
                self.case_of_case(inner, alts, default)
            }
            scrutinee => self.branches(scrutinee, binder, alts, default),
        }
    }

    /// The alternative for a known immediate word.
    fn select(&mut self, word: Word, alts: Alts, default: Option<Expr>) -> Expr {
        match alts {
            Alts::Con(..) if kind(word) == CON => {
                let fields = (0..aux(word) as usize).map(|i| Expr::Const(self.heap.field(word, i))).collect();
                self.select_con(tag(word) as u16, fields, alts, default)
            }
            Alts::Word(alts) => {
                let found = alts.into_iter().find(|(w, _)| *w == word).map(|(_, body)| body);
                self.chosen(found.or(default))
            }
            // A packed string is a cell that only the machine takes apart.
            alts @ Alts::Con(..) => {
                let local = self.fresh();
                self.branches(Expr::Const(word), local, alts, default)
            }
        }
    }

    fn select_con(&mut self, tag: u16, fields: Vec<Expr>, alts: Alts, default: Option<Expr>) -> Expr {
        let Alts::Con(alts, _) = alts else { return self.chosen(default) };
        let Some((_, locals, body)) = alts.into_iter().find(|(t, _, _)| *t == tag) else {
            return self.chosen(default);
        };
        for (local, field) in locals.into_iter().zip(fields) {
            self.substitute(local, Sub::Atom(field));
        }
        self.expr(body)
    }

    fn chosen(&mut self, body: Option<Expr>) -> Expr {
        match body {
            Some(body) => self.expr(body),
            None => Expr::Stop(Box::new(crate::core::eval::Stop::Failure(crate::core::term::Failure::Incomplete(
                String::new(),
            )))),
        }
    }

    /// A case of a datum that is built on the spot.
    fn case_of_con(
        &mut self,
        tag: u16,
        mask: u64,
        args: Vec<Expr>,
        binder: Local,
        alts: Alts,
        default: Option<Expr>,
    ) -> Expr {
        let (mut atoms, mut wrappers) = (Vec::new(), Vec::new());
        for (i, arg) in args.into_iter().enumerate() {
            let strict = i < 64 && mask >> i & 1 == 1;
            let settled = match &arg {
                Expr::Local(local) => !strict || self.fact(*local).is_some(),
                Expr::Const(word) => !strict || kind(*word) != crate::core::value::THUNK,
                Expr::Global(_) => !strict,
                _ => false,
            };
            if settled {
                atoms.push(arg);
            } else {
                let local = self.fresh();
                if strict {
                    self.assume(local, Fact::Value);
                }
                wrappers.push((strict, local, arg));
                atoms.push(Expr::Local(local));
            }
        }
        let rebuilt = (self.uses.local(binder).count > 0).then(|| Expr::Con(tag, 0, atoms.clone()));
        if rebuilt.is_some() {
            self.assume(binder, Fact::Con(tag, atoms.clone()));
        }
        let mut body = self.select_con(tag, atoms, alts, default);
        if let Some(datum) = rebuilt {
            body = Expr::Let(vec![(binder, datum)], Box::new(body));
        }
        wrappers.into_iter().rev().fold(body, |body, (strict, local, arg)| {
            if strict { Expr::force(arg, local, body) } else { Expr::Let(vec![(local, arg)], Box::new(body)) }
        })
    }

    /// A case that stays.
    fn branches(&mut self, scrutinee: Expr, binder: Local, alts: Alts, default: Option<Expr>) -> Expr {
        let start = self.trail.len();
        let alts = match alts {
            Alts::Con(alts, total) => {
                let mut simplified = Vec::with_capacity(alts.len());
                for (tag, fields, body) in alts {
                    let atoms = fields.iter().map(|&field| Expr::Local(field)).collect();
                    self.assume(binder, Fact::Con(tag, atoms));
                    simplified.push((tag, fields, self.expr(body)));
                    self.retract(start);
                }
                Alts::Con(simplified, total)
            }
            Alts::Word(alts) => {
                let mut simplified = Vec::with_capacity(alts.len());
                for (word, body) in alts {
                    self.assume(binder, Fact::Word(word));
                    simplified.push((word, self.expr(body)));
                    self.retract(start);
                }
                Alts::Word(simplified)
            }
        };
        let default = default.map(|body| {
            self.assume(binder, Fact::Value);
            self.expr(body)
        });
        self.retract(start);
        Expr::case(scrutinee, binder, alts, default)
    }

    /// `case (case x of p -> a; …) of q -> b; …`: the outer alternatives become join points, the inner leaves choose.
    fn case_of_case(&mut self, mut inner: Expr, alts: Alts, default: Option<Expr>) -> Expr {
        let mut joins = Vec::new();
        let mut label = |this: &mut Self, params: Vec<Local>, body: Expr| {
            this.labels += 1;
            this.grow();
            let label = this.labels - 1;
            let start = this.trail.len();
            let body = this.expr(body);
            this.retract(start);
            joins.push(Join { label, params, body, scope: Expr::Const(0) });
            label
        };
        let default = default.map(|body| label(self, Vec::new(), body));
        let outer = match alts {
            Alts::Con(alts, total) => {
                let alts = alts.into_iter().map(|(tag, fields, body)| {
                    let n = fields.len();
                    (u64::from(tag), n, label(self, fields, body))
                });
                Outer { alts: alts.collect(), default, total: Some(total) }
            }
            Alts::Word(alts) => {
                let alts = alts.into_iter().map(|(word, body)| (word, 0, label(self, Vec::new(), body)));
                Outer { alts: alts.collect(), default, total: None }
            }
        };
        self.leaves(&mut inner, &outer);
        self.again = true;
        joins.into_iter().fold(inner, |scope, join| Expr::Join(Box::new(Join { scope, ..join })))
    }

    /// Continues every leaf of `expr` with the outer alternatives.
    fn leaves(&mut self, expr: &mut Expr, outer: &Outer) {
        match expr {
            Expr::Case(case) => {
                match &mut case.alts {
                    Alts::Con(alts, _) => alts.iter_mut().for_each(|(_, _, body)| self.leaves(body, outer)),
                    Alts::Word(alts) => alts.iter_mut().for_each(|(_, body)| self.leaves(body, outer)),
                }
                case.default.iter_mut().for_each(|body| self.leaves(body, outer));
            }
            Expr::Join(join) => {
                self.leaves(&mut join.body, outer);
                self.leaves(&mut join.scope, outer);
            }
            Expr::Let(_, body) => self.leaves(body, outer),
            Expr::Jump(..) | Expr::Stop(_) => {}
            leaf => {
                let value = std::mem::replace(leaf, Expr::Const(0));
                *leaf = self.leaf(value, outer);
            }
        }
    }

    fn leaf(&mut self, value: Expr, outer: &Outer) -> Expr {
        let found = |key: u64| outer.alts.iter().find(|(k, _, _)| *k == key);
        match value {
            Expr::Const(word) if outer.total.is_none() && kind(word) != crate::core::value::THUNK => {
                outer.jump(found(word).map(|(_, _, label)| *label), Vec::new())
            }
            Expr::Const(word) if outer.total.is_some() && kind(word) == CON => {
                let fields = (0..aux(word) as usize).map(|i| Expr::Const(self.heap.field(word, i))).collect();
                outer.jump(found(tag(word) as u64).map(|(_, _, label)| *label), fields)
            }
            Expr::Con(tag, 0, args) if outer.total.is_some() => match found(u64::from(tag)) {
                Some((_, _, label)) => outer.jump(Some(*label), args),
                None => outer.jump(None, Vec::new()),
            },
            value => {
                let binder = self.fresh();
                let default = outer.default.map(|label| Expr::Jump(label, Vec::new()));
                let alts = match outer.total {
                    Some(total) => {
                        let mut alts = Vec::with_capacity(outer.alts.len());
                        for &(tag, n, label) in &outer.alts {
                            let fields: Vec<Local> = (0..n).map(|_| self.fresh()).collect();
                            let args = fields.iter().map(|&field| Expr::Local(field)).collect();
                            alts.push((tag as u16, fields, Expr::Jump(label, args)));
                        }
                        Alts::Con(alts, total)
                    }
                    None => Alts::Word(
                        outer.alts.iter().map(|&(word, _, label)| (word, Expr::Jump(label, Vec::new()))).collect(),
                    ),
                };
                Expr::case(value, binder, alts, default)
            }
        }
    }

    fn join(&mut self, join: Join) -> Expr {
        let Join { label, params, body, scope } = join;
        match self.uses.label(label) {
            0 => return self.expr(scope),
            1 => {
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
        if self.heap.top() == start {
            return Expr::Const(folded);
        }
        let at = self.heap.make_static(start);
        Expr::Const(folded & 0xffff_ffff | (at as u64) << 32)
    }
}

/// The outer alternatives as labels.
struct Outer {
    /// Tag or word, number of fields, label.
    alts: Vec<(u64, usize, Label)>,
    default: Option<Label>,
    /// Number of constructors; none for words.
    total: Option<usize>,
}

impl Outer {
    fn jump(&self, label: Option<Label>, args: Vec<Expr>) -> Expr {
        match (label, self.default) {
            (Some(label), _) => Expr::Jump(label, args),
            (None, Some(label)) => Expr::Jump(label, Vec::new()),
            (None, None) => Expr::Stop(Box::new(crate::core::eval::Stop::Failure(
                crate::core::term::Failure::Incomplete(String::new()),
            ))),
        }
    }
}

fn no_alts(alts: &Alts) -> bool {
    match alts {
        Alts::Con(alts, _) => alts.is_empty(),
        Alts::Word(alts) => alts.is_empty(),
    }
}

/// Is some leaf of this inner case known, and are there few?
fn worthwhile(inner: &Expr) -> bool {
    fn leaves(expr: &Expr, known: &mut usize, all: &mut usize) {
        match expr {
            Expr::Case(case) => {
                match &case.alts {
                    Alts::Con(alts, _) => alts.iter().for_each(|(_, _, body)| leaves(body, known, all)),
                    Alts::Word(alts) => alts.iter().for_each(|(_, body)| leaves(body, known, all)),
                }
                case.default.iter().for_each(|body| leaves(body, known, all));
            }
            Expr::Join(join) => {
                leaves(&join.body, known, all);
                leaves(&join.scope, known, all);
            }
            Expr::Let(_, body) => leaves(body, known, all),
            Expr::Jump(..) | Expr::Stop(_) => {}
            Expr::Const(_) | Expr::Con(..) => {
                *known += 1;
                *all += 1;
            }
            _ => *all += 1,
        }
    }
    let (mut known, mut all) = (0, 0);
    leaves(inner, &mut known, &mut all);
    known > 0 && all <= MAX_LEAVES
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

/// Adds to the numbers of all variables and labels.
fn shift(expr: &mut Expr, locals: Local, labels: Label) {
    match expr {
        Expr::Local(local) => *local += locals,
        Expr::Lam(params, _) => params.iter_mut().for_each(|p| *p += locals),
        Expr::Let(binds, _) => binds.iter_mut().for_each(|(local, _)| *local += locals),
        Expr::Case(case) => {
            case.binder += locals;
            if let Alts::Con(alts, _) = &mut case.alts {
                alts.iter_mut().flat_map(|(_, fields, _)| fields).for_each(|field| *field += locals);
            }
        }
        Expr::Join(join) => {
            join.label += labels;
            join.params.iter_mut().for_each(|p| *p += locals);
        }
        Expr::Jump(label, _) => *label += labels,
        _ => {}
    }
    expr.children_mut(&mut |child| shift(child, locals, labels));
}
