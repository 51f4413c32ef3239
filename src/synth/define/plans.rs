//! Which helpers and which searches beside the one at hand are looked for, and what part of the steps each may have.

use crate::synth::define::{Helper, Site, accumulate, operations, passes, sites, traces};
use crate::synth::search::Search;

/// The part of the steps that a search with assumptions has beside helpers.
const ASSUMED: f32 = 0.1;
/// The same of the first search with the examples that recursion along data implies, and most such searches; the later ones
/// have less.
const TRACED: f32 = 0.5;
const MOST_TRACES: usize = 4;
/// The same of the search with passes over the data.
const GATHERED: f32 = 2.0;
/// The same of the searches with operations on the data.
const OPERATIONS: f32 = 1.0;
/// The same of the search for a function of all elements.
const THROUGH: f32 = 0.5;
/// The same of the first search with an accumulator.
const ACCUMULATED: f32 = 0.25;
/// The same of one that the examples speak for.
const BORNE_OUT: f32 = 1.0;
/// When a node's partly right bodies are looked at, by the steps spent on it.
const LOOKS: [u64; 4] = [64, 1_024, 6_000, 40_000];

impl Search<'_> {
    /// Notes the helpers that the nodes call for since the last time.
    pub(super) fn plan(&mut self) {
        for n in 0..self.forest.nodes.len() {
            let node = &self.forest.nodes[n];
            let context = &self.space.contexts[node.context];
            let due = node.looks < LOOKS.len() && (node.spent >= LOOKS[node.looks] || context.spent());
            if !due || node.sure() || context.wanted() == 0 || !context.groups.is_empty() {
                continue;
            }
            let first = node.looks == 0;
            self.forest.nodes[n].looks += 1;
            let mut plans = Vec::new();
            if self.budget.engines.has("define") {
                plans = if first { self.forest.steps(n, &mut self.space) } else { plans };
                if first && self.level == 0 {
                    plans.extend(self.forest.joins(n, &mut self.space));
                }
                plans.extend(self.forest.tests(n, &mut self.space));
            }
            if first && !self.assumed && self.space.accumulates.is_none() {
                plans.extend(self.forest.assumptions(n, &mut self.space));
            }
            if first && n == 0 && self.level == 0 && !self.assumed {
                self.trace();
            }
            let (mut place, mut joined) = (0.0, 0.0);
            for plan in plans {
                let known = |h: &Helper<'_>| h.plan.about(&plan) && (h.node == n || plan.site == Site::Whole);
                if !self.helpers.iter().any(known) {
                    let place = if matches!(plan.site, Site::Join(..)) { &mut joined } else { &mut place };
                    *place += 1.0;
                    let place = *place;
                    let share =
                        if plan.site == Site::Whole { ASSUMED } else { self.forest.chance(n) / (place * place) };
                    self.helpers.push(Helper::new(n, plan, share));
                }
            }
        }
    }

    /// Notes the searches with the examples that recursion along a list implies.
    fn trace(&mut self) {
        for (place, assumed) in traces::traces(self.goal, self.space.env).into_iter().take(MOST_TRACES).enumerate() {
            let plan = sites::Plan { assumed, ..sites::Plan::default() };
            self.helpers.push(Helper::new(0, plan, TRACED / (place + 1) as f32));
        }
    }

    /// Notes the searches with passes over the data, and with operations on them.
    pub(super) fn gather(&mut self) {
        let due = self.level == 0 && !self.assumed && self.budget.engines.has("define");
        if !due || self.goals.gathered.get().is_some() {
            return;
        }
        let plan = |site, number| sites::Plan { site, args: vec![u16::MAX - number], ..sites::Plan::default() };
        let beside = |plan, all, share| Helper { gathered: Some(all), ..Helper::new(0, plan, share) };
        if let Some(all) = self.goals.gathered.get_or_init(|| passes::gathered(&mut self.space)) {
            self.helpers.push(beside(plan(Site::Whole, 0), all, GATHERED));
            let through = all.elements.iter().map(|it| beside(plan(Site::Through(*it), 0), all, THROUGH));
            self.helpers.extend(through);
        }
        for (number, kept) in self.goals.operations.iter().enumerate() {
            if let Some(all) = kept.get_or_init(|| operations::gathered(number == 0, &mut self.space)) {
                self.helpers.push(beside(plan(Site::Whole, 1 + number as u16), all, OPERATIONS));
            }
        }
    }

    /// Notes the searches with accumulators.
    pub(super) fn accumulate(&mut self) {
        let due = self.level == 0 && !self.assumed && self.budget.engines.has("define");
        if !due || self.accumulators.is_some() {
            return;
        }
        let gathered = self.goals.gathered.get().and_then(Option::as_ref);
        let accumulators = accumulate::accumulators(&mut self.space, gathered.map_or(&[], |all| &all.counts));
        for (place, accumulator) in accumulators.iter().enumerate() {
            let plan = sites::Plan { site: Site::From(place), ..sites::Plan::default() };
            let gathered = gathered.filter(|_| accumulator.pass().is_some());
            let share = if accumulator.is_borne_out() { BORNE_OUT } else { ACCUMULATED / (place + 1) as f32 };
            self.helpers.push(Helper { gathered, ..Helper::new(0, plan, share) });
        }
        self.accumulators = Some(accumulators);
    }
}
