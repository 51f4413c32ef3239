//! Habits of those who write programs: fields stay in their places, what is rebuilt keeps what it was, clauses for
//! constructors alike are alike, an element is no position in its own list.
//!
//! Part of ranking for intent (`rank`); a habit rejects no program. (That a repeated clause says little is minimum description
//! length: Grünwald 2007, "The Minimum Description Length Principle".)

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{self, Literal, Match, Pat, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::goal::Goal;
use crate::synth::program::{occurs, size};
use crate::synth::universe::mentions;

/// A field in another's place where a constructor is built again.
const MISPLACED: f64 = 1.0;
/// The same where all of them change places.
const EXCHANGED: f64 = 0.05;
/// A constant in a value of a type of the user's that the function is given one of.
const REBUILT: f64 = 1.5;
/// How much less of a clause counts that another one is like: in all, in all but its operators.
const REPEATED: f64 = 0.8;
const ALIKE: f64 = 0.7;
/// A number of three to ten that is computed with.
const COMPUTED: f64 = 0.4;
const COMPUTES: [&str; 3] = ["Base.+", "Base.-", "Base.*"];
/// What is put together first where what comes behind could have been: `(x : xs) ++ ys`.
const NESTED: f64 = 0.3;
/// An element as a position in its own list.
const POSITION: f64 = 3.0;
const POSITIONS: [&str; 4] = ["Base.take", "Base.drop", "Base.splitAt", "Base.!!"];

/// What the habits that a program's body breaks cost, less what those it keeps save.
pub(crate) fn habits(goal: &Goal, env: &Env, body: &Term) -> f64 {
    let mut elements = Vec::new();
    term::visit(body, &mut |part| {
        if let Term::Match(m) = part {
            m.alts.iter().flat_map(|alt| &alt.pats).for_each(|pat| first(pat, &mut elements));
        }
    });
    let (given, _) = goal.scheme.ty.uncurry();
    let mut cost = 0.0;
    term::visit(body, &mut |part| match part {
        Term::Match(m) => cost += alternatives(goal.name, m, env),
        Term::App(head, args) => {
            cost += rebuilt(head, args, &given, env);
            cost += position(head, args, &elements);
            cost += computed(head, args) + nested(head, args);
        }
        _ => {}
    });
    cost
}

/// The first elements of list patterns.
fn first(pat: &Pat, into: &mut Vec<Name>) {
    let Pat::Con(name, fields) = pat else { return };
    if let (wired::CONS, Some(Pat::Var(element))) = (name.as_str(), fields.first()) {
        into.push(*element);
    }
    fields.iter().for_each(|field| first(field, into));
}

/// Fields that are in other places in what is built again, and clauses that are like others.
fn alternatives(own: Name, m: &Match, env: &Env) -> f64 {
    let (mut cost, mut seen): (f64, Vec<(Term, Term)>) = (0.0, Vec::new());
    for alt in &m.alts {
        let [Pat::Con(name, fields)] = alt.pats.as_slice() else { continue };
        cost += misplaced(own, *name, fields, &alt.body, env);
        let nodes = f64::from(size(&alt.body).saturating_sub(1));
        let (same, alike) = (shape(*name, fields, &alt.body, false), shape(*name, fields, &alt.body, true));
        // What no field is in may be said of all that is not one of the others.
        let held = |field: &Pat| matches!(field, Pat::Var(of) if occurs(*of, &alt.body));
        if fields.is_empty() || fields.iter().any(held) {
            let part = match () {
                () if seen.iter().any(|(other, _)| *other == same) && !fields.is_empty() => REPEATED,
                () if seen.iter().any(|(_, other)| *other == alike) => ALIKE,
                () => 0.0,
            };
            cost -= part * nodes;
        }
        seen.push((same, alike));
    }
    cost
}

/// A clause's body with its fields as places and its own constructor as none; if `alike`, all operators as one.
fn shape(constructor: Name, fields: &[Pat], body: &Term, alike: bool) -> Term {
    let place = |name: &Name| fields.iter().position(|field| matches!(field, Pat::Var(of) if of == name));
    let none = Term::Con(Name::new("$"));
    let other = |part: &Term| match part {
        Term::Var(name) => place(name).map(|at| Term::Var(Name::new(&format!("${at}")))),
        Term::Con(name) if *name == constructor => Some(none.clone()),
        _ => None,
    };
    let of = term::canonical(&term::replace(body, &other));
    if !alike {
        return of;
    }
    let head = |part: &Term| match part {
        Term::Global(name) if is_operator(*name) => Some(none.clone()),
        _ => None,
    };
    term::replace(&of, &head)
}

/// Whether it is an operator.
fn is_operator(name: Name) -> bool {
    name.as_str().rsplit('.').next().is_none_or(|last| !last.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// What the fields that stand in other places cost; hardly anything where all of them change places.
fn misplaced(own: Name, name: Name, fields: &[Pat], body: &Term, env: &Env) -> f64 {
    let Some((data, tag)) = env.constructor(name) else { return 0.0 };
    let types: Vec<&Type> = data.constructors[tag].fields.iter().map(|field| &field.ty).collect();
    let mut cost = 0.0;
    term::visit(body, &mut |part| {
        let Term::App(head, args) = part else { return };
        if **head != Term::Con(name) || args.len() != fields.len() {
            return;
        }
        let held: Vec<Vec<usize>> = args
            .iter()
            .enumerate()
            .map(|(i, arg)| {
                let mut out = Vec::new();
                let of = |f: &Name| fields.iter().position(|field| matches!(field, Pat::Var(of) if of == f));
                leaves(own, arg, &mut |leaf| out.extend(of(&leaf).filter(|at| types.get(*at) == types.get(i))));
                out
            })
            .collect();
        let moved = held.iter().enumerate().flat_map(|(i, of)| of.iter().filter(move |at| **at != i)).count();
        let once = held.iter().all(|of| of.windows(2).all(|two| two[0] == two[1]));
        let mut places: Vec<usize> = held.iter().filter_map(|of| of.first().copied()).collect();
        places.sort_unstable();
        let apart = places.windows(2).all(|two| two[0] != two[1]);
        cost += moved as f64 * if once && apart { EXCHANGED } else { MISPLACED };
    });
    cost
}

/// The variables that a term may be, or that it is a recursive call on.
fn leaves(own: Name, term: &Term, found: &mut dyn FnMut(Name)) {
    match term {
        Term::Var(name) => found(*name),
        Term::Match(m) => m.alts.iter().for_each(|alt| leaves(own, &alt.body, found)),
        Term::App(head, args) if **head == Term::Global(own) => args.iter().for_each(|arg| {
            if let Term::Var(name) = arg {
                found(*name);
            }
        }),
        _ => {}
    }
}

/// What constants, and fields selected into other places, cost in a value of a type that the function is given values of.
fn rebuilt(head: &Term, args: &[Term], given: &[&Type], env: &Env) -> f64 {
    let Term::Con(name) = head else { return 0.0 };
    let Some((data, tag)) = env.constructor(*name) else { return 0.0 };
    let fields = &data.constructors[tag].fields;
    if args.len() < 2 || data.name.module().is_none() || !given.iter().any(|ty| mentions(ty, data.name)) {
        return 0.0;
    }
    let constants = args.iter().filter(|arg| matches!(arg, Term::Lit(_))).count();
    // Another field's value in a field's place.
    let selected = |arg: &Term| match arg {
        Term::App(head, _) => fields.iter().position(|field| **head == Term::Global(field.name.unwrap_or(*name))),
        _ => None,
    };
    let moved = args.iter().enumerate().filter(|(i, arg)| selected(arg).is_some_and(|at| at != *i)).count();
    constants as f64 * REBUILT + moved as f64 * MISPLACED
}

/// An element as a position.
fn position(head: &Term, args: &[Term], elements: &[Name]) -> f64 {
    let Term::Global(name) = head else { return 0.0 };
    let element = |arg: &Term| matches!(arg, Term::Var(name) if elements.contains(name));
    if POSITIONS.contains(&name.as_str()) && args.iter().any(element) { POSITION } else { 0.0 }
}

/// A number of one's own choice that is computed with.
fn computed(head: &Term, args: &[Term]) -> f64 {
    let Term::Global(name) = head else { return 0.0 };
    let small = |n: &num_bigint::BigInt| i64::try_from(n.clone()).is_ok_and(|n| (3..=10).contains(&n));
    let own = |arg: &Term| matches!(arg, Term::Lit(Literal::Num(n)) if small(n));
    if COMPUTES.contains(&name.as_str()) && args.iter().any(own) { COMPUTED } else { 0.0 }
}

/// A list that is put together before something is put behind it.
fn nested(head: &Term, args: &[Term]) -> f64 {
    let both = [Term::Global(Name::new(wired::APPEND)), Term::Con(Name::new(wired::CONS))];
    let made = |arg: &Term| matches!(arg, Term::App(inner, parts) if both.contains(inner) && parts.len() == 2);
    // A list that is written out is none of these.
    let written = |arg: &Term| matches!(arg, Term::App(_, parts) if parts[1] == Term::Con(Name::new(wired::NIL)));
    if *head == both[0] && args.first().is_some_and(|arg| made(arg) && !written(arg)) { NESTED } else { 0.0 }
}
