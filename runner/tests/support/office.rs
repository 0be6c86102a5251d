//! The server as an agent sees it, over real HTTP: the runner's routes, a task's thread, and actions that people decide
//! about. What they approve runs for real, on this runner.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use data_encoding::BASE64;
use domain::{
    ActionId, DesktopId, KeyId, Party, PartyKind, TaskType, Timestamp,
    action::{Bound, Code},
    approval::{Reason, Risk, Verdict},
    change::FileChange,
    log::Stream,
    policy::Level,
    usage::Usage,
    wire::{
        Action, ActionOutcome, ActionResult, ActionWork, Claim, DecisionView, DesktopRef,
        HeartbeatAnswer, JudgementView, MessageItem, PersonRef, PostMessage, Problem, Propose,
        PushFiles, PushLogs, PushUsage, ReportResult, RunOutcome, TaskWork, Work, WorkAnswer,
    },
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::Notify;

type Asked = HashMap<String, String>;

#[derive(Default)]
pub struct Desk {
    pub queue: Vec<Work>,
    pub claims: Vec<Claim>,
    pub messages: Vec<MessageItem>,
    pub actions: Vec<Action>,
    /// By work, stream and text.
    pub logs: Vec<(String, Stream, String)>,
    pub files: Vec<FileChange>,
    pub results: Vec<(String, ReportResult)>,
    pub usage: Vec<Usage>,
    pub cancelled: bool,
    /// The next proposal gets this answer instead.
    pub refuse: Option<Problem>,
}

#[derive(Clone, Default)]
pub struct Office {
    desk: Arc<Mutex<Desk>>,
    bell: Arc<Notify>,
    pub url: String,
}

impl Office {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let me = Self { url, ..Self::default() };
        let routes = Router::new()
            .route("/runner/claim", post(claim))
            .route("/runner/work/{id}/heartbeat", post(heartbeat))
            .route("/runner/work/{id}/logs", post(logs))
            .route("/runner/work/{id}/files", post(files))
            .route("/runner/work/{id}/result", post(result))
            .route("/runner/work/{id}/usage", post(usage))
            .route("/tasks/{id}/messages", get(messages).post(say))
            .route("/actions", post(propose))
            .route("/actions/{id}", get(action))
            .route("/actions/{id}/withdraw", post(withdraw))
            .layer(DefaultBodyLimit::max(domain::limits::RUNNER_BODY))
            .with_state(me.clone());
        let app = Router::new().nest("/api/mission-control", routes);
        tokio::spawn(async move { axum::serve(listener, app).await });
        me
    }

    pub fn look<T>(&self, look: impl FnOnce(&mut Desk) -> T) -> T {
        let seen = look(&mut self.desk.lock().unwrap());
        self.bell.notify_waiters();
        seen
    }

    /// Gives the runner a prompt.
    pub fn prompt(&self, agent: &str, content: &str, change: impl FnOnce(&mut TaskWork)) {
        let mut work = TaskWork {
            id: format!("t_{}", self.url.rsplit(':').next().unwrap()),
            number: 7,
            attempt: 1,
            task_type: TaskType::Prompt,
            content: content.into(),
            cwd: None,
            timeout_seconds: 60,
            interpreter: None,
            title: "A task".into(),
            previous_feedback: None,
            agent: Some(agent.into()),
            digest: domain::Digest::of(content.as_bytes()).to_string(),
            lease: "lease".into(),
            lease_expires_at: Timestamp(0),
            heartbeat_every_seconds: 10,
        };
        change(&mut work);
        self.look(|desk| desk.queue.push(Work::Task(work)));
    }

    /// A person writes.
    pub fn ask(&self, text: &str) {
        let ann = Party { id: "p_ann".into(), name: "Ann".into(), kind: PartyKind::Person };
        self.look(|desk| post_message(desk, ann, text));
    }

    pub fn approve(&self, number: usize) {
        self.look(|desk| {
            let action = &mut desk.actions[number];
            assert_eq!(action.state, "pending");
            "approved".clone_into(&mut action.state);
            action.decision = Some(decision(Verdict::Approve, None, None));
            let work = action_work(action);
            desk.queue.push(Work::Action(work));
        });
    }

    pub fn reject(&self, number: usize, reason: Reason, note: &str) {
        self.look(|desk| {
            let action = &mut desk.actions[number];
            assert_eq!(action.state, "pending");
            "rejected".clone_into(&mut action.state);
            action.decision = Some(decision(Verdict::Reject, Some(note), Some(reason)));
        });
    }

    /// Ends an action in a way that nobody decided.
    pub fn end(&self, number: usize, state: &str) {
        self.look(|desk| state.clone_into(&mut desk.actions[number].state));
    }

    /// Waits until there are so many actions, and gives the last.
    pub async fn action(&self, count: usize) -> Action {
        let last = |desk: &mut Desk| desk.actions.get(count - 1).cloned();
        crate::support::eventually("an action", || self.look(last)).await
    }

    /// Waits until a message of the agent holds this, and gives it.
    pub async fn said(&self, part: &str) -> String {
        self.said_times(part, 1).await
    }

    /// Waits until so many messages of the agent hold this, and gives the last.
    pub async fn said_times(&self, part: &str, count: usize) -> String {
        let find = |desk: &mut Desk| {
            let of = desk.messages.iter().filter(|message| message.author.kind == PartyKind::Agent);
            let texts = of.map(|message| message.text.clone());
            texts.filter(|text| text.contains(part)).nth(count - 1)
        };
        let since = Instant::now();
        loop {
            if let Some(found) = self.look(find) {
                return found;
            }
            assert!(
                since.elapsed() < Duration::from_secs(20),
                "nobody said {part:?}, but: {:#?}",
                self.look(|desk| desk.messages.iter().map(|m| m.text.clone()).collect::<Vec<_>>())
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits for the end of the task.
    pub async fn ended(&self) -> ReportResult {
        let find = |desk: &mut Desk| {
            let mut of = desk.results.iter().filter(|(id, _)| id.starts_with("t_"));
            of.next().map(|(_, result)| result.clone())
        };
        crate::support::eventually("the end", || self.look(find)).await
    }

    /// What the task's log holds.
    pub fn text(&self, stream: Stream) -> String {
        self.look(|desk| {
            let of = desk.logs.iter().filter(|(id, of, _)| id.starts_with("t_") && *of == stream);
            of.map(|(_, _, text)| text.as_str()).collect()
        })
    }

    async fn until<T>(&self, asked: &Asked, look: impl Fn(&mut Desk) -> Option<T>) -> Option<T> {
        let seconds = asked.get("wait").map_or(0, |wait| wait.parse().unwrap());
        assert!(seconds <= 50, "no poll waits that long");
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            let mut rung = std::pin::pin!(self.bell.notified());
            rung.as_mut().enable();
            if let Some(found) = look(&mut self.desk.lock().unwrap()) {
                return Some(found);
            }
            tokio::time::timeout_at(end.into(), rung).await.ok()?;
        }
    }
}

fn post_message(desk: &mut Desk, author: Party, text: &str) {
    let seq = i64::try_from(desk.messages.len()).unwrap() + 1;
    desk.messages.push(MessageItem {
        id: format!("m_{seq}"),
        seq,
        at: Timestamp(seq),
        author,
        text: text.into(),
        action: None,
        mentions: None,
    });
}

fn decision(verdict: Verdict, note: Option<&str>, reason: Option<Reason>) -> DecisionView {
    let by = Party { id: "p_ann".into(), name: "Ann".into(), kind: PartyKind::Person };
    let (by, at) = (PersonRef::from(&by), Timestamp(1));
    DecisionView { decision: verdict, by, at, feedback: note.map(Into::into), reason }
}

fn action_work(action: &Action) -> ActionWork {
    let code = match (&action.script, &action.argv) {
        (Some(script), None) => Code::Script(script.clone()),
        (None, Some(argv)) => Code::Argv(argv.clone()),
        other => panic!("{other:?} is not code"),
    };
    let bound = Bound {
        action: ActionId::new(action.id.clone()),
        revision: 1,
        requester: "agent".into(),
        desktop: DesktopId::new("d_here"),
        enrolment: KeyId::new("k_here"),
        run_as: String::new(),
        policy_version: 1,
        interpreter: action.interpreter,
        code,
        cwd: action.cwd.clone(),
        task_number: 7,
        env: action.env.clone(),
        timeout_seconds: action.timeout_seconds,
    };
    ActionWork {
        id: action.id.clone(),
        digest: bound.digest().to_string(),
        bound,
        look_at_files: true,
        lease: format!("lease-{}", action.id),
        lease_expires_at: Timestamp(0),
        heartbeat_every_seconds: 10,
    }
}

async fn claim(
    State(me): State<Office>,
    Query(asked): Query<Asked>,
    Json(body): Json<Claim>,
) -> Response {
    me.look(|desk| desk.claims.push(body.clone()));
    let fits = |work: &Work| match work {
        Work::Task(_) => body.free_slots > 0,
        Work::Action(_) => body.free_action_slots > 0,
    };
    let next = |desk: &mut Desk| {
        let at = desk.queue.iter().position(fits)?;
        Some(desk.queue.remove(at))
    };
    match me.until(&asked, next).await {
        Some(work) => Json(WorkAnswer { work }).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn heartbeat(State(me): State<Office>, Query(asked): Query<Asked>) -> Json<HeartbeatAnswer> {
    me.until(&asked, |desk| desk.cancelled.then_some(())).await;
    let cancel = me.look(|desk| desk.cancelled);
    Json(HeartbeatAnswer { cancel, lease_expires_at: Timestamp(0) })
}

async fn logs(
    State(me): State<Office>,
    Path(id): Path<String>,
    Json(body): Json<PushLogs>,
) -> StatusCode {
    me.look(|desk| {
        for piece in body.pieces {
            let bytes = BASE64.decode(piece.data_b64.as_bytes()).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            desk.logs.push((id.clone(), piece.stream, text));
        }
    });
    StatusCode::NO_CONTENT
}

async fn files(
    State(me): State<Office>,
    Path(id): Path<String>,
    Json(body): Json<PushFiles>,
) -> StatusCode {
    if id.starts_with("t_") {
        me.look(|desk| desk.files = body.files);
    }
    StatusCode::NO_CONTENT
}

async fn usage(State(me): State<Office>, Json(body): Json<PushUsage>) -> StatusCode {
    assert_eq!(body.lease, "lease");
    me.look(|desk| desk.usage.push(body.usage));
    StatusCode::NO_CONTENT
}

async fn result(
    State(me): State<Office>,
    Path(id): Path<String>,
    Json(body): Json<ReportResult>,
) -> Json<&'static str> {
    me.look(|desk| {
        let of = |stream: Stream| -> String {
            let of = desk.logs.iter().filter(|(work, of, _)| *work == id && *of == stream);
            of.map(|(_, _, text)| text.as_str()).collect()
        };
        let (stdout, stderr) = (of(Stream::Stdout), of(Stream::Stderr));
        if let Some(action) = desk.actions.iter_mut().find(|action| action.id == id) {
            let RunOutcome::Exited { exit_code } = body.outcome else {
                panic!("the action did not run: {body:?}");
            };
            let state = if exit_code == 0 { "succeeded" } else { "failed" };
            state.clone_into(&mut action.state);
            action.result = Some(ActionResult {
                outcome: ActionOutcome::Exited,
                reason: None,
                exit_code: Some(exit_code),
                stdout_bytes: stdout.len() as u64,
                stderr_bytes: stderr.len() as u64,
                stdout,
                stderr,
                truncated: false,
                started_at: Timestamp(0),
                finished_at: Timestamp(1_500_000),
                matches_expected: None,
                differences: domain::action::Findings::default(),
                files: Vec::new(),
            });
        }
        desk.results.push((id, body));
    });
    Json("received")
}

async fn messages(State(me): State<Office>, Query(asked): Query<Asked>) -> Json<serde_json::Value> {
    let after: i64 = asked["after"].parse().unwrap();
    let newer = |desk: &mut Desk| {
        let of = desk.messages.iter().filter(|message| message.seq > after).cloned();
        Some(of.collect::<Vec<_>>()).filter(|messages| !messages.is_empty())
    };
    let items = me.until(&asked, newer).await.unwrap_or_default();
    Json(serde_json::json!({ "items": items, "nextCursor": null }))
}

async fn say(State(me): State<Office>, Json(body): Json<PostMessage>) -> StatusCode {
    assert!(!body.text.trim().is_empty() && body.text.len() <= domain::limits::MESSAGE);
    let agent = Party { id: "k_here".into(), name: "Agent".into(), kind: PartyKind::Agent };
    me.look(|desk| post_message(desk, agent, &body.text));
    StatusCode::CREATED
}

async fn propose(State(me): State<Office>, Json(body): Json<Propose>) -> Response {
    let action = me.look(|desk| {
        if let Some(problem) = desk.refuse.take() {
            return Err(Box::new(problem));
        }
        let action = proposed(desk.actions.len(), body);
        desk.actions.push(action.clone());
        Ok(action)
    });
    match action {
        Ok(action) => (StatusCode::CREATED, Json(action)).into_response(),
        Err(problem) => {
            (StatusCode::from_u16(problem.status).unwrap(), Json(*problem)).into_response()
        }
    }
}

fn proposed(number: usize, body: Propose) -> Action {
    let change = body.change;
    Action {
        id: format!("a_{number}"),
        task_id: body.task_id.unwrap(),
        approval_id: Some(format!("p_{number}")),
        kind: "device_action".into(),
        state: "pending".into(),
        revision: 1,
        attempt: 1,
        previous_id: None,
        superseded_by: None,
        digest: String::new(),
        interpreter: change.interpreter,
        script: change.script,
        argv: change.argv,
        cwd: change.cwd,
        env: change.env,
        timeout_seconds: change.timeout_seconds.unwrap_or(60),
        run_as: String::new(),
        title: change.title,
        description: change.description.unwrap(),
        expected: change.expected,
        facts: Vec::new(),
        risk: Risk::Low,
        policy: JudgementView {
            level: Level::Asks,
            rule_id: None,
            version: 1,
            reason: "Every action asks.".into(),
        },
        desktop: DesktopRef { id: "d_here".into(), name: "Here".into(), group: None, online: true },
        requested_by: Party { id: "k".into(), name: "Agent".into(), kind: PartyKind::Agent },
        proposed_at: Timestamp(0),
        decide_by: None,
        execute_by: None,
        started_at: None,
        ended_at: None,
        decision: None,
        taken_back_by: None,
        result: None,
        closed: None,
        asked_again_by: None,
    }
}

async fn action(
    State(me): State<Office>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Json<Action> {
    let find = |desk: &mut Desk| desk.actions.iter().find(|action| action.id == id).cloned();
    let over = |desk: &mut Desk| {
        find(desk).filter(|a| !matches!(a.state.as_str(), "pending" | "approved" | "running"))
    };
    let action = match me.until(&asked, over).await {
        Some(action) => action,
        None => me.look(find).unwrap(),
    };
    Json(action)
}

async fn withdraw(State(me): State<Office>, Path(id): Path<String>) -> StatusCode {
    me.look(|desk| {
        let action = desk.actions.iter_mut().find(|action| action.id == id).unwrap();
        if action.state == "pending" {
            "withdrawn".clone_into(&mut action.state);
        }
    });
    StatusCode::OK
}
