//! A git work tree of its own for each prompt task in a repository, so that what an agent does never touches the checkout
//! that people work in. It ends as a branch there, which a person has merged or leaves.
//!
//! Git is called so that it runs nothing of the repository's choice: no hook, no filter.

mod git;

use crate::{changes::git::Repository, platform, workspace::Place};
use anyhow::Context as _;
use domain::{task::Branch, wire::TaskWork};
use git::Git;
use std::path::{Path, PathBuf};

/// How many tasks of the same number may have left a branch: a desktop can serve several servers.
const TRIES: u32 = 50;

/// A work tree on a branch of its own.
pub(crate) struct Worktree {
    /// The checkout that it was made from.
    repository: PathBuf,
    name: String,
    base: String,
    top: PathBuf,
    dirty: bool,
    /// Where the task works in it.
    pub(crate) place: Place,
}

impl Worktree {
    /// Makes one at `tasks/NUMBER` in the workspace, from what is checked out where the task is to work. None where that is
    /// no repository with a commit. The error is for people; nothing ran then.
    pub(crate) async fn make(
        place: &Place,
        task: &TaskWork,
        scratch: &Path,
    ) -> Result<Option<Self>, String> {
        let Some(repository) = repository(place, scratch).await else { return Ok(None) };
        let top = repository.top.clone();
        let Ok(git) = Git::of(&top).await else { return Ok(None) };
        let Ok(base) = git.line(&top, &["rev-parse", "--verify", "HEAD^{commit}"]).await else {
            return Ok(None);
        };
        let made = Self::add(git, top, base, place, task).await;
        made.map(Some)
            .map_err(|error| format!("No work tree could be made for this task: {error:#}."))
    }

    async fn add(
        git: Git,
        repository: PathBuf,
        base: String,
        place: &Place,
        task: &TaskWork,
    ) -> anyhow::Result<Self> {
        let inner = place.dir.strip_prefix(&repository)?.to_owned();
        let folder = repository.file_name().context("it has no name")?;
        let own = place.root.join("tasks").join(task.number.to_string());
        std::fs::create_dir_all(&own)?;
        // A link that was planted there must not lead out.
        anyhow::ensure!(
            own.canonicalize()?.starts_with(place.root.canonicalize()?),
            "tasks is a link"
        );
        let dirty = !git.line(&repository, &["status", "--porcelain", "-uno"]).await?.is_empty();
        git.line(&repository, &["worktree", "prune"]).await?;
        let mut tries = 1;
        let (name, top) = loop {
            let suffix = if tries == 1 { String::new() } else { format!("-{tries}") };
            let name = format!("mission-control/task-{}{suffix}", task.number);
            let mut top = own.join(folder).into_os_string();
            top.push(&suffix);
            let top = PathBuf::from(top);
            let full = format!("refs/heads/{name}");
            let known = git.line(&repository, &["rev-parse", "-q", "--verify", &full]).await;
            if known.is_err() && !top.exists() {
                break (name, top);
            }
            tries += 1;
            anyhow::ensure!(tries <= TRIES, "{name} and {TRIES} like it are there");
        };
        let shown = platform::plain(top.clone()).display().to_string();
        git.line(&repository, &["worktree", "add", "-b", &name, &shown, &base]).await?;
        let top = platform::plain(top.canonicalize()?);
        let dir = if inner.as_os_str().is_empty() { top.clone() } else { top.join(inner) };
        // A directory that no commit has is there in the checkout only.
        std::fs::create_dir_all(&dir)?;
        let place = Place { root: place.root.clone(), dir, own: false };
        Ok(Self { repository, name, base, top, dirty, place })
    }

    /// Where the task works, as its actions name it.
    pub(crate) fn cwd(&self) -> String {
        self.place.dir.display().to_string()
    }

    /// What the log says of it.
    pub(crate) fn words(&self) -> String {
        let dirty =
            if self.dirty { " What is changed there and not committed is not in it." } else { "" };
        format!(
            "The agent works in {} on the branch {}, made from commit {} of {}.{dirty}",
            self.top.display(),
            self.name,
            self.base,
            self.repository.display()
        )
    }

    /// Commits what is not committed yet and takes the work tree away; the branch stays. None where nothing was changed:
    /// then no branch stays. On an error the work tree stays, with all that is in it.
    pub(crate) async fn keep(self, task: &TaskWork) -> anyhow::Result<Option<Branch>> {
        let Self { repository, name, base, top, .. } = self;
        let stays =
            || format!("The agent's work stays in {}, not all of it committed", top.display());
        // What the agent wrote may have other filters than what was there before.
        let git = Git::of(&top).await.with_context(stays)?;
        let kept = async {
            git.line(&top, &["add", "-A"]).await?;
            let staged = git.line(&top, &["diff", "--cached", "--name-only"]).await?;
            if !staged.is_empty() {
                let agent = task.agent.as_deref().unwrap_or("An agent");
                let message = format!("{}\n\nBy {agent}, for task MC-{}.", task.title, task.number);
                let author = format!("user.name={agent}");
                let address = "user.email=agent@mission-control.invalid";
                let commit =
                    ["-c", &author, "-c", address, "commit", "-q", "--no-verify", "-m", &message];
                git.line(&top, &commit).await?;
            }
            let commit = git.line(&top, &["rev-parse", "HEAD"]).await?;
            // Wherever the agent went, what it ended at is what the branch is.
            git.line(&top, &["update-ref", &format!("refs/heads/{name}"), &commit]).await?;
            git.line(&repository, &["worktree", "remove", "--force", &top.display().to_string()])
                .await?;
            anyhow::Ok(commit)
        };
        let commit = kept.await.with_context(stays)?;
        if commit == base {
            git.line(&repository, &["branch", "-q", "-D", &name]).await?;
            return Ok(None);
        }
        let repository = repository.display().to_string();
        Ok(Some(Branch { name, repository, base, commit }))
    }
}

/// The repository that the task works in, unless that is a directory of the task's own.
async fn repository(place: &Place, scratch: &Path) -> Option<Repository> {
    if place.own { None } else { Repository::find(place, scratch).await }
}
