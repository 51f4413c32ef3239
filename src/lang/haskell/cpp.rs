//! The C preprocessor's directives in Haskell files: one branch of each conditional stays, the rest becomes blanks.
//!
//! Offsets do not change: a blanked byte is a space. Conditions are evaluated as GHC 9.0 with recent libraries would:
//! version macros hold, unknown macros are 0. Macros are not expanded in the code itself.

use std::collections::BTreeMap;

/// The compiler version that conditions see.
const GHC: i64 = 900;
/// Deepest nesting of parentheses in a condition.
const DEEPEST: usize = 50;

const DIRECTIVES: &[&str] = &[
    "if", "ifdef", "ifndef", "else", "elif", "endif", "define", "undef", "include", "error", "warning", "line",
    "pragma",
];

/// One open conditional.
struct Branch {
    /// The text around the conditional is kept.
    outer: bool,
    /// A branch was already chosen.
    taken: bool,
    /// The current branch is kept.
    active: bool,
}

/// The text with directives and unchosen branches blanked; `None` when there are no directives.
pub(super) fn mask(text: &str) -> Option<String> {
    if !text.lines().any(|line| directive(line).is_some()) {
        return None;
    }
    let mut macros: BTreeMap<String, i64> = BTreeMap::new();
    macros.insert("__GLASGOW_HASKELL__".to_owned(), GHC);
    let mut open: Vec<Branch> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut continued = false;
    for line in text.split_inclusive('\n') {
        let found = if continued { None } else { directive(line) };
        if continued || found.is_some() {
            continued = line.trim_end().ends_with('\\');
            if let Some((word, rest)) = found {
                step(word, rest, &mut open, &mut macros);
            }
            blank(line, &mut out);
        } else if open.last().is_none_or(|branch| branch.active) {
            out.push_str(line);
        } else {
            blank(line, &mut out);
        }
    }
    Some(out)
}

/// Appends as many blanks as `line` has bytes; line ends stay.
pub(super) fn blank(line: &str, out: &mut String) {
    out.extend(line.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
}

/// The directive's word and the rest of its line.
fn directive(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('#')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    DIRECTIVES.contains(&word).then(|| (word, rest[end..].trim()))
}

fn step(word: &str, rest: &str, open: &mut Vec<Branch>, macros: &mut BTreeMap<String, i64>) {
    let active = open.last().is_none_or(|branch| branch.active);
    match word {
        "if" | "ifdef" | "ifndef" => {
            let holds = match word {
                "if" => condition(rest, macros),
                "ifdef" => macros.contains_key(rest),
                _ => !macros.contains_key(rest),
            };
            open.push(Branch { outer: active, taken: holds, active: active && holds });
        }
        "elif" => {
            if let Some(branch) = open.last_mut() {
                let holds = !branch.taken && condition(rest, macros);
                branch.active = branch.outer && holds;
                branch.taken |= holds;
            }
        }
        "else" => {
            if let Some(branch) = open.last_mut() {
                branch.active = branch.outer && !branch.taken;
                branch.taken = true;
            }
        }
        "endif" => {
            open.pop();
        }
        "define" if active => {
            let mut words = rest.splitn(2, char::is_whitespace);
            let name = words.next().unwrap_or("").to_owned();
            let value = words.next().and_then(|value| value.trim().parse().ok()).unwrap_or(1);
            macros.insert(name, value);
        }
        "undef" if active => {
            macros.remove(rest);
        }
        _ => {}
    }
}

fn condition(text: &str, macros: &BTreeMap<String, i64>) -> bool {
    let mut reader = Condition { tokens: tokens(text), at: 0, macros, depth: 0 };
    reader.binary(0) != 0
}

fn tokens(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut token = String::from(c);
        if c.is_alphanumeric() || c == '_' {
            while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                token.push(next);
            }
        } else if let Some(next) =
            chars.next_if(|next| matches!((c, next), ('&', '&') | ('|', '|') | ('=' | '!' | '<' | '>', '=')))
        {
            token.push(next);
        }
        out.push(token);
    }
    out
}

/// A condition being read, by precedence climbing.
struct Condition<'m> {
    tokens: Vec<String>,
    at: usize,
    macros: &'m BTreeMap<String, i64>,
    depth: usize,
}

impl Condition<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned().unwrap_or_default()
    }

    fn binary(&mut self, least: u8) -> i64 {
        let mut left = self.atom();
        loop {
            let precedence = match self.peek() {
                "||" => 1,
                "&&" => 2,
                "==" | "!=" => 3,
                "<" | "<=" | ">" | ">=" => 4,
                "+" | "-" => 5,
                "*" => 6,
                _ => return left,
            };
            if precedence <= least {
                return left;
            }
            let operator = self.next();
            let right = self.binary(precedence);
            left = match operator.as_str() {
                "||" => i64::from(left != 0 || right != 0),
                "&&" => i64::from(left != 0 && right != 0),
                "==" => i64::from(left == right),
                "!=" => i64::from(left != right),
                "<" => i64::from(left < right),
                "<=" => i64::from(left <= right),
                ">" => i64::from(left > right),
                ">=" => i64::from(left >= right),
                "+" => left.wrapping_add(right),
                "-" => left.wrapping_sub(right),
                _ => left.wrapping_mul(right),
            };
        }
    }

    fn atom(&mut self) -> i64 {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.at = self.tokens.len();
            return 0;
        }
        let token = self.next();
        let value = match token.as_str() {
            "!" => i64::from(self.atom() == 0),
            "-" => self.atom().wrapping_neg(),
            "(" => {
                let value = self.binary(0);
                self.next();
                value
            }
            "defined" => {
                let parens = self.peek() == "(";
                if parens {
                    self.next();
                }
                let name = self.next();
                if parens {
                    self.next();
                }
                i64::from(self.macros.contains_key(&name) || name.starts_with("MIN_VERSION"))
            }
            name if name.starts_with("MIN_VERSION") => self.version(name == "MIN_VERSION_GLASGOW_HASKELL"),
            name => name.parse().ok().or_else(|| self.macros.get(name).copied()).unwrap_or(0),
        };
        self.depth -= 1;
        value
    }

    /// `MIN_VERSION_x(a,b,c)`: libraries are recent; the compiler is 9.0.
    fn version(&mut self, compiler: bool) -> i64 {
        let mut parts = Vec::new();
        if self.peek() == "(" {
            while self.at < self.tokens.len() {
                let token = self.next();
                parts.extend(token.parse::<i64>().ok());
                if token == ")" {
                    break;
                }
            }
        }
        i64::from(!compiler || parts.as_slice() <= [GHC / 100, GHC % 100, i64::MAX].as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn one_branch_stays_and_offsets_hold() {
        let text = "a = 1\n#if MIN_VERSION_base(4,8,0) && !defined(FOO)\nb = 2\n#else\nb = 3\n#endif\n#ifdef FOO\nc = 1\n#elif __GLASGOW_HASKELL__ >= 900\nc = é\n#endif\n";
        let masked = mask(text).unwrap();
        assert_eq!(masked.len(), text.len());
        let lines: Vec<&str> = masked.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["a = 1", "b = 2", "c = é"]);
        assert!(mask("f x = x # y\n").is_none());
    }
}
