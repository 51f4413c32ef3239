//! Running examples, as doctest does: each group in a fresh session behind `$setup`, its examples in order.

use crate::analysis::session::{Entered, Session};
use crate::analysis::{Checked, Snapshot, Verdict, expect, property};
use crate::core::env::Env;
use crate::core::eval::{Limits, Machine, Stop, Value, View};
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Failure, Pat, Term, visit};
use crate::core::ty::{Scheme, Type};
use crate::core::wired;
use crate::lang::{Item, ItemKind, Spec};

/// Bounds of one example.
pub(super) const LIMITS: Limits = Limits { fuel: 50_000_000, memory_bytes: 512 << 20, depth: 1_000_000 };
/// Longest output that is looked at, in characters.
const OUTPUT_CHARS: usize = 1 << 22;

/// What ends an example before it is decided.
const TOO_LONG: &str = "takes too long";
const TOO_LARGE: &str = "takes too much memory";
const CANCELLED: &str = "cancelled";

/// Why an expression has no output. `Type` is the file's mistake, or what inference does not know.
pub(super) enum Trouble {
    /// It is ill typed.
    Type(String),
    /// It cannot be run.
    Unsupported(String),
}

/// Runs all examples; see [`Snapshot::check`].
pub(super) fn all(snapshot: &Snapshot) -> Vec<Checked> {
    let mut runner = Runner::new(snapshot);
    let mut checked = Vec::new();
    for spec in snapshot.specs() {
        let unwritten = spec.subject.as_ref().filter(|s| snapshot.unwritten().any(|f| f.name.base() == s.as_str()));
        if let Some(name) = unwritten {
            let verdict = || Verdict::Unsupported(format!("`{name}` is not written yet"));
            let all = spec.items.iter();
            checked.extend(all.map(|item| Checked {
                item: item.clone(),
                subject: spec.subject.clone(),
                verdict: verdict(),
            }));
            continue;
        }
        runner.group(spec, &mut checked);
    }
    checked
}

/// Runs one example; see [`Snapshot::check_item`].
pub(super) fn one(snapshot: &Snapshot, item: &Item) -> Verdict {
    let mut runner = Runner::new(snapshot);
    let mut session = runner.session();
    let within = |spec: &&Spec| spec.items.iter().any(|i| i.span == item.span);
    if let Some(spec) = snapshot.specs().iter().find(within) {
        session.replay(spec, Some(item.span.start));
    }
    runner.item(&mut session, item)
}

/// See [`Snapshot::holds`].
pub(super) fn holds(snapshot: &Snapshot, name: Name) -> bool {
    let lowered = snapshot.lowered();
    let Some(function) = lowered.functions.iter().find(|f| f.name == name) else { return false };
    if function.unwritten.is_some() || !function.opaque.is_empty() || function.equations.is_none() {
        return false;
    }
    if snapshot.errors().iter().any(|error| error.owner == Some(name)) {
        return false;
    }
    let mut runner = Runner::new(snapshot);
    let mut checked = Vec::new();
    for spec in snapshot.specs_of(name) {
        runner.group(spec, &mut checked);
    }
    let fine = |verdict: &Verdict| match verdict {
        Verdict::Holds => true,
        Verdict::Fails { .. } => false,
        Verdict::Unsupported(reason) => ![TOO_LONG, TOO_LARGE, CANCELLED].contains(&reason.as_str()),
    };
    checked.iter().all(|c| fine(&c.verdict))
        && snapshot.suites().iter().all(|suite| suite.verdicts(snapshot, name).iter().all(fine))
}

/// Runs examples of one file.
pub(super) struct Runner<'s> {
    snapshot: &'s Snapshot,
    machine: Machine,
    /// What the machine has that the file's own environment lacks.
    extra_modules: usize,
}

impl<'s> Runner<'s> {
    /// A runner with a fresh machine.
    pub(super) fn new(snapshot: &'s Snapshot) -> Runner<'s> {
        Runner { snapshot, machine: machine(snapshot.env()), extra_modules: 0 }
    }

    /// A session behind `$setup`.
    pub(super) fn session(&self) -> Session<'s> {
        let mut session = Session::new(self.snapshot);
        for spec in self.snapshot.specs().iter().filter(|spec| spec.setup) {
            session.replay(spec, None);
        }
        session
    }

    fn group(&mut self, spec: &Spec, checked: &mut Vec<Checked>) {
        let mut session = if spec.setup { Session::new(self.snapshot) } else { self.session() };
        for item in &spec.items {
            let verdict = self.item(&mut session, item);
            let failed = matches!(verdict, Verdict::Fails { .. });
            checked.push(Checked { item: item.clone(), subject: spec.subject.clone(), verdict });
            if failed {
                return;
            }
        }
    }

    /// Runs the next item of a session.
    pub(super) fn item(&mut self, session: &mut Session<'_>, item: &Item) -> Verdict {
        let (input, expected) = match &item.kind {
            ItemKind::Example { input, expected } => (input, expected),
            ItemKind::Property(text) => return property::check(self, session, text),
            ItemKind::Equation(text) => return self.equation(session, text),
        };
        let command = input.trim_start().strip_prefix(':').filter(|rest| !rest.starts_with('{'));
        if command.is_some() && !expected.is_empty() {
            return Verdict::Unsupported("a command of the interpreter".to_owned());
        }
        let output = match session.enter(input) {
            Entered::Nothing => Ok(String::new()),
            Entered::Error(reason) => return Verdict::Unsupported(reason),
            Entered::Expr(term) => self.output(session, &term),
        };
        match output {
            Ok(output) if expect::meets(expected, &output) => Verdict::Holds,
            Ok(output) => fails(&output),
            Err(trouble) => self.verdict(trouble),
        }
    }

    fn equation(&mut self, session: &mut Session<'_>, text: &str) -> Verdict {
        let term = match session.enter(text) {
            Entered::Expr(term) => term,
            Entered::Nothing => return Verdict::Unsupported("not an equation".to_owned()),
            Entered::Error(reason) => return Verdict::Unsupported(reason),
        };
        let partial = undefined_side(&term);
        match self.output(session, partial.as_ref().unwrap_or(&term)) {
            Ok(output) if partial.is_some() && output.contains(expect::EXCEPTION) => Verdict::Holds,
            Ok(output) if partial.is_none() && output.trim_end() == "True" => Verdict::Holds,
            Ok(output) => fails(&output),
            // Equations in documentation may speak of functions or of things that stand for any value.
            Err(Trouble::Type(reason) | Trouble::Unsupported(reason)) => Verdict::Unsupported(reason),
        }
    }

    /// What an ill-typed or unknown expression means for its example.
    pub(super) fn verdict(&self, trouble: Trouble) -> Verdict {
        let understood = self.snapshot.is_understood();
        match trouble {
            // In a file that is understood whole the example is wrong, not we.
            Trouble::Type(message) if understood => Verdict::Fails { got: vec![format!("error: {message}")] },
            Trouble::Type(reason) | Trouble::Unsupported(reason) => Verdict::Unsupported(reason),
        }
    }

    /// What the interpreter prints for an expression: its output if it is an action, and its value.
    pub(super) fn output(&mut self, session: &Session<'_>, term: &Term) -> Result<String, Trouble> {
        let env = &session.env;
        known(term, env)?;
        self.refresh(env);
        let alone = infer::expr(term, None, &[], env, Defaulting::Extended);
        if let Some(error) = alone.errors.first() {
            return Err(Trouble::Type(error.message.clone()));
        }
        let show = |term: Term| Term::app(Term::global(wired::SHOW_METHOD), vec![term]);
        let (head, args) = alone.scheme.ty.spine();
        let printed = typed(&Term::app(Term::global(wired::IO_OUTPUT), vec![term.clone()]), string(), env);
        // An action of any monad is one of input and output.
        let any_monad = matches!(head, Type::Var(_)) && args.len() == 1 && printed.is_ok();
        if *head != Type::con(wired::IO) && !any_monad {
            let text = typed(&show(term.clone()), Type::list(Type::con(wired::CHAR)), env).map_err(Trouble::Type)?;
            return self.text(&text).map(|text| text + "\n");
        }
        let mut output = self.text(&printed.map_err(Trouble::Type)?)?;
        let silent = args.first().is_some_and(|result| **result == Type::con(wired::UNIT));
        let result = show(Term::app(Term::global(wired::IO_RESULT), vec![term.clone()]));
        let stopped = output.contains(expect::EXCEPTION);
        if !silent
            && !stopped
            && let Ok(result) = typed(&result, string(), env)
        {
            if !output.is_empty() && !output.ends_with('\n') {
                output.push('\n');
            }
            output.push_str(&self.text(&result)?);
        }
        Ok(output)
    }

    /// Takes a new machine when a session imported more.
    pub(super) fn refresh(&mut self, env: &Env) {
        let extra = env.modules().count() - self.snapshot.env().modules().count().min(env.modules().count());
        if extra != self.extra_modules {
            self.machine = machine(env);
            self.extra_modules = extra;
        }
    }

    /// Evaluates an elaborated string, exceptions included as the interpreter prints them.
    pub(super) fn text(&mut self, term: &Term) -> Result<String, Trouble> {
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], term);
        let value = self.machine.suspend(code, &[]);
        let (mut text, stop) = characters(&mut self.machine, value);
        self.machine.reset(mark);
        match stop {
            None => {}
            Some(stop) => match message(&stop) {
                Ok(message) => text.push_str(&format!("{}{message}", expect::EXCEPTION)),
                Err(reason) => return Err(Trouble::Unsupported(reason)),
            },
        }
        Ok(text)
    }

    /// Evaluates an elaborated boolean.
    pub(super) fn truth(&mut self, term: &Term) -> Result<bool, Stop> {
        let mark = self.machine.mark();
        let code = self.machine.compile(&[], term);
        let result = self.machine.run(code, &[]).and_then(|value| self.machine.view(value));
        self.machine.reset(mark);
        result.map(|view| matches!(view, View::Data(1, _)))
    }
}

fn machine(env: &Env) -> Machine {
    let mut machine = Machine::new(env.clone());
    machine.set_limits(LIMITS);
    machine
}

fn fails(output: &str) -> Verdict {
    Verdict::Fails { got: expect::lines(output).into_iter().map(str::to_owned).collect() }
}

fn string() -> Type {
    Type::list(Type::con(wired::CHAR))
}

/// The elaborated term at this closed type, or what is wrong with it.
pub(super) fn typed(term: &Term, ty: Type, env: &Env) -> Result<Term, String> {
    let inferred = infer::expr(term, Some(&Scheme::mono(ty)), &[], env, Defaulting::Extended);
    match inferred.errors.first() {
        None => Ok(inferred.term),
        Some(error) => Err(error.message.clone()),
    }
}

/// The left side of `e == undefined`: people write it for an `e` that has no value.
pub(super) fn undefined_side(term: &Term) -> Option<Term> {
    match term {
        Term::Let(binds, body) => Some(Term::Let(binds.clone(), Box::new(undefined_side(body)?))),
        Term::Lam(params, body) => Some(Term::Lam(params.clone(), Box::new(undefined_side(body)?))),
        Term::App(head, args) => match (&**head, args.as_slice()) {
            (Term::Global(equal), [left, Term::Global(right)])
                if equal.as_str() == wired::EQ_METHOD && right.base() == "undefined" =>
            {
                Some(left.clone())
            }
            _ => None,
        },
        _ => None,
    }
}

/// Is everything that the term mentions known?
pub(super) fn known(term: &Term, env: &Env) -> Result<(), Trouble> {
    let mut unknown = None;
    visit(term, &mut |term| {
        let reason = match term {
            Term::Global(name) if env.bind(*name).is_none() && env.method(*name).is_none() => {
                format!("`{}` is not known", name.base())
            }
            Term::Con(name) if env.constructor(*name).is_none() => format!("`{}` is not known", name.base()),
            Term::Opaque(_) => "a part that is not understood".to_owned(),
            Term::Hole(name) => format!("`{}` is not written yet", name.base()),
            Term::Match(m) => {
                let mut pats = m.alts.iter().flat_map(|alt| &alt.pats);
                match pats.find_map(|pat| unknown_constructor(pat, env)) {
                    Some(name) => format!("`{}` is not known", name.base()),
                    None => return,
                }
            }
            _ => return,
        };
        unknown.get_or_insert(reason);
    });
    unknown.map_or(Ok(()), |reason| Err(Trouble::Unsupported(reason)))
}

/// A constructor in a pattern that nothing defines.
fn unknown_constructor(pat: &Pat, env: &Env) -> Option<Name> {
    match pat {
        Pat::Con(name, _) if env.constructor(*name).is_none() => Some(*name),
        Pat::Con(_, parts) => parts.iter().find_map(|part| unknown_constructor(part, env)),
        Pat::As(_, inner) | Pat::Bang(inner) | Pat::Lazy(inner) | Pat::Ann(inner, _) | Pat::View(_, inner) => {
            unknown_constructor(inner, env)
        }
        Pat::Wild | Pat::Var(_) | Pat::Lit(_) => None,
    }
}

/// The characters of a string as far as they can be evaluated, and what stopped the rest.
fn characters(machine: &mut Machine, mut value: Value) -> (String, Option<Stop>) {
    let mut text = String::new();
    for _ in 0..OUTPUT_CHARS {
        match machine.view(value) {
            Ok(View::Data(1, fields)) if fields.len() == 2 => {
                match machine.view(fields[0]) {
                    Ok(View::Char(c)) => text.push(c),
                    Ok(_) => return (text, None),
                    Err(stop) => return (text, Some(stop)),
                }
                value = fields[1];
            }
            Ok(_) => return (text, None),
            Err(stop) => return (text, Some(stop)),
        }
    }
    (text, Some(Stop::Memory))
}

/// The message of an exception, or why there is none.
pub(super) fn message(stop: &Stop) -> Result<String, String> {
    match stop {
        Stop::Error(message) => Ok(message.clone()),
        Stop::Arithmetic(message) => Ok((*message).to_owned()),
        Stop::Loop => Ok("<<loop>>".to_owned()),
        Stop::Failure(Failure::Incomplete(text) | Failure::Missing(text)) => Ok(text.clone()),
        Stop::Failure(Failure::Hole(name)) => Err(format!("`{name}` is not written yet")),
        Stop::Failure(Failure::Unknown(name)) => Err(format!("`{}` is not known", name.base())),
        Stop::Failure(Failure::NoInstance(text)) => Err(format!("no instance for {text}")),
        Stop::Failure(Failure::Opaque(_)) => Err("a part that is not understood".to_owned()),
        Stop::Fuel | Stop::Depth => Err(TOO_LONG.to_owned()),
        Stop::Memory => Err(TOO_LARGE.to_owned()),
        Stop::Cancelled => Err(CANCELLED.to_owned()),
    }
}
