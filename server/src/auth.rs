//! Who asks. One look at the request's credential, before any door; the doors get an [`Actor`] or refuse.

mod credential;
mod cross_site;
mod peer;
mod program;
mod sign_in;

pub use cross_site::refuse_cross_site;
pub use program::note_agent;
pub(crate) use program::product;
pub use sign_in::limit_sign_in;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use domain::actor::{Actor, Via};
use service::{Error, MissionControl};

use crate::problem::Problem;
use crate::state::ServerState;
use credential::Credential;

/// Whom the request's credential belongs to, if it is accepted.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Who asks.
    pub actor: Option<Actor>,
    /// Whether a key said so. A browser never sends one by itself, so such a request cannot be forged by a page.
    pub by_key: bool,
}

impl Identity {
    /// Looks at the request. A credential that is not accepted is the same as none; a store that fails is an error.
    pub async fn of(state: &ServerState, parts: &Parts) -> Result<Self, Problem> {
        let Some(credential) = Credential::of(&parts.headers, &state.front) else {
            return Ok(Self::default());
        };
        let actor = accept(&state.mission, &credential).await?;
        Ok(Self { actor, by_key: matches!(credential, Credential::Key(_)) })
    }
}

/// Asks the service whether a credential is accepted now.
async fn accept(mission: &MissionControl, by: &Credential) -> Result<Option<Actor>, Problem> {
    let asked = match by {
        Credential::Key(text) => mission.authenticate_key(text).await,
        Credential::Session(secret) => mission.authenticate_session(secret).await,
    };
    match asked {
        Ok(actor) => Ok(Some(actor)),
        Err(Error::Refused(Refusal::Unauthenticated)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Puts an [`Identity`] into every request.
pub async fn identify(State(state): State<ServerState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match Identity::of(&state, &parts).await {
        Ok(identity) => {
            parts.extensions.insert(identity);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// The actor of a request; without one it is refused with 401.
#[derive(Clone, Debug)]
pub struct Who(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let identity = parts.extensions.get::<Identity>();
        let actor = identity.and_then(|identity| identity.actor.clone());
        Ok(Self(actor.ok_or(Refusal::Unauthenticated)?))
    }
}

/// Asks again, now and then, whether a long answer's credential is still accepted.
#[derive(Clone, Debug)]
pub struct StillAccepted(Option<Credential>);

impl FromRequestParts<ServerState> for StillAccepted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ServerState) -> Result<Self, Problem> {
        Ok(Self(Credential::of(&parts.headers, &state.front)))
    }
}

impl StillAccepted {
    /// The key of a request that no cookie counts for.
    pub(crate) fn by_key(headers: &HeaderMap) -> Self {
        Self(Credential::key_of(headers))
    }

    /// Whether it is. A store that fails counts as no: the client comes back and asks again.
    pub async fn now(&self, mission: &MissionControl) -> bool {
        match &self.0 {
            Some(credential) => matches!(accept(mission, credential).await, Ok(Some(_))),
            None => false,
        }
    }
}

/// Whose idempotency keys a request's key is among: each credential of a program has its own.
pub fn principal(actor: &Actor) -> String {
    match actor {
        Actor::Person { via: Via::Key(key, _), .. } => key.to_string(),
        Actor::TaskAgent { task, .. } => task.to_string(),
        other => other.party().id,
    }
}
