//! What a server costs that nobody asks: its start, its memory, its processor time.

use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use crate::server::Place;

/// How often a start is timed.
const STARTS: usize = 5;
/// How long nobody asks.
const IDLE: Duration = Duration::from_secs(5);

/// A server with so much on its desk.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Start {
    pub(super) open_items: u32,
    /// From the start of the process to its first answer: the median.
    pub(super) cold_start_ms: f64,
    pub(super) idle_mi_b: f64,
    /// In percent of a core.
    pub(super) idle_core: f64,
    /// The database file, without its log.
    pub(super) database_bytes: u64,
}

impl Start {
    pub(super) fn measure(place: &Place, open_items: u32) -> Result<Self> {
        let cold_start_ms = place.cold_start(STARTS)?.as_secs_f64() * 1000.0;
        let server = place.start()?;
        // What runs once after a start has run.
        std::thread::sleep(Duration::from_secs(2));
        let idle_core = server.idle_use(IDLE)?;
        let idle_mi_b = server.memory()?;
        server.stop()?;
        let file = place.data().join("mission-control.db");
        let database_bytes = std::fs::metadata(file).map_or(0, |file| file.len());
        Ok(Self { open_items, cold_start_ms, idle_mi_b, idle_core, database_bytes })
    }
}
