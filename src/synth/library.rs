//! What may be called: components at concrete types.
//!
//! The goal's type variables are rigid; every component is instantiated at types of a bounded universe built from the
//! goal and the scope. The universe has three tiers: the types in the goal, those that its data and the scope's
//! predicates and counts bring along, and lists, options and pairs of these (which cost extra).

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::context::Hole;
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::guide::{Guide, Production};
use crate::synth::types::{TypeId, Types, expand, match_type};

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
/// Most types that a call away from the goal's.
const CALLED: usize = 6;
/// Most types of one instance that are neither in the goal nor in what its data bring along.
const MOST_FAR: usize = 2;
/// Largest universe.
const MAX_UNIVERSE: usize = 22;

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
pub(crate) fn build(goal: &Goal, env: &Env, guide: &dyn Guide, types: &mut Types) -> Library {
    let universe = universe(goal, env, guide, types);
    let mut builder = Builder {
        env,
        open: goal.datas.iter().copied().collect(),
        guide,
        tier: universe.iter().copied().collect(),
        order: universe.iter().map(|(id, _)| *id).collect(),
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
            let extra = if component.origin == Origin::NotImported { 2 * UNIT } else { 0 };
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
    let same = |i: &Instance, name: &str| {
        instances.iter().any(|o| o.name.as_str() == name && o.slots == i.slots && o.result == i.result)
    };
    let stood = |i: &Instance| {
        wired::STANDS_FOR.iter().any(|(general, plain)| {
            i.name.as_str() == *general
                && (same(i, plain)
                    || *plain == wired::NIL && i.slots.is_empty() && {
                        instances.iter().any(|o| o.name.as_str() == wired::NIL && o.result == i.result)
                    })
        })
    };
    let keep: Vec<bool> = instances.iter().map(|i| !stood(i)).collect();
    let mut keep = keep.into_iter();
    instances.retain(|_| keep.next().unwrap_or(true));
}

struct Builder<'a> {
    env: &'a Env,
    /// Data whose constructors may be used.
    open: HashSet<Name, FxBuildHasher>,
    guide: &'a dyn Guide,
    tier: HashMap<TypeId, u8, FxBuildHasher>,
    order: Vec<TypeId>,
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
        let place = |ty: &Type| {
            let id = self.types.find(ty);
            let at = self.order.iter().position(|known| Some(*known) == id).unwrap_or(self.order.len());
            (id.map_or(0, |id| self.surcharge(id)), at)
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
        for id in &self.order {
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
                Type::Con(c) if crate::core::ty::tuple_name(2) == *c => !is_partial(*c, ty, self.env),
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
        let mut dictionaries = Vec::new();
        let mut order = 0;
        for pred in &scheme.context {
            let pred = Pred { class: pred.class, ty: pred.ty.subst(&bind) };
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
            let text = pred.ty == Type::list(Type::con(wired::CHAR));
            let rare = pred.class.as_str() == wired::ORD && !text || pred.class.as_str() == wired::SHOW;
            if rare && matches!(pred.ty, Type::App(..)) {
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
            if pred.class.as_str() == wired::FOLDABLE && odd && first_order {
                return;
            }
            match known {
                Some(term) => dictionaries.push(term),
                None => return,
            }
        }
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
        let symmetric = wired::SYMMETRIC.contains(&name.as_str()) && known(self.types.get(far_or(&slots, result)));
        self.instances.push(Instance { name, constructor, dictionaries, slots, result, cost, odd, symmetric });
    }
}

/// The type of the first argument.
fn far_or(slots: &[Slot], result: TypeId) -> TypeId {
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

/// The types that terms of the search may have, with their tiers.
fn universe(goal: &Goal, env: &Env, guide: &dyn Guide, types: &mut Types) -> Vec<(TypeId, u8)> {
    let mut all: Vec<(TypeId, u8)> = Vec::new();
    collect(&expand(&goal.scheme.ty, env), types, &mut all);
    let first = all.len();
    let mut grown = 0;
    while grown < all.len() && all.len() < MAX_UNIVERSE {
        let (id, _) = all[grown];
        grown += 1;
        let Some(shape) = types.shape(id, env) else { continue };
        for field in shape.iter().flat_map(|c| c.fields.iter()) {
            let ty = types.get(*field).clone();
            if ty.as_fun().is_none() {
                push(&mut all, *field, 1);
            }
        }
    }
    // What is recursive through a list gives a list of results.
    let parts = |id: TypeId, types: &mut Types| {
        let list = Type::list(types.get(id).clone());
        let fields = types.shape(id, env).map(|shape| shape.iter().flat_map(|c| c.fields.clone()).collect::<Vec<_>>());
        fields.is_some_and(|fields| fields.iter().any(|f| *types.get(*f) == list))
    };
    if all[..first].iter().map(|(id, _)| *id).collect::<Vec<_>>().into_iter().any(|id| parts(id, types)) {
        let result = expand(&goal.scheme.ty, env).uncurry().1.clone();
        push(&mut all, types.id(&Type::list(result)), 1);
    }
    let mentioned = |name: &str| {
        let name = Name::new(name);
        goal.components.iter().any(|c| mentions(&c.scheme.ty, name))
    };
    // Something takes it: an argument, or what an argument gives.
    let taken = |name: &str| {
        let name = Name::new(name);
        goal.components.iter().any(|c| c.scheme.ty.uncurry().0.iter().any(|a| mentions(a, name)))
    };
    for name in [wired::BOOL, wired::INT, wired::ORDERING] {
        let wanted = if name == wired::ORDERING { taken(name) } else { mentioned(name) };
        if env.data(Name::new(name)).is_some()
            && (wanted || name == wired::BOOL && goal.datas.contains(&Name::new(name)))
        {
            push(&mut all, types.id(&Type::con(name)), 1);
        }
    }
    for ty in component_types(goal, env) {
        push(&mut all, types.id(&ty), 1);
    }
    for ty in called(goal, env, guide, &all, types) {
        push(&mut all, types.id(&ty), 1);
    }
    let near: Vec<Type> = all.iter().map(|(id, _)| types.get(*id).clone()).collect();
    let order = Type::con(wired::ORDERING);
    let mut far: Vec<Type> = near.iter().filter(|t| !is_pair(t) && **t != order).cloned().map(Type::list).collect();
    let unary = unary_heads(goal, env);
    for ty in &near[..first.min(near.len())] {
        far.extend(unary.iter().map(|head| Type::app(Type::Con(*head), [ty.clone()])));
    }
    let simple: Vec<Type> = near[..first.min(near.len())].iter().filter(|t| t.spine().1.is_empty()).cloned().collect();
    for a in &simple {
        for b in &simple {
            far.push(Type::tuple(vec![a.clone(), b.clone()]));
            far.push(Type::list(Type::tuple(vec![a.clone(), b.clone()])));
        }
    }
    for a in near[..first.min(near.len())].iter().filter(|t| t.spine().0 == &Type::con(wired::NIL)) {
        far.push(Type::tuple(vec![a.clone(), a.clone()]));
    }
    for ty in far {
        if all.len() < MAX_UNIVERSE {
            push(&mut all, types.id(&ty), 2);
        }
    }
    all
}

/// The types that are one call away from the goal's own: what common functions of such a type give, and what they take
/// to make one.
fn called(goal: &Goal, env: &Env, guide: &dyn Guide, all: &[(TypeId, u8)], types: &Types) -> Vec<Type> {
    let known: Vec<&Type> = all.iter().map(|(id, _)| types.get(*id)).collect();
    let own: Vec<&Type> = all.iter().filter(|(_, tier)| *tier == 0).map(|(id, _)| types.get(*id)).collect();
    let mut found: Vec<(f32, Type)> = Vec::new();
    for component in &goal.components {
        let ty = expand(&component.scheme.ty, env);
        let (args, result) = ty.uncurry();
        let places: Vec<&Type> = args.into_iter().chain([result]).filter(|t| t.as_fun().is_none()).collect();
        let weight = (-guide.cost(Production::Call(component.name), None)).exp2();
        for (i, place) in places.iter().enumerate() {
            if !matches!(place.spine(), (Type::Con(_), parts) if !parts.is_empty()) {
                continue;
            }
            for own in &own {
                let mut bound = Vec::new();
                if !match_type(place, own, &component.scheme.vars, &mut bound) {
                    continue;
                }
                let bind = |var: Name| bound.iter().find(|(v, _)| *v == var).map(|(_, ty)| ty.clone());
                for (_, other) in places.iter().enumerate().filter(|(j, _)| *j != i) {
                    let (ty, mut free) = (other.subst(&bind), Vec::new());
                    ty.vars(&mut free);
                    if known.contains(&&ty) || free.iter().any(|v| component.scheme.vars.contains(v)) {
                        continue;
                    }
                    match found.iter_mut().find(|(_, known)| *known == ty) {
                        Some((sum, _)) => *sum += weight,
                        None => found.push((weight, ty)),
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(CALLED);
    found.into_iter().map(|(_, ty)| ty).collect()
}

fn is_pair(ty: &Type) -> bool {
    matches!(ty.spine().0, Type::Con(c) if *c == crate::core::ty::tuple_name(2))
}

fn push(all: &mut Vec<(TypeId, u8)>, id: TypeId, tier: u8) {
    if !all.iter().any(|(known, _)| *known == id) {
        all.push((id, tier));
    }
}

/// The non-function types in a type, outermost first.
fn collect(ty: &Type, types: &mut Types, into: &mut Vec<(TypeId, u8)>) {
    let (args, result) = ty.uncurry();
    if args.is_empty() {
        if !matches!(ty.spine().0, Type::Con(c) if c.as_str() == wired::ARROW) {
            push(into, types.id(ty), 0);
        }
        for part in ty.spine().1 {
            collect(part, types, into);
        }
        return;
    }
    for arg in args {
        collect(arg, types, into);
    }
    collect(result, types, into);
}

fn mentions(ty: &Type, name: Name) -> bool {
    match ty {
        Type::Con(c) => *c == name,
        Type::Var(_) | Type::Meta(_) => false,
        Type::App(f, a) => mentions(f, name) || mentions(a, name),
    }
}

/// Closed types that the user's own components speak of.
fn component_types(goal: &Goal, env: &Env) -> Vec<Type> {
    let mut out = Vec::new();
    for component in goal.components.iter().filter(|c| c.origin == Origin::User) {
        let ty = expand(&component.scheme.ty, env);
        let (args, result) = ty.uncurry();
        for part in args.into_iter().chain([result]) {
            let mut vars = Vec::new();
            part.vars(&mut vars);
            if vars.is_empty() && part.as_fun().is_none() && !out.contains(part) && out.len() < 8 {
                out.push(part.clone());
            }
        }
    }
    out
}

/// Data types of one parameter, other than lists, that components in scope speak of.
fn unary_heads(goal: &Goal, env: &Env) -> Vec<Name> {
    goal.datas
        .iter()
        .copied()
        .filter(|name| name.as_str() != wired::NIL)
        .filter(|name| env.data(*name).is_some_and(|d| d.params.len() == 1 && !d.constructors.is_empty()))
        .filter(|name| goal.components.iter().any(|c| mentions(&c.scheme.ty, *name)))
        .collect()
}
