//! The snapshot is what the sources mean.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::core::name::Name;
use crate::core::prim::PRIMS;
use crate::core::term::Term;
use crate::lang::haskell::prelude::build::{Built, build};
use crate::lang::haskell::prelude::{MODULES, SNAPSHOT, decode, encode, load};

fn grammar() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/haskell")
}

/// All sources of the library, by module name.
fn sources() -> BTreeMap<String, String> {
    let root = grammar().join("prelude");
    let mut found = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "hs") {
                let relative = path.strip_prefix(&root).unwrap().with_extension("");
                let parts: Vec<_> = relative.iter().map(|part| part.to_str().unwrap()).collect();
                found.insert(parts.join("."), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn prelude_snapshot_is_fresh() {
    let Built { problems, modules } = build(&sources());
    assert_eq!(problems, Vec::<String>::new());
    let mut modules = modules;
    modules.sort_by_key(|module| module.name);
    let mut snapshot = String::new();
    for module in &modules {
        let name = module.name.unwrap();
        let (names, body) = encode::module(module).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(decode::module(&names, &body).as_ref(), Some(&**module), "{name}");
        snapshot.push_str(&format!("#{name} {} {}\n{names}\n{body}\n", names.len(), body.len()));
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(grammar().join("prelude.snapshot"), snapshot).unwrap();
    } else {
        assert!(snapshot == SNAPSHOT, "the library's sources changed: run the tests once with UPDATE_EXPECT=1");
    }
}

#[test]
fn prelude_modules_load() {
    for name in MODULES.keys() {
        let start = Instant::now();
        let module = load(Name::new(name)).unwrap_or_else(|| panic!("{name} is malformed"));
        println!("{name}: {} bindings in {:?}", module.binds.len(), start.elapsed());
        for import in &module.imports {
            assert!(MODULES.contains_key(import.as_str()), "{name} imports {import}");
        }
    }
    assert!(load(Name::new("No.Such.Module")).is_none());
}

#[test]
fn prelude_uses_primitives_that_there_are() {
    for name in MODULES.keys() {
        for bind in &load(Name::new(name)).unwrap().binds {
            if let Term::Prim(prim) = &bind.term {
                assert!(PRIMS.iter().any(|known| known.name == prim.as_str()), "{name}: {prim}");
            }
        }
    }
}

#[test]
fn a_malformed_snapshot_is_no_panic() {
    let text: String = SNAPSHOT.chars().filter(|c| *c != '#').take(5000).collect();
    for end in 0..text.len().min(2000) {
        let text: &'static str = Box::leak(text[..end].to_owned().into_boxed_str());
        assert!(decode::module("a b c", text).is_none() || end > 0);
        let _ = super::sections(text);
    }
}
