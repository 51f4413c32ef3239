//! Direct calls with a shown result: arguments and result as values, and what of them is too large to search with.

use crate::analysis::NoGoal;
use crate::analysis::check::{LIMITS, known, typed};
use crate::analysis::expect;
use crate::analysis::goals::{Reader, facts, string};
use crate::analysis::session::{Entered, Session};
use crate::core::eval::Observation;
use crate::core::infer;
use crate::core::name::Name;
use crate::core::term::{Bind, Term};
use crate::core::ty::{Pred, Scheme, Type};
use crate::core::wired;
use crate::synth::goal::{Example, Expected};

/// A value of more nodes is huge.
const HUGE_NODES: u32 = 2_000;

impl Reader<'_> {
    /// Reads a direct call. False: it is better read as a check.
    pub(super) fn example(
        &mut self,
        session: &Session<'_>,
        input: &str,
        args: Vec<Term>,
        expected: &[String],
    ) -> Result<bool, NoGoal> {
        let stops = expect::exception(expected);
        let Some(call) = self.call(&session.env, args, stops.is_none())? else { return Ok(false) };
        self.reading.goes_on()?;
        let result = match stops {
            Some(text) => Expected::Stops(text),
            None => match self.result(session, &call.result, expected) {
                Some(term) => Expected::Value(term),
                None => return self.reading.goes_on().map(|()| false),
            },
        };
        let example = Example { types: call.types, dictionaries: call.dictionaries, args: call.args, result };
        self.written(&example, &call.result);
        self.examples.push((self.number, input.to_owned(), example));
        Ok(true)
    }

    /// The expected text as a term of the result's type, if showing it gives the text back.
    fn result(&mut self, session: &Session<'_>, ty: &Type, expected: &[String]) -> Option<Term> {
        if !expect::is_exact(expected) {
            return None;
        }
        let text = expect::text(expected);
        let mut session = session.clone();
        self.admit(&mut session, ty, &text);
        let Entered::Expr(term) = session.enter(&text) else { return None };
        known(&term, &session.env).ok()?;
        if self.reaches(&term) {
            return None;
        }
        self.reading.goes_on().ok()?;
        let elaborated = typed(&term, ty.clone(), &session.env).ok()?;
        self.reading.goes_on().ok()?;
        let show =
            Term::app(Term::global(wired::SHOW_METHOD), vec![Term::Ann(Box::new(term), Scheme::mono(ty.clone()))]);
        let show = typed(&show, string(), &session.env).ok()?;
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], &show);
        let value = self.machine.suspend(code, &[]);
        let shown = self.machine.string(value, text.len() + 16);
        self.machine.reset(mark);
        (shown.ok()?.trim_end() == text).then_some(elaborated)
    }

    /// What `show` prints for a type may be in scope under no name, or only qualified: constructors, and functions
    /// that build an abstract type.
    fn admit(&self, session: &mut Session<'_>, ty: &Type, text: &str) {
        let mut open = vec![ty.clone()];
        let mut seen: Vec<Name> = Vec::new();
        while let Some(ty) = open.pop() {
            let (head, args) = ty.spine();
            open.extend(args.into_iter().cloned());
            let Type::Con(name) = head else { continue };
            if seen.contains(name) {
                continue;
            }
            seen.push(*name);
            let Some(data) = session.env.data(*name).cloned() else { continue };
            for constructor in &data.constructors {
                session.admit(constructor.name.base(), constructor.name);
                open.extend(constructor.fields.iter().map(|field| field.ty.clone()));
            }
            session.admit_data(&data);
        }
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''));
        for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
            let builds = |bind: &&Bind| {
                let result = bind.scheme.as_ref().map(|scheme| scheme.ty.uncurry().1.spine().0.clone());
                bind.name.base() == word && matches!(result, Some(Type::Con(name)) if seen.contains(&name))
            };
            let builder = session.env.modules().flat_map(|module| &module.binds).find(builds).map(|bind| bind.name);
            if let Some(builder) = builder {
                session.admit(word, builder);
            }
        }
    }

    /// An example as an elaborated truth, where its result can be compared.
    pub(super) fn equality(&self, example: &Example) -> Option<Term> {
        let Expected::Value(result) = &example.result else { return None };
        let at =
            |v: Name| self.scheme.vars.iter().position(|known| *known == v).and_then(|i| example.types.get(i)).cloned();
        let ty = self.scheme.ty.subst(&at).uncurry().1.clone();
        let equality = infer::dictionary(&Pred { class: Name::new(wired::EQ), ty }, &[], &self.env)?;
        let args = example.dictionaries.iter().chain(&example.args).cloned().collect();
        let call = Term::app(Term::Global(self.name), args);
        Some(Term::app(Term::global(wired::EQ_METHOD), vec![equality, call, result.clone()]))
    }

    /// Does an argument or the result have very many parts, not infinitely many?
    pub(super) fn is_huge(&mut self, example: &Example) -> bool {
        let result = if let Expected::Value(result) = &example.result { Some(result) } else { None };
        let terms: Vec<&Term> = example.args.iter().chain(result).collect();
        terms.into_iter().any(|term| {
            let mark = self.machine.mark();
            let code = self.machine.compile(&[], term);
            let value = self.machine.suspend(code, &[]);
            self.machine.set_limits(facts::QUICK);
            let huge = matches!(self.machine.observe(value, HUGE_NODES), Observation::Cut)
                && matches!(self.machine.observe(value, u32::MAX), Observation::Full(_));
            self.machine.set_limits(LIMITS);
            self.machine.reset(mark);
            self.machine.forget_code(code);
            huge
        })
    }
}
