//! Extraction beside a compiler: modules that print the same before and after, and none of whose comments is lost.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wherein::analysis::Snapshot;
use wherein::assists::extract::{Wanted, extractions, together};
use wherein::lang;
use wherein::synth::budget::{Budget, Engines};
use wherein::text::{self, Span};

use crate::tools::here;
use crate::{files_under, root};

fn budget() -> Budget {
    Budget {
        steps: 1 << 40,
        memory_bytes: 1 << 30,
        deadline: None,
        cancel: Arc::new(AtomicBool::new(false)),
        count: 20,
        engines: Engines::default(),
    }
}

/// The file with everything extracted that is offered, and how many offers there were.
fn extracted(path: &Path) -> (String, String, usize) {
    let before = std::fs::read_to_string(path).unwrap();
    let language = lang::by_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    let snapshot = Snapshot::new(language, before.clone());
    let offers = extractions(&snapshot, Wanted { max: 20, min_saving: 8, within: None }, &budget()).offers;
    let (offers, edits) = together(&snapshot, offers);
    (text::apply(&before, &edits).unwrap(), before, offers.len())
}

/// Comments as the tree has them.
fn comments(source: &str, path: &Path) -> Vec<String> {
    let language = lang::by_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    let surface = (language.surface)(&(language.parse)(source));
    let mut comments: Vec<String> = surface.comments.iter().map(|span| span.of(source).to_owned()).collect();
    comments.sort();
    comments
}

/// The modules, one repetition of another kind in each.
fn modules() -> Vec<std::path::PathBuf> {
    files_under(&root().join("benches/extract/modules"), "hs")
}

#[test]
fn modules_with_repetitions_are_helped_and_keep_their_comments() {
    let paths = modules();
    let mut left_alone = Vec::new();
    for path in &paths {
        let (after, before, offers) = extracted(path);
        if offers == 0 {
            left_alone.push(path.file_stem().unwrap().to_owned());
        }
        assert_eq!(comments(&before, path), comments(&after, path), "{}", path.display());
    }
    assert_eq!(paths.len(), 25);
    assert!(left_alone.len() <= 5, "{left_alone:?}");
}

#[test]
fn modules_print_the_same_before_and_after() {
    if !here("runghc") {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("extract");
    std::fs::create_dir_all(&folder).unwrap();
    for path in modules() {
        let (after, _, _) = extracted(&path);
        let copy = folder.join(path.file_name().unwrap());
        std::fs::write(&copy, &after).unwrap();
        let run = |path: &Path| Command::new("runghc").arg(path).output().unwrap();
        let (old, new) = (run(&path), run(&copy));
        assert!(old.status.success() && new.status.success(), "{}\n{after}\n{new:?}", path.display());
        assert_eq!(old.stdout, new.stdout, "{}\n{after}", path.display());
    }
}

/// The offers for a text, as `extract --json` says them.
fn offers(name: &str, text: &str) -> Vec<serde_json::Value> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opinions");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_wherein")).args(["extract", "--json"]).arg(&path).output().unwrap();
    let lines = String::from_utf8(run.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const CLAMP: &str = "\
clamp :: Int -> Int -> Int
clamp most n = if n < 0 then 0 else if n > most then most else n

volume :: Int -> Int
volume v = 2 * (if v < 0 then 0 else if v > 11 then 11 else v)
";

#[test]
fn json_says_what_is_reused_and_what_the_compiler_thinks() {
    let opinion = |text: &str, name: &str| {
        let offers = offers(name, text);
        let [offer] = offers.as_slice() else { panic!("{offers:?}") };
        assert_eq!(
            (&offer["reuses"], &offer["name"], &offer["definition"]),
            (&"clamp".into(), &"clamp".into(), &"".into())
        );
        assert_eq!(offer["sites"][0]["replacement"], "clamp 11 v");
        offer["checked"]["ghc"].clone()
    };
    let expected = if here("ghc") { serde_json::Value::Bool(true) } else { serde_json::Value::Null };
    assert_eq!(opinion(&format!("module Clamp (volume) where\n\n{CLAMP}"), "Clamp.hs"), expected);
    // Options are not handed on: this preprocessor would end the compilation.
    assert_eq!(opinion(&format!("{{-# OPTIONS_GHC -F -pgmF false #-}}\nmodule O where\n\n{CLAMP}"), "O.hs"), expected);
    // What would run, and what cannot be found, is not asked about.
    let macros = "{-# LANGUAGE TemplateHaskell #-}\nmodule T where\n\n";
    assert_eq!(opinion(&format!("{macros}{CLAMP}"), "T.hs"), serde_json::Value::Null);
    assert_eq!(opinion(&format!("module I where\n\nimport Of.Nobody\n\n{CLAMP}"), "I.hs"), serde_json::Value::Null);
}

/// What is selected is what is extracted, though more around it could be.
#[test]
fn the_selection_comes_before_what_is_around_it() {
    let source = include_str!("../editors/cases/Receipt.hs");
    let snapshot = Snapshot::new(lang::by_extension("hs").expect("a language"), source.to_owned());
    let start = source.find("show (net").expect("a place");
    let end = start + source[start..].find('\n').expect("a line");
    let wanted = Wanted { max: 5, min_saving: 4, within: Some(Span::new(start, end)) };
    let found = extractions(&snapshot, wanted, &budget());
    let first = found.offers.first().expect("an offer");
    assert!(first.sites.iter().any(|site| site.span == Span::new(start, end)), "{}", first.definition);
}
