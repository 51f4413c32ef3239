//! The compiler as a judge: its interpreter is given files, one after the other, and its answers are read.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::packages::File;

/// What separates answers.
const PROMPT: &str = "@@";

/// A text in place of a file.
pub(crate) struct Case<'p> {
    pub(crate) file: &'p File,
    pub(crate) text: &'p str,
    /// Commands for when it is loaded.
    pub(crate) then: Vec<String>,
}

/// What the compiler said of a case.
pub(crate) struct Answer {
    /// The text is accepted.
    pub(crate) loaded: bool,
    /// Standard output for each command that followed.
    pub(crate) then: Vec<String>,
}

/// Loads each case; `None` when the compiler cannot be run. `flags` are its arguments, `loading` its settings while it
/// loads a case, `asking` those for the commands that follow.
pub(crate) fn ask(cases: &[Case<'_>], flags: &[&str], loading: &str, asking: &str) -> Option<Vec<Answer>> {
    let folder = std::env::temp_dir().join(format!("wherein-front-end-{}", std::process::id()));
    let answers = ask_in(&folder, cases, flags, loading, asking);
    // What is left behind in the temporary folder harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    answers
}

fn ask_in(folder: &Path, cases: &[Case<'_>], flags: &[&str], loading: &str, asking: &str) -> Option<Vec<Answer>> {
    let mut script = format!(":set prompt \"{PROMPT}\"\n");
    let mut roots: BTreeSet<PathBuf> = BTreeSet::new();
    for (number, case) in cases.iter().enumerate() {
        let path = folder.join(number.to_string()).join(case.file.path.file_name()?);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(&path, case.text).ok()?;
        let root = case.file.root()?;
        script.push_str(&format!(":set -i -i{} {loading}\n:load {}\n", root.display(), path.display()));
        script.push_str(&format!(":set {asking}\n"));
        case.then.iter().for_each(|command| script.push_str(&format!("{command}\n")));
        roots.insert(root);
    }
    let includes =
        roots.iter().flat_map(|root| root.ancestors().take(3).map(|up| format!("-I{}", up.join("include").display())));
    let mut child = Command::new("ghci")
        .args(["-v1", "-ignore-dot-ghci", "-w"])
        .args(flags)
        .args(includes)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    // The first part answers the setting of the prompt itself.
    let mut parts = text.split(PROMPT).skip(1);
    let mut answers = Vec::with_capacity(cases.len());
    for case in cases {
        parts.next()?;
        let loaded = parts.next()?.lines().any(|line| line.starts_with("Ok, "));
        parts.next()?;
        let then = case.then.iter().map(|_| parts.next().map(str::to_owned)).collect::<Option<_>>()?;
        answers.push(Answer { loaded, then });
    }
    Some(answers)
}

/// Whether the compiler accepts each of these texts.
pub(crate) fn accepts(cases: &[Case<'_>]) -> Option<Vec<bool>> {
    Some(ask(cases, &["-fno-code"], "", "")?.into_iter().map(|answer| answer.loaded).collect())
}
