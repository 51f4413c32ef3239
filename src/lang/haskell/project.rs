//! What a Haskell project looks like from outside: where modules lie, which files say so, what a file's lines are.
//!
//! Cabal files and hpack's `package.yaml` are read for one thing only, the folders with sources. Conditionals are not
//! evaluated: a folder that any stanza names counts.

use crate::core::name::Name;
use crate::lang::Project;
use crate::syntax::pieces::Lines;

/// How projects are found and read.
pub(super) static PROJECT: Project = Project {
    is_manifest: |file| file.ends_with(".cabal") || file == HPACK,
    watched: &["**/*.hs", "**/*.cabal", "**/package.yaml"],
    source_folders,
    test_folders,
    usual_tests: &["test", "tests"],
    usual_sources: &["src", "lib", "app", "library"],
    module_name,
    module_path: |name| name.as_str().replace('.', "/"),
};

const HPACK: &str = "package.yaml";

/// What the lines of a file look like.
pub(super) static LINES: Lines = Lines { comment: "--", block: ("{-", "-}"), continues, name: declared, defines };

/// Words that begin a declaration of something other than a value.
const KEYWORDS: &[&str] = &[
    "module", "import", "data", "newtype", "type", "class", "instance", "deriving", "infix", "infixl", "infixr",
    "foreign", "default", "pattern",
];

fn continues(line: &str) -> bool {
    line.starts_with([')', ']', '}', ',', '|', '=', '#']) || matches!(word(line), "where" | "then" | "else" | "of")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

fn word(line: &str) -> &str {
    line.split(|c: char| !is_word(c)).next().unwrap_or("")
}

/// The name at the beginning of a line: a word, or an operator in parentheses.
fn declared(line: &str) -> Option<&str> {
    let first = word(line);
    if !first.is_empty() {
        let value = first.starts_with(|c: char| c.is_lowercase() || c == '_');
        return (value && !KEYWORDS.contains(&first)).then_some(first);
    }
    let inside = line.strip_prefix('(')?;
    let end = inside.find(')')?;
    let operator = inside[..end].trim();
    (!operator.is_empty() && !operator.contains(|c: char| is_word(c) || c.is_whitespace() || c == ','))
        .then_some(operator)
}

/// Whether a line that begins in the first column goes on with the declaration of `name`: by its first word, or
/// because the operator stands in it before the equals sign.
fn defines(line: &str, name: &str) -> bool {
    if declared(line) == Some(name) {
        return true;
    }
    if KEYWORDS.contains(&word(line)) {
        return false;
    }
    let head = line.split(" = ").next().unwrap_or(line);
    if head.contains(" :: ") {
        return false;
    }
    let operator = !name.starts_with(is_word);
    let written = if operator { format!(" {name} ") } else { format!("`{name}`") };
    head.contains(&written)
}

/// The folders that a manifest names, as written.
fn source_folders(file: &str, text: &str) -> Vec<String> {
    let keys: &[&str] = if file == HPACK { &["source-dirs"] } else { &["hs-source-dirs", "hs-source-dir"] };
    let mut found: Vec<String> = Vec::new();
    // The indentation of the field that is being read.
    let mut field: Option<usize> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with("--") || trimmed.starts_with('#') {
            continue;
        }
        let item = trimmed.starts_with("- ");
        if let Some((key, value)) = trimmed.split_once(':')
            && keys.iter().any(|known| key.trim().eq_ignore_ascii_case(known))
        {
            field = Some(indent);
            words(value, &mut found);
        } else if field.is_some_and(|field| indent > field || (item && indent == field)) && !trimmed.contains(':') {
            words(trimmed.strip_prefix('-').unwrap_or(trimmed), &mut found);
        } else {
            field = None;
        }
    }
    found
}

/// The folders of test suites: those named in a `test-suite` stanza, or under `tests`.
fn test_folders(file: &str, text: &str) -> Vec<String> {
    let mut inside = false;
    let begins = |line: &str| match file {
        HPACK => line.trim_end() == "tests:",
        _ => line.to_ascii_lowercase().starts_with("test-suite"),
    };
    let kept = text.lines().filter(|line| {
        if !line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            inside = begins(line);
        }
        inside
    });
    source_folders(file, &kept.collect::<Vec<_>>().join("\n"))
}

/// Splits a value at blanks and commas, quotes and brackets taken off.
fn words(value: &str, into: &mut Vec<String>) {
    let value = value.split(" --").next().unwrap_or(value);
    for word in value.split([',', ' ', '\t']) {
        let word = word.trim_matches(['"', '\'', '[', ']']);
        if !word.is_empty() && !into.iter().any(|known| known == word) {
            into.push(word.to_owned());
        }
    }
}

/// The name in a file's header, read without a parser: the first word of the file that is no comment is `module`.
fn module_name(text: &str) -> Option<Name> {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        if rest.starts_with("--") || rest.starts_with('#') {
            rest = &rest[rest.find('\n')?..];
        } else if rest.starts_with("{-") {
            rest = &rest[comment_length(rest)?..];
        } else {
            break;
        }
    }
    let rest = rest.strip_prefix("module")?;
    let name = rest.trim_start();
    let end = name.find(|c: char| !(is_word(c) || c == '.')).unwrap_or(name.len());
    let whole = rest.len() > name.len() && name.starts_with(char::is_uppercase);
    whole.then(|| Name::new(name[..end].trim_end_matches('.')))
}

/// The length of the nested comment that `text` begins with.
fn comment_length(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0usize);
    loop {
        let (open, close) = (text[at..].find("{-"), text[at..].find("-}")?);
        match open {
            Some(open) if open < close => {
                depth += 1;
                at += open + 2;
            }
            _ => {
                depth -= 1;
                at += close + 2;
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LINES, module_name, source_folders, test_folders};
    use crate::core::name::Name;
    use crate::syntax::pieces::{at, pieces};

    fn shown(text: &str) -> Vec<&str> {
        pieces(text, &LINES).iter().map(|piece| piece.span.of(text).trim_end()).collect()
    }

    #[test]
    fn a_piece_is_a_declaration_with_its_comments_and_all_its_equations() {
        let text = "{-# LANGUAGE X #-}\nmodule M\n  ( f\n  ) where\n\nimport A\n\n-- | Doc.\n-- >>> f 1\nf :: Int\n\nf 0 = 1\n-- more\nf n = {- a\nb -} 2\n  where g = 3\n\n(<+>) :: A\nx <+> y = 1\n[] <+> y = 2\n\ndata T\n  = A\n{-\nh = 1\n-}\ninfixl 6 <+>\nk = [\n 1\n]\nk' = 2\n";
        assert_eq!(
            shown(text),
            [
                "{-# LANGUAGE X #-}\nmodule M\n  ( f\n  ) where",
                "import A",
                "-- | Doc.\n-- >>> f 1\nf :: Int\n\nf 0 = 1\n-- more\nf n = {- a\nb -} 2\n  where g = 3",
                "(<+>) :: A\nx <+> y = 1\n[] <+> y = 2",
                "data T\n  = A",
                "{-\nh = 1\n-}\ninfixl 6 <+>",
                "k = [\n 1\n]",
                "k' = 2",
            ]
        );
        let all = pieces(text, &LINES);
        let place = text.find("g = 3").expect("it is there");
        assert_eq!(at(&all, place).map(|piece| piece.code), text.find("f :: Int"));
        assert_eq!(at(&all, 0).map(|piece| piece.span.start), Some(0));
        assert_eq!(at(&[], 0), None);
    }

    #[test]
    fn folders_are_read_from_both_kinds_of_manifest() {
        let cabal = "name: x\nlibrary\n  hs-source-dirs:   src, gen\n  -- c\n                    more\n  build-depends: base\nexecutable e\n  HS-Source-Dirs:\n    app\n  main-is: Main.hs\n";
        assert_eq!(source_folders("x.cabal", cabal), ["src", "gen", "more", "app"]);
        let hpack = "library:\n  source-dirs: src\ntests:\n  t:\n    source-dirs:\n    - test\n    - 'more'\n    main: T.hs\nexecutables:\n  e:\n    source-dirs: [app, src]\n";
        assert_eq!(source_folders("package.yaml", hpack), ["src", "test", "more", "app"]);
        assert_eq!(test_folders("package.yaml", hpack), ["test", "more"]);
        let suite = format!("{cabal}test-suite t\n  hs-source-dirs: test\n  main-is: T.hs\n");
        assert_eq!(test_folders("x.cabal", &suite), ["test"]);
    }

    #[test]
    fn headers_are_read_without_a_parser() {
        for (text, name) in [
            ("module A.B (f) where\n", Some("A.B")),
            ("{-# LANGUAGE X #-}\n{- a {- b -} -}\n-- c\nmodule\n  M'\n where", Some("M'")),
            ("f = 1\nmodule X where", None),
            ("modules = 1", None),
            ("{- open", None),
            ("", None),
        ] {
            assert_eq!(module_name(text), name.map(Name::new), "{text}");
        }
    }
}
