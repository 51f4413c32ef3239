//! Strictness: which variables an expression surely evaluates, and what follows from it.
//!
//! Backwards analysis to weak head normal form, first order (after Wadler & Hughes, *Projections for strictness
//! analysis*, 1987). What is surely evaluated is not suspended: bindings become case analysis, arguments of strict
//! parameters are evaluated by the caller. A call of `error` asks for nothing, so that which of two errors is seen
//! does not depend on this analysis; an incomplete match may stand for anything.

use crate::core::compile::ir::{Alts, Case, Expr, Label, Local, Unit};
use crate::core::compile::link::{Head, Linker};
use crate::core::eval::Stop;
use crate::core::prim;
use crate::core::term::Failure;

/// What is surely evaluated: a set, or everything when the expression has no value at all.
#[derive(Clone, Debug, PartialEq)]
struct Demand {
    everything: bool,
    /// Variables below [`LOW`], by bit.
    low: u128,
    /// The others, sorted.
    high: Vec<Local>,
}

/// Variables that fit the bits.
const LOW: Local = 128;

impl Demand {
    const NOTHING: Demand = Demand { everything: false, low: 0, high: Vec::new() };
    const EVERYTHING: Demand = Demand { everything: true, low: 0, high: Vec::new() };

    fn one(local: Local) -> Demand {
        if local < LOW {
            return Demand { low: 1 << local, ..Demand::NOTHING };
        }
        Demand { high: vec![local], ..Demand::NOTHING }
    }

    fn has(&self, local: Local) -> bool {
        self.everything
            || if local < LOW { self.low >> local & 1 == 1 } else { self.high.binary_search(&local).is_ok() }
    }

    fn both(mut self, other: Demand) -> Demand {
        if self.everything || other.everything {
            return Demand::EVERYTHING;
        }
        self.low |= other.low;
        if !other.high.is_empty() {
            self.high.extend(other.high);
            self.high.sort_unstable();
            self.high.dedup();
        }
        self
    }

    fn either(mut self, other: Demand) -> Demand {
        if self.everything {
            return other;
        }
        if !other.everything {
            self.low &= other.low;
            self.high.retain(|local| other.high.binary_search(local).is_ok());
        }
        self
    }

    fn without(mut self, locals: &[Local]) -> Demand {
        for &local in locals.iter().filter(|&&local| local < LOW) {
            self.low &= !(1 << local);
        }
        if !self.high.is_empty() {
            self.high.retain(|local| !locals.contains(local));
        }
        self
    }
}

/// The parameters, by bit, that are in the demand.
fn mask(params: &[Local], demand: &Demand) -> u64 {
    let bit = |(i, &param): (usize, &Local)| if i < 64 && demand.has(param) { 1 << i } else { 0 };
    params.iter().enumerate().map(bit).fold(0, |mask, bit| mask | bit)
}

struct Strictness<'l> {
    linker: &'l Linker,
    /// The unit's own global, under the assumption made of it.
    own: Option<(u32, u64)>,
    functions: Vec<u64>,
    labels: Vec<(Demand, u64)>,
    locals: Local,
    /// Rewrite as well.
    apply: bool,
}

/// Rewrites the unit by what is surely evaluated; the strict parameters of its body.
pub(super) fn analyse(unit: &mut Unit, global: Option<u32>, linker: &Linker) -> u64 {
    let all = |params: &[Local]| if params.len() >= 64 { u64::MAX } else { (1 << params.len()) - 1 };
    let mut this = Strictness {
        linker,
        own: global.map(|g| (g, all(&unit.params))),
        functions: unit.functions.iter().map(|(params, _)| all(params)).collect(),
        labels: vec![(Demand::EVERYTHING, 0); unit.labels as usize],
        locals: unit.locals,
        apply: false,
    };
    let own_calls = global.is_some_and(|g| calls(&unit.body, g) || unit.functions.iter().any(|(_, f)| calls(f, g)));
    // Greatest fixed point from above; a unit that does not settle is taken as lazy.
    let mut settled = !own_calls && unit.functions.is_empty();
    for _ in 0..8 {
        if settled {
            break;
        }
        settled = this.iterate(unit, own_calls);
    }
    if !settled {
        this.functions.iter_mut().for_each(|mask| *mask = 0);
        this.own = global.map(|g| (g, 0));
    }
    this.apply = true;
    for (_, body) in &mut unit.functions {
        this.demand(body);
    }
    let demand = this.demand(&mut unit.body);
    unit.locals = this.locals;
    mask(&unit.params, &demand)
}

fn calls(expr: &Expr, global: u32) -> bool {
    if matches!(expr, Expr::Global(g) if *g == global) {
        return true;
    }
    let mut found = false;
    expr.children(&mut |child| found = found || calls(child, global));
    found
}

impl Strictness<'_> {
    /// One round; true when nothing changed.
    fn iterate(&mut self, unit: &mut Unit, own_calls: bool) -> bool {
        let mut settled = true;
        for i in 0..unit.functions.len() {
            let (params, body) = &mut unit.functions[i];
            let demand = self.demand(body);
            let now = self.functions[i] & mask(params, &demand);
            settled &= now == self.functions[i];
            self.functions[i] = now;
        }
        if own_calls {
            let demand = self.demand(&mut unit.body);
            if let Some((_, before)) = &mut self.own {
                let now = *before & mask(&unit.params, &demand);
                settled &= now == *before;
                *before = now;
            }
        }
        settled
    }

    /// Something that is not evaluated now: analysed for itself.
    fn lazy(&mut self, expr: &mut Expr) {
        if !expr.is_atom() {
            self.demand(expr);
        }
    }

    /// Arguments, of which those in the mask are surely evaluated.
    fn args(&mut self, args: &mut [Expr], strict: u64) -> Demand {
        let mut demand = Demand::NOTHING;
        for (i, arg) in args.iter_mut().enumerate() {
            if i < 64 && strict >> i & 1 == 1 {
                let part = self.demand(arg);
                demand = demand.both(part);
            } else {
                self.lazy(arg);
            }
        }
        demand
    }

    /// Evaluates the complex strict arguments of a call before it.
    fn hoist(&mut self, expr: &mut Expr, strict: u64) {
        if !self.apply {
            return;
        }
        let mut hoisted = Vec::new();
        if let Expr::App(_, args) | Expr::Call(_, args) | Expr::Jump(_, args) = expr {
            for (i, arg) in args.iter_mut().enumerate() {
                let value = matches!(arg, Expr::Con(_, 0, _) | Expr::Lam(..) | Expr::Global(_) | Expr::Const(_));
                if i < 64 && strict >> i & 1 == 1 && !value && !matches!(arg, Expr::Local(_)) {
                    let local = self.locals;
                    self.locals += 1;
                    hoisted.push((local, std::mem::replace(arg, Expr::Local(local))));
                }
            }
        }
        for (local, arg) in hoisted.into_iter().rev() {
            let body = std::mem::replace(expr, Expr::Const(0));
            *expr = Expr::force(arg, local, body);
        }
    }

    fn demand(&mut self, expr: &mut Expr) -> Demand {
        match expr {
            Expr::Local(local) => Demand::one(*local),
            Expr::Const(_) | Expr::Global(_) => Demand::NOTHING,
            Expr::Stop(stop) => match **stop {
                Stop::Failure(Failure::Incomplete(_)) => Demand::EVERYTHING,
                _ => Demand::NOTHING,
            },
            Expr::Lam(_, body) => {
                self.demand(body);
                Demand::NOTHING
            }
            Expr::Con(_, mask, args) => self.args(args, *mask),
            Expr::Prim(_, args) => self.args(args, u64::MAX),
            Expr::App(f, args) => {
                let strict = match &**f {
                    Expr::Global(global) => self.global(*global, args.len()),
                    _ => 0,
                };
                let demand = self.demand(f);
                let demand = self.args(args, strict).both(demand);
                self.hoist(expr, strict);
                demand
            }
            Expr::Call(id, args) => {
                let strict = self.functions.get(*id as usize).copied().unwrap_or(0);
                let demand = self.args(args, strict);
                self.hoist(expr, strict);
                demand
            }
            Expr::Jump(label, args) => {
                let (body, strict) = self.labels.get(*label as usize).cloned().unwrap_or((Demand::NOTHING, 0));
                let demand = self.args(args, strict).both(body);
                self.hoist(expr, strict);
                demand
            }
            Expr::Let(..) => self.binding(expr),
            Expr::Case(case) => self.case(case),
            Expr::Join(join) => {
                let body = self.demand(&mut join.body);
                let strict = mask(&join.params, &body);
                if let Some(entry) = self.labels.get_mut(join.label as usize) {
                    *entry = (body.without(&join.params), strict);
                }
                self.demand(&mut join.scope)
            }
        }
    }

    /// What the scrutinee demands, and what all branches do.
    fn case(&mut self, case: &mut Case) -> Demand {
        let scrutinee = self.demand(&mut case.scrutinee);
        let mut branches = Demand::EVERYTHING;
        match &mut case.alts {
            Alts::Con(alts, _) => {
                for (_, fields, body) in alts {
                    let branch = self.demand(body).without(fields);
                    branches = branches.either(branch);
                }
            }
            Alts::Word(alts) => {
                for (_, body) in alts {
                    let branch = self.demand(body);
                    branches = branches.either(branch);
                }
            }
        }
        if let Some(body) = &mut case.default {
            let branch = self.demand(body);
            branches = branches.either(branch);
        }
        if !matches!(case.scrutinee, Expr::Local(l) if l == case.binder) {
            branches = branches.without(&[case.binder]);
        }
        scrutinee.both(branches)
    }

    /// Strict parameters of a global that is applied to `n` arguments.
    fn global(&self, global: u32, n: usize) -> u64 {
        if let Some((own, mask)) = self.own
            && own == global
        {
            return if self.linker.arity(global) <= n { mask } else { 0 };
        }
        if self.linker.arity(global) > n {
            return 0;
        }
        match self.linker.globals.get(global as usize).map(|g| g.head) {
            Some(Head::Prim(index)) => prim::strict_args(index),
            _ => self.linker.strict(global),
        }
    }

    fn binding(&mut self, expr: &mut Expr) -> Demand {
        let Expr::Let(binds, body) = expr else { return Demand::NOTHING };
        let locals: Vec<Local> = binds.iter().map(|(local, _)| *local).collect();
        let demand = self.demand(body);
        if let [(local, rhs)] = &mut binds[..] {
            let value = matches!(rhs, Expr::Con(_, 0, _) | Expr::Lam(..)) || rhs.is_atom();
            let strict = !demand.everything && demand.has(*local) && !value;
            if strict && !occurs(rhs, *local) {
                let local = *local;
                let part = self.demand(rhs);
                if self.apply {
                    let rhs = std::mem::replace(rhs, Expr::Const(0));
                    let body = std::mem::replace(&mut **body, Expr::Const(0));
                    *expr = Expr::force(rhs, local, body);
                }
                return demand.without(&[local]).both(part);
            }
        }
        binds.iter_mut().for_each(|(_, rhs)| self.lazy(rhs));
        demand.without(&locals)
    }
}

fn occurs(expr: &Expr, local: Local) -> bool {
    if let Expr::Local(l) = expr {
        return *l == local;
    }
    let mut found = false;
    expr.children(&mut |child| found = found || occurs(child, local));
    found
}

/// The labels' numbers of jumps.
pub(super) fn jumps(unit: &Unit) -> Vec<u32> {
    let mut jumps = vec![0; unit.labels as usize];
    if unit.labels == 0 {
        return jumps;
    }
    fn count(expr: &Expr, jumps: &mut [u32]) {
        if let Expr::Jump(label, _) = expr {
            let label: Label = *label;
            if let Some(n) = jumps.get_mut(label as usize) {
                *n += 1;
            }
        }
        expr.children(&mut |child| count(child, jumps));
    }
    count(&unit.body, &mut jumps);
    unit.functions.iter().for_each(|(_, body)| count(body, &mut jumps));
    jumps
}
