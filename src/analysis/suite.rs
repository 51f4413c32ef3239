//! What the project's tests say of a file's functions.
//!
//! A test module is lowered and inferred beside the file as it is now, so that its names mean what they mean there; of
//! it only claims are used (see `lang::Testing::claims`). A claim speaks of a function when it, or something of the test
//! module that it mentions, calls the function; one that needs what is not written yet, or not understood, is left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::check::Runner;
use crate::analysis::goals;
use crate::analysis::session::Session;
use crate::analysis::{Snapshot, Verdict};
use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Bind, Term, visit};
use crate::lang::{Claim, Item, Scope};
use crate::workspace;

/// A test module as a file sees it.
pub(super) struct Suite {
    /// Where it is below the project's folder.
    pub(super) place: String,
    scope: Scope,
    /// The file's modules, the test's and what it imports.
    pub(super) env: Env,
    typed: Arc<Typed>,
    /// The test module's definitions as source terms.
    pub(super) binds: Vec<Bind>,
    claims: Vec<Claim>,
    /// Functions of the module whose meaning is not whole.
    broken: BTreeSet<Name>,
}

/// The test modules of the project that import the file's module and claim something.
pub(super) fn suites(snapshot: &Snapshot) -> Vec<Suite> {
    let Some(module) = snapshot.scope().module else { return Vec::new() };
    let language = snapshot.language();
    let mut found = Vec::new();
    for file in &snapshot.tests().files {
        let tree = (language.parse)(&file.text);
        let claims = (language.testing.claims)(&tree);
        if claims.is_empty() {
            continue;
        }
        let lowered = (language.lower)(&tree, &mut |name| snapshot.load_inside(name));
        if !lowered.imports.contains(&module) {
            continue;
        }
        let mut env = snapshot.env().clone();
        lowered.imports.iter().for_each(|import| snapshot.bring(*import, &mut env));
        let (typed, errors) = infer::module(&lowered.module, &env);
        let opaque = lowered.functions.iter().filter(|f| f.unwritten.is_some() || !f.opaque.is_empty()).map(|f| f.name);
        let broken = opaque.chain(errors.iter().filter_map(|error| error.owner)).collect();
        let typed = Arc::new(typed);
        env.add(Arc::clone(&typed));
        found.push(Suite {
            place: file.place.clone(),
            scope: lowered.scope,
            env,
            typed,
            binds: lowered.module.binds,
            claims,
            broken,
        });
    }
    found
}

impl Suite {
    /// The test module's name.
    pub(super) fn module(&self) -> Option<Name> {
        self.typed.name
    }

    /// A session in the scope of the test module.
    pub(super) fn session<'s>(&self, snapshot: &'s Snapshot) -> Session<'s> {
        Session::within(snapshot, self.scope.clone(), self.env.clone())
    }

    /// The claims that speak of `name` and can be run once it is written.
    pub(super) fn claims_of(&self, snapshot: &Snapshot, name: Name) -> Vec<&Claim> {
        let functions = snapshot.functions();
        let unwritten = |other: Name| {
            other != name
                && functions.iter().any(|f| f.name == other && (f.unwritten.is_some() || !f.opaque.is_empty()))
        };
        let binds = || self.typed.binds.iter().map(|bind| (bind.name, &bind.term));
        let unusable = workspace::unusable(self.broken.clone(), binds(), &unwritten);
        let mut speaking: BTreeSet<Name> = BTreeSet::from([name]);
        loop {
            let calls = |term: &Term| {
                let mut found = false;
                visit(term, &mut |part| found |= matches!(part, Term::Global(other) if speaking.contains(other)));
                found
            };
            let more: Vec<Name> = binds()
                .filter(|(other, term)| !speaking.contains(other) && calls(term))
                .map(|(other, _)| other)
                .collect();
            if more.is_empty() {
                break;
            }
            speaking.extend(more);
        }
        let speaks = |claim: &&Claim| {
            let mentions = |other: &Name| {
                goals::names(&claim.kind, other.base())
                    || claim.setup.iter().any(|line| goals::word_in(line, other.base()))
            };
            speaking.iter().any(mentions) && !unusable.iter().any(mentions)
        };
        self.claims.iter().filter(speaks).collect()
    }

    /// A session in which the bindings around a claim are there, and the claim as an item.
    pub(super) fn enter<'s>(&self, session: &Session<'s>, claim: &Claim) -> (Session<'s>, Item) {
        let mut session = session.clone();
        for line in &claim.setup {
            session.enter(line);
        }
        (session, Item { span: claim.span, line: claim.line, kind: claim.kind.clone() })
    }

    /// Runs what the tests claim of `name`.
    pub(super) fn verdicts(&self, snapshot: &Snapshot, name: Name) -> Vec<Verdict> {
        let claims = self.claims_of(snapshot, name);
        if claims.is_empty() {
            return Vec::new();
        }
        let mut runner = Runner::new(snapshot);
        runner.refresh(&self.env);
        let whole = self.session(snapshot);
        let run = |claim: &Claim| {
            let (mut session, item) = self.enter(&whole, claim);
            runner.item(&mut session, &item)
        };
        claims.into_iter().map(run).collect()
    }
}
