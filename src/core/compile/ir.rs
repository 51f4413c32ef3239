//! The intermediate form between terms and code: dictionaries resolved, patterns compiled to single-level case
//! analysis, newtypes erased, every bound variable a number of its own.

use crate::core::eval::Stop;
use crate::core::value::Word;

/// A bound variable; unique in its compilation unit.
pub(crate) type Local = u32;

/// A join point; unique in its compilation unit.
pub(crate) type Label = u32;

/// A linked global (specialised to its dictionaries).
pub(crate) type GlobalId = u32;

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    /// A variable.
    Local(Local),
    /// An evaluated constant.
    Const(Word),
    /// A global.
    Global(GlobalId),
    /// Application to at least one argument.
    App(Box<Expr>, Vec<Expr>),
    /// A saturated call of a function of the unit.
    Call(u32, Vec<Expr>),
    /// A saturated constructor with at least one field; bit `i` of the mask: field `i` is strict.
    Con(u16, u64, Vec<Expr>),
    /// A saturated direct primitive (its index in the table).
    Prim(u16, Vec<Expr>),
    /// Abstraction.
    Lam(Vec<Local>, Box<Expr>),
    /// Recursive lazy bindings.
    Let(Vec<(Local, Expr)>, Box<Expr>),
    /// Case analysis.
    Case(Box<Case>),
    /// `join label params = body in scope`: the body is in tail position with regard to the whole.
    Join(Box<Join>),
    /// Goes on at a join point.
    Jump(Label, Vec<Expr>),
    /// Stops.
    Stop(Box<Stop>),
}

/// Evaluates the scrutinee, binds it, selects.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) scrutinee: Expr,
    /// Bound to the value; may be the scrutinised variable itself.
    pub(crate) binder: Local,
    pub(crate) alts: Alts,
    /// When no alternative applies; absent only if that cannot be.
    pub(crate) default: Option<Expr>,
}

/// Alternatives.
#[derive(Clone, Debug)]
pub(crate) enum Alts {
    /// By constructor: tag, fields, body; and how many constructors the type has.
    Con(Vec<(u16, Vec<Local>, Expr)>, usize),
    /// By immediate word.
    Word(Vec<(Word, Expr)>),
}

/// What is compiled together: a body over parameters, and local functions that were lifted out of it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) params: Vec<Local>,
    pub(crate) body: Expr,
    /// Lifted functions: parameters and body. What they captured are parameters too.
    pub(crate) functions: Vec<(Vec<Local>, Expr)>,
    /// Number of variables.
    pub(crate) locals: Local,
    /// Number of labels.
    pub(crate) labels: Label,
}

/// A join point.
#[derive(Clone, Debug)]
pub(crate) struct Join {
    pub(crate) label: Label,
    pub(crate) params: Vec<Local>,
    pub(crate) body: Expr,
    pub(crate) scope: Expr,
}

impl Expr {
    /// Evaluates `scrutinee`, binds it, goes on.
    pub(crate) fn force(scrutinee: Expr, binder: Local, body: Expr) -> Expr {
        Expr::case(scrutinee, binder, Alts::Word(Vec::new()), Some(body))
    }

    /// A variable, constant or global.
    pub(crate) fn is_atom(&self) -> bool {
        matches!(self, Expr::Local(_) | Expr::Const(_) | Expr::Global(_))
    }

    /// A case of `scrutinee` on constructors.
    pub(crate) fn case(scrutinee: Expr, binder: Local, alts: Alts, default: Option<Expr>) -> Expr {
        Expr::Case(Box::new(Case { scrutinee, binder, alts, default }))
    }

    /// Calls `f` on every direct subexpression.
    pub(crate) fn children<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        match self {
            Expr::Local(_) | Expr::Const(_) | Expr::Global(_) | Expr::Stop(_) => {}
            Expr::App(head, args) => {
                f(head);
                args.iter().for_each(f);
            }
            Expr::Call(_, args) | Expr::Con(_, _, args) | Expr::Prim(_, args) | Expr::Jump(_, args) => {
                args.iter().for_each(f)
            }
            Expr::Lam(_, body) => f(body),
            Expr::Let(binds, body) => {
                binds.iter().for_each(|(_, rhs)| f(rhs));
                f(body);
            }
            Expr::Case(case) => {
                f(&case.scrutinee);
                match &case.alts {
                    Alts::Con(alts, _) => alts.iter().for_each(|(_, _, body)| f(body)),
                    Alts::Word(alts) => alts.iter().for_each(|(_, body)| f(body)),
                }
                case.default.iter().for_each(f);
            }
            Expr::Join(join) => {
                f(&join.body);
                f(&join.scope);
            }
        }
    }

    /// The same, to change them.
    pub(crate) fn children_mut(&mut self, f: &mut dyn FnMut(&mut Expr)) {
        match self {
            Expr::Local(_) | Expr::Const(_) | Expr::Global(_) | Expr::Stop(_) => {}
            Expr::App(head, args) => {
                f(head);
                args.iter_mut().for_each(f);
            }
            Expr::Call(_, args) | Expr::Con(_, _, args) | Expr::Prim(_, args) | Expr::Jump(_, args) => {
                args.iter_mut().for_each(f)
            }
            Expr::Lam(_, body) => f(body),
            Expr::Let(binds, body) => {
                binds.iter_mut().for_each(|(_, rhs)| f(rhs));
                f(body);
            }
            Expr::Case(case) => {
                f(&mut case.scrutinee);
                match &mut case.alts {
                    Alts::Con(alts, _) => alts.iter_mut().for_each(|(_, _, body)| f(body)),
                    Alts::Word(alts) => alts.iter_mut().for_each(|(_, body)| f(body)),
                }
                case.default.iter_mut().for_each(f);
            }
            Expr::Join(join) => {
                f(&mut join.body);
                f(&mut join.scope);
            }
        }
    }
}
