//! What was measured of one workload at one size with so many clients: the product beside the bare server and a bare
//! "hello", in turns, so that a disk that drifts drifts for all of them.

use serde::Serialize;
use serde_json::Value;

use super::plan::Workload;

/// One row of the tables.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    pub(super) workload: &'static str,
    pub(super) title: &'static str,
    pub(super) open_items: u32,
    pub(super) clients: u32,
    pub(super) agents: u32,
    /// The load's reports, one for each repeat.
    pub(super) product: Vec<Value>,
    pub(super) bare: Vec<Value>,
    pub(super) hello: Vec<Value>,
}

/// A median, the least and the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Row {
    pub(super) fn new(workload: &Workload, open_items: u32, clients: u32) -> Self {
        Self {
            workload: workload.name,
            title: workload.title,
            open_items,
            clients,
            agents: workload.agents,
            product: Vec::new(),
            bare: Vec::new(),
            hello: Vec::new(),
        }
    }

    /// Work a second.
    pub(super) fn rate(&self) -> Option<Spread> {
        Spread::of(&self.product, "/perSecond")
    }

    /// A latency of the product, by its name, in milliseconds: the median over the repeats.
    pub(super) fn millis(&self, pointer: &str) -> Option<f64> {
        Spread::of(&self.product, pointer).map(|found| found.median / 1000.0)
    }

    /// This rate beside the bare server's, each repeat beside its own.
    pub(super) fn of_bare(&self) -> Option<f64> {
        share(&self.product, &self.bare)
    }

    /// The same beside "hello".
    pub(super) fn of_hello(&self) -> Option<f64> {
        share(&self.product, &self.hello)
    }

    /// Whether the load itself was the limit, so that the server can do more than this says.
    pub(super) fn load_was_the_limit(&self) -> bool {
        Spread::of(&self.product, "/ownCore").is_some_and(|own| own.median > 0.9)
    }
}

impl Spread {
    /// Of a number that every report has at this place.
    pub(super) fn of(reports: &[Value], pointer: &str) -> Option<Self> {
        let numbers = reports.iter().map(|report| report.pointer(pointer).and_then(Value::as_f64));
        Self::over(numbers.collect::<Option<Vec<f64>>>()?)
    }

    fn over(mut numbers: Vec<f64>) -> Option<Self> {
        numbers.sort_by(f64::total_cmp);
        let (least, most) = (*numbers.first()?, *numbers.last()?);
        Some(Self { median: numbers[numbers.len() / 2], least, most })
    }
}

fn share(ours: &[Value], theirs: &[Value]) -> Option<f64> {
    let rate = |report: &Value| report["perSecond"].as_f64();
    let shares = ours.iter().zip(theirs).map(|(ours, theirs)| Some(rate(ours)? / rate(theirs)?));
    Spread::over(shares.collect::<Option<Vec<f64>>>()?).map(|shares| shares.median)
}

#[cfg(test)]
mod tests {
    use super::{Row, Spread};
    use crate::bench::plan::WORKLOADS;
    use serde_json::{Value, json};

    fn reports(rates: [f64; 3]) -> Vec<Value> {
        rates.map(|rate| json!({"perSecond": rate, "latency": {"p50": 1500.0}})).into()
    }

    #[test]
    fn each_repeat_is_held_against_its_own_yardstick() {
        let mut row = Row::new(&WORKLOADS[0], 1_000, 16);
        row.product = reports([300.0, 10.0, 100.0]);
        row.bare = reports([600.0, 40.0, 100.0]);
        assert_eq!(row.rate(), Some(Spread { median: 100.0, least: 10.0, most: 300.0 }));
        // The median of 0.5, 0.25 and 1, not the share of two medians.
        assert_eq!(row.of_bare(), Some(0.5));
        assert_eq!(row.of_hello(), None);
        assert_eq!(row.millis("/latency/p50"), Some(1.5));
        assert_eq!(row.millis("/latency/p99"), None);
    }
}
