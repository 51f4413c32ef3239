//! `--guide`: who orders the search.

use clap::ValueEnum;

use crate::synth::guide::{Guide, Uniform};

/// The guides by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    /// Every production costs the same
    #[default]
    Uniform,
}

impl Which {
    /// The guide.
    pub(super) fn guide(self) -> &'static dyn Guide {
        match self {
            Which::Uniform => &Uniform,
        }
    }
}
