//! What the network reads: a goal as tokens and properties, a production as a bag of features.
//!
//! ```text
//!   segment 0     name subtokens, then the type in prefix order
//!   segment 1…5   one example each: its arguments, its result
//! ```
//!
//! A token has a *role* (which argument it is part of) beside its text. Names are hashed, so that there is no
//! vocabulary to fall out of.

use serde::{Deserialize, Serialize};

use crate::core::env::Env;
use crate::core::name::Name;
use crate::core::ty::{Scheme, Type};
use crate::model::property;
use crate::model::value::{Datum, Viewer, plain};
use crate::synth::goal::{Expected, Goal, Origin};
use crate::synth::guide::{Counted, Production};

/// Tokens; a table of them has as many rows again for pairs of neighbours.
pub const TOKENS: usize = 1024;
/// Rows of the feature table.
pub const FEATURES: usize = 2048;
/// Roles of tokens.
pub const ROLES: usize = 6;
/// Tokens of a segment.
pub const SEGMENT: usize = 42;
/// Segments: one for the type, the others for examples. Together at most 252 tokens.
pub const SEGMENTS: usize = 6;
/// Most features of a production.
pub const BAG: usize = 24;
/// Width of what is told of a goal and a production together.
pub const RELATION: usize = 9;

/// Examples that the properties are worked out from.
const EXAMPLES: usize = 24;
/// First token of each sort: small numbers, characters, hashed names.
const NUMBERS: u16 = 32;
const CHARACTERS: u16 = 64;
const HASHED: u16 = 192;

/// A token and its role; token 0 is padding.
pub type Token = (u16, u8);

/// A goal as the network reads it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// At most [`SEGMENTS`] of at most [`SEGMENT`] tokens.
    pub segments: Vec<Vec<Token>>,
    /// [`property::WIDTH`] hundredths.
    pub properties: Vec<i8>,
    /// Hashes of the subtokens of its name.
    pub name: Vec<u32>,
    /// Hashes of the heads of its parameter types and of its result type.
    pub args: Vec<u32>,
    /// The result's.
    pub result: u32,
}

/// A production as the network reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which one.
    pub production: Production,
    /// Rows of the feature table.
    pub features: Vec<u16>,
    /// The words of its name.
    pub words: Vec<String>,
    name: Vec<u32>,
    args: Vec<u32>,
    result: u32,
    user: bool,
    /// Log odds that a program uses it, from counts.
    odds: f32,
}

/// The row of two neighbouring tokens.
pub fn pair(first: u16, second: u16) -> u32 {
    let mixed = (u32::from(first) * 0x9e3b + u32::from(second)).wrapping_mul(0x85eb_ca6b);
    TOKENS as u32 + (mixed >> 8) % TOKENS as u32
}

/// Reads a goal; `name`: whether its name is looked at.
pub fn goal(goal: &Goal, env: &Env, name: bool) -> Reading {
    let mut viewer = Viewer::new(env);
    let ty = plain(&goal.scheme.ty, env);
    let (params, result) = ty.uncurry();
    let words = if name { subtokens(goal.name.base()) } else { Vec::new() };
    let mut first: Vec<Token> = words.iter().take(8).map(|w| (hashed(w), 1)).collect();
    let mut vars = Vec::new();
    for part in &params {
        type_tokens(part, env, &mut vars, &mut first);
        first.push((2, 0));
    }
    type_tokens(result, env, &mut vars, &mut first);
    first.truncate(SEGMENT);
    let mut segments = vec![first];
    let mut values = Vec::new();
    for example in goal.examples.iter().take(EXAMPLES) {
        let bind =
            |var: Name| goal.scheme.vars.iter().position(|v| *v == var).and_then(|i| example.types.get(i).cloned());
        let at = |ty: &Type| plain(&ty.subst(&bind), env);
        let count = example.args.len().min(params.len());
        let mut rest = ty.clone();
        for _ in 0..count {
            rest = rest.as_fun().map_or(rest.clone(), |(_, to)| to.clone());
        }
        let inputs: Vec<Datum> = example.args.iter().zip(&params).map(|(arg, ty)| viewer.datum(arg, &at(ty))).collect();
        let output = match &example.result {
            Expected::Value(term) => viewer.datum(term, &at(&rest)),
            Expected::Stops(_) | Expected::Unknown => Datum::Unknown,
        };
        values.push((inputs, output));
    }
    for i in chosen(values.len()) {
        segments.push(example_tokens(&values[i].0, &values[i].1));
    }
    Reading {
        segments,
        properties: property::signature(&values),
        name: words.iter().map(|w| hash(w)).collect(),
        args: params.iter().map(|p| head(p, env)).collect(),
        result: head(result, env),
    }
}

/// The same goal under another name, given by its words.
pub fn with_name(reading: &Reading, words: &[String]) -> Reading {
    let mut reading = reading.clone();
    reading.name = words.iter().map(|w| hash(w)).collect();
    if let Some(first) = reading.segments.first_mut() {
        first.retain(|(_, role)| *role != 1);
        first.splice(0..0, words.iter().take(8).map(|w| (hashed(w), 1)));
        first.truncate(SEGMENT);
    }
    reading
}

/// The examples that become segments: the first and the last, and some between.
fn chosen(examples: usize) -> Vec<usize> {
    let most = SEGMENTS - 1;
    if examples <= most {
        (0..examples).collect()
    } else {
        (0..most).map(|i| i * (examples - 1) / (most - 1)).collect()
    }
}

fn example_tokens(inputs: &[Datum], output: &Datum) -> Vec<Token> {
    let mut tokens = Vec::new();
    let room = (SEGMENT - 14) / inputs.len().max(1);
    for (i, input) in inputs.iter().enumerate() {
        let end = tokens.len() + room;
        value_tokens(input, 2 + i.min(2) as u8, end, &mut tokens);
    }
    let end = tokens.len() + 14;
    value_tokens(output, 5, end, &mut tokens);
    tokens.truncate(SEGMENT);
    tokens
}

fn value_tokens(datum: &Datum, role: u8, end: usize, out: &mut Vec<Token>) {
    if out.len() >= end {
        return;
    }
    match datum {
        Datum::Int(n) => out.push((number(*n), role)),
        Datum::Char(c) => out.push((character(*c), role)),
        Datum::Function => out.push((3, role)),
        Datum::Unknown => out.push((4, role)),
        Datum::List(items) => {
            out.push((5, role));
            items.iter().for_each(|item| value_tokens(item, role, end, out));
            if out.len() < end {
                out.push((6, role));
            }
        }
        Datum::Data(name, _, fields) => {
            out.push((hashed(name.base()), role));
            fields.iter().for_each(|field| value_tokens(field, role, end, out));
        }
    }
}

/// Small numbers are themselves, larger ones a range.
fn number(n: i64) -> u16 {
    NUMBERS
        + match n {
            -3..=16 => (n + 3) as u16,
            17..=30 => 20,
            31..=60 => 21,
            61..=120 => 22,
            121.. => 23,
            -10..=-4 => 24,
            -40..=-11 => 25,
            _ => 26,
        }
}

fn character(c: char) -> u16 {
    let code = u32::from(c);
    CHARACTERS + if code < 127 { code as u16 } else { 127 }
}

fn type_tokens(ty: &Type, env: &Env, vars: &mut Vec<Name>, out: &mut Vec<Token>) {
    if let Some((from, to)) = ty.as_fun() {
        out.push((7, 0));
        type_tokens(from, env, vars, out);
        type_tokens(to, env, vars, out);
        return;
    }
    let ty = plain(ty, env);
    let (head, args) = ty.spine();
    out.push((
        match head {
            Type::Con(name) => hashed(name.base()),
            Type::Var(name) => {
                let place = vars.iter().position(|v| v == name).unwrap_or_else(|| {
                    vars.push(*name);
                    vars.len() - 1
                });
                8 + place.min(5) as u16
            }
            Type::Meta(_) | Type::App(..) => 14,
        },
        0,
    ));
    args.into_iter().for_each(|arg| type_tokens(arg, env, vars, out));
}

/// Everything that a program for the goal may be made of; `counted` says how often each is used anywhere.
pub fn items(goal: &Goal, env: &Env, counted: &Counted) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let kinds = [
        (Production::Var, "var"),
        (Production::Literal, "literal"),
        (Production::Lambda, "lambda"),
        (Production::Match, "match"),
        (Production::If, "if"),
        (Production::Recurse, "recurse"),
    ];
    for (production, kind) in kinds {
        let features = vec![feature("kind", kind)];
        let (words, name, args) = (Vec::new(), Vec::new(), Vec::new());
        out.push(Item { production, features, words, name, args, result: 0, user: false, odds: 0.0 });
    }
    let mut seen = std::collections::BTreeSet::new();
    let user = |name: Name| goal.components.iter().any(|c| c.name == name && c.origin == Origin::User);
    for data in goal.datas.iter().filter_map(|name| env.data(*name)) {
        let result = Type::app(Type::Con(data.name), data.params.iter().map(|p| Type::Var(*p)));
        for constructor in &data.constructors {
            let ty = Type::funs(constructor.fields.iter().map(|f| f.ty.clone()), result.clone());
            if seen.insert(constructor.name) {
                let scheme = Scheme { vars: data.params.clone(), context: Vec::new(), ty };
                let origin = if user(constructor.name) { Origin::User } else { Origin::Imported };
                out.push(item(Production::Construct(constructor.name), constructor.name, &scheme, origin, env));
            }
        }
    }
    for component in &goal.components {
        if component.name != goal.name && seen.insert(component.name) {
            out.push(item(Production::Call(component.name), component.name, &component.scheme, component.origin, env));
        }
    }
    for item in &mut out {
        let share = counted.share(item.production);
        item.odds = (share / (1.0 - share)).ln();
    }
    out
}

fn item(production: Production, name: Name, scheme: &Scheme, origin: Origin, env: &Env) -> Item {
    let ty = plain(&scheme.ty, env);
    let (params, result) = ty.uncurry();
    let words = subtokens(name.base());
    let user = origin == Origin::User;
    let kind = if matches!(production, Production::Construct(_)) { "construct" } else { "call" };
    let mut features = vec![feature("kind", kind), feature("arity", &params.len().to_string())];
    if user {
        features.push(feature("origin", "user"));
    } else {
        features.push(feature("name", name.as_str()));
    }
    features.push(feature("result", &outline(result, env)));
    for (i, param) in params.iter().enumerate().take(4) {
        features.push(feature(&format!("arg{i}"), &outline(param, env)));
        features.push(feature("arg", &outline(param, env)));
    }
    features.extend(scheme.context.iter().take(3).map(|pred| feature("class", pred.class.base())));
    features.extend(words.iter().map(|w| feature("word", w)));
    features.truncate(BAG);
    Item {
        production,
        features,
        name: words.iter().map(|w| hash(w)).collect(),
        words,
        args: params.iter().map(|p| head(p, env)).collect(),
        result: head(result, env),
        user,
        odds: 0.0,
    }
}

/// What is told of a goal and a production together: do their names, their types touch?
pub fn relation(goal: &Reading, item: &Item) -> [f32; RELATION] {
    if item.result == 0 {
        let mut rest = [0.0; RELATION];
        rest[RELATION - 1] = item.odds;
        return rest;
    }
    let yes = |b: bool| f32::from(u8::from(b));
    // A variable may be anything.
    let fits = |a: u32, b: u32| {
        if a == b {
            1.0
        } else if a == VARIABLE {
            0.5
        } else {
            0.0
        }
    };
    let most = |it: &mut dyn Iterator<Item = f32>| it.fold(0.0, f32::max);
    let shared = item.name.iter().filter(|w| goal.name.contains(w)).count() as f32;
    let overlap = if item.name.is_empty() { 0.0 } else { shared / item.name.len() as f32 };
    let known = item.args.iter().filter(|a| goal.args.contains(a) || **a == goal.result).count() as f32;
    [
        overlap,
        fits(item.result, goal.result),
        most(&mut item.args.iter().map(|a| fits(*a, goal.result))),
        most(&mut item.args.iter().flat_map(|a| goal.args.iter().map(|b| fits(*a, *b)))),
        most(&mut goal.args.iter().map(|b| fits(item.result, *b))),
        yes(item.user),
        yes(item.user) * overlap,
        if item.args.is_empty() { 0.0 } else { known / item.args.len() as f32 },
        item.odds,
    ]
}

/// The head of a type variable.
const VARIABLE: u32 = 1;

fn head(ty: &Type, env: &Env) -> u32 {
    if ty.as_fun().is_some() {
        return 2;
    }
    match plain(ty, env).spine().0 {
        Type::Con(name) => hash(name.as_str()) | 4,
        _ => VARIABLE,
    }
}

/// A type two constructors deep, variables alike.
fn outline(ty: &Type, env: &Env) -> String {
    fn walk(ty: &Type, env: &Env, depth: u8, out: &mut String) {
        if let Some((from, to)) = ty.as_fun() {
            out.push('(');
            walk(from, env, depth, out);
            out.push('>');
            walk(to, env, depth, out);
            out.push(')');
            return;
        }
        let ty = plain(ty, env);
        let (head, args) = ty.spine();
        match head {
            Type::Con(name) => out.push_str(name.base()),
            _ => out.push('a'),
        }
        if depth > 0 && !args.is_empty() {
            for arg in args {
                out.push(' ');
                walk(arg, env, depth - 1, out);
            }
        }
    }
    let mut out = String::new();
    walk(ty, env, 1, &mut out);
    out
}

/// The words of a name: `sumOfSquares2` is `sum of squares 2`. An operator is one word.
pub fn subtokens(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() {
            if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                return vec![name.to_owned()];
            }
            last = ' ';
            continue;
        }
        let new = last == ' ' || c.is_uppercase() && !last.is_uppercase() || c.is_numeric() != last.is_numeric();
        if new {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words
}

fn hash(text: &str) -> u32 {
    let h = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    ((h ^ (h >> 32)) as u32) | 4
}

fn hashed(text: &str) -> u16 {
    HASHED + ((hash(text) >> 3) as usize % (TOKENS - HASHED as usize)) as u16
}

/// Row 0 of the feature table is padding.
fn feature(sort: &str, text: &str) -> u16 {
    1 + ((hash(&format!("{sort}:{text}")) >> 3) as usize % (FEATURES - 1)) as u16
}
