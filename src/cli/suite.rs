//! Benchmark suites: where a folder is, what its index says, what peers needed for the same tasks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::cli::files;

/// A task: one line of `index.jsonl`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Task {
    /// The suite's name, as `peers.csv` has it.
    pub(super) suite: String,
    /// The task's name.
    pub(super) name: String,
    /// The file beside the index.
    pub(super) file: String,
    /// The function to write.
    pub(super) function: String,
    /// `mono`, `poly`, `bare`: peers are compared on `mono` only.
    #[serde(default)]
    pub(super) variant: String,
    /// Expressions and the values they must show, never in the file.
    #[serde(default)]
    pub(super) held_out: Vec<(String, String)>,
    /// Those of them whose inputs are much longer than the examples'.
    #[serde(default)]
    pub(super) long: Vec<(String, String)>,
    /// A file beside the index with the function as it is meant.
    #[serde(default)]
    pub(super) reference: Option<String>,
    /// What peers needed, null where unknown.
    #[serde(default)]
    pub(super) peer_seconds: BTreeMap<String, Option<f64>>,
}

/// A folder of tasks.
#[derive(Debug)]
pub(super) struct Suite {
    /// As the user named it.
    pub(super) name: String,
    /// Where it is.
    pub(super) folder: PathBuf,
    /// In the order of the index.
    pub(super) tasks: Vec<Task>,
}

/// How a peer did on a suite's tasks.
#[derive(Debug, Default)]
pub(super) struct Peer {
    /// Tasks it was run on.
    pub(super) tasks: usize,
    /// Examples hold (a share, where a task was run several times).
    pub(super) solved: f64,
    /// It is the intended function.
    pub(super) intended: f64,
    /// Seconds of the solved ones.
    pub(super) seconds: Vec<f64>,
}

/// Finds and reads the suites that `name` stands for: a folder with an index, or one with such folders in it, here or
/// under the benchmark root.
pub(super) fn find(name: &Path) -> Result<Vec<Suite>> {
    let root =
        std::env::var_os("WHEREIN_BENCHMARKS").map_or_else(|| PathBuf::from("../shared/benchmarks"), PathBuf::from);
    let folder = [name.to_owned(), root.join(name)].into_iter().find(|folder| folder.is_dir());
    let Some(folder) = folder else {
        bail!("{}: no such folder, neither here nor under {}", name.display(), root.display());
    };
    let mut suites = Vec::new();
    collect(&name.display().to_string(), &folder, &mut suites)?;
    if suites.is_empty() {
        bail!("{}: no index.jsonl in it", name.display());
    }
    Ok(suites)
}

fn collect(name: &str, folder: &Path, suites: &mut Vec<Suite>) -> Result<()> {
    let index = folder.join("index.jsonl");
    if index.is_file() {
        let tasks = read_index(&index)?;
        suites.push(Suite { name: name.trim_end_matches('/').to_owned(), folder: folder.to_owned(), tasks });
        return Ok(());
    }
    let context = || format!("{}: cannot be read", folder.display());
    let mut entries =
        std::fs::read_dir(folder).with_context(context)?.collect::<Result<Vec<_>, _>>().with_context(context)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries.iter().filter(|entry| entry.path().is_dir()) {
        let inner = format!("{}/{}", name.trim_end_matches('/'), entry.file_name().to_string_lossy());
        collect(&inner, &entry.path(), suites)?;
    }
    Ok(())
}

fn read_index(index: &Path) -> Result<Vec<Task>> {
    let text = files::read_text(index)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(i, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", index.display(), i + 1)))
        .collect()
}

/// What peers did on a suite's tasks: from the nearest `peers.csv` above its folder, else from the index. Only for
/// tasks in the peers' own form.
pub(super) fn peers(suite: &Suite) -> BTreeMap<String, Peer> {
    let mut peers: BTreeMap<String, Peer> = BTreeMap::new();
    let tasks: Vec<&Task> = suite.tasks.iter().filter(|task| task.variant == "mono").collect();
    let table = suite.folder.ancestors().skip(1).take(3).map(|folder| folder.join("peers.csv"));
    let text = table.filter_map(|path| files::read_text(&path).ok()).next();
    for fields in text.as_deref().unwrap_or("").lines().skip(1).map(split_fields) {
        let [name, task, peer, seconds, solved, ..] = fields.as_slice() else { continue };
        if !tasks.iter().any(|t| t.suite == *name && t.name == *task) {
            continue;
        }
        let (share, intended) = match (solved.as_str(), solved.split_once('/')) {
            ("yes", _) => (1.0, 1.0),
            ("overfit", _) => (1.0, 0.0),
            (_, Some((part, whole))) => {
                let share = part.parse().unwrap_or(0.0) / whole.parse::<f64>().unwrap_or(1.0).max(1.0);
                (share, share)
            }
            _ => (0.0, 0.0),
        };
        peers.entry(peer.clone()).or_default().add(share, intended, seconds.parse().ok());
    }
    if text.is_none() {
        for (peer, seconds) in tasks.iter().flat_map(|task| &task.peer_seconds) {
            if let Some(seconds) = seconds {
                peers.entry(peer.clone()).or_default().add(1.0, 1.0, Some(*seconds));
            }
        }
    }
    peers
}

impl Peer {
    fn add(&mut self, solved: f64, intended: f64, seconds: Option<f64>) {
        self.tasks += 1;
        self.solved += solved;
        self.intended += intended;
        self.seconds.extend(seconds.filter(|_| solved > 0.0));
    }
}

/// The fields of a line of comma-separated values; quoted fields may contain commas.
fn split_fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().into_iter().for_each(|field| field.push(c)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::split_fields;

    #[test]
    fn quoted_fields_keep_their_commas() {
        assert_eq!(split_fields("a,\"b, c\",,d"), ["a", "b, c", "", "d"]);
    }
}
