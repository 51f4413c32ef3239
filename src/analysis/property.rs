//! Properties: closed predicates, run on values of their parameters' types from small to large.
//!
//! As QuickCheck does it (Claessen & Hughes 2000): a hundred seeded cases, type variables at `Integer`, and a
//! counterexample made smaller as long as it stays one.

use crate::analysis::Verdict;
use crate::analysis::check::{Runner, Trouble, known, message, undefined_side};
use crate::analysis::sample::{Generator, Sample};
use crate::analysis::session::{Entered, Session};
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;

/// How many cases are tried.
pub(super) const CASES: u32 = 100;
/// How many smaller counterexamples are tried.
const SHRINKS: u32 = 400;

/// Runs a property.
pub(super) fn check(runner: &mut Runner<'_>, session: &mut Session<'_>, text: &str) -> Verdict {
    let property = prepare(session, text);
    runner.refresh(&session.env);
    match property {
        Err(trouble) => runner.verdict(trouble),
        Ok(property) => falsify(runner, session, &property.term, &property.params),
    }
}

/// A property that was understood.
pub(super) struct Property {
    /// A predicate as a source term.
    pub(super) source: Term,
    /// The same, elaborated.
    pub(super) term: Term,
    /// The closed types of its parameters.
    pub(super) params: Vec<Type>,
}

/// Reads a property.
pub(super) fn prepare(session: &mut Session<'_>, text: &str) -> Result<Property, Trouble> {
    let term = match session.enter(text) {
        Entered::Expr(term) if undefined_side(&term).is_some() => {
            return Err(Trouble::Unsupported("a property about what has no value".to_owned()));
        }
        Entered::Expr(term) => abstract_free(term, &session.env),
        Entered::Nothing => return Err(Trouble::Unsupported("not a property".to_owned())),
        Entered::Error(reason) => return Err(Trouble::Unsupported(reason)),
    };
    known(&term, &session.env)?;
    let general = infer::expr(&term, None, &[], &session.env, Defaulting::Standard);
    let general = if general.errors.is_empty() {
        general
    } else {
        infer::expr(&term, None, &[], &session.env, Defaulting::Extended)
    };
    if let Some(error) = general.errors.first() {
        return Err(Trouble::Type(error.message.clone()));
    }
    let ty = infer::expand(&general.scheme.ty.subst(&|_| Some(Type::con(wired::INTEGER))), &session.env);
    let (params, result) = ty.uncurry();
    let params: Vec<Type> = params.into_iter().cloned().collect();
    let (term, ty) = truth(session, term, &params, result)?;
    let inferred = infer::expr(&term, Some(&Scheme::mono(ty)), &[], &session.env, Defaulting::Extended);
    if let Some(error) = inferred.errors.first() {
        return Err(Trouble::Type(error.message.clone()));
    }
    let generator = Generator::new(session);
    match params.iter().find(|param| !generator.inhabited(param, 0)) {
        Some(param) => Err(Trouble::Unsupported(format!("no values of type `{param}`"))),
        None => Ok(Property { source: term, term: inferred.term, params }),
    }
}

/// The property as a predicate, and its type: what tests call a property is made a truth.
fn truth(session: &Session<'_>, term: Term, params: &[Type], result: &Type) -> Result<(Term, Type), Trouble> {
    let boolean = Type::con(wired::BOOL);
    let ty = Type::funs(params.to_vec(), boolean.clone());
    if *result == boolean {
        return Ok((term, ty));
    }
    let holds = session.holds();
    if session.env.bind(holds).is_none() {
        return Err(Trouble::Unsupported(format!("a property of type `{result}`")));
    }
    let wrap = |body: Term| Term::app(Term::Global(holds), vec![body]);
    let term = match term {
        Term::Lam(names, body) if names.len() == params.len() => Term::Lam(names, Box::new(wrap(*body))),
        term => {
            let names: Vec<Name> = (0..params.len()).map(|i| Name::new(&format!("sample#{i}"))).collect();
            let call = Term::app(term, names.iter().map(|name| Term::Var(*name)).collect());
            Term::lam(names, wrap(call))
        }
    };
    Ok((term, ty))
}

/// Names that nothing defines stand for any value: they become parameters, in order of occurrence. What is applied is
/// no such value.
fn abstract_free(term: Term, env: &Env) -> Term {
    let (mut names, mut applied): (Vec<Name>, Vec<Name>) = (Vec::new(), Vec::new());
    visit(&term, &mut |term| {
        if let Term::App(head, _) = term
            && let Term::Global(name) = **head
        {
            applied.push(name);
        }
    });
    visit(&term, &mut |term| {
        if let Term::Global(name) = term
            && name.module().is_none()
            && name.as_str().starts_with(|c: char| c.is_lowercase())
            && env.bind(*name).is_none()
            && !names.contains(name)
            && !applied.contains(name)
        {
            names.push(*name);
        }
    });
    Term::lam(names.clone(), substitute(term, &names))
}

fn substitute(term: Term, names: &[Name]) -> Term {
    match term {
        Term::Global(name) if names.contains(&name) => Term::Var(name),
        Term::App(head, args) => {
            Term::app(substitute(*head, names), args.into_iter().map(|arg| substitute(arg, names)).collect())
        }
        Term::Lam(params, body) => Term::Lam(params, Box::new(substitute(*body, names))),
        Term::Let(mut binds, body) => {
            for bind in &mut binds {
                bind.term = substitute(std::mem::replace(&mut bind.term, Term::Fall), names);
            }
            Term::Let(binds, Box::new(substitute(*body, names)))
        }
        Term::Match(mut m) => {
            m.scrutinees = m.scrutinees.into_iter().map(|s| substitute(s, names)).collect();
            for alt in &mut m.alts {
                alt.body = substitute(std::mem::replace(&mut alt.body, Term::Fall), names);
            }
            Term::Match(m)
        }
        Term::Ann(inner, scheme) => Term::Ann(Box::new(substitute(*inner, names)), scheme),
        Term::TypeApp(inner, ty) => Term::TypeApp(Box::new(substitute(*inner, names)), ty),
        leaf => leaf,
    }
}

/// What one case says.
enum Case {
    Passes,
    /// It is false, or stops with this message.
    Fails(Option<String>),
    Unknown(String),
}

fn run(runner: &mut Runner<'_>, term: &Term, values: &[Sample]) -> Case {
    let args = values.iter().map(Sample::term).collect();
    match runner.truth(&Term::app(term.clone(), args)) {
        Ok(true) => Case::Passes,
        Ok(false) => Case::Fails(None),
        Err(stop) => match message(&stop) {
            Ok(message) => Case::Fails(Some(message)),
            Err(reason) => Case::Unknown(reason),
        },
    }
}

fn falsify(runner: &mut Runner<'_>, session: &Session<'_>, term: &Term, params: &[Type]) -> Verdict {
    let mut generator = Generator::new(session);
    let cases = if params.is_empty() { 1 } else { CASES };
    for case in 0..cases {
        let values = generator.case(case, params);
        match run(runner, term, &values) {
            Case::Passes => {}
            Case::Unknown(reason) => return Verdict::Unsupported(reason),
            Case::Fails(message) => return counterexample(runner, session, term, values, message, case + 1),
        }
    }
    Verdict::Holds
}

/// Makes a counterexample smaller and reports it.
fn counterexample(
    runner: &mut Runner<'_>,
    session: &Session<'_>,
    term: &Term,
    mut values: Vec<Sample>,
    mut message: Option<String>,
    tests: u32,
) -> Verdict {
    let (mut shrinks, mut tried) = (0, 0);
    'smaller: loop {
        for i in 0..values.len() {
            for candidate in values[i].smaller() {
                tried += 1;
                if tried > SHRINKS {
                    break 'smaller;
                }
                let mut next = values.clone();
                next[i] = candidate;
                if let Case::Fails(why) = run(runner, term, &next) {
                    (values, message) = (next, why);
                    shrinks += 1;
                    continue 'smaller;
                }
            }
        }
        break;
    }
    let count = |n: u32, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let after = match shrinks {
        0 => count(tests, "test"),
        n => format!("{} and {}", count(tests, "test"), count(n, "shrink")),
    };
    let mut got = match message {
        None => vec![format!("*** Failed! Falsified (after {after}):")],
        Some(message) => vec![format!("*** Failed! Exception: '{message}' (after {after}):")],
    };
    got.extend(values.iter().map(|value| session.shown(&value.source())));
    Verdict::Fails { got }
}
