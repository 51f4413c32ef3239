//! Which terms have a wanted type: unification of types, and a small enumeration of applications.
//!
//! Flexible variables are type variables whose names begin with `?`; all others are rigid. The enumeration is by depth:
//! a variable, a literal, a constructor, or something in scope applied to such. It is deliberately shallow: deep
//! programs are the search's business, and every term is inferred afterwards.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::Component;

/// What flexible variables stand for.
#[derive(Clone, Default)]
pub(super) struct Types {
    known: HashMap<Name, Type>,
}

/// The type of one use: flexible variables, numbered on from `next`, for those of the scheme.
pub(super) fn instance(scheme: &Scheme, next: &Cell<usize>) -> Type {
    let first = next.replace(next.get() + scheme.vars.len());
    let flexible = |name: Name| {
        let at = scheme.vars.iter().position(|var| *var == name)?;
        Some(Type::Var(Name::new(&format!("?{}", first + at))))
    };
    scheme.ty.subst(&flexible)
}

/// Has the type flexible variables?
fn is_open(ty: &Type) -> bool {
    match ty {
        Type::Var(name) => is_flexible(*name),
        Type::App(head, arg) => is_open(head) || is_open(arg),
        Type::Con(_) | Type::Meta(_) => false,
    }
}

impl Types {
    /// The type with what is known of its flexible variables.
    pub(super) fn apply(&self, ty: &Type) -> Type {
        match ty {
            Type::Var(name) => self.known.get(name).map_or_else(|| ty.clone(), |known| self.apply(known)),
            Type::App(head, arg) => Type::app(self.apply(head), [self.apply(arg)]),
            Type::Con(_) | Type::Meta(_) => ty.clone(),
        }
    }

    /// Makes two types equal if that is possible.
    pub(super) fn unify(&mut self, left: &Type, right: &Type) -> bool {
        match (&self.head(left), &self.head(right)) {
            (Type::Var(a), Type::Var(b)) if a == b => true,
            (Type::Var(name), ty) | (ty, Type::Var(name)) if is_flexible(*name) => {
                let ty = self.apply(ty);
                if ty == Type::Var(*name) {
                    return true;
                }
                let mut vars = Vec::new();
                ty.vars(&mut vars);
                !vars.contains(name) && self.known.insert(*name, ty).is_none()
            }
            (Type::App(f, a), Type::App(g, b)) => self.unify(f, g) && self.unify(a, b),
            (left, right) => left == right,
        }
    }

    fn head(&self, ty: &Type) -> Type {
        match ty {
            Type::Var(name) => self.known.get(name).map_or_else(|| ty.clone(), |known| self.head(known)),
            _ => ty.clone(),
        }
    }
}

fn is_flexible(name: Name) -> bool {
    name.as_str().starts_with('?')
}

/// How something in scope fits where a type is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// As it is.
    Exact,
    /// With some arguments.
    Applied,
}

/// Whether a value of this scheme fits.
pub(super) fn fits(scheme: &Scheme, wanted: &Type, env: &Env) -> Option<Fit> {
    let types = Types::default();
    let mut ty = infer::expand(&instance(scheme, &Cell::new(0)), env);
    // Whatever is wanted: nothing can be said.
    if matches!(wanted, Type::Var(name) if is_flexible(*name)) {
        return Some(Fit::Applied);
    }
    let mut fit = Fit::Exact;
    loop {
        if types.clone().unify(&ty, wanted) {
            return Some(fit);
        }
        ty = ty.as_fun()?.1.clone();
        fit = Fit::Applied;
    }
}

/// A term with its cost and its type.
type Costed = (u32, Term, Type);

/// What was made of a type at a depth.
type Known = HashMap<(Type, usize), Rc<Vec<Costed>>>;

/// Some arguments of a call, by place, with their cost and what they say of the types.
type Row = (u32, Vec<(usize, Term)>, Types);

/// Makes terms.
pub(super) struct Maker<'a> {
    env: &'a Env,
    components: &'a [Component],
    locals: &'a [(Name, Type)],
    literals: &'a [(Term, Type)],
    stop: &'a dyn Fn() -> bool,
    fresh: Cell<usize>,
    known: RefCell<Known>,
}

/// Arguments tried at one place, and terms made of one type.
const WIDTH: usize = 6;
const MOST: usize = 600;
/// Most arguments of a call.
const ARGUMENTS: usize = 3;
/// Numbers of the flexible variables of the wanted type are below this.
const FIRST: usize = 64;

impl<'a> Maker<'a> {
    /// Terms over these; `stop` says when it has taken long enough.
    pub(super) fn new(
        env: &'a Env,
        components: &'a [Component],
        locals: &'a [(Name, Type)],
        literals: &'a [(Term, Type)],
        stop: &'a dyn Fn() -> bool,
    ) -> Maker<'a> {
        Maker { env, components, locals, literals, stop, fresh: Cell::new(FIRST), known: RefCell::default() }
    }

    /// Terms of the wanted type, cheapest first.
    pub(super) fn terms(&self, wanted: &Type, depth: usize) -> Vec<Term> {
        self.at(wanted, depth).iter().map(|(_, term, _)| term.clone()).collect()
    }

    fn at(&self, wanted: &Type, depth: usize) -> Rc<Vec<Costed>> {
        // Of an open type only what is there already.
        let depth = if is_open(wanted) { 0 } else { depth };
        let key = (wanted.clone(), depth);
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let mut found: Vec<Costed> = Vec::new();
        for (name, ty) in self.locals.iter().rev() {
            if Types::default().unify(ty, wanted) {
                found.push((1, Term::Var(*name), ty.clone()));
            }
        }
        self.constants(wanted, &mut found);
        // Anything would fit: variables are enough.
        if !matches!(wanted, Type::Var(name) if is_flexible(*name)) {
            for component in self.components {
                if (self.stop)() {
                    break;
                }
                self.calls(component, wanted, depth, &mut found);
            }
        }
        found.sort_by_key(|(cost, ..)| *cost);
        found.truncate(MOST);
        let found = Rc::new(found);
        if !is_open(wanted) {
            self.known.borrow_mut().insert(key, Rc::clone(&found));
        }
        found
    }

    /// Literals.
    fn constants(&self, wanted: &Type, found: &mut Vec<Costed>) {
        let number = |n: i32| Term::Lit(Literal::Num(n.into()));
        if [wired::INT, wired::INTEGER, wired::DOUBLE].iter().any(|name| *wanted == Type::con(name)) {
            found.extend([(2, number(0), wanted.clone()), (2, number(1), wanted.clone())]);
        }
        for (term, ty) in self.literals.iter().take(4).filter(|(_, ty)| ty == wanted) {
            if !found.iter().any(|(_, known, _)| known == term) {
                found.push((3, term.clone(), ty.clone()));
            }
        }
    }

    /// Calls of a component with as many arguments as the wanted type leaves; without depth, none.
    fn calls(&self, component: &Component, wanted: &Type, depth: usize, found: &mut Vec<Costed>) {
        let mut rest = infer::expand(&instance(&component.scheme, &self.fresh), self.env);
        let constructor = self.env.constructor(component.name).is_some();
        let head = if constructor { Term::Con(component.name) } else { Term::Global(component.name) };
        let mut params: Vec<Type> = Vec::new();
        loop {
            // A function that could be anything is not made by calling it: `id id x`.
            let anything = matches!(rest, Type::Var(_)) && params.is_empty();
            let mut types = Types::default();
            if !anything && types.unify(&rest, wanted) {
                self.arguments(&head, &params, depth, (&types, wanted), found);
            }
            let Some((param, result)) = rest.as_fun() else { return };
            if depth == 0 || params.len() == ARGUMENTS {
                return;
            }
            params.push(param.clone());
            rest = result.clone();
        }
    }

    /// The head with combinations of cheap arguments: plain ones first, for they say what functions work on.
    fn arguments(
        &self,
        head: &Term,
        params: &[Type],
        depth: usize,
        (types, wanted): (&Types, &Type),
        found: &mut Vec<Costed>,
    ) {
        let mut order: Vec<usize> = (0..params.len()).collect();
        order.sort_by_key(|i| params[*i].as_fun().is_some());
        let mut rows: Vec<Row> = vec![(1, Vec::new(), types.clone())];
        for i in order {
            let mut longer = Vec::new();
            for (cost, args, types) in &rows {
                for (more, arg, ty) in self.at(&types.apply(&params[i]), depth - 1).iter().take(WIDTH) {
                    let mut types = types.clone();
                    if types.unify(&params[i], ty) {
                        let mut args = args.clone();
                        args.push((i, arg.clone()));
                        longer.push((cost + more, args, types));
                    }
                }
            }
            rows = longer;
            rows.sort_by_key(|(cost, ..)| *cost);
            rows.truncate(4 * WIDTH);
        }
        found.extend(rows.into_iter().map(|(cost, mut args, types)| {
            args.sort_by_key(|(i, _)| *i);
            let args = args.into_iter().map(|(_, arg)| arg).collect();
            (cost, Term::app(head.clone(), args), types.apply(wanted))
        }));
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{Types, instance};
    use crate::core::name::Name;
    use crate::core::ty::{Scheme, Type};

    #[test]
    fn rigid_variables_equal_only_themselves() {
        let (a, b) = (Type::Var(Name::new("a")), Type::Var(Name::new("b")));
        let mut types = Types::default();
        assert!(types.unify(&a, &a) && !types.unify(&a, &b) && !types.unify(&a, &Type::con("T")));
        let pair = Scheme::quantify(Vec::new(), Type::fun(a.clone(), Type::list(a.clone())));
        let use_ = instance(&pair, &Cell::new(0));
        let (param, result) = use_.as_fun().unwrap();
        assert!(types.unify(result, &Type::list(b.clone())));
        assert_eq!(types.apply(param), b);
        let mut types = Types::default();
        assert!(!types.unify(param, &Type::list(param.clone())), "no infinite types");
    }
}
