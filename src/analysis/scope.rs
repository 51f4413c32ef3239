//! What may be called at the top level of a file: functions and constructors in scope, with their types.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Snapshot;
use crate::analysis::session::visit;
use crate::core::decl::{Constructor, Data, ExportKind};
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Component, Origin};

/// What may be called by the body of `goal`: the file's own functions first, then what it imports, then, if
/// `new_imports`, what the modules it imports export besides.
pub(super) fn components(snapshot: &Snapshot, goal: Name, new_imports: bool) -> Vec<Component> {
    let (scope, env) = (snapshot.scope(), snapshot.env());
    let unusable = unusable(snapshot, goal);
    // Actions are for programs that act.
    let acts = scheme(goal, env).is_some_and(|scheme| mentions(&scheme.ty, wired::IO));
    let mut seen: BTreeSet<Name> = BTreeSet::new();
    let mut components = Vec::new();
    let mut offer = |entity: Name, origin: Origin| {
        if entity != goal
            && !unusable.contains(&entity)
            && seen.insert(entity)
            && let Some(scheme) = scheme(entity, env)
            && returns(&scheme)
            && (acts || origin == Origin::User || !mentions(&scheme.ty, wired::IO))
        {
            components.push(Component { name: entity, scheme, origin });
        }
    };
    let own: BTreeSet<Name> = scope.values.values().filter_map(single).filter(|e| e.module() == scope.module).collect();
    // In source order: what was written first is what the others build on.
    for bind in &snapshot.lowered().module.binds {
        if own.contains(&bind.name) {
            offer(bind.name, Origin::User);
        }
    }
    own.iter().for_each(|name| offer(*name, Origin::User));
    for entity in scope.values.values().filter_map(single) {
        offer(entity, Origin::Imported);
    }
    for special in [wired::NIL, wired::CONS, wired::UNIT, "(,)", "(,,)"] {
        offer(Name::new(special), Origin::Imported);
    }
    if new_imports {
        for module in &snapshot.lowered().imports {
            let Some(module) = env.module(*module) else { continue };
            let values = module.exports.iter().filter(|e| e.kind == ExportKind::Value);
            values.for_each(|export| offer(export.entity, Origin::NotImported));
        }
    }
    components
}

fn single(entities: &Vec<Name>) -> Option<Name> {
    match entities.as_slice() {
        [entity] => Some(*entity),
        _ => None,
    }
}

/// The data types all of whose constructors are in scope.
pub(super) fn datas(snapshot: &Snapshot) -> Vec<Name> {
    let (scope, env) = (snapshot.scope(), snapshot.env());
    let visible: BTreeSet<Name> = scope.values.values().filter_map(single).collect();
    let whole =
        |data: &Data| !data.constructors.is_empty() && data.constructors.iter().all(|c| visible.contains(&c.name));
    let mut names: BTreeSet<Name> = BTreeSet::new();
    for entity in scope.types.values().filter_map(single) {
        if env.data(entity).is_some_and(whole) {
            names.insert(entity);
        }
    }
    let (own, imported): (Vec<Name>, Vec<Name>) = names.into_iter().partition(|name| name.module() == scope.module);
    let special = [wired::NIL, wired::UNIT, "(,)", "(,,)"].into_iter().map(Name::new);
    own.into_iter().chain(imported).chain(special).collect()
}

/// The type of a function, method or constructor.
pub(super) fn scheme(entity: Name, env: &Env) -> Option<Scheme> {
    if let Some(bind) = env.bind(entity) {
        return bind.scheme.clone();
    }
    if let Some((class, index)) = env.method(entity) {
        return class.methods.get(index).map(|(_, scheme)| scheme.clone());
    }
    let (data, tag) = env.constructor(entity)?;
    let constructor = data.constructors.get(tag)?;
    Some(constructor_scheme(data, constructor))
}

fn constructor_scheme(data: &Data, constructor: &Constructor) -> Scheme {
    let result = constructor
        .result
        .clone()
        .unwrap_or_else(|| Type::app(Type::Con(data.name), data.params.iter().map(|p| Type::Var(*p))));
    let fields: Vec<Type> = constructor.fields.iter().map(|field| field.ty.clone()).collect();
    let ty = Type::funs(fields, result);
    let mut vars = data.params.clone();
    ty.vars(&mut vars);
    Scheme { vars, context: Vec::new(), ty }
}

fn mentions(ty: &Type, constructor: &str) -> bool {
    match ty {
        Type::Con(name) => name.as_str() == constructor,
        Type::App(head, arg) => mentions(head, constructor) || mentions(arg, constructor),
        Type::Var(_) | Type::Meta(_) => false,
    }
}

/// Can a call return? Not if its result is of any type whatever the arguments are (`undefined`, `error`).
fn returns(scheme: &Scheme) -> bool {
    let (args, result) = scheme.ty.uncurry();
    let Type::Var(result) = result else { return true };
    let mut vars = Vec::new();
    args.iter().for_each(|arg| arg.vars(&mut vars));
    vars.contains(result) || scheme.context.iter().any(|pred| pred.ty == Type::Var(*result))
}

/// The file's functions that must not be called: those not written, those with parts that are not understood or not
/// well typed, and whatever calls the goal or one of them.
fn unusable(snapshot: &Snapshot, goal: Name) -> BTreeSet<Name> {
    let lowered = snapshot.lowered();
    let mut bad: BTreeSet<Name> = lowered
        .functions
        .iter()
        .filter(|f| f.unwritten.is_some() || !f.opaque.is_empty())
        .map(|f| f.name)
        .chain(snapshot.errors().iter().filter_map(|error| error.owner))
        .collect();
    bad.insert(goal);
    let mut calls: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
    for bind in &lowered.module.binds {
        let called = calls.entry(bind.name).or_default();
        let mut broken = false;
        visit(&bind.term, &mut |term| match term {
            Term::Global(name) => {
                called.insert(*name);
            }
            Term::Opaque(_) | Term::Hole(_) => broken = true,
            _ => {}
        });
        if broken {
            bad.insert(bind.name);
        }
    }
    loop {
        let more: Vec<Name> = calls
            .iter()
            .filter(|(name, called)| !bad.contains(name) && called.iter().any(|c| bad.contains(c)))
            .map(|(name, _)| *name)
            .collect();
        if more.is_empty() {
            return bad;
        }
        bad.extend(more);
    }
}
