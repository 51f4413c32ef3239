//! Modules of a project on the disk and in open documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::core::name::Name;
use crate::lang::{Language, by_extension};
use crate::text::Buffer;
use crate::workspace::{Loader, Workspace};

/// A folder that goes away with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = Folder(std::env::temp_dir().join(format!("wherein-modules-{}-{name}", std::process::id())));
        let _ = std::fs::remove_dir_all(&folder.0);
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn loader(&self, workspace: &Arc<Workspace>, path: &str) -> Loader {
        let path = self.0.join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        workspace.loader(&path, &text, language())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn language() -> &'static Language {
    by_extension("hs").expect("a language")
}

/// Names and types of a module's bindings.
fn types(loader: &Loader, module: &str) -> Vec<String> {
    let Some(loaded) = loader.load(Name::new(module)) else { return vec!["none".to_owned()] };
    let mark = |name: &Name| if loaded.unusable.contains(name) { " (unusable)" } else { "" };
    let line = |bind: &crate::core::term::Bind| {
        let scheme = bind.scheme.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} :: {scheme}{}", bind.name, mark(&bind.name))
    };
    loaded.typed.binds.iter().map(line).collect()
}

#[test]
fn modules_are_found_by_manifest_and_by_path() {
    let folder = Folder::new(
        "found",
        &[
            ("p.cabal", "library\n  hs-source-dirs: src\ntest-suite t\n  hs-source-dirs: test\n"),
            ("src/A/B.hs", "module A.B where\nimport C\nf x = g x\n"),
            ("src/C.hs", "module C where\ng :: Int -> Int\ng x = x\n"),
            ("test/Main.hs", "module Main where\nimport A.B\nimport Here\n"),
            ("test/Here.hs", "module Here where\nh = 'x'\n"),
            ("plain/X/Y.hs", "module X.Y where\nimport X.Z\n"),
            ("plain/X/Z.hs", "module X.Z where\nz = True\n"),
        ],
    );
    let workspace = Workspace::of_disk();
    let loader = folder.loader(&workspace, "test/Main.hs");
    assert_eq!(types(&loader, "A.B"), ["A.B.f :: Int -> Int"]);
    assert_eq!(types(&loader, "Here"), ["Here.h :: Char"]);
    assert_eq!(types(&loader, "Nowhere"), ["none"]);
    assert_eq!(types(&loader, "Main"), ["none"], "a file does not import itself");
    std::fs::remove_file(folder.0.join("p.cabal")).unwrap();
    let loader = folder.loader(&workspace, "plain/X/Y.hs");
    assert_eq!(types(&loader, "X.Z"), ["X.Z.z :: Bool"]);
    assert_eq!(types(&loader, "C"), ["none"]);
}

#[test]
fn broken_modules_give_what_they_can() {
    let folder = Folder::new(
        "broken",
        &[
            ("A.hs", "module A where\nimport B\nimport D\n"),
            ("B.hs", "module B where\nimport C\nimport A\nb :: Int\nb = c\n"),
            ("C.hs", "module C where\nimport B\nc :: Int\nc = 1\nd = b\n"),
            (
                "D.hs",
                "module D where\nok = 'a'\nhole :: Int\nhole = undefined\ncalls = hole\nbad :: Int\nbad = 'x'\nf = (1 +\n\nlater = ok\n",
            ),
        ],
    );
    let workspace = Workspace::of_disk();
    let loader = folder.loader(&workspace, "A.hs");
    assert_eq!(types(&loader, "B"), ["B.b :: Int"]);
    assert!(types(&loader, "C").contains(&"C.c :: Int".to_owned()));
    let d = types(&loader, "D");
    for line in ["D.ok :: Char", "D.hole :: Int (unusable)", "D.calls :: Int (unusable)", "D.later :: Char"] {
        assert!(d.contains(&line.to_owned()), "{line}: {d:?}");
    }
    assert!(d.contains(&"D.bad :: Int (unusable)".to_owned()), "{d:?}");
}

#[test]
fn what_did_not_change_is_kept_and_what_did_is_read_again() {
    let folder = Folder::new(
        "kept",
        &[
            ("A.hs", "module A where\nimport B\nimport D\n"),
            ("B.hs", "module B (b, module C) where\nimport C\nb = c\n"),
            ("C.hs", "module C where\nc = 'c'\n"),
            ("D.hs", "module D where\nd = ()\n"),
        ],
    );
    let workspace = Workspace::of_disk();
    let load = |loader: &Loader, name: &str| loader.load(Name::new(name)).unwrap();
    let first = folder.loader(&workspace, "A.hs");
    let (b, d) = (load(&first, "B"), load(&first, "D"));
    assert_eq!(b.typed.exports.len(), 2, "what C exports comes along");
    let second = folder.loader(&workspace, "A.hs");
    assert!(Arc::ptr_eq(&b, &load(&second, "B")));
    assert!(first.is_current());
    folder.write("C.hs", "module C where\nc = \"longer\"\n");
    assert!(!first.is_current());
    assert!(Arc::ptr_eq(&b, &load(&first, "B")), "one loader gives one answer");
    let third = folder.loader(&workspace, "A.hs");
    assert_eq!(types(&third, "B"), ["B.b :: [Char]"]);
    assert!(Arc::ptr_eq(&d, &load(&third, "D")));
}

#[test]
fn a_cycle_is_understood_once_for_a_file() {
    let folder = Folder::new(
        "cycle",
        &[
            ("A.hs", "module A where\nimport B\nimport D\na = b\n"),
            ("B.hs", "module B where\nimport A\nimport C\nb = c\n"),
            ("C.hs", "module C where\nimport B\nimport D\nc = d\n"),
            ("D.hs", "module D where\nimport C\nd = 'd'\n"),
        ],
    );
    let workspace = Workspace::of_disk();
    let all = |loader: &Loader| ["D", "B", "C"].map(|name| loader.load(Name::new(name)).unwrap());
    let kept = |left: &[_; 3], right: &[_; 3]| left.iter().zip(right).all(|(left, right)| Arc::ptr_eq(left, right));
    let first = folder.loader(&workspace, "A.hs");
    let before = all(&first);
    assert!(first.is_current());
    assert!(kept(&before, &all(&folder.loader(&workspace, "A.hs"))));
    // Another file sees the cycle cut elsewhere, whatever is kept of it.
    let fresh = folder.loader(&Workspace::of_disk(), "D.hs");
    let warm = folder.loader(&workspace, "D.hs");
    for name in ["A", "B", "C"] {
        assert_eq!(types(&warm, name), types(&fresh, name));
    }
    folder.write("D.hs", "module D where\nimport C\nd = True\n");
    assert!(!first.is_current());
    assert_eq!(types(&folder.loader(&workspace, "A.hs"), "C"), ["C.c :: Bool"]);
}

#[test]
fn open_documents_win_over_the_disk() {
    let folder = Folder::new("open", &[("A.hs", "module A where\nimport B\n"), ("B.hs", "module B where\nb = 'b'\n")]);
    let open: Arc<Mutex<BTreeMap<PathBuf, Buffer>>> = Arc::default();
    let seen = Arc::clone(&open);
    let workspace = Workspace::new(Box::new(move |path: &Path| seen.lock().unwrap().get(path).cloned()));
    let first = folder.loader(&workspace, "A.hs");
    assert_eq!(types(&first, "B"), ["B.b :: Char"]);
    open.lock().unwrap().insert(folder.0.join("B.hs"), Buffer::new("module B where\nb = True\n"));
    assert!(!first.is_current());
    assert_eq!(types(&folder.loader(&workspace, "A.hs"), "B"), ["B.b :: Bool"]);
    open.lock().unwrap().insert(folder.0.join("New.hs"), Buffer::new("module New where\nn = ()\n"));
    assert_eq!(types(&folder.loader(&workspace, "A.hs"), "New"), ["New.n :: ()"]);
    open.lock().unwrap().clear();
    assert_eq!(types(&folder.loader(&workspace, "A.hs"), "B"), ["B.b :: Char"]);
}
