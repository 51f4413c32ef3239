//! Concrete syntax: tree-sitter trees over text, and a view of their nodes that knows the text.
//!
//! Parsing never fails: whatever the text, there is a tree, perhaps with ERROR nodes. The grammar is the caller's
//! (`lang` owns the grammar crates); this module is the only one that knows the parser.

use crate::text::{Offset, Span};

pub mod pieces;

/// A parsed text. Lossless; may hold ERROR nodes.
pub struct Tree {
    /// The text.
    pub text: String,
    /// The parser's tree.
    pub tree: tree_sitter::Tree,
    /// Declarations too broken to be parsed among the others: the tree has blanks there.
    pub broken: Vec<Span>,
}

impl Tree {
    /// How much of the text is not as the grammar wants it: broken declarations, and one for the rest.
    pub fn errors(&self) -> usize {
        self.broken.len() + usize::from(self.root().has_error())
    }

    /// The root node.
    pub fn root(&self) -> Node<'_> {
        Node { raw: self.tree.root_node(), source: &self.text }
    }
}

/// Parses `text` by `grammar`.
pub fn parse(text: &str, grammar: impl Into<tree_sitter::Language>) -> Tree {
    parse_as(text, text, grammar)
}

/// Parses `masked` by `grammar` in place of `text`, of which it is a copy with some bytes blanked: offsets agree.
pub fn parse_as(text: &str, masked: &str, grammar: impl Into<tree_sitter::Language>) -> Tree {
    debug_assert_eq!(text.len(), masked.len());
    let mut parser = tree_sitter::Parser::new();
    // Both steps depend on the linked grammar's ABI and on cancellation (never asked for) alone, never on the text.
    let tree = parser.set_language(&grammar.into()).ok().and_then(|()| parser.parse(masked, None));
    let tree = tree.expect("the linked grammar fits the linked parser");
    Tree { text: text.to_owned(), tree, broken: Vec::new() }
}

/// A node of a [`Tree`]: the parser's node and the text.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    raw: tree_sitter::Node<'t>,
    source: &'t str,
}

impl<'t> Node<'t> {
    /// The grammar's name for the node.
    pub fn kind(self) -> &'t str {
        self.raw.kind()
    }

    /// Where it is.
    pub fn span(self) -> Span {
        Span { start: self.raw.start_byte(), end: self.raw.end_byte() }
    }

    /// First byte.
    pub fn start(self) -> Offset {
        self.raw.start_byte()
    }

    /// One past the last byte.
    pub fn end(self) -> Offset {
        self.raw.end_byte()
    }

    /// Row and column of the first byte, from 0, in bytes.
    pub fn position(self) -> (usize, usize) {
        let point = self.raw.start_position();
        (point.row, point.column)
    }

    /// The node's text.
    pub fn text(self) -> &'t str {
        self.source.get(self.raw.byte_range()).unwrap_or("")
    }

    /// The whole text the tree was made of.
    pub fn source(self) -> &'t str {
        self.source
    }

    fn wrap(self, raw: tree_sitter::Node<'t>) -> Node<'t> {
        Node { raw, source: self.source }
    }

    /// The first child with this field name.
    pub fn field(self, name: &str) -> Option<Node<'t>> {
        self.raw.child_by_field_name(name).map(|raw| self.wrap(raw))
    }

    /// The named children with this field name.
    pub fn fields(self, name: &str) -> Vec<Node<'t>> {
        let mut cursor = self.raw.walk();
        self.raw
            .children_by_field_name(name, &mut cursor)
            .filter(|raw| raw.is_named() && !raw.is_extra())
            .map(|raw| self.wrap(raw))
            .collect()
    }

    /// All named children but comments and pragmas.
    pub fn children(self) -> Vec<Node<'t>> {
        let mut cursor = self.raw.walk();
        self.raw
            .named_children(&mut cursor)
            .filter(|raw| !raw.is_extra() && !raw.is_error())
            .map(|raw| self.wrap(raw))
            .collect()
    }

    /// All children: named ones, tokens, comments and errors.
    pub fn all(self) -> Vec<Node<'t>> {
        let mut cursor = self.raw.walk();
        self.raw.children(&mut cursor).map(|raw| self.wrap(raw)).collect()
    }

    /// The first named child that is no comment.
    pub fn first(self) -> Option<Node<'t>> {
        self.children().into_iter().next()
    }

    /// Whether one of the children is the token `token`.
    pub fn has(self, token: &str) -> bool {
        let mut cursor = self.raw.walk();
        self.raw.children(&mut cursor).any(|child| !child.is_named() && child.kind() == token)
    }

    /// The parent.
    pub fn parent(self) -> Option<Node<'t>> {
        self.raw.parent().map(|raw| self.wrap(raw))
    }

    /// Something inside is not as the grammar wants it.
    pub fn has_error(self) -> bool {
        self.raw.has_error()
    }

    /// The node itself is what the parser could not understand.
    pub fn is_error(self) -> bool {
        self.raw.is_error() || self.raw.is_missing()
    }

    /// The node or one of its children is an error: its own structure is not to be trusted.
    pub fn is_broken(self) -> bool {
        if !self.raw.has_error() {
            return false;
        }
        let mut cursor = self.raw.walk();
        self.is_error() || self.raw.children(&mut cursor).any(|child| child.is_error() || child.is_missing())
    }

    /// A comment, a pragma or the like, which may stand anywhere.
    pub fn is_extra(self) -> bool {
        self.raw.is_extra()
    }

    /// Whether the grammar names the node (tokens are not named).
    pub fn is_named(self) -> bool {
        self.raw.is_named()
    }
}
