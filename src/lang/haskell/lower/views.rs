//! Pattern synonyms of the library: constructors that are matched through a function and built by another one.
//!
//! The library declares them as constructors of a view; outside of its module they belong to the viewed type, as
//! `Seq (Empty, (:<|))` says, and a pattern of one is a view pattern (*Pattern Synonyms*, Pickering et al. 2016, §3).

use crate::core::name::Name;
use crate::core::term::{Pat, Term};
use crate::lang::haskell::lower::Cx;

/// A constructor of a view.
struct View {
    constructor: &'static str,
    /// The type that it seems to belong to.
    parent: &'static str,
    /// From a value to its view.
    matcher: &'static str,
    /// From the constructor's fields to a value.
    builder: &'static str,
}

const VIEWS: &[View] = &[
    View { constructor: "Empty", parent: "Seq", matcher: "viewFront", builder: "empty" },
    View { constructor: ":<|", parent: "Seq", matcher: "viewFront", builder: "<|" },
    View { constructor: ":|>", parent: "Seq", matcher: "viewBack", builder: "|>" },
];

/// The module that declares [`VIEWS`].
const MODULE: &str = "Data.Sequence";

/// The row of a constructor.
fn view(constructor: Name) -> Option<&'static View> {
    let base = constructor.as_str().strip_prefix(MODULE)?.strip_prefix('.')?;
    VIEWS.iter().find(|view| view.constructor == base)
}

/// The type that a constructor is exported with instead of its own.
pub(super) fn parent(constructor: Name) -> Option<Name> {
    view(constructor).map(|view| Name::new(&format!("{MODULE}.{}", view.parent)))
}

impl Cx<'_, '_> {
    /// The row of a constructor where it is used from outside.
    fn view(&self, constructor: Name) -> Option<&'static View> {
        view(constructor).filter(|_| self.module.as_str() != MODULE)
    }

    /// The pattern of a constructor with these fields.
    pub(super) fn con_pat(&self, constructor: Name, parts: Vec<Pat>) -> Pat {
        let pat = Pat::Con(constructor, parts);
        match self.view(constructor) {
            Some(view) => Pat::View(Box::new(Term::global(&format!("{MODULE}.{}", view.matcher))), Box::new(pat)),
            None => pat,
        }
    }

    /// A constructor as an expression.
    pub(super) fn con_term(&self, constructor: Name) -> Term {
        match self.view(constructor) {
            Some(view) => Term::global(&format!("{MODULE}.{}", view.builder)),
            None => Term::Con(constructor),
        }
    }
}
