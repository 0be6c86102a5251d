//! The bare server's routes: those of the product that the load asks, with as little in their answers as the load reads.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::writer::{Decision, Writer};

/// What every request is given.
#[derive(Clone)]
pub(super) struct Bare {
    pub(super) writer: Writer,
    pub(super) reader: Arc<Mutex<Ledger>>,
}

/// Something broke; the load fails on it.
struct Broken(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Broken {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{:#}", self.0)).into_response()
    }
}

pub(super) fn router(bare: Bare) -> Router {
    let api = Router::new()
        .route("/desktops", get(async || Json(json!({"items": [{"id": "d_bare"}]}))))
        .route("/tasks", post(create))
        .route("/actions", post(create))
        .route("/actions/{id}", get(wait))
        .route("/approvals", get(list))
        .route("/approvals/resolve", post(resolve_many))
        .route("/approvals/{id}/resolve", post(resolve));
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/hello", post(async |Json(body): Json<Value>| Json(body)))
        .nest("/api/mission-control", api)
        .with_state(bare)
}

#[derive(Deserialize)]
struct Create {
    #[serde(default)]
    title: String,
    #[serde(default)]
    content: String,
}

async fn create(
    State(bare): State<Bare>,
    Json(body): Json<Create>,
) -> Result<impl IntoResponse, Broken> {
    let id = bare.writer.create(body.title, body.content).await?;
    let answer = json!({
        "id": id.to_string(), "approvalId": id.to_string(), "pendingApprovalIds": [id.to_string()],
        "digest": format!("bare:{id}"), "state": "pending",
    });
    Ok((StatusCode::CREATED, Json(answer)))
}

#[derive(Deserialize)]
struct Wait {
    #[serde(default)]
    wait: u64,
}

async fn wait(
    State(bare): State<Bare>,
    Path(id): Path<i64>,
    Query(query): Query<Wait>,
) -> Result<Json<Value>, Broken> {
    // Listens before it looks: what is decided between the two is not missed.
    let told = bare.writer.listen(id);
    let known =
        bare.reader.lock().unwrap_or_else(PoisonError::into_inner).state(id)?.map(|(s, _)| s);
    let state = match known {
        Some(state) if state == "pending" => {
            match tokio::time::timeout(Duration::from_secs(query.wait), told).await {
                Ok(verdict) => verdict?,
                Err(_) => state,
            }
        }
        Some(state) => state,
        None => return Err(anyhow::anyhow!("there is no request {id}").into()),
    };
    Ok(Json(json!({"id": id.to_string(), "state": word(&state)})))
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    cursor: i64,
    #[serde(default = "fifty")]
    limit: i64,
}

const fn fifty() -> i64 {
    50
}

async fn list(State(bare): State<Bare>, Query(page): Query<Page>) -> Result<Json<Value>, Broken> {
    let items = {
        let reader = bare.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.waiting(page.cursor, page.limit)?
    };
    let more = i64::try_from(items.len())? == page.limit;
    let next = items.last().filter(|_| more).map(|last| last.id.clone());
    Ok(Json(json!({"items": items, "nextCursor": next})))
}

#[derive(Deserialize)]
struct Resolve {
    decision: String,
    digest: String,
}

async fn resolve(
    State(bare): State<Bare>,
    Path(id): Path<i64>,
    Json(body): Json<Resolve>,
) -> Result<Response, Broken> {
    let (verdict, digest) = (body.decision.clone(), body.digest);
    let decided = bare.writer.decide(vec![Decision { id, digest, verdict }]).await?;
    Ok(match decided[..] {
        [true] => Json(json!({"approval": {"id": id.to_string(), "state": word(&body.decision)}}))
            .into_response(),
        _ => (StatusCode::CONFLICT, "already decided, or not what was read").into_response(),
    })
}

#[derive(Deserialize)]
struct Many {
    items: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    id: String,
    decision: String,
    digest: String,
}

async fn resolve_many(
    State(bare): State<Bare>,
    Json(body): Json<Many>,
) -> Result<Json<Value>, Broken> {
    let decision = |one: One| {
        let id = one.id.parse::<i64>()?;
        Ok::<_, anyhow::Error>(Decision { id, digest: one.digest, verdict: one.decision })
    };
    let decisions: Vec<_> = body.items.into_iter().map(decision).collect::<Result<_, _>>()?;
    let asked: Vec<_> = decisions.iter().map(|one| (one.id, word(&one.verdict))).collect();
    let decided = bare.writer.decide(decisions).await?;
    let item = |((id, state), decided)| {
        let status = if decided { 200 } else { 409 };
        json!({"id": i64::to_string(&id), "status": status, "approval": {"id": i64::to_string(&id), "state": state}})
    };
    let items: Vec<_> = asked.into_iter().zip(decided).map(item).collect();
    Ok(Json(json!({"items": items})))
}

/// What a request is called once it was decided.
fn word(verdict: &str) -> &'static str {
    match verdict {
        "approve" => "approved",
        "reject" => "rejected",
        _ => "pending",
    }
}
