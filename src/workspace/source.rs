//! A file's text, open in an editor or on the disk, read again only when it may have changed.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::text::Buffer;
use crate::workspace::Overlay;

/// Longer files are not read: nobody writes them by hand.
const MAX_BYTES: u64 = 4 << 20;

/// Where a text comes from, and the text once it was read.
pub(super) struct Source {
    origin: Origin,
    text: String,
}

enum Origin {
    Open(Buffer),
    Disk { path: PathBuf, modified: Option<SystemTime>, length: u64 },
}

impl Source {
    /// The source at `path`, not read yet.
    pub(super) fn find(path: &Path, overlay: &Overlay) -> Option<Source> {
        if let Some(buffer) = overlay(path) {
            return Some(Source { origin: Origin::Open(buffer), text: String::new() });
        }
        let meta = fs::metadata(path).ok().filter(|meta| meta.is_file() && meta.len() <= MAX_BYTES)?;
        let origin = Origin::Disk { path: path.to_owned(), modified: meta.modified().ok(), length: meta.len() };
        Some(Source { origin, text: String::new() })
    }

    /// With its text: that of `known` if nothing says that it changed. None when it cannot be read.
    pub(super) fn read(self, known: Option<&Source>) -> Option<Source> {
        let unchanged = known.filter(|known| match (&self.origin, &known.origin) {
            (Origin::Open(now), Origin::Open(then)) => now == then,
            (Origin::Disk { modified: now, length, .. }, Origin::Disk { modified: then, length: before, .. }) => {
                now.is_some() && now == then && length == before
            }
            _ => false,
        });
        let text = match (unchanged, &self.origin) {
            (Some(known), _) => known.text.clone(),
            (None, Origin::Open(buffer)) => buffer.to_string(),
            (None, Origin::Disk { path, .. }) => fs::read_to_string(path).ok()?,
        };
        Some(Source { text, ..self })
    }

    /// What tells it from the same file at another time.
    pub(super) fn stamp(&self, hasher: &mut impl Hasher) {
        match &self.origin {
            Origin::Open(buffer) => buffer.to_string().hash(hasher),
            Origin::Disk { modified, length, .. } => (modified, length).hash(hasher),
        }
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether both have the same text, wherever it comes from.
    pub(super) fn same_text(&self, other: &Source) -> bool {
        self.text == other.text
    }
}
