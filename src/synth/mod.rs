//! Synthesis: from a goal to verified programs. Knows only `core`.
//!
//! [`goal`] says what is asked, [`guide`] what is likely, [`budget`] how long to look. A search builds a *space*
//! (examples as machine values, components at concrete types), enumerates terms in *contexts* (`enumerate`), and grows
//! a forest of case analyses and recursive calls over them (`recurse`). Whatever fits is verified, ranked, and compared
//! for an input that tells the best candidates apart.

use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::synth::budget::Budget;
use crate::synth::goal::Goal;
use crate::synth::guide::Guide;

pub mod budget;
pub mod dream;
pub mod goal;
pub mod guide;
mod habits;

mod chance;
mod constants;
mod context;
mod deduce;
mod define;
mod distinguish;
mod enumerate;
pub mod fill;
mod general;
mod inhabit;
mod library;
mod literals;
mod needs;
mod operands;
mod pool;
mod program;
mod rank;
mod recurse;
mod room;
mod search;
mod space;
#[cfg(test)]
mod tests;
mod turns;
mod types;
mod universe;
mod verify;

pub use room::free_later;

/// A verified candidate.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The program: a source-style (erased: no dictionaries) term of the goal's type; helpers are an outer `Let`.
    pub term: crate::core::term::Term,
    /// Number of nodes.
    pub size: u32,
    /// Ranking cost: description length plus penalties; lower is better.
    pub cost: f64,
    /// Which engine found it: `enumerate`, `refine`, `recurse`, `type`.
    pub engine: &'static str,
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Enough candidates, or the share of extra steps after the first hit is used up.
    Done,
    /// The step budget is used up.
    Steps,
    /// The memory budget is used up.
    Memory,
    /// The deadline passed.
    Deadline,
    /// Cancelled.
    Cancelled,
    /// The engines have nothing left to try.
    Exhausted,
}

/// Two candidates that differ on an input.
#[derive(Clone, Debug)]
pub struct Question {
    /// The arguments, as closed source terms.
    pub input: Vec<crate::core::term::Term>,
    /// What each differing candidate (by index) answers, shown.
    pub answers: Vec<(usize, String)>,
}

/// Terms of a search and of those at more general types beside it, whose steps are its own; those of the searches for its
/// helpers are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Put together well typed and run on all examples.
    pub evaluated: u64,
    /// Kept, because they behave as no other does.
    pub kept: u64,
}

impl std::ops::Add for Terms {
    type Output = Terms;

    fn add(self, other: Terms) -> Terms {
        Terms { evaluated: self.evaluated + other.evaluated, kept: self.kept + other.kept }
    }
}

/// The result of a search.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Best first. Each was re-inferred at the goal type and passed every example and check.
    pub candidates: Vec<Candidate>,
    /// A smallest distinguishing input of the best candidates.
    pub question: Option<Question>,
    /// Why the search ended.
    pub stopped: Stopped,
    /// How much the best candidate is doubted: each unit is worth twice as long a search.
    pub doubt: f64,
    /// Candidates evaluated plus sketches expanded.
    pub steps: u64,
    /// What became of the steps that were terms.
    pub terms: Terms,
    /// Step at which the first verified candidate was there, and milliseconds since the start (for reports only).
    pub first: Option<(u64, f64)>,
    /// Largest arena, bytes.
    pub peak_bytes: u64,
    /// What was tried, for the message when nothing was found.
    pub tried: Vec<String>,
}

/// Searches for programs that meet `goal`.
pub fn synthesize(goal: &Goal, env: &Env, guide: &dyn Guide, budget: &Budget) -> Outcome {
    synthesize_within(goal, env, guide, budget, None)
}

/// The same, asking for something else and ending earlier where nothing sure is found.
pub fn synthesize_within(
    goal: &Goal,
    env: &Env,
    guide: &dyn Guide,
    budget: &Budget,
    unsure: Option<budget::Unsure<'_>>,
) -> Outcome {
    let told = guide.read(goal, env);
    let goals = define::Goals::default();
    let machine = Machine::new(env.clone());
    let guide = told.as_deref().unwrap_or(guide);
    let outcome = search::Search::new(goal, machine, (env, guide), budget, &goals).run(unsure);
    if outcome.stopped == Stopped::Cancelled {
        room::free_later(goals);
    }
    outcome
}

/// Number of nodes of a term.
pub fn size(term: &crate::core::term::Term) -> u32 {
    program::size(term)
}

/// Programs of the goal's type, whatever its examples: those first that use all arguments and are short. All are total.
pub fn from_type(goal: &Goal, env: &Env, guide: &dyn Guide, budget: &Budget) -> Outcome {
    let told = guide.read(goal, env);
    inhabit::inhabit(goal, env, told.as_deref().unwrap_or(guide), budget)
}
