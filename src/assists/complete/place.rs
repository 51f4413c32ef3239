//! The place of a caret in an expression: what is in scope there, and which type is wanted.
//!
//! The word at the caret is replaced by a mark, a name that nothing defines, and the declaration is read again. Where
//! the mark comes out as an unknown variable, the caret is in an expression; there the mark becomes a function of all
//! local variables, and its inferred type says what they are and what is wanted. An open bracket before the caret is
//! closed for that.

use crate::analysis::Snapshot;
use crate::core::env::Env;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::{Alt, Bind, Match, Pat, Term, visit};
use crate::core::ty::Type;
use crate::text::{Offset, Span};

/// What stands at the caret while it is looked at.
const MARK: &str = "caret'here";

/// A caret in an expression.
pub struct Place {
    /// The declaration with the mark at the caret.
    pub(super) snapshot: Snapshot,
    /// The declaration's text without the word at the caret, before it and behind it.
    pub(super) around: (String, String),
    /// The function around the caret.
    pub(super) function: Name,
    /// The function; the hole takes the local variables.
    pub(super) term: Term,
    /// Local variables and their types, outermost first.
    pub(super) locals: Vec<(Name, Type)>,
    /// What is wanted.
    pub(super) wanted: Type,
    /// The function is well typed apart from the hole.
    pub(super) sound: bool,
    /// The value at the caret is the function's result.
    pub(super) tail: bool,
    /// For a caret that is the whole body of one equation over plain variables: these variables.
    pub(super) whole: Option<Vec<Name>>,
}

/// The word that the caret touches, as far as it stands before the caret, and its rest behind it. The word may be
/// qualified.
pub fn word(text: &str, caret: Offset) -> (Span, Span) {
    let before = text.get(..caret).unwrap_or("");
    let part = |text: &str| text.len() - text.trim_end_matches(is_word).len();
    let mut start = caret - part(before);
    while let Some(module) = text[..start].strip_suffix('.') {
        let length = part(module);
        let module_start = module.len() - length;
        if !module[module_start..].starts_with(char::is_uppercase) {
            break;
        }
        start = module_start;
    }
    let behind = text.get(caret..).unwrap_or("");
    let end = caret + behind.find(|c| !is_word(c)).unwrap_or(behind.len());
    (Span::new(start, caret), Span::new(caret, end))
}

/// Can it be part of a name?
pub(in crate::assists) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

impl Place {
    /// The place of the caret in the declaration `text` inside of the file `whole`; None when no expression is there.
    pub fn at(whole: &Snapshot, text: &str, caret: Offset) -> Option<Place> {
        let (word, rest) = word(text, caret);
        if text[word.start..word.end].starts_with(|c: char| c.is_numeric()) {
            return None;
        }
        let (before, behind) = (&text[..word.start], &text[rest.end..]);
        let attempt = |behind: &str| {
            let snapshot = Snapshot::piece(whole, &format!("{before}{MARK}{behind}"));
            Place::find(snapshot, (before.to_owned(), behind.to_owned()))
        };
        attempt(behind).or_else(|| {
            let closing = closing(before);
            if closing.is_empty() { None } else { attempt(&format!("{closing}{behind}")) }
        })
    }

    /// Looks for the mark.
    fn find(snapshot: Snapshot, around: (String, String)) -> Option<Place> {
        let mark = Name::new(MARK);
        let bind = snapshot.lowered().module.binds.iter().find(|bind| {
            let mut found = false;
            visit(&bind.term, &mut |term| found |= matches!(term, Term::Global(name) if *name == mark));
            found
        })?;
        let (function, declared) = (bind.name, bind.scheme.clone());
        let mut marker = Marker { mark, scope: Vec::new(), found: None };
        let term = marker.term(&bind.term, true);
        let (names, tail) = marker.found?;
        let env = snapshot.env();
        let inferred = infer::expr(&term, declared.as_ref(), &[], env, Defaulting::Standard);
        let (_, ty) = inferred.holes.iter().find(|(name, _)| *name == mark)?;
        let rigid: &[Name] = declared.as_ref().map_or(&[], |scheme| &scheme.vars);
        let (locals, wanted) = apart(&flexible(ty, rigid), &names, env)?;
        let whole = whole_body(&term, mark);
        let sound = inferred.errors.is_empty();
        Some(Place { around, function, term, locals, wanted, sound, tail, whole, snapshot })
    }

    /// The hole's name in the term.
    pub(super) fn hole() -> Name {
        Name::new(MARK)
    }

    /// The declaration with `text` at the caret.
    pub(super) fn filled(&self, text: &str) -> Snapshot {
        self.snapshot.with_text(format!("{}{text}{}", self.around.0, self.around.1))
    }
}

/// The type with flexible variables for those that no signature speaks of.
pub(in crate::assists) fn flexible(ty: &Type, rigid: &[Name]) -> Type {
    let mut vars = Vec::new();
    ty.vars(&mut vars);
    vars.retain(|var| !rigid.contains(var));
    let flexible = |name: Name| {
        let at = vars.iter().position(|var| *var == name)?;
        Some(Type::Var(Name::new(&format!("?{at}"))))
    };
    ty.subst(&flexible)
}

/// Types of the locals and of what is wanted.
pub(in crate::assists) fn apart(ty: &Type, names: &[Name], env: &Env) -> Option<(Vec<(Name, Type)>, Type)> {
    let mut rest = infer::expand(ty, env);
    let mut locals = Vec::with_capacity(names.len());
    for name in names {
        let (local, result) = rest.as_fun()?;
        locals.push((*name, local.clone()));
        rest = result.clone();
    }
    Some((locals, rest))
}

/// The parameters, if the hole is all that the function does with them.
fn whole_body(term: &Term, mark: Name) -> Option<Vec<Name>> {
    let is_hole = |term: &Term| match term {
        Term::Hole(name) => *name == mark,
        Term::App(head, _) => **head == Term::Hole(mark),
        _ => false,
    };
    match term {
        Term::Lam(params, body) if is_hole(body) => Some(params.clone()),
        term if is_hole(term) => Some(Vec::new()),
        _ => None,
    }
}

/// Replaces the mark by the hole, applied to what is in scope.
struct Marker {
    mark: Name,
    scope: Vec<Name>,
    found: Option<(Vec<Name>, bool)>,
}

impl Marker {
    /// The variables that the user can write, the innermost of each name.
    fn visible(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for name in &self.scope {
            if name.as_str().starts_with(|c: char| c.is_lowercase()) && name.as_str().chars().all(is_word) {
                names.retain(|known| known != name);
                names.push(*name);
            }
        }
        names
    }

    fn all(&mut self, terms: &[Term]) -> Vec<Term> {
        terms.iter().map(|term| self.term(term, false)).collect()
    }

    fn within<T>(&mut self, names: impl IntoIterator<Item = Name>, f: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.scope.len();
        self.scope.extend(names);
        let result = f(self);
        self.scope.truncate(mark);
        result
    }

    /// `tail`: the value of the term is the function's result.
    fn term(&mut self, term: &Term, tail: bool) -> Term {
        match term {
            Term::Global(name) if *name == self.mark && self.found.is_none() => {
                let names = self.visible();
                let hole = Term::app(Term::Hole(self.mark), names.iter().map(|name| Term::Var(*name)).collect());
                self.found = Some((names, tail));
                hole
            }
            Term::App(head, args) => {
                let head = self.term(head, false);
                Term::app(head, self.all(args))
            }
            Term::Lam(params, body) => {
                let body = self.within(params.iter().copied(), |this| this.term(body, tail));
                Term::Lam(params.clone(), Box::new(body))
            }
            Term::Let(binds, body) => self.within(binds.iter().map(|bind| bind.name), |this| {
                let bound = |bind: &Bind| Bind { term: this.term(&bind.term, false), ..bind.clone() };
                let binds = binds.iter().map(bound).collect();
                Term::Let(binds, Box::new(this.term(body, tail)))
            }),
            Term::Match(m) => {
                let scrutinees = self.all(&m.scrutinees);
                let alt = |alt: &Alt| {
                    let mut names = Vec::new();
                    alt.pats.iter().for_each(|pat| variables(pat, &mut names));
                    let body = self.within(names, |this| this.term(&alt.body, tail));
                    Alt { pats: alt.pats.clone(), body }
                };
                let alts = m.alts.iter().map(alt).collect();
                Term::Match(Box::new(Match { scrutinees, alts, otherwise: m.otherwise.clone() }))
            }
            Term::Ann(inner, scheme) => Term::Ann(Box::new(self.term(inner, tail)), scheme.clone()),
            Term::TypeApp(inner, ty) => Term::TypeApp(Box::new(self.term(inner, false)), ty.clone()),
            leaf => leaf.clone(),
        }
    }
}

/// The variables that a pattern binds.
pub(in crate::assists) fn variables(pat: &Pat, into: &mut Vec<Name>) {
    match pat {
        Pat::Var(name) => into.push(*name),
        Pat::As(name, pat) => {
            into.push(*name);
            variables(pat, into);
        }
        Pat::Con(_, pats) => pats.iter().for_each(|pat| variables(pat, into)),
        Pat::Bang(pat) | Pat::Lazy(pat) | Pat::View(_, pat) | Pat::Ann(pat, _) => variables(pat, into),
        Pat::Wild | Pat::Lit(_) => {}
    }
}

/// The brackets that are open behind `text`, closed; strings and comments are not looked into closely.
fn closing(text: &str) -> String {
    let mut open = Vec::new();
    let mut string = false;
    // Earlier declarations and lines of comments have nothing to do with it.
    for line in text.lines().filter(|line| !line.trim_start().starts_with("--")) {
        string = false;
        let mut before = ' ';
        for c in line.chars() {
            match c {
                '"' if before != '\\' && before != '\'' => string = !string,
                '(' if !string => open.push(')'),
                '[' if !string => open.push(']'),
                '{' if !string => open.push('}'),
                ')' | ']' | '}' if !string => drop(open.pop()),
                _ => {}
            }
            before = c;
        }
    }
    if string {
        return String::new();
    }
    open.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{closing, word};

    #[test]
    fn words_before_the_caret_may_be_qualified() {
        let at = |marked: &str| {
            let (before, behind) = marked.split_once('‸').unwrap();
            let text = format!("{before}{behind}");
            let (word, rest) = word(&text, before.len());
            (word.of(&text).to_owned(), rest.of(&text).to_owned())
        };
        for (text, expected, rest) in [
            ("f = ma‸p x", "ma", "p"),
            ("f = Data.Map.fr‸", "Data.Map.fr", ""),
            ("f = Map.‸", "Map.", ""),
            ("f = x.fr‸", "fr", ""),
            ("f = ‸", "", ""),
            ("é‸", "é", ""),
        ] {
            assert_eq!(at(text), (expected.to_owned(), rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn open_brackets_are_closed() {
        assert_eq!(closing("f x = map (\\y -> [y, (\"(\", "), ")])");
        assert_eq!(closing("-- (\nf = (1)"), "");
        assert_eq!(closing("f = \"("), "");
    }
}
