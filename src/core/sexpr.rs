//! Terms, patterns, schemes and modules as s-expressions: compact, readable, deterministic. For tests and logs.
//!
//! ```text
//! (let [(f = (\ [x] (Base.+ $d1 x 1i)))] (match [xs] (((: y _)) (f y)) (([]) 0n)))
//! ```
//!
//! Literals carry their type: `1` overloaded, `1i` machine integer, `1n` unbounded, `1.0d` double. Lists spelled out
//! are `[a b c]`. What does not fit a line is broken, two spaces deeper.

use crate::core::decl::{Class, Constructor, Data, Deriving, Instance, Module, Typed};
use crate::core::term::{Alt, Bind, Failure, Literal, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;

/// Widest line.
const WIDTH: usize = 100;

/// Deepest nesting that is printed.
const MAX_DEPTH: u32 = 400;

/// A symbolic expression; brackets are `()` or `[]`.
enum Expr {
    Atom(String),
    List(char, Vec<Expr>),
}

/// A term.
pub fn term(term: &Term) -> String {
    print(&term_expr(term, 0))
}

/// A pattern.
pub fn pat(pat: &Pat) -> String {
    print(&pat_expr(pat, 0))
}

/// A scheme with its quantifier: `∀ a. Show a => a -> [Char]`.
pub fn scheme(scheme: &Scheme) -> String {
    if scheme.vars.is_empty() {
        return scheme.to_string();
    }
    let vars: Vec<&str> = scheme.vars.iter().map(|var| var.as_str()).collect();
    format!("∀ {}. {scheme}", vars.join(" "))
}

/// A source module.
pub fn module(module: &Module) -> String {
    let mut parts = vec![head("module", module.name.map_or("?", |name| name.as_str()))];
    parts.extend(module.datas.iter().map(data_expr));
    parts.extend(module.synonyms.iter().map(|synonym| {
        let params = synonym.params.iter().map(|param| atom(param.as_str())).collect();
        list(vec![atom("type"), atom(synonym.name.as_str()), square(params), type_expr(&synonym.ty)])
    }));
    parts.extend(module.classes.iter().map(class_expr));
    parts.extend(module.instances.iter().map(instance_expr));
    parts.extend(module.derivings.iter().map(deriving_expr));
    parts.extend(module.binds.iter().map(|bind| bind_expr(bind, 0)));
    lines(&parts)
}

/// An inferred module.
pub fn typed(module: &Typed) -> String {
    let mut parts = vec![head("module", module.name.map_or("?", |name| name.as_str()))];
    parts.extend(module.datas.iter().map(data_expr));
    parts.extend(module.classes.iter().map(class_expr));
    parts.extend(module.instances.iter().map(instance_expr));
    parts.extend(module.binds.iter().map(|bind| bind_expr(bind, 0)));
    lines(&parts)
}

fn lines(parts: &[Expr]) -> String {
    parts.iter().map(|part| print(part) + "\n").collect()
}

fn atom(text: &str) -> Expr {
    Expr::Atom(text.to_owned())
}

fn list(parts: Vec<Expr>) -> Expr {
    Expr::List('(', parts)
}

fn square(parts: Vec<Expr>) -> Expr {
    Expr::List('[', parts)
}

fn head(word: &str, name: &str) -> Expr {
    list(vec![atom(word), atom(name)])
}

fn type_expr(ty: &Type) -> Expr {
    Expr::Atom(format!("`{ty}`"))
}

fn preds_expr(preds: &[Pred]) -> Expr {
    square(preds.iter().map(|pred| list(vec![atom(pred.class.as_str()), type_expr(&pred.ty)])).collect())
}

fn data_expr(data: &Data) -> Expr {
    let word = if data.newtype { "newtype" } else { "data" };
    let params = data.params.iter().map(|param| atom(param.as_str())).collect();
    let mut parts = vec![atom(word), atom(data.name.as_str()), square(params)];
    parts.extend(data.constructors.iter().map(constructor_expr));
    list(parts)
}

fn constructor_expr(constructor: &Constructor) -> Expr {
    let mut parts = vec![atom(constructor.name.as_str())];
    for field in &constructor.fields {
        let strict = if field.strict { "!" } else { "" };
        let ty = format!("{strict}`{}`", field.ty);
        parts.push(match field.name {
            Some(name) => list(vec![atom(name.as_str()), Expr::Atom(ty)]),
            None => Expr::Atom(ty),
        });
    }
    if constructor.infix {
        parts.push(atom("infix"));
    }
    if let Some(result) = &constructor.result {
        parts.push(atom("=>"));
        parts.push(type_expr(result));
    }
    list(parts)
}

fn class_expr(class: &Class) -> Expr {
    let supers = class.supers.iter().map(|parent| atom(parent.as_str())).collect();
    let mut parts = vec![atom("class"), atom(class.name.as_str()), atom(class.var.as_str()), square(supers)];
    for (name, ty) in &class.methods {
        parts.push(list(vec![atom(name.as_str()), atom("::"), Expr::Atom(format!("`{ty}`"))]));
    }
    parts.extend(class.defaults.iter().map(|(name, term)| equation(name.as_str(), term)));
    list(parts)
}

fn instance_expr(instance: &Instance) -> Expr {
    let mut parts =
        vec![atom("instance"), preds_expr(&instance.context), atom(instance.class.as_str()), type_expr(&instance.head)];
    if !instance.supers.is_empty() {
        let supers = instance.supers.iter().map(|term| term_expr(term, 0)).collect();
        parts.push(list(vec![atom("supers"), square(supers)]));
    }
    parts.extend(instance.methods.iter().map(|(name, term)| equation(name.as_str(), term)));
    list(parts)
}

fn deriving_expr(deriving: &Deriving) -> Expr {
    let mut parts = vec![atom("deriving"), atom(deriving.class.as_str()), atom(deriving.data.as_str())];
    parts.extend(deriving.context.as_deref().map(preds_expr));
    list(parts)
}

fn equation(name: &str, term: &Term) -> Expr {
    list(vec![atom(name), atom("="), term_expr(term, 0)])
}

fn bind_expr(bind: &Bind, depth: u32) -> Expr {
    let mut parts = vec![atom(bind.name.as_str())];
    if let Some(scheme) = &bind.scheme {
        parts.push(atom("::"));
        parts.push(Expr::Atom(format!("`{scheme}`")));
    }
    parts.push(atom("="));
    parts.push(term_expr(&bind.term, depth));
    list(parts)
}

fn term_expr(term: &Term, depth: u32) -> Expr {
    if depth > MAX_DEPTH {
        return atom("…");
    }
    let next = depth + 1;
    match term {
        Term::Var(name) | Term::Global(name) | Term::Con(name) => atom(name.as_str()),
        Term::Lit(literal) => Expr::Atom(literal_text(literal)),
        Term::App(f, args) => match spelled_out(term) {
            Some(elements) => square(elements.into_iter().map(|element| term_expr(element, next)).collect()),
            None => list([&**f].into_iter().chain(args).map(|part| term_expr(part, next)).collect()),
        },
        Term::Lam(params, body) => {
            let params = params.iter().map(|param| atom(param.as_str())).collect();
            list(vec![atom("\\"), square(params), term_expr(body, next)])
        }
        Term::Let(binds, body) => {
            let binds = binds.iter().map(|bind| bind_expr(bind, next)).collect();
            list(vec![atom("let"), square(binds), term_expr(body, next)])
        }
        Term::Match(m) => {
            let scrutinees = m.scrutinees.iter().map(|scrutinee| term_expr(scrutinee, next)).collect();
            let mut parts = vec![atom("match"), square(scrutinees)];
            parts.extend(m.alts.iter().map(|alt| alt_expr(alt, next)));
            match &m.otherwise {
                Otherwise::Fall => parts.push(atom("fall")),
                Otherwise::Fail(failure) => parts.push(failure_expr(failure)),
            }
            list(parts)
        }
        Term::Fall => atom("fall"),
        Term::Ann(inner, scheme) => list(vec![term_expr(inner, next), atom("::"), Expr::Atom(format!("`{scheme}`"))]),
        Term::TypeApp(inner, ty) => list(vec![term_expr(inner, next), Expr::Atom(format!("@`{ty}`"))]),
        Term::Hole(name) => Expr::Atom(format!("?{name}")),
        Term::Fail(failure) => failure_expr(failure),
        Term::Prim(name) => Expr::Atom(format!("#{name}")),
        Term::Opaque(number) => Expr::Atom(format!("opaque{number}")),
    }
}

/// The elements of a list built by `:` down to `[]`.
fn spelled_out(mut term: &Term) -> Option<Vec<&Term>> {
    let mut elements = Vec::new();
    loop {
        match term {
            Term::App(f, args) => match (&**f, &args[..]) {
                (Term::Con(name), [first, rest]) if name.as_str() == wired::CONS => {
                    elements.push(first);
                    term = rest;
                }
                _ => return None,
            },
            Term::Con(name) if name.as_str() == wired::NIL => return Some(elements),
            _ => return None,
        }
    }
}

fn alt_expr(alt: &Alt, depth: u32) -> Expr {
    let pats = alt.pats.iter().map(|pat| pat_expr(pat, depth)).collect();
    list(vec![list(pats), term_expr(&alt.body, depth)])
}

fn pat_expr(pat: &Pat, depth: u32) -> Expr {
    if depth > MAX_DEPTH {
        return atom("…");
    }
    let next = depth + 1;
    match pat {
        Pat::Wild => atom("_"),
        Pat::Var(name) => atom(name.as_str()),
        Pat::As(name, inner) => list(vec![atom("@"), atom(name.as_str()), pat_expr(inner, next)]),
        Pat::Con(name, args) if args.is_empty() => atom(name.as_str()),
        Pat::Con(name, args) => {
            list([atom(name.as_str())].into_iter().chain(args.iter().map(|arg| pat_expr(arg, next))).collect())
        }
        Pat::Lit(literal) => Expr::Atom(literal_text(literal)),
        Pat::Bang(inner) => list(vec![atom("!"), pat_expr(inner, next)]),
        Pat::Lazy(inner) => list(vec![atom("~"), pat_expr(inner, next)]),
        Pat::View(view, inner) => list(vec![atom("view"), term_expr(view, next), pat_expr(inner, next)]),
        Pat::Ann(inner, ty) => list(vec![pat_expr(inner, next), atom("::"), type_expr(ty)]),
    }
}

fn failure_expr(failure: &Failure) -> Expr {
    let (word, text) = match failure {
        Failure::Incomplete(text) => ("incomplete", format!("{text:?}")),
        Failure::Missing(text) => ("missing", format!("{text:?}")),
        Failure::Hole(text) => ("hole", format!("{text:?}")),
        Failure::Unknown(name) => ("unknown", name.to_string()),
        Failure::NoInstance(text) => ("no-instance", format!("{text:?}")),
        Failure::Opaque(number) => ("opaque", number.to_string()),
    };
    list(vec![atom("fail"), atom(word), Expr::Atom(text)])
}

fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Num(n) => n.to_string(),
        Literal::Frac(text) => text.clone(),
        Literal::Int(n) => format!("{n}i"),
        Literal::Integer(n) => format!("{n}n"),
        Literal::Double(x) => format!("{x:?}d"),
        Literal::Char(c) => format!("{c:?}"),
        Literal::Str(text) => format!("{text:?}"),
    }
}

fn print(expr: &Expr) -> String {
    let mut out = String::new();
    write(expr, 0, &mut out);
    out
}

/// Length on one line, or `None` when it is longer than `room`.
fn flat_width(expr: &Expr, room: usize) -> Option<usize> {
    match expr {
        Expr::Atom(text) => Some(text.chars().count()).filter(|width| *width <= room),
        Expr::List(_, parts) => {
            let mut width = 1 + parts.len().max(1);
            for part in parts {
                width += flat_width(part, room.checked_sub(width)?)?;
            }
            Some(width).filter(|width| *width <= room)
        }
    }
}

fn write(expr: &Expr, indent: usize, out: &mut String) {
    let (open, parts) = match expr {
        Expr::Atom(text) => return out.push_str(text),
        Expr::List(open, parts) => (*open, parts),
    };
    let close = if open == '(' { ')' } else { ']' };
    let flat = flat_width(expr, WIDTH.saturating_sub(indent)).is_some();
    out.push(open);
    for (i, part) in parts.iter().enumerate() {
        // The leading words of a form stay on its first line.
        let lead = i < 4 && parts[..=i].iter().all(|part| matches!(part, Expr::Atom(_)));
        if i > 0 && (flat || lead || (i < 3 && flat_width(part, 30).is_some() && matches!(parts[0], Expr::Atom(_)))) {
            out.push(' ');
        } else if i > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent + 2));
        }
        write(part, indent + 2, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::name::Name;

    #[test]
    fn lists_are_spelled_out() {
        let nil = || Term::Con(Name::new("[]"));
        let cons = |x, xs| Term::app(Term::Con(Name::new(":")), vec![x, xs]);
        let one = || Term::Lit(Literal::Int(1));
        assert_eq!(term(&cons(one(), cons(one(), nil()))), "[1i 1i]");
        assert_eq!(term(&cons(one(), Term::Var(Name::new("xs")))), "(: 1i xs)");
    }

    #[test]
    fn long_terms_are_broken() {
        let args = (0..30).map(|i| Term::Var(Name::new(&format!("argument{i}")))).collect();
        let text = term(&Term::app(Term::global("M.f"), args));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
    }
}
