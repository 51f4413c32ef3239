//! Types of a search, interned to small numbers, and what case analysis must know of them.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::ty::Type;

/// An interned type: its index in [`Types`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct TypeId(pub(crate) u32);

impl TypeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A constructor of a data type at one instance of its parameters.
#[derive(Clone, Debug)]
pub(crate) struct ConstructorShape {
    pub(crate) name: Name,
    pub(crate) fields: Vec<TypeId>,
}

/// All types that a search has met.
#[derive(Clone, Default)]
pub(crate) struct Types {
    list: Vec<Type>,
    ids: HashMap<Type, TypeId, FxBuildHasher>,
    shapes: HashMap<TypeId, Option<Arc<Vec<ConstructorShape>>>, FxBuildHasher>,
}

impl Types {
    /// The number of `ty`, which has no synonyms left.
    pub(crate) fn id(&mut self, ty: &Type) -> TypeId {
        if let Some(id) = self.ids.get(ty) {
            return *id;
        }
        let id = TypeId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(ty.clone());
        self.ids.insert(ty.clone(), id);
        id
    }

    /// The number of `ty`, if it has one.
    pub(crate) fn find(&self, ty: &Type) -> Option<TypeId> {
        self.ids.get(ty).copied()
    }

    /// The type with this number.
    pub(crate) fn get(&self, id: TypeId) -> &Type {
        &self.list[id.index()]
    }

    /// The constructors of a data type; none for primitive, rigid and refined types.
    pub(crate) fn shape(&mut self, id: TypeId, env: &Env) -> Option<Arc<Vec<ConstructorShape>>> {
        if let Some(shape) = self.shapes.get(&id) {
            return shape.clone();
        }
        let shape = self.find_shape(id, env).map(Arc::new);
        self.shapes.insert(id, shape.clone());
        shape
    }

    fn find_shape(&mut self, id: TypeId, env: &Env) -> Option<Vec<ConstructorShape>> {
        let ty = self.get(id).clone();
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return None };
        let data = env.data(*name)?;
        if data.constructors.is_empty() || data.params.len() != args.len() {
            return None;
        }
        let bind = |var: Name| data.params.iter().position(|p| *p == var).map(|i| args[i].clone());
        let mut shapes = Vec::new();
        for constructor in &data.constructors {
            if constructor.result.is_some() {
                return None;
            }
            let mut fields = Vec::new();
            for field in &constructor.fields {
                let mut vars = Vec::new();
                field.ty.vars(&mut vars);
                if vars.iter().any(|v| !data.params.contains(v)) {
                    return None;
                }
                fields.push(self.id(&expand(&field.ty.subst(&bind), env)));
            }
            shapes.push(ConstructorShape { name: constructor.name, fields });
        }
        Some(shapes)
    }
}

/// Replaces type synonyms by what they stand for.
pub(crate) fn expand(ty: &Type, env: &Env) -> Type {
    let (head, args) = ty.spine();
    if let Type::Con(name) = head
        && let Some(synonym) = env.synonym(*name)
        && args.len() >= synonym.params.len()
    {
        let bind = |var: Name| synonym.params.iter().position(|p| *p == var).map(|i| args[i].clone());
        let body = synonym.ty.subst(&bind);
        let rest = args[synonym.params.len()..].iter().map(|a| (*a).clone());
        return expand(&Type::app(body, rest), env);
    }
    match ty {
        Type::App(f, a) => Type::App(Arc::new(expand(f, env)), Arc::new(expand(a, env))),
        _ => ty.clone(),
    }
}

/// One-way matching: binds the variables `vars` of `pattern` so that it becomes `ty`.
pub(crate) fn match_type(pattern: &Type, ty: &Type, vars: &[Name], bound: &mut Vec<(Name, Type)>) -> bool {
    match (pattern, ty) {
        (Type::Var(v), _) if vars.contains(v) => match bound.iter().find(|(name, _)| name == v) {
            Some((_, known)) => known == ty,
            None => {
                bound.push((*v, ty.clone()));
                true
            }
        },
        (Type::App(f, a), Type::App(g, b)) => match_type(f, g, vars, bound) && match_type(a, b, vars, bound),
        _ => pattern == ty,
    }
}
