//! Records: construction, update and patterns become positional; puns and wildcards are spelled out.

use std::sync::Arc;

use crate::core::decl::Constructor;
use crate::core::name::Name;
use crate::core::term::{Alt, Failure, Match, Otherwise, Pat, Term};
use crate::lang::haskell::lower::names::{is_constructor, surface};
use crate::lang::haskell::lower::{Case, Cx, Fallible, fail, sound};
use crate::syntax::Node;

/// A field as written, and the node of its value; `None` for a pun.
type Named<'t> = (String, Option<Node<'t>>);

/// The base name of a field as written.
fn base(text: &str) -> &'static str {
    Name::new(text).base()
}

fn index_of(constructor: &Constructor, field: &str) -> Option<usize> {
    constructor.fields.iter().position(|known| known.name.is_some_and(|name| name.base() == base(field)))
}

impl<'t> Cx<'t, '_> {
    /// A record construction or update.
    pub(super) fn record(&mut self, node: Node<'t>) -> Fallible<Term> {
        let subject = node.field("expression").ok_or_else(|| fail(node, "syntax error"))?;
        let name = surface(subject);
        if matches!(subject.kind(), "constructor" | "qualified" | "prefix_id") && is_constructor(&name) {
            return self.construction(node, subject, &name);
        }
        self.update(node, subject)
    }

    /// The fields that a construction, update or pattern names: field, its value's node (`None`: a pun), and whether there
    /// is a wildcard.
    fn named_fields(&self, node: Node<'t>, value: &str) -> Fallible<(Vec<Named<'t>>, bool)> {
        let (mut fields, mut rest) = (Vec::new(), false);
        for field in node.fields("field") {
            sound(field)?;
            match field.field("field") {
                Some(name) if name.kind() == "field_path" => {
                    return Err(fail(name, "nested record update"));
                }
                Some(name) => fields.push((surface(name), field.field(value))),
                None => rest = true,
            }
        }
        Ok((fields, rest))
    }

    fn constructor_of(&self, node: Node<'t>, text: &str) -> Fallible<(Name, Case)> {
        let name = self.entity(text).unwrap_or_else(|| Name::new(text));
        let case = self.case_of(name).ok_or_else(|| fail(node, "fields of an unknown constructor"))?;
        Ok((name, case))
    }

    fn construction(&mut self, node: Node<'t>, subject: Node<'t>, text: &str) -> Fallible<Term> {
        let (name, (data, tag)) = self.constructor_of(subject, text)?;
        let constructor = &data.constructors[tag];
        let (fields, rest) = self.named_fields(node, "expression")?;
        let mut args: Vec<Option<Term>> = vec![None; constructor.fields.len()];
        for (field, value) in fields {
            let index =
                index_of(constructor, &field).ok_or_else(|| fail(node, "a field that the constructor lacks"))?;
            args[index] = Some(match value {
                Some(value) => self.expr(value),
                None => self.value(base(&field)),
            });
        }
        let place = self.place(node.span());
        let args: Vec<Term> = args
            .into_iter()
            .zip(&constructor.fields)
            .map(|(arg, field)| {
                let field = field.name.map_or("", Name::base);
                arg.unwrap_or_else(|| match rest && self.is_local(field) {
                    true => Term::Var(Name::new(field)),
                    false => {
                        Term::Fail(Failure::Missing(format!("{place}: Missing field in record construction {field}")))
                    }
                })
            })
            .collect();
        Ok(Term::app(Term::Con(name), args))
    }

    /// `r { x = e }`: a match over the constructors that have all of the fields.
    fn update(&mut self, node: Node<'t>, subject: Node<'t>) -> Fallible<Term> {
        let record = self.expr(subject);
        let (fields, rest) = self.named_fields(node, "expression")?;
        let Some((first, _)) = fields.first().filter(|_| !rest) else {
            return Err(fail(node, "a record update without fields"));
        };
        let selector = self.entity(first).ok_or_else(|| fail(node, "update of an unknown field"))?;
        let owner = self.scope.datas.iter().find(|data| {
            let mut known = data.constructors.iter().flat_map(|constructor| &constructor.fields);
            known.any(|field| field.name == Some(selector))
        });
        let data = Arc::clone(owner.ok_or_else(|| fail(node, "update of an unknown field"))?);
        let values: Vec<Term> = fields
            .iter()
            .map(|(field, value)| match value {
                Some(value) => self.expr(*value),
                None => self.value(base(field)),
            })
            .collect();
        let having = data.constructors.iter().filter_map(|constructor| {
            let indices: Option<Vec<usize>> = fields.iter().map(|(field, _)| index_of(constructor, field)).collect();
            indices.map(|indices| (constructor, indices))
        });
        let having: Vec<_> = having.collect();
        // With several constructors the new values are matched by name, so that no term is copied.
        let shared = having.len() > 1;
        let (mut scrutinees, mut alts) = (vec![record], Vec::new());
        for (constructor, indices) in &having {
            let olds: Vec<Name> = constructor.fields.iter().map(|_| self.fresh()).collect();
            let mut args: Vec<Term> = olds.iter().copied().map(Term::Var).collect();
            let mut parts: Vec<Pat> = olds.iter().copied().map(Pat::Var).collect();
            let mut pats = Vec::new();
            for (index, value) in indices.iter().zip(&values) {
                parts[*index] = Pat::Wild;
                args[*index] = if shared {
                    let new = self.fresh();
                    pats.push(Pat::Var(new));
                    Term::Var(new)
                } else {
                    value.clone()
                };
            }
            pats.insert(0, Pat::Con(constructor.name, parts));
            alts.push(Alt { pats, body: Term::app(Term::Con(constructor.name), args) });
        }
        if alts.is_empty() {
            return Err(fail(node, "fields of no common constructor"));
        }
        if shared {
            scrutinees.extend(values);
        }
        let otherwise = Otherwise::Fail(self.incomplete(node.span(), "patterns in record update"));
        Ok(Term::Match(Box::new(Match { scrutinees, alts, otherwise })))
    }

    /// `C { x = p, y, .. }`
    pub(super) fn pat_record(&mut self, node: Node<'t>) -> Fallible<Pat> {
        let head = node.field("constructor").ok_or_else(|| fail(node, "syntax error"))?;
        let (name, (data, tag)) = self.constructor_of(head, &surface(head))?;
        let constructor = &data.constructors[tag];
        let (fields, rest) = self.named_fields(node, "pattern")?;
        let mut parts: Vec<Pat> = vec![Pat::Wild; constructor.fields.len()];
        let mut given = vec![false; parts.len()];
        for (field, value) in fields {
            let index =
                index_of(constructor, &field).ok_or_else(|| fail(node, "a field that the constructor lacks"))?;
            given[index] = true;
            parts[index] = match value {
                Some(value) => self.pat(value)?,
                None => self.pun(base(&field)),
            };
        }
        if rest {
            for (index, field) in constructor.fields.iter().enumerate() {
                let Some(selector) = field.name.filter(|_| !given[index]) else {
                    continue;
                };
                // Fields that are not in scope unqualified are left out.
                let visible = self.scope.values.get(selector.base()).is_some_and(|names| names.contains(&selector));
                if visible {
                    parts[index] = self.pun(selector.base());
                }
            }
        }
        Ok(Pat::Con(name, parts))
    }

    fn pun(&mut self, text: &str) -> Pat {
        let name = Name::new(text);
        self.enter(name);
        Pat::Var(name)
    }
}
