//! Compares a git work tree with itself: each look is written as a tree object, and git compares the two trees.

use super::{
    Found, Limits, Side,
    git::Repository,
    unhashed::{Apart, Mark},
};
use crate::platform::{self, Signature};
use anyhow::{Context as _, bail};
use domain::change::ChangeKind;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::PathBuf,
};

/// How the work tree looked.
pub(super) struct Before {
    repository: Repository,
    limits: Limits,
    look: Look,
}

/// One look at a work tree.
pub(super) struct Look {
    /// The tree object of everything that was read.
    tree: String,
    /// The files that git had not read already, and whether they were now.
    pub(super) marks: BTreeMap<PathBuf, Mark>,
    nested: Vec<PathBuf>,
}

impl Before {
    pub(super) async fn look(mut repository: Repository, limits: Limits) -> anyhow::Result<Self> {
        let look = look(&mut repository, limits).await?;
        Ok(Self { repository, limits, look })
    }

    pub(super) async fn compare(mut self, notes: &mut Vec<String>) -> anyhow::Result<Vec<Found>> {
        let now = look(&mut self.repository, self.limits).await?;
        if !now.nested.is_empty() {
            let names: Vec<_> = now.nested.iter().map(|p| p.to_string_lossy()).collect();
            notes.push(format!(
                "Repositories inside this one are not looked into: {}.",
                names.join(", ")
            ));
        }
        let flags = ["-r", "-M", "-l1000", "-z", "--raw", "--numstat", "--no-abbrev"];
        let plain = ["--no-ext-diff", "--no-textconv", &self.look.tree, &now.tree];
        let args = [&["diff-tree"][..], &flags, &plain].concat();
        let answer = if self.look.tree == now.tree {
            Vec::new()
        } else {
            self.repository.git(&args, b"").await?
        };
        let mut lines = parse(&answer)?;
        let apart = Apart::compare(&self.repository.top, &self.look, &now);
        apart.correct(&mut lines);
        let blobs = self.blobs(&lines).await?;
        let mut found: Vec<_> = lines.into_iter().map(|line| line.found(&blobs)).collect();
        found.extend(apart.found(self.limits.compare_each));
        Ok(found)
    }

    /// The contents that are small enough to compare.
    async fn blobs(&self, lines: &[Line]) -> anyhow::Result<HashMap<String, Vec<u8>>> {
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for (mode, id) in lines.iter().take(self.limits.listed).flat_map(|l| [&l.old, &l.new]) {
            if mode.starts_with("10") || mode == "120000" {
                ids.insert(id);
            }
        }
        let input =
            |ids: &[&str]| ids.iter().flat_map(|id| [id.as_bytes(), b"\n"].concat()).collect();
        let all: Vec<&str> = ids.into_iter().collect();
        let input_all: Vec<u8> = input(&all);
        let sizes = self.repository.git(&["cat-file", "--batch-check"], &input_all).await?;
        let sizes = std::str::from_utf8(&sizes)?.lines();
        let sizes = sizes.map(|line| line.rsplit(' ').next()?.parse::<u64>().ok());
        let (mut room, mut wanted) = (32 * self.limits.compare_each, Vec::new());
        for (id, size) in all.into_iter().zip(sizes) {
            if let Some(size) = size
                && size <= self.limits.compare_each.min(room)
            {
                room -= size;
                wanted.push(id);
            }
        }
        let input: Vec<u8> = input(&wanted);
        let answer = self.repository.git(&["cat-file", "--batch"], &input).await?;
        batch(&answer)
    }
}

/// Reads what `cat-file --batch` answers: a header line, that many bytes, a line feed.
fn batch(mut answer: &[u8]) -> anyhow::Result<HashMap<String, Vec<u8>>> {
    let mut blobs = HashMap::new();
    while let Some(end) = answer.iter().position(|b| *b == b'\n') {
        let header = std::str::from_utf8(&answer[..end])?;
        answer = &answer[end + 1..];
        let mut words = header.split(' ');
        let (Some(id), Some("blob"), Some(size)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let size: usize = size.parse()?;
        let bytes = answer.get(..size).context("git's answer is cut short")?;
        blobs.insert(id.to_owned(), bytes.to_vec());
        answer = answer.get(size + 1..).unwrap_or_default();
    }
    Ok(blobs)
}

async fn look(repository: &mut Repository, limits: Limits) -> anyhow::Result<Look> {
    repository.refresh().await?;
    let args = ["diff-files", "-z", "--name-only", "--ignore-submodules=dirty"];
    let changed = repository.git(&args, b"").await?;
    let args = ["ls-files", "-z", "--others", "--exclude-standard"];
    let others = repository.git(&args, b"").await?;
    let names = |answer: &[u8]| -> Vec<Vec<u8>> {
        answer.split(|b| *b == 0).filter(|n| !n.is_empty()).map(<[u8]>::to_vec).collect()
    };
    let (mut marks, mut nested, mut add) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    let (mut files, mut bytes) = (limits.files, limits.read_all);
    let tracked = names(&changed).into_iter().map(|name| (name, true));
    for (name, tracked) in tracked.chain(names(&others).into_iter().map(|name| (name, false))) {
        let path = platform::from_bytes(&name);
        if name.ends_with(b"/") {
            nested.push(path);
            continue;
        }
        let full = repository.top.join(&path);
        // What is gone, and the head of a submodule, costs nothing to add.
        let Some(meta) = full.symlink_metadata().ok().filter(|meta| !meta.is_dir()) else {
            add.insert(name);
            continue;
        };
        let plain = meta.is_symlink() || (meta.is_file() && platform::readable(&full));
        let read = plain && files > 0 && meta.len() <= limits.read_each.min(bytes);
        if read {
            (files, bytes) = (files - 1, bytes - meta.len());
            add.insert(name);
        }
        marks.insert(path, Mark { signature: Signature::of(&meta), read, tracked });
    }
    let mut input = Vec::new();
    for name in add {
        input.extend(name);
        input.push(0);
    }
    let args = ["update-index", "-z", "--add", "--remove", "--replace", "--stdin"];
    repository.git(&args, &input).await?;
    let tree = repository.git(&["write-tree", "--missing-ok"], b"").await?;
    let tree = String::from_utf8(tree)?.trim().to_owned();
    Ok(Look { tree, marks, nested })
}

/// One line of `diff-tree --raw`, with its counts.
pub(super) struct Line {
    /// Mode and object before.
    old: (String, String),
    /// Mode and object after.
    new: (String, String),
    pub(super) change: ChangeKind,
    pub(super) path: PathBuf,
    pub(super) old_path: Option<PathBuf>,
    /// `None` for binary files.
    counts: Option<(u32, u32)>,
}

impl Line {
    fn found(self, blobs: &HashMap<String, Vec<u8>>) -> Found {
        let binary = self.counts.is_none();
        let side = |(mode, id): &(String, String)| match mode.as_str() {
            "000000" => Side::Absent,
            "160000" => Side::Whole(format!("Subproject commit {id}\n").into_bytes()),
            // The zero byte stands for what git found to be binary.
            _ if binary => Side::Part(vec![0]),
            _ => blobs.get(id).map_or(Side::Part(Vec::new()), |bytes| Side::Whole(bytes.clone())),
        };
        let same = self.old.1 == self.new.1;
        let (old, new) = if same && !binary {
            (Side::Absent, Side::Absent)
        } else {
            (side(&self.old), side(&self.new))
        };
        let executable = |mode: &str| (mode.starts_with("100")).then(|| mode == "100755");
        let (was, is) = (executable(&self.old.0), executable(&self.new.0));
        Found {
            path: self.path,
            old_path: self.old_path,
            change: self.change,
            old,
            new,
            counts: self.counts,
            executable: is.filter(|_| was.is_some() && was != is),
        }
    }
}

/// Reads `diff-tree -z --raw --numstat`: first a raw entry for each file, then the counts of each.
fn parse(answer: &[u8]) -> anyhow::Result<Vec<Line>> {
    let mut fields = answer.split(|b| *b == 0).filter(|f| !f.is_empty());
    let (mut lines, mut counts) = (Vec::new(), HashMap::new());
    while let Some(field) = fields.next() {
        let mut path = || fields.next().map(platform::from_bytes).context("git left out a path");
        if let Some(raw) = field.strip_prefix(b":") {
            let words: Vec<_> = std::str::from_utf8(raw)?.split(' ').map(str::to_owned).collect();
            let [old_mode, new_mode, old_id, new_id, status] = &words[..] else {
                bail!("git answered in another form");
            };
            let first = path()?;
            let (change, old_path, path) = match status.as_bytes()[0] {
                b'A' => (ChangeKind::Added, None, first),
                b'D' => (ChangeKind::Deleted, None, first),
                b'R' => (ChangeKind::Renamed, Some(first), path()?),
                _ => (ChangeKind::Modified, None, first),
            };
            let (old, new) =
                ((old_mode.clone(), old_id.clone()), (new_mode.clone(), new_id.clone()));
            lines.push(Line { old, new, change, path, old_path, counts: None });
        } else {
            let mut parts = field.splitn(3, |b| *b == b'\t');
            let mut count =
                || -> Option<u32> { std::str::from_utf8(parts.next()?).ok()?.parse().ok() };
            let both = count().zip(count());
            let name = parts.next().context("git answered in another form")?;
            // A renamed file's paths follow in fields of their own.
            let name = match name {
                b"" => path().and_then(|_| path())?,
                name => platform::from_bytes(name),
            };
            counts.insert(name, both);
        }
    }
    for line in &mut lines {
        line.counts = counts.get(&line.path).copied().flatten();
    }
    Ok(lines)
}
