//! Linking: which code a global name at known dictionaries means.
//!
//! A global applied to closed dictionaries becomes a global of its own, memoised by name and dictionaries; a method
//! at a known instance is that instance's code; superclasses of known dictionaries are found here. What is not
//! known falls back to dictionaries as run-time records (superclasses first, then methods).

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::compile::code::Code;
use crate::core::compile::ir::Unit;
use crate::core::decl::Instance;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::Term;
use crate::core::value::{FUN, H_FUN, H_IND, H_THUNK, Heap, THUNK, Word, con, header, word};
use crate::core::wired;

/// A known dictionary, hash-consed.
pub(crate) type DictId = u32;

type Map<K, V> = HashMap<K, V, FxBuildHasher>;

/// Deepest nesting of known dictionaries; polymorphic recursion beyond uses run-time records.
const MAX_DICT_DEPTH: u8 = 6;

/// What a global is the code of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Head {
    /// A top-level binding.
    Bind(Name),
    /// A method of the instance with this dictionary name, by index in the class.
    Method(Name, u32),
    /// The function from an instance's context to its dictionary.
    Dictionary(Name),
    /// A primitive operation as a function.
    Prim(u16),
    /// A field of a dictionary record with so many fields.
    Select(u16, u16),
}

/// A linked global.
#[derive(Clone, Debug)]
pub(crate) struct Global {
    pub(crate) head: Head,
    pub(crate) dicts: Vec<DictId>,
    pub(crate) arity: usize,
    pub(crate) entry: u32,
    /// Its value: a static closure or thunk.
    pub(crate) word: Word,
    /// Defined from outside: may be replaced, so nothing about it is assumed.
    pub(crate) replaceable: bool,
    /// How far it is on its way to code.
    pub(crate) stage: Stage,
    /// Parameters that its code surely evaluates, by bit.
    pub(crate) strict: u64,
}

/// How far a global is on its way to code.
#[derive(Clone, Debug)]
pub(crate) enum Stage {
    /// Not looked at.
    Linked,
    /// Being simplified: part of a cycle seen from inside.
    Started,
    /// Simplified, waiting for code.
    Ready(Box<Unit>),
    /// Small enough to be inlined.
    Inline(Box<Unit>),
    /// Nothing left to keep but the code.
    Done,
}

/// A known dictionary: an instance at the dictionaries of its context.
#[derive(Clone, Debug)]
pub(crate) struct Dict {
    pub(crate) instance: Name,
    pub(crate) args: Vec<DictId>,
    depth: u8,
    record: Option<Word>,
}

/// Where terms come from.
#[derive(Clone, Default)]
pub(crate) struct Sources {
    pub(crate) env: Env,
    pub(crate) defined: Map<Name, Arc<Term>>,
}

/// Names that linking compares with.
#[derive(Clone, Copy)]
pub(crate) struct Wired {
    pub(crate) true_: Name,
    pub(crate) nil: Name,
    pub(crate) cons: Name,
    pub(crate) eq_string: u16,
    pub(crate) eq_double: u16,
    pub(crate) eq_integer: u16,
    pub(crate) eq_int: u16,
}

impl Wired {
    fn new() -> Wired {
        let prim = |name: &str| prim::index(Name::new(name)).unwrap_or(0);
        Wired {
            true_: Name::new(wired::TRUE),
            nil: Name::new(wired::NIL),
            cons: Name::new(wired::CONS),
            eq_string: prim("listEqString"),
            eq_double: prim("doubleEq"),
            eq_integer: prim("integerEq"),
            eq_int: prim("intEq"),
        }
    }
}

/// All linked globals and known dictionaries.
pub(crate) struct Linker {
    pub(crate) sources: Arc<Sources>,
    pub(crate) globals: Vec<Global>,
    index: Map<(Head, Vec<DictId>), u32>,
    pub(crate) dicts: Vec<Dict>,
    dict_index: Map<(Name, Vec<DictId>), DictId>,
    supers: Map<Name, (Name, u16)>,
    pub(crate) wired: Wired,
    /// Counts objects made for good: code compiled meanwhile cannot be dropped.
    pub(crate) lasting: u64,
    alias_depth: u32,
}

/// What a name at leading dictionary arguments is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// Code.
    Global(u32),
    /// A constructor.
    Con(Name),
    /// A primitive operation.
    Prim(u16),
    /// A known dictionary.
    Dict(DictId),
    /// A field of a run-time dictionary: index, number of fields.
    Select(u16, u16),
    /// Nothing in scope.
    Unknown,
}

impl Linker {
    pub(crate) fn new(env: Env) -> Linker {
        let mut supers = Map::default();
        for class in env.modules().flat_map(|module| &module.classes) {
            for (i, sup) in class.supers.iter().enumerate() {
                supers.insert(wired::superclass(class.name, *sup), (class.name, i as u16));
            }
        }
        Linker {
            sources: Arc::new(Sources { env, defined: Map::default() }),
            globals: Vec::new(),
            index: Map::default(),
            dicts: Vec::new(),
            dict_index: Map::default(),
            supers,
            wired: Wired::new(),
            lasting: 0,
            alias_depth: 0,
        }
    }

    /// The superclass selector `name`: class and index.
    pub(crate) fn superclass(&self, name: Name) -> Option<(Name, u16)> {
        self.supers.get(&name).copied()
    }

    /// The known dictionary of `instance` at `args`, unless it nests too deeply.
    pub(crate) fn dict(&mut self, instance: Name, args: Vec<DictId>) -> Option<DictId> {
        let key = (instance, args);
        if let Some(&id) = self.dict_index.get(&key) {
            return Some(id);
        }
        let deepest = key.1.iter().filter_map(|&d| self.dicts.get(d as usize)).map(|d| d.depth).max();
        let depth = deepest.map_or(0, |d| d + 1);
        if depth > MAX_DICT_DEPTH {
            return None;
        }
        let id = self.dicts.len() as DictId;
        self.dicts.push(Dict { instance, args: key.1.clone(), depth, record: None });
        self.dict_index.insert(key, id);
        Some(id)
    }

    /// The global for `head` at `dicts`.
    pub(crate) fn global(&mut self, head: Head, dicts: &[DictId], code: &mut Code, heap: &mut Heap) -> u32 {
        let key = (head, dicts.to_vec());
        if let Some(&id) = self.index.get(&key) {
            return id;
        }
        self.lasting += 1;
        let sources = Arc::clone(&self.sources);
        let arity = arity(&sources, head, dicts.len());
        let id = self.globals.len() as u32;
        let entry = code.new_entry(arity, 0, id);
        let replaceable = matches!(head, Head::Bind(name) if sources.defined.contains_key(&name));
        let word = if replaceable {
            replaceable_object(heap, arity, entry)
        } else if arity > 0 {
            let at = heap.push_static(&[header(H_FUN, 0, entry as usize)]);
            word(FUN, arity as u64, 0, at)
        } else {
            let at = heap.push_static(&[header(H_THUNK, 1, entry as usize), 0]);
            word(THUNK, 0, 0, at)
        };
        self.globals.push(Global {
            head,
            dicts: key.1.clone(),
            arity,
            entry,
            word,
            replaceable,
            stage: Stage::Linked,
            strict: 0,
        });
        self.index.insert(key, id);
        id
    }

    /// Makes code linked from now on look `name` up again: it is defined from outside.
    pub(crate) fn forget_name(&mut self, name: Name) {
        self.index.retain(|(head, _), _| *head != Head::Bind(name));
    }

    /// The body of a global that is inlined.
    pub(crate) fn inlinable(&self, global: u32) -> Option<&Unit> {
        match &self.globals.get(global as usize)?.stage {
            Stage::Inline(unit) => Some(unit),
            Stage::Linked | Stage::Started | Stage::Ready(_) | Stage::Done => None,
        }
    }

    /// Number of arguments that a global's code takes; too many to be applied for one that may be replaced.
    pub(crate) fn arity(&self, global: u32) -> usize {
        self.globals.get(global as usize).map_or(usize::MAX, |g| if g.replaceable { usize::MAX } else { g.arity })
    }

    /// Parameters that a global surely evaluates, by bit.
    pub(crate) fn strict(&self, global: u32) -> u64 {
        self.globals.get(global as usize).map_or(0, |g| if g.replaceable { 0 } else { g.strict })
    }

    /// The arity of a global whose term was replaced.
    pub(crate) fn arity_of(&self, id: usize) -> usize {
        self.globals.get(id).map_or(0, |g| arity(&self.sources, g.head, g.dicts.len()))
    }

    /// The run-time record of a known dictionary.
    pub(crate) fn record(&mut self, id: DictId, code: &mut Code, heap: &mut Heap) -> Word {
        let Some(dict) = self.dicts.get(id as usize) else { return 0 };
        if let Some(record) = dict.record {
            return record;
        }
        self.lasting += 1;
        let (name, args) = (dict.instance, dict.args.clone());
        let sources = Arc::clone(&self.sources);
        let Some(instance) = sources.env.dictionary(name) else { return 0 };
        let Some(class) = sources.env.class(instance.class) else { return 0 };
        let (supers, methods) = (class.supers.len(), class.methods.len());
        let at = heap.push_static(&vec![0; supers + methods]);
        let record = con(0, supers + methods, at);
        self.dicts[id as usize].record = Some(record);
        for i in 0..supers {
            let field = match self.super_dict(instance, &args, i) {
                Some(d) => self.record(d, code, heap),
                None => 0,
            };
            heap.set(at + i, field);
        }
        for i in 0..methods {
            let global = self.global(Head::Method(name, i as u32), &args, code, heap);
            heap.set(at + supers + i, self.globals[global as usize].word);
        }
        record
    }

    /// The `index`-th superclass dictionary of an instance at known dictionaries.
    pub(crate) fn super_dict(&mut self, instance: &Instance, args: &[DictId], index: usize) -> Option<DictId> {
        let mut scope = Vec::new();
        let body = bind_dicts(instance.supers.get(index)?, args, &mut scope)?;
        self.known_dict(body, &scope)
    }

    /// The known dictionary that a term means, if it is one; `scope` holds the dictionary parameters.
    pub(crate) fn known_dict(&mut self, term: &Term, scope: &[(Name, DictId)]) -> Option<DictId> {
        match term {
            Term::Var(name) => scope.iter().rev().find(|(n, _)| n == name).map(|(_, d)| *d),
            Term::Global(name) => self.known_dict_app(*name, &[], scope),
            Term::App(f, args) => match &**f {
                Term::Global(name) => self.known_dict_app(*name, args, scope),
                _ => None,
            },
            _ => None,
        }
    }

    fn known_dict_app(&mut self, name: Name, args: &[Term], scope: &[(Name, DictId)]) -> Option<DictId> {
        let sources = Arc::clone(&self.sources);
        if let Some((_, index)) = self.superclass(name) {
            let [arg] = args else { return None };
            let dict = self.known_dict(arg, scope)?;
            let Dict { instance, args, .. } = self.dicts.get(dict as usize)?.clone();
            return self.super_dict(sources.env.dictionary(instance)?, &args, index as usize);
        }
        let instance = sources.env.dictionary(name)?;
        if instance.context.len() != args.len() {
            return None;
        }
        let mut known = Vec::with_capacity(args.len());
        for arg in args {
            known.push(self.known_dict(arg, scope)?);
        }
        self.dict(name, known)
    }

    /// What `name` at the known dictionaries `dicts` is, aliases followed; and how many of them it took.
    pub(crate) fn resolve(
        &mut self,
        name: Name,
        dicts: &[DictId],
        code: &mut Code,
        heap: &mut Heap,
    ) -> (Target, usize) {
        let sources = Arc::clone(&self.sources);
        let env = &sources.env;
        if sources.defined.contains_key(&name) || env.bind(name).is_some() {
            let used = known_params(&sources, name, dicts.len());
            return (self.follow(&sources, Head::Bind(name), dicts[..used].to_vec(), code, heap), used);
        }
        if let Some((class, index)) = env.method(name) {
            let Some((first, own)) = dicts.split_first() else {
                let fields = class.supers.len() + class.methods.len();
                return (Target::Select((class.supers.len() + index) as u16, fields as u16), 0);
            };
            let Some(dict) = self.dicts.get(*first as usize).cloned() else { return (Target::Unknown, 0) };
            let mut all = dict.args;
            all.extend_from_slice(own);
            let head = Head::Method(dict.instance, index as u32);
            let known = method_params(&sources, dict.instance, index, all.len());
            let used = known.saturating_sub(all.len() - own.len()).min(own.len());
            all.truncate(all.len() - own.len() + used);
            return (self.follow(&sources, head, all, code, heap), 1 + used);
        }
        if let Some((class, index)) = self.superclass(name) {
            if let Some(d) = dicts.first().and_then(|&d| self.dicts.get(d as usize).cloned())
                && let Some(instance) = env.dictionary(d.instance)
                && let Some(d) = self.super_dict(instance, &d.args, index as usize)
            {
                return (Target::Dict(d), 1);
            }
            let fields = env.class(class).map_or(0, |c| c.supers.len() + c.methods.len());
            return (Target::Select(index, fields as u16), 0);
        }
        if let Some(instance) = env.dictionary(name) {
            let n = instance.context.len();
            if dicts.len() >= n
                && let Some(d) = self.dict(name, dicts[..n].to_vec())
            {
                return (Target::Dict(d), n);
            }
            return (Target::Global(self.global(Head::Dictionary(name), &[], code, heap)), 0);
        }
        (Target::Unknown, 0)
    }

    /// Follows aliases: a global whose body is another global, a constructor or a primitive.
    fn follow(
        &mut self,
        sources: &Sources,
        head: Head,
        dicts: Vec<DictId>,
        code: &mut Code,
        heap: &mut Heap,
    ) -> Target {
        if let Some(target) = self.alias(sources, head, &dicts, code, heap) {
            return target;
        }
        Target::Global(self.global(head, &dicts, code, heap))
    }

    fn alias(
        &mut self,
        sources: &Sources,
        head: Head,
        dicts: &[DictId],
        code: &mut Code,
        heap: &mut Heap,
    ) -> Option<Target> {
        if matches!(head, Head::Bind(name) if sources.defined.contains_key(&name)) {
            return None;
        }
        let mut scope = Vec::new();
        let body = bind_dicts(source(sources, head)?, dicts, &mut scope)?;
        let (name, args) = match body {
            Term::Global(name) => (*name, &[][..]),
            Term::App(f, args) => match &**f {
                Term::Global(name) => (*name, &args[..]),
                _ => return None,
            },
            Term::Con(name) => return Some(Target::Con(*name)),
            Term::Prim(name) => return prim::index(*name).map(Target::Prim),
            _ => return None,
        };
        if matches!(head, Head::Bind(own) if own == name) {
            return None;
        }
        let mut known = Vec::with_capacity(args.len());
        for arg in args {
            known.push(self.known_dict(arg, &scope)?);
        }
        // Chains of aliases are short; a cycle of them is a global that loops when it is entered.
        if self.alias_depth > 32 {
            return None;
        }
        self.alias_depth += 1;
        let (target, used) = self.resolve(name, &known, code, heap);
        self.alias_depth -= 1;
        (used == known.len() && !matches!(target, Target::Unknown | Target::Select(..))).then_some(target)
    }
}

/// A thunk that is already evaluated to a closure whose code can be exchanged.
fn replaceable_object(heap: &mut Heap, arity: usize, entry: u32) -> Word {
    let at = heap.push_static(&[0, 0, 0]);
    set_replaceable(heap, at, arity, entry);
    word(THUNK, 0, 0, at)
}

/// Points a replaceable global at other code.
pub(crate) fn set_replaceable(heap: &mut Heap, at: usize, arity: usize, entry: u32) {
    heap.log.retain(|undo| undo.at as usize != at);
    if arity > 0 {
        heap.set(at, header(H_IND, 1, 0));
        heap.set(at + 1, word(FUN, arity as u64, 0, at + 2));
        heap.set(at + 2, header(H_FUN, 0, entry as usize));
    } else {
        heap.set(at, header(H_THUNK, 1, entry as usize));
        heap.set(at + 1, 0);
    }
}

/// The elaborated term of a binding or method that an instance gives.
pub(crate) fn source(sources: &Sources, head: Head) -> Option<&Term> {
    match head {
        Head::Bind(name) => match sources.defined.get(&name) {
            Some(term) => Some(term),
            None => sources.env.bind(name).map(|bind| &bind.term),
        },
        Head::Method(dictionary, index) => {
            let instance = sources.env.dictionary(dictionary)?;
            let class = sources.env.class(instance.class)?;
            let (method, _) = class.methods.get(index as usize)?;
            instance.methods.iter().find(|(name, _)| name == method).map(|(_, term)| term)
        }
        Head::Dictionary(_) | Head::Prim(_) | Head::Select(..) => None,
    }
}

/// The class default of a method that an instance does not give.
pub(crate) fn default_method(sources: &Sources, dictionary: Name, index: u32) -> Option<&Term> {
    let instance = sources.env.dictionary(dictionary)?;
    let class = sources.env.class(instance.class)?;
    let (method, _) = class.methods.get(index as usize)?;
    class.defaults.iter().find(|(name, _)| name == method).map(|(_, term)| term)
}

/// The name of a method.
pub(crate) fn method_name(sources: &Sources, dictionary: Name, index: u32) -> Option<Name> {
    let instance = sources.env.dictionary(dictionary)?;
    Some(sources.env.class(instance.class)?.methods.get(index as usize)?.0)
}

/// Number of parameters of nested abstractions.
fn params(mut term: &Term) -> usize {
    let mut n = 0;
    while let Term::Lam(params, body) = term {
        n += params.len();
        term = body;
    }
    n
}

/// How many of `given` leading dictionaries a binding can take at link time.
fn known_params(sources: &Sources, name: Name, given: usize) -> usize {
    source(sources, Head::Bind(name)).map_or(0, params).min(given)
}

/// The same for a method, its instance's dictionaries included.
fn method_params(sources: &Sources, dictionary: Name, index: usize, given: usize) -> usize {
    let context = sources.env.dictionary(dictionary).map_or(0, |i| i.context.len());
    if let Some(term) = source(sources, Head::Method(dictionary, index as u32)) {
        return params(term).max(context).min(given);
    }
    let own = default_method(sources, dictionary, index as u32).map_or(0, params).saturating_sub(1);
    (context + own).min(given)
}

/// Number of arguments that the code of `head` at `dicts` dictionaries takes.
fn arity(sources: &Sources, head: Head, dicts: usize) -> usize {
    match head {
        Head::Prim(index) => prim::PRIMS.get(index as usize).map_or(0, |p| p.arity as usize),
        Head::Select(..) => 1,
        Head::Dictionary(name) => sources.env.dictionary(name).map_or(0, |i| i.context.len()),
        Head::Bind(_) => source(sources, head).map_or(0, |term| params(term).saturating_sub(dicts)),
        Head::Method(name, index) => match source(sources, head) {
            Some(term) => params(term).saturating_sub(dicts),
            None => {
                let context = sources.env.dictionary(name).map_or(0, |i| i.context.len());
                if dicts < context {
                    return context - dicts;
                }
                default_method(sources, name, index).map_or(0, |term| params(term).saturating_sub(1 + dicts - context))
            }
        },
    }
}

/// Binds leading parameters of a term to known dictionaries; what is left, if no parameter is left.
fn bind_dicts<'t>(mut term: &'t Term, mut dicts: &[DictId], scope: &mut Vec<(Name, DictId)>) -> Option<&'t Term> {
    while let Term::Lam(params, body) = term {
        if params.len() > dicts.len() {
            return None;
        }
        let (now, later) = dicts.split_at(params.len());
        scope.extend(params.iter().copied().zip(now.iter().copied()));
        dicts = later;
        term = body;
    }
    dicts.is_empty().then_some(term)
}
