//! Seeded helpers: functions of real modules, inlined at every use and removed, are to be found again.
//!
//! The measure is strict: the first offer for the module must be the function that was taken out, up to the names of
//! what it binds and the order of its parameters, and all the places where it was inlined must call it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wherein::analysis::Snapshot;
use wherein::assists::extract::{Extraction, Extractions, Wanted, extractions};
use wherein::core::tree::{BinderId, Label, NodeId, Sort, Tree};
use wherein::lang;
use wherein::lang::surface::Surface;
use wherein::synth::budget::{Budget, Engines};
use wherein::text::{self, Span, TextEdit};

/// A module in which one helper was inlined everywhere.
struct Seeded {
    /// The helper's name.
    name: String,
    /// The module without it.
    text: String,
    /// Where its body stands now.
    places: Vec<Span>,
    /// The definition that was taken out.
    definition: String,
}

/// Least size of a body: what is smaller, nobody would miss.
const LEAST: u32 = 6;

/// Every helper of a module that can be inlined by text: one clause, plain parameters, a body without layout, at least
/// three uses, all of them calls with all arguments.
fn seeds_of(source: &str, surface: &Surface) -> Vec<Seeded> {
    let tree = &surface.tree;
    tree.roots().iter().filter_map(|root| seed(source, surface, *root)).collect()
}

fn seed(source: &str, surface: &Surface, root: NodeId) -> Option<Seeded> {
    let tree = &surface.tree;
    let [name, clause] = tree.node(root).children.as_slice() else { return None };
    let (Label::Bind(binder), Sort::Clauses) = (tree.node(*name).label, tree.node(root).sort) else { return None };
    let (body, patterns) = tree.node(*clause).children.split_last()?;
    let params: Option<Vec<BinderId>> = patterns
        .iter()
        .map(|pattern| match tree.node(*pattern).label {
            Label::Bind(param) => Some(param),
            _ => None,
        })
        .collect();
    let params = params.filter(|params| !params.is_empty())?;
    let place = surface.places[body.index()];
    let within = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let plain = tree.node(*body).sort == Sort::Expr
        && tree.node(*body).size >= LEAST
        && !surface.blocks.iter().any(|block| within(place.span, block.span))
        && !surface.comments.iter().any(|comment| within(place.span, *comment));
    if !plain {
        return None;
    }
    let mut bound = Vec::new();
    tree.walk(*body, &mut |id| {
        if let Label::Bind(inner) = tree.node(id).label {
            bound.push(tree.binder(inner).name);
        }
    });
    let mut edits = removal(surface, root, binder)?;
    let mut places = Vec::new();
    for id in tree.ids() {
        if tree.node(id).label != Label::Var(binder) || tree.parent(id).is_some_and(|above| tree.is(above, "sig")) {
            continue;
        }
        let call = tree.parent(id).filter(|call| tree.is(*call, "app"))?;
        let (head, args) = tree.node(call).children.split_first()?;
        let inside = tree.is_inside(id, root) || args.len() < params.len() || *head != id;
        if inside || surface.places[call.index()].span.start != surface.places[id.index()].span.start {
            return None;
        }
        let args = &args[..params.len()];
        let mut captured = false;
        args.iter().for_each(|arg| {
            tree.walk(*arg, &mut |id| {
                captured |= match tree.node(id).label {
                    Label::Var(used) => used == binder || bound.contains(&tree.binder(used).name),
                    _ => tree.node(id).fixed,
                };
            });
        });
        let last = surface.places[args.last()?.index()].outer;
        let span = Span::new(surface.places[call.index()].span.start, last.end);
        if captured || source[span.start..span.end].contains('\n') || source[span.start..span.end].contains(" $ ") {
            return None;
        }
        places.push(span);
        edits.push(TextEdit { span, text: inlined(source, surface, *body, &params, args) });
    }
    let disjoint = |a: &Span, b: &Span| a.end <= b.start || b.end <= a.start;
    let apart = places.iter().enumerate().all(|(i, a)| places[i + 1..].iter().all(|b| disjoint(a, b)));
    if places.len() < 3 || !apart {
        return None;
    }
    let places = places.iter().map(|span| moved(*span, &edits)).collect();
    let name = tree.binder(binder).name.as_str().to_owned();
    let definition = surface.places[root.index()].span.of(source).to_owned();
    Some(Seeded { name, text: text::apply(source, &edits)?, places, definition })
}

/// Where the text that replaces `span` stands after the edits.
fn moved(span: Span, edits: &[TextEdit]) -> Span {
    let before = edits.iter().filter(|edit| edit.span.end <= span.start);
    let (gone, come) = before.fold((0, 0), |(gone, come), e| (gone + e.span.end - e.span.start, come + e.text.len()));
    let length = edits.iter().find(|edit| edit.span == span).map_or(0, |edit| edit.text.len());
    let start = span.start + come - gone;
    Span::new(start, start + length)
}

/// The edits that take away the definition and its signature.
fn removal(surface: &Surface, root: NodeId, binder: BinderId) -> Option<Vec<TextEdit>> {
    let tree = &surface.tree;
    let mut edits = vec![TextEdit { span: surface.places[root.index()].span, text: String::new() }];
    for other in tree.roots() {
        if !tree.is(*other, "sig") {
            continue;
        }
        let names: Vec<Label> = tree.node(*other).children.iter().map(|name| tree.node(*name).label).collect();
        match names.contains(&Label::Var(binder)) {
            true if names.len() == 2 => {
                edits.push(TextEdit { span: surface.places[other.index()].span, text: String::new() });
            }
            true => return None,
            false => {}
        }
    }
    Some(edits)
}

/// The body with arguments for the parameters, on one line.
fn inlined(source: &str, surface: &Surface, body: NodeId, params: &[BinderId], args: &[NodeId]) -> String {
    let tree = &surface.tree;
    let span = surface.places[body.index()].span;
    let mut edits = Vec::new();
    tree.walk(body, &mut |id| {
        if let Label::Var(used) = tree.node(id).label
            && let Some(at) = params.iter().position(|param| *param == used)
        {
            let place = surface.places[id.index()];
            let arg = surface.places[args[at].index()];
            let text = arg.outer.of(source);
            let text = match arg.atomic || arg.outer != arg.span {
                true => text.to_owned(),
                false => format!("({text})"),
            };
            let span = Span::new(place.span.start - span.start, place.span.end - span.start);
            edits.push(TextEdit { span, text });
        }
    });
    let text = text::apply(span.of(source), &edits).unwrap_or_default();
    format!("({})", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Two functions side by side: which names of the one are which of the other.
struct Twins<'a> {
    left: &'a Tree,
    right: &'a Tree,
    names: BTreeMap<BinderId, BinderId>,
}

impl Twins<'_> {
    fn pair(&mut self, a: BinderId, b: BinderId) -> bool {
        match self.names.get(&a) {
            Some(known) => *known == b,
            None => {
                let new = !self.names.values().any(|taken| *taken == b);
                self.names.insert(a, b);
                new
            }
        }
    }

    fn equal(&mut self, a: NodeId, b: NodeId) -> bool {
        let (x, y) = (self.left.node(a), self.right.node(b));
        let said = |tree: &Tree, binder: BinderId| tree.binder(binder).global.then(|| tree.binder(binder).name);
        let same = match (x.label, y.label) {
            (Label::Var(a), Label::Var(b)) | (Label::Bind(a), Label::Bind(b)) => {
                match (said(self.left, a), said(self.right, b)) {
                    (None, None) => self.pair(a, b),
                    (a, b) => a == b,
                }
            }
            (x, y) => x == y,
        };
        same && x.children.len() == y.children.len()
            && x.children.iter().zip(&y.children).all(|(a, b)| self.equal(*a, *b))
    }
}

/// The parameters and the body of the function of one clause over plain parameters that `name` names.
fn function(tree: &Tree, name: &str) -> Option<(Vec<BinderId>, NodeId)> {
    let id = tree.ids().find(|id| {
        let node = tree.node(*id);
        let first = node.children.first().map(|first| tree.node(*first).label);
        node.sort == Sort::Clauses
            && matches!(first, Some(Label::Bind(binder)) if tree.binder(binder).name.as_str() == name)
    })?;
    let [_, clause] = tree.node(id).children.as_slice() else { return None };
    let (body, patterns) = tree.node(*clause).children.split_last()?;
    let params = patterns.iter().map(|pattern| match tree.node(*pattern).label {
        Label::Bind(param) => Some(param),
        _ => None,
    });
    Some((params.collect::<Option<_>>()?, *body))
}

/// Whether the two functions are one, up to the names of what they bind and the order of their parameters.
fn is_same(left: (&Tree, &str), right: (&Tree, &str)) -> bool {
    let (Some((mine, a)), Some((theirs, b))) = (function(left.0, left.1), function(right.0, right.1)) else {
        return false;
    };
    let mut twins = Twins { left: left.0, right: right.0, names: BTreeMap::new() };
    // A parameter that is not used is none.
    twins.equal(a, b) && {
        let paired = mine.iter().filter_map(|param| twins.names.get(param));
        paired.clone().all(|param| theirs.contains(param)) && paired.count() == theirs.len()
    }
}

/// Folders with the sources of packages, separated by colons; which helpers are drawn.
const PACKAGES: &str = "WHEREIN_PACKAGES";
const SEED: &str = "WHEREIN_SEED";
/// Helpers drawn, where nothing else is said.
const DRAWN: usize = 25;
/// Another number of helpers to draw.
const HOW_MANY: &str = "WHEREIN_DRAWN";

/// What became of a seeded helper.
struct Fate {
    /// Its place among the offers for the module, from 1 on.
    rank: Option<usize>,
    /// It is the first offer that the module with the helper does not get too.
    first_new: bool,
    /// It is the first offer for the place where it was inlined first: for a selection, for a caret in its first word.
    asked: [bool; 2],
    /// The first offer, in words, and what was refused.
    said: String,
}

/// Offers shown to nobody, to see what stands before the helper.
const OFFERS: usize = 12;

fn offers(text: &str, max: usize, within: Option<Span>) -> Extractions {
    let snapshot = Snapshot::new(lang::by_extension("hs").unwrap(), text.to_owned());
    let cancel = Arc::new(AtomicBool::new(false));
    let budget = Budget {
        steps: 4_000_000,
        memory_bytes: 1 << 30,
        deadline: None,
        cancel,
        count: 1,
        engines: Engines::default(),
    };
    extractions(&snapshot, Wanted { max, min_saving: 6, within }, &budget)
}

/// Whether an offer is the helper, and all its places call it.
fn is_it(seed: &Seeded, source: &Surface, offer: &Extraction) -> bool {
    let language = lang::by_extension("hs").unwrap();
    let after = text::apply(&seed.text, &offer.edits).unwrap();
    let edited = (language.surface)(&(language.parse)(&after));
    let at = |site: &TextEdit, place: &Span| {
        let inside = place.start <= site.span.start + 1 && site.span.end <= place.end + 1;
        inside && site.span.end - site.span.start + 2 >= place.end - place.start
    };
    let everywhere = seed.places.iter().all(|place| offer.sites.iter().any(|site| at(site, place)));
    is_same((&source.tree, &seed.name), (&edited.tree, &offer.name)) && (everywhere || offer.reuses.is_some())
}

fn fate(seed: &Seeded, text: &str, source: &Surface) -> Fate {
    let found = offers(&seed.text, OFFERS, None);
    let rank = found.offers.iter().position(|offer| is_it(seed, source, offer)).map(|at| at + 1);
    let definitions: Vec<String> = offers(text, OFFERS, None).offers.into_iter().map(|old| old.definition).collect();
    let new = found.offers.iter().find(|offer| !definitions.contains(&offer.definition));
    let place = seed.places[0];
    let asked = [Span::new(place.start + 1, place.end - 1), Span::new(place.start + 1, place.start + 1)]
        .map(|asked| offers(&seed.text, 1, Some(asked)).offers.first().is_some_and(|offer| is_it(seed, source, offer)));
    let said = found.offers.first().map_or("nothing".to_owned(), |offer| {
        let site = offer.sites.first().map_or("", |site| site.text.as_str());
        format!("saves {}, {} sites: {}\n      {site}", offer.saving, offer.sites.len(), offer.definition)
    });
    let said = format!("{said}\n    refused: {:?}", found.refused);
    Fate { rank, first_new: new.is_some_and(|offer| is_it(seed, source, offer)), asked, said }
}

#[test]
#[ignore = "needs the sources of packages: WHEREIN_PACKAGES=DIR:DIR cargo test --test suite seeded -- --ignored --nocapture"]
fn helpers_that_were_inlined_are_found_again() {
    let folders = std::env::var(PACKAGES).unwrap();
    let files = folders.split(':').flat_map(|folder| crate::files_under(std::path::Path::new(folder), "hs"));
    let language = lang::by_extension("hs").unwrap();
    let mut seeds: Vec<(String, Seeded)> = Vec::new();
    for file in files {
        let Ok(source) = std::fs::read_to_string(&file) else { continue };
        let surface = (language.surface)(&(language.parse)(&source));
        seeds.extend(seeds_of(&source, &surface).into_iter().map(|seed| (file.display().to_string(), seed)));
    }
    let seed: u64 = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut state: u64 = seed;
    for i in (1..seeds.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seeds.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
    }
    let drawn = std::env::var(HOW_MANY).ok().and_then(|drawn| drawn.parse().ok()).unwrap_or(DRAWN);
    let (mut first, mut five, mut new, mut selected, mut caret, mut all) = (0, 0, 0, 0, 0, 0);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("seeded");
    std::fs::create_dir_all(&folder).unwrap();
    for (file, seed) in seeds.iter().take(drawn) {
        std::fs::write(folder.join(format!("{}.hs", seed.name)), &seed.text).unwrap();
        let source = std::fs::read_to_string(file).unwrap();
        let surface = (language.surface)(&(language.parse)(&source));
        let fate = fate(seed, &source, &surface);
        first += usize::from(fate.rank == Some(1));
        five += usize::from(fate.rank.is_some_and(|rank| rank <= 5));
        new += usize::from(fate.first_new);
        selected += usize::from(fate.asked[0]);
        caret += usize::from(fate.asked[1]);
        all += 1;
        let said = fate.rank.map_or("not offered".to_owned(), |rank| format!("offer {rank}"));
        println!("{said}: {file}: {} at {} places", seed.name, seed.places.len());
        if fate.rank != Some(1) {
            println!("    helper: {}\n    first:  {}", seed.definition, fate.said);
            println!("    first new: {}, asked (selection, caret): {:?}", fate.first_new, fate.asked);
        }
    }
    println!("seed {seed}, {} helpers in all; of {all}: first offer {first}, of the first five {five}", seeds.len());
    println!("  first that the module with the helper does not get: {new}");
    println!("  asked at its first place: first offer for a selection {selected}, for a caret {caret}");
}
