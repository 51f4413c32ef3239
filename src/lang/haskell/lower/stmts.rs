//! `do` blocks and list comprehensions (Haskell 2010, §3.11 and §3.14; `fail` as in the MonadFail proposal).

use crate::core::name::Name;
use crate::core::term::{Alt, Literal, Match, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::lower::binds::Locals;
use crate::lang::haskell::lower::expr::{choose, list_of, never};
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// Longest block that is lowered: terms nest as deeply.
const LONGEST: usize = 150;

/// A statement, lowered.
enum Stmt {
    /// `pat <- value`; the message when the pattern can fail.
    Bind(Pat, Term, Option<String>),
    /// `value` in between.
    Then(Term),
    /// `let binds`
    Let(Locals),
}

impl<'t> Cx<'t, '_> {
    /// A `do` block.
    pub(super) fn do_block(&mut self, node: Node<'t>) -> Fallible<Term> {
        if node.has("mdo") || node.children().iter().any(|child| child.kind() == "do_module") {
            return Err(fail(node, "recursive or qualified do"));
        }
        let mut statements = node.fields("statement");
        let last = statements.pop().filter(|last| last.kind() == "exp");
        let last = last.and_then(Node::first).ok_or_else(|| fail(node, "a do block that ends in no expression"))?;
        if statements.len() > LONGEST {
            return Err(fail(node, "too long a do block"));
        }
        let mark = self.mark();
        let lowered = self.statements(&statements).map(|stmts| (stmts, self.expr(last)));
        self.leave(mark);
        let (stmts, mut body) = lowered?;
        for stmt in stmts.into_iter().rev() {
            body = match stmt {
                Stmt::Then(value) => Term::app(Term::global("Base.>>"), vec![value, body]),
                Stmt::Let(binds) => binds.around(body),
                Stmt::Bind(pat, value, message) => {
                    let rest = self.receive(pat, body, message.map(failing));
                    Term::app(Term::global("Base.>>="), vec![value, rest])
                }
            };
        }
        Ok(body)
    }

    /// Lowers statements; what they bind are locals afterwards.
    fn statements(&mut self, nodes: &[Node<'t>]) -> Fallible<Vec<Stmt>> {
        let mut out = Vec::new();
        for node in nodes {
            sound(*node)?;
            let missing = || fail(*node, "syntax error");
            out.push(match node.kind() {
                "exp" => Stmt::Then(self.expr(node.first().ok_or_else(missing)?)),
                "let" => Stmt::Let(self.binds_of(*node)?),
                "bind" => {
                    let (pat, value) = self.generator(*node)?;
                    let left = node.field("pattern").ok_or_else(missing)?;
                    let place = self.place(left.span());
                    let message = format!("Pattern match failure in do expression at {place}");
                    let message = self.must_handle_failure(&pat).then_some(message);
                    Stmt::Bind(pat, value, message)
                }
                kind => return Err(fail(*node, format!("{kind} in a do block"))),
            });
        }
        Ok(out)
    }

    /// `pat <- value`: the value is lowered before the pattern's variables are in scope.
    pub(super) fn generator(&mut self, node: Node<'t>) -> Fallible<(Pat, Term)> {
        let missing = || fail(node, "syntax error");
        let value = self.expr_field(node, "expression");
        let pat = match node.field("pattern").or_else(|| node.field("name")) {
            Some(pattern) => self.pat(pattern)?,
            None => return Err(missing()),
        };
        Ok((pat, value))
    }

    /// `\pat -> body`, or what happens `otherwise`.
    fn receive(&mut self, pat: Pat, body: Term, otherwise: Option<Term>) -> Term {
        if let Some(params) = self.plain(std::slice::from_ref(&pat)) {
            return Term::Lam(params, Box::new(body));
        }
        let param = self.fresh();
        let mut alts = vec![Alt { pats: vec![pat], body }];
        alts.extend(otherwise.map(|body| Alt { pats: vec![Pat::Wild], body }));
        let matching = Match { scrutinees: vec![Term::Var(param)], alts, otherwise: never() };
        Term::Lam(vec![param], Box::new(Term::Match(Box::new(matching))))
    }

    /// `[body | qualifiers]`, over `listBind`.
    pub(super) fn comprehension(&mut self, node: Node<'t>) -> Fallible<Term> {
        let groups = node.fields("qualifiers");
        if groups.len() != 1 {
            return Err(fail(node, "parallel list comprehension"));
        }
        if self.extension("MonadComprehensions") {
            return Err(fail(node, "monad comprehension"));
        }
        sound(groups[0])?;
        let qualifiers = groups[0].fields("qualifier");
        if qualifiers.len() > LONGEST {
            return Err(fail(node, "too long a comprehension"));
        }
        let mark = self.mark();
        let lowered = self.qualifiers(&qualifiers).map(|stmts| (stmts, self.expr_field(node, "expression")));
        self.leave(mark);
        let (stmts, body) = lowered?;
        let empty = || Term::Con(Name::new(wired::NIL));
        let mut body = list_of(vec![body]);
        for stmt in stmts.into_iter().rev() {
            body = match stmt {
                Stmt::Then(condition) => choose(condition, body, empty(), never()),
                Stmt::Let(binds) => binds.around(body),
                Stmt::Bind(pat, value, message) => {
                    let rest = self.receive(pat, body, message.map(|_| empty()));
                    Term::app(Term::global("Base.listBind"), vec![value, rest])
                }
            };
        }
        Ok(body)
    }

    fn qualifiers(&mut self, nodes: &[Node<'t>]) -> Fallible<Vec<Stmt>> {
        let mut out = Vec::new();
        for node in nodes {
            sound(*node)?;
            out.push(match node.kind() {
                "boolean" => Stmt::Then(self.expr(node.first().ok_or_else(|| fail(*node, "syntax error"))?)),
                "let" => Stmt::Let(self.binds_of(*node)?),
                "generator" => {
                    let (pat, value) = self.generator(*node)?;
                    let message = self.can_fail(&pat).then(String::new);
                    Stmt::Bind(pat, value, message)
                }
                kind => return Err(fail(*node, format!("{kind} in a comprehension"))),
            });
        }
        Ok(out)
    }
}

fn failing(message: String) -> Term {
    Term::app(Term::global("Base.fail"), vec![Term::Lit(Literal::Str(message))])
}
