//! Hindley–Milner inference with type classes and higher kinds, and elaboration to dictionaries.
//!
//! Types follow *Typing Haskell in Haskell* (Jones 1999); generalisation uses levels (Rémy 1992) instead of scans of
//! the environment; dictionaries follow *How to make ad-hoc polymorphism less ad hoc* (Wadler & Blott 1989). Inference
//! never fails: what does not fit is reported and the rest goes on. Terms are elaborated in place: a class constraint
//! leaves a placeholder (a `TypeApp`, which elaborated terms do not have) that the last pass fills.
//!
//! * `state`: unification variables, scopes, instantiation; `unify`: making types equal.
//! * `check`, `pattern`: terms and patterns; `group`: bindings and generalisation.
//! * `solve`: constraints, givens, defaulting; `resolve`: the last pass over terms.
//! * `module`: declarations; `derived`: the heads and contexts of derived instances.

mod check;
mod derived;
mod group;
mod module;
mod parameters;
mod pattern;
mod resolve;
mod scc;
mod solve;
mod state;
#[cfg(test)]
mod tests;
mod unify;

use std::rc::Rc;

pub use module::module;

use crate::core::class::{self, Own, World};
use crate::core::env::Env;
use crate::core::infer::state::{Infer, Local};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme, Type};

/// One thing that inference did not like; the rest is still inferred.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeError {
    /// The top-level binding, class or instance it is in.
    pub owner: Option<Name>,
    /// lower case, no final period, names in backticks.
    pub message: String,
}

/// How ambiguous classes are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaulting {
    /// The language's rule: `Integer`, then `Double`, for numeric classes.
    Standard,
    /// The interactive one: also `()` and lists for Show, Eq, Ord, Foldable, Traversable.
    Extended,
}

/// An inferred expression.
#[derive(Clone, Debug)]
pub struct Inferred {
    /// Elaborated; takes the dictionaries of `scheme.context` first.
    pub term: Term,
    /// Its principal type (or the expected one).
    pub scheme: Scheme,
    /// Empty when all is well.
    pub errors: Vec<TypeError>,
    /// The types of the typed holes, in the order met.
    pub holes: Vec<(Name, Type)>,
    /// Nothing but a default says what type some part has: as a rule, which numbers it computes with.
    pub defaulted: bool,
}

/// Infers an expression over `locals` (free `Term::Var`s); checks it against `expected` when given. Without
/// `expected`, ambiguous and top-level constrained variables are defaulted.
pub fn expr(
    term: &Term,
    expected: Option<&Scheme>,
    locals: &[(Name, Scheme)],
    env: &Env,
    defaulting: Defaulting,
) -> Inferred {
    let own = Own::default();
    let mut infer = Infer::new(World { env, own: &own }, defaulting);
    for (name, scheme) in locals {
        let scheme = infer.expand_scheme(scheme);
        let local = if scheme.vars.is_empty() && scheme.context.is_empty() {
            Local::Mono(scheme.ty)
        } else {
            Local::Poly(Rc::new(scheme))
        };
        infer.locals.push((*name, local));
    }
    let mut term = term.clone();
    let scheme = match expected {
        Some(expected) => {
            let scheme = infer.expand_scheme(expected);
            infer.check_scheme(&mut term, &scheme);
            infer.settle_top();
            scheme
        }
        None => infer.principal(&mut term),
    };
    infer.resolve(&mut term);
    let holes = std::mem::take(&mut infer.holes);
    let holes = holes.into_iter().map(|(name, ty)| (name, infer.closed_type(&ty))).collect();
    Inferred { term, scheme, errors: infer.errors, holes, defaulted: infer.defaulted }
}

/// An elaborated dictionary for `pred` from `givens` (a predicate over rigid variables and the term that has it,
/// superclasses included by this function) and the instances in `env`.
pub fn dictionary(pred: &Pred, givens: &[(Pred, Term)], env: &Env) -> Option<Term> {
    class::entail(World { env, own: &Own::default() }, pred, givens)
}

/// `ty` with all type synonyms of `env` unfolded.
pub fn expand(ty: &Type, env: &Env) -> Type {
    World { env, own: &Own::default() }.expand(ty)
}
