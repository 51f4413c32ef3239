//! Groups of declarations, clauses and right-hand sides (report §4.4.3).

use crate::core::name::Name;
use crate::core::tree::{BinderId, Label, NodeId, Sort};
use crate::lang::haskell::surface::{Maker, bare_name, elsewhere, squeezed, trimmed};
use crate::lang::surface::{Clause, Place, Role};
use crate::syntax::Node;
use crate::text::Span;

impl Maker {
    /// A group of declarations in the innermost frame: each with the syntax nodes that it was made of. Binders come
    /// first, because a group is recursive.
    pub(super) fn decls<'t>(&mut self, nodes: &[Node<'t>]) -> Vec<(NodeId, Vec<Node<'t>>)> {
        for node in nodes {
            for name in self.bound_names(*node) {
                self.bind(&name);
            }
        }
        let mut out = Vec::new();
        let mut at = 0;
        while at < nodes.len() {
            let node = nodes[at];
            let name = self.head_name(node);
            let same = nodes[at..].iter().take_while(|node| name.is_some() && self.head_name(**node) == name).count();
            let group = &nodes[at..at + same.max(1)];
            let id = match name {
                Some(name) => {
                    let binder = self.bind(&name);
                    self.function(Some(binder), group)
                }
                None => self.declaration(node),
            };
            out.push((id, group.to_vec()));
            at += same.max(1);
        }
        out
    }

    /// Local declarations as one node; their frame is the innermost one.
    pub(super) fn local_decls(&mut self, binds: Node<'_>, owner: Node<'_>) -> NodeId {
        let nodes = binds.children();
        self.block(if binds.has("{") { binds } else { owner }, &nodes);
        for node in &nodes {
            for name in self.bound_names(*node) {
                self.bind(&name);
            }
        }
        let order = self.frames.last().map(|frame| frame.order.clone()).unwrap_or_default();
        let leaves = order.iter().map(|binder| self.other_leaf(Label::Bind(*binder), binds)).collect();
        let group = self.other("group", leaves, binds);
        let mut children = vec![group];
        children.extend(self.decls(&nodes).into_iter().map(|(id, _)| id));
        self.other("decls", children, binds)
    }

    /// The names that a declaration binds in its group.
    fn bound_names(&self, node: Node<'_>) -> Vec<String> {
        if let Some(name) = self.head_name(node) {
            return vec![name];
        }
        match node.kind() {
            "bind" => node.field("pattern").map(|pat| self.pattern_names(pat)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The name of a function or simple binding.
    pub(super) fn head_name(&self, node: Node<'_>) -> Option<String> {
        if node.is_broken() {
            return None;
        }
        match node.kind() {
            "bind" => Some(bare_name(node.field("name")?)),
            "function" => self.head(node).map(|(name, _)| name),
            _ => None,
        }
    }

    /// The name and the parameters of a function's clause.
    fn head<'t>(&self, node: Node<'t>) -> Option<(String, Vec<Node<'t>>)> {
        let mut params = node.field("patterns").map(|patterns| patterns.children()).unwrap_or_default();
        if let Some(name) = node.field("name") {
            return Some((bare_name(name), params));
        }
        if let Some(inner) = node.field("parens") {
            let (name, mut before) = self.head(inner)?;
            before.append(&mut params);
            return Some((name, before));
        }
        let infix = node.children().into_iter().find(|child| child.kind() == "infix")?;
        let (left, right) = (infix.field("left_operand")?, infix.field("right_operand")?);
        let mut all = vec![left, right];
        all.append(&mut params);
        Some((bare_name(infix.field("operator")?), all))
    }

    pub(super) fn signature_names<'t>(&self, node: Node<'t>) -> Vec<Node<'t>> {
        match (node.field("name"), node.field("names")) {
            (Some(name), _) => vec![name],
            (None, Some(names)) => names.children(),
            (None, None) => Vec::new(),
        }
    }

    /// All clauses of a function.
    pub(super) fn function(&mut self, binder: Option<BinderId>, group: &[Node<'_>]) -> NodeId {
        let span = group.iter().map(|node| trimmed(*node)).reduce(Span::join).unwrap_or(Span::empty(0));
        let mut children = Vec::new();
        if let (Some(binder), Some(first)) = (binder, group.first()) {
            let name = first.field("name").unwrap_or(*first);
            children.push(self.other_leaf(Label::Bind(binder), name));
        }
        for node in group {
            children.push(self.clause(*node));
        }
        let sort = if binder.is_some() { Sort::Clauses } else { Sort::Other };
        self.push(Label::Kind("fun"), sort, children, elsewhere(span))
    }

    fn clause(&mut self, node: Node<'_>) -> NodeId {
        if node.is_broken() || node.field("result").is_some() {
            return self.opaque(node, Sort::Other, Role::Other);
        }
        self.enter();
        let params = if node.kind() == "function" { self.head(node).map(|(_, params)| params) } else { None };
        let mut children: Vec<NodeId> = Vec::new();
        for param in params.unwrap_or_default() {
            children.push(self.pat(param));
        }
        children.push(self.body(node, "="));
        let local = node.field("binds").map(|binds| trimmed_items(binds));
        let id = self.push(Label::Kind("clause"), Sort::Other, children, elsewhere(trimmed(node)));
        self.out.clauses.push(Clause { node: id, span: trimmed(node), local });
        self.leave(id);
        id
    }

    /// The right-hand side of a clause or an alternative; `arrow` is the token before an unguarded one.
    pub(super) fn body(&mut self, node: Node<'_>, arrow: &'static str) -> NodeId {
        let matches = node.fields("match");
        let decls = node.field("binds").map(|binds| {
            self.enter();
            self.local_decls(binds, node)
        });
        let mut place = elsewhere(node.span());
        place.role = Role::Rhs(arrow);
        place.span = match (matches.first(), matches.last()) {
            (Some(first), Some(last)) => Span::new(first.start(), trimmed(*last).end),
            _ => Span::empty(node.end()),
        };
        let guarded = matches.first().is_some_and(|first| first.field("guards").is_some());
        let rhs = match matches.first() {
            Some(first) if !guarded && matches.len() == 1 => match first.field("expression") {
                Some(expression) => self.expr(expression, Role::Open),
                None => self.opaque(*first, Sort::Other, Role::Other),
            },
            Some(_) => {
                let branches = matches.iter().map(|branch| self.branch(*branch)).collect();
                self.push(Label::Kind("guarded"), Sort::Rhs, branches, Place { outer: place.span, ..place })
            }
            None => self.opaque(node, Sort::Other, Role::Other),
        };
        match decls {
            None => rhs,
            Some(decls) => {
                let end = node.field("binds").map_or(place.span.end, |binds| trimmed(binds).end);
                let span = Span::new(place.span.start, end);
                let place = Place { span, outer: span, ..place };
                let id = self.push(Label::Kind("where"), Sort::Rhs, vec![decls, rhs], place);
                self.leave(id);
                id
            }
        }
    }

    /// `| guards = expression`
    pub(super) fn branch(&mut self, node: Node<'_>) -> NodeId {
        if node.is_broken() {
            return self.opaque(node, Sort::Other, Role::Other);
        }
        let guards = node.field("guards").map(|guards| guards.children()).unwrap_or_default();
        let mut children = Vec::new();
        for guard in &guards {
            self.enter();
            children.push(self.guard(*guard));
        }
        if let Some(expression) = node.field("expression") {
            children.push(self.expr(expression, Role::Open));
        }
        let id = self.other("branch", children, node);
        guards.iter().for_each(|_| self.leave(id));
        id
    }

    /// A guard or a comprehension's qualifier; what it binds is bound in the innermost frame.
    pub(super) fn guard(&mut self, node: Node<'_>) -> NodeId {
        match node.kind() {
            _ if node.is_broken() => self.opaque(node, Sort::Other, Role::Other),
            "boolean" => match node.first() {
                Some(inner) => {
                    let id = self.expr(inner, Role::Open);
                    self.other("plain", vec![id], node)
                }
                None => self.opaque(node, Sort::Other, Role::Other),
            },
            "pattern_guard" | "generator" => match (node.field("expression"), node.field("pattern")) {
                (Some(expression), Some(pattern)) => {
                    let value = self.expr(expression, Role::Open);
                    let pattern = self.pat(pattern);
                    self.other("draw", vec![value, pattern], node)
                }
                _ => self.opaque(node, Sort::Other, Role::Other),
            },
            "let" => match node.field("binds") {
                Some(binds) => self.local_decls(binds, node),
                None => self.opaque(node, Sort::Other, Role::Other),
            },
            _ => self.opaque(node, Sort::Other, Role::Other),
        }
    }

    fn declaration(&mut self, node: Node<'_>) -> NodeId {
        match node.kind() {
            _ if node.is_broken() => self.opaque(node, Sort::Other, Role::Other),
            "signature" => {
                let names = self.signature_names(node);
                let mut children = Vec::new();
                for name in names {
                    let label = self.lookup(&bare_name(name));
                    children.push(self.other_leaf(label, name));
                }
                if let Some(ty) = node.field("type") {
                    children.push(self.ty(ty));
                }
                self.other("sig", children, node)
            }
            "bind" => match node.field("pattern") {
                Some(pattern) => {
                    let pattern = self.pat(pattern);
                    let body = self.body(node, "=");
                    self.other("patbind", vec![pattern, body], node)
                }
                None => self.opaque(node, Sort::Other, Role::Other),
            },
            "instance" | "class" => self.methods(node),
            _ => self.opaque(node, Sort::Other, Role::Other),
        }
    }

    /// A class or an instance: the text of its head, and its methods.
    fn methods(&mut self, node: Node<'_>) -> NodeId {
        let Some(list) = node.field("declarations") else { return self.opaque(node, Sort::Other, Role::Other) };
        let head = Span::new(node.start(), list.start()).of(node.source());
        let label = Label::Literal(Name::new(&squeezed(head)));
        let mut children = vec![self.other_leaf(label, node)];
        let items = list.children();
        self.block(list, &items);
        let mut at = 0;
        while at < items.len() {
            let name = self.head_name(items[at]);
            let same = items[at..].iter().take_while(|i| name.is_some() && self.head_name(**i) == name).count().max(1);
            let group = &items[at..at + same];
            children.push(match name {
                Some(name) => {
                    let label = Label::Free(Name::new(&name));
                    let name = self.other_leaf(label, items[at]);
                    let body = self.function(None, group);
                    self.other("method", vec![name, body], items[at])
                }
                None => self.opaque(items[at], Sort::Other, Role::Other),
            });
            at += same;
        }
        self.other("methods", children, node)
    }
}

/// From the first to the last local declaration.
fn trimmed_items(binds: Node<'_>) -> Span {
    let items = binds.children();
    items.iter().map(|item| trimmed(*item)).reduce(Span::join).unwrap_or(Span::empty(binds.end()))
}
