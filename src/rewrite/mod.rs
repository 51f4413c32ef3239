//! The one edit engine: from what was found to edits of the user's text.
//!
//! Edits are minimal. Writing a function replaces the equations that stand for "not written yet" (or adds some below a
//! bare signature) and adds import lines behind the last import; every other byte stays, line breaks and the block's
//! indentation included. What would lose a comment or an equation of the user's is refused, with the reason.

pub mod deeds;
mod define;
pub mod extract;
pub mod naming;
mod reflow;

use crate::lang::{Function, ImportPlace, Rendered};
use crate::text::{self, Span, TextEdit};

/// The edits that put `rendered` in the place of `function`'s missing body.
pub fn write_function(
    source: &str,
    function: &Function,
    rendered: &Rendered,
    imports: ImportPlace,
) -> Result<Vec<TextEdit>, String> {
    let unwritten = function.unwritten.ok_or("the function is already written")?;
    let mut edits = import_edits(source, &rendered.imports, imports);
    edits.push(match function.equations {
        Some(equations) => TextEdit {
            span: replaceable(source, equations, unwritten)?,
            text: laid_out(source, equations.start, rendered),
        },
        None => {
            let signature = function.signature.unwrap_or(unwritten);
            let newline = text::line_break(source);
            let indent = indentation(source, signature.start);
            let text = format!("{newline}{indent}{}", laid_out(source, signature.start, rendered));
            TextEdit { span: Span::empty(unwritten.start), text }
        }
    });
    Ok(edits)
}

/// The equations, if nothing of the user's is lost with them: one equation whose whole right-hand side is missing.
fn replaceable(source: &str, equations: Span, unwritten: Span) -> Result<Span, String> {
    let head = Span::new(equations.start, unwritten.start).of(source);
    let tail = Span::new(unwritten.end, equations.end).of(source);
    if !tail.trim().is_empty() {
        return Err("something stands behind the missing body".to_owned());
    }
    if head.trim_end().lines().count() > 1 {
        return Err("a part of the function is already written".to_owned());
    }
    if head.contains("--") || head.contains("{-") {
        return Err("a comment stands inside the equation".to_owned());
    }
    Ok(equations)
}

/// Rendered equations with the source's line breaks, continued at the indentation of the line of `at`.
fn laid_out(source: &str, at: usize, rendered: &Rendered) -> String {
    let (newline, indent) = (text::line_break(source), indentation(source, at));
    let lines = rendered.equations.lines().enumerate();
    let lines =
        lines.map(|(i, line)| if i == 0 || line.is_empty() { line.to_owned() } else { format!("{indent}{line}") });
    lines.collect::<Vec<_>>().join(newline)
}

/// The white space that the line of `at` begins with.
fn indentation(source: &str, at: usize) -> &str {
    let start = text::line_start(source, at);
    let line = source.get(start..at).unwrap_or("");
    &line[..line.len() - line.trim_start().len()]
}

/// One edit that adds the import lines that are not there yet.
fn import_edits(source: &str, imports: &[String], place: ImportPlace) -> Vec<TextEdit> {
    let missing: Vec<&str> = imports
        .iter()
        .map(String::as_str)
        .filter(|import| !source.lines().any(|line| line.trim() == *import))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let newline = text::line_break(source);
    let lines = missing.join(newline);
    let (offset, text) = match place {
        ImportPlace::BehindImports(offset) => (offset, format!("{newline}{lines}")),
        ImportPlace::BehindHeader(offset) => (offset, format!("{newline}{newline}{lines}")),
        ImportPlace::Top(offset) => (offset, format!("{lines}{newline}{newline}")),
    };
    vec![TextEdit { span: Span::empty(offset), text }]
}

#[cfg(test)]
mod tests {
    use super::write_function;
    use crate::core::name::Name;
    use crate::lang::{Function, ImportPlace, Rendered};
    use crate::text::{Span, apply};

    fn function(source: &str, signature: &str, equations: Option<&str>, hole: &str) -> Function {
        let span = |part: &str| source.find(part).map(|at| Span::new(at, at + part.len()));
        let signature = span(signature);
        let unwritten = if hole.is_empty() { signature.map(|s| Span::empty(s.end)) } else { span(hole) };
        let equations = equations.and_then(span);
        Function { name: Name::new("M.f"), signature, equations, unwritten, opaque: Vec::new() }
    }

    fn rendered(equations: &str, imports: &[&str]) -> Rendered {
        let imports = imports.iter().map(|&import| import.to_owned()).collect();
        Rendered { equations: equations.to_owned(), helpers: Vec::new(), imports }
    }

    fn written(source: &str, function: &Function, rendered: &Rendered, place: ImportPlace) -> Result<String, String> {
        write_function(source, function, rendered, place).map(|edits| apply(source, &edits).unwrap())
    }

    #[test]
    fn only_the_equations_change() {
        let source = "-- a\r\nf :: Int -> Int  -- b\r\nf x = undefined -- c\r\n\r\ng = 1";
        let f = function(source, "f :: Int -> Int", Some("f x = undefined"), "undefined");
        let result = written(source, &f, &rendered("f 0 = 1\nf n = n", &[]), ImportPlace::Top(0));
        assert_eq!(result.unwrap(), "-- a\r\nf :: Int -> Int  -- b\r\nf 0 = 1\r\nf n = n -- c\r\n\r\ng = 1");
    }

    #[test]
    fn a_missing_body_goes_below_its_signature() {
        let source = "module M where\n  f :: Int\n\n  g = 1\n";
        let f = function(source, "f :: Int", None, "");
        let result =
            written(source, &f, &rendered("f = h\n  where\n    h = 1", &["import A"]), ImportPlace::BehindHeader(14));
        assert_eq!(
            result.unwrap(),
            "module M where\n\nimport A\n  f :: Int\n  f = h\n    where\n      h = 1\n\n  g = 1\n"
        );
    }

    #[test]
    fn an_import_line_follows_the_others_once() {
        let source = "import B\nimport C\n\nf :: Int\nf = undefined";
        let f = function(source, "f :: Int", Some("f = undefined"), "undefined");
        let result = written(source, &f, &rendered("f = 1", &["import B", "import A"]), ImportPlace::BehindImports(17));
        assert_eq!(result.unwrap(), "import B\nimport C\nimport A\n\nf :: Int\nf = 1");
    }

    #[test]
    fn what_the_user_wrote_is_not_replaced() {
        for (source, equations) in [
            ("f :: Int\nf 0 = 1\nf n = undefined", "f 0 = 1\nf n = undefined"),
            ("f :: Int\nf x {- why -} = undefined", "f x {- why -} = undefined"),
            ("f :: Int\nf x = undefined\n  where y = 1", "f x = undefined\n  where y = 1"),
        ] {
            let f = function(source, "f :: Int", Some(equations), "undefined");
            assert!(written(source, &f, &rendered("f = 1", &[]), ImportPlace::Top(0)).is_err(), "{source}");
        }
    }
}
