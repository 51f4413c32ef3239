//! Branches and recursion from the top (Osera and Zdancewic 2015, "Type-and-example-directed program synthesis", for the
//! shape of the search; Lubin et al. 2020, "Program sketching with live bidirectional evaluation", for doing without
//! trace-complete examples).
//!
//! A *node* is a place where a body is wanted, with a context of its own; a *split* looks at one of its variables and
//! has a node for each constructor. The template of a split is structural recursion: below a constructor the calls on
//! its smaller parts are variables. A call's result is known where an example fixes it, or where the base cases found
//! so far already compute it; elsewhere it is a guess, no row with a guess rejects a body, and whole programs decide.

mod cover;
pub(crate) mod grow;

use crate::core::name::Name;
use crate::core::term::Term;
use crate::synth::context::Context;
use crate::synth::library::UNIT;
use crate::synth::program::{Style, case};
use crate::synth::space::{Space, conditional};

/// Most bodies kept for one node.
const MAX_SOLUTIONS: usize = 600;
/// Most combinations of one new body with those of its siblings.
const MAX_COMBINATIONS: usize = 48;

/// A body.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// An entry of the node's context.
    Entry(u32),
    /// Cases of an entry of an enumeration type; none where no row goes.
    Case(u32, Vec<Option<Body>>),
    /// A split with the numbers of its branches' solutions.
    Split(usize, Vec<usize>),
}

/// A body that may be right.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) cost: u32,
    pub(crate) body: Body,
    /// Right on every row, with no guess involved.
    pub(crate) sure: bool,
}

/// A place where a body is wanted.
pub(crate) struct Node {
    pub(crate) context: usize,
    pub(crate) depth: u32,
    /// Split and branch.
    pub(crate) parent: Option<(usize, usize)>,
    pub(crate) grown: bool,
    pub(crate) solutions: Vec<Solution>,
    pub(crate) spent: u64,
    /// How many of the context's fitting entries, and partly right ones and conditions, were read.
    fits_read: usize,
    cover_read: (usize, usize),
}

/// How a split tells its branches apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// By constructor.
    Data,
    /// `n <= 0` or not.
    Countdown,
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
    /// Cost of the case analysis itself.
    pub(crate) cost: u32,
}

/// The forest of nodes over one space.
pub(crate) struct Forest {
    pub(crate) nodes: Vec<Node>,
    pub(crate) splits: Vec<Split>,
    /// Whole programs (solutions of the root) not looked at yet.
    pub(crate) whole: Vec<usize>,
}

impl Node {
    pub(crate) fn new(context: usize, depth: u32, parent: Option<(usize, usize)>) -> Node {
        Node { context, depth, parent, grown: false, solutions: Vec::new(), spent: 0, fits_read: 0, cover_read: (0, 0) }
    }

    /// Whether a body without guesses is known.
    pub(crate) fn sure(&self) -> bool {
        self.solutions.iter().any(|s| s.sure)
    }
}

impl Forest {
    /// A forest whose root is `context`.
    pub(crate) fn new(context: usize) -> Forest {
        Forest { nodes: vec![Node::new(context, 0, None)], splits: Vec::new(), whole: Vec::new() }
    }

    /// Reads what a node's context has found since the last time.
    pub(crate) fn harvest(&mut self, n: usize, space: &mut Space<'_>) {
        let context = &space.contexts[self.nodes[n].context];
        let fits: Vec<u32> = context.fits[self.nodes[n].fits_read..].to_vec();
        self.nodes[n].fits_read = context.fits.len();
        let wanted = context.wanted();
        let found: Vec<Solution> = fits
            .into_iter()
            .map(|id| {
                let entry = &context.entries[id as usize];
                let sure = wanted != 0 && entry.unknown & wanted == 0;
                Solution { cost: entry.cost, body: Body::Entry(id), sure }
            })
            .collect();
        for solution in found {
            self.add(n, solution);
        }
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
    pub(crate) fn add(&mut self, n: usize, solution: Solution) {
        if self.nodes[n].solutions.len() >= MAX_SOLUTIONS {
            return;
        }
        let number = self.nodes[n].solutions.len();
        self.nodes[n].solutions.push(solution);
        let Some((s, b)) = self.nodes[n].parent else {
            self.whole.push(number);
            return;
        };
        let mut choices: Vec<Vec<usize>> = Vec::new();
        for (i, branch) in self.splits[s].branches.iter().enumerate() {
            if i == b {
                choices.push(vec![number]);
                continue;
            }
            let Some(sibling) = branch.node else { return };
            let mut best: Vec<usize> = (0..self.nodes[sibling].solutions.len()).collect();
            if best.is_empty() {
                return;
            }
            best.sort_by_key(|i| {
                let s = &self.nodes[sibling].solutions[*i];
                (!s.sure, s.cost, *i)
            });
            let surely = self.nodes[sibling].sure();
            best.truncate(if surely { 3 } else { 12 });
            choices.push(best);
        }
        let mut combinations: Vec<(u32, bool, Vec<usize>)> = vec![(self.splits[s].cost, true, Vec::new())];
        for (i, choice) in choices.iter().enumerate() {
            let Some(node) = self.splits[s].branches[i].node else { return };
            let mut next = Vec::new();
            for (cost, sure, parts) in &combinations {
                for c in choice {
                    let solution = &self.nodes[node].solutions[*c];
                    let mut parts = parts.clone();
                    parts.push(*c);
                    next.push((cost + solution.cost, *sure && solution.sure, parts));
                }
            }
            next.sort_by_key(|(cost, sure, _)| (!sure, *cost));
            next.truncate(MAX_COMBINATIONS);
            combinations = next;
        }
        let up = self.splits[s].node;
        for (cost, sure, parts) in combinations {
            self.add(up, Solution { cost, body: Body::Split(s, parts), sure });
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
                if names.len() == 2
                    && names[1] == Name::new(crate::core::wired::TRUE)
                    && let [(_, _, no), (_, _, yes)] = alts.as_slice()
                {
                    return conditional(scrutinee, yes.clone(), no.clone());
                }
                case(scrutinee, alts, missing)
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
        let context: &Context = &space.contexts[self.nodes[split.node].context];
        let scrutinee = Term::Var(context.variables[split.variable as usize].name);
        let mut bodies = bodies.into_iter().map(|b| b.unwrap_or(Term::Fail(Failure::Hole(String::new()))));
        if split.kind == Kind::Countdown {
            let base = bodies.next().unwrap_or(Term::Fall);
            let step = bodies.next().unwrap_or(Term::Fall);
            return conditional(space.arithmetic("Base.<=", scrutinee, 0, style), base, step);
        }
        let alts = split.branches.iter().zip(bodies).map(|(b, body)| (b.constructor, b.fields.clone(), body)).collect();
        case(scrutinee, alts, false)
    }

    /// Whether the program of a body recurses, and whether it branches.
    pub(crate) fn engine(&self, body: &Body, term: &Term, name: Name) -> &'static str {
        match body {
            _ if calls(name, term) => "recurse",
            Body::Entry(_) => "enumerate",
            Body::Case(..) | Body::Split(..) => "refine",
        }
    }
}

/// Whether `term` mentions the global `name`.
pub(crate) fn calls(name: Name, term: &Term) -> bool {
    match term {
        Term::Global(g) => *g == name,
        Term::App(f, args) => calls(name, f) || args.iter().any(|a| calls(name, a)),
        Term::Lam(_, body) | Term::Ann(body, _) | Term::TypeApp(body, _) => calls(name, body),
        Term::Let(binds, body) => calls(name, body) || binds.iter().any(|b| calls(name, &b.term)),
        Term::Match(m) => {
            m.scrutinees.iter().any(|s| calls(name, s)) || m.alts.iter().any(|alt| calls(name, &alt.body))
        }
        Term::Var(_)
        | Term::Con(_)
        | Term::Lit(_)
        | Term::Fall
        | Term::Hole(_)
        | Term::Fail(_)
        | Term::Prim(_)
        | Term::Opaque(_) => false,
    }
}

/// The cost of looking at a variable: more for one that is not a parameter or a part of its own kind.
pub(crate) fn split_cost(element: bool) -> u32 {
    if element { 2 * UNIT } else { UNIT }
}
