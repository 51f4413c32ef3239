//! Patterns: checked against the type of what they match; their variables come into scope.

use crate::core::infer::state::{Infer, Local, placeholder};
use crate::core::name::Name;
use crate::core::term::{Literal, Pat, Term};
use crate::core::ty::Type;

impl Infer<'_> {
    /// Checks `pat` against `ty` and brings its variables into scope.
    pub(super) fn pattern(&mut self, pat: &mut Pat, ty: &Type) {
        let mut next = self.pattern_step(pat, ty.clone());
        while let Some((pat, ty)) = next {
            next = self.pattern_step(pat, ty);
        }
    }

    fn pattern_step<'p>(&mut self, pat: &'p mut Pat, ty: Type) -> Option<(&'p mut Pat, Type)> {
        match pat {
            Pat::Wild => None,
            Pat::Var(name) => {
                self.locals.push((*name, Local::Mono(ty)));
                None
            }
            Pat::As(name, inner) => {
                self.locals.push((*name, Local::Mono(ty.clone())));
                Some((inner, ty))
            }
            Pat::Bang(inner) | Pat::Lazy(inner) => Some((inner, ty)),
            Pat::Con(name, args) => self.constructor_pattern(*name, args, &ty),
            Pat::Lit(_) => {
                self.literal_pattern(pat, &ty);
                None
            }
            Pat::View(view, inner) => {
                let result = self.fresh();
                self.check(view, &Type::fun(ty, result.clone()));
                Some((inner, result))
            }
            Pat::Ann(inner, annotation) => {
                let annotation = self.convert(annotation);
                self.expect(&ty, &annotation);
                let inner = std::mem::replace(&mut **inner, Pat::Wild);
                *pat = inner;
                Some((pat, annotation))
            }
        }
    }

    fn constructor_pattern<'p>(&mut self, name: Name, args: &'p mut [Pat], ty: &Type) -> Option<(&'p mut Pat, Type)> {
        let mut fields = Vec::with_capacity(args.len());
        if let Some(scheme) = self.constructor(name) {
            let (own, existential) = self.constructor_vars(name, &scheme.vars);
            let (mut rest, _) = self.instantiate(&scheme, &own);
            for _ in 0..args.len() {
                let Some((from, to)) = rest.as_fun().map(|(from, to)| (from.clone(), to.clone())) else { break };
                fields.push(from);
                rest = to;
            }
            if rest.as_fun().is_some() || fields.len() < args.len() {
                let takes = scheme.ty.uncurry().0.len();
                self.error(format!(
                    "the constructor `{}` takes {takes} arguments, but is given {}",
                    name.base(),
                    args.len()
                ));
                rest = rest.uncurry().1.clone();
            }
            let fits = if existential { self.refine(ty, &rest) } else { self.unify(ty, &rest) };
            if fits.is_err() {
                self.expect(ty, &rest);
            }
        }
        fields.resize_with(args.len(), || self.fresh_unknown());
        let last = args.len().checked_sub(1)?;
        for (arg, field) in args.iter_mut().zip(&fields).take(last) {
            self.pattern(arg, field);
        }
        Some((args.last_mut()?, fields.pop()?))
    }

    /// Fresh types for the variables of a constructor in a pattern: existential ones are not understood (their
    /// constraints are not kept). Whether its result refines the type that is matched.
    fn constructor_vars(&mut self, name: Name, vars: &[Name]) -> (Vec<Type>, bool) {
        let Some((data, tag)) = self.world.constructor(name) else { return (Vec::new(), false) };
        let refines = data.constructors.get(tag).is_some_and(|constructor| constructor.result.is_some());
        let params = if refines { &[] } else { &data.params[..] };
        let types = vars.iter().map(|var| if params.contains(var) { self.fresh() } else { self.fresh_unknown() });
        (types.collect(), refines)
    }

    /// An overloaded literal becomes `Ann (View (== placeholder) literal) placeholder`, which the last pass
    /// turns into a plain literal at primitive types.
    fn literal_pattern(&mut self, pat: &mut Pat, ty: &Type) {
        let Pat::Lit(literal) = pat else { return };
        let class = match literal {
            Literal::Num(_) => self.names.num,
            Literal::Frac(_) => self.names.fractional,
            _ => {
                let found = self.literal_type(literal);
                return self.expect(ty, &found);
            }
        };
        let known = self.shallow(ty);
        if let Type::Con(name) = known
            && let Some(resolved) = self.resolve_literal(literal, name)
        {
            *literal = resolved;
            return;
        }
        if self.world.class(class).is_none() {
            return self.forget(ty);
        }
        let equal = self.want(self.names.eq, known.clone());
        let id = self.want_here(class, known);
        let Term::TypeApp(_, number) = placeholder(id) else { return };
        let literal = std::mem::replace(pat, Pat::Wild);
        *pat = Pat::Ann(Box::new(Pat::View(Box::new(equal), Box::new(literal))), number);
    }
}
