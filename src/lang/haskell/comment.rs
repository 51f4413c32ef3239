//! The comments of a Haskell text, and the code with them blanked out.
//!
//! Documentation lives in comments, which no syntax tree attaches to declarations reliably once a file is half
//! typed. This scanner needs only the lexical rules of the Haskell 2010 report (§2.2–2.6): a line comment is a run of
//! at least two dashes that is not part of an operator; block comments nest; strings and characters hide both.

use crate::text::{Offset, Span};

/// What a comment's first characters say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// `-- |`: documents what follows.
    Next,
    /// `-- ^`: documents what stands before.
    Previous,
    /// `-- $name`: a named chunk.
    Named(String),
    /// An ordinary comment.
    None,
}

/// One line of a comment's text, without the comment's own punctuation.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// 1-based line of the file.
    pub(super) number: usize,
    /// Where `text` begins.
    pub(super) start: Offset,
    /// The text.
    pub(super) text: &'a str,
}

/// A comment: one block comment, or a run of line comments on consecutive lines.
#[derive(Clone, Debug)]
pub(super) struct Comment<'a> {
    /// From its first to its last byte.
    pub(super) span: Span,
    /// What it documents.
    pub(super) marker: Marker,
    /// Its text.
    pub(super) lines: Vec<Line<'a>>,
    /// A run of line comments that the next line may continue.
    open: bool,
}

/// The comments of `text` in order, and `text` with comments and pragmas replaced by as many spaces (line ends stay).
pub(super) fn scan(text: &str) -> (Vec<Comment<'_>>, String) {
    let mut scanner =
        Scanner { text, bytes: text.as_bytes(), at: 0, line: 1, comments: Vec::new(), code: text.as_bytes().to_vec() };
    scanner.run();
    let code = String::from_utf8_lossy(&scanner.code).into_owned();
    (scanner.comments, code)
}

/// Characters of which operators are made. Beyond ASCII every character counts that is no letter, digit or space.
pub(super) fn is_symbol(c: char) -> bool {
    // A byte order mark in front of a file belongs to no token.
    let other = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && c != '\u{feff}';
    if c.is_ascii() { "!#$%&*+./<=>?@\\^|-~:".contains(c) } else { other(c) }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: Offset,
    line: usize,
    comments: Vec<Comment<'a>>,
    code: Vec<u8>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        // Only blanks since the line's start: a comment here may continue the one above.
        let mut fresh = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => {
                    if fresh {
                        self.close();
                    }
                    fresh = true;
                    self.line += 1;
                    self.at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b'{' if self.bytes.get(self.at + 1) == Some(&b'-') => {
                    self.block();
                    fresh = false;
                    self.close();
                    continue;
                }
                b'-' if self.is_line_comment() => {
                    self.line_comment(fresh);
                    // The line's end belongs to the comment: it neither ends the run nor begins code.
                    if self.at < self.bytes.len() {
                        self.at += 1;
                        self.line += 1;
                    }
                    fresh = true;
                    continue;
                }
                b'"' => self.string(),
                b'\'' => self.character(),
                _ => self.word(),
            }
            self.close();
            fresh = false;
        }
    }

    fn close(&mut self) {
        if let Some(last) = self.comments.last_mut() {
            last.open = false;
        }
    }

    fn is_line_comment(&self) -> bool {
        let rest = &self.text[self.at..];
        let dashes = rest.bytes().take_while(|b| *b == b'-').count();
        let before = self.text[..self.at].chars().next_back();
        dashes >= 2 && !rest[dashes..].starts_with(is_symbol) && !before.is_some_and(is_symbol)
    }

    fn line_comment(&mut self, fresh: bool) {
        let start = self.at;
        let end = self.text[start..].find('\n').map_or(self.text.len(), |n| start + n);
        let dashes = self.text[start..end].bytes().take_while(|b| *b == b'-').count();
        let mut content = &self.text[start + dashes..end];
        content = content.strip_suffix('\r').unwrap_or(content);
        let mut line = Line { number: self.line, start: start + dashes, text: content };
        let marker = strip_marker(&mut line);
        self.blank(start, end);
        self.at = end;
        let continues = fresh && marker == Marker::None;
        match self.comments.last_mut() {
            Some(last) if last.open && continues => {
                last.span.end = end;
                last.lines.push(line);
            }
            _ => {
                self.close();
                self.comments.push(Comment { span: Span { start, end }, marker, lines: vec![line], open: true });
            }
        }
    }

    fn block(&mut self) {
        let (start, first_line) = (self.at, self.line);
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match (byte, self.bytes.get(self.at + 1)) {
                (b'{', Some(b'-')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'-', Some(b'}')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                (b'\n', _) => {
                    self.line += 1;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.blank(start, self.at);
        let inner = &self.text[start + 2..self.at];
        if inner.starts_with('#') {
            return;
        }
        let inner = if depth == 0 { inner.strip_suffix("-}").unwrap_or(inner) } else { inner };
        let mut lines = Vec::new();
        let mut offset = start + 2;
        for (i, text) in inner.split('\n').enumerate() {
            let length = text.len() + 1;
            lines.push(Line { number: first_line + i, start: offset, text: text.strip_suffix('\r').unwrap_or(text) });
            offset += length;
        }
        let marker = lines.first_mut().map_or(Marker::None, strip_marker);
        self.comments.push(Comment { span: Span { start, end: self.at }, marker, lines, open: false });
    }

    /// Skips a string literal; an unfinished one ends with its line.
    fn string(&mut self) {
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\n' => return,
                b'\\' => self.escape(),
                _ => self.at += 1,
            }
        }
    }

    /// Skips an escape, or a string gap with the line ends in it.
    fn escape(&mut self) {
        self.at += 1;
        let gap = self.text.get(self.at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        if gap > 0 && self.bytes.get(self.at + gap) == Some(&b'\\') {
            self.line += self.bytes[self.at..self.at + gap].iter().filter(|b| **b == b'\n').count();
            self.at += gap + 1;
        } else if self.bytes.get(self.at) != Some(&b'\n') {
            self.at += 1;
        }
    }

    /// Skips a character literal, or only the quote when it is none (promoted constructors, quoted names).
    fn character(&mut self) {
        let rest = &self.text[self.at + 1..];
        let length = match rest.chars().next() {
            Some('\\') => rest.get(2..).and_then(|tail| tail.find(['\'', '\n'])).map(|n| n + 2),
            Some(c) if c != '\'' && rest[c.len_utf8()..].starts_with('\'') => Some(c.len_utf8()),
            _ => None,
        };
        self.at += length.map_or(1, |n| n + 2).min(rest.len() + 1);
    }

    /// Skips an identifier with its primes, or one other character.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let part = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
        let length = match rest.chars().next() {
            Some(c) if c.is_alphanumeric() || c == '_' => rest.find(|c| !part(c)).unwrap_or(rest.len()),
            Some(c) => c.len_utf8(),
            None => 1,
        };
        self.at += length;
    }

    fn blank(&mut self, start: Offset, end: Offset) {
        for byte in &mut self.code[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
}

/// Takes the marker off a comment's first line.
fn strip_marker(line: &mut Line<'_>) -> Marker {
    let trimmed = line.text.trim_start();
    let mut take = |bytes: usize| {
        let skipped = line.text.len() - trimmed.len() + bytes;
        line.start += skipped;
        line.text = &trimmed[bytes..];
    };
    match trimmed.chars().next() {
        Some('|') => {
            take(1);
            Marker::Next
        }
        Some('^') => {
            take(1);
            Marker::Previous
        }
        Some('$') => {
            let name: String = trimmed[1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name.is_empty() {
                return Marker::None;
            }
            take(1 + name.len());
            Marker::Named(name)
        }
        _ => Marker::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Marker, scan};

    #[test]
    fn strings_characters_and_operators_hide_dashes() {
        let text = "a = \"-- no\" ++ ['-', '\"'] --> b' -- yes\nb' = '\\'' -- | two\n   -- more\nc |-- d\n";
        let (comments, code) = scan(text);
        let texts: Vec<Vec<&str>> = comments.iter().map(|c| c.lines.iter().map(|l| l.text).collect()).collect();
        assert_eq!(texts, [vec![" yes"], vec![" two", " more"]]);
        assert_eq!(comments[1].marker, Marker::Next);
        assert_eq!(code.len(), text.len());
        assert!(code.contains("c |-- d"));
    }

    #[test]
    fn blocks_nest_and_pragmas_are_no_comments() {
        let (comments, code) = scan("{-# INLINE f #-}\n{- | a {- b -}\n c -}\nf = 1\n{- open\n");
        assert_eq!(comments.len(), 2);
        assert_eq!(comments[0].lines[1].number, 3);
        assert_eq!(code.trim(), "f = 1");
    }

    #[test]
    fn blank_lines_and_markers_part_comments() {
        let (comments, _) = scan("-- a\n-- b\n\n-- c\n-- | d\n--\n-- e\nx = 1 -- ^ f\n  -- g\n-- $setup\n");
        let lines: Vec<usize> = comments.iter().map(|c| c.lines.len()).collect();
        assert_eq!(lines, [2, 1, 3, 2, 1]);
        assert_eq!(comments[4].marker, Marker::Named("setup".into()));
    }

    #[test]
    fn any_bytes_are_scanned() {
        for text in ["'", "'\\", "\"\\", "\"abc\\\n", "{-", "{-}", "--", "'ü'", "x'", "{-#"] {
            scan(text);
        }
    }
}
