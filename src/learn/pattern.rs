//! Patterns: what several places of a tree have in common, and how to find it.
//!
//! A [`Pattern`] is kept as one of its places, the *exemplar*, with holes: nodes of the exemplar that differ elsewhere.
//! [`generalise`] is anti-unification (Plotkin 1970): the least general pattern of a pattern and one more place. A hole
//! stands only where an expression stands; a difference anywhere else widens to the expression around it. Binders
//! inside the two places are matched in binding order, so that renaming is no difference. Runs of statements may end
//! early: the *cut* is the first statement that is not shared.

use rustc_hash::FxHashMap;

use crate::core::tree::{BinderId, Label, NodeId, Sort, Tree};

/// Half of an abstraction: an exemplar with holes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The exemplar.
    pub root: NodeId,
    /// Nodes of the exemplar that differ elsewhere, sorted.
    pub holes: Vec<NodeId>,
    /// In a run of statements: the exemplar's rest, which is not shared.
    pub cut: Option<NodeId>,
    /// Size of what is shared.
    pub core: u32,
}

/// A place that a pattern fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its node.
    pub root: NodeId,
    /// What stands in the holes.
    pub args: Vec<NodeId>,
    /// The rest of the block behind a run that is cut.
    pub cut: Option<NodeId>,
    /// Binders inside the site and the exemplar's, in binding order.
    pub binders: Vec<(BinderId, BinderId)>,
}

/// A tree with what the search asks of every node.
pub struct Forest<'t> {
    /// The tree.
    pub tree: &'t Tree,
    free: Vec<Box<[BinderId]>>,
    fixed: Vec<bool>,
    /// Equal subtrees have equal numbers.
    number: Vec<u32>,
    /// How often each name and each literal stands in the file, and how many there are.
    counts: FxHashMap<Label, u32>,
    words: u32,
}

impl<'t> Forest<'t> {
    /// Prepares a tree.
    pub fn new(tree: &'t Tree) -> Forest<'t> {
        let mut free: Vec<Box<[BinderId]>> = Vec::with_capacity(tree.len());
        let mut fixed = Vec::with_capacity(tree.len());
        let mut number = Vec::with_capacity(tree.len());
        let mut numbers: FxHashMap<(Label, Vec<u32>), u32> = FxHashMap::default();
        let mut counts: FxHashMap<Label, u32> = FxHashMap::default();
        let mut words = 0;
        let mut bound: Vec<Option<NodeId>> = vec![None; tree.binder_count()];
        for id in tree.ids() {
            if let Label::Bind(binder) = tree.node(id).label {
                bound[binder.index()].get_or_insert(id);
            }
        }
        for id in tree.ids() {
            let node = tree.node(id);
            if is_word(node.label) {
                *counts.entry(node.label).or_default() += 1;
                words += 1;
            }
            let mut names: Vec<BinderId> = Vec::new();
            for child in &node.children {
                names.extend(free[child.index()].iter());
            }
            if let Label::Var(binder) = node.label
                && !tree.binder(binder).global
            {
                names.push(binder);
            }
            names.sort_unstable();
            names.dedup();
            names.retain(|binder| bound[binder.index()].is_none_or(|place| !tree.is_inside(place, id)));
            free.push(names.into_boxed_slice());
            let children = node.children.iter().map(|child| number[child.index()]).collect();
            let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            number.push(*numbers.entry((node.label, children)).or_insert(count));
            fixed.push(node.fixed || node.children.iter().any(|child| fixed[child.index()]));
        }
        Forest { tree, free, fixed, number, counts, words }
    }

    /// How often a name or a literal stands in the file.
    pub fn count(&self, word: Label) -> u32 {
        self.counts.get(&word).copied().unwrap_or(0)
    }

    /// How much it says that a name or a literal stands somewhere, in bits, when `own` of its places are not counted:
    /// what stands nowhere else says the most, what stands everywhere next to nothing.
    pub fn rarity(&self, word: Label, own: u32) -> f64 {
        let elsewhere = self.count(word).saturating_sub(own);
        (f64::from(self.words.max(1)) / f64::from(elsewhere + 1)).log2().max(0.0)
    }

    /// The local names that are used in a subtree and bound outside of it, sorted.
    pub fn free(&self, id: NodeId) -> &[BinderId] {
        &self.free[id.index()]
    }

    /// Nodes that stand in several of these subtrees again: what a parameter used more than once saves.
    pub fn repeated(&self, args: &[NodeId]) -> i64 {
        let again = args.iter().enumerate().filter(|(at, arg)| {
            args[..*at].iter().any(|before| self.number[before.index()] == self.number[arg.index()])
        });
        again.map(|(_, arg)| i64::from(self.tree.node(*arg).size)).sum()
    }

    /// Which arguments are which: by argument, the first one that is equal to it.
    pub fn equalities(&self, args: &[NodeId]) -> Vec<usize> {
        let numbers: Vec<u32> = args.iter().map(|arg| self.number[arg.index()]).collect();
        numbers.iter().map(|number| numbers.iter().position(|first| first == number).unwrap_or(0)).collect()
    }

    /// Whether something in the subtree cannot be moved.
    pub fn is_fixed(&self, id: NodeId) -> bool {
        self.fixed[id.index()]
    }
}

/// Whether it is a name or a literal, not a construct or a name's own place.
pub fn is_word(label: Label) -> bool {
    matches!(label, Label::Free(_) | Label::Var(_) | Label::Literal(_))
}

/// The pattern of a single place: no holes.
pub fn exactly(tree: &Tree, root: NodeId) -> Pattern {
    Pattern { root, holes: Vec::new(), cut: None, core: tree.node(root).size }
}

/// The least general pattern of `pattern` and `other`, and how it fits `other`. None when they have nothing in common
/// or when a hole could not be filled from outside.
pub fn generalise(forest: &Forest<'_>, pattern: &Pattern, other: NodeId) -> Option<(Pattern, Site)> {
    let mut walk = Walk {
        forest,
        pattern,
        holes: Vec::new(),
        binders: Vec::new(),
        forth: FxHashMap::default(),
        cut: None,
        core: 0,
    };
    if !walk.structure(pattern.root, other, true) {
        return None;
    }
    let Walk { mut holes, binders, cut, core, .. } = walk;
    holes.sort_unstable();
    let pattern = Pattern {
        root: pattern.root,
        holes: holes.iter().map(|(mine, _)| *mine).collect(),
        cut: cut.map(|(mine, _)| mine),
        core,
    };
    let args = holes.iter().map(|(_, theirs)| *theirs).collect();
    let site = Site { root: other, args, cut: cut.map(|(_, theirs)| theirs), binders };
    site.is_sound(forest).then_some((pattern, site))
}

/// How `pattern` fits `place`, if it does without becoming more general.
pub fn fit(forest: &Forest<'_>, pattern: &Pattern, place: NodeId) -> Option<Site> {
    let (general, site) = generalise(forest, pattern, place)?;
    (general.holes == pattern.holes && general.cut == pattern.cut).then_some(site)
}

/// Two trees side by side.
struct Walk<'a, 't> {
    forest: &'a Forest<'t>,
    pattern: &'a Pattern,
    holes: Vec<(NodeId, NodeId)>,
    binders: Vec<(BinderId, BinderId)>,
    forth: FxHashMap<BinderId, BinderId>,
    cut: Option<(NodeId, NodeId)>,
    core: u32,
}

impl Walk<'_, '_> {
    /// Goes on below two nodes. False: they differ, and the place above must widen.
    fn node(&mut self, mine: NodeId, theirs: NodeId, spine: bool) -> bool {
        let tree = self.forest.tree;
        let (a, b) = (tree.node(mine), tree.node(theirs));
        let expressions = a.sort == Sort::Expr && b.sort == Sort::Expr;
        if self.pattern.holes.binary_search(&mine).is_ok() {
            self.holes.push((mine, theirs));
            return expressions;
        }
        if spine && a.sort == Sort::Run && self.pattern.cut == Some(mine) {
            self.cut = Some((mine, theirs));
            return b.sort == Sort::Run;
        }
        let before = (self.holes.len(), self.binders.len(), self.core, self.cut);
        if self.structure(mine, theirs, spine) {
            return true;
        }
        self.holes.truncate(before.0);
        for (_, exemplar) in self.binders.drain(before.1..) {
            self.forth.remove(&exemplar);
        }
        self.core = before.2;
        self.cut = before.3;
        if expressions {
            self.holes.push((mine, theirs));
            return true;
        }
        if spine && a.sort == Sort::Run && b.sort == Sort::Run {
            self.cut = Some((mine, theirs));
            return true;
        }
        false
    }

    /// Whether two nodes say the same, their children compared in turn.
    fn structure(&mut self, mine: NodeId, theirs: NodeId, spine: bool) -> bool {
        let tree = self.forest.tree;
        let (a, b) = (tree.node(mine), tree.node(theirs));
        let same = a.sort == b.sort && a.children.len() == b.children.len() && !a.fixed && !b.fixed;
        if !same || !self.label(a.label, b.label) {
            return false;
        }
        let children: u32 = a.children.iter().map(|child| tree.node(*child).size).sum();
        self.core += a.size.saturating_sub(children);
        let spine = spine && a.sort == Sort::Run;
        a.children.iter().zip(&b.children).all(|(x, y)| self.node(*x, *y, spine))
    }

    fn label(&mut self, mine: Label, theirs: Label) -> bool {
        match (mine, theirs) {
            (Label::Var(x), Label::Var(y)) => match self.forth.get(&x) {
                Some(paired) => *paired == y,
                None => x == y && !self.binders.iter().any(|(bound, _)| *bound == y),
            },
            (Label::Bind(x), Label::Bind(y)) => match self.forth.get(&x) {
                Some(paired) => *paired == y,
                None => {
                    self.forth.insert(x, y);
                    self.binders.push((y, x));
                    true
                }
            },
            (x, y) => x == y,
        }
    }
}

impl Site {
    /// The exemplar's binders that the argument of a hole uses, in binding order: what a function parameter there is
    /// applied to.
    pub fn applied(&self, forest: &Forest<'_>, hole: usize) -> Vec<BinderId> {
        let free = forest.free(self.args[hole]);
        let used = self.binders.iter().filter(|(theirs, _)| free.binary_search(theirs).is_ok());
        used.map(|(_, exemplar)| *exemplar).collect()
    }

    /// Whether every argument can be given from outside: one that uses names bound inside of the site becomes a
    /// function of them, for which all of its names must be known.
    fn is_sound(&self, forest: &Forest<'_>) -> bool {
        (0..self.args.len()).all(|hole| {
            let arg = self.args[hole];
            !forest.is_fixed(arg) || (self.binders.is_empty() && self.applied(forest, hole).is_empty())
        })
    }
}

/// Whether two arguments, seen as functions of what they are applied to, are equal.
pub fn same_argument(forest: &Forest<'_>, a: (NodeId, &[BinderId]), b: (NodeId, &[BinderId])) -> bool {
    if a.1.len() != b.1.len() {
        return false;
    }
    let pattern = exactly(forest.tree, a.0);
    let mut walk = Walk {
        forest,
        pattern: &pattern,
        holes: Vec::new(),
        binders: a.1.iter().zip(b.1).map(|(x, y)| (*y, *x)).collect(),
        forth: a.1.iter().copied().zip(b.1.iter().copied()).collect(),
        cut: None,
        core: 0,
    };
    let opaque = forest.is_fixed(a.0) || forest.is_fixed(b.0);
    if opaque { a.0 == b.0 } else { walk.structure(a.0, b.0, false) && walk.holes.is_empty() && walk.cut.is_none() }
}
