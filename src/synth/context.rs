//! Contexts: typed variables with their values on every row, and the bank of terms enumerated over them.
//!
//! A *row* is one situation in which a term of the context is evaluated: an example at the top, an example that takes
//! this branch below a match, an example with sampled parameters below an abstraction. Every entry of the bank keeps
//! one value a row, so a larger term is evaluated from its children's values alone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::core::eval::Value;
use crate::core::name::Name;
use crate::core::term::Term;
use crate::synth::enumerate::Reference;
use crate::synth::library::{MAX_SLOTS, Slot};
use crate::synth::types::TypeId;

/// A set of rows.
pub(crate) type Mask = u128;
/// Most rows of a context.
pub(crate) const MAX_ROWS: usize = 128;
/// Most variables of a context.
pub(crate) const MAX_VARIABLES: usize = 60;

/// All rows below `n`.
pub(crate) fn all_rows(n: usize) -> Mask {
    if n >= 128 { Mask::MAX } else { (1 << n) - 1 }
}

/// What a variable stands for in the finished program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Definition {
    /// A parameter or a pattern variable.
    Bound,
    /// A recursive call whose arguments are these variables.
    Call(Vec<u16>),
    /// The recursive calls on the elements of a list variable, in place of a parameter: `map (\x -> f x) xs`.
    Each(u16, u16),
    /// What is computed of other variables: a part of a number, what an accumulator is assumed to become. What it costs more
    /// than a variable; as source, and elaborated.
    Computed(u32, Arc<[Term; 2]>),
}

impl Definition {
    /// Whether it calls the function that is being written.
    pub(crate) fn is_call(&self) -> bool {
        matches!(self, Definition::Call(_) | Definition::Each(..))
    }
}

/// A variable of a context.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: Name,
    pub(crate) sort: Slot,
    /// One value a row.
    pub(crate) values: Vec<Value>,
    /// One observation a row.
    pub(crate) keys: Vec<u64>,
    /// Rows where the value is a guess (an unknown recursive call).
    pub(crate) unknown: Mask,
    /// Those of them where it is likely: what an example says if elements do not matter.
    pub(crate) likely: Mask,
    /// Not to be used by name: its value is a constant here.
    pub(crate) hidden: bool,
    pub(crate) definition: Definition,
}

impl Variable {
    /// A variable whose values are known and that may be used by name.
    pub(crate) fn new(name: Name, sort: Slot, values: Vec<Value>, keys: Vec<u64>, definition: Definition) -> Variable {
        Variable { name, sort, values, keys, unknown: 0, likely: 0, hidden: false, definition }
    }
}

/// What stands at the root of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A variable.
    Variable(u16),
    /// A literal of the search's table.
    Literal(u16),
    /// A component instance.
    Call(u32),
    /// A function variable applied.
    Apply(u16),
    /// An open recursive call of the context's table.
    Recurse(u16),
    /// A conditional.
    If,
}

/// An argument position of a production.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hole {
    /// A value of that type, from this context's bank.
    Value(TypeId),
    /// An abstraction whose body is in the bank of `Context::lambdas[.0]`.
    Function(u16, TypeId),
}

/// A production of a context.
#[derive(Clone, Debug)]
pub(crate) struct Production {
    pub(crate) head: Head,
    pub(crate) result: TypeId,
    pub(crate) holes: Vec<Hole>,
    pub(crate) cost: u32,
    /// Candidates made so far, those that behaved in a new way, and those whose values could be compared.
    pub(crate) tried: u32,
    pub(crate) fresh: u32,
    pub(crate) compared: u32,
}

/// The arguments of an entry: ids of entries, in the contexts that the production's holes name.
pub(crate) type Kids = [u32; MAX_SLOTS];

/// A term of the bank.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) production: u32,
    pub(crate) kids: Kids,
    pub(crate) cost: u32,
    /// Variables that occur.
    pub(crate) uses: u64,
    /// Rows whose value is a guess.
    pub(crate) unknown: Mask,
    /// Rows with the expected value.
    pub(crate) right: Mask,
    /// `\x -> f x`: may be written `f`.
    pub(crate) eta: bool,
    /// Cut on some row.
    pub(crate) infinite: bool,
}

/// An entry that is right on some rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partial {
    pub(crate) right: Mask,
    /// Expected rows where it is a guess.
    pub(crate) unknown: Mask,
    /// Calls the function that is being written.
    pub(crate) recursive: bool,
    pub(crate) entry: u32,
}

/// An abstraction context below this one.
#[derive(Clone, Debug)]
pub(crate) struct Lambda {
    pub(crate) params: Vec<TypeId>,
    pub(crate) results: Vec<TypeId>,
    /// Cost of the cheapest term around such an abstraction.
    pub(crate) overhead: u32,
    pub(crate) context: Option<usize>,
}

/// An open recursive call: the parameters that are fixed to a variable; the others are holes.
#[derive(Clone, Debug)]
pub(crate) struct OpenCall {
    pub(crate) fixed: Vec<Option<u16>>,
    /// The parameter whose argument is a hole that must be filled with something smaller, a list with a shorter one.
    pub(crate) shorter: Option<u16>,
}

/// What is known of some rows together, though not of each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub(crate) first: usize,
    pub(crate) count: usize,
    /// The key of truth.
    pub(crate) one: u64,
    pub(crate) sum: Sum,
}

/// How rows of a group come together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sum {
    /// Whether all are true.
    All(bool),
    /// Whether any is true.
    Any(bool),
    /// How many are true.
    Count(i64),
    /// Their sum.
    Total(i64),
}

/// Where the enumeration stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursor {
    /// Cost of the terms being made; all cheaper ones are done.
    pub(crate) level: u32,
    /// Next production of this level.
    pub(crate) production: usize,
    /// Splits of the remaining cost over the current production's holes.
    pub(crate) splits: Vec<Kids>,
    pub(crate) split: usize,
    pub(crate) odometer: Kids,
    /// Nothing of this level has been made yet.
    pub(crate) begun: bool,
}

/// A context with its bank.
#[derive(Default)]
pub(crate) struct Context {
    pub(crate) variables: Vec<Variable>,
    pub(crate) rows: usize,
    /// The example of each row.
    pub(crate) example: Vec<u16>,
    /// Abstraction depth.
    pub(crate) depth: u8,
    /// Number of variables shared with the parent, for abstractions.
    pub(crate) outer: usize,
    pub(crate) parent: Option<usize>,
    /// Types that are wanted from this context.
    pub(crate) goals: Vec<TypeId>,
    /// A branch of a program, not an abstraction: its terms are bodies.
    pub(crate) branch: bool,
    /// Variables that are strict parts of a parameter.
    pub(crate) smaller: Vec<(u16, u16)>,
    /// Variables that are lists of such parts.
    pub(crate) smaller_lists: Vec<(u16, u16)>,
    /// A parameter with the parts of it that a name is bound by: the name, what it stands for, and where.
    pub(crate) binds: Option<[u16; 4]>,
    /// Expected observation of each row; `expecting` says where there is one.
    pub(crate) expected: Vec<u64>,
    /// The values behind `expected`.
    pub(crate) targets: Vec<Value>,
    /// What is known of consecutive rows together.
    pub(crate) groups: Vec<Group>,
    /// The first variable that the context has beyond its parent's.
    pub(crate) first_own: usize,
    pub(crate) expecting: Mask,
    /// What tells apart the guesses of copies of one row.
    pub(crate) salts: Vec<u64>,
    pub(crate) open_calls: Vec<OpenCall>,
    /// Evaluates recursive calls as far as the program is known already.
    pub(crate) partial: Option<Value>,

    /// The functions that may be passed by name are listed; those that are not in the bank yet, the cheapest last.
    pub(crate) referred: bool,
    pub(crate) references: Vec<Reference>,
    /// What can be written is known.
    pub(crate) prepared: bool,
    /// Productions that are no library calls and wait for their level, the cheapest last; the library's instances that
    /// can be used, the cheapest first, and how many of these are productions already.
    pub(crate) own: Vec<Production>,
    pub(crate) usable: Arc<[u32]>,
    pub(crate) admitted: usize,
    pub(crate) productions: Vec<Production>,
    pub(crate) lambdas: Vec<Lambda>,
    pub(crate) cursor: Cursor,
    pub(crate) entries: Vec<Entry>,
    /// The value of each entry on each row, entry by entry.
    pub(crate) values: Vec<Value>,
    /// Entries by type and cost.
    pub(crate) lists: Vec<Vec<Vec<u32>>>,
    /// Entries as bodies of abstractions, by type and cost as a function.
    pub(crate) functions: Vec<Vec<Vec<u32>>>,
    /// What tells the behaviours of entries apart, types included, in 64 bits: of four million two are taken for one with a
    /// chance of one in two million.
    pub(crate) seen: HashSet<u64, FxBuildHasher>,
    /// How many entries of each type were kept without being compared.
    pub(crate) cut: HashMap<u32, u32, FxBuildHasher>,
    /// Closures of entries as functions on the parent's rows: offset into `closure_values`.
    pub(crate) closures: HashMap<u32, u32, FxBuildHasher>,
    pub(crate) closure_values: Vec<Value>,
    /// Entries of the goal type that may be right on every row, and those right on some.
    pub(crate) fits: Vec<u32>,
    pub(crate) partials: Vec<Partial>,
    /// The first entries of the goal type that are guesses on some expected row.
    pub(crate) open_bodies: Vec<u32>,
    /// Entries of the goal type, where that is an enumeration, with the rows of its first two constructors.
    pub(crate) truths: Vec<(u32, [Mask; 2])>,
    pub(crate) partial_masks: HashSet<(Mask, Mask, bool), FxBuildHasher>,
    /// Conditions: an entry and the rows of each constructor.
    pub(crate) conditions: Vec<(u32, Vec<Mask>)>,
    pub(crate) partitions: HashMap<Vec<Mask>, (u32, u32), FxBuildHasher>,
    pub(crate) exhausted: bool,
}

impl Context {
    /// Bytes that it holds, roughly: of all that grows with the search.
    pub(crate) fn bytes(&self) -> usize {
        let lists = |lists: &[Vec<Vec<u32>>]| lists.iter().map(|by_cost| 24 * by_cost.capacity()).sum::<usize>();
        let holes = |production: &Production| size_of_val(production.holes.as_slice());
        let row = |variable: &Variable| 16 * variable.values.len();
        size_of::<Context>()
            + size_of::<Entry>() * self.entries.capacity()
            + 8 * (self.values.capacity() + self.closure_values.capacity())
            + self.variables.iter().map(|variable| size_of::<Variable>() + row(variable)).sum::<usize>()
            + size_of::<Production>() * (self.productions.capacity() + self.own.capacity())
            + self.productions.iter().map(holes).sum::<usize>()
            + (size_of::<u64>() + 1) * self.seen.capacity()
            + size_of::<Partial>() * self.partials.capacity()
            + (size_of::<(Mask, Mask, bool)>() + 1) * self.partial_masks.capacity()
            + 16 * self.closures.capacity()
            + 100 * (self.conditions.len() + self.partitions.len())
            + 4 * self.fits.capacity()
            + size_of::<(u32, [Mask; 2])>() * self.truths.capacity()
            + lists(&self.lists)
            + lists(&self.functions)
            + 2 * size_of::<u32>() * self.entries.len()
    }

    /// Makes room for one more entry. Banks are what a search's memory is: they grow by a quarter, not to twice their size.
    pub(crate) fn make_room(&mut self) {
        fn grow<T>(table: &mut Vec<T>, more: usize) {
            if table.capacity() - table.len() < more {
                table.reserve_exact(more.max(table.len() / 4));
            }
        }
        grow(&mut self.entries, 1);
        grow(&mut self.values, self.rows);
    }

    /// The type of an entry.
    pub(crate) fn entry_type(&self, entry: u32) -> TypeId {
        self.productions[self.entries[entry as usize].production as usize].result
    }

    /// Files an entry under its type and cost.
    pub(crate) fn file(lists: &mut Vec<Vec<Vec<u32>>>, ty: TypeId, cost: u32, entry: u32) {
        if lists.len() <= ty.index() {
            lists.resize_with(ty.index() + 1, Vec::new);
        }
        let by_cost = &mut lists[ty.index()];
        if by_cost.len() <= cost as usize {
            by_cost.resize_with(cost as usize + 1, Vec::new);
        }
        by_cost[cost as usize].push(entry);
    }

    /// Variables that are recursive calls.
    pub(crate) fn call_variables(&self) -> u64 {
        let call = |v: &Variable| v.definition.is_call();
        self.variables.iter().enumerate().fold(0, |m, (i, v)| m | u64::from(call(v)) << i)
    }

    /// Rows on which the variables in `uses` are guesses.
    pub(crate) fn unknown_of(&self, uses: u64) -> Mask {
        let mut mask = 0;
        for (i, variable) in self.variables.iter().enumerate() {
            if variable.unknown != 0 && uses & (1 << i) != 0 {
                mask |= variable.unknown;
            }
        }
        mask
    }
}
