//! Names of variables, as a Haskell programmer would choose them: `x:xs`, `acc`, `n`, `p` for predicates, `f` for
//! functions; never one that shadows anything.

use std::collections::{BTreeSet, HashMap};

use crate::core::name::Name;
use crate::core::term::Pat;
use crate::core::ty::Type;
use crate::core::wired;
use crate::lang::haskell::render::names::Names;
use crate::lang::haskell::render::types::{Role, Types};

/// The variables in scope at some place, and what they are called.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    called: HashMap<Name, String>,
    used: BTreeSet<String>,
}

/// What names are chosen by.
pub(super) struct Chooser<'a> {
    /// The names of the file.
    pub(super) names: &'a Names<'a>,
    /// Types of variables, where known.
    pub(super) types: &'a Types,
}

impl Local {
    /// What the variable is called.
    pub(super) fn get(&self, name: Name) -> Option<&str> {
        self.called.get(&name).map(String::as_str)
    }

    /// Calls the variable `text`.
    pub(super) fn set(&mut self, name: Name, text: String) {
        self.used.insert(text.clone());
        self.called.insert(name, text);
    }

    /// Reserves a name.
    pub(super) fn reserve(&mut self, text: &str) {
        self.used.insert(text.to_owned());
    }
}

const ELEMENTS: &[&str] = &["x", "y", "z", "w", "v", "u"];
const LISTS: &[&str] = &["xs", "ys", "zs", "ws", "vs", "us"];
const NUMBERS: &[&str] = &["n", "m", "k", "i", "j"];

impl Chooser<'_> {
    /// Is the name free here?
    fn free(&self, text: &str, local: &Local) -> bool {
        !local.used.contains(text) && !self.names.is_taken(text)
    }

    /// The first free name of a series, else the first of the series with a number.
    pub(super) fn first(&self, series: &[&str], local: &Local) -> String {
        if let Some(found) = series.iter().find(|text| self.free(text, local)) {
            return (*found).to_owned();
        }
        let base = series.first().copied().unwrap_or("x");
        (1..).map(|i| format!("{base}{i}")).find(|text| self.free(text, local)).unwrap_or_default()
    }

    /// Names one variable by its type.
    pub(super) fn variable(&self, name: Name, local: &mut Local) {
        if local.get(name).is_some() {
            return;
        }
        let text = match self.types.role(name) {
            Some(Role::Accumulator) => self.first(&["acc"], local),
            Some(Role::Element) if self.types.get(name).is_none_or(is_number) => self.first(ELEMENTS, local),
            _ => self.by_type(self.types.get(name), local),
        };
        local.set(name, text);
    }

    fn by_type(&self, ty: Option<&Type>, local: &Local) -> String {
        let Some(ty) = ty else { return self.first(ELEMENTS, local) };
        if ty.as_fun().is_some() {
            let (_, result) = ty.uncurry();
            let predicate = *result == Type::con(wired::BOOL);
            return self.first(if predicate { &["p", "q", "r"] } else { &["f", "g", "h"] }, local);
        }
        match ty.spine() {
            (Type::Con(list), args) if list.as_str() == wired::NIL && args.len() == 1 => match args[0].spine() {
                (Type::Con(c), _) if c.as_str() == wired::CHAR => self.first(&["s", "t", "u"], local),
                (Type::Con(c), of)
                    if c.as_str() == wired::NIL && of.first().is_none_or(|t| **t != Type::con(wired::CHAR)) =>
                {
                    self.first(&["xss", "yss", "zss"], local)
                }
                _ => self.first(LISTS, local),
            },
            (Type::Con(name), args) => match (name.as_str(), args.len()) {
                (wired::INT | wired::INTEGER, 0) => self.first(NUMBERS, local),
                (wired::DOUBLE | wired::UNIT, 0) => self.first(ELEMENTS, local),
                (wired::CHAR, 0) => self.first(&["c", "d", "e"], local),
                (wired::BOOL, 0) => self.first(&["b", "c", "d"], local),
                (_, 0) if self.names.is_peano(*name) => self.first(NUMBERS, local),
                (text, _) if text.starts_with('(') => self.first(&["p", "q", "r"], local),
                _ => self.by_initial(*name, local),
            },
            _ => self.first(ELEMENTS, local),
        }
    }

    /// `t`, `u`, … for a `Tree`.
    fn by_initial(&self, name: Name, local: &Local) -> String {
        let initial = name.base().chars().find(|c| c.is_ascii_alphabetic()).unwrap_or('x').to_ascii_lowercase();
        let series: Vec<String> =
            (0..3u8).map(|i| ((initial as u8 - b'a' + i) % 26 + b'a') as char).map(String::from).collect();
        let series: Vec<&str> = series.iter().map(String::as_str).collect();
        self.first(&series, local)
    }

    /// Names the variables of patterns, from the left.
    pub(super) fn patterns(&self, pats: &[Pat], local: &mut Local) {
        for pat in pats {
            self.pattern(pat, local);
        }
    }

    fn pattern(&self, pat: &Pat, local: &mut Local) {
        match pat {
            Pat::Var(name) => self.variable(*name, local),
            Pat::As(name, inner) => {
                self.variable(*name, local);
                self.pattern(inner, local);
            }
            Pat::Con(c, fields) if c.as_str() == wired::CONS && fields.len() == 2 => {
                self.cons(&fields[0], &fields[1], local)
            }
            Pat::Con(_, fields) => {
                self.children(fields, local);
                self.patterns(fields, local);
            }
            Pat::Bang(inner) | Pat::Lazy(inner) | Pat::View(_, inner) | Pat::Ann(inner, _) => {
                self.pattern(inner, local)
            }
            Pat::Wild | Pat::Lit(_) => {}
        }
    }

    /// Two fields of one recursive type are its left and right parts.
    fn children(&self, fields: &[Pat], local: &mut Local) {
        let variables: Vec<(Name, &Type)> = fields
            .iter()
            .filter_map(|field| match field {
                Pat::Var(name) => Some((*name, self.types.get(*name)?)),
                _ => None,
            })
            .filter(|(_, ty)| match ty.spine().0 {
                Type::Con(name) => self.names.is_recursive(*name),
                _ => false,
            })
            .collect();
        let wild = fields.iter().filter(|field| matches!(field, Pat::Wild)).count();
        if let [(left, one), (right, other)] = variables.as_slice()
            && one == other
            && wild + 2 <= fields.len()
            && self.free("l", local)
            && self.free("r", local)
            && !self.names.is_peano_type(one)
        {
            local.set(*left, "l".to_owned());
            local.set(*right, "r".to_owned());
        }
    }

    fn cons(&self, head: &Pat, tail: &Pat, local: &mut Local) {
        let before = local.used.clone();
        match head {
            Pat::Var(name) if local.get(*name).is_none() => {
                let element = self.types.get(*name);
                let series: &[&str] = match element.map(Type::spine) {
                    Some((Type::Con(c), _)) if c.as_str() == wired::CHAR => &["c", "d", "e"],
                    Some((Type::Con(c), args))
                        if c.as_str() == wired::NIL && args.first().is_some_and(|t| **t == Type::con(wired::CHAR)) =>
                    {
                        &["s", "t", "u"]
                    }
                    Some((Type::Con(c), _)) if c.as_str() == wired::NIL => LISTS,
                    _ if element.is_some_and(|ty| ty.as_fun().is_some()) => &["f", "g", "h"],
                    _ => ELEMENTS,
                };
                // Best one whose plural is free for the tail as well.
                let free = |text: &&&str| self.free(text, local) && self.free(&format!("{text}s"), local);
                let paired = series.iter().find(free).filter(|_| matches!(tail, Pat::Var(_)));
                let text = paired.map_or_else(|| self.first(series, local), |text| (*text).to_owned());
                local.set(*name, text);
            }
            head => self.pattern(head, local),
        }
        match tail {
            Pat::Var(name) if local.get(*name).is_none() => {
                let text = self.plural(head, *name, &before, local);
                local.set(*name, text);
            }
            tail => self.pattern(tail, local),
        }
    }

    /// The name of the tail of a list: that of its head with an `s`.
    fn plural(&self, head: &Pat, tail: Name, before: &BTreeSet<String>, local: &Local) -> String {
        if let Pat::Var(name) = head
            && let Some(text) = local.get(*name)
            && !before.contains(text)
        {
            let plural = format!("{text}s");
            if self.free(&plural, local) {
                return plural;
            }
        }
        let of = self.types.get(tail).map(|ty| ty.spine().1.first().map(|t| (*t).clone()));
        match of {
            Some(Some(element)) if element == Type::con(wired::CHAR) => self.first(&["cs", "ds", "es"], local),
            _ => self.first(LISTS, local),
        }
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Con(name) if matches!(name.as_str(), wired::INT | wired::INTEGER))
}
