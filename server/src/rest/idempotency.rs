//! `Idempotency-Key`: the same POST sent again gets the answer the first one got, and happens once.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Refusal, limits};
use service::{Begun, MissionControl};
use sha2::{Digest, Sha256};

use super::about::{self, Asked};
use super::body;
use crate::auth::{Who, principal};
use crate::problem::{Problem, broke};
use crate::state::ServerState;
use axum::extract::FromRequestParts;

const HEADER: &str = "idempotency-key";
/// The longest key that is kept.
const LONGEST: usize = 255;

/// Lets a POST with a key through once. Others pass as they are.
pub async fn once(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if request.method() != Method::POST {
        return Ok(next.run(request).await);
    }
    let Some(key) = key(request.headers())? else { return Ok(next.run(request).await) };
    let (mut parts, content) = request.into_parts();
    let Who(actor) = Who::from_request_parts(&mut parts, &state).await?;
    let content = body::read(content, limits::BODY).await?;
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let hash = hash(target, &content);
    let Asked { about, tells } = about::asked(&mut parts, &content).await;
    let one = One { mission: state.mission.clone(), principal: principal(&actor), key, tells };
    match one.mission.begin_idempotent(&one.principal, &one.key, hash, about.as_ref()).await? {
        Begun::Replay { status, body } => Ok(replay(status, body)),
        Begun::New => {
            let request = Request::from_parts(parts, Body::from(content));
            // In a task of its own, so that a client that goes away does not leave the key without an answer.
            let done = tokio::spawn(async move { one.finish(next.run(request).await).await });
            done.await.unwrap_or_else(|panic| Err(broke(&panic)))
        }
    }
}

/// One request that happens once.
struct One {
    mission: MissionControl,
    principal: String,
    key: String,
    tells: bool,
}

impl One {
    /// Keeps the answer, if it is worth keeping, and hands it on.
    async fn finish(self, response: Response) -> Result<Response, Problem> {
        let (parts, content) = response.into_parts();
        let content = match body::read(content, usize::MAX / 2).await {
            Ok(content) => content,
            Err(refusal) => return Err(refusal.into()),
        };
        let text = keeps(parts.status).then(|| String::from_utf8_lossy(&content).into_owned());
        let answer = text.map(|text| (parts.status.as_u16(), text));
        let names = if self.tells { about::told(&content) } else { Vec::new() };
        self.mission.end_idempotent(&self.principal, &self.key, answer, &names).await?;
        Ok(Response::from_parts(parts, Body::from(content)))
    }
}

/// What was done, and what somebody else had done before, stays true. A request that was refused as it stands changed
/// nothing: it may be corrected and sent again under the same key.
fn keeps(status: StatusCode) -> bool {
    status.is_success()
        || matches!(
            status,
            StatusCode::CONFLICT
                | StatusCode::PRECONDITION_FAILED
                | StatusCode::PRECONDITION_REQUIRED
        )
}

fn replay(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(HEADER) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text.is_empty() || text.len() > LONGEST {
        let why = format!("It must be 1 to {LONGEST} printable ASCII characters.");
        return Err(Refusal::invalid("Idempotency-Key", why));
    }
    Ok(Some(text.to_owned()))
}

/// Each part behind its length, so that no two requests look alike. A password is left out: its hash is kept here for a day,
/// and this one is quick to guess.
fn hash(target: &str, content: &Bytes) -> [u8; 32] {
    let mut hash = Sha256::new();
    let stripped = without_password(content);
    for part in [target.as_bytes(), stripped.as_deref().unwrap_or(content)] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The body without its password, if it has one.
fn without_password(content: &[u8]) -> Option<Vec<u8>> {
    let mut body: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(content).ok()?;
    body.remove("password")?;
    serde_json::to_vec(&body).ok()
}

#[cfg(test)]
mod tests {
    use super::{Bytes, hash};

    #[test]
    fn the_hash_that_is_kept_knows_no_password() {
        let of = |body: &'static str| hash("/x", &Bytes::from_static(body.as_bytes()));
        let one = of(r#"{"decision":"approve","password":"one"}"#);
        assert_eq!(one, of(r#"{"decision":"approve","password":"another"}"#));
        assert_ne!(one, of(r#"{"decision":"reject","password":"one"}"#));
        assert_ne!(of("{}"), of("{ }"), "other bodies count byte for byte");
    }
}
