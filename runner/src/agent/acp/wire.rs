//! JSON-RPC as agents write it on their standard output: one message a line.

use agent_client_protocol_schema::v1::{Error, RequestId};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// The longest line that is read, in bytes. A change of a large file is one line.
pub(super) const LONGEST: usize = 8 * 1024 * 1024;

/// What an agent wrote.
#[derive(Debug, PartialEq)]
pub(super) enum Incoming {
    /// It waits for an answer.
    Request { id: RequestId, method: String, params: Value },
    /// It only says something.
    Notification { method: String, params: Value },
    /// The answer to a request of ours.
    Response { id: RequestId, result: Result<Value, Error> },
    /// None of these; what it is instead.
    Odd(String),
}

/// Reads a line.
pub(super) fn read(line: &[u8]) -> Incoming {
    let mut message: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(message) => message,
        Err(_) => return Incoming::Odd(odd(line)),
    };
    let id = message.remove("id").and_then(|id| serde_json::from_value(id).ok());
    let id = id.filter(|id| *id != RequestId::Null);
    let params = message.remove("params").unwrap_or(Value::Null);
    let method = message.remove("method");
    match (id, method, message.remove("result"), message.remove("error")) {
        (Some(id), Some(Value::String(method)), ..) => Incoming::Request { id, method, params },
        (None, Some(Value::String(method)), ..) => Incoming::Notification { method, params },
        (Some(id), None, Some(result), None) => Incoming::Response { id, result: Ok(result) },
        (Some(id), None, _, Some(error)) => {
            let unclear = |_| Error::internal_error();
            Incoming::Response {
                id,
                result: Err(serde_json::from_value(error).unwrap_or_else(unclear)),
            }
        }
        _ => Incoming::Odd(odd(line)),
    }
}

/// The beginning of a line that makes no sense.
fn odd(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
    text.trim_end().to_owned()
}

pub(super) fn request(id: i64, method: &str, params: &Value) -> String {
    line(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
}

pub(super) fn notification(method: &str, params: &Value) -> String {
    line(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

pub(super) fn answer(id: &RequestId, result: &Value) -> String {
    line(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))
}

pub(super) fn refusal(id: &RequestId, code: i32, message: &str) -> String {
    line(&json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }))
}

fn line(message: &Value) -> String {
    format!("{message}\n")
}

/// One line, or what is there instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole(Vec<u8>),
    /// It was longer than [`LONGEST`] and is gone.
    TooLong,
}

/// The next line that is not empty; `None` at the end.
pub(super) async fn next_line(
    from: &mut (impl AsyncBufRead + Unpin),
    longest: usize,
) -> std::io::Result<Option<Line>> {
    let (mut line, mut long) = (Vec::new(), false);
    loop {
        let read = from.fill_buf().await?;
        if read.is_empty() {
            return Ok(match (long, line.is_empty()) {
                (true, _) => Some(Line::TooLong),
                (false, true) => None,
                (false, false) => Some(Line::Whole(line)),
            });
        }
        let (used, ended) = match read.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (read.len(), false),
        };
        if !long {
            line.extend_from_slice(&read[..used]);
        }
        from.consume(used);
        if line.len() > longest {
            (line, long) = (Vec::new(), true);
        }
        if ended && long {
            return Ok(Some(Line::TooLong));
        }
        if ended && line.trim_ascii().is_empty() {
            line.clear();
        } else if ended {
            return Ok(Some(Line::Whole(line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_what_its_fields_say() {
        let id = RequestId::Number(3);
        let read = |text: &str| super::read(text.as_bytes());
        let (method, params) = ("m".to_owned(), json!({ "a": 1 }));
        assert_eq!(
            read(r#"{"jsonrpc":"2.0","id":3,"method":"m","params":{"a":1}}"#),
            Incoming::Request { id: id.clone(), method: method.clone(), params: params.clone() }
        );
        assert_eq!(
            read(r#"{"id":null,"method":"m","params":{"a":1}}"#),
            Incoming::Notification { method, params }
        );
        assert_eq!(
            read(r#"{"id":3,"result":null}"#),
            Incoming::Response { id: id.clone(), result: Ok(Value::Null) }
        );
        let error = Error::new(-32000, "no");
        assert_eq!(
            read(r#"{"id":3,"error":{"code":-32000,"message":"no"}}"#),
            Incoming::Response { id, result: Err(error) }
        );
        for odd in ["", "[]", "7", "{}", "\u{1}", r#"{"id":{},"result":1}"#, r#"[{"method":"m"}]"#]
        {
            assert_eq!(read(odd), Incoming::Odd(odd.to_owned()), "{odd}");
        }
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_is_left_out_and_the_next_one_is_read() {
        let text = format!("one\n\n  \n{}\ntwo\nend", "x".repeat(50));
        let mut from = tokio::io::BufReader::with_capacity(4, text.as_bytes());
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut from, 10).await.unwrap() {
            lines.push(line);
        }
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(lines, [whole("one\n"), Line::TooLong, whole("two\n"), whole("end")]);
    }
}
