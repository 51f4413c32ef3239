//! The environment: every loaded module, looked up by fully qualified name.
//!
//! An environment is cheap to clone (modules are shared) and only grows; shadowing cannot happen because names are
//! qualified by their defining module. Adding a module of the same name replaces the old one.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::decl::{Class, Data, Fixity, Instance, Typed};
use crate::core::name::Name;
use crate::core::term::Bind;

type Map<V> = HashMap<Name, V, FxBuildHasher>;

/// Where a declaration is: module and index in its table.
type At = (Arc<Typed>, u32);

/// All loaded modules. Cloning costs a pointer; adding to a clone copies the tables once.
#[derive(Clone, Default)]
pub struct Env(Arc<Tables>);

#[derive(Clone, Default)]
struct Tables {
    modules: Map<Arc<Typed>>,
    order: Vec<Name>,
    binds: Map<At>,
    datas: Map<At>,
    constructors: Map<(At, u32)>,
    synonyms: Map<At>,
    classes: Map<At>,
    methods: Map<(Name, u32)>,
    instances: Map<Vec<At>>,
    dictionaries: Map<At>,
    fixities: Map<Fixity>,
}

impl Tables {
    /// Adds `module`, replacing one of the same name.
    fn add(&mut self, module: Arc<Typed>) {
        let name = module.name.unwrap_or_else(|| Name::new("Main"));
        if self.modules.contains_key(&name) {
            self.remove(name);
        }
        self.index(&module);
        self.order.push(name);
        self.modules.insert(name, module);
    }

    /// Removes the module `name`.
    fn remove(&mut self, name: Name) {
        let mut modules = std::mem::take(&mut self.modules);
        modules.remove(&name);
        let order: Vec<Name> = self.order.iter().copied().filter(|n| *n != name).collect();
        *self = Tables::default();
        for name in &order {
            if let Some(module) = modules.get(name) {
                self.index(module);
            }
        }
        self.modules = modules;
        self.order = order;
    }

    fn index(&mut self, module: &Arc<Typed>) {
        let at = |i: usize| (Arc::clone(module), i as u32);
        for (i, bind) in module.binds.iter().enumerate() {
            self.binds.insert(bind.name, at(i));
        }
        for (i, data) in module.datas.iter().enumerate() {
            self.datas.insert(data.name, at(i));
            for (tag, con) in data.constructors.iter().enumerate() {
                self.constructors.insert(con.name, (at(i), tag as u32));
            }
        }
        for (i, synonym) in module.synonyms.iter().enumerate() {
            self.synonyms.insert(synonym.name, at(i));
        }
        for (i, class) in module.classes.iter().enumerate() {
            self.classes.insert(class.name, at(i));
            for (m, (method, _)) in class.methods.iter().enumerate() {
                self.methods.insert(*method, (class.name, m as u32));
            }
        }
        for (i, instance) in module.instances.iter().enumerate() {
            self.instances.entry(instance.class).or_default().push(at(i));
            self.dictionaries.insert(instance.dictionary(), at(i));
        }
        for (name, fixity) in &module.fixities {
            self.fixities.insert(*name, *fixity);
        }
    }
}

impl Env {
    /// Adds `module`, replacing one of the same name.
    pub fn add(&mut self, module: Arc<Typed>) {
        Arc::make_mut(&mut self.0).add(module);
    }

    /// Removes the module `name`.
    pub fn remove(&mut self, name: Name) {
        Arc::make_mut(&mut self.0).remove(name);
    }

    /// The loaded module `name`.
    pub fn module(&self, name: Name) -> Option<&Arc<Typed>> {
        self.0.modules.get(&name)
    }

    /// All loaded modules in the order of loading.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<Typed>> {
        self.0.order.iter().filter_map(|name| self.0.modules.get(name))
    }

    /// The top-level binding `name` (methods and dictionaries are not bindings).
    pub fn bind(&self, name: Name) -> Option<&Bind> {
        self.0.binds.get(&name).and_then(|(m, i)| m.binds.get(*i as usize))
    }

    /// The data type `name`.
    pub fn data(&self, name: Name) -> Option<&Data> {
        self.0.datas.get(&name).and_then(|(m, i)| m.datas.get(*i as usize))
    }

    /// The data type of the constructor `name`, and the constructor's tag.
    pub fn constructor(&self, name: Name) -> Option<(&Data, usize)> {
        let ((m, i), tag) = self.0.constructors.get(&name)?;
        Some((m.datas.get(*i as usize)?, *tag as usize))
    }

    /// The type synonym `name`.
    pub fn synonym(&self, name: Name) -> Option<&crate::core::decl::Synonym> {
        self.0.synonyms.get(&name).and_then(|(m, i)| m.synonyms.get(*i as usize))
    }

    /// The class `name`.
    pub fn class(&self, name: Name) -> Option<&Class> {
        self.0.classes.get(&name).and_then(|(m, i)| m.classes.get(*i as usize))
    }

    /// The class of the method `name`, and the method's index in it.
    pub fn method(&self, name: Name) -> Option<(&Class, usize)> {
        let (class, index) = self.0.methods.get(&name)?;
        Some((self.class(*class)?, *index as usize))
    }

    /// The instances of `class`, in the order of loading.
    pub fn instances(&self, class: Name) -> impl Iterator<Item = &Instance> {
        self.0.instances.get(&class).into_iter().flatten().filter_map(|(m, i)| m.instances.get(*i as usize))
    }

    /// The instance whose [`Instance::dictionary`] is `name`.
    pub fn dictionary(&self, name: Name) -> Option<&Instance> {
        self.0.dictionaries.get(&name).and_then(|(m, i)| m.instances.get(*i as usize))
    }

    /// The fixity of `name`, if one was declared.
    pub fn fixity(&self, name: Name) -> Option<Fixity> {
        self.0.fixities.get(&name).copied()
    }
}
