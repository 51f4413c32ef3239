//! What speaks for and against a filling that meets the examples: few examples leave much to chance.
//!
//! What stands in the written part is likely in its holes as well: the same functions, the same constants, a call of the
//! function itself. A variable that was bound and is used nowhere was bound for a hole. A hole that ignores everything
//! in scope, a comparison with one particular value, and constants that nothing is done with fit by accident.

use std::collections::HashSet;

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Literal, Pat, Term, any, visit};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::dream;
use crate::synth::fill::Sketch;
use crate::synth::guide::{Guide, Production};
use crate::synth::program::occurs;

/// A variable that nothing uses at all.
const LOOSE: f64 = 3.0;
/// A parameter that the hole's own function ignores.
const IGNORED: f64 = 2.0;
/// A literal beyond two that something is done with, and one that is only returned or compared.
const CONSTANT: f64 = 0.4;
const BARE: f64 = 1.5;
/// A hole that says a constant other than these, however it is made.
const BLIND: f64 = 2.0;
/// Equality with a particular number, text or character, and any other equality.
const PARTICULAR: f64 = 1.0;
const EQUALITY: f64 = 0.25;
/// No call of the function where its result is wanted in a recursion, or one where nothing else speaks of recursion.
const NO_CALL: f64 = 0.75;
/// A small even number is often no accident.
const TWO: f64 = 0.1;
/// A constant in a comparison.
const COMPARED: f64 = 0.1;
/// Two variables in another order than they were bound in.
const INVERSION: f64 = 0.1;
/// What something costs less that the written part uses, and the least it costs.
const KNOWN: f32 = 0.4;
const LEAST: f32 = 0.25;

/// A guide that has read the written part of a sketch.
pub(super) struct Known<'a> {
    guide: &'a dyn Guide,
    productions: HashSet<Production>,
    itself: Production,
}

impl<'a> Known<'a> {
    pub(super) fn new(guide: &'a dyn Guide, sketch: &Sketch<'_>) -> Known<'a> {
        let mut productions: HashSet<Production> = dream::productions(sketch.function).into_iter().collect();
        for (general, plain) in wired::STANDS_FOR {
            if productions.contains(&Production::Call(Name::new(general))) {
                productions.insert(Production::Call(Name::new(plain)));
            }
        }
        Known { guide, productions, itself: Production::Call(sketch.goal.name) }
    }
}

impl Guide for Known<'_> {
    fn name(&self) -> &'static str {
        self.guide.name()
    }

    fn cost(&self, production: Production, parent: Option<(Production, u8)>) -> f32 {
        let cost = self.guide.cost(production, parent);
        if production == self.itself {
            return LEAST;
        }
        let named = matches!(production, Production::Call(_) | Production::Construct(_));
        if named && self.productions.contains(&production) { (cost - KNOWN).max(LEAST.min(cost)) } else { cost }
    }
}

/// What the written part says of calls of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recursion {
    /// It calls itself elsewhere.
    Calls,
    /// It does not, though it ends with a case for a number or an empty structure.
    Ends,
    /// Nothing.
    Nothing,
}

/// Whether the written part is that of a recursion.
pub(super) fn recursion(sketch: &Sketch<'_>, env: &Env) -> Recursion {
    let base = |pat: &Pat| match pat {
        Pat::Lit(Literal::Int(_) | Literal::Integer(_)) => true,
        Pat::Con(name, fields) if fields.is_empty() => env.constructor(*name).is_some_and(|(data, _)| {
            let fields = data.constructors.iter().flat_map(|constructor| &constructor.fields);
            fields.into_iter().any(|field| *field.ty.spine().0 == Type::Con(data.name))
        }),
        _ => false,
    };
    let ends = |term: &Term| matches!(term, Term::Match(m) if m.alts.iter().flat_map(|alt| &alt.pats).any(base));
    match () {
        () if any(sketch.function, &|term| *term == Term::Global(sketch.goal.name)) => Recursion::Calls,
        () if any(sketch.function, &ends) => Recursion::Ends,
        () => Recursion::Nothing,
    }
}

/// The literals of the written part.
pub(super) fn literals(sketch: &Sketch<'_>) -> Vec<Literal> {
    let mut out = Vec::new();
    visit(sketch.function, &mut |term| {
        let literal = match term {
            Term::Lit(Literal::Int(n)) => Literal::Num((*n).into()),
            Term::Lit(Literal::Integer(n)) => Literal::Num(n.clone()),
            Term::Lit(other) => other.clone(),
            _ => return,
        };
        if !out.contains(&literal) {
            out.push(literal);
        }
    });
    out
}

/// What is said against a closed source term in a hole. `written`: the literals of the written part; `recursive`: see
/// [`recursion`].
pub(super) fn doubt(sketch: &Sketch<'_>, number: usize, term: &Term, written: &[Literal], recursion: Recursion) -> f64 {
    let hole = &sketch.holes[number];
    let (params, body): (&[Name], &Term) = match term {
        Term::Lam(params, body) => (params, body),
        body => (&[], body),
    };
    let mut doubt = 0.0;
    let uses = |place: usize| params.get(place).is_some_and(|param| occurs(*param, body));
    let alone = |variable: &&Vec<(usize, usize)>| matches!(variable.as_slice(), [(hole, _)] if *hole == number);
    doubt += LOOSE * sketch.loose.iter().filter(alone).filter(|variable| !uses(variable[0].1)).count() as f64;
    doubt += IGNORED * (hole.locals..params.len()).filter(|place| !uses(*place)).count() as f64;
    let whole = hole.locals == params.len() && hole.scheme.ty.uncurry().1 == sketch.goal.scheme.ty.uncurry().1;
    let calls = any(body, &|part| *part == Term::Global(sketch.goal.name));
    doubt += match recursion {
        Recursion::Calls if whole && !calls => NO_CALL,
        Recursion::Ends if whole && !calls => 2.0 * NO_CALL,
        Recursion::Nothing if calls => NO_CALL,
        _ => 0.0,
    };
    doubt += INVERSION * f64::from(inversions(&hole.order, params, body));
    let accident = accident(body, true, written);
    doubt += accident;
    let sees = params.iter().any(|param| occurs(*param, body));
    let truth = matches!(hole.scheme.ty.uncurry().1, Type::Con(name) if name.as_str() == wired::BOOL);
    if !sees && !params.is_empty() && (accident > 0.0 || truth) {
        doubt += BLIND;
    }
    doubt
}

/// What is said against a filling as a whole: variables of several holes that none of them uses.
pub(super) fn doubt_together(sketch: &Sketch<'_>, terms: &[Term]) -> f64 {
    let uses = |(hole, place): &(usize, usize)| match &terms[*hole] {
        Term::Lam(params, body) => params.get(*place).is_some_and(|param| occurs(*param, body)),
        _ => false,
    };
    let several = sketch.loose.iter().filter(|variable| variable.len() > 1);
    LOOSE * several.filter(|variable| !variable.iter().any(uses)).count() as f64
}

/// How many pairs of variables first occur in another order than they were bound in.
fn inversions(order: &[Option<usize>], params: &[Name], body: &Term) -> u32 {
    let mut places: Vec<usize> = Vec::new();
    visit(body, &mut |part| {
        if let Term::Var(name) = part
            && let Some(at) = params.iter().position(|param| param == name)
            && let Some(place) = order.get(at).copied().unwrap_or(Some(usize::MAX / 2 + at))
            && !places.contains(&place)
        {
            places.push(place);
        }
    });
    let turned = |i: usize| places[i + 1..].iter().filter(|later| **later < places[i]).count() as u32;
    (0..places.len()).map(turned).sum()
}

fn small(literal: &Literal) -> bool {
    match literal {
        Literal::Num(n) => *n == 0.into() || *n == 1.into(),
        Literal::Str(text) => text.is_empty(),
        _ => false,
    }
}

/// What constants and comparisons with them say of chance. `bare`: nothing is done with the term.
fn accident(term: &Term, bare: bool, written: &[Literal]) -> f64 {
    match term {
        Term::Lit(literal) if small(literal) => 0.0,
        Term::Lit(_) if bare => BARE,
        Term::Lit(literal) if written.contains(literal) => 0.0,
        Term::Lit(literal) if *literal == Literal::Num(2.into()) => TWO,
        Term::Lit(_) => CONSTANT,
        Term::App(head, args) => {
            let equality = matches!(&**head, Term::Global(name) if EQUALITIES.contains(&name.as_str()));
            // What a pattern would say.
            let constructor = |arg: &Term| matches!(arg, Term::Con(_));
            let literal =
                args.iter().any(|arg| matches!(arg, Term::Lit(literal) if !small(literal)) || constructor(arg));
            let zero = args.iter().any(|arg| matches!(arg, Term::Lit(literal) if small(literal)));
            let own = match equality {
                true if literal && args.iter().any(|arg| matches!(arg, Term::Var(_))) => PARTICULAR,
                true if zero => COMPARED,
                true => EQUALITY,
                _ => 0.0,
            };
            // An order begins at some number, most likely at one that the examples have: that has its price already.
            if matches!(&**head, Term::Global(name) if ORDERS.contains(&name.as_str())) {
                let price = |arg: &Term| match arg {
                    Term::Lit(_) => COMPARED,
                    arg => accident(arg, false, written),
                };
                return args.iter().map(price).sum();
            }
            let bare = matches!(**head, Term::Con(_)) && bare;
            own + accident(head, false, written) + args.iter().map(|arg| accident(arg, bare, written)).sum::<f64>()
        }
        Term::Lam(_, body) => accident(body, bare, written),
        Term::Match(m) => {
            let scrutinees: f64 = m.scrutinees.iter().map(|part| accident(part, false, written)).sum();
            scrutinees + m.alts.iter().map(|alt| accident(&alt.body, bare, written)).sum::<f64>()
        }
        _ => 0.0,
    }
}

/// Orders.
const ORDERS: &[&str] = &["Base.<", "Base.<=", "Base.>", "Base.>="];
/// Equality and its opposite.
const EQUALITIES: &[&str] = &[wired::EQ_METHOD, wired::NOT_EQUAL];
