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

/// Longest line whose wildcards are followed in all ways when it does not fit.
const TRACED_CHARS: usize = 400;

/// The lines of a failed example's output, with a line among them that points at the place where it leaves the
/// expectation, as doctest prints them.
pub(super) fn marked(expected: &[String], got: &[String]) -> Vec<String> {
    let blank = |line: &String| if line.trim() == "<BLANKLINE>" { String::new() } else { line.trim_end().to_owned() };
    let expected: Vec<String> = expected.iter().map(blank).collect();
    let wildcard = expected.iter().any(|line| line.contains("..."));
    let (row, agreed) = lines_diverge(&expected, got).unwrap_or_default();
    let agreed = agreed.expanded;
    // What a long match with wildcards was is shown, for it could have been another.
    let long = wildcard && agreed.chars().count() > 30;
    let before = if long { agreed } else { " ".repeat(agreed.chars().count()) };
    let mut out = got.to_vec();
    out.insert(row.min(got.len()), format!("{before}^"));
    out
}

/// How far a line agrees.
#[derive(Clone, Default)]
struct Agreed {
    /// Characters of the expectation, without its wildcards.
    literal: usize,
    /// The part of the output; a dot for each character that a wildcard took.
    expanded: String,
}

/// The row (from 1) of the output that does not fit, and how far it does; `None` when all fit. Of several ways to read
/// wildcards the one that agrees longest counts, of equal ones the last.
fn lines_diverge(expected: &[String], actual: &[String]) -> Option<(usize, Agreed)> {
    let lower = |at: Option<(usize, Agreed)>| at.map(|(row, agreed)| (row + 1, agreed));
    match (expected.split_first(), actual.split_first()) {
        (None, None) => None,
        (Some((wild, rest)), Some((_, others))) if wild == "..." => {
            let here = lines_diverge(rest, actual)?;
            let later = lower(lines_diverge(expected, others))?;
            Some(if here.1.expanded.len() > later.1.expanded.len() { here } else { later })
        }
        (Some((wild, [])), None) if wild == "..." => None,
        (Some((line, rest)), Some((first, others))) => {
            let pieces: Vec<&str> = line.split("...").collect();
            match line_diverges(&pieces, first) {
                None => lower(lines_diverge(rest, others)),
                Some(agreed) => Some((1, agreed)),
            }
        }
        (None, Some(_)) | (Some(_), None) => Some((1, Agreed::default())),
    }
}

/// How far a line agrees with literal pieces that have wildcards between them; `None` when it does whole.
fn line_diverges(pieces: &[&str], actual: &str) -> Option<Agreed> {
    let (piece, rest) = pieces.split_first()?;
    let common: String = piece.chars().zip(actual.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let partial = |expanded: String| Agreed { literal: expanded.chars().count(), expanded };
    let Some(behind) = actual.strip_prefix(piece).filter(|behind| !rest.is_empty() || behind.trim_end().is_empty())
    else {
        return Some(partial(common));
    };
    if rest.is_empty() || rest == [""] {
        return None;
    }
    let mut best: Option<Agreed> = None;
    let mut taken = 0;
    for (at, c) in behind.char_indices().take(TRACED_CHARS) {
        taken += 1;
        let after = line_diverges(rest, &behind[at + c.len_utf8()..])?;
        let literal = piece.chars().count() + after.literal;
        if best.as_ref().is_none_or(|best| literal > best.literal) {
            best = Some(Agreed { literal, expanded: format!("{piece}{}{}", ".".repeat(taken), after.expanded) });
        }
    }
    Some(best.unwrap_or_else(|| partial(common)))
}

#[cfg(test)]
mod tests {
    use super::{exception, marked, meets};

    #[test]
    fn the_marker_points_at_the_first_difference() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        for (expected, got, shown) in [
            ("3", "1", "1\n^"),
            ("abcxef", "abcdef", "abcdef\n   ^"),
            ("1\n2\n3", "1\n2", "1\n2\n^"),
            ("1\n2", "1\n2\n3", "1\n2\n3\n^"),
            ("1\n...\n4", "1\n2\n3", "1\n2\n3\n^"),
            ("[1...4]", "[1,2,3]", "[1,2,3]\n   ^"),
            ("()", "", "^"),
            (
                "from ... to ...z",
                "from here, very far far away, to y",
                "from here, very far far away, to y\nfrom ........................ to .^",
            ),
            ("a\n<BLANKLINE>\nc", "a\n\nb", "a\n\nb\n^"),
        ] {
            assert_eq!(marked(&lines(expected), &lines(got)).join("\n"), shown, "{expected}");
        }
    }

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
