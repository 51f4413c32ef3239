//! Helpers as terms: a found program of a sub-goal becomes a local function that is bound around the whole one (Johnsson
//! 1985, "Lambda lifting": it takes all that it needs as parameters).

use crate::core::name::Name;
use crate::core::term::{self, Bind, Term};
use crate::core::ty::{Scheme, Type};
use crate::synth::define::Found;
use crate::synth::library::dictionary_variable;
use crate::synth::program::Style;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;

/// What the names of helpers begin with until they are written out.
const MARK: &str = "$h";
/// What is between the name of a helper and the number of a found program.
const FOUND: char = '#';

/// The name of the `n`th helper of the function `of`.
pub(super) fn name(of: Name, n: usize) -> Name {
    let of = if is_helper(of) { of.as_str() } else { MARK };
    Name::new(&format!("{of}_{n}"))
}

/// Whether a name is that of a helper of this search.
pub(crate) fn is_helper(name: Name) -> bool {
    name.as_str().starts_with(MARK)
}

/// The name of the `n`th program found for the helper `of`.
pub(super) fn found(of: Name, n: u32) -> Name {
    Name::new(&format!("{}{FOUND}{n}", of.as_str()))
}

/// Whether a name is that of a found program.
fn is_found(name: Name) -> bool {
    is_helper(name) && name.as_str().rfind(FOUND) > name.as_str().rfind('_')
}

/// A helper that may be called from a node.
pub(crate) struct Defined {
    pub(super) name: Name,
    /// The context of the node, the variables there that are passed, and the goal's dictionaries that are passed before.
    pub(super) context: usize,
    pub(super) args: Vec<u16>,
    pub(super) dictionaries: Vec<usize>,
    /// Which of the arguments it uses.
    pub(super) used: Vec<usize>,
    /// Closed and elaborated.
    pub(super) closed: Term,
    /// Itself and the helpers that it has, innermost first.
    pub(super) parts: Vec<Part>,
    /// What it adds to a program's doubt.
    pub(super) doubt: f64,
}

/// A helper as source, with what it alone adds to a program's cost.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// With the type that it was looked for at.
    pub(super) bind: Bind,
    pub(super) cost: f64,
}

impl Part {
    /// What it adds to a program's cost.
    pub(crate) fn cost(&self) -> f64 {
        self.cost
    }
}

impl Defined {
    /// What it adds to a program's doubt.
    pub(crate) fn doubt(&self) -> f64 {
        self.doubt
    }

    /// A call of it in its node.
    pub(crate) fn call(&self, space: &Space<'_>, style: Style) -> Term {
        let variable = |v: u16| space.variable(self.context, v, style);
        if style == Style::Source {
            return Term::app(Term::Global(self.name), self.used.iter().map(|i| variable(self.args[*i])).collect());
        }
        let mut all: Vec<Term> = self.dictionaries.iter().map(|i| Term::Var(dictionary_variable(*i))).collect();
        all.extend(self.args.iter().map(|v| variable(*v)));
        Term::app(self.closed.clone(), all)
    }
}

impl Forest {
    /// The helpers that a program calls.
    pub(crate) fn helpers(&self, program: &Term) -> Vec<&Defined> {
        let calls = |d: &&Defined| term::any(program, &|part| *part == Term::Global(d.name));
        self.defined.iter().filter(calls).collect()
    }
}

/// The helpers' parts, each function once, innermost first; and the program with calls of those that are left out as
/// calls of the others.
pub(crate) fn parts(program: Term, helpers: &[&Defined]) -> (Term, Vec<Part>) {
    let (mut kept, mut same): (Vec<Part>, Vec<(Name, Name)>) = (Vec::new(), Vec::new());
    for part in helpers.iter().flat_map(|d| &d.parts) {
        let term = renamed(&part.bind.term, &same);
        let own = |part: &Part| term::canonical(&Term::Lam(vec![part.bind.name], Box::new(part.bind.term.clone())));
        let part = Part { bind: Bind { term, ..part.bind.clone() }, cost: part.cost };
        match kept.iter().find(|known| own(known) == own(&part)) {
            Some(known) => same.push((part.bind.name, known.bind.name)),
            None => kept.push(part),
        }
    }
    (renamed(&program, &same), kept)
}

/// The program with its helpers bound around it.
pub(crate) fn lifted(program: &Term, parts: &[Part]) -> Term {
    bound(program, parts.iter().map(|part| Bind { scheme: None, ..part.bind.clone() }).collect())
}

/// The same, each helper with the type that it was looked for at.
pub(crate) fn signed(program: &Term, parts: &[Part]) -> Term {
    bound(program, parts.iter().map(|part| part.bind.clone()).collect())
}

fn bound(program: &Term, binds: Vec<Bind>) -> Term {
    if binds.is_empty() { program.clone() } else { Term::Let(binds, Box::new(local(program))) }
}

/// Helpers under other names.
fn renamed(term: &Term, names: &[(Name, Name)]) -> Term {
    let other = |name: &Name| names.iter().find(|(old, _)| old == name).map(|(_, new)| *new);
    term::replace(term, &|part| match part {
        Term::Var(name) => other(name).map(Term::Var),
        Term::Global(name) => other(name).map(Term::Global),
        _ => None,
    })
}

/// Calls of helpers as calls of local functions.
fn local(program: &Term) -> Term {
    term::replace(program, &|part| match part {
        Term::Global(name) if is_found(*name) => Some(Term::Var(*name)),
        _ => None,
    })
}

/// A found program under the name `name`, and which parameters are left.
pub(super) fn binding(name: Name, found: &Found) -> (Bind, Vec<usize>) {
    let Found { own, function: program, scheme, .. } = found;
    let own = *own;
    let (params, body): (&[Name], &Term) = match program {
        Term::Lam(params, body) => (params, body),
        body => (&[], body),
    };
    let used: Vec<usize> = (0..params.len()).filter(|i| needed(own, params, *i, body)).collect();
    let body = called(own, name, &used, params.len(), &local(body));
    let scheme = signature(scheme, &used, params.len());
    let params = used.iter().map(|i| params[*i]).collect();
    (Bind { name, scheme, term: Term::lam(params, body) }, used)
}

/// The type of a function without those of its first `arity` parameters that are not `used`.
fn signature(scheme: &Scheme, used: &[usize], arity: usize) -> Option<Scheme> {
    let (mut types, mut rest) = (Vec::new(), &scheme.ty);
    for i in 0..arity {
        let (from, to) = rest.as_fun()?;
        types.extend(used.contains(&i).then(|| from.clone()));
        rest = to;
    }
    Some(scheme.under(Type::funs(types, rest.clone())))
}

/// `term` with the calls of `own` under its new name, with the arguments that it uses.
fn called(own: Name, name: Name, used: &[usize], arity: usize, term: &Term) -> Term {
    term::replace(term, &|part| match part {
        Term::App(head, args) if **head == Term::Global(own) && args.len() == arity => {
            let kept = used.iter().map(|i| called(own, name, used, arity, &args[*i])).collect();
            Some(Term::app(Term::Var(name), kept))
        }
        Term::Global(other) if *other == own => Some(Term::Var(name)),
        _ => None,
    })
}

/// Whether parameter `i` does more than being passed on in its own place.
fn needed(own: Name, params: &[Name], i: usize, body: &Term) -> bool {
    let passed = term::replace(body, &|part| match part {
        Term::App(head, args) if **head == Term::Global(own) && args.len() == params.len() => {
            let same = args[i] == Term::Var(params[i]);
            let mut args = args.clone();
            args.remove(i);
            same.then(|| Term::app(Term::Var(own), args))
        }
        _ => None,
    });
    // A call on its own, without all of its arguments, needs all of them.
    let partial = term::any(&passed, &|part| *part == Term::Global(own)) && params.len() < 2;
    partial || crate::synth::program::occurs(params[i], &passed)
}
