//! The server's answers in a long file, over standard input and output, while somebody types in it.
//!
//! `cargo bench --bench lsp` uses a file made of the library's own sources; `WHEREIN_LSP_FILE=PATH` names a real one,
//! whose project is found as always. Printed: time to the answer to `initialize`, time until the file is understood,
//! p50 and p95 of completions and of the list of code actions right after an edit, of both after a rest, and the resident
//! memory at the end of 5,000 edits. The bounds are those of ARCHITECTURE.md; the exit status says whether they hold.

#![expect(clippy::unwrap_used, reason = "a measurement that fails stops")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

#[path = "../../tests/suite/client.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod client;

use client::Client;

/// Edits that are followed by requests, and edits in all.
const MEASURED: usize = 300;
const EDITS: usize = 5_000;
/// Lines that the file has at least.
const LINES: usize = 3_000;

/// What stands for a body that is not written.
const BODY: &str = "undefined";

/// A function with examples, every other one begun, as it is appended to the file.
fn spec(i: usize) -> String {
    format!(
        "-- |\n-- >>> total{i} [1,2,3]\n-- {}\n-- >>> total{i} []\n-- {i}\n-- >>> total{i} [7]\n-- {}\ntotal{i} :: [Int] -> Int\ntotal{i} xs = {}\n\n",
        6 + i,
        7 + i,
        if i.is_multiple_of(2) { BODY } else { "s" }
    )
}

/// The text and where it stands.
fn file() -> (String, PathBuf) {
    let (mut text, path) = match std::env::var_os("WHEREIN_LSP_FILE") {
        Some(path) => (std::fs::read_to_string(&path).unwrap(), std::path::absolute(path).unwrap()),
        None => (own(), std::env::temp_dir().join("wherein-bench/Long.hs")),
    };
    text.push('\n');
    let mut i = 0;
    while i < 20 || text.lines().count() < LINES {
        text.push_str(&spec(i));
        i += 1;
    }
    (text, path)
}

/// Functions of the library's own sources: each file's names get its number.
fn own() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/haskell/prelude");
    let mut text = String::from("module Long where\n\nimport Data.Char\nimport Data.List\n\n");
    for (number, file) in ["Data/List.hs", "Data/Char.hs", "Data/Maybe.hs"].iter().enumerate().cycle().take(30) {
        let Ok(source) = std::fs::read_to_string(folder.join(file)) else { continue };
        let copy = text.lines().count();
        let body = source.lines().skip_while(|line| line.split(" :: ").count() < 2);
        let names: Vec<&str> = source
            .lines()
            .filter_map(|line| line.split_once(" :: "))
            .filter(|(name, _)| name.starts_with(char::is_lowercase) && !name.contains(' '))
            .map(|(name, _)| name)
            .collect();
        for line in body {
            let part = |c: char| !(c.is_alphanumeric() || c == '_' || c == '\'');
            let mut rest = line;
            while let Some(at) = rest.find(|c: char| !part(c)) {
                let (before, word) = rest.split_at(at);
                let end = word.find(part).unwrap_or(word.len());
                text.push_str(before);
                text.push_str(&word[..end]);
                if names.contains(&&word[..end]) {
                    text.push_str(&format!("_{number}_{copy}"));
                }
                rest = &word[end..];
            }
            text.push_str(rest);
            text.push('\n');
        }
        if text.lines().count() > LINES {
            break;
        }
    }
    text
}

fn start() -> (Child, Client) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wherein"))
        .args(["serve", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let client = Client::new(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    (child, client)
}

/// Resident memory of a process, in megabytes.
fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// Times of one kind of request.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn of(&mut self, f: impl FnOnce()) {
        let start = Instant::now();
        f();
        self.0.push(start.elapsed().as_secs_f64() * 1e3);
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[((sorted.len() - 1) as f64 * share).round() as usize]
    }
}

struct Session {
    client: Client,
    uri: String,
    version: i64,
    /// Lines where something is typed, with their lengths: those of the appended functions that are begun.
    begun: Vec<(usize, usize)>,
    /// Lines of functions that are not written.
    unwritten: Vec<usize>,
}

impl Session {
    /// Types a letter at the end of a line, or takes it back; the end of the line then.
    fn edit(&mut self, (line, length): (usize, usize)) -> Value {
        self.version += 1;
        let typed = self.version % 2 == 0;
        let (to, text) = if typed { (length, "u") } else { (length + 1, "") };
        let at = |column: usize| json!({"line": line, "character": column});
        let change = json!([{"range": {"start": at(length), "end": at(to)}, "text": text}]);
        self.client.change(&self.uri, self.version, change);
        at(length + usize::from(typed))
    }

    fn complete(&mut self, position: &Value) -> Value {
        let params = json!({"textDocument": {"uri": self.uri}, "position": position, "context": {"triggerKind": 1}});
        self.client.request("textDocument/completion", params)
    }

    fn list(&mut self, line: usize) -> Value {
        let at = json!({"line": line, "character": 3});
        let context = json!({"diagnostics": [], "triggerKind": 2});
        let params = json!({"textDocument": {"uri": self.uri}, "range": {"start": at, "end": at}, "context": context});
        self.client.request("textDocument/codeAction", params)
    }
}

fn main() -> ExitCode {
    let (text, path) = file();
    let uri = format!("file://{}", path.display());
    let ends = |end: &str| -> Vec<(usize, usize)> {
        let lines = text.lines().enumerate().filter(|(_, line)| line.starts_with("total") && line.ends_with(end));
        lines.map(|(number, line)| (number, line.len())).collect()
    };
    let unwritten: Vec<usize> = ends(&format!(" xs = {BODY}")).into_iter().map(|(line, _)| line).collect();
    let lines = ends(" xs = s");
    let begun = Instant::now();
    let (mut child, mut client) = start();
    client.initialize(json!({"textDocument": {"codeAction": {
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}},
        "dataSupport": true,
        "resolveSupport": {"properties": ["edit"]},
    }}}));
    let initialize = begun.elapsed().as_secs_f64() * 1e3;
    let opened = Instant::now();
    client.open(&uri, &text);
    let mut session = Session { client, uri, version: 1, begun: lines, unwritten };
    let first = session.unwritten[0];
    while session.list(first).as_array().is_none_or(Vec::is_empty) {}
    let understood = opened.elapsed().as_secs_f64() * 1e3;
    let (mut completions, mut lists, mut rested) = (Times::default(), Times::default(), Times::default());
    let mut checked = 0;
    for i in 0..MEASURED {
        let line = session.begun[i / 2 % session.begun.len()];
        let caret = session.edit(line);
        completions.of(|| {
            let list = session.complete(&caret);
            checked += usize::from(list.to_string().contains("passes"));
        });
        let line = session.unwritten[i % session.unwritten.len()];
        lists.of(|| drop(session.list(line)));
        // Pauses of all lengths: some long enough for the whole file to be understood again.
        std::thread::sleep(Duration::from_millis([20, 60, 120, 300][i % 4]));
    }
    for i in 0..40 {
        let (line, length) = session.begun[i % session.begun.len()];
        std::thread::sleep(Duration::from_millis(30));
        rested.of(|| drop(session.complete(&json!({"line": line, "character": length}))));
    }
    for i in MEASURED..EDITS {
        let line = session.begun[i / 2 % session.begun.len()];
        session.edit(line);
        if i % 100 == 0 {
            session.list(first);
        }
    }
    session.list(first);
    std::thread::sleep(Duration::from_secs(2));
    let memory = resident(child.id());
    session.client.leave();
    let _ = child.wait();
    report(
        &text,
        initialize,
        understood,
        &[("completion", &completions, 80.0), ("action list", &lists, 40.0), ("completion, at rest", &rested, 80.0)],
        memory,
        checked,
    )
}

fn report(
    text: &str,
    initialize: f64,
    understood: f64,
    times: &[(&str, &Times, f64)],
    memory: Option<f64>,
    checked: usize,
) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut fine = initialize <= 200.0;
    let mut say = |line: String| writeln!(out, "{line}").unwrap();
    say(format!("{} lines, {} KB", text.lines().count(), text.len() / 1024));
    say(format!("{:22} {initialize:8.1} ms   (bound 200)", "initialize"));
    say(format!("{:22} {understood:8.1} ms", "understood after open"));
    for (name, times, bound) in times {
        let (p50, p95, max) = (times.at(0.5), times.at(0.95), times.at(1.0));
        fine &= p95 <= *bound;
        say(format!("{name:22} {p50:8.1} ms p50 {p95:8.1} ms p95 {max:8.1} ms max   (bound {bound} at p95)"));
    }
    say(format!("lists with checked expressions: {checked} of {MEASURED}"));
    if let Some(memory) = memory {
        fine &= memory <= 250.0;
        say(format!("{:22} {memory:8.1} MB after {EDITS} edits   (bound 250)", "resident"));
    }
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
