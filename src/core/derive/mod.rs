//! Derived instances as source terms (Haskell 2010, §11; Functor and its kin as GHC derives them).
//!
//! Derived code refers to these globals, which the wired module defines:
//!
//! * `==`, `&&`, `compare`, `>=` (at `Int`)
//! * `showsPrec`, `showParen`, `showString`, `.`
//! * `readsPrec`, `readParen`, `lex`, `listBind`, `++`
//! * `fromEnum`, `map`, `enumFromTo`, `enumFromThenTo` (at `Int`), `error`, `+`, `-` (at `Int`), `intShow` as
//!   `show` (at `Int`)
//! * `minBound`, `maxBound`
//! * `range`, `index`, `inRange`, `*` (at `Int`), if there is a class `Ix`
//! * `fmap`, `foldr`, `foldMap`, `mempty`, `<>`, `traverse`, `pure`, `<*>`
//!
//! the constructors `True`, `False`, `EQ`, and the primitives `tag` and `fromTag`.

mod enumeration;
mod functor;
mod order;
mod text;

use crate::core::decl::{Constructor, Data, Fixity};
use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, tuple_name};
use crate::core::wired;

/// The class of array indices, which may not be there.
const IX: &str = "Base.Ix";

/// Whether instances of `class` are written here.
pub(crate) fn is_stock(class: Name) -> bool {
    let stock = [wired::EQ, wired::ORD, wired::SHOW, wired::READ, wired::ENUM, wired::BOUNDED, IX];
    stock.contains(&class.as_str()) || is_functorial(class)
}

/// Whether `class` is derived from the constructors of a newtype too: its instances differ from those of the type
/// that it wraps, or take it apart.
pub(crate) fn is_structural(class: Name) -> bool {
    [wired::SHOW, wired::READ].contains(&class.as_str()) || is_functorial(class)
}

fn is_functorial(class: Name) -> bool {
    [wired::FUNCTOR, wired::FOLDABLE, wired::TRAVERSABLE].contains(&class.as_str())
}

/// The methods of the derived instance of `class`; none for a class or a shape of data that cannot be derived.
pub(crate) fn methods(class: Name, data: &Data, fixity: &dyn Fn(Name) -> Fixity) -> Option<Vec<(Name, Term)>> {
    let methods = match class.as_str() {
        wired::EQ => vec![("Base.==", order::equal(data))],
        wired::ORD => vec![("Base.compare", order::compare(data))],
        wired::SHOW => vec![("Base.showsPrec", text::shows_prec(data, fixity))],
        wired::READ => vec![("Base.readsPrec", text::reads_prec(data, fixity))],
        wired::ENUM => enumeration::enumeration(data)?,
        wired::BOUNDED => enumeration::bounds(data)?,
        IX => enumeration::indices(data)?,
        wired::FUNCTOR => vec![("Base.fmap", functor::fmap(data)?)],
        wired::FOLDABLE => vec![("Base.foldr", functor::foldr(data)?), ("Base.foldMap", functor::fold_map(data)?)],
        wired::TRAVERSABLE => vec![("Base.traverse", functor::traverse(data)?)],
        _ => return None,
    };
    Some(methods.into_iter().map(|(name, term)| (Name::new(name), term)).collect())
}

/// What a derived instance of `class` asks of the types of the fields.
pub(crate) fn constraints(class: Name, data: &Data) -> Vec<Pred> {
    let mut preds: Vec<Pred> = Vec::new();
    let mut add = |pred: Pred| {
        if !preds.contains(&pred) {
            preds.push(pred);
        }
    };
    for field in data.constructors.iter().flat_map(|constructor| &constructor.fields) {
        if is_functorial(class) {
            if let Some(param) = data.params.last() {
                functor::constraints(class, &field.ty, *param, &mut add);
            }
        } else {
            add(Pred { class, ty: field.ty.clone() });
        }
    }
    preds
}

fn var(name: &str) -> Term {
    Term::Var(Name::new(name))
}

fn call(name: &str, args: Vec<Term>) -> Term {
    Term::app(Term::global(name), args)
}

fn lam(params: &[&str], body: Term) -> Term {
    Term::Lam(params.iter().map(|param| Name::new(param)).collect(), Box::new(body))
}

fn int(n: usize) -> Term {
    Term::Lit(Literal::Int(i64::try_from(n).unwrap_or(i64::MAX)))
}

fn string(text: &str) -> Term {
    Term::Lit(Literal::Str(text.to_owned()))
}

fn con(name: &str) -> Term {
    Term::Con(Name::new(name))
}

fn alt(pats: Vec<Pat>, body: Term) -> Alt {
    Alt { pats, body }
}

fn matching(scrutinees: Vec<Term>, alts: Vec<Alt>) -> Term {
    let otherwise = Otherwise::Fail(Failure::Incomplete("derived instance".to_owned()));
    Term::Match(Box::new(Match { scrutinees, alts, otherwise }))
}

fn conditional(condition: Term, yes: Term, no: Term) -> Term {
    let truth = Pat::Con(Name::new(wired::TRUE), Vec::new());
    matching(vec![condition], vec![alt(vec![truth], yes), alt(vec![Pat::Wild], no)])
}

/// The names `{prefix}1`, `{prefix}2`, … of a constructor's fields.
fn field_names(prefix: &str, constructor: &Constructor) -> Vec<Name> {
    (1..=constructor.fields.len()).map(|i| Name::new(&format!("{prefix}{i}"))).collect()
}

fn constructor_pattern(constructor: &Constructor, names: &[Name]) -> Pat {
    Pat::Con(constructor.name, names.iter().map(|name| Pat::Var(*name)).collect())
}

fn pair(left: Pat, right: Pat) -> Pat {
    Pat::Con(tuple_name(2), vec![left, right])
}

/// `tag term`
fn tag(term: Term) -> Term {
    Term::app(Term::Prim(Name::new("tag")), vec![term])
}
