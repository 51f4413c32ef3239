//! Hypotheses over the elements of lists: what the results of `map`, `filter`, `zipWith`, `all`, … say of the function.

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Head, Hole};
use crate::synth::deduce::{MAX_ELEMENTS, Over, Shape, is_list};
use crate::synth::library::{Instance, Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// One wanted or open answer of the function: a row of the node, the elements, the answer.
pub(super) struct Sample {
    pub(super) row: usize,
    pub(super) elements: Vec<Value>,
    pub(super) answer: Option<Value>,
}

impl Forest {
    /// Hypotheses with the entry `id` as the list.
    pub(super) fn over(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let ty = space.contexts[c].entry_type(id);
        let Some(element) = space.element_type(ty) else { return };
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        let targets = space.targets(c);
        let mut lists = Vec::new();
        for (row, target) in &targets {
            let at = id as usize * space.contexts[c].rows + row;
            let value = space.contexts[c].values[at];
            let Some(list) = space.elements(value) else { return };
            lists.push((*row, list, *target));
        }
        // Lists of one element at most, and those that depend on nothing, are no sources.
        if lists.iter().all(|(_, list, _)| list.len() < 2) || space.contexts[c].entries[id as usize].uses == 0 {
            return;
        }
        space.steps += 1;
        let truth = space.types.id(&Type::con(wired::BOOL));
        if let Some(to) = space.element_type(goal) {
            self.over_list(n, id, (element, to), &lists, space);
        } else if goal == truth || goal == space.int() {
            self.together(n, id, element, &lists, space);
        }
    }

    /// Hypotheses with the entry `id`, a list of what was mapped, before its filtered list.
    pub(super) fn mapped(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let ty = space.contexts[c].entry_type(id);
        if space.contexts[c].goals.first() != Some(&ty) || space.element_type(ty).is_none() {
            return;
        }
        let mut rows = Vec::new();
        for (row, target) in space.targets(c) {
            let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
            let Some(list) = space.elements(value) else { return };
            let Some(out) = space.elements(target) else { return };
            rows.push((row, list, out));
        }
        let truth = space.types.id(&Type::con(wired::BOOL));
        self.filter_then_map(n, id, &rows, truth, space);
    }

    fn over_list(
        &mut self,
        n: usize,
        id: u32,
        (element, to): (TypeId, TypeId),
        lists: &[(usize, Vec<Value>, Value)],
        space: &mut Space<'_>,
    ) {
        let mut rows = Vec::new();
        for (row, list, target) in lists {
            let Some(out) = space.elements(*target) else { return };
            rows.push((*row, list.clone(), out));
        }
        let truth = space.types.id(&Type::con(wired::BOOL));
        if rows.iter().all(|(_, list, out)| list.len() == out.len()) {
            let samples = rows.iter().flat_map(|(row, list, out)| {
                let pair = |(x, y): (&Value, &Value)| Sample { row: *row, elements: vec![*x], answer: Some(*y) };
                list.iter().zip(out).map(pair).collect::<Vec<_>>()
            });
            self.propose(n, Over::Map, vec![id], &[element], to, samples.collect(), space);
            self.zipped(n, id, &rows, to, space);
            return;
        }
        if element == to {
            let kept: Option<Vec<Vec<bool>>> = rows.iter().map(|(_, list, out)| space.kept(list, out)).collect();
            if let Some(kept) = kept {
                let samples = labelled(&rows, &kept, space);
                self.propose(n, Over::Filter, vec![id], &[element], truth, samples, space);
            }
        }
        if element == to {
            self.cut(n, id, element, &rows, space);
        }
        self.zipped(n, id, &rows, to, space);
        self.flattened(n, id, (element, to), &rows, space);
    }

    /// `takeWhile` and `dropWhile`: what is before the cut, and the first element behind it.
    fn cut(
        &mut self,
        n: usize,
        id: u32,
        element: TypeId,
        rows: &[(usize, Vec<Value>, Vec<Value>)],
        space: &mut Space<'_>,
    ) {
        let truth = space.types.id(&Type::con(wired::BOOL));
        let [no, yes] = [0, 1].map(|tag| space.machine.make(&View::Data(tag, Vec::new())));
        for over in [Over::TakeWhile, Over::DropWhile] {
            let (mut samples, mut fine) = (Vec::new(), true);
            for (row, list, out) in rows {
                let [all, part] = [list, out].map(|l| l.iter().map(|x| space.key(*x)).collect::<Vec<u64>>());
                let (fits, before) = match over {
                    Over::TakeWhile => (all.starts_with(&part), part.len()),
                    _ => (all.ends_with(&part), all.len().saturating_sub(part.len())),
                };
                fine &= fits;
                for (i, x) in list.iter().enumerate().take(before + 1) {
                    samples.push(Sample {
                        row: *row,
                        elements: vec![*x],
                        answer: Some(if i < before { yes } else { no }),
                    });
                }
            }
            if fine {
                self.propose(n, over, vec![id], &[element], truth, samples, space);
            }
        }
    }

    /// The entry is `map f xs`, and the result is a part of it.
    fn filter_then_map(
        &mut self,
        n: usize,
        id: u32,
        rows: &[(usize, Vec<Value>, Vec<Value>)],
        truth: TypeId,
        space: &mut Space<'_>,
    ) {
        let c = self.nodes[n].context;
        let context = &space.contexts[c];
        let entry = &context.entries[id as usize];
        let production = &context.productions[entry.production as usize];
        let (Head::Call(instance), [Hole::Function(..), Hole::Value(source)]) =
            (production.head, &production.holes[..])
        else {
            return;
        };
        if space.library.instances[instance as usize].name.as_str() != wired::MAP {
            return;
        }
        let (source, list) = (*source, entry.kids[1]);
        let Some(element) = space.element_type(source) else { return };
        let mut whole = Vec::new();
        for (row, mapped, out) in rows {
            let at = list as usize * space.contexts[c].rows + row;
            let value = space.contexts[c].values[at];
            let Some(elements) = space.elements(value) else { return };
            let Some(kept) = space.kept(mapped, out) else { return };
            whole.push((*row, elements, kept));
        }
        let kept: Vec<Vec<bool>> = whole.iter().map(|(_, _, kept)| kept.clone()).collect();
        let rows: Vec<_> = whole.into_iter().map(|(row, elements, _)| (row, elements, Vec::new())).collect();
        let samples = labelled(&rows, &kept, space);
        self.propose(n, Over::FilterThenMap, vec![list, id], &[element], truth, samples, space);
    }

    /// Two variables of list type, one as long as the result.
    fn zipped(
        &mut self,
        n: usize,
        id: u32,
        rows: &[(usize, Vec<Value>, Vec<Value>)],
        to: TypeId,
        space: &mut Space<'_>,
    ) {
        let c = self.nodes[n].context;
        for other in 0..id {
            let context = &space.contexts[c];
            let leaf = |e: u32| {
                matches!(context.productions[context.entries[e as usize].production as usize].head, Head::Variable(_))
            };
            if !leaf(other) || context.entries[other as usize].cost + context.entries[id as usize].cost > 3 * UNIT {
                continue;
            }
            let (first, second) = (context.entry_type(other), context.entry_type(id));
            // Of two lists one of which is computed from a list, both hold the same: `zip xs (tail xs)`.
            if !leaf(id) && first != second {
                continue;
            }
            let (Some(a), Some(b)) = (space.element_type(first), space.element_type(second)) else { continue };
            let mut samples = Vec::new();
            let mut fine = true;
            for (row, ys, out) in rows {
                let value = space.contexts[c].values[other as usize * space.contexts[c].rows + row];
                let Some(xs) = space.elements(value) else { return };
                fine &= out.len() == xs.len().min(ys.len());
                let triples = xs.iter().zip(ys).zip(out);
                samples.extend(triples.map(|((x, y), z)| Sample {
                    row: *row,
                    elements: vec![*x, *y],
                    answer: Some(*z),
                }));
            }
            if fine {
                self.propose(n, Over::ZipWith, vec![other, id], &[a, b], to, samples, space);
            }
        }
    }

    /// Opens a hypothesis unless its samples contradict each other or say nothing.
    #[expect(clippy::too_many_arguments, reason = "the parts of one hypothesis")]
    pub(super) fn propose(
        &mut self,
        n: usize,
        over: Over,
        sources: Vec<u32>,
        elements: &[TypeId],
        answer: TypeId,
        samples: Vec<Sample>,
        space: &mut Space<'_>,
    ) {
        if space.instances_of(over, elements, answer).is_none() {
            return;
        }
        let complete = !over.recurses() && samples.iter().all(|s| s.answer.is_some());
        let c = self.nodes[n].context;
        let source = sources.iter().map(|s| space.contexts[c].entries[*s as usize].cost).max().unwrap_or(0);
        let weak = samples.iter().filter(|s| s.answer.is_some()).count() < 3 || source > 2 * UNIT;
        if !complete && weak || over == Over::ConcatMap && source > 2 * UNIT {
            return;
        }
        let Some(samples) = space.consistent(samples) else { return };
        let answers: Vec<Option<(Value, u64)>> =
            samples.iter().map(|s| s.answer.map(|value| (value, space.key(value)))).collect();
        let mut distinct: Vec<u64> = answers.iter().flatten().map(|(_, key)| *key).collect();
        let wanted = distinct.len();
        distinct.sort_unstable();
        distinct.dedup();
        // A predicate that is always true, or a function of one sample, says nothing.
        if wanted < 2
            || distinct.len() < 2 && (complete || over.recurses()) && !matches!(over, Over::Map | Over::ConcatMap)
        {
            return;
        }
        let rows: Vec<usize> = samples.iter().map(|s| s.row).collect();
        let mut child = space.derived(c, &rows, answer, answers);
        for (i, ty) in elements.iter().enumerate() {
            let values = samples.iter().map(|s| s.elements[i]).collect();
            match space.bound(*ty, values) {
                Some(variable) => child.variables.push(variable),
                None => return,
            }
        }
        let listed = if over == Over::FilterThenMap { &sources[..1] } else { &sources };
        // What numbers the elements counts little, whatever it costs to find.
        let price = |id: &u32| {
            let entry = &space.contexts[c].entries[*id as usize];
            if entry.infinite { UNIT / 2 } else { entry.cost }
        };
        let cost = UNIT + listed.iter().map(price).sum::<u32>();
        self.hypothesis(n, Shape::Over(over, sources), cost, complete, child, space);
    }

    /// The term of a hypothesis over lists.
    pub(super) fn over_term(
        &self,
        s: usize,
        over: Over,
        sources: &[u32],
        body: Term,
        space: &Space<'_>,
        style: Style,
    ) -> Term {
        let split = &self.splits[s];
        let c = self.nodes[split.node].context;
        let Some(node) = split.branches[0].node else { return Term::Fall };
        let child = &space.contexts[self.nodes[node].context];
        let count = over.count();
        let params = &child.variables[child.first_own..child.first_own + count];
        let types: Vec<TypeId> =
            params.iter().filter_map(|v| if let Slot::Value(id) = v.sort { Some(id) } else { None }).collect();
        let names = params.iter().map(|v| v.name).collect();
        let Some((inner, outer)) = space.instances_of(over, &types, child.goals[0]) else { return Term::Fall };
        let mut args = vec![Term::lam(names, body)];
        let lists = if over == Over::FilterThenMap { &sources[..1] } else { sources };
        args.extend(lists.iter().map(|e| space.term(c, *e, style)));
        let call = space.instance_call(inner, args, style);
        match (over, outer) {
            (Over::FilterThenMap, _) => {
                // The second source is `map f xs`: its list is replaced.
                match space.term(c, sources[1], style) {
                    Term::App(head, mut args) => {
                        args.pop();
                        args.push(call);
                        Term::app(*head, args)
                    }
                    other => other,
                }
            }
            (over, _) if over.recurses() => space.call_on(c, sources[0], call, style),
            (Over::CountZipped, Some(outer)) => {
                let truth = Name::new("$");
                let itself = Term::lam(vec![truth], Term::Var(truth));
                let kept = Term::app(Term::Global(Name::new(wired::FILTER)), vec![itself, call]);
                space.instance_call(outer, vec![kept], style)
            }
            (_, Some(outer)) => space.instance_call(outer, vec![call], style),
            (_, None) => call,
        }
    }
}

/// The samples of a filter.
fn labelled(rows: &[(usize, Vec<Value>, Vec<Value>)], kept: &[Vec<bool>], space: &mut Space<'_>) -> Vec<Sample> {
    let [no, yes] = [0, 1].map(|tag| space.machine.make(&View::Data(tag, Vec::new())));
    let mut samples = Vec::new();
    for ((row, list, _), kept) in rows.iter().zip(kept) {
        for (x, kept) in list.iter().zip(kept) {
            samples.push(Sample { row: *row, elements: vec![*x], answer: Some(if *kept { yes } else { no }) });
        }
    }
    samples
}

impl Space<'_> {
    /// The instances that a hypothesis calls: the combinator, and what stands around it.
    pub(super) fn instances_of(&self, over: Over, elements: &[TypeId], answer: TypeId) -> Option<(u32, Option<u32>)> {
        let list = |id: TypeId| self.types.find(&Type::list(self.types.get(id).clone()));
        if over == Over::CountZipped {
            // The list of truths between them is of no type that the search has: what they are at any list is the same.
            let at_list = |slot: &Slot| matches!(slot, Slot::Value(id) if is_list(self.types.get(*id)));
            let any = |name| {
                let of = |i: &Instance| i.name.as_str() == name && i.slots.last().is_some_and(&at_list);
                self.library.instances.iter().position(&of).map(|i| i as u32)
            };
            return any(wired::FILTER).and(Some((any(wired::ZIP_WITH)?, any(wired::LENGTH))));
        }
        let function = Slot::Function(elements.to_vec(), answer);
        let first = list(*elements.first()?)?;
        let names = over.names();
        let mut slots = vec![function];
        for element in elements {
            slots.push(Slot::Value(list(*element)?));
        }
        let result = match over {
            Over::Map | Over::Sum => list(answer)?,
            _ if over.count() == 2 => list(answer)?,
            Over::Filter
            | Over::FilterThenMap
            | Over::Count
            | Over::TakeWhile
            | Over::DropWhile
            | Over::FilterThenCall
            | Over::DropThenCall => first,
            _ => answer,
        };
        let inner = self.find_instance(names.over, &slots, result)?;
        let outer = match (over, names.around) {
            (Over::FilterThenMap, _) | (_, None) => None,
            (Over::Count, Some(around)) => Some(self.find_instance(around, &[Slot::Value(result)], self.int())?),
            (_, Some(around)) => Some(self.find_instance(around, &[Slot::Value(result)], answer)?),
        };
        Some((inner, outer))
    }

    /// Which elements of `list` are in `out`, when `out` keeps some of them in order and equal ones alike.
    fn kept(&mut self, list: &[Value], out: &[Value]) -> Option<Vec<bool>> {
        let keys: Vec<u64> = list.iter().map(|x| self.key(*x)).collect();
        let wanted: Vec<u64> = out.iter().map(|x| self.key(*x)).collect();
        let kept: Vec<bool> = keys.iter().map(|key| wanted.contains(key)).collect();
        let there: Vec<u64> = keys.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(key, _)| *key).collect();
        (there == wanted).then_some(kept)
    }

    /// Each situation once, at most [`MAX_ELEMENTS`], rows in turn; none when two say different things.
    fn consistent(&mut self, samples: Vec<Sample>) -> Option<Vec<Sample>> {
        let mut seen: Vec<(usize, Vec<u64>, Option<u64>)> = Vec::new();
        let mut kept: Vec<Sample> = Vec::new();
        for sample in samples {
            let keys: Vec<u64> = sample.elements.iter().map(|x| self.key(*x)).collect();
            let answer = sample.answer.map(|value| self.key(value));
            // With one parameter the elements are all that the function can depend on, as a rule.
            match seen.iter_mut().find(|(row, known, _)| *row == sample.row && *known == keys) {
                Some((_, _, known)) => {
                    if known.is_some() && answer.is_some() && *known != answer {
                        return None;
                    }
                }
                None => {
                    seen.push((sample.row, keys, answer));
                    kept.push(sample);
                }
            }
        }
        if kept.len() > MAX_ELEMENTS {
            // Rows in turn, so that every example has its say.
            let mut place = std::collections::HashMap::new();
            let mut order: Vec<(usize, usize)> = Vec::new();
            for (i, sample) in kept.iter().enumerate() {
                let turn: &mut usize = place.entry(sample.row).or_default();
                order.push((*turn, i));
                *turn += 1;
            }
            order.sort_unstable();
            let mut chosen: Vec<usize> = order.into_iter().take(MAX_ELEMENTS).map(|(_, i)| i).collect();
            chosen.sort_unstable();
            let mut at = 0;
            kept.retain(|_| {
                at += 1;
                chosen.binary_search(&(at - 1)).is_ok()
            });
        }
        Some(kept)
    }
}
