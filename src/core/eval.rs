//! The machine: lazy evaluation of compiled terms under fuel, depth and memory bounds. STUB: contract only.

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Failure, Term};
use num_bigint::BigInt;

/// A machine word: an immediate, a pointer into the machine's arena, or a nullary constructor. Only meaningful
/// for the machine that made it, until that machine is reset below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Value(pub(crate) u64);

/// Compiled code of a closed term over some parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(pub(crate) u32);

/// A position of the arena to reset to.
#[derive(Clone, Copy, Debug)]
pub struct Mark(pub(crate) u64);

/// Bounds of one evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Function and thunk entries.
    pub fuel: u64,
    /// Bytes of arena and stacks.
    pub memory_bytes: u64,
    /// Continuations on the stack.
    pub depth: u32,
}

/// Why an evaluation has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// `error message`.
    Error(String),
    /// An arithmetic exception, with the message the language prints ("divide by zero").
    Arithmetic(&'static str),
    /// A failing term.
    Failure(Failure),
    /// A value that needs itself (`let x = x`).
    Loop,
    /// Out of fuel.
    Fuel,
    /// Out of memory.
    Memory,
    /// Too many continuations.
    Depth,
    /// Cancelled from outside.
    Cancelled,
}

/// An evaluated value, one layer.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// `Int`
    Int(i64),
    /// `Integer`
    Integer(BigInt),
    /// `Double`
    Double(f64),
    /// `Char`
    Char(char),
    /// A constructor's tag and fields (unevaluated); compact strings show as cons cells here.
    Data(u32, Vec<Value>),
    /// A function.
    Function,
}

/// What is seen of a value when it is evaluated deeply within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Observation {
    /// Fully evaluated: a 128-bit hash of the normal form. Equal hashes are taken as equal values.
    Full(u128),
    /// Cut by the node bound or out of fuel inside: never equal to anything that matters.
    Cut,
    /// Contains a function.
    Function,
    /// Stopped by an error (`error`, incomplete pattern, arithmetic): a hash of where and which.
    Bottom(u64),
}

/// The machine. One per thread; deterministic.
pub struct Machine {
    _private: (),
}

impl Machine {
    /// A machine over `env`; globals are compiled when first needed.
    pub fn new(_env: Env) -> Machine {
        unimplemented!()
    }
    /// The bounds that [`Machine::whnf`] and friends start from at each call.
    pub fn set_limits(&mut self, _limits: Limits) {
        unimplemented!()
    }
    /// A flag checked every few thousand steps.
    pub fn set_cancel(&mut self, _flag: std::sync::Arc<std::sync::atomic::AtomicBool>) {
        unimplemented!()
    }
    /// Defines or replaces a global that is not in the environment (a candidate, a goal's function).
    pub fn define(&mut self, _name: Name, _term: &Term) {
        unimplemented!()
    }
    /// Compiles an elaborated term whose free variables are `params`.
    pub fn compile(&mut self, _params: &[Name], _term: &Term) -> Code {
        unimplemented!()
    }
    /// Drops code compiled after `code` (inclusive); the caller promises that no value refers to it.
    pub fn forget_code(&mut self, _code: Code) {
        unimplemented!()
    }
    /// An unevaluated value: `code` with its parameters bound to `args`.
    pub fn suspend(&mut self, _code: Code, _args: &[Value]) -> Value {
        unimplemented!()
    }
    /// `code` with its parameters bound to `args`, evaluated to weak head normal form.
    pub fn run(&mut self, _code: Code, _args: &[Value]) -> Result<Value, Stop> {
        unimplemented!()
    }
    /// An unevaluated application.
    pub fn apply(&mut self, _f: Value, _args: &[Value]) -> Value {
        unimplemented!()
    }
    /// Evaluates to weak head normal form.
    pub fn whnf(&mut self, _value: Value) -> Result<Value, Stop> {
        unimplemented!()
    }
    /// Evaluates to weak head normal form and shows one layer.
    pub fn view(&mut self, _value: Value) -> Result<View, Stop> {
        unimplemented!()
    }
    /// Evaluates deeply, at most `max_nodes` nodes, and hashes.
    pub fn observe(&mut self, _value: Value, _max_nodes: u32) -> Observation {
        unimplemented!()
    }
    /// Evaluates a list of characters completely.
    pub fn string(&mut self, _value: Value, _max_chars: usize) -> Result<String, Stop> {
        unimplemented!()
    }
    /// Where the arena ends now.
    pub fn mark(&self) -> Mark {
        unimplemented!()
    }
    /// Forgets all values made after `mark`; older thunks evaluated meanwhile are restored.
    pub fn reset(&mut self, _mark: Mark) {
        unimplemented!()
    }
    /// Like [`Machine::reset`], but keeps `values` (deeply evaluated data are copied compactly, the rest with all
    /// they reach); returns them at their new places.
    pub fn retain(&mut self, _mark: Mark, _values: &[Value]) -> Vec<Value> {
        unimplemented!()
    }
    /// Fuel used by the last call.
    pub fn fuel_used(&self) -> u64 {
        unimplemented!()
    }
    /// Bytes in use.
    pub fn memory_bytes(&self) -> u64 {
        unimplemented!()
    }
    /// Builds an evaluated datum, integer, … from outside.
    pub fn make(&mut self, _view: &View) -> Value {
        unimplemented!()
    }
}
