//! Haskell's trees for extraction, made from the concrete syntax of any code: what lowering does not know is kept whole
//! as text. Names are resolved here, by the scoping rules of the Haskell 2010 report (§3, §4.4.3) and the extensions
//! that everyday code uses.

use std::collections::HashMap;

use crate::core::decl::Fixity;
use crate::core::name::Name;
use crate::core::tree::{BinderId, Label, NodeId, Sort};
use crate::lang::surface::{Block, Place, Role, Surface};
use crate::syntax::{Node, Tree};
use crate::text::Span;

mod binds;
mod chain;
mod expr;
mod module;
mod pat;

/// The surface of a file. Never fails.
pub(super) fn surface(tree: &Tree) -> Surface {
    let mut maker = Maker {
        out: Surface::default(),
        frames: vec![Frame::default()],
        fixities: HashMap::new(),
        fields: HashMap::new(),
        record_dot: tree.text.contains("OverloadedRecordDot"),
        splices: tree.text.contains("TemplateHaskell"),
        minuses: Vec::new(),
    };
    maker.module(tree);
    if !tree.text.contains("FlexibleContexts") && !tree.text.contains("GHC2021") {
        (maker.out.vague, maker.out.neutral) = (STATEFUL, NEUTRAL);
    }
    maker.out
}

/// Methods of classes with two parameters: a helper that has nothing else to say about its monad has a type that only
/// `FlexibleContexts` permits to infer.
const STATEFUL: &[&str] = &[
    "ask",
    "asks",
    "local",
    "reader",
    "get",
    "gets",
    "put",
    "state",
    "modify",
    "modify'",
    "tell",
    "listen",
    "writer",
    "censor",
    "throwError",
    "catchError",
];

/// Functions of any monad.
const NEUTRAL: &[&str] = &[
    "io",
    "liftIO",
    "lift",
    "return",
    "pure",
    "when",
    "unless",
    "void",
    "forM",
    "forM_",
    "mapM",
    "mapM_",
    "for_",
    "traverse_",
    "sequence_",
    "fmap",
    "fromMaybe",
    "maybe",
    "const",
    "id",
    "foldM",
    "foldM_",
    "replicateM_",
    "filterM",
    "whenJust",
    "join",
    "guard",
    "either",
];

/// Names bound by one construct.
#[derive(Default)]
struct Frame {
    names: HashMap<String, BinderId>,
    order: Vec<BinderId>,
    /// `C {..}` with unknown fields binds here: any name not found elsewhere may be one of them.
    wild: bool,
}

/// Makes one file's surface.
struct Maker {
    out: Surface,
    frames: Vec<Frame>,
    fixities: HashMap<String, Fixity>,
    /// Constructors of the file with their fields.
    fields: HashMap<String, Vec<String>>,
    record_dot: bool,
    splices: bool,
    /// Where prefix minuses stand that were read so far, sorted.
    minuses: Vec<usize>,
}

impl Maker {
    fn push(&mut self, label: Label, sort: Sort, children: Vec<NodeId>, place: Place) -> NodeId {
        self.push_fixed(label, sort, children, place, false)
    }

    fn push_fixed(&mut self, label: Label, sort: Sort, children: Vec<NodeId>, place: Place, fixed: bool) -> NodeId {
        let id = self.out.tree.add(label, sort, children, fixed);
        self.out.places.push(place);
        id
    }

    /// A construct that is no expression.
    fn other(&mut self, kind: &'static str, children: Vec<NodeId>, node: Node<'_>) -> NodeId {
        self.push(Label::Kind(kind), Sort::Other, children, elsewhere(node.span()))
    }

    /// A leaf that is no expression.
    fn other_leaf(&mut self, label: Label, node: Node<'_>) -> NodeId {
        self.push(label, Sort::Other, Vec::new(), elsewhere(node.span()))
    }

    /// Code that is not looked into.
    fn opaque(&mut self, node: Node<'_>, sort: Sort, role: Role) -> NodeId {
        let label = Label::Literal(Name::new(&squeezed(node.text())));
        let place = Place { role, ..elsewhere(node.span()) };
        self.push_fixed(label, sort, Vec::new(), place, true)
    }

    /// A type: its text. With variables it may mean what an outer signature binds.
    fn ty(&mut self, node: Node<'_>) -> NodeId {
        let text = squeezed(node.text());
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
        let variable = |word: &str| word.starts_with(|c: char| c.is_lowercase() || c == '_');
        let fixed = words.into_iter().any(|word| variable(word) && word != "forall");
        self.push_fixed(Label::Literal(Name::new(&text)), Sort::Other, Vec::new(), elsewhere(node.span()), fixed)
    }

    fn enter(&mut self) {
        self.frames.push(Frame::default());
    }

    /// Leaves the innermost frame: its names are bound inside of `scope`.
    fn leave(&mut self, scope: NodeId) {
        for binder in self.frames.pop().map(|frame| frame.order).unwrap_or_default() {
            self.out.scopes[binder.index()] = Some(scope);
        }
    }

    /// Binds a name in the innermost frame, once.
    fn bind(&mut self, text: &str) -> BinderId {
        let at = self.frames.len() - 1;
        self.bind_at(at, text)
    }

    fn bind_at(&mut self, at: usize, text: &str) -> BinderId {
        if let Some(binder) = self.frames[at].names.get(text) {
            return *binder;
        }
        let binder = self.out.tree.bind(Name::new(text), at == 0);
        self.out.scopes.push(None);
        self.frames[at].names.insert(text.to_owned(), binder);
        self.frames[at].order.push(binder);
        binder
    }

    /// What a use of an unqualified name means.
    fn lookup(&mut self, text: &str) -> Label {
        for at in (0..self.frames.len()).rev() {
            if let Some(binder) = self.frames[at].names.get(text) {
                return Label::Var(*binder);
            }
        }
        let bindable = text.starts_with(|c: char| c.is_lowercase() || c == '_');
        match self.frames.iter().rposition(|frame| frame.wild) {
            Some(at) if bindable => Label::Var(self.bind_at(at, text)),
            _ => Label::Free(Name::new(text)),
        }
    }

    /// Records the layout block of these items, unless it has braces.
    fn block(&mut self, owner: Node<'_>, items: &[Node<'_>]) {
        if let (Some(first), Some(last), false) = (items.first(), items.last(), owner.has("{")) {
            let end = last.start() + last.text().trim_end().len();
            self.out.blocks.push(Block { span: Span::new(first.start(), end) });
        }
    }
}

/// A place where no expression stands.
fn elsewhere(span: Span) -> Place {
    Place { span, outer: span, role: Role::Other, atomic: false, open: false }
}

/// Text with its white space made single blanks.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The span without white space at its end.
fn trimmed(node: Node<'_>) -> Span {
    Span::new(node.start(), node.start() + node.text().trim_end().len())
}

/// An operator or name without parentheses, backquotes and blanks, qualifier included.
fn bare_name(node: Node<'_>) -> String {
    let text: String = node.text().chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_matches('`');
    match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) if !inner.is_empty() && !inner.starts_with(',') => inner.to_owned(),
        _ => text.to_owned(),
    }
}

/// Whether a name is qualified by a module: `M.x`, `M.+`, but not `.` or `...`.
fn is_qualified(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase())
        && text.char_indices().any(|(at, c)| c == '.' && at > 0 && at + 1 < text.len())
}
