//! The `wherein` binary: parses the arguments and hands over to one command of `cli`.

fn main() {}
