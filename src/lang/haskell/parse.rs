//! Parsing Haskell: directives of the C preprocessor are blanked, and a declaration so broken that it would swallow its
//! neighbours (an open parenthesis suspends layout) is taken out, so that the rest of the file parses.

use crate::lang::haskell::{cpp, mask};
use crate::syntax::{self, Node, Tree};
use crate::text::Span;

/// How often broken declarations are looked for.
const ROUNDS: usize = 3;

/// Parses a text. Never fails.
pub(super) fn parse(text: &str) -> Tree {
    let mut masked = mask::mask(cpp::mask(text).unwrap_or_else(|| text.to_owned()));
    let mut tree = syntax::parse_as(text, &masked, tree_sitter_haskell::LANGUAGE);
    let mut broken: Vec<Span> = Vec::new();
    for _ in 0..ROUNDS {
        let guilty = guilty(&tree, &masked);
        if guilty.is_empty() {
            break;
        }
        for span in &guilty {
            let mut blanks = String::with_capacity(span.end - span.start);
            cpp::blank(&masked[span.start..span.end], &mut blanks);
            masked.replace_range(span.start..span.end, &blanks);
        }
        broken.extend(guilty);
        tree = syntax::parse_as(text, &masked, tree_sitter_haskell::LANGUAGE);
    }
    broken.sort();
    tree.broken = broken;
    tree
}

/// The declarations that keep others from being parsed.
fn guilty(tree: &Tree, masked: &str) -> Vec<Span> {
    let root = tree.root();
    if !root.has_error() {
        return Vec::new();
    }
    let chunks = chunks(masked);
    let mut suspects = vec![false; chunks.len()];
    for node in top_level(root).into_iter().filter(|node| node.has_error()) {
        let first = chunks.partition_point(|chunk| chunk.end <= node.start());
        let last = chunks.partition_point(|chunk| chunk.start < node.end());
        if node.is_error() || last > first + 1 {
            let until = last.max(first + 1).min(chunks.len());
            suspects[first.min(until)..until].fill(true);
        }
    }
    let mut out = Vec::new();
    for (chunk, suspect) in chunks.into_iter().zip(suspects) {
        if suspect {
            let alone = syntax::parse(&masked[chunk.start..chunk.end], tree_sitter_haskell::LANGUAGE);
            let splice = top_level(alone.root()).iter().any(|node| node.kind() == "top_splice");
            if alone.root().has_error() || splice {
                out.push(chunk);
            }
        }
    }
    out
}

/// The nodes that stand for declarations: those of the header, the imports and the declarations proper.
fn top_level(root: Node<'_>) -> Vec<Node<'_>> {
    let mut out = Vec::new();
    for child in root.all() {
        match child.kind() {
            "imports" | "declarations" if !child.is_error() => out.extend(child.all()),
            _ => out.push(child),
        }
    }
    out.retain(|node| !node.is_extra() || node.is_error());
    out
}

/// Pieces that begin in the first column, each up to the next one; the header is one piece.
pub(super) fn chunks(text: &str) -> Vec<Span> {
    let mut starts: Vec<usize> = Vec::new();
    let (mut at, mut comment, mut header) = (0usize, 0usize, false);
    for line in text.split_inclusive('\n') {
        let first = line.chars().next().unwrap_or('\n');
        let closes = matches!(first, ')' | ']' | '}' | ',' | '|' | '=') || word(line) == "where";
        let begins = !first.is_whitespace() && comment == 0 && !line.starts_with("--") && !line.starts_with("{-");
        if begins && !closes && !header {
            starts.push(at);
            header = word(line) == "module";
        }
        if header && line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "where") {
            header = false;
        }
        comment = comment_depth(line, comment);
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| Span { start, end }).collect()
}

fn word(line: &str) -> &str {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).next().unwrap_or("")
}

/// Depth of nested comments after `line`.
fn comment_depth(line: &str, mut depth: usize) -> usize {
    let bytes = line.as_bytes();
    let mut i = 0;
    while i + 1 < bytes.len() {
        match (bytes[i], bytes[i + 1]) {
            (b'{', b'-') => {
                depth += 1;
                i += 2;
            }
            (b'-', b'}') => {
                depth = depth.saturating_sub(1);
                i += 2;
            }
            _ => i += 1,
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_open_parenthesis_costs_one_declaration() {
        let tree = parse("f :: Int\nf = (1 +\n\ng :: Int\ng = 2\n\nh = case x of\n\nk = 3\n");
        let text = |span: &crate::text::Span| tree.text[span.start..span.end].trim().to_owned();
        assert!(tree.broken.iter().map(text).any(|text| text == "f = (1 +"), "{:?}", tree.broken);
        let kept: Vec<_> = tree.root().children()[0].children().iter().map(|node| node.text().to_owned()).collect();
        assert!(kept.contains(&"g = 2".to_owned()) && kept.contains(&"k = 3".to_owned()), "{kept:?}");
    }
}
