//! The top-level functions of a file: where they stand, and which of them are not written yet.

use crate::core::decl::Module;
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::lang::Function;
use crate::lang::haskell::lower::Cx;
use crate::lang::haskell::lower::binds::{Clause, Group, whole};
use crate::lang::haskell::lower::infix::spine;
use crate::syntax::{Node, Tree};
use crate::text::Span;

impl<'t> Cx<'t, '_> {
    /// Lowers one top-level function.
    pub(super) fn top_function(
        &mut self,
        entity: Name,
        name: &str,
        clauses: &[Clause<'t>],
        signature: Option<Node<'t>>,
        module: &mut Module,
    ) -> Function {
        let first = self.opaque.len();
        let (scheme, scoped) = signature.map_or((None, Vec::new()), |node| self.signature(node));
        let unwritten = self.unwritten(clauses);
        let hole = unwritten.is_some_and(|body| matches!(body.kind(), "variable") && body.text() != "undefined");
        let term =
            if hole { Term::Hole(Name::new(name)) } else { self.within(scoped, |cx| cx.function(name, clauses)) };
        module.binds.push(Bind { name: entity, scheme, term });
        let last = self.opaque.len();
        Function {
            name: entity,
            signature: signature.map(Node::span),
            equations: Some(whole(clauses)),
            unwritten: unwritten.map(Node::span),
            opaque: (first..last).filter_map(|number| u32::try_from(number).ok()).collect(),
        }
    }

    /// The body that stands for "not written yet", if the only equation has one.
    fn unwritten(&self, clauses: &[Clause<'t>]) -> Option<Node<'t>> {
        let [clause] = clauses else { return None };
        let matches = clause.node.fields("match");
        let [only] = matches.as_slice() else {
            return None;
        };
        if clause.node.is_broken() || only.is_broken() || only.field("guards").is_some() {
            return None;
        }
        let body = only.field("expression")?;
        let mut inner = body;
        while inner.kind() == "parens" {
            inner = inner.field("expression")?;
        }
        let stands = match inner.kind() {
            "variable" => {
                let text = inner.text();
                let unbound = text.starts_with('_') && self.entity(text).is_none();
                unbound || text == "todo" || (text == "undefined" && self.stands_for("undefined"))
            }
            "apply" => {
                let (head, args) = spine(inner).ok()?;
                let string = |node: &Node<'_>| node.kind() == "literal" && node.text().starts_with('"');
                head.text() == "error" && self.stands_for("error") && matches!(args.as_slice(), [arg] if string(arg))
            }
            _ => false,
        };
        stands.then_some(if inner.kind() == "variable" { inner } else { body })
    }

    /// The name is not one that the module itself gives another meaning.
    fn stands_for(&self, text: &str) -> bool {
        self.entity(text).is_none_or(|name| name.module() != Some(self.module))
    }

    /// Signatures without equations: functions whose body is missing, unless a broken declaration may be it.
    pub(super) fn unbound(
        &mut self,
        group: &Group<'t>,
        tree: &Tree,
        module: &mut Module,
        functions: &mut Vec<Function>,
    ) {
        for (text, node) in &group.signatures {
            let name = Name::global(self.module, text);
            if module.binds.iter().any(|bind| bind.name == name) {
                continue;
            }
            let first = self.opaque.len();
            let (scheme, _) = self.signature(*node);
            let last = self.opaque.len();
            let missing = !self.begun(text, node.span(), tree);
            let after = Span { start: node.end(), end: node.end() };
            module.binds.push(Bind { name, scheme, term: Term::Hole(Name::new(text)) });
            functions.push(Function {
                name,
                signature: Some(node.span()),
                equations: None,
                unwritten: missing.then_some(after),
                opaque: (first..last).filter_map(|number| u32::try_from(number).ok()).collect(),
            });
        }
    }

    /// Whether a part of the file that could not be parsed seems to be an equation of `name`.
    fn begun(&self, name: &str, signature: Span, tree: &Tree) -> bool {
        let word = |text: &str| {
            let text = text.trim_start().trim_start_matches('(');
            text.strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '_'))
        };
        let text = |span: Span| self.source.get(span.start..span.end).unwrap_or("");
        let broken = tree.broken.iter().any(|span| word(text(*span)));
        let errors = super::declare::top_level(tree.root())
            .into_iter()
            .filter(|node| node.has_error() || node.kind() == "top_splice");
        let mut errors = errors.filter(|node| node.start() >= signature.end);
        broken || errors.any(|node| word(node.text()) || (node.is_error() && node.text().contains(name)))
    }
}
