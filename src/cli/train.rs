//! `wherein train`: dreams goals, fits the network to them, compares guides.
//!
//! Everything lies in one folder: the dreams, a checkpoint, the log with its drawing, and in the end the
//! weights that are copied into the source. A run that was interrupted goes on where it stopped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use serde::Serialize;

use crate::analysis::Snapshot;
use crate::assists::counted;
use crate::cli::files::Source;
use crate::cli::guides::Where;
use crate::cli::table::Table;
use crate::cli::{Exit, progress, report, say, suite};
use crate::core::name::Name;
use crate::lang;
use crate::model::guide::Learned;
use crate::synth::guide::{Guide, Uniform};
use crate::train::curve::{self, Point};
use crate::train::data::{self, Dreams, Record};
use crate::train::evaluate::{Run, compare, median_ms, median_steps};
use crate::train::fit::{Fit, Recipe};
use crate::train::forbidden::Forbidden;
use crate::train::world::World;

/// Held-out goals that the log looks at.
const HELD_OUT: usize = 300;
/// Steps between two lines of the log, each with a checkpoint.
const EVERY: u64 = 100;
/// The held-out dreams' seed is this far from the training dreams'.
const APART: u64 = 1 << 40;

/// Arguments of `train`.
#[derive(Args, Debug)]
pub(super) struct Train {
    /// Where everything lies
    #[arg(long, value_name = "DIR", default_value = "target/train")]
    out: PathBuf,
    /// Goals to dream
    #[arg(long, value_name = "N", default_value_t = 6_000)]
    dreams: usize,
    /// Steps to fit
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    steps: u64,
    /// Goals a step
    #[arg(long, value_name = "N", default_value_t = 32)]
    batch: usize,
    /// Greatest learning rate
    #[arg(long, value_name = "RATE", default_value_t = 1e-3)]
    rate: f64,
    /// Seed of everything
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where the network runs
    #[arg(long, value_enum, value_name = "DEVICE", default_value_t)]
    device: Where,
    /// Only compare the guides, on so many held-out dreams
    #[arg(long, value_name = "GOALS", num_args = 0..=1, default_missing_value = "500")]
    evaluate: Option<usize>,
    /// Steps of a search when guides are compared
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    search_steps: u64,
    /// Compare these weights instead of the embedded ones
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Folders of tasks that nothing may be trained on (benches/tasks and the benchmark root unless given)
    #[arg(long, value_name = "DIR")]
    suite: Vec<PathBuf>,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
}

/// Dreams, fits, writes; or compares.
pub(super) fn run(args: &Train, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let worlds = worlds();
    let Some((_, trained)) = worlds.split_last() else { bail!("there is no world to dream in") };
    std::fs::create_dir_all(&args.out).with_context(|| args.out.display().to_string())?;
    let known = |file: &str| data::load(&args.out.join(file)).map_or(0, |records| records.len());
    let dreamt = known("dreams.jsonl") >= args.dreams && known("held-out.jsonl") >= HELD_OUT;
    // The suites are only read to dream.
    let forbidden = if dreamt && args.evaluate.is_none() { Forbidden::default() } else { forbidden(&args.suite)? };
    say(&format!("wherein: {} worlds; {} tasks are never trained on", worlds.len(), forbidden.count));
    let mut dreams = Dreams::new(trained, &forbidden, counted(), args.seed);
    let records = dream(args, &mut dreams, "dreams.jsonl", args.dreams, cancel)?;
    if records.len() < args.dreams {
        return Ok(Exit::Failure);
    }
    let mut unseen = Dreams::new(&worlds, &forbidden, counted(), args.seed + APART);
    unseen.avoid(&records);
    if let Some(goals) = args.evaluate {
        return evaluate(args, &mut unseen, goals, cancel);
    }
    let held_out = dream(args, &mut unseen, "held-out.jsonl", HELD_OUT, cancel)?;
    if held_out.len() < HELD_OUT {
        return Ok(Exit::Failure);
    }
    fit(args, &records, &held_out, &unseen, cancel)
}

/// The worlds of all languages.
fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for language in lang::ALL {
        for (name, text) in language.worlds {
            let snapshot = Snapshot::new(language, (*text).to_owned());
            let (components, datas) = snapshot.in_scope(Name::new("Main.f"));
            worlds.push(World::new((*name).to_owned(), snapshot.env().clone(), components, datas));
        }
    }
    worlds
}

/// Reads the suites' tasks.
fn forbidden(folders: &[PathBuf]) -> Result<Forbidden> {
    let usual = [PathBuf::from("benches/tasks"), PathBuf::new()];
    let folders = if folders.is_empty() { &usual[..] } else { folders };
    let mut forbidden = Forbidden::default();
    for folder in folders {
        for suite in suite::find(folder)? {
            for task in &suite.tasks {
                let source = Source::read(&suite.folder.join(&task.file))?;
                let snapshot = Snapshot::new(source.language, source.text.clone());
                let function = snapshot.unwritten().find(|f| f.name.base() == task.function);
                if let Some(goal) = function.and_then(|f| snapshot.goal(f.name).ok()) {
                    forbidden.add(&goal, snapshot.env());
                }
            }
        }
    }
    Ok(forbidden)
}

/// Reads what was dreamed already and dreams the rest.
fn dream(
    args: &Train,
    dreams: &mut Dreams<'_>,
    file: &str,
    count: usize,
    cancel: &Arc<AtomicBool>,
) -> Result<Vec<Record>> {
    let path = args.out.join(file);
    let mut records = if path.is_file() { data::load(&path)? } else { Vec::new() };
    dreams.resume(&records);
    if records.len() < count {
        let bar = progress::bar(count);
        bar.set_message("dreaming");
        let start = Instant::now();
        while records.len() < count && !cancel.load(Ordering::Relaxed) {
            let some = count.min(records.len() + 1_000);
            dreams.fill(&mut records, some, cancel, &|n| bar.set_position(n as u64));
            data::save(&records, &path)?;
            let seconds = start.elapsed().as_secs_f64();
            let (have, dropped) = (records.len(), dreams.dropped);
            let text = format!("wherein: {}: {have} goals, {dropped} dropped, {seconds:.0} s", path.display());
            bar.suspend(|| say(&text));
        }
        bar.finish_and_clear();
    }
    Ok(records)
}

fn fit(
    args: &Train,
    records: &[Record],
    held_out: &[Record],
    dreams: &Dreams<'_>,
    cancel: &AtomicBool,
) -> Result<Exit> {
    let recipe = Recipe { seed: args.seed, steps: args.steps, batch: args.batch, rate: args.rate };
    let checkpoint = args.out.join("checkpoint.safetensors");
    let mut fit = Fit::new(recipe, &args.device.open()?)?;
    let mut points = Vec::new();
    if checkpoint.is_file() {
        fit.resume(&checkpoint)?;
        points = curve::parse(&std::fs::read_to_string(args.out.join("log.csv")).unwrap_or_default());
        points.retain(|p| p.step <= fit.step);
    }
    let before = points.last().map_or(0.0, |p| p.seconds);
    let (start, mut sum, mut count) = (Instant::now(), 0.0_f32, 0.0_f32);
    let bar = progress::bar(args.steps as usize);
    while fit.step < args.steps && !cancel.load(Ordering::Relaxed) {
        sum += fit.advance(records, &dreams.items)?;
        count += 1.0;
        bar.set_position(fit.step);
        bar.set_message(format!("loss {:.4}", sum / count));
        if fit.step.is_multiple_of(EVERY) || fit.step == args.steps {
            let (loss, recall) = fit.test(held_out, &dreams.items)?;
            let seconds = before + start.elapsed().as_secs_f64();
            points.push(Point { step: fit.step, loss: sum / count, held_out: loss, recall, seconds });
            let text = format!("wherein: step {}: loss {loss:.4}, recall {recall:.3}, {seconds:.0} s", fit.step);
            bar.suspend(|| say(&text));
            (sum, count) = (0.0, 0.0);
            note(args, &fit, &points, &checkpoint)?;
        }
    }
    bar.finish_and_clear();
    fit.save(&checkpoint)?;
    fit.export(&args.out.join("weights.safetensors"))?;
    let about = About {
        command: format!(
            "wherein train --dreams {} --steps {} --batch {} --rate {} --seed {}",
            args.dreams, args.steps, args.batch, args.rate, args.seed
        ),
        seed: args.seed,
        steps: fit.step,
        goals: records.len(),
        hours: report::round((before + start.elapsed().as_secs_f64()) / 3600.0, 1e3),
        held_out_loss: points.last().map(|p| f64::from(p.held_out)),
        held_out_recall_at_10: points.last().map(|p| f64::from(p.recall)),
    };
    std::fs::write(args.out.join("weights.json"), serde_json::to_string_pretty(&about)? + "\n")?;
    let done = fit.step >= args.steps;
    say(&format!("wherein: {}: {} steps", args.out.display(), fit.step));
    Ok(if done { Exit::Success } else { Exit::Failure })
}

/// What stands beside the weights.
#[derive(Serialize)]
struct About {
    command: String,
    seed: u64,
    steps: u64,
    goals: usize,
    hours: f64,
    held_out_loss: Option<f64>,
    held_out_recall_at_10: Option<f64>,
}

/// A checkpoint with its log and drawing.
fn note(args: &Train, fit: &Fit, points: &[Point], checkpoint: &Path) -> Result<()> {
    fit.save(checkpoint)?;
    std::fs::write(args.out.join("log.csv"), curve::csv(points))?;
    std::fs::write(args.out.join("log.svg"), curve::svg(points))?;
    fit.export(&args.out.join("weights.safetensors"))?;
    Ok(())
}

/// What a guide needed.
#[derive(Serialize)]
struct Figures {
    guide: String,
    goals: usize,
    solved: usize,
    median_steps: f64,
    median_ms: f64,
    /// Its median steps as a share of the first guide's.
    of_uniform: f64,
}

fn evaluate(args: &Train, unseen: &mut Dreams<'_>, goals: usize, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let learned = match &args.weights {
        None => Learned::new(counted().clone(), args.device.open()?),
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            Learned::with_bytes(Box::leak(bytes.into_boxed_slice()), counted().clone(), args.device.open()?)
        }
    };
    learned.weights().map_err(|reason| anyhow!("{reason}"))?;
    let guides: [&dyn Guide; 3] = [&Uniform, counted(), &learned];
    let bar = progress::bar(goals);
    let rows = compare(unseen, &guides, goals, args.search_steps, cancel, &|n| bar.set_position(n as u64));
    bar.finish_and_clear();
    let figures: Vec<Figures> = (0..guides.len()).map(|g| figures(guides[g].name(), &rows, g, args)).collect();
    let mut out = std::io::stdout().lock();
    if args.json {
        use std::io::Write;
        writeln!(out, "{}", serde_json::to_string(&figures)?)?;
    } else {
        use std::io::Write;
        let mut table = Table::new(&["guide", "goals", "solved", "median steps", "of uniform", "median ms"]);
        for f in &figures {
            table.row(vec![
                f.guide.clone(),
                f.goals.to_string(),
                f.solved.to_string(),
                format!("{:.0}", f.median_steps),
                format!("{:.0}%", f.of_uniform * 100.0),
                format!("{:.1}", f.median_ms),
            ]);
        }
        write!(out, "{table}")?;
    }
    Ok(if cancel.load(Ordering::Relaxed) { Exit::Failure } else { Exit::Success })
}

fn figures(name: &str, rows: &[Vec<Run>], guide: usize, args: &Train) -> Figures {
    let steps = median_steps(rows, guide, args.search_steps);
    let uniform = median_steps(rows, 0, args.search_steps);
    Figures {
        guide: name.to_owned(),
        goals: rows.len(),
        solved: rows.iter().filter(|row| row[guide].first.is_some()).count(),
        median_steps: steps,
        median_ms: report::round(median_ms(rows, guide), 1e3),
        of_uniform: report::round(steps / uniform.max(1.0), 1e3),
    }
}
