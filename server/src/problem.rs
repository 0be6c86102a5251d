//! Every error a client sees: `application/problem+json`, made here and nowhere else.

use axum::extract::OriginalUri;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Refusal, display::escaped_json, wire};
use service::Error;

use crate::clock;

/// An error on its way to the client.
#[derive(Clone, Debug)]
pub struct Problem(Box<wire::Problem>);

impl Problem {
    /// Its HTTP status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What it says, for doors that show it in another form.
    pub fn body(&self) -> &wire::Problem {
        &self.0
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(Box::new(wire::Problem::from(&refusal)))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            Error::Store(source) => broke(&source),
        }
    }
}

/// A panic in a door: it ends that one request, not the connection.
pub fn of_panic(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
    broke(&std::io::Error::other(text)).into_response()
}

/// We broke: the client gets a reference, the log gets the cause under the same reference.
pub fn broke(cause: &(dyn std::error::Error + 'static)) -> Problem {
    let reference = clock::reference();
    tracing::error!(reference, cause, "a request failed");
    let mut problem = wire::Problem::plain(
        500,
        "internal_error",
        "Something broke here.",
        format!("The server's log has it under {reference}."),
    );
    problem.reference = Some(reference);
    Problem(Box::new(problem))
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, retry_after) = (self.status(), self.0.retry_after);
        // It says what somebody else wrote, and people read it in a terminal as it comes.
        let Ok(body) = serde_json::to_string(&self.0) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (status, escaped_json(&body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"mission-control\""),
            );
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// For addresses that do not exist below the API.
pub async fn no_such_route(OriginalUri(address): OriginalUri) -> Problem {
    Refusal::not_found("address", address.path()).into()
}

/// For methods an address does not take; the router adds `Allow`.
pub async fn method_not_allowed() -> Problem {
    Refusal::MethodNotAllowed.into()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn t53_what_a_refusal_names_is_never_raw_and_programs_read_it_as_it_was() {
        for chunk in crate::hidden::hidden().chunks(100) {
            let name: String = chunk.iter().collect();
            let answer = Problem::from(Refusal::not_found("desktop", &name)).into_response();
            let body = to_bytes(answer.into_body(), 100_000).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            assert_eq!(text.chars().find(|c| chunk.contains(c)), None, "{text:?}");
            let problem: wire::Problem = serde_json::from_str(&text).unwrap();
            let said = wire::Problem::from(&Refusal::not_found("desktop", &name));
            assert_eq!(problem, said);
            assert!(format!("{said:?}").contains("desktop"), "{said:?}");
        }
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_with_a_reference_and_without_its_words() {
        let panics = async || -> StatusCode { panic!("secret words") };
        let router = Router::new().route("/", get(panics)).layer(CatchPanicLayer::custom(of_panic));
        let answer = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(answer.status(), 500);
        let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
        let problem: wire::Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!((problem.code.as_str(), problem.retryable), ("internal_error", false));
        assert_eq!(problem.reference.unwrap().len(), 8);
        assert!(!String::from_utf8(body.to_vec()).unwrap().contains("secret"));
    }
}
