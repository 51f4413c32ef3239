//! Hypotheses that what is wanted is what the function itself makes of a part of the rest: `f (filter ? xs)` where the
//! results' elements are some of those of `xs`, `f (dropWhile ? xs)` where they begin further on (quicksort, removing
//! repetitions, a sieve). They hold for functions that keep elements, so whole programs decide.

use crate::core::eval::View;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::Head;
use crate::synth::deduce::Over;
use crate::synth::deduce::lists::Sample;
use crate::synth::program::Style;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;

impl Forest {
    /// `f (filter ? xs)` and `f (dropWhile ? xs)` with the entry `id`, a part of a parameter, as the list.
    pub(super) fn shrunk(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let context = &space.contexts[c];
        if space.accumulates.is_some() || context.goals.first() != Some(&space.result) {
            return;
        }
        let list = context.entry_type(id);
        if list != space.result || space.part(c, id).is_none() {
            return;
        }
        let Some(element) = space.element_type(list) else { return };
        let mut rows = Vec::new();
        for (row, target) in space.targets(c) {
            let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
            let (Some(all), Some(out)) = (space.elements(value), space.elements(target)) else { return };
            let keys = [&all, &out].map(|list| list.iter().map(|x| space.key(*x)).collect::<Vec<u64>>());
            rows.push((row, all, keys));
        }
        let truth = space.types.id(&Type::con(wired::BOOL));
        for (over, labels) in [(Over::FilterThenCall, kept as Labels), (Over::DropThenCall, dropped)] {
            let labelled: Option<Vec<Vec<bool>>> = rows.iter().map(|(_, _, [all, out])| labels(all, out)).collect();
            let Some(labelled) = labelled else { continue };
            let [no, yes] = [0, 1].map(|tag| space.machine.make(&View::Data(tag, Vec::new())));
            let mut samples = Vec::new();
            for ((row, all, _), labels) in rows.iter().zip(&labelled) {
                let pairs = all.iter().zip(labels);
                samples.extend(pairs.map(|(x, holds)| Sample {
                    row: *row,
                    elements: vec![*x],
                    answer: Some(if *holds { yes } else { no }),
                }));
            }
            // All of it, or nothing, is not a part.
            if [true, false].iter().all(|label| labelled.iter().flatten().any(|l| l == label)) {
                self.propose(n, over, vec![id], &[element], truth, samples, space);
            }
        }
    }
}

impl Over {
    /// Whether the function itself is called on what the combinator gives.
    pub(crate) fn recurses(self) -> bool {
        matches!(self, Over::FilterThenCall | Over::DropThenCall)
    }
}

impl Space<'_> {
    /// The parameter that the variable entry `id` is a strict part of.
    fn part(&self, c: usize, id: u32) -> Option<u16> {
        let context = &self.contexts[c];
        let production = context.entries[id as usize].production;
        let Head::Variable(v) = context.productions[production as usize].head else { return None };
        context.smaller.iter().find(|(_, part)| *part == v).map(|(p, _)| *p)
    }

    /// The recursive call with `part` in the place of the parameter that the entry is a part of.
    pub(super) fn call_on(&self, c: usize, id: u32, part: Term, style: Style) -> Term {
        let place = self.part(c, id);
        let arg = |p: u16| if Some(p) == place { part.clone() } else { self.variable(c, p, style) };
        self.call((0..self.arity as u16).map(arg).collect(), style)
    }
}

/// What a condition must say of each element of a list, from their keys and those of the result.
type Labels = fn(&[u64], &[u64]) -> Option<Vec<bool>>;

/// Those are kept that are in the result.
fn kept(all: &[u64], out: &[u64]) -> Option<Vec<bool>> {
    out.iter().all(|key| all.contains(key)).then(|| all.iter().map(|key| out.contains(key)).collect())
}

/// Those are dropped that are before the result's first element; what is behind it is not asked for.
fn dropped(all: &[u64], out: &[u64]) -> Option<Vec<bool>> {
    let Some(first) = out.first() else { return Some(vec![true; all.len()]) };
    let at = all.iter().position(|key| key == first)?;
    Some((0..=at).map(|i| i < at).collect())
}
