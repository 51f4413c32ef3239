//! Lambda lifting (Johnsson, *Lambda lifting*, 1985), where it pays: local functions that are only ever called with
//! all their arguments become functions of the unit, their free variables parameters. No closure is allocated and
//! calls are direct.

use crate::core::compile::ir::{Alts, Expr, Local, Unit};
use crate::core::compile::occur::Uses;

/// Most parameters that a lifted function may have.
const MAX_PARAMS: usize = 24;

struct Lift {
    uses: Uses,
    /// For each variable of a lifted function: its number and what it captures.
    lifted: Vec<Option<(u32, Vec<Local>)>>,
    functions: Vec<(Vec<Local>, Expr)>,
    /// Variables in scope, to tell what is free.
    bound: Vec<bool>,
}

/// Lifts what can be lifted out of the unit's body.
pub(super) fn lift(unit: &mut Unit) {
    if !binds_functions(&unit.body) {
        return;
    }
    let uses = Uses::of(&unit.body, unit.locals, unit.labels);
    let n = unit.locals as usize;
    let mut lift = Lift { uses, lifted: vec![None; n], functions: Vec::new(), bound: vec![false; n] };
    lift.bind(&unit.params);
    lift.expr(&mut unit.body);
    unit.functions = lift.functions;
}

/// Is there a local binding of an abstraction at all?
fn binds_functions(expr: &Expr) -> bool {
    if let Expr::Let(binds, _) = expr
        && binds.iter().any(|(_, rhs)| matches!(rhs, Expr::Lam(..)))
    {
        return true;
    }
    let mut found = false;
    expr.children(&mut |child| found = found || binds_functions(child));
    found
}

impl Lift {
    fn bind(&mut self, locals: &[Local]) {
        for &local in locals {
            if let Some(bound) = self.bound.get_mut(local as usize) {
                *bound = true;
            }
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::App(f, args) => {
                args.iter_mut().for_each(|arg| self.expr(arg));
                let Expr::Local(local) = **f else { return self.expr(f) };
                if let Some(Some((id, captures))) = self.lifted.get(local as usize) {
                    let mut all: Vec<Expr> = captures.iter().map(|&c| Expr::Local(c)).collect();
                    all.append(args);
                    *expr = Expr::Call(*id, all);
                }
            }
            Expr::Let(binds, body) => {
                if self.group(binds) {
                    self.expr(body);
                    let body = std::mem::replace(&mut **body, Expr::Const(0));
                    *expr = body;
                    return;
                }
                let locals: Vec<Local> = binds.iter().map(|(local, _)| *local).collect();
                self.bind(&locals);
                binds.iter_mut().for_each(|(_, rhs)| self.expr(rhs));
                self.expr(body);
            }
            Expr::Lam(params, body) => {
                self.bind(params);
                self.expr(body);
            }
            Expr::Case(case) => {
                self.bind(&[case.binder]);
                if let Alts::Con(alts, _) = &case.alts {
                    alts.iter().for_each(|(_, fields, _)| self.bind(fields));
                }
                expr.children_mut(&mut |child| self.expr(child));
            }
            Expr::Join(join) => {
                self.bind(&join.params);
                self.expr(&mut join.body);
                self.expr(&mut join.scope);
            }
            expr => expr.children_mut(&mut |child| self.expr(child)),
        }
    }

    /// Lifts a group if all of it can be.
    fn group(&mut self, binds: &mut Vec<(Local, Expr)>) -> bool {
        let liftable = binds.iter().all(|(local, rhs)| {
            matches!(rhs, Expr::Lam(params, _) if params.len() < MAX_PARAMS) && !self.uses.local(*local).escapes
        });
        if !liftable {
            return false;
        }
        let mut captures = Vec::new();
        for (_, rhs) in binds.iter() {
            self.free(rhs, &mut captures);
        }
        let own = |local: &Local| binds.iter().any(|(l, _)| l == local);
        captures.retain(|local| !own(local));
        if captures.len() + 8 > MAX_PARAMS {
            return false;
        }
        let first = self.functions.len() as u32;
        for (i, (local, _)) in binds.iter().enumerate() {
            if let Some(entry) = self.lifted.get_mut(*local as usize) {
                *entry = Some((first + i as u32, captures.clone()));
            }
            self.functions.push((Vec::new(), Expr::Const(0)));
        }
        for (i, (_, rhs)) in std::mem::take(binds).into_iter().enumerate() {
            let Expr::Lam(params, mut body) = rhs else { continue };
            self.bind(&params);
            self.expr(&mut body);
            let all = captures.iter().copied().chain(params).collect();
            if let Some(function) = self.functions.get_mut(first as usize + i) {
                *function = (all, *body);
            }
        }
        true
    }

    /// The variables in scope that occur in `expr`; what a lifted function captures counts at its calls.
    fn free(&self, expr: &Expr, free: &mut Vec<Local>) {
        if let Expr::Local(local) = expr {
            let add = |local: Local, free: &mut Vec<Local>| {
                if self.bound.get(local as usize) == Some(&true) && !free.contains(&local) {
                    free.push(local);
                }
            };
            match self.lifted.get(*local as usize) {
                Some(Some((_, captures))) => captures.iter().for_each(|&c| add(c, free)),
                _ => add(*local, free),
            }
        }
        expr.children(&mut |child| self.free(child, free));
    }
}
