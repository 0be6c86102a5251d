//! The routes.

use super::{
    Asked, Desk, Office,
    cards::{post_message, proposed},
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use data_encoding::BASE64;
use domain::{
    Party, PartyKind, Timestamp,
    log::Stream,
    wire::{
        Action, ActionOutcome, ActionResult, Claim, HeartbeatAnswer, NoteAgent, PostMessage,
        Problem, Propose, PushFiles, PushLogs, PushUsage, ReportAction, ReportResult, RunOutcome,
        TakeAction, Taken, Work, WorkAnswer,
    },
};

pub fn routes(office: Office) -> Router {
    Router::new()
        .route("/runner/claim", post(claim))
        .route("/runner/work/{id}/heartbeat", post(heartbeat))
        .route("/runner/work/{id}/logs", post(logs))
        .route("/runner/work/{id}/files", post(files))
        .route("/runner/work/{id}/result", post(result))
        .route("/runner/work/{id}/usage", post(usage))
        .route("/runner/agents", post(note_agent))
        .route("/tasks/{id}/messages", get(messages).post(say))
        .route("/actions", post(propose))
        .route("/actions/{id}", get(action))
        .route("/actions/{id}/withdraw", post(withdraw))
        .route("/actions/{id}/take", post(take))
        .route("/actions/{id}/report", post(report))
        .layer(DefaultBodyLimit::max(domain::limits::RUNNER_BODY))
        .with_state(office)
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
        Work::Look(_) => body.looks,
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

async fn note_agent(State(me): State<Office>, Json(body): Json<NoteAgent>) -> StatusCode {
    me.look(|desk| desk.notes.push(body));
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
        desk.sources.push(body.change.source.clone());
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

async fn action(
    State(me): State<Office>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Json<Action> {
    let find = |desk: &mut Desk| desk.actions.iter().find(|action| action.id == id).cloned();
    let over = |desk: &mut Desk| {
        find(desk).filter(|action| match action.state.as_str() {
            "approved" => action.kind == "agent_permission",
            state => !matches!(state, "pending" | "running"),
        })
    };
    let action = match me.until(&asked, over).await {
        Some(action) => action,
        None => me.look(find).unwrap(),
    };
    Json(action)
}

async fn take(
    State(me): State<Office>,
    Path(id): Path<String>,
    Json(body): Json<TakeAction>,
) -> Response {
    let taken = me.look(|desk| {
        let action = desk.actions.iter_mut().find(|action| action.id == id).unwrap();
        if let Some(state) = desk.before_take.take() {
            action.state = state;
        }
        assert_eq!(action.kind, "agent_permission");
        if action.state != "approved" {
            return None;
        }
        let state = if body.reports { "running" } else { "released" };
        state.clone_into(&mut action.state);
        let lease = body.reports.then(|| format!("lease-{id}"));
        Some(Taken { action: action.clone(), lease })
    });
    let late = || Problem::plain(409, "execution_already_claimed", "Too late.", "It is over.");
    match taken {
        Some(taken) => Json(taken).into_response(),
        None => (StatusCode::CONFLICT, Json(late())).into_response(),
    }
}

async fn report(
    State(me): State<Office>,
    Path(id): Path<String>,
    Json(body): Json<ReportAction>,
) -> Json<Action> {
    Json(me.look(|desk| {
        let action = desk.actions.iter_mut().find(|action| action.id == id).unwrap();
        assert_eq!((action.state.as_str(), &body.lease), ("running", &format!("lease-{id}")));
        let state = if body.exit_code == Some(0) { "succeeded" } else { "failed" };
        state.clone_into(&mut action.state);
        let action = action.clone();
        desk.reports.push((id, body));
        action
    }))
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
