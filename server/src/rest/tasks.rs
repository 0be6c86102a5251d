//! Tasks: make, read, run, cancel, finish, retry, review.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::change::FileChange;
use domain::wire::{
    CloseTask, CreateTask, FinishTask, LogItem, Page, PurgeTask, Resolved, RetryTask, Review, Task,
};
use domain::{Refusal, TaskStatus, TaskType};
use service::{MissionControl, TaskFilter};

use super::body::{Json, OptionalJson};
use super::{download, id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

type Answer<T> = Result<axum::Json<T>, Problem>;
type Created<T> = Result<(StatusCode, axum::Json<T>), Problem>;

/// Tasks, newest first, without their output.
#[utoipa::path(get, path = "/tasks", tag = "tasks", responses((status = 200, body = Page<Task>)), params(
    ("status" = Option<Vec<TaskStatus>>, Query, description = "Only these columns; repeat it or use commas"),
    ("type" = Option<TaskType>, Query, description = "Only this type"),
    ("desktopId" = Option<String>, Query, description = "Only this desktop"),
    ("q" = Option<String>, Query, description = "Only those whose title, content or number holds this text"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Answer<Page<Task>> {
    Ok(axum::Json(mission.tasks(&actor, filter(query)?).await?))
}

fn filter(query: Query) -> Result<TaskFilter, Refusal> {
    let query = query.only(&["status", "type", "desktopId", "q", "limit", "cursor"])?;
    let statuses = TaskStatus::ALL.map(TaskStatus::as_str).join(", ");
    Ok(TaskFilter {
        statuses: query.words("status", &format!("one of {statuses}"), TaskStatus::parse)?,
        kind: query.word("type", "command or prompt", TaskType::parse)?,
        desktop: query.owned("desktopId")?,
        text: query.owned("q")?,
        cursor: query.owned("cursor")?,
        limit: query.limit()?,
        ..TaskFilter::default()
    })
}

/// Makes a task; with `run` it is asked to run at once.
#[utoipa::path(post, path = "/tasks", tag = "tasks", request_body = CreateTask, responses((status = 201, body = Task)))]
pub async fn create(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateTask>,
) -> Created<Task> {
    Ok((StatusCode::CREATED, axum::Json(mission.create_task(&actor, body).await?)))
}

/// One task, with the first 64 KiB of its output.
#[utoipa::path(get, path = "/tasks/{id}", tag = "tasks", params(("id" = String, Path)),
    responses((status = 200, body = Task)))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Answer<Task> {
    Ok(axum::Json(mission.task(&actor, &id).await?))
}

/// Asks a pending task to run. With unmet dependencies it stays pending and starts by itself.
#[utoipa::path(post, path = "/tasks/{id}/run", tag = "tasks", params(("id" = String, Path)),
    responses((status = 200, body = Task)))]
pub async fn run(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Answer<Task> {
    Ok(axum::Json(mission.run_task(&actor, &id).await?))
}

/// Cancels a task that is not over.
#[utoipa::path(post, path = "/tasks/{id}/cancel", tag = "tasks", params(("id" = String, Path)),
    responses((status = 200, body = Task)))]
pub async fn cancel(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Answer<Task> {
    Ok(axum::Json(mission.cancel_task(&actor, &id).await?))
}

/// The external agent that works on a task says how it went.
#[utoipa::path(post, path = "/tasks/{id}/finish", tag = "tasks", params(("id" = String, Path)),
    request_body = FinishTask, responses((status = 200, body = Task)))]
pub async fn finish(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<FinishTask>,
) -> Answer<Task> {
    Ok(axum::Json(mission.finish_task(&actor, &id, body).await?))
}

/// Makes a new task that tries this one again, with the feedback it got.
#[utoipa::path(post, path = "/tasks/{id}/retry", tag = "tasks", params(("id" = String, Path)),
    request_body = RetryTask, responses((status = 201, body = Task)))]
pub async fn retry(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    OptionalJson(body): OptionalJson<RetryTask>,
) -> Created<Task> {
    Ok((StatusCode::CREATED, axum::Json(mission.retry_task(&actor, &id, body).await?)))
}

/// Makes the task that merges the branch of a task that is done, and asks it to run.
#[utoipa::path(post, path = "/tasks/{id}/merge", tag = "tasks", params(("id" = String, Path)),
    responses((status = 201, body = Task)))]
pub async fn merge(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Created<Task> {
    Ok((StatusCode::CREATED, axum::Json(mission.merge_branch(&actor, &id).await?)))
}

/// A person looked at the machine, and closes a command whose runner fell silent. The task stays failed.
#[utoipa::path(post, path = "/tasks/{id}/close", tag = "tasks", params(("id" = String, Path)),
    request_body = CloseTask, responses((status = 200, body = Task)))]
pub async fn close(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<CloseTask>,
) -> Answer<Task> {
    Ok(axum::Json(mission.close_task(&actor, &id, body).await?))
}

/// Erases what was written in a task that is over and in every other attempt at it: command or prompt, output, files,
/// messages. Who decided what, and when, stays. For administrators.
#[utoipa::path(post, path = "/tasks/{id}/purge", tag = "tasks", params(("id" = String, Path)),
    request_body = PurgeTask, responses((status = 200, body = Task)))]
pub async fn purge(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    OptionalJson(body): OptionalJson<PurgeTask>,
) -> Answer<Task> {
    Ok(axum::Json(mission.purge_task(&actor, &id, body).await?))
}

/// Decides whether a task's result counts: the task's pending approval after its run.
#[utoipa::path(post, path = "/tasks/{id}/review", tag = "tasks", params(("id" = String, Path)),
    request_body = Review, responses((status = 200, body = Resolved)))]
pub async fn review(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<Review>,
) -> Answer<Resolved> {
    Ok(axum::Json(mission.review(&actor, &id, body).await?))
}

/// The whole output: standard output and error in the order they were read.
#[utoipa::path(get, path = "/tasks/{id}/output", tag = "tasks", params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn output(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<impl IntoResponse, Problem> {
    let bytes = mission.task_output(&actor, &id).await?;
    Ok(download::text("output.txt", bytes))
}

/// The log in pieces, each stream in order.
#[utoipa::path(get, path = "/tasks/{id}/logs", tag = "tasks", responses((status = 200, body = Page<LogItem>)), params(
    ("id" = String, Path), ("after" = Option<i64>, Query, description = "Only pieces after this number"),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn logs(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    query: Query,
) -> Answer<Page<LogItem>> {
    let query = query.only(&["after", "cursor", "limit"])?;
    let after = query.after()?.unwrap_or(0);
    Ok(axum::Json(mission.task_log(&actor, &id, after, query.limit()?).await?))
}

/// The files its run changed, with unified diffs.
#[utoipa::path(get, path = "/tasks/{id}/files", tag = "tasks", responses((status = 200, body = Page<FileChange>)), params(
    ("id" = String, Path),
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn files(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    query: Query,
) -> Answer<Page<FileChange>> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(axum::Json(page::of(mission.task_files(&actor, &id).await?, &query)?))
}
