//! Hypotheses that number the elements of a list: `zipWith ? [1 ..] xs`.

use crate::synth::context::Head;
use crate::synth::deduce::Over;
use crate::synth::deduce::lists::Sample;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;

impl Forest {
    /// The entry is an endless constant (`[1 ..]`): it numbers the elements of a list variable.
    pub(super) fn numbered(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let uses = space.contexts[c].entries[id as usize].uses;
        let first = space.contexts[c].entry_type(id);
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        let (Some(a), Some(to)) = (space.element_type(first), space.element_type(goal)) else { return };
        // `repeat 0` numbers nothing.
        let start = space.contexts[c].values.get(id as usize * space.contexts[c].rows).copied();
        let start = start.and_then(|list| space.front(list, 2));
        let counts = start.is_some_and(|two| space.key(two[0]) != space.key(two[1]));
        if uses != 0 || !counts {
            return;
        }
        let number = id as usize * space.contexts[c].rows;
        for other in 0..id {
            let context = &space.contexts[c];
            let leaf = context.productions[context.entries[other as usize].production as usize].head;
            let second = context.entry_type(other);
            let Some(b) = space.element_type(second) else { continue };
            let Head::Variable(_) = leaf else { continue };
            let rows = space.contexts[c].rows;
            let mut samples = Vec::new();
            let targets = space.targets(c);
            for (row, target) in targets {
                let (list, numbers) = {
                    let values = &space.contexts[c].values;
                    (values[other as usize * rows + row], values[number + row])
                };
                let Some(list) = space.elements(list) else { return };
                let Some(out) = space.elements(target) else { return };
                let Some(numbers) = space.front(numbers, list.len()) else { return };
                if list.len() != out.len() {
                    return;
                }
                let triples = numbers.iter().zip(&list).zip(&out);
                samples.extend(triples.map(|((x, y), z)| Sample { row, elements: vec![*x, *y], answer: Some(*z) }));
            }
            self.propose(n, Over::ZipWith, vec![id, other], &[a, b], to, samples, space);
        }
    }
}
