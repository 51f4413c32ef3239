//! Random well-typed functions over lists and integers, as source text: what a search tries, without a search.

use std::collections::BTreeSet;

/// Nodes of an accepted body: names, literals and abstractions count one each.
const NODES: std::ops::RangeInclusive<usize> = 11..=13;

/// The types that bodies are built of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Int,
    Bool,
    List,
}

/// A small deterministic generator of numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

struct Grow {
    random: Random,
    /// Variables in scope, innermost last.
    scope: Vec<(String, Sort)>,
    nodes: usize,
}

/// A module of `count` distinct functions `c0`, `c1`, … of a list and a number; and how many nodes they have on average.
pub(crate) fn module(count: usize) -> (String, f64) {
    let mut bodies: BTreeSet<String> = BTreeSet::new();
    let mut text = String::from("module Candidates where\n");
    let (mut random, mut nodes) = (Random(0x9e37_79b9_7f4a_7c15), 0);
    while bodies.len() < count {
        let sort = if bodies.len().is_multiple_of(2) { Sort::Int } else { Sort::List };
        let scope = vec![("xs".to_owned(), Sort::List), ("n".to_owned(), Sort::Int)];
        let mut grow = Grow { random, scope, nodes: 0 };
        let body = grow.expression(sort, 12);
        let size = grow.nodes;
        random = grow.random;
        let full = NODES.contains(&size) && body.contains("xs");
        if full && bodies.insert(body.clone()) {
            let (name, result) = (bodies.len() - 1, if sort == Sort::Int { "Int" } else { "[Int]" });
            text.push_str(&format!("\nc{name} :: [Int] -> Int -> {result}\nc{name} xs n = {body}\n"));
            nodes += size;
        }
    }
    (text, nodes as f64 / count as f64)
}

impl Grow {
    /// An expression of about `size` nodes, in parentheses where it is not atomic.
    fn expression(&mut self, sort: Sort, size: usize) -> String {
        self.nodes += 1;
        if size <= 1 {
            return self.atom(sort);
        }
        let form = *self.choose(match sort {
            Sort::Int => INTS,
            Sort::Bool => BOOLS,
            Sort::List => LISTS,
        });
        let binders: usize = form.args.iter().map(|arg| usize::from(!arg.1.is_empty())).sum();
        if size < 1 + binders + form.args.len() {
            return self.atom(sort);
        }
        let mut left = size - 1 - binders;
        let mut text = form.text.to_owned();
        for (i, (sort, params)) in form.args.iter().enumerate() {
            let later = form.args.len() - 1 - i;
            let most = left - later;
            let size = if later == 0 { most } else { 1 + self.random.below(most) };
            left -= size;
            let mut arg = self.under(params, *sort, size);
            if !params.is_empty() {
                self.nodes += 1;
            }
            if arg.starts_with('-') {
                arg = format!("({arg})");
            }
            text = text.replacen('_', &arg, 1);
        }
        format!("({text})")
    }

    /// The body of an abstraction over `params`; the expression itself when there are none.
    fn under(&mut self, params: &[Sort], sort: Sort, size: usize) -> String {
        let outer = self.scope.len();
        let names: Vec<String> = (0..params.len()).map(|i| format!("v{}", outer + i)).collect();
        self.scope.extend(names.iter().cloned().zip(params.iter().copied()));
        let body = self.expression(sort, size);
        self.scope.truncate(outer);
        if params.is_empty() { body } else { format!("(\\{} -> {body})", names.join(" ")) }
    }

    fn atom(&mut self, sort: Sort) -> String {
        let mut atoms: Vec<String> =
            self.scope.iter().filter(|(_, s)| *s == sort).map(|(name, _)| name.clone()).collect();
        match sort {
            // The innermost variables are what a body is for.
            Sort::Int => {
                atoms.extend(atoms.clone().into_iter().rev().take(2).chain(["0", "1", "2"].map(str::to_owned)))
            }
            Sort::Bool => atoms.extend(["True", "False"].map(str::to_owned)),
            Sort::List => {}
        }
        self.choose(&atoms).clone()
    }

    fn choose<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.random.below(list.len())]
    }
}

/// A function with holes `_`: their sorts, and the parameters of those that are abstractions.
#[derive(Clone, Copy)]
struct Form {
    text: &'static str,
    args: &'static [(Sort, &'static [Sort])],
}

const I: (Sort, &[Sort]) = (Sort::Int, &[]);
const B: (Sort, &[Sort]) = (Sort::Bool, &[]);
const L: (Sort, &[Sort]) = (Sort::List, &[]);
const STEP: (Sort, &[Sort]) = (Sort::Int, &[Sort::Int]);
const TEST: (Sort, &[Sort]) = (Sort::Bool, &[Sort::Int]);
const BOTH: (Sort, &[Sort]) = (Sort::Int, &[Sort::Int, Sort::Int]);
const GROW: (Sort, &[Sort]) = (Sort::List, &[Sort::Int, Sort::List]);

const fn form(text: &'static str, args: &'static [(Sort, &'static [Sort])]) -> Form {
    Form { text, args }
}

const INTS: &[Form] = &[
    form("_ + _", &[I, I]),
    form("_ - _", &[I, I]),
    form("_ * _", &[I, I]),
    form("max _ _", &[I, I]),
    form("sum _", &[L]),
    form("length _", &[L]),
    form("maximum _", &[L]),
    form("foldr _ _ _", &[BOTH, I, L]),
    form("foldl _ _ _", &[BOTH, I, L]),
    form("if _ then _ else _", &[B, I, I]),
];

const BOOLS: &[Form] = &[
    form("_ < _", &[I, I]),
    form("_ == _", &[I, I]),
    form("even _", &[I]),
    form("not _", &[B]),
    form("_ && _", &[B, B]),
    form("null _", &[L]),
    form("elem _ _", &[I, L]),
];

const LISTS: &[Form] = &[
    form("map _ _", &[STEP, L]),
    form("map _ _", &[STEP, L]),
    form("filter _ _", &[TEST, L]),
    form("filter _ _", &[TEST, L]),
    form("reverse _", &[L]),
    form("take _ _", &[I, L]),
    form("drop _ _", &[I, L]),
    form("_ ++ _", &[L, L]),
    form("_ : _", &[I, L]),
    form("zipWith _ _ _", &[BOTH, L, L]),
    form("foldr _ [] _", &[GROW, L]),
    form("if _ then _ else _", &[B, L, L]),
];
