//! The front end on real packages: how much is understood, how good inferred types are, which mistakes are found, and that
//! nothing panics.
//!
//! `cargo bench --bench front_end -- [shares] [types] [mutants] [prefixes] PATH…`, where each path is a package's source
//! folder (or one file) and no word of the first four means all of them. `--list` prints what falls short, one by one;
//! `--mutants N` asks for another number than 200. Mutants need `ghci` on the search path: it decides which are wrong; where it is, it also infers
//! the types of the files without their signatures.
//!
//! All numbers but times are the same in every run.

#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

use std::path::PathBuf;

mod compiler;
mod mutants;
mod packages;
mod prefixes;
mod random;
mod shares;
mod types;

/// Bytes of stack: as the command line has.
const STACK_BYTES: usize = 256 << 20;

/// What was asked for.
struct Options {
    parts: Vec<String>,
    /// Print what falls short.
    list: bool,
    /// How many rejected mutants are wanted.
    mutants: usize,
    paths: Vec<PathBuf>,
}

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Options {
        let mut options = Options { parts: Vec::new(), list: false, mutants: 200, paths: Vec::new() };
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            match word.as_str() {
                "shares" | "types" | "mutants" | "prefixes" => options.parts.push(word),
                "--list" => options.list = true,
                "--mutants" => options.mutants = words.next().and_then(|n| n.parse().ok()).unwrap_or(200),
                _ => options.paths.push(PathBuf::from(word)),
            }
        }
        options
    }

    fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }
}

fn main() {
    let options = Options::read(std::env::args().skip(1));
    if options.paths.is_empty() {
        println!("usage: cargo bench --bench front_end -- [shares] [types] [mutants] [prefixes] [--list] PATH…");
        return;
    }
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES);
    let thread = worker.spawn(move || run(&options)).expect("a thread starts");
    if thread.join().is_err() {
        std::process::exit(1);
    }
}

fn run(options: &Options) {
    let project = packages::Project::read(&options.paths);
    if options.wants("shares") {
        shares::report(&project, options.list);
    }
    if options.wants("types") {
        types::report(&project, options.list);
    }
    if options.wants("prefixes") {
        prefixes::report(&project);
    }
    if options.wants("mutants") {
        mutants::report(&project, options.mutants, options.list);
    }
}
