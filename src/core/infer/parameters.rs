//! Classes of several parameters whose last one determines the others (*Type Classes with Functional Dependencies*, Jones
//! 2000, §6): a constraint improves what is known of the determined parameters.

use crate::core::class::{apply, matches};
use crate::core::infer::state::Infer;
use crate::core::name::Name;
use crate::core::ty::{Pred, Type};

impl Infer<'_> {
    /// Makes the determined parameters of a constraint what a constraint in scope (or a superclass of one) or the instance
    /// for its last parameter says; whether it has several parameters.
    pub(super) fn determine(&mut self, class: Name, ty: &Type) -> bool {
        let Some((others, last)) = ty.as_parameters() else { return false };
        for i in 0..self.givens.len() {
            if self.givens[i].pred.class == class {
                let given = self.givens[i].pred.ty.clone();
                let given = self.zonk(&given);
                if let Some((known, determining)) = given.as_parameters()
                    && determining == last
                {
                    return self.equate(&others, &known);
                }
            }
        }
        let world = self.world;
        for i in 0..self.givens.len() {
            let given = self.givens[i].pred.clone();
            let given = Pred { class: given.class, ty: self.zonk(&given.ty) };
            if given.ty.last_parameter() != last {
                continue;
            }
            let implied = world.determined(given.class, last);
            if let Some((_, known)) = implied.iter().find(|(parent, _)| *parent == class)
                && let Some((known, _)) = known.as_parameters()
            {
                return self.equate(&others, &known);
            }
        }
        for instance in world.instances(class) {
            let Some((known, determining)) = instance.head.as_parameters() else { continue };
            let mut subst = Vec::new();
            if matches(determining, last, &mut subst) {
                let mut vars = Vec::new();
                instance.head.vars(&mut vars);
                for var in vars {
                    if !subst.iter().any(|(name, _)| *name == var) {
                        let fresh = self.fresh_deep();
                        subst.push((var, fresh));
                    }
                }
                let known: Vec<Type> = known.into_iter().map(|ty| apply(&subst, ty)).collect();
                return self.equate(&others, &known.iter().collect::<Vec<_>>());
            }
        }
        true
    }

    /// Equates parameters pairwise. What differs stays: no instance will be found for it.
    fn equate(&mut self, left: &[&Type], right: &[&Type]) -> bool {
        for (left, right) in left.iter().zip(right) {
            let _ = self.unify(left, right);
        }
        true
    }

    /// Makes wanted constraints of one class on the same last parameter agree on the others, and with what the
    /// superclasses of wanted ones say.
    pub(super) fn agree(&mut self, ids: &[u32]) {
        let mut seen: Vec<(Name, Type)> = Vec::new();
        if ids.iter().any(|id| self.dicts[*id as usize].ty.as_parameters().is_some()) {
            for &id in ids {
                let (class, ty) = (self.dicts[id as usize].class, self.dicts[id as usize].ty.clone());
                let ty = self.zonk(&ty);
                seen.extend(self.world.determined(class, ty.last_parameter()));
            }
        }
        for &id in ids {
            if self.dicts[id as usize].ty.as_parameters().is_none() {
                continue;
            }
            let (class, ty) = (self.dicts[id as usize].class, self.dicts[id as usize].ty.clone());
            let ty = self.zonk(&ty);
            let Some((others, last)) = ty.as_parameters() else { continue };
            let same = |(name, known): &&(Name, Type)| *name == class && known.last_parameter() == last;
            match seen.iter().find(same).cloned() {
                Some((_, known)) => {
                    if let Some((known, _)) = known.as_parameters() {
                        self.equate(&others, &known);
                    }
                }
                None => seen.push((class, ty.clone())),
            }
        }
    }

    /// Adds the variables that constraints since `mark` on reachable last parameters determine.
    pub(super) fn reach_determined(&mut self, mark: usize, reachable: &mut Vec<u32>) {
        for at in mark..self.wanted.len() {
            let id = self.wanted[at];
            let ty = self.dicts[id as usize].ty.clone();
            let ty = self.zonk(&ty);
            let Some((_, last)) = ty.as_parameters() else { continue };
            let mut own = Vec::new();
            self.metas(last, &mut own);
            if own.iter().any(|meta| reachable.contains(meta)) {
                self.metas(&ty, reachable);
            }
        }
    }
}
