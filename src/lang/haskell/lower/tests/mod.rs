//! Unit tests of lowering: terms as s-expressions, scope, robustness.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::core::decl::{Module, Typed};
use crate::core::name::Name;
use crate::core::sexpr;
use crate::lang::haskell::HASKELL;
use crate::lang::{Line, Lowered, Scope};

mod modules;
mod robust;
mod terms;

/// Modules found under source folders, lowered once, without inference.
pub(super) struct Sources {
    roots: Vec<PathBuf>,
    loaded: RefCell<BTreeMap<Name, Option<Arc<Typed>>>>,
}

impl Sources {
    /// The prelude alone.
    pub(super) fn prelude() -> Sources {
        let prelude = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/haskell/prelude");
        Sources { roots: vec![prelude], loaded: RefCell::default() }
    }

    pub(super) fn load(&self, name: Name) -> Option<Arc<Typed>> {
        if let Some(known) = self.loaded.borrow().get(&name) {
            return known.clone();
        }
        self.loaded.borrow_mut().insert(name, None);
        let path = format!("{}.hs", name.as_str().replace('.', "/"));
        let text = self.roots.iter().find_map(|root| std::fs::read_to_string(root.join(&path)).ok())?;
        let module = Some(Arc::new(untyped(self.lower(&text).module)));
        self.loaded.borrow_mut().insert(name, module.clone());
        module
    }

    pub(super) fn lower(&self, text: &str) -> Lowered {
        (HASKELL.lower)(&(HASKELL.parse)(text), &mut |name| self.load(name))
    }

    pub(super) fn line(&self, text: &str, scope: &Scope) -> Line {
        (HASKELL.lower_line)(text, scope, &mut |name| self.load(name))
    }
}

/// What importers of a module see, without inference.
fn untyped(module: Module) -> Typed {
    Typed {
        name: module.name,
        exports: module.exports,
        datas: module.datas,
        synonyms: module.synonyms,
        classes: module.classes,
        binds: module.binds,
        fixities: module.fixities,
        ..Typed::default()
    }
}

thread_local! {
    static PRELUDE: Sources = Sources::prelude();
}

/// Lowers a file over the prelude.
pub(super) fn lower(text: &str) -> Lowered {
    PRELUDE.with(|sources| sources.lower(text))
}

/// The s-expression of the top-level binding `name` of a file; class names of the prelude's innermost module without it.
pub(super) fn bind(text: &str, name: &str) -> String {
    let lowered = lower(text);
    let global = Name::global(lowered.module.name.unwrap(), name);
    let bind = lowered.module.binds.iter().find(|bind| bind.name == global);
    let bind = bind.unwrap_or_else(|| panic!("no {name} in {:?}", lowered.module.binds));
    let text = sexpr::term(&bind.term).replace("Base.", "");
    let notes: String = lowered.opaque.iter().map(|opaque| format!(" ; {}", opaque.reason)).collect();
    format!("{}{notes}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
