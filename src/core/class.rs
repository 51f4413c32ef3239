//! Classes and instances as a theory: which instance a type has, which class follows from which, and how
//! synonyms unfold (*Typing Haskell in Haskell*, Jones 1999, §7).
//!
//! Everything here works on types without links; unification variables that occur are taken as types not known
//! yet. Inference and the search share this file: [`entail`] is all that a dictionary needs.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::core::decl::{Class, Data, Fixity, Instance, Synonym};
use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::core::ty::{Pred, Type};
use crate::core::wired;

type Map<V> = HashMap<Name, V, FxBuildHasher>;

/// Deepest chain of instances that is followed: `C (T (T a))` from `C (T a)` can grow for ever.
pub(crate) const MAX_CHAIN: u32 = 48;

/// Most constraints that the context of a derived instance is worked out from.
const MAX_SIMPLIFY: usize = 1_000;

/// Most instances that are tried for one dictionary.
pub(crate) const MAX_STEPS: u32 = 2_000;

/// The declarations of the module under inference, which is not in the environment yet.
#[derive(Default)]
pub(crate) struct Own {
    pub(crate) synonyms: Map<Synonym>,
    pub(crate) fixities: Map<Fixity>,
    pub(crate) datas: Map<Data>,
    pub(crate) constructors: Map<(Name, usize)>,
    pub(crate) classes: Map<Class>,
    pub(crate) methods: Map<(Name, usize)>,
    /// Heads and contexts only.
    pub(crate) instances: Map<Vec<Instance>>,
}

impl Own {
    /// Adds a data type with expanded fields.
    pub(crate) fn add_data(&mut self, data: Data) {
        for (tag, constructor) in data.constructors.iter().enumerate() {
            self.constructors.insert(constructor.name, (data.name, tag));
        }
        self.datas.insert(data.name, data);
    }

    /// Adds a class with expanded method types.
    pub(crate) fn add_class(&mut self, class: Class) {
        for (index, (method, _)) in class.methods.iter().enumerate() {
            self.methods.insert(*method, (class.name, index));
        }
        self.classes.insert(class.name, class);
    }
}

/// Everything declared: the module's own first, then the environment.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) env: &'a Env,
    pub(crate) own: &'a Own,
}

/// What is known of an instance for a type.
pub(crate) enum Found<'a> {
    /// This one, with what its variables stand for.
    Instance(&'a Instance, Vec<(Name, Type)>),
    /// None, whatever the unknown parts turn out to be.
    Nothing,
    /// It depends on parts not known yet.
    Wait,
}

impl<'a> World<'a> {
    pub(crate) fn class(self, name: Name) -> Option<&'a Class> {
        self.own.classes.get(&name).or_else(|| self.env.class(name))
    }

    pub(crate) fn method(self, name: Name) -> Option<(&'a Class, usize)> {
        match self.own.methods.get(&name) {
            Some((class, index)) => Some((self.own.classes.get(class)?, *index)),
            None => self.env.method(name),
        }
    }

    pub(crate) fn data(self, name: Name) -> Option<&'a Data> {
        self.own.datas.get(&name).or_else(|| self.env.data(name))
    }

    pub(crate) fn constructor(self, name: Name) -> Option<(&'a Data, usize)> {
        match self.own.constructors.get(&name) {
            Some((data, tag)) => Some((self.own.datas.get(data)?, *tag)),
            None => self.env.constructor(name),
        }
    }

    pub(crate) fn fixity(self, name: Name) -> Fixity {
        self.own.fixities.get(&name).copied().or_else(|| self.env.fixity(name)).unwrap_or_default()
    }

    pub(crate) fn bind(self, name: Name) -> Option<&'a Bind> {
        self.env.bind(name)
    }

    fn synonym(self, name: Name) -> Option<&'a Synonym> {
        self.own.synonyms.get(&name).or_else(|| self.env.synonym(name))
    }

    /// Whether the type constructor is declared (others may be anything).
    pub(crate) fn knows_type(self, name: Name) -> bool {
        self.data(name).is_some() || matches!(name.as_str(), wired::ARROW | wired::PARAMETERS)
    }

    /// The instances of `class`, the module's own first.
    pub(crate) fn instances(self, class: Name) -> impl Iterator<Item = &'a Instance> {
        self.own.instances.get(&class).into_iter().flatten().chain(self.env.instances(class))
    }

    /// The most specific instance of `class` for `ty`. `finally`: decide even though more specific ones may apply
    /// once more is known.
    pub(crate) fn instance(self, class: Name, ty: &Type, finally: bool) -> Found<'a> {
        let con = head_con(ty);
        let mut best: Option<(&Instance, Vec<(Name, Type)>)> = None;
        let mut blocked = false;
        for instance in self.instances(class) {
            if con.is_some() && head_con(&instance.head).is_some_and(|head| Some(head) != con) {
                continue;
            }
            let mut subst = Vec::new();
            if matches(&instance.head, ty, &mut subst) {
                let better = match &best {
                    None => true,
                    Some((other, _)) => {
                        matches(&other.head, &instance.head, &mut Vec::new())
                            && !matches(&instance.head, &other.head, &mut Vec::new())
                    }
                };
                if better {
                    best = Some((instance, subst));
                }
            } else if may_match(&instance.head, ty) {
                blocked = true;
            }
        }
        match best {
            Some((instance, subst)) if finally || !blocked => Found::Instance(instance, subst),
            None if !blocked => Found::Nothing,
            _ => Found::Wait,
        }
    }

    /// The only instance of `class` whose head can become `ty`, if there is exactly one.
    pub(crate) fn only_instance(self, class: Name, ty: &Type) -> Option<&'a Instance> {
        let mut possible = self.instances(class).filter(|instance| may_match(&instance.head, ty));
        let first = possible.next()?;
        possible.all(|other| other.dictionary() == first.dictionary()).then_some(first)
    }

    /// The superclasses passed on the shortest way from `class` up to `target`, both ends included.
    pub(crate) fn super_path(self, class: Name, target: Name) -> Option<Vec<Name>> {
        if class == target {
            return Some(vec![class]);
        }
        let mut paths = vec![vec![class]];
        let mut next = 0;
        while next < paths.len() && next < 64 {
            let path = paths[next].clone();
            next += 1;
            let Some(class) = path.last().and_then(|last| self.class(*last)) else { continue };
            for parent in &class.supers {
                if path.contains(parent) {
                    continue;
                }
                let mut longer = path.clone();
                longer.push(*parent);
                if *parent == target {
                    return Some(longer);
                }
                paths.push(longer);
            }
        }
        None
    }

    /// Whether `class` is `target` or has it as a superclass.
    pub(crate) fn implies(self, class: Name, target: Name) -> bool {
        class == target || self.super_path(class, target).is_some()
    }

    /// The superclasses of several parameters, with all of them, of a constraint whose last parameter is `last`.
    pub(crate) fn determined(self, class: Name, last: &Type) -> Vec<(Name, Type)> {
        let (mut classes, mut next, mut out) = (vec![class], 0, Vec::new());
        while let Some(class) = classes.get(next).copied() {
            next += 1;
            let Some(class) = self.class(class) else { continue };
            let at = |var: Name| (var == class.var).then(|| last.clone());
            out.extend(class.determined.iter().map(|(parent, ty)| (*parent, ty.subst(&at))));
            for parent in &class.supers {
                if !classes.contains(parent) {
                    classes.push(*parent);
                }
            }
        }
        out
    }

    /// How many arguments the types of `class` still take: 0 for `Eq`, 1 for `Functor`.
    pub(crate) fn class_arity(self, class: Name) -> usize {
        self.class_arity_within(class, 16)
    }

    fn class_arity_within(self, name: Name, fuel: u32) -> usize {
        let Some(class) = self.class(name) else { return 0 };
        let own = class.methods.iter().map(|(_, scheme)| applied_to(&scheme.ty, class.var)).max().unwrap_or(0);
        if own > 0 || fuel == 0 {
            return own;
        }
        class.supers.iter().map(|parent| self.class_arity_within(*parent, fuel - 1)).max().unwrap_or(0)
    }

    /// `ty` with all synonyms unfolded; one with too few arguments, or one that contains itself, stays.
    pub(crate) fn expand(self, ty: &Type) -> Type {
        self.expand_part(ty, &mut Vec::new()).unwrap_or_else(|| ty.clone())
    }

    /// `open`: the synonyms whose meaning is being unfolded.
    fn expand_part(self, ty: &Type, open: &mut Vec<Name>) -> Option<Type> {
        let (head, args) = match ty {
            Type::Con(_) => (ty, Vec::new()),
            Type::App(..) => ty.spine(),
            Type::Var(_) | Type::Meta(_) => return None,
        };
        let mut changed = false;
        let mut expanded = Vec::with_capacity(args.len());
        for arg in args {
            let new = self.expand_part(arg, open);
            changed |= new.is_some();
            expanded.push(new.unwrap_or_else(|| arg.clone()));
        }
        if let Type::Con(name) = head
            && let Some(synonym) = self.synonym(*name)
            && synonym.params.len() <= expanded.len()
            && !open.contains(name)
        {
            let rest = expanded.split_off(synonym.params.len());
            open.push(*name);
            let body = self.expand_part(&synonym.ty, open).unwrap_or_else(|| synonym.ty.clone());
            let body = body.subst(&|param: Name| {
                synonym.params.iter().position(|p| *p == param).and_then(|i| expanded.get(i)).cloned()
            });
            let whole = Type::app(body, rest);
            let again = self.expand_part(&whole, open);
            open.pop();
            return Some(again.unwrap_or(whole));
        }
        changed.then(|| Type::app(head.clone(), expanded))
    }
}

/// How many arguments `var` is applied to in `ty`.
fn applied_to(ty: &Type, var: Name) -> usize {
    let (head, args) = ty.spine();
    let here = if *head == Type::Var(var) { args.len() } else { 0 };
    args.iter().map(|arg| applied_to(arg, var)).max().unwrap_or(0).max(here)
}

/// The constructor at the head of a type.
pub(crate) fn head_con(mut ty: &Type) -> Option<Name> {
    loop {
        match ty {
            Type::Con(name) => return Some(*name),
            Type::App(head, _) => ty = head,
            Type::Var(_) | Type::Meta(_) => return None,
        }
    }
}

/// One-way matching: `pattern`'s variables become parts of `ty`.
pub(crate) fn matches(pattern: &Type, ty: &Type, subst: &mut Vec<(Name, Type)>) -> bool {
    match (pattern, ty) {
        (Type::Var(name), _) => match subst.iter().find(|(n, _)| n == name) {
            Some((_, bound)) => bound == ty,
            None => {
                subst.push((*name, ty.clone()));
                true
            }
        },
        (Type::Con(a), Type::Con(b)) => a == b,
        (Type::App(f, x), Type::App(g, y)) => matches(f, g, subst) && matches(x, y, subst),
        (Type::Meta(a), Type::Meta(b)) => a == b,
        _ => false,
    }
}

/// Whether `ty` can match `pattern` once its unification variables are known.
fn may_match(pattern: &Type, ty: &Type) -> bool {
    match (pattern, ty) {
        (Type::Var(_), _) | (_, Type::Meta(_)) => true,
        (Type::Con(a), Type::Con(b)) => a == b,
        (Type::App(f, x), Type::App(g, y)) => may_match(f, g) && may_match(x, y),
        _ => false,
    }
}

/// `ty` with an instance's variables replaced.
pub(crate) fn apply(subst: &[(Name, Type)], ty: &Type) -> Type {
    ty.subst(&|name| subst.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone()))
}

/// The dictionary at the end of `path`, from `term`, the dictionary of its first class.
pub(crate) fn project(term: Term, path: &[Name]) -> Term {
    path.windows(2)
        .fold(term, |term, step| Term::App(Box::new(Term::Global(wired::superclass(step[0], step[1]))), vec![term]))
}

/// Whether a constraint may be one in scope, or follow from it by superclasses. Those speak of the last parameter, which
/// determines the others.
pub(crate) fn covers(given: &Pred, class: Name, ty: &Type) -> bool {
    given.ty == *ty || given.class != class && given.ty.last_parameter() == ty.last_parameter()
}

/// A dictionary for `pred` from `givens` (or their superclasses) and the instances. One that needs itself on the way
/// (`Show (Fix f)` needs `Show (f (Fix f))`) is recursive.
pub(crate) fn entail(world: World<'_>, pred: &Pred, givens: &[(Pred, Term)]) -> Option<Term> {
    Search { world, givens, open: Vec::new(), steps: 0 }.dictionary(pred)
}

struct Search<'s, 'w> {
    world: World<'w>,
    givens: &'s [(Pred, Term)],
    /// What is being searched for, outermost first, and whether it was needed again.
    open: Vec<(Pred, bool)>,
    steps: u32,
}

impl Search<'_, '_> {
    fn dictionary(&mut self, pred: &Pred) -> Option<Term> {
        if let Some(term) = self.given(pred) {
            return Some(term);
        }
        if let Some(at) = self.open.iter().position(|(open, _)| open == pred) {
            self.open[at].1 = true;
            return Some(Term::Var(knot(at)));
        }
        self.steps += 1;
        if self.open.len() >= MAX_CHAIN as usize || self.steps > MAX_STEPS {
            return None;
        }
        let Found::Instance(instance, subst) = self.world.instance(pred.class, &pred.ty, true) else { return None };
        self.open.push((pred.clone(), false));
        let mut args = Vec::with_capacity(instance.context.len());
        for needed in &instance.context {
            args.push(self.dictionary(&Pred { class: needed.class, ty: apply(&subst, &needed.ty) })?);
        }
        let again = self.open.pop().is_some_and(|(_, again)| again);
        let term = Term::app(Term::Global(instance.dictionary()), args);
        Some(if again { recursive(knot(self.open.len()), term) } else { term })
    }

    fn given(&self, pred: &Pred) -> Option<Term> {
        let mut best: Option<(Vec<Name>, &Term)> = None;
        for (given, term) in self.givens {
            if covers(given, pred.class, &pred.ty)
                && let Some(path) = self.world.super_path(given.class, pred.class)
                && best.as_ref().is_none_or(|(shortest, _)| path.len() < shortest.len())
            {
                best = Some((path, term));
            }
        }
        best.map(|(path, term)| project(term.clone(), &path))
    }
}

/// The variable of a recursive dictionary, by how many others are open around it.
pub(crate) fn knot(depth: usize) -> Name {
    Name::new(&format!("$k{depth}"))
}

/// The dictionary `term` in which `name` is itself.
pub(crate) fn recursive(name: Name, term: Term) -> Term {
    Term::Let(vec![Bind { name, scheme: None, term }], Box::new(Term::Var(name)))
}

/// Reduces `preds` by instances until only constraints on variables are left, each once. The second part is what no
/// instance covers.
pub(crate) fn simplify(world: World<'_>, preds: Vec<Pred>) -> (Vec<Pred>, Vec<Pred>) {
    let (mut kept, mut failed) = (Vec::new(), Vec::new());
    let mut todo: Vec<(Pred, u32)> = preds.into_iter().rev().map(|pred| (pred, 0)).collect();
    let mut seen: Vec<Pred> = Vec::new();
    while let Some((pred, depth)) = todo.pop() {
        if seen.contains(&pred) {
            continue;
        }
        seen.push(pred.clone());
        if head_con(&pred.ty).is_none() {
            kept.push(pred);
            continue;
        }
        match world.instance(pred.class, &pred.ty, true) {
            Found::Instance(instance, subst) if depth < MAX_CHAIN && seen.len() < MAX_SIMPLIFY => {
                for needed in instance.context.iter().rev() {
                    todo.push((Pred { class: needed.class, ty: apply(&subst, &needed.ty) }, depth + 1));
                }
            }
            _ => failed.push(pred),
        }
    }
    let all = kept.clone();
    kept.retain(|pred| {
        !all.iter()
            .any(|other| other.ty == pred.ty && other.class != pred.class && world.implies(other.class, pred.class))
    });
    (kept, failed)
}
