//! The trees that extraction mines: plain data, made by a language from any code of its own.
//!
//! A tree keeps what a program says and forgets how it is laid out. Every node has a *sort*: only where an expression
//! stands may a parameter stand later. Names bound in the file are resolved to *binders*, so that renaming changes
//! nothing; parentheses are gone, chains of operators are nested by fixity, and application is one node whose own size
//! is 0. Statements of a block are a list of pairs (`run`), so that every suffix of a block is a node.
//!
//! Positions live outside, in the language's table with the same indices. Wrangler and Stitch show why the sorts and
//! binders are needed: mined without them, the best finds are pieces of grammar (POPL'23, §6).

use crate::core::name::Name;

/// A node's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// A binder's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BinderId(u32);

impl NodeId {
    /// For tables beside the tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl BinderId {
    /// For tables beside the tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What stands at a node, and so what may be put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// An expression: a parameter may take its place.
    Expr,
    /// A block's statements from one on: `run [statement, rest]`, or `end`.
    Run,
    /// A right-hand side that is more than an expression: guards, local declarations, or both.
    Rhs,
    /// All clauses of a function: its binder, then each clause.
    Clauses,
    /// Anything else: patterns, types, single clauses and statements.
    Other,
}

/// What a node says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// A construct: `app`, `case`, `run`, …
    Kind(&'static str),
    /// A name that the file does not bind: imported, or a constructor, type or field.
    Free(Name),
    /// A literal, a type, or code that is not looked into, as text.
    Literal(Name),
    /// A use of a name that the file binds.
    Var(BinderId),
    /// The place that binds it. A group that is recursive lists its binders first.
    Bind(BinderId),
}

/// A node. Children have smaller indices.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it says.
    pub label: Label,
    /// Where it may stand.
    pub sort: Sort,
    /// In binding order: what is bound comes before where it is used.
    pub children: Vec<NodeId>,
    /// Its meaning depends on its place in a way that names do not show; it cannot go into a helper.
    pub fixed: bool,
    /// Nodes of the subtree that count: applications and lists of statements are free.
    pub size: u32,
}

/// A name that the file binds.
#[derive(Clone, Copy, Debug)]
pub struct Binder {
    /// As written.
    pub name: Name,
    /// Bound at top level.
    pub global: bool,
}

/// A file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    parents: Vec<Option<NodeId>>,
    binders: Vec<Binder>,
    roots: Vec<NodeId>,
}

/// Constructs that cost nothing.
const FREE: &[&str] = &["app", "run", "end", "group", "plain", "call"];

impl Tree {
    /// Adds a binder.
    pub fn bind(&mut self, name: Name, global: bool) -> BinderId {
        self.binders.push(Binder { name, global });
        BinderId(u32::try_from(self.binders.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a node above its children.
    pub fn add(&mut self, label: Label, sort: Sort, children: Vec<NodeId>, fixed: bool) -> NodeId {
        let own = match label {
            Label::Kind(kind) => u32::from(!FREE.contains(&kind)),
            Label::Free(_) | Label::Literal(_) | Label::Var(_) | Label::Bind(_) => 1,
        };
        // A group's list of binders is bookkeeping: each counts where it is defined.
        let children_of_size = if label == Label::Kind("group") { &[][..] } else { &children[..] };
        let size = children_of_size.iter().fold(own, |sum, child| sum.saturating_add(self.node(*child).size));
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        for child in &children {
            self.parents[child.index()] = Some(id);
        }
        self.nodes.push(Node { label, sort, children, fixed, size });
        self.parents.push(None);
        id
    }

    /// Says that a node is a declaration at top level.
    pub fn add_root(&mut self, root: NodeId) {
        self.roots.push(root);
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The node above.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.parents[id.index()]
    }

    /// A binder.
    pub fn binder(&self, id: BinderId) -> Binder {
        self.binders[id.index()]
    }

    /// How many binders there are.
    pub fn binder_count(&self) -> usize {
        self.binders.len()
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// No node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, children before parents.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The declarations at top level, in order.
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// Whether `inner` is `outer` or inside it.
    pub fn is_inside(&self, mut inner: NodeId, outer: NodeId) -> bool {
        while inner < outer {
            match self.parent(inner) {
                Some(parent) => inner = parent,
                None => return false,
            }
        }
        inner == outer
    }

    /// The subtree of `root`, parents first, in binding order.
    pub fn walk(&self, root: NodeId, visit: &mut dyn FnMut(NodeId)) {
        visit(root);
        for child in &self.node(root).children {
            self.walk(*child, visit);
        }
    }

    /// Whether the construct is `kind`.
    pub fn is(&self, id: NodeId, kind: &str) -> bool {
        matches!(self.node(id).label, Label::Kind(own) if own == kind)
    }

    /// A readable form, for tests and messages.
    pub fn show(&self, id: NodeId) -> String {
        let node = self.node(id);
        let label = match node.label {
            Label::Kind(kind) => kind.to_owned(),
            Label::Free(name) | Label::Literal(name) => name.as_str().to_owned(),
            Label::Var(binder) => self.binder(binder).name.as_str().to_owned(),
            Label::Bind(binder) => format!("^{}", self.binder(binder).name.as_str()),
        };
        if node.children.is_empty() {
            return label;
        }
        let children: Vec<String> = node.children.iter().map(|child| self.show(*child)).collect();
        format!("({label} {})", children.join(" "))
    }
}
