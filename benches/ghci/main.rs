//! Eight programs here and in GHCi, side by side: median times and their ratio.
//!
//! `cargo bench --bench ghci` needs `ghci` on the PATH; without it only our own times are printed. Each program
//! defines `answer :: Int`; both must agree on it. `cargo bench --bench ghci -- NAME…` runs some of them, `-- --own`
//! skips the interpreter.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wherein::analysis::Snapshot;
use wherein::core::eval::{Limits, Machine, View};
use wherein::core::name::Name;
use wherein::core::term::Term;

const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let own = std::env::args().any(|arg| arg == "--own");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ghci");
    let mut files: Vec<_> = std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "hs"));
    files.sort();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:12} {:>10} {:>10} {:>7}", "program", "ours ms", "GHCi ms", "ratio")?;
    let mut logs = Vec::new();
    for path in files {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let (answer, ours) = measured(&text);
        let theirs = if own { None } else { interpreted(&path) };
        match theirs {
            Some((expected, theirs)) => {
                let ratio = ours / theirs;
                logs.push(ratio.ln());
                let verdict = if expected == answer { "" } else { "  DISAGREE" };
                writeln!(out, "{name:12} {ours:10.1} {theirs:10.1} {ratio:7.2}{verdict}")?;
                if expected != answer {
                    writeln!(out, "  ours: {answer}, GHCi: {expected}")?;
                }
            }
            None => writeln!(out, "{name:12} {ours:10.1}  {answer}")?,
        }
    }
    if !logs.is_empty() {
        writeln!(out, "geometric mean of the ratios: {:.2}", (logs.iter().sum::<f64>() / logs.len() as f64).exp())?;
    }
    Ok(())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Our answer and median time in milliseconds: evaluation alone, on a fresh machine (code compiled by need included).
fn measured(text: &str) -> (String, f64) {
    let Some(language) = wherein::lang::by_extension("hs") else { return ("no such language".to_owned(), 0.0) };
    let snapshot = Snapshot::new(language, text.to_owned());
    let Some(module) = snapshot.lowered().module.name else { return ("no module".to_owned(), 0.0) };
    let answer = Term::Global(Name::global(module, "answer"));
    let mut times = Vec::new();
    let mut result = String::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut machine = Machine::new(snapshot.env().clone());
        machine.set_limits(Limits { fuel: u64::MAX / 2, memory_bytes: 2 << 30, depth: 50_000_000 });
        let code = machine.compile(&[], &answer);
        result = match machine.run(code, &[]).and_then(|value| machine.view(value)) {
            Ok(View::Int(n)) => n.to_string(),
            Ok(other) => format!("{other:?}"),
            Err(stop) => format!("{stop:?}"),
        };
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    (result, median(times))
}

/// GHCi's answer and median time in milliseconds, as `:set +s` reports it.
fn interpreted(path: &Path) -> Option<(String, f64)> {
    let mut times = Vec::new();
    let mut answer = String::new();
    for _ in 0..RUNS {
        let mut child = Command::new("ghci")
            .args(["-v0", "-ignore-dot-ghci"])
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        child.stdin.take()?.write_all(b":set +s\nanswer\n").ok()?;
        let output = child.wait_with_output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines = text.lines();
        answer = lines.next()?.to_owned();
        let seconds = lines.next()?.strip_prefix('(')?.split(' ').next()?.parse::<f64>().ok()?;
        times.push(seconds * 1000.0);
    }
    Some((answer, median(times)))
}
