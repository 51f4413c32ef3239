//! Which children a production may take at a cost: buckets of entries, and the ways to share a cost among holes.

use crate::synth::context::{Context, Hole, Kids};

/// Contexts other than the one being changed.
pub(super) struct View<'a> {
    pub(super) head: &'a [Context],
    pub(super) tail: &'a [Context],
    pub(super) base: usize,
}

impl<'a> View<'a> {
    fn get(&self, c: usize) -> Option<&'a Context> {
        if c < self.base { self.head.get(c) } else { self.tail.get(c.checked_sub(self.base + 1)?) }
    }

    pub(super) fn bucket<'b>(
        &self,
        lists: &'b [Vec<Vec<u32>>],
        lambdas: &[crate::synth::context::Lambda],
        hole: Hole,
        cost: u32,
    ) -> &'b [u32]
    where
        'a: 'b,
    {
        let (lists, ty): (&'b [Vec<Vec<u32>>], _) = match hole {
            Hole::Value(ty) => (lists, ty),
            Hole::Function(lambda, ty) => {
                match lambdas.get(lambda as usize).and_then(|l| l.context).and_then(|child| self.get(child)) {
                    Some(child) => (&child.functions, ty),
                    None => return &[],
                }
            }
        };
        lists.get(ty.index()).and_then(|by_cost| by_cost.get(cost as usize)).map_or(&[], Vec::as_slice)
    }
}

/// All ways to spend `rest` on `holes`, each at a cost at which there are entries.
pub(super) fn split_cost(
    holes: &[Hole],
    i: usize,
    rest: u32,
    split: &mut Kids,
    filled: &dyn Fn(Hole, u32) -> bool,
    out: &mut Vec<Kids>,
) {
    let Some(hole) = holes.get(i) else {
        if rest == 0 {
            out.push(*split);
        }
        return;
    };
    let left = (holes.len() - i - 1) as u32;
    if i + 1 == holes.len() {
        if rest > 0 && filled(*hole, rest) {
            split[i] = rest;
            out.push(*split);
        }
        return;
    }
    for cost in 1..=rest.saturating_sub(left) {
        if filled(*hole, cost) {
            split[i] = cost;
            split_cost(holes, i + 1, rest - cost, split, filled, out);
        }
    }
}
