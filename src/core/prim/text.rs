//! `show` of characters and strings, with the escapes of the Haskell report.

const CONTROL: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a", "b", "t", "n", "v", "f", "r", "SO", "SI", "DLE", "DC1",
    "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

/// A character with quotes.
pub(crate) fn show_char(c: char) -> String {
    let mut text = String::from("'");
    if c == '\'' {
        text.push_str("\\'");
    } else {
        escape(c, None, &mut text);
    }
    text.push('\'');
    text
}

/// A string with quotes.
pub(crate) fn show_string(chars: &[char]) -> String {
    let mut text = String::with_capacity(chars.len() + 2);
    text.push('"');
    for (i, &c) in chars.iter().enumerate() {
        if c == '"' {
            text.push_str("\\\"");
        } else {
            escape(c, chars.get(i + 1).copied(), &mut text);
        }
    }
    text.push('"');
    text
}

/// Appends a character as a literal has it; `next` decides whether an escape must be ended by `\&`.
fn escape(c: char, next: Option<char>, text: &mut String) {
    match c {
        '\\' => text.push_str("\\\\"),
        '\x7f' => text.push_str("\\DEL"),
        ' '..='~' => text.push(c),
        '\0'..='\x1f' => {
            text.push('\\');
            text.push_str(CONTROL.get(c as usize).copied().unwrap_or(""));
            if c == '\x0e' && next == Some('H') {
                text.push_str("\\&");
            }
        }
        c => {
            text.push('\\');
            text.push_str(&u32::from(c).to_string());
            if next.is_some_and(|c| c.is_ascii_digit()) {
                text.push_str("\\&");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_show_as_ghc_shows_them() {
        let show = |text: &str| show_string(&text.chars().collect::<Vec<_>>());
        assert_eq!(show("a\"b\\c'd"), r#""a\"b\\c'd""#);
        assert_eq!(show("\x0eH\x0eI"), r#""\SO\&H\SOI""#);
        assert_eq!(show("\u{4d2}5\u{4d2}x"), r#""\1234\&5\1234x""#);
        assert_eq!(show("\n\t\0\x7f\x1b"), r#""\n\t\NUL\DEL\ESC""#);
        assert_eq!(show("\x071"), r#""\a1""#);
    }

    #[test]
    fn characters_show_as_ghc_shows_them() {
        assert_eq!(show_char('\''), r"'\''");
        assert_eq!(show_char('"'), "'\"'");
        assert_eq!(show_char('\x0e'), r"'\SO'");
        assert_eq!(show_char('é'), r"'\233'");
    }
}
