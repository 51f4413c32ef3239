//! The last pass: placeholders become dictionaries, literals get their type, negated literals fold.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use crate::core::class::{knot, recursive};
use crate::core::infer::check::wrap;
use crate::core::infer::state::Infer;
use crate::core::name::Name;
use crate::core::term::{Failure, Literal, Pat, Term};
use crate::core::ty::Type;
use crate::core::wired;

/// Largest decimal exponent of a fractional literal that is written out.
const MAX_EXPONENT: i64 = 5000;

impl Infer<'_> {
    /// Fills all placeholders of `root`.
    pub(super) fn resolve(&self, root: &mut Term) {
        let negate = Name::new(wired::NEGATE);
        let (mut terms, mut pats): (Vec<&mut Term>, Vec<&mut Pat>) = (vec![root], Vec::new());
        loop {
            if let Some(pat) = pats.pop() {
                self.fill_pattern(pat);
                match pat {
                    Pat::Wild | Pat::Var(_) | Pat::Lit(_) => {}
                    Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) => pats.push(inner),
                    Pat::Con(_, args) => pats.extend(args),
                    Pat::View(view, inner) => {
                        terms.push(view);
                        pats.push(inner);
                    }
                }
                continue;
            }
            let Some(term) = terms.pop() else { return };
            self.fill(term, negate);
            match term {
                Term::App(f, args) => {
                    terms.push(f);
                    terms.extend(args);
                }
                Term::Lam(_, inner) | Term::Ann(inner, _) | Term::TypeApp(inner, _) => terms.push(inner),
                Term::Let(binds, body) => {
                    terms.extend(binds.iter_mut().map(|bind| &mut bind.term));
                    terms.push(body);
                }
                Term::Match(m) => {
                    terms.extend(&mut m.scrutinees);
                    for alt in &mut m.alts {
                        pats.extend(&mut alt.pats);
                        terms.push(&mut alt.body);
                    }
                }
                Term::Var(_) | Term::Global(_) | Term::Con(_) | Term::Lit(_) | Term::Fall => {}
                Term::Hole(_) | Term::Fail(_) | Term::Prim(_) | Term::Opaque(_) => {}
            }
        }
    }

    /// Fills a placeholder at the root of `term` or at the head of its application.
    fn fill(&self, term: &mut Term, negate: Name) {
        match term {
            Term::TypeApp(inner, Type::Meta(id)) => {
                let inner = std::mem::replace(&mut **inner, Term::Fall);
                *term = match inner {
                    Term::Fall => self.dictionary(*id),
                    Term::Lit(literal) => self.literal_term(literal, self.dictionary(*id)),
                    name => Term::app(name, self.groups.get(*id as usize).cloned().unwrap_or_default()),
                };
            }
            Term::App(f, args) => {
                self.fill(f, negate);
                if matches!(**f, Term::App(..)) {
                    let head = std::mem::replace(&mut **f, Term::Fall);
                    *term = Term::app(head, std::mem::take(args));
                } else if **f == Term::Global(negate) && args.len() == 2 {
                    args.iter_mut().for_each(|arg| self.fill(arg, negate));
                    if let Term::Lit(literal) = &args[1]
                        && let Some(folded) = negated(literal)
                        && self.is_primitive(&args[0])
                    {
                        *term = Term::Lit(folded);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_primitive(&self, dictionary: &Term) -> bool {
        let Term::Global(name) = dictionary else { return false };
        [self.names.num_int, self.names.num_integer, self.names.num_double].contains(name)
    }

    /// The dictionary `id`, without placeholders.
    fn dictionary(&self, id: u32) -> Term {
        self.open_dictionary(id, &mut Vec::new())
    }

    /// `open`: the recursive dictionaries around this one.
    fn open_dictionary(&self, id: u32, open: &mut Vec<u32>) -> Term {
        if let Some(depth) = open.iter().position(|other| *other == id) {
            return Term::Var(knot(depth));
        }
        let Some(dict) = self.dicts.get(id as usize) else { return Term::Fail(Failure::NoInstance(String::new())) };
        let Some(solution) = &dict.solution else { return Term::Fail(Failure::NoInstance(String::new())) };
        if !dict.recursive {
            return self.filled(solution, open);
        }
        open.push(id);
        let term = self.filled(solution, open);
        open.pop();
        recursive(knot(open.len()), term)
    }

    fn filled(&self, term: &Term, open: &mut Vec<u32>) -> Term {
        match term {
            Term::TypeApp(_, Type::Meta(id)) => self.open_dictionary(*id, open),
            Term::App(f, args) => {
                let f = self.filled(f, open);
                Term::app(f, args.iter().map(|arg| self.filled(arg, open)).collect())
            }
            other => other.clone(),
        }
    }

    /// An overloaded literal with its dictionary of `Num` or `Fractional`.
    fn literal_term(&self, literal: Literal, dictionary: Term) -> Term {
        let integer = |n: BigInt| Term::Lit(Literal::Integer(n));
        let primitive = match &dictionary {
            Term::Global(name) if *name == self.names.num_int => Some(self.names.int),
            Term::Global(name) if *name == self.names.num_integer => Some(self.names.integer),
            Term::Global(name) if [self.names.num_double, self.names.fractional_double].contains(name) => {
                Some(self.names.double)
            }
            _ => None,
        };
        if let Some(resolved) = primitive.and_then(|name| self.resolve_literal(&literal, name)) {
            return Term::Lit(resolved);
        }
        match literal {
            Literal::Num(n) => Term::app(Term::global(wired::FROM_INTEGER), vec![dictionary, integer(n)]),
            Literal::Frac(text) => {
                let (numerator, denominator) = ratio(&text);
                Term::app(Term::global(wired::FROM_RATIO), vec![dictionary, integer(numerator), integer(denominator)])
            }
            other => Term::Lit(other),
        }
    }

    fn fill_pattern(&self, pat: &mut Pat) {
        let Pat::Ann(inner, Type::Meta(id)) = pat else { return };
        let Pat::View(equal, literal) = &mut **inner else { return };
        let Pat::Lit(literal) = std::mem::replace(&mut **literal, Pat::Wild) else { return };
        *pat = match self.literal_term(literal, self.dictionary(*id)) {
            Term::Lit(literal) => Pat::Lit(literal),
            value => {
                let mut equal = std::mem::replace(&mut **equal, Term::Fall);
                self.fill(&mut equal, Name::new(wired::NEGATE));
                let test = Term::app(Term::global(wired::EQUAL), vec![equal, value]);
                Pat::View(Box::new(test), Box::new(Pat::Con(Name::new(wired::TRUE), Vec::new())))
            }
        };
    }
}

fn negated(literal: &Literal) -> Option<Literal> {
    match literal {
        Literal::Int(n) => Some(Literal::Int(n.wrapping_neg())),
        Literal::Integer(n) => Some(Literal::Integer(-n)),
        Literal::Double(x) => Some(Literal::Double(-x)),
        Literal::Num(n) => Some(Literal::Int(wrap(&-n))),
        _ => None,
    }
}

/// The digits of a fractional literal as a fraction in lowest terms.
fn ratio(text: &str) -> (BigInt, BigInt) {
    let text = text.replace('_', "");
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().unwrap_or(0)),
        None => (text.as_str(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().unwrap_or_default();
    let shift = (exponent - fraction.len() as i64).clamp(-MAX_EXPONENT, MAX_EXPONENT);
    let power = BigInt::from(10).pow(u32::try_from(shift.unsigned_abs()).unwrap_or(0));
    let (numerator, denominator) = if shift >= 0 { (digits * power, BigInt::one()) } else { (digits, power) };
    let common = numerator.gcd(&denominator);
    (&numerator / &common, &denominator / &common)
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn fractions_are_in_lowest_terms() {
        for (text, numerator, denominator) in
            [("1.5", 3, 2), ("0.25", 1, 4), ("2.5e1", 25, 1), ("1e3", 1000, 1), ("0.0", 0, 1), ("12e-1", 6, 5)]
        {
            assert_eq!(ratio(text), (numerator.into(), denominator.into()), "{text}");
        }
    }
}
