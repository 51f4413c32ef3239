//! The examples and properties written in a file's comments.
//!
//! Two traditions are read. `doctest`'s (<https://github.com/sol/doctest>, its README is the specification): `>>>`
//! with the expected lines below, `:{ … :}`, `prop>`, `$setup`. And Haddock's older one, code blocks that hold
//! equations (`> f x == y` after bird tracks, or between lines of `@`), the only one in packages such as containers,
//! extra and split. A line scanner is enough for both, and it keeps working on a file that does not parse.

use crate::lang::haskell::comment::{Comment, Line, Marker, is_symbol, scan};
use crate::lang::{Item, ItemKind, Spec};
use crate::syntax::Tree;
use crate::text::Span;

/// The examples and properties of a file, one [`Spec`] a comment that has any, in source order.
pub fn specs(tree: &Tree) -> Vec<Spec> {
    of_text(&tree.text)
}

/// The same, of a text.
pub fn of_text(text: &str) -> Vec<Spec> {
    let (comments, code) = scan(text);
    let mut specs = Vec::new();
    for comment in &comments {
        let items = items(comment);
        if items.is_empty() {
            continue;
        }
        let (setup, subject) = match &comment.marker {
            Marker::Named(name) => (name == "setup", None),
            Marker::Previous => (false, declared_before(&code, comment.span.start)),
            Marker::Next | Marker::None => (false, declared_after(&code, comment.span.end)),
        };
        specs.push(Spec { span: comment.span, subject, setup, items });
    }
    specs
}

/// The items of one comment.
fn items(comment: &Comment<'_>) -> Vec<Item> {
    let lines = &comment.lines;
    let mut items = Vec::new();
    let mut at = 0;
    // Between two lines that hold only `@`.
    let mut in_block = false;
    while let Some(line) = lines.get(at) {
        let trimmed = line.text.trim();
        let taken = if let Some(rest) = trimmed.strip_prefix(">>>") {
            let taken = example(&lines[at..], rest, &mut items);
            in_block = false;
            taken
        } else if let Some(rest) = trimmed.strip_prefix("prop>") {
            items.push(item(line, line, ItemKind::Property(rest.trim().to_owned())));
            1
        } else if trimmed == "@" {
            in_block = !in_block && lines[at + 1..].iter().any(|l| l.text.trim() == "@");
            1
        } else if let Some(code) = bird(line) {
            let block = lines[at..].iter().map_while(bird).collect::<Vec<_>>();
            equations(&lines[at..at + block.len()], &block, &mut items);
            debug_assert!(!code.starts_with('>'));
            block.len()
        } else if in_block {
            let end = lines[at..].iter().position(|l| l.text.trim() == "@").unwrap_or(lines.len() - at);
            let block: Vec<&str> = lines[at..at + end].iter().map(|l| l.text).collect();
            equations(&lines[at..at + end], &block, &mut items);
            end
        } else {
            1
        };
        at += taken.max(1);
    }
    items
}

/// The code of a bird-track line.
fn bird<'a>(line: &Line<'a>) -> Option<&'a str> {
    let code = line.text.trim_start().strip_prefix('>')?;
    (code.starts_with([' ', '\t']) || code.is_empty()).then_some(code)
}

fn item(first: &Line<'_>, last: &Line<'_>, kind: ItemKind) -> Item {
    let start = first.start + (first.text.len() - first.text.trim_start().len());
    Item { span: Span { start, end: last.start + last.text.trim_end().len() }, line: first.number, kind }
}

fn is_prompt(line: &Line<'_>) -> bool {
    let trimmed = line.text.trim_start();
    trimmed.starts_with(">>>") || trimmed.starts_with("prop>")
}

/// Reads the example whose prompt is the first of `lines`, with `rest` behind the prompt; how many lines it takes.
fn example(lines: &[Line<'_>], rest: &str, items: &mut Vec<Item>) -> usize {
    let prefix = &lines[0].text[..lines[0].text.len() - lines[0].text.trim_start().len()];
    let mut at = 1;
    let mut input = rest.trim().to_owned();
    if let Some(first) = rest.trim_start().strip_prefix(":{") {
        // Up to `:}`, or to a blank line where that is missing. A prompt may stand before each line.
        let mut body = vec![first.to_owned()];
        let mut closed = false;
        while let Some(line) = lines.get(at) {
            let text = strip_indent(line.text, prefix);
            let text = text.trim_start().strip_prefix(">>>").unwrap_or(text);
            if text.trim().is_empty()
                && !lines[at..].iter().any(|l| l.text.trim().trim_start_matches(">>>").trim() == ":}")
            {
                break;
            }
            at += 1;
            if text.trim() == ":}" {
                closed = true;
                break;
            }
            body.push(text.trim_end().to_owned());
        }
        if !closed && body.iter().all(|line| line.trim().is_empty()) {
            return at;
        }
        input = dedent(&body);
    }
    let mut expected = Vec::new();
    while let Some(line) = lines.get(at) {
        if line.text.trim().is_empty() || is_prompt(line) || line.text.trim() == "@" {
            break;
        }
        expected.push(strip_indent(line.text, prefix).trim_end().to_owned());
        at += 1;
    }
    items.push(item(&lines[0], &lines[at - 1], ItemKind::Example { input, expected }));
    at
}

/// Takes off `prefix`, or as much blank space as there is of it.
fn strip_indent<'a>(text: &'a str, prefix: &str) -> &'a str {
    match text.strip_prefix(prefix) {
        Some(rest) => rest,
        None => {
            let blank = text.len() - text.trim_start().len();
            &text[blank.min(prefix.len())..]
        }
    }
}

/// Joins lines without the blank space that all have in common; empty first and last lines fall away.
fn dedent(lines: &[String]) -> String {
    let common = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let stripped: Vec<&str> = lines.iter().map(|line| line.get(common..).unwrap_or("").trim_end()).collect();
    let joined = stripped.join("\n");
    joined.trim_matches('\n').to_owned()
}

/// The equations of a code block: logical lines (continued by deeper indentation) with `==` outside of brackets.
fn equations(lines: &[Line<'_>], block: &[&str], items: &mut Vec<Item>) {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let mut at = 0;
    let mut before = Vec::new();
    while at < block.len() {
        let first = at;
        at += 1;
        if block[first].trim().is_empty() {
            continue;
        }
        while at < block.len() && !block[at].trim().is_empty() && indent(block[at]) > indent(block[first]) {
            at += 1;
        }
        let code: Vec<String> = block[first..at].iter().map(|text| without_comment(text).to_owned()).collect();
        let code = dedent(&code);
        if is_let(&code) {
            let kind = ItemKind::Example { input: code, expected: Vec::new() };
            before.push(item(&lines[first], &lines[at - 1], kind));
            continue;
        }
        let kind = if !is_equation(&code) {
            continue;
        } else if code.starts_with('\\') {
            ItemKind::Property(code)
        } else {
            ItemKind::Equation(code)
        };
        items.append(&mut before);
        items.push(item(&lines[first], &lines[at - 1], kind));
    }
}

/// Definitions for the equations below: `let` without `in`.
fn is_let(code: &str) -> bool {
    code.starts_with("let ") && !code.split(|c: char| !c.is_alphanumeric()).any(|word| word == "in")
}

/// The line without a comment at its end.
fn without_comment(text: &str) -> &str {
    let (comments, _) = scan(text);
    comments.first().map_or(text, |comment| &text[..comment.span.start])
}

/// An expression with `==` outside of brackets, and not a declaration, statement or transcript.
fn is_equation(code: &str) -> bool {
    const DECLARATIONS: [&str; 13] = [
        "let", "data", "newtype", "type", "class", "instance", "import", "module", "where", "do", "infixl", "infixr",
        "infix",
    ];
    let first = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).next().unwrap_or("");
    if DECLARATIONS.contains(&first) {
        return false;
    }
    let tokens = top_tokens(code);
    // A predicate under a λ may say more than equality.
    let says = |token: &str| token == "==" || code.starts_with('\\') && matches!(token, "/=" | "<=" | ">=" | "<" | ">");
    tokens.iter().any(|t| says(t)) && !tokens.iter().any(|t| matches!(*t, "=" | "<-" | "::" | "=>"))
}

/// The operators and words of `code` that stand outside of brackets, strings and characters.
fn top_tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut depth = 0i32;
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '"' => length = string_length(rest),
            '\'' => {
                length = match rest[1..].chars().next() {
                    Some('\\') => rest.get(3..).and_then(|tail| tail.find('\'')).map_or(1, |n| n + 4),
                    Some(inner) if rest[1 + inner.len_utf8()..].starts_with('\'') => inner.len_utf8() + 2,
                    _ => 1,
                };
            }
            _ if is_symbol(c) => {
                length = rest.find(|c| !is_symbol(c)).unwrap_or(rest.len());
                if depth == 0 {
                    tokens.push(&rest[..length]);
                }
            }
            _ if c.is_alphanumeric() || c == '_' => {
                length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).unwrap_or(rest.len());
                if depth == 0 {
                    tokens.push(&rest[..length]);
                }
            }
            '`' | ',' if depth == 0 => tokens.push(&rest[..1]),
            _ => {}
        }
        rest = rest.get(length..).unwrap_or("");
    }
    tokens
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// The name that the first declaration at or after `from` declares. `code` has its comments blanked out.
fn declared_after(code: &str, from: usize) -> Option<String> {
    let rest = code.get(from..)?;
    let start = from + rest.find(|c: char| !c.is_whitespace())?;
    let declaration = declaration_at(code, start);
    // A comment at the end of a line of code documents nothing below it.
    let line_start = code[..from].rfind('\n').map_or(0, |n| n + 1);
    if code[line_start..from].trim().is_empty() || start > from + rest.find('\n').unwrap_or(0) {
        declared_name(declaration)
    } else {
        None
    }
}

/// The name that the last declaration beginning before `to` declares: the nearest line above that is indented less
/// than all between.
fn declared_before(code: &str, to: usize) -> Option<String> {
    let before = code.get(..to)?;
    let mut end = before.len();
    let mut column = usize::MAX;
    let mut name = None;
    while end > 0 {
        let start = before[..end].rfind('\n').map_or(0, |n| n + 1);
        let line = &before[start..end];
        let indent = line.len() - line.trim_start().len();
        if !line.trim().is_empty() && indent < column {
            column = indent;
            if let Some(found) = declared_name(declaration_at(code, start + indent)) {
                name = Some(found);
                // A line that begins like a declaration is one only when it is not the tail of a deeper one.
                if indent == 0 || is_signature(declaration_at(code, start + indent)) {
                    return name;
                }
            }
        }
        end = start.saturating_sub(1);
    }
    name
}

fn is_signature(declaration: &str) -> bool {
    top_tokens(declaration).iter().take(8).any(|t| *t == "::")
}

/// The text from `start` up to the next line that is not indented deeper.
fn declaration_at(code: &str, start: usize) -> &str {
    let line_start = code[..start].rfind('\n').map_or(0, |n| n + 1);
    let column = start - line_start;
    let mut end = code[start..].find('\n').map_or(code.len(), |n| start + n);
    while end < code.len() {
        let next = &code[end + 1..];
        let line = &next[..next.find('\n').unwrap_or(next.len())];
        if !line.trim().is_empty() && line.len() - line.trim_start().len() <= column {
            break;
        }
        end += 1 + line.len();
    }
    &code[start..end]
}

/// The unqualified name that a declaration declares.
fn declared_name(declaration: &str) -> Option<String> {
    let tokens = top_tokens(declaration);
    // `(+++) :: …` and `(+++) x y = …`
    if let Some(rest) = declaration.strip_prefix('(') {
        let operator = rest[..rest.find(')')?].trim();
        if !operator.is_empty() && operator.chars().all(is_symbol) {
            return Some(operator.to_owned());
        }
    }
    match *tokens.first()? {
        "module" | "import" | "infix" | "infixl" | "infixr" | "default" | "foreign" | "instance" | "deriving"
        | "pattern" => None,
        "data" | "newtype" | "type" | "class" => {
            let head = tokens.iter().position(|t| *t == "=>").map_or(&tokens[1..], |arrow| &tokens[arrow + 1..]);
            let head = head.iter().find(|t| t.starts_with(char::is_uppercase))?;
            Some((*head).to_owned())
        }
        _ => function_name(&tokens),
    }
}

/// The name that an equation or signature binds, by its looks; of other declarations there is none.
pub(super) fn bound_name(declaration: &str) -> Option<String> {
    const OTHERS: [&str; 14] = [
        "module", "import", "infix", "infixl", "infixr", "default", "foreign", "instance", "deriving", "pattern",
        "data", "newtype", "type", "class",
    ];
    let (_, code) = scan(declaration);
    let first = code.split_whitespace().next()?;
    if OTHERS.contains(&first) { None } else { declared_name(code.trim_start()) }
}

/// The name of a signature or equation from its outer tokens.
fn function_name(tokens: &[&str]) -> Option<String> {
    let end = tokens.iter().position(|t| matches!(*t, "=" | "|" | "::"))?;
    let head = &tokens[..end];
    let backticked = head.windows(3).find(|w| w[0] == "`" && w[2] == "`").map(|w| w[1]);
    let operator = head
        .iter()
        .copied()
        .find(|t| t.starts_with(is_symbol) && !matches!(*t, "!" | "~" | "@" | "!!" if tokens[end] == "="));
    let first = head.first().copied();
    let name = backticked
        .or(operator.filter(|_| tokens[end] != "::"))
        .or(first.filter(|t| t.starts_with(|c: char| c.is_lowercase() || c == '_')))?;
    let keyword = ["if", "case", "of", "then", "else", "let", "in", "do", "where"].contains(&name);
    (!keyword).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{of_text, specs};
    use crate::lang::{ItemKind, Spec};

    /// One line an item: the subject, the line, the text.
    fn outline(text: &str) -> Vec<String> {
        let line = |spec: &Spec| {
            let subject = spec.subject.clone().unwrap_or(if spec.setup { "$setup".into() } else { "-".into() });
            spec.items
                .iter()
                .map(|item| match &item.kind {
                    ItemKind::Example { input, expected } => {
                        format!("{subject}:{} {input:?} -> {expected:?}", item.line)
                    }
                    ItemKind::Property(code) => format!("{subject}:{} prop {code:?}", item.line),
                    ItemKind::Equation(code) => format!("{subject}:{} eq {code:?}", item.line),
                })
                .collect::<Vec<_>>()
        };
        of_text(text).iter().flat_map(line).collect()
    }

    #[test]
    fn prompts_expected_lines_and_subjects() {
        let text = "module T where\n\n-- $setup\n-- >>> let k = 3\n\n-- | Doc.\n--\n-- >>> f 1\n-- 2\n-- 3\n-- >>> f 2\n--\n-- prop> f x == x\nf, g :: Int -> Int\nf x = x\n";
        assert_eq!(
            outline(text),
            [
                "$setup:4 \"let k = 3\" -> []",
                "f:8 \"f 1\" -> [\"2\", \"3\"]",
                "f:11 \"f 2\" -> []",
                "f:13 prop \"f x == x\"",
            ]
        );
    }

    #[test]
    fn multi_line_inputs() {
        let text = "{- |\n  >>> :{\n    let a = 1\n        b = 2\n  :}\n  >>> :{\n  >>> f\n  >>>   1\n  >>> :}\n  3\n\n  >>> f 2\n  <BLANKLINE>\n    x...\n-}\nf = 1\n";
        assert_eq!(
            outline(text),
            [
                "f:2 \"let a = 1\\n    b = 2\" -> []",
                "f:6 \"f\\n  1\" -> [\"3\"]",
                "f:12 \"f 2\" -> [\"<BLANKLINE>\", \"  x...\"]",
            ]
        );
    }

    #[test]
    fn haddock_code_blocks() {
        let text = "-- | Doc > not this\n--\n-- > f 1 == 2 -- why\n-- > f [1,\n-- >    2] == \"==\"\n-- > let x = 1 == 2\n-- > \\x -> f x == g x\n-- > g (a == b)\n--\n-- @\n-- f 4 == 5\n-- f 5 = 6\n-- @\n(+++) :: Int\n";
        assert_eq!(
            outline(text),
            [
                "+++:3 eq \"f 1 == 2\"",
                "+++:4 eq \"f [1,\\n   2] == \\\"==\\\"\"",
                "+++:6 \"let x = 1 == 2\" -> []",
                "+++:7 prop \"\\\\x -> f x == g x\"",
                "+++:11 eq \"f 4 == 5\"",
            ]
        );
    }

    #[test]
    fn subjects_of_many_declarations() {
        for (declaration, name) in [
            ("f\n  :: Int\n", "f"),
            ("x <+> y = 1\n", "<+>"),
            ("(x:xs) <+> ys = 1\n", "<+>"),
            ("x `op` y = 1\n", "op"),
            ("(a, b) `op` y | a = 1\n", "op"),
            ("data Show a => T a = T a\n", "T"),
            ("newtype N = N Int\n", "N"),
            ("class Eq a => C a where\n", "C"),
            ("{-# INLINE f #-}\n-- other\nf !x = 1\n", "f"),
            ("f x@(y:_) ~z = 1\n", "f"),
            ("instance Show T where\n", "-"),
            ("import A\n", "-"),
            ("module A where\n", "-"),
        ] {
            let text = format!("-- | >>> 1\n-- 1\n\n{declaration}");
            assert!(outline(&text)[0].starts_with(&format!("{name}:")), "{declaration}: {:?}", outline(&text));
        }
    }

    #[test]
    fn comments_behind_declarations_and_in_classes() {
        let text = "f :: Int -- ^ first\n  -> Int\n-- ^ >>> f 1\n-- 1\nf x = x\nclass C a where\n  -- | >>> m 1\n  -- 2\n  m :: a\n  -- ^ >>> m 2\n  -- 3\n";
        assert_eq!(outline(text), ["f:3 \"f 1\" -> [\"1\"]", "m:7 \"m 1\" -> [\"2\"]", "m:10 \"m 2\" -> [\"3\"]"]);
    }

    #[test]
    fn spans_cover_prompt_and_expectation() {
        let text = "-- >>> f 1\n--   2  \nf = 1\n";
        let all = of_text(text);
        let span = all[0].items[0].span;
        assert_eq!(&text[span.start..span.end], ">>> f 1\n--   2");
    }

    #[test]
    fn every_prefix_is_read() {
        let text = "{- | >>> :{\n a\n :}\n 1 -}\n-- > 'x' == \"é\n-- @\n-- >>> f 'a\n-- prop> x\n(<+>) ~x = 1\n";
        for (end, _) in text.char_indices() {
            of_text(&text[..end]);
        }
        let _ = specs;
    }
}
