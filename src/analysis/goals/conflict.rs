//! What is said twice, and not the same: no program can be right.

use crate::analysis::NoGoal;
use crate::analysis::goals::{OBSERVED_NODES, Reader};
use crate::analysis::sample::Sample;
use crate::core::eval::Observation;
use crate::core::term::Term;
use crate::synth::goal::Expected;

impl Reader<'_> {
    /// Two direct calls with equal arguments and different results.
    pub(super) fn contradictions(&mut self) -> Result<(), NoGoal> {
        let mut met: Vec<(Vec<u128>, Observation, u32)> = Vec::new();
        let examples = std::mem::take(&mut self.examples);
        let mut found = None;
        for (number, input, example) in &examples {
            let args: Option<Vec<u128>> = example.args.iter().map(|arg| self.observe(arg).ok()).collect();
            let Some(args) = args else { continue };
            let result = match &example.result {
                Expected::Value(term) => match self.observe(term) {
                    Ok(hash) => Observation::Full(hash),
                    Err(_) => continue,
                },
                Expected::Stops(_) => Observation::Bottom(0),
                Expected::Unknown => continue,
            };
            match met.iter().find(|(known, _, _)| *known == args) {
                Some((_, other, first)) if *other != result => {
                    found = Some(format!("example {first} and example {number} disagree on `{input}`"));
                    break;
                }
                Some(_) => {}
                None => met.push((args, result, *number)),
            }
        }
        self.examples = examples;
        found.map_or(Ok(()), |reason| Err(NoGoal::Contradictory(reason)))
    }

    /// Properties that say two things of one call.
    pub(super) fn conflicts(&self) -> Result<(), NoGoal> {
        let Some((input, _)) = &self.facts.conflict else { return Ok(()) };
        let call = Term::app(Term::Global(self.name), input.args.iter().map(Sample::source).collect());
        let shown = (self.snapshot.language().render_expr)(&call, self.snapshot.scope());
        Err(NoGoal::Contradictory(format!("the examples and properties disagree on `{shown}`")))
    }

    fn observe(&mut self, term: &Term) -> Result<u128, Observation> {
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], term);
        let value = self.machine.suspend(code, &[]);
        let seen = self.machine.observe(value, OBSERVED_NODES);
        self.machine.reset(mark);
        match seen {
            Observation::Full(hash) => Ok(hash),
            other => Err(other),
        }
    }
}
