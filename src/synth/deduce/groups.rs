//! Hypotheses over the elements of lists of which only something together is known: `all`, `any`, `length . filter`,
//! `sum . map`.

use crate::core::eval::{Value, View};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Group, MAX_ROWS, Sum};
use crate::synth::deduce::{Over, Shape};
use crate::synth::library::UNIT;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

impl Forest {
    /// `all ? xs` and `any ? xs`: what is wanted of the elements is known of all of them together.
    pub(super) fn quantified(
        &mut self,
        n: usize,
        id: u32,
        element: TypeId,
        lists: &[(usize, Vec<Value>, Value)],
        space: &mut Space<'_>,
    ) {
        let truth = space.types.id(&Type::con(wired::BOOL));
        let yes = space.machine.make(&View::Data(1, Vec::new()));
        let one = space.key(yes);
        for over in [Over::All, Over::Any] {
            let mut sums = Vec::new();
            for (_, list, target) in lists {
                let wanted = space.key(*target) == one;
                if list.is_empty() && wanted != (over == Over::All) {
                    break;
                }
                sums.push(if over == Over::All { Sum::All(wanted) } else { Sum::Any(wanted) });
            }
            if sums.len() == lists.len() {
                self.grouped(n, over, id, (element, truth), lists, &sums, space);
            }
        }
    }

    /// `length (filter ? xs)` and `sum (map ? xs)`.
    pub(super) fn counted(
        &mut self,
        n: usize,
        id: u32,
        element: TypeId,
        lists: &[(usize, Vec<Value>, Value)],
        space: &mut Space<'_>,
    ) {
        let (truth, int) = (space.types.id(&Type::con(wired::BOOL)), space.int());
        let (mut counts, mut totals) = (Vec::new(), Vec::new());
        for (_, list, target) in lists {
            let Ok(View::Int(k)) = space.machine.view(*target) else { return };
            if k >= 0 && k <= list.len() as i64 {
                counts.push(Sum::Count(k));
            }
            if !list.is_empty() || k == 0 {
                totals.push(Sum::Total(k));
            }
        }
        if counts.len() == lists.len() {
            self.grouped(n, Over::Count, id, (element, truth), lists, &counts, space);
        }
        if totals.len() == lists.len() {
            self.grouped(n, Over::Sum, id, (element, int), lists, &totals, space);
        }
    }

    /// Opens a hypothesis over all elements of all rows, of which sums are known.
    #[expect(clippy::too_many_arguments, reason = "the parts of one hypothesis")]
    fn grouped(
        &mut self,
        n: usize,
        over: Over,
        id: u32,
        (element, answer): (TypeId, TypeId),
        lists: &[(usize, Vec<Value>, Value)],
        sums: &[Sum],
        space: &mut Space<'_>,
    ) {
        let c = self.nodes[n].context;
        let rows: Vec<usize> = lists.iter().flat_map(|(row, list, _)| std::iter::repeat_n(*row, list.len())).collect();
        let source = space.contexts[c].entries[id as usize].cost;
        let said = lists.iter().filter(|(_, list, _)| !list.is_empty()).count();
        let known = space.instances_of(over, &[element], answer).is_some();
        // The order of the elements does not matter here: one list of the same ones is enough.
        let mut same: Vec<Vec<u64>> =
            lists.iter().map(|(_, list, _)| list.iter().map(|x| space.key(*x)).collect()).collect();
        same.iter_mut().for_each(|keys| keys.sort_unstable());
        let sign = crate::synth::space::combine(
            &same.iter().map(|keys| crate::synth::space::combine(keys)).collect::<Vec<u64>>(),
        );
        if self.nodes[n].met.contains(&(over, sign)) {
            return;
        }
        self.nodes[n].met.push((over, sign));
        if rows.len() > MAX_ROWS || rows.len() < 2 || said < 2 || source > 2 * UNIT || !known {
            return;
        }
        let yes = space.machine.make(&View::Data(1, Vec::new()));
        let one = space.key(yes);
        let mut child = space.derived(c, &rows, answer, vec![None; rows.len()]);
        let mut first = 0;
        for ((_, list, _), sum) in lists.iter().zip(sums) {
            child.groups.push(Group { first, count: list.len(), one, sum: *sum });
            first += list.len();
        }
        child.groups.retain(|group| group.count > 0);
        let values = lists.iter().flat_map(|(_, list, _)| list.iter().copied()).collect();
        let Some(variable) = space.bound(element, values) else { return };
        child.variables.push(variable);
        self.hypothesis(n, Shape::Over(over, vec![id]), UNIT + source, true, child, space);
    }
}
