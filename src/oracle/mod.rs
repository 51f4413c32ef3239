//! A compiler's second opinion: whether it accepts the types of a text.
//!
//! Nothing of the user's runs: the language hands over a copy without whatever a compiler would run while it reads
//! (macros, plugins, preprocessors), or none. The copy lies in a folder of its own that is removed afterwards; no build
//! tool is started. No answer means that nothing can be said, never that something is wrong.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest time for one text.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a running compiler is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// A compiler that was found.
pub struct Oracle {
    program: PathBuf,
    flags: &'static [&'static str],
}

/// A folder that lasts as long as this value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Option<Folder> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("wherein-opinion-{}-{number}", std::process::id()));
        // One that is there already is somebody else's.
        std::fs::create_dir(&path).ok()?;
        Some(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Oracle {
    /// The compiler of this name, if it is on the path; `flags` go before the file's name.
    pub fn find(program: &str, flags: &'static [&'static str]) -> Option<Oracle> {
        let path = std::env::var_os("PATH")?;
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let program = std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())?;
        Some(Oracle { program, flags })
    }

    /// Whether the compiler accepts a file of this name with this text. None: it did not answer, in time.
    pub fn accepts(&self, name: &str, text: &str, cancel: &AtomicBool) -> Option<bool> {
        let folder = Folder::new()?;
        std::fs::write(folder.0.join(name), text).ok()?;
        self.run(&folder.0, name, cancel)
    }

    fn run(&self, folder: &Path, name: &str, cancel: &AtomicBool) -> Option<bool> {
        let mut child = Command::new(&self.program)
            .args(self.flags)
            .arg(name)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let end = Instant::now() + PATIENCE;
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.code().map(|code| code == 0),
                Ok(None) if Instant::now() < end && !cancel.load(Ordering::Relaxed) => std::thread::sleep(LOOK),
                _ => {
                    // A child that ended meanwhile needs no end.
                    let _ = child.kill();
                    let _ = child.wait();
                    return None;
                }
            }
        }
    }
}
