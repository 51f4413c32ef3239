//! Classes and instances: superclasses, methods, defaults, contexts.

use crate::core::decl::{Class, Instance, Module};
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::lang::haskell::lower::binds::{Item, Signature};
use crate::lang::haskell::lower::declare::type_head;
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

impl<'t> Cx<'t, '_> {
    /// A class's head and method signatures; its defaults follow when all names are known.
    pub(super) fn class(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        sound(decl)?;
        let (text, params) = type_head(decl).ok_or_else(|| fail(decl, "syntax error"))?;
        let Some(&var) = params.last().filter(|_| determined(decl, &params)) else {
            return Err(fail(decl, "class of several parameters"));
        };
        let name = Name::global(self.module, &text);
        if params.len() > 1 {
            self.several.insert(name, params.len());
        }
        let (supers, determined, methods, defaults) = Default::default();
        let mut class = Class { name, var, supers, determined, methods, defaults };
        if let Some(context) = decl.field("context").and_then(|context| context.field("context")) {
            let mut preds = Vec::new();
            self.context(context, &mut preds)?;
            for pred in preds {
                let mut vars = Vec::new();
                pred.ty.vars(&mut vars);
                if *pred.ty.last_parameter() == Type::Var(var) && vars == [var] {
                    class.supers.push(pred.class);
                    if pred.ty.as_parameters().is_some() {
                        class.determined.push((pred.class, pred.ty));
                    }
                } else {
                    self.note(context.span(), "a superclass of another type");
                }
            }
        }
        for item in body(decl)? {
            match item.kind() {
                "signature" => self.methods(item, &params, &mut class),
                "function" | "bind" | "fixity" => {}
                "default_signature" => {
                    self.note(item.span(), "default signature");
                }
                kind => {
                    self.note(item.span(), kind.replace('_', " "));
                }
            }
        }
        module.classes.push(class);
        Ok(())
    }

    /// How many parameters a class takes.
    pub(super) fn parameter_count(&mut self, class: Name) -> usize {
        match self.several.get(&class) {
            Some(count) => *count,
            None if class.module() == Some(self.module) => 1,
            None => self.library.parameter_count(class),
        }
    }

    fn methods(&mut self, item: Node<'t>, params: &[Name], class: &mut Class) {
        let scheme = sound(item)
            .and_then(|()| item.field("type").ok_or_else(|| fail(item, "syntax error")))
            .and_then(|ty| self.scheme(ty));
        let scheme = match scheme {
            Ok(scheme) => scheme,
            Err(opaque) => {
                let number = self.note_all(opaque);
                // Only its name is known: a type of its own.
                let anything = Name::new(&format!("_opaque{number}"));
                Scheme { vars: vec![anything], context: Vec::new(), ty: Type::Var(anything) }
            }
        };
        let mut vars = params.to_vec();
        vars.extend(scheme.vars.iter().copied().filter(|var| !params.contains(var)));
        let parameters = Type::parameters(params.iter().copied().map(Type::Var).collect());
        let mut context = vec![Pred { class: class.name, ty: parameters }];
        context.extend(scheme.context);
        let scheme = Scheme { vars, context, ty: scheme.ty };
        let names = item.field("names").map_or_else(Vec::new, |names| names.children());
        for name in item.field("name").into_iter().chain(names) {
            class.methods.push((Name::global(self.module, &surface(name)), scheme.clone()));
        }
    }

    /// The default methods of a class already in `module`.
    pub(super) fn class_defaults(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        let Some((text, _)) = type_head(decl) else {
            return Ok(());
        };
        let name = Name::global(self.module, &text);
        let Some(index) = module.classes.iter().position(|class| class.name == name) else {
            return Ok(());
        };
        let mut items = body(decl)?;
        items.retain(|item| matches!(item.kind(), "function" | "bind"));
        let scoped = self.scoping(&[module.classes[index].var]);
        let defaults = self
            .within(scoped, |cx| cx.method_terms(&items, &|text| Name::global(name.module().unwrap_or(name), text)));
        module.classes[index].defaults = defaults;
        Ok(())
    }

    fn scoping(&self, vars: &[Name]) -> Vec<Name> {
        let on = ["ScopedTypeVariables", "GHC2021", "GHC2024"].iter().any(|name| self.extension(name));
        if on { vars.to_vec() } else { Vec::new() }
    }

    /// The bindings in a class or instance body, under the names that `entity` gives.
    fn method_terms(&mut self, items: &[Node<'t>], entity: &dyn Fn(&str) -> Name) -> Vec<(Name, Term)> {
        let group = self.group(items);
        for opaque in group.unclear.iter().cloned() {
            self.note_all(opaque);
        }
        let mut out = Vec::new();
        for item in &group.items {
            match item {
                Item::Function { name, clauses } => {
                    let signature = group.signatures.iter().find(|(signed, _)| signed == name);
                    let signature = signature.map(|(_, node)| self.signature(*node)).unwrap_or_default();
                    let Signature { scheme, scoped, .. } = signature;
                    // A method's signature matters when its variables are in scope in the body.
                    let scheme = scheme.filter(|_| !scoped.is_empty());
                    let own = self.fresh();
                    let term = self.within(scoped, |cx| cx.function(name, clauses));
                    let term = match scheme {
                        None => term,
                        Some(_) => Term::Let(vec![Bind { name: own, scheme, term }], Box::new(Term::Var(own))),
                    };
                    out.push((entity(name), term));
                }
                Item::Pattern(node) => {
                    self.note(node.span(), "pattern binding among methods");
                }
            }
        }
        out
    }

    /// An instance declaration. One of a class that nothing in scope defines says nothing.
    pub(super) fn instance(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        sound(decl)?;
        let missing = || fail(decl, "syntax error");
        let text = surface(decl.field("name").ok_or_else(|| fail(decl, "infix instance head"))?);
        let patterns = decl.field("patterns").map_or_else(Vec::new, |patterns| patterns.children());
        let class = self.class_name(&text).ok_or_else(|| fail(decl, "instance of an unknown class"))?;
        if patterns.is_empty() || patterns.len() != self.parameter_count(class) {
            return Err(fail(decl, "class of several parameters"));
        }
        let mut context = Vec::new();
        if let Some(node) = decl.field("context") {
            self.context(node.field("context").ok_or_else(missing)?, &mut context)?;
        }
        let heads = patterns.into_iter().map(|pattern| self.ty(pattern)).collect::<Fallible<Vec<Type>>>()?;
        let head = Type::parameters(heads);
        let methods = match module.classes.iter().find(|known| known.name == class) {
            Some(class) => class.methods.iter().map(|(name, _)| *name).collect(),
            None => match self.library.class(class) {
                Some(class) => class.methods.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
                None => Vec::new(),
            },
        };
        let entity = |text: &str| {
            let known = methods.iter().copied().find(|name| name.base() == text);
            known.unwrap_or_else(|| class.module().map_or(Name::new(text), |module| Name::global(module, text)))
        };
        let mut items = body(decl)?;
        for item in &items {
            if !matches!(item.kind(), "function" | "bind" | "signature" | "fixity") {
                self.note(item.span(), item.kind().replace('_', " "));
            }
        }
        items.retain(|item| matches!(item.kind(), "function" | "bind" | "signature"));
        let mut vars = Vec::new();
        head.vars(&mut vars);
        let scoped = self.scoping(&vars);
        let methods = self.within(scoped, |cx| cx.method_terms(&items, &entity));
        module.instances.push(Instance { class, head, context, methods, supers: Vec::new() });
        Ok(())
    }
}

/// Whether a class has one parameter, or its last one determines the others.
fn determined(decl: Node<'_>, params: &[Name]) -> bool {
    let Some((last, others)) = params.split_last() else { return false };
    let names = |node: Node<'_>, field: &str| -> Vec<Name> {
        node.fields(field).into_iter().map(|name| Name::new(name.text())).collect()
    };
    others.is_empty()
        || decl.field("fundeps").is_some_and(|list| {
            let determined: Vec<Name> = list
                .fields("fundep")
                .into_iter()
                .filter(|fundep| names(*fundep, "matched") == [*last])
                .flat_map(|fundep| names(fundep, "determined"))
                .collect();
            others.iter().all(|param| determined.contains(param))
        })
}

/// The declarations inside a class or instance.
fn body(decl: Node<'_>) -> Fallible<Vec<Node<'_>>> {
    let Some(list) = decl.field("declarations") else {
        return Ok(Vec::new());
    };
    sound(list)?;
    Ok(list.children())
}
