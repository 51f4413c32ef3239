//! The proof: an edited tree with its new helpers inlined is the original, up to renaming.
//!
//! Both trees are brought into a normal form: calls of the helpers become their bodies (β-reduced for the parameters
//! and for nothing else), nested applications are one, a block in a block is one block (associativity of monads), an
//! operator's section that got its argument is an application. Then they are compared with binders matched in order. The
//! edited tree is read back from the edited text, so that rendering, parentheses, layout and capture are all covered.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::core::name::Name;
use crate::core::tree::{BinderId, Label, NodeId, Sort, Tree};

/// Whether `edited` says what `original` says when `helpers` are inlined in both.
pub fn gives_back(original: &Tree, edited: &Tree, helpers: &[&str]) -> bool {
    let (before, after) = (Normal::new(original, helpers), Normal::new(edited, helpers));
    let own: FxHashSet<Name> = original.roots().iter().flat_map(|root| before.helper_names(*root)).collect();
    let kept = |normal: &Normal<'_>, root: NodeId| {
        let names = normal.helper_names(root);
        names.is_empty() || names.iter().any(|name| own.contains(name))
    };
    let left: Vec<NodeId> = original.roots().iter().copied().filter(|root| kept(&before, *root)).collect();
    let right: Vec<NodeId> = edited.roots().iter().copied().filter(|root| kept(&after, *root)).collect();
    left.len() == right.len()
        && left.iter().zip(&right).all(|(a, b)| {
            let (Some(a), Some(b)) = (before.root(*a), after.root(*b)) else { return false };
            Match::default().equal(&a, &b)
        })
}

/// A term in normal form. Binders are numbered apart.
#[derive(Clone, Debug)]
struct Term {
    label: Says,
    children: Vec<Term>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Kind(&'static str),
    Name(Name),
    Text(Name),
    Var(u32),
    Bind(u32),
}

/// What a binder stands for while a body is read.
#[derive(Clone)]
enum Value {
    Renamed(u32),
    /// An argument, and what its own names stand for.
    Argument(NodeId, Scope),
    /// A function of the call's: recursion of a helper that became a whole function.
    Itself(u32, usize),
    /// The same at top level, by name.
    Global(Name, usize),
}

type Scope = std::rc::Rc<FxHashMap<BinderId, Value>>;

struct Normal<'t> {
    tree: &'t Tree,
    helpers: FxHashMap<BinderId, NodeId>,
    next: std::cell::Cell<u32>,
}

/// Depth of reading at which the proof gives up.
const DEEPEST: usize = 4000;

impl<'t> Normal<'t> {
    fn new(tree: &'t Tree, names: &[&str]) -> Normal<'t> {
        let mut helpers = FxHashMap::default();
        for id in tree.ids() {
            let node = tree.node(id);
            if node.sort != Sort::Clauses {
                continue;
            }
            if let Some(Label::Bind(binder)) = node.children.first().map(|name| tree.node(*name).label)
                && names.contains(&tree.binder(binder).name.as_str())
            {
                helpers.insert(binder, id);
            }
        }
        Normal { tree, helpers, next: std::cell::Cell::new(0) }
    }

    /// The helpers that a declaration defines or gives a type.
    fn helper_names(&self, root: NodeId) -> Vec<Name> {
        let node = self.tree.node(root);
        let of = |id: &NodeId| match self.tree.node(*id).label {
            Label::Bind(binder) | Label::Var(binder) if self.helpers.contains_key(&binder) => {
                Some(self.tree.binder(binder).name)
            }
            _ => None,
        };
        match node.label {
            Label::Kind("fun") => node.children.first().and_then(of).into_iter().collect(),
            Label::Kind("sig") => node.children.iter().filter_map(of).collect(),
            _ => Vec::new(),
        }
    }

    fn root(&self, id: NodeId) -> Option<Term> {
        self.term(id, &Scope::default(), 0, false)
    }

    fn fresh(&self) -> u32 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    /// Names that a subtree binds get numbers of their own.
    fn rename(&self, id: NodeId, scope: &Scope) -> Scope {
        let mut inner = FxHashMap::clone(scope);
        self.tree.walk(id, &mut |id| {
            if let Label::Bind(binder) = self.tree.node(id).label
                && !self.tree.binder(binder).global
                && !self.helpers.contains_key(&binder)
            {
                inner.entry(binder).or_insert_with(|| Value::Renamed(self.fresh()));
            }
        });
        Scope::new(inner)
    }

    /// Reads a node. `within`: inside a helper's body, where its own calls stay calls.
    fn term(&self, id: NodeId, scope: &Scope, depth: usize, within: bool) -> Option<Term> {
        if depth > DEEPEST {
            return None;
        }
        let node = self.tree.node(id);
        let leaf = |label| Some(Term { label, children: Vec::new() });
        match node.label {
            Label::Free(name) => self.with_children(Says::Name(name), id, scope, depth, within),
            Label::Literal(name) => self.with_children(Says::Text(name), id, scope, depth, within),
            Label::Bind(binder) => match scope.get(&binder) {
                Some(Value::Renamed(number)) => leaf(Says::Bind(*number)),
                _ => leaf(Says::Name(self.tree.binder(binder).name)),
            },
            Label::Var(_) => self.applied(id, &[], scope, depth, within),
            Label::Kind("app") => {
                let (head, args) = node.children.split_first()?;
                self.applied(*head, args, scope, depth, within)
            }
            Label::Kind("do") => {
                let mut statements = Vec::new();
                self.statements(*node.children.first()?, scope, depth + 1, within, &mut statements)?;
                Some(block(statements))
            }
            Label::Kind("decls") => {
                let scope = self.rename(id, scope);
                let mut children = Vec::new();
                for child in &node.children {
                    if self.is_new_helper(*child) {
                        continue;
                    }
                    children.push(self.term(*child, &scope, depth + 1, within)?);
                }
                Some(Term { label: Says::Kind("decls"), children })
            }
            Label::Kind("group") => {
                let kept = node.children.iter().filter(|leaf| match self.tree.node(**leaf).label {
                    Label::Bind(binder) => !self.helpers.contains_key(&binder),
                    _ => true,
                });
                let children = kept.map(|leaf| self.term(*leaf, scope, depth, within)).collect::<Option<_>>()?;
                Some(Term { label: Says::Kind("group"), children })
            }
            Label::Kind("fun") => self.function(id, scope, depth, within),
            Label::Kind(kind) => self.with_children(Says::Kind(kind), id, scope, depth, within),
        }
    }

    fn is_new_helper(&self, id: NodeId) -> bool {
        !self.helper_names(id).is_empty()
    }

    /// A node that is read child by child. What it binds is seen by those behind.
    fn with_children(&self, label: Says, id: NodeId, scope: &Scope, depth: usize, within: bool) -> Option<Term> {
        let node = self.tree.node(id);
        let binds = matches!(node.label, Label::Kind("clause" | "alt" | "lambda" | "let" | "where" | "branch"))
            || matches!(node.label, Label::Kind("comprehension"));
        let scope = if binds { self.rename(id, scope) } else { scope.clone() };
        let mut children = Vec::with_capacity(node.children.len());
        for child in &node.children {
            children.push(self.term(*child, &scope, depth + 1, within)?);
        }
        // Local declarations of which only the helper is left are none.
        let empty = |term: &Term| {
            term.label == Says::Kind("decls")
                && matches!(term.children.as_slice(), [group] if group.children.is_empty())
        };
        if matches!(node.label, Label::Kind("where" | "let")) && children.len() == 2 && empty(&children[0]) {
            return children.pop();
        }
        Some(Term { label, children })
    }

    /// An application, or a lone head.
    fn applied(&self, head: NodeId, args: &[NodeId], scope: &Scope, depth: usize, within: bool) -> Option<Term> {
        let args: Vec<(NodeId, Scope)> = args.iter().map(|arg| (*arg, scope.clone())).collect();
        self.apply(head, scope, args, depth + 1, within)
    }

    fn apply(
        &self,
        head: NodeId,
        scope: &Scope,
        mut args: Vec<(NodeId, Scope)>,
        depth: usize,
        within: bool,
    ) -> Option<Term> {
        if depth > DEEPEST {
            return None;
        }
        let node = self.tree.node(head);
        match node.label {
            Label::Kind("app") => {
                let (inner, more) = node.children.split_first()?;
                let mut all: Vec<(NodeId, Scope)> = more.iter().map(|arg| (*arg, scope.clone())).collect();
                all.append(&mut args);
                self.apply(*inner, scope, all, depth + 1, within)
            }
            Label::Var(binder) => match scope.get(&binder) {
                Some(Value::Argument(arg, inner)) => {
                    // Read at every use: what it binds is new each time. Calls in it are the user's own.
                    let inner = self.rename_body(*arg, inner);
                    self.reduce(*arg, &inner, args, depth + 1, false)
                }
                Some(Value::Renamed(number)) => self.build(leaf(Says::Var(*number)), &args, depth, within),
                Some(Value::Itself(number, skip)) => {
                    let head = leaf(Says::Var(*number));
                    self.build(head, args.get(*skip..)?, depth, within)
                }
                Some(Value::Global(name, skip)) => {
                    self.build(leaf(Says::Name(*name)), args.get(*skip..)?, depth, within)
                }
                None => {
                    if !within && let Some(function) = self.helpers.get(&binder) {
                        return self.call(*function, scope, args, depth);
                    }
                    self.build(leaf(Says::Name(self.tree.binder(binder).name)), &args, depth, within)
                }
            },
            Label::Kind("section") if !args.is_empty() => {
                let [operator, operand] = node.children.as_slice() else { return None };
                let (operator, operand) = (*operator, (*operand, scope.clone()));
                args.insert(1, operand);
                self.apply(operator, scope, args, depth + 1, within)
            }
            // A λ that got its arguments, in the user's own text too.
            Label::Kind("lambda") if !args.is_empty() => {
                let reduced = self.reduce(head, scope, args.clone(), depth + 1, within);
                reduced.or_else(|| {
                    let head = self.term(head, scope, depth + 1, within)?;
                    self.build(head, &args, depth, within)
                })
            }
            Label::Free(name) if name.as_str() == "$" && args.len() > 1 => {
                let (function, outer) = args.remove(0);
                self.apply(function, &outer, args, depth + 1, within)
            }
            Label::Free(name) if name.as_str() == "id" && !args.is_empty() => {
                let (value, outer) = args.remove(0);
                self.apply(value, &outer, args, depth + 1, within)
            }
            _ => {
                let head = self.term(head, scope, depth + 1, within)?;
                self.build(head, &args, depth, within)
            }
        }
    }

    /// An argument in a helper's body: a λ there was made for the parameter, and is reduced.
    fn reduce(
        &self,
        arg: NodeId,
        scope: &Scope,
        args: Vec<(NodeId, Scope)>,
        depth: usize,
        within: bool,
    ) -> Option<Term> {
        let node = self.tree.node(arg);
        if node.label != Label::Kind("lambda") || args.is_empty() {
            return self.apply(arg, scope, args, depth, within);
        }
        let (body, params) = node.children.split_last()?;
        if params.len() > args.len() {
            return None;
        }
        let mut inner = FxHashMap::clone(scope);
        let mut args = args;
        let rest = args.split_off(params.len());
        for (param, (value, outer)) in params.iter().zip(args) {
            match self.tree.node(*param).label {
                Label::Bind(binder) => {
                    inner.insert(binder, Value::Argument(value, outer));
                }
                Label::Literal(name) if name.as_str().starts_with('_') => {}
                _ => return None,
            }
        }
        self.apply(*body, &Scope::new(inner), rest, depth + 1, within)
    }

    /// A helper's body with arguments for its parameters.
    fn call(&self, function: NodeId, around: &Scope, mut args: Vec<(NodeId, Scope)>, depth: usize) -> Option<Term> {
        let [_, clause] = self.tree.node(function).children.as_slice() else { return None };
        let (body, params) = self.tree.node(*clause).children.split_last()?;
        let missing = params.len().saturating_sub(args.len());
        let (params, more) = params.split_at(params.len() - missing);
        // A local helper's free names are those around it: the same at every call inside their scope.
        let mut scope = FxHashMap::clone(around);
        let rest = args.split_off(params.len());
        for (param, (value, outer)) in params.iter().zip(args) {
            let Label::Bind(binder) = self.tree.node(*param).label else { return None };
            scope.insert(binder, Value::Argument(value, outer));
        }
        let scope = Scope::new(scope);
        let inner = self.rename_body(*body, &scope);
        if more.is_empty() {
            return self.apply_body(*body, &inner, rest, depth + 1);
        }
        // Called with fewer arguments it is a λ for the others.
        let inner = more.iter().fold(inner, |scope, param| self.rename(*param, &self.rename_body(*param, &scope)));
        let mut children = Vec::with_capacity(more.len() + 1);
        for param in more {
            children.push(self.term(*param, &inner, depth + 1, true)?);
        }
        children.push(self.apply_body(*body, &inner, rest, depth + 1)?);
        Some(Term { label: Says::Kind("lambda"), children })
    }

    /// Binders inside a body are new at every call.
    fn rename_body(&self, body: NodeId, scope: &Scope) -> Scope {
        let mut inner = FxHashMap::clone(scope);
        self.tree.walk(body, &mut |id| {
            if let Label::Bind(binder) = self.tree.node(id).label {
                inner.remove(&binder);
            }
        });
        Scope::new(inner)
    }

    fn apply_body(&self, body: NodeId, scope: &Scope, args: Vec<(NodeId, Scope)>, depth: usize) -> Option<Term> {
        if args.is_empty() && self.tree.node(body).sort != Sort::Expr {
            return self.term(body, scope, depth, true);
        }
        self.apply(body, scope, args, depth, true)
    }

    fn build(&self, head: Term, args: &[(NodeId, Scope)], depth: usize, within: bool) -> Option<Term> {
        if args.is_empty() {
            return Some(head);
        }
        let mut children = match head.label {
            Says::Kind("app") => head.children,
            _ => vec![head],
        };
        for (arg, scope) in args {
            children.push(self.term(*arg, scope, depth + 1, within)?);
        }
        Some(Term { label: Says::Kind("app"), children })
    }

    /// Statements, blocks among them opened.
    fn statements(&self, run: NodeId, scope: &Scope, depth: usize, within: bool, out: &mut Vec<Term>) -> Option<()> {
        let mut scope = scope.clone();
        let mut at = run;
        while let [statement, rest] = self.tree.node(at).children.as_slice() {
            scope = self.rename(*statement, &scope);
            let term = self.term(*statement, &scope, depth + 1, within)?;
            let children = &term.children;
            match (term.label, children.first().map(|first| first.label)) {
                (Says::Kind("exp"), Some(Says::Kind("do"))) => {
                    out.extend(children[0].children.clone());
                }
                (Says::Kind("bind"), Some(Says::Kind("do"))) => {
                    let mut inner = children[0].children.clone();
                    let last = inner.pop()?;
                    if last.label != Says::Kind("exp") {
                        return None;
                    }
                    out.extend(inner);
                    let mut bind = last.children;
                    bind.push(children.get(1)?.clone());
                    out.push(Term { label: Says::Kind("bind"), children: bind });
                }
                _ => out.push(term),
            }
            at = *rest;
        }
        Some(())
    }

    /// A function: when it is a call of a helper with clauses, the helper's clauses with its name.
    fn function(&self, id: NodeId, scope: &Scope, depth: usize, within: bool) -> Option<Term> {
        let node = self.tree.node(id);
        if let Some(term) = self.specialised(id, scope, depth) {
            return Some(term);
        }
        let mut children = Vec::with_capacity(node.children.len());
        for child in &node.children {
            children.push(self.term(*child, scope, depth + 1, within)?);
        }
        Some(Term { label: Says::Kind("fun"), children })
    }

    fn specialised(&self, id: NodeId, scope: &Scope, depth: usize) -> Option<Term> {
        let [name, clause] = self.tree.node(id).children.as_slice() else { return None };
        let [body] = self.tree.node(*clause).children.as_slice() else { return None };
        let (head, args) = match self.tree.node(*body).label {
            Label::Kind("app") => self.tree.node(*body).children.split_first()?,
            Label::Var(_) => (body, &[][..]),
            _ => return None,
        };
        let Label::Var(helper) = self.tree.node(*head).label else { return None };
        let Label::Bind(own) = self.tree.node(*name).label else { return None };
        let function = *self.helpers.get(&helper)?;
        let [_, clauses @ ..] = self.tree.node(function).children.as_slice() else { return None };
        if let [clause] = clauses
            && self.tree.node(*clause).children.len() == args.len() + 1
        {
            return None;
        }
        let itself = match scope.get(&own) {
            Some(Value::Renamed(number)) => Value::Itself(*number, args.len()),
            _ => Value::Global(self.tree.binder(own).name, args.len()),
        };
        let mut children = vec![self.term(*name, scope, depth, false)?];
        for clause in clauses {
            let (body, params) = self.tree.node(*clause).children.split_last()?;
            let mut inner = FxHashMap::clone(scope);
            inner.insert(helper, itself.clone());
            for (param, arg) in params.iter().zip(args) {
                let Label::Bind(binder) = self.tree.node(*param).label else { return None };
                inner.insert(binder, Value::Argument(*arg, scope.clone()));
            }
            let inner = Scope::new(inner);
            let inner = self.rename(*clause, &inner);
            let mut parts = Vec::new();
            for param in params.get(args.len()..)? {
                parts.push(self.term(*param, &inner, depth + 1, true)?);
            }
            parts.push(self.term(*body, &inner, depth + 1, true)?);
            children.push(Term { label: Says::Kind("clause"), children: parts });
        }
        Some(Term { label: Says::Kind("fun"), children })
    }
}

fn leaf(label: Says) -> Term {
    Term { label, children: Vec::new() }
}

/// A block; one that is a single expression is that expression.
fn block(mut statements: Vec<Term>) -> Term {
    if let [only] = statements.as_mut_slice()
        && only.label == Says::Kind("exp")
        && let Some(inner) = only.children.pop()
    {
        return inner;
    }
    Term { label: Says::Kind("do"), children: statements }
}

/// Binders matched so far.
#[derive(Default)]
struct Match {
    forth: FxHashMap<u32, u32>,
    back: FxHashMap<u32, u32>,
}

impl Match {
    fn equal(&mut self, a: &Term, b: &Term) -> bool {
        let same = match (a.label, b.label) {
            (Says::Var(x), Says::Var(y)) => self.forth.get(&x) == Some(&y) && self.back.get(&y) == Some(&x),
            (Says::Bind(x), Says::Bind(y)) => match (self.forth.get(&x), self.back.get(&y)) {
                (None, None) => {
                    self.forth.insert(x, y);
                    self.back.insert(y, x);
                    true
                }
                (there, back) => there == Some(&y) && back == Some(&x),
            },
            (x, y) => x == y,
        };
        same && a.children.len() == b.children.len()
            && a.children.iter().zip(&b.children).all(|(x, y)| self.equal(x, y))
    }
}
