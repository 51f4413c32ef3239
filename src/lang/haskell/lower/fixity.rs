//! Infix chains: the tree nests them blindly, here they are nested by fixity (Haskell 2010, §10.6).

use crate::core::decl::{Associativity, Fixity};

/// What a flattened chain consists of.
pub(in crate::lang::haskell) enum Token<O, T> {
    /// An operand.
    Operand(T),
    /// An operator and how it binds; `None` when that is not known.
    Operator(O, Option<Fixity>),
    /// Prefix negation.
    Minus,
}

/// Builds the results of [`resolve`].
pub(in crate::lang::haskell) trait Builder<O, T> {
    /// `left op right`
    fn binary(&mut self, op: O, left: T, right: T) -> T;
    /// `- operand`
    fn negate(&mut self, operand: T) -> T;
}

/// Prefix minus binds like the infix one.
const MINUS: Fixity = Fixity { precedence: 6, associativity: Associativity::Left };

/// Pending on the stack: an operator with its left operand, or a minus.
enum Pending<O, T> {
    Binary(O, Fixity, T),
    Minus,
}

/// Nests a chain. The error says why it has no meaning, or none that can be known.
pub(in crate::lang::haskell) fn resolve<O, T>(
    tokens: Vec<Token<O, T>>,
    build: &mut impl Builder<O, T>,
) -> Result<T, &'static str> {
    let operators = tokens.iter().filter(|token| !matches!(token, Token::Operand(_))).count();
    let mut stack: Vec<Pending<O, T>> = Vec::new();
    let mut current: Option<T> = None;
    for token in tokens {
        match token {
            Token::Operand(operand) if current.is_none() => current = Some(operand),
            Token::Operand(_) => return Err("two operands without an operator"),
            Token::Minus if current.is_none() => {
                let fits = match stack.last() {
                    Some(Pending::Binary(_, fixity, _)) => fixity.precedence < MINUS.precedence,
                    Some(Pending::Minus) => false,
                    None => true,
                };
                if !fits {
                    return Err("a prefix minus beside an operator that binds as tightly");
                }
                stack.push(Pending::Minus);
            }
            Token::Minus => return Err("a prefix minus behind an operand"),
            Token::Operator(op, fixity) => {
                let fixity = match fixity {
                    Some(fixity) => fixity,
                    None if operators == 1 => Fixity::default(),
                    None => return Err("an operator of unknown fixity among others"),
                };
                let left = current.take().ok_or("an operator without left operand")?;
                let left = reduce(&mut stack, left, Some(fixity), build)?;
                stack.push(Pending::Binary(op, fixity, left));
            }
        }
    }
    let last = current.ok_or("an operator without right operand")?;
    reduce(&mut stack, last, None, build)
}

/// Closes what binds tighter than `next` (everything when there is none).
fn reduce<O, T>(
    stack: &mut Vec<Pending<O, T>>,
    mut right: T,
    next: Option<Fixity>,
    build: &mut impl Builder<O, T>,
) -> Result<T, &'static str> {
    while let Some(top) = stack.last() {
        let fixity = match top {
            Pending::Binary(_, fixity, _) => *fixity,
            Pending::Minus => MINUS,
        };
        if let Some(next) = next {
            if fixity.precedence < next.precedence {
                break;
            }
            if fixity.precedence == next.precedence {
                match (fixity.associativity, next.associativity) {
                    (Associativity::Left, Associativity::Left) => {}
                    (Associativity::Right, Associativity::Right) => break,
                    _ => return Err("operators of one precedence that do not associate"),
                }
            }
        }
        right = match stack.pop() {
            Some(Pending::Binary(op, _, left)) => build.binary(op, left, right),
            Some(Pending::Minus) => build.negate(right),
            None => right,
        };
    }
    Ok(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Show;
    impl Builder<char, String> for Show {
        fn binary(&mut self, op: char, left: String, right: String) -> String {
            format!("({left}{op}{right})")
        }
        fn negate(&mut self, operand: String) -> String {
            format!("(-{operand})")
        }
    }

    fn fixity(op: char) -> Option<Fixity> {
        let (precedence, associativity) = match op {
            '^' => (8, Associativity::Right),
            '*' => (7, Associativity::Left),
            '+' | '-' => (6, Associativity::Left),
            ':' => (5, Associativity::Right),
            '=' => (4, Associativity::None),
            '$' => (0, Associativity::Right),
            _ => return None,
        };
        Some(Fixity { precedence, associativity })
    }

    fn nest(chain: &str) -> Result<String, &'static str> {
        let tokens = chain.chars().map(|c| match c {
            '~' => Token::Minus,
            c if c.is_alphanumeric() => Token::Operand(c.to_string()),
            c => Token::Operator(c, fixity(c)),
        });
        resolve(tokens.collect(), &mut Show)
    }

    #[test]
    fn chains_nest_by_fixity() {
        for (chain, nested) in [
            ("a+b*c", "(a+(b*c))"),
            ("a-b-c", "((a-b)-c)"),
            ("a:b:c", "(a:(b:c))"),
            ("a^b^c*d", "((a^(b^c))*d)"),
            ("~a+b", "((-a)+b)"),
            ("~a*b", "(-(a*b))"),
            ("~a^b", "(-(a^b))"),
            ("a=~b+c", "(a=((-b)+c))"),
            ("f$a:b+c$d", "(f$((a:(b+c))$d))"),
            ("a?b", "(a?b)"),
        ] {
            assert_eq!(nest(chain).as_deref(), Ok(nested), "{chain}");
        }
        for chain in ["a=b=c", "a*~b", "a?b+c", "+a", "a+", "ab", ""] {
            assert!(nest(chain).is_err(), "{chain}");
        }
    }
}
