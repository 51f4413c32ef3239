//! Writes one module of the snapshot: the inverse of `decode`, which describes the format.

use std::collections::HashMap;

use crate::core::decl::{
    Associativity, Class, Constructor, Data, Export, ExportKind, Fixity, Instance, Synonym, Typed,
};
use crate::core::name::Name;
use crate::core::term::{Bind, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::lang::haskell::prelude::decode::ZERO;

/// The names and the body of an elaborated module, or what in it cannot be written.
pub(super) fn module(module: &Typed) -> Result<(String, String), String> {
    let mut writer = Writer::default();
    writer.module(module);
    if let Some(problem) = writer.problem {
        return Err(problem);
    }
    let mut types = Writer { names: writer.names, name_ids: writer.name_ids, ..Writer::default() };
    types.number(writer.types.len());
    for ty in &writer.types {
        match ty {
            Flat::Con(name) => types.tagged(0, *name),
            Flat::Var(name) => types.tagged(1, *name),
            Flat::App(head, arg) => {
                types.number(2);
                types.number(*head);
                types.number(*arg);
            }
        }
    }
    let names: Vec<&str> = types.names.iter().map(|name| name.as_str()).collect();
    if names.iter().any(|name| name.is_empty() || name.contains(char::is_whitespace)) {
        return Err("a name with a space in it".to_owned());
    }
    Ok((names.join(" "), format!("{}\n{}", types.body, writer.body)))
}

/// A type over the numbers of others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Flat {
    Con(Name),
    Var(Name),
    App(usize, usize),
}

#[derive(Default)]
struct Writer {
    names: Vec<Name>,
    name_ids: HashMap<Name, usize>,
    types: Vec<Flat>,
    type_ids: HashMap<Flat, usize>,
    body: String,
    problem: Option<String>,
}

impl Writer {
    fn wide(&mut self, mut number: u64) {
        while number >= 32 {
            self.body.push(char::from(ZERO + 32 + (number & 31) as u8));
            number >>= 5;
        }
        self.body.push(char::from(ZERO + number as u8));
    }

    fn number(&mut self, number: usize) {
        self.wide(number as u64);
    }

    fn line_break(&mut self) {
        self.body.push('\n');
    }

    fn name(&mut self, name: Name) {
        let id = *self.name_ids.entry(name).or_insert(self.names.len());
        if id == self.names.len() {
            self.names.push(name);
        }
        self.number(id);
    }

    fn tagged(&mut self, tag: usize, name: Name) {
        self.number(tag);
        self.name(name);
    }

    fn text(&mut self, text: &str) {
        self.number(text.chars().count());
        for c in text.chars() {
            self.wide(u64::from(u32::from(c)));
        }
    }

    fn list<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        self.number(items.len());
        for one in items {
            item(self, one);
        }
    }

    fn lines<T>(&mut self, items: &[T], item: impl Fn(&mut Self, &T)) {
        self.list(items, |w, one| {
            w.line_break();
            item(w, one);
        });
        self.line_break();
    }

    fn option<T>(&mut self, value: Option<&T>, item: impl Fn(&mut Self, &T)) {
        self.number(usize::from(value.is_some()));
        if let Some(value) = value {
            item(self, value);
        }
    }

    fn name_list(&mut self, names: &[Name]) {
        self.list(names, |w, name| w.name(*name));
    }

    fn module(&mut self, module: &Typed) {
        self.option(module.name.as_ref(), |w, name| w.name(*name));
        self.name_list(&module.imports);
        self.list(&module.exports, Self::export);
        self.lines(&module.datas, Self::data);
        self.lines(&module.synonyms, |w, synonym: &Synonym| {
            w.name(synonym.name);
            w.name_list(&synonym.params);
            w.ty(&synonym.ty);
        });
        self.lines(&module.classes, Self::class);
        self.lines(&module.instances, Self::instance);
        self.lines(&module.binds, Self::bind);
        self.list(&module.fixities, |w, (name, fixity)| w.fixity(*name, *fixity));
    }

    fn export(&mut self, export: &Export) {
        self.name(export.entity);
        self.number(match export.kind {
            ExportKind::Value => 0,
            ExportKind::Constructor => 1,
            ExportKind::Type => 2,
            ExportKind::Class => 3,
        });
        self.option(export.parent.as_ref(), |w, name| w.name(*name));
    }

    fn data(&mut self, data: &Data) {
        self.name(data.name);
        self.name_list(&data.params);
        self.list(&data.constructors, |w, constructor: &Constructor| {
            w.name(constructor.name);
            w.list(&constructor.fields, |w, field| {
                w.option(field.name.as_ref(), |w, name| w.name(*name));
                w.ty(&field.ty);
                w.number(usize::from(field.strict));
            });
            w.number(usize::from(constructor.infix));
            w.option(constructor.result.as_ref(), Self::ty);
        });
        self.number(usize::from(data.newtype));
    }

    fn class(&mut self, class: &Class) {
        self.name(class.name);
        self.name(class.var);
        self.name_list(&class.supers);
        debug_assert!(class.determined.is_empty(), "superclasses of several parameters are not written");
        self.list(&class.methods, |w, (name, scheme)| {
            w.name(*name);
            w.scheme(scheme);
        });
        self.list(&class.defaults, Self::method);
    }

    fn method(&mut self, (name, term): &(Name, Term)) {
        self.name(*name);
        self.term(term);
    }

    fn instance(&mut self, instance: &Instance) {
        self.name(instance.class);
        self.ty(&instance.head);
        self.list(&instance.context, Self::pred);
        self.list(&instance.methods, Self::method);
        self.list(&instance.supers, Self::term);
    }

    fn fixity(&mut self, name: Name, fixity: Fixity) {
        self.name(name);
        self.number(usize::from(fixity.precedence));
        self.number(match fixity.associativity {
            Associativity::Left => 0,
            Associativity::Right => 1,
            Associativity::None => 2,
        });
    }

    fn ty(&mut self, ty: &Type) {
        let id = self.type_id(ty);
        self.number(id);
    }

    fn type_id(&mut self, ty: &Type) -> usize {
        let flat = match ty {
            Type::Con(name) => Flat::Con(*name),
            Type::Var(name) => Flat::Var(*name),
            Type::App(head, arg) => Flat::App(self.type_id(head), self.type_id(arg)),
            Type::Meta(_) => {
                self.problem = Some("an open type".to_owned());
                Flat::App(0, 0)
            }
        };
        let id = *self.type_ids.entry(flat).or_insert(self.types.len());
        if id == self.types.len() {
            self.types.push(flat);
        }
        id
    }

    fn pred(&mut self, pred: &Pred) {
        self.name(pred.class);
        self.ty(&pred.ty);
    }

    fn scheme(&mut self, scheme: &Scheme) {
        self.name_list(&scheme.vars);
        self.list(&scheme.context, Self::pred);
        self.ty(&scheme.ty);
    }

    fn bind(&mut self, bind: &Bind) {
        self.name(bind.name);
        self.option(bind.scheme.as_ref(), Self::scheme);
        self.term(&bind.term);
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Var(name) => self.tagged(0, *name),
            Term::Global(name) => self.tagged(1, *name),
            Term::Con(name) => self.tagged(2, *name),
            Term::Lit(literal) => {
                self.number(3);
                self.literal(literal);
            }
            Term::App(f, args) => {
                self.number(4);
                self.term(f);
                self.list(args, Self::term);
            }
            Term::Lam(params, body) => {
                self.number(5);
                self.name_list(params);
                self.term(body);
            }
            Term::Let(binds, body) => {
                self.number(6);
                self.list(binds, Self::bind);
                self.term(body);
            }
            Term::Match(matching) => {
                self.number(7);
                self.matching(matching);
            }
            Term::Fall => self.number(8),
            Term::Fail(failure) => {
                self.number(9);
                self.failure(failure);
            }
            Term::Prim(name) => self.tagged(10, *name),
            Term::Ann(..) | Term::TypeApp(..) | Term::Hole(_) | Term::Opaque(_) => {
                self.problem = Some(format!("not elaborated: {term:?}"));
            }
        }
    }

    fn matching(&mut self, matching: &Match) {
        self.list(&matching.scrutinees, Self::term);
        self.list(&matching.alts, |w, alt| {
            w.list(&alt.pats, Self::pat);
            w.term(&alt.body);
        });
        match &matching.otherwise {
            Otherwise::Fall => self.number(0),
            Otherwise::Fail(failure) => {
                self.number(1);
                self.failure(failure);
            }
        }
    }

    fn literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Int(n) => {
                self.number(0);
                self.wide(n.cast_unsigned());
            }
            Literal::Integer(n) => {
                self.number(1);
                self.text(&n.to_string());
            }
            Literal::Double(x) => {
                self.number(2);
                self.wide(x.to_bits());
            }
            Literal::Char(c) => {
                self.number(3);
                self.wide(u64::from(u32::from(*c)));
            }
            Literal::Str(text) => {
                self.number(4);
                self.text(text);
            }
            Literal::Num(_) | Literal::Frac(_) => {
                self.problem = Some(format!("an overloaded literal: {literal:?}"));
            }
        }
    }

    fn failure(&mut self, failure: &Failure) {
        match failure {
            Failure::Incomplete(text) => self.message(0, text),
            Failure::Missing(text) => self.message(1, text),
            Failure::Hole(text) => self.message(2, text),
            Failure::Unknown(name) => self.tagged(3, *name),
            Failure::NoInstance(text) => self.message(4, text),
            Failure::Opaque(_) => self.problem = Some("an opaque part".to_owned()),
        }
    }

    fn message(&mut self, tag: usize, text: &str) {
        self.number(tag);
        self.text(text);
    }

    fn pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Wild => self.number(0),
            Pat::Var(name) => self.tagged(1, *name),
            Pat::As(name, pat) => {
                self.tagged(2, *name);
                self.pat(pat);
            }
            Pat::Con(name, fields) => {
                self.tagged(3, *name);
                self.list(fields, Self::pat);
            }
            Pat::Lit(literal) => {
                self.number(4);
                self.literal(literal);
            }
            Pat::Bang(pat) => {
                self.number(5);
                self.pat(pat);
            }
            Pat::Lazy(pat) => {
                self.number(6);
                self.pat(pat);
            }
            Pat::View(view, pat) => {
                self.number(7);
                self.term(view);
                self.pat(pat);
            }
            Pat::Ann(..) => self.problem = Some("an annotated pattern".to_owned()),
        }
    }
}
