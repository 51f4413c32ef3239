//! How an accumulator may change at a constructor: it counts, takes up a number, is put behind what the constructor holds,
//! counts what came before,
//! or says whose turn it is.

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::define::accumulate::environment::Binding;
use crate::synth::define::accumulate::numbering::Numbering;
use crate::synth::define::passes::Count;
use crate::synth::library::Slot;
use crate::synth::program::Style;
use crate::synth::recurse::descend::DIVISORS;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// Where a value is among a constructor's fields: a field, or a field of a field that is built by that constructor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) field: usize,
    pub(super) inner: Option<(usize, usize)>,
}

/// A change of the accumulator.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// One more, at these constructors.
    Count(Vec<usize>),
    /// So many times the accumulator and a number, at a constructor.
    Sum(i64, usize, [Place; 1]),
    /// So many times the accumulator and the last digit, in that base, of a number.
    Digit(i64),
    /// A constructor's value, at a constructor: its number, which of its fields the accumulator is, and the others.
    Put(usize, usize, usize, Vec<Place>),
    /// More by what came before each part, at a constructor.
    Number(Numbering),
    /// The other truth, everywhere.
    Turn,
    /// One more name, for one part of a constructor's.
    Bind(Binding),
}

impl Step {
    /// Whether it is about the constructor of that number.
    pub(super) fn is_at(&self, tag: usize) -> bool {
        match self {
            Step::Count(at) => at.contains(&tag),
            Step::Sum(_, at, _) | Step::Put(at, ..) => *at == tag,
            Step::Number(numbering) => numbering.at == tag,
            Step::Digit(_) | Step::Bind(_) => false,
            Step::Turn => true,
        }
    }

    /// The parts that are given another accumulator than the whole: if it is the same one for all, the first stands for them.
    /// What comes after them is a number that no part is given.
    pub(super) fn changed(&self) -> Vec<usize> {
        match self {
            Step::Number(numbering) => numbering.changed(),
            _ => vec![0],
        }
    }

    /// Whether the `i`th of these is given to parts.
    pub(super) fn is_given(&self, i: usize) -> bool {
        !matches!(self, Step::Number(numbering) if !numbering.is_part(i))
    }

    /// The places whose values it takes.
    pub(super) fn places(&self) -> &[Place] {
        match self {
            Step::Count(_) | Step::Digit(_) | Step::Turn | Step::Bind(_) => &[],
            Step::Sum(_, _, place) => place,
            Step::Put(_, _, _, places) => places,
            Step::Number(numbering) => &numbering.parts,
        }
    }
}

impl Space<'_> {
    /// What an accumulator of a type begins as: zero, or the first constructor without fields.
    pub(super) fn start(&mut self, ty: &Type) -> Option<(Term, Value)> {
        let term = match ty {
            Type::Con(name) if name.as_str() == wired::INT => Term::Lit(Literal::Int(0)),
            Type::Con(name) if name.as_str() == wired::INTEGER => Term::Lit(Literal::Integer(0.into())),
            _ => {
                let id = self.types.id(ty);
                let shape = self.open_shape(id)?;
                let empty = shape.iter().find(|c| c.fields.is_empty())?;
                if shape.len() < 2 {
                    return None;
                }
                Term::Con(empty.name)
            }
        };
        let value = self.value(&term);
        Some((term, value))
    }

    /// The types of what values of a type hold beside parts of their own kind, so many types deep.
    pub(super) fn held(&mut self, id: TypeId, deep: u32) -> Vec<Type> {
        let Some(shape) = self.open_shape(id).filter(|_| deep > 0) else { return Vec::new() };
        let mut out: Vec<Type> = Vec::new();
        for field in shape.iter().flat_map(|c| c.fields.clone()) {
            let inner = self.types.get(field).clone();
            if field != id && self.list_of(field) != Some(id) && inner.as_fun().is_none() {
                out.push(inner);
                out.extend(self.held(field, deep - 1));
            }
        }
        out
    }

    /// The changes of an accumulator of type `ty` at the constructors of `param` that have parts.
    pub(super) fn steps_of(&mut self, ty: &Type, (p, param): (usize, TypeId), counts: &[Count]) -> Vec<Step> {
        if self.types.id(ty) == param && self.is_whole(param) {
            return DIVISORS.map(Step::Digit).to_vec();
        }
        let Some(shape) = self.open_shape(param) else { return Vec::new() };
        let with_parts: Vec<usize> = (0..shape.len()).filter(|k| shape[*k].fields.contains(&param)).collect();
        let id = self.types.id(ty);
        let mut steps = self.numberings(ty, (p, param), counts);
        let times = self.goal.components.iter().any(|c| c.name.as_str() == "Base.*");
        if *ty == Type::con(wired::INT) || *ty == Type::con(wired::INTEGER) {
            if !with_parts.is_empty() {
                steps.push(Step::Count(with_parts.clone()));
            }
            for k in &with_parts {
                steps.extend((with_parts.len() > 1).then(|| Step::Count(vec![*k])));
                for place in self.places(&shape[*k].fields, id).into_iter().filter(|place| place.inner.is_none()) {
                    steps.push(Step::Sum(1, *k, [place]));
                    if times {
                        steps.extend(DIVISORS.map(|by| Step::Sum(by, *k, [place])));
                    }
                }
            }
            return steps;
        }
        steps.extend(self.bindings(ty, param));
        let Some(made) = self.types.shape(id, self.env) else { return steps };
        for (tag, constructor) in made.iter().enumerate() {
            let own: Vec<usize> = (0..constructor.fields.len()).filter(|i| constructor.fields[*i] == id).collect();
            let others: Vec<TypeId> = constructor.fields.iter().copied().filter(|f| *f != id).collect();
            let [acc] = own.as_slice() else { continue };
            for k in &with_parts {
                match others.as_slice() {
                    [one] => {
                        let places = self.places(&shape[*k].fields, *one);
                        steps.extend(places.into_iter().map(|place| Step::Put(*k, tag, *acc, vec![place])));
                    }
                    all => {
                        let fields = &shape[*k].fields;
                        let mut free: Vec<usize> = (0..fields.len()).filter(|i| fields[*i] != param).collect();
                        let places: Option<Vec<Place>> = all
                            .iter()
                            .map(|ty| {
                                let at = free.iter().position(|i| fields[*i] == *ty)?;
                                Some(Place { field: free.remove(at), inner: None })
                            })
                            .collect();
                        steps.extend(places.map(|places| Step::Put(*k, tag, *acc, places)));
                    }
                }
            }
        }
        steps
    }

    /// Where values of type `wanted` are among fields.
    fn places(&mut self, fields: &[TypeId], wanted: TypeId) -> Vec<Place> {
        let mut out: Vec<Place> = Vec::new();
        for (field, ty) in fields.iter().enumerate() {
            if *ty == wanted {
                out.push(Place { field, inner: None });
            }
        }
        for (field, ty) in fields.iter().enumerate().filter(|(_, ty)| **ty != wanted) {
            let Some(shape) = self.open_shape(*ty) else { continue };
            for (tag, constructor) in shape.iter().enumerate() {
                let at = constructor.fields.iter().position(|f| *f == wanted);
                out.extend(
                    at.filter(|_| !constructor.fields.contains(ty)).map(|at| Place { field, inner: Some((tag, at)) }),
                );
            }
        }
        out
    }

    /// The accumulator `acc` of type `id` after a constructor, for part `i`, with the variables at the step's places, as
    /// source and elaborated; of a number's digit, with the number.
    pub(super) fn step_terms(
        &self,
        (step, i): (&Step, usize),
        id: TypeId,
        acc: Name,
        held: &[Name],
    ) -> Option<[Term; 2]> {
        let whole = acc;
        let acc = Term::Var(acc);
        let number = |n: i64, style: Style| {
            let integer = *self.types.get(id) == Type::con(wired::INTEGER);
            Term::Lit(match style {
                Style::Source => Literal::Num(n.into()),
                _ if integer => Literal::Integer(n.into()),
                _ => Literal::Int(n),
            })
        };
        let operation = |name: &str, a: Term, b: Term, style: Style| {
            let instance = self.find_instance(name, &[Slot::Value(id), Slot::Value(id)], id)?;
            Some(self.instance_call(instance, vec![a, b], style))
        };
        let made = |style: Style| match step {
            Step::Count(_) => operation("Base.+", acc.clone(), number(1, style), style),
            Step::Sum(times, ..) => {
                let so_many = match times {
                    1 => acc.clone(),
                    _ => operation("Base.*", acc.clone(), number(*times, style), style)?,
                };
                operation("Base.+", so_many, Term::Var(*held.first()?), style)
            }
            Step::Digit(by) => {
                let so_many = operation("Base.*", acc.clone(), number(*by, style), style)?;
                let digit = operation("Base.mod", Term::Var(*held.first()?), number(*by, style), style)?;
                operation("Base.+", so_many, digit, style)
            }
            Step::Put(_, made, own, _) => {
                let mut parts: Vec<Term> = held.iter().copied().map(Term::Var).collect();
                parts.insert(*own, acc.clone());
                Some(Term::app(Term::Con(*self.constructor_names(id).get(*made)?), parts))
            }
            Step::Bind(_) => None,
            Step::Turn => {
                let instance = self.find_instance("Base.not", &[Slot::Value(id)], id)?;
                Some(self.instance_call(instance, vec![acc.clone()], style))
            }
            Step::Number(numbering) => {
                let sum = |a: Term, b: Result<Term, i64>| {
                    operation("Base.+", a, b.unwrap_or_else(|n| number(n, style)), style)
                };
                self.numbered_term(numbering, (whole, held), i, &sum)
            }
        };
        Some([made(Style::Source)?, made(Style::Elaborated)?])
    }

    /// The accumulators of the parts after a constructor of data of type `param`, with the values at the step's places: one
    /// where it is the same for all; none where the step is not about it.
    pub(super) fn stepped(
        &mut self,
        (step, param): (&Step, TypeId),
        acc: Value,
        tag: usize,
        held: &[Value],
    ) -> Option<Vec<Value>> {
        let one = match step {
            Step::Count(at) if at.contains(&tag) => self.sum(1, acc, 1),
            Step::Sum(times, at, _) if *at == tag => match self.machine.view(*held.first()?).ok()? {
                View::Int(n) => self.sum(*times, acc, n),
                View::Integer(n) => self.sum(*times, acc, i64::try_from(n).ok()?),
                _ => None,
            },
            Step::Put(at, made, own, _) if *at == tag => {
                let mut parts = held.to_vec();
                parts.insert(*own, acc);
                Some(self.machine.make(&View::Data(*made as u32, parts)))
            }
            Step::Turn => match self.machine.view(acc).ok()? {
                View::Data(turn, _) => Some(self.machine.make(&View::Data(1 - turn, Vec::new()))),
                _ => None,
            },
            Step::Number(numbering) if numbering.at == tag => return self.numbered(numbering, acc, held, param),
            _ => None,
        };
        one.map(|acc| vec![acc])
    }

    pub(super) fn sum(&mut self, times: i64, acc: Value, n: i64) -> Option<Value> {
        let seen = match self.machine.view(acc).ok()? {
            View::Int(m) => View::Int(m.checked_mul(times)?.checked_add(n)?),
            View::Integer(m) => View::Integer(m * times + n),
            _ => return None,
        };
        Some(self.machine.make(&seen))
    }

    /// What is at a place of a constructor's fields.
    pub(super) fn at(&mut self, fields: &[Value], place: Place) -> Option<Value> {
        let value = *fields.get(place.field)?;
        let Some((tag, field)) = place.inner else { return Some(value) };
        match self.machine.view(value).ok()? {
            View::Data(seen, parts) if seen as usize == tag => parts.get(field).copied(),
            _ => None,
        }
    }
}
