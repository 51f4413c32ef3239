//! From bank entries to terms: as the search evaluates them, elaborated and closed, or as source.

use crate::core::name::Name;
use crate::core::term::{self, Alt, Bind, Failure, Match, Otherwise, Pat, Term};
use crate::core::wired;
use crate::synth::context::{Definition, Head, Hole};
use crate::synth::library::{Slot, dictionary_variable};
use crate::synth::space::{Space, conditional};

/// How a term is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Elaborated; recursive results are variables of the context.
    Search,
    /// Elaborated; recursive calls go to [`self_name`].
    Elaborated,
    /// As a programmer writes it: no dictionaries.
    Source,
}

/// The local name of the function being written, in elaborated programs.
pub(crate) fn self_name() -> Name {
    Name::new("$self")
}

impl Space<'_> {
    /// Whether an entry of the root hands the parameters on to a function of the same module: nobody asks for another name.
    pub(crate) fn is_alias(&self, id: u32) -> bool {
        let root = &self.contexts[0];
        let entry = |id: u32| &root.entries[id as usize];
        let head = |id: u32| root.productions[entry(id).production as usize].head;
        let Head::Call(i) = head(id) else { return false };
        let instance = &self.library.instances[i as usize];
        let own = !instance.constructor && instance.name.module().is_some_and(|m| Some(m) == self.goal.name.module());
        let values = instance.slots.iter().all(|slot| matches!(slot, Slot::Value(_)));
        let passed = |at: usize| head(entry(id).kids[at]) == Head::Variable(at as u16);
        own && values && instance.slots.len() == self.arity && (0..self.arity).all(passed)
    }

    /// Whether an entry of the root is made of one that fits and is such an alias.
    pub(crate) fn dresses_alias(&self, id: u32) -> bool {
        let root = &self.contexts[0];
        let entry = &root.entries[id as usize];
        let holes = &root.productions[entry.production as usize].holes;
        let parts = holes.iter().zip(&entry.kids).filter(|(hole, _)| matches!(hole, Hole::Value(_)));
        parts.into_iter().any(|(_, kid)| self.is_alias(*kid) && root.fits.contains(kid) || self.dresses_alias(*kid))
    }

    /// The term of an entry.
    pub(crate) fn term(&self, c: usize, entry: u32, style: Style) -> Term {
        let context = &self.contexts[c];
        let item = &context.entries[entry as usize];
        let production = &context.productions[item.production as usize];
        let mut args = Vec::new();
        for (hole, kid) in production.holes.iter().zip(&item.kids) {
            args.push(match hole {
                Hole::Value(_) => self.term(c, *kid, style),
                Hole::Function(lambda, _) => match context.lambdas[*lambda as usize].context {
                    Some(child) => self.abstraction(child, *kid, style),
                    None => Term::Fail(Failure::Hole(String::new())),
                },
            });
        }
        match production.head {
            Head::Variable(v) => self.variable(c, v, style),
            Head::Apply(v) => Term::app(self.variable(c, v, style), args),
            Head::Literal(l) => {
                let literal = &self.literals[l as usize];
                if style == Style::Source { literal.source.clone() } else { literal.elaborated.clone() }
            }
            Head::Call(instance) => {
                let instance = &self.library.instances[instance as usize];
                let head = if instance.constructor { Term::Con(instance.name) } else { Term::Global(instance.name) };
                if style != Style::Source {
                    let mut all = instance.dictionaries.clone();
                    all.append(&mut args);
                    args = all;
                }
                Term::app(head, args)
            }
            Head::If => {
                let mut parts = args.into_iter();
                match (parts.next(), parts.next(), parts.next()) {
                    (Some(c), Some(y), Some(n)) => conditional(c, y, n),
                    _ => Term::Fail(Failure::Hole(String::new())),
                }
            }
            Head::Recurse(call) => {
                let mut rest = args.into_iter();
                let mut all = Vec::new();
                for fixed in &context.open_calls[call as usize].fixed {
                    match fixed {
                        Some(v) => all.push(self.variable(c, *v, style)),
                        None => all.extend(rest.next()),
                    }
                }
                self.call(all, style)
            }
        }
    }

    /// What of an entry's cost is for types at which few programs use its functions.
    pub(crate) fn odd(&self, c: usize, entry: u32) -> u32 {
        let context = &self.contexts[c];
        let item = &context.entries[entry as usize];
        let production = &context.productions[item.production as usize];
        let own = if let Head::Call(i) = production.head { self.library.instances[i as usize].odd } else { 0 };
        let below = production.holes.iter().zip(&item.kids).map(|(hole, kid)| match hole {
            Hole::Value(_) => self.odd(c, *kid),
            Hole::Function(lambda, _) => {
                context.lambdas[*lambda as usize].context.map_or(0, |child| self.odd(child, *kid))
            }
        });
        own + below.sum::<u32>()
    }

    /// A recursive call.
    pub(crate) fn call(&self, args: Vec<Term>, style: Style) -> Term {
        if style == Style::Source {
            return Term::app(Term::Global(self.goal.name), args);
        }
        let mut all: Vec<Term> =
            (0..self.goal.scheme.context.len()).map(|i| Term::Var(dictionary_variable(i))).collect();
        all.extend(args);
        Term::app(Term::Var(self_name()), all)
    }

    /// A variable of a context.
    pub(crate) fn variable(&self, c: usize, v: u16, style: Style) -> Term {
        let context = &self.contexts[c];
        let variable = &context.variables[v as usize];
        match &variable.definition {
            Definition::Call(args) if style != Style::Search => {
                self.call(args.iter().map(|a| self.variable(c, *a, style)).collect(), style)
            }
            Definition::Each(p, list) if style != Style::Search => {
                let part = Name::new(&format!("{}'", context.variables[*list as usize].name.as_str()));
                let args =
                    (0..self.arity as u16).map(|i| if i == *p { Term::Var(part) } else { self.variable(c, i, style) });
                let each = Term::lam(vec![part], self.call(args.collect(), style));
                Term::app(Term::Global(Name::new(wired::MAP)), vec![each, self.variable(c, *list, style)])
            }
            Definition::Computed(_, terms) if style != Style::Search => {
                terms[usize::from(style != Style::Source)].clone()
            }
            _ => Term::Var(variable.name),
        }
    }

    /// An entry of a lambda context as a function.
    fn abstraction(&self, child: usize, entry: u32, style: Style) -> Term {
        let context = &self.contexts[child];
        let params: Vec<Name> = context.variables[context.outer..].iter().map(|v| v.name).collect();
        let body = self.term(child, entry, style);
        if context.entries[entry as usize].eta
            && let Term::App(head, mut args) = body
        {
            args.truncate(args.len() - params.len());
            return Term::app(*head, args);
        }
        let body = self.term(child, entry, style);
        Term::lam(params, body)
    }

    /// `\dictionaries parameters -> body` as a closed, recursive, elaborated term.
    pub(crate) fn close(&self, body: Term) -> Term {
        let mut names = self.dictionary_names();
        names.extend(self.contexts[0].variables[..self.arity].iter().map(|v| v.name));
        let bind = Bind { name: self_name(), scheme: None, term: Term::lam(names, body) };
        Term::Let(vec![bind], Box::new(Term::Var(self_name())))
    }

    /// `\parameters -> body` as source.
    pub(crate) fn source(&self, body: Term) -> Term {
        let names = self.contexts[0].variables[..self.arity].iter().map(|v| v.name).collect();
        Term::lam(names, body)
    }
}

/// Case analysis of `scrutinee`: constructor, names of its fields and body of each alternative. Fields that the body
/// does not use become wildcards, and bodies that several constructors share become one last alternative.
pub(crate) fn case(scrutinee: Term, alts: Vec<(Name, Vec<Name>, Term)>, missing: bool) -> Term {
    let shared =
        alts.iter().map(|(_, _, body)| alts.iter().filter(|(_, _, other)| other == body).count()).max().unwrap_or(0);
    let default = if shared > 1 || missing {
        let best = alts.iter().max_by_key(|(_, _, b)| alts.iter().filter(|(_, _, o)| o == b).count());
        best.map(|(_, _, body)| body.clone())
    } else {
        None
    };
    let two = alts.len() == 2 && !missing;
    let mut out = Vec::new();
    for (name, fields, body) in alts {
        if !two && default.as_ref() == Some(&body) {
            continue;
        }
        let pats = fields.iter().map(|f| if occurs(*f, &body) { Pat::Var(*f) } else { Pat::Wild }).collect();
        out.push(Alt { pats: vec![Pat::Con(name, pats)], body });
    }
    if !two && let Some(body) = default {
        out.push(Alt { pats: vec![Pat::Wild], body });
    }
    let otherwise = Otherwise::Fail(Failure::Incomplete(String::new()));
    Term::Match(Box::new(Match { scrutinees: vec![scrutinee], alts: out, otherwise }))
}

/// Whether the variable `name` occurs in `term` (binders of the search are distinct).
pub(crate) fn occurs(name: Name, term: &Term) -> bool {
    term::any(term, &|part| *part == Term::Var(name))
}

/// Number of nodes of a term, patterns included.
pub(crate) fn size(term: &Term) -> u32 {
    match term {
        Term::App(f, args) => size(f) + args.iter().map(size).sum::<u32>(),
        Term::Lam(params, body) => params.len() as u32 + size(body),
        Term::Let(binds, body) => size(body) + binds.iter().map(|b| 1 + size(&b.term)).sum::<u32>(),
        Term::Match(m) => {
            let scrutinees: u32 = m.scrutinees.iter().map(size).sum();
            1 + scrutinees + m.alts.iter().map(|a| a.pats.iter().map(pattern).sum::<u32>() + size(&a.body)).sum::<u32>()
        }
        Term::Ann(body, _) | Term::TypeApp(body, _) => size(body),
        _ => 1,
    }
}

fn pattern(pat: &Pat) -> u32 {
    match pat {
        Pat::Con(_, fields) => 1 + fields.iter().map(pattern).sum::<u32>(),
        Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => {
            1 + pattern(inner)
        }
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => 0,
    }
}
