//! The literals that a search may use, with their costs: small numbers first, then what the inputs hold, then what the
//! outputs add to them, whole constants of the outputs last.
//!
//! What outputs add is read off them: the pieces of an output text that no input text of its example explains, kept
//! when several outputs have them (Gulwani 2011, "Automating string processing in spreadsheets", for the idea of
//! aligning outputs with inputs).

use crate::core::infer::{self, Defaulting};
use crate::core::term::{Literal, Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Example, Expected, Goal};
use crate::synth::guide::Production;
use crate::synth::library::{UNIT, units};
use crate::synth::space::{LiteralItem, Space};
use crate::synth::types::expand;

/// Most literals of the inputs, and of the outputs.
const MOST: usize = 24;
/// Most pieces of output texts.
const PIECES: usize = 6;
/// Most pieces of one output alone.
const LONE: usize = 3;
/// Fewer examples than this are few.
const FEW: usize = 4;
/// Longest piece.
const LONGEST: usize = 40;

impl Space<'_> {
    /// Fills the table of literals.
    pub(super) fn collect_literals(&mut self) {
        let base = units(self.guide.cost(Production::Literal, None));
        // A few examples are soon met by a constant.
        let few = if self.goal.examples.len() < FEW { UNIT / 4 } else { 0 };
        for id in self.library.universe.clone() {
            let ty = self.types.get(id).clone();
            let numeric = [wired::INT, wired::INTEGER, wired::DOUBLE].iter().any(|n| ty == Type::con(n));
            if !numeric {
                continue;
            }
            for n in 0..=10_i64 {
                let rise = match n {
                    0..=2 => 0,
                    3..=4 => UNIT / 2 + few,
                    5 => UNIT,
                    6..=7 => UNIT + UNIT / 2,
                    _ => 2 * UNIT,
                };
                self.literal(Term::Lit(Literal::Num(n.into())), &ty, base + rise);
            }
        }
        let string = Type::list(Type::con(wired::CHAR));
        for piece in pieces(self.goal) {
            if let Some(c) = piece.chars().next().filter(|c| piece.chars().all(|other| other == *c)) {
                self.literal(Term::Lit(Literal::Char(c)), &Type::con(wired::CHAR), base);
            }
            self.literal(Term::Lit(Literal::Str(piece)), &string, base + UNIT / 4);
        }
        for piece in lone_pieces(self.goal) {
            self.literal(Term::Lit(Literal::Str(piece)), &string, base + UNIT / 2);
        }
        for text in repeated(self.goal) {
            self.literal(Term::Lit(Literal::Str(text)), &string, base + UNIT / 2);
        }
        for c in marks(self.goal) {
            self.literal(Term::Lit(Literal::Char(c)), &Type::con(wired::CHAR), base + UNIT / 2);
        }
        let goal = self.goal;
        for (list, rise) in [(&goal.input_literals, UNIT), (&goal.output_literals, 3 * UNIT)] {
            for (term, ty) in list.iter().take(MOST) {
                let rise = match term {
                    Term::Lit(Literal::Char(_)) => rise / 2,
                    // A whole text is rarely a constant of the program.
                    Term::Lit(Literal::Str(text)) if text.chars().count() > 1 => 2 * rise,
                    _ => rise,
                };
                self.literal(term.clone(), &expand(ty, self.env), base + rise);
            }
        }
    }

    fn literal(&mut self, source: Term, ty: &Type, cost: u32) {
        let id = self.types.id(ty);
        if !self.library.universe.contains(&id) || !self.is_closed(id) {
            return;
        }
        if let Some(old) = self.literals.iter_mut().find(|l| l.ty == id && l.source == source) {
            old.cost = old.cost.min(cost);
            return;
        }
        let inferred = infer::expr(&source, Some(&Scheme::mono(ty.clone())), &[], self.env, Defaulting::Standard);
        if !inferred.errors.is_empty() {
            return;
        }
        let value = self.value(&inferred.term);
        self.literals.push(LiteralItem { source, elaborated: inferred.term, ty: id, cost, value });
    }
}

/// Pieces that at least two outputs add to the texts of their inputs, most frequent first.
pub(crate) fn pieces(goal: &Goal) -> Vec<String> {
    let mut found = added(goal);
    found.retain(|(count, _)| *count >= 2);
    found.truncate(PIECES);
    found.into_iter().map(|(_, piece)| piece).collect()
}

/// Where no piece is in two outputs: those of single ones.
fn lone_pieces(goal: &Goal) -> Vec<String> {
    let found = added(goal);
    if found.iter().any(|(count, _)| *count >= 2) {
        return Vec::new();
    }
    found.into_iter().take(LONE).map(|(_, piece)| piece).collect()
}

/// What outputs add to the texts of their inputs, with how many do, most frequent first.
fn added(goal: &Goal) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut seen_outputs: Vec<String> = Vec::new();
    for example in &goal.examples {
        let (inputs, outputs) = texts(example);
        let mut here: Vec<String> = Vec::new();
        for output in outputs {
            if seen_outputs.contains(&output) {
                continue;
            }
            here.extend(unexplained(&output, &inputs));
            seen_outputs.push(output);
        }
        for piece in here {
            match found.iter_mut().find(|(_, _, known)| *known == piece) {
                Some((count, _, _)) => *count += 1,
                None => found.push((1, found.len(), piece)),
            }
        }
    }
    found.retain(|(_, _, piece)| piece.chars().count() <= LONGEST);
    found.sort_by_key(|(count, place, _)| (std::cmp::Reverse(*count), *place));
    found.into_iter().map(|(count, _, piece)| (count, piece)).collect()
}

/// Texts that several outputs hold as they are and no input does.
fn repeated(goal: &Goal) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut given: Vec<String> = Vec::new();
    for example in &goal.examples {
        let (inputs, mut outputs) = texts(example);
        given.extend(inputs);
        outputs.sort();
        outputs.dedup();
        for output in outputs {
            match found.iter_mut().find(|(_, known)| *known == output) {
                Some((count, _)) => *count += 1,
                None => found.push((1, output)),
            }
        }
    }
    found.retain(|(count, text)| *count >= 2 && !text.is_empty() && !given.contains(text));
    found.truncate(PIECES);
    found.into_iter().map(|(_, text)| text).collect()
}

/// Characters of the inputs' texts that are no letters or digits: where texts are taken apart.
fn marks(goal: &Goal) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    for text in goal.examples.iter().flat_map(|example| texts(example).0) {
        for c in text.chars().filter(|c| !c.is_alphanumeric()) {
            if !found.contains(&c) && found.len() < PIECES {
                found.push(c);
            }
        }
    }
    found
}

/// The texts in an example's arguments and in its result.
fn texts(example: &Example) -> (Vec<String>, Vec<String>) {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    example.args.iter().for_each(|arg| strings(arg, &mut inputs));
    let character = |part: &Term| if let Term::Lit(Literal::Char(c)) = part { Some(c.to_string()) } else { None };
    let parts = example.args.iter();
    parts.for_each(|arg| visit(arg, &mut |part| inputs.extend(character(part))));
    if let Expected::Value(result) = &example.result {
        strings(result, &mut outputs);
    }
    (inputs, outputs)
}

fn strings(term: &Term, into: &mut Vec<String>) {
    match term {
        Term::Lit(Literal::Str(text)) => into.push(text.clone()),
        Term::App(head, args) => {
            strings(head, into);
            args.iter().for_each(|arg| strings(arg, into));
        }
        Term::Let(_, body) | Term::Ann(body, _) => strings(body, into),
        _ => {}
    }
}

/// The parts of `output` that are neither digits nor, whatever their case, at least two characters of an input (or a
/// whole input).
fn unexplained(output: &str, inputs: &[String]) -> Vec<String> {
    let lower: Vec<Vec<char>> = inputs.iter().map(|text| text.to_lowercase().chars().collect()).collect();
    let chars: Vec<char> = output.chars().collect();
    let folded: Vec<char> = chars.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let (mut out, mut piece, mut at) = (Vec::new(), String::new(), 0);
    while at < chars.len() {
        let explained = lower.iter().map(|input| longest(&folded[at..], input)).max().unwrap_or(0);
        let step = if chars[at].is_ascii_digit() { explained.max(1) } else { explained };
        if step == 0 {
            piece.push(chars[at]);
            at += 1;
        } else {
            out.extend((!piece.is_empty()).then(|| std::mem::take(&mut piece)));
            at += step;
        }
    }
    out.extend((!piece.is_empty()).then_some(piece));
    out
}

/// Length of the longest prefix of `text` that `input` explains.
fn longest(text: &[char], input: &[char]) -> usize {
    if !input.is_empty() && text.starts_with(input) {
        return input.len();
    }
    let fits = |start: usize| text.iter().zip(&input[start..]).take_while(|(a, b)| a == b).count();
    let best = (0..input.len()).map(fits).max().unwrap_or(0);
    if best >= 2 { best } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::unexplained;

    #[test]
    fn what_inputs_do_not_explain() {
        let inputs = ["late".to_owned(), "x".to_owned()];
        assert_eq!(unexplained("error: late", &inputs), ["error: "]);
        assert_eq!(unexplained("LATE!", &inputs), ["!"]);
        assert_eq!(unexplained("12: x", &inputs), [": "]);
    }
}
