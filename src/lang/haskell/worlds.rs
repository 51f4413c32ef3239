//! Modules as people write them, to dream goals in (`grammars/haskell/dream`).

/// Name and text; the last one is never trained on.
pub(super) const ALL: &[(&str, &str)] = &[
    ("Plain", include_str!("../../../grammars/haskell/dream/Plain.hs")),
    ("Lists", include_str!("../../../grammars/haskell/dream/Lists.hs")),
    ("Sorting", include_str!("../../../grammars/haskell/dream/Sorting.hs")),
    ("Text", include_str!("../../../grammars/haskell/dream/Text.hs")),
    ("Records", include_str!("../../../grammars/haskell/dream/Records.hs")),
    ("Trees", include_str!("../../../grammars/haskell/dream/Trees.hs")),
    ("Maps", include_str!("../../../grammars/haskell/dream/Maps.hs")),
    ("Optional", include_str!("../../../grammars/haskell/dream/Optional.hs")),
    ("Peano", include_str!("../../../grammars/haskell/dream/Peano.hs")),
    ("Money", include_str!("../../../grammars/haskell/dream/Money.hs")),
    ("Shapes", include_str!("../../../grammars/haskell/dream/Shapes.hs")),
    ("Grids", include_str!("../../../grammars/haskell/dream/Grids.hs")),
    ("Expressions", include_str!("../../../grammars/haskell/dream/Expressions.hs")),
    ("Queues", include_str!("../../../grammars/haskell/dream/Queues.hs")),
];
