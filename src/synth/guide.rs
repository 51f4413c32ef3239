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

/// Least and greatest cost of a production that a guide knows something of: a wrong guide makes nothing unreachable.
const LEAST: f32 = 0.5;
const MOST: f32 = 3.0;
/// What halving a production's share adds to its cost, where nothing is known of the goal.
const SLOPE: f32 = 0.2;

/// The cost of a production that a `share` of programs uses: 1 at the share `usual`, and `slope` more for each halving.
pub fn price(share: f32, usual: f32, slope: f32) -> f32 {
    (1.0 + slope * (usual / share.max(1e-6)).log2()).clamp(LEAST, MOST)
}

/// A guide's cost, where its programs say enough. Every program has variables: they cost least. Case analyses, and
/// what they build, are the business of engines whose programs no bank holds, and get no dearer.
pub fn within(production: Production, cost: f32) -> f32 {
    match production {
        Production::Call(_) => cost,
        // One production for some twenty leaves: that one of them is used says little of each.
        Production::Literal => cost.max(1.0),
        Production::Construct(_) => cost.min(1.0),
        Production::Var => LEAST,
        _ => 1.0,
    }
}

/// Costs from how many of the training programs use a production, whatever the goal.
#[derive(Clone, Debug)]
pub struct Counted {
    shares: HashMap<String, f32, FxBuildHasher>,
    usual: f32,
}

impl Counted {
    /// Reads lines of a production's key, in how many programs it is, and in how many it could have been.
    pub fn new(text: &str) -> Counted {
        let mut shares: HashMap<String, f32, FxBuildHasher> = HashMap::default();
        let (mut all_used, mut all_offered) = (0.0, 0.0);
        for line in text.lines() {
            let mut fields = line.split('\t');
            let (Some(key), Some(used), Some(offered)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let (Ok(used), Ok(offered)) = (used.parse::<f32>(), offered.parse::<f32>()) else { continue };
            all_used += used;
            all_offered += offered;
            shares.insert(key.to_owned(), (used + 0.5) / (offered + 20.0));
        }
        let usual = if shares.is_empty() { 0.02 } else { all_used / all_offered };
        Counted { shares, usual }
    }

    /// The share of programs that use a production; that of an average one for what was never counted.
    pub fn share(&self, production: Production) -> f32 {
        self.shares.get(&Counted::key(production)).copied().unwrap_or(self.usual)
    }

    /// The key of a production in such a text.
    pub fn key(production: Production) -> String {
        match production {
            Production::Call(name) | Production::Construct(name) => name.as_str().to_owned(),
            other => format!("({other:?})").to_lowercase(),
        }
    }
}

impl Guide for Counted {
    fn name(&self) -> &'static str {
        "counted"
    }

    /// What was never counted costs what it does without counts.
    fn cost(&self, production: Production, _parent: Option<(Production, u8)>) -> f32 {
        let share = self.shares.get(&Counted::key(production));
        within(production, share.map_or(1.0, |share| price(*share, self.usual, SLOPE)))
    }
}

/// Costs from how often people use each function: what is common is cheap, whatever its size. No network.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Uses a million words, by module group and name; the empty group is the common library's.
    uses: HashMap<(&'static str, &'static str), f32, FxBuildHasher>,
    /// Module groups with counts of their own.
    groups: Vec<&'static str>,
}

impl Usage {
    /// Reads texts with lines of module group (`-`: none), name and uses a million words; `#` begins a comment.
    pub fn parse(texts: impl Iterator<Item = &'static str>) -> Usage {
        let mut usage = Usage::default();
        for line in texts.flat_map(str::lines).filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            if let (Some(group), Some(name), Some(uses)) = (parts.next(), parts.next(), parts.next()) {
                let group = if group == "-" { "" } else { group };
                if !usage.groups.contains(&group) && !group.is_empty() {
                    usage.groups.push(group);
                }
                usage.uses.insert((group, name), uses.parse().unwrap_or(0.0));
            }
        }
        usage
    }

    /// Uses of a name; of a group's name as if the whole code were about that group.
    fn uses(&self, name: Name) -> f32 {
        let module = name.module().map_or("", Name::as_str);
        let group = self.groups.iter().copied().find(|group| module.starts_with(group)).unwrap_or("");
        let scale = if group.is_empty() { 1.0 } else { IN_GROUP };
        self.uses.get(&(group, name.base())).copied().unwrap_or(0.0) * scale
    }
}

/// How much more often a module's names are used where that module is imported.
const IN_GROUP: f32 = 8.0;
/// Uses of a very common function, and what is added to rare ones' so that none costs too much.
const COMMON_USES: f32 = 1500.0;
const FEW_USES: f32 = 15.0;
/// Cost of a very common function, of each halving of the uses, and the least cost of all.
const COMMON: f32 = 0.6;
const HALVING: f32 = 0.22;
const CHEAPEST: f32 = 0.5;

impl Guide for Usage {
    fn name(&self) -> &'static str {
        "usage"
    }

    fn cost(&self, production: Production, _parent: Option<(Production, u8)>) -> f32 {
        match production {
            Production::Call(name) | Production::Construct(name) => {
                let uses = self.uses(name) + FEW_USES;
                (COMMON + HALVING * (COMMON_USES / uses).log2()).max(CHEAPEST)
            }
            Production::Var | Production::Literal | Production::Recurse => CHEAPEST,
            Production::Lambda | Production::Match | Production::If => 1.0,
        }
    }
}
