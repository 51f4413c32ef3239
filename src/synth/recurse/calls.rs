//! The recursive calls that are possible in a branch, as variables: calls on smaller parts, and calls on each element of
//! a list of smaller parts (`map f children`). A call's result is known where an example fixes it or the program found so
//! far computes it; elsewhere it is a guess.

use crate::core::eval::Value;
use crate::core::ty::Type;
use crate::synth::context::{Context, Definition, MAX_ROWS, Mask, OpenCall, Variable, all_rows};
use crate::synth::library::Instance;
use crate::synth::recurse::renaming::Knowledge;
use crate::synth::space::{Space, combine};
use crate::synth::types::TypeId;

/// Most recursive calls offered as variables of one branch.
const MAX_CALLS: usize = 8;
/// Copies of each row with other guesses.
const COPIES: u64 = 2;
/// Rows that are copied once more with guesses for what is known as well; of results of an enumeration type, which are
/// soon the same by chance, one row so often.
const FREE: usize = 2;
const FREE_COPIES: u64 = 8;
/// The least salt of such copies.
pub(crate) const FORCED: u64 = 17;

/// Adds a variable for each recursive call on smaller parts, and the open calls.
pub(crate) fn add_calls(child: &mut Context, space: &mut Space<'_>) {
    if child.smaller.is_empty() && child.smaller_lists.is_empty() {
        return;
    }
    let arity = space.arity as u16;
    let mut calls: Vec<Vec<u16>> = vec![Vec::new()];
    for p in 0..arity {
        let mut next = Vec::new();
        for call in &calls {
            let parts = child.smaller.iter().filter(|(q, _)| *q == p).map(|(_, v)| *v);
            for v in parts.chain([p]) {
                let mut call = call.clone();
                call.push(v);
                next.push(call);
            }
        }
        calls = next;
    }
    // An accumulator that changes does not make a call end.
    let ends = usize::from(space.accumulates.is_some());
    calls.retain(|call| call.iter().enumerate().skip(ends).any(|(p, v)| *v != p as u16));
    turned(child, &mut calls);
    calls.truncate(MAX_CALLS);
    let mut calls: Vec<Definition> = calls.into_iter().map(Definition::Call).collect();
    calls.extend(child.smaller_lists.iter().map(|(p, list)| Definition::Each(*p, *list)));
    let base = child.rows;
    let mut guessed = false;
    child.salts.extend(std::iter::repeat_n(0, base));
    for call in &calls {
        guessed |= call_variable(child, call, 0..base, space);
    }
    if let Some(call) = space.bind(child) {
        // With what is a guess, it gives a guess.
        let guesses = child.variables.last().map_or(0, |given| given.unknown);
        guessed |= call_variable(child, &call, 0..base, space);
        if let Some(result) = child.variables.last_mut() {
            result.unknown |= guesses;
            result.likely &= !guesses;
        }
    }
    guessed |= arity > 1;
    for copy in 1..=COPIES {
        if !guessed || base * (copy as usize + 1) > MAX_ROWS || base * (copy as usize + 1) > 48 {
            break;
        }
        copied(child, 0..base, copy, space);
    }
    // A call is not what it happens to be where it is known.
    let (free, times) = if few_results(space) { (1, FREE_COPIES) } else { (FREE, 1) };
    for copy in 0..times {
        if child.rows + free <= MAX_ROWS {
            copied(child, base.saturating_sub(free)..base, FORCED + copy, space);
        }
    }
    // Copies of rows, which take other guesses, expect nothing.
    child.expected.resize(child.rows, 0);
    child.targets.resize(child.rows, space.bottom);
    child.expecting &= all_rows(base);
    open_calls(child, space);
}

/// Whether the function's results are of an enumeration type.
fn few_results(space: &Space<'_>) -> bool {
    space.enumerations.contains_key(&space.result)
}

/// The salt of a branch's call of that number on a row: the results of two calls must not be the same on all copies if
/// there are few to choose from, as there are of a type that the function knows nothing of.
fn salt_of(call: usize, salt: u64, space: &Space<'_>) -> u64 {
    match salt {
        _ if !few_results(space) && space.is_closed(space.result) => salt,
        FORCED.. if !few_results(space) => salt + (call % 2) as u64,
        0 => 0,
        FORCED.. => FORCED + ((salt - FORCED) >> call.min(3)),
        // Whether a result is another one than on the row that is copied.
        _ if (salt >> (call % 2)) & 1 == 1 => 1,
        _ => 2,
    }
}

/// Adds copies of `rows` in which guesses are others.
fn copied(child: &mut Context, rows: std::ops::Range<usize>, salt: u64, space: &mut Space<'_>) {
    for variable in &mut child.variables {
        variable.values.extend_from_within(rows.clone());
        variable.keys.extend_from_within(rows.clone());
    }
    child.example.extend_from_within(rows.clone());
    child.salts.extend(std::iter::repeat_n(salt, rows.len()));
    let new = child.rows..child.rows + rows.len();
    child.rows = new.end;
    for at in 0..child.variables.len() {
        if child.variables[at].definition.is_call() {
            refill(child, at, new.clone(), space);
        }
    }
}

/// Adds to calls with one smaller part those with two arguments of one type exchanged: they decrease as well.
fn turned(child: &Context, calls: &mut Vec<Vec<u16>>) {
    let sort = |v: u16| &child.variables[v as usize].sort;
    for call in calls.clone() {
        let smaller = call.iter().enumerate().filter(|(p, v)| **v != *p as u16).count();
        for p in 0..call.len() {
            for q in p + 1..call.len() {
                if smaller == 1 && sort(p as u16) == sort(q as u16) && (call[p] != p as u16 || call[q] != q as u16) {
                    let mut other = call.clone();
                    other.swap(p, q);
                    calls.push(other);
                }
            }
        }
    }
}

/// A variable for one call; says whether some result is a guess.
fn call_variable(child: &mut Context, call: &Definition, rows: std::ops::Range<usize>, space: &mut Space<'_>) -> bool {
    let result = space.types.get(space.result).clone();
    let ty = if let Definition::Each(..) = call { Type::list(result) } else { result };
    let name = space.fresh(&ty);
    let Some(sort) = crate::synth::library::slot(&ty, &mut space.types) else { return false };
    let definition = call.clone();
    let empty = vec![space.bottom; rows.len()];
    child.variables.push(Variable::new(name, sort, empty, vec![0; rows.len()], definition));
    let at = child.variables.len() - 1;
    refill(child, at, rows, space);
    child.variables[at].unknown != 0
}

/// Sets the results of a call variable on `rows`.
fn refill(child: &mut Context, at: usize, rows: std::ops::Range<usize>, space: &mut Space<'_>) {
    let definition = child.variables[at].definition.clone();
    let number = child.variables[..at].iter().filter(|v| v.definition.is_call()).count();
    for row in rows {
        let (value, key, knowledge) = match &definition {
            Definition::Call(call) => {
                let args: Vec<Value> = call.iter().map(|v| child.variables[*v as usize].values[row]).collect();
                let keys: Vec<u64> = call.iter().map(|v| child.variables[*v as usize].keys[row]).collect();
                space.oracle(child.partial, child.example[row], &args, &keys, salt_of(number, child.salts[row], space))
            }
            Definition::Each(p, list) => each(child, *p as usize, *list as usize, row, space),
            Definition::Bound | Definition::Computed(..) => continue,
        };
        let variable = &mut child.variables[at];
        variable.values[row] = value;
        variable.keys[row] = key;
        let bit: Mask = 1 << row;
        let sure = knowledge == Knowledge::Known;
        variable.unknown = if sure { variable.unknown & !bit } else { variable.unknown | bit };
        variable.likely |= if knowledge == Knowledge::Likely { bit } else { 0 };
    }
}

/// The results of the calls on each element of variable `list` in place of parameter `p`; known when all of them are.
fn each(child: &Context, p: usize, list: usize, row: usize, space: &mut Space<'_>) -> (Value, u64, Knowledge) {
    let Some(elements) = space.elements(child.variables[list].values[row]) else {
        return (space.bottom, 0, Knowledge::Guess);
    };
    let mut args: Vec<Value> = child.variables[..space.arity].iter().map(|v| v.values[row]).collect();
    let mut keys: Vec<u64> = child.variables[..space.arity].iter().map(|v| v.keys[row]).collect();
    let (mut results, mut all) = (Vec::new(), Knowledge::Known);
    for element in elements {
        args[p] = element;
        keys[p] = space.key(element);
        let (value, _, knowledge) = space.oracle(child.partial, child.example[row], &args, &keys, child.salts[row]);
        results.push(value);
        all = all.min(knowledge);
    }
    let value = space.list(&results);
    let key = space.key(value);
    (value, if all > Knowledge::Guess { key } else { combine(&[key, child.salts[row]]) | 1 }, all)
}

/// Calls that fix one smaller part and leave the other arguments open, and calls on what is computed: something smaller than
/// the parameter it stands for, a list shorter, the other arguments as they are.
fn open_calls(child: &mut Context, space: &Space<'_>) {
    if space.accumulates.is_some() {
        for (p, v) in child.smaller.iter().filter(|(p, _)| *p > 0).rev().take(3).copied().collect::<Vec<_>>() {
            let fixed = |i: usize| if i == p as usize { Some(v) } else { (i > 0).then_some(i as u16) };
            child.open_calls.push(OpenCall { fixed: (0..space.arity).map(fixed).collect(), shorter: None });
        }
        return;
    }
    let functions: Vec<bool> = space.params.iter().map(|p| p.as_fun().is_some()).collect();
    if functions.iter().filter(|f| !**f).count() >= 2 {
        for (p, v) in child.smaller.iter().rev().take(3) {
            let mut fixed: Vec<Option<u16>> =
                functions.iter().enumerate().map(|(i, f)| f.then_some(i as u16)).collect();
            fixed[*p as usize] = Some(*v);
            child.open_calls.push(OpenCall { fixed, shorter: None });
        }
    }
    let split = |p: &usize| child.smaller.iter().any(|(q, _)| *q as usize == *p);
    let list = |p: &usize| crate::synth::deduce::is_list(&space.params[*p]);
    let data = |p: &usize| space.computes(&space.params[*p]);
    let computed =
        (0..space.arity).filter(|p| split(p) && list(p)).chain((0..space.arity).filter(|p| split(p) && data(p)));
    for p in computed.take(1).collect::<Vec<_>>() {
        let fixed = (0..space.arity).map(|i| (i != p).then_some(i as u16)).collect();
        child.open_calls.push(OpenCall { fixed, shorter: Some(p as u16) });
    }
}

impl Space<'_> {
    /// Whether a function of the user's returns data of a type: values that are computed from others.
    fn computes(&self, ty: &Type) -> bool {
        let Type::Con(head) = ty.spine().0 else { return false };
        let own = |i: &Instance| i.name.module() == self.goal.name.module();
        let returned = |id: TypeId| self.library.instances.iter().any(|i| !i.constructor && i.result == id && own(i));
        head.module().is_some() && head.module() == self.goal.name.module() && self.types.find(ty).is_some_and(returned)
    }
}
