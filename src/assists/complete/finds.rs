//! Finds that are kept: what was found for a place is still found there while nothing that the search looks at changes.
//!
//! A search depends on the declaration without the word at the caret, on the rest of the file as it was last
//! understood, and on the project's modules; a find is kept under the content of these. So the letters of one word are
//! one search, and so is a place that the caret comes back to. What was cut short is sought again only by whoever gives
//! it more time.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::analysis::Snapshot;
use crate::assists::Tools;
use crate::assists::complete::place::is_word;
use crate::assists::complete::{Kind, PROGRAMS, Place, Programs, begins_with, programs};
use crate::synth::budget::Budget;
use crate::workspace::Loader;

/// Places whose finds are kept.
const PLACES: usize = 32;

/// What finds depend on, modules apart.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    /// The declaration without the word at the caret: before it and behind it.
    around: (String, String),
    /// The rest of the file.
    file: u64,
}

struct Kept {
    key: Key,
    modules: Option<Loader>,
    /// The word that they were sought for.
    prefix: String,
    /// The time that there was, if the search was cut short.
    time: Option<Duration>,
    programs: Programs,
}

/// The finds of one conversation.
#[derive(Default)]
pub struct Finds {
    kept: Mutex<VecDeque<Kept>>,
    /// Searches under way, and their time.
    running: Mutex<Vec<(Key, Option<Duration>)>>,
}

impl Finds {
    /// [`programs`] at the place in a declaration of the file `whole`: sought, or known.
    pub fn programs(
        &self,
        whole: &Snapshot,
        place: &Place,
        prefix: &str,
        tools: &Tools<'_>,
        budget: &Budget,
    ) -> Programs {
        let key = Key { around: place.around.clone(), file: rest(whole, place.function.base()) };
        let modules = whole.loader();
        let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
        let time = budget.deadline.map(left);
        if let Some(known) = self.known(&key, modules.as_ref(), prefix, time) {
            return known;
        }
        self.running().push((key.clone(), time));
        let programs = programs(place, prefix, tools, budget);
        let mut running = self.running();
        if let Some(at) = running.iter().position(|(other, given)| *other == key && *given == time) {
            running.remove(at);
        }
        drop(running);
        // One that had its time is whole, whoever has stopped waiting meanwhile.
        let late = budget.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if late || !budget.cancel.load(Ordering::Relaxed) {
            let time = if programs.complete { None } else { time };
            let kept = Kept { key: key.clone(), modules, prefix: prefix.to_owned(), time, programs: programs.clone() };
            self.keep(kept);
        }
        Programs { pending: self.is_pending(&key, time), ..programs }
    }

    fn running(&self) -> MutexGuard<'_, Vec<(Key, Option<Duration>)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does somebody look there with more time?
    fn is_pending(&self, key: &Key, time: Option<Duration>) -> bool {
        self.running().iter().any(|(other, given)| other == key && given.is_none_or(|given| Some(given) > time))
    }

    /// What is known of a place: with a longer word, as much of it as begins with that.
    fn known(&self, key: &Key, modules: Option<&Loader>, prefix: &str, time: Option<Duration>) -> Option<Programs> {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|kept| {
            let checked = kept.programs.by_examples;
            // What examples speak for is shown whatever was typed of the word.
            let serves = checked || kept.prefix == prefix || (prefix.starts_with(&kept.prefix) && kept.is_all());
            let long = kept.time.is_none_or(|given| time.is_some_and(|time| time <= given + SLACK));
            kept.key == *key && serves && long && same_modules(kept.modules.as_ref(), modules)
        })?;
        let kept = all.remove(at)?;
        let mut programs = kept.programs.clone();
        programs.found.retain(|found| matches!(found.kind, Kind::Checked { .. }) || begins_with(&found.text, prefix));
        all.push_front(kept);
        programs.pending = self.is_pending(key, time);
        Some(programs)
    }

    fn keep(&self, new: Kept) {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|kept| kept.key != new.key || kept.prefix != new.prefix);
        all.push_front(new);
        all.truncate(PLACES);
    }
}

/// Two requests of the same kind never have exactly the same time left, on a busy machine even less.
const SLACK: Duration = Duration::from_millis(60);

impl Kept {
    /// Was everything found that there is, not only the first of it?
    fn is_all(&self) -> bool {
        self.programs.complete && self.programs.found.len() < PROGRAMS
    }
}

fn same_modules(left: Option<&Loader>, right: Option<&Loader>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.agrees(right),
        (left, right) => left.is_none() && right.is_none(),
    }
}

/// A fingerprint of the file's code but for the declaration of `name`; comments say nothing to a search, but for those
/// that set examples up.
fn rest(whole: &Snapshot, name: &str) -> u64 {
    let text = whole.text();
    let is_it = |code: &str| code.strip_prefix(name).is_some_and(|behind| !behind.starts_with(is_word));
    let mut hasher = DefaultHasher::new();
    for piece in whole.pieces() {
        let code = text.get(piece.code..piece.span.end).unwrap_or("");
        // The comments of the next declaration are no part of it.
        if !is_it(code) {
            code.trim_end().hash(&mut hasher);
        }
    }
    for item in whole.specs().iter().filter(|spec| spec.setup).flat_map(|spec| &spec.items) {
        format!("{:?}", item.kind).hash(&mut hasher);
    }
    hasher.finish()
}
