//! An unwritten function and its examples as a goal of synthesis.
//!
//! A direct call with a shown result becomes an [`Example`]: its arguments and its result are values that an engine
//! can look into. Everything else (nested calls, equations, output, wildcards) becomes a check, a closed boolean
//! that must be true. An example that is neither is a reason to refuse the goal, never one to drop it silently.

use std::sync::Arc;

use crate::analysis::check::{LIMITS, Trouble, known, typed, undefined_side};
use crate::analysis::goals::facts::Facts;
use crate::analysis::goals::literals::literals;
use crate::analysis::property::Property;
use crate::analysis::session::{Entered, Session};
use crate::analysis::{Asked, NoGoal, Reading, Snapshot, expect, scope};
use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Bind, Literal, Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::lang::{Item, ItemKind};
use crate::synth::goal::{Example, Expected, Goal};

mod call;
mod conflict;
mod facts;
mod instance;
mod literals;
mod tested;
mod written;

/// How deep values are looked into when examples are compared.
const OBSERVED_NODES: u32 = 10_000;

/// Does the item's code mention the name?
pub(super) fn mentions(item: &Item, name: &str) -> bool {
    names(&item.kind, name)
}

/// The same of what an item says.
pub(super) fn names(kind: &ItemKind, name: &str) -> bool {
    match kind {
        ItemKind::Example { input, .. } => word_in(input, name),
        ItemKind::Property(text) | ItemKind::Equation(text) => word_in(text, name),
    }
}

/// Does the name occur in the text, not as a part of another one?
pub(super) fn word_in(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    let word = name.starts_with(part);
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !word || !before.is_some_and(|c| part(c) || c == '.') && !after.is_some_and(part)
    })
}

/// What is asked of the function `name`; see [`Snapshot::asked`].
pub(super) fn asked(snapshot: &Snapshot, name: Name, reading: &Reading) -> Result<Asked, NoGoal> {
    let scheme = signature(snapshot, name)?;
    let told = reading.whole && snapshot.suites().iter().any(|suite| !suite.claims_of(snapshot, name).is_empty());
    if snapshot.example_count(name) == 0 && !told {
        return Err(NoGoal::NoSpec(format!("there are no examples above `{}`", name.base())));
    }
    let mut reader = Reader::new(snapshot, name, &scheme, reading);
    for spec in snapshot.specs_of(name) {
        let mut session = Session::new(snapshot);
        snapshot.specs().iter().filter(|spec| spec.setup).for_each(|setup| session.replay(setup, None));
        for item in &spec.items {
            let asked = mentions(item, name.base());
            reader.number += u32::from(asked);
            reader.item(&mut session, item, asked)?;
            reader.extend(&session.env);
        }
    }
    let tests = if reading.whole { reader.tests() } else { Vec::new() };
    reader.contradictions()?;
    reader.saturate();
    reader.seed();
    reader.saturate();
    reader.conflicts()?;
    reading.goes_on()?;
    if let Some(reason) = reader.endless {
        return Err(NoGoal::Unsupported(reason));
    }
    if reader.examples.is_empty() && reader.facts.known.is_empty() {
        reader.examples = std::mem::take(&mut reader.huge);
    }
    let (input_literals, output_literals) = reader.literals();
    let mut components = scope::components(snapshot, name);
    components.retain(|component| !reader.older.contains(&component.name));
    if reader.examples.is_empty() {
        reader.meet_some(&Session::new(snapshot));
    }
    let more = reader.facts.examples(reader.examples.len());
    let goal = Goal {
        name,
        scheme: scheme.clone(),
        components,
        datas: scope::datas(snapshot),
        input_literals,
        output_literals,
        examples: reader.examples.into_iter().map(|(_, _, example)| example).chain(more).collect(),
        checks: reader.checks,
    };
    if goal.examples.is_empty() && goal.checks.is_empty() {
        return Err(NoGoal::NoSpec(format!("no example above `{}` says what it returns", name.base())));
    }
    Ok(Asked { goal, env: reader.env, older: reader.older, tests })
}

/// The goal of the function `name` as its signature alone says it; see [`Snapshot::type_goal`].
pub(super) fn of_type(snapshot: &Snapshot, name: Name) -> Result<Goal, NoGoal> {
    let scheme = signature(snapshot, name)?;
    if scheme.vars.is_empty() {
        return Err(NoGoal::NoSpec(format!("there are no examples above `{}`", name.base())));
    }
    Ok(Goal {
        name,
        scheme,
        examples: Vec::new(),
        checks: Vec::new(),
        components: scope::components(snapshot, name),
        datas: scope::datas(snapshot),
        input_literals: Vec::new(),
        output_literals: Vec::new(),
    })
}

/// The signature, if it is there and understood.
fn signature(snapshot: &Snapshot, name: Name) -> Result<Scheme, NoGoal> {
    let base = name.base();
    let lowered = snapshot.lowered();
    let function = lowered.functions.iter().find(|function| function.name == name);
    if function.is_none_or(|function| function.signature.is_none()) {
        return Err(NoGoal::NoSpec(format!("`{base}` has no signature")));
    }
    if let Some(number) = function.and_then(|function| function.opaque.first()) {
        let reason = lowered.opaque.get(*number as usize).map_or("something unknown", |opaque| opaque.reason.as_str());
        return Err(NoGoal::Unsupported(format!("`{base}` has {reason} in its signature or body")));
    }
    let declared = lowered.module.binds.iter().find(|bind| bind.name == name).and_then(|bind| bind.scheme.clone());
    let scheme = snapshot.env().bind(name).and_then(|bind| bind.scheme.clone()).or(declared.clone());
    let (Some(scheme), Some(declared)) = (scheme, declared) else {
        return Err(NoGoal::Unsupported(format!("the signature of `{base}` is not understood")));
    };
    for ty in std::iter::once(&declared.ty).chain(std::iter::once(&scheme.ty)) {
        if let Some(unknown) = unknown_type(ty, snapshot.env()) {
            return Err(NoGoal::Unsupported(format!("the type `{}` is not known", unknown.base())));
        }
    }
    if let Some(pred) = scheme.context.iter().find(|pred| snapshot.env().class(pred.class).is_none()) {
        return Err(NoGoal::Unsupported(format!("the class `{}` is not known", pred.class.base())));
    }
    Ok(scheme)
}

/// A type constructor that nothing declares.
fn unknown_type(ty: &Type, env: &Env) -> Option<Name> {
    match ty {
        Type::Con(name) => {
            let known = name.as_str() == wired::ARROW || env.data(*name).is_some() || env.synonym(*name).is_some();
            (!known).then_some(*name)
        }
        Type::App(head, arg) => unknown_type(head, env).or_else(|| unknown_type(arg, env)),
        Type::Var(_) | Type::Meta(_) => None,
    }
}

/// Closed source terms with their types.
type Literals = Vec<(Term, Type)>;

/// Reads the items of one function.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    name: Name,
    scheme: &'a Scheme,
    reading: &'a Reading,
    machine: Machine,
    /// Why a claim can never be met.
    endless: Option<String>,
    /// Number of the example, as people count those that mention the function.
    number: u32,
    /// With their numbers and calls as written.
    examples: Vec<(u32, String, Example)>,
    checks: Vec<Term>,
    /// Examples that are only checked, because of their size.
    huge: Vec<(u32, String, Example)>,
    /// What claims say of single calls.
    facts: Facts,
    properties: Vec<Property>,
    /// The literals of checks, and of properties, samples apart.
    check_literals: Literals,
    property_literals: Literals,
    /// Functions that a property says to be the same.
    older: Vec<Name>,
    /// Definitions of the test module that is being read, as source terms.
    definitions: &'a [Bind],
    /// The modules of the file and of all sessions.
    env: Env,
}

impl<'a> Reader<'a> {
    fn new(snapshot: &'a Snapshot, name: Name, scheme: &'a Scheme, reading: &'a Reading) -> Reader<'a> {
        let env = snapshot.env().clone();
        Reader {
            snapshot,
            name,
            scheme,
            machine: machine(&env, reading),
            reading,
            endless: None,
            number: 0,
            examples: Vec::new(),
            checks: Vec::new(),
            huge: Vec::new(),
            facts: Facts::default(),
            properties: Vec::new(),
            check_literals: Vec::new(),
            property_literals: Vec::new(),
            older: Vec::new(),
            definitions: &[],
            env,
        }
    }

    fn unsupported(&self, reason: &str) -> NoGoal {
        NoGoal::Unsupported(format!("example {} of `{}`: {reason}", self.number, self.name.base()))
    }

    fn item(&mut self, session: &mut Session<'_>, item: &Item, asked: bool) -> Result<(), NoGoal> {
        let (input, expected) = match &item.kind {
            ItemKind::Example { input, expected } => (input, expected),
            ItemKind::Property(text) => return if asked { self.property(session, text) } else { Ok(()) },
            ItemKind::Equation(text) => return if asked { self.equation(session, text) } else { Ok(()) },
        };
        let term = match session.enter(input) {
            Entered::Expr(term) => term,
            Entered::Nothing => return Ok(()),
            Entered::Error(reason) if asked => return Err(self.unsupported(&reason)),
            Entered::Error(_) => return Ok(()),
        };
        self.reading.goes_on()?;
        // What never reaches the function says nothing of it.
        let reaches = asked || self.reaches(&term);
        if !reaches || expected.is_empty() {
            return Ok(());
        }
        self.understood(&term, &session.env)?;
        self.reading.goes_on()?;
        if let Some(args) = self.direct(&term)
            && self.example(session, input, args, expected)?
        {
            self.reading.goes_on()?;
            return match self.examples.pop() {
                // A search runs every candidate on its examples: what is huge is left to the last check.
                Some(huge) if self.is_huge(&huge.2) => {
                    let equal = self.equality(&huge.2);
                    self.huge.push(huge);
                    match equal {
                        Some(test) => {
                            self.checks.push(test);
                            Ok(())
                        }
                        None => self.check(session, &term, expected),
                    }
                }
                kept => {
                    self.examples.extend(kept);
                    Ok(())
                }
            };
        }
        self.check(session, &term, expected)
    }

    fn reaches(&self, term: &Term) -> bool {
        let mut found = false;
        visit(term, &mut |term| found |= matches!(term, Term::Global(name) if *name == self.name));
        found
    }

    /// Everything that the example mentions must be known, and written but for the function itself.
    fn understood(&self, term: &Term, env: &Env) -> Result<(), NoGoal> {
        if let Err(Trouble::Unsupported(reason) | Trouble::Type(reason)) = known(term, env) {
            return Err(self.unsupported(&reason));
        }
        let mut missing = None;
        visit(term, &mut |term| {
            if let Term::Global(name) = term
                && *name != self.name
                && self.snapshot.functions().iter().any(|f| f.name == *name && f.unwritten.is_some())
            {
                missing.get_or_insert(*name);
            }
        });
        match missing {
            Some(name) => Err(self.unsupported(&format!("it needs `{}`, which is not written yet", name.base()))),
            None => Ok(()),
        }
    }

    /// The arguments of a direct call that gives as many as the signature asks for; binds of earlier lines stay
    /// around each argument.
    fn direct(&self, term: &Term) -> Option<Vec<Term>> {
        let (mut layers, mut body): (Vec<&Vec<Bind>>, &Term) = (Vec::new(), term);
        while let Term::Let(binds, inner) = body {
            layers.push(binds);
            body = inner;
        }
        let (head, args): (&Term, &[Term]) = match body {
            Term::App(head, args) => (head, args),
            head => (head, &[]),
        };
        let itself = |term: &Term| matches!(term, Term::Global(name) if *name == self.name);
        let params = self.scheme.ty.uncurry().0.len();
        let wrapped =
            |arg: &Term| layers.iter().rev().fold(arg.clone(), |arg, binds| Term::Let((*binds).clone(), Box::new(arg)));
        let args: Vec<Term> = args.iter().map(wrapped).collect();
        (itself(head) && args.len() == params && !args.iter().any(|arg| self.reaches(arg))).then_some(args)
    }

    /// Anything else: what the interpreter prints must be the expected text.
    fn check(&mut self, session: &Session<'_>, term: &Term, expected: &[String]) -> Result<(), NoGoal> {
        if expect::exception(expected).is_some() {
            return Err(self.unsupported("it expects an exception of something other than a direct call"));
        }
        let alone = infer::expr(term, None, &[], &session.env, Defaulting::Extended);
        let printed = if *alone.scheme.ty.spine().0 == Type::con(wired::IO) {
            Term::app(Term::global(wired::IO_OUTPUT), vec![term.clone()])
        } else {
            Term::app(Term::global(wired::SHOW_METHOD), vec![term.clone()])
        };
        let literal = |text: &str| Term::Lit(Literal::Str(text.to_owned()));
        let test = if expect::is_exact(expected) {
            let text = expect::text(expected);
            let text = if *alone.scheme.ty.spine().0 == Type::con(wired::IO) { text + "\n" } else { text };
            Term::app(Term::global(wired::EQ_METHOD), vec![printed, literal(&text)])
        } else {
            self.wildcard(session, printed, expected)?
        };
        let test = typed(&test, Type::con(wired::BOOL), &session.env)
            .map_err(|reason| self.unsupported(&format!("it does not type-check: {reason}")))?;
        literals(&test, &mut self.check_literals);
        self.checks.push(test);
        if self.reading.whole && expected.first().is_some_and(|line| line == "True") && expected.len() == 1 {
            self.extend(&session.env);
            self.claim(term, &mut Vec::new());
        }
        Ok(())
    }

    /// `start...end` as a test of both ends.
    fn wildcard(&self, session: &Session<'_>, printed: Term, expected: &[String]) -> Result<Term, NoGoal> {
        let text = expect::text(expected);
        let pieces: Vec<&str> = text.split("...").collect();
        let function = |base: &str| session.library(base).map(Term::Global);
        let ([start, end], Some(prefix), Some(suffix), Some(and)) =
            (pieces.as_slice(), function("isPrefixOf"), function("isSuffixOf"), function("&&"))
        else {
            return Err(self.unsupported("its expected output has `...` in it"));
        };
        let literal = |text: &str| Term::Lit(Literal::Str(text.to_owned()));
        let output = Name::new("output#");
        let test = |f: Term, text: &str| Term::app(f, vec![literal(text), Term::Var(output)]);
        let both = Term::app(
            and,
            vec![test(prefix, start.trim_end_matches('\n')), test(suffix, end.trim_start_matches('\n'))],
        );
        Ok(Term::app(Term::Lam(vec![output], Box::new(both)), vec![printed]))
    }

    /// An equation must be true. One that is not closed or not known is prose, and one with `undefined` says nothing
    /// of a value.
    fn equation(&mut self, session: &mut Session<'_>, text: &str) -> Result<(), NoGoal> {
        let Entered::Expr(term) = session.enter(text) else { return Ok(()) };
        if known(&term, &session.env).is_err() || undefined_side(&term).is_some() {
            return Ok(());
        }
        self.understood(&term, &session.env)?;
        if let Some((call, value)) = self.sides(&term)
            && let Some(args) = self.direct(&call)
            && let Some(call) = self.call(&session.env, args, true)?
            && let Ok(result) = typed(&value, call.result.clone(), &session.env)
        {
            let example = Example {
                types: call.types,
                dictionaries: call.dictionaries,
                args: call.args,
                result: Expected::Value(result),
            };
            self.written(&example, &call.result);
            let shown = text.split("==").next().unwrap_or(text).trim();
            self.examples.push((self.number, shown.to_owned(), example));
            return Ok(());
        }
        if self.reading.whole {
            self.extend(&session.env);
            self.claim(&term, &mut Vec::new());
        }
        if let Ok(test) = typed(&term, Type::con(wired::BOOL), &session.env) {
            literals(&test, &mut self.check_literals);
            self.checks.push(test);
        }
        Ok(())
    }

    /// Both sides of `f … == value`, the call first.
    fn sides(&self, term: &Term) -> Option<(Term, Term)> {
        if let Term::Let(binds, body) = term {
            let around = |side| Term::Let(binds.clone(), Box::new(side));
            return self.sides(body).map(|(call, value)| (around(call), around(value)));
        }
        let Term::App(head, args) = term else { return None };
        let [left, right] = args.as_slice() else { return None };
        let (left, right) = (facts::applied(left), facts::applied(right));
        let equality = matches!(&**head, Term::Global(name) if name.as_str() == wired::EQ_METHOD);
        match (self.reaches(&left), self.reaches(&right)) {
            (true, false) if equality => Some((left, right)),
            (false, true) if equality => Some((right, left)),
            _ => None,
        }
    }

    /// The literals of arguments, and those of results that no argument has.
    fn literals(&self) -> (Literals, Literals) {
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        for (_, _, example) in &self.examples {
            example.args.iter().for_each(|arg| literals(arg, &mut inputs));
        }
        for (_, _, example) in &self.examples {
            if let Expected::Value(result) = &example.result {
                literals(result, &mut outputs);
            }
        }
        inputs.extend(self.property_literals.iter().filter(|known| !outputs.contains(known)).cloned());
        outputs.extend(self.check_literals.iter().cloned());
        outputs.retain(|literal| !inputs.contains(literal));
        (inputs, outputs)
    }
}

fn machine(env: &Env, reading: &Reading) -> Machine {
    let mut machine = Machine::new(env.clone());
    machine.set_limits(LIMITS);
    if let Some(cancel) = &reading.cancel {
        machine.set_cancel(Arc::clone(cancel));
    }
    machine
}

fn string() -> Type {
    Type::list(Type::con(wired::CHAR))
}
