//! Haskell: its row in the table of languages.

use crate::lang::Language;

mod claims;
mod comment;
mod cpp;
mod lower;
mod mask;
mod opinion;
mod parse;
mod place;
mod prelude;
mod project;
pub mod render;
pub mod spec;
mod surface;
mod testing;
mod worlds;

/// Haskell 2010 and the extensions that everyday code uses.
pub static HASKELL: Language = Language {
    id: "haskell",
    extensions: &["hs"],
    compiler: "ghc",
    opinion: &opinion::OPINION,
    parse: parse::parse,
    lower: lower::lower,
    lower_line: lower::lower_line,
    lower_piece: lower::lower_piece,
    lines: &project::LINES,
    project: &project::PROJECT,
    specs: spec::specs,
    prelude: testing::without,
    everyday: &["Data.List", "Data.Char", "Data.Maybe"],
    render: render::render,
    render_expr: render::render_expr,
    render_part: render::render_part,
    import_place: place::import_place,
    worlds: worlds::ALL,
    counts: include_str!("../../../grammars/haskell/counts.tsv"),
    tools: &[("ghc", "a second opinion on types"), ("doctest", "running examples"), ("hlint", "hints")],
    render_type: render::render_type,
    testing: &testing::TESTING,
    surface: surface::surface,
};
