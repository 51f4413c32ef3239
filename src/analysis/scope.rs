//! What may be called at the top level of a file: functions and constructors in scope, with their types.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Snapshot;
use crate::core::decl::{Constructor, Data, ExportKind};
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Component, Origin};
use crate::workspace::{self, Loaded};

/// What may be called in a file, whatever is being written: worked out once for a file, because a file of some thousand
/// lines and imports has much of it.
pub(super) struct Callable {
    /// In scope: the file's own functions in source order, then the project's and the library's.
    listed: Vec<Component>,
    /// What cannot be run: not written, not understood, ill typed, or calling one of these.
    bad: BTreeSet<Name>,
    /// Who calls a function of the file.
    callers: FxHashMap<Name, Vec<Name>>,
}

impl Callable {
    /// What may be called in a whole file.
    pub(super) fn of(snapshot: &Snapshot) -> Callable {
        let lowered = snapshot.lowered();
        let unwritten = lowered.functions.iter().filter(|f| f.unwritten.is_some() || !f.opaque.is_empty());
        let bad = unwritten.map(|f| f.name).chain(snapshot.errors().iter().filter_map(|error| error.owner)).collect();
        let mut modules = Modules { snapshot, known: FxHashMap::default() };
        let foreign: FxHashSet<Name> = modules.unusable();
        let binds = || lowered.module.binds.iter().map(|bind| (bind.name, &bind.term));
        let bad = workspace::unusable(bad, binds(), &|name| foreign.contains(&name));
        let mut callers: FxHashMap<Name, Vec<Name>> = FxHashMap::default();
        for (caller, term) in binds() {
            visit(term, &mut |term| {
                if let Term::Global(called) = term
                    && called.module() == snapshot.scope().module
                {
                    callers.entry(*called).or_default().push(caller);
                }
            });
        }
        Callable { listed: modules.components(&foreign), bad, callers }
    }

    /// Adds whatever calls `name`, itself or through others, and `name` itself.
    fn reach(&self, name: Name, into: &mut BTreeSet<Name>) {
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if into.insert(name) {
                open.extend(self.callers.get(&name).into_iter().flatten());
            }
        }
    }
}

/// The modules of the project, each asked for once.
struct Modules<'s> {
    snapshot: &'s Snapshot,
    known: FxHashMap<Name, Option<Arc<Loaded>>>,
}

impl Modules<'_> {
    fn of(&mut self, name: Name) -> Option<&Arc<Loaded>> {
        let snapshot = self.snapshot;
        self.known.entry(name.module()?).or_insert_with(|| snapshot.of_project(name)).as_ref()
    }

    /// Functions of other modules of the project that cannot be run.
    fn unusable(&mut self) -> FxHashSet<Name> {
        let names: Vec<Name> = self.snapshot.scope().values.values().flatten().copied().collect();
        names.into_iter().filter(|name| self.of(*name).is_some_and(|loaded| loaded.unusable.contains(name))).collect()
    }

    /// What is in scope.
    fn components(&mut self, unusable: &FxHashSet<Name>) -> Vec<Component> {
        let (scope, env) = (self.snapshot.scope(), self.snapshot.env());
        let mut seen: FxHashSet<Name> = FxHashSet::default();
        let mut component = |entity: Name, origin: Origin| {
            if unusable.contains(&entity) || !seen.insert(entity) {
                return None;
            }
            let scheme = scheme(entity, env).filter(returns)?;
            Some(Component { name: entity, scheme, origin })
        };
        let mut listed = Vec::new();
        let own: BTreeSet<Name> =
            scope.values.values().filter_map(single).filter(|e| e.module() == scope.module).collect();
        // In source order: what was written first is what the others build on.
        let binds = self.snapshot.lowered().module.binds.iter().map(|bind| bind.name).filter(|name| own.contains(name));
        listed.extend(binds.chain(own.iter().copied()).filter_map(|name| component(name, Origin::User)));
        for entity in scope.values.values().filter_map(single) {
            let origin = match self.of(entity) {
                Some(_) => Origin::User,
                None if scope.listed.contains(&entity) => Origin::Listed,
                None => Origin::Imported,
            };
            listed.extend(component(entity, origin));
        }
        let special = [wired::NIL, wired::CONS, wired::UNIT, "(,)", "(,,)"].into_iter().map(Name::new);
        listed.extend(special.filter_map(|name| component(name, Origin::Imported)));
        listed
    }
}

/// What an import of a library module, one of the file's or an everyday one, would bring beside what is `known`.
pub(super) fn further(snapshot: &Snapshot, env: &Env, known: &[Component], goal: Name) -> Vec<Component> {
    let acts = acts(goal, snapshot.env());
    let mut seen: FxHashSet<Name> = known.iter().map(|component| component.name).collect();
    let everyday = snapshot.language().everyday.iter().map(|module| Name::new(module));
    let modules = snapshot.lowered().imports.iter().copied().chain(everyday);
    let exports = modules.filter_map(|module| env.module(module)).flat_map(|module| &module.exports);
    let values = exports.filter(|export| export.kind == ExportKind::Value).map(|export| export.entity);
    let (mut components, mut project) = (Vec::new(), Modules { snapshot, known: FxHashMap::default() });
    for name in values {
        let usable = |scheme: &Scheme| returns(scheme) && (acts || !mentions(&scheme.ty, wired::IO));
        if seen.insert(name)
            && !project.of(name).is_some_and(|loaded| loaded.unusable.contains(&name))
            && let Some(scheme) = scheme(name, env).filter(usable)
        {
            components.push(Component { name, scheme, origin: Origin::NotImported });
        }
    }
    components
}

/// Actions are for programs that act.
fn acts(goal: Name, env: &Env) -> bool {
    scheme(goal, env).is_some_and(|scheme| mentions(&scheme.ty, wired::IO))
}

/// What may be called by the body of `goal`: the file's own functions first, then what it imports.
pub(super) fn components(snapshot: &Snapshot, goal: Name) -> Vec<Component> {
    let env = snapshot.env();
    let callable = snapshot.callable();
    let acts = acts(goal, env);
    let mut bad = BTreeSet::new();
    callable.reach(goal, &mut bad);
    // In a piece its own bindings are those of the file by these names.
    let own: Vec<Name> =
        if snapshot.is_piece() { snapshot.lowered().module.binds.iter().map(|b| b.name).collect() } else { Vec::new() };
    if snapshot.is_piece() {
        broken(snapshot).into_iter().for_each(|name| callable.reach(name, &mut bad));
    }
    let fresh = own.iter().filter_map(|name| {
        let scheme = scheme(*name, env).filter(returns)?;
        Some(Component { name: *name, scheme, origin: Origin::User })
    });
    let kept = callable.listed.iter().filter(|c| !own.contains(&c.name) && !callable.bad.contains(&c.name));
    fresh
        .chain(kept.cloned())
        .filter(|c| !bad.contains(&c.name))
        .filter(|c| acts || c.origin == Origin::User || !mentions(&c.scheme.ty, wired::IO))
        .collect()
}

/// The bindings of a piece that cannot be run.
fn broken(snapshot: &Snapshot) -> BTreeSet<Name> {
    let lowered = snapshot.lowered();
    let unwritten = lowered.functions.iter().filter(|f| f.unwritten.is_some() || !f.opaque.is_empty());
    let bad = unwritten.map(|f| f.name).chain(snapshot.errors().iter().filter_map(|error| error.owner)).collect();
    let binds = lowered.module.binds.iter().map(|bind| (bind.name, &bind.term));
    let old = &snapshot.callable().bad;
    workspace::unusable(bad, binds, &|name| old.contains(&name))
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
