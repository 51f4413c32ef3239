//! What can be written in a context: productions by usefulness, and abstraction contexts with sampled parameters.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::eval::Value;
use crate::synth::context::{
    Context, Definition, Head, Hole, Lambda, MAX_ROWS, MAX_VARIABLES, OpenCall, Production, Variable,
};
use crate::synth::guide;
use crate::synth::library::{Slot, UNIT, units};
use crate::synth::space::{Space, mix};
use crate::synth::types::TypeId;

/// Deepest nesting of abstractions.
const MAX_DEPTH: u8 = 2;
/// Rows of an abstraction context.
const LAMBDA_ROWS: usize = 20;
/// What a call with another accumulator costs beside that.
const ACCUMULATED: u32 = UNIT;

/// A set of types.
#[derive(Default)]
struct TypeSet {
    bits: Vec<u64>,
    len: usize,
}

impl TypeSet {
    fn contains(&self, id: TypeId) -> bool {
        self.bits.get(id.index() / 64).is_some_and(|word| word >> (id.index() % 64) & 1 == 1)
    }

    fn insert(&mut self, id: TypeId) {
        let word = id.index() / 64;
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let bit = 1 << (id.index() % 64);
        self.len += usize::from(self.bits[word] & bit == 0);
        self.bits[word] |= bit;
    }
}

/// What decides what of the library can be used in a context.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Sorts {
    variables: Vec<Slot>,
    goals: Vec<TypeId>,
    branch: bool,
    depth: u8,
    /// Which arguments of each open call are free.
    calls: Vec<Vec<bool>>,
}

impl Sorts {
    fn of(context: &Context) -> Sorts {
        let mut variables: Vec<Slot> = Vec::new();
        for variable in &context.variables {
            if !variables.contains(&variable.sort) {
                variables.push(variable.sort.clone());
            }
        }
        let free = |call: &OpenCall| call.fixed.iter().map(Option::is_none).collect();
        let calls = context.open_calls.iter().map(free).collect();
        Sorts { variables, goals: context.goals.clone(), branch: context.branch, depth: context.depth, calls }
    }
}

/// What of the library can be used: the types that terms can have, those from which the goals can be reached, and the
/// instances, the cheapest first.
#[derive(Clone)]
pub(crate) struct Usable {
    available: Arc<TypeSet>,
    needed: Arc<TypeSet>,
    instances: Arc<[u32]>,
}

impl Usable {
    /// Bytes that it holds, roughly.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.instances)
    }
}

impl Space<'_> {
    /// Sets up what can be written in a context, on its first use.
    pub(crate) fn begin_context(&mut self, c: usize) {
        if self.contexts[c].prepared || self.contexts[c].exhausted {
            return;
        }
        self.contexts[c].prepared = true;
        self.contexts[c].cursor.level = 1;
        let Usable { available, needed, instances } = self.usable(c);
        let mut own = self.leaves(c, &needed);
        self.calls(c, &available, &needed, &mut own);
        // Cheapest first: a level begins with the productions that can make their first term there.
        own.sort_by_key(least);
        own.reverse();
        self.lambdas(c, &instances, &own);
        let context = &mut self.contexts[c];
        context.exhausted = own.is_empty() && instances.is_empty();
        context.own = own;
        context.usable = instances;
    }

    /// What of the library can be used in a context.
    fn usable(&mut self, c: usize) -> Usable {
        let sorts = Sorts::of(&self.contexts[c]);
        if let Some(known) = self.usable.get(&sorts) {
            return known.clone();
        }
        let available = self.available(c);
        let depth = self.contexts[c].depth;
        let fillable =
            |i: &u32| self.library.instances[*i as usize].slots.iter().all(|s| can_fill(s, &available, depth));
        let mut instances: Vec<u32> = self.library.order.iter().copied().filter(fillable).collect();
        let needed = self.needed(c, &instances);
        instances.retain(|i| needed.contains(self.library.instances[*i as usize].result));
        let same = self.usable.values().find(|known| *known.instances == *instances);
        let instances = same.map_or_else(|| Arc::from(instances), |known| Arc::clone(&known.instances));
        let usable = Usable { available: Arc::new(available), needed: Arc::new(needed), instances };
        self.usable.insert(sorts, usable.clone());
        usable
    }

    /// Adds the productions that can make their first term at the context's level.
    pub(super) fn admit(&mut self, c: usize) {
        let level = self.contexts[c].cursor.level;
        while let Some(production) = self.contexts[c].own.pop_if(|p| least(p) <= level) {
            self.contexts[c].productions.push(production);
        }
        while let Some(i) = self.contexts[c].usable.get(self.contexts[c].admitted).copied() {
            let instance = &self.library.instances[i as usize];
            if instance.least() > level {
                break;
            }
            let (result, cost) = (instance.result, instance.cost);
            let holes = instance.slots.iter().map(|slot| self.contexts[c].hole(slot)).collect();
            let production = Production { head: Head::Call(i), result, holes, cost, tried: 0, fresh: 0, compared: 0 };
            self.contexts[c].productions.push(production);
            self.contexts[c].admitted += 1;
        }
    }

    /// Types that terms of the context can have.
    fn available(&self, c: usize) -> TypeSet {
        let context = &self.contexts[c];
        let mut set = TypeSet::default();
        for variable in &context.variables {
            if let Slot::Value(id) = variable.sort {
                set.insert(id);
            }
        }
        self.literals.iter().for_each(|l| set.insert(l.ty));
        if !context.open_calls.is_empty() {
            set.insert(self.result);
        }
        loop {
            let before = set.len;
            for variable in &context.variables {
                if let Slot::Function(params, result) = &variable.sort
                    && params.iter().all(|p| set.contains(*p))
                {
                    set.insert(*result);
                }
            }
            for instance in &self.library.instances {
                if !set.contains(instance.result) && instance.slots.iter().all(|s| can_fill(s, &set, context.depth)) {
                    set.insert(instance.result);
                }
            }
            if set.len == before {
                return set;
            }
        }
    }

    /// Types from which the context's goals can be reached, by the instances that have arguments there.
    fn needed(&self, c: usize, fillable: &[u32]) -> TypeSet {
        let context = &self.contexts[c];
        let mut set = TypeSet::default();
        context.goals.iter().for_each(|goal| set.insert(*goal));
        if context.branch {
            self.enumerations.keys().for_each(|id| set.insert(*id));
        }
        for call in &context.open_calls {
            for (param, _) in self.params.iter().zip(&call.fixed).filter(|(_, fixed)| fixed.is_none()) {
                if let Some(id) = self.types.find(param) {
                    set.insert(id);
                }
            }
        }
        loop {
            let before = set.len;
            for instance in fillable.iter().map(|i| &self.library.instances[*i as usize]) {
                if set.contains(instance.result) {
                    for slot in &instance.slots {
                        if let Slot::Value(id) = slot {
                            set.insert(*id);
                        }
                    }
                }
            }
            for variable in &context.variables {
                if let Slot::Function(params, result) = &variable.sort
                    && set.contains(*result)
                {
                    params.iter().for_each(|p| set.insert(*p));
                }
            }
            if set.len == before {
                return set;
            }
        }
    }

    fn leaves(&self, c: usize, needed: &TypeSet) -> Vec<Production> {
        let context = &self.contexts[c];
        let leaf =
            |head, result, cost| Production { head, result, holes: Vec::new(), cost, tried: 0, fresh: 0, compared: 0 };
        let mut out = Vec::new();
        let base = units(self.guide.cost(guide::Production::Var, None));
        let call = units(self.guide.cost(guide::Production::Recurse, None));
        for (i, variable) in context.variables.iter().enumerate() {
            if let Slot::Value(id) = variable.sort
                && !variable.hidden
                && needed.contains(id)
            {
                let cost = match &variable.definition {
                    Definition::Bound => base,
                    Definition::Computed(more, _) => base + more,
                    Definition::Call(_) => call + UNIT / 4,
                    Definition::Each(..) => call + UNIT,
                };
                out.push(leaf(Head::Variable(i as u16), id, cost));
            }
        }
        for (i, literal) in self.literals.iter().enumerate() {
            if needed.contains(literal.ty) {
                out.push(leaf(Head::Literal(i as u16), literal.ty, literal.cost));
            }
        }
        out
    }

    /// What is called that is not in the library: function variables, open recursive calls, conditionals.
    fn calls(&mut self, c: usize, available: &TypeSet, needed: &TypeSet, out: &mut Vec<Production>) {
        let base = units(self.guide.cost(guide::Production::Recurse, None));
        for v in 0..self.contexts[c].variables.len() {
            if let Slot::Function(params, result) = self.contexts[c].variables[v].sort.clone()
                && needed.contains(result)
                && params.iter().all(|p| available.contains(*p))
            {
                let holes = params.iter().map(|p| Hole::Value(*p)).collect();
                let cost = units(self.guide.cost(guide::Production::Var, None));
                out.push(Production {
                    head: Head::Apply(v as u16),
                    result,
                    holes,
                    cost,
                    tried: 0,
                    fresh: 0,
                    compared: 0,
                });
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
            let cost = match self.contexts[c].open_calls[call].shorter {
                None if self.accumulates.is_some() => ACCUMULATED,
                Some(_) => base + 2,
                None => base + UNIT,
            };
            out.push(Production { head, result: self.result, holes, cost, tried: 0, fresh: 0, compared: 0 });
        }
        let truth = self.types.id(&crate::core::ty::Type::con(crate::core::wired::BOOL));
        if available.contains(truth) && self.enumerations.contains_key(&truth) {
            let cost = units(self.guide.cost(guide::Production::If, None)) + UNIT;
            for goal in self.contexts[c].goals.clone() {
                if goal != truth {
                    let holes = vec![Hole::Value(truth), Hole::Value(goal), Hole::Value(goal)];
                    out.push(Production { head: Head::If, result: goal, holes, cost, tried: 0, fresh: 0, compared: 0 });
                }
            }
        }
    }

    /// The abstractions that the usable instances take, with the least cost around each: how far ahead of it the context
    /// is.
    fn lambdas(&mut self, c: usize, usable: &[u32], own: &[Production]) {
        let leaf = own.iter().filter(|p| p.holes.is_empty()).map(|p| p.cost).min().unwrap_or(1);
        let lambdas = &mut self.contexts[c].lambdas;
        let mut places: HashMap<&[TypeId], usize, FxBuildHasher> = HashMap::default();
        for i in usable {
            let instance = &self.library.instances[*i as usize];
            let others = (instance.slots.len() as u32).saturating_sub(1) * leaf;
            for slot in &instance.slots {
                let Slot::Function(params, result) = slot else { continue };
                let at = *places.entry(params).or_insert_with(|| {
                    let lambda =
                        Lambda { params: params.clone(), results: Vec::new(), overhead: u32::MAX, context: None };
                    lambdas.push(lambda);
                    lambdas.len() - 1
                });
                let lambda = &mut lambdas[at];
                lambda.overhead = lambda.overhead.min(instance.cost + others);
                if !lambda.results.contains(result) {
                    lambda.results.push(*result);
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
            child.variables.push(Variable::new(
                self.fresh(&ty),
                Slot::Value(*param),
                rows.iter().map(|(_, row)| row[i].0).collect(),
                rows.iter().map(|(_, row)| row[i].1).collect(),
                Definition::Bound,
            ));
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

impl Context {
    /// The argument position for a slot; its abstraction is known.
    fn hole(&self, slot: &Slot) -> Hole {
        match slot {
            Slot::Value(id) => Hole::Value(*id),
            Slot::Function(params, result) => {
                let at = self.lambdas.iter().position(|l| l.params == *params).unwrap_or_default();
                Hole::Function(at as u16, *result)
            }
        }
    }
}

/// The least cost of a term that a production makes.
pub(super) fn least(production: &Production) -> u32 {
    production.cost + production.holes.len() as u32
}

fn can_fill(slot: &Slot, available: &TypeSet, depth: u8) -> bool {
    match slot {
        Slot::Value(id) => available.contains(*id),
        Slot::Function(params, result) => depth < MAX_DEPTH && (available.contains(*result) || params.contains(result)),
    }
}
