//! Helpers beside recursive calls: where a truth may be a helper's and that of the calls together, or one of them, what the
//! calls say tells what the helper must say.

use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::wired;
use crate::synth::context::{Context, Definition, Head, Mask};
use crate::synth::define::Site;
use crate::synth::define::sites::{Plan, determined};
use crate::synth::library::Slot;
use crate::synth::recurse::Forest;
use crate::synth::recurse::predicates::Connective;
use crate::synth::space::Space;

/// Most parameters of such a helper.
const MOST_ARGS: usize = 4;

impl Forest {
    /// The helpers that may say the body of node `n` together with the recursive calls there.
    pub(super) fn joins(&self, n: usize, space: &mut Space<'_>) -> Vec<Plan> {
        let c = self.nodes[n].context;
        let truth = space.types.id(&crate::core::ty::Type::con(wired::BOOL));
        if space.contexts[c].goals != [truth] || space.result != truth {
            return Vec::new();
        }
        let Some([no, yes]) = space.enumerations.get(&truth).map(|keys| [keys[0], keys[1]]) else { return Vec::new() };
        let context = &space.contexts[c];
        let calls = calls(context);
        if calls.is_empty() {
            return Vec::new();
        }
        let mut plans: Vec<Plan> = Vec::new();
        for (connective, neutral) in [(Connective::And, yes), (Connective::Or, no)] {
            let open = space.goal.components.iter().any(|c| c.name.as_str() == connective.name());
            let Some(told) = open.then(|| told(context, &calls, neutral)).flatten() else { continue };
            let rows: Vec<usize> = (0..context.rows).filter(|row| told & (1 << row) != 0).collect();
            for args in self.beside(n, space) {
                let outcome = |row: usize| context.expected[row];
                let both = [no, yes].iter().all(|key| rows.iter().any(|row| outcome(*row) == *key));
                if !both || !determined(context, &args, &rows, outcome) {
                    continue;
                }
                let said = |row: &usize| if context.expected[*row] == yes { wired::TRUE } else { wired::FALSE };
                plans.push(Plan {
                    site: Site::Join(connective, calls.iter().map(|(_, entry)| *entry).collect()),
                    args,
                    result: crate::core::ty::Type::con(wired::BOOL),
                    rows: rows.iter().map(|row| (*row, Term::Con(Name::new(said(row))))).collect(),
                    sure: false,
                    assumed: Vec::new(),
                });
            }
        }
        plans
    }

    /// What such a helper may be given: what is at hand without the parts that the calls go to, the parameters, all.
    fn beside(&self, n: usize, space: &Space<'_>) -> Vec<Vec<u16>> {
        let context = &space.contexts[self.nodes[n].context];
        let looked = self.looked(n, space);
        let bound = |v: &u16| {
            let variable = &context.variables[*v as usize];
            variable.definition == Definition::Bound && !variable.hidden && matches!(variable.sort, Slot::Value(_))
        };
        let free = |v: &u16| bound(v) && !looked.contains(&context.variables[*v as usize].name);
        let part = |v: &u16| context.smaller.iter().any(|(_, of)| of == v);
        let all: Vec<u16> = (0..context.variables.len() as u16).filter(free).collect();
        let whole: Vec<u16> = (0..space.arity as u16).filter(bound).collect();
        let own: Vec<u16> = all.iter().copied().filter(|v| !part(v)).collect();
        let mut out = vec![own, whole, all];
        out.retain(|args| !args.is_empty() && args.len() <= MOST_ARGS);
        out
    }
}

/// The recursive calls with one smaller argument, the others as they are, of a context with what they are in its bank.
fn calls(context: &Context) -> Vec<(usize, u32)> {
    let variable =
        |(id, entry): (usize, &crate::synth::context::Entry)| match context.productions[entry.production as usize].head
        {
            Head::Variable(v) if context.variables[v as usize].definition.is_call() => Some((v as usize, id as u32)),
            _ => None,
        };
    let one = |(v, _): &(usize, u32)| {
        let Definition::Call(args) = &context.variables[*v].definition else { return false };
        args.iter().enumerate().filter(|(p, v)| **v != *p as u16).count() == 1
    };
    context.entries.iter().enumerate().filter_map(variable).filter(one).collect()
}

/// The rows where the calls leave it to the helper what the result is; none if a result cannot be.
fn told(context: &Context, calls: &[(usize, u32)], neutral: u64) -> Option<Mask> {
    let mut told = 0;
    for row in (0..context.rows).filter(|row| context.wanted() & (1 << row) != 0) {
        let said = |(v, _): &(usize, u32)| {
            let variable = &context.variables[*v];
            (variable.unknown & (1 << row) == 0).then(|| variable.keys[row] == neutral)
        };
        let said: Vec<Option<bool>> = calls.iter().map(said).collect();
        let result = context.expected[row] == neutral;
        if result && said.contains(&Some(false)) {
            return None;
        }
        if result || said.iter().all(|said| *said == Some(true)) {
            told |= 1 << row;
        }
    }
    Some(told)
}
