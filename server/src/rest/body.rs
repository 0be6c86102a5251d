//! Request bodies: JSON objects of a known shape. What is wrong with one is said with the field's name.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use domain::{Refusal, limits};
use http_body_util::BodyExt;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::field;
use crate::problem::Problem;

/// A JSON object in a body of at most [`limits::BODY`] bytes.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// The same for bodies that may be left out: nothing at all means the default.
#[derive(Debug)]
pub struct OptionalJson<T>(pub T);

/// The same for a runner's larger bodies.
#[derive(Debug)]
pub struct RunnerJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        must_be_json(request.headers())?;
        let bytes = read(request.into_body(), limits::BODY).await?;
        Ok(Self(parse(&bytes)?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let is_json = must_be_json(request.headers());
        let bytes = read(request.into_body(), limits::BODY).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        is_json?;
        Ok(Self(parse(&bytes)?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for RunnerJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        must_be_json(request.headers())?;
        let bytes = read(request.into_body(), limits::RUNNER_BODY).await?;
        Ok(Self(parse(&bytes)?))
    }
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let json = kind.eq_ignore_ascii_case("application/json")
        || (kind.starts_with("application/") && kind.ends_with("+json"));
    if json { Ok(()) } else { Err(Refusal::UnsupportedMediaType) }
}

/// The whole body. One that is too large is read on for a while and thrown away, because a client that is still
/// sending does not look at the answer.
pub(crate) async fn read(mut body: Body, limit: usize) -> Result<Bytes, Refusal> {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::Malformed("The body ended early.".into()))?;
        let Ok(data) = frame.into_data() else { continue };
        seen += data.len();
        if seen <= limit {
            bytes.extend_from_slice(&data);
        } else if seen > limit + 8 * limits::BODY {
            break;
        }
    }
    if seen > limit {
        let limit = format!("{} MiB", limit / 1024 / 1024);
        return Err(Refusal::TooLarge { field: "body", limit });
    }
    Ok(bytes.into())
}

/// Reads the text as a `T`. Only objects are taken: serde would also read an array in the fields' order.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(match serde_json::from_slice::<IgnoredAny>(bytes) {
            Ok(_) => Refusal::invalid("body", "The body must be a JSON object."),
            Err(error) => field::malformed(&error),
        });
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(field::refusal)?;
    json.end().map_err(|error| field::malformed(&error))?;
    Ok(value)
}
