//! Puts the calls of a streamed answer together from their pieces. What an endpoint says about numbers and ids is not
//! trusted: there is never more than was really sent.

use super::model::Call;
use genai::chat::{ContentPart, ToolCall};
use serde_json::{Map, Value, json};

/// Calls in the order they began.
#[derive(Debug, Default)]
pub(super) struct Calls {
    begun: Vec<Piece>,
    repeats: bool,
    size: usize,
}

#[derive(Debug)]
struct Piece {
    id: String,
    name: String,
    text: String,
    /// Arguments that came whole.
    whole: Option<Value>,
}

impl Calls {
    /// With `repeats`, every piece of a call holds what came before it as well.
    pub(super) fn new(repeats: bool) -> Self {
        Self { repeats, ..Self::default() }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn take(&mut self, piece: ToolCall) {
        let ToolCall { call_id, fn_name, fn_arguments, .. } = piece;
        let (text, whole) = match fn_arguments {
            Value::String(text) => (text, None),
            whole => (String::new(), Some(whole)),
        };
        let known = self.known(&call_id, &fn_name);
        let repeats = self.repeats;
        let Some(call) = known.and_then(|known| self.begun.get_mut(known)) else {
            self.size += call_id.len() + fn_name.len() + text.len();
            self.begun.push(Piece { id: call_id, name: fn_name, text, whole });
            return;
        };
        if call.name.is_empty() {
            call.name = fn_name;
        }
        call.whole = whole.or(call.whole.take());
        if repeats {
            self.size += text.len().saturating_sub(call.text.len());
            call.text = text;
        } else {
            self.size += text.len();
            call.text.push_str(&text);
        }
    }

    /// Which call a piece belongs to. The client calls a piece without an id `call_` and its number.
    fn known(&self, id: &str, name: &str) -> Option<usize> {
        if let Some(known) = self.begun.iter().position(|call| call.id == id) {
            return Some(known);
        }
        if !name.is_empty() {
            return None;
        }
        let number = id.strip_prefix("call_").and_then(|number| number.parse::<usize>().ok());
        let last = self.begun.len().checked_sub(1)?;
        Some(number.filter(|number| *number <= last).unwrap_or(last))
    }

    /// The calls, and the same as a conversation keeps them: there the arguments are always an object, or an endpoint
    /// would refuse the whole conversation.
    pub(super) fn finish(self) -> (Vec<Call>, Vec<ContentPart>) {
        let mut calls = Vec::new();
        let mut kept = Vec::new();
        for Piece { id, name, text, whole } in self.begun {
            let arguments = match whole {
                Some(Value::Null) => Ok(Value::Object(Map::new())),
                Some(whole) => Ok(whole),
                None if text.trim().is_empty() => Ok(Value::Object(Map::new())),
                None => serde_json::from_str::<Value>(&text).map_err(|_| text),
            };
            let arguments = match arguments {
                Ok(Value::Object(object)) => Ok(Value::Object(object)),
                Ok(other) => Err(other.to_string()),
                Err(text) => Err(text),
            };
            let fn_arguments = match &arguments {
                Ok(object) => object.clone(),
                Err(text) => json!({ "not_json": text }),
            };
            let (call_id, fn_name) = (id.clone(), name.clone());
            let call = ToolCall { call_id, fn_name, fn_arguments, thought_signatures: None };
            kept.push(ContentPart::ToolCall(call));
            calls.push(Call { id, name, arguments });
        }
        (calls, kept)
    }
}

#[cfg(test)]
mod tests {
    use super::Calls;
    use genai::chat::ToolCall;
    use serde_json::{Value, json};

    fn merged(
        repeats: bool,
        pieces: &[(&str, &str, &str)],
    ) -> Vec<(String, Result<Value, String>)> {
        let mut calls = Calls::new(repeats);
        for (id, name, text) in pieces {
            calls.take(ToolCall {
                call_id: (*id).into(),
                fn_name: (*name).into(),
                fn_arguments: Value::String((*text).into()),
                thought_signatures: None,
            });
        }
        calls.finish().0.into_iter().map(|call| (call.name, call.arguments)).collect()
    }

    #[test]
    fn pieces_of_two_calls_that_alternate_are_told_apart() {
        let pieces = [
            ("a", "read", ""),
            ("b", "list", ""),
            ("call_0", "", r#"{"path":"#),
            ("call_1", "", r#"{"depth""#),
            ("call_0", "", r#""x"}"#),
            ("call_1", "", ":2}"),
        ];
        let [read, list] = [json!({"path": "x"}), json!({"depth": 2})];
        assert_eq!(merged(false, &pieces), [("read".into(), Ok(read)), ("list".into(), Ok(list))]);
    }

    #[test]
    fn a_number_far_beyond_what_was_sent_makes_no_calls() {
        let pieces = [("a", "read", "{"), ("call_4294967295", "", "}")];
        assert_eq!(merged(false, &pieces), [("read".into(), Ok(json!({})))]);
        assert_eq!(merged(false, &[("call_4294967295", "", "}")]).len(), 1);
    }

    #[test]
    fn pieces_that_repeat_are_not_joined() {
        let pieces = [("a", "read", ""), ("a", "read", r#"{"p"#), ("a", "read", r#"{"p":1}"#)];
        assert_eq!(merged(true, &pieces), [("read".into(), Ok(json!({"p": 1})))]);
    }

    #[test]
    fn what_is_not_an_object_is_given_back_as_text() {
        let bad = |text: &str| merged(false, &[("a", "read", text)])[0].1.clone().unwrap_err();
        assert_eq!(bad("{\"path\": "), "{\"path\": ");
        assert_eq!(bad("[1]"), "[1]");
    }
}
