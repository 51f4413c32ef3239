//! A body with holes in it, filled so that the function's examples hold: only the holes' text changes.
//!
//! Each hole becomes a function of the variables in scope there; the search fills all of them at once
//! (`synth::fill`), and the edited file is read and run again before anything is shown.

use std::sync::Arc;
use std::time::Instant;

use crate::analysis::Snapshot;
use crate::assists::Tools;
use crate::assists::complete::applied;
use crate::assists::generate::{Generated, Status, Written, nothing, status_of};
use crate::assists::sketch::open::{Opened, opened};
use crate::core::decl::Typed;
use crate::core::term::{Bind, Failure, Term, any};
use crate::lang::Function;
use crate::synth::Stopped;
use crate::synth::budget::Budget;
use crate::synth::fill::{Filling, Sketch, fill};
use crate::text::{Span, TextEdit};

mod open;

/// Fills the holes of a function that is written but for them.
pub(super) fn generate(snapshot: &Snapshot, function: &Function, tools: &Tools<'_>, budget: &Budget) -> Generated {
    let examples = snapshot.example_count(function.name);
    let mut generated = Generated { reason: None, ..nothing(Status::NotFound, String::new(), examples) };
    let goal = match snapshot.goal(function.name) {
        Ok(goal) => goal,
        Err(no) => return Generated { status: status_of(&no), reason: Some(no.to_string()), ..generated },
    };
    let opened = match opened(snapshot, function, &goal) {
        Ok(opened) => opened,
        Err(reason) => return Generated { status: Status::Unsupported, reason: Some(reason), ..generated },
    };
    let start = Instant::now();
    let holes: Vec<_> = opened.places.iter().map(|place| place.hole.clone()).collect();
    let sketch = Sketch { goal: &goal, function: &opened.function, holes: &holes, loose: &opened.loose };
    let filled = fill(&sketch, snapshot.env(), tools.guide, budget);
    for filling in &filled.fillings {
        if generated.candidates.len() >= budget.count.max(1) {
            break;
        }
        match written(snapshot, function, &opened, filling) {
            Ok(written) if generated.candidates.iter().any(|known| known.source == written.source) => {}
            Ok(written) => generated.candidates.push(written),
            Err(reason) => generated.reason = generated.reason.or(Some(reason)),
        }
    }
    (generated.status, generated.reason) = match (generated.candidates.is_empty(), filled.stopped) {
        (false, _) => (Status::Solved, None),
        (true, Stopped::Cancelled) => (Status::Cancelled, Some("cancelled".to_owned())),
        (true, _) if generated.reason.is_some() => (Status::Unsupported, generated.reason),
        (true, _) => {
            let holes = if holes.len() == 1 { "the hole".to_owned() } else { format!("the {} holes", holes.len()) };
            let reason = format!("nothing was found for {holes} after {} steps", filled.steps);
            (Status::NotFound, Some(reason))
        }
    };
    generated.steps = filled.steps;
    generated.first_ms = filled.first.map(|(_, ms)| ms);
    generated.ms = start.elapsed().as_secs_f64() * 1e3;
    generated.peak_bytes = filled.peak_bytes;
    generated.stopped = Some(filled.stopped);
    generated
}

/// A filling as edits, checked in the edited file.
fn written(snapshot: &Snapshot, function: &Function, opened: &Opened, filling: &Filling) -> Result<Written, String> {
    let mut edits = Vec::new();
    let mut size = 0;
    for (place, term) in opened.places.iter().zip(&filling.terms) {
        let term = reduced(applied(term.clone(), &place.locals));
        size += crate::synth::size(&term);
        let text = (snapshot.language().render_part)(&term, snapshot.scope(), &place.locals);
        if text.contains('\n') {
            return Err(format!("a program was found that does not fit on one line: {text}"));
        }
        edits.push(TextEdit { span: place.span, text: enclosed(snapshot.text(), place.span, text) });
    }
    let start = function.signature.or(function.equations).map_or(0, |span| span.start);
    let after = snapshot.edited(&edits, start).ok_or("the edits do not fit the file")?;
    let equations = after.lowered().functions.iter().find(|f| f.name == function.name).and_then(|f| f.equations);
    let source = equations.map_or("", |span| span.of(after.text())).to_owned();
    if !after.holds(function.name) {
        return Err(format!("a program was found that could not be written down: {source}"));
    }
    Ok(Written { source, helpers: Vec::new(), imports: Vec::new(), size, cost: filling.cost, engine: "sketch", edits })
}

/// A function without the parameters that it only passes on.
fn reduced(term: Term) -> Term {
    let Term::Lam(mut params, body) = term else { return term };
    let Term::App(head, mut args) = *body else { return Term::Lam(params, body) };
    while let (Some(Term::Var(last)), Some(param)) = (args.last(), params.last()) {
        let elsewhere = std::iter::once(&*head).chain(&args[..args.len() - 1]);
        if last != param || elsewhere.into_iter().any(|part| any(part, &|part| *part == Term::Var(*param))) {
            break;
        }
        args.pop();
        params.pop();
    }
    Term::lam(params, Term::app(*head, args))
}

/// An expression in parentheses where what stands around the hole would tear it apart.
fn enclosed(text: &str, hole: Span, expression: String) -> String {
    let before = text[..hole.start].trim_end();
    let behind = text[hole.end..].trim_start_matches(' ');
    let atomic = is_atomic(&expression);
    let opens = ["=", "->", "(", "[", ",", "|", "$", "then", "else", "in", "if", "of", "<-"];
    // An operator may end in one of these.
    let free_before = opens.iter().any(|open| {
        before
            .strip_suffix(open)
            .is_some_and(|rest| open.starts_with(char::is_alphabetic) || !rest.ends_with(is_symbol))
    });
    let closes = [")", "]", ",", "=", "\n", "then", "else", "of", ";", "--", "->"];
    let free_behind = behind.trim_end().is_empty()
        || closes.iter().any(|close| behind.starts_with(close)) && !behind.starts_with("==");
    let between = (free_before || before.ends_with(is_symbol) || before.ends_with('`'))
        && (free_behind || behind.starts_with(is_symbol) || behind.starts_with('`'));
    if atomic || free_before && free_behind || between && is_application(&expression) {
        expression
    } else {
        format!("({expression})")
    }
}

fn is_symbol(c: char) -> bool {
    "!#$%&*+./<=>?@\\^|-~:".contains(c)
}

/// Whether it is one word, or in brackets as a whole.
fn is_atomic(text: &str) -> bool {
    parts(text).len() == 1 && !text.starts_with('-') && !text.starts_with('\\')
}

/// Whether it is a function applied to atoms, without an operator or a word that reaches to the end.
fn is_application(text: &str) -> bool {
    let parts = parts(text);
    let word = |part: &&str| part.starts_with(|c: char| c.is_alphanumeric() || "_([\"'".contains(c));
    parts.iter().all(word) && !["if", "case", "let", "do"].contains(&parts[0])
}

/// The parts between spaces outside of brackets and texts.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start, mut string, mut before) = (Vec::new(), 0i32, 0, false, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' && before != '\'' => string = !string,
            '(' | '[' if !string => depth += 1,
            ')' | ']' if !string => depth -= 1,
            ' ' if !string && depth == 0 && before != '\'' => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(&text[start..]);
    parts
}

/// A bind whose evaluation stops at a hole.
fn missing(name: crate::core::name::Name, scheme: crate::core::ty::Scheme) -> Bind {
    Bind { name, scheme: Some(scheme), term: Term::Fail(Failure::Hole("hole#".to_owned())) }
}

/// A module of such binds.
fn module(binds: Vec<Bind>) -> Arc<Typed> {
    Arc::new(Typed { name: Some(crate::core::name::Name::new("#holes")), binds, ..Typed::default() })
}
