//! Assists: what an editor lists as code actions, one file each. Here the two towers meet.
//!
//! An assist has two steps. *Offer* is cheap and decides whether the light bulb shows: it looks at the snapshot and
//! never searches. *Apply* runs when the user chose the offer; it may search, within a budget, and what it returns was
//! checked. An offer that cannot be applied says why instead of hiding.
//!
//! To add one: a file, a row in [`ALL`], `tests/cases/assists/<id>.md`.

use std::sync::LazyLock;

use crate::analysis::Snapshot;
use crate::lang;
use crate::synth::budget::Budget;
use crate::synth::guide::{Counted, Guide};
use crate::text::{Span, TextEdit};

pub mod complete;
pub mod extract;
pub mod generate;
mod sketch;

/// All assists.
pub const ALL: &[Assist] = &[generate::ASSIST, extract::ASSIST];

/// Steps of one search where the user sets none: the deadline is what ends it.
pub const STEPS: u64 = 1 << 40;
/// Memory of one search, in bytes.
pub const MEMORY_BYTES: u64 = 450 << 20;

/// One assist.
pub struct Assist {
    /// Stable identifier, equal to the file name.
    pub id: &'static str,
    /// The kind of code action, dotted.
    pub kind: &'static str,
    /// What could be done at a place.
    pub offer: fn(&Cursor<'_>) -> Vec<Offer>,
    /// Does it.
    pub apply: fn(&Snapshot, target: &str, &Tools<'_>, &Budget) -> Answer,
}

/// Assists that look at one declaration only: they can be offered while the rest of the file is out of date.
const LOCAL: &[&str] = &["generate"];

impl Assist {
    /// Does it look at the declaration at the cursor only?
    pub fn is_local(&self) -> bool {
        LOCAL.contains(&self.id)
    }
}

/// The assist with this identifier.
pub fn by_id(id: &str) -> Option<&'static Assist> {
    ALL.iter().find(|assist| assist.id == id)
}

/// Where the user is.
pub struct Cursor<'a> {
    /// The file.
    pub snapshot: &'a Snapshot,
    /// The selection; empty for a caret.
    pub span: Span,
}

/// What could be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the user reads.
    pub title: String,
    /// What it is about, for `apply`.
    pub target: String,
    /// Why it cannot be done here, if it cannot.
    pub disabled: Option<String>,
}

/// What an assist may use.
pub struct Tools<'a> {
    /// Orders the search.
    pub guide: &'a dyn Guide,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Edits of the file, checked.
    Edits(Vec<TextEdit>),
    /// Nothing to change, and why: one sentence.
    Nothing(String),
}

/// The guide that nobody chose: how often people use the names of the languages' libraries.
pub fn usual_guide() -> &'static dyn Guide {
    counted()
}

/// The counts of all languages: their libraries' names differ.
pub fn counted() -> &'static Counted {
    static COUNTED: LazyLock<Counted> = LazyLock::new(|| Counted::parse(lang::ALL.iter().map(|row| row.counts)));
    &COUNTED
}
