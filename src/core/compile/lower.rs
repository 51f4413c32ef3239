//! Terms to intermediate form: names resolved, dictionaries passed at link time where they are known, constructors
//! and primitives saturated, newtypes erased, overloaded local functions instantiated.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::core::compile::code::Code;
use crate::core::compile::ir::{Alts, Expr, Label, Local};
use crate::core::compile::link::{DictId, Head, Linker, Sources, Target};
use crate::core::eval::Stop;
use crate::core::name::Name;
use crate::core::prim::{self, Form};
use crate::core::term::{Bind, Failure, Literal, Term};
use crate::core::value::{CHAR, Heap, INT, INTEGER, Integer, NIL, Word, char_word, con, is_value, nullary, small};

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

    /// The body of a global.
    pub(super) fn global(&mut self, head: Head, dicts: &[DictId]) -> Expr {
        match head {
            Head::Bind(name) => match crate::core::compile::link::source(self.sources, head) {
                Some(term) => self.at_dicts(term, dicts),
                None => Lower::fail(Failure::Unknown(name)),
            },
            Head::Method(dictionary, index) => self.method(dictionary, index, dicts),
            Head::Dictionary(dictionary) => self.dictionary(dictionary),
            Head::Prim(index) => self.prim_function(index),
            Head::Select(index, fields) => {
                let dict = self.local();
                let body = self.select(Expr::Local(dict), index, fields);
                Expr::Lam(vec![dict], Box::new(body))
            }
        }
    }

    fn method(&mut self, dictionary: Name, index: u32, dicts: &[DictId]) -> Expr {
        use crate::core::compile::link::{default_method, method_name, source};
        if let Some(term) = source(self.sources, Head::Method(dictionary, index)) {
            return self.at_dicts(term, dicts);
        }
        let context = self.sources.env.dictionary(dictionary).map_or(0, |i| i.context.len());
        let Some(term) = default_method(self.sources, dictionary, index) else {
            let name = method_name(self.sources, dictionary, index).map_or("", Name::base);
            return Lower::fail(Failure::Missing(name.to_owned()));
        };
        if dicts.len() < context {
            // The context is only known at run time: build the dictionary, then apply the default to it.
            let params: Vec<Local> = (dicts.len()..context).map(|_| self.local()).collect();
            let mut args: Vec<Expr> = dicts.iter().map(|&d| self.dict(d)).collect();
            args.extend(params.iter().map(|&p| Expr::Local(p)));
            let function = self.linker.global(Head::Dictionary(dictionary), &[], self.code, self.heap);
            let record = Expr::App(Box::new(Expr::Global(function)), args);
            let term = self.term(term);
            return Expr::Lam(params, Box::new(Expr::App(Box::new(term), vec![record])));
        }
        let (known, own) = dicts.split_at(context);
        match self.linker.dict(dictionary, known.to_vec()) {
            Some(this) => {
                let all: Vec<DictId> = std::iter::once(this).chain(own.iter().copied()).collect();
                self.at_dicts(term, &all)
            }
            None => Lower::fail(Failure::Missing(String::new())),
        }
    }

    /// The function from the dictionaries of an instance's context to its record.
    fn dictionary(&mut self, dictionary: Name) -> Expr {
        let Some(instance) = self.sources.env.dictionary(dictionary) else {
            return Lower::fail(Failure::Unknown(dictionary));
        };
        let Some(class) = self.sources.env.class(instance.class) else {
            return Lower::fail(Failure::Unknown(instance.class));
        };
        let params: Vec<Local> = instance.context.iter().map(|_| self.local()).collect();
        let args: Vec<Expr> = params.iter().map(|&p| Expr::Local(p)).collect();
        let apply = |f: Expr, args: &[Expr]| match args {
            [] => f,
            args => Expr::App(Box::new(f), args.to_vec()),
        };
        let mut binds = Vec::new();
        for sup in &instance.supers {
            let f = self.term(sup);
            binds.push((self.local(), apply(f, &args)));
        }
        let this = self.local();
        for index in 0..class.methods.len() as u32 {
            let head = Head::Method(dictionary, index);
            let given = crate::core::compile::link::source(self.sources, head).is_some();
            let default = crate::core::compile::link::default_method(self.sources, dictionary, index);
            let field = match default {
                Some(term) if !given => {
                    let f = self.term(term);
                    Expr::App(Box::new(f), vec![Expr::Local(this)])
                }
                _ => {
                    let global = self.linker.global(head, &[], self.code, self.heap);
                    apply(Expr::Global(global), &args)
                }
            };
            binds.push((self.local(), field));
        }
        let fields: Vec<Expr> = binds.iter().map(|(local, _)| Expr::Local(*local)).collect();
        if fields.is_empty() {
            return Lower::lam(params, Expr::Const(nullary(0)));
        }
        binds.push((this, Expr::Con(0, 0, fields)));
        Lower::lam(params, Expr::Let(binds, Box::new(Expr::Local(this))))
    }

    fn lam(params: Vec<Local>, body: Expr) -> Expr {
        if params.is_empty() { body } else { Expr::Lam(params, Box::new(body)) }
    }

    fn prim_function(&mut self, index: u16) -> Expr {
        let arity = prim::PRIMS.get(index as usize).map_or(0, |p| p.arity);
        let params: Vec<Local> = (0..arity).map(|_| self.local()).collect();
        let args = params.iter().map(|&p| Expr::Local(p)).collect();
        let body = self.saturated_prim(index, args);
        Lower::lam(params, body)
    }

    /// A term whose first parameters are known dictionaries.
    fn at_dicts(&mut self, mut term: &'e Term, mut dicts: &[DictId]) -> Expr {
        let start = self.scope.len();
        let mut rest: &'e [Name] = &[];
        while let (Term::Lam(params, body), false) = (term, dicts.is_empty()) {
            let n = params.len().min(dicts.len());
            self.scope.extend(params[..n].iter().zip(dicts).map(|(p, &d)| (*p, Bound::Dict(d))));
            dicts = &dicts[n..];
            rest = &params[n..];
            term = body;
        }
        let locals: Vec<Local> = rest.iter().map(|&p| self.bind(p)).collect();
        let body = self.term(term);
        self.scope.truncate(start);
        let expr = match body {
            Expr::Lam(more, body) if !locals.is_empty() => Expr::Lam([locals, more].concat(), body),
            body => Lower::lam(locals, body),
        };
        let records: Vec<Expr> = dicts.iter().map(|&d| self.dict(d)).collect();
        self.apply(expr, records)
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
        let scope: Vec<(Name, DictId)> = self.dict_scope();
        args.iter().map_while(|arg| self.linker.known_dict(arg, &scope)).collect()
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

    fn con_app(&mut self, name: Name, args: &'e [Term]) -> Expr {
        if name == self.linker.wired.cons && args.len() == 2 {
            return self.cons_chain(args);
        }
        let args = self.inners(args);
        self.con_value(name, args)
    }

    /// Right-nested list cells without recursion: literals of any length.
    fn cons_chain(&mut self, mut args: &'e [Term]) -> Expr {
        let mut heads = Vec::new();
        let last = loop {
            let [head, tail] = args else { break None };
            heads.push(self.inner(head));
            match tail {
                Term::App(f, next)
                    if next.len() == 2 && matches!(&**f, Term::Con(c) if *c == self.linker.wired.cons) =>
                {
                    args = next;
                }
                tail => break Some(tail),
            }
        };
        let mut list = match last {
            Some(tail) => self.inner(tail),
            None => Expr::Const(NIL),
        };
        // Cells deep down are bound one by one, so that no later pass recurses on the length.
        let mut binds = Vec::new();
        for (i, head) in heads.into_iter().rev().enumerate() {
            if i > 0 && i % PIECE == 0 && !list.is_atom() {
                let local = self.local();
                binds.push((local, list));
                list = Expr::Local(local);
            }
            list = self.datum(1, 0, vec![head, list]);
        }
        if binds.is_empty() { list } else { Expr::Let(binds, Box::new(list)) }
    }

    fn con_value(&mut self, name: Name, mut args: Vec<Expr>) -> Expr {
        let sources = self.sources;
        let Some((data, tag)) = sources.env.constructor(name) else {
            return Lower::fail(Failure::Unknown(name));
        };
        let Some(constructor) = data.constructors.get(tag) else { return Lower::fail(Failure::Unknown(name)) };
        let arity = constructor.fields.len();
        if args.len() < arity {
            let (mut binds, mut all) = (Vec::new(), Vec::new());
            for arg in args {
                all.push(self.shared(arg, &mut binds));
            }
            let params: Vec<Local> = (all.len()..arity).map(|_| self.local()).collect();
            all.extend(params.iter().map(|&p| Expr::Local(p)));
            let body = self.con_value(name, all);
            let lam = Expr::Lam(params, Box::new(body));
            return if binds.is_empty() { lam } else { Expr::Let(binds, Box::new(lam)) };
        }
        let rest = args.split_off(arity);
        let value = match args.pop() {
            None => Expr::Const(nullary(tag)),
            Some(arg) if data.newtype => arg,
            Some(arg) => {
                args.push(arg);
                let strict = |(i, f): (usize, &crate::core::decl::Field)| u64::from(f.strict && i < 64) << (i & 63);
                let mask = constructor.fields.iter().enumerate().map(strict).fold(0, |mask, bit| mask | bit);
                self.datum(tag as u16, mask, args)
            }
        };
        self.apply(value, rest)
    }

    /// A datum; one of constants is a static object.
    fn datum(&mut self, tag: u16, mask: u64, args: Vec<Expr>) -> Expr {
        let constant = |arg: &Expr| match arg {
            Expr::Const(word) if is_value(*word) => Some(*word),
            _ => None,
        };
        let words: Option<Vec<Word>> = args.iter().map(constant).collect();
        match words {
            Some(words) => {
                let at = self.heap.push_static(&words);
                Expr::Const(con(tag as usize, words.len(), at))
            }
            None => Expr::Con(tag, mask, args),
        }
    }

    /// An expression that may be used several times.
    fn shared(&mut self, expr: Expr, binds: &mut Vec<(Local, Expr)>) -> Expr {
        match expr {
            Expr::Local(_) | Expr::Const(_) | Expr::Global(_) => expr,
            expr => {
                let local = self.local();
                binds.push((local, expr));
                Expr::Local(local)
            }
        }
    }

    fn prim_app(&mut self, index: u16, mut args: Vec<Expr>) -> Expr {
        let arity = prim::PRIMS.get(index as usize).map_or(0, |p| p.arity as usize);
        if args.len() < arity || matches!(prim::form(index), Form::Native(_)) {
            let global = self.linker.global(Head::Prim(index), &[], self.code, self.heap);
            return self.apply(Expr::Global(global), args);
        }
        let rest = args.split_off(arity);
        let value = self.saturated_prim(index, args);
        self.apply(value, rest)
    }

    fn saturated_prim(&mut self, index: u16, mut args: Vec<Expr>) -> Expr {
        match prim::form(index) {
            Form::Direct => Expr::Prim(index, args),
            // The body of the function itself; calls go through it.
            Form::Native(_) => Expr::Prim(index, args),
            Form::Undefined => Expr::Stop(Box::new(Stop::Error("Prelude.undefined".to_owned()))),
            Form::Seq => match (args.pop(), args.pop()) {
                (Some(b), Some(a)) => {
                    let binder = self.local();
                    Expr::case(a, binder, Alts::Word(Vec::new()), Some(b))
                }
                _ => Lower::fail(Failure::Missing(String::new())),
            },
            Form::FromTag => {
                let tag = args.pop();
                Expr::Prim(index, tag.into_iter().collect())
            }
        }
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
