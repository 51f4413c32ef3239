//! The portfolio: plain enumeration and the nodes of the forest take turns in fixed quanta of steps; whole programs are
//! run on the examples, verified and ranked.

use std::collections::HashSet;
use std::time::Instant;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::core::term::{self, Term};
use crate::synth::budget::{Budget, Engines, Unsure, Within};
use crate::synth::chance;
use crate::synth::define::{self, Accumulator, Found, Goals, Helper};
use crate::synth::general::{Beside, General};
use crate::synth::goal::Goal;
use crate::synth::guide::Guide;
use crate::synth::library::UNIT;
use crate::synth::needs::Shown;
use crate::synth::program::{self, Style};
use crate::synth::rank::{self, Rank};
use crate::synth::recurse::{Forest, grow::holds};
use crate::synth::space::Space;
use crate::synth::turns::Given;
use crate::synth::verify::Verifier;
use crate::synth::{Candidate, Outcome, Stopped, distinguish, literals, operands, room};

/// Steps of one turn.
const QUANTUM: i64 = 256;
/// Steps that a node below the root gets before it is split further.
const GROWTH: u64 = 1_024;
/// Steps after the first hit, beyond as many as it took: so many, and twice as many for each unit of doubt and for each
/// few units that a program costs beyond a cheap one's cost. What fits by chance must not end the search before what
/// was meant had its turn.
const AFTER: u64 = 5_000;
/// How many times more where searches at more general types take turns.
const SHARED: u64 = 4;
const MOST_DOUBT: f64 = 10.0;
/// Up to this doubt a program is as good as sure: beyond, what is doubted counts for so much more.
const SURE: f64 = 2.0;
const DOUBTED: f64 = 0.66;
const LONG: f64 = 4.0;
const CHEAP: f64 = 11.0;
/// Beyond this doubt something else is looked for.
const DOUBTFUL: f64 = 2.5;
/// From this doubt on the length of a program adds to it: before, its shape is that of the data.
const FREE: f64 = 3.5;
/// What a program costs more, and is doubted, for each field of the data that it needs in no example.
const UNNEEDED: f64 = 2.0;
const UNNEEDED_DOUBT: f64 = 3.0;
/// What each level of the search's cost that is for odd types adds to a program's.
const ODD: f64 = 0.2;
/// Programs that cost so much more than a verified one are not run.
const DEARER: u32 = 16 * UNIT;
/// How far beyond the best program's parts their banks must have got.
const AROUND: u32 = UNIT;
/// Whole programs that are guesses get one step in so many.
const JUDGED: u64 = 2;
/// A program is much in doubt that is worth so many times more steps than there were.
const FAR: u64 = 4;
/// Terms of a higher cost are not enumerated.
const MAX_LEVEL: u32 = 40 * UNIT;
/// Turns between two looks at the memory.
const LOOK: u64 = 32;
/// Most verified programs kept, and of a helper, of which the whole says which is meant.
const MAX_FOUND: usize = 24;
const MOST_HELPING: usize = 200;

/// One search.
pub(crate) struct Search<'a> {
    pub(crate) goal: &'a Goal,
    pub(crate) budget: &'a Budget,
    start: Instant,
    pub(crate) space: Space<'a>,
    pub(crate) forest: Forest,
    /// Made when the first program is to be verified: most helpers' searches have none.
    pub(crate) verifier: Option<Verifier<'a>>,
    /// What the examples show: read when the first program is there.
    shown: Option<Shown>,
    found: Vec<Candidate>,
    seen: HashSet<String, FxBuildHasher>,
    pub(crate) first: Option<(u64, f64)>,
    /// The step at which the search ends, once there is a program.
    enough: u64,
    /// How much the best program is doubted.
    doubt: f64,
    /// What the cheapest verified program costs in the search's units.
    cheapest: Option<u32>,
    /// The steps that were given out.
    pub(super) given: Given,
    /// Steps that running guesses took.
    judged: u64,
    /// How much the examples say, in bits.
    information: f64,
    /// Where the best program's parts come from, and how far these banks must have got.
    parts: Vec<(usize, u32)>,
    guide: &'a dyn Guide,
    /// What the outputs add to the inputs' texts.
    pieces: Vec<String>,
    peak: u64,
    /// It holds as much as it may, and nothing of that can be given up.
    full: bool,
    /// Searches below it were ended for want of memory.
    curtailed: bool,
    turns: u64,
    /// How many searches it is a helper of.
    pub(crate) level: usize,
    /// Some of its examples are assumptions.
    pub(crate) assumed: bool,
    /// The accumulators that it may have, once they are looked for.
    pub(crate) accumulators: Option<Vec<Accumulator>>,
    pub(crate) goals: &'a Goals,
    pub(crate) helpers: Vec<Helper<'a>>,
    /// It looks for few helpers: another search of the same function looks for them.
    pub(crate) sparing: bool,
    /// Steps that helpers had.
    pub(crate) helped: u64,
    /// The searches at more general types.
    pub(crate) beside: Beside<'a>,
    /// Programs found since they were last taken, of a helper's search.
    pub(crate) fresh: Vec<Found>,
}

impl<'a> Search<'a> {
    /// Sets up the space and the root; candidates run in `machine`.
    pub(crate) fn new(
        goal: &'a Goal,
        mut machine: Machine,
        (env, guide): (&'a Env, &'a dyn Guide),
        budget: &'a Budget,
        goals: &'a Goals,
    ) -> Search<'a> {
        let start = Instant::now();
        machine.set_cancel(std::sync::Arc::clone(&budget.cancel));
        let mut space = Space::with(goal, (env, guide), machine, &goals.libraries);
        let root = space.root();
        space.contexts.push(root);
        let blind = !space.opaque.is_empty();
        Search {
            goal,
            budget,
            start,
            space,
            forest: Forest::new(0, !goal.checks.is_empty(), blind),
            verifier: None,
            shown: None,
            found: Vec::new(),
            seen: HashSet::default(),
            first: None,
            enough: u64::MAX,
            doubt: 0.0,
            cheapest: None,
            given: Given::default(),
            judged: 0,
            information: chance::information(goal),
            parts: Vec::new(),
            guide,
            pieces: literals::pieces(goal),
            peak: 0,
            full: false,
            curtailed: false,
            turns: 0,
            level: 0,
            assumed: false,
            accumulators: None,
            goals,
            helpers: Vec::new(),
            sparing: false,
            helped: 0,
            beside: Beside::default(),
            fresh: Vec::new(),
        }
    }

    /// The search of the function at a more general type.
    pub(crate) fn general(general: &'a General, goals: &'a Goals, of: &Search<'a>) -> Search<'a> {
        let machine = Machine::new(general.env.clone());
        let search = Search::new(&general.goal, machine, (&general.env, of.guide), of.budget, goals);
        Search { beside: Beside::Of, ..search }
    }

    /// The search of a helper of `above`, where these functions are.
    pub(crate) fn below(goal: &'a Goal, env: &'a Env, above: &Search<'a>) -> Search<'a> {
        let machine = Machine::small(env.clone());
        let search = Search::new(goal, machine, (env, above.guide), above.budget, above.goals);
        Search { level: above.level + 1, ..search }
    }

    /// The search of the same function with further examples, which are assumptions, or further functions.
    pub(crate) fn beside(goal: &'a Goal, env: &'a Env, other: &Search<'a>) -> Search<'a> {
        let machine = Machine::small(env.clone());
        let search = Search::new(goal, machine, (env, other.guide), other.budget, other.goals);
        Search { level: other.level, assumed: true, ..search }
    }

    /// Runs to the end of the budget, or to the end of the share after the first hit.
    pub(crate) fn run(mut self, mut unsure: Option<Unsure<'_>>) -> Outcome {
        let stopped = loop {
            let mut ended = self.stop().or_else(|| self.gives_up(unsure.as_ref()?.within));
            if ended.is_none() && !self.step() {
                ended = Some(if self.curtailed { Stopped::Memory } else { Stopped::Exhausted });
            }
            if unsure.as_mut().is_some_and(|unsure| self.is_beaten(unsure, ended)) {
                break Stopped::Done;
            }
            if let Some(reason) = ended {
                break reason;
            }
        };
        self.finish(stopped)
    }

    /// One turn; false when nothing is left to do.
    pub(crate) fn step(&mut self) -> bool {
        if self.generalise() {
            return true;
        }
        if self.define_due() && self.define() {
            return true;
        }
        let Some((n, why)) = self.next() else {
            self.judge_within(0);
            return self.define();
        };
        let before = self.space.steps;
        self.turn(n);
        self.given.note(why, self.space.steps - before);
        true
    }

    fn stop(&mut self) -> Option<Stopped> {
        let steps = self.space.steps;
        self.turns += 1;
        if self.turns % LOOK == 1 {
            let mut held = self.memory();
            self.peak = self.peak.max(held);
            while held > self.budget.memory_bytes && self.make_room() {
                held = self.memory();
                self.curtailed = true;
            }
            self.full = held > self.budget.memory_bytes;
        }
        if self.is_cancelled() {
            return Some(Stopped::Cancelled);
        }
        if self.first.is_some()
            && steps > self.enough
            && (self.looked_around() || steps > self.enough + self.enough / 2)
        {
            return Some(Stopped::Done);
        }
        if steps >= self.budget.steps {
            return Some(Stopped::Steps);
        }
        if self.full {
            return Some(Stopped::Memory);
        }
        self.is_late().then_some(Stopped::Deadline)
    }

    /// Whether the search ends because what it has found so far is nothing, or in doubt.
    fn gives_up(&self, within: Within) -> Option<Stopped> {
        let steps = self.space.steps;
        if self.first.is_some() && self.doubt <= DOUBTFUL && self.enough <= FAR * steps {
            return None;
        }
        let late = within.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        late.then_some(Stopped::Deadline).or((steps >= within.steps).then_some(Stopped::Steps))
    }

    /// Whether there is something better than what it has found, where that is nothing sure.
    fn is_beaten(&self, unsure: &mut Unsure<'_>, ended: Option<Stopped>) -> bool {
        let due = match ended {
            None => self.space.steps >= unsure.early,
            Some(reason) => matches!(reason, Stopped::Done | Stopped::Exhausted),
        };
        let sure = self.first.is_some() && self.doubt <= DOUBTFUL;
        let cost = self.found.first().map_or(f64::INFINITY, |best| best.cost);
        due && !sure && unsure.look.take().is_some_and(|look| look(cost))
    }

    fn is_cancelled(&self) -> bool {
        self.space.machine.is_cancelled()
    }

    fn is_late(&self) -> bool {
        self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Whether terms in order of cost are all that is looked at.
    pub(crate) fn enumerates_only(&self) -> bool {
        self.budget.engines == Engines::named(["enumerate"]).unwrap_or_default()
    }

    /// Whether the search ends within a turn: what comes of the rest of it is not looked at.
    fn is_over(&self) -> bool {
        self.is_cancelled() || self.is_late()
    }

    /// Whether what costs little more than the best program's parts was tried as well.
    fn looked_around(&self) -> bool {
        self.parts.iter().all(|(c, cost)| {
            let context = &self.space.contexts[*c];
            context.spent() || context.cursor.level > cost + AROUND
        })
    }

    /// How much a program of this rank is doubted, with all that it says beyond the examples.
    fn doubt(&self, rank: &Rank) -> f64 {
        let long = if rank.doubt < FREE { 0.0 } else { (rank.cost - CHEAP).max(0.0) / LONG };
        let doubt = rank.doubt + chance::excess(rank.cost, self.information, self.space.library.instances.len()) + long;
        doubt + (doubt - SURE).clamp(0.0, DOUBTED)
    }

    /// The step at which the search ends for a program found now that is doubted so much.
    fn patience(&self, doubt: f64) -> u64 {
        let first = self.first.map_or(0, |(first, _)| first);
        let after = 2 * first + (AFTER as f64 * doubt.min(MOST_DOUBT).exp2()) as u64;
        if self.shares() { after * SHARED } else { after }
    }

    fn turn(&mut self, n: usize) {
        let context = self.forest.nodes[n].context;
        let before = self.space.steps;
        let mut quota = QUANTUM;
        while quota > 0 && !self.space.contexts[context].spent() {
            let level = self.space.contexts[context].cursor.level;
            self.space.advance(context, &mut quota);
            if level > MAX_LEVEL {
                self.space.contexts[context].exhausted = true;
            }
        }
        self.forest.nodes[n].spent += (self.space.steps - before).max(16);
        if self.is_cancelled() {
            return;
        }
        self.forest.harvest(n, &mut self.space);
        self.judge();
        let open = !self.enumerates_only();
        let first = n == 0 && !self.forest.nodes[n].deduced;
        if open && (first || !self.forest.nodes[n].sure()) {
            self.forest.deduce(n, &mut self.space);
        }
        let node = &self.forest.nodes[n];
        let due = !node.sure() && (n == 0 || node.spent >= GROWTH);
        if open && !node.grown && (due || self.forest.takes_pairs(n, &mut self.space)) {
            self.forest.grow(n, &mut self.space);
        }
        self.forest.open_ready(&mut self.space);
    }

    /// Runs the whole programs that have come together: guesses as far as their part of the steps goes.
    pub(crate) fn judge(&mut self) {
        self.judge_within(JUDGED);
    }

    /// The same, with one step in so many for guesses; all, if none is said.
    fn judge_within(&mut self, share: u64) {
        loop {
            let guesses = self.judged * share <= self.space.steps;
            let Some(number) = self.forest.next_whole(guesses) else { return };
            if self.is_over() {
                return;
            }
            let solution = &self.forest.nodes[0].solutions[number];
            let (body, cost, sure) = (solution.body.clone(), solution.cost, solution.sure);
            if self.cheapest.is_some_and(|cheapest| cost > cheapest + DEARER) {
                continue;
            }
            let term = self.forest.body(0, &body, &self.space, Style::Elaborated);
            let program = self.space.close(term);
            let before = self.space.steps;
            let held = holds(&mut self.space, &program);
            self.judged += if sure { 0 } else { self.space.steps - before };
            if !held {
                continue;
            }
            let term = self.forest.body(0, &body, &self.space, Style::Source);
            let engine = self.forest.engine(&body, &term, self.goal.name);
            let parts = self.forest.parts(0, &body, &self.space);
            let odd = self.forest.odd(0, &body, &self.space);
            if self.accept(term, program, engine, parts, odd) {
                self.cheapest = Some(self.cheapest.map_or(cost, |known| known.min(cost)));
            }
        }
    }

    /// Ranks and verifies a program that holds on the examples: its body, and the whole as it was run.
    fn accept(&mut self, body: Term, closed: Term, engine: &'static str, parts: Vec<(usize, u32)>, odd: u32) -> bool {
        let function = operands::ordered(self.space.source(body));
        let helpers = self.forest.helpers(&function);
        let doubt = helpers.iter().map(|d| d.doubt()).sum::<f64>();
        let (function, helpers) = define::parts(function, &helpers);
        let found = Found {
            own: self.goal.name,
            scheme: self.goal.scheme.clone(),
            function,
            parts: helpers,
            closed,
            engine,
            odd,
            cost: 0.0,
            doubt,
        };
        let better = self.take(found);
        if better == Some(true) {
            self.parts = parts;
        }
        better.is_some()
    }

    /// Ranks and verifies a program; says whether it is the best one, none if it is not taken.
    pub(crate) fn take(&mut self, mut found: Found) -> Option<bool> {
        let engine = if found.parts.is_empty() { found.engine } else { "define" };
        if self.level == 0 && !self.budget.engines.has(engine) {
            return None;
        }
        let mut rank = rank::rank(self.goal, self.space.env, self.guide, &self.pieces, &found.function);
        rank.cost += f64::from(found.odd) * ODD;
        rank.doubt += found.doubt;
        (found.cost, found.doubt) = (rank.cost, rank.doubt);
        rank.cost += found.parts.iter().map(|part| part.cost()).sum::<f64>();
        let mut term = define::lifted(&found.function, &found.parts);
        rank.cost += self.special(&term);
        // Enough better ones are there: not worth a verification.
        let most = if self.level > 0 { MOST_HELPING } else { MAX_FOUND };
        if self.found.len() >= most && self.found.iter().all(|c| c.cost <= rank.cost) {
            return None;
        }
        let (goal, env, budget) = (self.goal, self.space.env, self.budget);
        let verifier = self.verifier.get_or_insert_with(|| Verifier::new(goal, env, budget));
        if !self.seen.insert(format!("{:?}", term::canonical(&term))) || !verifier.accepts(&term) {
            return None;
        }
        if self.level == 0 {
            term = verifier.settled(term, || define::signed(&found.function, &found.parts));
        }
        if self.level == 0 && !self.assumed && !self.beside.is_general() {
            let shown = self.shown.get_or_insert_with(|| Shown::new(goal, env));
            let idle = shown.unneeded(goal, verifier);
            rank.cost += idle * UNNEEDED;
            rank.doubt += (idle * UNNEEDED_DOUBT).min(UNNEEDED_DOUBT);
        }
        if self.first.is_none() {
            self.first = Some((self.space.steps, self.start.elapsed().as_secs_f64() * 1000.0));
        }
        if self.level > 0 || self.assumed || self.beside.is_general() {
            self.fresh.push(found);
        }
        let better = self.found.first().is_none_or(|best| rank.cost < best.cost);
        if better {
            self.doubt = self.doubt(&rank);
            self.enough = self.patience(self.doubt);
        }
        let size = program::size(&term);
        self.found.push(Candidate { term, size, cost: rank.cost, engine });
        self.found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        self.found.truncate(most);
        Some(better)
    }

    fn finish(mut self, stopped: Stopped) -> Outcome {
        let mut candidates = std::mem::take(&mut self.found);
        rank::plainest(&mut candidates);
        let question = match stopped {
            Stopped::Cancelled => None,
            _ => self.verifier.as_mut().and_then(|v| distinguish::question(self.goal, &candidates, v)),
        };
        let asked = question.iter().flat_map(|q| &q.answers).map(|(candidate, _)| candidate + 1).max();
        candidates.truncate(self.budget.count.max(asked.unwrap_or(1)));
        let mut tried = vec![format!(
            "{} terms over {} components at {} types",
            self.space.steps,
            self.space.library.instances.len(),
            self.space.library.universe.len()
        )];
        tried.push(format!("{} case analyses", self.forest.splits.len()));
        let outcome = Outcome {
            candidates,
            question,
            stopped,
            doubt: self.doubt,
            steps: self.space.steps,
            terms: self.space.terms() + self.beside.terms(),
            first: self.first,
            peak_bytes: self.peak,
            tried,
        };
        if stopped == Stopped::Cancelled {
            room::free_later(self.into_held());
        }
        outcome
    }
}
