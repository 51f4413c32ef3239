//! Pieces: the top-level declarations of a text, found by a scan of its lines.
//!
//! A parser that knows layout pays for a whole file at every keystroke; a scan of 130 KB costs a fraction of a
//! millisecond. A piece begins in the first column, with the comments above it, and reaches to the next one. Equations
//! and the signature of one function are one piece. What a line means is the language's business ([`Lines`]); when the
//! scan is wrong, a piece is too long or too short, and whoever reads it understands less, never something else.

use crate::text::{Offset, Span};

/// What the lines of a language look like.
pub struct Lines {
    /// Begins a comment that ends with its line.
    pub comment: &'static str,
    /// Begin and end of a nested comment.
    pub block: (&'static str, &'static str),
    /// Whether a line that begins in the first column goes on with what is above it: a closing bracket, say.
    pub continues: fn(&str) -> bool,
    /// The name that the line declares, if it is a signature or an equation.
    pub name: fn(&str) -> Option<&str>,
    /// Whether the line is one more equation of that name.
    pub defines: fn(line: &str, name: &str) -> bool,
}

/// A declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// From the comments above it to the next piece.
    pub span: Span,
    /// Where the declaration itself begins.
    pub code: Offset,
}

/// The pieces of `text`, in order; they cover everything from the first declaration on.
pub fn pieces(text: &str, lines: &Lines) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    // The name of the last piece, and where a comment that waits for its declaration begins.
    let (mut name, mut comment): (Option<&str>, Option<Offset>) = (None, None);
    let (mut at, mut depth) = (0usize, 0usize);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let outside = depth == 0;
        depth = depth_after(line, depth, lines);
        let blank = line.starts_with([' ', '\t', '\r', '\n']);
        if !outside || blank || (lines.continues)(line) {
            continue;
        }
        if line.starts_with(lines.comment) || line.starts_with(lines.block.0) {
            comment.get_or_insert(start);
            continue;
        }
        let begin = comment.take().unwrap_or(start);
        if name.is_some_and(|name| (lines.defines)(line, name)) {
            continue;
        }
        name = (lines.name)(line);
        found.push(Piece { span: Span::new(begin, text.len()), code: start });
    }
    for i in 1..found.len() {
        found[i - 1].span.end = found[i].span.start;
    }
    found
}

/// The piece at `offset`. Behind the end of a declaration's lines it is still that declaration; before the first one
/// there is none.
pub fn at(pieces: &[Piece], offset: Offset) -> Option<Piece> {
    let behind = pieces.partition_point(|piece| piece.span.start <= offset);
    pieces.get(behind.checked_sub(1)?).copied()
}

/// How many comments are open behind `line` when `depth` were before it.
fn depth_after(line: &str, mut depth: usize, lines: &Lines) -> usize {
    if depth == 0 && !line.contains(lines.block.0) {
        return 0;
    }
    let mut rest = line;
    loop {
        let comment = if depth == 0 { rest.find(lines.comment) } else { None };
        match (rest.find(lines.block.0), rest.find(lines.block.1)) {
            // A line comment hides what is behind it.
            (Some(open), _) if comment.is_some_and(|comment| comment < open) => return depth,
            (Some(open), close) if close.is_none_or(|close| open < close) => {
                depth += 1;
                rest = &rest[open + lines.block.0.len()..];
            }
            (_, Some(close)) => {
                depth = depth.saturating_sub(1);
                rest = &rest[close + lines.block.1.len()..];
            }
            _ => return depth,
        }
    }
}
