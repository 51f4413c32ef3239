//! Functions passed by name: `map toUpper s`, `foldr (+) 0 xs`, `map f xs`.
//!
//! As the body of an abstraction such a function would cost as much as its parameters and itself; written by its name it
//! costs itself alone. So these are put into an abstraction's bank at once, before its terms reach them.

use crate::synth::context::{Head, Hole, Kids, Production};
use crate::synth::enumerate::Progress;
use crate::synth::guide;
use crate::synth::library::{MAX_SLOTS, Slot, units};
use crate::synth::space::Space;

/// Most functions that one is given by name.
const MOST_GIVEN: usize = 12;

impl Space<'_> {
    /// The level of an abstraction context at which its parameters are there.
    pub(super) fn reference_level(&self) -> u32 {
        units(self.guide.cost(guide::Production::Var, None)) + 1
    }

    /// Files the functions that may stand for the abstraction of context `c` as they are.
    pub(super) fn references(&mut self, c: usize) {
        let context = &self.contexts[c];
        let outer = context.outer;
        let own = &context.variables[outer..];
        let slots: Vec<Slot> = own.iter().map(|v| v.sort.clone()).collect();
        let holes: Vec<_> = slots.iter().filter_map(Slot::hole).collect();
        if holes.len() != slots.len() || slots.is_empty() || slots.len() > MAX_SLOTS {
            return;
        }
        let mut kids: Kids = [0; MAX_SLOTS];
        for (i, kid) in kids.iter_mut().enumerate().take(slots.len()) {
            let variable = |e: &crate::synth::context::Entry| {
                context.productions[e.production as usize].head == Head::Variable((outer + i) as u16)
            };
            let Some(at) = context.entries.iter().position(variable) else { return };
            *kid = at as u32;
        }
        let mut found: Vec<Production> = Vec::new();
        let production =
            |head, result, cost| Production { head, result, holes: holes.clone(), cost, tried: 0, fresh: 0 };
        let cost = units(self.guide.cost(guide::Production::Var, None));
        for (v, variable) in context.variables[..outer].iter().enumerate() {
            if let Slot::Function(params, result) = &variable.sort
                && params.iter().map(|p| Slot::Value(*p)).eq(slots.iter().cloned())
                && context.goals.contains(result)
            {
                found.push(production(Head::Apply(v as u16), *result, cost));
            }
        }
        for i in context.usable.iter() {
            let instance = &self.library.instances[*i as usize];
            if instance.slots == slots && context.goals.contains(&instance.result) {
                found.push(production(Head::Call(*i), instance.result, instance.cost));
            }
        }
        self.partial_references(c, &slots, kids);
        for production in found {
            let cost = production.cost;
            self.contexts[c].productions.push(production);
            let number = self.contexts[c].productions.len() - 1;
            self.candidate(c, number, kids, Some(cost));
            // It makes nothing else: the terms that it begins are made when their level comes.
            self.contexts[c].productions[number].cost = u32::MAX / 2;
        }
    }

    /// The same for functions given a function of the scope first: `comparing age`.
    fn partial_references(&mut self, c: usize, slots: &[Slot], kids: Kids) {
        let context = &self.contexts[c];
        let taken = |slot: &Slot| {
            if let Slot::Function(params, result) = slot { Some((params.clone(), *result)) } else { None }
        };
        let mut wanted = Vec::new();
        for i in context.usable.iter() {
            let instance = &self.library.instances[*i as usize];
            let Some((first, rest)) = instance.slots.split_first() else { continue };
            if let Some((params, result)) = taken(first)
                && rest == slots
                && slots.len() < MAX_SLOTS
                && context.goals.contains(&instance.result)
                && let Some(lambda) = context.lambdas.iter().position(|l| l.params == params)
            {
                wanted.push((*i, lambda, result));
            }
        }
        for (i, lambda, result) in wanted {
            let child = self.lambda_context(c, lambda);
            let mut quota = i64::MAX;
            self.begin_context(child);
            while self.contexts[child].cursor.level < self.reference_level() && !self.contexts[child].exhausted {
                if self.advance(child, &mut quota) == Progress::Quota {
                    break; // It was cancelled.
                }
            }
            if self.contexts[child].cursor.level == self.reference_level() && !self.contexts[child].referred {
                self.contexts[child].referred = true;
                self.references(child);
            }
            let instance = &self.library.instances[i as usize];
            let (goal, cost) = (instance.result, instance.cost);
            let buckets = self.contexts[child].functions.get(result.index());
            let given: Vec<(u32, u32)> = buckets.map_or_else(Vec::new, |buckets| {
                let listed =
                    buckets.iter().enumerate().flat_map(|(cost, ids)| ids.iter().map(move |id| (cost as u32, *id)));
                listed.filter(|(_, id)| self.contexts[child].entries[*id as usize].eta).take(MOST_GIVEN).collect()
            });
            let mut holes = vec![Hole::Function(lambda as u16, result)];
            holes.extend(slots.iter().filter_map(Slot::hole));
            let head = Head::Call(i);
            self.contexts[c].productions.push(Production { head, result: goal, holes, cost, tried: 0, fresh: 0 });
            let number = self.contexts[c].productions.len() - 1;
            for (own, id) in given {
                let mut all = kids;
                all.rotate_right(1);
                all[0] = id;
                self.candidate(c, number, all, Some(cost + own));
            }
            self.contexts[c].productions[number].cost = u32::MAX / 2;
        }
    }
}
