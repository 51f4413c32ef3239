//! What GHC may read to give a second opinion: a text in which nothing runs at compile time.

use crate::lang::Opinion;

/// GHC, for types alone: no code, no environment of a project, no extension that runs anything.
pub(super) static OPINION: Opinion = Opinion {
    flags: &[
        "-fno-code",
        "-v0",
        "-w",
        "-package-env",
        "-",
        "-XHaskell2010",
        "-XNoTemplateHaskell",
        "-XNoTemplateHaskellQuotes",
        "-XNoQuasiQuotes",
        "-XNoCPP",
    ],
    sanitised,
};

/// Extensions with which a compiler runs code, or reads another text than the one that stands there.
const RUNS: &[&str] = &["TemplateHaskell", "TemplateHaskellQuotes", "QuasiQuotes", "CPP"];
/// Pragmas that say nothing about types, or bring plugins and preprocessors.
const DROPPED: &[&str] = &["OPTIONS", "OPTIONS_GHC", "OPTIONS_HADDOCK"];

/// The text without options; none when it needs what is not allowed.
fn sanitised(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{-#") {
        let end = at + rest[at..].find("#-}")? + 3;
        let inside = &rest[at + 3..end - 3];
        let (kind, words) = inside.trim_start().split_once(char::is_whitespace).unwrap_or((inside.trim(), ""));
        let kind = kind.to_uppercase();
        let names = || words.split(',').map(str::trim);
        if kind == "ANN" || kind == "LANGUAGE" && names().any(|name| RUNS.contains(&name)) {
            return None;
        }
        out.push_str(&rest[..at]);
        match DROPPED.contains(&kind.as_str()) {
            // Lines stay where they are.
            true => out.extend(rest[at..end].chars().filter(|c| *c == '\n')),
            false => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::sanitised;

    #[test]
    fn options_go_and_what_runs_is_refused() {
        let text = "{-# LANGUAGE LambdaCase #-}\n{-# OPTIONS_GHC -F -pgmF\n  rm #-}\nx = 1\n";
        assert_eq!(sanitised(text).unwrap(), "{-# LANGUAGE LambdaCase #-}\n\n\nx = 1\n");
        for text in [
            "{-# LANGUAGE LambdaCase, TemplateHaskell #-}",
            "{-# language CPP #-}",
            "x = 1\n{-# ANN x (unsafePerformIO boom) #-}",
            "{-# LANGUAGE",
        ] {
            assert_eq!(sanitised(text), None, "{text}");
        }
    }
}
