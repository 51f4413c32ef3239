//! Modules: declarations with synonyms unfolded, bindings, instances, class defaults.

use crate::core::class::{Own, World, apply, entail, matches};
use crate::core::decl::{Class, Data, Instance, Module, Typed};
use crate::core::derive;
use crate::core::env::Env;
use crate::core::infer::derived::{self, Derived, Way};
use crate::core::infer::group::mentions;
use crate::core::infer::solve::show_pred;
use crate::core::infer::state::{Infer, Local, expand_scheme};
use crate::core::infer::{Defaulting, TypeError};
use crate::core::name::Name;
use crate::core::term::{Bind, Failure, Term};
use crate::core::ty::{Pred, Scheme, Type};

/// Infers a module whose imports are all in `env`. Derived instances are generated here. All types of the result are
/// free of synonyms. `imports` of the result are the modules whose values it mentions; the caller, who knows what
/// else was imported, adds the rest.
pub fn module(module: &Module, env: &Env) -> (Typed, Vec<TypeError>) {
    let mut own = Own::default();
    declare(module, env, &mut own);
    let derived = derived::instances(module, env, &mut own);
    let world = World { env, own: &own };
    let mut infer = Infer::new(world, Defaulting::Standard);
    infer.unrestricted = module.unrestricted;

    let mut binds = module.binds.clone();
    infer.bindings(&mut binds, true);
    let mut instances = Vec::with_capacity(module.instances.len() + derived.len());
    for instance in &module.instances {
        let mut instance = instance_head(instance, world);
        infer.instance(&mut instance);
        instances.push(instance);
    }
    for derived in derived {
        instances.push(infer.derived(derived));
    }
    let mut classes: Vec<Class> =
        module.classes.iter().filter_map(|class| own.classes.get(&class.name).cloned()).collect();
    for class in &mut classes {
        infer.class_defaults(class);
    }
    infer.owner = None;
    infer.settle_top();

    for bind in &mut binds {
        infer.resolve(&mut bind.term);
        bind.scheme = Some(infer.final_scheme(bind));
    }
    for instance in &mut instances {
        let supers = instance.supers.iter_mut();
        instance.methods.iter_mut().map(|(_, term)| term).chain(supers).for_each(|term| infer.resolve(term));
    }
    for class in &mut classes {
        class.defaults.iter_mut().for_each(|(_, term)| infer.resolve(term));
    }
    let typed = Typed {
        name: module.name,
        exports: module.exports.clone(),
        datas: module.datas.iter().filter_map(|data| own.datas.get(&data.name).cloned()).collect(),
        synonyms: module.synonyms.clone(),
        imports: mentioned_modules(module.name, &binds, &instances, &classes),
        classes,
        instances,
        binds,
        fixities: module.fixities.clone(),
    };
    (typed, infer.errors)
}

/// Fills `own` with the declarations of `module`, synonyms unfolded.
fn declare(module: &Module, env: &Env, own: &mut Own) {
    own.fixities.extend(module.fixities.iter().copied());
    for synonym in &module.synonyms {
        own.synonyms.insert(synonym.name, synonym.clone());
    }
    let datas: Vec<Data> = module.datas.iter().map(|data| expand_data(data, World { env, own })).collect();
    datas.into_iter().for_each(|data| own.add_data(data));
    let classes: Vec<Class> = module.classes.iter().map(|class| expand_class(class, World { env, own })).collect();
    classes.into_iter().for_each(|class| own.add_class(class));
    for instance in &module.instances {
        let head = instance_head(instance, World { env, own });
        let bare = Instance { methods: Vec::new(), ..head };
        own.instances.entry(bare.class).or_default().push(bare);
    }
}

fn expand_data(data: &Data, world: World<'_>) -> Data {
    let mut data = data.clone();
    for constructor in &mut data.constructors {
        for field in &mut constructor.fields {
            field.ty = world.expand(&field.ty);
        }
        constructor.result = constructor.result.as_ref().map(|ty| world.expand(ty));
    }
    data
}

fn expand_class(class: &Class, world: World<'_>) -> Class {
    let methods = class.methods.iter().map(|(name, scheme)| (*name, expand_scheme(world, scheme))).collect();
    let determined = class.determined.iter().map(|(parent, ty)| (*parent, world.expand(ty))).collect();
    Class { methods, determined, ..class.clone() }
}

fn instance_head(instance: &Instance, world: World<'_>) -> Instance {
    let context = instance.context.iter().map(|pred| Pred { class: pred.class, ty: world.expand(&pred.ty) }).collect();
    Instance { head: world.expand(&instance.head), context, ..instance.clone() }
}

impl Infer<'_> {
    fn derived(&mut self, derived: Derived) -> Instance {
        let Derived { mut instance, data, way, .. } = derived;
        match way {
            Way::Stock => {
                let world = self.world;
                let fixity = |name: Name| world.fixity(name);
                instance.methods = derive::methods(instance.class, &data, &fixity).unwrap_or_default();
                self.instance(&mut instance);
            }
            Way::Newtype(wrapped) => {
                self.instance(&mut instance);
                match derived::newtype_methods(&instance, &wrapped, self.world) {
                    Some(methods) => instance.methods = methods,
                    None if self.mysterious(instance.class, &wrapped) => {}
                    None => {
                        let text = show_pred(&Pred { class: instance.class, ty: wrapped });
                        self.error(format!("no instance for `{text}`"));
                    }
                }
            }
            Way::Defaults => self.instance(&mut instance),
        }
        instance
    }

    /// Elaborates the methods and superclasses of an instance.
    fn instance(&mut self, instance: &mut Instance) {
        self.owner = Some(instance.dictionary());
        self.restart_dicts();
        let world = self.world;
        let class = world.class(instance.class);
        let methods = std::mem::take(&mut instance.methods);
        for (name, mut term) in methods {
            let declared = class.and_then(|class| class.methods.iter().find(|(method, _)| *method == name));
            match declared {
                Some((_, scheme)) => {
                    let scheme = method_scheme(instance, scheme);
                    self.check_scheme(&mut term, &scheme);
                }
                None if class.is_some() => {
                    self.error(format!("`{}` is not a method of `{}`", name.base(), instance.class.base()));
                    continue;
                }
                None => {
                    let ty = self.fresh_unknown();
                    self.check(&mut term, &ty);
                }
            }
            instance.methods.push((name, term));
        }
        let Some(class) = class else { return };
        let names: Vec<Name> = instance.context.iter().map(|_| self.fresh_dict()).collect();
        let givens: Vec<(Pred, Term)> =
            instance.context.iter().cloned().zip(names.iter().map(|name| Term::Var(*name))).collect();
        for parent in &class.supers {
            let last = instance.head.last_parameter();
            let several = class.determined.iter().find(|(determined, _)| determined == parent);
            let ty = match several {
                Some((_, ty)) => ty.subst(&|var| (var == class.var).then(|| last.clone())),
                None => last.clone(),
            };
            let pred = Pred { class: *parent, ty };
            let dictionary = entail(world, &pred, &givens).unwrap_or_else(|| {
                let text = show_pred(&pred);
                if !self.mysterious(*parent, &pred.ty) {
                    self.error(format!("no instance for `{text}`, a superclass of `{}`", instance.class.base()));
                }
                Term::Fail(Failure::NoInstance(text))
            });
            instance.supers.push(Term::lam(names.clone(), dictionary));
        }
    }

    fn class_defaults(&mut self, class: &mut Class) {
        self.owner = Some(class.name);
        let defaults = std::mem::take(&mut class.defaults);
        for (name, mut term) in defaults {
            self.restart_dicts();
            match class.methods.iter().find(|(method, _)| *method == name) {
                Some((_, scheme)) => {
                    let scheme = scheme.clone();
                    self.check_scheme(&mut term, &scheme);
                    class.defaults.push((name, term));
                }
                None => self.error(format!("`{}` is not a method of `{}`", name.base(), class.name.base())),
            }
        }
    }

    /// The closed scheme of a top-level binding.
    fn final_scheme(&mut self, bind: &Bind) -> Scheme {
        let anything = Name::new("?a");
        match self.globals.get(&bind.name).cloned() {
            Some(Local::Poly(scheme)) if bind.scheme.is_some() => (*scheme).clone(),
            Some(Local::Poly(scheme)) => self.closed_scheme(scheme.context.clone(), &scheme.ty),
            Some(Local::Mono(ty)) => self.closed_scheme(Vec::new(), &ty),
            Some(Local::Group(..) | Local::Unknown) | None => {
                Scheme { vars: vec![anything], context: Vec::new(), ty: Type::Var(anything) }
            }
        }
    }
}

/// The type of a class method at an instance: the instance's variables and context first.
fn method_scheme(instance: &Instance, method: &Scheme) -> Scheme {
    let mut vars = Vec::new();
    instance.head.vars(&mut vars);
    for pred in &instance.context {
        pred.ty.vars(&mut vars);
    }
    let mut values: Vec<(Name, Type)> = Vec::new();
    if let Some(class) = method.context.first() {
        matches(&class.ty, &instance.head, &mut values);
    }
    for var in &method.vars {
        if values.iter().any(|(name, _)| name == var) {
            continue;
        }
        let mut name = *var;
        while vars.contains(&name) {
            name = Name::new(&format!("{name}1"));
        }
        vars.push(name);
        values.push((*var, Type::Var(name)));
    }
    let own = method.context.iter().skip(1).map(|pred| Pred { class: pred.class, ty: apply(&values, &pred.ty) });
    let context = instance.context.iter().cloned().chain(own).collect();
    Scheme { vars, context, ty: apply(&values, &method.ty) }
}

/// The modules that the elaborated declarations mention, sorted, without `own`.
fn mentioned_modules(own: Option<Name>, binds: &[Bind], instances: &[Instance], classes: &[Class]) -> Vec<Name> {
    let mut modules = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut note = |name: Name| {
        if seen.insert(name)
            && let Some(module) = name.module()
            && Some(module) != own
            && !modules.contains(&module)
        {
            modules.push(module);
        }
    };
    let methods = instances.iter().flat_map(|instance| instance.methods.iter().map(|(_, term)| term));
    let defaults = classes.iter().flat_map(|class| class.defaults.iter().map(|(_, term)| term));
    for term in binds.iter().map(|bind| &bind.term).chain(methods).chain(defaults) {
        mentions(term, &mut note);
    }
    modules.sort_unstable();
    modules
}
