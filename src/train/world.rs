//! Worlds: what is in scope where goals are dreamed, and random types and values of it.
//!
//! A world is a module as a user might have it: some imports, some data types, some small functions. Nothing here knows
//! a language: types come from what is in scope, values from their constructors.

use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Component, Expected, Goal, Origin};
use crate::train::random::Random;

/// What is in scope somewhere.
pub struct World {
    /// Its name, for reports.
    pub name: String,
    /// All modules.
    pub env: Env,
    /// What may be called.
    pub components: Vec<Component>,
    /// Whose constructors may be used.
    pub datas: Vec<Name>,
    /// Closed types with their weights.
    types: Vec<(Type, u32)>,
}

impl World {
    /// A world and its types.
    pub fn new(name: String, env: Env, components: Vec<Component>, datas: Vec<Name>) -> World {
        let mut world = World { name, env, components, datas, types: Vec::new() };
        world.types = world.pool();
        world
    }

    /// The closed types that parameters and results may have.
    fn pool(&self) -> Vec<(Type, u32)> {
        let [int, char, bool] = [wired::INT, wired::CHAR, wired::BOOL].map(Type::con);
        let list = Type::list;
        let text = list(char.clone());
        let mut pool = vec![
            (list(int.clone()), 22),
            (int.clone(), 18),
            (text.clone(), 12),
            (list(text.clone()), 6),
            (list(list(int.clone())), 6),
            (bool.clone(), 5),
            (char, 4),
            (list(bool), 2),
            (Type::tuple(vec![int.clone(), int.clone()]), 3),
            (list(Type::tuple(vec![int.clone(), int.clone()])), 3),
            (list(Type::tuple(vec![text.clone(), int.clone()])), 3),
        ];
        for name in &self.datas {
            let Some(data) = self.env.data(*name) else { continue };
            let special = name.module().is_none() || [wired::BOOL, wired::ORDERING].contains(&name.as_str());
            if special || data.constructors.iter().any(|c| c.result.is_some()) {
                continue;
            }
            let own = self.components.iter().any(|c| c.origin == Origin::User && c.name.module() == name.module());
            let arguments = [&int, &text, &int];
            let ty = Type::app(Type::Con(*name), (0..data.params.len()).map(|i| arguments[i % 3].clone()));
            if self.makes(&ty, 4) {
                pool.push((ty.clone(), if own { 9 } else { 4 }));
                pool.push((list(ty), if own { 5 } else { 1 }));
            }
        }
        // Abstract types that a list of pairs, or a list, makes.
        for maker in self.makers() {
            let Some(ty) = self.made(&maker.scheme) else { continue };
            pool.push((ty, 4));
        }
        pool
    }

    /// Components that build an abstract type from a list.
    fn makers(&self) -> impl Iterator<Item = &Component> {
        self.components.iter().filter(|c| {
            let (args, result) = c.scheme.ty.uncurry();
            let abstract_ = match result.spine().0 {
                Type::Con(name) => name.module().is_some() && !self.datas.contains(name),
                _ => false,
            };
            c.name.base() == "fromList" && args.len() == 1 && abstract_
        })
    }

    /// What a maker makes, at machine integers and texts.
    fn made(&self, scheme: &Scheme) -> Option<Type> {
        let arguments = [Type::list(Type::con(wired::CHAR)), Type::con(wired::INT)];
        let one = scheme.vars.len() == 1;
        let bind = |var: Name| {
            let at = scheme.vars.iter().position(|v| *v == var)?;
            Some(arguments[if one { 1 } else { at % 2 }].clone())
        };
        Some(scheme.ty.uncurry().1.subst(&bind))
    }

    /// Whether values of a type can be built from its constructors.
    fn makes(&self, ty: &Type, depth: u32) -> bool {
        let mut random = Random::new(1, 1);
        (0..6).any(|_| self.value(ty, depth, &mut random).is_some())
    }

    /// A random type for a parameter.
    pub fn parameter(&self, random: &mut Random) -> Type {
        let total: u32 = self.types.iter().map(|(_, w)| w).sum();
        let mut at = random.below(total as usize) as u32;
        for (ty, weight) in &self.types {
            if at < *weight {
                return ty.clone();
            }
            at -= weight;
        }
        Type::con(wired::INT)
    }

    /// A random closed elaborated term of a closed type.
    pub fn value(&self, ty: &Type, depth: u32, random: &mut Random) -> Option<Term> {
        if ty.as_fun().is_some() {
            return self.function(ty, random);
        }
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return None };
        match name.as_str() {
            wired::INT => return Some(Term::Lit(Literal::Int(number(random)))),
            wired::INTEGER => return Some(Term::Lit(Literal::Integer(number(random).into()))),
            wired::DOUBLE => return Some(Term::Lit(Literal::Double(number(random) as f64 / 2.0))),
            wired::CHAR => return Some(Term::Lit(Literal::Char(character(random)))),
            wired::NIL => {
                let element = *args.first()?;
                if *element == Type::con(wired::CHAR) {
                    return Some(Term::Lit(Literal::Str(text(random))));
                }
                return self.list(element, depth, random);
            }
            _ => {}
        }
        let data = self.env.data(*name)?;
        if !self.datas.contains(name) && name.module().is_some() && name.as_str() != wired::BOOL {
            return self.build(ty, random);
        }
        let bind =
            |var: Name| data.params.iter().position(|p| *p == var).and_then(|i| args.get(i).map(|a| (*a).clone()));
        // At the bottom only constructors without a part of the same type.
        let inner = |i: &usize| data.constructors[*i].fields.iter().any(|f| contains(&f.ty, head));
        let all: Vec<usize> = (0..data.constructors.len()).filter(|i| depth > 0 || !inner(i)).collect();
        let constructor = data.constructors.get(*random.pick(&all)?)?;
        let mut fields = Vec::new();
        for field in &constructor.fields {
            fields.push(self.value(
                &crate::model::value::plain(&field.ty.subst(&bind), &self.env),
                depth.saturating_sub(1),
                random,
            )?);
        }
        Some(Term::app(Term::Con(constructor.name), fields))
    }

    fn list(&self, element: &Type, depth: u32, random: &mut Random) -> Option<Term> {
        let nested = !element.spine().1.is_empty();
        let length = if depth == 0 || random.chance(12) { 0 } else { random.between(1, if nested { 4 } else { 6 }) };
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(self.value(element, depth.saturating_sub(1), random)?);
        }
        // Equal elements are what many functions are about.
        if items.len() > 2 && random.chance(30) {
            let (i, j) = (random.below(items.len()), random.below(items.len()));
            items[i] = items[j].clone();
        }
        Some(items.into_iter().rev().fold(Term::Con(Name::new(wired::NIL)), |rest, item| {
            Term::app(Term::Con(Name::new(wired::CONS)), vec![item, rest])
        }))
    }

    /// A value of an abstract type, by its maker.
    fn build(&self, ty: &Type, random: &mut Random) -> Option<Term> {
        let maker = self.makers().find(|m| self.made(&m.scheme).as_ref() == Some(ty))?;
        let (args, _) = maker.scheme.ty.uncurry();
        let (_, parts) = ty.spine();
        let (_, open) = maker.scheme.ty.uncurry().1.spine();
        let bind = |var: Name| {
            open.iter().position(|o| **o == Type::Var(var)).and_then(|i| parts.get(i).map(|p| (*p).clone()))
        };
        let from = args.first()?.subst(&bind);
        let scheme = Scheme::mono(Type::fun(from.clone(), ty.clone()));
        let function = infer::expr(&Term::Global(maker.name), Some(&scheme), &[], &self.env, Defaulting::Standard);
        if !function.errors.is_empty() {
            return None;
        }
        let list = self.value(&from, 2, random)?;
        Some(Term::app(function.term, vec![list]))
    }

    /// A component that fits a closed function type.
    fn function(&self, ty: &Type, random: &mut Random) -> Option<Term> {
        let arity = ty.uncurry().0.len();
        for _ in 0..80 {
            let component = random.pick(&self.components)?;
            if component.scheme.ty.uncurry().0.len() != arity {
                continue;
            }
            let head = Term::Global(component.name);
            let head = if self.env.constructor(component.name).is_some() { Term::Con(component.name) } else { head };
            let found = infer::expr(&head, Some(&Scheme::mono(ty.clone())), &[], &self.env, Defaulting::Standard);
            if found.errors.is_empty() {
                return Some(found.term);
            }
        }
        None
    }
}

/// Mostly small.
fn number(random: &mut Random) -> i64 {
    match random.below(20) {
        0..=9 => random.between(0, 6),
        10..=14 => random.between(-4, 12),
        15..=17 => random.between(1, 20),
        _ => random.between(-30, 60),
    }
}

fn character(random: &mut Random) -> char {
    let classes: [&[char]; 4] = [
        &['a', 'b', 'c', 'd', 'e', 'm', 'o', 's', 't', 'x'],
        &['A', 'B', 'N', 'S', 'T'],
        &['0', '1', '2', '7', '9'],
        &[' ', '-', '.', ',', '_'],
    ];
    let class = match random.below(20) {
        0..=12 => 0,
        13..=15 => 1,
        16..=17 => 2,
        _ => 3,
    };
    *random.pick(classes[class]).unwrap_or(&'a')
}

/// Words, or any characters.
fn text(random: &mut Random) -> String {
    let length = random.between(0, 7);
    match random.below(4) {
        0 => (0..length).map(|_| character(random)).collect(),
        1 => {
            let words = random.between(1, 4);
            (0..words).map(|_| word(random)).collect::<Vec<_>>().join(" ")
        }
        _ => word(random),
    }
}

fn word(random: &mut Random) -> String {
    let (consonants, vowels) = (['b', 'c', 'd', 'l', 'm', 'n', 'r', 's', 't'], ['a', 'e', 'i', 'o', 'u']);
    let mut out = String::new();
    for _ in 0..random.between(1, 3) {
        out.push(*random.pick(&consonants).unwrap_or(&'b'));
        out.push(*random.pick(&vowels).unwrap_or(&'a'));
        if random.chance(30) {
            out.push(*random.pick(&consonants).unwrap_or(&'b'));
        }
    }
    if random.chance(20) {
        out[..1].make_ascii_uppercase();
    }
    out
}

/// Whether `part` occurs in `ty`.
pub fn contains(ty: &Type, part: &Type) -> bool {
    ty == part || matches!(ty, Type::App(f, a) if contains(f, part) || contains(a, part))
}

/// `ty` with `to` for every `from`.
pub fn replace(ty: &Type, from: &Type, to: &Type) -> Type {
    match ty {
        ty if ty == from => to.clone(),
        Type::App(f, a) => Type::app(replace(f, from, to), [replace(a, from, to)]),
        ty => ty.clone(),
    }
}

/// Fills in the literals of a goal's examples.
pub fn literals(goal: &mut Goal) {
    fn walk(term: &Term, into: &mut Vec<(Term, Type)>) {
        let found = match term {
            Term::Lit(Literal::Int(n)) => Some((Term::Lit(Literal::Num((*n).into())), Type::con(wired::INT))),
            Term::Lit(Literal::Char(c)) => Some((Term::Lit(Literal::Char(*c)), Type::con(wired::CHAR))),
            Term::Lit(Literal::Str(s)) => {
                Some((Term::Lit(Literal::Str(s.clone())), Type::list(Type::con(wired::CHAR))))
            }
            Term::App(f, args) => {
                walk(f, into);
                args.iter().for_each(|a| walk(a, into));
                None
            }
            _ => None,
        };
        into.extend(found.filter(|f| !into.contains(f)));
    }
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    for example in &goal.examples {
        example.args.iter().for_each(|arg| walk(arg, &mut inputs));
        if let Expected::Value(result) = &example.result {
            walk(result, &mut outputs);
        }
    }
    outputs.retain(|literal| !inputs.contains(literal));
    goal.input_literals = inputs;
    goal.output_literals = outputs;
}
