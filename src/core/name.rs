//! Interned names: cheap to copy, compare and hash; ordered by their text.
//!
//! A *global* name is fully qualified by the module that defines it (`Data.List.sortBy`, `Base.==`); a local one
//! has no qualifier. Names with special syntax (`[]`, `:`, `()`, `(,)`, `->`) have no module. The table lives as
//! long as the process: programs share most of their names, and the server's growth is bounded by what users type.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, RwLock};

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An interned name. Equality is identity; `Ord` compares the text, so sorted output is deterministic.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

#[derive(Default)]
struct Table {
    ids: HashMap<&'static str, u32, FxBuildHasher>,
    texts: Vec<&'static str>,
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(RwLock::default);

impl Name {
    /// The name with this text.
    pub fn new(text: &str) -> Name {
        if let Ok(table) = TABLE.read()
            && let Some(&id) = table.ids.get(text)
        {
            return Name(id);
        }
        let mut table = TABLE.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(&id) = table.ids.get(text) {
            return Name(id);
        }
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let id = u32::try_from(table.texts.len()).unwrap_or(u32::MAX);
        table.texts.push(text);
        table.ids.insert(text, id);
        Name(id)
    }

    /// The global `name` of `module`.
    pub fn global(module: Name, name: &str) -> Name {
        Name::new(&format!("{}.{name}", module.as_str()))
    }

    /// The full text, qualifier included.
    pub fn as_str(self) -> &'static str {
        let table = TABLE.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        table.texts.get(self.0 as usize).copied().unwrap_or("")
    }

    /// The text without its module: `sortBy` of `Data.List.sortBy`, `.` of `Base..`.
    pub fn base(self) -> &'static str {
        let text = self.as_str();
        &text[qualifier_len(text)..]
    }

    /// The defining module, if the name is global.
    pub fn module(self) -> Option<Name> {
        let text = self.as_str();
        match qualifier_len(text) {
            0 => None,
            len => Some(Name::new(&text[..len - 1])),
        }
    }
}

/// Length of the longest prefix of the form `Upper alnum* .` repeated, dot included, that leaves something behind.
fn qualifier_len(text: &str) -> usize {
    let mut start = 0;
    loop {
        let rest = &text[start..];
        if !rest.starts_with(|c: char| c.is_uppercase()) {
            return start;
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
        match end {
            Some(end) if rest[end..].starts_with('.') && rest.len() > end + 1 => start += end + 1,
            _ => return start,
        }
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0 == other.0 { Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name::new(text)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_str<E>(self, text: &str) -> Result<Name, E> {
                Ok(Name::new(text))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn qualified_names_fall_apart_at_the_right_dot() {
        for (text, module, base) in [
            ("Data.List.sortBy", Some("Data.List"), "sortBy"),
            ("Base..", Some("Base"), "."),
            ("Data.Map.!", Some("Data.Map"), "!"),
            ("Base.True", Some("Base"), "True"),
            ("Just", None, "Just"),
            (".", None, "."),
            ("x'", None, "x'"),
            ("[]", None, "[]"),
        ] {
            let name = Name::new(text);
            assert_eq!(name.base(), base, "{text}");
            assert_eq!(name.module(), module.map(Name::new), "{text}");
        }
    }
}
