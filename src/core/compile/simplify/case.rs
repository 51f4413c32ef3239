//! Case analysis: known constructors and words, case of case.

use super::{Fact, MAX_LEAVES, Simplify, Sub};
use crate::core::compile::ir::{Alts, Case, Expr, Join, Label, Local};
use crate::core::value::{CON, Word, aux, kind, tag};

impl Simplify<'_> {
    pub(super) fn case(&mut self, case: Case) -> Expr {
        let Case { scrutinee, binder, alts, default } = case;
        let scrutinee = self.expr(scrutinee);
        self.case_of(scrutinee, binder, alts, default)
    }

    /// A case of a simplified scrutinee.
    fn case_of(&mut self, scrutinee: Expr, binder: Local, alts: Alts, default: Option<Expr>) -> Expr {
        match scrutinee {
            Expr::Let(binds, body) => {
                self.changed = true;
                let body = self.case_of(*body, binder, alts, default);
                Expr::Let(binds, Box::new(body))
            }
            Expr::Stop(_) => {
                self.changed = true;
                scrutinee
            }
            Expr::Const(word) if kind(word) != crate::core::value::THUNK => {
                self.substitute(binder, Sub::Atom(scrutinee));
                self.select(word, alts, default)
            }
            Expr::Con(tag, mask, args) => self.case_of_con(tag, mask, args, binder, alts, default),
            Expr::Local(local) => {
                if local != binder {
                    self.substitute(binder, Sub::Atom(Expr::Local(local)));
                }
                match self.fact(local).cloned() {
                    Some(Fact::Con(tag, fields)) => self.select_con(tag, fields, alts, default),
                    Some(Fact::Word(word)) => self.select(word, alts, default),
                    Some(Fact::Value) if no_alts(&alts) && default.is_some() => {
                        self.changed = true;
                        default.map_or(Expr::Local(local), |body| self.expr(body))
                    }
                    _ => self.branches(Expr::Local(local), local, alts, default),
                }
            }
            inner @ (Expr::Case(_) | Expr::Join(_))
                if !no_alts(&alts) && self.uses.local(binder).count == 0 && worthwhile(&inner) =>
            {
                self.case_of_case(inner, alts, default)
            }
            scrutinee => self.branches(scrutinee, binder, alts, default),
        }
    }

    /// The alternative for a known immediate word.
    fn select(&mut self, word: Word, alts: Alts, default: Option<Expr>) -> Expr {
        self.changed = true;
        match alts {
            Alts::Con(..) if kind(word) == CON => {
                let fields = (0..aux(word) as usize).map(|i| Expr::Const(self.heap.field(word, i))).collect();
                self.select_con(tag(word) as u16, fields, alts, default)
            }
            Alts::Word(alts) => {
                let found = alts.into_iter().find(|(w, _)| *w == word).map(|(_, body)| body);
                self.chosen(found.or(default))
            }
            // A packed string is a cell that only the machine takes apart.
            alts @ Alts::Con(..) => {
                let local = self.fresh();
                self.branches(Expr::Const(word), local, alts, default)
            }
        }
    }

    fn select_con(&mut self, tag: u16, fields: Vec<Expr>, alts: Alts, default: Option<Expr>) -> Expr {
        self.changed = true;
        let Alts::Con(alts, _) = alts else { return self.chosen(default) };
        let Some((_, locals, body)) = alts.into_iter().find(|(t, _, _)| *t == tag) else {
            return self.chosen(default);
        };
        for (local, field) in locals.into_iter().zip(fields) {
            self.substitute(local, Sub::Atom(field));
        }
        self.expr(body)
    }

    fn chosen(&mut self, body: Option<Expr>) -> Expr {
        match body {
            Some(body) => self.expr(body),
            None => Expr::Stop(Box::new(crate::core::eval::Stop::Failure(crate::core::term::Failure::Incomplete(
                String::new(),
            )))),
        }
    }

    /// A case of a datum that is built on the spot.
    fn case_of_con(
        &mut self,
        tag: u16,
        mask: u64,
        args: Vec<Expr>,
        binder: Local,
        alts: Alts,
        default: Option<Expr>,
    ) -> Expr {
        self.changed = true;
        let (mut atoms, mut wrappers) = (Vec::new(), Vec::new());
        for (i, arg) in args.into_iter().enumerate() {
            let strict = i < 64 && mask >> i & 1 == 1;
            let settled = match &arg {
                Expr::Local(local) => !strict || self.fact(*local).is_some(),
                Expr::Const(word) => !strict || kind(*word) != crate::core::value::THUNK,
                Expr::Global(_) => !strict,
                _ => false,
            };
            if settled {
                atoms.push(arg);
            } else {
                let local = self.fresh();
                if strict {
                    self.assume(local, Fact::Value);
                }
                wrappers.push((strict, local, arg));
                atoms.push(Expr::Local(local));
            }
        }
        let rebuilt = (self.uses.local(binder).count > 0).then(|| Expr::Con(tag, 0, atoms.clone()));
        if rebuilt.is_some() {
            self.assume(binder, Fact::Con(tag, atoms.clone()));
        }
        let mut body = self.select_con(tag, atoms, alts, default);
        if let Some(datum) = rebuilt {
            body = Expr::Let(vec![(binder, datum)], Box::new(body));
        }
        wrappers.into_iter().rev().fold(body, |body, (strict, local, arg)| {
            if strict { Expr::force(arg, local, body) } else { Expr::Let(vec![(local, arg)], Box::new(body)) }
        })
    }

    /// A case that stays.
    fn branches(&mut self, scrutinee: Expr, binder: Local, alts: Alts, default: Option<Expr>) -> Expr {
        let start = self.trail.len();
        let alts = match alts {
            Alts::Con(alts, total) => {
                let mut simplified = Vec::with_capacity(alts.len());
                for (tag, fields, body) in alts {
                    let atoms = fields.iter().map(|&field| Expr::Local(field)).collect();
                    self.assume(binder, Fact::Con(tag, atoms));
                    simplified.push((tag, fields, self.expr(body)));
                    self.retract(start);
                }
                Alts::Con(simplified, total)
            }
            Alts::Word(alts) => {
                let mut simplified = Vec::with_capacity(alts.len());
                for (word, body) in alts {
                    self.assume(binder, Fact::Word(word));
                    simplified.push((word, self.expr(body)));
                    self.retract(start);
                }
                Alts::Word(simplified)
            }
        };
        let default = default.map(|body| {
            self.assume(binder, Fact::Value);
            self.expr(body)
        });
        self.retract(start);
        Expr::case(scrutinee, binder, alts, default)
    }

    /// `case (case x of p -> a; …) of q -> b; …`: the outer alternatives become join points, the inner leaves choose.
    fn case_of_case(&mut self, mut inner: Expr, alts: Alts, default: Option<Expr>) -> Expr {
        let mut joins = Vec::new();
        let mut label = |this: &mut Self, params: Vec<Local>, body: Expr| {
            this.labels += 1;
            this.grow();
            let label = this.labels - 1;
            let start = this.trail.len();
            let body = this.expr(body);
            this.retract(start);
            joins.push(Join { label, params, body, scope: Expr::Const(0) });
            label
        };
        let default = default.map(|body| label(self, Vec::new(), body));
        let outer = match alts {
            Alts::Con(alts, total) => {
                let alts = alts.into_iter().map(|(tag, fields, body)| {
                    let n = fields.len();
                    (u64::from(tag), n, label(self, fields, body))
                });
                Outer { alts: alts.collect(), default, total: Some(total) }
            }
            Alts::Word(alts) => {
                let alts = alts.into_iter().map(|(word, body)| (word, 0, label(self, Vec::new(), body)));
                Outer { alts: alts.collect(), default, total: None }
            }
        };
        self.leaves(&mut inner, &outer);
        (self.again, self.changed) = (true, true);
        joins.into_iter().fold(inner, |scope, join| Expr::Join(Box::new(Join { scope, ..join })))
    }

    /// Continues every leaf of `expr` with the outer alternatives.
    fn leaves(&mut self, expr: &mut Expr, outer: &Outer) {
        match expr {
            Expr::Case(case) => {
                match &mut case.alts {
                    Alts::Con(alts, _) => alts.iter_mut().for_each(|(_, _, body)| self.leaves(body, outer)),
                    Alts::Word(alts) => alts.iter_mut().for_each(|(_, body)| self.leaves(body, outer)),
                }
                case.default.iter_mut().for_each(|body| self.leaves(body, outer));
            }
            Expr::Join(join) => {
                self.leaves(&mut join.body, outer);
                self.leaves(&mut join.scope, outer);
            }
            Expr::Let(_, body) => self.leaves(body, outer),
            Expr::Jump(..) | Expr::Stop(_) => {}
            leaf => {
                let value = std::mem::replace(leaf, Expr::Const(0));
                *leaf = self.leaf(value, outer);
            }
        }
    }

    fn leaf(&mut self, value: Expr, outer: &Outer) -> Expr {
        let found = |key: u64| outer.alts.iter().find(|(k, _, _)| *k == key);
        match value {
            Expr::Const(word) if outer.total.is_none() && kind(word) != crate::core::value::THUNK => {
                outer.jump(found(word).map(|(_, _, label)| *label), Vec::new())
            }
            Expr::Const(word) if outer.total.is_some() && kind(word) == CON => {
                let fields = (0..aux(word) as usize).map(|i| Expr::Const(self.heap.field(word, i))).collect();
                outer.jump(found(tag(word) as u64).map(|(_, _, label)| *label), fields)
            }
            Expr::Con(tag, 0, args) if outer.total.is_some() => match found(u64::from(tag)) {
                Some((_, _, label)) => outer.jump(Some(*label), args),
                None => outer.jump(None, Vec::new()),
            },
            value => {
                let binder = self.fresh();
                let default = outer.default.map(|label| Expr::Jump(label, Vec::new()));
                let alts = match outer.total {
                    Some(total) => {
                        let mut alts = Vec::with_capacity(outer.alts.len());
                        for &(tag, n, label) in &outer.alts {
                            let fields: Vec<Local> = (0..n).map(|_| self.fresh()).collect();
                            let args = fields.iter().map(|&field| Expr::Local(field)).collect();
                            alts.push((tag as u16, fields, Expr::Jump(label, args)));
                        }
                        Alts::Con(alts, total)
                    }
                    None => Alts::Word(
                        outer.alts.iter().map(|&(word, _, label)| (word, Expr::Jump(label, Vec::new()))).collect(),
                    ),
                };
                Expr::case(value, binder, alts, default)
            }
        }
    }
}

/// The outer alternatives as labels.
struct Outer {
    /// Tag or word, number of fields, label.
    alts: Vec<(u64, usize, Label)>,
    default: Option<Label>,
    /// Number of constructors; none for words.
    total: Option<usize>,
}

impl Outer {
    fn jump(&self, label: Option<Label>, args: Vec<Expr>) -> Expr {
        match (label, self.default) {
            (Some(label), _) => Expr::Jump(label, args),
            (None, Some(label)) => Expr::Jump(label, Vec::new()),
            (None, None) => Expr::Stop(Box::new(crate::core::eval::Stop::Failure(
                crate::core::term::Failure::Incomplete(String::new()),
            ))),
        }
    }
}

fn no_alts(alts: &Alts) -> bool {
    match alts {
        Alts::Con(alts, _) => alts.is_empty(),
        Alts::Word(alts) => alts.is_empty(),
    }
}

/// Is some leaf of this inner case known, and are there few?
fn worthwhile(inner: &Expr) -> bool {
    fn leaves(expr: &Expr, known: &mut usize, all: &mut usize) {
        match expr {
            Expr::Case(case) => {
                match &case.alts {
                    Alts::Con(alts, _) => alts.iter().for_each(|(_, _, body)| leaves(body, known, all)),
                    Alts::Word(alts) => alts.iter().for_each(|(_, body)| leaves(body, known, all)),
                }
                case.default.iter().for_each(|body| leaves(body, known, all));
            }
            Expr::Join(join) => {
                leaves(&join.body, known, all);
                leaves(&join.scope, known, all);
            }
            Expr::Let(_, body) => leaves(body, known, all),
            Expr::Jump(..) | Expr::Stop(_) => {}
            Expr::Const(_) | Expr::Con(..) => {
                *known += 1;
                *all += 1;
            }
            _ => *all += 1,
        }
    }
    let (mut known, mut all) = (0, 0);
    leaves(inner, &mut known, &mut all);
    known > 0 && all <= MAX_LEAVES
}
