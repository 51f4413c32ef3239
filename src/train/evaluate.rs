//! Guides against each other on dreamed goals that nothing was trained on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::synth::budget::{Budget, Engines};
use crate::synth::guide::Guide;
use crate::synth::synthesize;
use crate::train::data::Dreams;

/// Memory of one search.
const MEMORY_BYTES: u64 = 1 << 30;

/// Goals taken from one session: they have their inputs in common.
const EACH: usize = 2;

/// What a guide needed for one goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The steps at which the first verified program was there; none if there was none within the budget.
    pub first: Option<u64>,
    /// Milliseconds until then, the network's time included; of the whole search if there was none.
    pub ms: f64,
}

/// Runs every guide on `count` dreamed goals with at most `steps` each: one row a goal, in the order of `guides`.
pub fn compare(
    dreams: &mut Dreams<'_>,
    guides: &[&dyn Guide],
    count: usize,
    steps: u64,
    cancel: &Arc<AtomicBool>,
    tell: &dyn Fn(usize),
) -> Vec<Vec<Run>> {
    let mut rows = Vec::new();
    let mut waiting = Vec::new();
    while rows.len() < count && !cancel.load(Ordering::Relaxed) {
        let Some((world, goal)) = waiting.pop() else {
            let some = dreams.session(cancel).into_iter().take(EACH);
            waiting = some.map(|(d, r)| (r.world as usize, d.goal)).collect();
            continue;
        };
        let env = &dreams.worlds[world].env;
        let mut row = Vec::new();
        for guide in guides {
            let budget = Budget {
                steps,
                memory_bytes: MEMORY_BYTES,
                deadline: None,
                cancel: cancel.clone(),
                count: 1,
                engines: Engines::default(),
            };
            let start = Instant::now();
            // The search's own clock starts when the goal has been read.
            let told = guide.read(&goal, env);
            let reading = start.elapsed().as_secs_f64() * 1e3;
            let outcome = synthesize(&goal, env, told.as_deref().unwrap_or(*guide), &budget);
            let whole = start.elapsed().as_secs_f64() * 1e3;
            let first = outcome.first.map(|(step, _)| step);
            row.push(Run { first, ms: outcome.first.map_or(whole, |(_, ms)| reading + ms) });
        }
        if !cancel.load(Ordering::Relaxed) {
            rows.push(row);
        }
        tell(rows.len());
    }
    rows
}

/// The median of the steps; goals that were not solved count as `unsolved`.
pub fn median_steps(rows: &[Vec<Run>], guide: usize, unsolved: u64) -> f64 {
    median(rows.iter().map(|row| row[guide].first.unwrap_or(unsolved) as f64).collect())
}

/// The median of the milliseconds.
pub fn median_ms(rows: &[Vec<Run>], guide: usize) -> f64 {
    median(rows.iter().map(|row| row[guide].ms).collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    match n {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        _ => (values[n / 2 - 1] + values[n / 2]) / 2.0,
    }
}
