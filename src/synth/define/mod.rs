//! `Define`: a new function where a body is wanted.
//!
//! A place of the program whose examples are known is a goal of its own: the helper's parameters are what is at hand
//! there, its examples the rows. It is searched for as any goal is, with recursion, case analysis and helpers of its own,
//! by a search that takes turns with the one around it; each program that it finds is a call in the body, and whole
//! programs decide. (Ellis et al. 2021, "DreamCoder", learn their helpers between searches; Smyth and Myth are given
//! theirs.)

mod accumulate;
mod assume;
mod bodies;
mod joins;
mod lift;
mod operations;
mod passes;
mod plans;
mod sites;
mod through;
mod traces;

use std::cell::{OnceCell, RefCell};

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{self, Term};
use crate::core::ty::Scheme;
use crate::synth::general::General;
use crate::synth::goal::{Expected, Goal};
use crate::synth::library::{Libraries, UNIT};
use crate::synth::recurse::predicates::Connective;
use crate::synth::recurse::{Body, Solution};
use crate::synth::search::Search;
use crate::synth::space::is_full;
use crate::synth::types::TypeId;

pub(crate) use accumulate::{Accumulation, Accumulator};
pub(crate) use lift::{Defined, Part, is_helper, lifted, parts, signed};
pub(crate) use passes::Gathered;
pub(crate) use through::Through;

/// What a definition costs beyond its program, in nodes.
pub(crate) const DEFINE: f64 = 2.0;
/// Steps before the first helper is looked for: so many, and so many for each instance of the library, which is built anew
/// for each.
const AFTER: u64 = 1_500;
const AFTER_INSTANCE: u64 = 20;
/// Helpers get one step in so many: before there is a program, and afterwards.
const SHARE: u64 = 2;
const LATER: u64 = 3;
/// With more to call than so many instances, less needs to be defined: one step in so many.
pub(crate) const FEW: usize = 80;
const RARELY: u64 = 8;
/// Most helpers looked for in one search, and in one of a helper.
const MOST: [usize; 3] = [16, 5, 0];
/// Steps after which a search with passes or an accumulator has a smaller part, and how many times more each later one
/// counts.
const LONG: u64 = 40_000;
const LATE: u64 = 4;
/// Steps that beginning a search counts for: so many, and one for each instance of its library.
const OPENING: u64 = 64;
/// Most programs found elsewhere that a helper takes over, and most that are kept of one.
const REUSED: usize = 3;
/// Most programs of one helper that are tried.
const MOST_PROGRAMS: u32 = 200;
/// The same of one that is the function itself, whose programs are not combined with others.
const MOST_WHOLE: u32 = 2_000;

/// Values that are kept as long as the searches.
struct Kept<T> {
    value: OnceCell<T>,
    next: OnceCell<Box<Kept<T>>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept { value: OnceCell::new(), next: OnceCell::new() }
    }
}

impl<T> Kept<T> {
    fn keep(&self, value: T) -> &T {
        let mut at = self;
        while at.value.get().is_some() {
            at = at.next.get_or_init(Box::default);
        }
        at.value.get_or_init(|| value)
    }
}

/// The goals of helpers, and of the searches beside.
#[derive(Default)]
pub(crate) struct Goals {
    goals: Kept<Goal>,
    envs: Kept<Env>,
    pub(crate) libraries: Libraries,
    /// The goal with passes over its data.
    gathered: OnceCell<Option<Gathered>>,
    /// The goal with tests of its data, and with other operations on them.
    operations: [OnceCell<Option<Gathered>>; 2],
    /// The goal at more general types, with the goals of the searches there.
    pub(crate) generals: OnceCell<Vec<(General, Goals)>>,
    /// What was found for them.
    known: Known,
}

impl Goals {
    /// Keeps a goal.
    fn keep(&self, goal: Goal) -> &Goal {
        self.goals.keep(goal)
    }

    /// Keeps an environment.
    pub(crate) fn keep_env(&self, env: Env) -> &Env {
        self.envs.keep(env)
    }
}

/// What a helper is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Site {
    /// Its result is the body.
    Body,
    /// Its result, of an enumeration type, chooses between these entries.
    Test(TypeId, Vec<u32>),
    /// Its result and those of these calls together are the body, by that connective.
    Join(Connective, Vec<u32>),
    /// The function itself, with examples that follow if the body here is a recursive call.
    Whole,
    /// The function itself with that accumulator.
    From(usize),
    /// The function of the elements of a parameter.
    Through(Through),
}

/// A helper that is being looked for.
pub(crate) struct Helper<'a> {
    /// Its search, once it had a turn.
    pub(crate) search: Option<Box<Search<'a>>>,
    node: usize,
    plan: sites::Plan,
    dictionaries: Vec<usize>,
    /// Its part of the steps beside other helpers.
    share: f32,
    spent: u64,
    programs: u32,
    over: bool,
    /// It searches with passes.
    gathered: Option<&'a Gathered>,
}

impl<'a> Helper<'a> {
    /// One of node `n` that had no turn yet.
    fn new(node: usize, plan: sites::Plan, share: f32) -> Helper<'a> {
        Helper {
            search: None,
            node,
            plan,
            dictionaries: Vec::new(),
            share,
            spent: 0,
            programs: 0,
            over: false,
            gathered: None,
        }
    }

    /// Ends its search.
    pub(crate) fn close(&mut self) {
        self.over = true;
        self.search = None;
    }

    /// What it has had for its share. A search with passes or an accumulator makes room after a while.
    fn weight(&self) -> f32 {
        let beside = self.gathered.is_some() || matches!(self.plan.site, Site::From(_));
        let late = if beside { self.spent.saturating_sub(LONG) * LATE } else { 0 };
        (self.spent + late + 64) as f32 / self.share
    }
}

impl<'a> Search<'a> {
    /// Whether it is a helper's turn.
    pub(crate) fn define_due(&self) -> bool {
        let instances = self.space.library.instances.len();
        let late = AFTER + AFTER_INSTANCE * instances as u64;
        let share = match self.first {
            _ if self.helpers.iter().any(|h| h.gathered.is_some_and(|all| all.further.is_some())) => SHARE,
            _ if instances > FEW || self.sparing => RARELY,
            None => SHARE,
            Some(_) => LATER,
        };
        self.space.steps >= late && self.helped * share <= self.space.steps
    }

    /// A helper's turn; false if there is none.
    pub(crate) fn define(&mut self) -> bool {
        let most = MOST[self.level.min(2)];
        if most == 0 || self.enumerates_only() {
            return false;
        }
        self.gather();
        self.accumulate();
        self.plan();
        let of = |h: &usize| self.helpers[*h].weight();
        let room = self.helpers.iter().filter(|h| h.search.is_some()).count() < most;
        let next = (0..self.helpers.len())
            .filter(|h| !self.helpers[*h].over && (room || self.helpers[*h].search.is_some()))
            .min_by(|a, b| of(a).total_cmp(&of(b)));
        let Some(h) = next else { return false };
        if self.helpers[h].search.is_some() {
            self.help(h);
        } else {
            self.open(h);
        }
        true
    }

    /// Begins the search of helper `h`.
    fn open(&mut self, h: usize) {
        let name = lift::name(self.goal.name, h);
        let Helper { node, plan, gathered, .. } = &self.helpers[h];
        if let (Some(gathered), Site::Whole) = (*gathered, &plan.site) {
            let mut search = Search::beside(&gathered.goal, &gathered.env, self);
            search.sparing = gathered.further.is_none();
            self.helpers[h].search = Some(Box::new(search));
            return self.begun(h);
        }
        let whole = plan.site == Site::Whole;
        let made = match &plan.site {
            Site::Whole => assume::goal(plan, &self.space),
            Site::Through(through) => {
                gathered.and_then(|all| through::goal(name, *through, all, self)).map(|goal| (goal, Vec::new()))
            }
            Site::From(place) => {
                let accumulator = self.accumulators.as_ref().and_then(|all| all.get(*place));
                accumulator.map(|it| (accumulate::goal(name, it, *gathered, &self.space), Vec::new()))
            }
            _ => sites::goal(plan, name, self.forest.nodes[*node].context, &mut self.space),
        };
        let Some((goal, dictionaries)) = made else {
            self.helpers[h].over = true;
            return;
        };
        let goal = self.goals.keep(goal);
        let env = self.helpers[h].gathered.filter(|_| matches!(self.helpers[h].plan.site, Site::From(_)));
        let env = env.map_or(self.space.env, |all| &all.env);
        let mut search = if whole { Search::beside(goal, env, self) } else { Search::below(goal, env, self) };
        if let Site::From(place) = self.helpers[h].plan.site {
            let accumulator = self.accumulators.as_ref().and_then(|all| all.get(place));
            search.space.accumulates = accumulator.map(|it| it.change.clone());
        }
        // What meets the few examples that a helper has is not yet what is meant: the whole says so.
        let part = matches!(self.helpers[h].plan.site, Site::Body | Site::Test(..) | Site::Join(..));
        search.forest.checked |= part && !self.helpers[h].plan.sure;
        self.helpers[h].search = Some(Box::new(search));
        self.helpers[h].dictionaries = dictionaries;
        self.begun(h);
        if !matches!(self.helpers[h].plan.site, Site::Whole | Site::From(..) | Site::Through(..)) {
            self.reuse(h, goal);
        }
    }

    /// Charges what beginning a search costs.
    fn begun(&mut self, h: usize) {
        let cost = OPENING + self.space.library.instances.len() as u64;
        self.helpers[h].spent += cost;
        self.helped += cost;
        self.space.steps += cost;
    }

    /// Calls what was found for another helper, where it does what is wanted of helper `h`.
    fn reuse(&mut self, h: usize, goal: &Goal) {
        let same = |(scheme, found): &(Scheme, Found)| (*scheme == goal.scheme).then(|| found.clone());
        let known: Vec<Found> = self.goals.known.borrow().iter().filter_map(same).collect();
        for found in known.iter().filter(|found| self.meets(&found.closed, goal)).take(REUSED).collect::<Vec<_>>() {
            self.helpers[h].programs += 1;
            self.call(h, found);
        }
        self.judge();
    }

    /// Whether a closed program meets the examples of a helper's goal.
    fn meets(&mut self, program: &Term, goal: &Goal) -> bool {
        goal.examples.iter().all(|example| {
            let Expected::Value(result) = &example.result else { return false };
            let args = example.dictionaries.iter().chain(&example.args).cloned().collect();
            let call = Term::app(program.clone(), args);
            let [call, result] = [&call, result].map(|term| {
                let value = self.space.value(term);
                self.space.key(value)
            });
            self.space.steps += 1;
            is_full(result) && call == result
        })
    }

    /// Looks a little further for helper `h`, and tries what it has found.
    fn help(&mut self, h: usize) {
        let helper = &mut self.helpers[h];
        let Some(search) = &mut helper.search else { return };
        let before = search.space.steps;
        helper.over |= !search.step();
        let steps = search.space.steps - before;
        helper.spent += steps.max(16);
        self.space.steps += steps;
        self.helped += steps.max(1);
        for found in std::mem::take(&mut search.fresh) {
            self.helpers[h].programs += 1;
            let whole = matches!(self.helpers[h].plan.site, Site::Whole | Site::From(..) | Site::Through(..));
            if self.helpers[h].programs > if whole { MOST_WHOLE } else { MOST_PROGRAMS } {
                self.helpers[h].over = true;
                break;
            }
            if self.helpers[h].plan.site == Site::Whole {
                let whole = with_passes(Found { doubt: 0.0, ..found }, self.helpers[h].gathered);
                self.take(whole);
                continue;
            }
            if let Site::From(place) = self.helpers[h].plan.site
                && let Some(accumulator) = self.accumulators.as_ref().and_then(|all| all.get(place))
            {
                let name = lift::found(lift::name(self.goal.name, h), self.helpers[h].programs);
                if let Some(whole) = accumulate::whole(name, accumulator, found, self.space.arity) {
                    self.take(with_passes(whole, self.helpers[h].gathered));
                }
                continue;
            }
            if let (Site::Through(through), Some(gathered)) = (&self.helpers[h].plan.site, self.helpers[h].gathered) {
                let name = lift::found(lift::name(self.goal.name, h), self.helpers[h].programs);
                if let Some(whole) = through::whole(name, *through, gathered, found, self.space.arity) {
                    self.take(whole);
                }
                continue;
            }
            self.call(h, &found);
            if self.helpers[h].programs <= REUSED as u32
                && let Some(search) = &self.helpers[h].search
            {
                self.goals.known.borrow_mut().push((search.goal.scheme.clone(), found));
            }
        }
        if self.helpers[h].over {
            self.helpers[h].close();
        }
        self.judge();
    }

    /// Adds the calls of a found helper to its node.
    fn call(&mut self, h: usize, found: &Found) {
        let own = lift::name(self.goal.name, h);
        let name = lift::found(own, self.helpers[h].programs);
        let helper = &self.helpers[h];
        let (bind, used) = lift::binding(name, found);
        let context = self.forest.nodes[helper.node].context;
        let mut parts = found.parts.clone();
        parts.push(Part { bind, cost: found.cost + DEFINE });
        let total: f64 = parts.iter().map(|part| part.cost).sum();
        let defined = Defined {
            name,
            context,
            args: helper.plan.args.clone(),
            dictionaries: helper.dictionaries.clone(),
            used,
            closed: found.closed.clone(),
            parts,
            doubt: found.doubt,
        };
        let d = self.forest.defined.len() as u32;
        let cost = (total.max(1.0) * f64::from(UNIT)) as u32 + UNIT * (1 + defined.used.len() as u32);
        self.forest.defined.push(defined);
        let (node, sure) = (helper.node, helper.plan.sure);
        let solution = match &helper.plan.site {
            Site::Body | Site::Whole | Site::From(..) | Site::Through(..) => {
                Solution { cost, body: Body::Call(d), sure, plain: true, defines: true, borne_out: false }
            }
            Site::Join(connective, entries) => {
                let entry = |id: &u32| self.space.contexts[context].entries[*id as usize].cost;
                let cost = cost + UNIT + entries.iter().map(entry).sum::<u32>();
                let both = |all, id: &u32| Body::Both(*connective, Box::new(all), Box::new(Body::Entry(*id)));
                let body = entries.iter().fold(Body::Call(d), both);
                Solution { cost, body, sure: false, plain: false, defines: true, borne_out: false }
            }
            Site::Test(ty, entries) => {
                let entry = |id: &u32| self.space.contexts[context].entries[*id as usize].cost;
                let cost = cost + UNIT + entries.iter().map(entry).sum::<u32>();
                Solution {
                    cost,
                    body: Body::Test(d, *ty, entries.clone()),
                    sure: false,
                    plain: false,
                    defines: true,
                    borne_out: false,
                }
            }
        };
        self.forest.add(node, solution);
    }
}

/// A program with the passes that it or its helpers call among its parts.
fn with_passes(found: Found, gathered: Option<&Gathered>) -> Found {
    let all: &[Part] = gathered.map_or(&[], |g| &g.parts);
    let calls =
        |term: &Term, name: Name| term::any(term, &|part| matches!(part, Term::Global(n) | Term::Var(n) if *n == name));
    // What is called, by a later one too.
    let mut called: Vec<&Part> = Vec::new();
    for pass in all.iter().rev() {
        let name = pass.bind.name;
        let by = found.parts.iter().chain(called.iter().copied());
        if calls(&found.function, name) || by.into_iter().any(|part| calls(&part.bind.term, name)) {
            called.push(pass);
        }
    }
    let further = gathered.and_then(|g| g.further);
    let mut parts: Vec<Part> = Vec::new();
    for pass in called.into_iter().rev() {
        let cost = further.filter(|_| !parts.is_empty()).unwrap_or(pass.cost);
        parts.push(Part { cost, ..pass.clone() });
    }
    parts.extend(found.parts.iter().cloned());
    // A program that is nothing but a pass is that pass.
    if let (Term::Lam(params, body), [pass]) = (&found.function, parts.as_slice())
        && **body == Term::app(Term::Global(pass.bind.name), params.iter().copied().map(Term::Var).collect())
    {
        let own = |part: &Term| (*part == Term::Var(pass.bind.name)).then_some(Term::Global(found.own));
        return Found { function: term::replace(&pass.bind.term, &own), parts: Vec::new(), engine: "recurse", ..found };
    }
    Found { parts, ..found }
}

/// The programs found for helpers of one search, for sites of the same type elsewhere.
pub(crate) type Known = RefCell<Vec<(Scheme, Found)>>;

/// A verified program of a helper's goal: its function, calling itself by the goal's name, and its own helpers.
#[derive(Clone)]
pub(crate) struct Found {
    /// The goal's name.
    pub(crate) own: Name,
    /// The goal's type.
    pub(crate) scheme: Scheme,
    pub(crate) function: Term,
    pub(crate) parts: Vec<Part>,
    pub(crate) closed: Term,
    pub(crate) engine: &'static str,
    /// What of the search's cost is for odd types.
    pub(crate) odd: u32,
    /// What the function alone costs.
    pub(crate) cost: f64,
    pub(crate) doubt: f64,
}
