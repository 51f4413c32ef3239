//! Fitting the network to records: batches, Adam (Kingma & Ba 2015) with decay (Loshchilov & Hutter 2019), checkpoints.
//!
//! What happens in a step depends on the seed, the records and the number of the step only, so that a run that was
//! interrupted and goes on ends with the same parameters as one that was not.

use std::collections::BTreeMap;
use std::path::Path;

use candle_core::{DType, Device, Result, Tensor, Var};

use crate::model::network::{self, Goals, Items, Network, Weights, loss, relations};
use crate::model::reading::{Item, Reading, with_name};
use crate::train::data::Record;
use crate::train::random::Random;

/// How a network is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// Of the initial parameters, the order of the records and the names.
    pub seed: u64,
    /// Steps in all.
    pub steps: u64,
    /// Goals a step, all of one world.
    pub batch: usize,
    /// Greatest learning rate.
    pub rate: f64,
}

const WARM_UP: f64 = 200.0;
const DECAY: f64 = 0.01;
const BETA1: f64 = 0.9;
const BETA2: f64 = 0.98;
const EPSILON: f64 = 1e-8;
/// Greatest norm of a step's gradient.
const CLIP: f64 = 1.0;

/// A network in training.
pub struct Fit {
    recipe: Recipe,
    device: Device,
    variables: BTreeMap<String, Var>,
    weights: Weights,
    first: BTreeMap<String, Var>,
    second: BTreeMap<String, Var>,
    /// Steps done.
    pub step: u64,
}

impl Fit {
    /// A fresh network.
    pub fn new(recipe: Recipe, device: &Device) -> Result<Fit> {
        let variables = network::fresh(recipe.seed, device)?;
        let weights = variables.iter().map(|(name, var)| (name.clone(), var.as_tensor().clone())).collect();
        let zeros = || -> Result<BTreeMap<String, Var>> {
            let zero = |var: &Var| Var::zeros(var.shape(), DType::F32, device);
            variables.iter().map(|(name, var)| Ok((name.clone(), zero(var)?))).collect()
        };
        let (first, second) = (zeros()?, zeros()?);
        Ok(Fit { recipe, device: device.clone(), variables, weights, first, second, step: 0 })
    }

    /// The parameters as they are now.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The learning rate of a step: a rise, then half a cosine.
    fn rate(&self) -> f64 {
        let (step, steps) = (self.step as f64, self.recipe.steps as f64);
        let warm = ((step + 1.0) / WARM_UP.min(steps / 10.0).max(1.0)).min(1.0);
        let rest = 0.5 * (1.0 + (std::f64::consts::PI * (step / steps).min(1.0)).cos());
        self.recipe.rate * warm * rest.max(0.02)
    }

    /// The records of the next step.
    pub fn batch(&self, records: &[Record]) -> Vec<usize> {
        let mut worlds: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, record) in records.iter().enumerate() {
            worlds.entry(record.world).or_default().push(i);
        }
        let size = self.recipe.batch.max(1);
        let count: u64 = worlds.values().map(|list| list.len().div_ceil(size) as u64).sum();
        let epoch = self.step / count.max(1);
        let mut random = Random::new(self.recipe.seed, 0x00e9_0c00 + epoch);
        let mut batches: Vec<Vec<usize>> = Vec::new();
        for list in worlds.values_mut() {
            random.shuffle(list);
            batches.extend(list.chunks(size).map(<[usize]>::to_vec));
        }
        random.shuffle(&mut batches);
        batches.swap_remove((self.step % count.max(1)) as usize)
    }

    /// One step; returns its loss.
    pub fn advance(&mut self, records: &[Record], items: &[Vec<Item>]) -> Result<f32> {
        let chosen = self.batch(records);
        let mut random = Random::new(self.recipe.seed, (1 << 32) + self.step);
        let chosen: Vec<&Record> = chosen.into_iter().map(|i| &records[i]).collect();
        let items = &items[chosen[0].world as usize];
        let named: Vec<Reading> = chosen.iter().map(|r| named(r, items, &mut random)).collect();
        let readings: Vec<&Reading> = named.iter().collect();
        let loss = self.forward(&readings, &chosen, items)?;
        let value = loss.to_scalar::<f32>()?;
        let mut gradients = loss.backward()?;
        let mut norm = 0.0;
        for var in self.variables.values() {
            if let Some(gradient) = gradients.get(var.as_tensor()) {
                norm += f64::from(gradient.sqr()?.sum_all()?.to_scalar::<f32>()?);
            }
        }
        let scale = (CLIP / norm.sqrt().max(1e-12)).min(1.0);
        let rate = self.rate();
        self.step += 1;
        let (bias1, bias2) = (1.0 - BETA1.powf(self.step as f64), 1.0 - BETA2.powf(self.step as f64));
        for (name, var) in &self.variables {
            let Some(gradient) = gradients.remove(var.as_tensor()) else { continue };
            let gradient = (gradient.detach() * scale)?;
            let (first, second) = (&self.first[name], &self.second[name]);
            let m = ((first.as_detached_tensor() * BETA1)? + (&gradient * (1.0 - BETA1))?)?;
            let v = ((second.as_detached_tensor() * BETA2)? + (gradient.sqr()? * (1.0 - BETA2))?)?;
            let down = ((&v / bias2)?.sqrt()? + EPSILON)?;
            let change = ((&m * (rate / bias1))? / down)?;
            let old = (var.as_detached_tensor() * (1.0 - rate * DECAY))?;
            var.set(&(old - change)?)?;
            first.set(&m)?;
            second.set(&v)?;
        }
        Ok(value)
    }

    fn forward(&self, readings: &[&Reading], records: &[&Record], items: &[Item]) -> Result<Tensor> {
        let logits = self.logits(readings, items)?;
        let mut targets = vec![0_f32; records.len() * items.len()];
        for (i, record) in records.iter().enumerate() {
            record.used.iter().for_each(|used| targets[i * items.len() + *used as usize] = 1.0);
        }
        loss(&logits, &Tensor::from_vec(targets, (records.len(), items.len()), &self.device)?)
    }

    fn logits(&self, readings: &[&Reading], items: &[Item]) -> Result<Tensor> {
        let network = Network { weights: &self.weights };
        let packed = Items::new(items, &self.device)?;
        network.logits(&Goals::new(readings, &self.device)?, &packed, &relations(readings, items, &self.device)?)
    }

    /// Mean loss on records, and the share of their productions among the likeliest ten of each goal.
    pub fn test(&self, records: &[Record], items: &[Vec<Item>]) -> Result<(f32, f32)> {
        let (mut total, mut found, mut wanted, mut batches) = (0.0, 0.0, 0.0_f32, 0.0_f32);
        let mut worlds: BTreeMap<u32, Vec<&Record>> = BTreeMap::new();
        records.iter().for_each(|record| worlds.entry(record.world).or_default().push(record));
        for (world, list) in worlds {
            let items = &items[world as usize];
            for chunk in list.chunks(32) {
                let readings: Vec<&Reading> = chunk.iter().map(|r| &r.reading).collect();
                total += self.forward(&readings, chunk, items)?.to_scalar::<f32>()? * chunk.len() as f32;
                batches += chunk.len() as f32;
                let logits: Vec<Vec<f32>> = self.logits(&readings, items)?.to_vec2()?;
                for (record, row) in chunk.iter().zip(logits) {
                    // The first six are kinds that have no name.
                    let mut order: Vec<usize> = (6..row.len()).collect();
                    order.sort_by(|a, b| row[*b].total_cmp(&row[*a]).then(a.cmp(b)));
                    let likely = &order[..order.len().min(10)];
                    let named = record.used.iter().filter(|u| **u >= 6);
                    wanted += named.clone().count() as f32;
                    found += named.filter(|u| likely.contains(&(**u as usize))).count() as f32;
                }
            }
        }
        Ok((total / batches.max(1.0), found / wanted.max(1.0)))
    }

    /// Writes everything that is needed to go on. The file is replaced whole.
    pub fn save(&self, path: &Path) -> Result<()> {
        let mut all: std::collections::HashMap<String, Tensor> = Default::default();
        for (prefix, map) in [("p", &self.variables), ("m", &self.first), ("v", &self.second)] {
            all.extend(map.iter().map(|(name, var)| (format!("{prefix}.{name}"), var.as_detached_tensor())));
        }
        all.insert("step".to_owned(), Tensor::new(&[self.step as i64], &Device::Cpu)?);
        let new = path.with_extension("new");
        candle_core::safetensors::save(&all, &new)?;
        Ok(std::fs::rename(&new, path)?)
    }

    /// Takes up a checkpoint of the same recipe.
    pub fn resume(&mut self, path: &Path) -> Result<()> {
        let all = candle_core::safetensors::load(path, &self.device)?;
        for (prefix, map) in [("p", &self.variables), ("m", &self.first), ("v", &self.second)] {
            for (name, var) in map {
                match all.get(&format!("{prefix}.{name}")) {
                    Some(tensor) => var.set(tensor)?,
                    None => candle_core::bail!("{}: no `{prefix}.{name}`", path.display()),
                }
            }
        }
        let step = all.get("step").map(Tensor::to_vec1::<i64>).transpose()?;
        self.step = step.and_then(|s| s.first().copied()).unwrap_or(0) as u64;
        Ok(())
    }

    /// Writes the parameters in half precision, as the guide reads them.
    pub fn export(&self, path: &Path) -> Result<()> {
        let mut all: std::collections::HashMap<String, Tensor> = Default::default();
        for (name, var) in &self.variables {
            all.insert(name.clone(), var.as_detached_tensor().to_dtype(DType::F16)?);
        }
        candle_core::safetensors::save(&all, path)
    }

    /// Names of the variables that one batch gives no gradient, or a gradient of zero.
    pub fn untouched(&self, records: &[Record], items: &[Vec<Item>]) -> Result<Vec<String>> {
        let all: Vec<&Record> = records.iter().collect();
        let readings: Vec<&Reading> = records.iter().map(|r| &r.reading).collect();
        let gradients = self.forward(&readings, &all, &items[records[0].world as usize])?.backward()?;
        let mut out = Vec::new();
        for (name, var) in &self.variables {
            let size = match gradients.get(var.as_tensor()) {
                Some(gradient) => gradient.abs()?.sum_all()?.to_scalar::<f32>()?,
                None => 0.0,
            };
            if size == 0.0 {
                out.push(name.clone());
            }
        }
        Ok(out)
    }
}

/// A goal with a name: none, words of what it uses, words of what it does not, or nonsense.
fn named(record: &Record, items: &[Item], random: &mut Random) -> Reading {
    let of = |i: usize| items.get(i).map_or(&[][..], |item| &item.words);
    let mut words: Vec<String> = Vec::new();
    let kind = random.below(10);
    for _ in 0..random.between(1, 2) {
        let word = match kind {
            0..=2 => None,
            3..=5 => random.pick(&record.used).and_then(|used| random.pick(of(*used as usize))).cloned(),
            6..=7 => {
                let other = random.below(items.len());
                random.pick(of(other)).cloned()
            }
            _ => Some(format!("w{}", random.below(5_000))),
        };
        words.extend(word);
    }
    with_name(&record.reading, &words)
}
