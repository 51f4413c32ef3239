//! What may be called: components at concrete types.
//!
//! The goal's type variables are rigid; every component is instantiated at types of a bounded universe built from the
//! goal and the scope. The universe has three tiers: the types in the goal, those that its data and the scope's
//! predicates and counts bring along, and lists, options and pairs of these (which cost extra).

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHasher};

use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme, Type, tuple_name};
use crate::core::wired;
use crate::synth::context::Hole;
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::guide::{Guide, Production};
use crate::synth::types::{TypeId, Types, expand, match_type};
use crate::synth::universe;

/// Costs are integers: this many make one unit of the guide's cost.
pub(crate) const UNIT: u32 = 4;
/// Most that calling a function of the user's own or one that an import names costs, or building a datum: how often
/// strangers do says little.
pub(crate) const OWN: f32 = 0.75;
/// Most arguments of a component.
pub(crate) const MAX_SLOTS: usize = 6;
/// Most instances looked at of one component, and most kept.
const MAX_INSTANCES: usize = 240;
const MOST_INSTANCES: usize = 40;
/// What costs more is never reached.
const DEAREST: u32 = 18;
/// Most types of one instance that are neither in the goal nor in what its data bring along.
const MOST_FAR: usize = 2;

/// An argument position.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// A value.
    Value(TypeId),
    /// A function of these parameters with this result.
    Function(Vec<TypeId>, TypeId),
}

impl Slot {
    /// The argument position of a value.
    pub(crate) fn hole(&self) -> Option<Hole> {
        if let Slot::Value(id) = self { Some(Hole::Value(*id)) } else { None }
    }
}

/// A component at concrete types.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) name: Name,
    pub(crate) constructor: bool,
    /// Elaborated dictionary arguments, over the goal's dictionary variables.
    pub(crate) dictionaries: Vec<Term>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) result: TypeId,
    pub(crate) cost: u32,
    /// What of the cost is for the types: few programs use the function at these.
    pub(crate) odd: u32,
    /// Its two arguments may change places.
    pub(crate) symmetric: bool,
}

impl Instance {
    /// The least cost of a term that it makes.
    pub(crate) fn least(&self) -> u32 {
        self.cost + self.slots.len() as u32
    }
}

/// All instances, and the universe they were made from.
pub(crate) struct Library {
    pub(crate) instances: Vec<Instance>,
    /// The instances' numbers, by the least cost of their terms.
    pub(crate) order: Vec<u32>,
    pub(crate) universe: Vec<TypeId>,
}

/// The libraries of one search and of those below it, with the types that they speak of. A type and what is in scope, of
/// which there is more or less, say what is in one.
#[derive(Default)]
pub(crate) struct Libraries(RefCell<Vec<Known>>);

struct Known {
    scheme: Scheme,
    components: u64,
    types: Types,
    library: Arc<Library>,
}

impl Libraries {
    /// The library of `goal`: an earlier one, if there is one.
    pub(crate) fn of(&self, goal: &Goal, env: &Env, guide: &dyn Guide) -> (Types, Arc<Library>) {
        let mut hasher = FxHasher::default();
        goal.components.iter().for_each(|component| component.name.hash(&mut hasher));
        let components = hasher.finish();
        let same = |known: &&Known| known.scheme == goal.scheme && known.components == components;
        if let Some(known) = self.0.borrow().iter().find(same) {
            return (known.types.clone(), Arc::clone(&known.library));
        }
        let mut types = Types::default();
        let library = Arc::new(build(goal, env, guide, &mut types));
        let scheme = goal.scheme.clone();
        self.0.borrow_mut().push(Known { scheme, components, types: types.clone(), library: Arc::clone(&library) });
        (types, library)
    }
}

/// The variable that holds the goal's `i`th dictionary.
pub(crate) fn dictionary_variable(i: usize) -> Name {
    Name::new(&format!("$d{i}"))
}

/// The slot for an argument of type `ty`; none if a parameter is a function itself.
pub(crate) fn slot(ty: &Type, types: &mut Types) -> Option<Slot> {
    let (params, result) = ty.uncurry();
    if params.is_empty() {
        return Some(Slot::Value(types.id(ty)));
    }
    if params.iter().any(|p| p.as_fun().is_some()) {
        return None;
    }
    let params = params.into_iter().map(|p| types.id(p)).collect();
    Some(Slot::Function(params, types.id(result)))
}

/// The production cost of a call in integer units.
pub(crate) fn units(cost: f32) -> u32 {
    let scaled = (cost * UNIT as f32).round();
    if scaled < 1.0 { 1 } else { scaled as u32 }
}

/// Builds the library of `goal`.
fn build(goal: &Goal, env: &Env, guide: &dyn Guide, types: &mut Types) -> Library {
    let universe = universe::universe(goal, env, guide, types);
    let mut heads: HashMap<Name, Vec<TypeId>, FxBuildHasher> = HashMap::default();
    for (id, _) in &universe {
        if let Some(head) = head(types.get(*id)) {
            heads.entry(head).or_default().push(*id);
        }
    }
    let mut builder = Builder {
        env,
        reads: expand(&goal.scheme.ty, env).uncurry().0.iter().any(|ty| universe::mentions(ty, Name::new(wired::CHAR))),
        open: goal.datas.iter().copied().collect(),
        guide,
        tier: universe.iter().copied().collect(),
        order: universe.iter().map(|(id, _)| *id).collect(),
        heads,
        pair: tuple_name(2),
        givens: goal
            .scheme
            .context
            .iter()
            .enumerate()
            .map(|(i, pred)| (pred.clone(), Term::Var(dictionary_variable(i))))
            .collect(),
        found: HashMap::default(),
        instances: Vec::new(),
        types,
    };
    let mut seen: HashSet<Name, FxBuildHasher> = HashSet::default();
    builder.constructors(&mut seen);
    for component in &goal.components {
        if component.name != goal.name && seen.insert(component.name) {
            let extra = if component.origin == Origin::NotImported { UNIT / 4 } else { 0 };
            builder.component(component, extra);
        }
    }
    let mut instances = builder.instances;
    plain(&mut instances);
    instances.retain(|i| i.cost <= DEAREST);
    let mut order: Vec<u32> = (0..instances.len() as u32).collect();
    order.sort_by_key(|i| instances[*i as usize].least());
    Library { instances, order, universe: builder.order }
}

/// Drops the instances that others stand for.
fn plain(instances: &mut Vec<Instance>) {
    let names: Vec<(Name, Name)> = wired::STANDS_FOR.iter().map(|(g, p)| (Name::new(g), Name::new(p))).collect();
    // Those that may stand for others, at their types; the empty list has no arguments.
    let mut there: HashSet<(Name, &[Slot], TypeId), FxBuildHasher> = HashSet::default();
    for instance in instances.iter().filter(|i| names.iter().any(|(_, plain)| *plain == i.name)) {
        there.insert((instance.name, &instance.slots, instance.result));
    }
    let stood = |i: &Instance| {
        let by = |(general, plain): &(Name, Name)| i.name == *general && there.contains(&(*plain, &i.slots, i.result));
        names.iter().any(by)
    };
    let keep: Vec<bool> = instances.iter().map(|i| !stood(i)).collect();
    let mut keep = keep.into_iter();
    instances.retain(|_| keep.next().unwrap_or(true));
}

struct Builder<'a> {
    env: &'a Env,
    /// The goal has a text to read from.
    reads: bool,
    /// Data whose constructors may be used.
    open: HashSet<Name, FxBuildHasher>,
    guide: &'a dyn Guide,
    tier: HashMap<TypeId, u8, FxBuildHasher>,
    order: Vec<TypeId>,
    /// The same by the constructor that is applied.
    heads: HashMap<Name, Vec<TypeId>, FxBuildHasher>,
    pair: Name,
    givens: Vec<(Pred, Term)>,
    found: HashMap<Pred, Option<Term>, FxBuildHasher>,
    instances: Vec<Instance>,
    types: &'a mut Types,
}

impl Builder<'_> {
    fn constructors(&mut self, seen: &mut HashSet<Name, FxBuildHasher>) {
        for id in self.order.clone() {
            let head = match self.types.get(id).spine().0 {
                Type::Con(name) => *name,
                _ => continue,
            };
            if !self.open.contains(&head) && head.module().is_some() {
                continue;
            }
            let Some(shape) = self.types.shape(id, self.env) else { continue };
            for constructor in shape.iter() {
                seen.insert(constructor.name);
                let mut slots = Vec::new();
                for field in &constructor.fields {
                    let ty = self.types.get(*field).clone();
                    slots.extend(slot(&ty, self.types));
                }
                if slots.len() != constructor.fields.len() || slots.len() > MAX_SLOTS {
                    continue;
                }
                let cost = self.guide.cost(Production::Construct(constructor.name), None).min(OWN);
                let cost = units(cost) + self.surcharge(id);
                self.instances.push(Instance {
                    name: constructor.name,
                    constructor: true,
                    dictionaries: Vec::new(),
                    slots,
                    result: id,
                    cost,
                    odd: 0,
                    symmetric: false,
                });
            }
        }
    }

    fn surcharge(&self, id: TypeId) -> u32 {
        if self.tier.get(&id).copied().unwrap_or(2) >= 2 { UNIT } else { 0 }
    }

    fn component(&mut self, component: &Component, extra: u32) {
        let (name, scheme) = (component.name, &component.scheme);
        let ty = expand(&scheme.ty, self.env);
        let (args, result) = ty.uncurry();
        if args.len() > MAX_SLOTS || (scheme.context.is_empty() && is_combinator(&ty)) {
            return;
        }
        if let Type::Var(v) = result {
            let mut vars = Vec::new();
            args.iter().for_each(|a| a.vars(&mut vars));
            if !vars.contains(v) && scheme.context.is_empty() {
                return;
            }
        }
        // Result first, then values, then what functions take and give: that binds variables soonest.
        let mut patterns = vec![result.clone()];
        patterns.extend(args.iter().filter(|a| a.as_fun().is_none()).map(|a| (*a).clone()));
        for arg in args.iter().filter(|a| a.as_fun().is_some()) {
            let (params, result) = arg.uncurry();
            if params.iter().any(|p| p.as_fun().is_some()) {
                return;
            }
            patterns.push(result.clone());
            patterns.extend(params.into_iter().cloned());
        }
        let mut solutions = Vec::new();
        self.solve(&patterns, &scheme.vars, &mut Vec::new(), &mut solutions);
        let constructor = self.env.constructor(name).is_some();
        let abstract_ = scheme.context.iter().any(|p| is_constructor_class(p.class, self.env)) as u32 * UNIT;
        let cost = self.guide.cost(Production::Call(name), None);
        let meant = matches!(component.origin, Origin::User | Origin::Listed);
        let cost = if meant { cost.min(OWN) } else { cost };
        let base = units(cost) + extra + abstract_;
        // The types that are nearest to the goal's.
        let places: HashMap<TypeId, usize, FxBuildHasher> = self.order.iter().copied().zip(0..).collect();
        let place = |ty: &Type| match self.types.find(ty) {
            Some(id) => (self.surcharge(id), places.get(&id).copied().unwrap_or(places.len())),
            None => (0, places.len()),
        };
        solutions.sort_by_cached_key(|bound: &Vec<(Name, Type)>| {
            bound.iter().map(|(_, ty)| place(ty)).fold((0, 0), |(far, at), (f, a)| (far + f, at + a))
        });
        solutions.truncate(MOST_INSTANCES);
        for bound in solutions {
            self.instance(name, constructor, scheme, &args, result, &bound, base);
        }
    }

    fn solve(&self, patterns: &[Type], vars: &[Name], bound: &mut Vec<(Name, Type)>, out: &mut Vec<Vec<(Name, Type)>>) {
        if out.len() >= MAX_INSTANCES {
            return;
        }
        let Some((pattern, rest)) = patterns.split_first() else {
            out.push(bound.clone());
            return;
        };
        if let Type::Var(v) = pattern
            && let Some((_, known)) = bound.iter().find(|(name, _)| name == v)
        {
            if self.types.find(known).is_some_and(|id| self.tier.contains_key(&id)) {
                self.solve(rest, vars, bound, out);
            }
            return;
        }
        let headed = head(pattern).map(|name| self.heads.get(&name).map_or(&[][..], Vec::as_slice));
        for id in headed.unwrap_or(&self.order) {
            let depth = bound.len();
            if match_type(pattern, self.types.get(*id), vars, bound) && self.heads_fit(bound, depth) {
                self.solve(rest, vars, bound, out);
            }
            bound.truncate(depth);
        }
    }

    /// A constructor variable stands for a constructor in sight only (no `length` of a pair).
    fn heads_fit(&self, bound: &[(Name, Type)], from: usize) -> bool {
        bound[from..].iter().all(|(_, ty)| match ty {
            Type::App(head, _) => match &**head {
                Type::Con(c) if self.pair == *c => !is_partial(*c, ty, self.env),
                _ => true,
            },
            _ => true,
        })
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; the parts of one component")]
    fn instance(
        &mut self,
        name: Name,
        constructor: bool,
        scheme: &Scheme,
        args: &[&Type],
        result: &Type,
        bound: &[(Name, Type)],
        base: u32,
    ) {
        let bind = |var: Name| bound.iter().find(|(v, _)| *v == var).map(|(_, ty)| ty.clone());
        let mut slots = Vec::new();
        for arg in args {
            slots.extend(slot(&arg.subst(&bind), self.types));
        }
        if slots.len() != args.len() {
            return;
        }
        let Some((dictionaries, order)) = self.dictionaries(scheme, &bind, &slots) else { return };
        let result = self.types.id(&result.subst(&bind));
        let mut far: Vec<TypeId> = vec![result];
        for slot in &slots {
            match slot {
                Slot::Value(id) => far.push(*id),
                Slot::Function(params, result) => far.extend(params.iter().chain([result])),
            }
        }
        far.retain(|id| self.surcharge(*id) > 0);
        far.sort_unstable();
        far.dedup();
        if far.len() > MOST_FAR {
            return;
        }
        let odd = far.len() as u32 * UNIT + order;
        let cost = base + odd;
        let known =
            |ty: &Type| matches!(ty.spine().0, Type::Con(c) if c.module().is_none_or(|m| m.as_str() == wired::BASE));
        let symmetric = wired::SYMMETRIC.contains(&name.as_str()) && known(self.types.get(first_type(&slots, result)));
        self.instances.push(Instance { name, constructor, dictionaries, slots, result, cost, odd, symmetric });
    }

    /// The dictionaries of a component at these types, and what they cost; none if there is no such instance, or nobody
    /// uses it.
    fn dictionaries(
        &mut self,
        scheme: &Scheme,
        bind: &dyn Fn(Name) -> Option<Type>,
        slots: &[Slot],
    ) -> Option<(Vec<Term>, u32)> {
        let mut dictionaries = Vec::new();
        let mut order = 0;
        for pred in &scheme.context {
            let pred = Pred { class: pred.class, ty: pred.ty.subst(bind) };
            let mut free = Vec::new();
            pred.ty.vars(&mut free);
            let known = match self.found.get(&pred) {
                Some(known) => known.clone(),
                None => {
                    let known = infer::dictionary(&pred, &self.givens, self.env);
                    self.found.insert(pred.clone(), known.clone());
                    known
                }
            };
            // People rarely order lists, options and maps, though texts; and rarely show texts and lists.
            let class = pred.class.as_str();
            let text = || pred.ty == Type::list(Type::con(wired::CHAR));
            let rare = || class == wired::SHOW || class == wired::ORD && !text();
            let unread = class == wired::READ && !self.reads;
            if matches!(pred.ty, Type::App(..)) && rare() || unread {
                order = 2 * UNIT;
            }
            // Nobody counts the elements of an option or sums them: folds of the library's open types take functions.
            let head = match &pred.ty {
                Type::App(head, _) => head.spine().0,
                ty => ty,
            };
            let odd =
                matches!(head, Type::Con(c) if c.as_str() != wired::NIL && c.module() == Some(Name::new(wired::BASE)));
            let first_order = slots.iter().all(|slot| matches!(slot, Slot::Value(_)));
            if class == wired::FOLDABLE && odd && first_order {
                return None;
            }
            dictionaries.push(known?);
        }
        Some((dictionaries, order))
    }
}

/// The constructor that is applied in `ty`, if it is one.
fn head(ty: &Type) -> Option<Name> {
    match ty {
        Type::App(f, _) => head(f),
        Type::Con(name) => Some(*name),
        Type::Var(_) | Type::Meta(_) => None,
    }
}

/// The type of the first argument; of a constant, its own.
fn first_type(slots: &[Slot], result: TypeId) -> TypeId {
    match slots.first() {
        Some(Slot::Value(id)) => *id,
        _ => result,
    }
}

/// Classes of type constructors other than containers: a function of them usually has a plainer one beside it.
pub(crate) fn is_constructor_class(class: Name, env: &Env) -> bool {
    let applied = |ty: &Type, var: Name| {
        fn walk(ty: &Type, var: Name) -> bool {
            match ty {
                Type::App(f, a) => **f == Type::Var(var) || walk(f, var) || walk(a, var),
                _ => false,
            }
        }
        walk(ty, var)
    };
    class.as_str() != wired::FOLDABLE
        && env.class(class).is_some_and(|c| c.methods.iter().any(|(_, scheme)| applied(&scheme.ty, c.var)))
}

/// Whether `head` applied to one argument in `ty` still wants more (a pair's `(,) a`).
fn is_partial(head: Name, ty: &Type, env: &Env) -> bool {
    let (_, args) = ty.spine();
    env.data(head).is_some_and(|data| data.params.len() > args.len())
}

/// Types of variables and arrows only: what application and abstraction already say (`const`, `flip`, `.`).
fn is_combinator(ty: &Type) -> bool {
    match ty {
        Type::Con(name) => name.as_str() == wired::ARROW,
        Type::Var(_) => true,
        Type::Meta(_) => false,
        Type::App(f, a) => is_combinator(f) && is_combinator(a),
    }
}
