//! Recursion on numbers: down by one or two, and by division, where what remains is the last digit; and on lists, by so many
//! elements as a number says. (Course-of-values recursion, Péter 1934, for the calls on two predecessors.)
//!
//! A *descent* says which numbers are the base, and what the recursion is on elsewhere. Negative numbers are in the base, so
//! that all of them end.

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Context, Definition, Variable};
use crate::synth::library::{Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::recurse::grow::narrowed;
use crate::synth::recurse::{Branch, Forest, Kind, Split, split_cost};
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// What a part of a number costs more than a variable.
const PART: u32 = UNIT / 2;
/// What numbers are divided by.
pub(crate) const DIVISORS: [i64; 2] = [10, 2];

/// How a number gets smaller: which of them, at most that, are the base, and what the others give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Descent {
    /// `n - 1`, and as many below it as the base has beyond zero.
    Down { base: i64 },
    /// `n div by`, with `n mod by`.
    Divide { by: i64, base: i64 },
}

/// An operation on a number, and its other operand.
type Operation = (&'static str, i64);

impl Descent {
    pub(super) fn base(self) -> i64 {
        match self {
            Descent::Down { base } | Descent::Divide { base, .. } => base,
        }
    }

    /// The operations that give what the recursion is on, and those that give something beside it; with their operands.
    fn parts(self) -> [Vec<Operation>; 2] {
        match self {
            Descent::Down { base } => [(1..=base + 1).map(|k| ("Base.-", k)).collect(), Vec::new()],
            Descent::Divide { by, .. } => [vec![("Base.div", by)], vec![("Base.mod", by)]],
        }
    }
}

impl Forest {
    /// Splits node `n` on the number `v`, one way for each descent.
    pub(super) fn descend(&mut self, n: usize, v: usize, ty: TypeId, space: &mut Space<'_>) {
        if space.at_most(ty, Term::Fall, 0, Style::Source).is_none() {
            return;
        }
        let mut descents = vec![Descent::Down { base: 0 }];
        if space.params.iter().all(|ty| space.types.find(ty).is_some_and(|id| space.is_whole(id))) {
            descents.push(Descent::Down { base: 1 });
            for by in DIVISORS {
                descents.extend([Descent::Divide { by, base: by - 1 }, Descent::Divide { by, base: 0 }]);
            }
        }
        let place = self.analyses(n);
        for descent in descents {
            // What no example says of the base, only the oldest of them may say.
            if descent.base() > 0 && !self.has_base(n, v, descent, space) {
                continue;
            }
            let [parts, beside] = descent.parts();
            let has = |(op, k): &Operation| space.operation(op, ty, Term::Fall, *k, Style::Source).is_some();
            if !parts.iter().chain(&beside).all(has) {
                continue;
            }
            let none = Name::new(wired::INT);
            let branch = |recursive| Branch { constructor: none, fields: Vec::new(), recursive, node: None };
            self.splits.push(Split {
                node: n,
                variable: v as u16,
                kind: Kind::Number(descent),
                branches: vec![branch(false), branch(true)],
                open: false,
                complete: true,
                cost: split_cost(true),
                place,
            });
            self.number_branch(self.splits.len() - 1, 0, descent, space);
        }
    }

    /// Whether an example is in the base of a descent.
    fn has_base(&self, n: usize, v: usize, descent: Descent, space: &mut Space<'_>) -> bool {
        let values = space.contexts[self.nodes[n].context].variables[v].values.clone();
        values.into_iter().any(|value| space.whole(value).is_some_and(|k| k <= descent.base()))
    }

    /// Makes the node of one branch of such a split: of the base, or of the recursion.
    pub(super) fn number_branch(&mut self, s: usize, b: usize, descent: Descent, space: &mut Space<'_>) {
        let (n, v) = (self.splits[s].node, self.splits[s].variable as usize);
        let c = self.nodes[n].context;
        let Some(ty) = space.contexts[c].value_type(v) else { return };
        let mut chosen = Vec::new();
        for row in 0..space.contexts[c].rows {
            let Some(k) = space.whole(space.contexts[c].variables[v].values[row]) else { return };
            if (k <= descent.base()) == (b == 0) {
                chosen.push((row, k));
            }
        }
        let rows: Vec<usize> = chosen.iter().map(|(row, _)| *row).collect();
        let mut child = narrowed(&space.contexts[c], &rows);
        if b == 0 {
            // A number that is always the same is written out.
            child.variables[v].hidden |= chosen.windows(2).all(|two| two[0].1 == two[1].1) && !chosen.is_empty();
        } else {
            let [parts, beside] = descent.parts();
            for (i, (op, k)) in parts.iter().chain(&beside).enumerate() {
                let values = chosen.iter().map(|(_, n)| match *op {
                    "Base.-" => n - k,
                    "Base.div" => n.div_euclid(*k),
                    _ => n.rem_euclid(*k),
                });
                let at = space.numeral(&mut child, (v, ty), (op, *k), values.collect());
                if i < parts.len() {
                    child.smaller.push((v as u16, at));
                }
            }
            if let Descent::Divide { by, .. } = descent {
                space.take_digit(&mut child, v, by);
            }
        }
        self.finish(s, b, child, space);
    }
}

impl Space<'_> {
    /// Adds the variable `n op k`, with its values, to a context; its place.
    fn numeral(&mut self, child: &mut Context, (v, ty): (usize, TypeId), (op, k): (&str, i64), all: Vec<i64>) -> u16 {
        let values: Vec<Value> = all.into_iter().map(|n| self.number(ty, n)).collect();
        let keys = values.iter().map(|v| self.key(*v)).collect();
        let number = self.types.get(ty).clone();
        let name = self.fresh(&number);
        let of = Term::Var(child.variables[v].name);
        let made = |style| self.operation(op, ty, of.clone(), k, style).unwrap_or(Term::Fall);
        let terms = std::sync::Arc::new([made(Style::Source), made(Style::Elaborated)]);
        let definition = Definition::Computed(PART, terms);
        child.variables.push(Variable::new(name, Slot::Value(ty), values, keys, definition));
        (child.variables.len() - 1) as u16
    }

    /// Adds to a branch of a list parameter `p` what is left of it without as many elements as another parameter says, where
    /// that is less.
    pub(super) fn dropped(&mut self, child: &mut Context, (p, ty): (u16, TypeId)) {
        let int = self.int();
        let slots = [Slot::Value(int), Slot::Value(ty)];
        let Some(drop) = self.find_instance("Base.drop", &slots, ty) else { return };
        if child.rows == 0 || !child.smaller.iter().any(|(of, _)| *of == p) || self.accumulates.is_some() {
            return;
        }
        for n in 0..self.arity {
            if child.value_type(n) != Some(int) {
                continue;
            }
            let mut values = Vec::new();
            for row in 0..child.rows {
                let [n, list] = [n, p as usize].map(|v| child.variables[v].values[row]);
                let (Some(count @ 1..), Some(all)) = (self.whole(n), self.elements(list)) else { break };
                values.push(self.list(all.get(count as usize..).unwrap_or(&[])));
            }
            if values.len() < child.rows {
                continue;
            }
            let of = [n, p as usize].map(|v| Term::Var(child.variables[v].name));
            let made = |style| self.instance_call(drop, of.to_vec(), style);
            let definition =
                Definition::Computed(PART, std::sync::Arc::new([made(Style::Source), made(Style::Elaborated)]));
            let keys = values.iter().map(|value| self.key(*value)).collect();
            let list = self.types.get(ty).clone();
            let name = self.fresh(&list);
            child.smaller.push((p, child.variables.len() as u16));
            child.variables.push(Variable::new(name, Slot::Value(ty), values, keys, definition));
        }
    }

    /// Whether it is a type of whole numbers.
    pub(crate) fn is_whole(&self, id: TypeId) -> bool {
        let ty = self.types.get(id);
        *ty == Type::con(wired::INT) || *ty == Type::con(wired::INTEGER)
    }

    /// A whole number that is not too large.
    pub(crate) fn whole(&mut self, value: Value) -> Option<i64> {
        match self.machine.view(value).ok()? {
            View::Int(n) => Some(n),
            View::Integer(n) => i64::try_from(n).ok(),
            _ => None,
        }
    }

    pub(crate) fn number(&mut self, ty: TypeId, n: i64) -> Value {
        let integer = *self.types.get(ty) == Type::con(wired::INTEGER);
        self.machine.make(&if integer { View::Integer(n.into()) } else { View::Int(n) })
    }

    /// `n op k` at a type of whole numbers; none where that is not in scope.
    fn operation(&self, op: &str, ty: TypeId, n: Term, k: i64, style: Style) -> Option<Term> {
        self.applied(op, (ty, ty), n, k, style)
    }

    /// Whether `n` is at most `k`: `n < 10`, but `n <= 0` and `n <= 1`; or whether it is that, where nothing better is in scope.
    pub(super) fn at_most(&self, ty: TypeId, n: Term, k: i64, style: Style) -> Option<Term> {
        let truth = self.types.find(&Type::con(wired::BOOL))?;
        let made = |op, k| self.applied(op, (ty, truth), n.clone(), k, style);
        let less = if k > 1 { made("Base.<", k + 1) } else { None };
        less.or_else(|| made("Base.<=", k)).or_else(|| made("Base.<", k + 1)).or_else(|| made("Base.==", k))
    }

    fn applied(&self, op: &str, (ty, to): (TypeId, TypeId), n: Term, k: i64, style: Style) -> Option<Term> {
        let instance = self.find_instance(op, &[Slot::Value(ty), Slot::Value(ty)], to)?;
        let integer = *self.types.get(ty) == Type::con(wired::INTEGER);
        let literal = match style {
            Style::Source => Literal::Num(k.into()),
            _ if integer => Literal::Integer(k.into()),
            _ => Literal::Int(k),
        };
        Some(self.instance_call(instance, vec![n, Term::Lit(literal)], style))
    }
}
