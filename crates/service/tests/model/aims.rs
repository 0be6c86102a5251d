//! Which task, action or approval a step is about: chosen among those that are there.

use crate::{
    cast::Who,
    hands::Aim,
    ledger::Ledger,
    picture::Picture,
    steps::{Kind, Pick, Seen, Step},
};
use domain::{Gate, TaskStatus, wire};

/// Who does what to which, if there is anything that it could be done to.
pub fn aim(step: &Step, picture: &Picture, ledger: &Ledger) -> Option<Aim> {
    let by = |who: Who| Aim { who: Some(who), ..Aim::default() };
    let about = |who: Who, id: String| Aim { id, ..by(who) };
    let (tasks, actions) = (&picture.tasks, &picture.actions);
    Some(match step {
        Step::Create { who, task } => {
            let open = |task: &wire::Task| task.status != TaskStatus::Cancelled;
            let after =
                task.after.and_then(|pick| one(tasks, pick, open)).map(|task| task.id.clone());
            Aim { after, ..by(*who) }
        }
        Step::Run { who, task } => {
            let draft = |task: &wire::Task| task.phase.as_deref() == Some("draft");
            about(*who, one(tasks, *task, draft)?.id.clone())
        }
        Step::Cancel { who, task } => {
            about(*who, one(tasks, *task, |task| !task.status.is_final())?.id.clone())
        }
        Step::Finish { who, task, .. } => {
            let theirs = |task: &wire::Task| running(task) && task.external_agent.is_some();
            let id = &one(tasks, *task, theirs)?.id;
            about(who.unwrap_or_else(|| speaker(id, ledger)), id.clone())
        }
        Step::Propose { who, task, .. } => {
            let prompt = |task: &wire::Task| running(task) && task.kind == domain::TaskType::Prompt;
            let id = &one(tasks, *task, prompt)?.id;
            about(who.unwrap_or_else(|| speaker(id, ledger)), id.clone())
        }
        Step::Revise { who, action, .. } | Step::Withdraw { who, action } => {
            let waits = |action: &wire::Action| action.state == "pending";
            let action = one(actions, *action, waits)?;
            about(who.unwrap_or_else(|| speaker(&action.task_id, ledger)), action.id.clone())
        }
        Step::Decide { who, approval, seen, .. } => {
            let waits = |approval: &wire::Approval| approval.state == "pending";
            let approval = one(&picture.approvals, *approval, waits)?;
            let digest = seen_digest(*seen, approval, picture);
            Aim { digest, ..about(*who, approval.id.clone()) }
        }
        Step::Revoke { who, approval } => {
            let unused = |approval: &wire::Approval| {
                approval.state == "approved" && approval.gate != Gate::AfterRun
            };
            about(*who, one(&picture.approvals, *approval, unused)?.id.clone())
        }
        Step::Heartbeat { who, work } => holding(*who, *work, true, ledger)?,
        Step::Report { who, work, own_lease, .. } => holding(*who, *work, *own_lease, ledger)?,
        Step::Close { who, action, .. } => {
            let lost = |a: &wire::Action| a.state == "outcome_unknown" && a.closed.is_none();
            about(*who, one(actions, *action, lost)?.id.clone())
        }
        Step::AskAgain { who, action } => {
            let refused = |action: &wire::Action| action.state == "rejected";
            about(*who, one(actions, *action, refused)?.id.clone())
        }
        Step::Claim { who, .. } => by(who.or_else(|| waited_for(picture, ledger))?),
        Step::Look { who, .. } => by(who.or_else(|| looked_for(picture, ledger))?),
        Step::Disable { who, .. }
        | Step::SetMode { who, .. }
        | Step::SetPreset { who, .. }
        | Step::Stop { who, .. }
        | Step::Resume { who, .. } => by(*who),
        Step::Wait { .. } | Step::Restart | Step::SetRole { .. } | Step::Meanwhile { .. } => {
            Aim::default()
        }
    })
}

/// The nth that fits, or the nth of all when none does.
fn one<T>(all: &[T], pick: Pick, fits: impl Fn(&T) -> bool) -> Option<&T> {
    let (Pick::Fit(n) | Pick::Any(n)) = pick;
    let fitting: Vec<&T> = match pick {
        Pick::Fit(_) => all.iter().filter(|one| fits(one)).collect(),
        Pick::Any(_) => all.iter().collect(),
    };
    fitting.get(usize::from(n) % fitting.len().max(1)).copied()
}

fn running(task: &wire::Task) -> bool {
    task.status == TaskStatus::Running
}

/// The desktop that somebody waits for.
fn waited_for(picture: &Picture, ledger: &Ledger) -> Option<Who> {
    let action = picture.actions.iter().find(|action| action.state == "approved");
    let queued = |task: &&wire::Task| task.phase.as_deref() == Some("queued");
    let task = picture.tasks.iter().find(queued).map(|task| &task.id);
    let id = action.map(|action| &action.task_id).or(task);
    id.map(|id| ledger.jobs[id].asked.on)
}

/// The desktop that is to look at a file.
fn looked_for(picture: &Picture, ledger: &Ledger) -> Option<Who> {
    let unseen = |action: &&wire::Action| {
        action.state == "pending"
            && action.operands.iter().any(|operand| operand.seen == domain::action::Seen::NotYet)
    };
    let action = picture.actions.iter().find(unseen)?;
    Some(ledger.jobs[&action.task_id].asked.on)
}

/// Who speaks for the agent of a task: its own key, or the runner that started it.
fn speaker(task: &str, ledger: &Ledger) -> Who {
    let job = &ledger.jobs[task].asked;
    match job.kind {
        Kind::Outside(agent) => agent,
        Kind::Command | Kind::Inside => job.on,
    }
}

fn seen_digest(seen: Seen, approval: &wire::Approval, picture: &Picture) -> Option<String> {
    match seen {
        Seen::Shown => Some(approval.digest.clone()),
        Seen::Other(n) => {
            let other = |other: &wire::Approval| other.digest != approval.digest;
            let other = one(&picture.approvals, Pick::Fit(n), other);
            Some(other.unwrap_or(approval).digest.clone())
        }
        Seen::Wrong => Some(domain::Digest::of(b"nothing").to_string()),
        Seen::Missing => None,
    }
}

/// Work that a runner was given, and the lease that it, or other work, came with.
fn holding(who: Option<Who>, pick: Pick, own_lease: bool, ledger: &Ledger) -> Option<Aim> {
    let all: Vec<_> = ledger.given.iter().collect();
    let (id, given) = one(&all, pick, |(id, _)| !ledger.reported.contains(*id))?;
    let other = all.iter().find(|(other, _)| other != id).map(|(_, given)| given.lease.clone());
    let lease = if own_lease { Some(given.lease.clone()) } else { other };
    Some(Aim {
        who: Some(who.unwrap_or(given.on)),
        id: (*id).clone(),
        lease: lease.unwrap_or_else(|| "l_none".into()),
        ..Aim::default()
    })
}
