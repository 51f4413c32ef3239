//! A smallest input on which the best candidates differ: a question to the user.

use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::Goal;
use crate::synth::pool::small_terms;
use crate::synth::types::{Types, expand};
use crate::synth::verify::Verifier;
use crate::synth::{Candidate, Question};

/// Most candidates compared.
const CANDIDATES: usize = 4;
/// Most inputs tried.
const INPUTS: usize = 60;

/// Looks for an input on which the first candidate and another one differ.
pub(crate) fn question(goal: &Goal, candidates: &[Candidate], verifier: &mut Verifier<'_>) -> Option<Question> {
    if candidates.len() < 2 {
        return None;
    }
    let inputs = inputs(goal, verifier);
    let mut answers: Vec<Vec<Option<String>>> = Vec::new();
    for candidate in candidates.iter().take(CANDIDATES) {
        if !verifier.install(&candidate.term) {
            return None;
        }
        answers.push(inputs.iter().map(|input| answer(goal, input, verifier)).collect());
    }
    for (at, input) in inputs.iter().enumerate() {
        let Some(first) = &answers[0][at] else { continue };
        let differs = answers[1..].iter().any(|a| a[at].as_ref().is_some_and(|other| other != first));
        if differs {
            let answers = answers.iter().enumerate().filter_map(|(i, a)| a[at].clone().map(|text| (i, text))).collect();
            return Some(Question { input: input.clone(), answers });
        }
    }
    None
}

/// Small argument lists as source terms, smallest first. Type variables stand for machine integers.
fn inputs(goal: &Goal, verifier: &Verifier<'_>) -> Vec<Vec<Term>> {
    let mut types = Types::default();
    let vars = &goal.scheme.vars;
    let integer = |v: Name| vars.contains(&v).then(|| Type::con(wired::INT));
    let ty = expand(&goal.scheme.ty.subst(&integer), &verifier.env);
    let (params, _) = ty.uncurry();
    let mut choices: Vec<Vec<Term>> = Vec::new();
    for param in params {
        let id = types.id(param);
        let terms: Vec<Term> = small_terms(id, &mut types, &verifier.env, 3).iter().map(source).collect();
        if terms.is_empty() {
            return Vec::new();
        }
        choices.push(terms);
    }
    let mut out: Vec<(usize, Vec<Term>)> = vec![(0, Vec::new())];
    for choice in &choices {
        let mut next = Vec::new();
        for (weight, input) in &out {
            for (i, term) in choice.iter().enumerate() {
                let mut input = input.clone();
                input.push(term.clone());
                next.push((weight + i, input));
            }
        }
        next.sort_by_key(|(weight, _)| *weight);
        next.truncate(INPUTS);
        out = next;
    }
    out.into_iter().map(|(_, input)| input).collect()
}

/// An elaborated constructor term as source.
fn source(term: &Term) -> Term {
    match term {
        Term::Lit(Literal::Int(n)) => Term::Lit(Literal::Num((*n).into())),
        Term::Lit(Literal::Integer(n)) => Term::Lit(Literal::Num(n.clone())),
        Term::App(f, args) => Term::app(source(f), args.iter().map(source).collect()),
        other => other.clone(),
    }
}

/// What the installed candidate answers, shown.
fn answer(goal: &Goal, input: &[Term], verifier: &mut Verifier<'_>) -> Option<String> {
    let call = Term::app(Term::Global(goal.name), input.to_vec());
    let shown = Term::app(Term::global("Base.show"), vec![call]);
    let string = Scheme::mono(Type::list(Type::con(wired::CHAR)));
    let inferred = infer::expr(&shown, Some(&string), &[], &verifier.env, Defaulting::Extended);
    if !inferred.errors.is_empty() {
        return None;
    }
    let mark = verifier.machine.mark();
    let code = verifier.machine.compile(&[], &inferred.term);
    let value = verifier.machine.suspend(code, &[]);
    let text = verifier.machine.string(value, 400).ok();
    verifier.machine.reset(mark);
    verifier.machine.forget_code(code);
    text
}
