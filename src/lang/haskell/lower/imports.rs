//! Imports: which names of which modules are in scope, and under which qualifiers (Haskell 2010, §5.3).
//!
//! What an import list leaves out is not in scope. A module that cannot be loaded contributes nothing; its names stay as
//! written.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::core::decl::{Class, Export, Typed};
use crate::core::name::Name;
use crate::core::wired;
use crate::lang::Load;
use crate::lang::haskell::lower::Cx;
use crate::lang::haskell::lower::declare::Own;
use crate::lang::haskell::lower::header::is_type;
use crate::lang::haskell::lower::names::surface;
use crate::syntax::Node;

/// The implicit import.
const PRELUDE: &str = "Prelude";

/// Loaded modules, and what is known of the entities they export.
pub(super) struct Library<'l> {
    load: Load<'l>,
    modules: FxHashMap<Name, Option<Arc<Typed>>>,
    values: FxHashMap<Name, Export>,
    types: FxHashMap<Name, Export>,
    families: FxHashMap<Name, Vec<Export>>,
    /// Imported modules that could not be loaded.
    pub(super) missing: Vec<Name>,
}

impl<'l> Library<'l> {
    pub(super) fn new(load: Load<'l>) -> Self {
        Library {
            load,
            modules: FxHashMap::default(),
            values: FxHashMap::default(),
            types: FxHashMap::default(),
            families: FxHashMap::default(),
            missing: Vec::new(),
        }
    }

    /// The module `name`, loaded once.
    pub(super) fn module(&mut self, name: Name) -> Option<Arc<Typed>> {
        if let Some(known) = self.modules.get(&name) {
            return known.clone();
        }
        let module = (self.load)(name);
        self.modules.insert(name, module.clone());
        module
    }

    /// Remembers an entity's sort and parent.
    pub(super) fn note(&mut self, export: &Export) {
        let table = if is_type(export.kind) { &mut self.types } else { &mut self.values };
        table.entry(export.entity).or_insert_with(|| export.clone());
        if let Some(parent) = export.parent {
            let family = self.families.entry(parent).or_default();
            if !family.contains(export) {
                family.push(export.clone());
            }
        }
    }

    /// What is known of an entity.
    pub(super) fn entity(&self, name: Name, types: bool) -> Option<&Export> {
        if types { self.types.get(&name) } else { self.values.get(&name) }
    }

    /// Constructors, fields or methods of a type or class, as far as they were met.
    pub(super) fn children(&self, parent: Name) -> Vec<Export> {
        self.families.get(&parent).cloned().unwrap_or_default()
    }

    /// The declaration of a class in the module that defines it.
    pub(super) fn class(&mut self, class: Name) -> Option<Class> {
        let module = self.module(class.module()?)?;
        module.classes.iter().find(|declared| declared.name == class).cloned()
    }

    /// How many parameters a library class takes.
    pub(super) fn parameter_count(&mut self, class: Name) -> usize {
        let module = class.module().and_then(|module| self.module(module));
        let parameters = |module: &Typed| {
            let declared = module.classes.iter().find(|declared| declared.name == class)?;
            let (_, scheme) = declared.methods.first()?;
            let (others, _) = scheme.context.first()?.ty.as_parameters()?;
            Some(others.len() + 1)
        };
        module.as_deref().and_then(parameters).unwrap_or(1)
    }
}

/// An import declaration.
struct Import<'t> {
    module: Name,
    alias: Name,
    qualified: bool,
    hiding: bool,
    list: Option<Vec<Node<'t>>>,
}

impl<'t> Cx<'t, '_> {
    /// Brings all imports of the file into scope, the implicit one too; the imported modules.
    pub(super) fn import_all(&mut self, root: Node<'t>, own: Name) -> Vec<Name> {
        let mut imports = Vec::new();
        for group in root.children().into_iter().filter(|node| node.kind() == "imports") {
            imports.extend(group.children().into_iter().filter_map(read));
        }
        let prelude = Name::new(PRELUDE);
        let implicit = !["NoImplicitPrelude", "RebindableSyntax"].iter().any(|name| self.extension(name));
        if implicit && own != prelude && !imports.iter().any(|import| import.module == prelude) {
            imports.insert(0, Import { module: prelude, alias: prelude, qualified: false, hiding: false, list: None });
        }
        let mut names: Vec<Name> = Vec::new();
        for import in &imports {
            self.import(import);
            if !names.contains(&import.module) {
                names.push(import.module);
            }
        }
        let base = Name::new(wired::BASE);
        if own != base && !own.as_str().starts_with("Base.") && !names.contains(&base) {
            names.push(base);
        }
        names
    }

    /// Brings one import declaration into scope, for interactive lines.
    pub(super) fn import_node(&mut self, node: Node<'t>) -> Option<()> {
        self.import(&read(node)?);
        Some(())
    }

    /// Brings all that a module exports into scope.
    pub(super) fn import_module(&mut self, module: Name) {
        self.import(&Import { module, alias: module, qualified: false, hiding: false, list: None });
    }

    /// Brings what a module exports into scope under the module's whole name, if there is such a module.
    pub(super) fn admit_module(&mut self, module: Name) {
        if self.library.module(module).is_some() {
            self.import(&Import { module, alias: module, qualified: true, hiding: false, list: None });
        }
    }

    fn import(&mut self, import: &Import<'t>) {
        let Some(module) = self.library.module(import.module) else {
            if !self.library.missing.contains(&import.module) {
                self.library.missing.push(import.module);
            }
            return;
        };
        for export in &module.exports {
            self.library.note(export);
        }
        let listed = import.list.as_ref().map(|items| {
            let mut listed = Vec::new();
            for item in items {
                self.select(*item, import.hiding, &module.exports, &mut listed);
            }
            listed
        });
        for (index, export) in module.exports.iter().enumerate() {
            let wanted = match &listed {
                None => true,
                Some(listed) => listed.contains(&index) != import.hiding,
            };
            if wanted {
                self.enter_export(export, import);
                if listed.is_some() && !import.hiding {
                    self.scope.listed.insert(export.entity);
                }
            }
        }
    }

    /// The exports (by index) that one item of an import list names.
    fn select(&mut self, item: Node<'t>, hiding: bool, exports: &[Export], out: &mut Vec<usize>) {
        let named = item.field("variable").or_else(|| item.field("operator")).or_else(|| item.field("type"));
        let Some(named) = named else { return };
        let text = surface(named);
        let types = item.field("type").is_some() || item.field("namespace").is_some() || text.starts_with(':');
        let pattern = item.field("namespace").is_some_and(|namespace| namespace.text().contains("pattern"));
        let children = item.field("children");
        for (index, export) in exports.iter().enumerate() {
            let base = export.entity.base() == text;
            let plain = match (is_type(export.kind), types && !pattern) {
                (true, true) => base,
                (true, false) => base && !text.starts_with(char::is_alphabetic) && item.field("variable").is_none(),
                // Hiding a capitalised name hides the constructor as well.
                (false, true) => base && hiding && children.is_none(),
                (false, false) => base,
            };
            let brought = types && children.is_some_and(|list| self.is_child(export, &text, list, exports));
            if (plain || brought) && !out.contains(&index) {
                out.push(index);
            }
        }
    }

    /// Whether `T (list)` names this export.
    fn is_child(&self, export: &Export, parent: &str, list: Node<'t>, exports: &[Export]) -> bool {
        let of_parent = |name: Name| {
            name.base() == parent && exports.iter().any(|other| other.entity == name && is_type(other.kind))
        };
        if is_type(export.kind) || !export.parent.is_some_and(of_parent) {
            return false;
        }
        let names = |element: &Node<'_>| element.kind() == "all_names" || surface(*element) == export.entity.base();
        list.children().iter().any(names)
    }

    fn enter_export(&mut self, export: &Export, import: &Import<'t>) {
        let base = export.entity.base();
        let table = if is_type(export.kind) { &mut self.scope.types } else { &mut self.scope.values };
        let mut add = |text: String| {
            let names = table.entry(text).or_default();
            if !names.contains(&export.entity) {
                names.push(export.entity);
            }
        };
        if !import.qualified {
            add(base.to_owned());
        }
        add(format!("{}.{base}", import.alias));
        self.describe(export);
    }

    /// What lowering must know of an imported entity beyond its name: fixity, constructors.
    fn describe(&mut self, export: &Export) {
        let Some(module) = export.entity.module().and_then(|name| self.library.module(name)) else {
            return;
        };
        if !is_type(export.kind)
            && let Some((name, fixity)) = module.fixities.iter().find(|(name, _)| *name == export.entity)
        {
            self.scope.fixities.insert(*name, *fixity);
        }
        let data = match export.kind {
            crate::core::decl::ExportKind::Type => Some(export.entity),
            crate::core::decl::ExportKind::Class => None,
            _ => export.parent,
        };
        if let Some(name) = data
            && !self.scope.datas.iter().any(|known| known.name == name)
            && let Some(data) = module.datas.iter().find(|data| data.name == name)
        {
            self.enter_data(Arc::new(data.clone()));
        }
    }

    /// Brings what the module itself defines into scope: before all imported names.
    pub(super) fn enter_own(&mut self, own: &Own) {
        for export in &own.entities {
            self.library.note(export);
            let base = export.entity.base();
            let table = if is_type(export.kind) { &mut self.scope.types } else { &mut self.scope.values };
            for text in [base.to_owned(), format!("{}.{base}", self.module)] {
                let names = table.entry(text).or_default();
                names.retain(|name| *name != export.entity);
                names.insert(0, export.entity);
            }
        }
        for (name, fixity) in &own.fixities {
            self.scope.fixities.insert(Name::global(self.module, name), *fixity);
        }
    }
}

fn read(node: Node<'_>) -> Option<Import<'_>> {
    if node.kind() != "import" {
        return None;
    }
    let module = Name::new(node.field("module")?.text().trim());
    let alias = node.field("alias").map_or(module, |alias| Name::new(alias.text().trim()));
    let list = node.field("names").map(|names| names.children());
    Some(Import { module, alias, qualified: node.has("qualified"), hiding: node.has("hiding"), list })
}
