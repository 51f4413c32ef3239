//! Results that may fail, put together: `f <$> a <*> b`, where it fails if one of them does and the first of those says how.
//! What is wanted where none fails is wanted of `f`. (McBride and Paterson 2008, "Applicative programming with effects".)

use crate::core::eval::{Value, View};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::context::Head;
use crate::synth::deduce::Shape;
use crate::synth::library::UNIT;
use crate::synth::program::{Style, case};
use crate::synth::recurse::{Forest, Kind};
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// Most such hypotheses of one node; entries that cost more are not put together.
const MOST: usize = 4;
const DEAREST: u32 = 4 * UNIT;
/// The types whose second constructor is success, with its value.
const MAY_FAIL: [&str; 2] = [wired::MAYBE, wired::EITHER];

/// What an entry is on a row.
enum Outcome {
    Unknown,
    Fails(Vec<u64>),
    Is(Value),
}

impl Forest {
    /// `f <$> a <*> b` with the entry `id` and each before it, `f <$> a` with it alone where it is a recursive call.
    pub(super) fn lifted(&mut self, n: usize, id: u32, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let goal = space.contexts[c].goals[0];
        let Some(to) = space.may_fail(goal) else { return };
        if !space.is_lifted(c, id, goal) {
            return;
        }
        let before: Vec<u32> = (0..id).filter(|other| space.is_lifted(c, *other, goal)).collect();
        let mut all: Vec<Vec<u32>> = before.into_iter().map(|other| vec![other, id]).collect();
        all.extend(space.is_call(c, id).then(|| vec![id]));
        for sources in all {
            let known =
                |s: &&crate::synth::recurse::Split| s.node == n && matches!(s.kind, Kind::Deduced(Shape::Lifted(_)));
            if self.splits.iter().filter(known).count() < MOST {
                self.lift(n, &sources, to, space);
            }
        }
    }

    fn lift(&mut self, n: usize, sources: &[u32], to: TypeId, space: &mut Space<'_>) {
        let c = self.nodes[n].context;
        let (mut rows, mut held, mut complete) = (Vec::new(), Vec::new(), true);
        let calls = sources.iter().all(|id| space.is_call(c, *id));
        for (row, target) in space.targets(c) {
            let seen: Vec<Outcome> = sources.iter().map(|id| space.outcome(c, *id, row)).collect();
            let Some(wanted) = space.result_of(target) else { return };
            let unknown = seen.iter().any(|it| matches!(it, Outcome::Unknown));
            let first = seen.iter().find_map(|it| if let Outcome::Fails(how) = it { Some(how) } else { None });
            match (wanted, first) {
                (Outcome::Fails(how), Some(first)) if unknown || how == *first => {}
                (Outcome::Is(value), None) if !unknown => {
                    rows.push((row, value));
                    held.push(seen.into_iter().filter_map(|it| if let Outcome::Is(x) = it { Some(x) } else { None }));
                }
                // What the recursion gives may be known wrong: from a base case that is not the one that is meant.
                _ if unknown || calls => complete = false,
                _ => return,
            }
        }
        if rows.is_empty() {
            return;
        }
        let places: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
        let expected = rows.iter().map(|(_, value)| Some((*value, space.key(*value)))).collect();
        let mut child = space.derived(c, &places, to, expected);
        let held: Vec<Vec<Value>> = held.into_iter().map(Iterator::collect).collect();
        for (i, id) in sources.iter().enumerate() {
            let Some(ty) = space.may_fail(space.contexts[c].entry_type(*id)) else { return };
            let Some(variable) = space.bound(ty, held.iter().map(|all| all[i]).collect()) else { return };
            child.variables.push(variable);
        }
        let cost: u32 = sources.iter().map(|id| space.contexts[c].entries[*id as usize].cost + UNIT / 2).sum();
        self.hypothesis(n, Shape::Lifted(sources.to_vec()), cost, complete, child, space);
    }

    /// The term of such a hypothesis: as a case analysis for each source where it is run.
    pub(super) fn lifted_term(&self, s: usize, sources: &[u32], body: Term, space: &Space<'_>, style: Style) -> Term {
        let split = &self.splits[s];
        let c = self.nodes[split.node].context;
        let Some(node) = split.branches[0].node else { return Term::Fall };
        let child = &space.contexts[self.nodes[node].context];
        let names: Vec<Name> = child.variables[child.first_own..].iter().take(sources.len()).map(|v| v.name).collect();
        let terms = sources.iter().map(|id| space.term(c, *id, style));
        if style == Style::Source {
            let (mut whole, mut op) = (Term::lam(names, body), wired::MAPPED);
            for term in terms {
                whole = Term::app(Term::Global(Name::new(op)), vec![whole, term]);
                op = wired::APPLIED;
            }
            return whole;
        }
        let [no, yes] = [0, 1].map(|tag| space.constructor_names(space.contexts[c].goals[0])[tag]);
        let inside = Term::app(Term::Con(yes), vec![body]);
        terms.zip(names).rev().fold(inside, |inside, (term, name)| {
            let ty = space.contexts[c].goals[0];
            let fields: Vec<Name> = match space.types.get(ty).spine().1.len() {
                1 => Vec::new(),
                _ => vec![Name::new(&format!("{}e", name.as_str()))],
            };
            let fails = match fields.first() {
                Some(field) => Term::app(Term::Con(no), vec![Term::Var(*field)]),
                None => Term::Con(no),
            };
            case(term, vec![(no, fields, fails), (yes, vec![name], inside)], false)
        })
    }
}

impl Space<'_> {
    /// What a type that may fail is of where it does not.
    fn may_fail(&mut self, ty: TypeId) -> Option<TypeId> {
        let full = self.types.get(ty).clone();
        let (Type::Con(head), args) = full.spine() else { return None };
        let both = [wired::MAPPED, wired::APPLIED];
        let open = both.iter().all(|op| self.goal.components.iter().any(|c| c.name.as_str() == *op));
        let of = args.last().filter(|_| open && MAY_FAIL.contains(&head.as_str()))?;
        Some(self.types.id(of))
    }

    /// Whether an entry is cheap, is no constant or constructor, and may fail as a value of type `goal` may.
    fn is_lifted(&mut self, c: usize, id: u32, goal: TypeId) -> bool {
        let context = &self.contexts[c];
        let entry = &context.entries[id as usize];
        let (ty, uses, cost) = (context.entry_type(id), entry.uses, entry.cost);
        let built = match context.productions[entry.production as usize].head {
            Head::Call(i) => self.library.instances[i as usize].constructor,
            Head::Variable(_) => false,
            _ => true,
        };
        if built || uses == 0 || cost > DEAREST || self.may_fail(ty).is_none() {
            return false;
        }
        let [a, b] = [ty, goal].map(|ty| self.types.get(ty).spine().1.split_last().map(|(_, rest)| rest.len()));
        let [first, second] = [ty, goal].map(|ty| {
            let (head, args) = self.types.get(ty).spine();
            (head.clone(), args.first().map(|arg| (*arg).clone()))
        });
        a == b && first.0 == second.0 && (a == Some(0) || first.1 == second.1)
    }

    /// What an entry is on a row.
    fn outcome(&mut self, c: usize, id: u32, row: usize) -> Outcome {
        let context = &self.contexts[c];
        if context.entries[id as usize].unknown & (1 << row) != 0 {
            return Outcome::Unknown;
        }
        let value = context.values[id as usize * context.rows + row];
        self.result_of(value).unwrap_or(Outcome::Unknown)
    }

    fn result_of(&mut self, value: Value) -> Option<Outcome> {
        let View::Data(tag, fields) = self.machine.view(value).ok()? else { return None };
        Some(match (tag, fields.as_slice()) {
            (1, [value]) => Outcome::Is(*value),
            _ => Outcome::Fails(fields.iter().map(|field| self.key(*field)).collect()),
        })
    }
}
