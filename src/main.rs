//! The `wherein` binary: parses the arguments and hands over to one command of `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    wherein::cli::main()
}
