//! Every evaluation ends: in a value or in a bound, without help from a clock and without taking the process down.
//!
//! The bounds are far below the product's own, so that what would run for a minute stops within a moment here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use wherein::analysis::Snapshot;
use wherein::assists::generate::{Generated, Imports, Status, generate};
use wherein::assists::{Tools, usual_guide};
use wherein::core::eval::{Limits, Machine, Stop, Value};
use wherein::core::name::Name;
use wherein::core::term::Term;
use wherein::synth::budget::{Budget, Engines};

const LIMITS: Limits = Limits { fuel: 1_000_000, memory_bytes: 32 << 20, depth: 100_000 };

/// Expressions without end, or with one that is far away; all of type `Int`.
const ENDLESS: &[&str] = &[
    "foldl (+) 0 [1 .. 10 ^ 8]",
    "foldr (+) 0 [1 .. 10 ^ 8]",
    "foldl (flip (:)) [] [1 ..] !! 0",
    "sum [1 ..]",
    "length (replicate (10 ^ 9) 'x')",
    "length (show [1 :: Int ..])",
    "length (show (cycle \"ab\"))",
    "length (concat (repeat \"\"))",
    "last (iterate (+ 1) 0)",
    "let xs = 1 : map (* 2) xs in last xs",
    "let x = x + 1 in x",
    "fix (\\x -> x)",
    "fix (\\rec n -> 1 + rec (n + 1)) 0",
    "until (const False) (+ 1) 0",
    "length (words (cycle \"a b \"))",
    "length (reverse [1 ..])",
    "length (sort (cycle [3, 1, 2]))",
    "Map.size (Map.fromList (zip [1 ..] [1 ..]))",
    "fromInteger ((2 :: Integer) ^ (10 ^ 9 :: Int) `mod` 7)",
    "fromInteger (product [1 ..])",
    "fromInteger (foldl (\\n k -> n * n + k) 3 [1 ..])",
    "length (show ((2 :: Integer) ^ (3000000 :: Int)))",
    "fromInteger (gcd (3 ^ (200000 :: Int)) (2 ^ (300000 :: Int) + 1))",
    "fromInteger (3 ^ (400000 :: Int) `div` 7 ^ (100000 :: Int))",
    "let fibs = 0 : 1 : zipWith (+) fibs (tail fibs) in fromInteger (fibs !! 10000000)",
    "length (replicateM 30 \"ab\")",
    "length (subsequences [1 .. 40])",
    "length (permutations [1 .. 12])",
    "read (replicate (10 ^ 8) '1')",
    "ackermann 4 2",
    "grow (Node Leaf Leaf)",
];

fn module() -> String {
    let mut text = String::from(
        "module Endless where\n\nimport Control.Monad (replicateM)\nimport Data.Function (fix)\nimport Data.List\n\
         import qualified Data.Map as Map\n\ndata Tree = Leaf | Node Tree Tree\n\ngrow :: Tree -> Int\n\
         grow t = grow (Node t t)\n\nackermann :: Int -> Int -> Int\nackermann 0 n = n + 1\n\
         ackermann m 0 = ackermann (m - 1) 1\nackermann m n = ackermann (m - 1) (ackermann m (n - 1))\n",
    );
    for (i, expression) in ENDLESS.iter().enumerate() {
        text.push_str(&format!("\ne{i} :: Int\ne{i} = {expression}\n"));
    }
    text
}

fn machine(snapshot: &Snapshot) -> Machine {
    let mut machine = Machine::new(snapshot.env().clone());
    machine.set_limits(LIMITS);
    machine
}

fn suspended(machine: &mut Machine, number: usize) -> Value {
    let name = Name::global(Name::new("Endless"), &format!("e{number}"));
    let code = machine.compile(&[], &Term::Global(name));
    machine.suspend(code, &[])
}

#[test]
fn what_does_not_end_stops_at_a_bound() {
    let language = wherein::lang::by_extension("hs").unwrap();
    let snapshot = Snapshot::new(language, module());
    let mut problems = Vec::new();
    let mut one = machine(&snapshot);
    for (number, expression) in ENDLESS.iter().enumerate() {
        let value = suspended(&mut one, number);
        let stop = one.whnf(value);
        if !matches!(stop, Err(Stop::Fuel | Stop::Memory | Stop::Depth | Stop::Loop)) {
            problems.push(format!("{expression}: {stop:?}"));
        }
        // The bound counts what this call added; a little more may be in use at the moment it is noticed.
        if one.memory_bytes() > 4 * LIMITS.memory_bytes {
            problems.push(format!("{expression}: {} bytes in use", one.memory_bytes()));
        }
        // The same in a fresh machine, which then still works.
        let mut fresh = machine(&snapshot);
        let value = suspended(&mut fresh, number);
        let again = fresh.whnf(value);
        if again.is_ok() {
            problems.push(format!("{expression}: {again:?} in a fresh machine"));
        }
        one = fresh;
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn generated(text: &str, steps: u64, cancel: &Arc<AtomicBool>) -> Generated {
    searched(&snapshot(text), steps, cancel)
}

fn snapshot(text: &str) -> Snapshot {
    Snapshot::new(wherein::lang::by_extension("hs").unwrap(), text.to_owned())
}

fn searched(snapshot: &Snapshot, steps: u64, cancel: &Arc<AtomicBool>) -> Generated {
    let function = snapshot.unwritten().next().unwrap().clone();
    let budget = Budget {
        steps,
        memory_bytes: 256 << 20,
        deadline: None,
        cancel: Arc::clone(cancel),
        count: 1,
        engines: Engines::default(),
    };
    let tools = Tools { guide: usual_guide() };
    generate(snapshot, &function, Imports::Forbidden, &tools, &budget)
}

/// A module with a function `f` of this type and these lines above it.
fn with_f(ty: &str, lines: &[&str]) -> String {
    let comment: String = lines.iter().map(|line| format!("-- {line}\n")).collect();
    format!("module T where\n\nspin :: Int -> Int\nspin n = spin (n + 1)\n\n-- |\n{comment}f :: {ty}\nf = undefined\n")
}

#[test]
fn every_goal_gets_an_answer_or_a_reason() {
    let big: Vec<u32> = (0..10_000).collect();
    let raised: Vec<u32> = big.iter().map(|n| n + 1).collect();
    let text = "ab".repeat(1 << 19);
    let list_in = format!(">>> f {big:?}");
    let list_out = format!("{raised:?}").replace(' ', "");
    let text_in = format!(">>> f \"{text}\"");
    let cases: &[(&str, &[&str], Status, &str)] = &[
        ("[Int] -> Int", &[&list_in, "49995000", ">>> f [3, 4]", "7"], Status::Solved, "f = sum"),
        ("[Int] -> [Int]", &[&list_in, &list_out, ">>> f [3, 5]", "[4,6]"], Status::Solved, "f = map (+ 1)"),
        ("String -> Int", &[&text_in, "1048576", ">>> f \"abc\"", "3"], Status::Solved, "f = length"),
        ("[Int] -> Int", &[">>> f [1 ..]", "1", ">>> f [4, 5]", "4"], Status::Solved, "f = head"),
        (
            "Int -> Int",
            &[">>> f 3", "4", ">>> f (2 + 1)", "5"],
            Status::Contradictory,
            "example 1 and example 2 disagree on `f (2 + 1)`",
        ),
        (
            "Int -> Int",
            &[">>> f 3", "4", "prop> \\n -> f n == n"],
            Status::Contradictory,
            "the examples and properties disagree on `f 3`",
        ),
        (
            "Int -> Int",
            &["prop> \\n -> f n == spin n", ">>> f 4", "5"],
            Status::Unsupported,
            "example 1 of `f`: what it is to be equal to does not end",
        ),
        ("Int -> Int", &[">>> f (let x = x + 1 in x)", "3", ">>> f 4", "5"], Status::NotFound, "the steps are used up"),
        ("Int -> Int", &[">>> f (spin 1)", "3", ">>> f 4", "5"], Status::NotFound, "the steps are used up"),
        ("Int -> Int", &["prop> \\n -> f n > n", "prop> \\n -> f n < n"], Status::NotFound, "the steps are used up"),
    ];
    let go = Arc::new(AtomicBool::new(false));
    let mut problems = Vec::new();
    for (ty, lines, status, says) in cases {
        let generated = generated(&with_f(ty, lines), 20_000, &go);
        let said = generated.candidates.first().map_or(generated.reason.as_deref(), |c| Some(&c.source));
        let short: Vec<String> = lines.iter().map(|line| line.chars().take(40).collect()).collect();
        if generated.status != *status || !said.unwrap_or("").starts_with(says) {
            problems.push(format!("{short:?}: {:?}: {said:?}", generated.status));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_is_cancelled_ends_before_it_began() {
    let stop = Arc::new(AtomicBool::new(true));
    let properties = with_f("[Int] -> [Int]", &["prop> \\xs -> f (f xs) == xs", ">>> f [1, 2]", "[2,1]"]);
    let generated = generated(&properties, 1 << 40, &stop);
    assert_eq!((generated.status, generated.steps), (Status::Cancelled, 0));
}

/// Goals that nothing meets, so that a search for them ends only when it is stopped; each keeps it busy elsewhere.
fn endless() -> Vec<(&'static str, String)> {
    let big: Vec<u32> = (0..10_000).collect();
    let squares = format!("{:?}", big.iter().map(|n| 7 * n * n).collect::<Vec<u32>>()).replace(' ', "");
    let (list, text) = (format!(">>> f {big:?}"), format!(">>> f \"{}\"", "ab".repeat(1 << 19)));
    let none = "prop> \\n -> f n /= n";
    let of = |ty: &str, lines: &[&str]| with_f(ty, lines);
    let nat = "module T where\n\nimport Prelude (Eq, Show, undefined)\n\ndata Nat = O | S Nat\n  deriving (Eq, Show)\n\n\
        data Tree = Leaf | Node Tree Nat Tree\n  deriving (Eq, Show)\n\n-- |\n-- >>> f Leaf\n-- O\n\
        -- >>> f (Node Leaf (S O) Leaf)\n-- S (S (S O))\n\
        -- >>> f (Node Leaf O (Node Leaf (S O) Leaf))\n-- S O\n\
        -- >>> f (Node (Node Leaf O Leaf) (S (S O)) (Node Leaf (S O) Leaf))\n-- S (S (S (S (S (S (S O))))))\n\
        f :: Tree -> Nat\nf = undefined\n";
    vec![
        ("numbers", of("Int -> Int", &[">>> f 3", "4711", ">>> f 4", "815", ">>> f 9", "1", none])),
        ("a list of ten thousand", of("[Int] -> [Int]", &[&list, &squares, ">>> f [1]", "[99]"])),
        ("a text of a megabyte", of("String -> Int", &[&text, "7", ">>> f \"abc\"", "11", ">>> f \"\"", "5"])),
        ("properties", of("[Int] -> [Int]", &["prop> \\xs -> f (f xs) == 1 : xs", "prop> \\xs -> length (f xs) == 9"])),
        ("what spins", of("Int -> Int", &[">>> f (spin 1)", "3", ">>> f 4", "5"])),
        ("helpers", nat.to_owned()),
    ]
}

/// Cancels a search for each goal after some milliseconds: how many later it ended.
fn cancelled_after(snapshot: &Snapshot, milliseconds: u64) -> f64 {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let setter = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        flag.store(true, Ordering::Relaxed);
        std::time::Instant::now()
    });
    let generated = searched(snapshot, 1 << 40, &stop);
    let end = std::time::Instant::now();
    assert_eq!(generated.status, Status::Cancelled, "{:?}", generated.candidates.first().map(|c| &c.source));
    end.saturating_duration_since(setter.join().unwrap()).as_secs_f64() * 1e3
}

/// Whatever a search is at, it ends when it is cancelled; without that this test would not end.
#[test]
fn what_is_cancelled_ends() {
    for (_, text) in endless() {
        cancelled_after(&snapshot(&text), 25);
    }
}

/// How soon: a matter of the clock, so only where that is asked for. The moments fall into the reading of examples, the
/// building of the library, the first values, the search of a helper, and the running of what was found.
#[test]
fn cancelling_takes_effect_soon() {
    if std::env::var_os("WHEREIN_SLOW").is_none() {
        return;
    }
    let mut medians = Vec::new();
    for (what, text) in endless() {
        let text = snapshot(&text);
        let after = |moment: u64| (cancelled_after(&text, moment), moment);
        let mut late: Vec<(f64, u64)> = (0..24).map(|round| after(3 + 2 * round * round)).collect();
        late.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (median, (most, moment)) = (late[late.len() / 2].0, late[late.len() - 1]);
        println!("{what}: cancelled after {median:.1} ms in the median, {most:.1} ms at most, at {moment} ms");
        medians.push(median);
    }
    assert!(medians.iter().all(|median| *median <= 10.0), "{medians:?}");
}
