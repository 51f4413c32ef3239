//! Whose turn it is. The root and the nodes' shares come first; what is left goes to the node whose next body makes the
//! cheapest whole program, as far as is known.

use crate::synth::deduce::Shape;
use crate::synth::recurse::Kind;
use crate::synth::search::Search;

/// The root gets one step in so many, as the other nodes do, those of searches at more general types not counted; where it
/// looks into nothing, fewer.
const ROOT: u64 = 4;
const BLIND_ROOT: u64 = 16;
/// The part of the root's steps that the last open field of what all results are built of gets.
const FIELD: f64 = 0.67;
/// The other nodes get one step in so many by their shares.
const SHARE: u64 = 4;
/// With an accumulator, plain case analyses get so many steps of three.
const PLAIN: u64 = 2;
/// How much less a node gets that has a body which no later one can be cheaper than.
const SETTLED: f64 = 8.0;

/// Why a node has its turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Why {
    /// By its share.
    Share,
    /// As a plain case analysis.
    Plain,
    /// As the root, or for what it promises.
    Promise,
}

/// The steps that were given out.
#[derive(Default)]
pub(super) struct Given {
    by_share: u64,
    plain: u64,
}

impl Given {
    /// Notes the steps of a turn.
    pub(super) fn note(&mut self, why: Why, steps: u64) {
        match why {
            Why::Share => self.by_share += steps,
            Why::Plain => self.plain += steps,
            Why::Promise => {}
        }
    }
}

impl Search<'_> {
    /// Whose turn it is, and why.
    pub(super) fn next(&self) -> Option<(usize, Why)> {
        let steps = self.space.steps - self.beside.spent();
        let open = |n: usize| self.forest.promise(n, &self.space).is_some();
        let root = &self.forest.nodes[0];
        if self.space.accumulates.is_some() {
            if self.given.plain * 3 < steps * PLAIN
                && let Some(n) = self.neglected(|n| self.is_plain(n))
            {
                return Some((n, Why::Plain));
            }
        } else {
            let (field, most) = (self.forest.last_field(&self.space), if root.blind { BLIND_ROOT } else { ROOT });
            let spent = root.spent + if field == 0 { 0 } else { self.forest.nodes[field].spent };
            if spent * most < steps && open(0) {
                return Some((self.of_root(), Why::Promise));
            }
        }
        if self.given.by_share * SHARE < steps
            && let Some(n) = self.neglected(|_| true)
        {
            return Some((n, Why::Share));
        }
        (0..self.forest.nodes.len())
            .filter_map(|n| Some((self.forest.promise(n, &self.space)?, n)))
            .min()
            .map(|(_, n)| (if n == 0 { self.of_root() } else { n }, Why::Promise))
    }

    /// The root, or the last open field of what all results are built of, where it has had less than its part.
    fn of_root(&self) -> usize {
        let field = self.forest.last_field(&self.space);
        let [root, part] = [0, field].map(|n| self.forest.nodes[n].spent);
        let due = field != 0 && (part as f64) < FIELD * (root + part) as f64;
        if due && self.forest.promise(field, &self.space).is_some() { field } else { 0 }
    }

    /// Of such nodes below the root the one that has had least for its share.
    fn neglected(&self, such: impl Fn(usize) -> bool) -> Option<usize> {
        let weight = |n: usize| {
            let node = &self.forest.nodes[n];
            let settled = if self.forest.settled(n, &self.space) { SETTLED } else { 1.0 };
            (node.spent + 64) as f64 * settled / f64::from(node.share)
        };
        (1..self.forest.nodes.len())
            .filter(|n| such(*n) && self.forest.promise(*n, &self.space).is_some())
            .min_by(|a, b| weight(*a).total_cmp(&weight(*b)))
    }

    /// Whether nothing but case analyses of variables and constructors that all results share is above a node.
    fn is_plain(&self, n: usize) -> bool {
        let mut at = self.forest.nodes[n].parent;
        while let Some((s, _)) = at {
            let split = &self.forest.splits[s];
            if matches!(&split.kind, Kind::Deduced(shape) if !matches!(shape, Shape::Build(_))) {
                return false;
            }
            at = self.forest.nodes[split.node].parent;
        }
        true
    }
}
