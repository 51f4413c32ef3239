//! A session: the lines of a group of examples in order, as an interactive interpreter reads them.
//!
//! What earlier lines bind becomes a layer of `let` around each later expression, as far as it needs it. So an
//! expression is closed over the module, whatever was bound before, and a bound literal takes the type that each
//! expression asks for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::Snapshot;
use crate::core::decl::Data;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Match, Otherwise, Pat, Term, visit};
use crate::core::wired;
use crate::lang::{Line, Restriction, Scope, Spec};

/// The state after some lines.
#[derive(Clone)]
pub(super) struct Session<'s> {
    snapshot: &'s Snapshot,
    pub(super) scope: Scope,
    pub(super) env: Env,
    layers: Vec<Vec<Bind>>,
}

/// What a line was.
pub(super) enum Entered {
    /// An expression, closed over what earlier lines bound.
    Expr(Term),
    /// Something that prints nothing.
    Nothing,
    /// Not understood.
    Error(String),
}

impl<'s> Session<'s> {
    /// A session in the scope of the file, before any line.
    pub(super) fn new(snapshot: &'s Snapshot) -> Session<'s> {
        let scope = snapshot.scope().clone();
        Session { snapshot, scope, env: snapshot.env().clone(), layers: Vec::new() }
    }

    /// A session in another scope, that of a test of the file.
    pub(super) fn within(snapshot: &'s Snapshot, scope: Scope, env: Env) -> Session<'s> {
        Session { snapshot, scope, env, layers: Vec::new() }
    }

    /// Reads one line.
    pub(super) fn enter(&mut self, text: &str) -> Entered {
        let snapshot = self.snapshot;
        let mut loaded = Vec::new();
        let line = (snapshot.language().lower_line)(text, &self.scope, &mut |name| {
            loaded.push(name);
            snapshot.load_inside(name)
        });
        // An import's, and those of names written with their whole module.
        for name in loaded {
            snapshot.bring(name, &mut self.env);
        }
        match line {
            Line::Expr(term) => Entered::Expr(self.close(term)),
            Line::Let(binds) => {
                for bind in &binds {
                    self.name(bind.name, bind.name);
                }
                self.layers.push(binds);
                Entered::Nothing
            }
            Line::Bind(pat, term) => {
                self.bind(pat, term);
                Entered::Nothing
            }
            Line::Import(scope) => {
                self.scope = *scope;
                Entered::Nothing
            }
            Line::Nothing => Entered::Nothing,
            Line::Error(reason) => Entered::Error(reason),
        }
    }

    /// Enters the lines of a group that bind something, up to the example at `before`; for one that prints, its
    /// output does not matter here.
    pub(super) fn replay(&mut self, spec: &Spec, before: Option<usize>) {
        for item in &spec.items {
            if before.is_some_and(|start| item.span.start >= start) {
                return;
            }
            if let crate::lang::ItemKind::Example { input, .. } = &item.kind {
                self.enter(input);
            }
        }
    }

    /// A closed expression as the language writes it.
    pub(super) fn shown(&self, term: &Term) -> String {
        (self.snapshot.language().render_expr)(term, &self.scope)
    }

    /// What makes a truth of what tests claim.
    pub(super) fn holds(&self) -> Name {
        Name::new(self.snapshot.language().testing.holds)
    }

    /// What values of a type that tests generate must be.
    pub(super) fn restriction(&self, data: Name) -> Option<Restriction> {
        let rows = self.snapshot.language().testing.restricted;
        rows.iter().find(|(name, _)| *name == data.as_str()).map(|(_, restriction)| *restriction)
    }

    /// Is the constructor in scope under some name? Those with special syntax always are.
    pub(super) fn sees(&self, constructor: Name) -> bool {
        constructor.module().is_none() || self.scope.values.values().any(|entities| entities.contains(&constructor))
    }

    /// Brings `entity` into scope as `surface`, unless that means something already.
    pub(super) fn admit(&mut self, surface: &str, entity: Name) {
        self.scope.values.entry(surface.to_owned()).or_insert_with(|| vec![entity]);
    }

    /// Makes the fields of a type's constructors known.
    pub(super) fn admit_data(&mut self, data: &Data) {
        if !self.scope.datas.iter().any(|known| known.name == data.name) {
            self.scope.datas.push(Arc::new(data.clone()));
        }
        let fields: Vec<Name> = data.constructors.iter().flat_map(|c| &c.fields).filter_map(|f| f.name).collect();
        fields.into_iter().for_each(|field| self.admit(field.base(), field));
    }

    /// A function of the library by its plain name, as far as it is loaded.
    pub(super) fn library(&self, base: &str) -> Option<Name> {
        let exports = self.env.modules().flat_map(|module| &module.exports);
        let mut found = exports.filter(|e| e.entity.base() == base && e.entity.module() != self.scope.module);
        found.next().map(|export| export.entity)
    }

    fn name(&mut self, surface: Name, entity: Name) {
        self.scope.values.insert(surface.as_str().to_owned(), vec![entity]);
    }

    /// `pat <- term`: the variables are selected from what running the term yields. They get names of their own,
    /// for `x <- f x` speaks of an earlier `x`.
    fn bind(&mut self, pat: Pat, term: Term) {
        let layer = self.layers.len();
        let term = self.close(term);
        let result = Term::app(Term::global(wired::IO_RESULT), vec![term]);
        let mut names = Vec::new();
        variables(&pat, &mut names);
        let mut binds = Vec::new();
        for name in names {
            let entity = Name::new(&format!("{name}@{layer}"));
            let alt = Alt { pats: vec![pat.clone()], body: Term::Var(name) };
            let otherwise = Otherwise::Fail(Failure::Incomplete("user error (pattern match failure)".to_owned()));
            let select = Match { scrutinees: vec![result.clone()], alts: vec![alt], otherwise };
            binds.push(Bind { name: entity, scheme: None, term: Term::Match(Box::new(select)) });
            self.name(name, entity);
        }
        self.layers.push(binds);
    }

    /// The term inside of the layers that it needs.
    pub(super) fn close(&self, term: Term) -> Term {
        let mut term = term;
        for layer in self.layers.iter().rev() {
            let mut needed = BTreeSet::new();
            free(&term, &mut needed);
            let mut binds: Vec<&Bind> = Vec::new();
            let mut open = true;
            while open {
                open = false;
                for bind in layer {
                    if needed.contains(&bind.name) && !binds.iter().any(|b| b.name == bind.name) {
                        binds.push(bind);
                        free(&bind.term, &mut needed);
                        open = true;
                    }
                }
            }
            if !binds.is_empty() {
                let kept = layer.iter().filter(|bind| binds.iter().any(|b| b.name == bind.name)).cloned().collect();
                term = Term::Let(kept, Box::new(term));
            }
        }
        term
    }
}

/// The variables that a pattern binds.
pub(super) fn variables(pat: &Pat, into: &mut Vec<Name>) {
    match pat {
        Pat::Var(name) => into.push(*name),
        Pat::As(name, pat) => {
            into.push(*name);
            variables(pat, into);
        }
        Pat::Con(_, pats) => pats.iter().for_each(|pat| variables(pat, into)),
        Pat::Bang(pat) | Pat::Lazy(pat) | Pat::View(_, pat) | Pat::Ann(pat, _) => variables(pat, into),
        Pat::Wild | Pat::Lit(_) => {}
    }
}

/// The variables that occur in a term, bound ones too: more than are free, never fewer.
fn free(term: &Term, into: &mut BTreeSet<Name>) {
    visit(term, &mut |term| {
        if let Term::Var(name) = term {
            into.insert(*name);
        }
    });
}
