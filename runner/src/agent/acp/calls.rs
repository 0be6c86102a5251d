//! The tool calls of a session. An agent tells of one in pieces, of which its request for permission is only the last.

use agent_client_protocol_schema::v1::{
    Diff, ToolCallContent, ToolCallStatus, ToolCallUpdate, ToolKind,
};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// How many calls are remembered.
const REMEMBERED: usize = 2000;
/// How much of what a call printed is kept, in bytes.
pub(super) const OUTPUT: usize = 32 * 1024;

/// Whose call it is: the session's id and the call's.
pub(super) type CallId = (String, String);

/// One call, as far as it was told.
#[derive(Clone, Debug, Default)]
pub(super) struct Call {
    /// Whether it was told of beside a request for permission: then its end will be told too.
    pub(super) announced: bool,
    pub(super) title: Option<String>,
    pub(super) name: Option<String>,
    pub(super) kind: Option<ToolKind>,
    pub(super) status: ToolCallStatus,
    pub(super) input: Option<Value>,
    pub(super) diffs: Vec<Diff>,
    /// Whether everything that came as its content could be read.
    pub(super) unread: bool,
    /// What its content says in words.
    pub(super) words: String,
    pub(super) output: Option<Value>,
    /// What the agent says of it beside the protocol.
    pub(super) meta: Map<String, Value>,
    /// The call that it is part of.
    pub(super) parent: Option<String>,
}

/// All calls that were told of.
#[derive(Debug, Default)]
pub(super) struct Calls {
    known: HashMap<CallId, Call>,
    order: Vec<CallId>,
}

impl Calls {
    /// Takes a `tool_call` or a `tool_call_update`; gives the call's id and the call as it is now.
    pub(super) fn told(&mut self, session: &str, update: &Value) -> Option<(CallId, &Call)> {
        let id = self.take(session, update)?;
        let call = self.known.get_mut(&id)?;
        call.announced = true;
        Some((id, call))
    }

    /// Takes the `toolCall` of a request for permission, which counts over what was told before.
    pub(super) fn asked(&mut self, session: &str, update: &Value) -> Option<(CallId, Call)> {
        let id = self.take(session, update)?;
        let call = self.known.get(&id)?.clone();
        Some((id, call))
    }

    /// The titles of the calls that this one is part of, outermost first.
    pub(super) fn chain(&self, (session, _): &CallId, call: &Call) -> Vec<String> {
        let (mut chain, mut next) = (Vec::new(), call.parent.clone());
        while let Some(id) = next.take()
            && chain.len() < 10
        {
            let parent = self.known.get(&(session.clone(), id.clone()));
            chain.push(parent.and_then(|call| call.title.clone()).unwrap_or(id));
            next = parent.and_then(|call| call.parent.clone());
        }
        chain.reverse();
        chain
    }

    fn take(&mut self, session: &str, update: &Value) -> Option<CallId> {
        let told: ToolCallUpdate = serde_json::from_value(update.clone()).ok()?;
        let id = (session.to_owned(), told.tool_call_id.0.to_string());
        if !self.known.contains_key(&id) {
            if self.order.len() >= REMEMBERED {
                self.known.remove(&self.order.remove(0));
            }
            self.order.push(id.clone());
        }
        let call = self.known.entry(id.clone()).or_default();
        call.parent = parent(&update["_meta"], 0).or(call.parent.take());
        call.meta.extend(update["_meta"].as_object().cloned().unwrap_or_default());
        let fields = told.fields;
        call.title = fields.title.or(call.title.take());
        call.name = fields.name.or(call.name.take());
        call.kind = fields.kind.or(call.kind);
        call.status = fields.status.unwrap_or(call.status);
        call.input = fields.raw_input.filter(|input| !is_empty(input)).or(call.input.take());
        call.output = fields.raw_output.or(call.output.take());
        if let Some(content) = fields.content {
            let sent = update["content"].as_array().map_or(0, Vec::len);
            call.unread = sent != content.len();
            let (mut diffs, mut words) = (Vec::new(), String::new());
            for item in content {
                match item {
                    ToolCallContent::Diff(diff) => diffs.push(diff),
                    ToolCallContent::Content(content) => say(&content.content, &mut words),
                    _ => {}
                }
            }
            // A request that says something in words does not take its changes back.
            if !diffs.is_empty() {
                call.diffs = diffs;
            }
            if !words.is_empty() {
                call.words = words;
            }
        } else if update.get("content").is_some_and(|content| !content.is_null()) {
            call.unread = true;
        }
        Some(id)
    }
}

impl Call {
    /// What it gave back, as far as that is kept.
    pub(super) fn printed(&self) -> String {
        let output = match &self.output {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Object(fields)) => {
                let text = ["output", "stdout", "text"]
                    .iter()
                    .find_map(|name| fields.get(*name)?.as_str());
                text.map_or_else(|| self.words.clone(), str::to_owned)
            }
            _ => self.words.clone(),
        };
        output[..output.floor_char_boundary(OUTPUT)].to_owned()
    }

    /// The exit code that it tells of, if it does.
    pub(super) fn exit_code(&self) -> Option<i32> {
        let output = self.output.as_ref()?;
        let code = ["exitCode", "exit_code", "exitStatus"]
            .iter()
            .find_map(|name| output.get(*name)?.as_i64());
        i32::try_from(code?).ok()
    }
}

fn is_empty(input: &Value) -> bool {
    match input {
        Value::Null => true,
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn say(block: &agent_client_protocol_schema::v1::ContentBlock, into: &mut String) {
    if let agent_client_protocol_schema::v1::ContentBlock::Text(text) = block
        && into.len() < 2 * OUTPUT
    {
        if !into.is_empty() {
            into.push('\n');
        }
        into.push_str(&text.text);
    }
}

/// Agents say in their own ways, somewhere in `_meta`, which call started this one.
fn parent(meta: &Value, depth: usize) -> Option<String> {
    const NAMES: [&str; 4] =
        ["parentToolUseId", "parentToolCallId", "parent_tool_use_id", "parent_tool_call_id"];
    let fields = meta.as_object()?;
    let named = NAMES.iter().find_map(|name| fields.get(*name)?.as_str());
    named.map(str::to_owned).or_else(|| {
        let mut inner = fields.values().filter(|_| depth < 3);
        inner.find_map(|value| parent(value, depth + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_request_counts_over_what_was_told_and_takes_nothing_back() {
        let mut calls = Calls::default();
        let diff = json!({ "type": "diff", "path": "/a", "oldText": null, "newText": "x" });
        let told = json!({ "toolCallId": "1", "title": "Old", "kind": "edit", "content": [diff],
            "rawInput": { "a": 1 } });
        calls.told("s", &told);
        let words = json!([{ "type": "content", "content": { "type": "text", "text": "why" } }]);
        let asked = json!({ "toolCallId": "1", "title": "New", "rawInput": {}, "content": words });
        let (_, call) = calls.asked("s", &asked).unwrap();
        assert_eq!((call.title.as_deref(), call.kind), (Some("New"), Some(ToolKind::Edit)));
        assert_eq!((call.diffs.len(), call.words.as_str()), (1, "why"));
        assert_eq!(call.input, Some(json!({ "a": 1 })));
        assert!(call.announced && !call.unread);
        assert!(!calls.asked("other", &asked).unwrap().1.announced, "another session's call");
    }

    #[test]
    fn content_that_cannot_be_read_is_known_to_be_missing() {
        let mut calls = Calls::default();
        let odd = json!({ "toolCallId": "1", "content": [{ "type": "diff", "path": 7 }] });
        assert!(calls.asked("s", &odd).unwrap().1.unread);
        let odd = json!({ "toolCallId": "2", "content": "text" });
        assert!(calls.asked("s", &odd).unwrap().1.unread);
    }

    #[test]
    fn a_call_inside_another_names_the_outer_ones() {
        let mut calls = Calls::default();
        calls.told("s", &json!({ "toolCallId": "1", "title": "Review" }));
        let meta = json!({ "claudeCode": { "parentToolUseId": "1" } });
        calls.told("s", &json!({ "toolCallId": "2", "title": "Explore", "_meta": meta }));
        let meta = json!({ "parentToolCallId": "2" });
        let (id, call) = calls.asked("s", &json!({ "toolCallId": "3", "_meta": meta })).unwrap();
        assert_eq!(calls.chain(&id, &call), ["Review", "Explore"]);
    }
}
