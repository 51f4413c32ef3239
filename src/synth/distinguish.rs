//! An input on which the best candidates differ: a question to the user.
//!
//! A candidate is as likely as its cost says; of the small inputs the one is asked about whose answer is expected to say
//! the most (the entropy of the candidates' answers), the smallest of those that say about as much.

use crate::core::env::Env;
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
const CANDIDATES: usize = 8;
/// Most inputs tried.
const INPUTS: usize = 60;
/// Most answers shown.
const ANSWERS: usize = 4;
/// What an input further back must say more, in bits.
const LATER: f64 = 0.01;
/// Lists by the places of their elements among the elements at hand.
const LISTS: &[&[usize]] =
    &[&[], &[1], &[0, 1], &[1, 0], &[0, 0], &[0, 1, 2], &[2, 0, 1], &[1, 2, 1], &[3, 1, 2, 0], &[4, 1]];

/// Candidates by index, each with what it answers.
type Answers = Vec<(usize, String)>;

/// Looks for an input on which the first candidates differ.
pub(crate) fn question(goal: &Goal, candidates: &[Candidate], verifier: &mut Verifier<'_>) -> Option<Question> {
    if candidates.len() < 2 {
        return None;
    }
    let calls: Vec<(Vec<Term>, Term)> = inputs(goal, verifier)
        .into_iter()
        .filter_map(|input| shown_call(goal, &input, verifier).map(|call| (input, call)))
        .collect();
    let mut answers: Vec<Vec<Option<String>>> = Vec::new();
    for candidate in candidates.iter().take(CANDIDATES) {
        if !verifier.install(&candidate.term) {
            return None;
        }
        answers.push(calls.iter().map(|(_, call)| answer(call, verifier)).collect());
    }
    let best = candidates.first().map_or(0.0, |c| c.cost);
    let weights: Vec<f64> = candidates.iter().map(|c| (best - c.cost).exp2()).collect();
    let mut chosen: Option<(f64, usize, Answers)> = None;
    for at in 0..calls.len() {
        let (bits, classes) = classes(&answers, at, &weights);
        let worth = bits - LATER * at as f64;
        if classes.len() >= 2 && chosen.as_ref().is_none_or(|(known, ..)| worth > *known) {
            chosen = Some((worth, at, classes));
        }
    }
    let (_, at, mut answers) = chosen?;
    answers.truncate(ANSWERS);
    Some(Question { input: calls[at].0.clone(), answers })
}

/// How much the answer to an input says, in bits, and the first candidate with each answer.
fn classes(answers: &[Vec<Option<String>>], at: usize, weights: &[f64]) -> (f64, Answers) {
    let mut classes: Vec<(usize, String, f64)> = Vec::new();
    for (candidate, answers) in answers.iter().enumerate() {
        let Some(answer) = &answers[at] else { continue };
        match classes.iter_mut().find(|(_, known, _)| known == answer) {
            Some((.., weight)) => *weight += weights[candidate],
            None => classes.push((candidate, answer.clone(), weights[candidate])),
        }
    }
    let total: f64 = classes.iter().map(|(.., weight)| weight).sum();
    let bits = classes.iter().map(|(.., weight)| weight / total).map(|p| if p > 0.0 { -p * p.log2() } else { 0.0 });
    (bits.sum(), classes.into_iter().map(|(candidate, answer, _)| (candidate, answer)).collect())
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
        if !is_open(param, goal, &verifier.env, &mut Vec::new()) {
            return Vec::new();
        }
        let terms: Vec<Term> = small(param, &mut types, verifier, 2).iter().map(source).collect();
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

/// Whether a person can write down all values of a type: none of an abstract one is inside.
fn is_open(ty: &Type, goal: &Goal, env: &Env, seen: &mut Vec<Name>) -> bool {
    let (head, args) = ty.spine();
    let Type::Con(name) = head else { return true };
    let primitive = [wired::INT, wired::INTEGER, wired::DOUBLE, wired::CHAR].contains(&name.as_str());
    if primitive {
        return true;
    }
    let open = name.module().is_none() || goal.datas.contains(name);
    if !open || !args.iter().all(|arg| is_open(arg, goal, env, seen)) {
        return false;
    }
    if seen.contains(name) {
        return true;
    }
    seen.push(*name);
    let fields = env.data(*name).into_iter().flat_map(|data| &data.constructors).flat_map(|c| &c.fields);
    fields.into_iter().all(|field| is_open(&field.ty, goal, env, seen))
}

/// Small values of a type, lists with elements that differ.
fn small(ty: &Type, types: &mut Types, verifier: &Verifier<'_>, depth: u32) -> Vec<Term> {
    let list = |elements: &[Term], places: &[usize]| {
        let cons = |tail, place: &usize| {
            Term::app(Term::Con(Name::new(wired::CONS)), vec![elements[*place % elements.len()].clone(), tail])
        };
        places.iter().rev().fold(Term::Con(Name::new(wired::NIL)), cons)
    };
    match ty.spine() {
        (Type::Con(name), args) if name.as_str() == wired::NIL && args.len() == 1 && depth > 0 => {
            let elements = small(args[0], types, verifier, depth - 1);
            let mut out: Vec<Term> = Vec::new();
            if elements.is_empty() {
                return out;
            }
            for places in LISTS {
                let term = list(&elements, places);
                if !out.contains(&term) {
                    out.push(term);
                }
            }
            out
        }
        _ => {
            let id = types.id(ty);
            small_terms(id, types, &verifier.env, 3)
        }
    }
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

/// The elaborated call, shown; it means what the installed candidate means.
fn shown_call(goal: &Goal, input: &[Term], verifier: &Verifier<'_>) -> Option<Term> {
    let call = Term::app(Term::Global(goal.name), input.to_vec());
    let shown = Term::app(Term::global("Base.show"), vec![call]);
    let string = Scheme::mono(Type::list(Type::con(wired::CHAR)));
    let inferred = infer::expr(&shown, Some(&string), &[], &verifier.env, Defaulting::Extended);
    inferred.errors.is_empty().then_some(inferred.term)
}

/// What the installed candidate answers, shown.
fn answer(call: &Term, verifier: &mut Verifier<'_>) -> Option<String> {
    let mark = verifier.machine.mark();
    let code = verifier.machine.compile(&[], call);
    let value = verifier.machine.suspend(code, &[]);
    let text = verifier.machine.string(value, 400).ok();
    verifier.machine.reset(mark);
    verifier.machine.forget_code(code);
    text
}
