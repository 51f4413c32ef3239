//! Bindings: dependency analysis, generalisation, the monomorphism restriction, signatures.

use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use crate::core::class::covers;
use crate::core::infer::scc::components;
use crate::core::infer::solve::Mode;
use crate::core::infer::state::{Given, Infer, Local};
use crate::core::name::Name;
use crate::core::term::{Bind, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};

/// What generalisation found out about a group.
struct General {
    vars: Vec<Name>,
    context: Vec<Pred>,
    dicts: Vec<Name>,
}

impl Infer<'_> {
    /// Infers mutually recursive bindings; their names stay in scope. `top`: they are globals.
    pub(super) fn bindings(&mut self, binds: &mut [Bind], top: bool) {
        let mut implicit = Vec::new();
        for (i, bind) in binds.iter().enumerate() {
            match &bind.scheme {
                Some(scheme) => {
                    let scheme = self.signature(scheme);
                    self.declare(bind.name, Local::Poly(Rc::new(scheme)), top);
                }
                None => implicit.push(i),
            }
        }
        for group in dependencies(binds, &implicit) {
            let members: Vec<usize> = group.iter().map(|&node| implicit[node]).collect();
            self.group(binds, &members, top);
        }
        for bind in binds.iter_mut().filter(|bind| bind.scheme.is_some()) {
            self.explicit(bind, top);
        }
    }

    fn declare(&mut self, name: Name, local: Local, top: bool) {
        if top {
            self.globals.insert(name, local);
        } else {
            self.locals.push((name, local));
        }
    }

    fn redeclare(&mut self, name: Name, local: Local, top: bool) {
        if top {
            self.globals.insert(name, local);
        } else if let Some((_, old)) = self.locals.iter_mut().rev().find(|(n, _)| *n == name) {
            *old = local;
        }
    }

    fn explicit(&mut self, bind: &mut Bind, top: bool) {
        if matches!(bind.term, Term::Prim(_)) {
            return;
        }
        if top {
            self.owner = Some(bind.name);
            self.restart_dicts();
        }
        let found = if top { self.globals.get(&bind.name) } else { self.local(bind.name) };
        if let Some(Local::Poly(scheme)) = found {
            let scheme = Rc::clone(scheme);
            self.check_scheme(&mut bind.term, &scheme);
        }
    }

    /// Checks `term` at all instances of `scheme`; it takes the dictionaries of the context first then.
    pub(super) fn check_scheme(&mut self, term: &mut Term, scheme: &Scheme) {
        let (scoped, givens, mark) = (self.scoped.len(), self.givens.len(), self.wanted.len());
        self.level += 1;
        let mut rigid = Vec::with_capacity(scheme.vars.len());
        for var in &scheme.vars {
            let ty = self.fresh_rigid(*var);
            self.scoped.push((*var, ty.clone()));
            rigid.push(ty);
        }
        let ty = super::state::substitute(&scheme.ty, &scheme.vars, &rigid).unwrap_or_else(|| scheme.ty.clone());
        let mut dicts = Vec::with_capacity(scheme.context.len());
        for pred in &scheme.context {
            let name = self.fresh_dict();
            let ty = super::state::substitute(&pred.ty, &scheme.vars, &rigid).unwrap_or_else(|| pred.ty.clone());
            self.givens.push(Given { pred: Pred { class: pred.class, ty }, term: Term::Var(name) });
            dicts.push(name);
        }
        self.check(term, &ty);
        self.level -= 1;
        self.settle(mark, &[]);
        self.givens.truncate(givens);
        self.scoped.truncate(scoped);
        let body = std::mem::replace(term, Term::Fall);
        *term = Term::lam(dicts, body);
    }

    /// Solves what was wanted since `mark` and settles what cannot be known later: constraints on variables that
    /// neither the context nor `types` mention. What may still become known stays wanted.
    fn settle(&mut self, mark: usize, types: &[Type]) {
        self.solve(mark, Mode::Early);
        let mut reachable = Vec::new();
        for ty in types {
            let ty = self.zonk(ty);
            self.metas(&ty, &mut reachable);
        }
        self.reach_determined(mark, &mut reachable);
        self.default_wanted(mark, &reachable);
    }

    /// Infers one group of bindings without signatures.
    fn group(&mut self, binds: &mut [Bind], members: &[usize], top: bool) {
        let group = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        self.groups.push(Vec::new());
        let (mark, errors) = (self.wanted.len(), self.errors.len());
        // An annotation around a whole binding is the shape of a declared type.
        let shape = |scheme: &Scheme| {
            let mut vars = Vec::new();
            scheme.ty.vars(&mut vars);
            scheme.vars.is_empty() && !vars.is_empty()
        };
        let general = |term: &Term| match term {
            Term::Ann(_, scheme) => shape(scheme),
            term => matches!(term, Term::Lam(..)),
        };
        let restricted = !self.unrestricted && members.iter().any(|&i| !general(&binds[i].term));
        let scoped = self.scoped.len();
        if top {
            self.restart_dicts();
        }
        self.level += 1;
        let mut types = Vec::with_capacity(members.len());
        for &i in members {
            let ty = self.fresh();
            self.declare(binds[i].name, Local::Group(ty.clone(), group), top);
            types.push(ty);
        }
        for (&i, ty) in members.iter().zip(&types) {
            if top {
                self.owner = Some(binds[i].name);
            }
            self.check(&mut binds[i].term, ty);
        }
        self.level -= 1;
        self.scoped.truncate(scoped);
        if self.errors.len() > errors {
            self.solve(mark, Mode::Early);
            self.give_up(mark);
            for &i in members {
                self.redeclare(binds[i].name, Local::Unknown, top);
            }
            return;
        }
        let general = self.generalise(&types, mark, restricted);
        self.groups[group as usize] = general.dicts.iter().map(|dict| Term::Var(*dict)).collect();
        for (&i, ty) in members.iter().zip(&types) {
            let ty = self.zonk(ty);
            let local = if general.vars.is_empty() && general.context.is_empty() {
                Local::Mono(ty)
            } else {
                Local::Poly(Rc::new(Scheme { vars: general.vars.clone(), context: general.context.clone(), ty }))
            };
            self.redeclare(binds[i].name, local, top);
            let body = std::mem::replace(&mut binds[i].term, Term::Fall);
            binds[i].term = Term::lam(general.dicts.clone(), body);
        }
    }

    /// Quantifies over what only `types` mention; the wanted dictionaries on those become parameters.
    fn generalise(&mut self, types: &[Type], mark: usize, restricted: bool) -> General {
        self.settle(mark, types);
        let mut metas = Vec::new();
        for ty in types {
            let ty = self.zonk(ty);
            self.metas(&ty, &mut metas);
        }
        let wanted = self.wanted.split_off(mark);
        let mut kept: Vec<(u32, Pred)> = Vec::new();
        for id in wanted {
            let ty = self.zonk_dict(id);
            let mut own = Vec::new();
            self.metas(&ty, &mut own);
            if restricted {
                for meta in own {
                    let cell = &mut self.cells[meta as usize];
                    cell.level = cell.level.min(self.level);
                }
                self.wanted.push(id);
            } else if own.iter().all(|meta| self.cells[*meta as usize].level <= self.level) {
                self.wanted.push(id);
            } else {
                for meta in own {
                    if !metas.contains(&meta) {
                        metas.push(meta);
                    }
                }
                kept.push((id, Pred { class: self.dicts[id as usize].class, ty }));
            }
        }
        let mut vars = Vec::new();
        for meta in metas {
            if self.cells[meta as usize].level > self.level {
                let name = self.fresh_var(self.cells[meta as usize].unknown);
                self.cells[meta as usize].link = Some(Type::Var(name));
                vars.push(name);
            }
        }
        let (context, dicts) = self.parameters(kept);
        General { vars, context, dicts }
    }

    /// Dictionary parameters for the wanted dictionaries `kept`: one for each constraint that the others do not imply.
    fn parameters(&mut self, kept: Vec<(u32, Pred)>) -> (Vec<Pred>, Vec<Name>) {
        let kept: Vec<(u32, Pred)> =
            kept.into_iter().map(|(id, pred)| (id, Pred { class: pred.class, ty: self.zonk(&pred.ty) })).collect();
        let (mut context, mut dicts): (Vec<Pred>, Vec<Name>) = (Vec::new(), Vec::new());
        for (_, pred) in &kept {
            let implied = kept.iter().any(|(_, other)| {
                other.class != pred.class
                    && covers(other, pred.class, &pred.ty)
                    && self.world.implies(other.class, pred.class)
            });
            if !implied && !context.contains(pred) {
                dicts.push(self.fresh_dict());
                context.push(pred.clone());
            }
        }
        let parameters: Vec<(Pred, Term)> =
            context.iter().cloned().zip(dicts.iter().map(|dict| Term::Var(*dict))).collect();
        for (id, pred) in kept {
            let own = parameters.iter().find(|(given, _)| *given == pred).map(|(_, term)| term.clone());
            let term = own.or_else(|| crate::core::class::entail(self.world, &pred, &parameters));
            self.dicts[id as usize].solution = term;
        }
        (context, dicts)
    }

    /// The principal type of a whole expression, with ambiguous and constrained variables defaulted.
    pub(super) fn principal(&mut self, term: &mut Term) -> Scheme {
        self.level += 1;
        let ty = self.fresh();
        self.check(term, &ty);
        self.level -= 1;
        self.solve(0, Mode::Early);
        self.default_all(0);
        let general = self.generalise(std::slice::from_ref(&ty), 0, false);
        self.settle_top();
        let body = std::mem::replace(term, Term::Fall);
        *term = Term::lam(general.dicts, body);
        self.closed_scheme(general.context, &ty)
    }
}

/// The binding groups among the bindings `implicit`, dependencies first, as indices into `implicit`.
fn dependencies(binds: &[Bind], implicit: &[usize]) -> Vec<Vec<usize>> {
    let at: HashMap<Name, usize, FxBuildHasher> =
        implicit.iter().enumerate().map(|(node, &i)| (binds[i].name, node)).collect();
    let edges: Vec<Vec<usize>> = implicit
        .iter()
        .map(|&i| {
            let mut edges = Vec::new();
            mentions(&binds[i].term, &mut |name| {
                if let Some(&to) = at.get(&name)
                    && !edges.contains(&to)
                {
                    edges.push(to);
                }
            });
            edges
        })
        .collect();
    components(&edges)
}

/// Calls `found` with every variable and global that `term` mentions, bound ones too.
pub(super) fn mentions(term: &Term, found: &mut dyn FnMut(Name)) {
    let (mut terms, mut pats): (Vec<&Term>, Vec<&Pat>) = (vec![term], Vec::new());
    while let Some(term) = terms.pop() {
        match term {
            Term::Var(name) | Term::Global(name) => found(*name),
            Term::App(f, args) => {
                terms.extend(args);
                terms.push(f);
            }
            Term::Lam(_, inner) | Term::Ann(inner, _) | Term::TypeApp(inner, _) => terms.push(inner),
            Term::Let(binds, body) => {
                terms.extend(binds.iter().map(|bind| &bind.term));
                terms.push(body);
            }
            Term::Match(m) => {
                terms.extend(&m.scrutinees);
                for alt in &m.alts {
                    terms.push(&alt.body);
                    pats.extend(&alt.pats);
                }
            }
            Term::Con(_) | Term::Lit(_) | Term::Fall | Term::Hole(_) => {}
            Term::Fail(_) | Term::Prim(_) | Term::Opaque(_) => {}
        }
        while let Some(pat) = pats.pop() {
            match pat {
                Pat::Wild | Pat::Var(_) | Pat::Lit(_) => {}
                Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) => pats.push(inner),
                Pat::Con(_, args) => pats.extend(args),
                Pat::View(view, inner) => {
                    terms.push(view);
                    pats.push(inner);
                }
            }
        }
    }
}
