//! The limit on passwords tried, in front of the form that takes one.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Refusal, limits};
use service::Error;

use super::peer;
use crate::problem::Problem;
use crate::rest;
use crate::state::ServerState;

/// The address the sign-in form posts to.
const SIGN_IN: &str = "/forms/sign_in";

/// Counts a try for the name in the form and for the peer, and refuses with 429 when there were too many.
pub async fn limit_sign_in(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path() != SIGN_IN {
        return next.run(request).await;
    }
    let peer = peer::of(&request, &state.front);
    let (parts, body) = request.into_parts();
    let body = match rest::body::read(body, limits::BODY).await {
        Ok(body) => body,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    let field = |wanted: &str| {
        let found = form_urlencoded::parse(&body).find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let name = field("name");
    let tried = match state.mission.take_sign_in_try(&name, &peer.to_string()).await {
        Ok(tried) => tried,
        Err(Error::Refused(Refusal::RateLimited { retry_after })) => {
            return too_many(&parts.headers, &field("next"), retry_after);
        }
        Err(error) => return Problem::from(error).into_response(),
    };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    // Only a sign-in that worked sets the cookie.
    if response.headers().contains_key(header::SET_COOKIE)
        && let Err(error) = state.mission.sign_in_worked(&tried).await
    {
        // They are signed in. One try fewer comes back by itself.
        tracing::warn!(error = &error as &dyn std::error::Error, "a try was not given back");
    }
    response
}

/// A browser goes back to the form, which says why; a program gets the problem itself.
fn too_many(headers: &HeaderMap, next: &str, retry_after: u32) -> Response {
    let problem = Problem::from(Refusal::RateLimited { retry_after });
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accept.is_some_and(|accept| accept.contains("text/html")) {
        return problem.into_response();
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("refused", &problem.body().code)
        .append_pair("next", next)
        .finish();
    let mut response = Redirect::to(&format!("/login?{query}")).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, retry_after.into());
    response
}
