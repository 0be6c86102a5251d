//! Runs git on a repository without touching it, and without letting it run anything: a repository's own configuration
//! may have been written by the very run that is looked at.

use crate::{platform, workspace::Place};
use anyhow::{Context as _, bail, ensure};
use std::{
    fs::FileTimes,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::Command,
};

/// How long one call of git may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// The most that one call of git may answer, in bytes.
const ANSWER: u64 = 64 * 1024 * 1024;

/// Every setting that would make git start a program of the repository's choice, or keep something in it that we do not ask
/// for. All git of ours is called with these.
const HARMLESS: [(&str, &str); 7] = [
    ("core.fsmonitor", "false"),
    ("core.hooksPath", "/dev/null"),
    ("core.splitIndex", "false"),
    ("core.untrackedCache", "false"),
    ("diff.ignoreSubmodules", "dirty"),
    ("submodule.recurse", "false"),
    ("safe.directory", "*"),
];

/// What else a look wants: objects that are thrown away need neither be small nor last.
const SETTINGS: [(&str, &str); 3] =
    [("core.bigFileThreshold", "8m"), ("core.compression", "0"), ("core.fsync", "none")];

/// A git work tree, and a place of our own for an index and new objects.
pub(crate) struct Repository {
    /// The work tree.
    pub(crate) top: PathBuf,
    git_dir: PathBuf,
    index: PathBuf,
    scratch: PathBuf,
    settings: Vec<(String, String)>,
}

impl Repository {
    /// The work tree the place lies in. `None` if there is none, if git is missing, or if its top lies outside the
    /// workspace: then the place is a plain directory to us.
    pub(crate) async fn find(place: &Place, scratch: &Path) -> Option<Self> {
        let mut me = Self {
            top: place.dir.clone(),
            git_dir: PathBuf::new(),
            index: PathBuf::new(),
            scratch: scratch.join("git"),
            settings: Vec::new(),
        };
        let asked =
            ["--path-format=absolute", "--show-toplevel", "--absolute-git-dir", "--git-path"];
        let mut find = me.bare_command();
        find.arg("rev-parse").args(asked).args(["objects", "--git-path", "index"]);
        // Above the workspace nothing is looked for.
        if let Some(above) = place.root.parent() {
            find.env("GIT_CEILING_DIRECTORIES", above);
        }
        let answer = run(find, b"").await.ok()?;
        let lines: Vec<_> = answer.strip_suffix(b"\n")?.split(|b| *b == b'\n').collect();
        let [top, git_dir, objects, index] = lines[..] else { return None };
        me.top = platform::plain(platform::from_bytes(top).canonicalize().ok()?);
        me.git_dir = platform::from_bytes(git_dir);
        me.index = platform::from_bytes(index);
        // A quote at its start would make git read the path as a quoted one.
        if !me.top.starts_with(&place.root) || objects.first() == Some(&b'"') {
            return None;
        }
        me.prepare(objects).ok()?;
        Some(me)
    }

    /// New objects go to our place; the repository's are only read.
    fn prepare(&self, objects: &[u8]) -> std::io::Result<()> {
        let info = self.scratch.join("objects/info");
        platform::private_dir(&info)?;
        std::fs::write(info.join("alternates"), [objects, b"\n"].concat())
    }

    /// Starts anew from the repository's index and its filters as they are now.
    pub(super) async fn refresh(&mut self) -> anyhow::Result<()> {
        let ours = self.our_index();
        match std::fs::copy(&self.index, &ours) {
            Ok(_) => {
                // Git takes a file that is as young as the index for changed; a younger copy would hide such changes.
                let modified = std::fs::metadata(&self.index)?.modified()?;
                let copy = std::fs::File::options().write(true).open(&ours)?;
                copy.set_times(FileTimes::new().set_modified(modified))?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let _ = std::fs::remove_file(&ours);
            }
            Err(error) => return Err(error).context("the index cannot be read"),
        }
        ensure!(self.git_dir.is_dir(), "the repository is gone");
        let named = self.git(&FILTERS, b"").await.unwrap_or_default();
        self.settings = neutral(&named);
        Ok(())
    }

    /// Runs git and gives back its answer.
    pub(super) async fn git(&self, args: &[&str], input: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut command = self.bare_command();
        command.args(args);
        command
            .env("GIT_DIR", &self.git_dir)
            .env("GIT_WORK_TREE", &self.top)
            .env("GIT_INDEX_FILE", self.our_index())
            .env("GIT_OBJECT_DIRECTORY", self.scratch.join("objects"));
        run(command, input).await.with_context(|| format!("git {}", args[0]))
    }

    fn our_index(&self) -> PathBuf {
        self.scratch.join("index")
    }

    fn bare_command(&self) -> Command {
        command(&self.top, &[&owned(&SETTINGS)[..], &self.settings].concat())
    }
}

/// Settings as they are given to [`command`].
pub(crate) fn owned(settings: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

/// Asks for the filters of a repository: programs of its choice. Without them files are taken as they lie on disk.
pub(crate) const FILTERS: [&str; 5] = ["config", "-z", "--name-only", "--get-regexp", r"^filter\."];

/// The settings that take those filters out.
pub(crate) fn neutral(settings: &[u8]) -> Vec<(String, String)> {
    let names = settings.split(|b| *b == 0).filter_map(|name| std::str::from_utf8(name).ok());
    let neutral = names.filter_map(|name| match name.rsplit('.').next() {
        Some("clean" | "smudge" | "process") => Some((name.to_owned(), String::new())),
        Some("required") => Some((name.to_owned(), "false".to_owned())),
        _ => None,
    });
    neutral.collect()
}

/// Git in a directory, with nothing of our environment that could change what it does, harmless, and with these settings too.
pub(crate) fn command(dir: &Path, settings: &[(String, String)]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(dir).env_clear();
    for name in ["PATH", "HOME", "XDG_CONFIG_HOME"].iter().chain(&platform::INHERITED) {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    // A partial clone must not go to the network for what it lacks, nor any remote helper start.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    command.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_LITERAL_PATHSPECS", "1");
    let settings = [&owned(&HARMLESS)[..], settings].concat();
    command.env("GIT_CONFIG_COUNT", settings.len().to_string());
    for (n, (name, value)) in settings.into_iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{n}"), name);
        command.env(format!("GIT_CONFIG_VALUE_{n}"), value);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.kill_on_drop(true);
    command
}

/// Runs it and gives back its answer; of a failure the first line that it complained with.
pub(crate) async fn run(mut command: Command, input: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut child = command.spawn().context("git cannot be started")?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (mut stdin, stdout) = stdin.zip(stdout).context("git has no pipes")?;
    let (mut answer, mut complaint) = (Vec::new(), Vec::new());
    let talk = async {
        let write = async {
            // Git may have heard enough; whether it did its work is told by its exit code.
            let _ = stdin.write_all(input).await;
            drop(stdin);
        };
        let mut stdout = stdout.take(ANSWER);
        let read = stdout.read_to_end(&mut answer);
        let complain = async {
            if let Some(stderr) = stderr {
                let _ = stderr.take(64 * 1024).read_to_end(&mut complaint).await;
            }
        };
        let ((), read, ()) = tokio::join!(write, read, complain);
        read?;
        ensure!(answer.len() as u64 != ANSWER, "git said too much");
        Ok(child.wait().await?)
    };
    let status = tokio::time::timeout(PATIENCE, talk).await.context("git took too long")??;
    if !status.success() {
        let complaint = String::from_utf8_lossy(&complaint);
        bail!("{}", complaint.lines().next().unwrap_or("it failed without a word"));
    }
    Ok(answer)
}
