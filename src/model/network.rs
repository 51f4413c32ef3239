//! The network: a goal and the productions at hand in, a logit for each production out.
//!
//! ```text
//!   tokens of a segment, pairs of neighbours ─ sum of rows ─ mlp ┐
//!   (type; each example)                                         ├─ attention ─ mlp ─▶ goal vector ─┐
//!   properties ──────────────────────────────────────── linear ──┘                                  · ─▶ logit
//!   features of a production ─ sum of rows ─ mlp ─▶ production vector, bias ────────────────────────┘
//! ```
//!
//! Attention is between segments, not between tokens: an example is a bag of its tokens and their neighbourhoods
//! (Joulin et al. 2017), and what a bag cannot tell is among the properties. That trains ten times as fast.
//! Attention is that of Vaswani et al. 2017, with the norm before each part. Norm and softmax are written from
//! operations that have a derivative: the ready-made ones silently give no gradient.

use std::collections::BTreeMap;

use candle_core::{D, DType, Device, Result, Tensor, Var};

use crate::model::property;
use crate::model::reading::{BAG, FEATURES, Item, RELATION, ROLES, Reading, TOKENS, pair, relation};

/// Width of all vectors.
pub const WIDTH: usize = 128;
const HEADS: usize = 4;
const BLOCKS: usize = 1;
const INNER: usize = 256;
const HIDDEN: usize = 256;

/// Parameters by name.
pub type Weights = BTreeMap<String, Tensor>;

/// The names, shapes and initial spreads of all parameters.
pub fn parameters() -> Vec<(String, Vec<usize>, f32)> {
    let mut all = Vec::new();
    let mut add = |name: &str, shape: &[usize], spread: f32| all.push((name.to_owned(), shape.to_vec(), spread));
    add("token", &[2 * TOKENS, WIDTH], 0.5);
    add("role", &[ROLES, WIDTH], -1.0);
    let linear = |add: &mut dyn FnMut(&str, &[usize], f32), name: &str, from: usize, to: usize| {
        add(&format!("{name}.weight"), &[from, to], (1.0 / from as f32).sqrt());
        add(&format!("{name}.bias"), &[to], 0.0);
    };
    for i in 0..BLOCKS {
        for part in ["query", "key", "value", "out"] {
            linear(&mut add, &format!("block{i}.{part}"), WIDTH, WIDTH);
        }
        linear(&mut add, &format!("block{i}.up"), WIDTH, INNER);
        linear(&mut add, &format!("block{i}.down"), INNER, WIDTH);
        for part in ["norm1", "norm2"] {
            add(&format!("block{i}.{part}.scale"), &[WIDTH], -1.0);
            add(&format!("block{i}.{part}.bias"), &[WIDTH], 0.0);
        }
    }
    add("norm.scale", &[WIDTH], -1.0);
    add("norm.bias", &[WIDTH], 0.0);
    linear(&mut add, "segment1", WIDTH, INNER);
    linear(&mut add, "segment2", INNER, WIDTH);
    linear(&mut add, "property", property::WIDTH, WIDTH);
    linear(&mut add, "goal1", 3 * WIDTH, HIDDEN);
    linear(&mut add, "goal2", HIDDEN, WIDTH);
    add("feature", &[FEATURES, WIDTH], 0.3);
    linear(&mut add, "item1", WIDTH, HIDDEN);
    linear(&mut add, "item2", HIDDEN, WIDTH);
    linear(&mut add, "prior", WIDTH, 1);
    linear(&mut add, "relation", RELATION, 1);
    all
}

/// Fresh parameters from a seed. A spread of -1 stands for ones.
pub fn fresh(seed: u64, device: &Device) -> Result<BTreeMap<String, Var>> {
    let mut state = seed;
    let mut next = || {
        // Splitmix64; the sum of four uniform numbers is near enough to a normal one.
        let mut sum = 0.0_f32;
        for _ in 0..4 {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            sum += ((z ^ (z >> 31)) >> 40) as f32 / (1_u64 << 24) as f32 - 0.5;
        }
        sum * 3.0_f32.sqrt()
    };
    let mut out = BTreeMap::new();
    for (name, shape, spread) in parameters() {
        let count = shape.iter().product();
        // Roles scale tokens, each in its own way; the beginning is what the counts say.
        let one = |noise: f32| if name == "role" { 1.0 + 0.5 * noise } else { 1.0 };
        let shrink = match name.as_str() {
            "goal2.weight" => 0.2,
            "relation.weight" => 0.0,
            _ => 1.0,
        };
        let mut values: Vec<f32> =
            (0..count).map(|_| if spread < 0.0 { one(next()) } else { shrink * spread * next() }).collect();
        if name == "relation.weight"
            && let Some(odds) = values.last_mut()
        {
            *odds = 1.0;
        }
        out.insert(name, Var::from_vec(values, shape, device)?);
    }
    Ok(out)
}

/// Parameters from the bytes of a safetensors file, in single precision.
pub fn load(bytes: &[u8], device: &Device) -> Result<Weights> {
    let loaded = candle_core::safetensors::load_buffer(bytes, device)?;
    let mut out = Weights::new();
    for (name, shape, _) in parameters() {
        let Some(tensor) = loaded.get(&name) else { candle_core::bail!("the weights lack `{name}`") };
        if tensor.dims() != shape {
            candle_core::bail!("`{name}` has shape {:?}, not {shape:?}", tensor.dims());
        }
        out.insert(name, tensor.to_dtype(DType::F32)?);
    }
    Ok(out)
}

/// Goals made ready for a pass.
pub struct Goals {
    tokens: Tensor,
    roles: Tensor,
    /// Weights of tokens, 0 where there is none: batch × segment by place.
    there: Tensor,
    /// 0 where there is a segment, very low elsewhere.
    hidden: Tensor,
    /// 1 over the number of examples: batch by segment.
    share: Tensor,
    properties: Tensor,
    shape: (usize, usize, usize),
}

impl Goals {
    /// Pads and packs.
    pub fn new(readings: &[&Reading], device: &Device) -> Result<Goals> {
        let batch = readings.len();
        let segments = readings.iter().map(|r| r.segments.len()).max().unwrap_or(1).max(2);
        // Tokens, then pairs of neighbours.
        let places = readings.iter().flat_map(|r| r.segments.iter().map(|s| 2 * s.len())).max().unwrap_or(1).max(1);
        let total = batch * segments * places;
        let (mut tokens, mut roles, mut there) = (vec![0_u32; total], vec![0_u32; total], vec![0_f32; total]);
        let mut share = vec![0_f32; batch * segments];
        let mut hidden = vec![0_f32; batch * (segments + 1)];
        let mut properties = Vec::with_capacity(batch * property::WIDTH);
        for (b, reading) in readings.iter().enumerate() {
            for (s, segment) in reading.segments.iter().enumerate() {
                let weight = 1.0 / ((2 * segment.len()).max(1) as f32).sqrt();
                let pairs = segment.windows(2).map(|w| (pair(w[0].0, w[1].0), w[0].1));
                let all = segment.iter().map(|(token, role)| (u32::from(*token), *role)).chain(pairs);
                for (p, (token, role)) in all.enumerate() {
                    let at = (b * segments + s) * places + p;
                    tokens[at] = token;
                    roles[at] = u32::from(role);
                    there[at] = weight;
                }
                if s > 0 {
                    share[b * segments + s] = 1.0 / (reading.segments.len() - 1) as f32;
                }
            }
            hidden[b * (segments + 1) + reading.segments.len()..(b + 1) * (segments + 1) - 1].fill(-1e4);
            let mut row: Vec<f32> = reading.properties.iter().map(|p| f32::from(*p) / 100.0).collect();
            row.resize(property::WIDTH, 0.0);
            properties.extend(row);
        }
        Ok(Goals {
            tokens: Tensor::from_vec(tokens, total, device)?,
            roles: Tensor::from_vec(roles, total, device)?,
            there: Tensor::from_vec(there, (batch * segments, places, 1), device)?,
            hidden: Tensor::from_vec(hidden, (batch, 1, 1, segments + 1), device)?,
            share: Tensor::from_vec(share, (batch, segments, 1), device)?,
            properties: Tensor::from_vec(properties, (batch, property::WIDTH), device)?,
            shape: (batch, segments, places),
        })
    }
}

/// Productions made ready for a pass.
pub struct Items {
    features: Tensor,
    there: Tensor,
    count: usize,
}

impl Items {
    /// Pads and packs.
    pub fn new(items: &[Item], device: &Device) -> Result<Items> {
        let count = items.len();
        let (mut features, mut there) = (vec![0_u32; count * BAG], vec![0_f32; count * BAG]);
        for (i, item) in items.iter().enumerate() {
            let weight = 1.0 / (item.features.len().max(1) as f32).sqrt();
            for (j, feature) in item.features.iter().take(BAG).enumerate() {
                features[i * BAG + j] = u32::from(*feature);
                there[i * BAG + j] = weight;
            }
        }
        Ok(Items {
            features: Tensor::from_vec(features, count * BAG, device)?,
            there: Tensor::from_vec(there, (count, BAG, 1), device)?,
            count,
        })
    }
}

/// What is told of each goal and production together: goals × productions rows.
pub fn relations(readings: &[&Reading], items: &[Item], device: &Device) -> Result<Tensor> {
    let rows: Vec<f32> = readings.iter().flat_map(|r| items.iter().flat_map(|i| relation(r, i))).collect();
    Tensor::from_vec(rows, (readings.len() * items.len(), RELATION), device)
}

/// A forward pass.
pub struct Network<'a> {
    /// Parameters; trained ones are variables.
    pub weights: &'a Weights,
}

impl Network<'_> {
    fn get(&self, name: &str) -> Result<&Tensor> {
        self.weights.get(name).ok_or_else(|| candle_core::Error::Msg(format!("no parameter `{name}`")))
    }

    fn linear(&self, x: &Tensor, name: &str) -> Result<Tensor> {
        let weight = self.get(&format!("{name}.weight"))?;
        x.matmul(weight)?.broadcast_add(self.get(&format!("{name}.bias"))?)
    }

    fn norm(&self, x: &Tensor, name: &str) -> Result<Tensor> {
        let centred = x.broadcast_sub(&x.mean_keepdim(D::Minus1)?)?;
        let spread = (centred.sqr()?.mean_keepdim(D::Minus1)? + 1e-5)?.sqrt()?;
        let unit = centred.broadcast_div(&spread)?;
        let scaled = unit.broadcast_mul(self.get(&format!("{name}.scale"))?)?;
        scaled.broadcast_add(self.get(&format!("{name}.bias"))?)
    }

    /// One block on rows × places vectors; `bias` hides padding.
    fn block(&self, x: &Tensor, name: &str, rows: usize, places: usize, bias: &Tensor) -> Result<Tensor> {
        let h = self.norm(x, &format!("{name}.norm1"))?;
        let split = |t: Tensor| t.reshape((rows, places, HEADS, WIDTH / HEADS))?.transpose(1, 2)?.contiguous();
        let query = split(self.linear(&h, &format!("{name}.query"))?)?;
        let key = split(self.linear(&h, &format!("{name}.key"))?)?;
        let value = split(self.linear(&h, &format!("{name}.value"))?)?;
        let scores = (query.matmul(&key.transpose(2, 3)?.contiguous()?)? * (1.0 / ((WIDTH / HEADS) as f64).sqrt()))?;
        let mixed = softmax(&scores.broadcast_add(bias)?)?.matmul(&value)?;
        let mixed = mixed.transpose(1, 2)?.contiguous()?.reshape((rows * places, WIDTH))?;
        let x = (x + self.linear(&mixed, &format!("{name}.out"))?)?;
        let h = self.norm(&x, &format!("{name}.norm2"))?;
        let h = self.linear(&h, &format!("{name}.up"))?.relu()?;
        &x + self.linear(&h, &format!("{name}.down"))?
    }

    /// Goal vectors: batch × [`WIDTH`].
    pub fn goals(&self, goals: &Goals) -> Result<Tensor> {
        let (batch, segments, places) = goals.shape;
        let tokens = self.get("token")?.index_select(&goals.tokens, 0)?;
        let text = (tokens * self.get("role")?.index_select(&goals.roles, 0)?)?;
        let text = text.reshape((batch * segments, places, WIDTH))?.broadcast_mul(&goals.there)?.sum(1)?;
        let text = self.linear(&self.linear(&text, "segment1")?.relu()?, "segment2")?;
        let properties = self.linear(&goals.properties, "property")?.relu()?;
        let parts = segments + 1;
        let x = Tensor::cat(&[text.reshape((batch, segments, WIDTH))?, properties.reshape((batch, 1, WIDTH))?], 1)?;
        let mut x = x.reshape((batch * parts, WIDTH))?;
        for i in 0..BLOCKS {
            x = self.block(&x, &format!("block{i}"), batch, parts, &goals.hidden)?;
        }
        let x = self.norm(&x, "norm")?.reshape((batch, parts, WIDTH))?;
        let part = |at: usize| x.narrow(1, at, 1)?.reshape((batch, WIDTH));
        let examples = x.narrow(1, 0, segments)?.broadcast_mul(&goals.share)?.sum(1)?;
        let all = Tensor::cat(&[&part(0)?, &examples, &part(segments)?], 1)?;
        self.linear(&self.linear(&all, "goal1")?.relu()?, "goal2")
    }

    /// Production vectors, and how likely each is for any goal.
    pub fn items(&self, items: &Items) -> Result<(Tensor, Tensor)> {
        let rows = self.get("feature")?.index_select(&items.features, 0)?.reshape((items.count, BAG, WIDTH))?;
        let sum = rows.broadcast_mul(&items.there)?.sum(1)?;
        let vector = self.linear(&self.linear(&sum, "item1")?.relu()?, "item2")?;
        let prior = self.linear(&vector, "prior")?.reshape((1, items.count))?;
        Ok((vector, prior))
    }

    /// Logits of "a program for this goal uses this production": goals × productions.
    pub fn logits(&self, goals: &Goals, items: &Items, relations: &Tensor) -> Result<Tensor> {
        let goal = self.goals(goals)?;
        let (item, prior) = self.items(items)?;
        let product = (goal.matmul(&item.t()?.contiguous()?)? * (1.0 / (WIDTH as f64).sqrt()))?;
        let relation = self.linear(relations, "relation")?.reshape((goals.shape.0, items.count))?;
        (product.broadcast_add(&prior)? + relation)?.affine(1.0, 0.0)
    }
}

/// Softmax over the last dimension.
fn softmax(x: &Tensor) -> Result<Tensor> {
    let shifted = x.broadcast_sub(&x.max_keepdim(D::Minus1)?.detach())?;
    let powers = shifted.exp()?;
    powers.broadcast_div(&powers.sum_keepdim(D::Minus1)?)
}

/// Mean over goals and productions of the cross entropy of logits and targets (0 or 1), both goals × productions.
pub fn loss(logits: &Tensor, targets: &Tensor) -> Result<Tensor> {
    let rest = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?;
    (logits.relu()? - (logits * targets)? + rest)?.mean_all()
}
