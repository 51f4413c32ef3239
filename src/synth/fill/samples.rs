//! Situations in which a hole may be evaluated: values of its parameters' types.
//!
//! What a hole's variables are when the function runs depends on what is put into the holes. So terms for a hole are
//! told apart on values that the examples hold of each type, the parts of arguments and results, put together in many
//! ways; what is found is then judged by the whole function alone.

use crate::core::env::Env;
use crate::core::eval::{Machine, View};
use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Example, Expected, Goal};
use crate::synth::pool::small_terms;
use crate::synth::space::mix;
use crate::synth::types::{Types, expand};

/// Situations of a hole.
const ROWS: usize = 40;
/// Most parts of one example's values, and how deep they lie.
const PARTS: usize = 60;
const DEPTH: usize = 6;
/// Values made up where the examples have fewer.
const FEW: usize = 3;

/// The examples of a hole: arguments only.
pub(super) fn rows(goal: &Goal, scheme: &Scheme, env: &Env, machine: &mut Machine) -> Vec<Example> {
    let mut types = Types::default();
    let pools: Vec<Vec<(Type, Term)>> =
        goal.examples.iter().map(|example| pool(goal, example, env, machine, &mut types)).collect();
    let mut out = Vec::new();
    for row in 0..ROWS {
        let Some(number) = row.checked_rem(goal.examples.len()) else { break };
        let example = &goal.examples[number];
        let round = row / goal.examples.len();
        let outer = |var: &Name| {
            let at = goal.scheme.vars.iter().position(|outer| outer == var);
            at.and_then(|at| example.types.get(at)).cloned().unwrap_or_else(|| Type::con(wired::UNIT))
        };
        let bind = |var: Name| scheme.vars.contains(&var).then(|| outer(&var));
        let ty = expand(&scheme.ty.subst(&bind), env);
        let mut args = Vec::new();
        for (at, param) in ty.uncurry().0.into_iter().enumerate() {
            let Some(choice) = choose(param, &pools, number, (round, at), (&mut types, env)) else { break };
            args.push(choice);
        }
        let dictionary = |pred| {
            let at = goal.scheme.context.iter().position(|outer| outer == pred)?;
            example.dictionaries.get(at).cloned()
        };
        out.push(Example {
            types: scheme.vars.iter().map(outer).collect(),
            dictionaries: scheme.context.iter().filter_map(dictionary).collect(),
            args,
            result: Expected::Stops(String::new()),
        });
    }
    // As many arguments as there are values for in every situation.
    let arity = out.iter().map(|example| example.args.len()).min().unwrap_or(0);
    out.iter_mut().for_each(|example| example.args.truncate(arity));
    out
}

/// A value for a parameter: of the same example, of another one, or made up.
fn choose(
    ty: &Type,
    pools: &[Vec<(Type, Term)>],
    number: usize,
    (round, at): (usize, usize),
    (types, env): (&mut Types, &Env),
) -> Option<Term> {
    let of = |pool: &[(Type, Term)]| -> Vec<Term> {
        pool.iter().filter(|(known, _)| known == ty).map(|(_, term)| term.clone()).collect()
    };
    let mut all = of(&pools[number]);
    if all.len() < FEW || round % 3 == 2 {
        pools.iter().for_each(|pool| all.extend(of(pool)));
    }
    if all.len() < 2 * FEW || round % 3 == 1 {
        let id = types.id(ty);
        all.extend(small_terms(id, types, env, 2));
    }
    if all.is_empty() {
        return None;
    }
    let shaken = mix((round as u64) << 32 | (at as u64) << 8 | number as u64) as usize;
    let index = if round == 0 { at } else { shaken };
    Some(all[index % all.len()].clone())
}

/// All values in an example, the whole ones first.
fn pool(goal: &Goal, example: &Example, env: &Env, machine: &mut Machine, types: &mut Types) -> Vec<(Type, Term)> {
    let bind = |var: Name| {
        let at = goal.scheme.vars.iter().position(|own| *own == var);
        at.and_then(|at| example.types.get(at)).cloned()
    };
    let ty = expand(&goal.scheme.ty.subst(&bind), env);
    let mut open: Vec<(Type, Term, usize)> = Vec::new();
    let mut rest = ty;
    for arg in &example.args {
        let Some((param, result)) = rest.as_fun() else { break };
        open.push((param.clone(), arg.clone(), 0));
        rest = result.clone();
    }
    if let Expected::Value(result) = &example.result {
        open.push((rest, result.clone(), 0));
    }
    let mut at = 0;
    while at < open.len() && open.len() < PARTS {
        let (ty, term, depth) = open[at].clone();
        at += 1;
        let id = types.id(&ty);
        let Some(shape) = types.shape(id, env).filter(|_| depth < DEPTH) else { continue };
        let mark = machine.mark();
        let code = machine.compile(&[], &term);
        let seen = machine.run(code, &[]).and_then(|value| machine.view(value));
        machine.reset(mark);
        machine.forget_code(code);
        let Ok(View::Data(tag, _)) = seen else { continue };
        let Some(constructor) = shape.get(tag as usize) else { continue };
        for (field, id) in constructor.fields.iter().enumerate() {
            let part = select(&term, constructor.name, field, constructor.fields.len());
            open.push((types.get(*id).clone(), part, depth + 1));
        }
    }
    open.into_iter().map(|(ty, term, _)| (ty, term)).collect()
}

/// A field of a value that is known to be of that constructor.
fn select(term: &Term, constructor: Name, field: usize, fields: usize) -> Term {
    let chosen = Name::new("chosen#");
    let pats = (0..fields).map(|i| if i == field { Pat::Var(chosen) } else { Pat::Wild }).collect();
    let alt = Alt { pats: vec![Pat::Con(constructor, pats)], body: Term::Var(chosen) };
    let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
    Term::Match(Box::new(Match { scrutinees: vec![term.clone()], alts: vec![alt], otherwise }))
}
