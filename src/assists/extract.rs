//! Extract abstraction: code that is repeated becomes a function, and every place that repeats it a call.
//!
//! `learn` says which abstractions there are, `rewrite` writes them down, and here both meet the file: what a helper is
//! called, where it goes, whether what was written still means the same. An offer is shown only if the edited text, read
//! back and with the helper inlined, is the original up to renaming, and if inference, where it understood the module
//! before, still does.

use std::collections::BTreeSet;

use crate::analysis::Snapshot;
use crate::assists::{Answer, Assist, Cursor, Offer, Tools};
use crate::core::tree::{BinderId, Label, NodeId, Sort};
use crate::lang::surface::Surface;
use crate::learn::inline;
use crate::learn::pattern::{Forest, Site};
use crate::learn::search;
use crate::learn::select::{Abstraction, Taste, evaluate, visit_core};
use crate::learn::taste;
use crate::rewrite::deeds::Body;
use crate::rewrite::extract::{Arg, Call, Extracted, Helper, Param, Placement, extract};
use crate::rewrite::naming;
use crate::synth::budget::Budget;
use crate::text::{self, Span, TextEdit};

/// The row.
pub const ASSIST: Assist = Assist { id: "extract", kind: "refactor.extract.abstraction", offer, apply };

/// A checked abstraction of one file.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The helper's name.
    pub name: String,
    /// Its inferred type, where all types are known.
    pub signature: Option<String>,
    /// Its text; empty when it exists already.
    pub definition: String,
    /// Nodes saved.
    pub saving: i64,
    /// What each site becomes, in the order of the file.
    pub sites: Vec<TextEdit>,
    /// The existing function that the sites call now.
    pub reuses: Option<String>,
    /// Inference understood the module before and after.
    pub types: bool,
    /// All edits.
    pub edits: Vec<TextEdit>,
}

/// What came of a file.
#[derive(Clone, Debug, Default)]
pub struct Extractions {
    /// Best first; their edits do not overlap.
    pub offers: Vec<Extraction>,
    /// Abstractions that were found but could not be written down or checked: why, how often.
    pub refused: std::collections::BTreeMap<String, usize>,
    /// Steps of the search.
    pub steps: u64,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Most offers.
    pub max: usize,
    /// Least saving.
    pub min_saving: i64,
    /// Only what concerns this part of the file.
    pub within: Option<Span>,
}

fn offer(cursor: &Cursor<'_>) -> Vec<Offer> {
    // Cheap, and only for a selection: a light bulb on every line would be noise. Whether it is repeated is searched
    // later.
    if cursor.span.is_empty() {
        return Vec::new();
    }
    let target = format!("{}-{}", cursor.span.start, cursor.span.end);
    vec![Offer { title: "Extract abstraction …".to_owned(), target, disabled: None }]
}

fn apply(snapshot: &Snapshot, target: &str, _tools: &Tools<'_>, budget: &Budget) -> Answer {
    let span = target.split_once('-').and_then(|(start, end)| Some(Span::new(start.parse().ok()?, end.parse().ok()?)));
    let Some(span) = span else { return Answer::Nothing("no such place".to_owned()) };
    let found = extractions(snapshot, Wanted { max: 1, min_saving: SELECTED, within: Some(span) }, budget);
    match found.offers.into_iter().next() {
        Some(best) => Answer::Edits(best.edits),
        None => Answer::Nothing(match found.refused.into_iter().next() {
            Some((reason, _)) => format!("nothing to extract here: {reason}"),
            None => "nothing here is repeated elsewhere in the file".to_owned(),
        }),
    }
}

/// Least saving for a selection: somebody asks for it, so that less is enough than for a whole file; but what saves next
/// to nothing is one more name to learn.
const SELECTED: i64 = 4;

/// Finds, writes and checks the abstractions of a file.
pub fn extractions(snapshot: &Snapshot, wanted: Wanted, budget: &Budget) -> Extractions {
    let surface = (snapshot.language().surface)(snapshot.tree());
    let forest = Forest::new(&surface.tree);
    let taste = Taste { min_saving: wanted.min_saving, ..Taste::DEFAULT };
    let within = wanted.within.map(|span| innermost(&surface, span));
    let mut found = search::search(&forest, taste, within.flatten(), budget);
    if let Some(selected) = within.flatten() {
        // What stands there itself comes before what is around it or inside of it.
        let is_it = |abstraction: &Abstraction| abstraction.sites.iter().any(|site| site.root == selected);
        found.abstractions.sort_by_key(|abstraction| !is_it(abstraction));
    }
    let mut out = Extractions { steps: found.steps, ..Extractions::default() };
    let mut taken: Vec<NodeId> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let typed = !snapshot.lowered().functions.is_empty()
        && snapshot.errors().is_empty()
        && snapshot.lowered().missing_imports.is_empty()
        && snapshot.lowered().opaque.is_empty();
    let work = Work { snapshot, surface: &surface, forest: &forest, typed };
    for abstraction in found.abstractions.into_iter().take(TRIED) {
        if out.offers.len() >= wanted.max {
            break;
        }
        let tree = &surface.tree;
        let overlaps = |site: &Site| {
            taken.iter().any(|other| tree.is_inside(site.root, *other) || tree.is_inside(*other, site.root))
        };
        let touches = |site: &Site| within.flatten().is_none_or(|w| tree.is_inside(w, site.root));
        let mut abstraction = abstraction;
        if abstraction.sites.iter().any(overlaps) {
            let sites: Vec<Site> = abstraction.sites.iter().filter(|site| !overlaps(site)).cloned().collect();
            match evaluate(&forest, &abstraction.pattern, &sites, taste) {
                Some(smaller) => abstraction = smaller,
                None => continue,
            }
        }
        if wanted.within.is_some() && !abstraction.sites.iter().any(touches) {
            continue;
        }
        match work.offer(&abstraction, &names, wanted.min_saving) {
            Ok(extraction) => {
                taken.extend(abstraction.sites.iter().map(|site| site.root));
                names.insert(extraction.name.clone());
                out.offers.push(extraction);
            }
            Err(reason) => *out.refused.entry(reason).or_default() += 1,
        }
    }
    out
}

/// The offers that can be applied at once, and all their edits: each was checked alone, and all are checked together.
pub fn together(snapshot: &Snapshot, offers: Vec<Extraction>) -> (Vec<Extraction>, Vec<TextEdit>) {
    let language = snapshot.language();
    let before = (language.surface)(snapshot.tree());
    let mut kept: Vec<Extraction> = Vec::new();
    let mut edits: Vec<TextEdit> = Vec::new();
    for offer in offers {
        let mut all = edits.clone();
        all.extend(offer.edits.iter().cloned());
        let fits = kept.is_empty()
            || text::apply(snapshot.text(), &all).is_some_and(|after| {
                let tree = (language.parse)(&after);
                let names: Vec<&str> = kept.iter().chain([&offer]).map(|offer| offer.name.as_str()).collect();
                tree.errors() <= snapshot.tree().errors()
                    && inline::gives_back(&before.tree, &(language.surface)(&tree).tree, &names)
            });
        if fits {
            (kept, edits) = ([kept, vec![offer]].concat(), all);
        }
    }
    (kept, edits)
}

/// Abstractions that are written down and checked at most.
const TRIED: usize = 400;

/// The smallest expression, or run of statements, that covers a span.
fn innermost(surface: &Surface, span: Span) -> Option<NodeId> {
    let covers = |id: &NodeId| {
        let outer = surface.places[id.index()].outer;
        outer.start <= span.start && span.end <= outer.end && surface.tree.node(*id).sort != Sort::Other
    };
    surface.tree.ids().filter(covers).min_by_key(|id| {
        let outer = surface.places[id.index()].outer;
        (outer.end - outer.start, *id)
    })
}

/// One file's work.
struct Work<'a> {
    snapshot: &'a Snapshot,
    surface: &'a Surface,
    forest: &'a Forest<'a>,
    typed: bool,
}

impl Work<'_> {
    fn offer(&self, abstraction: &Abstraction, names: &BTreeSet<String>, least: i64) -> Result<Extraction, String> {
        let place = self.placement(abstraction);
        let mut saving = abstraction.saving;
        let local = matches!(place, Some(Placement::Local(_)));
        if local {
            let free = i64::try_from(abstraction.captured.len() * (abstraction.sites.len() + 1)).unwrap_or(0);
            saving += free;
        }
        self.tasteful(abstraction, local, saving, least)?;
        let mut helper = self.helper(abstraction, place, names)?;
        let unit = self.snapshot.indent();
        let source = self.snapshot.text();
        let written = extract(source, self.surface, &helper, unit)?;
        let (written, types) = self.checked(&mut helper, written, unit)?;
        Ok(Extraction {
            name: helper.name.clone(),
            signature: helper.signature.clone(),
            definition: written.definition,
            saving,
            sites: written.sites,
            reuses: abstraction.reuses.as_ref().map(|_| helper.name.clone()),
            types,
            edits: written.edits,
        })
    }

    /// Whether a reader would want the helper.
    fn tasteful(&self, abstraction: &Abstraction, local: bool, saving: i64, least: i64) -> Result<(), String> {
        let no = |reason: &str| Err(reason.to_owned());
        let params = abstraction.params.len() + if local { 0 } else { abstraction.captured.len() };
        let functions = abstraction.params.iter().filter(|hole| !abstraction.holes[**hole].1.is_empty()).count();
        let core = abstraction.pattern.core as usize;
        if saving < least {
            return no("it would save too little");
        }
        if abstraction.reuses.is_some() {
            return Ok(());
        }
        if params > Taste::DEFAULT.max_params || functions > 2 {
            return no("it would need too many parameters");
        }
        // Many uses make up for little in each.
        let slack = match abstraction.sites.len() {
            4.. if saving >= 12 => 2,
            4.. if saving >= 8 => 1,
            _ => 0,
        };
        if core + 2 * slack < 2 * params + 3 || (abstraction.sites.len() == 2 && core < 8) {
            return no("too little is shared");
        }
        if self.surface.needs_signatures && taste::matches_constructors(self.forest.tree, abstraction) && !self.typed {
            return no("the helper could need a signature that is not known");
        }
        // A function without parameters is not generalised: its uses would have to agree.
        let function = matches!(
            self.forest.tree.node(abstraction.pattern.root).label,
            Label::Kind("lambda" | "lambda-case" | "lambda-cases")
        );
        if !self.typed && (self.is_vague(abstraction) || function && params == 0) {
            return no("the helper could need a signature that is not known");
        }
        let idea = taste::idea(self.forest.tree, abstraction);
        if idea + slack < 5 || idea < params + 2 {
            return no("too little is shared");
        }
        let tree = self.forest.tree;
        if taste::only_calls(tree, abstraction) {
            return no("it would only apply its parameters");
        }
        if taste::is_table(tree, abstraction) {
            return no("it would only hold constants");
        }
        if taste::is_bare_call(self.forest.tree, abstraction) {
            return no("it would only apply its parameters");
        }
        taste::is_signed(self.forest.tree, abstraction)
    }

    /// A body that runs in a context which nothing in it names.
    fn is_vague(&self, abstraction: &Abstraction) -> bool {
        let tree = self.forest.tree;
        let vague = std::cell::Cell::new(false);
        let mut concrete = false;
        // Where an action stands: statements, and operands of operators that combine actions.
        let mut note = |id: NodeId| {
            let head = match tree.node(id).label {
                Label::Kind("app") => tree.node(id).children.first().copied(),
                _ => Some(id),
            };
            match head.map(|head| tree.node(head).label) {
                Some(Label::Free(name)) => {
                    let base = name.base();
                    vague.set(vague.get() || self.surface.vague.contains(&base));
                    let letter = base.starts_with(char::is_alphabetic);
                    concrete |= letter && !self.surface.vague.contains(&base) && !self.surface.neutral.contains(&base);
                }
                Some(Label::Var(binder)) => concrete |= tree.binder(binder).global,
                _ => {}
            }
        };
        visit_core(tree, &abstraction.pattern, &mut |id| {
            let node = tree.node(id);
            let hole = |id: NodeId| abstraction.pattern.holes.binary_search(&id).is_ok();
            if matches!(node.label, Label::Kind("exp" | "bind"))
                && let Some(action) = node.children.first().filter(|action| !hole(**action))
            {
                note(*action);
            } else if let Label::Free(name) = node.label {
                vague.set(vague.get() || self.surface.vague.contains(&name.base()));
            }
        });
        vague.get() && !concrete
    }

    /// Where the helper goes: among the local declarations when all sites are in one clause that binds what it uses.
    fn placement(&self, abstraction: &Abstraction) -> Option<Placement> {
        if abstraction.reuses.is_some() {
            return None;
        }
        let tree = self.forest.tree;
        let sites = &abstraction.sites;
        let holds = |node: NodeId| sites.iter().all(|site| site.root != node && tree.is_inside(site.root, node));
        let sees = |clause: NodeId| {
            abstraction.captured.iter().all(|binder| {
                let scope = self.surface.scopes.get(binder.index()).copied().flatten();
                scope.is_some_and(|scope| tree.is_inside(clause, scope))
            })
        };
        if !abstraction.captured.is_empty() {
            let mut clauses = self.surface.clauses.iter().enumerate();
            // Inner clauses come first.
            if let Some((index, _)) = clauses.find(|(_, c)| holds(c.node) && sees(c.node)) {
                return Some(Placement::Local(index));
            }
        }
        let last = sites.iter().map(|site| self.surface.places[site.root.index()].span.end).max()?;
        let behind = self.surface.declarations.iter().position(|decl| decl.span.start <= last && last <= decl.span.end);
        behind.map(Placement::Behind)
    }

    fn helper(
        &self,
        abstraction: &Abstraction,
        place: Option<Placement>,
        names: &BTreeSet<String>,
    ) -> Result<Helper, String> {
        let tree = self.forest.tree;
        let source = self.snapshot.text();
        let local = matches!(place, Some(Placement::Local(_)));
        let captured: &[BinderId] = if local { &[] } else { &abstraction.captured };
        let mut used = BTreeSet::new();
        visit_core(tree, &abstraction.pattern, &mut |id| {
            used.extend(match tree.node(id).label {
                Label::Free(name) => Some(name.as_str().to_owned()),
                Label::Var(binder) | Label::Bind(binder) => Some(tree.binder(binder).name.as_str().to_owned()),
                Label::Kind(_) | Label::Literal(_) => None,
            });
        });
        let globals: BTreeSet<&str> =
            self.surface.declarations.iter().filter_map(|decl| decl.name.as_deref()).collect();
        // Functions first, then captured names, then the rest as they come.
        let mut order: Vec<usize> = (0..abstraction.params.len()).collect();
        order.sort_by_key(|param| abstraction.holes[abstraction.params[*param]].1.is_empty());
        let functions = order.iter().filter(|p| !abstraction.holes[abstraction.params[**p]].1.is_empty()).count();
        if let Some(reuse) = &abstraction.reuses {
            order.clone_from(&reuse.order);
        }
        let mut params: Vec<(Option<usize>, String)> = Vec::new();
        for param in &order {
            let hole = abstraction.params[*param];
            let args: Vec<NodeId> = abstraction.sites.iter().map(|site| site.args[hole]).collect();
            let function = !abstraction.holes[hole].1.is_empty();
            let busy = |name: &str| used.contains(name) || globals.contains(name) || self.is_imported(name);
            let name =
                naming::param_name(self.surface, source, abstraction.pattern.holes[hole], &args, function, &busy);
            used.insert(name.clone());
            params.push((Some(*param), name));
        }
        let at = functions.min(params.len());
        for (i, binder) in captured.iter().enumerate() {
            params.insert(at + i, (None, tree.binder(*binder).name.as_str().to_owned()));
        }
        let position =
            |param: usize| params.iter().position(|(of, _)| *of == Some(param)).ok_or("a parameter is missing");
        let mut holes = Vec::new();
        for (hole, (param, applied)) in abstraction.holes.iter().enumerate() {
            let names = applied.iter().map(|binder| tree.binder(*binder).name.as_str().to_owned()).collect();
            holes.push((abstraction.pattern.holes[hole], position(*param)?, names));
        }
        let busy = |name: &str| names.contains(name) || self.is_imported(name) || used.contains(name);
        let name = self.name(abstraction, params.len(), &busy);
        let skipped = abstraction.reuses.as_ref().map(|reuse| reuse.site);
        let sites = abstraction.sites.iter().enumerate().filter(|(at, _)| Some(*at) != skipped);
        let sites = sites.map(|(_, site)| self.call(abstraction, site, &params)).collect();
        Ok(Helper {
            name,
            params: params.into_iter().map(|(_, name)| Param { name }).collect(),
            body: abstraction.pattern.root,
            cut: abstraction.pattern.cut,
            holes,
            result: abstraction.result,
            place,
            signature: None,
            sites,
        })
    }

    /// What the helper is called: the function that it is already, or a new name.
    fn name(&self, abstraction: &Abstraction, params: usize, busy: &dyn Fn(&str) -> bool) -> String {
        let tree = self.forest.tree;
        if let Some(reuse) = &abstraction.reuses {
            return tree.binder(reuse.binder).name.as_str().to_owned();
        }
        let roots: Vec<NodeId> = abstraction.sites.iter().map(|site| site.root).collect();
        let pattern = &abstraction.pattern;
        let without = |id: NodeId| pattern.cut == Some(id) || pattern.holes.binary_search(&id).is_ok();
        let body = Body { tree, root: pattern.root, without: &without };
        naming::helper_name(self.surface, &body, &roots, params, busy)
    }

    fn call(&self, abstraction: &Abstraction, site: &Site, params: &[(Option<usize>, String)]) -> Call {
        let theirs = |exemplar: &BinderId| site.binders.iter().find(|(_, x)| x == exemplar).map(|(theirs, _)| *theirs);
        let args = params.iter().map(|(param, name)| match param {
            None => Arg::Name(name.clone()),
            Some(param) => {
                let hole = abstraction.params[*param];
                Arg::Source(site.args[hole], abstraction.holes[hole].1.iter().filter_map(theirs).collect())
            }
        });
        Call { root: site.root, cut: site.cut, args: args.collect() }
    }

    /// Whether an import is known to bring the name.
    fn is_imported(&self, name: &str) -> bool {
        self.snapshot.scope().values.contains_key(name)
    }

    /// The edits, if the file that they make means what it meant; with a signature where one is known.
    fn checked(&self, helper: &mut Helper, written: Extracted, unit: usize) -> Result<(Extracted, bool), String> {
        let source = self.snapshot.text();
        let language = self.snapshot.language();
        let after = text::apply(source, &written.edits).ok_or("its edits overlap")?;
        let tree = (language.parse)(&after);
        if tree.errors() > self.snapshot.tree().errors() {
            return Err("the edited file would not parse".to_owned());
        }
        let edited = (language.surface)(&tree);
        if !inline::gives_back(&self.surface.tree, &edited.tree, &[&helper.name]) {
            return Err("inlining does not give back the original".to_owned());
        }
        if !self.typed {
            return Ok((written, false));
        }
        let snapshot = Snapshot::with_loader(language, after, self.snapshot.loader());
        if !snapshot.errors().is_empty() {
            return Err("the edited file would not type-check".to_owned());
        }
        if !matches!(helper.place, Some(Placement::Behind(_))) {
            return Ok((written, true));
        }
        let binds = &snapshot.typed().binds;
        let scheme = binds.iter().find(|bind| bind.name.base() == helper.name).and_then(|bind| bind.scheme.as_ref());
        let Some(scheme) = scheme else { return Ok((written, true)) };
        helper.signature = (language.render_type)(scheme, snapshot.scope());
        if helper.signature.is_none() {
            return Ok((written, true));
        }
        let signed = extract(source, self.surface, helper, unit)?;
        let text = text::apply(source, &signed.edits).ok_or("its edits overlap")?;
        let again = Snapshot::with_loader(language, text, self.snapshot.loader());
        if again.errors().is_empty() && again.tree().errors() <= self.snapshot.tree().errors() {
            return Ok((signed, true));
        }
        helper.signature = None;
        Ok((written, true))
    }
}
