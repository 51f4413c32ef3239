//! The product beside real tools: what it writes compiles and draws no hint, and its examples hold and fail where
//! `doctest` says so.
//!
//! A tool that is not installed is a reason to skip its test, except under `WHEREIN_TOOLS=required`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{files_under, root};

/// Whether `tool` is here; fails where it must be.
pub(crate) fn here(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success());
    let required = std::env::var("WHEREIN_TOOLS").is_ok_and(|value| value == "required");
    assert!(found || !required, "{tool} is not installed, and WHEREIN_TOOLS=required");
    found
}

/// A folder of its own under the target folder, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn wherein(words: &[&str], path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wherein")).args(words).arg(path).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The example files of the repository that are to be written, copied and written.
fn written(name: &str) -> Vec<PathBuf> {
    let folder = folder(name);
    let sources = files_under(&root().join("tests/cases"), "hs");
    assert!(!sources.is_empty());
    let copies = sources.iter().enumerate().map(|(i, source)| {
        let copy = folder.join(format!("{i}")).join(source.file_name().unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(source, &copy).unwrap();
        let output = wherein(&["synth", "--write", "--steps", "300000", "--timeout", "600"], &copy);
        assert!(output.status.success(), "{}: {}", source.display(), text(&output));
        copy
    });
    copies.collect()
}

#[test]
fn what_is_written_compiles_without_a_warning() {
    if !here("ghc") {
        return;
    }
    for path in written("ghc") {
        // Warnings about what was there before are none of ours: the unfilled file imports what the filled one uses.
        let flags = ["-Wall", "-Werror", "-Wno-unused-imports", "-Wno-missing-export-lists", "-fno-code", "-v0"];
        let output = Command::new("ghc").args(flags).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}\n{}", text(&output), std::fs::read_to_string(&path).unwrap());
    }
}

#[test]
fn what_is_written_draws_no_hint() {
    if !here("hlint") {
        return;
    }
    for path in written("hlint") {
        let output = Command::new("hlint").arg("--no-summary").arg(&path).output().unwrap();
        assert!(output.status.success(), "{}\n{}", text(&output), std::fs::read_to_string(&path).unwrap());
    }
}

/// Examples of every kind that hold and fail.
const EXAMPLES: &str = r#"module Examples where

import Data.Char (toUpper)

-- $setup
-- >>> let three = 3 :: Int

-- | Shouts.
--
-- >>> shout "a\"b\n"
-- "A\"B\n!"
-- >>> putStrLn (shout "x")
-- X!
-- >>> shout "no"
-- "no"
shout :: String -> String
shout s = map toUpper s ++ "!"

-- | Divides.
--
-- >>> half (three + 1)
-- Just 2
-- >>> map half [1, 2]
-- [Nothing,Just 1]
-- >>> let x = 10
-- >>> half x
-- Just 5
-- >>> half three
-- Just 1
half :: Int -> Maybe Int
half n
  | even n = Just (n `div` 2)
  | otherwise = Nothing

{- | A block.

>>> :{
let go 0 = []
    go n = n : go (n - 1)
in go three
:}
[3,2,1]

>>> mapM_ print [1, 2]
1
2

>>> first []
*** Exception: empty
...

>>> first [negate 1.5, 2]
-1.5

>>> take 3 (show [1 ..])
"[1,"

>>> first "wrong"
'x'
-}
first :: [a] -> a
first (x : _) = x
first [] = error "empty"
"#;

/// The lines at which failures are reported.
fn failing_lines(report: &str) -> Vec<usize> {
    let lines = report.lines().filter(|line| line.contains("ailure in "));
    let mut lines: Vec<usize> = lines.filter_map(|line| line.split(':').nth(1)?.trim().parse().ok()).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn examples_hold_and_fail_where_doctest_says_so() {
    let path = folder("doctest").join("Examples.hs");
    std::fs::write(&path, EXAMPLES).unwrap();
    let ours = text(&wherein(&["check"], &path));
    let wrong: Vec<usize> = (1..).zip(EXAMPLES.lines()).filter(|(_, l)| EXPECTED.contains(l)).map(|(n, _)| n).collect();
    assert_eq!(failing_lines(&ours), wrong, "{ours}");
    if here("doctest") {
        let theirs = text(&Command::new("doctest").arg(&path).output().unwrap());
        assert_eq!(failing_lines(&theirs), wrong, "{theirs}");
    }
}

/// The wrong examples in [`EXAMPLES`].
const EXPECTED: &[&str] = &["-- >>> shout \"no\"", "-- >>> half three", ">>> first \"wrong\""];

/// Examples that fail in every way that a report shows.
const REPORTS: &str = r#"module Reports where

-- | One line; the second example is left out after the first.
--
-- >>> one 1
-- 3
-- >>> one 2
-- 2
one :: Int -> Int
one = id

-- | Fewer lines than expected.
--
-- >>> rows 2
-- 1
-- 2
-- 3
rows :: Int -> IO ()
rows n = mapM_ print [1 .. n]

-- | More than expected, and a block.
--
-- >>> rows 3
-- 1
-- 2
more :: Int
more = 1

-- | Wildcards.
--
-- >>> rows 3
-- 1
-- ...
-- 4
wild :: Int
wild = 1

-- | >>> show [1 .. 3 :: Int]
-- "[1...4]"
wildInside :: Int
wildInside = 1

-- | >>> "a long line that agrees far " ++ show [1 .. 9 :: Int]
-- "a long ... far [1,...10]"
long :: Int
long = 1

-- | An exception that was not expected, and one that did not come.
--
-- >>> bad 0
-- 1
bad :: Int -> Int
bad n = 10 `div` n

-- | >>> bad 5
-- *** Exception: divide by zero
calm :: Int
calm = 1

-- | >>> return () :: IO ()
-- ()
nothing :: Int
nothing = 1

-- | >>> one 5
silent :: Int
silent = 1

-- | >>> putStr "a\n\nb\n"
-- a
-- <BLANKLINE>
-- c
blank :: Int
blank = 1

-- | A block.
--
-- >>> :{
-- let x = 1
--     y = 2
-- in x + y
-- :}
-- 4
block :: Int
block = 1

-- | >>> "abcdef"
-- "abcxef"
late :: Int
late = 1

-- | prop> \n -> one n == n + (1 :: Int)
wrong :: Int
wrong = 1

-- | These hold.
--
-- >>> rows 3
-- 1
-- ...
-- >>> [one 1, bad 0]
-- [1,*** Exception: divide by zero
-- >>> "x...y"
-- "x...y"
--
-- prop> \n -> one n == (n :: Int)
fine :: Int
fine = 1
"#;

/// The failing examples of a report, without the folder, and the last line.
fn blocks(report: &str) -> Vec<String> {
    let report = report.replace("\r\n", "\n");
    let blocks = report.split("\n\n").map(|block| block.trim_matches('\n').to_owned());
    blocks
        .filter(|block| !block.is_empty())
        .map(|block| block[block.find("Reports.hs").unwrap_or(0)..].to_owned())
        .collect()
}

#[test]
fn failures_are_printed_as_doctest_prints_them() {
    let path = folder("reports").join("Reports.hs");
    std::fs::write(&path, REPORTS).unwrap();
    let ours = blocks(&text(&wherein(&["check"], &path)));
    assert!(ours.len() > 10, "{ours:#?}");
    if here("doctest") {
        let theirs = blocks(&text(&Command::new("doctest").arg(&path).output().unwrap()));
        assert_eq!(ours, theirs);
    }
}
