//! The module header: its name, the language extensions that pragmas switch on, the export list.

use crate::core::decl::{Export, ExportKind};
use crate::core::name::Name;
use crate::lang::haskell::lower::Cx;
use crate::lang::haskell::lower::declare::Own;
use crate::lang::haskell::lower::names::surface;
use crate::syntax::{Node, Tree};

/// What the header says.
pub(super) struct Header<'t> {
    /// The module's name, `Main` without a header.
    pub(super) name: Name,
    /// The export list, if there is one.
    pub(super) exports: Option<Node<'t>>,
}

/// Reads the header of a file.
pub(super) fn read(tree: &Tree) -> Header<'_> {
    let header = tree.root().all().into_iter().find(|node| node.kind() == "header");
    if let Some(header) = header {
        let name = header.field("module").map_or("Main", |module| module.text().trim());
        return Header { name: Name::new(name), exports: header.field("exports") };
    }
    let broken = tree.broken.iter().filter_map(|span| tree.text.get(span.start..span.end));
    let name = broken.filter_map(|text| text.strip_prefix("module ")).find_map(|rest| {
        let end = rest.trim_start().find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.' || c == '\''));
        let name = &rest.trim_start()[..end.unwrap_or(rest.trim_start().len())];
        name.starts_with(char::is_uppercase).then(|| Name::new(name.trim_end_matches('.')))
    });
    Header { name: name.unwrap_or_else(|| Name::new("Main")), exports: None }
}

/// Extensions named by `LANGUAGE` pragmas and `-X` options, in order.
pub(super) fn extensions(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !out.iter().any(|known| known == name) {
            out.push(name.to_owned());
        }
    };
    for (at, _) in text.match_indices("{-#") {
        let body = &text[at + 3..];
        let Some(end) = body.find("#-}") else { break };
        let mut words = body[..end].splitn(2, |c: char| c.is_whitespace());
        let body = body[..end].trim_start();
        let word = match words.next() {
            Some("") | None => body.split_whitespace().next().unwrap_or(""),
            Some(word) => word,
        };
        let rest = body.strip_prefix(word).unwrap_or("");
        if word.eq_ignore_ascii_case("LANGUAGE") {
            rest.split(',').map(str::trim).for_each(&mut add);
        } else if word.eq_ignore_ascii_case("OPTIONS_GHC") {
            rest.split_whitespace().filter_map(|option| option.strip_prefix("-X")).for_each(&mut add);
        }
    }
    out
}

impl Cx<'_, '_> {
    /// What importing the module brings: its export list, or all that it defines.
    pub(super) fn exports(&mut self, list: Option<Node<'_>>, own: &Own) -> Vec<Export> {
        let mut out: Vec<Export> = Vec::new();
        let Some(list) = list else {
            return own.entities.clone();
        };
        for item in list.children() {
            match item.kind() {
                "module_export" => {
                    let name = item.field("module").map_or("", |module| module.text()).to_owned();
                    self.export_module(&name, own, &mut out);
                }
                "export" => self.export_item(item, &mut out),
                _ => {}
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|export| seen.insert((export.entity, export.kind as u8)));
        out
    }

    /// `module M`: what is in scope both unqualified and as `M.x`.
    fn export_module(&mut self, module: &str, own: &Own, out: &mut Vec<Export>) {
        if module == self.module.as_str() {
            out.extend(own.entities.iter().cloned());
        }
        let prefix = format!("{module}.");
        for (types, table) in [(false, &self.scope.values), (true, &self.scope.types)] {
            for (text, entities) in table.range(prefix.clone()..).take_while(|(text, _)| text.starts_with(&prefix)) {
                let plain = table.get(&text[prefix.len()..]);
                for entity in entities.iter().filter(|entity| plain.is_some_and(|plain| plain.contains(entity))) {
                    out.extend(self.library.entity(*entity, types).cloned());
                }
            }
        }
    }

    fn export_item(&mut self, item: Node<'_>, out: &mut Vec<Export>) {
        let pattern = item.field("namespace").is_some_and(|namespace| namespace.text().contains("pattern"));
        if let Some(variable) =
            item.field("variable").or_else(|| item.field("operator").filter(|_| item.field("namespace").is_none()))
        {
            let text = surface(variable);
            if let Some(name) = self.entity(&text) {
                out.extend(self.library.entity(name, false).cloned());
                return;
            }
        }
        let Some(ty) = item.field("type").or_else(|| item.field("operator")) else {
            return;
        };
        let text = surface(ty);
        if pattern {
            if let Some(name) = self.entity(&text) {
                out.extend(self.library.entity(name, false).cloned());
            }
            return;
        }
        let Some(name) = self.class_name(&text) else {
            return;
        };
        out.extend(self.library.entity(name, true).cloned());
        let Some(children) = item.field("children") else {
            return;
        };
        let family = self.library.children(name);
        for element in children.children() {
            if element.kind() == "all_names" {
                let visible = |export: &&Export| self.in_scope(export.entity);
                out.extend(family.iter().filter(visible).cloned());
            } else {
                let text = surface(element);
                out.extend(family.iter().filter(|export| export.entity.base() == Name::new(&text).base()).cloned());
            }
        }
    }

    fn in_scope(&self, entity: Name) -> bool {
        let has = |text: &str| self.scope.values.get(text).is_some_and(|names| names.contains(&entity));
        has(entity.base()) || self.qualified_in_scope(entity)
    }

    fn qualified_in_scope(&self, entity: Name) -> bool {
        let suffix = format!(".{}", entity.base());
        self.scope.values.iter().any(|(text, names)| text.ends_with(&suffix) && names.contains(&entity))
    }
}

/// Sorts of entities that live among the types.
pub(super) fn is_type(kind: ExportKind) -> bool {
    matches!(kind, ExportKind::Type | ExportKind::Class)
}

#[cfg(test)]
mod tests {
    use super::extensions;

    #[test]
    fn pragmas_name_extensions() {
        let text = "{-# LANGUAGE LambdaCase, TupleSections #-}\n{-#language CPP#-}\n{-# OPTIONS_GHC -Wall -XGADTs #-}\n{-# INLINE f #-}\n{-#";
        assert_eq!(extensions(text), ["LambdaCase", "TupleSections", "CPP", "GADTs"]);
    }
}
