//! What speaks against a filling that meets the examples: few examples leave much to chance.
//!
//! A variable that was bound and is used nowhere was bound for a hole. A hole that ignores everything in scope, a
//! comparison with one particular number and a constant that only the examples have are what fits by accident.

use crate::core::name::Name;
use crate::core::term::{Literal, Term, visit};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::fill::Sketch;
use crate::synth::program::occurs;

/// A variable that nothing uses at all.
const LOOSE: f64 = 3.0;
/// A parameter that the hole's own function ignores.
const IGNORED: f64 = 2.0;
/// A literal other than nothing and one.
const CONSTANT: f64 = 0.7;
/// A hole that says a constant other than these, however it is made.
const BLIND: f64 = 2.0;
/// Equality with a particular number, text or character.
const PARTICULAR: f64 = 1.0;

/// What is said against closed source terms for all holes.
pub(super) fn doubt(sketch: &Sketch<'_>, terms: &[Term]) -> f64 {
    let mut doubt = 0.0;
    let uses = |hole: usize, place: usize| match &terms[hole] {
        Term::Lam(params, body) => params.get(place).is_some_and(|param| occurs(*param, body)),
        _ => true,
    };
    for variable in sketch.loose {
        if !variable.iter().any(|(hole, place)| uses(*hole, *place)) {
            doubt += LOOSE;
        }
    }
    for (number, (hole, term)) in sketch.holes.iter().zip(terms).enumerate() {
        let (params, body): (&[Name], &Term) = match term {
            Term::Lam(params, body) => (params, body),
            body => (&[], body),
        };
        let ignored = (hole.locals..params.len()).filter(|place| !uses(number, *place)).count();
        doubt += IGNORED * ignored as f64;
        let constants = constants(body);
        doubt += CONSTANT * constants as f64;
        let sees = params.iter().any(|param| occurs(*param, body));
        // What there is nothing else to say of a type's values is no accident.
        let plain = matches!(hole.scheme.ty.uncurry().1, Type::Con(name) if name.as_str() == wired::BOOL);
        if !sees && !params.is_empty() && (constants > 0 || plain) {
            doubt += BLIND;
        }
        doubt += PARTICULAR * particular(body) as f64;
    }
    doubt
}

fn small(literal: &Literal) -> bool {
    match literal {
        Literal::Num(n) => *n == 0.into() || *n == 1.into(),
        Literal::Str(text) => text.is_empty(),
        _ => false,
    }
}

/// How many literals are neither nothing nor one.
fn constants(term: &Term) -> usize {
    let mut count = 0;
    visit(term, &mut |part| count += usize::from(matches!(part, Term::Lit(literal) if !small(literal))));
    count
}

/// How many variables are compared with one particular value.
fn particular(term: &Term) -> usize {
    let mut count = 0;
    visit(term, &mut |part| {
        if let Term::App(head, args) = part
            && matches!(&**head, Term::Global(name) if name.as_str() == wired::EQ_METHOD)
        {
            let literal = args.iter().any(|arg| matches!(arg, Term::Lit(literal) if !small(literal)));
            count += usize::from(literal && args.iter().any(|arg| matches!(arg, Term::Var(_))));
        }
    });
    count
}
