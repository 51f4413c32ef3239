//! The machine: lazy evaluation of compiled terms under fuel, depth and memory bounds.
//!
//! Call-by-need on explicit stacks (Peyton Jones, *Implementing lazy functional languages on stock hardware: the
//! Spineless Tagless G-machine*, 1992, with eval/apply of Marlow & Peyton Jones, 2004): a value stack of frames, a
//! stack of continuations, a bump arena that is collected by copying during long runs. No evaluation recurses on
//! the stack of the host, nothing panics, and every evaluation ends within its [`Limits`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use num_bigint::BigInt;

use crate::core::compile::Compiler;
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Failure, Term};
use crate::core::value::{
    BOX_DOUBLE, BOX_INT, CHAR, CON, Collector, FEW_STATIC_WORDS, FUN, H_THUNK, Heap, INT, INTEGER, Integer, NIL,
    STATIC_WORDS, STR, THUNK, Word, as_char, as_small, aux, char_word, header, kind, nullary, tag, word,
};

mod apply;
mod native;
mod observe;
mod room;
mod run;
mod step;
#[cfg(test)]
mod tests;

use run::{Cont, Pending};

/// A machine word: an immediate, a pointer into the machine's arena, or a nullary constructor. Only meaningful
/// for the machine that made it, until that machine is reset below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Value(pub(crate) u64);

/// Compiled code of a closed term over some parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(pub(crate) u32);

/// A position of the arena to reset to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    heap: u32,
    log: u32,
}

/// Bounds of one evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Function and thunk entries. Arithmetic of big integers has as much again for itself, by the digit.
    pub fuel: u64,
    /// Bytes of arena and stacks that the evaluation may add to what was there before it.
    pub memory_bytes: u64,
    /// Continuations on the stack.
    pub depth: u32,
}

impl Default for Limits {
    /// Generous bounds: about a minute of work, a gibibyte.
    fn default() -> Limits {
        Limits { fuel: 2_000_000_000, memory_bytes: 1 << 30, depth: 20_000_000 }
    }
}

/// Why an evaluation has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// `error message`.
    Error(String),
    /// An arithmetic exception, with the message the language prints ("divide by zero").
    Arithmetic(&'static str),
    /// A failing term.
    Failure(Failure),
    /// A value that needs itself (`let x = x`).
    Loop,
    /// Out of fuel.
    Fuel,
    /// Out of memory.
    Memory,
    /// Too many continuations.
    Depth,
    /// Cancelled from outside.
    Cancelled,
}

/// An evaluated value, one layer.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// `Int`
    Int(i64),
    /// `Integer`
    Integer(BigInt),
    /// `Double`
    Double(f64),
    /// `Char`
    Char(char),
    /// A constructor's tag and fields (unevaluated); compact strings show as cons cells here.
    Data(u32, Vec<Value>),
    /// A function.
    Function,
}

/// What is seen of a value when it is evaluated deeply within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Observation {
    /// Fully evaluated: a 128-bit hash of the normal form. Equal hashes are taken as equal values.
    Full(u128),
    /// Cut by the node bound or out of fuel inside: never equal to anything that matters.
    Cut,
    /// Contains a function.
    Function,
    /// Stopped by an error (`error`, incomplete pattern, arithmetic): a hash of where and which.
    Bottom(u64),
}

/// The machine. One per thread; deterministic.
pub struct Machine {
    heap: Heap,
    compiler: Compiler,
    stack: Vec<Word>,
    conts: Vec<Cont>,
    /// What the loop works on next.
    pending: Pending,
    /// Words that the caller in this module works on: roots of collections.
    pins: Vec<Word>,
    limits: Limits,
    cancel: Option<Arc<AtomicBool>>,
    /// Fuel left beyond the present slice.
    fuel: u64,
    /// Entries left in the present slice.
    slice: u32,
    fuel_used: u64,
    /// What this call found: everything from here on may be moved by a collection.
    base: usize,
    /// Arena end at which to collect.
    collect_at: usize,
    /// Closures may exist below this address: code compiled earlier than that must stay.
    tainted: usize,
    /// Arena end when each term was compiled.
    compiled_at: Vec<usize>,
    /// Arena end when each replaceable global was defined.
    defined_at: std::collections::HashMap<Name, usize, rustc_hash::FxBuildHasher>,
    entries: native::Entries,
}

/// Digits of big integers that are worth one entry.
const DIGITS: u64 = 16;

/// Entries between two looks at the cancel flag.
const SLICE: u64 = 4096;

/// Words that the young part may grow to before a collection: what a core's own cache holds.
const NURSERY: usize = 1 << 18;

impl Machine {
    /// A machine over `env`; globals are compiled when first needed.
    pub fn new(env: Env) -> Machine {
        Machine::with_statics(env, STATIC_WORDS)
    }

    /// The same for small programs, of which many machines are alive: it has half a megabyte for what code needs for good,
    /// instead of eight. Code that needs more stops.
    pub fn small(env: Env) -> Machine {
        Machine::with_statics(env, FEW_STATIC_WORDS)
    }

    fn with_statics(env: Env, words: usize) -> Machine {
        let mut compiler = Compiler::new(env);
        let entries = native::Entries::new(&mut compiler.code);
        Machine {
            heap: Heap::new(words),
            compiler,
            stack: vec![0; run::SLACK * 8],
            conts: Vec::new(),
            pending: Pending::default(),
            pins: Vec::new(),
            limits: Limits::default(),
            cancel: None,
            fuel: 0,
            slice: 0,
            fuel_used: 0,
            base: words,
            collect_at: usize::MAX,
            tainted: 0,
            compiled_at: Vec::new(),
            defined_at: Default::default(),
            entries,
        }
    }

    /// The bounds that [`Machine::whnf`] and friends start from at each call.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// A flag checked every few thousand steps.
    pub fn set_cancel(&mut self, flag: Arc<AtomicBool>) {
        self.cancel = Some(flag);
    }

    /// Whether the flag is up.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Defines or replaces a global that is not in the environment (a candidate, a goal's function). Values that
    /// refer to the old definition keep it.
    pub fn define(&mut self, name: Name, term: &Term) {
        let reclaim = self.defined_at.get(&name).is_some_and(|&at| self.tainted <= at);
        self.compiler.define(name, term, reclaim, &mut self.heap);
        self.defined_at.insert(name, self.heap.top());
    }

    /// Compiles an elaborated term whose free variables are `params`.
    pub fn compile(&mut self, params: &[Name], term: &Term) -> Code {
        let id = self.compiler.term(params, term, &mut self.heap);
        self.compiled_at.truncate(id as usize);
        self.compiled_at.push(self.heap.top());
        Code(id)
    }

    /// Drops code compiled after `code` (inclusive); the caller promises that no value refers to it. (What was made
    /// since and not reset keeps the code alive.)
    pub fn forget_code(&mut self, code: Code) {
        let reclaim = self.compiled_at.get(code.0 as usize).is_some_and(|&at| self.tainted <= at);
        self.compiler.forget(code.0, reclaim, &mut self.heap);
    }

    /// An unevaluated value: `code` with its parameters bound to `args`.
    pub fn suspend(&mut self, code: Code, args: &[Value]) -> Value {
        let Some(entry) = self.entry(code, args.len()) else { return self.suspended_stop() };
        let at = self.heap.push(&[header(H_THUNK, args.len().max(1), entry as usize)]);
        self.heap.words.extend(args.iter().map(|v| v.0));
        if args.is_empty() {
            self.heap.words.push(0);
        }
        self.tainted = self.heap.top();
        Value(word(THUNK, 0, 0, at))
    }

    /// The entry of code, if it takes so many arguments.
    fn entry(&self, code: Code, args: usize) -> Option<u32> {
        let entry = *self.compiler.terms.get(code.0 as usize)?;
        (self.compiler.code.entries.get(entry as usize)?.captures as usize == args).then_some(entry)
    }

    /// A value that stops: what code with a wrong number of arguments is.
    fn suspended_stop(&mut self) -> Value {
        Value(word(THUNK, 0, 0, 0))
    }

    /// `code` with its parameters bound to `args`, evaluated to weak head normal form.
    pub fn run(&mut self, code: Code, args: &[Value]) -> Result<Value, Stop> {
        let Some(entry) = self.entry(code, args.len()) else { return Err(run::ill_formed()) };
        self.begin();
        for (slot, arg) in self.stack.iter_mut().zip(args) {
            *slot = arg.0;
        }
        let result = self.execute_entry(entry);
        self.end();
        result.map(Value)
    }

    /// An unevaluated application.
    pub fn apply(&mut self, f: Value, args: &[Value]) -> Value {
        let mut f = f;
        for args in args.chunks(native::MAX_APPLY) {
            let entry = self.entries.apply(args.len());
            let at = self.heap.push(&[header(H_THUNK, args.len() + 1, entry as usize), f.0]);
            self.heap.words.extend(args.iter().map(|v| v.0));
            f = Value(word(THUNK, 0, 0, at));
        }
        self.tainted = self.heap.top();
        f
    }

    /// Evaluates to weak head normal form.
    pub fn whnf(&mut self, value: Value) -> Result<Value, Stop> {
        let resolved = self.heap.resolve(value.0);
        if kind(resolved) != THUNK {
            self.fuel_used = 0;
            return Ok(Value(resolved));
        }
        self.begin();
        let result = self.execute(resolved);
        self.end();
        result.map(Value)
    }

    /// Evaluates to weak head normal form and shows one layer.
    pub fn view(&mut self, value: Value) -> Result<View, Stop> {
        let w = self.whnf(value)?.0;
        Ok(self.layer(w))
    }

    fn layer(&self, w: Word) -> View {
        match kind(w) {
            INT => View::Int(as_small(w)),
            INTEGER => View::Integer(BigInt::from(as_small(w))),
            CHAR => View::Char(as_char(w)),
            CON => View::Data(tag(w) as u32, (0..aux(w) as usize).map(|i| Value(self.heap.field(w, i))).collect()),
            STR => View::Data(1, vec![Value(self.heap.head(w)), Value(self.heap.tail(w))]),
            FUN => View::Function,
            _ => match aux(w) {
                BOX_INT => View::Int(self.heap.as_int(w)),
                BOX_DOUBLE => View::Double(self.heap.as_double(w)),
                _ => View::Integer(self.heap.as_integer(w).into_big()),
            },
        }
    }

    /// Evaluates a list of characters completely. Longer ones than `max_chars` are out of memory.
    pub fn string(&mut self, value: Value, max_chars: usize) -> Result<String, Stop> {
        self.begin();
        let mut text = String::new();
        let result = self.string_into(value.0, max_chars, &mut text);
        self.pins.clear();
        self.end();
        result.map(|()| text)
    }

    fn string_into(&mut self, value: Word, max_chars: usize, text: &mut String) -> Result<(), Stop> {
        self.pins.push(value);
        for _ in 0..=max_chars {
            let list = self.pins.pop().unwrap_or(NIL);
            let list = self.force(list)?;
            if kind(list) == CON && aux(list) == 0 {
                return Ok(());
            }
            let (head, tail) = (self.heap.field(list, 0), self.heap.field(list, 1));
            self.pins.push(tail);
            text.push(as_char(self.force(head)?));
        }
        Err(Stop::Memory)
    }

    /// Where the arena ends now.
    pub fn mark(&self) -> Mark {
        Mark { heap: self.heap.top() as u32, log: self.heap.log.len() as u32 }
    }

    /// Forgets all values made after `mark`; older thunks evaluated meanwhile are restored.
    pub fn reset(&mut self, mark: Mark) {
        self.heap.undo(mark.log as usize);
        self.heap.words.truncate((mark.heap as usize).max(self.heap.floor));
        self.tainted = self.tainted.min(mark.heap as usize);
    }

    /// Like [`Machine::reset`], but keeps `values` (deeply evaluated data are copied compactly, the rest with all
    /// they reach); returns them at their new places.
    pub fn retain(&mut self, mark: Mark, values: &[Value]) -> Vec<Value> {
        self.heap.undo(mark.log as usize);
        let base = (mark.heap as usize).max(self.heap.floor);
        let mut collector = Collector::new(&mut self.heap, base);
        let kept = values.iter().map(|v| Value(collector.moved(v.0))).collect();
        let closures = collector.finish();
        self.tainted = if closures { self.heap.top() } else { self.tainted.min(mark.heap as usize) };
        kept
    }

    /// Fuel used by the last call.
    pub fn fuel_used(&self) -> u64 {
        self.fuel_used
    }

    /// Bytes in use.
    pub fn memory_bytes(&self) -> u64 {
        let words =
            self.heap.top() - self.heap.floor + self.heap.statics + self.stack.len() + 2 * self.conts.capacity();
        words as u64 * 8
    }

    /// Builds an evaluated datum, integer, … from outside.
    pub fn make(&mut self, view: &View) -> Value {
        Value(match view {
            View::Int(n) => self.heap.int(*n),
            View::Integer(n) => self.heap.integer(Integer::Big(n.clone())),
            View::Double(x) => self.heap.double(*x),
            View::Char(c) => char_word(*c),
            View::Data(tag, fields) if fields.is_empty() => nullary(*tag as usize),
            View::Data(tag, fields) => {
                let fields: Vec<Word> = fields.iter().map(|v| v.0).collect();
                self.heap.datum(*tag as usize, &fields)
            }
            View::Function => self.suspended_stop().0,
        })
    }

    /// A list of characters, stored compactly.
    pub fn make_string(&mut self, text: &str) -> Value {
        Value(self.heap.string(text))
    }

    /// Starts a call: fuel, and what a collection may move.
    fn begin(&mut self) {
        self.base = self.heap.top();
        self.heap.young = self.base;
        let slice = self.limits.fuel.min(SLICE);
        self.slice = slice as u32;
        self.fuel = self.limits.fuel - slice;
        self.heap.work = self.limits.fuel.saturating_mul(DIGITS);
        self.collect_at = self.base + NURSERY.min(self.limit_words());
    }

    fn end(&mut self) {
        self.fuel_used = self.limits.fuel - self.fuel - u64::from(self.slice);
        self.tainted = self.heap.top();
        self.heap.work = u64::MAX;
        if self.stack.len() > 1 << 20 {
            self.stack.truncate(1 << 20);
            self.stack.shrink_to_fit();
            self.conts = Vec::new();
        }
    }

    fn limit_words(&self) -> usize {
        (self.limits.memory_bytes / 8).min(1 << 31) as usize
    }

    /// The slice of entries is used up: takes the next one.
    #[cold]
    pub(super) fn refill(&mut self) -> Result<(), Stop> {
        if self.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        if self.fuel == 0 {
            return Err(Stop::Fuel);
        }
        let slice = self.fuel.min(SLICE);
        self.slice = slice as u32;
        self.fuel -= slice;
        Ok(())
    }

    /// Charges work inside a primitive.
    #[inline]
    pub(super) fn charge(&mut self, steps: usize) -> Result<(), Stop> {
        let mut steps = steps as u64;
        while steps > u64::from(self.slice) {
            steps -= u64::from(self.slice);
            self.slice = 0;
            self.refill()?;
        }
        self.slice -= steps as u32;
        Ok(())
    }
}
