//! A model's endpoint on loopback that plays a script. It speaks the real wire formats, streamed and cut at odd places.

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::task::JoinHandle;

/// One answer.
#[derive(Clone, Debug)]
pub enum Turn {
    Text(String),
    /// Tool calls: names and arguments as text, which need not be JSON.
    Calls(Vec<(&'static str, String)>),
    /// Only a status, with `retry-after` and a body.
    Status(u16, Option<u32>, String),
    /// Something that is no chat answer.
    Raw(&'static str, &'static str),
    /// An answer that breaks off.
    Broken,
    /// No answer at all.
    Silence,
    /// An answer that goes on for ever, without an end of its line.
    Endless,
}

pub fn text(text: &str) -> Turn {
    Turn::Text(text.into())
}

pub fn call(name: &'static str, arguments: &Value) -> Turn {
    Turn::Calls(vec![(name, arguments.to_string())])
}

#[derive(Default)]
struct Inner {
    script: VecDeque<Turn>,
    asked: Vec<Value>,
    headers: Vec<HeaderMap>,
}

pub struct Endpoint {
    inner: Arc<Mutex<Inner>>,
    pub port: u16,
    serving: JoinHandle<()>,
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Endpoint {
    pub async fn open(script: impl IntoIterator<Item = Turn>) -> Self {
        Self::open_at(0, script).await
    }

    pub async fn open_at(port: u16, script: impl IntoIterator<Item = Turn>) -> Self {
        let inner = Arc::new(Mutex::new(Inner {
            script: script.into_iter().collect(),
            ..Inner::default()
        }));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let app = Router::new()
            .route("/v1/chat/completions", post(openai))
            .route("/v1/messages", post(anthropic))
            .route("/api/chat", post(ollama))
            .with_state(Arc::clone(&inner));
        let serving = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { inner, port, serving }
    }

    /// The bodies of all questions.
    pub fn asked(&self) -> Vec<Value> {
        self.inner.lock().unwrap().asked.clone()
    }

    pub fn headers(&self) -> Vec<HeaderMap> {
        self.inner.lock().unwrap().headers.clone()
    }

    /// The last question's messages as one text.
    pub fn last(&self) -> String {
        self.asked().last().unwrap()["messages"].to_string()
    }
}

type Shared = Arc<Mutex<Inner>>;

fn next(shared: &Shared, headers: HeaderMap, body: Value) -> Turn {
    let mut inner = shared.lock().unwrap();
    inner.asked.push(body);
    inner.headers.push(headers);
    inner.script.pop_front().unwrap_or_else(|| text("The script is over."))
}

/// What every format does alike.
async fn other(turn: Turn) -> Result<Turn, Response> {
    match turn {
        Turn::Status(status, after, body) => {
            let status = StatusCode::from_u16(status).unwrap();
            let mut response = (status, body).into_response();
            if let Some(after) = after {
                response.headers_mut().insert(header::RETRY_AFTER, after.into());
            }
            Err(response)
        }
        Turn::Raw(kind, body) => Err(([(header::CONTENT_TYPE, kind)], body).into_response()),
        Turn::Silence => std::future::pending().await,
        Turn::Endless => {
            let piece = || Ok::<_, std::io::Error>(b"data: nothing and ".to_vec());
            let body = Body::from_stream(futures::stream::repeat_with(piece));
            Err(([(header::CONTENT_TYPE, "text/event-stream")], body).into_response())
        }
        turn => Ok(turn),
    }
}

/// Sends it in pieces of 13 bytes, so that nothing arrives whole.
fn streamed(kind: &'static str, text: &str) -> Response {
    let pieces: Vec<_> = text.as_bytes().chunks(13).map(<[u8]>::to_vec).collect();
    let stream = futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
    ([(header::CONTENT_TYPE, kind)], Body::from_stream(stream)).into_response()
}

fn halves(text: &str) -> [&str; 2] {
    let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
    [first, second]
}

async fn openai(State(me): State<Shared>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    assert_eq!(body["stream"], true);
    assert_eq!(body["stream_options"]["include_usage"], true);
    let turn = match other(next(&me, headers, body)).await {
        Ok(turn) => turn,
        Err(response) => return response,
    };
    let chunk = |delta: Value, finish: Option<&str>| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish });
        json!({ "id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice] })
    };
    let mut chunks = vec![chunk(json!({ "role": "assistant", "content": "" }), None)];
    match &turn {
        Turn::Text(text) => {
            chunks.extend(halves(text).map(|half| chunk(json!({ "content": half }), None)));
            chunks.push(chunk(json!({}), Some("stop")));
        }
        Turn::Calls(calls) => {
            for (index, (name, _)) in calls.iter().enumerate() {
                let function = json!({ "name": name, "arguments": "" });
                let id = format!("id_{index}");
                let call =
                    json!({ "index": index, "id": id, "type": "function", "function": function });
                chunks.push(chunk(json!({ "tool_calls": [call] }), None));
            }
            // The calls' pieces alternate, as they may.
            for half in [0, 1] {
                for (index, (_, arguments)) in calls.iter().enumerate() {
                    let function = json!({ "arguments": halves(arguments)[half] });
                    let call = json!({ "index": index, "function": function });
                    chunks.push(chunk(json!({ "tool_calls": [call] }), None));
                }
            }
            chunks.push(chunk(json!({}), Some("tool_calls")));
        }
        _ => chunks.push(chunk(json!({ "content": "It is" }), None)),
    }
    let mut lines: Vec<String> = chunks.iter().map(Value::to_string).collect();
    if !matches!(turn, Turn::Broken) {
        let usage = json!({ "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120 });
        let usage = json!({ "id": "c", "choices": [], "usage": usage });
        lines.extend([usage.to_string(), "[DONE]".to_owned()]);
    }
    let all: Vec<_> = lines.iter().map(|line| format!("data: {line}\n\n")).collect();
    streamed("text/event-stream", &all.concat())
}

async fn anthropic(
    State(me): State<Shared>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    assert_eq!(body["stream"], true);
    assert!(headers.contains_key("anthropic-version") && body["max_tokens"].is_u64());
    check_anthropic(&body);
    let turn = match other(next(&me, headers, body)).await {
        Ok(turn) => turn,
        Err(response) => return response,
    };
    let mut events = vec![json!({ "type": "message_start", "message": {
        "id": "m", "type": "message", "role": "assistant", "model": "m", "content": [],
        "usage": { "input_tokens": 100, "output_tokens": 1 } } })];
    let mut block = |index: usize, start: Value, deltas: Vec<Value>| {
        events
            .push(json!({ "type": "content_block_start", "index": index, "content_block": start }));
        for delta in deltas {
            events.push(json!({ "type": "content_block_delta", "index": index, "delta": delta }));
        }
        events.push(json!({ "type": "content_block_stop", "index": index }));
    };
    let reason = match &turn {
        Turn::Text(text) => {
            let deltas = halves(text).map(|half| json!({ "type": "text_delta", "text": half }));
            block(0, json!({ "type": "text", "text": "" }), deltas.into());
            "end_turn"
        }
        Turn::Calls(calls) => {
            for (index, (name, arguments)) in calls.iter().enumerate() {
                let start = json!({ "type": "tool_use", "id": format!("id_{index}"),
                    "name": name, "input": {} });
                let deltas = halves(arguments)
                    .map(|half| json!({ "type": "input_json_delta", "partial_json": half }));
                block(index, start, deltas.into());
            }
            "tool_use"
        }
        _ => {
            let delta = json!({ "type": "text_delta", "text": "It is" });
            block(0, json!({ "type": "text", "text": "" }), vec![delta]);
            ""
        }
    };
    if !reason.is_empty() {
        events.push(json!({ "type": "ping" }));
        events.push(json!({ "type": "message_delta", "delta": { "stop_reason": reason },
            "usage": { "output_tokens": 20 } }));
        events.push(json!({ "type": "message_stop" }));
    }
    let line = |event: &Value| {
        format!("event: {}\ndata: {event}\n\n", event["type"].as_str().unwrap_or_default())
    };
    streamed("text/event-stream", &events.iter().map(line).collect::<String>())
}

/// The rule that a real endpoint refuses a conversation for: every call is answered in the very next message.
fn check_anthropic(body: &Value) {
    let messages = body["messages"].as_array().unwrap();
    let ids = |message: &Value, kind: &str, key: &str| -> Vec<String> {
        let parts = message["content"].as_array().cloned().unwrap_or_default();
        let of = parts.iter().filter(|part| part["type"] == kind);
        of.map(|part| part[key].as_str().unwrap().to_owned()).collect()
    };
    for (at, message) in messages.iter().enumerate() {
        let called = ids(message, "tool_use", "id");
        let answered = messages.get(at + 1).map(|next| ids(next, "tool_result", "tool_use_id"));
        assert_eq!(called, if called.is_empty() { vec![] } else { answered.unwrap() }, "{body:#}");
        for part in message["content"].as_array().into_iter().flatten() {
            assert!(part["type"] != "tool_use" || part["input"].is_object(), "{part}");
        }
    }
}

async fn ollama(State(me): State<Shared>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    assert_eq!(body["stream"], true);
    let turn = match other(next(&me, headers, body)).await {
        Ok(turn) => turn,
        Err(response) => return response,
    };
    let message = match &turn {
        Turn::Text(text) => json!({ "role": "assistant", "content": text }),
        Turn::Calls(calls) => {
            let call = |(name, arguments): &(&str, String)| {
                let arguments: Value = serde_json::from_str(arguments).unwrap();
                json!({ "function": { "name": name, "arguments": arguments } })
            };
            let calls: Vec<_> = calls.iter().map(call).collect();
            json!({ "role": "assistant", "content": "", "tool_calls": calls })
        }
        other => panic!("{other:?} is not played in this format"),
    };
    let first = json!({ "model": "m", "message": message, "done": false });
    let last = json!({ "model": "m", "message": { "role": "assistant", "content": "" }, "done": true,
        "done_reason": "stop", "prompt_eval_count": 100, "eval_count": 20 });
    streamed("application/x-ndjson", &format!("{first}\n{last}\n"))
}
