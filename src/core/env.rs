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

/// All loaded modules.
#[derive(Clone, Default)]
pub struct Env {
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

impl Env {
    /// Adds `module`, replacing one of the same name.
    pub fn add(&mut self, module: Arc<Typed>) {
        let name = module.name.unwrap_or_else(|| Name::new("Main"));
        if self.modules.contains_key(&name) {
            self.remove(name);
        }
        self.index(&module);
        self.order.push(name);
        self.modules.insert(name, module);
    }

    /// Removes the module `name`.
    pub fn remove(&mut self, name: Name) {
        let mut modules = std::mem::take(&mut self.modules);
        modules.remove(&name);
        let order: Vec<Name> = self.order.iter().copied().filter(|n| *n != name).collect();
        *self = Env::default();
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

    /// The loaded module `name`.
    pub fn module(&self, name: Name) -> Option<&Arc<Typed>> {
        self.modules.get(&name)
    }

    /// All loaded modules in the order of loading.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<Typed>> {
        self.order.iter().filter_map(|name| self.modules.get(name))
    }

    /// The top-level binding `name` (methods and dictionaries are not bindings).
    pub fn bind(&self, name: Name) -> Option<&Bind> {
        self.binds.get(&name).and_then(|(m, i)| m.binds.get(*i as usize))
    }

    /// The data type `name`.
    pub fn data(&self, name: Name) -> Option<&Data> {
        self.datas.get(&name).and_then(|(m, i)| m.datas.get(*i as usize))
    }

    /// The data type of the constructor `name`, and the constructor's tag.
    pub fn constructor(&self, name: Name) -> Option<(&Data, usize)> {
        let ((m, i), tag) = self.constructors.get(&name)?;
        Some((m.datas.get(*i as usize)?, *tag as usize))
    }

    /// The type synonym `name`.
    pub fn synonym(&self, name: Name) -> Option<&crate::core::decl::Synonym> {
        self.synonyms.get(&name).and_then(|(m, i)| m.synonyms.get(*i as usize))
    }

    /// The class `name`.
    pub fn class(&self, name: Name) -> Option<&Class> {
        self.classes.get(&name).and_then(|(m, i)| m.classes.get(*i as usize))
    }

    /// The class of the method `name`, and the method's index in it.
    pub fn method(&self, name: Name) -> Option<(&Class, usize)> {
        let (class, index) = self.methods.get(&name)?;
        Some((self.class(*class)?, *index as usize))
    }

    /// The instances of `class`, in the order of loading.
    pub fn instances(&self, class: Name) -> impl Iterator<Item = &Instance> {
        self.instances.get(&class).into_iter().flatten().filter_map(|(m, i)| m.instances.get(*i as usize))
    }

    /// The instance whose [`Instance::dictionary`] is `name`.
    pub fn dictionary(&self, name: Name) -> Option<&Instance> {
        self.dictionaries.get(&name).and_then(|(m, i)| m.instances.get(*i as usize))
    }

    /// The fixity of `name`, if one was declared.
    pub fn fixity(&self, name: Name) -> Option<Fixity> {
        self.fixities.get(&name).copied()
    }
}
