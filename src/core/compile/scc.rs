//! Binding groups in the order of their dependencies (Tarjan, *Depth-first search and linear graph algorithms*, 1972).

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::core::compile::ir::{Expr, Local};

/// Splits recursive bindings into strongly connected groups, each after those it uses.
pub(super) fn groups(binds: Vec<(Local, Expr)>) -> Vec<Vec<(Local, Expr)>> {
    let index: HashMap<Local, usize, FxBuildHasher> =
        binds.iter().enumerate().map(|(i, (local, _))| (*local, i)).collect();
    let edges: Vec<Vec<usize>> = binds
        .iter()
        .map(|(_, rhs)| {
            let mut used = Vec::new();
            uses(rhs, &index, &mut used);
            used
        })
        .collect();
    let order = components(&edges);
    let mut slots: Vec<Option<(Local, Expr)>> = binds.into_iter().map(Some).collect();
    let take = |i: usize, slots: &mut Vec<Option<(Local, Expr)>>| slots.get_mut(i).and_then(Option::take);
    order.into_iter().map(|group| group.into_iter().filter_map(|i| take(i, &mut slots)).collect()).collect()
}

fn uses(expr: &Expr, index: &HashMap<Local, usize, FxBuildHasher>, used: &mut Vec<usize>) {
    if let Expr::Local(local) = expr
        && let Some(&i) = index.get(local)
        && !used.contains(&i)
    {
        used.push(i);
    }
    expr.children(&mut |child| uses(child, index, used));
}

/// Strongly connected components, dependencies first; members in source order.
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let n = edges.len();
    let (mut number, mut low, mut on) = (vec![0; n], vec![0; n], vec![false; n]);
    let (mut stack, mut result, mut counter) = (Vec::new(), Vec::new(), 0);
    for root in 0..n {
        if number[root] != 0 {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some(&mut (v, ref mut next)) = work.last_mut() {
            if *next == 0 && number[v] == 0 {
                counter += 1;
                (number[v], low[v], on[v]) = (counter, counter, true);
                stack.push(v);
            }
            if let Some(&w) = edges[v].get(*next) {
                *next += 1;
                if number[w] == 0 {
                    work.push((w, 0));
                } else if on[w] {
                    low[v] = low[v].min(number[w]);
                }
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[v]);
            }
            if low[v] == number[v] {
                let mut group = Vec::new();
                while let Some(w) = stack.pop() {
                    on[w] = false;
                    group.push(w);
                    if w == v {
                        break;
                    }
                }
                group.sort_unstable();
                result.push(group);
            }
        }
    }
    result
}
