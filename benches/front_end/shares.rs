//! The share of top-level bindings that are lowered whole, counted as `wherein check --stats` counts.

use std::collections::BTreeMap;

use crate::packages::Project;

/// Prints a line a package.
pub(crate) fn report(project: &Project, list: bool) {
    println!("\ntop-level bindings lowered whole");
    for package in &project.packages {
        let (mut whole, mut all) = (0usize, 0usize);
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for file in &package.files {
            let snapshot = project.snapshot(&file.path, &file.text);
            let lowered = snapshot.lowered();
            for (name, opaque) in lowered.bindings() {
                all += 1;
                whole += usize::from(opaque.is_empty());
                for number in opaque {
                    let Some(part) = lowered.opaque.get(*number as usize) else { continue };
                    *reasons.entry(part.reason.clone()).or_default() += 1;
                    if list {
                        let line = file.text[..part.span.start].matches('\n').count() + 1;
                        println!("  {}:{line}: {name}: {}", file.path.display(), part.reason);
                    }
                }
            }
            if list {
                let inside: Vec<u32> = lowered.bindings().flat_map(|(_, opaque)| opaque.to_vec()).collect();
                for (number, part) in lowered.opaque.iter().enumerate() {
                    if !inside.contains(&u32::try_from(number).unwrap_or(0)) {
                        let line = file.text[..part.span.start].matches('\n').count() + 1;
                        println!("  {}:{line}: outside of bindings: {}", file.path.display(), part.reason);
                    }
                }
            }
        }
        let percent = 100.0 * whole as f64 / all.max(1) as f64;
        println!("{:28} {whole:5} of {all:5}  {percent:5.1} %", package.name);
        let mut reasons: Vec<(String, usize)> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (reason, count) in reasons {
            println!("{count:44}  {reason}");
        }
    }
}
