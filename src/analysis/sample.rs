//! Generated values: what properties are tried on, from small to large, seeded, and made smaller when they fail.
//!
//! Only types whose constructors are in scope get values; an abstract type's invariant is its module's own business.

use num_bigint::BigInt;

use crate::analysis::session::Session;
use crate::core::env::Env;
use crate::core::eval::{Machine, Value, View};
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Literal, Term};
use crate::core::ty::Type;
use crate::core::wired;
use crate::lang::Restriction;

/// Where the random numbers begin.
const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// A generated value.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum Sample {
    Int(i64),
    Integer(i64),
    Double(i64),
    Char(char),
    Data(Name, Vec<Sample>),
}

impl Sample {
    /// The value as an elaborated term.
    pub(super) fn term(&self) -> Term {
        match self {
            Sample::Int(n) => Term::Lit(Literal::Int(*n)),
            Sample::Integer(n) => Term::Lit(Literal::Integer(BigInt::from(*n))),
            Sample::Double(halves) => Term::Lit(Literal::Double(*halves as f64 / 2.0)),
            Sample::Char(c) => Term::Lit(Literal::Char(*c)),
            Sample::Data(name, fields) => match self.text() {
                Some(text) => Term::Lit(Literal::Str(text)),
                None => Term::app(Term::Con(*name), fields.iter().map(Sample::term).collect()),
            },
        }
    }

    /// A list of characters that is not empty, as a text.
    fn text(&self) -> Option<String> {
        let (mut text, mut at) = (String::new(), self);
        while let Sample::Data(name, fields) = at {
            match fields.as_slice() {
                [Sample::Char(c), rest @ Sample::Data(..)] if name.as_str() == wired::CONS => {
                    text.push(*c);
                    at = rest;
                }
                [] if name.as_str() == wired::NIL => return (!text.is_empty()).then_some(text),
                _ => return None,
            }
        }
        None
    }

    /// The value as a source term.
    pub(super) fn source(&self) -> Term {
        match self {
            Sample::Int(n) | Sample::Integer(n) => Term::Lit(Literal::Num(BigInt::from(*n))),
            Sample::Data(name, fields) => Term::app(Term::Con(*name), fields.iter().map(Sample::source).collect()),
            Sample::Double(halves) => Term::Lit(Literal::Frac(format!("{:?}", *halves as f64 / 2.0))),
            Sample::Char(_) => self.term(),
        }
    }

    /// How much there is to read in it.
    pub(super) fn weight(&self) -> u32 {
        match self {
            Sample::Int(n) | Sample::Integer(n) | Sample::Double(n) => 1 + (64 - n.unsigned_abs().leading_zeros()) / 2,
            Sample::Char(_) => 1,
            Sample::Data(_, fields) => 1 + fields.iter().map(Sample::weight).sum::<u32>(),
        }
    }

    /// A value of type `ty` as a sample: none where it has a function in it, does not end or is long.
    pub(super) fn of(machine: &mut Machine, value: Value, ty: &Type, env: &Env, room: &mut u32) -> Option<Sample> {
        *room = room.checked_sub(1)?;
        match machine.view(value).ok()? {
            View::Int(n) => Some(Sample::Int(n)),
            View::Integer(n) => i64::try_from(n).ok().map(Sample::Integer),
            View::Double(d) => {
                let halves = d * 2.0;
                (halves.fract() == 0.0 && halves.abs() < 1e15).then_some(Sample::Double(halves as i64))
            }
            View::Char(c) => Some(Sample::Char(c)),
            View::Data(tag, values) => {
                let ty = infer::expand(ty, env);
                let (head, args) = ty.spine();
                let Type::Con(name) = head else { return None };
                let data = env.data(*name)?;
                let constructor = data.constructors.get(tag as usize)?;
                let argument = |v: Name| {
                    data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone())
                };
                if values.len() != constructor.fields.len() {
                    return None;
                }
                let mut fields = Vec::new();
                for (value, field) in values.into_iter().zip(&constructor.fields) {
                    fields.push(Sample::of(machine, value, &field.ty.subst(&argument), env, room)?);
                }
                Some(Sample::Data(constructor.name, fields))
            }
            _ => None,
        }
    }

    /// Smaller values of the same type, smallest first.
    pub(super) fn smaller(&self) -> Vec<Sample> {
        let toward_zero = |n: i64| [0, n / 2, n - n.signum()].into_iter().filter(move |m| m.abs() < n.abs());
        match self {
            Sample::Int(n) => toward_zero(*n).map(Sample::Int).collect(),
            Sample::Integer(n) => toward_zero(*n).map(Sample::Integer).collect(),
            Sample::Double(n) => toward_zero(*n).map(Sample::Double).collect(),
            Sample::Char(c) => {
                if *c == 'a' {
                    Vec::new()
                } else {
                    vec![Sample::Char('a')]
                }
            }
            Sample::Data(name, fields) => {
                let mut all = Vec::new();
                // A part of the same shape: the tail of a list, a subtree.
                for field in fields {
                    if let Sample::Data(inner, _) = field
                        && inner.as_str() != wired::UNIT
                        && (inner == name || matches!((name.as_str(), inner.as_str()), (wired::CONS, wired::NIL)))
                    {
                        all.push(field.clone());
                    }
                }
                for (i, field) in fields.iter().enumerate() {
                    for smaller in field.smaller() {
                        let mut fields = fields.clone();
                        fields[i] = smaller;
                        all.push(Sample::Data(*name, fields));
                    }
                }
                all
            }
        }
    }
}

/// Makes values of types, the same ones every time.
pub(super) struct Generator<'a, 's> {
    session: &'a Session<'s>,
    random: Random,
    size: u32,
}

impl<'a, 's> Generator<'a, 's> {
    /// One that begins anew.
    pub(super) fn new(session: &'a Session<'s>) -> Generator<'a, 's> {
        Generator { session, random: Random(SEED), size: 0 }
    }

    /// Values of the parameters of case number `case`: later ones are larger.
    pub(super) fn case(&mut self, case: u32, params: &[Type]) -> Vec<Sample> {
        self.size = case / 5;
        params.iter().map(|param| self.sample(param, 0)).collect()
    }

    /// Are there values of this type, without functions, of constructors in scope?
    pub(super) fn inhabited(&self, ty: &Type, depth: u32) -> bool {
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return false };
        if matches!(name.as_str(), wired::INT | wired::INTEGER | wired::DOUBLE | wired::CHAR) {
            return true;
        }
        let Some(data) = self.session.env.data(*name) else { return false };
        if depth > 4 {
            return true;
        }
        let visible = |c: &&crate::core::decl::Constructor| self.session.sees(c.name);
        let argument =
            |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
        !data.constructors.is_empty()
            && data.constructors.iter().filter(visible).count() == data.constructors.len()
            && data
                .constructors
                .iter()
                .flat_map(|c| &c.fields)
                .all(|f| self.inhabited(&f.ty.subst(&argument), depth + 1))
    }

    fn sample(&mut self, ty: &Type, depth: u32) -> Sample {
        let (head, args) = ty.spine();
        let Type::Con(name) = head else { return Sample::Integer(0) };
        let size = i64::from(self.size);
        match name.as_str() {
            wired::INT => return Sample::Int(self.random.between(-size, size)),
            wired::INTEGER => return Sample::Integer(self.random.between(-size, size)),
            wired::DOUBLE => return Sample::Double(self.random.between(-size, size)),
            wired::CHAR => {
                let c = u8::try_from(self.random.between(i64::from(b'a'), i64::from(b'z').min(i64::from(b'b') + size)));
                return Sample::Char(c.map_or('a', char::from));
            }
            _ => {}
        }
        let session = self.session;
        let Some(data) = session.env.data(*name) else { return Sample::Integer(0) };
        let recursive = |c: &crate::core::decl::Constructor| c.fields.iter().any(|f| f.ty.spine().0 == head);
        // Deep inside only constructors that end.
        let stop = self.random.between(0, size.min(12) + 1) < i64::from(depth);
        let open: Vec<_> = data.constructors.iter().filter(|c| !(stop && recursive(c))).collect();
        let open = if open.is_empty() { data.constructors.iter().collect() } else { open };
        let index = usize::try_from(self.random.between(0, open.len() as i64 - 1)).unwrap_or(0);
        let Some(constructor) = open.get(index) else { return Sample::Integer(0) };
        let argument =
            |v: Name| data.params.iter().position(|p| *p == v).and_then(|i| args.get(i)).map(|ty| (*ty).clone());
        if depth > 64 {
            return Sample::Data(constructor.name, Vec::new());
        }
        let types: Vec<Type> = constructor.fields.iter().map(|field| field.ty.subst(&argument)).collect();
        let fields: Vec<Sample> = types.iter().map(|ty| self.sample(ty, depth + 1)).collect();
        match (session.restriction(*name), fields.as_slice(), types.as_slice()) {
            (Some(restriction), [field], [ty]) => {
                let field = self.restricted(field.clone(), restriction, ty, depth);
                Sample::Data(constructor.name, vec![field])
            }
            _ => Sample::Data(constructor.name, fields),
        }
    }

    /// The nearest value that is allowed.
    fn restricted(&mut self, sample: Sample, restriction: Restriction, ty: &Type, depth: u32) -> Sample {
        let number = |sample: Sample, change: &dyn Fn(i64) -> i64| match sample {
            Sample::Int(n) => Sample::Int(change(n)),
            Sample::Integer(n) => Sample::Integer(change(n)),
            Sample::Double(n) => Sample::Double(change(n)),
            other => other,
        };
        match restriction {
            Restriction::Positive => number(sample, &|n| n.abs().max(1)),
            Restriction::NonNegative => number(sample, &i64::abs),
            Restriction::NonZero => number(sample, &|n| if n == 0 { 1 } else { n }),
            Restriction::NonEmpty => match (sample, ty.spine().1.as_slice()) {
                (Sample::Data(name, fields), [element]) if fields.is_empty() => {
                    let first = self.sample(element, depth + 1);
                    Sample::Data(Name::new(wired::CONS), vec![first, Sample::Data(name, fields)])
                }
                (sample, _) => sample,
            },
            Restriction::Ordered => ordered(sample),
        }
    }
}

/// Marsaglia's xorshift: the same cases every time.
struct Random(u64);

impl Random {
    /// A number between two, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let range = (high - low).unsigned_abs() + 1;
        low + i64::try_from((self.0 >> 11) % range).unwrap_or(0)
    }
}

/// A list in ascending order.
fn ordered(sample: Sample) -> Sample {
    let (mut elements, mut rest) = (Vec::new(), sample);
    while let Sample::Data(name, mut fields) = rest {
        match (fields.pop(), fields.pop()) {
            (Some(tail), Some(head)) => {
                elements.push(head);
                rest = tail;
            }
            _ => {
                rest = Sample::Data(name, Vec::new());
                break;
            }
        }
    }
    elements.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let cons = |tail, head| Sample::Data(Name::new(wired::CONS), vec![head, tail]);
    elements.into_iter().rev().fold(rest, cons)
}
