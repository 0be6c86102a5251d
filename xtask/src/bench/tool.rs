//! The load's own process, and the servers that it asks.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::command::{self, cargo, program};
use crate::server::{Credentials, Place, Server};
use crate::workspace;

/// The program of the crate `bench`.
pub(super) struct Tool(PathBuf);

/// Servers that are asked as one, and everybody's credentials there.
pub(super) struct Side {
    pub(super) servers: Vec<Server>,
    /// What the load's process is told through its environment.
    who: Vec<(&'static str, String)>,
}

/// Who asks the product.
pub(super) struct Cast {
    pub(super) person: Credentials,
    agent: String,
    runner: String,
}

impl Tool {
    /// Builds it as it is measured with: optimised.
    pub(super) fn build() -> Result<Self> {
        command::run(cargo().args(["build", "--locked", "--release", "--package", "bench"]))?;
        let binary = workspace::target_dir()?.join("release/bench");
        ensure!(binary.is_file(), "the build left no {}", binary.display());
        Ok(Self(binary))
    }

    /// The yardstick.
    pub(super) fn bare(&self, place: &Place) -> Result<Side> {
        let mut command = program(&self.0);
        command.arg("bare").arg("--data").arg(place.data());
        Ok(Side { servers: vec![Server::start(command)?], who: Vec::new() })
    }

    /// What the disk and SQLite can do by themselves, one report each.
    pub(super) fn limits(&self, data: &Path) -> Result<Vec<Value>> {
        let told = command::output(program(&self.0).arg("limits").arg("--data").arg(data))?;
        told.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// One workload, once. `words` are the load's own flags and its workload.
    pub(super) fn load(&self, side: &Side, words: &[String]) -> Result<Value> {
        self.ask("load", side, words)?.pop().context("the load said nothing")
    }

    /// Live streams: a report of how late each listener hears, and one of how all come back.
    pub(super) fn fanout(&self, side: &Side, listeners: u32) -> Result<[Value; 2]> {
        let reports = self.ask("fanout", side, &[format!("--listeners={listeners}")])?;
        reports.try_into().map_err(|_| anyhow::anyhow!("the fan-out made no two reports"))
    }

    fn ask(&self, workloads: &str, side: &Side, words: &[String]) -> Result<Vec<Value>> {
        let servers: Vec<_> = side.servers.iter().map(|one| one.address().to_string()).collect();
        let pids: Vec<_> = side.servers.iter().map(|one| one.id().to_string()).collect();
        let mut load = program(&self.0);
        load.args([workloads, "--servers", &servers.join(","), "--pids", &pids.join(",")]);
        load.args(words).envs(side.who.iter().map(|(name, value)| (name, value)));
        let told = command::output(&mut load)?;
        let report =
            |line| serde_json::from_str(line).with_context(|| format!("the load said: {line}"));
        told.lines().map(report).collect()
    }
}

impl Cast {
    /// Makes everybody with the command line. The server that holds the desk need not run.
    pub(super) fn make(place: &Place) -> Result<Self> {
        let person = place.credentials()?;
        let agent = place.agent(&person, "Osprey")?;
        Ok(Self { agent, runner: place.desktop("bench")?, person })
    }
}

impl Side {
    /// The product: a server for each place.
    pub(super) fn product(places: &[Place], cast: &Cast) -> Result<Self> {
        let servers = places.iter().map(Place::start).collect::<Result<Vec<_>>>()?;
        let first = servers.first().context("there is no server")?;
        let cookie = super::wire::sign_in(first, &cast.person)?;
        let cookie = cookie.trim_start_matches("cookie: ").trim_end().to_owned();
        let who = vec![
            ("BENCH_KEY", cast.person.key.clone()),
            ("BENCH_AGENT_KEY", cast.agent.clone()),
            ("BENCH_RUNNER_TOKEN", cast.runner.clone()),
            ("BENCH_COOKIE", cookie),
        ];
        Ok(Self { servers, who })
    }

    /// Ends the servers. The product's must end well; the yardstick does not listen to signals and is killed.
    pub(super) fn end(self) -> Result<()> {
        if self.who.is_empty() {
            return Ok(());
        }
        self.servers.into_iter().try_for_each(Server::stop)
    }
}
