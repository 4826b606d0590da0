//! Directories that are removed again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A directory of its own, removed with the value.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty one.
    #[must_use]
    pub fn new() -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("kyotaku-bench-{}-{number}", process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).expect("a directory");
        Self(path)
    }

    /// Makes one with what another directory holds.
    #[must_use]
    pub fn copied_from(directory: &Path) -> Self {
        let copy = Self::new();
        copy_into(directory, &copy.0);
        copy
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Bytes of everything in it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        bytes_in(&self.0)
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A directory that cannot be removed is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn entries(directory: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path())
}

fn copy_into(from: &Path, to: &Path) {
    for path in entries(from) {
        let copy = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir(&copy).expect("a directory");
            copy_into(&path, &copy);
        } else {
            fs::copy(&path, &copy).expect("a copy");
        }
    }
}

fn bytes_in(directory: &Path) -> u64 {
    entries(directory)
        .map(|path| {
            if path.is_dir() {
                bytes_in(&path)
            } else {
                path.metadata().expect("a file").len()
            }
        })
        .sum()
}
