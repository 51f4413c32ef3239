//! How much of real packages is lowered: `WHEREIN_SOURCES=dir:dir cargo test coverage -- --ignored --nocapture`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Sources;

#[test]
#[ignore = "reads packages named by WHEREIN_SOURCES"]
fn coverage_of_packages() {
    let Ok(roots) = std::env::var("WHEREIN_SOURCES") else {
        return;
    };
    let roots: Vec<PathBuf> = roots.split(':').map(PathBuf::from).collect();
    let mut sources = Sources::prelude();
    sources.roots.extend(roots.iter().cloned());
    let (mut total, mut whole) = (0, 0);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for file in roots.iter().flat_map(|root| files(root)) {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        let lowered = sources.lower(&text);
        let good = lowered.functions.iter().filter(|function| function.opaque.is_empty()).count();
        let lost = lowered.functions.iter().flat_map(|function| &function.opaque).count();
        println!("{:3}/{:3} {}", good, lowered.functions.len(), file.display());
        for opaque in &lowered.opaque {
            *reasons.entry(opaque.reason.clone()).or_default() += 1;
            let line = text[..opaque.span.start].matches('\n').count() + 1;
            let part = text.get(opaque.span.start..opaque.span.end).unwrap_or("").lines().next().unwrap_or("");
            println!("      {line}: {}: {part:.70}", opaque.reason);
        }
        println!("      others: {}", lowered.opaque.len() - lost);
        total += lowered.functions.len();
        whole += good;
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("{reasons:#?}\n{whole} of {total} whole");
}

pub(super) fn files(root: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(root) else {
        return out;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            out.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "hs") {
            out.push(path);
        }
    }
    out.sort();
    out
}
