//! `wherein extract`: finds repeated code and makes a function of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use crate::analysis::Snapshot;
use crate::assists::MEMORY_BYTES;
use crate::assists::extract::{Extraction, Wanted, extractions, together};
use crate::cli::files::{self, Source};
use crate::cli::{Exit, complain, progress};
use crate::oracle::Oracle;
use crate::synth::budget::{Budget, Engines};
use crate::text::{self, Buffer, Encoding, Span};

/// Arguments of `extract`.
#[derive(Args, Debug)]
pub(super) struct Extract {
    /// Source files and folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change the files
    #[arg(long)]
    write: bool,
    /// Most abstractions, for each file
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    max: u16,
    /// Least number of nodes that an abstraction saves
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..))]
    min_saving: u16,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Steps for each file: pairs of places compared.
const STEPS: u64 = 4_000_000;

/// Runs the command.
pub(super) fn run(args: &Extract, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let paths = files::walk(&args.paths)?;
    let (mut found, mut broken) = (0, false);
    let bar = progress::bar(paths.len());
    for path in &paths {
        if cancel.load(Ordering::Relaxed) {
            broken = true;
            break;
        }
        bar.set_message(path.display().to_string());
        let source = Source::read(path).and_then(|source| {
            if args.write {
                source.check_writable()?;
            }
            Ok(source)
        });
        match source.and_then(|source| bar.suspend(|| extract_file(args, &source, cancel))) {
            Ok(count) => found += count,
            Err(error) if error.is::<std::io::Error>() => return Err(error),
            Err(error) => {
                bar.suspend(|| complain(&error));
                broken = true;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(match found {
        _ if broken => Exit::Error,
        0 => Exit::Failure,
        _ => Exit::Success,
    })
}

/// The number of abstractions of a file, after they were shown (and written).
fn extract_file(args: &Extract, source: &Source, cancel: &Arc<AtomicBool>) -> Result<usize> {
    let snapshot = Snapshot::new(source.language, source.text.clone());
    let wanted = Wanted { max: usize::from(args.max), min_saving: i64::from(args.min_saving), within: None };
    let budget = Budget {
        steps: STEPS,
        memory_bytes: MEMORY_BYTES,
        deadline: None,
        cancel: cancel.clone(),
        count: wanted.max,
        engines: Engines::default(),
    };
    let offers = extractions(&snapshot, wanted, &budget).offers;
    let (mut offers, mut edits) = together(&snapshot, offers);
    let mut opinions = vec![None; offers.len()];
    if args.json && !offers.is_empty() {
        opinions = second_opinion(source, &snapshot, &offers, cancel);
        let refused = |at: usize| opinions[at] == Some(false);
        if (0..offers.len()).any(refused) {
            let kept = (0..).zip(offers).filter(|(at, _)| !refused(*at)).map(|(_, offer)| offer);
            (offers, edits) = together(&snapshot, kept.collect());
            opinions.retain(|opinion| *opinion != Some(false));
        }
    }
    let buffer = Buffer::new(&source.text);
    let mut out = std::io::stdout().lock();
    for (offer, opinion) in offers.iter().zip(&opinions) {
        if args.json {
            writeln!(out, "{}", as_json(source, &buffer, offer, *opinion))?;
        } else {
            writeln!(out, "{}", as_prose(&source.path, source, &buffer, offer))?;
        }
    }
    out.flush()?;
    if args.write && !offers.is_empty() {
        match text::apply(&source.text, &edits) {
            Some(text) => source.replace(&text)?,
            None => bail!("{}: the edits do not fit; nothing was written", source.path.display()),
        }
    }
    Ok(offers.len())
}

/// What the language's compiler says of the file with each offer alone; None where it cannot be asked: it is not there,
/// the file imports modules of its project or what is not installed, or something in it would run.
fn second_opinion(
    source: &Source,
    snapshot: &Snapshot,
    offers: &[Extraction],
    cancel: &Arc<AtomicBool>,
) -> Vec<Option<bool>> {
    let language = source.language;
    let name = format!("Opinion.{}", language.extensions.first().unwrap_or(&""));
    let ask = |oracle: &Oracle, text: &str| oracle.accepts(&name, &(language.opinion.sanitised)(text)?, cancel);
    let oracle = Oracle::find(language.compiler, language.opinion.flags);
    let oracle = oracle.filter(|oracle| ask(oracle, snapshot.text()) == Some(true));
    let Some(oracle) = oracle else { return vec![None; offers.len()] };
    let opinion = |offer: &Extraction| ask(&oracle, &text::apply(snapshot.text(), &offer.edits)?);
    offers.iter().map(opinion).collect()
}

fn as_json(source: &Source, buffer: &Buffer, offer: &Extraction, opinion: Option<bool>) -> serde_json::Value {
    let path = &source.path;
    let position = |offset| {
        let position = buffer.position(offset, Encoding::Utf16);
        json!({"line": position.line, "character": position.column})
    };
    let range = |span: Span| json!({"start": position(span.start), "end": position(span.end)});
    let sites = offer
        .sites
        .iter()
        .map(|edit| json!({"file": path.display().to_string(), "range": range(edit.span), "replacement": edit.text}));
    let edits = offer.edits.iter().map(|edit| json!({"range": range(edit.span), "replacement": edit.text}));
    json!({
        "name": offer.name,
        "signature": offer.signature,
        "definition": offer.definition,
        "saving": offer.saving,
        "sites": sites.collect::<Vec<_>>(),
        "reuses": offer.reuses,
        "edits": edits.collect::<Vec<_>>(),
        "checked": {"inline": true, "types": offer.types, (source.language.compiler): opinion},
    })
}

fn as_prose(path: &Path, source: &Source, buffer: &Buffer, offer: &Extraction) -> String {
    let shown = path.display();
    let first = offer.sites.first().map_or(0, |edit| edit.span.start);
    let (name, saving, sites) = (&offer.name, offer.saving, offer.sites.len());
    let how = if offer.reuses.is_some() { "exists already: " } else { "" };
    let mut text =
        format!("{shown}:{}: {how}`{name}` saves {saving} nodes, {sites} sites\n", buffer.line_number(first));
    for line in offer.definition.lines() {
        text.push_str(&format!("    {line}\n"));
    }
    for edit in &offer.sites {
        let line = buffer.line_number(edit.span.start);
        text.push_str(&format!("  {shown}:{line}\n"));
        for old in edit.span.of(&source.text).lines() {
            text.push_str(&format!("  - {old}\n"));
        }
        for new in edit.text.lines() {
            text.push_str(&format!("  + {new}\n"));
        }
    }
    text
}
