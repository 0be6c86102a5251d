//! For whoever watches over the server: does it live, can it work, what has it done.

use axum::Json as Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use service::MissionControl;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::state::ServerState;

/// How the server is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    status: &'static str,
    /// The product's version.
    version: &'static str,
}

const OK: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

pub(super) fn router() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(lives)).routes(routes!(ready)).routes(routes!(metrics))
}

/// The server runs.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub async fn lives() -> Body<Health> {
    Body(OK)
}

/// The database answers and can be written.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = Health)))]
pub async fn ready(State(mission): State<MissionControl>) -> Result<Body<Health>, Problem> {
    mission.ready().await?;
    Ok(Body(OK))
}

/// Counts, as Prometheus reads them.
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(State(state): State<ServerState>) -> Result<impl IntoResponse, Problem> {
    let text = state.metrics.text(&state.mission).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text))
}
