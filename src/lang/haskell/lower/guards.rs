//! Guards: conditions, pattern guards and `let`s, falling through to the next alternative when all of them fail.

use crate::core::name::Name;
use crate::core::term::{Alt, Match, Otherwise, Pat, Term};
use crate::core::wired;
use crate::lang::haskell::lower::binds::Locals;
use crate::lang::haskell::lower::expr::{choose, never};
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::{Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// A guard, lowered.
enum Guard {
    If(Term),
    Pat(Pat, Term, bool),
    Let(Locals),
}

impl<'t> Cx<'t, '_> {
    /// Guarded bodies, tried in order; whether all of them may fail.
    pub(super) fn guarded(&mut self, matches: &[Node<'t>]) -> (Term, bool) {
        let mut rows: Vec<(Vec<Guard>, Term)> = Vec::new();
        for node in matches {
            let mark = self.mark();
            let guards = match node.field("guards") {
                Some(guards) => self.guards(guards),
                None => Ok(Vec::new()),
            };
            let row = match sound(*node).and(guards) {
                Ok(guards) => (guards, self.expr_field(*node, "expression")),
                Err(opaque) => (Vec::new(), self.opaque_term(opaque)),
            };
            self.leave(mark);
            let last = row.0.is_empty();
            rows.push(row);
            if last {
                break;
            }
        }
        if rows.is_empty() {
            return (Term::Fall, true);
        }
        let simple = |guards: &[Guard]| matches!(guards, [] | [Guard::If(_)]);
        if rows.iter().all(|(guards, _)| simple(guards)) { nest(rows) } else { alternatives(rows) }
    }

    fn guards(&mut self, node: Node<'t>) -> Fallible<Vec<Guard>> {
        sound(node)?;
        let mut out = Vec::new();
        for guard in node.fields("guard") {
            sound(guard)?;
            let missing = || fail(guard, "syntax error");
            match guard.kind() {
                "boolean" => {
                    let condition = guard.first().ok_or_else(missing)?;
                    let text = surface(condition);
                    if !(self.means(&text, "Base.otherwise") || self.means(&text, wired::TRUE)) {
                        out.push(Guard::If(self.expr(condition)));
                    }
                }
                "pattern_guard" => {
                    let value = self.expr_field(guard, "expression");
                    let pat = self.pat(guard.field("pattern").ok_or_else(missing)?)?;
                    let can_fail = self.can_fail(&pat);
                    out.push(Guard::Pat(pat, value, can_fail));
                }
                "let" => out.push(Guard::Let(self.binds_of(guard)?)),
                kind => return Err(fail(guard, kind.replace('_', " "))),
            }
        }
        Ok(out)
    }
}

/// Rows of at most one condition: a chain of decisions.
fn nest(rows: Vec<(Vec<Guard>, Term)>) -> (Term, bool) {
    let (mut rest, mut falls) = (Term::Fall, true);
    for (mut guards, body) in rows.into_iter().rev() {
        match guards.pop() {
            Some(Guard::If(condition)) if matches!(rest, Term::Fall) => {
                let pats = vec![Pat::Con(Name::new(wired::TRUE), Vec::new())];
                let alts = vec![Alt { pats, body }];
                rest = Term::Match(Box::new(Match { scrutinees: vec![condition], alts, otherwise: Otherwise::Fall }));
            }
            Some(Guard::If(condition)) => {
                rest = choose(condition, body, rest, if falls { Otherwise::Fall } else { never() });
            }
            _ => (rest, falls) = (body, false),
        }
    }
    (rest, falls)
}

/// Rows with pattern guards: alternatives without scrutinee, each falling through to the next.
fn alternatives(rows: Vec<(Vec<Guard>, Term)>) -> (Term, bool) {
    let mut falls = true;
    let mut alts: Vec<Alt> = Vec::new();
    for (guards, body) in rows {
        falls = false;
        let mut body = body;
        for guard in guards.into_iter().rev() {
            body = match guard {
                Guard::Let(binds) => binds.around(body),
                Guard::If(condition) => {
                    falls = true;
                    let pats = vec![Pat::Con(Name::new(wired::TRUE), Vec::new())];
                    let alts = vec![Alt { pats, body }];
                    Term::Match(Box::new(Match { scrutinees: vec![condition], alts, otherwise: Otherwise::Fall }))
                }
                Guard::Pat(pat, value, can_fail) => {
                    falls |= can_fail;
                    let alts = vec![Alt { pats: vec![pat], body }];
                    Term::Match(Box::new(Match { scrutinees: vec![value], alts, otherwise: Otherwise::Fall }))
                }
            };
        }
        alts.push(Alt { pats: Vec::new(), body });
        if !falls {
            break;
        }
    }
    if let [alt] = alts.as_mut_slice() {
        return (std::mem::replace(&mut alt.body, Term::Fall), falls);
    }
    let otherwise = if falls { Otherwise::Fall } else { never() };
    (Term::Match(Box::new(Match { scrutinees: Vec::new(), alts, otherwise })), falls)
}
