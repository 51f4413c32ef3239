//! What of the examples' arguments a program needs.
//!
//! Part of ranking for intent. Whoever writes `member 1 (Node (Node Empty 1 Empty) 2 Empty)` means the tree below to
//! matter: what an example shows and a program never looks at speaks against the program (examples are chosen to be
//! telling: Frank and Goodman 2012, "Predicting pragmatic reasoning in language games"). A part is not needed where the
//! result stays the same when the part has no value.

use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::synth::goal::{Example, Goal};
use crate::synth::verify::Verifier;

/// Most runs for one program, and most parts of one example that is looked at.
const MOST_RUNS: u32 = 400;
const MOST_PARTS: u32 = 60;

/// A field of what has one such field only: many a function looks at the first elements of a list.
const OF_LIST: f64 = 0.5;

/// How many fields of constructors the installed program needs in none of the examples, of the fields that hold data of
/// the type they are in: nothing is said of the elements of a container.
pub(crate) fn unneeded(goal: &Goal, verifier: &mut Verifier) -> f64 {
    let mut runs = MOST_RUNS;
    let mut fields: Vec<Field> = Vec::new();
    for (number, example) in goal.examples.iter().enumerate() {
        if example.args.iter().map(parts).sum::<u32>() > MOST_PARTS {
            continue;
        }
        let mut look = Look { verifier, number, example: example.clone(), runs: &mut runs, fields: &mut fields };
        for arg in 0..example.args.len() {
            look.below(arg, &mut Vec::new());
        }
    }
    let weight = |field: &Field| if field.of_list { OF_LIST } else { 1.0 };
    fields.iter().filter(|field| !field.needed).map(weight).sum()
}

/// A field of a constructor that holds data of the same type.
struct Field {
    of: Name,
    place: usize,
    of_list: bool,
    /// Some example needs it.
    needed: bool,
}

/// How many parts of a term have parts themselves, the term among them.
fn parts(term: &Term) -> u32 {
    match term {
        Term::App(_, args) => u32::from(built_by(term).is_some()) + args.iter().map(parts).sum::<u32>(),
        _ => 0,
    }
}

/// The constructor of a term that has parts.
fn built_by(term: &Term) -> Option<Name> {
    match term {
        Term::App(head, _) => {
            if let Term::Con(name) = **head {
                Some(name)
            } else {
                None
            }
        }
        _ => None,
    }
}

struct Look<'a, 'b> {
    verifier: &'a mut Verifier<'b>,
    number: usize,
    example: Example,
    runs: &'a mut u32,
    fields: &'a mut Vec<Field>,
}

impl Look<'_, '_> {
    /// Looks at the parts of the argument below `path`.
    fn below(&mut self, arg: usize, path: &mut Vec<usize>) {
        let whole = at(&mut self.example.args[arg], path);
        let (Term::App(_, args), constructor) = (&*whole, built_by(whole)) else { return };
        for child in 0..args.len() {
            path.push(child);
            self.part(arg, constructor, path);
            path.pop();
        }
    }

    fn part(&mut self, arg: usize, of: Option<Name>, path: &mut Vec<usize>) {
        let term = at(&mut self.example.args[arg], path);
        if parts(term) == 0 || *self.runs == 0 {
            return;
        }
        *self.runs -= 1;
        let constructor = built_by(term);
        let part = std::mem::replace(term, Term::Hole(Name::new("_")));
        let needed = !self.verifier.shows(&self.example, self.number);
        *at(&mut self.example.args[arg], path) = part;
        if let (Some(of), Some(constructor), Some(place)) = (of, constructor, path.last()) {
            self.note(of, *place, constructor, needed);
        }
        if needed {
            self.below(arg, path);
        }
    }

    /// Notes whether a field is needed in which there is what `constructor` built.
    fn note(&mut self, of: Name, place: usize, constructor: Name, needed: bool) {
        if let Some(known) = self.fields.iter_mut().find(|field| (field.of, field.place) == (of, place)) {
            known.needed |= needed;
            return;
        }
        let env = &self.verifier.env;
        let Some((data, _)) = env.constructor(of) else { return };
        if data.constructors.iter().all(|c| c.name != constructor) {
            return;
        }
        let own = |ty: &Type| *ty.spine().0 == Type::Con(data.name);
        let most = data.constructors.iter().map(|c| c.fields.iter().filter(|field| own(&field.ty)).count()).max();
        self.fields.push(Field { of, place, of_list: most.is_none_or(|most| most < 2), needed });
    }
}

/// The part of a term at a path.
fn at<'t>(term: &'t mut Term, path: &[usize]) -> &'t mut Term {
    let Some((first, rest)) = path.split_first() else { return term };
    match term {
        Term::App(_, args) => at(&mut args[*first], rest),
        other => other,
    }
}
