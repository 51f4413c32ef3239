//! How a list was put together by `concatMap`: which piece of it each element gave. Where the pieces of other elements are
//! known, what is left is known too; else pieces of one length, or of one element each, are likely.

use crate::core::eval::Value;
use crate::core::ty::Type;
use crate::synth::deduce::Over;
use crate::synth::deduce::lists::Sample;
use crate::synth::recurse::Forest;
use crate::synth::space::Space;
use crate::synth::types::TypeId;

/// A row, its list, and the result.
type Row = (usize, Vec<Value>, Vec<Value>);
/// Of each row, for each element where its piece begins and ends.
type Cut = Vec<Vec<Option<(usize, usize)>>>;
/// The same as keys.
type Keys = (Vec<u64>, Vec<u64>);

impl Forest {
    /// `concatMap`: each way to cut the results into the elements' pieces.
    pub(super) fn flattened(
        &mut self,
        n: usize,
        id: u32,
        (element, to): (TypeId, TypeId),
        rows: &[Row],
        space: &mut Space<'_>,
    ) {
        if rows.iter().any(|(_, list, out)| list.is_empty() && !out.is_empty()) {
            return;
        }
        let whole = Type::list(space.types.get(to).clone());
        let whole = space.types.id(&whole);
        for cut in space.cuts(rows) {
            let mut samples = Vec::new();
            for ((row, list, out), pieces) in rows.iter().zip(cut) {
                for (x, piece) in list.iter().zip(pieces) {
                    let answer = piece.map(|(from, to)| space.list(&out[from..to]));
                    samples.push(Sample { row: *row, elements: vec![*x], answer });
                }
            }
            if samples.iter().filter(|s| s.answer.is_some()).count() >= 2 {
                self.propose(n, Over::ConcatMap, vec![id], &[element], whole, samples, space);
            }
        }
    }
}

impl Space<'_> {
    /// The cuts that nothing speaks against: what follows, if that is all; else the likely ones, or what little follows.
    fn cuts(&mut self, rows: &[Row]) -> Vec<Cut> {
        let mut keys: Vec<Keys> = Vec::new();
        for (_, list, out) in rows {
            let [list, out] = [list, out].map(|all| all.iter().map(|x| self.key(*x)).collect::<Vec<u64>>());
            keys.push((list, out));
        }
        let sure = following(&keys);
        if sure.iter().flatten().all(Option::is_some) {
            return vec![sure];
        }
        let mut likely: Vec<Cut> = even(&keys).into_iter().collect();
        if let Some(cut) = runs(&keys).filter(|cut| !likely.contains(cut)) {
            likely.push(cut);
        }
        if likely.is_empty() { vec![sure] } else { likely }
    }
}

/// The pieces that follow from those of lists of one element, and from empty results.
fn following(rows: &[Keys]) -> Cut {
    let mut known: Vec<(u64, Vec<u64>)> = Vec::new();
    let of =
        |known: &[(u64, Vec<u64>)], key: u64| known.iter().find(|(k, _)| *k == key).map(|(_, piece)| piece.clone());
    let mut cut: Cut = Vec::new();
    loop {
        let before = known.len();
        cut.clear();
        for (list, out) in rows {
            let mut pieces = vec![None; list.len()];
            let (mut from, mut to) = (0, out.len());
            let (mut first, mut last) = (0, list.len());
            while first < last
                && let Some(piece) = of(&known, list[first]).filter(|piece| out[from..to].starts_with(piece))
            {
                pieces[first] = Some((from, from + piece.len()));
                (first, from) = (first + 1, from + piece.len());
            }
            while first < last
                && let Some(piece) = of(&known, list[last - 1]).filter(|piece| out[from..to].ends_with(piece))
            {
                pieces[last - 1] = Some((to - piece.len(), to));
                (last, to) = (last - 1, to - piece.len());
            }
            if last - first == 1 || from == to {
                pieces[first..last].fill(Some((from, to)));
            }
            for (key, piece) in list.iter().zip(&pieces) {
                if let Some((from, to)) = piece
                    && of(&known, *key).is_none()
                {
                    known.push((*key, out[*from..*to].to_vec()));
                }
            }
            cut.push(pieces);
        }
        if known.len() == before {
            return cut;
        }
    }
}

/// The same number of results for every element, if that is so everywhere.
fn even(rows: &[Keys]) -> Option<Cut> {
    let (list, out) = rows.iter().find(|(list, _)| !list.is_empty())?;
    let k = out.len() / list.len();
    let all = k > 0 && rows.iter().all(|(list, out)| out.len() == k * list.len());
    let pieces = |(list, _): &Keys| (0..list.len()).map(|i| Some((i * k, (i + 1) * k))).collect();
    all.then(|| rows.iter().map(pieces).collect())
}

/// Equal results next to each other for every element, if there are so many of these everywhere.
fn runs(rows: &[Keys]) -> Option<Cut> {
    let cut = rows.iter().map(|(list, out)| {
        let mut pieces: Vec<Option<(usize, usize)>> = Vec::new();
        let mut from = 0;
        for run in out.chunk_by(|a, b| a == b) {
            pieces.push(Some((from, from + run.len())));
            from += run.len();
        }
        (pieces.len() == list.len()).then_some(pieces)
    });
    cut.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a function from numbers to lists, over these lists.
    fn rows(lists: &[&[u64]], f: &dyn Fn(u64) -> Vec<u64>) -> Vec<Keys> {
        lists.iter().map(|list| (list.to_vec(), list.iter().flat_map(|x| f(*x)).collect())).collect()
    }

    /// The pieces that a cut gives to each element, where it says so.
    fn pieces(rows: &[Keys], cut: &Cut) -> Vec<(u64, Vec<u64>)> {
        let of = |((list, out), cut): (&Keys, &Vec<Option<(usize, usize)>>)| {
            let piece = |(x, at): (&u64, &Option<(usize, usize)>)| at.map(|(from, to)| (*x, out[from..to].to_vec()));
            list.iter().zip(cut).filter_map(piece).collect::<Vec<_>>()
        };
        rows.iter().zip(cut).flat_map(of).collect()
    }

    #[test]
    fn what_follows_is_what_each_element_gave() {
        let repeated = |x: u64| vec![x; x as usize];
        let lists: [&[u64]; 4] = [&[3], &[3, 1], &[2, 3, 1], &[0, 1]];
        let rows = rows(&lists, &repeated);
        let cut = following(&rows);
        assert!(cut.iter().flatten().all(Option::is_some), "{cut:?}");
        assert!(pieces(&rows, &cut).into_iter().all(|(x, piece)| piece == repeated(x)));
    }

    #[test]
    fn equal_results_next_to_each_other_are_a_piece() {
        let repeated = |x: u64| vec![x; x as usize];
        let rows = rows(&[&[3, 1], &[2, 4, 2]], &repeated);
        assert!(following(&rows).iter().flatten().all(Option::is_none));
        let cut = runs(&rows).unwrap_or_default();
        assert!(pieces(&rows, &cut).into_iter().all(|(x, piece)| piece == repeated(x)));
        assert!(even(&rows).is_none());
    }
}
