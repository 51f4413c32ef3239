//! Derived `Enum`, `Bounded` and `Ix`.

use crate::core::decl::Data;
use crate::core::derive::{
    alt, call, conditional, constructor_pattern, field_names, int, lam, matching, string, tag, var,
};
use crate::core::name::Name;
use crate::core::term::{Pat, Term};
use crate::core::ty::tuple_name;

type Methods = Vec<(&'static str, Term)>;

fn is_enumeration(data: &Data) -> bool {
    !data.constructors.is_empty() && data.constructors.iter().all(|constructor| constructor.fields.is_empty())
}

/// The function from numbers to constructors.
fn from_tag(data: &Data) -> Option<Term> {
    let proxy = Term::Con(data.constructors.first()?.name);
    Some(Term::app(Term::Prim(Name::new("fromTag")), vec![proxy]))
}

/// `Enum`
pub(super) fn enumeration(data: &Data) -> Option<Methods> {
    if !is_enumeration(data) {
        return None;
    }
    let from_tag = from_tag(data)?;
    let back = |n: Term| Term::app(from_tag.clone(), vec![n]);
    let backs = |ns: Term| call("Base.map", vec![from_tag.clone(), ns]);
    let last = data.constructors.len() - 1;
    let name = data.name.base();
    let fail = |text: &str| call("Base.error", vec![string(text)]);
    let is = |left: Term, right: Term| call("Base.==", vec![left, right]);

    let succ = conditional(
        is(tag(var("x")), int(last)),
        fail(&format!("succ{{{name}}}: tried to take `succ' of last tag in enumeration")),
        back(call("Base.+", vec![tag(var("x")), int(1)])),
    );
    let pred = conditional(
        is(tag(var("x")), int(0)),
        fail(&format!("pred{{{name}}}: tried to take `pred' of first tag in enumeration")),
        back(call("Base.-", vec![tag(var("x")), int(1)])),
    );
    let inside =
        call("Base.&&", vec![call("Base.>=", vec![var("n"), int(0)]), call("Base.>=", vec![int(last), var("n")])]);
    let message = call(
        "Base.++",
        vec![
            string(&format!("toEnum{{{name}}}: tag (")),
            call(
                "Base.++",
                vec![
                    call("Base.showsPrec", vec![int(0), var("n"), string("")]),
                    string(&format!(") is outside of enumeration's range (0,{last})")),
                ],
            ),
        ],
    );
    let to_enum = conditional(inside, back(var("n")), call("Base.error", vec![message]));
    let (x, y, z) = (tag(var("x")), tag(var("y")), tag(var("z")));
    let limit = conditional(call("Base.>=", vec![y.clone(), x.clone()]), int(last), int(0));
    let then = call("Base.enumFromThenTo", vec![x.clone(), y.clone(), limit]);
    Some(vec![
        ("Base.succ", lam(&["x"], succ)),
        ("Base.pred", lam(&["x"], pred)),
        ("Base.toEnum", lam(&["n"], to_enum)),
        ("Base.fromEnum", lam(&["x"], x.clone())),
        ("Base.enumFrom", lam(&["x"], backs(call("Base.enumFromTo", vec![x.clone(), int(last)])))),
        ("Base.enumFromThen", lam(&["x", "y"], backs(then))),
        ("Base.enumFromTo", lam(&["x", "y"], backs(call("Base.enumFromTo", vec![x.clone(), y.clone()])))),
        ("Base.enumFromThenTo", lam(&["x", "y", "z"], backs(call("Base.enumFromThenTo", vec![x, y, z])))),
    ])
}

/// `Bounded`
pub(super) fn bounds(data: &Data) -> Option<Methods> {
    let (first, last) = (data.constructors.first()?, data.constructors.last()?);
    if !is_enumeration(data) && data.constructors.len() > 1 {
        return None;
    }
    let bound = |name: &str, of: &crate::core::decl::Constructor| {
        Term::app(Term::Con(of.name), of.fields.iter().map(|_| Term::global(name)).collect())
    };
    Some(vec![("Base.minBound", bound("Base.minBound", first)), ("Base.maxBound", bound("Base.maxBound", last))])
}

/// `Ix`, of enumerations and of data with one constructor.
pub(super) fn indices(data: &Data) -> Option<Methods> {
    let couple = |left: Pat, right: Pat| Pat::Con(tuple_name(2), vec![left, right]);
    let pair = |left: Term, right: Term| Term::app(Term::Con(tuple_name(2)), vec![left, right]);
    if is_enumeration(data) {
        let from_tag = from_tag(data)?;
        let (low, high, at) = (tag(var("l")), tag(var("h")), tag(var("i")));
        let bounds = || couple(Pat::Var(Name::new("l")), Pat::Var(Name::new("h")));
        let on = |body: Term| matching(vec![var("b")], vec![alt(vec![bounds()], body)]);
        let all = call("Base.enumFromTo", vec![low.clone(), high.clone()]);
        let within = [call("Base.>=", vec![at.clone(), low.clone()]), call("Base.>=", vec![high, at.clone()])];
        let inside = call("Base.&&", within.to_vec());
        let index = call("Base.-", vec![at, low]);
        let index = conditional(inside.clone(), index, call("Base.error", vec![string("Ix.index: out of range")]));
        return Some(vec![
            ("Base.range", lam(&["b"], on(call("Base.map", vec![from_tag, all])))),
            ("Base.index", lam(&["b", "i"], on(index))),
            ("Base.inRange", lam(&["b", "i"], on(inside))),
        ]);
    }
    let [only] = &data.constructors[..] else { return None };
    let (low, high, at) = (field_names("l", only), field_names("h", only), field_names("i", only));
    let bounds = couple(constructor_pattern(only, &low), constructor_pattern(only, &high));
    let limits = |i: usize| pair(Term::Var(low[i]), Term::Var(high[i]));
    let value = Term::app(Term::Con(only.name), at.iter().map(|name| Term::Var(*name)).collect());
    let mut range = Term::app(Term::Con(Name::new(":")), vec![value, Term::Con(Name::new("[]"))]);
    let (mut index, mut inside) = (int(0), None);
    for i in (0..only.fields.len()).rev() {
        let all = call("Base.range", vec![limits(i)]);
        range = call("Base.listBind", vec![all, Term::Lam(vec![at[i]], Box::new(range))]);
        let here = call("Base.inRange", vec![limits(i), Term::Var(at[i])]);
        inside = Some(match inside {
            None => here,
            Some(rest) => call("Base.&&", vec![here, rest]),
        });
    }
    for i in 0..only.fields.len() {
        let last = call("Base.index", vec![limits(i), Term::Var(high[i])]);
        let size = call("Base.+", vec![last, int(1)]);
        let here = call("Base.index", vec![limits(i), Term::Var(at[i])]);
        index = call("Base.+", vec![call("Base.*", vec![index, size]), here]);
    }
    let inside = inside.unwrap_or_else(|| super::con(crate::core::wired::TRUE));
    let on = |body: Term| {
        let pats = vec![bounds.clone(), constructor_pattern(only, &at)];
        lam(&["b", "i"], matching(vec![var("b"), var("i")], vec![alt(pats, body)]))
    };
    let all = lam(&["b"], matching(vec![var("b")], vec![alt(vec![bounds.clone()], range)]));
    Some(vec![("Base.range", all), ("Base.index", on(index)), ("Base.inRange", on(inside))])
}
