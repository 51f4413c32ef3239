//! The terms behind linked globals, and how many arguments their code takes.

use super::{DictId, Head, Sources};
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::Term;

/// The elaborated term of a binding or method that an instance gives.
pub(crate) fn source(sources: &Sources, head: Head) -> Option<&Term> {
    match head {
        Head::Bind(name) => match sources.defined.get(&name) {
            Some(term) => Some(term),
            None => sources.env.bind(name).map(|bind| &bind.term),
        },
        Head::Method(dictionary, index) => {
            let instance = sources.env.dictionary(dictionary)?;
            let class = sources.env.class(instance.class)?;
            let (method, _) = class.methods.get(index as usize)?;
            instance.methods.iter().find(|(name, _)| name == method).map(|(_, term)| term)
        }
        Head::Dictionary(_) | Head::Prim(_) | Head::Select(..) => None,
    }
}

/// The class default of a method that an instance does not give.
pub(crate) fn default_method(sources: &Sources, dictionary: Name, index: u32) -> Option<&Term> {
    let instance = sources.env.dictionary(dictionary)?;
    let class = sources.env.class(instance.class)?;
    let (method, _) = class.methods.get(index as usize)?;
    class.defaults.iter().find(|(name, _)| name == method).map(|(_, term)| term)
}

/// The name of a method.
pub(crate) fn method_name(sources: &Sources, dictionary: Name, index: u32) -> Option<Name> {
    let instance = sources.env.dictionary(dictionary)?;
    Some(sources.env.class(instance.class)?.methods.get(index as usize)?.0)
}

/// Number of parameters of nested abstractions.
fn params(mut term: &Term) -> usize {
    let mut n = 0;
    while let Term::Lam(params, body) = term {
        n += params.len();
        term = body;
    }
    n
}

/// How many of `given` leading dictionaries a binding can take at link time.
pub(super) fn known_params(sources: &Sources, name: Name, given: usize) -> usize {
    source(sources, Head::Bind(name)).map_or(0, params).min(given)
}

/// The same for a method, its instance's dictionaries included.
pub(super) fn method_params(sources: &Sources, dictionary: Name, index: usize, given: usize) -> usize {
    let context = sources.env.dictionary(dictionary).map_or(0, |i| i.context.len());
    if let Some(term) = source(sources, Head::Method(dictionary, index as u32)) {
        return params(term).max(context).min(given);
    }
    let own = default_method(sources, dictionary, index as u32).map_or(0, params).saturating_sub(1);
    (context + own).min(given)
}

/// Number of arguments that the code of `head` at `dicts` dictionaries takes.
pub(super) fn arity(sources: &Sources, head: Head, dicts: usize) -> usize {
    match head {
        Head::Prim(index) => prim::PRIMS.get(index as usize).map_or(0, |p| p.arity as usize),
        Head::Select(..) => 1,
        Head::Dictionary(name) => sources.env.dictionary(name).map_or(0, |i| i.context.len()),
        Head::Bind(_) => source(sources, head).map_or(0, |term| params(term).saturating_sub(dicts)),
        Head::Method(name, index) => match source(sources, head) {
            Some(term) => params(term).saturating_sub(dicts),
            None => {
                let context = sources.env.dictionary(name).map_or(0, |i| i.context.len());
                if dicts < context {
                    return context - dicts;
                }
                default_method(sources, name, index).map_or(0, |term| params(term).saturating_sub(1 + dicts - context))
            }
        },
    }
}

/// Binds leading parameters of a term to known dictionaries; what is left, if no parameter is left.
pub(super) fn bind_dicts<'t>(
    mut term: &'t Term,
    mut dicts: &[DictId],
    scope: &mut Vec<(Name, DictId)>,
) -> Option<&'t Term> {
    while let Term::Lam(params, body) = term {
        if params.len() > dicts.len() {
            return None;
        }
        let (now, later) = dicts.split_at(params.len());
        scope.extend(params.iter().copied().zip(now.iter().copied()));
        dicts = later;
        term = body;
    }
    dicts.is_empty().then_some(term)
}
