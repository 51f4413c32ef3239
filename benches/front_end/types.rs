//! Inference against people's signatures: all of a file's are taken away, and what is inferred must be at least as general.

use std::sync::Arc;

use wherein::analysis::Snapshot;
use wherein::core::env::Env;
use wherein::core::infer::{self, Defaulting};
use wherein::core::name::Name;
use wherein::core::term::{Pat, Term};
use wherein::core::ty::Scheme;

use crate::packages::Project;

/// Prints a line a package, and the sum, twice: by the letter of the language, under which a binding without parameters
/// loses its generality together with its signature, and without that rule, which says how good inference is.
pub(crate) fn report(project: &Project, list: bool) {
    println!("\nwith signatures removed: inferred types at least as general, of bindings whose names are all known");
    lines(project, true, list);
    println!(
        "the same under the monomorphism restriction, which takes the type of `f = g . h` away with its signature"
    );
    lines(project, false, false);
}

fn lines(project: &Project, unrestricted: bool, list: bool) {
    let mut sum = Tally::default();
    for package in &project.packages {
        let mut tally = Tally::default();
        for file in &package.files {
            tally.add(&of_file(
                &project.snapshot(&file.path, &file.text),
                &file.path.display().to_string(),
                unrestricted,
                list,
            ));
        }
        println!("{:28} {}", package.name, tally.line());
        sum.add(&tally);
    }
    println!("{:28} {}", "together", sum.line());
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
        let percent = 100.0 * self.good as f64 / self.all.max(1) as f64;
        let (good, all, quiet, files) = (self.good, self.all, self.quiet, self.files);
        format!("{good:5} of {all:5}  {percent:5.1} %   files without a type error: {quiet} of {files}")
    }
}

fn of_file(snapshot: &Snapshot, path: &str, unrestricted: bool, list: bool) -> Tally {
    let errors = snapshot.errors();
    let mut tally = Tally { files: 1, quiet: usize::from(errors.is_empty()), ..Tally::default() };
    if list {
        for error in errors {
            println!("  {path}: {}: {}", error.owner.map_or("", |owner| owner.base()), error.message);
        }
    }
    let lowered = snapshot.lowered();
    let mut module = lowered.module.clone();
    module.unrestricted |= unrestricted;
    let mut signed: Vec<(Name, Scheme)> = Vec::new();
    for (bind, original) in module.binds.iter_mut().zip(&lowered.module.binds) {
        let function = lowered.functions.iter().find(|function| function.name == bind.name);
        let whole = function.is_some_and(|f| f.opaque.is_empty() && f.equations.is_some() && f.unwritten.is_none());
        if let Some(scheme) = bind.scheme.take().filter(|_| whole)
            && known(&original.term, snapshot.env())
        {
            signed.push((bind.name, scheme));
        }
    }
    let mut env = snapshot.env().clone();
    env.remove(module.name.unwrap_or_else(|| Name::new("Main")));
    let (typed, errors) = infer::module(&module, &env);
    let inferred = Arc::new(typed);
    env.add(Arc::clone(&inferred));
    for (name, scheme) in signed {
        let wrong = errors.iter().find(|error| error.owner == Some(name)).map(|error| error.message.clone());
        let wrong = wrong.or_else(|| {
            let used = infer::expr(&Term::Global(name), Some(&scheme), &[], &env, Defaulting::Standard);
            used.errors.first().map(|error| error.message.clone())
        });
        tally.all += 1;
        tally.good += usize::from(wrong.is_none());
        if let Some(message) = wrong.filter(|_| list) {
            let bind = inferred.binds.iter().find(|bind| bind.name == name);
            let shown = bind.and_then(|bind| bind.scheme.as_ref()).map(Scheme::to_string).unwrap_or_default();
            println!("  {path}: {} :: {scheme}\n      inferred {shown}: {message}", name.base());
        }
    }
    tally
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
