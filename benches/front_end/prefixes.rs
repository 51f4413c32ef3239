//! Files as they are while somebody types them: each is analysed whole, and its byte prefixes are; nothing may panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use crate::packages::Project;
use crate::random::Random;

/// Byte prefixes of a file.
const PREFIXES: usize = 200;

/// Prints a line a package: files, prefixes, panics, and the slowest file.
pub(crate) fn report(project: &Project) {
    println!("\nfiles analysed and checked whole, and byte prefixes analysed");
    for package in &project.packages {
        let (mut prefixes, mut panics, mut slowest) = (0usize, 0usize, (0.0f64, String::new()));
        for file in &package.files {
            let begun = Instant::now();
            panics += usize::from(!quiet(|| drop(project.snapshot(&file.path, &file.text).check())));
            let seconds = begun.elapsed().as_secs_f64();
            if seconds > slowest.0 {
                slowest = (seconds, file.path.display().to_string());
            }
            let mut random = Random(99);
            for _ in 0..PREFIXES {
                let mut end = random.below(file.text.len() + 1);
                while !file.text.is_char_boundary(end) {
                    end -= 1;
                }
                prefixes += 1;
                let fine = quiet(|| drop(project.snapshot(&file.path, &file.text[..end]).errors().to_vec()));
                if !fine {
                    println!("  panic: {} up to byte {end}", file.path.display());
                    panics += 1;
                }
            }
        }
        let (files, (seconds, path)) = (package.files.len(), slowest);
        println!(
            "{:28} {files:4} files  {prefixes:6} prefixes  {panics} panics  slowest {seconds:.2} s: {path}",
            package.name
        );
    }
}

/// Whether `f` ends without a panic.
fn quiet(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_ok()
}
