//! The whole function on its examples, with terms in its holes.

use crate::core::env::Env;
use crate::core::eval::Observation;
use crate::core::term::Term;
use crate::synth::budget::Budget;
use crate::synth::fill::{LIMITS, Sketch, nothing};
use crate::synth::goal::Expected;
use crate::synth::verify::Verifier;

/// Runs what is put into the holes of a sketch.
pub(super) struct Trial<'a> {
    pub(super) verifier: Verifier<'a>,
    sketch: &'a Sketch<'a>,
}

impl<'a> Trial<'a> {
    /// `env` has the function and its holes.
    pub(super) fn new(sketch: &'a Sketch<'a>, env: &Env, budget: &Budget) -> Trial<'a> {
        let mut verifier = Verifier::new(sketch.goal, env, budget);
        verifier.machine.set_limits(LIMITS);
        Trial { verifier, sketch }
    }

    fn define(&mut self, hole: usize, term: &Term) {
        self.verifier.machine.define(self.sketch.holes[hole].name, term);
    }

    /// Whether a term may stand in a hole: with nothing in the others, no example comes out wrong.
    pub(super) fn may_be(&mut self, hole: usize, term: &Term) -> bool {
        let count = self.sketch.holes.len();
        for other in 0..count {
            if other == hole { self.define(other, term) } else { self.define(other, &nothing()) }
        }
        if count == 1 {
            return self.verifier.holds();
        }
        for number in 0..self.sketch.goal.examples.len() {
            let (seen, expected) = self.verifier.seen(number);
            let fine = match (seen, &self.sketch.goal.examples[number].result) {
                (Observation::Full(_), Expected::Value(_)) => Some(seen) == expected,
                (Observation::Full(_), Expected::Stops(_)) => false,
                // An input without a result.
                (Observation::Full(_) | Observation::Bottom(_), Expected::Unknown) => true,
                // Nothing is there yet in another hole: what is there must agree.
                (Observation::Bottom(_), Expected::Value(term)) => self.verifier.agrees(number, term),
                (Observation::Bottom(_), Expected::Stops(_)) => true,
                (Observation::Cut | Observation::Function, _) => false,
            };
            if !fine {
                return false;
            }
        }
        let checks = &self.sketch.goal.checks;
        checks.iter().all(|check| self.verifier.truth(check) != Some(false))
    }

    /// Whether the function meets everything with these terms in its holes.
    pub(super) fn holds(&mut self, terms: &[&Term]) -> bool {
        terms.iter().enumerate().for_each(|(hole, term)| self.define(hole, term));
        self.verifier.holds()
    }

    /// On how many examples the function has a value with these terms in its holes.
    pub(super) fn values(&mut self, terms: &[&Term]) -> usize {
        terms.iter().enumerate().for_each(|(hole, term)| self.define(hole, term));
        let full = |number: usize| matches!(self.verifier.seen(number).0, Observation::Full(_));
        let all = 0..self.sketch.goal.examples.len();
        all.map(full).filter(|full| *full).count()
    }
}
