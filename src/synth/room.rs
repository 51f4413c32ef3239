//! What a search holds, and what it gives up when memory runs out: the search below it that holds most, which has had its
//! chance, as a rule, is ended before the whole is. Of a search that was cancelled nobody waits until all of that is freed.

use std::sync::Arc;

use crate::core::eval::Machine;
use crate::synth::context::Context;
use crate::synth::enumerate::Usable;
use crate::synth::recurse::Forest;
use crate::synth::search::Search;

/// Bytes of a machine with the library's code, roughly, and of an instance of the library.
const MACHINE: usize = 1 << 20;
const INSTANCE: usize = 200;
/// Bytes of a solution of a node, roughly.
const SOLUTION: usize = 120;
/// A search that holds less than one byte in so many of the budget is not worth ending.
const WORTH: u64 = 64;
/// Stack of a thread that frees, in bytes: data are freed as deeply as they are nested.
const STACK: usize = 256 << 20;

/// Frees beside what comes next: examples may be large, and banks are.
pub fn free_later(held: impl Send + 'static) {
    // Without a thread it is dropped here.
    drop(std::thread::Builder::new().name("free".to_owned()).stack_size(STACK).spawn(move || drop(held)));
}

/// Most of what a search holds.
pub(super) struct Held {
    _banks: Vec<Context>,
    _forest: Forest,
    _machines: (Machine, Option<Machine>),
}

impl Search<'_> {
    /// Bytes that it and the searches below it hold, roughly.
    pub(super) fn memory(&self) -> u64 {
        let helpers = self.helpers.iter().filter_map(|h| h.search.as_deref());
        self.own_memory() + helpers.chain(self.beside.searches()).map(Search::memory).sum::<u64>()
    }

    fn own_memory(&self) -> u64 {
        let banks: usize = self.space.contexts.iter().map(Context::bytes).sum();
        let usable: usize = self.space.usable.values().map(Usable::bytes).sum();
        let sharers = Arc::strong_count(&self.space.library);
        let library = self.space.library.instances.len() * INSTANCE / sharers + usable + MACHINE;
        let guesses: usize = self.forest.nodes.iter().map(|n| n.solutions.len() * SOLUTION).sum();
        self.space.machine.memory_bytes() + (banks + guesses + library) as u64
    }

    /// What it and the searches below it hold.
    pub(super) fn into_held(self) -> Vec<Held> {
        let machines = (self.space.machine, self.verifier.map(|verifier| verifier.machine));
        let mut all = vec![Held { _banks: self.space.contexts, _forest: self.forest, _machines: machines }];
        let helpers = self.helpers.into_iter().filter_map(|helper| Some(*helper.search?));
        all.extend(helpers.chain(self.beside.into_searches()).flat_map(Search::into_held));
        all
    }

    /// Ends the search below this one that holds most; false if none holds enough to be worth it.
    pub(super) fn make_room(&mut self) -> bool {
        let worth = self.budget.memory_bytes / WORTH;
        let helpers = self.helpers.iter().enumerate();
        let helpers = helpers.filter_map(|(h, helper)| Some((helper.search.as_ref()?.memory(), Below::Helper(h))));
        let beside = self.beside.searches().enumerate().map(|(at, search)| (search.memory(), Below::Beside(at)));
        let Some((held, below)) = helpers.chain(beside).max_by_key(|(held, _)| *held) else { return false };
        if held < worth {
            return false;
        }
        let search = match below {
            Below::Helper(h) => self.helpers[h].search.as_deref_mut(),
            Below::Beside(at) => self.beside.search(at),
        };
        // What is below it may be most of it.
        if search.is_some_and(|search| search.own_memory() * 2 < held && search.make_room()) {
            return true;
        }
        match below {
            Below::Helper(h) => self.helpers[h].close(),
            Below::Beside(at) => self.beside.close(at),
        }
        true
    }
}

/// A search below another one.
#[derive(Clone, Copy)]
enum Below {
    Helper(usize),
    Beside(usize),
}
