//! The policy: what agents may do without asking.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Refusal;
use domain::action::Interpreter;
use domain::policy::{Level, Preset};
use domain::wire::{ChangePolicy, CreateRule, PolicyItem, PolicyTest, RuleItem};
use service::{MissionControl, Thought, ThoughtRule};

use super::{body::Json, id::Id, query::Query};
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

/// What another preset, one more rule, or both would answer otherwise to what agents proposed last. Nothing is set.
#[utoipa::path(get, path = "/policy/test", tag = "policy", responses((status = 200, body = PolicyTest)), params(
    ("preset" = Option<Preset>, Query, description = "What happens when no rule speaks; as it is when absent"),
    ("level" = Option<Level>, Query, description = "What one more rule does with what it matches"),
    ("agent" = Option<String>, Query, description = "That rule: only this agent"),
    ("desktopId" = Option<String>, Query, description = "That rule: only this desktop"),
    ("interpreter" = Option<Interpreter>, Query, description = "That rule: only what this reads"),
    ("command" = Option<String>, Query, description = "That rule: only this command"),
))]
pub async fn test(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<PolicyTest>, Problem> {
    let names = ["preset", "level", "agent", "desktopId", "interpreter", "command"];
    let query = query.only(&names)?;
    let level = query.word("level", "runs, asks or blocked", Level::parse)?;
    if level.is_none() && names[2..].iter().any(|name| !query.all(name).is_empty()) {
        return Err(
            Refusal::invalid("level", "Say what the rule does with what it matches.").into()
        );
    }
    let rule = match level {
        None => None,
        Some(level) => Some(ThoughtRule {
            level,
            agent: query.owned("agent")?,
            desktop: query.owned("desktopId")?,
            interpreter: query.word("interpreter", "bash, sh or powershell", Interpreter::parse)?,
            command: query.owned("command")?,
        }),
    };
    let preset = query.word("preset", "one of the presets", Preset::parse)?;
    Ok(Body(mission.replay(&actor, Thought { preset, rule }).await?.into()))
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
