//! Files on Windows: no permissions but those of the folder they lie in, and reading that follows no link.

use serde::{Deserialize, Serialize};
use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, Read as _, Write as _},
    os::windows::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

/// `FILE_FLAG_OPEN_REPARSE_POINT`: a link is opened itself, not what it leads to.
const NO_FOLLOW: u32 = 0x0020_0000;
/// The longest path that every program takes.
const LONGEST: usize = 259;

/// A path as bytes that tell it from every other.
pub fn to_bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// The path of these bytes, as git writes it.
pub fn from_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The path as other programs like it: `C:\…` where Windows itself says `\\?\C:\…`.
pub fn plain(path: PathBuf) -> PathBuf {
    let short = path.to_str().and_then(|text| text.strip_prefix(r"\\?\")).filter(|rest| {
        let drive = rest.as_bytes();
        rest.len() <= LONGEST && drive.get(1) == Some(&b':') && drive.get(2) == Some(&b'\\')
    });
    short.map(PathBuf::from).unwrap_or(path)
}

/// Names are on the disk when the file system's own journal is, which no program waits for.
#[expect(clippy::unnecessary_wraps, reason = "other platforms can fail here")]
pub fn sync_dir(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// What changes whenever a file is written, without reading it. Times are in steps of 100 nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    size: u64,
    attributes: u32,
    created: u64,
    modified: u64,
}

impl Signature {
    /// The signature of a file as it was just looked at.
    pub fn of(meta: &Metadata) -> Self {
        Self {
            size: meta.file_size(),
            attributes: meta.file_attributes(),
            created: meta.creation_time(),
            modified: meta.last_write_time(),
        }
    }
}

/// Files carry no such mark here.
pub fn is_executable(_meta: &Metadata) -> bool {
    false
}

/// Whether this account may read it.
pub fn readable(path: &Path) -> bool {
    File::open(path).is_ok()
}

/// Makes a directory with its parents. Who may look into it is what the folder above says: a user's own is private.
pub fn private_dir(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Whether no other account may read the file: here as its folder says, so this only finds whether it is there.
pub fn is_private(path: &Path) -> io::Result<bool> {
    std::fs::metadata(path).map(|_| true)
}

/// Writes a new file. Refuses one that exists.
pub fn write_script(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a file, which only those of its folder can read. Refuses one that exists.
pub fn new_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// The first `limit` bytes of a regular file, and whether that is all of it; `None` when it is something else.
/// It follows no link.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Option<(Vec<u8>, bool)>> {
    if !path.symlink_metadata()?.is_file() {
        return Ok(None);
    }
    let file = OpenOptions::new().read(true).custom_flags(NO_FOLLOW).open(path)?;
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes)? as u64;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Some((bytes, read <= limit)))
}
