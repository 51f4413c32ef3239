//! Typed bottom-up enumeration modulo observational equivalence (Albarghouthi, Gulwani, Kincaid 2013, "Recursive
//! program synthesis"; Udupa et al. 2013, "TRANSIT").
//!
//! Terms are made in order of cost, each evaluated from its children's cached values on every row of its context. Two
//! terms are the same when every row shows the same, fully observed value (or the same error); what was cut or holds a
//! function is kept apart. The argument of a higher-order component is an abstraction whose body is enumerated in a
//! context of its own, with the parameters sampled from the values at hand.

mod productions;

use crate::core::eval::Value;
use crate::core::term::Term;
use crate::synth::context::{Context, Entry, Head, Hole, Kids, Mask, Partial, all_rows};
use crate::synth::library::{MAX_SLOTS, Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::space::{CUT, FUNCTION, LAZY_LIMITS, NODES, ROW_LIMITS, Space, is_full, key, mix};

/// Entries of one type kept though they cannot be compared.
const UNCOMPARED: u32 = 8;
/// A production that made this many candidates and nothing new is given up.
const BARREN: u32 = 80;
/// Most partly right entries of a context.
const PARTIALS: usize = 2_000;
/// Most alternatives kept that behave the same and fit.
const ALTERNATIVES: usize = 40;

/// What became of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The quota is used up.
    Quota,
    /// All terms of the level are made.
    Level,
}

impl Space<'_> {
    /// Enumerates in context `c` and below it, at most `quota` candidates and at most to the end of one level.
    pub(crate) fn advance(&mut self, c: usize, quota: &mut i64) -> Progress {
        if !self.contexts[c].cursor.begun {
            self.begin_context(c);
            let level = self.contexts[c].cursor.level;
            for l in 0..self.contexts[c].lambdas.len() {
                let need = level.saturating_sub(self.contexts[c].lambdas[l].overhead);
                if need == 0 {
                    continue;
                }
                let child = self.lambda_context(c, l);
                self.begin_context(child);
                while self.contexts[child].cursor.level <= need && !self.contexts[child].exhausted {
                    if self.advance(child, quota) == Progress::Quota {
                        return Progress::Quota;
                    }
                }
            }
            self.contexts[c].cursor.begun = true;
        }
        while *quota > 0 {
            let Some((production, kids)) = self.next_candidate(c) else {
                let cursor = &mut self.contexts[c].cursor;
                cursor.level += 1;
                cursor.begun = false;
                cursor.production = 0;
                return Progress::Level;
            };
            self.candidate(c, production, kids);
            *quota -= 1;
        }
        Progress::Quota
    }

    /// The next combination of a production and children at the cursor.
    fn next_candidate(&mut self, c: usize) -> Option<(usize, Kids)> {
        loop {
            let (head, tail) = self.contexts.split_at_mut(c);
            let (context, tail) = tail.split_first_mut()?;
            // Lambda contexts come after their parent; a placeholder keeps their numbering.
            let view = View { head, tail, base: c };
            let cursor = &mut context.cursor;
            if cursor.split < cursor.splits.len() {
                let split = cursor.splits[cursor.split];
                let number = cursor.production - 1;
                let holes = &context.productions[number].holes;
                let mut kids = [0; MAX_SLOTS];
                let mut carry = true;
                let mut valid = true;
                for i in (0..holes.len()).rev() {
                    let bucket = view.bucket(&context.lists, &context.lambdas, holes[i], split[i]);
                    let at = cursor.odometer[i] as usize;
                    match bucket.get(at) {
                        Some(kid) => kids[i] = *kid,
                        None => valid = false,
                    }
                    if carry {
                        if at + 1 < bucket.len() {
                            cursor.odometer[i] += 1;
                            carry = false;
                        } else {
                            cursor.odometer[i] = 0;
                        }
                    }
                }
                if carry {
                    cursor.split += 1;
                    cursor.odometer = [0; MAX_SLOTS];
                }
                if valid {
                    return Some((number, kids));
                }
                continue;
            }
            let number = cursor.production;
            if number >= context.productions.len() {
                return None;
            }
            cursor.production += 1;
            cursor.split = 0;
            cursor.odometer = [0; MAX_SLOTS];
            cursor.splits.clear();
            let production = &context.productions[number];
            if cursor.level < production.cost || (production.tried > BARREN && production.fresh == 0) {
                continue;
            }
            let rest = cursor.level - production.cost;
            let mut splits = std::mem::take(&mut cursor.splits);
            let lookup = |hole: Hole, cost: u32| !view.bucket(&context.lists, &context.lambdas, hole, cost).is_empty();
            split_cost(&production.holes, 0, rest, &mut [0; MAX_SLOTS], &lookup, &mut splits);
            context.cursor.splits = splits;
        }
    }

    /// Evaluates one candidate and files it when it behaves in a new way.
    fn candidate(&mut self, c: usize, number: usize, kids: Kids) {
        self.steps += 1;
        let production = &self.contexts[c].productions[number];
        let (head, result, cost) = (production.head, production.result, production.cost);
        if head == Head::If && (self.contexts[c].entries[kids[0] as usize].uses == 0 || kids[1] == kids[2]) {
            return;
        }
        let holes = production.holes.len();
        for (i, kid) in kids.iter().enumerate().take(holes) {
            if let Hole::Function(lambda, _) = self.contexts[c].productions[number].holes[i] {
                self.closure(c, lambda, *kid);
            }
        }
        if let Head::Call(instance) = head {
            self.callee(instance);
        }
        let (uses, mut unknown) = self.provenance(c, number, &kids);
        let mark = self.machine.mark();
        self.row_values.clear();
        self.row_keys.clear();
        self.contexts[c].productions[number].tried += 1;
        if let Head::Recurse(call) = head {
            unknown |= self.recurse_rows(c, call, number, &kids);
        } else if !self.evaluate_rows(c, number, &kids) {
            self.machine.reset(mark);
            return;
        }
        let rows = self.contexts[c].rows;
        let observed = &self.row_keys;
        let comparable = observed.iter().all(|k| *k != CUT && *k != FUNCTION);
        let defined = rows == 0 || observed.iter().any(|k| is_full(*k) || *k == CUT || *k == FUNCTION);
        let goal = self.contexts[c].branch && self.contexts[c].goals.first() == Some(&result);
        let expecting = self.contexts[c].expecting;
        let mut right: Mask = 0;
        if goal {
            for (row, k) in observed.iter().enumerate() {
                if *k == self.contexts[c].expected[row] {
                    right |= 1 << row;
                }
            }
            right &= expecting & !unknown;
        }
        let fits = goal && (right | unknown) & expecting == expecting;
        let mut keep = defined;
        let mut fresh = true;
        if comparable && rows > 0 {
            let mut sign = u128::from(mix(u64::from(result.0))) ^ unknown.rotate_left(64);
            for k in observed {
                sign = (sign ^ u128::from(*k)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
                sign ^= sign >> 71;
            }
            fresh = self.contexts[c].seen.insert((result.0, sign));
            keep &= fresh || (fits && unknown == 0 && head != Head::If && self.alternative(c));
        } else if rows > 0 {
            let kept = self.contexts[c].cut.entry(result.0).or_insert(0);
            *kept += 1;
            keep &= *kept <= UNCOMPARED;
        } else {
            keep &= self.contexts[c].entries.len() < 64;
        }
        if !keep {
            self.machine.reset(mark);
            return;
        }
        self.retain_rows(c, number, &kids, mark);
        let context = &mut self.contexts[c];
        context.productions[number].fresh += u32::from(fresh);
        let level = context.cursor.level.max(cost);
        let infinite = self.row_keys.contains(&CUT);
        let entry = Entry { production: number as u32, kids, cost: level, uses, unknown, right, eta: false, infinite };
        self.file(c, entry, fresh, fits);
    }

    /// Whether another entry that behaves like a fitting one is still wanted: its cost is about that of the first.
    fn alternative(&self, c: usize) -> bool {
        let context = &self.contexts[c];
        let first = context.fits.first().map_or(0, |id| context.entries[*id as usize].cost);
        context.fits.len() < ALTERNATIVES && context.cursor.level <= first + UNIT / 2
    }

    /// Adds an entry to the bank and to the lists that the engines read.
    fn file(&mut self, c: usize, mut entry: Entry, fresh: bool, fits: bool) {
        entry.eta = self.eta(c, &entry);
        let context = &mut self.contexts[c];
        let id = context.entries.len() as u32;
        let result = context.productions[entry.production as usize].result;
        let (level, right, unknown, eta) = (entry.cost, entry.right, entry.unknown, entry.eta);
        let top = context.productions[entry.production as usize].head == Head::If;
        context.entries.push(entry);
        context.values.extend_from_slice(&self.row_values);
        context.keys.extend_from_slice(&self.row_keys);
        if fits {
            context.fits.push(id);
        }
        if !fresh && !context.branch {
            return;
        }
        if fresh && !top {
            Context::file(&mut context.lists, result, level, id);
        }
        if fresh && context.parent.is_some() && context.goals.contains(&result) {
            let cost = if eta { level } else { level + UNIT };
            Context::file(&mut context.functions, result, cost, id);
        }
        let guessed = unknown & context.expecting;
        if right != 0 && !fits && !top && context.partials.len() < PARTIALS {
            let recursive = context.entries[id as usize].uses & context.call_variables() != 0;
            if context.partial_masks.insert((right, guessed, recursive)) {
                context.partials.push(Partial { right, unknown: guessed, recursive, entry: id });
            }
        }
        if context.branch && unknown & context.expecting == 0 {
            self.condition(c, id);
        }
    }

    /// Files an entry of an enumeration type as a condition when it tells rows apart.
    fn condition(&mut self, c: usize, id: u32) {
        let ty = self.contexts[c].entry_type(id);
        let Some(keys) = self.enumerations.get(&ty) else { return };
        let context = &mut self.contexts[c];
        let start = id as usize * context.rows;
        let mut masks = vec![0; keys.len()];
        for row in 0..context.rows {
            if context.expecting & (1 << row) == 0 {
                continue;
            }
            match keys.iter().position(|k| *k == context.keys[start + row]) {
                Some(tag) => masks[tag] |= 1 << row,
                None => return,
            }
        }
        if masks.iter().filter(|m| **m != 0).count() > 1 && context.partitions.insert(masks.clone()) {
            context.conditions.push((id, masks));
        }
    }

    /// Variables used and rows that are guesses, from the children.
    fn provenance(&self, c: usize, number: usize, kids: &Kids) -> (u64, Mask) {
        let context = &self.contexts[c];
        let production = &context.productions[number];
        let (mut uses, mut unknown): (u64, Mask) = match production.head {
            Head::Variable(v) => (1 << v, context.variables[v as usize].unknown),
            Head::Apply(v) => (1 << v, 0),
            Head::Recurse(call) => {
                let fixed = &context.open_calls[call as usize].fixed;
                (fixed.iter().flatten().fold(0, |m, v| m | 1 << v), 0)
            }
            Head::Literal(_) | Head::Call(_) | Head::If => (0, 0),
        };
        for (hole, kid) in production.holes.iter().zip(kids) {
            match hole {
                Hole::Value(_) => {
                    let entry = &context.entries[*kid as usize];
                    uses |= entry.uses;
                    unknown |= entry.unknown;
                }
                Hole::Function(lambda, _) => {
                    if let Some(child) = context.lambdas[*lambda as usize].context {
                        let below = &self.contexts[child];
                        let outer = below.entries[*kid as usize].uses & ((1 << below.outer) - 1);
                        uses |= outer;
                        unknown |= context.unknown_of(outer);
                    }
                }
            }
        }
        (uses, unknown)
    }

    /// Applies a production's function to the children's values on every row. False: the candidate is given up, since
    /// it does not end, or it is infinite and enough of its kind are kept.
    fn evaluate_rows(&mut self, c: usize, number: usize, kids: &Kids) -> bool {
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

    /// The rows of an open recursive call; returns the rows that are guesses.
    fn recurse_rows(&mut self, c: usize, call: u16, number: usize, kids: &Kids) -> Mask {
        let mut unknown = 0;
        let rows = self.contexts[c].rows;
        for row in 0..rows {
            let context = &self.contexts[c];
            let fixed = &context.open_calls[call as usize].fixed;
            let (mut args, mut keys, mut next) = (Vec::new(), Vec::new(), 0);
            for slot in fixed {
                match slot {
                    Some(v) => {
                        args.push(context.variables[*v as usize].values[row]);
                        keys.push(context.variables[*v as usize].keys[row]);
                    }
                    None => {
                        let at = kids[next] as usize * context.rows + row;
                        args.push(context.values[at]);
                        keys.push(context.keys[at]);
                        next += 1;
                    }
                }
            }
            let salt = context.open_salt(row);
            let (partial, example) = (context.partial, context.example[row]);
            let (value, key, sure) = self.oracle(partial, example, &args, &keys, salt);
            if !sure {
                unknown |= 1 << row;
            }
            self.row_values.push(value);
            self.row_keys.push(key);
        }
        debug_assert!(self.contexts[c].productions[number].holes.len() <= MAX_SLOTS);
        unknown
    }

    /// Keeps the candidate's values below the mark; what was cut is kept unevaluated.
    fn retain_rows(&mut self, c: usize, number: usize, kids: &Kids, mark: crate::core::eval::Mark) {
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
    fn closure(&mut self, parent: usize, lambda: u16, entry: u32) {
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
    fn eta(&self, c: usize, entry: &Entry) -> bool {
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

/// Contexts other than the one being changed.
struct View<'a> {
    head: &'a [Context],
    tail: &'a [Context],
    base: usize,
}

impl<'a> View<'a> {
    fn get(&self, c: usize) -> Option<&'a Context> {
        if c < self.base { self.head.get(c) } else { self.tail.get(c.checked_sub(self.base + 1)?) }
    }

    fn bucket<'b>(
        &self,
        lists: &'b [Vec<Vec<u32>>],
        lambdas: &[crate::synth::context::Lambda],
        hole: Hole,
        cost: u32,
    ) -> &'b [u32]
    where
        'a: 'b,
    {
        let (lists, ty): (&'b [Vec<Vec<u32>>], _) = match hole {
            Hole::Value(ty) => (lists, ty),
            Hole::Function(lambda, ty) => {
                match lambdas.get(lambda as usize).and_then(|l| l.context).and_then(|child| self.get(child)) {
                    Some(child) => (&child.functions, ty),
                    None => return &[],
                }
            }
        };
        lists.get(ty.index()).and_then(|by_cost| by_cost.get(cost as usize)).map_or(&[], Vec::as_slice)
    }
}

/// All ways to spend `rest` on `holes`, each at a cost at which there are entries.
fn split_cost(
    holes: &[Hole],
    i: usize,
    rest: u32,
    split: &mut Kids,
    filled: &dyn Fn(Hole, u32) -> bool,
    out: &mut Vec<Kids>,
) {
    let Some(hole) = holes.get(i) else {
        if rest == 0 {
            out.push(*split);
        }
        return;
    };
    let left = (holes.len() - i - 1) as u32;
    if i + 1 == holes.len() {
        if rest > 0 && filled(*hole, rest) {
            split[i] = rest;
            out.push(*split);
        }
        return;
    }
    for cost in 1..=rest.saturating_sub(left) {
        if filled(*hole, cost) {
            split[i] = cost;
            split_cost(holes, i + 1, rest - cost, split, filled, out);
        }
    }
}

impl Context {
    /// Copies of a row differ in what their guesses are.
    fn open_salt(&self, row: usize) -> u64 {
        self.salts.get(row).copied().unwrap_or(0)
    }

    /// Whether anything can still come out of this context.
    pub(crate) fn spent(&self) -> bool {
        self.exhausted || self.rows == 0 && self.cursor.level > 4 * UNIT
    }

    /// The rows that are all expected.
    pub(crate) fn wanted(&self) -> Mask {
        self.expecting & all_rows(self.rows)
    }

    /// The slot of a variable, as a value type.
    pub(crate) fn value_type(&self, v: usize) -> Option<crate::synth::types::TypeId> {
        match &self.variables.get(v)?.sort {
            Slot::Value(id) => Some(*id),
            Slot::Function(..) => None,
        }
    }
}
