//! Rendering: a term as the Haskell that a good programmer would have written.
//!
//! ```text
//!   Term ──walk::distinct──▶ ──simplify──▶ ──clauses::split──▶ equations ──expr, doc──▶ text
//! ```
//!
//! Combinators and composition for pipelines, equations with patterns for recursion, guards for chains of
//! conditions, helpers in `where`, conventional names that shadow nothing. The result lowers to a term of the same
//! meaning, compiles without a warning under `-Wall` and leaves hlint silent, as far as what is in scope allows.

use std::collections::HashMap;

use crate::core::name::Name;
use crate::core::term::{Bind, Match, Otherwise, Pat, Term};
use crate::core::ty::Type;
use crate::lang::haskell::comment::is_symbol;
use crate::lang::haskell::render::choose::{Chooser, Local};
use crate::lang::haskell::render::clauses::{Clause, Guard, Qual, guards};
use crate::lang::haskell::render::doc::Doc;
use crate::lang::haskell::render::expr::ARGUMENT;
use crate::lang::haskell::render::names::Names;
use crate::lang::haskell::render::types::Types;
use crate::lang::{Rendered, Rendering, Scope};

mod choose;
mod clauses;
mod combinators;
mod cover;
mod doc;
mod expr;
mod halves;
mod literal;
mod names;
mod recursion;
mod simplify;
mod types;
mod walk;

/// Lines are at most this wide where that is possible.
const WIDTH: usize = 100;
/// A conditional on one line is at most this wide; a wider one becomes guards.
const CONDITIONAL_WIDTH: usize = 80;

/// Prints terms at some place of a file.
struct Printer<'a> {
    names: Names<'a>,
    types: Types,
    hints: HashMap<Name, Name>,
    indent: usize,
    /// Values as `show` prints them: no space behind commas.
    compact: bool,
}

/// A function: what stands left and right of its equations, and below them.
struct Definition {
    params: Vec<Name>,
    body: Term,
    helpers: Vec<Bind>,
}

/// The equations of a function.
pub fn render(rendering: &Rendering<'_>) -> Rendered {
    let scope = rendering.scope;
    let itself = match scope.values.get(rendering.name).map(Vec::as_slice) {
        Some([entity]) => *entity,
        _ => scope.module.map_or(Name::new(rendering.name), |module| Name::global(module, rendering.name)),
    };
    let mut hints = HashMap::new();
    let names = Names::new(scope);
    let term = tie(walk::distinct(rendering.term, &mut hints), itself);
    let term = simplify::simplify(term, &names);
    let term = recursion::as_fold(term, itself, &names);
    let term = halves::halves(term, &mut hints);
    let own = (itself, &rendering.scheme.ty);
    let types = types::assign(&term, Some(own.1), own, &names);
    let term = types::arithmetic(term, &types, own, &names);
    let indent = if rendering.indent == 0 { 2 } else { rendering.indent };
    let mut printer = Printer { names, types, hints, indent, compact: false };
    let definition = printer.definition(term, true);
    let mut local = Local::default();
    local.reserve(rendering.name);
    let helpers = printer.helper_names(&definition);
    let equations = printer.equations(&prefix(rendering.name), definition, &local);
    Rendered { equations: equations.print(WIDTH), helpers, imports: printer.names.imports() }
}

/// A closed expression on one line, values as `show` prints them.
pub fn render_expr(term: &Term, scope: &Scope) -> String {
    let mut hints = HashMap::new();
    let term = walk::distinct(term, &mut hints);
    let names = Names::new(scope);
    let mut printer = Printer { names, types: Types::default(), hints, indent: 2, compact: true };
    printer.expr(&term, &Local::default(), 0).print(usize::MAX)
}

/// An expression for the middle of the user's code, on one line, as short as it is said: `locals` are the variables
/// there, which it may use and does not shadow.
pub fn render_part(term: &Term, scope: &Scope, locals: &[Name]) -> String {
    let mut hints = HashMap::new();
    let names = Names::new(scope);
    let term = simplify::simplify(walk::distinct(term, &mut hints), &names);
    let term = combinators::lambdas(term, &names);
    let mut printer = Printer { names, types: Types::default(), hints, indent: 2, compact: false };
    let mut local = Local::default();
    locals.iter().for_each(|name| local.reserve(name.base()));
    printer.expr(&term, &local, 0).print(usize::MAX)
}

/// A type as a signature, if every type and class in it has a name in scope.
pub fn render_type(scheme: &crate::core::ty::Scheme, scope: &Scope) -> Option<String> {
    let names = Names::new(scope);
    names.knows(scheme).then(|| names.scheme(scheme))
}

/// A recursive function that comes as `let f = … in f` calls itself by its global name instead.
fn tie(term: Term, itself: Name) -> Term {
    let Term::Let(mut binds, body) = term else { return term };
    let Term::Var(f) = *body else { return Term::Let(binds, body) };
    let Some(at) = binds.iter().position(|bind| bind.name == f) else { return Term::Let(binds, body) };
    let by = Term::Global(itself);
    let own = walk::substitute(binds.remove(at).term, f, &by);
    for bind in &mut binds {
        bind.term = walk::substitute(std::mem::replace(&mut bind.term, Term::Fall), f, &by);
    }
    if binds.is_empty() { own } else { Term::Let(binds, Box::new(own)) }
}

/// The name of a function where it is not infix.
fn prefix(name: &str) -> String {
    if name.starts_with(is_symbol) { format!("({name})") } else { name.to_owned() }
}

impl Printer<'_> {
    /// Takes a right-hand side apart. `top`: its type is known, so that composition is safe.
    fn definition(&mut self, term: Term, top: bool) -> Definition {
        let (mut params, mut helpers, mut term) = (Vec::new(), Vec::new(), term);
        let body = loop {
            match term {
                Term::Let(mut binds, inner) => {
                    helpers.append(&mut binds);
                    term = *inner;
                }
                Term::Lam(mut more, inner) => {
                    params.append(&mut more);
                    term = *inner;
                }
                body => break combinators::lambdas(body, &self.names),
            }
        };
        let (mut params, mut body) = self.passed_on(params, body, &helpers);
        if let ([x], true, true) = (params.as_slice(), top, helpers.is_empty())
            && let Some(composed) = combinators::compose(*x, &body, 2, &self.names)
        {
            params.clear();
            body = composed;
        }
        Definition { params, body, helpers }
    }

    /// Drops the last parameters that a prefix application only passes on.
    fn passed_on(&self, params: Vec<Name>, body: Term, helpers: &[Bind]) -> (Vec<Name>, Term) {
        let Term::App(head, args) = &body else { return (params, body) };
        let operator = match &**head {
            Term::Global(name) | Term::Con(name) => {
                name.base().starts_with(is_symbol) || args.len() == 2 && self.names.fixity(*name).is_some()
            }
            _ => false,
        };
        let needed = |name: &Name| helpers.iter().any(|bind| walk::count(&bind.term, *name) > 0);
        if operator || params.last().is_some_and(needed) {
            return (params, body);
        }
        let all = params.clone();
        match combinators::eta(params, body) {
            Term::Lam(params, body) if !all[params.len()..].iter().any(needed) => (params, *body),
            Term::Lam(params, body) => (params, *body),
            body => (Vec::new(), body),
        }
    }

    fn helper_names(&mut self, definition: &Definition) -> Vec<String> {
        let mut local = Local::default();
        self.name_binds(&definition.helpers, &mut local);
        definition.helpers.iter().filter_map(|bind| local.get(bind.name).map(str::to_owned)).collect()
    }

    /// The equations of `name`, one below the other.
    fn equations(&mut self, name: &str, definition: Definition, local: &Local) -> Doc {
        let Definition { params, body, helpers } = definition;
        let mut local = local.clone();
        self.name_binds(&helpers, &mut local);
        let pats: Vec<Pat> = params.iter().map(|param| Pat::Var(*param)).collect();
        let mut clauses = clauses::split(pats.clone(), body.clone(), &self.names);
        // A `where` belongs to one equation.
        let users = clauses.iter().filter(|c| clauses::needed(&c.body, &helpers).contains(&true)).count();
        let apart = users <= 1 && !helpers.iter().any(|bind| walk::mentions(&bind.term, &params));
        if !helpers.is_empty() && clauses.len() > 1 && !apart || clauses.len() == 1 && !helpers.is_empty() {
            let mut clause = Clause { pats, body };
            let whole = Term::Let(helpers.clone(), Box::new(clause.body.clone()));
            if clauses.len() == 1 && apart {
                clause = clauses.remove(0);
            } else {
                clause.body = whole;
                clauses::forget_unused(&mut clause);
                if let Term::Let(_, body) = clause.body {
                    clause.body = *body;
                }
            }
            clauses = vec![clause];
        }
        let extra = self.completion(name, &clauses, params.len());
        let mut docs = Vec::new();
        for clause in &clauses {
            let attached = if clauses.len() == 1 || clauses::needed(&clause.body, &helpers).contains(&true) {
                helpers.as_slice()
            } else {
                &[]
            };
            docs.push(self.equation(name, clause, attached, &local));
        }
        docs.extend(extra);
        Doc::join(docs, &Doc::Hard)
    }

    /// An equation for what no other covers.
    fn completion(&mut self, name: &str, clauses: &[Clause], width: usize) -> Option<Doc> {
        let unfinished = clauses.iter().any(|clause| clauses::is_unfinished(&clause.body));
        if unfinished || !cover::incomplete(clauses, width, &self.names) {
            return None;
        }
        let empty = Clause {
            pats: (0..width).map(|_| Pat::Con(Name::new("[]"), Vec::new())).collect(),
            body: Term::Con(Name::new("[]")),
        };
        let with_empty = [clauses, std::slice::from_ref(&empty)].concat();
        let is_empty = width == 1 && !cover::incomplete(&with_empty, width, &self.names);
        let (pat, message) = if is_empty { ("[]", "empty list") } else { ("_", "no equation applies") };
        let failure = self.failure(&format!("{name}: {message}"))?;
        Some(Doc::text(format!("{name}{} = {failure}", format!(" {pat}").repeat(width))))
    }

    /// An expression that stops with this message.
    fn failure(&self, message: &str) -> Option<String> {
        if self.names.standard("error").is_some() {
            return Some(format!("error {}", literal::string(message)));
        }
        self.names.standard("undefined").map(|_| "undefined".to_owned())
    }

    fn equation(&mut self, name: &str, clause: &Clause, helpers: &[Bind], local: &Local) -> Doc {
        let mut local = local.clone();
        self.name_patterns(&clause.pats, &mut local);
        let mut left = vec![Doc::text(name)];
        for pat in &clause.pats {
            left.push(Doc::text(" "));
            left.push(self.pattern(pat, &local, ARGUMENT));
        }
        let mut binds = helpers.to_vec();
        let mut body = &clause.body;
        while let Term::Let(inner, rest) = body {
            self.name_binds(inner, &mut local);
            binds.extend(inner.iter().cloned());
            body = rest;
        }
        let left = Doc::Cat(left);
        let right = self.right(body, "=", left.width(), &local);
        let mut parts = vec![left, right];
        if !binds.is_empty() {
            let declarations = self.named_declarations(&binds, &local);
            let block = Doc::cat([Doc::Hard, declarations]).nest(self.indent);
            parts.push(Doc::cat([Doc::Hard, Doc::text("where"), block]).nest(self.indent));
        }
        Doc::Cat(parts)
    }

    /// What follows the patterns: ` = body`, or guards. `sign` is `=` or `->`.
    fn right(&mut self, body: &Term, sign: &str, before: usize, local: &Local) -> Doc {
        let (all, complete) = guards(body);
        let plain = all.len() == 1 && all[0].quals.is_empty();
        let otherwise = self.names.standard("otherwise").is_some();
        if !plain && (!complete || otherwise) {
            let conditional = complete && all.len() == 2;
            let short = conditional.then(|| self.expr(body, local, 0));
            match short {
                Some(doc) if doc.flat() && before + doc.width() + 3 <= CONDITIONAL_WIDTH => {
                    return Doc::cat([Doc::text(format!(" {sign} ")), doc]);
                }
                _ => return self.guarded(&all, sign, local),
            }
        }
        let body = self.expr(body, local, 0);
        if !body.flat() && self.opens_block(&body) {
            return Doc::cat([Doc::text(format!(" {sign} ")), body]);
        }
        Doc::cat([Doc::text(format!(" {sign}")), Doc::cat([Doc::Line, body]).nest(self.indent)]).group()
    }

    /// Does the document begin with a keyword whose block may hang behind the sign?
    fn opens_block(&self, doc: &Doc) -> bool {
        match doc {
            Doc::Text(text) => text.starts_with("case "),
            Doc::Cat(docs) => docs.first().is_some_and(|doc| self.opens_block(doc)),
            Doc::Group(doc) | Doc::Nest(_, doc) => self.opens_block(doc),
            Doc::Line | Doc::Hard => false,
        }
    }

    fn guarded(&mut self, all: &[Guard<'_>], sign: &str, local: &Local) -> Doc {
        let mut docs = Vec::new();
        for guard in all {
            let mut local = local.clone();
            let mut quals = Vec::new();
            for qual in &guard.quals {
                quals.push(match qual {
                    Qual::Condition(Term::Global(name)) if names::is_standard(*name, "otherwise") => {
                        Doc::text("otherwise")
                    }
                    Qual::Condition(condition) => self.expr(condition, &local, 0),
                    Qual::Pattern(pat, scrutinee) => {
                        let scrutinee = self.expr(scrutinee, &local, 0);
                        self.name_patterns(std::slice::from_ref(*pat), &mut local);
                        Doc::cat([self.pattern(pat, &local, 0), Doc::text(" <- "), scrutinee])
                    }
                    Qual::Let(binds) => Doc::cat([Doc::text("let "), self.declarations(binds, &mut local).nest(4)]),
                });
            }
            if quals.is_empty() {
                quals.push(Doc::text("otherwise"));
            }
            let body = self.expr(guard.body, &local, 0);
            let quals = Doc::join(quals, &Doc::text(", "));
            let right = Doc::cat([Doc::Line, body]).nest(self.indent);
            docs.push(
                Doc::cat([Doc::Hard, Doc::text("| "), quals.nest(2), Doc::text(format!(" {sign}")), right]).group(),
            );
        }
        // Each guard stands on its own line: the line ends are outside of the groups.
        let docs = docs.into_iter().map(|doc| match doc {
            Doc::Group(inner) => match *inner {
                Doc::Cat(mut parts) => {
                    parts.remove(0);
                    Doc::cat([Doc::Hard, Doc::Cat(parts).group()])
                }
                inner => inner,
            },
            doc => doc,
        });
        Doc::cat(docs).nest(self.indent)
    }

    /// The alternatives of a `case`.
    fn alternatives(&mut self, m: &Match, local: &Local) -> Doc {
        let clauses = clauses::alternatives(m, &self.names);
        let mut docs = Vec::new();
        for clause in &clauses {
            let mut local = local.clone();
            self.name_patterns(&clause.pats, &mut local);
            let pats: Vec<Doc> = clause.pats.iter().map(|pat| self.pattern(pat, &local, 0)).collect();
            let left = match pats.len() {
                1 => Doc::Cat(pats),
                _ => Doc::cat([Doc::text("("), Doc::join(pats, &Doc::text(", ")), Doc::text(")")]),
            };
            let right = self.right(&clause.body, "->", left.width(), &local);
            docs.push(Doc::cat([left, right]));
        }
        let unfinished = clauses.iter().any(|clause| clauses::is_unfinished(&clause.body));
        if m.otherwise != Otherwise::Fall
            && !unfinished
            && cover::incomplete(&clauses, m.scrutinees.len(), &self.names)
            && let Some(failure) = self.failure("no alternative applies")
        {
            docs.push(Doc::text(format!("_ -> {failure}")));
        }
        Doc::join(docs, &Doc::Hard)
    }

    /// The bindings of a `let`, named here.
    fn declarations(&mut self, binds: &[Bind], local: &mut Local) -> Doc {
        self.name_binds(binds, local);
        self.named_declarations(binds, local)
    }

    fn named_declarations(&mut self, binds: &[Bind], local: &Local) -> Doc {
        let mut docs = Vec::new();
        for bind in binds {
            let name = local.get(bind.name).unwrap_or_default().to_owned();
            if let Some(scheme) = bind.scheme.as_ref().filter(|scheme| self.names.knows(scheme)) {
                docs.push(Doc::text(format!("{} :: {}", prefix(&name), self.names.scheme(scheme))));
            }
            let definition = self.definition(bind.term.clone(), false);
            docs.push(self.equations(&name, definition, local));
        }
        Doc::join(docs, &Doc::Hard)
    }

    fn name_patterns(&self, pats: &[Pat], local: &mut Local) {
        Chooser { names: &self.names, types: &self.types }.patterns(pats, local);
    }

    /// Names the variables that `binds` bind: functions `go`, `step`, …, values by type; a telling name stays.
    fn name_binds(&self, binds: &[Bind], local: &mut Local) {
        let chooser = Chooser { names: &self.names, types: &self.types };
        for bind in binds {
            let hint = self.hints.get(&bind.name).map_or("", |hint| hint.as_str());
            let telling = hint.len() >= 3
                && hint.starts_with(|c: char| c.is_ascii_lowercase())
                && hint.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
            let function = matches!(bind.term, Term::Lam(..)) || self.types.get(bind.name).is_some_and(is_function);
            let text = if telling {
                chooser.first(&[hint], local)
            } else if function && walk::count(&bind.term, bind.name) > 0 {
                chooser.first(&["go", "loop", "walk"], local)
            } else if function {
                chooser.first(&["step", "next", "aux"], local)
            } else {
                chooser.variable(bind.name, local);
                continue;
            };
            local.set(bind.name, text);
        }
    }
}

fn is_function(ty: &Type) -> bool {
    ty.as_fun().is_some()
}

#[cfg(test)]
mod tests;
