//! Latencies, kept whole in a histogram: nothing is averaged away, and two parts of a load can be put together.

use std::time::Duration;

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use serde::Serialize;

/// The longest latency that is told apart, in nanoseconds: two minutes. Nothing is waited for that long.
const LONGEST: u64 = 120_000_000_000;

/// Latencies with three significant digits, in nanoseconds.
pub(crate) struct Latencies(Histogram<u64>);

/// What is told of them, in microseconds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Summary {
    pub(crate) count: u64,
    pub(crate) mean: f64,
    pub(crate) p50: f64,
    pub(crate) p90: f64,
    pub(crate) p99: f64,
    pub(crate) p999: f64,
    pub(crate) max: f64,
}

impl Latencies {
    /// None yet.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(Histogram::new_with_bounds(1, LONGEST, 3).context("the histogram's bounds")?))
    }

    /// Keeps one more. For an open load it is counted from when the request was due, not from when it was sent: a
    /// request that had to wait because the one before it was slow counts as slow too.
    pub(crate) fn record(&mut self, latency: Duration) -> Result<()> {
        let nanoseconds = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX).max(1);
        self.0.record(nanoseconds).with_context(|| format!("{latency:?} is too long to keep"))
    }

    /// Puts another part of the load beside this one.
    pub(crate) fn merge(&mut self, other: &Self) -> Result<()> {
        self.0.add(&other.0).context("two histograms with other bounds")
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// What is told of them; an error when there are none.
    pub(crate) fn summary(&self) -> Result<Summary> {
        if self.0.is_empty() {
            anyhow::bail!("nothing was measured");
        }
        let within = |share: f64| micros(self.0.value_at_quantile(share));
        Ok(Summary {
            count: self.count(),
            mean: self.0.mean() / 1000.0,
            p50: within(0.5),
            p90: within(0.9),
            p99: within(0.99),
            p999: within(0.999),
            max: micros(self.0.max()),
        })
    }
}

fn micros(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests {
    use super::Latencies;
    use std::time::Duration;

    #[test]
    fn percentiles_are_of_all_parts_together() {
        let (mut one, mut other) = (Latencies::new().unwrap(), Latencies::new().unwrap());
        assert!(one.summary().is_err());
        for millis in 1..=100 {
            one.record(Duration::from_millis(millis)).unwrap();
            other.record(Duration::from_millis(100 + millis)).unwrap();
        }
        one.merge(&other).unwrap();
        let summary = one.summary().unwrap();
        let near = |found: f64, millis: f64| (found / 1000.0 - millis).abs() < millis / 500.0;
        assert_eq!(summary.count, 200);
        assert!(near(summary.p50, 100.0) && near(summary.p99, 198.0), "{summary:?}");
        assert!(near(summary.mean, 100.5) && near(summary.max, 200.0), "{summary:?}");
    }
}
