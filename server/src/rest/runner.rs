//! What a desktop's runner calls: claim work, keep it, report on it.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use domain::wire::{
    Claim, Heartbeat, HeartbeatAnswer, PushFiles, PushLogs, PushLook, PushUsage, ReportResult,
    Reported, WorkAnswer,
};
use service::MissionControl;

use super::{body::RunnerJson, id::Id, query::Query, steps::Steps};
use crate::auth::Who;
use crate::problem::Problem;
use crate::state::ServerState;

/// Waits for work. 204 when there was none in time.
#[utoipa::path(post, path = "/runner/claim", tag = "runner", request_body = Claim,
    params(("wait" = Option<u32>, Query, description = "How many seconds to wait, at most 50")),
    responses((status = 200, body = WorkAnswer), (status = 204)))]
pub async fn claim(
    State(state): State<ServerState>,
    Who(actor): Who,
    query: Query,
    RunnerJson(body): RunnerJson<Claim>,
) -> Result<Response, Problem> {
    let steps = Steps::of(&query.only(&["wait"])?, &state)?;
    loop {
        let work = state.mission.claim_work(&actor, body.clone(), steps.next()).await?;
        match work {
            Some(work) => return Ok(Body(WorkAnswer { work }).into_response()),
            // A runner that is sent away with 503 waits a moment before it comes back.
            None if state.stopping.is_cancelled() => return Err(Refusal::Busy.into()),
            None if steps.are_over() => return Ok(StatusCode::NO_CONTENT.into_response()),
            None => {}
        }
    }
}

/// Renews the lease, and waits for a cancel.
#[utoipa::path(post, path = "/runner/work/{id}/heartbeat", tag = "runner", request_body = Heartbeat,
    params(("id" = String, Path), ("wait" = Option<u32>, Query, description = "How many seconds to wait, at most 50")),
    responses((status = 200, body = HeartbeatAnswer)))]
pub async fn heartbeat(
    State(state): State<ServerState>,
    Who(actor): Who,
    Id(id): Id,
    query: Query,
    RunnerJson(body): RunnerJson<Heartbeat>,
) -> Result<Body<HeartbeatAnswer>, Problem> {
    let steps = Steps::of(&query.only(&["wait"])?, &state)?;
    if state.stopping.is_cancelled() {
        return Err(Refusal::Busy.into());
    }
    loop {
        let answer = state.mission.heartbeat(&actor, &id, body.clone(), steps.next()).await?;
        if answer.cancel || steps.are_over() {
            return Ok(Body(answer));
        }
    }
}

/// Pieces of the log. One that is stored already is skipped.
#[utoipa::path(post, path = "/runner/work/{id}/logs", tag = "runner", request_body = PushLogs,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn logs(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    RunnerJson(body): RunnerJson<PushLogs>,
) -> Result<StatusCode, Problem> {
    mission.push_logs(&actor, &id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The files it changed, in place of an earlier list.
#[utoipa::path(post, path = "/runner/work/{id}/files", tag = "runner", request_body = PushFiles,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn files(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    RunnerJson(body): RunnerJson<PushFiles>,
) -> Result<StatusCode, Problem> {
    mission.push_files(&actor, &id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What it found in the files that an action would run by name.
#[utoipa::path(post, path = "/runner/work/{id}/look", tag = "runner", request_body = PushLook,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn look(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    RunnerJson(body): RunnerJson<PushLook>,
) -> Result<StatusCode, Problem> {
    mission.push_look(&actor, &id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the model of a task's agent used so far, over the whole task.
#[utoipa::path(post, path = "/runner/work/{id}/usage", tag = "runner", request_body = PushUsage,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn usage(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    RunnerJson(body): RunnerJson<PushUsage>,
) -> Result<StatusCode, Problem> {
    mission.push_usage(&actor, &id, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How the run ended. Sending the same again gets the same answer.
#[utoipa::path(post, path = "/runner/work/{id}/result", tag = "runner", request_body = ReportResult,
    params(("id" = String, Path)), responses((status = 200, body = Reported)))]
pub async fn result(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    RunnerJson(body): RunnerJson<ReportResult>,
) -> Result<Body<Reported>, Problem> {
    Ok(Body(mission.report_result(&actor, &id, body).await?))
}
