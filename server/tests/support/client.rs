//! A small HTTP client: one base address, one credential, answers that are easy to check.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

const API: &str = "/api/mission-control";

/// Somebody who asks.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    pub url: String,
    headers: HeaderMap,
}

/// What they got.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Client {
    /// Nobody in particular.
    pub fn new(url: &str) -> Self {
        runner::tls::ready();
        let redirect = reqwest::redirect::Policy::none();
        // Answers are looked at as they came.
        let http = reqwest::Client::builder().redirect(redirect).no_gzip().build().unwrap();
        Self { http, url: url.to_owned(), headers: HeaderMap::new() }
    }

    /// Nobody in particular, whose every request comes over a connection of its own: a balancer sends each to another server.
    pub fn forgetful(url: &str) -> Self {
        runner::tls::ready();
        let redirect = reqwest::redirect::Policy::none();
        let http =
            reqwest::Client::builder().redirect(redirect).no_gzip().pool_max_idle_per_host(0);
        Self { http: http.build().unwrap(), url: url.to_owned(), headers: HeaderMap::new() }
    }

    /// With one more header.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        let name: HeaderName = name.parse().unwrap();
        other.headers.insert(name, HeaderValue::from_str(value).unwrap());
        other
    }

    /// The same somebody at another address: a server that was restarted.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// With a key.
    pub fn key(&self, key: &str) -> Self {
        self.with("x-api-key", key)
    }

    /// The key it comes with.
    pub fn own_key(&self) -> String {
        self.headers["x-api-key"].to_str().unwrap().to_owned()
    }

    /// A request as it would be sent, for what the shortcuts below do not do.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = if path.starts_with("//") { &path[1..] } else { path };
        self.http.request(method, format!("{}{path}", self.url)).headers(self.headers.clone())
    }

    /// A call of the API.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, &format!("{API}{path}"));
        Answer::of(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Bytes as they are, with a content type.
    pub async fn send(&self, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.request(Method::POST, &format!("{API}{path}"));
        Answer::of(request.header("content-type", kind).body(body)).await
    }

    /// A page.
    pub async fn page(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).header("accept", "text/html")).await
    }

    /// A form, as a program sends it that wants JSON.
    pub async fn form(&self, name: &str, fields: &[(&str, &str)]) -> Answer {
        self.submit(name, fields, "application/json").await
    }

    /// A form, as a browser without script sends it.
    pub async fn submit(&self, name: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        let encode = |text: &str| {
            let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            text.bytes().fold(String::new(), |out, byte| {
                out + &if keep(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
        };
        let pairs =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = self.request(Method::POST, &format!("/forms/{name}"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        Answer::of(request.header("accept", accept).body(body)).await
    }

    /// Signs in over the form, and is that person from then on, as their browser on this site.
    pub async fn sign_in(&self, name: &str, password: &str) -> Self {
        let here = self.with("sec-fetch-site", "same-origin");
        let answer = here.form("sign_in", &[("name", name), ("password", password)]).await;
        let cookie = answer.cookie().unwrap_or_else(|| panic!("no cookie: {answer:?}"));
        here.with("cookie", &cookie)
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The body of a 200.
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }

    /// The body of a 201.
    pub fn created(&self) -> Value {
        assert_eq!(self.status, 201, "{self:?}");
        self.json()
    }

    /// The problem of a refusal: status, code and media type are right.
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(
            (problem["code"].as_str(), problem["status"].as_u64()),
            (Some(code), Some(status.into()))
        );
        for text in ["type", "title", "detail"] {
            assert!(
                problem[text].as_str().is_some_and(|text| !text.is_empty()),
                "{text}: {problem}"
            );
        }
        problem
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The first cookie that was set, as it is sent back.
    pub fn cookie(&self) -> Option<String> {
        let line = self.headers.get("set-cookie")?.to_str().unwrap();
        line.split(';').next().map(str::to_owned)
    }
}
