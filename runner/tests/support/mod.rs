//! Runs real scripts the way the runner does.

#![expect(dead_code, reason = "each test file uses its own part of this")]

use domain::{
    action::Code,
    log::{LogChunk, Stream},
};
use runner::{
    execute::{Executed, Plan, execute},
    logs::{Limits, Recorder},
    secrets::Secrets,
    supervise::{Launcher, Over, Patience},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};

#[path = "permits.rs"]
pub mod permits;

pub fn launcher() -> Launcher {
    Launcher {
        program: env!("CARGO_BIN_EXE_runner-for-test").into(),
        args: vec!["supervise".into()],
    }
}

/// What a run left behind for a test to look at.
pub struct Ran {
    pub executed: Executed,
    pub chunks: Vec<LogChunk>,
    pub took: Duration,
    pub cut: bool,
}

impl Ran {
    pub fn over(&self) -> &Over {
        match &self.executed {
            Executed::Over(over) => over,
            other => panic!("it is not over: {other:?}"),
        }
    }

    pub fn bytes(&self, stream: Stream) -> Vec<u8> {
        let of = self.chunks.iter().filter(|c| c.stream == stream);
        of.flat_map(|c| c.bytes.clone()).collect()
    }

    pub fn text(&self, stream: Stream) -> String {
        String::from_utf8(self.bytes(stream)).unwrap()
    }
}

/// A run in progress.
pub struct Going {
    pub dir: TempDir,
    pub task: String,
    pub orders: watch::Sender<Option<Patience>>,
    pub run: JoinHandle<Ran>,
}

impl Going {
    pub fn cwd(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    /// Waits for the script to write this file, and gives its content.
    pub async fn file(&self, name: &str) -> String {
        let path = self.cwd().join(name);
        eventually(name, || std::fs::read_to_string(&path).ok().filter(|s| s.ends_with('\n')))
            .await
            .trim()
            .to_owned()
    }

    pub fn stop(&self) {
        self.orders.send(Some(Patience::USUAL)).unwrap();
    }
}

pub async fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

pub struct Setup {
    pub timeout: Duration,
    pub limits: Limits,
    pub launcher: Launcher,
}

impl Default for Setup {
    fn default() -> Self {
        Self { timeout: Duration::from_mins(1), limits: Limits::default(), launcher: launcher() }
    }
}

pub fn start(script: &str, setup: Setup) -> Going {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let task = format!("t_test_{}_{number}", std::process::id());
    let dir = tempfile::tempdir().unwrap();
    let (cwd, scratch) = (dir.path().join("work"), dir.path().join("state"));
    std::fs::create_dir(&cwd).unwrap();
    std::fs::create_dir(&scratch).unwrap();
    let (orders, mut inbox) = watch::channel(None);
    let plan = Plan {
        work: task.clone(),
        number: i64::from(number),
        code: Code::Script(script.to_owned()),
        interpreter: None,
        env: BTreeMap::new(),
        timeout: setup.timeout,
    };
    let run = tokio::spawn(async move {
        let job =
            plan.job(plan.find(&cwd).unwrap(), (&cwd, &scratch), &Secrets::default()).unwrap();
        let (send, mut receive) = mpsc::unbounded_channel();
        let mut recorder = Recorder::new(send, setup.limits, Secrets::default());
        let start = Instant::now();
        let executed = execute(&setup.launcher, &job, &mut inbox, &mut recorder).await;
        let took = start.elapsed();
        let cut = recorder.finish(domain::Timestamp(1));
        drop(recorder);
        let mut chunks = Vec::new();
        while let Some(chunk) = receive.recv().await {
            chunks.push(chunk);
        }
        Ran { executed, chunks, took, cut }
    });
    Going { dir, task, orders, run }
}

pub async fn run(script: &str) -> Ran {
    start(script, Setup::default()).run.await.unwrap()
}

/// Numbered lines, each written by `line`.
pub fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..=count).map(line).fold(String::new(), |all, line| all + &line + "\n")
}

/// Whether this process still runs (a zombie does not).
pub fn alive(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(" Z"))
}

/// The parent of this process.
pub fn parent(pid: &str) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    stat.rsplit(')').next().unwrap().split_whitespace().nth(1).unwrap().to_owned()
}

/// Runs a program in a directory and gives what it printed.
pub fn command(dir: &Path, line: &str) -> String {
    let words: Vec<_> = line.split_whitespace().collect();
    let output = std::process::Command::new(words[0])
        .args(&words[1..])
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
