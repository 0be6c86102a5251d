//! Gemini's own format.

use serde_json::{Value, json};

use super::conversation::{Conversation, Turn, items, names};
use super::http::Answer;
use super::script::Said;

pub(super) fn read(body: &Value) -> Conversation {
    let contents = match &body["contents"] {
        list @ Value::Array(_) => list.clone(),
        one => json!([one]),
    };
    let mut turns = Vec::new();
    for content in items(&contents).filter(|content| content["role"] != "model") {
        turns.extend(items(&content["parts"]).filter_map(|part| {
            if part["functionResponse"].is_object() {
                return Some(Turn::result(&part["functionResponse"]["response"]));
            }
            part["text"].is_string().then(|| Turn::prompt(part))
        }));
    }
    let tools = items(&body["tools"]).flat_map(|tool| items(&tool["functionDeclarations"]));
    Conversation { turns, tools: names(tools) }
}

pub(super) fn answer(said: &Said, stream: bool) -> Answer {
    let part = match said {
        Said::Text(text) => json!({"text": text}),
        Said::Call(call) => json!({"functionCall": {"name": call.name, "args": call.input}}),
    };
    let content = json!({"role": "model", "parts": [part]});
    let answer = json!({
        "candidates": [{"content": content, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 10, "totalTokenCount": 20},
    });
    if stream { Answer::events([(None, answer)]) } else { Answer::json(answer) }
}
