//! Functions passed by name: `map toUpper s`, `foldr (+) 0 xs`, `map f xs`.
//!
//! As the body of an abstraction such a function would cost as much as its parameters and itself; written by its name it
//! costs itself alone. So these are put into an abstraction's bank at once, before its terms reach them.

use crate::synth::context::{Head, Kids, Production};
use crate::synth::guide;
use crate::synth::library::{MAX_SLOTS, Slot, units};
use crate::synth::space::Space;

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
        for i in &context.usable {
            let instance = &self.library.instances[*i as usize];
            if instance.slots == slots && context.goals.contains(&instance.result) {
                found.push(production(Head::Call(*i), instance.result, instance.cost));
            }
        }
        for production in found {
            let cost = production.cost;
            self.contexts[c].productions.push(production);
            let number = self.contexts[c].productions.len() - 1;
            self.candidate(c, number, kids, Some(cost));
            // It makes nothing else: the terms that it begins are made when their level comes.
            self.contexts[c].productions[number].cost = u32::MAX / 2;
        }
    }
}
