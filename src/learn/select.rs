//! What an abstraction is worth: parameters, captured names, disjoint sites, nodes saved.
//!
//! The measure is description length (Stitch's utility, POPL'23 §3, with application nearly free): the sites become
//! calls, and the helper is paid once. A captured local name of the sites is a parameter too (lambda lifting), unless
//! the helper stands where the name is in scope.

use crate::core::tree::{BinderId, Label, NodeId, Sort, Tree};
use crate::learn::pattern::{Forest, Pattern, Site, same_argument};

/// A whole abstraction: a helper and the places that call it.
#[derive(Clone, Debug)]
pub struct Abstraction {
    /// What is shared. The helper's body is the exemplar with parameters in the holes.
    pub pattern: Pattern,
    /// The places, exemplar included, in order.
    pub sites: Vec<Site>,
    /// By hole: its parameter, and the exemplar's binders that it is applied to.
    pub holes: Vec<(usize, Vec<BinderId>)>,
    /// Parameters, without captured names: by parameter, a hole that it fills.
    pub params: Vec<usize>,
    /// Local names of the sites' surroundings that the body uses.
    pub captured: Vec<BinderId>,
    /// Nodes saved, the helper's own size paid.
    pub saving: i64,
    /// An existing function that is the abstraction: its binder, the site that is its body, and by argument what it
    /// takes.
    pub reuses: Option<Reuse>,
    /// The name that a run of statements binds for those behind it.
    pub result: Option<NodeId>,
}

/// A function of the file whose body is the helper's.
#[derive(Clone, Debug)]
pub struct Reuse {
    /// Its name.
    pub binder: BinderId,
    /// The index of the site that is its body.
    pub site: usize,
    /// By argument: the parameter.
    pub order: Vec<usize>,
}

/// What is asked of an abstraction.
#[derive(Clone, Copy, Debug)]
pub struct Taste {
    /// Least number of nodes saved.
    pub min_saving: i64,
    /// Least number of nodes shared.
    pub min_core: u32,
    /// Most parameters.
    pub max_params: usize,
}

impl Taste {
    /// What is offered to people.
    pub const DEFAULT: Taste = Taste { min_saving: 8, min_core: 4, max_params: 4 };
}

/// The abstraction of `pattern` at `sites` (the exemplar among them), if it is worth anything. `inside`: the nodes of
/// which all of them must be part for captured names to be free of charge.
pub fn evaluate(forest: &Forest<'_>, pattern: &Pattern, sites: &[Site], taste: Taste) -> Option<Abstraction> {
    let sites = disjoint(forest.tree, sites);
    if sites.len() < 2 {
        return None;
    }
    let result = result_of(forest, pattern, &sites)?;
    let holes = pattern.holes.len();
    let mut applied: Vec<Vec<BinderId>> = vec![Vec::new(); holes];
    for (hole, applied) in applied.iter_mut().enumerate() {
        let mut all: Vec<BinderId> = sites.iter().flat_map(|site| site.applied(forest, hole)).collect();
        all.sort_unstable();
        all.dedup();
        let order = &sites[0].binders;
        all.sort_by_key(|binder| order.iter().position(|(_, exemplar)| exemplar == binder));
        *applied = all;
    }
    let mut params: Vec<usize> = Vec::new();
    let mut of_hole = Vec::new();
    for hole in 0..holes {
        let same = |other: &usize| sites.iter().all(|site| same_in(forest, site, hole, *other, &applied));
        let param = params.iter().position(same).unwrap_or_else(|| {
            params.push(hole);
            params.len() - 1
        });
        of_hole.push((param, applied[hole].clone()));
    }
    let captured = captured(forest, pattern, &sites[0]);
    let mut abstraction = Abstraction {
        pattern: pattern.clone(),
        sites,
        holes: of_hole,
        params,
        captured,
        saving: 0,
        reuses: None,
        result,
    };
    abstraction.saving = saving(forest, &abstraction);
    abstraction.reuses = reuse(forest, &abstraction);
    if let Some(reuse) = &abstraction.reuses {
        let calls = abstraction.sites.iter().enumerate().filter(|(at, _)| *at != reuse.site);
        abstraction.saving = calls.map(|(_, site)| gain(forest, &abstraction, site)).sum();
    }
    // Among local declarations what is captured costs nothing.
    let free = abstraction.captured.len() * (abstraction.sites.len() + 1);
    let most = abstraction.saving + i64::try_from(free).unwrap_or(0);
    (most >= taste.min_saving).then_some(abstraction)
}

/// Sites that do not overlap: where one is inside of another, the outer one stays.
fn disjoint(tree: &Tree, sites: &[Site]) -> Vec<Site> {
    let mut sites: Vec<&Site> = sites.iter().collect();
    sites.sort_by_key(|site| site.root);
    let mut kept: Vec<Site> = Vec::new();
    // Parents have larger indices: from the back, outer sites come first.
    for site in sites.into_iter().rev() {
        let overlaps = |other: &Site| {
            let within = tree.is_inside(site.root, other.root);
            let behind = other.cut.is_some_and(|cut| tree.is_inside(site.root, cut));
            within && !behind
        };
        if !kept.iter().any(overlaps) {
            kept.push(site.clone());
        }
    }
    kept.reverse();
    kept
}

/// For a run of statements that ends before its block does: what it binds for the rest. `Some(None)`: nothing;
/// `Some(Some(statement))`: its last statement's pattern. None: more than a helper can give back.
fn result_of(forest: &Forest<'_>, pattern: &Pattern, sites: &[Site]) -> Option<Option<NodeId>> {
    let tree = forest.tree;
    if tree.node(pattern.root).sort != Sort::Run || sites.iter().all(|site| site.cut.is_none() || at_end(tree, site)) {
        return Some(None);
    }
    let mut last = pattern.root;
    while let [_, rest] = tree.node(last).children.as_slice() {
        if pattern.cut == Some(*rest) {
            break;
        }
        last = *rest;
    }
    let statement = *tree.node(last).children.first()?;
    let binds = tree.is(statement, "bind");
    let own = |site: &Site| binders_of(tree, statement, site);
    let used = |site: &Site| -> Vec<BinderId> {
        let free = site.cut.map(|cut| forest.free(cut)).unwrap_or_default();
        let all = site.binders.iter().filter(|(theirs, _)| free.binary_search(theirs).is_ok());
        all.map(|(theirs, _)| *theirs).collect()
    };
    if tree.is(statement, "exp") {
        return sites.iter().all(|site| used(site).is_empty()).then_some(None);
    }
    let fine = binds && sites.iter().all(|site| used(site).iter().all(|binder| own(site).contains(binder)));
    fine.then_some(Some(statement))
}

/// The rest behind the cut is the end of the block.
fn at_end(tree: &Tree, site: &Site) -> bool {
    site.cut.is_some_and(|cut| tree.node(cut).children.is_empty())
}

/// What the exemplar's statement binds, in the site's names.
fn binders_of(tree: &Tree, statement: NodeId, site: &Site) -> Vec<BinderId> {
    let mut own = Vec::new();
    if let [_, pattern] = tree.node(statement).children.as_slice() {
        tree.walk(*pattern, &mut |id| {
            if let Label::Bind(binder) = tree.node(id).label {
                own.extend(site.binders.iter().find(|(_, exemplar)| *exemplar == binder).map(|(theirs, _)| *theirs));
            }
        });
    }
    own
}

/// Whether two holes of a site hold the same argument.
fn same_in(forest: &Forest<'_>, site: &Site, a: usize, b: usize, applied: &[Vec<BinderId>]) -> bool {
    let theirs = |hole: usize| -> Vec<BinderId> {
        let find = |exemplar: &BinderId| site.binders.iter().find(|(_, x)| x == exemplar).map(|(theirs, _)| *theirs);
        applied[hole].iter().filter_map(find).collect()
    };
    let (mine, other) = (theirs(a), theirs(b));
    same_argument(forest, (site.args[a], &mine), (site.args[b], &other))
}

/// The local names that the exemplar uses outside of its holes and does not bind itself.
fn captured(forest: &Forest<'_>, pattern: &Pattern, exemplar: &Site) -> Vec<BinderId> {
    let tree = forest.tree;
    let mut found: Vec<BinderId> = Vec::new();
    let own = |binder: BinderId| exemplar.binders.iter().any(|(_, x)| *x == binder);
    visit_core(tree, pattern, &mut |id| {
        if let Label::Var(binder) = tree.node(id).label
            && !tree.binder(binder).global
            && !own(binder)
            && !found.contains(&binder)
        {
            found.push(binder);
        }
    });
    found
}

/// The exemplar's nodes outside of the holes and before the cut, parents first.
pub fn visit_core(tree: &Tree, pattern: &Pattern, visit: &mut dyn FnMut(NodeId)) {
    let mut open = vec![pattern.root];
    while let Some(id) = open.pop() {
        if pattern.cut == Some(id) || pattern.holes.binary_search(&id).is_ok() {
            continue;
        }
        visit(id);
        open.extend(tree.node(id).children.iter().rev());
    }
}

/// What a site saves: its size without the call's.
fn gain(forest: &Forest<'_>, abstraction: &Abstraction, site: &Site) -> i64 {
    let tree = forest.tree;
    let cut = site.cut.map_or(0, |cut| tree.node(cut).size);
    let size = i64::from(tree.node(site.root).size) - i64::from(cut);
    let args: i64 = abstraction
        .params
        .iter()
        .map(|hole| {
            let wrapped = i64::try_from(abstraction.holes[*hole].1.len()).unwrap_or(0);
            i64::from(tree.node(site.args[*hole]).size) + if wrapped > 0 { 1 + wrapped } else { 0 }
        })
        .sum();
    let result = abstraction.result.map_or(0, |statement| {
        let pattern = tree.node(statement).children.last().map_or(0, |pattern| tree.node(*pattern).size);
        1 + i64::from(pattern)
    });
    let captured = i64::try_from(abstraction.captured.len()).unwrap_or(0);
    size - (1 + args + captured + result)
}

/// Nodes saved in all.
fn saving(forest: &Forest<'_>, abstraction: &Abstraction) -> i64 {
    let gains: i64 = abstraction.sites.iter().map(|site| gain(forest, abstraction, site)).sum();
    let params = abstraction.params.len() + abstraction.captured.len();
    let holes: usize = abstraction.holes.iter().map(|(_, applied)| 1 + applied.len()).sum();
    gains - 1 - i64::from(abstraction.pattern.core) - i64::try_from(params + holes).unwrap_or(i64::MAX)
}

/// A function at top level that is the abstraction already: one of the sites is its whole body, and its parameters are
/// exactly the arguments there.
fn reuse(forest: &Forest<'_>, abstraction: &Abstraction) -> Option<Reuse> {
    let tree = forest.tree;
    if !abstraction.captured.is_empty() || abstraction.result.is_some() || abstraction.pattern.cut.is_some() {
        return None;
    }
    abstraction.sites.iter().enumerate().find_map(|(index, site)| {
        let clause = tree.parent(site.root).filter(|clause| tree.is(*clause, "clause"))?;
        let function = tree.parent(clause).filter(|function| tree.node(*function).sort == Sort::Clauses)?;
        let [name, _] = tree.node(function).children.as_slice() else { return None };
        let Label::Bind(binder) = tree.node(*name).label else { return None };
        let (_, patterns) = tree.node(clause).children.split_last()?;
        let mut order = Vec::new();
        for pattern in patterns {
            let Label::Bind(param) = tree.node(*pattern).label else { return None };
            let takes = |hole: &usize| {
                tree.node(site.args[*hole]).label == Label::Var(param) && abstraction.holes[*hole].1.is_empty()
            };
            order.push(abstraction.params.iter().position(takes)?);
        }
        let mut distinct = order.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let all = distinct.len() == order.len() && order.len() == abstraction.params.len();
        let recursive =
            abstraction.sites.iter().enumerate().any(|(at, s)| at != index && tree.is_inside(s.root, function));
        (all && tree.binder(binder).global && !recursive).then_some(Reuse { binder, site: index, order })
    })
}
