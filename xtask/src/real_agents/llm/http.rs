//! As much of HTTP as the agents speak to a model: one request a connection, an answer of JSON or of server-sent events.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

/// The longest body that is read, in bytes.
const BODY: usize = 64 << 20;

/// One request.
#[derive(Debug)]
pub(super) struct Request {
    /// Without its query.
    pub(super) path: String,
    /// Null when there is none, or none that is JSON.
    pub(super) body: Value,
}

/// One answer.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    status: &'static str,
    kind: &'static str,
    body: String,
}

impl Request {
    pub(super) fn read(stream: &mut TcpStream) -> Result<Self> {
        let mut stream = BufReader::new(stream);
        let first = line(&mut stream)?;
        let target = first.split(' ').nth(1).context("not a request")?;
        let path = target.split('?').next().unwrap_or(target).to_owned();
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = line(&mut stream)?;
            let Some((name, value)) = line.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().context("not a length")?,
                "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
                "content-encoding" => bail!("a body that is packed as {value} is not read"),
                "expect" => stream.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?,
                _ => {}
            }
        }
        let body = if chunked { chunks(&mut stream)? } else { exactly(&mut stream, length)? };
        Ok(Self { path, body: serde_json::from_slice(&body).unwrap_or(Value::Null) })
    }
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    ensure!(stream.read_line(&mut line)? > 0, "the agent closed the connection");
    Ok(line.trim_end().to_owned())
}

fn exactly(stream: &mut impl Read, length: usize) -> Result<Vec<u8>> {
    ensure!(length <= BODY, "a body of {length} bytes is not read");
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn chunks(stream: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let head = line(stream)?;
        let size = head.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(size, 16).context("not a chunk's length")?;
        ensure!(body.len() + length <= BODY, "a body of that many bytes is not read");
        body.extend(exactly(stream, length)?);
        line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

impl Answer {
    /// One JSON document.
    pub(super) fn json(body: Value) -> Self {
        Self { status: "200 OK", kind: "application/json", body: body.to_string() }
    }

    /// Server-sent events, each with its name, or without one where the format has none.
    pub(super) fn events<'a>(events: impl IntoIterator<Item = (Option<&'a str>, Value)>) -> Self {
        let event = |(name, data): (Option<&str>, Value)| match name {
            Some(name) => format!("event: {name}\ndata: {data}\n\n"),
            None => format!("data: {data}\n\n"),
        };
        let body = events.into_iter().map(event).collect::<Vec<_>>().concat();
        Self { status: "200 OK", kind: "text/event-stream", body }
    }

    /// The same, closed as the chat format closes a stream.
    pub(super) fn done(mut self) -> Self {
        self.body += "data: [DONE]\n\n";
        self
    }

    pub(super) fn missing(path: &str) -> Self {
        let message = format!("the scripted model has nothing at {path}");
        let body = json!({"error": {"type": "not_found_error", "message": message}}).to_string();
        Self { status: "404 Not Found", kind: "application/json", body }
    }

    pub(super) fn write(&self, stream: &mut TcpStream) -> Result<()> {
        let Self { status, kind, body } = self;
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        )?;
        Ok(stream.flush()?)
    }
}
