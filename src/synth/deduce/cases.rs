//! Hypotheses `case e of …` for what a call gives: of the library (`lookup k xs`, `span p xs`), or of the function itself on a
//! part. It is taken apart, and each constructor's rows become a node of their own.

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::synth::context::{Definition, Head};
use crate::synth::deduce::Shape;
use crate::synth::library::UNIT;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;

/// Most scrutinees tried for one node.
const MAX_SCRUTINEES: usize = 6;
/// Entries that cost more are no scrutinees.
const DEAREST: u32 = 4 * UNIT;

impl Forest {
    /// `case e of …` with the entry `id`.
    pub(super) fn cases(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let context = &space.contexts[c];
        let entry = &context.entries[id as usize];
        let (ty, cost) = (context.entry_type(id), entry.cost);
        let recursive = match context.productions[entry.production as usize].head {
            Head::Call(instance) if !space.library.instances[instance as usize].constructor => false,
            Head::Variable(v) if context.variables[v as usize].definition.is_call() => true,
            Head::Variable(v) if matches!(context.variables[v as usize].definition, Definition::Computed(..)) => false,
            _ => return,
        };
        if self.nodes[n].scrutinees >= MAX_SCRUTINEES || entry.uses == 0 || cost > DEAREST {
            return;
        }
        // A list is taken apart by a variable's case analysis or by a combinator, but for what the recursion gives.
        if !recursive && space.element_type(ty).is_some() {
            return;
        }
        let Some(shape) = space.open_shape(ty) else { return };
        let selected = shape.len() == 1 && space.has_selectors(shape[0].name);
        if shape.iter().all(|k| k.fields.is_empty()) || shape.len() > 4 || selected {
            return;
        }
        let mut rows: Vec<Vec<(usize, Value, Vec<Value>)>> = vec![Vec::new(); shape.len()];
        for (row, target) in space.targets(c) {
            let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
            let Ok(View::Data(tag, fields)) = space.machine.view(value) else { return };
            rows[tag as usize].push((row, target, fields));
        }
        if rows.iter().filter(|rows| !rows.is_empty()).count() < shape.len().min(2) {
            return;
        }
        let goal = space.contexts[c].goals[0];
        let mut children = Vec::new();
        for (constructor, rows) in shape.iter().zip(&rows) {
            let places: Vec<usize> = rows.iter().map(|(row, ..)| *row).collect();
            let expected = rows.iter().map(|(_, target, _)| Some((*target, space.key(*target)))).collect();
            let mut child = space.derived(c, &places, goal, expected);
            let mut names: Vec<Name> = Vec::new();
            for (i, ty) in constructor.fields.iter().enumerate() {
                let values = rows.iter().map(|(_, _, fields)| fields[i]).collect();
                let Some(variable) = space.bound(*ty, values) else { return };
                names.push(variable.name);
                child.variables.push(variable);
            }
            children.push((constructor.name, names, child));
        }
        self.nodes[n].scrutinees += 1;
        let s = self.open_hypothesis(n, Shape::Cases(id), cost + UNIT, true, children.len());
        for (b, (constructor, fields, child)) in children.into_iter().enumerate() {
            self.splits[s].branches[b].constructor = constructor;
            self.splits[s].branches[b].fields = fields;
            self.add_node(s, b, child, true, space);
        }
    }
}

impl Space<'_> {
    /// Whether the constructor's fields have names: they are selected, not matched.
    fn has_selectors(&self, constructor: Name) -> bool {
        self.env.constructor(constructor).is_some_and(|(data, tag)| {
            let fields = &data.constructors[tag].fields;
            !fields.is_empty() && fields.iter().all(|field| field.name.is_some())
        })
    }
}
