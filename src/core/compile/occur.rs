//! Occurrences: how often variables and labels are used, and whether a use may be repeated.

use crate::core::compile::ir::{Alts, Expr, Label, Local};

/// How a variable is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    /// Number of occurrences.
    pub(super) count: u32,
    /// Occurs under a λ that does not bind it: evaluated perhaps several times.
    pub(super) repeated: bool,
    /// Occurs other than as the function of a call with `arity` arguments.
    pub(super) escapes: bool,
    /// λ-depth of its binder.
    depth: u32,
    /// Parameters of the function it is bound to; 0 for anything else.
    arity: u32,
}

/// Uses of all variables and labels of a unit.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) locals: Vec<Use>,
    pub(super) labels: Vec<u32>,
}

impl Uses {
    /// The uses in `expr`, whose variables and labels are below these numbers.
    pub(super) fn of(expr: &Expr, locals: Local, labels: Label) -> Uses {
        let mut uses = Uses { locals: vec![Use::default(); locals as usize], labels: vec![0; labels as usize] };
        uses.add(expr, 0);
        uses
    }

    /// Makes room for more.
    pub(super) fn grow(&mut self, locals: Local, labels: Label) {
        self.locals.resize(locals as usize, Use::default());
        self.labels.resize(labels as usize, 0);
    }

    pub(super) fn local(&self, local: Local) -> Use {
        self.locals.get(local as usize).copied().unwrap_or_default()
    }

    pub(super) fn label(&self, label: Label) -> u32 {
        self.labels.get(label as usize).copied().unwrap_or(0)
    }

    fn bind(&mut self, local: Local, depth: u32) {
        if let Some(entry) = self.locals.get_mut(local as usize) {
            entry.depth = depth;
        }
    }

    fn occurrence(&mut self, local: Local, depth: u32, args: u32) {
        if let Some(entry) = self.locals.get_mut(local as usize) {
            entry.count += 1;
            entry.repeated |= depth > entry.depth;
            entry.escapes |= args == 0 || args != entry.arity;
        }
    }

    /// Counts the uses in `expr` at λ-depth `depth`.
    pub(super) fn add(&mut self, expr: &Expr, depth: u32) {
        match expr {
            Expr::Local(local) => self.occurrence(*local, depth, 0),
            Expr::App(f, args) => {
                match &**f {
                    Expr::Local(local) => self.occurrence(*local, depth, args.len() as u32),
                    f => self.add(f, depth),
                }
                args.iter().for_each(|arg| self.add(arg, depth));
            }
            Expr::Lam(params, body) => {
                params.iter().for_each(|&p| self.bind(p, depth + 1));
                self.add(body, depth + 1);
            }
            Expr::Let(binds, body) => {
                for (local, rhs) in binds {
                    self.bind(*local, depth);
                    if let (Some(entry), Expr::Lam(params, _)) = (self.locals.get_mut(*local as usize), rhs) {
                        entry.arity = params.len() as u32;
                    }
                }
                binds.iter().for_each(|(_, rhs)| self.add(rhs, depth));
                self.add(body, depth);
            }
            Expr::Case(case) => {
                self.add(&case.scrutinee, depth);
                if !matches!(case.scrutinee, Expr::Local(l) if l == case.binder) {
                    self.bind(case.binder, depth);
                }
                if let Alts::Con(alts, _) = &case.alts {
                    alts.iter().flat_map(|(_, fields, _)| fields).for_each(|&field| self.bind(field, depth));
                }
                let scrutinee: *const Expr = &case.scrutinee;
                expr.children(&mut |child| {
                    if !std::ptr::eq(child, scrutinee) {
                        self.add(child, depth);
                    }
                });
            }
            Expr::Join(join) => {
                join.params.iter().for_each(|&p| self.bind(p, depth));
                self.add(&join.body, depth);
                self.add(&join.scope, depth);
            }
            Expr::Jump(label, args) => {
                if let Some(count) = self.labels.get_mut(*label as usize) {
                    *count += 1;
                }
                args.iter().for_each(|arg| self.add(arg, depth));
            }
            expr => expr.children(&mut |child| self.add(child, depth)),
        }
    }
}

/// Number of nodes.
pub(super) fn size(expr: &Expr) -> usize {
    let mut n = 1;
    expr.children(&mut |child| n += size(child));
    n
}
