//! Where programs are on unix.

use domain::action::Interpreter;
use rustix::fs::Access;
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// Where programs are looked for when the runner has no `PATH` itself.
pub const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// What reads a command that names no interpreter: the first that is there.
pub const SHELLS: [Interpreter; 2] = [Interpreter::Bash, Interpreter::Sh];
/// Variables of the runner's own environment that programs need to start at all.
pub const INHERITED: [&str; 0] = [];

/// The program that reads scripts of this kind: from its usual place, else from `path`.
pub fn interpreter(interpreter: Interpreter, path: &OsStr) -> Option<PathBuf> {
    let (usual, names): (&[&str], &[&str]) = match interpreter {
        Interpreter::Bash => (&["/bin/bash", "/usr/bin/bash"], &["bash"]),
        Interpreter::Sh => (&["/bin/sh"], &["sh"]),
        Interpreter::Powershell => (&[], &["pwsh", "powershell"]),
        Interpreter::Exec => (&[], &[]),
    };
    let usual = usual.iter().map(PathBuf::from).find(|file| runs(file));
    usual.or_else(|| names.iter().find_map(|name| look_up(OsStr::new(name), path)))
}

/// The first program of this name in the directories of `path`. Relative ones are left out: they would mean another
/// program in another place.
pub fn look_up(name: &OsStr, path: &OsStr) -> Option<PathBuf> {
    let places = std::env::split_paths(path).filter(|dir| dir.is_absolute());
    places.map(|dir| dir.join(name)).find(|file| runs(file))
}

fn runs(file: &Path) -> bool {
    file.is_file() && rustix::fs::access(file, Access::EXEC_OK).is_ok()
}
