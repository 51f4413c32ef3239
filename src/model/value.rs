//! The values in a goal's examples, as far as the network looks into them.

use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;

/// Bounds of the evaluation of one argument or result.
const LIMITS: Limits = Limits { fuel: 100_000, memory_bytes: 16 << 20, depth: 20_000 };
/// Most parts looked at in one value.
const NODES: usize = 160;

/// A value, cut where it is large.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// A number; fractions are cut off, large ones saturate.
    Int(i64),
    /// A character.
    Char(char),
    /// A list.
    List(Vec<Datum>),
    /// Any other datum: its constructor, the constructor's place in its type, its fields.
    Data(Name, usize, Vec<Datum>),
    /// A function.
    Function,
    /// An error, or what was not looked at.
    Unknown,
}

impl Datum {
    /// The elements, if it is a list.
    pub fn list(&self) -> Option<&[Datum]> {
        match self {
            Datum::List(items) => Some(items),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn int(&self) -> Option<i64> {
        match self {
            Datum::Int(n) => Some(*n),
            _ => None,
        }
    }
}

/// Evaluates closed terms.
pub struct Viewer<'a> {
    env: &'a Env,
    machine: Machine,
}

impl<'a> Viewer<'a> {
    /// A viewer with a machine of its own.
    pub fn new(env: &'a Env) -> Viewer<'a> {
        let mut machine = Machine::new(env.clone());
        machine.set_limits(LIMITS);
        Viewer { env, machine }
    }

    /// The value of a closed elaborated term of type `ty` (without synonyms at its head).
    pub fn datum(&mut self, term: &Term, ty: &Type) -> Datum {
        if ty.as_fun().is_some() {
            return Datum::Function;
        }
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], term);
        let value = self.machine.suspend(code, &[]);
        let mut left = NODES;
        let datum = self.look(value, ty, &mut left);
        self.machine.reset(mark);
        datum
    }

    fn look(&mut self, value: Value, ty: &Type, left: &mut usize) -> Datum {
        if *left == 0 {
            return Datum::Unknown;
        }
        *left -= 1;
        let Ok(view) = self.machine.view(value) else { return Datum::Unknown };
        match view {
            View::Int(n) => Datum::Int(n),
            View::Integer(n) => Datum::Int(i64::try_from(&n).unwrap_or(i64::MAX)),
            View::Double(x) => Datum::Int(x as i64),
            View::Char(c) => Datum::Char(c),
            View::Function => Datum::Function,
            View::Data(tag, fields) => self.data(tag as usize, fields, ty, left),
        }
    }

    fn data(&mut self, tag: usize, fields: Vec<Value>, ty: &Type, left: &mut usize) -> Datum {
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return Datum::Unknown };
        if name.as_str() == wired::NIL {
            return self.list(fields, args.first().copied().unwrap_or(ty), left);
        }
        let Some(data) = self.env.data(*name) else { return Datum::Unknown };
        let Some(constructor) = data.constructors.get(tag) else { return Datum::Unknown };
        let bind =
            |var: Name| data.params.iter().position(|p| *p == var).and_then(|i| args.get(i).map(|a| (*a).clone()));
        let types: Vec<Type> = constructor.fields.iter().map(|f| f.ty.subst(&bind)).collect();
        let name = constructor.name;
        let parts = fields.into_iter().zip(&types).map(|(field, ty)| self.look(field, &plain(ty, self.env), left));
        let parts = parts.collect();
        Datum::Data(name, tag, parts)
    }

    fn list(&mut self, fields: Vec<Value>, element: &Type, left: &mut usize) -> Datum {
        let element = plain(element, self.env);
        let mut items = Vec::new();
        let mut cell = fields;
        while let [head, tail] = cell[..] {
            if *left == 0 {
                break;
            }
            items.push(self.look(head, &element, left));
            match self.machine.view(tail) {
                Ok(View::Data(_, fields)) => cell = fields,
                _ => break,
            }
        }
        Datum::List(items)
    }
}

/// A type without synonyms at its head.
pub fn plain(ty: &Type, env: &Env) -> Type {
    let (head, args) = ty.spine();
    if let Type::Con(name) = head
        && let Some(synonym) = env.synonym(*name)
        && args.len() >= synonym.params.len()
    {
        let bind = |var: Name| synonym.params.iter().position(|p| *p == var).map(|i| args[i].clone());
        let rest = args[synonym.params.len()..].iter().map(|a| (*a).clone());
        return plain(&Type::app(synonym.ty.subst(&bind), rest), env);
    }
    ty.clone()
}
