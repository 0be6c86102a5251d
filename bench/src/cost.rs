//! What the servers spent while they were asked: processor time, bytes written, calls, waits for the disk.

use std::fs;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// How long `perf` is given to attach.
const ATTACH: Duration = Duration::from_millis(400);

/// Which processes to watch.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Watched {
    /// The servers' process ids: what they spend for each piece of work is told too
    #[arg(long = "pids", value_delimiter = ',')]
    pids: Vec<u32>,
    /// Count fsync and fdatasync with `perf stat`, which must be installed and allowed
    #[arg(long, requires = "pids")]
    count_syncs: bool,
}

/// What was spent so far.
#[derive(Clone, Copy, Default)]
struct Spent {
    micros: u64,
    written: u64,
    calls: u64,
}

/// A spending that is being watched.
pub(crate) struct Cost {
    pids: Vec<u32>,
    before: Spent,
    perf: Option<Child>,
}

impl Watched {
    /// Resident memory of all of them together, in MiB.
    pub(crate) fn memory(&self) -> Result<f64> {
        let mut sum = 0.0;
        for pid in &self.pids {
            let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let kib: u32 = line.context("no VmRSS")?.trim().trim_end_matches(" kB").parse()?;
            sum += f64::from(kib) / 1024.0;
        }
        Ok(sum)
    }

    /// Begins now. None where nothing is watched.
    pub(crate) fn begin(&self) -> Result<Option<Cost>> {
        if self.pids.is_empty() {
            return Ok(None);
        }
        let perf = if self.count_syncs { Some(count_syncs(&self.pids)?) } else { None };
        Ok(Some(Cost { pids: self.pids.clone(), before: spent(&self.pids)?, perf }))
    }
}

impl Cost {
    /// Ends now: what each of `pieces` pieces of work cost.
    pub(crate) fn each(self, pieces: f64) -> Result<Value> {
        let after = spent(&self.pids)?;
        let each = |after: u64, before: u64| {
            u32::try_from(after.saturating_sub(before)).map(|spent| f64::from(spent) / pieces)
        };
        let mut cost = json!({
            "cpuMicros": each(after.micros, self.before.micros)?,
            "writtenBytes": each(after.written / 512, self.before.written / 512)? * 512.0,
            "readAndWriteCalls": each(after.calls, self.before.calls)?,
        });
        if let Some(perf) = self.perf {
            cost["syncs"] = json!(syncs(perf)? / pieces);
        }
        Ok(cost)
    }
}

fn spent(pids: &[u32]) -> Result<Spent> {
    let mut sum = Spent::default();
    for pid in pids {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // The name before it may hold spaces; utime and stime are fields 14 and 15, in hundredths of a second.
        let (_, fields) = stat.rsplit_once(')').context("not a stat line")?;
        for ticks in fields.split_whitespace().skip(11).take(2) {
            sum.micros += ticks.parse::<u64>()? * 10_000;
        }
        let io = fs::read_to_string(format!("/proc/{pid}/io"))?;
        let field = |name: &str| -> Result<u64> {
            let line = io.lines().find_map(|line| line.strip_prefix(name));
            Ok(line.with_context(|| format!("no {name}"))?.trim().parse()?)
        };
        sum.written += field("write_bytes:")?;
        sum.calls += field("syscr:")? + field("syscw:")?;
    }
    Ok(sum)
}

fn count_syncs(pids: &[u32]) -> Result<Child> {
    let pids: Vec<_> = pids.iter().map(u32::to_string).collect();
    let events = "syscalls:sys_enter_fsync,syscalls:sys_enter_fdatasync";
    let child = Command::new("perf")
        .args(["stat", "-x", ",", "-e", events, "-p", &pids.join(",")])
        .stderr(Stdio::piped())
        .spawn()
        .context("perf cannot be started, so fsyncs cannot be counted")?;
    thread::sleep(ATTACH);
    Ok(child)
}

/// Ends `perf`, and reads what it counted.
fn syncs(mut perf: Child) -> Result<f64> {
    let told = Command::new("kill").args(["-INT", &perf.id().to_string()]).status()?;
    ensure!(told.success(), "perf had ended before");
    let mut text = String::new();
    perf.stderr.take().context("perf says nothing")?.read_to_string(&mut text)?;
    perf.wait()?;
    counted(&text)
}

/// The sum of the first fields: `perf stat -x ,` writes one line for each event.
fn counted(text: &str) -> Result<f64> {
    let mut sum = 0.0;
    let mut lines = 0;
    for line in text.lines().filter(|line| line.contains("syscalls:sys_enter_")) {
        let count = line.split(',').next().unwrap_or_default();
        sum += count.parse::<f64>().with_context(|| format!("perf did not count: {line}"))?;
        lines += 1;
    }
    ensure!(lines == 2, "perf counted {lines} of 2 events: {text}");
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn what_perf_counted_is_added_and_what_it_could_not_count_is_said() {
        let counts = "12,,syscalls:sys_enter_fsync,100,100.00,,\n30,,syscalls:sys_enter_fdatasync,100,100.00,,\n";
        assert!((counted(counts).unwrap() - 42.0).abs() < f64::EPSILON);
        let refused = counts.replace("12,", "<not supported>,");
        assert!(counted(&refused).unwrap_err().to_string().contains("did not count"));
        assert!(counted("no permission").is_err());
    }
}
