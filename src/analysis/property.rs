//! Properties: closed predicates, run on values of their parameters' types from small to large.
//!
//! As QuickCheck does it (Claessen & Hughes 2000): a hundred seeded cases, type variables at `Integer`, and a
//! counterexample made smaller as long as it stays one. Only types whose constructors are in scope get values; an
//! abstract type's invariant is its module's own business.

use num_bigint::BigInt;

use crate::analysis::Verdict;
use crate::analysis::check::{Runner, Trouble, known, message, undefined_side};
use crate::analysis::session::{Entered, Session};
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Literal, Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;

/// How many cases are tried.
const CASES: u32 = 100;
/// Where the random numbers begin.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;
/// How many smaller counterexamples are tried.
const SHRINKS: u32 = 400;

/// Runs a property.
pub(super) fn check(runner: &mut Runner<'_>, session: &mut Session<'_>, text: &str) -> Verdict {
    match prepare(session, text) {
        Err(trouble) => runner.verdict(trouble),
        Ok((term, params)) => falsify(runner, session, &term, &params),
    }
}

/// A property at `count` samples of its parameters, from small to large, as elaborated closed terms of type `Bool`.
pub(super) fn instances(session: &mut Session<'_>, text: &str, count: u32) -> Result<Vec<Term>, Trouble> {
    let (term, params) = prepare(session, text)?;
    let mut generator = Generator { session, random: Random(SEED), size: 0 };
    let count = if params.is_empty() { 1 } else { count };
    let instance = |case: u32| {
        generator.size = case / 4;
        let values: Vec<Sample> = params.iter().map(|param| generator.sample(param, 0)).collect();
        Term::app(term.clone(), values.iter().map(Sample::term).collect())
    };
    Ok((0..count).map(instance).collect())
}

/// The elaborated predicate and the closed types of its parameters.
fn prepare(session: &mut Session<'_>, text: &str) -> Result<(Term, Vec<Type>), Trouble> {
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
    let ty = general.scheme.ty.subst(&|_| Some(Type::con(wired::INTEGER)));
    let inferred = infer::expr(&term, Some(&Scheme::mono(ty.clone())), &[], &session.env, Defaulting::Extended);
    if let Some(error) = inferred.errors.first() {
        return Err(Trouble::Type(error.message.clone()));
    }
    let (params, result) = ty.uncurry();
    if *result != Type::con(wired::BOOL) {
        return Err(Trouble::Unsupported(format!("a property of type `{result}`")));
    }
    let params: Vec<Type> = params.into_iter().cloned().collect();
    let generator = Generator { session, random: Random(1), size: 1 };
    match params.iter().find(|param| !generator.inhabited(param, 0)) {
        Some(param) => Err(Trouble::Unsupported(format!("no values of type `{param}`"))),
        None => Ok((inferred.term, params)),
    }
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
    let mut generator = Generator { session, random: Random(SEED), size: 0 };
    let cases = if params.is_empty() { 1 } else { CASES };
    for case in 0..cases {
        generator.size = case / 5;
        let values: Vec<Sample> = params.iter().map(|param| generator.sample(param, 0)).collect();
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

/// A generated value.
#[derive(Clone, Debug, PartialEq)]
enum Sample {
    Int(i64),
    Integer(i64),
    Double(i64),
    Char(char),
    Data(Name, Vec<Sample>),
}

impl Sample {
    /// The value as an elaborated term.
    fn term(&self) -> Term {
        match self {
            Sample::Int(n) => Term::Lit(Literal::Int(*n)),
            Sample::Integer(n) => Term::Lit(Literal::Integer(BigInt::from(*n))),
            Sample::Double(halves) => Term::Lit(Literal::Double(*halves as f64 / 2.0)),
            Sample::Char(c) => Term::Lit(Literal::Char(*c)),
            Sample::Data(name, fields) => Term::app(Term::Con(*name), fields.iter().map(Sample::term).collect()),
        }
    }

    /// The value as a source term.
    fn source(&self) -> Term {
        match self {
            Sample::Int(n) | Sample::Integer(n) => Term::Lit(Literal::Num(BigInt::from(*n))),
            Sample::Data(name, fields) => Term::app(Term::Con(*name), fields.iter().map(Sample::source).collect()),
            Sample::Double(_) | Sample::Char(_) => self.term(),
        }
    }

    /// Smaller values of the same type, smallest first.
    fn smaller(&self) -> Vec<Sample> {
        let toward_zero = |n: i64| [0, n / 2, n - n.signum()].into_iter().filter(move |m| m.abs() < n.abs());
        match self {
            Sample::Int(n) => toward_zero(*n).map(Sample::Int).collect(),
            Sample::Integer(n) => toward_zero(*n).map(Sample::Integer).collect(),
            Sample::Double(n) => toward_zero(*n).map(Sample::Double).collect(),
            Sample::Char(c) => {
                if *c == 'a' {
                    Vec::new()
                } else {
                    vec![Sample::Char('a')]
                }
            }
            Sample::Data(name, fields) => {
                let mut all = Vec::new();
                // A part of the same shape: the tail of a list, a subtree.
                for field in fields {
                    if let Sample::Data(inner, _) = field
                        && inner.as_str() != wired::UNIT
                        && (inner == name || matches!((name.as_str(), inner.as_str()), (wired::CONS, wired::NIL)))
                    {
                        all.push(field.clone());
                    }
                }
                for (i, field) in fields.iter().enumerate() {
                    for smaller in field.smaller() {
                        let mut fields = fields.clone();
                        fields[i] = smaller;
                        all.push(Sample::Data(*name, fields));
                    }
                }
                all
            }
        }
    }
}

struct Generator<'a, 's> {
    session: &'a Session<'s>,
    random: Random,
    size: u32,
}

impl Generator<'_, '_> {
    /// Are there values of this type, without functions, of constructors in scope?
    fn inhabited(&self, ty: &Type, depth: u32) -> bool {
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return false };
        if matches!(name.as_str(), wired::INT | wired::INTEGER | wired::DOUBLE | wired::CHAR) {
            return true;
        }
        let Some(data) = self.session.env.data(*name) else { return false };
        if depth > 4 {
            return true;
        }
        let visible = |c: &&crate::core::decl::Constructor| self.session.sees(c.name);
        let argument =
            |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
        !data.constructors.is_empty()
            && data.constructors.iter().filter(visible).count() == data.constructors.len()
            && data
                .constructors
                .iter()
                .flat_map(|c| &c.fields)
                .all(|f| self.inhabited(&f.ty.subst(&argument), depth + 1))
    }

    fn sample(&mut self, ty: &Type, depth: u32) -> Sample {
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return Sample::Integer(0) };
        let size = i64::from(self.size);
        match name.as_str() {
            wired::INT => return Sample::Int(self.random.between(-size, size)),
            wired::INTEGER => return Sample::Integer(self.random.between(-size, size)),
            wired::DOUBLE => return Sample::Double(self.random.between(-size, size)),
            wired::CHAR => {
                let c = u8::try_from(self.random.between(i64::from(b'a'), i64::from(b'z').min(i64::from(b'b') + size)));
                return Sample::Char(c.map_or('a', char::from));
            }
            _ => {}
        }
        let session = self.session;
        let Some(data) = session.env.data(*name) else { return Sample::Integer(0) };
        let recursive = |c: &crate::core::decl::Constructor| c.fields.iter().any(|f| f.ty.spine().0 == head);
        // Deep inside only constructors that end.
        let stop = self.random.between(0, size.min(12) + 1) < i64::from(depth);
        let open: Vec<_> = data.constructors.iter().filter(|c| !(stop && recursive(c))).collect();
        let open = if open.is_empty() { data.constructors.iter().collect() } else { open };
        let index = usize::try_from(self.random.between(0, open.len() as i64 - 1)).unwrap_or(0);
        let Some(constructor) = open.get(index) else { return Sample::Integer(0) };
        let argument =
            |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
        if depth > 64 {
            return Sample::Data(constructor.name, Vec::new());
        }
        let types: Vec<Type> = constructor.fields.iter().map(|field| field.ty.subst(&argument)).collect();
        let fields = types.iter().map(|ty| self.sample(ty, depth + 1)).collect();
        Sample::Data(constructor.name, fields)
    }
}

/// Marsaglia's xorshift: the same cases every time.
struct Random(u64);

impl Random {
    /// A number between two, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let range = (high - low).unsigned_abs() + 1;
        low + i64::try_from((self.0 >> 11) % range).unwrap_or(0)
    }
}
