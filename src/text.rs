//! Text: byte offsets, spans, edits, line index, position encodings.

/// A byte offset into a text.
pub type Offset = usize;

/// A half-open range of byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: Offset,
    /// One past the last byte.
    pub end: Offset,
}

/// Replaces `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The replacement.
    pub text: String,
}
