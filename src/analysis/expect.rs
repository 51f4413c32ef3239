//! Expected output against actual output, by doctest's rules: `...` alone on a line stands for any lines, `...`
//! inside a line for any text, `<BLANKLINE>` for an empty line; blanks at the ends of lines do not count.

/// Does the output meet the expectation?
pub(super) fn meets(expected: &[String], output: &str) -> bool {
    let lines: Vec<&str> = lines(output);
    let expected: Vec<&str> = expected.iter().map(|line| line.trim_end()).collect();
    lines_match(&expected, &lines)
}

/// The output by lines, without the empty rest behind the last line end.
pub(super) fn lines(output: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = output.split('\n').map(str::trim_end).collect();
    if lines.last() == Some(&"") {
        lines.pop();
    }
    lines
}

/// Could only this output, apart from blanks, meet the expectation?
pub(super) fn is_exact(expected: &[String]) -> bool {
    !expected.iter().any(|line| line.contains("..."))
}

/// The one output that an exact expectation describes, without a line end behind its last line.
pub(super) fn text(expected: &[String]) -> String {
    let lines: Vec<&str> =
        expected.iter().map(|line| if line.trim() == "<BLANKLINE>" { "" } else { line.trim_end() }).collect();
    lines.join("\n")
}

/// The exception that is expected, by its message, if one is.
pub(super) fn exception(expected: &[String]) -> Option<String> {
    let first = expected.first()?.strip_prefix(EXCEPTION)?;
    let rest = expected[1..].iter().take_while(|line| !line.starts_with(CALL_STACK) && line.trim() != "...");
    let lines: Vec<&str> = std::iter::once(first).chain(rest.map(String::as_str)).collect();
    Some(lines.join("\n").trim_end().to_owned())
}

/// What stands before the message of an exception.
pub(super) const EXCEPTION: &str = "*** Exception: ";
/// Positions of the compiler that nobody else can know.
const CALL_STACK: &str = "CallStack (from HasCallStack):";

fn lines_match(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&"...", rest)) => (0..=actual.len()).any(|skip| lines_match(rest, &actual[skip..])),
        // Whatever the compiler says of positions is not compared.
        Some((line, _)) if line.starts_with(CALL_STACK) && actual.is_empty() => true,
        Some((line, rest)) => match actual.split_first() {
            Some((first, others)) => line_matches(line, first) && lines_match(rest, others),
            None => false,
        },
    }
}

fn line_matches(expected: &str, actual: &str) -> bool {
    let expected = if expected == "<BLANKLINE>" { "" } else { expected };
    let mut pieces = expected.split("...");
    let Some(mut rest) = pieces.next().and_then(|first| actual.strip_prefix(first)) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{exception, meets};

    fn check(expected: &str, output: &str) -> bool {
        meets(&expected.lines().map(str::to_owned).collect::<Vec<_>>(), output)
    }

    #[test]
    fn wildcards_and_blank_lines() {
        assert!(check("[1,2]", "[1,2]\n"));
        assert!(check("a\n<BLANKLINE>\nb", "a \n\nb  "));
        assert!(!check("a", "a\nb"));
        assert!(check("a\n...\nz", "a\nb\nc\nz"));
        assert!(check("a\n...", "a"));
        assert!(check("[1,2,...", "[1,2,3]"));
        assert!(check("a...b...c", "a1b2b3c"));
        assert!(!check("a...b...c", "acb"));
        assert!(!check("aa...aa", "aaa"));
        assert!(check("", ""));
        assert!(!check("1", ""));
    }

    #[test]
    fn exceptions_end_before_the_call_stack() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            exception(&lines("*** Exception: a\nb\nCallStack (from HasCallStack):\n  error")),
            Some("a\nb".into())
        );
        assert_eq!(exception(&lines("*** Exception: a\n...")), Some("a".into()));
        assert_eq!(exception(&lines("1")), None);
        assert!(check("*** Exception: a\nCallStack (from HasCallStack):\n  error, called", "*** Exception: a"));
    }
}
