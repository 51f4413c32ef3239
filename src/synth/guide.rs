//! Who orders the search: costs of productions.

use crate::core::env::Env;
use crate::core::name::Name;
use crate::synth::goal::Goal;

/// A production of the grammar of programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Production {
    /// Call a component.
    Call(Name),
    /// Build a datum.
    Construct(Name),
    /// Use a variable.
    Var,
    /// Use a literal.
    Literal,
    /// Abstract.
    Lambda,
    /// Case analysis.
    Match,
    /// A conditional.
    If,
    /// A recursive call.
    Recurse,
}

/// Orders the search: `-log2 p(production)`, at least 1/16. It cannot make a wrong answer right.
pub trait Guide: Sync {
    /// Name for reports: `uniform`, `counted`, `learned`.
    fn name(&self) -> &'static str;
    /// This guide after reading `goal`, before its search begins; none if it says the same of every goal.
    fn read(&self, _goal: &Goal, _env: &Env) -> Option<Box<dyn Guide>> {
        None
    }
    /// Cost of `production` as argument `slot` of `parent` (None at the root).
    fn cost(&self, production: Production, parent: Option<(Production, u8)>) -> f32;
}

/// Every production costs 1: description length is size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uniform;

impl Guide for Uniform {
    fn name(&self) -> &'static str {
        "uniform"
    }
    fn cost(&self, _production: Production, _parent: Option<(Production, u8)>) -> f32 {
        1.0
    }
}
