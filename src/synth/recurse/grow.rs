//! Growing the forest: splits of variables and their branches' contexts.

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::synth::context::{Context, Definition, MAX_VARIABLES, Variable};
use crate::synth::library::{Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::recurse::calls::add_calls;
use crate::synth::recurse::{Body, Branch, Forest, Kind, Node, Solution, Split, split_cost};
use crate::synth::space::{Space, is_full, key};
use crate::synth::types::{ConstructorShape, TypeId};

/// Deepest nesting of splits.
const MAX_DEPTH: u32 = 4;
/// Most splits in all.
const MAX_SPLITS: usize = 160;
/// What it costs that the function is not defined for a constructor.
const STOP: u32 = 3 * UNIT;
/// Steps that running a whole program counts for: it is compiled first.
const WHOLE: u64 = 16;
/// A base case may take this many steps before the recursive branches are opened without it.
const PATIENCE: u64 = 3_000;

impl Forest {
    /// Splits a node on each of its variables where that may help.
    pub(crate) fn grow(&mut self, n: usize, space: &mut Space<'_>) {
        self.nodes[n].grown = true;
        let (c, depth) = (self.nodes[n].context, self.nodes[n].depth);
        if depth >= MAX_DEPTH || space.contexts[c].rows == 0 || !space.contexts[c].groups.is_empty() {
            return;
        }
        let looked = self.looked(n, space);
        for v in 0..space.contexts[c].variables.len() {
            if self.splits.len() >= MAX_SPLITS || space.contexts[c].variables[v].definition != Definition::Bound {
                continue;
            }
            let Some(ty) = space.contexts[c].value_type(v) else { continue };
            if n == 0 && v == 0 && space.accumulates.is_some() {
                continue;
            }
            if looked.contains(&space.contexts[c].variables[v].name) {
                continue;
            }
            if depth == 0 && space.is_whole(ty) {
                self.descend(n, v, ty, space);
            } else if let Some(shape) = space.open_shape(ty) {
                self.split(n, v, ty, &shape, space);
            }
        }
    }

    /// How many case analyses of variables node `n` has.
    pub(super) fn analyses(&self, n: usize) -> usize {
        self.splits.iter().filter(|s| s.node == n && !matches!(s.kind, Kind::Deduced(_))).count()
    }

    /// The variables that splits above node `n` look at.
    pub(crate) fn looked(&self, n: usize, space: &Space<'_>) -> Vec<Name> {
        let mut out = Vec::new();
        let mut at = self.nodes[n].parent;
        while let Some((s, _)) = at {
            let split = &self.splits[s];
            if !matches!(split.kind, Kind::Deduced(_)) {
                let context = &space.contexts[self.nodes[split.node].context];
                out.push(context.variables[split.variable as usize].name);
            }
            at = self.nodes[split.node].parent;
        }
        out
    }

    /// Whether node `n` is the body of a function of pairs that a combinator takes.
    pub(crate) fn takes_pairs(&self, n: usize, space: &mut Space<'_>) -> bool {
        let context = &space.contexts[self.nodes[n].context];
        let own = context.first_own..context.variables.len();
        let types: Vec<TypeId> = own.filter_map(|v| context.value_type(v)).collect();
        let pair = |ty| space.open_shape(ty).is_some_and(|shape| space.is_pair(&shape));
        self.is_over(n) && types.into_iter().any(pair)
    }

    fn split(&mut self, n: usize, v: usize, ty: TypeId, shape: &[ConstructorShape], space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let rows = space.contexts[c].rows;
        let mut tags: Vec<Option<(usize, Vec<Value>)>> = Vec::with_capacity(rows);
        for row in 0..rows {
            if space.contexts[c].salts.get(row).copied().unwrap_or(0) != 0 {
                tags.push(None);
                continue;
            }
            let value = space.contexts[c].variables[v].values[row];
            match space.machine.view(value) {
                Ok(View::Data(tag, fields)) => tags.push(Some((tag as usize, fields))),
                _ => return,
            }
        }
        let parameter = param_of(&space.contexts[c], v, space.arity);
        let parts = |k: &ConstructorShape| k.fields.iter().any(|f| *f == ty || space.list_of(*f) == Some(ty));
        let own: Vec<bool> = shape.iter().map(|k| parameter.is_some() && parts(k)).collect();
        let mut met: Vec<usize> = tags.iter().flatten().map(|(tag, _)| *tag).collect();
        met.sort_unstable();
        met.dedup();
        // A pair, or what is like one, is taken apart where it is a parameter, of this function or of one that a combinator
        // takes; selectors do that as well.
        let given = v < space.arity || self.is_over(n) && v >= space.contexts[c].first_own;
        let pair = given && space.is_pair(shape);
        if met.len() < 2 && !own.contains(&true) && !pair {
            return;
        }
        let mut branches = Vec::new();
        for (constructor, recursive) in shape.iter().zip(&own) {
            let mut fields = Vec::new();
            for field in &constructor.fields {
                let ty = space.types.get(*field).clone();
                fields.push(space.fresh(&ty));
            }
            branches.push(Branch { constructor: constructor.name, fields, recursive: *recursive, node: None });
        }
        let element = parameter.is_none() && shape.len() > 1;
        let split = Split {
            node: n,
            variable: v as u16,
            kind: Kind::Data,
            branches,
            open: false,
            complete: true,
            cost: split_cost(element),
            place: self.analyses(n),
        };
        let s = self.splits.len();
        self.splits.push(split);
        for (b, _) in own.iter().enumerate().filter(|(_, own)| !**own) {
            self.branch(s, b, shape, &tags, space);
        }
        if own.iter().all(|o| *o) || own.iter().all(|o| !*o) {
            self.open(s, space);
        }
    }

    /// Makes the node of one branch of a data split.
    fn branch(
        &mut self,
        s: usize,
        b: usize,
        shape: &[ConstructorShape],
        tags: &[Option<(usize, Vec<Value>)>],
        space: &mut Space<'_>,
    ) {
        let (n, v) = (self.splits[s].node, self.splits[s].variable as usize);
        let c = self.nodes[n].context;
        let rows: Vec<usize> =
            (0..tags.len()).filter(|r| tags[*r].as_ref().is_some_and(|(tag, _)| *tag == b)).collect();
        let mut child = narrowed(&space.contexts[c], &rows);
        // A constructor without fields is written out: `f [] = []`, not `f xs = xs`.
        child.variables[keep(&space.contexts[c], v)].hidden = shape[b].fields.is_empty();
        let parameter = param_of(&space.contexts[c], v, space.arity);
        let whole = space.contexts[c].value_type(v);
        for (i, field) in shape[b].fields.iter().enumerate() {
            let ty = space.types.get(*field).clone();
            let Some(sort) = crate::synth::library::slot(&ty, &mut space.types) else { continue };
            let values: Vec<Value> =
                rows.iter().map(|r| tags[*r].as_ref().map_or(space.bottom, |(_, fields)| fields[i])).collect();
            let function = matches!(sort, Slot::Function(..));
            let keys = values.iter().map(|v| if function { 8 } else { space.key(*v) }).collect();
            if Some(*field) == whole
                && let Some(p) = parameter
            {
                child.smaller.push((p, child.variables.len() as u16));
            }
            if space.list_of(*field) == whole
                && whole.is_some()
                && let Some(p) = parameter
            {
                child.smaller_lists.push((p, child.variables.len() as u16));
            }
            let name = self.splits[s].branches[b].fields[i];
            child.variables.push(Variable::new(name, sort, values, keys, Definition::Bound));
        }
        if let (Some(p), Some(ty)) = (parameter, whole) {
            space.dropped(&mut child, (p, ty));
        }
        self.step(s, b, &mut child, space);
        self.finish(s, b, child, space);
    }

    /// Adds to branch `b` of split `s` what the accumulator is assumed to become: there, or where a field is looked into.
    fn step(&self, s: usize, b: usize, child: &mut Context, space: &mut Space<'_>) {
        if space.accumulates.is_none() {
            return;
        }
        let (n, variable) = (self.splits[s].node, self.splits[s].variable as usize);
        let here = (b, self.splits[s].branches[b].fields.as_slice());
        if variable < space.arity {
            return space.step(child, variable, here, None);
        }
        let Some((above, branch)) = self.nodes[n].parent else { return };
        let (of, name) = (&self.splits[above], space.contexts[self.nodes[n].context].variables[variable].name);
        let Some(outer) = of.branches.get(branch) else { return };
        if let Some(field) = outer.fields.iter().position(|f| *f == name)
            && of.kind == Kind::Data
        {
            space.step(child, of.variable as usize, (branch, &outer.fields), Some((field, here)));
        }
    }

    /// Adds the recursive calls and files the node.
    pub(super) fn finish(&mut self, s: usize, b: usize, mut child: Context, space: &mut Space<'_>) {
        let n = self.splits[s].node;
        let recursive = self.splits[s].branches[b].recursive;
        child.partial = if recursive { self.partial(s, space) } else { space.contexts[self.nodes[n].context].partial };
        add_calls(&mut child, space);
        child.exhausted = child.variables.len() > MAX_VARIABLES;
        let number = space.contexts.len();
        space.contexts.push(child);
        self.splits[s].branches[b].node = Some(self.nodes.len());
        let mut node = Node::new(number, self.nodes[n].depth + 1, Some((s, b)));
        node.share = self.share(s);
        node.blind = self.blind(s, space);
        self.nodes.push(node);
        // Where no example says what to give, and there is nothing of that type, the function is not defined.
        let context = &space.contexts[number];
        let open = |goal: &TypeId| {
            let none = context.variables.iter().all(|v| v.sort != Slot::Value(*goal));
            none && matches!(space.types.get(*goal), Type::Var(_))
        };
        if context.rows == 0 && context.groups.is_empty() && context.goals.first().is_some_and(open) {
            let stop =
                Solution { cost: STOP, body: Body::Stop, sure: true, plain: true, defines: false, borne_out: false };
            self.add(self.nodes.len() - 1, stop);
        }
    }

    /// Opens the recursive branches once the base cases are there, or have had their chance.
    pub(crate) fn open_ready(&mut self, space: &mut Space<'_>) {
        for s in 0..self.splits.len() {
            if self.splits[s].open {
                continue;
            }
            let ready = self.splits[s].branches.iter().filter_map(|b| b.node).all(|n| {
                let node = &self.nodes[n];
                node.sure()
                    || node.spent >= PATIENCE
                    || space.contexts[node.context].spent()
                    || space.contexts[node.context].rows == 0
            });
            if ready {
                self.open(s, space);
            }
        }
    }

    fn open(&mut self, s: usize, space: &mut Space<'_>) {
        self.splits[s].open = true;
        if let Kind::Number(descent) = self.splits[s].kind {
            return self.number_branch(s, 1, descent, space);
        }
        let (n, v) = (self.splits[s].node, self.splits[s].variable as usize);
        let c = self.nodes[n].context;
        let Some(ty) = space.contexts[c].value_type(v) else { return };
        let Some(shape) = space.types.shape(ty, space.env) else { return };
        let mut tags = Vec::new();
        for row in 0..space.contexts[c].rows {
            let original = space.contexts[c].salts.get(row).copied().unwrap_or(0) == 0;
            let value = space.contexts[c].variables[v].values[row];
            tags.push(match space.machine.view(value) {
                Ok(View::Data(tag, fields)) if original => Some((tag as usize, fields)),
                _ => None,
            });
        }
        for b in 0..shape.len() {
            if self.splits[s].branches[b].node.is_none() {
                self.branch(s, b, &shape, &tags, space);
            }
        }
    }

    /// The program as far as it is known above and beside split `s`, as a value.
    fn partial(&self, s: usize, space: &mut Space<'_>) -> Option<Value> {
        let mut known = false;
        let mut term: Option<Term> = None;
        let mut at = Some((s, usize::MAX));
        while let Some((s, hole)) = at {
            let mut bodies = Vec::new();
            for (b, branch) in self.splits[s].branches.iter().enumerate() {
                if b == hole {
                    bodies.push(term.take());
                    continue;
                }
                // What no example says is not known.
                let said = branch.node.filter(|n| space.contexts[self.nodes[*n].context].rows > 0);
                let best = said.and_then(|n| {
                    let solutions = &self.nodes[n].solutions;
                    let best = solutions.iter().filter(|x| x.sure).min_by_key(|x| x.cost)?;
                    Some(self.body(n, &best.body, space, Style::Elaborated))
                });
                known |= best.is_some();
                bodies.push(best);
            }
            term = Some(self.split_term(s, bodies, space, Style::Elaborated));
            at = self.nodes[self.splits[s].node].parent;
        }
        if !known {
            return None;
        }
        let closed = space.close(term?);
        Some(space.value(&closed))
    }
}

/// The parameter that variable `v` is, or is a part of.
fn param_of(context: &Context, v: usize, arity: usize) -> Option<u16> {
    if v < arity {
        return Some(v as u16);
    }
    context.smaller.iter().find(|(_, part)| *part as usize == v).map(|(p, _)| *p)
}

/// The place of variable `v` in a narrowed context.
fn keep(context: &Context, v: usize) -> usize {
    let calls = context.variables[..v].iter().filter(|x| x.definition.is_call()).count();
    v - calls
}

/// The context with these rows and without recursive calls.
pub(crate) fn narrowed(context: &Context, rows: &[usize]) -> Context {
    let mut variables = Vec::new();
    let mut places = Vec::new();
    for variable in &context.variables {
        if variable.definition.is_call() {
            places.push(None);
            continue;
        }
        places.push(Some(variables.len() as u16));
        variables.push(Variable {
            values: rows.iter().map(|r| variable.values[*r]).collect(),
            keys: rows.iter().map(|r| variable.keys[*r]).collect(),
            ..variable.clone()
        });
    }
    let placed = |parts: &[(u16, u16)]| {
        parts.iter().filter_map(|(p, v)| places.get(*v as usize).copied().flatten().map(|v| (*p, v))).collect()
    };
    let (smaller, smaller_lists) = (placed(&context.smaller), placed(&context.smaller_lists));
    let rows_expecting = rows.iter().enumerate().filter(|(_, r)| context.expecting & (1 << **r) != 0);
    let expecting = rows_expecting.fold(0, |m, (i, _)| m | 1 << i);
    Context {
        first_own: variables.len(),
        variables,
        rows: rows.len(),
        expected: rows.iter().map(|r| context.expected[*r]).collect(),
        targets: rows.iter().map(|r| context.targets[*r]).collect(),
        expecting,
        example: rows.iter().map(|r| context.example[*r]).collect(),
        goals: context.goals.clone(),
        branch: true,
        smaller,
        smaller_lists,
        ..Context::default()
    }
}

/// Evaluates a closed program on the examples, smallest first; true when all hold.
pub(crate) fn holds(space: &mut Space<'_>, program: &Term) -> bool {
    space.steps += WHOLE;
    let mark = space.machine.mark();
    let code = space.machine.compile(&[], program);
    let mut all = true;
    let function = space.machine.suspend(code, &[]);
    for number in 0..space.rows.len() {
        let row = &space.rows[number];
        let mut args = row.dictionaries.clone();
        args.extend_from_slice(&row.args);
        let (expected, stops) = (row.expected, row.stops);
        let value = space.machine.apply(function, &args);
        let seen = key(space.machine.observe(value, crate::synth::space::NODES * 4));
        let fine = match expected {
            Some((_, key)) => seen == key,
            None => !stops || !is_full(seen),
        };
        if !fine {
            all = false;
            break;
        }
    }
    space.machine.reset(mark);
    space.machine.forget_code(code);
    all
}

impl Space<'_> {
    /// Whether it is a pair's shape, or one like it: one constructor, whose fields have no selectors.
    fn is_pair(&self, shape: &[ConstructorShape]) -> bool {
        let [ConstructorShape { name, .. }] = shape else { return false };
        let constructor = self.env.constructor(*name).map(|(data, tag)| &data.constructors[tag]);
        !constructor.is_some_and(|constructor| constructor.fields.iter().all(|field| field.name.is_some()))
    }
}
