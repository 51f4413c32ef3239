//! Types of variables, as far as they are plain to see: for naming them well, never for meaning.
//!
//! Known types flow down from the signature through λ and patterns, and sideways between the arguments of a call
//! (the list that a fold walks tells what its step sees). What stays unknown gets a neutral name.

use std::cmp::Reverse;
use std::collections::HashMap;

use num_traits::Zero;

use crate::core::name::Name;
use crate::core::term::{Bind, Literal, Match, Pat, Term};
use crate::core::ty::{Type, tuple_arity};
use crate::core::wired;
use crate::lang::haskell::render::names::{Names, is_standard};
use crate::lang::haskell::render::walk::{count, map_children};

/// What is known of variables.
#[derive(Default)]
pub(super) struct Types {
    types: HashMap<Name, Type>,
    roles: HashMap<Name, Role>,
}

/// What a variable is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Carries a result along.
    Accumulator,
    /// An element of a list.
    Element,
}

impl Types {
    /// The variable's type.
    pub(super) fn get(&self, name: Name) -> Option<&Type> {
        self.types.get(&name)
    }

    /// What the variable is for.
    pub(super) fn role(&self, name: Name) -> Option<Role> {
        self.roles.get(&name).copied()
    }
}

/// Records the types of the variables of `term`, which has type `ty` if that is known. `itself` is what the
/// function being rendered is called inside of the term, with its type.
pub(super) fn assign(term: &Term, ty: Option<&Type>, itself: (Name, &Type), names: &Names<'_>) -> Types {
    let itself_type = unfolded(itself.1);
    let ty = ty.map(unfolded);
    let mut walk = Walk { found: Types::default(), itself: (itself.0, &itself_type), names };
    // More than once: what a body says about a helper's parameters is known only after the first time.
    for _ in 0..3 {
        walk.term(term, ty.as_ref());
    }
    if let Term::Lam(params, body) = term {
        walk.accumulators(params, body, &Term::Global(itself.0));
    }
    walk.found.types.retain(|_, ty| *ty != unknown());
    walk.found
}

/// A type that nothing says.
fn unknown() -> Type {
    Type::Var(Name::new("?"))
}

/// How much of a type is not known.
fn gaps(ty: &Type) -> usize {
    match ty {
        Type::App(head, arg) => gaps(head) + gaps(arg),
        ty => usize::from(*ty == unknown()),
    }
}

/// How many applications a type has.
fn size(ty: &Type) -> usize {
    if let Type::App(head, arg) = ty { 1 + size(head) + size(arg) } else { 0 }
}

/// The type with `String` as the list that it is.
fn unfolded(ty: &Type) -> Type {
    match ty {
        Type::Con(name) if is_standard(*name, "String") => Type::list(Type::con(wired::CHAR)),
        Type::App(head, arg) => Type::app(unfolded(head), [unfolded(arg)]),
        ty => ty.clone(),
    }
}

struct Walk<'a> {
    found: Types,
    itself: (Name, &'a Type),
    names: &'a Names<'a>,
}

impl Walk<'_> {
    fn set(&mut self, name: Name, ty: &Type) {
        let open = |ty: &Type| (gaps(ty), Reverse(size(ty)));
        if self.found.types.get(&name).is_none_or(|old| open(ty) < open(old)) {
            self.found.types.insert(name, ty.clone());
        }
    }

    /// The type of a term that says it.
    fn known(&self, term: &Term) -> Option<Type> {
        match term {
            Term::Var(name) => self.found.types.get(name).cloned(),
            Term::Global(name) if *name == self.itself.0 => Some(self.itself.1.clone()),
            Term::Lit(crate::core::term::Literal::Char(_)) => Some(Type::con(wired::CHAR)),
            Term::Lit(crate::core::term::Literal::Str(_)) => Some(Type::list(Type::con(wired::CHAR))),
            Term::Con(c) if c.as_str() == wired::NIL => Some(Type::list(unknown())),
            Term::Match(m) => m.alts.iter().find_map(|alt| self.known(&alt.body)),
            Term::App(head, args) => match &**head {
                Term::Con(c) if c.as_str() == wired::CONS && args.len() == 2 => {
                    self.known(&args[1]).or_else(|| self.known(&args[0]).map(Type::list))
                }
                Term::Con(c) => {
                    let data = self.names.data_of(*c)?;
                    data.params.is_empty().then_some(Type::Con(data.name))
                }
                head => {
                    let mut ty = self.known(head)?;
                    for _ in args {
                        ty = ty.as_fun()?.1.clone();
                    }
                    Some(ty)
                }
            },
            _ => None,
        }
    }

    fn term(&mut self, term: &Term, ty: Option<&Type>) {
        match term {
            Term::Var(name) => {
                if let Some(ty) = ty {
                    self.set(*name, ty);
                }
            }
            Term::Lam(params, body) => {
                let mut rest = ty.cloned();
                for param in params {
                    let next = rest.as_ref().and_then(Type::as_fun).map(|(from, to)| (from.clone(), to.clone()));
                    if let Some((from, _)) = &next {
                        self.set(*param, from);
                    }
                    rest = next.map(|(_, to)| to);
                }
                self.term(body, rest.as_ref());
            }
            Term::Let(binds, body) => {
                self.term(body, ty);
                for bind in binds {
                    if let Term::Lam(params, body) = &bind.term {
                        self.accumulators(params, body, &Term::Var(bind.name));
                    }
                    let ty = bind
                        .scheme
                        .as_ref()
                        .map(|s| s.ty.clone())
                        .or_else(|| self.found.types.get(&bind.name).cloned());
                    self.term(&bind.term, ty.as_ref());
                    self.result(bind);
                }
            }
            Term::Match(m) => self.matching(m, ty),
            Term::App(head, args) => self.application(head, args, ty),
            Term::Ann(inner, scheme) => self.term(inner, Some(&scheme.ty)),
            Term::TypeApp(inner, _) => self.term(inner, None),
            _ => {}
        }
    }

    /// What a helper's body says of its result.
    fn result(&mut self, bind: &Bind) {
        if let Term::Lam(params, body) = &bind.term
            && let Some(result) = self.known(body)
        {
            let types: Vec<Type> =
                params.iter().map(|param| self.found.types.get(param).cloned().unwrap_or_else(unknown)).collect();
            self.set(bind.name, &Type::funs(types, result));
        }
    }

    fn matching(&mut self, m: &Match, ty: Option<&Type>) {
        for (i, scrutinee) in m.scrutinees.iter().enumerate() {
            let seen = m.alts.iter().find_map(|alt| self.of_pattern(&alt.pats[i]));
            let known = self.known(scrutinee).or(seen);
            self.term(scrutinee, known.as_ref());
            for alt in &m.alts {
                if let Some(known) = &known {
                    self.pattern(&alt.pats[i], known);
                }
            }
        }
        for alt in &m.alts {
            self.term(&alt.body, ty);
        }
    }

    /// The type that a constructor pattern shows by itself.
    fn of_pattern(&self, pat: &Pat) -> Option<Type> {
        match pat {
            Pat::Con(c, _) => {
                let data = self.names.data_of(*c)?;
                data.params.is_empty().then_some(Type::Con(data.name))
            }
            _ => None,
        }
    }

    fn pattern(&mut self, pat: &Pat, ty: &Type) {
        match pat {
            Pat::Var(name) => self.set(*name, ty),
            Pat::As(name, inner) => {
                self.set(*name, ty);
                self.pattern(inner, ty);
            }
            Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) => self.pattern(inner, ty),
            Pat::Con(constructor, fields) => {
                for (field, ty) in fields.iter().zip(field_types(*constructor, ty, self.names)) {
                    self.pattern(field, &ty);
                }
            }
            Pat::Wild | Pat::Lit(_) | Pat::View(..) => {}
        }
    }

    fn application(&mut self, head: &Term, args: &[Term], ty: Option<&Type>) {
        if let Term::Var(helper) = head {
            // What a helper is called with, its parameters are.
            let types: Vec<Type> = args.iter().map(|arg| self.known(arg).unwrap_or_else(unknown)).collect();
            self.set(*helper, &Type::funs(types, ty.cloned().unwrap_or_else(unknown)));
        }
        let known = self.known(head);
        let mut expected: Vec<Option<Type>> = vec![None; args.len()];
        if let Some(known) = &known {
            let (params, _) = known.uncurry();
            expected.iter_mut().zip(params).for_each(|(slot, param)| *slot = Some(param.clone()));
        } else if let (Term::Con(c), Some(ty)) = (head, ty) {
            expected.iter_mut().zip(field_types(*c, ty, self.names)).for_each(|(slot, param)| *slot = Some(param));
        } else {
            self.siblings(head, args, ty, &mut expected);
        }
        for (arg, ty) in args.iter().zip(&expected) {
            self.term(arg, ty.as_ref());
        }
        self.term(head, None);
    }

    /// λ-abstractions among the arguments of a library function see the elements of its lists.
    fn siblings(&mut self, head: &Term, args: &[Term], ty: Option<&Type>, expected: &mut [Option<Type>]) {
        let Term::Global(name) = head else { return };
        let element = |arg: &Term| match self.known(arg)?.spine() {
            (Type::Con(list), of) if list.as_str() == wired::NIL && of.len() == 1 => Some(of[0].clone()),
            _ => None,
        };
        let mut elements: Vec<Type> = args.iter().filter_map(element).collect();
        if let (true, Some((from, _))) = (elements.is_empty(), ty.and_then(Type::as_fun))
            && let (Type::Con(list), of) = from.spine()
            && list.as_str() == wired::NIL
        {
            // The list is yet to come.
            elements.extend(of.into_iter().cloned());
        }
        for (arg, slot) in args.iter().zip(expected) {
            let Term::Lam(params, _) = arg else { continue };
            let mut types = vec![unknown(); params.len()];
            let roles: &[Role] = match (name.base(), params.len()) {
                ("foldr", 2) => &[Role::Element, Role::Accumulator],
                ("foldl" | "foldl'", 2) => &[Role::Accumulator, Role::Element],
                _ => &[Role::Element; 3],
            };
            self.found.roles.extend(params.iter().copied().zip(roles.iter().copied()));
            match (name.base(), types.as_mut_slice()) {
                ("foldr", [x, acc]) | ("foldl" | "foldl'", [acc, x]) => {
                    elements.last().into_iter().for_each(|e| *x = e.clone());
                    ty.into_iter().for_each(|ty| *acc = ty.clone());
                }
                (_, all) => all.iter_mut().zip(&elements).for_each(|(slot, e)| *slot = e.clone()),
            }
            *slot = Some(Type::funs(types, unknown()));
        }
    }
}

impl Walk<'_> {
    /// Parameters that some equation returns as they are, and that a recursive call gets more in.
    fn accumulators(&mut self, params: &[Name], body: &Term, itself: &Term) {
        for (i, param) in params.iter().enumerate().filter(|_| params.len() > 1) {
            if returned(body, *param) && changed(body, itself, i, *param) {
                self.found.roles.insert(*param, Role::Accumulator);
            }
        }
    }
}

/// Is the variable a result?
fn returned(term: &Term, name: Name) -> bool {
    match term {
        Term::Var(v) => *v == name,
        Term::Let(_, body) => returned(body, name),
        Term::Match(m) => m.alts.iter().any(|alt| returned(&alt.body, name)),
        _ => false,
    }
}

/// Arithmetic as people write it, where it is that of whole numbers for certain, since others round and have a zero that is
/// not its own opposite: `0 - e` as `negate e`, `a + (b + c)` without parentheses.
pub(super) fn arithmetic(term: Term, types: &Types, itself: (Name, &Type), names: &Names<'_>) -> Term {
    let term = map_children(term, &mut |child| arithmetic(child, types, itself, names));
    if let Some(rest) = of_nought(&term)
        && let Some(negate) = names.standard("negate")
        && (all_whole(itself.1) || is_whole(&term, types, itself))
    {
        let negate = Term::Global(negate);
        return if rest.is_empty() { negate } else { Term::app(negate, rest.to_vec()) };
    }
    if !is_whole(&term, types, itself) {
        return term;
    }
    let Term::App(head, args) = &term else { return term };
    let (Term::Global(name), [left, right]) = (&**head, args.as_slice()) else { return term };
    match (name.base(), left, right) {
        ("+" | "*", a, Term::App(inner, parts)) if inner == head && parts.len() == 2 => {
            let left = Term::app(*head.clone(), vec![a.clone(), parts[0].clone()]);
            let left = arithmetic(left, types, itself, names);
            Term::app(*head.clone(), vec![left, parts[1].clone()])
        }
        _ => term,
    }
}

/// What is taken from nought: of `0 - e`, and of the section `(0 -)`.
fn of_nought(term: &Term) -> Option<&[Term]> {
    let Term::App(head, args) = term else { return None };
    match (&**head, args.split_first()?) {
        (Term::Global(name), (Term::Lit(Literal::Num(zero)), rest)) if is_standard(*name, "-") && zero.is_zero() => {
            Some(rest)
        }
        _ => None,
    }
}

/// Are whole numbers the only ones that a type speaks of?
fn all_whole(ty: &Type) -> bool {
    match ty {
        Type::Con(name) => {
            [wired::INT, wired::INTEGER, wired::BOOL, wired::CHAR, wired::NIL, wired::ARROW].contains(&name.as_str())
                || tuple_arity(*name).is_some()
        }
        Type::App(head, arg) => all_whole(head) && all_whole(arg),
        Type::Var(_) | Type::Meta(_) => false,
    }
}

/// Is the term an `Int` or an `Integer`, as far as variables and calls of the function itself say?
fn is_whole(term: &Term, types: &Types, itself: (Name, &Type)) -> bool {
    let whole = |ty: &Type| matches!(ty, Type::Con(name) if matches!(name.as_str(), wired::INT | wired::INTEGER));
    match term {
        Term::Var(name) => types.get(*name).is_some_and(whole),
        Term::App(head, args) => match &**head {
            Term::Global(name) if *name == itself.0 => {
                let (params, result) = itself.1.uncurry();
                params.len() == args.len() && whole(result)
            }
            Term::Var(name) => types.get(*name).is_some_and(|ty| {
                let (params, result) = ty.uncurry();
                params.len() == args.len() && whole(result)
            }),
            Term::Global(name) => match name.base() {
                "length" if is_standard(*name, "length") => true,
                base @ ("+" | "-" | "*" | "div" | "mod" | "quot" | "rem" | "max" | "min" | "abs" | "negate")
                    if is_standard(*name, base) =>
                {
                    args.iter().any(|arg| is_whole(arg, types, itself))
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Does some call of `itself` put into argument `i` what it makes of it?
fn changed(term: &Term, itself: &Term, i: usize, name: Name) -> bool {
    let here = match term {
        Term::App(head, args) => {
            **head == *itself && args.get(i).is_some_and(|arg| *arg != Term::Var(name) && count(arg, name) > 0)
        }
        _ => false,
    };
    let mut found = here;
    super::walk::children(term, &mut |child| found |= changed(child, itself, i, name));
    found
}

/// The types of a constructor's fields when its datum has type `ty`.
pub(super) fn field_types(constructor: Name, ty: &Type, names: &Names<'_>) -> Vec<Type> {
    let (_, args) = ty.spine();
    if constructor.as_str() == wired::CONS {
        return args.first().map(|element| vec![(*element).clone(), ty.clone()]).unwrap_or_default();
    }
    if tuple_arity(constructor) == Some(args.len()) {
        return args.into_iter().cloned().collect();
    }
    let Some(data) = names.data_of(constructor) else { return Vec::new() };
    let Some(declared) = data.constructors.iter().find(|c| c.name == constructor) else { return Vec::new() };
    let argument = |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
    declared.fields.iter().map(|field| field.ty.subst(&argument)).collect()
}
