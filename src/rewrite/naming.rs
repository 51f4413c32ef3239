//! Names for helpers and parameters: from what the code around already says.
//!
//! A helper is called after what the functions that use it have in common (`areaCircle`, `areaSquare`: `area`), else
//! after what its body does. A parameter is called as one of its arguments is, else as the function it is given to calls
//! it, else by its sort.

use std::collections::BTreeSet;

use crate::core::tree::{Label, NodeId, Sort, Tree};
use crate::lang::surface::{Role, Surface};
use crate::rewrite::deeds::{Body, is_manner};

/// A name for a helper with this body that is used at `roots`, and that is not `taken`.
pub fn helper_name(
    surface: &Surface,
    body: &Body<'_>,
    roots: &[NodeId],
    params: usize,
    taken: &dyn Fn(&str) -> bool,
) -> String {
    let owners: Vec<Vec<String>> = roots.iter().map(|root| words(&owner(surface, *root))).collect();
    let distinct: BTreeSet<&Vec<String>> = owners.iter().collect();
    let mut common: Vec<String> = owners.first().cloned().unwrap_or_default();
    common.retain(|word| owners.iter().all(|owner| has(owner, word)));
    let several = distinct.len() > 1;
    let pair: Vec<&Vec<String>> = distinct.iter().copied().collect();
    let mut candidates: Vec<String> = Vec::new();
    if let Some(made) = tree_head_constructor(surface, body.root) {
        let more = common.iter().filter(|word| !has(&words(&made), word)).cloned().collect();
        candidates.push(camel(&[vec!["mk".to_owned()], words(&made)].concat()));
        candidates.push(camel(&[vec!["mk".to_owned()], more, words(&made)].concat()));
    }
    let does = body.deeds();
    if several && !common.is_empty() && common.iter().map(String::len).sum::<usize>() > 3 {
        // One word alone could be anything's name.
        if common.len() > 1 {
            candidates.push(camel(&common));
        }
        candidates.extend(does.iter().take(2).map(|deed| camel(&joined(&common, &deed_words(deed)))));
    }
    let alike = common.is_empty() && several && body.tree.node(body.root).sort == Sort::Clauses;
    if let (true, [a, b]) = (alike, pair.as_slice()) {
        candidates.push(camel(&[a.to_vec(), vec!["or".to_owned()], b.to_vec()].concat()));
    }
    // What is done, and to what.
    candidates.extend(does.iter().take(1).filter(|(_, object)| object.is_some()).map(|deed| camel(&deed_words(deed))));
    if let [first, second, ..] = does.as_slice() {
        // How it is done is the verb, what is done its object: `mapFromEnum`.
        let (first, second) = if is_manner(&second.0) { (second, first) } else { (first, second) };
        candidates.push(camel(&joined(&deed_words(first), &deed_words(second))));
    }
    if let (false, Some(owner), Some(first)) = (several, owners.first(), does.first()) {
        candidates.push(camel(&joined(owner, &deed_words(first))));
    }
    if let Some(first) = does.first() {
        let more = |word: &str| vec![word.to_owned()];
        candidates.push(match params {
            0 => camel(&joined(&more("common"), &deed_words(first))),
            _ => camel(&joined(&deed_words(first), &more("with"))),
        });
    }
    if let (true, [a, b]) = (common.is_empty(), pair.as_slice()) {
        candidates.push(camel(&[a.to_vec(), vec!["or".to_owned()], b.to_vec()].concat()));
    }
    if several && !common.is_empty() {
        candidates.push(camel(&[common.clone(), vec!["with".to_owned()]].concat()));
    }
    if let Some(owner) = owners.first().filter(|owner| !owner.is_empty() && !several) {
        candidates.push(camel(&[owner.clone(), vec!["part".to_owned()]].concat()));
    }
    candidates.push(shared_name(body.tree, body.root).to_owned());
    candidates.retain(|name| words(name).len() > 1);
    let fits = |name: &String| {
        let length = name.chars().count();
        (3..=28).contains(&length)
            && !is_reserved(name)
            && !surface.names.contains(name)
            && !is_module(surface, name)
            && !taken(name)
    };
    let numbered = (2..).map(|n| format!("{}{n}", candidates.last().map_or("sharedPart", String::as_str)));
    let mut all = candidates.clone().into_iter().chain(numbered);
    all.find(fits).unwrap_or_else(|| "extractedHelper".to_owned())
}

/// The words of both, none twice.
fn joined(first: &[String], second: &[String]) -> Vec<String> {
    let more = second.iter().filter(|word| !has(first, word));
    first.iter().chain(more).cloned().collect()
}

/// The words of what is done and of what it is done to.
fn deed_words((name, object): &(String, Option<String>)) -> Vec<String> {
    joined(&words(name), &object.as_deref().map(words).unwrap_or_default())
}

/// Whether an imported module's last name is this or begins with it: modules are often called after what they export.
fn is_module(surface: &Surface, name: &str) -> bool {
    let name = name.to_lowercase();
    let last = |module: &str| module.rsplit('.').next().is_some_and(|last| last.to_lowercase().starts_with(&name));
    surface.imports.iter().any(|(module, _)| last(module))
}

/// A name for a body that says nothing else of itself than what it is.
fn shared_name(tree: &Tree, body: NodeId) -> &'static str {
    match tree.node(body).label {
        Label::Literal(shape) if shape.as_str().starts_with("list") => "sharedList",
        Label::Literal(shape) if shape.as_str().starts_with("tuple") => "sharedTuple",
        Label::Kind("case" | "if" | "choose") => "sharedChoice",
        Label::Kind("do" | "run") => "sharedSteps",
        Label::Kind("lambda") => "sharedFunction",
        _ => "sharedPart",
    }
}

/// The function that a node is part of: the innermost one at top level or in a class or instance.
fn owner(surface: &Surface, mut node: NodeId) -> String {
    let tree = &surface.tree;
    let mut name = String::new();
    while let Some(parent) = tree.parent(node) {
        let first = tree.node(parent).children.first().map(|first| tree.node(*first).label);
        match (tree.node(parent).label, first) {
            (Label::Kind("fun"), Some(Label::Bind(binder))) => name = tree.binder(binder).name.as_str().to_owned(),
            (Label::Kind("method"), Some(Label::Free(method))) => return method.as_str().to_owned(),
            _ => {}
        }
        node = parent;
    }
    if name.is_empty()
        && let Some(Label::Bind(binder)) = tree.node(node).children.first().map(|first| tree.node(*first).label)
    {
        name = tree.binder(binder).name.as_str().to_owned();
    }
    name
}

/// The constructor of a record that the body builds.
fn tree_head_constructor(surface: &Surface, body: NodeId) -> Option<String> {
    let tree = &surface.tree;
    if !tree.is(body, "record") {
        return None;
    }
    match tree.node(*tree.node(body).children.first()?).label {
        Label::Free(name) => {
            let name = name.as_str().rsplit('.').next()?;
            name.starts_with(char::is_uppercase).then(|| name.to_owned())
        }
        _ => None,
    }
}

/// A name for a parameter: what stands in its hole at the sites, and where its hole is.
pub fn param_name(
    surface: &Surface,
    source: &str,
    hole: NodeId,
    args: &[NodeId],
    function: bool,
    taken: &dyn Fn(&str) -> bool,
) -> String {
    let tree = &surface.tree;
    let mut candidates: Vec<String> = field_name(tree, hole);
    let function = function || stands_for_function(surface, hole);
    let named: Vec<&str> = args.iter().filter_map(|arg| local_name(tree, *arg)).filter(|_| !function).collect();
    // A name that few of the sites use would be wrong for the others.
    let common = |name: &&&str| 3 * named.iter().filter(|other| other == name).count() >= args.len();
    candidates.extend(named.iter().filter(common).map(|name| (*name).to_owned()));
    if surface.places[hole.index()].role == Role::Operator {
        candidates.push("op".to_owned());
    }
    if function {
        candidates.extend(["f", "g", "h", "k"].map(str::to_owned));
    }
    candidates.extend(expected_name(surface, hole));
    let literal = |quote: char| args.iter().all(|arg| surface.places[arg.index()].span.of(source).starts_with(quote));
    let number = args.iter().all(|arg| {
        let text = surface.places[arg.index()].span.of(source);
        text.starts_with(|c: char| c.is_ascii_digit())
    });
    let list = args.iter().all(|arg| surface.places[arg.index()].span.of(source).starts_with('['));
    let block = args.iter().any(|arg| tree.is(*arg, "do"));
    let lambda =
        args.iter().any(|arg| tree.is(*arg, "lambda") || matches!(tree.node(*arg).label, Label::Kind("section")));
    let sorts: &[&str] = match () {
        () if literal('"') => &["s", "t", "u", "v"],
        () if literal('\'') => &["c", "d", "char"],
        () if number => &["n", "m", "k", "i"],
        () if list => &["xs", "ys", "zs"],
        () if block => &["action", "body"],
        () if lambda => &["f", "g", "h"],
        () => &[],
    };
    candidates.extend(sorts.iter().map(|&name| name.to_owned()));
    for arg in args {
        candidates.extend(called_after(surface, *arg));
    }
    candidates.extend(["x", "y", "z", "a", "b", "c", "u", "v", "w"].map(str::to_owned));
    let numbered = (1..).map(|n| format!("x{n}"));
    let fits = |name: &String| !is_reserved(name) && !taken(name);
    candidates.into_iter().chain(numbered).find(fits).unwrap_or_else(|| "x".to_owned())
}

/// For what a field is set to: the field's last word, then the whole name. Fields share the beginnings of their names.
fn field_name(tree: &Tree, hole: NodeId) -> Vec<String> {
    let field = tree.parent(hole).filter(|parent| tree.is(*parent, "field"));
    let name = field.and_then(|field| tree.node(field).children.first()).map(|name| tree.node(*name).label);
    let Some(Label::Free(name)) = name else { return Vec::new() };
    let name = name.as_str().rsplit('.').next().unwrap_or("");
    let last = words(name).pop().map(|word| word.to_lowercase());
    let whole = (!name.contains('_')).then(|| name.to_owned());
    last.filter(|last| last.starts_with(|c: char| c.is_ascii_lowercase())).into_iter().chain(whole).collect()
}

/// The name of a local variable.
fn local_name(tree: &Tree, id: NodeId) -> Option<&'static str> {
    let Label::Var(binder) = tree.node(id).label else { return None };
    let binder = tree.binder(binder);
    let name = binder.name.as_str();
    (!binder.global && name.starts_with(|c: char| c.is_lowercase())).then_some(name)
}

/// Whether the hole is applied, or composed with something.
fn stands_for_function(surface: &Surface, hole: NodeId) -> bool {
    let tree = &surface.tree;
    let Some(parent) = tree.parent(hole).filter(|parent| tree.is(*parent, "app")) else { return false };
    let head = tree.node(parent).children.first().copied();
    let composes = head.is_some_and(|head| matches!(tree.node(head).label, Label::Free(name) if name.as_str() == "."));
    head == Some(hole) || composes
}

/// The name that the function around gives to what stands there.
fn expected_name(surface: &Surface, hole: NodeId) -> Option<String> {
    let tree = &surface.tree;
    let parent = tree.parent(hole)?;
    if tree.is(parent, "record") {
        return None;
    }
    let [head, args @ ..] = tree.node(parent).children.as_slice() else { return None };
    let Label::Var(binder) = tree.node(*head).label else { return None };
    let at = args.iter().position(|arg| *arg == hole)?;
    // The function's own first parameter name at this place, from any of its clauses.
    let functions = tree.roots().iter().copied().filter(|root| {
        tree.node(*root).children.first().is_some_and(|name| tree.node(*name).label == Label::Bind(binder))
    });
    for function in functions {
        for clause in tree.node(function).children.iter().skip(1) {
            let (_, patterns) = tree.node(*clause).children.split_last()?;
            if let Some(Label::Bind(param)) = patterns.get(at).map(|pattern| tree.node(*pattern).label) {
                return Some(tree.binder(param).name.as_str().to_owned());
            }
        }
    }
    None
}

/// A short name for the value of a call: `n` of `length xs`, the field of `field r`.
fn called_after(surface: &Surface, arg: NodeId) -> Option<String> {
    let tree = &surface.tree;
    let node = tree.node(arg);
    let name = |id: NodeId| match tree.node(id).label {
        Label::Free(name) => Some(name.as_str().rsplit('.').next().unwrap_or("").to_owned()),
        Label::Var(binder) => Some(tree.binder(binder).name.as_str().to_owned()),
        _ => None,
    };
    let text = match node.label {
        Label::Kind("app") => name(*node.children.first()?)?,
        Label::Free(_) => return None,
        _ => return None,
    };
    let plain = text.starts_with(|c: char| c.is_lowercase()) && text.chars().all(|c| c.is_alphanumeric());
    match text.as_str() {
        "length" => Some("n".to_owned()),
        "show" => Some("s".to_owned()),
        "map" | "filter" => Some("xs".to_owned()),
        _ if !plain || text.len() > 8 => None,
        _ => None,
    }
}

/// The words of a name: `renderHTMLPage_2` is render, HTML, Page, 2.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (i, c) in chars.iter().enumerate() {
        let begins = c.is_uppercase()
            && (i == 0 || !chars[i - 1].is_uppercase() || chars.get(i + 1).is_some_and(|next| next.is_lowercase()));
        if (begins || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.push(*c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether one of the words is `word`, in any letters.
fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn camel(words: &[String]) -> String {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        let mut chars = word.chars();
        match (i, chars.next()) {
            (0, Some(_)) if word.chars().all(char::is_uppercase) => out.push_str(&word.to_lowercase()),
            (0, Some(first)) => out.extend(first.to_lowercase().chain(chars)),
            (_, Some(first)) => out.extend(first.to_uppercase().chain(chars)),
            (_, None) => {}
        }
    }
    out.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// Words that cannot be names.
fn is_reserved(name: &str) -> bool {
    const RESERVED: &[&str] = &[
        "as",
        "case",
        "class",
        "data",
        "default",
        "deriving",
        "do",
        "else",
        "family",
        "forall",
        "foreign",
        "hiding",
        "if",
        "import",
        "in",
        "infix",
        "infixl",
        "infixr",
        "instance",
        "let",
        "mdo",
        "module",
        "newtype",
        "of",
        "pattern",
        "proc",
        "qualified",
        "rec",
        "role",
        "static",
        "stock",
        "then",
        "type",
        "via",
        "where",
        "anyclass",
    ];
    RESERVED.contains(&name)
}
