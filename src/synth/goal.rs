//! What is asked: a type, what is in scope, examples, checks.

use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Scheme, Type};

/// A synthesis goal.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The function to write, fully qualified.
    pub name: Name,
    /// Its signature. The type variables are rigid during the search.
    pub scheme: Scheme,
    /// Direct calls with a known result, and some without one ([`Expected::Unknown`]).
    pub examples: Vec<Example>,
    /// Everything else that must hold: elaborated closed terms of type `Bool` over `Term::Global(name)` (which, like
    /// any overloaded global, is applied to its dictionaries).
    pub checks: Vec<Term>,
    /// What may be called, in order of preference. The goal's own name is not among them (recursion is the
    /// engines' business).
    pub components: Vec<Component>,
    /// Data types in scope whose constructors may be used and matched, fully qualified.
    pub datas: Vec<Name>,
    /// Literals that occur in the examples' inputs (closed source terms with their type), first seen first.
    pub input_literals: Vec<(Term, Type)>,
    /// Literals that occur only in the examples' outputs.
    pub output_literals: Vec<(Term, Type)>,
}

/// `f args == result`.
#[derive(Clone, Debug)]
pub struct Example {
    /// What the scheme's variables stand for here, in their order.
    pub types: Vec<Type>,
    /// Elaborated dictionaries for the scheme's context, in its order.
    pub dictionaries: Vec<Term>,
    /// Elaborated closed arguments (as many as the call has).
    pub args: Vec<Term>,
    /// The elaborated closed result; `Expected::Stops` when the example expects an exception.
    pub result: Expected,
}

/// What an example expects.
#[derive(Clone, Debug)]
pub enum Expected {
    /// This value.
    Value(Term),
    /// An exception (its shown text, if it matters).
    Stops(String),
    /// Nothing: an input on which candidates are told apart; what holds there the checks say.
    Unknown,
}

/// Something in scope that may be called.
#[derive(Clone, Debug)]
pub struct Component {
    /// The global or constructor, fully qualified.
    pub name: Name,
    /// Its type.
    pub scheme: Scheme,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a component comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written in the same module (or another module of the project).
    User,
    /// In scope by an import that names it.
    Listed,
    /// In scope by an import.
    Imported,
    /// In the library, but not imported by this file: costs extra, needs an import line.
    NotImported,
}
