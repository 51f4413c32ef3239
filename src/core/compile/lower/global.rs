//! The bodies of globals: bindings at known dictionaries, methods, dictionaries, primitives.

use super::{Bound, Lower};
use crate::core::compile::ir::{Expr, Local};
use crate::core::compile::link::terms::{default_method, method_name, source};
use crate::core::compile::link::{DictId, Head};
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::{Failure, Term};
use crate::core::value::nullary;

impl<'e> Lower<'e, '_> {
    /// The body of a global.
    pub(in crate::core::compile) fn global(&mut self, head: Head, dicts: &[DictId]) -> Expr {
        match head {
            Head::Bind(name) => match source(self.sources, head) {
                Some(term) => self.at_dicts(term, dicts),
                None => Lower::fail(Failure::Unknown(name)),
            },
            Head::Method(dictionary, index) => self.method(dictionary, index, dicts),
            Head::Dictionary(dictionary) => self.dictionary(dictionary),
            Head::Prim(index) => self.prim_function(index),
            Head::Select(index, fields) => {
                let dict = self.local();
                let body = self.select(Expr::Local(dict), index, fields);
                Expr::Lam(vec![dict], Box::new(body))
            }
        }
    }

    fn method(&mut self, dictionary: Name, index: u32, dicts: &[DictId]) -> Expr {
        if let Some(term) = source(self.sources, Head::Method(dictionary, index)) {
            return self.at_dicts(term, dicts);
        }
        let context = self.sources.env.dictionary(dictionary).map_or(0, |i| i.context.len());
        let Some(term) = default_method(self.sources, dictionary, index) else {
            let name = method_name(self.sources, dictionary, index).map_or("", Name::base);
            return Lower::fail(Failure::Missing(name.to_owned()));
        };
        if dicts.len() < context {
            // The context is only known at run time: build the dictionary, then apply the default to it.
            let params: Vec<Local> = (dicts.len()..context).map(|_| self.local()).collect();
            let mut args: Vec<Expr> = dicts.iter().map(|&d| self.dict(d)).collect();
            args.extend(params.iter().map(|&p| Expr::Local(p)));
            let function = self.linker.global(Head::Dictionary(dictionary), &[], self.code, self.heap);
            let record = Expr::App(Box::new(Expr::Global(function)), args);
            let term = self.term(term);
            return Expr::Lam(params, Box::new(Expr::App(Box::new(term), vec![record])));
        }
        let (known, own) = dicts.split_at(context);
        match self.linker.dict(dictionary, known.to_vec()) {
            Some(this) => {
                let all: Vec<DictId> = std::iter::once(this).chain(own.iter().copied()).collect();
                self.at_dicts(term, &all)
            }
            None => Lower::fail(Failure::Missing(String::new())),
        }
    }

    /// The function from the dictionaries of an instance's context to its record.
    fn dictionary(&mut self, dictionary: Name) -> Expr {
        let Some(instance) = self.sources.env.dictionary(dictionary) else {
            return Lower::fail(Failure::Unknown(dictionary));
        };
        let Some(class) = self.sources.env.class(instance.class) else {
            return Lower::fail(Failure::Unknown(instance.class));
        };
        let params: Vec<Local> = instance.context.iter().map(|_| self.local()).collect();
        let args: Vec<Expr> = params.iter().map(|&p| Expr::Local(p)).collect();
        let apply = |f: Expr, args: &[Expr]| match args {
            [] => f,
            args => Expr::App(Box::new(f), args.to_vec()),
        };
        let mut binds = Vec::new();
        for sup in &instance.supers {
            let f = self.term(sup);
            binds.push((self.local(), apply(f, &args)));
        }
        let this = self.local();
        for index in 0..class.methods.len() as u32 {
            let head = Head::Method(dictionary, index);
            let given = source(self.sources, head).is_some();
            let default = default_method(self.sources, dictionary, index);
            let field = match default {
                Some(term) if !given => {
                    let f = self.term(term);
                    Expr::App(Box::new(f), vec![Expr::Local(this)])
                }
                _ => {
                    let global = self.linker.global(head, &[], self.code, self.heap);
                    apply(Expr::Global(global), &args)
                }
            };
            binds.push((self.local(), field));
        }
        let fields: Vec<Expr> = binds.iter().map(|(local, _)| Expr::Local(*local)).collect();
        if fields.is_empty() {
            return Lower::lam(params, Expr::Const(nullary(0)));
        }
        binds.push((this, Expr::Con(0, 0, fields)));
        Lower::lam(params, Expr::Let(binds, Box::new(Expr::Local(this))))
    }

    fn lam(params: Vec<Local>, body: Expr) -> Expr {
        if params.is_empty() { body } else { Expr::Lam(params, Box::new(body)) }
    }

    fn prim_function(&mut self, index: u16) -> Expr {
        let arity = prim::PRIMS.get(index as usize).map_or(0, |p| p.arity);
        let params: Vec<Local> = (0..arity).map(|_| self.local()).collect();
        let args = params.iter().map(|&p| Expr::Local(p)).collect();
        let body = self.saturated_prim(index, args);
        Lower::lam(params, body)
    }

    /// A term whose first parameters are known dictionaries.
    pub(super) fn at_dicts(&mut self, mut term: &'e Term, mut dicts: &[DictId]) -> Expr {
        let start = self.scope.len();
        let mut rest: &'e [Name] = &[];
        while let (Term::Lam(params, body), false) = (term, dicts.is_empty()) {
            let n = params.len().min(dicts.len());
            self.scope.extend(params[..n].iter().zip(dicts).map(|(p, &d)| (*p, Bound::Dict(d))));
            dicts = &dicts[n..];
            rest = &params[n..];
            term = body;
        }
        let locals: Vec<Local> = rest.iter().map(|&p| self.bind(p)).collect();
        let body = self.term(term);
        self.scope.truncate(start);
        let expr = match body {
            Expr::Lam(more, body) if !locals.is_empty() => Expr::Lam([locals, more].concat(), body),
            body => Lower::lam(locals, body),
        };
        let records: Vec<Expr> = dicts.iter().map(|&d| self.dict(d)).collect();
        self.apply(expr, records)
    }
}
