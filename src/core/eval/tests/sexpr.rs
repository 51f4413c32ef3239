//! Terms from s-expressions.
//!
//! `$p` a primitive, `@g` a global, capitals, `:` and `[]` constructors, `(\ (x y) e)`, `(let ((x e) …) e)`,
//! `(match (e …) ((p …) e) … [fall])`, `(if c t e)`, `5`, `5n`, `5.0`, `'c'`, `"text"`.

use super::*;

#[derive(Clone, Debug)]
enum Tree {
    Atom(String),
    List(Vec<Tree>),
}

fn read(text: &str) -> Vec<Tree> {
    let mut stack: Vec<Vec<Tree>> = vec![Vec::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '(' => stack.push(Vec::new()),
            ')' => {
                let list = stack.pop().unwrap();
                stack.last_mut().unwrap().push(Tree::List(list));
            }
            c if c.is_whitespace() => {}
            '"' => {
                let mut atom = String::from('"');
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => atom.push(if chars.next() == Some('n') { '\n' } else { '\\' }),
                        c => atom.push(c),
                    }
                }
                stack.last_mut().unwrap().push(Tree::Atom(atom));
            }
            c => {
                let mut atom = String::from(c);
                while let Some(c) = chars.next_if(|c| !c.is_whitespace() && *c != '(' && *c != ')') {
                    atom.push(c);
                }
                stack.last_mut().unwrap().push(Tree::Atom(atom));
            }
        }
    }
    stack.pop().unwrap()
}

pub(super) fn parse(text: &str) -> Term {
    term(&read(text)[0])
}

pub(super) fn parse_many(text: &str) -> Vec<Term> {
    read(text).iter().map(term).collect()
}

/// A list of `n` numbers, right-nested.
pub(super) fn list(n: i64) -> Term {
    (0..n).rev().fold(Term::Con(Name::new("[]")), |tail, i| {
        Term::App(Box::new(Term::Con(Name::new(":"))), vec![Term::Lit(Literal::Int(i)), tail])
    })
}

fn literal(atom: &str) -> Option<Literal> {
    if let Some(text) = atom.strip_prefix('"') {
        return Some(Literal::Str(text.to_owned()));
    }
    if let Some(c) = atom.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return Some(Literal::Char(c.chars().next().unwrap()));
    }
    if let Some(n) = atom.strip_suffix('n').and_then(|n| n.parse().ok()) {
        return Some(Literal::Integer(n));
    }
    if let Ok(n) = atom.parse() {
        return Some(Literal::Int(n));
    }
    if atom.contains('.') { atom.parse().ok().map(Literal::Double) } else { None }
}

fn constructor(atom: &str) -> bool {
    atom.starts_with(|c: char| c.is_uppercase()) || matches!(atom, ":" | "[]" | "()")
}

fn term(tree: &Tree) -> Term {
    match tree {
        Tree::Atom(atom) => {
            if let Some(literal) = literal(atom) {
                Term::Lit(literal)
            } else if let Some(name) = atom.strip_prefix('$') {
                Term::Prim(Name::new(name))
            } else if let Some(name) = atom.strip_prefix('@') {
                Term::Global(Name::new(name))
            } else if constructor(atom) {
                Term::Con(Name::new(atom))
            } else {
                Term::Var(Name::new(atom))
            }
        }
        Tree::List(items) => match (&items[0], items.len()) {
            (Tree::Atom(head), 3) if head == "\\" => Term::Lam(names(&items[1]), Box::new(term(&items[2]))),
            (Tree::Atom(head), 3) if head == "let" => {
                let Tree::List(binds) = &items[1] else { panic!("let") };
                let bind = |tree: &Tree| match tree {
                    Tree::List(pair) => {
                        Bind { name: names(&Tree::List(pair[..1].to_vec()))[0], scheme: None, term: term(&pair[1]) }
                    }
                    Tree::Atom(_) => panic!("binding"),
                };
                Term::Let(binds.iter().map(bind).collect(), Box::new(term(&items[2])))
            }
            (Tree::Atom(head), 4) if head == "if" => Term::Match(Box::new(Match {
                scrutinees: vec![term(&items[1])],
                alts: [("Base.True", &items[2]), ("Base.False", &items[3])]
                    .map(|(c, body)| Alt { pats: vec![Pat::Con(Name::new(c), vec![])], body: term(body) })
                    .to_vec(),
                otherwise: Otherwise::Fail(Failure::Incomplete("if".to_owned())),
            })),
            (Tree::Atom(head), _) if head == "match" => matching(items),
            _ => Term::App(Box::new(term(&items[0])), items[1..].iter().map(term).collect()),
        },
    }
}

fn matching(items: &[Tree]) -> Term {
    let Tree::List(scrutinees) = &items[1] else { panic!("scrutinees") };
    let mut otherwise = Otherwise::Fail(Failure::Incomplete("test".to_owned()));
    let mut alts = Vec::new();
    for item in &items[2..] {
        match item {
            Tree::Atom(_) => otherwise = Otherwise::Fall,
            Tree::List(parts) => {
                let Tree::List(pats) = &parts[0] else { panic!("patterns") };
                alts.push(Alt { pats: pats.iter().map(pat).collect(), body: term(&parts[1]) });
            }
        }
    }
    Term::Match(Box::new(Match { scrutinees: scrutinees.iter().map(term).collect(), alts, otherwise }))
}

fn names(tree: &Tree) -> Vec<Name> {
    let Tree::List(items) = tree else { panic!("names") };
    let name = |tree: &Tree| match tree {
        Tree::Atom(atom) => Name::new(atom),
        Tree::List(_) => panic!("name"),
    };
    items.iter().map(name).collect()
}

fn pat(tree: &Tree) -> Pat {
    match tree {
        Tree::Atom(atom) if atom == "_" => Pat::Wild,
        Tree::Atom(atom) => match literal(atom) {
            Some(literal) => Pat::Lit(literal),
            None if constructor(atom) => Pat::Con(Name::new(atom), vec![]),
            None => Pat::Var(Name::new(atom)),
        },
        Tree::List(items) => {
            let Tree::Atom(head) = &items[0] else { panic!("pattern") };
            match head.as_str() {
                "as" => Pat::As(names(&Tree::List(items[1..2].to_vec()))[0], Box::new(pat(&items[2]))),
                "!" => Pat::Bang(Box::new(pat(&items[1]))),
                "~" => Pat::Lazy(Box::new(pat(&items[1]))),
                "view" => Pat::View(Box::new(term(&items[1])), Box::new(pat(&items[2]))),
                con => Pat::Con(Name::new(con), items[1..].iter().map(pat).collect()),
            }
        }
    }
}
