//! Functions passed by name: `map toUpper s`, `foldr (+) 0 xs`, `map f xs`.
//!
//! As the body of an abstraction such a function would cost as much as its parameters and itself; written by its name it
//! costs itself alone. So these are put into an abstraction's bank as soon as what is around can pay for them, before its
//! terms reach them.

use crate::synth::context::{Head, Hole, Kids, Production};
use crate::synth::enumerate::Progress;
use crate::synth::guide;
use crate::synth::library::{MAX_SLOTS, Slot, units};
use crate::synth::space::Space;

/// Most functions that one is given by name.
const MOST_GIVEN: usize = 12;

/// A function that may stand for an abstraction.
pub(crate) struct Reference {
    /// The least that it costs.
    cost: u32,
    head: Head,
    /// A function that it is given first.
    given: Option<Hole>,
}

impl Space<'_> {
    /// The level of an abstraction context at which its parameters are there.
    pub(super) fn reference_level(&self) -> u32 {
        units(self.guide.cost(guide::Production::Var, None)) + 1
    }

    /// Lists the functions that may stand for the abstraction of context `c` as they are, or given a function first.
    pub(super) fn list_references(&mut self, c: usize) {
        self.contexts[c].referred = true;
        let context = &self.contexts[c];
        let own = &context.variables[context.outer..];
        let slots: Vec<Slot> = own.iter().map(|v| v.sort.clone()).collect();
        if slots.is_empty() || slots.len() > MAX_SLOTS || slots.iter().any(|slot| slot.hole().is_none()) {
            return;
        }
        let mut found: Vec<Reference> = Vec::new();
        let cost = units(self.guide.cost(guide::Production::Var, None));
        for (v, variable) in context.variables[..context.outer].iter().enumerate() {
            if let Slot::Function(params, result) = &variable.sort
                && params.iter().map(|p| Slot::Value(*p)).eq(slots.iter().cloned())
                && context.goals.contains(result)
            {
                found.push(Reference { cost, head: Head::Apply(v as u16), given: None });
            }
        }
        let taken = |slot: &Slot| {
            if let Slot::Function(params, result) = slot { Some((params.clone(), *result)) } else { None }
        };
        for i in context.usable.iter() {
            let instance = &self.library.instances[*i as usize];
            if !context.goals.contains(&instance.result) {
                continue;
            }
            if instance.slots == slots {
                found.push(Reference { cost: instance.cost, head: Head::Call(*i), given: None });
            } else if let Some((first, rest)) = instance.slots.split_first()
                && let Some((params, result)) = taken(first)
                && rest == slots
                && slots.len() < MAX_SLOTS
                && let Some(lambda) = context.lambdas.iter().position(|l| l.params == params)
            {
                let given = Some(Hole::Function(lambda as u16, result));
                found.push(Reference { cost: instance.cost + 1, head: Head::Call(*i), given });
            }
        }
        found.sort_by_key(|reference| std::cmp::Reverse((reference.cost, reference.given.is_some())));
        self.contexts[c].references = found;
    }

    /// Files those of them that cost no more than this.
    pub(super) fn refer(&mut self, c: usize, most: u32) {
        let is_due = |reference: &mut Reference| reference.cost <= most;
        while let Some(reference) = self.contexts[c].references.pop_if(is_due) {
            let Some(kids) = self.parameters(c) else { return };
            match reference.given {
                None => self.reference(c, &reference, kids),
                Some(hole) => self.partial_reference(c, reference.head, hole, kids),
            }
        }
    }

    /// The entries of the parameters of an abstraction's context.
    fn parameters(&self, c: usize) -> Option<Kids> {
        let context = &self.contexts[c];
        let mut kids: Kids = [0; MAX_SLOTS];
        for (kid, v) in kids.iter_mut().zip(context.outer..context.variables.len()) {
            let variable = |e: &crate::synth::context::Entry| {
                context.productions[e.production as usize].head == Head::Variable(v as u16)
            };
            *kid = context.entries.iter().position(variable)? as u32;
        }
        Some(kids)
    }

    /// Files a function as it is.
    fn reference(&mut self, c: usize, reference: &Reference, kids: Kids) {
        let (head, cost) = (reference.head, reference.cost);
        let context = &self.contexts[c];
        let result = match head {
            Head::Call(i) => self.library.instances[i as usize].result,
            Head::Apply(v) => match &context.variables[v as usize].sort {
                Slot::Function(_, result) => *result,
                Slot::Value(_) => return,
            },
            _ => return,
        };
        let holes = context.variables[context.outer..].iter().filter_map(|v| v.sort.hole()).collect();
        let number = self.add_production(c, Production { head, result, holes, cost, tried: 0, fresh: 0, compared: 0 });
        self.candidate(c, number, kids, Some(cost));
        // It makes nothing else: the terms that it begins are made when their level comes.
        self.contexts[c].productions[number].cost = u32::MAX / 2;
    }

    fn add_production(&mut self, c: usize, production: Production) -> usize {
        let productions = &mut self.contexts[c].productions;
        productions.push(production);
        productions.len() - 1
    }

    /// Files a function that is given one of the scope first: `comparing age`.
    fn partial_reference(&mut self, c: usize, head: Head, hole: Hole, kids: Kids) {
        let (Head::Call(i), Hole::Function(lambda, of)) = (head, hole) else { return };
        let child = self.lambda_context(c, lambda as usize);
        let mut quota = i64::MAX;
        self.begin_context(child);
        while self.contexts[child].cursor.level < self.reference_level() && !self.contexts[child].exhausted {
            if self.advance(child, &mut quota) == Progress::Quota {
                break; // It was cancelled.
            }
        }
        if self.contexts[child].cursor.level == self.reference_level() && !self.contexts[child].referred {
            self.list_references(child);
        }
        self.refer(child, u32::MAX);
        let instance = &self.library.instances[i as usize];
        let (result, cost) = (instance.result, instance.cost);
        let buckets = self.contexts[child].functions.get(of.index());
        let given: Vec<(u32, u32)> = buckets.map_or_else(Vec::new, |buckets| {
            let listed =
                buckets.iter().enumerate().flat_map(|(cost, ids)| ids.iter().map(move |id| (cost as u32, *id)));
            listed.filter(|(_, id)| self.contexts[child].entries[*id as usize].eta).take(MOST_GIVEN).collect()
        });
        let context = &self.contexts[c];
        let own = context.variables[context.outer..].iter().filter_map(|v| v.sort.hole());
        let holes = [hole].into_iter().chain(own).collect();
        let number = self.add_production(c, Production { head, result, holes, cost, tried: 0, fresh: 0, compared: 0 });
        for (own, id) in given {
            let mut all = kids;
            all.rotate_right(1);
            all[0] = id;
            self.candidate(c, number, all, Some(cost + own));
        }
        self.contexts[c].productions[number].cost = u32::MAX / 2;
    }
}
