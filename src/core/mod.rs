//! The core calculus: a lazy, typed λ-calculus with algebraic data, classes and recursive bindings.
//!
//! Everything that the product understands of a program is said in this module's words, and nothing here
//! knows a text position, a syntax tree or a language's name. The life of a program is
//!
//! ```text
//!   Module ──infer──▶ Typed (elaborated: dictionaries explicit) ──compile──▶ code ──eval──▶ Value
//! ```
//!
//! * [`name`], [`term`], [`ty`], [`decl`]: the grammar. *Source* terms are what `lang` lowers to; *elaborated*
//!   terms are what inference leaves: overloading is gone, dictionaries are ordinary arguments.
//! * [`env`]: every module in scope, looked up by fully qualified name.
//! * [`wired`]: the few names that the calculus itself must know (`Bool`, `fromInteger`, …).
//! * [`sexpr`]: everything as s-expressions, for tests and logs.
//! * [`prim`]: the table of primitive operations.

pub(crate) mod class;
pub(crate) mod compile;
pub mod decl;
pub(crate) mod derive;
pub mod env;
pub mod eval;
pub mod infer;
pub mod name;
pub mod prim;
pub mod sexpr;
pub mod term;
pub mod tree;
pub mod ty;
pub(crate) mod value;
pub mod wired;
