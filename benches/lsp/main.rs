//! The server's answers in a long file, over standard input and output, while somebody types in it.
//!
//! `cargo bench --bench lsp` uses a file made of the library's own sources; `WHEREIN_LSP_FILE=PATH` names a real one,
//! whose project is found as always. Words are typed letter by letter, each after a change elsewhere in its declaration:
//! the first letter's list is a new search, those of the others show what was found then. Printed: time to the answer to
//! `initialize`, time until the file is understood; times of lists of completions and of code actions right after an
//! edit; from a change to ghost text; from a request to resolve an action to its edit; the program's processor time; and
//! the resident memory at the end of 5,000 edits. The exit status says whether the bounds hold.

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

/// Words that are typed, and edits in all.
const WORDS: usize = 100;
const WORD: [&str; 3] = ["s", "u", "m"];
const EDITS: i64 = 5_000;
/// Lines that the file has at least.
const LINES: usize = 3_000;

/// What stands for a body that is not written.
const BODY: &str = "undefined";

/// A function with examples, every other one begun, as it is appended to the file.
fn spec(i: usize) -> String {
    let base = i % 3;
    format!(
        "-- |\n-- >>> total{i} [1,2,3]\n-- {}\n-- >>> total{i} []\n-- {base}\n-- >>> total{i} [7]\n-- {}\ntotal{i} :: [Int] -> Int\ntotal{i} xs = {}\n\n",
        6 + base,
        7 + base,
        if i.is_multiple_of(2) { BODY } else { "" }
    )
}

/// Functions with examples as people write them, without bodies.
const GOALS: &str = "\
-- >>> doubled'0 [1,2,5]
-- [2,4,10]
doubled'0 :: [Int] -> [Int]

-- >>> evens'0 [1,2,3,4]
-- [2,4]
-- >>> evens'0 [7,8]
-- [8]
evens'0 :: [Int] -> [Int]

-- >>> count'0 True [True,False,True]
-- 2
-- >>> count'0 False []
-- 0
count'0 :: Bool -> [Bool] -> Int

-- >>> firsts'0 [(1,'a'),(2,'b')]
-- [1,2]
firsts'0 :: [(a, b)] -> [a]

-- >>> lastOr'0 0 [1,2,3]
-- 3
-- >>> lastOr'0 9 []
-- 9
lastOr'0 :: a -> [a] -> a

-- >>> runs'0 [1,1,2,3,3]
-- [[1,1],[2],[3,3]]
-- >>> runs'0 []
-- []
runs'0 :: [Int] -> [[Int]]

-- >>> place'0 3 [1,2,4,5]
-- [1,2,3,4,5]
-- >>> place'0 0 []
-- [0]
-- >>> place'0 9 [1]
-- [1,9]
place'0 :: Int -> [Int] -> [Int]

-- >>> norm'0 [3,-4]
-- 7
-- >>> norm'0 []
-- 0
norm'0 :: [Int] -> Int

";

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
    text.push_str(GOALS);
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
}

/// A function that is begun: the lines of its comment and of its equation, and how long they are.
#[derive(Clone, Copy)]
struct Begun {
    comment: (usize, usize),
    body: (usize, usize),
}

fn at(line: usize, column: usize) -> Value {
    json!({"line": line, "character": column})
}

impl Session {
    /// Replaces a part of a line; the end of what was written.
    fn edit(&mut self, line: usize, (from, to): (usize, usize), text: &str) -> Value {
        self.version += 1;
        let change = json!([{"range": {"start": at(line, from), "end": at(line, to)}, "text": text}]);
        self.client.change(&self.uri, self.version, change);
        at(line, from + text.len())
    }

    fn complete(&mut self, position: &Value) -> Value {
        let params = json!({"textDocument": {"uri": self.uri}, "position": position, "context": {"triggerKind": 1}});
        self.client.request("textDocument/completion", params)
    }

    fn list(&mut self, line: usize) -> Value {
        let at = at(line, 3);
        let context = json!({"diagnostics": [], "triggerKind": 2});
        let params = json!({"textDocument": {"uri": self.uri}, "range": {"start": at, "end": at}, "context": context});
        self.client.request("textDocument/codeAction", params)
    }

    fn ghost(&mut self, position: &Value) -> Value {
        let params = json!({"textDocument": {"uri": self.uri}, "position": position, "context": {"triggerKind": 2}});
        self.client.request("textDocument/inlineCompletion", params)
    }
}

/// What was measured, with the bound of its 95th part in milliseconds.
struct Measured {
    first: Times,
    later: Times,
    rested: Times,
    lists: Times,
    ghosts: Times,
    resolved: Times,
    checked: usize,
    answered: (usize, usize),
}

/// Words are typed, lists asked for.
fn type_words(session: &mut Session, begun: &[Begun], unwritten: &[usize], measured: &mut Measured) {
    for i in 0..WORDS {
        let place = &begun[i % begun.len()];
        let (line, length) = place.comment;
        // Each time another text, so that nothing is known of it.
        let sign = char::from(b'a' + u8::try_from(i / begun.len() % 26).unwrap());
        session.edit(line, (length, length + usize::from(i >= begun.len())), &sign.to_string());
        let (line, length) = place.body;
        for (typed, letter) in WORD.iter().enumerate() {
            let column = length + typed;
            let caret = session.edit(line, (column, column), letter);
            let times = if typed == 0 { &mut measured.first } else { &mut measured.later };
            times.of(|| {
                let list = session.complete(&caret);
                measured.checked += usize::from(list.to_string().contains("passes"));
            });
            let unwritten = unwritten[i % unwritten.len()];
            measured.lists.of(|| drop(session.list(unwritten)));
            // Pauses of all lengths: some long enough for the whole file to be understood again.
            std::thread::sleep(Duration::from_millis([40, 90, 200][(i + typed) % 3]));
        }
        session.edit(line, (length, length + WORD.len()), "");
        // The way to the next place.
        std::thread::sleep(Duration::from_millis(600));
    }
    for place in begun.iter().cycle().take(40) {
        std::thread::sleep(Duration::from_millis(30));
        measured.rested.of(|| drop(session.complete(&at(place.body.0, place.body.1))));
    }
}

/// From a change to ghost text, and from a listed action to its edit.
fn search(session: &mut Session, goals: &[usize], measured: &mut Measured) {
    for line in goals {
        measured.ghosts.of(|| {
            // The line below the signature is begun and taken back.
            session.edit(*line + 1, (0, 0), " ");
            let caret = session.edit(*line + 1, (0, 1), "");
            let found = session.ghost(&caret);
            measured.answered.0 += usize::from(found["items"].as_array().is_some_and(|items| !items.is_empty()));
        });
        let actions = session.list(*line);
        for action in actions.as_array().into_iter().flatten() {
            if !action["title"].as_str().is_some_and(|title| title.starts_with("Generate")) {
                continue;
            }
            measured.resolved.of(|| {
                let resolved = session.client.request("codeAction/resolve", action.clone());
                measured.answered.1 += usize::from(resolved.get("edit").is_some_and(Value::is_object));
            });
        }
    }
}

fn main() -> ExitCode {
    let (text, path) = file();
    let uri = format!("file://{}", path.display());
    let lines: Vec<&str> = text.lines().collect();
    let numbered = || lines.iter().enumerate().filter(|(_, line)| line.starts_with("total"));
    let unwritten: Vec<usize> = numbered().filter(|(_, line)| line.ends_with(BODY)).map(|(number, _)| number).collect();
    let open = numbered().filter(|(_, line)| line.ends_with(" xs = "));
    let comment = |number: usize| (0..number).rev().find(|above| lines[*above] == "-- |").unwrap();
    let begun: Vec<Begun> =
        open.map(|(number, line)| Begun { comment: (comment(number), 4), body: (number, line.len()) }).collect();
    let goals: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.contains("'0 ::")).map(|(number, _)| number).collect();
    let start_of_all = Instant::now();
    let (mut child, mut client) = start();
    client.initialize(json!({"textDocument": {"codeAction": {
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}},
        "dataSupport": true,
        "resolveSupport": {"properties": ["edit"]},
    }}}));
    let initialize = start_of_all.elapsed().as_secs_f64() * 1e3;
    let opened = Instant::now();
    client.open(&uri, &text);
    let mut session = Session { client, uri, version: 1 };
    while session.list(unwritten[0]).as_array().is_none_or(Vec::is_empty) {}
    let understood = opened.elapsed().as_secs_f64() * 1e3;
    let mut measured = Measured {
        first: Times::default(),
        later: Times::default(),
        rested: Times::default(),
        lists: Times::default(),
        ghosts: Times::default(),
        resolved: Times::default(),
        checked: 0,
        answered: (0, 0),
    };
    type_words(&mut session, &begun, &unwritten, &mut measured);
    search(&mut session, &goals, &mut measured);
    let processor = processor(child.id());
    let wall = start_of_all.elapsed().as_secs_f64();
    let (line, length) = begun[0].body;
    while session.version < EDITS {
        let typed = usize::from(session.version % 2 == 0);
        session.edit(line, (length, length + typed), ["s", ""][typed]);
        if session.version % 100 == 0 {
            session.list(unwritten[0]);
        }
    }
    session.list(unwritten[0]);
    std::thread::sleep(Duration::from_secs(2));
    let memory = resident(child.id());
    session.client.leave();
    let _ = child.wait();
    report(&text, (initialize, understood), &measured, (processor, wall), memory)
}

/// Processor time of a process, in seconds.
fn processor(process: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn report(
    text: &str,
    (initialize, understood): (f64, f64),
    measured: &Measured,
    (processor, wall): (Option<f64>, f64),
    memory: Option<f64>,
) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut fine = initialize <= 200.0;
    let mut say = |line: String| writeln!(out, "{line}").unwrap();
    say(format!("{} lines, {} KB", text.lines().count(), text.len() / 1024));
    say(format!("{:26} {initialize:8.1} ms   (bound 200)", "initialize"));
    say(format!("{:26} {understood:8.1} ms", "understood after open"));
    let all = Times([measured.first.0.as_slice(), &measured.later.0].concat());
    for (name, times, bound) in [
        ("completion", &all, 80.0),
        ("  a word's first letter", &measured.first, 80.0),
        ("  its other letters", &measured.later, 80.0),
        ("completion, at rest", &measured.rested, 80.0),
        ("action list", &measured.lists, 40.0),
        ("change to ghost text", &measured.ghosts, 400.0),
        ("resolve", &measured.resolved, 5000.0),
    ] {
        let (p50, p95, max) = (times.at(0.5), times.at(0.95), times.at(1.0));
        fine &= p95 <= bound;
        say(format!("{name:26} {p50:8.1} ms p50 {p95:8.1} ms p95 {max:8.1} ms max   (bound {bound} at p95)"));
    }
    say(format!("lists with checked expressions: {} of {}", measured.checked, WORDS * WORD.len()));
    let (ghosts, edits) = measured.answered;
    let goals = measured.ghosts.0.len();
    say(format!("typical goals: ghost text for {ghosts} of {goals}, edits for {edits} of {goals}"));
    if let Some(processor) = processor {
        say(format!("{:26} {processor:8.1} s in {wall:.0} s of typing", "processor time"));
    }
    if let Some(memory) = memory {
        fine &= memory <= 250.0;
        say(format!("{:26} {memory:8.1} MB after {EDITS} edits   (bound 250)", "resident"));
    }
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
