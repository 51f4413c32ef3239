//! Ranking for intent: description length, plus the few penalties that tell the intended function from one that fits.

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{self, Literal, Match, Pat, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::Candidate;
use crate::synth::chance;
use crate::synth::constants;
use crate::synth::define;
use crate::synth::goal::{Goal, Origin};
use crate::synth::guide::{Guide, Production};
use crate::synth::habits;
use crate::synth::library;
use crate::synth::operands;
use crate::synth::program::size;

/// A parameter that is never used.
const UNUSED: f64 = 3.0;
const UNUSED_DOUBT: f64 = 4.0;
/// Nothing but another function of the module under a new name.
const ALIAS: f64 = 5.0;
/// A field that is not used.
const UNUSED_FIELD: f64 = 0.2;
/// A part of the type of the whole that a program does not use though it calls itself on another one.
const UNUSED_PART: f64 = 3.5;
const UNUSED_PART_DOUBT: f64 = 2.0;
/// A constant where an inner case analysis found parts that it ignores.
const IGNORING: f64 = 1.0;
const IGNORING_DOUBT: f64 = 1.5;
/// A look into an element of what the function goes through.
const ELEMENT: f64 = 1.0;
/// A look into a part of a tree by a function that calls itself on parts: the calls do that.
const PEEK: f64 = 1.0;
/// A look so many parts further than at a part of a part, or, without recursion, than at a part: recursion goes there.
const FURTHER: f64 = 1.5;
/// What the base case returns, returned early where a condition could have left the rest to the recursion.
const EARLY: f64 = 1.5;
/// What a helper was given and leaves: a part of the type of the whole.
const DROPPED: f64 = 1.5;
/// A call whose result is taken apart.
const TAKEN_APART: f64 = 1.0;
/// A part of a parameter returned as it is by a program that calls itself on that part.
const RAW_PART: f64 = 0.7;
/// A part of the same type as the whole that is used as it is, by a program that calls itself on other such parts.
const SIBLING: f64 = 0.8;
/// A comparison of a part of a tree with another: functions go through trees.
const SAME_TREES: f64 = 4.0;
/// What the end of a list costs less that is written out: `[x]`.
const WRITTEN: f64 = 0.8;
/// A literal that a recursive call is given.
const CONSTANT_ARGUMENT: f64 = 2.0;
/// A pair of variables out of binding order.
const INVERSION: f64 = 0.15;
/// A library function given as a first-order value where the goal has a function parameter.
const LITERAL_FUNCTION: f64 = 4.0;
/// A text for one of the constructors without fields.
const NAMING: f64 = 0.5;
/// A pattern that looks at a constant.
const CONSTANT_PATTERN: f64 = 1.5;
/// A condition that no constructor of a parameter decides, and each of its nodes beyond a plain test.
const CONDITION: f64 = 2.5;
const OWN_CONDITION: f64 = 1.0;
const LONG_CONDITION: f64 = 0.5;
const CONDITION_DOUBT: f64 = 2.5;
const OWN_CONDITION_DOUBT: f64 = 1.0;
/// A constant in a condition.
const CONSTANT_DOUBT: f64 = 2.0;
/// A number for what a condition says of a number, both above 1: an example written down.
const WRITTEN_DOWN: f64 = 1.0;
/// How much of the guide's cost beyond a node's counts.
const COMMON: f64 = 0.5;
const RARE: f64 = 0.9;
/// A connective: its parts were free to choose.
const CONNECTIVE: f64 = 0.7;
const CONNECTIVE_DOUBT: f64 = 3.0;
/// What a class makes for any type (`return`, `mempty`) where the type has a name of its own for it.
const GENERAL: f64 = 1.0;
/// A new import.
const IMPORT: f64 = 1.0;
/// Nodes of a plain test.
const PLAIN: u32 = 3;

/// Whether a pattern has parts and names none of them.
fn ignores(pat: &Pat) -> bool {
    matches!(pat, Pat::Con(_, fields) if !fields.is_empty()) && !binds(pat)
}

/// Whether a term is a constant.
fn constant(term: &Term) -> bool {
    match term {
        Term::Lit(_) | Term::Con(_) => true,
        Term::App(head, args) => constant(head) && args.iter().all(constant),
        _ => false,
    }
}

/// Whether a term is a number above 1.
fn beyond_one(term: &Term) -> bool {
    matches!(term, Term::Lit(Literal::Num(n)) if *n > 1.into())
}

/// Whether a term is the constructor of lists.
fn is_cons(term: &Term) -> bool {
    *term == Term::Con(Name::new(wired::CONS))
}

/// Whether a pattern binds a variable.
fn binds(pat: &Pat) -> bool {
    match pat {
        Pat::Var(_) | Pat::As(..) => true,
        Pat::Con(_, fields) => fields.iter().any(binds),
        Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => binds(inner),
        Pat::Wild | Pat::Lit(_) => false,
    }
}

/// What a program is worth: lower is better in both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rank {
    /// Description length plus penalties.
    pub(crate) cost: f64,
    /// How likely it is that the program fits by chance: conditions and constants that were free to choose.
    pub(crate) doubt: f64,
}

/// Ranks a program.
pub(crate) fn rank(goal: &Goal, env: &Env, guide: &dyn Guide, pieces: &[String], term: &Term) -> Rank {
    let mut total = f64::from(size(term));
    let (params, body): (&[Name], &Term) = match term {
        Term::Lam(params, body) => (params, body),
        _ => (&[], term),
    };
    total -= params.len() as f64;
    let unused = params.iter().filter(|p| !crate::synth::program::occurs(**p, body)).count() as f64;
    // A helper is given all that is at hand; what it leaves is dropped.
    let unused = if define::is_helper(goal.name) { 0.0 } else { unused };
    total += unused * UNUSED;
    total += if is_alias(goal, params, body) { ALIAS } else { 0.0 };
    let recursive = crate::synth::recurse::calls(goal.name, body);
    let mut walk = Walk {
        goal,
        guide,
        pieces,
        params,
        order: params.to_vec(),
        total: 0.0,
        doubt: 0.0,
        condition: false,
        depth: 0,
        functions: goal.scheme.ty.uncurry().0.iter().any(|param| param.as_fun().is_some()),
        recursive,
        parts: Vec::new(),
        wholes: Vec::new(),
        trees: Vec::new(),
        far: Vec::new(),
        bases: bases(body),
        env,
    };
    walk.term(body, false);
    if walk.recursive {
        let parts = std::mem::take(&mut walk.parts);
        walk.total += f64::from(chance::raw(body, &parts)) * RAW_PART;
        let left = |part: &&Name| !parts.contains(part) && crate::synth::program::occurs(**part, body);
        walk.total += walk.wholes.iter().filter(left).count() as f64 * SIBLING;
    }
    let signs = chance::signs(goal, env, body, walk.recursive);
    let alone = chance::alone(goal, body);
    let ends = if walk.recursive { chance::descends(goal, params, body) } else { Rank { cost: 0.0, doubt: 0.0 } };
    let doubt = walk.doubt + signs.doubt + unused * UNUSED_DOUBT + alone + ends.doubt;
    let cost = total + walk.total + signs.cost + ends.cost + habits::habits(goal, env, body);
    Rank { cost, doubt: doubt.max(0.0) }
}

/// Whether a program hands what it is given on to a function of the same module.
fn is_alias(goal: &Goal, params: &[Name], body: &Term) -> bool {
    let Term::App(head, args) = body else { return false };
    let Term::Global(name) = **head else { return false };
    let here = name.module().is_some() && name.module() == goal.name.module() && name != goal.name;
    here && args.iter().eq(params.iter().map(|param| Term::Var(*param)).collect::<Vec<_>>().iter())
}

/// The constants that the alternatives of a program's first case analysis return.
fn bases(term: &Term) -> Vec<Term> {
    match term {
        Term::Match(m) if !is_choice(m) => {
            m.alts.iter().map(|alt| &alt.body).filter(|body| constant(body)).cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a case analysis is of what is no variable.
fn is_choice(m: &Match) -> bool {
    m.scrutinees.iter().all(|scrutinee| !matches!(scrutinee, Term::Var(_)))
}

/// The variable that a pattern is, or names.
fn named(pat: &Pat) -> Option<Name> {
    match pat {
        Pat::Var(name) | Pat::As(name, _) => Some(*name),
        _ => None,
    }
}

struct Walk<'a> {
    goal: &'a Goal,
    guide: &'a dyn Guide,
    /// Pieces that the outputs add to the inputs' texts.
    pieces: &'a [String],
    doubt: f64,
    /// Inside a condition.
    condition: bool,
    /// How many case analyses are around.
    depth: u32,
    params: &'a [Name],
    /// The program recurses.
    recursive: bool,
    /// Variables that a recursive call is made on.
    parts: Vec<Name>,
    /// Variables for parts of the same type as the whole.
    wholes: Vec<Name>,
    /// Those of them that are no lists.
    trees: Vec<Name>,
    /// How many case analyses a part is away from a parameter.
    far: Vec<(Name, u32)>,
    /// Constants that alternatives without a recursive call return.
    bases: Vec<Term>,
    env: &'a Env,
    /// Variables in binding order.
    order: Vec<Name>,
    total: f64,
    functions: bool,
}

impl Walk<'_> {
    fn term(&mut self, term: &Term, argument: bool) {
        match term {
            Term::Con(name) => {
                let cost = f64::from(self.guide.cost(Production::Construct(*name), None).min(1.0));
                self.total += (cost - 1.0) * COMMON;
            }
            Term::Global(name) => {
                self.common(*name);
                if [wired::AND, wired::OR].contains(&name.as_str()) {
                    self.total += CONNECTIVE;
                    self.doubt += CONNECTIVE_DOUBT;
                }
                let arrow = || self.goal.components.iter().any(|c| c.name == *name && c.scheme.ty.as_fun().is_some());
                if argument && self.functions && arrow() {
                    self.total += LITERAL_FUNCTION;
                }
            }
            Term::App(f, args) => {
                self.term(f, false);
                if **f == Term::Global(self.goal.name) {
                    self.call(args);
                }
                if matches!(args.as_slice(), [_, last] if *last == Term::Con(Name::new(wired::NIL))) && is_cons(f) {
                    self.total -= WRITTEN;
                }
                let equal = [wired::EQUAL, wired::NOT_EQUAL].iter().any(|name| **f == Term::Global(Name::new(name)));
                if equal && args.iter().any(|arg| matches!(arg, Term::Var(name) if self.trees.contains(name))) {
                    self.total += SAME_TREES;
                }
                // `n < x` is `x > n`.
                let turned = |name: &Name| wired::TURNED.iter().any(|(a, b)| [*a, *b].contains(&name.as_str()));
                let turns = matches!(&**f, Term::Global(name) if turned(name));
                let mut last = 0;
                for arg in args {
                    if let Some(place) = operands::first(arg, &self.order, Some(self.goal.name)) {
                        if place < last && !turns {
                            self.total += INVERSION;
                        }
                        last = place;
                    }
                    self.term(arg, true);
                }
            }
            Term::Lam(params, body) => {
                self.order.extend(params);
                let unused = params.iter().filter(|p| !crate::synth::program::occurs(**p, body)).count();
                self.total += unused as f64 * 0.5;
                self.term(body, false);
            }
            Term::Match(m) => self.analysis(m),
            Term::Let(binds, body) => {
                for bind in binds {
                    self.term(&bind.term, false);
                }
                self.term(body, false);
            }
            Term::Lit(_) => {
                let worth = constants::worth(self.goal, self.pieces, term);
                self.total += worth.cost;
                self.doubt += if self.condition { 2.0 * worth.doubt + CONSTANT_DOUBT } else { worth.doubt };
            }
            _ => {}
        }
    }

    /// A case analysis.
    fn analysis(&mut self, m: &Match) {
        let binds = m.alts.iter().any(|alt| alt.pats.iter().any(binds));
        for scrutinee in &m.scrutinees {
            self.scrutinee(scrutinee, binds);
        }
        self.depth += 1;
        for alt in &m.alts {
            for pat in &alt.pats {
                self.pattern(pat);
            }
            if let ([Term::Var(name)], [pat]) = (m.scrutinees.as_slice(), alt.pats.as_slice()) {
                self.element(*name, pat);
                self.further(*name, pat);
            }
            if self.recursive && is_choice(m) && self.bases.contains(&alt.body) {
                self.total += EARLY;
            }
            // `if n > 9 then 9 else n` is a bound.
            let other = |part: &Term| beyond_one(part) && *part != alt.body;
            if is_choice(m) && beyond_one(&alt.body) && m.scrutinees.iter().any(|s| term::any(s, &other)) {
                self.total += WRITTEN_DOWN;
            }
            if self.depth > 1 && alt.pats.iter().any(ignores) && constant(&alt.body) {
                self.total += IGNORING;
                self.doubt += IGNORING_DOUBT;
            }
            let leaf = !constant(&alt.body) && !crate::synth::recurse::calls(self.goal.name, &alt.body);
            if self.recursive && self.depth > 1 && leaf {
                let rest = alt.pats.iter().filter(|pat| self.drops_rest(pat)).count();
                self.total += rest as f64 * UNUSED_PART;
            }
            let plain = |pat: &Pat| matches!(pat, Pat::Con(_, fields) if fields.is_empty());
            if matches!(alt.body, Term::Lit(Literal::Str(_))) && !is_choice(m) && alt.pats.iter().all(plain) {
                self.total += NAMING;
                continue;
            }
            self.term(&alt.body, false);
        }
        self.depth -= 1;
    }

    /// A look into an element, or, of a helper, past what it was given.
    fn element(&mut self, name: Name, pat: &Pat) {
        let Pat::Con(constructor, fields) = pat else { return };
        let Some((data, _)) = self.env.constructor(*constructor) else { return };
        if fields.is_empty() || data.constructors.len() < 2 {
            return;
        }
        if !self.params.contains(&name) && !self.wholes.contains(&name) {
            self.total += ELEMENT;
        }
        if self.recursive && self.wholes.contains(&name) && self.parts_of(*constructor, fields).len() > 1 {
            self.total += PEEK;
        }
        if define::is_helper(self.goal.name) && self.drops_rest(pat) {
            self.total += DROPPED;
        }
    }

    /// A look at a part of a part of a part; without recursion, at a part of a part.
    fn further(&mut self, name: Name, pat: &Pat) {
        let Pat::Con(constructor, fields) = pat else { return };
        let at = self.far.iter().find(|(known, _)| *known == name).map_or(0, |(_, far)| *far);
        // Without recursion nothing is said of what is further down.
        let free = u32::from(self.recursive);
        if !fields.is_empty() && at > free {
            self.total += f64::from(at - free) * FURTHER;
        }
        let parts: Vec<Name> = self.parts_of(*constructor, fields).into_iter().filter_map(named).collect();
        self.far.extend(parts.into_iter().map(|part| (part, at + 1)));
    }

    /// The fields of a constructor pattern that have the type of the whole.
    fn parts_of<'p>(&self, name: Name, fields: &'p [Pat]) -> Vec<&'p Pat> {
        let Some((data, tag)) = self.env.constructor(name) else { return Vec::new() };
        let whole = |ty: &Type| *ty.spine().0 == Type::Con(data.name);
        let fields = data.constructors[tag].fields.iter().zip(fields);
        fields.filter(|(field, _)| whole(&field.ty)).map(|(_, pat)| pat).collect()
    }

    /// Whether a pattern ignores a part of the type of the whole.
    fn drops_rest(&self, pat: &Pat) -> bool {
        let Pat::Con(name, fields) = pat else { return false };
        self.parts_of(*name, fields).iter().any(|pat| matches!(pat, Pat::Wild))
    }

    /// What is common counts for less than a node, what is rare for more.
    fn common(&mut self, name: Name) {
        let component = self.goal.components.iter().find(|c| c.name == name);
        if let Some(component) = component {
            let scheme = &component.scheme;
            let general = scheme.context.iter().any(|pred| library::is_constructor_class(pred.class, self.env));
            let constant = !scheme.context.is_empty() && matches!(scheme.ty, Type::Var(_));
            self.total += if general || constant { GENERAL } else { 0.0 };
            self.total += if component.origin == Origin::NotImported { IMPORT } else { 0.0 };
        }
        let own = component.is_some_and(|c| c.origin == Origin::User) || define::is_helper(name);
        let listed = component.is_some_and(|c| c.origin == Origin::Listed);
        if name != self.goal.name && !own {
            let cost = self.guide.cost(Production::Call(name), None);
            let cost = f64::from(if listed { cost.min(library::OWN) } else { cost });
            let cost = if cost > 1.0 { 1.0 + (cost - 1.0) * RARE / COMMON } else { cost };
            self.total += (cost - 1.0) * COMMON;
        }
    }

    /// A variable, a call whose parts are used, or a condition.
    fn scrutinee(&mut self, scrutinee: &Term, parts: bool) {
        if matches!(scrutinee, Term::Var(_)) || parts {
            if !matches!(scrutinee, Term::Var(_)) {
                self.doubt += 2.0;
                self.total += TAKEN_APART;
            }
            return self.term(scrutinee, false);
        }
        let before = std::mem::replace(&mut self.condition, true);
        let long = f64::from(size(scrutinee).saturating_sub(PLAIN));
        // What the recursion says of the rest is no free choice.
        let own = crate::synth::recurse::calls(self.goal.name, scrutinee);
        self.total += if own { OWN_CONDITION } else { CONDITION } + long * LONG_CONDITION;
        self.doubt += if own { OWN_CONDITION_DOUBT } else { CONDITION_DOUBT } + long;
        self.term(scrutinee, false);
        self.condition = before;
    }

    /// A recursive call counts for one node, whatever it passes on unchanged.
    fn call(&mut self, args: &[Term]) {
        for (i, arg) in args.iter().enumerate() {
            if matches!(arg, Term::Lit(_)) {
                self.total += CONSTANT_ARGUMENT;
                self.doubt += CONSTANT_ARGUMENT;
            }
            if let Term::Var(name) = arg {
                let same = self.params.get(i) == Some(name);
                self.total -= if same { 0.9 } else { 0.45 };
                if !same {
                    self.parts.push(*name);
                }
            }
        }
    }

    fn pattern(&mut self, pat: &Pat) {
        match pat {
            Pat::Var(name) => self.order.push(*name),
            Pat::Con(name, fields) => {
                let places = self.parts_of(*name, fields);
                let unused = places.iter().filter(|pat| matches!(pat, Pat::Wild)).count();
                if self.recursive && unused > 0 && unused < places.len() {
                    self.total += unused as f64 * UNUSED_PART;
                    self.doubt += unused as f64 * UNUSED_PART_DOUBT;
                }
                let parts = places.iter().copied().filter_map(named);
                if name.module().is_some() {
                    self.trees.extend(parts.clone());
                }
                self.wholes.extend(parts);
                fields.iter().for_each(|f| self.pattern(f));
            }
            Pat::Lit(_) => {
                self.total += CONSTANT_PATTERN;
                self.doubt += 1.0;
            }
            Pat::As(name, inner) => {
                self.order.push(*name);
                self.pattern(inner);
            }
            Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => self.pattern(inner),
            Pat::Wild => self.total += UNUSED_FIELD,
        }
    }
}

/// Drops the candidates that only put something around the body of a better one (`abs (length xs)` beside `length xs`).
pub(crate) fn plainest(candidates: &mut Vec<Candidate>) {
    fn body(term: &Term) -> &Term {
        if let Term::Lam(_, body) = term { body } else { term }
    }
    fn inside(whole: &Term, part: &Term) -> bool {
        match whole {
            Term::App(head, args) => args.iter().chain([&**head]).any(|t| t == part || inside(t, part)),
            _ => false,
        }
    }
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates.drain(..) {
        if !kept.iter().any(|better| inside(body(&candidate.term), body(&better.term))) {
            kept.push(candidate);
        }
    }
    *candidates = kept;
}
