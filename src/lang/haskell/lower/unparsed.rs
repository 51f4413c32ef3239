//! What the parts of a file that do not parse seem to bind: a count of what is understood must not leave them out.

use crate::core::decl::Module;
use crate::core::name::Name;
use crate::lang::Binding;
use crate::lang::haskell::lower::Cx;
use crate::lang::haskell::lower::functions::errors;
use crate::lang::haskell::{parse, spec};
use crate::syntax::{Node, Tree};
use crate::text::Span;

impl<'t> Cx<'t, '_> {
    /// The names that broken declarations seem to bind and nothing in `module` does.
    pub(super) fn unparsed(&self, tree: &Tree, decls: &[Node<'t>], module: &Module) -> Vec<Binding> {
        let errors = errors(decls);
        let spans = tree.broken.iter().copied().chain(errors.iter().map(|node| node.span()));
        let mut out: Vec<Binding> = Vec::new();
        for span in spans {
            let Some(text) = self.source.get(span.start..span.end) else { continue };
            let opaque: Vec<u32> = self.number(span).into_iter().collect();
            for name in names(text) {
                let name = Name::global(self.module, &name);
                let known = module.binds.iter().any(|bind| bind.name == name);
                if !known && !out.iter().any(|other| other.name == name) {
                    out.push(Binding { name, opaque: opaque.clone() });
                }
            }
        }
        out
    }
}

/// The names that the declarations in a text seem to bind.
fn names(text: &str) -> Vec<String> {
    let chunks: Vec<Span> = parse::chunks(text);
    let code = |span: &Span| text.get(span.start..span.end);
    chunks.iter().filter_map(code).filter_map(spec::bound_name).collect()
}
