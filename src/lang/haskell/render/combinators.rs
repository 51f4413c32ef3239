//! λ-abstractions as combinators: η-reduction, composition, `flip`, `const`, `fst`, `uncurry`.

use crate::core::name::Name;
use crate::core::term::{Alt, Otherwise, Pat, Term};
use crate::lang::haskell::comment::is_symbol;
use crate::lang::haskell::render::names::{Names, is_standard};
use crate::lang::haskell::render::simplify::{is_atom, is_con, standard, step};
use crate::lang::haskell::render::walk::{count, falls, map_children, mentions};

/// `λ params. body` without the last parameters that the body only passes on.
pub(super) fn eta(mut params: Vec<Name>, body: Term) -> Term {
    let Term::App(head, mut args) = body else { return Term::lam(params, body) };
    while let (Some(param), Some(Term::Var(arg))) = (params.last(), args.last()) {
        let before = count(&head, *param) + args[..args.len() - 1].iter().map(|a| count(a, *param)).sum::<usize>();
        if arg != param || before > 0 {
            break;
        }
        params.pop();
        args.pop();
    }
    Term::lam(params, Term::app(*head, args))
}

/// λ-abstractions as combinators: what is passed to a function. `lambdas` finds them anywhere below a definition.
pub(super) fn lambdas(term: Term, names: &Names<'_>) -> Term {
    let term = match term {
        // The right-hand sides of bindings are definitions themselves: their parameters become equations.
        Term::Let(binds, body) => {
            let binds = binds
                .into_iter()
                .map(|mut bind| {
                    bind.term = match bind.term {
                        Term::Lam(params, body) => Term::Lam(params, Box::new(lambdas(*body, names))),
                        term => lambdas(term, names),
                    };
                    bind
                })
                .collect();
            Term::Let(binds, Box::new(lambdas(*body, names)))
        }
        term => map_children(term, &mut |child| lambdas(child, names)),
    };
    match term {
        Term::Lam(params, body) => abstraction(params, *body, names),
        term => step(term, names),
    }
}

fn abstraction(params: Vec<Name>, body: Term, names: &Names<'_>) -> Term {
    let (params, body) = match eta(params.clone(), body.clone()) {
        // `\x y -> f x ++ y` says more than `\x -> (f x ++)`.
        Term::Lam(kept, short) if kept.len() < params.len() && is_section(&short) => (params, body),
        Term::Lam(params, body) => (params, *body),
        reduced => return reduced,
    };
    if let ([x], Term::Var(y)) = (params.as_slice(), &body)
        && x == y
        && let Some(id) = standard(names, "id")
    {
        return id;
    }
    if let Some(named) = on_pairs(&params, &body, names).or_else(|| on_sums(&params, &body, names)) {
        return named;
    }
    if let [x] = params.as_slice() {
        if is_atom(&body)
            && count(&body, *x) == 0
            && let Some(constant) = standard(names, "const")
        {
            return Term::app(constant, vec![body]);
        }
        if let Some(composed) = compose(*x, &body, 2, names) {
            return composed;
        }
    }
    if let ([x, y], Term::App(head, args)) = (params.as_slice(), &body)
        && let [Term::Var(first), Term::Var(second)] = args.as_slice()
        && (first, second) == (y, x)
        && !mentions(head, &params)
        && let Some(flip) = standard(names, "flip")
    {
        if matches!(&**head, Term::Global(minus) if is_standard(*minus, "-"))
            && let Some(subtract) = standard(names, "subtract")
        {
            return subtract;
        }
        if let Term::Global(order) = &**head
            && let Some((_, turned)) = TURNED.iter().find(|(base, _)| is_standard(*order, base))
            && let Some(turned) = standard(names, turned)
        {
            return turned;
        }
        return Term::app(flip, vec![*head.clone()]);
    }
    Term::Lam(params, Box::new(body))
}

/// Comparisons, and what they are with their operands the other way round.
const TURNED: [(&str, &str); 4] = [("<", ">"), (">", "<"), ("<=", ">="), (">=", "<=")];

/// `either f g` and `maybe d f`, where they need no λ.
fn on_sums(params: &[Name], body: &Term, names: &Names<'_>) -> Option<Term> {
    let ([p], Term::Match(m)) = (params, body) else { return None };
    let ([Term::Var(scrutinee)], [one, other]) = (m.scrutinees.as_slice(), m.alts.as_slice()) else { return None };
    if scrutinee != p || m.otherwise == Otherwise::Fall || [one, other].iter().any(|alt| count(&alt.body, *p) > 0) {
        return None;
    }
    let of = |base: &str| {
        let is = |alt: &&Alt| matches!(&alt.pats[0], Pat::Con(c, _) if c.base() == base);
        let alt = [one, other].into_iter().find(is).filter(|alt| !falls(&alt.body))?;
        let Pat::Con(_, fields) = &alt.pats[0] else { return None };
        match fields.as_slice() {
            [] => Some(alt.body.clone()),
            [Pat::Var(x)] => Some(abstraction(vec![*x], alt.body.clone(), names)),
            [Pat::Wild] if is_atom(&alt.body) => Some(Term::app(standard(names, "const")?, vec![alt.body.clone()])),
            _ => None,
        }
        .filter(|f| !matches!(f, Term::Lam(..) | Term::Match(_)))
    };
    let chosen = |base: &str, args: [Term; 2]| Some(Term::app(standard(names, base)?, args.to_vec()));
    if let (Some(f), Some(g)) = (of("Left"), of("Right")) {
        return chosen("either", [f, g]);
    }
    let (nothing, just) = (of("Nothing")?, of("Just")?);
    if is_standard_id(&just) {
        return Some(Term::app(standard(names, "fromMaybe")?, vec![nothing]));
    }
    chosen("maybe", [nothing, just])
}

fn is_standard_id(term: &Term) -> bool {
    matches!(term, Term::Global(name) if is_standard(*name, "id"))
}

/// Whether a term is an operator with one operand.
fn is_section(term: &Term) -> bool {
    let Term::App(head, args) = term else { return false };
    matches!(&**head, Term::Global(name) | Term::Con(name) if args.len() == 1 && name.base().starts_with(is_symbol))
}

/// `fst`, `snd`, `uncurry f` and `curry f`.
fn on_pairs(params: &[Name], body: &Term, names: &Names<'_>) -> Option<Term> {
    if let ([x, y], Term::App(f, args)) = (params, body)
        && let [Term::App(pair, parts)] = args.as_slice()
        && is_con(pair, "(,)")
        && *parts == [Term::Var(*x), Term::Var(*y)]
        && !mentions(f, params)
    {
        return Some(Term::app(standard(names, "curry")?, vec![*f.clone()]));
    }
    let ([p], Term::Match(m)) = (params, body) else { return None };
    let ([Term::Var(scrutinee)], [alt]) = (m.scrutinees.as_slice(), m.alts.as_slice()) else { return None };
    let [Pat::Con(pair, fields)] = alt.pats.as_slice() else { return None };
    if scrutinee != p || pair.as_str() != "(,)" || count(&alt.body, *p) > 0 {
        return None;
    }
    let variable = |i: usize| match fields.get(i) {
        Some(Pat::Var(name)) => Some(Term::Var(*name)),
        _ => None,
    };
    let (first, second) = (variable(0), variable(1));
    match &alt.body {
        body if Some(body) == first.as_ref() => standard(names, "fst"),
        body if Some(body) == second.as_ref() => standard(names, "snd"),
        Term::App(f, args) => {
            let pair = [first?, second?];
            let bound: Vec<Name> =
                pair.iter().filter_map(|t| if let Term::Var(v) = t { Some(*v) } else { None }).collect();
            (*args == pair && !mentions(f, &bound))
                .then(|| Some(Term::app(standard(names, "uncurry")?, vec![*f.clone()])))?
        }
        _ => None,
    }
}

/// `λ x. f (g (h x))` as `f . g . h`, if there are at least `least` functions, each applied as a prefix.
pub(super) fn compose(x: Name, body: &Term, least: usize, names: &Names<'_>) -> Option<Term> {
    let dot = standard(names, ".")?;
    let mut stages = Vec::new();
    let mut rest = body;
    while let Term::App(head, args) = rest {
        let (last, before) = args.split_last()?;
        let infix = matches!(&**head, Term::Global(n) | Term::Con(n)
            if n.base().starts_with(is_symbol) || names.fixity(*n).is_some() || n.base().starts_with('('));
        if infix || count(head, x) > 0 || before.iter().any(|arg| count(arg, x) > 0) {
            return None;
        }
        stages.push(Term::app(*head.clone(), before.to_vec()));
        rest = last;
    }
    if *rest != Term::Var(x) || stages.len() < least {
        return None;
    }
    let last = stages.pop()?;
    Some(stages.into_iter().rev().fold(last, |tail, stage| Term::app(dot.clone(), vec![stage, tail])))
}
