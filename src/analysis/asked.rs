//! What is asked of a function, and why it may be that nothing is.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::Snapshot;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::synth::goal::Goal;

/// Why there is no goal. The text is one sentence, lower case, without a final period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoGoal {
    /// There is no signature, or there are no examples.
    NoSpec(String),
    /// Two examples disagree.
    Contradictory(String),
    /// Something in the signature or the examples is outside what is understood.
    Unsupported(String),
    /// The reading was stopped from outside.
    Cancelled,
}

impl fmt::Display for NoGoal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoGoal::NoSpec(reason) | NoGoal::Contradictory(reason) | NoGoal::Unsupported(reason) => f.write_str(reason),
            NoGoal::Cancelled => f.write_str("cancelled"),
        }
    }
}

/// What is asked of a function.
#[derive(Clone)]
pub struct Asked {
    /// The goal.
    pub goal: Goal,
    /// The file's modules, and those that only its examples, properties and tests need.
    pub env: Env,
    /// Older implementations that a property names: no part of an answer.
    pub(crate) older: Vec<Name>,
    /// Which tests speak of it: files below the project's folder, and how many claims each has.
    pub tests: Vec<(String, usize)>,
}

impl Asked {
    /// A goal that needs nothing beside the file.
    pub fn alone(goal: Goal, snapshot: &Snapshot) -> Asked {
        Asked { goal, env: snapshot.env().clone(), older: Vec::new(), tests: Vec::new() }
    }
}

/// How much of what is said of a function is read.
#[derive(Default)]
pub(super) struct Reading {
    /// What tests say too, and all that properties do.
    pub(super) whole: bool,
    /// Ends it.
    pub(super) cancel: Option<Arc<AtomicBool>>,
}

impl Reading {
    /// An error once it is to end. An example of ten thousand elements is read for some milliseconds at each stage, so
    /// each begins with this.
    pub(super) fn goes_on(&self) -> Result<(), NoGoal> {
        let over = self.cancel.as_ref().is_some_and(|cancel| cancel.load(Ordering::Relaxed));
        if over { Err(NoGoal::Cancelled) } else { Ok(()) }
    }
}
