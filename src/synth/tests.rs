//! Searches over small hand-built modules.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::core::decl::{Constructor, Data, Field, Module};
use crate::core::env::Env;
use crate::core::eval::Machine;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::sexpr;
use crate::core::term::{Alt, Bind, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::budget::{Budget, Engines};
use crate::synth::goal::{Component, Example, Expected, Goal, Origin};
use crate::synth::guide::Uniform;
use crate::synth::space::Space;
use crate::synth::{Outcome, synthesize};

/// A reader of a small functional notation: application, lists, `:`, `\x y -> e`, `case e of { p -> e; … }`.
struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn new(text: &str) -> Reader {
        let mut tokens = Vec::new();
        let mut rest = text.trim_start();
        while let Some(c) = rest.chars().next() {
            let len = if c.is_alphanumeric() || c == '_' {
                rest.find(|c: char| !(c.is_alphanumeric() || "_'.".contains(c))).unwrap_or(rest.len())
            } else if rest.starts_with("->") || rest.starts_with("[]") {
                2
            } else {
                1
            };
            tokens.push(rest[..len].to_owned());
            rest = rest[len..].trim_start();
        }
        Reader { tokens, at: 0 }
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn eat(&mut self, token: &str) -> bool {
        let hit = self.peek() == token;
        self.at += usize::from(hit);
        hit
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned().unwrap_or_default()
    }

    fn ty(&mut self) -> Type {
        let from = self.ty_app();
        if self.eat("->") { Type::fun(from, self.ty()) } else { from }
    }

    fn ty_app(&mut self) -> Type {
        let mut head = self.ty_atom();
        while !matches!(self.peek(), "" | "->" | ")" | "]" | ",") {
            head = Type::app(head, [self.ty_atom()]);
        }
        head
    }

    fn ty_atom(&mut self) -> Type {
        match self.next().as_str() {
            "(" => {
                let inner = self.ty();
                self.eat(")");
                inner
            }
            "[" => {
                let inner = self.ty();
                self.eat("]");
                Type::list(inner)
            }
            name if name.starts_with(char::is_lowercase) => Type::Var(Name::new(name)),
            name => Type::Con(global(name)),
        }
    }

    fn term(&mut self, locals: &[Name]) -> Term {
        if self.eat("\\") {
            let mut params = Vec::new();
            while !self.eat("->") {
                params.push(Name::new(&self.next()));
            }
            let mut all = locals.to_vec();
            all.extend(&params);
            return Term::lam(params, self.term(&all));
        }
        if self.eat("case") {
            let scrutinee = self.term(locals);
            assert!(self.eat("of") && self.eat("{"));
            let mut alts = Vec::new();
            while !self.eat("}") {
                let mut all = locals.to_vec();
                let pat = self.pat(&mut all);
                assert!(self.eat("->"), "{:?}", &self.tokens[self.at..]);
                alts.push(Alt { pats: vec![pat], body: self.term(&all) });
                self.eat(";");
            }
            let otherwise = Otherwise::Fail(Failure::Incomplete("case".into()));
            return Term::Match(Box::new(Match { scrutinees: vec![scrutinee], alts, otherwise }));
        }
        let mut parts = vec![self.atom(locals)];
        while !matches!(self.peek(), "" | ")" | "]" | "," | ";" | "}" | "of" | ":") {
            parts.push(self.atom(locals));
        }
        let head = Term::app(parts.remove(0), parts);
        if self.eat(":") {
            let tail = self.term(locals);
            return Term::app(Term::Con(Name::new(":")), vec![head, tail]);
        }
        head
    }

    fn atom(&mut self, locals: &[Name]) -> Term {
        let token = self.next();
        match token.as_str() {
            "(" => {
                let inner = self.term(locals);
                self.eat(")");
                inner
            }
            "[" => {
                let mut items = Vec::new();
                while !self.eat("]") {
                    items.push(self.term(locals));
                    self.eat(",");
                }
                let nil = Term::Con(Name::new("[]"));
                items.into_iter().rev().fold(nil, |t, h| Term::app(Term::Con(Name::new(":")), vec![h, t]))
            }
            "[]" => Term::Con(Name::new("[]")),
            digits if digits.starts_with(|c: char| c.is_ascii_digit()) => {
                Term::Lit(Literal::Num(digits.parse().expect("digits")))
            }
            name if locals.contains(&Name::new(name)) => Term::Var(Name::new(name)),
            name if name.starts_with(char::is_uppercase) && !name.contains('.') => Term::Con(global(name)),
            name if name.contains('.') => Term::global(name),
            name => Term::Global(Name::new(&format!("T.{name}"))),
        }
    }

    fn pat(&mut self, locals: &mut Vec<Name>) -> Pat {
        let mut head = self.pat_atom(locals);
        if let Pat::Con(_, fields) = &mut head {
            while !matches!(self.peek(), "->" | ")" | ":") {
                fields.push(self.pat_atom(locals));
            }
        }
        if self.eat(":") {
            let tail = self.pat(locals);
            return Pat::Con(Name::new(":"), vec![head, tail]);
        }
        head
    }

    fn pat_atom(&mut self, locals: &mut Vec<Name>) -> Pat {
        match self.next().as_str() {
            "(" => {
                let inner = self.pat(locals);
                self.eat(")");
                inner
            }
            "_" => Pat::Wild,
            "[]" => Pat::Con(Name::new("[]"), Vec::new()),
            name if name.starts_with(char::is_uppercase) => Pat::Con(global(name), Vec::new()),
            name => {
                locals.push(Name::new(name));
                Pat::Var(Name::new(name))
            }
        }
    }
}

fn global(name: &str) -> Name {
    match name {
        "Bool" | "True" | "False" | "Int" | "Ordering" | "LT" | "EQ" | "GT" => Name::new(&format!("Base.{name}")),
        _ => Name::new(&format!("T.{name}")),
    }
}

fn scheme(text: &str) -> Scheme {
    Scheme::quantify(Vec::<Pred>::new(), Reader::new(text).ty())
}

fn data(name: &str, params: &[&str], constructors: &[(&str, &[&str])]) -> Data {
    let field = |ty: &&str| Field { name: None, ty: Reader::new(ty).ty(), strict: false };
    let constructors = constructors
        .iter()
        .map(|(c, fields)| Constructor {
            name: global(c),
            fields: fields.iter().map(field).collect(),
            infix: false,
            result: None,
        })
        .collect();
    let params = params.iter().map(|p| Name::new(p)).collect();
    Data { name: global(name), params, constructors, newtype: false }
}

/// A module with naturals, trees and the helpers in `binds`.
fn env(binds: &[(&str, &str, &str)]) -> Env {
    let mut env = Env::default();
    env.add(Arc::new(wired::module()));
    let base = Module {
        name: Some(Name::new("Base")),
        datas: vec![
            data("Bool", &[], &[("False", &[]), ("True", &[])]),
            data("Ordering", &[], &[("LT", &[]), ("EQ", &[]), ("GT", &[])]),
        ],
        ..Module::default()
    };
    let (typed, errors) = infer::module(&base, &env);
    assert!(errors.is_empty(), "{errors:?}");
    env.add(Arc::new(typed));
    let module = Module {
        name: Some(Name::new("T")),
        datas: vec![
            data("Nat", &[], &[("O", &[]), ("S", &["Nat"])]),
            data("Tree", &["a"], &[("Leaf", &[]), ("Node", &["Tree a", "a", "Tree a"])]),
        ],
        binds: binds
            .iter()
            .map(|(name, ty, body)| Bind {
                name: Name::new(&format!("T.{name}")),
                scheme: Some(scheme(ty)),
                term: Reader::new(body).term(&[]),
            })
            .collect(),
        ..Module::default()
    };
    let (typed, errors) = infer::module(&module, &env);
    assert!(errors.is_empty(), "{errors:?}");
    env.add(Arc::new(typed));
    env
}

/// The goal `name :: ty` with `examples` (`arguments => result`) and `binds` in scope.
pub(crate) fn goal(ty: &str, at: &[&str], examples: &[&str], binds: &[(&str, &str, &str)]) -> (Goal, Env) {
    let env = env(binds);
    let whole = scheme(ty);
    let types: Vec<Type> = at.iter().map(|t| Reader::new(t).ty()).collect();
    let bind = |v: Name| whole.vars.iter().position(|w| *w == v).map(|i| types[i].clone());
    let instance = whole.ty.subst(&bind);
    let closed = |text: &str, ty: &Type| {
        let inferred =
            infer::expr(&Reader::new(text).term(&[]), Some(&Scheme::mono(ty.clone())), &[], &env, Defaulting::Standard);
        assert!(inferred.errors.is_empty(), "{text}: {:?}", inferred.errors);
        inferred.term
    };
    let (params, result) = instance.uncurry();
    let examples = examples
        .iter()
        .map(|text| {
            let (args, value) = text.split_once("=>").expect("an example");
            let args = args.split('|').zip(&params).map(|(text, ty)| closed(text, ty)).collect();
            let result = Expected::Value(closed(value, result));
            Example { types: types.clone(), dictionaries: Vec::new(), args, result }
        })
        .collect();
    let goal = Goal {
        name: Name::new("T.goal"),
        scheme: whole,
        examples,
        checks: Vec::new(),
        components: binds
            .iter()
            .map(|(name, ty, _)| Component {
                name: Name::new(&format!("T.{name}")),
                scheme: scheme(ty),
                origin: Origin::User,
            })
            .collect(),
        datas: ["Nat", "Tree", "Bool", "Ordering"].iter().map(|d| global(d)).chain([Name::new("[]")]).collect(),
        input_literals: Vec::new(),
        output_literals: Vec::new(),
    };
    (goal, env)
}

/// A budget of so many steps.
pub(crate) fn budget(steps: u64) -> Budget {
    let cancel = Arc::new(AtomicBool::new(false));
    Budget { steps, memory_bytes: 512 << 20, deadline: None, cancel, count: 5, engines: Engines::default() }
}

/// Searches for a program.
fn search(
    ty: &str,
    at: &[&str],
    examples: &[&str],
    binds: &[(&str, &str, &str)],
    steps: u64,
) -> (Outcome, Vec<String>) {
    let (goal, env) = goal(ty, at, examples, binds);
    let outcome = synthesize(&goal, &env, &Uniform, &budget(steps));
    let shown =
        outcome.candidates.iter().map(|c| format!("{:.2} {} {}", c.cost, c.engine, sexpr::term(&c.term))).collect();
    (outcome, shown)
}

/// Runs with a deep stack: inference and rendering recurse.
fn check(
    ty: &'static str,
    at: &'static [&'static str],
    examples: &'static [&'static str],
    binds: &'static [(&'static str, &'static str, &'static str)],
) {
    let run = move || {
        let (outcome, shown) = search(ty, at, examples, binds, 60_000);
        println!(
            "{ty}: {:?} steps {} first {:?} tried {:?}",
            outcome.stopped, outcome.steps, outcome.first, outcome.tried
        );
        for line in &shown {
            println!("   {line}");
        }
        assert!(!shown.is_empty());
    };
    std::thread::Builder::new().stack_size(256 << 20).spawn(run).expect("a thread").join().expect("a solution");
}

const APPEND: (&str, &str, &str) =
    ("append", "[a] -> [a] -> [a]", "\\xs ys -> case xs of { [] -> ys; (x:zs) -> x : (append zs ys) }");
const COMPARE: (&str, &str, &str) = (
    "natCompare",
    "Nat -> Nat -> Ordering",
    "\\m n -> case m of { O -> case n of { O -> EQ; _ -> LT }; S a -> case n of { O -> GT; S b -> natCompare a b } }",
);
const IS_EVEN: (&str, &str, &str) =
    ("isEven", "Nat -> Bool", "\\n -> case n of { O -> True; S m -> case m of { O -> False; S k -> isEven k } }");
const NONZERO: (&str, &str, &str) = ("isNonzero", "Nat -> Bool", "\\n -> case n of { O -> False; S m -> True }");
const MAP: (&str, &str, &str) =
    ("mapList", "[Nat] -> (Nat -> Nat) -> [Nat]", "\\xs f -> case xs of { [] -> []; (x:zs) -> f x : (mapList zs f) }");

#[test]
fn head_or_zero() {
    check("[Nat] -> Nat", &[], &["[] => O", "[S O] => S O", "[S (S O), S O] => S (S O)"], &[]);
}

#[test]
fn append() {
    check(
        "[a] -> [a] -> [a]",
        &["Nat"],
        &["[] | [] => []", "[S O, O] | [] => [S O, O]", "[O] | [O] => [O,O]", "[S O,O] | [O] => [S O,O,O]"],
        &[],
    );
}

#[test]
fn reverse_with_append() {
    check(
        "[Nat] -> [Nat]",
        &[],
        &["[] => []", "[O] => [O]", "[O,S O] => [S O,O]", "[O,O,S O] => [S O,O,O]"],
        &[APPEND],
    );
}

#[test]
fn filter() {
    check(
        "(Nat -> Bool) -> [Nat] -> [Nat]",
        &[],
        &[
            "isEven | [] => []",
            "isEven | [S (S O)] => [S (S O)]",
            "isEven | [O,O] => [O,O]",
            "isEven | [S O,O,S O] => [O]",
            "isNonzero | [O] => []",
        ],
        &[IS_EVEN, NONZERO],
    );
}

#[test]
fn sorted_insert() {
    check(
        "[Nat] -> Nat -> [Nat]",
        &[],
        &[
            "[] | O => [O]",
            "[] | S O => [S O]",
            "[O] | O => [O]",
            "[O] | S O => [O,S O]",
            "[S O] | O => [O,S O]",
            "[S O] | S O => [S O]",
            "[S O] | S (S O) => [S O,S (S O)]",
            "[O,S O] | O => [O,S O]",
            "[O,S O] | S (S O) => [O,S O,S (S O)]",
        ],
        &[COMPARE],
    );
}

#[test]
fn increment_with_map() {
    check(
        "[Nat] -> [Nat]",
        &[],
        &["[] => []", "[S O, S (S O)] => [S (S O), S (S (S O))]", "[O,O] => [S O,S O]"],
        &[MAP],
    );
}

#[test]
fn preorder() {
    check(
        "Tree Nat -> [Nat]",
        &[],
        &[
            "Leaf => []",
            "Node (Node Leaf (S O) Leaf) (S (S O)) Leaf => [S (S O), S O]",
            "Node Leaf (S O) (Node Leaf (S (S O)) Leaf) => [S O, S (S O)]",
        ],
        &[APPEND],
    );
}

#[test]
fn reverse_onto() {
    check(
        "[Nat] -> [Nat] -> [Nat]",
        &[],
        &[
            "[] | [] => []",
            "[] | [O] => [O]",
            "[] | [S O, O] => [S O, O]",
            "[O] | [] => [O]",
            "[S O] | [O] => [S O, O]",
            "[O, S O] | [] => [S O, O]",
        ],
        &[],
    );
}

#[test]
fn subtraction() {
    check(
        "Nat -> Nat -> Nat",
        &[],
        &[
            "S (S O) | S (S O) => O",
            "S (S O) | S O => S O",
            "O | S (S O) => O",
            "S O | O => S O",
            "S (S (S (S (S O)))) | S (S O) => S (S (S O))",
        ],
        &[],
    );
}

#[test]
fn every_other() {
    check(
        "[a] -> Tree a -> [a]",
        &["Nat"],
        &["[] | Leaf => []", "[O] | Leaf => [O]", "[O] | Node Leaf (S O) Leaf => [S O, O]"],
        &[],
    );
}

/// `over (each next)`: the bank of `each`'s own argument is begun while that of `over`'s is.
#[test]
fn a_cancelled_search_ends_where_functions_are_passed_by_name() {
    let over = (
        "over",
        "([Nat] -> [Nat]) -> [[Nat]] -> [[Nat]]",
        "\\f xs -> case xs of { [] -> []; (y:ys) -> f y : (over f ys) }",
    );
    let each =
        ("each", "(Nat -> Nat) -> [Nat] -> [Nat]", "\\f xs -> case xs of { [] -> []; (y:ys) -> f y : (each f ys) }");
    let (goal, env) = goal("[[Nat]] -> [[Nat]]", &[], &["[] => []", "[[O]] => [[S O]]"], &[over, each]);
    let mut machine = Machine::new(env.clone());
    machine.set_cancel(Arc::new(AtomicBool::new(true)));
    let mut space = Space::new(&goal, &env, &Uniform, machine);
    let root = space.root();
    space.contexts.push(root);
    for _ in 0..200 {
        space.advance(0, &mut 256);
    }
    assert!(space.contexts.len() > 2 && space.contexts[0].cursor.level > 4);
}
