//! Bodies between which a helper may choose: each is right on some rows of a node. Where a body needs a recursive call whose
//! result is not known, it is run without it: what is built around the call tells whether it can be right (Lubin et al.
//! 2020, "Program sketching with live bidirectional evaluation", does this for any hole).

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::synth::context::{Context, Mask};
use crate::synth::program::Style;
use crate::synth::space::Space;

/// Most bodies looked at: the cheapest, those that are right on most rows, those with calls of unknown result.
const CHEAPEST: usize = 8;
const RIGHTEST: usize = 8;
const OPEN: usize = 12;
/// Most nodes of a result that are compared.
const NODES: u32 = 200;

/// A body that may be right on some rows.
pub(super) struct Candidate {
    pub(super) entry: u32,
    cost: u32,
    /// Rows where it is right, or what it builds around unknown calls is.
    right: Mask,
    /// Rows where nothing speaks against it.
    may: Mask,
}

/// The bodies of context `c` worth choosing between.
pub(super) fn candidates(c: usize, space: &mut Space<'_>) -> Vec<Candidate> {
    let context = &space.contexts[c];
    let wanted = context.wanted();
    let mut order: Vec<usize> = (0..context.partials.len()).collect();
    let mut chosen: Vec<u32> = order.iter().take(CHEAPEST).map(|at| context.partials[*at].entry).collect();
    order.sort_by_key(|at| std::cmp::Reverse(context.partials[*at].right.count_ones()));
    chosen.extend(order.iter().take(RIGHTEST).map(|at| context.partials[*at].entry));
    chosen.extend(context.open_bodies.iter().take(OPEN));
    chosen.sort_unstable();
    chosen.dedup();
    let mut out = Vec::new();
    for entry in chosen {
        let item = &space.contexts[c].entries[entry as usize];
        let (cost, unknown, mut right) = (item.cost, item.unknown & wanted, item.right & wanted);
        right &= !unknown;
        let mut may = right;
        for row in (0..space.contexts[c].rows).filter(|row| unknown & (1 << row) != 0) {
            match space.agreement(c, entry, row) {
                None => {}
                Some(built) => {
                    may |= 1 << row;
                    right |= if built { 1 << row } else { 0 };
                }
            }
        }
        if right != 0 {
            out.push(Candidate { entry, cost, right, may });
        }
    }
    out
}

/// Sets of `count` bodies that may be right on every row together, each on one where no other is; the cheapest first.
pub(super) fn covers(bodies: &[Candidate], wanted: Mask, count: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..count {
        let mut next = Vec::new();
        for set in &sets {
            let from = set.last().map_or(0, |last| last + 1);
            next.extend((from..bodies.len()).map(|at| [set.as_slice(), &[at]].concat()));
        }
        sets = next;
    }
    sets.retain(|set| {
        let all = set.iter().fold(0, |all, at| all | bodies[*at].may);
        let alone = |at: &usize| {
            let others = set.iter().filter(|o| *o != at).fold(0, |all, o| all | bodies[*o].right);
            bodies[*at].right & !others != 0
        };
        all == wanted && set.iter().all(alone)
    });
    sets.sort_by_key(|set| set.iter().map(|at| bodies[*at].cost).sum::<u32>());
    sets
}

/// The rows on which one of the bodies is right and no other, or may be and no other, and which.
pub(super) fn outcomes(bodies: &[Candidate], set: &[usize], context: &Context) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for row in (0..context.rows).filter(|row| context.wanted() & (1 << row) != 0) {
        let on = |mask: fn(&Candidate) -> Mask| {
            let mut there = set.iter().filter(|at| mask(&bodies[**at]) & (1 << row) != 0);
            let one = there.next().copied();
            (one.filter(|_| there.clone().next().is_none()), one.is_some())
        };
        let (right, any) = on(|body| body.right);
        let only = if any { right } else { on(|body| body.may).0 };
        out.extend(only.map(|body| (row, body)));
    }
    out
}

impl Space<'_> {
    /// Whether an entry, run without the results of recursive calls, can be what is expected on a row: none if not, and
    /// else whether it builds some of it.
    fn agreement(&mut self, c: usize, entry: u32, row: usize) -> Option<bool> {
        self.steps += 1;
        let term = self.term(c, entry, Style::Search);
        let context = &self.contexts[c];
        let mut names: Vec<Name> = context.variables.iter().map(|v| v.name).collect();
        let mut values: Vec<Value> = Vec::new();
        for variable in &context.variables {
            let guess = variable.definition.is_call() && variable.unknown & (1 << row) != 0;
            values.push(if guess { self.bottom } else { variable.values[row] });
        }
        let (target, example) = (context.targets[row], context.example[row]);
        names.extend(self.dictionary_names());
        values.extend(self.rows[example as usize].dictionaries.iter().copied());
        let mark = self.machine.mark();
        let code = self.machine.compile(&names, &term);
        let value = self.machine.suspend(code, &values);
        let mut left = NODES;
        let seen = self.agrees(value, target, &mut left);
        self.machine.reset(mark);
        self.machine.forget_code(code);
        seen
    }

    fn agrees(&mut self, value: Value, target: Value, left: &mut u32) -> Option<bool> {
        if *left == 0 {
            return Some(true);
        }
        *left -= 1;
        let Ok(seen) = self.machine.view(value) else { return Some(false) };
        match (seen, self.machine.view(target)) {
            (View::Data(tag, fields), Ok(View::Data(other, targets))) => {
                if tag != other || fields.len() != targets.len() {
                    return None;
                }
                for (field, target) in fields.into_iter().zip(targets) {
                    self.agrees(field, target, left)?;
                }
                Some(true)
            }
            _ => (self.key(value) == self.key(target)).then_some(true),
        }
    }
}
