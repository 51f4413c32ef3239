//! Expressions.

use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::tuple_name;
use crate::core::wired;
use crate::lang::haskell::lower::infix::{Piece, spine};
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::{Cx, Fallible, fail, literal, sound};
use crate::syntax::Node;

/// Longest piece of a list literal: terms nest as deeply, so longer lists are made of pieces.
const PIECE: usize = 100;

impl<'t> Cx<'t, '_> {
    /// Lowers an expression; what is not understood becomes opaque.
    pub(super) fn expr(&mut self, node: Node<'t>) -> Term {
        let result = self.deeper(node, |cx| cx.expr_inner(node));
        result.unwrap_or_else(|opaque| self.opaque_term(opaque))
    }

    /// The expression in `field` of `node`.
    pub(super) fn expr_field(&mut self, node: Node<'t>, field: &str) -> Term {
        match node.field(field) {
            Some(inner) => self.expr(inner),
            None => self.opaque_term(fail(node, "syntax error")),
        }
    }

    fn expr_inner(&mut self, node: Node<'t>) -> Fallible<Term> {
        sound(node)?;
        let missing = || fail(node, "syntax error");
        match node.kind() {
            "variable" | "field_name" => {
                let text = surface(node);
                let unbound = !self.is_local(&text) && self.entity(&text).is_none();
                if text == "undefined" && !self.is_local(&text) && self.stands_for(&text) {
                    self.blanks.push(node.span());
                }
                if text.starts_with('_') && unbound { Ok(self.hole(node)) } else { Ok(self.value(&text)) }
            }
            "constructor" | "qualified" | "prefix_id" => Ok(self.value(&surface(node))),
            "prefix_tuple" => Ok(Term::Con(tuple_name(node.text().matches(',').count() + 1))),
            "prefix_list" => Ok(Term::Con(Name::new(wired::NIL))),
            "unit" => Ok(Term::Con(Name::new(wired::UNIT))),
            "literal" => self.literal(node.first().ok_or_else(missing)?),
            "parens" => Ok(self.expr(node.field("expression").or_else(|| node.first()).ok_or_else(missing)?)),
            "signature" => {
                let inner = self.expr_field(node, "expression");
                let scheme = self.scheme(node.field("type").ok_or_else(missing)?)?;
                Ok(Term::Ann(Box::new(inner), scheme))
            }
            "apply" if !self.hides_operator(node) => {
                let (head, args) = spine(node)?;
                let head = self.expr(head);
                Ok(self.apply(head, &args))
            }
            "infix" | "negation" | "apply" | "projection" | "splice" => {
                let mut pieces = Vec::new();
                self.pieces(node, &mut pieces)?;
                match pieces.as_slice() {
                    [_] => Err(fail(node, node.kind())),
                    // `($x)`: its operator binds weakest, so that the rest is its operand.
                    [Piece::Operator(operator), rest @ ..] if node.parent().is_some_and(|up| up.kind() == "parens") => {
                        let operator = self.value(operator);
                        let operand = self.chain(node, rest.to_vec())?;
                        Ok(self.section(operator, operand))
                    }
                    _ => self.chain(node, pieces),
                }
            }
            "left_section" => {
                let operand = self.expr_field(node, "left_operand");
                let operator = self.value(&surface(node.field("operator").ok_or_else(missing)?));
                Ok(Term::App(Box::new(operator), vec![operand]))
            }
            "right_section" => self.right_section(node),
            "projection_selector" if !self.extension("OverloadedRecordDot") => self.dot_section(node),
            // Unboxed tuples have lazy parts as well: as values they are tuples.
            "tuple" | "unboxed_tuple" => self.tuple(node),
            _ => self.compound(node),
        }
    }

    /// The expressions that have parts of their own kinds: lists, records, decisions, abstractions, blocks.
    fn compound(&mut self, node: Node<'t>) -> Fallible<Term> {
        let missing = || fail(node, "syntax error");
        match node.kind() {
            "list" => {
                if self.extension("OverloadedLists") {
                    return Err(fail(node, "overloaded list"));
                }
                let elements = node.fields("element").into_iter().map(|element| self.expr(element)).collect();
                Ok(self.list(elements))
            }
            "arithmetic_sequence" => self.sequence(node),
            "list_comprehension" => self.comprehension(node),
            "do" => self.do_block(node),
            "record" => self.record(node),
            "conditional" => {
                let condition = self.expr_field(node, "if");
                let (yes, no) = (self.expr_field(node, "then"), self.expr_field(node, "else"));
                Ok(choose(condition, yes, no, never()))
            }
            "multi_way_if" => {
                let (body, _) = self.guarded(&node.fields("match"));
                let otherwise = Otherwise::Fail(self.incomplete(node.span(), "guards in multi-way if"));
                Ok(Term::Match(Box::new(Match {
                    scrutinees: Vec::new(),
                    alts: vec![Alt { pats: Vec::new(), body }],
                    otherwise,
                })))
            }
            "case" => {
                let scrutinee =
                    self.expr(node.children().into_iter().find(|n| n.kind() != "alternatives").ok_or_else(missing)?);
                self.alternatives(node, scrutinee, "patterns in case")
            }
            "lambda_case" => {
                let parameter = self.fresh();
                let body = self.alternatives(node, Term::Var(parameter), "patterns in case")?;
                Ok(Term::Lam(vec![parameter], Box::new(body)))
            }
            "lambda_cases" => self.lambda_cases(node),
            "lambda" => self.lambda(node),
            "let_in" => {
                let mark = self.mark();
                let binds = self.binds_of(node);
                let body = self.expr_field(node, "expression");
                self.leave(mark);
                Ok(binds?.around(body))
            }
            kind => Err(fail(node, kind.replace('_', " "))),
        }
    }

    /// Applies a term to argument nodes, type arguments among them.
    pub(super) fn apply(&mut self, mut head: Term, args: &[Node<'t>]) -> Term {
        let mut pending = Vec::new();
        for arg in args {
            if !matches!(arg.kind(), "type_application" | "kind_application") {
                pending.push(self.expr(*arg));
                continue;
            }
            head = Term::app(head, std::mem::take(&mut pending));
            let ty = arg.field("type").ok_or_else(|| fail(*arg, "syntax error")).and_then(|ty| self.ty(ty));
            head = match ty {
                Ok(ty) => Term::TypeApp(Box::new(head), ty),
                Err(opaque) => self.opaque_term(opaque),
            };
        }
        Term::app(head, pending)
    }

    fn literal(&mut self, node: Node<'t>) -> Fallible<Term> {
        let broken = || fail(node, "malformed literal");
        let text = node.text();
        let value = match node.kind() {
            "integer" => Literal::Num(literal::integer(text).ok_or_else(broken)?),
            "float" => Literal::Frac(literal::fraction(text).ok_or_else(broken)?),
            "char" => literal::character(&node.source()[node.start()..]).ok_or_else(broken)?,
            "string" => Literal::Str(literal::string(text).ok_or_else(broken)?),
            _ => return Err(broken()),
        };
        if matches!(value, Literal::Str(_)) && self.extension("OverloadedStrings") {
            return Ok(Term::app(Term::global("Base.fromString"), vec![Term::Lit(value)]));
        }
        Ok(Term::Lit(value))
    }

    fn right_section(&mut self, node: Node<'t>) -> Fallible<Term> {
        let operand = node.field("right_operand").ok_or_else(|| fail(node, "syntax error"))?;
        let operator = node.children().into_iter().find(|child| child.start() < operand.start());
        let operator = self.value(&surface(operator.ok_or_else(|| fail(node, "syntax error"))?));
        let operand = self.expr(operand);
        Ok(self.section(operator, operand))
    }

    fn section(&mut self, operator: Term, operand: Term) -> Term {
        let left = self.fresh();
        Term::Lam(vec![left], Box::new(Term::App(Box::new(operator), vec![Term::Var(left), operand])))
    }

    /// `(.f)`, and `(.f.g)`, which the grammar takes for a record selector.
    fn dot_section(&mut self, node: Node<'t>) -> Fallible<Term> {
        let fields = node.fields("field");
        let mut parts = fields.iter().rev().map(|field| self.value(field.text()));
        let last = parts.next().ok_or_else(|| fail(node, "syntax error"))?;
        let parts: Vec<Term> = parts.collect();
        let dot = self.value(".");
        let compose = |rest, first| Term::App(Box::new(dot.clone()), vec![first, rest]);
        let operand = parts.into_iter().fold(last, compose);
        Ok(self.section(dot.clone(), operand))
    }

    /// A tuple, or a section of one.
    fn tuple(&mut self, node: Node<'t>) -> Fallible<Term> {
        let mut parts: Vec<Option<Term>> = vec![None];
        for child in node.all().into_iter().filter(|child| !child.is_extra()) {
            if child.kind() == "," && !child.is_named() {
                parts.push(None);
            } else if child.is_named()
                && let Some(part) = parts.last_mut()
            {
                *part = Some(self.expr(child));
            }
        }
        let constructor = Term::Con(tuple_name(parts.len()));
        if parts.len() > wired::MAX_TUPLE || parts.len() < 2 {
            return Err(fail(node, "too large a tuple"));
        }
        let mut params = Vec::new();
        let args = parts.into_iter().map(|part| {
            part.unwrap_or_else(|| {
                let param = self.fresh();
                params.push(param);
                Term::Var(param)
            })
        });
        let applied = Term::App(Box::new(constructor), args.collect());
        Ok(Term::lam(params, applied))
    }

    /// A list of these elements. A long one is the concatenation of pieces, so that terms do not nest deeply.
    pub(super) fn list(&mut self, mut elements: Vec<Term>) -> Term {
        if elements.len() <= PIECE {
            return list_of(elements);
        }
        let mut pieces = Vec::new();
        while !elements.is_empty() {
            let rest = elements.split_off(elements.len().min(PIECE));
            pieces.push(list_of(std::mem::replace(&mut elements, rest)));
        }
        let pieces = self.list(pieces);
        let piece = self.fresh();
        let identity = Term::Lam(vec![piece], Box::new(Term::Var(piece)));
        Term::app(Term::global("Base.listBind"), vec![pieces, identity])
    }

    fn sequence(&mut self, node: Node<'t>) -> Fallible<Term> {
        if self.extension("OverloadedLists") {
            return Err(fail(node, "overloaded list"));
        }
        let mut args = vec![self.expr_field(node, "from")];
        let mut name = String::from("Base.enumFrom");
        for (field, part) in [("step", "Then"), ("to", "To")] {
            if let Some(bound) = node.field(field) {
                args.push(self.expr(bound));
                name.push_str(part);
            }
        }
        Ok(Term::App(Box::new(Term::global(&name)), args))
    }

    fn alternatives(&mut self, node: Node<'t>, scrutinee: Term, what: &str) -> Fallible<Term> {
        let mut alts = Vec::new();
        if let Some(list) = node.field("alternatives") {
            sound(list)?;
            for alternative in list.fields("alternative") {
                let mark = self.mark();
                let pat = alternative.field("pattern").ok_or_else(|| fail(alternative, "syntax error"));
                let pat = sound(alternative).and(pat).and_then(|pat| self.pat(pat));
                let body = pat.map(|pat| Alt { pats: vec![pat], body: self.rhs(alternative).0 });
                self.leave(mark);
                alts.push(body?);
            }
        }
        let otherwise = Otherwise::Fail(self.incomplete(node.span(), what));
        Ok(Term::Match(Box::new(Match { scrutinees: vec![scrutinee], alts, otherwise })))
    }

    /// `\cases`: clauses of several patterns.
    fn lambda_cases(&mut self, node: Node<'t>) -> Fallible<Term> {
        let list = node.field("alternatives").ok_or_else(|| fail(node, "syntax error"))?;
        sound(list)?;
        let mut clauses = Vec::new();
        for alternative in list.fields("alternative") {
            sound(alternative)?;
            let pats = alternative.field("patterns").ok_or_else(|| fail(alternative, "syntax error"))?;
            clauses.push((alternative, pats.children()));
        }
        let failure = self.incomplete(node.span(), "patterns in \\cases");
        self.clauses(&clauses, failure).map_err(|reason| fail(node, reason))
    }

    fn lambda(&mut self, node: Node<'t>) -> Fallible<Term> {
        let pats = node.field("patterns").ok_or_else(|| fail(node, "syntax error"))?;
        sound(pats)?;
        let mark = self.mark();
        let lowered = self.pats(&pats.children());
        let body = lowered.map(|pats| (pats, self.expr_field(node, "expression")));
        self.leave(mark);
        let (pats, body) = body?;
        if let Some(params) = self.plain(&pats) {
            return Ok(Term::lam(params, body));
        }
        let params: Vec<Name> = pats.iter().map(|_| self.fresh()).collect();
        let scrutinees = params.iter().copied().map(Term::Var).collect();
        let otherwise = Otherwise::Fail(self.incomplete(node.span(), "patterns in lambda"));
        let matching = Term::Match(Box::new(Match { scrutinees, alts: vec![Alt { pats, body }], otherwise }));
        Ok(Term::lam(params, matching))
    }

    /// Parameters for patterns that are all distinct variables or wildcards.
    pub(super) fn plain(&mut self, pats: &[Pat]) -> Option<Vec<Name>> {
        let mut names: Vec<Name> = Vec::new();
        for pat in pats {
            let name = match pat {
                Pat::Var(name) => *name,
                Pat::Wild => self.fresh(),
                _ => return None,
            };
            if names.contains(&name) {
                return None;
            }
            names.push(name);
        }
        Some(names)
    }
}

/// `if condition then yes else no`
pub(super) fn choose(condition: Term, yes: Term, no: Term, otherwise: Otherwise) -> Term {
    let alt = |name: &str, body| Alt { pats: vec![Pat::Con(Name::new(name), Vec::new())], body };
    let alts = vec![alt(wired::TRUE, yes), alt(wired::FALSE, no)];
    Term::Match(Box::new(Match { scrutinees: vec![condition], alts, otherwise }))
}

/// What a `Match` whose alternatives are complete does otherwise.
pub(super) fn never() -> Otherwise {
    Otherwise::Fail(Failure::Incomplete(String::new()))
}

/// A list spelled out.
pub(super) fn list_of(elements: Vec<Term>) -> Term {
    let cons = |tail, head| Term::App(Box::new(Term::Con(Name::new(wired::CONS))), vec![head, tail]);
    elements.into_iter().rev().fold(Term::Con(Name::new(wired::NIL)), cons)
}
