//! The search space of one goal: the machine, the examples' values, the library and all contexts.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Observation, Value};
use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Context, Definition, MAX_ROWS, Variable, all_rows};
use crate::synth::deduce::{Filling, Table};
use crate::synth::define::Accumulation;
use crate::synth::enumerate::{Sorts, Usable};
use crate::synth::goal::{Component, Expected, Goal};
use crate::synth::guide::Guide;
use crate::synth::library::{self, Libraries, Library, Slot, dictionary_variable};
use crate::synth::recurse::calls::FORCED;
use crate::synth::recurse::renaming::{Knowledge, Rules};
use crate::synth::types::{ConstructorShape, TypeId, Types, expand};
use crate::synth::universe;

/// Most nodes observed of a value.
pub(crate) const NODES: u32 = 300;
/// Bounds of the evaluation of one candidate on one row.
pub(crate) const ROW_LIMITS: Limits = Limits { fuel: 4_000, memory_bytes: 4 << 20, depth: 4_000 };
/// The same for a candidate with an infinite part.
pub(crate) const LAZY_LIMITS: Limits = Limits { fuel: 600, memory_bytes: 4 << 20, depth: 1_000 };

/// The key of an observation; only [`Observation::Full`] keys compare as values.
pub(crate) fn key(observation: Observation) -> u64 {
    match observation {
        Observation::Full(hash) => ((hash >> 64) as u64 ^ hash as u64) | 1,
        Observation::Bottom(hash) => mix(hash ^ 0xb077) & !1,
        Observation::Cut => CUT,
        Observation::Function => FUNCTION,
    }
}

/// The key of a cut observation.
pub(crate) const CUT: u64 = 2;
/// The key of an observation with a function inside.
pub(crate) const FUNCTION: u64 = 4;

/// Whether a key stands for a fully observed value.
pub(crate) fn is_full(key: u64) -> bool {
    key & 1 == 1
}

/// A bijective scrambling of 64 bits (splitmix64's finaliser).
pub(crate) fn mix(mut x: u64) -> u64 {
    x ^= x >> 30;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A literal that the search may use.
pub(crate) struct LiteralItem {
    pub(crate) source: Term,
    pub(crate) elaborated: Term,
    pub(crate) ty: TypeId,
    pub(crate) cost: u32,
    pub(crate) value: Value,
}

/// An example's values.
pub(crate) struct Row {
    pub(crate) args: Vec<Value>,
    pub(crate) keys: Vec<u64>,
    pub(crate) expected: Option<(Value, u64)>,
    /// An exception is expected.
    pub(crate) stops: bool,
    pub(crate) dictionaries: Vec<Value>,
}

/// Everything that the engines share.
pub(crate) struct Space<'a> {
    pub(crate) goal: &'a Goal,
    pub(crate) env: &'a Env,
    pub(crate) guide: &'a dyn Guide,
    pub(crate) machine: Machine,
    pub(crate) types: Types,
    pub(crate) library: Arc<Library>,
    /// Values of the library's functions: one, or one an example where the goal's dictionaries matter.
    pub(crate) callees: Vec<Option<Vec<Value>>>,
    /// What can be written in contexts that have the same types at hand and want the same.
    pub(crate) usable: HashMap<Sorts, Usable, FxBuildHasher>,
    pub(crate) rows: Vec<Row>,
    pub(crate) arity: usize,
    /// Parameters that only a case analysis can look into, where there is much to call.
    pub(crate) opaque: Vec<u16>,
    /// The first parameter is an accumulator, which is assumed to change so.
    pub(crate) accumulates: Option<Accumulation>,
    pub(crate) params: Vec<Type>,
    pub(crate) result: TypeId,
    pub(crate) pools: HashMap<TypeId, Vec<(u16, Value, u64)>, FxBuildHasher>,
    /// Results of the goal's function that examples fix, by the keys of its arguments.
    pub(crate) known: HashMap<u64, (Value, u64), FxBuildHasher>,
    /// What the examples say of other elements.
    pub(crate) rules: Vec<Rules>,
    /// Ways to fill tables that hypotheses are about.
    pub(crate) fillings: Vec<Filling>,
    /// How tables are filled, by their type.
    pub(crate) tables: Vec<(TypeId, Option<Arc<Table>>)>,
    pub(crate) literals: Vec<LiteralItem>,
    pub(crate) contexts: Vec<Context>,
    pub(crate) steps: u64,
    pub(crate) conditional: Value,
    pub(crate) bottom: Value,
    pub(crate) names: u32,
    pub(crate) scratch: Vec<Value>,
    pub(crate) row_values: Vec<Value>,
    pub(crate) row_keys: Vec<u64>,
    /// Keys of the constructors of types without fields, by type.
    pub(crate) enumerations: HashMap<TypeId, Vec<u64>, FxBuildHasher>,
}

/// A conditional on `Bool` in core terms.
pub(crate) fn conditional(condition: Term, yes: Term, no: Term) -> Term {
    let alt = |name: &str, body| Alt { pats: vec![Pat::Con(Name::new(name), Vec::new())], body };
    Term::Match(Box::new(Match {
        scrutinees: vec![condition],
        alts: vec![alt(wired::TRUE, yes), alt(wired::FALSE, no)],
        otherwise: Otherwise::Fail(Failure::Incomplete(String::new())),
    }))
}

impl<'a> Space<'a> {
    /// Evaluates the examples and builds the library.
    pub(crate) fn new(goal: &'a Goal, env: &'a Env, guide: &'a dyn Guide, machine: Machine) -> Space<'a> {
        Space::with(goal, (env, guide), machine, &Libraries::default())
    }

    /// Evaluates the examples; the library is one of these, or becomes one of them.
    pub(crate) fn with(
        goal: &'a Goal,
        (env, guide): (&'a Env, &'a dyn Guide),
        mut machine: Machine,
        libraries: &Libraries,
    ) -> Space<'a> {
        machine.set_limits(ROW_LIMITS);
        let (mut types, library) = libraries.of(goal, env, guide);
        let ty = expand(&goal.scheme.ty, env);
        let (all, _) = ty.uncurry();
        let arity = goal.examples.iter().map(|e| e.args.len()).min().unwrap_or(all.len()).min(all.len());
        let params: Vec<Type> = all[..arity].iter().map(|t| (*t).clone()).collect();
        let mut rest = ty.clone();
        for _ in 0..arity {
            if let Some((_, to)) = ty_rest(&rest) {
                rest = to;
            }
        }
        let result = types.id(&rest);
        let bottom_code = machine.compile(&[], &Term::Fail(Failure::Hole(String::new())));
        let bottom = machine.suspend(bottom_code, &[]);
        let [c, y, n] = ["$c", "$y", "$n"].map(Name::new);
        let body = conditional(Term::Var(c), Term::Var(y), Term::Var(n));
        let code = machine.compile(&[], &Term::Lam(vec![c, y, n], Box::new(body)));
        let choice = machine.run(code, &[]).unwrap_or(bottom);
        let callees = vec![None; library.instances.len()];
        let mut space = Space {
            goal,
            env,
            guide,
            machine,
            types,
            library,
            callees,
            usable: HashMap::default(),
            rows: Vec::new(),
            arity,
            accumulates: None,
            opaque: Vec::new(),
            params,
            result,
            pools: HashMap::default(),
            known: HashMap::default(),
            rules: Vec::new(),
            fillings: Vec::new(),
            tables: Vec::new(),
            literals: Vec::new(),
            contexts: Vec::new(),
            steps: 0,
            conditional: choice,
            bottom,
            names: 0,
            scratch: Vec::new(),
            row_values: Vec::new(),
            row_keys: Vec::new(),
            enumerations: HashMap::default(),
        };
        for p in 0..space.arity {
            if space.library.instances.len() > crate::synth::define::FEW && space.is_opaque(p) {
                space.opaque.push(p as u16);
            }
        }
        space.examples();
        space.rules = space.rules();
        space.collect_literals();
        space.collect_enumerations();
        space
    }

    /// Whether a parameter is of a recursive type that no function in scope is for (`show` and `==` are for any): only a
    /// case analysis can look into it.
    fn is_opaque(&mut self, p: usize) -> bool {
        let ty = expand(&self.params[p], self.env);
        let (Type::Con(name), _) = ty.spine() else { return false };
        let id = self.types.id(&ty);
        let mentions = |ty: &Type| universe::mentions(ty, *name);
        let Some(data) = self.env.data(*name) else { return false };
        let recursive = data.constructors.iter().flat_map(|c| &c.fields).any(|field| mentions(&field.ty));
        let instance = |of: Name, at: usize| {
            let takes = |i: &library::Instance| i.name == of && i.slots.get(at) == Some(&Slot::Value(id));
            self.library.instances.iter().any(takes)
        };
        let taken = |c: &Component| {
            let takes = |(at, param): (usize, &&Type)| match param.spine() {
                (Type::Con(head), _) => head == name,
                (Type::Var(_), args) => !args.is_empty() && instance(c.name, at),
                _ => false,
            };
            self.env.constructor(c.name).is_none() && c.scheme.ty.uncurry().0.iter().enumerate().any(takes)
        };
        recursive && self.goal.datas.contains(name) && !self.goal.components.iter().any(taken)
    }

    /// A closed elaborated term's value.
    pub(crate) fn value(&mut self, term: &Term) -> Value {
        let code = self.machine.compile(&[], term);
        let value = self.machine.suspend(code, &[]);
        // Evaluated now, below every later mark, so that no candidate pays for it.
        let _ = self.machine.whnf(value);
        value
    }

    /// What is seen of `value`.
    pub(crate) fn key(&mut self, value: Value) -> u64 {
        key(self.machine.observe(value, NODES * 8))
    }

    fn examples(&mut self) {
        let goal = self.goal;
        for (number, example) in goal.examples.iter().take(MAX_ROWS / 2).enumerate() {
            let mut row = Row {
                args: Vec::new(),
                keys: Vec::new(),
                expected: None,
                stops: matches!(example.result, Expected::Stops(_)),
                dictionaries: Vec::new(),
            };
            for term in &example.dictionaries {
                let value = self.value(term);
                row.dictionaries.push(value);
            }
            for (i, term) in example.args.iter().take(self.arity).enumerate() {
                let value = self.value(term);
                let key = match self.params.get(i) {
                    Some(ty) if ty.as_fun().is_some() => mix(text_hash(&format!("{term:?}"))) & !1 | 8,
                    _ => self.key(value),
                };
                row.args.push(value);
                row.keys.push(key);
            }
            if let Expected::Value(term) = &example.result {
                let value = self.value(term);
                let key = self.key(value);
                if is_full(key) {
                    row.expected = Some((value, key));
                    self.known.entry(combine(&row.keys)).or_insert((value, key));
                }
            }
            for i in 0..row.args.len() {
                let ty = self.params[i].clone();
                self.pool(row.args[i], &ty, number, 0);
            }
            self.rows.push(row);
        }
        for number in 0..self.rows.len() {
            if let Some((value, _)) = self.rows[number].expected {
                let ty = self.types.get(self.result).clone();
                self.pool(value, &ty, number, 0);
            }
        }
    }

    fn collect_enumerations(&mut self) {
        for id in self.library.universe.clone() {
            let Some(shape) = self.types.shape(id, self.env) else { continue };
            if shape.len() < 2 || shape.len() > 8 || shape.iter().any(|c| !c.fields.is_empty()) {
                continue;
            }
            let mut keys = Vec::new();
            for constructor in shape.iter() {
                let value = self.value(&Term::Con(constructor.name));
                keys.push(self.key(value));
            }
            self.enumerations.insert(id, keys);
        }
    }

    /// The context of the parameters, one row an example.
    pub(crate) fn root(&mut self) -> Context {
        let mut variables = Vec::new();
        for i in 0..self.arity {
            let ty = self.params[i].clone();
            let sort = match library::slot(&ty, &mut self.types) {
                Some(sort) => sort,
                None => Slot::Value(self.types.id(&ty)),
            };
            variables.push(Variable::new(
                self.fresh(&ty),
                sort,
                self.rows.iter().map(|r| r.args[i]).collect(),
                self.rows.iter().map(|r| r.keys[i]).collect(),
                Definition::Bound,
            ));
        }
        let mut context = Context {
            variables,
            rows: self.rows.len(),
            example: (0..self.rows.len() as u16).collect(),
            goals: vec![self.result],
            branch: true,
            ..Context::default()
        };
        self.expect(&mut context, all_rows(self.rows.len()));
        context
    }

    /// Sets the expected results of the rows in `base`.
    pub(crate) fn expect(&mut self, context: &mut Context, base: u128) {
        context.expected = vec![0; context.rows];
        context.targets = vec![self.bottom; context.rows];
        context.expecting = 0;
        for row in 0..context.rows {
            if base & (1 << row) == 0 {
                continue;
            }
            if let Some((value, key)) = self.rows[context.example[row] as usize].expected {
                context.expected[row] = key;
                context.targets[row] = value;
                context.expecting |= 1 << row;
            }
        }
    }

    /// A name for a variable of type `ty` that no other variable of this search has.
    pub(crate) fn fresh(&mut self, ty: &Type) -> Name {
        self.names += 1;
        let stem = match ty.spine().0 {
            _ if ty.as_fun().is_some() => "f",
            Type::Con(c) if c.as_str() == wired::NIL => "xs",
            Type::Con(c) if c.as_str() == wired::INT => "n",
            _ => "x",
        };
        Name::new(&format!("{stem}{}", self.names))
    }

    /// The constructors of a type that the program may match, with their fields: not those of an abstract type.
    pub(crate) fn open_shape(&mut self, id: TypeId) -> Option<Arc<Vec<ConstructorShape>>> {
        let Type::Con(name) = self.types.get(id).spine().0 else { return None };
        let visible = self.goal.datas.contains(name) || name.module().is_none();
        if visible { self.types.shape(id, self.env) } else { None }
    }

    /// The constructors of a type, in order.
    pub(crate) fn constructor_names(&self, id: TypeId) -> Vec<Name> {
        match self.types.get(id).spine().0 {
            Type::Con(name) => {
                self.env.data(*name).map_or_else(Vec::new, |d| d.constructors.iter().map(|c| c.name).collect())
            }
            _ => Vec::new(),
        }
    }

    /// The machine integers.
    pub(crate) fn int(&self) -> TypeId {
        self.types.find(&Type::con(wired::INT)).unwrap_or(TypeId(u32::MAX))
    }

    /// The dictionary variables and their values for `example`.
    pub(crate) fn dictionary_names(&self) -> Vec<Name> {
        (0..self.goal.scheme.context.len()).map(dictionary_variable).collect()
    }

    /// The value of a library function for `example`.
    pub(crate) fn callee(&mut self, instance: u32) -> &[Value] {
        let index = instance as usize;
        if self.callees[index].is_none() {
            let item = &self.library.instances[index];
            let head = if item.constructor { Term::Con(item.name) } else { Term::Global(item.name) };
            let term = Term::app(head, item.dictionaries.clone());
            let open = item.dictionaries.iter().any(|d| format!("{d:?}").contains("$d"));
            let values = if open {
                let names = self.dictionary_names();
                let code = self.machine.compile(&names, &term);
                let mut values = Vec::new();
                for row in &self.rows {
                    let value = self.machine.suspend(code, &row.dictionaries);
                    let _ = self.machine.whnf(value);
                    values.push(value);
                }
                values
            } else {
                vec![self.value(&term)]
            };
            self.callees[index] = Some(values);
        }
        self.callees[index].as_deref().unwrap_or(&[])
    }

    /// What an example, the program known so far, or a rule says of a call.
    fn said(
        &mut self,
        whole: u64,
        partial: Option<Value>,
        example: u16,
        args: &[Value],
        keys: &[u64],
        salt: u64,
    ) -> Option<(Value, u64, Knowledge)> {
        if let Some((value, key)) = self.known.get(&whole) {
            return Some((*value, *key, Knowledge::Known));
        }
        if let Some(partial) = partial {
            let mut all = self.rows[example as usize].dictionaries.clone();
            all.extend_from_slice(args);
            let value = self.machine.apply(partial, &all);
            let key = self.key(value);
            if is_full(key) {
                return Some((value, key, Knowledge::Known));
            }
        }
        if salt == 0 { self.by_rule(args, keys) } else { None }
    }

    /// Result of the goal's function on `args`: what an example fixes, else what the program known so far computes,
    /// else a guess that depends on the arguments.
    pub(crate) fn oracle(
        &mut self,
        partial: Option<Value>,
        example: u16,
        args: &[Value],
        keys: &[u64],
        salt: u64,
    ) -> (Value, u64, Knowledge) {
        let whole = combine(keys);
        if salt < FORCED
            && let Some(found) = self.said(whole, partial, example, args, keys, salt)
        {
            return found;
        }
        let pool = self.pool_of(self.result, example);
        if pool.is_empty() {
            return (self.bottom, 0, Knowledge::Guess);
        }
        // Copies of a row take different values, so that what merges on all of them is the same function of the result.
        let (value, key) = pool[((mix(whole) >> 8).wrapping_add(salt) % pool.len() as u64) as usize];
        (value, key, Knowledge::Guess)
    }
}

fn ty_rest(ty: &Type) -> Option<(Type, Type)> {
    ty.as_fun().map(|(a, b)| (a.clone(), b.clone()))
}

/// One key for a list of keys.
pub(crate) fn combine(keys: &[u64]) -> u64 {
    keys.iter().fold(0x9e37_79b9_7f4a_7c15, |h, k| mix(h ^ *k).wrapping_add(0x9e37_79b9))
}

fn text_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
