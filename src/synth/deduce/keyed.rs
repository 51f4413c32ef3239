//! Hypotheses that a table is filled from a list, entry by entry: `fromListWith (+) (map ? xs)`. Lists of one element say what
//! an entry is made of; how entries of the same key come together is one of a few operations, and whole programs decide.

use std::sync::Arc;

use crate::core::eval::{Value, View};
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Type, tuple_name};
use crate::core::wired;
use crate::synth::deduce::Shape;
use crate::synth::goal::Component;
use crate::synth::library::{UNIT, dictionary_variable};
use crate::synth::program::Style;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;
use crate::synth::types::{TypeId, expand, match_type};

/// How entries of the same key come together, and whether the later one is given first.
const OPERATIONS: [(&str, bool); 3] = [("Base.+", false), (wired::APPEND, true), (wired::APPEND, false)];
/// What fills a table from a list of entries: with an operation, and without one; and what gives the entries.
const FILL_WITH: &str = "fromListWith";
const FILL: &str = "fromList";
const ENTRIES: &str = "toList";

/// A way to fill a table: elaborated and source-style, applied to all but the list.
#[derive(Clone, Debug)]
pub(crate) struct Filling {
    elaborated: Term,
    source: Term,
}

/// How tables of one type are filled.
pub(crate) struct Table {
    fillings: Vec<Filling>,
    /// The types of a key and of what is held there.
    entry: [TypeId; 2],
    /// The function that gives the entries.
    entries: Value,
}

impl Forest {
    /// Hypotheses that the entry `id`, a list, fills the table that is wanted.
    pub(super) fn filled(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        let list = space.contexts[c].entry_type(id);
        let Some(element) = space.element_type(list) else { return };
        if !matches!(space.types.get(goal), Type::App(..)) {
            return;
        }
        if space.contexts[c].entries[id as usize].cost > 3 * UNIT || space.element_type(goal).is_some() {
            return;
        }
        let Some(found) = space.table(goal) else { return };
        let entries = found.entries;
        let (mut rows, mut elements, mut answers) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
        for (row, target) in space.targets(c) {
            let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
            let held = space.machine.apply(entries, &[target]);
            let (Some(from), Some(to)) = (space.elements(value), space.elements(held)) else { return };
            if from.is_empty() != to.is_empty() || to.len() > from.len() {
                return;
            }
            if let ([x], [pair]) = (from.as_slice(), to.as_slice())
                && let Ok(View::Data(_, parts)) = space.machine.view(*pair)
                && parts.len() == answers.len()
            {
                rows.push(row);
                elements.push(*x);
                for (answers, part) in answers.iter_mut().zip(parts) {
                    answers.push(Some((part, space.key(part))));
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let cost = UNIT + space.contexts[c].entries[id as usize].cost;
        for filling in &found.fillings {
            let Some(variable) = space.bound(element, elements.clone()) else { return };
            space.fillings.push(filling.clone());
            let shape = Shape::Fill(space.fillings.len() as u32 - 1, id);
            let s = self.open_hypothesis(n, shape, cost, false, answers.len());
            for (b, (ty, answers)) in found.entry.iter().zip(&answers).enumerate() {
                let mut child = space.derived(c, &rows, *ty, answers.clone());
                child.variables.push(variable.clone());
                self.add_node(s, b, child, false, space);
            }
        }
    }

    /// The term of such a hypothesis.
    pub(super) fn filled_term(
        &self,
        s: usize,
        (fill, id): (u32, u32),
        parts: Vec<Term>,
        space: &Space<'_>,
        style: Style,
    ) -> Term {
        let split = &self.splits[s];
        let Some(node) = split.branches[0].node else { return Term::Fall };
        let child = &space.contexts[self.nodes[node].context];
        let list = space.term(self.nodes[split.node].context, id, style);
        let entry = Term::app(Term::Con(tuple_name(2)), parts);
        let function = Term::lam(vec![child.variables[child.first_own].name], entry);
        let mapped = Term::app(Term::Global(Name::new(wired::MAP)), vec![function, list]);
        let filling = &space.fillings[fill as usize];
        let head = if style == Style::Source { &filling.source } else { &filling.elaborated };
        Term::app(head.clone(), vec![mapped])
    }
}

impl Space<'_> {
    /// How tables of a type may be filled: looked up once.
    fn table(&mut self, id: TypeId) -> Option<Arc<Table>> {
        if let Some((_, known)) = self.tables.iter().find(|(known, _)| *known == id) {
            return known.clone();
        }
        let ty = self.types.get(id).clone();
        let table = self.find_table(&ty).map(Arc::new);
        self.tables.push((id, table.clone()));
        table
    }

    fn find_table(&mut self, table: &Type) -> Option<Table> {
        let goal = self.goal;
        let named = |base: &str, takes: usize| {
            goal.components.iter().filter(|c| c.name.base() == base).find(|c| {
                let ty = expand(&c.scheme.ty, self.env);
                let (args, result) = ty.uncurry();
                let of = if base == ENTRIES { args.first().copied().unwrap_or(result) } else { result };
                args.len() == takes && *of.spine().0 == *table.spine().0
            })
        };
        let (with, without, entries) = (named(FILL_WITH, 2), named(FILL, 1)?, named(ENTRIES, 1)?);
        let (fill, ty) = self.instantiated(without, table, true)?;
        let pairs = ty.uncurry().0.first().copied().cloned()?;
        let Type::App(_, entry) = &pairs else { return None };
        let (head, parts) = entry.spine();
        let ([key, held], true) = (parts.as_slice(), *head == Type::Con(tuple_name(2))) else { return None };
        let mut fillings = Vec::new();
        if let Some((with, (elaborated, _))) = with.and_then(|with| Some((with, self.instantiated(with, table, true)?)))
        {
            for (name, turned) in OPERATIONS {
                let Some(operation) = goal.components.iter().find(|c| c.name.as_str() == name) else { continue };
                let ty = Type::funs([(*held).clone(), (*held).clone()], (*held).clone());
                let Some((term, _)) = self.instantiated(operation, &ty, false) else { continue };
                let flip = Term::Global(Name::new(wired::FLIP));
                let turn = |op: Term| if turned { Term::app(flip.clone(), vec![op]) } else { op };
                fillings.push(Filling {
                    elaborated: Term::app(elaborated.clone(), vec![turn(term)]),
                    source: Term::app(Term::Global(with.name), vec![turn(Term::Global(operation.name))]),
                });
            }
        }
        fillings.push(Filling { elaborated: fill, source: Term::Global(without.name) });
        let (entries, _) = self.instantiated(entries, &Type::fun(table.clone(), pairs.clone()), false)?;
        let entry = [self.types.id(key), self.types.id(held)];
        Some(Table { fillings, entry, entries: self.value(&entries) })
    }

    /// A component whose result, or whose whole type, is `ty`: applied to its dictionaries, and its type there.
    fn instantiated(&self, component: &Component, ty: &Type, result: bool) -> Option<(Term, Type)> {
        let scheme = &component.scheme;
        let own = expand(&scheme.ty, self.env);
        let pattern = if result { own.uncurry().1.clone() } else { own.clone() };
        let mut bound = Vec::new();
        if !match_type(&pattern, ty, &scheme.vars, &mut bound) {
            return None;
        }
        let bind = |var: Name| bound.iter().find(|(v, _)| *v == var).map(|(_, ty)| ty.clone());
        let givens: Vec<(Pred, Term)> = self
            .goal
            .scheme
            .context
            .iter()
            .enumerate()
            .map(|(i, pred)| (pred.clone(), Term::Var(dictionary_variable(i))))
            .collect();
        let dictionaries = scheme
            .context
            .iter()
            .map(|pred| infer::dictionary(&Pred { class: pred.class, ty: pred.ty.subst(&bind) }, &givens, self.env))
            .collect::<Option<Vec<Term>>>()?;
        Some((Term::app(Term::Global(component.name), dictionaries), own.subst(&bind)))
    }
}
