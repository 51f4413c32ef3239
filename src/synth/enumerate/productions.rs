//! What can be written in a context: productions by usefulness, and abstraction contexts with sampled parameters.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use crate::core::eval::Value;
use crate::synth::context::{Context, Definition, Head, Hole, Lambda, MAX_ROWS, MAX_VARIABLES, Production, Variable};
use crate::synth::guide;
use crate::synth::library::{Slot, UNIT, units};
use crate::synth::space::{Space, mix};
use crate::synth::types::TypeId;

/// Deepest nesting of abstractions.
const MAX_DEPTH: u8 = 2;
/// Rows of an abstraction context.
const LAMBDA_ROWS: usize = 20;

type Set = HashSet<TypeId, FxBuildHasher>;

impl Space<'_> {
    /// Sets up the productions of a context on its first use.
    pub(crate) fn begin_context(&mut self, c: usize) {
        if !self.contexts[c].productions.is_empty() || self.contexts[c].exhausted {
            return;
        }
        let available = self.available(c);
        let needed = self.needed(c, &available);
        let mut productions = self.leaves(c, &needed);
        self.calls(c, &available, &needed, &mut productions);
        // Cheapest first, so that a level ends at the first that costs more.
        productions.sort_by_key(|p| p.cost + p.holes.len() as u32);
        let context = &mut self.contexts[c];
        context.exhausted = productions.is_empty();
        context.productions = productions;
        context.cursor.level = 1;
        self.overheads(c);
    }

    /// Types that terms of the context can have.
    fn available(&self, c: usize) -> Set {
        let context = &self.contexts[c];
        let mut set = Set::default();
        for variable in &context.variables {
            if let Slot::Value(id) = variable.sort {
                set.insert(id);
            }
        }
        set.extend(self.literals.iter().map(|l| l.ty));
        loop {
            let before = set.len();
            for variable in &context.variables {
                if let Slot::Function(params, result) = &variable.sort
                    && params.iter().all(|p| set.contains(p))
                {
                    set.insert(*result);
                }
            }
            for instance in &self.library.instances {
                if instance.slots.iter().all(|s| can_fill(s, &set, context.depth)) {
                    set.insert(instance.result);
                }
            }
            if !context.open_calls.is_empty() {
                set.insert(self.result);
            }
            if set.len() == before {
                return set;
            }
        }
    }

    /// Types from which the context's goals can be reached.
    fn needed(&self, c: usize, available: &Set) -> Set {
        let context = &self.contexts[c];
        let mut set: Set = context.goals.iter().copied().collect();
        if context.branch {
            set.extend(self.enumerations.keys().copied());
        }
        loop {
            let before = set.len();
            for instance in &self.library.instances {
                if set.contains(&instance.result)
                    && instance.slots.iter().all(|s| can_fill(s, available, context.depth))
                {
                    set.extend(instance.slots.iter().filter_map(|s| match s {
                        Slot::Value(id) => Some(*id),
                        Slot::Function(..) => None,
                    }));
                }
            }
            for variable in &context.variables {
                if let Slot::Function(params, result) = &variable.sort
                    && set.contains(result)
                {
                    set.extend(params.iter().copied());
                }
            }
            for call in &context.open_calls {
                for (param, fixed) in self.params.iter().zip(&call.fixed) {
                    if fixed.is_none()
                        && let Some(id) = self.types.find(param)
                    {
                        set.insert(id);
                    }
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    fn leaves(&self, c: usize, needed: &Set) -> Vec<Production> {
        let context = &self.contexts[c];
        let leaf = |head, result, cost| Production { head, result, holes: Vec::new(), cost, tried: 0, fresh: 0 };
        let mut out = Vec::new();
        let base = units(self.guide.cost(guide::Production::Var, None));
        let call = units(self.guide.cost(guide::Production::Recurse, None));
        for (i, variable) in context.variables.iter().enumerate() {
            if let Slot::Value(id) = variable.sort
                && !variable.hidden
                && needed.contains(&id)
            {
                let cost = match &variable.definition {
                    Definition::Bound => base,
                    Definition::Predecessor(_) => base + UNIT / 2,
                    Definition::Call(_) => call + UNIT / 4,
                };
                out.push(leaf(Head::Variable(i as u16), id, cost));
            }
        }
        for (i, literal) in self.literals.iter().enumerate() {
            if needed.contains(&literal.ty) {
                out.push(leaf(Head::Literal(i as u16), literal.ty, literal.cost));
            }
        }
        out
    }

    fn calls(&mut self, c: usize, available: &Set, needed: &Set, out: &mut Vec<Production>) {
        let depth = self.contexts[c].depth;
        let base = units(self.guide.cost(guide::Production::Recurse, None));
        for v in 0..self.contexts[c].variables.len() {
            if let Slot::Function(params, result) = self.contexts[c].variables[v].sort.clone()
                && needed.contains(&result)
                && params.iter().all(|p| available.contains(p))
            {
                let holes = params.iter().map(|p| Hole::Value(*p)).collect();
                let cost = units(self.guide.cost(guide::Production::Var, None));
                out.push(Production { head: Head::Apply(v as u16), result, holes, cost, tried: 0, fresh: 0 });
            }
        }
        for call in 0..self.contexts[c].open_calls.len() {
            let mut holes = Vec::new();
            for (i, fixed) in self.contexts[c].open_calls[call].fixed.clone().into_iter().enumerate() {
                if fixed.is_none() {
                    let ty = self.params[i].clone();
                    holes.push(Hole::Value(self.types.id(&ty)));
                }
            }
            let head = Head::Recurse(call as u16);
            out.push(Production { head, result: self.result, holes, cost: base + UNIT, tried: 0, fresh: 0 });
        }
        for i in 0..self.library.instances.len() {
            let instance = &self.library.instances[i];
            if !needed.contains(&instance.result) || !instance.slots.iter().all(|s| can_fill(s, available, depth)) {
                continue;
            }
            let (slots, result, cost) = (instance.slots.clone(), instance.result, instance.cost);
            let holes = slots.into_iter().map(|slot| self.hole(c, slot)).collect();
            out.push(Production { head: Head::Call(i as u32), result, holes, cost, tried: 0, fresh: 0 });
        }
        let truth = self.types.id(&crate::core::ty::Type::con(crate::core::wired::BOOL));
        if available.contains(&truth) && self.enumerations.contains_key(&truth) {
            let cost = units(self.guide.cost(guide::Production::If, None)) + UNIT;
            for goal in self.contexts[c].goals.clone() {
                if goal != truth {
                    let holes = vec![Hole::Value(truth), Hole::Value(goal), Hole::Value(goal)];
                    out.push(Production { head: Head::If, result: goal, holes, cost, tried: 0, fresh: 0 });
                }
            }
        }
    }

    fn hole(&mut self, c: usize, slot: Slot) -> Hole {
        match slot {
            Slot::Value(id) => Hole::Value(id),
            Slot::Function(params, result) => {
                let lambdas = &mut self.contexts[c].lambdas;
                let at = match lambdas.iter().position(|l| l.params == params) {
                    Some(at) => at,
                    None => {
                        lambdas.push(Lambda { params, results: Vec::new(), overhead: u32::MAX, context: None });
                        lambdas.len() - 1
                    }
                };
                if !lambdas[at].results.contains(&result) {
                    lambdas[at].results.push(result);
                }
                Hole::Function(at as u16, result)
            }
        }
    }

    /// The least cost around each abstraction: how far ahead of it this context is.
    fn overheads(&mut self, c: usize) {
        let context = &mut self.contexts[c];
        let leaves = context.productions.iter().filter(|p| p.holes.is_empty());
        let leaf = leaves.map(|p| p.cost).min().unwrap_or(1);
        for production in &context.productions {
            let others = (production.holes.len() as u32).saturating_sub(1) * leaf;
            for hole in &production.holes {
                if let Hole::Function(lambda, _) = hole {
                    let lambda = &mut context.lambdas[*lambda as usize];
                    lambda.overhead = lambda.overhead.min(production.cost + others);
                }
            }
        }
    }

    /// The context of an abstraction, made on first use.
    pub(crate) fn lambda_context(&mut self, c: usize, l: usize) -> usize {
        if let Some(child) = self.contexts[c].lambdas[l].context {
            return child;
        }
        let params = self.contexts[c].lambdas[l].params.clone();
        let rows = self.sample(c, &params);
        let parent = &self.contexts[c];
        let mut child = Context {
            rows: rows.len(),
            example: rows.iter().map(|(r, _)| parent.example[*r]).collect(),
            depth: parent.depth + 1,
            outer: parent.variables.len(),
            parent: Some(c),
            goals: parent.lambdas[l].results.clone(),
            ..Context::default()
        };
        for variable in &parent.variables {
            let mut copy = variable.clone();
            copy.values = rows.iter().map(|(r, _)| variable.values[*r]).collect();
            copy.keys = rows.iter().map(|(r, _)| variable.keys[*r]).collect();
            copy.unknown = 0;
            child.variables.push(copy);
        }
        for (i, param) in params.iter().enumerate() {
            let ty = self.types.get(*param).clone();
            child.variables.push(Variable {
                name: self.fresh(&ty),
                sort: Slot::Value(*param),
                values: rows.iter().map(|(_, row)| row[i].0).collect(),
                keys: rows.iter().map(|(_, row)| row[i].1).collect(),
                unknown: 0,
                hidden: false,
                definition: Definition::Bound,
            });
        }
        child.exhausted = rows.is_empty() || child.variables.len() > MAX_VARIABLES;
        let number = self.contexts.len();
        self.contexts.push(child);
        self.contexts[c].lambdas[l].context = Some(number);
        number
    }

    /// Rows of an abstraction context: rows of the parent with parameters from the values at hand.
    fn sample(&mut self, c: usize, params: &[TypeId]) -> Vec<(usize, Vec<(Value, u64)>)> {
        let total = self.contexts[c].rows.min(MAX_ROWS);
        let rows: Vec<usize> = (0..total.min(10)).collect();
        let each = (LAMBDA_ROWS / rows.len().max(1)).clamp(2, 10);
        let mut out: Vec<(usize, Vec<(Value, u64)>)> = Vec::new();
        for row in rows {
            let example = self.contexts[c].example[row];
            let pools: Vec<Vec<(Value, u64)>> = params.iter().map(|p| self.pool_of(*p, example)).collect();
            if pools.iter().any(Vec::is_empty) {
                continue;
            }
            for j in 0..each {
                let pick = |(i, pool): (usize, &Vec<(Value, u64)>)| {
                    let at = if i == 0 { j + row } else { mix((j + 31 * row + 977 * i) as u64) as usize };
                    pool[at % pool.len()]
                };
                let values: Vec<(Value, u64)> = pools.iter().enumerate().map(pick).collect();
                if !out.iter().any(|(r, known)| *r == row && *known == values) {
                    out.push((row, values));
                }
            }
        }
        out
    }
}

fn can_fill(slot: &Slot, available: &Set, depth: u8) -> bool {
    match slot {
        Slot::Value(id) => available.contains(id),
        Slot::Function(params, result) => depth < MAX_DEPTH && (available.contains(result) || params.contains(result)),
    }
}
