//! Haskell. STUB.
