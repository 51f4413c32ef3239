//! Constructors and primitives: saturated, their arguments shared where they are used twice, newtypes erased.

use super::{Lower, PIECE};
use crate::core::compile::ir::{Alts, Expr, Local};
use crate::core::compile::link::Head;
use crate::core::eval::Stop;
use crate::core::name::Name;
use crate::core::prim::{self, Form};
use crate::core::term::{Failure, Term};
use crate::core::value::{NIL, Word, con, is_value, nullary};

impl<'e> Lower<'e, '_> {
    pub(super) fn con_app(&mut self, name: Name, args: &'e [Term]) -> Expr {
        if name == self.linker.wired.cons && args.len() == 2 {
            return self.cons_chain(args);
        }
        let args = self.inners(args);
        self.con_value(name, args)
    }

    /// Right-nested list cells without recursion: literals of any length.
    fn cons_chain(&mut self, mut args: &'e [Term]) -> Expr {
        let mut heads = Vec::new();
        let last = loop {
            let [head, tail] = args else { break None };
            heads.push(self.inner(head));
            match tail {
                Term::App(f, next)
                    if next.len() == 2 && matches!(&**f, Term::Con(c) if *c == self.linker.wired.cons) =>
                {
                    args = next;
                }
                tail => break Some(tail),
            }
        };
        let mut list = match last {
            Some(tail) => self.inner(tail),
            None => Expr::Const(NIL),
        };
        // Cells deep down are bound one by one, so that no later pass recurses on the length.
        let mut binds = Vec::new();
        for (i, head) in heads.into_iter().rev().enumerate() {
            if i > 0 && i % PIECE == 0 && !list.is_atom() {
                let local = self.local();
                binds.push((local, list));
                list = Expr::Local(local);
            }
            list = self.datum(1, 0, vec![head, list]);
        }
        if binds.is_empty() { list } else { Expr::Let(binds, Box::new(list)) }
    }

    fn con_value(&mut self, name: Name, mut args: Vec<Expr>) -> Expr {
        let sources = self.sources;
        let Some((data, tag)) = sources.env.constructor(name) else {
            return Lower::fail(Failure::Unknown(name));
        };
        let Some(constructor) = data.constructors.get(tag) else { return Lower::fail(Failure::Unknown(name)) };
        let arity = constructor.fields.len();
        if args.len() < arity {
            let (mut binds, mut all) = (Vec::new(), Vec::new());
            for arg in args {
                all.push(self.shared(arg, &mut binds));
            }
            let params: Vec<Local> = (all.len()..arity).map(|_| self.local()).collect();
            all.extend(params.iter().map(|&p| Expr::Local(p)));
            let body = self.con_value(name, all);
            let lam = Expr::Lam(params, Box::new(body));
            return if binds.is_empty() { lam } else { Expr::Let(binds, Box::new(lam)) };
        }
        let rest = args.split_off(arity);
        let value = match args.pop() {
            None => Expr::Const(nullary(tag)),
            Some(arg) if data.newtype => arg,
            Some(arg) => {
                args.push(arg);
                let strict = |(i, f): (usize, &crate::core::decl::Field)| u64::from(f.strict && i < 64) << (i & 63);
                let mask = constructor.fields.iter().enumerate().map(strict).fold(0, |mask, bit| mask | bit);
                self.datum(tag as u16, mask, args)
            }
        };
        self.apply(value, rest)
    }

    /// A datum; one of constants is a static object.
    fn datum(&mut self, tag: u16, mask: u64, args: Vec<Expr>) -> Expr {
        let constant = |arg: &Expr| match arg {
            Expr::Const(word) if is_value(*word) => Some(*word),
            _ => None,
        };
        let words: Option<Vec<Word>> = args.iter().map(constant).collect();
        match words {
            Some(words) => {
                let at = self.heap.push_static(&words);
                Expr::Const(con(tag as usize, words.len(), at))
            }
            None => Expr::Con(tag, mask, args),
        }
    }

    /// An expression that may be used several times.
    fn shared(&mut self, expr: Expr, binds: &mut Vec<(Local, Expr)>) -> Expr {
        match expr {
            Expr::Local(_) | Expr::Const(_) | Expr::Global(_) => expr,
            expr => {
                let local = self.local();
                binds.push((local, expr));
                Expr::Local(local)
            }
        }
    }

    pub(super) fn prim_app(&mut self, index: u16, mut args: Vec<Expr>) -> Expr {
        let arity = prim::PRIMS.get(index as usize).map_or(0, |p| p.arity as usize);
        if args.len() < arity || matches!(prim::form(index), Form::Native(_)) {
            let global = self.linker.global(Head::Prim(index), &[], self.code, self.heap);
            return self.apply(Expr::Global(global), args);
        }
        let rest = args.split_off(arity);
        let value = self.saturated_prim(index, args);
        self.apply(value, rest)
    }

    pub(super) fn saturated_prim(&mut self, index: u16, mut args: Vec<Expr>) -> Expr {
        match prim::form(index) {
            Form::Direct => Expr::Prim(index, args),
            // The body of the function itself; calls go through it.
            Form::Native(_) => Expr::Prim(index, args),
            Form::Undefined => Expr::Stop(Box::new(Stop::Error("Prelude.undefined".to_owned()))),
            Form::Seq => match (args.pop(), args.pop()) {
                (Some(b), Some(a)) => {
                    let binder = self.local();
                    Expr::case(a, binder, Alts::Word(Vec::new()), Some(b))
                }
                _ => Lower::fail(Failure::Missing(String::new())),
            },
            Form::FromTag => {
                let tag = args.pop();
                Expr::Prim(index, tag.into_iter().collect())
            }
        }
    }
}
