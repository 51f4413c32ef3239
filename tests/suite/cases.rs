//! Cases: Markdown files under `tests/cases/<feature>/`, each a page of what the product does.
//!
//! A heading is a test, the first fence below it is a program whose info string names the language (or nothing but
//! `file PATH` for a file of the repository), every later fence is a query with its expected answer:
//!
//! | info string | answer |
//! | --- | --- |
//! | `core` | the lowered module |
//! | `type` | the inferred type of every top-level function, and type errors |
//! | `check` | the examples that do not hold, or how many do |
//! | `goal F` | what is asked of the search |
//! | `synth F` | the equations of the best candidate, or why there is none |
//! | `several F` | the equations of the first five candidates |
//! | `offers` | what an editor lists on the whole file |
//! | `apply F` | the file after "Generate `F`" |
//! | `complete` | what is suggested at the caret, which the program marks by `‸` |
//!
//! `UPDATE_EXPECT=1` rewrites the answers in place: read the diff.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wherein::analysis::{Snapshot, Verdict};
use wherein::assists::complete::{self, Kind, Place};
use wherein::assists::extract::{Wanted, extractions, together};
use wherein::assists::generate::{Generated, Imports, generate};
use wherein::assists::{self, Cursor, Tools};
use wherein::core::sexpr;
use wherein::lang::{self, ItemKind, Language};
use wherein::syntax::pieces;
use wherein::synth::budget::{Budget, Engines};
use wherein::synth::goal::Expected;
use wherein::text::{self, Span};

use crate::{files_under, root};

/// Steps of a synthesis case: above what any of them needs, and not minutes where a case fails.
const STEPS: u64 = 300_000;

/// A fenced block: its info string, and the lines of its inside.
struct Fence {
    info: String,
    lines: std::ops::Range<usize>,
}

/// A heading with the fences below it.
struct Case {
    title: String,
    fences: Vec<Fence>,
}

/// The cases of a Markdown text.
fn parse(lines: &[&str]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let ticks: String = lines[at].chars().take_while(|c| *c == '`').collect();
        if ticks.len() >= 3 {
            let end = (at + 1..lines.len()).find(|i| lines[*i] == ticks).expect("a fence is closed");
            let info = lines[at][ticks.len()..].trim().to_owned();
            if let Some(case) = cases.last_mut() {
                case.fences.push(Fence { info, lines: at + 1..end });
            }
            at = end;
        } else if lines[at].starts_with('#') {
            cases.push(Case { title: lines[at].trim_start_matches('#').trim().to_owned(), fences: Vec::new() });
        }
        at += 1;
    }
    cases
}

fn budget() -> Budget {
    Budget {
        steps: STEPS,
        memory_bytes: 1 << 30,
        deadline: None,
        cancel: Arc::new(AtomicBool::new(false)),
        count: 1,
        engines: Engines::default(),
    }
}

fn generated(snapshot: &Snapshot, name: &str, count: usize, imports: Imports) -> Generated {
    let open = snapshot.to_write();
    let function = open.into_iter().find(|f| f.name.base() == name).expect("the function is there, unwritten");
    let budget = Budget { count, ..budget() };
    generate(snapshot, function, imports, &Tools { guide: assists::usual_guide() }, &budget)
}

fn reason(generated: &Generated) -> String {
    format!("{:?}: {}", generated.status, generated.reason.as_deref().unwrap_or(""))
}

/// The answer to a query about a program.
fn answer(snapshot: &Snapshot, caret: Option<usize>, query: &str) -> String {
    let (query, name) = query.split_once(' ').unwrap_or((query, ""));
    match query {
        "core" => sexpr::module(&snapshot.lowered().module),
        "type" => types(snapshot),
        "check" => check(snapshot),
        "goal" => goal(snapshot, name),
        "synth" => {
            let generated = generated(snapshot, name, 1, Imports::Forbidden);
            generated.candidates.first().map_or_else(|| reason(&generated), |best| best.source.clone())
        }
        "several" => {
            let generated = generated(snapshot, name, 5, Imports::Forbidden);
            let sources: Vec<&str> = generated.candidates.iter().map(|c| c.source.as_str()).collect();
            if sources.is_empty() { reason(&generated) } else { sources.join("\n\n") }
        }
        "apply" => {
            let generated = generated(snapshot, name, 1, Imports::Allowed);
            let best = generated.candidates.first().unwrap_or_else(|| panic!("{}", reason(&generated)));
            text::apply(snapshot.text(), &best.edits).unwrap()
        }
        "extract" => extracted(snapshot, name.parse().unwrap_or(1)),
        "offers" => {
            let cursor = Cursor { snapshot, span: Span::new(0, snapshot.text().len()) };
            let mut lines = String::new();
            for offer in assists::ALL.iter().flat_map(|assist| (assist.offer)(&cursor)) {
                let disabled = offer.disabled.map(|reason| format!(" (disabled: {reason})")).unwrap_or_default();
                writeln!(lines, "{}{disabled}", offer.title).unwrap();
            }
            lines
        }
        "complete" => suggestions(snapshot, caret.expect("the program marks the caret")),
        query => panic!("no such query: {query}"),
    }
}

/// Expressions, then the first names that fit.
fn suggestions(snapshot: &Snapshot, caret: usize) -> String {
    let piece = pieces::at(&snapshot.pieces(), caret).expect("the caret is in a declaration");
    let (text, caret) = (piece.span.of(snapshot.text()), caret - piece.span.start);
    let Some(place) = Place::at(snapshot, text, caret) else { return "no expression".to_owned() };
    let mut lines = String::new();
    let prefix = complete::word(text, caret).0.of(text);
    for program in complete::programs(&place, prefix, &Tools { guide: assists::usual_guide() }, &budget()).found {
        match program.kind {
            Kind::Checked { passes, of } => writeln!(lines, "{}  (passes {passes} of {of})", program.text).unwrap(),
            _ => writeln!(lines, "{}  (fits)", program.text).unwrap(),
        }
    }
    let names = complete::names(snapshot, Some(&place), prefix, false);
    for name in names.iter().take(5) {
        writeln!(lines, "{} :: {}", name.text, name.ty.as_deref().unwrap_or("")).unwrap();
    }
    lines
}

/// The file with the first offers applied.
fn extracted(snapshot: &Snapshot, max: usize) -> String {
    let wanted = Wanted { max, min_saving: 8, within: None };
    let found = extractions(snapshot, wanted, &budget());
    if found.offers.is_empty() {
        let reasons: Vec<&str> = found.refused.keys().map(String::as_str).collect();
        return format!("nothing: {}", reasons.join("; "));
    }
    let (_, edits) = together(snapshot, found.offers);
    text::apply(snapshot.text(), &edits).unwrap()
}

fn types(snapshot: &Snapshot) -> String {
    let mut lines = String::new();
    for function in &snapshot.lowered().functions {
        let bind = snapshot.typed().binds.iter().find(|bind| bind.name == function.name);
        if let Some(scheme) = bind.and_then(|bind| bind.scheme.as_ref()) {
            writeln!(lines, "{} :: {scheme}", function.name.base()).unwrap();
        }
    }
    for error in snapshot.errors() {
        let owner = error.owner.map_or("", |owner| owner.base());
        writeln!(lines, "{owner}: {}", error.message).unwrap();
    }
    lines
}

fn check(snapshot: &Snapshot) -> String {
    let checked = snapshot.check();
    let mut lines = String::new();
    for failed in &checked {
        let (ItemKind::Example { input, .. } | ItemKind::Property(input) | ItemKind::Equation(input)) =
            &failed.item.kind;
        match &failed.verdict {
            Verdict::Holds => {}
            Verdict::Fails { got } => writeln!(lines, "{input}\n  {}", got.join("\n  ")).unwrap(),
            Verdict::Unsupported(reason) => writeln!(lines, "{input}\n  unsupported: {reason}").unwrap(),
        }
    }
    if lines.is_empty() { format!("{} hold", checked.len()) } else { lines }
}

fn goal(snapshot: &Snapshot, name: &str) -> String {
    let open = snapshot.to_write();
    let function = open.into_iter().find(|f| f.name.base() == name).expect("the function is there, unwritten");
    match snapshot.goal(function.name) {
        Err(no) => no.to_string(),
        Ok(goal) => {
            let mut lines = format!("{name} :: {}\n", goal.scheme);
            writeln!(lines, "examples: {}  checks: {}", goal.examples.len(), goal.checks.len()).unwrap();
            for example in &goal.examples {
                let args: Vec<String> = example.args.iter().map(sexpr::term).collect();
                let result = match &example.result {
                    Expected::Value(term) => sexpr::term(term),
                    Expected::Stops(message) => format!("stops: {message}"),
                    Expected::Unknown => "unknown".to_owned(),
                };
                writeln!(lines, "{} = {result}", args.join(" ")).unwrap();
            }
            for check in &goal.checks {
                writeln!(lines, "check {}", sexpr::term(check)).unwrap();
            }
            lines
        }
    }
}

/// Runs the cases of a file; rewrites it when asked to.
fn run(path: &Path, update: bool, problems: &mut Vec<String>) {
    let source = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = source.lines().collect();
    let mut replaced: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for case in parse(&lines) {
        let Some((program, queries)) = case.fences.split_first() else { continue };
        let (language, program) = read_program(&program.info, &lines[program.lines.clone()].join("\n"));
        let caret = program.find('‸');
        let program = program.replace('‸', "");
        let snapshot = Snapshot::new(language, program);
        for query in queries {
            let expected = lines[query.lines.clone()].join("\n");
            let actual = answer(&snapshot, caret, &query.info);
            let actual = actual.trim_end();
            if actual != expected {
                let shown = path.strip_prefix(root()).unwrap().display();
                problems.push(format!(
                    "{shown}: {}: {}\n--- expected\n{expected}\n--- actual\n{actual}\n",
                    case.title, query.info
                ));
                replaced.push((query.lines.clone(), actual.to_owned()));
            }
        }
    }
    if update && !replaced.is_empty() {
        let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        for (range, text) in replaced.into_iter().rev() {
            lines.splice(range, text.lines().map(str::to_owned));
        }
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
}

/// The program of a first fence.
fn read_program(info: &str, inside: &str) -> (&'static Language, String) {
    if let Some(file) = info.strip_prefix("file ") {
        let path = root().join(file);
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap();
        return (lang::by_extension(extension).unwrap(), std::fs::read_to_string(path).unwrap());
    }
    let language = lang::by_id(info).unwrap_or_else(|| panic!("the first fence names a language: {info}"));
    (language, format!("{inside}\n"))
}

/// All programs of all cases, with the files they are from.
pub(crate) fn programs() -> Vec<(&'static Language, String)> {
    let mut programs = Vec::new();
    for path in files_under(&root().join("tests/cases"), "md") {
        let source = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = source.lines().collect();
        for case in parse(&lines) {
            if let Some(program) = case.fences.first() {
                programs.push(read_program(&program.info, &lines[program.lines.clone()].join("\n")));
            }
        }
    }
    programs
}

#[test]
fn every_case_answers_as_written() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut problems = Vec::new();
    let files = files_under(&root().join("tests/cases"), "md");
    assert!(!files.is_empty());
    for path in files {
        run(&path, update, &mut problems);
    }
    assert!(update || problems.is_empty(), "\n{}", problems.join("\n"));
}
