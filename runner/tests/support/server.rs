//! The server's runner routes over real HTTP, with the weather under the test's control.

#![expect(dead_code, reason = "each test file uses its own part of this")]

use crate::support::permits;
use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use data_encoding::BASE64;
use domain::{
    ActionId, DesktopId, KeyId, TaskType, Timestamp,
    action::{Bound, Code, Interpreter, Operand},
    change::FileChange,
    log::Stream,
    wire::{
        ActionWork, Claim, Heartbeat, HeartbeatAnswer, LogPiece, Problem, PushFiles, PushLogs,
        PushLook, ReportResult, RunOutcome, TaskWork, Work, WorkAnswer,
    },
};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// How the server behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    #[default]
    Fair,
    /// Nothing works for now.
    Down,
    /// The database takes writes, but the answers get lost.
    Deaf,
    /// Every lease is lost.
    Stale,
    /// Every lease is lost, but a late result is kept.
    Late,
    /// No token is accepted.
    Stranger,
}

#[derive(Default)]
pub struct Seen {
    pub weather: Weather,
    pub queue: VecDeque<Work>,
    pub cancelled: bool,
    pub claims: Vec<Claim>,
    pub heartbeats: usize,
    /// By lease and number.
    pub logs: BTreeMap<(String, i64), LogPiece>,
    pub repeated: usize,
    pub files: Vec<FileChange>,
    pub results: Vec<(String, ReportResult)>,
    /// What was found in files, by action.
    pub looks: Vec<(String, Vec<Operand>)>,
}

#[derive(Clone, Default)]
pub struct Server {
    pub seen: Arc<Mutex<Seen>>,
    bell: Arc<Notify>,
    pub url: String,
}

impl Server {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let me = Self { url, ..Self::default() };
        let routes = Router::new()
            .route("/claim", post(claim))
            .route("/work/{id}/heartbeat", post(heartbeat))
            .route("/work/{id}/logs", post(logs))
            .route("/work/{id}/files", post(files))
            .route("/work/{id}/result", post(result))
            .route("/work/{id}/look", post(look))
            .layer(axum::extract::DefaultBodyLimit::max(domain::limits::RUNNER_BODY))
            .with_state(me.clone());
        let app = Router::new().nest("/api/mission-control/runner", routes);
        tokio::spawn(async move { axum::serve(listener, app).await });
        me
    }

    pub fn look<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        let seen = look(&mut self.seen.lock().unwrap());
        self.bell.notify_waiters();
        seen
    }

    pub fn weather(&self, weather: Weather) {
        self.look(|seen| seen.weather = weather);
    }

    pub fn cancel(&self) {
        self.look(|seen| seen.cancelled = true);
    }

    /// Queues a command. Its id is its own among all tests that run at the same time, as ids really are: leftovers are found
    /// by it.
    pub fn queue(&self, number: i64, content: &str, change: impl FnOnce(&mut TaskWork)) {
        let mut work = TaskWork {
            id: format!("t_{}_{number}", self.port()),
            number,
            attempt: 1,
            task_type: TaskType::Command,
            content: content.into(),
            cwd: None,
            timeout_seconds: 60,
            interpreter: None,
            title: format!("Task {number}"),
            previous_feedback: None,
            agent: None,
            agent_token: None,
            salt: "5a17".to_owned(),
            digest: String::new(),
            permit: None,
            lease: format!("lease-{number}"),
            lease_expires_at: Timestamp(0),
            heartbeat_every_seconds: 10,
        };
        change(&mut work);
        let permit = permits::of_task(&work);
        work.digest = permit.digest.to_string();
        work.permit = Some(permits::sign(&permits::key(1), &permit));
        self.offer(Work::Task(work));
    }

    /// Queues an action, approved as `change` leaves it.
    pub fn act(
        &self,
        number: i64,
        (interpreter, code): (Interpreter, Code),
        change: impl FnOnce(&mut Bound),
    ) {
        self.offer(Work::Action(self.action(number, (interpreter, code), change)));
    }

    /// An approved action.
    pub fn action(
        &self,
        number: i64,
        (interpreter, code): (Interpreter, Code),
        change: impl FnOnce(&mut Bound),
    ) -> ActionWork {
        let id = format!("a_{}_{number}", self.port());
        let mut bound = Bound {
            action: ActionId::new(id.clone()),
            revision: 1,
            requester: "agent".into(),
            editor: None,
            desktop: DesktopId::new("d_here"),
            enrolment: KeyId::new("k_here"),
            run_as: String::new(),
            policy_version: 1,
            interpreter,
            code,
            own: None,
            cwd: None,
            task_number: number,
            env: BTreeMap::new(),
            timeout_seconds: 60,
            operands: Vec::new(),
            salt: "5a17".to_owned(),
        };
        change(&mut bound);
        let mut work = ActionWork {
            id,
            digest: String::new(),
            bound,
            permit: None,
            look_at_files: true,
            lease: format!("action-lease-{number}"),
            lease_expires_at: Timestamp(0),
            heartbeat_every_seconds: 10,
        };
        permits::seal(&mut work);
        work
    }

    /// Queues work.
    pub fn offer(&self, work: Work) {
        self.look(|seen| seen.queue.push_back(work));
    }

    fn port(&self) -> &str {
        self.url.rsplit(':').next().unwrap()
    }

    /// Waits until so many results were reported, and gives their outcomes.
    pub async fn outcomes(&self, count: usize) -> Vec<RunOutcome> {
        crate::support::eventually("results", || {
            self.look(|seen| {
                let outcomes = seen.results.iter().map(|(_, result)| result.outcome.clone());
                (seen.results.len() >= count).then(|| outcomes.collect())
            })
        })
        .await
    }

    pub fn text(&self, stream: Stream) -> String {
        let bytes = self.look(|seen| {
            let of = seen.logs.values().filter(|piece| piece.stream == stream);
            of.flat_map(|piece| BASE64.decode(piece.data_b64.as_bytes()).unwrap()).collect()
        });
        String::from_utf8(bytes).unwrap()
    }

    /// Does the write unless the weather is against it, and gives the weather's answer if it has one.
    fn instead(&self, write: impl FnOnce(&mut Seen)) -> Option<Response> {
        self.instead_of(write, false)
    }

    fn instead_of(&self, write: impl FnOnce(&mut Seen), result: bool) -> Option<Response> {
        let mut seen = self.seen.lock().unwrap();
        let problem = |status, code| {
            let problem = Problem::plain(status, code, "No.", "It is so.");
            let status = StatusCode::from_u16(status).unwrap();
            Some((status, Json(problem)).into_response())
        };
        match seen.weather {
            Weather::Down => return Some(StatusCode::BAD_GATEWAY.into_response()),
            Weather::Late if result => write(&mut seen),
            Weather::Stale | Weather::Late => return problem(409, "stale_lease"),
            Weather::Stranger => return problem(401, "unauthenticated"),
            Weather::Fair | Weather::Deaf => write(&mut seen),
        }
        match seen.weather {
            Weather::Deaf => problem(503, "busy"),
            _ => None,
        }
    }

    async fn until<T>(
        &self,
        wait: &Wait,
        mut look: impl FnMut(&mut Seen) -> Option<T>,
    ) -> Option<T> {
        let seconds = wait.get("wait").map_or(0, |wait| wait.parse().unwrap());
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            let rung = self.bell.notified();
            if let Some(found) = look(&mut self.seen.lock().unwrap()) {
                return Some(found);
            }
            tokio::time::timeout_at(end.into(), rung).await.ok()?;
        }
    }
}

type Wait = HashMap<String, String>;

async fn claim(
    State(me): State<Server>,
    Query(wait): Query<Wait>,
    Json(body): Json<Claim>,
) -> Response {
    if let Some(response) = me.instead(|seen| seen.claims.push(body.clone())) {
        return response;
    }
    // Changed weather ends a poll as well.
    let room = |work: &Work| match work {
        Work::Task(_) => body.free_slots > 0,
        Work::Action(_) => body.free_action_slots > 0,
        Work::Look(_) => body.looks,
    };
    let next = |seen: &mut Seen| match seen.weather {
        Weather::Fair => {
            let fits = seen.queue.iter().position(room)?;
            seen.queue.remove(fits).map(Some)
        }
        _ => Some(None),
    };
    match me.until(&wait, next).await {
        Some(Some(work)) => Json(WorkAnswer { work }).into_response(),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn heartbeat(
    State(me): State<Server>,
    Query(wait): Query<Wait>,
    Json(_): Json<Heartbeat>,
) -> Response {
    if let Some(response) = me.instead(|seen| seen.heartbeats += 1) {
        return response;
    }
    me.until(&wait, |seen| (seen.cancelled || seen.weather != Weather::Fair).then_some(())).await;
    if let Some(response) = me.instead(|_| {}) {
        return response;
    }
    let cancel = me.look(|seen| seen.cancelled);
    Json(HeartbeatAnswer { cancel, lease_expires_at: Timestamp(0) }).into_response()
}

async fn logs(State(me): State<Server>, Json(body): Json<PushLogs>) -> Response {
    let write = |seen: &mut Seen| {
        for piece in body.pieces {
            let key = (body.lease.clone(), piece.seq);
            match seen.logs.get(&key) {
                Some(before) => {
                    assert_eq!(*before, piece, "another piece under the same number");
                    seen.repeated += 1;
                }
                None => drop(seen.logs.insert(key, piece)),
            }
        }
    };
    me.instead(write).unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

async fn files(State(me): State<Server>, Json(body): Json<PushFiles>) -> Response {
    let write = |seen: &mut Seen| seen.files = body.files;
    me.instead(write).unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

async fn look(
    State(me): State<Server>,
    Path(id): Path<String>,
    Json(body): Json<PushLook>,
) -> Response {
    let write = |seen: &mut Seen| seen.looks.push((id, body.operands));
    me.instead(write).unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

async fn result(
    State(me): State<Server>,
    Path(id): Path<String>,
    Json(body): Json<ReportResult>,
) -> Response {
    let write = |seen: &mut Seen| {
        if !seen.results.iter().any(|(_, result)| result.lease == body.lease) {
            seen.results.push((id, body));
        }
    };
    me.instead_of(write, true).unwrap_or_else(|| Json("a task").into_response())
}
