//! What a reader would want: measures of an abstraction that its saving does not show.

use crate::core::tree::{Label, NodeId, Sort, Tree};
use crate::learn::pattern::{Forest, Pattern, Site, is_word};
use crate::learn::select::{Abstraction, visit_core};

/// What an abstraction is worth to a reader, in hundredths of a bit: what it saves, counted in bits instead of nodes so
/// that names which stand everywhere count for little, as far as
///
/// * copies call for it: two are often left as they are on purpose, three are a pattern. What exists already counts in
///   full;
/// * its places are alike: what differs, the arguments, should be the smaller part of each;
/// * it has secrets: names that hardly stand anywhere else belong together, and only the helper will know them;
/// * its parameters are values. One that is called, or a function of what the body binds, moves control to and fro.
pub fn worth(forest: &Forest<'_>, abstraction: &Abstraction) -> i64 {
    let tree = forest.tree;
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let copies = count(abstraction.sites.len()).max(2.0);
    let copied = match abstraction.reuses {
        // Nothing new has to be read.
        Some(_) => 1.0,
        None => (copies - 1.5) / copies,
    };
    let core = f64::from(abstraction.pattern.core).max(1.0);
    let args = abstraction.sites.iter().flat_map(|site| abstraction.params.iter().map(|hole| site.args[*hole]));
    let args: f64 = args.map(|arg| f64::from(tree.node(arg).size)).sum();
    let alike = core * copies / (core * copies + args);
    let (bits, secrets) = words(forest, abstraction);
    let bound = abstraction.params.iter().filter(|hole| !abstraction.holes[**hole].1.is_empty()).count();
    let roundabout = (ROUNDABOUT * count(bound + called(tree, abstraction))).exp();
    let saved = f64::from(i32::try_from(abstraction.saving).unwrap_or(i32::MAX).max(1)) * bits / core;
    let worth = saved * copied.powi(2) * alike.powi(2) * f64::from(1 + secrets).sqrt() / roundabout;
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
    let hundredths = (100.0 * worth) as i64;
    hundredths
}

/// What each parameter that is a function divides the worth by: a power of e.
const ROUNDABOUT: f64 = 2.5;

/// What the names and literals that are shared say, in bits, and how many of them stand elsewhere less than half as often
/// as here.
fn words(forest: &Forest<'_>, abstraction: &Abstraction) -> (f64, u32) {
    let tree = forest.tree;
    let mut words: Vec<(Label, u32)> = Vec::new();
    visit_core(tree, &abstraction.pattern, &mut |id| {
        let label = tree.node(id).label;
        if is_word(label) {
            match words.iter_mut().find(|(known, _)| *known == label) {
                Some((_, times)) => *times += 1,
                None => words.push((label, 1)),
            }
        }
    });
    let sites = u32::try_from(abstraction.sites.len()).unwrap_or(u32::MAX);
    let (mut bits, mut secrets) = (0.0, 0);
    for (word, times) in words {
        let own = times.saturating_mul(sites);
        bits += f64::from(times) * forest.rarity(word, own);
        secrets += u32::from(2 * forest.count(word).saturating_sub(own) < own);
    }
    (bits, secrets)
}

/// What is shared without what every function has: patterns, clauses, a λ around a parameter.
pub fn idea(tree: &Tree, abstraction: &Abstraction) -> usize {
    let mut idea = 0usize;
    let hole = |id: NodeId| abstraction.pattern.holes.binary_search(&id).is_ok();
    visit_core(tree, &abstraction.pattern, &mut |id| {
        let node = tree.node(id);
        let last = node.children.last().copied();
        let dull = match node.label {
            Label::Kind("lambda") => last.is_some_and(hole),
            Label::Kind("fun" | "clause" | "app" | "run" | "end" | "exp" | "plain") | Label::Bind(_) => true,
            _ => false,
        };
        idea += usize::from(!dull);
    });
    idea
}

/// How many names it shares that mean something everywhere: a table of numbers with gaps has none, a call of one of its
/// parameters inside of one function has one.
fn names(tree: &Tree, abstraction: &Abstraction) -> usize {
    let mut found = Vec::new();
    visit_core(tree, &abstraction.pattern, &mut |id| {
        let node = tree.node(id);
        let known = match node.label {
            Label::Free(name) => name.as_str() != "$",
            Label::Var(binder) => tree.binder(binder).global || abstraction.captured.contains(&binder),
            Label::Literal(_) => node.sort == Sort::Expr && node.children.is_empty(),
            Label::Kind(kind) => matches!(kind, "case" | "if" | "choose" | "comprehension"),
            Label::Bind(_) => false,
        };
        if known && !found.contains(&node.label) {
            found.push(node.label);
        }
    });
    found.len()
}

/// Whether it does nothing but pass on what a call of one of its parameters gives: nothing is built or bound on the way.
pub fn only_calls(tree: &Tree, abstraction: &Abstraction) -> bool {
    let mut body = abstraction.pattern.root;
    while let (Label::Kind("fun" | "clause" | "lambda"), Some(last)) =
        (tree.node(body).label, tree.node(body).children.last())
    {
        body = *last;
    }
    let mut plain = true;
    visit_core(tree, &Pattern { root: body, ..abstraction.pattern.clone() }, &mut |id| {
        plain &= matches!(tree.node(id).label, Label::Kind("app") | Label::Free(_) | Label::Var(_));
    });
    plain && names(tree, abstraction) < 2 && called(tree, abstraction) > 0
}

/// How many parameters it calls.
fn called(tree: &Tree, abstraction: &Abstraction) -> usize {
    let is_head = |hole: &&NodeId| {
        let call = tree.parent(**hole).filter(|call| tree.is(*call, "app"));
        call.is_some_and(|call| tree.node(call).children.first() == Some(*hole))
    };
    abstraction.pattern.holes.iter().filter(is_head).count()
}

/// Whether all that it shares is constants.
pub fn is_table(tree: &Tree, abstraction: &Abstraction) -> bool {
    let mut named = false;
    visit_core(tree, &abstraction.pattern, &mut |id| {
        named |= matches!(tree.node(id).label, Label::Free(_) | Label::Var(_));
    });
    !named
}

/// A body that is a parameter applied to something.
pub fn is_bare_call(tree: &Tree, abstraction: &Abstraction) -> bool {
    let mut body = abstraction.pattern.root;
    if tree.node(body).children.len() > 2 && tree.node(body).sort == Sort::Clauses {
        return false;
    }
    while let (Label::Kind("fun" | "clause" | "lambda"), Some(last)) =
        (tree.node(body).label, tree.node(body).children.last())
    {
        body = *last;
    }
    let head = tree.node(body).children.first();
    let hole = |id: NodeId| abstraction.pattern.holes.binary_search(&id).is_ok();
    hole(body) || tree.is(body, "app") && head.is_some_and(|head| hole(*head))
}

/// Functions that become calls of a helper keep their types only if they have signatures: without one, a function
/// that is not written with its parameters may not be overloaded.
pub fn is_signed(tree: &Tree, abstraction: &Abstraction) -> Result<(), String> {
    if tree.node(abstraction.pattern.root).sort != Sort::Clauses {
        return Ok(());
    }
    let signed = |site: &Site| {
        let name = tree.node(site.root).children.first().map(|name| tree.node(*name).label);
        let Some(Label::Bind(binder)) = name else { return false };
        let siblings = match tree.parent(site.root) {
            Some(parent) => tree.node(parent).children.as_slice(),
            None => tree.roots(),
        };
        let clause = tree.node(site.root).children.get(1).copied();
        let params = clause.map_or(0, |clause| tree.node(clause).children.len() - 1);
        let is_signature = |id: &NodeId| {
            let names = &tree.node(*id).children;
            let named = names.iter().any(|name| tree.node(*name).label == Label::Var(binder));
            // Arrows behind a synonym's name may hide more than arrows.
            let arrows = names.last().map_or(0, |ty| match tree.node(*ty).label {
                Label::Literal(text) => text.as_str().matches("->").count(),
                _ => 0,
            });
            tree.is(*id, "sig") && named && arrows >= params
        };
        siblings.iter().any(is_signature)
    };
    match abstraction.sites.iter().all(signed) {
        true => Ok(()),
        false => Err("a function without a signature would lose its parameters".to_owned()),
    }
}

/// Whether it looks into constructors: the types of a generalised one would have to be written down.
pub fn matches_constructors(tree: &Tree, abstraction: &Abstraction) -> bool {
    let mut found = false;
    visit_core(tree, &abstraction.pattern, &mut |id| {
        found |= tree.node(id).sort == Sort::Other && matches!(tree.node(id).label, Label::Free(_));
    });
    found
}
