//! Concrete syntax: tree-sitter trees over text. STUB: contract only.

/// A parsed text. Lossless; may hold ERROR nodes.
pub struct Tree {
    /// The text.
    pub text: String,
    /// The parser's tree.
    pub tree: tree_sitter::Tree,
}
