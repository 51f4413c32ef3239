//! `--guide` and `--device`: who orders the search, and where the network runs.

use std::sync::OnceLock;

use anyhow::{Result, anyhow};
use candle_core::Device;
use clap::{Args, ValueEnum};

use crate::assists::counted;
use crate::model::device::{self, Choice};
use crate::model::guide::Learned;
use crate::synth::guide::{Guide, Uniform};

/// The guides by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    /// Every production costs the same
    Uniform,
    /// By how often people use a function
    #[default]
    Counted,
    /// The counts, and a network that reads the goal
    Learned,
}

/// The devices by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Where {
    /// A graphics processor if there is one
    #[default]
    Auto,
    /// The processor
    Cpu,
    /// A CUDA device
    Cuda,
    /// A Metal device
    Metal,
}

/// Who orders the search, as arguments.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct GuideArgs {
    /// Who orders the search
    #[arg(long, value_enum, value_name = "GUIDE", default_value_t)]
    guide: Which,
    /// Where the network runs
    #[arg(long, value_enum, value_name = "DEVICE", default_value_t)]
    device: Where,
}

impl Where {
    /// Opens the device.
    pub(super) fn open(self) -> Result<Device> {
        let choice = match self {
            Where::Auto => Choice::Auto,
            Where::Cpu => Choice::Cpu,
            Where::Cuda => Choice::Cuda,
            Where::Metal => Choice::Metal,
        };
        device::open(choice).map_err(|reason| anyhow!("--device: {reason}"))
    }
}

impl GuideArgs {
    /// The guide; the network is loaded at its first use.
    pub(super) fn guide(&self) -> Result<&'static dyn Guide> {
        static LEARNED: OnceLock<Learned> = OnceLock::new();
        Ok(match self.guide {
            Which::Uniform => &Uniform,
            Which::Counted => counted(),
            Which::Learned => {
                let learned = match LEARNED.get() {
                    Some(learned) => learned,
                    None => {
                        let device = self.device.open()?;
                        LEARNED.get_or_init(|| Learned::new(counted().clone(), device))
                    }
                };
                learned.weights().map_err(|reason| anyhow!("--guide learned: {reason}"))?;
                learned
            }
        })
    }
}
