//! A small HTTP/1.1 client on one kept connection, so that the load costs as little as can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// One open connection.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

/// One answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Bytes of the head and the body as they came over the wire.
    pub(crate) wire: usize,
}

impl Connection {
    pub(crate) fn open(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(host).context("the server does not answer")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream), host })
    }

    /// `headers` are whole lines, each ending in CRLF.
    pub(crate) fn get(&mut self, path: &str, headers: &str) -> Result<Answer> {
        self.ask(format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{headers}\r\n", self.host).as_bytes())
    }

    pub(crate) fn post(&mut self, path: &str, headers: &str, body: &Value) -> Result<Answer> {
        self.post_text(
            path,
            &format!("{headers}content-type: application/json\r\n"),
            &body.to_string(),
        )
    }

    pub(crate) fn post_text(&mut self, path: &str, headers: &str, body: &str) -> Result<Answer> {
        let (host, length) = (self.host, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n{headers}\r\n"
        );
        self.ask((head + body).as_bytes())
    }

    fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        let mut answer = self.head()?;
        if answer.header("transfer-encoding") == "chunked" {
            self.chunks(&mut answer)?;
        } else if let Ok(length) = answer.header("content-length").parse() {
            answer.body = vec![0; length];
            self.stream.read_exact(&mut answer.body)?;
            answer.wire += length;
        }
        Ok(answer)
    }

    fn head(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.with_context(|| format!("not an HTTP answer: {first}"))?;
        let mut answer =
            Answer { status, headers: Vec::new(), body: Vec::new(), wire: first.len() };
        loop {
            let line = self.line()?;
            answer.wire += line.len();
            match line.trim_end().split_once(':') {
                Some((name, value)) => {
                    answer.headers.push((name.to_lowercase(), value.trim().to_owned()));
                }
                None => return Ok(answer),
            }
        }
    }

    fn chunks(&mut self, answer: &mut Answer) -> Result<()> {
        loop {
            let line = self.line()?;
            let length = usize::from_str_radix(line.trim(), 16).context("not a chunk's length")?;
            let start = answer.body.len();
            answer.body.resize(start + length, 0);
            self.stream.read_exact(&mut answer.body[start..])?;
            answer.wire += line.len() + length + self.line()?.len();
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.stream.read_line(&mut line)? > 0, "the server closed the connection");
        Ok(line)
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Result<Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    pub(crate) fn expect(self, status: u16) -> Result<Self> {
        if self.status != status {
            bail!(
                "{status} was expected, {} came: {}",
                self.status,
                String::from_utf8_lossy(&self.body)
            );
        }
        Ok(self)
    }
}
