//! What the examples say of calls that they do not show, if the function does not look at its elements (Wadler 1989,
//! "Theorems for free!"): an example with other elements in the same places.
//!
//! Of a type variable without a class this is a theorem. Of other element types it is a hypothesis, made only where no
//! two examples contradict it: such a result is likely, and rejects nothing.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::core::eval::{Value, View};
use crate::core::ty::Type;
use crate::synth::space::{Space, combine, is_full};
use crate::synth::types::TypeId;

/// Most nodes of an argument that is looked into.
const NODES: usize = 200;

/// How much is known of a recursive call's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Knowledge {
    /// Nothing: a value at hand.
    Guess,
    /// It follows from an example if the function does not look at its elements.
    Likely,
    /// An example or the program found so far says it.
    Known,
}

/// A result over the elements of the arguments.
enum Output {
    /// The element at that place.
    Element(usize),
    /// A value without elements.
    Fixed(Value),
    /// A constructor.
    Build(u32, Vec<Output>),
}

/// An example as a rule for other elements.
struct Rule {
    /// What is seen of its elements, in order.
    elements: Vec<u64>,
    output: Output,
}

/// The rules of a goal's examples by what their arguments are beside the elements.
#[derive(Default)]
pub(crate) struct Rules {
    elements: Vec<TypeId>,
    /// The elements' types have no class: no function can look at them.
    certain: bool,
    by_shape: HashMap<u64, Vec<Rule>, FxBuildHasher>,
}

impl Space<'_> {
    /// The rules that the examples are, if they do not contradict each other.
    pub(crate) fn rules(&mut self) -> Rules {
        let mut rules = Rules::default();
        let result = self.types.get(self.result).clone();
        let Some(element) = innermost(&result, self) else { return rules };
        rules.elements = vec![element];
        let context = &self.goal.scheme.context;
        rules.certain = matches!(self.types.get(element), Type::Var(_)) && context.is_empty();
        for row in 0..self.rows.len() {
            let (args, expected) = (self.rows[row].args.clone(), self.rows[row].expected);
            let Some((value, _)) = expected else { continue };
            let keys = self.rows[row].keys.clone();
            let Some((shape, elements)) = self.abstracted(&args, &keys, &rules.elements) else { continue };
            let elements: Vec<u64> = elements.into_iter().map(|(_, key)| key).collect();
            let Some(output) = self.output(value, self.result, &elements, &rules.elements, &mut NODES.clone()) else {
                continue;
            };
            rules.by_shape.entry(shape).or_default().push(Rule { elements, output });
        }
        // Every example must follow from every other one of its shape.
        for row in 0..self.rows.len() {
            let (args, keys) = (self.rows[row].args.clone(), self.rows[row].keys.clone());
            let Some((_, key)) = self.rows[row].expected else { continue };
            if self.results(&rules, &args, &keys).iter().any(|(_, other)| *other != key) {
                return Rules::default();
            }
        }
        rules
    }

    /// The result of a call by the rules.
    pub(crate) fn by_rule(&mut self, args: &[Value], keys: &[u64]) -> Option<(Value, u64, Knowledge)> {
        let rules = std::mem::take(&mut self.rules);
        let found = self.results(&rules, args, keys).first().copied();
        let knowledge = if rules.certain { Knowledge::Known } else { Knowledge::Likely };
        self.rules = rules;
        found.map(|(value, key)| (value, key, knowledge))
    }

    fn results(&mut self, rules: &Rules, args: &[Value], keys: &[u64]) -> Vec<(Value, u64)> {
        if rules.by_shape.is_empty() {
            return Vec::new();
        }
        let Some((shape, elements)) = self.abstracted(args, keys, &rules.elements) else { return Vec::new() };
        let mut out = Vec::new();
        for rule in rules.by_shape.get(&shape).map_or(&[][..], Vec::as_slice) {
            // What is equal in the example must be equal here.
            let fits = rule.elements.iter().enumerate().all(|(i, a)| {
                rule.elements[i + 1..]
                    .iter()
                    .zip(&elements[i + 1..])
                    .all(|(b, there)| a != b || elements[i].1 == there.1)
            });
            if fits {
                let value = self.built(&rule.output, &elements);
                let key = self.key(value);
                if is_full(key) {
                    out.push((value, key));
                }
            }
        }
        out
    }

    /// What the arguments are beside their elements, and the elements in order.
    fn abstracted(&mut self, args: &[Value], keys: &[u64], of: &[TypeId]) -> Option<(u64, Vec<(Value, u64)>)> {
        let (mut shape, mut elements, mut left) = (Vec::new(), Vec::new(), NODES);
        for (i, arg) in args.iter().enumerate() {
            let ty = self.params.get(i)?.clone();
            if ty.as_fun().is_some() {
                shape.push(keys[i]);
                continue;
            }
            let id = self.types.id(&ty);
            self.abstract_value(*arg, id, of, &mut shape, &mut elements, &mut left)?;
        }
        Some((combine(&shape), elements))
    }

    fn abstract_value(
        &mut self,
        value: Value,
        ty: TypeId,
        of: &[TypeId],
        shape: &mut Vec<u64>,
        elements: &mut Vec<(Value, u64)>,
        left: &mut usize,
    ) -> Option<()> {
        *left = left.checked_sub(1)?;
        if of.contains(&ty) {
            let key = self.key(value);
            shape.push(1);
            elements.push((value, key));
            return is_full(key).then_some(());
        }
        match (self.machine.view(value).ok()?, self.types.shape(ty, self.env)) {
            (View::Data(tag, fields), Some(constructors)) => {
                shape.push(u64::from(tag) + 2);
                let types = constructors.get(tag as usize)?.fields.clone();
                for (field, ty) in fields.into_iter().zip(types) {
                    self.abstract_value(field, ty, of, shape, elements, left)?;
                }
                Some(())
            }
            _ => {
                let key = self.key(value);
                shape.push(key);
                is_full(key).then_some(())
            }
        }
    }

    /// A result over the elements of the arguments; none if it has one that they have not.
    fn output(
        &mut self,
        value: Value,
        ty: TypeId,
        elements: &[u64],
        of: &[TypeId],
        left: &mut usize,
    ) -> Option<Output> {
        *left = left.checked_sub(1)?;
        if of.contains(&ty) {
            let key = self.key(value);
            return elements.iter().position(|e| *e == key).map(Output::Element);
        }
        match (self.machine.view(value).ok()?, self.types.shape(ty, self.env)) {
            (View::Data(tag, fields), Some(constructors)) => {
                let types = constructors.get(tag as usize)?.fields.clone();
                let parts = fields.into_iter().zip(types);
                let parts: Option<Vec<Output>> =
                    parts.map(|(field, ty)| self.output(field, ty, elements, of, left)).collect();
                Some(Output::Build(tag, parts?))
            }
            _ => Some(Output::Fixed(value)),
        }
    }

    fn built(&mut self, output: &Output, elements: &[(Value, u64)]) -> Value {
        match output {
            Output::Element(at) => elements[*at].0,
            Output::Fixed(value) => *value,
            Output::Build(tag, parts) => {
                let parts = parts.iter().map(|part| self.built(part, elements)).collect();
                self.machine.make(&View::Data(*tag, parts))
            }
        }
    }
}

/// The type of the elements of a result: what its fields hold that is not of the type of a whole, innermost.
fn innermost(ty: &Type, space: &mut Space<'_>) -> Option<TypeId> {
    let mut at = space.types.id(ty);
    let mut met = Vec::new();
    loop {
        met.push(at);
        let shape = space.types.shape(at, space.env);
        let field = shape.iter().flat_map(|s| s.iter()).flat_map(|c| c.fields.iter()).find(|f| !met.contains(f));
        match field {
            Some(field) if space.types.get(*field).as_fun().is_none() => at = *field,
            _ if met.len() > 1 => return Some(at),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::eval::Machine;
    use crate::synth::guide::Uniform;

    /// A list of naturals in the tests' notation.
    fn list(items: &[u64]) -> String {
        let nat = |n: &u64| (0..*n).fold("O".to_owned(), |inner, _| format!("S ({inner})"));
        format!("[{}]", items.iter().map(nat).collect::<Vec<_>>().join(","))
    }

    /// What the function gives for other elements, beside what its rule says.
    #[test]
    fn a_rule_says_what_a_function_that_looks_at_no_element_gives() {
        type Function = fn(&[u64]) -> Vec<u64>;
        let functions: [Function; 4] = [
            |xs| xs.iter().rev().copied().collect(),
            |xs| xs.iter().skip(1).chain(xs.first()).copied().collect(),
            |xs| xs.iter().flat_map(|x| [*x, *x]).collect(),
            |xs| xs.iter().step_by(2).copied().collect(),
        ];
        for function in functions {
            let shown: Vec<Vec<u64>> = vec![vec![], vec![4], vec![3, 1], vec![0, 2, 5], vec![1, 1, 0, 3]];
            let others: Vec<Vec<u64>> = vec![vec![7], vec![2, 2], vec![6, 1], vec![9, 0, 9], vec![5, 5, 5, 5]];
            let examples: Vec<String> =
                shown.iter().chain(&others).map(|xs| format!("{} => {}", list(xs), list(&function(xs)))).collect();
            let texts: Vec<&str> = examples.iter().map(String::as_str).collect();
            let (goal, env) = crate::synth::tests::goal("[Nat] -> [Nat]", &[], &texts, &[]);
            let known = crate::synth::goal::Goal { examples: goal.examples[..shown.len()].to_vec(), ..goal.clone() };
            let mut space = Space::new(&known, &env, &Uniform, Machine::new(env.clone()));
            for (number, example) in goal.examples.iter().enumerate() {
                let arg = space.value(&example.args[0]);
                let crate::synth::goal::Expected::Value(result) = &example.result else { panic!("no result") };
                let result = space.value(result);
                let (key, wanted) = (space.key(arg), space.key(result));
                let said = space.by_rule(&[arg], &[key]).map(|(_, key, knowledge)| (key, knowledge));
                assert_eq!(said, Some((wanted, Knowledge::Likely)), "{}", examples[number]);
            }
        }
    }

    /// Sorting looks at elements: no example is a rule.
    #[test]
    fn examples_that_contradict_each_other_are_no_rules() {
        let examples = ["[O,S O] => [O,S O]", "[S O,O] => [O,S O]"];
        let (goal, env) = crate::synth::tests::goal("[Nat] -> [Nat]", &[], &examples, &[]);
        let mut space = Space::new(&goal, &env, &Uniform, Machine::new(env.clone()));
        let arg = space.value(&goal.examples[0].args[0]);
        let key = space.key(arg);
        assert!(space.by_rule(&[arg], &[key]).is_none());
    }
}
