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
        let truths: Vec<Truth> = context.truths[..all].iter().map(|id| truth(context, *id, keys)).collect();
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
            self.add(n, Solution { cost, body, sure, plain: false });
        }
    }
}

/// Where the entry holds.
fn truth(context: &Context, id: u32, keys: &[u64]) -> Truth {
    let entry = &context.entries[id as usize];
    let start = id as usize * context.rows;
    let (mut yes, mut no) = (entry.unknown, entry.unknown);
    for (row, key) in context.keys[start..start + context.rows].iter().enumerate() {
        yes |= Mask::from(*key == keys[1]) << row;
        no |= Mask::from(*key == keys[0]) << row;
    }
    Truth { yes, no, guess: entry.unknown, cost: entry.cost }
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
        let entry = |i: usize| Box::new(Body::Entry(context.truths[i]));
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
                let body = Body::Both(connective, Box::new(Body::Entry(context.truths[k])), Box::new(both(i, j)));
                found.push((joined.cost, body, joined.guess));
            }
        }
    }
}
