//! Types, predicates and schemes, in the words of *Typing Haskell in Haskell* (Jones 1999, §3–5).

use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::core::name::Name;

/// A type. The function arrow is the constructor `->` applied twice; lists are `[]`, tuples `(,)`, unit `()`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Type {
    /// A type constructor, fully qualified or special.
    Con(Name),
    /// A quantified type variable, or a rigid (skolem) one inside the scope of its signature.
    Var(Name),
    /// A unification variable; only inside `infer` and `synth`.
    Meta(u32),
    /// Application, also of variables (higher kinds).
    App(Arc<Type>, Arc<Type>),
}

/// `class type`: a class constraint. One parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pred {
    /// The class, fully qualified.
    pub class: Name,
    /// Its argument.
    pub ty: Type,
}

/// `∀ vars. context ⇒ ty`. The order of `context` is the order of dictionary arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scheme {
    /// Quantified variables, in order of first occurrence (for visible type application).
    pub vars: Vec<Name>,
    /// Constraints on them.
    pub context: Vec<Pred>,
    /// The type.
    pub ty: Type,
}

static ARROW: LazyLock<Name> = LazyLock::new(|| Name::new("->"));

impl Type {
    /// The constructor named `name`.
    pub fn con(name: &str) -> Type {
        Type::Con(Name::new(name))
    }

    /// `head args…`
    pub fn app(head: Type, args: impl IntoIterator<Item = Type>) -> Type {
        args.into_iter().fold(head, |head, arg| Type::App(Arc::new(head), Arc::new(arg)))
    }

    /// `from -> to`
    pub fn fun(from: Type, to: Type) -> Type {
        Type::app(Type::Con(*ARROW), [from, to])
    }

    /// `a -> b -> … -> result`
    pub fn funs(args: impl IntoIterator<Item = Type, IntoIter: DoubleEndedIterator>, result: Type) -> Type {
        args.into_iter().rev().fold(result, |result, arg| Type::fun(arg, result))
    }

    /// `[element]`
    pub fn list(element: Type) -> Type {
        Type::app(Type::con("[]"), [element])
    }

    /// The tuple of these types (unit for none; a single one is itself).
    pub fn tuple(parts: Vec<Type>) -> Type {
        match parts.len() {
            0 => Type::con("()"),
            1 => parts.into_iter().next().unwrap_or(Type::con("()")),
            n => Type::app(Type::Con(tuple_name(n)), parts),
        }
    }

    /// Argument and result, if this is a function type.
    pub fn as_fun(&self) -> Option<(&Type, &Type)> {
        match self {
            Type::App(f, to) => match &**f {
                Type::App(arrow, from) if **arrow == Type::Con(*ARROW) => Some((from, to)),
                _ => None,
            },
            _ => None,
        }
    }

    /// All arguments of a curried function type, and its final result.
    pub fn uncurry(&self) -> (Vec<&Type>, &Type) {
        let (mut args, mut ty) = (Vec::new(), self);
        while let Some((from, to)) = ty.as_fun() {
            args.push(from);
            ty = to;
        }
        (args, ty)
    }

    /// Head and arguments of nested applications: `Map k v` is `(Map, [k, v])`.
    pub fn spine(&self) -> (&Type, Vec<&Type>) {
        let (mut head, mut args) = (self, Vec::new());
        while let Type::App(f, arg) = head {
            args.push(&**arg);
            head = f;
        }
        args.reverse();
        (head, args)
    }

    /// The argument of a class of these parameters: a single one is itself.
    pub fn parameters(mut params: Vec<Type>) -> Type {
        match params.pop() {
            Some(last) if params.is_empty() => last,
            Some(last) => {
                params.push(last);
                Type::app(Type::con(crate::core::wired::PARAMETERS), params)
            }
            None => Type::con(crate::core::wired::UNIT),
        }
    }

    /// Parameters of a class of several: those that are determined, and the last one, which determines them.
    pub fn as_parameters(&self) -> Option<(Vec<&Type>, &Type)> {
        let (head, mut args) = self.spine();
        match head {
            Type::Con(name) if name.as_str() == crate::core::wired::PARAMETERS => {
                let last = args.pop()?;
                Some((args, last))
            }
            _ => None,
        }
    }

    /// The parameter that the superclasses of a class with this argument speak of.
    pub fn last_parameter(&self) -> &Type {
        self.as_parameters().map_or(self, |(_, last)| last)
    }

    /// Replaces quantified variables.
    pub fn subst(&self, f: &dyn Fn(Name) -> Option<Type>) -> Type {
        match self {
            Type::Var(name) => f(*name).unwrap_or_else(|| self.clone()),
            Type::Con(_) | Type::Meta(_) => self.clone(),
            Type::App(head, arg) => Type::App(Arc::new(head.subst(f)), Arc::new(arg.subst(f))),
        }
    }

    /// Appends the variables of the type in order of first occurrence.
    pub fn vars(&self, into: &mut Vec<Name>) {
        match self {
            Type::Var(name) => {
                if !into.contains(name) {
                    into.push(*name);
                }
            }
            Type::Con(_) | Type::Meta(_) => {}
            Type::App(head, arg) => {
                head.vars(into);
                arg.vars(into);
            }
        }
    }
}

impl Scheme {
    /// A type without quantifier or context.
    pub fn mono(ty: Type) -> Scheme {
        Scheme { vars: Vec::new(), context: Vec::new(), ty }
    }

    /// Quantifies over all variables of `context` and `ty`, in order of first occurrence (context first).
    pub fn quantify(context: Vec<Pred>, ty: Type) -> Scheme {
        let mut vars = Vec::new();
        for pred in &context {
            pred.ty.vars(&mut vars);
        }
        ty.vars(&mut vars);
        Scheme { vars, context, ty }
    }

    /// A type over this scheme's variables under as much of its context as speaks of it.
    pub fn under(&self, ty: Type) -> Scheme {
        let mut vars = Vec::new();
        ty.vars(&mut vars);
        let within = |ty: &Type| {
            let mut own = Vec::new();
            ty.vars(&mut own);
            own.iter().all(|var| vars.contains(var))
        };
        let context = self.context.iter().filter(|pred| within(&pred.ty)).cloned().collect();
        Scheme { vars, context, ty }
    }
}

/// The constructor of n-tuples, of the type and of the value: `(,)`, `(,,)`, …
pub fn tuple_name(n: usize) -> Name {
    Name::new(&format!("({})", ",".repeat(n.saturating_sub(1))))
}

/// If `name` is a tuple constructor, its number of fields.
pub fn tuple_arity(name: Name) -> Option<usize> {
    let text = name.as_str();
    let commas = text.strip_prefix('(')?.strip_suffix(')')?;
    (!commas.is_empty() && commas.bytes().all(|b| b == b',')).then(|| commas.len() + 1)
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_type(self, 0, f)
    }
}

/// Precedence: 0 anything, 1 left of an arrow, 2 argument of an application.
fn fmt_type(ty: &Type, prec: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some((from, to)) = ty.as_fun() {
        if prec > 0 {
            f.write_str("(")?;
        }
        fmt_type(from, 1, f)?;
        f.write_str(" -> ")?;
        fmt_type(to, 0, f)?;
        return if prec > 0 { f.write_str(")") } else { Ok(()) };
    }
    let (head, args) = ty.spine();
    if let Type::Con(name) = head {
        if name.as_str() == "[]" && args.len() == 1 {
            f.write_str("[")?;
            fmt_type(args[0], 0, f)?;
            return f.write_str("]");
        }
        if tuple_arity(*name) == Some(args.len()) {
            for (i, arg) in args.iter().enumerate() {
                f.write_str(if i == 0 { "(" } else { ", " })?;
                fmt_type(arg, 0, f)?;
            }
            return f.write_str(")");
        }
    }
    if prec > 1 && !args.is_empty() {
        f.write_str("(")?;
    }
    match head {
        Type::Con(name) => f.write_str(name.base())?,
        Type::Var(name) => f.write_str(name.as_str())?,
        Type::Meta(id) => write!(f, "?{id}")?,
        Type::App(..) => {}
    }
    for arg in &args {
        f.write_str(" ")?;
        fmt_type(arg, 2, f)?;
    }
    if prec > 1 && !args.is_empty() { f.write_str(")") } else { Ok(()) }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.context.is_empty() {
            let parens = self.context.len() > 1;
            f.write_str(if parens { "(" } else { "" })?;
            for (i, pred) in self.context.iter().enumerate() {
                write!(f, "{}{} ", if i == 0 { "" } else { ", " }, pred.class.base())?;
                match pred.ty.as_parameters() {
                    None => fmt_type(&pred.ty, 2, f)?,
                    Some((others, last)) => {
                        for param in others {
                            fmt_type(param, 2, f)?;
                            f.write_str(" ")?;
                        }
                        fmt_type(last, 2, f)?;
                    }
                }
            }
            f.write_str(if parens { ") => " } else { " => " })?;
        }
        write!(f, "{}", self.ty)
    }
}
