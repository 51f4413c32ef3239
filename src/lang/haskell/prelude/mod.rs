//! The standard library as the synthesizer knows it: the modules under `grammars/haskell/prelude`, lowered and inferred.
//!
//! Start-up does not pay for the library: `prelude.snapshot` beside the sources holds every module elaborated, and a
//! module is read from it when it is first asked for. The snapshot is a generated file; a test proves that it is what
//! the sources mean, and rewrites it under `UPDATE_EXPECT=1`. The first line of a module is `#`, its name and the
//! lengths in bytes of its two parts: names and body (see `decode`).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::core::decl::Typed;
use crate::core::name::Name;

#[cfg(test)]
mod build;
mod decode;
#[cfg(test)]
mod encode;
#[cfg(test)]
mod tests;

static SNAPSHOT: &str = include_str!("../../../../grammars/haskell/prelude.snapshot");

static MODULES: LazyLock<BTreeMap<&'static str, Section>> = LazyLock::new(|| sections(SNAPSHOT));

/// One module of the snapshot.
struct Section {
    names: &'static str,
    body: &'static str,
    module: OnceLock<Option<Arc<Typed>>>,
}

/// The library module of this name. Its imports are named in it and are not loaded with it.
pub(super) fn load(module: Name) -> Option<Arc<Typed>> {
    let section = MODULES.get(module.as_str())?;
    section.module.get_or_init(|| decode::module(section.names, section.body).map(Arc::new)).clone()
}

/// The modules of a snapshot, by name; what is malformed and all after it is left out.
fn sections(mut text: &'static str) -> BTreeMap<&'static str, Section> {
    let mut sections = BTreeMap::new();
    while let Some((name, section, rest)) = section(text) {
        sections.insert(name, section);
        text = rest;
    }
    sections
}

fn section(text: &'static str) -> Option<(&'static str, Section, &'static str)> {
    let (head, rest) = text.strip_prefix('#')?.split_once('\n')?;
    let mut words = head.split(' ');
    let name = words.next()?;
    let names_length: usize = words.next()?.parse().ok()?;
    let body_length: usize = words.next()?.parse().ok()?;
    let (names, rest) = rest.split_at_checked(names_length)?;
    let (body, rest) = rest.strip_prefix('\n')?.split_at_checked(body_length)?;
    Some((name, Section { names, body, module: OnceLock::new() }, rest.strip_prefix('\n')?))
}
