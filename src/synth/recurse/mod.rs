//! Branches and recursion from the top (Osera and Zdancewic 2015, "Type-and-example-directed program synthesis", for the
//! shape of the search; Lubin et al. 2020, "Program sketching with live bidirectional evaluation", for doing without
//! trace-complete examples).
//!
//! A *node* is a place where a body is wanted, with a context of its own; a *split* looks at one of its variables and
//! has a node for each constructor. The template of a split is structural recursion: below a constructor the calls on
//! its smaller parts are variables. A call's result is known where an example fixes it, or where the base cases found
//! so far already compute it; elsewhere it is a guess, no row with a guess rejects a body, and whole programs decide.

pub(crate) mod calls;
mod cover;
pub(crate) mod descend;
pub(crate) mod grow;
pub(crate) mod predicates;
pub(crate) mod renaming;
mod shares;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::wired;
use crate::synth::context::{Context, Mask};
use crate::synth::deduce::{Over, Shape};
use crate::synth::define::Defined;
use crate::synth::library::UNIT;
use crate::synth::program::{Style, case};
use crate::synth::recurse::descend::Descent;
use crate::synth::recurse::predicates::Connective;
use crate::synth::space::{Space, conditional};
use crate::synth::types::TypeId;

/// Most bodies kept for one node that depend on a guess: of its bank, and of each split.
const MAX_GUESSES: usize = 3_000;
/// The same of the root's bank, where checks decide.
const MAX_CHECKED: usize = 100_000;
/// Most combinations of one new body with those of its siblings.
const MAX_COMBINATIONS: usize = 48;

/// What a whole program's cost is divided by in the order of guesses where the examples bear the guesses out.
const BORNE_OUT: u32 = 2;

/// A body.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// An entry of the node's context.
    Entry(u32),
    /// Cases of an entry of an enumeration type; none where no row goes.
    Case(u32, Vec<Option<Body>>),
    /// A connective of two predicates.
    Both(Connective, Box<Body>, Box<Body>),
    /// A split with the numbers of its branches' solutions.
    Split(usize, Vec<usize>),
    /// A call of a helper.
    Call(u32),
    /// A call of a helper whose result, of that enumeration type, chooses between entries.
    Test(u32, TypeId, Vec<u32>),
    /// No value, of a constructor that no example has, where there is none to give.
    Stop,
}

/// A body that may be right.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) cost: u32,
    pub(crate) body: Body,
    /// Right on every row, with no guess involved.
    pub(crate) sure: bool,
    /// No conditional that was put together to tell rows apart: such a one proves little.
    pub(crate) plain: bool,
    /// It calls a helper.
    pub(crate) defines: bool,
    /// Its guesses are calls on what a condition leaves, and the examples bear the condition out.
    pub(crate) borne_out: bool,
}

/// A place where a body is wanted.
pub(crate) struct Node {
    pub(crate) context: usize,
    pub(crate) depth: u32,
    /// Split and branch.
    pub(crate) parent: Option<(usize, usize)>,
    pub(crate) grown: bool,
    pub(crate) solutions: Vec<Solution>,
    /// How many of the solutions depend on a guess: those of the bank, of each split, and of helpers.
    guesses: Vec<((Option<usize>, bool), usize)>,
    /// Which part of the steps it may claim, beside other nodes: less with each doubtful step from the root.
    pub(crate) share: f32,
    /// Cost of the cheapest solution.
    pub(crate) best: Option<u32>,
    /// Its examples say only a part of what is wanted.
    pub(crate) weak: bool,
    /// No parameter that only a case analysis can look into is looked into.
    pub(crate) blind: bool,
    /// What deduction has looked at: the results, entries, conditions; and how many hypotheses of each sort it opened.
    pub(crate) deduced: bool,
    pub(crate) deduced_entries: usize,
    pub(crate) guards_read: usize,
    pub(crate) predicates_read: usize,
    pub(crate) hypotheses: usize,
    /// How conditions of hypotheses tell the rows apart.
    pub(crate) parted: Vec<Vec<Mask>>,
    /// The groups of elements that hypotheses are about.
    pub(crate) met: Vec<(Over, u64)>,
    pub(crate) affixes: usize,
    /// How many texts it was put together from.
    pub(crate) texts: usize,
    pub(crate) scrutinees: usize,
    pub(crate) guards: usize,
    pub(crate) spent: u64,
    /// How often it was asked for helpers.
    pub(crate) looks: usize,
    /// How many of the context's fitting entries, and partly right ones and conditions, were read.
    fits_read: usize,
    cover_read: (usize, usize),
}

/// How a split tells its branches apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// By constructor.
    Data,
    /// By whether a number is small.
    Number(Descent),
    /// Not a case analysis: a program that begins this way.
    Deduced(Shape),
}

/// One branch of a split.
pub(crate) struct Branch {
    pub(crate) constructor: Name,
    pub(crate) fields: Vec<Name>,
    /// Calls on smaller parts become possible here.
    pub(crate) recursive: bool,
    pub(crate) node: Option<usize>,
}

/// A case analysis of a variable of a node's context.
pub(crate) struct Split {
    pub(crate) node: usize,
    pub(crate) variable: u16,
    pub(crate) kind: Kind,
    pub(crate) branches: Vec<Branch>,
    /// Branches with recursion are open.
    pub(crate) open: bool,
    /// The branches' examples say all that is wanted.
    pub(crate) complete: bool,
    /// Cost of the case analysis itself.
    pub(crate) cost: u32,
    /// How many of its kind, plain or deduced, the node had before.
    pub(crate) place: usize,
}

/// The forest of nodes over one space.
pub(crate) struct Forest {
    pub(crate) nodes: Vec<Node>,
    pub(crate) splits: Vec<Split>,
    /// Whole programs (solutions of the root) not looked at yet, by cost: those that are known to be right, and guesses.
    pub(crate) whole: [BinaryHeap<Reverse<(u32, usize)>>; 2],
    /// The helpers that bodies call.
    pub(crate) defined: Vec<Defined>,
    /// What the examples say is not all: the goal's checks decide, or, of a helper, the program around it.
    pub(crate) checked: bool,
}

impl Node {
    pub(crate) fn new(context: usize, depth: u32, parent: Option<(usize, usize)>) -> Node {
        Node {
            context,
            depth,
            parent,
            grown: false,
            solutions: Vec::new(),
            guesses: Vec::new(),
            share: 1.0,
            best: None,
            weak: false,
            blind: false,
            deduced: false,
            deduced_entries: 0,
            guards_read: 0,
            predicates_read: 0,
            hypotheses: 0,
            met: Vec::new(),
            parted: Vec::new(),
            affixes: 0,
            texts: 0,
            scrutinees: 0,
            guards: 0,
            spent: 0,
            looks: 0,
            fits_read: 0,
            cover_read: (0, 0),
        }
    }

    /// Whether a body without guesses is known.
    pub(crate) fn sure(&self) -> bool {
        !self.weak && self.solutions.iter().any(|s| s.sure && s.plain)
    }
}

impl Forest {
    /// A forest whose root is `context`.
    pub(crate) fn new(context: usize, checked: bool, blind: bool) -> Forest {
        let nodes = vec![Node { blind, ..Node::new(context, 0, None) }];
        Forest { nodes, splits: Vec::new(), whole: Default::default(), defined: Vec::new(), checked }
    }

    /// Reads what a node's context has found since the last time.
    pub(crate) fn harvest(&mut self, n: usize, space: &mut Space<'_>) {
        let context = &space.contexts[self.nodes[n].context];
        let fits: Vec<u32> = context.fits[self.nodes[n].fits_read..].to_vec();
        self.nodes[n].fits_read = context.fits.len();
        let wanted = context.wanted();
        let dressed = |id: &u32| n == 0 && space.dresses_alias(*id);
        let found: Vec<Solution> = fits
            .into_iter()
            .filter(|id| !dressed(id))
            .map(|id| {
                let entry = &context.entries[id as usize];
                let sure = (wanted != 0 || !context.groups.is_empty()) && entry.unknown & wanted == 0;
                Solution {
                    cost: entry.cost,
                    body: Body::Entry(id),
                    sure,
                    plain: n > 0 || !space.is_alias(id),
                    defines: false,
                    borne_out: false,
                }
            })
            .collect();
        for solution in found {
            self.add(n, solution);
        }
        self.predicates(n, space);
        let context = &space.contexts[self.nodes[n].context];
        let news = (context.partials.len(), context.conditions.len());
        if news != self.nodes[n].cover_read && !context.conditions.is_empty() {
            let before = self.nodes[n].cover_read;
            self.nodes[n].cover_read = news;
            for solution in cover::cover(context, before) {
                self.add(n, solution);
            }
        }
    }

    /// Adds a body to a node and every larger body that it completes.
    pub(crate) fn add(&mut self, n: usize, mut solution: Solution) {
        solution.sure &= n > 0 || !self.checked;
        // Guesses must not crowd out what is known to be right.
        if !solution.sure {
            let split = if let Body::Split(s, _) = solution.body { Some(s) } else { None };
            let source = (split, solution.defines);
            let guesses = &mut self.nodes[n].guesses;
            let at = guesses.iter().position(|(known, _)| *known == source).unwrap_or_else(|| {
                guesses.push((source, 0));
                guesses.len() - 1
            });
            let most = if n == 0 && split.is_none() { MAX_CHECKED } else { MAX_GUESSES };
            if guesses[at].1 >= most {
                return;
            }
            guesses[at].1 += 1;
        }
        let number = self.nodes[n].solutions.len();
        self.nodes[n].best = Some(self.nodes[n].best.map_or(solution.cost, |best| best.min(solution.cost)));
        self.nodes[n].solutions.push(solution);
        let Some((s, b)) = self.nodes[n].parent else {
            let solution = &self.nodes[n].solutions[number];
            let (cost, guess) = (solution.cost, usize::from(!solution.sure));
            let cost = if solution.borne_out { cost / BORNE_OUT } else { cost };
            self.whole[guess].push(Reverse((cost, number)));
            return;
        };
        let Some(choices) = self.companions(s, b, number) else { return };
        let mut combinations = vec![(self.splits[s].cost, self.splits[s].complete, true, Vec::new())];
        for (i, choice) in choices.iter().enumerate() {
            let Some(node) = self.splits[s].branches[i].node else { return };
            let mut next = Vec::new();
            for (cost, sure, plain, parts) in &combinations {
                for c in choice {
                    let solution = &self.nodes[node].solutions[*c];
                    let mut parts = parts.clone();
                    parts.push(*c);
                    next.push((cost + solution.cost, *sure && solution.sure, *plain && solution.plain, parts));
                }
            }
            next.sort_by_key(|(cost, sure, ..)| (!sure, *cost));
            next.truncate(MAX_COMBINATIONS);
            combinations = next;
        }
        let up = self.splits[s].node;
        for (cost, sure, plain, parts) in combinations {
            let nodes = self.splits[s].branches.iter().filter_map(|branch| branch.node);
            let parted: Vec<&Solution> =
                nodes.zip(&parts).map(|(node, part)| &self.nodes[node].solutions[*part]).collect();
            let defines = parted.iter().any(|part| part.defines);
            let telling = matches!(&self.splits[s].kind, Kind::Deduced(shape) if shape.is_telling());
            let told = self.splits[s].complete || telling;
            // What a call gives was taken apart to tell rows apart.
            let plain = plain && !matches!(self.splits[s].kind, Kind::Deduced(Shape::Cases(_)));
            let borne_out = told && !sure && parted.iter().all(|part| part.sure || part.borne_out);
            self.add(up, Solution { cost, body: Body::Split(s, parts), sure, plain, defines, borne_out });
        }
    }

    /// The bodies of split `s`'s branches that may come together with body `number` of branch `b`; none while a branch has
    /// none.
    fn companions(&self, s: usize, b: usize, number: usize) -> Option<Vec<Vec<usize>>> {
        let mut choices: Vec<Vec<usize>> = Vec::new();
        for (i, branch) in self.splits[s].branches.iter().enumerate() {
            if i == b {
                choices.push(vec![number]);
                continue;
            }
            let sibling = branch.node?;
            let mut best: Vec<usize> = (0..self.nodes[sibling].solutions.len()).collect();
            if best.is_empty() {
                return None;
            }
            best.sort_by_key(|i| {
                let s = &self.nodes[sibling].solutions[*i];
                (!s.sure, !s.borne_out, s.cost, *i)
            });
            let surely = self.nodes[sibling].sure();
            best.truncate(if surely { 4 } else { 12 });
            choices.push(best);
        }
        Some(choices)
    }

    /// The next whole program: one that is known to be right, or, if `guesses`, the cheapest guess, one that is borne out
    /// before others.
    pub(crate) fn next_whole(&mut self, guesses: bool) -> Option<usize> {
        let [sure, open] = &mut self.whole;
        let next = sure.pop().or_else(|| if guesses { open.pop() } else { None });
        next.map(|Reverse((_, number))| number)
    }

    /// The banks that a body of node `n` takes its parts from, with what the parts cost.
    pub(crate) fn parts(&self, n: usize, body: &Body, space: &Space<'_>) -> Vec<(usize, u32)> {
        let c = self.nodes[n].context;
        match body {
            Body::Entry(id) => vec![(c, space.contexts[c].entries[*id as usize].cost)],
            Body::Case(_, branches) => branches.iter().flatten().flat_map(|b| self.parts(n, b, space)).collect(),
            Body::Both(_, a, b) => {
                let mut all = self.parts(n, a, space);
                all.extend(self.parts(n, b, space));
                all
            }
            Body::Call(_) | Body::Stop => Vec::new(),
            Body::Test(_, _, entries) => {
                entries.iter().map(|id| (c, space.contexts[c].entries[*id as usize].cost)).collect()
            }
            Body::Split(s, parts) => {
                let node = |b: usize| self.splits[*s].branches[b].node;
                let bodies = parts.iter().enumerate().filter_map(|(b, part)| node(b).map(|n| (n, *part)));
                bodies.flat_map(|(n, part)| self.parts(n, &self.nodes[n].solutions[part].body, space)).collect()
            }
        }
    }

    /// What of a body's cost is for types at which few programs use its functions.
    pub(crate) fn odd(&self, n: usize, body: &Body, space: &Space<'_>) -> u32 {
        let c = self.nodes[n].context;
        match body {
            Body::Entry(id) => space.odd(c, *id),
            Body::Case(id, branches) => {
                space.odd(c, *id) + branches.iter().flatten().map(|b| self.odd(n, b, space)).sum::<u32>()
            }
            Body::Both(_, a, b) => self.odd(n, a, space) + self.odd(n, b, space),
            Body::Call(_) | Body::Stop => 0,
            Body::Test(_, _, entries) => entries.iter().map(|id| space.odd(c, *id)).sum(),
            Body::Split(s, parts) => {
                let node = |b: usize| self.splits[*s].branches[b].node;
                let bodies = parts.iter().enumerate().filter_map(|(b, part)| node(b).map(|n| (n, *part)));
                let below: u32 = bodies.map(|(n, part)| self.odd(n, &self.nodes[n].solutions[part].body, space)).sum();
                let own = match &self.splits[*s].kind {
                    Kind::Deduced(shape) => shape.entries().iter().map(|id| space.odd(c, *id)).sum(),
                    Kind::Data | Kind::Number(_) => 0,
                };
                below + own
            }
        }
    }

    /// The term of a body of node `n`.
    pub(crate) fn body(&self, n: usize, body: &Body, space: &Space<'_>, style: Style) -> Term {
        let c = self.nodes[n].context;
        match body {
            Body::Entry(id) => space.term(c, *id, style),
            Body::Case(id, branches) => {
                let ty = space.contexts[c].entry_type(*id);
                let names = space.constructor_names(ty);
                let scrutinee = space.term(c, *id, style);
                let mut alts = Vec::new();
                for (name, branch) in names.iter().zip(branches) {
                    if let Some(branch) = branch {
                        alts.push((*name, Vec::new(), self.body(n, branch, space, style)));
                    }
                }
                let missing = alts.len() < names.len();
                choice(scrutinee, alts, missing)
            }
            Body::Both(connective, a, b) => {
                let parts = [a, b].map(|part| self.body(n, part, space, style));
                Term::app(Term::Global(Name::new(connective.name())), parts.to_vec())
            }
            Body::Call(d) => self.defined[*d as usize].call(space, style),
            Body::Stop => Term::Global(Name::new(wired::UNDEFINED)),
            Body::Test(d, ty, entries) => {
                let scrutinee = self.defined[*d as usize].call(space, style);
                let names = space.constructor_names(*ty).into_iter();
                let alts = names.zip(entries).map(|(name, id)| (name, Vec::new(), space.term(c, *id, style)));
                choice(scrutinee, alts.collect(), false)
            }
            Body::Split(s, parts) => {
                let bodies = parts.iter().enumerate().map(|(b, part)| {
                    let node = self.splits[*s].branches[b].node?;
                    Some(self.body(node, &self.nodes[node].solutions[*part].body, space, style))
                });
                self.split_term(*s, bodies.collect(), space, style)
            }
        }
    }

    /// The case analysis of split `s` with these bodies; a missing one fails.
    pub(crate) fn split_term(&self, s: usize, bodies: Vec<Option<Term>>, space: &Space<'_>, style: Style) -> Term {
        use crate::core::term::Failure;
        let split = &self.splits[s];
        let mut bodies = bodies.into_iter().map(|b| b.unwrap_or(Term::Fail(Failure::Hole(String::new()))));
        if let Kind::Deduced(shape) = &split.kind {
            return self.deduced_term(s, shape, bodies.collect(), space, style);
        }
        let context: &Context = &space.contexts[self.nodes[split.node].context];
        let scrutinee = Term::Var(context.variables[split.variable as usize].name);
        if let Kind::Number(descent) = split.kind {
            let base = bodies.next().unwrap_or(Term::Fall);
            let step = bodies.next().unwrap_or(Term::Fall);
            let ty = context.value_type(split.variable as usize).unwrap_or(space.int());
            let small = space.at_most(ty, scrutinee, descent.base(), style);
            return conditional(small.unwrap_or(Term::Fall), base, step);
        }
        let alts = split.branches.iter().zip(bodies).map(|(b, body)| (b.constructor, b.fields.clone(), body)).collect();
        case(scrutinee, alts, false)
    }

    /// Whether the program of a body recurses, and whether it branches.
    pub(crate) fn engine(&self, body: &Body, term: &Term, name: Name) -> &'static str {
        match body {
            _ if calls(name, term) => "recurse",
            Body::Entry(_) | Body::Both(..) => "enumerate",
            Body::Case(..) | Body::Split(..) | Body::Call(_) | Body::Test(..) | Body::Stop => "refine",
        }
    }
}

/// A case analysis of a value of an enumeration type: a conditional where it is a truth.
fn choice(scrutinee: Term, alts: Vec<(Name, Vec<Name>, Term)>, missing: bool) -> Term {
    if let [(_, _, no), (truth, _, yes)] = alts.as_slice()
        && *truth == Name::new(crate::core::wired::TRUE)
    {
        return conditional(scrutinee, yes.clone(), no.clone());
    }
    case(scrutinee, alts, missing)
}

/// Whether `term` mentions the global `name`.
pub(crate) fn calls(name: Name, term: &Term) -> bool {
    crate::core::term::any(term, &|part| *part == Term::Global(name))
}

/// The cost of looking at a variable: more for one that is not a parameter or a part of its own kind.
pub(crate) fn split_cost(element: bool) -> u32 {
    if element { 2 * UNIT } else { UNIT }
}
