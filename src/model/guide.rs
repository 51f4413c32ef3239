//! The learned guide: the counts, corrected by one pass of the network over a goal.

use std::collections::HashMap;
use std::sync::OnceLock;

use candle_core::Device;
use rustc_hash::FxBuildHasher;

use crate::core::env::Env;
use crate::model::network::{self, Goals, Items, Network, Weights, relations};
use crate::model::reading::{self, Item};
use crate::synth::goal::Goal;
use crate::synth::guide::{Counted, Guide, HALVING, Production, price};

/// The trained parameters in half precision, as a safetensors file.
pub static WEIGHTS: &[u8] = include_bytes!("weights.safetensors");

/// The network's part in the mixture; the rest is the counts'.
pub const TRUST: f32 = 0.95;

/// The cost of a production that programs for the goal use with this `share`, says the network, and that `counted`
/// programs use whatever the goal. The shares are mixed ([`TRUST`]), so that the cost is at most
/// [`HALVING`]` * -log2(1 - TRUST)` above that of the counts, whatever the network says.
pub fn mixed(share: f32, counted: f32) -> f32 {
    price(TRUST * share + (1.0 - TRUST) * counted)
}

/// Most that the network makes a production dearer than the counts do.
pub fn most_dearer() -> f32 {
    HALVING * -(1.0 - TRUST).log2()
}

/// A guide that reads each goal with the network.
pub struct Learned {
    bytes: &'static [u8],
    counted: Counted,
    device: Device,
    loaded: OnceLock<Result<Weights, String>>,
}

impl Learned {
    /// The embedded network on `device`; it is loaded when the first goal is read.
    pub fn new(counted: Counted, device: Device) -> Learned {
        Learned::with_bytes(WEIGHTS, counted, device)
    }

    /// A network from the bytes of a safetensors file, and the counts that it corrects.
    pub fn with_bytes(bytes: &'static [u8], counted: Counted, device: Device) -> Learned {
        Learned { bytes, counted, device, loaded: OnceLock::new() }
    }

    /// The parameters, loaded at the first call. Error: what is wrong with them.
    pub fn weights(&self) -> Result<&Weights, String> {
        let load = || network::load(self.bytes, &self.device).map_err(|error| error.to_string());
        self.loaded.get_or_init(load).as_ref().map_err(String::clone)
    }

    /// How likely a program for `goal` uses each production. Error: what is wrong with the parameters or the device.
    pub fn shares(&self, goal: &Goal, env: &Env) -> Result<Vec<(Item, f32)>, String> {
        let network = Network { weights: self.weights()? };
        let items = reading::items(goal, env, &self.counted);
        let reading = reading::goal(goal, env, true);
        let pass = || -> candle_core::Result<Vec<f32>> {
            let goals = Goals::new(&[&reading], &self.device)?;
            let packed = Items::new(&items, &self.device)?;
            let relations = relations(&[&reading], &items, &self.device)?;
            network.logits(&goals, &packed, &relations)?.flatten_all()?.to_vec1()
        };
        let logits = pass().map_err(|error| error.to_string())?;
        Ok(items.into_iter().zip(logits.into_iter().map(|z| 1.0 / (1.0 + (-z).exp()))).collect())
    }
}

impl Guide for Learned {
    fn name(&self) -> &'static str {
        "learned"
    }

    /// None without usable parameters: then the counts alone say.
    fn read(&self, goal: &Goal, env: &Env) -> Option<Box<dyn Guide>> {
        let shares = self.shares(goal, env).ok()?;
        let named = |item: &Item| matches!(item.production, Production::Call(_) | Production::Construct(_));
        let costs = shares
            .into_iter()
            .filter(|(item, _)| named(item))
            .map(|(item, share)| (item.production, mixed(share, self.counted.share(item.production))))
            .collect();
        Some(Box::new(Told { counted: self.counted.clone(), costs }))
    }

    fn cost(&self, production: Production, parent: Option<(Production, u8)>) -> f32 {
        self.counted.cost(production, parent)
    }
}

/// What the network said of one goal.
struct Told {
    counted: Counted,
    costs: HashMap<Production, f32, FxBuildHasher>,
}

impl Guide for Told {
    fn name(&self) -> &'static str {
        "learned"
    }

    /// Of what has no name the network says nothing: that a program has a literal or a case says little of which.
    fn cost(&self, production: Production, parent: Option<(Production, u8)>) -> f32 {
        self.costs.get(&production).copied().unwrap_or_else(|| self.counted.cost(production, parent))
    }
}
