//! The load and the bare server against each other: what is counted was done, and what was not done fails.

use std::net::SocketAddr;
use std::{sync::mpsc, thread};

use clap::Parser;
use tokio::task::LocalSet;

use super::{Options, measure};
use crate::client::Connection;
use crate::report::Report;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

/// A bare server of its own. It ends with the test's process.
fn bare() -> (SocketAddr, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let (data, (tell, told)) = (dir.path().to_owned(), mpsc::channel());
    thread::spawn(move || {
        alone(async {
            let (address, serving) = crate::bare::listen(&data, "127.0.0.1:0").await.unwrap();
            tell.send(address).unwrap();
            serving.await.unwrap();
        });
    });
    (told.recv().unwrap(), dir)
}

fn alone<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(LocalSet::new().run_until(work))
}

fn options(server: SocketAddr, words: &str) -> Options {
    let words = format!("bench --servers={server} {words}");
    Line::parse_from(words.split_whitespace()).options
}

fn load(server: SocketAddr, words: &str) -> anyhow::Result<Report> {
    alone(measure(&options(server, words)))
}

#[test]
fn every_workload_does_as_much_as_it_says() {
    let (server, _dir) = bare();
    let count = |words: &str| load(server, words).unwrap().latency.count;
    assert_eq!(count("--clients=3 --count=80 create"), 80);
    for words in ["health", "hello", "list", "decide"] {
        assert_eq!(count(&format!("--clients=3 --count=20 {words}")), 20, "{words}");
    }
    let bulk = load(server, "--clients=2 --count=2 bulk").unwrap();
    // 100 decisions in each request.
    assert!((bulk.per_second * bulk.seconds - 200.0).abs() < 0.01);
    assert_eq!(count("--count=20 wake --rate=200"), 20);
}

#[test]
fn each_decision_is_heard_by_its_agent_and_what_was_left_is_answered() {
    let (server, _dir) = bare();
    load(server, "--clients=3 --count=60 create").unwrap();
    let report = load(server, "--clients=3 --count=30 decide --agents=7").unwrap();
    assert_eq!(report.latency.count, 30);
    assert_eq!(report.more["heard"]["count"], 30);
    // The sixty tasks, the three that were made before the clock started, and nothing of the agents.
    alone(async {
        let desk = options(server, "list").desk().await.unwrap();
        let mut connection = Connection::open(server).await.unwrap();
        assert_eq!(desk.waiting(&mut connection, 63).await.unwrap().len(), 63);
        assert!(desk.waiting(&mut connection, 64).await.is_err());
    });
}

#[test]
fn what_was_decided_before_and_what_is_missing_fail_the_load() {
    let (server, _dir) = bare();
    let too_few = load(server, "--count=1 list").unwrap_err();
    assert_eq!(too_few.to_string(), "0 of 50 came");
    alone(async {
        let desk = options(server, "list").desk().await.unwrap();
        let mut connection = Connection::open(server).await.unwrap();
        desk.create(&mut connection, 1).await.unwrap();
        let [waiting] = &desk.waiting(&mut connection, 1).await.unwrap()[..] else {
            panic!("one waits")
        };
        desk.decide(&mut connection, waiting).await.unwrap();
        let again = desk.decide(&mut connection, waiting).await.unwrap_err();
        assert!(again.to_string().starts_with("200 was expected, 409 came"), "{again}");
        let many = std::slice::from_ref(waiting);
        let again = desk.decide_many(&mut connection, many).await.unwrap_err();
        assert!(again.to_string().contains("was answered with 409"), "{again}");
    });
}
