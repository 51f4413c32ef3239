//! Patterns. Lowering one enters its variables as locals, from left to right, so that view patterns see those before them.

use crate::core::name::Name;
use crate::core::term::{Literal, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::lower::infix::spine;
use crate::lang::haskell::lower::names::{is_constructor, surface};
use crate::lang::haskell::lower::{Cx, Fallible, fail, literal, sound};
use crate::syntax::Node;

impl<'t> Cx<'t, '_> {
    /// Lowers a pattern; its variables are locals afterwards.
    pub(super) fn pat(&mut self, node: Node<'t>) -> Fallible<Pat> {
        self.deeper(node, |cx| cx.pat_inner(node))
    }

    fn pat_inner(&mut self, node: Node<'t>) -> Fallible<Pat> {
        sound(node)?;
        let missing = || fail(node, "syntax error");
        match node.kind() {
            "variable" => Ok(self.pat_var(node.text())),
            "wildcard" => Ok(Pat::Wild),
            "parens" => self.pat(node.field("pattern").or_else(|| node.first()).ok_or_else(missing)?),
            "literal" => self.pat_literal(node.first().ok_or_else(missing)?, false),
            "negation" => self.pat_literal(node.field("number").ok_or_else(missing)?, true),
            "as" => {
                let name = Name::new(node.field("bind").ok_or_else(missing)?.text());
                self.enter(name);
                Ok(Pat::As(name, Box::new(self.pat(node.field("pattern").ok_or_else(missing)?)?)))
            }
            "strict" => Ok(Pat::Bang(Box::new(self.pat(node.field("pattern").ok_or_else(missing)?)?))),
            "irrefutable" => Ok(Pat::Lazy(Box::new(self.pat(node.field("pattern").ok_or_else(missing)?)?))),
            "tuple" | "unboxed_tuple" => {
                let parts = self.pats(&node.fields("element"))?;
                let count = node.all().iter().filter(|child| child.kind() == ",").count() + 1;
                if parts.len() != count || parts.len() < 2 {
                    return Err(missing());
                }
                Ok(Pat::Con(crate::core::ty::tuple_name(parts.len()), parts))
            }
            "list" => {
                if self.extension("OverloadedLists") {
                    return Err(fail(node, "overloaded list"));
                }
                let parts = self.pats(&node.fields("element"))?;
                if parts.len() > 100 {
                    return Err(fail(node, "too long a list pattern"));
                }
                let cons = |tail, head| Pat::Con(Name::new(wired::CONS), vec![head, tail]);
                Ok(parts.into_iter().rev().fold(Pat::Con(Name::new(wired::NIL), Vec::new()), cons))
            }
            "unit" => Ok(Pat::Con(Name::new(wired::UNIT), Vec::new())),
            "prefix_id" if !is_constructor(&surface(node)) => Ok(self.pat_var(&surface(node))),
            "constructor" | "qualified" | "prefix_id" | "prefix_tuple" | "prefix_list" => self.pat_con(node, &[]),
            "apply" => {
                let (head, args) = spine(node)?;
                self.pat_con(head, &args)
            }
            "infix" => {
                let mut pieces = Vec::new();
                self.pieces(node, &mut pieces)?;
                self.pat_chain(node, pieces)
            }
            "record" => self.pat_record(node),
            "view_pattern" => {
                let function = self.expr(node.field("expression").ok_or_else(missing)?);
                let inner = self.pat(node.field("pattern").ok_or_else(missing)?)?;
                Ok(Pat::View(Box::new(function), Box::new(inner)))
            }
            "signature" => {
                let inner = self.pat(node.field("pattern").ok_or_else(missing)?)?;
                let ty = self.ty(node.field("type").ok_or_else(missing)?)?;
                Ok(Pat::Ann(Box::new(inner), ty))
            }
            kind => Err(fail(node, format!("{} in a pattern", kind.replace('_', " ")))),
        }
    }

    /// Lowers patterns from left to right.
    pub(super) fn pats(&mut self, nodes: &[Node<'t>]) -> Fallible<Vec<Pat>> {
        nodes.iter().map(|node| self.pat(*node)).collect()
    }

    fn pat_var(&mut self, text: &str) -> Pat {
        if text == "_" {
            return Pat::Wild;
        }
        let name = Name::new(text);
        self.enter(name);
        Pat::Var(name)
    }

    /// A constructor pattern: saturated as far as the constructor is known.
    fn pat_con(&mut self, head: Node<'t>, args: &[Node<'t>]) -> Fallible<Pat> {
        if !matches!(head.kind(), "constructor" | "qualified" | "prefix_id" | "prefix_tuple" | "prefix_list") {
            return Err(fail(head, "a pattern that applies no constructor"));
        }
        let text = surface(head);
        if !is_constructor(&text) {
            return Err(fail(head, "a pattern that applies no constructor"));
        }
        let name = self.entity(&text).unwrap_or_else(|| Name::new(&text));
        if let Some((data, tag)) = self.case_of(name)
            && data.constructors[tag].fields.len() != args.len()
        {
            return Err(fail(head, "a constructor with another number of arguments"));
        }
        let parts = self.pats(args)?;
        Ok(self.con_pat(name, parts))
    }

    fn pat_literal(&mut self, node: Node<'t>, negative: bool) -> Fallible<Pat> {
        let broken = || fail(node, "malformed literal");
        let text = node.text();
        match node.kind() {
            "integer" => {
                let value = literal::integer(text).ok_or_else(broken)?;
                Ok(Pat::Lit(Literal::Num(if negative { -value } else { value })))
            }
            "float" => {
                let digits = literal::fraction(text).ok_or_else(broken)?;
                Ok(Pat::Lit(Literal::Frac(if negative { format!("-{digits}") } else { digits })))
            }
            "char" => Ok(Pat::Lit(literal::character(&node.source()[node.start()..]).ok_or_else(broken)?)),
            "string" => {
                let value = Literal::Str(literal::string(text).ok_or_else(broken)?);
                if !self.extension("OverloadedStrings") {
                    return Ok(Pat::Lit(value));
                }
                let text = Term::app(Term::global("Base.fromString"), vec![Term::Lit(value)]);
                let equal = Term::app(Term::global("Base.=="), vec![text]);
                Ok(Pat::View(Box::new(equal), Box::new(Pat::Con(Name::new(wired::TRUE), Vec::new()))))
            }
            _ => Err(broken()),
        }
    }

    /// Whether matching a value (other than ⊥) can fail.
    pub(super) fn can_fail(&self, pat: &Pat) -> bool {
        self.fails(pat, true)
    }

    /// Whether it is known that matching a value can fail.
    pub(super) fn must_handle_failure(&self, pat: &Pat) -> bool {
        self.fails(pat, false)
    }

    /// `unknown`: what to say of a constructor that nothing defines.
    fn fails(&self, pat: &Pat, unknown: bool) -> bool {
        match pat {
            Pat::Wild | Pat::Var(_) | Pat::Lazy(_) => false,
            Pat::As(_, inner) | Pat::Bang(inner) | Pat::Ann(inner, _) | Pat::View(_, inner) => {
                self.fails(inner, unknown)
            }
            Pat::Con(name, parts) => {
                let others = self.case_of(*name).map_or(unknown, |(data, _)| data.constructors.len() > 1);
                others || parts.iter().any(|part| self.fails(part, unknown))
            }
            Pat::Lit(_) => true,
        }
    }
}

/// The variables that a pattern binds, from left to right.
pub(super) fn variables(pat: &Pat, into: &mut Vec<Name>) {
    match pat {
        Pat::Wild | Pat::Lit(_) => {}
        Pat::Var(name) => into.push(*name),
        Pat::As(name, inner) => {
            into.push(*name);
            variables(inner, into);
        }
        Pat::Con(_, parts) => parts.iter().for_each(|part| variables(part, into)),
        Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => variables(inner, into),
    }
}

/// The variables that a pattern's node binds, before it is lowered.
pub(super) fn binders(node: Node<'_>, into: &mut Vec<Name>) {
    // An explicit stack: nesting has no bound here.
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match node.kind() {
            "variable" => {
                if node.text() != "_" {
                    into.push(Name::new(node.text()));
                }
            }
            "view_pattern" | "signature" => stack.extend(node.field("pattern")),
            "field_pattern" => match node.field("pattern") {
                Some(pattern) => stack.push(pattern),
                None => into.extend(node.field("field").map(|field| Name::new(Name::new(&surface(field)).base()))),
            },
            "infix" => stack.extend([node.field("right_operand"), node.field("left_operand")].into_iter().flatten()),
            "prefix_id" if !is_constructor(&surface(node)) => into.push(Name::new(&surface(node))),
            "qualified" | "prefix_id" => {}
            _ => stack.extend(node.children().into_iter().rev()),
        }
    }
}
