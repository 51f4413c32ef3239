//! The top-level functions of a file: where they stand, and which of them are not written yet.

use crate::core::decl::Module;
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::lang::Function;
use crate::lang::haskell::lower::Cx;
use crate::lang::haskell::lower::binds::{Clause, Group, Signature, shaped, whole};
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
        let Signature { scheme, shape, scoped } = signature.map(|node| self.signature(node)).unwrap_or_default();
        let unwritten = self.unwritten(clauses);
        let hole = unwritten.is_some_and(|body| matches!(body.kind(), "variable") && body.text() != "undefined");
        let term =
            if hole { Term::Hole(Name::new(name)) } else { self.within(scoped, |cx| cx.function(name, clauses)) };
        module.binds.push(Bind { name: entity, scheme, term: shaped(shape, term) });
        Function {
            name: entity,
            signature: signature.map(Node::span),
            equations: Some(whole(clauses)),
            unwritten: unwritten.map(Node::span),
            opaque: self.opaque_since(first),
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
                unbound || (["todo", "undefined"].contains(&text) && self.stands_for(text))
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
    pub(super) fn stands_for(&self, text: &str) -> bool {
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
            let scheme = self.signature(*node).scheme;
            let mut opaque = self.opaque_since(first);
            let begun = self.begun(text, node.span(), tree);
            opaque.extend(begun.and_then(|error| self.number(error)));
            let after = Span { start: node.end(), end: node.end() };
            module.binds.push(Bind { name, scheme, term: Term::Hole(Name::new(text)) });
            functions.push(Function {
                name,
                signature: Some(node.span()),
                equations: None,
                unwritten: begun.is_none().then_some(after),
                opaque,
            });
        }
    }

    /// The part of the file that could not be parsed and seems to be an equation of `name`.
    fn begun(&self, name: &str, signature: Span, tree: &Tree) -> Option<Span> {
        let word = |text: &str| {
            let text = text.trim_start().trim_start_matches('(');
            text.strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '_'))
        };
        let text = |span: Span| self.source.get(span.start..span.end).unwrap_or("");
        if let Some(broken) = tree.broken.iter().find(|span| word(text(**span))) {
            return Some(*broken);
        }
        let errors = errors(&super::declare::top_level(tree.root()));
        let mut errors = errors.into_iter().filter(|node| node.start() >= signature.end);
        let error = errors.find(|node| word(node.text()) || (node.is_error() && node.text().contains(name)));
        error.map(Node::span)
    }

    /// The numbers of what was not understood from `first` on.
    pub(super) fn opaque_since(&self, first: usize) -> Vec<u32> {
        (first..self.opaque.len()).filter_map(|number| u32::try_from(number).ok()).collect()
    }

    /// The number under which exactly this span was noted.
    pub(super) fn number(&self, span: Span) -> Option<u32> {
        self.opaque.iter().position(|opaque| opaque.span == span).and_then(|number| u32::try_from(number).ok())
    }
}

/// The declarations at top level that the parser could not understand.
pub(super) fn errors<'t>(decls: &[Node<'t>]) -> Vec<Node<'t>> {
    let broken = |node: &&Node<'_>| node.is_error() || node.kind() == "top_splice";
    decls.iter().filter(|node| node.has_error()).filter(broken).copied().collect()
}
