//! Interactive lines, as GHCi takes them: expressions, `let`, binds, imports, declarations, `:set` and `:module`.

use crate::core::name::Name;
use crate::lang::haskell::lower::declare::top_level;
use crate::lang::haskell::lower::header::extensions;
use crate::lang::haskell::lower::names::surface;
use crate::lang::haskell::lower::{Cx, imports};
use crate::lang::haskell::parse::parse;
use crate::lang::{Line, Load, Scope};
use crate::syntax::{Node, Tree};

/// Lowers one line in a scope. Variables that earlier lines bound are in `scope.values` under names without a module.
pub(in crate::lang::haskell) fn lower_line(text: &str, scope: &Scope, load: Load<'_>) -> Line {
    let text = text.trim();
    let text =
        text.strip_prefix(":{").map_or(text, |rest| rest.strip_suffix(":}").unwrap_or(rest)).trim_matches(['\n', '\r']);
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.lines().all(|line| line.trim_start().starts_with("--")) {
        return Line::Nothing;
    }
    if let Some(command) = trimmed.strip_prefix(':') {
        return self::command(command, scope, load);
    }
    if trimmed.starts_with("import ") {
        return import(trimmed, scope, load);
    }
    let block: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let tree = parse(&format!("it = do\n{block}"));
    if !tree.root().has_error()
        && let Some(line) = statement(&tree, scope, &mut *load)
    {
        return line;
    }
    // Some expressions are no statements to the grammar: those that begin with a minus, or hold one in brackets.
    let tree = parse(&format!("it =\n{block}"));
    if !tree.root().has_error()
        && let Some(line) = expression(&tree, scope, &mut *load)
    {
        return line;
    }
    declarations(text, scope, load)
}

/// The right-hand side of the only equation.
fn expression(tree: &Tree, scope: &Scope, load: Load<'_>) -> Option<Line> {
    let decls = top_level(tree.root());
    let [only] = decls.as_slice() else { return None };
    let matches = only.fields("match");
    let [right] = matches.as_slice() else { return None };
    if right.field("guards").is_some() || only.field("binds").is_some() {
        return None;
    }
    let mut cx = context(tree, scope, load);
    cx.prompt = Some((1, 2));
    Some(Line::Expr(cx.expr(right.field("expression")?)))
}

fn context<'t, 'l>(tree: &'t Tree, scope: &Scope, load: Load<'l>) -> Cx<'t, 'l> {
    let module = scope.module.unwrap_or_else(|| Name::new("Main"));
    let mut cx = Cx::new(&tree.text, module, imports::Library::new(load));
    cx.scope = Scope { datas: Vec::new(), ..scope.clone() };
    for data in &scope.datas {
        cx.enter_data(std::sync::Arc::clone(data));
    }
    admit_qualified(&mut cx, tree);
    cx
}

/// A name with its module's whole name before it needs no import at the prompt.
fn admit_qualified<'t>(cx: &mut Cx<'t, '_>, tree: &'t Tree) {
    let mut open = vec![tree.root()];
    while let Some(node) = open.pop() {
        open.extend(node.children());
        let text = surface(node);
        if node.kind() == "qualified"
            && let Some(module) = Name::new(&text).module()
            && !cx.scope.values.contains_key(&text)
            && !cx.scope.types.contains_key(&text)
        {
            cx.admit_module(module);
        }
    }
}

/// A single statement: expression, `let` or bind.
fn statement(tree: &Tree, scope: &Scope, load: Load<'_>) -> Option<Line> {
    let decl = top_level(tree.root()).into_iter().next()?;
    let block = decl.field("match")?.field("expression").filter(|node| node.kind() == "do")?;
    let statements = block.fields("statement");
    let [only] = statements.as_slice() else {
        return None;
    };
    let mut cx = context(tree, scope, load);
    cx.prompt = Some((1, 2));
    match only.kind() {
        "exp" => {
            let term = cx.expr(only.first()?);
            Some(Line::Expr(term))
        }
        "let" => Some(match cx.binds_of(*only) {
            Ok(locals) => Line::Let(locals.binds),
            Err(opaque) => Line::Error(opaque.reason),
        }),
        "bind" => Some(match cx.generator(*only) {
            Ok((pat, term)) => Line::Bind(pat, term),
            Err(opaque) => Line::Error(opaque.reason),
        }),
        kind => Some(Line::Error(format!("{kind} at the prompt"))),
    }
}

/// Declarations without `let`.
fn declarations(text: &str, scope: &Scope, load: Load<'_>) -> Line {
    let tree = parse(text);
    let decls: Vec<Node<'_>> = top_level(tree.root());
    if tree.root().has_error() || decls.is_empty() || !tree.broken.is_empty() {
        return Line::Error("syntax error".to_owned());
    }
    if let Some(other) = decls.iter().find(|decl| !matches!(decl.kind(), "function" | "bind" | "signature" | "fixity"))
    {
        return Line::Error(format!("{} at the prompt", other.kind().replace('_', " ")));
    }
    let mut cx = context(&tree, scope, load);
    cx.prompt = Some((0, 0));
    match cx.local_binds(&decls) {
        Ok(locals) => Line::Let(locals.binds),
        Err(opaque) => Line::Error(opaque.reason),
    }
}

fn import(text: &str, scope: &Scope, load: Load<'_>) -> Line {
    let tree = parse(text);
    let mut cx = context(&tree, scope, load);
    let groups = tree.root().children().into_iter().filter(|node| node.kind() == "imports");
    for node in groups.flat_map(|group| group.children()) {
        cx.import_node(node);
    }
    match cx.library.missing.first() {
        Some(module) => Line::Error(format!("unknown module {module}")),
        None => Line::Import(Box::new(cx.scope)),
    }
}

/// `:set -XExtension` and `:module + M` change the scope; other commands say nothing of the program.
fn command(text: &str, scope: &Scope, load: Load<'_>) -> Line {
    let mut words = text.split_whitespace();
    match words.next() {
        Some("set" | "seti") => {
            let mut scope = scope.clone();
            let pragma = format!("{{-# OPTIONS_GHC {} #-}}", words.collect::<Vec<_>>().join(" "));
            let known = scope.extensions.len();
            for extension in extensions(&pragma) {
                if !scope.extensions.contains(&extension) {
                    scope.extensions.push(extension);
                }
            }
            if scope.extensions.len() == known { Line::Nothing } else { Line::Import(Box::new(scope)) }
        }
        Some("m" | "module") => {
            let tree = parse("");
            let mut cx = context(&tree, scope, load);
            for module in words.filter(|word| word.starts_with(char::is_uppercase)) {
                cx.import_module(Name::new(module));
            }
            match cx.library.missing.first() {
                Some(module) => Line::Error(format!("unknown module {module}")),
                None => Line::Import(Box::new(cx.scope)),
            }
        }
        _ => Line::Nothing,
    }
}
