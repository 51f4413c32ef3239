//! The test modules of a project: files in the folders of its test suites that speak of a module.

use std::fs;
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

/// The test files of the project of `path` that mention the module `own`, by place.
pub(super) fn files(path: &Path, own: Name, language: &Language, overlay: &Overlay) -> Vec<TestFile> {
    let (root, folders) = places::tests(path, own, language);
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        collect(&root.join(folder), language, 0, &mut paths);
    }
    let mut found: Vec<TestFile> = Vec::new();
    for file in paths.into_iter().filter(|file| file != path) {
        let source = Source::find(&file, overlay).and_then(|source| source.read(None));
        let Some(source) = source.filter(|source| source.text().contains(own.as_str())) else { continue };
        let below = file.strip_prefix(&root).unwrap_or(&file);
        let place = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if found.iter().all(|known| known.place != place) {
            found.push(TestFile { place, text: source.text().to_owned() });
        }
    }
    found
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
