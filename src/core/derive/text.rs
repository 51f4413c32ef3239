//! Derived `Show` and `Read` (Haskell 2010, §11.4).

use crate::core::decl::{Constructor, Data, Fixity};
use crate::core::derive::{alt, call, con, constructor_pattern, field_names, int, lam, matching, pair, string, var};
use crate::core::name::Name;
use crate::core::term::{Alt, Literal, Pat, Term};
use crate::core::wired;

/// Precedence of application, plus one.
const ARGUMENT: usize = 11;

/// Whether a constructor or field is written between its arguments or in parentheses.
fn is_operator(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn prefix(name: &str) -> String {
    if is_operator(name) { format!("({name})") } else { name.to_owned() }
}

fn infix(name: &str) -> String {
    if is_operator(name) { name.to_owned() } else { format!("`{name}`") }
}

fn is_record(constructor: &Constructor) -> bool {
    constructor.fields.iter().any(|field| field.name.is_some())
}

/// A constructor written infix: its precedence.
fn infix_precedence(constructor: &Constructor, fixity: &dyn Fn(Name) -> Fixity) -> Option<usize> {
    (constructor.infix && constructor.fields.len() == 2).then(|| usize::from(fixity(constructor.name).precedence))
}

/// What is written of a constructor: pieces of text, and fields with the precedence they are shown at.
enum Piece {
    Text(String),
    Field(usize, Name),
}

/// The pieces of a constructor and the precedence from which it needs parentheses.
fn pieces(constructor: &Constructor, names: &[Name], fixity: &dyn Fn(Name) -> Fixity) -> (Vec<Piece>, usize) {
    let base = constructor.name.base();
    if let Some(precedence) = infix_precedence(constructor, fixity) {
        let left = Piece::Field(precedence + 1, names[0]);
        let right = Piece::Field(precedence + 1, names[1]);
        return (vec![left, Piece::Text(format!(" {} ", infix(base))), right], precedence + 1);
    }
    let mut pieces = Vec::new();
    if is_record(constructor) {
        let mut lead = format!("{} {{", prefix(base));
        for (field, name) in constructor.fields.iter().zip(names) {
            let selector = field.name.map_or(String::new(), |name| prefix(name.base()));
            pieces.push(Piece::Text(format!("{lead}{selector} = ")));
            pieces.push(Piece::Field(0, *name));
            lead = ", ".to_owned();
        }
        pieces.push(Piece::Text("}".to_owned()));
    } else {
        let mut lead = prefix(base);
        for name in names {
            pieces.push(Piece::Text(format!("{lead} ")));
            pieces.push(Piece::Field(ARGUMENT, *name));
            lead = String::new();
        }
    }
    (pieces, ARGUMENT)
}

/// `showsPrec`
pub(super) fn shows_prec(data: &Data, fixity: &dyn Fn(Name) -> Fixity) -> Term {
    let show = |text: &str| call("Base.showString", vec![string(text)]);
    let alts = data.constructors.iter().map(|constructor| {
        let names = field_names("a", constructor);
        let pat = constructor_pattern(constructor, &names);
        if names.is_empty() {
            return alt(vec![pat], show(&prefix(constructor.name.base())));
        }
        let (pieces, parens_from) = pieces(constructor, &names, fixity);
        let mut body = None;
        for piece in pieces.iter().rev() {
            let here = match piece {
                Piece::Text(text) => show(text),
                Piece::Field(precedence, name) => call("Base.showsPrec", vec![int(*precedence), Term::Var(*name)]),
            };
            body = Some(match body {
                None => here,
                Some(rest) => call("Base..", vec![here, rest]),
            });
        }
        let nested = call("Base.>=", vec![var("d"), int(parens_from)]);
        let body = body.unwrap_or_else(|| show(""));
        alt(vec![pat], call("Base.showParen", vec![nested, body]))
    });
    let alts: Vec<Alt> = alts.collect();
    lam(&["d", "x"], matching(vec![var("x")], alts))
}

/// `readsPrec`: each constructor's parser, their results one after the other.
pub(super) fn reads_prec(data: &Data, fixity: &dyn Fn(Name) -> Fixity) -> Term {
    let mut all = None;
    for constructor in data.constructors.iter().rev() {
        let here = Term::app(parser(constructor, fixity), vec![var("s")]);
        all = Some(match all {
            None => here,
            Some(rest) => call("Base.++", vec![here, rest]),
        });
    }
    lam(&["d", "s"], all.unwrap_or_else(|| con(wired::NIL)))
}

/// What a parser takes from the input.
enum Token {
    Text(String),
    Field(usize, Name),
}

/// `readParen mandatory (λs0. …)` for one constructor.
fn parser(constructor: &Constructor, fixity: &dyn Fn(Name) -> Fixity) -> Term {
    let names = field_names("a", constructor);
    let (tokens, parens_from) = tokens(constructor, &names, fixity);
    let value = Term::app(Term::Con(constructor.name), names.iter().map(|name| Term::Var(*name)).collect());
    let rest = |i: usize| Name::new(&format!("s{i}"));
    let done = Term::app(Term::Con(crate::core::ty::tuple_name(2)), vec![value, Term::Var(rest(tokens.len()))]);
    let mut body = Term::app(con(wired::CONS), vec![done, con(wired::NIL)]);
    for (i, token) in tokens.iter().enumerate().rev() {
        let input = Term::Var(rest(i));
        let (source, seen) = match token {
            Token::Text(text) => (call("Base.lex", vec![input]), Pat::Lit(Literal::Str(text.clone()))),
            Token::Field(precedence, name) => (call("Base.readsPrec", vec![int(*precedence), input]), Pat::Var(*name)),
        };
        let hit = alt(vec![pair(seen, Pat::Var(rest(i + 1)))], body);
        let miss = alt(vec![Pat::Wild], con(wired::NIL));
        body = call("Base.listBind", vec![source, lam(&["p"], matching(vec![var("p")], vec![hit, miss]))]);
    }
    let mandatory =
        if names.is_empty() { con(wired::FALSE) } else { call("Base.>=", vec![var("d"), int(parens_from)]) };
    let body = Term::Lam(vec![rest(0)], Box::new(body));
    call("Base.readParen", vec![mandatory, body])
}

/// The tokens of a constructor and the precedence from which parentheses are mandatory.
fn tokens(constructor: &Constructor, names: &[Name], fixity: &dyn Fn(Name) -> Fixity) -> (Vec<Token>, usize) {
    let base = constructor.name.base();
    let word = |text: &str| Token::Text(text.to_owned());
    let name_tokens = |name: &str| -> Vec<Token> {
        if is_operator(name) { vec![word("("), word(name), word(")")] } else { vec![word(name)] }
    };
    if let Some(precedence) = infix_precedence(constructor, fixity) {
        let between = if is_operator(base) { vec![word(base)] } else { vec![word("`"), word(base), word("`")] };
        let left = Token::Field(precedence + 1, names[0]);
        let right = Token::Field(precedence + 1, names[1]);
        return ([left].into_iter().chain(between).chain([right]).collect(), precedence + 1);
    }
    let mut tokens = name_tokens(base);
    if is_record(constructor) {
        for (i, (field, name)) in constructor.fields.iter().zip(names).enumerate() {
            tokens.push(word(if i == 0 { "{" } else { "," }));
            tokens.extend(name_tokens(field.name.map_or("", Name::base)));
            tokens.push(word("="));
            tokens.push(Token::Field(0, *name));
        }
        tokens.push(word("}"));
        return (tokens, ARGUMENT + 1);
    }
    tokens.extend(names.iter().map(|name| Token::Field(ARGUMENT, *name)));
    (tokens, ARGUMENT)
}
