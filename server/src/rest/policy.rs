//! The policy: what agents may do without asking.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{ChangePolicy, CreateRule, PolicyItem, RuleItem};
use service::MissionControl;

use super::{body::Json, id::Id};
use crate::auth::Who;
use crate::problem::Problem;

/// The preset, the version and every rule.
#[utoipa::path(get, path = "/policy", tag = "policy", responses((status = 200, body = PolicyItem)))]
pub async fn read(
    State(mission): State<MissionControl>,
    Who(actor): Who,
) -> Result<Body<PolicyItem>, Problem> {
    Ok(Body(mission.policy(&actor).await?))
}

/// Another preset, for actions proposed from now on.
#[utoipa::path(put, path = "/policy", tag = "policy", request_body = ChangePolicy,
    responses((status = 200, body = PolicyItem)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<ChangePolicy>,
) -> Result<Body<PolicyItem>, Problem> {
    Ok(Body(mission.change_policy(&actor, body).await?))
}

/// A new rule, for actions proposed from now on.
#[utoipa::path(post, path = "/policy/rules", tag = "policy", request_body = CreateRule,
    responses((status = 201, body = RuleItem)))]
pub async fn add_rule(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<CreateRule>,
) -> Result<(StatusCode, Body<RuleItem>), Problem> {
    Ok((StatusCode::CREATED, Body(mission.create_rule(&actor, body).await?)))
}

/// A rule no longer holds.
#[utoipa::path(delete, path = "/policy/rules/{id}", tag = "policy", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn revoke_rule(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    mission.revoke_rule(&actor, &id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
