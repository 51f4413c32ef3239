//! Application: abstractions applied on the spot, and small globals inlined.

use super::{Fact, Simplify, Sub};
use crate::core::compile::ir::{Alts, Expr, Label, Local};
use crate::core::compile::occur::size;

impl Simplify<'_> {
    pub(super) fn app(&mut self, f: Box<Expr>, args: Vec<Expr>) -> Expr {
        if let Expr::Global(global) = &*f
            && self.linker.inlinable(*global).is_none()
        {
            let args = self.exprs(args);
            return Expr::App(f, args);
        }
        let f = match *f {
            Expr::Local(local) => match self.subs.get_mut(local as usize).map(std::mem::take) {
                // A function used once is applied where it is used.
                Some(Sub::Once(f @ Expr::Lam(..))) => f,
                Some(sub) => {
                    if let Some(entry) = self.subs.get_mut(local as usize) {
                        *entry = sub;
                    }
                    Expr::Local(local)
                }
                None => Expr::Local(local),
            },
            f => f,
        };
        match f {
            Expr::Lam(params, body) if params.len() <= args.len() => {
                self.changed = true;
                let mut args = args;
                let rest = args.split_off(params.len());
                let binds = params.into_iter().zip(args);
                let body = if rest.is_empty() { *body } else { Expr::App(body, rest) };
                let nested = binds.rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)));
                self.expr(nested)
            }
            f => {
                let f = self.expr(f);
                let args = self.exprs(args);
                self.apply(f, args)
            }
        }
    }

    /// An application of simplified parts.
    fn apply(&mut self, f: Expr, args: Vec<Expr>) -> Expr {
        match f {
            Expr::App(g, mut first) => {
                self.changed = true;
                first.extend(args);
                self.apply(*g, first)
            }
            Expr::Let(binds, body) => {
                self.changed = true;
                let body = self.apply(*body, args);
                Expr::Let(binds, Box::new(body))
            }
            Expr::Stop(_) => {
                self.changed = true;
                f
            }
            Expr::Lam(..) => {
                (self.again, self.changed) = (true, true);
                Expr::App(Box::new(f), args)
            }
            Expr::Global(global) => self.call(global, args),
            f => Expr::App(Box::new(f), args),
        }
    }

    /// A call of a global: small functions are inlined.
    fn call(&mut self, global: u32, mut args: Vec<Expr>) -> Expr {
        let Some(unit) = self.linker.inlinable(global).filter(|unit| unit.params.len() <= args.len()) else {
            return Expr::App(Box::new(Expr::Global(global)), args);
        };
        let cost = size(&unit.body);
        if cost > self.budget {
            return Expr::App(Box::new(Expr::Global(global)), args);
        }
        self.budget -= cost;
        self.changed = true;
        let (locals, labels) = (self.locals, self.labels);
        self.locals += unit.locals;
        self.labels += unit.labels;
        self.grow();
        let mut body = unit.body.clone();
        shift(&mut body, locals, labels);
        self.uses.add(&body, 0);
        let rest = args.split_off(unit.params.len());
        let mut kept = Vec::new();
        for (param, arg) in unit.params.iter().map(|p| p + locals).zip(args) {
            let uses = self.uses.local(param);
            if uses.count == 0 {
                continue;
            }
            if arg.is_atom() {
                self.substitute(param, Sub::Atom(arg));
            } else if uses.count == 1 && !uses.repeated {
                self.substitute(param, Sub::Done(arg));
            } else {
                self.remember(param, &arg);
                kept.push((param, arg));
            }
        }
        let body = self.expr(body);
        let body = if rest.is_empty() { body } else { self.apply(body, rest) };
        self.keep(kept, body)
    }

    /// Bindings of simplified right-hand sides around a simplified body.
    fn keep(&mut self, binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
        binds.into_iter().rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)))
    }

    /// Notes what a kept binding is; it will not be moved in this pass.
    pub(super) fn remember(&mut self, local: Local, rhs: &Expr) {
        if let Some(entry) = self.uses.locals.get_mut(local as usize) {
            entry.count = entry.count.max(2);
        }
        if let Expr::Con(tag, 0, args) = rhs
            && args.iter().all(Expr::is_atom)
        {
            self.assume(local, Fact::Con(*tag, args.clone()));
        } else if matches!(rhs, Expr::Lam(..)) {
            self.assume(local, Fact::Value);
        }
    }
}

/// Adds to the numbers of all variables and labels.
fn shift(expr: &mut Expr, locals: Local, labels: Label) {
    match expr {
        Expr::Local(local) => *local += locals,
        Expr::Lam(params, _) => params.iter_mut().for_each(|p| *p += locals),
        Expr::Let(binds, _) => binds.iter_mut().for_each(|(local, _)| *local += locals),
        Expr::Case(case) => {
            case.binder += locals;
            if let Alts::Con(alts, _) = &mut case.alts {
                alts.iter_mut().flat_map(|(_, fields, _)| fields).for_each(|field| *field += locals);
            }
        }
        Expr::Join(join) => {
            join.label += labels;
            join.params.iter_mut().for_each(|p| *p += locals);
        }
        Expr::Jump(label, _) => *label += labels,
        _ => {}
    }
    expr.children_mut(&mut |child| shift(child, locals, labels));
}
