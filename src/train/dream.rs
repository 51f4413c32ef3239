//! One session of dreaming: random inputs in a world, the enumerator's bank over them, some of its terms as goals.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::budget::{Budget, Engines};
use crate::synth::dream::{Bank, Sketch, productions};
use crate::synth::goal::{Example, Expected, Goal, Origin};
use crate::synth::guide::{Counted, Production};
use crate::train::random::Random;
use crate::train::world::World;

/// Goals taken from one bank.
const TAKEN: usize = 12;
/// Terms looked at for them.
const LOOKED: usize = 240;
/// Smallest and largest target, in nodes.
const SIZES: std::ops::RangeInclusive<u32> = 2..=16;
/// The share of programs at which a production's occurrences count once.
const EVEN: f64 = 0.02;
/// Memory of a bank.
const MEMORY_BYTES: u64 = 256 << 20;

/// A goal and the program that it was made from.
pub struct Dreamed {
    /// Its examples have the program's results.
    pub goal: Goal,
    /// The program, a closed source term.
    pub term: Term,
    /// What it is made of.
    pub used: Vec<Production>,
}

/// How often each production was in a target so far, by key: those that people use more often are preferred.
pub type Tally = BTreeMap<String, u32>;

/// One session.
pub fn session(
    world: &World,
    counted: &Counted,
    tally: &Tally,
    cancel: &Arc<AtomicBool>,
    random: &mut Random,
) -> Vec<Dreamed> {
    let Some(full) = question(world, random) else { return Vec::new() };
    // With few components the bank is deep, with all of them it is what a search meets.
    let mut narrow = full.clone();
    if random.chance(75) {
        let share = random.between(12, 40) as u32 * 100 / full.components.len().max(1) as u32;
        narrow.components.retain(|c| random.chance(share.max(4)) || c.origin == Origin::User && random.chance(60));
    }
    let steps = [2_000, 4_000, 8_000, 16_000][random.below(4)];
    let budget = Budget {
        steps,
        memory_bytes: MEMORY_BYTES,
        deadline: None,
        cancel: cancel.clone(),
        count: 1,
        engines: Engines::default(),
    };
    let mut bank = Bank::new(&narrow, &world.env, counted, &budget);
    let mut out = Vec::new();
    for (number, term) in choose(&mut bank, &narrow, counted, tally, random) {
        let results = bank.results(number);
        let mut goal = full.clone();
        let mut examples = Vec::new();
        for (example, result) in full.examples.iter().zip(results) {
            if let Some(result) = result {
                examples.push(Example { result: Expected::Value(result), ..example.clone() });
            }
        }
        if examples.len() < 3 {
            continue;
        }
        goal.examples = examples;
        crate::train::world::literals(&mut goal);
        let used = productions(&term);
        out.push(Dreamed { goal, term, used });
    }
    out
}

/// Terms of the bank: those that use the parameters and tell the examples apart. Preferred are those with a production
/// that was rarer so far than people's use of it says.
fn choose(bank: &mut Bank<'_>, goal: &Goal, counted: &Counted, tally: &Tally, random: &mut Random) -> Vec<(u32, Term)> {
    let arity = goal.scheme.ty.uncurry().0.len();
    let all = (1_u64 << arity) - 1;
    let lax = random.chance(12);
    let enough = goal.examples.len().min(4).max(goal.examples.len().saturating_sub(2));
    let fine =
        |s: &Sketch| s.defined >= enough && s.distinct >= 2 && if lax { s.uses != 0 } else { s.uses & all == all };
    let mut sketches: Vec<Sketch> = bank.sketches().into_iter().filter(fine).collect();
    random.shuffle(&mut sketches);
    sketches.truncate(LOOKED);
    let mut weighted = Vec::new();
    for sketch in sketches {
        let term = bank.term(sketch.number);
        let size = Bank::size(&term);
        if !SIZES.contains(&size) {
            continue;
        }
        let rarest = productions(&term)
            .into_iter()
            .filter(|p| matches!(p, Production::Call(_) | Production::Construct(_)))
            .map(|p| f64::from(tally.get(&p.key()).copied().unwrap_or(0)) * EVEN / f64::from(counted.share(p)))
            .min_by(f64::total_cmp);
        let Some(rarest) = rarest else { continue };
        let weight = f64::from(size.min(8)) / (30.0 + rarest).sqrt();
        // Efraimidis & Spirakis 2006: the greatest keys are a weighted sample without replacement.
        let key = random.unit().max(1e-12).ln() / weight;
        weighted.push((key, sketch.number, term));
    }
    weighted.sort_by(|a, b| b.0.total_cmp(&a.0));
    weighted.into_iter().take(TAKEN).map(|(_, number, term)| (number, term)).collect()
}

/// A goal without results: a random type, random inputs.
fn question(world: &World, random: &mut Random) -> Option<Goal> {
    let count = [1, 1, 1, 1, 2, 2, 2, 2, 2, 3][random.below(10)];
    let mut params: Vec<Type> = (0..count).map(|_| world.parameter(random)).collect();
    let int = Type::con(wired::INT);
    if random.chance(8) {
        let result = if random.chance(50) { Type::con(wired::BOOL) } else { int.clone() };
        params.insert(0, Type::fun(int.clone(), result));
    }
    let result = match random.below(10) {
        0..=3 => random.pick(&params).filter(|p| p.as_fun().is_none()).cloned().unwrap_or(int.clone()),
        4 => int.clone(),
        5 => Type::con(wired::BOOL),
        _ => world.parameter(random),
    };
    let closed = Type::funs(params.clone(), result);
    let (scheme, types, dictionaries) = generalise(world, &closed, random)?;
    let mut examples = Vec::new();
    for _ in 0..random.between(3, 6) {
        let mut args = Vec::new();
        for param in &params {
            args.push(world.value(param, 3, random)?);
        }
        examples.push(Example {
            types: types.clone(),
            dictionaries: dictionaries.clone(),
            args,
            result: Expected::Stops(String::new()),
        });
    }
    let mut goal = Goal {
        name: Name::new("Main.f"),
        scheme,
        examples,
        checks: Vec::new(),
        components: world.components.clone(),
        datas: world.datas.clone(),
        input_literals: Vec::new(),
        output_literals: Vec::new(),
    };
    crate::train::world::literals(&mut goal);
    Some(goal)
}

/// Sometimes machine integers become a type variable, perhaps one of a class.
fn generalise(world: &World, closed: &Type, random: &mut Random) -> Option<(Scheme, Vec<Type>, Vec<Term>)> {
    let int = Type::con(wired::INT);
    if !random.chance(20) || !crate::train::world::contains(closed, &int) {
        return Some((Scheme::mono(closed.clone()), Vec::new(), Vec::new()));
    }
    let var = Name::new("a");
    let ty = crate::train::world::replace(closed, &int, &Type::Var(var));
    let context: Vec<Pred> = match random.below(4) {
        0 => vec![Pred { class: Name::new(wired::EQ), ty: Type::Var(var) }],
        1 => vec![Pred { class: Name::new(wired::ORD), ty: Type::Var(var) }],
        _ => Vec::new(),
    };
    let mut dictionaries = Vec::new();
    for pred in &context {
        dictionaries.push(infer::dictionary(&Pred { class: pred.class, ty: int.clone() }, &[], &world.env)?);
    }
    Some((Scheme { vars: vec![var], context, ty }, vec![int], dictionaries))
}
