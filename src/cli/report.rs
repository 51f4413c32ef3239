//! One function's result, for people and for programs. `synth` and `bench` share it.

use serde::Serialize;

use crate::assists::generate::{Generated, Question, Status, Written};
use crate::synth::Stopped;

/// The word of a status.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::Solved => "solved",
        Status::NotFound => "not_found",
        Status::Unsupported => "unsupported",
        Status::Contradictory => "contradictory",
        Status::NoSpec => "no_spec",
        Status::Cancelled => "cancelled",
    }
}

fn stopped_word(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Done => "done",
        Stopped::Steps => "steps",
        Stopped::Memory => "memory",
        Stopped::Deadline => "deadline",
        Stopped::Cancelled => "cancelled",
        Stopped::Exhausted => "exhausted",
    }
}

/// One function's result as JSON: the fields of the contract, in its order.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    name: &'a str,
    file: &'a str,
    status: &'static str,
    reason: Option<&'a str>,
    candidates: Vec<CandidateReport<'a>>,
    question: Option<QuestionReport<'a>>,
    steps: u64,
    first_ms: Option<f64>,
    ms: f64,
    peak_mb: f64,
    stopped: Option<&'static str>,
}

#[derive(Serialize)]
struct CandidateReport<'a> {
    source: &'a str,
    helpers: &'a [String],
    imports: &'a [String],
    size: u32,
    cost: f64,
    engine: &'static str,
}

#[derive(Serialize)]
struct QuestionReport<'a> {
    input: &'a str,
    answers: Vec<AnswerReport<'a>>,
}

#[derive(Serialize)]
struct AnswerReport<'a> {
    candidate: usize,
    answer: &'a str,
}

impl<'a> Report<'a> {
    /// The report on a function of a file.
    pub(super) fn new(name: &'a str, file: &'a str, generated: &'a Generated) -> Report<'a> {
        let answer = |(candidate, answer): &'a (usize, String)| AnswerReport { candidate: *candidate, answer };
        let question = |question: &'a Question| QuestionReport {
            input: &question.input,
            answers: question.answers.iter().map(answer).collect(),
        };
        let candidate = |written: &'a Written| CandidateReport {
            source: &written.source,
            helpers: &written.helpers,
            imports: &written.imports,
            size: written.size,
            cost: round(written.cost, 1e4),
            engine: written.engine,
        };
        Report {
            name,
            file,
            status: status_word(generated.status),
            reason: generated.reason.as_deref(),
            candidates: generated.candidates.iter().map(candidate).collect(),
            question: generated.question.as_ref().map(question),
            steps: generated.steps,
            first_ms: generated.first_ms.map(|ms| round(ms, 1e3)),
            ms: round(generated.ms, 1e3),
            peak_mb: round(megabytes(generated), 1e2),
            stopped: generated.stopped.map(stopped_word),
        }
    }
}

/// What a search kept at most, in MiB, by its own count.
pub(super) fn megabytes(generated: &Generated) -> f64 {
    generated.peak_bytes as f64 / f64::from(1 << 20)
}

/// `x` to a number of decimals, given as their power of ten.
pub(super) fn round(x: f64, power: f64) -> f64 {
    (x * power).round() / power
}

/// What a person reads: where, how it went, and the code.
pub(super) fn prose(name: &str, place: &str, generated: &Generated) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut sources: Vec<String> = Vec::new();
    match generated.examples {
        0 if !generated.tests.is_empty() => {}
        0 => sources.push("its type".to_owned()),
        n => sources.push(count(n, "example")),
    }
    sources.extend(generated.tests.iter().map(|(place, n)| format!("{} in {place}", count(*n, "test"))));
    let examples = sources.join(" and ");
    let Some(best) = generated.candidates.first() else {
        let reason = generated.reason.as_deref().unwrap_or("nothing was found");
        let word = status_word(generated.status).replace('_', " ");
        return format!("{place}: `{name}`: {word}: {reason}\n");
    };
    let mut text = format!("{place}: `{name}` from {examples} in {:.0} ms\n\n", generated.ms);
    text.push_str(&block(best));
    for other in &generated.candidates[1..] {
        text.push_str("\nor\n\n");
        text.push_str(&block(other));
    }
    if let Some(question) = &generated.question {
        text.push_str(&format!("\nWhich one is meant? `{}` would be", question.input));
        for (i, (candidate, answer)) in question.answers.iter().enumerate() {
            let lead = if i == 0 { "" } else { "," };
            let whose = match candidate {
                0 => "by the best program".to_owned(),
                n if *n < generated.candidates.len() => format!("by number {}", n + 1),
                _ => "by another one that fits".to_owned(),
            };
            text.push_str(&format!("{lead} {answer} {whose}"));
        }
        text.push_str(". Add the right one as an example.\n");
    }
    text
}

fn block(written: &Written) -> String {
    let imports: String = written.imports.iter().map(|import| format!("{import}\n")).collect();
    let gap = if imports.is_empty() { "" } else { "\n" };
    format!("{imports}{gap}{}\n", written.source)
}
