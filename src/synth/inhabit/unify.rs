//! What the unknown types of a half-built program stand for (Robinson's unification, no infinite types).
//!
//! Unknowns are [`Type::Meta`]; type variables are rigid. An unknown constructor never stands for a function's or a
//! pair's: programs that lean on those instances are for readers of riddles.

use crate::core::ty::{Scheme, Type, tuple_arity};
use crate::core::wired;

/// What is known so far. Cloned with each state of the search.
#[derive(Clone, Default)]
pub(super) struct Subst {
    known: Vec<Option<Type>>,
}

impl Subst {
    /// A new unknown.
    fn fresh(&mut self) -> Type {
        self.known.push(None);
        Type::Meta(self.known.len() as u32 - 1)
    }

    /// Unknowns for the variables of a scheme, in their order.
    pub(super) fn instance(&mut self, scheme: &Scheme) -> Vec<Type> {
        scheme.vars.iter().map(|_| self.fresh()).collect()
    }

    /// The type with all that is known.
    pub(super) fn resolve(&self, ty: &Type) -> Type {
        match ty {
            Type::Meta(id) => match self.known.get(*id as usize) {
                Some(Some(known)) => self.resolve(known),
                _ => ty.clone(),
            },
            Type::App(head, arg) => Type::app(self.resolve(head), [self.resolve(arg)]),
            Type::Con(_) | Type::Var(_) => ty.clone(),
        }
    }

    /// Makes two types equal, if that is possible; on failure what is known is spoilt.
    pub(super) fn unify(&mut self, left: &Type, right: &Type) -> bool {
        match (self.shallow(left), self.shallow(right)) {
            (Type::Meta(a), Type::Meta(b)) if a == b => true,
            (Type::Meta(id), ty) | (ty, Type::Meta(id)) => self.bind(id, &ty),
            (Type::App(f, a), Type::App(g, b)) => self.unify(&f, &g) && self.unify(&a, &b),
            (left, right) => left == right,
        }
    }

    fn bind(&mut self, id: u32, ty: &Type) -> bool {
        let ty = self.resolve(ty);
        if is_partial(&ty) || mentions(&ty, id) {
            return false;
        }
        if let Some(place) = self.known.get_mut(id as usize) {
            *place = Some(ty);
        }
        true
    }

    fn shallow(&self, ty: &Type) -> Type {
        match ty {
            Type::Meta(id) => match self.known.get(*id as usize) {
                Some(Some(known)) => self.shallow(known),
                _ => ty.clone(),
            },
            _ => ty.clone(),
        }
    }
}

/// Arrows and tuples that still want an argument.
fn is_partial(ty: &Type) -> bool {
    let (head, args) = ty.spine();
    let Type::Con(name) = head else { return false };
    let arity = if name.as_str() == wired::ARROW { 2 } else { tuple_arity(*name).unwrap_or(0) };
    args.len() < arity
}

fn mentions(ty: &Type, id: u32) -> bool {
    match ty {
        Type::Meta(other) => *other == id,
        Type::App(head, arg) => mentions(head, id) || mentions(arg, id),
        Type::Con(_) | Type::Var(_) => false,
    }
}

/// Whether a type has unknowns.
pub(super) fn is_open(ty: &Type) -> bool {
    match ty {
        Type::Meta(_) => true,
        Type::App(head, arg) => is_open(head) || is_open(arg),
        Type::Con(_) | Type::Var(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Subst;
    use crate::core::name::Name;
    use crate::core::ty::{Scheme, Type};

    #[test]
    fn unknown_constructors_are_no_arrows() {
        let (a, b) = (Type::Var(Name::new("a")), Type::Var(Name::new("b")));
        let mut subst = Subst::default();
        let scheme = Scheme::quantify(Vec::new(), Type::app(Type::Var(Name::new("f")), [a.clone()]));
        let unknown = subst.instance(&scheme);
        let wanted = Type::app(unknown[0].clone(), [unknown[1].clone()]);
        assert!(!subst.clone().unify(&wanted, &Type::fun(a.clone(), b.clone())));
        assert!(!subst.clone().unify(&wanted, &Type::tuple(vec![a.clone(), b.clone()])));
        assert!(subst.unify(&wanted, &Type::list(b.clone())));
        assert_eq!(subst.resolve(&unknown[1]), b);
        assert!(!subst.unify(&a, &b) && subst.unify(&a, &a));
    }
}
