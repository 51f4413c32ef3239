//! Literals: every numeric base, underscores, exponents, and the escapes of characters and strings (Haskell 2010, §2.5–2.6).

use num_bigint::BigInt;

use crate::core::term::Literal;

/// Names of control characters in escapes; longer names first where one begins another (`SOH`, `SO`).
const CONTROLS: &[(&str, u32)] = &[
    ("NUL", 0),
    ("SOH", 1),
    ("STX", 2),
    ("ETX", 3),
    ("EOT", 4),
    ("ENQ", 5),
    ("ACK", 6),
    ("BEL", 7),
    ("BS", 8),
    ("HT", 9),
    ("LF", 10),
    ("VT", 11),
    ("FF", 12),
    ("CR", 13),
    ("SO", 14),
    ("SI", 15),
    ("DLE", 16),
    ("DC1", 17),
    ("DC2", 18),
    ("DC3", 19),
    ("DC4", 20),
    ("NAK", 21),
    ("SYN", 22),
    ("ETB", 23),
    ("CAN", 24),
    ("EM", 25),
    ("SUB", 26),
    ("ESC", 27),
    ("FS", 28),
    ("GS", 29),
    ("RS", 30),
    ("US", 31),
    ("SP", 32),
    ("DEL", 127),
];

/// An integer literal of any base.
pub(super) fn integer(text: &str) -> Option<BigInt> {
    let digits = text.replace('_', "");
    let lower = digits.to_ascii_lowercase();
    let (radix, body) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        _ => (10, lower.as_str()),
    };
    BigInt::parse_bytes(body.as_bytes(), radix)
}

/// A decimal fractional literal, its digits as written but for underscores.
pub(super) fn fraction(text: &str) -> Option<String> {
    let digits = text.replace('_', "");
    digits.parse::<f64>().ok().filter(|value| !value.is_nan()).map(|_| digits)
}

/// The character literal that `text` begins with.
pub(super) fn character(text: &str) -> Option<Literal> {
    let body = text.strip_prefix('\'')?;
    let mut out = String::new();
    let rest = match body.strip_prefix('\\') {
        Some(rest) => escape(rest, &mut out)?,
        None => {
            out.extend(body.chars().next());
            &body[out.len()..]
        }
    };
    let mut chars = out.chars();
    let c = chars.next().filter(|c| *c != '\'' || body.starts_with('\\'))?;
    (rest.starts_with('\'') && !rest.starts_with("'#") && chars.next().is_none()).then_some(Literal::Char(c))
}

/// The text that a `string` node stands for.
pub(super) fn string(text: &str) -> Option<String> {
    unescape(text.strip_prefix('"')?.strip_suffix('"')?)
}

fn unescape(body: &str) -> Option<String> {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = escape(&rest[at + 1..], &mut out)?;
    }
    out.push_str(rest);
    Some(out)
}

/// Reads one escape after its backslash; what is left behind it.
fn escape<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if let Some(at) = "abfnrtv\\\"'".find(first) {
        out.push(['\x07', '\x08', '\x0c', '\n', '\r', '\t', '\x0b', '\\', '"', '\''][at]);
        return Some(rest);
    }
    match first {
        '&' => Some(rest),
        '^' => {
            let control = rest.chars().next().filter(|c| ('@'..='_').contains(c))?;
            out.push(char::from_u32(u32::from(control) - 64)?);
            Some(&rest[1..])
        }
        'x' | 'X' => numeric(rest, 16, out),
        'o' | 'O' => numeric(rest, 8, out),
        '0'..='9' => numeric(text, 10, out),
        c if c.is_whitespace() => rest.trim_start().strip_prefix('\\'),
        _ => {
            let (name, code) = CONTROLS.iter().find(|(name, _)| text.starts_with(name))?;
            out.push(char::from_u32(*code)?);
            Some(&text[name.len()..])
        }
    }
}

fn numeric<'t>(text: &'t str, radix: u32, out: &mut String) -> Option<&'t str> {
    let end = text.find(|c: char| !c.is_digit(radix)).unwrap_or(text.len());
    out.push(char::from_u32(u32::from_str_radix(&text[..end], radix).ok()?)?);
    Some(&text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_base() {
        for (text, value) in [("0", 0), ("1_000", 1000), ("0xFf", 255), ("0b1_01", 5), ("0O17", 15), ("007", 7)] {
            assert_eq!(integer(text), Some(BigInt::from(value)), "{text}");
        }
        assert_eq!(fraction("1_0.5e-3").as_deref(), Some("10.5e-3"));
        assert_eq!(fraction("0x1.8p3"), None);
    }

    #[test]
    fn escapes_mean_what_the_report_says() {
        for (text, value) in [
            (r#""a\nb""#, "a\nb"),
            (r#""\SO\&H\SOH""#, "\x0eH\x01"),
            (r#""\1234\&5\x41\o101""#, "\u{4d2}5AA"),
            ("\"a\\   \n  \\b\"", "ab"),
            (r#""\^A\^[\DEL\"\\""#, "\x01\x1b\x7f\"\\"),
            (r#""""#, ""),
        ] {
            assert_eq!(string(text).as_deref(), Some(value), "{text}");
        }
        assert_eq!(character(r"'\''"), Some(Literal::Char('\'')));
        assert_eq!(character("'\\xD800'"), None);
        assert_eq!(character("'ab'"), None);
    }
}
