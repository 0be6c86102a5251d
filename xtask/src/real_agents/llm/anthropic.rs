//! Anthropic's messages, as Claude Code speaks them.

use serde_json::{Value, json};

use super::MODEL;
use super::conversation::{Conversation, Turn, items, names};
use super::http::Answer;
use super::script::{Said, id};

pub(super) fn read(body: &Value) -> Conversation {
    let mut turns = Vec::new();
    for message in items(&body["messages"]).filter(|message| message["role"] == "user") {
        if message["content"].is_string() {
            turns.push(Turn::prompt(&message["content"]));
        }
        turns.extend(items(&message["content"]).filter_map(|part| match part["type"].as_str()? {
            "text" => Some(Turn::prompt(part)),
            "tool_result" => Some(Turn::result(&part["content"])),
            _ => None,
        }));
    }
    Conversation { turns, tools: names(items(&body["tools"])) }
}

pub(super) fn answer(said: &Said, stream: bool) -> Answer {
    let (block, deltas, reason) = match said {
        Said::Text(text) => (
            json!({"type": "text", "text": text}),
            json!({"type": "text_delta", "text": text}),
            "end_turn",
        ),
        Said::Call(call) => (
            json!({"type": "tool_use", "id": id("toolu_"), "name": call.name, "input": call.input}),
            json!({"type": "input_json_delta", "partial_json": call.input.to_string()}),
            "tool_use",
        ),
    };
    let usage = json!({"input_tokens": 10, "output_tokens": 10});
    let mut message = json!({
        "id": id("msg_"), "type": "message", "role": "assistant", "model": MODEL,
        "content": [block], "stop_reason": reason, "stop_sequence": null, "usage": usage,
    });
    if !stream {
        return Answer::json(message);
    }
    message["content"] = json!([]);
    message["stop_reason"] = Value::Null;
    let mut empty = block;
    match said {
        Said::Text(_) => empty["text"] = json!(""),
        Said::Call(_) => empty["input"] = json!({}),
    }
    let event = |name, mut data: Value| {
        data["type"] = json!(name);
        (Some(name), data)
    };
    Answer::events([
        event("message_start", json!({"message": message})),
        event("content_block_start", json!({"index": 0, "content_block": empty})),
        event("content_block_delta", json!({"index": 0, "delta": deltas})),
        event("content_block_stop", json!({"index": 0})),
        event(
            "message_delta",
            json!({"delta": {"stop_reason": reason, "stop_sequence": null}, "usage": usage}),
        ),
        event("message_stop", json!({})),
    ])
}
