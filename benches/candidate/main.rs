//! The figure that search lives by: the time for one candidate of about twelve nodes on five examples.
//!
//! `cargo bench --bench candidate`. Some hundred distinct well-typed functions over lists and integers; each is compiled,
//! run on five examples, evaluated to normal form, hashed and forgotten. The synthesizer does less: it applies the root
//! to the values of the children, which it has kept; that figure is printed beside it. `-- --once` runs each candidate
//! only once a figure: for instruction counts.

use std::io::Write;
use std::time::Instant;

use wherein::analysis::Snapshot;
use wherein::core::env::Env;
use wherein::core::eval::{Limits, Machine, Observation, Value, View};
use wherein::core::name::Name;
use wherein::core::term::Term;

mod grow;

const CANDIDATES: usize = 400;
/// Each figure is the best of so many rounds: the machine may be busy with other things.
const ROUNDS: usize = 7;
/// Candidates in a row, to be well above the clock's resolution.
const REPEATS: usize = 30;
/// Nodes observed of a result.
const NODES: u32 = 300;
/// The bounds of a candidate in the search, and of one that has met something infinite.
const LIMITS: Limits = Limits { fuel: 4_000, memory_bytes: 4 << 20, depth: 4_000 };
const LOW: Limits = Limits { fuel: 600, memory_bytes: 4 << 20, depth: 1_000 };

const LISTS: [&[i64]; 5] = [&[], &[3], &[1, 2, 3, 4], &[5, 1, 4, 2], &[7, -2, 0, 3, 9, 1]];

/// A function of the module, taken apart.
struct Candidate {
    params: Vec<Name>,
    body: Term,
}

fn main() -> std::io::Result<()> {
    let (text, nodes) = grow::module(CANDIDATES);
    let mut out = std::io::stdout().lock();
    let Some(language) = wherein::lang::by_extension("hs") else { return Ok(()) };
    let snapshot = Snapshot::new(language, text);
    let env = snapshot.env().clone();
    let candidates: Vec<Candidate> = (0..CANDIDATES).filter_map(|i| candidate(&env, i)).collect();
    let mut machine = Machine::new(env.clone());
    let rows = rows(&mut machine);
    let full = |machine: &mut Machine, c: &Candidate| {
        whole(machine, c, &rows).iter().filter(|seen| matches!(seen, Observation::Full(_))).count()
    };
    let defined = candidates.iter().filter(|c| full(&mut machine, c) > 0).count();
    writeln!(out, "{} candidates, {nodes:.1} nodes on average, {defined} of them defined", candidates.len())?;
    writeln!(out, "{:44} {:>8} {:>8}", "microseconds a candidate", "mean", "median")?;
    machine.set_limits(LIMITS);
    report(&mut out, "compiled, five examples", &candidates, |c| {
        whole(&mut machine, c, &rows);
    })?;
    report(&mut out, "compiled, first example only", &candidates, |c| {
        whole(&mut machine, c, &rows[2..3]);
    })?;
    machine.set_limits(LOW);
    report(&mut out, "compiled, five examples, low fuel", &candidates, |c| {
        whole(&mut machine, c, &rows);
    })?;
    machine.set_limits(LIMITS);
    report(&mut out, "compiling alone", &candidates, |c| {
        let code = machine.compile(&c.params, &c.body);
        machine.forget_code(code);
    })?;
    let roots: Vec<Root> = candidates.iter().filter_map(|c| root(&mut machine, &env, c, &rows)).collect();
    report(&mut out, &format!("{} roots from cached children, five examples", roots.len()), &roots, |root| {
        let mark = machine.mark();
        for children in &root.children {
            let value = machine.apply(root.function, children);
            std::hint::black_box(machine.observe(value, NODES));
            machine.reset(mark);
        }
    })
}

fn candidate(env: &Env, number: usize) -> Option<Candidate> {
    let bind = env.bind(Name::global(Name::new("Candidates"), &format!("c{number}")))?;
    let Term::Lam(params, body) = &bind.term else { return None };
    Some(Candidate { params: params.clone(), body: (**body).clone() })
}

/// The arguments of each example.
fn rows(machine: &mut Machine) -> Vec<[Value; 2]> {
    let rows = LISTS.iter().enumerate().map(|(i, list)| {
        let nil = machine.make(&View::Data(0, Vec::new()));
        let list = list.iter().rev().fold(nil, |rest, &n| {
            let n = machine.make(&View::Int(n));
            machine.make(&View::Data(1, vec![n, rest]))
        });
        [list, machine.make(&View::Int(i as i64))]
    });
    rows.collect()
}

/// One candidate from its term to its observations; nothing of it stays.
fn whole(machine: &mut Machine, candidate: &Candidate, rows: &[[Value; 2]]) -> [Observation; 5] {
    let mark = machine.mark();
    let code = machine.compile(&candidate.params, &candidate.body);
    let mut seen = [Observation::Cut; 5];
    for (row, seen) in rows.iter().zip(&mut seen) {
        let value = machine.suspend(code, row);
        *seen = machine.observe(value, NODES);
        machine.reset(mark);
    }
    machine.forget_code(code);
    std::hint::black_box(seen)
}

/// A candidate as the search sees it: a function, and the values of its arguments on each example.
struct Root {
    function: Value,
    children: Vec<Vec<Value>>,
}

/// The root of a candidate whose body is an application of a global function.
fn root(machine: &mut Machine, env: &Env, candidate: &Candidate, rows: &[[Value; 2]]) -> Option<Root> {
    let Term::App(head, args) = &candidate.body else { return None };
    let dictionary = |arg: &&Term| matches!(arg, Term::Global(name) if env.dictionary(*name).is_some());
    let dictionaries = args.iter().take_while(dictionary).count();
    let (known, args) = args.split_at(dictionaries);
    let function = if known.is_empty() { (**head).clone() } else { Term::App(head.clone(), known.to_vec()) };
    let value = |machine: &mut Machine, term: &Term, params: &[Name], row: &[Value]| {
        let code = machine.compile(params, term);
        let value = machine.suspend(code, row);
        machine.observe(value, NODES);
        value
    };
    let function = value(machine, &function, &[], &[]);
    let children = rows.iter().map(|row| args.iter().map(|arg| value(machine, arg, &candidate.params, row)).collect());
    let children = children.collect();
    Some(Root { function, children })
}

/// Mean and median over all items of the best time that each took.
fn report<T>(out: &mut dyn Write, label: &str, items: &[T], mut run: impl FnMut(&T)) -> std::io::Result<()> {
    let once = std::env::args().any(|arg| arg == "--once");
    let (rounds, repeats) = if once { (1, 1) } else { (ROUNDS, REPEATS) };
    let mut times: Vec<f64> = items
        .iter()
        .map(|item| {
            let round = |_| {
                let start = Instant::now();
                (0..repeats).for_each(|_| run(item));
                start.elapsed().as_secs_f64() * 1e6 / repeats as f64
            };
            (0..rounds).map(round).fold(f64::INFINITY, f64::min)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let mean = times.iter().sum::<f64>() / times.len().max(1) as f64;
    let median = times.get(times.len() / 2).copied().unwrap_or(f64::NAN);
    writeln!(out, "{label:44} {mean:8.2} {median:8.2}")
}
