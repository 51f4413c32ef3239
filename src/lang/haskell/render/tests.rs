//! Functions are lowered and rendered again. The result must be the expected text, lower to a term that renders to
//! the same text, and (where the compiler is installed) compile without warnings and pass the linter.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::core::name::Name;
use crate::lang::haskell::HASKELL;
use crate::lang::{Lowered, Rendering};

const HEADER: &str = "module Task where\n\nimport Data.List (sortBy)\nimport Data.Maybe (fromMaybe)\nimport qualified Data.Map as Map\n\ndata Nat = O | S Nat\n  deriving (Show, Eq, Ord)\n\ndata Tree a = Leaf | Node (Tree a) a (Tree a)\n  deriving (Show, Eq)\n\ninfixr 5 +++\n(+++) :: [a] -> [a] -> [a]\nxs +++ ys = xs ++ ys\n\n";

fn lower(text: &str) -> Lowered {
    let tree = (HASKELL.parse)(text);
    (HASKELL.lower)(&tree, &mut HASKELL.prelude.clone())
}

/// Renders the last function of a file.
fn rendered(text: &str) -> (String, Vec<String>) {
    let lowered = lower(text);
    assert!(lowered.opaque.is_empty(), "{text}: {:?}", lowered.opaque);
    let function = lowered.functions.last().expect("a function");
    let bind = lowered.module.binds.iter().find(|bind| bind.name == function.name).expect("a binding");
    let scheme = bind.scheme.clone().expect("a signature");
    let mut scope = lowered.scope.clone();
    scope.module = Some(Name::new("Task"));
    let out = super::render(&Rendering {
        name: function.name.base(),
        scheme: &scheme,
        term: &bind.term,
        scope: &scope,
        indent: 2,
    });
    (out.equations, out.imports)
}

/// Signature, equations as written, equations as rendered.
const CASES: &[(&str, &str, &str)] = &[
    ("f :: [Int] -> Int", "f = \\l -> case l of { [] -> 0; (h:t) -> h + f t }", "f = sum"),
    ("f :: [Int] -> [Int]", "f l = map (\\q -> q + 1) l", "f = map (+ 1)"),
    (
        "f :: [Int] -> [Int]",
        "f l = map (\\q -> q - 1) (filter (\\q -> even q) l)",
        "f = map (subtract 1) . filter even",
    ),
    ("f :: [Int] -> Int", "f l = foldr (\\a b -> a + b) 0 l", "f = sum"),
    ("f :: [Int] -> Int", "f l = foldr (\\a b -> a + 2 * b) 0 l", "f = foldr (\\x acc -> x + 2 * acc) 0"),
    ("f :: [[a]] -> [a]", "f l = case l of { [] -> []; (a:b) -> a ++ f b }", "f = concat"),
    (
        "f :: Nat -> Nat -> Ordering",
        "f a b = case a of { O -> case b of { O -> EQ; S c -> LT }; S d -> case b of { O -> GT; S c -> f d c } }",
        "f O O = EQ\nf O _ = LT\nf _ O = GT\nf (S n) (S m) = f n m",
    ),
    (
        "f :: Ord a => a -> [a] -> [a]",
        "f e l = case l of { [] -> [e]; (h:t) -> if e <= h then e : l else h : f e t }",
        "f x [] = [x]\nf x xs@(y:ys) = if x <= y then x : xs else y : f x ys",
    ),
    (
        "f :: Int -> Int -> Int",
        "f a b = if a < b then 1 else if a == b then 2 else 3",
        "f n m\n  | n < m = 1\n  | n == m = 2\n  | otherwise = 3",
    ),
    (
        "f :: Tree a -> [a]",
        "f t = case t of { Leaf -> []; Node a b c -> f a ++ b : f c }",
        "f Leaf = []\nf (Node l x r) = f l ++ x : f r",
    ),
    (
        "f :: [a] -> [a]",
        "f l = let go a b = case a of { [] -> b; (x:y) -> go y (x:b) } in go l []",
        "f xs = go xs []\n  where\n    go [] acc = acc\n    go (y:ys) acc = go ys (y : acc)",
    ),
    ("f :: Bool -> Bool -> Bool", "f a b = if a then b else False", "f b c = b && c"),
    ("f :: [Int] -> Bool", "f l = not (length l == 0)", "f = not . null"),
    ("f :: Int -> [Int] -> [Int]", "f a b = map (\\x -> a - x) b", "f n = map (n -)"),
    (
        "f :: [(Int, b)] -> [b]",
        "f l = map (\\p -> case p of { (a, b) -> b }) (filter (\\p -> case p of { (a, b) -> a > 0 }) l)",
        "f = map snd . filter (\\(n, _) -> n > 0)",
    ),
    ("f :: Maybe Int -> Int", "f m = case m of { Nothing -> 0; Just x -> x * x }", "f Nothing = 0\nf (Just n) = n * n"),
    (
        "f :: String -> String",
        "f s = case s of { [] -> []; (c:d) -> if c == 'a' then 'b' : f d else c : f d }",
        "f [] = []\nf (c:cs) = if c == 'a' then 'b' : f cs else c : f cs",
    ),
    (
        "f :: Map.Map Int Int -> Int -> Int",
        "f m k = case Map.lookup k m of { Nothing -> -1; Just v -> v }",
        "f m n = fromMaybe (-1) (Map.lookup n m)",
    ),
    ("f :: [a] -> a", "f l = case l of { (x:_) -> x }", "f (x:_) = x\nf [] = error \"f: empty list\""),
    ("f :: [a] -> [a] -> [a]", "f a b = a +++ (b +++ a) +++ b", "f xs ys = xs +++ (ys +++ xs) +++ ys"),
    ("f :: Int -> Int", "f a = (a - (a - 1)) * (a + 2) `div` negate 3", "f n = (n - (n - 1)) * (n + 2) `div` (-3)"),
    ("f :: (a -> b -> c) -> b -> a -> c", "f g a b = g b a", "f g x y = g y x"),
    (
        "f :: (a -> Bool) -> [a] -> [a]",
        "f p l = case l of { [] -> []; (h:t) -> if p h then h : f p t else f p t }",
        "f _ [] = []\nf p (x:xs) = if p x then x : f p xs else f p xs",
    ),
    // Patterns say no more than the equations above leave open.
    (
        "f :: Nat -> Nat -> Nat",
        "f a b = case a of { O -> b; S c -> case b of { O -> a; S d -> S (f c d) } }",
        "f O n = n\nf n O = n\nf (S n) (S m) = S (f n m)",
    ),
    (
        "f :: [a] -> Maybe a",
        "f l = case l of { [] -> Nothing; (h:t) -> case t of { [] -> Just h; (_:_) -> f t } }",
        "f [] = Nothing\nf [x] = Just x\nf (_:xs) = f xs",
    ),
    (
        "f :: Tree a -> Nat -> Nat",
        "f t n = case n of { O -> case t of { Leaf -> O; Node a b c -> S O }; S m -> case t of { Leaf -> O; Node a b c -> f a m } }",
        "f Leaf O = O\nf _ O = S O\nf Leaf _ = O\nf (Node t _ _) (S n) = f t n",
    ),
    (
        "f :: Tree a -> Bool",
        "f t = case t of { Node a b c -> True; Leaf -> False }",
        "f Node {} = True\nf Leaf = False",
    ),
    // Not where they are all that is looked at.
    ("f :: (a, b) -> Int -> Int", "f p n = case p of { (_, _) -> n }", "f (_, _) n = n"),
    // An accumulator grows; what is returned in the end is not always one.
    (
        "f :: [a] -> [a] -> [a]",
        "f a b = case a of { [] -> b; (x:y) -> x : f b y }",
        "f [] xs = xs\nf (x:xs) ys = x : f ys xs",
    ),
    ("f :: Int -> Int", "f a = 0 - a * a", "f n = negate (n * n)"),
    ("f :: [Int] -> [Int]", "f a = map ((-) 0) a", "f = map negate"),
    ("f :: [Double] -> [Double]", "f a = map ((-) 0) a", "f = map (0 -)"),
    (
        "f :: Tree Int -> Int",
        "f t = case t of { Leaf -> 0; Node a b c -> 1 + (f a + (b + f c)) }",
        "f Leaf = 0\nf (Node l n r) = 1 + f l + n + f r",
    ),
    ("f :: Bool -> Bool -> Bool -> Bool", "f a b c = ((a || b) || c) || a", "f b c d = b || c || d || b"),
    ("f :: [a] -> [a] -> [a]", "f a b = (a ++ (b ++ a)) ++ b", "f xs ys = xs ++ ys ++ xs ++ ys"),
    ("f :: [Int] -> Int", "f l = sum (map (\\q -> q) (drop 2 l))", "f = sum . drop 2"),
    ("f :: Int -> [Int] -> Bool", "f a l = any (\\q -> q == a) l", "f n xs = n `elem` xs"),
    ("f :: Int -> [Int] -> Bool", "f a l = all (\\q -> a /= q) (drop a l)", "f n xs = n `notElem` drop n xs"),
    ("f :: [Int] -> [Int] -> [Int]", "f a b = zipWith (\\x y -> y - x) a b", "f = zipWith subtract"),
    ("f :: Bool -> Bool -> Bool", "f a b = (if a then b else False) || False", "f b c = b && c"),
    ("f :: Nat -> Bool", "f a = case a of { O -> False; S b -> otherwise }", "f O = False\nf _ = True"),
    (
        "f :: Int -> Int -> Int",
        "f a b = if a > 3 then a else if b > 3 then a else b",
        "f n m = if n > 3 || m > 3 then n else m",
    ),
    (
        "f :: Int -> Int -> Int",
        "f a b = if a > 3 then (if b > 3 then a else b) else b",
        "f n m = if n > 3 && m > 3 then n else m",
    ),
    (
        "f :: [Either String Int] -> [Int]",
        "f l = map (\\e -> case e of { Left s -> length s; Right n -> n }) l",
        "f = map (either length id)",
    ),
    (
        "f :: [Maybe Int] -> [Int]",
        "f l = map (\\e -> case e of { Nothing -> 0; Just n -> negate n }) l",
        "f = map (maybe 0 negate)",
    ),
    (
        "f :: Nat -> [a] -> [a]",
        "f n l = let step p q = q +++ p; go k = case k of { O -> l; S m -> step l (go m) } in go n",
        "f n xs = go n\n  where\n    step ys zs = zs +++ ys\n    go O = xs\n    go (S m) = step xs (go m)",
    ),
    ("f :: [a] -> [a] -> [a]", "f a b = let step p q = p +++ q in step (step a b) a", "f xs ys = (xs +++ ys) +++ xs"),
];

#[test]
fn functions_are_rendered_as_people_write_them() {
    let mut wrong = String::new();
    for (signature, body, expected) in CASES {
        let (actual, imports) = rendered(&format!("{HEADER}{signature}\n{body}\n"));
        if actual != *expected || !imports.is_empty() {
            wrong.push_str(&format!("-- {body}\n{actual}\n-- expected {imports:?}\n{expected}\n\n"));
            continue;
        }
        let (again, _) = rendered(&format!("{HEADER}{signature}\n{actual}\n"));
        // A composition no longer says what its λ-abstractions see, so names may differ there.
        if again != actual && !actual.contains(" . ") {
            wrong.push_str(&format!("-- {body}\n{actual}\n-- rendered again\n{again}\n\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The linter asks for `negate`, which makes another zero of zero.
#[test]
fn differences_of_doubles_stay() {
    let (equations, _) = rendered(&format!("{HEADER}f :: Double -> Double\nf a = 0 - a\n"));
    assert_eq!(equations, "f x = 0 - x");
}

/// Runs a tool on a file with the rendered functions; `None` without the tool.
fn run(tool: &str, args: &[&str], text: &str) -> Option<String> {
    let directory = std::env::temp_dir().join(format!("wherein-render-{}-{tool}", std::process::id()));
    std::fs::create_dir_all(&directory).ok()?;
    let path = directory.join("Task.hs");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).ok()?;
    let output = Command::new(tool).args(args).arg(&path).stdin(Stdio::null()).output().ok()?;
    std::fs::remove_dir_all(&directory).ok()?;
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Some(if output.status.success() { String::new() } else { format!("{}\n{text}", output.status) })
}

#[test]
fn compiler_and_linter_have_nothing_to_say() {
    let required = std::env::var("WHEREIN_TOOLS").is_ok_and(|value| value == "required");
    let mut text = HEADER.to_owned();
    for (i, (signature, body, _)) in CASES.iter().enumerate() {
        let (equations, _) = rendered(&format!("{HEADER}{signature}\n{body}\n"));
        let equations = equations.replace("\nf ", &format!("\nf{i} ")).replace(" f ", &format!(" f{i} "));
        let equations = equations.replace("(f ", &format!("(f{i} "));
        let equations = equations.strip_prefix('f').unwrap_or(&equations);
        text.push_str(&format!("f{i}{}\nf{i}{equations}\n\n", signature.strip_prefix('f').unwrap_or(signature)));
    }
    let text = text.replace("import Data.List (sortBy)\n", "");
    for (tool, args) in [("ghc", &["-fno-code", "-Wall", "-Werror"] as &[&str]), ("hlint", &[])] {
        match run(tool, args, &text) {
            Some(complaints) => assert!(complaints.is_empty(), "{tool}:\n{complaints}\n{text}"),
            None => assert!(!required, "{tool} is not installed"),
        }
    }
}
