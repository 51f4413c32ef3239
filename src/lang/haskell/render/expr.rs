//! Expressions and patterns as documents, with as few parentheses as the fixities in scope allow.

use num_traits::Signed;

use crate::core::decl::{Associativity, Fixity};
use crate::core::name::Name;
use crate::core::term::{Literal, Match, Pat, Term};
use crate::core::ty::tuple_arity;
use crate::core::wired;
use crate::lang::haskell::comment::is_symbol;
use crate::lang::haskell::render::Printer;
use crate::lang::haskell::render::choose::Local;
use crate::lang::haskell::render::clauses::split;
use crate::lang::haskell::render::cover::is_irrefutable;
use crate::lang::haskell::render::doc::Doc;
use crate::lang::haskell::render::literal::{literal, string};
use crate::lang::haskell::render::names::is_standard;
use crate::lang::haskell::render::simplify::conditional;

/// Precedence of an argument; operators have 0 to 9, of which 0 also means "anything may stand here".
pub(super) const ARGUMENT: u8 = 11;
/// So many wildcards and nothing else behind a constructor are written `{}`.
const BLANKS: usize = 3;
/// Precedence of a function that is applied.
const APPLIED: u8 = 10;

impl Printer<'_> {
    /// An expression in a place that takes precedence `at` and tighter.
    pub(super) fn expr(&mut self, term: &Term, local: &Local, at: u8) -> Doc {
        match term {
            Term::Var(name) => Doc::text(self.variable(*name, local)),
            Term::Global(name) | Term::Con(name) => Doc::text(self.prefix(*name)),
            Term::Lit(value) => {
                let (text, negative) = literal(value);
                Doc::text(text).parens(negative && at > 0)
            }
            Term::App(head, args) => self.application(head, args, local, at),
            Term::Lam(params, body) => self.lambda(params, body, local, at),
            Term::Let(binds, body) => {
                let mut inner = local.clone();
                let declarations = self.declarations(binds, &mut inner);
                let body = self.expr(body, &inner, 0);
                let block = Doc::cat([Doc::text("let "), declarations.nest(4)]);
                Doc::cat([block, Doc::Hard, Doc::text("in "), body.nest(3)]).parens(at > 0)
            }
            Term::Match(m) => self.matching(m, local, at),
            Term::Ann(inner, scheme) if !self.names.knows(scheme) => self.expr(inner, local, at),
            Term::Ann(inner, scheme) => {
                let ty = self.names.scheme(scheme);
                let inner = self.expr(inner, local, 1);
                Doc::cat([inner, Doc::text(format!(" :: {ty}"))]).parens(at > 0)
            }
            Term::TypeApp(inner, ty) => {
                let ty = self.names.ty(ty, 2);
                let inner = self.expr(inner, local, APPLIED);
                Doc::cat([inner, Doc::text(format!(" @{ty}"))]).parens(at > APPLIED)
            }
            Term::Hole(name) => Doc::text(if name.as_str().starts_with('_') { name.as_str() } else { "_" }),
            Term::Fall | Term::Fail(_) | Term::Prim(_) | Term::Opaque(_) => Doc::text("undefined"),
        }
    }

    fn variable(&self, name: Name, local: &Local) -> String {
        local.get(name).map_or_else(|| name.base().trim_start_matches('#').to_owned(), str::to_owned)
    }

    /// A global where an expression stands.
    fn prefix(&mut self, name: Name) -> String {
        // As a value it only puzzles.
        let truth = is_standard(name, "otherwise") && self.names.standard("True").is_some();
        let text = if truth { "True".to_owned() } else { self.names.value(name) };
        if is_operator(&text) { format!("({text})") } else { text }
    }

    /// A function that is written infix: its text and how it binds.
    fn operator(&mut self, head: &Term) -> Option<(String, Fixity)> {
        let (Term::Global(name) | Term::Con(name)) = head else { return None };
        if tuple_arity(*name).is_some() || matches!(name.as_str(), wired::NIL | wired::UNIT) {
            return None;
        }
        let right = Fixity { precedence: 5, associativity: Associativity::Right };
        let declared = if name.as_str() == wired::CONS { Some(right) } else { self.names.fixity(*name) };
        let text = self.names.value(*name);
        if is_operator(&text) {
            return Some((text, declared.unwrap_or_default()));
        }
        // Named functions are written infix when somebody declared how they bind.
        Some((format!("`{text}`"), declared?))
    }

    fn application(&mut self, head: &Term, args: &[Term], local: &Local, at: u8) -> Doc {
        if let Term::Con(name) = head {
            if name.as_str() == wired::CONS
                && args.len() == 2
                && let Some(doc) = self.list(&args[0], &args[1], local)
            {
                return doc;
            }
            if tuple_arity(*name) == Some(args.len()) {
                let parts = args.iter().map(|arg| self.expr(arg, local, 0)).collect();
                return self.bracketed("(", parts, ")");
            }
        }
        if let Some(doc) = self.sequence(head, args, local).or_else(|| self.negation(head, args, local, at)) {
            return doc;
        }
        if let Some((text, fixity)) = self.operator(head) {
            match args {
                [left, right] => return self.infix(&text, fixity, left, right, local, at),
                [left] if !text.starts_with('`') => {
                    let left = self.expr(left, local, operand(fixity, Associativity::Left));
                    return Doc::cat([Doc::text("("), left, Doc::text(format!(" {text})"))]);
                }
                _ => {}
            }
        }
        self.call(head, args, local, at)
    }

    fn call(&mut self, head: &Term, args: &[Term], local: &Local, at: u8) -> Doc {
        let head = self.expr(head, local, APPLIED);
        let args: Vec<Doc> = args.iter().map(|arg| Doc::cat([Doc::Line, self.expr(arg, local, ARGUMENT)])).collect();
        Doc::cat([head, Doc::Cat(args).nest(self.indent)]).group().parens(at >= ARGUMENT)
    }

    fn infix(&mut self, text: &str, fixity: Fixity, left: &Term, right: &Term, local: &Local, at: u8) -> Doc {
        let l = self.expr(left, local, operand(fixity, Associativity::Left));
        let r = self.expr(right, local, operand(fixity, Associativity::Right));
        let right = Doc::cat([Doc::Line, Doc::text(format!("{text} ")), r]);
        Doc::cat([l, right.nest(self.indent)]).group().parens(at > fixity.precedence)
    }

    /// `[a, b]` or `"ab"` for a chain that ends in the empty list.
    fn list(&mut self, first: &Term, rest: &Term, local: &Local) -> Option<Doc> {
        let mut items = vec![first];
        let mut rest = rest;
        loop {
            match rest {
                Term::Con(nil) if nil.as_str() == wired::NIL => break,
                Term::App(cons, parts)
                    if matches!(&**cons, Term::Con(c) if c.as_str() == wired::CONS) && parts.len() == 2 =>
                {
                    items.push(&parts[0]);
                    rest = &parts[1];
                }
                _ => return None,
            }
        }
        let characters: Option<String> = items
            .iter()
            .map(|item| match item {
                Term::Lit(Literal::Char(c)) => Some(*c),
                _ => None,
            })
            .collect();
        if let Some(text) = characters {
            return Some(Doc::text(string(&text)));
        }
        let items = items.into_iter().map(|item| self.expr(item, local, 0)).collect();
        Some(self.bracketed("[", items, "]"))
    }

    /// Items between brackets, on one line or each on its own.
    fn bracketed(&self, open: &str, items: Vec<Doc>, close: &str) -> Doc {
        let separator = if self.compact { Doc::text(",") } else { Doc::cat([Doc::text(","), Doc::Line]) };
        Doc::cat([Doc::text(open), Doc::join(items, &separator).nest(1), Doc::text(close)]).group()
    }

    /// `[a ..]`, `[a, b ..]`, `[a .. c]`, `[a, b .. c]`.
    fn sequence(&mut self, head: &Term, args: &[Term], local: &Local) -> Option<Doc> {
        let Term::Global(name) = head else { return None };
        let wanted = match name.base() {
            "enumFrom" => 1,
            "enumFromThen" | "enumFromTo" => 2,
            "enumFromThenTo" => 3,
            _ => return None,
        };
        if !is_standard(*name, name.base()) || args.len() != wanted {
            return None;
        }
        let mut parts: Vec<Doc> = args.iter().map(|arg| self.expr(arg, local, 0)).collect();
        let last = if name.base().ends_with("To") { parts.pop() } else { None };
        let mut all = vec![Doc::text("["), Doc::join(parts, &Doc::text(", ")), Doc::text(" ..")];
        if let Some(last) = last {
            all.extend([Doc::text(" "), last]);
        }
        all.push(Doc::text("]"));
        Some(Doc::Cat(all))
    }

    fn negation(&mut self, head: &Term, args: &[Term], local: &Local, at: u8) -> Option<Doc> {
        let ([arg], Term::Global(name)) = (args, head) else { return None };
        if !is_standard(*name, "negate") {
            return None;
        }
        let positive = match arg {
            Term::Lit(Literal::Num(n) | Literal::Integer(n)) => !n.is_negative(),
            Term::Lit(Literal::Frac(_)) => true,
            _ => return None,
        };
        let inner = self.expr(arg, local, ARGUMENT);
        positive.then(|| Doc::cat([Doc::text("-"), inner]).parens(at > 0))
    }

    fn lambda(&mut self, params: &[Name], body: &Term, local: &Local, at: u8) -> Doc {
        if let [x] = params
            && let Some(section) = self.section(*x, body, local, at)
        {
            return section;
        }
        let pats: Vec<Pat> = params.iter().map(|p| Pat::Var(*p)).collect();
        let mut clauses = split(pats.clone(), body.clone(), &self.names);
        let single = clauses.len() == 1 && clauses[0].pats.iter().all(|pat| is_irrefutable(pat, &self.names));
        let (pats, body) = match clauses.pop() {
            Some(clause) if single => (clause.pats, clause.body),
            _ => {
                let mut clause = super::clauses::Clause { pats, body: body.clone() };
                super::clauses::forget_unused(&mut clause);
                (clause.pats, clause.body)
            }
        };
        let mut inner = local.clone();
        self.name_patterns(&pats, &mut inner);
        let mut parts = vec![Doc::text("\\")];
        let pats: Vec<Doc> = pats.iter().map(|pat| self.pattern(pat, &inner, ARGUMENT)).collect();
        parts.push(Doc::join(pats, &Doc::text(" ")));
        parts.push(Doc::text(" ->"));
        let body = self.expr(&body, &inner, 0);
        let separator = if body.flat() { Doc::Line } else { Doc::text(" ") };
        parts.push(Doc::cat([separator, body]).nest(self.indent));
        Doc::Cat(parts).group().parens(at > 0)
    }

    /// `λ x. op x e` as `(op e)`, and `λ x. x - e` as `subtract e`.
    fn section(&mut self, x: Name, body: &Term, local: &Local, at: u8) -> Option<Doc> {
        let Term::App(head, args) = body else { return None };
        let [Term::Var(first), rest] = args.as_slice() else { return None };
        if *first != x || super::walk::count(rest, x) > 0 || super::walk::count(head, x) > 0 {
            return None;
        }
        if matches!(&**head, Term::Global(name) if is_standard(*name, "-")) {
            let subtract = self.names.standard("subtract")?;
            return Some(self.call(&Term::Global(subtract), std::slice::from_ref(rest), local, at));
        }
        let (text, fixity) = match self.operator(head) {
            Some(operator) => operator,
            None => match &**head {
                Term::Global(_) | Term::Con(_) | Term::Var(_) => {
                    let Doc::Text(text) = self.expr(head, local, ARGUMENT) else { return None };
                    if text.starts_with('(') {
                        return None;
                    }
                    (format!("`{text}`"), Fixity::default())
                }
                _ => return None,
            },
        };
        let rest = self.expr(rest, local, operand(fixity, Associativity::Right));
        Some(Doc::cat([Doc::text(format!("({text} ")), rest, Doc::text(")")]))
    }

    fn matching(&mut self, m: &Match, local: &Local, at: u8) -> Doc {
        if let Some((condition, yes, Some(no))) = conditional(m) {
            let condition = self.expr(condition, local, 0);
            let yes = self.expr(yes, local, 0);
            let no = self.expr(no, local, 0);
            let then = Doc::cat([Doc::Line, Doc::text("then "), yes.nest(5)]);
            let or = Doc::cat([Doc::Line, Doc::text("else "), no.nest(5)]);
            let branches = Doc::cat([then, or]).nest(self.indent);
            return Doc::cat([Doc::text("if "), condition.nest(3), branches]).group().parens(at > 0);
        }
        let scrutinee = match m.scrutinees.as_slice() {
            [one] => self.expr(one, local, 0),
            many => {
                let parts = many.iter().map(|term| self.expr(term, local, 0)).collect();
                self.bracketed("(", parts, ")")
            }
        };
        let alternatives = self.alternatives(m, local);
        let head = Doc::cat([Doc::text("case "), scrutinee.nest(5), Doc::text(" of")]);
        Doc::cat([head, Doc::cat([Doc::Hard, alternatives]).nest(self.indent)]).parens(at > 0)
    }

    /// A pattern in a place that takes precedence `at` and tighter.
    pub(super) fn pattern(&mut self, pat: &Pat, local: &Local, at: u8) -> Doc {
        match pat {
            Pat::Wild => Doc::text("_"),
            Pat::Var(name) => Doc::text(self.variable(*name, local)),
            Pat::As(name, inner) => {
                let inner = self.pattern(inner, local, ARGUMENT);
                Doc::cat([Doc::text(format!("{}@", self.variable(*name, local))), inner])
            }
            Pat::Lit(value) => {
                let (text, negative) = literal(value);
                Doc::text(text).parens(negative && at > 0)
            }
            Pat::Bang(inner) => Doc::cat([Doc::text("!"), self.pattern(inner, local, ARGUMENT)]),
            Pat::Lazy(inner) => Doc::cat([Doc::text("~"), self.pattern(inner, local, ARGUMENT)]),
            Pat::View(term, inner) => {
                let term = self.expr(term, local, 0);
                let inner = self.pattern(inner, local, 0);
                Doc::cat([Doc::text("("), term, Doc::text(" -> "), inner, Doc::text(")")])
            }
            Pat::Ann(inner, ty) => {
                let ty = self.names.ty(ty, 0);
                Doc::cat([Doc::text("("), self.pattern(inner, local, 0), Doc::text(format!(" :: {ty})"))])
            }
            Pat::Con(name, fields) => self.constructor_pattern(*name, fields, local, at),
        }
    }

    fn constructor_pattern(&mut self, name: Name, fields: &[Pat], local: &Local, at: u8) -> Doc {
        if tuple_arity(name) == Some(fields.len()) {
            let parts = fields.iter().map(|field| self.pattern(field, local, 0)).collect();
            return self.bracketed("(", parts, ")");
        }
        if let Some(items) = list_pattern(name, fields) {
            let parts = items.into_iter().map(|item| self.pattern(item, local, 0)).collect();
            return self.bracketed("[", parts, "]");
        }
        if let ([left, right], Some((text, fixity))) = (fields, self.operator(&Term::Con(name))) {
            let l = self.pattern(left, local, operand(fixity, Associativity::Left));
            let r = self.pattern(right, local, operand(fixity, Associativity::Right));
            let text = if text == ":" { text } else { format!(" {text} ") };
            return Doc::cat([l, Doc::text(text), r]).parens(at > fixity.precedence);
        }
        if fields.len() >= BLANKS && fields.iter().all(|field| *field == Pat::Wild) {
            return Doc::text(format!("{} {{}}", self.prefix(name)));
        }
        let mut parts = vec![Doc::text(self.prefix(name))];
        for field in fields {
            parts.push(Doc::text(" "));
            parts.push(self.pattern(field, local, ARGUMENT));
        }
        Doc::Cat(parts).parens(!fields.is_empty() && at >= ARGUMENT)
    }
}

/// The precedence that an operand's place takes: tighter than the operator, or equal on the side that nests.
fn operand(fixity: Fixity, side: Associativity) -> u8 {
    // An operand of precedence 0 must still put λ and conditionals in parentheses.
    if fixity.associativity == side { fixity.precedence.max(1) } else { fixity.precedence + 1 }
}

/// The items of a pattern `[p, q]`.
fn list_pattern(name: Name, fields: &[Pat]) -> Option<Vec<&Pat>> {
    let mut items = Vec::new();
    let (mut name, mut fields) = (name, fields);
    loop {
        match (name.as_str(), fields) {
            (wired::NIL, []) => return (!items.is_empty()).then_some(items),
            (wired::CONS, [item, Pat::Con(next, rest)]) => {
                items.push(item);
                (name, fields) = (*next, rest);
            }
            _ => return None,
        }
    }
}

/// Is the surface name made of symbols (behind its qualifier)?
fn is_operator(text: &str) -> bool {
    Name::new(text).base().starts_with(is_symbol)
}
