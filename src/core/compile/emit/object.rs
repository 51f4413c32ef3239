//! Objects: thunks over what they capture, closures, data, and the knots of recursive bindings.

use super::{Emit, Job, UNALLOCATED};
use crate::core::compile::code::{Arg, Op, Slot};
use crate::core::compile::ir::{Expr, Local};
use crate::core::prim;
use crate::core::value::{FUN, H_FUN, header, word};

impl<'a> Emit<'a, '_> {
    /// Allocates the object of a lazy expression.
    pub(super) fn allocate(&mut self, slot: Slot, expr: &'a Expr) {
        match expr {
            Expr::Con(tag, mask, args) if self.plain(*mask, args) => {
                let args = self.fields(slot, 0, args);
                self.con(slot, *tag, &args);
            }
            Expr::Lam(params, body) => self.closure(slot, params, body, expr),
            Expr::Prim(index, args) if prim::total(*index) && args.iter().all(|arg| self.known(arg)) => {
                self.prim(*index, args, Some(slot));
            }
            expr => {
                let captures = self.captures(expr);
                let args = self.captured(slot, &captures);
                let entry = self.code.new_entry(0, captures.len(), u32::MAX);
                self.jobs.push(Job { entry, params: Vec::new(), captures, body: expr });
                let args = self.args(&args);
                self.op(Op::Thunk { dst: slot, entry, args });
            }
        }
    }

    /// Operands of an object's fields; those whose variable has no object yet are patched later.
    fn fields(&mut self, object: Slot, offset: usize, args: &'a [Expr]) -> Vec<Arg> {
        let mut fields = Vec::with_capacity(args.len());
        for (i, arg) in args.iter().enumerate() {
            fields.push(match arg {
                Expr::Local(local) => self.field(object, offset + i, *local),
                arg => self.lazy(arg),
            });
        }
        fields
    }

    fn field(&mut self, object: Slot, offset: usize, local: Local) -> Arg {
        let slot = self.lookup(local).slot;
        if slot == UNALLOCATED {
            self.pending.push((object, offset as u16, local));
            return self.code.constant(0);
        }
        Arg::from(slot)
    }

    fn captured(&mut self, object: Slot, captures: &[Local]) -> Vec<Arg> {
        captures.iter().enumerate().map(|(i, &local)| self.field(object, i + 1, local)).collect()
    }

    /// The variables of this block that occur in `expr`.
    fn captures(&mut self, expr: &'a Expr) -> Vec<Local> {
        let mut captures = Vec::new();
        let mut stack = vec![expr];
        while let Some(expr) = stack.pop() {
            if let Expr::Local(local) = expr
                && self.find(*local).is_some()
                && !captures.contains(local)
            {
                captures.push(*local);
            }
            expr.children(&mut |child| stack.push(child));
        }
        captures
    }

    pub(super) fn closure(&mut self, slot: Slot, params: &[Local], body: &'a Expr, lam: &'a Expr) {
        let captures = self.captures(lam);
        let entry = self.code.new_entry(params.len(), captures.len(), u32::MAX);
        let args = self.captured(slot, &captures);
        let closed = captures.is_empty();
        self.jobs.push(Job { entry, params: params.to_vec(), captures, body });
        if closed {
            let at = self.heap.push_static(&[header(H_FUN, 0, entry as usize)]);
            let src = self.code.constant(word(FUN, params.len() as u64, 0, at));
            return self.op(Op::Move { dst: slot, src });
        }
        let args = self.args(&args);
        self.op(Op::Fun { dst: slot, entry, args });
    }

    /// A recursive group: objects are allocated in order, forward references patched at the end.
    pub(super) fn binds(&mut self, binds: &'a [(Local, Expr)]) {
        for (local, _) in binds {
            self.place(*local, UNALLOCATED, false);
        }
        for (local, rhs) in binds {
            match rhs {
                Expr::Local(other) if self.lookup(*other).slot != UNALLOCATED => {
                    let place = self.lookup(*other);
                    self.place(*local, place.slot, place.known);
                }
                Expr::Const(_) | Expr::Global(_) => {
                    let src = self.lazy(rhs);
                    let slot = self.slot();
                    self.op(Op::Move { dst: slot, src });
                    self.place(*local, slot, matches!(rhs, Expr::Const(_)));
                }
                rhs => {
                    let slot = self.slot();
                    let value = match rhs {
                        Expr::Con(_, mask, args) => self.plain(*mask, args),
                        Expr::Lam(..) => true,
                        Expr::Prim(index, args) => prim::total(*index) && args.iter().all(|arg| self.known(arg)),
                        _ => false,
                    };
                    self.allocate(slot, rhs);
                    self.place(*local, slot, value);
                }
            }
        }
        for (object, offset, local) in std::mem::take(&mut self.pending) {
            let src = Arg::from(self.lookup(local).slot);
            self.op(Op::Patch { slot: object, offset, src });
        }
    }
}
