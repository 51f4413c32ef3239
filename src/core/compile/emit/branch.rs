//! Branching: case analysis, comparisons, and join points.

use super::{Emit, Target};
use crate::core::compile::code::{Arg, CONSTANT, Cmp, Op, Slot};
use crate::core::compile::ir::{Alts, Case, Expr, Join, Label, Local};
use crate::core::prim::{self, Fast};
use crate::core::value::Word;

impl<'a> Emit<'a, '_> {
    pub(super) fn case(&mut self, case: &'a Case, dst: Option<Slot>) {
        if let Expr::Prim(index, args) = &case.scrutinee
            && let Alts::Con(alts, _) = &case.alts
            && let Some((int, cmp)) = comparison(*index)
            && !self.used(case.binder)
        {
            return self.comparison((int, cmp), args, alts, case.default.as_ref(), dst);
        }
        let slot = match &case.scrutinee {
            Expr::Local(local) => {
                let place = self.lookup(*local);
                if !place.known {
                    if !tests(case) {
                        self.op(Op::Eval { dst: place.slot, src: Arg::from(place.slot) });
                    }
                    self.learn(*local);
                }
                place.slot
            }
            scrutinee => {
                let slot = self.slot();
                self.expr(scrutinee, Some(slot));
                slot
            }
        };
        if !matches!(case.scrutinee, Expr::Local(local) if local == case.binder) {
            self.place(case.binder, slot, true);
        }
        match &case.alts {
            Alts::Con(alts, total) => self.con_alts(slot, alts, *total, case.default.as_ref(), dst),
            Alts::Word(alts) => self.word_alts(slot, alts, case.default.as_ref(), dst),
        }
    }

    /// Emits a branch; what it learns and the slots it takes end with it.
    fn branch(&mut self, dst: Option<Slot>, last: bool, ends: &mut Vec<usize>, f: impl FnOnce(&mut Self)) {
        let (next, trail) = (self.next, self.trail.len());
        f(self);
        self.next = next;
        self.forget(trail);
        if dst.is_some() && !last {
            ends.push(self.code.ops.len());
            self.op(Op::Jump { to: 0 });
        }
    }

    fn patch(&mut self, at: usize) {
        let here = self.here();
        if let Some(
            Op::Jump { to: other }
            | Op::IfTag { other, .. }
            | Op::IfWord { other, .. }
            | Op::IfInt { other, .. }
            | Op::IfChar { other, .. },
        ) = self.code.ops.get_mut(at)
        {
            *other = here;
        }
    }

    fn comparison(
        &mut self,
        (int, cmp): (bool, Cmp),
        args: &'a [Expr],
        alts: &'a [(u16, Vec<Local>, Expr)],
        default: Option<&'a Expr>,
        dst: Option<Slot>,
    ) {
        let operands: Vec<Arg> = args.iter().map(|arg| self.operand(arg)).collect();
        let [a, b] = operands[..] else { return };
        let alt = |tag| alts.iter().find(|(t, _, _)| *t == tag).map(|(_, _, e)| e).or(default);
        let at = self.code.ops.len();
        self.op(if int { Op::IfInt { cmp, a, b, other: 0 } } else { Op::IfChar { cmp, a, b, other: 0 } });
        self.evaluated(args);
        let mut ends = Vec::new();
        for (tag, last) in [(1, false), (0, true)] {
            if last {
                self.patch(at);
            }
            if let Some(body) = alt(tag) {
                self.branch(dst, last, &mut ends, |this| this.expr(body, dst));
            }
        }
        ends.into_iter().for_each(|at| self.patch(at));
    }

    fn con_alts(
        &mut self,
        slot: Slot,
        alts: &'a [(u16, Vec<Local>, Expr)],
        total: usize,
        default: Option<&'a Expr>,
        dst: Option<Slot>,
    ) {
        if alts.len() > 4 && total < 1 << 12 {
            return self.switch(slot, alts, total, default, dst);
        }
        let mut ends = Vec::new();
        for (i, (tag, fields, body)) in alts.iter().enumerate() {
            let last = i + 1 == alts.len() && default.is_none();
            let at = self.code.ops.len();
            if !last {
                self.op(Op::IfTag { slot, tag: *tag, other: 0 });
            }
            self.branch(dst, last, &mut ends, |this| this.alt(slot, fields, body, dst));
            if !last {
                self.patch(at);
            }
        }
        if let Some(body) = default {
            self.branch(dst, true, &mut ends, |this| this.expr(body, dst));
        }
        ends.into_iter().for_each(|at| self.patch(at));
    }

    fn switch(
        &mut self,
        slot: Slot,
        alts: &'a [(u16, Vec<Local>, Expr)],
        total: usize,
        default: Option<&'a Expr>,
        dst: Option<Slot>,
    ) {
        let table = self.code.targets.len();
        self.code.targets.push(total as u32);
        self.code.targets.resize(table + 1 + total, 0);
        self.op(Op::Switch { slot, table: table as u32 });
        let mut ends = Vec::new();
        for (tag, fields, body) in alts {
            let here = self.here();
            if let Some(target) = self.code.targets.get_mut(table + 1 + *tag as usize) {
                *target = here;
            }
            self.branch(dst, false, &mut ends, |this| this.alt(slot, fields, body, dst));
        }
        let here = self.here();
        for target in &mut self.code.targets[table + 1..table + 1 + total] {
            if *target == 0 {
                *target = here;
            }
        }
        match default {
            Some(body) => self.branch(dst, true, &mut ends, |this| this.expr(body, dst)),
            None => {
                let stop = self
                    .code
                    .stop(crate::core::eval::Stop::Failure(crate::core::term::Failure::Incomplete(String::new())));
                self.op(Op::Stop { stop });
            }
        }
        ends.into_iter().for_each(|at| self.patch(at));
    }

    fn alt(&mut self, slot: Slot, fields: &[Local], body: &'a Expr, dst: Option<Slot>) {
        if let [head, tail] = *fields
            && self.used(head)
            && self.used(tail)
        {
            let (h, t) = (self.slot(), self.slot());
            self.op(Op::Uncons { head: h, tail: t, src: slot });
            self.place(head, h, false);
            self.place(tail, t, false);
            return self.expr(body, dst);
        }
        for (index, &field) in fields.iter().enumerate() {
            if self.used(field) {
                let dst = self.slot();
                self.op(Op::Field { dst, src: slot, index: index as u16 });
                self.place(field, dst, false);
            }
        }
        self.expr(body, dst);
    }

    fn word_alts(&mut self, slot: Slot, alts: &'a [(Word, Expr)], default: Option<&'a Expr>, dst: Option<Slot>) {
        let mut ends = Vec::new();
        for (i, (word, body)) in alts.iter().enumerate() {
            let last = i + 1 == alts.len() && default.is_none();
            let at = self.code.ops.len();
            if !last {
                let word = self.code.constant(*word);
                self.op(Op::IfWord { slot, word, other: 0 });
            }
            self.branch(dst, last, &mut ends, |this| this.expr(body, dst));
            if !last {
                self.patch(at);
            }
        }
        if let Some(body) = default {
            self.branch(dst, true, &mut ends, |this| this.expr(body, dst));
        }
        ends.into_iter().for_each(|at| self.patch(at));
    }

    pub(super) fn join(&mut self, join: &'a Join, dst: Option<Slot>) {
        let label = join.label as usize;
        let jumps = self.jumps.get(label).copied().unwrap_or(0);
        if jumps < 2 {
            self.targets[label] = Some(Target::Inline(join));
            return self.expr(&join.scope, dst);
        }
        let slots: Vec<Slot> = join.params.iter().map(|_| self.slot()).collect();
        self.targets[label] = Some(Target::Shared(slots.clone(), Vec::new()));
        let mut ends = Vec::new();
        self.branch(dst, false, &mut ends, |this| this.expr(&join.scope, dst));
        if let Some(Target::Shared(_, patches)) = self.targets[label].take() {
            patches.into_iter().for_each(|at| self.patch(at));
        }
        self.branch(dst, true, &mut ends, |this| {
            for (&param, &slot) in join.params.iter().zip(&slots) {
                this.place(param, slot, false);
            }
            this.expr(&join.body, dst);
        });
        ends.into_iter().for_each(|at| self.patch(at));
    }

    pub(super) fn jump(&mut self, label: Label, args: &'a [Expr], dst: Option<Slot>) {
        let args = self.lazies(args);
        match self.targets.get(label as usize) {
            Some(Some(Target::Inline(join))) => {
                let join = *join;
                for (&param, &arg) in join.params.iter().zip(&args) {
                    let (slot, known) = self.as_slot(arg);
                    self.place(param, slot, known);
                }
                self.expr(&join.body, dst);
            }
            Some(Some(Target::Shared(slots, _))) => {
                let slots = slots.clone();
                for (&slot, &arg) in slots.iter().zip(&args) {
                    self.op(Op::Move { dst: slot, src: arg });
                }
                let at = self.code.ops.len();
                self.op(Op::Jump { to: 0 });
                if let Some(Some(Target::Shared(_, patches))) = self.targets.get_mut(label as usize) {
                    patches.push(at);
                }
            }
            Some(None) | None => debug_assert!(false, "a jump outside its join point"),
        }
    }

    /// A slot for an operand.
    fn as_slot(&mut self, arg: Arg) -> (Slot, bool) {
        if arg & CONSTANT == 0 {
            let known = self.trail.iter().any(|&l| self.lookup(l).slot == arg as Slot && self.lookup(l).known);
            return (arg as Slot, known);
        }
        let slot = self.slot();
        self.op(Op::Move { dst: slot, src: arg });
        (slot, false)
    }
}

/// Does the case begin with an instruction that evaluates the scrutinee itself?
fn tests(case: &Case) -> bool {
    match &case.alts {
        Alts::Con(alts, _) => alts.len() + usize::from(case.default.is_some()) > 1,
        Alts::Word(alts) => !alts.is_empty() && case.default.is_some(),
    }
}

/// Is the primitive a comparison of machine integers (true) or characters (false)?
fn comparison(index: u16) -> Option<(bool, Cmp)> {
    match prim::fast(index)? {
        Fast::IntCmp(cmp) => Some((true, cmp)),
        Fast::CharCmp(cmp) => Some((false, cmp)),
        Fast::IntAdd | Fast::IntSub | Fast::IntMul | Fast::IntDivide(_) => None,
    }
}
