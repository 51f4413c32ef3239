//! What Haskell's tests and properties are written with: QuickCheck, hspec, HUnit and tasty, as far as it says something
//! of a function.
//!
//! `prelude/Test` has these libraries' names with their meaning as truths. Files do not see them: only what is read as
//! a test or typed at a prompt does.

use std::sync::Arc;

use crate::core::decl::Typed;
use crate::core::name::Name;
use crate::lang::haskell::{claims, prelude};
use crate::lang::{Restriction, Testing};

/// The names.
pub(super) static TESTING: Testing = Testing {
    load,
    holds: "Test.QuickCheck.holds",
    equal: &[
        "Test.QuickCheck.===",
        "Test.Hspec.shouldBe",
        "Test.HUnit.@?=",
        "Test.HUnit.@=?",
        "Test.HUnit.~?=",
        "Test.HUnit.~=?",
    ],
    implies: &["Test.QuickCheck.==>"],
    both: &["Test.QuickCheck..&&."],
    claims: claims::claims,
    restricted: &[
        ("Test.QuickCheck.Positive", Restriction::Positive),
        ("Test.QuickCheck.NonNegative", Restriction::NonNegative),
        ("Test.QuickCheck.NonZero", Restriction::NonZero),
        ("Test.QuickCheck.NonEmptyList", Restriction::NonEmpty),
        ("Test.QuickCheck.OrderedList", Restriction::Ordered),
    ],
};

/// Modules that only tests import.
const PREFIX: &str = "Test.";

/// The library module of this name, as files see it.
pub(super) fn without(module: Name) -> Option<Arc<Typed>> {
    if module.as_str().starts_with(PREFIX) { None } else { prelude::load(module) }
}

fn load(module: Name) -> Option<Arc<Typed>> {
    if module.as_str().starts_with(PREFIX) { prelude::load(module) } else { None }
}
