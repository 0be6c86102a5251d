//! What the parts of a result make of diffs, logs and the decision, as HTML.

mod code;
mod colours;

use crate::made::{NOW, approval, html, task, words};
use app::parts::{
    conditions::Conditions,
    decision_bar::{DecisionBar, Kind},
    diff::{self, Shown, Way},
    gate_path::{Around, GatePath, road},
    log_view::{LogLine, LogView, Marked, walk},
    notice::{Notice, NoticeKind},
    syntax::Patience,
};
use domain::{
    TaskStatus,
    change::{ChangeKind, FileChange},
    display::Needle,
    log::{LogChunk, Stream},
};
use leptos::prelude::*;
use std::{ops::ControlFlow, time::Duration};

fn changed(diff: &str) -> FileChange {
    FileChange {
        path: "deploy/staging.env".into(),
        change: ChangeKind::Modified,
        old_path: None,
        additions: 1,
        deletions: 1,
        diff: diff.into(),
        binary: false,
        truncated: false,
    }
}

fn shown(file: FileChange, split: bool, most: usize) -> String {
    let more = Way { href: "/tasks/t_1?tab=files&open=0.2".into(), lines: 500, grows: true };
    let shown = Shown { split, most, more, ..Shown::default() };
    html(move || diff::file(&file, &shown, None, &mut Patience::of(Duration::ZERO)))
}

#[test]
fn a_changed_line_shows_its_changed_words() {
    let diff = "@@ -6,2 +6,2 @@\n-DB=5432/myapp\n+DB=5432/myapp_prod\n LOG=info\n";
    let html = shown(changed(diff), false, 100);
    assert!(html.contains("<del>myapp"), "{html}");
    assert!(html.contains("<ins>myapp_prod"), "{html}");
    assert!(words(&html).contains("6 \u{2212} DB=5432/ myapp"), "{}", words(&html));
    assert!(words(&html).contains("7 7 LOG=info"), "{}", words(&html));
    assert!(html.contains("diff-unified") && !html.contains("diff-split"));
    let split = shown(changed(diff), true, 100);
    assert!(split.contains("diff-split") && !split.contains("diff-unified"), "one table is enough");
}

#[test]
fn nothing_from_a_diff_reaches_the_page_raw() {
    let hostile =
        "@@ -1 +1 @@ <script>\u{202e}\n-a\u{200b}b\n+<img src=x>\u{1b}[2K\n?\u{2066}not a diff\n";
    for split in [false, true] {
        let html = shown(changed(hostile), split, 100);
        for raw in ['\u{202e}', '\u{200b}', '\u{1b}', '\u{2066}'] {
            assert!(!html.contains(raw), "{raw:?} in {html}");
        }
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("\\u{2066}") && html.contains("not a diff"), "{html}");
    }
}

#[test]
fn what_is_not_shown_is_counted_and_linked() {
    let mut diff = String::from("@@ -0,0 +1,1500 @@\n");
    diff.push_str(&"+line\n".repeat(1_500));
    let html = shown(changed(&diff), false, 500);
    assert_eq!(html.matches("<tr class=\"add\"").count(), 500);
    assert!(html.contains("open=0.2#f-0\" data-grows"), "{html}");
    assert!(words(&html).contains("Next 500 of 1,000 lines"), "{}", words(&html));
    let folded = shown(changed(&diff), false, 0);
    assert!(folded.contains("data-folded") && !folded.contains("<table"), "{folded}");
    assert!(words(&folded).contains("Show 500 of 1,500 lines"), "{}", words(&folded));
    assert!(
        words(&folded).contains("deploy/staging.env"),
        "what is folded keeps its name and counts"
    );
}

#[test]
fn a_file_without_a_diff_says_why() {
    let says = |file: FileChange| words(&shown(file, false, 100));
    let binary = FileChange { binary: true, ..changed("") };
    assert!(says(binary).contains("This is no text"));
    let cut = FileChange { truncated: true, ..changed("@@ -1 +1 @@\n+a\n") };
    assert!(says(cut).contains("too large to keep whole"));
    let moved = FileChange {
        change: ChangeKind::Renamed,
        old_path: Some("old\u{202e}.env".into()),
        ..changed("")
    };
    let moved = says(moved);
    assert!(moved.contains("renamed") && moved.contains("Its content is the same."), "{moved}");
    assert!(moved.contains("It was") && moved.contains("\\u{202E}"), "{moved}");
}

fn log(pieces: &[(Stream, &str)]) -> Vec<LogLine> {
    let chunk = |(seq, (stream, text)): (i64, &(Stream, &str))| LogChunk {
        seq,
        stream: *stream,
        bytes: text.as_bytes().to_vec(),
        at: NOW,
    };
    let chunks: Vec<_> = (1..).zip(pieces).map(chunk).collect();
    let mut lines = Vec::new();
    walk(&chunks, |line| {
        lines.push(line);
        ControlFlow::Continue(())
    });
    lines
}

#[test]
fn a_log_line_has_its_number_its_stream_and_no_terminal_sequences() {
    let log = log(&[
        (Stream::Stdout, "\u{1b}[1;31mred\u{1b}[8;30;40m still\u{1b}[0m seen\n"),
        (Stream::Stderr, "oops \u{7} \u{1b}]8;;https://evil.example\u{7}link\u{1b}]8;;\u{7}\n"),
        (Stream::System, "Stopped.\n"),
    ]);
    let lines = log;
    let html = html(move || view! { <LogView lines now=NOW /> });
    let words = words(&html);
    assert!(words.contains("1 12:00:00 out red still seen 2 12:00:00 err oops"), "{words}");
    assert!(words.contains("link 3 12:00:00 sys Stopped."), "{words}");
    assert!(!html.contains('\u{1b}') && !html.contains('\u{7}'), "{html}");
    assert!(!html.contains("evil.example") && !html.contains("style="), "{html}");
    assert!(html.contains("data-stream=\"err\"") && html.contains("id=\"l1\""));
    assert!(html.contains("<span class=\"ansi-bold ansi-red\">red<"), "{html}");
    assert!(html.contains("ansi-on-black"), "black on black is read on its own ground: {html}");
}

#[test]
fn what_was_looked_for_is_marked_and_can_be_gone_to() {
    let log = log(&[(Stream::Stdout, "an err\u{1b}[31mor\u{1b}[0m\n<b>error</b>\nfine\n")]);
    let lines = log;
    let needle = Needle::new("ERROR").expect("something");
    let places = lines.iter().map(|line| line.row.find(&needle)).collect();
    let marked = Marked { places, looked_at: Some(2) };
    let html = html(move || view! { <LogView lines marked now=NOW /> });
    assert_eq!(html.matches("<mark").count(), 3, "{html}");
    assert_eq!(html.matches("id=\"match\"").count(), 1, "{html}");
    let second = html.split("<li").nth(2).expect("a second line");
    assert!(second.contains("aria-current=\"true\""), "{second}");
    assert!(second.contains("id=\"match\"") && second.contains("&lt;b&gt;"), "{second}");
}

#[test]
fn a_decision_names_what_it_is_about_and_gives_back_a_refused_note() {
    let notice = Notice {
        kind: NoticeKind::Refused,
        code: "digest_mismatch".into(),
        title: "No.".into(),
        detail: String::new(),
        field: None,
        typed: vec![
            ("feedback".into(), "Not\u{200b} yet".into()),
            ("reason".into(), "Wrong time".into()),
        ],
    };
    let html = html(move || {
        view! {
            <DecisionBar
                kind=Kind::BeforeRun
                id="ap_1".to_owned()
                digest="sha256:7f3a91c2e0d4".to_owned()
                notice=Some(notice)
                takes=Conditions::default()
            />
        }
    });
    assert!(html.contains("name=\"digest\" value=\"sha256:7f3a91c2e0d4\""), "{html}");
    assert!(html.contains("7f3a 91c2 e0d4"));
    assert!(html.contains("Not\\u{200B} yet") && !html.contains('\u{200b}'), "{html}");
    let chosen = html.split("<label").find(|part| part.contains("Wrong time")).expect("a chip");
    assert!(chosen.contains("checked"), "{chosen}");
    let approve = html.find("value=\"approve\"").expect("approve");
    assert!(approve < html.find("value=\"reject\"").expect("reject"));
    assert!(html.contains("class=\"held\""), "Approve waits for reading");
}

#[test]
fn a_road_marks_the_gate_where_the_task_stands() {
    let review = domain::wire::Task { requires_approval: true, ..task(TaskStatus::Review) };
    let approvals = [approval(domain::Gate::AfterRun)];
    let around = Around { approvals: &approvals, behind: &[232], mode: false, now: NOW };
    let stops = road(&review, &around);
    let html = html(move || view! { <GatePath stops /> });
    let gate = html.split("<li").find(|stop| stop.contains("data-gate")).expect("a gate");
    assert!(words(gate).contains("Result asks Requires Approval, set by Ana"), "{gate}");
    assert!(words(&html).contains("Done then MC-232 may start"), "{html}");
}
