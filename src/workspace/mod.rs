//! The project around a file: which modules it has, where an import leads, what those modules mean.
//!
//! A module is lowered and inferred when a file first imports it, and kept as long as its text and the modules that it
//! imports stay what they were. What is broken gives what it can: a cycle of imports is cut where it closes (so that its
//! modules are kept as they look from one file), a function that cannot be run is remembered as such. Open documents win over the disk ([`Workspace::new`] is told how to find
//! them). Folders come from the manifest in the nearest folder above, and from the file's own path.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use crate::core::decl::Typed;
use crate::core::env::Env;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Term, visit};
use crate::core::wired;
use crate::lang::Language;
use crate::text::Buffer;
use crate::workspace::source::Source;

mod places;
mod source;
mod suites;

pub use suites::{TestFile, Tests};

/// The text of an open document at a path.
pub type Overlay = Box<dyn Fn(&Path) -> Option<Buffer> + Send + Sync>;

/// A module of the project.
pub struct Loaded {
    /// Its meaning.
    pub typed: Arc<Typed>,
    /// Its functions that cannot be run: not written, not understood, ill typed, or calling one of these.
    pub unusable: BTreeSet<Name>,
    /// Everything in it and in the modules that it imports was understood.
    pub understood: bool,
}

/// Imported modules of the project, with what they were, in the order in which they were asked for: where cycles are cut
/// depends on it, so what is kept is asked in the same order.
type Imports = Vec<(Name, Option<Arc<Loaded>>)>;

/// What is known of a file: valid as long as its text and its imports are these.
struct Entry {
    source: Source,
    imports: Imports,
    loaded: Arc<Loaded>,
}

/// All projects that anybody asked for.
pub struct Workspace {
    overlay: Overlay,
    known: Mutex<HashMap<PathBuf, Arc<Entry>>>,
}

impl Workspace {
    /// A workspace whose open documents `overlay` finds.
    pub fn new(overlay: Overlay) -> Arc<Workspace> {
        Arc::new(Workspace { overlay, known: Mutex::default() })
    }

    /// A workspace of files alone.
    pub fn of_disk() -> Arc<Workspace> {
        Workspace::new(Box::new(|_| None))
    }

    /// What brings the modules that the file at `path` imports, with `text` as its own text.
    pub fn loader(self: &Arc<Self>, path: &Path, text: &str, language: &'static Language) -> Loader {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let own = (language.project.module_name)(text);
        let folders = places::folders(&path, own, language);
        Loader(Arc::new(Session {
            workspace: Arc::clone(self),
            language,
            path,
            folders,
            own: own.unwrap_or_else(|| Name::new("Main")),
            answers: Mutex::default(),
        }))
    }

    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, Arc<Entry>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The project's modules as one file sees them at one moment: what was answered once stays the answer.
#[derive(Clone)]
pub struct Loader(Arc<Session>);

/// A module, if the project has it.
type Answer = Option<Arc<Loaded>>;

#[derive(Default)]
struct Answers {
    given: BTreeMap<Name, Answer>,
    /// What the file itself asked for, in order.
    asked: Vec<Name>,
}

struct Session {
    workspace: Arc<Workspace>,
    language: &'static Language,
    path: PathBuf,
    folders: Vec<PathBuf>,
    own: Name,
    answers: Mutex<Answers>,
}

impl Loader {
    /// The module `name`; none when the project has no such module, or when it is the file's own.
    pub fn load(&self, name: Name) -> Option<Arc<Loaded>> {
        let answer = self.0.load(name, &mut vec![self.0.own]);
        let mut answers = self.0.answers();
        if !answers.asked.contains(&name) {
            answers.asked.push(name);
        }
        answer
    }

    /// The project's test modules that mention the file's own module, by place.
    pub fn tests(&self) -> Tests {
        let session = &self.0;
        suites::tests(&session.path, session.own, session.language, &session.workspace.overlay)
    }

    /// Changes when a test module comes, goes or changes.
    pub fn tests_stamp(&self) -> u64 {
        let session = &self.0;
        suites::Listing::of(&session.path, session.own, session.language, &session.workspace.overlay).stamp()
    }

    /// Does the other one answer what was asked for here in the same way?
    pub fn agrees(&self, other: &Loader) -> bool {
        self.asked().iter().all(|(name, loaded)| same(loaded, &other.load(*name)))
    }

    /// What the file itself asked for, with the answers.
    fn asked(&self) -> Vec<(Name, Answer)> {
        let answers = self.0.answers();
        answers.asked.iter().map(|name| (*name, answers.given.get(name).cloned().flatten())).collect()
    }

    /// Would everything that was asked for be answered in the same way now?
    pub fn is_current(&self) -> bool {
        let session = &self.0;
        let asked = self.asked();
        if asked.is_empty() {
            return true;
        }
        let folders = places::folders(&session.path, Some(session.own), session.language);
        let again = Loader(Arc::new(Session {
            workspace: Arc::clone(&session.workspace),
            language: session.language,
            path: session.path.clone(),
            own: session.own,
            answers: Mutex::default(),
            folders,
        }));
        asked.iter().all(|(name, loaded)| same(loaded, &again.load(*name)))
    }
}

fn same(left: &Answer, right: &Answer) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => Arc::ptr_eq(left, right),
        (left, right) => left.is_none() && right.is_none(),
    }
}

impl Session {
    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The module; `open` are the modules on the way here.
    fn load(&self, name: Name, open: &mut Vec<Name>) -> Answer {
        if open.contains(&name) {
            return None;
        }
        if let Some(given) = self.answers().given.get(&name) {
            return given.clone();
        }
        let answer = self.find(name).and_then(|(path, source)| {
            open.push(name);
            let answer = self.read(&path, source, open);
            open.pop();
            answer
        });
        // What another thread answered meanwhile stays.
        self.answers().given.entry(name).or_insert(answer).clone()
    }

    /// The file of a module: the first folder that has it.
    fn find(&self, name: Name) -> Option<(PathBuf, Source)> {
        let relative = (self.language.project.module_path)(name);
        let files = self.folders.iter().flat_map(|folder| {
            self.language.extensions.iter().map(|extension| folder.join(format!("{relative}.{extension}")))
        });
        files.filter(|path| *path != self.path).find_map(|path| {
            let source = Source::find(&path, &self.workspace.overlay)?;
            Some((path, source))
        })
    }

    fn read(&self, path: &Path, source: Source, open: &mut Vec<Name>) -> Answer {
        let known = self.workspace.known().get(path).cloned();
        let source = source.read(known.as_deref().map(|entry| &entry.source))?;
        if let Some(entry) = known
            && entry.source.same_text(&source)
            && entry.imports.iter().all(|(import, loaded)| same(loaded, &self.load(*import, open)))
        {
            return Some(Arc::clone(&entry.loaded));
        }
        let (loaded, imports) = self.understand(source.text(), open);
        let loaded = Arc::new(loaded);
        let entry = Entry { source, imports, loaded: Arc::clone(&loaded) };
        self.workspace.known().insert(path.to_owned(), Arc::new(entry));
        Some(loaded)
    }

    /// Lowers and infers a module.
    fn understand(&self, text: &str, open: &mut Vec<Name>) -> (Loaded, Imports) {
        let mut imports: Imports = Vec::new();
        let mut load = |name: Name| {
            if let Some(module) = (self.language.prelude)(name) {
                return Some(module);
            }
            let loaded = match imports.iter().find(|(import, _)| *import == name) {
                Some((_, loaded)) => loaded.clone(),
                None => {
                    let loaded = self.load(name, open);
                    imports.push((name, loaded.clone()));
                    loaded
                }
            };
            loaded.map(|loaded| Arc::clone(&loaded.typed))
        };
        let tree = (self.language.parse)(text);
        let lowered = (self.language.lower)(&tree, &mut load);
        let env = environment(&lowered.imports, &mut load);
        let (mut typed, errors) = infer::module(&lowered.module, &env);
        let understood = lowered.opaque.is_empty()
            && lowered.missing_imports.is_empty()
            && errors.is_empty()
            && imports.iter().filter_map(|(_, loaded)| loaded.as_ref()).all(|loaded| loaded.understood);
        let own = typed.name;
        for import in lowered.imports.into_iter().filter(|import| Some(*import) != own) {
            if !typed.imports.contains(&import) {
                typed.imports.push(import);
            }
        }
        let bad = lowered.functions.iter().filter(|f| f.unwritten.is_some() || !f.opaque.is_empty()).map(|f| f.name);
        let bad: BTreeSet<Name> = bad.chain(errors.iter().filter_map(|error| error.owner)).collect();
        let foreign = |name: Name| {
            imports.iter().filter_map(|(_, loaded)| loaded.as_ref()).any(|loaded| loaded.unusable.contains(&name))
        };
        let unusable = unusable(bad, typed.binds.iter().map(|bind| (bind.name, &bind.term)), &foreign);
        (Loaded { typed: Arc::new(typed), unusable, understood }, imports)
    }
}

/// The bindings that cannot be run: those in `bad`, those with parts that have no meaning, and whatever calls one of
/// them or a `foreign` one.
pub fn unusable<'t>(
    bad: BTreeSet<Name>,
    binds: impl Iterator<Item = (Name, &'t Term)>,
    foreign: &dyn Fn(Name) -> bool,
) -> BTreeSet<Name> {
    let mut bad = bad;
    let mut calls: Vec<(Name, BTreeSet<Name>)> = Vec::new();
    for (name, term) in binds {
        let (mut called, mut broken) = (BTreeSet::new(), false);
        visit(term, &mut |term| match term {
            Term::Global(name) => {
                called.insert(*name);
            }
            Term::Opaque(_) | Term::Hole(_) => broken = true,
            _ => {}
        });
        if broken || called.iter().any(|name| foreign(*name)) {
            bad.insert(name);
        }
        calls.push((name, called));
    }
    loop {
        let calls_bad = |(name, called): &&(Name, BTreeSet<Name>)| !bad.contains(name) && !called.is_disjoint(&bad);
        let more: Vec<Name> = calls.iter().filter(calls_bad).map(|(name, _)| *name).collect();
        if more.is_empty() {
            return bad;
        }
        bad.extend(more);
    }
}

static WIRED: LazyLock<Arc<Typed>> = LazyLock::new(|| Arc::new(wired::module()));

/// The environment of a module: what is built in, what it imports, and all that these need.
pub fn environment(imports: &[Name], load: &mut dyn FnMut(Name) -> Option<Arc<Typed>>) -> Env {
    let mut env = Env::default();
    env.add(Arc::clone(&WIRED));
    bring(Name::new(wired::BASE), &mut env, load);
    for import in imports {
        bring(*import, &mut env, load);
    }
    env
}

/// Adds a module to `env`, what it imports first.
pub fn bring(name: Name, env: &mut Env, load: &mut dyn FnMut(Name) -> Option<Arc<Typed>>) {
    let mut open = vec![(name, false)];
    // Modules seen on the way down; a cycle of imports ends there.
    let mut seen = BTreeSet::new();
    while let Some((name, ready)) = open.pop() {
        if env.module(name).is_some() {
            continue;
        }
        let Some(module) = load(name) else { continue };
        if ready {
            env.add(module);
        } else if seen.insert(name) {
            open.push((name, true));
            open.extend(module.imports.iter().rev().map(|import| (*import, false)));
        }
    }
}

#[cfg(test)]
mod tests;
