//! Wherein writes functional code from its examples and finds the helper functions hiding in it.
//!
//! This page is the tour. Two towers stand on [`core`], the typed λ-calculus that everything means:
//! the left one reads what the user wrote (`text` → `syntax` → `lang` → `analysis`, and `rewrite` back),
//! the right one writes what could be written (`synth`). They meet in `assists`, which `server` and
//! `cli` show to people. ARCHITECTURE.md draws the picture and lists the invariants.

pub mod analysis;
pub mod assists;
pub mod cli;
pub mod core;
pub mod lang;
pub mod learn;
pub mod model;
pub mod oracle;
pub mod rewrite;
pub mod server;
pub mod syntax;
pub mod synth;
pub mod text;
pub mod train;
pub mod workspace;
