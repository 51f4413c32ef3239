//! `wherein doctor`: what this installation has, and what is missing.

use std::io::Write;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::analysis::Snapshot;
use crate::assists::counted;
use crate::cli::guides::Where;
use crate::cli::{Exit, report};
use crate::lang::{self, Language};
use crate::model::device;
use crate::model::guide::{Learned, WEIGHTS};
use crate::synth::goal::Goal;

/// Arguments of `doctor`.
#[derive(Args, Debug)]
pub(super) struct Doctor {
    /// Where the network runs
    #[arg(long, value_enum, value_name = "DEVICE", default_value_t)]
    device: Where,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Everything that is looked at.
#[derive(Serialize)]
struct Health {
    version: &'static str,
    device: Device,
    weights: Weights,
    libraries: Vec<Library>,
    tools: Vec<Tool>,
}

#[derive(Serialize)]
struct Device {
    name: &'static str,
    /// Devices that this build could use.
    built_for: Vec<&'static str>,
}

#[derive(Serialize)]
struct Weights {
    bytes: usize,
    /// FNV-1a, 64 bits.
    hash: String,
    parameters: usize,
    load_ms: f64,
    /// The second pass over a small goal; the first one is `first_pass_ms`.
    pass_ms: f64,
    first_pass_ms: f64,
    error: Option<String>,
}

#[derive(Serialize)]
struct Library {
    language: &'static str,
    modules: usize,
    functions: usize,
    load_ms: f64,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    what_for: &'static str,
    path: Option<String>,
}

/// Looks and reports.
pub(super) fn run(args: &Doctor) -> Result<Exit> {
    let device = args.device.open()?;
    let mut built_for = vec!["cpu"];
    built_for.extend(cfg!(feature = "cuda").then_some("cuda"));
    built_for.extend(cfg!(feature = "metal").then_some("metal"));
    let name = device::name(&device);
    let mut libraries = Vec::new();
    let mut weights = None;
    for language in lang::ALL {
        let (library, snapshot) = library(language);
        libraries.push(library);
        weights.get_or_insert_with(|| look_at_weights(Learned::new(counted().clone(), device.clone()), &snapshot));
    }
    let health = Health {
        version: env!("CARGO_PKG_VERSION"),
        device: Device { name, built_for },
        weights: weights.unwrap_or_else(no_weights),
        libraries,
        tools: tools(),
    };
    let fine = health.weights.error.is_none();
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&health)?)?;
    } else {
        write!(out, "{}", prose(&health))?;
    }
    Ok(if fine { Exit::Success } else { Exit::Failure })
}

/// What an empty file of the language has in scope.
fn library(language: &'static Language) -> (Library, Snapshot) {
    let start = Instant::now();
    let snapshot = Snapshot::new(language, String::new());
    let modules = snapshot.env().modules().count();
    let functions = snapshot.scope().values.len();
    let load_ms = report::round(start.elapsed().as_secs_f64() * 1e3, 10.0);
    (Library { language: language.id, modules, functions, load_ms }, snapshot)
}

fn no_weights() -> Weights {
    let error = Some("there is no language to try them on".to_owned());
    Weights { bytes: 0, hash: String::new(), parameters: 0, load_ms: 0.0, pass_ms: 0.0, first_pass_ms: 0.0, error }
}

fn look_at_weights(learned: Learned, snapshot: &Snapshot) -> Weights {
    let hash =
        WEIGHTS.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let timed = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        report::round(start.elapsed().as_secs_f64() * 1e3, 100.0)
    };
    let mut parameters = 0;
    let mut error = None;
    let load_ms = timed(&mut || match learned.weights() {
        Ok(weights) => parameters = weights.values().map(|w| w.elem_count()).sum(),
        Err(reason) => error = Some(reason),
    });
    let goal = small_goal(snapshot);
    let mut pass = || {
        if let Err(reason) = learned.shares(&goal, snapshot.env()) {
            error.get_or_insert(reason);
        }
    };
    let (first_pass_ms, pass_ms) = (timed(&mut pass), timed(&mut pass));
    Weights { bytes: WEIGHTS.len(), hash: format!("{hash:016x}"), parameters, load_ms, pass_ms, first_pass_ms, error }
}

/// A goal with everything in scope and three examples.
fn small_goal(snapshot: &Snapshot) -> Goal {
    use crate::core::name::Name;
    use crate::core::term::{Literal, Term};
    use crate::core::ty::{Scheme, Type};
    use crate::core::wired;
    use crate::synth::goal::{Example, Expected};
    let int = Type::con(wired::INT);
    let (components, datas) = snapshot.in_scope(Name::new("Main.f"));
    let number = |n: i64| Term::Lit(Literal::Int(n));
    let example = |n: i64| Example {
        types: Vec::new(),
        dictionaries: Vec::new(),
        args: vec![number(n), number(2)],
        result: Expected::Value(number(n + 2)),
    };
    Goal {
        name: Name::new("Main.f"),
        scheme: Scheme::mono(Type::funs([int.clone(), int.clone()], int)),
        examples: vec![example(1), example(5), example(9)],
        checks: Vec::new(),
        components,
        datas,
        input_literals: Vec::new(),
        output_literals: Vec::new(),
    }
}

/// Programs on the PATH that are used where they are there.
fn tools() -> Vec<Tool> {
    let own = lang::ALL.iter().flat_map(|language| language.tools.iter().copied());
    let editors = [("nvim", "an editor with a plugin"), ("code", "an editor with an extension")];
    own.chain(editors).map(|(name, what_for)| Tool { name, what_for, path: find(name) }).collect()
}

fn find(name: &str) -> Option<String> {
    let paths = std::env::var_os("PATH")?;
    let ending = std::env::consts::EXE_SUFFIX;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(format!("{name}{ending}")))
        .find(|path| path.is_file())
        .map(|path| path.display().to_string())
}

fn prose(health: &Health) -> String {
    let w = &health.weights;
    let mut out = format!("wherein {}\n", health.version);
    out += &format!("device    {} (built for {})\n", health.device.name, health.device.built_for.join(", "));
    out += &format!("weights   {:.1} MB, {} parameters, {}\n", w.bytes as f64 / 1e6, w.parameters, w.hash);
    match &w.error {
        Some(reason) => out += &format!("          not usable: {reason}\n"),
        None => {
            out += &format!(
                "          loaded in {} ms; a pass takes {} ms, the first {} ms\n",
                w.load_ms, w.pass_ms, w.first_pass_ms
            );
        }
    }
    for l in &health.libraries {
        out += &format!(
            "library   {}: {} modules, {} names in scope of an empty file, loaded in {} ms\n",
            l.language, l.modules, l.functions, l.load_ms
        );
    }
    for tool in &health.tools {
        let found = tool.path.as_deref().unwrap_or("not found");
        out += &format!("tool      {:<8} {found} ({})\n", tool.name, tool.what_for);
    }
    out
}
