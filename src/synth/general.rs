//! The more general function that the examples may show: what is given as `[Int] -> Int -> Bool` may be meant for elements of
//! any type that has an order, and then no program that adds to them or compares them with a number is meant.
//!
//! A base type of the signature stands for an element where every element of a result is one of the arguments, and no two
//! examples contradict that only the elements' order matters (`recurse::renaming`; Wadler 1989, "Theorems for free!"). The
//! function is looked for at that type as well: less can be called, what one example says holds for all elements in that
//! order, and a program of that type does more with less.

use std::sync::Arc;

use crate::core::decl::{Data, Typed};
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{self, Bind, Term};
use crate::core::ty::{Pred, Type};
use crate::core::wired;
use crate::synth::Terms;
use crate::synth::define::{Found, Goals};
use crate::synth::goal::{Component, Goal};
use crate::synth::search::Search;
use crate::synth::space::Space;
use crate::synth::types::expand;

/// Most general goals of one goal.
const MOST: usize = 2;

/// Steps before the first turn of the more general searches; they get one step in so many, fewer after a while where little
/// speaks for them.
const FROM: u64 = 1_000;
const SHARE: u64 = 2;
const LONG: u64 = 60_000;
const LATER: u64 = 6;
const STRONG: u32 = 3;
/// What a program costs more that is less general than the examples are: for that, and for each part of the results that is
/// one of the arguments; and if no result has any.
const SPECIAL: f64 = 1.0;
const EACH: f64 = 0.4;
const MOST_SPECIAL: f64 = 3.0;
const UNPROVEN: f64 = 0.45;

/// A goal at a more general type.
pub(crate) struct General {
    pub(crate) goal: Goal,
    /// With the user's data over elements of that type.
    pub(crate) env: Env,
    /// How many parts of the results are parts of the arguments: each could have been something else.
    pub(crate) evidence: u32,
}

/// A signature, with what its new variables stand for, and what is in scope there.
#[derive(Clone)]
struct Signature<'a> {
    params: Vec<Type>,
    result: Type,
    stands: Vec<(Name, Type)>,
    evidence: u32,
    components: Vec<Component>,
    env: &'a Env,
}

/// The more general goals that the examples may show, most general first.
fn generals<'a>(space: &mut Space<'a>, goals: &'a Goals) -> Vec<General> {
    let plain = Signature {
        params: space.params.iter().map(|ty| expand(ty, space.env)).collect(),
        result: space.types.get(space.result).clone(),
        stands: Vec::new(),
        evidence: 0,
        components: space.goal.components.clone(),
        env: space.env,
    };
    let takes_functions = plain.params.iter().any(|ty| ty.as_fun().is_some());
    if takes_functions || !space.goal.checks.is_empty() && !space.goal.scheme.context.is_empty() {
        return Vec::new();
    }
    // A law that calls the function by way of another one cannot be asked of it at another type.
    let foreign = |part: &Term| match part {
        Term::Global(name) if name.module() == space.goal.name.module() && *name != space.goal.name => {
            !space.goal.components.iter().any(|c| c.name == *name)
        }
        _ => false,
    };
    if space.goal.checks.iter().any(|check| term::any(check, &foreign)) {
        return Vec::new();
    }
    let mut open = vec![plain];
    for (number, base) in bases(&open[0], space).into_iter().enumerate() {
        // Types of one name must be the same everywhere: what their data look like is kept.
        let name = Name::new(&format!("$e{number}"));
        let mut next: Vec<Signature<'a>> = Vec::new();
        for signature in open {
            let found = generalised(&signature, (&base, name), space, goals);
            // Nothing in the results speaks for it: what is known without it is looked for as well.
            if found.first().is_none_or(|first| first.evidence == signature.evidence && !signature.stands.is_empty()) {
                next.extend(found.into_iter().take(1));
                next.push(signature);
            } else {
                next.extend(found);
            }
        }
        next.truncate(MOST);
        open = next;
    }
    open.into_iter().filter(|signature| !signature.stands.is_empty()).filter_map(|s| goal(s, space)).collect()
}

/// The types that may be types of elements: texts as wholes, where a container holds them, or else their characters.
fn bases(plain: &Signature<'_>, space: &Space<'_>) -> Vec<Type> {
    let text = Type::list(Type::con(wired::CHAR));
    let own = own_datas(space, plain.env);
    let fields =
        own.iter().flat_map(|data| &data.constructors).flat_map(|c| &c.fields).map(|f| expand(&f.ty, plain.env));
    let held = plain.params.iter().chain([&plain.result]).any(|ty| *ty != text && mentions(ty, &text));
    let held = held || fields.into_iter().any(|ty| mentions(&ty, &text));
    let first = if held { text } else { Type::con(wired::CHAR) };
    let numbers = [wired::INT, wired::INTEGER, wired::DOUBLE].map(Type::con);
    [first].into_iter().chain(numbers).collect()
}

/// The data types of the module that the goal is in.
fn own_datas<'e>(space: &Space<'_>, env: &'e Env) -> Vec<&'e Data> {
    let own = |name: &&Name| name.module().is_some() && name.module() == space.goal.name.module();
    space.goal.datas.iter().filter(own).filter_map(|name| env.data(*name)).collect()
}

/// The signatures with a variable in the place of `base`: in all parameters, in all that hold it, in all but one that is it.
fn generalised<'a>(
    signature: &Signature<'a>,
    (base, name): (&Type, Name),
    space: &mut Space<'a>,
    goals: &'a Goals,
) -> Vec<Signature<'a>> {
    let wider = Replacing::new(base, name, &own_datas(space, signature.env), signature.env);
    let places: Vec<usize> = (0..signature.params.len()).filter(|p| wider.concerns(&signature.params[*p])).collect();
    let (alone, holding): (Vec<usize>, Vec<usize>) = places.iter().partition(|p| signature.params[**p] == *base);
    if holding.is_empty() && alone.len() < 2 {
        return Vec::new();
    }
    let mut choices = vec![places.clone(), holding];
    choices.extend(alone.iter().map(|one| places.iter().copied().filter(|p| p != one).collect()));
    let base_signature = wider.scope(signature, space, goals);
    let mut found: Vec<Signature<'a>> = Vec::new();
    for choice in choices.iter().filter(|choice| !choice.is_empty()) {
        for with_result in [true, false] {
            // Data of the module are the same everywhere.
            let fixed = wider.of_data(&signature.result);
            if with_result && !wider.concerns(&signature.result) || !with_result && fixed || found.len() == MOST {
                continue;
            }
            let mut next = base_signature.clone();
            for p in choice {
                next.params[*p] = wider.ty(&next.params[*p]);
            }
            if with_result {
                next.result = wider.ty(&next.result);
            }
            let known = found.iter().any(|known| known.params == next.params);
            if !known && let Some(evidence) = follows(&next, space) {
                found.push(Signature { evidence, ..next });
            }
        }
    }
    found
}

/// How many elements the results have, if the examples bear the signature out.
fn follows<'a>(signature: &Signature<'a>, space: &mut Space<'a>) -> Option<u32> {
    let elements: Vec<_> = signature.stands.iter().map(|(name, _)| space.types.id(&Type::Var(*name))).collect();
    let before = (std::mem::replace(&mut space.params, signature.params.clone()), space.result, space.env);
    space.result = space.types.id(&signature.result);
    space.env = signature.env;
    let evidence = space.follows(&elements);
    (space.params, space.result, space.env) = before;
    evidence
}

/// The goal at that signature.
fn goal(signature: Signature<'_>, space: &Space<'_>) -> Option<General> {
    let mut goal = space.goal.clone();
    let order = |ty: Type| Pred { class: Name::new(wired::ORD), ty };
    let dictionaries: Vec<Term> = signature
        .stands
        .iter()
        .map(|(_, ty)| infer::dictionary(&order(ty.clone()), &[], space.env))
        .collect::<Option<_>>()?;
    goal.scheme.ty = Type::funs(signature.params, signature.result);
    goal.components = signature.components;
    for (name, ty) in &signature.stands {
        goal.scheme.vars.push(*name);
        goal.scheme.context.push(order(Type::Var(*name)));
        goal.examples.iter_mut().for_each(|example| example.types.push(ty.clone()));
    }
    for example in &mut goal.examples {
        example.dictionaries.extend(dictionaries.iter().cloned());
    }
    let call = Term::app(Term::Global(goal.name), dictionaries);
    let own = |part: &Term| (*part == Term::Global(goal.name)).then(|| call.clone());
    goal.checks = goal.checks.iter().map(|check| term::replace(check, &own)).collect();
    Some(General { goal, env: signature.env.clone(), evidence: signature.evidence })
}

/// Whether a program has the type of a more general goal.
fn is_general(program: &Term, general: &General) -> bool {
    let Goal { name, scheme, .. } = &general.goal;
    let own = |part: &Term| (*part == Term::Global(*name)).then_some(Term::Var(*name));
    let local = term::replace(program, &own);
    infer::expr(&local, Some(scheme), &[(*name, scheme.clone())], &general.env, Defaulting::Standard).errors.is_empty()
}

fn mentions(ty: &Type, base: &Type) -> bool {
    ty == base || matches!(ty, Type::App(head, arg) if mentions(head, base) || mentions(arg, base))
}

/// A variable in the place of a base type, in types and in data that hold it.
struct Replacing<'b> {
    base: &'b Type,
    name: Name,
    /// The data types that get one more parameter.
    datas: Vec<Data>,
}

impl<'b> Replacing<'b> {
    fn new(base: &'b Type, name: Name, own: &[&Data], env: &Env) -> Replacing<'b> {
        let mut replacing = Replacing { base, name, datas: Vec::new() };
        loop {
            let concerned = |data: &&&Data| {
                let known = replacing.datas.iter().any(|d| d.name == data.name);
                let fields = || data.constructors.iter().flat_map(|c| &c.fields);
                !known && fields().any(|field| replacing.concerns(&expand(&field.ty, env)))
            };
            let more: Vec<Data> = own.iter().filter(concerned).map(|data| (*data).clone()).collect();
            if more.is_empty() {
                break;
            }
            replacing.datas.extend(more);
        }
        let all: Vec<Data> = replacing.datas.iter().map(|data| replacing.data(data, env)).collect();
        Replacing { datas: all, ..replacing }
    }

    fn is_data(&self, name: Name) -> bool {
        self.datas.iter().any(|data| data.name == name)
    }

    /// Whether a type is of such data.
    fn of_data(&self, ty: &Type) -> bool {
        match ty {
            Type::Con(name) => self.is_data(*name),
            Type::App(head, arg) => self.of_data(head) || self.of_data(arg),
            Type::Var(_) | Type::Meta(_) => false,
        }
    }

    fn concerns(&self, ty: &Type) -> bool {
        mentions(ty, self.base) || self.of_data(ty)
    }

    fn ty(&self, ty: &Type) -> Type {
        if ty == self.base {
            return Type::Var(self.name);
        }
        let (head, args) = ty.spine();
        let more = matches!(head, Type::Con(name) if self.is_data(*name)).then_some(Type::Var(self.name));
        // In front, because not all of its parameters need be given.
        Type::app(head.clone(), more.into_iter().chain(args.into_iter().map(|arg| self.ty(arg))))
    }

    fn data(&self, data: &Data, env: &Env) -> Data {
        let mut data = data.clone();
        data.params.insert(0, self.name);
        for field in data.constructors.iter_mut().flat_map(|c| &mut c.fields) {
            field.ty = self.ty(&expand(&field.ty, env));
        }
        data
    }

    /// The signature with what is in scope there: fields, and functions over the data whose types do not speak of elements.
    fn scope<'a>(&self, signature: &Signature<'a>, space: &Space<'a>, goals: &'a Goals) -> Signature<'a> {
        let mut next = signature.clone();
        next.stands.push((self.name, self.base.clone()));
        if self.datas.is_empty() {
            return next;
        }
        let part = |name: Name| {
            let constructors = || self.datas.iter().flat_map(|data| &data.constructors);
            constructors().any(|c| c.name == name || c.fields.iter().any(|field| field.name == Some(name)))
        };
        let mut binds = Vec::new();
        next.components.retain_mut(|component| {
            let ty = expand(&component.scheme.ty, signature.env);
            if !self.of_data(&ty) {
                return true;
            }
            component.scheme.vars.push(self.name);
            component.scheme.ty = self.ty(&ty);
            if let Some(bind) = signature.env.bind(component.name) {
                binds.push(Bind { scheme: Some(component.scheme.clone()), ..bind.clone() });
            }
            part(component.name) || !mentions(&ty, self.base)
        });
        let own = space.goal.name.module().map_or("", Name::as_str);
        let name = Some(Name::new(&format!("${own}{}", self.name)));
        let mut env = signature.env.clone();
        env.add(Arc::new(Typed { name, datas: self.datas.clone(), binds, ..Typed::default() }));
        next.env = goals.keep_env(env);
        next
    }
}

/// The searches at more general types beside one.
#[derive(Default)]
pub(crate) enum Beside<'a> {
    /// They were not set up yet.
    #[default]
    Later,
    /// The search is one of them.
    Of,
    /// These, the steps that they and those that ended had together, and the terms of those that ended.
    Open { searches: Vec<Search<'a>>, spent: u64, ended: Terms },
}

impl<'a> Beside<'a> {
    /// Whether the search is at a more general type.
    pub(crate) fn is_general(&self) -> bool {
        matches!(self, Beside::Of)
    }

    /// The searches.
    pub(crate) fn searches(&self) -> impl Iterator<Item = &Search<'a>> {
        let all: &[Search<'a>] = if let Beside::Open { searches, .. } = self { searches } else { &[] };
        all.iter()
    }

    /// The searches, to end them.
    pub(crate) fn into_searches(self) -> Vec<Search<'a>> {
        if let Beside::Open { searches, .. } = self { searches } else { Vec::new() }
    }

    /// The steps that they had.
    pub(crate) fn spent(&self) -> u64 {
        if let Beside::Open { spent, .. } = self { *spent } else { 0 }
    }

    /// The terms that they made.
    pub(crate) fn terms(&self) -> Terms {
        let ended = if let Beside::Open { ended, .. } = self { *ended } else { Terms::default() };
        self.searches().fold(ended, |all, search| all + search.space.terms())
    }

    /// One of them.
    pub(crate) fn search(&mut self, at: usize) -> Option<&mut Search<'a>> {
        if let Beside::Open { searches, .. } = self { searches.get_mut(at) } else { None }
    }

    /// Ends one of them.
    pub(crate) fn close(&mut self, at: usize) {
        if let Beside::Open { searches, ended, .. } = self {
            *ended = *ended + searches.remove(at).space.terms();
        }
    }
}

impl<'a> Search<'a> {
    /// The more general goals, where the search is the outermost one.
    fn generals(&mut self) -> &'a [(General, Goals)] {
        if self.level > 0 || self.assumed || self.beside.is_general() {
            return &[];
        }
        let goals = self.goals;
        goals.generals.get_or_init(|| {
            generals(&mut self.space, goals).into_iter().map(|general| (general, Goals::default())).collect()
        })
    }

    /// What a program costs more that is less general than the examples are.
    pub(crate) fn special(&mut self, program: &Term) -> f64 {
        let all = self.generals();
        let Some(evidence) = all.iter().map(|(general, _)| general.evidence).max() else { return 0.0 };
        if all.iter().any(|(general, _)| is_general(program, general)) {
            return 0.0;
        }
        if evidence == 0 { UNPROVEN } else { (SPECIAL + EACH * f64::from(evidence)).min(MOST_SPECIAL) }
    }

    /// Whether searches at more general types take turns with this one.
    pub(crate) fn shares(&self) -> bool {
        self.beside.searches().next().is_some()
    }

    /// A turn of a search at a more general type; false if there is none, or it is not its turn.
    pub(crate) fn generalise(&mut self) -> bool {
        if self.space.steps < FROM || self.level > 0 || self.assumed {
            return false;
        }
        if matches!(self.beside, Beside::Later) {
            let all = self.generals();
            let searches = all.iter().map(|(general, goals)| Search::general(general, goals, self));
            self.beside = Beside::Open { searches: searches.collect(), spent: 0, ended: Terms::default() };
        }
        let now = self.space.steps;
        let strong = self.generals().iter().any(|(general, _)| general.evidence >= STRONG);
        let Beside::Open { searches, spent, .. } = &mut self.beside else { return false };
        if *spent * if *spent < LONG || strong { SHARE } else { LATER } > now {
            return false;
        }
        let Some(at) = (0..searches.len()).min_by_key(|at| searches[*at].space.steps) else { return false };
        let search = &mut searches[at];
        let before = search.space.steps;
        let open = search.step();
        let steps = (search.space.steps - before).max(1);
        let fresh = std::mem::take(&mut search.fresh);
        *spent += steps;
        if !open {
            self.beside.close(at);
        }
        self.space.steps += steps;
        for found in fresh {
            self.take(Found { doubt: 0.0, ..found });
        }
        true
    }
}
