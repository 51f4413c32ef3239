//! Property signatures: what holds between the inputs and the output of every example, of some, of none
//! (Odena & Sutton 2020, "Learning to represent programs with property signatures"). A small network cannot learn to
//! count and to sort from a few thousand goals; these it is told.

use crate::model::value::Datum;

/// Parameters that are looked at.
const PARAMS: usize = 3;
/// Properties of the output alone.
const ALONE: usize = 22;
/// Properties of one input and the output.
const EACH: usize = 44;
/// Properties of two inputs and the output.
const PAIR: usize = 14;
/// Number of properties.
pub const COUNT: usize = ALONE + PARAMS * EACH + 2 * PAIR;
/// Width of a signature: for each property how it holds, and whether examples disagree about it.
pub const WIDTH: usize = 2 * COUNT;

/// What examples say of a property: how often it holds, how often it does not.
#[derive(Clone, Copy, Default)]
struct Tally {
    yes: u16,
    no: u16,
}

/// The signature of some examples: inputs and output each. Values are in hundredths from -100 to 100.
pub fn signature(examples: &[(Vec<Datum>, Datum)]) -> Vec<i8> {
    let mut tallies = vec![Tally::default(); COUNT];
    for (inputs, output) in examples {
        let mut note = Note { tallies: &mut tallies, at: 0 };
        alone(output, &mut note);
        for i in 0..PARAMS {
            note.at = ALONE + i * EACH;
            if let Some(input) = inputs.get(i) {
                each(input, output, &mut note);
            }
        }
        for (i, (a, b)) in [(0, 1), (1, 2)].into_iter().enumerate() {
            note.at = ALONE + PARAMS * EACH + i * PAIR;
            if let (Some(a), Some(b)) = (inputs.get(a), inputs.get(b)) {
                pair(a, b, output, &mut note);
            }
        }
    }
    let mut out = Vec::with_capacity(WIDTH);
    for tally in &tallies {
        let total = tally.yes + tally.no;
        let share = if total == 0 { 0 } else { 200 * i32::from(tally.yes) / i32::from(total) - 100 };
        out.push(share as i8);
        out.push(if tally.yes > 0 && tally.no > 0 { 100 } else { 0 });
    }
    out
}

/// Where the next answer goes.
struct Note<'a> {
    tallies: &'a mut [Tally],
    at: usize,
}

impl Note<'_> {
    /// The answer to the next question; none if it makes no sense here.
    fn ask(&mut self, answer: Option<bool>) {
        if let (Some(answer), Some(tally)) = (answer, self.tallies.get_mut(self.at)) {
            if answer {
                tally.yes += 1;
            } else {
                tally.no += 1;
            }
        }
        self.at += 1;
    }

    /// Answers of which none makes sense without `subject`.
    fn all<T: ?Sized, const N: usize>(&mut self, subject: Option<&T>, questions: [fn(&T) -> bool; N]) {
        for question in questions {
            self.ask(subject.map(question));
        }
    }
}

/// An ordering of data for questions such as "is it sorted".
fn rank(datum: &Datum) -> (i64, i64) {
    match datum {
        Datum::Int(n) => (*n, 0),
        Datum::Char(c) => (i64::from(u32::from(*c)), 0),
        Datum::Data(_, tag, fields) => (*tag as i64, fields.first().map_or(0, |f| rank(f).0)),
        Datum::List(items) => (items.first().map_or(i64::MIN, |f| rank(f).0), items.len() as i64),
        Datum::Function | Datum::Unknown => (0, 0),
    }
}

fn ascending(items: &[Datum]) -> bool {
    items.windows(2).all(|w| rank(&w[0]) <= rank(&w[1]))
}

fn descending(items: &[Datum]) -> bool {
    items.windows(2).all(|w| rank(&w[0]) >= rank(&w[1]))
}

fn distinct(items: &[Datum]) -> bool {
    items.iter().enumerate().all(|(i, x)| !items[..i].contains(x))
}

fn chars(items: &[Datum]) -> impl Iterator<Item = char> {
    items.iter().filter_map(|d| match d {
        Datum::Char(c) => Some(*c),
        _ => None,
    })
}

/// The output alone.
fn alone(output: &Datum, note: &mut Note<'_>) {
    note.all(
        output.int().as_ref(),
        [|n| *n == 0, |n| *n == 1, |n| *n < 0, |n| *n % 2 == 0, |n| n.unsigned_abs() < 6, |n| n.unsigned_abs() > 30],
    );
    note.all(
        output.list(),
        [
            |l| l.is_empty(),
            |l| l.len() == 1,
            |l| l.len() > 4,
            ascending,
            descending,
            distinct,
            |l| l.windows(2).all(|w| w[0] == w[1]),
            |l| chars(l).any(|c| c == ' '),
            |l| chars(l).any(char::is_uppercase),
            |l| chars(l).any(|c| c.is_ascii_digit()),
            |l| chars(l).all(char::is_alphanumeric),
        ],
    );
    let tag = match output {
        Datum::Data(_, tag, _) => Some(*tag),
        _ => None,
    };
    note.all(tag.as_ref(), [|t| *t == 0, |t| *t == 1, |t| *t == 2]);
    note.all(Some(output), [|o| *o == Datum::Unknown, |o| matches!(o, Datum::Data(_, _, f) if f.is_empty())]);
}

/// One input and the output.
fn each(input: &Datum, output: &Datum, note: &mut Note<'_>) {
    let start = note.at;
    note.ask(Some(input == output));
    let lists = input.list().zip(output.list());
    lists_each(lists, note);
    note.at = start + 24;
    let inside = input.list();
    note.ask(inside.map(|l| l.contains(output)));
    note.ask(inside.map(|l| l.first() == Some(output)));
    note.ask(inside.map(|l| l.last() == Some(output)));
    let ints = |l: &[Datum]| l.iter().map(Datum::int).collect::<Option<Vec<i64>>>();
    let numbers = inside.and_then(ints).zip(output.int());
    note.ask(inside.zip(output.int()).map(|(l, n)| l.len() as i64 == n));
    note.ask(numbers.as_ref().map(|(l, n)| l.iter().copied().fold(0, i64::wrapping_add) == *n));
    note.ask(numbers.as_ref().map(|(l, n)| l.iter().max() == Some(n)));
    note.ask(numbers.as_ref().map(|(l, n)| l.iter().min() == Some(n)));
    note.ask(numbers.as_ref().map(|(l, n)| *n >= 0 && *n <= l.len() as i64));
    let both = input.int().zip(output.int());
    note.ask(both.map(|(a, b)| b > a));
    note.ask(both.map(|(a, b)| b == a.wrapping_add(1)));
    note.ask(both.map(|(a, b)| b == a.wrapping_sub(1)));
    note.ask(both.map(|(a, b)| b == a.wrapping_mul(2)));
    note.ask(both.map(|(a, b)| b.wrapping_sub(a) % 2 == 0));
    note.ask(both.map(|(a, b)| b == a.wrapping_mul(a)));
    note.ask(both.map(|(a, b)| b == a.wrapping_neg()));
    note.ask(both.map(|(a, b)| a != 0 && b.wrapping_rem(a) == 0));
    let within = output.list();
    note.ask(within.map(|l| l.contains(input)));
    note.ask(within.map(|l| l.first() == Some(input)));
    note.ask(within.zip(input.int()).map(|(l, n)| l.len() as i64 == n));
    note.ask(match (input, output) {
        (Datum::Data(_, a, _), Datum::Data(_, b, _)) => Some(a == b),
        _ => None,
    });
    debug_assert_eq!(note.at, start + EACH);
}

/// A question about two lists.
type Question<'a> = &'a dyn Fn(&[Datum], &[Datum]) -> bool;

fn lists_each(lists: Option<(&[Datum], &[Datum])>, note: &mut Note<'_>) {
    let sorted = |l: &[Datum]| {
        let mut ranks: Vec<_> = l.iter().map(rank).collect();
        ranks.sort_unstable();
        ranks
    };
    let questions: [Question<'_>; 23] = [
        &|a, b| a.len() == b.len(),
        &|a, b| a.len() < b.len(),
        &|a, b| b.len() == a.len() + 1,
        &|a, b| b.len() + 1 == a.len(),
        &|a, b| b.len() == 2 * a.len(),
        &|a, b| a.starts_with(b),
        &|a, b| a.ends_with(b),
        &|a, b| b.starts_with(a),
        &|a, b| b.ends_with(a),
        &|a, b| subsequence(b, a),
        &|a, b| subsequence(a, b),
        &|a, b| b.iter().all(|x| a.contains(x)),
        &|a, b| a.iter().all(|x| b.contains(x)),
        &|a, b| !b.iter().any(|x| a.contains(x)),
        &|a, b| a.iter().rev().eq(b.iter()),
        &|a, b| sorted(a) == sorted(b),
        &|a, b| a.first() == b.first(),
        &|a, b| a.last() == b.last(),
        &|a, b| a.first() == b.last(),
        &|a, b| chars(a).flat_map(char::to_lowercase).eq(chars(b).flat_map(char::to_lowercase)) && a.len() == b.len(),
        &|a, b| a.iter().zip(b).all(|(x, y)| rank(x) <= rank(y)),
        &|a, b| a.iter().zip(b).all(|(x, y)| rank(x) >= rank(y)),
        &|a, b| differences(a, b),
    ];
    for question in questions {
        note.ask(lists.map(|(a, b)| question(a, b)));
    }
}

/// Elements differ by one constant.
fn differences(a: &[Datum], b: &[Datum]) -> bool {
    let mut deltas = a.iter().zip(b).map(|(x, y)| rank(y).0.wrapping_sub(rank(x).0));
    let first = deltas.next();
    first.is_some_and(|d| d != 0) && a.len() == b.len() && deltas.all(|d| Some(d) == first)
}

fn subsequence(part: &[Datum], whole: &[Datum]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|x| rest.any(|y| x == y))
}

/// Two inputs and the output.
fn pair(a: &Datum, b: &Datum, output: &Datum, note: &mut Note<'_>) {
    let start = note.at;
    let ints = a.int().zip(b.int());
    let out = ints.zip(output.int());
    note.ask(out.map(|((a, b), o)| o == a.wrapping_add(b)));
    note.ask(out.map(|((a, b), o)| o == a.wrapping_sub(b) || o == b.wrapping_sub(a)));
    note.ask(out.map(|((a, b), o)| o == a.wrapping_mul(b)));
    note.ask(out.map(|((a, b), o)| o == a.max(b)));
    note.ask(out.map(|((a, b), o)| o == a.min(b)));
    let truth = match output {
        Datum::Data(_, tag, fields) if fields.is_empty() => Some(*tag == 1),
        _ => None,
    };
    note.ask(truth.map(|t| t == (a == b)));
    note.ask(ints.zip(truth).map(|((a, b), t)| t == (a < b)));
    let lists = a.list().zip(b.list());
    let result = lists.zip(output.list());
    note.ask(result.map(|((a, b), o)| o.len() == a.len() + b.len()));
    note.ask(result.map(|((a, b), o)| o.len() == a.len().min(b.len())));
    note.ask(result.map(|((a, b), o)| a.iter().chain(b).eq(o.iter())));
    let mixed = match (a, b) {
        (Datum::List(l), x) | (x, Datum::List(l)) => Some((l, x)),
        _ => None,
    };
    note.ask(mixed.zip(truth).map(|((l, x), t)| t == l.contains(x)));
    note.ask(mixed.zip(output.list()).map(|((l, x), o)| o.contains(x) && o.len() == l.len() + 1));
    note.ask(
        mixed
            .and_then(|(l, x)| Some((l, x.int()?)))
            .zip(output.list())
            .map(|((l, n), o)| o.len() as i64 == n.min(l.len() as i64)),
    );
    note.ask(mixed.and_then(|(l, x)| l.get(usize::try_from(x.int()?).ok()?)).map(|x| x == output));
    debug_assert_eq!(note.at, start + PAIR);
}
