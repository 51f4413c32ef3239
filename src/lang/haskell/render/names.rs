//! Surface names: what a global is called at some place of a file, and which names are free for variables.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::core::decl::{Data, Export, ExportKind, Fixity};
use crate::core::name::Name;
use crate::core::ty::{Scheme, Type, tuple_arity};
use crate::lang::haskell::comment::is_symbol;
use crate::lang::{Scope, by_extension};

/// Modules that importers name, best first: where a library function is taken from when a file lacks it.
const PUBLIC: &[&str] = &[
    "Prelude",
    "Data.List",
    "Data.Char",
    "Data.Maybe",
    "Data.Either",
    "Data.Function",
    "Data.Ord",
    "Data.Tuple",
    "Data.Foldable",
    "Data.Traversable",
    "Data.Functor",
    "Data.Bifunctor",
    "Data.Monoid",
    "Data.Semigroup",
    "Control.Monad",
    "Control.Applicative",
    "Text.Read",
    "Data.Map",
    "Data.Map.Strict",
    "Data.Set",
    "Data.Text",
];

/// Modules whose names clash with the Prelude's by design: imported qualified, under this name.
const QUALIFIED: &[(&str, &str)] =
    &[("Data.Map", "Map"), ("Data.Map.Strict", "Map"), ("Data.Set", "Set"), ("Data.Text", "Text")];

/// Modules that define what hints and idioms speak of.
const STANDARD: &[&str] = &[
    "Base",
    "Prelude",
    "Data.List",
    "Data.Foldable",
    "Data.Function",
    "Data.Tuple",
    "Data.Maybe",
    "Data.Functor",
    "Data.Char",
    "Data.Either",
];

const KEYWORDS: &[&str] = &[
    "case", "class", "data", "default", "deriving", "do", "else", "foreign", "forall", "if", "import", "in", "infix",
    "infixl", "infixr", "instance", "let", "mdo", "module", "newtype", "of", "proc", "rec", "then", "type", "where",
    "_",
];

/// The names of one place.
pub(super) struct Names<'a> {
    scope: &'a Scope,
    values: HashMap<Name, String>,
    types: HashMap<Name, String>,
    data: BTreeMap<Name, &'a Data>,
    imports: BTreeSet<String>,
    imported: HashMap<Name, String>,
}

impl<'a> Names<'a> {
    /// The names of `scope`.
    pub(super) fn new(scope: &'a Scope) -> Names<'a> {
        let mut data = BTreeMap::new();
        for declared in &scope.datas {
            for constructor in &declared.constructors {
                data.insert(constructor.name, &**declared);
            }
        }
        Names {
            scope,
            values: invert(&scope.values),
            types: invert(&scope.types),
            data,
            imports: BTreeSet::new(),
            imported: HashMap::new(),
        }
    }

    /// The import lines that the names asked for need.
    pub(super) fn imports(&self) -> Vec<String> {
        self.imports.iter().cloned().collect()
    }

    /// What `entity` is called here; asks for an import if nothing is.
    pub(super) fn value(&mut self, entity: Name) -> String {
        if let Some(name) = self.values.get(&entity).or_else(|| self.imported.get(&entity)) {
            return name.clone();
        }
        let base = entity.base();
        if entity.module().is_none() || entity.module() == self.scope.module {
            return base.to_owned();
        }
        let name = self.import(entity).unwrap_or_else(|| base.to_owned());
        self.imported.insert(entity, name.clone());
        name
    }

    /// Finds a public module that exports `entity` and imports it.
    fn import(&mut self, entity: Name) -> Option<String> {
        let own = entity.module()?;
        let direct =
            PUBLIC.contains(&own.as_str()) || !STANDARD.contains(&own.as_str()) && exporter(own, entity).is_some();
        let (module, export) = match direct.then(|| exporter(own, entity)).flatten() {
            Some(export) => (own.as_str(), export),
            None => PUBLIC.iter().find_map(|m| Some((*m, exporter(Name::new(m), entity)?)))?,
        };
        let base = entity.base();
        let clash = self.scope.values.contains_key(base);
        let qualified = QUALIFIED.iter().find(|(m, _)| *m == module).map(|(_, alias)| *alias);
        if clash || qualified.is_some() {
            let alias = self.alias(module, qualified.unwrap_or(module.rsplit('.').next().unwrap_or(module)));
            self.imports.insert(format!("import qualified {module} as {alias}"));
            return Some(format!("{alias}.{base}"));
        }
        let item = match (export.kind, export.parent) {
            (ExportKind::Constructor, Some(parent)) => format!("{} ({base})", parent.base()),
            _ if base.starts_with(is_symbol) => format!("({base})"),
            _ => base.to_owned(),
        };
        self.imports.insert(format!("import {module} ({item})"));
        Some(base.to_owned())
    }

    /// An alias that names no other module here.
    fn alias(&self, module: &str, wanted: &str) -> String {
        let prefix = format!("{wanted}.");
        let taken = self.scope.values.iter().any(|(name, entities)| {
            name.starts_with(&prefix) && !entities.iter().any(|e| exporter(Name::new(module), *e).is_some())
        });
        if taken { module.to_owned() } else { wanted.to_owned() }
    }

    /// The standard function of this name, if it is in scope here under this name.
    pub(super) fn standard(&self, base: &str) -> Option<Name> {
        match self.scope.values.get(base)?.as_slice() {
            [entity] if is_standard(*entity, base) => Some(*entity),
            _ => None,
        }
    }

    /// How `entity` binds as an operator, if that was declared.
    pub(super) fn fixity(&self, entity: Name) -> Option<Fixity> {
        self.scope.fixities.get(&entity).copied()
    }

    /// May a variable not be called so?
    pub(super) fn is_taken(&self, name: &str) -> bool {
        KEYWORDS.contains(&name) || self.scope.values.contains_key(name)
    }

    /// The data type of a constructor.
    pub(super) fn data_of(&self, constructor: Name) -> Option<&'a Data> {
        self.data.get(&constructor).copied()
    }

    /// Is it the type named `name` with a constructor for zero and one for the successor?
    pub(super) fn is_peano(&self, name: Name) -> bool {
        let Some(data) = self.scope.datas.iter().find(|data| data.name == name) else { return false };
        let unary = |c: &crate::core::decl::Constructor| c.fields.len() == 1 && c.fields[0].ty == Type::Con(name);
        data.constructors.len() == 2
            && data.constructors.iter().any(|c| c.fields.is_empty())
            && data.constructors.iter().any(unary)
    }

    /// The same, of a type.
    pub(super) fn is_peano_type(&self, ty: &Type) -> bool {
        matches!(ty, Type::Con(name) if self.is_peano(*name))
    }

    /// Does some constructor of the type hold the type again?
    pub(super) fn is_recursive(&self, name: Name) -> bool {
        let Some(data) = self.scope.datas.iter().find(|data| data.name == name) else { return false };
        let mut fields = data.constructors.iter().flat_map(|c| &c.fields);
        fields.any(|field| matches!(field.ty.spine().0, Type::Con(head) if *head == name))
    }

    /// A type as the file would write it. Precedence: 0 anything, 1 left of an arrow, 2 argument.
    pub(super) fn ty(&self, ty: &Type, precedence: u8) -> String {
        let parens = |text: String, wanted: bool| if wanted { format!("({text})") } else { text };
        if let Some((from, to)) = ty.as_fun() {
            return parens(format!("{} -> {}", self.ty(from, 1), self.ty(to, 0)), precedence > 0);
        }
        let (head, args) = ty.spine();
        if let Type::Con(name) = head {
            if name.as_str() == "[]" && args.len() == 1 {
                let string =
                    self.scope.types.get("String").is_some_and(|e| e.len() == 1 && is_standard(e[0], "String"));
                if string && *args[0] == Type::con(crate::core::wired::CHAR) {
                    return "String".to_owned();
                }
                return format!("[{}]", self.ty(args[0], 0));
            }
            if tuple_arity(*name) == Some(args.len()) {
                let parts: Vec<String> = args.iter().map(|arg| self.ty(arg, 0)).collect();
                return format!("({})", parts.join(", "));
            }
        }
        let mut text = match head {
            Type::Con(name) => self.types.get(name).cloned().unwrap_or_else(|| name.base().to_owned()),
            Type::Var(name) => name.as_str().to_owned(),
            Type::Meta(_) | Type::App(..) => "_".to_owned(),
        };
        for arg in &args {
            text.push(' ');
            text.push_str(&self.ty(arg, 2));
        }
        parens(text, precedence > 1 && !args.is_empty())
    }

    /// Whether every type and class of a scheme has a name here.
    pub(super) fn knows(&self, scheme: &Scheme) -> bool {
        fn all(names: &Names<'_>, ty: &Type) -> bool {
            match ty {
                Type::Con(name) => name.module().is_none() || names.types.contains_key(name),
                Type::Var(_) => true,
                Type::Meta(_) => false,
                Type::App(head, arg) => all(names, head) && all(names, arg),
            }
        }
        let plain = |ty: &Type| matches!(ty.spine().0, Type::Var(_));
        all(self, &scheme.ty)
            && scheme.context.iter().all(|p| self.types.contains_key(&p.class) && plain(&p.ty) && all(self, &p.ty))
    }

    /// A scheme as the file would write it.
    pub(super) fn scheme(&self, scheme: &Scheme) -> String {
        let class = |name: &Name| self.types.get(name).cloned().unwrap_or_else(|| name.base().to_owned());
        let preds: Vec<String> =
            scheme.context.iter().map(|pred| format!("{} {}", class(&pred.class), self.ty(&pred.ty, 2))).collect();
        let ty = self.ty(&scheme.ty, 0);
        match preds.as_slice() {
            [] => ty,
            [one] => format!("{one} => {ty}"),
            many => format!("({}) => {ty}", many.join(", ")),
        }
    }
}

/// Is `entity` the library's `base`?
pub(super) fn is_standard(entity: Name, base: &str) -> bool {
    entity.base() == base && entity.module().is_some_and(|module| STANDARD.contains(&module.as_str()))
}

/// Entity → the name that means it and nothing else: unqualified before qualified, then the shortest, then by letter.
fn invert(names: &BTreeMap<String, Vec<Name>>) -> HashMap<Name, String> {
    let mut inverted: HashMap<Name, String> = HashMap::new();
    let rank = |name: &str| (Name::new(name).module().is_some(), name.len());
    for (name, entities) in names {
        let [entity] = entities.as_slice() else { continue };
        match inverted.get(entity) {
            Some(old) if rank(old) <= rank(name) => {}
            _ => {
                inverted.insert(*entity, name.clone());
            }
        }
    }
    inverted
}

/// The export of `entity` by the library module `module`.
fn exporter(module: Name, entity: Name) -> Option<Export> {
    let module = (by_extension("hs")?.prelude)(module)?;
    module
        .exports
        .iter()
        .find(|e| e.entity == entity && matches!(e.kind, ExportKind::Value | ExportKind::Constructor))
        .cloned()
}
