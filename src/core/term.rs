//! Terms: what a program means.
//!
//! One grammar serves two stages. A *source* term comes from `lang` (overloaded literals, annotations, no
//! dictionaries). An *elaborated* term comes from `infer`: no `Ann`, no `TypeApp`, no `Literal::Num`/`Frac`; an
//! overloaded global takes its dictionaries as its first arguments, in the order of its scheme's context; a class
//! method is a global whose first argument is the class dictionary; `let`-bound overloaded functions take theirs
//! likewise. Records, `do`, comprehensions, sections and sequences are gone before: `lang` desugars them.

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use crate::core::name::Name;
use crate::core::ty::{Scheme, Type};

/// A term. Applications and abstractions are n-ary (`App` of an `App` is legal but `lang` does not make it).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Term {
    /// A bound variable (λ, `let` or pattern).
    Var(Name),
    /// A top-level binding, class method or field selector, fully qualified.
    Global(Name),
    /// A data constructor, fully qualified (or `[]`, `:`, `()`, `(,)`, …); curried.
    Con(Name),
    /// A literal.
    Lit(Literal),
    /// Application to at least one argument.
    App(Box<Term>, Vec<Term>),
    /// Abstraction over at least one distinct variable.
    Lam(Vec<Name>, Box<Term>),
    /// Mutually recursive, lazy bindings. Order is the source's; `infer` sorts out the groups.
    Let(Vec<Bind>, Box<Term>),
    /// Multi-way matching: alternatives are tried from the top, the patterns of each from the left.
    Match(Box<Match>),
    /// Falls through to the next alternative of the nearest enclosing `Match` alternative in tail position
    /// (through `Let` and `Match` with [`Otherwise::Fall`]): what a guard does when all of them fail.
    Fall,
    /// A type annotation (source only). The scheme is closed but for scoped type variables.
    Ann(Box<Term>, Scheme),
    /// A visible type application `f @t` (source only).
    TypeApp(Box<Term>, Type),
    /// A typed hole (`_`, `_name`, a missing body): fresh type, evaluation stops with [`Failure::Hole`].
    Hole(Name),
    /// A failing computation: incomplete patterns, a missing field or method.
    Fail(Failure),
    /// A primitive operation of [`crate::core::prim`], curried.
    Prim(Name),
    /// Something outside the core subset: fresh type, evaluation stops. `lang` keeps its span and reason by number.
    Opaque(u32),
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Literal {
    /// An overloaded integer literal (source only): `fromInteger n`.
    Num(BigInt),
    /// An overloaded fractional literal (source only) as its digits, e.g. `1.5e-3`: `fromRational …`.
    Frac(String),
    /// A machine integer, 64 bits, wrapping.
    Int(i64),
    /// An unbounded integer.
    Integer(BigInt),
    /// A double.
    Double(f64),
    /// A character.
    Char(char),
    /// A list of characters, stored compactly.
    Str(String),
}

/// One binding of a `let` or of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bind {
    /// Bound name: local in `let`, fully qualified at top level.
    pub name: Name,
    /// The user's signature, or, elaborated, the inferred one.
    pub scheme: Option<Scheme>,
    /// The right-hand side.
    pub term: Term,
}

/// `Match`: one row of scrutinees, alternatives with as many patterns each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// What is looked at; evaluated only as far as patterns ask.
    pub scrutinees: Vec<Term>,
    /// Tried from the top.
    pub alts: Vec<Alt>,
    /// What happens when no alternative applies.
    pub otherwise: Otherwise,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alt {
    /// As many as there are scrutinees.
    pub pats: Vec<Pat>,
    /// May end in [`Term::Fall`].
    pub body: Term,
}

/// What a `Match` without applicable alternative does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Otherwise {
    /// Stops with this failure.
    Fail(Failure),
    /// Falls through to the next alternative of the enclosing `Match` (pattern guards).
    Fall,
}

/// Why a computation has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Failure {
    /// No pattern or guard of this function or `case` applied; the text is what the language prints.
    Incomplete(String),
    /// A record was built without this field, or an instance lacks this method.
    Missing(String),
    /// A hole or a body not written yet was demanded.
    Hole(String),
    /// A name that nothing in scope defines was demanded.
    Unknown(Name),
    /// No instance was found for an overloaded name: class and type as text.
    NoInstance(String),
    /// A part outside the core subset was demanded.
    Opaque(u32),
}

/// Patterns of case analysis (`Pattern` is `learn`'s word).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pat {
    /// `_`
    Wild,
    /// `x`
    Var(Name),
    /// `x@p`
    As(Name, Box<Pat>),
    /// A saturated constructor (fields of records are positional here).
    Con(Name, Vec<Pat>),
    /// A literal; overloaded ones become [`Pat::View`] in `infer` unless their type is primitive.
    Lit(Literal),
    /// `!p`
    Bang(Box<Pat>),
    /// `~p`
    Lazy(Box<Pat>),
    /// `(f -> p)`
    View(Box<Term>, Box<Pat>),
    /// `p :: t` (source only).
    Ann(Box<Pat>, Type),
}

impl Term {
    /// `f` applied to `args`; flattens nested applications, `f` itself when there are none.
    pub fn app(f: Term, mut args: Vec<Term>) -> Term {
        if args.is_empty() {
            return f;
        }
        match f {
            Term::App(g, mut first) => {
                first.append(&mut args);
                Term::App(g, first)
            }
            f => Term::App(Box::new(f), args),
        }
    }

    /// `λ params. body`; merges nested abstractions, `body` itself when there are no parameters.
    pub fn lam(mut params: Vec<Name>, body: Term) -> Term {
        if params.is_empty() {
            return body;
        }
        match body {
            Term::Lam(mut inner, body) if inner.iter().all(|p| !params.contains(p)) => {
                params.append(&mut inner);
                Term::Lam(params, body)
            }
            body => Term::Lam(params, Box::new(body)),
        }
    }

    /// The global named `name`.
    pub fn global(name: &str) -> Term {
        Term::Global(Name::new(name))
    }
}

/// Visits a term and all its subterms, those in view patterns included.
pub fn visit<'t>(term: &'t Term, f: &mut dyn FnMut(&'t Term)) {
    f(term);
    match term {
        Term::App(head, args) => {
            visit(head, f);
            args.iter().for_each(|arg| visit(arg, f));
        }
        Term::Lam(_, body) | Term::Ann(body, _) | Term::TypeApp(body, _) => visit(body, f),
        Term::Let(binds, body) => {
            binds.iter().for_each(|bind| visit(&bind.term, f));
            visit(body, f);
        }
        Term::Match(m) => {
            m.scrutinees.iter().for_each(|scrutinee| visit(scrutinee, f));
            for alt in &m.alts {
                alt.pats.iter().for_each(|pat| visit_pat(pat, f));
                visit(&alt.body, f);
            }
        }
        Term::Var(_)
        | Term::Global(_)
        | Term::Con(_)
        | Term::Lit(_)
        | Term::Fall
        | Term::Hole(_)
        | Term::Fail(_)
        | Term::Prim(_)
        | Term::Opaque(_) => {}
    }
}

/// Whether any subterm is as asked.
pub fn any(term: &Term, test: &dyn Fn(&Term) -> bool) -> bool {
    let mut found = false;
    visit(term, &mut |part| found = found || test(part));
    found
}

/// The term with every outermost subterm for which `f` has another one replaced; patterns stay as they are.
pub fn replace(term: &Term, f: &dyn Fn(&Term) -> Option<Term>) -> Term {
    if let Some(other) = f(term) {
        return other;
    }
    let go = |part: &Term| replace(part, f);
    match term {
        Term::App(head, args) => Term::app(go(head), args.iter().map(go).collect()),
        Term::Lam(params, body) => Term::Lam(params.clone(), Box::new(go(body))),
        Term::Ann(body, scheme) => Term::Ann(Box::new(go(body)), scheme.clone()),
        Term::TypeApp(body, ty) => Term::TypeApp(Box::new(go(body)), ty.clone()),
        Term::Let(binds, body) => {
            let bind = |bind: &Bind| Bind { term: go(&bind.term), ..bind.clone() };
            Term::Let(binds.iter().map(bind).collect(), Box::new(go(body)))
        }
        Term::Match(m) => Term::Match(Box::new(Match {
            scrutinees: m.scrutinees.iter().map(go).collect(),
            alts: m.alts.iter().map(|alt| Alt { pats: alt.pats.clone(), body: go(&alt.body) }).collect(),
            otherwise: m.otherwise.clone(),
        })),
        other => other.clone(),
    }
}

/// The term with its bound variables numbered in order of occurrence: equal for terms that differ in these names only.
pub fn canonical(term: &Term) -> Term {
    let mut count = 0;
    numbered(term, &mut Vec::new(), &mut count)
}

fn numbered(term: &Term, names: &mut Vec<(Name, Name)>, count: &mut usize) -> Term {
    let depth = names.len();
    let out = match term {
        Term::Var(name) => {
            let found = names.iter().rev().find(|(old, _)| old == name);
            Term::Var(found.map_or(*name, |(_, new)| *new))
        }
        Term::App(head, args) => {
            let head = numbered(head, names, count);
            Term::app(head, args.iter().map(|arg| numbered(arg, names, count)).collect())
        }
        Term::Lam(params, body) => {
            let params = params.iter().map(|name| bound(*name, names, count)).collect();
            Term::Lam(params, Box::new(numbered(body, names, count)))
        }
        Term::Ann(body, scheme) => Term::Ann(Box::new(numbered(body, names, count)), scheme.clone()),
        Term::TypeApp(body, ty) => Term::TypeApp(Box::new(numbered(body, names, count)), ty.clone()),
        Term::Let(binds, body) => {
            let new: Vec<Name> = binds.iter().map(|bind| bound(bind.name, names, count)).collect();
            let bind = |(bind, name): (&Bind, Name), names: &mut Vec<(Name, Name)>, count: &mut usize| Bind {
                name,
                scheme: bind.scheme.clone(),
                term: numbered(&bind.term, names, count),
            };
            let binds = binds.iter().zip(new).map(|pair| bind(pair, names, count)).collect();
            Term::Let(binds, Box::new(numbered(body, names, count)))
        }
        Term::Match(m) => {
            let scrutinees = m.scrutinees.iter().map(|s| numbered(s, names, count)).collect();
            let mut alts = Vec::new();
            for alt in &m.alts {
                let depth = names.len();
                let pats = alt.pats.iter().map(|pat| numbered_pat(pat, names, count)).collect();
                alts.push(Alt { pats, body: numbered(&alt.body, names, count) });
                names.truncate(depth);
            }
            Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise.clone() }))
        }
        other => other.clone(),
    };
    names.truncate(depth);
    out
}

fn bound(name: Name, names: &mut Vec<(Name, Name)>, count: &mut usize) -> Name {
    *count += 1;
    let new = Name::new(&format!("${count}"));
    names.push((name, new));
    new
}

fn numbered_pat(pat: &Pat, names: &mut Vec<(Name, Name)>, count: &mut usize) -> Pat {
    match pat {
        Pat::Var(name) => Pat::Var(bound(*name, names, count)),
        Pat::As(name, inner) => {
            let name = bound(*name, names, count);
            Pat::As(name, Box::new(numbered_pat(inner, names, count)))
        }
        Pat::Con(name, pats) => Pat::Con(*name, pats.iter().map(|pat| numbered_pat(pat, names, count)).collect()),
        Pat::Bang(inner) => Pat::Bang(Box::new(numbered_pat(inner, names, count))),
        Pat::Lazy(inner) => Pat::Lazy(Box::new(numbered_pat(inner, names, count))),
        Pat::Ann(inner, ty) => Pat::Ann(Box::new(numbered_pat(inner, names, count)), ty.clone()),
        Pat::View(term, inner) => {
            let term = numbered(term, names, count);
            Pat::View(Box::new(term), Box::new(numbered_pat(inner, names, count)))
        }
        Pat::Wild | Pat::Lit(_) => pat.clone(),
    }
}

fn visit_pat<'t>(pat: &'t Pat, f: &mut dyn FnMut(&'t Term)) {
    match pat {
        Pat::View(term, pat) => {
            visit(term, f);
            visit_pat(pat, f);
        }
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Lazy(pat) | Pat::Ann(pat, _) => visit_pat(pat, f),
        Pat::Con(_, pats) => pats.iter().for_each(|pat| visit_pat(pat, f)),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => {}
    }
}
