//! Chains of operators, nested by fixity; those of unknown fixity stay flat. `f $ x` is an application like `f x`.
//!
//! The grammar reads `f.g` as a projection and `f $x` as a splice; unless an extension says so they are operators.

use crate::core::decl::{Associativity, Fixity};
use crate::core::name::Name;
use crate::core::tree::{Label, NodeId, Sort};
use crate::lang::haskell::lower::fixity::{Builder, Token, resolve};
use crate::lang::haskell::surface::{Maker, bare_name, is_qualified, trimmed};
use crate::lang::surface::{Place, Role};
use crate::syntax::Node;
use crate::text::Span;

use Associativity::{Left, None as Neither, Right};

/// Operators of the base libraries and how they bind.
const STANDARD: &[(&str, u8, Associativity)] = &[
    (".", 9, Right),
    ("!!", 9, Left),
    ("!", 9, Left),
    ("!?", 9, Left),
    ("\\\\", 5, Neither),
    ("^", 8, Right),
    ("^^", 8, Right),
    ("**", 8, Right),
    ("*", 7, Left),
    ("/", 7, Left),
    ("%", 7, Left),
    ("div", 7, Left),
    ("mod", 7, Left),
    ("quot", 7, Left),
    ("rem", 7, Left),
    (".&.", 7, Left),
    ("+", 6, Left),
    ("-", 6, Left),
    ("xor", 6, Left),
    ("<>", 6, Right),
    (":", 5, Right),
    ("++", 5, Right),
    (".|.", 5, Left),
    ("</>", 5, Right),
    ("<.>", 7, Right),
    ("==", 4, Neither),
    ("/=", 4, Neither),
    ("<", 4, Neither),
    ("<=", 4, Neither),
    (">", 4, Neither),
    (">=", 4, Neither),
    ("elem", 4, Neither),
    ("notElem", 4, Neither),
    ("<$>", 4, Left),
    ("<$", 4, Left),
    ("$>", 4, Left),
    ("<*>", 4, Left),
    ("<*", 4, Left),
    ("*>", 4, Left),
    ("<**>", 4, Left),
    ("<$!>", 4, Left),
    ("&&", 3, Right),
    ("<|>", 3, Left),
    ("&&&", 3, Right),
    ("***", 3, Right),
    ("||", 2, Right),
    ("<&>", 1, Left),
    (">>", 1, Left),
    (">>=", 1, Left),
    ("&", 1, Left),
    ("=<<", 1, Right),
    (">=>", 1, Right),
    ("<=<", 1, Right),
    (">>>", 1, Right),
    ("<<<", 1, Right),
    ("$", 0, Right),
    ("$!", 0, Right),
    ("seq", 0, Right),
];

/// A part of a flattened chain.
enum Piece<'t> {
    /// A function and its arguments, or one node.
    Operand(Vec<Node<'t>>),
    /// An operator: its name, and its node or place.
    Operator(String, Option<Node<'t>>, Span),
    /// Prefix minus.
    Minus(Span),
}

impl Maker {
    /// An infix expression, a negation, or an application that hides an operator.
    pub(super) fn chain(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let mut pieces = Vec::new();
        if !self.flatten(node, &mut pieces) {
            return self.opaque(node, Sort::Expr, role);
        }
        self.dollars(&pieces, trimmed(node), role)
    }

    /// Splits at `$`, which binds least and to the right.
    fn dollars(&mut self, pieces: &[Piece<'_>], whole: Span, role: Role) -> NodeId {
        let mut lowest = |piece: &Piece<'_>| match piece {
            Piece::Operator(name, ..) => name != "$" && self.fixity(name).is_some_and(|f| f.precedence == 0),
            _ => false,
        };
        let dollar = |piece: &Piece<'_>| matches!(piece, Piece::Operator(name, ..) if name == "$");
        let low = pieces.iter().any(&mut lowest);
        let at = pieces.iter().position(dollar).filter(|_| !low);
        let Some(at) = at.filter(|_| matches!(self.lookup("$"), Label::Free(_))) else {
            return self.nest(pieces, whole, role);
        };
        let (Some(left), Some(right)) = (span_of(&pieces[..at]), span_of(&pieces[at + 1..])) else {
            return self.nest(pieces, whole, role);
        };
        let mut children = match &pieces[..at] {
            [Piece::Operand(parts)] if parts.len() > 1 => self.parts(parts),
            [Piece::Operand(parts)] => vec![self.expr(parts[0], Role::Operand)],
            _ => vec![self.nest(&pieces[..at], left, Role::Operand)],
        };
        children.push(self.dollars(&pieces[at + 1..], right, Role::Open));
        let place = Place { span: whole, outer: whole, role, atomic: false, open: true };
        self.apply(children, place)
    }

    /// Nests a chain without `$` by fixity.
    fn nest(&mut self, pieces: &[Piece<'_>], whole: Span, role: Role) -> NodeId {
        if let [Piece::Operand(parts)] = pieces {
            return self.application(parts, role);
        }
        let operators = pieces.iter().filter(|piece| !matches!(piece, Piece::Operand(_))).count();
        let mut tokens = Vec::with_capacity(pieces.len());
        let mut flat = Vec::with_capacity(pieces.len());
        let mut known = true;
        for piece in pieces {
            tokens.push(match piece {
                Piece::Operand(parts) => {
                    let id = self.application(parts, Role::Operand);
                    flat.push(id);
                    Token::Operand(id)
                }
                Piece::Operator(name, node, span) => {
                    let id = self.operator(name, *node, *span);
                    flat.push(id);
                    let fixity = self.fixity(name);
                    known &= fixity.is_some() || operators == 1;
                    Token::Operator(id, fixity)
                }
                Piece::Minus(span) => {
                    let label = Label::Literal(Name::new("-"));
                    let at = self.minuses.partition_point(|start| *start < span.start);
                    self.minuses.insert(at, span.start);
                    let place = super::elsewhere(*span);
                    flat.push(self.push(label, Sort::Other, Vec::new(), place));
                    Token::Minus
                }
            });
        }
        let result = if known { resolve(tokens, self).ok() } else { None };
        let id = result.unwrap_or_else(|| {
            let place = Place { span: whole, outer: whole, role, atomic: false, open: false };
            self.push(Label::Kind("chain"), Sort::Expr, flat, place)
        });
        self.out.places[id.index()].role = role;
        id
    }

    fn operator(&mut self, name: &str, node: Option<Node<'_>>, span: Span) -> NodeId {
        if let Some(node) = node {
            return self.name(node, Role::Operator);
        }
        let label = self.lookup(name);
        let place = Place { span, outer: span, role: Role::Operator, atomic: false, open: false };
        self.push(label, Sort::Expr, Vec::new(), place)
    }

    fn fixity(&mut self, name: &str) -> Option<Fixity> {
        if let Some(fixity) = self.fixities.get(name) {
            return Some(*fixity);
        }
        // What the file binds and declares no fixity for.
        if !is_qualified(name) && matches!(self.lookup(name), Label::Var(_)) {
            return Some(Fixity::default());
        }
        let base = if is_qualified(name) { unqualified(name) } else { name };
        let found = STANDARD.iter().find(|(operator, ..)| *operator == base);
        found.map(|(_, precedence, associativity)| Fixity { precedence: *precedence, associativity: *associativity })
    }

    /// Flattens a chain; false when a part is broken.
    fn flatten<'t>(&self, mut node: Node<'t>, out: &mut Vec<Piece<'t>>) -> bool {
        loop {
            if node.is_broken() {
                return false;
            }
            match node.kind() {
                "infix" => {
                    let parts = (node.field("left_operand"), node.field("operator"), node.field("right_operand"));
                    let (Some(left), Some(operator), Some(right)) = parts else { return false };
                    if !self.flatten(left, out) {
                        return false;
                    }
                    out.push(Piece::Operator(bare_name(operator), Some(operator), operator.span()));
                    node = right;
                }
                "negation" if node.field("expression").is_some() => {
                    out.push(Piece::Minus(Span::new(node.start(), node.start() + 1)));
                    node = node.field("expression").unwrap_or(node);
                }
                "apply" | "projection" | "splice" if self.hides_operator(node) => {
                    let mut operand = Vec::new();
                    if !self.expand(node, out, &mut operand) {
                        return false;
                    }
                    out.push(Piece::Operand(operand));
                    return true;
                }
                "apply" => {
                    out.push(Piece::Operand(self.spine(node)));
                    return true;
                }
                _ => {
                    out.push(Piece::Operand(vec![node]));
                    return true;
                }
            }
        }
    }

    fn expand<'t>(&self, node: Node<'t>, out: &mut Vec<Piece<'t>>, operand: &mut Vec<Node<'t>>) -> bool {
        if node.is_broken() {
            return false;
        }
        match node.kind() {
            "apply" => {
                for part in self.spine(node) {
                    if matches!(part.kind(), "projection" | "splice") {
                        if !self.expand(part, out, operand) {
                            return false;
                        }
                    } else {
                        operand.push(part);
                    }
                }
                true
            }
            "projection" => {
                let (Some(left), Some(field)) = (node.field("expression"), node.field("field")) else { return false };
                if !self.expand(left, out, operand) {
                    return false;
                }
                let span = Span::new(field.start() - 1, field.start());
                if !operand.is_empty() {
                    out.push(Piece::Operand(std::mem::take(operand)));
                }
                out.push(Piece::Operator(".".to_owned(), None, span));
                operand.push(field.first().unwrap_or(field));
                true
            }
            "splice" => {
                let Some(inner) = node.field("expression").filter(|_| node.has("$")) else { return false };
                if !operand.is_empty() {
                    out.push(Piece::Operand(std::mem::take(operand)));
                }
                out.push(Piece::Operator("$".to_owned(), None, Span::new(node.start(), node.start() + 1)));
                operand.push(inner);
                true
            }
            _ => {
                operand.push(node);
                true
            }
        }
    }

    /// Whether an application really holds the operator `.` or `$`.
    pub(super) fn hides_operator(&self, mut node: Node<'_>) -> bool {
        let hidden = |node: Node<'_>| match node.kind() {
            "projection" => !self.record_dot,
            "splice" => !self.splices && node.has("$"),
            _ => false,
        };
        loop {
            if hidden(node) || node.field("argument").filter(|_| node.kind() == "apply").is_some_and(hidden) {
                return true;
            }
            match node.field("function").filter(|_| node.kind() == "apply") {
                Some(function) => node = function,
                None => return false,
            }
        }
    }

    /// `(x op)`: an application of the operator.
    pub(super) fn left_section(&mut self, node: Node<'_>, role: Role) -> NodeId {
        match (node.field("left_operand"), node.field("operator")) {
            (Some(left), Some(operator)) => {
                let operator = self.name(operator, Role::Operator);
                let left = self.expr(left, Role::Operand);
                self.make("app", vec![operator, left], node, role)
            }
            _ => self.opaque(node, Sort::Expr, role),
        }
    }

    /// `(op x)`
    pub(super) fn right_section(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let operand = node.field("right_operand");
        let operator = node.children().into_iter().find(|child| Some(child.span()) != operand.map(Node::span));
        match (operator, operand) {
            (Some(operator), Some(right)) => {
                let operator = self.name(operator, Role::Operator);
                let right = self.expr(right, Role::Operand);
                self.make("section", vec![operator, right], node, role)
            }
            _ => self.opaque(node, Sort::Expr, role),
        }
    }
}

impl Builder<NodeId, NodeId> for Maker {
    fn binary(&mut self, op: NodeId, left: NodeId, right: NodeId) -> NodeId {
        let span = self.out.places[left.index()].outer.join(self.out.places[right.index()].outer);
        let open = self.out.places[right.index()].open;
        let place = Place { span, outer: span, role: Role::Operand, atomic: false, open };
        self.apply(vec![op, left, right], place)
    }

    fn negate(&mut self, operand: NodeId) -> NodeId {
        let outer = self.out.places[operand.index()].outer;
        let at = self.minuses.partition_point(|start| *start < outer.start);
        let start = at.checked_sub(1).and_then(|at| self.minuses.get(at)).copied();
        let span = Span::new(start.unwrap_or(outer.start), outer.end);
        let place = Place { span, outer: span, role: Role::Operand, atomic: false, open: false };
        self.push(Label::Kind("negate"), Sort::Expr, vec![operand], place)
    }
}

/// A qualified name's last part.
fn unqualified(name: &str) -> &str {
    let mut rest = name;
    while rest.starts_with(char::is_uppercase) {
        match rest.split_once('.') {
            Some((_, after)) if !after.is_empty() => rest = after,
            _ => break,
        }
    }
    rest
}

/// From the first to the last piece.
fn span_of(pieces: &[Piece<'_>]) -> Option<Span> {
    let spans = pieces.iter().map(|piece| match piece {
        Piece::Operand(parts) => parts.iter().map(|part| trimmed(*part)).reduce(Span::join).unwrap_or(Span::empty(0)),
        Piece::Operator(_, _, span) | Piece::Minus(span) => *span,
    });
    spans.reduce(Span::join)
}
