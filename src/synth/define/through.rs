//! Functions of all that a datum holds: where the examples bear out that a function of a datum is one of the list of its
//! elements, that one is looked for (a fold factors through the free monoid: Meijer, Fokkinga, Paterson 1991). Whether the
//! labels of a tree grow is a question to a list.

use crate::core::eval::Machine;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::define::lift::{self, Part};
use crate::synth::define::{DEFINE, Found, Gathered};
use crate::synth::goal::{Example, Goal};
use crate::synth::search::Search;
use crate::synth::space::{Space, is_full};

/// Fewest different lists of elements that the examples have.
const FEWEST: usize = 3;

/// A parameter and the pass that gives its elements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Through {
    pub(super) param: usize,
    /// Its place among the passes.
    pub(super) pass: usize,
}

/// The goal of the function of the elements; none if the examples contradict that there is one.
pub(super) fn goal(name: Name, through: Through, gathered: &Gathered, of: &Search<'_>) -> Option<Goal> {
    let goal = of.goal;
    let pass = Term::Global(gathered.parts[through.pass].bind.name);
    let mut params: Vec<Type> = of.space.params.clone();
    let elements = gathered.result(through.pass)?;
    params[through.param] = elements.clone();
    let ty = Type::funs(params, of.space.types.get(of.space.result).clone());
    let scheme = Scheme { ty, ..goal.scheme.clone() };
    let passed = |example: &Example| {
        let mut args = example.args.clone();
        args[through.param] = Term::app(pass.clone(), vec![args[through.param].clone()]);
        Example { args, ..example.clone() }
    };
    let examples = goal.examples.iter().map(passed).collect();
    let given = Goal { name, scheme, examples, checks: Vec::new(), ..goal.clone() };
    let machine = Machine::small(gathered.env.clone());
    let mut space = Space::with(&given, (&gathered.env, of.space.guide), machine, &of.goals.libraries);
    if !is_told(&space, through.param) {
        return None;
    }
    let mut examples = goal.examples.clone();
    for (number, example) in examples.iter_mut().enumerate() {
        let value = *space.rows.get(number)?.args.get(through.param)?;
        example.args[through.param] = space.term_of(value, &elements, number as u16)?;
    }
    Some(Goal { examples, ..given })
}

/// Whether the results are a function of what the space's examples have, and there are enough of them.
fn is_told(space: &Space<'_>, param: usize) -> bool {
    let rows = &space.rows;
    let result = |row: usize| rows[row].expected.map(|(_, key)| key);
    let alone = (0..rows.len()).all(|a| {
        (0..a).all(|b| rows[a].keys != rows[b].keys || result(a) == result(b))
            && rows[a].keys.iter().all(|key| is_full(*key))
    });
    let mut lists: Vec<u64> = rows.iter().map(|row| row.keys[param]).collect();
    lists.sort_unstable();
    lists.dedup();
    alone && lists.len() >= FEWEST
}

/// The function itself, where `found` is that of the elements.
pub(super) fn whole(name: Name, through: Through, gathered: &Gathered, found: Found, arity: usize) -> Option<Found> {
    let (bind, used) = lift::binding(name, &found);
    if !used.contains(&through.param) {
        return None;
    }
    let params: Vec<Name> = (0..arity).map(|i| Name::new(&format!("$a{i}"))).collect();
    let pass = &gathered.parts[through.pass];
    let arg = |i: &usize| {
        let param = Term::Var(params[*i]);
        if *i == through.param { Term::app(Term::Global(pass.bind.name), vec![param]) } else { param }
    };
    let call = Term::app(Term::Global(name), used.iter().map(arg).collect());
    let mut parts = vec![pass.clone()];
    parts.extend(found.parts);
    parts.push(Part { bind, cost: found.cost + DEFINE });
    Some(Found { function: Term::lam(params, call), parts, cost: 0.0, ..found })
}

impl Gathered {
    /// What a pass gives.
    fn result(&self, pass: usize) -> Option<Type> {
        let name = self.parts[pass].bind.name;
        let component = self.goal.components.iter().find(|c| c.name == name)?;
        let result = component.scheme.ty.uncurry().1.clone();
        (*result.spine().0 == Type::con(wired::NIL)).then_some(result)
    }
}
