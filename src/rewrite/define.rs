//! A helper's definition: the exemplar's text with parameters in its holes, laid out for its new place.

use crate::core::tree::{Label, NodeId, Sort};
use crate::lang::surface::Role;
use crate::rewrite::extract::{Writer, shown};
use crate::rewrite::reflow::{Hang, Part, Replacement, width};
use crate::text::Span;

/// Widest line that a helper without need for more is written on.
const WIDTH: i64 = 90;

impl Writer<'_> {
    /// The helper's definition, its first line at column `indent`; later lines are indented in full.
    pub(super) fn definition(&self, indent: i64) -> Result<String, String> {
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
        let opener =
            ["do", "of", "->", "where", "=", "\\case", "$", "let", "("].iter().any(|word| first.ends_with(word));
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
                (Role::Argument, false) => format!("({name} {})", names.join(" ")),
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
}
