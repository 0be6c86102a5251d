//! Spreads work over connections and keeps every latency.

use std::fmt;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};

use crate::http::Connection;

/// How a load went.
pub(super) struct Spread {
    per_second: f64,
    /// Sorted.
    latencies: Vec<Duration>,
}

impl Spread {
    pub(super) fn new(mut latencies: Vec<Duration>, whole: Duration) -> Result<Self> {
        ensure!(!latencies.is_empty(), "nothing was measured");
        latencies.sort();
        Ok(Self { per_second: count(latencies.len()) / whole.as_secs_f64(), latencies })
    }

    /// The latency that `percent` of the requests stayed within.
    fn within(&self, percent: usize) -> Duration {
        self.latencies[(self.latencies.len() * percent / 100).min(self.latencies.len() - 1)]
    }

    /// The rate of what is inside, when each request carries `many` of it.
    pub(super) fn times(&self, many: u32) -> String {
        format!("{:.0} per s", self.per_second * f64::from(many))
    }

    /// This rate against the rate of another load of the same run.
    pub(super) fn share_of(&self, other: &Self) -> String {
        format!("{:.0} % of /healthz", 100.0 * self.per_second / other.per_second)
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |percent| self.within(percent).as_secs_f64() * 1000.0;
        write!(
            to,
            "{:>9.0} per s, p50 {:.2} ms, p99 {:.2} ms",
            self.per_second,
            millis(50),
            millis(99)
        )
    }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

/// Does every piece of work once, on `connections` connections at a time. The first failure fails the whole load.
pub(super) fn spread<T: Send>(
    connections: usize,
    work: Vec<T>,
    connect: impl Fn() -> Result<Connection> + Sync,
    ask: impl Fn(&mut Connection, T) -> Result<()> + Sync,
) -> Result<Spread> {
    let work = Mutex::new(work.into_iter());
    let take = || {
        work.lock().map_err(|_| anyhow!("another connection failed")).map(|mut work| work.next())
    };
    let open: Vec<Connection> = (0..connections).map(|_| connect()).collect::<Result<_>>()?;
    let start = Instant::now();
    let latencies = thread::scope(|scope| {
        let (ask, take) = (&ask, &take);
        let threads: Vec<_> = open
            .into_iter()
            .map(|mut connection| {
                scope.spawn(move || -> Result<Vec<Duration>> {
                    let mut latencies = Vec::new();
                    while let Some(item) = take()? {
                        let asked = Instant::now();
                        ask(&mut connection, item)?;
                        latencies.push(asked.elapsed());
                    }
                    Ok(latencies)
                })
            })
            .collect();
        let joined = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a connection broke"))?);
        joined.collect::<Result<Vec<_>>>()
    })?;
    Spread::new(latencies.concat(), start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::Spread;
    use std::time::Duration;

    #[test]
    fn percentiles_are_taken_from_sorted_latencies() {
        let latencies = (1..=200).rev().map(Duration::from_millis).collect();
        let spread = Spread::new(latencies, Duration::from_secs(2)).unwrap();
        assert_eq!(spread.to_string(), "      100 per s, p50 101.00 ms, p99 199.00 ms");
        assert!(Spread::new(Vec::new(), Duration::from_secs(1)).is_err());
    }
}
