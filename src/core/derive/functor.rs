//! Derived `Functor`, `Foldable` and `Traversable`, by the shape of each field's type.

use crate::core::decl::{Constructor, Data};
use crate::core::derive::{alt, call, constructor_pattern, field_names, lam, matching, var};
use crate::core::name::Name;
use crate::core::term::{Alt, Pat, Term};
use crate::core::ty::{Pred, Type, tuple_arity};

/// Where the last parameter of the data occurs in a type.
enum Shape<'t> {
    /// Nowhere.
    Constant,
    /// It is the parameter.
    Here,
    /// In the parts of a tuple.
    Tuple(Name, Vec<&'t Type>),
    /// In the result of a function.
    Function(&'t Type),
    /// In the last argument of another type.
    Inside(&'t Type, &'t Type),
}

fn occurs(param: Name, ty: &Type) -> bool {
    let mut vars = Vec::new();
    ty.vars(&mut vars);
    vars.contains(&param)
}

fn shape(ty: &Type, param: Name) -> Option<Shape<'_>> {
    if !occurs(param, ty) {
        return Some(Shape::Constant);
    }
    if *ty == Type::Var(param) {
        return Some(Shape::Here);
    }
    if let Some((from, to)) = ty.as_fun() {
        return (!occurs(param, from)).then_some(Shape::Function(to));
    }
    let (head, args) = ty.spine();
    if let Type::Con(name) = head
        && tuple_arity(*name) == Some(args.len())
    {
        return Some(Shape::Tuple(*name, args));
    }
    match ty {
        Type::App(outer, inner) if !occurs(param, outer) => Some(Shape::Inside(outer, inner)),
        _ => None,
    }
}

/// What mapping over a field of type `ty` asks of the types in it.
pub(super) fn constraints(class: Name, ty: &Type, param: Name, add: &mut dyn FnMut(Pred)) {
    match shape(ty, param) {
        None | Some(Shape::Constant | Shape::Here) => {}
        Some(Shape::Tuple(_, parts)) => parts.iter().for_each(|part| constraints(class, part, param, add)),
        Some(Shape::Function(to)) => constraints(class, to, param, add),
        Some(Shape::Inside(outer, inner)) => {
            add(Pred { class, ty: outer.clone() });
            constraints(class, inner, param, add);
        }
    }
}

/// Names that nested abstractions of derived code have to themselves.
struct Fresh(u32);

impl Fresh {
    fn name(&mut self, prefix: &str) -> Name {
        self.0 += 1;
        Name::new(&format!("{prefix}'{}", self.0))
    }
}

fn abstraction(params: Vec<Name>, body: Term) -> Term {
    Term::Lam(params, Box::new(body))
}

/// One alternative for each constructor.
fn by_constructor(data: &Data, body: &mut dyn FnMut(&Constructor, &[Name]) -> Option<Term>) -> Option<Vec<Alt>> {
    let mut alts = Vec::with_capacity(data.constructors.len());
    for constructor in &data.constructors {
        let names = field_names("a", constructor);
        alts.push(alt(vec![constructor_pattern(constructor, &names)], body(constructor, &names)?));
    }
    Some(alts)
}

fn tuple_alt(name: Name, parts: &[Name], body: Term) -> Alt {
    alt(vec![Pat::Con(name, parts.iter().map(|part| Pat::Var(*part)).collect())], body)
}

/// `fmap`
pub(super) fn fmap(data: &Data) -> Option<Term> {
    let param = *data.params.last()?;
    let mut fresh = Fresh(0);
    let alts = by_constructor(data, &mut |constructor, names| {
        let mut fields = Vec::with_capacity(names.len());
        for (field, name) in constructor.fields.iter().zip(names) {
            fields.push(map_field(Term::Var(*name), &field.ty, param, &mut fresh)?);
        }
        Some(Term::app(Term::Con(constructor.name), fields))
    })?;
    Some(lam(&["f", "x"], matching(vec![var("x")], alts)))
}

fn map_field(value: Term, ty: &Type, param: Name, fresh: &mut Fresh) -> Option<Term> {
    Some(match shape(ty, param)? {
        Shape::Constant => value,
        Shape::Here => Term::app(var("f"), vec![value]),
        Shape::Tuple(name, parts) => {
            let names: Vec<Name> = parts.iter().map(|_| fresh.name("t")).collect();
            let mut mapped = Vec::with_capacity(parts.len());
            for (part, name) in parts.iter().zip(&names) {
                mapped.push(map_field(Term::Var(*name), part, param, fresh)?);
            }
            let body = Term::app(Term::Con(name), mapped);
            matching(vec![value], vec![tuple_alt(name, &names, body)])
        }
        Shape::Function(to) => {
            let arg = fresh.name("y");
            let result = Term::app(value, vec![Term::Var(arg)]);
            abstraction(vec![arg], map_field(result, to, param, fresh)?)
        }
        Shape::Inside(_, inner) => {
            let element = fresh.name("y");
            let function = match shape(inner, param)? {
                Shape::Here => var("f"),
                _ => abstraction(vec![element], map_field(Term::Var(element), inner, param, fresh)?),
            };
            call("Base.fmap", vec![function, value])
        }
    })
}

/// `foldr`
pub(super) fn foldr(data: &Data) -> Option<Term> {
    let param = *data.params.last()?;
    let mut fresh = Fresh(0);
    let alts = by_constructor(data, &mut |constructor, names| {
        let mut folded = var("z");
        for (field, name) in constructor.fields.iter().zip(names).rev() {
            folded = fold_field(Term::Var(*name), folded, &field.ty, param, &mut fresh)?;
        }
        Some(folded)
    })?;
    Some(lam(&["f", "z", "x"], matching(vec![var("x")], alts)))
}

fn fold_field(value: Term, rest: Term, ty: &Type, param: Name, fresh: &mut Fresh) -> Option<Term> {
    Some(match shape(ty, param)? {
        Shape::Constant => rest,
        Shape::Here => Term::app(var("f"), vec![value, rest]),
        Shape::Tuple(name, parts) => {
            let names: Vec<Name> = parts.iter().map(|_| fresh.name("t")).collect();
            let mut folded = rest;
            for (part, name) in parts.iter().zip(&names).rev() {
                folded = fold_field(Term::Var(*name), folded, part, param, fresh)?;
            }
            matching(vec![value], vec![tuple_alt(name, &names, folded)])
        }
        Shape::Function(_) => return None,
        Shape::Inside(_, inner) => {
            let (element, acc) = (fresh.name("y"), fresh.name("z"));
            let function = match shape(inner, param)? {
                Shape::Here => var("f"),
                _ => {
                    let body = fold_field(Term::Var(element), Term::Var(acc), inner, param, fresh)?;
                    abstraction(vec![element, acc], body)
                }
            };
            call("Base.foldr", vec![function, rest, value])
        }
    })
}

/// `foldMap`
pub(super) fn fold_map(data: &Data) -> Option<Term> {
    let param = *data.params.last()?;
    let mut fresh = Fresh(0);
    let alts = by_constructor(data, &mut |constructor, names| {
        let mut parts = Vec::new();
        for (field, name) in constructor.fields.iter().zip(names) {
            parts.extend(fold_map_field(Term::Var(*name), &field.ty, param, &mut fresh)?);
        }
        Some(joined(parts))
    })?;
    Some(lam(&["f", "x"], matching(vec![var("x")], alts)))
}

fn joined(parts: Vec<Term>) -> Term {
    let join = |rest: Option<Term>, part: Term| {
        Some(match rest {
            None => part,
            Some(rest) => call("Base.<>", vec![part, rest]),
        })
    };
    parts.into_iter().rev().fold(None, join).unwrap_or_else(|| Term::global("Base.mempty"))
}

/// The value of a field, if it has one: the outer option is failure.
fn fold_map_field(value: Term, ty: &Type, param: Name, fresh: &mut Fresh) -> Option<Option<Term>> {
    Some(match shape(ty, param)? {
        Shape::Constant => None,
        Shape::Here => Some(Term::app(var("f"), vec![value])),
        Shape::Tuple(name, parts) => {
            let names: Vec<Name> = parts.iter().map(|_| fresh.name("t")).collect();
            let mut folded = Vec::new();
            for (part, name) in parts.iter().zip(&names) {
                folded.extend(fold_map_field(Term::Var(*name), part, param, fresh)?);
            }
            Some(matching(vec![value], vec![tuple_alt(name, &names, joined(folded))]))
        }
        Shape::Function(_) => return None,
        Shape::Inside(_, inner) => {
            let element = fresh.name("y");
            let function = match shape(inner, param)? {
                Shape::Here => var("f"),
                _ => {
                    let body = fold_map_field(Term::Var(element), inner, param, fresh)?;
                    abstraction(vec![element], body.unwrap_or_else(|| Term::global("Base.mempty")))
                }
            };
            Some(call("Base.foldMap", vec![function, value]))
        }
    })
}

/// `traverse`
pub(super) fn traverse(data: &Data) -> Option<Term> {
    let param = *data.params.last()?;
    let mut fresh = Fresh(0);
    let alts = by_constructor(data, &mut |constructor, names| {
        let fields: Vec<(Term, &Type)> =
            constructor.fields.iter().zip(names).map(|(field, name)| (Term::Var(*name), &field.ty)).collect();
        traverse_fields(Term::Con(constructor.name), fields, param, &mut fresh)
    })?;
    Some(lam(&["f", "x"], matching(vec![var("x")], alts)))
}

/// `pure (λ visited fields. con all fields) <*> …`
fn traverse_fields(con: Term, fields: Vec<(Term, &Type)>, param: Name, fresh: &mut Fresh) -> Option<Term> {
    let (mut args, mut visited, mut effects) = (Vec::new(), Vec::new(), Vec::new());
    for (value, ty) in fields {
        match traverse_field(value.clone(), ty, param, fresh)? {
            None => args.push(value),
            Some(effect) => {
                let name = fresh.name("b");
                args.push(Term::Var(name));
                visited.push(name);
                effects.push(effect);
            }
        }
    }
    let whole = args.len() == visited.len();
    let build = if whole { con } else { Term::lam(visited, Term::app(con, args)) };
    let mut effects = effects.into_iter();
    let Some(first) = effects.next() else { return Some(call("Base.pure", vec![build])) };
    let start = call("Base.fmap", vec![build, first]);
    Some(effects.fold(start, |done, effect| call("Base.<*>", vec![done, effect])))
}

fn traverse_field(value: Term, ty: &Type, param: Name, fresh: &mut Fresh) -> Option<Option<Term>> {
    Some(match shape(ty, param)? {
        Shape::Constant => None,
        Shape::Here => Some(Term::app(var("f"), vec![value])),
        Shape::Tuple(name, parts) => {
            let names: Vec<Name> = parts.iter().map(|_| fresh.name("t")).collect();
            let fields = names.iter().map(|name| Term::Var(*name)).zip(parts).collect();
            let body = traverse_fields(Term::Con(name), fields, param, fresh)?;
            Some(matching(vec![value], vec![tuple_alt(name, &names, body)]))
        }
        Shape::Function(_) => return None,
        Shape::Inside(_, inner) => {
            let element = fresh.name("y");
            let function = match shape(inner, param)? {
                Shape::Here => var("f"),
                _ => abstraction(vec![element], traverse_field(Term::Var(element), inner, param, fresh)??),
            };
            Some(call("Base.traverse", vec![function, value]))
        }
    })
}
