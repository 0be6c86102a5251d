//! Compares a directory with itself by content. Links are not followed, `.git` folders are not entered, and special
//! files are not opened.

use super::{Found, Limits, Side, diff};
use crate::platform::{self, Signature};
use anyhow::Context as _;
use domain::{Digest, change::ChangeKind};
use std::{
    collections::{BTreeMap, HashMap},
    fs::Metadata,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long one look may take: a slow network folder must not hold a run for ever.
const PATIENCE: Duration = Duration::from_secs(30);

struct Entry {
    signature: Signature,
    executable: bool,
    /// The hash of its content, if it was read.
    hash: Option<Digest>,
    /// Whether it looked binary when it was read.
    binary: bool,
    /// Whether its content was kept.
    kept: bool,
}

#[derive(Default)]
struct Snapshot {
    files: BTreeMap<PathBuf, Entry>,
    /// The last path that was looked at, if not all were.
    cut: Option<PathBuf>,
    unreadable: usize,
}

/// How the directory looked, and the old content of its small text files.
pub(super) struct Before {
    dir: PathBuf,
    keep: PathBuf,
    limits: Limits,
    snapshot: Snapshot,
}

impl Before {
    pub(super) fn look(dir: &Path, keep: PathBuf, limits: Limits) -> anyhow::Result<Self> {
        platform::private_dir(&keep).context("there is no place to keep old content")?;
        let snapshot = look(dir, Some(&keep), limits);
        Ok(Self { dir: dir.to_owned(), keep, limits, snapshot })
    }

    pub(super) fn compare(self, notes: &mut Vec<String>) -> Vec<Found> {
        let now = look(&self.dir, None, self.limits);
        let old = &self.snapshot;
        // Beyond where either look ended nothing is known.
        let cut = [&old.cut, &now.cut].into_iter().flatten().min();
        if cut.is_some() {
            notes.push(format!(
                "This folder is large: only the first {} files of it were compared.",
                old.files.len().min(now.files.len())
            ));
        }
        if now.unreadable > 0 {
            notes.push(format!("{} folders could not be looked into.", now.unreadable));
        }
        let seen = |path: &Path| cut.is_none_or(|cut| path <= cut.as_path());
        let gone =
            old.files.iter().filter(|(path, _)| seen(path) && !now.files.contains_key(*path));
        let mut gone: BTreeMap<_, _> = gone.collect();
        let renamed = renames(&gone, old, &now);
        let mut found = Vec::new();
        for (path, entry) in now.files.iter().filter(|(path, _)| seen(path)) {
            let (old_path, before) = match (old.files.get(path), renamed.get(path.as_path())) {
                (Some(before), _) if same(before, entry) => continue,
                (Some(before), _) => (None, Some(before)),
                (None, Some(from)) => (Some(*from), gone.remove(*from)),
                (None, None) => (None, None),
            };
            let new = Side::on_disk(&self.dir.join(path), self.limits.compare_each);
            let (change, old, new) = match (before, old_path) {
                (None, _) => (ChangeKind::Added, Side::Absent, new),
                (Some(before), None) => (ChangeKind::Modified, self.old(before), new),
                // The same byte for byte: there is nothing to compare.
                (Some(before), Some(_)) if before.binary => {
                    (ChangeKind::Renamed, self.old(before), Side::Absent)
                }
                (Some(_), Some(_)) => (ChangeKind::Renamed, Side::Absent, Side::Absent),
            };
            found.push(Found {
                path: path.clone(),
                old_path: old_path.cloned(),
                change,
                old,
                new,
                counts: None,
                executable: before
                    .filter(|before| before.executable != entry.executable)
                    .map(|_| entry.executable),
            });
        }
        found.extend(gone.into_iter().map(|(path, entry)| Found {
            path: path.clone(),
            old_path: None,
            change: ChangeKind::Deleted,
            old: self.old(entry),
            new: Side::Absent,
            counts: None,
            executable: None,
        }));
        found
    }

    fn old(&self, entry: &Entry) -> Side {
        let kept = entry
            .hash
            .filter(|_| entry.kept)
            .and_then(|hash| std::fs::read(self.keep.join(hash.to_string())).ok());
        match kept {
            Some(bytes) => Side::Whole(bytes),
            // The zero byte says that it was binary, which is all that is known of it.
            None if entry.binary => Side::Part(vec![0]),
            None => Side::Part(Vec::new()),
        }
    }
}

fn same(a: &Entry, b: &Entry) -> bool {
    match (a.hash, b.hash) {
        (Some(x), Some(y)) => x == y && a.executable == b.executable,
        _ => a.signature == b.signature,
    }
}

/// New path to old path, for files that are the same byte for byte. Each old path is used once; empty files are all alike.
fn renames<'a>(
    gone: &BTreeMap<&'a PathBuf, &Entry>,
    old: &Snapshot,
    now: &'a Snapshot,
) -> HashMap<&'a Path, &'a PathBuf> {
    let empty = Digest::of(b"");
    let mut by_hash: HashMap<Digest, Vec<&PathBuf>> = HashMap::new();
    for (path, entry) in gone.iter().rev() {
        if let Some(hash) = entry.hash.filter(|hash| *hash != empty) {
            by_hash.entry(hash).or_default().push(path);
        }
    }
    let added = now.files.iter().filter(|(path, _)| !old.files.contains_key(*path));
    added
        .filter_map(|(path, entry)| {
            let from = by_hash.get_mut(&entry.hash?)?.pop()?;
            Some((path.as_path(), from))
        })
        .collect()
}

fn look(dir: &Path, keep: Option<&Path>, limits: Limits) -> Snapshot {
    let until = Instant::now() + PATIENCE;
    let mut snapshot = Snapshot::default();
    let (mut to_read, mut to_keep) = (limits.read_all, limits.keep_all);
    // Depth first and by name, which is the order of paths: where it is cut, everything before was seen.
    let mut stack = vec![PathBuf::new()];
    while let Some(path) = stack.pop() {
        // Joining nothing would add a slash, and a slash follows a link.
        let full = if path.as_os_str().is_empty() { dir.to_owned() } else { dir.join(&path) };
        let Ok(meta) = full.symlink_metadata() else { continue };
        if meta.is_dir() {
            match children(&full) {
                Ok(names) => stack.extend(names.into_iter().rev().map(|name| path.join(name))),
                Err(_) => snapshot.unreadable += 1,
            }
            continue;
        }
        if snapshot.files.len() >= limits.files || Instant::now() > until {
            snapshot.cut = Some(snapshot.files.keys().next_back().cloned().unwrap_or_default());
            break;
        }
        let mut entry = Entry {
            signature: Signature::of(&meta),
            executable: platform::is_executable(&meta),
            hash: None,
            binary: false,
            kept: false,
        };
        if meta.len() <= limits.read_each.min(to_read)
            && let Some(bytes) = read(&full, &meta, limits.read_each)
        {
            to_read -= (bytes.len() as u64).min(to_read);
            entry.binary = diff::is_binary(&bytes);
            let hash = Digest::of(&bytes);
            entry.hash = Some(hash);
            let size = bytes.len() as u64;
            if let Some(keep) = keep
                && !entry.binary
                && size <= limits.keep_each.min(to_keep)
            {
                to_keep -= size;
                entry.kept = std::fs::write(keep.join(hash.to_string()), &bytes).is_ok();
            }
        }
        snapshot.files.insert(path, entry);
    }
    snapshot
}

fn read(path: &Path, meta: &Metadata, limit: u64) -> Option<Vec<u8>> {
    if meta.is_symlink() {
        return Some(platform::to_bytes(&std::fs::read_link(path).ok()?).to_vec());
    }
    if !meta.is_file() {
        return None;
    }
    platform::read_at_most(path, limit).ok()?.filter(|(_, whole)| *whole).map(|(bytes, _)| bytes)
}

fn children(dir: &Path) -> std::io::Result<Vec<std::ffi::OsString>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let name = entry?.file_name();
        if name != ".git" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
