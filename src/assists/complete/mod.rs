//! What fits at the caret: names in scope, and whole expressions, those first that make more examples pass.
//!
//! Names cost a look at the scope. Expressions come from two sources: the search itself, with the hole as its goal,
//! where the hole is the function's result; and a shallow enumeration of whatever has the wanted type. With examples
//! above the function every expression is run on them before it is shown, and one that passes them all is run once more
//! as text in its place.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::analysis::Snapshot;
use crate::assists::Tools;
use crate::assists::complete::fit::{Fit, Maker, fits};
use crate::assists::complete::run::Trial;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Bind, Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::lang::Rendering;
use crate::synth::budget::Budget;
use crate::synth::goal::{Component, Goal};
use crate::synth::{self, Candidate};

pub use finds::Finds;
pub use place::{Place, word};

mod finds;
mod fit;
pub(in crate::assists) mod place;
pub(in crate::assists) mod run;

/// Most names of one list.
const NAMES: usize = 200;
/// Most expressions of one list.
pub const PROGRAMS: usize = 8;
/// A program that costs so much more than the best one is no suggestion.
const MUCH_WORSE: f64 = 2.0;
/// How deep the shallow enumeration goes.
const DEPTH: usize = 2;

/// Something that could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written.
    pub text: String,
    /// Its type, if it is a name.
    pub ty: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// How well it fits: suggestions are to be shown in this order.
    pub rank: u32,
}

/// Does an expression begin with this part of a word, brackets aside?
fn begins_with(text: &str, prefix: &str) -> bool {
    text.trim_start_matches('(').starts_with(prefix)
}

/// Sorts of suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A local variable.
    Local,
    /// A function or another value in scope.
    Value,
    /// A constructor.
    Constructor,
    /// An expression that has the wanted type; there are no examples to run it on.
    Typed,
    /// An expression with which `passes` of the function's `of` examples hold.
    Checked {
        /// How many hold.
        passes: usize,
        /// How many there are.
        of: usize,
    },
}

/// Suggestions, and whether nothing was left out for want of time.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    /// Best first.
    pub found: Vec<Suggestion>,
    /// The search came to its end.
    pub complete: bool,
    /// The function has examples: what was typed of a word says nothing.
    pub by_examples: bool,
    /// Somebody looks there with more time.
    pub pending: bool,
}

/// The names that may stand at the caret: `place` says what fits there. Without it, or with `all`, those too that do not
/// fit. None for a word that nobody wants to be completed.
pub fn names(whole: &Snapshot, place: Option<&Place>, prefix: &str, all: bool) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let begins = |text: &str| {
        let head: String = text.chars().take(prefix.chars().count()).collect();
        head.to_lowercase() == prefix.to_lowercase()
    };
    let (scope, env) = match place {
        Some(place) => (place.snapshot.scope(), place.snapshot.env()),
        None => (whole.scope(), whole.env()),
    };
    for (name, ty) in place.iter().flat_map(|place| &place.locals) {
        let fit = place.and_then(|place| fits(&Scheme::mono(ty.clone()), &place.wanted, env));
        if begins(name.as_str()) && (fit.is_some() || all) {
            let rank = 1 + fit.map_or(8, |fit| 2 * fit as u32);
            found.push(Suggestion { text: name.to_string(), ty: Some(ty.to_string()), kind: Kind::Local, rank });
        }
    }
    for (text, entities) in &scope.values {
        let [entity] = entities.as_slice() else { continue };
        // What nobody could write, and qualified names before anything of them is written.
        let written = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let qualified = Name::new(text).module().is_some() && !prefix.contains('.');
        if !written || (qualified && prefix.is_empty()) || !begins(text) {
            continue;
        }
        let Some(scheme) = whole.scheme(*entity).or_else(|| place?.snapshot.scheme(*entity)) else { continue };
        let fit = place.and_then(|place| fits(&scheme, &place.wanted, env));
        if fit.is_none() && !all {
            continue;
        }
        let kind = if env.constructor(*entity).is_some() { Kind::Constructor } else { Kind::Value };
        // What could be anything says least.
        let anything = matches!(scheme.ty.uncurry().1, Type::Var(_));
        let rank = fit.map_or(9, |fit| if fit == Fit::Exact && !anything { 2 } else { 4 });
        let rank = rank + u32::from(qualified) + if anything { 2 } else { 0 };
        found.push(Suggestion { text: text.clone(), ty: Some(scheme.to_string()), kind, rank });
    }
    found.sort_by(|a, b| (a.rank, &a.text).cmp(&(b.rank, &b.text)));
    found.truncate(NAMES);
    found
}

/// A candidate: passes, cost, text and term.
struct Found {
    passes: usize,
    cost: u32,
    text: String,
}

/// The components whose types speak of nothing but what the caret has to do with: in a file with hundreds of imported
/// names the others would cost more time than there is.
fn near(place: &Place, goal: &Goal) -> Vec<Component> {
    let mut known: Vec<Name> = NEAR.iter().copied().map(Name::new).collect();
    let types = place.locals.iter().map(|(_, ty)| ty).chain([&place.wanted, &goal.scheme.ty]);
    types.for_each(|ty| constructors(ty, &mut known));
    let all = known.len();
    let close = |component: &&Component| {
        let mut mentioned = known.clone();
        constructors(&component.scheme.ty, &mut mentioned);
        mentioned.len() == all
    };
    goal.components.iter().filter(close).cloned().collect()
}

/// Types that any function may go through.
const NEAR: &[&str] = &[wired::ARROW, wired::NIL, wired::BOOL, wired::INT, wired::CHAR, wired::ORDERING, "(,)"];

/// Adds the type constructors in `ty` that are not there yet.
fn constructors(ty: &Type, into: &mut Vec<Name>) {
    match ty {
        Type::Con(name) if !into.contains(name) => into.push(*name),
        Type::App(head, arg) => {
            constructors(head, into);
            constructors(arg, into);
        }
        Type::Con(_) | Type::Var(_) | Type::Meta(_) => {}
    }
}

/// Looks for expressions.
struct Hunt<'a> {
    place: &'a Place,
    tools: &'a Tools<'a>,
    budget: &'a Budget,
    found: Vec<Found>,
    seen: HashSet<String>,
}

/// Expressions for the caret within the budget, best first.
///
/// `prefix` is the word before the caret: what has no examples to speak for it has to begin with it.
pub fn programs(place: &Place, prefix: &str, tools: &Tools<'_>, budget: &Budget) -> Programs {
    if !place.sound {
        return Programs { complete: true, ..Programs::default() };
    }
    let mut hunt = Hunt { place, tools, budget, found: Vec::new(), seen: HashSet::new() };
    // Constants of the results explain nothing, and there is no time to weigh them against what does.
    let goal = place.snapshot.goal(place.function).ok();
    let goal = goal.map(|goal| Goal { output_literals: Vec::new(), components: near(place, &goal), ..goal });
    let of = place.snapshot.example_count(place.function);
    match &goal {
        Some(goal) => hunt.checked(goal, of),
        None => hunt.typed(prefix),
    }
    hunt.found.sort_by(|a, b| (b.passes, a.cost, &a.text).cmp(&(a.passes, b.cost, &b.text)));
    hunt.found.truncate(PROGRAMS);
    let kind = |passes| if goal.is_some() { Kind::Checked { passes, of } } else { Kind::Typed };
    let found = hunt.found.iter().enumerate().map(|(i, found)| Suggestion {
        text: found.text.clone(),
        ty: None,
        kind: kind(found.passes),
        rank: u32::try_from(i).unwrap_or(u32::MAX),
    });
    Programs { found: found.collect(), complete: !hunt.over(), by_examples: goal.is_some(), pending: false }
}

impl Hunt<'_> {
    fn over(&self) -> bool {
        let late = self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        late || self.budget.cancel.load(Ordering::Relaxed)
    }

    /// Without examples: what has the type.
    fn typed(&mut self, prefix: &str) {
        let place = self.place;
        let components = place.snapshot.components(place.function);
        let stop = || self.over();
        let terms = Maker::new(place.snapshot.env(), &components, &place.locals, &[], &stop).terms(&place.wanted, 1);
        let expected = Scheme::mono(place.wanted.clone());
        let locals: Vec<(Name, Scheme)> =
            place.locals.iter().map(|(name, ty)| (*name, Scheme::mono(ty.clone()))).collect();
        for term in terms {
            if self.over() || self.found.len() >= PROGRAMS {
                return;
            }
            // A name alone is in the list of names.
            let inferred = || infer::expr(&term, Some(&expected), &locals, place.snapshot.env(), Defaulting::Standard);
            let (cost, plain) = cost(&term);
            if matches!(term, Term::App(..)) && (!plain || place.locals.is_empty()) && inferred().errors.is_empty() {
                self.keep(&term, None, cost, None);
                self.found.retain(|found| begins_with(&found.text, prefix));
            }
        }
    }

    /// With examples: what passes more of them than nothing does.
    fn checked(&mut self, goal: &Goal, of: usize) {
        let place = self.place;
        let Some(mut trial) = Trial::new(place, goal, self.budget) else { return };
        let before = trial.without();
        let least = before.iter().filter(|passes| **passes).count();
        self.searched(goal, &mut trial, of);
        // What passes only some examples matters while nothing passes all.
        if !self.found.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        for depth in 1..=DEPTH {
            if self.over() || self.found.len() >= PROGRAMS {
                return;
            }
            let terms = {
                let stop = || self.over();
                let (env, literals) = (&trial.env, &goal.input_literals);
                Maker::new(env, &goal.components, &place.locals, literals, &stop).terms(&place.wanted, depth)
            };
            for term in terms {
                if self.over() || self.found.len() >= 4 * PROGRAMS {
                    return;
                }
                let Some((outcome, observed)) = trial.outcome(&term) else { continue };
                let passes = outcome.iter().filter(|passes| **passes).count();
                if passes <= least || !seen.insert(observed) {
                    continue;
                }
                if passes == outcome.len() {
                    self.keep(&term, None, cost(&term).0, Some(of));
                } else {
                    self.partly(&term, passes.min(of.saturating_sub(1)));
                }
            }
        }
    }

    /// What the search finds.
    fn searched(&mut self, goal: &Goal, trial: &mut Trial<'_>, of: usize) {
        let place = self.place;
        let locals: Vec<Name> = place.locals.iter().map(|(name, _)| *name).collect();
        let mut budget = self.budget.clone();
        budget.count = 3;
        // The shallow enumeration gets the rest.
        let now = Instant::now();
        budget.deadline = budget.deadline.map(|deadline| now + deadline.saturating_duration_since(now) * 4 / 5);
        let (candidates, params) = if let Some(params) = &place.whole {
            (synth::synthesize(goal, place.snapshot.env(), self.tools.guide, &budget).candidates, params.clone())
        } else if let Some(own) = trial.goal() {
            (synth::synthesize(&own, &trial.env, self.tools.guide, &budget).candidates, locals)
        } else {
            return;
        };
        let best = candidates.first().map_or(0.0, |c| c.cost);
        let good = candidates.into_iter().take_while(|c| c.cost <= best + MUCH_WORSE);
        for (rank, Candidate { term, .. }) in (0u32..).zip(good) {
            let text = match place.whole.as_deref() {
                Some([]) => self.point_free(&term, &goal.scheme),
                _ => None,
            };
            let body = applied(term, &params);
            self.keep(&body, text, rank, Some(of));
        }
    }

    /// The right-hand side of the only equation without parameters that the function would be written with.
    fn point_free(&self, term: &Term, scheme: &Scheme) -> Option<String> {
        let snapshot = &self.place.snapshot;
        let name = self.place.function.base();
        let rendering = Rendering { name, scheme, term, scope: snapshot.scope(), indent: 2 };
        let rendered = (snapshot.language().render)(&rendering);
        let right = rendered.equations.strip_prefix(&format!("{name} = "))?;
        (rendered.imports.is_empty() && !right.contains('\n')).then(|| right.to_owned())
    }

    /// Keeps a term that passes some examples.
    fn partly(&mut self, term: &Term, passes: usize) {
        let before = self.found.len();
        self.keep(term, None, cost(term).0, None);
        self.found[before..].iter_mut().for_each(|found| found.passes = passes);
    }

    /// Keeps a term, written as `text` if that is given; one that passes all examples is run once more as text.
    fn keep(&mut self, term: &Term, text: Option<String>, cost: u32, all: Option<usize>) {
        let place = self.place;
        let text = text.unwrap_or_else(|| (place.snapshot.language().render_expr)(term, place.snapshot.scope()));
        let closed = place.tail || place.around.0.ends_with('(') || !matches!(term, Term::App(..) | Term::Lam(..));
        let written = if closed { text } else { format!("({text})") };
        if written.contains('\n') || !self.seen.insert(written.clone()) {
            return;
        }
        let after = place.filled(&written);
        let right = if all.is_some() { after.holds(place.function) } else { after.errors().is_empty() };
        if right && after.lowered().opaque.is_empty() {
            self.found.push(Found { passes: all.unwrap_or(0), cost, text: written });
        }
    }
}

/// Terms of the shallow enumeration stand behind those of the search, and those without a variable behind the others;
/// whether it is one of these.
fn cost(term: &Term) -> (u32, bool) {
    let (mut size, mut plain) = (0, true);
    visit(term, &mut |term| {
        size += 1;
        plain &= !matches!(term, Term::Var(_));
    });
    (SHALLOW + size + if plain { SHALLOW } else { 0 }, plain)
}

/// What a term of the shallow enumeration costs more than one of the search.
const SHALLOW: u32 = 100;

/// The body of a function at these parameters.
pub(in crate::assists) fn applied(term: Term, params: &[Name]) -> Term {
    match term {
        Term::Lam(names, body) if names.len() >= params.len() => {
            let (own, rest) = names.split_at(params.len());
            // λ own. body at params: bound by `let`, which rendering takes apart.
            let bind = |(own, param): (&Name, &Name)| Bind { name: *own, scheme: None, term: Term::Var(*param) };
            let binds: Vec<Bind> = own.iter().zip(params).filter(|(a, b)| a != b).map(bind).collect();
            let body = Term::lam(rest.to_vec(), *body);
            if binds.is_empty() { body } else { run::substitute(&body, &binds) }
        }
        Term::Let(binds, body) => Term::Let(binds, Box::new(applied(*body, params))),
        term => Term::app(term, params.iter().map(|param| Term::Var(*param)).collect()),
    }
}

/// The best expression that passes all examples, for ghost text.
pub fn best(programs: &Programs) -> Option<&Suggestion> {
    programs.found.iter().find(|s| matches!(s.kind, Kind::Checked { passes, of } if passes == of))
}
