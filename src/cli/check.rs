//! `wherein check`: runs the examples of functions that are written, and reports failures as `doctest` does.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::analysis::{Checked, Verdict};
use crate::cli::files::{self, Source};
use crate::cli::{Exit, complain, progress};
use crate::lang::{ItemKind, Lowered};
use crate::workspace::Workspace;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Source files and folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Count the top-level bindings that are understood whole, and say why the others are not
    #[arg(long)]
    stats: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Sums over files.
#[derive(Default)]
struct Total {
    examples: usize,
    /// Examples that were run: all but those below a failure in their comment.
    tried: usize,
    failures: usize,
    /// Examples that could not be run.
    errors: usize,
    stats: Stats,
}

/// How much of the top-level bindings is understood.
#[derive(Default)]
struct Stats {
    bindings: usize,
    whole: usize,
    reasons: BTreeMap<String, usize>,
}

/// Runs the examples of all files.
pub(super) fn run(args: &Check, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let paths = files::walk(&args.paths)?;
    let (mut total, mut broken) = (Total::default(), false);
    let bar = progress::bar(paths.len());
    let workspace = Workspace::of_disk();
    for path in &paths {
        if cancel.load(Ordering::Relaxed) {
            broken = true;
            break;
        }
        bar.set_message(path.display().to_string());
        match Source::read(path) {
            Ok(source) => bar.suspend(|| check_file(args, &source, &workspace, &mut total))?,
            Err(error) => {
                bar.suspend(|| complain(&error));
                broken = true;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    finish(args, &total)?;
    Ok(match total.failures + total.errors {
        _ if broken => Exit::Error,
        0 => Exit::Success,
        _ => Exit::Failure,
    })
}

fn check_file(args: &Check, source: &Source, workspace: &Arc<Workspace>, total: &mut Total) -> Result<()> {
    let snapshot = source.snapshot_in(workspace);
    total.stats.add(snapshot.lowered());
    total.examples += snapshot.specs().iter().map(|spec| spec.items.len()).sum::<usize>();
    let mut out = std::io::stdout().lock();
    for checked in snapshot.check() {
        total.tried += 1;
        match checked.verdict {
            Verdict::Holds => {}
            Verdict::Fails { .. } => total.failures += 1,
            Verdict::Unsupported(_) => total.errors += 1,
        }
        if args.json {
            writeln!(out, "{}", as_json(&source.path, &checked))?;
        } else if let Some(text) = as_prose(&source.path, &checked) {
            writeln!(out, "{text}")?;
        }
    }
    out.flush()?;
    Ok(())
}

impl Stats {
    fn add(&mut self, lowered: &Lowered) {
        for (_, opaque) in lowered.bindings() {
            self.bindings += 1;
            let reasons = opaque.iter().filter_map(|number| lowered.opaque.get(usize::try_from(*number).ok()?));
            let mut reasons: Vec<&str> = reasons.map(|opaque| opaque.reason.as_str()).collect();
            reasons.sort_unstable();
            reasons.dedup();
            if opaque.is_empty() {
                self.whole += 1;
            }
            for reason in reasons {
                *self.reasons.entry(reason.to_owned()).or_default() += 1;
            }
        }
    }
}

/// The last lines: counts, and the reasons with the most frequent first.
fn finish(args: &Check, total: &Total) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let stats = &total.stats;
    let mut reasons: Vec<(&String, &usize)> = stats.reasons.iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    if args.json {
        let mut summary = json!({"examples": total.examples, "tried": total.tried, "failures": total.failures, "errors": total.errors});
        if args.stats {
            summary["bindings"] = json!(stats.bindings);
            summary["lowered_whole"] = json!(stats.whole);
            summary["reasons"] = reasons.iter().map(|(reason, count)| json!([reason, count])).collect();
        }
        writeln!(out, "{summary}")?;
        return Ok(());
    }
    let Total { examples, tried, failures, errors, .. } = total;
    writeln!(out, "Examples: {examples}  Tried: {tried}  Errors: {errors}  Failures: {failures}")?;
    if args.stats {
        let percent = 100.0 * stats.whole as f64 / stats.bindings.max(1) as f64;
        writeln!(out, "Top-level bindings lowered whole: {} of {} ({percent:.1} %)", stats.whole, stats.bindings)?;
        for (reason, count) in reasons {
            writeln!(out, "{count:>6}  {reason}")?;
        }
    }
    Ok(())
}

/// What was typed, on one line or several.
fn input(kind: &ItemKind) -> &str {
    match kind {
        ItemKind::Example { input, .. } | ItemKind::Property(input) | ItemKind::Equation(input) => input,
    }
}

fn expected(kind: &ItemKind) -> Vec<String> {
    match kind {
        ItemKind::Example { expected, .. } => expected.clone(),
        ItemKind::Property(_) | ItemKind::Equation(_) => vec!["True".to_owned()],
    }
}

fn as_json(path: &Path, checked: &Checked) -> serde_json::Value {
    let (status, got, reason) = match &checked.verdict {
        Verdict::Holds => ("holds", None, None),
        Verdict::Fails { got } => ("fails", Some(got), None),
        Verdict::Unsupported(reason) => ("unsupported", None, Some(reason)),
    };
    json!({
        "file": path.display().to_string(),
        "line": checked.item.line,
        "subject": checked.subject,
        "input": input(&checked.item.kind),
        "status": status,
        "expected": expected(&checked.item.kind),
        "got": got,
        "reason": reason,
    })
}

/// What `doctest` would print; None when the example holds.
fn as_prose(path: &Path, checked: &Checked) -> Option<String> {
    let place = format!("{}:{}", path.display(), checked.item.line);
    let shown = match &checked.item.kind {
        ItemKind::Example { input, .. } if input.contains('\n') => format!(":{{\n {}\n:}}", input.replace('\n', "\n ")),
        kind => input(kind).to_owned(),
    };
    match &checked.verdict {
        Verdict::Holds => None,
        Verdict::Fails { got } => {
            let difference = match checked.item.kind {
                // The counterexample stands alone.
                ItemKind::Property(_) => got.iter().map(|line| format!("{line}\n")).collect(),
                _ => block("expected: ", &printed(&checked.item.kind)) + &block(" but got: ", &checked.marked()),
            };
            Some(format!("{place}: failure in expression `{shown}'\n{difference}"))
        }
        Verdict::Unsupported(reason) => Some(format!("{place}: error in expression `{shown}'\n{reason}\n")),
    }
}

/// The expected lines as they would be printed.
fn printed(kind: &ItemKind) -> Vec<String> {
    let blank = |line: String| if line.trim() == "<BLANKLINE>" { String::new() } else { line };
    expected(kind).into_iter().map(blank).collect()
}

/// Lines behind a label, the later ones below the first.
fn block(label: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return format!("{label}\n");
    }
    let indent = " ".repeat(label.len());
    let lines = lines.iter().enumerate();
    lines.map(|(i, line)| format!("{}{line}\n", if i == 0 { label } else { &indent })).collect()
}
