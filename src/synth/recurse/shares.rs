//! What nodes may claim of the steps: a share, less with each doubtful step from the root, and what they promise.

use crate::synth::deduce::Shape;
use crate::synth::library::UNIT;
use crate::synth::recurse::{Forest, Kind, Solution};
use crate::synth::space::Space;

/// How much less a node promises once it is settled.
const SURE: u32 = 3 * UNIT;
/// How much more a node promises to cost where nothing is looked into.
const BLIND: u32 = 6 * UNIT;
/// The doubt about a hypothesis that results seldom bear out by chance.
const TELLING: f32 = 0.25;
/// What a hypothesis costs is divided by this while it waits for its turn.
const BORNE_OUT: u32 = 8;
/// Of this many hypotheses of a node the last has half the share of the first.
const EARLY: f32 = 3.0;

impl Forest {
    /// Which part of the steps a branch of split `s` may claim: less than its node, the more the split costs; the fields
    /// of what all results are built of are no guess.
    pub(crate) fn share(&self, s: usize) -> f32 {
        let split = &self.splits[s];
        let told = matches!(&split.kind, Kind::Deduced(shape) if shape.is_telling());
        let doubt = match &split.kind {
            _ if told => TELLING,
            Kind::Data | Kind::Number(_) => 1.0,
            // One within another one more and more.
            Kind::Deduced(Shape::Build(_)) if self.is_built(split.node) => 1.5,
            Kind::Deduced(Shape::Build(_)) => 0.0,
            // A pair is rarely worth it.
            Kind::Deduced(Shape::Cases(_)) if split.branches.len() == 1 => 2.0 + split.cost as f32 / (2 * UNIT) as f32,
            Kind::Deduced(_) => split.cost as f32 / (2 * UNIT) as f32,
        };
        // All of one node's share what is its own: the later ones get less, but for what is no guess.
        let early = if told { 1.0 } else { 1.0 / (1.0 + split.place as f32 / EARLY) };
        self.nodes[split.node].share * early * (-doubt).exp2() * if split.complete || told { 1.0 } else { 0.5 }
    }

    /// Where all results are built of the same constructors and all of their fields are known but one: that one, whose
    /// examples say as much as the root's; else the root. What is left of a list is for recursion, unless all are as long.
    pub(crate) fn last_field(&self, space: &Space<'_>) -> usize {
        let goal = |n: usize| space.contexts[self.nodes[n].context].goals.first();
        let build =
            |n: usize| self.splits.iter().find(|s| s.node == n && matches!(s.kind, Kind::Deduced(Shape::Build(_))));
        let mut at = 0;
        while let Some(split) = build(at) {
            let mut open = split.branches.iter().filter_map(|branch| branch.node).filter(|n| !self.nodes[*n].sure());
            match (open.next(), open.next()) {
                (Some(field), None) if goal(field) != goal(at) || build(field).is_some() => at = field,
                _ => return at,
            }
        }
        at
    }

    /// Whether below split `s` nothing is looked into yet.
    pub(crate) fn blind(&self, s: usize, space: &Space<'_>) -> bool {
        let split = &self.splits[s];
        let looks = split.kind == Kind::Data && space.opaque.contains(&split.variable);
        self.nodes[split.node].blind && !looks
    }

    /// Whether a body without guesses is known that the next ones cannot be cheaper than: until then the node stays open.
    pub(crate) fn settled(&self, n: usize, space: &Space<'_>) -> bool {
        let level = space.contexts[self.nodes[n].context].cursor.level;
        let found = |s: &Solution| s.sure && s.plain && s.cost <= level;
        !self.nodes[n].weak && self.nodes[n].solutions.iter().any(found)
    }

    /// What the cheapest whole program would cost that the next body of node `n` is a part of, as far as is known; none
    /// if nothing more comes of it. A hypothesis that the examples bear out counts for less than it costs.
    pub(crate) fn promise(&self, n: usize, space: &Space<'_>) -> Option<u32> {
        let level = |n: usize| space.contexts[self.nodes[n].context].cursor.level;
        let spent = |n: usize| space.contexts[self.nodes[n].context].spent();
        if spent(n) {
            return None;
        }
        let blind = if self.nodes[n].blind { BLIND } else { 0 };
        let mut total = level(n) + blind + if self.settled(n, space) { SURE } else { 0 };
        let mut at = self.nodes[n].parent;
        while let Some((s, b)) = at {
            let split = &self.splits[s];
            let borne_out = matches!(&split.kind, Kind::Deduced(shape) if !matches!(shape, Shape::Cases(_)));
            let deduced = borne_out && split.complete && split.node == 0;
            total += if deduced { split.cost.div_ceil(BORNE_OUT) } else { split.cost };
            for (_, sibling) in split.branches.iter().enumerate().filter(|(i, _)| *i != b) {
                let Some(sibling) = sibling.node else { continue };
                total += match self.nodes[sibling].best {
                    Some(cost) => cost,
                    None if spent(sibling) && space.contexts[self.nodes[sibling].context].rows > 0 => return None,
                    None => level(sibling).min(UNIT),
                };
            }
            at = self.nodes[split.node].parent;
        }
        Some(total)
    }
}
