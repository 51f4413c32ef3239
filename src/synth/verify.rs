//! The last word on a candidate: its source is inferred anew at the goal's type, and every example and check is run in
//! a machine that the search never touched.

use std::cell::Cell;
use std::sync::Arc;

use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Observation, Stop, Value, View};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{self, Failure, Literal, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::budget::Budget;
use crate::synth::goal::{Example, Expected, Goal};

/// Bounds of one example.
const LIMITS: Limits = Limits { fuel: 2_000_000, memory_bytes: 128 << 20, depth: 200_000 };
/// The same of a check that ran out of it, for so many candidates.
const GENEROUS: Limits = Limits { fuel: 50_000_000, memory_bytes: 512 << 20, depth: 1_000_000 };
const GIFTS: u32 = 4;
/// Most nodes compared of one result.
const NODES: u32 = 200_000;
/// Most numbers of which a type is written down, one at a time.
const NUMBERS: usize = 8;
/// Most parts compared of a result with holes.
const PARTS: u32 = 2_000;

/// The program with the type of its first, its second, … number written down.
fn annotated(source: &Term) -> impl Iterator<Item = Term> {
    (0..NUMBERS).map_while(|wanted| {
        let met = Cell::new(0);
        let term = term::replace(source, &|part| {
            let Term::Lit(Literal::Num(_)) = part else { return None };
            met.set(met.get() + 1);
            let int = || Scheme::mono(Type::con(wired::INT));
            (met.get() == wanted + 1).then(|| Term::Ann(Box::new(part.clone()), int()))
        });
        (met.get() > wanted).then_some(term)
    })
}

/// Checks candidates of one goal.
pub(crate) struct Verifier<'a> {
    goal: &'a Goal,
    pub(crate) env: Env,
    pub(crate) machine: Machine,
    expected: Vec<Option<Observation>>,
    /// The checks in the order in which they are run: what refused a candidate comes first.
    order: Vec<usize>,
    /// How many candidates may still run a check for long.
    gifts: u32,
    /// Only a default says what the installed program computes with.
    defaulted: bool,
}

impl<'a> Verifier<'a> {
    /// A verifier with a machine of its own.
    pub(crate) fn new(goal: &'a Goal, env: &Env, budget: &Budget) -> Verifier<'a> {
        let env = env.clone();
        let helper = env.bind(goal.name).is_none();
        let mut machine = if helper { Machine::small(env.clone()) } else { Machine::new(env.clone()) };
        machine.set_limits(LIMITS);
        machine.set_cancel(Arc::clone(&budget.cancel));
        let mut expected = Vec::new();
        for example in &goal.examples {
            expected.push(match &example.result {
                Expected::Value(term) => {
                    let code = machine.compile(&[], term);
                    let value = machine.suspend(code, &[]);
                    Some(machine.observe(value, NODES))
                }
                Expected::Stops(_) | Expected::Unknown => None,
            });
        }
        Verifier {
            goal,
            env,
            machine,
            expected,
            order: (0..goal.checks.len()).collect(),
            gifts: GIFTS,
            defaulted: false,
        }
    }

    /// Whether `source` has the goal's type and meets every example and check.
    pub(crate) fn accepts(&mut self, source: &Term) -> bool {
        self.install(source) && self.holds()
    }

    /// A program, or, where only a default says what it computes with, the same with the types of its helpers written down,
    /// or with that of one of its numbers.
    pub(crate) fn settled(&mut self, source: Term, signed: impl FnOnce() -> Term) -> Term {
        if !self.defaulted {
            return source;
        }
        for term in [signed()].into_iter().chain(annotated(&source)) {
            if self.install(&term) && !self.defaulted && self.holds() {
                return term;
            }
        }
        self.install(&source);
        source
    }

    /// Infers `source` at the goal's type and makes it the meaning of the goal's name. A helper's name is in no environment:
    /// it is a local one while its program is inferred, because an environment with one name more is a copy of all others.
    pub(crate) fn install(&mut self, source: &Term) -> bool {
        let Goal { name, scheme, .. } = self.goal;
        let unknown = self.env.bind(*name).is_none_or(|bind| bind.scheme.as_ref() != Some(scheme));
        let own = if unknown { vec![(*name, scheme.clone())] } else { Vec::new() };
        let swapped =
            |term: &Term, from: Term, to: Term| term::replace(term, &|part| (*part == from).then(|| to.clone()));
        let (global, local) = (Term::Global(*name), Term::Var(*name));
        let given = if unknown { &swapped(source, global.clone(), local.clone()) } else { source };
        let inferred = infer::expr(given, Some(scheme), &own, &self.env, Defaulting::Standard);
        self.defaulted = inferred.defaulted;
        if inferred.errors.is_empty() {
            let term = if unknown { &swapped(&inferred.term, local, global) } else { &inferred.term };
            self.machine.define(*name, term);
        }
        inferred.errors.is_empty()
    }

    /// Whether what the goal's name means now meets every example and check.
    pub(crate) fn holds(&mut self) -> bool {
        self.examples() && self.checks()
    }

    /// What an example shows now, and what it should show.
    pub(crate) fn seen(&mut self, number: usize) -> (Observation, Option<Observation>) {
        (self.observe(&self.goal.examples[number]), self.expected[number])
    }

    /// Whether `example`, another form of the one of this number, shows what that should show.
    pub(crate) fn shows(&mut self, example: &Example, number: usize) -> bool {
        Some(self.observe(example)) == self.expected[number]
    }

    fn observe(&mut self, example: &Example) -> Observation {
        let call = self.call(example);
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], &call);
        let value = self.machine.suspend(code, &[]);
        let seen = self.machine.observe(value, NODES);
        self.machine.reset(mark);
        self.machine.forget_code(code);
        seen
    }

    /// Whether an example shows `expected` as far as no hole is met.
    pub(crate) fn agrees(&mut self, number: usize, expected: &Term) -> bool {
        let call = self.call(&self.goal.examples[number]);
        let mark = self.machine.mark();
        let codes = [&call, expected].map(|term| self.machine.compile(&[], term));
        let [seen, wanted] = codes.map(|code| self.machine.suspend(code, &[]));
        let mut left = PARTS;
        let agree = self.agree(seen, wanted, &mut left);
        self.machine.reset(mark);
        codes.into_iter().rev().for_each(|code| self.machine.forget_code(code));
        agree
    }

    fn agree(&mut self, seen: Value, wanted: Value, left: &mut u32) -> bool {
        if *left == 0 {
            return true;
        }
        *left -= 1;
        match (self.machine.view(seen), self.machine.view(wanted)) {
            (Err(Stop::Failure(Failure::Hole(_))), _) | (_, Err(_)) => true,
            (Err(_), _) => false,
            (Ok(View::Data(tag, fields)), Ok(View::Data(other, others))) => {
                tag == other && fields.into_iter().zip(others).all(|(a, b)| self.agree(a, b, left))
            }
            (Ok(seen), Ok(wanted)) => seen == wanted,
        }
    }

    /// Whether a check is true; none where it stops.
    pub(crate) fn truth(&mut self, check: &Term) -> Option<bool> {
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], check);
        let value = self.machine.suspend(code, &[]);
        let tag = match self.machine.view(value) {
            Ok(View::Data(tag, _)) => Some(tag),
            _ => None,
        };
        self.machine.reset(mark);
        self.machine.forget_code(code);
        let truth = self.env.constructor(Name::new(wired::TRUE)).map(|(_, tag)| tag as u32);
        tag.map(|_| tag == truth)
    }

    /// The goal's function on the arguments of `example`.
    fn call(&self, example: &Example) -> Term {
        let mut args = example.dictionaries.clone();
        args.extend(example.args.iter().cloned());
        Term::app(Term::Global(self.goal.name), args)
    }

    fn examples(&mut self) -> bool {
        for (number, example) in self.goal.examples.iter().enumerate() {
            let call = self.call(example);
            let mark = self.machine.mark();
            let code = self.machine.compile(&[], &call);
            let value = self.machine.suspend(code, &[]);
            let seen = self.machine.observe(value, NODES);
            let fine = match (&example.result, &self.expected[number]) {
                (Expected::Value(_), Some(expected)) => seen == *expected && matches!(seen, Observation::Full(_)),
                (Expected::Value(_), None) => false,
                (Expected::Unknown, _) => true,
                (Expected::Stops(text), _) => {
                    matches!(seen, Observation::Bottom(_)) && (text.is_empty() || self.message(value, text))
                }
            };
            self.machine.reset(mark);
            self.machine.forget_code(code);
            if !fine {
                return false;
            }
        }
        true
    }

    /// Whether evaluation stops with this message (errors that are not at the root pass).
    fn message(&mut self, value: Value, text: &str) -> bool {
        match self.machine.whnf(value) {
            Err(Stop::Error(message)) => message == text,
            Err(Stop::Arithmetic(message)) => message == text,
            _ => true,
        }
    }

    fn checks(&mut self) -> bool {
        for at in 0..self.order.len() {
            let check = &self.goal.checks[self.order[at]];
            let tag = match run(&mut self.machine, check) {
                Err(Stop::Fuel | Stop::Depth | Stop::Memory) if self.gifts > 0 => {
                    self.gifts -= 1;
                    self.machine.set_limits(GENEROUS);
                    let again = run(&mut self.machine, check);
                    self.machine.set_limits(LIMITS);
                    again.ok().flatten()
                }
                tag => tag.ok().flatten(),
            };
            let truth = self.env.constructor(Name::new(wired::TRUE)).map(|(_, tag)| tag as u32);
            if tag.is_none() || tag != truth {
                self.order[..=at].rotate_right(1);
                return false;
            }
        }
        true
    }
}

/// The tag of a closed term's value.
fn run(machine: &mut Machine, term: &Term) -> Result<Option<u32>, Stop> {
    let mark = machine.mark();
    let code = machine.compile(&[], term);
    let value = machine.suspend(code, &[]);
    let tag = machine.view(value).map(|view| if let View::Data(tag, _) = view { Some(tag) } else { None });
    machine.reset(mark);
    machine.forget_code(code);
    tag
}
