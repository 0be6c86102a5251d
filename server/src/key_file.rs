//! A secret in a file of the data directory that only its owner can read. It is not in the database, so that whoever can
//! change or read rows does not have it.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;
use data_encoding::HEXLOWER;

/// The file's bytes, which it holds in hex; none when it holds something else. A file that is not there is made from `new`.
pub(crate) fn open(path: &Path, new: impl FnOnce() -> Vec<u8>) -> anyhow::Result<Option<Vec<u8>>> {
    let shown = path.display();
    if !path.exists() {
        make(path, &new()).with_context(|| format!("cannot make {shown}"))?;
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    Ok(HEXLOWER.decode(text.trim().as_bytes()).ok())
}

/// Makes a file that nobody else can read. Whoever is slower reads the faster one's.
fn make(path: &Path, secret: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    // It appears whole or not at all.
    let mut file = tempfile::Builder::new().prefix(".key-").tempfile_in(folder)?;
    writeln!(file, "{}", HEXLOWER.encode(secret))?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(error) if error.error.kind() != ErrorKind::AlreadyExists => return Err(error.error),
        _ => {}
    }
    if cfg!(unix) {
        OpenOptions::new().read(true).open(folder)?.sync_all()?;
    }
    Ok(())
}
