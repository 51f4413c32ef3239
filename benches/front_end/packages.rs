//! Packages on disk: their files, and their modules for each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wherein::analysis::Snapshot;
use wherein::lang;
use wherein::workspace::Workspace;

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
    workspace: Arc<Workspace>,
}

impl Project {
    /// Reads all files under the paths.
    pub(crate) fn read(paths: &[PathBuf]) -> Project {
        let mut packages = Vec::new();
        for path in paths {
            let mut found = Vec::new();
            walk(path, &mut found);
            let files = found.into_iter().filter_map(read).collect();
            packages.push(Package { name: name(path), files });
        }
        Project { packages, workspace: Workspace::of_disk() }
    }

    /// A snapshot of the file at `path` with this text, which sees the other modules of its package.
    pub(crate) fn snapshot(&self, path: &Path, text: &str) -> Snapshot {
        let language = lang::by_extension("hs").expect("a language is registered");
        let loader = self.workspace.loader(path, text, language);
        Snapshot::with_loader(language, text.to_owned(), Some(loader))
    }

    /// All files with their packages' names.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.packages.iter().flat_map(|package| package.files.iter().map(|file| (package.name.as_str(), file)))
    }
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
