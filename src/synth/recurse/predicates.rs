//! Predicates put together: `p && q`, `p || q`, and three of them, from the rows on which each holds.
//!
//! Enumeration reaches a conjunction at the sum of its parts' costs; their rows tell at once which parts go together
//! (the divide-and-conquer of Alur, Radhakrishna, Udupa 2017, for the connectives instead of the conditional).

use crate::synth::context::{Context, Group, Mask, Sum};
use crate::synth::library::Slot;
use crate::synth::recurse::{Body, Forest, Solution};
use crate::synth::space::Space;

/// Most predicates of a context that are tried together.
const MOST: usize = 500;
/// Most results of one call.
const RESULTS: usize = 6;
/// Most pairs that a third predicate is tried with.
const PAIRS: usize = 48;

/// A predicate: where it may hold and where it may not; on a row with a guess it may do either, on one that stops neither.
#[derive(Clone, Copy)]
struct Truth {
    yes: Mask,
    no: Mask,
    guess: Mask,
    cost: u32,
}

/// A connective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connective {
    And,
    Or,
}

impl Connective {
    /// The library's name for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Connective::And => crate::core::wired::AND,
            Connective::Or => crate::core::wired::OR,
        }
    }

    fn join(self, a: Truth, b: Truth, own: u32) -> Truth {
        let (yes, no) = match self {
            Connective::And => (a.yes & b.yes, a.no | (a.yes & b.no)),
            Connective::Or => (a.yes | (a.no & b.yes), a.no & b.no),
        };
        Truth { yes, no, guess: a.guess | b.guess, cost: a.cost + b.cost + own }
    }
}

/// What is wanted of a predicate.
struct Wanted<'c> {
    yes: Mask,
    no: Mask,
    groups: &'c [Group],
}

impl Wanted<'_> {
    fn met(&self, t: Truth) -> bool {
        self.yes & !t.yes == 0 && self.no & !t.no == 0 && self.groups.iter().all(|group| holds(group, t))
    }

    /// A disjunction with more predicates may still become what is wanted.
    fn under(&self, t: Truth, connective: Connective) -> bool {
        match connective {
            Connective::Or => self.no & !t.no == 0,
            Connective::And => self.yes & !t.yes == 0,
        }
    }
}

fn holds(group: &Group, t: Truth) -> bool {
    let mask = crate::synth::context::all_rows(group.count) << group.first;
    let ones = (t.yes & mask).count_ones() as usize;
    if (t.yes | t.no) & mask != mask {
        return false;
    }
    match group.sum {
        Sum::All(wanted) => (ones == group.count) == wanted,
        Sum::Any(wanted) => (ones > 0) == wanted,
        Sum::Count(wanted) => ones as i64 == wanted,
        Sum::Total(_) => false,
    }
}

impl Forest {
    /// Reads the predicates that the node's bank has found since the last time, and adds what they make together.
    pub(crate) fn predicates(&mut self, n: usize, space: &Space<'_>) {
        let context = &space.contexts[self.nodes[n].context];
        let Some(keys) = context.goals.first().and_then(|goal| space.enumerations.get(goal)) else { return };
        let slots = [Slot::Value(context.goals[0]), Slot::Value(context.goals[0])];
        let own = [Connective::And, Connective::Or].map(|c| {
            let instance = space.find_instance(c.name(), &slots, context.goals[0]);
            instance.map(|i| (c, space.library.instances[i as usize].cost))
        });
        let from = self.nodes[n].predicates_read;
        let all = context.truths.len().min(MOST);
        if keys.len() != 2 || from >= all || own.iter().all(Option::is_none) {
            return;
        }
        self.nodes[n].predicates_read = all;
        let truths: Vec<Truth> = context.truths[..all].iter().map(|filed| truth(context, filed)).collect();
        let wanted = wanted(context, keys);
        let mut found: Vec<(u32, Body, Mask)> = Vec::new();
        for (connective, own) in own.into_iter().flatten() {
            combine(context, &truths, &wanted, connective, own, from, &mut found);
        }
        found.sort_by_key(|(cost, ..)| *cost);
        found.truncate(RESULTS);
        let asked = context.wanted();
        for (cost, body, guess) in found {
            let sure = guess & asked == 0;
            self.add(n, Solution { cost, body, sure, plain: false, defines: false, borne_out: false });
        }
    }
}

/// Where the entry holds.
fn truth(context: &Context, (id, [no, yes]): &(u32, [Mask; 2])) -> Truth {
    let entry = &context.entries[*id as usize];
    Truth { yes: yes | entry.unknown, no: no | entry.unknown, guess: entry.unknown, cost: entry.cost }
}

fn wanted<'c>(context: &'c Context, keys: &[u64]) -> Wanted<'c> {
    let (mut yes, mut no) = (0, 0);
    for row in (0..context.rows).filter(|row| context.wanted() & (1 << row) != 0) {
        yes |= Mask::from(context.expected[row] == keys[1]) << row;
        no |= Mask::from(context.expected[row] == keys[0]) << row;
    }
    Wanted { yes, no, groups: &context.groups }
}

/// The pairs and triples with at least one predicate from `from` on that are what is wanted.
fn combine(
    context: &Context,
    truths: &[Truth],
    wanted: &Wanted<'_>,
    connective: Connective,
    own: u32,
    from: usize,
    found: &mut Vec<(u32, Body, Mask)>,
) {
    let both = |i: usize, j: usize| {
        let entry = |i: usize| Box::new(Body::Entry(context.truths[i].0));
        Body::Both(connective, entry(i), entry(j))
    };
    let mut pairs: Vec<(Truth, usize, usize)> = Vec::new();
    for j in 0..truths.len() {
        for i in 0..j {
            for (i, j) in [(i, j), (j, i)] {
                let (a, b) = (truths[i], truths[j]);
                // The second order matters only where one of them stops.
                if i > j && (a.yes | a.no) == (b.yes | b.no) {
                    continue;
                }
                let joined = connective.join(a, b, own);
                if wanted.met(joined) {
                    if i.max(j) >= from && !wanted.met(a) && !wanted.met(b) {
                        found.push((joined.cost, both(i, j), joined.guess));
                    }
                } else if wanted.groups.is_empty() && wanted.under(joined, connective) && pairs.len() < PAIRS * 8 {
                    pairs.push((joined, i, j));
                }
            }
        }
    }
    if !found.is_empty() {
        return;
    }
    pairs.sort_by_key(|(t, i, j)| (t.cost, *i, *j));
    for (pair, i, j) in pairs.into_iter().take(PAIRS) {
        for (k, third) in truths.iter().enumerate() {
            // A pair in front of the third: `p || q || r`.
            let joined = connective.join(*third, pair, own);
            if k != i && k != j && i.max(j).max(k) >= from && wanted.met(joined) {
                let body = Body::Both(connective, Box::new(Body::Entry(context.truths[k].0)), Box::new(both(i, j)));
                found.push((joined.cost, body, joined.guess));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: usize = 5;
    const PREDICATES: usize = 6;

    /// What `a && b` or `a || b` is on one row, evaluated from the left; none: it stops.
    fn run(connective: Connective, a: Option<bool>, b: Option<bool>) -> Option<bool> {
        match (connective, a) {
            (_, None) => None,
            (Connective::And, Some(false)) => Some(false),
            (Connective::Or, Some(true)) => Some(true),
            _ => b,
        }
    }

    fn masks(rows: &[Option<bool>]) -> Truth {
        let of = |wanted| rows.iter().enumerate().fold(0, |m, (i, r)| m | Mask::from(*r == Some(wanted)) << i);
        Truth { yes: of(true), no: of(false), guess: 0, cost: 1 }
    }

    /// The entries of a body, in order.
    fn entries(body: &Body) -> Vec<u32> {
        match body {
            Body::Entry(id) => vec![*id],
            Body::Both(_, a, b) => [entries(a), entries(b)].concat(),
            Body::Case(..) | Body::Split(..) | Body::Call(_) | Body::Test(..) | Body::Stop => Vec::new(),
        }
    }

    /// Row by row and one combination after the other, beside the masks.
    #[test]
    fn pairs_and_triples_are_those_that_evaluation_finds() {
        let mut seed = 7_u64;
        let mut draw = move || {
            seed = crate::synth::space::mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15));
            seed
        };
        let (mut pairs_met, mut triples_met) = (0, 0);
        for round in 0..4_000 {
            let connective = if round % 2 == 0 { Connective::And } else { Connective::Or };
            let rows: Vec<Vec<Option<bool>>> = (0..PREDICATES)
                .map(|_| {
                    (0..ROWS)
                        .map(|_| [Some(true), Some(false), Some(true), Some(false), None][draw() as usize % 5])
                        .collect()
                })
                .collect();
            let target: Vec<bool> = (0..ROWS).map(|_| draw() % 2 == 0).collect();
            let meets = |seen: &[Option<bool>]| seen.iter().zip(&target).all(|(seen, wanted)| *seen == Some(*wanted));
            let join = |a: &[Option<bool>], b: &[Option<bool>]| -> Vec<Option<bool>> {
                a.iter().zip(b).map(|(a, b)| run(connective, *a, *b)).collect()
            };
            let alone: Vec<bool> = rows.iter().map(|r| meets(r)).collect();
            let mut pairs = Vec::new();
            let mut triple = false;
            for i in 0..PREDICATES {
                for j in (0..PREDICATES).filter(|j| *j != i) {
                    let both = join(&rows[i], &rows[j]);
                    if meets(&both) && !alone[i] && !alone[j] {
                        pairs.push((i as u32, j as u32));
                    }
                    triple |=
                        (0..PREDICATES).any(|k| k != i && k != j && !meets(&both) && meets(&join(&rows[k], &both)));
                }
            }
            let truths: Vec<Truth> = rows.iter().map(|r| masks(r)).collect();
            let goal = masks(&target.iter().map(|t| Some(*t)).collect::<Vec<_>>());
            let wanted = Wanted { yes: goal.yes, no: goal.no, groups: &[] };
            let context =
                Context { truths: (0..PREDICATES as u32).map(|id| (id, [0; 2])).collect(), ..Context::default() };
            let mut found = Vec::new();
            combine(&context, &truths, &wanted, connective, 1, 0, &mut found);
            for (_, body, _) in &found {
                let ids = entries(body);
                let seen = ids.iter().rev().map(|id| rows[*id as usize].clone()).reduce(|b, a| join(&a, &b));
                assert!(seen.is_some_and(|seen| meets(&seen)), "{connective:?} {ids:?} {rows:?} {target:?}");
            }
            // Of two orders that stop on the same rows one is enough.
            let listed = |i: u32, j: u32| found.iter().any(|(_, body, _)| entries(body) == [i, j]);
            assert!(pairs.iter().all(|(i, j)| listed(*i, *j) || listed(*j, *i)), "{connective:?} {pairs:?}");
            if pairs.is_empty() {
                assert_eq!(!found.is_empty(), triple, "{connective:?} {rows:?} {target:?}");
                triples_met += usize::from(triple);
            }
            pairs_met += usize::from(!pairs.is_empty());
        }
        assert!(
            pairs_met > 50 && triples_met > 20,
            "the draws say too little: {pairs_met} pairs, {triples_met} triples"
        );
    }
}
