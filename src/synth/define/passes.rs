//! Passes over a whole datum, or over each of a list of such data, that a program may need beside its own recursion: the
//! homomorphisms into the monoids in scope (Meijer, Fokkinga, Paterson 1991): a total, a number of nodes or leaves, a depth,
//! the greatest and the least, all elements. No example says what they give, so they are offered as functions of a search
//! beside the one without them.

use std::sync::Arc;

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{self, Alt, Bind, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::define::lift::{self, Part};
use crate::synth::define::through::Through;
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::space::Space;
use crate::synth::types::{ConstructorShape, TypeId, expand};

/// The first number of a pass among helpers' names.
const FIRST: usize = 9_000;
/// What a pass adds to a program's cost: a little less than its nodes, because it is what people write over such data; and
/// what a further one adds, which is written like the first.
const COST: f64 = 11.0;
const FURTHER: f64 = 3.0;
/// Most parameters whose data are passed over.
const PARAMETERS: usize = 2;

/// A pass that counts the leaves of a parameter's data, or else the nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Count {
    pub(super) name: Name,
    pub(super) param: usize,
    pub(super) leaves: bool,
}

/// A goal with passes over its data, or with operations on them, and what they are.
pub(crate) struct Gathered {
    pub(super) goal: Goal,
    pub(super) env: Env,
    pub(super) parts: Vec<Part>,
    /// The parameters with the passes that give their elements.
    pub(super) elements: Vec<Through>,
    /// The passes that count.
    pub(super) counts: Vec<Count>,
    /// What a further part adds to a program's cost instead of its own.
    pub(super) further: Option<f64>,
}

/// What a pass makes of a constructor: its fields' elements, or a number of its own, and the parts' results together.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    Total,
    Nodes,
    Leaves,
    Depth,
    Greatest,
    Least,
    Elements,
}

const PASSES: [Pass; 7] =
    [Pass::Total, Pass::Nodes, Pass::Leaves, Pass::Depth, Pass::Greatest, Pass::Least, Pass::Elements];

/// The goal with the passes over its parameters; none if there are none.
pub(super) fn gathered(space: &mut Space<'_>) -> Option<Gathered> {
    let mut binds: Vec<(Bind, Scheme)> = Vec::new();
    let mut met: Vec<TypeId> = Vec::new();
    let (mut elements, mut counts): (Vec<Through>, Vec<Count>) = (Vec::new(), Vec::new());
    for (place, param) in space.params.clone().iter().enumerate().take(PARAMETERS) {
        let mut ty = expand(param, space.env);
        let whole = ty.clone();
        // A list is gone through by what is in scope: the data are its elements.
        while let Type::App(head, element) = &ty
            && **head == Type::con(wired::NIL)
        {
            ty = (**element).clone();
        }
        let id = space.types.id(&ty);
        if met.contains(&id) {
            continue;
        }
        met.push(id);
        let Some(shape) = space.open_shape(id) else { continue };
        let part = |space: &Space<'_>, f: TypeId| f == id || space.list_of(f) == Some(id);
        if !shape.iter().any(|c| c.fields.iter().any(|f| part(space, *f))) {
            continue;
        }
        for pass in PASSES {
            let name = lift::found(lift::name(space.goal.name, FIRST + binds.len()), 0);
            if let Some((term, result)) = pass.term(name, id, &shape, space) {
                let scheme = Scheme::quantify(Vec::new(), Type::fun(ty.clone(), result));
                if pass == Pass::Elements && whole == ty {
                    elements.push(Through { param: place, pass: binds.len() });
                }
                if matches!(pass, Pass::Leaves | Pass::Nodes) && whole == ty {
                    counts.push(Count { name, param: place, leaves: pass == Pass::Leaves });
                }
                binds.push((Bind { name, scheme: None, term }, scheme));
            }
        }
    }
    let env = typed(&binds, space.env)?;
    let mut goal = space.goal.clone();
    let mut parts = Vec::new();
    for (bind, scheme) in binds {
        goal.components.push(Component { name: bind.name, scheme: scheme.clone(), origin: Origin::User });
        let own = |part: &Term| (*part == Term::Global(bind.name)).then_some(Term::Var(bind.name));
        let term = term::replace(&bind.term, &own);
        parts.push(Part { bind: Bind { term, scheme: Some(scheme), ..bind }, cost: COST });
    }
    (!parts.is_empty()).then_some(Gathered { goal, env, parts, elements, counts, further: Some(FURTHER) })
}

/// The environment with these functions.
pub(super) fn typed(binds: &[(Bind, Scheme)], env: &Env) -> Option<Env> {
    let module = |binds: Vec<Bind>| Typed { name: binds.first().map(|bind| bind.name), binds, ..Typed::default() };
    let open = |(bind, scheme): &(Bind, Scheme)| Bind {
        name: bind.name,
        scheme: Some(scheme.clone()),
        term: Term::Fail(Failure::Hole(String::new())),
    };
    let mut declared = env.clone();
    declared.add(Arc::new(module(binds.iter().map(open).collect())));
    let mut elaborated = Vec::new();
    for (bind, scheme) in binds {
        let inferred = infer::expr(&bind.term, Some(scheme), &[], &declared, Defaulting::Standard);
        if !inferred.errors.is_empty() {
            return None;
        }
        elaborated.push(Bind { name: bind.name, scheme: Some(scheme.clone()), term: inferred.term });
    }
    let mut env = env.clone();
    env.add(Arc::new(module(elaborated)));
    Some(env)
}

impl Pass {
    /// The operation that puts results together, and what it gives of nothing.
    fn operation(self) -> (&'static str, Option<Term>) {
        let zero = Term::Lit(Literal::Num(0.into()));
        match self {
            Pass::Total | Pass::Nodes | Pass::Leaves => ("Base.+", Some(zero)),
            Pass::Depth => ("Base.max", Some(zero)),
            Pass::Greatest => ("Base.max", None),
            Pass::Least => ("Base.min", None),
            Pass::Elements => (wired::APPEND, Some(Term::Con(Name::new(wired::NIL)))),
        }
    }

    /// The function `name` over the data of type `id`, and the type of its result.
    fn term(self, name: Name, id: TypeId, shape: &[ConstructorShape], space: &Space<'_>) -> Option<(Term, Type)> {
        let result = self.result(id, shape, space)?;
        let mut alts = Vec::new();
        for constructor in shape {
            let fields: Vec<Name> = (0..constructor.fields.len()).map(|i| Name::new(&format!("x{i}"))).collect();
            let body = self.body(name, id, constructor, &fields, &result, space)?;
            let named = |f: &Name| if crate::synth::program::occurs(*f, &body) { Pat::Var(*f) } else { Pat::Wild };
            let pats = fields.iter().map(named).collect();
            alts.push(Alt { pats: vec![Pat::Con(constructor.name, pats)], body });
        }
        let x = Name::new("x");
        let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
        let body = Term::Match(Box::new(Match { scrutinees: vec![Term::Var(x)], alts, otherwise }));
        Some((Term::Lam(vec![x], Box::new(body)), result))
    }

    fn result(self, id: TypeId, shape: &[ConstructorShape], space: &Space<'_>) -> Option<Type> {
        let fields = || shape.iter().flat_map(|c| c.fields.iter().copied());
        let own = |f: &TypeId| *f == id || space.list_of(*f) == Some(id);
        match self {
            Pass::Nodes | Pass::Leaves | Pass::Depth => Some(Type::con(wired::INT)),
            Pass::Total => {
                let numbers = [wired::INT, wired::INTEGER, wired::DOUBLE].map(Type::con);
                let number = |f: &TypeId| numbers.contains(space.types.get(*f));
                fields().find(number).map(|f| space.types.get(f).clone())
            }
            Pass::Greatest | Pass::Least => {
                let ordered = [wired::INT, wired::INTEGER, wired::DOUBLE, wired::CHAR].map(Type::con);
                let plain = |f: &TypeId| ordered.contains(space.types.get(*f));
                fields().find(plain).map(|f| space.types.get(f).clone())
            }
            Pass::Elements => {
                let element = fields().find(|f| !own(f) && space.types.get(*f).as_fun().is_none())?;
                Some(Type::list(space.types.get(element).clone()))
            }
        }
    }

    /// What it makes of one constructor.
    fn body(
        self,
        name: Name,
        id: TypeId,
        constructor: &ConstructorShape,
        fields: &[Name],
        result: &Type,
        space: &Space<'_>,
    ) -> Option<Term> {
        let (op, nothing) = self.operation();
        let op = space.callable(op)?;
        let both = |a: Term, b: Term| Term::app(op.clone(), vec![a, b]);
        let (mut items, mut parts) = (Vec::new(), 0);
        for (field, ty) in fields.iter().zip(&constructor.fields) {
            let value = Term::Var(*field);
            if *ty == id {
                parts += 1;
                items.push(Term::app(Term::Global(name), vec![value]));
            } else if space.list_of(*ty) == Some(id) {
                parts += 1;
                if self == Pass::Elements
                    && let Some(all) = space.callable(wired::CONCAT_MAP)
                {
                    items.push(Term::app(all, vec![Term::Global(name), value]));
                    continue;
                }
                let each = Term::app(space.callable(wired::MAP)?, vec![Term::Global(name), value]);
                let start = nothing.clone().or_else(|| items.pop())?;
                items.push(Term::app(space.callable("Base.foldr")?, vec![op.clone(), start, each]));
            } else if self == Pass::Elements && Type::list(space.types.get(*ty).clone()) == *result {
                items.push(Term::app(Term::Con(Name::new(wired::CONS)), vec![value, Term::Con(Name::new(wired::NIL))]));
            } else if !matches!(self, Pass::Nodes | Pass::Leaves | Pass::Depth) && space.types.get(*ty) == result {
                items.push(value);
            }
        }
        let one = Term::Lit(Literal::Num(1.into()));
        if self == Pass::Leaves && parts == 0 || self == Pass::Nodes && !fields.is_empty() {
            items.insert(0, one.clone());
        }
        let whole = items.into_iter().rev().reduce(|rest, item| both(item, rest)).or(nothing)?;
        match self {
            Pass::Depth if parts > 0 => Some(Term::app(space.callable("Base.+")?, vec![one, whole])),
            _ => Some(whole),
        }
    }
}

impl Space<'_> {
    /// A function that may be called.
    pub(super) fn callable(&self, name: &str) -> Option<Term> {
        let name = Name::new(name);
        self.goal.components.iter().any(|c| c.name == name).then_some(Term::Global(name))
    }
}
