//! Packages on disk: their files, and their modules for each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use wherein::analysis::{Loader, Snapshot};
use wherein::core::decl::Typed;
use wherein::core::name::Name;
use wherein::lang;

/// A source file.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// The module it says it is.
    pub(crate) module: Option<String>,
}

impl File {
    /// The folder from which the module's name leads to the file.
    pub(crate) fn root(&self) -> Option<PathBuf> {
        let depth = self.module.as_ref()?.split('.').count();
        self.path.ancestors().nth(depth).map(Path::to_owned)
    }
}

/// What one path of the command line names.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) files: Vec<File>,
}

/// All of them.
pub(crate) struct Project {
    pub(crate) packages: Vec<Package>,
    loader: Loader,
}

impl Project {
    /// Reads all files under the paths.
    pub(crate) fn read(paths: &[PathBuf]) -> Project {
        let mut packages = Vec::new();
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for path in paths {
            let mut found = Vec::new();
            walk(path, &mut found);
            let files: Vec<File> = found.into_iter().filter_map(read).collect();
            for file in &files {
                if let Some(module) = &file.module {
                    texts.entry(module.clone()).or_insert_with(|| file.text.clone());
                }
            }
            packages.push(Package { name: name(path), files });
        }
        Project { packages, loader: loader(texts) }
    }

    /// A snapshot of a file that sees the other modules.
    pub(crate) fn snapshot(&self, text: &str) -> Snapshot {
        snapshot(text, Some(Arc::clone(&self.loader)))
    }

    /// All files with their packages' names.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.packages.iter().flat_map(|package| package.files.iter().map(|file| (package.name.as_str(), file)))
    }
}

fn snapshot(text: &str, loader: Option<Loader>) -> Snapshot {
    Snapshot::with_loader(lang::by_extension("hs").expect("a language is registered"), text.to_owned(), loader)
}

/// Loads each module once; an import cycle ends at the module it began with.
fn loader(texts: BTreeMap<String, String>) -> Loader {
    let library = Arc::new(Library { texts, loaded: Mutex::default() });
    Arc::new(move |name| load(&library, name))
}

struct Library {
    texts: BTreeMap<String, String>,
    loaded: Mutex<BTreeMap<Name, Option<Arc<Typed>>>>,
}

fn load(library: &Arc<Library>, name: Name) -> Option<Arc<Typed>> {
    let known = |library: &Library| library.loaded.lock().ok()?.get(&name).cloned();
    if let Some(module) = known(library) {
        return module;
    }
    let note = |module: Option<Arc<Typed>>| {
        if let Ok(mut loaded) = library.loaded.lock() {
            loaded.insert(name, module);
        }
    };
    note(None);
    let text = library.texts.get(name.as_str())?;
    let others = Arc::clone(library);
    let snapshot = snapshot(text, Some(Arc::new(move |name| load(&others, name))));
    let mut typed = snapshot.typed().clone();
    for import in &snapshot.lowered().imports {
        if !typed.imports.contains(import) {
            typed.imports.push(*import);
        }
    }
    note(Some(Arc::new(typed)));
    known(library).flatten()
}

fn walk(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_owned());
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        let kept = entry.extension().is_some_and(|extension| extension == "hs");
        if entry.is_dir() || kept {
            walk(&entry, found);
        }
    }
}

fn read(path: PathBuf) -> Option<File> {
    let text = std::fs::read_to_string(&path).ok()?;
    let header = text.lines().find_map(|line| line.strip_prefix("module "));
    let module = header.and_then(|rest| rest.split([' ', '(', '\t']).next()).map(str::to_owned);
    Some(File { path, text, module })
}

/// The last folder that is not only called after what is in it.
fn name(path: &Path) -> String {
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let telling = |part: &&String| !["src", "lib", "library", "libraries", "."].contains(&part.as_str());
    let named = parts.iter().rev().find(|part| part.contains('-')).or(parts.iter().rev().find(telling));
    named.cloned().unwrap_or_default()
}
