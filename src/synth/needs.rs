//! What of the examples' arguments a program needs.
//!
//! Part of ranking for intent. Whoever writes `member 1 (Node (Node Empty 1 Empty) 2 Empty)` means the tree below to
//! matter: what examples show and a program never looks at speaks against the program (examples are chosen to be
//! telling: Frank and Goodman 2012, "Predicting pragmatic reasoning in language games"). A part is not needed where the
//! result stays the same when the part has no value.

use crate::core::decl::Constructor;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::synth::goal::{Expected, Goal};
use crate::synth::verify::Verifier;

/// Most nodes of an example that is looked at, and most places of one field: so many runs.
const MOST_NODES: u32 = 200;
const MOST_PLACES: usize = 64;
/// Most that is counted: the parts of a binary tree.
const MOST: f64 = 2.0;
/// A field of data that have one such field only: many a function looks at the first elements of a list.
const OF_LIST: f64 = 0.5;

/// A field of a constructor that holds data of the type it is in. Nothing is asked of the elements of a container.
struct Field {
    of: Name,
    place: usize,
    weight: f64,
    /// Where examples have something with parts there, and are within no other such place: the example, the argument, and
    /// the way from it.
    places: Vec<(usize, usize, Vec<usize>)>,
}

/// What the examples of a goal show.
pub(crate) struct Shown(Vec<Field>);

impl Shown {
    /// Reads the examples; nothing where one is large.
    pub(crate) fn new(goal: &Goal, env: &Env) -> Shown {
        let mut shown = Shown(Vec::new());
        for (number, example) in goal.examples.iter().enumerate() {
            let size = example.args.iter().map(crate::synth::program::size).sum::<u32>();
            if size > MOST_NODES {
                return Shown(Vec::new());
            }
            if matches!(example.result, Expected::Value(_)) {
                for (place, arg) in example.args.iter().enumerate() {
                    shown.read(arg, (number, place), &mut Vec::new(), &mut Vec::new(), env);
                }
            }
        }
        shown
    }

    /// How many of the fields the installed program needs in none of the examples, by their weight; a run that is
    /// cancelled counts as one that needs the field.
    pub(crate) fn unneeded(&self, goal: &Goal, verifier: &mut Verifier) -> f64 {
        let mut needs = |(number, arg, path): &(usize, usize, Vec<usize>)| {
            let mut example = goal.examples[*number].clone();
            *at(&mut example.args[*arg], path) = Term::Hole(Name::new("_"));
            !verifier.shows(&example, *number)
        };
        let left =
            self.0.iter().filter(|field| !field.places.iter().any(&mut needs)).map(|field| field.weight).sum::<f64>();
        left.min(MOST)
    }

    /// Reads what is below `path`, within the fields `within`.
    fn read(
        &mut self,
        term: &Term,
        root: (usize, usize),
        path: &mut Vec<usize>,
        within: &mut Vec<(Option<Name>, usize)>,
        env: &Env,
    ) {
        let Term::App(_, args) = term else { return };
        let of = built_by(term);
        for (place, arg) in args.iter().enumerate() {
            path.push(place);
            if let (Some(of), Some(part), false) = (of, built_by(arg), within.contains(&(of, place))) {
                self.note(of, place, part, (root.0, root.1, path.clone()), env);
            }
            within.push((of, place));
            self.read(arg, root, path, within, env);
            within.pop();
            path.pop();
        }
    }

    /// Notes what `part` built in a field, if it is of the same type as what that is in.
    fn note(&mut self, of: Name, place: usize, part: Name, at: (usize, usize, Vec<usize>), env: &Env) {
        if let Some(known) = self.0.iter_mut().find(|field| (field.of, field.place) == (of, place)) {
            if known.places.len() < MOST_PLACES {
                known.places.push(at);
            }
            return;
        }
        let Some((data, tag)) = env.constructor(of) else { return };
        if !data.recurs(tag, place) || data.constructors.iter().all(|c| c.name != part) {
            return;
        }
        let count = |(tag, c): (usize, &Constructor)| (0..c.fields.len()).filter(|i| data.recurs(tag, *i)).count();
        let most = data.constructors.iter().enumerate().map(count).max();
        let weight = if most.is_some_and(|most| most > 1) { 1.0 } else { OF_LIST };
        self.0.push(Field { of, place, weight, places: vec![at] });
    }
}

/// The constructor of a term that has parts.
fn built_by(term: &Term) -> Option<Name> {
    let Term::App(head, _) = term else { return None };
    if let Term::Con(name) = **head { Some(name) } else { None }
}

/// The part of a term at a path.
fn at<'t>(term: &'t mut Term, path: &[usize]) -> &'t mut Term {
    let Some((first, rest)) = path.split_first() else { return term };
    match term {
        Term::App(_, args) => at(&mut args[*first], rest),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of two trees a function of the module leaves unneeded.
    fn left(function: &str, body: &str, ty: &str, examples: &[&str]) -> f64 {
        let (goal, env) = crate::synth::tests::goal(ty, &[], examples, &[(function, ty, body)]);
        let mut verifier = Verifier::new(&goal, &env, &crate::synth::tests::budget(1));
        assert!(verifier.accepts(&Term::Global(Name::new(&format!("T.{function}")))));
        Shown::new(&goal, &env).unneeded(&goal, &mut verifier)
    }

    #[test]
    fn trees_that_are_never_looked_into_are_counted() {
        let tree = "Node (Node Leaf (S O) Leaf) O (Node Leaf (S O) Leaf)";
        let [root, last] = [format!("{tree} => O"), format!("{tree} => S O")];
        let body = "\\t -> case t of { Leaf -> O; Node l x r -> x }";
        assert_eq!(left("root", body, "Tree Nat -> Nat", &[&root]), 2.0);
        let body = "\\t -> case t of { Leaf -> O; Node l x r -> case l of { Leaf -> x; Node a y b -> y } }";
        assert_eq!(left("last", body, "Tree Nat -> Nat", &[&last]), 1.0);
    }

    #[test]
    fn the_rest_of_a_list_counts_less_and_elements_do_not() {
        let body = "\\xs -> case xs of { [] -> O; (y:ys) -> y }";
        assert_eq!(left("first", body, "[Nat] -> Nat", &["[S O, O] => S O"]), OF_LIST);
        let body = "\\xs -> case xs of { [] -> O; (y:ys) -> case ys of { [] -> O; (z:zs) -> S O } }";
        assert_eq!(left("long", body, "[Nat] -> Nat", &["[S O, S O] => S O"]), 0.0);
    }
}
