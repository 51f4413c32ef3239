//! An accumulator that is an environment: names with what the function gives of what they stand for. A constructor that
//! holds a name and two parts binds it to the one for the other; where a constructor has nothing but a name, that one is
//! looked up (an evaluator with `let` is written so: Reynolds 1972, "Definitional interpreters for higher-order programming
//! languages").

use std::sync::Arc;

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Type, tuple_name};
use crate::core::wired;
use crate::synth::context::{Context, Definition, Variable};
use crate::synth::define::accumulate::steps::Step;
use crate::synth::define::accumulate::{Case, Derived};
use crate::synth::library::{Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// What looks names up.
const LOOKUP: &str = "Base.lookup";
/// What a function with an environment may need beside what is the module's own.
pub(super) const SCOPE: [&str; 22] = [
    LOOKUP,
    "Base.maybe",
    "Base.elem",
    "Base.any",
    "Base.map",
    "Base.+",
    "Base.-",
    "Base.*",
    "Base.div",
    "Base.mod",
    "Base.negate",
    "Base.max",
    "Base.min",
    "Base.not",
    "Base.<",
    "Base.<=",
    wired::AND,
    wired::OR,
    wired::EQUAL,
    wired::NOT_EQUAL,
    wired::APPEND,
    wired::CONCAT_MAP,
];

/// Where a name is bound: a constructor's number, and which of its fields are the name, what it stands for, and the part
/// that is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Binding {
    at: usize,
    name: usize,
    value: usize,
    body: usize,
}

/// The types of a name and of what it stands for.
fn entry(ty: &Type) -> Option<[Type; 2]> {
    let Type::App(list, entry) = ty else { return None };
    let of = entry.spine().1;
    let pair = matches!(entry.spine().0, Type::Con(name) if *name == tuple_name(2));
    match of[..] {
        [name, value] if pair && **list == Type::con(wired::NIL) => Some([name.clone(), value.clone()]),
        _ => None,
    }
}

impl Space<'_> {
    /// The types of environments for data of type `param`: of names that one constructor binds and another one is.
    pub(super) fn environments(&mut self, param: TypeId, result: &Type) -> Vec<Type> {
        let Some(shape) = self.open_shape(param).filter(|_| self.callable(LOOKUP).is_some()) else { return Vec::new() };
        let mut out: Vec<Type> = Vec::new();
        for alone in shape.iter().filter(|c| c.fields.len() == 1 && c.fields[0] != param) {
            let own = |fields: &[TypeId]| fields.iter().filter(|f| **f == param).count();
            if shape.iter().any(|c| c.fields.contains(&alone.fields[0]) && own(&c.fields) > 1) {
                let name = self.types.get(alone.fields[0]).clone();
                out.push(Type::list(Type::tuple(vec![name, result.clone()])));
            }
        }
        out
    }

    /// The bindings of such an environment's names.
    pub(super) fn bindings(&mut self, ty: &Type, param: TypeId) -> Vec<Step> {
        let Some([name, value]) = entry(ty) else { return Vec::new() };
        let (name, value) = (self.types.id(&name), self.types.id(&value));
        let Some(shape) = self.open_shape(param).filter(|_| value == self.result) else { return Vec::new() };
        let mut out = Vec::new();
        for (at, constructor) in shape.iter().enumerate() {
            let places = |of: TypeId| (0..constructor.fields.len()).filter(move |i| constructor.fields[*i] == of);
            let Some(name) = places(name).next() else { continue };
            if let [a, b] = places(param).collect::<Vec<_>>()[..] {
                out.extend([(a, b), (b, a)].map(|(value, body)| Step::Bind(Binding { at, name, value, body })));
            }
        }
        out
    }

    /// The call on the part that is meant, if `at` is one that binds; none if what the name stands for is not known.
    pub(super) fn bound_part(
        &mut self,
        at: &Derived,
        (p, param): (usize, TypeId),
        binding: Binding,
        start: Value,
    ) -> Option<Vec<Derived>> {
        let View::Data(tag, fields) = self.machine.view(at.args[p]).ok()? else { return None };
        if tag as usize != binding.at {
            return Some(Vec::new());
        }
        let value = fields[binding.value];
        // Under other names only what has none of its own is the same.
        let open = self.key(at.acc) != self.key(start) && !self.is_constant(value, param)?;
        let result = (!open).then(|| self.result_with(&at.args, p, value)).flatten();
        let Some(result) = result else { return Some(Vec::new()) };
        let acc = self.extended(at.acc, fields[binding.name], result);
        let mut args = at.args.clone();
        args[p] = fields[binding.body];
        Some(vec![Derived { example: at.example, acc, args, result: at.result }])
    }

    /// Whether a datum has no parts and is no name: a number.
    fn is_constant(&mut self, value: Value, param: TypeId) -> Option<bool> {
        let View::Data(tag, _) = self.machine.view(value).ok()? else { return None };
        let shape = self.types.shape(param, self.env)?;
        let fields = &shape.get(tag as usize)?.fields;
        Some(fields.iter().all(|f| *f == self.result))
    }

    /// What the function itself gives with another `p`th argument, by an example or by what follows from one.
    fn result_with(&mut self, args: &[Value], p: usize, part: Value) -> Option<Value> {
        let call = self.on_part(args, p, part);
        self.result_of_call(&call)
    }

    /// An environment with one more name.
    fn extended(&mut self, environment: Value, name: Value, value: Value) -> Value {
        let entry = self.machine.make(&View::Data(0, vec![name, value]));
        self.machine.make(&View::Data(1, vec![entry, environment]))
    }

    /// Notes in a branch where a name is bound which variables say so; in one that has nothing but a name, adds what it
    /// stands for.
    pub(super) fn environment(&mut self, child: &mut Context, binding: Binding, v: usize, (tag, fields): Case<'_>) {
        let place = |child: &Context, name: Name| child.variables.iter().position(|v| v.name == name).map(|v| v as u16);
        let held: Option<Vec<u16>> = fields.iter().map(|name| place(child, *name)).collect();
        let Some(held) = held else { return };
        if tag == binding.at {
            child.binds = Some([v as u16, held[binding.name], held[binding.value], held[binding.body]]);
        } else if let [name] = held[..] {
            self.looked_up(child, name);
        }
    }

    /// Adds what variable `name` stands for.
    fn looked_up(&mut self, child: &mut Context, name: u16) -> Option<()> {
        let [of, value] = entry(&self.params[0].clone())?;
        let Slot::Value(id) = child.variables[name as usize].sort else { return None };
        let maybe = Type::app(Type::con(wired::MAYBE), vec![value]);
        let (environment, maybe_id) = (self.types.id(&self.params[0].clone()), self.types.id(&maybe));
        let slots = [Slot::Value(id), Slot::Value(environment)];
        let instance = self.find_instance(LOOKUP, &slots, maybe_id).filter(|_| self.types.id(&of) == id)?;
        let names = [child.variables[name as usize].name, child.variables[0].name];
        let made = |style| self.instance_call(instance, names.map(Term::Var).to_vec(), style);
        let terms = [made(Style::Source), made(Style::Elaborated)];
        let code = self.machine.compile(&names, &terms[1]);
        let mut values = Vec::new();
        for row in 0..child.rows {
            let args = [name as usize, 0].map(|v| child.variables[v].values[row]);
            let value = self.machine.suspend(code, &args);
            let _ = self.machine.whnf(value);
            values.push(value);
        }
        let keys = values.iter().map(|value| self.key(*value)).collect();
        let fresh = self.fresh(&maybe);
        let definition = Definition::Computed(UNIT, Arc::new(terms));
        child.variables.push(Variable::new(fresh, Slot::Value(maybe_id), values, keys, definition));
        Some(())
    }

    /// Adds the environment for the part that is meant to a branch where a name is bound and that has its calls: the call
    /// with it.
    pub(crate) fn bind(&mut self, child: &mut Context) -> Option<Definition> {
        let [p, name, value, body] = child.binds?;
        let args = |first: u16, part: u16| -> Vec<u16> {
            let other = |i: u16| if i == p { part } else { i };
            [first].into_iter().chain((1..self.arity as u16).map(other)).collect()
        };
        let of = Definition::Call(args(0, value));
        let call = child.variables.iter().position(|variable| variable.definition == of)?;
        let next = child.variables.len() as u16;
        let with = Definition::Call(args(next, body));
        let id = self.types.id(&self.params[0].clone());
        let variable = |v: u16| Term::Var(child.variables[v as usize].name);
        let made = |style: Style| {
            let call = self.call(args(0, value).into_iter().map(variable).collect(), style);
            let entry = Term::app(Term::Con(tuple_name(2)), vec![variable(name), call]);
            Term::app(Term::Con(Name::new(wired::CONS)), vec![entry, variable(0)])
        };
        let definition = Definition::Computed(2 * UNIT, Arc::new([made(Style::Source), made(Style::Elaborated)]));
        let of = |v: usize, row: usize| child.variables[v].values[row];
        let values: Vec<Value> =
            (0..child.rows).map(|row| self.extended(of(0, row), of(name as usize, row), of(call, row))).collect();
        let keys = values.iter().map(|value| self.key(*value)).collect();
        let fresh = self.fresh(&self.params[0].clone());
        let mut variable = Variable::new(fresh, Slot::Value(id), values, keys, definition);
        variable.unknown = child.variables[call].unknown;
        variable.likely = child.variables[call].likely;
        child.variables.push(variable);
        Some(with)
    }
}
