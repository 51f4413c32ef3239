//! What the project's tests say of the function.

use crate::analysis::goals::Reader;
use crate::lang::ItemKind;

impl Reader<'_> {
    /// Reads what the project's tests say; what cannot be used of it is left out.
    pub(super) fn tests(&mut self) -> Vec<(String, usize)> {
        let (snapshot, mut found) = (self.snapshot, Vec::new());
        for suite in snapshot.suites() {
            if suite.module().is_some_and(|module| self.env.module(module).is_some()) {
                continue;
            }
            let whole = suite.session(snapshot);
            self.definitions = &suite.binds;
            let mut used = 0;
            for claim in suite.claims_of(snapshot, self.name) {
                let (mut session, item) = suite.enter(&whole, claim);
                let before = (self.examples.len(), self.checks.len());
                self.extend(&session.env);
                self.number += 1;
                let read = match &item.kind {
                    ItemKind::Equation(text) => self.equation(&mut session, text),
                    ItemKind::Property(text) => self.property(&mut session, text),
                    ItemKind::Example { .. } => Ok(()),
                };
                used += usize::from(read.is_ok() && before != (self.examples.len(), self.checks.len()));
            }
            if used > 0 {
                found.push((suite.place.clone(), used));
            }
        }
        found
    }
}
