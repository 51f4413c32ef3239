//! Inference on small modules, against types that GHC gives (`:type` in GHCi 9.0, renamed to this notation).

mod read;

use std::sync::Arc;

use crate::core::decl::{Module, Typed};
use crate::core::env::Env;
use crate::core::infer::{Defaulting, TypeError, dictionary, expr, module};
use crate::core::name::Name;
use crate::core::sexpr;
use crate::core::term::Term;
use crate::core::ty::{Pred, Type};
use crate::core::wired;
use read::Reader;

/// A prelude of a few classes.
const BASE: &str = include_str!("base.sexpr");

struct World {
    env: Env,
    base: Module,
}

fn world() -> World {
    let mut env = Env::default();
    env.add(Arc::new(wired::module()));
    let base = Reader::new("Base", &[]).module(BASE);
    let (typed, errors) = module(&base, &env);
    assert_eq!(errors, [], "{}", sexpr::typed(&typed));
    env.add(Arc::new(typed));
    World { env, base }
}

fn infer(text: &str) -> (Typed, Vec<TypeError>) {
    let world = world();
    let source = Reader::new("M", &[&world.base]).module(text);
    module(&source, &world.env)
}

/// The scheme of a binding in a module without errors.
fn type_of(text: &str, name: &str) -> String {
    let (typed, errors) = infer(text);
    assert_eq!(errors, [], "{text}");
    scheme_in(&typed, name)
}

fn scheme_in(typed: &Typed, name: &str) -> String {
    let name = Name::new(&format!("M.{name}"));
    let bind = typed.binds.iter().find(|bind| bind.name == name).unwrap();
    bind.scheme.as_ref().unwrap().to_string()
}

fn term_in(typed: &Typed, name: &str) -> String {
    let name = Name::new(&format!("M.{name}"));
    sexpr::term(&typed.binds.iter().find(|bind| bind.name == name).unwrap().term)
}

fn elaborated(text: &str, name: &str) -> String {
    let (typed, errors) = infer(text);
    assert_eq!(errors, [], "{text}");
    term_in(&typed, name)
}

fn messages(text: &str) -> Vec<String> {
    infer(text).1.into_iter().map(|error| error.message).collect()
}

#[test]
fn principal_types() {
    for (text, ty) in [
        ("(f = (\\ [x] x))", "a -> a"),
        ("(f = (\\ [g x y] (g y x)))", "(a -> b -> c) -> b -> a -> c"),
        ("(f = (\\ [x y] (+ x y)))", "Num a => a -> a -> a"),
        ("(f = (\\ [x y] (&& (== x y) (< x y))))", "Ord a => a -> a -> Bool"),
        ("(f = (\\ [x] (show [x])))", "Show a => a -> [Char]"),
        ("(f = (\\ [g xs] (match [xs] (([]) []) (((: y ys)) (: (g y) (f g ys))))))", "(a -> b) -> [a] -> [b]"),
        ("(f = (\\ [x] (let [(g = (\\ [y] y))] ((,) (g x) (g 'c')))))", "a -> (a, Char)"),
        ("(f = (\\ [x] (let [(g = (\\ [y] ((,) x y)))] ((,) (g 'c') (g x)))))", "a -> ((a, Char), (a, a))"),
        ("(f = (\\ [x] (match [x] ((1) 'a') ((_) 'b'))))", "(Num a, Eq a) => a -> Char"),
        ("(f = (\\ [x] (match [x] ((\"a\") 1.5) ((_) 2))))", "Fractional a => [Char] -> a"),
        ("(f = (\\ [g m] (fmap g (fmap not m))))", "Functor f => (Bool -> b) -> f Bool -> f b"),
        ("(f = (\\ [x] (+ x 1.5)))", "Fractional a => a -> a"),
    ] {
        let found = type_of(text, "f");
        let normal = |text: &str| {
            let world = world();
            let scheme = Reader::new("M", &[&world.base]).read_scheme(text);
            (scheme.context.len(), scheme.ty.to_string())
        };
        let (expected, found) = (normal(ty), normal(&found));
        assert_eq!(expected.0, found.0, "{text}");
        assert!(same_shape(&expected.1, &found.1), "{text}: {} for {}", found.1, expected.1);
    }
}

/// Equal up to the names of variables.
fn same_shape(a: &str, b: &str) -> bool {
    fn words(text: &str) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        let spaced: String =
            text.chars().flat_map(|c| if c.is_alphanumeric() { vec![c] } else { vec![' ', c, ' '] }).collect();
        let mut out = Vec::new();
        for word in spaced.split_whitespace() {
            if word.starts_with(char::is_lowercase) {
                let at = seen.iter().position(|s| s == word).unwrap_or_else(|| {
                    seen.push(word.to_owned());
                    seen.len() - 1
                });
                out.push(format!("v{at}"));
            } else {
                out.push(word.to_owned());
            }
        }
        out
    }
    words(a) == words(b)
}

#[test]
fn elaboration() {
    for (text, term) in [
        ("(f :: `Int` = (+ 1 2))", "(Base.+ $Base.Num.Base.Int 1i 2i)"),
        ("(f :: `Double` = (+ 1 2.5))", "(Base.+ $Base.Num.Base.Double 1.0d 2.5d)"),
        ("(f :: `Int` = (negate 5))", "-5i"),
        ("(f :: `Num a => a` = 3)", "(\\ [$d1] (Base.fromInteger $d1 3n))"),
        ("(f :: `Fractional a => a` = 0.5)", "(\\ [$d1] (Base.fromRatio $d1 1n 2n))"),
        ("(f :: `Ord a => a -> Bool` = (\\ [x] (== x x)))", "(\\ [$d1 x] (Base.== ($super.Base.Ord.Base.Eq $d1) x x))"),
        ("(f = (\\ [x] (show [x])))", "(\\ [$d1 x] (Base.show ($Base.Show.[] $d1) [x]))"),
        ("(f = (show [1]))", "(Base.show ($Base.Show.[] $Base.Show.Base.Integer) [1n])"),
        (
            "(f = (\\ [x] (match [x] ((0) 'a') ((y) (f (- y 1))))))",
            "(\\ [$d1 $d2 x] (match [x] (((view (Base.== $d1 (Base.fromInteger $d2 0n)) Base.True)) 'a') \
          ((y) (M.f $d1 $d2 (Base.- $d2 y (Base.fromInteger $d2 1n)))) (fail incomplete \"\")))",
        ),
        (
            "(f :: `Int -> Char` = (\\ [x] (match [x] ((0) 'a') ((_) 'b'))))",
            "(\\ [x] (match [x] ((0i) 'a') ((_) 'b') (fail incomplete \"\")))",
        ),
        (
            "(f = (let [(g = (\\ [x] (+ x x)))] ((,) (g 1) (g 1.5))))",
            "(let [(g = (\\ [$d1 x] (Base.+ $d1 x x)))] ((,) (g $Base.Num.Base.Integer 1n) (g $Base.Num.Base.Double 1.5d)))",
        ),
    ] {
        let found = elaborated(text, "f").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(found, term.split_whitespace().collect::<Vec<_>>().join(" "), "{text}");
    }
}

#[test]
fn errors_are_data() {
    for (text, message) in [
        ("(f :: `Int` = \"a\")", "expected `Int`, found `[Char]`"),
        ("(f = (not 'a'))", "expected `Bool`, found `Char`"),
        ("(f = (\\ [x] (x x)))", "expected `a`, found `a -> b` (the type would be infinite)"),
        ("(f :: `a -> b` = (\\ [x] x))", "expected `b`, found `a`"),
        ("(f :: `a -> Bool` = (\\ [x] (== x x)))", "no instance for `Eq a`"),
        ("(f = (show not))", "no instance for `Show (Bool -> Bool)`"),
        ("(f = (read \"1\"))", "ambiguous type: nothing settles `Read a`"),
        ("(f = (+ 'a' 1))", "no instance for `Num Char`"),
        ("(f = (not True False))", "a function of type `Bool -> Bool` takes 1 arguments, but is given 2"),
        ("(f = (\\ [x] (match [x] (((Just a b)) a))))", "the constructor `Just` takes 1 arguments, but is given 2"),
    ] {
        let found = messages(text);
        assert!(found.iter().any(|found| found == message), "{text}: {found:?}");
    }
}

#[test]
fn the_rest_is_inferred_beside_an_error() {
    let (typed, errors) =
        infer("(f :: `Int -> Int` = (\\ [x] 'c')) (g = (\\ [x] (f x))) (h = (not 'a')) (k = (+ (h 1) 1))");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(scheme_in(&typed, "g"), "Int -> Int");
    assert_eq!(scheme_in(&typed, "h"), "?a");
}

#[test]
fn what_is_unknown_is_no_error() {
    for text in [
        "(f = (unknown 1 \"a\"))",
        "(f = (+ (unknown 1) 1))",
        "(f :: `Unknown -> Int` = (\\ [x] (+ x 1)))",
        "(f :: `Int` = ?hole)",
        "(f = (show ?hole))",
        "(f = (show opaque))",
        "(f = (\\ [x] (match [x] (((Strange a)) (+ a 1)))))",
        "(f :: `Strange a => a -> Bool` = (\\ [x] True)) (g = (f 'c'))",
    ] {
        assert_eq!(messages(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn monomorphism_restriction() {
    let (typed, errors) = infer("(plus = (+)) (f :: `Int` = (plus 1 2)) (n = 3)");
    assert_eq!(errors, []);
    assert_eq!(scheme_in(&typed, "plus"), "Int -> Int -> Int");
    assert_eq!(scheme_in(&typed, "n"), "Integer");
}

#[test]
fn mutual_recursion_and_signatures() {
    let text = "(even' = (\\ [n] (|| (== n 0) (odd' (- n 1))))) (odd' = (\\ [n] (&& (not (== n 0)) (even' (- n 1)))))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    assert_eq!(scheme_in(&typed, "even'"), scheme_in(&typed, "odd'"));
    assert!(term_in(&typed, "even'").contains("(M.odd' $d1 $d2"), "{}", term_in(&typed, "even'"));
    let nested = "(data Nested [a] (Flat `a`) (Nest `Nested [a]`))
        (depth :: `Nested a -> Int` = (\\ [n] (match [n] (((Flat _)) 0) (((Nest m)) (+ 1 (depth m))))))";
    assert_eq!(type_of(nested, "depth"), "Nested a -> Int");
}

#[test]
fn constructor_classes() {
    let text = "(mapM' = (\\ [f xs] (match [xs] (([]) (return [])) (((: y ys)) (>>= (f y) (\\ [z] (>>= (mapM' f ys) (\\ [zs] (return (: z zs))))))))))
        (sums = (\\ [t] (foldr + 0 t))) (g = (\\ [x] (fmap (traverse Just) (Just x))))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    assert_eq!(scheme_in(&typed, "mapM'"), "Monad m => (a -> m b) -> [a] -> m [b]");
    assert_eq!(scheme_in(&typed, "g"), "Traversable t => t a -> Maybe (Maybe (t a))");
}

#[test]
fn instances_for_functions_and_strings() {
    let text = "(class Pretty a [] (pretty :: `a -> [Char]`))
        (instance Pretty `[Char]` (pretty = (\\ [s] s)))
        (instance Pretty `Pretty a => [a]` (pretty = (\\ [xs] (concatMap pretty xs))))
        (instance Pretty `Bool` (pretty = show))
        (f = (pretty \"a\")) (g = (pretty [True]))
        (h = (fmap not not)) (k = (\\ [x] ((<> show show) x)))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    assert_eq!(term_in(&typed, "f"), "(M.pretty $M.Pretty.[]@Base.Char \"a\")");
    assert_eq!(term_in(&typed, "g"), "(M.pretty ($M.Pretty.[] $M.Pretty.Base.Bool) [Base.True])");
    assert_eq!(scheme_in(&typed, "h"), "Bool -> Bool");
}

#[test]
fn defaults_and_superclasses_of_user_classes() {
    let text = "(class Shape a [Show] (area :: `a -> Double`) (describe :: `a -> [Char]`)
          (describe = (\\ [x] (++ (show x) (show (area x))))))
        (data Square [] (Square `Double`)) (deriving Square Show)
        (instance Shape `Square` (area = (\\ [s] (match [s] (((Square x)) (+ x x))))))
        (f = (\\ [s] (describe s))) (g = (\\ [s] (++ (show s) (describe s))))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    assert_eq!(scheme_in(&typed, "g"), "Shape a => a -> [Char]");
    assert_eq!(sexpr::term(&typed.instances[0].supers[0]), "$Base.Show.M.Square");
    let missing =
        "(class Shape a [Show] (area :: `a -> Double`)) (data S [] (S)) (instance Shape `S` (area = (\\ [s] 1)))";
    assert_eq!(messages(missing), ["no instance for `Show S`, a superclass of `Shape`"]);
}

#[test]
fn polymorphic_methods_with_contexts() {
    let text = "(data Tree [a] (Leaf) (Node `Tree a` `a` `Tree a`))
        (instance Foldable `Tree` (foldMap = (\\ [f t] (match [t] ((Leaf) mempty)
           (((Node l x r)) (<> (foldMap f l) (<> (f x) (foldMap f r))))))))
        (total = (\\ [t] (foldr + 0 t)))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    let method = sexpr::term(&typed.instances[0].methods[0].1);
    assert!(method.starts_with("(\\ [$d1 f t]"), "{method}");
    assert!(method.contains("(Base.mempty $d1)"), "{method}");
}

#[test]
fn deriving_contexts() {
    let text =
        "(data Tree [a] (Leaf) (Node `Tree a` `a` `Tree a`)) (deriving Tree Eq Ord Show Functor Foldable Traversable)
        (data Both [f a] (Both `f a` `[f Int]`)) (deriving Both Show)
        (newtype Wrap [a] (Wrap `[a]`)) (deriving Wrap Semigroup Monoid Eq)
        (data Color [] (Red) (Green)) (deriving Color Eq Ord Show Enum Bounded)
        (data Rose [a] (Rose `a` `[Rose a]`)) (deriving Rose Eq Functor)
        (f = (\\ [x] (show (Node Leaf x Leaf)))) (g = (== (Wrap \"a\") mempty)) (h = (show (Both (Just 1) [])))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    let context = |class: &str, data: &str| {
        let class = Name::new(&format!("Base.{class}"));
        let found = typed.instances.iter().find(|i| i.class == class && i.head.to_string().starts_with(data));
        found.unwrap().context.iter().map(|p| format!("{} {}", p.class.base(), p.ty)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(context("Show", "Tree"), "Show a");
    assert_eq!(context("Functor", "Tree"), "");
    assert_eq!(context("Show", "Both"), "Show f a, Show f Int");
    assert_eq!(context("Monoid", "Wrap"), "");
    assert_eq!(context("Eq", "Rose"), "Eq a");
    assert_eq!(scheme_in(&typed, "f"), "Show a => a -> [Char]");
    let no = "(data F [] (F `Int -> Int`)) (deriving F Show)";
    assert_eq!(messages(no), ["no instance for `Show (Int -> Int)`"]);
}

#[test]
fn annotations_scopes_and_type_applications() {
    let text = "(f :: `∀ a. Show a => a -> [Char]` = (\\ [x]
            (let [(inner :: `∀ . a -> [Char]` = (\\ [y] (show ((,) x y))))] (inner x))))
        (g = (read @ `Int`)) (k = (1 :: `Int`)) (h = (show ((read \"1\") :: `Int`)))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    assert_eq!(scheme_in(&typed, "g"), "[Char] -> Int");
    assert_eq!(scheme_in(&typed, "k"), "Int");
}

#[test]
fn refined_types_in_alternatives() {
    let text = "(data Expr [a] (IntE `Int` => `Expr Int`) (BoolE `Bool` => `Expr Bool`)
            (Add `Expr Int` `Expr Int` => `Expr Int`) (If `Expr Bool` `Expr a` `Expr a` => `Expr a`))
        (eval :: `Expr a -> a` = (\\ [e] (match [e] (((IntE n)) n) (((BoolE b)) b) (((Add x y)) (+ (eval x) (eval y)))
            (((If c t e)) (match [(eval c)] ((True) (eval t)) ((False) (eval e)))))))
        (bad :: `Expr a -> a` = (\\ [e] (match [e] (((IntE n)) 'c'))))";
    let (_, errors) = infer(text);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].owner, Some(Name::new("M.bad")));
}

#[test]
fn instances_that_need_themselves() {
    let text = "(newtype Fix [f] (Fix `f (Fix f)`)) (instance Show `Show (f (Fix f)) => Fix f` (show = (\\ [x] (match [x] (((Fix y)) (show y))))))
        (f = (show (Fix Nothing)))";
    let (typed, errors) = infer(text);
    assert_eq!(errors, []);
    let dict = "(let [($k0 = ($Base.Show.M.Fix ($Base.Show.Base.Maybe $k0)))] $k0)";
    assert_eq!(term_in(&typed, "f"), format!("(Base.show {dict} (M.Fix Base.Nothing))"));
    // Without end, and without a loop: each step needs two bigger ones.
    let text = "(class C a [] (c :: `a -> Int`)) (instance C `(C [[a]], C [Maybe a]) => [a]` (c = (\\ [x] 1)))
        (f = (c \"a\"))";
    assert!(!infer(text).1.is_empty());
    let cyclic = "(type A [a] `[A a]`) (type B [] `C`) (type C [] `B`) (f :: `A Int -> B` = (\\ [x] x))";
    drop(infer(cyclic));
}

#[test]
fn expressions() {
    let world = world();
    let reader = Reader::new("M", &[&world.base]);
    let run = |text: &str, defaulting| expr(&reader.read_term(text), None, &[], &world.env, defaulting);
    for (text, ty) in [
        ("(show [])", "[Char]"),
        ("(+ 1 2)", "Integer"),
        ("(show mempty)", "[Char]"),
        ("(\\ [x] x)", "a -> a"),
        ("[]", "[a]"),
    ] {
        let found = run(text, Defaulting::Extended);
        assert_eq!(found.errors, [], "{text}");
        assert_eq!(found.scheme.to_string(), ty, "{text}");
    }
    assert_eq!(run("(show [])", Defaulting::Standard).errors.len(), 1);
    let locals = [(Name::new("x"), reader.read_scheme("Int"))];
    let found = expr(&reader.read_term("(+ x 1)"), None, &locals, &world.env, Defaulting::Standard);
    assert_eq!(found.scheme.to_string(), "Int");
    let expected = reader.read_scheme("Show a => a -> [Char]");
    let found = expr(&reader.read_term("show"), Some(&expected), &[], &world.env, Defaulting::Standard);
    assert_eq!((sexpr::term(&found.term).as_str(), found.errors.len()), ("(\\ [$d1] (Base.show $d1))", 0));
    let holes = expr(&reader.read_term("(not ?h)"), None, &[], &world.env, Defaulting::Standard).holes;
    assert_eq!(holes, [(Name::new("h"), Type::con("Base.Bool"))]);
}

#[test]
fn dictionaries_from_givens() {
    let world = world();
    let a = Type::Var(Name::new("a"));
    let given = (Pred { class: Name::new("Base.Ord"), ty: a.clone() }, Term::Var(Name::new("d")));
    let wanted = Pred { class: Name::new("Base.Eq"), ty: Type::list(a.clone()) };
    let found = dictionary(&wanted, &[given], &world.env).unwrap();
    assert_eq!(sexpr::term(&found), "($Base.Eq.[] ($super.Base.Ord.Base.Eq d))");
    assert_eq!(dictionary(&wanted, &[], &world.env), None);
}

#[test]
fn long_lists_need_no_stack() {
    let world = world();
    let nil = Term::Con(Name::new("[]"));
    let one = || Term::Lit(crate::core::term::Literal::Num(1.into()));
    let long = (0..3_000).fold(nil, |rest, _| Term::App(Box::new(Term::Con(Name::new(":"))), vec![one(), rest]));
    let found = expr(&long, None, &[], &world.env, Defaulting::Standard);
    assert_eq!(found.scheme.to_string(), "[Integer]");
    let left = (0..3_000).fold(one(), |left, _| Term::App(Box::new(Term::global("Base.+")), vec![left, one()]));
    assert_eq!(expr(&left, None, &[], &world.env, Defaulting::Standard).errors.len(), 1);
}
