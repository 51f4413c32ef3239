//! Room: growth of the value stack, and collection of the arena at safe points.

use super::run::{APPLY, SLACK, UPDATE};
use super::{Machine, NURSERY, Stop};
use crate::core::compile::code::HIGH_SLOT;
use crate::core::value::{Collector, THUNK, ptr, word};

impl Machine {
    /// Most continuations.
    #[inline(always)]
    pub(super) fn depth(&self) -> usize {
        self.limits.depth as usize
    }

    /// Grows the stack or collects the arena; stops at the limits.
    #[cold]
    pub(super) fn make_room(&mut self, fp: usize, given: usize, sp: usize) -> Result<(), Stop> {
        if self.conts.len() > self.depth() {
            return Err(Stop::Depth);
        }
        let limit = self.limit_words();
        let stacks = sp + 2 * self.conts.len();
        if stacks > limit {
            return Err(Stop::Memory);
        }
        if sp + SLACK > self.stack.len() {
            self.stack.resize((sp + SLACK) * 2, 0);
        }
        if self.heap.top() >= self.collect_at {
            self.collect(fp, given);
            let live = self.heap.top() - self.base;
            if live + stacks > limit - limit / 8 {
                return Err(Stop::Memory);
            }
            // Both what is live and what is on the stacks was walked: the next walk is several times that away.
            self.collect_at = self.base + (4 * live + 2 * stacks).max(NURSERY).min(limit - stacks);
        }
        Ok(())
    }

    /// Collects the part of the arena that this call made. Roots: the frame being entered, the continuations' live
    /// slots, pinned words, thunks under evaluation, and older thunks that were updated.
    fn collect(&mut self, fp: usize, given: usize) {
        let mut collector = Collector::new(&mut self.heap, self.base);
        collector.logged();
        self.pins.iter_mut().for_each(|w| collector.root(w));
        self.stack.get_mut(fp..fp + given).unwrap_or_default().iter_mut().for_each(|w| collector.root(w));
        for cont in &mut self.conts {
            let (fp, sp) = (cont.fp as usize, cont.sp as usize);
            match cont.pc {
                UPDATE => cont.aux = ptr(collector.object(word(THUNK, 0, 0, cont.aux as usize))) as u32,
                APPLY => {
                    let saved = self.stack.get_mut(fp..fp + cont.aux as usize).unwrap_or_default();
                    saved.iter_mut().for_each(|w| collector.root(w));
                }
                pc => {
                    let live = self.compiler.code.live.get(pc as usize).copied().unwrap_or(0);
                    let frame = self.stack.get_mut(fp..sp).unwrap_or_default();
                    for (i, w) in frame.iter_mut().enumerate() {
                        if i >= HIGH_SLOT as usize || live >> i & 1 == 1 && i as u32 != cont.aux {
                            collector.root(w);
                        }
                    }
                }
            }
        }
        collector.finish();
    }
}
