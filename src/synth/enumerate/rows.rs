//! The values of candidates on the rows of a context, from the values of their children.

use crate::core::eval::{Value, View};
use crate::core::term::Term;
use crate::synth::context::{Entry, Head, Hole, Kids, Mask};
use crate::synth::enumerate::UNCOMPARED;
use crate::synth::library::MAX_SLOTS;
use crate::synth::program::Style;
use crate::synth::recurse::renaming::Knowledge;
use crate::synth::space::{CUT, LAZY_LIMITS, NODES, ROW_LIMITS, Space, key};

/// Most constructors of a datum that a recursive call is made on.
const LARGEST: usize = 400;
/// What makes numbers grow, and the largest that is not taken for an overflow or its beginning; the bits of one without
/// bound.
const GROWING: [&str; 3] = ["Base.*", "Base.^", "Base.product"];
const MOST_WHOLE: u64 = 1 << 53;
const MOST_BITS: u64 = 400;

impl Space<'_> {
    /// Applies a production's function to the children's values on every row. False: the candidate is given up, since
    /// it does not end, or it is infinite and enough of its kind are kept.
    pub(super) fn evaluate_rows(&mut self, c: usize, number: usize, kids: &Kids) -> bool {
        let result = self.contexts[c].productions[number].result;
        let infinite = self.holds_infinite(c, number, kids);
        if infinite {
            self.machine.set_limits(LAZY_LIMITS);
        }
        let mut fine = true;
        for row in 0..self.contexts[c].rows {
            let value = self.apply_row(c, number, kids, row);
            let seen = key(self.machine.observe(value, NODES));
            if seen == CUT {
                let kept = self.contexts[c].cut.get(&result.0).copied().unwrap_or(0);
                fine = kept < UNCOMPARED && self.machine.whnf(value).is_ok();
                if !fine {
                    break;
                }
            }
            self.row_values.push(value);
            self.row_keys.push(seen);
        }
        if infinite {
            self.machine.set_limits(ROW_LIMITS);
        }
        fine
    }

    /// Whether a product or a power is larger than anybody means: machine integers begin again at the other end.
    pub(super) fn overflows(&mut self, head: Head) -> bool {
        let Head::Call(instance) = head else { return false };
        if !GROWING.contains(&self.library.instances[instance as usize].name.as_str()) {
            return false;
        }
        let values = std::mem::take(&mut self.row_values);
        let large = values.iter().any(|value| match self.machine.view(*value) {
            Ok(View::Int(n)) => n.unsigned_abs() > MOST_WHOLE,
            Ok(View::Integer(n)) => n.bits() > MOST_BITS,
            _ => false,
        });
        self.row_values = values;
        large
    }

    /// Whether a child has a cut value.
    fn holds_infinite(&self, c: usize, number: usize, kids: &Kids) -> bool {
        let context = &self.contexts[c];
        let infinite = |id: u32| context.entries[id as usize].infinite;
        context.productions[number]
            .holes
            .iter()
            .zip(kids)
            .any(|(hole, kid)| matches!(hole, Hole::Value(_)) && infinite(*kid))
    }

    /// The unevaluated value of a candidate on one row.
    fn apply_row(&mut self, c: usize, number: usize, kids: &Kids, row: usize) -> Value {
        let context = &self.contexts[c];
        let production = &context.productions[number];
        self.scratch.clear();
        for (hole, kid) in production.holes.iter().zip(kids) {
            self.scratch.push(match hole {
                Hole::Value(_) => context.values[*kid as usize * context.rows + row],
                Hole::Function(lambda, _) => {
                    let child = context.lambdas[*lambda as usize].context.unwrap_or(0);
                    let below = &self.contexts[child];
                    let at = below.closures.get(kid).copied().unwrap_or(0) as usize;
                    below.closure_values.get(at + row).copied().unwrap_or(self.bottom)
                }
            });
        }
        let function = match production.head {
            Head::Variable(v) | Head::Apply(v) => context.variables[v as usize].values[row],
            Head::Literal(l) => self.literals[l as usize].value,
            Head::Call(instance) => {
                let values = self.callees[instance as usize].as_deref().unwrap_or(&[]);
                let at = if values.len() > 1 { context.example[row] as usize } else { 0 };
                values.get(at).copied().unwrap_or(self.bottom)
            }
            Head::If => self.conditional,
            Head::Recurse(_) => self.bottom,
        };
        if self.scratch.is_empty() { function } else { self.machine.apply(function, &self.scratch) }
    }

    /// Whether what a call gets for an accumulator is made of the accumulator.
    fn uses_accumulator(&self, c: usize, kid: u32) -> bool {
        let context = &self.contexts[c];
        let parts = context.smaller.iter().filter(|(p, _)| *p == 0).map(|(_, v)| *v);
        let of = parts.fold(1, |all: u64, v| all | 1 << v);
        context.entries[kid as usize].uses & of != 0
    }

    /// Whether the argument of an open call is, on every row, smaller than the parameter it stands for (a list shorter), and
    /// that for an accumulator is made of it.
    fn decreases(&mut self, c: usize, call: u16, kids: &Kids) -> bool {
        if self.accumulates.is_some() && !self.uses_accumulator(c, kids[0]) {
            return false;
        }
        let Some(p) = self.contexts[c].open_calls[call as usize].shorter else { return true };
        let rows = self.contexts[c].rows;
        rows > 0
            && (0..rows).all(|row| {
                let context = &self.contexts[c];
                let (whole, part) =
                    (context.variables[p as usize].values[row], context.values[kids[0] as usize * rows + row]);
                let list = crate::synth::deduce::is_list(&self.params[p as usize]);
                let [whole, part] = [whole, part].map(|value| {
                    if list { self.elements(value).map(|all| all.len()) } else { self.extent(value, LARGEST) }
                });
                matches!((part, whole), (Some(part), Some(whole)) if part < whole)
            })
    }

    /// How many constructors a value is made of; none if they are more than so many, or something in it has no value.
    fn extent(&mut self, value: Value, most: usize) -> Option<usize> {
        let mut all = 1;
        if let View::Data(_, fields) = self.machine.view(value).ok()? {
            for field in fields {
                all += self.extent(field, most.checked_sub(all)?)?;
            }
        }
        (all <= most).then_some(all)
    }

    /// The rows of an open recursive call; returns the rows that are guesses, none if the call need not end.
    pub(super) fn recurse_rows(&mut self, c: usize, call: u16, number: usize, kids: &Kids) -> Option<Mask> {
        if !self.decreases(c, call, kids) {
            return None;
        }
        let mut unknown = 0;
        let rows = self.contexts[c].rows;
        for row in 0..rows {
            let (mut args, mut keys, mut next) = (Vec::new(), Vec::new(), 0);
            for slot in 0..self.arity {
                let context = &self.contexts[c];
                if let Some(v) = context.open_calls[call as usize].fixed[slot] {
                    args.push(context.variables[v as usize].values[row]);
                    keys.push(context.variables[v as usize].keys[row]);
                } else {
                    let value = context.values[kids[next] as usize * rows + row];
                    args.push(value);
                    keys.push(self.key(value));
                    next += 1;
                }
            }
            let context = &self.contexts[c];
            let salt = context.open_salt(row);
            let (partial, example) = (context.partial, context.example[row]);
            let (value, key, knowledge) = self.oracle(partial, example, &args, &keys, salt);
            if knowledge != Knowledge::Known {
                unknown |= 1 << row;
            }
            self.row_values.push(value);
            self.row_keys.push(key);
        }
        debug_assert!(self.contexts[c].productions[number].holes.len() <= MAX_SLOTS);
        Some(unknown)
    }

    /// Keeps the candidate's values below the mark; what was cut is kept unevaluated.
    pub(super) fn retain_rows(&mut self, c: usize, number: usize, kids: &Kids, mark: crate::core::eval::Mark) {
        if self.row_keys.contains(&CUT) && !matches!(self.contexts[c].productions[number].head, Head::Recurse(_)) {
            self.machine.reset(mark);
            for row in 0..self.contexts[c].rows {
                let value = self.apply_row(c, number, kids, row);
                self.row_values[row] = value;
                if self.row_keys[row] != CUT {
                    let _ = self.machine.observe(value, NODES);
                }
            }
        }
        self.row_values = self.machine.retain(mark, &self.row_values);
    }

    /// Makes the function values of an entry of a lambda context, one for each row of the parent.
    pub(super) fn closure(&mut self, parent: usize, lambda: u16, entry: u32) {
        let Some(child) = self.contexts[parent].lambdas[lambda as usize].context else { return };
        if self.contexts[child].closures.contains_key(&entry) {
            return;
        }
        let outer = self.contexts[child].outer;
        let uses = self.contexts[child].entries[entry as usize].uses;
        let body = self.term(child, entry, Style::Search);
        let params = self.contexts[child].variables[outer..].iter().map(|v| v.name).collect();
        let term = Term::lam(params, body);
        let mut names = self.dictionary_names();
        let used: Vec<usize> = (0..outer).filter(|v| uses & (1 << v) != 0).collect();
        names.extend(used.iter().map(|v| self.contexts[parent].variables[*v].name));
        let code = self.machine.compile(&names, &term);
        let at = self.contexts[child].closure_values.len() as u32;
        let rows = self.contexts[parent].rows;
        let constant = names.is_empty();
        let mut last = self.bottom;
        for row in 0..rows {
            if row == 0 || !constant {
                let context = &self.contexts[parent];
                let mut args =
                    self.rows.get(context.example[row] as usize).map_or(Vec::new(), |r| r.dictionaries.clone());
                args.extend(used.iter().map(|v| context.variables[*v].values[row]));
                last = self.machine.suspend(code, &args);
                let _ = self.machine.whnf(last);
            }
            self.contexts[child].closure_values.push(last);
        }
        self.contexts[child].closures.insert(entry, at);
    }

    /// Whether the entry, as the body of its context's abstraction, is that abstraction's parameters passed on.
    pub(super) fn eta(&self, c: usize, entry: &Entry) -> bool {
        let context = &self.contexts[c];
        let own = context.variables.len() - context.outer;
        let production = &context.productions[entry.production as usize];
        let holes = production.holes.len();
        if context.parent.is_none() || own == 0 || holes < own {
            return false;
        }
        if !matches!(production.head, Head::Call(_) | Head::Apply(_)) {
            return false;
        }
        if let Head::Apply(v) = production.head
            && v as usize >= context.outer
        {
            return false;
        }
        let params: u64 = ((1 << own) - 1) << context.outer;
        for (i, hole) in production.holes.iter().enumerate() {
            let kid = entry.kids[i];
            if i < holes - own {
                let uses = match hole {
                    Hole::Value(_) => context.entries[kid as usize].uses,
                    Hole::Function(lambda, _) => match context.lambdas[*lambda as usize].context {
                        Some(child) => self.contexts[child].entries[kid as usize].uses,
                        None => u64::MAX,
                    },
                };
                if uses & params != 0 {
                    return false;
                }
            } else {
                let Hole::Value(_) = hole else { return false };
                let wanted = context.outer + i - (holes - own);
                let kid = &context.entries[kid as usize];
                if context.productions[kid.production as usize].head != Head::Variable(wanted as u16) {
                    return false;
                }
            }
        }
        true
    }
}
