//! Pattern matching: rows of nested patterns to single-level case analysis.
//!
//! The scrutinee tested next is always the first refutable one of the first row, so evaluation happens in the
//! source's order (Wadler, *Efficient compilation of pattern matching*, 1987; Maranget, *Compiling pattern matching
//! to good decision trees*, 2008). Rows that do not look at it are copied into the branches while that is cheap, and
//! reached through a join point otherwise; the bodies of rows are join points over the variables of their patterns.

use crate::core::compile::ir::{Alts, Expr, Join, Label, Local};
use crate::core::compile::lower::{Bound, Lower};
use crate::core::name::Name;
use crate::core::term::{Alt, Literal, Match, Otherwise, Pat, Term};
use crate::core::value::{INT, INTEGER, Word, char_word, small};
use num_traits::ToPrimitive;

/// A row of patterns still to be tested, from the last to the first.
#[derive(Clone)]
struct Row<'e> {
    pats: Vec<(Local, &'e Pat)>,
    binds: Vec<(Name, Local)>,
    index: usize,
}

/// What the first pattern of a row asks.
enum Test<'e> {
    /// Nothing.
    Pass,
    /// A constructor.
    Con(Name, &'e [Pat]),
    /// An immediate word.
    Word(Word),
    /// Equality with a literal that is no immediate word.
    Equal(&'e Literal),
}

impl<'e> Lower<'e, '_> {
    /// Lowers a match.
    pub(super) fn match_(&mut self, m: &'e Match) -> Expr {
        let start = self.scope.len();
        let mut binds = Vec::new();
        let mut columns = Vec::new();
        for scrutinee in &m.scrutinees {
            columns.push(self.scrutinee(scrutinee, &mut binds));
        }
        let fail = self.label();
        let body = self.segments(&m.alts, &columns, fail);
        let otherwise = match &m.otherwise {
            Otherwise::Fail(failure) => Lower::fail(failure.clone()),
            Otherwise::Fall => match self.fall {
                Some(label) => self.jump(label, Vec::new()),
                None => Lower::fail(crate::core::term::Failure::Incomplete(String::new())),
            },
        };
        self.scope.truncate(start);
        let body = self.join(fail, Vec::new(), otherwise, body);
        wrap(binds, body)
    }

    fn scrutinee(&mut self, term: &'e Term, binds: &mut Vec<(Local, Expr)>) -> Local {
        match self.inner(term) {
            Expr::Local(local) => local,
            expr => {
                let local = self.local();
                binds.push((local, expr));
                local
            }
        }
    }

    pub(super) fn join(&mut self, label: Label, params: Vec<Local>, body: Expr, scope: Expr) -> Expr {
        Expr::Join(Box::new(Join { label, params, body, scope }))
    }

    /// Rows up to the first whose body may fall through are matched together; what follows is reached by falling.
    fn segments(&mut self, alts: &'e [Alt], columns: &[Local], fail: Label) -> Expr {
        if alts.is_empty() {
            return self.jump(fail, Vec::new());
        }
        let end = alts.iter().position(|alt| self.falls(&alt.body)).map_or(alts.len(), |i| i + 1);
        let (now, later) = alts.split_at(end);
        if later.is_empty() {
            return self.segment(now, columns, fail);
        }
        let next = self.label();
        let first = self.segment(now, columns, next);
        let rest = self.segments(later, columns, fail);
        self.join(next, Vec::new(), rest, first)
    }

    fn segment(&mut self, alts: &'e [Alt], columns: &[Local], fail: Label) -> Expr {
        let labels: Vec<Label> = alts.iter().map(|_| self.label()).collect();
        let row = |(index, alt): (usize, &'e Alt)| Row {
            pats: columns.iter().copied().zip(&alt.pats).rev().collect(),
            binds: Vec::new(),
            index,
        };
        let rows = alts.iter().enumerate().map(row).collect();
        let mut expr = self.rows(rows, &labels, fail);
        for (alt, &label) in alts.iter().zip(&labels) {
            if self.jumps.get(label as usize).is_none_or(|&n| n == 0) {
                continue;
            }
            let start = self.scope.len();
            let mut names = Vec::new();
            alt.pats.iter().for_each(|pat| variables(pat, &mut names));
            let params: Vec<Local> = names.iter().map(|&name| self.bind(name)).collect();
            let fall = self.fall.replace(fail);
            let body = self.term(&alt.body);
            self.fall = fall;
            self.scope.truncate(start);
            expr = self.join(label, params, body, expr);
        }
        expr
    }

    /// May the body fall through?
    fn falls(&self, body: &Term) -> bool {
        match body {
            Term::Fall => true,
            Term::Let(_, body) => self.falls(body),
            Term::Ann(body, _) => self.falls(body),
            Term::Match(m) => match m.otherwise {
                Otherwise::Fail(_) => false,
                // The last alternative decides when it cannot fail.
                Otherwise::Fall => !m.alts.iter().any(|alt| self.certain(m, alt) && !self.falls(&alt.body)),
            },
            _ => false,
        }
    }

    /// Does this alternative apply whatever its scrutinees are?
    fn certain(&self, m: &Match, alt: &Alt) -> bool {
        alt.pats.iter().zip(&m.scrutinees).all(|(pat, scrutinee)| match pat {
            Pat::Con(name, _) => *name == self.linker.wired.true_ && self.is_true(scrutinee),
            pat => irrefutable(pat),
        })
    }

    /// Is the term `True`, or a name for it (`otherwise`)?
    fn is_true(&self, term: &Term) -> bool {
        match term {
            Term::Con(name) => *name == self.linker.wired.true_,
            Term::Global(name) => self
                .sources
                .env
                .bind(*name)
                .is_some_and(|b| matches!(b.term, Term::Con(c) if c == self.linker.wired.true_)),
            _ => false,
        }
    }

    fn rows(&mut self, mut rows: Vec<Row<'e>>, labels: &[Label], fail: Label) -> Expr {
        let mut wrappers = Wrappers::default();
        let expr = loop {
            let Some(first) = rows.first_mut() else { break self.jump(fail, Vec::new()) };
            let Some((local, pat)) = first.pats.pop() else {
                let row = rows.swap_remove(0);
                break self.leaf(&row, labels);
            };
            match pat {
                Pat::Wild => {}
                Pat::Var(name) => first.binds.push((*name, local)),
                Pat::As(name, pat) => {
                    first.binds.push((*name, local));
                    first.pats.push((local, pat));
                }
                Pat::Ann(pat, _) => first.pats.push((local, pat)),
                Pat::Bang(pat) => {
                    first.pats.push((local, pat));
                    wrappers.0.push(Wrapper::Force(local));
                }
                Pat::Lazy(pat) => self.lazy(local, pat, &mut rows, &mut wrappers),
                Pat::View(f, pat) => {
                    let binds = first.binds.clone();
                    let value = self.view(f, local, &binds);
                    let result = self.local();
                    wrappers.0.push(Wrapper::Let(result, value));
                    if let Some(first) = rows.first_mut() {
                        first.pats.push((result, pat));
                    }
                }
                Pat::Con(name, pats) if self.newtype(*name) => {
                    first.pats.extend(pats.first().map(|pat| (local, pat)));
                }
                Pat::Con(..) | Pat::Lit(_) => {
                    first.pats.push((local, pat));
                    break self.test(rows, local, labels, fail);
                }
            }
        };
        wrappers.wrap(self, expr)
    }

    /// All patterns of the row passed.
    fn leaf(&mut self, row: &Row<'e>, labels: &[Label]) -> Expr {
        // Arguments in the order of `variables`: as rows bind in that order too, but for view patterns' scrutinees.
        let args = row.binds.iter().map(|(_, local)| Expr::Local(*local)).collect();
        match labels.get(row.index) {
            Some(&label) => self.jump(label, args),
            None => Lower::fail(crate::core::term::Failure::Incomplete(String::new())),
        }
    }

    fn newtype(&self, name: Name) -> bool {
        self.sources.env.constructor(name).is_some_and(|(data, _)| data.newtype)
    }

    /// The function of a view pattern applied, in the scope of the variables to its left.
    fn view(&mut self, f: &'e Term, local: Local, binds: &[(Name, Local)]) -> Expr {
        let start = self.scope.len();
        self.scope.extend(binds.iter().map(|&(name, local)| (name, Bound::Local(local))));
        let f = self.inner(f);
        self.scope.truncate(start);
        self.apply(f, vec![Expr::Local(local)])
    }

    /// `~p`: every variable of `p` is bound to a projection.
    fn lazy(&mut self, local: Local, pat: &'e Pat, rows: &mut [Row<'e>], wrappers: &mut Wrappers) {
        let mut names = Vec::new();
        variables(pat, &mut names);
        let Some(first) = rows.first_mut() else { return };
        if matches!(pat, Pat::Var(_) | Pat::Wild) {
            first.pats.push((local, pat));
            return;
        }
        for (i, &name) in names.iter().enumerate() {
            let (fail, label) = (self.label(), self.label());
            let row = Row { pats: vec![(local, pat)], binds: Vec::new(), index: 0 };
            let matched = self.rows(vec![row], &[label], fail);
            let params: Vec<Local> = names.iter().map(|_| self.local()).collect();
            let body = Expr::Local(params[i]);
            let matched = self.join(label, params, body, matched);
            let stop = Lower::fail(crate::core::term::Failure::Incomplete("Irrefutable pattern failed".to_owned()));
            let projection = self.join(fail, Vec::new(), stop, matched);
            let bound = self.local();
            wrappers.0.push(Wrapper::Let(bound, projection));
            first.binds.push((name, bound));
        }
    }

    fn asks(&self, pat: &'e Pat) -> Test<'e> {
        match pat {
            Pat::Con(name, pats) => Test::Con(*name, pats),
            Pat::Lit(literal) => match literal {
                Literal::Int(n) => small(INT, *n).map_or(Test::Equal(literal), Test::Word),
                Literal::Num(n) | Literal::Integer(n) => {
                    n.to_i64().and_then(|n| small(INTEGER, n)).map_or(Test::Equal(literal), Test::Word)
                }
                Literal::Char(c) => Test::Word(char_word(*c)),
                Literal::Str(text) if text.is_empty() => Test::Con(self.linker.wired.nil, &[]),
                Literal::Frac(_) | Literal::Double(_) | Literal::Str(_) => Test::Equal(literal),
            },
            Pat::Wild | Pat::Var(_) | Pat::As(..) | Pat::Bang(_) | Pat::Lazy(_) | Pat::View(..) | Pat::Ann(..) => {
                Test::Pass
            }
        }
    }

    /// What row `row` asks of `local` first, if that is the next thing it asks.
    fn next_test(&self, row: &Row<'e>, local: Local) -> Test<'e> {
        match row.pats.last() {
            Some((l, pat)) if *l == local => self.asks(pat),
            _ => Test::Pass,
        }
    }

    /// Drops irrefutable patterns in front, so that rows show what they test.
    fn normalise(&self, row: &mut Row<'e>) {
        while let Some((local, pat)) = row.pats.pop() {
            match pat {
                Pat::Wild => {}
                Pat::Var(name) => row.binds.push((*name, local)),
                Pat::As(name, pat) => {
                    row.binds.push((*name, local));
                    row.pats.push((local, pat));
                }
                Pat::Ann(pat, _) => row.pats.push((local, pat)),
                Pat::Con(name, pats) if self.newtype(*name) => {
                    row.pats.extend(pats.first().map(|pat| (local, pat)));
                }
                pat => {
                    row.pats.push((local, pat));
                    return;
                }
            }
        }
    }

    /// Tests `local`, which the first row asks for.
    fn test(&mut self, mut rows: Vec<Row<'e>>, local: Local, labels: &[Label], fail: Label) -> Expr {
        rows.iter_mut().for_each(|row| self.normalise(row));
        let first = rows.first().map_or(Test::Pass, |row| self.next_test(row, local));
        if let Test::Equal(literal) = first {
            return self.equal(rows, local, literal, labels, fail);
        }
        // Rows that do not test this variable next would be copied into every branch.
        let copied =
            rows.iter().filter(|row| matches!(self.next_test(row, local), Test::Pass | Test::Equal(_))).count();
        if copied as u32 > self.copies {
            let end = rows.iter().position(|row| matches!(self.next_test(row, local), Test::Pass | Test::Equal(_)));
            let later = rows.split_off(end.unwrap_or(rows.len()));
            let next = self.label();
            let now = self.switch(rows, local, labels, next);
            let later = self.rows(later, labels, fail);
            return self.join(next, Vec::new(), later, now);
        }
        self.switch(rows, local, labels, fail)
    }

    fn switch(&mut self, rows: Vec<Row<'e>>, local: Local, labels: &[Label], fail: Label) -> Expr {
        let default: Vec<Row<'e>> = rows
            .iter()
            .filter(|row| matches!(self.next_test(row, local), Test::Pass | Test::Equal(_)))
            .cloned()
            .collect();
        let (mut cons, mut words): (Vec<Name>, Vec<Word>) = (Vec::new(), Vec::new());
        for row in &rows {
            match self.next_test(row, local) {
                Test::Con(name, _) if !cons.contains(&name) => cons.push(name),
                Test::Word(word) if !words.contains(&word) => words.push(word),
                _ => {}
            }
        }
        self.copies = self.copies.saturating_sub((default.len() * (cons.len() + words.len())) as u32);
        let scrutinee = Expr::Local(local);
        if !words.is_empty() {
            let mut alts = Vec::with_capacity(words.len());
            for word in words {
                let branch = self.branch(&rows, local, |test| matches!(test, Test::Word(w) if *w == word), &[]);
                alts.push((word, self.rows(branch, labels, fail)));
            }
            let default = self.rows(default, labels, fail);
            return Expr::case(scrutinee, local, Alts::Word(alts), Some(default));
        }
        let sources = self.sources;
        let mut total = usize::MAX;
        let mut alts = Vec::with_capacity(cons.len());
        for name in cons {
            let Some((data, tag)) = sources.env.constructor(name) else { continue };
            total = data.constructors.len();
            let arity = data.constructors.get(tag).map_or(0, |c| c.fields.len());
            let fields: Vec<Local> = (0..arity).map(|_| self.local()).collect();
            let branch = self.branch(&rows, local, |test| matches!(test, Test::Con(n, _) if *n == name), &fields);
            alts.push((tag as u16, fields, self.rows(branch, labels, fail)));
        }
        let default = (alts.len() < total).then(|| self.rows(default, labels, fail));
        Expr::case(scrutinee, local, Alts::Con(alts, total), default)
    }

    /// The rows that go on in one branch, with the test replaced by the fields' patterns.
    fn branch(
        &self,
        rows: &[Row<'e>],
        local: Local,
        chosen: impl Fn(&Test<'e>) -> bool,
        fields: &[Local],
    ) -> Vec<Row<'e>> {
        let mut branch = Vec::new();
        for row in rows {
            let test = self.next_test(row, local);
            if chosen(&test) {
                let mut row = row.clone();
                row.pats.pop();
                if let Test::Con(_, pats) = test {
                    row.pats.extend(fields.iter().copied().zip(pats).rev());
                }
                branch.push(row);
            } else if matches!(test, Test::Pass | Test::Equal(_)) {
                branch.push(row.clone());
            }
        }
        branch
    }

    /// Tests the first row's literal with an equality primitive.
    fn equal(
        &mut self,
        mut rows: Vec<Row<'e>>,
        local: Local,
        literal: &Literal,
        labels: &[Label],
        fail: Label,
    ) -> Expr {
        let wired = self.linker.wired;
        let word = self.literal(literal);
        let args = vec![Expr::Local(local), Expr::Const(word)];
        let condition = match literal {
            Literal::Str(_) => {
                let head = crate::core::compile::link::Head::Prim(wired.eq_string);
                let global = self.linker.global(head, &[], self.code, self.heap);
                Expr::App(Box::new(Expr::Global(global)), args)
            }
            Literal::Double(_) | Literal::Frac(_) => Expr::Prim(wired.eq_double, args),
            Literal::Int(_) => Expr::Prim(wired.eq_int, args),
            Literal::Num(_) | Literal::Integer(_) | Literal::Char(_) => Expr::Prim(wired.eq_integer, args),
        };
        let next = self.label();
        let later = rows.split_off(1);
        if let Some(first) = rows.first_mut() {
            first.pats.pop();
        }
        let yes = self.rows(rows, labels, next);
        let no = self.jump(next, Vec::new());
        let binder = self.local();
        let alts = Alts::Con(vec![(1, Vec::new(), yes), (0, Vec::new(), no)], 2);
        let test = Expr::case(condition, binder, alts, None);
        let later = self.rows(later, labels, fail);
        self.join(next, Vec::new(), later, test)
    }
}

/// What is put around the tests that follow.
enum Wrapper {
    Force(Local),
    Let(Local, Expr),
}

#[derive(Default)]
struct Wrappers(Vec<Wrapper>);

impl Wrappers {
    fn wrap(self, lower: &mut Lower<'_, '_>, mut expr: Expr) -> Expr {
        let _ = &lower;
        for wrapper in self.0.into_iter().rev() {
            expr = match wrapper {
                Wrapper::Force(local) => Expr::case(Expr::Local(local), local, Alts::Word(Vec::new()), Some(expr)),
                Wrapper::Let(local, value) => Expr::Let(vec![(local, value)], Box::new(expr)),
            };
        }
        expr
    }
}

/// Bindings around a body; one scrutinee that is looked at first is not suspended at all.
fn wrap(mut binds: Vec<(Local, Expr)>, body: Expr) -> Expr {
    if binds.is_empty() {
        return body;
    }
    let last = binds.len() - 1;
    if let Some((local, _)) = binds.first()
        && let Some(slot) = scrutinised(&body, *local)
        && slot
    {
        let (local, value) = binds.remove(0);
        let body = if last == 0 { body } else { Expr::Let(binds, Box::new(body)) };
        return Expr::case(value, local, Alts::Word(Vec::new()), Some(body));
    }
    binds.into_iter().rev().fold(body, |body, bind| Expr::Let(vec![bind], Box::new(body)))
}

/// Is `local` the first thing that `body` evaluates?
fn scrutinised(body: &Expr, local: Local) -> Option<bool> {
    match body {
        Expr::Join(join) => scrutinised(&join.scope, local),
        Expr::Case(case) => Some(matches!(case.scrutinee, Expr::Local(l) if l == local)),
        _ => None,
    }
}

/// The variables of a pattern in the order in which matching binds them.
fn variables(pat: &Pat, names: &mut Vec<Name>) {
    match pat {
        Pat::Wild | Pat::Lit(_) => {}
        Pat::Var(name) => names.push(*name),
        Pat::As(name, pat) => {
            names.push(*name);
            variables(pat, names);
        }
        Pat::Con(_, pats) => pats.iter().for_each(|pat| variables(pat, names)),
        Pat::Bang(pat) | Pat::Lazy(pat) | Pat::View(_, pat) | Pat::Ann(pat, _) => variables(pat, names),
    }
}

/// Does the pattern match whatever it is?
fn irrefutable(pat: &Pat) -> bool {
    match pat {
        Pat::Wild | Pat::Var(_) | Pat::Lazy(_) => true,
        Pat::As(_, pat) | Pat::Bang(pat) | Pat::Ann(pat, _) => irrefutable(pat),
        Pat::Con(..) | Pat::Lit(_) | Pat::View(..) => false,
    }
}
