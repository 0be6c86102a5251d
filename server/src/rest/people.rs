//! People: who has an account, their roles, links for their passwords, and the end of an account.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::wire::{
    Account, ChangePerson, ConfirmPerson, InvitePerson, Page, PersonInvited, PersonItem,
};
use service::MissionControl;

use super::body::{Json, OptionalJson};
use super::{id::Id, page, query::Query};
use crate::auth::Who;
use crate::problem::Problem;

/// Everybody with an account, by name. For administrators.
#[utoipa::path(get, path = "/people", tag = "people", responses((status = 200, body = Page<PersonItem>)), params(
    ("limit" = Option<u32>, Query, minimum = 1, maximum = 200), ("cursor" = Option<String>, Query),
))]
pub async fn list(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    query: Query,
) -> Result<Body<Page<PersonItem>>, Problem> {
    let query = query.only(&["limit", "cursor"])?;
    Ok(Body(page::of(mission.people_items(&actor).await?, &query)?))
}

/// Makes an account, and the link with which its person chooses a password. Not by a key.
#[utoipa::path(post, path = "/people", tag = "people", request_body = InvitePerson,
    responses((status = 201, body = PersonInvited)))]
pub async fn invite(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Json(body): Json<InvitePerson>,
) -> Result<(StatusCode, Body<PersonInvited>), Problem> {
    let password = body.password.as_ref();
    let invited = mission.invite(&actor, &body.name, body.role, password).await?;
    Ok((StatusCode::CREATED, Body(invited.into())))
}

/// Gives somebody another role.
#[utoipa::path(put, path = "/people/{id}", tag = "people", params(("id" = String, Path)),
    request_body = ChangePerson, responses((status = 200, body = Account)))]
pub async fn change(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    Json(body): Json<ChangePerson>,
) -> Result<Body<Account>, Problem> {
    let person = mission.change_role(&actor, &id, body.role, body.password.as_ref()).await?;
    Ok(Body(person.into()))
}

/// Makes a link with which somebody chooses another password. Theirs works until they do. Not by a key.
#[utoipa::path(post, path = "/people/{id}/link", tag = "people", params(("id" = String, Path)),
    request_body = ConfirmPerson, responses((status = 201, body = PersonInvited)))]
pub async fn link(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    OptionalJson(body): OptionalJson<ConfirmPerson>,
) -> Result<(StatusCode, Body<PersonInvited>), Problem> {
    let invited = mission.link_person(&actor, &id, body.password.as_ref()).await?;
    Ok((StatusCode::CREATED, Body(invited.into())))
}

/// Ends somebody's access: their keys and sessions end at once.
#[utoipa::path(post, path = "/people/{id}/end", tag = "people", params(("id" = String, Path)),
    request_body = ConfirmPerson, responses((status = 200, body = Account)))]
pub async fn end(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    OptionalJson(body): OptionalJson<ConfirmPerson>,
) -> Result<Body<Account>, Problem> {
    Ok(Body(mission.deactivate(&actor, &id, body.password.as_ref()).await?.into()))
}

/// Lets somebody in again whose access had ended. Their keys stay ended.
#[utoipa::path(post, path = "/people/{id}/let-in", tag = "people", params(("id" = String, Path)),
    request_body = ConfirmPerson, responses((status = 200, body = Account)))]
pub async fn let_in(
    State(mission): State<MissionControl>,
    Who(actor): Who,
    Id(id): Id,
    OptionalJson(body): OptionalJson<ConfirmPerson>,
) -> Result<Body<Account>, Problem> {
    Ok(Body(mission.let_in(&actor, &id, body.password.as_ref()).await?.into()))
}
