//! Analysis: one immutable snapshot of a file, from its text to what its examples say.
//!
//! ```text
//!   text ──parse──▶ Tree ──lower──▶ Lowered ──infer──▶ Typed + Env      Tree ──specs──▶ Spec
//!                                      └──────────┬──────────┘                       │
//!                                              session ◀────────────────────────────┘
//!                                          check ◀─┴─▶ goals
//! ```
//!
//! Each stage is worked out when it is first asked for and then kept. Nothing here fails: a file that is broken, or
//! half of it unknown, has fewer functions, fewer goals, and reasons.
//!
//! A *piece* is a snapshot of one declaration inside of a whole file that was understood before: what an editor asks
//! between two keystrokes costs one declaration, not the file. Everything else is as the whole has it.
//!
//! * `session`: examples as a sequence of interactive lines; `scope`: what may be called at some place.
//! * `check`: runs examples; `expect`: compares output; `property`: values for properties.
//! * `suite`: what the project's tests claim; `sample`: generated values.
//! * `goals`: unwritten functions as goals of synthesis.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use crate::analysis::asked::Reading;
use crate::analysis::scope::Callable;
use crate::analysis::suite::Suite;
use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer::{self, TypeError};
use crate::core::name::Name;
use crate::core::ty::Scheme;
use crate::lang::{Function, Item, ItemKind, Language, Lowered, Scope, Spec};
use crate::syntax::Tree;
use crate::syntax::pieces::{self, Piece};
use crate::synth::goal::{Component, Goal};
use crate::text::{self, Offset, Span, TextEdit};
use crate::workspace::{self, Loader, Tests};

mod asked;
mod check;
mod expect;
mod goals;
mod property;
mod sample;
mod scope;
mod session;
mod suite;

pub use asked::{Asked, NoGoal};

/// A file at one moment. Cloning costs a pointer.
#[derive(Clone)]
pub struct Snapshot(Arc<Inner>);

struct Inner {
    language: &'static Language,
    loader: Option<Loader>,
    /// For a piece: the file around it.
    around: Option<Snapshot>,
    tree: Tree,
    lowered: OnceLock<Lowered>,
    analysed: OnceLock<Analysed>,
    specs: OnceLock<Vec<Spec>>,
    callable: OnceLock<Callable>,
    tests: OnceLock<Tests>,
    suites: OnceLock<Vec<Suite>>,
}

/// What inference leaves.
struct Analysed {
    env: Env,
    typed: Arc<Typed>,
    errors: Vec<TypeError>,
}

/// What came of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not: what was printed instead, by line.
    Fails {
        /// The lines.
        got: Vec<String>,
    },
    /// It could not be run, and why.
    Unsupported(String),
}

/// An example that was run.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The example.
    pub item: Item,
    /// The declaration it stands at.
    pub subject: Option<String>,
    /// What came of it.
    pub verdict: Verdict,
}

impl Checked {
    /// What was printed by an example that fails, with a line below the first that differs from what was expected and
    /// a `^` under the first different character.
    pub fn marked(&self) -> Vec<String> {
        match (&self.verdict, &self.item.kind) {
            (Verdict::Fails { got }, ItemKind::Example { expected, .. }) => expect::marked(expected, got),
            (Verdict::Fails { got }, ItemKind::Equation(_)) => expect::marked(&["True".to_owned()], got),
            (Verdict::Fails { got }, ItemKind::Property(_)) => got.clone(),
            (Verdict::Holds | Verdict::Unsupported(_), _) => Vec::new(),
        }
    }
}

impl Snapshot {
    /// A snapshot of a file that imports only library modules.
    pub fn new(language: &'static Language, text: String) -> Snapshot {
        Snapshot::with_loader(language, text, None)
    }

    /// A snapshot of a file; `loader` brings what the library does not have.
    pub fn with_loader(language: &'static Language, text: String, loader: Option<Loader>) -> Snapshot {
        Snapshot::of(language, &text, loader, None)
    }

    /// A snapshot of one declaration in the file `whole`, which had it, or one like it, or none, when it was read.
    pub fn piece(whole: &Snapshot, text: &str) -> Snapshot {
        Snapshot::of(whole.0.language, text, whole.0.loader.clone(), Some(whole.clone()))
    }

    fn of(language: &'static Language, text: &str, loader: Option<Loader>, around: Option<Snapshot>) -> Snapshot {
        let tree = (language.parse)(text);
        let (lowered, analysed, specs) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (callable, tests, suites) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Snapshot(Arc::new(Inner { language, loader, around, tree, lowered, analysed, specs, callable, tests, suites }))
    }

    /// The same file, or the same piece, with another text.
    pub fn with_text(&self, text: String) -> Snapshot {
        match &self.0.around {
            Some(whole) => Snapshot::piece(whole, &text),
            None => Snapshot::with_loader(self.0.language, text, self.0.loader.clone()),
        }
    }

    /// What is to be run to see whether edits of this text are right for the declaration at `offset` of the edited
    /// one: the edited text, or only that declaration where all edits are inside of it.
    pub fn edited(&self, edits: &[TextEdit], offset: Offset) -> Option<Snapshot> {
        let text = text::apply(self.text(), edits)?;
        if self.is_piece() {
            return Some(self.with_text(text));
        }
        let old = pieces::at(&self.pieces(), offset);
        let inside = |piece: &Piece| edits.iter().all(|e| piece.code <= e.span.start && e.span.end <= piece.span.end);
        let new = pieces::pieces(&text, self.0.language.lines);
        match old.filter(inside).and_then(|old| pieces::at(&new, old.code)) {
            Some(piece) => Some(Snapshot::piece(self, piece.span.of(&text))),
            None => Some(self.with_text(text)),
        }
    }

    /// Was everything understood, in the whole file and in the modules that it imports?
    pub(crate) fn is_understood(&self) -> bool {
        let lowered = self.lowered();
        let own = lowered.opaque.is_empty() && lowered.missing_imports.is_empty() && self.errors().is_empty();
        let project = lowered.imports.iter().filter(|module| (self.0.language.prelude)(**module).is_none());
        let loaded = |module: &Name| self.0.loader.as_ref().and_then(|loader| loader.load(*module));
        let whole = own && project.filter_map(loaded).all(|module| module.understood);
        whole && self.0.around.as_ref().is_none_or(Snapshot::is_understood)
    }

    /// Is this one declaration, not a file?
    pub fn is_piece(&self) -> bool {
        self.0.around.is_some()
    }

    /// The declarations of the text, by a scan of its lines.
    pub fn pieces(&self) -> Vec<Piece> {
        pieces::pieces(self.text(), self.0.language.lines)
    }

    /// Would the project's modules be the same now?
    pub fn is_current(&self) -> bool {
        let tests = |loader: &Loader| self.0.tests.get().is_none_or(|tests| tests.stamp == loader.tests_stamp());
        self.0.loader.as_ref().is_none_or(|loader| loader.is_current() && tests(loader))
    }

    /// Is everything worked out that requests will ask for?
    pub fn is_settled(&self) -> bool {
        self.0.analysed.get().is_some() && self.0.specs.get().is_some()
    }

    /// Are these one snapshot?
    pub fn is(&self, other: &Snapshot) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Works everything out that requests will ask for.
    pub fn settle(&self) {
        self.analysed();
        self.specs();
        self.callable();
        self.tests();
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0.tree.text
    }

    /// Brings the project's modules, for a snapshot of an edited text.
    pub fn loader(&self) -> Option<Loader> {
        self.0.loader.clone()
    }

    /// The language.
    pub fn language(&self) -> &'static Language {
        self.0.language
    }

    /// The concrete syntax.
    pub fn tree(&self) -> &Tree {
        &self.0.tree
    }

    /// What lowering understood.
    pub fn lowered(&self) -> &Lowered {
        self.0.lowered.get_or_init(|| match &self.0.around {
            Some(whole) => (self.0.language.lower_piece)(&self.0.tree, whole.scope(), &mut |name| self.load(name)),
            None => (self.0.language.lower)(&self.0.tree, &mut |name| self.load(name)),
        })
    }

    /// The names in scope at top level.
    pub fn scope(&self) -> &Scope {
        &self.lowered().scope
    }

    /// The file's modules: those it imports, with all that they need, and its own.
    pub fn env(&self) -> &Env {
        &self.analysed().env
    }

    /// The inferred module; of a piece, its own bindings.
    pub fn typed(&self) -> &Typed {
        &self.analysed().typed
    }

    /// What inference did not like; in a piece, in its own bindings.
    pub fn errors(&self) -> &[TypeError] {
        &self.analysed().errors
    }

    /// The examples and properties in comments.
    pub fn specs(&self) -> &[Spec] {
        self.0.specs.get_or_init(|| {
            let mut specs = (self.0.language.specs)(&self.0.tree);
            if let Some(whole) = &self.0.around {
                specs.retain(|spec| !spec.setup);
                specs.extend(whole.specs().iter().filter(|spec| spec.setup).cloned());
            }
            specs
        })
    }

    /// The top-level functions of the file; a piece's are those of the file with its own in place of the old ones.
    pub fn functions(&self) -> Vec<&Function> {
        let own = &self.lowered().functions;
        let old = self.0.around.iter().flat_map(|whole| whole.functions());
        let kept = old.filter(|function| !own.iter().any(|new| new.name == function.name));
        kept.chain(own).collect()
    }

    /// What may be called in the file, as it was last understood whole.
    fn callable(&self) -> &Callable {
        match &self.0.around {
            Some(whole) => whole.callable(),
            None => self.0.callable.get_or_init(|| Callable::of(self)),
        }
    }

    /// The project's test modules that say something of the file.
    fn suites(&self) -> &[Suite] {
        self.0.suites.get_or_init(|| suite::suites(self))
    }

    /// The texts of the project's tests that mention the file's module.
    fn tests(&self) -> &Tests {
        match &self.0.around {
            Some(whole) => whole.tests(),
            None => self.0.tests.get_or_init(|| self.0.loader.as_ref().map_or_else(Tests::default, Loader::tests)),
        }
    }

    /// The other module of the project that defines `name`.
    pub(crate) fn of_project(&self, name: Name) -> Option<Arc<workspace::Loaded>> {
        let module = name.module().filter(|module| Some(*module) != self.scope().module)?;
        self.0.loader.as_ref().filter(|_| (self.0.language.prelude)(module).is_none())?.load(module)
    }

    /// The functions that are not written yet.
    pub fn unwritten(&self) -> impl Iterator<Item = &Function> {
        self.lowered().functions.iter().filter(|function| function.unwritten.is_some())
    }

    /// The functions with examples whose written body has holes in it.
    pub fn sketches(&self) -> impl Iterator<Item = &Function> {
        let functions = self.lowered().functions.iter().filter(|f| f.unwritten.is_none() && f.opaque.is_empty());
        functions.filter(|function| self.holes_of(function).next().is_some() && self.example_count(function.name) > 0)
    }

    /// The holes in a function's equations, and what else stands for a part that is not written.
    fn holes_of(&self, function: &Function) -> impl Iterator<Item = Span> {
        let (lowered, equations) = (self.lowered(), function.equations);
        let all = lowered.holes.iter().map(|(_, span)| *span).chain(lowered.blanks.iter().copied());
        all.filter(move |span| equations.is_some_and(|equations| equations.covers(*span)))
    }

    /// Whether a typed hole is in a function's equations: what else is open there may be meant.
    pub fn has_hole(&self, function: &Function) -> bool {
        let inside = |span: Span| function.equations.is_some_and(|equations| equations.covers(span));
        self.lowered().holes.iter().any(|(_, span)| inside(*span))
    }

    /// What is to be written, in source order: whole functions, and sketches, but for those in which only `undefined`
    /// stands and whose examples hold: there it is meant.
    pub fn to_write(&self) -> Vec<&Function> {
        let blank = |function: &Function| self.holes_of(function).all(|span| self.lowered().blanks.contains(&span));
        let meant = |function: &Function| blank(function) && self.holds(function.name);
        let mut all: Vec<&Function> = self.unwritten().chain(self.sketches().filter(|f| !meant(f))).collect();
        all.sort_by_key(|function| function.signature.or(function.equations).map(|span| span.start));
        all
    }

    /// The examples of a function: those in the comments at its declaration.
    pub(crate) fn specs_of(&self, name: Name) -> impl Iterator<Item = &Spec> {
        self.specs().iter().filter(move |spec| !spec.setup && spec.subject.as_deref() == Some(name.base()))
    }

    /// How many examples and properties a function has.
    pub fn example_count(&self, name: Name) -> usize {
        let items = self.specs_of(name).flat_map(|spec| &spec.items);
        items.filter(|item| goals::mentions(item, name.base())).count()
    }

    /// Do the project's tests speak of a function, as far as they are at hand?
    pub fn is_tested(&self, name: Name) -> bool {
        let whole = self.0.around.as_ref().unwrap_or(self);
        let mut files = whole.0.tests.get().into_iter().flat_map(|tests| &tests.files);
        files.any(|file| goals::word_in(&file.text, name.base()))
    }

    /// The goal of synthesis for a function that is not written yet.
    pub fn goal(&self, name: Name) -> Result<Goal, NoGoal> {
        let asked = goals::asked(self, name, &Reading { whole: false, ..Reading::default() })?;
        // A caller who does not ask for the modules does not have them.
        if asked.env.modules().count() != self.env().modules().count() {
            return Err(NoGoal::Unsupported(format!("the examples of `{}` import more than the file", name.base())));
        }
        Ok(asked.goal)
    }

    /// The same with what the project's tests say of the function, with what its properties say of single calls, and
    /// with the modules that it is to be understood in.
    pub fn asked(&self, name: Name, cancel: &Arc<AtomicBool>) -> Result<Asked, NoGoal> {
        goals::asked(self, name, &Reading { whole: true, cancel: Some(Arc::clone(cancel)) })
    }

    /// The goal when library functions that the file does not import may be called too, and the modules with them.
    pub fn widened(&self, asked: &Asked) -> (Goal, Env) {
        let (mut goal, mut env) = (asked.goal.clone(), asked.env.clone());
        for module in self.language().everyday {
            self.bring(Name::new(module), &mut env);
        }
        let further = scope::further(self, &env, &goal.components, goal.name);
        goal.components.extend(further.into_iter().filter(|component| !asked.older.contains(&component.name)));
        (goal, env)
    }

    /// The goal that the signature alone is, of a function without examples. One without type variables says too little.
    pub fn type_goal(&self, name: Name) -> Result<Goal, NoGoal> {
        goals::of_type(self, name)
    }

    /// Whether the signature of a function has type variables. Nothing is inferred for that.
    pub fn is_general(&self, name: Name) -> bool {
        let bind = self.lowered().module.binds.iter().find(|bind| bind.name == name);
        bind.and_then(|bind| bind.scheme.as_ref()).is_some_and(|scheme| !scheme.vars.is_empty())
    }

    /// What the body of `name` may call, and the data types whose constructors it may use.
    pub fn in_scope(&self, name: Name) -> (Vec<Component>, Vec<Name>) {
        (scope::components(self, name), scope::datas(self))
    }

    /// What the body of a function may call.
    pub fn components(&self, name: Name) -> Vec<Component> {
        scope::components(self, name)
    }

    /// The type of a function, method or constructor that is known here.
    pub fn scheme(&self, entity: Name) -> Option<Scheme> {
        scope::scheme(entity, self.env())
    }

    /// Runs all examples, group by group; after the first failure of a group the rest of it is left out, because it
    /// may need what failed.
    pub fn check(&self) -> Vec<Checked> {
        check::all(self)
    }

    /// Runs one example, after the lines of its group that it may need.
    pub fn check_item(&self, item: &Item) -> Verdict {
        check::one(self, item)
    }

    /// Is the function written and well typed, and do all its examples hold that can be run?
    pub fn holds(&self, name: Name) -> bool {
        check::holds(self, name)
    }

    /// The file's indentation unit, in spaces: the smallest step that lines take to the right.
    pub fn indent(&self) -> usize {
        let mut steps = [0usize; 9];
        let mut before = 0;
        for line in self.text().lines() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let trimmed = &line[indent..];
            if trimmed.is_empty() || trimmed.starts_with("--") {
                continue;
            }
            let step = indent.saturating_sub(before);
            if (2..steps.len()).contains(&step) {
                steps[step] += 1;
            }
            before = indent;
        }
        let most = steps.iter().copied().max().unwrap_or(0);
        steps.iter().position(|count| *count == most).filter(|_| most > 0).unwrap_or(2)
    }

    /// A module by name: the library's, else the project's.
    pub(crate) fn load(&self, name: Name) -> Option<Arc<Typed>> {
        (self.0.language.prelude)(name).or_else(|| Some(Arc::clone(&self.0.loader.as_ref()?.load(name)?.typed)))
    }

    /// The same for an interpreter that has loaded the file: its own module is one of them.
    pub(crate) fn load_inside(&self, name: Name) -> Option<Arc<Typed>> {
        if self.scope().module != Some(name) {
            return self.load_testing(name);
        }
        match &self.0.around {
            Some(whole) => whole.load_inside(name),
            None => Some(Arc::clone(&self.analysed().typed)),
        }
    }

    fn analysed(&self) -> &Analysed {
        self.0.analysed.get_or_init(|| {
            let lowered = self.lowered();
            let mut env = match &self.0.around {
                Some(whole) => whole.env().clone(),
                None => workspace::environment(&lowered.imports, &mut |name| self.load(name)),
            };
            let (mut typed, errors) = infer::module(&lowered.module, &env);
            if self.is_piece() {
                // Beside the file's own module: what both define is this one's.
                typed.name = Some(Name::new(PIECE));
            }
            let typed = Arc::new(typed);
            env.add(Arc::clone(&typed));
            Analysed { env, typed, errors }
        })
    }

    /// A module by name, what only tests import among them.
    fn load_testing(&self, name: Name) -> Option<Arc<Typed>> {
        self.load(name).or_else(|| (self.0.language.testing.load)(name))
    }

    /// Adds a module to `env`, what it imports first.
    pub(crate) fn bring(&self, name: Name, env: &mut Env) {
        workspace::bring(name, env, &mut |name| self.load_testing(name));
    }
}

/// The name of a piece among the modules.
const PIECE: &str = "#piece";

#[cfg(test)]
mod tests;
