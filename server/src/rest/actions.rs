//! Actions: agents propose, people decide about them through their approvals.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::log::Stream;
use domain::wire::{
    Action, CloseAction, EditAction, Propose, ReportAction, ReviseAction, TakeAction, Taken,
};
use service::MissionControl;

use super::{body::Json, download, id::Id, query::Query, steps::Steps};
use crate::auth::{StillAccepted, Who};
use crate::problem::Problem;
use crate::state::ServerState;

/// Proposes an action for a running task, or for a new one on a desktop.
#[utoipa::path(post, path = "/actions", tag = "actions", request_body = Propose,
    responses((status = 201, body = Action)))]
pub async fn propose(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<Propose>,
) -> Result<(StatusCode, Body<Action>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.propose(&actor, body).await?)))
}

/// An action. With `wait` it answers when the action is over (an `agent_permission` also when it is approved), or that many
/// seconds later.
#[utoipa::path(get, path = "/actions/{id}", tag = "actions", responses((status = 200, body = Action)), params(
    ("id" = String, Path), ("wait" = Option<u32>, Query, description = "How many seconds to wait, at most 50"),
))]
pub async fn read(
    State(state): State<ServerState>,
    Who(actor): Who,
    accepted: StillAccepted,
    Id(id): Id,
    query: Query,
) -> Result<Body<Action>, Problem> {
    let steps = Steps::of(&query.only(&["wait"])?, &state)?;
    loop {
        let action = state.mission.action(&actor, &id, steps.next()).await?;
        if action.is_answered() || steps.are_over() {
            steps.still(&accepted).await?;
            return Ok(Body(action));
        }
    }
}

/// One stream of what it wrote, whole.
#[utoipa::path(get, path = "/actions/{id}/output", tag = "actions",
    responses((status = 200, body = String, content_type = "text/plain")), params(
    ("id" = String, Path), ("stream" = Option<String>, Query, description = "`stdout` (the default) or `stderr`"),
))]
pub async fn output(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    query: Query,
) -> Result<impl IntoResponse, Problem> {
    let query = query.only(&["stream"])?;
    let read = |text: &str| Stream::parse(text).filter(|stream| *stream != Stream::System);
    let stream = query.word("stream", "stdout or stderr", read)?.unwrap_or(Stream::Stdout);
    let bytes = mission.action_output(&actor, &id, stream).await?;
    let name = if stream == Stream::Stderr { "stderr.txt" } else { "stdout.txt" };
    Ok(download::text(name, bytes))
}

/// Changes a proposal that waits: a new revision with a digest of its own. The old one can no longer be approved.
#[utoipa::path(post, path = "/actions/{id}/revisions", tag = "actions", params(("id" = String, Path)),
    request_body = ReviseAction, responses((status = 201, body = Action)))]
pub async fn revise(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ReviseAction>,
) -> Result<(StatusCode, Body<Action>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.revise_action(&actor, &id, body).await?)))
}

/// A person who may decide changes its command: a new revision that waits, with both names on it. The old one can no longer
/// be approved, and the agent is told.
#[utoipa::path(post, path = "/actions/{id}/edit", tag = "actions", params(("id" = String, Path)),
    request_body = EditAction, responses((status = 201, body = Action)))]
pub async fn edit(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<EditAction>,
) -> Result<(StatusCode, Body<Action>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.edit_action(&actor, &id, body).await?)))
}

/// The agent goes on with what it does itself, once: the moment at which the yes is used.
#[utoipa::path(post, path = "/actions/{id}/take", tag = "actions", params(("id" = String, Path)),
    request_body = TakeAction, responses((status = 200, body = Taken)))]
pub async fn take(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<TakeAction>,
) -> Result<Body<Taken>, Problem> {
    Ok(Body(mission.take_action(&actor, &id, body).await?))
}

/// The agent says how what it took ended.
#[utoipa::path(post, path = "/actions/{id}/report", tag = "actions", params(("id" = String, Path)),
    request_body = ReportAction, responses((status = 200, body = Action)))]
pub async fn report(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ReportAction>,
) -> Result<Body<Action>, Problem> {
    Ok(Body(mission.report_action(&actor, &id, body).await?))
}

/// Its agent takes it back. Refused once it runs.
#[utoipa::path(post, path = "/actions/{id}/withdraw", tag = "actions", params(("id" = String, Path)),
    responses((status = 200, body = Action)))]
pub async fn withdraw(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<Action>, Problem> {
    Ok(Body(mission.withdraw_action(&actor, &id).await?))
}

/// A person looked at the machine, and closes an unknown outcome.
#[utoipa::path(post, path = "/actions/{id}/close", tag = "actions", params(("id" = String, Path)),
    request_body = CloseAction, responses((status = 200, body = Action)))]
pub async fn close(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<CloseAction>,
) -> Result<Body<Action>, Problem> {
    Ok(Body(mission.close_action(&actor, &id, body).await?))
}

/// A person asks the agent to propose the same again.
#[utoipa::path(post, path = "/actions/{id}/ask-again", tag = "actions", params(("id" = String, Path)),
    responses((status = 200, body = Action)))]
pub async fn ask_again(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<Body<Action>, Problem> {
    Ok(Body(mission.ask_again(&actor, &id).await?))
}
