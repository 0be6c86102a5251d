//! What the product is to reach, and what it did. Each is a share of something measured in the same run, or a time that
//! does not depend on the disk alone.

use serde::Serialize;

use super::record::Record;
use super::row::Row;

/// One target, and what was found.
#[derive(Serialize)]
pub(super) struct Target {
    pub(super) number: u8,
    pub(super) what: &'static str,
    /// The bound, in `unit`.
    pub(super) bound: f64,
    /// Whether `measured` must be at least the bound, or at most.
    pub(super) at_least: bool,
    pub(super) unit: &'static str,
    /// Nothing where this run did not measure it.
    pub(super) measured: Option<f64>,
}

impl Target {
    /// Whether it was reached; nothing where it was not measured.
    pub(super) fn met(&self) -> Option<bool> {
        let measured = self.measured?;
        Some(if self.at_least { measured >= self.bound } else { measured <= self.bound })
    }
}

/// The targets that this measures: 2 to 8. The first is held by tests, and the ninth by what the browser is sent.
pub(super) fn targets(record: &Record) -> Vec<Target> {
    let row = |title: &str, clients| find(record, title, clients, 10_000);
    let percent = |share: f64| 100.0 * share;
    let decide = row("decide, 1,000 agents waiting", 16);
    let alone = row("decide, nobody waiting", 64);
    let bulk = row("decide, 100 a request", 16);
    let create = row("create", 16);
    let wake = row("decision to its agent, one at a time", 1);
    let list = |open| find(record, "first 50 that wait", 1, open)?.millis("/latency/p50");
    let raw = bulk.and_then(Row::rate).zip(record.limit("raw-256"));
    let empty = record.starts.iter().find(|start| start.open_items == 0);
    let filled = record.starts.iter().find(|start| start.open_items == 10_000);
    let mib = |bytes: u64| u32::try_from(bytes / 1024).ok().map(|kib| f64::from(kib) / 1024.0);
    let of_bare = |row: Option<&Row>| row.and_then(Row::of_bare).map(percent);
    let millis = |row: Option<&Row>, pointer: &str| row.and_then(|row| row.millis(pointer));
    let least = |number, what, bound, measured| Target {
        number,
        what,
        bound,
        at_least: true,
        unit: "%",
        measured,
    };
    let most = |number, what, bound, unit, measured| Target {
        number,
        what,
        bound,
        at_least: false,
        unit,
        measured,
    };
    let streams = |listeners: u32, part: usize, pointer: &str| {
        let found = record.fanout.iter().find(|found| found[0]["clients"] == listeners)?;
        found[part].pointer(pointer)?.as_f64()
    };
    let streams_ms = |listeners, part, pointer| Some(streams(listeners, part, pointer)? / 1000.0);
    vec![
        least(
            2,
            "decide, 16 clients, 1,000 agents waiting, of the bare server",
            70.0,
            of_bare(decide),
        ),
        least(
            3,
            "decide, 100 a request, 16 clients, of raw SQLite with 256 a commit",
            60.0,
            raw.map(|(ours, raw)| percent(ours.median / raw)),
        ),
        least(
            3,
            "decide, 64 clients, of \"hello\"",
            35.0,
            alone.and_then(Row::of_hello).map(percent),
        ),
        least(4, "create, 16 clients, of the bare server", 60.0, of_bare(create)),
        most(
            5,
            "a decision to its agent, one at a time, p50",
            1.5,
            "ms",
            millis(wake, "/latency/p50"),
        ),
        most(
            5,
            "a decision to its agent, one at a time, p99",
            5.0,
            "ms",
            millis(wake, "/latency/p99"),
        ),
        most(
            5,
            "a decision to its agent while 16 clients decide, p99",
            6.0,
            "ms",
            millis(decide, "/more/heard/p99"),
        ),
        most(6, "first 50 of 10,000, p50", 1.0, "ms", list(10_000)),
        most(
            6,
            "first 50 of 100,000, beside 1,000",
            1.2,
            "×",
            list(100_000).zip(list(1_000)).map(|(many, few)| many / few),
        ),
        most(7, "the binary", 20.0, "MiB", mib(record.machine.binary_bytes)),
        most(7, "idle memory, empty desk", 25.0, "MiB", empty.map(|start| start.idle_mi_b)),
        most(
            7,
            "idle processor use, empty desk",
            0.5,
            "% of a core",
            empty.map(|start| start.idle_core),
        ),
        most(7, "cold start, 10,000 waiting", 100.0, "ms", filled.map(|start| start.cold_start_ms)),
        most(
            8,
            "live streams, 1,000 listeners, p99",
            50.0,
            "ms",
            streams_ms(1_000, 0, "/latency/p99"),
        ),
        most(
            8,
            "live streams, memory of each of 1,000",
            25.0,
            "KiB",
            streams(1_000, 0, "/more/kibEach"),
        ),
        most(
            8,
            "live streams, 5,000 listeners, p99",
            100.0,
            "ms",
            streams_ms(5_000, 0, "/latency/p99"),
        ),
        most(
            8,
            "1,000 come back and are up to date",
            300.0,
            "ms",
            streams_ms(1_000, 1, "/latency/max"),
        ),
    ]
}

fn find<'a>(record: &'a Record, title: &str, clients: u32, open: u32) -> Option<&'a Row> {
    let same = |row: &&Row| row.title == title && row.clients == clients && row.open_items == open;
    record.rows.iter().find(same)
}
