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
//! * `session`: examples as a sequence of interactive lines; `scope`: what may be called at some place.
//! * `check`: runs examples; `expect`: compares output; `property`: values for properties.
//! * `goals`: unwritten functions as goals of synthesis.

use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer::{self, TypeError};
use crate::core::name::Name;
use crate::core::wired;
use crate::lang::{Function, Item, ItemKind, Language, Lowered, Scope, Spec};
use crate::syntax::Tree;
use crate::synth::goal::{Component, Goal};

mod check;
mod expect;
mod goals;
mod property;
mod scope;
mod session;

/// Brings modules that are not in the library: those of the same project.
pub type Loader = Arc<dyn Fn(Name) -> Option<Arc<Typed>> + Send + Sync>;

/// A file at one moment.
pub struct Snapshot {
    language: &'static Language,
    loader: Option<Loader>,
    tree: Tree,
    lowered: OnceLock<Lowered>,
    analysed: OnceLock<Analysed>,
    specs: OnceLock<Vec<Spec>>,
}

/// What inference leaves.
struct Analysed {
    env: Env,
    typed: Arc<Typed>,
    errors: Vec<TypeError>,
}

/// Why there is no goal. The text is one sentence, lower case, without a final period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoGoal {
    /// There is no signature, or there are no examples.
    NoSpec(String),
    /// Two examples disagree.
    Contradictory(String),
    /// Something in the signature or the examples is outside what is understood.
    Unsupported(String),
}

impl fmt::Display for NoGoal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoGoal::NoSpec(reason) | NoGoal::Contradictory(reason) | NoGoal::Unsupported(reason) => f.write_str(reason),
        }
    }
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
        let tree = (language.parse)(&text);
        Snapshot { language, loader, tree, lowered: OnceLock::new(), analysed: OnceLock::new(), specs: OnceLock::new() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.tree.text
    }

    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The concrete syntax.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What lowering understood.
    pub fn lowered(&self) -> &Lowered {
        self.lowered.get_or_init(|| (self.language.lower)(&self.tree, &mut |name| self.load(name)))
    }

    /// The names in scope at top level.
    pub fn scope(&self) -> &Scope {
        &self.lowered().scope
    }

    /// The file's modules: those it imports, with all that they need, and its own.
    pub fn env(&self) -> &Env {
        &self.analysed().env
    }

    /// The inferred module.
    pub fn typed(&self) -> &Typed {
        &self.analysed().typed
    }

    /// What inference did not like.
    pub fn errors(&self) -> &[TypeError] {
        &self.analysed().errors
    }

    /// The examples and properties in comments.
    pub fn specs(&self) -> &[Spec] {
        self.specs.get_or_init(|| (self.language.specs)(&self.tree))
    }

    /// The functions that are not written yet.
    pub fn unwritten(&self) -> impl Iterator<Item = &Function> {
        self.lowered().functions.iter().filter(|function| function.unwritten.is_some())
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

    /// The goal of synthesis for a function that is not written yet. `new_imports`: library functions that the
    /// file does not import may be called too.
    pub fn goal(&self, name: Name, new_imports: bool) -> Result<Goal, NoGoal> {
        goals::goal(self, name, new_imports)
    }

    /// What the body of `name` may call, and the data types whose constructors it may use.
    pub fn in_scope(&self, name: Name) -> (Vec<Component>, Vec<Name>) {
        (scope::components(self, name, false), scope::datas(self))
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
        (self.language.prelude)(name).or_else(|| self.loader.as_ref()?(name))
    }

    fn analysed(&self) -> &Analysed {
        self.analysed.get_or_init(|| {
            let lowered = self.lowered();
            let mut env = Env::default();
            env.add(Arc::clone(&WIRED));
            self.bring(Name::new(wired::BASE), &mut env);
            for import in &lowered.imports {
                self.bring(*import, &mut env);
            }
            let (typed, errors) = infer::module(&lowered.module, &env);
            let typed = Arc::new(typed);
            env.add(Arc::clone(&typed));
            Analysed { env, typed, errors }
        })
    }

    /// Adds a module to `env`, what it imports first.
    pub(crate) fn bring(&self, name: Name, env: &mut Env) {
        let mut open = vec![(name, false)];
        // Modules seen on the way down; a cycle of imports ends there.
        let mut seen = Vec::new();
        while let Some((name, ready)) = open.pop() {
            if env.module(name).is_some() {
                continue;
            }
            let Some(module) = self.load(name) else { continue };
            if ready {
                env.add(module);
            } else if !seen.contains(&name) {
                seen.push(name);
                open.push((name, true));
                open.extend(module.imports.iter().rev().map(|import| (*import, false)));
            }
        }
    }
}

static WIRED: LazyLock<Arc<Typed>> = LazyLock::new(|| Arc::new(wired::module()));

#[cfg(test)]
mod tests;
