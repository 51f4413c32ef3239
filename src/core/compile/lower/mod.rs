//! Terms to intermediate form: names resolved, dictionaries passed at link time where they are known, constructors
//! and primitives saturated, newtypes erased, overloaded local functions instantiated.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::core::compile::code::Code;
use crate::core::compile::ir::{Alts, Expr, Label, Local};
use crate::core::compile::link::{DictId, Head, Linker, Sources, Target};
use crate::core::eval::Stop;
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::{Bind, Failure, Literal, Term};
use crate::core::value::{CHAR, Heap, INT, INTEGER, Integer, NIL, Word, char_word, small};

mod global;
mod saturate;

/// Deepest nesting of terms that is compiled; deeper parts stop.
const MAX_DEPTH: u32 = 400;

/// Cells of a literal list that are built at once.
pub(super) const PIECE: usize = 64;

/// Most instances of one overloaded local function.
const MAX_INSTANCES: usize = 32;

/// What a name in scope stands for.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    /// A variable.
    Local(Local),
    /// A known dictionary.
    Dict(DictId),
    /// An overloaded local binding: group and index in it.
    Poly(usize, usize),
}

/// A `let` group with overloaded bindings, instantiated by need.
struct Group<'e> {
    binds: &'e [Bind],
    instances: Vec<(usize, Vec<DictId>, Local)>,
}

/// Lowers the terms of one compilation unit.
pub(super) struct Lower<'e, 'm> {
    pub(super) sources: &'e Sources,
    pub(super) linker: &'m mut Linker,
    pub(super) code: &'m mut Code,
    pub(super) heap: &'m mut Heap,
    pub(super) scope: Vec<(Name, Bound)>,
    /// Where `Fall` goes.
    pub(super) fall: Option<Label>,
    /// How often each label is jumped to.
    pub(super) jumps: Vec<u32>,
    groups: Vec<Group<'e>>,
    pub(super) locals: Local,
    depth: u32,
    /// Rows that pattern compilation may still copy.
    pub(super) copies: u32,
}

impl<'e, 'm> Lower<'e, 'm> {
    pub(super) fn new(
        sources: &'e Sources,
        linker: &'m mut Linker,
        code: &'m mut Code,
        heap: &'m mut Heap,
    ) -> Lower<'e, 'm> {
        Lower {
            sources,
            linker,
            code,
            heap,
            scope: Vec::new(),
            fall: None,
            jumps: Vec::new(),
            groups: Vec::new(),
            locals: 0,
            depth: 0,
            copies: 200,
        }
    }

    /// A fresh variable.
    pub(super) fn local(&mut self) -> Local {
        self.locals += 1;
        self.locals - 1
    }

    /// A fresh variable that `name` stands for from now on.
    pub(super) fn bind(&mut self, name: Name) -> Local {
        let local = self.local();
        self.scope.push((name, Bound::Local(local)));
        local
    }

    /// A fresh label.
    pub(super) fn label(&mut self) -> Label {
        self.jumps.push(0);
        (self.jumps.len() - 1) as Label
    }

    /// A jump to `label`.
    pub(super) fn jump(&mut self, label: Label, args: Vec<Expr>) -> Expr {
        if let Some(count) = self.jumps.get_mut(label as usize) {
            *count += 1;
        }
        Expr::Jump(label, args)
    }

    /// A failing expression.
    pub(super) fn fail(failure: Failure) -> Expr {
        Expr::Stop(Box::new(Stop::Failure(failure)))
    }

    /// A known dictionary as a value.
    pub(super) fn dict(&mut self, dict: DictId) -> Expr {
        Expr::Const(self.linker.record(dict, self.code, self.heap))
    }

    /// Lowers a term.
    pub(super) fn term(&mut self, term: &'e Term) -> Expr {
        if self.depth > MAX_DEPTH {
            return Expr::Stop(Box::new(Stop::Depth));
        }
        self.depth += 1;
        let expr = self.term_inner(term);
        self.depth -= 1;
        expr
    }

    fn term_inner(&mut self, term: &'e Term) -> Expr {
        match term {
            Term::Var(_) | Term::Global(_) | Term::Con(_) | Term::Prim(_) => self.app(term, &[]),
            Term::App(f, args) => self.app(f, args),
            Term::Lit(literal) => Expr::Const(self.literal(literal)),
            Term::Lam(params, body) => self.lambda(params, body),
            Term::Let(binds, body) => self.lets(binds, body),
            Term::Match(m) => self.match_(m),
            Term::Fall => match self.fall {
                Some(label) => self.jump(label, Vec::new()),
                None => Lower::fail(Failure::Incomplete(String::new())),
            },
            Term::Ann(term, _) | Term::TypeApp(term, _) => self.term(term),
            Term::Hole(name) => Lower::fail(Failure::Hole(name.as_str().to_owned())),
            Term::Fail(failure) => Lower::fail(failure.clone()),
            Term::Opaque(n) => Lower::fail(Failure::Opaque(*n)),
        }
    }

    /// Lowers a term that is not in tail position: `Fall` does not reach out of it.
    pub(super) fn inner(&mut self, term: &'e Term) -> Expr {
        let fall = self.fall.take();
        let expr = self.term(term);
        self.fall = fall;
        expr
    }

    fn inners(&mut self, terms: &'e [Term]) -> Vec<Expr> {
        terms.iter().map(|term| self.inner(term)).collect()
    }

    fn lambda(&mut self, params: &'e [Name], body: &'e Term) -> Expr {
        let start = self.scope.len();
        let mut locals: Vec<Local> = params.iter().map(|&p| self.bind(p)).collect();
        let body = self.inner(body);
        self.scope.truncate(start);
        match body {
            Expr::Lam(more, body) => {
                locals.extend(more);
                Expr::Lam(locals, body)
            }
            body => Expr::Lam(locals, Box::new(body)),
        }
    }

    /// A literal as a constant word.
    pub(super) fn literal(&mut self, literal: &Literal) -> Word {
        let start = self.heap.top();
        let w = match literal {
            Literal::Int(n) => match small(INT, *n) {
                Some(w) => return w,
                None => self.heap.int(*n),
            },
            Literal::Num(n) | Literal::Integer(n) => match n.to_i64().and_then(|n| small(INTEGER, n)) {
                Some(w) => return w,
                None => self.heap.integer(Integer::Big(BigInt::clone(n))),
            },
            Literal::Char(c) => return CHAR | char_word(*c),
            Literal::Frac(digits) => {
                let x = digits.parse().unwrap_or(f64::NAN);
                self.heap.double(x)
            }
            Literal::Double(x) => self.heap.double(*x),
            Literal::Str(text) if text.is_empty() => return NIL,
            Literal::Str(text) => self.heap.string(text),
        };
        let at = self.heap.make_static(start);
        w & 0xffff_ffff | (at as u64) << 32
    }

    /// An application.
    fn app(&mut self, f: &'e Term, args: &'e [Term]) -> Expr {
        match f {
            Term::App(g, first) => {
                let head = self.app(g, first);
                let args = self.inners(args);
                self.apply(head, args)
            }
            Term::Var(name) => self.variable(*name, args),
            Term::Global(name) => self.global_app(*name, args),
            Term::Con(name) => self.con_app(*name, args),
            Term::Prim(name) => match prim::index(*name) {
                Some(index) => {
                    let args = self.inners(args);
                    self.prim_app(index, args)
                }
                None => Lower::fail(Failure::Unknown(*name)),
            },
            Term::Lam(params, body) if params.len() <= args.len() && !args.is_empty() => {
                let (now, later) = args.split_at(params.len());
                let values = self.inners(now);
                let start = self.scope.len();
                let binds = params.iter().zip(values).map(|(&p, value)| (self.bind(p), value)).collect();
                let body = if later.is_empty() { self.term(body) } else { self.inner(body) };
                self.scope.truncate(start);
                let later = self.inners(later);
                let body = self.apply(body, later);
                Expr::Let(binds, Box::new(body))
            }
            f if args.is_empty() => self.term(f),
            f => {
                let head = self.inner(f);
                let args = self.inners(args);
                self.apply(head, args)
            }
        }
    }

    /// Applies an expression.
    pub(super) fn apply(&mut self, f: Expr, args: Vec<Expr>) -> Expr {
        if args.is_empty() {
            return f;
        }
        match f {
            Expr::App(g, mut first) => {
                first.extend(args);
                Expr::App(g, first)
            }
            f @ Expr::Stop(_) => f,
            f => Expr::App(Box::new(f), args),
        }
    }

    fn variable(&mut self, name: Name, args: &'e [Term]) -> Expr {
        let bound = self.scope.iter().rev().find(|(n, _)| *n == name).map(|(_, bound)| bound.clone());
        match bound {
            Some(Bound::Local(local)) => {
                let args = self.inners(args);
                self.apply(Expr::Local(local), args)
            }
            Some(Bound::Dict(dict)) => {
                let head = self.dict(dict);
                let args = self.inners(args);
                self.apply(head, args)
            }
            Some(Bound::Poly(group, index)) => {
                let dicts = self.known_dicts(args);
                let (local, used) = self.instance(group, index, dicts);
                let args = self.inners(&args[used..]);
                self.apply(Expr::Local(local), args)
            }
            None => Lower::fail(Failure::Unknown(name)),
        }
    }

    /// The leading arguments that are known dictionaries.
    fn known_dicts(&mut self, args: &'e [Term]) -> Vec<DictId> {
        if args.is_empty() {
            return Vec::new();
        }
        args.iter().map_while(|arg| self.known_dict(arg)).collect()
    }

    /// The known dictionary that a term means, if it is one.
    fn known_dict(&mut self, term: &'e Term) -> Option<DictId> {
        match term {
            Term::Global(name) => self.linker.plain_dict(*name),
            Term::Var(name) => self.scope.iter().rev().find_map(|(known, bound)| match bound {
                Bound::Dict(dict) if known == name => Some(*dict),
                _ => None,
            }),
            Term::App(..) => {
                let scope = self.dict_scope();
                self.linker.known_dict(term, &scope)
            }
            _ => None,
        }
    }

    fn dict_scope(&self) -> Vec<(Name, DictId)> {
        let dict = |(name, bound): &(Name, Bound)| match bound {
            Bound::Dict(d) => Some((*name, *d)),
            Bound::Local(_) | Bound::Poly(..) => None,
        };
        self.scope.iter().filter_map(dict).collect()
    }

    fn global_app(&mut self, name: Name, args: &'e [Term]) -> Expr {
        let dicts = self.known_dicts(args);
        let (target, used) = self.linker.resolve(name, &dicts, self.code, self.heap);
        let rest = &args[used.min(args.len())..];
        match target {
            Target::Global(global) => {
                let args = self.inners(rest);
                self.apply(Expr::Global(global), args)
            }
            Target::Con(con) => self.con_app(con, rest),
            Target::Prim(index) => {
                let args = self.inners(rest);
                self.prim_app(index, args)
            }
            Target::Dict(dict) => {
                let head = self.dict(dict);
                let args = self.inners(rest);
                self.apply(head, args)
            }
            Target::Select(index, fields) => match rest.split_first() {
                Some((dict, rest)) => {
                    let dict = self.inner(dict);
                    let head = self.select(dict, index, fields);
                    let args = self.inners(rest);
                    self.apply(head, args)
                }
                None => {
                    let head = Head::Select(index, fields);
                    Expr::Global(self.linker.global(head, &[], self.code, self.heap))
                }
            },
            Target::Unknown => Lower::fail(Failure::Unknown(name)),
        }
    }

    /// A field of a run-time dictionary.
    fn select(&mut self, dict: Expr, index: u16, fields: u16) -> Expr {
        let binder = self.local();
        let first = self.locals;
        self.locals += Local::from(fields);
        let field = Expr::Local(first + Local::from(index));
        let locals = (first..self.locals).collect();
        Expr::case(dict, binder, Alts::Con(vec![(0, locals, field)], 1), None)
    }

    /// `let`: plain bindings become variables, overloaded ones are instantiated where they are used.
    fn lets(&mut self, binds: &'e [Bind], body: &'e Term) -> Expr {
        let start = self.scope.len();
        let group = self.groups.len();
        self.groups.push(Group { binds, instances: Vec::new() });
        let mut plain = Vec::new();
        for (index, bind) in binds.iter().enumerate() {
            let overloaded = bind.scheme.as_ref().is_some_and(|s| !s.context.is_empty());
            if overloaded && matches!(bind.term, Term::Lam(..)) {
                self.scope.push((bind.name, Bound::Poly(group, index)));
            } else {
                plain.push((index, self.bind(bind.name)));
            }
        }
        let inner = self.scope.len();
        let mut all = Vec::with_capacity(binds.len());
        let body = self.term(body);
        for (index, local) in plain {
            all.push((local, self.inner(&binds[index].term)));
        }
        let mut done = 0;
        while let Some((index, dicts, local)) = self.groups[group].instances.get(done).cloned() {
            done += 1;
            debug_assert_eq!(self.scope.len(), inner);
            let fall = self.fall.take();
            let rhs = self.at_dicts(&self.groups[group].binds[index].term, &dicts);
            self.fall = fall;
            all.push((local, rhs));
        }
        self.scope.truncate(start);
        if all.is_empty() { body } else { Expr::Let(all, Box::new(body)) }
    }

    /// The instance of an overloaded local binding at known dictionaries, and how many of them it took.
    fn instance(&mut self, group: usize, index: usize, mut dicts: Vec<DictId>) -> (Local, usize) {
        let given = &self.groups[group];
        let context = given.binds[index].scheme.as_ref().map_or(0, |s| s.context.len());
        if dicts.len() > context || given.instances.len() >= MAX_INSTANCES {
            dicts.truncate(if given.instances.len() >= MAX_INSTANCES { 0 } else { context });
        }
        let used = dicts.len();
        if let Some((_, _, local)) = given.instances.iter().find(|(i, d, _)| *i == index && *d == dicts) {
            return (*local, used);
        }
        let local = self.local();
        self.groups[group].instances.push((index, dicts, local));
        (local, used)
    }
}
