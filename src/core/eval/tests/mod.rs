//! Programs for the machine, written as s-expressions over a small environment.

use std::sync::Arc;

use super::*;
use crate::core::decl::{Class, Constructor, Data, Field, Instance, Typed};
use crate::core::term::{Alt, Bind, Literal, Match, Otherwise, Pat};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;

mod sexpr;

use sexpr::{parse, parse_many};

fn data(name: &str, newtype: bool, constructors: &[(&str, &[bool])]) -> Data {
    let field = |strict: &bool| Field { name: None, ty: Type::con("Base.Int"), strict: *strict };
    let constructor = |(name, fields): &(&str, &[bool])| Constructor {
        name: Name::new(name),
        fields: fields.iter().map(field).collect(),
        infix: false,
        result: None,
    };
    Data {
        name: Name::new(name),
        params: Vec::new(),
        constructors: constructors.iter().map(constructor).collect(),
        newtype,
    }
}

fn bind(name: &str, text: &str) -> Bind {
    Bind { name: Name::new(name), scheme: None, term: parse(text) }
}

/// Classes `Eq` and `Ord` (its superclass `Eq`) with instances for Int and lists, a few functions.
#[expect(clippy::too_many_lines, reason = "one module, declaration by declaration")]
fn env() -> Env {
    let scheme = Scheme::mono(Type::con("Base.Int"));
    let method = |name: &str| (Name::new(name), scheme.clone());
    let eq = Class {
        name: Name::new("Eq"),
        var: Name::new("a"),
        supers: Vec::new(),
        determined: Vec::new(),
        methods: vec![method("=="), method("/=")],
        defaults: vec![(Name::new("/="), parse("(\\ (d x y) (@not (@== d x y)))"))],
    };
    let ord = Class {
        name: Name::new("Ord"),
        var: Name::new("a"),
        supers: vec![Name::new("Eq")],
        determined: Vec::new(),
        methods: vec![method("<="), method("<")],
        defaults: vec![(Name::new("<"), parse("(\\ (d x y) (@not (@<= d y x)))"))],
    };
    let pred = |class: &str| Pred { class: Name::new(class), ty: Type::Var(Name::new("a")) };
    let instance = |class: &str, head: Type, context: Vec<Pred>, methods: &[(&str, &str)], supers: &[&str]| Instance {
        class: Name::new(class),
        head,
        context,
        methods: methods.iter().map(|(name, text)| (Name::new(name), parse(text))).collect(),
        supers: supers.iter().map(|text| parse(text)).collect(),
    };
    let int = || Type::con("Int");
    let list = || Type::list(Type::Var(Name::new("a")));
    let list_eq = "(\\ (d xs ys) (match (xs ys) (([] []) Base.True)
        (((: x xt) (: y yt)) (@&& (@== d x y) (@== (@$Eq.[] d) xt yt))) ((_ _) Base.False)))";
    let list_le = "(\\ (d xs ys) (match (xs ys) (([] _) Base.True) ((_ []) Base.False)
        (((: x xt) (: y yt)) (if (@== (@$super.Ord.Eq d) x y) (@<= (@$Ord.[] d) xt yt) (@<= d x y)))))";
    let instances = vec![
        instance("Eq", int(), vec![], &[("==", "$intEq")], &[]),
        instance("Ord", int(), vec![], &[("<=", "$intLe")], &["@$Eq.Int"]),
        instance("Eq", list(), vec![pred("Eq")], &[("==", list_eq)], &[]),
        instance("Ord", list(), vec![pred("Ord")], &[("<=", list_le)], &["(\\ (d) (@$Eq.[] (@$super.Ord.Eq d)))"]),
    ];
    let binds = vec![
        bind("not", "(\\ (b) (match (b) ((Base.True) Base.False) ((Base.False) Base.True)))"),
        bind("&&", "(\\ (a b) (match (a) ((Base.True) b) ((Base.False) Base.False)))"),
        bind("otherwise", "Base.True"),
        bind("id", "(\\ (x) x)"),
        bind("map", "(\\ (f xs) (match (xs) (([]) []) (((: y ys)) (: (f y) (@map f ys)))))"),
        bind("foldr", "(\\ (f z xs) (match (xs) (([]) z) (((: y ys)) (f y (@foldr f z ys)))))"),
        bind(
            "foldl'",
            "(\\ (f z xs) (match (xs) (([]) z) (((: y ys)) (let ((w (f z y))) ($seq w (@foldl' f w ys))))))",
        ),
        bind("enumFrom", "(\\ (n) (: n (@enumFrom ($intAdd n 1))))"),
        bind("enumFromTo", "(\\ (a b) (if ($intGt a b) [] (: a (@enumFromTo ($intAdd a 1) b))))"),
        bind(
            "take",
            "(\\ (n xs) (if ($intLe n 0) [] (match (xs) (([]) []) (((: y ys)) (: y (@take ($intSub n 1) ys))))))",
        ),
        bind(
            "filter",
            "(\\ (p xs) (match (xs) (([]) []) (((: y ys)) (if (p y) (: y (@filter p ys)) (@filter p ys)))))",
        ),
        bind(
            "insert",
            "(\\ (d x xs) (match (xs) (([]) (: x [])) (((: y ys))
            (if (@<= d x y) (: x xs) (: y (@insert d x ys))))))",
        ),
        bind("sort", "(\\ (d xs) (@foldr (@insert d) [] xs))"),
        bind("fib", "(\\ (n) (if ($intLt n 2) n ($intAdd (@fib ($intSub n 1)) (@fib ($intSub n 2)))))"),
        bind("nats", "(@enumFrom 0)"),
        bind("loop", "(\\ (x) (@loop x))"),
        bind("even", "(\\ (n) (if ($intEq n 0) Base.True (@odd ($intSub n 1))))"),
        bind("odd", "(\\ (n) (if ($intEq n 0) Base.False (@even ($intSub n 1))))"),
        bind("nest", "(\\ (d n x) (if ($intEq n 0) (@== d x x) (@nest (@$Eq.[] d) ($intSub n 1) (: x []))))"),
    ];
    let base = Typed {
        name: Some(Name::new("Base")),
        datas: vec![
            data("Base.Bool", false, &[("Base.False", &[]), ("Base.True", &[])]),
            data("Base.Ordering", false, &[("LT", &[]), ("EQ", &[]), ("GT", &[])]),
            data("Maybe", false, &[("Nothing", &[]), ("Just", &[false])]),
            data("N", true, &[("N", &[false])]),
            data("S", false, &[("S", &[true, false])]),
            data("Colour", false, &[("A", &[]), ("B", &[]), ("C", &[]), ("D", &[]), ("E", &[]), ("F", &[false])]),
        ],
        classes: vec![eq, ord],
        instances,
        binds,
        ..Typed::default()
    };
    let mut env = Env::default();
    env.add(Arc::new(wired::module()));
    env.add(Arc::new(base));
    env
}

fn machine() -> Machine {
    let mut machine = Machine::new(env());
    machine.set_limits(Limits { fuel: 100_000_000, memory_bytes: 1 << 28, depth: 5_000_000 });
    machine
}

/// Evaluates a closed term and shows its normal form.
fn eval_in(machine: &mut Machine, text: &str) -> String {
    let code = machine.compile(&[], &parse(text));
    match machine.run(code, &[]) {
        Ok(value) => show(machine, value, 60),
        Err(stop) => format!("{stop:?}"),
    }
}

fn eval(text: &str) -> String {
    eval_in(&mut machine(), text)
}

fn show(machine: &mut Machine, value: Value, depth: u32) -> String {
    if depth == 0 {
        return "…".to_owned();
    }
    match machine.view(value) {
        Ok(View::Int(n)) => n.to_string(),
        Ok(View::Integer(n)) => format!("{n}n"),
        Ok(View::Double(x)) => format!("{x:?}"),
        Ok(View::Char(c)) => format!("{c:?}"),
        Ok(View::Function) => "function".to_owned(),
        Ok(View::Data(tag, fields)) if fields.is_empty() => format!("#{tag}"),
        Ok(View::Data(tag, fields)) => {
            let fields: Vec<String> = fields.into_iter().map(|f| show(machine, f, depth - 1)).collect();
            format!("#{tag}({})", fields.join(" "))
        }
        Err(stop) => format!("{stop:?}"),
    }
}

#[test]
fn arithmetic_wraps_and_compares() {
    assert_eq!(eval("($intAdd 2 3)"), "5");
    assert_eq!(eval("($intMul 4611686018427387904 2)"), i64::MIN.to_string());
    assert_eq!(eval("($intAdd 9223372036854775807 1)"), i64::MIN.to_string());
    assert_eq!(eval("($intSub 1152921504606846975 -1)"), "1152921504606846976");
    assert_eq!(eval("(if ($intLt 9223372036854775807 5) 1 2)"), "2");
    assert_eq!(eval("($intDiv -7 2)"), "-4");
    assert_eq!(eval("($intMod 7 -2)"), "-1");
    assert_eq!(eval("($intDiv 1 0)"), "Arithmetic(\"divide by zero\")");
    assert_eq!(
        eval("($integerMul 4611686018427387904n 4611686018427387904n)"),
        "21267647932558653966460912964485513216n"
    );
    assert_eq!(eval("($integerSub 9223372036854775808n 1n)"), "9223372036854775807n");
    assert_eq!(eval("($integerToInt 18446744073709551617n)"), "1");
    assert_eq!(eval("($doubleAdd 1.5 2.25)"), "3.75");
}

#[test]
fn functions_of_every_saturation() {
    assert_eq!(eval("(@fib 20)"), "6765");
    assert_eq!(eval("(((\\ (x) (\\ (y z) ($intSub x z))) 10) 1 2)"), "8");
    assert_eq!(
        eval(
            "(let ((f (\\ (a b c d) ($intAdd ($intMul a b) ($intMul c d))))) (let ((g (f 2 3))) (let ((h (g 4))) ($intAdd (h 5) (g 1 1)))))"
        ),
        "33"
    );
    assert_eq!(eval("(@id @id @id @fib 10)"), "55");
    assert_eq!(eval("(@map ($intAdd 1) (: 1 (: 2 [])))"), "#1(2 #1(3 #0))");
    assert_eq!(eval("(@map Just (: 1 []))"), "#1(#1(1) #0)");
    assert_eq!(eval("$intAdd"), "function");
    assert_eq!(eval("(5 6)"), "Error(\"a value of another type was expected\")");
}

#[test]
fn laziness() {
    assert_eq!(eval("(@take 3 @nats)"), "#1(0 #1(1 #1(2 #0)))");
    assert_eq!(eval("(let ((xs (: 1 (@map ($intMul 2) xs)))) (@take 4 xs))"), "#1(1 #1(2 #1(4 #1(8 #0))))");
    assert_eq!(eval("(let ((x ($intAdd x 1))) x)"), "Loop");
    assert_eq!(eval("(let ((x x)) x)"), "Loop");
    assert_eq!(eval("(let ((a (: 1 b)) (b (: 2 a))) (@take 3 a))"), "#1(1 #1(2 #1(1 #0)))");
    assert_eq!(eval("((\\ (x y) y) $undefined 7)"), "7");
    assert_eq!(eval("$undefined"), "Error(\"Prelude.undefined\")");
    assert_eq!(eval("($seq (: $undefined []) 1)"), "1");
    assert_eq!(eval("($seq $undefined 1)"), "Error(\"Prelude.undefined\")");
    assert_eq!(eval("(match ((S $undefined 1)) (((S a b)) b))"), "Error(\"Prelude.undefined\")");
    assert_eq!(eval("(match ((S 1 $undefined)) (((S a b)) a))"), "1");
    assert_eq!(eval("(match ((N $undefined)) (((N x)) 3))"), "3");
    assert_eq!(eval("(match (((\\ (x) (N x)) 4)) (((N x)) x))"), "4");
    assert_eq!(eval("($error \"boom\")"), "Error(\"boom\")");
    assert_eq!(eval("($error (@map @id \"abc\"))"), "Error(\"abc\")");
    assert_eq!(eval("(@noSuchThing 1)"), format!("{:?}", Stop::Failure(Failure::Unknown(Name::new("noSuchThing")))));
}

#[test]
fn patterns() {
    let f = "(\\ (x y) (match (x y) (([] _) 0) ((_ []) 1) (((: a _) (: b _)) ($intAdd a b))))";
    assert_eq!(eval(&format!("({f} [] $undefined)")), "0");
    assert_eq!(eval(&format!("({f} (: 1 []) [])")), "1");
    assert_eq!(eval(&format!("({f} (: 1 []) (: 5 []))")), "6");
    assert_eq!(eval("(match (5) ((1) 10) ((5) 50) ((_) 0))"), "50");
    assert_eq!(eval("(match ('b') (('a') 10) (('b') 50))"), "50");
    assert_eq!(eval("(match (1.5) ((1.0) 10) ((1.5) 15))"), "15");
    assert_eq!(eval("(match (\"abc\") ((\"abd\") 1) ((\"abc\") 2))"), "2");
    assert_eq!(eval("(match ((: 'x' $undefined)) ((\"abc\") 1) ((_) 2))"), "2");
    assert_eq!(eval("(match (9) ((1) 10))"), "Failure(Incomplete(\"test\"))");
    assert_eq!(
        eval("(match ((: 1 (: 2 []))) (((as all (: x (as t (: y _))))) (: y (: x t))))"),
        "#1(2 #1(1 #1(2 #0)))"
    );
    assert_eq!(eval("(match ($undefined) (((~ (: a b))) 1))"), "1");
    assert_eq!(eval("(match ((: 1 (: 2 []))) (((~ (: a (: b _)))) ($intSub b a)))"), "1");
    assert_eq!(eval("(match ($undefined) (((! x)) 1))"), "Error(\"Prelude.undefined\")");
    assert_eq!(eval("(match ($undefined) ((x) 1))"), "1");
    assert_eq!(eval("(match (3 4) ((a (view ($intAdd a) 7)) 1) ((_ _) 2))"), "1");
    assert_eq!(eval("(match ((F 3)) ((A) 0) ((B) 1) ((C) 2) ((D) 3) ((E) 4) (((F x)) ($intAdd 5 x)))"), "8");
    assert_eq!(eval("(match (D) ((A) 0) ((B) 1) ((C) 2) ((D) 3) ((E) 4) (((F x)) 5))"), "3");
    assert_eq!(eval("(match (E) ((A) 0) ((B) 1) ((C) 2) ((D) 3) ((F x) 9) ((_) 7))"), "7");
}

#[test]
fn guards_fall_through() {
    let f = "(\\ (x) (match (x)
        (((Just n)) (match () (() (match (($intGt n 10)) ((Base.True) 1) fall)) (() (match (($intGt n 5)) ((Base.True) 2) fall)) fall))
        (((Just 3)) 3)
        ((_) (match () (() (match (@otherwise) ((Base.True) 4) fall)) fall))))";
    for (x, y) in [("(Just 11)", "1"), ("(Just 6)", "2"), ("(Just 3)", "3"), ("(Just 4)", "4"), ("Nothing", "4")] {
        assert_eq!(eval(&format!("({f} {x})")), y, "{x}");
    }
    assert_eq!(eval("(match (1) ((x) (match (x) ((2) 5) fall)) ((y) (let ((z y)) (match (z) ((1) 6) fall))))"), "6");
}

#[test]
fn dictionaries_are_resolved() {
    assert_eq!(eval("(@sort @$Ord.Int (: 3 (: 1 (: 2 []))))"), "#1(1 #1(2 #1(3 #0)))");
    assert_eq!(eval("(@/= @$Eq.Int 1 2)"), "#1");
    assert_eq!(eval("(@< (@$Ord.[] @$Ord.Int) (: 1 []) (: 1 (: 0 [])))"), "#1");
    assert_eq!(eval("(@/= (@$super.Ord.Eq (@$Ord.[] @$Ord.Int)) (: 1 []) (: 1 []))"), "#0");
    // At run time, and by polymorphic recursion beyond what is specialised.
    assert_eq!(eval("((\\ (d) (@sort d (: 3 (: 1 [])))) @$Ord.Int)"), "#1(1 #1(3 #0))");
    assert_eq!(eval("((\\ (d) (@< (@$Ord.[] d) (: 1 []) (: 2 []))) @$Ord.Int)"), "#1");
    assert_eq!(eval("((\\ (d) (@/= (@$super.Ord.Eq (@$Ord.[] d)) (: 1 []) (: 2 []))) @$Ord.Int)"), "#1");
    assert_eq!(eval("(@nest @$Eq.Int 20 5)"), "#1");
}

#[test]
fn overloaded_local_functions_are_instantiated() {
    let mut term =
        parse("(let ((same (\\ (d x y) (@== d x y)))) (@&& (same @$Eq.Int 1 1) (same (@$Eq.[] @$Eq.Int) [] [])))");
    if let Term::Let(binds, _) = &mut term {
        let pred = Pred { class: Name::new("Eq"), ty: Type::Var(Name::new("a")) };
        binds[0].scheme = Some(Scheme::quantify(vec![pred], Type::con("Base.Bool")));
    }
    let mut machine = machine();
    let code = machine.compile(&[], &term);
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(show(&mut machine, value, 3), "#1");
}

#[test]
fn strings_are_lists() {
    assert_eq!(eval("($listLength \"hello\")"), "5");
    assert_eq!(eval("($listEqString ($listAppend \"ab\" \"cd\") \"abcd\")"), "#1");
    assert_eq!(eval("($listEqString ($listReverse \"ab\") \"ba\")"), "#1");
    assert_eq!(eval("($listCompareString \"abc\" \"abd\")"), "#0");
    assert_eq!(eval("(match (\"ab\") (((: x xs)) ($listLength xs)))"), "1");
    assert_eq!(eval("($listIndex \"añb\" 1)"), "'ñ'");
    assert_eq!(eval("($listIndex \"ab\" 2)"), "Error(\"Prelude.!!: index too large\")");
    assert_eq!(eval("($listEqString ($stringShow \"a\\n\") ($listAppend ($stringShow \"a\") []))"), "#0");
    assert_eq!(eval("(@take 2 ($listAppend @nats @nats))"), "#1(0 #1(1 #0))");
    assert_eq!(eval("($listEqString \"日本\" (: '日' \"本\"))"), "#1");
    assert_eq!(eval("($listSumInt ($listRangeInt 1 1000))"), "500500");
    assert_eq!(eval("($listElemInt 700 ($listRangeInt 1 1000))"), "#1");
    assert_eq!(eval("($listElemInt $undefined [])"), "#0");
    assert_eq!(eval("($listEqString ($doubleShow ($doubleRead \"1e23\")) \"9.999999999999999e22\")"), "#1");
    let mut machine = machine();
    let code = machine.compile(&[], &parse("($listAppend (@map ($intAdd 0) []) ($intShow -12))"));
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(machine.string(value, 10), Ok("-12".to_owned()));
    assert_eq!(machine.string(value, 1), Err(Stop::Memory));
}

#[test]
fn deep_recursion_ends_in_a_bound() {
    let sum = "(@foldr $intAdd 0 (@enumFromTo 1 1000000))";
    assert_eq!(eval(sum), "500000500000");
    let mut machine = machine();
    machine.set_limits(Limits { fuel: 100_000_000, memory_bytes: 1 << 28, depth: 10_000 });
    assert_eq!(eval_in(&mut machine, sum), "Depth");
    machine.set_limits(Limits { fuel: 100_000_000, memory_bytes: 1 << 20, depth: 10_000_000 });
    assert_eq!(eval_in(&mut machine, sum), "Memory");
    machine.set_limits(Limits { fuel: 1000, memory_bytes: 1 << 20, depth: 10_000_000 });
    assert_eq!(eval_in(&mut machine, "(@loop 1)"), "Fuel");
    assert_eq!(machine.fuel_used(), 1000);
    assert_eq!(eval_in(&mut machine, "(@fib 5)"), "5");
    // A million nested thunks.
    machine.set_limits(Limits { fuel: 100_000_000, memory_bytes: 1 << 28, depth: 100_000 });
    let nested = "(let ((go (\\ (x) (: x (go ($intAdd x 1)))))) ($listIndex (go 0) 1000000))";
    assert_eq!(eval_in(&mut machine, nested), "Depth");
}

#[test]
fn long_runs_are_collected() {
    let mut machine = machine();
    machine.set_limits(Limits { fuel: 1_000_000_000, memory_bytes: 48 << 20, depth: 100_000 });
    assert_eq!(
        eval_in(&mut machine, "(@foldl' $intAdd 0 (@map ($intMul 2) (@enumFromTo 1 3000000)))"),
        "9000003000000"
    );
    assert_eq!(eval_in(&mut machine, "($listLength (@filter @even (@take 2000 @nats)))"), "1000");
    let primes = "(let ((sieve (\\ (xs) (match (xs) (((: p t)) (: p (sieve (@filter (\\ (n) ($intNe ($intMod n p) 0)) t)))))))) ($listIndex (sieve (@enumFrom 2)) 500))";
    assert_eq!(eval_in(&mut machine, primes), "3581");
    assert!(machine.memory_bytes() < 200 << 20);
}

#[test]
fn resets_restore_older_thunks() {
    let mut machine = machine();
    let list = machine.compile(&[], &parse("(@map ($intMul 3) (@enumFromTo 1 100000))"));
    let list = machine.suspend(list, &[]);
    let xs = Name::new("xs");
    let sum = machine.compile(&[xs], &parse("(@foldl' $intAdd 0 xs)"));
    let head = machine.compile(&[xs], &parse("(match (xs) (((: x _)) x))"));
    for _ in 0..3 {
        let mark = machine.mark();
        let before = machine.memory_bytes();
        let total = machine.run(sum, &[list]).unwrap();
        assert_eq!(machine.small_int(total), Some(15000150000));
        let inner = machine.mark();
        let first = machine.run(head, &[list]).unwrap();
        assert_eq!(machine.small_int(first), Some(3));
        machine.reset(inner);
        let naturals = machine.compile(&[], &parse("($listIndex @nats 1000)"));
        let n = machine.run(naturals, &[]).unwrap();
        assert_eq!(machine.small_int(n), Some(1000));
        machine.reset(mark);
        machine.forget_code(naturals);
        assert!(machine.memory_bytes() <= before + 100_000);
    }
}

#[test]
fn values_survive_a_retain() {
    let mut machine = machine();
    let mark = machine.mark();
    let code = machine.compile(&[], &parse("(: \"abc\" (: ($listReverse \"xyz\") []))"));
    let value = machine.run(code, &[]).unwrap();
    let whole = machine.observe(value, 1000);
    assert!(matches!(whole, Observation::Full(_)));
    let kept = machine.retain(mark, &[value]);
    machine.forget_code(code);
    let other = machine.compile(&[], &parse("(@fib 10)"));
    machine.run(other, &[]).unwrap();
    assert_eq!(machine.observe(kept[0], 1000), whole);
    let lazy = machine.compile(&[], &parse("(@map ($intAdd 1) (@enumFromTo 1 10))"));
    let mark = machine.mark();
    let value = machine.run(lazy, &[]).unwrap();
    let kept = machine.retain(mark, &[value]);
    assert!(matches!(machine.observe(kept[0], 100), Observation::Full(_)));
}

#[test]
fn observations() {
    let mut machine = machine();
    let mut observe = |text: &str, nodes: u32| {
        let code = machine.compile(&[], &parse(text));
        let value = machine.suspend(code, &[]);
        machine.observe(value, nodes)
    };
    assert_eq!(observe("\"abc\"", 100), observe("(: 'a' (: 'b' (: 'c' [])))", 100));
    assert_ne!(observe("\"abc\"", 100), observe("\"abd\"", 100));
    assert_ne!(observe("(: [] [])", 100), observe("(: (: [] []) [])", 100));
    assert_eq!(observe("@nats", 1000), Observation::Cut);
    assert_eq!(observe("(@map ($intAdd 1) (: 1 []))", 100), observe("(: 2 [])", 100));
    assert_eq!(observe("(: @id [])", 100), Observation::Function);
    assert!(matches!(observe("(: 1 (: $undefined []))", 100), Observation::Bottom(_)));
    assert_ne!(observe("(: 1 (: $undefined []))", 100), observe("(: $undefined [])", 100));
    assert_eq!(observe("($integerMul 99999999999n 99999999999n)", 9), observe("9999999999800000000001n", 9));
}

#[test]
fn definitions_are_replaced() {
    let mut machine = machine();
    let f = Name::new("f");
    machine.define(f, &parse("(\\ (n) ($intAdd n 1))"));
    let code = machine.compile(&[], &parse("(@map @f (: 1 (: 2 [])))"));
    let size = |machine: &Machine| machine.compiler.code.ops.len();
    let mut sizes = Vec::new();
    for k in 0..50 {
        machine.define(f, &parse(&format!("(\\ (n) (if ($intEq n 0) {k} (@f ($intSub n 1))))")));
        let mark = machine.mark();
        let value = machine.run(code, &[]).unwrap();
        assert_eq!(show(&mut machine, value, 9), format!("#1({k} #1({k} #0))"));
        machine.reset(mark);
        sizes.push(size(&machine));
    }
    assert!(sizes[49] <= sizes[2], "{sizes:?}");
    machine.define(f, &parse("(\\ (a b) ($intAdd a b))"));
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(show(&mut machine, value, 9), "#1(function #1(function #0))");
    machine.define(f, &parse("@fib"));
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(show(&mut machine, value, 9), "#1(1 #1(1 #0))");
}

#[test]
fn forgotten_code_is_reclaimed() {
    let mut machine = machine();
    let warm = machine.compile(&[], &parse("(@map ($intAdd 1) \"\")"));
    machine.run(warm, &[]).unwrap();
    let mut sizes = Vec::new();
    for k in 0..100 {
        let mark = machine.mark();
        let code = machine.compile(
            &[],
            &parse(&format!("(@map (\\ (x) ($intAdd x {k})) (: 1 (: 123456789012345678901234567890n [])))")),
        );
        let value = machine.run(code, &[]).unwrap();
        machine.observe(value, 5);
        machine.reset(mark);
        machine.forget_code(code);
        sizes.push((machine.compiler.code.ops.len(), machine.heap.statics, machine.memory_bytes()));
    }
    assert_eq!(sizes[10], sizes[99]);
}

#[test]
fn applications_and_cancellation() {
    let mut machine = machine();
    let fib = machine.compile(&[], &Term::global("fib"));
    let fib = machine.run(fib, &[]).unwrap();
    let ten = machine.make(&View::Int(10));
    let value = machine.apply(fib, &[ten]);
    let value = machine.whnf(value).unwrap();
    assert_eq!(machine.view(value), Ok(View::Int(55)));
    let flag = Arc::new(AtomicBool::new(true));
    machine.set_cancel(flag);
    assert_eq!(eval_in(&mut machine, "(@loop 1)"), "Cancelled");
    fn sendable<T: Send>(_: &T) {}
    sendable(&machine);
}

#[test]
fn mutual_recursion_and_many_definitions() {
    assert_eq!(eval("(@even 100001)"), "#0");
    assert_eq!(parse_many("1 2 (3 4)").len(), 3);
    let mut machine = machine();
    let code =
        machine.compile(&[], &Term::App(Box::new(Term::Prim(Name::new("listLength"))), vec![sexpr::list(20000)]));
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(machine.view(value), Ok(View::Int(20000)));
}

#[test]
fn long_lists_of_computed_elements_compile() {
    let cell = |head: Term, tail: Term| Term::App(Box::new(Term::Con(Name::new(":"))), vec![head, tail]);
    let element = || Term::App(Box::new(Term::global("fib")), vec![Term::Lit(Literal::Int(3))]);
    let list = (0..5000).fold(Term::Con(Name::new("[]")), |tail, _| cell(element(), tail));
    let mut machine = machine();
    let code = machine.compile(&[], &Term::App(Box::new(Term::Prim(Name::new("listSumInt"))), vec![list]));
    let value = machine.run(code, &[]).unwrap();
    assert_eq!(machine.view(value), Ok(View::Int(10000)));
}
