//! Modules: scope, imports, exports, declarations, functions not written yet, interactive lines.

use super::{PRELUDE, bind, lower};
use crate::core::name::Name;
use crate::core::sexpr;
use crate::core::term::Term;
use crate::lang::{Line, Lowered, Scope};

fn value(lowered: &Lowered, text: &str) -> Option<&'static str> {
    lowered.scope.values.get(text).and_then(|names| names.first()).map(|name| name.as_str())
}

fn ty(lowered: &Lowered, text: &str) -> Option<&'static str> {
    lowered.scope.types.get(text).and_then(|names| names.first()).map(|name| name.as_str())
}

#[test]
fn what_an_import_list_leaves_out_is_not_in_scope() {
    let lowered = lower(
        "module M where\nimport Data.List (sortBy, nub)\nimport qualified Data.Maybe as X (Maybe (..), fromMaybe)\n\
         import Data.Char hiding (toUpper)\nimport Data.Ord (Down (Down))\nimport Data.Either ()\nimport Nowhere (thing)\n",
    );
    for (text, wanted) in [
        ("sortBy", true),
        ("nub", true),
        ("sort", false),
        ("Data.List.nub", true),
        ("Data.List.sort", false),
        ("X.fromMaybe", true),
        ("X.Just", true),
        ("X.mapMaybe", false),
        ("fromMaybe", false),
        ("Just", true),
        ("toUpper", false),
        ("toLower", true),
        ("Data.Char.toLower", true),
        ("Down", true),
        ("lefts", false),
        ("either", true),
        ("thing", false),
        ("map", true),
        ("Prelude.map", true),
    ] {
        assert_eq!(value(&lowered, text).is_some(), wanted, "{text}");
    }
    assert_eq!(lowered.missing_imports, [Name::new("Nowhere")]);
    let imports: Vec<&str> = lowered.imports.iter().map(|name| name.as_str()).collect();
    assert_eq!(
        imports,
        ["Prelude", "Data.List", "Data.Maybe", "Data.Char", "Data.Ord", "Data.Either", "Nowhere", "Base"]
    );
}

#[test]
fn the_prelude_is_implicit_unless_imported() {
    let implicit = lower("module M where\n");
    assert_eq!(value(&implicit, "filter").map(|name| Name::new(name).base()), Some("filter"));
    assert!(ty(&implicit, "Int").is_some());
    let explicit = lower("module M where\nimport Prelude (Int, map, Maybe (Just), Eq ((==)))\n");
    assert!(value(&explicit, "map").is_some() && value(&explicit, "filter").is_none());
    assert!(value(&explicit, "Just").is_some() && value(&explicit, "Nothing").is_none());
    assert!(value(&explicit, "==").is_some() && value(&explicit, "/=").is_none());
    let hiding = lower("module M where\nimport Prelude hiding (map, Maybe (..))\n");
    assert!(value(&hiding, "map").is_none() && value(&hiding, "Just").is_none() && ty(&hiding, "Maybe").is_none());
    let none = lower("{-# LANGUAGE NoImplicitPrelude #-}\nmodule M where\n");
    assert!(none.scope.values.is_empty());
}

#[test]
fn own_names_come_first() {
    assert_eq!(bind("module M where\nlookup = 1\nf = lookup\n", "f"), "M.lookup");
    assert_eq!(bind("module M where\nlookup = 1\nf = Prelude.lookup\n", "f"), "lookup");
    assert_eq!(bind("module M where\nlookup = 1\nf lookup = lookup\n", "f"), "(\\ [lookup] lookup)");
    assert_eq!(bind("f = g\ng = 1\n", "f"), "Main.g");
}

fn exported(text: &str) -> Vec<String> {
    let mut names: Vec<String> = lower(text).module.exports.iter().map(|export| export.entity.to_string()).collect();
    names.sort();
    names
}

#[test]
fn export_lists() {
    let body = "import Data.Maybe (fromMaybe, Maybe (..))\ndata T = A { x :: Int } | B\nclass C a where { m :: a; n :: a }\nf = 1\n(+++) = 2\n";
    let module = |list: &str| exported(&format!("module M {list} where\n{body}"));
    assert_eq!(module("(f, (+++))"), ["M.+++", "M.f"]);
    assert_eq!(module("(T, C (m))"), ["M.C", "M.T", "M.m"]);
    assert_eq!(module("(T (..))"), ["M.A", "M.B", "M.T", "M.x"]);
    assert_eq!(module("(T (B), x)"), ["M.B", "M.T", "M.x"]);
    assert_eq!(module("").len(), 9, "{:?}", module(""));
    assert_eq!(module("(module M)"), module(""));
    let reexported = module("(module Data.Maybe)");
    assert_eq!(
        reexported.iter().map(|name| Name::new(name).base()).collect::<Vec<_>>(),
        ["Just", "Maybe", "Nothing", "fromMaybe"]
    );
    assert_eq!(module("(Maybe (..))").len(), 3);
}

#[test]
fn declarations() {
    let text = "{-# LANGUAGE GADTs, DeriveAnyClass, StandaloneDeriving, DerivingStrategies #-}\nmodule M where\n\
        data T a b = A Int !b | B { x, y :: Int, z :: !a } | a :+: b deriving (Eq, Ord)\n\
        newtype N f = N { unN :: f Int } deriving newtype Show\n\
        data G a where { G1, G2 :: c -> [b] -> G c; G3 :: Int -> G Bool; G4 :: { g :: Int } -> G a }\n\
        deriving stock instance Show e => Show (G e)\n\
        type S a = [(a, Int)]\n\
        class (Eq a) => K a where { k, l :: Show b => a -> b; l x = k x; infixl 3 `k` }\n\
        instance K b => K [b] where { k [] = 1; k (x:_) = k x }\n";
    let lowered = lower(text);
    assert!(lowered.opaque.is_empty(), "{:?}", lowered.opaque);
    let shown = sexpr::module(&lowered.module).replace("Base.", "");
    let wanted = "\
(module M)
(data M.T [a b] (M.A `Int` !`b`) (M.B (M.x `Int`) (M.y `Int`) (M.z !`a`)) (M.:+: `a` `b` infix))
";
    assert!(shown.starts_with(wanted), "{shown}");
    for part in [
        "(newtype M.N [f] (M.N (M.unN `f Int`)))",
        "(type M.S [a] `[(a, Int)]`)",
        "(M.G3 `Int` => `G Bool`)",
        "(M.G1 `a` `[b]`)",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let class = &lowered.module.classes[0];
    assert_eq!(class.supers.len(), 1);
    assert_eq!(class.methods[0].1.to_string(), "(K a, Show b) => a -> b");
    assert_eq!(class.defaults[0].0, Name::new("M.l"));
    let instance = &lowered.module.instances[0];
    assert_eq!((instance.context.len(), instance.head.to_string()), (1, "[b]".to_owned()));
    assert_eq!(instance.methods[0].0, Name::new("M.k"));
    let derived = &lowered.module.derivings[3];
    assert_eq!(derived.context.as_ref().unwrap()[0].ty.to_string(), "a");
    assert!(lowered.module.fixities.iter().any(|(name, fixity)| *name == Name::new("M.k") && fixity.precedence == 3));
}

#[test]
fn signatures() {
    let scheme = |signature: &str| {
        let text = format!("{{-# LANGUAGE RankNTypes #-}}\nmodule M where\nf :: {signature}\nf = f\n");
        let lowered = lower(&text);
        let shown = lowered.module.binds[0].scheme.as_ref().map_or("-".to_owned(), sexpr::scheme);
        let notes: String = lowered.opaque.iter().map(|opaque| format!(" ; {}", opaque.reason)).collect();
        shown + &notes
    };
    assert_eq!(scheme("a -> (b -> a) -> [Maybe b]"), "∀ a b. a -> (b -> a) -> [Maybe b]");
    assert_eq!(scheme("(Show a, Eq (f a)) => f a -> ()"), "∀ a f. (Show a, Eq (f a)) => f a -> ()");
    assert_eq!(scheme("forall b a. a -> b"), "∀ b a. a -> b");
    assert_eq!(scheme("forall b. Eq b => Show b => b"), "∀ b. (Eq b, Show b) => b");
    assert_eq!(scheme("(,) a ((->) b c) -> [] Int"), "∀ a b c. (a, b -> c) -> [Int]");
    assert_eq!(scheme("HasCallStack => Int"), "Int");
    assert_eq!(scheme("NoSuchClass a => a"), "-");
    assert_eq!(scheme("(forall a. a) -> Int"), "- ; higher-rank type");
    assert_eq!(scheme("(a ~ b) => a"), "- ; type equality");
    assert_eq!(scheme("Unknown a -> M.Map a"), "∀ a. Unknown a -> Map a");
}

#[test]
fn functions_not_written_yet() {
    let text = "module M where\na :: Int\na = undefined\n\nb :: Int -> Int\nb x = error \"later\"\n\nc :: Int\nc = _\n\nd :: Int\n\
                d = (_body)\n\ne :: Int\ne = todo\n\nf :: Int\n\ng, h :: Int\ng = 1 + _x\n\ni 0 = undefined\ni _ = 1\n\nj x | x = undefined\n";
    let lowered = lower(text);
    let shown: Vec<(&str, Option<&str>)> = lowered
        .functions
        .iter()
        .map(|function| (function.name.base(), function.unwritten.map(|span| &text[span.start..span.end])))
        .collect();
    let wanted = [
        ("a", Some("undefined")),
        ("b", Some("error \"later\"")),
        ("c", Some("_")),
        ("d", Some("_body")),
        ("e", Some("todo")),
        ("f", Some("")),
        ("h", Some("")),
        ("g", None),
        ("i", None),
        ("j", None),
    ];
    let mut sorted = shown.clone();
    sorted.sort();
    let mut wanted = wanted.to_vec();
    wanted.sort();
    assert_eq!(sorted, wanted);
    assert_eq!(lowered.holes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["_x"]);
    let f = lowered.functions.iter().find(|function| function.name.base() == "f").unwrap();
    assert_eq!(f.unwritten.unwrap().start, text.find("f :: Int").unwrap() + "f :: Int".len());
    assert!(matches!(lowered.module.binds.iter().find(|bind| bind.name.base() == "f").unwrap().term, Term::Hole(_)));
}

fn line(text: &str, scope: &Scope) -> String {
    match PRELUDE.with(|sources| sources.line(text, scope)) {
        Line::Expr(term) => sexpr::term(&term),
        Line::Let(binds) => binds.iter().map(|bind| format!("{} = {};", bind.name, sexpr::term(&bind.term))).collect(),
        Line::Bind(pat, term) => format!("{} <- {}", sexpr::pat(&pat), sexpr::term(&term)),
        Line::Import(scope) => format!("import {}", scope.values.contains_key("sortOn")),
        Line::Nothing => "nothing".to_owned(),
        Line::Error(reason) => format!("error {reason}"),
    }
    .replace("Base.", "")
}

#[test]
fn interactive_lines() {
    let mut scope = lower("module M where\ndata R = R { p :: Int }\nf = 1\ninfixr 4 <+>\na <+> b = a\n").scope;
    scope.values.insert("x".to_owned(), vec![Name::new("x")]);
    for (text, wanted) in [
        ("f + 1", "(+ M.f 1)"),
        ("\\x -> x > 0 ==> x == x", "(\\ [x] (==> (> x 0) (== x x)))"),
        ("(- 5)", "(negate 5)"),
        ("-5", "(negate 5)"),
        ("1 <+> 2 <+> x", "(M.<+> 1 (M.<+> 2 x))"),
        ("R { p = 1 }", "(M.R 1)"),
        ("let y = x", "y = x;"),
        (
            "let g 0 = 1; g n = g 0",
            "g = (\\ [_1] (match [_1] ((0) 1) ((n) (g 0)) (fail incomplete \"<interactive>:1:5-22: Non-exhaustive patterns in function g\")));",
        ),
        (
            ":{\nlet g 0 = 1\n    g n = n\n:}",
            "g = (\\ [_1] (match [_1] ((0) 1) ((n) n) (fail incomplete\n    \"<interactive>:(1,5)-(2,11): Non-exhaustive patterns in function g\")));",
        ),
        (":{\nh :: Int -> Int\nh n = n\n:}", "h = (\\ [n] n);"),
        ("let y = 1 in y", "(let [(y = 1)] y)"),
        ("h n = n + 1", "h = (\\ [n] (+ n 1));"),
        ("Just z <- pure x", "(Just z) <- (pure x)"),
        ("import Data.List", "import true"),
        ("import qualified Data.List", "import false"),
        (":m + Data.List", "import true"),
        ("import No.Such", "error unknown module No.Such"),
        (":set -XTupleSections", "import false"),
        (":set -Wall", "nothing"),
        ("-- comment", "nothing"),
        ("", "nothing"),
        ("f +", "error syntax error"),
        (
            "case x of\n  1 -> 2\n  _ -> 3",
            "(match [x] ((1) 2) ((_) 3) (fail incomplete\n    \"<interactive>:(1,1)-(3,8): Non-exhaustive patterns in case\"))",
        ),
        ("\"a\" ++ show 1 -- end", "(++ \"a\" (show 1))"),
        ("data T = T", "error data type at the prompt"),
    ] {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(flat(&line(text, &scope)), flat(wanted), "{text}");
    }
}

#[test]
fn scoped_type_variables_are_not_quantified_again() {
    let text = "{-# LANGUAGE ScopedTypeVariables #-}\nmodule M where\nf :: forall a. [a] -> [a]\nf xs = ys where { ys :: [a]; ys = xs; g :: b -> b; g = id }\n";
    let lowered = lower(text);
    let Term::Lam(_, body) = &lowered.module.binds[0].term else { panic!() };
    let Term::Let(binds, _) = &**body else { panic!() };
    let schemes: Vec<String> = binds.iter().map(|bind| sexpr::scheme(bind.scheme.as_ref().unwrap())).collect();
    assert_eq!(schemes, ["[a]", "∀ b. b -> b"]);
}
