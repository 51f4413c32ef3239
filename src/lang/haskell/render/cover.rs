//! Which values rows of patterns cover: whether an equation is missing, and which patterns say more than is needed.

use crate::core::decl::Constructor;
use crate::core::name::Name;
use crate::core::term::{Match, Pat};
use crate::core::ty::tuple_arity;
use crate::core::wired;
use crate::lang::haskell::render::clauses::{Clause, guards};
use crate::lang::haskell::render::names::Names;
use crate::lang::haskell::render::walk::falls;

/// Does some alternative always apply?
pub(super) fn is_total(m: &Match, names: &Names<'_>) -> bool {
    let rows: Vec<Vec<Pat>> = m.alts.iter().filter(|alt| !falls(&alt.body)).map(|alt| alt.pats.clone()).collect();
    !misses(&rows, m.scrutinees.len(), names)
}

/// Is there a value that none of the clauses covers?
pub(super) fn incomplete(clauses: &[Clause], width: usize, names: &Names<'_>) -> bool {
    let rows: Vec<Vec<Pat>> = clauses.iter().filter(|c| always(c)).map(|c| c.pats.clone()).collect();
    misses(&rows, width, names)
}

/// Is there a value that none of the rows covers?
fn misses(rows: &[Vec<Pat>], width: usize, names: &Names<'_>) -> bool {
    is_useful(rows, &vec![Pat::Wild; width], names)
}

/// Is there a value that `row` matches and none of `rows` does (Maranget, *Warnings for pattern matching*, 2007, §3)?
/// What is not known to be covered is not covered.
fn is_useful(rows: &[Vec<Pat>], row: &[Pat], names: &Names<'_>) -> bool {
    let Some(first) = row.first() else { return rows.is_empty() };
    let in_constructor = |name: Name, arity: usize| {
        let rows: Vec<Vec<Pat>> = rows.iter().filter_map(|row| specialise(row, name, arity)).collect();
        specialise(row, name, arity).is_some_and(|row| is_useful(&rows, &row, names))
    };
    if let Some((name, fields)) = constructor(first) {
        return in_constructor(name, fields.len());
    }
    let heads: Vec<Name> = rows.iter().filter_map(|row| Some(constructor(&row[0])?.0)).collect();
    let constructors = heads.first().and_then(|first| siblings(*first, names));
    match constructors {
        Some(constructors) if constructors.iter().all(|(name, _)| heads.contains(name)) && is_open(first) => {
            constructors.iter().any(|(name, arity)| in_constructor(*name, *arity))
        }
        _ => {
            let same = |pat: &Pat| is_open(pat) || matches!((pat, first), (Pat::Lit(a), Pat::Lit(b)) if a == b);
            let rows: Vec<Vec<Pat>> = rows.iter().filter(|row| same(&row[0])).map(|row| row[1..].to_vec()).collect();
            is_useful(&rows, &row[1..], names)
        }
    }
}

/// Patterns that only look at a constructor, where the equations above leave no other, become wildcards: `f [] = …` and
/// then `f xs = …` instead of `f xs@(_:_) = …`. Nothing is evaluated less, because only equations that look at the same
/// place count.
pub(super) fn relax(clauses: &mut [Clause], names: &Names<'_>) {
    let mut above: Vec<Vec<Pat>> = Vec::new();
    for clause in clauses {
        let wider = |pats: &[Pat]| {
            let step = |i: usize| {
                let place = |(pat, path): (Pat, Vec<usize>)| {
                    let mut row = pats.to_vec();
                    row[i] = pat;
                    let looking = above.iter().filter(|above| looks(&above[i], &path)).cloned();
                    let rows: Vec<Vec<Pat>> = looking.chain([pats.to_vec()]).collect();
                    (!is_useful(&rows, &row, names)).then_some(row)
                };
                widened(&pats[i], names).into_iter().find_map(place)
            };
            (0..pats.len()).find_map(step)
        };
        while let Some(pats) = wider(&clause.pats) {
            clause.pats = pats;
        }
        if always(clause) {
            above.push(clause.pats.clone());
        }
    }
}

/// The pattern with one of the constructors in it that have nothing but wildcards inside, and of which there are others,
/// as a wildcard; and where that is: a field number for each constructor around it.
fn widened(pat: &Pat, names: &Names<'_>) -> Vec<(Pat, Vec<usize>)> {
    match pat {
        Pat::Con(name, fields) => {
            let blank = !fields.is_empty() && fields.iter().all(|field| *field == Pat::Wild);
            if blank && siblings(*name, names).is_some_and(|all| all.len() > 1) {
                return vec![(Pat::Wild, Vec::new())];
            }
            let inside = |i: usize| {
                widened(&fields[i], names).into_iter().map(move |(field, mut path)| {
                    let mut fields = fields.clone();
                    fields[i] = field;
                    path.insert(0, i);
                    (Pat::Con(*name, fields), path)
                })
            };
            (0..fields.len()).flat_map(inside).collect()
        }
        Pat::As(name, inner) => {
            let named = |inner: Pat| if inner == Pat::Wild { Pat::Var(*name) } else { Pat::As(*name, Box::new(inner)) };
            widened(inner, names).into_iter().map(|(inner, path)| (named(inner), path)).collect()
        }
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) | Pat::Bang(_) | Pat::Lazy(_) | Pat::View(..) | Pat::Ann(..) => {
            Vec::new()
        }
    }
}

/// Does the pattern look for a constructor at this place?
fn looks(pat: &Pat, path: &[usize]) -> bool {
    constructor(pat).is_some_and(|(_, fields)| {
        path.split_first().is_none_or(|(first, rest)| fields.get(*first).is_some_and(|field| looks(field, rest)))
    })
}

/// Does the clause never fall through where its patterns match?
fn always(clause: &Clause) -> bool {
    !falls(&clause.body) || guards(&clause.body).1
}

/// The constructor that a pattern looks for.
fn constructor(pat: &Pat) -> Option<(Name, &[Pat])> {
    match pat {
        Pat::Con(name, fields) => Some((*name, fields)),
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Ann(pat, _) => constructor(pat),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) | Pat::Lazy(_) | Pat::View(..) => None,
    }
}

/// Does the pattern match everything?
pub(super) fn is_open(pat: &Pat) -> bool {
    match pat {
        Pat::Wild | Pat::Var(_) | Pat::Lazy(_) => true,
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Ann(pat, _) => is_open(pat),
        Pat::Con(..) | Pat::Lit(_) | Pat::View(..) => false,
    }
}

fn specialise(row: &[Pat], constructor: Name, arity: usize) -> Option<Vec<Pat>> {
    let mut fields = match &row[0] {
        pat if is_open(pat) => vec![Pat::Wild; arity],
        Pat::Con(name, fields) if *name == constructor && fields.len() == arity => fields.clone(),
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Ann(pat, _) => {
            let mut row = row.to_vec();
            row[0] = (**pat).clone();
            return specialise(&row, constructor, arity);
        }
        _ => return None,
    };
    fields.extend_from_slice(&row[1..]);
    Some(fields)
}

/// The constructors of a constructor's type with their arities.
fn siblings(constructor: Name, names: &Names<'_>) -> Option<Vec<(Name, usize)>> {
    match constructor.as_str() {
        wired::NIL | wired::CONS => Some(vec![(Name::new(wired::NIL), 0), (Name::new(wired::CONS), 2)]),
        wired::TRUE | wired::FALSE => Some(vec![(Name::new(wired::TRUE), 0), (Name::new(wired::FALSE), 0)]),
        wired::UNIT => Some(vec![(constructor, 0)]),
        _ => match tuple_arity(constructor) {
            Some(arity) => Some(vec![(constructor, arity)]),
            None => {
                let arity = |c: &Constructor| (c.name, c.fields.len());
                Some(names.data_of(constructor)?.constructors.iter().map(arity).collect())
            }
        },
    }
}

/// Is the pattern that of a type with one constructor, with nothing to fail inside?
pub(super) fn is_irrefutable(pat: &Pat, names: &Names<'_>) -> bool {
    !misses(&[vec![pat.clone()]], 1, names)
}

#[cfg(test)]
mod tests {
    use super::{Clause, relax};
    use crate::core::name::Name;
    use crate::core::term::{Pat, Term};
    use crate::core::wired;
    use crate::lang::Scope;
    use crate::lang::haskell::render::names::Names;

    /// A list of truths as far as it is evaluated.
    #[derive(Clone, Debug)]
    enum Value {
        Bottom,
        Data(&'static str, Vec<Value>),
    }

    fn lists(depth: u32) -> Vec<Value> {
        let mut all = vec![Value::Bottom, Value::Data(wired::NIL, Vec::new())];
        if depth > 0 {
            let truths = [Value::Bottom, Value::Data(wired::TRUE, Vec::new()), Value::Data(wired::FALSE, Vec::new())];
            for rest in lists(depth - 1) {
                all.extend(truths.iter().map(|truth| Value::Data(wired::CONS, vec![truth.clone(), rest.clone()])));
            }
        }
        all
    }

    /// Whether it matches; nothing, where that does not end.
    fn matches(pat: &Pat, value: &Value) -> Option<bool> {
        match (pat, value) {
            (Pat::Con(..), Value::Bottom) => None,
            (Pat::Con(name, pats), Value::Data(constructor, fields)) if name.as_str() == *constructor => {
                all(pats, fields)
            }
            (Pat::Con(..), Value::Data(..)) => Some(false),
            (Pat::As(_, pat), value) => matches(pat, value),
            _ => Some(true),
        }
    }

    fn all(pats: &[Pat], values: &[Value]) -> Option<bool> {
        for (pat, value) in pats.iter().zip(values) {
            if !matches(pat, value)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// The equation that is chosen, from the top; the inner nothing: this does not end.
    fn chosen(clauses: &[Clause], values: &[Value]) -> Option<Option<usize>> {
        for (i, clause) in clauses.iter().enumerate() {
            match all(&clause.pats, values) {
                None => return Some(None),
                Some(true) => return Some(Some(i)),
                Some(false) => {}
            }
        }
        None
    }

    fn random(seed: &mut u64, below: u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    }

    fn list_pattern(seed: &mut u64, depth: u32) -> Pat {
        let con = |name: &str, pats: Vec<Pat>| Pat::Con(Name::new(name), pats);
        match random(seed, if depth == 0 { 2 } else { 6 }) {
            0 => Pat::Wild,
            1 => con(wired::NIL, Vec::new()),
            2 => Pat::As(Name::new("v"), Box::new(list_pattern(seed, depth - 1))),
            _ => {
                let truth = match random(seed, 4) {
                    0 => con(wired::TRUE, Vec::new()),
                    1 => con(wired::FALSE, Vec::new()),
                    _ => Pat::Wild,
                };
                con(wired::CONS, vec![truth, list_pattern(seed, depth - 1)])
            }
        }
    }

    #[test]
    fn wider_patterns_choose_the_same_equations_and_end_where_those_did() {
        let scope = Scope::default();
        let names = Names::new(&scope);
        let (values, mut seed, mut changed) = (lists(3), 7, 0);
        for _ in 0..600 {
            let clauses: Vec<Clause> = (0..2 + random(&mut seed, 4))
                .map(|_| Clause {
                    pats: (0..2).map(|_| list_pattern(&mut seed, 2)).collect(),
                    body: Term::Lam(vec![], Box::new(Term::Fall)),
                })
                .collect();
            let mut wider = clauses.clone();
            relax(&mut wider, &names);
            changed += u32::from(clauses.iter().zip(&wider).any(|(a, b)| a.pats != b.pats));
            for one in &values {
                for other in values.iter().step_by(3) {
                    let pair = [one.clone(), other.clone()];
                    assert_eq!(chosen(&clauses, &pair), chosen(&wider, &pair), "{clauses:?}\n{wider:?}\n{pair:?}");
                }
            }
        }
        assert!(changed > 20, "{changed}");
    }
}
