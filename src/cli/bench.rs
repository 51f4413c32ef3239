//! `wherein bench`: measures synthesis on folders of tasks.
//!
//! A task is *solved* when its examples hold, *intended* when its held-out cases hold too, for the first candidate and
//! with no question answered; it *generalises* when those of them that are much longer than the examples hold where the
//! short ones do. Imports are part of the task: no program brings a new one. Tasks run one at a time unless told
//! otherwise, because two at once change what a deadline allows.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;

use crate::analysis::{Snapshot, Verdict};
use crate::assists::Tools;
use crate::assists::generate::{Generated, Imports, Status, Written, generate};
use crate::cli::files::Source;
use crate::cli::report::Report;
use crate::cli::suite::{self, Suite, Task};
use crate::cli::synth::Search;
use crate::cli::table::{Table, median};
use crate::cli::{Exit, STACK_BYTES, progress, report};
use crate::lang::{Function, Item, ItemKind};
use crate::text::{self, Span};

/// Arguments of `bench`.
#[derive(Args, Debug)]
pub(super) struct Bench {
    /// Folders with an index.jsonl, here or under $WHEREIN_BENCHMARKS (../shared/benchmarks unless set)
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Only tasks of this name
    #[arg(long, value_name = "F")]
    name: Option<String>,
    #[command(flatten)]
    search: Search,
    /// Answer so many questions about a task from its reference solution
    #[arg(long, value_name = "N", default_value_t = 0)]
    answers: u16,
    /// Tasks at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// One JSON object a task, a summary object last
    #[arg(long)]
    json: bool,
    /// Put each solved task's file there, with its first candidate, at SUITE/TASK/FILE
    #[arg(long, value_name = "DIR")]
    filled: Option<PathBuf>,
}

/// A task's result.
struct Measured {
    generated: Generated,
    intended: bool,
    /// Whether the long held-out cases hold; nothing where there are none, or where a short one does not hold.
    long: Option<bool>,
    /// Questions that were answered.
    answered: u16,
    /// One of the first candidates is intended, for tasks that ask for several.
    among: Option<bool>,
}

/// The variant of tasks that are given by a type alone: they ask for several candidates.
const TYPES: &str = "types";
/// How many.
const SEVERAL: usize = 5;

/// Runs all suites.
pub(super) fn run(args: &Bench, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let mut suites = Vec::new();
    for folder in &args.folders {
        suites.extend(suite::find(folder)?);
    }
    for suite in &mut suites {
        suite.tasks.retain(|task| args.name.as_deref().is_none_or(|name| name == task.name || name == task.function));
    }
    let mut results = Vec::new();
    for suite in &suites {
        let measured = run_suite(args, suite, cancel)?;
        if args.json {
            print_tasks(suite, &measured)?;
        }
        results.push(measured);
        if cancel.load(Ordering::Relaxed) {
            break;
        }
    }
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&summary(&suites, &results))?)?;
    } else {
        write!(out, "{}", table(&suites, &results))?;
    }
    Ok(if cancel.load(Ordering::Relaxed) { Exit::Error } else { Exit::Success })
}

/// Runs the tasks of a suite; results in the order of the index, up to the first that an interrupt cut off.
fn run_suite(args: &Bench, suite: &Suite, cancel: &Arc<AtomicBool>) -> Result<Vec<Measured>> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<Measured>>>> = Mutex::new(suite.tasks.iter().map(|_| None).collect());
    let bar = progress::bar(suite.tasks.len());
    let work = || {
        while let Some((i, task)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, suite.tasks.get(i)?)))
        {
            if cancel.load(Ordering::Relaxed) {
                return;
            }
            bar.set_message(format!("{} {}", suite.name, task.name));
            let result = measure(args, suite, task, cancel);
            bar.inc(1);
            if let Some(slot) = results.lock().unwrap_or_else(PoisonError::into_inner).get_mut(i) {
                *slot = Some(result);
            }
        }
    };
    std::thread::scope(|scope| -> Result<()> {
        let threads: Vec<_> = (0..args.jobs)
            .map(|_| std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work))
            .collect::<Result<_, _>>()?;
        threads.into_iter().for_each(|thread| drop(thread.join()));
        Ok(())
    })?;
    bar.finish_and_clear();
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let cancelled = cancel.load(Ordering::Relaxed);
    let mut measured = Vec::new();
    for (result, task) in results.into_iter().zip(&suite.tasks) {
        match result {
            Some(result) => measured.push(result?),
            None if cancelled => break,
            None => anyhow::bail!("{}: {}: internal error", suite.name, task.name),
        }
    }
    Ok(measured)
}

fn measure(args: &Bench, suite: &Suite, task: &Task, cancel: &Arc<AtomicBool>) -> Result<Measured> {
    let source = Source::read(&suite.folder.join(&task.file))?;
    let mut snapshot = source.snapshot();
    let tools = Tools { guide: args.search.guide()? };
    let mut answered = 0;
    loop {
        let wanted = |function: &&Function| function.name.base() == task.function;
        let function = snapshot.to_write().into_iter().find(wanted).cloned();
        let function = function.with_context(|| format!("{}: `{}` is not to be written", task.file, task.function))?;
        let mut budget = args.search.budget(cancel);
        if task.variant == TYPES {
            budget.count = budget.count.max(SEVERAL);
        }
        let generated = generate(&snapshot, &function, Imports::Forbidden, &tools, &budget);
        let asked = generated.question.as_ref().filter(|_| answered < args.answers);
        let place = function.signature.map_or(0, |span| span.start);
        if let (Some(question), Some(reference)) = (asked, &task.reference)
            && let Some(answer) = answer(&suite.folder.join(reference), &question.input)?
        {
            snapshot = snapshot.with_text(with_example(snapshot.text(), place, &question.input, &answer));
            answered += 1;
            continue;
        }
        let candidates = generated.candidates.iter().take(SEVERAL);
        let mut judged = candidates.map(|written| judge(&snapshot, task, written));
        let (short, long) = judged.next().unwrap_or((false, None));
        let first = short && long != Some(false);
        let among = (task.variant == TYPES).then(|| first || judged.any(|(short, long)| short && long != Some(false)));
        if let (Some(folder), Some(best)) = (&args.filled, generated.candidates.first()) {
            let inside = |part: &Component<'_>| matches!(part, Component::Normal(_));
            let inner: PathBuf = Path::new(&suite.name).components().filter(inside).collect();
            put(&folder.join(inner).join(&task.name).join(&task.file), snapshot.text(), best)?;
        }
        return Ok(Measured { intended: first, long, among, generated, answered });
    }
}

/// Writes a task's file with a candidate in it.
fn put(path: &Path, text: &str, written: &Written) -> Result<()> {
    let context = || format!("{}: cannot be written", path.display());
    let filled = text::apply(text, &written.edits).with_context(context)?;
    path.parent().map_or(Ok(()), std::fs::create_dir_all).with_context(context)?;
    std::fs::write(path, filled).with_context(context)
}

/// What the function as it is meant gives for a call.
fn answer(reference: &Path, call: &str) -> Result<Option<String>> {
    let reference = Source::read(reference)?.snapshot();
    let kind = ItemKind::Example { input: call.to_owned(), expected: vec![String::new()] };
    match reference.check_item(&Item { span: Span::empty(0), line: 0, kind }) {
        Verdict::Fails { got } if got.len() == 1 => Ok(got.into_iter().next()),
        _ => Ok(None),
    }
}

/// The text with one more example in the comment that ends at `place`.
fn with_example(text: &str, place: usize, call: &str, answer: &str) -> String {
    format!("{}-- >>> {call}\n-- {answer}\n{}", &text[..place], &text[place..])
}

/// Whether the short held-out cases hold for a candidate, and if they do, whether the long ones hold, where there are any.
fn judge(snapshot: &Snapshot, task: &Task, written: &Written) -> (bool, Option<bool>) {
    let Some(text) = text::apply(snapshot.text(), &written.edits) else { return (false, None) };
    let filled = snapshot.with_text(text);
    let holds = |(input, shown): &(String, String)| {
        let kind = ItemKind::Example { input: input.clone(), expected: vec![shown.clone()] };
        matches!(filled.check_item(&Item { span: Span::empty(0), line: 0, kind }), Verdict::Holds)
    };
    let short = task.held_out.iter().filter(|case| !task.long.contains(case)).all(holds);
    (short, (short && !task.long.is_empty()).then(|| task.long.iter().all(holds)))
}

/// One task as JSON.
#[derive(Serialize)]
struct TaskReport<'a> {
    suite: &'a str,
    task: &'a str,
    #[serde(flatten)]
    report: Report<'a>,
    intended: bool,
    long: Option<bool>,
    evaluated: u64,
    kept: u64,
    answered: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    among_first_5: Option<bool>,
    peer_seconds: &'a BTreeMap<String, Option<f64>>,
}

fn print_tasks(suite: &Suite, measured: &[Measured]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for (task, result) in suite.tasks.iter().zip(measured) {
        let line = TaskReport {
            suite: &suite.name,
            task: &task.name,
            report: Report::new(&task.function, &task.file, &result.generated),
            intended: result.intended,
            long: result.long,
            evaluated: result.generated.terms.evaluated,
            kept: result.generated.terms.kept,
            answered: result.answered,
            among_first_5: result.among,
            peer_seconds: &task.peer_seconds,
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    out.flush()?;
    Ok(())
}

/// Figures of some tasks. Times and steps are those of the solved ones. `short` counts those whose short held-out cases
/// hold and that have long ones, `long` those of them whose long ones hold as well.
#[derive(Serialize)]
struct Figures {
    tasks: usize,
    solved: usize,
    intended: usize,
    short: usize,
    long: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    among_first_5: Option<usize>,
    worst_peak_mb: Option<f64>,
    median_ms: Option<f64>,
    worst_ms: Option<f64>,
    median_steps: Option<f64>,
}

impl Figures {
    fn of<'a>(measured: impl Iterator<Item = &'a Measured> + Clone) -> Figures {
        let solved = measured.clone().filter(|m| m.generated.status == Status::Solved);
        let ms: Vec<f64> = solved.clone().map(|m| m.generated.ms).collect();
        let rounded = |x: Option<f64>| x.map(|x| report::round(x, 1e3));
        Figures {
            tasks: measured.clone().count(),
            solved: ms.len(),
            intended: measured.clone().filter(|m| m.intended).count(),
            short: measured.clone().filter(|m| m.long.is_some()).count(),
            long: measured.clone().filter(|m| m.long == Some(true)).count(),
            worst_peak_mb: rounded(measured.clone().map(|m| report::megabytes(&m.generated)).reduce(f64::max)),
            among_first_5: measured.filter_map(|m| m.among).map(usize::from).reduce(|a, b| a + b),
            worst_ms: rounded(ms.iter().copied().reduce(f64::max)),
            median_ms: rounded(median(ms)),
            median_steps: median(solved.map(|m| m.generated.steps as f64).collect()),
        }
    }
}

/// The last object: all tasks, and each suite.
#[derive(Serialize)]
struct Summary<'a> {
    #[serde(flatten)]
    all: Figures,
    suites: Vec<SuiteFigures<'a>>,
}

#[derive(Serialize)]
struct SuiteFigures<'a> {
    suite: &'a str,
    #[serde(flatten)]
    figures: Figures,
}

fn summary<'a>(suites: &'a [Suite], results: &[Vec<Measured>]) -> Summary<'a> {
    let each = suites.iter().zip(results);
    Summary {
        all: Figures::of(results.iter().flatten()),
        suites: each.map(|(s, m)| SuiteFigures { suite: &s.name, figures: Figures::of(m.iter()) }).collect(),
    }
}

/// The table for people: our rows, the peers' below each.
fn table(suites: &[Suite], results: &[Vec<Measured>]) -> Table {
    let mut table = Table::new(&[
        "suite",
        "tasks",
        "solved",
        "intended",
        "long",
        "first 5",
        "median ms",
        "worst ms",
        "median steps",
    ]);
    let number = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.0}"));
    for (suite, measured) in suites.iter().zip(results) {
        let ours = Figures::of(measured.iter());
        table.row(vec![
            suite.name.clone(),
            ours.tasks.to_string(),
            ours.solved.to_string(),
            ours.intended.to_string(),
            if ours.short == 0 { String::new() } else { format!("{} of {}", ours.long, ours.short) },
            ours.among_first_5.map_or_else(String::new, |n| n.to_string()),
            number(ours.median_ms),
            number(ours.worst_ms),
            number(ours.median_steps),
        ]);
        for (name, peer) in suite::peers(suite) {
            let share = |x: f64| format!("{}", report::round(x, 10.0));
            let ms: Vec<f64> = peer.seconds.iter().map(|seconds| seconds * 1e3).collect();
            table.row(vec![
                format!("  {name}"),
                peer.tasks.to_string(),
                share(peer.solved),
                share(peer.intended),
                String::new(),
                String::new(),
                number(median(ms.clone())),
                number(ms.into_iter().reduce(f64::max)),
            ]);
        }
    }
    table
}
