//! Mistakes: seeded mutants of real modules that the compiler rejects must be rejected here too, and what it accepts must
//! be accepted.
//!
//! Three sorts in turn: two arguments of an application swapped, a constructor replaced by another one that the file uses,
//! a literal replaced by one of another type. A mutant is rejected here when analysis says something of it that it does
//! not say of the original: a type error, or a part that is not understood.

use std::collections::BTreeMap;

use wherein::analysis::Snapshot;
use wherein::syntax::Node;
use wherein::text::Span;

use crate::compiler::{self, Case};
use crate::packages::{File, Project};
use crate::random::Random;

/// How many mutants the compiler is asked about at once.
const BATCH: usize = 40;
/// Sorts of mutants.
const SORTS: [&str; 3] = ["swapped arguments", "wrong constructor", "wrong literal"];

/// A change of one file.
struct Mutant<'p> {
    file: &'p File,
    sort: usize,
    line: usize,
    what: String,
    text: String,
}

impl Mutant<'_> {
    fn case(&self) -> Case<'_> {
        Case { file: self.file, text: &self.text, then: Vec::new() }
    }
}

/// Prints how many of `wanted` mutants that the compiler rejects are rejected here.
pub(crate) fn report(project: &Project, wanted: usize, list: bool) {
    let files: Vec<&File> = project.files().map(|(_, file)| file).filter(|file| file.module.is_some()).collect();
    let originals: Vec<Case> = files.iter().map(|file| Case { file, text: &file.text, then: Vec::new() }).collect();
    let Some(accepted) = compiler::accepts(&originals) else {
        println!("\nmutants: ghc could not be run");
        return;
    };
    let files: Vec<&File> = files.into_iter().zip(accepted).filter(|(_, fine)| *fine).map(|(file, _)| file).collect();
    let alarms = false_alarms(project, &files, list);
    println!("\nmutants of {} modules that ghc accepts; type errors in {alarms} of them", files.len());
    let mut mutants = mutants(project, &files);
    let (mut caught, mut rejected) = ([0usize; 3], [0usize; 3]);
    while rejected.iter().sum::<usize>() < wanted && !mutants.is_empty() {
        let batch = mutants.split_off(mutants.len().saturating_sub(BATCH));
        let cases: Vec<Case> = batch.iter().map(Mutant::case).collect();
        let Some(verdicts) = compiler::accepts(&cases) else { break };
        for (mutant, fine) in batch.iter().zip(verdicts) {
            if fine || rejected.iter().sum::<usize>() == wanted {
                continue;
            }
            rejected[mutant.sort] += 1;
            if seen(project, mutant) {
                caught[mutant.sort] += 1;
            } else if list {
                println!("  missed: {}:{}: {}", mutant.file.path.display(), mutant.line, mutant.what);
            }
        }
    }
    for (sort, name) in SORTS.iter().enumerate() {
        println!("{name:28} {:5} of {:5}", caught[sort], rejected[sort]);
    }
    let (caught, rejected) = (caught.iter().sum::<usize>(), rejected.iter().sum::<usize>());
    println!("{:28} {caught:5} of {rejected:5}  {:5.1} %", "together", 100.0 * caught as f64 / rejected.max(1) as f64);
}

/// The modules with type errors although the compiler accepts them.
fn false_alarms(project: &Project, files: &[&File], list: bool) -> usize {
    let mut alarms = 0;
    for file in files {
        let snapshot = project.snapshot(&file.path, &file.text);
        alarms += usize::from(!snapshot.errors().is_empty());
        for error in snapshot.errors().iter().filter(|_| list) {
            println!("  alarm: {}: {}: {}", file.path.display(), error.owner.map_or("", |o| o.base()), error.message);
        }
    }
    alarms
}

/// What analysis complains of.
fn complaints(snapshot: &Snapshot) -> BTreeMap<String, usize> {
    let mut out: BTreeMap<String, usize> = BTreeMap::new();
    for error in snapshot.errors() {
        *out.entry(format!("{:?}", error.owner)).or_default() += 1;
    }
    for opaque in &snapshot.lowered().opaque {
        *out.entry(opaque.reason.clone()).or_default() += 1;
    }
    out
}

fn seen(project: &Project, mutant: &Mutant<'_>) -> bool {
    let before = complaints(&project.snapshot(&mutant.file.path, &mutant.file.text));
    let after = complaints(&project.snapshot(&mutant.file.path, &mutant.text));
    after.iter().any(|(what, count)| before.get(what).is_none_or(|known| known < count))
}

/// All mutants in a fixed order that mixes files and takes the sorts in turn; the next one is the last.
fn mutants<'p>(project: &Project, files: &[&'p File]) -> Vec<Mutant<'p>> {
    let mut random = Random(2026);
    let mut sorts: [Vec<Mutant<'p>>; 3] = Default::default();
    for file in files {
        let snapshot = project.snapshot(&file.path, &file.text);
        let mut sites = Sites { random: &mut random, constructors: Vec::new(), found: Vec::new() };
        sites.collect_constructors(snapshot.tree().root());
        sites.collect(snapshot.tree().root());
        for (sort, changes) in sites.found {
            let Some(first) = changes.first() else { continue };
            let line = file.text[..first.0.start].matches('\n').count() + 1;
            let what: Vec<String> = changes
                .iter()
                .map(|(span, new)| format!("`{}` is `{new}`", &file.text[span.start..span.end]))
                .collect();
            let what = format!("{}: {}", SORTS[sort], what.join(", "));
            sorts[sort].push(Mutant { file, sort, line, what, text: changed(&file.text, &changes) });
        }
    }
    sorts.iter_mut().for_each(|mutants| random.shuffle(mutants));
    let mut out = Vec::new();
    while sorts.iter().any(|mutants| !mutants.is_empty()) {
        out.extend(sorts.iter_mut().filter_map(Vec::pop));
    }
    out.reverse();
    out
}

fn changed(text: &str, changes: &[(Span, String)]) -> String {
    let mut text = text.to_owned();
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    for (span, new) in changes {
        text.replace_range(span.start..span.end, new);
    }
    text
}

/// A change: spans and what to put there.
type Changes = Vec<(Span, String)>;

/// Where a file can be changed.
struct Sites<'r> {
    random: &'r mut Random,
    constructors: Vec<String>,
    found: Vec<(usize, Changes)>,
}

/// Nodes that hold no expressions.
const OTHERS: [&str; 11] = [
    "header",
    "imports",
    "data_type",
    "newtype",
    "type_synonym",
    "signature",
    "type",
    "context",
    "deriving",
    "pragma",
    "top_splice",
];

impl Sites<'_> {
    fn collect_constructors(&mut self, root: Node<'_>) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if node.kind() == "constructor" && !self.constructors.iter().any(|known| known == node.text()) {
                self.constructors.push(node.text().to_owned());
            }
            open.extend(node.children().into_iter().filter(|child| !OTHERS.contains(&child.kind())));
        }
        self.constructors.sort();
    }

    fn collect(&mut self, root: Node<'_>) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match node.kind() {
                "apply" if node.parent().is_none_or(|parent| parent.kind() != "apply") => self.swap(node),
                "constructor" => self.constructor(node),
                "literal" => self.literal(node),
                _ => {}
            }
            open.extend(node.children().into_iter().filter(|child| !OTHERS.contains(&child.kind())));
        }
    }

    /// Two neighbouring arguments of an application.
    fn swap(&mut self, node: Node<'_>) {
        let (mut args, mut head) = (Vec::new(), node);
        while head.kind() == "apply" {
            args.extend(head.field("argument"));
            let Some(next) = head.field("function").or_else(|| head.field("constructor")) else { return };
            head = next;
        }
        if args.len() < 2 {
            return;
        }
        let at = self.random.below(args.len() - 1);
        let (left, right) = (args[at], args[at + 1]);
        if left.text() != right.text() {
            self.found.push((0, vec![(left.span(), right.text().to_owned()), (right.span(), left.text().to_owned())]));
        }
    }

    fn constructor(&mut self, node: Node<'_>) {
        let others: Vec<String> = self.constructors.iter().filter(|name| *name != node.text()).cloned().collect();
        if !others.is_empty() {
            let other = others[self.random.below(others.len())].clone();
            self.found.push((1, vec![(node.span(), other)]));
        }
    }

    fn literal(&mut self, node: Node<'_>) {
        let Some(inner) = node.first() else { return };
        let other = match inner.kind() {
            "integer" | "float" => ["\"x\"", "'x'"][self.random.below(2)],
            "char" => ["\"x\"", "7"][self.random.below(2)],
            "string" => ["7", "'x'"][self.random.below(2)],
            _ => return,
        };
        self.found.push((2, vec![(node.span(), other.to_owned())]));
    }
}
