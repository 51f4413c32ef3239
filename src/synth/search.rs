//! The portfolio: plain enumeration and the nodes of the forest take turns in fixed quanta of steps; whole programs are
//! run on the examples, verified and ranked.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Instant;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::core::term::Term;
use crate::synth::budget::Budget;
use crate::synth::goal::Goal;
use crate::synth::guide::Guide;
use crate::synth::program::Style;
use crate::synth::recurse::{Forest, grow::holds};
use crate::synth::space::Space;
use crate::synth::verify::Verifier;
use crate::synth::{Candidate, Outcome, Stopped, distinguish, rank};

/// Steps of one turn.
const QUANTUM: i64 = 256;
/// Steps that a node below the root gets before it is split further.
const GROWTH: u64 = 1_024;
/// Steps after the first hit, beyond as many as it took; and for each unit that the best program costs beyond a
/// cheap one's cost: a long one is likely not what was meant.
const AFTER: u64 = 3_000;
const DOUBT: f64 = 4_000.0;
const CHEAP: f64 = 12.0;
/// Terms of a higher cost are not enumerated.
const MAX_LEVEL: u32 = 80;
/// Most verified programs kept.
const MAX_FOUND: usize = 64;

/// One search.
pub(crate) struct Search<'a> {
    goal: &'a Goal,
    budget: &'a Budget,
    start: Instant,
    space: Space<'a>,
    forest: Forest,
    verifier: Verifier<'a>,
    found: Vec<Candidate>,
    seen: HashSet<String, FxBuildHasher>,
    first: Option<(u64, f64)>,
    peak: u64,
}

impl<'a> Search<'a> {
    /// Sets up the space and the root.
    pub(crate) fn new(goal: &'a Goal, env: &'a Env, guide: &'a dyn Guide, budget: &'a Budget) -> Search<'a> {
        let start = Instant::now();
        let mut machine = Machine::new(env.clone());
        machine.set_cancel(std::sync::Arc::clone(&budget.cancel));
        let mut space = Space::new(goal, env, guide, machine);
        let root = space.root();
        space.contexts.push(root);
        Search {
            goal,
            budget,
            start,
            space,
            forest: Forest::new(0),
            verifier: Verifier::new(goal, env, budget),
            found: Vec::new(),
            seen: HashSet::default(),
            first: None,
            peak: 0,
        }
    }

    /// Runs to the end of the budget, or to the end of the share after the first hit.
    pub(crate) fn run(mut self) -> Outcome {
        let stopped = loop {
            if let Some(reason) = self.stop() {
                break reason;
            }
            let Some(n) = self.next() else { break Stopped::Exhausted };
            self.turn(n);
        };
        self.finish(stopped)
    }

    fn stop(&mut self) -> Option<Stopped> {
        let steps = self.space.steps;
        self.peak = self.peak.max(self.memory());
        if self.budget.cancel.load(Ordering::Relaxed) {
            return Some(Stopped::Cancelled);
        }
        if let Some((first, _)) = self.first
            && (steps > self.enough(first) || self.found.len() >= MAX_FOUND)
        {
            return Some(Stopped::Done);
        }
        if steps >= self.budget.steps {
            return Some(Stopped::Steps);
        }
        if self.peak > self.budget.memory_bytes {
            return Some(Stopped::Memory);
        }
        if self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Some(Stopped::Deadline);
        }
        None
    }

    /// The step at which the search ends when the first hit came at step `first`.
    fn enough(&self, first: u64) -> u64 {
        let best = self.found.iter().map(|c| c.cost).fold(f64::INFINITY, f64::min);
        2 * first + AFTER + ((best - CHEAP).clamp(0.0, 100.0) * DOUBT) as u64
    }

    fn memory(&self) -> u64 {
        let banks: usize =
            self.space.contexts.iter().map(|c| c.values.len() * 16 + c.entries.len() * 120 + c.seen.len() * 36).sum();
        self.space.machine.memory_bytes() + banks as u64
    }

    /// Whose turn it is: the root and all other nodes share the steps evenly; among the others the one that has had
    /// least for its depth.
    fn next(&self) -> Option<usize> {
        let live = |n: &usize| !self.space.contexts[self.forest.nodes[*n].context].spent();
        let below = 1..self.forest.nodes.len();
        let spent: u64 = self.forest.nodes[below.clone()].iter().map(|n| n.spent).sum();
        let weight = |n: usize| {
            let node = &self.forest.nodes[n];
            let known = if node.sure() { 8 } else { 1 };
            ((node.spent + 64) * known) << node.depth.min(8)
        };
        let best = below.filter(|n| live(n)).min_by_key(|n| weight(*n));
        match best {
            Some(n) if spent < self.forest.nodes[0].spent || !live(&0) => Some(n),
            best => {
                if live(&0) {
                    Some(0)
                } else {
                    best
                }
            }
        }
    }

    fn turn(&mut self, n: usize) {
        let context = self.forest.nodes[n].context;
        let before = self.space.steps;
        let mut quota = QUANTUM;
        while quota > 0 && !self.space.contexts[context].spent() {
            let level = self.space.contexts[context].cursor.level;
            self.space.advance(context, &mut quota);
            if level > MAX_LEVEL {
                self.space.contexts[context].exhausted = true;
            }
        }
        self.forest.nodes[n].spent += (self.space.steps - before).max(16);
        self.forest.harvest(n, &mut self.space);
        self.judge();
        let node = &self.forest.nodes[n];
        if !node.grown && !node.sure() && (n == 0 || node.spent >= GROWTH) {
            self.forest.grow(n, &mut self.space);
        }
        self.forest.open_ready(&mut self.space);
    }

    /// Runs the whole programs that have come together.
    fn judge(&mut self) {
        for number in std::mem::take(&mut self.forest.whole) {
            let body = self.forest.nodes[0].solutions[number].body.clone();
            let term = self.forest.body(0, &body, &self.space, Style::Elaborated);
            let program = self.space.close(term);
            if !holds(&mut self.space, &program) {
                continue;
            }
            let term = self.forest.body(0, &body, &self.space, Style::Source);
            let engine = self.forest.engine(&body, &term, self.goal.name);
            self.accept(term, engine);
        }
    }

    fn accept(&mut self, body: Term, engine: &'static str) {
        let term = self.space.source(body);
        if !self.seen.insert(format!("{term:?}")) || !self.verifier.accepts(&term) {
            return;
        }
        if self.first.is_none() {
            self.first = Some((self.space.steps, self.start.elapsed().as_secs_f64() * 1000.0));
        }
        let size = rank::size(&term);
        let cost = rank::cost(self.goal, &term);
        self.found.push(Candidate { term, size, cost, engine });
    }

    fn finish(mut self, stopped: Stopped) -> Outcome {
        let mut candidates = std::mem::take(&mut self.found);
        candidates.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let question = distinguish::question(self.goal, &candidates, &mut self.verifier);
        candidates.truncate(self.budget.count.max(1));
        let mut tried = vec![format!(
            "{} terms over {} components at {} types",
            self.space.steps,
            self.space.library.instances.len(),
            self.space.library.universe.len()
        )];
        tried.push(format!("{} case analyses", self.forest.splits.len()));
        Outcome {
            candidates,
            question,
            stopped,
            steps: self.space.steps,
            first: self.first,
            peak_bytes: self.peak,
            tried,
        }
    }
}
