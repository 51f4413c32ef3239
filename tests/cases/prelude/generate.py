#!/usr/bin/env python3
"""Expressions for every name that the library exports, with what GHCi prints for them.

  generate.py MODULE...    writes the pages of these modules (all without argument)
  generate.py composed     writes composed.md: 500 nested expressions by type
  generate.py refresh F... runs the expressions of these pages again and rewrites the answers
  generate.py coverage     compares export lists with GHC's
  generate.py report EXE   names with three expressions, and on how many of all expressions `EXE check` agrees

Everything is seeded. Candidates for a name are drawn by its type from pools with boundaries, infinite and partial
values; those that GHCi rejects or that take long are dropped, and of the rest one of each kind is kept. Needs GHC 9.0.
"""
import os, random, re, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, '../../../grammars/haskell/prelude')

# Module under test, alias (None: unqualified).
MODULES = {
    'Prelude': None, 'Data.List': None, 'Data.Char': None, 'Data.Maybe': None, 'Data.Either': None,
    'Data.Function': None, 'Data.Functor': None, 'Data.Functor.Identity': None, 'Data.Functor.Const': None,
    'Data.Functor.Compose': None, 'Data.Foldable': None, 'Data.Traversable': None, 'Data.Ord': None,
    'Data.Tuple': None, 'Data.Bifunctor': None, 'Data.Monoid': None, 'Data.Semigroup': None, 'Data.Bool': None,
    'Data.String': None, 'Data.Ratio': None, 'Control.Monad': None, 'Control.Applicative': None, 'Text.Read': None,
    'Data.Ix': None, 'Data.List.NonEmpty': 'N', 'Data.Map': 'M', 'Data.Map.Strict': 'MS', 'Data.Set': 'S',
    'Data.Text': 'T', 'Data.Bits': None, 'Numeric': None, 'Data.IntMap': 'IM', 'Data.IntMap.Strict': 'IMS',
    'Data.IntSet': 'IS', 'Data.Sequence': 'Q', 'Control.Monad.Trans.State': None,
    'Control.Monad.Trans.State.Strict': None, 'Control.Monad.Trans.Reader': None, 'Control.Monad.Trans.Writer': None,
    'Control.Monad.Trans.Writer.Strict': None, 'Control.Monad.Trans.Maybe': None, 'Control.Monad.Trans.Except': None,
    'Control.Monad.State': None, 'Control.Monad.Reader': None, 'Control.Monad.Writer': None,
    'Control.Monad.Except': None, 'Control.Monad.State.Strict': None, 'Control.Monad.Writer.Strict': None,
    'Control.Monad.RWS': None, 'Control.Monad.RWS.Strict': None,
}
# Modules whose values have no text of their own: their pages are written by hand (`refresh` fills in the answers).
BY_HAND = {m for m in MODULES if m.startswith('Control.Monad.') }
# Aliases that values are written with.
HELPERS = {
    'M': 'Data.Map', 'MS': 'Data.Map.Strict', 'S': 'Data.Set', 'T': 'Data.Text', 'N': 'Data.List.NonEmpty',
    'Mo': 'Data.Monoid', 'Se': 'Data.Semigroup', 'Id': 'Data.Functor.Identity', 'Co': 'Data.Functor.Const',
    'IM': 'Data.IntMap', 'IMS': 'Data.IntMap.Strict', 'IS': 'Data.IntSet', 'Q': 'Data.Sequence', 'Or': 'Data.Ord', 'Ra': 'Data.Ratio', 'Ap': 'Control.Applicative', 'Ch': 'Data.Char', 'Cp': 'Data.Functor.Compose',
}
# Names whose meaning is an effect, or that belong to parsers that the library does not have.
EFFECTS = set('''getChar getLine getContents interact readFile writeFile appendFile readIO readLn ioError userError
  lift readP_to_Prec readPrec_to_P unpackCString# showTree showTreeWith valid splitRoot some many some1 forever
  readPrec_to_S readS_to_Prec step reset prec get look +++ <++ pfail choice lexP expectP parens readListDefault
  readListPrecDefault readListPrec readPrec minPrec absurd vacuous fix trace Bin Tip Nil Seq fromArray
  liftCallCC liftCallCC' liftCatch liftListen liftPass mfix liftIO unsafeIndex unsafeRangeSize unstableSortBy
  unstableSortOn'''.split())
# Outside of what a function promises (a list in ascending order that is none, the digits of a negative number), where
# GHC's answer is an accident.
ACCIDENTS = re.compile(r'I(M|MS|S)\.from(Distinct)?Asc')


# ---- Types ----

TOKEN = re.compile(r'\s*(->|=>|::|\(|\)|\[|\]|,|\{|\}|@?[A-Za-z_][\w\'.]*|!|\*|~|\.)')


def tokens(text):
    out, at = [], 0
    text = text.strip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise ValueError(text)
        out.append(m.group(1))
        at = m.end()
    return out


class Parser:
    def __init__(self, text):
        self.t, self.i = tokens(text), 0

    def peek(self):
        return self.t[self.i] if self.i < len(self.t) else None

    def take(self):
        self.i += 1
        return self.t[self.i - 1]

    def scheme(self):
        if self.peek() == 'forall':
            while self.take() != '.':
                pass
        start = self.i
        depth, context = 0, None
        for j in range(start, len(self.t)):
            if self.t[j] in '([':
                depth += 1
            elif self.t[j] in ')]':
                depth -= 1
            elif self.t[j] == '=>' and depth == 0:
                context = self.t[start:j]
                self.i = j + 1
                break
        preds = []
        if context:
            if context[0] == '(':
                context = context[1:-1]
            part = []
            for tok in context + [',']:
                if tok == ',':
                    if len(part) == 2:
                        preds.append((part[0].split('.')[-1], part[1]))
                    part = []
                else:
                    part.append(tok)
        return preds, self.type()

    def type(self):
        left = self.app()
        if self.peek() == '->':
            self.take()
            return ('->', left, self.type())
        return left

    def app(self):
        head = self.atom()
        args = []
        while self.peek() not in (None, '->', ')', ']', ',', '=>', '}'):
            args.append(self.atom())
        for a in args:
            head = ('@', head, a)
        return head

    def atom(self):
        tok = self.take()
        if tok == '!':
            return self.atom()
        if tok == '(':
            if self.peek() == ')':
                self.take()
                return ('c', '()')
            if self.peek() == ',':
                n = 1
                while self.take() == ',':
                    n += 1
                return ('c', '(' + ',' * (n - 1) + ')')
            if self.peek() == '->':
                self.take(); self.take()
                return ('c', '->')
            items = [self.type()]
            while self.peek() == ',':
                self.take()
                items.append(self.type())
            self.take()
            if len(items) == 1:
                return items[0]
            head = ('c', '(' + ',' * (len(items) - 1) + ')')
            for i in items:
                head = ('@', head, i)
            return head
        if tok == '[':
            if self.peek() == ']':
                self.take()
                return ('c', '[]')
            inner = self.type()
            self.take()
            return ('@', ('c', '[]'), inner)
        base = tok.split('.')[-1]
        return ('c', base) if base[0].isupper() else ('v', base)


SYNONYMS = {'String': ('@', ('c', '[]'), ('c', 'Char')), 'ShowS': None, 'ReadS': None, 'Rational': ('@', ('c', 'Ratio'), ('c', 'Integer')),
            'Key': ('c', 'Int')}


def expand(t):
    if t[0] == 'c':
        if t[1] == 'ShowS':
            return ('->', SYNONYMS['String'], SYNONYMS['String'])
        return SYNONYMS.get(t[1]) or t
    if t[0] == '@':
        if t[1] == ('c', 'ReadS'):
            pair = ('@', ('@', ('c', '(,)'), expand(t[2])), SYNONYMS['String'])
            return ('->', SYNONYMS['String'], ('@', ('c', '[]'), pair))
        return ('@', expand(t[1]), expand(t[2]))
    if t[0] == '->':
        return ('->', expand(t[1]), expand(t[2]))
    return t


def subst(t, s):
    if t[0] == 'v':
        return s.get(t[1], t)
    if t[0] == 'c':
        return t
    if t[0] == '@':
        f, x = subst(t[1], s), subst(t[2], s)
        if f == ('@', ('c', '->'), f[2] if f[0] == '@' else None):
            return ('->', f[2], x)
        return ('@', f, x)
    return ('->', subst(t[1], s), subst(t[2], s))


def variables(t):
    if t[0] == 'v':
        return {t[1]}
    if t[0] == 'c':
        return set()
    return variables(t[1]) | variables(t[2])


def spine(t):
    args = []
    while t[0] == '@':
        args.insert(0, t[2])
        t = t[1]
    return t, args


def arguments(t):
    args = []
    while t[0] == '->':
        args.append(t[1])
        t = t[2]
    return args, t


def show_type(t, p=0):
    if t[0] == '->':
        s = show_type(t[1], 1) + ' -> ' + show_type(t[2])
        return '(' + s + ')' if p else s
    head, args = spine(t)
    name = head[1]
    if name == '[]' and len(args) == 1:
        return 'String' if args[0] == ('c', 'Char') else '[' + show_type(args[0]) + ']'
    if name.startswith('(,') and len(args) == name.count(',') + 1:
        return '(' + ', '.join(show_type(a) for a in args) + ')'
    name = QUALIFIED.get(name, name)
    if not args:
        return name
    s = ' '.join([name] + [show_type(a, 2) for a in args])
    return '(' + s + ')' if p == 2 else s


QUALIFIED = {'IntMap': 'IM.IntMap', 'IntSet': 'IS.IntSet', 'Seq': 'Q.Seq', 'Map': 'M.Map', 'Set': 'S.Set', 'Text': 'T.Text', 'NonEmpty': 'N.NonEmpty', 'Sum': 'Mo.Sum',
             'Product': 'Mo.Product', 'Identity': 'Id.Identity', 'Const': 'Co.Const', 'Down': 'Or.Down',
             'Ratio': 'Ra.Ratio', 'Min': 'Se.Min', 'Max': 'Se.Max', 'Any': 'Mo.Any', 'All': 'Mo.All', 'Dual': 'Mo.Dual',
             'ZipList': 'Ap.ZipList', 'GeneralCategory': 'Ch.GeneralCategory', 'Compose': 'Cp.Compose'}

INT, CHAR, BOOL, DOUBLE = ('c', 'Int'), ('c', 'Char'), ('c', 'Bool'), ('c', 'Double')
LIST = ('c', '[]')


def list_of(t):
    return ('@', LIST, t)


STRING = list_of(CHAR)
NUMERIC = {'Num', 'Real', 'Integral', 'Enum', 'Bits', 'Ix'}
FRACTIONAL = {'Fractional', 'Floating', 'RealFrac', 'RealFloat'}


def choices(preds):
    """Types for a variable under these classes."""
    p = set(preds)
    if p & FRACTIONAL:
        return [DOUBLE]
    if p & {'Alternative', 'MonadPlus'}:
        return [LIST, ('c', 'Maybe')]
    if 'MonadFail' in p:
        return [('c', 'Maybe'), LIST]
    if p & {'Functor', 'Applicative', 'Monad'} and not p & {'Foldable', 'Traversable'}:
        return [('c', 'Maybe'), LIST, ('@', ('c', 'Either'), STRING), ('c', 'Identity')]
    if p & {'Foldable', 'Traversable'}:
        return [LIST, LIST, ('c', 'Maybe'), ('@', ('c', 'Map'), INT), ('@', ('c', 'Either'), CHAR)]
    if 'Bifunctor' in p:
        return [('c', '(,)'), ('c', 'Either')]
    if 'IsString' in p:
        return [STRING, ('c', 'Text')]
    if p & {'Semigroup', 'Monoid'}:
        return [STRING, list_of(INT), ('c', 'Ordering')] if 'Ord' not in p else [STRING]
    if 'FiniteBits' in p:
        return [INT]
    if p & {'Num', 'Real', 'Integral', 'Bits'}:
        return [INT, ('c', 'Integer')]
    if 'Bounded' in p:
        return [BOOL, CHAR, ('c', 'Ordering'), INT]
    if p & {'Enum', 'Ix'}:
        return [INT, CHAR, BOOL]
    return [INT, INT, CHAR, BOOL]


def kinds(t, found, arity=0):
    """Variables that are applied to arguments."""
    if t[0] == '@':
        kinds(t[1], found, arity + 1)
        kinds(t[2], found)
    elif t[0] == '->':
        kinds(t[1], found)
        kinds(t[2], found)
    elif t[0] == 'v' and arity:
        found[t[1]] = max(arity, found.get(t[1], 0))


def instantiate(rng, preds, t):
    applied = {}
    kinds(t, applied)
    s = {}
    for v in sorted(variables(t)):
        classes = [c for c, w in preds if w == v]
        if v in applied and not classes:
            classes = ['Functor'] if applied[v] == 1 else ['Bifunctor']
        s[v] = rng.choice(choices(classes))
    return subst(t, s)


# ---- Values ----

class Drawn:
    """An expression and what is special about it."""

    def __init__(self):
        self.infinite = self.partial = self.boundary = False


def literal(rng, name, d):
    if name == 'Int' or name == 'Integer' or name == 'Word' or name == 'i' or name == 'Natural':
        v = rng.choice(['0', '1', '2', '3', '3', '4', '5', '7', '10', '12', '-1', '-3', '2'])
        if v in ('0', '-1', '-3'):
            d.boundary = True
        if name == 'Integer' and rng.random() < 0.15:
            v = '123456789012345678901'
        return '(' + v + ')' if v.startswith('-') else v
    if name in ('Double', 'Float'):
        v = rng.choice(['0', '1.5', '2', '0.1', '10', '-2.5', '-0.5', '3.75', '1e10', '(1 / 0)', '100.25'])
        if v in ('0', '(1 / 0)'):
            d.boundary = True
        return '(' + v + ')' if v.startswith('-') else v
    if name == 'Char':
        return rng.choice(["'a'", "'b'", "'Z'", "'0'", "'9'", "' '", "'x'", "'\\n'", "'\\233'", "'_'", "'M'"])
    if name == 'Bool':
        return rng.choice(['True', 'False'])
    if name == 'Ordering':
        return rng.choice(['LT', 'EQ', 'GT'])
    if name == '()':
        return '()'
    if name == 'GeneralCategory':
        return rng.choice(['Ch.UppercaseLetter', 'Ch.Space', 'Ch.NotAssigned'])
    return None


TEXTS = ['""', '"a"', '"abc"', '"hello world"', '"Hello, World!"', '"a,b,,c"', '"  two  spaces "', '"one\\ntwo\\n\\nthree"',
         '"aabccc"', '"12"', '"3x"', '"Ünï"', '"mississippi"', '"-5"', '"[1,2]"']


def value(rng, t, env, d, depth):
    """An expression of type t, atomic or in parentheses; none when the type is not known."""
    mine = [x for x, ty in env if ty == t]
    if mine and rng.random() < 0.7:
        return rng.choice(mine)
    if t[0] == '->':
        return function(rng, t, env, d, depth)
    head, args = spine(t)
    if head[0] != 'c':
        return None
    name = head[1]
    if not args:
        if mine and name in ('Int', 'Integer'):
            x = rng.choice(mine)
            return rng.choice([x, f'({x} + 1)', f'({x} * 2)'])
        if name == 'IntSet':
            xs = [literal(rng, 'Int', d) for _ in range(rng.choice([0, 1, 3, 5]))]
            d.boundary |= not xs
            return '(IS.fromList [' + ', '.join(xs) + '])'
        if name == 'Text':
            s = rng.choice(TEXTS)
            d.boundary |= s == '""'
            return f'(T.pack {s})'
        if name == 'Ordering' and len(env) > 1 and env[0][1] == env[1][1]:
            return f'(compare {env[0][0]} {env[1][0]})'
        if name == 'Bool' and env:
            x, ty = rng.choice(env)
            if ty in (INT, ('c', 'Integer')):
                return rng.choice([f'(even {x})', f'({x} > 2)', f'({x} /= 3)'])
            if ty == CHAR:
                return rng.choice([f"({x} > 'b')", f"({x} == 'a')", f"({x} /= ' ')"])
            if ty == BOOL:
                return rng.choice([x, f'(not {x})'])
        if name in ('All', 'Any'):
            inner = value(rng, BOOL, env, d, depth)
            return f'(Mo.{name} {inner})'
        return literal(rng, name, d)
    sub = lambda ty: value(rng, ty, env, d, depth - 1)
    if name == '[]':
        return a_list(rng, args[0], env, d, depth)
    if name == 'Maybe':
        if rng.random() < 0.25:
            d.boundary = True
            return 'Nothing'
        x = sub(args[0])
        return x and f'(Just {x})'
    if name == 'Either' and len(args) == 2:
        side = rng.choice([0, 1])
        x = sub(args[side])
        return x and f"({['Left', 'Right'][side]} {x})"
    if name.startswith('(,') and len(args) == name.count(',') + 1:
        xs = [sub(a) for a in args]
        return None if None in xs else '(' + ', '.join(xs) + ')'
    if name == 'Map' and len(args) == 2:
        if rng.random() < 0.15:
            d.boundary = True
            return 'M.empty'
        pairs = [(sub(args[0]), sub(args[1])) for _ in range(rng.choice([1, 3, 4]))]
        if any(None in p for p in pairs):
            return None
        return '(M.fromList [' + ', '.join(f'({k}, {v})' for k, v in pairs) + '])'
    if name == 'Set':
        if rng.random() < 0.15:
            d.boundary = True
            return 'S.empty'
        xs = [sub(args[0]) for _ in range(rng.choice([1, 3, 5]))]
        return None if None in xs else '(S.fromList [' + ', '.join(xs) + '])'
    if name == 'IntMap':
        if rng.random() < 0.15:
            d.boundary = True
            return 'IM.empty'
        pairs = [(sub(INT), sub(args[0])) for _ in range(rng.choice([1, 3, 4]))]
        if any(None in p for p in pairs):
            return None
        return '(IM.fromList [' + ', '.join(f'({k}, {v})' for k, v in pairs) + '])'
    if name == 'Seq':
        if rng.random() < 0.15:
            d.boundary = True
            return 'Q.empty'
        xs = [sub(args[0]) for _ in range(rng.choice([1, 3, 5]))]
        return None if None in xs else '(Q.fromList [' + ', '.join(xs) + '])'
    if name == 'NonEmpty':
        x, xs = sub(args[0]), a_list(rng, args[0], env, d, depth - 1)
        return x and xs and f'({x} N.:| {xs})'
    if name == 'Ratio':
        return rng.choice(['(1 Ra.% 2)', '(3 Ra.% 4)', '(-5 Ra.% 3)', '(7 Ra.% 1)'])
    wrappers = {'Sum': 'Mo.Sum', 'Product': 'Mo.Product', 'Min': 'Se.Min', 'Max': 'Se.Max', 'Identity': 'Id.Identity',
                'Down': 'Or.Down', 'Dual': 'Mo.Dual', 'ZipList': None, 'Const': 'Co.Const'}
    if name == 'ZipList':
        x = a_list(rng, args[0], env, d, depth)
        return x and f'(Ap.ZipList {x})'
    if name == 'Compose' and len(args) == 3:
        x = sub(('@', args[0], ('@', args[1], args[2])))
        return x and f'(Cp.Compose {x})'
    if name == 'Endo':
        x = sub(('->', args[0], args[0]))
        return x and f'(Mo.Endo {x})'
    if wrappers.get(name):
        x = sub(args[0])
        return x and f'({wrappers[name]} {x})'
    if name == 'IO' and args[0] == ('c', '()'):
        return rng.choice(['(print 1)', '(putStrLn "x")', '(pure ())'])
    return None


def a_list(rng, t, env, d, depth):
    if t == CHAR and not env:
        s = rng.choice(TEXTS)
        d.boundary |= s == '""'
        if rng.random() < 0.06:
            d.infinite = True
            return '(cycle "abc")'
        return s
    roll = rng.random()
    if depth <= 0 or roll < 0.15:
        d.boundary = True
        return '[]' if depth > -1 and t != CHAR else '""' if t == CHAR else '[]'
    if not env and roll < 0.25 and t in (INT, ('c', 'Integer')):
        d.infinite = True
        return rng.choice(['[1 ..]', '(iterate (* 2) 1)', '(cycle [3, 1, 2])'])
    if not env and roll < 0.29:
        x = value(rng, t, env, d, depth - 1)
        d.infinite = True
        return x and f'(repeat {x})'
    n = rng.choice([1, 2, 3, 3, 4])
    xs = [value(rng, t, env, d, depth - 1) for _ in range(n)]
    if None in xs:
        return None
    if not env and roll < 0.36:
        d.partial = True
        return '(' + ' : '.join(xs) + ' : undefined)'
    if not env and roll < 0.42:
        d.partial = True
        xs[-1] = 'undefined'
    return '[' + ', '.join(xs) + ']'


NAMED = {
    (('Int', 'Int'), 'Int'): ['(+)', '(-)', '(*)', 'max', '(\\x y -> x * 10 + y)'],
    (('Integer', 'Integer'), 'Integer'): ['(+)', '(-)', 'min', '(\\x y -> x * 10 + y)'],
    (('Int',), 'Int'): ['(+ 1)', '(* 2)', 'negate', '(subtract 3)', '(`div` 2)'],
    (('Integer',), 'Integer'): ['(+ 1)', '(* 2)', 'negate', '(`mod` 4)'],
    (('Int',), 'Bool'): ['even', '(> 2)', '(< 3)', '(const True)', '(/= 3)'],
    (('Integer',), 'Bool'): ['odd', '(> 2)', '(< 100)'],
    (('Char',), 'Bool'): ["(== 'a')", "(> 'b')", "(`elem` \"aeiou \")", "(/= ',')"],
    (('Bool',), 'Bool'): ['not', 'id'],
    (('Char',), 'Char'): ['succ', 'id', 'Ch.toUpper'],
    (('Double',), 'Double'): ['(* 2)', 'sqrt', 'negate', '(/ 4)'],
    (('Int', 'Int'), 'Bool'): ['(==)', '(<)', '(\\x y -> even (x - y))'],
    (('Char', 'Char'), 'Bool'): ['(==)', '(<=)'],
    (('Bool', 'Bool'), 'Bool'): ['(&&)', '(||)', '(==)'],
    (('Int', 'Int'), 'Ordering'): ['compare', '(flip compare)', '(\\x y -> compare (x `mod` 3) (y `mod` 3))'],
    (('Char', 'Char'), 'Ordering'): ['compare', '(flip compare)'],
    (('Bool', 'Bool'), 'Ordering'): ['compare', '(flip compare)'],
    (('Char', 'Char'), 'Char'): ['max', 'min'],
}


def function(rng, t, env, d, depth):
    args, result = arguments(t)
    key = (tuple(a[1] if a[0] == 'c' else '?' for a in args), result[1] if result[0] == 'c' else '?')
    if key in NAMED and rng.random() < 0.8:
        return rng.choice(NAMED[key])
    names = [x for x in 'xyzuvw' if x not in [n for n, _ in env]][:len(args)]
    if len(names) < len(args):
        return None
    inner = list(zip(names, args)) + env
    body = value(rng, result, inner, d, depth - 1)
    if body is None:
        return None
    shown = [x if re.search(r'\b' + x + r'\b', body) else '_' for x in names]
    return '(\\' + ' '.join(shown) + ' -> ' + body + ')'


# ---- GHCi ----

PROBE = r'''
:set -fno-warn-tabs
import qualified System.Timeout as Probe
import qualified Control.Exception as Probe
import qualified System.IO as Probe
:{
probe :: Int -> IO ()
probe n = do
  r <- Probe.timeout 400000 (Probe.try (Probe.evaluate n)) :: IO (Maybe (Either Probe.SomeException Int))
  putStrLn ("@" ++ maybe "slow" (either (const "stops") (\k -> if k > 250 then "long" else "fine")) r)
:}
Probe.hSetBuffering Probe.stdout Probe.NoBuffering
'''


GHCI = ['ghci', '-v0', '-w', '-ignore-dot-ghci', '+RTS', '-M1g', '-RTS']
# An answer that depends on how much memory or stack there is, or that no page should hold.
UNSTABLE = re.compile(r'stack overflow|heap overflow|<<loop>>|Non-exhaustive|<interactive>|<stdin>')
LONGEST = 400


def ghci(lines, limit=600):
    r = subprocess.run(GHCI, input='\n'.join(lines) + '\n', text=True, cwd='/',
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, env=dict(os.environ, LANG='C.UTF-8'))
    return r.stdout


def preamble(module, alias, all_helpers=True):
    lines = []
    if module != 'Prelude':
        lines.append(f'import qualified {module} as {alias}' if alias else f'import {module}')
    lines += [f'import qualified {m} as {a}' for a, m in HELPERS.items() if all_helpers and a != alias]
    return lines


def watched(lines, quiet=2):
    """What GHCi prints; it is ended when it says nothing for some seconds (loops without allocation cannot be stopped)."""
    with tempfile.TemporaryDirectory() as folder:
        log, script = os.path.join(folder, 'out'), os.path.join(folder, 'in')
        open(script, 'w', encoding='utf-8').write('\n'.join(lines) + '\n')
        with open(log, 'wb') as out, open(script, 'rb') as source:
            p = subprocess.Popen(GHCI, stdin=source, stdout=out, stderr=subprocess.STDOUT,
                                 cwd='/', env=dict(os.environ, LANG='C.UTF-8'))
            size, since = -1, time.time()
            while p.poll() is None:
                time.sleep(0.05)
                now = os.path.getsize(log)
                if now != size:
                    size, since = now, time.time()
                if size > 8_000_000 or time.time() - since > (quiet if size > 0 else 60):
                    p.kill()
                    p.wait()
        return open(log, encoding='utf-8', errors='replace').read()


def probe(head, expressions):
    """fine, stops, slow, long or wrong for each."""
    verdicts = [None] * len(expressions)
    start = 0
    while start < len(expressions):
        lines = list(head) + [PROBE]
        for i in range(start, len(expressions)):
            lines += [f'putStrLn "@@{i}"', f'probe (length (take 300 (show ({expressions[i]}))))']
        lines.append('putStrLn "@@end"')
        out = watched(lines)
        last = start - 1
        for chunk in out.split('@@')[1:]:
            if chunk.startswith('end'):
                last = len(expressions)
                continue
            last = int(re.match(r'\d+', chunk).group())
            m = re.match(r'(\d+)\n@(\w+)', chunk)
            verdicts[last] = m.group(2) if m else 'wrong'
        start = last + 1
    return [v or 'wrong' for v in verdicts]


def answers(head, expressions):
    """What GHCi prints, as doctest wants to see it."""
    found, start = {}, 0
    while start < len(expressions):
        lines = list(head) + ['import qualified System.IO as Probe', 'Probe.hSetBuffering Probe.stdout Probe.NoBuffering']
        for i in range(start, len(expressions)):
            lines += [f'putStrLn "@@@{i}@@@"', expressions[i]]
        lines.append('putStrLn "@@@end@@@"')
        parts = re.split(r'@@@(\d+|end)@@@\n', watched(lines, 6))
        keys = parts[1::2]
        found.update(zip(keys, parts[2::2]))
        if 'end' in keys:
            break
        start = int(keys[-1]) + 1 if keys else start
        if keys:
            found[keys[-1]] = '<interactive> does not end'
    results = []
    for i in range(len(expressions)):
        text = found.get(str(i), '')
        text = text.split('CallStack (from HasCallStack):')
        shown = text[0].rstrip('\n').split('\n')
        if shown == ['']:
            shown = []
        shown = ['<BLANKLINE>' if not line.strip() else line.rstrip() for line in shown]
        if len(text) > 1:
            shown.append('...')
        results.append(shown)
    return results


def wrong(answer):
    return any(UNSTABLE.search(line) for line in answer) or sum(map(len, answer)) > LONGEST


def exports(module):
    """Value-level names that GHC exports from a module."""
    out = ghci([f':browse {module}'])
    out = out.replace('\n  ...', '')
    names = []
    # Unfold continuation lines.
    decls = re.split(r'\n(?=\S)', out)
    for decl in decls:
        one = re.sub(r'\s+', ' ', decl).strip()
        one = re.sub(r'\{-#.*?#-\}', '', one).removeprefix('pattern ')
        if 'Whoops' in one:
            continue
        m = re.match(r'(\(\S+\)|(?:[A-Z]\w*\.)*Empty|[a-z_][\w\'#.]*|[\w.:\-]+\.[a-z_][\w\'#]*) ::', one)
        if one.startswith('type '):
            continue
        if one.startswith('class '):
            where = decl.split('where', 1)
            if len(where) == 2:
                for line in where[1].split('\n'):
                    m = re.match(r'\s\s(\S+)(?:, \S+)* ::', line)
                    if m and not line.startswith('    '):
                        names.append(m.group(1))
            continue
        if one.startswith('data ') or one.startswith('newtype '):
            if '=' not in one:
                continue
            for con in one.split('=', 1)[1].split('|'):
                con = con.strip()
                fields = re.search(r'\{(.*)\}', con)
                infix = re.match(r'\S+ (\S*:\S*) ', con)
                op = None if fields else re.search(r' !?(?:[\w.]+\.)?(:[!#$%&*+./<=>?@\\^|\-~:]+) ', con)
                names.append('(' + op.group(1) + ')' if op else con.split(' ')[0].split('{')[0])
                if fields:
                    names += [f.split('::')[0].strip() for f in fields.group(1).split(',') if '::' in f]
            continue
        if m:
            names.append(m.group(1))
    clean = []
    for n in names:
        bare = n.strip('()')
        if module == 'Prelude' and re.match(r'^[A-Z]\w*\.', bare):
            continue
        m = re.match(r'^(?:[\w\-]+-[\d.]+:)?(?:[A-Z]\w*\.)*(.+)$', bare)
        bare = m.group(1)
        if bare and bare not in clean and not bare.endswith('#'):
            clean.append(bare)
    return clean


def refer(name, alias):
    symbolic = not (name[0].isalpha() or name[0] == '_')
    prefix = alias + '.' if alias else ''
    return f'({prefix}{name})' if symbolic else prefix + name


def types_of(head, names, alias):
    lines = list(head) + [':set -XNoStarIsType']
    for i, n in enumerate(names):
        lines += [f'putStrLn "@@{i}"', f':t {refer(n, alias)}']
    out = ghci(lines)
    found = {}
    for chunk in out.split('@@')[1:]:
        m = re.match(r'(\d+)\n(.*)', chunk, re.S)
        text = re.sub(r'\s+', ' ', m.group(2)).strip()
        if ' :: ' in text and 'error' not in text:
            found[names[int(m.group(1))]] = text.split(' :: ', 1)[1]
    return found


def call(rng, name, alias, preds, t):
    """An application of the name to drawn arguments."""
    free = variables(t)
    args, result = arguments(t)
    inst = instantiate(rng, preds, t)
    iargs, iresult = arguments(expand(inst))
    d = Drawn()
    shown = []
    for a in iargs:
        x = value(rng, a, [], d, 3)
        if x is None:
            return None
        if (d.infinite or d.partial) and x == 'undefined':
            return None
        shown.append(x)
    in_args = set()
    for a in arguments(expand(t))[0]:
        in_args |= variables(a)
    symbolic = not (name[0].isalpha() or name[0] == '_')
    if symbolic and len(shown) == 2:
        prefix = alias + '.' if alias else ''
        e = f'{shown[0]} {prefix}{name} {shown[1]}'
    else:
        e = ' '.join([refer(name, alias)] + shown)
    if variables(expand(t)) - in_args and iresult[0] != '->':
        e = f'{e} :: {show_type(iresult)}'
        if d.infinite:
            return None
    elif d.infinite and spine(iresult)[0] == LIST:
        e = f'take 5 ({e})'
    return e, d


def fresh_names(module, alias, seen):
    """The names of a module that no module before it has, and the types of all."""
    mine = own_exports(module)
    names = [n for n in exports(module) if n in mine and n not in EFFECTS]
    types = types_of(preamble(module, alias), names, alias)
    fresh = []
    for n in names:
        key = (n, re.sub(r'[\w.]+\.(?=[A-Z])', '', types.get(n, '')), module if module.endswith('.Strict') else '')
        if n in types and key not in seen:
            seen.add(key)
            fresh.append(n)
    return fresh, types


def ascending(e):
    """Whether the keys of the list in an expression are in order."""
    keys = [int(k) for k in re.findall(r'[\[(] *\(?\(?(-?\d+)\)?,', e)]
    if 'IS.' in e:
        keys = [int(k.strip('() ')) for k in (re.findall(r'\[([^\]]*)\]', e) or [''])[0].split(',') if re.search(r'^[( ]*-?\d+[) ]*$', k)]
    return keys == (sorted(set(keys)) if 'Distinct' in e else sorted(keys))


def page(module, alias, fresh, types):
    head = preamble(module, alias)
    rng = random.Random('wherein ' + module)
    candidates = []
    for n in fresh:
        try:
            preds, t = Parser(types[n]).scheme()
        except (ValueError, IndexError):
            continue
        drawn, lazy = set(), 0
        for _ in range(80):
            c = call(rng, n, alias, preds, expand(t))
            if c and (ACCIDENTS.match(c[0]) and not ascending(c[0]) or re.match(r'floatToDigits \S+ \(-', c[0])):
                continue
            if c and (c[1].infinite or c[1].partial):
                if lazy == 5:
                    continue
                lazy += c[0] not in drawn
            if c and c[0] not in drawn and len(c[0]) < 110:
                drawn.add(c[0])
                candidates.append((n, c[0], c[1]))
            if len(drawn) >= 14:
                break
        for e in sorted(drawn)[:3] if len(drawn) < 5 else []:
            candidates += [(n, w, Drawn()) for w in (f'Just ({e})', f'[{e}]', f'({e}, 0)')]
    verdicts = []
    for start in range(0, len(candidates), 1500):
        verdicts += probe(head, [e for _, e, _ in candidates[start:start + 1500]])
    kept = []
    for n in fresh:
        mine = [(e, d, v) for (m, e, d), v in zip(candidates, verdicts) if m == n]
        pick = []
        def choose(test, count):
            for item in mine:
                if count and item not in pick and test(*item):
                    pick.append(item)
                    count -= 1
        choose(lambda e, d, v: v == 'fine' and not d.infinite and not d.partial and not d.boundary, 2)
        choose(lambda e, d, v: v == 'fine' and (d.infinite or d.partial), 1)
        choose(lambda e, d, v: v == 'fine' and d.boundary, 1)
        choose(lambda e, d, v: v == 'stops' and not d.partial and not d.infinite, 1)
        choose(lambda e, d, v: v == 'fine', max(0, 3 - len(pick)))
        choose(lambda e, d, v: v == 'stops', max(0, 3 - len(pick)))
        kept.append((n, [e for e, _, _ in pick]))
    return kept


def write(path, title, intro, head, groups):
    """A page: one program with a comment block for each group of expressions."""
    flat = [e for _, es in groups for e in es]
    shown = answers(head, flat)
    used = [line for line in head if ' as ' not in line or any(re.search(r'\b' + line.split(' as ')[1] + r'\.', e) for e in flat)]
    out = [f'# {title}', '', intro, '', '```haskell', 'module Main where', '']
    out += used + ['']
    at = total = 0
    for k, (name, es) in enumerate(groups):
        block = []
        for e in es:
            answer = shown[at]
            at += 1
            if wrong(answer):
                continue
            total += 1
            block += ['-- >>> ' + e] + ['-- ' + line for line in answer]
        if block:
            out += [f'-- $e{k} {name}', '--'] + block + ['']
    out[-1:] = ['```', '', '```check', f'{total} hold', '```', '']
    open(path, 'w', encoding='utf-8').write('\n'.join(out))
    return total


def file_of(module):
    return os.path.join(HERE, module.lower().replace('.', '_') + '.md')


def generate(modules):
    seen = set()
    for module, alias in MODULES.items():
        if module in BY_HAND:
            continue
        fresh, types = fresh_names(module, alias, seen)
        if modules and module not in modules:
            continue
        kept = page(module, alias, fresh, types)
        few = [n for n, es in kept if len(es) < 3]
        total = write(file_of(module), module, 'Every name that it exports and that no earlier page has, on ordinary values, on boundaries, on\ninfinite and partial ones, and where it stops.', preamble(module, alias), kept)
        print(module, len(kept), 'names', total, 'expressions', 'few:', ' '.join(few), flush=True)


# ---- Nested expressions ----

def unify(a, b, s):
    a, b = subst(a, s), subst(b, s)
    if a == b:
        return s
    if a[0] == 'v':
        return {**{k: subst(v, {a[1]: b}) for k, v in s.items()}, a[1]: b}
    if b[0] == 'v':
        return None
    if a[0] == b[0] and a[0] in ('@', '->'):
        s = unify(a[1], b[1], s)
        return None if s is None else unify(a[2], b[2], s)
    return None


def composed(count=535):
    modules = ['Prelude', 'Data.List', 'Data.Char', 'Data.Maybe', 'Data.Either', 'Data.Foldable', 'Data.Ord', 'Data.Tuple',
               'Control.Monad', 'Data.Function', 'Data.Functor', 'Data.Bifunctor']
    head = [f'import {m}' for m in modules if m != 'Prelude'] + preamble('Prelude', None)
    pool = []
    for m in modules + ['Data.Map', 'Data.Set']:
        alias = {'Data.Map': 'M', 'Data.Set': 'S'}.get(m)
        names = [n for n in exports(m) if n not in EFFECTS and n[0] != ':' and not n[0].isupper()]
        for n, text in types_of(head, names, alias).items():
            try:
                preds, t = Parser(text).scheme()
            except (ValueError, IndexError):
                continue
            if n not in ('undefined', 'error', 'errorWithoutStackTrace', 'seq', '$', 'asTypeOf', 'ioError', 'mapM_'):
                pool.append((n, alias, preds, expand(t)))
    rng = random.Random('wherein composed')
    goals = [INT, BOOL, STRING, list_of(INT), list_of(STRING), ('@', ('c', 'Maybe'), INT), list_of(BOOL), DOUBLE,
             ('@', ('@', ('c', '(,)'), INT), STRING), ('@', ('@', ('c', 'Map'), INT), STRING), ('@', ('c', 'Set'), CHAR),
             ('@', ('@', ('c', 'Either'), STRING), INT), list_of(('@', ('@', ('c', '(,)'), CHAR), INT)), ('c', 'Ordering')]

    def gen(t, depth):
        if t[0] == '->' or depth == 0 or rng.random() < 0.12:
            return value(rng, t, [], Drawn(), 2)
        for _ in range(60):
            n, alias, preds, ty = rng.choice(pool)
            args, result = arguments(ty)
            s = unify(result, t, {})
            if s is None or not args:
                continue
            classes_fit = all(subst(('v', v), s)[0] == 'v' or plausible(c, subst(('v', v), s)) for c, v in preds)
            if not classes_fit:
                continue
            inst = instantiate(rng, [(c, v) for c, v in preds], subst(ty, s))
            iargs, _ = arguments(inst)
            shown = [gen(a, depth - 1) for a in iargs]
            if None in shown:
                continue
            symbolic = not (n[0].isalpha() or n[0] == '_')
            prefix = alias + '.' if alias else ''
            if symbolic and len(shown) == 2:
                return f'({shown[0]} {prefix}{n} {shown[1]})'
            return '(' + ' '.join([refer(n, alias)] + shown) + ')'
        return value(rng, t, [], Drawn(), 2)

    def plausible(c, t):
        head, _ = spine(t)
        if c in ('Eq', 'Ord', 'Show', 'Read'):
            return t[0] != '->'
        table = {'Num': {'Int', 'Integer', 'Double'}, 'Integral': {'Int', 'Integer'}, 'Real': {'Int', 'Integer', 'Double'},
                 'Enum': {'Int', 'Integer', 'Char', 'Bool', 'Ordering', 'Double'}, 'Fractional': {'Double'}, 'Floating': {'Double'},
                 'RealFrac': {'Double'}, 'RealFloat': {'Double'}, 'Monoid': {'[]', 'Map', 'Set', 'Ordering'},
                 'Semigroup': {'[]', 'Map', 'Set', 'Ordering'}, 'Foldable': {'[]', 'Maybe', 'Set'}, 'Functor': {'[]', 'Maybe'},
                 'Applicative': {'[]', 'Maybe'}, 'Monad': {'[]', 'Maybe'}, 'Bounded': {'Int', 'Char', 'Bool', 'Ordering'}}
        return head[1] in table.get(c, set())

    drawn = []
    while len(drawn) < count * 3:
        t = rng.choice(goals)
        e = gen(t, 3)
        if e and 12 < len(e) < 150 and '::' not in e and e not in drawn:
            drawn.append(e[1:-1] if e[0] == '(' and balanced(e[1:-1]) else e)
    verdicts = []
    for start in range(0, len(drawn), 1000):
        verdicts += probe(head, drawn[start:start + 1000])
    fine = [e for e, v in zip(drawn, verdicts) if v == 'fine']
    stops = [e for e, v in zip(drawn, verdicts) if v == 'stops']
    chosen = fine[:count * 9 // 10] + stops[:count // 10]
    chosen += [e for e in fine if e not in chosen][:count - len(chosen)]
    groups = [(f'{k}', chosen[k:k + 10]) for k in range(0, len(chosen), 10)]
    total = write(os.path.join(HERE, 'composed.md'), 'Nested expressions by type', 'Drawn with a seed, at fourteen types, three calls deep.', head, groups)
    print('composed', len(drawn), 'drawn', len(fine), 'fine', len(stops), 'stop', total, 'kept')


def balanced(s):
    depth = 0
    for c in s:
        depth += c == '('
        depth -= c == ')'
        if depth < 0:
            return False
    return depth == 0


# ---- Pages that were written by hand ----

def refresh(paths):
    for path in paths:
        text = open(path, encoding='utf-8').read()

        def redo(match):
            program = match.group(1)
            lines = program.split('\n')
            head = [l for l in lines if l.startswith('import ')] + \
                [f':set -X{x}' for m in re.findall(r'\{-# LANGUAGE (.*?) #-\}', program) for x in m.split(', ')]
            out, expressions, i = [], [], 0
            while i < len(lines):
                if lines[i].startswith('-- >>> '):
                    expressions.append(lines[i][7:])
                    out.append(('e', lines[i]))
                    i += 1
                    while i < len(lines) and lines[i].startswith('-- ') and not lines[i].startswith('-- >>> '):
                        i += 1
                    continue
                out.append(('l', lines[i]))
                i += 1
            shown = answers(head, expressions)
            result, at = [], 0
            for kind, line in out:
                result.append(line)
                if kind == 'e':
                    if wrong(shown[at]):
                        print('wrong:', expressions[at], shown[at][:3])
                    result += ['-- ' + s for s in shown[at]]
                    at += 1
            return '```haskell\n' + '\n'.join(result) + '\n```\n\n```check\n' + f'{len(expressions)} hold\n```'

        text = re.sub(r'```haskell\n(.*?)\n```\n\n```check\n[^`]*```', redo, text, flags=re.S)
        open(path, 'w', encoding='utf-8').write(text)


# ---- Coverage ----

def own_exports(module):
    path = os.path.join(SOURCES, module.replace('.', '/') + '.hs')
    text = open(path, encoding='utf-8').read()
    head = text[text.index('module '):]
    head = head[:re.search(r'\bwhere\b', head).start()]
    head = re.sub(r'--.*', '', head)
    body = head[head.index('(') + 1:head.rindex(')')] if '(' in head else ''
    names = {a or b for a, b in re.findall(r"\(([!#$%&*+./<=>?@\\^|~:\-]+)\)|([A-Za-z_][\w']*)", body)}
    for other in re.findall(r'module ([\w.]+)', body):
        names |= own_exports(other)
    return names


def coverage():
    there = wanted = 0
    for module in MODULES:
        mine = own_exports(module)
        theirs = exports(module)
        missing = [n for n in theirs if n not in mine]
        there += len(theirs) - len(missing)
        wanted += len(theirs)
        print(f'{module}: {len(theirs) - len(missing)}/{len(theirs)}', ' '.join(missing))
    print(f'all: {there}/{wanted} = {100 * there / wanted:.1f} %')


# ---- Report ----

def programs(path):
    return re.findall(r'```haskell\n(.*?)\n```', open(path, encoding='utf-8').read(), re.S)


def report(binary):
    """How many of the exported names have three expressions, and on how many expressions the binary agrees."""
    expressions, agreed, asked = [], 0, 0
    for name in sorted(os.listdir(HERE)):
        for program in programs(os.path.join(HERE, name)) if name.endswith('.md') else []:
            expressions += re.findall(r'^-- >>> (.*)$', program, re.M)
            with tempfile.NamedTemporaryFile('w', suffix='.hs', encoding='utf-8') as f:
                f.write(program + '\n')
                f.flush()
                out = subprocess.run([binary, 'check', f.name], text=True, stdout=subprocess.PIPE).stdout
            got = re.search(r'Examples: (\d+)  Tried: \d+  Errors: (\d+)  Failures: (\d+)', out)
            asked += int(got.group(1))
            agreed += int(got.group(1)) - int(got.group(2)) - int(got.group(3))
    text = '\n'.join(expressions)
    names = full = 0
    for module, alias in MODULES.items():
        few = []
        mine = own_exports(module)
        for n in [n for n in exports(module) if n in mine]:
            prefix = re.escape(alias + '.') if alias else ''
            if n[0].isalpha() or n[0] == '_':
                used = re.findall(r"(?<![\w.'])" + prefix + re.escape(n) + r"(?![\w'])", text)
            else:
                used = re.findall(r'(?<![!#$%&*+./<=>?@\\^|~:\-])' + prefix + re.escape(n) + r'(?![!#$%&*+./<=>?@\\^|~:\-])', text)
            names += 1
            full += len(used) >= 3
            if len(used) < 3:
                few.append(n)
        if few:
            print(f'{module}: fewer than three:', ' '.join(few))
    print(f'names: {names}, with three expressions or more: {full}')
    print(f'expressions: {len(expressions)}, run: {asked}, agreed: {agreed}')


if __name__ == '__main__':
    what = sys.argv[1:] or ['all']
    if what[0] == 'coverage':
        coverage()
    elif what[0] == 'composed':
        composed()
    elif what[0] == 'report':
        report(what[1])
    elif what[0] == 'refresh':
        refresh(what[1:])
    else:
        generate([] if what == ['all'] else what)
