//! Examples that recursion along data implies: where a result says what of a list the function keeps, the results for the
//! rests of the list follow. `evens [1, 2, 4] == [2, 4]` makes `evens [2, 4] == [2, 4]` and `evens [4] == [4]` likely. The one
//! part of a tree that changes says as much of that part, and what holds of a whole may hold of its parts. Each way of
//! reading a result is an assumption, with a search of its own beside the one without it; what is found must hold on the
//! true examples only. (Traces by hand are what Osera and Zdancewic 2015 ask of the user; Miltner et al. 2022, "Bottom-up
//! synthesis of recursive functional programs using angelic execution", do without.)

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::goal::{Example, Expected, Goal};
use crate::synth::program;
use crate::synth::types::expand;

/// Most examples of one assumption, and cells of a list.
const MOST_EXAMPLES: usize = 24;
const MOST_CELLS: usize = 24;
/// Most nodes of a list or a result that is read.
const MOST_NODES: u32 = 200;

/// How the rest's result is a part of the whole's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// The result is what is kept of the list, the last of equal elements rather than the first.
    KeptFromRight,
    /// The first rather than the last; nothing is said of what comes after the last one kept.
    KeptFromLeft,
    /// As long as the elements are the same, they are copied.
    Copied,
    /// Each cell of the list makes one of the result.
    Each,
    /// The first cell of the result is that of the list, or that of another list.
    Merged(usize),
    /// One part of a tree is another one in the result.
    Inside,
    /// What holds of the whole holds of its parts; and what does not hold.
    All,
    Any,
}

/// The further examples under each reading that the examples bear out, without repetitions.
pub(super) fn traces(goal: &Goal, env: &Env) -> Vec<Vec<Example>> {
    let ty = expand(&goal.scheme.ty, env);
    let (params, result) = ty.uncurry();
    let mut out: Vec<Vec<Example>> = Vec::new();
    for p in 0..params.len() {
        for reading in readings(&params, result, p) {
            let Some(found) = follow(goal, env, p, reading) else { continue };
            let said = |examples: &[Example]| format!("{examples:?}");
            if out.iter().all(|known| said(known) != said(&found)) {
                out.push(found);
            }
        }
    }
    out
}

/// The readings that the types allow for parameter `p`.
fn readings(params: &[&Type], result: &Type, p: usize) -> Vec<Reading> {
    if *result == Type::con(wired::BOOL) {
        return vec![Reading::All, Reading::Any];
    }
    let mut out = Vec::new();
    if params[p] == result {
        out.extend((p + 1..params.len()).filter(|q| params[*q] == result).map(Reading::Merged));
        out.extend([Reading::KeptFromRight, Reading::KeptFromLeft, Reading::Copied, Reading::Inside]);
    }
    if params[p].spine().0 == result.spine().0 {
        out.push(Reading::Each);
    }
    out
}

/// The examples that follow; none where one does not read so, they contradict each other, or none is new.
fn follow(goal: &Goal, env: &Env, p: usize, reading: Reading) -> Option<Vec<Example>> {
    let mut out: Vec<Example> = Vec::new();
    for example in &goal.examples {
        let (Expected::Value(result), Some(list)) = (&example.result, example.args.get(p)) else { continue };
        if !is_plain(list) || !is_plain(result) {
            continue;
        }
        for (places, result) in rests(example, p, reading, result, env)? {
            let mut further = example.clone();
            for (place, rest) in places {
                further.args[place] = rest;
            }
            let meets = |known: &&Example| {
                known.dictionaries == further.dictionaries
                    && known.args.iter().zip(&further.args).all(|(a, b)| same(a, b))
                    && !matches!(known.result, Expected::Unknown)
            };
            match goal.examples.iter().chain(&out).find(meets).map(|known| &known.result) {
                Some(Expected::Value(known)) if same(known, &result) => {}
                Some(_) => return None,
                None if out.len() >= MOST_EXAMPLES => return Some(out),
                None => {
                    further.result = Expected::Value(result);
                    out.push(further);
                }
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Whether a datum is written out and small.
fn is_plain(term: &Term) -> bool {
    let written = match term {
        Term::Lit(Literal::Str(text)) => text.chars().nth(MOST_CELLS).is_none(),
        Term::App(head, _) => matches!(**head, Term::Con(_)),
        _ => matches!(term, Term::Con(_) | Term::Lit(_)),
    };
    written && program::size(term) <= MOST_NODES
}

/// Arguments in other places, and the result with them.
type Rest = (Vec<(usize, Term)>, Term);

/// What follows from one example; none if it does not read so.
fn rests(example: &Example, p: usize, reading: Reading, result: &Term, env: &Env) -> Option<Vec<Rest>> {
    if matches!(reading, Reading::Inside | Reading::All | Reading::Any) {
        let mut out = Vec::new();
        below(&example.args[p], result, reading, env, &mut out);
        return Some(out.into_iter().map(|(part, result)| (vec![(p, part)], result)).collect());
    }
    let (Some(list), Some(kept)) = (cells(&example.args[p], env), cells(result, env)) else { return Some(Vec::new()) };
    let at = |i: usize, j: usize| (vec![(p, list.rests[i].clone())], kept.rests[j].clone());
    let (n, m) = (list.cells.len(), kept.cells.len());
    let kept_all = matches!(reading, Reading::KeptFromRight | Reading::KeptFromLeft | Reading::Merged(_));
    if kept_all && !same(&list.rests[n], &kept.rests[m]) {
        return Some(Vec::new());
    }
    let alike = |i: usize, j: usize| list.cells[i] == kept.cells[j];
    let mut out = Vec::new();
    match reading {
        Reading::KeptFromRight => {
            let mut j = m;
            for i in (0..n).rev() {
                out.push(at(i + 1, j));
                j -= usize::from(j > 0 && alike(i, j - 1));
            }
            return (j == 0).then_some(out);
        }
        Reading::KeptFromLeft => {
            let (mut i, mut j) = (0, 0);
            while i < n && j < m {
                j += usize::from(alike(i, j));
                i += 1;
                out.push(at(i, j));
            }
            return (j == m).then_some(out);
        }
        Reading::Copied => {
            let same = (0..n.min(m)).take_while(|i| alike(*i, *i)).count();
            out.extend((1..=same).map(|i| at(i, i)));
        }
        Reading::Each => {
            if n != m {
                return None;
            }
            out.extend((1..=n).map(|i| at(i, i)));
        }
        Reading::Merged(q) => {
            let other = cells(example.args.get(q)?, env)?;
            let (mut i, mut k) = (0, 0);
            for j in 0..m {
                if i < n && alike(i, j) {
                    i += 1;
                } else if k < other.cells.len() && other.cells[k] == kept.cells[j] {
                    k += 1;
                } else {
                    return None;
                }
                let (mut places, rest) = at(i, j + 1);
                places.push((q, other.rests[k].clone()));
                out.push((places, rest));
            }
        }
        Reading::Inside | Reading::All | Reading::Any => {}
    }
    Some(out)
}

/// Adds the parts of a datum with their results.
fn below(term: &Term, result: &Term, reading: Reading, env: &Env, out: &mut Vec<(Term, Term)>) {
    let (own, fields) = parts(term, env);
    if reading == Reading::Inside {
        let (others, kept) = parts(result, env);
        let changed: Vec<usize> = (0..own.len().min(others.len())).filter(|i| own[*i] != others[*i]).collect();
        if let [i] = changed[..]
            && own.len() == others.len()
            && fields == kept
        {
            out.push((own[i].clone(), others[i].clone()));
            below(own[i], others[i], reading, env, out);
        }
        return;
    }
    let goes_on = if reading == Reading::All { wired::TRUE } else { wired::FALSE };
    if *result == Term::Con(Name::new(goes_on)) {
        for part in own {
            out.push((part.clone(), result.clone()));
            below(part, result, reading, env, out);
        }
    }
}

/// The fields of a datum that are data of its own type, and its constructor with the others.
fn parts<'t>(term: &'t Term, env: &Env) -> (Vec<&'t Term>, (Option<Name>, Vec<&'t Term>)) {
    let whole = (Vec::new(), (None, vec![term]));
    let Term::App(head, args) = term else { return whole };
    let Term::Con(name) = **head else { return whole };
    let Some((data, tag)) = env.constructor(name) else { return whole };
    let (own, others): (Vec<usize>, Vec<usize>) = (0..args.len()).partition(|i| data.recurs(tag, *i));
    let terms = |places: Vec<usize>| places.into_iter().map(|i| &args[i]).collect();
    (terms(own), (Some(name), terms(others)))
}

/// A list, or other data with one part of its own type in a constructor.
struct List {
    /// Constructor and other fields.
    cells: Vec<(Name, Vec<Term>)>,
    /// The list from each cell on, and its end.
    rests: Vec<Term>,
}

/// Reads a list; none if it is too long.
fn cells(term: &Term, env: &Env) -> Option<List> {
    let mut list = List { cells: Vec::new(), rests: vec![term.clone()] };
    let mut at = term.clone();
    while let Some((constructor, fields, rest)) = cell(&at, env) {
        list.cells.push((constructor, fields));
        list.rests.push(rest.clone());
        at = rest;
        if list.cells.len() > MOST_CELLS {
            return None;
        }
    }
    Some(list)
}

/// The first cell: its constructor, the fields beside the rest, the rest.
fn cell(term: &Term, env: &Env) -> Option<(Name, Vec<Term>, Term)> {
    match term {
        Term::Lit(Literal::Str(text)) => {
            let mut chars = text.chars();
            let first = Term::Lit(Literal::Char(chars.next()?));
            Some((Name::new(wired::CONS), vec![first], Term::Lit(Literal::Str(chars.as_str().into()))))
        }
        Term::App(head, args) => {
            let Term::Con(name) = **head else { return None };
            let (data, tag) = env.constructor(name)?;
            let mut places = (0..args.len()).filter(|i| data.recurs(tag, *i));
            let (Some(place), None) = (places.next(), places.next()) else { return None };
            let fields = args.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, arg)| arg.clone()).collect();
            Some((name, fields, args[place].clone()))
        }
        _ => None,
    }
}

/// Whether two closed terms are the same, an empty text and an empty list among them.
fn same(a: &Term, b: &Term) -> bool {
    let empty = |term: &Term| {
        *term == Term::Con(Name::new(wired::NIL)) || matches!(term, Term::Lit(Literal::Str(text)) if text.is_empty())
    };
    a == b || empty(a) && empty(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a list of naturals; of a natural, as many cells as it says.
    fn numbers(term: &Term, env: &Env) -> Vec<usize> {
        let of = |(_, fields): &(Name, Vec<Term>)| fields.first().map_or(1, |n| numbers(n, env).len());
        cells(term, env).map_or(Vec::new(), |list| list.cells.iter().map(of).collect())
    }

    /// A list of naturals in the tests' notation.
    fn list(items: &[usize]) -> String {
        let nat = |n: &usize| (0..*n).fold("O".to_owned(), |inner, _| format!("S ({inner})"));
        format!("[{}]", items.iter().map(nat).collect::<Vec<_>>().join(","))
    }

    type Function = fn(&[usize], &[usize]) -> Vec<usize>;

    fn merge(xs: &[usize], ys: &[usize]) -> Vec<usize> {
        let mut all = [xs, ys].concat();
        all.sort_unstable();
        all
    }

    /// What follows from a few examples is what the function gives there.
    #[test]
    fn what_follows_under_the_right_reading_is_true() {
        let functions: [(Reading, Function); 6] = [
            (Reading::KeptFromRight, |xs, _| xs.iter().copied().filter(|x| x % 2 == 0).collect()),
            (Reading::KeptFromRight, |xs, _| {
                let last = |(i, x): &(usize, &usize)| !xs[i + 1..].contains(x);
                xs.iter().enumerate().filter(last).map(|(_, x)| *x).collect()
            }),
            (Reading::KeptFromLeft, |xs, _| xs.iter().copied().take_while(|x| *x < 5).collect()),
            (Reading::Copied, |xs, ys| [xs, ys].concat()),
            (Reading::Each, |xs, _| xs.iter().map(|x| x / 2).collect()),
            (Reading::Merged(1), merge),
        ];
        let lists: [&[usize]; 6] = [&[], &[3], &[1, 4, 6], &[2, 2, 5], &[0, 5, 7, 8], &[4, 6, 6, 9]];
        for (reading, function) in functions {
            let line =
                |xs: &[usize], ys: &[usize]| format!("{} | {} => {}", list(xs), list(ys), list(&function(xs, ys)));
            let texts: Vec<String> = (0..6).map(|i| line(lists[i], lists[5 - i])).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (goal, env) = crate::synth::tests::goal("[Nat] -> [Nat] -> [Nat]", &[], &texts, &[]);
            let found = follow(&goal, &env, 0, reading).unwrap_or_default();
            assert!(found.len() > 3, "{reading:?}: {}", found.len());
            for example in found {
                let [xs, ys] = [0, 1].map(|i| numbers(&example.args[i], &env));
                let Expected::Value(result) = &example.result else { panic!("no result") };
                assert_eq!(numbers(result, &env), function(&xs, &ys), "{reading:?} of {xs:?} and {ys:?}");
            }
        }
    }

    /// Results that are no part of the list say nothing, and neither do examples that contradict each other.
    #[test]
    fn nothing_follows_under_a_wrong_reading() {
        let (goal, env) = crate::synth::tests::goal("[Nat] -> [Nat]", &[], &["[O, S O] => [S O, O]"], &[]);
        assert!(follow(&goal, &env, 0, Reading::KeptFromRight).is_none());
        let texts = ["[O, S O] => [O]", "[S O] => [S O]"];
        let (goal, env) = crate::synth::tests::goal("[Nat] -> [Nat]", &[], &texts, &[]);
        assert!(follow(&goal, &env, 0, Reading::KeptFromRight).is_none());
    }

    #[test]
    fn the_part_that_changes_follows() {
        let text = "Node (Node Leaf (S O) Leaf) O Leaf => Node (Node Leaf (S O) (Node Leaf O Leaf)) O Leaf";
        let (goal, env) = crate::synth::tests::goal("Tree Nat -> Tree Nat", &[], &[text], &[]);
        let found = follow(&goal, &env, 0, Reading::Inside).unwrap_or_default();
        assert_eq!(found.len(), 2, "{found:?}");
        let (truth, env) = crate::synth::tests::goal("Tree Nat -> Bool", &[], &["Node Leaf O Leaf => True"], &[]);
        assert_eq!(follow(&truth, &env, 0, Reading::All).unwrap_or_default().len(), 1);
        assert!(follow(&truth, &env, 0, Reading::Any).is_none());
    }
}
