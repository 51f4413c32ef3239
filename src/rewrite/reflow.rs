//! Text that moves: columns change, the layout rule still reads the same.
//!
//! The layout rule (Haskell 2010, §10.3, and every language with significant indentation) cares about the column of a
//! block's first item. When an edit or a move shifts that column, the block's other lines follow; lines that only
//! continue an expression keep their distance to the line that they continue.

use crate::lang::surface::Block;
use crate::text::{Offset, Span, line_start};

/// A part of a replacement.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// New text, on one line.
    Text(String),
    /// Moved text.
    Source(Span),
}

/// Replaces `span`.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    /// What is replaced.
    pub(super) span: Span,
    /// By what.
    pub(super) parts: Vec<Part>,
}

/// A source with its layout blocks.
pub(super) struct Flow<'a> {
    source: &'a str,
    blocks: &'a [Block],
}

/// How lines that continue an expression move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hang {
    /// With the beginning of the moved text.
    With,
    /// By this many columns.
    By(i64),
}

impl<'a> Flow<'a> {
    /// A source.
    pub(super) fn new(source: &'a str, blocks: &'a [Block]) -> Flow<'a> {
        Flow { source, blocks }
    }

    /// The column of an offset, in characters.
    pub(super) fn column(&self, at: Offset) -> i64 {
        width(self.source.get(line_start(self.source, at)..at).unwrap_or(""))
    }

    /// The text of `span` with replacements (sorted, disjoint, inside), written from column `column` on. None where tabs
    /// indent.
    pub(super) fn moved(&self, span: Span, replacements: &[Replacement], column: i64, hang: Hang) -> Option<String> {
        let mut writer = Writer {
            flow: self,
            span,
            replacements,
            hang: match hang {
                Hang::With => column - self.column(span.start),
                Hang::By(by) => by,
            },
            out: String::new(),
            column,
            columns: Vec::new(),
        };
        writer.write()?;
        Some(writer.out)
    }
}

struct Writer<'f, 'a> {
    flow: &'f Flow<'a>,
    span: Span,
    replacements: &'f [Replacement],
    hang: i64,
    out: String,
    column: i64,
    /// Where blocks' first items went: the block's index, the shift of its column.
    columns: Vec<(usize, i64)>,
}

impl Writer<'_, '_> {
    fn write(&mut self) -> Option<()> {
        let mut at = self.span.start;
        for replacement in self.replacements {
            self.copy(Span::new(at, replacement.span.start))?;
            for part in &replacement.parts {
                match part {
                    Part::Text(text) => self.put(text),
                    Part::Source(span) => {
                        // What hangs below the argument's own column goes with it; the rest follows its new line.
                        let text = self.flow.moved(*span, &[], self.column, Hang::With)?;
                        self.put(&text);
                    }
                }
            }
            at = replacement.span.end;
        }
        self.copy(Span::new(at, self.span.end))
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        match text.rfind('\n') {
            Some(at) => self.column = width(&text[at + 1..]),
            None => self.column += width(text),
        }
    }

    /// Copies source text, line by line.
    fn copy(&mut self, span: Span) -> Option<()> {
        let source = self.flow.source;
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end).of(source);
            let end = rest.find('\n').map_or(span.end, |found| at + found + 1);
            self.note_blocks(Span::new(at, end));
            let piece = Span::new(at, end).of(source);
            self.out.push_str(piece);
            self.column += width(piece);
            at = end;
            if piece.ends_with('\n') {
                at = self.indent(at, span.end)?.min(span.end);
            }
        }
        Some(())
    }

    /// Writes the indentation of the line that begins at `at`; its first visible character's offset.
    fn indent(&mut self, at: Offset, end: Offset) -> Option<Offset> {
        // A replacement may begin where the line does: the line is looked at whole.
        let line = self.flow.source.get(at..).unwrap_or("").lines().next().unwrap_or("");
        let visible = line.trim_start_matches([' ', '\t']);
        let first = at + (line.len() - visible.len());
        if line[..line.len() - visible.len()].contains('\t') {
            return None;
        }
        self.column = 0;
        if visible.is_empty() || first > end {
            return Some(first);
        }
        let old = width(&line[..line.len() - visible.len()]);
        let new = (old + self.shift(first)).max(0);
        self.out.extend(std::iter::repeat_n(' ', usize::try_from(new).ok()?));
        self.column = new;
        Some(first)
    }

    /// How far a line that begins with `first` moves: as the innermost block around it that began in this text.
    fn shift(&self, first: Offset) -> i64 {
        let around = |(index, _): &&(usize, i64)| {
            let block = self.flow.blocks[*index].span;
            block.start < first && first <= block.end
        };
        // Inner blocks begin later.
        let inner = self.columns.iter().filter(around).max_by_key(|(index, _)| self.flow.blocks[*index].span.start);
        inner.map_or(self.hang, |(_, shift)| *shift)
    }

    /// Blocks whose first item is in the piece about to be written at the current column.
    fn note_blocks(&mut self, piece: Span) {
        let flow = self.flow;
        for (index, block) in flow.blocks.iter().enumerate() {
            let start = block.span.start;
            // A block that begins where the text does is around it.
            if piece.start <= start && start < piece.end && self.span.start < start {
                let new = self.column + width(Span::new(piece.start, start).of(flow.source));
                self.columns.push((index, new - flow.column(start)));
            }
        }
    }
}

/// Width in characters.
pub(super) fn width(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}
