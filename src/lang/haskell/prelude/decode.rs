//! Reads one module of the snapshot.
//!
//! A module is a line of names, separated by spaces, and a stream of numbers that refer to them. A number is written
//! in digits of five bits, the low ones first, as the 64 characters from `0` on: the upper half says that another digit
//! follows. Line breaks between declarations mean nothing. Texts are a length and code points; sums are a tag and the
//! parts; lists a length and the elements. Types come first, each once, made of earlier ones. `encode` is the inverse.

use std::sync::Arc;

use num_bigint::BigInt;

use crate::core::decl::{
    Associativity, Class, Constructor, Data, Export, ExportKind, Field, Fixity, Instance, Synonym, Typed,
};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Failure, Literal, Match, Otherwise, Pat, Term};
use crate::core::ty::{Pred, Scheme, Type};

/// First digit.
pub(super) const ZERO: u8 = b'0';

/// The module with these names and this body; none when it is malformed.
pub(super) fn module(names: &str, body: &str) -> Option<Typed> {
    let names: Vec<Name> = names.split(' ').map(Name::new).collect();
    let mut reader = Reader { names: &names, types: Vec::new(), bytes: body.as_bytes(), at: 0 };
    let module = reader.module()?;
    reader.skip_breaks();
    (reader.at == reader.bytes.len()).then_some(module)
}

struct Reader<'a> {
    names: &'a [Name],
    types: Vec<Type>,
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn skip_breaks(&mut self) {
        while self.bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Option<u64> {
        self.skip_breaks();
        let mut number = 0;
        let mut shift = 0;
        loop {
            let digit = u64::from(self.bytes.get(self.at)?.checked_sub(ZERO)?);
            self.at += 1;
            number |= (digit & 31).checked_shl(shift)?;
            if digit < 32 {
                return Some(number);
            }
            shift += 5;
        }
    }

    fn index(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.number()? == 1)
    }

    fn name(&mut self) -> Option<Name> {
        let index = self.index()?;
        self.names.get(index).copied()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.index()?;
        (0..length).map(|_| char::from_u32(u32::try_from(self.number()?).ok()?)).collect()
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.index()?;
        let mut items = Vec::with_capacity(length.min(self.bytes.len()));
        for _ in 0..length {
            items.push(item(self)?);
        }
        Some(items)
    }

    fn option<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { item(self).map(Some) } else { Some(None) }
    }

    fn module(&mut self) -> Option<Typed> {
        for _ in 0..self.index()? {
            let ty = self.new_type()?;
            self.types.push(ty);
        }
        Some(Typed {
            name: self.option(Self::name)?,
            imports: self.list(Self::name)?,
            exports: self.list(Self::export)?,
            datas: self.list(Self::data)?,
            synonyms: self.list(Self::synonym)?,
            classes: self.list(Self::class)?,
            instances: self.list(Self::instance)?,
            binds: self.list(Self::bind)?,
            fixities: self.list(Self::fixity)?,
        })
    }

    fn export(&mut self) -> Option<Export> {
        let entity = self.name()?;
        let kind = match self.number()? {
            0 => ExportKind::Value,
            1 => ExportKind::Constructor,
            2 => ExportKind::Type,
            3 => ExportKind::Class,
            _ => return None,
        };
        Some(Export { entity, kind, parent: self.option(Self::name)? })
    }

    fn data(&mut self) -> Option<Data> {
        Some(Data {
            name: self.name()?,
            params: self.list(Self::name)?,
            constructors: self.list(Self::constructor)?,
            newtype: self.flag()?,
        })
    }

    fn constructor(&mut self) -> Option<Constructor> {
        Some(Constructor {
            name: self.name()?,
            fields: self.list(|r| Some(Field { name: r.option(Self::name)?, ty: r.ty()?, strict: r.flag()? }))?,
            infix: self.flag()?,
            result: self.option(Self::ty)?,
        })
    }

    fn synonym(&mut self) -> Option<Synonym> {
        Some(Synonym { name: self.name()?, params: self.list(Self::name)?, ty: self.ty()? })
    }

    fn class(&mut self) -> Option<Class> {
        Some(Class {
            name: self.name()?,
            var: self.name()?,
            supers: self.list(Self::name)?,
            // Those of the library have none.
            determined: Vec::new(),
            methods: self.list(|r| Some((r.name()?, r.scheme()?)))?,
            defaults: self.list(|r| Some((r.name()?, r.term()?)))?,
        })
    }

    fn instance(&mut self) -> Option<Instance> {
        Some(Instance {
            class: self.name()?,
            head: self.ty()?,
            context: self.list(Self::pred)?,
            methods: self.list(|r| Some((r.name()?, r.term()?)))?,
            supers: self.list(Self::term)?,
        })
    }

    fn fixity(&mut self) -> Option<(Name, Fixity)> {
        let name = self.name()?;
        let precedence = u8::try_from(self.number()?).ok()?;
        let associativity = match self.number()? {
            0 => Associativity::Left,
            1 => Associativity::Right,
            2 => Associativity::None,
            _ => return None,
        };
        Some((name, Fixity { precedence, associativity }))
    }

    fn new_type(&mut self) -> Option<Type> {
        Some(match self.number()? {
            0 => Type::Con(self.name()?),
            1 => Type::Var(self.name()?),
            2 => Type::App(Arc::new(self.ty()?), Arc::new(self.ty()?)),
            _ => return None,
        })
    }

    fn ty(&mut self) -> Option<Type> {
        let index = self.index()?;
        self.types.get(index).cloned()
    }

    fn pred(&mut self) -> Option<Pred> {
        Some(Pred { class: self.name()?, ty: self.ty()? })
    }

    fn scheme(&mut self) -> Option<Scheme> {
        Some(Scheme { vars: self.list(Self::name)?, context: self.list(Self::pred)?, ty: self.ty()? })
    }

    fn bind(&mut self) -> Option<Bind> {
        Some(Bind { name: self.name()?, scheme: self.option(Self::scheme)?, term: self.term()? })
    }

    fn term(&mut self) -> Option<Term> {
        Some(match self.number()? {
            0 => Term::Var(self.name()?),
            1 => Term::Global(self.name()?),
            2 => Term::Con(self.name()?),
            3 => Term::Lit(self.literal()?),
            4 => Term::App(Box::new(self.term()?), self.list(Self::term)?),
            5 => Term::Lam(self.list(Self::name)?, Box::new(self.term()?)),
            6 => Term::Let(self.list(Self::bind)?, Box::new(self.term()?)),
            7 => Term::Match(Box::new(Match {
                scrutinees: self.list(Self::term)?,
                alts: self.list(|r| Some(Alt { pats: r.list(Self::pat)?, body: r.term()? }))?,
                otherwise: match self.number()? {
                    0 => Otherwise::Fall,
                    _ => Otherwise::Fail(self.failure()?),
                },
            })),
            8 => Term::Fall,
            9 => Term::Fail(self.failure()?),
            10 => Term::Prim(self.name()?),
            _ => return None,
        })
    }

    fn literal(&mut self) -> Option<Literal> {
        Some(match self.number()? {
            0 => Literal::Int(self.number()?.cast_signed()),
            1 => Literal::Integer(self.text()?.parse::<BigInt>().ok()?),
            2 => Literal::Double(f64::from_bits(self.number()?)),
            3 => Literal::Char(char::from_u32(u32::try_from(self.number()?).ok()?)?),
            4 => Literal::Str(self.text()?),
            _ => return None,
        })
    }

    fn failure(&mut self) -> Option<Failure> {
        Some(match self.number()? {
            0 => Failure::Incomplete(self.text()?),
            1 => Failure::Missing(self.text()?),
            2 => Failure::Hole(self.text()?),
            3 => Failure::Unknown(self.name()?),
            4 => Failure::NoInstance(self.text()?),
            _ => return None,
        })
    }

    fn pat(&mut self) -> Option<Pat> {
        Some(match self.number()? {
            0 => Pat::Wild,
            1 => Pat::Var(self.name()?),
            2 => Pat::As(self.name()?, Box::new(self.pat()?)),
            3 => Pat::Con(self.name()?, self.list(Self::pat)?),
            4 => Pat::Lit(self.literal()?),
            5 => Pat::Bang(Box::new(self.pat()?)),
            6 => Pat::Lazy(Box::new(self.pat()?)),
            7 => Pat::View(Box::new(self.term()?), Box::new(self.pat()?)),
            _ => return None,
        })
    }
}
