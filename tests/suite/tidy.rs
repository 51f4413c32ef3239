//! What the compiler cannot check about the source: layers, owners of external crates, sizes, registries, words.
//!
//! Plain reading of lines, no parser: the house rules (one `use crate::<layer>::…` per line, rustfmt's layout) are what
//! makes that enough, and each rule that the scan relies on is itself checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::{files_under, root};

/// Module → modules it may name with `crate::`.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("core", &[]),
    ("syntax", &["text"]),
    ("lang", &["text", "syntax", "core"]),
    ("workspace", &["text", "syntax", "core", "lang"]),
    ("synth", &["core"]),
    ("learn", &["core", "synth"]),
    ("model", &["core", "synth"]),
    ("oracle", &[]),
    ("train", &["core", "synth", "model"]),
    ("analysis", &["text", "syntax", "core", "lang", "workspace", "synth"]),
    ("rewrite", &["text", "syntax", "core", "lang"]),
    ("assists", &["text", "core", "lang", "workspace", "analysis", "rewrite", "synth", "learn"]),
    ("server", &["text", "syntax", "core", "lang", "workspace", "analysis", "rewrite", "assists", "synth"]),
    (
        "cli",
        &[
            "text",
            "syntax",
            "core",
            "lang",
            "workspace",
            "analysis",
            "rewrite",
            "assists",
            "synth",
            "learn",
            "oracle",
            "model",
            "train",
            "server",
        ],
    ),
    ("main", &["cli"]),
];

/// External crate → modules that may use it.
const OWNERS: &[(&str, &[&str])] = &[
    ("anyhow", &["cli"]),
    ("candle-core", &["model", "train", "cli"]),
    ("clap", &["cli"]),
    ("ctrlc", &["cli"]),
    ("indicatif", &["cli"]),
    ("mimalloc", &["main"]),
    ("num-bigint", &["core", "lang", "synth", "analysis"]),
    ("num-integer", &["core"]),
    ("num-traits", &["core", "lang"]),
    ("ropey", &["text"]),
    ("rustc-hash", &["core", "lang", "synth", "learn", "model", "analysis"]),
    ("serde", &["core", "model", "train", "server", "cli"]),
    ("serde_json", &["lang", "train", "server", "cli"]),
    ("tokio", &["server"]),
    ("tower", &["server"]),
    ("tower-lsp-server", &["server"]),
    ("tree-sitter", &["syntax", "lang"]),
    ("tree-sitter-haskell", &["lang"]),
];

/// Longest file, without its tests.
const FILE_LINES: usize = 500;
/// Longest function, without blank lines and comments.
const FUNCTION_LINES: usize = 70;

/// A source file: its module, its path in the repository, its lines before the tests.
struct Source {
    module: String,
    path: String,
    code: Vec<String>,
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let files = files_under(&src, "rs");
    let is_test = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let (stem, folder) = (path.file_stem().unwrap().to_string_lossy().into_owned(), path.parent().unwrap());
        let parents = [folder.join("mod.rs"), folder.with_extension("rs")];
        let declared = |parent: &PathBuf| {
            let parent = std::fs::read_to_string(parent).unwrap_or_default();
            let lines: Vec<&str> = parent.lines().collect();
            let declares = |line: &str| line.trim_start_matches("pub(crate) ") == format!("mod {stem};");
            lines.windows(2).any(|pair| pair[0] == "#[cfg(test)]" && declares(pair[1]))
        };
        text.contains("#![cfg(test)]") || path.iter().any(|part| part == "tests") || parents.iter().any(declared)
    };
    files
        .iter()
        .filter(|path| !is_test(path))
        .map(|path| {
            let inner = path.strip_prefix(&src).unwrap();
            let module = inner.components().next().unwrap().as_os_str().to_string_lossy();
            let text = std::fs::read_to_string(path).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let tests =
                |at: &usize| lines[*at] == "#[cfg(test)]" && lines.get(at + 1).is_some_and(|l| l.ends_with('{'));
            let end = (0..lines.len()).find(tests).unwrap_or(lines.len());
            Source {
                module: module.trim_end_matches(".rs").to_owned(),
                path: shown(path),
                code: lines[..end].iter().map(|&line| line.to_owned()).collect(),
            }
        })
        .collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// A line without its comment and without the inside of its string literals.
fn bare(line: &str) -> String {
    let (mut result, mut chars, mut string) = (String::new(), line.chars().peekable(), false);
    while let Some(c) = chars.next() {
        match c {
            '\\' if string => drop(chars.next()),
            '"' => string = !string,
            '/' if !string && chars.peek() == Some(&'/') => break,
            c if !string => result.push(c),
            _ => {}
        }
    }
    result
}

/// The identifiers that stand right behind `prefix` in `line`.
fn after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix).filter_map(move |(at, _)| {
        let whole = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let rest = &line[at + prefix.len()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        whole.then_some(&rest[..end])
    })
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn modules_import_only_the_layers_below_them() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lib") {
        let Some(allowed) = layers.get(source.module.as_str()) else {
            problems.push(format!("{}: module `{}` has no row in LAYERS", source.path, source.module));
            continue;
        };
        for (i, line) in source.code.iter().enumerate() {
            let line = bare(line);
            for name in after(&line, "crate::") {
                if name != source.module && !allowed.contains(&name) {
                    problems.push(format!("{}:{}: `{}` may not import `{name}`", source.path, i + 1, source.module));
                }
            }
            if line.contains("super::super::") {
                problems.push(format!("{}:{}: name the layer: `crate::…`", source.path, i + 1));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn layers_of_the_table_exist_and_the_library_declares_them() {
    let library = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let table: BTreeSet<&str> = LAYERS.iter().map(|(module, _)| *module).filter(|module| *module != "main").collect();
    assert_eq!(declared, table);
}

#[test]
fn external_crates_are_used_by_their_owners_only() {
    let owners: BTreeMap<_, _> = OWNERS.iter().copied().collect();
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let crates: BTreeSet<&str> = section.lines().filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert_eq!(crates, owners.keys().copied().collect(), "OWNERS lists exactly the dependencies");
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources() {
        for (i, line) in source.code.iter().enumerate() {
            let line = bare(line);
            for (name, modules) in &owners {
                let path = format!("{}::", name.replace('-', "_"));
                if after(&line, &path).next().is_none() {
                    continue;
                }
                used.insert(*name);
                if !modules.contains(&source.module.as_str()) {
                    problems.push(format!("{}:{}: `{}` does not own `{name}`", source.path, i + 1, source.module));
                }
            }
        }
    }
    problems.extend(crates.difference(&used).map(|name| format!("Cargo.toml: nobody uses `{name}`")));
    assert_none(&problems);
}

/// Files over the limit that are still to be split; nothing may be added here.
const TO_BE_SPLIT: &[&str] = &[];

#[test]
fn files_begin_with_what_they_are_and_stay_short() {
    let mut problems = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in files_under(&root().join(folder), "rs") {
            if !std::fs::read_to_string(&path).unwrap().starts_with("//! ") {
                problems.push(format!("{}: does not begin with `//!`", shown(&path)));
            }
        }
    }
    let long = |source: &&Source| source.code.len() > FILE_LINES && !TO_BE_SPLIT.contains(&source.path.as_str());
    for source in sources().iter().filter(long) {
        problems.push(format!("{}: {} lines, at most {FILE_LINES}", source.path, source.code.len()));
    }
    assert_none(&problems);
}

#[test]
fn functions_stay_short() {
    let mut problems = Vec::new();
    for source in sources() {
        let mut open: Option<(usize, usize, usize)> = None;
        for (i, line) in source.code.iter().enumerate() {
            let (text, indent) = (line.trim_start(), line.len() - line.trim_start().len());
            let starts = text.starts_with("fn ") || (text.contains(" fn ") && text.starts_with("pub"));
            // What is longer for a reason says so where the lint reads it.
            let excused =
                (1..4).any(|back| i >= back && source.code[i - back].contains("expect(clippy::too_many_lines"));
            if open.is_none() && starts && !excused && !text.ends_with(';') && !text.ends_with('}') {
                open = Some((i, indent, 0));
            }
            let Some((start, level, lines)) = &mut open else { continue };
            *lines += usize::from(!text.is_empty() && !text.starts_with("//"));
            let closes = indent == *level && (text == "}" || (text.starts_with(')') && text.ends_with(';')));
            if closes && i > *start {
                if *lines > FUNCTION_LINES + 2 {
                    problems.push(format!("{}:{}: a function of {lines} lines", source.path, *start + 1));
                }
                open = None;
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn only_the_language_folders_name_a_language() {
    let names: Vec<&str> = wherein::lang::ALL.iter().map(|language| language.id).collect();
    assert!(!names.is_empty());
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lang") {
        for (i, line) in source.code.iter().enumerate() {
            // Comments may cite a report or a compiler whose output is reproduced; code and messages may not.
            let code = line.split("//").next().unwrap().to_lowercase();
            if let Some(name) = names.iter().chain(&["ghc"]).find(|name| code.contains(**name)) {
                problems.push(format!("{}:{}: names `{name}`", source.path, i + 1));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn nothing_prints_on_the_side() {
    let mut problems = Vec::new();
    for source in sources() {
        for (i, line) in source.code.iter().enumerate() {
            let line = bare(line);
            for stray in ["println!", "print!", "dbg!", "todo!", "unimplemented!"] {
                if after(&line, stray).next().is_some() || line.contains(&format!("e{stray}")) {
                    problems.push(format!("{}:{}: `{stray}`", source.path, i + 1));
                }
            }
            if line.contains("stdout()") && !["cli", "server"].contains(&source.module.as_str()) {
                problems.push(format!("{}:{}: standard output", source.path, i + 1));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_assist_has_a_row_a_file_and_cases() {
    let rows: BTreeSet<String> = wherein::assists::ALL.iter().map(|assist| assist.id.to_owned()).collect();
    let stems = |folder: &str, extension: &str| -> BTreeSet<String> {
        let files = files_under(&root().join(folder), extension);
        files.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let mut files = stems("src/assists", "rs");
    // What assists and completions share lies in folders.
    files.retain(|stem| root().join(format!("src/assists/{stem}.rs")).exists() && stem != "mod");
    assert_eq!(files, rows, "src/assists/<id>.rs");
    assert_eq!(stems("tests/cases/assists", "md"), rows, "tests/cases/assists/<id>.md");
    assert_eq!(rows.len(), wherein::assists::ALL.len(), "ids are distinct");
}

#[test]
fn every_language_has_a_row_and_its_two_folders() {
    let rows: BTreeSet<String> = wherein::lang::ALL.iter().map(|language| language.id.to_owned()).collect();
    for folder in ["grammars", "src/lang"] {
        let entries = std::fs::read_dir(root().join(folder)).unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.path().is_dir());
        let names: BTreeSet<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert_eq!(names, rows, "{folder}/<id>");
    }
}

#[test]
fn editor_clients_carry_our_version_and_no_addresses() {
    let read = |name: &str| std::fs::read_to_string(root().join("editors").join(name)).unwrap();
    let field = |text: &str, name: &str| -> String {
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        json[name].as_str().unwrap_or_default().to_owned()
    };
    let lock = read("vscode/package-lock.json");
    for text in [&read("vscode/package.json"), &lock] {
        assert_eq!(field(text, "version"), env!("CARGO_PKG_VERSION"));
    }
    assert!(!lock.contains("\"resolved\""), "a lock says what, not from where");
    for client in ["vscode", "neovim"] {
        assert!(read(&format!("{client}/README.md")).lines().count() <= 50, "{client}: one screen");
    }
}

#[test]
fn documents_are_short_and_their_links_lead_somewhere() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut problems = Vec::new();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(name);
        if text.lines().count() > 200 {
            problems.push(format!("{name}: more than 200 lines"));
        }
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap();
            if !target.is_empty() && !target.contains("://") && !root().join(target).exists() {
                problems.push(format!("{name}: `{target}` is not there"));
            }
        }
    }
    let map = read("ARCHITECTURE.md");
    for (module, _) in LAYERS {
        if !map.contains(&format!("`{module}")) && !map.contains(&format!("{module}/")) {
            problems.push(format!("ARCHITECTURE.md: does not mention `{module}`"));
        }
    }
    assert_none(&problems);
}
