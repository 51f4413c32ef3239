//! Extraction as edits: the helper's text from an exemplar, each site's call, both laid out like the file.

use crate::core::tree::{BinderId, Label, NodeId, Sort, Tree};
use crate::lang::surface::{Role, Surface};
use crate::rewrite::reflow::{Flow, Hang, Part, Replacement, width};
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

/// Widest line that a helper without need for more is written on.
const WIDTH: i64 = 90;

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
    let edits = merged(edits, source);
    Ok(Extracted { edits, definition, sites })
}

/// Edits of which none overlaps another.
fn merged(mut edits: Vec<TextEdit>, _source: &str) -> Vec<TextEdit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits
}

struct Writer<'a> {
    source: &'a str,
    surface: &'a Surface,
    helper: &'a Helper,
    unit: usize,
    flow: Flow<'a>,
}

impl Writer<'_> {
    fn tree(&self) -> &Tree {
        &self.surface.tree
    }

    fn span(&self, id: NodeId) -> Span {
        self.surface.places[id.index()].span
    }

    fn outer(&self, id: NodeId) -> Span {
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
    fn lost(&self, root: NodeId, cut: Option<NodeId>) -> Span {
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
                let Some(Label::Bind(name)) = self.tree().node(site.root).children.first().map(|c| self.tree().node(*c).label)
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
                [x] if is(*left, *x) && !uses(*right) && operator != "-" => {
                    Some(vec![Part::Text(format!("({operator} ")), Part::Source(self.outer(*right)), Part::Text(")".to_owned())])
                }
                [x] if is(*right, *x) && !uses(*left) => {
                    Some(vec![Part::Text("(".to_owned()), Part::Source(self.outer(*left)), Part::Text(format!(" {operator})"))])
                }
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

    /// The helper's definition, its first line at column `indent`; later lines are indented in full.
    fn definition(&self, indent: i64) -> Result<String, String> {
        let helper = self.helper;
        let tabs = || "tabs indent the code".to_owned();
        let mut head = shown(&helper.name);
        for param in &helper.params {
            head.push(' ');
            head.push_str(&shown(&param.name));
        }
        let body = self.lambda_body(&mut head);
        let margin = " ".repeat(usize::try_from(indent).unwrap_or(0));
        let signature = helper.signature.as_ref().map(|ty| format!("{} :: {ty}\n{margin}", shown(&helper.name)));
        let signature = signature.unwrap_or_default();
        let body = match self.tree().node(body).sort {
            Sort::Clauses => return Ok(signature + &self.clauses(indent)?),
            Sort::Rhs => {
                let span = self.span(helper.body);
                let text = span.of(self.source);
                let one = !text.contains('\n') && text.starts_with('=');
                let step = indent + i64::try_from(self.unit).unwrap_or(2);
                let by = step - self.least_column(span).min(self.flow.column(span.start));
                let replacements = self.hole_edits()?;
                if one || text.starts_with('=') {
                    let column = indent + width(&head) + 1;
                    let body = self.flow.moved(span, &replacements, column, Hang::By(by)).ok_or_else(tabs)?;
                    return Ok(format!("{signature}{head} {body}"));
                }
                let body = self.flow.moved(span, &replacements, step, Hang::By(by)).ok_or_else(tabs)?;
                return Ok(format!("{signature}{head}\n{}{body}", " ".repeat(usize::try_from(step).unwrap_or(2))));
            }
            Sort::Run => self.run_body(indent, &head)?,
            Sort::Expr => self.expression_body(body, indent, &head)?,
            Sort::Other => return Err("no expression".to_owned()),
        };
        Ok(format!("{signature}{head} ={body}"))
    }

    /// A body that is a λ gives its variables to the head.
    fn lambda_body(&self, head: &mut String) -> NodeId {
        let tree = self.tree();
        let body = self.helper.body;
        let [params @ .., inner] = tree.node(body).children.as_slice() else { return body };
        let is_hole = |id: &NodeId| self.helper.holes.iter().any(|(hole, ..)| hole == id);
        if !tree.is(body, "lambda") || is_hole(inner) {
            return body;
        }
        let names: Option<Vec<&str>> = params
            .iter()
            .map(|param| match tree.node(*param).label {
                Label::Bind(binder) => Some(tree.binder(binder).name.as_str()),
                _ => None,
            })
            .collect();
        match names {
            Some(names) if !names.is_empty() => {
                head.push(' ');
                head.push_str(&names.join(" "));
                *inner
            }
            _ => body,
        }
    }

    /// The body behind `=`.
    fn expression_body(&self, body: NodeId, indent: i64, head: &str) -> Result<String, String> {
        let tabs = || "tabs indent the code".to_owned();
        let span = self.span(body);
        let replacements = self.hole_edits()?;
        let step = indent + i64::try_from(self.unit).unwrap_or(2);
        let column = indent + width(head) + 3;
        let least = self.least_column(span);
        let start = self.flow.column(span.start);
        let same = self.flow.moved(span, &replacements, column, Hang::By(step - least)).ok_or_else(tabs)?;
        let first = same.lines().next().unwrap_or("");
        let opener = ["do", "of", "->", "where", "=", "\\case", "$", "let", "("].iter().any(|word| first.ends_with(word));
        if !same.contains('\n') && column + width(&same) <= WIDTH {
            return Ok(format!(" {same}"));
        }
        if same.contains('\n') && (opener || least < start) && column + width(first) <= WIDTH + 10 {
            return Ok(format!(" {same}"));
        }
        let hang = if least < start { Hang::By(step + 2 - least) } else { Hang::With };
        let below = self.flow.moved(span, &replacements, step, hang).ok_or_else(tabs)?;
        Ok(format!("\n{}{below}", " ".repeat(usize::try_from(step).unwrap_or(2))))
    }

    /// `do` and the statements of a run.
    fn run_body(&self, indent: i64, _head: &str) -> Result<String, String> {
        let span = self.lost(self.helper.body, self.helper.cut);
        let mut replacements = self.hole_edits()?;
        if let Some(statement) = self.helper.result {
            let [value, _] = self.tree().node(statement).children.as_slice() else {
                return Err("a statement without a value".to_owned());
            };
            let dropped = Span::new(self.span(statement).start, self.outer(*value).start);
            replacements.push(Replacement { span: dropped, parts: Vec::new() });
            replacements.sort_by_key(|replacement| replacement.span.start);
        }
        let step = indent + i64::try_from(self.unit).unwrap_or(2);
        let by = step - self.flow.column(span.start);
        let text = self.flow.moved(span, &replacements, step, Hang::By(by)).ok_or("tabs indent the code")?;
        Ok(format!(" do\n{}{text}", " ".repeat(usize::try_from(step).unwrap_or(2))))
    }

    /// The least column of the lines behind the first one.
    fn least_column(&self, span: Span) -> i64 {
        let lines = span.of(self.source).lines().skip(1).filter(|line| !line.trim().is_empty());
        let least = lines.map(|line| width(&line[..line.len() - line.trim_start().len()])).min();
        least.unwrap_or_else(|| self.flow.column(span.start))
    }

    /// Parameters in the place of the holes.
    fn hole_edits(&self) -> Result<Vec<Replacement>, String> {
        let mut edits = Vec::new();
        for (node, param, names) in &self.helper.holes {
            let place = self.surface.places[node.index()];
            let name = &self.helper.params.get(*param).ok_or("a parameter is missing")?.name;
            let text = match (place.role, names.is_empty()) {
                (Role::Operator, true) => format!("`{name}`"),
                (Role::Operator, false) => return Err("an operator depends on local names".to_owned()),
                (_, true) => name.clone(),
                (role, false) if matches!(role, Role::Argument) => format!("({name} {})", names.join(" ")),
                (_, false) => format!("{name} {}", names.join(" ")),
            };
            edits.push(Replacement { span: place.outer, parts: vec![Part::Text(text)] });
        }
        edits.sort_by_key(|edit| edit.span.start);
        Ok(edits)
    }

    /// All clauses of the exemplar, under the helper's name and with its parameters in front.
    fn clauses(&self, indent: i64) -> Result<String, String> {
        let tree = self.tree();
        let mut head = shown(&self.helper.name);
        for param in &self.helper.params {
            head.push(' ');
            head.push_str(&param.name);
        }
        let node = tree.node(self.helper.body);
        let Some(Label::Bind(own)) = node.children.first().map(|name| tree.node(*name).label) else {
            return Err("a function without a name".to_owned());
        };
        let name = tree.binder(own).name.as_str();
        let mut edits = self.hole_edits()?;
        for clause in &node.children[1..] {
            let start = self.span(*clause).start;
            if !self.source[start..].starts_with(name) {
                return Err("an operator's clauses".to_owned());
            }
            let span = Span::new(start, start + name.len());
            edits.push(Replacement { span, parts: vec![Part::Text(head.clone())] });
        }
        let hole = |id: NodeId| self.helper.holes.iter().any(|(hole, ..)| tree.is_inside(id, *hole));
        let mut problem = None;
        tree.walk(self.helper.body, &mut |id| {
            let place = self.surface.places[id.index()];
            if tree.node(id).label == Label::Var(own) && !hole(id) {
                let text = match place.role {
                    Role::Function | Role::Open => head.clone(),
                    Role::Operator | Role::Other | Role::Rhs(_) => {
                        problem = Some("the function's name stands where a call cannot");
                        head.clone()
                    }
                    Role::Argument | Role::Operand => format!("({head})"),
                };
                edits.push(Replacement { span: place.outer, parts: vec![Part::Text(text)] });
            }
        });
        if let Some(problem) = problem {
            return Err(problem.to_owned());
        }
        edits.sort_by_key(|edit| edit.span.start);
        let span = self.span(self.helper.body);
        let by = indent - self.flow.column(span.start);
        self.flow.moved(span, &edits, indent, Hang::By(by)).ok_or_else(|| "tabs indent the code".to_owned())
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
                (TextEdit { span: Span::empty(at), text: format!("\n{}{text}", pad(column)).replace('\n', newline) }, text)
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
fn shown(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let letter = |c: char| c.is_alphanumeric() || c == '_' || c == '\'' || c == '(' || c == '[';
    match last.starts_with(letter) {
        true => name.to_owned(),
        false => format!("({name})"),
    }
}
