//! The built binary on files: what it prints, how it exits, and that no byte of the user's is lost.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const TWICE: &str = "\
module Task where

-- | Twice.
--
-- >>> twice 3
-- 6
-- >>> twice 5
-- 10
twice :: Int -> Int
twice = undefined -- here

other :: Int
other = 1
";

/// An empty folder that goes away with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("wherein-test-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs `wherein` with these words and paths.
fn run(words: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wherein")).args(words).args(paths).stdin(Stdio::null()).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn text(output: &Output) -> String {
    stdout(output) + &stderr(output)
}

fn objects(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn synth_prints_the_function_and_changes_nothing() {
    let folder = Folder::new("print");
    let path = folder.write("Task.hs", TWICE);
    let output = run(&["synth"], &[&path]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("twice"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "", "no progress in a pipe");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), TWICE);
}

#[test]
fn synth_write_changes_the_body_only() {
    for newline in ["\n", "\r\n"] {
        let folder = Folder::new("write");
        let source = TWICE.replace('\n', newline);
        let path = folder.write("Task.hs", &source);
        let output = run(&["synth", "--write"], &[&path]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let (before, after) = source.split_once("twice = undefined").unwrap();
        let result = std::fs::read_to_string(&path).unwrap();
        let body = result.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        assert!(body.is_some_and(|body| body.starts_with("twice") && !body.contains("undefined")), "{result}");
        let checked = run(&["check"], &[&path]);
        assert_eq!(status(&checked), 0, "{}", stdout(&checked));
        let again = run(&["synth", "--write"], &[&path]);
        assert_eq!((status(&again), std::fs::read_to_string(&path).unwrap()), (0, result), "nothing left to write");
        assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "no neighbour stays behind");
    }
}

#[test]
fn synth_json_has_the_fields_of_the_contract() {
    let folder = Folder::new("json");
    let path = folder.write("Task.hs", TWICE);
    let output = run(&["synth", "--json", "--count", "2"], &[&path]);
    let objects = objects(&output);
    assert_eq!(objects.len(), 1);
    let object = &objects[0];
    assert_eq!((object["name"].as_str(), object["status"].as_str()), (Some("twice"), Some("solved")));
    assert_eq!(object["file"].as_str(), path.to_str());
    for field in ["reason", "question", "steps", "first_ms", "ms", "peak_mb", "stopped"] {
        assert!(object.get(field).is_some(), "{field}");
    }
    assert!(object["first_ms"].as_f64().unwrap() <= object["ms"].as_f64().unwrap());
    for field in ["source", "helpers", "imports", "size", "cost", "engine"] {
        assert!(object["candidates"][0].get(field).is_some(), "{field}");
    }
}

#[test]
fn what_cannot_be_written_is_said_and_counted() {
    let folder = Folder::new("unsolved");
    let unwritten = "f :: Int -> Int\nf = undefined\n";
    let five = "-- >>> f 1\n-- 2\n-- >>> f 3\n-- 4\n-- >>> f 4\n-- 5\n-- >>> f 7\n-- 8\n-- >>> f 3\n-- 5\n";
    for (name, source, status_word, said) in [
        ("NoSpec.hs", unwritten.to_owned(), "no_spec", "there are no examples above `f`"),
        ("Unsigned.hs", "-- >>> f 1\n-- 2\nf = undefined\n".to_owned(), "no_spec", "`f` has no signature"),
        ("Against.hs", format!("{five}{unwritten}"), "contradictory", "example 2 and example 5 disagree on `f 3`"),
        (
            "Alien.hs",
            "import Alien\n-- >>> f 1\n-- 2\nf :: Alien -> Int\nf = undefined\n".to_owned(),
            "unsupported",
            "the type `Alien` is not known",
        ),
        ("Cut.hs", format!("-- >>> f 1 +\n-- 2\n{unwritten}"), "unsupported", "example 1 of `f`: syntax error"),
        ("Wrong.hs", format!("-- >>> f \"a\"\n-- 2\n{unwritten}"), "unsupported", "expected `Int`, found `[Char]`"),
    ] {
        let path = folder.write(name, &source);
        let output = run(&["synth", "--write"], &[&path]);
        assert_eq!(status(&output), 1, "{name}: {}", stderr(&output));
        assert!(stdout(&output).contains(said), "{name}: {}", stdout(&output));
        let json = objects(&run(&["synth", "--json"], &[&path]));
        assert_eq!(json[0]["status"], status_word, "{name}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), source, "{name}");
    }
}

#[test]
fn a_half_written_file_keeps_its_other_bytes() {
    let folder = Folder::new("half");
    let before = "\u{feff}broken :: Int -> Int\nbroken x = case x of\n  1 -> (2 +\n\n";
    let after = "\n\n  oops = )\n\nh = let x =\n\tweird\u{2028}\\\r\n'";
    let source = format!("{before}{}{after}", TWICE.replace("module Task where\n", ""));
    let path = folder.write("Half.hs", &source);
    let output = run(&["synth", "--write"], &[&path]);
    assert_eq!(status(&output), 0, "{}{}", stdout(&output), stderr(&output));
    let result = std::fs::read_to_string(&path).unwrap();
    let (kept, rest) = source.split_once("twice = undefined").unwrap();
    let body = result.strip_prefix(kept).and_then(|result| result.strip_suffix(rest));
    assert!(body.is_some_and(|body| body.starts_with("twice")), "{result}");
}

#[test]
fn a_file_without_anything_to_write_is_said_to_be_one() {
    let folder = Folder::new("nothing");
    for (name, source, said) in [
        ("Empty.hs", "", "there is no function in it"),
        ("Done.hs", "f :: Int\nf = 1\n", "every function has a body"),
        ("Begun.hs", "-- >>> f 1\n-- 2\nf :: Int -> Int\nf = und", "every function has a body"),
    ] {
        let path = folder.write(name, source);
        let output = run(&["synth", "--write"], &[&path]);
        assert_eq!(status(&output), 0, "{name}: {}", stderr(&output));
        assert!(text(&output).contains(said), "{name}: {}", text(&output));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), source, "{name}");
    }
}

#[test]
fn bad_files_get_one_sentence_and_status_2() {
    let folder = Folder::new("bad");
    let mut long = TWICE.as_bytes().to_vec();
    long.resize(20 << 20, b'\n');
    for (name, bytes, said) in [
        ("Latin.hs", b"-- caf\xe9\nf = undefined\n".to_vec(), "is not UTF-8"),
        ("Long.hs", long, "20.0 MB long"),
        ("text.txt", b"hello".to_vec(), ".hs"),
    ] {
        let path = folder.write(name, &bytes);
        for words in [&["synth", "--write"][..], &["check"]] {
            let output = run(words, &[&path]);
            assert_eq!(status(&output), 2, "{words:?} {name}");
            assert!(stderr(&output).contains(said), "{words:?} {name}: {}", stderr(&output));
            assert_eq!(stderr(&output).lines().count(), 1);
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }
    for words in [&["synth"][..], &["check"], &["bench"]] {
        let output = run(words, &[&folder.0.join("missing")]);
        assert_eq!(status(&output), 2, "{words:?}");
        assert!(stderr(&output).contains("missing"), "{}", stderr(&output));
    }
    assert_eq!(status(&run(&["synth", "--no-such-flag"], &[])), 2);
    assert_eq!(status(&run(&["synth", "--timeout", "0", "x.hs"], &[])), 2);
    assert_eq!(status(&run(&["synth", "--name", "nobody"], &[&folder.write("Task.hs", TWICE)])), 2);
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let folder = Folder::new("others");
    let bad = folder.write("Bad.hs", b"\xff");
    let good = folder.write("Task.hs", TWICE);
    let output = run(&["synth", "--write"], &[&bad, &good]);
    assert_eq!(status(&output), 2);
    assert!(!std::fs::read_to_string(good).unwrap().contains("undefined"));
}

#[test]
#[cfg(unix)]
fn permissions_stay_and_a_read_only_file_is_untouched() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("modes");
    let path = folder.write("Task.hs", TWICE);
    let set = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o444);
    let output = run(&["synth", "--write"], &[&path]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("read-only"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), TWICE);
    set(0o640);
    let link = folder.0.join("Link.hs");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(status(&run(&["synth", "--write"], &[&link])), 0);
    assert!(link.is_symlink(), "a link stays a link");
    assert!(!std::fs::read_to_string(&path).unwrap().contains("undefined"));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
#[cfg(unix)]
fn an_interrupt_leaves_the_file_whole() {
    let folder = Folder::new("interrupt");
    // No program of this type meets these examples: the search runs until it is stopped.
    let examples = "-- >>> f \"ab\"\n-- \"xy\"\n-- >>> f \"abc\"\n-- \"zxy\"\n";
    let source = format!("{examples}f :: [a] -> [a]\nf = undefined\n");
    let path = folder.write("Task.hs", &source);
    let child = Command::new(env!("CARGO_BIN_EXE_wherein"))
        .args(["synth", "--write", "--json", "--timeout", "60"])
        .arg(&path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert_eq!(objects(&output)[0]["status"], "cancelled");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), source);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "no neighbour stays behind");
}

#[test]
fn modules_of_the_project_are_in_scope() {
    let folder = Folder::new("project");
    folder.write("p.cabal", "library\n  hs-source-dirs: src\n");
    folder.write("src/Shape.hs", "module Shape (Shape (..), area, module Unit) where\nimport Unit\ndata Shape = Square Int | Dot deriving (Eq, Show)\narea :: Shape -> Int\narea (Square n) = n * n\narea Dot = 0\nhidden :: Int\nhidden = 1\n");
    folder.write("src/Unit.hs", "module Unit where\nunit :: Int\nunit = 1\n");
    let examples =
        "-- |\n-- >>> price (S.Square 2)\n-- 5\n-- >>> price (S.Square 3)\n-- 10\n-- >>> price S.Dot\n-- 1\n";
    let head = "module Main where\nimport qualified Shape as S\nimport Shape (unit)\n\n";
    let path = folder.write("app/Main.hs", format!("{head}{examples}price :: S.Shape -> Int\nprice = undefined\n"));
    let output = run(&["synth", "--write"], &[&path]);
    assert_eq!(status(&output), 0, "{}{}", stdout(&output), stderr(&output));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("S.area"), "{text}");
    let more = "\n-- |\n-- >>> S.area (S.Square unit)\n-- 1\n-- >>> S.unit\n-- 1\nx :: ()\nx = ()\n";
    std::fs::write(&path, text + more).unwrap();
    let output = run(&["check"], &[&path]);
    assert_eq!(status(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).contains("Examples: 5  Tried: 5  Errors: 0  Failures: 0"), "{}", stdout(&output));
    std::fs::write(&path, format!("{head}-- |\n-- >>> S.hidden\n-- 1\ny :: ()\ny = ()\n")).unwrap();
    assert_eq!(status(&run(&["check"], &[&path])), 1, "what is not exported is not in scope");
}

#[test]
fn tests_of_the_project_are_specs() {
    let folder = Folder::new("tested");
    folder.write("p.cabal", "library\n  hs-source-dirs: src\ntest-suite t\n  hs-source-dirs: spec\n");
    let source = "module Grow (grow, other) where\n\ngrow :: Int -> Int\ngrow = undefined\n\nother :: Int\nother = 1\n";
    let path = folder.write("src/Grow.hs", source);
    let spec = "module GrowSpec where\nimport Grow\nimport Test.Hspec\nimport Test.QuickCheck\n\nspec :: Spec\nspec = describe \"grow\" $ do\n  let three = 3\n  it \"adds\" $ grow three `shouldBe` 4\n  it \"grows\" $ property prop_grow\n\nprop_grow :: Int -> Bool\nprop_grow n = grow n == succ n\n";
    folder.write("spec/GrowSpec.hs", spec);
    folder.write("spec/OtherSpec.hs", "module OtherSpec where\nimport Test.Hspec\n-- Grow\nspec = 1 `shouldBe` 2\n");
    let output = run(&["synth", "--write"], &[&path]);
    assert_eq!(status(&output), 0, "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("`grow` from 2 tests in spec/GrowSpec.hs in"), "{}", stdout(&output));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, source.replace("grow = undefined", "grow = succ"));
    // Two tests that cannot both pass.
    folder.write("spec/GrowSpec.hs", spec.replace("`shouldBe` 4", "`shouldBe` 5"));
    std::fs::write(&path, source).unwrap();
    let output = run(&["synth", "--json"], &[&path]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("\"status\":\"contradictory\""), "{}", stdout(&output));
}

#[test]
fn check_reports_failures_and_walks_folders() {
    let folder = Folder::new("check");
    let good = "-- |\n-- >>> f 1\n-- 2\nf :: Int -> Int\nf x = x + 1\n";
    folder.write("a/Good.hs", good);
    folder.write("a/.hidden/Bad.hs", good.replace("-- 2", "-- 7"));
    folder.write("a/notes.txt", "no code");
    let output = run(&["check"], &[&folder.0]);
    assert_eq!(status(&output), 0, "{}{}", stdout(&output), stderr(&output));
    let bad = folder.write("b/Bad.hs", good.replace("-- 2", "-- 7"));
    let output = run(&["check"], &[&folder.0]);
    assert_eq!(status(&output), 1);
    let text = stdout(&output);
    assert!(text.contains(&format!("{}:2: failure in expression `f 1'", bad.display())), "{text}");
    assert!(text.contains("expected: 7\n but got: 2\n          ^\n"), "{text}");
    assert!(text.contains("Examples: 2"), "{text}");
    let json = objects(&run(&["check", "--json"], &[&folder.0]));
    assert!(!json.is_empty());
}

#[test]
fn bench_knows_the_intended_function_from_a_lucky_one() {
    let folder = Folder::new("bench");
    folder.write("suite/Twice.hs", TWICE);
    let line = |name: &str, held_out: &str| {
        format!(
            r#"{{"suite": "s", "name": "{name}", "file": "Twice.hs", "function": "twice", "variant": "mono", "held_out": [["twice 100", "{held_out}"]], "peer_seconds": {{"other": 0.5}}}}"#
        )
    };
    folder.write("suite/index.jsonl", format!("{}\n{}\n", line("right", "200"), line("wrong", "7")));
    let output = run(&["bench", "--json"], &[&folder.0]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let objects = objects(&output);
    let facts: Vec<_> = objects.iter().map(|o| (o["task"].as_str(), o["intended"].as_bool())).collect();
    assert_eq!(facts[..2], [(Some("right"), Some(true)), (Some("wrong"), Some(false))]);
    assert_eq!((&objects[2]["solved"], &objects[2]["intended"]), (&2.into(), &1.into()), "the summary comes last");
    let table = stdout(&run(&["bench"], &[&folder.0]));
    assert!(table.contains("intended") && table.contains("other"), "{table}");
    let text = std::fs::read_to_string(folder.0.join("suite/Twice.hs")).unwrap();
    assert_eq!(text, TWICE, "bench writes nothing");
}

#[test]
fn bench_tells_what_holds_on_long_inputs_and_writes_what_it_found() {
    let folder = Folder::new("bench-long");
    folder.write("suite/Twice.hs", TWICE);
    let line = |name: &str, short: &str, long: &str| {
        format!(
            r#"{{"suite": "s", "name": "{name}", "file": "Twice.hs", "function": "twice", "variant": "tasks", "held_out": [["twice 100", "{short}"], ["twice 999", "{long}"]], "long": [["twice 999", "{long}"]]}}"#
        )
    };
    let lines = [line("right", "200", "1998"), line("only_short", "200", "7"), line("wrong", "7", "1998")];
    folder.write("suite/index.jsonl", lines.join("\n"));
    let filled = folder.0.join("filled");
    let suite = folder.0.join("suite");
    let output = run(&["bench", "--json", "--filled"], &[&filled, &suite]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let objects = objects(&output);
    let facts: Vec<_> = objects.iter().take(3).map(|o| (o["intended"].as_bool(), o["long"].as_bool())).collect();
    assert_eq!(facts, [(Some(true), Some(true)), (Some(false), Some(false)), (Some(false), None)]);
    assert_eq!((&objects[3]["short"], &objects[3]["long"]), (&2.into(), &1.into()));
    let name = suite.display().to_string();
    let text = std::fs::read_to_string(filled.join(name.trim_start_matches('/')).join("right/Twice.hs")).unwrap();
    assert!(text.contains("twice n = ") || text.contains("twice = "), "{text}");
    assert!(!text.contains("undefined"), "{text}");
}

#[test]
fn every_guide_finds_the_function() {
    let folder = Folder::new("guides");
    let path = folder.write("Task.hs", TWICE);
    for guide in ["uniform", "counted", "learned"] {
        let output = run(&["synth", "--guide", guide, "--device", "cpu", "--json"], &[&path]);
        assert_eq!(status(&output), 0, "{guide}: {}", stderr(&output));
        assert_eq!(objects(&output)[0]["status"], "solved", "{guide}");
    }
    // A device that this build or this machine does not have is said, not a panic.
    if !cfg!(feature = "cuda") {
        let output = run(&["synth", "--guide", "learned", "--device", "cuda"], &[&path]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains("--device: this build has no CUDA"), "{}", stderr(&output));
    }
}

#[test]
fn helpers_are_defined_only_where_they_may_be() {
    let folder = Folder::new("define");
    let cases = include_str!("../cases/synth/define.md");
    let text = cases.split("```haskell\n").nth(1).unwrap().split("```").next().unwrap();
    let file = folder.write("Total.hs", text);
    let helpers = |words: &[&str]| {
        let all = [&["synth", "--json", "--no-imports", "--timeout", "60", "--steps", "60000"], words].concat();
        let found = objects(&run(&all, &[&file]));
        let best = found[0]["candidates"].get(0).cloned().unwrap_or_default();
        (best["engine"].as_str().map(str::to_owned), best["helpers"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(helpers(&["--define", "on"]), (Some("define".to_owned()), 1));
    assert_eq!(helpers(&["--define", "off"]).1, 0);
    assert_eq!(helpers(&["--engine", "recurse", "refine", "--"]).1, 0);
}

#[test]
fn doctor_looks_at_the_weights_and_the_library() {
    let output = run(&["doctor", "--json"], &[]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let health = &objects(&output)[0];
    assert!(health["weights"]["parameters"].as_u64().unwrap() > 100_000);
    assert!(health["weights"]["error"].is_null());
    assert!(health["libraries"][0]["functions"].as_u64().unwrap() > 100);
    assert!(stdout(&run(&["doctor", "--device", "cpu"], &[])).contains("device    cpu"));
}
