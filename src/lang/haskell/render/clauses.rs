//! Equations: a function's parameters and body as rows of patterns with right-hand sides.
//!
//! Matches on parameters, and on what their patterns bind, become patterns of equations as long as that neither
//! evaluates more than before nor lets a case fall through to an equation that it did not reach. Wadler's pattern
//! match compilation (*The Implementation of Functional Programming Languages*, ch. 5) run backwards.

use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Match, Otherwise, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::render::cover::{is_total, relax};
use crate::lang::haskell::render::names::Names;
use crate::lang::haskell::render::simplify::conditional;
use crate::lang::haskell::render::walk::{bound, children, count, falls, substitute};

/// One equation, or one alternative of a `case`.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// One a parameter.
    pub(super) pats: Vec<Pat>,
    /// The right-hand side; may end in [`Term::Fall`].
    pub(super) body: Term,
}

/// A guarded right-hand side.
#[derive(Clone, Debug)]
pub(super) struct Guard<'t> {
    /// All must hold; none: `otherwise`.
    pub(super) quals: Vec<Qual<'t>>,
    /// The right-hand side.
    pub(super) body: &'t Term,
}

/// A condition of a guard.
#[derive(Clone, Debug)]
pub(super) enum Qual<'t> {
    /// `c`
    Condition(&'t Term),
    /// `p <- e`
    Pattern(&'t Pat, &'t Term),
    /// `let …`
    Let(&'t [Bind]),
}

/// The equations of `λ pats. body`.
pub(super) fn split(pats: Vec<Pat>, body: Term, names: &Names<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    rows(pats, body, true, names, &mut clauses);
    clauses.iter_mut().for_each(forget_unused);
    relax(&mut clauses, names);
    clauses
}

/// The alternatives of a `case`, with matches on what their patterns bind taken into the patterns.
pub(super) fn alternatives(m: &Match, names: &Names<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (i, alt) in m.alts.iter().enumerate() {
        let last = m.otherwise != Otherwise::Fall && m.alts[i + 1..].iter().all(|later| apart(alt, later));
        rows(alt.pats.clone(), alt.body.clone(), last, names, &mut clauses);
    }
    clauses.iter_mut().for_each(forget_unused);
    relax(&mut clauses, names);
    clauses
}

/// Unused variables become wildcards.
pub(super) fn forget_unused(clause: &mut Clause) {
    let uses =
        |name: Name, pats: &[Pat]| count(&clause.body, name) + pats.iter().map(|p| in_views(p, name)).sum::<usize>();
    let pats = clause.pats.clone();
    clause.pats = pats.iter().map(|pat| prune(pat, &|name| uses(name, &pats) > 0)).collect();
}

pub(super) fn in_views(pat: &Pat, name: Name) -> usize {
    match pat {
        Pat::View(term, pat) => count(term, name) + in_views(pat, name),
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Lazy(pat) | Pat::Ann(pat, _) => in_views(pat, name),
        Pat::Con(_, pats) => pats.iter().map(|pat| in_views(pat, name)).sum(),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => 0,
    }
}

fn prune(pat: &Pat, used: &dyn Fn(Name) -> bool) -> Pat {
    match pat {
        Pat::Var(name) if !used(*name) => Pat::Wild,
        Pat::As(name, inner) if !used(*name) => prune(inner, used),
        Pat::As(name, inner) => Pat::As(*name, Box::new(prune(inner, used))),
        Pat::Con(name, pats) => Pat::Con(*name, pats.iter().map(|p| prune(p, used)).collect()),
        Pat::Bang(inner) => Pat::Bang(Box::new(prune(inner, used))),
        Pat::Lazy(inner) => match prune(inner, used) {
            Pat::Wild => Pat::Wild,
            inner => Pat::Lazy(Box::new(inner)),
        },
        Pat::View(term, inner) => Pat::View(term.clone(), Box::new(prune(inner, used))),
        Pat::Ann(inner, ty) => Pat::Ann(Box::new(prune(inner, used)), ty.clone()),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => pat.clone(),
    }
}

/// Appends the equations of one row. `last`: no later equation can apply where this row's patterns do.
fn rows(pats: Vec<Pat>, body: Term, last: bool, names: &Names<'_>, out: &mut Vec<Clause>) {
    let Term::Match(m) = body else {
        out.push(Clause { pats, body });
        return;
    };
    let columns: Option<Vec<usize>> = m.scrutinees.iter().map(|s| column(&pats, s)).collect();
    let safe = m.otherwise == Otherwise::Fall || last || is_total(&m, names);
    let Some(columns) = columns.filter(|columns| safe && !columns.is_empty()) else {
        out.push(Clause { pats, body: Term::Match(m) });
        return;
    };
    let column = columns.iter().copied().max().unwrap_or(0);
    let mut m = *m;
    let Some(()) = order(&mut m, &pats, column) else {
        out.push(Clause { pats, body: Term::Match(Box::new(m)) });
        return;
    };
    let count = m.alts.len();
    let disjoint: Vec<bool> =
        (0..count).map(|i| m.alts[i + 1..].iter().all(|later| apart(&m.alts[i], later))).collect();
    for (alt, disjoint) in m.alts.into_iter().zip(disjoint) {
        let Alt { pats: alt_pats, mut body } = alt;
        let mut row = pats.clone();
        for (scrutinee, pat) in m.scrutinees.iter().zip(alt_pats) {
            let Term::Var(v) = scrutinee else { continue };
            let pat = placed(*v, pat, &mut body);
            row = row.iter().map(|p| replace(p, *v, &pat)).collect();
        }
        rows(row, body, last && disjoint, names, out);
    }
}

/// The parameter whose pattern binds the scrutinee, if the scrutinee is a variable that a pattern binds.
fn column(pats: &[Pat], scrutinee: &Term) -> Option<usize> {
    let Term::Var(v) = scrutinee else { return None };
    pats.iter().position(|pat| binds(pat, *v))
}

/// Does the pattern bind `v`, outside of lazy and view patterns?
fn binds(pat: &Pat, v: Name) -> bool {
    match pat {
        Pat::Var(name) => *name == v,
        Pat::Con(_, pats) => pats.iter().any(|pat| binds(pat, v)),
        Pat::As(_, pat) | Pat::Bang(pat) => binds(pat, v),
        Pat::Lazy(_) | Pat::View(..) | Pat::Ann(..) | Pat::Wild | Pat::Lit(_) => false,
    }
}

/// Puts an alternative first that looks at no parameter left of `column`, where some but not all alternatives do:
/// equations match from the left, so the first one must look at this column before the others.
fn order(m: &mut Match, pats: &[Pat], column: usize) -> Option<()> {
    let mut left = Vec::new();
    pats[..column].iter().for_each(|pat| bound(pat, &mut left));
    let looks_left = |alt: &Alt| match &alt.body {
        Term::Match(inner) => inner.scrutinees.iter().any(|s| matches!(s, Term::Var(v) if left.contains(v))),
        _ => false,
    };
    let looking = m.alts.iter().filter(|alt| looks_left(alt)).count();
    if looking == 0 || looking == m.alts.len() || m.alts.first().is_some_and(|alt| !looks_left(alt)) {
        return Some(());
    }
    let disjoint = (0..m.alts.len()).all(|i| m.alts[i + 1..].iter().all(|later| apart(&m.alts[i], later)));
    disjoint.then(|| m.alts.sort_by_key(looks_left))
}

/// Can no value match both?
fn apart(one: &Alt, other: &Alt) -> bool {
    one.pats.iter().zip(&other.pats).any(|pair| match pair {
        (Pat::Con(a, _), Pat::Con(b, _)) => a != b,
        (Pat::Lit(a), Pat::Lit(b)) => a != b,
        _ => false,
    })
}

/// The pattern that takes the place of variable `v`, keeping the name where the body still needs it.
fn placed(v: Name, pat: Pat, body: &mut Term) -> Pat {
    let used = count(body, v) > 0;
    match pat {
        Pat::Wild => Pat::Var(v),
        Pat::Var(w) => {
            *body = substitute(std::mem::replace(body, Term::Fall), w, &Term::Var(v));
            Pat::Var(v)
        }
        pat if !used => pat,
        Pat::Con(name, fields) if fields.is_empty() => {
            *body = substitute(std::mem::replace(body, Term::Fall), v, &Term::Con(name));
            Pat::Con(name, fields)
        }
        Pat::Lit(literal) => {
            *body = substitute(std::mem::replace(body, Term::Fall), v, &Term::Lit(literal.clone()));
            Pat::Lit(literal)
        }
        pat => Pat::As(v, Box::new(pat)),
    }
}

fn replace(pat: &Pat, v: Name, by: &Pat) -> Pat {
    match pat {
        Pat::Var(name) if *name == v => by.clone(),
        Pat::As(name, inner) => Pat::As(*name, Box::new(replace(inner, v, by))),
        Pat::Con(name, pats) => Pat::Con(*name, pats.iter().map(|p| replace(p, v, by)).collect()),
        Pat::Bang(inner) => Pat::Bang(Box::new(replace(inner, v, by))),
        _ => pat.clone(),
    }
}

/// The guards of a right-hand side, and whether one of them always holds. None: it has none.
pub(super) fn guards(body: &Term) -> (Vec<Guard<'_>>, bool) {
    match body {
        Term::Fall => (Vec::new(), false),
        Term::Match(m) => match conditional(m) {
            Some((condition, yes, no)) if !falls(yes) && (no.is_some() || m.otherwise == Otherwise::Fall) => {
                let mut all = vec![Guard { quals: vec![Qual::Condition(condition)], body: yes }];
                let Some(no) = no else { return (all, false) };
                let (mut rest, complete) = guards(no);
                all.append(&mut rest);
                (all, complete)
            }
            _ if m.scrutinees.is_empty() && !m.alts.is_empty() => {
                let mut all = Vec::new();
                for alt in &m.alts {
                    let (mut some, complete) = guards(&alt.body);
                    all.append(&mut some);
                    if complete {
                        return (all, true);
                    }
                }
                (all, false)
            }
            _ if m.otherwise == Otherwise::Fall => {
                let mut all = Vec::new();
                for alt in &m.alts {
                    let (inner, _) = guards(&alt.body);
                    for mut guard in inner {
                        let quals = alt.pats.iter().zip(&m.scrutinees).map(|(pat, scrutinee)| match pat {
                            Pat::Con(c, _) if c.as_str() == wired::TRUE => Qual::Condition(scrutinee),
                            pat => Qual::Pattern(pat, scrutinee),
                        });
                        guard.quals.splice(0..0, quals);
                        all.push(guard);
                    }
                }
                (all, false)
            }
            _ => (vec![Guard { quals: Vec::new(), body }], true),
        },
        Term::Let(binds, inner) if falls(inner) => {
            let (mut all, complete) = guards(inner);
            for guard in &mut all {
                guard.quals.insert(0, Qual::Let(binds));
            }
            (all, complete)
        }
        body => (vec![Guard { quals: Vec::new(), body }], true),
    }
}

/// Which of `binds` the term needs, through other bindings too.
pub(super) fn needed(term: &Term, binds: &[Bind]) -> Vec<bool> {
    let mut needed: Vec<bool> = binds.iter().map(|bind| count(term, bind.name) > 0).collect();
    loop {
        let before = needed.clone();
        for (i, bind) in binds.iter().enumerate() {
            needed[i] |= binds.iter().zip(&before).any(|(user, used)| *used && count(&user.term, bind.name) > 0);
        }
        if needed == before {
            return needed;
        }
    }
}

/// Is there a hole or an opaque part, so that nothing should be said about completeness?
pub(super) fn is_unfinished(term: &Term) -> bool {
    let mut found = matches!(term, Term::Hole(_) | Term::Opaque(_));
    children(term, &mut |child| found |= is_unfinished(child));
    found
}
