//! The network that orders the search.
//!
//! It reads a goal once ([`reading`]) and says for every production how likely a program for that goal uses it
//! ([`network`]); [`guide`] turns that into costs. Productions are read like goals, from their kind, type and name, so
//! that functions the user wrote a minute ago have a cost too. Small on purpose: about a million parameters, a few
//! milliseconds on a laptop's processor, embedded in the binary.

pub mod device;
pub mod guide;
pub mod network;
pub mod property;
pub mod reading;
pub mod value;
