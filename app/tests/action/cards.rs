//! What the board and the road of a task make of actions.

use crate::made::{self, NOW, card, html, task, words};
use app::parts::{
    gate_path::{Around, GatePath, road},
    task_card::TaskCard,
};
use domain::{
    ApprovalId, Gate, TaskState, TaskStatus, TaskType,
    action::{Difference, Findings},
    task::Run,
    wire::Task,
};
use leptos::prelude::*;
use service::Card;

fn on_the_board(card: Card) -> String {
    html(move || view! { <TaskCard card now=NOW /> })
}

fn strip(card: &str) -> &str {
    card.split("task-card-gate").nth(1).expect("a strip")
}

#[test]
fn a5_a_running_task_with_a_waiting_action_shows_the_badge_and_the_way_to_it() {
    let waiting = Card { approval: Some("ap_2".into()), ..card(TaskStatus::Running) };
    let card = on_the_board(waiting);
    assert!(words(strip(&card)).contains("Technician approval required"), "{card}");
    assert!(strip(&card).contains("href=\"/approvals/ap_2\""), "the first that waits: {card}");
}

#[test]
fn what_nobody_knows_the_end_of_leads_to_where_a_person_closes_it() {
    for status in [TaskStatus::Running, TaskStatus::Failed] {
        let (approval, unclosed) = (Some("ap_2".into()), Some("ac_7".into()));
        let card = on_the_board(Card { approval, unclosed, ..card(status) });
        let said = words(strip(&card));
        assert!(said.contains("Outcome unknown: a person must close this"), "{said}");
        assert!(strip(&card).contains("href=\"/tasks/t_231#action-ac_7\""), "{card}");
        assert!(!card.contains("data-quiet"), "{card}");
    }
}

#[test]
fn a_card_in_review_says_how_many_files_changed() {
    let of =
        |files_changed| words(&on_the_board(Card { files_changed, ..card(TaskStatus::Review) }));
    assert!(of(Some(1)).contains("1 file changed"));
    assert!(of(Some(12)).contains("12 files changed"));
    assert!(of(Some(0)).contains("no files changed"));
    assert!(!of(None).contains("changed"));
    assert!(!words(&on_the_board(card(TaskStatus::Done))).contains("changed"));
}

#[test]
fn a_card_in_review_says_how_it_compares_with_what_was_announced() {
    let of = |findings: Option<Vec<Difference>>| {
        let run = Run { findings: findings.map(Findings), ..made::run(0) };
        let state = TaskState::Review { run, approval: ApprovalId::new("ap_1") };
        on_the_board(Card { state, ..card(TaskStatus::Review) })
    };
    let file = |path: &str| Difference::FileNotAnnounced { path: path.into() };
    let two = of(Some(vec![file("a"), Difference::Output { pattern: "x".into() }, file("b")]));
    assert!(words(&two).contains("2 files changed 2 not announced"), "{two}");
    assert!(two.contains("data-tone=\"stop\""), "{two}");
    let output = of(Some(vec![Difference::Output { pattern: "x".into() }]));
    assert!(words(&output).contains("differs from described"), "{output}");
    assert!(words(&of(Some(Vec::new()))).contains("as described"));
    let unchecked = words(&of(None));
    assert!(!unchecked.contains("described") && !unchecked.contains("announced"), "{unchecked}");
}

#[test]
fn the_road_counts_what_an_agent_asked() {
    let prompt = Task { kind: TaskType::Prompt, ..task(TaskStatus::Running) };
    let of = |state: &str| domain::wire::Approval {
        state: state.into(),
        ..made::approval(Gate::Action)
    };
    let approvals = [of("approved"), of("rejected"), of("pending")];
    let around = Around { approvals: &approvals, behind: &[], mode: true, now: NOW };
    let stops = road(&prompt, &around);
    let words = words(&html(move || view! { <GatePath stops /> }));
    assert!(words.contains("Actions ask first 1 approved, 1 rejected, 1 waits"), "{words}");
}
