//! Resolution: what a name at known dictionaries means. Superclasses of known dictionaries are found, methods at known
//! instances chosen, aliases followed.

use std::sync::Arc;

use super::terms::{bind_dicts, known_params, method_params, source};
use super::{Dict, DictId, Head, Linker, Sources, Target};
use crate::core::compile::code::Code;
use crate::core::decl::Instance;
use crate::core::name::Name;
use crate::core::prim;
use crate::core::term::Term;
use crate::core::value::Heap;

/// Longest chain of aliases that is followed; a cycle of them is a global that loops when it is entered.
const MAX_ALIASES: u32 = 32;

impl Linker {
    /// The `index`-th superclass dictionary of an instance at known dictionaries.
    pub(crate) fn super_dict(&mut self, instance: &Instance, args: &[DictId], index: usize) -> Option<DictId> {
        let mut scope = Vec::new();
        let body = bind_dicts(instance.supers.get(index)?, args, &mut scope)?;
        self.known_dict(body, &scope)
    }

    /// The known dictionary that a term means, if it is one; `scope` holds the dictionary parameters.
    pub(crate) fn known_dict(&mut self, term: &Term, scope: &[(Name, DictId)]) -> Option<DictId> {
        match term {
            Term::Var(name) => scope.iter().rev().find(|(n, _)| n == name).map(|(_, d)| *d),
            Term::Global(name) => self.known_dict_app(*name, &[], scope),
            Term::App(f, args) => match &**f {
                Term::Global(name) => self.known_dict_app(*name, args, scope),
                _ => None,
            },
            _ => None,
        }
    }

    /// The known dictionary that a global is by itself.
    pub(crate) fn plain_dict(&mut self, name: Name) -> Option<DictId> {
        if let Some(&known) = self.plain_dicts.get(&name) {
            return known;
        }
        let dict = self.known_dict_app(name, &[], &[]);
        self.plain_dicts.insert(name, dict);
        dict
    }

    fn known_dict_app(&mut self, name: Name, args: &[Term], scope: &[(Name, DictId)]) -> Option<DictId> {
        let sources = Arc::clone(&self.sources);
        if let Some((_, index)) = self.superclass(name) {
            let [arg] = args else { return None };
            let dict = self.known_dict(arg, scope)?;
            let Dict { instance, args, .. } = self.dicts.get(dict as usize)?.clone();
            return self.super_dict(sources.env.dictionary(instance)?, &args, index as usize);
        }
        let instance = sources.env.dictionary(name)?;
        if instance.context.len() != args.len() {
            return None;
        }
        let mut known = Vec::with_capacity(args.len());
        for arg in args {
            known.push(self.known_dict(arg, scope)?);
        }
        self.dict(name, known)
    }

    /// What `name` at the known dictionaries `dicts` is, aliases followed; and how many of them it took.
    pub(crate) fn resolve(
        &mut self,
        name: Name,
        dicts: &[DictId],
        code: &mut Code,
        heap: &mut Heap,
    ) -> (Target, usize) {
        let known = self.resolved.get(&name).and_then(|list| list.iter().find(|(at, _, _)| at.iter().eq(dicts)));
        if let Some(&(_, target, used)) = known {
            return (target, used);
        }
        let (target, used) = self.find(name, dicts, code, heap);
        // Inside a chain of aliases the answer may depend on how long it was before.
        if self.alias_depth == 0 {
            self.resolved.entry(name).or_default().push((dicts.to_vec(), target, used));
        }
        (target, used)
    }

    fn find(&mut self, name: Name, dicts: &[DictId], code: &mut Code, heap: &mut Heap) -> (Target, usize) {
        let sources = Arc::clone(&self.sources);
        let env = &sources.env;
        if sources.defined.contains_key(&name) || env.bind(name).is_some() {
            let used = known_params(&sources, name, dicts.len());
            return (self.follow(&sources, Head::Bind(name), dicts[..used].to_vec(), code, heap), used);
        }
        if let Some((class, index)) = env.method(name) {
            let Some((first, own)) = dicts.split_first() else {
                let fields = class.supers.len() + class.methods.len();
                return (Target::Select((class.supers.len() + index) as u16, fields as u16), 0);
            };
            let Some(dict) = self.dicts.get(*first as usize).cloned() else { return (Target::Unknown, 0) };
            let mut all = dict.args;
            all.extend_from_slice(own);
            let head = Head::Method(dict.instance, index as u32);
            let known = method_params(&sources, dict.instance, index, all.len());
            let used = known.saturating_sub(all.len() - own.len()).min(own.len());
            all.truncate(all.len() - own.len() + used);
            return (self.follow(&sources, head, all, code, heap), 1 + used);
        }
        if let Some((class, index)) = self.superclass(name) {
            if let Some(d) = dicts.first().and_then(|&d| self.dicts.get(d as usize).cloned())
                && let Some(instance) = env.dictionary(d.instance)
                && let Some(d) = self.super_dict(instance, &d.args, index as usize)
            {
                return (Target::Dict(d), 1);
            }
            let fields = env.class(class).map_or(0, |c| c.supers.len() + c.methods.len());
            return (Target::Select(index, fields as u16), 0);
        }
        if let Some(instance) = env.dictionary(name) {
            let n = instance.context.len();
            if dicts.len() >= n
                && let Some(d) = self.dict(name, dicts[..n].to_vec())
            {
                return (Target::Dict(d), n);
            }
            return (Target::Global(self.global(Head::Dictionary(name), &[], code, heap)), 0);
        }
        (Target::Unknown, 0)
    }

    /// Follows aliases: a global whose body is another global, a constructor or a primitive.
    fn follow(
        &mut self,
        sources: &Sources,
        head: Head,
        dicts: Vec<DictId>,
        code: &mut Code,
        heap: &mut Heap,
    ) -> Target {
        if let Some(target) = self.alias(sources, head, &dicts, code, heap) {
            return target;
        }
        Target::Global(self.global(head, &dicts, code, heap))
    }

    fn alias(
        &mut self,
        sources: &Sources,
        head: Head,
        dicts: &[DictId],
        code: &mut Code,
        heap: &mut Heap,
    ) -> Option<Target> {
        if matches!(head, Head::Bind(name) if sources.defined.contains_key(&name)) {
            return None;
        }
        let mut scope = Vec::new();
        let term = source(sources, head)?;
        let (body, params) = match bind_dicts(term, dicts, &mut scope) {
            Some(body) if !matches!(body, Term::Lam(..)) => (body, Vec::new()),
            _ => {
                scope.clear();
                parameters(term, dicts, &mut scope)?
            }
        };
        let (name, args) = match body {
            Term::Global(name) => (*name, &[][..]),
            Term::App(f, args) => match &**f {
                Term::Global(name) => (*name, &args[..]),
                _ => return None,
            },
            Term::Con(name) if params.is_empty() => return Some(Target::Con(*name)),
            Term::Prim(name) if params.is_empty() => return prim::index(*name).map(Target::Prim),
            _ => return None,
        };
        if matches!(head, Head::Bind(own) if own == name) || self.alias_depth > MAX_ALIASES {
            return None;
        }
        let (args, passed) = args.split_at_checked(args.len().checked_sub(params.len())?)?;
        if !passed.iter().zip(&params).all(|(arg, param)| matches!(arg, Term::Var(name) if name == param)) {
            return None;
        }
        let mut known = Vec::with_capacity(args.len());
        for arg in args {
            known.push(self.known_dict(arg, &scope)?);
        }
        self.alias_depth += 1;
        let (target, used) = self.resolve(name, &known, code, heap);
        self.alias_depth -= 1;
        let same = match target {
            Target::Unknown | Target::Select(..) => false,
            _ if params.is_empty() => true,
            // A function that passes its arguments on is the same value only if the other is a function of as many.
            Target::Global(global) => self.arity(global) == params.len(),
            Target::Prim(index) => prim::PRIMS.get(index as usize).is_some_and(|p| p.arity as usize == params.len()),
            Target::Con(_) | Target::Dict(_) => false,
        };
        (used == known.len() && same).then_some(target)
    }
}

/// Takes the abstractions off a term whose first parameters are the known dictionaries; the parameters left.
fn parameters<'t>(
    mut term: &'t Term,
    dicts: &[DictId],
    scope: &mut Vec<(Name, DictId)>,
) -> Option<(&'t Term, Vec<Name>)> {
    let mut params = Vec::new();
    while let Term::Lam(more, body) = term {
        params.extend_from_slice(more);
        term = body;
    }
    let (first, own) = params.split_at_checked(dicts.len())?;
    scope.extend(first.iter().copied().zip(dicts.iter().copied()));
    Some((term, own.to_vec()))
}
