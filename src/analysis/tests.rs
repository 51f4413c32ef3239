//! From text to verdicts and goals.

use crate::analysis::{NoGoal, Snapshot, Verdict};
use crate::core::name::Name;
use crate::lang::by_extension;
use crate::synth::goal::Expected;

fn snapshot(text: &str) -> Snapshot {
    Snapshot::new(by_extension("hs").expect("a language"), text.to_owned())
}

/// One line an example: its line and verdict.
fn verdicts(text: &str) -> Vec<String> {
    let checked = snapshot(text).check();
    let line = |c: &crate::analysis::Checked| match &c.verdict {
        Verdict::Holds => format!("{} holds", c.item.line),
        Verdict::Fails { got } => format!("{} got {got:?}", c.item.line),
        Verdict::Unsupported(reason) => format!("{} unsupported: {reason}", c.item.line),
    };
    checked.iter().map(line).collect()
}

#[test]
fn groups_run_behind_setup_until_they_fail() {
    let text = "module T where\n\n-- $setup\n-- >>> let k = 3\n\n-- | Doc.\n-- >>> f 1\n-- 2\n-- >>> f k\n-- 4\n-- >>> f 1\n-- 3\n-- >>> f 1\n-- 2\nf :: Int -> Int\nf x = x + 1\n\n-- |\n-- >>> let y = f 1\n-- >>> y + 1\n-- 3\n-- >>> z <- return (f 2)\n-- >>> print z\n-- 3\n-- >>> :{\n-- let g 0 = 1\n--     g n = n * g (n - 1)\n-- :}\n--\n-- >>> g 5\n-- 120\nh :: Int\nh = 1\n";
    assert_eq!(
        verdicts(text),
        [
            "4 holds",
            "7 holds",
            "9 holds",
            "11 got [\"2\"]",
            "19 holds",
            "20 holds",
            "22 holds",
            "23 holds",
            "25 holds",
            "30 holds"
        ]
    );
}

#[test]
fn exceptions_output_and_wildcards() {
    let text = "module T where\nimport qualified Data.Map as Map\n\n-- |\n-- >>> f (-1)\n-- *** Exception: negative\n-- CallStack (from HasCallStack):\n--   error, called at...\n-- >>> head []\n-- *** Exception: Prelude.head: empty list\n-- >>> [1, f (-1)]\n-- [1,*** Exception: negative\n-- >>> 1 `div` 0\n-- *** Exception: divide by zero\n-- >>> mapM_ print [1, 2]\n-- 1\n-- ...\n-- >>> putStr \"a\\n\\nb\"\n-- a\n-- <BLANKLINE>\n-- b\n-- >>> [1 .. 20]\n-- [1,2,...,20]\n-- >>> []\n-- []\n-- >>> import Data.Char\n-- >>> map toUpper \"abc\"\n-- \"ABC\"\n-- >>> Map.fromList [(1, 'a')]\n-- fromList [(1,'a')]\n-- >>> mempty\n-- ()\nf :: Int -> Int\nf n | n < 0 = error \"negative\"\n    | otherwise = n\n";
    let all = verdicts(text);
    assert!(all.iter().all(|line| line.ends_with("holds")), "{all:#?}");
    assert_eq!(all.len(), 12);
}

#[test]
fn properties_and_equations() {
    let text = "module T where\n\n-- |\n-- prop> f (f xs) == xs\n-- prop> \\xs ys -> f (xs ++ ys) == f ys ++ f xs\n-- prop> f xs == (xs :: [Int])\n--\nf :: [a] -> [a]\nf = reverse\n\n-- |\n-- > g 1 == 2\n-- > \\x -> g x > x\n-- > g 1 == 3\ng :: Int -> Int\ng = (+ 1)\n";
    assert_eq!(
        verdicts(text),
        [
            "4 holds",
            "5 holds",
            "6 got [\"*** Failed! Falsified (after 10 tests and 1 shrink):\", \"[0,1]\"]",
            "12 holds",
            "13 holds",
            "14 got [\"False\"]"
        ]
    );
}

#[test]
fn goals_hold_examples_and_checks() {
    let text = "module T where\n\ndata Nat = O | S Nat deriving (Show, Eq)\n\ntwice :: Nat -> Nat\ntwice n = n\n\n-- |\n-- >>> f O\n-- S O\n-- >>> let one = S O\n-- >>> f one\n-- S (S O)\n-- >>> f (f O)\n-- S (S O)\n-- >>> map f [O]\n-- [S O]\n--\n-- > f (S (S O)) == S (S (S O))\nf :: Nat -> Nat\nf = undefined\n";
    let snapshot = snapshot(text);
    let name = Name::new("T.f");
    assert_eq!(snapshot.example_count(name), 5);
    let goal = snapshot.goal(name).expect("a goal");
    assert_eq!((goal.examples.len(), goal.checks.len()), (3, 2));
    assert!(goal.components.iter().any(|c| c.name.as_str() == "T.twice"));
    assert!(goal.components.iter().any(|c| c.name.as_str() == "Base.map"));
    assert!(!goal.components.iter().any(|c| matches!(c.name.base(), "undefined" | "error" | "f")));
    assert!(goal.datas.contains(&Name::new("T.Nat")));
}

#[test]
fn overloaded_and_polymorphic_examples_are_elaborated() {
    let text = "module T where\n\n-- |\n-- >>> f [3, 1] 'x'\n-- ([1,3],'x')\n-- >>> f [] True\n-- ([],True)\n-- >>> f \"ba\" (-1.5)\n-- (\"ab\",-1.5)\n-- >>> f [undefined, 2] ()\n-- *** Exception: Prelude.undefined\nf :: Ord a => [a] -> b -> ([a], b)\nf = _\n";
    let goal = snapshot(text).goal(Name::new("T.f")).expect("a goal");
    let types: Vec<String> = goal.examples.iter().map(|e| format!("{:?} {}", e.types, e.dictionaries.len())).collect();
    assert_eq!(
        types,
        ["[Base.Integer, Base.Char] 1", "[(), Base.Bool] 1", "[Base.Char, Base.Double] 1", "[Base.Integer, ()] 1"].map(
            |t| {
                let (types, count) = t.split_once("] ").expect("a count");
                let parts: Vec<String> = types[1..].split(", ").map(|t| format!("Con({t})")).collect();
                format!("[{}] {count}", parts.join(", "))
            }
        )
    );
    assert!(matches!(&goal.examples[3].result, Expected::Stops(text) if text == "Prelude.undefined"));
    assert_eq!(goal.checks.len(), 0);
}

#[test]
fn refusals_say_why() {
    let refusal = |text: &str| match snapshot(&format!("module T where\n{text}")).goal(Name::new("T.f")) {
        Ok(_) => "a goal".to_owned(),
        Err(NoGoal::NoSpec(reason)) => format!("no spec: {reason}"),
        Err(NoGoal::Contradictory(reason)) => format!("contradictory: {reason}"),
        Err(NoGoal::Unsupported(reason)) => format!("unsupported: {reason}"),
        Err(NoGoal::Cancelled) => "cancelled".to_owned(),
    };
    for (text, reason) in [
        ("f :: Int -> Int\nf = undefined\n", "no spec: there are no examples above `f`"),
        ("-- >>> f 1\n-- 2\nf = undefined\n", "no spec: `f` has no signature"),
        (
            "-- >>> f 1\n-- 2\n-- >>> f 2\n-- 3\n-- >>> f (0 + 1)\n-- 4\nf :: Int -> Int\nf = undefined\n",
            "contradictory: example 1 and example 3 disagree on `f (0 + 1)`",
        ),
        ("-- >>> f 1\n-- 2\nf :: Int -> Foo\nf = undefined\n", "unsupported: the type `Foo` is not known"),
        (
            "-- >>> f (g 1)\n-- 2\nf :: Int -> Int\nf = undefined\ng :: Int -> Int\ng = undefined\n",
            "unsupported: example 1 of `f`: it needs `g`, which is not written yet",
        ),
        ("-- >>> f nope\n-- 2\nf :: Int -> Int\nf = undefined\n", "unsupported: example 1 of `f`: `nope` is not known"),
        (
            "-- >>> f 'a'\n-- 2\nf :: Int -> Int\nf = undefined\n",
            "unsupported: example 1 of `f`: it does not type-check",
        ),
    ] {
        assert!(refusal(text).starts_with(reason), "{text}: {}", refusal(text));
    }
}

#[test]
fn what_is_written_holds_or_not() {
    let text = |body: &str| format!("module T where\n-- >>> f 1\n-- 2\nf :: Int -> Int\nf {body}\n");
    let holds = |body: &str| snapshot(&text(body)).holds(Name::new("T.f"));
    assert!(holds("x = x + 1"));
    assert!(!holds("x = x + 2"));
    assert!(!holds("x = 'a'"));
    assert!(!holds("= undefined"));
    assert!(!holds("x = loop where loop = f x"));
}

#[test]
fn indentation_is_the_smallest_usual_step() {
    assert_eq!(snapshot("f = do\n    a\n    b\ng = do\n    c\n").indent(), 4);
    assert_eq!(snapshot("f = 1\n").indent(), 2);
}

/// All files of the benchmark suites, where `WHEREIN_BENCHMARKS` names their folder: each example becomes one of the
/// goal, none is left for the checks, and what is written is understood and holds.
#[test]
fn every_benchmark_task_is_a_goal() {
    let Ok(folder) = std::env::var("WHEREIN_BENCHMARKS") else { return };
    let mut files: Vec<std::path::PathBuf> = Vec::new();
    let mut open = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.extension() {
                _ if entry.is_dir() => open.push(entry),
                Some(extension) if extension == "hs" => files.push(entry),
                _ => {}
            }
        }
    }
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let prompts = text.matches(">>> ").count();
        let snapshot = snapshot(&text);
        if !snapshot.errors().is_empty() || !snapshot.lowered().opaque.is_empty() {
            wrong.push(format!("{}: {:?} {:?}", file.display(), snapshot.errors(), snapshot.lowered().opaque));
        }
        // A file that is written already must hold.
        let Some(function) = snapshot.unwritten().next() else {
            let checked = snapshot.check();
            for c in checked.iter().filter(|c| c.verdict != Verdict::Holds) {
                wrong.push(format!("{}:{}: {:?}", file.display(), c.item.line, c.verdict));
            }
            continue;
        };
        match snapshot.goal(function.name) {
            Ok(goal) if goal.examples.len() == prompts && goal.checks.is_empty() => {}
            Ok(goal) => wrong.push(format!("{}: {} of {prompts}", file.display(), goal.examples.len())),
            Err(reason) => wrong.push(format!("{}: {reason}", file.display())),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}
