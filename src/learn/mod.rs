//! Library learning: the functions that hide in code, as an algorithm on [`Tree`]s.
//!
//! ```text
//!   Tree ──pairs──▶ Pattern ──generalise──▶ Pattern … ──evaluate──▶ Abstraction, ranked by nodes saved
//! ```
//!
//! * [`pattern`]: anti-unification; [`select`]: what an abstraction is worth; [`search`]: which ones there are;
//! * [`inline`]: the proof that calling a helper means what stood there before.
//!
//! Stitch (POPL'23) grows patterns from the top, one node at a time; here they are joined from the bottom, place by
//! place, because real code has few repetitions among very many nodes. The bound is the same idea: what any more
//! general pattern can share with its k-th best place limits what k places can save.

pub mod inline;
pub mod pattern;
pub mod search;
pub mod select;
pub mod taste;
#[cfg(test)]
mod tests;
