//! Helpers as terms: a found program of a sub-goal becomes a local function that is bound around the whole one (Johnsson
//! 1985, "Lambda lifting": it takes all that it needs as parameters).

use crate::core::name::Name;
use crate::core::term::{self, Bind, Term};
use crate::synth::library::dictionary_variable;
use crate::synth::program::Style;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;

/// What the names of helpers begin with until they are written out.
const MARK: &str = "$h";

/// The name of the `n`th helper of the function `of`.
pub(super) fn name(of: Name, n: usize) -> Name {
    let of = if is_helper(of) { of.as_str() } else { MARK };
    Name::new(&format!("{of}_{n}"))
}

/// Whether a name is that of a helper of this search.
pub(crate) fn is_helper(name: Name) -> bool {
    name.as_str().starts_with(MARK)
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
    /// Itself and the helpers that it has, innermost first, as source.
    pub(super) binds: Vec<Bind>,
    /// What it adds to a program's rank.
    pub(super) cost: f64,
    pub(super) doubt: f64,
}

impl Defined {
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

/// The program with its helpers bound around it.
pub(crate) fn lifted(program: Term, helpers: &[&Defined]) -> Term {
    if helpers.is_empty() {
        return program;
    }
    let binds: Vec<Bind> = helpers.iter().flat_map(|d| d.binds.iter().cloned()).collect();
    Term::Let(binds, Box::new(local(&program)))
}

/// Calls of helpers as calls of local functions.
fn local(program: &Term) -> Term {
    term::replace(program, &|part| match part {
        Term::Global(name) if is_helper(*name) => Some(Term::Var(*name)),
        _ => None,
    })
}

/// A found program of the function `own` under the name `name`: its bindings, innermost first, and which parameters are
/// left.
pub(super) fn bindings(own: Name, name: Name, program: &Term) -> (Vec<Bind>, Vec<usize>) {
    let (mut binds, function) = match program {
        Term::Let(binds, function) => (binds.clone(), &**function),
        function => (Vec::new(), function),
    };
    let (params, body): (&[Name], &Term) = match function {
        Term::Lam(params, body) => (params, body),
        body => (&[], body),
    };
    let used: Vec<usize> = (0..params.len()).filter(|i| needed(own, params, *i, body)).collect();
    let renamed = renamed(own, name, &used, params.len(), body);
    let params = used.iter().map(|i| params[*i]).collect();
    binds.push(Bind { name, scheme: None, term: Term::lam(params, renamed) });
    (binds, used)
}

/// `term` with the calls of `own` under its new name, with the arguments that it uses.
fn renamed(own: Name, name: Name, used: &[usize], arity: usize, term: &Term) -> Term {
    term::replace(term, &|part| match part {
        Term::App(head, args) if **head == Term::Global(own) && args.len() == arity => {
            let kept = used.iter().map(|i| renamed(own, name, used, arity, &args[*i])).collect();
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
