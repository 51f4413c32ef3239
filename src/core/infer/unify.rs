//! Making types equal (Robinson 1965), with levels for generalisation and rigid variables that must not escape.

use crate::core::class::head_con;
use crate::core::infer::state::Infer;
use crate::core::name::Name;
use crate::core::ty::Type;

/// Why two types are not equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// Different constructors or rigid variables.
    Different,
    /// The type would contain itself.
    Infinite,
}

impl Infer<'_> {
    /// `ty` with links followed at its root.
    pub(super) fn shallow(&mut self, ty: &Type) -> Type {
        let Type::Meta(start) = ty else { return ty.clone() };
        let (mut id, mut hops) = (*start, 0);
        let end = loop {
            match self.cells.get(id as usize).and_then(|cell| cell.link.as_ref()) {
                Some(Type::Meta(next)) => {
                    id = *next;
                    hops += 1;
                }
                Some(other) => break other.clone(),
                None => break Type::Meta(id),
            }
        };
        // A refined variable's link does not last, so paths through it must not be shortened. All variables on the way
        // get the short link: the elements of a long list are a chain, and each of them is asked for.
        if hops > 1 && self.refined.is_empty() {
            let mut id = *start;
            for _ in 0..hops {
                let link = self.cells[id as usize].link.replace(end.clone());
                let Some(Type::Meta(next)) = link else { break };
                id = next;
            }
        }
        end
    }

    /// `ty` with all links followed.
    pub(super) fn zonk(&mut self, ty: &Type) -> Type {
        self.zonk_part(ty).unwrap_or_else(|| ty.clone())
    }

    fn zonk_part(&mut self, ty: &Type) -> Option<Type> {
        match ty {
            Type::Con(_) | Type::Var(_) => None,
            Type::Meta(_) => {
                let end = self.shallow(ty);
                match self.zonk_part_of_end(&end) {
                    Some(new) => Some(new),
                    None if end == *ty => None,
                    None => Some(end),
                }
            }
            Type::App(head, arg) => match (self.zonk_part(head), self.zonk_part(arg)) {
                (None, None) => None,
                (Some(head), None) => Some(Type::App(head.into(), arg.clone())),
                (None, Some(arg)) => Some(Type::App(head.clone(), arg.into())),
                (Some(head), Some(arg)) => Some(Type::App(head.into(), arg.into())),
            },
        }
    }

    fn zonk_part_of_end(&mut self, end: &Type) -> Option<Type> {
        if let Type::App(..) = end { self.zonk_part(end) } else { None }
    }

    /// Whether `id` is a unification variable without a link.
    pub(super) fn flexible(&self, id: u32) -> bool {
        self.cells.get(id as usize).is_some_and(|cell| cell.rigid.is_none() && cell.link.is_none())
    }

    /// The flexible variables of a zonked type, in order of first occurrence.
    pub(super) fn metas(&self, ty: &Type, into: &mut Vec<u32>) {
        match ty {
            Type::Meta(id) => {
                if self.flexible(*id) && !into.contains(id) {
                    into.push(*id);
                }
            }
            Type::Con(_) | Type::Var(_) => {}
            Type::App(head, arg) => {
                self.metas(head, into);
                self.metas(arg, into);
            }
        }
    }

    /// Marks everything unknown in `ty` as not understood.
    pub(super) fn forget(&mut self, ty: &Type) {
        let ty = self.zonk(ty);
        let mut metas = Vec::new();
        self.metas(&ty, &mut metas);
        for id in metas {
            self.cells[id as usize].unknown = true;
        }
    }

    /// Makes `a` and `b` equal as far as possible.
    pub(super) fn unify(&mut self, a: &Type, b: &Type) -> Result<(), Clash> {
        let (a, b) = (self.shallow(a), self.shallow(b));
        if matches!((&a, &b), (Type::App(..), Type::App(..))) && self.incomparable(&a, &b) {
            self.forget(&a);
            self.forget(&b);
            return Ok(());
        }
        self.unify_parts(&a, &b)
    }

    /// [`Infer::unify`] of types whose heads were compared.
    fn unify_parts(&mut self, a: &Type, b: &Type) -> Result<(), Clash> {
        let (a, b) = (self.shallow(a), self.shallow(b));
        match (&a, &b) {
            (Type::Meta(i), Type::Meta(j)) if i == j => Ok(()),
            (Type::Meta(i), _) if self.flexible(*i) => self.bind(*i, &b),
            (_, Type::Meta(j)) if self.flexible(*j) => self.bind(*j, &a),
            (Type::App(f, x), Type::App(g, y)) => {
                let heads = self.unify_parts(f, g);
                let args = self.unify(x, y);
                if heads.is_err() && (self.undeclared(&a) || self.undeclared(&b)) {
                    self.forget(&a);
                    self.forget(&b);
                    return Ok(());
                }
                heads.and(args)
            }
            _ if a == b => Ok(()),
            _ if self.undeclared(&a) || self.undeclared(&b) => {
                self.forget(&a);
                self.forget(&b);
                Ok(())
            }
            _ => Err(Clash::Different),
        }
    }

    /// Whether two applications have different heads of which nothing declares one: it may be a synonym of the other
    /// type, and its arguments say nothing of the other's.
    fn incomparable(&mut self, a: &Type, b: &Type) -> bool {
        let (Some(left), Some(right)) = (self.head_and_arity(a), self.head_and_arity(b)) else { return false };
        left != right && !(self.world.knows_type(left.0) && self.world.knows_type(right.0))
    }

    fn head_and_arity(&mut self, ty: &Type) -> Option<(Name, usize)> {
        let (mut ty, mut arity) = (self.shallow(ty), 0);
        loop {
            match &ty {
                Type::App(head, _) => {
                    arity += 1;
                    ty = self.shallow(head);
                }
                Type::Con(name) => return Some((*name, arity)),
                Type::Var(_) | Type::Meta(_) => return None,
            }
        }
    }

    /// Whether the head of `ty` is a type constructor that nothing declares: it may stand for anything.
    pub(super) fn undeclared(&mut self, ty: &Type) -> bool {
        match head_con(ty) {
            Some(name) => !self.world.knows_type(name),
            None => false,
        }
    }

    fn bind(&mut self, id: u32, ty: &Type) -> Result<(), Clash> {
        let level = self.cells[id as usize].level;
        if let Type::Meta(other) = ty
            && self.flexible(*other)
        {
            let unknown = self.cells[id as usize].unknown;
            let cell = &mut self.cells[*other as usize];
            cell.level = cell.level.min(level);
            cell.unknown |= unknown;
        } else {
            self.adjust(id, level, ty)?;
            if self.cells[id as usize].unknown {
                self.forget(ty);
            }
        }
        self.cells[id as usize].link = Some(ty.clone());
        Ok(())
    }

    /// The occurs check; pulls the variables of `ty` down to `level`.
    fn adjust(&mut self, id: u32, level: u32, ty: &Type) -> Result<(), Clash> {
        match ty {
            Type::Con(_) | Type::Var(_) => Ok(()),
            Type::App(head, arg) => {
                self.adjust(id, level, head)?;
                self.adjust(id, level, arg)
            }
            Type::Meta(_) => match self.shallow(ty) {
                Type::Meta(end) => {
                    if end == id {
                        return Err(Clash::Infinite);
                    }
                    let Some(cell) = self.cells.get_mut(end as usize) else { return Ok(()) };
                    if cell.rigid.is_some() {
                        return if cell.level > level { Err(Clash::Different) } else { Ok(()) };
                    }
                    cell.level = cell.level.min(level);
                    Ok(())
                }
                other => self.adjust(id, level, &other),
            },
        }
    }

    /// Unifies and reports what does not fit.
    pub(super) fn expect(&mut self, expected: &Type, found: &Type) {
        if let Err(clash) = self.unify(expected, found) {
            self.report(clash, expected, found);
        }
    }

    fn report(&mut self, clash: Clash, expected: &Type, found: &Type) {
        let pair = Type::app(Type::Con(self.names.list), [expected.clone(), found.clone()]);
        let pair = self.closed_type(&pair);
        let (_, parts) = pair.spine();
        let [expected, found] = parts[..] else { return };
        let why = match clash {
            Clash::Infinite => " (the type would be infinite)",
            Clash::Different if expected == found => " (two different type variables of that name)",
            Clash::Different => "",
        };
        self.error(format!("expected `{expected}`, found `{found}`{why}"));
    }

    /// Argument and result of a function type; makes one of a type not known yet.
    pub(super) fn split_fun(&mut self, ty: &Type) -> Option<(Type, Type)> {
        let ty = self.shallow(ty);
        if let Type::App(f, to) = &ty {
            let f = self.shallow(f);
            if let Type::App(arrow, from) = &f {
                let arrow = self.shallow(arrow);
                if arrow == Type::Con(self.names.arrow) {
                    return Some(((**from).clone(), (**to).clone()));
                }
                if !matches!(arrow, Type::Meta(_)) && !self.undeclared(&ty) {
                    return None;
                }
            } else if !matches!(f, Type::Meta(_)) && !self.undeclared(&ty) {
                return None;
            }
        } else if !matches!(&ty, Type::Meta(id) if self.flexible(*id)) && !self.undeclared(&ty) {
            return None;
        }
        let (from, to) = (self.fresh(), self.fresh());
        let fun = Type::app(Type::Con(self.names.arrow), [from.clone(), to.clone()]);
        self.unify(&ty, &fun).ok()?;
        Some((from, to))
    }

    /// Links rigid variables of `scrutinee` so that it equals `result` inside one alternative.
    pub(super) fn refine(&mut self, scrutinee: &Type, result: &Type) -> Result<(), Clash> {
        let (a, b) = (self.shallow(scrutinee), self.shallow(result));
        match (&a, &b) {
            _ if a == b => Ok(()),
            (Type::App(f, x), Type::App(g, y)) => {
                self.refine(f, g)?;
                self.refine(x, y)
            }
            (_, Type::Meta(j)) if self.flexible(*j) => self.bind(*j, &a),
            (Type::Meta(i), _) if self.rigid(*i).is_some() && !self.contains(&b, *i) => {
                self.cells[*i as usize].link = Some(b.clone());
                self.refined.push(*i);
                Ok(())
            }
            _ => self.unify(&a, &b),
        }
    }

    fn contains(&mut self, ty: &Type, id: u32) -> bool {
        match self.shallow(ty) {
            Type::Meta(other) => other == id,
            Type::App(head, arg) => self.contains(&head, id) || self.contains(&arg, id),
            Type::Con(_) | Type::Var(_) => false,
        }
    }

    /// The user's name of a rigid variable.
    pub(super) fn rigid(&self, id: u32) -> Option<Name> {
        self.cells.get(id as usize).and_then(|cell| cell.rigid)
    }
}
