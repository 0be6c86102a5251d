//! What the parts of a page make of wire values, as HTML.

mod action;
mod made;
mod result;

use app::parts::{
    banner::{Banner, Tone},
    command_block::CommandBlock,
    notice::{Notice, NoticeKind, RefusalBanner},
    request::RequestBody,
    safe_text,
    task_card::{TaskCard, drawn},
};
use domain::{
    ApprovalId, Decision, FailureCode, Gate, TaskState, TaskStatus, Verdict,
    action::{Closed, Difference, Fact, FactKind, Findings, Noted, Severity},
    task::Pending,
};
use leptos::prelude::*;
use made::{NOW, approval, html, request};
use service::Card;

fn card(card: Card) -> String {
    html(move || view! { <TaskCard card now=NOW /> })
}

#[test]
fn a_card_is_one_link_with_its_facts_in_order() {
    let card = card(made::card(TaskStatus::Running));
    let order =
        ["Command", "MC-231", "31 m", "Run migration 0042", "db-staging-1", "holds 4 tasks"];
    let places: Vec<_> = order.iter().map(|text| card.find(text)).collect();
    assert!(places.iter().all(Option::is_some), "{order:?} in {card}");
    assert!(places.is_sorted(), "{order:?} in {card}");
    assert_eq!(card.matches("<a ").count(), 1, "{card}");
}

#[test]
fn amber_stands_only_where_a_person_is_needed() {
    let (approval, since) = (ApprovalId::new("ap_1"), NOW);
    let asking = TaskState::Pending(Pending::Asking { approval, since });
    let asking = card(Card { state: asking, ..made::card(TaskStatus::Pending) });
    assert!(asking.contains("Technician approval required"));
    assert!(card(made::card(TaskStatus::Review)).contains("Result waits for approval"));
    for status in TaskStatus::ALL.into_iter().filter(|status| *status != TaskStatus::Review) {
        assert!(!card(made::card(status)).contains("task-card-gate"), "{status:?}");
    }
}

#[test]
fn a_finished_card_says_how_it_ended() {
    let of = |state: TaskState| card(Card { state, ..made::card(TaskStatus::Done) });
    let said = |verdict, feedback: Option<&str>| Decision {
        verdict,
        by: made::ana(),
        at: NOW,
        feedback: feedback.map(str::to_owned),
        reason: None,
        checklist: None,
        hurried: false,
    };
    let yes = Some(said(Verdict::Approve, None));
    let done = of(TaskState::Done { run: made::run(0), decision: yes });
    assert!(made::words(&done).contains("Approved by Ana, 12:00"), "{done}");
    assert!(card(made::card(TaskStatus::Done)).contains("No approval required"));
    let exit = of(made::failed(FailureCode::ExitCode, None));
    assert!(made::words(&exit).contains("Exit code 1 after 4.2 s"), "{exit}");
    let lost = |lost, closed| {
        let TaskState::Failed { failure, at, started_at, run, decision, gated, .. } =
            made::failed(FailureCode::RunnerLost, None)
        else {
            unreachable!()
        };
        let state = TaskState::Failed { failure, at, started_at, run, decision, gated, closed };
        card(Card { state, lost, ..made::card(TaskStatus::Failed) })
    };
    let open = lost(true, None);
    assert!(made::words(&open).contains("Contact was lost while it ran."));
    assert!(made::words(&open).contains("Outcome unknown: a person must close this"));
    assert!(open.contains("#close\""), "the way to the answer: {open}");
    assert!(!open.contains("data-quiet"), "nobody knows what it did: {open}");
    let closed = Closed { by: made::ana(), at: NOW, ran: false };
    let closed = lost(false, Some(Box::new(closed)));
    assert!(made::words(&closed).contains("Ana looked at the machine: it did not run"));
    assert!(closed.contains("data-quiet") && !closed.contains("must close"), "{closed}");
    let no = Some(said(Verdict::Reject, Some("Wrong database")));
    let rejected = of(made::failed(FailureCode::Rejected, no));
    assert!(made::words(&rejected).contains("Rejected by Ana: Wrong database"));
    let cancelled = card(made::card(TaskStatus::Cancelled));
    assert!(made::words(&cancelled).contains("Cancelled by Ana, nothing ran"), "{cancelled}");
}

#[test]
fn a_card_that_is_kept_reads_as_one_that_is_drawn_anew() {
    let later = |seconds| NOW.plus_seconds(seconds);
    let times = [NOW, later(1), later(59), later(60), later(3_600), later(86_400), NOW];
    for status in TaskStatus::ALL {
        let first = Card { id: format!("t_kept_{}", status.as_str()), ..made::card(status) };
        let other = Card { title: "Another title".into(), ..first.clone() };
        for card in [&first, &other, &first] {
            for now in times {
                let (kept, anew) = (card.clone(), card.clone());
                let kept = html(move || drawn(kept, now));
                let anew = html(move || view! { <TaskCard card=anew now /> });
                assert_eq!(kept, anew, "{status:?} at {now:?}");
            }
        }
    }
}

#[test]
fn what_a_card_waits_for_is_named() {
    let blocked_by = vec![("t_1".into(), 219), ("t_2".into(), 7)];
    let card = card(Card { blocked_by, ..made::card(TaskStatus::Pending) });
    assert!(made::words(&card).contains("blocked by MC-219, MC-7"), "{card}");
    assert!(card.contains("href=\"/tasks/t_1\""), "{card}");
}

#[test]
fn text_from_outside_is_text_and_hides_nothing() {
    let title = "<script>alert(1)</script> a\u{200B}b".into();
    let hostile = Card { title, ..made::card(TaskStatus::Pending) };
    let card = card(hostile);
    assert!(!card.contains("<script"), "{card}");
    assert!(!card.contains('\u{200B}'), "{card}");
    assert!(card.contains("\\u{200B}") && card.contains("zero width space"), "{card}");
    assert_eq!(safe_text::plain("a\u{202E}b\nc"), "a\\u{202E}b\\u{A}c");
}

#[test]
fn a_command_is_complete_numbered_and_counted() {
    let content = (1..=25).fold(String::new(), |text, line| text + &format!("echo {line}\n"));
    let bytes = content.len();
    let block = html(move || {
        view! { <CommandBlock content note="exactly what will run" prefix="p" /> }
    });
    assert!(
        made::words(&block).contains(&format!("25 lines · {bytes} bytes · exactly what will run"))
    );
    for line in 1..=25 {
        assert!(block.contains(&format!("<li id=\"p{line}\">")), "line {line} in {block}");
    }
    assert!(block.contains("aria-label=\"Full command, 25 lines"), "{block}");
}

#[test]
fn a_request_before_a_run_shows_where_and_exactly_what() {
    let body = html(|| view! { <RequestBody request=request(Gate::BeforeRun) /> });
    let words = made::words(&body);
    for text in [
        "Technician approval required",
        "db-staging-1",
        "Runs as deploy",
        "In /srv/work/tasks/231",
        "exactly what will run",
    ] {
        assert!(words.contains(text), "{text} in {words}");
    }
    assert!(body.find("class=\"target\"") < body.find("class=\"command\""), "where before what");
    assert!(!body.contains("class=\"result\""), "nothing ran: {body}");
}

#[test]
fn a_command_that_asks_before_it_runs_shows_what_was_read_in_it() {
    let fact = Fact {
        kind: FactKind::Deletes,
        text: "Deletes old".into(),
        severity: Severity::High,
        line: Some(2),
        word: Some("rm".into()),
    };
    let mut about = request(Gate::BeforeRun);
    about.task.content = "cd /srv/cache\nrm -r old\n".into();
    about.approval.noted = Some(Noted { facts: vec![fact], whole: true });
    if let Some(system) = about.desktop.as_mut().and_then(|desktop| desktop.system.as_mut()) {
        system.os = "linux".into();
    }
    let mut bare = about.clone();
    let body = html(move || view! { <RequestBody request=about /> });
    let words = made::words(&body);
    for text in [
        "Shell Bash, or sh where there is none",
        "Read from the command by Mission Control’s own rules High risk",
        "Deletes old line 2",
        "Not elevated runs as deploy",
        "No network use found",
        "Cannot be undone no copy of what it deletes is kept",
    ] {
        assert!(words.contains(text), "{text} in {words}");
    }
    assert_eq!(words.matches("High risk").count(), 1, "said once: {words}");
    assert!(body.contains("href=\"#line-2\"") && body.contains("id=\"line-2\""), "{body}");
    assert!(body.replace("<!>", "").contains(">rm</mark> -r old"), "{body}");
    // Where not all could be read, finding nothing says nothing.
    bare.approval.noted = Some(Noted { facts: Vec::new(), whole: false });
    let part = made::words(&html({
        let request = bare.clone();
        move || view! { <RequestBody request /> }
    }));
    assert!(part.contains("That is not a promise.") && !part.contains("No network use"), "{part}");
    assert!(!part.contains("Not elevated"), "{part}");
    // What was asked before this was kept says so.
    bare.approval.noted = None;
    let old = made::words(&html(move || view! { <RequestBody request=bare /> }));
    assert!(old.contains("It was asked before what is read in a command was kept."), "{old}");
    assert!(!old.contains("That is not a promise."), "{old}");
}

#[test]
fn a_request_about_a_result_shows_what_it_came_to() {
    let body = html(|| view! { <RequestBody request=request(Gate::AfterRun) /> });
    let words = made::words(&body);
    for text in
        ["Result waits for approval", "Exit code 0", "4.2 s", "2 files changed", "exactly what ran"]
    {
        assert!(words.contains(text), "{text} in {words}");
    }
    assert!(body.contains("?tab=files") && body.contains("?tab=output"), "{body}");
}

#[test]
fn a_result_that_differs_from_what_was_described_is_said_where_it_is_decided() {
    let of = |findings| {
        let mut about = request(Gate::AfterRun);
        about.task.findings = findings;
        html(move || view! { <RequestBody request=about /> })
    };
    let path = "etc/hosts".to_owned();
    let differs = Findings(vec![Difference::FileNotAnnounced { path }]);
    let differs = made::words(&of(Some(differs)));
    assert!(differs.contains("Differs from what was described"), "{differs}");
    assert!(differs.contains("etc/hosts changed. That was not announced."), "{differs}");
    assert!(made::words(&of(Some(Findings::default()))).contains("Matches what was described"));
    assert!(!of(None).contains("claim-check"), "nothing was to check");
}

#[test]
fn an_offline_desktop_says_what_approving_does() {
    let mut away = request(Gate::BeforeRun);
    away.approval.desktop.online = false;
    let words = made::words(&html(move || view! { <RequestBody request=away /> }));
    assert!(
        words.contains("Offline") && words.contains("It runs when the desktop is back"),
        "{words}"
    );
    let here = made::words(&html(|| view! { <RequestBody request=request(Gate::BeforeRun) /> }));
    assert!(!here.contains("when the desktop is back"), "{here}");
}

#[test]
fn a_decided_request_says_who_and_what() {
    let mut decided = request(Gate::BeforeRun);
    decided.approval = domain::wire::Approval {
        state: "rejected".into(),
        decision: Some(made::rejection("Wait for the <backup>.")),
        ..approval(Gate::BeforeRun)
    };
    let body = html(move || view! { <RequestBody request=decided /> });
    let words = made::words(&body);
    assert!(words.contains("Rejected by Tomas") && words.contains("nothing ran"), "{words}");
    assert!(body.contains("Wait for the &lt;backup&gt;."), "{body}");
    let reason = Some(domain::approval::Reason::WrongTime);
    let mut why = request(Gate::BeforeRun);
    why.approval = domain::wire::Approval {
        state: "rejected".into(),
        decision: Some(domain::wire::DecisionView { reason, ..made::rejection("Wait.") }),
        ..approval(Gate::BeforeRun)
    };
    let words = made::words(&html(move || view! { <RequestBody request=why /> }));
    assert!(words.contains("Wrong time. Wait."), "{words}");
}

#[test]
fn a_refusal_is_read_out_and_what_was_done_is_not_a_refusal() {
    let refused = Notice {
        kind: NoticeKind::Refused,
        code: "already_decided".into(),
        title: "Tomas rejected this at 11:50:58 UTC.".into(),
        detail: "Your answer was not recorded.".into(),
        field: None,
        typed: vec![("feedback".into(), "Mine".into())],
    };
    assert_eq!(refused.typed("feedback").as_deref(), Some("Mine"));
    let banner = html(move || view! { <RefusalBanner notice=Some(refused) /> });
    assert!(banner.contains("role=\"alert\"") && banner.contains("data-tone=\"wait\""), "{banner}");
    assert!(
        made::words(&banner)
            .contains("Tomas rejected this at 11:50:58 UTC. Your answer was not recorded.")
    );
    let done = html(|| view! { <RefusalBanner notice=Some(Notice::done("Approved.")) /> });
    assert!(!done.contains("Approved"), "{done}");
    let plain = html(|| view! { <Banner tone=Tone::Go>"Back"</Banner> });
    assert!(!plain.contains("role="), "{plain}");
}
