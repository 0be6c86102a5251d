//! Chat completions, as OpenCode, Copilot and Qwen speak them.

use serde_json::{Value, json};

use super::MODEL;
use super::conversation::{Conversation, Turn, items, names};
use super::http::Answer;
use super::script::{Said, id};

pub(super) fn read(body: &Value) -> Conversation {
    let turns = items(&body["messages"]).filter_map(|message| match message["role"].as_str()? {
        "user" => Some(Turn::prompt(&message["content"])),
        "tool" => Some(Turn::result(&message["content"])),
        _ => None,
    });
    let tools = items(&body["tools"]).map(|tool| &tool["function"]);
    Conversation { turns: turns.collect(), tools: names(tools) }
}

pub(super) fn answer(said: &Said, stream: bool) -> Answer {
    let (mut said, reason) = match said {
        Said::Text(text) => (json!({"content": text}), "stop"),
        Said::Call(call) => {
            let function = json!({"name": call.name, "arguments": call.input.to_string()});
            let call =
                json!({"index": 0, "id": id("call_"), "type": "function", "function": function});
            (json!({"content": null, "tool_calls": [call]}), "tool_calls")
        }
    };
    let usage = json!({"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20});
    let answer_id = id("chatcmpl-");
    let whole = |object: &str, choices: Value| json!({"id": answer_id, "object": object, "created": 1, "model": MODEL, "choices": choices, "usage": null});
    if !stream {
        said["role"] = json!("assistant");
        let choice = json!({"index": 0, "message": said, "finish_reason": reason});
        let mut answer = whole("chat.completion", json!([choice]));
        answer["usage"] = usage;
        return Answer::json(answer);
    }
    let chunk = |delta: Value, reason: Option<&str>| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": reason});
        (None, whole("chat.completion.chunk", json!([choice])))
    };
    let mut counted = whole("chat.completion.chunk", json!([]));
    counted["usage"] = usage;
    Answer::events([
        chunk(json!({"role": "assistant"}), None),
        chunk(said, None),
        chunk(json!({}), Some(reason)),
        (None, counted),
    ])
    .done()
}
