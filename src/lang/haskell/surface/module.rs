//! The file as a whole: header, imports, declarations.

use crate::core::name::Name;
use crate::core::tree::{Label, Sort};
use crate::lang::haskell::lower::declare::read_fixity;
use crate::lang::haskell::surface::{Maker, bare_name, elsewhere, squeezed, trimmed};
use crate::lang::surface::Declaration;
use crate::syntax::{Node, Tree};
use crate::text::Span;

impl Maker {
    pub(super) fn module(&mut self, tree: &Tree) {
        let root = tree.root();
        self.survey(root);
        self.directives(tree);
        let all = root.children();
        let header = all.iter().filter(|node| node.kind() == "header").copied();
        for node in header.chain(inside(&all, "imports")) {
            self.verbatim(node);
            if node.kind() == "import" {
                self.import(node);
            }
        }
        let declarations: Vec<Node<'_>> = inside(&all, "declarations");
        self.block(root, &declarations);
        let built = self.decls(&declarations);
        let signed = self.signed(&declarations);
        for (id, node) in built {
            let last = node.last().copied();
            let (Some(first), Some(last)) = (node.first(), last) else { continue };
            let name = self.out.tree.is(id, "fun").then(|| self.head_name(*first)).flatten();
            let signed = name.as_ref().is_some_and(|name| signed.contains(name));
            let span = Span::new(first.start(), trimmed(last).end);
            self.out.declarations.push(Declaration { node: id, span, name, signed });
            self.out.tree.add_root(id);
        }
        // The file's own names have no scope construct, and stay visible.
        for span in &tree.broken {
            let label = Label::Literal(Name::new(&squeezed(span.of(&tree.text))));
            let id = self.push_fixed(label, Sort::Other, Vec::new(), elsewhere(*span), true);
            self.out.tree.add_root(id);
        }
    }

    /// Keeps a declaration as text.
    fn verbatim(&mut self, node: Node<'_>) {
        let label = Label::Literal(Name::new(&squeezed(node.text())));
        let id = self.push_fixed(label, Sort::Other, Vec::new(), elsewhere(node.span()), true);
        self.out.tree.add_root(id);
    }

    fn import(&mut self, node: Node<'_>) {
        let Some(module) = node.field("module") else { return };
        let module = squeezed(module.text());
        if node.has("qualified") {
            return;
        }
        let names = node.field("names").filter(|_| !node.has("hiding")).map(|list| {
            let names = list.children().into_iter().flat_map(|item| {
                let text = squeezed(item.text());
                let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
                words.map(str::to_owned).collect::<Vec<_>>()
            });
            names.filter(|name| !name.is_empty()).collect()
        });
        self.out.imports.push((module, names));
    }

    /// The names with a signature among declarations.
    fn signed(&self, nodes: &[Node<'_>]) -> Vec<String> {
        let signatures = nodes.iter().filter(|node| node.kind() == "signature");
        signatures.flat_map(|node| self.signature_names(*node)).map(bare_name).collect()
    }

    /// What must be known before anything is resolved: comments, names, fixities, fields of records.
    fn survey(&mut self, node: Node<'_>) {
        match node.kind() {
            _ if node.is_extra() && !node.is_error() => self.out.comments.push(trimmed(node)),
            "fixity" => {
                for (name, fixity) in read_fixity(node) {
                    self.fixities.insert(name, fixity);
                }
            }
            "gadt_constructor" => self.out.needs_signatures = true,
            "forall" if node.parent().is_some_and(|above| above.kind() == "data_constructor") => {
                self.out.needs_signatures = true;
            }
            "data_constructor" | "newtype_constructor" => self.record_fields(node),
            "variable" | "operator" | "constructor" | "constructor_operator" | "name" => {
                self.out.names.insert(node.text().to_owned());
            }
            _ => {}
        }
        for child in node.all() {
            self.survey(child);
        }
    }

    fn record_fields(&mut self, node: Node<'_>) {
        let record = node.children().into_iter().find(|child| child.kind() == "record");
        let Some(name) = record.and_then(|r| r.field("name")).or_else(|| node.field("name")) else { return };
        let mut fields = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match node.kind() {
                "field_name" => fields.push(bare_name(node)),
                _ => open.extend(node.children()),
            }
        }
        self.fields.insert(bare_name(name), fields);
    }

    /// Directives of the preprocessor are blank in the tree; an edit must not swallow one.
    fn directives(&mut self, tree: &Tree) {
        let mut at = 0;
        for line in tree.text.split_inclusive('\n') {
            if line.starts_with('#') {
                self.out.comments.push(Span::new(at, at + line.trim_end().len()));
            }
            at += line.len();
        }
        self.out.comments.sort();
    }
}

/// The children of the nodes of this kind.
fn inside<'t>(nodes: &[Node<'t>], kind: &str) -> Vec<Node<'t>> {
    nodes.iter().filter(|node| node.kind() == kind).flat_map(|node| node.children()).collect()
}
