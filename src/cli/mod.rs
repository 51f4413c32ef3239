//! The command line: one file per command, each a thin user of the layers below.
//!
//! Standard output carries results, standard error everything else. Exit statuses are a contract: 0 done, 1 some of it
//! not (a function not found, an example that fails), 2 usage or file error. Every error is one sentence that begins
//! with what it is about.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod bench;
mod check;
mod doctor;
mod extract;
mod files;
mod guides;
mod progress;
mod report;
mod serve;
mod suite;
mod synth;
mod table;
mod train;

/// Bytes of stack of the working thread: the front end recurses over the user's nesting.
const STACK_BYTES: usize = 256 << 20;

/// Writes functional code from its examples.
#[derive(Parser, Debug)]
#[command(name = "wherein", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Write the functions that have examples but no body yet
    Synth(synth::Synth),
    /// Run the examples of functions that are written
    Check(check::Check),
    /// Make functions of repeated code
    Extract(extract::Extract),
    /// Measure synthesis on folders of tasks
    Bench(bench::Bench),
    /// Serve an editor
    Serve(serve::Serve),
    /// Train the guide on dreamed goals, or compare guides
    Train(train::Train),
    /// Say what this installation has and what is missing
    Doctor(doctor::Doctor),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All of it was done.
    Success,
    /// Some of it was not.
    Failure,
    /// A file could not be read or written.
    Error,
}

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let worker = std::thread::Builder::new().name("main".to_owned()).stack_size(STACK_BYTES);
    let result = match worker.spawn(move || run(arguments)) {
        Ok(thread) => thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("internal error"))),
        Err(error) => Err(error.into()),
    };
    match result {
        Ok(Exit::Success) => ExitCode::SUCCESS,
        Ok(Exit::Failure) => ExitCode::from(1),
        Ok(Exit::Error) => ExitCode::from(2),
        // Whoever read our output has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<Exit> {
    match arguments.command {
        Command::Synth(args) => synth::run(&args, &cancel_on_interrupt()?),
        Command::Check(args) => check::run(&args, &cancel_on_interrupt()?),
        Command::Extract(args) => extract::run(&args, &cancel_on_interrupt()?),
        Command::Bench(args) => bench::run(&args, &cancel_on_interrupt()?),
        Command::Serve(args) => serve::run(&args),
        Command::Train(args) => train::run(&args, &cancel_on_interrupt()?),
        Command::Doctor(args) => doctor::run(&args),
    }
}

/// A flag that the first interrupt sets; the second one ends the process. Files are replaced by renaming, so that
/// both leave them whole.
fn cancel_on_interrupt() -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let handler = flag.clone();
    ctrlc::set_handler(move || {
        if handler.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })?;
    Ok(flag)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Writes an error to standard error, causes behind it.
fn complain(error: &anyhow::Error) {
    say(&format!("wherein: {error:#}"));
}

/// Writes a line to standard error. There is nobody to tell if that fails.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Parses a number of seconds: positive, at most a day.
fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 86_400.0 => Ok(Duration::from_secs_f64(seconds)),
        _ => Err("a number of seconds above 0, at most 86400".to_owned()),
    }
}
