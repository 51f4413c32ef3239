//! Programs from a type alone: best-first search for normal forms of the signature, with no example to run.
//!
//! The rules are those of *The Djinn* (Augustsson) and of focused proof search (Dyckhoff, *Contraction-free sequent
//! calculi*, 1992), but every choice has a price, so that answers come in the order of their description length: an
//! abstraction where a function is wanted, a variable or something in scope applied to what is to be found in turn, a
//! constructor, a case analysis with all alternatives. No recursion and nothing partial ([`heads`]): every answer is
//! total. What leaves arguments unused costs more than what uses all of them; what a law of a class makes shorter is not
//! written ([`wired::SHORTER`]).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Type};
use crate::core::wired;
use crate::synth::budget::Budget;
use crate::synth::goal::Goal;
use crate::synth::guide::{Guide, Production};
use crate::synth::inhabit::heads::{Head, heads};
use crate::synth::inhabit::unify::{Subst, is_open};
use crate::synth::library::dictionary_variable;
use crate::synth::types::expand;
use crate::synth::verify::Verifier;
use crate::synth::{Candidate, Outcome, Stopped, Terms, program};

mod build;
mod heads;
mod unify;

/// Units of cost in one of the guide's.
const SCALE: f32 = 16.0;
/// An open place costs at least this.
const LEAST: u32 = 8;
/// A case analysis of a product says little.
const PRODUCT: f32 = 0.4;
/// A case analysis of what a call returns, beyond the call and the analysis.
const CALLED: u32 = 4;
/// One that could have been made further out.
const LATE: u32 = 2;
/// Most states that wait, most steps, most nodes of a program.
const MOST_STATES: usize = 400_000;
const MOST_STEPS: u64 = 40_000;
const MOST_NODES: usize = 40;
/// Steps after the first answer, beyond four times as many as it took; answers that cost so much more are none.
const AFTER: u64 = 4_000;
const MUCH_WORSE: f64 = 3.0;
/// Arguments that nobody uses: of the function, of an abstraction, of a pattern; and those of the function used again.
const UNUSED: u32 = 64;
const UNUSED_INNER: u32 = 32;
const UNUSED_FIELD: u32 = 12;
const REUSED: u32 = 8;

/// A variable in scope and its type.
type Local = (Name, Type);

/// A place of a half-built program.
#[derive(Clone)]
enum Node {
    /// To be filled.
    Open(Open),
    Lam(Vec<Name>, usize),
    App(Term, Vec<usize>),
    Match {
        head: Term,
        args: Vec<usize>,
        alts: Vec<(Name, Vec<Name>, usize)>,
    },
}

#[derive(Clone)]
struct Open {
    locals: Rc<Vec<Local>>,
    ty: Type,
    /// A body: a case analysis may begin here.
    body: bool,
    /// Locals from here on may be analysed: analyses that change places are one.
    from: usize,
    /// Locals up to here are from outside of an argument: they are better analysed there.
    outer: usize,
    /// What holds this place, and as which argument; [`BODY`] more for what such a function returns.
    parent: Option<(Name, u8)>,
    /// The only parameter of the abstraction that this is the body of.
    binder: Option<Name>,
}

/// Added to the number of an argument for the body of the abstraction that stands there.
const BODY: u8 = 100;

/// A half-built program.
#[derive(Clone)]
struct State {
    cost: u32,
    nodes: Vec<Node>,
    open: Vec<usize>,
    subst: Subst,
    preds: Vec<Pred>,
    names: u32,
}

/// One search.
struct Search<'a> {
    goal: &'a Goal,
    env: &'a Env,
    heads: Vec<Head>,
    variable: u32,
    analysis: u32,
    product: u32,
    givens: Vec<(Pred, Term)>,
    entailed: HashMap<Pred, bool, FxBuildHasher>,
    heap: BinaryHeap<Reverse<(u32, u64, usize)>>,
    states: Vec<Option<State>>,
    free: Vec<usize>,
    pushed: u64,
}

fn scaled(cost: f32) -> u32 {
    ((cost * SCALE).round().max(1.0)) as u32
}

/// Programs of the goal's type, those that use all arguments and are short first. Its examples are not looked at.
pub(super) fn inhabit(goal: &Goal, env: &Env, guide: &dyn Guide, budget: &Budget) -> Outcome {
    let start = Instant::now();
    let mut search = Search::new(goal, env, guide);
    let mut verifier = Verifier::new(goal, env, budget);
    let (mut found, mut seen): (Vec<Candidate>, HashSet<String>) = (Vec::new(), HashSet::new());
    let (mut steps, mut first) = (0, None);
    let stopped = loop {
        if budget.cancel.load(Ordering::Relaxed) {
            break Stopped::Cancelled;
        }
        if budget.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            break Stopped::Deadline;
        }
        let after = first.map_or(MOST_STEPS, |(steps, _)| AFTER + 4 * steps);
        if steps >= budget.steps.min(after).min(MOST_STEPS) {
            break if first.is_some() { Stopped::Done } else { Stopped::Steps };
        }
        let Some((cost, state)) = search.pop() else { break Stopped::Exhausted };
        if found.first().is_some_and(|best: &Candidate| f64::from(cost) > (best.cost + MUCH_WORSE) * f64::from(SCALE)) {
            break Stopped::Done;
        }
        steps += 1;
        if !state.open.is_empty() {
            search.expand(state);
            continue;
        }
        let term = build::term(&state.nodes, 0);
        if build::is_idle(&term) || !seen.insert(format!("{term:?}")) || !verifier.accepts(&term) {
            continue;
        }
        first.get_or_insert_with(|| (steps, start.elapsed().as_secs_f64() * 1e3));
        let size = program::size(&term);
        found.push(Candidate { term, size, cost: f64::from(cost) / f64::from(SCALE), engine: "type" });
        if found.len() >= budget.count.max(1) {
            break Stopped::Done;
        }
    };
    Outcome {
        doubt: 0.0,
        candidates: found,
        question: None,
        stopped,
        steps,
        first,
        terms: Terms::default(),
        peak_bytes: 0,
        tried: vec![format!("programs over {} functions in scope", search.heads.len())],
    }
}

impl<'a> Search<'a> {
    fn new(goal: &'a Goal, env: &'a Env, guide: &dyn Guide) -> Search<'a> {
        let context = goal.scheme.context.iter().enumerate();
        let root = Open {
            locals: Rc::new(Vec::new()),
            ty: expand(&goal.scheme.ty, env),
            body: true,
            from: 0,
            outer: 0,
            parent: None,
            binder: None,
        };
        let state = State {
            cost: 0,
            nodes: vec![Node::Open(root)],
            open: vec![0],
            subst: Subst::default(),
            preds: Vec::new(),
            names: 0,
        };
        let analysis = scaled(guide.cost(Production::Match, None));
        let mut search = Search {
            goal,
            env,
            heads: heads(goal, env, guide),
            variable: scaled(guide.cost(Production::Var, None)),
            analysis,
            product: (analysis as f32 * PRODUCT) as u32,
            givens: context.map(|(i, pred)| (pred.clone(), Term::Var(dictionary_variable(i)))).collect(),
            entailed: HashMap::default(),
            heap: BinaryHeap::new(),
            states: Vec::new(),
            free: Vec::new(),
            pushed: 0,
        };
        search.push(state);
        search
    }

    fn pop(&mut self) -> Option<(u32, State)> {
        let Reverse((cost, _, at)) = self.heap.pop()?;
        let state = self.states[at].take()?;
        self.free.push(at);
        Some((cost, state))
    }

    /// Files a state under what its programs cost at least. First in, first out among equals.
    fn push(&mut self, state: State) {
        if self.heap.len() >= MOST_STATES || state.nodes.len() > MOST_NODES {
            return;
        }
        let least = match state.open.is_empty() {
            true => state.cost + build::penalty(&state.nodes),
            false => state.cost + LEAST * state.open.len() as u32,
        };
        let at = self.free.pop().unwrap_or_else(|| {
            self.states.push(None);
            self.states.len() - 1
        });
        self.states[at] = Some(state);
        self.pushed += 1;
        self.heap.push(Reverse((least, self.pushed, at)));
    }

    /// Fills one place of a state in all ways.
    fn expand(&mut self, mut state: State) {
        let Some(at) = self.choose(&state) else { return };
        state.open.retain(|open| *open != at);
        let Node::Open(mut open) = state.nodes[at].clone() else { return };
        open.ty = state.subst.resolve(&open.ty);
        if open.ty.as_fun().is_some() {
            self.abstraction(state, at, &open);
            return;
        }
        for i in 0..open.locals.len() {
            let (name, ty) = open.locals[i].clone();
            let ty = state.subst.resolve(&ty);
            let head = (Term::Var(name), name);
            let identity = open.binder == Some(name) && ty.as_fun().is_none();
            if !identity || !forbidden(open.parent, Name::new(wired::IDENTITY)) {
                self.call(&state, at, &open, head, &ty, Asked { preds: &[], cost: self.variable, makes: false });
            }
        }
        // Anything would fit: what is there is enough.
        if !matches!(open.ty, Type::Meta(_)) {
            for i in 0..self.heads.len() {
                self.component(&state, at, &open, i);
            }
        }
        if open.body {
            for i in open.from..open.locals.len() {
                self.analyse(&state, at, &open, i);
            }
        }
    }

    /// The place to fill next: where most is known of the wanted type and of what an abstraction takes.
    fn choose(&self, state: &State) -> Option<usize> {
        let key = |at: &usize| {
            let Node::Open(open) = &state.nodes[*at] else { return (9, *at) };
            let ty = state.subst.resolve(&open.ty);
            let unknown = match &ty {
                Type::Meta(_) => 4,
                ty if ty.as_fun().is_some() => 3,
                _ if open.locals.iter().any(|(_, ty)| matches!(state.subst.resolve(ty), Type::Meta(_))) => 2,
                ty if is_open(ty) => 1,
                _ => 0,
            };
            (unknown, *at)
        };
        state.open.iter().copied().min_by_key(key)
    }

    fn name(state: &mut State) -> Name {
        state.names += 1;
        Name::new(&format!("v{}", state.names))
    }

    fn open(state: &mut State, open: Open) -> usize {
        state.nodes.push(Node::Open(open));
        state.open.push(state.nodes.len() - 1);
        state.nodes.len() - 1
    }

    fn abstraction(&mut self, mut state: State, at: usize, open: &Open) {
        let (params, result) = open.ty.uncurry();
        let mut locals = (*open.locals).clone();
        let mut names = Vec::new();
        for param in params {
            let name = Self::name(&mut state);
            names.push(name);
            locals.push((name, param.clone()));
        }
        let parent = open.parent.map(|(name, slot)| (name, slot % BODY + BODY));
        let binder = if let [only] = names.as_slice() { Some(*only) } else { None };
        let outer = if open.parent.is_some() { open.locals.len() } else { 0 };
        let (locals, ty, from) = (Rc::new(locals), result.clone(), open.from);
        let body = Open { locals, ty, body: true, from, outer, parent, binder };
        let body = Self::open(&mut state, body);
        state.nodes[at] = Node::Lam(names, body);
        self.push(state);
    }

    fn component(&mut self, state: &State, at: usize, open: &Open, i: usize) {
        let head = &self.heads[i];
        let (_, result) = head.scheme.ty.uncurry();
        if forbidden(open.parent, head.name) || differ(result, &open.ty) || self.on_constructor(open, head) {
            return;
        }
        let mut subst = state.subst.clone();
        let types = subst.instance(&head.scheme);
        let bind = |var: Name| head.scheme.vars.iter().position(|v| *v == var).map(|i| types[i].clone());
        if !subst.clone().unify(&result.subst(&bind), &open.ty) {
            return;
        }
        let ty = head.scheme.ty.subst(&bind);
        let preds: Vec<Pred> =
            (head.scheme.context.iter()).map(|pred| Pred { class: pred.class, ty: pred.ty.subst(&bind) }).collect();
        let (name, term, cost, makes) = (head.name, head.term.clone(), scaled(head.cost), head.makes);
        let state = State { subst, ..state.clone() };
        self.call(&state, at, open, (term, name), &ty, Asked { preds: &preds, cost, makes });
    }

    /// A function of a class on a constructor of that class's type: what comes of it can be written down.
    fn on_constructor(&self, open: &Open, head: &Head) -> bool {
        let Some((parent, slot)) = open.parent else { return false };
        let of_class = |parent: &Head| {
            let arg = parent.scheme.ty.uncurry().0.get(usize::from(slot)).map(|arg| (*arg).clone());
            let class = parent.scheme.context.first().map(|pred| pred.ty.clone());
            parent.classy && arg.is_some_and(|arg| Some(arg.spine().0) == class.as_ref())
        };
        matches!(head.term, Term::Con(_)) && self.heads.iter().any(|head| head.name == parent && of_class(head))
    }

    /// Fills a place with a head applied to what is to be found.
    fn call(&mut self, state: &State, at: usize, open: &Open, (head, name): (Term, Name), ty: &Type, asked: Asked<'_>) {
        let (params, result) = ty.uncurry();
        let mut subst = state.subst.clone();
        if !subst.unify(result, &open.ty) {
            return;
        }
        let mut state = State { subst, ..state.clone() };
        state.cost += asked.cost;
        state.preds.extend_from_slice(asked.preds);
        let made = asked.preds.first().map(|pred| state.subst.resolve(&pred.ty)).filter(|_| asked.makes);
        if made.is_some_and(|ty| matches!(ty.spine().0, Type::Con(_))) || !self.allowed(&mut state) {
            return;
        }
        let args = self.arguments(&mut state, open, name, &params);
        state.nodes[at] = Node::App(head, args);
        self.push(state);
    }

    fn arguments(&self, state: &mut State, open: &Open, name: Name, params: &[&Type]) -> Vec<usize> {
        let place = |(i, ty): (usize, &&Type)| Open {
            locals: Rc::clone(&open.locals),
            ty: (*ty).clone(),
            body: false,
            from: open.from,
            outer: open.outer,
            parent: Some((name, i as u8)),
            binder: None,
        };
        params.iter().enumerate().map(|param| Self::open(state, place(param))).collect()
    }

    /// Whether all constraints that are known well enough hold; those are dropped.
    fn allowed(&mut self, state: &mut State) -> bool {
        let mut rest = Vec::new();
        for pred in std::mem::take(&mut state.preds) {
            let pred = Pred { class: pred.class, ty: state.subst.resolve(&pred.ty) };
            if is_open(&pred.ty) {
                rest.push(pred);
                continue;
            }
            let holds = match self.entailed.get(&pred) {
                Some(known) => *known,
                None => {
                    let known = infer::dictionary(&pred, &self.givens, self.env).is_some();
                    self.entailed.insert(pred, known);
                    known
                }
            };
            if !holds {
                return false;
            }
        }
        state.preds = rest;
        // What is left when nothing is open would never be settled.
        true
    }

    /// Takes a local, or what it returns, apart.
    fn analyse(&mut self, state: &State, at: usize, open: &Open, i: usize) {
        let (name, ty) = &open.locals[i];
        let ty = state.subst.resolve(ty);
        let (params, result) = ty.uncurry();
        let (Type::Con(data), of) = result.spine() else { return };
        if !self.goal.datas.contains(data) {
            return;
        }
        let Some(data) = self.env.data(*data) else { return };
        if data.params.len() != of.len() || data.constructors.iter().any(|c| c.result.is_some()) {
            return;
        }
        let called = match params.is_empty() {
            true if i < open.outer => LATE,
            true => 0,
            false => CALLED,
        };
        let mut state = state.clone();
        state.cost += called + if data.constructors.len() == 1 { self.product } else { self.analysis };
        // Where only its parts are in scope, it is taken apart once.
        let mut kept = (*open.locals).clone();
        if params.is_empty() {
            kept.remove(i);
        }
        let args = self.arguments(&mut state, open, *name, &params);
        let bind = |var: Name| data.params.iter().position(|p| *p == var).map(|i| of[i].clone());
        let mut alts = Vec::new();
        for constructor in &data.constructors {
            let mut locals = kept.clone();
            let mut fields = Vec::new();
            for field in &constructor.fields {
                let field_name = Self::name(&mut state);
                fields.push(field_name);
                locals.push((field_name, expand(&field.ty.subst(&bind), self.env)));
            }
            let (locals, ty) = (Rc::new(locals), open.ty.clone());
            let parent = open.parent.filter(|_| data.constructors.len() == 1);
            let body = Self::open(
                &mut state,
                Open { locals, ty, body: true, from: i, outer: open.outer, parent, binder: None },
            );
            alts.push((constructor.name, fields, body));
        }
        state.nodes[at] = Node::Match { head: Term::Var(*name), args, alts };
        self.push(state);
    }
}

/// What a call brings with it.
#[derive(Clone, Copy)]
struct Asked<'p> {
    preds: &'p [Pred],
    cost: u32,
    makes: bool,
}

/// Whether two types have different constructors at their heads.
fn differ(left: &Type, right: &Type) -> bool {
    match (left.spine().0, right.spine().0) {
        (Type::Con(a), Type::Con(b)) => a != b,
        (Type::Con(_), Type::Var(_)) => true,
        _ => false,
    }
}

/// What is never written below what, because a law of the class makes it something shorter.
fn forbidden(parent: Option<(Name, u8)>, name: Name) -> bool {
    let Some((parent, slot)) = parent else { return false };
    wired::SHORTER.iter().any(|(outer, at, inner)| parent.as_str() == *outer && slot == *at && name.as_str() == *inner)
}
