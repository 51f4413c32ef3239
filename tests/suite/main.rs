//! The integration tests: one binary, so that the crate is linked once.
//!
//! * [`bounds`]: what does not end stops.
//! * [`cases`]: what the product does, as Markdown under `tests/cases/<feature>/`.
//! * [`laws`]: properties that hold for every input.
//! * [`commands`]: the built binary on files: exit statuses, output, what happens to files.
//! * [`extract`]: extraction beside a compiler.
//! * [`lsp`]: whole conversations, in process and over standard input and output.
//! * [`editing`]: completions, ghost text, progress, settings and projects in such conversations.
//! * [`seeded`]: helpers of real packages, inlined, are found again (needs the packages).
//! * [`tidy`]: what the compiler cannot check about the source itself.
//! * [`tools`]: the product beside a compiler, `doctest` and a linter.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bounds;
mod cases;
mod client;
mod commands;
mod editing;
mod extract;
mod laws;
mod lsp;
mod seeded;
mod tidy;
mod tools;

use std::path::{Path, PathBuf};

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files under `folder` with this extension, sorted.
fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
