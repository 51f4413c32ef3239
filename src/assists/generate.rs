//! Generate a function's body from the examples above its signature; without any, from its type, where that has
//! variables.
//!
//! The whole way from text to text: the snapshot turns the examples into a goal, the search finds programs, the
//! language renders them, `rewrite` makes edits. The command line takes the same way, so that an editor and a
//! terminal never disagree. What comes back was checked twice: as terms by the search, and as text, by running the
//! examples of the edited file.

use std::time::Instant;

use crate::analysis::{Asked, NoGoal, Snapshot};
use crate::assists::{Answer, Assist, Cursor, Offer, Tools, sketch};
use crate::core::term::Term;
use crate::lang::{Function, Rendering};
use crate::rewrite;
use crate::synth::budget::{Budget, Unsure, Within};
use crate::synth::goal::Goal;
use crate::synth::{self, Candidate, Outcome, Stopped, Terms};
use crate::text::{self, TextEdit};

/// The row.
pub const ASSIST: Assist = Assist { id: "generate", kind: "refactor.rewrite.generate", offer, apply };

/// What came of one function.
#[derive(Clone, Debug)]
pub struct Generated {
    /// In one word.
    pub status: Status,
    /// One sentence, when it is not solved.
    pub reason: Option<String>,
    /// Checked, best first.
    pub candidates: Vec<Written>,
    /// An input on which the best candidates differ.
    pub question: Option<Question>,
    /// Number of examples and properties beside it.
    pub examples: usize,
    /// Files of the project's tests, and how many of their claims speak of it.
    pub tests: Vec<(String, usize)>,
    /// Steps of the search.
    pub steps: u64,
    /// Those of them that were terms.
    pub terms: Terms,
    /// From the goal to the first verified candidate, in milliseconds.
    pub first_ms: Option<f64>,
    /// From the goal to the final answer, in milliseconds.
    pub ms: f64,
    /// Largest arena of the search.
    pub peak_bytes: u64,
    /// Why the search ended, if there was one.
    pub stopped: Option<Stopped>,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// There is a candidate.
    Solved,
    /// The search ended without one.
    NotFound,
    /// Something in the goal is outside what is understood.
    Unsupported,
    /// Two examples disagree.
    Contradictory,
    /// There are no examples, and the type says too little.
    NoSpec,
    /// Stopped from outside.
    Cancelled,
}

/// A candidate as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its equations.
    pub source: String,
    /// Names of its helpers.
    pub helpers: Vec<String>,
    /// Import lines that it adds.
    pub imports: Vec<String>,
    /// Number of nodes.
    pub size: u32,
    /// Ranking cost.
    pub cost: f64,
    /// Which engine found it.
    pub engine: &'static str,
    /// What writes it into the file.
    pub edits: Vec<TextEdit>,
}

/// Candidates that differ on an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A call.
    pub input: String,
    /// Candidates by index, and what each answers; there may be more of them than were asked for.
    pub answers: Vec<(usize, String)>,
}

fn offer(cursor: &Cursor<'_>) -> Vec<Offer> {
    let touched = |function: &&Function| whole(function).is_some_and(|s| s.meets(cursor.span));
    let unwritten = cursor.snapshot.unwritten().filter(touched).map(|function| {
        let (name, n) = (function.name.base(), cursor.snapshot.example_count(function.name));
        let (title, disabled) = match n {
            0 if cursor.snapshot.is_tested(function.name) => (format!("Generate `{name}` from its tests"), None),
            0 if cursor.snapshot.is_general(function.name) => (format!("Generate `{name}` from its type"), None),
            0 => (format!("Generate `{name}`"), Some(format!("there are no examples above `{name}`"))),
            1 => (format!("Generate `{name}` from 1 example"), None),
            n => (format!("Generate `{name}` from {n} examples"), None),
        };
        Offer { title, target: name.to_owned(), disabled }
    });
    let sketches = cursor.snapshot.sketches().filter(|f| touched(f) && cursor.snapshot.has_hole(f)).map(|function| {
        let name = function.name.base().to_owned();
        Offer { title: format!("Fill the holes of `{name}`"), target: name, disabled: None }
    });
    unwritten.chain(sketches).collect()
}

/// From the signature to the last equation.
fn whole(function: &Function) -> Option<text::Span> {
    [function.signature, function.equations, function.unwritten].into_iter().flatten().reduce(text::Span::join)
}

fn apply(snapshot: &Snapshot, target: &str, tools: &Tools<'_>, budget: &Budget) -> Answer {
    let mut open = snapshot.unwritten().chain(snapshot.sketches());
    let Some(function) = open.find(|function| function.name.base() == target) else {
        return Answer::Nothing(format!("`{target}` is already written"));
    };
    let generated = generate(snapshot, function, Imports::Allowed, tools, budget);
    match generated.candidates.into_iter().next() {
        Some(best) => Answer::Edits(best.edits),
        None => Answer::Nothing(generated.reason.unwrap_or_else(|| format!("no `{target}` was found"))),
    }
}

/// Whether a program may call what the file does not import yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imports {
    /// It may; the candidate brings its import line.
    Allowed,
    /// It may not.
    Forbidden,
}

/// Candidates that a search returns at least.
const SPARE: usize = 4;

/// Writes `function`: from the snapshot to checked edits.
pub fn generate(
    snapshot: &Snapshot,
    function: &Function,
    imports: Imports,
    tools: &Tools<'_>,
    budget: &Budget,
) -> Generated {
    if function.unwritten.is_none() {
        return sketch::generate(snapshot, function, tools, budget);
    }
    let examples = snapshot.example_count(function.name);
    let told = match snapshot.asked(function.name, &budget.cancel) {
        Err(NoGoal::NoSpec(_)) if examples == 0 => return from_type(snapshot, function, tools, budget),
        Ok(told) => told,
        Err(no) => return nothing(status_of(&no), no.to_string(), examples),
    };
    let start = Instant::now();
    let outcome = search(snapshot, &told, imports, tools, budget);
    if outcome.stopped == Stopped::Cancelled {
        synth::free_later(told);
        let none = nothing(Status::Cancelled, "cancelled".to_owned(), examples);
        return Generated { steps: outcome.steps, stopped: Some(outcome.stopped), ..none };
    }
    finished(snapshot, function, told, &outcome, start, budget)
}

/// Writes `function` from its type alone.
fn from_type(snapshot: &Snapshot, function: &Function, tools: &Tools<'_>, budget: &Budget) -> Generated {
    let goal = match snapshot.type_goal(function.name) {
        Ok(goal) => goal,
        Err(no) => return nothing(status_of(&no), no.to_string(), 0),
    };
    let start = Instant::now();
    let outcome = synth::from_type(&goal, snapshot.env(), tools.guide, &spare(budget));
    finished(snapshot, function, Asked::alone(goal, snapshot), &outcome, start, budget)
}

/// The candidates of a search that can be written down.
fn finished(
    snapshot: &Snapshot,
    function: &Function,
    told: Asked,
    outcome: &Outcome,
    start: Instant,
    budget: &Budget,
) -> Generated {
    let mut refused = None;
    let mut kept = Vec::new();
    let mut candidates = Vec::new();
    for (index, candidate) in outcome.candidates.iter().enumerate() {
        let asked = outcome.question.as_ref().is_some_and(|q| q.answers.iter().any(|(asked, _)| *asked == index));
        if candidates.len() >= budget.count.max(1) && !asked {
            continue;
        }
        match written(snapshot, function, &told.goal, candidate) {
            Ok(written) => {
                kept.push(index);
                candidates.push(written);
            }
            Err(reason) => refused = refused.or(Some(reason)),
        }
    }
    let question = question(snapshot, function, outcome, &kept);
    candidates.truncate(budget.count.max(1));
    let solved = !candidates.is_empty();
    let (status, reason) = match solved {
        true => (Status::Solved, None),
        false if refused.is_some() => (Status::Unsupported, refused),
        false => (Status::NotFound, Some(why_not_found(outcome))),
    };
    Generated {
        status,
        reason,
        question,
        candidates,
        examples: snapshot.example_count(function.name),
        tests: told.tests,
        steps: outcome.steps,
        terms: outcome.terms,
        first_ms: outcome.first.map(|(_, ms)| ms).filter(|_| solved),
        ms: start.elapsed().as_secs_f64() * 1e3,
        peak_bytes: outcome.peak_bytes,
        stopped: Some(outcome.stopped),
    }
}

/// There is nothing to search for.
pub(super) fn nothing(status: Status, reason: String, examples: usize) -> Generated {
    Generated {
        status,
        reason: Some(reason),
        candidates: Vec::new(),
        question: None,
        examples,
        tests: Vec::new(),
        steps: 0,
        terms: Terms::default(),
        first_ms: None,
        ms: 0.0,
        peak_bytes: 0,
        stopped: None,
    }
}

/// A few more candidates than wanted: one that cannot be written down leaves its place to the next.
fn spare(budget: &Budget) -> Budget {
    Budget { count: budget.count.max(SPARE), ..budget.clone() }
}

/// How much more a program of what is in scope may cost than one with a new import.
const AT_HOME: f64 = 3.0;
/// The step at which a search of what is in scope that has found nothing sure looks at new imports, and for so many.
const EARLY: u64 = 64_000;
const LOOK: u64 = 40_000;
/// Of so many parts of the budget one is left for new imports.
const REST: u32 = 3;
/// Up to this doubt a program with a new import ends the search of what is in scope.
const DOUBT: f64 = 2.0;

/// Searches what is in scope first, and only where that finds nothing or nothing sure, what a new import would bring as
/// well: a little at first, then for the rest of the budget.
fn search(snapshot: &Snapshot, asked: &Asked, imports: Imports, tools: &Tools<'_>, budget: &Budget) -> Outcome {
    let Asked { goal, env, .. } = asked;
    let wider = spare(budget);
    if imports == Imports::Forbidden {
        return synth::synthesize(goal, env, tools.guide, &wider);
    }
    let now = Instant::now();
    let part = budget.deadline.map(|deadline| deadline - deadline.saturating_duration_since(now) / REST);
    let within = Within { deadline: part, steps: budget.steps - budget.steps / u64::from(REST) };
    let mut early = None;
    let mut look = |best: f64| {
        let before = now.elapsed().as_secs_f64() * 1e3;
        let (more, env) = snapshot.widened(asked);
        if more.components.len() <= goal.components.len() {
            return false;
        }
        let within = Within { deadline: part, steps: LOOK.min(budget.steps / u64::from(REST)) };
        let nothing = Unsure { early: u64::MAX, look: None, within };
        let mut found = synth::synthesize_within(&more, &env, tools.guide, &wider, Some(nothing));
        found.first = found.first.map(|(step, ms)| (step, ms + before));
        let better = found.stopped == Stopped::Done && found.doubt <= DOUBT && cheapest(&found) + AT_HOME < best;
        early = Some((found, better));
        better
    };
    let unsure = Unsure { early: EARLY, look: Some(&mut look), within };
    let first = synth::synthesize_within(goal, env, tools.guide, &wider, Some(unsure));
    let (first, beaten) = match early {
        Some((second, better)) => (joined(first, second), better),
        None => (first, false),
    };
    let late = budget.deadline.is_some_and(|deadline| Instant::now() >= deadline) || first.steps >= budget.steps;
    let sure = !first.candidates.is_empty() && !matches!(first.stopped, Stopped::Deadline | Stopped::Steps);
    if beaten || sure || late || first.stopped == Stopped::Cancelled {
        return first;
    }
    let (more, env) = snapshot.widened(asked);
    if more.components.len() <= goal.components.len() {
        return first;
    }
    let before = now.elapsed().as_secs_f64() * 1e3;
    let rest = Budget { steps: budget.steps.saturating_sub(first.steps), ..wider };
    let mut second = synth::synthesize(&more, &env, tools.guide, &rest);
    second.first = second.first.map(|(step, ms)| (step, ms + before));
    Outcome { stopped: second.stopped, ..joined(first, second) }
}

/// The cost of the best candidate.
fn cheapest(outcome: &Outcome) -> f64 {
    outcome.candidates.first().map_or(f64::INFINITY, |best| best.cost)
}

/// What a search of what is in scope, and one with new imports, come to together; the first one says why it ended.
fn joined(first: Outcome, second: Outcome) -> Outcome {
    let stopped = first.stopped;
    let (steps, peak_bytes) = (first.steps + second.steps, first.peak_bytes.max(second.peak_bytes));
    let terms = first.terms + second.terms;
    let began = first.first.or(second.first.map(|(step, ms)| (step + first.steps, ms)));
    let best = if cheapest(&first) <= cheapest(&second) + AT_HOME { first } else { second };
    Outcome { stopped, steps, terms, first: began, peak_bytes, ..best }
}

pub(super) fn status_of(no: &NoGoal) -> Status {
    match no {
        NoGoal::NoSpec(_) => Status::NoSpec,
        NoGoal::Contradictory(_) => Status::Contradictory,
        NoGoal::Unsupported(_) => Status::Unsupported,
        NoGoal::Cancelled => Status::Cancelled,
    }
}

/// A candidate as text and edits. The edited file is read again and its examples are run: rendering and editing stand
/// between a verified term and what the user gets.
fn written(snapshot: &Snapshot, function: &Function, goal: &Goal, candidate: &Candidate) -> Result<Written, String> {
    let rendered = (snapshot.language().render)(&Rendering {
        name: function.name.base(),
        scheme: &goal.scheme,
        term: &candidate.term,
        scope: snapshot.scope(),
        indent: snapshot.indent(),
    });
    let imports = (snapshot.language().import_place)(snapshot.tree());
    let edits = rewrite::write_function(snapshot.text(), function, &rendered, imports)?;
    let place = function.signature.or(function.equations).map_or(0, |span| span.start);
    let after = snapshot.edited(&edits, place).ok_or("the edits do not fit the file")?;
    if !after.holds(function.name) {
        return Err(format!("a program was found that could not be written down: {}", rendered.equations));
    }
    Ok(Written {
        source: rendered.equations,
        helpers: rendered.helpers,
        imports: rendered.imports,
        size: candidate.size,
        cost: candidate.cost,
        engine: candidate.engine,
        edits,
    })
}

/// The question about the candidates that are left; `kept` are their indices in the outcome.
fn question(snapshot: &Snapshot, function: &Function, outcome: &Outcome, kept: &[usize]) -> Option<Question> {
    let question = outcome.question.as_ref()?;
    let place = |index: usize| kept.iter().position(|&kept| kept == index);
    let answers: Vec<(usize, String)> =
        question.answers.iter().filter_map(|(index, answer)| Some((place(*index)?, answer.clone()))).collect();
    if answers.len() < 2 {
        return None;
    }
    let call = Term::app(Term::Global(function.name), question.input.clone());
    Some(Question { input: (snapshot.language().render_expr)(&call, snapshot.scope()), answers })
}

/// Why there is no candidate: how the search ended and what was tried.
fn why_not_found(outcome: &Outcome) -> String {
    let ended = match outcome.stopped {
        Stopped::Deadline => "the time is up",
        Stopped::Steps => "the steps are used up",
        Stopped::Memory => "the memory is used up",
        Stopped::Exhausted | Stopped::Done => "there is nothing left to try",
        Stopped::Cancelled => "cancelled",
    };
    match outcome.tried.as_slice() {
        [] => format!("{ended} after {} steps", outcome.steps),
        tried => format!("{ended} after {} steps; tried {}", outcome.steps, tried.join(", ")),
    }
}
