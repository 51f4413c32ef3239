//! From the nodes of a finished search state to a term, and what is said against it.

use std::collections::HashSet;

use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Match, Otherwise, Pat, Term, any};
use crate::synth::inhabit::{Node, REUSED, UNUSED, UNUSED_FIELD, UNUSED_INNER};

/// Each pair of arguments that are used in another order than they come in.
const TURNED: u32 = 2;

/// The term at a node.
pub(super) fn term(nodes: &[Node], at: usize) -> Term {
    match &nodes[at] {
        Node::Open(_) => Term::Fall,
        Node::Lam(names, body) => Term::lam(names.clone(), term(nodes, *body)),
        Node::App(head, args) => Term::app(head.clone(), args.iter().map(|arg| term(nodes, *arg)).collect()),
        Node::Match { head, args, alts } => {
            let scrutinee = Term::app(head.clone(), args.iter().map(|arg| term(nodes, *arg)).collect());
            let mut used = HashSet::new();
            alts.iter().for_each(|(_, _, body)| variables(nodes, *body, &mut used));
            let field = |name: &Name| if used.contains(name) { Pat::Var(*name) } else { Pat::Wild };
            let alt = |(name, fields, body): &(Name, Vec<Name>, usize)| Alt {
                pats: vec![Pat::Con(*name, fields.iter().map(field).collect())],
                body: term(nodes, *body),
            };
            let alts = alts.iter().map(alt).collect();
            let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
            Term::Match(Box::new(Match { scrutinees: vec![scrutinee], alts, otherwise }))
        }
    }
}

/// Adds the variables that occur below a node.
fn variables(nodes: &[Node], at: usize, used: &mut HashSet<Name>) {
    let mut head = |head: &Term| {
        if let Term::Var(name) = head {
            used.insert(*name);
        }
    };
    match &nodes[at] {
        Node::Open(_) => {}
        Node::Lam(_, body) => variables(nodes, *body, used),
        Node::App(term, args) => {
            head(term);
            args.iter().for_each(|arg| variables(nodes, *arg, used));
        }
        Node::Match { head: term, args, alts } => {
            head(term);
            args.iter().chain(alts.iter().map(|(_, _, body)| body)).for_each(|at| variables(nodes, *at, used));
        }
    }
}

/// What a finished program costs beyond its parts: what it does not use, and order.
pub(super) fn penalty(nodes: &[Node]) -> u32 {
    let mut used = HashSet::new();
    variables(nodes, 0, &mut used);
    let mut total = 0;
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Lam(names, _) => {
                let price = if at == 0 { UNUSED } else { UNUSED_INNER };
                total += price * names.iter().filter(|name| !used.contains(name)).count() as u32;
            }
            Node::Match { alts, .. } => {
                let fields = alts.iter().flat_map(|(_, fields, _)| fields);
                total += UNUSED_FIELD * fields.filter(|name| !used.contains(name)).count() as u32;
            }
            Node::Open(_) | Node::App(..) => {}
        }
    }
    let mut order = Vec::new();
    occurrences(nodes, 0, &mut order);
    if let Node::Lam(names, _) = &nodes[0] {
        total += REUSED * names.iter().map(|name| uses(nodes, *name).saturating_sub(1)).sum::<u32>();
        let places: Vec<usize> = order.iter().filter_map(|name| names.iter().position(|param| param == name)).collect();
        let turned = |i: usize| places[i + 1..].iter().filter(|later| **later < places[i]).count() as u32;
        total += TURNED * (0..places.len()).map(turned).sum::<u32>();
    }
    total
}

/// How often a variable is the head of something.
fn uses(nodes: &[Node], name: Name) -> u32 {
    let is_it = |node: &&Node| match node {
        Node::App(head, _) | Node::Match { head, .. } => *head == Term::Var(name),
        Node::Open(_) | Node::Lam(..) => false,
    };
    nodes.iter().filter(is_it).count() as u32
}

/// Whether a case analysis does the same whatever it finds.
pub(super) fn is_idle(term: &Term) -> bool {
    any(term, &|term| match term {
        Term::Match(m) => {
            let ignores = |alt: &Alt| {
                alt.pats.iter().all(|pat| matches!(pat, Pat::Con(_, fields) if fields.iter().all(|f| *f == Pat::Wild)))
            };
            m.alts.iter().all(ignores) && m.alts.windows(2).all(|pair| pair[0].body == pair[1].body)
        }
        _ => false,
    })
}

/// The variables in the order of their first occurrence.
fn occurrences(nodes: &[Node], at: usize, order: &mut Vec<Name>) {
    let mut head = |head: &Term| {
        if let Term::Var(name) = head
            && !order.contains(name)
        {
            order.push(*name);
        }
    };
    match &nodes[at] {
        Node::Open(_) => {}
        Node::Lam(_, body) => occurrences(nodes, *body, order),
        Node::App(term, args) => {
            head(term);
            args.iter().for_each(|arg| occurrences(nodes, *arg, order));
        }
        Node::Match { head: term, args, alts } => {
            head(term);
            args.iter().chain(alts.iter().map(|(_, _, body)| body)).for_each(|at| occurrences(nodes, *at, order));
        }
    }
}
