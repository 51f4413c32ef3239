//! Seeded helpers: functions of real modules, inlined at every use and removed, are to be found again.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use wherein::analysis::Snapshot;
use wherein::assists::extract::{Wanted, extractions};
use wherein::core::tree::{BinderId, Label, NodeId, Sort};
use wherein::lang;
use wherein::lang::surface::Surface;
use wherein::synth::budget::Budget;
use wherein::text::{self, Span, TextEdit};

/// A module in which one helper was inlined everywhere.
struct Seeded {
    /// The helper's name.
    name: String,
    /// The module without it.
    text: String,
    /// Where its body stands now.
    places: Vec<Span>,
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
    Some(Seeded { name, text: text::apply(source, &edits)?, places })
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

/// Folders with the sources of packages, separated by colons.
const PACKAGES: &str = "WHEREIN_PACKAGES";

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
    // A fixed stride is a sample without a generator.
    let stride = (seeds.len() / 25).max(1);
    let (mut found, mut all) = (0, 0);
    for (file, seed) in seeds.iter().step_by(stride).take(25) {
        let snapshot = Snapshot::new(language, seed.text.clone());
        let cancel = Arc::new(AtomicBool::new(false));
        let budget = Budget { steps: 4_000_000, memory_bytes: 1 << 30, deadline: None, cancel, count: 1 };
        let offers = extractions(&snapshot, Wanted { max: 1, min_saving: 6, within: None }, &budget).offers;
        let within = |outer: Span, inner: Span| outer.start <= inner.start + 1 && inner.end <= outer.end + 1;
        // The first offer has a site at, or around, every place where the helper was inlined.
        let covers = |place: &Span| offers.first().is_some_and(|o| o.sites.iter().any(|s| within(s.span, *place)));
        let again = seed.places.iter().all(covers);
        found += usize::from(again);
        all += 1;
        let offer = offers.first().map_or("nothing", |offer| offer.name.as_str());
        println!("{again}: {file}: {} at {} places; first offer {offer}", seed.name, seed.places.len());
    }
    println!("found again as the first offer: {found} of {all}; {} seeds in all", seeds.len());
}
