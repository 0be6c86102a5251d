//! The wire between two sides of the product, which stops a message where a test wants it: as a crash would find it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Request, Response, StatusCode};
use tokio::sync::watch;

/// Where a message is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A request whose path ends so was sent whole. It never arrives.
    Sent(&'static str),
    /// A request whose path ends so was carried out and answered with 200. The answer never arrives.
    Answered(&'static str),
}

/// A proxy of its own address. What it stops it keeps until it is told to go on.
#[derive(Clone)]
pub struct Wire {
    http: reqwest::Client,
    server: Arc<Mutex<String>>,
    point: Arc<Mutex<Option<Point>>>,
    /// How many messages were stopped.
    stopped: Arc<watch::Sender<usize>>,
    pub url: String,
}

impl Wire {
    /// A wire to this server.
    pub async fn to(server: &str) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let me = Self {
            http: reqwest::Client::new(),
            server: Arc::new(Mutex::new(server.to_owned())),
            point: Arc::default(),
            stopped: Arc::default(),
            url: format!("http://{}", listener.local_addr().unwrap()),
        };
        let app = axum::Router::new().fallback(carry).with_state(me.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        me
    }

    /// Stops the next message at this point, and those like it.
    pub fn stop_at(&self, point: Point) {
        *self.point.lock().unwrap() = Some(point);
    }

    /// Waits until a message was stopped.
    pub async fn stopped(&self) {
        let mut stopped = self.stopped.subscribe();
        let reached = stopped.wait_for(|count| *count > 0);
        tokio::time::timeout(Duration::from_secs(20), reached).await.unwrap().unwrap();
    }

    /// Stops nothing any more, and leads to this server. What was stopped stays lost.
    pub fn go_on(&self, server: &str) {
        *self.point.lock().unwrap() = None;
        server.clone_into(&mut self.server.lock().unwrap());
    }

    fn stops(&self, path: &str, kind: impl Fn(&'static str) -> Point) -> bool {
        let point = *self.point.lock().unwrap();
        point.is_some_and(|point| {
            let (Point::Sent(end) | Point::Answered(end)) = point;
            kind(end) == point && path.ends_with(end)
        })
    }

    /// The message is lost, and whoever waits for it never hears of it.
    async fn lose(&self) -> Response<Body> {
        self.stopped.send_modify(|count| *count += 1);
        std::future::pending().await
    }
}

async fn carry(State(wire): State<Wire>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    if wire.stops(&path, Point::Sent) {
        return wire.lose().await;
    }
    let target = format!("{}{}", wire.server.lock().unwrap(), head.uri);
    let mut headers = head.headers;
    headers.remove("host");
    let sent = wire.http.request(head.method, target).headers(headers).body(body).send().await;
    let answer = async {
        let answer = sent?;
        Ok::<(StatusCode, Option<_>, Bytes), reqwest::Error>((
            answer.status(),
            answer.headers().get("content-type").cloned(),
            answer.bytes().await?,
        ))
    };
    let Ok((status, kind, bytes)) = answer.await else {
        // The server is gone.
        return Response::builder().status(502).body(Body::empty()).unwrap();
    };
    // Asked only now: a long-poll was on its way before anybody wanted it stopped.
    if status == StatusCode::OK && wire.stops(&path, Point::Answered) {
        return wire.lose().await;
    }
    let mut response = Response::builder().status(status);
    if let Some(kind) = kind {
        response = response.header("content-type", kind);
    }
    response.body(Body::from(bytes)).unwrap()
}
