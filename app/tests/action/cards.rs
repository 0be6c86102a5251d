//! What the board and the road of a task make of actions.

use crate::made::{self, NOW, html, task, words};
use app::parts::{
    gate_path::{Around, GatePath, road},
    task_card::TaskCard,
};
use domain::{Gate, TaskStatus, TaskType, wire::Task};
use leptos::prelude::*;

fn on_the_board(task: Task) -> String {
    html(move || view! { <TaskCard task now=NOW /> })
}

#[test]
fn a5_a_running_task_with_a_waiting_action_shows_the_badge_and_the_way_to_it() {
    let waiting = Task {
        attention: Some("technician_approval_required".into()),
        pending_approval_ids: vec!["ap_2".into(), "ap_3".into()],
        ..task(TaskStatus::Running)
    };
    let card = on_the_board(waiting);
    let strip = card.split("task-card-gate").nth(1).expect("a strip");
    assert!(words(strip).contains("Technician approval required"), "{strip}");
    assert!(strip.contains("href=\"/approvals/ap_2\""), "the first that waits: {strip}");
}

#[test]
fn a_card_in_review_says_how_many_files_changed() {
    let of =
        |files_changed| words(&on_the_board(Task { files_changed, ..task(TaskStatus::Review) }));
    assert!(of(Some(1)).contains("1 file changed"));
    assert!(of(Some(12)).contains("12 files changed"));
    assert!(of(Some(0)).contains("no files changed"));
    assert!(!of(None).contains("changed"));
    assert!(!words(&on_the_board(task(TaskStatus::Done))).contains("changed"));
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
