//! Deduction: examples pushed through what a program may begin with (Feser, Chaudhuri, Dillig 2015, "Synthesizing data
//! structure transformations from input-output examples", for combinators; Polikarpova, Kuraj, Solar-Lezama 2016 and
//! Osera and Zdancewic 2015 for constructors).
//!
//! A *hypothesis* is a split of a node: `map ? xs`, `C ? ?`, `prefix ++ ?`, `if p then ? else ?`. What the node's
//! examples say of its parts becomes the examples of new nodes, each with a bank of its own that is searched for a much
//! smaller program. Hypotheses that contradict the examples are never opened.

mod build;
mod cases;
mod groups;
mod keyed;
mod lifted;
mod lists;
mod numbers;
mod pieces;
mod shrunk;
mod texts;

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired::{self, APPEND, MAP, NIL, SHOW_METHOD};
use crate::synth::context::{Context, Head, Hole, MAX_VARIABLES, Mask, Variable};
use crate::synth::library::{Slot, UNIT};
use crate::synth::program::Style;
use crate::synth::recurse::calls::add_calls;
use crate::synth::recurse::grow::narrowed;
use crate::synth::recurse::{Branch, Forest, Kind, Node, Split};
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// Most nodes of a search.
const MAX_NODES: usize = 320;
/// As many more for the root, whose hypotheses are about the whole answer.
const FOR_ROOT: usize = 48;
/// Steps that what a constructor is given gets before it is taken for a constructor's value itself.
const NESTED: u64 = 1_024;
/// Deepest nesting.
const MAX_DEPTH: u32 = 4;
/// Entries that cost more are no sources of a hypothesis.
const MAX_SOURCE: u32 = 4 * UNIT;
/// Most hypotheses of one node by entries.
const MAX_HYPOTHESES: usize = 24;
/// Most rows of a hypothesis over elements.
const MAX_ELEMENTS: usize = 40;
/// Longest list looked into.
const LONGEST: usize = 400;

/// A combinator whose function argument is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// `map ? xs`
    Map,
    /// `filter ? xs`
    Filter,
    /// `map f (filter ? xs)`
    FilterThenMap,
    /// `zipWith ? xs ys`
    ZipWith,
    /// `all ? xs`
    All,
    /// `any ? xs`
    Any,
    /// `length (filter ? xs)`
    Count,
    /// `sum (map ? xs)`
    Sum,
    /// `and (zipWith ? xs ys)`
    AllZipped,
    /// `or (zipWith ? xs ys)`
    AnyZipped,
    /// `sum (zipWith ? xs ys)`
    SumZipped,
    /// `length (filter id (zipWith ? xs ys))`
    CountZipped,
    /// `concatMap ? xs`
    ConcatMap,
    /// `takeWhile ? xs`
    TakeWhile,
    /// `dropWhile ? xs`
    DropWhile,
    /// `f (filter ? xs)`, where `f` is the function itself
    FilterThenCall,
    /// `f (dropWhile ? xs)`
    DropThenCall,
}

/// What a hypothesis puts around the new nodes' bodies.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A combinator over entries, and the function that is mapped afterwards (an entry `map f xs`), if any.
    Over(Over, Vec<u32>),
    /// A constructor: its instance in the library.
    Build(u32),
    /// An entry before the rest.
    Before(u32, u32),
    /// An entry behind the rest.
    Behind(u32, u32),
    /// An entry, an element, with what is before it and what is behind it: the instances that put them together.
    Around(u32, u32, u32),
    /// A condition: an entry of an enumeration type.
    Guard(u32),
    /// A case analysis of an entry that is no variable.
    Cases(u32),
    /// A table filled from an entry, a list: which way, and the list.
    Fill(u32, u32),
    /// A function of what these entries, which may fail, give.
    Lifted(Vec<u32>),
    /// A text: what puts two together, entries, and the words before, between and behind them.
    Text(u32, Vec<u32>, Vec<String>),
}

pub(crate) use keyed::{Filling, Table};

impl Shape {
    /// Whether results bear it out seldom by chance.
    pub(crate) fn is_telling(&self) -> bool {
        matches!(self, Shape::Around(..)) || matches!(self, Shape::Over(over, _) if over.recurses())
    }

    /// The entries of the node's bank that it is made of.
    pub(crate) fn entries(&self) -> &[u32] {
        match self {
            Shape::Over(_, entries) | Shape::Text(_, entries, _) | Shape::Lifted(entries) => entries,
            Shape::Build(_) => &[],
            Shape::Before(_, entry)
            | Shape::Behind(_, entry)
            | Shape::Around(_, _, entry)
            | Shape::Guard(entry)
            | Shape::Cases(entry)
            | Shape::Fill(_, entry) => std::slice::from_ref(entry),
        }
    }
}

/// What a list hypothesis needs of the library.
pub(super) struct Names {
    pub(super) over: &'static str,
    pub(super) around: Option<&'static str>,
}

impl Over {
    pub(super) fn names(self) -> Names {
        let (over, around) = match self {
            Over::Map => (wired::MAP, None),
            Over::Filter => (wired::FILTER, None),
            Over::FilterThenMap => (wired::FILTER, Some(wired::MAP)),
            Over::ZipWith => (wired::ZIP_WITH, None),
            Over::All => (wired::ALL, None),
            Over::Any => (wired::ANY, None),
            Over::Count => (wired::FILTER, Some(wired::LENGTH)),
            Over::Sum => (wired::MAP, Some(wired::SUM)),
            Over::AllZipped => (wired::ZIP_WITH, Some(wired::ALL_TRUE)),
            Over::AnyZipped => (wired::ZIP_WITH, Some(wired::ANY_TRUE)),
            Over::SumZipped => (wired::ZIP_WITH, Some(wired::SUM)),
            Over::CountZipped => (wired::ZIP_WITH, Some(wired::LENGTH)),
            Over::ConcatMap => (wired::CONCAT_MAP, None),
            Over::TakeWhile => (wired::TAKE_WHILE, None),
            Over::DropWhile | Over::DropThenCall => (wired::DROP_WHILE, None),
            Over::FilterThenCall => (wired::FILTER, None),
        };
        Names { over, around }
    }

    /// How many lists it goes through.
    pub(super) fn count(self) -> usize {
        match self {
            Over::ZipWith | Over::AllZipped | Over::AnyZipped | Over::SumZipped | Over::CountZipped => 2,
            _ => 1,
        }
    }
}

impl Forest {
    /// Opens hypotheses for what node `n`'s bank has since the last time.
    pub(crate) fn deduce(&mut self, n: usize, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let grouped = !space.contexts[c].groups.is_empty();
        let most = MAX_NODES + if n == 0 { FOR_ROOT } else { 0 };
        if grouped || space.contexts[c].wanted() == 0 {
            return;
        }
        self.texts(n, space);
        if self.nodes[n].depth >= MAX_DEPTH || self.nodes.len() >= most {
            return;
        }
        let patient = !self.is_built(n) || self.nodes[n].spent >= NESTED;
        if !self.nodes[n].deduced && patient {
            self.nodes[n].deduced = true;
            self.build(n, space);
        }
        let entries = space.contexts[c].entries.len();
        let from = std::mem::replace(&mut self.nodes[n].deduced_entries, entries);
        for id in from..entries {
            if self.nodes[n].hypotheses >= MAX_HYPOTHESES || self.nodes.len() >= most {
                return;
            }
            let entry = &space.contexts[c].entries[id];
            let guess = entry.unknown & space.contexts[c].wanted() != 0;
            if entry.cost > MAX_SOURCE || guess {
                // What is known of a recursive call may be enough.
                if guess && entry.cost <= MAX_SOURCE && space.is_call(c, id as u32) {
                    self.affix(n, id as u32, space);
                    self.lifted(n, id as u32, space);
                }
                continue;
            }
            if entry.infinite {
                self.numbered(n, id as u32, space);
                continue;
            }
            if space.is_source(c, id as u32) {
                self.over(n, id as u32, space);
                self.filled(n, id as u32, space);
                self.shrunk(n, id as u32, space);
            } else {
                self.mapped(n, id as u32, space);
            }
            self.affix(n, id as u32, space);
            self.around(n, id as u32, space);
            self.lifted(n, id as u32, space);
            self.cases(n, id as u32, space);
        }
        self.guards(n, space);
    }

    /// Whether node `n` is what a constructor is given.
    pub(crate) fn is_built(&self, n: usize) -> bool {
        let kind = self.nodes[n].parent.map(|(s, _)| &self.splits[s].kind);
        matches!(kind, Some(Kind::Deduced(Shape::Build(_))))
    }

    /// Opens a hypothesis with one new node; `complete` says that its rows fix all that is wanted of it.
    fn hypothesis(&mut self, n: usize, shape: Shape, cost: u32, complete: bool, child: Context, space: &mut Space<'_>) {
        let s = self.open_hypothesis(n, shape, cost, complete, 1);
        self.add_node(s, 0, child, complete, space);
    }

    fn open_hypothesis(&mut self, n: usize, shape: Shape, cost: u32, complete: bool, branches: usize) -> usize {
        let branch = || Branch { constructor: Name::new("$"), fields: Vec::new(), recursive: false, node: None };
        let branches = (0..branches).map(|_| branch()).collect();
        let kind = Kind::Deduced(shape);
        let place = self.nodes[n].hypotheses;
        self.nodes[n].hypotheses += 1;
        self.splits.push(Split { node: n, variable: 0, kind, branches, open: true, complete, cost, place });
        self.splits.len() - 1
    }

    fn add_node(&mut self, s: usize, b: usize, mut child: Context, complete: bool, space: &mut Space<'_>) {
        let n = self.splits[s].node;
        if child.variables.len() == child.first_own {
            add_calls(&mut child, space);
        }
        child.salts.resize(child.rows, 0);
        child.exhausted |= child.rows == 0 || child.variables.len() > MAX_VARIABLES;
        let number = space.contexts.len();
        space.contexts.push(child);
        self.splits[s].branches[b].node = Some(self.nodes.len());
        let mut node = Node::new(number, self.nodes[n].depth + 1, Some((s, b)));
        node.weak = !complete;
        node.share = self.share(s);
        node.blind = self.blind(s, space);
        self.nodes.push(node);
    }

    /// The term of a hypothesis around its parts' bodies.
    pub(crate) fn deduced_term(
        &self,
        s: usize,
        shape: &Shape,
        bodies: Vec<Term>,
        space: &Space<'_>,
        style: Style,
    ) -> Term {
        let split = &self.splits[s];
        let c = self.nodes[split.node].context;
        let mut bodies = bodies.into_iter();
        let mut next = || bodies.next().unwrap_or(Term::Fall);
        match shape {
            Shape::Over(over, sources) => self.over_term(s, *over, sources, next(), space, style),
            Shape::Fill(fill, entry) => self.filled_term(s, (*fill, *entry), bodies.collect(), space, style),
            Shape::Build(instance) => {
                let holes = space.library.instances[*instance as usize].slots.len();
                space.instance_call(*instance, (0..holes).map(|_| next()).collect(), style)
            }
            Shape::Lifted(sources) => self.lifted_term(s, sources, next(), space, style),
            Shape::Text(append, entries, words) => space.text_term(c, *append, entries, words, style),
            Shape::Before(append, entry) => {
                let front = space.term(c, *entry, style);
                space.instance_call(*append, vec![front, next()], style)
            }
            Shape::Behind(append, entry) => {
                let rest = next();
                space.instance_call(*append, vec![rest, space.term(c, *entry, style)], style)
            }
            Shape::Around(append, cons, entry) => {
                let (front, back) = (next(), next());
                let rest = space.instance_call(*cons, vec![space.term(c, *entry, style), back], style);
                space.instance_call(*append, vec![front, rest], style)
            }
            Shape::Guard(entry) => {
                let names = space.constructor_names(space.contexts[c].entry_type(*entry));
                let scrutinee = space.term(c, *entry, style);
                let alts: Vec<_> = names.iter().map(|name| (*name, Vec::new(), next())).collect();
                if let [(_, _, no), (_, _, yes)] = alts.as_slice()
                    && names[1] == Name::new(crate::core::wired::TRUE)
                {
                    return crate::synth::space::conditional(scrutinee, yes.clone(), no.clone());
                }
                crate::synth::program::case(scrutinee, alts, false)
            }
            Shape::Cases(entry) => {
                let branches = split.branches.iter();
                let alts = branches.map(|b| (b.constructor, b.fields.clone(), next())).collect();
                crate::synth::program::case(space.term(c, *entry, style), alts, false)
            }
        }
    }
}

/// Whether a type is that of lists.
pub(crate) fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::App(head, _) if **head == Type::con(NIL))
}

impl Space<'_> {
    /// Whether an entry is nothing but a recursive call.
    fn is_call(&self, c: usize, id: u32) -> bool {
        let context = &self.contexts[c];
        let head = context.productions[context.entries[id as usize].production as usize].head;
        matches!(head, Head::Variable(v) if context.variables[v as usize].definition.is_call())
    }

    /// Whether a list is worth going through: not one that was just put together or written out.
    fn is_source(&self, c: usize, id: u32) -> bool {
        let context = &self.contexts[c];
        let entry = &context.entries[id as usize];
        let production = &context.productions[entry.production as usize];
        let plain = match production.head {
            Head::Variable(_) => true,
            Head::Call(instance) => {
                let instance = &self.library.instances[instance as usize];
                // `map f (map g xs)` is `map (f . g) xs`.
                !instance.constructor && ![APPEND, SHOW_METHOD, MAP].contains(&instance.name.as_str())
            }
            Head::Apply(_) | Head::Recurse(_) => true,
            Head::Literal(_) | Head::If => false,
        };
        let list = |ty: TypeId| is_list(self.types.get(ty));
        let lists = |(hole, kid): (&Hole, &u32)| match hole {
            Hole::Value(ty) => !list(*ty) || self.is_source(c, *kid),
            Hole::Function(..) => true,
        };
        plain && production.holes.iter().zip(&entry.kids).all(lists)
    }

    /// The instance of the library function `name` with these slots and result.
    pub(crate) fn find_instance(&self, name: &str, slots: &[Slot], result: TypeId) -> Option<u32> {
        let fits = |i: &crate::synth::library::Instance| {
            i.name.as_str() == name && i.result == result && i.slots.as_slice() == slots
        };
        self.library.instances.iter().position(fits).map(|i| i as u32)
    }

    /// A call of a library function.
    pub(crate) fn instance_call(&self, instance: u32, args: Vec<Term>, style: Style) -> Term {
        let instance = &self.library.instances[instance as usize];
        let head = if instance.constructor { Term::Con(instance.name) } else { Term::Global(instance.name) };
        let mut all = if style == Style::Source { Vec::new() } else { instance.dictionaries.clone() };
        all.extend(args);
        Term::app(head, all)
    }

    /// The elements of a list value.
    pub(crate) fn elements(&mut self, list: Value) -> Option<Vec<Value>> {
        let (mut out, mut at) = (Vec::new(), list);
        loop {
            match self.machine.view(at) {
                Ok(View::Data(_, fields)) => match fields.as_slice() {
                    [] => return Some(out),
                    [head, tail] if out.len() < LONGEST => {
                        out.push(*head);
                        at = *tail;
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    /// The first `count` elements of a list value, if there are as many.
    pub(crate) fn front(&mut self, list: Value, count: usize) -> Option<Vec<Value>> {
        let (mut out, mut at) = (Vec::new(), list);
        while out.len() < count {
            let Ok(View::Data(_, fields)) = self.machine.view(at) else { return None };
            let [head, tail] = fields.as_slice() else { return None };
            out.push(*head);
            at = *tail;
        }
        Some(out)
    }

    /// A list value of these elements.
    pub(crate) fn list(&mut self, elements: &[Value]) -> Value {
        let mut list = self.machine.make(&View::Data(0, Vec::new()));
        for element in elements.iter().rev() {
            list = self.machine.make(&View::Data(1, vec![*element, list]));
        }
        list
    }

    /// The element type of a list type that the search knows already.
    pub(crate) fn list_of(&self, id: TypeId) -> Option<TypeId> {
        let Type::App(head, element) = self.types.get(id) else { return None };
        let list = matches!(&**head, Type::Con(name) if name.as_str() == NIL);
        if list { self.types.find(element) } else { None }
    }

    /// The element type of a list type.
    pub(crate) fn element_type(&mut self, id: TypeId) -> Option<TypeId> {
        let Type::App(head, element) = self.types.get(id) else { return None };
        let list = matches!(&**head, Type::Con(name) if name.as_str() == crate::core::wired::NIL);
        let element = (**element).clone();
        (list && element.as_fun().is_none()).then(|| self.types.id(&element))
    }

    /// A context below `c` with one row for each of `rows` (rows of `c`), another goal, and these expected values.
    fn derived(&mut self, c: usize, rows: &[usize], goal: TypeId, expected: Vec<Option<(Value, u64)>>) -> Context {
        let mut child = narrowed(&self.contexts[c], rows);
        child.goals = vec![goal];
        child.partial = self.contexts[c].partial;
        child.expecting = expected.iter().enumerate().fold(0, |m, (i, e)| m | Mask::from(e.is_some()) << i);
        child.targets = expected.iter().map(|e| e.map_or(self.bottom, |(value, _)| value)).collect();
        child.expected = expected.iter().map(|e| e.map_or(0, |(_, key)| key)).collect();
        child
    }

    /// A bound variable of a derived context.
    fn bound(&mut self, ty: TypeId, values: Vec<Value>) -> Option<Variable> {
        let full = self.types.get(ty).clone();
        let sort = crate::synth::library::slot(&full, &mut self.types)?;
        let Slot::Value(_) = sort else { return None };
        let keys = values.iter().map(|v| self.key(*v)).collect();
        let definition = crate::synth::context::Definition::Bound;
        Some(Variable::new(self.fresh(&full), sort, values, keys, definition))
    }

    /// The expected rows of `c` with the values that are expected there.
    fn targets(&self, c: usize) -> Vec<(usize, Value)> {
        let context = &self.contexts[c];
        (0..context.rows.min(128))
            .filter(|row| context.expecting & (1 << row) != 0)
            .map(|row| (row, context.targets[row]))
            .collect()
    }
}
