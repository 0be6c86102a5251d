//! One kept HTTP/1.1 connection to a server, asked one request after the other.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{HOST, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a whole answer may take. A long poll ends sooner than that by itself.
const PATIENCE: Duration = Duration::from_secs(90);

/// Who asks: one header that says so, or none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who(Option<(HeaderName, HeaderValue)>);

impl Who {
    /// A program with this key; nobody when it is empty.
    pub(crate) fn key(key: &str) -> Result<Self> {
        Self::header("x-api-key", key)
    }

    /// A browser with this cookie, `name=value`; nobody when it is empty.
    pub(crate) fn cookie(cookie: &str) -> Result<Self> {
        Self::header("cookie", cookie)
    }

    /// The header as it stands in a request, with the end of its line; empty for nobody.
    pub(crate) fn line(&self) -> String {
        let value = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let line = self.0.as_ref().map(|(name, text)| format!("{name}: {}\r\n", value(text)));
        line.unwrap_or_default()
    }

    fn header(name: &'static str, value: &str) -> Result<Self> {
        if value.is_empty() {
            return Ok(Self::default());
        }
        let value = HeaderValue::from_str(value).context("a credential cannot be a header")?;
        Ok(Self(Some((HeaderName::from_static(name), value))))
    }
}

/// One open connection.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: HeaderValue,
}

/// One whole answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

impl Connection {
    /// Connects. What drives the connection is a task of the runtime that this is called in.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("the server does not answer")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // Whoever waits for an answer on it is told by the sender.
            let _ = connection.await;
        });
        Ok(Self { sender, host: HeaderValue::from_str(&address.to_string())? })
    }

    /// Asks for something and reads the whole answer.
    pub(crate) async fn get(&mut self, path: &str, who: &Who) -> Result<Answer> {
        self.whole(Method::GET, path, who, None).await
    }

    /// Sends JSON and reads the whole answer.
    pub(crate) async fn post(
        &mut self,
        path: &str,
        who: &Who,
        body: &impl Serialize,
    ) -> Result<Answer> {
        self.whole(Method::POST, path, who, Some(serde_json::to_vec(body)?.into())).await
    }

    async fn whole(
        &mut self,
        method: Method,
        path: &str,
        who: &Who,
        body: Option<Bytes>,
    ) -> Result<Answer> {
        let answer = async {
            let (parts, body) = self.send(method, path, who, body).await?.into_parts();
            let body = body.collect().await.context("the answer broke off")?.to_bytes();
            Ok(Answer { status: parts.status, body })
        };
        timeout(PATIENCE, answer).await.with_context(|| format!("{path} was never answered"))?
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        who: &Who,
        body: Option<Bytes>,
    ) -> Result<Response<Incoming>> {
        let mut request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        if let Some((name, value)) = &who.0 {
            request = request.header(name, value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(Full::new(body.unwrap_or_default()))?;
        self.sender.ready().await.context("the server closed the connection")?;
        self.sender.send_request(request).await.with_context(|| format!("{path} got no answer"))
    }
}

impl Answer {
    /// This answer, if it has that status; otherwise an error with what came instead.
    pub(crate) fn expect(self, status: u16) -> Result<Self> {
        if self.status.as_u16() != status {
            let text = String::from_utf8_lossy(&self.body);
            bail!("{status} was expected, {} came: {text}", self.status.as_u16());
        }
        Ok(self)
    }

    /// The body, read as what it must be.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("not as expected: {}", String::from_utf8_lossy(&self.body)))
    }
}
