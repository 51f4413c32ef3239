//! `wherein synth`: writes the functions that have examples but no body yet.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use indicatif::ProgressBar;

use crate::assists::generate::{Generated, Imports, generate};
use crate::assists::{MEMORY_BYTES, STEPS, Tools};
use crate::cli::files::Source;
use crate::cli::guides::GuideArgs;
use crate::cli::report::Report;
use crate::cli::{Exit, complain, progress, report, say, seconds};
use crate::core::name::Name;
use crate::synth::budget::{Budget, Engines};
use crate::synth::guide::Guide;
use crate::text::{self, Buffer};

/// Arguments of `synth`.
#[derive(Args, Debug)]
pub(super) struct Synth {
    /// Source files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only this function
    #[arg(long, value_name = "F")]
    name: Option<String>,
    /// Put the best candidate into the file
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    search: Search,
    /// Let a program call only what the file imports
    #[arg(long)]
    no_imports: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// How far a search goes.
#[derive(Args, Clone, Debug)]
pub(super) struct Search {
    /// Time for each function
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    timeout: Duration,
    /// Most candidates evaluated and sketches expanded, for each function
    #[arg(long, value_name = "N", default_value_t = STEPS)]
    steps: u64,
    /// How many candidates to show
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=100))]
    count: u16,
    #[command(flatten)]
    guide: GuideArgs,
    /// Whether a program may define helper functions of its own
    #[arg(long, value_name = "on|off", default_value = "on", value_parser = ["on", "off"])]
    define: String,
    /// Only programs of these engines
    #[arg(long, value_name = "NAME", num_args = 1.., value_parser = Engines::NAMES)]
    engine: Vec<String>,
}

impl Search {
    /// Who orders the search.
    pub(super) fn guide(&self) -> Result<&'static dyn Guide> {
        self.guide.guide()
    }

    fn engines(&self) -> Engines {
        let named = Engines::named(self.engine.iter().map(String::as_str)).filter(|_| !self.engine.is_empty());
        let engines = named.unwrap_or_default();
        if self.define == "off" { engines.without("define") } else { engines }
    }

    /// A budget that begins now.
    pub(super) fn budget(&self, cancel: &Arc<AtomicBool>) -> Budget {
        Budget {
            steps: self.steps,
            memory_bytes: MEMORY_BYTES,
            deadline: Instant::now().checked_add(self.timeout),
            cancel: cancel.clone(),
            count: usize::from(self.count),
            engines: self.engines(),
        }
    }
}

/// Writes what can be written.
pub(super) fn run(args: &Synth, cancel: &Arc<AtomicBool>) -> Result<Exit> {
    let (mut unsolved, mut broken, mut named) = (false, false, 0);
    for path in &args.files {
        let source = Source::read(path).and_then(|source| {
            if args.write {
                source.check_writable()?;
            }
            Ok(source)
        });
        match source.and_then(|source| write_file(args, &source, cancel)) {
            Ok(tally) => {
                unsolved |= tally.solved < tally.functions;
                named += tally.named;
            }
            Err(error) if error.is::<std::io::Error>() => return Err(error),
            Err(error) => {
                complain(&error);
                broken = true;
            }
        }
    }
    match &args.name {
        Some(name) if named == 0 && !broken => bail!("there is no function `{name}` in what was read"),
        _ if broken => Ok(Exit::Error),
        _ if unsolved => Ok(Exit::Failure),
        _ => Ok(Exit::Success),
    }
}

/// What happened in a file.
#[derive(Default)]
struct Tally {
    functions: usize,
    solved: usize,
    /// Functions of the wanted name, written ones too.
    named: usize,
}

/// Takes the unwritten functions in order, each on the text as the previous ones left it.
fn write_file(args: &Synth, source: &Source, cancel: &Arc<AtomicBool>) -> Result<Tally> {
    let mut snapshot = source.snapshot();
    let mut tally = Tally::default();
    let wanted = |name: Name| args.name.as_deref().is_none_or(|wanted| wanted == name.base());
    tally.named = snapshot.lowered().functions.iter().filter(|function| wanted(function.name)).count();
    let mut tried: BTreeSet<Name> = BTreeSet::new();
    let bar = progress::bar(snapshot.to_write().into_iter().filter(|function| wanted(function.name)).count());
    loop {
        let next = snapshot.to_write().into_iter().find(|f| wanted(f.name) && !tried.contains(&f.name)).cloned();
        let Some(function) = next else { break };
        tried.insert(function.name);
        bar.set_message(function.name.base());
        let imports = if args.no_imports { Imports::Forbidden } else { Imports::Allowed };
        let tools = Tools { guide: args.search.guide()? };
        let generated = generate(&snapshot, &function, imports, &tools, &args.search.budget(cancel));
        let line = Buffer::new(snapshot.text()).line_number(function.signature.map_or(0, |span| span.start));
        show(args, source, function.name, line, &generated, &bar)?;
        bar.inc(1);
        tally.functions += 1;
        if let Some(best) = generated.candidates.first()
            && let Some(text) = text::apply(snapshot.text(), &best.edits)
        {
            tally.solved += 1;
            snapshot = snapshot.with_text(text);
        }
    }
    bar.finish_and_clear();
    if tally.functions == 0 && !args.json && (tally.named > 0 || args.name.is_none()) {
        let nothing = if tally.named > 0 { "every function has a body" } else { "there is no function in it" };
        say(&format!("wherein: {}: {nothing}", source.path.display()));
    }
    if args.write && tally.solved > 0 {
        source.replace(snapshot.text())?;
    }
    Ok(tally)
}

/// Prints one result.
fn show(
    args: &Synth,
    source: &Source,
    name: Name,
    line: usize,
    generated: &Generated,
    bar: &ProgressBar,
) -> Result<()> {
    let file = source.path.display().to_string();
    let text = if args.json {
        serde_json::to_string(&Report::new(name.base(), &file, generated))?
    } else {
        report::prose(name.base(), &format!("{file}:{line}"), generated)
    };
    bar.suspend(|| -> Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{text}")?;
        out.flush()?;
        Ok(())
    })
}
