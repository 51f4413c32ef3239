//! Strongly connected components (Tarjan 1972), without recursion.

/// The components of the graph whose node `i` has edges to `edges[i]`, each sorted, dependencies first.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let (mut index, mut low) = (vec![NEW; count], vec![0; count]);
    let mut on_stack = vec![false; count];
    let (mut stack, mut result, mut next) = (Vec::new(), Vec::new(), 0);
    for root in 0..count {
        if index[root] != NEW {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&to) = edges[node].get(edge) {
                work.push((node, edge + 1));
                if index[to] == NEW {
                    work.push((to, 0));
                } else if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            if low[node] == index[node] {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component.push(member);
                    if member == node {
                        break;
                    }
                }
                component.sort_unstable();
                result.push(component);
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn dependencies_come_first() {
        // 0 → 1 ⇄ 2, 3 → 0, 4 alone with itself.
        let edges = vec![vec![1], vec![2], vec![1], vec![0, 2], vec![4]];
        assert_eq!(components(&edges), vec![vec![1, 2], vec![0], vec![3], vec![4]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..100_000).map(|i| if i < 99_999 { vec![i + 1] } else { vec![] }).collect();
        assert_eq!(components(&edges).len(), 100_000);
    }

    #[test]
    fn agrees_with_reachability() {
        // A slow oracle: two nodes share a component exactly when each reaches the other.
        let mut seed = 7u64;
        let mut random = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        for _ in 0..200 {
            let n = 1 + random(8);
            let edges: Vec<Vec<usize>> = (0..n).map(|_| (0..random(4)).map(|_| random(n)).collect()).collect();
            let mut reach = vec![vec![false; n]; n];
            for (i, reached) in reach.iter_mut().enumerate() {
                let mut todo = vec![i];
                while let Some(node) = todo.pop() {
                    for &to in &edges[node] {
                        if !reached[to] {
                            reached[to] = true;
                            todo.push(to);
                        }
                    }
                }
            }
            let found = components(&edges);
            let mut at = vec![0; n];
            for (c, component) in found.iter().enumerate() {
                for &node in component {
                    at[node] = c;
                }
            }
            for i in 0..n {
                for j in 0..n {
                    assert_eq!(at[i] == at[j], i == j || (reach[i][j] && reach[j][i]));
                    assert!(!reach[i][j] || at[j] <= at[i]);
                }
            }
        }
    }
}
