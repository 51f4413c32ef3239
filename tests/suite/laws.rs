//! Laws: properties of every input, each beside a slow and obvious oracle. Seeds are fixed, so that a failure is found
//! again.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use wherein::analysis::Snapshot;
use wherein::text::{Buffer, Encoding, Position, Span, TextEdit, apply};

use crate::cases;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Runs a law on `cases` inputs.
fn law<S: Strategy>(cases: u32, inputs: &S, holds: impl Fn(S::Value)) {
    let config = Config { cases, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(inputs, |input| {
        holds(input);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Texts with characters of every width and line breaks of every kind.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("b"),
        Just("é"),
        Just("𝛼"),
        Just("\u{2028}"),
        Just("\u{b}"),
        Just("\u{85}"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\u{feff}"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The lines of a text without their breaks: `\n`, `\r\n` and `\r` break, nothing else.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let (mut lines, mut start, bytes) = (Vec::new(), 0, text.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        let width = match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => 2,
            (b'\n' | b'\r', _) => 1,
            _ => 0,
        };
        if width > 0 {
            lines.push((start, &text[start..at]));
            start = at + width;
        }
        at += width.max(1);
    }
    lines.push((start, &text[start..]));
    lines
}

fn units(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    }
}

#[test]
fn positions_and_offsets_are_inverse() {
    law(400, &texts(), |text| {
        let buffer = Buffer::new(&text);
        for encoding in ENCODINGS {
            for (row, (start, line)) in lines(&text).into_iter().enumerate() {
                for (inside, _) in line.char_indices().chain([(line.len(), ' ')]) {
                    let position = Position { line: row, column: units(&line[..inside], encoding) };
                    assert_eq!(buffer.position(start + inside, encoding), position, "{text:?}");
                    assert_eq!(buffer.offset(position, encoding), start + inside, "{text:?}");
                }
                let behind = Position { line: row, column: units(line, encoding) + 3 };
                assert_eq!(buffer.offset(behind, encoding), start + line.len(), "{text:?}");
            }
        }
    });
}

#[test]
fn any_position_is_an_offset_on_a_character() {
    law(300, &(texts(), 0..12usize, 0..40usize), |(text, line, column)| {
        for encoding in ENCODINGS {
            let offset = Buffer::new(&text).offset(Position { line, column }, encoding);
            assert!(text.is_char_boundary(offset), "{text:?}");
        }
    });
}

/// Two places of a text as fractions, and what to put there.
fn edits() -> impl Strategy<Value = Vec<(u16, u16, String)>> {
    prop::collection::vec((any::<u16>(), any::<u16>(), texts()), 0..6)
}

/// The place of a text at a fraction of it, on a character.
fn place(text: &str, fraction: u16) -> usize {
    let mut at = text.len() * usize::from(fraction) / usize::from(u16::MAX);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[test]
fn incremental_changes_give_the_text_of_the_whole() {
    law(300, &(texts(), edits()), |(text, edits)| {
        for encoding in ENCODINGS {
            let (mut buffer, mut whole) = (Buffer::new(&text), text.clone());
            for (a, b, new) in &edits {
                let (a, b) = (place(&whole, *a), place(&whole, *b));
                // Through positions, as a client names them: a place inside `\r\n` is the end of its line.
                let through = |at| buffer.offset(buffer.position(at, encoding), encoding);
                let (start, end) = (through(a.min(b)), through(a.max(b)));
                buffer.replace(Span::new(start, end), new);
                whole.replace_range(start..end, new);
                assert_eq!(buffer.to_string(), whole);
                assert_eq!(buffer, Buffer::new(&whole));
            }
        }
    });
}

#[test]
fn edits_at_once_are_edits_from_the_back() {
    law(300, &(texts(), edits()), |(text, edits)| {
        let mut places: Vec<usize> = edits.iter().flat_map(|(a, b, _)| [place(&text, *a), place(&text, *b)]).collect();
        places.sort_unstable();
        let edits: Vec<TextEdit> = places
            .chunks(2)
            .zip(&edits)
            .map(|(ends, (_, _, new))| TextEdit { span: Span::new(ends[0], ends[1]), text: new.clone() })
            .collect();
        let mut expected = text.clone();
        for edit in edits.iter().rev() {
            expected.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
        assert_eq!(apply(&text, &edits), Some(expected));
    });
}

/// A fixed sequence of numbers that look random.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let step =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(seed), step).map(|state| usize::try_from(state >> 33).unwrap())
}

#[test]
fn every_prefix_of_every_case_is_analysed() {
    for (language, text) in cases::programs() {
        // All of them take minutes: every ninth line and eight places, unless `WHEREIN_SLOW` is set. The pages of the
        // library are long, every prefix runs what is before it, and one part is like the next: twenty lines of each.
        let slow = std::env::var_os("WHEREIN_SLOW").is_some();
        let count = text.lines().count();
        let (stride, places) = match (slow, count > 200) {
            (true, _) => (1, 200),
            (false, true) => (count / 20, 4),
            (false, false) => (9, 8),
        };
        let lines = text.match_indices('\n').map(|(at, _)| at + 1).step_by(stride);
        let bytes = numbers(11).take(places).map(|n| n % (text.len() + 1));
        for mut at in lines.chain(bytes) {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let snapshot = Snapshot::new(language, text[..at].to_owned());
            snapshot.check();
            for function in snapshot.unwritten() {
                // The goal itself is of no interest: making it must not panic.
                drop(snapshot.goal(function.name));
            }
        }
    }
}
