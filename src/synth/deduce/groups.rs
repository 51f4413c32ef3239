//! Hypotheses over the elements of lists of which only something together is known: `all`, `any`, `length . filter`,
//! `sum . map`; and over those of two lists, one of which may be the rest of the other: `and (zipWith ? xs (drop 1 xs))`.

use crate::core::eval::{Value, View};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Group, Head, MAX_ROWS, Sum};
use crate::synth::deduce::{Over, Shape};
use crate::synth::library::UNIT;
use crate::synth::recurse::Forest;
use crate::synth::space::{Space, combine};
use crate::synth::types::TypeId;

/// Most that the entries of two lists cost together.
const MOST_PAIRED: u32 = 5 * UNIT;

/// The entries that are lists, the types of their elements, and, for each row where something is wanted, the elements that
/// stand together, and what is wanted.
struct Lists {
    sources: Vec<u32>,
    elements: Vec<TypeId>,
    rows: Vec<(usize, Vec<Vec<Value>>, Value)>,
}

impl Forest {
    /// Hypotheses over the elements of the list `id`, where a truth or a number is wanted.
    pub(super) fn together(
        &mut self,
        n: usize,
        id: u32,
        element: TypeId,
        lists: &[(usize, Vec<Value>, Value)],
        space: &mut Space<'_>,
    ) {
        let one = |(row, list, target): &(usize, Vec<Value>, Value)| {
            (*row, list.iter().map(|x| vec![*x]).collect::<Vec<_>>(), *target)
        };
        let single = Lists { sources: vec![id], elements: vec![element], rows: lists.iter().map(one).collect() };
        self.grouped(n, &single, space);
        for pairs in self.paired(n, id, element, lists, space) {
            self.grouped(n, &pairs, space);
        }
    }

    /// The list `id` beside each list variable before it.
    fn paired(
        &self,
        n: usize,
        id: u32,
        element: TypeId,
        lists: &[(usize, Vec<Value>, Value)],
        space: &mut Space<'_>,
    ) -> Vec<Lists> {
        let c = self.nodes[n].context;
        let mut out = Vec::new();
        for other in 0..id {
            let context = &space.contexts[c];
            let entry = &context.entries[other as usize];
            let leaf = matches!(context.productions[entry.production as usize].head, Head::Variable(_));
            if !leaf || entry.cost + context.entries[id as usize].cost > MOST_PAIRED {
                continue;
            }
            let Some(first) = space.element_type(space.contexts[c].entry_type(other)) else { continue };
            let mut rows = Vec::new();
            for (row, ys, target) in lists {
                let value = space.contexts[c].values[other as usize * space.contexts[c].rows + row];
                let Some(xs) = space.elements(value) else { break };
                rows.push((*row, xs.iter().zip(ys).map(|(x, y)| vec![*x, *y]).collect(), *target));
            }
            if rows.len() == lists.len() {
                out.push(Lists { sources: vec![other, id], elements: vec![first, element], rows });
            }
        }
        out
    }

    fn grouped(&mut self, n: usize, lists: &Lists, space: &mut Space<'_>) {
        let truth = space.types.id(&Type::con(wired::BOOL));
        if space.contexts[self.nodes[n].context].goals.first() == Some(&truth) {
            self.quantified(n, lists, truth, space);
        } else {
            self.counted(n, lists, truth, space);
        }
    }

    /// `all ? xs` and `any ? xs`: what is wanted of the elements is known of all of them together.
    fn quantified(&mut self, n: usize, lists: &Lists, truth: TypeId, space: &mut Space<'_>) {
        let yes = space.machine.make(&View::Data(1, Vec::new()));
        let one = space.key(yes);
        for all in [true, false] {
            let mut sums = Vec::new();
            for (_, list, target) in &lists.rows {
                let wanted = space.key(*target) == one;
                if list.is_empty() && wanted != all {
                    break;
                }
                sums.push(if all { Sum::All(wanted) } else { Sum::Any(wanted) });
            }
            let over = match (all, lists.sources.len()) {
                (true, 1) => Over::All,
                (false, 1) => Over::Any,
                (true, _) => Over::AllZipped,
                (false, _) => Over::AnyZipped,
            };
            if sums.len() == lists.rows.len() {
                self.open_groups(n, over, lists, truth, &sums, space);
            }
        }
    }

    /// `length (filter ? xs)` and `sum (map ? xs)`.
    fn counted(&mut self, n: usize, lists: &Lists, truth: TypeId, space: &mut Space<'_>) {
        let int = space.int();
        let (mut counts, mut totals) = (Vec::new(), Vec::new());
        for (_, list, target) in &lists.rows {
            let Ok(View::Int(k)) = space.machine.view(*target) else { return };
            if k >= 0 && k <= list.len() as i64 {
                counts.push(Sum::Count(k));
            }
            if !list.is_empty() || k == 0 {
                totals.push(Sum::Total(k));
            }
        }
        let single = lists.sources.len() == 1;
        if counts.len() == lists.rows.len() {
            self.open_groups(n, if single { Over::Count } else { Over::CountZipped }, lists, truth, &counts, space);
        }
        if totals.len() == lists.rows.len() {
            self.open_groups(n, if single { Over::Sum } else { Over::SumZipped }, lists, int, &totals, space);
        }
    }

    /// Opens a hypothesis over all elements of all rows, of which sums are known.
    fn open_groups(
        &mut self,
        n: usize,
        over: Over,
        lists: &Lists,
        answer: TypeId,
        sums: &[Sum],
        space: &mut Space<'_>,
    ) {
        let c = self.nodes[n].context;
        let each = |(row, list, _): &(usize, Vec<Vec<Value>>, Value)| std::iter::repeat_n(*row, list.len());
        let rows: Vec<usize> = lists.rows.iter().flat_map(each).collect();
        let source: u32 = lists.sources.iter().map(|id| space.contexts[c].entries[*id as usize].cost).sum();
        let said = lists.rows.iter().filter(|(_, list, _)| !list.is_empty()).count();
        let known = space.instances_of(over, &lists.elements, answer).is_some();
        let sign = space.disordered(&lists.rows);
        if self.nodes[n].met.contains(&(over, sign)) {
            return;
        }
        self.nodes[n].met.push((over, sign));
        let dear = source > if lists.sources.len() == 1 { 2 * UNIT } else { MOST_PAIRED };
        if rows.len() > MAX_ROWS || rows.len() < 2 || said < 2 || dear || !known {
            return;
        }
        let yes = space.machine.make(&View::Data(1, Vec::new()));
        let one = space.key(yes);
        let told = space.told(&lists.rows, sums, answer);
        let settled = told.iter().all(Option::is_some);
        let targets = if settled { told } else { vec![None; rows.len()] };
        let mut child = space.derived(c, &rows, answer, targets);
        let mut first = 0;
        for ((_, list, _), sum) in lists.rows.iter().zip(sums).filter(|_| !settled) {
            child.groups.push(Group { first, count: list.len(), one, sum: *sum });
            first += list.len();
        }
        child.groups.retain(|group| group.count > 0);
        for (at, element) in lists.elements.iter().enumerate() {
            let values = lists.rows.iter().flat_map(|(_, list, _)| list.iter().map(|together| together[at])).collect();
            let Some(variable) = space.bound(*element, values) else { return };
            child.variables.push(variable);
        }
        self.hypothesis(n, Shape::Over(over, lists.sources.clone()), UNIT + source, true, child, space);
    }
}

impl Space<'_> {
    /// What follows for each element from the sums of lists: where one alone is left.
    fn told(
        &mut self,
        rows: &[(usize, Vec<Vec<Value>>, Value)],
        sums: &[Sum],
        answer: TypeId,
    ) -> Vec<Option<(Value, u64)>> {
        let mut lists: Vec<Vec<u64>> = Vec::new();
        for (row, list, _) in rows {
            // The same element beside other arguments is another one.
            let salt = *row as u64;
            let key = |x: &Value, space: &mut Self| space.key(*x);
            lists.push(
                list.iter()
                    .map(|all| {
                        let mut keys: Vec<u64> = all.iter().map(|x| key(x, self)).collect();
                        keys.extend((self.arity > 1).then_some(salt));
                        combine(&keys)
                    })
                    .collect(),
            );
        }
        let mut known: Vec<(u64, i64)> = Vec::new();
        let of = |known: &[(u64, i64)], key: u64| known.iter().find(|(k, _)| *k == key).map(|(_, n)| *n);
        loop {
            let before = known.len();
            for (list, sum) in lists.iter().zip(sums) {
                let open: Vec<u64> = list.iter().copied().filter(|key| of(&known, *key).is_none()).collect();
                let seen: i64 = list.iter().filter_map(|key| of(&known, *key)).sum();
                let alike = open.windows(2).all(|two| two[0] == two[1]);
                let left = open.len() as i64;
                let Sum::Total(all) = *sum else { return vec![None; lists.concat().len()] };
                let each = (alike && left > 0 && (all - seen) % left == 0).then(|| (all - seen) / left);
                let Some(each) = each else { continue };
                for key in open {
                    if of(&known, key).is_none() {
                        known.push((key, each));
                    }
                }
            }
            if known.len() == before {
                break;
            }
        }
        let mut number = |n| {
            let value = self.number(answer, n);
            (value, self.key(value))
        };
        lists.concat().into_iter().map(|key| Some(number(of(&known, key)?))).collect()
    }

    /// What tells the elements of lists apart; their order does not matter: one list of the same ones is enough.
    fn disordered(&mut self, rows: &[(usize, Vec<Vec<Value>>, Value)]) -> u64 {
        let mut all = Vec::new();
        for (_, list, _) in rows {
            let mut keys: Vec<u64> = Vec::new();
            for together in list {
                let each: Vec<u64> = together.iter().map(|x| self.key(*x)).collect();
                keys.push(if each.len() == 1 { each[0] } else { combine(&each) });
            }
            keys.sort_unstable();
            all.push(combine(&keys));
        }
        combine(&all)
    }
}
