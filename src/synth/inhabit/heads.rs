//! What a program that is written from its type alone may call.
//!
//! Only what cannot fail: the definitions in the environment are read, and a function one of whose cases may be
//! missing, or that stops with a message, or that calls such a one, is left out. Of functions that say the same of a
//! type constructor's class (`fmap` and its operator, `return` and `pure`) one is enough.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Alt, Match, Otherwise, Pat, Term, any, visit};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Component, Goal, Origin};
use crate::synth::guide::{Guide, Production};
use crate::synth::library::is_constructor_class;
use crate::synth::types::expand;

/// Something that may stand at the head of an application.
pub(super) struct Head {
    pub(super) name: Name,
    pub(super) term: Term,
    /// Its scheme without synonyms.
    pub(super) scheme: Scheme,
    pub(super) cost: f32,
    /// It is of a type constructor's class, the first of its context.
    pub(super) classy: bool,
    /// It makes something of that class out of what is not (`pure`, `mempty`): data have constructors for that.
    pub(super) makes: bool,
}

/// What a function costs more that says nothing of what the signature's variables stand for, and one that drops what
/// it is given.
const ARBITRARY: f32 = 1.5;
const DROPS: f32 = 1.0;

/// The heads for a goal: functions in scope that speak of nothing but its types, and constructors of these.
pub(super) fn heads(goal: &Goal, env: &Env, guide: &dyn Guide) -> Vec<Head> {
    let known = known(goal, env);
    let mut totality = Totality { env, known: HashMap::default() };
    let mut heads: Vec<Head> = Vec::new();
    let mut shapes: Vec<(String, usize)> = Vec::new();
    let mut components: Vec<(&Component, usize, f32)> = goal
        .components
        .iter()
        .map(|c| (c, strength(&c.scheme, env), guide.cost(Production::Call(c.name), None)))
        .collect();
    components.sort_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2)));
    for (component, _, cost) in components {
        let constructor = env.constructor(component.name);
        if component.name == goal.name || constructor.is_some_and(|(data, _)| !goal.datas.contains(&data.name)) {
            continue;
        }
        let scheme = Scheme { ty: expand(&component.scheme.ty, env), ..component.scheme.clone() };
        let own = matches!(component.origin, Origin::User | Origin::Listed);
        if constructor.is_none() && (!fits(&scheme, own, &known, goal, env) || totality.fails(component.name)) {
            continue;
        }
        if constructor.is_some() && !within(&scheme.ty, &known) {
            continue;
        }
        let shape = shape(&scheme, env).filter(|_| !own);
        let classy = scheme.context.first().is_some_and(|pred| is_constructor_class(pred.class, env));
        let cost = match (own || constructor.is_some(), classy) {
            (true, _) => cost.min(1.0),
            (false, true) => cost + if drops(&scheme.ty) { DROPS } else { 0.0 },
            (false, false) => cost + ARBITRARY,
        };
        // Of the same shape as one of a weaker class.
        if let Some(shape) = shape {
            if let Some((_, at)) = shapes.iter().find(|(known, _)| *known == shape) {
                heads[*at].cost = heads[*at].cost.min(cost);
                continue;
            }
            shapes.push((shape, heads.len()));
        }
        let term = if constructor.is_some() { Term::Con(component.name) } else { Term::Global(component.name) };
        let makes = constructor.is_none() && scheme.context.first().is_some_and(|pred| makes(&scheme.ty, &pred.ty));
        heads.push(Head { name: component.name, term, scheme, cost, classy: classy && !own, makes });
    }
    heads
}

/// How much a function asks of its types: the classes of its context with all above them.
fn strength(scheme: &Scheme, env: &Env) -> usize {
    fn above(class: Name, env: &Env) -> usize {
        1 + env.class(class).map_or(0, |class| class.supers.iter().map(|up| above(*up, env)).sum())
    }
    scheme.context.iter().map(|pred| above(pred.class, env)).sum()
}

/// Whether some of what it is given occurs once and nowhere in what it returns.
fn drops(ty: &Type) -> bool {
    fn count(ty: &Type, var: Name) -> usize {
        match ty {
            Type::Var(name) => usize::from(*name == var),
            Type::App(head, arg) => count(head, var) + count(arg, var),
            Type::Con(_) | Type::Meta(_) => 0,
        }
    }
    let mut vars = Vec::new();
    ty.vars(&mut vars);
    vars.iter().any(|var| count(ty, *var) == 1)
}

/// Whether the result is of the class's type and no argument is.
fn makes(ty: &Type, of: &Type) -> bool {
    let (args, result) = ty.uncurry();
    let Type::Var(of) = of else { return false };
    let speaks = |ty: &Type| {
        let mut vars = Vec::new();
        ty.vars(&mut vars);
        vars.contains(of)
    };
    speaks(result) && !args.into_iter().any(speaks)
}

/// The type constructors that the goal speaks of, those of its data's fields included.
fn known(goal: &Goal, env: &Env) -> BTreeSet<Name> {
    let mut known = BTreeSet::from([Name::new(wired::ARROW)]);
    let mut open = vec![expand(&goal.scheme.ty, env)];
    while let Some(ty) = open.pop() {
        match &ty {
            Type::Con(name) => {
                if known.insert(*name)
                    && let Some(data) = env.data(*name).filter(|data| goal.datas.contains(&data.name))
                {
                    let fields = data.constructors.iter().flat_map(|constructor| &constructor.fields);
                    open.extend(fields.map(|field| expand(&field.ty, env)));
                }
            }
            Type::App(head, arg) => open.extend([(**head).clone(), (**arg).clone()]),
            Type::Var(_) | Type::Meta(_) => {}
        }
    }
    known
}

fn within(ty: &Type, known: &BTreeSet<Name>) -> bool {
    match ty {
        Type::Con(name) => known.contains(name),
        Type::App(head, arg) => within(head, known) && within(arg, known),
        Type::Var(_) | Type::Meta(_) => true,
    }
}

/// Whether a function may help: it speaks of the goal's types, its classes have instances there, and it says more than
/// application, abstraction and case analysis do.
fn fits(scheme: &Scheme, own: bool, known: &BTreeSet<Name>, goal: &Goal, env: &Env) -> bool {
    if !within(&scheme.ty, known) {
        return false;
    }
    let anything = matches!(scheme.ty.uncurry().1, Type::Var(_)) && scheme.context.is_empty();
    (own || !anything) && scheme.context.iter().all(|pred| has_instances(pred, known, goal, env))
}

fn has_instances(pred: &Pred, known: &BTreeSet<Name>, goal: &Goal, env: &Env) -> bool {
    let given = goal.scheme.context.iter().any(|given| implies(given.class, pred.class, env));
    let instance = |head: &Type| matches!(head.spine().0, Type::Con(name) if name.as_str() != wired::ARROW && known.contains(name));
    given || env.instances(pred.class).any(|instance_| instance(&instance_.head))
}

fn implies(class: Name, wanted: Name, env: &Env) -> bool {
    class == wanted || env.class(class).is_some_and(|class| class.supers.iter().any(|up| implies(*up, wanted, env)))
}

/// What the type of a function of a constructor class says, whatever the class and the order of arguments that differ.
fn shape(scheme: &Scheme, env: &Env) -> Option<String> {
    if !scheme.context.iter().any(|pred| is_constructor_class(pred.class, env)) {
        return None;
    }
    let (args, result) = scheme.ty.uncurry();
    let plain = |ty: &Type| format!("{}", ty.subst(&|_| Some(Type::con(wired::UNIT))));
    let mut order: Vec<usize> = (0..args.len()).collect();
    let mut texts: Vec<String> = args.iter().map(|arg| plain(arg)).collect();
    order.sort_by_key(|i| texts[*i].clone());
    texts.sort();
    let distinct = texts.windows(2).all(|pair| pair[0] != pair[1]);
    let order = if distinct { order } else { (0..args.len()).collect() };
    let turned = Type::funs(order.iter().map(|i| args[*i].clone()).collect::<Vec<_>>(), result.clone());
    let mut vars = Vec::new();
    turned.vars(&mut vars);
    let number = |name: Name| vars.iter().position(|v| *v == name).map(|i| Type::Var(Name::new(&format!("t{i}"))));
    Some(turned.subst(&number).to_string())
}

/// Which functions may fail, found by reading definitions.
struct Totality<'a> {
    env: &'a Env,
    known: HashMap<Name, bool, FxBuildHasher>,
}

impl Totality<'_> {
    /// Whether a call of `name` may stop; of a method, at some instance that the library has or by default.
    fn fails(&mut self, name: Name) -> bool {
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        self.known.insert(name, false);
        let fails = match (self.env.bind(name), self.env.method(name)) {
            (Some(bind), _) => self.stops(&bind.term),
            (None, Some((class, _))) => {
                let methods = self.env.instances(class.name).flat_map(|instance| &instance.methods);
                let all = methods.chain(&class.defaults).filter(|(method, _)| *method == name);
                all.collect::<Vec<_>>().into_iter().any(|(_, term)| self.stops(term))
            }
            (None, None) => false,
        };
        self.known.insert(name, fails);
        fails
    }

    fn stops(&mut self, term: &Term) -> bool {
        let mut called = Vec::new();
        let mut fails = false;
        visit(term, &mut |term| match term {
            Term::Fail(_) | Term::Hole(_) | Term::Opaque(_) => fails = true,
            Term::Prim(prim) => fails |= prim.as_str() == "error",
            Term::Match(m) if matches!(m.otherwise, Otherwise::Fail(_)) => fails |= falls(m, self.env),
            Term::Global(name) => called.push(*name),
            _ => {}
        });
        // What methods do at other types says nothing of this one.
        fails || called.into_iter().any(|name| self.env.method(name).is_none() && self.fails(name))
    }
}

/// Whether no alternative may apply.
fn falls(m: &Match, env: &Env) -> bool {
    let rows: Vec<Vec<&Pat>> =
        m.alts.iter().filter(|alt| !row_falls(alt, env)).map(|alt| alt.pats.iter().collect()).collect();
    // A condition that is always true.
    if let [Term::Global(name)] = m.scrutinees.as_slice()
        && let Some(Term::Con(always)) = env.bind(*name).map(|bind| &bind.term)
        && rows.iter().any(|row| matches!(row.as_slice(), [Pat::Con(con, _)] if con == always))
    {
        return false;
    }
    !covers(&rows, m.scrutinees.len(), env)
}

fn row_falls(alt: &Alt, env: &Env) -> bool {
    match &alt.body {
        Term::Fall => true,
        Term::Match(m) if m.otherwise == Otherwise::Fall => falls(m, env),
        Term::Let(_, body) => any(body, &|term| *term == Term::Fall),
        _ => false,
    }
}

/// Whether the rows of patterns cover all values (Maranget, *Warnings for pattern matching*, 2007, §3).
fn covers(rows: &[Vec<&Pat>], width: usize, env: &Env) -> bool {
    if width == 0 {
        return !rows.is_empty();
    }
    let first: Vec<Name> = rows.iter().filter_map(|row| constructor(row[0])).collect();
    let data = first.first().and_then(|name| env.constructor(*name)).map(|(data, _)| data);
    let Some(data) = data.filter(|data| data.constructors.iter().all(|c| first.contains(&c.name))) else {
        let rest: Vec<Vec<&Pat>> = rows.iter().filter(|row| plain(row[0])).map(|row| row[1..].to_vec()).collect();
        return covers(&rest, width - 1, env);
    };
    data.constructors.iter().all(|constructor| {
        let special: Vec<Vec<&Pat>> =
            rows.iter().filter_map(|row| specialise(row, constructor.name, constructor.fields.len())).collect();
        covers(&special, constructor.fields.len() + width - 1, env)
    })
}

/// The pattern below what binds or forces.
fn inner(pat: &Pat) -> &Pat {
    match pat {
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Ann(pat, _) => inner(pat),
        pat => pat,
    }
}

fn plain(pat: &Pat) -> bool {
    matches!(inner(pat), Pat::Wild | Pat::Var(_) | Pat::Lazy(_))
}

fn constructor(pat: &Pat) -> Option<Name> {
    if let Pat::Con(name, _) = inner(pat) { Some(*name) } else { None }
}

fn specialise<'p>(row: &[&'p Pat], name: Name, fields: usize) -> Option<Vec<&'p Pat>> {
    let mut out: Vec<&Pat> = match inner(row[0]) {
        Pat::Con(own, pats) if *own == name => pats.iter().collect(),
        pat if plain(pat) => vec![&Pat::Wild; fields],
        _ => return None,
    };
    out.extend_from_slice(&row[1..]);
    Some(out)
}
