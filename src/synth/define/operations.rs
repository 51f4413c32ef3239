//! Operations on two data of one type that a program may need beside its own recursion and that no example shows. A type
//! with an end and a step is an ordered monoid: its data can be put together and multiplied, have a larger, a smaller and
//! a difference, are equal or before one another; those with elements can be put together element by element, merged, and
//! begin one another (Bird, de Moor 1997, "Algebra of programming"). They are offered as functions of a search beside the
//! one without them, as far as nothing in scope does the same.

use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{self, Alt, Bind, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::define::lift::{self, Part};
use crate::synth::define::passes::{Gathered, typed};
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::rank;
use crate::synth::space::{Space, conditional};
use crate::synth::types::{TypeId, expand};

/// The first numbers of operations among helpers' names: of tests, and of others. Libraries are kept by such names.
const TESTS: usize = 9_400;
const OTHERS: usize = 9_500;
/// What an operation costs of what its program would: people write it over such data.
const COST: f64 = 0.8;
/// Most types that are looked at, and most of them that have operations.
const MOST_TYPES: usize = 12;
const MOST_LINEAR: usize = 3;

/// A type with an end and a step.
struct Linear {
    ty: Type,
    end: Name,
    step: Name,
    /// Which of the step's fields is the rest, and whether another is an element.
    rest: usize,
    element: Option<Type>,
}

/// An operation.
#[derive(Clone, Copy, PartialEq)]
enum Operation {
    Together,
    Larger,
    Smaller,
    Difference,
    Times,
    Equal,
    Before,
    Compare,
    Sums,
    Merge,
    Begins,
}

/// Of data without elements, and of those with elements.
const PLAIN: [Operation; 8] = [
    Operation::Together,
    Operation::Larger,
    Operation::Smaller,
    Operation::Difference,
    Operation::Times,
    Operation::Equal,
    Operation::Before,
    Operation::Compare,
];
const WITH_ELEMENTS: [Operation; 4] = [Operation::Together, Operation::Sums, Operation::Merge, Operation::Begins];

/// The goal with the operations on its data that are tests, or with the others; none if there are none.
pub(super) fn gathered(tests: bool, space: &mut Space<'_>) -> Option<Gathered> {
    let mut env = space.env.clone();
    let mut goal = space.goal.clone();
    let mut parts: Vec<Part> = Vec::new();
    let first = if tests { TESTS } else { OTHERS };
    for linear in space.linear() {
        let all: &[Operation] = if linear.element.is_some() { &WITH_ELEMENTS } else { &PLAIN };
        let mut together = None;
        for operation in all.iter().filter(|operation| operation.is_test() == tests) {
            let name = lift::found(lift::name(space.goal.name, first + parts.len()), 0);
            let Some((term, result)) = operation.term(name, &linear, together, space) else { continue };
            let ty = Type::funs([linear.ty.clone(), linear.ty.clone()], result);
            let scheme =
                if operation.has_class() { space.goal.scheme.under(ty) } else { Scheme::quantify(Vec::new(), ty) };
            let bind = Bind { name, scheme: None, term };
            let Some(with) = typed(&[(bind.clone(), scheme.clone())], &env) else { continue };
            env = with;
            if *operation == Operation::Together {
                together = Some(name);
            }
            let of = Goal { name, scheme: scheme.clone(), examples: Vec::new(), ..space.goal.clone() };
            let cost = rank::rank(&of, &env, space.guide, &[], &bind.term).cost * COST;
            goal.components.push(Component { name, scheme: scheme.clone(), origin: Origin::User });
            let own = |part: &Term| match part {
                Term::Global(called) if *called == name || Some(*called) == together => Some(Term::Var(*called)),
                _ => None,
            };
            let term = term::replace(&bind.term, &own);
            parts.push(Part { bind: Bind { term, scheme: Some(scheme), ..bind }, cost });
        }
    }
    (!parts.is_empty()).then_some(Gathered {
        goal,
        env,
        parts,
        elements: Vec::new(),
        counts: Vec::new(),
        further: None,
    })
}

impl Operation {
    /// Whether it says how two data stand to each other.
    fn is_test(self) -> bool {
        matches!(self, Operation::Equal | Operation::Before | Operation::Compare | Operation::Begins)
    }

    /// Whether it needs a class of the elements.
    fn has_class(self) -> bool {
        matches!(self, Operation::Sums | Operation::Merge | Operation::Begins)
    }

    /// What does the same of a type with these classes, where it is in scope.
    fn known(self) -> Option<(&'static str, &'static str)> {
        match self {
            Operation::Larger => Some((wired::ORD, "Base.max")),
            Operation::Smaller => Some((wired::ORD, "Base.min")),
            Operation::Equal => Some((wired::EQ, wired::EQUAL)),
            Operation::Before => Some((wired::ORD, "Base.<=")),
            Operation::Compare => Some((wired::ORD, "Base.compare")),
            _ => None,
        }
    }

    /// Whether something in scope does it.
    fn in_scope(self, linear: &Linear, space: &Space<'_>) -> bool {
        let list = linear.end.as_str() == wired::NIL;
        if self == Operation::Together {
            return list && space.callable(wired::APPEND).is_some();
        }
        self.known().is_some_and(|(class, name)| {
            let pred = Pred { class: Name::new(class), ty: linear.ty.clone() };
            space.callable(name).is_some() && infer::dictionary(&pred, &[], space.env).is_some()
        })
    }

    /// The function `name`, and the type of its result. `together` is the operation that puts data together.
    fn term(self, name: Name, of: &Linear, together: Option<Name>, space: &mut Space<'_>) -> Option<(Term, Type)> {
        if self.in_scope(of, space) {
            return None;
        }
        let writer = Writer { name, of };
        let (alts, result) = match self {
            Operation::Together | Operation::Times => (writer.on_first(self, together)?, of.ty.clone()),
            Operation::Larger | Operation::Smaller | Operation::Difference => (writer.by_steps(self), of.ty.clone()),
            Operation::Sums | Operation::Merge => (writer.by_elements(self, space)?, of.ty.clone()),
            Operation::Equal | Operation::Before | Operation::Begins => {
                let (result, names) = space.chooser(2)?;
                (writer.test(self, &names, space)?, result)
            }
            Operation::Compare => {
                let (result, names) = space.chooser(3)?;
                (writer.compare(&names), result)
            }
        };
        let scrutinees = ["x", "y"].into_iter().take(alts[0].pats.len()).map(var).collect();
        let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
        let body = Term::Match(Box::new(Match { scrutinees, alts, otherwise }));
        Some((Term::Lam(vec![Name::new("x"), Name::new("y")], Box::new(body)), result))
    }
}

fn var(name: &str) -> Term {
    Term::Var(Name::new(name))
}

fn both(f: Term, left: Term, right: Term) -> Term {
    Term::app(f, vec![left, right])
}

/// Writes the alternatives of the operation `name` of `x` and `y`: their elements are `a` and `b`, their rests `m` and `n`.
struct Writer<'a> {
    name: Name,
    of: &'a Linear,
}

impl Writer<'_> {
    fn call(&self, left: &str, right: &str) -> Term {
        both(Term::Global(self.name), var(left), var(right))
    }

    fn ends(&self) -> Pat {
        Pat::Con(self.of.end, Vec::new())
    }

    /// The two steps, and what is made of them.
    fn steps(&self, elements: bool, body: Term) -> Alt {
        let side = |element: &str, rest| self.of.pattern(elements.then(|| Name::new(element)), Name::new(rest));
        Alt { pats: vec![side("a", "m"), side("b", "n")], body }
    }

    /// What is made where one has ended, then where the other has.
    fn ended(&self, left: Term, right: Term) -> [Alt; 2] {
        [(vec![self.ends(), Pat::Wild], left), (vec![Pat::Wild, self.ends()], right)]
            .map(|(pats, body)| Alt { pats, body })
    }

    fn on_first(&self, operation: Operation, together: Option<Name>) -> Option<Vec<Alt>> {
        let plain = operation == Operation::Together;
        let element = plain.then(|| Name::new("a"));
        let step = self.of.pattern(element, Name::new("m"));
        let (at_end, at_step) = if plain {
            (var("y"), self.of.stepped(var("a"), self.call("m", "y")))
        } else {
            (Term::Con(self.of.end), both(Term::Global(together?), var("y"), self.call("m", "y")))
        };
        Some(vec![Alt { pats: vec![self.ends()], body: at_end }, Alt { pats: vec![step], body: at_step }])
    }

    fn by_steps(&self, operation: Operation) -> Vec<Alt> {
        let (end, rest) = (Term::Con(self.of.end), self.call("m", "n"));
        let left = if operation == Operation::Larger { var("y") } else { end.clone() };
        let right = if operation == Operation::Smaller { end } else { var("x") };
        let inside = if operation == Operation::Difference { rest } else { self.of.stepped(var("a"), rest) };
        self.ended(left, right).into_iter().chain([self.steps(false, inside)]).collect()
    }

    fn by_elements(&self, operation: Operation, space: &Space<'_>) -> Option<Vec<Alt>> {
        let inside = if operation == Operation::Sums {
            self.of.stepped(both(space.callable("Base.+")?, var("a"), var("b")), self.call("m", "n"))
        } else {
            let test = both(space.callable("Base.<=")?, var("a"), var("b"));
            let (first, second) = (self.call("m", "y"), self.call("x", "n"));
            conditional(test, self.of.stepped(var("a"), first), self.of.stepped(var("b"), second))
        };
        Some(self.ended(var("y"), var("x")).into_iter().chain([self.steps(true, inside)]).collect())
    }

    fn test(&self, operation: Operation, names: &[Name], space: &Space<'_>) -> Option<Vec<Alt>> {
        let (no, yes) = (Term::Con(names[0]), Term::Con(names[1]));
        let begins = operation == Operation::Begins;
        let mut inside = self.call("m", "n");
        if begins {
            let equal = both(space.callable(wired::EQUAL)?, var("a"), var("b"));
            inside = both(space.callable(wired::AND)?, equal, inside);
        }
        let inside = self.steps(begins, inside);
        if operation == Operation::Equal {
            let ended = Alt { pats: vec![self.ends(), self.ends()], body: yes };
            return Some(vec![ended, inside, Alt { pats: vec![Pat::Wild, Pat::Wild], body: no }]);
        }
        Some(self.ended(yes, no).into_iter().chain([inside]).collect())
    }

    fn compare(&self, names: &[Name]) -> Vec<Alt> {
        let [less, equal, more] = [0, 1, 2].map(|i: usize| Term::Con(names[i]));
        let ended = Alt { pats: vec![self.ends(), self.ends()], body: equal };
        let steps = self.steps(false, self.call("m", "n"));
        [ended].into_iter().chain(self.ended(less, more)).chain([steps]).collect()
    }
}

impl Linear {
    /// The step's pattern with these names for the element and the rest.
    fn pattern(&self, element: Option<Name>, rest: Name) -> Pat {
        let mut fields = vec![Pat::Var(rest)];
        if self.element.is_some() {
            fields.insert(1 - self.rest, element.map_or(Pat::Wild, Pat::Var));
        }
        Pat::Con(self.step, fields)
    }

    /// One step more.
    fn stepped(&self, element: Term, rest: Term) -> Term {
        let mut fields = vec![rest];
        if self.element.is_some() {
            fields.insert(1 - self.rest, element);
        }
        Term::app(Term::Con(self.step), fields)
    }
}

impl Space<'_> {
    /// The types at hand with an end and a step, what others are made of first.
    fn linear(&mut self) -> Vec<Linear> {
        let mut met: Vec<TypeId> = Vec::new();
        let types = self.params.clone();
        for ty in types.iter().map(|ty| expand(ty, self.env)) {
            met.push(self.types.id(&ty));
        }
        met.push(self.result);
        let mut at = 0;
        while at < met.len() && met.len() < MOST_TYPES {
            let shape = self.open_shape(met[at]);
            met.extend(shape.iter().flat_map(|s| s.iter()).flat_map(|c| c.fields.iter().copied()));
            at += 1;
        }
        let mut out: Vec<Linear> = Vec::new();
        for id in met.into_iter().rev() {
            let ty = self.types.get(id).clone();
            if out.len() < MOST_LINEAR && out.iter().all(|known| known.ty != ty) {
                out.extend(self.as_linear(id, ty));
            }
        }
        out
    }

    fn as_linear(&mut self, id: TypeId, ty: Type) -> Option<Linear> {
        let shape = self.open_shape(id)?;
        let [a, b] = shape.as_slice() else { return None };
        let (end, step) = if a.fields.is_empty() { (a, b) } else { (b, a) };
        let rest = step.fields.iter().position(|field| *field == id)?;
        let others: Vec<TypeId> = step.fields.iter().copied().filter(|field| *field != id).collect();
        if !end.fields.is_empty() || others.len() > 1 || step.fields.len() != others.len() + 1 {
            return None;
        }
        let element = others.first().map(|field| self.types.get(*field).clone());
        let plain = element.as_ref().is_none_or(|element| element.as_fun().is_none());
        plain.then_some(Linear { ty, end: end.name, step: step.name, rest, element })
    }

    /// The first type of so many constructors without fields, and these.
    fn chooser(&mut self, wanted: usize) -> Option<(Type, Vec<Name>)> {
        let (_, id) = self.choosers().into_iter().find(|(count, _)| *count == wanted)?;
        Some((self.types.get(id).clone(), self.constructor_names(id)))
    }
}
