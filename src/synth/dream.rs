//! Dreams: what the enumerator can say about some inputs, as tasks to learn from.
//!
//! A *bank* is the root context of a goal whose examples have no results (Ellis et al. 2021, "DreamCoder", §3: fantasies
//! are programs run on inputs). Every term in it behaves in a new way on these inputs, so that none is a detour around
//! a simpler one.

use std::sync::atomic::Ordering;

use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::wired;
use crate::synth::budget::Budget;
use crate::synth::goal::Goal;
use crate::synth::guide::{Guide, Production};
use crate::synth::program;
use crate::synth::program::Style;
use crate::synth::space::{Space, is_full};

/// Steps between two looks at the budget.
const QUANTUM: i64 = 256;
/// Most nodes of a result.
const NODES: u32 = 120;
/// Most characters of a text.
const CHARS: usize = 60;

/// The terms over the parameters of a goal.
pub struct Bank<'a> {
    space: Space<'a>,
}

/// What is known of a term of the bank without writing it out.
#[derive(Clone, Copy, Debug)]
pub struct Sketch {
    /// Its number in the bank.
    pub number: u32,
    /// Parameters that occur in it, as a set.
    pub uses: u64,
    /// Examples on which it has a value, and how many different ones these are.
    pub defined: usize,
    /// Distinct values on the examples.
    pub distinct: usize,
}

impl<'a> Bank<'a> {
    /// Enumerates over the arguments of the goal's examples; their results are not looked at when they are
    /// [`crate::synth::goal::Expected::Stops`]. Ends at the budget's steps, memory or cancel flag.
    pub fn new(goal: &'a Goal, env: &'a Env, guide: &'a dyn Guide, budget: &Budget) -> Bank<'a> {
        let mut machine = Machine::new(env.clone());
        machine.set_cancel(std::sync::Arc::clone(&budget.cancel));
        let mut space = Space::new(goal, env, guide, machine);
        let mut root = space.root();
        // Its terms are values, not bodies: nothing is kept for its fit.
        root.branch = false;
        space.contexts.push(root);
        while space.steps < budget.steps && !space.contexts[0].spent() && !budget.cancel.load(Ordering::Relaxed) {
            let (before, level) = (space.steps, space.contexts[0].cursor.level);
            let mut quota = QUANTUM.min((budget.steps - before) as i64);
            space.advance(0, &mut quota);
            if space.steps == before && space.contexts[0].cursor.level > level.max(40) {
                break;
            }
            if space.machine.memory_bytes() > budget.memory_bytes {
                break;
            }
        }
        Bank { space }
    }

    /// The terms of the goal's result type, cheapest first.
    pub fn sketches(&mut self) -> Vec<Sketch> {
        let mut out = Vec::new();
        for number in 0..self.space.contexts[0].entries.len() as u32 {
            let context = &self.space.contexts[0];
            if context.entry_type(number) != self.space.result {
                continue;
            }
            let start = number as usize * context.rows;
            let values = context.values[start..start + context.rows].to_vec();
            let mut keys: Vec<u64> = values.into_iter().map(|value| self.space.key(value)).collect();
            keys.retain(|k| is_full(*k));
            let defined = keys.len();
            keys.sort_unstable();
            keys.dedup();
            let uses = self.space.contexts[0].entries[number as usize].uses;
            out.push(Sketch { number, uses, defined, distinct: keys.len() });
        }
        out
    }

    /// A term over the goal's parameters as a closed source term.
    pub fn term(&self, number: u32) -> Term {
        self.space.source(self.space.term(0, number, Style::Source))
    }

    /// Number of nodes of such a term, its own parameters aside.
    pub fn size(term: &Term) -> u32 {
        match term {
            Term::Lam(_, body) => program::size(body),
            body => program::size(body),
        }
    }

    /// Its value on each example as a closed elaborated term; none where it stops, is cut, holds a function or is large.
    pub fn results(&mut self, number: u32) -> Vec<Option<Term>> {
        let goal = self.space.goal;
        let rows = self.space.contexts[0].rows;
        let ty = self.space.types.get(self.space.result).clone();
        let mut out = Vec::new();
        for row in 0..rows {
            let at = number as usize * rows + row;
            let value = self.space.contexts[0].values[at];
            let key = self.space.key(value);
            let types = goal.examples.get(row).map_or(&[][..], |e| &e.types);
            let bind = |var: Name| goal.scheme.vars.iter().position(|v| *v == var).and_then(|i| types.get(i).cloned());
            let mut left = NODES;
            out.push(if is_full(key) { self.space.reify(value, &ty.subst(&bind), &mut left, CHARS) } else { None });
        }
        out
    }
}

/// The productions that a source term is made of, each once, in order of first occurrence.
pub fn productions(term: &Term) -> Vec<Production> {
    fn add(production: Production, into: &mut Vec<Production>) {
        if !into.contains(&production) {
            into.push(production);
        }
    }
    fn walk(term: &Term, into: &mut Vec<Production>) {
        match term {
            Term::Var(_) => add(Production::Var, into),
            Term::Global(name) => add(Production::Call(*name), into),
            Term::Con(name) => add(Production::Construct(*name), into),
            Term::Lit(_) => add(Production::Literal, into),
            Term::App(f, args) => {
                walk(f, into);
                args.iter().for_each(|a| walk(a, into));
            }
            Term::Lam(_, body) => {
                add(Production::Lambda, into);
                walk(body, into);
            }
            Term::Match(m) => {
                let two = |c: &str| {
                    m.alts.iter().any(|a| matches!(&a.pats[..], [crate::core::term::Pat::Con(n, _)] if n.as_str() == c))
                };
                let choice = two(wired::TRUE) || two(wired::FALSE);
                add(if choice { Production::If } else { Production::Match }, into);
                m.scrutinees.iter().for_each(|s| walk(s, into));
                m.alts.iter().for_each(|alt| walk(&alt.body, into));
            }
            Term::Let(binds, body) => {
                binds.iter().for_each(|b| walk(&b.term, into));
                walk(body, into);
            }
            Term::Ann(body, _) | Term::TypeApp(body, _) => walk(body, into),
            _ => {}
        }
    }
    let mut out = Vec::new();
    match term {
        Term::Lam(_, body) => walk(body, &mut out),
        body => walk(body, &mut out),
    }
    out
}
