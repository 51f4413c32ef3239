//! Data types, newtypes and synonyms: constructors in every syntax, field selectors, `deriving`.

use crate::core::decl::{Constructor, Data, Deriving, Field, Instance, Module, Synonym};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::lang::haskell::lower::declare::type_head;
use crate::lang::haskell::lower::infix::spine;
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::types::Quantified;
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// The names of constructors and fields that a declaration introduces.
pub(super) fn names(decl: Node<'_>, constructors: &mut Vec<String>, fields: &mut Vec<String>) {
    let add = |name: String, into: &mut Vec<String>| {
        if !into.contains(&name) {
            into.push(name);
        }
    };
    for list in decl.fields("constructors") {
        for constructor in list.children() {
            let inner = constructor.field("constructor").or_else(|| constructor.field("type"));
            for name in constructor
                .field("name")
                .into_iter()
                .chain(constructor.fields("names").iter().flat_map(|names| names.children()))
            {
                add(surface(name), constructors);
            }
            let Some(inner) = inner else { continue };
            let named = if inner.kind() == "infix" { inner.field("operator") } else { inner.field("name") };
            if constructor.kind() == "data_constructor"
                && let Some(named) = named
            {
                add(surface(named), constructors);
            }
            field_names(inner, fields);
        }
    }
    if let Some(constructor) = decl.field("constructor") {
        constructor.field("name").into_iter().for_each(|name| add(surface(name), constructors));
        constructor.field("field").into_iter().for_each(|record| field_names(record, fields));
    }
}

fn field_names(record: Node<'_>, into: &mut Vec<String>) {
    for field in record_fields(record) {
        for name in field.fields("name").into_iter().map(surface) {
            if !into.contains(&name) {
                into.push(name);
            }
        }
    }
}

/// The `field` nodes of a record, whose list has a node of its own in some places.
fn record_fields(record: Node<'_>) -> Vec<Node<'_>> {
    match record.field("fields") {
        Some(list) => list.fields("field"),
        None => record.fields("field").into_iter().filter(|field| field.kind() == "field").collect(),
    }
}

impl<'t> Cx<'t, '_> {
    /// `data` and `newtype`, in ordinary and GADT syntax.
    pub(super) fn data(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        sound(decl)?;
        let (text, mut params) = type_head(decl).ok_or_else(|| fail(decl, "syntax error"))?;
        let name = Name::global(self.module, &text);
        if let Some(kind) = decl.field("kind") {
            // `data T :: Type -> Type where`: parameters without a name.
            let mut kind = kind;
            while kind.kind() == "function" {
                params.push(Name::new(&format!("t{}", params.len())));
                let Some(result) = kind.field("result") else {
                    break;
                };
                kind = result;
            }
        }
        let newtype = decl.kind() == "newtype";
        let mut data = Data { name, params, constructors: Vec::new(), newtype };
        for list in decl.fields("constructors") {
            sound(list)?;
            for constructor in list.children() {
                match constructor.kind() {
                    "gadt_constructor" => self.gadt_constructor(constructor, &mut data)?,
                    _ => {
                        let constructor = self.constructor(constructor)?;
                        data.constructors.push(constructor);
                    }
                }
            }
        }
        if let Some(constructor) = decl.field("constructor") {
            sound(constructor)?;
            let name = constructor.field("name").ok_or_else(|| fail(constructor, "syntax error"))?;
            let field = constructor.field("field").ok_or_else(|| fail(constructor, "syntax error"))?;
            let fields = match field.kind() {
                "record" => self.record_types(field)?,
                _ => {
                    let ty = field.first().ok_or_else(|| fail(field, "syntax error"))?;
                    vec![self.field_type(ty, None)]
                }
            };
            data.constructors.push(self.built(&surface(name), fields, false));
        }
        for clause in decl.fields("deriving") {
            self.deriving(clause, &data, module)?;
        }
        module.datas.push(data);
        Ok(())
    }

    fn built(&self, name: &str, fields: Vec<Field>, infix: bool) -> Constructor {
        Constructor { name: Name::global(self.module, name), fields, infix, result: None }
    }

    /// A constructor in ordinary syntax.
    fn constructor(&mut self, node: Node<'t>) -> Fallible<Constructor> {
        sound(node)?;
        let missing = || fail(node, "syntax error");
        if let Some(context) = node.field("context") {
            // Its dictionaries are not stored: matching does not bring them back.
            self.note(context.span(), "constructor with a context");
        }
        let inner = node.field("constructor").ok_or_else(missing)?;
        sound(inner)?;
        match inner.kind() {
            "prefix" => {
                let fields = inner.fields("field").into_iter().map(|field| self.field_type(field, None)).collect();
                Ok(self.built(&surface(inner.field("name").ok_or_else(missing)?), fields, false))
            }
            "infix" => {
                let operator = inner.field("operator").ok_or_else(missing)?;
                let left = self.field_type(inner.field("left_operand").ok_or_else(missing)?, None);
                let right = self.field_type(inner.field("right_operand").ok_or_else(missing)?, None);
                Ok(self.built(&surface(operator), vec![left, right], true))
            }
            "record" => {
                let fields = self.record_types(inner)?;
                Ok(self.built(&surface(inner.field("name").ok_or_else(missing)?), fields, false))
            }
            kind => Err(fail(inner, format!("{} constructor", kind.replace('_', " ")))),
        }
    }

    fn record_types(&mut self, record: Node<'t>) -> Fallible<Vec<Field>> {
        sound(record)?;
        let mut out = Vec::new();
        for field in record_fields(record) {
            sound(field)?;
            let ty =
                field.field("type").or_else(|| field.field("parameter")).ok_or_else(|| fail(field, "syntax error"))?;
            let lowered = self.field_type(ty, None);
            for name in field.fields("name") {
                out.push(Field { name: Some(Name::global(self.module, &surface(name))), ..lowered.clone() });
            }
        }
        Ok(out)
    }

    /// A field's type; one that is not understood can be anything.
    fn field_type(&mut self, node: Node<'t>, name: Option<Name>) -> Field {
        let lazy = node.kind() == "lazy_field";
        let strict = node.kind() == "strict_field" || (self.extension("StrictData") && !lazy);
        let mut quantified = Quantified::default();
        let ty = self.peel(node, &mut quantified).and_then(|body| {
            if quantified.explicit || !quantified.context.is_empty() {
                Err(fail(node, "higher-rank type"))
            } else {
                self.ty(body)
            }
        });
        let ty = ty.unwrap_or_else(|opaque| {
            let number = self.note_all(opaque);
            Type::Var(Name::new(&format!("_opaque{number}")))
        });
        Field { name, ty, strict }
    }

    /// Constructors in GADT syntax: those whose result is the plain head become ordinary ones.
    fn gadt_constructor(&mut self, node: Node<'t>, data: &mut Data) -> Fallible<()> {
        sound(node)?;
        let missing = || fail(node, "syntax error");
        if let Some(context) = node.field("context") {
            self.note(context.span(), "constructor with a context");
        }
        let ty = node.field("type").ok_or_else(missing)?;
        sound(ty)?;
        let (mut fields, result) = if ty.kind() == "record" {
            (self.record_types(ty)?, self.ty(ty.field("type").ok_or_else(missing)?)?)
        } else {
            let mut quantified = Quantified::default();
            let mut rest = self.peel(ty.field("type").or_else(|| ty.first()).ok_or_else(missing)?, &mut quantified)?;
            let mut fields = Vec::new();
            while rest.kind() == "function" {
                sound(rest)?;
                fields.push(self.field_type(rest.field("parameter").ok_or_else(missing)?, None));
                rest = rest.field("result").ok_or_else(missing)?;
            }
            (fields, self.ty(rest)?)
        };
        let (_, args) = result.spine();
        let mut vars: Vec<Name> = Vec::new();
        for arg in &args {
            if let Type::Var(name) = arg
                && !vars.contains(name)
            {
                vars.push(*name);
            }
        }
        let plain = vars.len() == data.params.len() && args.len() == vars.len();
        if plain {
            let rename = |name: Name| {
                let at = vars.iter().position(|var| *var == name);
                match at.and_then(|at| data.params.get(at)) {
                    Some(param) => Some(Type::Var(*param)),
                    // An existential variable must not take the name of a parameter.
                    None if data.params.contains(&name) => Some(Type::Var(Name::new(&format!("{name}'")))),
                    None => None,
                }
            };
            fields.iter_mut().for_each(|field| field.ty = field.ty.subst(&rename));
        }
        let names = node.field("names").map_or_else(Vec::new, |names| names.children());
        for name in node.field("name").into_iter().chain(names) {
            let mut constructor = self.built(&surface(name), fields.clone(), false);
            constructor.result = (!plain).then(|| result.clone());
            data.constructors.push(constructor);
        }
        Ok(())
    }

    /// `type`
    pub(super) fn synonym(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        sound(decl)?;
        let (text, params) = type_head(decl).ok_or_else(|| fail(decl, "syntax error"))?;
        let ty = self.ty(decl.field("type").ok_or_else(|| fail(decl, "syntax error"))?)?;
        module.synonyms.push(Synonym { name: Name::global(self.module, &text), params, ty });
        Ok(())
    }

    /// A `deriving` clause. Classes that nothing in scope defines are left out.
    fn deriving(&mut self, clause: Node<'t>, data: &Data, module: &mut Module) -> Fallible<()> {
        sound(clause)?;
        if clause.field("via").is_some() {
            return Err(fail(clause, "deriving via"));
        }
        let anyclass = clause.field("strategy").is_some_and(|strategy| strategy.text().trim() == "anyclass");
        let Some(classes) = clause.field("classes") else {
            return Ok(());
        };
        let list = match classes.kind() {
            "tuple" | "parens" => classes.children(),
            "unit" => Vec::new(),
            _ => vec![classes],
        };
        for node in list {
            let (head, args) = spine(node)?;
            let Some(class) = self.class_name(&surface(head)) else {
                continue;
            };
            let params = args.into_iter().map(|arg| self.ty(arg)).collect::<Fallible<Vec<Type>>>()?;
            if params.len() + 1 != self.parameter_count(class) {
                continue;
            }
            if anyclass {
                let head = Type::app(Type::Con(data.name), data.params.iter().copied().map(Type::Var));
                let (context, methods, supers) = (Vec::new(), Vec::new(), Vec::new());
                module.instances.push(Instance { class, head, context, methods, supers });
            } else {
                module.derivings.push(Deriving { class, params, data: data.name, context: None });
            }
        }
        Ok(())
    }

    /// `deriving instance context => Class (T a)`
    pub(super) fn standalone(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        sound(decl)?;
        let missing = || fail(decl, "syntax error");
        if decl.field("via").is_some() || decl.field("strategy").is_some_and(|strategy| strategy.text().contains("via"))
        {
            return Err(fail(decl, "deriving via"));
        }
        let Some(class) = self.class_name(&surface(decl.field("name").ok_or_else(missing)?)) else {
            return Ok(());
        };
        let mut context: Vec<Pred> = Vec::new();
        if let Some(node) = decl.field("context") {
            self.context(node.field("context").ok_or_else(missing)?, &mut context)?;
        }
        let patterns = decl.field("patterns").ok_or_else(missing)?.children();
        let [head] = patterns.as_slice() else {
            return Err(fail(decl, "class of several parameters"));
        };
        let (head, args) = strip(*head)?;
        let Type::Con(data) = self.ty(head)? else {
            return Err(missing());
        };
        // The context speaks of this head's variables; the derived instance of the data's.
        let params = module.datas.iter().find(|known| known.name == data).map(|known| known.params.clone());
        for (index, arg) in args.into_iter().enumerate() {
            let Type::Var(from) = self.ty(arg)? else {
                return Err(fail(arg, "deriving for a special case of a type"));
            };
            let to = params.as_ref().and_then(|params| params.get(index)).copied().unwrap_or(from);
            for pred in context.iter_mut() {
                pred.ty = pred.ty.subst(&|name| (name == from).then_some(Type::Var(to)));
            }
        }
        module.derivings.push(Deriving { class, params: Vec::new(), data, context: Some(context) });
        Ok(())
    }

    /// A selector for each field of `data`.
    pub(super) fn selectors(&mut self, data: &Data, module: &mut Module) {
        let mut done: Vec<Name> = Vec::new();
        for field in data.constructors.iter().flat_map(|constructor| &constructor.fields) {
            let Some(name) = field.name.filter(|name| !done.contains(name)) else {
                continue;
            };
            done.push(name);
            if module.binds.iter().any(|bind| bind.name == name) {
                continue;
            }
            let (record, value) = (self.fresh(), self.fresh());
            let having = data.constructors.iter().filter_map(|constructor| {
                let index = constructor.fields.iter().position(|field| field.name == Some(name))?;
                let mut parts = vec![Pat::Wild; constructor.fields.len()];
                parts[index] = Pat::Var(value);
                Some(Alt { pats: vec![Pat::Con(constructor.name, parts)], body: Term::Var(value) })
            });
            let failure = Failure::Incomplete(format!("No match in record selector {}", name.base()));
            let (scrutinees, alts) = (vec![Term::Var(record)], having.collect());
            let matching = Match { scrutinees, alts, otherwise: Otherwise::Fail(failure) };
            let term = Term::Lam(vec![record], Box::new(Term::Match(Box::new(matching))));
            let head = Type::app(Type::Con(data.name), data.params.iter().copied().map(Type::Var));
            let mut vars = Vec::new();
            field.ty.vars(&mut vars);
            let ordinary = data.constructors.iter().all(|constructor| constructor.result.is_none());
            let closed = ordinary && vars.iter().all(|var| data.params.contains(var));
            let scheme = closed.then(|| Scheme {
                vars: data.params.clone(),
                context: Vec::new(),
                ty: Type::fun(head, field.ty.clone()),
            });
            module.binds.push(Bind { name, scheme, term });
        }
    }
}

/// Head and arguments of a type under parentheses.
pub(super) fn strip<'t>(mut node: Node<'t>) -> Fallible<(Node<'t>, Vec<Node<'t>>)> {
    while node.kind() == "parens" {
        sound(node)?;
        node = node.field("type").or_else(|| node.first()).ok_or_else(|| fail(node, "syntax error"))?;
    }
    spine(node)
}
