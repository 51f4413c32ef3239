//! Hypotheses on how a result is put together: a constructor that all results share, a known part at the front or at
//! the back of a list, a condition that tells the constructors of the results apart.

use crate::core::eval::{Value, View};
use crate::core::wired;
use crate::synth::context::{Head, Mask, Variable};
use crate::synth::deduce::Shape;
use crate::synth::library::{Slot, UNIT};
use crate::synth::recurse::Forest;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// Most known parts at the front or at the back of one node's results.
const MAX_AFFIXES: usize = 6;
/// Most conditions tried for one node.
const MAX_GUARDS: usize = 4;
/// Most conditions tried that tell the same rows apart.
const SAME: usize = 2;

impl Forest {
    /// `C ? ?` when all results are built by `C`.
    pub(super) fn build(&mut self, n: usize, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        let Some(shape) = space.open_shape(goal) else { return };
        let targets = space.targets(c);
        let mut fields: Vec<Vec<Value>> = Vec::new();
        let mut common = None;
        for (_, target) in &targets {
            let Ok(View::Data(tag, parts)) = space.machine.view(*target) else { return };
            if *common.get_or_insert(tag) != tag || parts.is_empty() {
                return;
            }
            fields.push(parts);
        }
        let Some(constructor) = common.and_then(|tag| shape.get(tag as usize)) else { return };
        // A list's head and tail are rarely made apart.
        if targets.len() < 2 && constructor.name.as_str() == wired::CONS {
            return;
        }
        let wanted = constructor.name;
        let at = space.library.instances.iter().position(|i| i.constructor && i.name == wanted && i.result == goal);
        let Some(instance) = at else { return };
        let rows: Vec<usize> = targets.iter().map(|(row, _)| *row).collect();
        let mut children = Vec::new();
        for (i, ty) in constructor.fields.iter().enumerate() {
            let expected = fields.iter().map(|parts| (parts[i], space.key(parts[i]))).map(Some).collect();
            children.push(space.derived(c, &rows, *ty, expected));
        }
        let cost = space.library.instances[instance].cost;
        let s = self.open_hypothesis(n, Shape::Build(instance as u32), cost, true, children.len());
        for (b, child) in children.into_iter().enumerate() {
            self.add_node(s, b, child, true, space);
        }
    }

    /// `e ++ ?` and `? ++ e` when the entry's value, where it is known, begins or ends every result.
    pub(super) fn affix(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        if self.nodes[n].affixes >= MAX_AFFIXES
            || space.contexts[c].goals.first() != Some(&space.contexts[c].entry_type(id))
        {
            return;
        }
        let goal = space.contexts[c].goals[0];
        let slots = [Slot::Value(goal), Slot::Value(goal)];
        if space.element_type(goal).is_none() {
            return;
        }
        let Some(append) = space.find_instance(wired::APPEND, &slots, goal) else { return };
        let (mut fronts, mut backs) = (Some(Vec::new()), Some(Vec::new()));
        let (mut rows, mut some) = (Vec::new(), false);
        let unknown = space.contexts[c].entries[id as usize].unknown;
        let mut complete = true;
        for (row, target) in space.targets(c) {
            if unknown & (1 << row) != 0 {
                complete = false;
                continue;
            }
            let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
            let (Some(part), Some(out)) = (space.elements(value), space.elements(target)) else { return };
            some |= !part.is_empty();
            if part.len() > out.len() {
                return;
            }
            let keys = |list: &[Value], space: &mut Space<'_>| list.iter().map(|x| space.key(*x)).collect::<Vec<u64>>();
            let (part, all) = (keys(&part, space), keys(&out, space));
            fronts = fronts.filter(|_| all.starts_with(&part));
            backs = backs.filter(|_| all.ends_with(&part));
            if let Some(fronts) = &mut fronts {
                fronts.push(out[part.len()..].to_vec());
            }
            if let Some(backs) = &mut backs {
                backs.push(out[..out.len() - part.len()].to_vec());
            }
            rows.push(row);
        }
        // Nothing in front of nothing says nothing.
        if !some || !complete && rows.len() < 2 {
            return;
        }
        let cost = space.contexts[c].entries[id as usize].cost + space.library.instances[append as usize].cost;
        for (rests, shape) in [(fronts, Shape::Before(append, id)), (backs, Shape::Behind(append, id))] {
            let Some(rests) = rests.filter(|rests| rests.iter().any(|rest| !rest.is_empty())) else { continue };
            self.nodes[n].affixes += 1;
            let expected = rests.iter().map(|rest| {
                let value = space.list(rest);
                Some((value, space.key(value)))
            });
            let expected = expected.collect();
            let child = space.derived(c, &rows, goal, expected);
            self.hypothesis(n, shape, cost, complete, child, space);
        }
    }

    /// `? ++ e : ?` when a variable is an element of every result, in some with something before it, in some behind it.
    /// Where it is in a result more than once, that result says nothing.
    pub(super) fn around(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let context = &space.contexts[c];
        let Some(goal) = context.goals.first().copied() else { return };
        let entry = &context.entries[id as usize];
        let variable = matches!(context.productions[entry.production as usize].head, Head::Variable(_));
        let (element, price) = (context.entry_type(id), entry.cost);
        if self.nodes[n].affixes >= MAX_AFFIXES || !variable || space.list_of(goal) != Some(element) {
            return;
        }
        let lists = [Slot::Value(goal), Slot::Value(goal)];
        let Some(append) = space.find_instance(wired::APPEND, &lists, goal) else { return };
        let cons = [Slot::Value(element), Slot::Value(goal)];
        let Some(cons) = space.find_instance(wired::CONS, &cons, goal) else { return };
        let (mut rows, mut fronts, mut backs) = (Vec::new(), Vec::new(), Vec::new());
        for (row, target) in space.targets(c) {
            let key = space.key(space.contexts[c].values[id as usize * space.contexts[c].rows + row]);
            let Some(out) = space.elements(target) else { return };
            let keys: Vec<u64> = out.iter().map(|x| space.key(*x)).collect();
            let Some(at) = keys.iter().position(|k| *k == key) else { return };
            let once = !keys[at + 1..].contains(&key);
            let [front, back] = [&out[..at], &out[at + 1..]].map(|part| once.then(|| part.to_vec()));
            rows.push(row);
            fronts.push(front);
            backs.push(back);
        }
        let says = |parts: &[Option<Vec<Value>>]| parts.iter().flatten().any(|part| !part.is_empty());
        if fronts.iter().flatten().count() < 2 || !says(&fronts) || !says(&backs) {
            return;
        }
        self.nodes[n].affixes += 1;
        let cost = |instance: u32| space.library.instances[instance as usize].cost;
        let (cost, complete) = (price + cost(append) + cost(cons), fronts.iter().all(Option::is_some));
        let s = self.open_hypothesis(n, Shape::Around(append, cons, id), cost, complete, 2);
        for (b, parts) in [fronts, backs].iter().enumerate() {
            let expected = parts.iter().map(|part| {
                let value = space.list(part.as_ref()?);
                Some((value, space.key(value)))
            });
            let expected = expected.collect();
            let child = space.derived(c, &rows, goal, expected);
            self.add_node(s, b, child, complete, space);
        }
    }

    /// `if p then ? else ?` when `p` tells the results apart: by their constructors, or, where all have the same, by what
    /// the constructor is given.
    pub(super) fn guards(&mut self, n: usize, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let from = std::mem::replace(&mut self.nodes[n].guards_read, space.contexts[c].conditions.len());
        if self.nodes[n].guards >= MAX_GUARDS || from == space.contexts[c].conditions.len() {
            return;
        }
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        let Some(shape) = space.open_shape(goal) else { return };
        if shape.iter().all(|k| k.fields.is_empty()) {
            return;
        }
        let mut classes: Vec<Mask> = vec![0; shape.len()];
        let mut fields: Vec<(usize, Vec<Value>)> = Vec::new();
        for (row, target) in space.targets(c) {
            let Ok(View::Data(tag, parts)) = space.machine.view(target) else { return };
            classes[tag as usize] |= 1 << row;
            fields.push((row, parts));
        }
        let common = classes.iter().position(|mask| *mask != 0);
        classes.retain(|mask| *mask != 0);
        let same = classes.len() < 2;
        if same {
            let Some(common) = common else { return };
            classes = space.given(c, &shape[common].fields, &fields);
        }
        let several = shape.len() > 1;
        let told = |side: Mask| classes.iter().any(|class| if same { class & side == side } else { *class == side });
        let wanted = space.contexts[c].wanted();
        let kept = space.returned(c, goal);
        for at in from..space.contexts[c].conditions.len() {
            let (entry, masks) = space.contexts[c].conditions[at].clone();
            let met = masks.iter().all(|mask| mask & wanted != 0);
            let parts: Vec<Mask> = masks.iter().map(|mask| mask & wanted).collect();
            let left = parts.len() == 2 && parts.iter().any(|part| kept.contains(part));
            let apart = met && (left || several && parts.iter().all(|part| told(*part)));
            let known = self.nodes[n].parted.iter().filter(|known| **known == parts).count();
            if !apart || self.nodes[n].guards >= MAX_GUARDS || known >= SAME || space.analysed(c, &parts) {
                continue;
            }
            self.nodes[n].parted.push(parts);
            self.nodes[n].guards += 1;
            let cost = space.contexts[c].entries[entry as usize].cost + UNIT;
            let mut children = Vec::new();
            for mask in &masks {
                let rows: Vec<(usize, Value)> =
                    space.targets(c).into_iter().filter(|(row, _)| mask & (1 << row) != 0).collect();
                let expected = rows.iter().map(|(_, value)| Some((*value, space.key(*value)))).collect();
                let rows: Vec<usize> = rows.into_iter().map(|(row, _)| row).collect();
                children.push(space.derived(c, &rows, goal, expected));
            }
            let s = self.open_hypothesis(n, Shape::Guard(entry), cost, true, children.len());
            for (b, child) in children.into_iter().enumerate() {
                self.add_node(s, b, child, true, space);
            }
        }
    }
}

impl Space<'_> {
    /// The rows where a variable is the result: of each variable some, not all.
    fn returned(&self, c: usize, goal: TypeId) -> Vec<Mask> {
        let context = &self.contexts[c];
        let wanted = context.wanted();
        let agrees = |variable: &Variable| {
            let same = |row: &usize| variable.keys[*row] == context.expected[*row];
            let known = (0..context.rows).filter(|row| (wanted & !variable.unknown) & (1 << row) != 0);
            known.filter(same).fold(0, |mask: Mask, row| mask | 1 << row)
        };
        let of_type = context.variables.iter().filter(|v| !v.hidden && v.sort == Slot::Value(goal));
        let masks: Vec<Mask> = of_type.map(agrees).collect();
        if masks.contains(&wanted) { Vec::new() } else { masks.into_iter().filter(|mask| *mask != 0).collect() }
    }

    /// The rows where a variable is what a field of the result is: of each field and variable some, not all.
    fn given(&mut self, c: usize, types: &[TypeId], fields: &[(usize, Vec<Value>)]) -> Vec<Mask> {
        let wanted = self.contexts[c].wanted();
        let mut out: Vec<Mask> = Vec::new();
        for (i, ty) in types.iter().enumerate() {
            let keys: Vec<(usize, u64)> = fields.iter().map(|(row, parts)| (*row, self.key(parts[i]))).collect();
            let context = &self.contexts[c];
            let agrees = |variable: &Variable| {
                let known = |row: usize| variable.unknown & (1 << row) == 0;
                let rows = keys.iter().filter(|(row, key)| known(*row) && variable.keys[*row] == *key);
                rows.fold(0, |mask: Mask, (row, _)| mask | 1 << row)
            };
            let of_type = context.variables.iter().filter(|v| !v.hidden && v.sort == Slot::Value(*ty));
            let masks: Vec<Mask> = of_type.map(agrees).collect();
            if !masks.contains(&wanted) {
                out.extend(masks.into_iter().filter(|mask| *mask != 0));
            }
        }
        out
    }

    /// Whether a case analysis of a variable tells apart the same rows.
    fn analysed(&mut self, c: usize, parts: &[Mask]) -> bool {
        let rows: Vec<usize> =
            (0..self.contexts[c].rows).filter(|row| self.contexts[c].wanted() & (1 << row) != 0).collect();
        for v in 0..self.contexts[c].variables.len() {
            let Some(ty) = self.contexts[c].value_type(v) else { continue };
            if self.open_shape(ty).is_none() {
                continue;
            }
            let mut tags: Vec<(u32, Mask)> = Vec::new();
            for row in &rows {
                let value = self.contexts[c].variables[v].values[*row];
                let Ok(View::Data(tag, _)) = self.machine.view(value) else { break };
                match tags.iter_mut().find(|(known, _)| *known == tag) {
                    Some((_, mask)) => *mask |= 1 << row,
                    None => tags.push((tag, 1 << row)),
                }
            }
            let masks: Vec<Mask> = tags.into_iter().map(|(_, mask)| mask).collect();
            if masks.len() == parts.len() && masks.iter().all(|mask| parts.contains(mask)) {
                return true;
            }
        }
        false
    }
}
