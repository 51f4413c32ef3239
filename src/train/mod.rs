//! Training: goals dreamed from the enumerator's own bank, a network fitted to them, guides compared.
//!
//! ```text
//!   world ─ random inputs ─▶ bank ─ terms ─▶ goals ─ without the suites' ─▶ records ─▶ fit ─▶ weights, counts, curves
//! ```
//!
//! Nobody labels anything: the label of a goal is the list of productions in the program it was made from (Balog et
//! al. 2017, "DeepCoder", §4; the dreams of Ellis et al. 2021).

pub mod curve;
pub mod data;
pub mod dream;
pub mod evaluate;
pub mod fit;
pub mod forbidden;
pub mod random;
#[cfg(test)]
mod tests;
pub mod world;
