//! The site directory: everything the browser loads besides pages, as the server embeds it.
//!
//! `pkg/` holds the script, the WASM and the style sheet; beside it lie the files of `public/`. `site.list` names every
//! file with the hash of its content, one a line, and the hash of `pkg/` as a whole: it becomes part of the address, so
//! that a browser may keep those files for ever.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::command::step;
use crate::css;
use crate::frontend::{self, Profile};
use crate::precompress::{self, Sizes};
use crate::workspace::{self, OUTPUT_NAME};

/// A finished site directory.
pub(crate) struct Site {
    pub(crate) dir: PathBuf,
    /// Sizes by path inside the site.
    pub(crate) sizes: BTreeMap<String, Sizes>,
}

/// Builds the whole site for a release: small, compressed, listed.
pub(crate) fn build_release() -> Result<Site> {
    let dir = empty(workspace::target_dir()?.join("site/release"))?;
    let pkg = dir.join("pkg");
    let wasm = step("frontend", || frontend::compile(Profile::Release))?;
    step("wasm-bindgen", || frontend::bind(&wasm, &pkg, Profile::Release))?;
    step("style sheet", || write_css(&pkg))?;
    step("public files", || copy_public(&dir))?;
    let sizes = step("compression and hashes", || finish(&dir))?;
    Ok(Site { dir, sizes })
}

/// Makes an empty directory with an empty `pkg` in it.
pub(crate) fn empty(dir: PathBuf) -> Result<PathBuf> {
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("cannot empty {}", dir.display()))?;
    }
    fs::create_dir_all(dir.join("pkg"))?;
    Ok(dir)
}

/// Writes the bundled style sheet into `pkg`.
pub(crate) fn write_css(pkg: &Path) -> Result<()> {
    Ok(fs::write(pkg.join(format!("{OUTPUT_NAME}.css")), css::bundle()?)?)
}

/// Copies `public/` to the root of the site.
pub(crate) fn copy_public(dir: &Path) -> Result<()> {
    let public = workspace::root().join("public");
    ensure!(public.is_dir(), "{} is missing", public.display());
    for file in files(&public)? {
        let to = dir.join(file.strip_prefix(&public)?);
        fs::create_dir_all(to.parent().context("a file without a directory")?)?;
        fs::copy(&file, to)?;
    }
    Ok(())
}

/// Compresses every file and writes `site.list`.
fn finish(dir: &Path) -> Result<BTreeMap<String, Sizes>> {
    let mut sizes = BTreeMap::new();
    let mut list = String::new();
    let mut whole = Sha256::new();
    for file in files(dir)? {
        let path =
            file.strip_prefix(dir)?.to_str().context("a file name that is not text")?.to_owned();
        let hash = hex(&Sha256::digest(fs::read(&file)?));
        if path.starts_with("pkg/") {
            whole.update(format!("{path} {hash}\n"));
        }
        writeln!(list, "{hash} {path}")?;
        sizes.insert(path, precompress::precompress(&file)?);
    }
    fs::write(dir.join("site.list"), format!("{} pkg/\n{list}", hex(&whole.finalize())))?;
    Ok(sizes)
}

/// Sixteen hexadecimal digits are plenty to tell builds apart.
fn hex(hash: &[u8]) -> String {
    HEXLOWER.encode(&hash[..8])
}

/// Every file below a directory, sorted.
pub(crate) fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(next) = open.pop() {
        for entry in
            fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))?
        {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
