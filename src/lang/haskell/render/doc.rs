//! Layout of code: documents that fit on a line or break.
//!
//! Wadler's *A prettier printer* (2003) in its strict, linear form: a group is printed flat if it fits in what is
//! left of the line, else each [`Doc::Line`] of it becomes a line end. A group with a [`Doc::Hard`] never fits.

/// A document.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Text without line ends.
    Text(String),
    /// A space, or a line end.
    Line,
    /// A line end.
    Hard,
    /// Line ends inside indent by so much more.
    Nest(usize, Box<Doc>),
    /// Flat if it fits.
    Group(Box<Doc>),
    /// One after the other.
    Cat(Vec<Doc>),
}

impl Doc {
    /// Text.
    pub(super) fn text(text: impl Into<String>) -> Doc {
        Doc::Text(text.into())
    }

    /// The documents one after the other.
    pub(super) fn cat(parts: impl IntoIterator<Item = Doc>) -> Doc {
        Doc::Cat(parts.into_iter().collect())
    }

    /// This document, flat if it fits.
    pub(super) fn group(self) -> Doc {
        Doc::Group(Box::new(self))
    }

    /// This document, indented.
    pub(super) fn nest(self, by: usize) -> Doc {
        Doc::Nest(by, Box::new(self))
    }

    /// This document in parentheses, if asked for.
    pub(super) fn parens(self, wanted: bool) -> Doc {
        if wanted { Doc::cat([Doc::text("("), self.nest(1), Doc::text(")")]) } else { self }
    }

    /// `parts` with `separator` between them.
    pub(super) fn join(parts: Vec<Doc>, separator: &Doc) -> Doc {
        let mut all = Vec::with_capacity(parts.len() * 2);
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                all.push(separator.clone());
            }
            all.push(part);
        }
        Doc::Cat(all)
    }

    /// Can it be printed on one line?
    pub(super) fn flat(&self) -> bool {
        match self {
            Doc::Text(_) | Doc::Line => true,
            Doc::Hard => false,
            Doc::Nest(_, doc) | Doc::Group(doc) => doc.flat(),
            Doc::Cat(docs) => docs.iter().all(Doc::flat),
        }
    }

    /// Its width on one line.
    pub(super) fn width(&self) -> usize {
        match self {
            Doc::Text(text) => text.chars().count(),
            Doc::Line => 1,
            Doc::Hard => 0,
            Doc::Nest(_, doc) | Doc::Group(doc) => doc.width(),
            Doc::Cat(docs) => docs.iter().map(Doc::width).sum(),
        }
    }

    /// Prints with lines of at most `width` columns where that is possible.
    pub(super) fn print(&self, width: usize) -> String {
        let mut out = String::new();
        let mut column = 0;
        let mut stack = vec![(0usize, false, self)];
        while let Some((indent, flat, doc)) = stack.pop() {
            match doc {
                Doc::Text(text) => {
                    out.push_str(text);
                    column += text.chars().count();
                }
                Doc::Line if flat => {
                    out.push(' ');
                    column += 1;
                }
                Doc::Line | Doc::Hard => {
                    out.truncate(out.trim_end_matches(' ').len());
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent));
                    column = indent;
                }
                Doc::Nest(by, doc) => stack.push((indent + by, flat, doc)),
                Doc::Group(doc) => {
                    let fits = doc.flat() && column + doc.width() + tail_width(&stack) <= width;
                    stack.push((indent, flat || fits, doc));
                }
                Doc::Cat(docs) => stack.extend(docs.iter().rev().map(|doc| (indent, flat, doc))),
            }
        }
        out
    }
}

/// Width of what follows on the same line whatever happens: closing brackets, commas.
fn tail_width(stack: &[(usize, bool, &Doc)]) -> usize {
    let mut width = 0;
    for (_, flat, doc) in stack.iter().rev() {
        match doc {
            Doc::Text(text) => width += text.chars().count(),
            Doc::Line if *flat => width += doc.width(),
            _ => break,
        }
    }
    width
}

#[cfg(test)]
mod tests {
    use super::Doc;

    #[test]
    fn groups_break_when_they_do_not_fit() {
        let call =
            Doc::cat([Doc::text("call"), Doc::cat([Doc::Line, Doc::text("one"), Doc::Line, Doc::text("two")]).nest(2)])
                .group();
        assert_eq!(call.print(20), "call one two");
        assert_eq!(call.print(8), "call\n  one\n  two");
        let closed = call.parens(true);
        assert_eq!(closed.print(13), "(call\n   one\n   two)");
    }

    #[test]
    fn hard_lines_break_their_groups() {
        let doc = Doc::cat([Doc::text("a"), Doc::Line, Doc::text("b"), Doc::Hard, Doc::text("c")]).group();
        assert_eq!(doc.print(80), "a\nb\nc");
    }
}
