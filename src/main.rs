//! The `wherein` binary: parses the arguments and hands over to one command of `cli`.

use std::process::ExitCode;

/// A search frees what it had at once; this allocator gives it back to the system, so that a server stays small.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wherein::cli::main()
}
