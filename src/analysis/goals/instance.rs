//! Properties at samples, as closed source terms, and which older implementation a property speaks of.

use crate::analysis::NoGoal;
use crate::analysis::check::Trouble;
use crate::analysis::goals::Reader;
use crate::analysis::goals::literals::literals;
use crate::analysis::property::{self, CASES, Property};
use crate::analysis::sample::{Generator, Sample};
use crate::analysis::session::Session;
use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Pat, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;

/// At how many samples a property is read for what it says of single calls.
pub(super) const READ: u32 = 48;
/// At how many samples a property is checked where time is short.
const FEW: u32 = 20;
/// How many values that do not end are too many.
pub(super) const MISSES: u32 = 4;
/// Most values of known calls that properties are read at as well.
const SEEDS: usize = 24;

impl Reader<'_> {
    /// A property is read at some samples for what it says of single calls, and checked at all that the written file
    /// is checked at.
    pub(super) fn property(&mut self, session: &mut Session<'_>, text: &str) -> Result<(), NoGoal> {
        let mut property = property::prepare(session, text).map_err(|trouble| match trouble {
            Trouble::Unsupported(reason) | Trouble::Type(reason) => self.unsupported(&reason),
        })?;
        self.unfold(&mut property);
        self.extend(&session.env);
        self.understood(&property.source, &session.env)?;
        self.older(&property.source);
        literals(&property.term, &mut self.property_literals);
        let mut generator = Generator::new(session);
        let mut seen: Vec<Vec<Sample>> = Vec::new();
        let cases = if self.reading.whole { CASES } else { FEW };
        for case in 0..if property.params.is_empty() { 1 } else { cases } {
            if self.reading.goes_on().is_err() {
                break;
            }
            let values = generator.case(case, &property.params);
            if seen.contains(&values) {
                continue;
            }
            self.checks.push(Term::app(property.term.clone(), values.iter().map(Sample::term).collect()));
            if case < READ && self.reading.whole && self.facts.misses < MISSES {
                let claim = instance(&property, &values, &self.env);
                self.claim(&claim, &mut Vec::new());
            }
            seen.push(values);
        }
        if self.facts.misses >= MISSES && self.facts.known.iter().all(|(.., written)| *written) {
            let reason = self.unsupported("what it is to be equal to does not end");
            self.endless.get_or_insert(reason.to_string());
        }
        self.properties.push(property);
        Ok(())
    }

    /// A property that is only a name of the test module stands for its definition.
    fn unfold(&self, property: &mut Property) {
        let testing = self.snapshot.language().testing;
        let (name, wrapped) = match &property.source {
            Term::Global(name) => (*name, false),
            Term::App(head, args) => match (&**head, args.as_slice()) {
                (Term::Global(holds), [Term::Global(name)]) if holds.as_str() == testing.holds => (*name, true),
                _ => return,
            },
            Term::Lam(params, body) => match &**body {
                Term::App(head, args) if **head == Term::global(testing.holds) => match args.as_slice() {
                    [Term::App(inner, passed)] if passed.iter().zip(params).all(|(a, p)| *a == Term::Var(*p)) => {
                        let Term::Global(name) = **inner else { return };
                        (name, true)
                    }
                    _ => return,
                },
                _ => return,
            },
            _ => return,
        };
        let Some(definition) = self.definitions.iter().find(|bind| bind.name == name) else { return };
        property.source = match (&definition.term, wrapped) {
            (Term::Lam(params, body), true) => {
                Term::Lam(params.clone(), Box::new(Term::app(Term::global(testing.holds), vec![(**body).clone()])))
            }
            (term, true) => Term::app(Term::global(testing.holds), vec![term.clone()]),
            (term, false) => term.clone(),
        };
    }

    /// Reads properties of one parameter at the values of known calls.
    pub(super) fn seed(&mut self) {
        for property in std::mem::take(&mut self.properties) {
            let [param] = property.params.as_slice() else { continue };
            let mut values: Vec<Sample> = Vec::new();
            for (input, result, _) in &self.facts.known {
                for value in input.args.iter().chain([result]) {
                    if values.len() < SEEDS && !values.contains(value) && fits(value, param, &self.env) {
                        values.push(value.clone());
                    }
                }
            }
            for value in values {
                let claim = instance(&property, &[value], &self.env);
                self.claim(&claim, &mut Vec::new());
            }
        }
    }

    /// Notes the function that a property says to be the same as the one to be written: it is no part of an answer.
    fn older(&mut self, source: &Term) {
        let testing = self.snapshot.language().testing;
        let (params, mut body) = match source {
            Term::Lam(params, body) => (params.as_slice(), &**body),
            body => (&[] as &[Name], body),
        };
        while let Term::App(head, args) = body {
            let Term::Global(name) = &**head else { return };
            match args.as_slice() {
                [inner] if name.as_str() == testing.holds => body = inner,
                [_, inner] if testing.implies.contains(&name.as_str()) => body = inner,
                [left, right] if name.as_str() == wired::EQ_METHOD || testing.equal.contains(&name.as_str()) => {
                    let plain = |term: &Term| matches!(term, Term::Var(name) if params.contains(name));
                    let is_call = |term: &Term| match term {
                        Term::App(head, args) => **head == Term::Global(self.name) && args.iter().all(plain),
                        _ => false,
                    };
                    let other = match (is_call(left), is_call(right)) {
                        (true, false) => right,
                        (false, true) => left,
                        _ => return,
                    };
                    let head = if let Term::App(head, _) = other { head } else { other };
                    if let Term::Global(name) = head
                        && !self.reaches(other)
                        && name.module() == self.name.module()
                    {
                        self.older.push(*name);
                    }
                    return;
                }
                _ => return,
            }
        }
    }
}

/// Could the value be of the type? Told by its outermost constructor.
fn fits(value: &Sample, ty: &Type, env: &Env) -> bool {
    let ty = infer::expand(ty, env);
    let (head, args) = ty.spine();
    let Type::Con(name) = head else { return false };
    match value {
        Sample::Int(_) => name.as_str() == wired::INT,
        Sample::Integer(_) => name.as_str() == wired::INTEGER,
        Sample::Double(_) => name.as_str() == wired::DOUBLE,
        Sample::Char(_) => name.as_str() == wired::CHAR,
        Sample::Data(constructor, fields) => {
            let Some(data) = env.data(*name) else { return false };
            let Some(found) = data.constructors.iter().find(|c| c.name == *constructor) else { return false };
            let argument =
                |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
            fields.iter().zip(&found.fields).all(|(value, field)| fits(value, &field.ty.subst(&argument), env))
        }
    }
}

/// A name with its value and type.
type Bound = (Name, Sample, Type);

/// The property at these values, parameters and patterns replaced.
fn instance(property: &Property, values: &[Sample], env: &Env) -> Term {
    let annotated = |value: &Sample, ty: &Type| Term::Ann(Box::new(value.source()), Scheme::mono(ty.clone()));
    let applied = || {
        let args = values.iter().zip(&property.params).map(|(value, ty)| annotated(value, ty)).collect();
        Term::app(property.source.clone(), args)
    };
    let (Term::Lam(names, body), true) = (&property.source, !values.is_empty()) else { return applied() };
    if names.len() != values.len() {
        return applied();
    }
    let mut bound: Vec<Bound> = Vec::new();
    for ((name, value), ty) in names.iter().zip(values).zip(&property.params) {
        bound.push((*name, value.clone(), ty.clone()));
    }
    let mut body = &**body;
    // Claims are wrapped before patterns are looked at.
    let mut around: Option<&Term> = None;
    loop {
        match body {
            Term::App(head, args) if args.len() == 1 && around.is_none() && matches!(args[0], Term::Match(_)) => {
                around = Some(head);
                body = &args[0];
            }
            Term::Match(m) => {
                let [alt] = m.alts.as_slice() else { return applied() };
                for (scrutinee, pat) in m.scrutinees.iter().zip(&alt.pats) {
                    let Term::Var(name) = scrutinee else { return applied() };
                    let Some((_, value, ty)) = bound.iter().rev().find(|(known, ..)| known == name).cloned() else {
                        return applied();
                    };
                    if !take_apart(pat, &value, &ty, env, &mut bound) {
                        return applied();
                    }
                }
                body = &alt.body;
            }
            _ => break,
        }
    }
    let body = replace(body, &|name| {
        bound.iter().rev().find(|(known, ..)| *known == name).map(|(_, value, ty)| annotated(value, ty))
    });
    match around {
        Some(head) => Term::app(head.clone(), vec![body]),
        None => body,
    }
}

/// Binds the variables of a pattern; false if it does not match for sure.
fn take_apart(pat: &Pat, value: &Sample, ty: &Type, env: &Env, bound: &mut Vec<Bound>) -> bool {
    match (pat, value) {
        (Pat::Wild, _) => true,
        (Pat::Var(name), _) => {
            bound.push((*name, value.clone(), ty.clone()));
            true
        }
        (Pat::As(name, inner), _) => {
            bound.push((*name, value.clone(), ty.clone()));
            take_apart(inner, value, ty, env, bound)
        }
        (Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _), _) => take_apart(inner, value, ty, env, bound),
        (Pat::Con(name, pats), Sample::Data(constructor, fields)) if name == constructor => {
            let ty = infer::expand(ty, env);
            let (_, args) = ty.spine();
            let Some((data, tag)) = env.constructor(*name) else { return false };
            let argument =
                |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
            let types = data.constructors[tag].fields.iter().map(|field| field.ty.subst(&argument));
            pats.iter().zip(fields).zip(types).all(|((pat, value), ty)| take_apart(pat, value, &ty, env, bound))
        }
        _ => false,
    }
}

/// Replaces free variables.
fn replace(term: &Term, by: &dyn Fn(Name) -> Option<Term>) -> Term {
    match term {
        Term::Var(name) => by(*name).unwrap_or_else(|| term.clone()),
        Term::App(head, args) => Term::app(replace(head, by), args.iter().map(|arg| replace(arg, by)).collect()),
        Term::Lam(params, body) => {
            let inner = |name: Name| if params.contains(&name) { None } else { by(name) };
            Term::Lam(params.clone(), Box::new(replace(body, &inner)))
        }
        Term::Let(binds, body) => {
            let inner = |name: Name| if binds.iter().any(|bind| bind.name == name) { None } else { by(name) };
            let mut binds = binds.clone();
            binds.iter_mut().for_each(|bind| bind.term = replace(&bind.term, &inner));
            Term::Let(binds, Box::new(replace(body, &inner)))
        }
        Term::Match(m) => {
            let mut m = m.clone();
            m.scrutinees = m.scrutinees.iter().map(|scrutinee| replace(scrutinee, by)).collect();
            for alt in &mut m.alts {
                let mut names = Vec::new();
                alt.pats.iter().for_each(|pat| crate::analysis::session::variables(pat, &mut names));
                let inner = |name: Name| if names.contains(&name) { None } else { by(name) };
                alt.body = replace(&alt.body, &inner);
            }
            Term::Match(m)
        }
        Term::Ann(body, scheme) => Term::Ann(Box::new(replace(body, by)), scheme.clone()),
        Term::TypeApp(body, ty) => Term::TypeApp(Box::new(replace(body, by)), ty.clone()),
        other => other.clone(),
    }
}
