//! A card that waits.

use super::{action, agent, card, in_order, in_pane, in_thread, says};
use crate::made::{ana, html, words};
use app::parts::{
    action_card::{ActionCardWhole, Deciding},
    checklist::CHECKLIST,
    conditions::Conditions,
    notice::{Notice, NoticeKind},
};
use domain::{action::Expected, approval::Reason, wire::Action};
use leptos::prelude::*;

#[test]
fn a2_two_agents_make_two_cards_with_the_right_names() {
    let fern = in_thread(card(action("pending")));
    let mut other = action("pending");
    other.id = "ac_3".into();
    other.approval_id = Some("ap_3".into());
    other.requested_by = agent("Osprey");
    let osprey = in_thread(card(other));
    says(&fern, &["Fern asks", "What Fern says"]);
    says(&osprey, &["Osprey asks", "What Osprey says"]);
    assert!(!words(&fern).contains("Osprey") && !words(&osprey).contains("Fern"));
    assert!(fern.contains("id=\"card-ap_2\"") && osprey.contains("id=\"card-ap_3\""));
    for id in ["id=\"note-ap_2\"", "id=\"guard-ap_2\"", "id=\"ac_2-line-1\""] {
        assert!(fern.contains(id) && !osprey.contains(id), "{id}");
    }
    assert!(
        fern.contains("data-kind=\"agent\" aria-hidden=\"true\" class=\"avatar\""),
        "an agent is square: {fern}"
    );
}

#[test]
fn a6_a_card_has_exactly_two_buttons_approve_and_reject() {
    for html in [in_thread(card(action("pending"))), in_pane(card(action("pending")))] {
        let answers: Vec<&str> = html
            .split("<button")
            .skip(1)
            .map(|part| part.split("</button>").next().expect("an end"))
            .filter(|part| {
                let tag = part.split('>').next().expect("a tag");
                // What else can be done lies under the three dots, and answers nothing.
                !tag.contains(" hidden") && !tag.contains("data-copy") && !tag.contains("menu-item")
            })
            .collect();
        assert_eq!(answers.len(), 2, "{answers:?}");
        assert!(answers[0].contains("value=\"approve\"") && answers[0].contains(" Approve"));
        assert!(answers[1].contains("value=\"reject\"") && answers[1].contains(" Reject"));
        for answer in ["value=\"approve\"", "value=\"reject\""] {
            assert_eq!(html.matches(answer).count(), 1, "it is answered in one place: {html}");
        }
        assert!(html.contains("method=\"post\" action=\"/forms/resolve_approval\""), "{html}");
        assert!(html.contains("name=\"digest\" value=\"7f3a91c2e0d4ffff\""), "{html}");
        assert!(html.contains("data-guard"), "Approve waits until all was read: {html}");
    }
}

#[test]
fn the_sections_stand_in_their_fixed_order() {
    let mut both = card(action("pending"));
    let mut before = super::rejected(Reason::WrongFix, "Leave BITS running.");
    before.id = "ac_1".into();
    before.attempt = 1;
    before.script = Some("Stop-Service wuauserv, bits\n".into());
    both.previous = Some(before);
    both.action.env.insert("MODE".into(), "safe".into());
    for html in [in_thread(both.clone()), in_pane(both)] {
        in_order(
            &html,
            &[
                "Technician approval required",
                "class=\"target\"",
                "aria-label=\"Read from the command\"",
                "Changed since attempt 1",
                "aria-label=\"Environment\"",
                "class=\"command\"",
                "class=\"claim\"",
                "aria-label=\"Policy\"",
                "Checklist",
                "class=\"decision\"",
            ],
        );
    }
}

#[test]
fn a9_both_parts_of_what_the_agent_says_are_always_there() {
    let html = in_thread(card(action("pending")));
    in_order(
        &html,
        &[
            "Written by the agent, not checked",
            "What it does",
            "Empties the download cache.",
            "What it returns",
            "The space freed in MB.",
        ],
    );
    let mut silent = action("pending");
    silent.expected = None;
    says(&in_thread(card(silent)), &["What it returns Not stated"]);
    let mut checks = action("pending");
    checks.expected = Some(Expected::Checks {
        exit_code: Some(0),
        output_pattern: Some("^freed \\d+".into()),
        files: Some(vec!["log/a.txt".into(), "log/b.txt".into()]),
        text: Some("How much was freed.".into()),
    });
    says(
        &in_thread(card(checks)),
        &[
            "What it returns How much was freed.",
            "Exit code 0",
            "The output matches ^freed \\d+",
            "Changes only log/a.txt, log/b.txt",
        ],
    );
}

#[test]
fn a10_what_is_shown_and_what_is_answered_have_one_digest() {
    let html = in_thread(card(action("pending")));
    says(&html, &["exactly what will run", "7f3a 91c2 e0d4", "2 lines · 50 bytes"]);
    assert!(html.contains("title=\"7f3a91c2e0d4ffff\""), "{html}");
    in_order(&html, &["class=\"command\"", "class=\"claim\"", "value=\"approve\""]);
}

#[test]
fn a12_the_four_reasons_are_one_tap_and_a_note_goes_with_them() {
    let html = in_thread(card(action("pending")));
    for reason in Reason::ALL {
        let chip = format!("name=\"reason\" value=\"{}\"", reason.as_str());
        assert!(html.contains(&chip), "{chip} in {html}");
    }
    says(&html, &["Wrong fix", "Wrong machine", "Wrong time", "I'll handle it"]);
    assert!(html.contains("name=\"feedback\""), "{html}");
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_only_its_own() {
    let typed = |id: &str| Notice {
        kind: NoticeKind::Refused,
        code: "busy".into(),
        title: "The server is busy.".into(),
        detail: String::new(),
        field: None,
        typed: vec![
            ("id".into(), id.into()),
            ("feedback".into(), "Wait for the backup".into()),
            ("reason".into(), "wrong_time".into()),
            ("checklist".into(), "1 3".into()),
        ],
    };
    let of = |id: &str| {
        let deciding = Deciding {
            allowed: true,
            back: String::new(),
            notice: Some(typed(id)),
            takes: Conditions::default(),
        };
        html(move || {
            view! { <ActionCardWhole card=card(action("pending")) deciding inline=true /> }
        })
    };
    let own = of("ap_2");
    assert!(own.contains(">Wait for the backup</textarea>"), "{own}");
    assert_eq!(checked(&own), 3, "one reason and two lines: {own}");
    let other = of("ap_9");
    assert!(!other.contains("Wait for the backup") && checked(&other) == 0, "{other}");
}

/// How many boxes and chips are chosen.
fn checked(html: &str) -> usize {
    let tags = html.split("<input").skip(1).map(|part| part.split('>').next().expect("a tag"));
    tags.filter(|tag| tag.contains(" checked")).count()
}

#[test]
fn a15_the_card_says_which_machine_it_is() {
    let html = in_thread(card(action("pending")));
    in_order(&html, &["class=\"target-name\"", "RECEPTION-02", "Online"]);
    says(
        &html,
        &[
            "seen just now",
            "Id d_4k7q2m",
            "Group Front desk",
            "Shell PowerShell",
            "Runs as NT AUTHORITY\\SYSTEM",
            "In C:\\work",
            "At most 10 m 00 s",
        ],
    );
    let mut away = action("pending");
    away.desktop.online = false;
    says(
        &in_thread(card(away)),
        &["Offline", "You can approve now. It runs when the desktop is back"],
    );
}

#[test]
fn a21_the_card_says_why_a_person_is_asked_and_by_which_policy() {
    let html = in_thread(card(action("pending")));
    says(
        &html,
        &["The policy asks a person: preset, policy version 7. Restrictive: every action asks."],
    );
    let mut ruled = action("pending");
    ruled.policy.rule_id = Some("ru_5".into());
    says(&in_thread(card(ruled)), &["The policy asks a person: rule ru_5, policy version 7."]);
}

#[test]
fn a24_the_five_lines_can_be_ticked_and_are_sent_with_the_decision() {
    let html = in_thread(card(action("pending")));
    in_order(&html, &CHECKLIST);
    for number in 1..=5 {
        let field = format!("type=\"checkbox\" name=\"checklist[]\" value=\"{number}\"");
        assert!(html.contains(&field), "{field} in {html}");
    }
    let mut ticked = card(action("rejected"));
    ticked.checklist = Some([true, true, true, false, false]);
    says(&in_thread(ticked), &["3 of 5 ticked"]);
}

#[test]
fn facts_are_ours_weighed_and_lead_to_their_line() {
    let html = in_thread(card(action("pending")));
    assert!(html.contains("<li data-weight=\"high\">"), "{html}");
    assert!(html.contains("href=\"#ac_2-line-2\""), "{html}");
    says(&html, &["Deletes $cache, with everything below it line 2", "High risk"]);
    let mut nothing = action("pending");
    nothing.facts.clear();
    says(&in_thread(card(nothing)), &["Nothing found by our rules. That is not a promise."]);
}

#[test]
fn whoever_may_not_decide_gets_no_form_fields() {
    let deciding = Deciding::default();
    let html = html(move || {
        view! { <ActionCardWhole card=card(action("pending")) deciding inline=true /> }
    });
    says(&html, &["You can read this, but not decide."]);
    assert!(!html.contains("name=\"decision\"") && !html.contains("name=\"checklist[]\""));
}

#[test]
fn whoever_may_decide_finds_the_way_to_another_command_and_both_names_stand_on_it() {
    let html = in_thread(card(action("pending")));
    assert!(html.contains("href=\"/approvals/ap_2/edit\""), "{html}");
    says(&html, &["Edit and approve", "Becomes revision 2. Fern is told what ran."]);
    says(&html, &["Request changes", "Fern tries again with your note.", "Not now"]);
    let mut edited = card(action("pending"));
    edited.action.revision = 2;
    edited.action.edited_by = Some(ana());
    edited.previous = Some(Action {
        script: Some("Stop-Service bits\nRemove-Item $cache -Recurse\n".into()),
        ..action("superseded")
    });
    let html = in_thread(edited).replace("<!>", "");
    says(&html, &["Fern asks", "edited by Ana", "Changed since revision 1 by Ana"]);
    assert!(html.contains("<del>bits</del>") && html.contains("<ins>wuauserv</ins>"), "{html}");
    let mut old = card(action("superseded"));
    old.changed_by = Some(ana());
    says(&in_pane(old), &["Ana changed the proposal", "This one can no longer be approved."]);
}
