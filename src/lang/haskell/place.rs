//! Where a new import line goes.
//!
//! Behind the last import; without imports behind `module … where`; without a header below the file's leading pragmas
//! (and the comments among them), before everything else.

use crate::lang::ImportPlace;
use crate::syntax::{Node, Tree};

/// The place of a new import in `tree`.
pub(super) fn import_place(tree: &Tree) -> ImportPlace {
    let nodes = tree.root().all();
    let end = |node: &Node<'_>| node.start() + node.text().trim_end().len();
    if let Some(imports) = nodes.iter().rfind(|node| node.kind() == "imports") {
        // The list may reach over comments that follow it: the last import itself is what counts.
        let last = imports.all().into_iter().rfind(|node| node.kind() == "import");
        return ImportPlace::BehindImports(end(&last.unwrap_or(*imports)));
    }
    if let Some(header) = nodes.iter().find(|node| node.kind() == "header") {
        return ImportPlace::BehindHeader(end(header));
    }
    let leading = nodes.iter().take_while(|node| matches!(node.kind(), "pragma" | "comment" | "haddock"));
    let behind = leading.filter(|node| node.kind() == "pragma").last().map_or(0, end);
    let rest = tree.text.get(behind..).unwrap_or("");
    ImportPlace::Top(tree.text.len() - rest.trim_start_matches(['\n', '\r']).len())
}

#[cfg(test)]
mod tests {
    use super::import_place;
    use crate::lang::ImportPlace;
    use crate::lang::haskell::parse::parse;

    #[test]
    fn behind_imports_else_header_else_pragmas() {
        type Place = fn(usize) -> ImportPlace;
        let cases: &[(&str, Place)] = &[
            ("module M where\n\nimport A\nimport B (b)‸\n\n-- c\nf = 1\n", ImportPlace::BehindImports),
            ("import A‸\nf = 1\n", ImportPlace::BehindImports),
            ("{-# LANGUAGE X #-}\nmodule M\n  ( f\n  ) where‸\n\nf = 1\n", ImportPlace::BehindHeader),
            ("{-# LANGUAGE LambdaCase #-}\n\n‸-- | Doc.\nf = 1\n", ImportPlace::Top),
            ("‸-- | Doc.\nf :: Int\nf = 1\n", ImportPlace::Top),
            ("‸", ImportPlace::Top),
        ];
        for (marked, place) in cases {
            let (before, after) = marked.split_once('‸').unwrap();
            assert_eq!(import_place(&parse(&format!("{before}{after}"))), place(before.len()), "{marked}");
        }
    }
}
