//! Hindley–Milner inference with type classes and higher kinds, and elaboration to dictionaries. STUB: contract only.

use crate::core::decl::{Module, Typed};
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme};

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
}

/// Infers a module whose imports are all in `env`. Derived instances are generated here.
pub fn module(_module: &Module, _env: &Env) -> (Typed, Vec<TypeError>) {
    unimplemented!()
}

/// Infers an expression over `locals` (free `Term::Var`s); checks it against `expected` when given. Without
/// `expected`, ambiguous and top-level constrained variables are defaulted.
pub fn expr(
    _term: &Term,
    _expected: Option<&Scheme>,
    _locals: &[(Name, Scheme)],
    _env: &Env,
    _defaulting: Defaulting,
) -> Inferred {
    unimplemented!()
}

/// An elaborated dictionary for `pred` from `givens` (a predicate over rigid variables and the term that has it,
/// superclasses included by this function) and the instances in `env`.
pub fn dictionary(_pred: &Pred, _givens: &[(Pred, Term)], _env: &Env) -> Option<Term> {
    unimplemented!()
}
