//! Where a helper may be defined: what is known of the place where a body is wanted, as the examples of a function of its
//! own. The step of a recursion is a function of the parts and of the results on them (Meijer, Fokkinga, Paterson 1991,
//! "Functional programming with bananas, lenses, envelopes and barbed wire": fold and paramorphism); the choice between
//! bodies that are right on some rows each is a function of what is at hand.

use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::{Context, Definition, Variable};
use crate::synth::deduce::Shape;
use crate::synth::define::{Site, bodies};
use crate::synth::goal::{Example, Expected, Goal};
use crate::synth::library::Slot;
use crate::synth::recurse::descend::Descent;
use crate::synth::recurse::{Forest, Kind};
use crate::synth::space::{Space, is_full};
use crate::synth::types::TypeId;

/// Fewest different calls that say something of a helper.
const FEWEST: usize = 2;
/// Most helpers that choose between bodies of one node.
const MOST_TESTS: usize = 3;
/// What each case analysis and each hypothesis above a node leaves of its chance; more is left by one that says all of what
/// a combinator takes.
const ANALYSED: f32 = 0.5;
const DEDUCED: f32 = 0.2;
const DIVIDED: f32 = 0.05;
const ELEMENTS: f32 = 0.4;
/// Most nodes of an argument or a result.
const NODES: u32 = 400;

/// A helper that may be looked for.
pub(super) struct Plan {
    pub(super) site: Site,
    /// The variables that it is given.
    pub(super) args: Vec<u16>,
    pub(super) result: Type,
    /// Each row that says something of it, with its result.
    pub(super) rows: Vec<(usize, Term)>,
    /// It is known on all rows that matter.
    pub(super) sure: bool,
    /// Examples that are assumed.
    pub(super) assumed: Vec<Example>,
}

impl Default for Plan {
    fn default() -> Plan {
        let (args, rows, assumed) = (Vec::new(), Vec::new(), Vec::new());
        Plan { site: Site::Whole, args, result: Type::con(wired::UNIT), rows, sure: false, assumed }
    }
}

impl Plan {
    /// Whether it asks for the same.
    pub(super) fn about(&self, other: &Plan) -> bool {
        let said = |plan: &Plan| format!("{:?}", plan.assumed);
        self.site == other.site
            && self.args == other.args
            && self.rows.len() == other.rows.len()
            && said(self) == said(other)
    }
}

impl Forest {
    /// How likely a helper is at node `n`, beside others: below a case analysis more than within what was deduced.
    pub(super) fn chance(&self, n: usize) -> f32 {
        let (mut chance, mut at) = (1.0, self.nodes[n].parent);
        while let Some((s, _)) = at {
            let split = &self.splits[s];
            chance *= match &split.kind {
                Kind::Deduced(Shape::Over(..)) if split.complete => ELEMENTS,
                Kind::Deduced(_) => DEDUCED,
                Kind::Number(Descent::Divide { .. }) => DIVIDED,
                Kind::Data | Kind::Number(_) => ANALYSED,
            };
            at = self.nodes[split.node].parent;
        }
        chance
    }

    /// The helpers that may make the body of node `n`: its step.
    pub(super) fn steps(&self, n: usize, space: &mut Space<'_>) -> Vec<Plan> {
        let c = self.nodes[n].context;
        let mut plans: Vec<Plan> = Vec::new();
        // What is likely says more; what is known is true.
        let choices = self.choices(n, space).into_iter().flat_map(|args| [(args.clone(), true), (args, false)]);
        for (args, lax) in choices {
            let context = &space.contexts[c];
            let recursive = args.iter().any(|v| context.variables[*v as usize].definition.is_call());
            let known = known_rows(context, &args, lax);
            let same = |plan: &Plan| plan.args == args && plan.rows.len() == known.len();
            let deep = self.nodes[n].depth > 0 && args.len() > 1;
            // An element is no part of a parameter: only a helper can recurse on it.
            let element = self.is_over(n) && args.iter().any(|v| space.grows(c, *v));
            if !recursive && !deep && !element || plans.iter().any(same) {
                continue;
            }
            let result = space.types.get(context.goals[0]).clone();
            let all = known.len() == context.wanted().count_ones() as usize;
            let likely = args.iter().fold(0, |all, v| all | context.variables[*v as usize].likely);
            let (sure, targets) = (all && !(lax && likely & context.wanted() != 0), context.targets.clone());
            if !determined(context, &args, &known, |row| context.expected[row]) {
                continue;
            }
            let mut rows = Vec::new();
            for row in known {
                let Some(term) = space.term_of(targets[row], &result, space.contexts[c].example[row]) else { break };
                rows.push((row, term));
            }
            plans.push(Plan { site: Site::Body, args, result, rows, sure, assumed: Vec::new() });
        }
        plans
    }

    /// Whether node `n` is the body of a function that a combinator takes.
    pub(crate) fn is_over(&self, n: usize) -> bool {
        let split = |(s, _): (usize, usize)| &self.splits[s].kind;
        matches!(self.nodes[n].parent.map(split), Some(Kind::Deduced(Shape::Over(..))))
    }

    /// The variables that are all of what a combinator around node `n` goes through.
    fn gone_through(&self, n: usize, space: &Space<'_>) -> Vec<Name> {
        let Some((s, _)) = self.nodes[n].parent else { return Vec::new() };
        let Kind::Deduced(Shape::Over(_, sources)) = &self.splits[s].kind else { return Vec::new() };
        let context = &space.contexts[self.nodes[self.splits[s].node].context];
        let used = |entry: &u32| context.entries[*entry as usize].uses;
        let uses = sources.iter().map(used).fold(0, |all, uses| all | uses);
        let used = |(i, v): (usize, &Variable)| (uses & (1 << i) != 0).then_some(v.name);
        context.variables.iter().enumerate().filter_map(used).collect()
    }

    /// The variables that the step of a recursion may be a function of: the results on the parts in their places, with the
    /// parts themselves, with the other parameters.
    fn choices(&self, n: usize, space: &Space<'_>) -> Vec<Vec<u16>> {
        let context = &space.contexts[self.nodes[n].context];
        let looked = self.looked(n, space);
        let bound = |v: usize| {
            let variable = &context.variables[v];
            variable.definition == Definition::Bound && !variable.hidden && !looked.contains(&variable.name)
        };
        let part = |v: usize| context.smaller.iter().any(|(_, part)| *part as usize == v);
        let calls: Vec<(u16, &Vec<u16>)> = context
            .variables
            .iter()
            .enumerate()
            .filter_map(|(i, v)| if let Definition::Call(call) = &v.definition { Some((i as u16, call)) } else { None })
            .collect();
        let decreased = |call: &[u16]| call.iter().enumerate().filter(|(p, v)| **v != *p as u16).count();
        let most = calls.iter().map(|(_, call)| decreased(call)).max().unwrap_or(0);
        let mut out = Vec::new();
        let all: Vec<usize> = (0..context.variables.len()).filter(|v| bound(*v)).collect();
        let gone_through = self.gone_through(n, space);
        if !gone_through.is_empty() {
            // An element with all else but the list that it is of.
            let kept = |v: &&usize| !gone_through.contains(&context.variables[**v].name);
            out.push(all.iter().filter(kept).map(|v| *v as u16).collect());
        }
        for wanted in [most, 1] {
            let of = |v: usize| calls.iter().find(|(_, call)| decreased(call) == wanted && call.contains(&(v as u16)));
            // Results in the places of the parts.
            let mut folded: Vec<u16> = Vec::new();
            let mut beside: Vec<u16> = Vec::new();
            for v in &all {
                let here = if part(*v) { of(*v).map_or(*v as u16, |(call, _)| *call) } else { *v as u16 };
                if !folded.contains(&here) {
                    folded.push(here);
                }
                if here != *v as u16 {
                    beside.push(*v as u16);
                }
            }
            // The result on what is less than a number at hand: without that number, and with it.
            let less = context
                .smaller
                .iter()
                .filter(|(_, part)| matches!(context.variables[*part as usize].definition, Definition::Computed(..)));
            let less: Vec<(u16, u16)> = less.filter_map(|(of_all, v)| Some((*of_all, of(*v as usize)?.0))).collect();
            folded.extend(less.iter().map(|(_, call)| *call));
            let own: Vec<u16> = folded.iter().copied().filter(|v| *v as usize >= space.arity).collect();
            let mut numbers: Vec<u16> = less.iter().map(|(number, _)| *number).collect();
            numbers.dedup();
            out.extend([own, folded.clone(), [folded.clone(), beside].concat(), [numbers, folded].concat()]);
        }
        out.retain(|args| !args.is_empty() && args.len() <= 6);
        out
    }

    /// The helpers that may choose between bodies of node `n` that are right on some rows each.
    pub(super) fn tests(&self, n: usize, space: &mut Space<'_>) -> Vec<Plan> {
        let c = self.nodes[n].context;
        let bodies = bodies::candidates(c, space);
        let mut plans = Vec::new();
        for (count, ty) in space.choosers() {
            let names = space.constructor_names(ty);
            let result = space.types.get(ty).clone();
            for set in bodies::covers(&bodies, space.contexts[c].wanted(), count).into_iter().take(MOST_TESTS) {
                let outcomes = bodies::outcomes(&bodies, &set, &space.contexts[c]);
                // The cheapest of three bodies is that of the middle: of what is equal. The last of two is that of truth.
                let order: Vec<usize> = match set.as_slice() {
                    [a, b, c] => vec![*b, *a, *c],
                    other => other.iter().rev().copied().collect(),
                };
                for args in self.operands(n, space, &outcomes) {
                    let place = |body: usize| order.iter().position(|o| *o == body).unwrap_or(0);
                    let rows = outcomes.iter().map(|(row, body)| (*row, Term::Con(names[place(*body)])));
                    let site = Site::Test(ty, order.iter().map(|body| bodies[*body].entry).collect());
                    plans.push(Plan {
                        site,
                        args,
                        result: result.clone(),
                        rows: rows.collect(),
                        sure: false,
                        assumed: Vec::new(),
                    });
                }
            }
        }
        plans
    }

    /// Variables that may decide between bodies: two of one type, or one.
    fn operands(&self, n: usize, space: &Space<'_>, outcomes: &[(usize, usize)]) -> Vec<Vec<u16>> {
        let context = &space.contexts[self.nodes[n].context];
        let looked = self.looked(n, space);
        let free = |v: &usize| {
            let variable = &context.variables[*v];
            let plain = variable.definition == Definition::Bound && !variable.hidden;
            plain && matches!(variable.sort, Slot::Value(_)) && !looked.contains(&variable.name)
        };
        let all: Vec<usize> = (0..context.variables.len()).filter(free).collect();
        let mut sets = Vec::new();
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                if context.variables[*a].sort == context.variables[*b].sort {
                    sets.push(vec![*a as u16, *b as u16]);
                }
            }
        }
        sets.extend(all.iter().map(|v| vec![*v as u16]));
        let rows: Vec<usize> = outcomes.iter().map(|(row, _)| *row).collect();
        let told = |row: usize| outcomes.iter().find(|(r, _)| *r == row).map_or(0, |(_, body)| *body as u64);
        sets.retain(|set| determined(context, set, &rows, told));
        sets.truncate(MOST_TESTS);
        sets
    }
}

/// The wanted rows where all of `args` have known values, or, if `lax`, likely ones.
fn known_rows(context: &Context, args: &[u16], lax: bool) -> Vec<usize> {
    let known = |row: usize| {
        args.iter().all(|v| {
            let variable = &context.variables[*v as usize];
            let seen = matches!(variable.sort, Slot::Function(..)) || is_full(variable.keys[row]);
            let unknown = if lax { variable.unknown & !variable.likely } else { variable.unknown };
            seen && unknown & (1 << row) == 0
        })
    };
    (0..context.rows).filter(|row| context.wanted() & (1 << row) != 0 && known(*row)).collect()
}

/// Whether the outcome is a function of `args`, and there are enough different calls.
pub(super) fn determined(context: &Context, args: &[u16], rows: &[usize], outcome: impl Fn(usize) -> u64) -> bool {
    let call = |row: usize| args.iter().map(|v| context.variables[*v as usize].keys[row]).collect::<Vec<_>>();
    let mut seen: Vec<(Vec<u64>, u64)> = Vec::new();
    for row in rows {
        let (call, result) = (call(*row), outcome(*row));
        match seen.iter().find(|(known, _)| *known == call) {
            Some((_, known)) if *known != result => return false,
            Some(_) => {}
            None => seen.push((call, result)),
        }
    }
    seen.len() >= FEWEST
}

/// A plan as a goal of its own; the goal's dictionaries that it takes beside it.
pub(super) fn goal(plan: &Plan, name: Name, c: usize, space: &mut Space<'_>) -> Option<(Goal, Vec<usize>)> {
    let params: Vec<Type> = plan
        .args
        .iter()
        .map(|v| match &space.contexts[c].variables[*v as usize].sort {
            Slot::Value(id) => space.types.get(*id).clone(),
            Slot::Function(from, to) => {
                Type::funs(from.iter().map(|id| space.types.get(*id).clone()), space.types.get(*to).clone())
            }
        })
        .collect();
    let ty = Type::funs(params.clone(), plan.result.clone());
    let of = &space.goal.scheme;
    let scheme = of.under(ty);
    let place = |var| of.vars.iter().position(|v| v == var);
    let kept_vars: Vec<usize> = scheme.vars.iter().filter_map(place).collect();
    let dictionaries: Vec<usize> = (0..of.context.len()).filter(|i| scheme.context.contains(&of.context[*i])).collect();
    let mut examples: Vec<Example> = Vec::new();
    let mut seen = Vec::new();
    for (row, result) in &plan.rows {
        let keys: Vec<u64> = plan.args.iter().map(|v| space.contexts[c].variables[*v as usize].keys[*row]).collect();
        if seen.contains(&keys) {
            continue;
        }
        seen.push(keys);
        let example = space.contexts[c].example[*row];
        let mut args = Vec::new();
        for (v, ty) in plan.args.iter().zip(&params) {
            args.push(space.argument(c, *v, *row, ty)?);
        }
        let of = &space.goal.examples[example as usize];
        examples.push(Example {
            types: kept_vars.iter().filter_map(|i| of.types.get(*i).cloned()).collect(),
            dictionaries: dictionaries.iter().filter_map(|i| of.dictionaries.get(*i).cloned()).collect(),
            args,
            result: Expected::Value(result.clone()),
        });
    }
    let goal = Goal {
        name,
        scheme,
        examples,
        checks: Vec::new(),
        components: space.goal.components.clone(),
        datas: space.goal.datas.clone(),
        input_literals: space.goal.input_literals.clone(),
        output_literals: space.goal.output_literals.clone(),
    };
    (goal.examples.len() >= FEWEST).then_some((goal, dictionaries))
}

impl Space<'_> {
    /// Types of two and of three constructors without fields, the first of each: what a helper that chooses may return.
    pub(super) fn choosers(&mut self) -> Vec<(usize, TypeId)> {
        let mut out: Vec<(usize, TypeId)> = Vec::new();
        for name in [Name::new(wired::BOOL)].iter().chain(&self.goal.datas) {
            let Some(data) = self.env.data(*name) else { continue };
            let count = data.constructors.len();
            let plain = data.params.is_empty() && data.constructors.iter().all(|c| c.fields.is_empty());
            if plain && (2..=3).contains(&count) && !out.iter().any(|(known, _)| *known == count) {
                out.push((count, self.types.id(&Type::Con(*name))));
            }
        }
        out
    }

    /// The value of variable `v` of context `c` on a row as a closed elaborated term.
    pub(super) fn argument(&mut self, c: usize, v: u16, row: usize, ty: &Type) -> Option<Term> {
        let example = self.contexts[c].example[row];
        if (v as usize) < self.arity {
            return self.goal.examples[example as usize].args.get(v as usize).cloned();
        }
        let value = self.contexts[c].variables[v as usize].values[row];
        self.term_of(value, ty, example)
    }

    /// A value as a closed elaborated term, of the type that `ty` is in that example.
    pub(super) fn term_of(&mut self, value: crate::core::eval::Value, ty: &Type, example: u16) -> Option<Term> {
        let goal = self.goal;
        let types = goal.examples.get(example as usize).map_or(&[][..], |e| &e.types);
        let bind = |var| goal.scheme.vars.iter().position(|v| *v == var).and_then(|i| types.get(i).cloned());
        let mut left = NODES;
        self.reify(value, &ty.subst(&bind), &mut left, NODES as usize)
    }

    /// Whether a variable of context `c` has a type that recursion may go down.
    fn grows(&self, c: usize, v: u16) -> bool {
        let Slot::Value(id) = self.contexts[c].variables[v as usize].sort else { return false };
        let (Type::Con(name), _) = self.types.get(id).spine() else { return false };
        let mentioned = |ty: &Type| crate::synth::universe::mentions(ty, *name);
        let fields = |data: &crate::core::decl::Data| {
            data.constructors.iter().flat_map(|c| &c.fields).any(|field| mentioned(&field.ty))
        };
        self.env.data(*name).is_some_and(fields)
    }
}
