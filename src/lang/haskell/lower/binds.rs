//! Bindings: clauses to abstractions and matches, guards, `where` and `let`, pattern bindings.

use crate::core::decl::Fixity;
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Match, Otherwise, Pat, Term};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::lang::Opaque;
use crate::lang::haskell::lower::declare::read_fixity;
use crate::lang::haskell::lower::infix::Piece;
use crate::lang::haskell::lower::names::{is_constructor, surface};
use crate::lang::haskell::lower::pat::{binders, variables};
use crate::lang::haskell::lower::{Cx, Fallible, Local, fail, sound};
use crate::syntax::Node;
use crate::text::Span;

/// A parameter of a clause: a node, or a part of an infix left-hand side.
#[derive(Clone)]
pub(super) enum Param<'t> {
    Node(Node<'t>),
    Chain(Node<'t>, Vec<Piece<'t>>),
}

/// One equation of a function.
#[derive(Clone)]
pub(super) struct Clause<'t> {
    pub(super) node: Node<'t>,
    pub(super) params: Vec<Param<'t>>,
}

/// A declaration that binds.
pub(super) enum Item<'t> {
    /// All equations of a name (one without parameters for a variable).
    Function { name: String, clauses: Vec<Clause<'t>> },
    /// `(a, b) = …`
    Pattern(Node<'t>),
}

/// Declarations sorted by what they say.
#[derive(Default)]
pub(super) struct Group<'t> {
    pub(super) items: Vec<Item<'t>>,
    /// Names (without parentheses) and their signature declarations.
    pub(super) signatures: Vec<(String, Node<'t>)>,
    pub(super) fixities: Vec<(String, Fixity)>,
    /// Declarations that bind in a way that is not understood.
    pub(super) unclear: Vec<Opaque>,
}

/// What a signature says.
#[derive(Default)]
pub(super) struct Signature {
    /// The declared type, where it is understood whole.
    pub(super) scheme: Option<Scheme>,
    /// Its type without a context that is not understood; the variables stand for whatever fits.
    pub(super) shape: Option<Type>,
    /// The type variables that it brings into scope.
    pub(super) scoped: Vec<Name>,
}

/// `term`, which has the shape of a type.
pub(super) fn shaped(shape: Option<Type>, term: Term) -> Term {
    match shape {
        Some(ty) => Term::Ann(Box::new(term), Scheme::mono(ty)),
        None => term,
    }
}

/// Lowered local bindings.
#[derive(Default)]
pub(super) struct Locals {
    pub(super) binds: Vec<Bind>,
    /// What bang patterns force before the body.
    strict: Vec<Term>,
}

impl Locals {
    /// `let self in body`
    pub(super) fn around(self, body: Term) -> Term {
        let force = |body, forced| {
            let pats = vec![Pat::Bang(Box::new(Pat::Wild))];
            let alts = vec![Alt { pats, body }];
            Term::Match(Box::new(Match { scrutinees: vec![forced], alts, otherwise: Otherwise::Fall }))
        };
        let body = self.strict.into_iter().rev().fold(body, force);
        if self.binds.is_empty() { body } else { Term::Let(self.binds, Box::new(body)) }
    }
}

impl<'t> Cx<'t, '_> {
    /// Sorts declarations; equations of one name are together.
    pub(super) fn group(&self, decls: &[Node<'t>]) -> Group<'t> {
        let mut out = Group::default();
        for decl in decls {
            match decl.kind() {
                "signature" => {
                    let names = decl.field("names").map_or_else(Vec::new, |names| names.children());
                    for name in decl.field("name").into_iter().chain(names) {
                        out.signatures.push((surface(name), *decl));
                    }
                }
                "fixity" => out.fixities.extend(read_fixity(*decl)),
                "function" | "bind" => match self.head(*decl) {
                    Ok(Some((name, params))) => {
                        let clause = Clause { node: *decl, params };
                        match out.items.last_mut() {
                            Some(Item::Function { name: last, clauses })
                                if *last == name && !clause.params.is_empty() =>
                            {
                                clauses.push(clause);
                            }
                            _ => out.items.push(Item::Function { name, clauses: vec![clause] }),
                        }
                    }
                    Ok(None) => out.items.push(Item::Pattern(*decl)),
                    Err(opaque) => out.unclear.push(opaque),
                },
                _ => {}
            }
        }
        out
    }

    /// Name and parameters of an equation; `None` for a pattern binding.
    pub(super) fn head(&self, node: Node<'t>) -> Fallible<Option<(String, Vec<Param<'t>>)>> {
        if node.field("implicit").is_some() {
            return Err(fail(node, "implicit parameter"));
        }
        let mut params = Vec::new();
        let name = if node.kind() == "bind" {
            node.field("name").map(surface)
        } else {
            Some(self.function_head(node, &mut params)?)
        };
        Ok(name.map(|name| (name, params)))
    }

    fn function_head(&self, node: Node<'t>, params: &mut Vec<Param<'t>>) -> Fallible<String> {
        let missing = || fail(node, "syntax error");
        let name = if let Some(name) = node.field("name") {
            surface(name)
        } else if let Some(parens) = node.field("parens") {
            self.function_head(parens, params)?
        } else {
            let infix = node.children().into_iter().find(|child| child.kind() == "infix").ok_or_else(missing)?;
            let mut pieces = Vec::new();
            self.pieces(infix, &mut pieces)?;
            let defines = |piece: &Piece<'_>| matches!(piece, Piece::Operator(op) if !is_constructor(op));
            let at = pieces.iter().position(defines).ok_or_else(missing)?;
            let right = pieces.split_off(at + 1);
            let Some(Piece::Operator(name)) = pieces.pop() else {
                return Err(missing());
            };
            params.extend([Param::Chain(infix, pieces), Param::Chain(infix, right)]);
            name
        };
        if let Some(patterns) = node.field("patterns") {
            sound(patterns)?;
            params.extend(patterns.children().into_iter().map(Param::Node));
        }
        Ok(name)
    }

    /// The term of a function's clauses.
    pub(super) fn function(&mut self, name: &str, clauses: &[Clause<'t>]) -> Term {
        let span = whole(clauses);
        let failure = self.incomplete(span, &format!("patterns in function {name}"));
        if let Some(broken) = clauses.iter().find_map(|clause| sound(clause.node).err()) {
            return self.opaque_term(broken);
        }
        if let [clause] = clauses
            && clause.params.is_empty()
        {
            let (body, falls) = self.rhs(clause.node);
            return if falls { unguarded(body, failure) } else { body };
        }
        let rows: Vec<(Node<'t>, Vec<Param<'t>>)> =
            clauses.iter().map(|clause| (clause.node, clause.params.clone())).collect();
        match self.clauses(&rows, failure) {
            Ok(term) => term,
            Err(reason) => self.opaque_term(Opaque { span, reason }),
        }
    }

    /// Clauses with parameters: an abstraction over a match, or over the body when all parameters are variables.
    pub(super) fn clauses<P: Row<'t>>(
        &mut self,
        rows: &[(Node<'t>, Vec<P>)],
        failure: Failure,
    ) -> Result<Term, String> {
        let arity = rows.first().map_or(0, |(_, params)| params.len());
        if arity == 0 || rows.iter().any(|(_, params)| params.len() != arity) {
            return Err("equations with different numbers of arguments".to_owned());
        }
        let mut params: Vec<Name> = Vec::new();
        if rows.len() > 1 {
            params.extend((0..arity).map(|_| self.fresh()));
        }
        let mut alts = Vec::new();
        for (node, row) in rows {
            let mark = self.mark();
            let pats: Fallible<Vec<Pat>> = row.iter().map(|param| param.lower(self)).collect();
            let pats = match pats {
                Ok(pats) => pats,
                Err(opaque) => {
                    self.leave(mark);
                    // The clause could match anything, and nothing below it can be known.
                    let body = self.opaque_term(opaque);
                    let pats = vec![Pat::Wild; arity];
                    alts.push(Alt { pats, body });
                    continue;
                }
            };
            let plain = if rows.len() == 1 { self.plain(&pats) } else { None };
            let (body, falls) = self.rhs(*node);
            self.leave(mark);
            if let Some(plain) = plain {
                return Ok(Term::lam(plain, if falls { unguarded(body, failure) } else { body }));
            }
            alts.push(Alt { pats, body });
        }
        if params.is_empty() {
            params.extend((0..arity).map(|_| self.fresh()));
        }
        let scrutinees = params.iter().copied().map(Term::Var).collect();
        let mut matching = Match { scrutinees, alts, otherwise: Otherwise::Fail(failure) };
        pass_variables(&mut params, &mut matching);
        Ok(Term::Lam(params, Box::new(Term::Match(Box::new(matching)))))
    }

    /// The right-hand side of an equation or alternative, its `where` around its guards; whether it may fall through.
    pub(super) fn rhs(&mut self, node: Node<'t>) -> (Term, bool) {
        let mark = self.mark();
        let binds = self.binds_of(node);
        let (body, falls) = self.guarded(&node.fields("match"));
        self.leave(mark);
        match binds {
            Ok(binds) => (binds.around(body), falls),
            Err(opaque) => (self.opaque_term(opaque), false),
        }
    }

    /// The bindings in the `binds` field of a node; their names are locals afterwards.
    pub(super) fn binds_of(&mut self, node: Node<'t>) -> Fallible<Locals> {
        let Some(binds) = node.field("binds") else {
            return Ok(Locals::default());
        };
        self.deeper(binds, |cx| {
            sound(binds)?;
            cx.local_binds(&binds.fields("decl"))
        })
    }

    /// Lowers local declarations; their names are locals afterwards.
    pub(super) fn local_binds(&mut self, decls: &[Node<'t>]) -> Fallible<Locals> {
        let group = self.group(decls);
        if let Some(opaque) = group.unclear.into_iter().next() {
            return Err(opaque);
        }
        self.enter_group(&group.items, &group.signatures, &group.fixities);
        let mut out = Locals::default();
        for item in &group.items {
            match item {
                Item::Function { name, clauses } => {
                    let signature = group.signatures.iter().find(|(signed, _)| signed == name);
                    let signature = signature.map(|(_, node)| self.signature(*node)).unwrap_or_default();
                    let Signature { scheme, shape, scoped } = signature;
                    let term = shaped(shape, self.within(scoped, |cx| cx.function(name, clauses)));
                    out.binds.push(Bind { name: Name::new(name), scheme, term });
                }
                Item::Pattern(node) => self.pattern_binding(*node, &group.signatures, None, &mut out)?,
            }
        }
        for (name, node) in &group.signatures {
            let name = Name::new(name);
            if !out.binds.iter().any(|bind| bind.name == name) {
                let scheme = self.signature(*node).scheme;
                out.binds.push(Bind { name, scheme, term: Term::Hole(name) });
            }
        }
        Ok(out)
    }

    fn enter_group(&mut self, items: &[Item<'t>], signatures: &[(String, Node<'t>)], fixities: &[(String, Fixity)]) {
        let mut names: Vec<Name> = Vec::new();
        for item in items {
            match item {
                Item::Function { name, .. } => names.push(Name::new(name)),
                Item::Pattern(node) => names_of(*node, &mut names),
            }
        }
        names.extend(signatures.iter().map(|(name, _)| Name::new(name)));
        for name in names {
            let fixity = fixities.iter().find(|(op, _)| op == name.as_str()).map(|(_, fixity)| *fixity);
            self.locals.push(Local { name, fixity });
        }
    }

    /// A declared type (noted as not understood where it is). One that has constraints of classes that are not known,
    /// with whatever superclasses, is only the shape of the type that inference finds.
    pub(super) fn signature(&mut self, node: Node<'t>) -> Signature {
        let mut out = Signature::default();
        let Some(ty) = node.field("type") else {
            return out;
        };
        self.dropped = false;
        let scheme = sound(node).and_then(|()| self.scheme(ty));
        out.scoped = self.scoped(ty);
        match scheme {
            Ok(scheme) if self.dropped => out.shape = Some(scheme.ty),
            Ok(scheme) => out.scheme = Some(scheme),
            Err(opaque) => {
                self.note_all(opaque);
            }
        }
        out
    }

    /// Runs `f` with more type variables in scope.
    pub(super) fn within<T>(&mut self, scoped: Vec<Name>, f: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.type_vars.len();
        self.type_vars.extend(scoped);
        let result = f(self);
        self.type_vars.truncate(mark);
        result
    }

    /// `p = e`: the value under a fresh name, each variable of `p` selected from it. At top level (`module`) the names
    /// are global.
    pub(super) fn pattern_binding(
        &mut self,
        node: Node<'t>,
        signatures: &[(String, Node<'t>)],
        module: Option<Name>,
        out: &mut Locals,
    ) -> Fallible<()> {
        sound(node)?;
        let left = node.field("pattern").ok_or_else(|| fail(node, "syntax error"))?;
        let mark = self.mark();
        let pat = self.pat(left);
        self.leave(mark);
        let (mut pat, mut strict) = (pat?, false);
        while let Pat::Bang(inner) = pat {
            (pat, strict) = (*inner, true);
        }
        let (body, falls) = self.rhs(node);
        let body =
            if falls { unguarded(body, self.incomplete(node.span(), "guards in pattern binding")) } else { body };
        let global = |name: Name| module.map_or(name, |module| Name::global(module, name.as_str()));
        let refer = |name: Name| {
            if module.is_some() { Term::Global(global(name)) } else { Term::Var(name) }
        };
        let whole = if let Pat::Var(name) = pat { name } else { self.fresh() };
        let mut vars = Vec::new();
        variables(&pat, &mut vars);
        let failure = self.incomplete(node.span(), &format!("patterns in {}", plain_text(left)));
        let mut binds = vec![Bind { name: global(whole), scheme: None, term: body }];
        for var in vars.into_iter().filter(|var| *var != whole) {
            let alts = vec![Alt { pats: vec![pat.clone()], body: Term::Var(var) }];
            let otherwise = Otherwise::Fail(failure.clone());
            let term = Term::Match(Box::new(Match { scrutinees: vec![refer(whole)], alts, otherwise }));
            binds.push(Bind { name: global(var), scheme: None, term });
        }
        for bind in &mut binds {
            let signature = signatures.iter().find(|(name, _)| global(Name::new(name)) == bind.name);
            bind.scheme = signature.and_then(|(_, node)| self.signature(*node).scheme);
        }
        if strict && matches!(pat, Pat::Var(_) | Pat::Wild) {
            out.strict.push(refer(whole));
        } else if strict {
            let alts = vec![Alt { pats: vec![pat.clone()], body: Term::Con(Name::new(wired::UNIT)) }];
            let matching = Match { scrutinees: vec![refer(whole)], alts, otherwise: Otherwise::Fail(failure) };
            out.strict.push(Term::Match(Box::new(matching)));
        }
        out.binds.append(&mut binds);
        Ok(())
    }
}

/// A parameter that clauses can be made of.
pub(super) trait Row<'t> {
    /// Lowers the parameter's pattern.
    fn lower(&self, cx: &mut Cx<'t, '_>) -> Fallible<Pat>;
}

impl<'t> Row<'t> for Param<'t> {
    fn lower(&self, cx: &mut Cx<'t, '_>) -> Fallible<Pat> {
        match self {
            Param::Node(node) => cx.pat(*node),
            Param::Chain(node, pieces) => cx.pat_chain(*node, pieces.clone()),
        }
    }
}

impl<'t> Row<'t> for Node<'t> {
    fn lower(&self, cx: &mut Cx<'t, '_>) -> Fallible<Pat> {
        cx.pat(*self)
    }
}

/// From the first to the last byte of the clauses.
pub(super) fn whole(clauses: &[Clause<'_>]) -> Span {
    let start = clauses.first().map_or(0, |clause| clause.node.start());
    Span { start, end: clauses.last().map_or(start, |clause| clause.node.end()) }
}

/// A parameter that every clause only names, and names alike, is that name, and not looked at. View patterns may mention
/// an outer variable of the name: with one nothing changes.
fn pass_variables(params: &mut [Name], matching: &mut Match) {
    if matching.alts.iter().flat_map(|alt| &alt.pats).any(has_view) {
        return;
    }
    for column in (0..params.len()).rev() {
        let mut pats = matching.alts.iter().map(|alt| alt.pats.get(column));
        let Some(Some(Pat::Var(name))) = pats.next() else { continue };
        let name = *name;
        if pats.all(|pat| pat == Some(&Pat::Var(name))) && matching.scrutinees.len() > 1 {
            params[column] = name;
            matching.scrutinees.remove(column);
            matching.alts.iter_mut().for_each(|alt| drop(alt.pats.remove(column)));
        }
    }
}

fn has_view(pat: &Pat) -> bool {
    match pat {
        Pat::View(..) => true,
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => false,
        Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) => has_view(inner),
        Pat::Con(_, parts) => parts.iter().any(has_view),
    }
}

/// The names that a pattern binding binds.
pub(super) fn names_of(node: Node<'_>, into: &mut Vec<Name>) {
    if let Some(pattern) = node.field("pattern") {
        binders(pattern, into);
    }
}

/// A pattern's text without bangs and parentheses around it, as messages show it.
fn plain_text(mut node: Node<'_>) -> &str {
    while matches!(node.kind(), "strict" | "parens")
        && let Some(inner) = node.field("pattern")
    {
        node = inner;
    }
    node.text()
}

/// A body that may fall through, with nothing behind it.
fn unguarded(body: Term, failure: Failure) -> Term {
    let alts = vec![Alt { pats: Vec::new(), body }];
    Term::Match(Box::new(Match { scrutinees: Vec::new(), alts, otherwise: Otherwise::Fail(failure) }))
}
