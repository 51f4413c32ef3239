//! Languages: surface ⇄ core. A language is a value in [`ALL`], not a type.

use std::sync::Arc;

use crate::core::decl::{Module, Typed};
use crate::core::name::Name;
use crate::core::term::{Bind, Pat, Term};
use crate::core::ty::Scheme;
use crate::syntax::Tree;
use crate::syntax::pieces::Lines;
use crate::text::{Offset, Span, TextEdit};

pub mod haskell;
pub mod surface;

/// Brings a module by name: the caller keeps what was loaded.
pub type Load<'l> = &'l mut dyn FnMut(Name) -> Option<Arc<Typed>>;

/// One language: data and functions.
pub struct Language {
    /// Identifier, as LSP's `languageId`.
    pub id: &'static str,
    /// File name extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// The compiler that can be asked for a second opinion.
    pub compiler: &'static str,
    /// How it is asked.
    pub opinion: &'static Opinion,
    /// Parses a text. Never fails.
    pub parse: fn(text: &str) -> Tree,
    /// Lowers a tree; `load` brings a module that it imports (the caller keeps an `Env` of what was loaded).
    pub lower: fn(tree: &Tree, load: Load<'_>) -> Lowered,
    /// Lowers one interactive line (an expression, `let`, bind, import or declaration) in a scope.
    pub lower_line: fn(text: &str, scope: &Scope, load: Load<'_>) -> Line,
    /// Lowers a tree of a few declarations in the scope of the module that they belong to.
    pub lower_piece: fn(tree: &Tree, scope: &Scope, load: Load<'_>) -> Lowered,
    /// What the lines of a file look like.
    pub lines: &'static Lines,
    /// How projects are found and read.
    pub project: &'static Project,
    /// The examples and properties of a file.
    pub specs: fn(tree: &Tree) -> Vec<Spec>,
    /// The library module of that name, from the snapshot.
    pub prelude: fn(Name) -> Option<Arc<Typed>>,
    /// Library modules that a file is often found to lack: what they export may be used, with a new import.
    pub everyday: &'static [&'static str],
    /// Renders a function's equations from a term.
    pub render: fn(&Rendering<'_>) -> Rendered,
    /// Renders a closed expression (for questions and messages).
    pub render_expr: fn(&Term, &Scope) -> String,
    /// Renders an expression for the middle of the user's code: one line, as short as it is said; the given variables of
    /// that place are not shadowed.
    pub render_part: fn(&Term, &Scope, &[Name]) -> String,
    /// Where a new import line goes.
    pub import_place: fn(&Tree) -> ImportPlace,
    /// Modules to dream goals in: name and text. The last one is for evaluation only.
    pub worlds: &'static [(&'static str, &'static str)],
    /// How often people use the library's names: lines of module group, name, uses a million words.
    pub counts: &'static str,
    /// Programs beside this one that are used when they are there, and what for.
    pub tools: &'static [(&'static str, &'static str)],
    /// A type as a signature in that scope, if all its names are in scope.
    pub render_type: fn(&Scheme, &Scope) -> Option<String>,
    /// What tests and properties are written with.
    pub testing: &'static Testing,
    /// The file as extraction sees it. Never fails.
    pub surface: fn(&Tree) -> surface::Surface,
}

/// What tests and properties are written with. Names are fully qualified.
pub struct Testing {
    /// A library module that only tests import, with its names as truths.
    pub load: fn(Name) -> Option<Arc<Typed>>,
    /// The function that makes a truth of what a property or an example of a test says.
    pub holds: &'static str,
    /// Functions of two arguments that are to be equal.
    pub equal: &'static [&'static str],
    /// Functions of a condition and of what holds under it.
    pub implies: &'static [&'static str],
    /// Functions of two claims that both hold.
    pub both: &'static [&'static str],
    /// What a test module claims, in source order.
    pub claims: fn(&Tree) -> Vec<Claim>,
    /// Types of one constructor whose generated values are restricted.
    pub restricted: &'static [(&'static str, Restriction)],
}

/// What a test says: an equation, or a property with or without parameters.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where it stands in the test module.
    pub span: Span,
    /// 1-based line.
    pub line: usize,
    /// Interactive lines that bind what is bound around it.
    pub setup: Vec<String>,
    /// What it says.
    pub kind: ItemKind,
}

/// What generated values of a type with one constructor and one field must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restriction {
    /// A number above nought.
    Positive,
    /// A number that is not below nought.
    NonNegative,
    /// A number other than nought.
    NonZero,
    /// A list with an element.
    NonEmpty,
    /// A list in ascending order.
    Ordered,
}

/// How a compiler is asked for its opinion of the types in a text without running any of it.
pub struct Opinion {
    /// Arguments before the file's name.
    pub flags: &'static [&'static str],
    /// The text without what the compiler would run; none where that cannot be.
    pub sanitised: fn(text: &str) -> Option<String>,
}

/// What a project looks like from outside.
pub struct Project {
    /// Whether a file of this name describes a project.
    pub is_manifest: fn(file: &str) -> bool,
    /// Glob patterns of the files whose changes matter.
    pub watched: &'static [&'static str],
    /// The folders with sources that a manifest names.
    pub source_folders: fn(file: &str, text: &str) -> Vec<String>,
    /// Those of them that have tests.
    pub test_folders: fn(file: &str, text: &str) -> Vec<String>,
    /// Folders that have tests where no manifest says which.
    pub usual_tests: &'static [&'static str],
    /// Folders with sources by their usual names.
    pub usual_sources: &'static [&'static str],
    /// The module's name by the header of its text, if it has one.
    pub module_name: fn(text: &str) -> Option<Name>,
    /// Where a module lies below its folder, with slashes and without extension.
    pub module_path: fn(Name) -> String,
}

/// Where a new import line goes: an offset, and what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportPlace {
    /// On a line of its own behind the last import, which ends here.
    BehindImports(Offset),
    /// Behind the module's header, which ends here, after a blank line.
    BehindHeader(Offset),
    /// Before the line that begins here, a blank line between.
    Top(Offset),
}

/// All languages.
pub static ALL: &[&Language] = &[&haskell::HASKELL];

/// The language of files with this extension.
pub fn by_extension(extension: &str) -> Option<&'static Language> {
    ALL.iter().copied().find(|language| language.extensions.contains(&extension))
}

/// The language with this identifier.
pub fn by_id(id: &str) -> Option<&'static Language> {
    ALL.iter().copied().find(|language| language.id == id)
}

/// What lowering understood of a file.
pub struct Lowered {
    /// The module.
    pub module: Module,
    /// What is in scope at top level.
    pub scope: Scope,
    /// What was not understood; the index is [`Term::Opaque`]'s number.
    pub opaque: Vec<Opaque>,
    /// The top-level functions, in source order.
    pub functions: Vec<Function>,
    /// The other names bound at top level: by patterns, and by what does not parse.
    pub others: Vec<Binding>,
    /// The typed holes in written bodies: name in the term, span.
    pub holes: Vec<(Name, Span)>,
    /// What else stands for a part that is not written yet (`undefined`), in written bodies too.
    pub blanks: Vec<Span>,
    /// Imported modules that could not be loaded.
    pub missing_imports: Vec<Name>,
    /// Modules this one imports (implicit ones too).
    pub imports: Vec<Name>,
}

impl Lowered {
    /// All top-level bindings once, with the numbers of the opaque nodes in each: none for one that is understood whole.
    pub fn bindings(&self) -> impl Iterator<Item = (Name, &[u32])> {
        let functions = self.functions.iter().map(|function| (function.name, function.opaque.as_slice()));
        functions.chain(self.others.iter().map(|binding| (binding.name, binding.opaque.as_slice())))
    }
}

/// A name bound at top level that is no function of the file, or none that parses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Fully qualified.
    pub name: Name,
    /// Numbers of the opaque nodes in it.
    pub opaque: Vec<u32>,
}

/// A part that is not in the core subset.
#[derive(Clone, Debug)]
pub struct Opaque {
    /// Where.
    pub span: Span,
    /// What it is: "arrow notation", "syntax error", …
    pub reason: String,
}

/// A top-level function as the file has it.
#[derive(Clone, Debug)]
pub struct Function {
    /// Fully qualified.
    pub name: Name,
    /// Its signature declaration.
    pub signature: Option<Span>,
    /// Its equations, from the first to the last byte; none when only a signature is there.
    pub equations: Option<Span>,
    /// The body that stands for "not written yet" (`undefined`, `error "…"`, `_`, `_name`, `todo`); for a missing body
    /// an empty span after the signature. None: the function is written.
    pub unwritten: Option<Span>,
    /// Numbers of the opaque nodes in it.
    pub opaque: Vec<u32>,
}

/// What names mean at some place of a file.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Surface value and constructor names, qualified ones too → entities (ambiguous when several).
    pub values: std::collections::BTreeMap<String, Vec<Name>>,
    /// Entities that an import list names one by one: the file means to use them.
    pub listed: std::collections::BTreeSet<Name>,
    /// Surface type and class names → entities.
    pub types: std::collections::BTreeMap<String, Vec<Name>>,
    /// Fixities of entities in scope (and of local operators).
    pub fixities: std::collections::BTreeMap<Name, crate::core::decl::Fixity>,
    /// Language extensions that change meaning, as written.
    pub extensions: Vec<String>,
    /// The module's name, to qualify what a line declares.
    pub module: Option<Name>,
    /// What lowering must know of constructors in scope (own and imported): fields, siblings.
    pub datas: Vec<Arc<crate::core::decl::Data>>,
}

/// One interactive line, lowered.
pub enum Line {
    /// An expression.
    Expr(Term),
    /// `let` bindings, or `f x = …` at the prompt.
    Let(Vec<Bind>),
    /// `pat <- expr`.
    Bind(Pat, Term),
    /// An import: the scope with it.
    Import(Box<Scope>),
    /// A command such as `:set`, or nothing.
    Nothing,
    /// Not understood.
    Error(String),
}

/// A group of examples: one comment block.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The comment block.
    pub span: Span,
    /// The declaration right below it, if any: its unqualified name.
    pub subject: Option<String>,
    /// `$setup` blocks apply to all others.
    pub setup: bool,
    /// In order.
    pub items: Vec<Item>,
}

/// One example or property.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// 1-based line of the file, for reports.
    pub line: usize,
    /// What it says.
    pub kind: ItemKind,
}

/// Sorts of items.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `>>> input`, with its expected output lines (empty: none expected). `:{ … :}` is one input of several lines.
    Example {
        /// What is typed.
        input: String,
        /// Expected lines; `<BLANKLINE>` and `...` are not yet interpreted.
        expected: Vec<String>,
    },
    /// `prop> …`
    Property(String),
    /// `> f x == y` in a Haddock code block: an expression that must be `True`.
    Equation(String),
}

/// What to render.
pub struct Rendering<'a> {
    /// The function's unqualified name.
    pub name: &'a str,
    /// Its type, for parameter names.
    pub scheme: &'a Scheme,
    /// The term: source-style.
    pub term: &'a Term,
    /// Names in scope.
    pub scope: &'a Scope,
    /// Indentation unit of the file, in spaces.
    pub indent: usize,
}

/// Rendered equations.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The equations, `\n`-separated, without a final newline.
    pub equations: String,
    /// Names of the helpers in its `where`.
    pub helpers: Vec<String>,
    /// Import lines it needs that the file lacks.
    pub imports: Vec<String>,
}

/// An edit of one file.
pub type Edits = Vec<TextEdit>;
