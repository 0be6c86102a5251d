//! Where a run was measured. Numbers of two machines, or of one machine at two hours, are not to be compared.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::command::{self, program};

/// The machine, the build and the hour.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Machine {
    /// UTC.
    pub(super) date: String,
    pub(super) commit: String,
    /// Whether the checkout had changes beside that commit.
    pub(super) changed: bool,
    pub(super) binary: String,
    pub(super) binary_bytes: u64,
    pub(super) cpu: String,
    pub(super) cores: usize,
    pub(super) memory_gib: u64,
    pub(super) disk: String,
    pub(super) kernel: String,
    /// How many processes wanted to run when it began, over one minute: what else the machine did.
    pub(super) busy: f64,
}

impl Machine {
    pub(super) fn look(binary: &Path) -> Result<Self> {
        let line = |words: &[&str]| {
            let (name, args) = words.split_first().context("no command")?;
            Ok::<_, anyhow::Error>(command::output(program(name).args(args))?.trim().to_owned())
        };
        let cpus = fs::read_to_string("/proc/cpuinfo")?;
        let cpu = field(&cpus, "model name").unwrap_or("unknown").to_owned();
        let memory = fs::read_to_string("/proc/meminfo")?;
        let kib =
            field(&memory, "MemTotal").and_then(|text| text.trim_end_matches(" kB").parse().ok());
        let kib: u64 = kib.context("no MemTotal")?;
        let target = crate::workspace::target_dir()?;
        let disk = line(&["df", "--output=source,fstype", &target.display().to_string()])?;
        let disk = disk.lines().nth(1).context("df names no disk")?;
        let load = fs::read_to_string("/proc/loadavg")?;
        Ok(Self {
            date: line(&["date", "-u", "+%Y-%m-%dT%H:%M:%SZ"])?,
            commit: line(&["git", "rev-parse", "--short=12", "HEAD"])?,
            changed: !line(&["git", "status", "--porcelain"])?.is_empty(),
            binary: binary.file_name().unwrap_or_default().display().to_string(),
            binary_bytes: fs::metadata(binary)?.len(),
            cpu,
            cores: std::thread::available_parallelism()?.get(),
            memory_gib: kib.div_ceil(1024 * 1024),
            disk: disk.split_whitespace().collect::<Vec<_>>().join(", "),
            kernel: line(&["uname", "-sr"])?,
            busy: load.split_whitespace().next().context("no load")?.parse()?,
        })
    }
}

/// The first value of this name in a file of the kernel.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}
