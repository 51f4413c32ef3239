//! Expressions.

use crate::core::name::Name;
use crate::core::tree::{Label, NodeId, Sort};
use crate::lang::haskell::surface::pat::shape;
use crate::lang::haskell::surface::{Maker, bare_name, is_qualified, squeezed, trimmed};
use crate::lang::surface::{Place, Role};
use crate::syntax::Node;
use crate::text::Span;

impl Maker {
    /// An expression that stands in `role`.
    pub(super) fn expr(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let (mut inner, mut wrapped) = (node, false);
        while inner.kind() == "parens" && !inner.is_broken() {
            let Some(next) = inner.field("expression") else { break };
            (inner, wrapped) = (next, true);
        }
        let id = self.bare_expr(inner, if wrapped { Role::Open } else { role });
        if wrapped {
            let place = &mut self.out.places[id.index()];
            (place.outer, place.role) = (node.span(), role);
        }
        id
    }

    /// A place of an expression.
    fn place(node: Node<'_>, role: Role) -> Place {
        let span = trimmed(node);
        let atomic = matches!(
            node.kind(),
            "variable"
                | "constructor"
                | "qualified"
                | "prefix_id"
                | "prefix_tuple"
                | "literal"
                | "tuple"
                | "list"
                | "unit"
                | "list_comprehension"
                | "arithmetic_sequence"
                | "left_section"
                | "right_section"
                | "record"
                | "quasiquote"
                | "parens"
        );
        let open = matches!(
            node.kind(),
            "lambda" | "do" | "case" | "conditional" | "let_in" | "lambda_case" | "lambda_cases" | "multi_way_if"
        );
        Place { span, outer: span, role, atomic, open }
    }

    pub(super) fn make(&mut self, kind: &'static str, children: Vec<NodeId>, node: Node<'_>, role: Role) -> NodeId {
        self.push(Label::Kind(kind), Sort::Expr, children, Maker::place(node, role))
    }

    fn bare_expr(&mut self, node: Node<'_>, role: Role) -> NodeId {
        if node.is_broken() {
            return self.opaque(node, Sort::Expr, role);
        }
        if matches!(node.kind(), "infix" | "negation") || self.hides_operator(node) {
            return self.chain(node, role);
        }
        match node.kind() {
            "variable"
            | "constructor"
            | "qualified"
            | "prefix_id"
            | "prefix_tuple"
            | "unit"
            | "operator"
            | "constructor_operator"
            | "infix_id" => self.name(node, role),
            "literal" => self.push(
                Label::Literal(Name::new(&squeezed(node.text()))),
                Sort::Expr,
                Vec::new(),
                Maker::place(node, role),
            ),
            "apply" => {
                let parts = self.spine(node);
                self.application(&parts, role)
            }
            "lambda" => self.lambda(node, role),
            "let_in" => {
                self.enter();
                let decls = node.field("binds").map(|binds| self.local_decls(binds, node));
                let body = node.field("expression").map(|body| self.expr(body, Role::Open));
                let id = self.make("let", decls.into_iter().chain(body).collect(), node, role);
                self.leave(id);
                id
            }
            "conditional" => {
                let parts = ["if", "then", "else"].into_iter().filter_map(|part| node.field(part));
                let parts: Vec<NodeId> = parts.map(|part| self.expr(part, Role::Open)).collect();
                self.make("if", parts, node, role)
            }
            "case" | "lambda_case" | "lambda_cases" => self.case(node, role),
            "multi_way_if" => {
                let branches = node.children();
                self.block(node, &branches);
                let branches = branches.into_iter().map(|branch| self.branch(branch)).collect();
                self.make("choose", branches, node, role)
            }
            "do" => self.do_block(node, role),
            "tuple" | "list" | "arithmetic_sequence" => {
                let children = node.children().into_iter().map(|child| self.expr(child, Role::Open)).collect();
                let label = Label::Literal(Name::new(&shape(node)));
                self.push(label, Sort::Expr, children, Maker::place(node, role))
            }
            "left_section" => self.left_section(node, role),
            "right_section" => self.right_section(node, role),
            "list_comprehension" => self.comprehension(node, role),
            "record" => self.record(node, role),
            "signature" => match (node.field("expression"), node.field("type")) {
                (Some(value), Some(ty)) => {
                    let children = vec![self.expr(value, Role::Operand), self.ty(ty)];
                    self.make("ascribe", children, node, role)
                }
                _ => self.opaque(node, Sort::Expr, role),
            },
            _ => self.opaque(node, Sort::Expr, role),
        }
    }

    /// A name, in whatever clothes.
    pub(super) fn name(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let text = bare_name(node);
        let label = if is_qualified(&text) { Label::Free(Name::new(&text)) } else { self.lookup(&text) };
        let mut place = Maker::place(node, role);
        place.atomic = !matches!(node.kind(), "operator" | "constructor_operator" | "infix_id");
        self.push(label, Sort::Expr, Vec::new(), place)
    }

    /// Head and arguments of nested applications.
    pub(super) fn spine<'t>(&self, node: Node<'t>) -> Vec<Node<'t>> {
        let (mut head, mut parts) = (node, Vec::new());
        while head.kind() == "apply" && !head.is_broken() {
            let (Some(function), Some(argument)) = (head.field("function"), head.field("argument")) else { break };
            parts.push(argument);
            head = function;
        }
        parts.push(head);
        parts.reverse();
        parts
    }

    /// `head argument …`
    pub(super) fn application(&mut self, parts: &[Node<'_>], role: Role) -> NodeId {
        if let [one] = parts {
            return self.expr(*one, role);
        }
        let children = self.parts(parts);
        let span = parts.iter().map(|part| trimmed(*part)).reduce(Span::join).unwrap_or(Span::empty(0));
        let place = Place { span, outer: span, role, atomic: false, open: false };
        self.apply(children, place)
    }

    /// The head and the arguments of an application.
    pub(super) fn parts(&mut self, parts: &[Node<'_>]) -> Vec<NodeId> {
        let mut children = Vec::with_capacity(parts.len());
        for (i, part) in parts.iter().enumerate() {
            children.push(match part.kind() {
                "type_application" | "kind_application" | "explicit_type" | "type_binder" => self.ty(*part),
                _ if i == 0 => self.expr(*part, Role::Function),
                _ => self.expr(*part, Role::Argument),
            });
        }
        children
    }

    /// An application; the head's own arguments and these are one list.
    pub(super) fn apply(&mut self, children: Vec<NodeId>, place: Place) -> NodeId {
        self.push(Label::Kind("app"), Sort::Expr, children, place)
    }

    fn lambda(&mut self, node: Node<'_>, role: Role) -> NodeId {
        self.enter();
        let params = node.field("patterns").map(|patterns| patterns.children()).unwrap_or_default();
        let mut children: Vec<NodeId> = params.into_iter().map(|param| self.pat(param)).collect();
        match node.field("expression") {
            Some(body) => children.push(self.expr(body, Role::Open)),
            None => children.push(self.opaque(node, Sort::Other, Role::Other)),
        }
        let id = self.make("lambda", children, node, role);
        self.leave(id);
        id
    }

    fn case(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let mut children = Vec::new();
        let alternatives = node.field("alternatives");
        if let Some(subject) =
            node.children().into_iter().find(|child| Some(child.span()) != alternatives.map(Node::span))
        {
            children.push(self.expr(subject, Role::Open));
        }
        let list = alternatives.map(|list| list.children()).unwrap_or_default();
        if let Some(alternatives) = alternatives {
            self.block(alternatives, &list);
        }
        for alternative in list {
            children.push(self.alternative(alternative));
        }
        let kind = match node.kind() {
            "case" => "case",
            "lambda_case" => "lambda-case",
            _ => "lambda-cases",
        };
        self.make(kind, children, node, role)
    }

    fn alternative(&mut self, node: Node<'_>) -> NodeId {
        if node.is_broken() {
            return self.opaque(node, Sort::Other, Role::Other);
        }
        self.enter();
        let patterns = match (node.field("pattern"), node.field("patterns")) {
            (Some(pattern), _) => vec![pattern],
            (None, Some(patterns)) => patterns.children(),
            (None, None) => Vec::new(),
        };
        let mut children: Vec<NodeId> = patterns.into_iter().map(|pattern| self.pat(pattern)).collect();
        children.push(self.body(node, "->"));
        let id = self.other("alt", children, node);
        self.leave(id);
        id
    }

    fn do_block(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let statements = node.fields("statement");
        let strange = statements.iter().any(|statement| statement.kind() == "rec" || statement.is_broken());
        if strange || !node.has("do") || statements.is_empty() {
            return self.opaque(node, Sort::Expr, role);
        }
        self.block(node, &statements);
        let run = self.run(&statements);
        self.make("do", vec![run], node, role)
    }

    /// Statements from the first one on; each sees what those before it bind.
    fn run(&mut self, statements: &[Node<'_>]) -> NodeId {
        let mut made = Vec::new();
        for statement in statements {
            self.enter();
            made.push(match statement.kind() {
                "exp" => match statement.first() {
                    Some(inner) => {
                        let id = self.expr(inner, Role::Open);
                        self.other("exp", vec![id], *statement)
                    }
                    None => self.opaque(*statement, Sort::Other, Role::Other),
                },
                "bind" => match (statement.field("expression"), statement.field("pattern")) {
                    (Some(expression), Some(pattern)) => {
                        // The value does not see what the statement binds; the frame is still empty here.
                        let value = self.expr(expression, Role::Open);
                        let pattern = self.pat(pattern);
                        self.other("bind", vec![value, pattern], *statement)
                    }
                    _ => self.opaque(*statement, Sort::Other, Role::Other),
                },
                "let" => match statement.field("binds") {
                    Some(binds) => self.local_decls(binds, *statement),
                    None => self.opaque(*statement, Sort::Other, Role::Other),
                },
                _ => self.opaque(*statement, Sort::Other, Role::Other),
            });
        }
        let end = statements.last().map_or(0, |last| trimmed(*last).end);
        let place = |start| Place {
            span: Span::new(start, end),
            outer: Span::new(start, end),
            role: Role::Other,
            atomic: false,
            open: true,
        };
        let mut rest = self.push(Label::Kind("end"), Sort::Run, Vec::new(), place(end));
        for (statement, id) in statements.iter().zip(made).rev() {
            rest = self.push(Label::Kind("run"), Sort::Run, vec![id, rest], place(statement.start()));
            self.leave(rest);
        }
        rest
    }

    fn comprehension(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let qualifiers = node.fields("qualifiers");
        let [qualifiers] = qualifiers.as_slice() else { return self.opaque(node, Sort::Expr, role) };
        let mut children = Vec::new();
        let qualifiers = qualifiers.children();
        for qualifier in &qualifiers {
            self.enter();
            children.push(self.guard(*qualifier));
        }
        if let Some(value) = node.field("expression") {
            children.push(self.expr(value, Role::Open));
        }
        let id = self.make("comprehension", children, node, role);
        qualifiers.iter().for_each(|_| self.leave(id));
        id
    }

    fn record(&mut self, node: Node<'_>, role: Role) -> NodeId {
        let Some(base) = node.field("expression") else { return self.opaque(node, Sort::Expr, role) };
        let mut children = vec![self.expr(base, Role::Argument)];
        for field in node.fields("field") {
            let (Some(name), Some(value)) = (field.field("field"), field.field("expression")) else {
                // `C {..}` and `C {x}` use names that are not written: they stay where they are.
                children.push(self.opaque(field, Sort::Other, Role::Other));
                continue;
            };
            let label = self.other_leaf(Label::Free(Name::new(&bare_name(name))), name);
            let value = self.expr(value, Role::Open);
            children.push(self.other("field", vec![label, value], field));
        }
        self.make("record", children, node, role)
    }
}
