//! A model on loopback that says what the prompt tells it to: one process, the four wire formats that the agents speak.
//!
//! It keeps every request, so that a trial can assert what an agent told its model, and that it asked no other one.

mod anthropic;
mod chat;
mod conversation;
mod gemini;
mod http;
mod responses;
mod script;

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context as _, Result};
use serde_json::Value;

use conversation::{Conversation, Turn};
use http::{Answer, Request};

pub(super) use script::{Call, marked};

/// The model's one name.
pub(super) const MODEL: &str = "fake-model";

/// A running model. It answers until the process ends.
pub(super) struct Llm {
    address: SocketAddr,
    heard: Heard,
}

type Heard = Arc<Mutex<Vec<Asked>>>;

/// One request for an answer, as the model got it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Which of the four: `anthropic`, `responses`, `chat` or `gemini`.
    pub(super) api: &'static str,
    /// What persons and tools said, in order.
    pub(super) turns: Vec<Turn>,
    /// The names of the tools it could call.
    pub(super) tools: Vec<String>,
    /// All of it.
    pub(super) body: Value,
}

impl Asked {
    /// Whether a prompt, and not a tool's result, holds these words.
    pub(super) fn prompt_holds(&self, words: &str) -> bool {
        self.turns.iter().any(|turn| matches!(turn, Turn::Prompt(text) if text.contains(words)))
    }

    /// Whether a tool's result holds these words.
    pub(super) fn result_holds(&self, words: &str) -> bool {
        self.turns.iter().any(|turn| matches!(turn, Turn::Result(text) if text.contains(words)))
    }
}

impl Llm {
    /// Listens on a port of loopback; 0 takes a free one.
    pub(super) fn start(port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .context("the scripted model cannot listen on loopback")?;
        let address = listener.local_addr()?;
        let heard = Heard::default();
        let kept = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let kept = Arc::clone(&kept);
                // An agent that hangs up in the middle of an answer is no trouble of the model's.
                thread::spawn(move || serve(stream, &kept).ok());
            }
        });
        Ok(Self { address, heard })
    }

    /// Where it listens, without a path.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything it was asked so far.
    pub(super) fn heard(&self) -> Vec<Asked> {
        lock(&self.heard).clone()
    }
}

fn lock(heard: &Heard) -> MutexGuard<'_, Vec<Asked>> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: TcpStream, heard: &Heard) -> Result<()> {
    stream.set_nodelay(true)?;
    let request = Request::read(&mut stream)?;
    answer(&request, heard).write(&mut stream)
}

/// What the model says to a request. The path says which format it is in.
fn answer(request: &Request, heard: &Heard) -> Answer {
    let path = request.path.as_str();
    let hear = |api, conversation: Conversation| {
        let said = script::next(&conversation);
        let Conversation { turns, tools } = conversation;
        let body = request.body.clone();
        lock(heard).push(Asked { api, turns, tools, body });
        said
    };
    let stream = request.body["stream"] == true;
    match path {
        _ if path.ends_with("/messages/count_tokens") => {
            Answer::json(serde_json::json!({"input_tokens": 1}))
        }
        _ if path.ends_with("/messages") => {
            anthropic::answer(&hear("anthropic", anthropic::read(&request.body)), stream)
        }
        _ if path.ends_with("/responses") => {
            responses::answer(&hear("responses", responses::read(&request.body)))
        }
        _ if path.ends_with("/chat/completions") => {
            chat::answer(&hear("chat", chat::read(&request.body)), stream)
        }
        _ if path.ends_with(":countTokens") => Answer::json(serde_json::json!({"totalTokens": 1})),
        _ if path.ends_with("enerateContent") => {
            let said = hear("gemini", gemini::read(&request.body));
            gemini::answer(&said, path.ends_with(":streamGenerateContent"))
        }
        _ if path.ends_with("/models") => Answer::json(serde_json::json!({
            "object": "list",
            "data": [{"id": MODEL, "object": "model", "type": "model", "display_name": MODEL}],
            "has_more": false,
        })),
        _ => Answer::missing(path),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Call, Llm, Turn, marked};
    use crate::http::Connection;

    /// Asks over a real connection, as an agent would, and answers what came.
    fn ask(llm: &Llm, path: &str, body: &Value) -> String {
        let answer = Connection::open(llm.address).unwrap().post(path, "", body).unwrap();
        String::from_utf8(answer.expect(200).unwrap().body).unwrap()
    }

    fn prompt() -> String {
        let call =
            Call { name: "run".to_owned(), namespace: None, input: json!({"command": "date"}) };
        marked("Do it.", &[call])
    }

    /// In each format: the tool is called, and after its result the model says what came of it.
    fn plays(api: &str, path: &str, ask_first: &Value, ask_then: &Value, called: &str) {
        let llm = Llm::start(0).unwrap();
        let first = ask(&llm, path, ask_first);
        assert!(first.contains("\"run\"") && first.contains(called), "{api}: {first}");
        let then = ask(&llm, path, ask_then);
        assert!(then.contains("FINAL: Sunday") && !then.contains("\"run\""), "{api}: {then}");
        let heard = llm.heard();
        assert_eq!(
            (heard.len(), heard[1].api, heard[1].tools.as_slice()),
            (2, api, &["run".to_owned()][..])
        );
        assert!(heard[0].prompt_holds("Do it.") && heard[1].result_holds("Sunday"));
        assert_eq!(heard[1].turns.last(), Some(&Turn::Result("Sunday".to_owned())));
    }

    #[test]
    fn it_speaks_messages() {
        let user = json!({"role": "user", "content": [{"type": "text", "text": prompt()}]});
        let result = json!({"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": "Sunday"}]});
        let body = |messages: Value| json!({"stream": true, "tools": [{"name": "run"}], "messages": messages});
        let called = r#""partial_json":"{\"command\":\"date\"}""#;
        plays(
            "anthropic",
            "/v1/messages?beta=true",
            &body(json!([user])),
            &body(json!([user, result])),
            called,
        );
    }

    #[test]
    fn it_speaks_responses() {
        let user = json!({"type": "message", "role": "user", "content": [{"type": "input_text", "text": prompt()}]});
        let result = json!({"type": "function_call_output", "call_id": "1", "output": "Sunday"});
        let body = |input: Value| json!({"stream": true, "tools": [{"type": "function", "name": "run"}], "input": input});
        let called = r#""arguments":"{\"command\":\"date\"}""#;
        plays(
            "responses",
            "/v1/responses",
            &body(json!([user])),
            &body(json!([user, result])),
            called,
        );
    }

    #[test]
    fn it_speaks_chat_completions() {
        let user = json!({"role": "user", "content": prompt()});
        let result = json!({"role": "tool", "tool_call_id": "1", "content": "Sunday"});
        let tools = json!([{"type": "function", "function": {"name": "run"}}]);
        let body = |messages: Value| json!({"stream": true, "tools": tools, "messages": messages});
        let called = r#""finish_reason":"tool_calls""#;
        plays(
            "chat",
            "/v1/chat/completions",
            &body(json!([user])),
            &body(json!([user, result])),
            called,
        );
    }

    #[test]
    fn it_speaks_gemini() {
        let user = json!({"role": "user", "parts": [{"text": prompt()}]});
        let result = json!({"role": "user", "parts": [{"functionResponse": {"name": "run", "response": "Sunday"}}]});
        let body = |contents: Value| json!({"contents": contents, "tools": [{"functionDeclarations": [{"name": "run"}]}]});
        let path = "/v1beta/models/fake-model:streamGenerateContent?alt=sse";
        plays(
            "gemini",
            path,
            &body(json!([user])),
            &body(json!([user, result])),
            r#""functionCall""#,
        );
    }

    #[test]
    fn what_it_does_not_know_it_says() {
        let llm = Llm::start(0).unwrap();
        let answer = Connection::open(llm.address).unwrap().get("/v1/embeddings", "").unwrap();
        assert_eq!(answer.status, 404);
        assert!(llm.heard().is_empty());
    }
}
