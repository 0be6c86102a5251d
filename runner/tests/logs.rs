//! Real output: nothing lost, nothing changed, nothing unbounded.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use domain::log::Stream;
use runner::{logs::Limits, supervise::Exit};
use std::time::Duration;
use support::{Ran, Setup, lines, run, start};

fn numbered(ran: &Ran) {
    let numbers: Vec<_> = ran.chunks.iter().map(|c| c.seq).collect();
    assert_eq!(numbers, (1..=i64::try_from(ran.chunks.len()).unwrap()).collect::<Vec<_>>());
}

#[tokio::test]
async fn both_streams_arrive_whole_and_in_order() {
    let ran = run("for i in $(seq 20000); do echo out $i; echo err $i >&2; done").await;
    assert!(ran.text(Stream::Stdout) == lines(20_000, |n| format!("out {n}")), "stdout differs");
    assert!(ran.text(Stream::Stderr) == lines(20_000, |n| format!("err {n}")), "stderr differs");
    assert!(!ran.cut);
    numbered(&ran);
    assert!(ran.chunks.len() < 2000, "{} chunks", ran.chunks.len());
}

#[tokio::test]
async fn order_across_streams_is_kept_when_they_alternate_slowly() {
    let ran = run("for i in 1 2 3; do echo o$i; sleep 0.02; echo e$i >&2; sleep 0.02; done").await;
    let all: Vec<_> = ran.chunks.iter().map(|c| String::from_utf8_lossy(&c.bytes)).collect();
    assert_eq!(all.concat(), "o1\ne1\no2\ne2\no3\ne3\n");
}

#[tokio::test]
async fn bytes_that_are_no_text_arrive_as_they_are() {
    let ran = run("head -c 300000 /dev/urandom | tee noise; printf '\\377\\000\\342\\202'").await;
    let out = ran.bytes(Stream::Stdout);
    assert_eq!(out.len(), 300_004);
    assert_eq!(out[300_000..], *b"\xff\0\xe2\x82");
}

#[tokio::test]
async fn output_is_live_long_before_the_end() {
    let ran = run("echo first; sleep 1.2; echo last").await;
    assert_eq!(ran.chunks.len(), 2);
    let gap = ran.chunks[1].at.micros_since(ran.chunks[0].at);
    assert!((1_000_000..2_000_000).contains(&gap), "{gap}");
}

#[tokio::test]
async fn a_torrent_is_cut_in_the_middle_and_the_count_is_exact() {
    // 52,428,800 bytes of numbered lines of eight bytes each.
    let ran = run("seq -f %07.0f 1 6553600").await;
    assert_eq!(ran.over().exit, Some(Exit::Code(0)));
    numbered(&ran);
    assert!(ran.cut);
    let whole = 6_553_600 * 8;
    let out = ran.bytes(Stream::Stdout);
    let half = Limits::default().head;
    assert!(out.len() <= 2 * half && out.len() > 2 * half - 64 * 1024, "{} bytes", out.len());
    let remarks = ran.text(Stream::System);
    let left_out = whole - out.len();
    assert!(remarks.contains(&format!("{left_out} bytes of output were left out")), "{remarks}");
    // The remark stands exactly between head and tail.
    let at = ran.chunks.iter().rposition(|c| c.stream == Stream::System).unwrap();
    let head: usize =
        ran.chunks[..at].iter().filter(|c| c.stream == Stream::Stdout).map(|c| c.bytes.len()).sum();
    let expected: String = lines(6_553_600, |n| format!("{n:07}"));
    assert!(out[..head] == expected.as_bytes()[..head], "the head differs");
    assert!(out[head..] == expected.as_bytes()[head + left_out..], "the tail differs");
}

#[tokio::test]
async fn output_just_within_the_limit_is_whole() {
    let limits = Limits { head: 40_000, tail: 40_000 };
    let going = start("seq -f %07.0f 1 10000", Setup { limits, ..Setup::default() });
    let ran = going.run.await.unwrap();
    assert!(!ran.cut);
    let expected: String = lines(10_000, |n| format!("{n:07}"));
    assert!(ran.text(Stream::Stdout) == expected);
}

#[tokio::test]
async fn a_gigabyte_neither_stalls_nor_grows() {
    let before = resident();
    let going = start("head -c 1000000000 /dev/zero; echo done >&2", Setup::default());
    let mut most = before;
    while !going.run.is_finished() {
        most = most.max(resident());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let ran = going.run.await.unwrap();
    assert_eq!(ran.over().exit, Some(Exit::Code(0)));
    assert!(ran.text(Stream::Stderr).ends_with("done\n"));
    assert!(most - before < 80 * 1024, "grew by {} KiB", most - before);
}

/// This process's memory in KiB.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
