//! Sketches: a written body with holes in it, filled so that the whole function meets its examples.
//!
//! A hole is a function of the variables in scope there (Solar-Lezama, *Program synthesis by sketching*, 2008; several
//! at once as in Lubin et al., *Program sketching with live bidirectional evaluation*, 2020). For each a bank of terms
//! is enumerated, cheapest first, told apart on sampled situations ([`samples`]). A term is kept for its hole if no
//! example contradicts it while nothing is in the other holes; combinations of what is kept are run on all examples in
//! the order of their costs. Calls of the function itself are terms too: for that the function must have some meaning
//! while they are told apart, which is what the sketch does with cheap terms in its holes.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::eval::{Limits, Machine};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Bind, Failure, Literal, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::Stopped;
use crate::synth::budget::Budget;
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::guide::Guide;
use crate::synth::library::UNIT;
use crate::synth::operands;
use crate::synth::program::Style;
use crate::synth::space::{LiteralItem, Space};

mod intent;
mod samples;
mod trial;

use intent::Recursion;
use trial::Trial;

/// Bounds of one example with something in the holes.
const LIMITS: Limits = Limits { fuel: 20_000, memory_bytes: 32 << 20, depth: 20_000 };
/// Terms of a higher cost are not looked for.
const MAX_LEVEL: u32 = 30 * UNIT;
/// Most combinations of one level.
const MOST_COMBINATIONS: u64 = 200_000;
/// Levels beyond the best filling for as many as were asked for.
const SEVERAL: f64 = 4.0;
/// Steps for the terms that give the function some meaning while calls of it are told apart.
const MEANING_STEPS: u64 = 2_000;
/// Most of these terms that are tried.
const MEANINGS: usize = 60;

/// A hole of a sketch.
#[derive(Clone, Debug)]
pub struct Hole {
    /// The global that stands for it.
    pub name: Name,
    /// A function of the variables in scope to what is wanted, under the function's context as far as it speaks of it.
    pub scheme: Scheme,
    /// How many of its parameters are variables in scope; the others are those of what is wanted.
    pub locals: usize,
    /// By such variable: its place in the order of binding; none for one that stands for a value.
    pub order: Vec<Option<usize>>,
}

/// Terms for all holes with which the whole function meets its examples.
#[derive(Clone, Debug)]
pub struct Filling {
    /// By hole: a closed source term of its type.
    pub terms: Vec<Term>,
    /// What they cost together, in the guide's units.
    pub cost: f64,
}

/// What came of a sketch.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Best first.
    pub fillings: Vec<Filling>,
    /// Why it ended.
    pub stopped: Stopped,
    /// Terms enumerated and combinations run.
    pub steps: u64,
    /// Step and milliseconds of the first filling.
    pub first: Option<(u64, f64)>,
    /// Largest arena, bytes.
    pub peak_bytes: u64,
}

/// A sketch: the function's goal, and its elaborated body, in which the holes are globals applied to their variables.
pub struct Sketch<'a> {
    /// What the whole function has to do.
    pub goal: &'a Goal,
    /// Its body.
    pub function: &'a Term,
    /// The holes.
    pub holes: &'a [Hole],
    /// Variables that nothing but holes can use: by variable, the holes where it is in scope, and as which parameter.
    pub loose: &'a [Vec<(usize, usize)>],
}

/// The environment with the function as the sketch has it, and what is in its holes.
fn environment(sketch: &Sketch<'_>, env: &Env, contents: &[Term]) -> Env {
    let mut env = env.clone();
    let mut binds: Vec<Bind> = (sketch.holes.iter().zip(contents))
        .map(|(hole, term)| Bind { name: hole.name, scheme: Some(hole.scheme.clone()), term: term.clone() })
        .collect();
    let (name, scheme) = (sketch.goal.name, Some(sketch.goal.scheme.clone()));
    binds.push(Bind { name, scheme, term: sketch.function.clone() });
    env.add(Arc::new(Typed { name: Some(Name::new("#sketch")), binds, ..Typed::default() }));
    env
}

/// Nothing is in the hole.
fn nothing() -> Term {
    Term::Fail(Failure::Hole("hole#".to_owned()))
}

/// Fills the holes of a sketch.
pub fn fill(sketch: &Sketch<'_>, env: &Env, guide: &dyn Guide, budget: &Budget) -> Filled {
    let start = Instant::now();
    let empty: Vec<Term> = sketch.holes.iter().map(|_| nothing()).collect();
    let bare = environment(sketch, env, &empty);
    let known = intent::Known::new(guide, sketch);
    let guide: &dyn Guide = &known;
    let mut first = Round::new(sketch, &bare, guide, budget, start, false);
    let contents = first.meaning();
    let meant = contents.map(|contents| environment(sketch, env, &contents));
    match &meant {
        Some(env) => Round::new(sketch, env, guide, budget, start, true).run(),
        None => first.run(),
    }
}

/// A term that may stand in a hole.
struct Kept {
    /// In the search's units, rounded down.
    cost: u32,
    /// In the guide's units.
    exact: f64,
    /// Closed and elaborated.
    term: Term,
    source: Term,
}

/// One enumeration of all holes' terms.
struct Round<'a> {
    sketch: &'a Sketch<'a>,
    budget: &'a Budget,
    start: Instant,
    goals: Vec<Goal>,
    env: &'a Env,
    guide: &'a dyn Guide,
    trial: Trial<'a>,
    /// By hole, the cheapest first.
    kept: Vec<Vec<Kept>>,
    literals: Vec<Literal>,
    recursion: Recursion,
    fillings: Vec<Filling>,
    first: Option<(u64, f64)>,
    steps: u64,
}

impl<'a> Round<'a> {
    fn new(
        sketch: &'a Sketch<'a>,
        env: &'a Env,
        guide: &'a dyn Guide,
        budget: &'a Budget,
        start: Instant,
        itself: bool,
    ) -> Round<'a> {
        let mut trial = Trial::new(sketch, env, budget);
        let said: Vec<Literal> = intent::literals(sketch);
        let goal = |hole: &Hole| {
            let mut goal = Goal {
                name: hole.name,
                scheme: hole.scheme.clone(),
                examples: samples::rows(sketch.goal, &hole.scheme, env, &mut trial.verifier.machine),
                checks: Vec::new(),
                ..sketch.goal.clone()
            };
            let texts =
                said.iter().filter(|literal| matches!(literal, Literal::Str(_) | Literal::Char(_) | Literal::Num(_)));
            for literal in texts {
                let ty = match literal {
                    Literal::Str(_) => Type::list(Type::con(wired::CHAR)),
                    Literal::Char(_) => Type::con(wired::CHAR),
                    _ => Type::con(wired::INT),
                };
                goal.input_literals.insert(0, (Term::Lit(literal.clone()), ty));
            }
            if itself {
                let (name, scheme) = (sketch.goal.name, sketch.goal.scheme.clone());
                goal.components.insert(0, Component { name, scheme, origin: Origin::User });
            }
            goal
        };
        let goals = sketch.holes.iter().map(goal).collect();
        let kept = sketch.holes.iter().map(|_| Vec::new()).collect();
        let (fillings, literals) = (Vec::new(), said);
        let recursion = intent::recursion(sketch, env);
        Round {
            sketch,
            budget,
            start,
            goals,
            env,
            guide,
            trial,
            kept,
            literals,
            recursion,
            fillings,
            first: None,
            steps: 0,
        }
    }

    /// Runs to the end of the budget, or until nothing cheaper than the best filling can come.
    fn run(&mut self) -> Filled {
        let goals = std::mem::take(&mut self.goals);
        let mut banks: Vec<Bank<'_>> =
            goals.iter().map(|goal| Bank::new(goal, self.env, self.guide, self.budget, &self.literals)).collect();
        let stopped = self.levels(&mut banks);
        let mut fillings = std::mem::take(&mut self.fillings);
        fillings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let peak_bytes = banks.iter().map(|bank| bank.space.machine.memory_bytes()).sum();
        Filled { fillings, stopped, steps: self.steps, first: self.first, peak_bytes }
    }

    fn levels(&mut self, banks: &mut [Bank<'_>]) -> Stopped {
        for level in 1..MAX_LEVEL {
            for hole in 0..banks.len() {
                loop {
                    if let Some(reason) = self.stop(banks) {
                        return reason;
                    }
                    let steps = banks[hole].space.steps;
                    let done = banks[hole].advance(level);
                    self.steps += banks[hole].space.steps - steps;
                    if done {
                        break;
                    }
                }
                self.sift(hole, &banks[hole], level);
            }
            self.combine(level);
            let best = self.fillings.iter().map(|filling| filling.cost).reduce(f64::min);
            let enough = f64::from(level + 1) - if self.fillings.len() < self.budget.count { SEVERAL } else { 0.0 };
            if best.is_some_and(|best| best <= enough / f64::from(UNIT)) {
                return Stopped::Done;
            }
        }
        Stopped::Exhausted
    }

    fn stop(&self, banks: &[Bank<'_>]) -> Option<Stopped> {
        if self.budget.cancel.load(Ordering::Relaxed) {
            return Some(Stopped::Cancelled);
        }
        if self.steps >= self.budget.steps {
            return Some(Stopped::Steps);
        }
        if banks.iter().map(|bank| bank.space.machine.memory_bytes()).sum::<u64>() > self.budget.memory_bytes {
            return Some(Stopped::Memory);
        }
        self.is_over().then_some(Stopped::Deadline)
    }

    /// Whether nothing more is to be run: what runs may take long.
    fn is_over(&self) -> bool {
        let late = self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        late || self.budget.cancel.load(Ordering::Relaxed)
    }

    /// Keeps the terms of a level that no example speaks against.
    fn sift(&mut self, hole: usize, bank: &Bank<'_>, level: u32) {
        for (term, source) in bank.terms(level) {
            if self.is_over() {
                break;
            }
            self.steps += 1;
            if self.trial.may_be(hole, &term) {
                let source = operands::ordered(source);
                let doubt = intent::doubt(self.sketch, hole, &source, &self.literals, self.recursion);
                let exact = f64::from(level) / f64::from(UNIT) + doubt;
                self.kept[hole].push(Kept { cost: level + (doubt * f64::from(UNIT)) as u32, exact, term, source });
            }
        }
        self.kept[hole].sort_by_key(|kept| kept.cost);
    }

    /// Runs the combinations that cost so much together.
    fn combine(&mut self, level: u32) {
        let mut chosen = Vec::new();
        let mut left = MOST_COMBINATIONS;
        self.choose(0, level, &mut chosen, &mut left);
    }

    fn choose(&mut self, hole: usize, cost: u32, chosen: &mut Vec<usize>, left: &mut u64) {
        if *left == 0 || left.is_multiple_of(64) && self.is_over() {
            *left = 0;
            return;
        }
        if hole == self.kept.len() {
            if cost == 0 {
                *left -= 1;
                self.run_combination(chosen);
            }
            return;
        }
        let last = hole + 1 == self.kept.len();
        for at in 0..self.kept[hole].len() {
            let own = self.kept[hole][at].cost;
            if own > cost {
                break;
            }
            if last && own != cost {
                continue;
            }
            chosen.push(at);
            self.choose(hole + 1, cost - own, chosen, left);
            chosen.pop();
        }
    }

    fn run_combination(&mut self, chosen: &[usize]) {
        self.steps += 1;
        let terms: Vec<&Term> = chosen.iter().zip(&self.kept).map(|(at, kept)| &kept[*at].term).collect();
        if !self.trial.holds(&terms) {
            return;
        }
        let kept = || chosen.iter().zip(&self.kept).map(|(at, kept)| &kept[*at]);
        let sources: Vec<Term> = kept().map(|kept| kept.source.clone()).collect();
        let typed = |(hole, source): (&Hole, &Term)| {
            infer::expr(source, Some(&hole.scheme), &[], self.env, Defaulting::Standard).errors.is_empty()
        };
        if !self.sketch.holes.iter().zip(&sources).all(typed) {
            return;
        }
        let (steps, start) = (self.steps, self.start);
        self.first.get_or_insert_with(|| (steps, start.elapsed().as_secs_f64() * 1e3));
        let cost = kept().map(|kept| kept.exact).sum::<f64>();
        let cost = cost + intent::doubt_together(self.sketch, &sources);
        self.fillings.push(Filling { terms: sources, cost });
    }

    /// Cheap terms for all holes with which the function has a value on most examples; none if there are none.
    fn meaning(&mut self) -> Option<Vec<Term>> {
        let banks = self.goals.iter().map(|goal| Bank::new(goal, self.env, self.guide, self.budget, &self.literals));
        let terms: Vec<Vec<Term>> = banks.map(Bank::first).collect();
        let mut best: Option<(usize, Vec<Term>)> = None;
        for at in 0..MEANINGS {
            let contents: Option<Vec<&Term>> = terms.iter().map(|of| of.get(at.min(of.len().max(1) - 1))).collect();
            let contents = contents?;
            let values = self.trial.values(&contents);
            if best.as_ref().is_none_or(|(known, _)| values > *known) {
                best = Some((values, contents.into_iter().cloned().collect()));
            }
        }
        best.map(|(_, terms)| terms)
    }
}

/// The terms of one hole.
struct Bank<'a> {
    space: Space<'a>,
}

/// Steps between two looks at the budget.
const QUANTUM: i64 = 256;

impl<'a> Bank<'a> {
    fn new(goal: &'a Goal, env: &'a Env, guide: &'a dyn Guide, budget: &Budget, written: &[Literal]) -> Bank<'a> {
        let mut machine = Machine::new(env.clone());
        machine.set_cancel(Arc::clone(&budget.cancel));
        let mut space = Space::new(goal, env, guide, machine);
        // What the written part says costs as little as the smallest numbers do.
        let least = space.literals.iter().map(|item| item.cost).min().unwrap_or(1);
        let said = |item: &&mut LiteralItem| matches!(&item.source, Term::Lit(literal) if written.contains(literal));
        space.literals.iter_mut().filter(said).for_each(|item| item.cost = least);
        let mut root = space.root();
        // Its terms are values, not bodies: nothing is kept for its fit.
        root.branch = false;
        space.contexts.push(root);
        Bank { space }
    }

    /// Goes on to the end of a level; whether it is there.
    fn advance(&mut self, level: u32) -> bool {
        let there = |space: &Space<'_>| space.contexts[0].cursor.level > level || space.contexts[0].spent();
        if !there(&self.space) {
            let mut quota = QUANTUM;
            self.space.advance(0, &mut quota);
        }
        there(&self.space)
    }

    /// The cheapest terms.
    fn first(mut self) -> Vec<Term> {
        let (mut level, mut out) = (1, Vec::new());
        while out.len() < MEANINGS && self.space.steps < MEANING_STEPS && level < MAX_LEVEL {
            if self.advance(level) {
                out.extend(self.terms(level).into_iter().map(|(term, _)| term));
                level += 1;
            }
        }
        out
    }

    /// The terms of a level, as closed elaborated and as source terms.
    fn terms(&self, level: u32) -> Vec<(Term, Term)> {
        let lists = &self.space.contexts[0].lists;
        let ids = lists.get(self.space.result.index()).and_then(|by_cost| by_cost.get(level as usize));
        let terms = |id: &u32| {
            let elaborated = self.space.close(self.space.term(0, *id, Style::Elaborated));
            (elaborated, self.space.source(self.space.term(0, *id, Style::Source)))
        };
        ids.into_iter().flatten().map(terms).collect()
    }
}
