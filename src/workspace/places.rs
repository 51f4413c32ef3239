//! Where the modules of a file's project lie.

use std::fs;
use std::path::{Path, PathBuf};

use crate::core::name::Name;
use crate::lang::Language;

/// How many folders above a file are searched for a manifest.
const LEVELS: usize = 32;
/// Longer manifests are not read.
const MANIFEST_BYTES: u64 = 1 << 20;

/// The folders in which modules are looked for, in order: the one that the file's own path and name speak of, then
/// those of the nearest manifest above.
pub(super) fn folders(path: &Path, own: Option<Name>, language: &Language) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let parent = path.parent().unwrap_or(Path::new("/"));
    found.push(own.and_then(|name| above(path, name, language)).unwrap_or_else(|| parent.to_owned()));
    for folder in parent.ancestors().take(LEVELS) {
        let manifests = manifests(folder, language);
        if manifests.is_empty() {
            continue;
        }
        let mut named = false;
        for (file, text) in manifests {
            for inner in (language.project.source_folders)(&file, &text) {
                named = true;
                push(&mut found, if inner == "." { folder.to_owned() } else { folder.join(inner) });
            }
        }
        if !named {
            push(&mut found, folder.to_owned());
        }
        break;
    }
    found
}

/// The project's folder, and the folders in it that have tests: those that the nearest manifest names, else the usual
/// ones beside the sources.
pub(super) fn tests(path: &Path, own: Name, language: &Language) -> (PathBuf, Vec<String>) {
    let parent = path.parent().unwrap_or(Path::new("/"));
    let project = language.project;
    let usual = || project.usual_tests.iter().map(|&folder| folder.to_owned()).collect();
    for folder in parent.ancestors().take(LEVELS) {
        let manifests = manifests(folder, language);
        if manifests.is_empty() {
            continue;
        }
        let mut named: Vec<String> = Vec::new();
        for (file, text) in manifests {
            named.extend((project.test_folders)(&file, &text));
        }
        named.dedup();
        return (folder.to_owned(), if named.is_empty() { usual() } else { named });
    }
    let root = above(path, own, language).unwrap_or_else(|| parent.to_owned());
    let name = root.file_name().and_then(|name| name.to_str());
    let root = match (name, root.parent()) {
        (Some(name), Some(parent)) if project.usual_sources.contains(&name) => parent.to_owned(),
        _ => root,
    };
    (root, usual())
}

fn push(found: &mut Vec<PathBuf>, folder: PathBuf) {
    if !found.contains(&folder) {
        found.push(folder);
    }
}

/// The folder below which `path` is the module `name`.
fn above(path: &Path, name: Name, language: &Language) -> Option<PathBuf> {
    let relative = (language.project.module_path)(name);
    let mut folder = path.with_extension("");
    for part in relative.rsplit('/') {
        if folder.file_name()?.to_str()? != part {
            return None;
        }
        folder.pop();
    }
    Some(folder)
}

/// Names and texts of the manifests in a folder, by name.
fn manifests(folder: &Path, language: &Language) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| (language.project.is_manifest)(name))
        .collect();
    names.sort();
    let read = |name: String| {
        let path = folder.join(&name);
        let small = fs::metadata(&path).ok().filter(|meta| meta.is_file() && meta.len() <= MANIFEST_BYTES);
        small.and_then(|_| fs::read_to_string(&path).ok()).map(|text| (name, text))
    };
    names.into_iter().filter_map(read).collect()
}
