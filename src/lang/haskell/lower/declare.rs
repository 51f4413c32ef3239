//! What a module declares: the names first, so that everything can be resolved; then the declarations themselves.

use std::sync::Arc;

use crate::core::decl::{Associativity, Export, ExportKind, Fixity, Module};
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::lang::haskell::lower::binds::{Item, Locals, names_of};
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::types::type_param;
use crate::lang::haskell::lower::views;
use crate::lang::haskell::lower::{Cx, Fallible, fail, literal};
use crate::lang::{Binding, Function};
use crate::syntax::{Node, Tree};

/// The names that a module defines, and its fixity declarations.
#[derive(Default)]
pub(super) struct Own {
    pub(super) entities: Vec<Export>,
    pub(super) fixities: Vec<(String, Fixity)>,
}

impl Own {
    fn add(&mut self, entity: Name, kind: ExportKind, parent: Option<Name>) {
        let export = Export { entity, kind, parent };
        if !self.entities.iter().any(|known| known.entity == entity && same_space(known.kind, kind)) {
            self.entities.push(export);
        }
    }
}

fn same_space(left: ExportKind, right: ExportKind) -> bool {
    let space = |kind| matches!(kind, ExportKind::Type | ExportKind::Class);
    space(left) == space(right)
}

/// The declarations at top level, errors among them.
pub(super) fn top_level(root: Node<'_>) -> Vec<Node<'_>> {
    let mut out = Vec::new();
    for child in root.all() {
        match child.kind() {
            "declarations" => out.extend(child.all().into_iter().filter(|decl| decl.is_named() && !decl.is_extra())),
            "header" | "imports" => {}
            _ if child.is_error() => out.push(child),
            _ => {}
        }
    }
    out
}

/// The operators of a fixity declaration.
pub(in crate::lang::haskell) fn read_fixity(node: Node<'_>) -> Vec<(String, Fixity)> {
    let associativity = match node.field("associativity").map(|word| word.text()) {
        Some("infixl") => Associativity::Left,
        Some("infixr") => Associativity::Right,
        _ => Associativity::None,
    };
    let precedence = node.field("precedence").and_then(|digit| digit.text().parse().ok()).unwrap_or(9);
    let fixity = Fixity { precedence, associativity };
    node.fields("operator").into_iter().map(|operator| (surface(operator), fixity)).collect()
}

/// The name and parameters of a declared type or class.
pub(super) fn type_head(node: Node<'_>) -> Option<(String, Vec<Name>)> {
    if let Some(name) = node.field("name") {
        let params = node.field("patterns").map_or_else(Vec::new, |params| params.children());
        return Some((surface(name), params.into_iter().filter_map(type_param).collect()));
    }
    let children = node.children();
    if let Some(parens) = children.iter().find(|child| child.kind() == "parens") {
        let (name, mut params) = type_head(*parens)?;
        let more = node.field("patterns").map_or_else(Vec::new, |params| params.children());
        params.extend(more.into_iter().filter_map(type_param));
        return Some((name, params));
    }
    let infix = children.into_iter().find(|child| child.kind() == "infix")?;
    let operator = infix.field("operator")?;
    let operands = infix.children().into_iter().filter(|child| child.start() != operator.start());
    Some((surface(operator), operands.filter_map(type_param).collect()))
}

impl<'t> Cx<'t, '_> {
    /// Collects what the module defines.
    pub(super) fn declare(&mut self, decls: &[Node<'t>], module: &mut Module) -> Own {
        let mut own = Own::default();
        let name = module.name.unwrap_or(self.module);
        let global = |text: &str| Name::global(name, text);
        for decl in decls {
            match decl.kind() {
                "data_type" | "newtype" => self.declare_data(*decl, &mut own),
                "type_synonym" => {
                    if let Some((text, _)) = type_head(*decl) {
                        own.add(global(&text), ExportKind::Type, None);
                    }
                }
                "class" => self.declare_class(*decl, &mut own),
                "fixity" => own.fixities.extend(read_fixity(*decl)),
                "signature" => {
                    let names = decl.field("names").map_or_else(Vec::new, |names| names.children());
                    for node in decl.field("name").into_iter().chain(names) {
                        own.add(global(&surface(node)), ExportKind::Value, None);
                    }
                }
                "function" | "bind" => match self.head(*decl) {
                    Ok(Some((text, _))) => own.add(global(&text), ExportKind::Value, None),
                    Ok(None) => {
                        let mut names = Vec::new();
                        names_of(*decl, &mut names);
                        names.iter().for_each(|text| own.add(global(text.as_str()), ExportKind::Value, None));
                    }
                    Err(_) => {}
                },
                "foreign_import" => {
                    if let Some(node) = decl.field("signature").and_then(|signature| signature.field("name")) {
                        own.add(global(&surface(node)), ExportKind::Value, None);
                    }
                }
                _ => {}
            }
        }
        own
    }

    fn declare_data(&self, decl: Node<'t>, own: &mut Own) {
        let Some((text, _)) = type_head(decl) else {
            return;
        };
        let parent = Name::global(self.module, &text);
        own.add(parent, ExportKind::Type, None);
        let (mut constructors, mut fields) = (Vec::new(), Vec::new());
        crate::lang::haskell::lower::data::names(decl, &mut constructors, &mut fields);
        for text in constructors {
            let constructor = Name::global(self.module, &text);
            own.add(constructor, ExportKind::Constructor, views::parent(constructor).or(Some(parent)));
        }
        for text in fields {
            own.add(Name::global(self.module, &text), ExportKind::Value, Some(parent));
        }
    }

    fn declare_class(&self, decl: Node<'t>, own: &mut Own) {
        let Some((text, _)) = type_head(decl) else {
            return;
        };
        let parent = Name::global(self.module, &text);
        own.add(parent, ExportKind::Class, None);
        for item in decl.field("declarations").map_or_else(Vec::new, |list| list.children()) {
            match item.kind() {
                "fixity" => own.fixities.extend(read_fixity(item)),
                "signature" => {
                    let names = item.field("names").map_or_else(Vec::new, |names| names.children());
                    for node in item.field("name").into_iter().chain(names) {
                        own.add(Name::global(self.module, &surface(node)), ExportKind::Value, Some(parent));
                    }
                }
                _ => {}
            }
        }
    }

    /// Lowers all declarations into `module`; the top-level functions, and what patterns bind.
    pub(super) fn module(
        &mut self,
        decls: &[Node<'t>],
        tree: &Tree,
        module: &mut Module,
    ) -> (Vec<Function>, Vec<Binding>) {
        for decl in decls {
            self.fresh = 0;
            if let Err(opaque) = self.type_declaration(*decl, module) {
                self.note_all(opaque);
            }
        }
        let datas = module.datas.clone();
        for data in &datas {
            self.enter_data(Arc::new(data.clone()));
        }
        for data in &datas {
            self.fresh = 0;
            self.selectors(data, module);
        }
        for decl in decls {
            self.fresh = 0;
            if let Err(opaque) = self.class_declaration(*decl, module) {
                self.note_all(opaque);
            }
        }
        self.top_binds(decls, tree, module)
    }

    fn type_declaration(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        match decl.kind() {
            "data_type" | "newtype" => self.data(decl, module),
            "type_synonym" => self.synonym(decl, module),
            "class" => self.class(decl, module),
            "foreign_import" => self.foreign(decl, module),
            "signature" | "function" | "bind" | "fixity" | "instance" | "deriving_instance" => Ok(()),
            // Neither changes what a program means.
            "kind_signature" | "role_annotation" | "default_types" | "foreign_export" => Ok(()),
            "ERROR" => Err(fail(decl, "syntax error")),
            "top_splice" if decl.has_error() => Err(fail(decl, "syntax error")),
            kind => Err(fail(decl, kind.replace('_', " "))),
        }
    }

    fn class_declaration(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        match decl.kind() {
            "class" => self.class_defaults(decl, module),
            "instance" => self.instance(decl, module),
            "deriving_instance" => self.standalone(decl, module),
            _ => Ok(()),
        }
    }

    /// `foreign import prim "name" f :: type`
    fn foreign(&mut self, decl: Node<'t>, module: &mut Module) -> Fallible<()> {
        let missing = || fail(decl, "syntax error");
        if decl.field("calling_convention").map(|word| word.text()) != Some("prim") {
            return Err(fail(decl, "foreign import"));
        }
        let entity = decl.field("entity").ok_or_else(missing)?;
        let entity = literal::string(entity.text().trim()).ok_or_else(missing)?;
        let signature = decl.field("signature").ok_or_else(missing)?;
        let name = surface(signature.field("name").ok_or_else(missing)?);
        let scheme = self.scheme(signature.field("type").ok_or_else(missing)?)?;
        let term = Term::Prim(Name::new(&entity));
        module.binds.push(Bind { name: Name::global(self.module, &name), scheme: Some(scheme), term });
        Ok(())
    }

    fn top_binds(&mut self, decls: &[Node<'t>], tree: &Tree, module: &mut Module) -> (Vec<Function>, Vec<Binding>) {
        let group = self.group(decls);
        for opaque in group.unclear.iter().cloned() {
            self.note_all(opaque);
        }
        let (mut functions, mut others, mut patterns) = (Vec::new(), Vec::new(), 0);
        for item in &group.items {
            self.fresh = 0;
            match item {
                Item::Function { name, clauses } => {
                    let entity = Name::global(self.module, name);
                    if module.binds.iter().any(|bind| bind.name == entity) {
                        self.note(super::binds::whole(clauses), "a second definition");
                        continue;
                    }
                    let signature = group.signatures.iter().find(|(signed, _)| signed == name).map(|(_, node)| *node);
                    functions.push(self.top_function(entity, name, clauses, signature, module));
                }
                Item::Pattern(node) => {
                    // Top-level pattern bindings of one module must not share the name of the whole value.
                    self.fresh = patterns;
                    let first = self.opaque.len();
                    let mut locals = Locals::default();
                    match self.pattern_binding(*node, &group.signatures, Some(self.module), &mut locals) {
                        Ok(()) => module.binds.append(&mut locals.binds),
                        Err(opaque) => {
                            self.note_all(opaque);
                        }
                    }
                    patterns = self.fresh;
                    others.extend(self.bound(*node, first));
                }
            }
        }
        self.unbound(&group, tree, module, &mut functions);
        functions.sort_by_key(|function| function.equations.or(function.signature).map(|span| span.start));
        (functions, others)
    }

    /// What a pattern binding binds, with what was not understood since `first`.
    fn bound(&self, node: Node<'t>, first: usize) -> Vec<Binding> {
        let mut names = Vec::new();
        names_of(node, &mut names);
        let opaque: Vec<u32> = self.opaque_since(first);
        let global = |name: Name| Name::global(self.module, name.as_str());
        names.into_iter().map(|name| Binding { name: global(name), opaque: opaque.clone() }).collect()
    }
}
