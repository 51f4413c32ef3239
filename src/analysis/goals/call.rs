//! Direct calls, elaborated: each argument, the dictionaries, and what the type variables stand for.

use std::collections::HashMap;

use crate::analysis::NoGoal;
use crate::analysis::goals::Reader;
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Term, visit};
use crate::core::ty::{Type, tuple_name};
use crate::core::wired;

/// An elaborated call.
pub(super) struct Call {
    pub(super) types: Vec<Type>,
    pub(super) dictionaries: Vec<Term>,
    pub(super) args: Vec<Term>,
    pub(super) params: Vec<Type>,
    pub(super) result: Type,
}

impl Reader<'_> {
    /// Elaborates a call. The arguments are bound by λ, so that each has one type, shared with the call; the result
    /// is shown (if it has to be), so that what is left open is settled as the interpreter settles it.
    pub(super) fn call(&self, env: &Env, args: Vec<Term>, shown: bool) -> Result<Option<Call>, NoGoal> {
        let params: Vec<Name> = (0..args.len()).map(|i| Name::new(&format!("argument#{i}"))).collect();
        let mut parts: Vec<Term> = params.iter().map(|param| Term::Var(*param)).collect();
        let call = Term::app(Term::Global(self.name), parts.clone());
        parts.push(call);
        let tuple = |parts: Vec<Term>| Term::app(Term::Con(tuple_name(parts.len())), parts);
        let count = args.len();
        let result = Name::new("result#");
        let body = if shown {
            // λ result. (result, show result)
            let show = Term::app(Term::global(wired::SHOW_METHOD), vec![Term::Var(result)]);
            let last = parts.pop().unwrap_or(Term::Fall);
            parts.push(Term::Var(result));
            parts.push(show);
            Term::app(Term::Lam(vec![result], Box::new(tuple(parts))), vec![last])
        } else {
            parts.push(Term::Con(Name::new(wired::UNIT)));
            tuple(parts)
        };
        if count + 2 > wired::MAX_TUPLE {
            return Ok(None);
        }
        let term = if params.is_empty() { body } else { Term::app(Term::Lam(params, Box::new(body)), args) };
        let inferred = infer::expr(&term, None, &[], env, Defaulting::Extended);
        if let Some(error) = inferred.errors.first() {
            // Actions and functions have no text of their own, but may still be checked.
            if shown {
                return Ok(None);
            }
            return Err(self.unsupported(&format!("it does not type-check: {}", error.message)));
        }
        if !inferred.scheme.context.is_empty() {
            return Ok(None);
        }
        // What nothing settles does not matter.
        let ty = inferred.scheme.ty.subst(&|_| Some(Type::con(wired::UNIT)));
        let types: Vec<Type> = ty.spine().1.into_iter().take(count + 1).cloned().collect();
        Ok(self.take_apart(&inferred.term, count, types))
    }

    /// Finds arguments and dictionaries in the elaborated call.
    fn take_apart(&self, term: &Term, count: usize, types: Vec<Type>) -> Option<Call> {
        let args: Vec<Term> = match (count, term) {
            (0, _) => Vec::new(),
            (_, Term::App(_, args)) if args.len() == count => args.clone(),
            _ => return None,
        };
        let mut dictionaries = None;
        let arity = self.scheme.context.len();
        visit(term, &mut |term| {
            let found = match term {
                Term::App(head, args) if **head == Term::Global(self.name) => args.get(..arity).map(<[Term]>::to_vec),
                Term::Global(name) if *name == self.name && arity == 0 => Some(Vec::new()),
                _ => None,
            };
            dictionaries = dictionaries.take().or(found);
        });
        let (result, params) = types.split_last()?;
        let whole = Type::funs(params.to_vec(), result.clone());
        let mut variables = HashMap::new();
        if !matches(&self.scheme.ty, &whole, &mut variables) {
            return None;
        }
        let unit = Type::con(wired::UNIT);
        let of = |var: &Name| variables.get(var).cloned().unwrap_or_else(|| unit.clone());
        let instance = self.scheme.vars.iter().map(of).collect();
        Some(Call {
            types: instance,
            dictionaries: dictionaries?,
            args,
            params: params.to_vec(),
            result: result.clone(),
        })
    }
}

/// Is `ty` an instance of `general`? Collects what its variables stand for.
fn matches(general: &Type, ty: &Type, variables: &mut HashMap<Name, Type>) -> bool {
    match (general, ty) {
        (Type::Var(name), _) => variables.entry(*name).or_insert_with(|| ty.clone()) == ty,
        (Type::App(f, a), Type::App(g, b)) => matches(f, g, variables) && matches(a, b, variables),
        (general, ty) => general == ty,
    }
}
