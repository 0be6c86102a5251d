//! The development server and the site it shows.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::change::Change;
use crate::command::{self, cargo, program};
use crate::frontend::{self, Profile};
use crate::site;
use crate::workspace::{self, OUTPUT_NAME};

/// Added to the script of the page: asks for `reload.txt` and acts when it changes.
const RELOAD: &str = include_str!("reload.js");
/// How long a server may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(15);

/// A running server, the directory it serves, and how often each kind of file changed.
pub(super) struct Preview {
    target: PathBuf,
    site: PathBuf,
    args: Vec<String>,
    server: Option<Child>,
    css: u32,
    page: u32,
}

impl Preview {
    pub(super) fn new(serve: &[String]) -> Result<Self> {
        let target = workspace::target_dir()?;
        let site = site::empty(super::dev_dir(&target))?;
        let mut args = vec!["serve".to_owned()];
        if !serve.iter().any(|arg| arg.starts_with("--data")) {
            args.extend(["--data".to_owned(), target.join("dev-data").display().to_string()]);
        }
        args.extend_from_slice(serve);
        Ok(Self { target, site, args, server: None, css: 0, page: 0 })
    }

    /// Rebuilds what the change put out of date, restarts the server if it is a new one, and tells browsers.
    pub(super) fn update(&mut self, change: &Change) -> Result<()> {
        let pkg = self.site.join("pkg");
        if change.css {
            site::write_css(&pkg)?;
            self.css += 1;
        }
        if change.public {
            site::copy_public(&self.site)?;
            self.page += 1;
        }
        if change.frontend {
            let wasm = frontend::compile(Profile::Dev)?;
            frontend::bind(&wasm, &pkg, Profile::Dev)?;
            let script = pkg.join(format!("{OUTPUT_NAME}.js"));
            fs::write(&script, fs::read_to_string(&script)? + RELOAD)?;
            self.page += 1;
        }
        if change.server {
            command::run(cargo().args([
                "build",
                "--package",
                "server",
                "--bin",
                "mission-control",
            ]))?;
        }
        if change.server || self.server.is_none() {
            self.stop()?;
            self.start()?;
            self.page += 1;
        }
        Ok(fs::write(pkg.join("reload.txt"), format!("{} {}", self.css, self.page))?)
    }

    /// Starts the server and waits for its line `listening on …`.
    fn start(&mut self) -> Result<()> {
        let binary = self.target.join("debug/mission-control");
        let mut command = Command::new(&binary);
        command.args(&self.args).env("MISSION_CONTROL_SITE_DIR", &self.site);
        println!("$ {}", command::shown(&command));
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let output = child.stdout.take().context("the server has no output")?;
        let (send, ready) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(std::io::Result::ok) {
                println!("{line}");
                if line.starts_with("listening on ") {
                    // Nobody waits any more when the server was slow; it listens all the same.
                    let _ = send.send(());
                }
            }
        });
        self.server = Some(child);
        match ready.recv_timeout(PATIENCE) {
            Ok(()) => Ok(()),
            Err(_) => bail!("the server did not start listening"),
        }
    }

    /// Asks the server to end, then insists.
    fn stop(&mut self) -> Result<()> {
        let Some(mut child) = self.server.take() else { return Ok(()) };
        command::answers(program("kill").args(["-TERM", &child.id().to_string()]));
        let start = Instant::now();
        while child.try_wait()?.is_none() {
            if start.elapsed() > PATIENCE {
                child.kill()?;
                child.wait()?;
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("warning: the server may still run: {error:#}");
        }
    }
}
