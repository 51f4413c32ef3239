//! Expressions, patterns and bindings as s-expressions.

use super::bind;

/// Lowers `f` of a file of these declarations.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (decls, wanted) in cases {
        let text = format!("module M where\n{decls}\n");
        assert_eq!(bind(&text, "f"), *wanted, "{decls}");
    }
}

#[test]
fn equations() {
    check(&[
        ("f x y = x", "(\\ [x y] x)"),
        (
            "f 0 = 1\nf n = n * f (n - 1)",
            "(\\ [_1] (match [_1] ((0) 1) ((n) (* n (M.f (- n 1)))) (fail incomplete \"M.hs:(2,1)-(3,19): Non-exhaustive patterns in function f\")))",
        ),
        (
            "f (-1) 'c' \"s\" 1.5 = ()",
            "(\\ [_1 _2 _3 _4] (match [_1 _2 _3 _4] ((-1 'c' \"s\" 1.5) ()) (fail incomplete \"M.hs:2:1-23: Non-exhaustive patterns in function f\")))",
        ),
        (
            "f all@(Just _) ~(a, b) !z [p, q] () = z",
            "(\\ [_1 _2 _3 _4 _5] (match [_1 _2 _3 _4 _5] (((@ all (Just _)) (~ ((,) a b)) (! z) (: p (: q [])) ()) z) (fail incomplete \"M.hs:2:1-39: Non-exhaustive patterns in function f\")))",
        ),
        ("x `f` y = x", "(\\ [x y] x)"),
        ("(x `f` y) z = z", "(\\ [x y z] z)"),
        ("f = (<+>)\n(a :+ b) <+> (c :+ d) = a\ndata T = Int :+ Int", "M.<+>"),
        ("f = 1 where { g = 2 }", "(let [(g = 2)] 1)"),
        ("f _ y = y", "(\\ [_1 y] y)"),
        (
            "f (x:y:zs) = x + y",
            "(\\ [_1] (match [_1] (((: x (: y zs))) (+ x y)) (fail incomplete \"M.hs:2:1-18: Non-exhaustive patterns in function f\")))",
        ),
        (
            "f x (elem x -> True) = x",
            "(\\ [_1 _2] (match [_1 _2] ((x (view (elem x) True)) x) (fail incomplete \"M.hs:2:1-24: Non-exhaustive patterns in function f\")))",
        ),
        (
            "f ((x :: Int), y) = x",
            "(\\ [_1] (match [_1] ((((,) (x :: `Int`) y)) x) (fail incomplete \"M.hs:2:1-21: Non-exhaustive patterns in function f\")))",
        ),
        (
            "f [] acc = acc\nf (x:xs) acc = f xs (x : acc)",
            "(\\ [_1 acc] (match [_1] (([]) acc) (((: x xs)) (M.f xs (: x acc))) (fail incomplete \"M.hs:(2,1)-(3,29): Non-exhaustive patterns in function f\")))",
        ),
        ("f (+++) = 1 +++ 2", "(\\ [+++] (+++ 1 2))"),
        ("f 1 = 2\nf 1 2 = 3", "opaque0 ; equations with different numbers of arguments"),
        (
            "f (Just x y) = x",
            "(\\ [_1] (match [_1] ((_) opaque0) (fail incomplete \"M.hs:2:1-16: Non-exhaustive patterns in function f\"))) ; a constructor with another number of arguments",
        ),
        ("f = g\n(g, 1) = (2, 3)", "M.g"),
        (
            "f | False = 1",
            "(match [] (() (match [False] ((True) 1) fall)) (fail incomplete \"M.hs:2:1-13: Non-exhaustive patterns in function f\"))",
        ),
    ]);
}

#[test]
fn guards() {
    check(&[
        ("f n | n > 0 = 1 | otherwise = 2", "(\\ [n] (match [(> n 0)] ((True) 1) ((False) 2) (fail incomplete \"\")))"),
        (
            "f n | n > 0 = 1\nf n = 2",
            "(\\ [_1] (match [_1] ((n) (match [(> n 0)] ((True) 1) fall)) ((n) 2) (fail incomplete \"M.hs:(2,1)-(3,7): Non-exhaustive patterns in function f\")))",
        ),
        (
            "f n | n > 0, odd n = 1 | Just m <- g n, let k = m, k > 1 = k | True = 0\n where g = Just",
            "(\\ [n] (let [(g = Just)] (match [] (() (match [(> n 0)] ((True) (match [(odd n)] ((True) 1) fall)) fall)) (() (match [(g n)] (((Just m)) (let [(k = m)] (match [(> k 1)] ((True) k) fall))) fall)) (() 0) (fail incomplete \"\"))))",
        ),
        (
            "f = if | a -> 1 | otherwise -> 2\na = True",
            "(match [] (() (match [M.a] ((True) 1) ((False) 2) (fail incomplete \"\"))) (fail incomplete \"M.hs:2:5-32: Non-exhaustive guards in multi-way if\"))",
        ),
        (
            "f x = case x of { Just y | y > 1 -> y | y < 0, odd y -> 1; _ -> 2 }",
            "(\\ [x] (match [x] (((Just y)) (match [] (() (match [(> y 1)] ((True) y) fall)) (() (match [(< y 0)] ((True) (match [(odd y)] ((True) 1) fall)) fall)) fall)) ((_) 2) (fail incomplete \"M.hs:2:7-67: Non-exhaustive patterns in case\")))",
        ),
        (
            "f = \\case { 1 -> 2; _ -> 3 }",
            "(\\ [_1] (match [_1] ((1) 2) ((_) 3) (fail incomplete \"M.hs:2:5-28: Non-exhaustive patterns in case\")))",
        ),
        (
            "f = \\cases { 1 y -> y; _ _ -> 3 }",
            "(\\ [_1 _2] (match [_1 _2] ((1 y) y) ((_ _) 3) (fail incomplete \"M.hs:2:5-33: Non-exhaustive patterns in \\\\cases\")))",
        ),
        (
            "f = \\(a, b) c -> a",
            "(\\ [_1 _2] (match [_1 _2] ((((,) a b) c) a) (fail incomplete \"M.hs:2:5-18: Non-exhaustive patterns in lambda\")))",
        ),
        (
            "f = \\(Just a) -> a",
            "(\\ [_1] (match [_1] (((Just a)) a) (fail incomplete \"M.hs:2:5-18: Non-exhaustive patterns in lambda\")))",
        ),
        (
            "f x = y where y | x = 1 | otherwise = 2",
            "(\\ [x] (let [(y = (match [x] ((True) 1) ((False) 2) (fail incomplete \"\")))] y))",
        ),
        ("f x | y <- x, (a, b) <- y = a", "(\\ [x] (match [x] ((y) (match [y] ((((,) a b)) a) fall)) fall))"),
    ]);
}

#[test]
fn expressions() {
    check(&[
        ("f = (+ 1) . (2 *) . (subtract 1)", "(. (\\ [_1] (+ _1 1)) (. (* 2) (subtract 1)))"),
        ("f x = - x ^ 2 + x * 3 `div` 2 - 1", "(\\ [x] (- (+ (negate (^ x 2)) (div (* x 3) 2)) 1))"),
        ("f x = x == -1 || x == 2", "(\\ [x] (|| (== x (negate 1)) (== x 2)))"),
        ("f x = x + -1", "(\\ [x] opaque0) ; a prefix minus beside an operator that binds as tightly"),
        ("f x = x == 1 == 2", "(\\ [x] opaque0) ; operators of one precedence that do not associate"),
        ("f g h = g.h $ 1", "(\\ [g h] ($ (. g h) 1))"),
        ("f g x = map g $reverse x", "(\\ [g x] ($ (map g) (reverse x)))"),
        ("f = (.g) where g = id", "(let [(g = id)] (\\ [_1] (. _1 g)))"),
        ("f = (,1) <$> [(1,)]", "(<$> (\\ [_1] ((,) _1 1)) [(\\ [_2] ((,) 1 _2))])"),
        (
            "f = [1 ..] ++ [1, 3 ..] ++ [1 .. 9] ++ [1, 3 .. 9]",
            "(++ (enumFrom 1) (++ (enumFromThen 1 3) (++ (enumFromTo 1 9) (enumFromThenTo 1 3 9))))",
        ),
        ("f = \"a\\\n  \\b\" ++ ['c', '\\n']", "(++ \"ab\" ['c' '\\n'])"),
        ("f = ['\\\\','\\n','\\'','a']", "['\\\\' '\\n' '\\'' 'a']"),
        ("f =\t\"a\\  \n  \\b\"", "\"ab\""),
        ("f = 0xff + 1_000 + 1.5e-3", "(+ (+ 255 1000) 1.5e-3)"),
        (
            "f = (read @Int \"1\" :: Int, [minBound ..] :: [Bool])",
            "((,) (((read @`Int`) \"1\") :: `Int`) ((enumFrom minBound) :: `[Bool]`))",
        ),
        ("f = _ + _foo + _", "(+ (+ ?_ ?_foo) ?_#2)"),
        ("f = unknown M.thing (a `Foo` b)", "(unknown M.thing (Foo a b))"),
        ("f = if True then 1 else 2 :: Int", "(match [True] ((True) 1) ((False) (2 :: `Int`)) (fail incomplete \"\"))"),
        ("f a b = a ??? b", "(\\ [a b] (??? a b))"),
        ("f a b c = a ??? b + c", "(\\ [a b c] opaque0) ; an operator of unknown fixity among others"),
        (
            "infixr 5 +++\nf a b c = a +++ b +++ c * 2 where infixl 8 +++; (+++) = (+)",
            "(\\ [a b c] (let [(+++ = +)] (* (+++ (+++ a b) c) 2)))",
        ),
        ("infixr 5 +++\nf a b c = a +++ b +++ c\na +++ b = a", "(\\ [a b c] (M.+++ a (M.+++ b c)))"),
        ("f x = x where { y :: Int; y = 1; z :: Int }", "(\\ [x] (let [(y :: `Int` = 1) (z :: `Int` = ?z)] x))"),
        (
            "f = let { !x = 1; (a, b) = (x, 2) } in a",
            "(let [(x = 1) (_1 = ((,) x 2)) (a = (match [_1] ((((,) a b)) a) (fail incomplete \"M.hs:2:19-33: Non-exhaustive patterns in (a, b)\"))) (b = (match [_1] ((((,) a b)) b) (fail incomplete \"M.hs:2:19-33: Non-exhaustive patterns in (a, b)\")))] (match [x] (((! _)) a) fall))",
        ),
        (
            "f = let !(Just x) = Nothing in x",
            "(let [(_1 = Nothing) (x = (match [_1] (((Just x)) x) (fail incomplete \"M.hs:2:8-27: Non-exhaustive patterns in Just x\")))] (match [(match [_1] (((Just x)) ()) (fail incomplete \"M.hs:2:8-27: Non-exhaustive patterns in Just x\"))] (((! _)) x) fall))",
        ),
        ("f = proc x -> y", "opaque0 ; syntax error"),
        ("f = [| 1 |]", "opaque0 ; quote"),
    ]);
}

#[test]
fn blocks() {
    check(&[
        (
            "f m = do { x <- m; let {y = x}; print y; Just z <- m; (a, b) <- z; return a }",
            "(\\ [m] (>>= m (\\ [x] (let [(y = x)] (>> (print y) (>>= m (\\ [_2] (match [_2] (((Just z)) (>>= z (\\ [_1] (match [_1] ((((,) a b)) (return a)) (fail incomplete \"\"))))) ((_) (fail \"Pattern match failure in do expression at M.hs:2:42-47\")) (fail incomplete \"\")))))))))",
        ),
        ("f = do { x <- f }", "opaque0 ; a do block that ends in no expression"),
        ("f = mdo { x <- f; x }", "opaque0 ; recursive or qualified do"),
        (
            "f xs = [(x, y) | Just x <- xs, let z = x, odd z, y <- [z]]",
            "(\\ [xs] (listBind xs (\\ [_1] (match [_1] (((Just x)) (let [(z = x)] (match [(odd z)] ((True) (listBind [z] (\\ [y] [((,) x y)]))) ((False) []) (fail incomplete \"\")))) ((_) []) (fail incomplete \"\")))))",
        ),
        ("f xs ys = [x | x <- xs | y <- ys]", "(\\ [xs ys] opaque0) ; parallel list comprehension"),
    ]);
}

#[test]
fn records() {
    check(&[
        ("data R = A { p :: Int, q :: Bool } | B { p :: Int }\nf = A { q = True, p = 1 }", "(M.A 1 True)"),
        (
            "data R = A { p :: Int, q :: Bool } | B { p :: Int }\nf r = r { p = 2 }",
            "(\\ [r] (match [r 2] (((M.A _ _2) _3) (M.A _3 _2)) (((M.B _) _5) (M.B _5)) (fail incomplete \"M.hs:3:7-17: Non-exhaustive patterns in record update\")))",
        ),
        (
            "data R = A { p :: Int, q :: Bool }\nf r = r { p = 2 }",
            "(\\ [r] (match [r] (((M.A _ _2)) (M.A 2 _2)) (fail incomplete \"M.hs:3:7-17: Non-exhaustive patterns in record update\")))",
        ),
        (
            "data R = A { p :: Int, q :: Bool }\nf A { p, q = True } = p",
            "(\\ [_1] (match [_1] (((M.A p True)) p) (fail incomplete \"M.hs:3:1-23: Non-exhaustive patterns in function f\")))",
        ),
        (
            "data R = A { p :: Int, q :: Bool }\nf A { .. } = p",
            "(\\ [_1] (match [_1] (((M.A p q)) p) (fail incomplete \"M.hs:3:1-14: Non-exhaustive patterns in function f\")))",
        ),
        (
            "data R = A { p :: Int, q :: Bool }\nf p = A { .. }",
            "(\\ [p] (M.A p (fail missing \"M.hs:3:7-14: Missing field in record construction q\")))",
        ),
        (
            "data R = A { p :: Int, q :: Bool }\nf A {} = A {}",
            "(\\ [_1] (match [_1] (((M.A _ _)) (M.A (fail missing \"M.hs:3:10-13: Missing field in record construction p\") (fail missing \"M.hs:3:10-13: Missing field in record construction q\"))) (fail incomplete \"M.hs:3:1-13: Non-exhaustive patterns in function f\")))",
        ),
        ("f = C { x = 1 }", "opaque0 ; fields of an unknown constructor"),
        (
            "data R = A { p :: Int, f :: Bool } | B { p :: Int }",
            "(\\ [_3] (match [_3] (((M.A _ _4)) _4) (fail incomplete \"No match in record selector f\")))",
        ),
    ]);
}
