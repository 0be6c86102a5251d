//! What `/metrics` tells: what this server has done since it started, and how much stands where now.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use service::{Error, MissionControl, News, TaskFilter};

use crate::state::ServerState;

/// The counts since the start.
#[derive(Debug)]
pub struct Metrics {
    started: Instant,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    requests: BTreeMap<(&'static str, u16), u64>,
    seconds: f64,
    events: BTreeMap<&'static str, u64>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { started: Instant::now(), counts: Mutex::default() }
    }
}

/// Counts a request when its answer begins.
pub async fn count(State(state): State<ServerState>, request: Request, next: Next) -> Response {
    let (method, begun) = (known(request.method()), Instant::now());
    let response = next.run(request).await;
    state.metrics.change(|counts| {
        *counts.requests.entry((method, response.status().as_u16())).or_default() += 1;
        counts.seconds += begun.elapsed().as_secs_f64();
    });
    response
}

/// Anybody can make up methods; the counts are only of those that exist.
fn known(method: &Method) -> &'static str {
    let all = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE];
    let names = ["GET", "HEAD", "POST", "PUT", "DELETE"];
    all.iter().position(|known| known == method).map_or("OTHER", |place| names[place])
}

impl Metrics {
    fn change(&self, with: impl FnOnce(&mut Counts)) {
        with(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Counts every event from now on, whichever door caused it. Ends when the store does not answer.
    pub async fn follow(&self, mission: &MissionControl) -> Result<(), Error> {
        let mut events = mission.live(&mission.console(), None).await?;
        loop {
            if let News::Events(told) = events.next().await? {
                self.change(|counts| {
                    for kind in told.iter().filter_map(|one| one.kind) {
                        *counts.events.entry(kind.as_str()).or_default() += 1;
                    }
                });
            }
        }
    }

    /// Everything in Prometheus' text format.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub async fn text(&self, mission: &MissionControl) -> Result<String, Error> {
        let filter = TaskFilter { limit: Some(1), ..TaskFilter::default() };
        let board = mission.board(&mission.console(), filter, &[]).await?;
        let waiting = mission.waiting(&mission.console()).await?;
        let mut text = Text::default();
        let tasks =
            board.columns.iter().map(|c| (label("status", c.status.as_str()), c.count.into()));
        text.family("tasks", "gauge", "Tasks by status.", tasks);
        let gates = [
            ("before_run", waiting.before_run),
            ("action", waiting.actions),
            ("after_run", waiting.results),
        ];
        let gates = gates.map(|(gate, count)| (label("gate", gate), count.into()));
        text.family("approvals_pending", "gauge", "Approvals that wait for a person.", gates);
        let polls = mission.polls();
        let waiting = [(String::new(), u32::try_from(polls.waiting).unwrap_or(u32::MAX).into())];
        text.family("long_polls", "gauge", "Long polls that wait.", waiting);
        let woken = [(String::new(), polls.woken as f64)];
        text.family("long_polls_woken_total", "counter", "Long polls that looked again.", woken);
        let uptime = self.started.elapsed().as_secs_f64();
        text.family("uptime_seconds", "gauge", "Time since the start.", [(String::new(), uptime)]);
        self.change(|counts| counts.write(&mut text));
        Ok(text.0)
    }
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn write(&self, text: &mut Text) {
        let requests = self.requests.iter().map(|((method, status), count)| {
            (format!("{{method=\"{method}\",status=\"{status}\"}}"), *count as f64)
        });
        text.family("requests_total", "counter", "Requests answered.", requests);
        let seconds = [(String::new(), self.seconds)];
        text.family("request_seconds_total", "counter", "Time until answers began.", seconds);
        let events = self.events.iter().map(|(kind, count)| (label("type", kind), *count as f64));
        text.family("events_total", "counter", "Events; decisions are approval.decided.", events);
    }
}

fn label(name: &str, value: &str) -> String {
    format!("{{{name}=\"{value}\"}}")
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn family(
        &mut self,
        name: &str,
        kind: &str,
        help: &str,
        samples: impl IntoIterator<Item = (String, f64)>,
    ) {
        let name = format!("mission_control_{name}");
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(self.0, "{name}{labels} {value}");
        }
    }
}
