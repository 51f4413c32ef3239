//! Shorter terms of the same meaning: what a linter would ask for, done before anything is printed.
//!
//! Each rule uses only functions that are in scope under their own name, so that the result needs no import that
//! the term did not need. All binders of the term are distinct (see [`super::walk`]).

use num_traits::{One, Zero};

use crate::core::name::Name;
use crate::core::term::{Alt, Literal, Match, Otherwise, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::render::combinators::eta;
use crate::lang::haskell::render::names::{Names, is_standard};
use crate::lang::haskell::render::walk::{bound, count, falls, map_children, mentions, substitute};

/// Simplifies a term from the leaves up.
pub(super) fn simplify(term: Term, names: &Names<'_>) -> Term {
    let term = map_children(term, &mut |child| simplify(child, names));
    step(term, names)
}

/// Rewrites at the root until no rule applies.
pub(super) fn step(mut term: Term, names: &Names<'_>) -> Term {
    // Each rule makes the term smaller or moves it towards composition; the bound only guards against a slip.
    for _ in 0..32 {
        match rewrite(term, names) {
            Ok(next) => term = next,
            Err(same) => return same,
        }
    }
    term
}

/// One rewriting step, or the term itself.
fn rewrite(term: Term, names: &Names<'_>) -> Result<Term, Term> {
    match term {
        Term::App(head, args) => application(*head, args, names),
        Term::Let(binds, body) => bindings(binds, *body),
        Term::Match(m) => matching(*m, names),
        term => Err(term),
    }
}

/// `term` as the library function `base` applied to exactly `n` arguments.
pub(super) fn call<'t>(term: &'t Term, base: &str, n: usize) -> Option<&'t [Term]> {
    match term {
        Term::App(head, args) if args.len() == n && is_global(head, base) => Some(args),
        _ => None,
    }
}

fn is_global(term: &Term, base: &str) -> bool {
    matches!(term, Term::Global(name) if is_standard(*name, base))
}

pub(super) fn is_con(term: &Term, name: &str) -> bool {
    matches!(term, Term::Con(c) if c.as_str() == name)
}

pub(super) fn is_atom(term: &Term) -> bool {
    matches!(term, Term::Var(_) | Term::Global(_) | Term::Con(_) | Term::Lit(_))
}

fn is_number(term: &Term, wanted: u8) -> bool {
    match term {
        Term::Lit(Literal::Num(n) | Literal::Integer(n)) => {
            if wanted == 0 {
                n.is_zero()
            } else {
                n.is_one()
            }
        }
        Term::Lit(Literal::Int(n)) => *n == i64::from(wanted),
        _ => false,
    }
}

pub(super) fn standard(names: &Names<'_>, base: &str) -> Option<Term> {
    names.standard(base).map(Term::Global)
}

fn application(head: Term, mut args: Vec<Term>, names: &Names<'_>) -> Result<Term, Term> {
    match head {
        Term::App(inner, mut first) => {
            first.append(&mut args);
            return Ok(Term::App(inner, first));
        }
        // β, where it copies nothing.
        Term::Lam(mut params, body) => {
            let param = params.remove(0);
            if is_atom(&args[0]) || count(&body, param) <= 1 {
                let arg = args.remove(0);
                let body = substitute(Term::lam(params, *body), param, &arg);
                return Ok(Term::app(body, args));
            }
            params.insert(0, param);
            return Err(Term::App(Box::new(Term::Lam(params, body)), args));
        }
        _ => {}
    }
    let term = Term::App(Box::new(head), args);
    match library(&term, names) {
        Some(better) => Ok(better),
        None => Err(term),
    }
}

/// Hints about library functions.
fn library(term: &Term, names: &Names<'_>) -> Option<Term> {
    let Term::App(head, args) = term else { return None };
    let Term::Global(name) = **head else { return None };
    match (name.base(), args.as_slice()) {
        ("not", [inner]) if is_standard(name, "not") => negated(inner, names),
        ("map" | "fmap", [f, inner]) if is_standard(name, name.base()) && call(inner, "map", 2).is_some() => {
            let [g, xs] = call(inner, "map", 2)? else { return None };
            let compose = standard(names, ".")?;
            Some(Term::app(*head.clone(), vec![Term::app(compose, vec![f.clone(), g.clone()]), xs.clone()]))
        }
        ("concat", [inner]) if is_standard(name, "concat") => {
            let args = call(inner, "map", 2)?;
            Some(Term::app(standard(names, "concatMap")?, args.to_vec()))
        }
        ("map", [f, xs]) if is_standard(name, "map") && is_global(f, "id") => Some(xs.clone()),
        ("any", [p, rest @ ..]) if is_standard(name, "any") => {
            let element = compared(p, "==")?;
            Some(Term::app(standard(names, "elem")?, [&[element], rest].concat()))
        }
        ("all", [p, rest @ ..]) if is_standard(name, "all") => {
            let element = compared(p, "/=")?;
            Some(Term::app(standard(names, "notElem")?, [&[element], rest].concat()))
        }
        ("&&" | "||", [a, b]) if is_standard(name, name.base()) => {
            let (keeps, wins) =
                if name.base() == "&&" { (wired::TRUE, wired::FALSE) } else { (wired::FALSE, wired::TRUE) };
            match (a, b) {
                (a, b) if is_con(a, keeps) => Some(b.clone()),
                (a, b) if is_con(b, keeps) => Some(a.clone()),
                (a, _) if is_con(a, wins) => Some(a.clone()),
                _ => to_the_right(head, a, b),
            }
        }
        ("++", [xs, ys]) if is_standard(name, "++") => append(xs, ys).or_else(|| to_the_right(head, xs, ys)),
        ("==", [xs, n]) if is_standard(name, "==") => {
            if is_con(n, wired::TRUE) {
                return Some(xs.clone());
            }
            let [list] = call(xs, "length", 1)? else { return None };
            is_number(n, 0).then(|| Some(Term::app(standard(names, "null")?, vec![list.clone()])))?
        }
        ("head", [inner]) if is_standard(name, "head") => {
            let args = call(inner, "reverse", 1)?;
            Some(Term::app(standard(names, "last")?, args.to_vec()))
        }
        ("!!", [xs, n]) if is_standard(name, "!!") && is_number(n, 0) => {
            Some(Term::app(standard(names, "head")?, vec![xs.clone()]))
        }
        ("foldr" | "foldl" | "foldl'", [f, start, rest @ ..]) if is_standard(name, name.base()) => {
            Some(Term::app(folded(f, start, names)?, rest.to_vec()))
        }
        ("zipWith", [f, rest @ ..]) if is_standard(name, "zipWith") && is_con(f, "(,)") => {
            Some(Term::app(standard(names, "zip")?, rest.to_vec()))
        }
        _ => None,
    }
}

/// `(a ∘ b) ∘ c` as `a ∘ (b ∘ c)`, which needs no parentheses where it is printed.
fn to_the_right(operator: &Term, left: &Term, c: &Term) -> Option<Term> {
    let Term::App(inner, args) = left else { return None };
    let ([a, b], true) = (args.as_slice(), **inner == *operator) else { return None };
    let right = Term::app(operator.clone(), vec![b.clone(), c.clone()]);
    Some(Term::app(operator.clone(), vec![a.clone(), right]))
}

/// What a predicate compares its argument with by this operator.
fn compared(predicate: &Term, operator: &str) -> Option<Term> {
    match predicate {
        Term::App(head, args) if args.len() == 1 && is_global(head, operator) => Some(args[0].clone()),
        Term::Lam(params, body) => {
            let ([x], [a, b]) = (params.as_slice(), call(body, operator, 2)?) else { return None };
            let other = [(a, b), (b, a)].into_iter().find(|(one, _)| **one == Term::Var(*x))?.1;
            (count(other, *x) == 0).then(|| other.clone())
        }
        _ => None,
    }
}

/// `not` of a comparison.
fn negated(inner: &Term, names: &Names<'_>) -> Option<Term> {
    let Term::App(head, args) = inner else { return None };
    let Term::Global(name) = **head else { return None };
    let opposite = match (name.base(), args.len()) {
        ("==", 2) => "/=",
        ("/=", 2) => "==",
        ("<", 2) => ">=",
        (">=", 2) => "<",
        (">", 2) => "<=",
        ("<=", 2) => ">",
        ("not", 1) if is_standard(name, "not") => return Some(args[0].clone()),
        _ => return None,
    };
    is_standard(name, name.base()).then(|| Some(Term::app(standard(names, opposite)?, args.clone())))?
}

fn append(xs: &Term, ys: &Term) -> Option<Term> {
    if is_con(ys, wired::NIL) {
        return Some(xs.clone());
    }
    if is_con(xs, wired::NIL) {
        return Some(ys.clone());
    }
    match xs {
        Term::App(cons, parts) if is_con(cons, wired::CONS) && parts.len() == 2 && is_con(&parts[1], wired::NIL) => {
            Some(Term::app(*cons.clone(), vec![parts[0].clone(), ys.clone()]))
        }
        _ => None,
    }
}

/// The named form of a fold.
fn folded(f: &Term, start: &Term, names: &Names<'_>) -> Option<Term> {
    let base = match f {
        f if is_global(f, "&&") && is_con(start, wired::TRUE) => "and",
        f if is_global(f, "||") && is_con(start, wired::FALSE) => "or",
        f if is_global(f, "+") && is_number(start, 0) => "sum",
        f if is_global(f, "*") && is_number(start, 1) => "product",
        f if is_global(f, "++") && is_con(start, wired::NIL) => "concat",
        _ => return None,
    };
    standard(names, base)
}

fn bindings(mut binds: Vec<crate::core::term::Bind>, body: Term) -> Result<Term, Term> {
    // Unused, or a plain value used once outside of any other binding.
    for i in 0..binds.len() {
        let name = binds[i].name;
        let inside: usize = binds.iter().map(|b| count(&b.term, name)).sum();
        let uses = count(&body, name);
        let own = count(&binds[i].term, name);
        if uses == 0 && inside == own {
            binds.remove(i);
            return Ok(if binds.is_empty() { body } else { Term::Let(binds, Box::new(body)) });
        }
        if let Term::Lam(params, inner) = &binds[i].term
            && let short = eta(params.clone(), (**inner).clone())
            && is_atom(&short)
        {
            binds[i].term = short;
        }
        let value = !matches!(binds[i].term, Term::Lam(..));
        if is_atom(&binds[i].term) && own == 0 || value && uses == 1 && inside == 0 && !under_lambda(&body, name) {
            let bind = binds.remove(i);
            let body = substitute(body, name, &bind.term);
            if binds.is_empty() {
                return Ok(body);
            }
            let binds = binds
                .into_iter()
                .map(|mut b| {
                    b.term = substitute(b.term, name, &bind.term);
                    b
                })
                .collect();
            return Ok(Term::Let(binds, Box::new(body)));
        }
    }
    Err(Term::Let(binds, Box::new(body)))
}

/// Does the variable occur below a λ, so that inlining could repeat work?
fn under_lambda(term: &Term, name: Name) -> bool {
    if let Term::Lam(_, body) = term {
        return count(body, name) > 0;
    }
    let mut found = false;
    super::walk::children(term, &mut |child| found |= under_lambda(child, name));
    found
}

/// The branches of a conditional.
pub(super) fn conditional(m: &Match) -> Option<(&Term, &Term, Option<&Term>)> {
    let [condition] = m.scrutinees.as_slice() else { return None };
    let is = |pat: &Pat, name: &str| matches!(pat, Pat::Con(c, _) if c.as_str() == name);
    let first = m.alts.first()?;
    if is(&first.pats[0], wired::TRUE) {
        return match m.alts.get(1) {
            Some(second) if is(&second.pats[0], wired::FALSE) || second.pats[0] == Pat::Wild => {
                Some((condition, &first.body, Some(&second.body)))
            }
            None => Some((condition, &first.body, None)),
            Some(_) => None,
        };
    }
    let second = m.alts.get(1)?;
    let first_is_false = is(&first.pats[0], wired::FALSE);
    (first_is_false && (is(&second.pats[0], wired::TRUE) || second.pats[0] == Pat::Wild)).then_some((
        condition,
        &second.body,
        Some(&first.body),
    ))
}

fn matching(mut m: Match, names: &Names<'_>) -> Result<Term, Term> {
    aliases(&mut m);
    if m.scrutinees.is_empty() && m.alts.first().is_some_and(|alt| !falls(&alt.body)) {
        return Ok(m.alts.swap_remove(0).body);
    }
    if let Some((condition, yes, Some(no))) = conditional(&m)
        && let Some(better) = truth(condition, yes, no, names)
    {
        return Ok(better);
    }
    if let Some((condition, yes, no)) = merged(&m, names) {
        let branch = |name: &str, body: Term| Alt { pats: vec![Pat::Con(Name::new(name), Vec::new())], body };
        m.scrutinees = vec![condition];
        m.alts = vec![branch(wired::TRUE, yes), branch(wired::FALSE, no)];
        return Ok(Term::Match(Box::new(m)));
    }
    if let Some(better) = of_maybe(&m, names) {
        return Ok(better);
    }
    if let Some(body) = same_everywhere(&m) {
        return Ok(body);
    }
    Err(Term::Match(Box::new(m)))
}

/// A pattern that only gives a variable another name falls away, and with it a scrutinee that nothing looks at.
fn aliases(m: &mut Match) {
    for (i, scrutinee) in m.scrutinees.iter().enumerate() {
        if !matches!(scrutinee, Term::Var(_)) {
            continue;
        }
        for alt in &mut m.alts {
            if let Pat::Var(name) = alt.pats[i]
                && !alt.pats.iter().any(|pat| super::clauses::in_views(pat, name) > 0)
            {
                alt.body = substitute(std::mem::replace(&mut alt.body, Term::Fall), name, scrutinee);
                alt.pats[i] = Pat::Wild;
            }
        }
    }
    let looked: Vec<bool> =
        (0..m.scrutinees.len()).map(|i| m.alts.iter().any(|alt| alt.pats[i] != Pat::Wild)).collect();
    let mut keep = looked.iter();
    m.scrutinees.retain(|_| *keep.next().unwrap_or(&true));
    for alt in &mut m.alts {
        let mut keep = looked.iter();
        alt.pats.retain(|_| *keep.next().unwrap_or(&true));
    }
}

/// Conditionals that say what a connective says.
fn truth(condition: &Term, yes: &Term, no: &Term, names: &Names<'_>) -> Option<Term> {
    let connect = |base: &str, a: Term, b: &Term| Some(Term::app(standard(names, base)?, vec![a, b.clone()]));
    let not = |c: &Term| {
        let negation = standard(names, "not")?;
        Some(step(Term::app(negation, vec![c.clone()]), names))
    };
    if falls(yes) || falls(no) {
        return None;
    }
    let (t, f) = (wired::TRUE, wired::FALSE);
    if is_con(yes, t) && is_con(no, f) {
        Some(condition.clone())
    } else if is_con(yes, f) && is_con(no, t) {
        not(condition)
    } else if is_con(yes, t) {
        connect("||", condition.clone(), no)
    } else if is_con(no, f) {
        connect("&&", condition.clone(), yes)
    } else if is_con(yes, f) {
        connect("&&", not(condition)?, no)
    } else if is_con(no, t) {
        connect("||", not(condition)?, yes)
    } else {
        None
    }
}

/// Two conditionals with a common branch as one: its condition and branches.
fn merged(m: &Match, names: &Names<'_>) -> Option<(Term, Term, Term)> {
    let (outer, yes, Some(no)) = conditional(m)? else { return None };
    let inside = |term: &Term| match term {
        Term::Match(inner) => match conditional(inner)? {
            (condition, yes, Some(no)) => Some([condition.clone(), yes.clone(), no.clone()]),
            _ => None,
        },
        _ => None,
    };
    let both = |base: &str, inner: Term| Some(Term::app(standard(names, base)?, vec![outer.clone(), inner]));
    if falls(yes) || falls(no) {
        return None;
    }
    match (inside(yes), inside(no)) {
        (_, Some([condition, same, other])) if same == *yes => Some((both("||", condition)?, same, other)),
        (Some([condition, other, same]), _) if same == *no => Some((both("&&", condition)?, other, same)),
        _ => None,
    }
}

/// `case e of Nothing -> d; Just x -> …` as `maybe` or `fromMaybe`. A variable is left to be matched in equations.
fn of_maybe(m: &Match, names: &Names<'_>) -> Option<Term> {
    let [scrutinee] = m.scrutinees.as_slice() else { return None };
    if matches!(scrutinee, Term::Var(_)) || m.alts.len() != 2 || m.otherwise == Otherwise::Fall {
        return None;
    }
    let nothing =
        |alt: &Alt| matches!(&alt.pats[0], Pat::Con(c, _) if c.base() == "Nothing") || alt.pats[0] == Pat::Wild;
    let just = |alt: &Alt| match &alt.pats[0] {
        Pat::Con(c, fields) if c.base() == "Just" => match fields.as_slice() {
            [Pat::Var(x)] => Some(*x),
            _ => None,
        },
        _ => None,
    };
    let (first, second) = (&m.alts[0], &m.alts[1]);
    let (x, present, absent) = match (just(first), just(second)) {
        (Some(x), None) if nothing(second) => (x, &first.body, &second.body),
        (None, Some(x)) if nothing(first) && first.pats[0] != Pat::Wild => (x, &second.body, &first.body),
        _ => return None,
    };
    if falls(present) || falls(absent) {
        return None;
    }
    if *present == Term::Var(x) {
        return Some(Term::app(standard(names, "fromMaybe")?, vec![absent.clone(), scrutinee.clone()]));
    }
    let f = eta(vec![x], present.clone());
    (!matches!(f, Term::Lam(..)))
        .then(|| Some(Term::app(standard(names, "maybe")?, vec![absent.clone(), f, scrutinee.clone()])))?
}

/// The common body of all alternatives, if they look at nothing and some alternative always applies.
fn same_everywhere(m: &Match) -> Option<Term> {
    let first = m.alts.first()?;
    let last = m.alts.last()?;
    let mut names = Vec::new();
    first.pats.iter().for_each(|pat| bound(pat, &mut names));
    let total =
        conditional(m).is_some_and(|c| c.2.is_some()) || last.pats.iter().all(|p| matches!(p, Pat::Wild | Pat::Var(_)));
    (total && m.alts.iter().all(|alt| alt.body == first.body) && !mentions(&first.body, &names) && !falls(&first.body))
        .then(|| first.body.clone())
}
