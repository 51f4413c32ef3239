//! What claims say of single calls.
//!
//! A claim is a closed truth that mentions the function: a property at a sample, or a test's equation. Where one side
//! of an equation is a call and the other does not need the function, evaluating that side gives an example, as good as
//! a written one: an older implementation, a round trip, an inverse, a condition that holds. Where both sides need the
//! function the claim is a *relation*: calls whose results are known are replaced by them until one call is left
//! (`f (xs ++ ys) == f xs ++ f ys` with the results on shorter lists known). What stays open is only checked, and its
//! calls are inputs on which candidates are told apart (Solar-Lezama 2008, "Program synthesis by sketching", for
//! inputs as what a search learns from).

use crate::analysis::check::{LIMITS, known, typed};
use crate::analysis::goals::Reader;
use crate::analysis::goals::call::Call;
use crate::analysis::goals::instance::{MISSES, READ};
use crate::analysis::sample::{Generator, Sample};
use crate::analysis::session::Session;
use crate::core::env::Env;
use crate::core::eval::{Limits, Stop, View};
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Example, Expected};

/// Most nodes of a value that is read back.
const NODES: u32 = 400;
/// Most calls whose results are worked out.
const MOST_KNOWN: usize = 160;
/// Most claims that need the function on both sides.
const MOST_RELATIONS: usize = 240;
/// How often relations are gone through.
const ROUNDS: usize = 5;
/// Examples that a search gets in all, as far as claims give some, and how many claims give at least.
const EXAMPLES: usize = 12;
const LEAST: usize = 4;
/// Inputs without a known result that it gets where there are fewer examples than this.
const PROBES: usize = 8;
/// Larger inputs are left to the checks.
const HEAVY: u32 = 60;

/// Bounds of one side of a claim.
pub(super) const QUICK: Limits = Limits { fuel: 2_000_000, memory_bytes: 64 << 20, depth: 100_000 };

/// Functions that only apply or negate.
const APPLY: &str = "Base.$";
const NOT: &str = "Base.not";

/// A call of the function on values.
#[derive(Clone)]
pub(super) struct Input {
    types: Vec<Type>,
    dictionaries: Vec<Term>,
    pub(super) args: Vec<Sample>,
}

impl Input {
    fn weight(&self) -> u32 {
        self.args.iter().map(Sample::weight).sum()
    }

    /// As an example.
    pub(super) fn example(&self, result: Expected) -> Example {
        let args = self.args.iter().map(Sample::term).collect();
        Example { types: self.types.clone(), dictionaries: self.dictionaries.clone(), args, result }
    }
}

/// What is known so far.
#[derive(Default)]
pub(super) struct Facts {
    /// Calls with their results, and whether a written example says so.
    pub(super) known: Vec<(Input, Sample, bool)>,
    /// Equations, as closed source terms, that need the function on both sides.
    relations: Vec<(Term, Term)>,
    /// Calls whose result is not known.
    met: Vec<Input>,
    /// Values that did not end.
    pub(super) misses: u32,
    /// A call of which something else is known already, and what.
    pub(super) conflict: Option<(Input, Sample)>,
}

impl Facts {
    fn result(&self, args: &[Sample]) -> Option<&Sample> {
        self.known.iter().find(|(input, ..)| input.args == args).map(|(_, result, _)| result)
    }

    /// Notes what a call returns.
    pub(super) fn learn(&mut self, input: Input, result: Sample, written: bool) {
        match self.result(&input.args) {
            Some(known) if *known != result => {
                let known = known.clone();
                self.conflict.get_or_insert((input, known));
            }
            Some(_) => {}
            None if self.known.len() < MOST_KNOWN || written => {
                self.met.retain(|met| met.args != input.args);
                self.known.push((input, result, written));
            }
            None => {}
        }
    }

    fn meet(&mut self, input: Input) {
        if self.met.len() < MOST_KNOWN && self.met.iter().all(|met| met.args != input.args) {
            self.met.push(input);
        }
    }

    /// The examples that a search gets beside `written` ones: some of the smallest and some larger ones, and inputs
    /// without results where these are few.
    pub(super) fn examples(&self, written: usize) -> Vec<Example> {
        let mut found: Vec<&(Input, Sample, bool)> =
            self.known.iter().filter(|(input, _, written)| !written && input.weight() <= HEAVY).collect();
        found.sort_by_key(|(input, result, _)| input.weight() + result.weight());
        let room = EXAMPLES.saturating_sub(written).max(LEAST);
        let small = room.div_ceil(2).min(found.len());
        let (first, rest) = found.split_at(small);
        let more = (room - small).min(rest.len());
        let spread = (0..more).map(|i| rest[(i + 1) * rest.len() / more - 1]);
        let chosen = first.iter().copied().chain(spread);
        let mut out: Vec<Example> =
            chosen.map(|(input, result, _)| input.example(Expected::Value(result.term()))).collect();
        let mut met: Vec<&Input> = self.met.iter().filter(|input| input.weight() <= HEAVY).collect();
        met.sort_by_key(|input| input.weight());
        let probes = PROBES.saturating_sub(written + out.len());
        out.extend(met.into_iter().take(probes).map(|input| input.example(Expected::Unknown)));
        out
    }
}

impl Reader<'_> {
    /// Reads a claim: a closed source term of type `Bool`, inside of these binds.
    pub(super) fn claim(&mut self, term: &Term, layers: &mut Vec<Vec<Bind>>) {
        let testing = self.snapshot.language().testing;
        let is = |name: Name, rows: &[&str]| rows.contains(&name.as_str());
        let (head, args) = match term {
            Term::Let(binds, body) => {
                layers.push(binds.clone());
                self.claim(body, layers);
                layers.pop();
                return;
            }
            Term::Ann(body, _) => return self.claim(body, layers),
            Term::App(head, args) => (&**head, args.as_slice()),
            _ => return,
        };
        let Term::Global(name) = head else { return };
        match args {
            [left, right] if *name == Name::new(wired::EQ_METHOD) || is(*name, testing.equal) => {
                self.equal(&wrapped(left, layers), &wrapped(right, layers));
            }
            [left, right] if name.as_str() == wired::AND || is(*name, testing.both) => {
                self.claim(left, layers);
                self.claim(right, layers);
            }
            [condition, claim]
                if is(*name, testing.implies) && self.truth(&wrapped(condition, layers)) == Some(true) =>
            {
                self.claim(claim, layers);
            }
            [function, argument] if name.as_str() == APPLY => {
                self.claim(&Term::app(function.clone(), vec![argument.clone()]), layers);
            }
            [claim] if name.as_str() == testing.holds => self.claim(claim, layers),
            [claim] if name.as_str() == NOT => {
                self.equal(&wrapped(claim, layers), &Term::Con(Name::new(wired::FALSE)));
            }
            _ if *name == self.name => self.equal(&wrapped(term, layers), &Term::Con(Name::new(wired::TRUE))),
            _ => {}
        }
    }

    fn equal(&mut self, left: &Term, right: &Term) {
        let (left, right) = (applied(left), applied(right));
        let (call, value) = match (self.reaches(&left), self.reaches(&right)) {
            (true, false) => (&left, &right),
            (false, true) => (&right, &left),
            (false, false) => return,
            (true, true) => return self.relate(left, right),
        };
        match self.direct(call).and_then(|args| self.input(args)) {
            Some((input, result)) => {
                if let Some(result) = self.sample(value, &result) {
                    self.facts.learn(input, result, false);
                }
            }
            None => self.relate(left, right),
        }
    }

    fn relate(&mut self, left: Term, right: Term) {
        if self.facts.relations.len() < MOST_RELATIONS {
            self.facts.relations.push((left, right));
        }
    }

    /// A written example, as far as it is one of values.
    pub(super) fn written(&mut self, example: &Example, result: &Type) {
        let Expected::Value(value) = &example.result else { return };
        let whole: Vec<Type> = {
            let (vars, types) = (&self.scheme.vars, &example.types);
            let at = |v: Name| vars.iter().position(|known| *known == v).and_then(|i| types.get(i)).cloned();
            self.scheme.ty.subst(&at).uncurry().0.into_iter().cloned().collect()
        };
        let args: Option<Vec<Sample>> =
            example.args.iter().zip(&whole).map(|(arg, ty)| self.evaluated(arg, ty)).collect();
        if let (Some(args), Some(value)) = (args, self.evaluated(value, result)) {
            let input = Input { types: example.types.clone(), dictionaries: example.dictionaries.clone(), args };
            self.facts.learn(input, value, true);
        }
    }

    /// Works out what relations say, as far as calls are known.
    pub(super) fn saturate(&mut self) {
        for _ in 0..ROUNDS {
            let before = self.facts.known.len();
            for (left, right) in std::mem::take(&mut self.facts.relations) {
                let (left, right) = (self.replaced(&left), self.replaced(&right));
                self.equal(&left, &right);
            }
            if self.facts.known.len() == before {
                return;
            }
        }
    }

    /// The term with the results of known calls in it.
    fn replaced(&mut self, term: &Term) -> Term {
        let term = match term {
            Term::App(head, args) => {
                let args = args.iter().map(|arg| self.replaced(arg)).collect();
                Term::App(Box::new(self.replaced(head)), args)
            }
            Term::Let(binds, body) => Term::Let(binds.clone(), Box::new(self.replaced(body))),
            Term::Ann(body, scheme) => Term::Ann(Box::new(self.replaced(body)), scheme.clone()),
            other => return other.clone(),
        };
        let Some((input, ty)) = self.direct(&term).and_then(|args| self.input(args)) else { return term };
        if let Some(result) = self.facts.result(&input.args) {
            return Term::Ann(Box::new(result.source()), Scheme::mono(ty));
        }
        self.facts.meet(input);
        term
    }

    /// A call on these closed source terms: its arguments' values, and the type of its result.
    fn input(&mut self, args: Vec<Term>) -> Option<(Input, Type)> {
        let env = self.env.clone();
        let Call { types, dictionaries, args, params, result } = self.call(&env, args, false).ok()??;
        let args: Option<Vec<Sample>> = args.iter().zip(&params).map(|(arg, ty)| self.evaluated(arg, ty)).collect();
        Some((Input { types, dictionaries, args: args? }, result))
    }

    /// Inputs to tell candidates apart where nothing says any.
    pub(super) fn meet_some(&mut self, session: &Session<'_>) {
        let ty = self.scheme.ty.subst(&|_| Some(Type::con(wired::INTEGER)));
        let params: Vec<Type> = infer::expand(&ty, &self.env).uncurry().0.into_iter().cloned().collect();
        let mut generator = Generator::new(session);
        if self.facts.known.len() + self.facts.met.len() >= LEAST
            || !params.iter().all(|param| generator.inhabited(param, 0))
        {
            return;
        }
        for case in 0..READ {
            let values = generator.case(case, &params);
            let annotated =
                |(value, ty): (&Sample, &Type)| Term::Ann(Box::new(value.source()), Scheme::mono(ty.clone()));
            if let Some((input, _)) = self.input(values.iter().zip(&params).map(annotated).collect())
                && self.facts.result(&input.args).is_none()
            {
                self.facts.meet(input);
            }
        }
    }

    /// The value of a closed source term at a type.
    fn sample(&mut self, term: &Term, ty: &Type) -> Option<Sample> {
        known(term, &self.env).ok()?;
        let term = typed(term, ty.clone(), &self.env).ok()?;
        self.evaluated(&term, ty)
    }

    fn evaluated(&mut self, term: &Term, ty: &Type) -> Option<Sample> {
        if self.facts.misses >= MISSES {
            return None;
        }
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], term);
        let value = self.machine.suspend(code, &[]);
        self.machine.set_limits(QUICK);
        let sample = Sample::of(&mut self.machine, value, ty, &self.env, &mut NODES.clone());
        let stops =
            sample.is_none() && matches!(self.machine.whnf(value), Err(Stop::Fuel | Stop::Depth | Stop::Memory));
        self.facts.misses += u32::from(stops);
        self.machine.set_limits(LIMITS);
        self.machine.reset(mark);
        self.machine.forget_code(code);
        sample
    }

    fn truth(&mut self, term: &Term) -> Option<bool> {
        if self.reaches(term) {
            return None;
        }
        let term = typed(term, Type::con(wired::BOOL), &self.env).ok()?;
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], &term);
        let value = self.machine.suspend(code, &[]);
        self.machine.set_limits(QUICK);
        let truth = match self.machine.view(value) {
            Ok(View::Data(tag, _)) => Some(tag == 1),
            _ => None,
        };
        self.machine.set_limits(LIMITS);
        self.machine.reset(mark);
        self.machine.forget_code(code);
        truth
    }

    /// Takes in the modules that a session has beyond those known here.
    pub(super) fn extend(&mut self, env: &Env) {
        if env.modules().count() == self.env.modules().count() {
            return;
        }
        let more: Vec<_> = env
            .modules()
            .filter(|module| module.name.is_none_or(|name| self.env.module(name).is_none()))
            .cloned()
            .collect();
        if !more.is_empty() {
            more.into_iter().for_each(|module| self.env.add(module));
            self.machine = super::machine(&self.env, self.reading);
        }
    }
}

/// `f $ x` as `f x`.
pub(super) fn applied(term: &Term) -> Term {
    match term {
        Term::App(head, args) => match (&**head, args.as_slice()) {
            (Term::Global(name), [function, argument]) if name.as_str() == APPLY => {
                applied(&Term::app(applied(function), vec![argument.clone()]))
            }
            _ => term.clone(),
        },
        Term::Let(binds, body) => Term::Let(binds.clone(), Box::new(applied(body))),
        other => other.clone(),
    }
}

fn wrapped(term: &Term, layers: &[Vec<Bind>]) -> Term {
    layers.iter().rev().fold(term.clone(), |term, binds| Term::Let(binds.clone(), Box::new(term)))
}
