//! Names: what surface text stands for in scope, and the words around a name node (parentheses, backquotes, qualifiers).

use std::sync::Arc;

use crate::core::decl::{Data, Fixity};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::lang::haskell::lower::{Case, Cx, Local, known};
use crate::syntax::Node;

/// A name as written, its qualifier included, without parentheses and backquotes.
pub(in crate::lang::haskell) fn surface(node: Node<'_>) -> String {
    match node.kind() {
        "qualified" => {
            let module = node.field("module").map_or("", |module| module.text()).trim_end_matches('.');
            let id = node.field("id").map_or("", |id| id.text());
            format!("{module}.{}", id.trim())
        }
        "prefix_id" | "infix_id" | "field_name" => match node.first() {
            Some(inner) => surface(inner),
            None => node.text().trim_matches(|c: char| "()`".contains(c) || c.is_whitespace()).to_owned(),
        },
        "prefix_tuple" | "prefix_list" | "unit" | "list" => {
            node.text().chars().filter(|c| !c.is_whitespace()).collect()
        }
        _ => node.text().to_owned(),
    }
}

/// Whether the name as written is a constructor's or type's: its last part begins upper-case or with a colon.
pub(super) fn is_constructor(text: &str) -> bool {
    let base = Name::new(text).base();
    base.starts_with(|c: char| c.is_uppercase() || c == ':' || c == '[' || c == '(')
}

/// Names with special syntax, the same everywhere.
pub(super) fn special(text: &str) -> bool {
    matches!(text, wired::NIL | wired::CONS | wired::UNIT | wired::ARROW) || text.starts_with("(,")
}

impl Cx<'_, '_> {
    /// How many locals there are now, for [`Cx::leave`].
    pub(super) fn mark(&self) -> usize {
        self.locals.len()
    }

    /// Forgets the locals entered since `mark`.
    pub(super) fn leave(&mut self, mark: usize) {
        self.locals.truncate(mark);
    }

    /// Enters a local variable.
    pub(super) fn enter(&mut self, name: Name) {
        self.locals.push(Local { name, fixity: None });
    }

    fn local(&self, text: &str) -> Option<&Local> {
        self.locals.iter().rev().find(|local| local.name.as_str() == text)
    }

    /// Whether `text` is a local variable here.
    pub(super) fn is_local(&self, text: &str) -> bool {
        self.local(text).is_some()
    }

    /// The entity that a value's surface name stands for.
    pub(super) fn entity(&self, text: &str) -> Option<Name> {
        if special(text) {
            return Some(Name::new(text));
        }
        self.scope.values.get(text).and_then(|names| names.first()).copied()
    }

    /// What a value's or constructor's surface name means here.
    pub(super) fn value(&self, text: &str) -> Term {
        if let Some(local) = self.local(text) {
            return Term::Var(local.name);
        }
        match self.entity(text) {
            Some(name) if is_constructor(text) => self.con_term(name),
            // Interactive scopes hold variables bound by earlier lines: names without a module.
            Some(name) if name.module().is_none() => Term::Var(name),
            Some(name) => Term::Global(name),
            None if is_constructor(text) => Term::Con(Name::new(text)),
            None => Term::Global(Name::new(text)),
        }
    }

    /// Whether the surface name means the wired-in entity `wanted` (`Base.otherwise`).
    pub(super) fn means(&self, text: &str, wanted: &str) -> bool {
        !self.is_local(text) && self.entity(text).is_some_and(|name| name.as_str() == wanted)
    }

    /// How the operator with this surface name binds; `None` when nothing is known of it.
    pub(super) fn fixity_of(&self, text: &str) -> Option<Fixity> {
        if let Some(local) = self.local(text) {
            return Some(local.fixity.unwrap_or_default());
        }
        if text == wired::CONS {
            return Some(Fixity { precedence: 5, associativity: crate::core::decl::Associativity::Right });
        }
        match self.entity(text) {
            Some(name) => Some(self.scope.fixities.get(&name).copied().unwrap_or_default()),
            None => {
                let mut missing = self.library.missing.clone();
                missing.extend(self.prompt.map(|_| Name::new(known::PROPERTIES)));
                known::fixity(Name::new(text).base(), &missing)
            }
        }
    }

    /// The type constructor that a surface name stands for.
    pub(super) fn type_con(&self, text: &str) -> Type {
        if special(text) {
            return Type::con(text);
        }
        match self.scope.types.get(text).and_then(|names| names.first()) {
            Some(name) => Type::Con(*name),
            None => Type::con(text),
        }
    }

    /// The class that a surface name stands for, if it is in scope.
    pub(super) fn class_name(&self, text: &str) -> Option<Name> {
        self.scope.types.get(text).and_then(|names| names.first()).copied()
    }

    /// The data type and tag of a constructor.
    pub(super) fn case_of(&self, constructor: Name) -> Option<Case> {
        self.constructors.get(&constructor).cloned()
    }

    /// Makes the constructors of `data` known.
    pub(super) fn enter_data(&mut self, data: Arc<Data>) {
        for (tag, constructor) in data.constructors.iter().enumerate() {
            self.constructors.insert(constructor.name, (Arc::clone(&data), tag));
        }
        if !self.scope.datas.iter().any(|known| known.name == data.name) {
            self.scope.datas.push(data);
        }
    }
}
