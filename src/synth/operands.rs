//! Operands in the order in which people write them: constants last, variables as they were bound.
//!
//! The bank holds one of `a + b` and `b + a`; which one is the cheaper to find says nothing of how it reads.

use crate::core::name::Name;
use crate::core::term::{Pat, Term};
use crate::core::wired;

/// `term` with the operands of symmetric functions and orders turned where that reads better.
pub(crate) fn ordered(term: Term) -> Term {
    turn(term, &mut Vec::new())
}

fn turn(term: Term, order: &mut Vec<Name>) -> Term {
    match term {
        Term::App(head, args) => {
            let args: Vec<Term> = args.into_iter().map(|a| turn(a, order)).collect();
            let head = turn(*head, order);
            let Ok([a, b]) = <[Term; 2]>::try_from(args.clone()) else { return Term::app(head, args) };
            let appends = |head: &Term| *head == Term::Global(Name::new(wired::APPEND));
            if let Term::App(inner, parts) = &a
                && let ([first, second], true, true) = (parts.as_slice(), appends(&head), appends(inner))
            {
                // `(a ++ b) ++ c` is written, and run, from the right.
                let rest = turn(Term::app(head.clone(), vec![second.clone(), b]), order);
                return Term::app(head, vec![first.clone(), rest]);
            }
            match &head {
                Term::Global(name) => match turned(*name, &a, &b, order) {
                    Some(name) => Term::app(Term::Global(name), vec![b, a]),
                    None => Term::app(head, vec![a, b]),
                },
                _ => Term::app(head, vec![a, b]),
            }
        }
        Term::Lam(params, body) => {
            order.extend(&params);
            Term::lam(params, turn(*body, order))
        }
        Term::Let(mut binds, body) => {
            order.extend(binds.iter().map(|b| b.name));
            for bind in &mut binds {
                bind.term = turn(std::mem::replace(&mut bind.term, Term::Fall), order);
            }
            Term::Let(binds, Box::new(turn(*body, order)))
        }
        Term::Match(mut m) => {
            for scrutinee in &mut m.scrutinees {
                *scrutinee = turn(std::mem::replace(scrutinee, Term::Fall), order);
            }
            for alt in &mut m.alts {
                alt.pats.iter().for_each(|pat| bound(pat, order));
                alt.body = turn(std::mem::replace(&mut alt.body, Term::Fall), order);
            }
            Term::Match(m)
        }
        other => other,
    }
}

/// The function that does the same to `b` and `a`, where that is the better order.
fn turned(name: Name, a: &Term, b: &Term, order: &[Name]) -> Option<Name> {
    let symmetric = wired::SYMMETRIC.contains(&name.as_str());
    let other = wired::TURNED.iter().find(|(less, _)| *less == name.as_str()).map(|(_, more)| Name::new(more));
    let other = if symmetric { Some(name) } else { other };
    let better = match (first(a, order, None), first(b, order, None)) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => symmetric && b < a,
        _ => false,
    };
    other.filter(|_| better)
}

/// The place in binding order of the first variable of `term`, none for a constant; of a call of `own`, the function that
/// is being written, that of the last one.
pub(crate) fn first(term: &Term, order: &[Name], own: Option<Name>) -> Option<usize> {
    let own_call = |head: &Term| own.is_some_and(|own| *head == Term::Global(own));
    match term {
        Term::Var(name) => order.iter().position(|o| o == name),
        Term::App(f, args) if own_call(f) => args.iter().filter_map(|a| first(a, order, own)).max(),
        Term::App(f, args) => first(f, order, own).or_else(|| args.iter().find_map(|a| first(a, order, own))),
        Term::Lam(_, body) => first(body, order, own),
        Term::Match(m) => m.scrutinees.iter().find_map(|s| first(s, order, own)),
        _ => None,
    }
}

fn bound(pat: &Pat, order: &mut Vec<Name>) {
    match pat {
        Pat::Var(name) => order.push(*name),
        Pat::Con(_, fields) => fields.iter().for_each(|f| bound(f, order)),
        Pat::As(name, inner) => {
            order.push(*name);
            bound(inner, order);
        }
        Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => bound(inner, order),
        Pat::Wild | Pat::Lit(_) => {}
    }
}
