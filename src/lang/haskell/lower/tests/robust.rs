//! Broken files: no panic on any prefix, and what is not broken is still there.

use super::{PRELUDE, bind, lower};
use crate::core::name::Name;
use crate::lang::Lowered;

/// A file with a bit of everything.
const SAMPLE: &str = include_str!("sample.hs");

fn functions(lowered: &Lowered) -> Vec<&'static str> {
    lowered.functions.iter().map(|function| function.name.base()).collect()
}

#[test]
fn every_line_prefix_and_many_byte_prefixes_lower() {
    let mut ends: Vec<usize> = SAMPLE.match_indices('\n').map(|(at, _)| at + 1).collect();
    let mut seed = 12345u64;
    for _ in 0..200 {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ends.push((seed >> 33) as usize % SAMPLE.len());
    }
    for end in ends.into_iter().filter(|end| SAMPLE.is_char_boundary(*end)) {
        let lowered = lower(&SAMPLE[..end]);
        for opaque in &lowered.opaque {
            assert!(opaque.span.end <= end && opaque.span.start <= opaque.span.end);
        }
    }
}

#[test]
fn the_sample_is_understood() {
    let lowered = lower(SAMPLE);
    let notes: Vec<_> =
        lowered.opaque.iter().map(|opaque| (&SAMPLE[opaque.span.start..opaque.span.end], &opaque.reason)).collect();
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_broken_declaration_costs_only_itself() {
    let lowered = lower(
        "module M where\nf :: Int\nf = (1 +\n\ng :: Int -> Int\ng x = case x of\n\nh x = let y = 1\n\nk = 3)\nz = f\n",
    );
    let names = functions(&lowered);
    assert!(names.contains(&"g") && names.contains(&"z"), "{names:?}");
    let f = lowered.functions.iter().find(|function| function.name == Name::new("M.f")).unwrap();
    assert_eq!((f.equations, f.unwritten), (None, None));
    assert!(lowered.opaque.iter().any(|opaque| opaque.reason == "syntax error"));
}

#[test]
fn deep_nesting_is_cut() {
    for (open, middle, close) in [
        ("(", "x", ")"),
        ("[", "", "]"),
        ("f (", "x", ")"),
        ("\\x -> ", "x", ""),
        ("if x then ", "x", " else x"),
        ("- ", "x", ""),
    ] {
        let text = format!("f = {}{middle}{}\n", open.repeat(3000), close.repeat(3000));
        lower(&text);
        lower(&text[..text.len() / 2]);
    }
    for operator in ["+", ":", ".", "$"] {
        lower(&format!("f = {}\n", vec!["x"; 3000].join(operator)));
    }
    lower(&format!("f :: {}\nf = 1\n", vec!["a"; 3000].join(" -> ")));
    lower(&format!("f = do\n{}", "  print 1\n".repeat(3000)));
    lower(&format!("f = [{}]\n", vec!["1"; 3000].join(",")));
    lower(&format!("f{} = 1\n", " x".repeat(3000)));
    lower(&format!("f = g{}\n", " x".repeat(3000)));
}

#[test]
fn directives_leave_one_branch() {
    let text = "{-# LANGUAGE CPP #-}\nmodule M where\n#if __GLASGOW_HASKELL__ > 800\nf = 1\n#else\nf = 2\n#endif\n";
    assert_eq!(bind(text, "f"), "1");
}

#[test]
fn strange_texts_lower() {
    for text in [
        "",
        "\u{feff}",
        "\0",
        "module",
        "module M",
        "import",
        "f =",
        "é",
        "f\u{301} = 1",
        "(((((",
        "\"",
        "'",
        "{-",
        "{-#",
        "#if",
        "#",
        "\\",
        "f :: ",
        "where",
        "data",
        "class",
        "instance",
        "\r\n\r\n",
        "\t\tf = 1",
    ] {
        lower(text);
        PRELUDE.with(|sources| sources.line(text, &lower("").scope));
    }
}
