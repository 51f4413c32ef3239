//! Conditionals as separating predicates: bodies that are right on some rows, and conditions that tell the rows apart
//! (Alur, Radhakrishna, Udupa 2017, "Scaling enumerative program synthesis via divide and conquer").

use crate::synth::context::{Context, Mask};
use crate::synth::library::UNIT;
use crate::synth::recurse::{Body, Solution};

/// Most conditions tried below another one.
const INNER: usize = 40;
/// Most results of one call.
const RESULTS: usize = 6;
/// Bodies tried for one branch.
const CHOICES: usize = 3;

/// A body for one branch.
#[derive(Clone)]
struct Choice {
    cost: u32,
    body: Body,
    sure: bool,
    /// It was not there at the last call.
    news: bool,
}

/// Conditionals of at most two levels that may be right on every row, cheapest first. `before` says how many partly
/// right bodies and conditions were there at the last call: a result uses at least one new one.
pub(crate) fn cover(context: &Context, before: (usize, usize)) -> Vec<Solution> {
    let wanted = context.wanted();
    if wanted.count_ones() < 2 {
        return Vec::new();
    }
    let mut found: Vec<Solution> = Vec::new();
    for (number, (condition, masks)) in context.conditions.iter().enumerate() {
        let base = context.entries[*condition as usize].cost + UNIT;
        for group in groupings(masks, wanted) {
            let mut combinations = vec![(base, number >= before.1, true, Vec::new())];
            let mut nested = false;
            for mask in &group.parts {
                let mut choices = single(context, *mask, before.0);
                if choices.is_empty() && !nested && context.conditions.len() < 400 {
                    nested = true;
                    choices.extend(pair(context, *mask));
                }
                let mut next = Vec::new();
                for (cost, news, sure, bodies) in &combinations {
                    for choice in &choices {
                        let mut bodies: Vec<Body> = bodies.clone();
                        bodies.push(choice.body.clone());
                        next.push((cost + choice.cost, *news || choice.news, *sure && choice.sure, bodies));
                    }
                }
                next.truncate(12);
                combinations = next;
            }
            for (cost, news, sure, bodies) in combinations {
                if news {
                    let branches = group.branch.iter().map(|b| b.map(|b| bodies[b].clone())).collect();
                    found.push(Solution {
                        cost,
                        body: Body::Case(*condition, branches),
                        sure,
                        plain: false,
                        defines: false,
                        borne_out: false,
                    });
                }
            }
        }
    }
    found.sort_by_key(|s| (s.cost, !s.sure));
    found.truncate(RESULTS);
    found
}

/// A way to share bodies among the constructors of a condition.
struct Grouping {
    /// The rows of each body.
    parts: Vec<Mask>,
    /// The body of each constructor.
    branch: Vec<Option<usize>>,
}

/// Each constructor for itself, and, for three and more, one against all others.
fn groupings(masks: &[Mask], wanted: Mask) -> Vec<Grouping> {
    let met: Vec<usize> = (0..masks.len()).filter(|i| masks[*i] & wanted != 0).collect();
    let alone = Grouping {
        parts: met.iter().map(|i| masks[*i] & wanted).collect(),
        branch: (0..masks.len()).map(|i| met.iter().position(|m| *m == i)).collect(),
    };
    let mut out = Vec::new();
    if met.len() > 2 {
        for one in &met {
            let rest = met.iter().filter(|i| *i != one).fold(0, |m, i| m | masks[*i]) & wanted;
            let branch = (0..masks.len()).map(|i| Some(usize::from(i != *one))).collect();
            out.push(Grouping { parts: vec![masks[*one] & wanted, rest], branch });
        }
    }
    out.push(alone);
    out
}

/// The cheapest bodies that may be right on `mask`: one that surely is (and one of about its cost that recurses), and a
/// few with guesses that are right somewhere.
fn single(context: &Context, mask: Mask, before: usize) -> Vec<Choice> {
    let mut out: Vec<Choice> = Vec::new();
    let mut first: Option<u32> = None;
    for (at, partial) in context.partials.iter().enumerate() {
        if (partial.right | partial.unknown) & mask != mask {
            continue;
        }
        let sure = partial.right & mask == mask;
        if !sure && (partial.right & mask == 0 || out.len() + 1 >= CHOICES) {
            continue;
        }
        let cost = context.entries[partial.entry as usize].cost;
        if first.is_some_and(|first| cost > first + UNIT) {
            break;
        }
        if first.is_some() && !(sure && partial.recursive) {
            continue;
        }
        out.push(Choice { cost, body: Body::Entry(partial.entry), sure, news: at >= before });
        if sure && (partial.recursive || first.is_some()) {
            break;
        }
        if sure {
            first = Some(cost);
        }
    }
    out
}

/// The cheapest inner conditional that is right on `mask`.
fn pair(context: &Context, mask: Mask) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    for (condition, masks) in context.conditions.iter().take(INNER) {
        let base = context.entries[*condition as usize].cost + UNIT;
        if best.as_ref().is_some_and(|b| b.cost <= base) {
            continue;
        }
        for group in groupings(masks, mask) {
            if group.parts.len() < 2 {
                continue;
            }
            let picks: Vec<Choice> = group
                .parts
                .iter()
                .filter_map(|part| single(context, *part, 0).into_iter().find(|choice| choice.sure))
                .collect();
            let total = base + picks.iter().map(|p| p.cost).sum::<u32>();
            if picks.len() == group.parts.len() && best.as_ref().is_none_or(|b| total < b.cost) {
                let branches = group.branch.iter().map(|b| b.map(|b| picks[b].body.clone())).collect();
                best = Some(Choice { cost: total, body: Body::Case(*condition, branches), sure: true, news: true });
            }
        }
    }
    best
}
