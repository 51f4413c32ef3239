//! The search beside its oracle: every subtree, every set of holes, every place.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::core::name::Name;
use crate::core::tree::{Label, NodeId, Sort, Tree};
use crate::learn::pattern::{Forest, Pattern, Site, fit};
use crate::learn::search::search;
use crate::learn::select::{Taste, evaluate, visit_core};
use crate::synth::budget::{Budget, Engines};

/// Numbers from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn leaf(tree: &mut Tree, name: &str) -> NodeId {
    tree.add(Label::Free(Name::new(name)), Sort::Expr, Vec::new(), false)
}

/// An application of one of two functions to two arguments, or a leaf.
fn grow(tree: &mut Tree, numbers: &mut Numbers, depth: u64) -> NodeId {
    if depth == 0 || numbers.below(4) == 0 {
        let name = ["a", "b"][numbers.below(2) as usize];
        return leaf(tree, name);
    }
    let head = leaf(tree, ["f", "g"][numbers.below(2) as usize]);
    let left = grow(tree, numbers, depth - 1);
    let right = grow(tree, numbers, depth - 1);
    tree.add(Label::Kind("app"), Sort::Expr, vec![head, left, right], false)
}

/// All sets of holes below a node, the node itself not among them.
fn cuts(tree: &Tree, id: NodeId) -> Vec<Vec<NodeId>> {
    let mut sets: Vec<Vec<NodeId>> = vec![Vec::new()];
    for child in &tree.node(id).children {
        let mut options = cuts(tree, *child);
        options.push(vec![*child]);
        sets = sets.iter().flat_map(|set| options.iter().map(move |more| [set.as_slice(), more].concat())).collect();
    }
    sets
}

/// All subsets of few sites; of many, all of them.
fn subsets(sites: &[Site]) -> Vec<Vec<Site>> {
    if sites.len() > 8 {
        return vec![sites.to_vec()];
    }
    let chosen = |set: u32| (0..).zip(sites).filter(|(i, _)| set >> i & 1 == 1).map(|(_, site)| site.clone()).collect();
    (0..1 << sites.len()).map(chosen).collect()
}

fn oracle(forest: &Forest<'_>, taste: Taste) -> i64 {
    let tree = forest.tree;
    let places: Vec<NodeId> = tree.ids().filter(|id| !tree.node(*id).children.is_empty()).collect();
    let mut best = 0;
    for root in &places {
        let head = tree.node(*root).children[0];
        for mut holes in cuts(tree, *root) {
            if holes.contains(&head) {
                continue;
            }
            holes.sort_unstable();
            let mut pattern = Pattern { root: *root, holes, cut: None, core: 0 };
            let mut core = 0;
            visit_core(tree, &pattern, &mut |id| core += u32::from(tree.node(id).children.is_empty()));
            pattern.core = core;
            let sites: Vec<_> = places.iter().filter_map(|place| fit(forest, &pattern, *place)).collect();
            if core >= taste.min_core {
                for sites in subsets(&sites) {
                    let found = evaluate(forest, &pattern, &sites, taste);
                    best = best.max(found.map_or(0, |found| found.saving));
                }
            }
        }
    }
    best
}

#[test]
fn the_search_finds_what_trying_everything_finds() {
    let taste = Taste { min_saving: 1, min_core: 2, max_params: 9 };
    let mut worth = 0;
    for seed in 0..40 {
        let mut numbers = Numbers(seed);
        let mut tree = Tree::default();
        for _ in 0..3 {
            let root = grow(&mut tree, &mut numbers, 3);
            tree.add_root(root);
        }
        let forest = Forest::new(&tree);
        let cancel = Arc::new(AtomicBool::new(false));
        let budget = Budget {
            steps: 1 << 24,
            memory_bytes: 1 << 30,
            deadline: None,
            cancel,
            count: 1,
            engines: Engines::default(),
        };
        let found = search(&forest, taste, None, &budget);
        let best = found.abstractions.iter().map(|found| found.saving).max().unwrap_or(0);
        let expected = oracle(&forest, taste);
        assert!(found.complete);
        let shown: Vec<String> = tree.roots().iter().map(|root| tree.show(*root)).collect();
        assert_eq!(best, expected, "seed {seed}: {shown:#?}");
        worth += i64::from(expected > 0);
    }
    assert!(worth > 5, "{worth}");
}
