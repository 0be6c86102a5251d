//! What a load found: one line of JSON on standard output, which `cargo xtask bench` reads.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::cost::Cost;
use crate::latency::{Latencies, Summary};

/// How requests come.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Arrivals {
    /// Each client asks again once it was answered: the rate is what the server can do.
    Closed,
    /// Requests come when they are due, whatever the server does: latencies count from then.
    Open,
}

/// One load, measured.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    pub(crate) workload: String,
    pub(crate) arrivals: Arrivals,
    /// Connections that asked at a time.
    pub(crate) clients: usize,
    /// From the first request to the last answer.
    pub(crate) seconds: f64,
    /// Pieces of work done a second: requests, times what each carried.
    pub(crate) per_second: f64,
    /// In microseconds.
    pub(crate) latency: Summary,
    /// The share of one core that the load itself used. It runs on one thread: near 1, it was the limit and the server
    /// can do more.
    pub(crate) own_core: f64,
    /// What else was found, by name.
    pub(crate) more: BTreeMap<String, serde_json::Value>,
}

/// A load that is being measured.
pub(crate) struct Watch {
    began: Instant,
    used: Duration,
}

impl Watch {
    /// Begins now.
    pub(crate) fn start() -> Result<Self> {
        Ok(Self { began: Instant::now(), used: own_time()? })
    }

    /// Ends now: `carries` pieces of work came with each request.
    pub(crate) fn report(
        &self,
        workload: &str,
        (arrivals, clients, carries): (Arrivals, usize, u32),
        latencies: &Latencies,
    ) -> Result<Report> {
        let whole = self.began.elapsed().as_secs_f64();
        let latency = latencies.summary()?;
        let requests = u32::try_from(latency.count).context("too many to count")?;
        Ok(Report {
            workload: workload.to_owned(),
            arrivals,
            clients,
            seconds: whole,
            per_second: f64::from(requests) * f64::from(carries) / whole,
            latency,
            own_core: own_time()?.saturating_sub(self.used).as_secs_f64() / whole,
            more: BTreeMap::new(),
        })
    }
}

impl Report {
    /// With one more thing that was found.
    pub(crate) fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// With what each piece of work cost the servers until now, where they were watched.
    pub(crate) fn with_cost(self, cost: Option<Cost>) -> Result<Self> {
        let pieces = self.per_second * self.seconds;
        match cost {
            Some(cost) => Ok(self.with("cost", cost.each(pieces)?)),
            None => Ok(self),
        }
    }

    /// The one line.
    pub(crate) fn print(&self) -> Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Processor time of this process so far.
fn own_time() -> Result<Duration> {
    let mut sum = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        let text = fs::read_to_string(thread?.path().join("schedstat"))?;
        sum += text.split_whitespace().next().context("empty schedstat")?.parse::<u64>()?;
    }
    Ok(Duration::from_nanos(sum))
}
