//! Deep evaluation within bounds, and a hash of the normal form.

use std::hash::{Hash, Hasher};

use super::{Machine, Observation, Stop, Value};
use crate::core::value::{
    BOX_DOUBLE, BOX_INT, CHAR, CON, FUN, INT, INTEGER, Integer, NIL, STR, Word, as_small, aux, kind, tag,
};

/// A hash of a sequence of tokens: multiply and fold, 128 bits wide.
struct Digest(u128);

impl Digest {
    fn new() -> Digest {
        Digest(0x243f_6a88_85a3_08d3_1319_8a2e_0370_7344)
    }

    #[inline]
    fn add(&mut self, token: u64) {
        let mixed = (self.0 ^ u128::from(token)).wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645);
        self.0 = mixed ^ mixed >> 67;
    }
}

impl Machine {
    /// Evaluates deeply, at most `max_nodes` nodes, and hashes.
    pub fn observe(&mut self, value: Value, max_nodes: u32) -> Observation {
        self.begin();
        self.pins.push(value.0);
        let mut digest = Digest::new();
        let result = self.observe_pins(max_nodes, &mut digest);
        self.pins.clear();
        self.end();
        match result {
            Ok(observation) => observation,
            Err(stop) => observed_stop(&stop, digest.0),
        }
    }

    fn observe_pins(&mut self, max_nodes: u32, digest: &mut Digest) -> Result<Observation, Stop> {
        let mut left = max_nodes;
        let mut function = false;
        while let Some(w) = self.pins.pop() {
            if left == 0 {
                return Ok(Observation::Cut);
            }
            left -= 1;
            let w = self.force(w)?;
            match kind(w) {
                CON => {
                    let n = aux(w) as usize;
                    digest.add(w & 0xffff_ffff);
                    let at = crate::core::value::ptr(w);
                    self.pins.extend(self.heap.words.get(at..at + n).unwrap_or(&[]).iter().rev());
                }
                STR => {
                    let n = self.heap.string_len(w);
                    if n as u64 * 2 > u64::from(left) {
                        return Ok(Observation::Cut);
                    }
                    left -= n as u32 * 2;
                    for i in 0..n {
                        digest.add(CONS);
                        digest.add(self.heap.string_char(w, i));
                    }
                    digest.add(NIL);
                }
                FUN => function = true,
                INT | INTEGER | CHAR => digest.add(w),
                _ => self.observe_box(w, digest),
            }
        }
        Ok(if function { Observation::Function } else { Observation::Full(digest.0) })
    }

    fn observe_box(&self, w: Word, digest: &mut Digest) {
        match aux(w) {
            BOX_INT => digest.add(self.heap.as_int(w) as u64),
            BOX_DOUBLE => {
                let x = self.heap.as_double(w);
                digest.add(if x.is_nan() { u64::MAX } else { x.to_bits() });
            }
            _ => match self.heap.as_integer(w) {
                Integer::Small(n) => digest.add(n as u64),
                Integer::Big(n) => {
                    let (sign, digits) = n.to_u64_digits();
                    digest.add(sign as u64 ^ (digits.len() as u64) << 8);
                    digits.into_iter().for_each(|digit| digest.add(digit));
                }
            },
        }
    }

    /// The number in an evaluated machine integer, if it is one: no call, no view.
    pub fn small_int(&self, value: Value) -> Option<i64> {
        let w = self.heap.resolve(value.0);
        (kind(w) == INT).then(|| as_small(w))
    }

    /// The tag of an evaluated datum, if it is one.
    pub fn evaluated_tag(&self, value: Value) -> Option<u32> {
        let w = self.heap.resolve(value.0);
        matches!(kind(w), CON | STR).then(|| tag(w) as u32)
    }
}

/// The low half of a list cell's word, as its token.
const CONS: u64 = CON | 2 << 3 | 1 << 16;

fn observed_stop(stop: &Stop, before: u128) -> Observation {
    match stop {
        Stop::Fuel | Stop::Memory | Stop::Depth | Stop::Cancelled => Observation::Cut,
        Stop::Error(_) | Stop::Arithmetic(_) | Stop::Failure(_) | Stop::Loop => {
            let mut hasher = rustc_hash::FxHasher::default();
            before.hash(&mut hasher);
            stop.hash(&mut hasher);
            Observation::Bottom(hasher.finish())
        }
    }
}
