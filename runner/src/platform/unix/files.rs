//! Files on unix: paths as bytes, permissions, and reading that never blocks on a fifo nor follows a link.

use rustix::fs::{Access, Mode, OFlags};
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsStr,
    fs::{DirBuilder, File, Metadata, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _},
    },
    path::{Path, PathBuf},
};

/// A path's exact bytes.
pub fn to_bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_bytes()
}

/// The path of these bytes.
pub fn from_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// The path as other programs like it.
pub fn plain(path: PathBuf) -> PathBuf {
    path
}

/// Waits until the names in this directory are on the disk.
pub fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// What changes whenever a file is written, without reading it. Times are in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    size: u64,
    inode: u64,
    mode: u32,
    modified: i128,
    changed: i128,
}

impl Signature {
    /// The signature of a file as it was just looked at.
    pub fn of(meta: &Metadata) -> Self {
        let nanos = |s: i64, n: i64| i128::from(s) * 1_000_000_000 + i128::from(n);
        Self {
            size: meta.size(),
            inode: meta.ino(),
            mode: meta.mode(),
            modified: nanos(meta.mtime(), meta.mtime_nsec()),
            changed: nanos(meta.ctime(), meta.ctime_nsec()),
        }
    }
}

/// Whether its owner may execute it.
pub fn is_executable(meta: &Metadata) -> bool {
    meta.is_file() && meta.mode() & 0o100 != 0
}

/// Whether this account may read it.
pub fn readable(path: &Path) -> bool {
    rustix::fs::access(path, Access::READ_OK).is_ok()
}

/// Makes a directory that only this account can look into, with its parents. One that exists is left as it is.
pub fn private_dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Whether no other account may read or write the file.
pub fn is_private(path: &Path) -> io::Result<bool> {
    let others = Mode::RWXG | Mode::RWXO;
    Ok(!Mode::from_raw_mode(std::fs::metadata(path)?.mode()).intersects(others))
}

/// Writes a new file that only this account can read and run. Refuses one that exists.
pub fn write_script(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o700).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a file that only this account can read and write. Refuses one that exists.
pub fn new_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// The first `limit` bytes of a regular file, and whether that is all of it; `None` when it is something else.
/// It follows no link and does not wait on a fifo.
pub fn read_at_most(path: &Path, limit: u64) -> io::Result<Option<(Vec<u8>, bool)>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes)? as u64;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Some((bytes, read <= limit)))
}
