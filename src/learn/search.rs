//! The search: best first over patterns, from pairs of places to larger sets, bounded from above.
//!
//! Every abstraction worth having is the least general pattern of its sites. It is reached from the pattern of two of
//! them by adding the others one at a time. The order is by an upper bound: a pattern that also covers a k-th place
//! shares at most what it has in common with that place, and k places save at most k − 1 times that, and what stands
//! several times in their holes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::atomic::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::core::tree::{Label, NodeId, Sort, Tree};
use crate::learn::pattern::{Forest, Pattern, Site, exactly, generalise};
use crate::learn::select::{Abstraction, Taste, evaluate, visit_core};
use crate::learn::taste::worth;
use crate::synth::budget::Budget;

/// What the search found, and how it went.
#[derive(Debug)]
pub struct Found {
    /// Best first; their sites may overlap.
    pub abstractions: Vec<Abstraction>,
    /// Pairs of places compared.
    pub steps: u64,
    /// Everything was looked at.
    pub complete: bool,
}

/// Finds abstractions in a tree. With `within`, at least one site must touch that node: it is inside or around it.
pub fn search(forest: &Forest<'_>, taste: Taste, within: Option<NodeId>, budget: &Budget) -> Found {
    let mut search = Search {
        forest,
        taste,
        budget,
        steps: 0,
        limit: 0,
        complete: true,
        seen: FxHashSet::default(),
        known: FxHashSet::default(),
        covered: FxHashMap::default(),
        found: Vec::new(),
    };
    let buckets = buckets(forest, taste);
    let mut order: Vec<&Vec<NodeId>> = buckets.values().collect();
    // Small ones first: what they leave of the steps is there for the large ones, and none takes all.
    order.sort_by_key(|places| places.len());
    for (at, places) in (0u64..).zip(&order) {
        let left = budget.steps.saturating_sub(search.steps);
        let share = left / (order.len() as u64 - at);
        search.limit = search.steps + share.max(left / SHARE);
        search.bucket(places, within);
        if search.is_over() {
            break;
        }
    }
    let mut abstractions = search.found;
    abstractions.sort_by_cached_key(|abstraction| {
        let fewer = abstraction.params.len() + abstraction.captured.len();
        (Reverse(worth(forest, abstraction)), abstraction.reuses.is_none(), fewer, abstraction.pattern.root)
    });
    Found { abstractions, steps: search.steps, complete: search.complete }
}

/// Most of the steps that are left for one bucket: one part of so many.
const SHARE: u64 = 4;

/// Places that could be instances of one pattern: those whose outermost construct agrees.
fn buckets(forest: &Forest<'_>, taste: Taste) -> BTreeMap<(u8, u64), Vec<NodeId>> {
    let tree = forest.tree;
    let mut names: FxHashMap<(Label, usize), u64> = FxHashMap::default();
    let mut buckets: BTreeMap<(u8, u64), Vec<NodeId>> = BTreeMap::new();
    for id in tree.ids() {
        let node = tree.node(id);
        if node.size < taste.min_core || node.fixed || !is_candidate(tree, id) {
            continue;
        }
        let sort = match node.sort {
            Sort::Clauses => 0,
            Sort::Rhs => 1,
            Sort::Run => 2,
            Sort::Expr => 3,
            Sort::Other => continue,
        };
        let Some(head) = head(tree, id) else { continue };
        let count = names.len() as u64;
        let name = *names.entry((head, node.children.len())).or_insert(count);
        buckets.entry((sort, name)).or_default().push(id);
    }
    for places in buckets.values_mut() {
        // Large ones first: what is part of a larger find is not looked at again.
        places.sort_by_key(|id| (Reverse(tree.node(*id).size), *id));
    }
    buckets.retain(|_, places| places.len() > 1);
    buckets
}

/// Whether a helper could be made of the node at all.
fn is_candidate(tree: &Tree, id: NodeId) -> bool {
    let node = tree.node(id);
    let parent = tree.parent(id);
    match node.sort {
        // A run that is a whole block is found as the block.
        Sort::Run => parent.is_some_and(|parent| !tree.is(parent, "do")) || node.children.len() == 2,
        // A right-hand side with guards must not fall through to the next one.
        Sort::Rhs => never_falls_through(tree, id),
        // A binding without parameters is found as its right-hand side.
        Sort::Clauses => {
            let params = node.children.get(1).is_some_and(|clause| tree.node(*clause).children.len() > 1);
            params && parent.is_none_or(|parent| tree.is(parent, "decls"))
        }
        Sort::Expr => !node.children.is_empty(),
        Sort::Other => false,
    }
}

fn never_falls_through(tree: &Tree, id: NodeId) -> bool {
    let node = tree.node(id);
    let last = node.children.last().copied();
    match node.label {
        Label::Kind("where") => {
            last.is_some_and(|rhs| tree.node(rhs).sort != Sort::Rhs || never_falls_through(tree, rhs))
        }
        Label::Kind("guarded") => last.is_some_and(|branch| match tree.node(branch).children.as_slice() {
            [guard, _] if tree.is(*guard, "plain") => {
                let inner = tree.node(*guard).children.first();
                let label = inner.map(|inner| tree.node(*inner).label);
                matches!(label, Some(Label::Free(name)) if matches!(name.as_str(), "otherwise" | "True"))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// What two places must share to be compared: an application's head, a construct's name.
fn head(tree: &Tree, id: NodeId) -> Option<Label> {
    let node = tree.node(id);
    match node.label {
        Label::Kind("app" | "section" | "record") => {
            let label = tree.node(*node.children.first()?).label;
            match label {
                Label::Free(_) | Label::Literal(_) => Some(label),
                Label::Var(binder) if tree.binder(binder).global => Some(label),
                // A local function: the same one at both places, or the application is all there is in common.
                Label::Var(_) => Some(label),
                Label::Kind(_) => Some(node.label),
                Label::Bind(_) => None,
            }
        }
        Label::Kind("do") => head(tree, *node.children.first()?),
        Label::Kind("run") => {
            let statement = tree.node(*node.children.first()?);
            let expression = *statement.children.first()?;
            match statement.label {
                Label::Kind("exp" | "bind") => head(tree, expression).or(Some(tree.node(expression).label)),
                label => Some(label),
            }
        }
        label => Some(label),
    }
}

/// A pattern on the agenda.
struct Item {
    bound: i64,
    order: Reverse<usize>,
    pattern: Pattern,
    sites: Vec<Site>,
}

impl PartialEq for Item {
    fn eq(&self, other: &Item) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Item {}
impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Item) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Item {
    fn cmp(&self, other: &Item) -> std::cmp::Ordering {
        (self.bound, self.order).cmp(&(other.bound, other.order))
    }
}

struct Search<'a, 't> {
    forest: &'a Forest<'t>,
    taste: Taste,
    budget: &'a Budget,
    steps: u64,
    /// Steps at which the present bucket ends.
    limit: u64,
    complete: bool,
    seen: FxHashSet<Pattern>,
    /// Sites and cores that were judged, whatever the exemplar.
    known: FxHashSet<(Vec<NodeId>, u32, bool)>,
    /// Pairs of sites of one pattern: the largest core.
    covered: FxHashMap<(NodeId, NodeId), u32>,
    found: Vec<Abstraction>,
}

/// Patterns taken from one bucket's agenda at most.
const EXPANSIONS: usize = 400;
/// Places of a bucket that each place is compared with at most.
const NEIGHBOURS: usize = 250;

impl Search<'_, '_> {
    fn bucket(&mut self, places: &[NodeId], within: Option<NodeId>) {
        let tree = self.forest.tree;
        let touches = |id: NodeId| within.is_none_or(|w| tree.is_inside(w, id) || tree.is_inside(id, w));
        let mut agenda = BinaryHeap::new();
        for (i, a) in places.iter().enumerate() {
            let exemplar = exactly(tree, *a);
            for b in places[i + 1..].iter().take(NEIGHBOURS) {
                if !(touches(*a) || touches(*b)) || tree.is_inside(*b, *a) && tree.node(*a).sort != Sort::Run {
                    continue;
                }
                if self.spent() {
                    return;
                }
                let Some((pattern, _)) = generalise(self.forest, &exemplar, *b) else { continue };
                let pair = (*a.min(b), *a.max(b));
                if self.covered.get(&pair).is_none_or(|core| *core < pattern.core) {
                    self.push(&mut agenda, pattern, places);
                }
            }
        }
        let mut expansions = 0;
        while let Some(item) = agenda.pop() {
            if item.bound < self.taste.min_saving || expansions >= EXPANSIONS || self.spent() {
                break;
            }
            expansions += 1;
            for place in places {
                if item.sites.iter().any(|site| site.root == *place) {
                    continue;
                }
                self.steps += 1;
                if let Some((pattern, _)) = generalise(self.forest, &item.pattern, *place) {
                    self.push(&mut agenda, pattern, places);
                }
            }
        }
    }

    /// Nobody waits any more, or there is no time.
    fn is_over(&self) -> bool {
        let late = || self.budget.deadline.is_some_and(|deadline| std::time::Instant::now() > deadline);
        self.steps > self.budget.steps || self.budget.cancel.load(Ordering::Relaxed) || late()
    }

    fn spent(&mut self) -> bool {
        self.steps += 1;
        let out = self.steps > self.limit || self.steps.is_multiple_of(64) && self.is_over();
        self.complete &= !out;
        out
    }

    /// Finds all places of a pattern, evaluates it, and puts it on the agenda.
    fn push(&mut self, agenda: &mut BinaryHeap<Item>, pattern: Pattern, places: &[NodeId]) {
        if pattern.core < self.taste.min_core || !self.seen.insert(pattern.clone()) {
            return;
        }
        let mut sites = Vec::new();
        let mut shared: Vec<u32> = Vec::new();
        let mut repeated = 0;
        for place in places {
            self.steps += 1;
            let Some((general, site)) = generalise(self.forest, &pattern, *place) else { continue };
            shared.push(general.core);
            repeated += self.forest.repeated(&site.args);
            if general.holes == pattern.holes && general.cut == pattern.cut {
                sites.push(site);
            }
        }
        shared.sort_unstable_by_key(|core| Reverse(*core));
        let bound = (1..).zip(&shared).map(|(k, core)| (k - 1) * i64::from(*core)).max().unwrap_or(0) + repeated;
        if bound < self.taste.min_saving {
            return;
        }
        let mut roots: Vec<NodeId> = sites.iter().map(|site| site.root).collect();
        roots.sort_unstable();
        for (i, a) in roots.iter().enumerate() {
            for b in &roots[i + 1..] {
                let best = self.covered.entry((*a, *b)).or_default();
                *best = (*best).max(pattern.core);
            }
        }
        if !self.known.insert((roots, pattern.core, pattern.cut.is_some())) {
            return;
        }
        self.judge(&pattern, &sites);
        let order = Reverse(self.seen.len());
        agenda.push(Item { bound, order, pattern, sites });
    }

    /// Evaluates a pattern: as it is, and with less in it where that saves more.
    fn judge(&mut self, pattern: &Pattern, sites: &[Site]) {
        let mut best = self.worth(pattern, sites);
        let whole = best.clone();
        let mut shorter = pattern.clone();
        let mut fitted = sites.to_vec();
        // A run whose last statements cannot be given back, or share too little, ends before them.
        let mut next = shorter.clone();
        while let Some(prefix) = shortened(self.forest.tree, &next).filter(|next| next.core >= self.taste.min_core) {
            let sites = self.refit(&prefix, &fitted);
            let worth = self.worth(&prefix, &sites);
            if worth.as_ref().is_some_and(|w| best.as_ref().is_none_or(|best| w.saving > best.saving)) {
                (best, shorter, fitted) = (worth, prefix.clone(), sites);
            }
            next = prefix;
        }
        // Two parameters in one subtree can be one parameter.
        let (mut current, mut fitted) = (shorter, fitted);
        while let Some((pattern, sites, worth)) = self.coarsened(&current, &fitted) {
            let params = |a: &Abstraction| a.params.len() + a.captured.len();
            let better = match &best {
                Some(best) => {
                    let crowded = params(best) > self.taste.max_params && params(&worth) < params(best);
                    worth.saving > best.saving || crowded
                }
                None => true,
            };
            if !better {
                break;
            }
            (current, fitted, best) = (pattern, sites, Some(worth));
        }
        let forest = self.forest;
        let least = best.as_ref().map_or(i64::MIN, |best| worth(forest, best));
        let mut others: Vec<Abstraction> = Vec::new();
        for sites in divided(forest, sites) {
            others.extend(self.worth(pattern, &sites));
        }
        others.extend(whole);
        if let Some(closed) = closed(forest.tree, pattern).filter(|closed| closed.core >= self.taste.min_core) {
            let sites = self.refit(&closed, sites);
            others.extend(self.worth(&closed, &sites));
        }
        // What saves less may be worth more to a reader.
        let others = others.into_iter().filter(|other| worth(forest, other) > least);
        let most = self.taste.max_params + CAPTURED;
        self.found.extend(best.into_iter().chain(others).filter(|a| a.params.len() + a.captured.len() <= most));
    }

    fn worth(&mut self, pattern: &Pattern, sites: &[Site]) -> Option<Abstraction> {
        self.steps += 1;
        // One statement is an expression.
        let tree = self.forest.tree;
        if let (Sort::Run, [_, rest]) = (tree.node(pattern.root).sort, tree.node(pattern.root).children.as_slice())
            && (pattern.cut == Some(*rest) || tree.node(*rest).children.is_empty())
        {
            return None;
        }
        evaluate(self.forest, pattern, sites, self.taste)
    }

    fn refit(&mut self, pattern: &Pattern, sites: &[Site]) -> Vec<Site> {
        self.steps += sites.len() as u64;
        let fitted = sites.iter().filter_map(|site| generalise(self.forest, pattern, site.root));
        fitted.map(|(_, site)| site).collect()
    }

    /// The best pattern in which one more subtree is a hole.
    fn coarsened(&mut self, pattern: &Pattern, sites: &[Site]) -> Option<(Pattern, Vec<Site>, Abstraction)> {
        if pattern.holes.is_empty() {
            return None;
        }
        let tree = self.forest.tree;
        let mut wider: Vec<NodeId> = Vec::new();
        for hole in &pattern.holes {
            let mut at = tree.parent(*hole);
            while let Some(id) = at.filter(|id| *id != pattern.root) {
                if tree.node(id).sort == Sort::Expr {
                    wider.push(id);
                    break;
                }
                at = tree.parent(id);
            }
        }
        wider.sort_unstable();
        wider.dedup();
        let mut best: Option<(Pattern, Vec<Site>, Abstraction)> = None;
        for node in wider {
            let mut holes: Vec<NodeId> =
                pattern.holes.iter().copied().filter(|hole| !tree.is_inside(*hole, node)).collect();
            holes.push(node);
            holes.sort_unstable();
            let inner = Pattern { root: node, ..pattern.clone() };
            let mut lost = 0;
            visit_core(tree, &inner, &mut |id| lost += own_size(tree, id));
            let next = Pattern { holes, core: pattern.core.saturating_sub(lost), ..pattern.clone() };
            if next.core < self.taste.min_core {
                continue;
            }
            let fitted = self.refit(&next, sites);
            if let Some(worth) = self.worth(&next, &fitted)
                && best.as_ref().is_none_or(|(_, _, best)| worth.saving > best.saving)
            {
                best = Some((next, fitted, worth));
            }
        }
        best
    }
}

/// Ways of being equal that are looked at, the most frequent ones.
const WAYS: usize = 8;

/// The sites whose arguments repeat in the same way: what most of them say twice need not be two parameters because of
/// one that does not.
fn divided(forest: &Forest<'_>, sites: &[Site]) -> Vec<Vec<Site>> {
    let ways: Vec<Vec<usize>> = sites.iter().map(|site| forest.equalities(&site.args)).collect();
    let mut counts: BTreeMap<&Vec<usize>, usize> = BTreeMap::new();
    ways.iter().for_each(|way| *counts.entry(way).or_default() += 1);
    if counts.len() < 2 {
        return Vec::new();
    }
    let mut common: Vec<&Vec<usize>> = counts.keys().copied().collect();
    common.sort_by_key(|way| Reverse(counts[way]));
    common.truncate(WAYS);
    // What two ways agree on is a way too.
    let both = |a: &[usize], b: &[usize]| -> Vec<usize> {
        let pairs: Vec<(usize, usize)> = a.iter().copied().zip(b.iter().copied()).collect();
        pairs.iter().map(|pair| pairs.iter().position(|first| first == pair).unwrap_or(0)).collect()
    };
    let mut all: Vec<Vec<usize>> = common.iter().map(|way| (*way).clone()).collect();
    all.extend(common.iter().enumerate().flat_map(|(i, a)| common[i + 1..].iter().map(move |b| both(a, b))));
    all.sort();
    all.dedup();
    let has = |site: &[usize], way: &[usize]| way.iter().enumerate().all(|(i, first)| site[i] == site[*first]);
    let alike = |way: &Vec<usize>| -> Vec<Site> {
        sites.iter().zip(&ways).filter(|(_, own)| has(own, way)).map(|(site, _)| site.clone()).collect()
    };
    all.iter().map(alike).filter(|alike| (2..sites.len()).contains(&alike.len())).collect()
}

/// The pattern without what only puts parameters together: an expression of nothing but holes is one hole.
fn closed(tree: &Tree, pattern: &Pattern) -> Option<Pattern> {
    let mut holes = pattern.holes.clone();
    let mut lost = 0;
    loop {
        let is_hole = |id: &NodeId| holes.binary_search(id).is_ok();
        let full = |id: &NodeId| {
            let node = tree.node(*id);
            *id != pattern.root && node.sort == Sort::Expr && tree.is(*id, "app") && node.children.iter().all(is_hole)
        };
        let Some(node) = holes.iter().find_map(|hole| tree.parent(*hole).filter(full)) else { break };
        lost += own_size(tree, node);
        holes.retain(|hole| tree.parent(*hole) != Some(node));
        holes.push(node);
        holes.sort_unstable();
    }
    let core = pattern.core.saturating_sub(lost);
    (holes.len() < pattern.holes.len()).then(|| Pattern { holes, core, ..pattern.clone() })
}

/// Captured names above the limit of parameters: a helper among the local declarations has them for nothing.
const CAPTURED: usize = 3;

/// A node's own size.
fn own_size(tree: &Tree, id: NodeId) -> u32 {
    let node = tree.node(id);
    let children: u32 = node.children.iter().map(|child| tree.node(*child).size).sum();
    node.size.saturating_sub(children)
}

/// A run of statements without its last one.
fn shortened(tree: &Tree, pattern: &Pattern) -> Option<Pattern> {
    if tree.node(pattern.root).sort != Sort::Run {
        return None;
    }
    let mut last = pattern.root;
    loop {
        let [_, rest] = tree.node(last).children.as_slice() else { return None };
        if pattern.cut == Some(*rest) || tree.node(*rest).children.is_empty() {
            break;
        }
        last = *rest;
    }
    if last == pattern.root {
        return None;
    }
    let holes = pattern.holes.iter().copied().filter(|hole| !tree.is_inside(*hole, last)).collect();
    let mut core = 0;
    let next = Pattern { holes, cut: Some(last), ..pattern.clone() };
    visit_core(tree, &next, &mut |id| core += own_size(tree, id));
    Some(Pattern { core, ..next })
}
