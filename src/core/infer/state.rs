//! The state of inference: unification variables, scopes, instantiation, messages.

use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use crate::core::class::World;
use crate::core::infer::{Defaulting, TypeError};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;

/// A unification variable or, with a name, a rigid one.
pub(super) struct Cell {
    /// What it stands for. A rigid variable has one only inside an alternative that refines it.
    pub(super) link: Option<Type>,
    /// The depth of `let`s at which it was made, or of the shallowest variable it was unified with.
    pub(super) level: u32,
    /// The user's name of a rigid variable.
    pub(super) rigid: Option<Name>,
    /// It comes from something not understood: constraints on it are not reported.
    pub(super) unknown: bool,
}

/// What a variable or a binding of this module has as its type.
#[derive(Clone)]
pub(super) enum Local {
    /// Bound by λ or a pattern.
    Mono(Type),
    /// Generalised or declared.
    Poly(Rc<Scheme>),
    /// In the binding group under inference: its type and the group's number.
    Group(Type, u32),
    /// Ill typed: fits everywhere.
    Unknown,
}

/// A wanted dictionary; its index is its placeholder's number.
pub(super) struct Dict {
    pub(super) class: Name,
    pub(super) ty: Type,
    /// How many instances led here.
    pub(super) depth: u32,
    /// What needs it.
    pub(super) parent: Option<u32>,
    /// Whether it needs itself on the way.
    pub(super) recursive: bool,
    /// Where it is wanted.
    pub(super) owner: Option<Name>,
    /// May hold placeholders itself.
    pub(super) solution: Option<Term>,
}

/// A dictionary in scope.
pub(super) struct Given {
    pub(super) pred: Pred,
    pub(super) term: Term,
}

/// Names that inference itself needs.
pub(super) struct Names {
    pub(super) arrow: Name,
    pub(super) list: Name,
    pub(super) int: Name,
    pub(super) integer: Name,
    pub(super) double: Name,
    pub(super) char: Name,
    pub(super) num: Name,
    pub(super) fractional: Name,
    pub(super) eq: Name,
    pub(super) num_int: Name,
    pub(super) num_integer: Name,
    pub(super) num_double: Name,
    pub(super) fractional_double: Name,
}

impl Names {
    fn new() -> Names {
        Names {
            arrow: Name::new(wired::ARROW),
            list: Name::new(wired::NIL),
            int: Name::new(wired::INT),
            integer: Name::new(wired::INTEGER),
            double: Name::new(wired::DOUBLE),
            char: Name::new(wired::CHAR),
            num: Name::new(wired::NUM),
            fractional: Name::new(wired::FRACTIONAL),
            eq: Name::new(wired::EQ),
            num_int: Name::new(&format!("${}.{}", wired::NUM, wired::INT)),
            num_integer: Name::new(&format!("${}.{}", wired::NUM, wired::INTEGER)),
            num_double: Name::new(&format!("${}.{}", wired::NUM, wired::DOUBLE)),
            fractional_double: Name::new(&format!("${}.{}", wired::FRACTIONAL, wired::DOUBLE)),
        }
    }
}

/// Inference of one module or expression.
pub(super) struct Infer<'a> {
    pub(super) world: World<'a>,
    pub(super) names: Names,
    pub(super) cells: Vec<Cell>,
    pub(super) level: u32,
    /// Variables in scope, innermost last.
    pub(super) locals: Vec<(Name, Local)>,
    /// Type variables in scope, innermost last.
    pub(super) scoped: Vec<(Name, Type)>,
    /// The bindings of the module under inference.
    pub(super) globals: HashMap<Name, Local, FxBuildHasher>,
    pub(super) constructors: HashMap<Name, Option<Rc<Scheme>>, FxBuildHasher>,
    pub(super) dicts: Vec<Dict>,
    /// Dictionaries not found yet, oldest first.
    pub(super) wanted: Vec<u32>,
    pub(super) givens: Vec<Given>,
    /// For each binding group the dictionaries that its members take, once known.
    pub(super) groups: Vec<Vec<Term>>,
    /// Rigid variables that are linked at present.
    pub(super) refined: Vec<u32>,
    pub(super) holes: Vec<(Name, Type)>,
    pub(super) errors: Vec<TypeError>,
    pub(super) owner: Option<Name>,
    /// The owners with parts that were not understood: those may settle what seems ambiguous.
    pub(super) opaque: Vec<Name>,
    pub(super) defaulting: Defaulting,
    /// A type was chosen by default.
    pub(super) defaulted: bool,
    /// Whether bindings without parameters are generalised like functions.
    pub(super) unrestricted: bool,
    pub(super) depth: u32,
    next_dict: u32,
    next_var: u32,
}

impl<'a> Infer<'a> {
    pub(super) fn new(world: World<'a>, defaulting: Defaulting) -> Infer<'a> {
        Infer {
            world,
            names: Names::new(),
            cells: Vec::with_capacity(256),
            level: 0,
            locals: Vec::new(),
            scoped: Vec::new(),
            globals: HashMap::default(),
            constructors: HashMap::default(),
            dicts: Vec::new(),
            wanted: Vec::new(),
            givens: Vec::new(),
            groups: Vec::new(),
            refined: Vec::new(),
            holes: Vec::new(),
            errors: Vec::new(),
            owner: None,
            opaque: Vec::new(),
            defaulting,
            defaulted: false,
            unrestricted: false,
            depth: 0,
            next_dict: 0,
            next_var: 0,
        }
    }

    /// Reports `message` once per owner.
    pub(super) fn error(&mut self, message: String) {
        let error = TypeError { owner: self.owner, message };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Reports `message` where dictionary `id` is wanted.
    pub(super) fn error_at(&mut self, id: u32, message: String) {
        let owner = std::mem::replace(&mut self.owner, self.dicts[id as usize].owner);
        self.error(message);
        self.owner = owner;
    }

    fn cell(&mut self, rigid: Option<Name>, unknown: bool) -> Type {
        let id = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        self.cells.push(Cell { link: None, level: self.level, rigid, unknown });
        Type::Meta(id)
    }

    /// A variable of an instance that is being tried: it lies deeper than all that it will be made equal to, which
    /// therefore stays at its own depth.
    pub(super) fn fresh_deep(&mut self) -> Type {
        let ty = self.fresh();
        if let Type::Meta(id) = ty {
            self.cells[id as usize].level = u32::MAX;
        }
        ty
    }

    /// A fresh unification variable.
    pub(super) fn fresh(&mut self) -> Type {
        self.cell(None, false)
    }

    /// A fresh unification variable of something not understood.
    pub(super) fn fresh_unknown(&mut self) -> Type {
        self.cell(None, true)
    }

    /// A fresh rigid variable.
    pub(super) fn fresh_rigid(&mut self, name: Name) -> Type {
        self.cell(Some(name), false)
    }

    /// A name for a dictionary parameter.
    pub(super) fn fresh_dict(&mut self) -> Name {
        self.next_dict += 1;
        Name::new(&format!("$d{}", self.next_dict))
    }

    /// A name for a generalised variable; no user can write it. One of something not understood stays that.
    pub(super) fn fresh_var(&mut self, unknown: bool) -> Name {
        self.next_var += 1;
        Name::new(&format!("%{}{}", if unknown { UNKNOWN } else { "" }, self.next_var))
    }

    /// Dictionary names need to be distinct within one top-level binding only.
    pub(super) fn restart_dicts(&mut self) {
        self.next_dict = 0;
    }

    /// A placeholder for a dictionary.
    pub(super) fn want(&mut self, class: Name, ty: Type) -> Term {
        placeholder(self.want_here(class, ty))
    }

    /// A wanted dictionary, as a number.
    pub(super) fn want_here(&mut self, class: Name, ty: Type) -> u32 {
        let (depth, owner) = (0, self.owner);
        let id = self.add_dict(Dict { class, ty, depth, parent: None, recursive: false, owner, solution: None });
        self.wanted.push(id);
        id
    }

    /// A dictionary that the instance of dictionary `parent` needs; the caller keeps track of it.
    pub(super) fn want_for(&mut self, parent: u32, class: Name, ty: Type) -> u32 {
        let (depth, owner) = (self.dicts[parent as usize].depth + 1, self.dicts[parent as usize].owner);
        self.add_dict(Dict { class, ty, depth, parent: Some(parent), recursive: false, owner, solution: None })
    }

    fn add_dict(&mut self, dict: Dict) -> u32 {
        let id = u32::try_from(self.dicts.len()).unwrap_or(u32::MAX);
        self.dicts.push(dict);
        id
    }

    /// The variable `name`, if it is in scope.
    pub(super) fn local(&self, name: Name) -> Option<&Local> {
        self.locals.iter().rev().find(|(n, _)| *n == name).map(|(_, local)| local)
    }

    /// Unfolds synonyms; free variables become the types in scope, or are not understood.
    pub(super) fn convert(&mut self, ty: &Type) -> Type {
        let ty = self.world.expand(ty);
        self.close(&ty, &[])
    }

    /// Replaces the variables of `ty` that are not in `bound` by what is in scope.
    fn close(&mut self, ty: &Type, bound: &[Name]) -> Type {
        let mut vars = Vec::new();
        ty.vars(&mut vars);
        vars.retain(|var| !bound.contains(var));
        if vars.is_empty() {
            return ty.clone();
        }
        let mut values = Vec::with_capacity(vars.len());
        for var in &vars {
            let known = self.scoped.iter().rev().find(|(name, _)| name == var).map(|(_, ty)| ty.clone());
            let value = match known {
                Some(ty) => ty,
                None => {
                    let ty = self.fresh_unknown();
                    if var.as_str() != "_" {
                        self.scoped.push((*var, ty.clone()));
                    }
                    ty
                }
            };
            values.push(value);
        }
        substitute(ty, &vars, &values).unwrap_or_else(|| ty.clone())
    }

    /// A signature as written, with synonyms unfolded and variables in scope replaced.
    pub(super) fn signature(&mut self, scheme: &Scheme) -> Scheme {
        let expanded = self.expand_scheme(scheme);
        let ty = self.close(&expanded.ty, &expanded.vars);
        let mut context = Vec::with_capacity(expanded.context.len());
        for pred in &expanded.context {
            let ty = self.close(&pred.ty, &expanded.vars);
            context.push(Pred { class: pred.class, ty });
        }
        Scheme { vars: expanded.vars, context, ty }
    }

    /// A scheme with synonyms unfolded.
    pub(super) fn expand_scheme(&self, scheme: &Scheme) -> Scheme {
        expand_scheme(self.world, scheme)
    }

    /// An instance of `scheme` at fresh types (the first ones as given): its type and dictionary placeholders.
    pub(super) fn instantiate(&mut self, scheme: &Scheme, types: &[Type]) -> (Type, Vec<Term>) {
        if scheme.vars.is_empty() && scheme.context.is_empty() {
            return (scheme.ty.clone(), Vec::new());
        }
        let mut values = Vec::with_capacity(scheme.vars.len());
        for i in 0..scheme.vars.len() {
            let value = match types.get(i) {
                Some(ty) => ty.clone(),
                None if is_unknown(scheme.vars[i]) => self.fresh_unknown(),
                None => self.fresh(),
            };
            values.push(value);
        }
        let ty = substitute(&scheme.ty, &scheme.vars, &values).unwrap_or_else(|| scheme.ty.clone());
        let mut dicts = Vec::with_capacity(scheme.context.len());
        for pred in &scheme.context {
            let ty = substitute(&pred.ty, &scheme.vars, &values).unwrap_or_else(|| pred.ty.clone());
            dicts.push(self.want(pred.class, ty));
        }
        (ty, dicts)
    }

    /// The type of a constructor: its data's parameters first, existential variables after them.
    pub(super) fn constructor(&mut self, name: Name) -> Option<Rc<Scheme>> {
        if let Some(known) = self.constructors.get(&name) {
            return known.clone();
        }
        let scheme = self.world.constructor(name).and_then(|(data, tag)| {
            let constructor = data.constructors.get(tag)?;
            let params = data.params.iter().map(|param| Type::Var(*param));
            let result = match &constructor.result {
                Some(result) => result.clone(),
                None => Type::app(Type::Con(data.name), params),
            };
            let ty = Type::funs(constructor.fields.iter().map(|field| field.ty.clone()).collect::<Vec<_>>(), result);
            let mut vars = if constructor.result.is_some() { Vec::new() } else { data.params.clone() };
            ty.vars(&mut vars);
            Some(Rc::new(Scheme { vars, context: Vec::new(), ty }))
        });
        self.constructors.insert(name, scheme.clone());
        scheme
    }

    /// `ty` with its unification variables named, for messages and results.
    pub(super) fn closed_type(&mut self, ty: &Type) -> Type {
        self.closed_scheme(Vec::new(), ty).ty
    }

    /// The closed scheme of an inferred type: variables named `a`, `b`, … in order of first occurrence.
    pub(super) fn closed_scheme(&mut self, context: Vec<Pred>, ty: &Type) -> Scheme {
        let ty = self.zonk(ty);
        let context: Vec<Pred> =
            context.iter().map(|pred| Pred { class: pred.class, ty: self.zonk(&pred.ty) }).collect();
        let mut naming =
            Naming { infer: self, context: &context, used: Vec::new(), renamed: Vec::new(), vars: Vec::new() };
        for part in context.iter().map(|pred| &pred.ty).chain([&ty]) {
            part.vars(&mut naming.used);
        }
        naming.used.retain(|name| !name.as_str().starts_with('%'));
        for part in context.iter().map(|pred| &pred.ty).chain([&ty]) {
            naming.note_rigid(part);
        }
        let ty = naming.rename(&ty, false);
        let renamed = context.iter().map(|pred| Pred { class: pred.class, ty: naming.rename(&pred.ty, false) });
        let renamed: Vec<Pred> = renamed.collect();
        Scheme { vars: naming.vars, context: renamed, ty }
    }
}

/// Gives the variables of an inferred type the names that people use.
struct Naming<'n> {
    infer: &'n Infer<'n>,
    context: &'n [Pred],
    /// The users' own names in it.
    used: Vec<Name>,
    renamed: Vec<(Type, Type)>,
    vars: Vec<Name>,
}

impl Naming<'_> {
    fn note_rigid(&mut self, ty: &Type) {
        match ty {
            Type::Con(_) | Type::Var(_) => {}
            Type::Meta(id) => self.used.extend(self.infer.rigid(*id)),
            Type::App(head, arg) => {
                self.note_rigid(head);
                self.note_rigid(arg);
            }
        }
    }

    /// `applied`: the type stands at the head of an application.
    fn rename(&mut self, ty: &Type, applied: bool) -> Type {
        match ty {
            Type::Con(_) => ty.clone(),
            Type::App(head, arg) => {
                let head = self.rename(head, true);
                Type::app(head, [self.rename(arg, false)])
            }
            Type::Var(name) if !name.as_str().starts_with('%') => {
                if !self.vars.contains(name) {
                    self.vars.push(*name);
                }
                ty.clone()
            }
            Type::Meta(id) if self.infer.rigid(*id).is_some() => {
                Type::Var(self.infer.rigid(*id).unwrap_or(self.infer.names.list))
            }
            Type::Var(_) | Type::Meta(_) => {
                if let Some((_, new)) = self.renamed.iter().find(|(old, _)| old == ty) {
                    return new.clone();
                }
                let name = self.choose(ty, applied);
                self.vars.push(name);
                self.renamed.push((ty.clone(), Type::Var(name)));
                Type::Var(name)
            }
        }
    }

    /// `m` for monads, `t` for containers, `f` for other constructors, else `a`, `b`, …
    fn choose(&self, ty: &Type, applied: bool) -> Name {
        let world = self.infer.world;
        let mut classes = self.context.iter().filter(|pred| pred.ty == *ty).map(|pred| pred.class);
        let unknown = match ty {
            Type::Var(name) => is_unknown(*name),
            Type::Meta(id) => self.infer.cells.get(*id as usize).is_some_and(|cell| cell.unknown),
            Type::Con(_) | Type::App(..) => false,
        };
        let preferred: &[&str] = if !applied {
            &[]
        } else if classes.clone().any(|class| world.implies(class, Name::new(wired::MONAD))) {
            &["m", "n"]
        } else if classes.any(|class| world.implies(class, Name::new(wired::FOLDABLE))) {
            &["t", "u"]
        } else {
            &["f", "g", "h"]
        };
        let free = |name: &Name| !self.vars.contains(name) && !self.used.contains(name);
        let names = preferred.iter().map(|name| Name::new(name)).chain((0..).map(letter));
        let mut names = names.map(|name| if unknown { Name::new(&format!("{UNKNOWN}{name}")) } else { name });
        names.find(free).unwrap_or(self.infer.names.list)
    }
}

/// What the name of a quantified variable begins with that stands for something not understood.
const UNKNOWN: &str = "?";

/// Whether a quantified variable stands for something not understood: constraints on its instances are not reported.
fn is_unknown(var: Name) -> bool {
    var.as_str().trim_start_matches('%').starts_with(UNKNOWN)
}

/// `a` … `z`, `a1`, …
fn letter(i: u32) -> Name {
    let letter = char::from(b'a' + (i % 26) as u8);
    Name::new(&if i < 26 { letter.to_string() } else { format!("{letter}{}", i / 26) })
}

/// The placeholder of dictionary `id`.
pub(super) fn placeholder(id: u32) -> Term {
    Term::TypeApp(Box::new(Term::Fall), Type::Meta(id))
}

/// A scheme with synonyms unfolded.
pub(super) fn expand_scheme(world: World<'_>, scheme: &Scheme) -> Scheme {
    Scheme {
        vars: scheme.vars.clone(),
        context: scheme.context.iter().map(|p| Pred { class: p.class, ty: world.expand(&p.ty) }).collect(),
        ty: world.expand(&scheme.ty),
    }
}

/// `ty` with `vars` replaced by `values`; `None` when none occurs.
pub(super) fn substitute(ty: &Type, vars: &[Name], values: &[Type]) -> Option<Type> {
    match ty {
        Type::Var(name) => values.get(vars.iter().position(|var| var == name)?).cloned(),
        Type::Con(_) | Type::Meta(_) => None,
        Type::App(head, arg) => match (substitute(head, vars, values), substitute(arg, vars, values)) {
            (None, None) => None,
            (Some(head), None) => Some(Type::App(head.into(), arg.clone())),
            (None, Some(arg)) => Some(Type::App(head.clone(), arg.into())),
            (Some(head), Some(arg)) => Some(Type::App(head.into(), arg.into())),
        },
    }
}
