//! The prelude, lowered and inferred: what one branch writes, another reads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::wired;
use crate::lang::haskell::HASKELL;

struct Loader {
    roots: Vec<PathBuf>,
    env: RefCell<Env>,
    loaded: RefCell<BTreeMap<Name, Option<Arc<Typed>>>>,
    errors: RefCell<Vec<String>>,
}

impl Loader {
    fn load(&self, name: Name) -> Option<Arc<Typed>> {
        if let Some(known) = self.loaded.borrow().get(&name) {
            return known.clone();
        }
        self.loaded.borrow_mut().insert(name, None);
        let path = format!("{}.hs", name.as_str().replace('.', "/"));
        let text = self.roots.iter().find_map(|root| std::fs::read_to_string(root.join(&path)).ok())?;
        let module = Arc::new(self.infer(&text));
        self.env.borrow_mut().add(Arc::clone(&module));
        self.loaded.borrow_mut().insert(name, Some(Arc::clone(&module)));
        Some(module)
    }

    fn infer(&self, text: &str) -> Typed {
        let lowered = (HASKELL.lower)(&(HASKELL.parse)(text), &mut |name| self.load(name));
        for import in &lowered.imports {
            self.load(*import);
        }
        let (typed, errors) = infer::module(&lowered.module, &self.env.borrow());
        let module = lowered.module.name.unwrap();
        let shown = errors.into_iter().map(|error| format!("{module}: {:?}: {}", error.owner, error.message));
        self.errors.borrow_mut().extend(shown);
        typed
    }
}

fn report(roots: Vec<PathBuf>) {
    let loader = Loader { roots, env: RefCell::default(), loaded: RefCell::default(), errors: RefCell::default() };
    loader.env.borrow_mut().add(Arc::new(wired::module()));
    for root in loader.roots.clone() {
        for file in super::coverage::files(&root) {
            let path = file.strip_prefix(&root).unwrap().with_extension("");
            let name = Name::new(&path.to_string_lossy().replace('/', "."));
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            if text.contains(&format!("module {name}")) {
                loader.load(name);
            } else {
                let before = loader.errors.borrow().len();
                loader.infer(&text);
                if loader.errors.borrow().len() > before {
                    println!("in {}", file.display());
                }
            }
        }
    }
    for error in loader.errors.borrow().iter() {
        println!("{error}");
    }
    let loaded = loader.loaded.borrow();
    let binds: usize = loaded.values().flatten().map(|module| module.binds.len()).sum();
    println!("{binds} bindings in {} modules, {} errors", loaded.len(), loader.errors.borrow().len());
}

#[test]
#[ignore = "prints what inference says of the prelude, and of packages named by WHEREIN_SOURCES"]
fn packages_infer() {
    let mut roots = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/haskell/prelude")];
    roots.extend(std::env::var("WHEREIN_SOURCES").iter().flat_map(|roots| roots.split(':').map(PathBuf::from)));
    report(roots);
}
