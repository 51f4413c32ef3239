//! Literals as Haskell writes them.

use crate::core::term::Literal;

/// The text of a literal, and whether it begins with a minus.
pub(super) fn literal(literal: &Literal) -> (String, bool) {
    let signed = |text: String| {
        let negative = text.starts_with('-');
        (text, negative)
    };
    match literal {
        Literal::Num(n) | Literal::Integer(n) => signed(n.to_string()),
        Literal::Int(n) => signed(n.to_string()),
        Literal::Frac(digits) => signed(digits.clone()),
        Literal::Double(d) => signed(double(*d)),
        Literal::Char(c) => (format!("'{}'", escaped(*c, '\'', None)), false),
        Literal::Str(text) => (string(text), false),
    }
}

/// A double as a literal: always with a fraction.
fn double(d: f64) -> String {
    let text = format!("{d:?}");
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    }
}

/// A string with quotes and escapes.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push_str(&escaped(c, '"', chars.peek().copied()));
    }
    out.push('"');
    out
}

/// The names of the first 33 characters.
const CONTROLS: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a", "b", "t", "n", "v", "f", "r", "SO", "SI", "DLE", "DC1",
    "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

/// A character between quotes; an empty escape `\&` parts it from `next` where the two would be read as one.
fn escaped(c: char, quote: char, next: Option<char>) -> String {
    match c {
        '\\' => "\\\\".to_owned(),
        c if c == quote => format!("\\{c}"),
        '\u{e}' if next == Some('H') => "\\SO\\&".to_owned(),
        c if (c as usize) < CONTROLS.len() => format!("\\{}", CONTROLS[c as usize]),
        '\u{7f}' => "\\DEL".to_owned(),
        c if c as u32 > 0x7f => {
            let separator = if next.is_some_and(|n| n.is_ascii_digit()) { "\\&" } else { "" };
            format!("\\{}{separator}", c as u32)
        }
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::core::term::Literal;

    #[test]
    fn as_show_prints_them() {
        let text = |l: &Literal| literal(l).0;
        assert_eq!(text(&Literal::Str("a\"b\\\n\u{e}H\u{e9}1\u{7f}".into())), r#""a\"b\\\n\SO\&H\233\&1\DEL""#);
        assert_eq!(text(&Literal::Char('\'')), r"'\''");
        assert_eq!(text(&Literal::Char('"')), "'\"'");
        assert_eq!(text(&Literal::Double(1e30)), "1.0e30");
        assert_eq!(text(&Literal::Double(2.0)), "2.0");
        assert_eq!(literal(&Literal::Int(-3)), ("-3".to_owned(), true));
    }
}
