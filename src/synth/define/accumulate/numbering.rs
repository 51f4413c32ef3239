//! An accumulator that counts what came before: each part of a tree is given how many leaves or nodes the parts before it
//! have besides. So labels are numbered from left to right (Hutton and Fulger 2008, "Reasoning about effects: seeing the
//! wood through the trees", derive it from a state that goes through).

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::define::accumulate::Datum;
use crate::synth::define::accumulate::steps::{Place, Step};
use crate::synth::define::passes::Count;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// Most nodes of a datum that is counted.
const MOST_NODES: u32 = 2_000;
/// What the node itself counts for before its first part and before the later ones: it is numbered after its first part,
/// before all, or not at all.
const ITSELF: [(i64, i64); 3] = [(0, 1), (1, 1), (0, 0)];

/// What the accumulator is for the parts at a constructor.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbering {
    count: Count,
    /// The constructor's number, and its parts.
    pub(super) at: usize,
    pub(super) parts: Vec<Place>,
    /// What is added before the first part and before the later ones.
    first: i64,
    later: i64,
}

impl Numbering {
    /// The pass that counts.
    pub(super) fn pass(&self) -> Name {
        self.count.name
    }

    /// What is added before part `i`, beside what the parts before it have.
    fn added(&self, i: usize) -> i64 {
        if i == 0 { self.first } else { self.later }
    }

    /// How many parts a node's own number comes after.
    fn own(&self) -> usize {
        match (self.first, self.later) {
            (0, 0) if !self.count.leaves => self.parts.len(),
            (0, 1) => 1,
            _ => 0,
        }
    }

    /// The parts whose accumulator is another one, and, after all parts, the node's own number if that is.
    pub(super) fn changed(&self) -> Vec<usize> {
        let parts = (0..self.parts.len()).filter(|i| *i > 0 || self.first != 0);
        parts.chain((self.own() > 0).then_some(self.parts.len())).collect()
    }

    /// Whether it is one of the parts whose accumulator is `i`.
    pub(super) fn is_part(&self, i: usize) -> bool {
        i < self.parts.len()
    }
}

impl Space<'_> {
    /// The numberings of data of type `param`, the `p`th parameter's.
    pub(super) fn numberings(&mut self, ty: &Type, (p, param): (usize, TypeId), counts: &[Count]) -> Vec<Step> {
        let Some(shape) = self.open_shape(param).filter(|_| *ty == Type::con(wired::INT)) else { return Vec::new() };
        let mut out = Vec::new();
        for (at, constructor) in shape.iter().enumerate() {
            let own = constructor.fields.iter().enumerate().filter(|(_, f)| **f == param);
            let parts: Vec<Place> = own.map(|(field, _)| Place { field, inner: None }).collect();
            // What is numbered are the labels, of leaves or of nodes.
            let labelled = |count: &&Count| {
                let ends = shape.iter().any(|c| !c.fields.is_empty() && !c.fields.contains(&param));
                if count.leaves { ends } else { parts.len() < constructor.fields.len() }
            };
            let several = parts.len() > 1;
            for count in counts.iter().filter(|count| count.param == p && several).filter(labelled) {
                let itself: &[(i64, i64)] = if count.leaves { &[(0, 0)] } else { &ITSELF };
                out.extend(itself.iter().map(|(first, later)| {
                    let (count, parts) = (count.clone(), parts.clone());
                    Step::Number(Numbering { count, at, parts, first: *first, later: *later })
                }));
            }
        }
        out
    }

    /// The accumulators of the parts, of type `param`, and the whole's own number, where it is `acc` at the whole.
    pub(super) fn numbered(
        &mut self,
        numbering: &Numbering,
        acc: Value,
        parts: &[Value],
        param: TypeId,
    ) -> Option<Vec<Value>> {
        let mut before = vec![0];
        for part in parts {
            let counted = self.count(*part, param, numbering.count.leaves, &mut MOST_NODES.clone())?;
            before.push(before.last()? + counted);
        }
        let own = *before.get(numbering.own())?;
        let accs = before.iter().take(parts.len()).enumerate().map(|(i, before)| before + numbering.added(i));
        accs.chain([own]).map(|more| self.sum(1, acc, more)).collect()
    }

    /// Whether what is numbered has its number in the result: a leaf, or the node, of those after the parts before it.
    pub(super) fn is_numbered(
        &mut self,
        numbering: &Numbering,
        acc: Value,
        (datum, param): (Value, TypeId),
        result: Value,
    ) -> Option<bool> {
        let Datum { tag, fields, parts } = self.taken_apart(datum, param)?;
        let number = match (numbering.count.leaves, tag == numbering.at) {
            (true, false) if parts.is_empty() && !fields.is_empty() => acc,
            (false, true) => *self.numbered(numbering, acc, &parts, param)?.last()?,
            _ => return Some(true),
        };
        let number = self.whole(number)?;
        Some(self.numbers(result, 2).contains(&number))
    }

    /// The numbers among a value's fields, and among those of the fields, so many deep.
    fn numbers(&mut self, value: Value, deep: u32) -> Vec<i64> {
        match self.machine.view(value) {
            Ok(View::Int(n)) => vec![n],
            Ok(View::Data(_, fields)) if deep > 0 => {
                fields.into_iter().flat_map(|f| self.numbers(f, deep - 1)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// How many leaves or nodes a datum of type `id` has; none of one that is too large or not all known.
    fn count(&mut self, value: Value, id: TypeId, leaves: bool, left: &mut u32) -> Option<i64> {
        *left = left.checked_sub(1)?;
        let Datum { fields, parts, .. } = self.taken_apart(value, id)?;
        let mut all = i64::from(if leaves { parts.is_empty() } else { !fields.is_empty() });
        for part in parts {
            all += self.count(part, id, leaves, left)?;
        }
        Some(all)
    }

    /// The accumulator of part `i`, or after the last one the whole's own number, where it is `acc` at the whole, by `sum`,
    /// which writes a sum.
    pub(super) fn numbered_term(
        &self,
        numbering: &Numbering,
        (acc, parts): (Name, &[Name]),
        i: usize,
        sum: &dyn Fn(Term, Result<Term, i64>) -> Option<Term>,
    ) -> Option<Term> {
        let count = |part: &Name| Term::app(Term::Global(numbering.pass()), vec![Term::Var(*part)]);
        let (before, added) = if numbering.is_part(i) { (i, numbering.added(i)) } else { (numbering.own(), 0) };
        let counted = parts.iter().take(before).try_fold(Term::Var(acc), |all, part| sum(all, Ok(count(part))))?;
        match added {
            0 => Some(counted),
            n => sum(counted, Err(n)),
        }
    }
}
