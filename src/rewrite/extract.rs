//! Extraction as edits: the helper's text from an exemplar, each site's call, both laid out like the file.

use crate::core::tree::{BinderId, Label, NodeId, Sort, Tree};
use crate::lang::surface::{Role, Surface};
use crate::rewrite::reflow::{Flow, Hang, Part, Replacement};
use crate::text::{self, Span, TextEdit};

/// A helper and the sites that will call it.
#[derive(Clone, Debug)]
pub struct Helper {
    /// Its name.
    pub name: String,
    /// Its parameters, in order.
    pub params: Vec<Param>,
    /// The node whose text is the body.
    pub body: NodeId,
    /// In a run of statements: the first one that is not part of the body.
    pub cut: Option<NodeId>,
    /// Nodes of the body that are parameters: node, index of the parameter, names that it is applied to.
    pub holes: Vec<(NodeId, usize, Vec<String>)>,
    /// The last statement, whose pattern stays at the sites.
    pub result: Option<NodeId>,
    /// Where it goes; none: it exists already.
    pub place: Option<Placement>,
    /// Signature, if it is known.
    pub signature: Option<String>,
    /// The calls.
    pub sites: Vec<Call>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: String,
}

/// A site.
#[derive(Clone, Debug)]
pub struct Call {
    /// What becomes a call.
    pub root: NodeId,
    /// In a run of statements: what stays behind it.
    pub cut: Option<NodeId>,
    /// By parameter.
    pub args: Vec<Arg>,
}

/// An argument.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A name.
    Name(String),
    /// An expression of the site, as a function of these names (none: itself).
    Source(NodeId, Vec<BinderId>),
}

/// Where a new helper goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Behind the declaration with this index.
    Behind(usize),
    /// Among the local declarations of the clause with this index.
    Local(usize),
}

/// The edits of one file, and what they write.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// All edits.
    pub edits: Vec<TextEdit>,
    /// The helper's definition, with its signature; empty when it exists already.
    pub definition: String,
    /// The sites' edits alone, in the order of the sites.
    pub sites: Vec<TextEdit>,
}

/// The edits that define `helper` and call it. The error says why it cannot be written.
pub fn extract(source: &str, surface: &Surface, helper: &Helper, unit: usize) -> Result<Extracted, String> {
    let writer = Writer { source, surface, helper, unit, flow: Flow::new(source, &surface.blocks) };
    for site in &helper.sites {
        writer.keeps_comments(site)?;
    }
    let mut sites = Vec::new();
    let mut edits = Vec::new();
    for site in &helper.sites {
        let edit = writer.site(site)?;
        sites.push(edit.clone());
        edits.push(writer.with_rest(edit)?);
    }
    let mut definition = String::new();
    match helper.place {
        None => {}
        Some(Placement::Behind(index)) => {
            definition = writer.definition(0)?;
            edits.push(writer.behind(index, &definition));
        }
        Some(Placement::Local(index)) => {
            let clause = surface.clauses.get(index).ok_or("the clause is not there")?;
            let (edit, text) = writer.local(clause.span, clause.local, &edits)?;
            definition = text;
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    Ok(Extracted { edits, definition, sites })
}

/// Writes one helper and its sites.
pub(super) struct Writer<'a> {
    pub(super) source: &'a str,
    pub(super) surface: &'a Surface,
    pub(super) helper: &'a Helper,
    pub(super) unit: usize,
    pub(super) flow: Flow<'a>,
}

impl Writer<'_> {
    pub(super) fn tree(&self) -> &Tree {
        &self.surface.tree
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.surface.places[id.index()].span
    }

    pub(super) fn outer(&self, id: NodeId) -> Span {
        self.surface.places[id.index()].outer
    }

    /// A comment in what a site loses would be lost: the site is not touched.
    fn keeps_comments(&self, site: &Call) -> Result<(), String> {
        let whole = self.lost(site.root, site.cut);
        let kept = |span: Span| {
            site.args.iter().any(|arg| match arg {
                Arg::Source(node, _) => covers(self.span(*node), span),
                Arg::Name(_) => false,
            })
        };
        match self.surface.comments.iter().find(|comment| covers(whole, **comment) && !kept(**comment)) {
            Some(_) => Err("a comment stands inside a site".to_owned()),
            None => Ok(()),
        }
    }

    /// The text of a site: up to the cut, for a run of statements.
    pub(super) fn lost(&self, root: NodeId, cut: Option<NodeId>) -> Span {
        let span = self.span(root);
        match cut.filter(|cut| !self.tree().node(*cut).children.is_empty()) {
            Some(cut) => {
                let before = self.source.get(span.start..self.span(cut).start).unwrap_or("");
                Span::new(span.start, span.start + before.trim_end().trim_end_matches(';').len())
            }
            None => span,
        }
    }

    /// A site's edit.
    fn site(&self, site: &Call) -> Result<TextEdit, String> {
        let place = self.surface.places[site.root.index()];
        let wrapped = place.outer != place.span;
        let mut span = self.lost(site.root, site.cut);
        let mut parens = false;
        let mut before = String::new();
        match self.tree().node(site.root).sort {
            Sort::Expr => {
                let bare = site.args.is_empty();
                let needs = !bare && needs_parens(place.role);
                match (wrapped, needs) {
                    (true, true) => {}
                    (true, false) => span = place.outer,
                    (false, needs) => parens = needs,
                }
                if place.role == Role::Operator {
                    return Err("an operator would become a call".to_owned());
                }
            }
            Sort::Rhs => {
                let Role::Rhs(arrow) = place.role else { return Err("no right-hand side".to_owned()) };
                before = format!("{arrow} ");
            }
            Sort::Run => {
                if let Some(statement) = self.helper.result {
                    before = format!("{} <- ", self.result_pattern(site, statement)?);
                }
            }
            Sort::Clauses => {
                let Some(Label::Bind(name)) =
                    self.tree().node(site.root).children.first().map(|c| self.tree().node(*c).label)
                else {
                    return Err("a function without a name".to_owned());
                };
                before = format!("{} = ", shown(self.tree().binder(name).name.as_str()));
            }
            Sort::Other => return Err("no expression".to_owned()),
        }
        let dollar = !parens && !wrapped && matches!(place.role, Role::Open | Role::Rhs(_) | Role::Other);
        let mut parts = vec![Part::Text(before)];
        if parens {
            parts.push(Part::Text("(".to_owned()));
        }
        parts.extend(self.call(site, dollar)?);
        if parens {
            parts.push(Part::Text(")".to_owned()));
        }
        let replacement = Replacement { span, parts };
        let column = self.flow.column(span.start);
        let text = self.flow.moved(span, &[replacement], column, Hang::With).ok_or("tabs indent the code")?;
        Ok(TextEdit { span, text })
    }

    /// The pattern that takes a run's result, in the site's own words.
    fn result_pattern(&self, site: &Call, statement: NodeId) -> Result<String, String> {
        // The statement at the same distance from the beginning of the run.
        let (mut mine, mut theirs) = (self.helper.body, site.root);
        loop {
            let ([a, next], [b, rest]) =
                (self.tree().node(mine).children.as_slice(), self.tree().node(theirs).children.as_slice())
            else {
                return Err("the runs differ in length".to_owned());
            };
            if *a == statement {
                let pattern = self.tree().node(*b).children.last().ok_or("a statement without a pattern")?;
                return Ok(self.span(*pattern).of(self.source).to_owned());
            }
            (mine, theirs) = (*next, *rest);
        }
    }

    /// `name argument …`
    fn call(&self, site: &Call, dollar: bool) -> Result<Vec<Part>, String> {
        let mut parts = vec![Part::Text(shown(&self.helper.name))];
        for (i, arg) in site.args.iter().enumerate() {
            let last = i + 1 == site.args.len();
            match arg {
                Arg::Name(name) => parts.push(Part::Text(format!(" {}", shown(name)))),
                Arg::Source(node, names) => {
                    let place = self.surface.places[node.index()];
                    let text = place.span.of(self.source);
                    let long = (place.open || !names.is_empty()) && text.contains('\n');
                    if last && dollar && long {
                        parts.push(Part::Text(" $ ".to_owned()));
                        parts.extend(self.argument(*node, names, false));
                    } else {
                        parts.push(Part::Text(" ".to_owned()));
                        parts.extend(self.argument(*node, names, true));
                    }
                }
            }
        }
        Ok(parts)
    }

    /// An argument's text: an atom, or not.
    fn argument(&self, node: NodeId, names: &[BinderId], atom: bool) -> Vec<Part> {
        let place = self.surface.places[node.index()];
        let wrap = |parts: Vec<Part>| match atom {
            true => {
                let mut all = vec![Part::Text("(".to_owned())];
                all.extend(parts);
                all.push(Part::Text(")".to_owned()));
                all
            }
            false => parts,
        };
        if names.is_empty() {
            let text = place.span.of(self.source);
            if place.role == Role::Operator {
                let name = text.trim_matches('`').trim();
                return vec![Part::Text(shown(name))];
            }
            return match place.atomic && !text.starts_with('-') {
                true => vec![Part::Source(place.span)],
                false => wrap(vec![Part::Source(place.span)]),
            };
        }
        if let [name] = names
            && self.tree().node(node).label == Label::Var(*name)
        {
            return vec![Part::Text("id".to_owned())];
        }
        if let Some(parts) = self.eta_reduced(node, names, atom) {
            return parts;
        }
        let used = |binder: &BinderId| {
            let mut found = false;
            self.tree().walk(node, &mut |id| found |= self.tree().node(id).label == Label::Var(*binder));
            found
        };
        let shown = |binder: &BinderId| match used(binder) {
            true => self.tree().binder(*binder).name.as_str().to_owned(),
            false => "_".to_owned(),
        };
        let names: Vec<String> = names.iter().map(shown).collect();
        wrap(vec![Part::Text(format!("\\{} -> ", names.join(" "))), Part::Source(place.span)])
    }

    /// `\x -> f a x` is `f a`; `\x -> x + a` is `(+ a)`.
    fn eta_reduced(&self, node: NodeId, names: &[BinderId], atom: bool) -> Option<Vec<Part>> {
        let tree = self.tree();
        let place = self.surface.places[node.index()];
        let (head, args) = match tree.node(node).label {
            Label::Kind("app") => tree.node(node).children.split_first()?,
            _ => return None,
        };
        let is = |id: NodeId, binder: BinderId| tree.node(id).label == Label::Var(binder);
        let uses = |id: NodeId| {
            let mut found = false;
            tree.walk(id, &mut |id| found |= names.iter().any(|name| is(id, *name)));
            found
        };
        let head_place = self.surface.places[head.index()];
        if head_place.role == Role::Operator {
            let operator = head_place.span.of(self.source).trim();
            let [left, right] = args else { return None };
            if self.span(*left).start > head_place.span.start || uses(*head) || place.atomic {
                return None;
            }
            return match names {
                [x, y] if is(*left, *x) && is(*right, *y) => Some(vec![Part::Text(shown(operator.trim_matches('`')))]),
                [x] if is(*left, *x) && !uses(*right) && operator != "-" => Some(vec![
                    Part::Text(format!("({operator} ")),
                    Part::Source(self.outer(*right)),
                    Part::Text(")".to_owned()),
                ]),
                [x] if is(*right, *x) && !uses(*left) => Some(vec![
                    Part::Text("(".to_owned()),
                    Part::Source(self.outer(*left)),
                    Part::Text(format!(" {operator})")),
                ]),
                _ => None,
            };
        }
        // `\f x -> f x`
        if let ([f, x], [y]) = (names, args)
            && is(*head, *f)
            && is(*y, *x)
        {
            return Some(vec![Part::Text("($)".to_owned())]);
        }
        let kept = args.len().checked_sub(names.len())?;
        let tail = args[kept..].iter().zip(names).all(|(arg, name)| is(*arg, *name));
        let plain = self.span(*head).start <= place.span.start.max(head_place.outer.start)
            && head_place.outer.start == place.span.start;
        if !tail || uses(*head) || args[..kept].iter().any(|arg| uses(*arg)) || !plain {
            return None;
        }
        let end = args[..kept].last().map_or(head_place.outer.end, |last| self.outer(*last).end);
        // `f $ x`: what is left must not end in an operator.
        let text = Span::new(place.span.start, end);
        let bare = kept == 0 && (head_place.atomic || head_place.outer != head_place.span);
        let mut parts = vec![Part::Source(text)];
        if atom && !bare {
            parts.insert(0, Part::Text("(".to_owned()));
            parts.push(Part::Text(")".to_owned()));
        }
        Some(parts)
    }

    /// A site's edit, and with it the lines of layout blocks that begin behind it on the same line.
    fn with_rest(&self, edit: TextEdit) -> Result<TextEdit, String> {
        let line_end = self.source[edit.span.end..].find('\n').map_or(self.source.len(), |at| edit.span.end + at);
        let moved = self.surface.blocks.iter().map(|block| block.span);
        let behind = moved.filter(|block| (edit.span.end..line_end).contains(&block.start) && block.end > line_end);
        let Some(end) = behind.map(|block| block.end).max() else { return Ok(edit) };
        let whole = Span::new(edit.span.start, end);
        let column = self.flow.column(whole.start);
        let replacement = Replacement { span: edit.span, parts: vec![Part::Text(edit.text)] };
        let text = self.flow.moved(whole, &[replacement], column, Hang::By(0)).ok_or("tabs indent the code")?;
        Ok(TextEdit { span: whole, text })
    }

    /// The insertion behind a declaration.
    fn behind(&self, index: usize, definition: &str) -> TextEdit {
        let end = self.surface.declarations.get(index).map_or(self.source.len(), |decl| decl.span.end);
        let line = self.source[end..].find('\n').map_or(self.source.len(), |at| end + at);
        let newline = text::line_break(self.source);
        let rest = &self.source[line..];
        let blank = rest.strip_prefix('\n').is_none_or(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']));
        let tail = if blank { "" } else { newline };
        let at = line - usize::from(self.source[..line].ends_with('\r'));
        let definition = definition.replace('\n', newline);
        TextEdit { span: Span::empty(at), text: format!("{newline}{newline}{definition}{tail}") }
    }

    /// The insertion among local declarations.
    fn local(&self, clause: Span, local: Option<Span>, edits: &[TextEdit]) -> Result<(TextEdit, String), String> {
        let newline = text::line_break(self.source);
        if edits.iter().any(|edit| edit.span.end > clause.end) {
            return Err("a site reaches out of its clause".to_owned());
        }
        let unit = i64::try_from(self.unit).unwrap_or(2);
        let pad = |column: i64| " ".repeat(usize::try_from(column).unwrap_or(0));
        Ok(match local {
            Some(local) => {
                let column = self.flow.column(local.start);
                let text = self.definition(column)?;
                let at = local.end;
                (
                    TextEdit { span: Span::empty(at), text: format!("\n{}{text}", pad(column)).replace('\n', newline) },
                    text,
                )
            }
            None => {
                let outer = self.flow.column(clause.start) + unit;
                let text = self.definition(outer + unit)?;
                let lines = format!("\n{}where\n{}{text}", pad(outer), pad(outer + unit));
                (TextEdit { span: Span::empty(clause.end), text: lines.replace('\n', newline) }, text)
            }
        })
    }
}

/// Whether a call with arguments needs parentheses there.
fn needs_parens(role: Role) -> bool {
    match role {
        Role::Argument | Role::Operator => true,
        Role::Open | Role::Operand | Role::Function | Role::Rhs(_) | Role::Other => false,
    }
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A name where an expression stands: operators in parentheses.
pub(super) fn shown(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let letter = |c: char| c.is_alphanumeric() || c == '_' || c == '\'' || c == '(' || c == '[';
    match last.starts_with(letter) {
        true => name.to_owned(),
        false => format!("({name})"),
    }
}
