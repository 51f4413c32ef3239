//! An accumulator that says whose turn it is: two functions that call each other, as one with a truth that is turned at each
//! level. What the other one gives of a part follows where one of three operations puts together what it gives of the
//! parts, as the greater one: the function itself gives the result (von Neumann's minimax is such a pair; the examples of
//! the unknown function are those that its caller's examples leave it, as in Feser, Chaudhuri, Dillig 2015, "Synthesizing
//! data structure transformations from input-output examples").

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::{self, Pat, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::define::accumulate::steps::Step;
use crate::synth::define::accumulate::{Accumulation, Accumulator, FEWEST, MOST_EXAMPLES};
use crate::synth::goal::{Example, Expected};
use crate::synth::space::{Space, combine};
use crate::synth::types::TypeId;

/// Most parts whose results follow.
const MOST_PARTS: usize = 200;

/// How the results of two parts make that of the whole. Truths are 0 and 1.
#[derive(Clone, Copy)]
enum Join {
    Greater,
    Lesser,
    Sum,
}

const JOINS: [Join; 3] = [Join::Greater, Join::Lesser, Join::Sum];

/// What follows from one part's result and the whole's about the other part's.
enum Follows {
    That(i64),
    Nothing,
    Contradiction,
}

impl Join {
    /// The names of the operations on numbers and on truths.
    fn operation(self, truths: bool) -> Option<&'static str> {
        match (self, truths) {
            (Join::Greater, false) => Some("Base.max"),
            (Join::Lesser, false) => Some("Base.min"),
            (Join::Sum, false) => Some("Base.+"),
            (Join::Greater, true) => Some(wired::OR),
            (Join::Lesser, true) => Some(wired::AND),
            (Join::Sum, true) => None,
        }
    }

    fn of(self, a: i64, b: i64) -> Option<i64> {
        match self {
            Join::Greater => Some(a.max(b)),
            Join::Lesser => Some(a.min(b)),
            Join::Sum => a.checked_add(b),
        }
    }

    /// Whether both parts' truths follow from the whole's.
    fn says_all(self, whole: i64) -> bool {
        matches!((self, whole), (Join::Greater, 0) | (Join::Lesser, 1))
    }

    fn other(self, part: i64, whole: i64) -> Follows {
        let decides = match self {
            Join::Greater => part < whole,
            Join::Lesser => part > whole,
            Join::Sum => return whole.checked_sub(part).map_or(Follows::Nothing, Follows::That),
        };
        match decides {
            true => Follows::That(whole),
            false if part == whole => Follows::Nothing,
            false => Follows::Contradiction,
        }
    }
}

/// A call on a part, and its key.
#[derive(Clone)]
pub(super) struct Call {
    args: Vec<Value>,
    keys: Vec<u64>,
    key: u64,
}

/// The calls on the two parts of an example's argument, and its own result.
struct Pair {
    example: usize,
    parts: [Call; 2],
    result: i64,
}

/// What the other function gives of a part, which may have no parts.
struct Known {
    example: usize,
    call: Call,
    result: i64,
    end: bool,
}

/// All that it gives.
#[derive(Default)]
struct Other(Vec<Known>);

impl Other {
    fn result(&self, call: &Call) -> Option<i64> {
        self.0.iter().find(|known| known.call.key == call.key).map(|known| known.result)
    }

    fn add(&mut self, example: usize, call: &Call, result: i64, end: bool) {
        if self.0.len() < MOST_PARTS && self.result(call).is_none() {
            self.0.push(Known { example, call: call.clone(), result, end });
        }
    }

    /// What it gives of data with parts.
    fn inner(&self) -> impl Iterator<Item = &Known> {
        self.0.iter().filter(|known| !known.end)
    }

    /// Adds what follows where `join` puts its results together; none if that contradicts itself.
    fn follow(&mut self, pairs: &[Pair], join: Join, truths: bool) -> Option<()> {
        loop {
            let before = self.0.len();
            for Pair { example, parts, result: whole } in pairs {
                let all = truths && join.says_all(*whole);
                let (i, follows) = match [0, 1].map(|i| self.result(&parts[i])) {
                    [Some(a), Some(b)] if join.of(a, b) == Some(*whole) => continue,
                    [Some(_), Some(_)] => return None,
                    [None, _] if all => (0, Follows::That(*whole)),
                    [_, None] if all => (1, Follows::That(*whole)),
                    [Some(part), None] => (1, join.other(part, *whole)),
                    [None, Some(part)] => (0, join.other(part, *whole)),
                    [None, None] => continue,
                };
                match follows {
                    Follows::That(result) => self.add(*example, &parts[i], result, false),
                    Follows::Contradiction => return None,
                    Follows::Nothing => {}
                }
            }
            if self.0.len() == before {
                return Some(());
            }
        }
    }
}

/// A program with the other truth by name where a case analysis has said which one it is: `go False` for `go (not b)`.
pub(super) fn named(program: &Term) -> Term {
    term::replace(program, &|part| {
        let Term::Match(m) = part else { return None };
        let [Term::Var(turn)] = m.scrutinees[..] else { return None };
        let truths = [wired::FALSE, wired::TRUE].map(Name::new);
        let mut named = (**m).clone();
        let mut any = false;
        for alt in &mut named.alts {
            let tag =
                alt.pats.iter().find_map(|pat| truths.iter().position(|name| *pat == Pat::Con(*name, Vec::new())));
            let Some(tag) = tag else { continue };
            let turned = Term::app(Term::Global(Name::new("Base.not")), vec![Term::Var(turn)]);
            alt.body = term::replace(&alt.body, &|part| (*part == turned).then(|| Term::Con(truths[1 - tag])));
            any = true;
        }
        any.then(|| Term::Match(Box::new(named)))
    })
}

impl Space<'_> {
    /// The accumulators that say whose turn it is, with the `p`th parameter.
    pub(super) fn alternations(&mut self, at: (usize, TypeId)) -> Vec<Accumulator> {
        let truths = *self.types.get(self.result) == Type::con(wired::BOOL);
        if !truths && !self.is_whole(self.result) || self.callable("Base.not").is_none() {
            return Vec::new();
        }
        let Some(pairs) = self.pairs(at) else { return Vec::new() };
        let mut out = Vec::new();
        for join in JOINS {
            if join.operation(truths).is_none_or(|op| self.callable(op).is_none()) {
                continue;
            }
            let Some(mut other) = self.other(at, &pairs, join) else { continue };
            let Some(with) = self.complete(at, &pairs, join, &mut other) else { continue };
            let Some(examples) = self.turned(other) else { continue };
            let operations = [join, with].map(|join| join.operation(truths));
            let scope = Some(operations.into_iter().flatten().chain(["Base.not"]).collect());
            let change = Accumulation { param: at.0 + 1, step: Step::Turn };
            let start = Term::Con(Name::new(wired::FALSE));
            out.push(Accumulator { ty: Type::con(wired::BOOL), start, examples, change, returned: false, scope });
        }
        out
    }

    /// The examples whose argument has two parts.
    fn pairs(&mut self, (p, param): (usize, TypeId)) -> Option<Vec<Pair>> {
        let mut out = Vec::new();
        for example in 0..self.rows.len() {
            let Some((result, _)) = self.rows[example].expected else { continue };
            let args = self.rows[example].args.clone();
            if let [l, r] = self.taken_apart(args[p], param)?.parts[..] {
                let parts = [l, r].map(|part| self.on_part(&args, p, part));
                out.push(Pair { example, parts, result: self.number_of(result)? });
            }
        }
        Some(out)
    }

    /// A call with another `p`th argument.
    pub(super) fn on_part(&mut self, args: &[Value], p: usize, part: Value) -> Call {
        let mut args = args.to_vec();
        args[p] = part;
        let keys: Vec<u64> = args.iter().map(|arg| self.key(*arg)).collect();
        let key = combine(&keys);
        Call { args, keys, key }
    }

    /// A number, or a truth as one.
    fn number_of(&mut self, value: Value) -> Option<i64> {
        match self.machine.view(value).ok()? {
            View::Data(tag, _) => Some(i64::from(tag)),
            _ => self.whole(value),
        }
    }

    /// What the function itself gives by an example or by what follows from one.
    pub(super) fn result_of_call(&mut self, call: &Call) -> Option<Value> {
        let row = self.rows.iter().find(|row| row.keys == call.keys).and_then(|row| row.expected);
        row.map(|(value, _)| value).or_else(|| self.by_rule(&call.args, &call.keys).map(|(value, ..)| value))
    }

    /// The same as a number.
    fn own_result(&mut self, call: &Call) -> Option<i64> {
        self.result_of_call(call).and_then(|result| self.number_of(result))
    }

    /// What the other function gives, where this operation puts its results together: at ends what this one does. None if
    /// that contradicts itself, says too little, or nothing else than of this one.
    fn other(&mut self, (p, param): (usize, TypeId), pairs: &[Pair], join: Join) -> Option<Other> {
        let truths = *self.types.get(self.result) == Type::con(wired::BOOL);
        let mut other = Other::default();
        for (example, call) in pairs.iter().flat_map(|pair| pair.parts.iter().map(|call| (pair.example, call))) {
            if self.taken_apart(call.args[p], param)?.parts.is_empty()
                && let Some(result) = self.own_result(call)
            {
                other.add(example, call, result, true);
            }
        }
        other.follow(pairs, join, truths)?;
        let differs = other.inner().any(|known| self.own_result(&known.call).is_some_and(|own| own != known.result));
        (differs && other.inner().count() >= FEWEST).then_some(other)
    }

    /// Adds what the other function gives of all parts, where one of the operations explains what is known of it: which one.
    fn complete(&mut self, at: (usize, TypeId), pairs: &[Pair], join: Join, other: &mut Other) -> Option<Join> {
        let mut explains = |with: &Join| {
            let result = |known: &Known| self.alternating(at, &known.call, [join, *with], 1);
            other.0.iter().map(result).zip(&other.0).all(|(result, known)| result.is_none_or(|it| it == known.result))
        };
        let with = JOINS.into_iter().find(|with| explains(with))?;
        for (example, call) in pairs.iter().flat_map(|pair| pair.parts.iter().map(|call| (pair.example, call))) {
            if let Some(result) = self.alternating(at, call, [join, with], 1) {
                other.add(example, call, result, false);
            }
        }
        Some(with)
    }

    /// What a call gives if the operations take turns, and it is that one's.
    fn alternating(&mut self, at: (usize, TypeId), call: &Call, turns: [Join; 2], turn: usize) -> Option<i64> {
        match self.taken_apart(call.args[at.0], at.1)?.parts[..] {
            [] => self.own_result(call),
            [l, r] => {
                let [a, b] = [l, r].map(|part| {
                    let call = self.on_part(&call.args, at.0, part);
                    self.alternating(at, &call, turns, 1 - turn)
                });
                turns[turn].of(a?, b?)
            }
            _ => None,
        }
    }

    /// The examples of the other function.
    fn turned(&mut self, other: Other) -> Option<Vec<Example>> {
        let result = self.types.get(self.result).clone();
        let mut examples = Vec::new();
        for Known { example, call, result: n, .. } in other.0.into_iter().take(MOST_EXAMPLES) {
            let mut terms = vec![Term::Con(Name::new(wired::TRUE))];
            for (i, arg) in call.args.into_iter().enumerate() {
                terms.push(self.term_of(arg, &self.params[i].clone(), example as u16)?);
            }
            let value = match result == Type::con(wired::BOOL) {
                true => self.machine.make(&View::Data(n as u32, Vec::new())),
                false => self.number(self.result, n),
            };
            let result = Expected::Value(self.term_of(value, &result, example as u16)?);
            examples.push(Example { args: terms, result, ..self.goal.examples[example].clone() });
        }
        Some(examples)
    }
}
