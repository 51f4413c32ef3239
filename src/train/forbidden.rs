//! Decontamination: what the evaluation suites ask is never trained on.
//!
//! A dreamed goal is dropped when its examples are those of a suite's task, and when its target behaves like a task's
//! function on all of that task's inputs.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Observation};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Scheme, Type};
use crate::model::value::{Datum, Viewer, plain};
use crate::synth::goal::{Example, Expected, Goal};

const LIMITS: Limits = Limits { fuel: 200_000, memory_bytes: 32 << 20, depth: 50_000 };
const NODES: u32 = 4_000;

/// A task: closed arguments, expected observation.
type Task = Vec<(Vec<Term>, Observation)>;

/// What is not to be trained on.
#[derive(Default)]
pub struct Forbidden {
    /// Examples of tasks, shown: any two of them make a goal forbidden.
    shown: BTreeSet<String>,
    /// Tasks over library types by their closed type, shown.
    tasks: BTreeMap<String, Vec<Task>>,
    /// Tasks read.
    pub count: usize,
}

impl Forbidden {
    /// Adds a task.
    pub fn add(&mut self, goal: &Goal, env: &Env) {
        self.count += 1;
        let mut viewer = Viewer::new(env);
        let mut task = Task::new();
        let mut machine = Machine::new(env.clone());
        machine.set_limits(LIMITS);
        let mut kind = None;
        for example in &goal.examples {
            self.shown.insert(shown(goal, example, env, &mut viewer));
            if let Expected::Value(result) = &example.result {
                let ty = closed(goal, example, env);
                kind.get_or_insert_with(|| ty.to_string());
                if ty.uncurry().0.len() == example.args.len() && kind.as_deref() == Some(&ty.to_string()) {
                    task.push((example.args.clone(), observe(&mut machine, result)));
                }
            }
        }
        if let Some(kind) = kind
            && !task.is_empty()
            && library_only(goal, env)
        {
            self.tasks.entry(kind).or_default().push(task);
        }
    }

    /// Whether a dreamed goal with this target may be used.
    pub fn allows(&self, goal: &Goal, term: &Term, env: &Env) -> bool {
        let mut viewer = Viewer::new(env);
        let met = goal.examples.iter().filter(|e| self.shown.contains(&shown(goal, e, env, &mut viewer))).count();
        if met >= goal.examples.len().min(2) {
            return false;
        }
        let Some(example) = goal.examples.first() else { return true };
        let ty = closed(goal, example, env);
        let Some(tasks) = self.tasks.get(&ty.to_string()) else { return true };
        let inferred = infer::expr(term, Some(&Scheme::mono(ty)), &[], env, Defaulting::Standard);
        if !inferred.errors.is_empty() {
            return true;
        }
        let mut machine = Machine::new(env.clone());
        machine.set_limits(LIMITS);
        let name = Name::new("$dreamed");
        machine.define(name, &inferred.term);
        !tasks.iter().any(|task| {
            task.iter().all(|(args, expected)| {
                let call = Term::app(Term::Global(name), args.clone());
                observe(&mut machine, &call) == *expected
            })
        })
    }
}

fn observe(machine: &mut Machine, term: &Term) -> Observation {
    let mark = machine.mark();
    let code = machine.compile(&[], term);
    let value = machine.suspend(code, &[]);
    let seen = machine.observe(value, NODES);
    machine.reset(mark);
    seen
}

/// The goal's type at an example, without synonyms at the heads.
fn closed(goal: &Goal, example: &Example, env: &Env) -> Type {
    let bind = |var: Name| goal.scheme.vars.iter().position(|v| *v == var).and_then(|i| example.types.get(i).cloned());
    expand(&goal.scheme.ty.subst(&bind), env)
}

fn expand(ty: &Type, env: &Env) -> Type {
    match plain(ty, env) {
        Type::App(f, a) => Type::app(expand(&f, env), [expand(&a, env)]),
        ty => ty,
    }
}

/// Whether the goal's type speaks of the library only: another file's own types are never a world's.
fn library_only(goal: &Goal, env: &Env) -> bool {
    fn own(ty: &Type, module: Option<Name>) -> bool {
        match ty {
            Type::Con(name) => name.module().is_some() && name.module() == module,
            Type::App(f, a) => own(f, module) || own(a, module),
            Type::Var(_) | Type::Meta(_) => false,
        }
    }
    !own(&expand(&goal.scheme.ty, env), goal.name.module())
}

fn shown(goal: &Goal, example: &Example, env: &Env, viewer: &mut Viewer<'_>) -> String {
    let ty = closed(goal, example, env);
    let (params, _) = ty.uncurry();
    let mut rest = ty.clone();
    for _ in &example.args {
        rest = rest.as_fun().map_or(rest.clone(), |(_, to)| to.clone());
    }
    let mut parts: Vec<Datum> = example.args.iter().zip(params).map(|(arg, ty)| viewer.datum(arg, ty)).collect();
    if let Expected::Value(result) = &example.result {
        parts.push(viewer.datum(result, &rest));
    }
    format!("{parts:?}")
}
