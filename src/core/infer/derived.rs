//! Heads and contexts of derived instances (Haskell 2010, §11; newtype deriving as GHC does it).

use crate::core::class::{Own, World, entail, simplify};
use crate::core::decl::{Data, Deriving, Instance, Module};
use crate::core::derive;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Type};

/// How an instance comes by its methods.
pub(super) enum Way {
    /// By source terms that `derive` writes.
    Stock,
    /// By the instance of the type that a newtype wraps: newtypes have no representation of their own.
    Newtype(Type),
    /// By the class's defaults.
    Defaults,
}

/// A derived instance before its methods are there.
pub(super) struct Derived {
    pub(super) instance: Instance,
    pub(super) data: Data,
    pub(super) way: Way,
    inferred: bool,
}

/// Works out the derived instances of `module` and adds them to `own`.
pub(super) fn instances(module: &Module, env: &Env, own: &mut Own) -> Vec<Derived> {
    let mut all = Vec::new();
    for deriving in &module.derivings {
        let world = World { env, own };
        if let Some(derived) = head(deriving, world) {
            own.instances.entry(derived.instance.class).or_default().push(derived.instance.clone());
            all.push(derived);
        }
    }
    // The contexts are a least fixed point: each may need the others, or itself.
    for _ in 0..12 {
        let mut changed = false;
        for derived in all.iter_mut().filter(|derived| derived.inferred) {
            let context = context(derived, World { env, own });
            if context != derived.instance.context {
                changed = true;
                derived.instance.context.clone_from(&context);
                let known = own.instances.get_mut(&derived.instance.class).into_iter().flatten();
                for instance in known.filter(|instance| instance.head == derived.instance.head) {
                    instance.context.clone_from(&context);
                }
            }
        }
        if !changed {
            break;
        }
    }
    all
}

fn head(deriving: &Deriving, world: World<'_>) -> Option<Derived> {
    world.class(deriving.class)?;
    let data = world.data(deriving.data)?.clone();
    let arity = world.class_arity(deriving.class);
    let kept = data.params.len().checked_sub(arity)?;
    let head = Type::app(Type::Con(data.name), data.params[..kept].iter().map(|param| Type::Var(*param)));
    let params: Vec<Type> = deriving.params.iter().map(|param| world.expand(param)).collect();
    let whole = |ty: Type| Type::parameters(params.iter().cloned().chain([ty]).collect());
    let inner = if derive::is_structural(deriving.class) { None } else { wrapped(&data, arity) };
    let way = match inner {
        Some(inner) => Way::Newtype(whole(inner)),
        None if derive::is_stock(deriving.class) => Way::Stock,
        None => Way::Defaults,
    };
    let expand = |pred: &Pred| Pred { class: pred.class, ty: world.expand(&pred.ty) };
    let context: Option<Vec<Pred>> = deriving.context.as_ref().map(|context| context.iter().map(expand).collect());
    let inferred = context.is_none();
    let instance = Instance {
        class: deriving.class,
        head: whole(head),
        context: context.unwrap_or_default(),
        methods: Vec::new(),
        supers: Vec::new(),
    };
    Some(Derived { instance, data, way, inferred })
}

/// What a newtype wraps, without its last `arity` parameters.
fn wrapped(data: &Data, arity: usize) -> Option<Type> {
    if !data.newtype {
        return None;
    }
    let mut ty = data.constructors.first()?.fields.first()?.ty.clone();
    for param in data.params.iter().rev().take(arity) {
        let Type::App(head, arg) = &ty else { return None };
        let mut left = Vec::new();
        head.vars(&mut left);
        if **arg != Type::Var(*param) || left.contains(param) {
            return None;
        }
        ty = (**head).clone();
    }
    Some(ty)
}

fn context(derived: &Derived, world: World<'_>) -> Vec<Pred> {
    let class = derived.instance.class;
    let needed = match &derived.way {
        Way::Stock => derive::constraints(class, &derived.data),
        Way::Newtype(ty) => vec![Pred { class, ty: ty.clone() }],
        Way::Defaults => Vec::new(),
    };
    let (kept, _) = simplify(world, needed);
    let mut vars = Vec::new();
    derived.instance.head.vars(&mut vars);
    let bound = |pred: &Pred| {
        let mut own = Vec::new();
        pred.ty.vars(&mut own);
        own.iter().all(|var| vars.contains(var))
    };
    kept.into_iter().filter(bound).collect()
}

/// The elaborated methods of a newtype's instance: those of the type that it wraps.
pub(super) fn newtype_methods(instance: &Instance, wrapped: &Type, world: World<'_>) -> Option<Vec<(Name, Term)>> {
    let names: Vec<Name> = (0..instance.context.len()).map(|i| Name::new(&format!("$d{}", i + 1))).collect();
    let givens: Vec<(Pred, Term)> =
        instance.context.iter().cloned().zip(names.iter().map(|name| Term::Var(*name))).collect();
    let dictionary = entail(world, &Pred { class: instance.class, ty: wrapped.clone() }, &givens)?;
    let class = world.class(instance.class)?;
    let method = |name: Name| Term::app(Term::Global(name), vec![dictionary.clone()]);
    Some(class.methods.iter().map(|(name, _)| (*name, Term::lam(names.clone(), method(*name)))).collect())
}
