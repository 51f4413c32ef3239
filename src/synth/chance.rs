//! Signs that a program fits by chance: what it leaves unread, and what nobody would write that way.
//!
//! Part of ranking for intent. No sign rejects a program; each makes it dearer, or lets the search go on for longer.

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::term::{Literal, Pat, Term, any, visit};
use crate::core::ty::Type;
use crate::core::wired;
use crate::synth::define::is_helper;
use crate::synth::goal::{Example, Expected, Goal, Origin};
use crate::synth::program::size;
use crate::synth::rank::Rank;

/// A type of the user's in a parameter that the program never looks into.
const UNTOUCHED: f64 = 3.0;
const UNTOUCHED_DOUBT: f64 = 3.0;
/// The same recursive call twice.
const TWICE: f64 = 1.5;
/// The whole beside its parts, in a program that does not recurse though its type does.
const WHOLE_AND_PART: f64 = 0.5;
/// A comparison with a truth that a comparison or the recursion gives, for each of the two, and one by their order.
const TRUTHS: f64 = 3.0;
const ORDERED_TRUTHS: f64 = 4.0;
/// A comparison with a datum that is written out with its fields.
const WRITTEN_OUT: f64 = 3.0;
/// A comparison by order with a text that is written out, or with a value's; and one of a list with what is made of it.
const ORDERED_TEXTS: f64 = 3.0;
const ORDERS: [&str; 7] = ["Base.<", "Base.<=", "Base.>", "Base.>=", "Base.min", "Base.max", "Base.compare"];
/// The larger or smaller of a value and a constant other than nought and one, and a comparison for equality with the larger
/// or smaller of two values.
const CLAMPED: f64 = 4.0;
const EXTREME: f64 = 1.5;
const EXTREMES: [&str; 2] = ["Base.min", "Base.max"];
/// That two values differ, neither of which is written out.
const DIFFERENT: f64 = 0.05;
/// An operation that changes nothing, or leaves nothing: `x * 0`, `x + 0`.
const IDLE: f64 = 3.0;
/// One half of what a cut gives: `takeWhile` and `dropWhile` say it.
const PROJECTED: f64 = 2.0;
/// A list taken to be not empty by calls that have no value else: once for `head` and `tail`, which take it apart as a pattern
/// does.
const PARTIAL: f64 = 0.8;
const PARTIALS: [&str; 3] = ["Base.head", "Base.tail", LAST_OFF];
const LAST_OFF: &str = "Base.init";
/// A bound that is a number of one's own choice, as one of two conditions.
const BOUND: f64 = 1.0;
/// A function that says the same of everything, given to a call: a constant, and what is computed anew for each.
const CONSTANT: f64 = 2.0;
const COMPUTED: f64 = 3.0;
/// A call of one of two fields of the same sort that ignores the other: `succ k` of `Just n` and `Just k`.
const IGNORED: f64 = 1.5;
/// What says nothing of a thing and itself.
const OF_ITSELF: [&str; 12] = [
    "Base.-",
    "Base.div",
    "Base.mod",
    "Base.quot",
    "Base.rem",
    "Base.==",
    "Base./=",
    "Base.<",
    "Base.<=",
    "Base.compare",
    "Base.min",
    "Base.max",
];
/// What gives truths.
const TESTS: [&str; 8] = ["Base.==", "Base./=", "Base.<", "Base.<=", "Base.not", "Base.null", wired::AND, wired::OR];
/// What the condition of a recursion down a number costs and is doubted less, and each further mention of what it is divided
/// by.
const ENDING: f64 = 2.5;
const ENDING_DOUBT: f64 = 4.5;
const DIVISOR: f64 = 1.0;
const ENDS: [&str; 3] = ["Base.<=", "Base.<", "Base.=="];
const SMALLER: [&str; 2] = ["Base.-", "Base.div"];
const REST: [&str; 1] = ["Base.mod"];
/// Bits of a node of a program among so many components, about a whole Prelude's at the types of one goal; a choice among
/// fewer says less.
const NODE_BITS: f64 = 4.0;
const MANY: f64 = 2_000.0;
/// Most parts of an argument that a result may be made of, and nodes of an example that is looked at so closely.
const MOST_PARTS: usize = 64;
const MOST_NODES: u32 = 400;
/// Most doubt for saying more than the examples do.
const MOST_EXCESS: f64 = 4.0;

/// How much the examples say: bits of their results, roughly. What is a part of an argument is a choice among these.
pub(crate) fn information(goal: &Goal) -> f64 {
    fn parts<'t>(term: &'t Term, into: &mut Vec<&'t Term>) {
        match term {
            Term::Let(_, body) | Term::Ann(body, _) => parts(body, into),
            Term::Con(_) | Term::Lit(_) | Term::App(..) if into.contains(&term) => {}
            Term::Con(_) | Term::Lit(_) => into.push(term),
            Term::App(_, args) => {
                into.push(term);
                args.iter().take(MOST_PARTS.saturating_sub(into.len())).for_each(|arg| parts(arg, into));
            }
            _ => {}
        }
    }
    fn bits(term: &Term, known: &[&Term]) -> f64 {
        let written = match term {
            Term::Con(_) => 1.0,
            Term::Lit(Literal::Str(text)) => 1.0 + 5.0 * text.chars().count() as f64,
            Term::Lit(_) => 5.0,
            Term::App(head, args) => bits(head, known) + args.iter().map(|arg| bits(arg, known)).sum::<f64>(),
            Term::Let(_, body) | Term::Ann(body, _) => return bits(body, known),
            _ => 0.0,
        };
        if known.contains(&term) { written.min((1.0 + known.len() as f64).log2()) } else { written }
    }
    let result = |example: &Example| {
        let Expected::Value(term) = &example.result else { return 1.0 };
        let mut known = Vec::new();
        if example.args.iter().chain([term]).map(size).sum::<u32>() < MOST_NODES {
            example.args.iter().for_each(|arg| parts(arg, &mut known));
        }
        bits(term, &known)
    };
    goal.examples.iter().map(result).sum()
}

/// Doubt about a program of this cost that says more than the examples do, with so many `components` (instances of the
/// library) to choose each of its nodes from.
pub(crate) fn excess(cost: f64, information: f64, components: usize) -> f64 {
    let bits = NODE_BITS * ((components + 2) as f64).log2() / MANY.log2();
    (bits * cost / information.max(1.0) - 1.0).clamp(0.0, MOST_EXCESS)
}

/// Doubt about alternatives: each should have more than one example to speak for it.
pub(crate) fn alone(goal: &Goal, body: &Term) -> f64 {
    (2.0 * f64::from(leaves(body)) - goal.examples.len() as f64).max(0.0)
}

/// The signs in a program's body.
pub(crate) fn signs(goal: &Goal, env: &Env, body: &Term, recursive: bool) -> Rank {
    let mut signs = Signs { goal, recursive, cost: 0.0, calls: Vec::new(), begun: Vec::new() };
    signs.term(body);
    signs.cost += f64::from(ignoring(goal.name, body, &mut Vec::new(), &mut Vec::new())) * IGNORED;
    let untouched = untouched(goal, env, body);
    Rank { cost: signs.cost + untouched * UNTOUCHED, doubt: untouched * UNTOUCHED_DOUBT + signs.cost }
}

/// What a recursion down a number costs and is doubted less: its condition says where the number ends, as a pattern says where
/// data end, and what it is divided by is one choice, however often it is written.
pub(crate) fn descends(goal: &Goal, params: &[Name], body: &Term) -> Rank {
    let none = Rank { cost: 0.0, doubt: 0.0 };
    let Term::Match(m) = body else { return none };
    let ([test], [_, _]) = (m.scrutinees.as_slice(), m.alts.as_slice()) else { return none };
    let Some((place, _)) = params.iter().enumerate().find_map(|(i, p)| Some((i, divided(test, *p, &ENDS)?))) else {
        return none;
    };
    let (mut ways, mut all) = (Vec::new(), true);
    visit(body, &mut |part| {
        if let Term::App(head, args) = part
            && **head == Term::Global(goal.name)
        {
            match args.get(place).and_then(|arg| divided(arg, params[place], &SMALLER)) {
                Some(by) => ways.push(by),
                None => all = false,
            }
        }
    });
    let (Some(by), true) = (ways.first().cloned(), all) else { return none };
    let mut written = 0;
    visit(body, &mut |part| {
        written += u32::from(
            [&ENDS[..], &SMALLER, &REST].iter().any(|ops| divided(part, params[place], ops) == Some(by.clone())),
        );
    });
    let again = f64::from(written.saturating_sub(1));
    let large = by > 2.into();
    let each = if large { DIVISOR } else { 0.0 };
    Rank { cost: -ENDING - again * each, doubt: -ENDING_DOUBT - if large { again } else { 0.0 } }
}

/// The number that `name` is compared with or divided by, where a term is that.
fn divided(term: &Term, name: Name, operations: &[&str]) -> Option<num_bigint::BigInt> {
    let Term::App(_, args) = term else { return None };
    match args.as_slice() {
        [Term::Var(of), Term::Lit(Literal::Num(n))] if *of == name && is_call_of(term, operations) => Some(n.clone()),
        _ => None,
    }
}

struct Signs<'a> {
    goal: &'a Goal,
    recursive: bool,
    cost: f64,
    /// The recursive calls of the alternative.
    calls: Vec<Term>,
    /// The lists taken apart at the front, or, if so said, at the end.
    begun: Vec<(bool, Term)>,
}

impl Signs<'_> {
    /// What speaks against a call.
    fn call(&self, name: &str, args: &[Term]) -> f64 {
        let own = |arg: &Term| matches!(arg, Term::App(head, _) if **head == Term::Global(self.goal.name));
        let is_test =
            |arg: &Term| is_test(arg) || own(arg) && *self.goal.scheme.ty.uncurry().1 == Type::con(wired::BOOL);
        match name {
            "Base.==" | "Base./=" if args.iter().any(is_test) => {
                TRUTHS * args.iter().filter(|arg| is_test(arg)).count() as f64
            }
            "Base.==" | "Base./=" if args.iter().any(is_written_out) => WRITTEN_OUT,
            "Base.*" if args.iter().any(|arg| is_number(arg, 0) || is_number(arg, 1)) => IDLE,
            "Base.div" if args.first().is_some_and(|arg| is_number(arg, 0)) => IDLE,
            // What a constant leaves is seldom asked.
            "Base.mod" | "Base.rem" if args.first().is_some_and(|arg| matches!(arg, Term::Lit(_))) => IDLE,
            "Base.+" if args.iter().any(|arg| is_number(arg, 0)) => IDLE,
            "Base.-" if args.get(1).is_some_and(|arg| is_number(arg, 0)) => IDLE,
            "Base.fst" | "Base.snd" if args.iter().any(is_cut) => PROJECTED,
            wired::AND | wired::OR => args.iter().filter(|arg| is_bound(arg)).count() as f64 * BOUND,
            _ if OF_ITSELF.contains(&name) && matches!(args, [a, b] if a == b) => IDLE,
            "Base.==" | "Base./=" if args.iter().any(|arg| is_call_of(arg, &EXTREMES)) => EXTREME,
            // Where order would say it as well, people use it.
            "Base./=" if !args.iter().any(|arg| matches!(arg, Term::Lit(_) | Term::Con(_))) => DIFFERENT,
            "Base.min" | "Base.max" | "Base.gcd" | "Base.lcm" if args.iter().any(is_large) => CLAMPED,
            _ if ORDERS.contains(&name) && args.iter().any(is_test) => ORDERED_TRUTHS,
            _ if ORDERS.contains(&name) && args.iter().any(is_text) => ORDERED_TEXTS,
            _ if ORDERS.contains(&name) && args.iter().any(is_list) && share(args) => ORDERED_TEXTS,
            _ => 0.0,
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::App(head, args) => {
                if **head == Term::Global(self.goal.name) {
                    if self.calls.contains(term) {
                        self.cost += TWICE;
                    }
                    self.calls.push(term.clone());
                }
                if let Term::Global(name) = &**head {
                    self.cost += self.call(name.as_str(), args);
                    if let [list] = &args[..]
                        && PARTIALS.contains(&name.as_str())
                    {
                        let taken = (*name == Name::new(LAST_OFF), list.clone());
                        if !self.begun.contains(&taken) {
                            self.begun.push(taken);
                            self.cost += PARTIAL;
                        }
                    }
                }
                self.cost += args.iter().map(constant).sum::<f64>();
                self.term(head);
                args.iter().for_each(|arg| self.term(arg));
            }
            Term::Lam(_, body) | Term::Ann(body, _) | Term::TypeApp(body, _) => self.term(body),
            Term::Let(binds, body) => {
                binds.iter().for_each(|bind| self.term(&bind.term));
                self.term(body);
            }
            Term::Match(m) => {
                m.scrutinees.iter().for_each(|scrutinee| self.term(scrutinee));
                let before = self.calls.len();
                for alt in &m.alts {
                    if let ([Term::Var(whole)], [Pat::Con(_, fields)]) = (&m.scrutinees[..], &alt.pats[..])
                        && !self.recursive
                        && fields.len() > 1
                    {
                        let used = |name: &Name| crate::synth::program::occurs(*name, &alt.body);
                        let all = fields.iter().all(|field| matches!(field, Pat::Var(name) if used(name)));
                        self.cost += if all && used(whole) { WHOLE_AND_PART } else { 0.0 };
                    }
                    self.term(&alt.body);
                    self.calls.truncate(before);
                }
            }
            _ => {}
        }
    }
}

/// A variable that a pattern binds: of which field of which constructor, and in what was taken apart.
#[derive(Clone, Copy)]
struct Field {
    name: Name,
    place: (Name, usize),
    of: Name,
}

/// How many calls use one of two such fields of two variables and not the other, on which no condition depends either.
fn ignoring(own: Name, term: &Term, bound: &mut Vec<Field>, tested: &mut Vec<Name>) -> u32 {
    let occurs = crate::synth::program::occurs;
    match term {
        Term::Match(m) => {
            let (fields, tests) = (bound.len(), tested.len());
            let read = |field: &&Field| m.scrutinees.iter().any(|scrutinee| occurs(field.name, scrutinee));
            tested.extend(bound.iter().filter(read).map(|field| field.name));
            let mut all = 0;
            for alt in &m.alts {
                for (scrutinee, pat) in m.scrutinees.iter().zip(&alt.pats) {
                    if let Term::Var(of) = scrutinee {
                        fields_of(*of, pat, bound);
                    }
                }
                all += ignoring(own, &alt.body, bound, tested);
                bound.truncate(fields);
            }
            tested.truncate(tests);
            all
        }
        Term::App(head, args) => match &**head {
            Term::Con(_) => args.iter().map(|arg| ignoring(own, arg, bound, tested)).sum(),
            Term::Global(name) if *name != own => {
                let used = |field: &&Field| occurs(field.name, term);
                let left =
                    |b: &Field| ![b.name, b.of].iter().any(|name| occurs(*name, term)) && !tested.contains(&b.name);
                let other = |a: &Field, b: &Field| a.place == b.place && a.of != b.of && left(b);
                u32::from(bound.iter().filter(used).any(|a| bound.iter().any(|b| other(a, b))))
            }
            _ => 0,
        },
        _ => 0,
    }
}

/// Adds the fields of variable `of` that a pattern names.
fn fields_of(of: Name, pat: &Pat, into: &mut Vec<Field>) {
    let Pat::Con(constructor, fields) = pat else { return };
    for (place, field) in fields.iter().enumerate() {
        if let Pat::Var(name) | Pat::As(name, _) = field {
            into.push(Field { name: *name, place: (*constructor, place), of });
        }
    }
}

/// Whether a term is a call of one of these.
fn is_call_of(term: &Term, names: &[&str]) -> bool {
    matches!(term, Term::App(head, _) if matches!(&**head, Term::Global(name) if names.contains(&name.as_str())))
}

/// Whether a term is a comparison or a connective.
fn is_test(term: &Term) -> bool {
    is_call_of(term, &TESTS)
}

/// What speaks against an argument that is a function which reads nothing of what it is given.
fn constant(term: &Term) -> f64 {
    match term {
        Term::Lam(params, body) if !params.iter().any(|param| crate::synth::program::occurs(*param, body)) => {
            if matches!(**body, Term::App(..)) { COMPUTED } else { CONSTANT }
        }
        _ if is_call_of(term, &["Base.const"]) => CONSTANT,
        _ => 0.0,
    }
}

/// Whether a term is a list that is cut by a condition.
fn is_cut(term: &Term) -> bool {
    is_call_of(term, &["Base.span", "Base.break"])
}

/// Whether a term compares with a number other than nought and one.
fn is_bound(term: &Term) -> bool {
    const THRESHOLDS: [&str; 6] = ["Base.==", "Base./=", "Base.<", "Base.<=", "Base.elem", "Base.notElem"];
    matches!(term, Term::App(_, args) if args.iter().any(is_large)) && is_call_of(term, &THRESHOLDS)
}

/// Whether a term is a number other than nought and one.
fn is_large(term: &Term) -> bool {
    matches!(term, Term::Lit(Literal::Num(_))) && !is_number(term, 0) && !is_number(term, 1)
}

/// Whether a term is that number.
fn is_number(term: &Term, number: i64) -> bool {
    matches!(term, Term::Lit(Literal::Num(n)) if *n == number.into())
}

/// Whether a term is a constructor's value without variables.
fn is_written_out(term: &Term) -> bool {
    let constant = |arg: &Term| matches!(arg, Term::Lit(_) | Term::Con(_)) || is_written_out(arg);
    matches!(term, Term::App(head, args) if matches!(**head, Term::Con(_)) && args.iter().all(constant))
}

/// Whether a term is a list that is made of others.
fn is_list(term: &Term) -> bool {
    is_call_of(term, &[wired::APPEND, wired::MAP, wired::FILTER, "Base.reverse", "Base.drop", "Base.take", "Base.tail"])
}

/// Whether two terms speak of the same variable.
fn share(terms: &[Term]) -> bool {
    let [a, b] = terms else { return false };
    any(a, &|part| matches!(part, Term::Var(name) if crate::synth::program::occurs(*name, b)))
}

/// Whether a term is a text that is written out, or what a value is written as.
fn is_text(term: &Term) -> bool {
    match term {
        Term::Lit(Literal::Str(_)) => true,
        Term::App(head, args) => {
            let named = |name: &str| [Term::Global(Name::new(name)), Term::Con(Name::new(name))].contains(head);
            let joins = [wired::CONS, wired::APPEND, "Base.tail"].into_iter().any(named);
            named(wired::SHOW_METHOD) || joins && args.iter().any(is_text)
        }
        _ => false,
    }
}

/// How many types of the user's with fields are in the parameters, not in the result, and not looked into.
fn untouched(goal: &Goal, env: &Env, body: &Term) -> f64 {
    let (params, result) = goal.scheme.ty.uncurry();
    let mentions = |ty: &Type, name: Name| crate::synth::universe::mentions(ty, name);
    let left = |name: &&Name| {
        let Some(data) = env.data(**name) else { return false };
        let own = name.module().is_some_and(|module| Some(module) == goal.name.module());
        if !own || mentions(result, **name) || !params.iter().any(|ty| ty.as_fun().is_none() && mentions(ty, **name)) {
            return false;
        }
        let of = |name: &Name| data.constructors.iter().any(|c| c.name == *name);
        let with_fields = |name: &Name| data.constructors.iter().any(|c| c.name == *name && !c.fields.is_empty());
        let reads = |part: &Term| match part {
            // A comparison with what holds nothing looks at nothing.
            Term::Con(name) => with_fields(name),
            // A helper was looked for because it does.
            Term::Global(global) if is_helper(*global) => true,
            Term::Global(global) => goal
                .components
                .iter()
                .any(|c| c.name == *global && c.origin == Origin::User && mentions(&c.scheme.ty, data.name)),
            Term::Match(m) => m.alts.iter().flat_map(|alt| &alt.pats).any(|pat| match pat {
                Pat::Con(name, fields) => of(name) && fields.iter().any(|field| !matches!(field, Pat::Wild)),
                _ => false,
            }),
            _ => false,
        };
        data.constructors.iter().any(|c| !c.fields.is_empty()) && !any(body, &reads)
    };
    goal.datas.iter().filter(left).count() as f64
}

/// How many alternatives a program ends in.
fn leaves(term: &Term) -> u32 {
    match term {
        Term::Match(m) => m.alts.iter().map(|alt| leaves(&alt.body)).sum(),
        _ => 1,
    }
}

/// How many alternatives return one of `parts` as it is.
pub(crate) fn raw(term: &Term, parts: &[Name]) -> u32 {
    match term {
        Term::Var(name) => u32::from(parts.contains(name)),
        Term::Match(m) => m.alts.iter().map(|alt| raw(&alt.body, parts)).sum(),
        _ => 0,
    }
}
