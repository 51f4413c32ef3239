//! Texts put together from what is at hand and from words between them: `"(" ++ show n ++ ", " ++ name ++ ")"`. One example
//! with the others beside it says which words these are. (Gulwani 2011, "Automating string processing in spreadsheets using
//! input-output examples", concatenates what it finds in the input with constants.)

use crate::core::eval::Value;
use crate::core::eval::View;
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::Head;
use crate::synth::deduce::Shape;
use crate::synth::library::{Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::recurse::{Body, Forest, Kind, Solution, Split};
use crate::synth::space::Space;

/// Most entries that a text is put together from, of one node and in one text, and what each costs at most.
const SOURCES: usize = 12;
const USED: usize = 4;
const DEAREST: u32 = 5 * UNIT;
/// Most words between them, their characters, and ways that are followed.
const WORDS: usize = 5;
const LETTERS: usize = 24;
const WAYS: u64 = 4_000;
/// What a word costs, and a text without sources beside.
const WORD: u32 = UNIT / 2;
const CONSTANT: u32 = 4 * UNIT;
/// Most texts that are tried at a time.
const TRIED: usize = 3;

/// An entry with its text on each wanted row, where that is known.
struct Source {
    entry: u32,
    cost: u32,
    texts: Vec<Option<Vec<char>>>,
}

/// How a text is put together: words, and sources between them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Made {
    words: Vec<Vec<char>>,
    sources: Vec<usize>,
}

impl Made {
    fn letters(&self) -> usize {
        self.words.iter().map(Vec::len).sum()
    }

    /// The text on a row; none where a source's is not known.
    fn on(&self, row: usize, sources: &[Source]) -> Option<Vec<char>> {
        let mut text = self.words[0].clone();
        for (source, word) in self.sources.iter().zip(&self.words[1..]) {
            text.extend(sources[*source].texts[row].as_ref()?);
            text.extend(word);
        }
        Some(text)
    }

    /// Whether a source stands in one of the words, in its place on every row.
    fn hides(&self, sources: &[Source], rows: usize) -> bool {
        let hidden = |source: &Source| {
            let stands = |row: usize| {
                let Some(text) = &source.texts[row] else { return true };
                !text.is_empty() && self.words.iter().any(|word| stands_in(word, text))
            };
            source.texts.iter().flatten().next().is_some() && (0..rows).all(stands)
        };
        sources.iter().any(hidden)
    }

    fn cost(&self, sources: &[Source], append: u32) -> u32 {
        let words = self.words.iter().filter(|word| !word.is_empty()).count() as u32;
        let parts = words + self.sources.len() as u32;
        let held: u32 = self.sources.iter().map(|source| sources[*source].cost).sum();
        let constant = if self.sources.is_empty() { CONSTANT } else { 0 };
        held + words * WORD + (parts - 1) * append + constant
    }
}

impl Forest {
    /// Bodies of node `n` that put a text together, when there are new sources for one.
    pub(super) fn texts(&mut self, n: usize, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let Some(goal) = space.contexts[c].goals.first().copied() else { return };
        if *space.types.get(goal) != Type::list(Type::con(wired::CHAR)) {
            return;
        }
        let slots = [Slot::Value(goal), Slot::Value(goal)];
        let Some(append) = space.find_instance(wired::APPEND, &slots, goal) else { return };
        let targets = space.targets(c);
        let wanted: Option<Vec<Vec<char>>> = targets.iter().map(|(_, target)| space.text(*target)).collect();
        let Some(wanted) = wanted else { return };
        let rows: Vec<usize> = targets.iter().map(|(row, _)| *row).collect();
        let sources = self.sources(n, &rows, space);
        let looked = self.nodes[n].texts;
        let Some(first) = wanted.first().filter(|_| sources.len() >= looked) else { return };
        self.nodes[n].texts = sources.len() + 1;
        let price = space.library.instances[append as usize].cost;
        let mut found = made(&wanted, &sources, &mut space.steps);
        found.sort_by_key(|made| (made.cost(&sources, price), made.letters()));
        found.truncate(TRIED);
        // The same text everywhere may be no function of anything.
        let same = wanted.iter().all(|text| text == first) && (1..=LETTERS).contains(&first.len());
        let constant = Made { words: vec![first.clone()], sources: Vec::new() };
        if looked == 0 && same && !constant.hides(&sources, wanted.len()) {
            found.push(constant);
        }
        for made in found {
            let entries = made.sources.iter().map(|source| sources[*source].entry).collect();
            let words = made.words.iter().map(|word| word.iter().collect()).collect();
            let shape = Shape::Text(append, entries, words);
            let known = |s: &Split| s.node == n && s.kind == Kind::Deduced(shape.clone());
            if self.splits.iter().any(known) {
                continue;
            }
            let cost = made.cost(&sources, price);
            let sure = (0..wanted.len()).all(|row| made.on(row, &sources).is_some());
            let s = self.open_hypothesis(n, shape, cost, true, 0);
            let body = Body::Split(s, Vec::new());
            // One example alone proves little.
            let plain = wanted.len() > 1 && !made.sources.is_empty();
            self.add(n, Solution { cost, body, sure, plain, defines: false, borne_out: false });
        }
    }

    /// The cheapest entries that are texts, other on some rows, not known to be empty everywhere.
    fn sources(&self, n: usize, rows: &[usize], space: &mut Space<'_>) -> Vec<Source> {
        let c = self.nodes[n].context;
        let goal = space.contexts[c].goals[0];
        let mut out: Vec<Source> = Vec::new();
        let context = &space.contexts[c];
        let ids: Vec<u32> = context.lists.get(goal.index()).into_iter().flatten().flatten().copied().collect();
        for id in ids {
            let entry = &space.contexts[c].entries[id as usize];
            let (cost, uses, unknown) = (entry.cost, entry.uses, entry.unknown);
            if cost > DEAREST || out.len() >= SOURCES {
                break;
            }
            let made = match space.contexts[c].productions[entry.production as usize].head {
                Head::Call(i) => {
                    [wired::APPEND, wired::CONS].contains(&space.library.instances[i as usize].name.as_str())
                }
                _ => false,
            };
            if uses == 0 || made {
                continue;
            }
            let mut texts = Vec::new();
            for row in rows {
                let value = space.contexts[c].values[id as usize * space.contexts[c].rows + row];
                texts.push(if unknown & (1 << row) == 0 { space.text(value) } else { None });
            }
            if texts.iter().flatten().any(|text| !text.is_empty()) {
                out.push(Source { entry: id, cost, texts });
            }
        }
        out
    }
}

/// The ways to put all wanted texts together from the same words and sources: at least one word, and one source.
fn made(wanted: &[Vec<char>], sources: &[Source], steps: &mut u64) -> Vec<Made> {
    // The row on which most is known, and of these that with the longest text.
    let known = |row: &usize| sources.iter().filter(|source| source.texts[*row].is_some()).count();
    let Some(row) = (0..wanted.len()).max_by_key(|row| (known(row), wanted[*row].len())) else { return Vec::new() };
    let (target, mut out, mut ways) = (&wanted[row], Vec::new(), 0);
    let mut open = vec![(0, Made { words: vec![Vec::new()], sources: Vec::new() })];
    while let Some((at, way)) = open.pop() {
        ways += 1;
        if ways > WAYS {
            break;
        }
        if at == target.len() {
            let words = way.words.iter().any(|word| !word.is_empty());
            let fits = |row: usize| way.on(row, sources).is_none_or(|text| text == wanted[row]);
            let fits = !way.sources.is_empty() && (0..wanted.len()).all(fits);
            if words && fits && !way.hides(sources, wanted.len()) {
                out.push(way);
            }
            continue;
        }
        let count = way.words.iter().filter(|word| !word.is_empty()).count();
        let begun = way.words.last().is_some_and(|word| !word.is_empty());
        if way.letters() < LETTERS && (begun || count < WORDS) {
            let mut next = way.clone();
            next.words.last_mut().into_iter().for_each(|word| word.push(target[at]));
            open.push((at + 1, next));
        }
        if way.sources.len() < USED {
            for (i, source) in sources.iter().enumerate() {
                let Some(text) = &source.texts[row] else { continue };
                if !text.is_empty() && target[at..].starts_with(text) {
                    let mut next = way.clone();
                    next.sources.push(i);
                    next.words.push(Vec::new());
                    open.push((at + text.len(), next));
                }
            }
        }
    }
    *steps += ways / 16;
    out
}

/// Whether `text` is a part of `word` with no letter or digit beside it.
fn stands_in(word: &[char], text: &[char]) -> bool {
    let free = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric());
    let at = |i: usize| word[i..].starts_with(text) && free(word[..i].last()) && free(word.get(i + text.len()));
    (0..word.len()).any(at)
}

impl Space<'_> {
    /// The characters of a text.
    fn text(&mut self, value: Value) -> Option<Vec<char>> {
        let elements = self.elements(value)?;
        elements
            .into_iter()
            .map(|c| if let Ok(View::Char(c)) = self.machine.view(c) { Some(c) } else { None })
            .collect()
    }

    /// Words with entries between them, put together.
    pub(super) fn text_term(&self, c: usize, append: u32, entries: &[u32], words: &[String], style: Style) -> Term {
        let word = |text: &String| (!text.is_empty()).then(|| Term::Lit(Literal::Str(text.clone())));
        let mut parts: Vec<Term> = words.first().and_then(word).into_iter().collect();
        for (entry, text) in entries.iter().zip(&words[1..]) {
            parts.push(self.term(c, *entry, style));
            parts.extend(word(text));
        }
        let last = parts.pop().unwrap_or(Term::Fall);
        parts.into_iter().rev().fold(last, |rest, part| self.instance_call(append, vec![part, rest], style))
    }
}
