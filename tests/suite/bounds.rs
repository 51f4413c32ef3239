//! Every evaluation ends: in a value or in a bound, without help from a clock and without taking the process down.
//!
//! The bounds are far below the product's own, so that what would run for a minute stops within a moment here.

use wherein::analysis::Snapshot;
use wherein::core::eval::{Limits, Machine, Stop, Value};
use wherein::core::name::Name;
use wherein::core::term::Term;

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
