//! The tables of a run, as Markdown.

use std::fmt::Write as _;

use serde_json::Value;

use super::record::Record;
use super::row::{Row, Spread};
use super::targets::targets;

/// One row in one line, for whoever watches.
pub(super) fn line(row: &Row) -> String {
    cells(row).join("  ")
}

/// All of it.
pub(super) fn tables(record: &Record) -> String {
    let mut text = machine(record);
    if !record.limits.is_empty() {
        text += &limits(record);
        text += &starts(record);
    }
    if !record.rows.is_empty() {
        text += "\n### Work\n\n";
        text += &rows(&record.rows);
        text += &costs(record);
    }
    if let Some(day) = &record.day {
        text += &mixed(day);
    }
    if !record.fanout.is_empty() {
        text += &fanout(&record.fanout);
    }
    for servers in &record.servers {
        let many = if servers.count == 1 { "server" } else { "servers" };
        let _ = write!(text, "\n### {} {many} on {}\n\n", servers.count, servers.engine);
        text += &rows(&servers.rows);
    }
    if record.servers.is_empty() {
        text += &reached(record);
    }
    text
}

fn machine(record: &Record) -> String {
    let machine = &record.machine;
    let changed = if machine.changed { " with changes" } else { "" };
    format!(
        "{} · checkout at {}{changed} · binary `{}`, {} bytes · {} · {} cores, {} GiB · {} · {} · load average at the start {} · \
         medians of {} runs\n",
        machine.date,
        machine.commit,
        machine.binary,
        machine.binary_bytes,
        machine.cpu,
        machine.cores,
        machine.memory_gib,
        machine.disk,
        machine.kernel,
        machine.busy,
        record.repeats
    )
}

fn limits(record: &Record) -> String {
    let mut text = "\n### Limits of the machine, in the same run\n\n| Limit | Work a second | p50 ms | p99 ms |\n|---|---|---|---|\n".to_owned();
    for limit in &record.limits {
        let name = match limit["workload"].as_str().unwrap_or_default() {
            "append" => "4 KiB append and fdatasync".to_owned(),
            other => {
                format!("raw SQLite, decisions, {} a commit", other.trim_start_matches("raw-"))
            }
        };
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} |",
            limit["perSecond"].as_f64().map_or_else(none, whole),
            micros(limit, "/latency/p50"),
            micros(limit, "/latency/p99"),
        );
    }
    text
}

fn starts(record: &Record) -> String {
    let mut text = "\n### Nobody asks\n\n| Open items | Cold start, ms | Idle memory, MiB | Idle, % of a core | Database, bytes |\n|---|---|---|---|---|\n".to_owned();
    for start in &record.starts {
        let _ = writeln!(
            text,
            "| {} | {:.1} | {:.1} | {:.2} | {} |",
            start.open_items,
            start.cold_start_ms,
            start.idle_mi_b,
            start.idle_core,
            start.database_bytes
        );
    }
    text += "\n";
    for fill in &record.fills {
        let rate = |rate: Option<f64>| rate.map_or_else(none, whole);
        let _ = writeln!(
            text,
            "Filled to {} by REST with {} a second; the bare server with {}.  ",
            fill.to,
            rate(fill.product_per_second),
            rate(fill.bare_per_second)
        );
    }
    text
}

fn rows(rows: &[Row]) -> String {
    let mut text = "| Workload | Open | Clients | Work a second (least–most) | p50 ms | p99 ms | of the bare server | of \"hello\" | heard p50 / p99 ms |\n|---|---|---|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let _ = writeln!(text, "| {} |", cells(row).join(" | "));
    }
    if rows.iter().any(Row::load_was_the_limit) {
        text += "\n† The load itself used up its thread: the server can do more.\n";
    }
    text
}

fn cells(row: &Row) -> Vec<String> {
    let mark = if row.load_was_the_limit() { " †" } else { "" };
    let rate = row.rate().map_or_else(none, |rate: Spread| {
        format!("{} ({}–{}){mark}", whole(rate.median), whole(rate.least), whole(rate.most))
    });
    let millis = |pointer| row.millis(pointer).map_or_else(none, |ms| format!("{ms:.2}"));
    let share =
        |share: Option<f64>| share.map_or_else(none, |share| format!("{:.0} %", 100.0 * share));
    let heard = row.millis("/more/heard/p50").zip(row.millis("/more/heard/p99"));
    vec![
        row.title.to_owned(),
        row.open_items.to_string(),
        row.clients.to_string(),
        rate,
        millis("/latency/p50"),
        millis("/latency/p99"),
        share(row.of_bare()),
        share(row.of_hello()),
        heard.map_or_else(none, |(half, most)| format!("{half:.2} / {most:.2}")),
    ]
}

fn costs(record: &Record) -> String {
    let mut text = "\n### What one piece of work costs the server\n\n| Workload, 16 clients | Open | CPU µs | Bytes written | Read and write calls | the bare server's CPU µs |\n|---|---|---|---|---|---|\n".to_owned();
    for row in record.rows.iter().filter(|row| row.clients == 16) {
        let cost = |reports: &[Value], name: &str| {
            let found = Spread::of(reports, &format!("/more/cost/{name}"));
            found.map_or_else(none, |found| format!("{:.1}", found.median))
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            row.title,
            row.open_items,
            cost(&row.product, "cpuMicros"),
            cost(&row.product, "writtenBytes"),
            cost(&row.product, "readAndWriteCalls"),
            cost(&row.bare, "cpuMicros"),
        );
    }
    if let Some(syncs) = &record.syncs {
        let _ = writeln!(
            text,
            "\nfsync and fdatasync for one decision of 16 clients, counted by perf: {:.3}; the bare server {:.3}.",
            syncs.product, syncs.bare
        );
    }
    text
}

fn mixed(day: &Value) -> String {
    let mut text = format!(
        "\n### The mixed day\n\n{} deeds a second, due at fixed times; latencies count from then.\n\n| Deed | Count | p50 ms | p99 ms |\n|---|---|---|---|\n",
        day["more"]["rate"]
    );
    for (name, deed) in day["more"]["deeds"].as_object().into_iter().flatten() {
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} |",
            deed["count"],
            micros(deed, "/p50"),
            micros(deed, "/p99")
        );
    }
    let memory = day["more"]["memoryMiB"].as_array().into_iter().flatten();
    let memory: Vec<_> = memory.filter_map(Value::as_f64).map(|mib| format!("{mib:.1}")).collect();
    let every = &day["more"]["memoryEverySeconds"];
    let _ = writeln!(
        text,
        "\nMemory at the start, every {every} s and at the end, MiB: {}.",
        memory.join(", ")
    );
    text
}

fn fanout(found: &[[Value; 2]]) -> String {
    let mut text = "\n### Live streams, 10 events a second\n\n| Listeners | p50 ms | p99 ms | the last one, p99 ms | KiB each | all back and up to date, ms | missed |\n|---|---|---|---|---|---|---|\n".to_owned();
    for [heard, back] in found {
        let kib = heard["more"]["kibEach"].as_f64().map_or_else(none, |kib| format!("{kib:.1}"));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {kib} | {} | {} |",
            heard["clients"],
            micros(heard, "/latency/p50"),
            micros(heard, "/latency/p99"),
            micros(heard, "/more/lastListener/p99"),
            micros(back, "/latency/max"),
            heard["more"]["missed"],
        );
    }
    text
}

fn reached(record: &Record) -> String {
    let mut text =
        "\n### Targets\n\n| # | Target | Bound | Measured | Met |\n|---|---|---|---|---|\n"
            .to_owned();
    for target in targets(record) {
        let sign = if target.at_least { "≥" } else { "≤" };
        let measured =
            target.measured.map_or_else(none, |found| format!("{found:.2} {}", target.unit));
        let met = match target.met() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not measured in this run",
        };
        let _ = writeln!(
            text,
            "| {} | {} | {sign} {} {} | {measured} | {met} |",
            target.number, target.what, target.bound, target.unit
        );
    }
    text
}

fn micros(report: &Value, pointer: &str) -> String {
    let found = report.pointer(pointer).and_then(Value::as_f64);
    found.map_or_else(none, |micros| format!("{:.2}", micros / 1000.0))
}

fn whole(number: f64) -> String {
    format!("{number:.0}")
}

fn none() -> String {
    "–".to_owned()
}
