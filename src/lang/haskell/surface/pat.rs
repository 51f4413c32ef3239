//! Patterns: what they bind, and what they must equal.

use crate::core::name::Name;
use crate::core::tree::{Label, NodeId, Sort};
use crate::lang::haskell::surface::{Maker, bare_name, squeezed};
use crate::lang::surface::Role;
use crate::syntax::Node;

impl Maker {
    /// A pattern; its variables are bound in the innermost frame.
    pub(super) fn pat(&mut self, node: Node<'_>) -> NodeId {
        match node.kind() {
            _ if node.is_broken() => self.opaque(node, Sort::Other, Role::Other),
            "variable" => {
                let binder = self.bind(node.text());
                self.other_leaf(Label::Bind(binder), node)
            }
            "parens" => match node.field("pattern") {
                Some(inner) => self.pat(inner),
                None => self.opaque(node, Sort::Other, Role::Other),
            },
            "constructor" | "qualified" | "constructor_operator" | "operator" | "infix_id" => {
                self.other_leaf(Label::Free(Name::new(&bare_name(node))), node)
            }
            "prefix_id" => {
                let name = bare_name(node);
                let label = match name.starts_with(':') || name.starts_with(char::is_uppercase) {
                    true => Label::Free(Name::new(&name)),
                    false => Label::Bind(self.bind(&name)),
                };
                self.other_leaf(label, node)
            }
            "literal" | "wildcard" | "unit" | "negation" | "prefix_tuple" => {
                self.other_leaf(Label::Literal(Name::new(&squeezed(node.text()))), node)
            }
            "as" => {
                let mut children = Vec::new();
                if let Some(bind) = node.field("bind") {
                    children.push(self.pat(bind));
                }
                if let Some(pattern) = node.field("pattern") {
                    children.push(self.pat(pattern));
                }
                self.other("as", children, node)
            }
            "apply" | "infix" | "tuple" | "list" | "strict" | "irrefutable" => {
                let shape = shape(node);
                let children = node.children().into_iter().map(|child| self.pat(child)).collect();
                let label = Label::Literal(Name::new(&shape));
                self.push(label, Sort::Other, children, super::elsewhere(node.span()))
            }
            "record" => self.record_pat(node),
            "view_pattern" => match (node.field("expression"), node.field("pattern")) {
                (Some(expression), Some(pattern)) => {
                    let view = self.expr(expression, Role::Open);
                    let pattern = self.pat(pattern);
                    self.other("view", vec![view, pattern], node)
                }
                _ => self.opaque(node, Sort::Other, Role::Other),
            },
            "signature" => match (node.field("pattern"), node.field("type")) {
                (Some(pattern), Some(ty)) => {
                    let children = vec![self.pat(pattern), self.ty(ty)];
                    self.other("ascribed", children, node)
                }
                _ => self.opaque(node, Sort::Other, Role::Other),
            },
            _ => self.opaque(node, Sort::Other, Role::Other),
        }
    }

    fn record_pat(&mut self, node: Node<'_>) -> NodeId {
        let mut children = Vec::new();
        let mut constructor = String::new();
        if let Some(name) = node.field("constructor") {
            constructor = bare_name(name);
            children.push(self.pat(name));
        }
        for field in node.fields("field") {
            let rest =
                field.children().iter().any(|child| child.kind() == "wildcard") && field.field("field").is_none();
            if rest {
                match self.fields.get(&constructor).cloned() {
                    Some(names) => names.iter().for_each(|name| {
                        self.bind(name);
                    }),
                    None => {
                        if let Some(frame) = self.frames.last_mut() {
                            frame.wild = true;
                        }
                    }
                }
                children.push(self.opaque(field, Sort::Other, Role::Other));
                continue;
            }
            let Some(name) = field.field("field") else {
                children.push(self.opaque(field, Sort::Other, Role::Other));
                continue;
            };
            let text = bare_name(name);
            let label = self.other_leaf(Label::Free(Name::new(&text)), name);
            let pattern = match field.field("pattern") {
                Some(pattern) => self.pat(pattern),
                None => {
                    let short = text.rsplit('.').next().unwrap_or(&text).to_owned();
                    let binder = self.bind(&short);
                    self.other_leaf(Label::Bind(binder), name)
                }
            };
            children.push(self.other("field", vec![label, pattern], field));
        }
        self.other("record", children, node)
    }

    /// The variables of a pattern, without binding them.
    pub(super) fn pattern_names(&self, node: Node<'_>) -> Vec<String> {
        let mut names = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match node.kind() {
                "variable" => names.push(node.text().to_owned()),
                "field_pattern" if node.field("pattern").is_none() => {
                    names.extend(node.field("field").map(bare_name));
                }
                "field_name" => {}
                "view_pattern" => open.extend(node.field("pattern")),
                "signature" => open.extend(node.field("pattern")),
                _ => open.extend(node.children().into_iter().rev()),
            }
        }
        names
    }
}

/// A node's tokens with a dot for each part: what makes two constructs the same but for their parts.
pub(super) fn shape(node: Node<'_>) -> String {
    let mut shape = String::from(node.kind());
    for child in node.all() {
        match (child.is_extra(), child.is_named()) {
            (true, _) => {}
            (false, true) => shape.push('·'),
            (false, false) => shape.push_str(child.kind()),
        }
    }
    shape
}
