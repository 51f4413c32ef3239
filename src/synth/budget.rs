//! How long a search may go on. One step is one candidate evaluated or one sketch expanded.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// A budget. The deadline only cuts the deterministic order of steps short.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Steps.
    pub steps: u64,
    /// Bytes of arena, banks included.
    pub memory_bytes: u64,
    /// Stop as soon as possible after this moment.
    pub deadline: Option<Instant>,
    /// Set from outside to stop; checked at least every millisecond of work.
    pub cancel: Arc<AtomicBool>,
    /// How many candidates are wanted.
    pub count: usize,
}
