//! A reader of modules in the notation of `core::sexpr`, for tests: names are written without module and found in
//! the module under test (`M`) or in `Base`; anything else is a variable.

use std::collections::HashSet;

use crate::core::decl::{Class, Constructor, Data, Deriving, Export, Field, Instance, Module, Synonym};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type, tuple_name};

#[derive(Clone, Debug)]
enum Sexp {
    Atom(String),
    Type(String),
    Str(String),
    Round(Vec<Sexp>),
    Square(Vec<Sexp>),
}

fn tokens(text: &str) -> Vec<Sexp> {
    let mut stack: Vec<(char, Vec<Sexp>)> = vec![('(', Vec::new())];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let top = &mut stack.last_mut().unwrap().1;
        match c {
            ';' => while chars.next().is_some_and(|c| c != '\n') {},
            c if c.is_whitespace() => {}
            '`' => top.push(Sexp::Type(chars.by_ref().take_while(|c| *c != '`').collect())),
            '"' => top.push(Sexp::Str(chars.by_ref().take_while(|c| *c != '"').collect())),
            '(' | '[' => {
                let close = if c == '(' { ')' } else { ']' };
                let mut ahead = chars.clone();
                let commas = ahead.by_ref().take_while(|c| *c == ',').count();
                let empty = chars.peek() == Some(&close);
                if empty && c == '(' || commas > 0 && chars.clone().nth(commas) == Some(')') {
                    chars.by_ref().take(commas + 1).for_each(drop);
                    top.push(Sexp::Atom(format!("({})", ",".repeat(commas))));
                } else {
                    stack.push((c, Vec::new()));
                }
            }
            ')' | ']' => {
                let (open, parts) = stack.pop().unwrap();
                let whole = if open == '(' { Sexp::Round(parts) } else { Sexp::Square(parts) };
                stack.last_mut().unwrap().1.push(whole);
            }
            c => {
                let mut atom = c.to_string();
                while let Some(c) = chars.next_if(|c| !c.is_whitespace() && !"()[]`;".contains(*c)) {
                    atom.push(c);
                }
                top.push(Sexp::Atom(atom));
            }
        }
    }
    assert_eq!(stack.len(), 1, "unbalanced: {text}");
    stack.pop().unwrap().1
}

/// Names defined so far.
pub(super) struct Reader {
    module: &'static str,
    known: HashSet<Name>,
}

impl Reader {
    pub(super) fn new(module: &'static str, loaded: &[&Module]) -> Reader {
        let mut known = HashSet::new();
        for module in loaded {
            known.extend(module.exports.iter().map(|export: &Export| export.entity));
            known.extend(module.binds.iter().map(|bind| bind.name));
            known.extend(module.synonyms.iter().map(|synonym| synonym.name));
            for data in &module.datas {
                known.insert(data.name);
                known.extend(data.constructors.iter().map(|constructor| constructor.name));
            }
            for class in &module.classes {
                known.insert(class.name);
                known.extend(class.methods.iter().map(|(name, _)| *name));
            }
        }
        Reader { module, known }
    }

    fn own(&self, base: &str) -> Name {
        if base.starts_with(['(', '[']) { Name::new(base) } else { Name::new(&format!("{}.{base}", self.module)) }
    }

    fn find(&self, base: &str) -> Option<Name> {
        [self.own(base), Name::new(&format!("Base.{base}"))].into_iter().find(|name| self.known.contains(name))
    }

    pub(super) fn module(&mut self, text: &str) -> Module {
        let forms: Vec<Vec<Sexp>> = tokens(text).into_iter().map(round).collect();
        for form in &forms {
            self.note(form);
        }
        let mut module = Module { name: Some(Name::new(self.module)), ..Module::default() };
        for form in forms {
            match word(&form[0]) {
                "data" | "newtype" => module.datas.push(self.data(&form)),
                "type" => module.synonyms.push(Synonym {
                    name: self.own(word(&form[1])),
                    params: names(&form[2]),
                    ty: self.ty(&form[3]),
                }),
                "class" => module.classes.push(self.class(&form)),
                "instance" => module.instances.push(self.instance(&form)),
                "deriving" => {
                    let found = form[1..].iter().map(|class| self.find(word(class)).unwrap()).collect::<Vec<_>>();
                    let (data, classes) = found.split_first().unwrap();
                    module.derivings.extend(classes.iter().map(|class| Deriving {
                        class: *class,
                        params: Vec::new(),
                        data: *data,
                        context: None,
                    }));
                }
                _ => {
                    let mut bind = self.bind(&form);
                    bind.name = self.own(bind.name.as_str());
                    module.binds.push(bind);
                }
            }
        }
        module
    }

    fn note(&mut self, form: &[Sexp]) {
        let first = word(&form[0]);
        match first {
            "data" | "newtype" => {
                self.known.insert(self.own(word(&form[1])));
                for constructor in &form[3..] {
                    let Sexp::Round(parts) = constructor else { panic!("constructor") };
                    self.known.insert(self.own(word(&parts[0])));
                }
            }
            "type" => drop(self.known.insert(self.own(word(&form[1])))),
            "class" => {
                self.known.insert(self.own(word(&form[1])));
                for method in &form[4..] {
                    let Sexp::Round(parts) = method else { panic!("method") };
                    self.known.insert(self.own(word(&parts[0])));
                }
            }
            "instance" | "deriving" => {}
            name => drop(self.known.insert(self.own(name))),
        }
    }

    fn data(&self, form: &[Sexp]) -> Data {
        let constructors = form[3..].iter().map(|constructor| {
            let parts = round(constructor.clone());
            let base = word(&parts[0]);
            let mut fields: Vec<Field> = Vec::new();
            let mut result = None;
            for part in &parts[1..] {
                match part {
                    Sexp::Atom(arrow) => assert_eq!(arrow, "=>"),
                    Sexp::Type(_) if matches!(&parts[parts.len() - 2], Sexp::Atom(a) if a == "=>" && std::ptr::eq(part, &parts[parts.len() - 1])) => {
                        result = Some(self.ty(part));
                    }
                    Sexp::Type(_) => fields.push(Field { name: None, ty: self.ty(part), strict: false }),
                    other => {
                        let parts = round(other.clone());
                        let name = Some(self.own(word(&parts[0])));
                        fields.push(Field { name, ty: self.ty(&parts[1]), strict: false });
                    }
                }
            }
            Constructor { name: self.own(base), fields, infix: base.starts_with(':'), result }
        });
        Data {
            name: self.own(word(&form[1])),
            params: names(&form[2]),
            constructors: constructors.collect(),
            newtype: word(&form[0]) == "newtype",
        }
    }

    fn class(&self, form: &[Sexp]) -> Class {
        let name = self.own(word(&form[1]));
        let var = Name::new(word(&form[2]));
        let supers = names(&form[3]).into_iter().map(|parent| self.find(parent.as_str()).unwrap()).collect();
        let (mut methods, mut defaults) = (Vec::new(), Vec::new());
        for part in &form[4..] {
            let parts = round(part.clone());
            let method = self.own(word(&parts[0]));
            if word(&parts[1]) == "=" {
                defaults.push((method, self.term(&parts[2])));
                continue;
            }
            let mut scheme = self.scheme(&parts[2]);
            scheme.vars.retain(|v| *v != var);
            scheme.vars.insert(0, var);
            scheme.context.insert(0, Pred { class: name, ty: Type::Var(var) });
            methods.push((method, scheme));
        }
        Class { name, var, supers, determined: Vec::new(), methods, defaults }
    }

    /// `(instance Class `context => head` (method = term)…)`
    fn instance(&self, form: &[Sexp]) -> Instance {
        let scheme = self.scheme(&form[2]);
        let class = self.find(word(&form[1])).unwrap();
        let methods = form[3..].iter().map(|part| {
            let parts = round(part.clone());
            let name = self.find(word(&parts[0])).unwrap_or_else(|| self.own(word(&parts[0])));
            (name, self.term(&parts[2]))
        });
        Instance { class, head: scheme.ty, context: scheme.context, methods: methods.collect(), supers: Vec::new() }
    }

    fn bind(&self, form: &[Sexp]) -> Bind {
        let scheme = (word(&form[1]) == "::").then(|| self.scheme(&form[2]));
        Bind { name: Name::new(word(&form[0])), scheme, term: self.term(form.last().unwrap()) }
    }

    fn atom(&self, text: &str) -> Term {
        if let Some(hole) = text.strip_prefix('?') {
            return Term::Hole(Name::new(hole));
        }
        if let Some(prim) = text.strip_prefix('#') {
            return Term::Prim(Name::new(prim));
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return Term::Lit(if text.contains('.') {
                Literal::Frac(text.to_owned())
            } else {
                Literal::Num(text.parse().unwrap())
            });
        }
        if let Some(c) = text.strip_prefix('\'').filter(|rest| rest.ends_with('\'')) {
            return Term::Lit(Literal::Char(c.chars().next().unwrap()));
        }
        if text == "fall" {
            return Term::Fall;
        }
        if text == "opaque" {
            return Term::Opaque(0);
        }
        if is_con(text) {
            return Term::Con(self.find(text).unwrap_or_else(|| Name::new(text)));
        }
        match self.find(text) {
            Some(name) => Term::Global(name),
            None => Term::Var(Name::new(text)),
        }
    }

    pub(super) fn read_term(&self, text: &str) -> Term {
        let parts = tokens(text);
        self.term(&parts[0])
    }

    fn term(&self, sexp: &Sexp) -> Term {
        match sexp {
            Sexp::Atom(text) => self.atom(text),
            Sexp::Str(text) => Term::Lit(Literal::Str(text.clone())),
            Sexp::Type(text) => panic!("type `{text}` as term"),
            Sexp::Square(parts) => parts.iter().rev().fold(Term::Con(Name::new("[]")), |rest, part| {
                Term::app(Term::Con(Name::new(":")), vec![self.term(part), rest])
            }),
            Sexp::Round(parts) => self.form(parts),
        }
    }

    fn form(&self, parts: &[Sexp]) -> Term {
        match parts {
            [Sexp::Atom(word), params, body] if word == "\\" => Term::Lam(names(params), Box::new(self.term(body))),
            [Sexp::Atom(word), Sexp::Square(binds), body] if word == "let" => {
                let binds = binds.iter().map(|bind| self.bind(&round(bind.clone()))).collect();
                Term::Let(binds, Box::new(self.term(body)))
            }
            [Sexp::Atom(word), Sexp::Square(scrutinees), alts @ ..] if word == "match" => {
                let falls = matches!(alts.last(), Some(Sexp::Atom(fall)) if fall == "fall");
                let alts = if falls { &alts[..alts.len() - 1] } else { alts };
                let alts = alts.iter().map(|alt| {
                    let parts = round(alt.clone());
                    let pats = round(parts[0].clone()).iter().map(|pat| self.pat(pat)).collect();
                    Alt { pats, body: self.term(&parts[1]) }
                });
                Term::Match(Box::new(Match {
                    scrutinees: scrutinees.iter().map(|scrutinee| self.term(scrutinee)).collect(),
                    alts: alts.collect(),
                    otherwise: if falls {
                        Otherwise::Fall
                    } else {
                        Otherwise::Fail(Failure::Incomplete(String::new()))
                    },
                }))
            }
            [term, Sexp::Atom(word), ty @ Sexp::Type(_)] if word == "::" => {
                Term::Ann(Box::new(self.term(term)), self.scheme(ty))
            }
            [term, Sexp::Atom(word), ty @ Sexp::Type(_)] if word == "@" => {
                Term::TypeApp(Box::new(self.term(term)), self.ty(ty))
            }
            [f, args @ ..] => Term::app(self.term(f), args.iter().map(|arg| self.term(arg)).collect()),
            [] => panic!("empty form"),
        }
    }

    fn pat(&self, sexp: &Sexp) -> Pat {
        match sexp {
            Sexp::Atom(text) if text == "_" => Pat::Wild,
            Sexp::Square(parts) => parts.iter().rev().fold(Pat::Con(Name::new("[]"), Vec::new()), |rest, part| {
                Pat::Con(Name::new(":"), vec![self.pat(part), rest])
            }),
            Sexp::Round(parts) => {
                let args = |from: usize| parts[from..].iter().map(|part| self.pat(part)).collect();
                match word(&parts[0]) {
                    "view" => Pat::View(Box::new(self.term(&parts[1])), Box::new(self.pat(&parts[2]))),
                    "@" => Pat::As(Name::new(word(&parts[1])), Box::new(self.pat(&parts[2]))),
                    con => Pat::Con(self.find(con).unwrap_or_else(|| Name::new(con)), args(1)),
                }
            }
            other => match self.term(other) {
                Term::Lit(literal) => Pat::Lit(literal),
                Term::Con(name) => Pat::Con(name, Vec::new()),
                Term::Var(name) => Pat::Var(name),
                other => panic!("pattern {other:?}"),
            },
        }
    }

    fn ty(&self, sexp: &Sexp) -> Type {
        self.scheme(sexp).ty
    }

    fn scheme(&self, sexp: &Sexp) -> Scheme {
        let Sexp::Type(text) = sexp else { panic!("type expected: {sexp:?}") };
        self.read_scheme(text)
    }

    /// `∀ vars. context => type`; without quantifier over all variables.
    pub(super) fn read_scheme(&self, text: &str) -> Scheme {
        let (quantified, text) = match text.strip_prefix('∀') {
            Some(rest) => {
                let (vars, rest) = rest.split_once('.').unwrap();
                (Some(vars.split_whitespace().map(Name::new).collect::<Vec<_>>()), rest)
            }
            None => (None, text),
        };
        let (context, ty) = text.rsplit_once("=>").unwrap_or(("", text));
        let context = context.trim();
        let context = context.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(context);
        let context: Vec<Pred> = context
            .split(',')
            .filter(|part| !part.trim().is_empty())
            .map(|part| {
                let part = part.trim();
                let (class, ty) = part.split_once(' ').unwrap();
                Pred { class: self.find(class).unwrap_or_else(|| Name::new(class)), ty: self.parse_type(ty) }
            })
            .collect();
        let ty = self.parse_type(ty);
        let scheme = Scheme::quantify(context, ty);
        Scheme { vars: quantified.unwrap_or(scheme.vars), ..scheme }
    }

    fn parse_type(&self, text: &str) -> Type {
        let mut words = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut word = c.to_string();
            if c.is_alphanumeric() {
                while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || "_'".contains(*c)) {
                    word.push(c);
                }
            } else if c == '-' {
                word.extend(chars.next());
            }
            words.push(word);
        }
        let mut at = 0;
        let ty = self.arrow(&words, &mut at);
        assert_eq!(at, words.len(), "type `{text}`");
        ty
    }

    fn arrow(&self, words: &[String], at: &mut usize) -> Type {
        let mut ty = self.atomic(words, at).unwrap_or_else(|| panic!("type {words:?}"));
        while let Some(arg) = self.atomic(words, at) {
            ty = Type::app(ty, [arg]);
        }
        if words.get(*at).is_some_and(|word| word == "->") {
            *at += 1;
            return Type::fun(ty, self.arrow(words, at));
        }
        ty
    }

    fn atomic(&self, words: &[String], at: &mut usize) -> Option<Type> {
        let word = words.get(*at)?;
        match word.as_str() {
            "(" => {
                *at += 1;
                if words[*at] == "->" {
                    *at += 2;
                    return Some(Type::con("->"));
                }
                let commas = words[*at..].iter().take_while(|word| *word == ",").count();
                if commas > 0 {
                    *at += commas + 1;
                    return Some(Type::Con(tuple_name(commas + 1)));
                }
                let mut parts = Vec::new();
                while words[*at] != ")" {
                    parts.push(self.arrow(words, at));
                    if words[*at] == "," {
                        *at += 1;
                    }
                }
                *at += 1;
                Some(Type::tuple(parts))
            }
            "[" => {
                *at += 1;
                if words[*at] == "]" {
                    *at += 1;
                    return Some(Type::con("[]"));
                }
                let element = self.arrow(words, at);
                *at += 1;
                Some(Type::list(element))
            }
            "->" | ")" | "]" | "," => None,
            name => {
                *at += 1;
                Some(if name.starts_with(char::is_uppercase) {
                    Type::Con(self.find(name).unwrap_or_else(|| Name::new(name)))
                } else {
                    Type::Var(Name::new(name))
                })
            }
        }
    }
}

fn round(sexp: Sexp) -> Vec<Sexp> {
    match sexp {
        Sexp::Round(parts) => parts,
        Sexp::Atom(unit) if unit == "()" => Vec::new(),
        other => panic!("form expected: {other:?}"),
    }
}

fn word(sexp: &Sexp) -> &str {
    match sexp {
        Sexp::Atom(text) => text,
        Sexp::Square(parts) if parts.is_empty() => "[]",
        other => panic!("word expected: {other:?}"),
    }
}

fn names(sexp: &Sexp) -> Vec<Name> {
    let Sexp::Square(parts) = sexp else { panic!("names expected: {sexp:?}") };
    parts.iter().map(|part| Name::new(word(part))).collect()
}

fn is_con(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c == ':') || text.starts_with(['(', '['])
}
