//! A hole on the examples of its function: which of them pass when a term is put there.
//!
//! The hole is a global of its own, a function of the local variables, so that the function around it is elaborated
//! once and a candidate costs its own size. Where the hole is the function's result, the examples that reach it are
//! examples of the hole: what the local variables are there is found by running the function with their tuple in its
//! place.

use std::sync::Arc;

use crate::assists::complete::place::Place;
use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Observation, Stop, View};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::{Scheme, Type, tuple_name};
use crate::core::wired;
use crate::synth::budget::Budget;
use crate::synth::goal::{Example, Expected, Goal};

/// Bounds of one example: a candidate at the caret has to be quick.
const LIMITS: Limits = Limits { fuel: 200_000, memory_bytes: 32 << 20, depth: 20_000 };
/// Most nodes compared of one result.
const NODES: u32 = 20_000;
/// The hole's name.
const HOLE: &str = "hole#";

/// What comes of the examples: by example, then all other checks together.
pub(super) type Outcome = Vec<bool>;

/// The examples of a function with a hole.
pub(super) struct Trial<'a> {
    place: &'a Place,
    goal: &'a Goal,
    /// The environment with the hole.
    pub(super) env: Env,
    /// The hole's type: a function of the local variables.
    pub(super) scheme: Scheme,
    machine: Machine,
    /// The function, elaborated.
    function: Term,
    expected: Vec<Option<Observation>>,
}

impl<'a> Trial<'a> {
    /// Prepares the examples; None when the function around the hole is ill typed.
    pub(super) fn new(place: &'a Place, goal: &'a Goal, budget: &Budget) -> Option<Trial<'a>> {
        let hole = Name::new(HOLE);
        let scheme = scheme(place, &goal.scheme);
        let mut env = place.snapshot.env().clone();
        let term = Term::Fail(Failure::Hole(HOLE.to_owned()));
        let bind = Bind { name: hole, scheme: Some(scheme.clone()), term };
        env.add(Arc::new(Typed { name: Some(Name::new("#hole")), binds: vec![bind], ..Typed::default() }));
        let open = replace(&place.term, Place::hole(), &Term::Global(hole));
        let inferred = infer::expr(&open, Some(&goal.scheme), &[], &env, Defaulting::Standard);
        if !inferred.errors.is_empty() {
            return None;
        }
        let mut machine = Machine::new(env.clone());
        machine.set_limits(LIMITS);
        machine.set_cancel(Arc::clone(&budget.cancel));
        machine.define(goal.name, &inferred.term);
        let mut expected = Vec::new();
        for example in &goal.examples {
            expected.push(match &example.result {
                Expected::Value(term) => Some(observe(&mut machine, term)),
                Expected::Stops(_) | Expected::Unknown => None,
            });
        }
        Some(Trial { place, goal, env, scheme, machine, function: inferred.term, expected })
    }

    /// What passes with `body`, a source term over the local variables, at the hole, and a fingerprint of what was
    /// seen; None when it is ill typed.
    pub(super) fn outcome(&mut self, body: &Term) -> Option<(Outcome, Vec<Observation>)> {
        let locals = self.place.locals.iter().map(|(name, _)| *name).collect();
        let candidate = Term::lam(locals, body.clone());
        let inferred = infer::expr(&candidate, Some(&self.scheme), &[], &self.env, Defaulting::Standard);
        if !inferred.errors.is_empty() {
            return None;
        }
        self.machine.define(Name::new(HOLE), &inferred.term);
        Some(self.examples())
    }

    /// What passes while nothing is at the hole.
    pub(super) fn without(&mut self) -> Outcome {
        self.machine.define(Name::new(HOLE), &Term::Fail(Failure::Hole(HOLE.to_owned())));
        self.examples().0
    }

    fn examples(&mut self) -> (Outcome, Vec<Observation>) {
        let (mut outcome, mut seen) = (Vec::new(), Vec::new());
        for (example, expected) in self.goal.examples.iter().zip(&self.expected) {
            let result = observe(&mut self.machine, &call(self.goal.name, example));
            outcome.push(match (&example.result, expected) {
                (Expected::Value(_), Some(expected)) => result == *expected && matches!(result, Observation::Full(_)),
                (Expected::Stops(_), _) => matches!(result, Observation::Bottom(_)),
                (Expected::Unknown, _) => true,
                (Expected::Value(_), None) => false,
            });
            seen.push(result);
        }
        if !self.goal.checks.is_empty() {
            outcome.push(self.goal.checks.iter().all(|check| truth(&mut self.machine, check)));
        }
        (outcome, seen)
    }

    /// The hole as a goal of its own, if it is the function's result and an example reaches it.
    pub(super) fn goal(&mut self) -> Option<Goal> {
        if !self.place.tail || self.place.locals.len() > wired::MAX_TUPLE {
            return None;
        }
        let probe = self.probe();
        let mut examples = Vec::new();
        for example in &self.goal.examples {
            if self.reaches(example) {
                examples.push(self.at_hole(&probe, example));
            }
        }
        (!examples.is_empty()).then(|| Goal {
            name: Name::new(HOLE),
            scheme: self.scheme.clone(),
            examples,
            checks: Vec::new(),
            ..self.goal.clone()
        })
    }

    /// Does the call come to the hole, and nothing else before it?
    fn reaches(&mut self, example: &Example) -> bool {
        self.machine.define(Name::new(HOLE), &Term::Fail(Failure::Hole(HOLE.to_owned())));
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], &call(self.goal.name, example));
        let stop = self.machine.run(code, &[]).err();
        self.machine.reset(mark);
        self.machine.forget_code(code);
        matches!(stop, Some(Stop::Failure(Failure::Hole(name))) if name == HOLE)
    }

    /// The elaborated function with the tuple of the local variables at the hole.
    fn probe(&self) -> Term {
        let count = self.place.locals.len();
        let tuple = if count == 1 { None } else { Some(Term::Con(tuple_name(count))) };
        collect(&self.function, Name::new(HOLE), self.scheme.context.len(), tuple.as_ref())
    }

    /// The example of the hole that comes of an example of the function.
    fn at_hole(&self, probe: &Term, example: &Example) -> Example {
        let outer = &self.goal.scheme;
        let mut args = example.dictionaries.clone();
        args.extend(example.args.iter().cloned());
        let tuple = Term::app(probe.clone(), args);
        let count = self.place.locals.len();
        let select = |i: usize| {
            if count == 1 {
                return tuple.clone();
            }
            let chosen = Name::new("chosen#");
            let pats = (0..count).map(|j| if i == j { Pat::Var(chosen) } else { Pat::Wild }).collect();
            let alt = Alt { pats: vec![Pat::Con(tuple_name(count), pats)], body: Term::Var(chosen) };
            let otherwise = Otherwise::Fail(Failure::Incomplete(HOLE.to_owned()));
            Term::Match(Box::new(Match { scrutinees: vec![tuple.clone()], alts: vec![alt], otherwise }))
        };
        let ty = |var: &Name| {
            let at = outer.vars.iter().position(|outer| outer == var);
            at.and_then(|at| example.types.get(at)).cloned().unwrap_or_else(|| Type::con(wired::UNIT))
        };
        let dictionary = |pred| {
            let at = outer.context.iter().position(|outer| outer == pred)?;
            example.dictionaries.get(at).cloned()
        };
        Example {
            types: self.scheme.vars.iter().map(ty).collect(),
            dictionaries: self.scheme.context.iter().filter_map(dictionary).collect(),
            args: (0..count).map(select).collect(),
            result: example.result.clone(),
        }
    }
}

/// The hole's scheme: the local variables to what is wanted, under as much of the function's context as speaks of it.
fn scheme(place: &Place, outer: &Scheme) -> Scheme {
    let ty = Type::funs(place.locals.iter().map(|(_, ty)| ty.clone()).collect::<Vec<_>>(), place.wanted.clone());
    outer.under(ty)
}

fn call(name: Name, example: &Example) -> Term {
    let mut args = example.dictionaries.clone();
    args.extend(example.args.iter().cloned());
    Term::app(Term::Global(name), args)
}

fn observe(machine: &mut Machine, term: &Term) -> Observation {
    let mark = machine.mark();
    let code = machine.compile(&[], term);
    let value = machine.suspend(code, &[]);
    let seen = machine.observe(value, NODES);
    machine.reset(mark);
    machine.forget_code(code);
    seen
}

fn truth(machine: &mut Machine, check: &Term) -> bool {
    let mark = machine.mark();
    let code = machine.compile(&[], check);
    let result = machine.run(code, &[]).and_then(|value| machine.view(value));
    machine.reset(mark);
    machine.forget_code(code);
    matches!(result, Ok(View::Data(1, _)))
}

/// The term with `by` for the hole.
fn replace(term: &Term, hole: Name, by: &Term) -> Term {
    map(term, &|term| matches!(term, Term::Hole(name) if *name == hole).then(|| by.clone()))
}

/// The term with the tuple of its arguments for each call of `hole`, whose first arguments are dictionaries.
fn collect(term: &Term, hole: Name, dictionaries: usize, tuple: Option<&Term>) -> Term {
    let tupled = |args: &[Term]| match tuple {
        Some(tuple) => Term::app(tuple.clone(), args.to_vec()),
        None => args.first().cloned().unwrap_or(Term::Fall),
    };
    map(term, &|term| match term {
        Term::App(head, args) if **head == Term::Global(hole) => {
            Some(tupled(args.get(dictionaries..).unwrap_or_default()))
        }
        Term::Global(name) if *name == hole => Some(tupled(&[])),
        _ => None,
    })
}

/// The term with what `f` gives for its subterms, the outermost first.
pub(in crate::assists) fn map(term: &Term, f: &dyn Fn(&Term) -> Option<Term>) -> Term {
    if let Some(other) = f(term) {
        return other;
    }
    let all = |terms: &[Term]| terms.iter().map(|term| map(term, f)).collect::<Vec<_>>();
    match term {
        Term::App(head, args) => Term::app(map(head, f), all(args)),
        Term::Lam(params, body) => Term::Lam(params.clone(), Box::new(map(body, f))),
        Term::Let(binds, body) => {
            let binds = binds.iter().map(|bind| Bind { term: map(&bind.term, f), ..bind.clone() }).collect();
            Term::Let(binds, Box::new(map(body, f)))
        }
        Term::Match(m) => {
            let alts = m.alts.iter().map(|alt| Alt { pats: alt.pats.clone(), body: map(&alt.body, f) }).collect();
            let scrutinees = all(&m.scrutinees);
            Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise.clone() }))
        }
        Term::Ann(inner, scheme) => Term::Ann(Box::new(map(inner, f)), scheme.clone()),
        Term::TypeApp(inner, ty) => Term::TypeApp(Box::new(map(inner, f)), ty.clone()),
        leaf => leaf.clone(),
    }
}

/// The term with variables for variables.
pub(in crate::assists) fn substitute(term: &Term, binds: &[Bind]) -> Term {
    map(term, &|term| match term {
        Term::Var(name) => binds.iter().find(|bind| bind.name == *name).map(|bind| bind.term.clone()),
        _ => None,
    })
}
