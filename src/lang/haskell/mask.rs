//! Tokens that the grammar reads wrongly, replaced by others of the same length before parsing.
//!
//! Its character literal with an escape runs on to the last quote before a blank, so that `['\\','a']` would be one
//! literal; it knows no tab behind the first word of a line, and no blanks before the end of a line in a string's gap;
//! and a guard that is nothing but a hole (`| _ = …`) is to it the beginning of a pattern.
//! Nodes keep the original text: only the parser sees the replacement.

/// A copy of `text` of the same length that the grammar reads as Haskell does.
pub(super) fn mask(text: String) -> String {
    let text = guards(text);
    if !text.contains('\t') && !text.contains('\\') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut before, mut indenting) = (text.as_str(), ' ', true);
    while let Some(c) = rest.chars().next() {
        let word = before.is_alphanumeric() || before == '_' || before == '\'';
        if c == '\''
            && !word
            && let Some(length) = escaped(rest)
            && runs_on(&rest[length..])
        {
            literal(length, &mut out);
            rest = &rest[length..];
            before = '\'';
            continue;
        }
        indenting = c == '\n' || (indenting && matches!(c, ' ' | '\t'));
        out.push(if c == '\t' && !indenting { ' ' } else { c });
        before = c;
        rest = &rest[c.len_utf8()..];
    }
    debug_assert_eq!(out.len(), text.len());
    gaps(out)
}

/// Gives holes that are whole guards a name.
fn guards(text: String) -> String {
    let alone = |at: &usize| {
        let before = text[..*at].trim_end_matches(' ').strip_suffix('|');
        let behind = text[at + 1..].trim_start_matches(' ');
        let ends = |end: &str| behind.strip_prefix(end).is_some_and(|rest| rest.starts_with([' ', '\n', '\r']));
        before.is_some_and(|before| before.ends_with([' ', '\n'])) && (ends("=") || ends("->"))
    };
    let holes: Vec<usize> = text.match_indices('_').map(|(at, _)| at).filter(alone).collect();
    let mut out = text;
    for at in holes {
        out.replace_range(at..=at, "h");
    }
    out
}

/// Whether the grammar would take a part of what follows an escaped character literal for its end.
fn runs_on(rest: &str) -> bool {
    rest.split(' ').next().is_some_and(|glued| glued.contains('\''))
}

/// The length of the character literal with an escape that `text` begins with.
fn escaped(text: &str) -> Option<usize> {
    let body = text.strip_prefix("'\\")?;
    let first = body.chars().next()?;
    let more = match first {
        '^' => body[1..].chars().next().map_or(0, char::len_utf8),
        c if c.is_ascii_alphanumeric() => {
            body[1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len() - 1)
        }
        _ => 0,
    };
    let end = first.len_utf8() + more;
    body[end..].starts_with('\'').then_some(2 + end + 1)
}

/// A character literal of `length` bytes without an escape; blanks follow where no character is that long.
fn literal(length: usize, out: &mut String) {
    let (c, width) = match length - 2 {
        2 => ('é', 2),
        3 => ('€', 3),
        _ => ('𝄞', 4),
    };
    out.push('\'');
    out.push(c);
    out.push('\'');
    out.extend(std::iter::repeat_n(' ', length - 2 - width));
}

/// Moves the end of line in a string's gap directly behind its backslash.
fn gaps(text: String) -> String {
    let bytes = text.as_bytes();
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('\\') {
        let blanks = bytes[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let end = at + 1 + blanks;
        if blanks > 0 && bytes.get(end) == Some(&b'\n') && text[end..].trim_start().starts_with('\\') {
            moves.push((at + 1, end));
        }
    }
    let mut out = text;
    for (from, to) in moves {
        let mut moved = String::from("\n");
        moved.extend(std::iter::repeat_n(' ', to - from));
        out.replace_range(from..=to, &moved);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn escapes_tabs_and_gaps_keep_their_length() {
        for (text, masked) in [
            (r"['\\','\n','a','\'']", r"['é','é','a','\'']"),
            (r"f' = '\SO','\DEL':'x'", "f' = '€','𝄞':'x'"),
            (r"'\1234' '\x1F600':'a'", "'\\1234' '𝄞'   :'a'"),
            (r"'\^A''a", "'€''a"),
            (r"f = '\1234'", r"f = '\1234'"),
            ("\tf\tx", "\tf x"),
            ("\"a\\  \n \\b\"", "\"a\\\n   \\b\""),
            (r"x'\y -> y", r"x'\y -> y"),
            ("f n\n  | _ = 1\n  | _ <- n = 2\n  | otherwise = 3", "f n\n  | h = 1\n  | _ <- n = 2\n  | otherwise = 3"),
            ("'\\", "'\\"),
            ("'\\é", "'\\é"),
        ] {
            let result = mask(text.to_owned());
            assert_eq!(result.len(), text.len(), "{text}");
            assert_eq!(result, masked, "{text}");
        }
    }
}
