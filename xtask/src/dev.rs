//! `cargo xtask dev`: the inner loop. Watches the sources, rebuilds what changed, restarts the server, reloads browsers.
//!
//! A style sheet is swapped without a reload. A server that does not build leaves the old one running.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{RecursiveMode, Watcher};

use crate::command::step;
use crate::workspace;
use change::Change;
use preview::Preview;

mod change;
mod preview;

/// Editors save a file in several steps; changes this close together are one.
const SETTLE: Duration = Duration::from_millis(150);

/// Runs until interrupted.
pub(crate) fn dev(serve: &[String]) -> Result<()> {
    let mut preview = Preview::new(serve)?;
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // The receiver is gone only when the whole program ends.
        let _ = send.send(event);
    })?;
    for place in change::WATCHED {
        let path = workspace::root().join(place);
        watcher
            .watch(&path, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {}", path.display()))?;
    }
    attempt("first build", || preview.update(&Change::everything()));
    loop {
        let mut paths = paths(changes.recv()?);
        while let Ok(event) = changes.recv_timeout(SETTLE) {
            paths.extend(self::paths(event));
        }
        let change =
            Change::of(paths.iter().filter_map(|path| path.strip_prefix(workspace::root()).ok()));
        if change.is_something() {
            attempt("rebuild", || preview.update(&change));
        }
    }
}

/// A failure is shown and survived: the next change is the next chance.
fn attempt(name: &str, work: impl FnOnce() -> Result<()>) {
    if let Err(error) = step(name, work) {
        eprintln!("error: {error:#}");
    }
}

/// The files an event says were written, made, renamed or removed.
fn paths(event: notify::Result<notify::Event>) -> Vec<PathBuf> {
    match event {
        Ok(event) if event.kind.is_access() => Vec::new(),
        Ok(event) => event.paths,
        Err(error) => {
            eprintln!("warning: watching: {error}");
            Vec::new()
        }
    }
}

/// Where `dev` keeps its site and its data, apart from a real installation.
fn dev_dir(target: &Path) -> PathBuf {
    target.join("site/dev")
}
