//! Inference against people's signatures: all of a file's are taken away, and what is inferred must be at least as general.
//!
//! Twice: by the letter of the language, whose monomorphism restriction takes the type of `f = g . h` away with its
//! signature, and without that rule, which says how good inference is. Where the compiler is there, it gets the same files
//! without signatures: what nobody can infer (restricted bindings, polymorphic recursion) it cannot infer either.

use std::sync::Arc;

use wherein::analysis::Snapshot;
use wherein::core::env::Env;
use wherein::core::infer::{self, Defaulting};
use wherein::core::name::Name;
use wherein::core::term::{Pat, Term};
use wherein::core::ty::Scheme;
use wherein::text::Span;

use crate::compiler::{self, Case};
use crate::packages::{File, Project};

/// Settings of the compiler while it loads files without signatures, and while it is asked about them.
const LOADING: &str = "-fdefer-type-errors";
const ASKING: &str = "-fno-defer-type-errors -XRankNTypes -XFlexibleContexts -XKindSignatures -XTypeOperators -XGADTs";

/// Prints a line a package, and the sum.
pub(crate) fn report(project: &Project, list: bool) {
    for (restricted, what) in [(true, "as the language says"), (false, "without the monomorphism restriction")] {
        println!("\nwith signatures removed, {what}: inferred types at least as general,");
        println!("of bindings whose names are all known");
        let mut verdicts: Vec<(&File, Vec<Verdict>)> = Vec::new();
        let mut sum = Tally::default();
        for package in &project.packages {
            let mut tally = Tally::default();
            for file in &package.files {
                let snapshot = project.snapshot(&file.path, &file.text);
                tally.files += 1;
                tally.quiet += usize::from(snapshot.errors().is_empty());
                for error in snapshot.errors().iter().filter(|_| list && restricted) {
                    println!("  {}: {}: {}", file.path.display(), error.owner.map_or("", |o| o.base()), error.message);
                }
                let found = of_file(&snapshot, restricted);
                tally.good += found.iter().filter(|verdict| verdict.complaint.is_none()).count();
                tally.all += found.len();
                verdicts.push((file, found));
            }
            println!("{:28} {}", package.name, tally.line());
            sum.add(&tally);
        }
        println!("{:28} {}", "together", sum.line());
        beside_compiler(&verdicts, restricted, list);
    }
}

#[derive(Default)]
struct Tally {
    good: usize,
    all: usize,
    /// Files of which nothing is complained as they are.
    quiet: usize,
    files: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.good += other.good;
        self.all += other.all;
        self.quiet += other.quiet;
        self.files += other.files;
    }

    fn line(&self) -> String {
        let (good, all, quiet, files) = (self.good, self.all, self.quiet, self.files);
        format!("{good:5} of {all:5}  {:5.1} %   files without a type error: {quiet} of {files}", percent(good, all))
    }
}

fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// What inference made of a binding without its signature.
struct Verdict {
    name: Name,
    scheme: Scheme,
    /// Its signature as the file has it, if the tree says which that is.
    signature: Option<String>,
    /// Why what is inferred is not as general.
    complaint: Option<String>,
}

fn of_file(snapshot: &Snapshot, restricted: bool) -> Vec<Verdict> {
    let lowered = snapshot.lowered();
    let mut module = lowered.module.clone();
    module.unrestricted |= !restricted;
    let mut signed: Vec<(Name, Scheme, Option<String>)> = Vec::new();
    for (bind, original) in module.binds.iter_mut().zip(&lowered.module.binds) {
        let function = lowered.functions.iter().find(|function| function.name == bind.name);
        let whole = function.filter(|f| f.opaque.is_empty() && f.equations.is_some() && f.unwritten.is_none());
        if let (Some(scheme), Some(function)) = (bind.scheme.take(), whole)
            && known(&original.term, snapshot.env())
        {
            let signature = function.signature.and_then(|span| declared(&snapshot.tree().text[span.start..span.end]));
            signed.push((bind.name, scheme, signature));
        }
    }
    let mut env = snapshot.env().clone();
    env.remove(module.name.unwrap_or_else(|| Name::new("Main")));
    let (typed, errors) = infer::module(&module, &env);
    let inferred = Arc::new(typed);
    env.add(Arc::clone(&inferred));
    let verdict = |(name, scheme, signature): (Name, Scheme, Option<String>)| {
        let wrong = errors.iter().find(|error| error.owner == Some(name)).map(|error| error.message.clone());
        let wrong = wrong.or_else(|| {
            let used = infer::expr(&Term::Global(name), Some(&scheme), &[], &env, Defaulting::Standard);
            used.errors.first().map(|error| error.message.clone())
        });
        let bind = inferred.binds.iter().find(|bind| bind.name == name);
        let shown = bind.and_then(|bind| bind.scheme.as_ref()).map(Scheme::to_string).unwrap_or_default();
        let complaint = wrong.map(|message| format!("inferred {shown}: {message}"));
        Verdict { name, scheme, signature, complaint }
    };
    signed.into_iter().map(verdict).collect()
}

/// The type of a signature declaration on one line, without its comments.
fn declared(text: &str) -> Option<String> {
    let (_, ty) = text.split_once("::").or_else(|| text.split_once('∷'))?;
    let mut out = String::new();
    for line in ty.lines() {
        if line.starts_with('#') || line.contains("{-") {
            return None;
        }
        out.push_str(line.split("--").next().unwrap_or(line).trim());
        out.push(' ');
    }
    Some(out)
}

/// Prints how many of the same bindings get as general a type from the compiler, and how the two agree.
fn beside_compiler(verdicts: &[(&File, Vec<Verdict>)], restricted: bool, list: bool) {
    let mut originals: Vec<Case> = Vec::new();
    let asked: Vec<&(&File, Vec<Verdict>)> =
        verdicts.iter().filter(|(file, found)| file.module.is_some() && !found.is_empty()).collect();
    for (file, _) in &asked {
        originals.push(Case { file, text: &file.text, then: Vec::new() });
    }
    let Some(accepted) = compiler::accepts(&originals) else { return println!("ghci could not be run") };
    let asked: Vec<_> = asked.into_iter().zip(accepted).filter(|(_, fine)| *fine).map(|(file, _)| file).collect();
    let texts: Vec<String> = asked.iter().map(|(file, _)| stripped(file)).collect();
    let command = |verdict: &Verdict| {
        let name = verdict.name.as_str();
        let word = verdict.name.base().starts_with(|c: char| c.is_alphabetic() || c == '_');
        let name = if word { name.to_owned() } else { format!("({name})") };
        format!(":type ({name} :: {})", verdict.signature.as_deref().unwrap_or("()"))
    };
    let cases: Vec<Case> = asked
        .iter()
        .zip(&texts)
        .map(|((file, found), text)| Case { file, text, then: found.iter().map(command).collect() })
        .collect();
    let restriction = if restricted { "-XMonomorphismRestriction" } else { "-XNoMonomorphismRestriction" };
    let Some(answers) = compiler::ask(&cases, &[], &format!("{LOADING} {restriction}"), ASKING) else {
        return println!("ghci gave up");
    };
    let (mut all, mut theirs, mut both, mut ours) = (0usize, 0usize, 0usize, 0usize);
    for ((file, found), answer) in asked.iter().zip(&answers).filter(|(_, answer)| answer.loaded) {
        for (verdict, said) in found.iter().zip(&answer.then).filter(|(verdict, _)| verdict.signature.is_some()) {
            let (compiler, here) = (said.contains("::"), verdict.complaint.is_none());
            all += 1;
            theirs += usize::from(compiler);
            both += usize::from(compiler && here);
            ours += usize::from(here && !compiler);
            if list && compiler != here {
                let (path, name, scheme) = (file.path.display(), verdict.name.base(), &verdict.scheme);
                let complaint = verdict.complaint.as_deref().unwrap_or("as general here, not by ghc");
                println!("  {path}: {name} :: {scheme}\n      {complaint}");
            }
        }
    }
    let loaded = answers.iter().filter(|answer| answer.loaded).count();
    println!("ghc infers as general a type for {theirs} of {all} in {loaded} files: {:.1} %", percent(theirs, all));
    println!("of these, as general here too {both}: {:.1} %; as general only here {ours}", percent(both, theirs));
}

/// The file with blanks in place of its top-level signatures.
fn stripped(file: &File) -> String {
    let language = wherein::lang::by_extension("hs").expect("a language is registered");
    let tree = (language.parse)(&file.text);
    let mut spans: Vec<Span> = Vec::new();
    for part in tree.root().children().into_iter().filter(|part| part.kind() == "declarations") {
        spans.extend(part.children().into_iter().filter(|node| node.kind() == "signature").map(|node| node.span()));
    }
    let mut text = file.text.clone();
    for span in spans {
        let blanks: String = text[span.start..span.end]
            .chars()
            .flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8()))
            .collect();
        text.replace_range(span.start..span.end, &blanks);
    }
    text
}

/// Whether every name in a term is defined somewhere.
fn known(term: &Term, env: &Env) -> bool {
    match term {
        Term::Global(name) => env.bind(*name).is_some() || env.method(*name).is_some(),
        Term::Con(name) => env.constructor(*name).is_some(),
        Term::Opaque(_) | Term::Hole(_) => false,
        Term::App(head, args) => known(head, env) && args.iter().all(|arg| known(arg, env)),
        Term::Lam(_, body) | Term::Ann(body, _) | Term::TypeApp(body, _) => known(body, env),
        Term::Let(binds, body) => known(body, env) && binds.iter().all(|bind| known(&bind.term, env)),
        Term::Match(m) => {
            let alts = m.alts.iter();
            m.scrutinees.iter().all(|scrutinee| known(scrutinee, env))
                && alts.into_iter().all(|alt| known(&alt.body, env) && alt.pats.iter().all(|pat| known_pat(pat, env)))
        }
        Term::Var(_) | Term::Lit(_) | Term::Fall | Term::Fail(_) | Term::Prim(_) => true,
    }
}

fn known_pat(pat: &Pat, env: &Env) -> bool {
    match pat {
        Pat::Con(name, parts) => env.constructor(*name).is_some() && parts.iter().all(|part| known_pat(part, env)),
        Pat::View(term, inner) => known(term, env) && known_pat(inner, env),
        Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) => known_pat(inner, env),
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => true,
    }
}
