//! How long a search may go on. One step is one candidate evaluated or one sketch expanded.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// A budget. The deadline only cuts the deterministic order of steps short.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Steps.
    pub steps: u64,
    /// Bytes of arena, banks included.
    pub memory_bytes: u64,
    /// Stop as soon as possible after this moment.
    pub deadline: Option<Instant>,
    /// Set from outside to stop; checked at least every millisecond of work.
    pub cancel: Arc<AtomicBool>,
    /// How many candidates are wanted.
    pub count: usize,
    /// Whose programs are taken.
    pub engines: Engines,
}

/// Where a search ends that has found nothing, or nothing but what it doubts.
#[derive(Clone, Copy, Debug)]
pub struct Within {
    /// Steps.
    pub steps: u64,
    /// A moment.
    pub deadline: Option<Instant>,
}

/// What becomes of a search that has found nothing, or nothing but what it doubts.
pub struct Unsure<'a> {
    /// From this step on, and where it ends before, it asks `look`.
    pub early: u64,
    /// Whether there is something better than a program that costs so much: then the search ends. Asked once.
    pub look: Option<&'a mut dyn FnMut(f64) -> bool>,
    /// Where it ends else.
    pub within: Within,
}

/// A set of engines, in the order of [`Engines::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engines(u8);

impl Engines {
    /// What a candidate's engine is called: terms of one expression; case analyses and known beginnings; functions that
    /// call themselves; functions with helpers.
    pub const NAMES: [&'static str; 4] = ["enumerate", "refine", "recurse", "define"];

    /// Those with these names; none if there is no such engine.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Engines> {
        let place = |name: &str| Engines::NAMES.iter().position(|known| *known == name);
        names.into_iter().try_fold(Engines(0), |set, name| Some(Engines(set.0 | 1 << place(name)?)))
    }

    /// All but the one of this name.
    pub fn without(self, name: &str) -> Engines {
        Engines(self.0 & !Engines::named([name]).unwrap_or(Engines(0)).0)
    }

    /// Whether the engine of this name is among them.
    pub fn has(self, name: &str) -> bool {
        Engines::named([name]).is_none_or(|one| self.0 & one.0 != 0)
    }
}

impl Default for Engines {
    /// All of them.
    fn default() -> Engines {
        Engines(u8::MAX)
    }
}
