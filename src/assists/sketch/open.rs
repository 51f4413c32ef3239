//! What the holes of a body are: the variables in scope at each, and what is wanted there.
//!
//! Holes become parameters of the body, so that inference gives each of them one type, also inside of local functions
//! that it would otherwise generalise.

use std::collections::{BTreeMap, HashSet};

use crate::analysis::Snapshot;
use crate::assists::complete::place::{apart, flexible, is_word, variables};
use crate::assists::sketch::{missing, module};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Match, Term, any};
use crate::core::ty::Type;
use crate::core::wired;
use crate::lang::Function;
use crate::synth::fill::Hole;
use crate::synth::goal::Goal;
use crate::text::Span;

/// A body whose holes are globals applied to their variables.
pub(super) struct Opened {
    /// Elaborated.
    pub(super) function: Term,
    /// In source order.
    pub(super) places: Vec<Place>,
    /// Variables that nothing but holes can use: see [`Sketch::loose`](crate::synth::fill::Sketch::loose).
    pub(super) loose: Vec<Vec<(usize, usize)>>,
}

/// A hole in the text.
pub(super) struct Place {
    pub(super) span: Span,
    /// Variables in scope, innermost first.
    pub(super) locals: Vec<Name>,
    pub(super) hole: Hole,
}

/// Most holes of one body.
const MOST: usize = 8;

/// Looks into the body of `function`. The error is a reason.
pub(super) fn opened(snapshot: &Snapshot, function: &Function, goal: &Goal) -> Result<Opened, String> {
    let equations = function.equations.ok_or("there is no body")?;
    let inside = |span: &Span| equations.covers(*span);
    // What stands for a missing part otherwise becomes a hole of the same length.
    let mut text = snapshot.text().to_owned();
    for span in snapshot.lowered().blanks.iter().filter(|span| inside(span)) {
        text.replace_range(span.start..span.end, &"_".repeat(span.end - span.start));
    }
    let open = if text == snapshot.text() { snapshot.clone() } else { snapshot.with_text(text) };
    let lowered = open.lowered();
    let mut holes: Vec<(Name, Span)> = lowered.holes.iter().filter(|(_, span)| inside(span)).copied().collect();
    holes.sort_by_key(|(_, span)| span.start);
    if holes.is_empty() || holes.len() > MOST {
        return Err(format!("`{}` has {} holes", goal.name.base(), holes.len()));
    }
    let bind = lowered.module.binds.iter().find(|bind| bind.name == goal.name).ok_or("there is no body")?;
    let mut marker = Marker::default();
    let body = marker.term(&bind.term);
    let names: Vec<Name> = holes.iter().map(|(name, _)| *name).collect();
    if names.iter().any(|name| !marker.found.iter().any(|(found, _)| found == name)) {
        return Err(format!("a hole of `{}` is not understood", goal.name.base()));
    }
    let loose = marker.loose(&names);
    let params: Vec<Name> = names.iter().map(|name| parameter(*name)).collect();
    let applied = |args: Vec<Term>| Term::App(Box::new(Term::Lam(params.clone(), Box::new(body.clone()))), args);
    let (scheme, env) = (&goal.scheme, open.env());
    let unknown = applied(names.iter().map(|name| Term::Hole(*name)).collect());
    let inferred = infer::expr(&unknown, Some(scheme), &[], env, Defaulting::Standard);
    if let Some(error) = inferred.errors.first() {
        return Err(format!("`{}` does not type-check around its holes: {}", goal.name.base(), error.message));
    }
    let mut places = Vec::new();
    for (number, (name, span)) in holes.iter().enumerate() {
        let (_, ty) = inferred.holes.iter().find(|(found, _)| found == name).ok_or("a hole has no type")?;
        let found = marker.found.iter().find(|(found, _)| found == name);
        let locals: Vec<Name> = found.map_or(Vec::new(), |(_, locals)| locals.iter().map(|(name, _)| *name).collect());
        let bound = |binder: &usize| Some(*binder).filter(|binder| !marker.values.contains(binder));
        let order = found.map_or(Vec::new(), |(_, locals)| locals.iter().map(|(_, binder)| bound(binder)).collect());
        // What nothing settles is a number, or a list.
        let ty = flexible(ty, &scheme.vars);
        let settled = |var: Name| {
            let constructor = if applies(&ty, var) { wired::NIL } else { wired::INT };
            var.as_str().starts_with('?').then(|| Type::con(constructor))
        };
        let ty = infer::expand(&ty.subst(&settled), env);
        apart(&ty, &locals, env).ok_or("a hole has no type")?;
        let hole =
            Hole { name: Name::new(&format!("hole#{number}")), scheme: scheme.under(ty), locals: locals.len(), order };
        places.push(Place { span: *span, locals, hole });
    }
    let mut env = env.clone();
    env.add(module(places.iter().map(|place| missing(place.hole.name, place.hole.scheme.clone())).collect()));
    let globals = applied(places.iter().map(|place| Term::Global(place.hole.name)).collect());
    let inferred = infer::expr(&globals, Some(scheme), &[], &env, Defaulting::Standard);
    match inferred.errors.first() {
        None => Ok(Opened { function: inferred.term, places, loose }),
        Some(error) => Err(format!("`{}` does not type-check around its holes: {}", goal.name.base(), error.message)),
    }
}

/// Whether a variable is applied in a type.
fn applies(ty: &Type, var: Name) -> bool {
    match ty {
        Type::App(head, arg) => **head == Type::Var(var) || applies(head, var) || applies(arg, var),
        Type::Con(_) | Type::Var(_) | Type::Meta(_) => false,
    }
}

/// The variable that stands for a hole.
fn parameter(hole: Name) -> Name {
    Name::new(&format!("{hole}#hole"))
}

/// Applies holes to what is in scope.
#[derive(Default)]
struct Marker {
    /// Names with the numbers of their binders.
    scope: Vec<(Name, usize)>,
    binders: usize,
    /// Binders of local values.
    values: HashSet<usize>,
    /// Binders that the body mentions.
    used: HashSet<usize>,
    /// Holes with their variables, the innermost first.
    found: Vec<(Name, Vec<(Name, usize)>)>,
}

impl Marker {
    /// The variables that the user can write, the innermost of each name and the innermost first.
    fn visible(&self) -> Vec<(Name, usize)> {
        let mut names: Vec<(Name, usize)> = Vec::new();
        for (name, binder) in self.scope.iter().rev() {
            let word = name.as_str().starts_with(|c: char| c.is_lowercase()) && name.as_str().chars().all(is_word);
            if word && !names.iter().any(|(known, _)| known == name) {
                names.push((*name, *binder));
            }
        }
        names
    }

    /// Variables that nothing but holes can use: by variable, the holes and its place among their variables.
    fn loose(&self, holes: &[Name]) -> Vec<Vec<(usize, usize)>> {
        let mut loose: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (number, hole) in holes.iter().enumerate() {
            let locals = self.found.iter().find(|(found, _)| found == hole).map_or(&[][..], |(_, locals)| locals);
            for (place, (_, binder)) in locals.iter().enumerate().filter(|(_, (_, binder))| !self.used.contains(binder))
            {
                loose.entry(*binder).or_default().push((number, place));
            }
        }
        loose.into_values().collect()
    }

    fn within<T>(&mut self, names: impl IntoIterator<Item = Name>, f: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.scope.len();
        for name in names {
            self.binders += 1;
            self.scope.push((name, self.binders));
        }
        let result = f(self);
        self.scope.truncate(mark);
        result
    }

    fn term(&mut self, term: &Term) -> Term {
        match term {
            Term::Hole(name) => {
                let names = self.visible();
                let args = names.iter().map(|(name, _)| Term::Var(*name)).collect();
                self.found.push((*name, names));
                Term::app(Term::Var(parameter(*name)), args)
            }
            Term::Var(name) => {
                self.used.extend(self.scope.iter().rev().find(|(known, _)| known == name).map(|(_, binder)| *binder));
                term.clone()
            }
            Term::App(head, args) => {
                let head = self.term(head);
                Term::app(head, args.iter().map(|arg| self.term(arg)).collect())
            }
            Term::Lam(params, body) => {
                let body = self.within(params.iter().copied(), |this| this.term(body));
                Term::Lam(params.clone(), Box::new(body))
            }
            Term::Let(binds, body) => self.locally(binds, body),
            Term::Match(m) => {
                let scrutinees = m.scrutinees.iter().map(|scrutinee| self.term(scrutinee)).collect();
                let alt = |alt: &Alt| {
                    let mut names = Vec::new();
                    alt.pats.iter().for_each(|pat| variables(pat, &mut names));
                    let body = self.within(names, |this| this.term(&alt.body));
                    Alt { pats: alt.pats.clone(), body }
                };
                let alts = m.alts.iter().map(alt).collect();
                Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise.clone() }))
            }
            Term::Ann(inner, scheme) => Term::Ann(Box::new(self.term(inner)), scheme.clone()),
            Term::TypeApp(inner, ty) => Term::TypeApp(Box::new(self.term(inner)), ty.clone()),
            leaf => leaf.clone(),
        }
    }

    /// Local values are variables of a hole, unless it is in them; local functions are not: nothing shows what they do
    /// before the holes are filled.
    fn locally(&mut self, binds: &[Bind], body: &Term) -> Term {
        let open = |term: &Term| any(term, &|part| matches!(part, Term::Hole(_)));
        let value = |bind: &&Bind| !matches!(bind.term, Term::Lam(..)) && !open(&bind.term);
        let values: Vec<Name> = binds.iter().filter(value).map(|bind| bind.name).collect();
        let count = values.len();
        self.within(values, |this| {
            let first = this.scope.len() - count;
            let own: Vec<usize> = this.scope[first..].iter().map(|(_, binder)| *binder).collect();
            this.values.extend(own);
            let bound = |bind: &Bind| Bind { term: this.term(&bind.term), ..bind.clone() };
            let binds = binds.iter().map(bound).collect();
            Term::Let(binds, Box::new(this.term(body)))
        })
    }
}
