//! Walking terms: distinct binders, occurrences, substitution.
//!
//! Rendering moves terms about. That is safe without thought of capture because every binder gets its own name
//! first (Barendregt's convention); a term that binds is never copied.

use std::collections::HashMap;

use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Match, Pat, Term};

/// Maps the direct subterms of a term, those inside of view patterns included.
pub(super) fn map_children(term: Term, f: &mut dyn FnMut(Term) -> Term) -> Term {
    match term {
        Term::App(head, args) => Term::App(Box::new(f(*head)), args.into_iter().map(f).collect()),
        Term::Lam(params, body) => Term::Lam(params, Box::new(f(*body))),
        Term::Let(binds, body) => {
            let binds = binds.into_iter().map(|b| Bind { name: b.name, scheme: b.scheme, term: f(b.term) }).collect();
            Term::Let(binds, Box::new(f(*body)))
        }
        Term::Match(m) => {
            let scrutinees = m.scrutinees.into_iter().map(&mut *f).collect();
            let alts = m
                .alts
                .into_iter()
                .map(|alt| Alt { pats: alt.pats.into_iter().map(|p| map_pat(p, f)).collect(), body: f(alt.body) })
                .collect();
            Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise }))
        }
        Term::Ann(term, scheme) => Term::Ann(Box::new(f(*term)), scheme),
        Term::TypeApp(term, ty) => Term::TypeApp(Box::new(f(*term)), ty),
        leaf => leaf,
    }
}

fn map_pat(pat: Pat, f: &mut dyn FnMut(Term) -> Term) -> Pat {
    match pat {
        Pat::As(name, pat) => Pat::As(name, Box::new(map_pat(*pat, f))),
        Pat::Con(name, pats) => Pat::Con(name, pats.into_iter().map(|p| map_pat(p, f)).collect()),
        Pat::Bang(pat) => Pat::Bang(Box::new(map_pat(*pat, f))),
        Pat::Lazy(pat) => Pat::Lazy(Box::new(map_pat(*pat, f))),
        Pat::View(term, pat) => Pat::View(Box::new(f(*term)), Box::new(map_pat(*pat, f))),
        Pat::Ann(pat, ty) => Pat::Ann(Box::new(map_pat(*pat, f)), ty),
        leaf => leaf,
    }
}

/// Visits the direct subterms of a term.
pub(super) fn children<'t>(term: &'t Term, f: &mut dyn FnMut(&'t Term)) {
    match term {
        Term::App(head, args) => {
            f(head);
            args.iter().for_each(f);
        }
        Term::Lam(_, body) | Term::Ann(body, _) | Term::TypeApp(body, _) => f(body),
        Term::Let(binds, body) => {
            binds.iter().for_each(|bind| f(&bind.term));
            f(body);
        }
        Term::Match(m) => {
            m.scrutinees.iter().for_each(&mut *f);
            for alt in &m.alts {
                alt.pats.iter().for_each(|pat| pat_children(pat, f));
                f(&alt.body);
            }
        }
        _ => {}
    }
}

fn pat_children<'t>(pat: &'t Pat, f: &mut dyn FnMut(&'t Term)) {
    match pat {
        Pat::View(term, pat) => {
            f(term);
            pat_children(pat, f);
        }
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Lazy(pat) | Pat::Ann(pat, _) => pat_children(pat, f),
        Pat::Con(_, pats) => pats.iter().for_each(|pat| pat_children(pat, f)),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => {}
    }
}

/// How often the variable `name` occurs. Binders are distinct, so no scope needs watching.
pub(super) fn count(term: &Term, name: Name) -> usize {
    let mut total = usize::from(matches!(term, Term::Var(v) if *v == name));
    children(term, &mut |child| total += count(child, name));
    total
}

/// Does any of the variables occur?
pub(super) fn mentions(term: &Term, names: &[Name]) -> bool {
    names.iter().any(|name| count(term, *name) > 0)
}

/// Does [`Term::Fall`] occur in tail position?
pub(super) fn falls(term: &Term) -> bool {
    match term {
        Term::Fall => true,
        Term::Let(_, body) => falls(body),
        Term::Match(m) => m.otherwise == crate::core::term::Otherwise::Fall,
        _ => false,
    }
}

/// The variables that a pattern binds, from the left.
pub(super) fn bound(pat: &Pat, into: &mut Vec<Name>) {
    match pat {
        Pat::Var(name) => into.push(*name),
        Pat::As(name, pat) => {
            into.push(*name);
            bound(pat, into);
        }
        Pat::Con(_, pats) => pats.iter().for_each(|pat| bound(pat, into)),
        Pat::Bang(pat) | Pat::Lazy(pat) | Pat::View(_, pat) | Pat::Ann(pat, _) => bound(pat, into),
        Pat::Wild | Pat::Lit(_) => {}
    }
}

/// Replaces the variable `name` by `by`, which must be an atom or occur at most once.
pub(super) fn substitute(term: Term, name: Name, by: &Term) -> Term {
    match term {
        Term::Var(v) if v == name => by.clone(),
        Term::App(head, args) => {
            let args = args.into_iter().map(|arg| substitute(arg, name, by)).collect();
            Term::app(substitute(*head, name, by), args)
        }
        term => map_children(term, &mut |child| substitute(child, name, by)),
    }
}

/// Gives every binder a name of its own; `hints` keeps the old ones.
pub(super) fn distinct(term: &Term, hints: &mut HashMap<Name, Name>) -> Term {
    rename(term, &HashMap::new(), hints)
}

/// A binder's own name.
fn own(name: Name, map: &mut HashMap<Name, Name>, hints: &mut HashMap<Name, Name>) -> Name {
    let new = fresh(name, hints);
    map.insert(name, new);
    new
}

/// A variable name that nothing bears; `hint` is what it should remind of.
pub(super) fn fresh(hint: Name, hints: &mut HashMap<Name, Name>) -> Name {
    let new = Name::new(&format!("#{}", hints.len()));
    hints.insert(new, hint);
    new
}

fn rename(term: &Term, map: &HashMap<Name, Name>, hints: &mut HashMap<Name, Name>) -> Term {
    match term {
        Term::Var(name) => Term::Var(*map.get(name).unwrap_or(name)),
        Term::Lam(params, body) => {
            let mut inner = map.clone();
            let params = params.iter().map(|p| own(*p, &mut inner, hints)).collect();
            Term::Lam(params, Box::new(rename(body, &inner, hints)))
        }
        Term::Let(binds, body) => {
            let mut inner = map.clone();
            let names: Vec<Name> = binds.iter().map(|bind| own(bind.name, &mut inner, hints)).collect();
            let binds = binds
                .iter()
                .zip(names)
                .map(|(bind, name)| Bind { name, scheme: bind.scheme.clone(), term: rename(&bind.term, &inner, hints) })
                .collect();
            Term::Let(binds, Box::new(rename(body, &inner, hints)))
        }
        Term::Match(m) => {
            let scrutinees = m.scrutinees.iter().map(|s| rename(s, map, hints)).collect();
            let mut alts = Vec::with_capacity(m.alts.len());
            for alt in &m.alts {
                let mut inner = map.clone();
                let pats = alt.pats.iter().map(|pat| rename_pat(pat, &mut inner, hints)).collect();
                alts.push(Alt { pats, body: rename(&alt.body, &inner, hints) });
            }
            Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise.clone() }))
        }
        Term::App(head, args) => {
            Term::app(rename(head, map, hints), args.iter().map(|arg| rename(arg, map, hints)).collect())
        }
        Term::Ann(term, scheme) => Term::Ann(Box::new(rename(term, map, hints)), scheme.clone()),
        Term::TypeApp(term, ty) => Term::TypeApp(Box::new(rename(term, map, hints)), ty.clone()),
        leaf => leaf.clone(),
    }
}

fn rename_pat(pat: &Pat, map: &mut HashMap<Name, Name>, hints: &mut HashMap<Name, Name>) -> Pat {
    match pat {
        Pat::Var(name) => Pat::Var(own(*name, map, hints)),
        Pat::As(name, inner) => {
            let name = own(*name, map, hints);
            Pat::As(name, Box::new(rename_pat(inner, map, hints)))
        }
        Pat::Con(name, pats) => Pat::Con(*name, pats.iter().map(|p| rename_pat(p, map, hints)).collect()),
        Pat::Bang(inner) => Pat::Bang(Box::new(rename_pat(inner, map, hints))),
        Pat::Lazy(inner) => Pat::Lazy(Box::new(rename_pat(inner, map, hints))),
        Pat::View(term, inner) => {
            let term = rename(term, map, hints);
            Pat::View(Box::new(term), Box::new(rename_pat(inner, map, hints)))
        }
        Pat::Ann(inner, ty) => Pat::Ann(Box::new(rename_pat(inner, map, hints)), ty.clone()),
        Pat::Wild | Pat::Lit(_) => pat.clone(),
    }
}
