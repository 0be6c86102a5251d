//! The id in an address.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::Refusal;

use crate::problem::Problem;

/// The `{id}` of the address: opaque, and perhaps the id of nothing.
#[derive(Clone, Debug)]
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Refusal::Malformed("The id in the address is not text.".into()).into()),
        }
    }
}

/// The `{id}` of the address and the one of something that belongs to it.
#[derive(Clone, Debug)]
pub struct TwoIds(pub String, pub String);

impl<S: Send + Sync> FromRequestParts<S> for TwoIds {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<(String, String)>::from_request_parts(parts, state).await {
            Ok(Path((id, other))) => Ok(Self(id, other)),
            Err(_) => Err(Refusal::Malformed("An id in the address is not text.".into()).into()),
        }
    }
}
