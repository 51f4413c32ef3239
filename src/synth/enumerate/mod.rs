//! Typed bottom-up enumeration modulo observational equivalence (Albarghouthi, Gulwani, Kincaid 2013, "Recursive
//! program synthesis"; Udupa et al. 2013, "TRANSIT").
//!
//! Terms are made in order of cost, each evaluated from its children's cached values on every row of its context. Two
//! terms are the same when every row shows the same, fully observed value (or the same error); what was cut or holds a
//! function is kept apart. The argument of a higher-order component is an abstraction whose body is enumerated in a
//! context of its own, with the parameters sampled from the values at hand.

mod odometer;
mod productions;
mod references;
mod rows;

pub(crate) use productions::{Sorts, Usable};
pub(crate) use references::Reference;

use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::Terms;
use crate::synth::context::{Context, Entry, Group, Head, Hole, Kids, Mask, Partial, Sum, all_rows};
use crate::synth::enumerate::odometer::{View, split_cost};
use crate::synth::library::{MAX_SLOTS, Slot, UNIT};
use crate::synth::space::{CUT, FUNCTION, Space, is_full, mix};
use crate::synth::types::TypeId;

/// Entries of one type kept though they cannot be compared.
pub(super) const UNCOMPARED: u32 = 8;
/// A production that made this many candidates and nothing new is given up.
const BARREN: u32 = 1_000;
/// One all of whose first so many values are endless, where no more of these are kept, is given up too.
const ENDLESS: u32 = 32;
/// Most conditions kept that tell the same rows apart.
const SAME_CONDITIONS: u32 = 4;
/// Most partly right entries of a context.
const PARTIALS: usize = 2_000;
/// Most entries of the goal type kept that need a guess on some expected row.
const OPEN_BODIES: usize = 24;
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
    /// How many terms there were.
    pub(crate) fn terms(&self) -> Terms {
        let evaluated = self.contexts.iter().flat_map(|c| &c.productions).map(|p| u64::from(p.tried)).sum();
        let kept = self.contexts.iter().map(|c| c.entries.len() as u64).sum();
        Terms { evaluated, kept }
    }

    /// Enumerates in context `c` and below it, at most `quota` candidates and at most to the end of one level.
    pub(crate) fn advance(&mut self, c: usize, quota: &mut i64) -> Progress {
        if !self.contexts[c].cursor.begun {
            self.begin_context(c);
            self.admit(c);
            let level = self.contexts[c].cursor.level;
            if self.contexts[c].parent.is_some() && level == self.reference_level() && !self.contexts[c].referred {
                self.list_references(c);
            }
            for l in 0..self.contexts[c].lambdas.len() {
                let need = level.saturating_sub(self.contexts[c].lambdas[l].overhead);
                if need == 0 {
                    continue;
                }
                let child = self.lambda_context(c, l);
                self.begin_context(child);
                // Functions passed by name come first.
                let first = need.max(self.reference_level());
                while self.contexts[child].cursor.level <= first && !self.contexts[child].exhausted {
                    if self.advance(child, quota) == Progress::Quota {
                        return Progress::Quota;
                    }
                }
                self.refer(child, need);
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
            self.candidate(c, production, kids, None);
            *quota = if self.machine.is_cancelled() { 0 } else { *quota - 1 };
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
            let full = context.cut.get(&production.result.0).is_some_and(|kept| *kept > UNCOMPARED);
            let barren = production.tried > BARREN && production.fresh == 0;
            let endless = full && production.tried > ENDLESS && production.compared == 0;
            if cursor.level < production.cost || barren || endless {
                continue;
            }
            let rest = cursor.level - production.cost;
            let mut splits = std::mem::take(&mut cursor.splits);
            let lookup = |hole: Hole, cost: u32| !view.bucket(&context.lists, &context.lambdas, hole, cost).is_empty();
            split_cost(&production.holes, 0, rest, &mut [0; MAX_SLOTS], &lookup, &mut splits);
            context.cursor.splits = splits;
        }
    }

    /// Evaluates one candidate and files it when it behaves in a new way; `named`: as a function, passed by its name, it
    /// costs so much.
    fn candidate(&mut self, c: usize, number: usize, kids: Kids, named: Option<u32>) {
        self.steps += 1;
        let production = &self.contexts[c].productions[number];
        let (head, result, cost) = (production.head, production.result, production.cost);
        if self.pointless(c, head, &kids) {
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
        if uses == 0 && self.idle(c, number, &kids) {
            return;
        }
        let mark = self.machine.mark();
        self.row_values.clear();
        self.row_keys.clear();
        self.contexts[c].productions[number].tried += 1;
        if let Head::Recurse(call) = head {
            let Some(guesses) = self.recurse_rows(c, call, number, &kids) else {
                self.machine.reset(mark);
                return;
            };
            unknown |= guesses;
        } else if !self.evaluate_rows(c, number, &kids) || self.overflows(head) {
            self.machine.reset(mark);
            return;
        }
        let rows = self.contexts[c].rows;
        let observed = &self.row_keys;
        let comparable = observed.iter().all(|k| *k != CUT && *k != FUNCTION);
        let defined = rows == 0 || observed.iter().any(|k| is_full(*k) || *k == CUT || *k == FUNCTION);
        let goal = self.contexts[c].branch && self.contexts[c].goals.first() == Some(&result);
        let expecting = self.contexts[c].expecting;
        let right = if goal { self.right_rows(c) & expecting & !unknown } else { 0 };
        let fits = goal && (right | unknown) & expecting == expecting && self.adds_up(c);
        let mut keep = defined;
        let mut fresh = true;
        if comparable && rows > 0 {
            self.contexts[c].productions[number].compared += 1;
            let sign = self.sign(result, unknown);
            fresh = self.contexts[c].seen.insert(mix((sign ^ sign >> 64) as u64));
            let fits = fits && unknown == 0 && head != Head::If && self.alternative(c);
            keep &= fresh || fits || self.tied(c, result, unknown);
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
        self.contexts[c].productions[number].fresh += u32::from(fresh);
        let context = &self.contexts[c];
        let own = context.variables.len() - context.outer;
        let passed = named.map_or(0, |_| own as u32 * (self.reference_level() - 1));
        let context = &mut self.contexts[c];
        let level = context.cursor.level.max(named.unwrap_or(cost) + passed);
        let infinite = self.row_keys.contains(&CUT);
        let entry = Entry { production: number as u32, kids, cost: level, uses, unknown, right, eta: false, infinite };
        self.file(c, entry, fresh, fits, named);
    }

    /// A choice that nothing decides, or the second of two orders of the same arguments.
    fn pointless(&self, c: usize, head: Head, kids: &Kids) -> bool {
        match head {
            Head::If => self.contexts[c].entries[kids[0] as usize].uses == 0 || kids[1] == kids[2],
            Head::Call(instance) => kids[0] > kids[1] && self.library.instances[instance as usize].symmetric,
            _ => false,
        }
    }

    /// What tells the candidate's behaviour from all others of its type.
    fn sign(&self, result: TypeId, unknown: Mask) -> u128 {
        let mut sign = u128::from(mix(u64::from(result.0))) ^ unknown.rotate_left(64);
        for k in &self.row_keys {
            sign = (sign ^ u128::from(*k)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
            sign ^= sign >> 71;
        }
        sign
    }

    /// The rows on which the candidate shows what is expected.
    fn right_rows(&self, c: usize) -> Mask {
        let expected = &self.contexts[c].expected;
        let hits = self.row_keys.iter().zip(expected).enumerate().filter(|(_, (seen, wanted))| seen == wanted);
        hits.fold(0, |mask, (row, _)| mask | 1 << row)
    }

    /// Whether the candidate's values meet what is known of groups of rows.
    fn adds_up(&mut self, c: usize) -> bool {
        let groups = std::mem::take(&mut self.contexts[c].groups);
        let fine = groups.iter().all(|group| self.group_holds(group));
        self.contexts[c].groups = groups;
        fine
    }

    fn group_holds(&mut self, group: &Group) -> bool {
        let rows = group.first..group.first + group.count;
        let ones = self.row_keys[rows.clone()].iter().filter(|key| **key == group.one).count();
        match group.sum {
            Sum::All(wanted) => (ones == group.count) == wanted,
            Sum::Any(wanted) => (ones > 0) == wanted,
            Sum::Count(wanted) => ones as i64 == wanted,
            Sum::Total(wanted) => {
                let mut total = 0_i64;
                for row in rows {
                    match self.machine.view(self.row_values[row]) {
                        Ok(crate::core::eval::View::Int(n)) => total = total.wrapping_add(n),
                        _ => return false,
                    }
                }
                total == wanted
            }
        }
    }

    /// Whether another entry that behaves like a fitting one is still wanted: its cost is about that of the first.
    fn alternative(&self, c: usize) -> bool {
        let context = &self.contexts[c];
        let first = context.fits.first().map_or(0, |id| context.entries[*id as usize].cost);
        context.fits.len() < ALTERNATIVES && context.cursor.level <= first + UNIT + UNIT / 2
    }

    /// Whether the candidate is a condition that tells rows apart as few others of about its cost do: which of them is
    /// meant, no example says.
    fn tied(&self, c: usize, result: TypeId, unknown: Mask) -> bool {
        let context = &self.contexts[c];
        if !context.branch || unknown & context.expecting != 0 || context.goals.first() == Some(&result) {
            return false;
        }
        let Some(keys) = self.enumerations.get(&result) else { return false };
        let masks = masks(context, keys, &self.row_keys);
        masks
            .and_then(|masks| context.partitions.get(&masks))
            .is_some_and(|(count, first)| *count < SAME_CONDITIONS && context.cursor.level <= first + UNIT / 2)
    }

    /// Adds an entry to the bank and to the lists that the engines read.
    fn file(&mut self, c: usize, mut entry: Entry, fresh: bool, fits: bool, named: Option<u32>) {
        entry.eta = self.eta(c, &entry);
        let context = &mut self.contexts[c];
        let id = context.entries.len() as u32;
        let result = context.productions[entry.production as usize].result;
        let (level, right, unknown, eta) = (entry.cost, entry.right, entry.unknown, entry.eta);
        let top = context.productions[entry.production as usize].head == Head::If;
        context.make_room();
        context.entries.push(entry);
        context.values.extend_from_slice(&self.row_values);
        if fits {
            context.fits.push(id);
        }
        if context.branch
            && fresh
            && context.goals.first() == Some(&result)
            && let Some([no, yes, ..]) = self.enumerations.get(&result).map(Vec::as_slice)
        {
            let hit = |wanted: &u64| {
                let rows = self.row_keys.iter().enumerate().filter(|(_, key)| *key == wanted);
                rows.fold(0, |mask: Mask, (row, _)| mask | 1 << row)
            };
            context.truths.push((id, [hit(no), hit(yes)]));
        }
        if !fresh && !context.branch {
            return;
        }
        if fresh && !top {
            Context::file(&mut context.lists, result, level, id);
        }
        if fresh && context.parent.is_some() && context.goals.contains(&result) {
            let cost = named.unwrap_or(if eta { level } else { level + UNIT });
            Context::file(&mut context.functions, result, cost, id);
        }
        let guessed = unknown & context.expecting;
        if right != 0 && !fits && !top && context.partials.len() < PARTIALS {
            let recursive = context.entries[id as usize].uses & context.call_variables() != 0;
            if context.partial_masks.insert((right, guessed, recursive)) {
                context.partials.push(Partial { right, unknown: guessed, recursive, entry: id });
            }
        }
        let body = context.branch && context.goals.first() == Some(&result);
        if body && guessed != 0 && !top && context.open_bodies.len() < OPEN_BODIES {
            context.open_bodies.push(id);
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
        let Some(masks) = masks(context, keys, &self.row_keys) else { return };
        if masks.iter().filter(|m| **m != 0).count() < 2 {
            return;
        }
        // Conditions that tell the same rows apart are kept while they cost about the same: the first may not be meant.
        let cost = context.entries[id as usize].cost;
        let (count, first) = context.partitions.entry(masks.clone()).or_insert((0, cost));
        if *count < SAME_CONDITIONS && cost <= *first + UNIT / 2 {
            *count += 1;
            context.conditions.push((id, masks));
        }
    }

    /// Whether a candidate without variables is a constant that nobody writes down as a call (`show 0`, `3 * 5`); lists
    /// of numbers (`[1 ..]`) are, but for calls on nothing (`reverse []`).
    fn idle(&self, c: usize, number: usize, kids: &Kids) -> bool {
        let context = &self.contexts[c];
        let production = &context.productions[number];
        let Head::Call(instance) = production.head else { return production.head == Head::If };
        let sequence = || {
            let Type::App(_, element) = self.types.get(production.result) else { return false };
            **element == Type::con(wired::INT) || **element == Type::con(wired::INTEGER)
        };
        let bare = |(hole, kid): (&Hole, &u32)| {
            let of = |id: u32| &context.productions[context.entries[id as usize].production as usize];
            matches!(hole, Hole::Value(_)) && matches!(of(*kid).head, Head::Call(_)) && of(*kid).holes.is_empty()
        };
        let nothing = || production.holes.iter().zip(kids).any(bare);
        let called = !production.holes.is_empty() && !self.library.instances[instance as usize].constructor;
        called && (!sequence() || nothing())
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

/// The expected rows of each constructor; none if some expected row shows none of them.
fn masks(context: &Context, keys: &[u64], seen: &[u64]) -> Option<Vec<Mask>> {
    let mut masks = vec![0; keys.len()];
    for row in (0..context.rows).filter(|row| context.expecting & (1 << row) != 0) {
        masks[keys.iter().position(|k| *k == seen[row])?] |= 1 << row;
    }
    Some(masks)
}
