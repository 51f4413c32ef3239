{-# LANGUAGE LambdaCase, MultiWayIf, TupleSections, RecordWildCards, NamedFieldPuns, BangPatterns #-}
{-# LANGUAGE ScopedTypeVariables, TypeApplications, ViewPatterns, GADTs, StandaloneDeriving, DeriveFunctor #-}
-- | A file with a bit of everything.
module Sample.Everything
  ( Shape (..), Tree (Leaf, Node), module Data.List
  , area, (<+>)
  ) where

import Data.Char (isDigit, toUpper)
import Data.List
import qualified Data.Maybe as M (fromMaybe)
import Prelude hiding (lookup)

infixl 6 <+>

-- | Shapes.
data Shape
  = Circle { radius :: !Double }
  | Rectangle { width, height :: Double } -- ^ two sides
  deriving (Eq, Show)

data Tree a = Leaf | Node (Tree a) a (Tree a)
  deriving (Eq, Ord, Show, Functor)

newtype Wrapper f a = Wrapper { unwrap :: f a }

data Expr a where
  Lit  :: a -> Expr a
  Plus, Minus :: Expr a -> Expr a -> Expr a
  deriving Show

deriving instance Eq a => Eq (Expr a)

data a :*: b = a :*: b
infixr 5 :*:

type Pair a = (a, a)

class Monoid a => Group a where
  invert :: a -> a
  (~~) :: a -> a -> a
  x ~~ y = x <> invert y
  infixl 6 ~~
  {-# MINIMAL invert #-}

instance (Group a, Group b) => Group (a, b) where
  invert (a, b) = (invert a, invert b)

-- | Area of a shape.
--
-- >>> area (Rectangle 2 3)
-- 6.0
area :: Shape -> Double
area Circle {..} = pi * radius ^ (2 :: Int)
area Rectangle { width, height = h } = width * h

grow :: Double -> Shape -> Shape
grow k s@Circle { radius = r } = s { radius = k * r }
grow k s = s { width = width s * k, height = height s * k }

(<+>) :: Pair Int -> Pair Int -> Pair Int
(a, b) <+> (c, d) = (a + c, b + d)

insertTree :: forall a. Ord a => a -> Tree a -> Tree a
insertTree x = go
  where
    go :: Tree a -> Tree a
    go Leaf = Node Leaf x Leaf
    go t@(Node l y r)
      | x < y = Node (go l) y r
      | x > y = Node l y (go r)
      | otherwise = t

classify :: Int -> String
classify n = if | n < 0 -> "negative"
                | n == 0 -> "zero"
                | Just name <- lookup' n, let shout = map toUpper, length name > 2 -> shout name
                | otherwise -> "many"
  where lookup' = flip M.fromMaybe Nothing . \case
          1 -> Just (Just "one")
          -1 -> Nothing
          _ -> Nothing

pairs :: [a] -> [(a, Int)]
pairs xs = [ (x, i) | (i, x) <- zip [0 ..] xs, even i ]

strict :: Int -> Int
strict = go 0
  where go !acc 0 = acc
        go !acc n = go (acc + n) (n - 1)

digits :: String -> [Int]
digits (filter isDigit -> ds) = map (read @Int . pure) ds

greet :: String -> IO ()
greet name = do
  let message = "Hello, " ++ name
      loud = map toUpper message
  putStrLn message
  Just c <- pure (Just 'x')
  if c == 'x'
    then putStrLn loud
    else do
      print c
      return ()

unwritten :: Int -> Int
unwritten n = undefined

missing :: Int -> Int
