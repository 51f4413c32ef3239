//! Modules and their declarations, as `lang` lowers them and as `infer` leaves them.

use serde::{Deserialize, Serialize};

use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::core::ty::{Pred, Scheme, Type};

/// A lowered module: source terms, names resolved, nothing inferred yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// Its name (`Main` when the file has no header).
    pub name: Option<Name>,
    /// What importing it brings into scope (re-exports included).
    pub exports: Vec<Export>,
    /// Declared data types and newtypes.
    pub datas: Vec<Data>,
    /// Declared type synonyms.
    pub synonyms: Vec<Synonym>,
    /// Declared classes.
    pub classes: Vec<Class>,
    /// Declared instances; derived ones are in `derivings`.
    pub instances: Vec<Instance>,
    /// `deriving` clauses, standalone ones included.
    pub derivings: Vec<Deriving>,
    /// Top-level bindings (field selectors included), in source order.
    pub binds: Vec<Bind>,
    /// Fixities declared here.
    pub fixities: Vec<(Name, Fixity)>,
    /// Bindings without parameters are generalised like functions: no monomorphism restriction.
    pub unrestricted: bool,
}

/// Something a module exports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The defining, fully qualified name.
    pub entity: Name,
    /// What it is.
    pub kind: ExportKind,
    /// The type or class it belongs to (constructors, fields, methods): `T (..)` brings it along.
    pub parent: Option<Name>,
}

/// The sorts of exported things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportKind {
    /// A function, method or field selector.
    Value,
    /// A data constructor.
    Constructor,
    /// A data type, newtype or synonym.
    Type,
    /// A class.
    Class,
}

/// A data type or newtype.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Data {
    /// Fully qualified.
    pub name: Name,
    /// Type parameters.
    pub params: Vec<Name>,
    /// In source order: the index is the tag.
    pub constructors: Vec<Constructor>,
    /// The constructor is the identity at run time.
    pub newtype: bool,
}

impl Data {
    /// Whether a field of a constructor holds data of this type, at the same parameters.
    pub fn recurs(&self, tag: usize, place: usize) -> bool {
        let own = Type::app(Type::Con(self.name), self.params.iter().map(|p| Type::Var(*p)));
        let constructor = self.constructors.get(tag).filter(|constructor| constructor.result.is_none());
        constructor.and_then(|constructor| constructor.fields.get(place)).is_some_and(|field| field.ty == own)
    }
}

/// A data constructor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constructor {
    /// Fully qualified.
    pub name: Name,
    /// Argument types over the data's parameters (and existentials).
    pub fields: Vec<Field>,
    /// Declared infix: shown so.
    pub infix: bool,
    /// The result type, where a GADT signature refines it.
    pub result: Option<Type>,
}

/// A constructor's argument.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The selector, fully qualified, of a record field.
    pub name: Option<Name>,
    /// Its type.
    pub ty: Type,
    /// Evaluated when the constructor is applied.
    pub strict: bool,
}

/// A type synonym.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Synonym {
    /// Fully qualified.
    pub name: Name,
    /// Type parameters.
    pub params: Vec<Name>,
    /// What it stands for.
    pub ty: Type,
}

/// A class of one parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Fully qualified.
    pub name: Name,
    /// The class variable.
    pub var: Name,
    /// Superclasses at the same variable, or with it as their last parameter.
    pub supers: Vec<Name>,
    /// All parameters of those superclasses that have several: the class variable determines the others.
    pub determined: Vec<(Name, Type)>,
    /// Methods in order; the scheme quantifies the class variable first and has the class constraint first.
    pub methods: Vec<(Name, Scheme)>,
    /// Default method bodies: (method, source or elaborated term). Elaborated, it takes the class dictionary first,
    /// then the dictionaries of the method's own context.
    pub defaults: Vec<(Name, Term)>,
}

/// An instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// The class.
    pub class: Name,
    /// The head type over distinct variables, e.g. `Maybe a`.
    pub head: Type,
    /// Constraints on the head's variables: the order of the instance's dictionary arguments.
    pub context: Vec<Pred>,
    /// Given methods. Source: (class method, term). Elaborated: (class method, term that takes the instance's
    /// dictionaries first, then those of the method's own context).
    pub methods: Vec<(Name, Term)>,
    /// Elaborated only: the superclass dictionaries in the class's order, each a term that takes the instance's
    /// dictionaries first.
    pub supers: Vec<Term>,
}

impl Instance {
    /// The global name of the instance's dictionary function, e.g. `$Base.Ord.Base.Maybe`: applied to the
    /// dictionaries of its context it is a dictionary. A head over more than variables is spelled out
    /// (`$M.C.[]@Base.Char`).
    pub fn dictionary(&self) -> Name {
        let (head, args) = self.head.spine();
        let head = match head {
            Type::Con(name) => name.as_str(),
            Type::Var(_) | Type::Meta(_) | Type::App(..) => "*",
        };
        let mut text = format!("${}.{head}", self.class);
        if args.iter().any(|arg| !matches!(arg, Type::Var(_))) {
            for arg in args {
                text.push('@');
                mangle(arg, &mut text);
            }
        }
        Name::new(&text)
    }
}

/// Writes a type without spaces, so that different instance heads have different names.
fn mangle(ty: &Type, text: &mut String) {
    match ty {
        Type::Con(name) => text.push_str(name.as_str()),
        Type::Var(_) | Type::Meta(_) => text.push('_'),
        Type::App(head, arg) => {
            text.push('{');
            mangle(head, text);
            text.push('@');
            mangle(arg, text);
            text.push('}');
        }
    }
}

/// One class of one `deriving` clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deriving {
    /// The class.
    pub class: Name,
    /// The parameters of the class before the data type: none for most classes.
    pub params: Vec<Type>,
    /// The data type.
    pub data: Name,
    /// The context of a standalone deriving declaration; worked out from the fields otherwise.
    pub context: Option<Vec<Pred>>,
}

/// How an infix operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixity {
    /// 0 to 9.
    pub precedence: u8,
    /// Which side nests.
    pub associativity: Associativity,
}

/// Associativity of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Associativity {
    /// `infixl`
    Left,
    /// `infixr`
    Right,
    /// `infix`
    None,
}

impl Default for Fixity {
    fn default() -> Self {
        Fixity { precedence: 9, associativity: Associativity::Left }
    }
}

/// An inferred module: what importers, the evaluator and the synthesizer need. Serialised into the prelude snapshot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// Its name.
    pub name: Option<Name>,
    /// As in [`Module`].
    pub exports: Vec<Export>,
    /// As in [`Module`].
    pub datas: Vec<Data>,
    /// As in [`Module`].
    pub synonyms: Vec<Synonym>,
    /// Elaborated defaults.
    pub classes: Vec<Class>,
    /// Elaborated methods; derived instances included.
    pub instances: Vec<Instance>,
    /// Elaborated bindings; every scheme is present.
    pub binds: Vec<Bind>,
    /// As in [`Module`].
    pub fixities: Vec<(Name, Fixity)>,
    /// Names of the modules that must be loaded with this one (its imports).
    pub imports: Vec<Name>,
}
