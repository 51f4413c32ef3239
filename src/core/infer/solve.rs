//! Constraints: solving wanted dictionaries by givens and instances, and defaulting (Haskell 2010, §4.3.4; the
//! interactive rules are GHC's *ExtendedDefaultRules*).

use crate::core::class::{self, Found, MAX_CHAIN, MAX_STEPS, head_con};
use crate::core::infer::Defaulting;
use crate::core::infer::state::{Infer, placeholder};
use crate::core::name::Name;
use crate::core::term::{Failure, Term};
use crate::core::ty::{Pred, Type};
use crate::core::wired;

/// How eager solving is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// More may become known: undecided constraints wait.
    Early,
    /// Nothing more will become known: overlapping instances are decided, a single possible one is taken.
    Final,
}

impl Infer<'_> {
    /// The zonked type of a wanted dictionary.
    pub(super) fn zonk_dict(&mut self, id: u32) -> Type {
        let ty = self.dicts[id as usize].ty.clone();
        let ty = self.zonk(&ty);
        self.dicts[id as usize].ty = ty.clone();
        ty
    }

    /// Solves what was wanted since `mark`; what has to wait stays wanted, in order.
    pub(super) fn solve(&mut self, mark: usize, mode: Mode) {
        if self.wanted.len() <= mark {
            return;
        }
        let mut todo = self.wanted.split_off(mark);
        self.agree(&todo);
        todo.reverse();
        let (mut waiting, mut steps) = (Vec::new(), 0);
        let bound = MAX_STEPS as usize + 20 * todo.len();
        while let Some(id) = todo.pop() {
            steps += 1;
            if steps > bound && self.dicts[id as usize].depth > 0 {
                let ty = self.zonk_dict(id);
                self.no_instance(id, &ty);
            } else if steps > 2 * bound || !self.attempt(id, mode, &mut todo) {
                waiting.push(id);
            }
        }
        self.wanted.extend(waiting);
    }

    /// One step on dictionary `id`: whether it has a solution now. The dictionaries that this needs go to `todo`.
    fn attempt(&mut self, id: u32, mode: Mode, todo: &mut Vec<u32>) -> bool {
        let ty = if self.refined.is_empty() {
            self.zonk_dict(id)
        } else {
            let ty = self.dicts[id as usize].ty.clone();
            self.zonk(&ty)
        };
        let class = self.dicts[id as usize].class;
        let ty = if self.determine(class, &ty) { self.zonk(&ty) } else { ty };
        let depth = self.dicts[id as usize].depth;
        if let Some(term) = self.given(class, &ty) {
            self.dicts[id as usize].solution = Some(term);
            return true;
        }
        let mut metas = Vec::new();
        self.metas(&ty, &mut metas);
        if head_con(&ty).is_none() {
            if !metas.is_empty() {
                return false;
            }
            self.no_instance(id, &ty);
            return true;
        }
        if let Some(ancestor) = self.ancestor(id, class, &ty) {
            self.dicts[ancestor as usize].recursive = true;
            self.dicts[id as usize].solution = Some(placeholder(ancestor));
            return true;
        }
        if depth > MAX_CHAIN {
            self.no_instance(id, &ty);
            return true;
        }
        let world = self.world;
        match world.instance(class, &ty, mode == Mode::Final) {
            Found::Instance(instance, subst) => {
                let mut args = Vec::with_capacity(instance.context.len());
                for needed in &instance.context {
                    let part = self.want_for(id, needed.class, class::apply(&subst, &needed.ty));
                    args.push(placeholder(part));
                    todo.push(part);
                }
                self.dicts[id as usize].solution = Some(Term::app(Term::Global(instance.dictionary()), args));
                true
            }
            Found::Wait if mode == Mode::Final => self.improve(id, class, &ty, todo),
            Found::Wait => false,
            Found::Nothing if !metas.is_empty() && !self.givens.is_empty() && mode == Mode::Early => false,
            Found::Nothing => {
                self.no_instance(id, &ty);
                true
            }
        }
    }

    /// What needs dictionary `id` and is the same.
    fn ancestor(&mut self, id: u32, class: Name, ty: &Type) -> Option<u32> {
        let mut next = self.dicts[id as usize].parent;
        while let Some(parent) = next {
            if self.dicts[parent as usize].class == class {
                let other = self.dicts[parent as usize].ty.clone();
                if self.zonk(&other) == *ty {
                    return Some(parent);
                }
            }
            next = self.dicts[parent as usize].parent;
        }
        None
    }

    /// Makes `ty` what the only possible instance asks for.
    fn improve(&mut self, id: u32, class: Name, ty: &Type, todo: &mut Vec<u32>) -> bool {
        let Some(instance) = self.world.only_instance(class, ty) else { return false };
        let mut vars = Vec::new();
        instance.head.vars(&mut vars);
        let values: Vec<Type> = vars.iter().map(|_| self.fresh_deep()).collect();
        let head = super::state::substitute(&instance.head, &vars, &values).unwrap_or_else(|| instance.head.clone());
        let before = self.known(ty);
        if self.unify(ty, &head).is_err() || self.known(ty) == before {
            return false;
        }
        todo.push(id);
        true
    }

    /// How much of a type is known: constructors, and variables that are others. New names for variables are nothing new.
    fn known(&mut self, ty: &Type) -> (usize, usize) {
        let ty = self.zonk(ty);
        let mut metas = Vec::new();
        self.metas(&ty, &mut metas);
        let (mut known, mut todo) = (0, vec![&ty]);
        while let Some(ty) = todo.pop() {
            match ty {
                Type::App(head, arg) => todo.extend([&**head, &**arg]),
                Type::Con(_) | Type::Var(_) => known += 1,
                Type::Meta(_) => {}
            }
        }
        (known, metas.len())
    }

    /// A dictionary in scope; the innermost of the shortest ways.
    fn given(&mut self, class: Name, ty: &Type) -> Option<Term> {
        let mut best: Option<(Vec<Name>, usize)> = None;
        for i in 0..self.givens.len() {
            let given = self.givens[i].pred.clone();
            let given = Pred { class: given.class, ty: self.zonk(&given.ty) };
            if class::covers(&given, class, ty)
                && let Some(path) = self.world.super_path(self.givens[i].pred.class, class)
                && best.as_ref().is_none_or(|(shortest, _)| path.len() <= shortest.len())
            {
                best = Some((path, i));
            }
        }
        best.map(|(path, i)| class::project(self.givens[i].term.clone(), &path))
    }

    fn no_instance(&mut self, id: u32, ty: &Type) {
        let class = self.dicts[id as usize].class;
        let pred = Pred { class, ty: self.closed_type(ty) };
        let text = show_pred(&pred);
        if !self.mysterious(class, ty) {
            self.error_at(id, format!("no instance for `{text}`"));
        }
        self.dicts[id as usize].solution = Some(Term::Fail(Failure::NoInstance(text)));
    }

    fn ambiguous(&mut self, id: u32, ty: &Type) {
        let class = self.dicts[id as usize].class;
        let pred = Pred { class, ty: self.closed_type(ty) };
        let text = show_pred(&pred);
        let opaque = self.dicts[id as usize].owner.is_some_and(|owner| self.opaque.contains(&owner));
        if !opaque && !self.mysterious(class, ty) {
            self.error_at(id, format!("ambiguous type: nothing settles `{text}`"));
        }
        self.dicts[id as usize].solution = Some(Term::Fail(Failure::NoInstance(text)));
    }

    /// Whether the constraint involves something that was not understood, an undeclared class in scope included: it
    /// may have any superclass.
    pub(super) fn mysterious(&mut self, class: Name, ty: &Type) -> bool {
        if self.world.class(class).is_none() {
            return true;
        }
        for i in 0..self.givens.len() {
            if self.world.class(self.givens[i].pred.class).is_none() {
                let given = self.givens[i].pred.ty.clone();
                if self.zonk(&given) == *ty {
                    return true;
                }
            }
        }
        let mut todo = vec![ty];
        while let Some(ty) = todo.pop() {
            match ty {
                Type::Meta(id) if self.cells.get(*id as usize).is_some_and(|cell| cell.unknown) => return true,
                Type::Con(name) if !self.world.knows_type(*name) => return true,
                Type::App(head, arg) => todo.extend([&**head, &**arg]),
                Type::Con(_) | Type::Var(_) | Type::Meta(_) => {}
            }
        }
        false
    }

    /// Settles the constraints since `mark` on variables that are not `reachable` and were made inside: by default
    /// types, or as ambiguous.
    pub(super) fn default_wanted(&mut self, mark: usize, reachable: &[u32]) {
        for _ in 0..8 {
            let ids = self.lost(mark, reachable);
            if ids.is_empty() || !self.default_some(mark, &ids) {
                break;
            }
            self.solve(mark, Mode::Early);
        }
        if self.lost(mark, reachable).is_empty() {
            return;
        }
        // Constraints that wait for a choice between instances: nothing more will be known.
        let lost = self.lost(mark, reachable);
        let others: Vec<u32> = self.wanted.split_off(mark).into_iter().filter(|id| !lost.contains(id)).collect();
        self.wanted.extend(lost);
        self.solve(mark, Mode::Final);
        for id in self.wanted.split_off(mark) {
            let ty = self.zonk_dict(id);
            self.ambiguous(id, &ty);
        }
        self.wanted.extend(others);
    }

    /// The wanted dictionaries since `mark` whose variables were all made inside and are not `reachable`.
    fn lost(&mut self, mark: usize, reachable: &[u32]) -> Vec<u32> {
        let ids: Vec<u32> = self.wanted[mark..].to_vec();
        ids.into_iter()
            .filter(|id| {
                let ty = self.zonk_dict(*id);
                let mut metas = Vec::new();
                self.metas(&ty, &mut metas);
                metas.iter().all(|meta| self.cells[*meta as usize].level > self.level && !reachable.contains(meta))
            })
            .collect()
    }

    /// Gives default types to variables of `ids`; whether any got one.
    fn default_some(&mut self, mark: usize, ids: &[u32]) -> bool {
        let mut progress = false;
        let mut done: Vec<u32> = Vec::new();
        for id in ids {
            let ty = self.zonk_dict(*id);
            let Type::Meta(meta) = ty else { continue };
            if !self.flexible(meta) || done.contains(&meta) {
                continue;
            }
            done.push(meta);
            let mut classes = Vec::new();
            for at in mark..self.wanted.len() {
                let other = self.wanted[at];
                if self.zonk_dict(other) == Type::Meta(meta) {
                    classes.push(self.dicts[other as usize].class);
                }
            }
            if let Some(choice) = self.default_type(&classes) {
                self.defaulted = true;
                progress |= self.unify(&Type::Meta(meta), &choice).is_ok();
            }
        }
        progress
    }

    /// The first default type that has all `classes`.
    fn default_type(&self, classes: &[Name]) -> Option<Type> {
        let is = |name: &str| classes.contains(&Name::new(name));
        let numeric = classes.iter().any(|class| self.world.implies(*class, self.names.num));
        let extended = self.defaulting == Defaulting::Extended
            && [wired::SHOW, wired::EQ, wired::ORD, wired::FOLDABLE, wired::TRAVERSABLE].into_iter().any(is);
        let numbers = [Type::Con(self.names.integer), Type::Con(self.names.double)];
        let list = Type::Con(self.names.list);
        let candidates: Vec<Type> = if extended || (numeric && self.defaulting == Defaulting::Extended) {
            [Type::con(wired::UNIT), list].into_iter().chain(numbers).collect()
        } else if numeric {
            numbers.to_vec()
        } else if is(wired::IS_STRING) {
            vec![self.literal_type(&crate::core::term::Literal::Str(String::new()))]
        } else {
            return None;
        };
        let known: Vec<Name> = classes.iter().copied().filter(|class| self.world.class(*class).is_some()).collect();
        candidates.into_iter().find(|ty| known.iter().all(|class| self.holds(*class, ty)))
    }

    /// Gives default types to all variables of what is wanted since `mark`, as far as there are.
    pub(super) fn default_all(&mut self, mark: usize) {
        for _ in 0..8 {
            let ids = self.wanted[mark..].to_vec();
            if ids.is_empty() || !self.default_some(mark, &ids) {
                return;
            }
            self.solve(mark, Mode::Early);
        }
    }

    /// Settles everything that is still wanted: nothing more will be known.
    pub(super) fn settle_top(&mut self) {
        self.solve(0, Mode::Early);
        self.default_all(0);
        self.solve(0, Mode::Final);
        for id in std::mem::take(&mut self.wanted) {
            let ty = self.zonk_dict(id);
            self.ambiguous(id, &ty);
        }
    }

    /// Leaves what is wanted since `mark` and cannot become known outside without a dictionary, silently.
    pub(super) fn give_up(&mut self, mark: usize) {
        for id in self.wanted.split_off(mark) {
            let ty = self.zonk_dict(id);
            let mut metas = Vec::new();
            self.metas(&ty, &mut metas);
            if metas.iter().any(|meta| self.cells[*meta as usize].level > self.level) {
                let text = show_pred(&Pred { class: self.dicts[id as usize].class, ty: self.closed_type(&ty) });
                self.dicts[id as usize].solution = Some(Term::Fail(Failure::NoInstance(text)));
            } else {
                self.wanted.push(id);
            }
        }
    }
}

/// A predicate as users write it.
pub(super) fn show_pred(pred: &Pred) -> String {
    let shown = crate::core::ty::Scheme { vars: Vec::new(), context: vec![pred.clone()], ty: Type::con(wired::UNIT) };
    shown.to_string().trim_end_matches(" => ()").to_owned()
}
