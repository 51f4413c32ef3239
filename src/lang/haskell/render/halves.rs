//! A pair that is only taken apart is taken apart by a pattern: `\p -> (snd p, fst p)` as `\(x, y) -> (y, x)`.

use std::collections::HashMap;

use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Match, Otherwise, Pat, Term};
use crate::lang::haskell::render::simplify::call;
use crate::lang::haskell::render::walk::{count, fresh, map_children};

/// Where both halves of a parameter are used, and it is not used whole, its halves have names.
pub(super) fn halves(term: Term, hints: &mut HashMap<Name, Name>) -> Term {
    let term = map_children(term, &mut |child| halves(child, hints));
    let Term::Lam(params, mut body) = term else { return term };
    for param in &params {
        let [first, second] = ["fst", "snd"].map(|half| uses(&body, half, *param));
        if first == 0 || second == 0 || first + second < count(&body, *param) {
            continue;
        }
        let names = [fresh(*param, hints), fresh(*param, hints)];
        let inner = named(*body, *param, names);
        let pats = vec![Pat::Con(Name::new("(,)"), names.map(Pat::Var).to_vec())];
        let alts = vec![Alt { pats, body: inner }];
        let scrutinees = vec![Term::Var(*param)];
        let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
        body = Box::new(Term::Match(Box::new(Match { scrutinees, alts, otherwise })));
    }
    Term::Lam(params, body)
}

/// How often that half of a variable is used.
fn uses(term: &Term, half: &str, of: Name) -> usize {
    let mut all = 0;
    crate::core::term::visit(term, &mut |part| all += usize::from(is_half(part, half, of)));
    all
}

fn is_half(term: &Term, half: &str, of: Name) -> bool {
    matches!(call(term, half, 1), Some([Term::Var(name)]) if *name == of)
}

/// The halves of a variable by these names.
fn named(term: Term, of: Name, names: [Name; 2]) -> Term {
    for (half, name) in ["fst", "snd"].into_iter().zip(names) {
        if is_half(&term, half, of) {
            return Term::Var(name);
        }
    }
    map_children(term, &mut |child| named(child, of, names))
}
