//! Files that their owner alone may read, replaced as a whole.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::SoftwareVaultError;

/// `path` with `suffix` after its last character.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Creates a file that its owner alone may read, where the system knows such a thing.
pub(super) fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    sync_parent(path)
}

/// Puts a file in the place of another, wholly or not at all.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = beside(path, ".new");
    remove(&new)?;
    create(&new, content)?;
    fs::rename(&new, path)?;
    sync_parent(path)
}

/// Removes a file; none is as good as a removed one.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => sync_parent(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Reads a file to which its group and everybody else must have no access.
pub(super) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, SoftwareVaultError> {
    let unusable = |source| SoftwareVaultError::File {
        path: path.to_owned(),
        source,
    };
    let mut file = fs::File::open(path).map_err(unusable)?;
    #[cfg(unix)]
    {
        let metadata = file.metadata().map_err(unusable)?;
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777;
        if mode & 0o077 != 0 {
            return Err(SoftwareVaultError::NotPrivate {
                path: path.to_owned(),
                mode,
            });
        }
    }
    let mut content = Zeroizing::new(Vec::new());
    file.read_to_end(&mut content).map_err(unusable)?;
    Ok(content)
}

/// Makes a change of a directory durable, where directories can be opened.
fn sync_parent(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let parent = path.parent().filter(|parent| *parent != Path::new(""));
        fs::File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
