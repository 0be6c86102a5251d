//! Headers at once. A client gives up when it hears nothing for a minute, and the newer era's answers begin only with their
//! first message; so where an answer takes longer than a moment, its stream begins before it.

use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream, StreamExt};

/// How often something is sent on a stream where nothing happens.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How long an answer may take before its stream begins: what is refused as such is refused sooner, with its own status.
const PATIENCE: Duration = Duration::from_secs(1);

/// A comment: clients read over it.
const COMMENT: &[u8] = b": waiting\n\n";

type Coming = Pin<Box<dyn Future<Output = Response> + Send>>;

/// The answer, or the beginning of a stream that ends with it.
pub(super) async fn answer(coming: impl Future<Output = Response> + Send + 'static) -> Response {
    let mut coming: Coming = Box::pin(coming);
    match tokio::time::timeout(PATIENCE, &mut coming).await {
        Ok(response) => response,
        Err(_) => begun(coming),
    }
}

fn begun(coming: Coming) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, Body::from_stream(events(coming))).into_response()
}

/// Where the stream is. Whoever hangs up drops it, and with it what would have been the answer.
enum Where {
    Begins(Coming),
    Waits(Coming),
    Comes(BodyDataStream),
}

fn events(coming: Coming) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send {
    stream::unfold(Where::Begins(coming), |at| async move {
        let mut at = at;
        loop {
            at = match at {
                Where::Begins(coming) => {
                    return Some((Ok(Bytes::from_static(COMMENT)), Where::Waits(coming)));
                }
                Where::Waits(mut coming) => {
                    match tokio::time::timeout(KEEP_ALIVE, &mut coming).await {
                        Ok(response) => Where::Comes(as_events(response)),
                        Err(_) => {
                            return Some((Ok(Bytes::from_static(COMMENT)), Where::Waits(coming)));
                        }
                    }
                }
                Where::Comes(mut body) => {
                    return body.next().await.map(|bytes| (bytes, Where::Comes(body)));
                }
            };
        }
    })
}

/// What came as one JSON body is one event: it holds no line breaks.
fn as_events(response: Response) -> BodyDataStream {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let body = response.into_body();
    if !is_json {
        return body.into_data_stream();
    }
    let before = stream::iter([Ok(Bytes::from_static(b"data: "))]);
    let after = stream::iter([Ok(Bytes::from_static(b"\n\n"))]);
    Body::from_stream(before.chain(body.into_data_stream()).chain(after)).into_data_stream()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_comes_soon_is_as_it_is() {
        let soon = async { (axum::http::StatusCode::BAD_REQUEST, "no").into_response() };
        let response = answer(soon).await;
        assert_eq!(response.status(), 400);
        assert_eq!(text(response).await, "no");
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_answer_has_its_headers_soon_and_comments_until_it_comes() {
        let late = |kind: &'static str, body: &'static str| async move {
            tokio::time::sleep(Duration::from_secs(40)).await;
            ([(header::CONTENT_TYPE, kind)], body).into_response()
        };
        let begun = tokio::time::Instant::now();
        let response = answer(late("application/json", "{\"id\":1}")).await;
        assert_eq!(begun.elapsed(), PATIENCE);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let wanted = ": waiting\n\n".repeat(3) + "data: {\"id\":1}\n\n";
        assert_eq!(text(response).await, wanted);
        let events = answer(late("text/event-stream", "data: {}\n\n")).await;
        assert!(text(events).await.ends_with(": waiting\n\ndata: {}\n\n"));
    }
}
