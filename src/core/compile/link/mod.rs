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
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::Term;
use crate::core::value::{FUN, H_FUN, H_IND, H_THUNK, Heap, THUNK, Word, con, header, word};
use crate::core::wired;

mod resolve;
pub(crate) mod terms;

use terms::arity;

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
    /// What names at known dictionaries were resolved to, and how many of these that took.
    resolved: Map<Name, Vec<(Vec<DictId>, Target, usize)>>,
    /// The dictionaries without context, by name; none for other names.
    plain_dicts: Map<Name, Option<DictId>>,
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
            resolved: Map::default(),
            plain_dicts: Map::default(),
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

    /// Forgets what names were resolved to: a definition from outside has changed.
    pub(crate) fn forget_targets(&mut self) {
        self.resolved.clear();
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
