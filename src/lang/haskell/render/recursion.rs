//! Plain recursion over a list as the function that says so: `map` and `foldr`.

use crate::core::name::Name;
use crate::core::term::{Match, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::render::combinators::eta;
use crate::lang::haskell::render::names::Names;
use crate::lang::haskell::render::simplify::simplify;
use crate::lang::haskell::render::walk::{count, mentions, substitute};

/// `f [] = z; f (x:xs) = op x (f xs)` as `f = foldr op z`, and likewise `map`: only where the step is a function that
/// needs no λ. Other parameters must be passed on as they are.
pub(super) fn as_fold(term: Term, itself: Name, names: &Names<'_>) -> Term {
    let Term::Lam(params, body) = &term else { return term };
    let Term::Match(m) = &**body else { return term };
    match fold(params, m, itself, names) {
        Some(body) => simplify(Term::Lam(params.clone(), Box::new(body)), names),
        None => term,
    }
}

fn fold(params: &[Name], m: &Match, itself: Name, names: &Names<'_>) -> Option<Term> {
    let [Term::Var(list)] = m.scrutinees.as_slice() else { return None };
    params.iter().position(|param| param == list)?;
    let [first, second] = m.alts.as_slice() else { return None };
    let is_nil = |pat: &Pat| matches!(pat, Pat::Con(c, _) if c.as_str() == wired::NIL);
    let (nil, cons) = if is_nil(&first.pats[0]) { (first, second) } else { (second, first) };
    let [Pat::Con(constructor, fields)] = cons.pats.as_slice() else { return None };
    let [Pat::Var(x), tail] = fields.as_slice() else { return None };
    let Pat::Var(xs) = tail else { return None };
    if constructor.as_str() != wired::CONS || !is_nil(&nil.pats[0]) || count(&nil.body, *list) > 0 {
        return None;
    }
    // The recursive call, and only it, mentions the tail.
    let args: Vec<Term> = params.iter().map(|p| Term::Var(if p == list { *xs } else { *p })).collect();
    let call = Term::app(Term::Global(itself), args);
    let rest = Name::new("#rest");
    let body = replace(cons.body.clone(), &call, &Term::Var(rest));
    if count(&body, rest) != 1 || mentions(&body, &[*xs, *list]) || calls(&body, itself) || calls(&nil.body, itself) {
        return None;
    }
    let list = Term::Var(*list);
    // g x : rest
    if let (Term::App(cons, parts), Term::Con(nil), Some(map)) = (&body, &nil.body, names.standard("map"))
        && matches!(&**cons, Term::Con(c) if c.as_str() == wired::CONS)
        && nil.as_str() == wired::NIL
        && let [element, Term::Var(last)] = parts.as_slice()
        && *last == rest
    {
        let step = eta(vec![*x], element.clone());
        return (!matches!(step, Term::Lam(..))).then(|| Term::app(Term::Global(map), vec![step, list]));
    }
    let step = eta(vec![*x, rest], substitute(body, rest, &Term::Var(rest)));
    (!matches!(step, Term::Lam(..)))
        .then(|| Some(Term::app(Term::Global(names.standard("foldr")?), vec![step, nil.body.clone(), list])))?
}

fn calls(term: &Term, itself: Name) -> bool {
    let mut found = matches!(term, Term::Global(name) if *name == itself);
    super::walk::children(term, &mut |child| found |= calls(child, itself));
    found
}

/// Replaces each occurrence of `call` by `by`.
fn replace(term: Term, call: &Term, by: &Term) -> Term {
    if term == *call {
        return by.clone();
    }
    super::walk::map_children(term, &mut |child| replace(child, call, by))
}
