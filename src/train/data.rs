//! The training set: what the network reads of each dreamed goal, and what its target is made of.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::model::reading::{self, Item, Reading};
use crate::synth::goal::Goal;
use crate::synth::guide::Counted;
use crate::train::dream::{Dreamed, Tally, session};
use crate::train::forbidden::Forbidden;
use crate::train::random::Random;
use crate::train::world::World;

/// One dreamed goal, read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// Its world's number.
    pub world: u32,
    /// The session that made it.
    pub session: u64,
    /// What the network reads, without a name.
    pub reading: Reading,
    /// The places of its target's productions in the world's list.
    pub used: Vec<u16>,
    /// Type and target, hashed: the same one twice is dropped.
    pub identity: u64,
}

/// The dreams of a seed, in the order of dreaming.
pub struct Dreams<'a> {
    /// The worlds.
    pub worlds: &'a [World],
    /// Productions of each world.
    pub items: Vec<Vec<Item>>,
    /// How often people use what the targets are made of.
    pub counted: &'a Counted,
    /// Everything that must not be trained on.
    pub forbidden: &'a Forbidden,
    /// Dropped for the suites' sake.
    pub dropped: u64,
    seed: u64,
    next: u64,
    tally: Tally,
    seen: std::collections::BTreeSet<u64>,
}

impl<'a> Dreams<'a> {
    /// The beginning of the dreams of `seed`.
    pub fn new(worlds: &'a [World], forbidden: &'a Forbidden, counted: &'a Counted, seed: u64) -> Dreams<'a> {
        let items = items(worlds, counted);
        let (tally, seen) = (Tally::new(), Default::default());
        Dreams { worlds, items, counted, forbidden, dropped: 0, seed, next: 0, tally, seen }
    }

    /// Goes on where these records end.
    pub fn resume(&mut self, records: &[Record]) {
        for record in records {
            self.next = self.next.max(record.session + 1);
            self.note(record);
        }
    }

    /// The targets in `records` are not dreamed again.
    pub fn avoid(&mut self, records: &[Record]) {
        self.seen.extend(records.iter().map(|r| r.identity));
    }

    fn note(&mut self, record: &Record) {
        self.seen.insert(record.identity);
        let items = &self.items[record.world as usize];
        for used in &record.used {
            *self.tally.entry(items[*used as usize].production.key()).or_insert(0) += 1;
        }
    }

    /// The goals of the next session.
    pub fn session(&mut self, cancel: &Arc<AtomicBool>) -> Vec<(Dreamed, Record)> {
        let number = self.next;
        self.next += 1;
        let mut random = Random::new(self.seed, number);
        let world = random.below(self.worlds.len());
        let dreamed = session(&self.worlds[world], self.counted, &self.tally, cancel, &mut random);
        let mut out = Vec::new();
        for dream in dreamed {
            let identity = identity(&dream);
            if self.seen.contains(&identity) {
                continue;
            }
            let env = &self.worlds[world].env;
            if !self.forbidden.allows(&dream.goal, &dream.term, env) {
                self.dropped += 1;
                continue;
            }
            let items = &self.items[world];
            let place = |p: &_| items.iter().position(|i| i.production == *p).and_then(|i| u16::try_from(i).ok());
            let mut used: Vec<u16> = dream.used.iter().filter_map(place).collect();
            used.sort_unstable();
            let reading = reading::goal(&dream.goal, env, false);
            let record = Record { world: world as u32, session: number, reading, used, identity };
            self.note(&record);
            out.push((dream, record));
        }
        out
    }

    /// Dreams until there are `count` records; `tell` is called now and then with how many there are.
    pub fn fill(&mut self, records: &mut Vec<Record>, count: usize, cancel: &Arc<AtomicBool>, tell: &dyn Fn(usize)) {
        while records.len() < count && !cancel.load(Ordering::Relaxed) {
            let new = self.session(cancel);
            // What an interrupt cut short is not the same as what a whole session makes.
            if !cancel.load(Ordering::Relaxed) {
                records.extend(new.into_iter().map(|(_, record)| record));
            }
            tell(records.len());
        }
    }
}

/// The productions of each world.
pub fn items(worlds: &[World], counted: &Counted) -> Vec<Vec<Item>> {
    worlds.iter().map(|world| reading::items(&empty(world), &world.env, counted)).collect()
}

/// A goal of a world that asks nothing: what all its goals share.
pub fn empty(world: &World) -> Goal {
    Goal {
        name: crate::core::name::Name::new("Main.f"),
        scheme: crate::core::ty::Scheme::mono(crate::core::ty::Type::con(crate::core::wired::INT)),
        examples: Vec::new(),
        checks: Vec::new(),
        components: world.components.clone(),
        datas: world.datas.clone(),
        input_literals: Vec::new(),
        output_literals: Vec::new(),
    }
}

fn identity(dream: &Dreamed) -> u64 {
    // Variables are numbered by the search in the same way every time.
    let text = format!("{} {:?}", dream.goal.scheme, dream.term);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Writes records, one a line.
pub fn save(records: &[Record], path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    for record in records {
        serde_json::to_writer(&mut out, record)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Reads records.
pub fn load(path: &Path) -> std::io::Result<Vec<Record>> {
    let mut records = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        records.push(serde_json::from_str(&line?)?);
    }
    Ok(records)
}
