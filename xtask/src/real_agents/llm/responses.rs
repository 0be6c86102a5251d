//! OpenAI's responses, as Codex speaks them.

use serde_json::{Value, json};

use super::MODEL;
use super::conversation::{Conversation, Turn, items, names};
use super::http::Answer;
use super::script::{Said, id};

pub(super) fn read(body: &Value) -> Conversation {
    let turn = |item: &Value| {
        let kind = item["type"].as_str().unwrap_or("message");
        match kind {
            "message" if item["role"] == "user" => Some(Turn::prompt(&item["content"])),
            _ if kind.ends_with("_output") => Some(Turn::result(&item["output"])),
            _ => None,
        }
    };
    let turns = match &body["input"] {
        text @ Value::String(_) => vec![Turn::prompt(text)],
        list => items(list).filter_map(turn).collect(),
    };
    Conversation { turns, tools: names(items(&body["tools"])) }
}

pub(super) fn answer(said: &Said) -> Answer {
    let (start, middle, item) = match said {
        Said::Text(text) => message(text),
        Said::Call(call) => {
            let (item_id, arguments) = (id("fc_"), call.input.to_string());
            let mut item = json!({
                "type": "function_call", "id": item_id, "call_id": id("call_"), "name": call.name,
                "arguments": arguments, "status": "completed",
            });
            if let Some(namespace) = &call.namespace {
                item["namespace"] = json!(namespace);
            }
            let mut start = item.clone();
            start["arguments"] = json!("");
            let delta = json!({"item_id": item_id, "output_index": 0, "delta": arguments});
            let done = json!({"item_id": item_id, "output_index": 0, "arguments": arguments});
            let middle = vec![
                ("response.function_call_arguments.delta", delta),
                ("response.function_call_arguments.done", done),
            ];
            (start, middle, item)
        }
    };
    let response = id("resp_");
    let whole = |status: &str, output: Value| {
        json!({"response": {
            "id": response, "object": "response", "model": MODEL, "status": status, "output": output,
            "usage": {"input_tokens": 10, "output_tokens": 10, "total_tokens": 20},
        }})
    };
    let mut events = vec![
        ("response.created", whole("in_progress", json!([]))),
        ("response.output_item.added", json!({"output_index": 0, "item": start})),
    ];
    events.extend(middle);
    events.push(("response.output_item.done", json!({"output_index": 0, "item": item})));
    events.push(("response.completed", whole("completed", json!([item]))));
    Answer::events(events.into_iter().enumerate().map(|(number, (name, mut data))| {
        data["type"] = json!(name);
        data["sequence_number"] = json!(number);
        (Some(name), data)
    }))
}

fn message(text: &str) -> (Value, Vec<(&'static str, Value)>, Value) {
    let item_id = id("msg_");
    let item = |status: &str, content: Value| json!({"type": "message", "id": item_id, "role": "assistant", "status": status, "content": content});
    let part = |text: &str| json!({"type": "output_text", "text": text, "annotations": []});
    let place = |name: &str, value: Value| json!({"item_id": item_id, "output_index": 0, "content_index": 0, name: value});
    let middle = vec![
        ("response.content_part.added", place("part", part(""))),
        ("response.output_text.delta", place("delta", json!(text))),
        ("response.output_text.done", place("text", json!(text))),
        ("response.content_part.done", place("part", part(text))),
    ];
    (item("in_progress", json!([])), middle, item("completed", json!([part(text)])))
}
