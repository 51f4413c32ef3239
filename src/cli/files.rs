//! Files: read whole, found in folders, replaced whole.
//!
//! A file is replaced by writing a neighbour and renaming it over the old one, so that whoever stops the program at
//! whatever moment finds either the old file or the new one. Everything that could forbid the replacement is looked at
//! before the search begins, not after it.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::analysis::Snapshot;
use crate::lang::{self, Language};
use crate::workspace::Workspace;

/// Longer files are not read: nobody writes them by hand.
pub(super) const MAX_BYTES: u64 = 4 << 20;

/// A source file.
pub(super) struct Source {
    /// As the user named it.
    pub(super) path: PathBuf,
    /// Its whole text.
    pub(super) text: String,
    /// Its language.
    pub(super) language: &'static Language,
}

impl Source {
    /// Reads `path`; the error is one sentence that names it.
    pub(super) fn read(path: &Path) -> Result<Source> {
        let shown = path.display();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        let Some(language) = lang::by_extension(extension) else {
            bail!("{shown}: not a file of a language spoken here ({})", extensions().join(", "));
        };
        Ok(Source { path: path.to_owned(), text: read_text(path)?, language })
    }

    /// What the text means, the modules of the same project included.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.snapshot_in(&Workspace::of_disk())
    }

    /// The same, with the modules that `workspace` knows already.
    pub(super) fn snapshot_in(&self, workspace: &Arc<Workspace>) -> Snapshot {
        let loader = workspace.loader(&self.path, &self.text, self.language);
        Snapshot::with_loader(self.language, self.text.clone(), Some(loader))
    }

    /// Whether the file can be replaced; asked before any work.
    pub(super) fn check_writable(&self) -> Result<()> {
        let shown = self.path.display();
        let meta = fs::metadata(&self.path).with_context(|| format!("{shown}: cannot be read"))?;
        if meta.permissions().readonly() {
            bail!("{shown}: is read-only; nothing was written");
        }
        Ok(())
    }

    /// Replaces the file's text, if nobody else changed it meanwhile. Permissions stay.
    pub(super) fn replace(&self, text: &str) -> Result<()> {
        let shown = self.path.display();
        self.check_writable()?;
        if fs::read(&self.path).ok().as_deref() != Some(self.text.as_bytes()) {
            bail!("{shown}: was changed by somebody else meanwhile; nothing was written");
        }
        replace(&self.path, text).with_context(|| format!("{shown}: could not be written; it is as it was"))
    }
}

/// Reads a whole text file within the bounds.
pub(super) fn read_text(path: &Path) -> Result<String> {
    let shown = path.display();
    let meta = fs::metadata(path).with_context(|| format!("{shown}: cannot be read"))?;
    if meta.is_dir() {
        bail!("{shown}: is a folder, not a file");
    }
    if meta.len() > MAX_BYTES {
        let (megabytes, most) = (meta.len() as f64 / f64::from(1 << 20), MAX_BYTES >> 20);
        bail!("{shown}: is {megabytes:.1} MB long; files above {most} MB are not read");
    }
    let bytes = fs::read(path).with_context(|| format!("{shown}: cannot be read"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("{shown}: is not UTF-8 text (byte {at} fits no character)")
    })
}

/// The extensions of all languages, with their dots.
fn extensions() -> Vec<String> {
    lang::ALL.iter().flat_map(|language| language.extensions).map(|extension| format!(".{extension}")).collect()
}

/// The source files that `paths` name: files as they are, folders searched, sorted, without hidden entries and build
/// output. Links to folders are not followed.
pub(super) fn walk(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        let meta = fs::metadata(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        if meta.is_dir() { walk_folder(path, &mut found)? } else { found.push(path.clone()) }
    }
    Ok(found)
}

fn walk_folder(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let context = || format!("{}: cannot be read", folder.display());
    let mut entries =
        fs::read_dir(folder).with_context(context)?.collect::<Result<Vec<_>, _>>().with_context(context)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') || name == "dist-newstyle" || name == "target" {
            continue;
        }
        let (path, kind) = (entry.path(), entry.file_type().with_context(context)?);
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        if kind.is_dir() {
            walk_folder(&path, found)?;
        } else if lang::by_extension(extension).is_some() && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// Writes a neighbour of `path` and renames it over `path` (over what it leads to, for a link).
fn replace(path: &Path, text: &str) -> Result<()> {
    let path = fs::canonicalize(path)?;
    let name = path.file_name().context("no file name")?.to_string_lossy();
    let neighbour = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_neighbour(&path, &neighbour, text).and_then(|()| Ok(fs::rename(&neighbour, &path)?));
    if written.is_err() {
        // The neighbour may not exist; what failed first is what the user should read.
        let _ = fs::remove_file(&neighbour);
    }
    written
}

fn write_neighbour(path: &Path, neighbour: &Path, text: &str) -> Result<()> {
    let meta = fs::metadata(path)?;
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(neighbour)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(meta.permissions())?;
    keep_owner(neighbour, &meta);
    file.sync_all()?;
    Ok(())
}

/// Owner and group stay where the system lets us set them.
#[cfg(unix)]
fn keep_owner(neighbour: &Path, meta: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let _ = std::os::unix::fs::chown(neighbour, Some(meta.uid()), Some(meta.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_neighbour: &Path, _meta: &fs::Metadata) {}
