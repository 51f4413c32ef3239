//! Examples that follow from an assumption: where a body may be a recursive call whose result is not known, the expected
//! result would be that of the call. The function is looked for with these examples as well, beside the search without
//! them; what is found must hold on the true ones only. (Miltner et al. 2022, "Bottom-up synthesis of recursive functional
//! programs using angelic execution", assume results wherever they are needed; here they come from the examples.)

use crate::core::eval::Value;
use crate::core::ty::Type;
use crate::synth::context::{Definition, Variable};
use crate::synth::define::Site;
use crate::synth::define::sites::Plan;
use crate::synth::goal::{Example, Expected, Goal};
use crate::synth::library::Slot;
use crate::synth::recurse::Forest;
use crate::synth::space::{Space, combine};

/// Most assumptions of one node, and most examples of one.
const MOST: usize = 2;
const MOST_EXAMPLES: usize = 24;

impl Forest {
    /// The assumptions that the body of node `n` is one of the recursive calls there.
    pub(super) fn assumptions(&self, n: usize, space: &mut Space<'_>) -> Vec<Plan> {
        let c = self.nodes[n].context;
        let context = &space.contexts[c];
        let wanted = context.wanted();
        let goal = Slot::Value(context.goals[0]);
        let right = |v: &Variable| {
            let known = |row: &usize| wanted & !v.unknown & (1 << row) != 0;
            (0..context.rows).filter(known).all(|row| v.keys[row] == context.expected[row])
        };
        let calls: Vec<usize> = (0..context.variables.len())
            .filter(|i| {
                let v = &context.variables[*i];
                v.definition.is_call() && v.sort == goal && v.unknown & wanted != 0 && right(v)
            })
            .take(MOST)
            .collect();
        let result = space.types.get(space.contexts[c].goals[0]).clone();
        calls
            .into_iter()
            .filter_map(|v| {
                let assumed = space.follow(c, v)?;
                let args = vec![v as u16];
                Some(Plan { site: Site::Whole, args, result: result.clone(), rows: Vec::new(), sure: false, assumed })
            })
            .collect()
    }
}

/// The goal with the assumed examples.
pub(super) fn goal(plan: &Plan, space: &Space<'_>) -> Option<(Goal, Vec<usize>)> {
    let mut goal = space.goal.clone();
    goal.examples.extend(plan.assumed.iter().cloned());
    Some((goal, Vec::new()))
}

/// A recursive call: variables for its arguments, a value in place of one of them, and its result.
type Call = (Vec<u16>, Option<(u16, Value)>, Value);

impl Space<'_> {
    /// The examples that follow if call variable `v` is the body; none if they contradict each other, or there are none.
    fn follow(&mut self, c: usize, v: usize) -> Option<Vec<Example>> {
        let definition = self.contexts[c].variables[v].definition.clone();
        let (wanted, unknown) = (self.contexts[c].wanted(), self.contexts[c].variables[v].unknown);
        let mut seen: Vec<(u64, u64)> = Vec::new();
        let mut out = Vec::new();
        for row in (0..self.contexts[c].rows).filter(|row| wanted & unknown & (1 << row) != 0) {
            let target = self.contexts[c].targets[row];
            let calls: Vec<Call> = match &definition {
                Definition::Call(call) => vec![(call.clone(), None, target)],
                Definition::Each(p, list) => {
                    let args: Vec<u16> = (0..self.arity as u16).collect();
                    let from = self.elements(self.contexts[c].variables[*list as usize].values[row])?;
                    let to = self.elements(target)?;
                    if from.len() != to.len() {
                        return None;
                    }
                    from.into_iter().zip(to).map(|(from, to)| (args.clone(), Some((*p, from)), to)).collect()
                }
                Definition::Bound | Definition::Computed(..) => return None,
            };
            for (args, part, result) in calls {
                let mut keys: Vec<u64> =
                    args.iter().map(|a| self.contexts[c].variables[*a as usize].keys[row]).collect();
                if let Some((p, value)) = part {
                    keys[p as usize] = self.key(value);
                }
                let (call, key) = (combine(&keys), self.key(result));
                let known = self.known.get(&call).map(|(_, key)| *key);
                match known.or_else(|| seen.iter().find(|(known, _)| *known == call).map(|(_, key)| *key)) {
                    Some(known) if known != key => return None,
                    Some(_) => continue,
                    None => seen.push((call, key)),
                }
                out.push(self.assumed(c, row, &args, part, result)?);
            }
        }
        (!out.is_empty() && out.len() <= MOST_EXAMPLES).then_some(out)
    }

    /// `f args == result` as an example, with `part` in place of one of the arguments.
    fn assumed(
        &mut self,
        c: usize,
        row: usize,
        args: &[u16],
        part: Option<(u16, Value)>,
        result: Value,
    ) -> Option<Example> {
        let number = self.contexts[c].example[row];
        let types: Vec<Type> = self.params.clone();
        let mut terms = Vec::new();
        for (i, (v, ty)) in args.iter().zip(&types).enumerate() {
            terms.push(match part {
                Some((p, value)) if p as usize == i => self.term_of(value, ty, number)?,
                _ => self.argument(c, *v, row, ty)?,
            });
        }
        let ty = self.types.get(self.result).clone();
        let result = Expected::Value(self.term_of(result, &ty, number)?);
        let of = &self.goal.examples[number as usize];
        Some(Example { types: of.types.clone(), dictionaries: of.dictionaries.clone(), args: terms, result })
    }
}
