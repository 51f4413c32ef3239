//! Derived `Eq` and `Ord`: same constructor, then field by field; otherwise by the constructors' order.

use crate::core::decl::Data;
use crate::core::derive::{alt, call, con, constructor_pattern, field_names, lam, matching, tag, var};
use crate::core::name::Name;
use crate::core::term::{Alt, Pat, Term};
use crate::core::wired;

/// `==`
pub(super) fn equal(data: &Data) -> Term {
    by_fields(data, con(wired::TRUE), "Base.==", |left, right, rest| {
        let here = call("Base.==", vec![left, right]);
        match rest {
            None => here,
            Some(rest) => call("Base.&&", vec![here, rest]),
        }
    })
}

/// `compare`
pub(super) fn compare(data: &Data) -> Term {
    by_fields(data, con("Base.EQ"), "Base.compare", |left, right, rest| {
        let here = call("Base.compare", vec![left, right]);
        match rest {
            None => here,
            Some(rest) => {
                let same = alt(vec![Pat::Con(Name::new("Base.EQ"), Vec::new())], rest);
                let decided = alt(vec![Pat::Var(Name::new("r"))], var("r"));
                matching(vec![here], vec![same, decided])
            }
        }
    })
}

/// An alternative for each constructor with fields, and `by_tag` for the rest.
fn by_fields(data: &Data, same: Term, by_tag: &str, join: impl Fn(Term, Term, Option<Term>) -> Term) -> Term {
    let mut alts: Vec<Alt> = Vec::new();
    for constructor in data.constructors.iter().filter(|constructor| !constructor.fields.is_empty()) {
        let (left, right) = (field_names("a", constructor), field_names("b", constructor));
        let mut body = None;
        for (a, b) in left.iter().zip(&right).rev() {
            body = Some(join(Term::Var(*a), Term::Var(*b), body));
        }
        let pats = vec![constructor_pattern(constructor, &left), constructor_pattern(constructor, &right)];
        alts.push(alt(pats, body.unwrap_or_else(|| same.clone())));
    }
    if data.constructors.len() > 1 {
        let rest = call(by_tag, vec![tag(var("x")), tag(var("y"))]);
        if alts.is_empty() {
            return lam(&["x", "y"], rest);
        }
        alts.push(alt(vec![Pat::Wild, Pat::Wild], rest));
    } else if let (Some(only), true) = (data.constructors.first(), alts.is_empty()) {
        let pat = Pat::Con(only.name, Vec::new());
        alts.push(alt(vec![pat.clone(), pat], same));
    } else if alts.is_empty() {
        alts.push(alt(vec![Pat::Wild, Pat::Wild], same));
    }
    lam(&["x", "y"], matching(vec![var("x"), var("y")], alts))
}
