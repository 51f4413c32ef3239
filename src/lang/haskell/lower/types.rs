//! Types, contexts and signatures.

use crate::core::name::Name;
use crate::core::ty::{Pred, Scheme, Type, tuple_name};
use crate::core::wired;
use crate::lang::haskell::lower::infix::spine;
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// A type under its quantifiers and contexts.
#[derive(Default)]
pub(super) struct Quantified {
    /// Explicitly quantified variables.
    pub(super) vars: Vec<Name>,
    /// Whether there was a `forall`.
    pub(super) explicit: bool,
    /// Constraints.
    pub(super) context: Vec<Pred>,
}

impl<'t> Cx<'t, '_> {
    /// Lowers a type without quantifiers.
    pub(super) fn ty(&mut self, node: Node<'t>) -> Fallible<Type> {
        self.deeper(node, |cx| cx.ty_inner(node))
    }

    fn ty_inner(&mut self, node: Node<'t>) -> Fallible<Type> {
        sound(node)?;
        let missing = || fail(node, "syntax error");
        match node.kind() {
            "name" | "qualified" | "prefix_id" | "prefix_list" | "unit" => Ok(self.type_con(&surface(node))),
            "prefix_tuple" => {
                let commas = node.text().matches(',').count();
                Ok(Type::Con(tuple_name(commas + 1)))
            }
            "variable" => Ok(Type::Var(Name::new(node.text()))),
            "apply" => {
                let (head, args) = spine(node)?;
                let head = self.ty(head)?;
                let args: Vec<Type> = args.into_iter().map(|arg| self.ty(arg)).collect::<Fallible<_>>()?;
                Ok(Type::app(head, args))
            }
            "function" => {
                let (mut parameters, mut result) = (Vec::new(), node);
                while result.kind() == "function" {
                    sound(result)?;
                    parameters.push(self.ty(result.field("parameter").ok_or_else(missing)?)?);
                    result = result.field("result").ok_or_else(missing)?;
                }
                let result = self.ty(result)?;
                Ok(Type::funs(parameters, result))
            }
            "list" => match node.fields("element").as_slice() {
                [element] => Ok(Type::list(self.ty(*element)?)),
                [] => Ok(Type::con(wired::NIL)),
                _ => Err(fail(node, "type-level list")),
            },
            "unboxed_tuple" if node.fields("element").len() < 2 => Err(fail(node, "unboxed tuple")),
            "tuple" | "unboxed_tuple" => {
                let parts: Vec<Type> =
                    node.fields("element").into_iter().map(|part| self.ty(part)).collect::<Fallible<_>>()?;
                Ok(Type::tuple(parts))
            }
            "parens" => self.ty(node.field("type").or_else(|| node.first()).ok_or_else(missing)?),
            "strict_field" | "lazy_field" => self.ty(node.field("type").ok_or_else(missing)?),
            "signature" => self.ty(node.first().ok_or_else(missing)?),
            "infix" => self.infix_type(node),
            "forall" | "forall_required" | "context" => Err(fail(node, "higher-rank type")),
            "wildcard" => Err(fail(node, "partial type signature")),
            "literal" | "promoted" => Err(fail(node, "type-level data")),
            kind => Err(fail(node, format!("{} in a type", kind.replace('_', " ")))),
        }
    }

    fn infix_type(&mut self, node: Node<'t>) -> Fallible<Type> {
        let missing = || fail(node, "syntax error");
        let left = node.field("left_operand").ok_or_else(missing)?;
        let operator = node.field("operator").ok_or_else(missing)?;
        let right = node.field("right_operand").ok_or_else(missing)?;
        if right.kind() == "infix" || left.kind() == "infix" {
            return Err(fail(node, "a chain of type operators"));
        }
        let head = self.type_con(&surface(operator));
        let (left, right) = (self.ty(left)?, self.ty(right)?);
        Ok(Type::app(head, [left, right]))
    }

    /// Peels quantifiers and contexts off a type; the rest.
    pub(super) fn peel(&mut self, mut node: Node<'t>, out: &mut Quantified) -> Fallible<Node<'t>> {
        loop {
            let missing = || fail(node, "syntax error");
            match node.kind() {
                "forall" => {
                    sound(node)?;
                    out.explicit = true;
                    if let Some(variables) = node.field("variables") {
                        out.vars.extend(variables.children().into_iter().filter_map(type_param));
                    }
                    node = node.field("type").or_else(|| node.field("constraint")).ok_or_else(missing)?;
                }
                "context" => {
                    sound(node)?;
                    self.context(node.field("context").ok_or_else(missing)?, &mut out.context)?;
                    node = node.field("type").or_else(|| node.field("constraint")).ok_or_else(missing)?;
                }
                "parens" => {
                    let inner = node.field("type").or_else(|| node.first()).ok_or_else(missing)?;
                    if !matches!(inner.kind(), "forall" | "context") {
                        return Ok(node);
                    }
                    node = inner;
                }
                _ => return Ok(node),
            }
        }
    }

    /// Lowers a signature's type. Quantified are its variables but for the scoped ones, or those it names.
    pub(super) fn scheme(&mut self, node: Node<'t>) -> Fallible<Scheme> {
        let mut quantified = Quantified::default();
        let body = self.peel(node, &mut quantified)?;
        let shadowed = std::mem::take(&mut self.type_vars);
        self.type_vars = shadowed.iter().copied().filter(|var| !quantified.vars.contains(var)).collect();
        let ty = self.ty(body);
        let scoped = std::mem::replace(&mut self.type_vars, shadowed);
        let mut scheme = Scheme::quantify(quantified.context, ty?);
        scheme.vars.retain(|var| !scoped.contains(var) && !quantified.vars.contains(var));
        quantified.vars.append(&mut scheme.vars);
        scheme.vars = quantified.vars;
        Ok(scheme)
    }

    /// The variables that a signature brings into scope in the body below it.
    pub(super) fn scoped(&mut self, node: Node<'t>) -> Vec<Name> {
        let scoping = ["ScopedTypeVariables", "GHC2021", "GHC2024"].iter().any(|name| self.extension(name));
        if !scoping {
            return Vec::new();
        }
        match node.field("variables") {
            Some(variables) if node.kind() == "forall" => {
                variables.children().into_iter().filter_map(type_param).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Lowers constraints. Those without arguments (`HasCallStack`) say nothing of types and are left out, as are classes
    /// that nothing in scope defines, and those of several parameters.
    pub(super) fn context(&mut self, node: Node<'t>, out: &mut Vec<Pred>) -> Fallible<()> {
        self.deeper(node, |cx| cx.context_inner(node, out))
    }

    fn context_inner(&mut self, node: Node<'t>, out: &mut Vec<Pred>) -> Fallible<()> {
        sound(node)?;
        match node.kind() {
            "tuple" | "parens" | "constraints" => {
                for part in node.children() {
                    self.context(part, out)?;
                }
                Ok(())
            }
            "unit" | "name" | "qualified" => Ok(()),
            "signature" => match node.first() {
                Some(inner) => self.context(inner, out),
                None => Ok(()),
            },
            "apply" => {
                let (head, args) = spine(node)?;
                let Some(class) = self.class_name(&surface(head)) else {
                    self.dropped = true;
                    return if head.kind() == "variable" { Err(fail(node, "constraint variable")) } else { Ok(()) };
                };
                if args.len() != self.parameter_count(class) {
                    self.dropped = true;
                    return Ok(());
                }
                let params = args.into_iter().map(|arg| self.ty(arg)).collect::<Fallible<Vec<Type>>>()?;
                out.push(Pred { class, ty: Type::parameters(params) });
                Ok(())
            }
            "infix" => Err(fail(node, "type equality")),
            kind => Err(fail(node, format!("{} in a context", kind.replace('_', " ")))),
        }
    }
}

/// The variable of a type parameter, its kind aside.
pub(super) fn type_param(node: Node<'_>) -> Option<Name> {
    match node.kind() {
        "variable" => Some(Name::new(node.text())),
        "wildcard" => Some(Name::new("_")),
        "parens" | "invisible" | "inferred" => type_param(node.field("bind").or_else(|| node.first())?),
        "annotated" => type_param(node.field("bind").or_else(|| node.first())?),
        _ => None,
    }
}
