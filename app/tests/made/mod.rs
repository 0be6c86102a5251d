//! Wire values made by hand, and a way to see them as HTML.

use app::parts::request::Request;
use domain::{
    ApprovalId, Decision, Digest, FailureCode, Gate, Party, PartyKind, TaskState, TaskStatus,
    TaskType, Timestamp, Verdict,
    approval::Risk,
    change::{ChangeKind, FileChange},
    desktop::SystemFacts,
    task::{Cancelled, Failure, Pending, Run, Running, Worker},
    wire::{Approval, ApprovalTask, DecisionView, DesktopItem, DesktopRef, PersonRef, Task},
};
use leptos::prelude::*;
use service::Card;

/// 2026-01-02T12:00:00Z.
pub const NOW: Timestamp = Timestamp(1_767_355_200_000_000);

/// Renders as the server does.
pub fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| view().into_view().to_html())
}

/// The words a person reads: the text without its tags, with single spaces.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(" ,", ",").replace(" :", ":").replace(" .", ".")
}

pub fn ana() -> Party {
    Party { id: "u_1".into(), name: "Ana".into(), kind: PartyKind::Person }
}

fn desktop() -> DesktopRef {
    DesktopRef { id: "d_1".into(), name: "db-staging-1".into(), group: None, online: true }
}

/// A task that was made and, if it ran, started 31 minutes ago and took 4.2 seconds.
pub fn task(status: TaskStatus) -> Task {
    let ran = !matches!(status, TaskStatus::Pending);
    let over = ran && status != TaskStatus::Running;
    let began = NOW.plus_seconds(-31 * 60);
    Task {
        id: "t_231".into(),
        number: 231,
        kind: TaskType::Command,
        title: "Run migration 0042 on staging".into(),
        content: "psql -f 0042.sql\n".into(),
        status,
        phase: None,
        failure: None,
        closed: None,
        desktop: desktop(),
        agent: None,
        external_agent: None,
        requires_approval: false,
        approve_before_run: false,
        gated: None,
        depends_on: Vec::new(),
        blocked_by: Vec::new(),
        holds: 4,
        attention: None,
        pending_approval_ids: Vec::new(),
        retry_of: None,
        attempt: 1,
        created_by: ana(),
        created_at: began,
        started_at: ran.then_some(began),
        completed_at: over.then_some(Timestamp(began.0 + 4_200_000)),
        decided_at: None,
        decided_by: None,
        exit_code: over.then_some(0),
        output: over.then(|| "42 rows\n".into()),
        output_truncated: false,
        feedback: None,
        previous_feedback: None,
        branch: None,
        external_ref: None,
        cwd: None,
        timeout_seconds: 3600,
        interpreter: None,
        usage: None,
        findings: None,
        remote_access_url: None,
        files_changed: over.then_some(2),
        purged: None,
    }
}

/// A run of 4.2 seconds that began 31 minutes ago and ended with this exit code.
pub fn run(exit_code: i32) -> Run {
    let started_at = NOW.plus_seconds(-31 * 60);
    Run {
        started_at,
        finished_at: Timestamp(started_at.0 + 4_200_000),
        exit_code: Some(exit_code),
        output_digest: Digest::of(b"42 rows"),
        files_digest: Digest::of(b"none"),
        output_truncated: false,
        findings: None,
        lease: None,
        branch: None,
    }
}

/// What the board shows of a task in each column: Failed by its exit code.
pub fn card(status: TaskStatus) -> Card {
    let at = NOW.plus_seconds(-31 * 60);
    let state = match status {
        TaskStatus::Pending => TaskState::Pending(Pending::Draft),
        TaskStatus::Running => TaskState::Running(Running {
            worker: Worker::External { agent: "Fern".into() },
            started_at: at,
            cancel: None,
        }),
        TaskStatus::Review => TaskState::Review { run: run(0), approval: ApprovalId::new("ap_1") },
        TaskStatus::Done => TaskState::Done { run: run(0), decision: None },
        TaskStatus::Failed => failed(FailureCode::ExitCode, None),
        TaskStatus::Cancelled => TaskState::Cancelled {
            cancel: Cancelled { by: ana(), at },
            started_at: None,
            run: None,
        },
    };
    Card {
        id: "t_231".into(),
        number: 231,
        kind: TaskType::Command,
        title: "Run migration 0042 on staging".into(),
        state,
        agent: None,
        requires_approval: false,
        created_at: at,
        desktop: "db-staging-1".into(),
        online: true,
        blocked_by: Vec::new(),
        holds: 4,
        approval: None,
        files_changed: (status == TaskStatus::Review).then_some(2),
        unclosed: None,
        lost: false,
    }
}

/// A task that failed in this way, after it had run.
pub fn failed(code: FailureCode, decision: Option<Decision>) -> TaskState {
    TaskState::Failed {
        failure: Failure { code, message: code.words().into() },
        at: NOW,
        started_at: Some(NOW.plus_seconds(-31 * 60)),
        run: Some(run(1)),
        decision,
        gated: None,
        closed: None,
    }
}

/// A request that waits.
pub fn approval(gate: Gate) -> Approval {
    let ran = gate == Gate::AfterRun;
    Approval {
        id: "ap_1".into(),
        gate,
        state: "pending".into(),
        revision: 1,
        digest: "7f3a91c2e0d4".into(),
        task: ApprovalTask {
            id: "t_231".into(),
            number: 231,
            title: "Run migration 0042 on staging".into(),
            status: if ran { TaskStatus::Review } else { TaskStatus::Pending },
        },
        desktop: desktop(),
        requested_by: ana(),
        requested_at: NOW.plus_seconds(-60),
        completed_at: ran.then_some(NOW),
        decide_by: None,
        output_url: "/api/mission-control/tasks/t_231/output".into(),
        holds: 4,
        required: 1,
        can_approve: true,
        hurried: None,
        reminded_at: None,
        snoozed: None,
        held_since: None,
        matches_expected: None,
        votes: Vec::new(),
        decision: None,
        action: None,
        noted: None,
        risk: Risk::High,
        alone: true,
        checklist: None,
        can_decide: true,
    }
}

/// Tomas said no.
pub fn rejection(note: &str) -> DecisionView {
    DecisionView {
        decision: Verdict::Reject,
        by: PersonRef { id: "u_2".into(), name: "Tomas".into() },
        at: NOW,
        feedback: Some(note.into()),
        reason: None,
    }
}

fn file(path: &str) -> FileChange {
    FileChange {
        path: path.into(),
        change: ChangeKind::Added,
        old_path: None,
        additions: 1,
        deletions: 0,
        diff: String::new(),
        binary: false,
        truncated: false,
    }
}

/// A request with everything around it.
pub fn request(gate: Gate) -> Request {
    let ran = gate == Gate::AfterRun;
    let system = SystemFacts { user: "deploy".into(), ..SystemFacts::default() };
    let files = if ran { vec![file("a"), file("b")] } else { Vec::new() };
    Request {
        drafts: 0,
        approval: approval(gate),
        task: task(if ran { TaskStatus::Review } else { TaskStatus::Pending }),
        desktop: Some(DesktopItem {
            id: "d_1".into(),
            name: "db-staging-1".into(),
            group: None,
            online: true,
            last_seen_at: Some(NOW),
            system: Some(system),
            workspace: Some("/srv/work".into()),
            agents: Vec::new(),
            secrets: Vec::new(),
            remote_access_url: None,
        }),
        files,
        action: None,
        behind: Vec::new(),
        now: NOW,
    }
}
