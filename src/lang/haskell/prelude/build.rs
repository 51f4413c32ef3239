//! Builds the library from its sources: what the snapshot must be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::{infer, wired};
use crate::lang::haskell::HASKELL;

/// The library, and what is wrong with it.
pub(super) struct Built {
    /// Every module after those that it imports.
    pub(super) modules: Vec<Arc<Typed>>,
    /// One line a problem.
    pub(super) problems: Vec<String>,
}

/// Lowers and infers all modules, given by name and text.
pub(super) fn build(sources: &BTreeMap<String, String>) -> Built {
    let mut builder = Builder {
        sources,
        done: BTreeMap::new(),
        open: BTreeSet::new(),
        built: Built { modules: Vec::new(), problems: Vec::new() },
    };
    for name in sources.keys() {
        builder.module(Name::new(name));
    }
    builder.built
}

struct Builder<'s> {
    sources: &'s BTreeMap<String, String>,
    done: BTreeMap<Name, Arc<Typed>>,
    open: BTreeSet<Name>,
    built: Built,
}

impl Builder<'_> {
    fn module(&mut self, name: Name) -> Option<Arc<Typed>> {
        if let Some(done) = self.done.get(&name) {
            return Some(Arc::clone(done));
        }
        let text = self.sources.get(name.as_str())?;
        if !self.open.insert(name) {
            self.built.problems.push(format!("{name}: imports itself"));
            return None;
        }
        let tree = (HASKELL.parse)(text);
        let lowered = (HASKELL.lower)(&tree, &mut |import| self.module(import));
        for opaque in &lowered.opaque {
            let line = text[..opaque.span.start.min(text.len())].lines().count();
            self.built.problems.push(format!("{name}:{line}: {}", opaque.reason));
        }
        for missing in &lowered.missing_imports {
            self.built.problems.push(format!("{name}: no module {missing}"));
        }
        let env = self.environment(&lowered.imports);
        let (mut typed, errors) = infer::module(&lowered.module, &env);
        for error in errors {
            let owner = error.owner.map_or("?", |owner| owner.as_str());
            self.built.problems.push(format!("{name}: {owner}: {}", error.message));
        }
        for import in lowered.imports.into_iter().filter(|import| *import != name) {
            if !typed.imports.contains(&import) {
                typed.imports.push(import);
            }
        }
        typed.imports.sort();
        let typed = Arc::new(typed);
        self.done.insert(name, Arc::clone(&typed));
        self.built.modules.push(Arc::clone(&typed));
        Some(typed)
    }

    /// The wired module and everything that `imports` reach.
    fn environment(&self, imports: &[Name]) -> Env {
        let mut env = Env::default();
        env.add(Arc::new(wired::module()));
        let mut open: Vec<Name> = imports.to_vec();
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if let Some(module) = self.done.get(&name)
                && seen.insert(name)
            {
                open.extend(module.imports.iter().copied());
                env.add(Arc::clone(module));
            }
        }
        env
    }
}
