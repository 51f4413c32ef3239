//! Fixities of operators of everyday library modules that the prelude may lack: without them an infix chain that uses one
//! could not be nested.

use crate::core::decl::{Associativity, Fixity};
use crate::core::name::Name;

use Associativity::{Left, None as Neither, Right};

/// An operator and how it binds.
type Entry = (&'static str, u8, Associativity);

/// Modules by prefix, and the operators that they export.
const KNOWN: &[(&str, &[Entry])] = &[
    (
        "Data.Bits",
        &[
            (".&.", 7, Left),
            (".|.", 5, Left),
            ("xor", 6, Left),
            ("shift", 8, Left),
            ("rotate", 8, Left),
            ("shiftL", 8, Left),
            ("shiftR", 8, Left),
            ("rotateL", 8, Left),
            ("rotateR", 8, Left),
            ("unsafeShiftL", 8, Left),
            ("unsafeShiftR", 8, Left),
            ("testBit", 9, Left),
            ("setBit", 9, Left),
            ("clearBit", 9, Left),
            ("complementBit", 9, Left),
        ],
    ),
    ("System.FilePath", &[("</>", 5, Right), ("<.>", 7, Right), ("-<.>", 7, Right)]),
    ("Control.Exception", &[("catch", 9, Left), ("finally", 9, Left), ("onException", 9, Left), ("catches", 9, Left)]),
    (
        "Control.Arrow",
        &[
            ("***", 3, Right),
            ("&&&", 3, Right),
            (">>>", 1, Right),
            ("<<<", 1, Right),
            ("+++", 2, Right),
            ("|||", 2, Right),
            ("<+>", 5, Right),
            ("^>>", 1, Right),
            (">>^", 1, Right),
        ],
    ),
    ("Control.Category", &[(">>>", 1, Right), ("<<<", 1, Right)]),
    (
        "Data.Sequence",
        &[
            ("<|", 5, Right),
            (":<|", 5, Right),
            ("|>", 5, Left),
            (":|>", 5, Left),
            ("><", 5, Right),
            (":<", 5, Right),
            (":>", 5, Left),
        ],
    ),
    (
        PROPERTIES,
        &[("==>", 0, Right), ("===", 4, Neither), ("=/=", 4, Neither), (".&&.", 1, Right), (".||.", 1, Right)],
    ),
    ("Data.Array", &[("!", 9, Left), ("//", 9, Left)]),
    ("Data.IntMap", &[("!", 9, Left), ("!?", 9, Left), ("\\\\", 9, Left)]),
    ("Data.Type.Equality", &[(":~:", 4, Neither)]),
];

/// What properties at the prompt have in scope without an import.
pub(super) const PROPERTIES: &str = "Test.QuickCheck";

/// How `operator` binds if one of these modules (imported, but not loaded) is known to export it.
pub(super) fn fixity(operator: &str, missing: &[Name]) -> Option<Fixity> {
    let exports = |module: &str| {
        missing
            .iter()
            .any(|name| name.as_str().strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    };
    let tables = KNOWN.iter().filter(|(module, _)| exports(module));
    let mut found = tables.flat_map(|(_, operators)| operators.iter()).filter(|(name, ..)| *name == operator);
    found.next().map(|(_, precedence, associativity)| Fixity { precedence: *precedence, associativity: *associativity })
}
