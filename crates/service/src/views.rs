//! Makes wire bodies out of what the store knows.

use crate::store::{ApprovalRecord, KeyRecord, TaskRecord};
use domain::{
    Actor, Timestamp,
    action::Findings,
    approval::ApprovalState,
    desktop::Desktop,
    log::LogChunk,
    message::Message,
    task::{Pending, TaskState},
    wire,
};

/// How far a task has come inside its column; none when the column says it all.
pub(crate) const fn phase(state: &TaskState) -> Option<&'static str> {
    match state {
        TaskState::Pending(Pending::Draft) => Some("draft"),
        TaskState::Pending(Pending::Held { .. }) => Some("held"),
        TaskState::Pending(Pending::Asking { .. }) => Some("asking"),
        TaskState::Pending(Pending::Queued { .. }) => Some("queued"),
        TaskState::Running(running) if running.cancel.is_some() => Some("cancelling"),
        _ => None,
    }
}

pub(crate) fn desktop_ref(desktop: &Desktop, now: Timestamp) -> wire::DesktopRef {
    wire::DesktopRef {
        id: desktop.id.to_string(),
        name: desktop.name.clone(),
        group: desktop.group.clone(),
        online: desktop.online(now),
    }
}

pub(crate) fn desktop_item(desktop: &Desktop, now: Timestamp) -> wire::DesktopItem {
    wire::DesktopItem {
        id: desktop.id.to_string(),
        name: desktop.name.clone(),
        group: desktop.group.clone(),
        online: desktop.online(now),
        last_seen_at: desktop.last_seen_at,
        system: desktop.system.clone(),
        workspace: desktop.workspace.clone(),
        agents: desktop.agents.clone(),
        secrets: desktop.secrets.clone(),
        remote_access_url: desktop.remote_access.clone(),
    }
}

/// A task without its output.
pub(crate) fn task(record: &TaskRecord, now: Timestamp) -> wire::Task {
    let task = &record.task;
    let run = task.state.run();
    let decision = task.state.decision();
    let failure = match &task.state {
        TaskState::Failed { failure, .. } => Some(failure.into()),
        _ => None,
    };
    // While a task runs, what waits for a person is an action of its agent.
    let asking = matches!(task.state, TaskState::Pending(Pending::Asking { .. }))
        || (matches!(task.state, TaskState::Running(_)) && !record.pending_approvals.is_empty());
    wire::Task {
        id: task.id.to_string(),
        number: task.number,
        kind: task.kind,
        title: task.title.clone(),
        content: task.content.clone(),
        status: task.status(),
        phase: if task.is_unclosed() { Some("outcome_unknown") } else { phase(&task.state) }
            .map(str::to_owned),
        failure,
        closed: task.state.closed().map(Into::into),
        desktop: desktop_ref(&record.desktop, now),
        agent: task.agent.clone(),
        external_agent: task.external_agent.clone(),
        requires_approval: task.requires_approval,
        approve_before_run: task.approve_before_run,
        gated: task.state.gated(),
        depends_on: task.depends_on.iter().map(ToString::to_string).collect(),
        blocked_by: record.blocked_by.iter().map(ToString::to_string).collect(),
        holds: record.holds,
        attention: asking.then(|| "technician_approval_required".to_owned()),
        pending_approval_ids: record.pending_approvals.iter().map(ToString::to_string).collect(),
        retry_of: task.retry_of.as_ref().map(ToString::to_string),
        attempt: task.attempt,
        created_by: task.created_by.clone(),
        created_at: task.created_at,
        started_at: task.state.started_at(),
        completed_at: run.map(|run| run.finished_at).or(match &task.state {
            TaskState::Failed { at, run: None, .. } => Some(*at),
            TaskState::Cancelled { cancel, run: None, .. } => Some(cancel.at),
            _ => None,
        }),
        decided_at: decision.map(|decision| decision.at),
        decided_by: decision.map(|decision| decision.by.clone()).or(match &task.state {
            TaskState::Cancelled { cancel, .. } => Some(cancel.by.clone()),
            _ => None,
        }),
        exit_code: run.and_then(|run| run.exit_code),
        output: None,
        output_truncated: run.is_some_and(|run| run.output_truncated),
        feedback: decision.and_then(|decision| decision.feedback.clone()),
        previous_feedback: task.previous_feedback.clone(),
        branch: run.and_then(|run| run.branch.clone()),
        external_ref: task.external_ref.clone(),
        cwd: task.cwd.clone(),
        timeout_seconds: task.timeout_seconds,
        interpreter: task.interpreter,
        usage: record.usage.clone(),
        findings: run.and_then(|run| run.findings.clone()),
        remote_access_url: remote_access(&record.desktop),
        files_changed: run
            .map(|_| task.purged.as_ref().map_or(record.files_changed, |purged| purged.files)),
        purged: task.purged.clone(),
    }
}

/// The hands-on way to this desktop, filled in. What its runner says about itself is escaped like any value in an
/// address.
pub(crate) fn remote_access(desktop: &Desktop) -> Option<String> {
    let template = desktop.remote_access.as_ref()?;
    let hostname = desktop.system.as_ref().map(|system| system.hostname.as_str());
    let address = template
        .replace("{name}", &escaped(&desktop.name))
        .replace("{id}", desktop.id.as_str())
        .replace("{hostname}", &escaped(hostname.unwrap_or_default()));
    Some(address)
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

/// An approval as this actor sees it.
pub(crate) fn approval(record: &ApprovalRecord, actor: &Actor, now: Timestamp) -> wire::Approval {
    let approval = &record.approval;
    let task = &record.task;
    let decision = approval.state.decision();
    let pending = matches!(approval.state, ApprovalState::Pending)
        && approval.decide_by.is_none_or(|end| now < end);
    wire::Approval {
        id: approval.id.to_string(),
        gate: approval.gate,
        state: approval.state.as_str().to_owned(),
        revision: approval.revision,
        digest: approval.digest.to_string(),
        task: wire::ApprovalTask {
            id: task.id.to_string(),
            number: task.number,
            title: task.title.clone(),
            status: task.status(),
        },
        desktop: desktop_ref(&record.desktop, now),
        requested_by: approval.requested_by.clone(),
        requested_at: approval.requested_at,
        completed_at: task.state.run().map(|run| run.finished_at),
        decide_by: approval.decide_by,
        output_url: format!("/api/mission-control/tasks/{}/output", task.id),
        holds: record.holds,
        held_since: record.held_since,
        matches_expected: findings(record).map(Findings::matches),
        required: approval.required,
        votes: approval
            .answers()
            .map(|decision| wire::Vote {
                by: (&decision.by).into(),
                decision: decision.verdict,
                at: decision.at,
            })
            .collect(),
        decision: decision.map(Into::into),
        action: record.action.as_ref().map(|action| {
            crate::action_views::summary(action, Some(approval), &record.desktop, now)
        }),
        noted: approval.noted.clone(),
        risk: approval.risk,
        alone: crate::batch::alone(record),
        checklist: decision.and_then(|decision| decision.checklist),
        can_decide: pending && actor.reviewer().is_ok(),
        // The service says it of what waits.
        can_approve: false,
        hurried: None,
        reminded_at: approval.reminded_at,
        snoozed: None,
    }
}

/// How what ran compares with what was described, if it ran and could be compared.
fn findings(record: &ApprovalRecord) -> Option<&Findings> {
    match &record.action {
        Some(action) => action.state.run()?.findings.as_ref(),
        None => record.task.state.run()?.findings.as_ref(),
    }
}

pub(crate) fn log_item(chunk: &LogChunk) -> wire::LogItem {
    wire::LogItem {
        seq: chunk.seq,
        stream: chunk.stream,
        text: String::from_utf8_lossy(&chunk.bytes).into_owned(),
        at: chunk.at,
    }
}

pub(crate) fn message(message: &Message) -> wire::MessageItem {
    wire::MessageItem {
        id: message.id.to_string(),
        seq: message.seq,
        at: message.at,
        author: message.author.clone(),
        text: message.text.clone(),
        action: None,
        mentions: None,
    }
}

pub(crate) fn key(record: &KeyRecord) -> wire::KeyItem {
    let key = &record.key;
    wire::KeyItem {
        id: key.id.to_string(),
        name: key.name.clone(),
        owner: wire::PersonRef { id: record.owner.id.to_string(), name: record.owner.name.clone() },
        scopes: key.scopes.clone(),
        created_at: key.created_at,
        expires_at: key.expires_at,
        last_used_at: key.last_used_at,
        revoked_at: key.revoked_at,
    }
}
