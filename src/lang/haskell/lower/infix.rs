//! Infix expressions and patterns: flattening the tree's blind nesting, then nesting by fixity.
//!
//! The grammar reads `f.g` as a record projection and `f $x` as a splice; unless an extension says so they are the
//! operators `.` and `$`.

use crate::core::decl::Fixity;
use crate::core::name::Name;
use crate::core::term::{Pat, Term};
use crate::lang::haskell::lower::fixity::{Builder, Token, resolve};
use crate::lang::haskell::lower::names::{is_constructor, surface};
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// Longest chain that is lowered: terms nest as deeply.
const LONGEST: usize = 300;

/// A part of a flattened chain.
#[derive(Clone)]
pub(super) enum Piece<'t> {
    /// An operand: a node, or a function node and its arguments.
    Operand(Vec<Node<'t>>),
    /// An operator's surface name.
    Operator(String),
    /// Prefix minus.
    Minus,
}

impl<'t> Cx<'t, '_> {
    /// Flattens an infix expression or pattern.
    pub(super) fn pieces(&self, node: Node<'t>, out: &mut Vec<Piece<'t>>) -> Fallible<()> {
        self.pieces_within(node, out, 0)
    }

    fn pieces_within(&self, mut node: Node<'t>, out: &mut Vec<Piece<'t>>, depth: usize) -> Fallible<()> {
        loop {
            if out.len() > 2 * LONGEST || depth > LONGEST {
                return Err(fail(node, "too long an infix chain"));
            }
            match node.kind() {
                "infix" => {
                    sound(node)?;
                    let broken = || fail(node, "syntax error");
                    let left = node.field("left_operand").ok_or_else(broken)?;
                    let operator = node.field("operator").ok_or_else(broken)?;
                    let right = node.field("right_operand").ok_or_else(broken)?;
                    self.pieces_within(left, out, depth + 1)?;
                    out.push(Piece::Operator(surface(operator)));
                    node = right;
                }
                "negation" if node.field("expression").is_some() => {
                    sound(node)?;
                    out.push(Piece::Minus);
                    node = node.field("expression").unwrap_or(node);
                }
                "apply" | "projection" | "splice" if self.hides_operator(node) => {
                    let mut parts = Vec::new();
                    self.expand(node, &mut parts)?;
                    let mut operand = Vec::new();
                    for part in parts {
                        match part {
                            Part::Atom(atom) => operand.push(atom),
                            Part::Operator(op) => {
                                if !operand.is_empty() {
                                    out.push(Piece::Operand(std::mem::take(&mut operand)));
                                }
                                out.push(Piece::Operator(op.to_owned()));
                            }
                        }
                    }
                    out.push(Piece::Operand(operand));
                    return Ok(());
                }
                _ => {
                    out.push(Piece::Operand(vec![node]));
                    return Ok(());
                }
            }
        }
    }

    /// Whether the node is an application (or a part of one) that really holds the operator `.` or `$`.
    pub(super) fn hides_operator(&self, node: Node<'t>) -> bool {
        let hidden = |node: Node<'_>| match node.kind() {
            "projection" => !self.extension("OverloadedRecordDot"),
            "splice" => !self.extension("TemplateHaskell") && !self.extension("TemplateHaskellQuotes"),
            _ => false,
        };
        let mut node = node;
        loop {
            if hidden(node) {
                return true;
            }
            if node.kind() != "apply" {
                return false;
            }
            if node.field("argument").is_some_and(hidden) {
                return true;
            }
            match node.field("function") {
                Some(function) => node = function,
                None => return false,
            }
        }
    }

    fn expand(&self, node: Node<'t>, out: &mut Vec<Part<'t>>) -> Fallible<()> {
        sound(node)?;
        let broken = || fail(node, "syntax error");
        match node.kind() {
            "apply" => {
                let (head, args) = spine(node)?;
                self.expand(head, out)?;
                for arg in args {
                    if matches!(arg.kind(), "projection" | "splice") {
                        self.expand(arg, out)?
                    } else {
                        out.push(Part::Atom(arg))
                    }
                }
            }
            "projection" => {
                self.expand(node.field("expression").ok_or_else(broken)?, out)?;
                out.push(Part::Operator("."));
                out.push(Part::Atom(node.field("field").ok_or_else(broken)?));
            }
            "splice" if node.has("$") => {
                out.push(Part::Operator("$"));
                let inner = node.field("expression").ok_or_else(broken)?;
                out.push(Part::Atom(inner));
            }
            "splice" => return Err(fail(node, "template haskell")),
            _ => out.push(Part::Atom(node)),
        }
        Ok(())
    }

    /// Lowers a flattened expression.
    pub(super) fn chain(&mut self, node: Node<'t>, pieces: Vec<Piece<'t>>) -> Fallible<Term> {
        let mut tokens = Vec::with_capacity(pieces.len());
        for piece in pieces {
            tokens.push(match piece {
                Piece::Minus => Token::Minus,
                Piece::Operator(text) => {
                    let fixity = self.fixity_of(&text);
                    Token::Operator(self.value(&text), fixity)
                }
                Piece::Operand(nodes) => Token::Operand(self.operand(&nodes)),
            });
        }
        resolve(tokens, &mut Terms).map_err(|reason| fail(node, reason))
    }

    fn operand(&mut self, nodes: &[Node<'t>]) -> Term {
        match nodes {
            [node] => self.expr(*node),
            [head, args @ ..] => {
                let head = self.expr(*head);
                self.apply(head, args)
            }
            [] => Term::Con(Name::new("()")),
        }
    }

    /// Lowers a flattened pattern.
    pub(super) fn pat_chain(&mut self, node: Node<'t>, pieces: Vec<Piece<'t>>) -> Fallible<Pat> {
        let mut tokens: Vec<Token<String, Pat>> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            tokens.push(match piece {
                Piece::Minus => Token::Minus,
                Piece::Operator(text) => {
                    let fixity: Option<Fixity> = self.fixity_of(&text);
                    Token::Operator(text, fixity)
                }
                Piece::Operand(nodes) => match nodes.as_slice() {
                    [one] => Token::Operand(self.pat(*one)?),
                    _ => return Err(fail(node, "syntax error")),
                },
            });
        }
        let mut build = Pats { cx: self, error: None };
        let pat = resolve(tokens, &mut build).map_err(|reason| fail(node, reason))?;
        match build.error {
            Some(reason) => Err(fail(node, reason)),
            None => Ok(pat),
        }
    }
}

enum Part<'t> {
    Atom(Node<'t>),
    Operator(&'static str),
}

/// Head and arguments of nested applications.
pub(super) fn spine<'t>(node: Node<'t>) -> Fallible<(Node<'t>, Vec<Node<'t>>)> {
    let (mut head, mut args) = (node, Vec::new());
    while head.kind() == "apply" {
        sound(head)?;
        let broken = || fail(head, "syntax error");
        args.push(head.field("argument").ok_or_else(broken)?);
        head = head.field("function").or_else(|| head.field("constructor")).ok_or_else(broken)?;
    }
    args.reverse();
    Ok((head, args))
}

struct Terms;

impl Builder<Term, Term> for Terms {
    fn binary(&mut self, op: Term, left: Term, right: Term) -> Term {
        Term::App(Box::new(op), vec![left, right])
    }

    fn negate(&mut self, operand: Term) -> Term {
        Term::App(Box::new(Term::global("Base.negate")), vec![operand])
    }
}

struct Pats<'a, 't, 'l> {
    cx: &'a mut Cx<'t, 'l>,
    error: Option<&'static str>,
}

impl Builder<String, Pat> for Pats<'_, '_, '_> {
    fn binary(&mut self, op: String, left: Pat, right: Pat) -> Pat {
        if !is_constructor(&op) {
            self.error = Some("an operator in a pattern");
        }
        let name = self.cx.entity(&op).unwrap_or_else(|| Name::new(&op));
        if self.cx.case_of(name).is_some_and(|(data, tag)| data.constructors[tag].fields.len() != 2) {
            self.error = Some("a constructor without two fields between its arguments");
        }
        self.cx.con_pat(name, vec![left, right])
    }

    fn negate(&mut self, operand: Pat) -> Pat {
        self.error = Some("a negative pattern of this form");
        operand
    }
}
