//! The types at which components are used: those in the goal, those that its data and the scope's predicates and counts
//! bring along, those one call away, the texts of numbers, and lists, options and pairs of these (which cost extra).

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::goal::{Goal, Origin};
use crate::synth::guide::{Guide, Production};
use crate::synth::types::{TypeId, Types, expand, match_type};

/// Most types that are a call away from the goal's.
const CALLED: usize = 6;
/// Largest universe.
const MAX_UNIVERSE: usize = 22;

/// The types that terms of the search may have, with their tiers.
pub(crate) fn universe(goal: &Goal, env: &Env, guide: &dyn Guide, types: &mut Types) -> Vec<(TypeId, u8)> {
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
    // A number written out: its digits.
    let numbers = [wired::INT, wired::INTEGER].map(Type::con);
    if all[..first].iter().any(|(id, _)| numbers.contains(types.get(*id)))
        && goal.components.iter().any(|c| c.name.as_str() == wired::SHOW_METHOD)
    {
        push(&mut all, types.id(&Type::list(Type::con(wired::CHAR))), 2);
    }
    let near: Vec<Type> = all.iter().map(|(id, _)| types.get(*id).clone()).collect();
    let far = far(goal, env, &near, first);
    for ty in far {
        if all.len() < MAX_UNIVERSE {
            push(&mut all, types.id(&ty), 2);
        }
    }
    all
}

/// Lists, options and pairs of the types at hand, of which the first `first` are in the goal.
fn far(goal: &Goal, env: &Env, near: &[Type], first: usize) -> Vec<Type> {
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
    far
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

/// Whether a type speaks of the type `name`.
pub(crate) fn mentions(ty: &Type, name: Name) -> bool {
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
