//! The folder of a tour.

use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::refusal::{Outcome, Refusal};

/// Removed with everything in it unless it is to be kept.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    keep: bool,
}

impl Scratch {
    /// Makes the folder, which must not be there.
    pub(super) fn new(keep: Option<&Path>) -> Outcome<Self> {
        let path = match keep {
            Some(path) => std::path::absolute(path)
                .map_err(|error| Refusal::plain(Exit::Usage, error.to_string()))?,
            None => std::env::temp_dir().join(format!("kyotaku-tour-{}", std::process::id())),
        };
        std::fs::create_dir(&path)
            .map_err(|error| Refusal::plain(Exit::Usage, format!("{}: {error}", path.display())))?;
        Ok(Self {
            path,
            keep: keep.is_some(),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            // A folder that cannot be removed is the system's to clean up.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
