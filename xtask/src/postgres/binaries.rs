//! The programs of PostgreSQL, as Debian or whoever else put them on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::machine;

/// The oldest that the product is tested with.
pub(crate) const OLDEST: u32 = 15;

/// Debian's package makes and starts a cluster of its own when it is installed; this file says not to.
const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.conf";

/// The folder that holds them.
pub(super) struct Binaries(pub(super) PathBuf);

impl Binaries {
    /// Finds them, after installing them where this account may.
    pub(super) fn find() -> Result<Self> {
        if let Some(found) = Self::here() {
            return Ok(found);
        }
        if install()?
            && let Some(found) = Self::here()
        {
            return Ok(found);
        }
        bail!("PostgreSQL {OLDEST} or newer is missing: install it (Debian: postgresql)")
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The newest on this machine that is new enough. Debian keeps them out of the search path.
    fn here() -> Option<Self> {
        let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
            .map(|path| std::env::split_paths(&path).collect())
            .unwrap_or_default();
        if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
            folders.extend(versions.flatten().map(|version| version.path().join("bin")));
        }
        if let Ok(answer) = Command::new("pg_config").arg("--bindir").output() {
            folders.push(String::from_utf8_lossy(&answer.stdout).trim().into());
        }
        let known = folders.into_iter().filter_map(|folder| Some((version(&folder)?, folder)));
        let newest =
            known.filter(|(version, _)| *version >= OLDEST).max_by_key(|(version, _)| *version);
        newest.map(|(_, folder)| Self(folder))
    }
}

/// The version of the server in this folder, if all that is needed is there.
fn version(folder: &Path) -> Option<u32> {
    if ["initdb", "pg_isready"].iter().any(|name| !folder.join(name).is_file()) {
        return None;
    }
    let answer = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    major(&String::from_utf8(answer.stdout).ok()?)
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15.
fn major(text: &str) -> Option<u32> {
    let number =
        text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Debian's package, without a cluster that nobody asked for.
fn install() -> Result<bool> {
    let settings = Path::new(NO_CLUSTER);
    if machine::is_root() && Path::new("/etc/debian_version").exists() && !settings.exists() {
        std::fs::create_dir_all(settings.parent().unwrap_or(settings))?;
        std::fs::write(settings, "create_main_cluster = false\n")?;
    }
    machine::install("postgresql")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_server_says_which_version_it_is() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("nothing"), None);
    }
}
