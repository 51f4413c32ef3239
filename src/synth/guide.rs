//! Who orders the search: costs of productions.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::core::name::Name;
use crate::synth::goal::Goal;

/// A production of the grammar of programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Production {
    /// Call a component.
    Call(Name),
    /// Build a datum.
    Construct(Name),
    /// Use a variable.
    Var,
    /// Use a literal.
    Literal,
    /// Abstract.
    Lambda,
    /// Case analysis.
    Match,
    /// A conditional.
    If,
    /// A recursive call.
    Recurse,
}

impl Production {
    /// A text that is the same wherever the production is: to count it by.
    pub fn key(self) -> String {
        match self {
            Production::Call(name) | Production::Construct(name) => name.as_str().to_owned(),
            other => format!("({other:?})").to_lowercase(),
        }
    }
}

/// Orders the search: `-log2 p(production)`, at least 1/16. It cannot make a wrong answer right.
pub trait Guide: Sync {
    /// Name for reports: `uniform`, `counted`, `learned`.
    fn name(&self) -> &'static str;
    /// This guide after reading `goal`, before its search begins; none if it says the same of every goal.
    fn read(&self, _goal: &Goal, _env: &Env) -> Option<Box<dyn Guide>> {
        None
    }
    /// Cost of `production` as argument `slot` of `parent` (None at the root).
    fn cost(&self, production: Production, parent: Option<(Production, u8)>) -> f32;
}

/// Every production costs 1: description length is size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uniform;

impl Guide for Uniform {
    fn name(&self) -> &'static str {
        "uniform"
    }
    fn cost(&self, _production: Production, _parent: Option<(Production, u8)>) -> f32 {
        1.0
    }
}

/// Costs from how often people use each function: what is common is cheap, whatever its size. No network.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Uses a million words, by module group and name; the empty group is the common library's.
    uses: HashMap<(&'static str, &'static str), f32, FxBuildHasher>,
    /// Module groups with counts of their own.
    groups: Vec<&'static str>,
}

impl Counted {
    /// Reads texts with lines of module group (`-`: none), name and uses a million words; `#` begins a comment.
    pub fn parse(texts: impl Iterator<Item = &'static str>) -> Counted {
        let mut counted = Counted::default();
        for line in texts.flat_map(str::lines).filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            if let (Some(group), Some(name), Some(uses)) = (parts.next(), parts.next(), parts.next()) {
                let group = if group == "-" { "" } else { group };
                if !counted.groups.contains(&group) && !group.is_empty() {
                    counted.groups.push(group);
                }
                counted.uses.insert((group, name), uses.parse().unwrap_or(0.0));
            }
        }
        counted
    }

    /// Uses of a name; of a group's name as if the whole code were about that group.
    fn uses(&self, name: Name) -> f32 {
        let module = name.module().map_or("", Name::as_str);
        let group = self.groups.iter().copied().find(|group| module.starts_with(group)).unwrap_or("");
        let scale = if group.is_empty() { 1.0 } else { IN_GROUP };
        self.uses.get(&(group, name.base())).copied().unwrap_or(0.0) * scale
    }

    /// About how many programs use a production, as a share: one in ten the most common functions.
    pub fn share(&self, production: Production) -> f32 {
        match production {
            Production::Call(name) | Production::Construct(name) => {
                ((self.uses(name) + FEW_USES) / COMMON_USES * COMMON_SHARE).min(0.5)
            }
            Production::Var => 0.99,
            Production::Literal => 0.5,
            Production::Lambda | Production::Match | Production::If | Production::Recurse => 0.1,
        }
    }
}

/// How much more often a module's names are used where that module is imported.
const IN_GROUP: f32 = 8.0;
/// Uses of a very common function, and what is added to rare ones' so that none costs too much.
const COMMON_USES: f32 = 1500.0;
const FEW_USES: f32 = 15.0;
/// The share of programs that use a very common function, and its cost.
const COMMON_SHARE: f32 = 0.1;
const COMMON: f32 = 0.6;
/// What halving a function's share adds to its cost: much less than one, for how often strangers use it says little.
pub const HALVING: f32 = 0.22;
/// The least cost of all.
const CHEAPEST: f32 = 0.5;

/// The cost of a production that this share of programs use.
pub fn price(share: f32) -> f32 {
    (COMMON + HALVING * (COMMON_SHARE / share.max(1e-9)).log2()).max(CHEAPEST)
}

impl Guide for Counted {
    fn name(&self) -> &'static str {
        "counted"
    }

    fn cost(&self, production: Production, _parent: Option<(Production, u8)>) -> f32 {
        match production {
            Production::Call(_) | Production::Construct(_) => price(self.share(production)),
            Production::Var | Production::Literal | Production::Recurse => CHEAPEST,
            Production::Lambda | Production::Match | Production::If => 1.0,
        }
    }
}
