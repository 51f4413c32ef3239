//! Accumulators: the function as a call of one with a further parameter, which begins as a constant and is another one in
//! its recursive calls (Burstall and Darlington 1977, "A transformation system for developing recursive programs", derive
//! such functions; here their examples are derived).
//!
//! An *assumption* says how the accumulator changes at a constructor of one parameter, and what the result there is: that of
//! the recursive call, or built of those of the calls. With it the examples of the function give examples of the new one at
//! other values of the accumulator. Assumptions that contradict themselves are dropped; what is found must hold on the
//! true examples only.

mod alternate;
mod environment;
mod numbering;
mod steps;

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::context::{Context, Definition, Variable};
use crate::synth::define::Found;
use crate::synth::define::lift::{self, Part};
use crate::synth::define::passes::{Count, Gathered};
use crate::synth::goal::{Component, Example, Expected, Goal, Origin};
use crate::synth::library::{Slot, UNIT};
use crate::synth::space::{Space, combine, is_full};
use crate::synth::types::{TypeId, expand};
use steps::{Place, Step};

/// Most accumulators that are looked for.
const MOST: usize = 6;
/// What the definition costs beyond its program, in nodes: less than a helper that does a part of the work.
const WRAPPED: f64 = 1.0;
/// Fewest and most examples that an assumption gives.
const FEWEST: usize = 2;
const MOST_EXAMPLES: usize = 32;
/// Most calls that are followed.
const MOST_CALLS: usize = 400;

/// A constructor's number, and names for its fields.
type Case<'a> = (usize, &'a [Name]);

/// What the result at a constructor is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// That of the call on its only part.
    Same,
    /// A constructor's value with the results of the calls on the parts in it, in their order.
    Built,
}

/// An accumulator: its type, what it begins as, and further examples of the function that has it.
pub(crate) struct Accumulator {
    ty: Type,
    start: Term,
    examples: Vec<Example>,
    pub(super) change: Accumulation,
    /// It is what is returned at the end.
    returned: bool,
    /// The functions that it is likely to need beside those of the module, if they are few.
    scope: Option<Vec<&'static str>>,
}

/// How an accumulator, the first parameter, is assumed to change: with that parameter.
#[derive(Clone)]
pub(crate) struct Accumulation {
    param: usize,
    step: Step,
}

/// An example of the function with the accumulator: of which one it comes, the accumulator, the arguments, the result.
struct Derived {
    example: usize,
    acc: Value,
    args: Vec<Value>,
    result: Value,
}

/// A datum: its constructor's number, its fields, and those of them that are of its own type.
struct Datum {
    tag: usize,
    fields: Vec<Value>,
    parts: Vec<Value>,
}

/// The accumulators that the examples do not speak against; none beside parameters that are functions.
pub(super) fn accumulators(space: &mut Space<'_>, counts: &[Count]) -> Vec<Accumulator> {
    let result = expand(&space.types.get(space.result).clone(), space.env);
    let mut out = Vec::new();
    if space.params.iter().any(|ty| ty.as_fun().is_some()) {
        return out;
    }
    for (p, param) in space.params.clone().iter().enumerate() {
        let param = space.types.id(&expand(param, space.env));
        out.extend(space.alternations((p, param)));
        for ty in space.accumulator_types(param, &result) {
            let Some((start, first)) = space.start(&ty) else { continue };
            for step in space.steps_of(&ty, (p, param), counts) {
                let bind = matches!(step, Step::Bind(_));
                for mode in [Outcome::Built, Outcome::Same].into_iter().skip(usize::from(bind)) {
                    let found = space.accumulated((p, param), first, &step, mode, &ty);
                    let Some((examples, returned)) = found else { continue };
                    let change = Accumulation { param: p + 1, step: step.clone() };
                    let (ty, start) = (ty.clone(), start.clone());
                    let scope = matches!(step, Step::Bind(_)).then(|| environment::SCOPE.to_vec());
                    out.push(Accumulator { ty, start, examples, change, returned, scope });
                }
            }
        }
    }
    out.truncate(MOST);
    out
}

impl Accumulator {
    /// Whether the examples speak for it, or the data's constructors, rather than only nothing against it.
    pub(super) fn is_borne_out(&self) -> bool {
        self.returned || matches!(self.change.step, Step::Turn | Step::Bind(_))
    }

    /// The pass that its change calls.
    pub(super) fn pass(&self) -> Option<Name> {
        match &self.change.step {
            Step::Number(numbering) => Some(numbering.pass()),
            _ => None,
        }
    }
}

/// The goal of the function with the accumulator, which may call that pass.
pub(super) fn goal(name: Name, accumulator: &Accumulator, gathered: Option<&Gathered>, space: &Space<'_>) -> Goal {
    let goal = space.goal;
    let result = space.types.get(space.result).clone();
    let params: Vec<Type> = std::iter::once(accumulator.ty.clone()).chain(space.params.iter().cloned()).collect();
    let scheme = Scheme { ty: Type::funs(params, result), ..goal.scheme.clone() };
    let begun = |example: &Example| {
        let args = std::iter::once(accumulator.start.clone()).chain(example.args.iter().cloned()).collect();
        Example { args, ..example.clone() }
    };
    let examples = goal.examples.iter().map(begun).chain(accumulator.examples.iter().cloned()).collect();
    let mut components = goal.components.clone();
    if let Some(scope) = &accumulator.scope {
        components.retain(|c| c.origin == Origin::User || scope.contains(&c.name.as_str()));
    }
    let pass = |c: &&Component| Some(c.name) == accumulator.pass();
    components.extend(gathered.and_then(|all| all.goal.components.iter().find(pass)).cloned());
    Goal { name, scheme, examples, checks: Vec::new(), components, ..goal.clone() }
}

/// The function itself, where `found` is one with an accumulator that it uses.
pub(super) fn whole(name: Name, accumulator: &Accumulator, found: Found, arity: usize) -> Option<Found> {
    let found = match accumulator.change.step {
        Step::Turn => Found { function: alternate::named(&found.function), ..found },
        _ => found,
    };
    let (bind, used) = lift::binding(name, &found);
    if !used.contains(&0) {
        return None;
    }
    let params: Vec<Name> = (0..arity).map(|i| Name::new(&format!("$a{i}"))).collect();
    let arg = |i: &usize| if *i == 0 { accumulator.start.clone() } else { Term::Var(params[*i - 1]) };
    let call = Term::app(Term::Global(name), used.iter().map(arg).collect());
    let mut parts = found.parts;
    parts.push(Part { bind, cost: found.cost + WRAPPED });
    Some(Found { function: Term::lam(params, call), parts, cost: 0.0, ..found })
}

impl Space<'_> {
    /// Adds to a branch below a case analysis of parameter `v` what the accumulator is assumed to become at this constructor,
    /// with its fields, or, where one of them is looked into, at that one's.
    pub(crate) fn step(&mut self, child: &mut Context, v: usize, at: Case<'_>, inner: Option<(usize, Case<'_>)>) {
        let Some(Accumulation { param, step }) = self.accumulates.clone() else { return };
        let id = self.types.id(&self.params[0].clone());
        if let Step::Bind(binding) = step {
            if param == v && inner.is_none() {
                self.environment(child, binding, v, at);
            }
            return;
        }
        if param != v || !step.is_at(at.0) {
            return;
        }
        let names = |place: &Place| -> Option<Name> {
            match (place.inner, inner) {
                (None, None) => at.1.get(place.field).copied(),
                (Some((tag, of)), Some((field, case))) if place.field == field && case.0 == tag => {
                    case.1.get(of).copied()
                }
                _ => None,
            }
        };
        let Some(held) = step.places().iter().map(names).collect::<Option<Vec<Name>>>() else { return };
        // A step at a place further inside is none here.
        if step.places().is_empty() && inner.is_some() {
            return;
        }
        let of = self.types.id(&expand(&self.params[param], self.env));
        let mut rows = Vec::new();
        for row in 0..child.rows {
            let value = |name: &Name| child.variables.iter().find(|v| v.name == *name).map(|v| v.values[row]);
            let Some(held) = held.iter().map(value).collect::<Option<Vec<Value>>>() else { return };
            let acc = child.variables[0].values[row];
            let Some(all) = self.stepped((&step, of), acc, at.0, &held) else { return };
            rows.push(all);
        }
        for i in step.changed() {
            let Some(terms) = self.step_terms((&step, i), id, child.variables[0].name, &held) else { return };
            let values = rows.iter().map(|all| all[i]).collect();
            if step.is_given(i) {
                child.smaller.push((0, child.variables.len() as u16));
            }
            self.becomes(child, id, terms, values);
        }
    }

    /// Adds to a branch where a number is divided by `by` what the accumulator is assumed to become: with its last digit.
    pub(crate) fn take_digit(&mut self, child: &mut Context, v: usize, by: i64) {
        let Some(Accumulation { param, step }) = self.accumulates.clone() else { return };
        if param != v || step != Step::Digit(by) {
            return;
        }
        let id = self.types.id(&self.params[0].clone());
        let names = [0, v].map(|at| child.variables[at].name);
        let Some(terms) = self.step_terms((&step, 0), id, names[0], &names[1..]) else { return };
        let mut values = Vec::new();
        for row in 0..child.rows {
            let [acc, n] = [0, v].map(|at| child.variables[at].values[row]);
            let Some(value) = self.whole(n).and_then(|n| self.sum(by, acc, n.rem_euclid(by))) else { return };
            values.push(value);
        }
        child.smaller.push((0, child.variables.len() as u16));
        self.becomes(child, id, terms, values);
    }

    /// Adds what the accumulator is assumed to become to a context.
    fn becomes(&mut self, child: &mut Context, id: TypeId, terms: [Term; 2], values: Vec<Value>) {
        let keys = values.iter().map(|value| self.key(*value)).collect();
        let name = self.fresh(&self.params[0].clone());
        let definition = Definition::Computed(UNIT, std::sync::Arc::new(terms));
        child.variables.push(Variable::new(name, Slot::Value(id), values, keys, definition));
    }

    /// The examples that follow from an assumption about parameter `p`, and whether the accumulator is what is returned at
    /// the end; none if they are too few or contradict each other.
    fn accumulated(
        &mut self,
        (p, param): (usize, TypeId),
        first: Value,
        step: &Step,
        mode: Outcome,
        ty: &Type,
    ) -> Option<(Vec<Example>, bool)> {
        let mut open = Vec::new();
        for (example, row) in self.rows.iter().enumerate().rev() {
            let seen = row.keys.iter().all(|key| is_full(*key));
            if let Some((result, _)) = row.expected.filter(|_| seen) {
                open.push(Derived { example, acc: first, args: row.args.clone(), result });
            }
        }
        let (mut seen, mut out): (Vec<(u64, u64)>, Vec<Derived>) = (Vec::new(), Vec::new());
        let mut returned = true;
        while let Some(at) = open.pop() {
            let keys: Vec<u64> = std::iter::once(&at.acc).chain(&at.args).map(|value| self.key(*value)).collect();
            let (call, result) = (combine(&keys), self.key(at.result));
            match seen.iter().find(|(known, _)| *known == call) {
                Some((_, known)) if *known != result => return None,
                Some(_) => continue,
                None => seen.push((call, result)),
            }
            self.steps += 1;
            if seen.len() > MOST_CALLS {
                return None;
            }
            let parts = match step {
                Step::Bind(binding) => self.bound_part(&at, (p, param), *binding, first)?,
                _ => self.parts_of(&at, (p, param), step, mode)?,
            };
            returned &= !parts.is_empty() || self.key(at.acc) == result;
            open.extend(parts);
            if self.key(at.acc) != self.key(first) && keys.iter().all(|key| is_full(*key)) && out.len() < MOST_EXAMPLES
            {
                out.push(at);
            }
        }
        let result = self.types.get(self.result).clone();
        let mut examples = Vec::new();
        for Derived { example, acc, args, result: value } in out {
            let mut terms = vec![self.term_of(acc, ty, example as u16)?];
            for (i, arg) in args.into_iter().enumerate() {
                terms.push(self.term_of(arg, &self.params[i].clone(), example as u16)?);
            }
            let result = Expected::Value(self.term_of(value, &result, example as u16)?);
            examples.push(Example { args: terms, result, ..self.goal.examples[example].clone() });
        }
        (examples.len() >= FEWEST).then_some((examples, returned))
    }

    /// The calls that an example's result is made of; none if it cannot be.
    fn parts_of(
        &mut self,
        at: &Derived,
        (p, param): (usize, TypeId),
        step: &Step,
        mode: Outcome,
    ) -> Option<Vec<Derived>> {
        if let Step::Digit(by) = step {
            return self.division(at, p, *by, mode);
        }
        if let Step::Number(numbering) = step
            && !self.is_numbered(numbering, at.acc, (at.args[p], param), at.result)?
        {
            return None;
        }
        let Datum { tag, fields, parts } = self.taken_apart(at.args[p], param)?;
        let held: Option<Vec<Value>> = step.places().iter().map(|place| self.at(&fields, *place)).collect();
        let Some(held) = held else { return Some(Vec::new()) };
        let stepped = self.stepped((step, param), at.acc, tag, &held);
        let Some(accs) = stepped else { return Some(Vec::new()) };
        let results = match mode {
            Outcome::Same => vec![at.result],
            Outcome::Built => self.taken_apart(at.result, self.result)?.parts,
        };
        if results.len() != parts.len() {
            return None;
        }
        let call = |(i, (part, result)): (usize, (Value, Value))| {
            let mut args = at.args.clone();
            args[p] = part;
            Derived { example: at.example, acc: accs[i.min(accs.len() - 1)], args, result }
        };
        Some(parts.into_iter().zip(results).enumerate().map(call).collect())
    }

    /// The same of a number that is divided: the call on what is left of it.
    fn division(&mut self, at: &Derived, p: usize, by: i64, mode: Outcome) -> Option<Vec<Derived>> {
        let n = self.whole(at.args[p])?;
        if n <= 0 || mode != Outcome::Same {
            return (mode == Outcome::Same).then(Vec::new);
        }
        let acc = self.sum(by, at.acc, n.rem_euclid(by))?;
        let mut args = at.args.clone();
        let ty = self.types.id(&self.params[p].clone());
        args[p] = self.number(ty, n.div_euclid(by));
        Some(vec![Derived { example: at.example, acc, args, result: at.result }])
    }

    /// Takes a datum of type `id` apart; none if it is no datum or not all known.
    fn taken_apart(&mut self, value: Value, id: TypeId) -> Option<Datum> {
        let shape = self.types.shape(id, self.env)?;
        let View::Data(tag, fields) = self.machine.view(value).ok()? else { return None };
        let types = &shape.get(tag as usize)?.fields;
        let parts = fields.iter().zip(types).filter(|(_, ty)| **ty == id).map(|(part, _)| *part).collect();
        Some(Datum { tag: tag as usize, fields, parts })
    }

    /// The types of accumulators for a parameter of type `param`: the result's, numbers, lists of what the parameter holds.
    fn accumulator_types(&mut self, param: TypeId, result: &Type) -> Vec<Type> {
        let mut types = Vec::new();
        if *result != Type::con(wired::BOOL) {
            types.push(result.clone());
        }
        if self.goal.components.iter().any(|c| c.name.as_str() == "Base.+") {
            types.push(Type::con(wired::INT));
        }
        types.extend(self.environments(param, result));
        types.extend(self.held(param, 2).into_iter().map(Type::list));
        let mut out: Vec<Type> = Vec::new();
        for ty in types {
            if !out.contains(&ty) {
                out.push(ty);
            }
        }
        out
    }
}
