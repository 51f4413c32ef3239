//! What the examples say of calls that they do not show, if the function does not look at its elements (Wadler 1989,
//! "Theorems for free!"): an example with other elements in the same places.
//!
//! Of a type variable without a class, which no parameter takes, this is a theorem; with `Eq` it holds for other elements
//! that are equal where these are, with `Ord` for elements in the same order. Of other element types it is a hypothesis, the
//! strongest of these that no two examples contradict: such a result is likely, and rejects nothing.

use std::cmp::Ordering;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::core::eval::{Value, View};
use crate::core::ty::{Pred, Type};
use crate::core::wired;
use crate::synth::space::{Space, combine, is_full, mix};
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
    /// Its elements, in order.
    elements: Vec<(Value, u64)>,
    output: Output,
}

/// What a function may see of its elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    /// Nothing: what is equal in the example must be equal elsewhere.
    #[default]
    Nothing,
    /// Which are equal.
    Equality,
    /// Which is less.
    Order,
}

/// The rules of a goal's examples by what their arguments are beside the elements.
#[derive(Default)]
pub(crate) struct Rules {
    elements: Vec<TypeId>,
    /// No function can see more of the elements than its classes let it.
    certain: bool,
    seen: Seen,
    by_shape: HashMap<u64, Vec<Rule>, FxBuildHasher>,
}

impl Space<'_> {
    /// The rules that the examples are, where they do not contradict each other: about the innermost elements of the result,
    /// about all that it holds, and about elements that it does not mention.
    pub(crate) fn rules(&mut self) -> Vec<Rules> {
        let result = self.types.get(self.result).clone();
        let mut sets: Vec<Vec<TypeId>> = innermost(&result, self).map(|element| vec![element]).into_iter().collect();
        let held = self.held_by(self.result);
        if !held.is_empty() && !sets.contains(&held) {
            sets.push(held);
        }
        // Of type variables that the result does not mention it is what the shape says.
        let vars: Vec<Type> = self.goal.scheme.vars.iter().map(|var| Type::Var(*var)).collect();
        let unseen: Vec<TypeId> = vars.iter().filter_map(|var| self.types.find(var)).collect();
        if !unseen.is_empty() && !sets.iter().any(|set| set.iter().any(|id| unseen.contains(id))) {
            sets.push(unseen);
        }
        let mut out = Vec::new();
        for elements in sets {
            let certain = self.sees_by_classes(&elements);
            let may_see = if certain { self.classes() } else { vec![Seen::Nothing, Seen::Equality, Seen::Order] };
            let sets =
                may_see.into_iter().map(|seen| Rules { elements: elements.clone(), certain, seen, ..Rules::default() });
            for rules in sets.collect::<Vec<_>>() {
                if let Some(rules) = self.rules_seeing(rules) {
                    out.push(rules);
                    break;
                }
            }
        }
        out
    }

    /// The types of what values of a type hold beside parts of their own kind: texts and numbers are not looked into.
    fn held_by(&mut self, id: TypeId) -> Vec<TypeId> {
        let (mut out, mut met, mut open) = (Vec::new(), Vec::new(), vec![id]);
        while let Some(at) = open.pop() {
            if met.contains(&at) {
                continue;
            }
            met.push(at);
            let text = *self.types.get(at) == Type::list(Type::con(wired::CHAR));
            let shape = self.types.shape(at, self.env).filter(|_| !text);
            match shape {
                Some(shape) => open.extend(shape.iter().flat_map(|c| c.fields.iter().copied())),
                None if self.types.get(at).as_fun().is_none() => out.push(at),
                None => {}
            }
        }
        out
    }

    /// Whether no function can see more of such elements than the goal's classes let it: their types are variables, no
    /// parameter is a function that takes them, and what the examples put there has the order of its values.
    fn sees_by_classes(&self, elements: &[TypeId]) -> bool {
        let of = &self.goal.scheme;
        let plain = [wired::INT, wired::INTEGER, wired::CHAR].map(Type::con);
        elements.iter().all(|id| {
            let Type::Var(var) = self.types.get(*id) else { return false };
            let known =
                |at: usize| self.goal.examples.iter().all(|e| e.types.get(at).is_some_and(|ty| plain.contains(ty)));
            let ordinary = of.context.is_empty() || of.vars.iter().position(|v| v == var).is_some_and(known);
            ordinary
                && self.params.iter().filter(|ty| ty.as_fun().is_some()).all(|ty| {
                    let mut vars = Vec::new();
                    ty.vars(&mut vars);
                    !vars.contains(var)
                })
        })
    }

    /// What the goal's classes let a function see of its elements; nothing if they let it do more than compare.
    fn classes(&self) -> Vec<Seen> {
        let class = |name: &str| self.goal.scheme.context.iter().any(|pred| pred.class.as_str() == name);
        let comparing = |pred: &Pred| [wired::EQ, wired::ORD].contains(&pred.class.as_str());
        match self.goal.scheme.context.iter().all(comparing) {
            false => Vec::new(),
            true if class(wired::ORD) => vec![Seen::Order],
            true if class(wired::EQ) => vec![Seen::Equality],
            true => vec![Seen::Nothing],
        }
    }

    /// The examples as rules; none if they contradict each other.
    fn rules_seeing(&mut self, mut rules: Rules) -> Option<Rules> {
        for row in 0..self.rows.len() {
            let (args, expected) = (self.rows[row].args.clone(), self.rows[row].expected);
            let Some((value, _)) = expected else { continue };
            let keys = self.rows[row].keys.clone();
            let Some((shape, elements)) = self.abstracted(&args, &keys, &rules.elements) else { continue };
            let seen: Vec<u64> = elements.iter().map(|(_, key)| *key).collect();
            let Some(output) = self.output(value, self.result, &seen, &rules.elements, &mut NODES.clone()) else {
                continue;
            };
            rules.by_shape.entry(shape).or_default().push(Rule { elements, output });
        }
        // Every example must follow from every other one of its shape.
        for row in 0..self.rows.len() {
            let (args, keys) = (self.rows[row].args.clone(), self.rows[row].keys.clone());
            let Some((_, key)) = self.rows[row].expected else { continue };
            if self.results(&rules, &args, &keys).iter().any(|(_, other)| *other != key) {
                return None;
            }
        }
        Some(rules)
    }

    /// Whether the results of the examples are over the elements of their arguments, and no two contradict each other if
    /// only the elements' order matters: how many parts of the results with elements are parts of the arguments.
    pub(crate) fn follows(&mut self, elements: &[TypeId]) -> Option<u32> {
        let mut evidence = 0;
        for row in 0..self.rows.len() {
            let (args, keys) = (self.rows[row].args.clone(), self.rows[row].keys.clone());
            let Some((value, _)) = self.rows[row].expected else { continue };
            let (_, held) = self.abstracted(&args, &keys, elements)?;
            let seen: Vec<u64> = held.iter().map(|(_, key)| *key).collect();
            self.output(value, self.result, &seen, elements, &mut NODES.clone())?;
            let mut parts = Vec::new();
            for (arg, ty) in args.into_iter().zip(self.params.clone()) {
                let id = self.types.id(&ty);
                self.each_part(arg, id, elements, &mut |part| {
                    parts.push(part);
                    true
                });
            }
            self.each_part(value, self.result, elements, &mut |part| {
                evidence += u32::from(parts.contains(&part));
                !parts.contains(&part)
            });
        }
        let rules = Rules { elements: elements.to_vec(), seen: Seen::Order, ..Rules::default() };
        (!self.rules_seeing(rules)?.by_shape.is_empty()).then_some(evidence)
    }

    /// Visits the parts of a value, outermost first, below those only where `visit` says so.
    fn each_part(&mut self, value: Value, ty: TypeId, of: &[TypeId], visit: &mut dyn FnMut((TypeId, u64)) -> bool) {
        // What has no fields is no evidence of anything, unless it is an element.
        let fields = match (self.machine.view(value), self.types.shape(ty, self.env)) {
            (Ok(View::Data(tag, fields)), Some(constructors)) if !of.contains(&ty) => {
                let types = constructors.get(tag as usize).map_or_else(Vec::new, |c| c.fields.clone());
                fields.into_iter().zip(types).collect()
            }
            _ => Vec::new(),
        };
        let key = self.key(value);
        if !of.contains(&ty) && fields.is_empty() || !visit((ty, key)) {
            return;
        }
        for (field, ty) in fields {
            self.each_part(field, ty, of, visit);
        }
    }

    /// The result of a call by the rules.
    pub(crate) fn by_rule(&mut self, args: &[Value], keys: &[u64]) -> Option<(Value, u64, Knowledge)> {
        let all = std::mem::take(&mut self.rules);
        let found = all.iter().find_map(|rules| {
            let knowledge = if rules.certain { Knowledge::Known } else { Knowledge::Likely };
            self.results(rules, args, keys).first().map(|(value, key)| (*value, *key, knowledge))
        });
        self.rules = all;
        found
    }

    fn results(&mut self, rules: &Rules, args: &[Value], keys: &[u64]) -> Vec<(Value, u64)> {
        if rules.by_shape.is_empty() {
            return Vec::new();
        }
        let Some((shape, elements)) = self.abstracted(args, keys, &rules.elements) else { return Vec::new() };
        let mut out = Vec::new();
        for rule in rules.by_shape.get(&shape).map_or(&[][..], Vec::as_slice) {
            if self.alike(rules.seen, &rule.elements, &elements) {
                let value = self.built(&rule.output, &elements);
                let key = self.key(value);
                if is_full(key) {
                    out.push((value, key));
                }
            }
        }
        out
    }

    /// Whether a function that may see so much of its elements sees the same of both.
    fn alike(&mut self, seen: Seen, known: &[(Value, u64)], here: &[(Value, u64)]) -> bool {
        let pairs = (0..known.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        pairs.into_iter().all(|(i, j)| {
            let (there, equal) = (known[i].1 == known[j].1, here[i].1 == here[j].1);
            match seen {
                Seen::Nothing => !there || equal,
                Seen::Equality => there == equal,
                // Elements of different types have no order.
                Seen::Order => there == equal && self.order(known[i].0, known[j].0) == self.order(here[i].0, here[j].0),
            }
        })
    }

    /// How two values compare; none if that is not known.
    fn order(&mut self, a: Value, b: Value) -> Option<Ordering> {
        match (self.machine.view(a).ok()?, self.machine.view(b).ok()?) {
            (View::Int(a), View::Int(b)) => Some(a.cmp(&b)),
            (View::Integer(a), View::Integer(b)) => Some(a.cmp(&b)),
            (View::Char(a), View::Char(b)) => Some(a.cmp(&b)),
            (View::Double(a), View::Double(b)) => a.partial_cmp(&b),
            (View::Data(a, these), View::Data(b, those)) => {
                let mut order = a.cmp(&b);
                for (this, that) in these.into_iter().zip(those) {
                    order = if order.is_eq() { self.order(this, that)? } else { order };
                }
                Some(order)
            }
            _ => None,
        }
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
            shape.push(mix(u64::from(ty.0)));
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

    /// What the examples say of one more argument.
    fn said(ty: &str, examples: &[&str], other: &str) -> Option<(u64, Knowledge)> {
        let all: Vec<&str> = examples.iter().copied().chain([other]).collect();
        let (goal, env) = crate::synth::tests::goal(ty, &[], &all, &[]);
        let known = crate::synth::goal::Goal { examples: goal.examples[..examples.len()].to_vec(), ..goal.clone() };
        let mut space = Space::new(&known, &env, &Uniform, Machine::new(env.clone()));
        let last = &goal.examples[examples.len()];
        let crate::synth::goal::Expected::Value(result) = &last.result else { panic!("no result") };
        let (arg, result) = (space.value(&last.args[0]), space.value(result));
        let (key, wanted) = (space.key(arg), space.key(result));
        let found = space.by_rule(&[arg], &[key]);
        found.map(|(_, key, knowledge)| (u64::from(key == wanted), knowledge))
    }

    /// Sorting looks at the order of elements and at nothing else.
    #[test]
    fn examples_are_rules_for_elements_in_the_same_order() {
        let examples = ["[O,S O] => [O,S O]", "[S O,O] => [O,S O]", "[O,O] => [O,O]"];
        let right = Some((1, Knowledge::Likely));
        for other in ["[S (S O),S O] => [S O,S (S O)]", "[O,S (S O)] => [O,S (S O)]", "[S O,S O] => [S O,S O]"] {
            assert_eq!(said("[Nat] -> [Nat]", &examples, other), right, "{other}");
        }
    }

    /// A parameter that takes elements may see all of them.
    #[test]
    fn a_function_beside_the_elements_may_see_them() {
        let filter = "(\\x -> case x of { O -> True; (S n) -> False }) | [S O] => []";
        for (ty, example, certain) in [("[a] -> [a]", "[O] => [O]", true), ("(a -> Bool) -> [a] -> [a]", filter, false)]
        {
            let (goal, env) = crate::synth::tests::goal(ty, &["Nat"], &[example], &[]);
            let mut space = Space::new(&goal, &env, &Uniform, Machine::new(env.clone()));
            let element = space.types.id(&Type::Var(goal.scheme.vars[0]));
            assert_eq!(space.sees_by_classes(&[element]), certain, "{ty}");
        }
    }

    /// Keeping what is zero looks at the elements themselves.
    #[test]
    fn examples_that_contradict_each_other_are_no_rules() {
        let examples = ["[O] => [O]", "[S O] => []"];
        assert_eq!(said("[Nat] -> [Nat]", &examples, "[S (S O)] => []"), None);
    }

    /// What a result makes of an element that no argument has, or makes differently of the same order, follows from nothing.
    #[test]
    fn results_over_elements_follow_where_only_their_order_matters() {
        let cases: [(&[&str], Option<u32>); 4] = [
            (&["[] => []", "[O,S O] => [S O,O]"], Some(2)),
            // The rest of a list is one part of it.
            (&["[O,S O,O] => [S O,O]"], Some(1)),
            (&["[O] => [S O]"], None),
            (&["[O,S O] => [O]", "[O,S (S O)] => [S (S O)]"], None),
        ];
        for (examples, wanted) in cases {
            let (goal, env) = crate::synth::tests::goal("[a] -> [a]", &["Nat"], examples, &[]);
            let mut space = Space::new(&goal, &env, &Uniform, Machine::new(env.clone()));
            let element = space.types.id(&Type::Var(goal.scheme.vars[0]));
            assert_eq!(space.follows(&[element]), wanted, "{examples:?}");
        }
    }
}
