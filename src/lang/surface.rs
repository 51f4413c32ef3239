//! Between a file's text and the tree that extraction mines: where each node stands, and what an edit must respect.

use std::collections::BTreeSet;

use crate::core::tree::{NodeId, Tree};
use crate::text::Span;

/// A file as extraction sees it.
#[derive(Debug, Default)]
pub struct Surface {
    /// What it says.
    pub tree: Tree,
    /// Where it says so: by node.
    pub places: Vec<Place>,
    /// By binder: the construct inside of which the name is bound; none at top level.
    pub scopes: Vec<Option<NodeId>>,
    /// Clauses of functions, outer ones after those inside of them.
    pub clauses: Vec<Clause>,
    /// Layout blocks: outer ones before those inside of them.
    pub blocks: Vec<Block>,
    /// The declarations at top level, in order.
    pub declarations: Vec<Declaration>,
    /// Comments, pragmas and directives, in order.
    pub comments: Vec<Span>,
    /// Every name that the file mentions, without qualifiers.
    pub names: BTreeSet<String>,
    /// Imported modules, with what their import lists name (none: everything).
    pub imports: Vec<(String, Option<Vec<String>>)>,
    /// Functions of classes whose constraints, inferred, an extension must permit; none where it is on.
    pub vague: &'static [&'static str],
    /// Functions that leave open in which context they run.
    pub neutral: &'static [&'static str],
    /// Something here changes what a helper without signature could be: local types that must be written down.
    pub needs_signatures: bool,
}

/// Where a node stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its text.
    pub span: Span,
    /// Its text with the parentheses around it.
    pub outer: Span,
    /// What may stand there in the place of `outer`.
    pub role: Role,
    /// Its text is one atom: no parentheses are needed anywhere.
    pub atomic: bool,
    /// Its text extends as far to the right as it can: λ, `do`, `if` and the like.
    pub open: bool,
}

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anything.
    Open,
    /// The operand of an operator.
    Operand,
    /// The function of an application.
    Function,
    /// An atom.
    Argument,
    /// An operator between its operands.
    Operator,
    /// A right-hand side, which begins with this token when it has no guards.
    Rhs(&'static str),
    /// No expression.
    Other,
}

/// A clause of a function, or a binding.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// Its node.
    pub node: NodeId,
    /// Its text, local declarations included.
    pub span: Span,
    /// Its local declarations: the first one's beginning and the last one's end.
    pub local: Option<Span>,
}

/// A layout block: lines inside of it move with its first item.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// From its first item to its end.
    pub span: Span,
}

/// A declaration at top level.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Its node.
    pub node: NodeId,
    /// All clauses.
    pub span: Span,
    /// The name, if it is a function's.
    pub name: Option<String>,
    /// There is a signature for it.
    pub signed: bool,
}
