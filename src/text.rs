//! Text: byte offsets, spans, edits, lines and position encodings.
//!
//! Inside the product a place in a text is a byte offset and nothing else. Lines and columns exist at two borders
//! only: messages for people (1-based lines) and the editor protocol, whose columns count code units of a negotiated
//! encoding. Both go through [`Buffer`], a rope, so that an edit of a long file costs its own length and a snapshot
//! costs a pointer. Line breaks are `\n`, `\r\n` and `\r`, as the protocol has them.

use ropey::Rope;

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

impl Span {
    /// From `start` to `end`.
    pub fn new(start: Offset, end: Offset) -> Span {
        Span { start, end }
    }

    /// Nothing, at `offset`.
    pub fn empty(offset: Offset) -> Span {
        Span { start: offset, end: offset }
    }

    /// No byte at all.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes of `text`; empty when the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `offset` is in the span or right behind it: where a caret touches it.
    pub fn touches(self, offset: Offset) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the other lies inside of this one.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte, or one is empty and touches the other.
    pub fn meets(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Replaces `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// Applies edits that all refer to `text`, in any order; insertions at one place keep theirs. None when two of them
/// overlap or one does not fit the text: then nothing is changed at all.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in order {
        result.push_str(text.get(at..edit.span.start)?);
        text.get(edit.span.start..edit.span.end)?;
        result.push_str(&edit.text);
        at = edit.span.end;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

/// The first byte of the line that `offset` is on.
pub fn line_start(text: &str, offset: Offset) -> Offset {
    let before = text.get(..offset).unwrap_or(text);
    before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// The line break that `text` uses: that of its first line.
pub fn line_break(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit code units: the protocol's default.
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A line and a column, both from 0; the column counts units of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0.
    pub line: usize,
    /// Column, from 0.
    pub column: usize,
}

/// A text under edit. Cloning costs a pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buffer {
    rope: Rope,
}

impl Buffer {
    /// A buffer with this text.
    pub fn new(text: &str) -> Buffer {
        Buffer { rope: Rope::from_str(text) }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// No byte at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The 1-based line of an offset, for messages.
    pub fn line_number(&self, offset: Offset) -> usize {
        self.rope.byte_to_line(offset.min(self.len())) + 1
    }

    /// The offset of a position. Positions behind the end of a line mean its end (before the line break), lines
    /// behind the last one mean the end of the text, and a column inside a character means its beginning.
    pub fn offset(&self, position: Position, encoding: Encoding) -> Offset {
        if position.line >= self.rope.len_lines() {
            return self.len();
        }
        let start = self.rope.line_to_char(position.line);
        let line = self.rope.line(position.line);
        let length = line.len_chars() - break_length(line);
        let line = line.slice(..length);
        let chars = match encoding {
            Encoding::Utf8 => line.byte_to_char(position.column.min(line.len_bytes())),
            Encoding::Utf16 => line.utf16_cu_to_char(position.column.min(line.len_utf16_cu())),
            Encoding::Utf32 => position.column.min(length),
        };
        self.rope.char_to_byte(start + chars)
    }

    /// The position of an offset; one inside a character means its beginning, one inside `\r\n` the end of the line.
    pub fn position(&self, offset: Offset, encoding: Encoding) -> Position {
        let char = self.rope.byte_to_char(offset.min(self.len()));
        let line = self.rope.char_to_line(char);
        let whole = self.rope.line(line);
        let column = (char - self.rope.line_to_char(line)).min(whole.len_chars() - break_length(whole));
        let before = whole.slice(..column);
        let column = match encoding {
            Encoding::Utf8 => before.len_bytes(),
            Encoding::Utf16 => before.len_utf16_cu(),
            Encoding::Utf32 => column,
        };
        Position { line, column }
    }

    /// Replaces `span`, cut to the text and to whole characters.
    pub fn replace(&mut self, span: Span, text: &str) {
        let start = self.rope.byte_to_char(span.start.min(self.len()));
        let end = self.rope.byte_to_char(span.end.min(self.len())).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, text);
    }
}

impl std::fmt::Display for Buffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

/// Characters of the line break at the end of `line`.
fn break_length(line: ropey::RopeSlice<'_>) -> usize {
    let mut back = line.chars_at(line.len_chars()).reversed();
    match (back.next(), back.next()) {
        (Some('\n'), Some('\r')) => 2,
        (Some('\n' | '\r'), _) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Encoding, Position, Span, TextEdit, apply, line_break, line_start};

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn edits_refer_to_the_text_before_all_of_them() {
        assert_eq!(apply("abc", &[edit(2, 3, "C"), edit(0, 1, "AA")]).as_deref(), Some("AAbC"));
        assert_eq!(apply("abc", &[edit(1, 1, "x"), edit(1, 1, "y")]).as_deref(), Some("axybc"));
        assert_eq!(apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]), None, "overlap");
        assert_eq!(apply("abc", &[edit(2, 9, "")]), None, "outside");
        assert_eq!(apply("é", &[edit(1, 1, "x")]), None, "inside a character");
    }

    #[test]
    fn columns_count_units_of_the_encoding() {
        let buffer = Buffer::new("a𝛼é\r\nb\rc");
        for (encoding, columns) in
            [(Encoding::Utf8, [0, 1, 5, 7]), (Encoding::Utf16, [0, 1, 3, 4]), (Encoding::Utf32, [0, 1, 2, 3])]
        {
            for (offset, column) in [0, 1, 5, 7].into_iter().zip(columns) {
                let position = Position { line: 0, column };
                assert_eq!(buffer.position(offset, encoding), position, "{encoding:?}");
                assert_eq!(buffer.offset(position, encoding), offset, "{encoding:?}");
            }
        }
        assert_eq!(buffer.position(11, Encoding::Utf16), Position { line: 2, column: 0 });
        assert_eq!(buffer.line_number(9), 2);
    }

    #[test]
    fn positions_outside_are_cut_to_the_text() {
        let buffer = Buffer::new("a𝛼\r\nb");
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            assert_eq!(buffer.offset(Position { line: 0, column: 99 }, encoding), 5);
            assert_eq!(buffer.offset(Position { line: 9, column: 0 }, encoding), 8);
        }
        assert_eq!(buffer.offset(Position { line: 0, column: 2 }, Encoding::Utf16), 1, "inside a surrogate pair");
        assert_eq!(buffer.offset(Position { line: 0, column: 3 }, Encoding::Utf8), 1, "inside a character");
        assert_eq!(buffer.position(6, Encoding::Utf16), Position { line: 0, column: 3 }, "inside a line break");
    }

    #[test]
    fn the_first_line_break_decides() {
        assert_eq!(line_break("a\r\nb\n"), "\r\n");
        assert_eq!(line_break("a\nb\r\n"), "\n");
        assert_eq!(line_break(""), "\n");
        assert_eq!(line_start("ab\ncd", 4), 3);
        assert_eq!(line_start("ab", 1), 0);
    }
}
