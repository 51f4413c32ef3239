//! What a test module claims: hspec's and HUnit's expectations, QuickCheck's properties, tasty's wrappers around both.
//!
//! The reader goes by syntax alone. An expectation is a chain with ``shouldBe`` or one of its kind in it, a property is
//! what `property`, `prop` and their kind are given, or a function named `prop_…`. What is bound around them (`let` in a
//! block, `where` at a declaration) goes with them; what stands under a λ or behind a `<-` is not read.

use crate::lang::haskell::lower::names::surface;
use crate::lang::{Claim, ItemKind};
use crate::syntax::{Node, Tree};
use crate::text::Span;

/// Operators whose sides are to be equal.
const EQUAL: &[&str] = &["shouldBe", "@?=", "@=?", "~?=", "~=?", "==="];
/// Other operators that make a claim.
const CLAIMS: &[&str] = &[
    "shouldSatisfy",
    "shouldNotSatisfy",
    "shouldNotBe",
    "shouldContain",
    "shouldNotContain",
    "shouldStartWith",
    "shouldEndWith",
];
/// Operators that bind less than a claim's.
const LOOSE: &[&str] = &["$", "$!", "~:", ">>", ">>=", "=<<", "&"];
/// Functions that are given a property, and how many arguments come before it.
const PROPERTIES: &[(&str, usize)] =
    &[("property", 0), ("quickCheck", 0), ("verboseCheck", 0), ("prop", 1), ("testProperty", 1), ("quickCheckWith", 1)];
/// What the name of a property begins with.
const PREFIX: &str = "prop_";

/// What a test module claims, in source order.
pub(super) fn claims(tree: &Tree) -> Vec<Claim> {
    let mut reader = Reader { setup: Vec::new(), claims: Vec::new() };
    for group in tree.root().children().into_iter().filter(|node| node.kind() == "declarations") {
        for decl in group.children() {
            reader.declaration(decl);
        }
    }
    reader.claims
}

struct Reader {
    /// What is bound here, outermost first.
    setup: Vec<String>,
    claims: Vec<Claim>,
}

impl Reader {
    fn declaration(&mut self, decl: Node<'_>) {
        if !matches!(decl.kind(), "function" | "bind") {
            return;
        }
        let name = decl.field("name").map(surface).unwrap_or_default();
        if name.starts_with(PREFIX) {
            return self.claim(decl, ItemKind::Property(name));
        }
        if decl.field("patterns").is_none() {
            self.inside(decl);
        }
    }

    fn claim(&mut self, node: Node<'_>, kind: ItemKind) {
        // A property of the module needs nothing of what is bound where it is named.
        let named = matches!(&kind, ItemKind::Property(name) if name.starts_with(PREFIX) && !name.contains(' '));
        let claim = Claim {
            span: Span { start: node.start(), end: node.end() },
            line: node.position().0 + 1,
            setup: if named { Vec::new() } else { self.setup.clone() },
            kind,
        };
        if !self.claims.iter().any(|known| known.kind == claim.kind && known.setup == claim.setup) {
            self.claims.push(claim);
        }
    }

    /// Reads a node that is no claim itself: what it binds goes with what is inside.
    fn inside(&mut self, node: Node<'_>) {
        let before = self.setup.len();
        if let Some(binds) = node.field("binds") {
            self.setup.push(format!("let\n{}", placed(binds.span(), binds)));
        }
        let binds = node.field("binds").map(|binds| binds.start());
        for child in node.children() {
            if Some(child.start()) != binds {
                self.node(child);
            }
        }
        self.setup.truncate(before);
    }

    fn node(&mut self, node: Node<'_>) {
        match node.kind() {
            "lambda" | "lambda_case" | "case" | "list_comprehension" | "signature" => {}
            "do" => self.block(node),
            "function" if node.field("patterns").is_some() => {}
            "infix" => self.chain(node),
            "apply" => self.application(node),
            _ => self.inside(node),
        }
    }

    fn block(&mut self, node: Node<'_>) {
        let before = self.setup.len();
        for statement in node.fields("statement") {
            match statement.kind() {
                "let" => self.setup.push(dedented(statement)),
                // What is bound here is not known.
                "bind" => break,
                _ => self.inside(statement),
            }
        }
        self.setup.truncate(before);
    }

    /// A chain of operators: pieces between those that bind loosely.
    fn chain(&mut self, node: Node<'_>) {
        let mut parts: Vec<Part<'_>> = Vec::new();
        flatten(node, &mut parts);
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let end = rest.iter().position(|part| part.is(LOOSE)).unwrap_or(rest.len());
            let (piece, more) = rest.split_at(end);
            let more = more.get(1..).unwrap_or_default();
            if self.piece(node, piece, more) {
                return;
            }
            rest = more;
        }
    }

    /// Reads one piece of a chain; true if it takes what follows behind the loose operator.
    fn piece(&mut self, chain: Node<'_>, piece: &[Part<'_>], more: &[Part<'_>]) -> bool {
        if let Some(at) = piece.iter().position(|part| part.is(EQUAL))
            && let (Some(left), Some(right)) = (span(&piece[..at]), span(&piece[at + 1..]))
        {
            let text = format!("({}) == ({})", text_at(left, chain), text_at(right, chain));
            self.claim(chain, ItemKind::Equation(text));
            return false;
        }
        if piece.iter().any(|part| part.is(CLAIMS))
            && let Some(whole) = span(piece)
        {
            self.claim(chain, ItemKind::Property(format!("({})", text_at(whole, chain))));
            return false;
        }
        if let [Part::Operand(operand)] = piece
            && let (head, args) = spine(*operand)
            && let Some(rest) = span(more)
        {
            let given = Some(text_at(rest, chain));
            if let Some(kind) = said(head, &args, given) {
                self.claim(chain, kind);
                return true;
            }
        }
        for part in piece {
            if let Part::Operand(operand) = part {
                self.node(*operand);
            }
        }
        false
    }

    fn application(&mut self, node: Node<'_>) {
        let (head, args) = spine(node);
        match said(head, &args, None) {
            Some(kind) => self.claim(node, kind),
            None => {
                self.node(head);
                args.into_iter().for_each(|arg| self.node(arg));
            }
        }
    }
}

/// What a call of one of the known functions says; `given` is its last argument where that stands behind `$`.
fn said(head: Node<'_>, args: &[Node<'_>], given: Option<String>) -> Option<ItemKind> {
    if !matches!(head.kind(), "variable" | "qualified") {
        return None;
    }
    let name = surface(head);
    let name = name.rsplit('.').next().unwrap_or(&name);
    let mut texts: Vec<String> = args.iter().map(|arg| text_at(arg.span(), *arg)).collect();
    texts.extend(given);
    if let Some((_, before)) = PROPERTIES.iter().find(|(known, _)| *known == name) {
        return (texts.len() == before + 1).then(|| ItemKind::Property(texts.swap_remove(*before)));
    }
    match (name, texts.as_slice()) {
        ("assertEqual", [_, expected, actual]) => Some(ItemKind::Equation(format!("({actual}) == ({expected})"))),
        ("assertBool", [_, truth]) => Some(ItemKind::Property(format!("({truth})"))),
        _ => None,
    }
}

/// A part of a chain.
#[derive(Clone)]
enum Part<'t> {
    Operand(Node<'t>),
    Operator(Node<'t>, String),
}

impl Part<'_> {
    fn is(&self, names: &[&str]) -> bool {
        matches!(self, Part::Operator(_, name) if names.contains(&name.as_str()))
    }

    fn span(&self) -> Span {
        match self {
            Part::Operand(node) | Part::Operator(node, _) => node.span(),
        }
    }
}

fn flatten<'t>(node: Node<'t>, into: &mut Vec<Part<'t>>) {
    let mut node = node;
    loop {
        let fields = (node.field("left_operand"), node.field("operator"), node.field("right_operand"));
        let (true, (Some(left), Some(operator), Some(right))) = (node.kind() == "infix", fields) else {
            into.push(Part::Operand(node));
            return;
        };
        flatten(left, into);
        into.push(Part::Operator(operator, surface(operator)));
        node = right;
    }
}

/// A function and its arguments.
fn spine(node: Node<'_>) -> (Node<'_>, Vec<Node<'_>>) {
    let (mut head, mut args) = (node, Vec::new());
    while head.kind() == "apply"
        && let (Some(function), Some(argument)) = (head.field("function"), head.field("argument"))
    {
        args.push(argument);
        head = function;
    }
    args.reverse();
    (head, args)
}

fn span(parts: &[Part<'_>]) -> Option<Span> {
    Some(parts.first()?.span().join(parts.last()?.span()))
}

/// A part of the text that keeps its layout: if it has several lines, it begins on one of its own, in its column.
fn text_at(span: Span, near: Node<'_>) -> String {
    let text = span.of(near.source());
    if text.contains('\n') { format!("\n{}", placed(span, near)) } else { text.to_owned() }
}

/// The text with its first line in the column where it stands.
fn placed(span: Span, near: Node<'_>) -> String {
    let source = near.source();
    let line = source[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let column = source[line..span.start].chars().count();
    format!("{}{}", " ".repeat(column), span.of(source))
}

/// A statement as it would be in the first column.
fn dedented(node: Node<'_>) -> String {
    let column = node.position().1;
    let cut = |line: &str| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        line[blanks.min(column)..].to_owned()
    };
    let mut lines = node.text().lines();
    let first = lines.next().unwrap_or_default().to_owned();
    std::iter::once(first).chain(lines.map(cut)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::claims;
    use crate::lang::ItemKind;
    use crate::lang::haskell::HASKELL;

    fn shown(text: &str) -> Vec<String> {
        let tree = (HASKELL.parse)(text);
        let line = |claim: crate::lang::Claim| {
            let text = match claim.kind {
                ItemKind::Equation(text) => text,
                ItemKind::Property(text) => format!("property {text}"),
                ItemKind::Example { input, .. } => input,
            };
            claim.setup.iter().cloned().chain([text]).collect::<Vec<_>>().join("; ")
        };
        claims(&tree).into_iter().map(line).collect()
    }

    #[test]
    fn expectations_of_all_kinds_are_read() {
        let text = "module T where\nspec = do\n  describe \"a\" $ do\n    let n = 1\n        m = 2\n    it \"b\" $ f n `shouldBe` 3\n    it \"c\" $ do\n      f 1 + 1 `shouldBe` 3\n      f 2 `shouldSatisfy` even\n  it \"d\" $ property $ \\x -> f x === g x\n  prop \"e\" (\\x -> f x == 1)\n  it \"f\" $ property prop_a\n  x <- get\n  it \"g\" $ f x `shouldBe` 1\ntests = TestList\n  [ \"h\" ~: f 1 ~?= 2\n  , TestCase $ assertEqual \"i\" 2 (f 3)\n  , testCase \"j\" (f 4 @?= 5)\n  , testProperty \"k\" $ \\x -> f x > 0\n  ]\n  where g = f\nprop_a x = f x == 1\nhelper x = f x `shouldBe` 1\n";
        assert_eq!(
            shown(text),
            [
                "let n = 1\n    m = 2; (f n) == (3)",
                "let n = 1\n    m = 2; (f 1 + 1) == (3)",
                "let n = 1\n    m = 2; property (f 2 `shouldSatisfy` even)",
                "property \\x -> f x === g x",
                "property (\\x -> f x == 1)",
                "property prop_a",
                "let\n        g = f; (f 1) == (2)",
                "let\n        g = f; ((f 3)) == (2)",
                "let\n        g = f; (f 4) == (5)",
                "let\n        g = f; property \\x -> f x > 0",
            ]
        );
    }
}
