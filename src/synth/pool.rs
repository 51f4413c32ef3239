//! Values at hand: what the examples hold of each type, and small values made up where they hold too little.

use crate::core::env::Env;
use crate::core::eval::{Value, View};
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::space::{Space, is_full};
use crate::synth::types::{TypeId, Types};

/// Most values of a type kept from one example.
const POOL: usize = 24;

impl Space<'_> {
    /// Files `value` and what is inside it under their types.
    pub(super) fn pool(&mut self, value: Value, ty: &Type, example: usize, depth: u32) {
        if ty.as_fun().is_some() || depth > 60 {
            return;
        }
        let key = self.key(value);
        if !is_full(key) {
            return;
        }
        let id = self.types.id(ty);
        let pool = self.pools.entry(id).or_default();
        let own = pool.iter().filter(|(e, _, _)| *e as usize == example);
        if own.clone().any(|(_, _, k)| *k == key) || own.count() >= POOL {
            return;
        }
        pool.push((example as u16, value, key));
        let Some(shape) = self.types.shape(id, self.env) else { return };
        let Ok(View::Data(tag, fields)) = self.machine.view(value) else { return };
        let Some(constructor) = shape.get(tag as usize) else { return };
        for (field, field_type) in fields.into_iter().zip(&constructor.fields) {
            let ty = self.types.get(*field_type).clone();
            self.pool(field, &ty, example, depth + 1);
        }
    }

    /// Whether values of `id` may move from one example to another: no rigid variable inside.
    pub(crate) fn is_closed(&self, id: TypeId) -> bool {
        let mut vars = Vec::new();
        self.types.get(id).vars(&mut vars);
        vars.is_empty()
    }

    /// Values of a type that fit `example`, its own first.
    pub(crate) fn pool_of(&mut self, id: TypeId, example: u16) -> Vec<(Value, u64)> {
        let closed = self.is_closed(id);
        let mut out: Vec<(Value, u64)> = Vec::new();
        if let Some(pool) = self.pools.get(&id) {
            out.extend(pool.iter().filter(|(e, _, _)| *e == example).map(|(_, v, k)| (*v, *k)));
            if closed && out.len() < 6 {
                for (_, v, k) in pool {
                    if out.len() < 12 && !out.iter().any(|(_, known)| known == k) {
                        out.push((*v, *k));
                    }
                }
            }
        }
        if closed && out.len() < 3 {
            for term in small_terms(id, &mut self.types, self.env, 2) {
                let value = self.value(&term);
                let key = self.key(value);
                if is_full(key) && out.len() < 8 && !out.iter().any(|(_, known)| *known == key) {
                    out.push((value, key));
                    self.pools.entry(id).or_default().push((example, value, key));
                }
            }
        }
        if out.len() < 4 && !closed {
            self.grow_pool(id, example, &mut out);
        }
        out
    }

    /// Builds further values of a type from those that fit `example`.
    fn grow_pool(&mut self, id: TypeId, example: u16, out: &mut Vec<(Value, u64)>) {
        let Some(shape) = self.types.shape(id, self.env) else { return };
        for (tag, constructor) in shape.iter().enumerate() {
            let mut fields: Vec<Vec<(Value, u64)>> = Vec::new();
            for field in &constructor.fields {
                fields.push(match self.pools.get(field) {
                    _ if *field == id => out.clone(),
                    Some(pool) => pool.iter().filter(|(e, _, _)| *e == example).map(|(_, v, k)| (*v, *k)).collect(),
                    None => Vec::new(),
                });
            }
            if fields.iter().any(Vec::is_empty) {
                continue;
            }
            for i in 0..3 {
                let args = fields.iter().enumerate().map(|(j, f)| f[(i * (j + 1) + j) % f.len()].0).collect();
                let value = self.machine.make(&View::Data(tag as u32, args));
                let key = self.key(value);
                if is_full(key) && !out.iter().any(|(_, known)| *known == key) {
                    out.push((value, key));
                    self.pools.entry(id).or_default().push((example, value, key));
                }
            }
        }
    }

    /// A value as a closed elaborated term of at most `left` nodes and texts of at most `chars` characters.
    pub(crate) fn reify(&mut self, value: Value, ty: &Type, left: &mut u32, chars: usize) -> Option<Term> {
        *left = left.checked_sub(1)?;
        if *ty == Type::list(Type::con(wired::CHAR)) {
            return self.machine.string(value, chars).ok().map(|text| Term::Lit(Literal::Str(text)));
        }
        Some(match self.machine.view(value).ok()? {
            View::Int(n) => Term::Lit(Literal::Int(n)),
            View::Integer(n) => Term::Lit(Literal::Integer(n)),
            View::Double(x) => Term::Lit(Literal::Double(x)),
            View::Char(c) => Term::Lit(Literal::Char(c)),
            View::Function => return None,
            View::Data(tag, fields) => {
                let id = self.types.id(ty);
                let shape = self.types.shape(id, self.env)?;
                let constructor = shape.get(tag as usize)?;
                let mut args = Vec::new();
                for (field, id) in fields.into_iter().zip(&constructor.fields) {
                    let ty = self.types.get(*id).clone();
                    args.push(self.reify(field, &ty, left, chars)?);
                }
                Term::app(Term::Con(constructor.name), args)
            }
        })
    }
}

/// Small closed elaborated terms of a type, simplest first.
pub(crate) fn small_terms(id: TypeId, types: &mut Types, env: &Env, depth: u32) -> Vec<Term> {
    let ty = types.get(id).clone();
    let ints = [0_i64, 1, 2, 5, -1, 3];
    if let Type::Con(name) = &ty {
        match name.as_str() {
            wired::INT => return ints.iter().map(|n| Term::Lit(Literal::Int(*n))).collect(),
            wired::INTEGER => return ints.iter().map(|n| Term::Lit(Literal::Integer((*n).into()))).collect(),
            wired::DOUBLE => return [0.0, 1.0, 2.5].iter().map(|n| Term::Lit(Literal::Double(*n))).collect(),
            wired::CHAR => return ['a', 'b', ' ', '1'].iter().map(|c| Term::Lit(Literal::Char(*c))).collect(),
            _ => {}
        }
    }
    let Some(shape) = types.shape(id, env) else { return Vec::new() };
    let mut out = Vec::new();
    for constructor in shape.iter() {
        if constructor.fields.is_empty() {
            out.push(Term::Con(constructor.name));
            continue;
        }
        if depth == 0 {
            continue;
        }
        let fields: Vec<Vec<Term>> =
            constructor.fields.iter().map(|f| small_terms(*f, types, env, depth - 1)).collect();
        if fields.iter().any(Vec::is_empty) {
            continue;
        }
        let most = fields.iter().map(Vec::len).max().unwrap_or(0).min(3);
        for i in 0..most {
            let args = fields.iter().enumerate().map(|(j, f)| f[(i * (j + 1) + j) % f.len()].clone()).collect();
            out.push(Term::app(Term::Con(constructor.name), args));
        }
    }
    out.truncate(8);
    out
}
