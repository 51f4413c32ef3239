//! Lowering: a Haskell tree becomes a [`Module`] of the core calculus.
//!
//! It never fails: what it does not understand becomes [`Term::Opaque`] with a span and a reason, a name that nothing in
//! scope defines a [`Term::Global`] of its surface text. Two passes: `declare` collects what the module defines (names,
//! fixities, constructors), so that bodies, lowered second, can be re-associated and resolved whatever their order.
//!
//! * `header`: module name, language extensions, exports; `imports`: scope; `fixity`: infix chains;
//! * `declare`, `data`, `classes`, `types`: declarations; `functions`: what the file's functions are; `unparsed`: what its
//!   errors seem to bind;
//! * `binds`, `guards`, `expr`, `infix`, `pat`, `records`, `stmts`, `literal`: the term language; `line`: interactive lines.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::core::decl::{Data, Fixity, Module};
use crate::core::name::Name;
use crate::core::term::{Failure, Term};
use crate::core::wired;
use crate::lang::{Load, Lowered, Opaque, Scope};
use crate::syntax::{Node, Tree};
use crate::text::{Offset, Span};

mod binds;
mod classes;
mod data;
pub(super) mod declare;
mod expr;
pub(super) mod fixity;
mod functions;
mod guards;
mod header;
mod imports;
mod infix;
mod known;
mod line;
mod literal;
pub(in crate::lang::haskell) mod names;
mod pat;
mod records;
mod stmts;
mod types;
mod unparsed;
mod views;

pub(super) use line::lower_line;

/// A part that could not be lowered: where and why.
type Fallible<T> = Result<T, Opaque>;

/// Deepest nesting of terms and types that is lowered.
const DEEPEST: usize = 160;

/// Lowers a tree.
pub(super) fn lower(tree: &Tree, load: Load<'_>) -> Lowered {
    let header = header::read(tree);
    let mut cx = Cx::new(&tree.text, header.name, imports::Library::new(load));
    cx.scope.extensions = header::extensions(&tree.text);
    let unrestricted = cx.extension("NoMonomorphismRestriction");
    let mut module = Module { name: Some(header.name), unrestricted, ..Module::default() };
    let decls = declare::top_level(tree.root());
    let own = cx.declare(&decls, &mut module);
    let imports = cx.import_all(tree.root(), header.name);
    cx.enter_own(&own);
    for span in &tree.broken {
        cx.note(*span, "syntax error");
    }
    let (functions, mut others) = cx.module(&decls, tree, &mut module);
    others.extend(cx.unparsed(tree, &decls, &module));
    module.fixities = own.fixities.iter().map(|(name, fixity)| (Name::global(header.name, name), *fixity)).collect();
    module.exports = cx.exports(header.exports, &own);
    let missing = std::mem::take(&mut cx.library.missing);
    Lowered {
        module,
        scope: cx.scope,
        opaque: cx.opaque,
        functions,
        others,
        holes: cx.holes,
        blanks: cx.blanks,
        missing_imports: missing,
        imports,
    }
}

/// Lowers a few declarations in the scope of the module that they belong to, what it imports included.
pub(super) fn lower_piece(tree: &Tree, scope: &Scope, load: Load<'_>) -> Lowered {
    let name = scope.module.unwrap_or_else(|| Name::new("Main"));
    let mut cx = Cx::new(&tree.text, name, imports::Library::new(load));
    cx.scope = Scope { datas: Vec::new(), ..scope.clone() };
    for data in &scope.datas {
        cx.enter_data(Arc::clone(data));
    }
    let mut module = Module { name: Some(name), ..Module::default() };
    let decls = declare::top_level(tree.root());
    let own = cx.declare(&decls, &mut module);
    cx.enter_own(&own);
    for span in &tree.broken {
        cx.note(*span, "syntax error");
    }
    let (functions, others) = cx.module(&decls, tree, &mut module);
    module.fixities = own.fixities.iter().map(|(text, fixity)| (Name::global(name, text), *fixity)).collect();
    let (scope, opaque, holes, blanks) = (cx.scope, cx.opaque, cx.holes, cx.blanks);
    let (missing_imports, imports) = (Vec::new(), Vec::new());
    Lowered { module, scope, opaque, functions, others, holes, blanks, missing_imports, imports }
}

/// A local variable in scope.
struct Local {
    name: Name,
    /// A local fixity declaration.
    fixity: Option<Fixity>,
}

/// A data type and one of its constructors, by tag.
type Case = (Arc<Data>, usize);

/// The state of lowering one file or line.
struct Cx<'t, 'l> {
    source: &'t str,
    /// Offsets of the lines' first bytes.
    lines: Vec<Offset>,
    module: Name,
    scope: Scope,
    constructors: FxHashMap<Name, Case>,
    library: imports::Library<'l>,
    /// The module's own classes of several parameters, by number.
    several: FxHashMap<Name, usize>,
    locals: Vec<Local>,
    /// Scoped type variables.
    type_vars: Vec<Name>,
    opaque: Vec<Opaque>,
    holes: Vec<(Name, Span)>,
    blanks: Vec<Span>,
    hole_names: FxHashSet<Name>,
    fresh: usize,
    /// Names of the form `_1` that the file uses itself.
    taken: FxHashSet<usize>,
    depth: usize,
    /// For interactive lines: how many lines, and columns, stand before the text that was typed.
    prompt: Option<(usize, usize)>,
    /// A constraint of a class that nothing in scope defines was left out.
    dropped: bool,
}

impl<'t, 'l> Cx<'t, 'l> {
    fn new(source: &'t str, module: Name, library: imports::Library<'l>) -> Self {
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut cx = Cx {
            source,
            lines,
            module,
            scope: Scope { module: Some(module), ..Scope::default() },
            constructors: FxHashMap::default(),
            library,
            several: FxHashMap::default(),
            locals: Vec::new(),
            type_vars: Vec::new(),
            opaque: Vec::new(),
            holes: Vec::new(),
            blanks: Vec::new(),
            hole_names: FxHashSet::default(),
            fresh: 0,
            taken: taken_names(source),
            depth: 0,
            prompt: None,
            dropped: false,
        };
        for data in wired::module().datas.into_iter().map(Arc::new) {
            for (tag, constructor) in data.constructors.iter().enumerate() {
                cx.constructors.insert(constructor.name, (Arc::clone(&data), tag));
            }
        }
        cx
    }

    fn extension(&self, name: &str) -> bool {
        self.scope.extensions.iter().any(|extension| extension == name)
    }

    /// A variable that no user variable in the file can be confused with.
    fn fresh(&mut self) -> Name {
        loop {
            self.fresh += 1;
            if !self.taken.contains(&self.fresh) {
                return Name::new(&format!("_{}", self.fresh));
            }
        }
    }

    /// Records a part that is not understood; its number.
    fn note(&mut self, span: Span, reason: impl Into<String>) -> u32 {
        let number = u32::try_from(self.opaque.len()).unwrap_or(u32::MAX);
        self.opaque.push(Opaque { span, reason: reason.into() });
        number
    }

    fn note_all(&mut self, opaque: Opaque) -> u32 {
        self.note(opaque.span, opaque.reason)
    }

    fn opaque_term(&mut self, opaque: Opaque) -> Term {
        Term::Opaque(self.note_all(opaque))
    }

    /// Runs `f` one level deeper; too deep a nesting is not understood.
    fn deeper<T>(&mut self, node: Node<'_>, f: impl FnOnce(&mut Self) -> Fallible<T>) -> Fallible<T> {
        if self.depth >= DEEPEST {
            return Err(fail(node, "nested too deeply"));
        }
        self.depth += 1;
        let result = f(self);
        self.depth -= 1;
        result
    }

    /// The file's name, as messages print it.
    fn file(&self) -> String {
        if self.prompt.is_some() {
            return "<interactive>".to_owned();
        }
        format!("{}.hs", self.module.as_str().replace('.', "/"))
    }

    /// Line and column from 1, columns in characters, tabs to multiples of eight.
    fn position(&self, offset: Offset) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let text = self.source.get(start..offset).unwrap_or("");
        let column = text.chars().fold(0, |column, c| if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 });
        let (lines, columns) = self.prompt.unwrap_or_default();
        (line.saturating_sub(lines).max(1), (column + 1usize).saturating_sub(columns).max(1))
    }

    /// A span as GHC prints it in messages: `Task.hs:3:1-9`, `Task.hs:(3,1)-(4,9)`.
    fn place(&self, span: Span) -> String {
        let (line, column) = self.position(span.start);
        let (last_line, after) = self.position(span.end);
        let last = after.saturating_sub(1).max(1);
        let file = self.file();
        if line != last_line {
            format!("{file}:({line},{column})-({last_line},{last})")
        } else if last <= column {
            format!("{file}:{line}:{column}")
        } else {
            format!("{file}:{line}:{column}-{last}")
        }
    }

    /// The failure of patterns or guards at `span`.
    fn incomplete(&self, span: Span, what: &str) -> Failure {
        Failure::Incomplete(format!("{}: Non-exhaustive {what}", self.place(span)))
    }

    /// A typed hole at `node`; its name is unique in the file.
    fn hole(&mut self, node: Node<'_>) -> Term {
        let base = node.text();
        let mut name = Name::new(base);
        let mut n = 1;
        while !self.hole_names.insert(name) {
            n += 1;
            name = Name::new(&format!("{base}#{n}"));
        }
        self.holes.push((name, node.span()));
        Term::Hole(name)
    }
}

/// `node` could not be lowered.
fn fail(node: Node<'_>, reason: impl Into<String>) -> Opaque {
    Opaque { span: node.span(), reason: reason.into() }
}

/// The structure of `node` must be as the grammar says.
fn sound(node: Node<'_>) -> Fallible<()> {
    if node.is_broken() { Err(fail(node, "syntax error")) } else { Ok(()) }
}

/// Numbers n of identifiers `_n` in the text.
fn taken_names(source: &str) -> FxHashSet<usize> {
    let mut out = FxHashSet::default();
    for (at, _) in source.match_indices('_') {
        let rest = &source[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Ok(n) = rest[..end].parse() {
            out.insert(n);
        }
    }
    out
}

#[cfg(test)]
mod tests;
