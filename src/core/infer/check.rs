//! Terms: checked against an expected type and elaborated in place.
//!
//! The last argument of an application, the body of an abstraction or `let` and the last alternative of a match
//! continue the same loop, so that long lists and chains of binds need no stack.

use num_bigint::BigInt;

use crate::core::infer::solve::Mode;
use crate::core::infer::state::{Infer, Local};
use crate::core::name::Name;
use crate::core::term::{Failure, Literal, Match, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::{class, prim};

/// Deepest nesting of terms that is followed.
const MAX_DEPTH: u32 = 300;

/// What remains to be checked in the same scope.
type Rest<'t> = Option<(&'t mut Term, Type)>;

impl Infer<'_> {
    /// Checks `term` against `expected`.
    pub(super) fn check(&mut self, term: &mut Term, expected: &Type) {
        if self.depth >= MAX_DEPTH {
            self.error("this expression is nested too deeply".to_owned());
            self.forget(expected);
            *term = Term::Fail(Failure::Missing("expression nested too deeply".to_owned()));
            return;
        }
        self.depth += 1;
        let (locals, scoped) = (self.locals.len(), self.scoped.len());
        let mut rest = self.step(term, expected.clone());
        while let Some((term, expected)) = rest {
            rest = self.step(term, expected);
        }
        self.locals.truncate(locals);
        self.scoped.truncate(scoped);
        self.depth -= 1;
    }

    fn step<'t>(&mut self, term: &'t mut Term, expected: Type) -> Rest<'t> {
        match term {
            Term::Var(_) | Term::Global(_) | Term::Con(_) | Term::TypeApp(..) => {
                let (ty, dicts) = self.head(term);
                self.expect(&expected, &ty);
                if !dicts.is_empty() {
                    let head = std::mem::replace(term, Term::Fall);
                    *term = Term::app(head, dicts);
                }
                None
            }
            Term::Lit(_) => {
                self.literal(term, &expected);
                None
            }
            Term::App(..) => self.application(term, expected),
            Term::Lam(params, body) => {
                let result = self.abstraction(params, expected);
                Some((body, result))
            }
            Term::Let(binds, body) => {
                self.bindings(binds, false);
                Some((body, expected))
            }
            Term::Match(m) => self.matching(m, expected),
            Term::Ann(..) => self.annotation(term, expected),
            Term::Hole(name) => {
                self.holes.push((*name, expected.clone()));
                self.forget(&expected);
                None
            }
            Term::Opaque(_) => {
                if let Some(owner) = self.owner
                    && self.opaque.last() != Some(&owner)
                {
                    self.opaque.push(owner);
                }
                self.forget(&expected);
                None
            }
            Term::Prim(name) => {
                let ty = self.prim_type(*name);
                self.expect(&expected, &ty);
                None
            }
            Term::Fall | Term::Fail(_) => None,
        }
    }

    /// The type of what stands at the head of an application, and the dictionaries it takes first.
    fn head(&mut self, term: &mut Term) -> (Type, Vec<Term>) {
        let mut types = Vec::new();
        while let Term::TypeApp(inner, ty) = term {
            types.push(if *ty == Type::Var(Name::new("_")) { self.fresh() } else { self.convert(ty) });
            let inner = std::mem::replace(&mut **inner, Term::Fall);
            *term = inner;
        }
        types.reverse();
        match term {
            Term::Var(name) => match self.local(*name).cloned() {
                Some(local) => self.occurrence(term, local, &types),
                None => (self.fresh_unknown(), Vec::new()),
            },
            Term::Global(name) => {
                let name = *name;
                if let Some(local) = self.globals.get(&name).cloned() {
                    return self.occurrence(term, local, &types);
                }
                let world = self.world;
                let scheme = match world.method(name) {
                    Some((class, index)) => class.methods.get(index).map(|(_, scheme)| scheme),
                    None => world.bind(name).and_then(|bind| bind.scheme.as_ref()),
                };
                match scheme {
                    Some(scheme) => self.instantiate(scheme, &types),
                    None => (self.fresh_unknown(), Vec::new()),
                }
            }
            Term::Con(name) => match self.constructor(*name) {
                Some(scheme) => self.instantiate(&scheme, &types),
                None => (self.fresh_unknown(), Vec::new()),
            },
            other => {
                let ty = self.fresh();
                self.check(other, &ty);
                (ty, Vec::new())
            }
        }
    }

    fn occurrence(&mut self, term: &mut Term, local: Local, types: &[Type]) -> (Type, Vec<Term>) {
        match local {
            Local::Mono(ty) => (ty, Vec::new()),
            Local::Poly(scheme) => self.instantiate(&scheme, types),
            Local::Unknown => (self.fresh_unknown(), Vec::new()),
            Local::Group(ty, group) => {
                let name = std::mem::replace(term, Term::Fall);
                *term = Term::TypeApp(Box::new(name), Type::Meta(group));
                (ty, Vec::new())
            }
        }
    }

    fn application<'t>(&mut self, term: &'t mut Term, expected: Type) -> Rest<'t> {
        let Term::App(f, args) = term else { return None };
        let (mut ty, dicts) = self.head(f);
        let whole = ty.clone();
        let mut params = Vec::with_capacity(args.len());
        for i in 0..args.len() {
            match self.split_fun(&ty) {
                Some((from, to)) => {
                    params.push(from);
                    ty = to;
                }
                None => {
                    let whole = self.closed_type(&whole);
                    let (given, takes) = (args.len(), i);
                    self.error(format!("a function of type `{whole}` takes {takes} arguments, but is given {given}"));
                    params.resize_with(args.len(), || self.fresh_unknown());
                    ty = self.fresh_unknown();
                    break;
                }
            }
        }
        self.expect(&expected, &ty);
        let last = args.len().checked_sub(1)?;
        for (arg, param) in args.iter_mut().zip(&params).take(last) {
            self.check(arg, param);
        }
        let first = dicts.len();
        if first > 0 {
            args.splice(0..0, dicts);
        }
        Some((args.last_mut()?, params.pop()?))
    }

    fn abstraction(&mut self, params: &[Name], expected: Type) -> Type {
        let mut ty = expected.clone();
        for (i, param) in params.iter().enumerate() {
            match self.split_fun(&ty) {
                Some((from, to)) => {
                    self.locals.push((*param, Local::Mono(from)));
                    ty = to;
                }
                None => {
                    let fresh: Vec<Type> = params[i..].iter().map(|_| self.fresh_unknown()).collect();
                    let result = self.fresh_unknown();
                    let found = Type::funs(fresh.clone(), result.clone());
                    self.expect(&ty, &found);
                    for (param, ty) in params[i..].iter().zip(fresh) {
                        self.locals.push((*param, Local::Mono(ty)));
                    }
                    return result;
                }
            }
        }
        ty
    }

    fn matching<'t>(&mut self, m: &'t mut Match, expected: Type) -> Rest<'t> {
        let mut types = Vec::with_capacity(m.scrutinees.len());
        for scrutinee in &mut m.scrutinees {
            let ty = self.fresh();
            self.check(scrutinee, &ty);
            types.push(ty);
        }
        let count = m.alts.len();
        for (i, alt) in m.alts.iter_mut().enumerate() {
            let (locals, scoped) = (self.locals.len(), self.scoped.len());
            let (refined, wanted) = (self.refined.len(), self.wanted.len());
            if alt.pats.len() != types.len() {
                self.error("alternatives have different numbers of patterns".to_owned());
            }
            for (pat, ty) in alt.pats.iter_mut().zip(&types) {
                self.pattern(pat, ty);
            }
            if i + 1 == count && self.refined.len() == refined {
                return Some((&mut alt.body, expected));
            }
            self.check(&mut alt.body, &expected);
            if self.refined.len() > refined {
                self.solve(wanted, Mode::Early);
                for id in self.refined.split_off(refined) {
                    self.cells[id as usize].link = None;
                }
            }
            self.locals.truncate(locals);
            self.scoped.truncate(scoped);
        }
        None
    }

    fn annotation<'t>(&mut self, term: &'t mut Term, expected: Type) -> Rest<'t> {
        let Term::Ann(inner, scheme) = term else { return None };
        let scheme: Scheme = self.signature(scheme);
        let mut inner = std::mem::replace(&mut **inner, Term::Fall);
        if scheme.vars.is_empty() && scheme.context.is_empty() {
            self.expect(&expected, &scheme.ty);
            *term = inner;
            return Some((term, scheme.ty));
        }
        self.check_scheme(&mut inner, &scheme);
        let (ty, dicts) = self.instantiate(&scheme, &[]);
        self.expect(&expected, &ty);
        *term = Term::app(inner, dicts);
        None
    }

    fn prim_type(&mut self, name: Name) -> Type {
        let int = Type::Con(self.names.int);
        match name.as_str() {
            "tag" => Type::fun(self.fresh(), int),
            "fromTag" => {
                let ty = self.fresh();
                Type::funs([ty.clone(), int], ty)
            }
            "undefined" => self.fresh(),
            other => {
                debug_assert!(prim::PRIMS.iter().any(|prim| prim.name == other), "no primitive `{other}`");
                self.fresh_unknown()
            }
        }
    }

    fn literal(&mut self, term: &mut Term, expected: &Type) {
        let Term::Lit(literal) = term else { return };
        let overloaded = match literal {
            Literal::Num(_) => self.names.num,
            Literal::Frac(_) => self.names.fractional,
            _ => {
                let ty = self.literal_type(literal);
                return self.expect(expected, &ty);
            }
        };
        let known = self.shallow(expected);
        if let Type::Con(name) = known
            && let Some(resolved) = self.resolve_literal(literal, name)
        {
            *literal = resolved;
            return;
        }
        if self.world.class(overloaded).is_none() {
            return self.forget(expected);
        }
        let id = self.want_here(overloaded, known);
        let literal = std::mem::replace(term, Term::Fall);
        *term = Term::TypeApp(Box::new(literal), Type::Meta(id));
    }

    /// The type of a literal that is not overloaded.
    pub(super) fn literal_type(&self, literal: &Literal) -> Type {
        match literal {
            Literal::Int(_) => Type::Con(self.names.int),
            Literal::Integer(_) | Literal::Num(_) => Type::Con(self.names.integer),
            Literal::Double(_) | Literal::Frac(_) => Type::Con(self.names.double),
            Literal::Char(_) => Type::Con(self.names.char),
            Literal::Str(_) => Type::app(Type::Con(self.names.list), [Type::Con(self.names.char)]),
        }
    }

    /// An overloaded literal at a primitive type.
    pub(super) fn resolve_literal(&self, literal: &Literal, ty: Name) -> Option<Literal> {
        match literal {
            Literal::Num(n) if ty == self.names.int => Some(Literal::Int(wrap(n))),
            Literal::Num(n) if ty == self.names.integer => Some(Literal::Integer(n.clone())),
            Literal::Num(n) if ty == self.names.double => Some(Literal::Double(n.to_string().parse().ok()?)),
            Literal::Frac(text) if ty == self.names.double => {
                Some(Literal::Double(text.replace('_', "").parse().ok()?))
            }
            _ => None,
        }
    }

    /// Whether some instance makes `class` hold of the constructor `con`.
    pub(super) fn holds(&self, class: Name, ty: &Type) -> bool {
        matches!(self.world.instance(class, ty, true), class::Found::Instance(..))
    }
}

/// The low 64 bits.
pub(super) fn wrap(n: &BigInt) -> i64 {
    let low: BigInt = n & BigInt::from(u64::MAX);
    u64::try_from(low).unwrap_or(0).cast_signed()
}
