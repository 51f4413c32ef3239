//! The test modules of a project: files in the folders of its test suites that speak of a module.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::core::name::Name;
use crate::lang::Language;
use crate::workspace::source::Source;
use crate::workspace::{Overlay, places};

/// Most files looked at, and how deep folders go.
const FILES: usize = 400;
const DEPTH: usize = 8;

/// A test module's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFile {
    /// Where it is below the project's folder, with slashes.
    pub place: String,
    /// Its text.
    pub text: String,
}

/// The test modules of a project that mention a module.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    /// By place.
    pub files: Vec<TestFile>,
    /// Changes with the project's test modules.
    pub stamp: u64,
}

/// The files of a project's tests, not read.
pub(super) struct Listing {
    root: PathBuf,
    files: Vec<(PathBuf, Source)>,
}

impl Listing {
    /// Those of the project of the file at `path`, the module `own`.
    pub(super) fn of(path: &Path, own: Name, language: &Language, overlay: &Overlay) -> Listing {
        let (root, folders) = places::tests(path, own, language);
        let mut paths: Vec<PathBuf> = Vec::new();
        for folder in folders {
            collect(&root.join(folder), language, 0, &mut paths);
        }
        let mut seen = BTreeSet::new();
        paths.retain(|file| file != path && seen.insert(file.clone()));
        let files = paths.into_iter().filter_map(|file| Source::find(&file, overlay).map(|source| (file, source)));
        Listing { root, files: files.collect() }
    }

    /// Changes when a file comes, goes or changes.
    pub(super) fn stamp(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (path, source) in &self.files {
            path.hash(&mut hasher);
            source.stamp(&mut hasher);
        }
        hasher.finish()
    }
}

/// The test modules of the project of `path` that mention the module `own`.
pub(super) fn tests(path: &Path, own: Name, language: &Language, overlay: &Overlay) -> Tests {
    let listing = Listing::of(path, own, language, overlay);
    let stamp = listing.stamp();
    let mut files = Vec::new();
    for (file, source) in listing.files {
        let Some(source) = source.read(None).filter(|source| source.text().contains(own.as_str())) else { continue };
        let below = file.strip_prefix(&listing.root).unwrap_or(&file);
        let place = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        files.push(TestFile { place, text: source.text().to_owned() });
    }
    Tests { files, stamp }
}

fn collect(folder: &Path, language: &Language, depth: usize, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden || into.len() >= FILES {
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        if extension.is_some_and(|extension| language.extensions.contains(&extension)) {
            into.push(path);
        } else if depth < DEPTH && path.is_dir() {
            collect(&path, language, depth + 1, into);
        }
    }
}
