//! Who may come to the protocol's door: under this server's own name, from no other site, with a key. A cookie never counts,
//! so no page can speak here with a person's browser.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Refusal;

use crate::auth::Identity;
use crate::config::Front;
use crate::problem::Problem;
use crate::state::ServerState;

/// Refuses what must not come in, and puts the [`Identity`] into the rest.
pub(super) async fn let_in(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    if let Err(refusal) = from_here(request.headers(), &state.front) {
        return Problem::from(refusal).into_response();
    }
    let (mut parts, body) = request.into_parts();
    match Identity::of(&state, &parts).await {
        Ok(identity) if identity.by_key && identity.actor.is_some() => {
            parts.extensions.insert(identity);
            next.run(Request::from_parts(parts, body)).await
        }
        Ok(_) => unauthenticated(),
        Err(problem) => problem.into_response(),
    }
}

/// A name that leads here and is not ours is somebody's trick, and so is a page of another site.
fn from_here(headers: &HeaderMap, front: &Front) -> Result<(), Refusal> {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or(""));
    let host = text(header::HOST);
    if !host.is_some_and(|host| front.is_own_host(host)) {
        return Err(Refusal::ForeignHost { host: host.unwrap_or_default().to_owned() });
    }
    match text(header::ORIGIN) {
        Some(origin) if !front.is_own_origin(origin, host) => Err(Refusal::CrossSite),
        _ => Ok(()),
    }
}

/// Plain: a client that is pointed to more would begin to sign in with a browser.
fn unauthenticated() -> Response {
    let mut response = Problem::from(Refusal::Unauthenticated).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}
