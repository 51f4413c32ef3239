-- A file that imports nothing.
module Plain where
