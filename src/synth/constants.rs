//! What constants are worth in ranking for intent: the smallest numbers and what the outputs add to texts first, what only one
//! example can have said last.

use crate::core::term::{Literal, Term};
use crate::synth::goal::Goal;
use crate::synth::rank::Rank;

/// The constant two: no neutral element, and seldom the next one.
const TWO: f64 = 0.4;
/// A constant that only the outputs have, and beyond its own cost one of 3–10 that outputs have, or nothing has.
const OUTPUT: f64 = 2.5;
const SMALL_OUTPUT: f64 = 1.5;
const UNSEEN: f64 = 0.7;
/// A number or a word in a text that an input has: that of the example, seldom of the function.
const TOLD: f64 = 5.5;

/// What a literal costs beyond a node, and how much it is doubted; with the pieces that outputs add to the inputs' texts.
pub(crate) fn worth(goal: &Goal, pieces: &[String], term: &Term) -> Rank {
    let Term::Lit(literal) = term else { return Rank { cost: 0.0, doubt: 0.0 } };
    let among = |list: &[(Term, crate::core::ty::Type)]| list.iter().any(|(known, _)| known == term);
    let (given, made) = (among(&goal.input_literals), among(&goal.output_literals));
    let (cost, doubt) = match literal {
        Literal::Num(n) => match i64::try_from(n.clone()) {
            Ok(n @ 0..=1) => (0.05 * n as f64, 0.0),
            Ok(2) => (TWO, 0.0),
            Ok(n @ 3..=10) => {
                let own = match () {
                    () if made => SMALL_OUTPUT,
                    () if given => 0.0,
                    () => UNSEEN,
                };
                (0.2 + 0.1 * n as f64 + own, 1.0)
            }
            _ if given => (1.5, 2.0),
            _ => (OUTPUT, 3.0),
        },
        Literal::Str(text) if text.is_empty() => (0.0, 0.0),
        Literal::Str(text) if pieces.contains(text) => (0.3, 0.0),
        Literal::Str(_) if given => (3.0, 2.0),
        Literal::Str(text) => (told(goal, text) + if made { 6.0 } else { 0.0 }, if made { 3.0 } else { 0.0 }),
        _ if given => (0.5, 0.5),
        _ if made => (1.0, 0.5),
        Literal::Char(c) if pieces.iter().any(|piece| piece.contains(*c)) => (0.3, 0.0),
        _ => (0.0, 0.0),
    };
    Rank { cost, doubt }
}

/// What the numbers and words in a text cost that an input has.
fn told(goal: &Goal, text: &str) -> f64 {
    let given = |run: &&str| {
        let is = |literal: &Literal| match literal {
            Literal::Num(n) => run.parse::<i64>().is_ok_and(|of| *n == of.into()),
            Literal::Str(word) => word.len() > 1 && word == run,
            _ => false,
        };
        goal.input_literals.iter().any(|(known, _)| matches!(known, Term::Lit(literal) if is(literal)))
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(given).count() as f64 * TOLD
}
