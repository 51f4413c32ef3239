//! The literals that examples speak of: what a program may well contain.

use num_bigint::BigInt;

use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;

/// Most literals collected: a search uses fewer, and data has many.
const MOST: usize = 200;

/// Collects the literals of an elaborated term as source terms with their types, each once.
pub(super) fn literals(term: &Term, into: &mut Vec<(Term, Type)>) {
    let mut add = |literal: Literal, ty: Type| {
        let entry = (Term::Lit(literal), ty);
        if into.len() < MOST && !into.contains(&entry) {
            into.push(entry);
        }
    };
    let con = Type::con;
    match term {
        Term::Lit(Literal::Int(n)) => add(Literal::Num(BigInt::from(*n)), con(wired::INT)),
        Term::Lit(Literal::Integer(n)) => add(Literal::Num(n.clone()), con(wired::INTEGER)),
        Term::Lit(Literal::Double(d)) => add(Literal::Frac(format!("{d:?}")), con(wired::DOUBLE)),
        Term::Lit(Literal::Char(c)) => add(Literal::Char(*c), con(wired::CHAR)),
        Term::Lit(Literal::Str(text)) => add(Literal::Str(text.clone()), Type::list(con(wired::CHAR))),
        // A negated literal is one literal.
        Term::App(head, args) => {
            if let (Term::Global(name), [_, Term::Lit(literal)]) = (&**head, args.as_slice())
                && name.base() == "negate"
            {
                match literal {
                    Literal::Int(n) => return add(Literal::Num(-BigInt::from(*n)), con(wired::INT)),
                    Literal::Integer(n) => return add(Literal::Num(-n), con(wired::INTEGER)),
                    Literal::Num(_) | Literal::Frac(_) | Literal::Double(_) | Literal::Char(_) | Literal::Str(_) => {}
                }
            }
            literals(head, into);
            args.iter().for_each(|arg| literals(arg, into));
        }
        Term::Lam(_, body) => literals(body, into),
        Term::Let(binds, body) => {
            binds.iter().for_each(|bind| literals(&bind.term, into));
            literals(body, into);
        }
        Term::Match(m) => {
            m.scrutinees.iter().for_each(|scrutinee| literals(scrutinee, into));
            m.alts.iter().for_each(|alt| literals(&alt.body, into));
        }
        Term::Var(_)
        | Term::Global(_)
        | Term::Con(_)
        | Term::Lit(_)
        | Term::Fall
        | Term::Ann(..)
        | Term::TypeApp(..)
        | Term::Hole(_)
        | Term::Fail(_)
        | Term::Prim(_)
        | Term::Opaque(_) => {}
    }
}
