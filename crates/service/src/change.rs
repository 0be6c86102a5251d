//! Puts together what one verb writes: every transition with its event and its audit row.

use crate::{
    Change, Error, MissionControl, StoreError,
    concerns::Concerns,
    store::{Committed, Write},
};
use domain::{
    Action, ActionState, Approval, Digest, Party, PartyKind, Task, TaskState, TaskStatus,
    Timestamp,
    audit::NewAudit,
    event::{EventKind, NewEvent},
    message::Message,
    task::Pending,
};

/// How often a verb thinks again when somebody else was faster, before it says that the server is busy.
pub(crate) const TRIES: usize = 32;

/// Runs a verb again while a guard of its change fails: it reads again, and finds out what happened.
macro_rules! until_fresh {
    ($attempt:expr) => {{
        let mut tries = 0;
        loop {
            match $attempt.await {
                Err($crate::Error::Store($crate::StoreError::Stale(what))) => {
                    tries += 1;
                    if tries >= $crate::change::TRIES {
                        tracing::warn!(%what, "gave up after losing every try");
                        break Err($crate::Error::Refused(domain::Refusal::Busy));
                    }
                }
                outcome => break outcome,
            }
        }
    }};
}
pub(crate) use until_fresh;

/// What one verb writes, while it is being put together.
pub(crate) struct Draft {
    pub(crate) change: Change,
    pub(crate) at: Timestamp,
    by: Party,
}

impl Draft {
    /// Begins a change by this actor at this moment.
    pub(crate) fn new(by: Party, at: Timestamp) -> Self {
        Self { change: Change::default(), at, by }
    }

    /// Who does it.
    pub(crate) fn party(&self) -> Party {
        self.by.clone()
    }

    /// Adds a plain write.
    pub(crate) fn write(&mut self, write: Write) -> &mut Self {
        self.change.writes.push(write);
        self
    }

    /// Adds a fact.
    pub(crate) fn event(&mut self, event: NewEvent) -> &mut Self {
        self.change.events.push(named(event, &self.by));
        self
    }

    /// Adds an audit row about some thing.
    pub(crate) fn audit(
        &mut self,
        action: &str,
        kind: &str,
        id: impl std::fmt::Display,
        digest: Option<Digest>,
    ) -> &mut Self {
        self.change.audit.push(NewAudit {
            at: self.at,
            actor: self.by.clone(),
            action: action.to_owned(),
            subject_kind: kind.to_owned(),
            subject_id: id.to_string(),
            digest,
        });
        self
    }

    /// A new task, with its fact.
    pub(crate) fn insert_task(&mut self, task: &Task) -> &mut Self {
        self.write(Write::InsertTask(Box::new(task.clone())));
        self.event(NewEvent::new(EventKind::TaskCreated, self.at).task(&task.id));
        if task.status() != TaskStatus::Pending
            || !matches!(task.state, TaskState::Pending(Pending::Draft))
        {
            self.task_facts(None, task);
        }
        self.audit("task.create", "task", &task.id, Some(task.run_digest()))
    }

    /// A task's new state, guarded by the version it had, with its facts and an audit row.
    pub(crate) fn update_task(&mut self, before: &Task, after: &Task, action: &str) -> &mut Self {
        self.update_task_quietly(before, after);
        // A go-ahead that is gone leaves no signed word behind that could be used.
        let let_go = TaskState::is_let_go;
        if let_go(&before.state) && !let_go(&after.state) && after.status() != TaskStatus::Running {
            self.write(Write::DropPermit(after.id.to_string()));
        }
        self.task_facts(Some(before), after);
        self.audit(action, "task", &after.id, None)
    }

    /// A task's new state without fact or audit row: nothing happened that a person would look for.
    pub(crate) fn update_task_quietly(&mut self, before: &Task, after: &Task) -> &mut Self {
        self.write(Write::UpdateTask { task: Box::new(after.clone()), read: before.version })
    }

    /// The task must still be as it was read.
    pub(crate) fn expect_task(&mut self, task: &Task) -> &mut Self {
        self.write(Write::ExpectTask { id: task.id.clone(), read: task.version })
    }

    /// A new approval, with its fact.
    pub(crate) fn insert_approval(&mut self, approval: &Approval) -> &mut Self {
        self.write(Write::InsertApproval(Box::new(approval.clone())));
        self.event(
            NewEvent::new(EventKind::ApprovalRequested, self.at)
                .approval(&approval.id)
                .task(&approval.task)
                .desktop(&approval.desktop)
                .with("gate", approval.gate.as_str()),
        );
        self.audit("approval.request", "approval", &approval.id, Some(approval.digest))
    }

    /// An approval's new state, guarded, with its fact and an audit row.
    pub(crate) fn update_approval(
        &mut self,
        before: &Approval,
        after: &Approval,
        kind: EventKind,
        action: &str,
    ) -> &mut Self {
        self.update_approval_quietly(before, after);
        let mut event = NewEvent::new(kind, self.at)
            .approval(&after.id)
            .task(&after.task)
            .desktop(&after.desktop)
            .with("gate", after.gate.as_str())
            .with("state", after.state.as_str());
        if let Some(decision) = after.state.decision() {
            event = event
                .with("decision", decision.verdict.as_str())
                .with("by", decision.by.name.clone());
        }
        self.event(event);
        self.audit(action, "approval", &after.id, Some(after.digest))
    }

    /// An approval's new state without fact or audit row: whoever calls this writes its own.
    pub(crate) fn update_approval_quietly(
        &mut self,
        before: &Approval,
        after: &Approval,
    ) -> &mut Self {
        let approval = Box::new(after.clone());
        self.write(Write::UpdateApproval { approval, read: before.version })
    }

    /// The approval was used by the claim of its task: guarded and in the log, but no news.
    pub(crate) fn use_approval(&mut self, before: &Approval, after: &Approval) -> &mut Self {
        self.update_approval_quietly(before, after);
        self.audit("approval.claim", "approval", &after.id, Some(after.digest))
    }

    /// A new action, with its facts.
    pub(crate) fn insert_action(&mut self, action: &Action) -> &mut Self {
        self.write(Write::InsertAction(Box::new(action.clone())));
        let mut fact = self.action_fact(EventKind::ActionProposed, action);
        let mut verb = "action.propose";
        if let Some(editor) = &action.edited_by {
            fact = fact.with("editedBy", editor.name.clone());
            verb = "action.edit";
        }
        self.event(fact);
        if matches!(action.state, ActionState::Approved { .. }) {
            let fact = self.action_fact(EventKind::ActionApproved, action);
            self.event(fact.with("by", "policy"));
        }
        self.audit(verb, "action", &action.id, Some(action.digest()))
    }

    /// An action's new state, guarded by the version it had, with its fact and an audit row.
    pub(crate) fn update_action(
        &mut self,
        before: &Action,
        after: &Action,
        verb: &str,
    ) -> &mut Self {
        self.update_action_quietly(before, after);
        let next = &after.state;
        let kept = matches!(next, ActionState::Approved { .. } | ActionState::Running { .. });
        if matches!(before.state, ActionState::Approved { .. }) && !kept {
            self.write(Write::DropPermit(after.id.to_string()));
        }
        let kind = match &after.state {
            ActionState::Pending { .. } => EventKind::ActionProposed,
            ActionState::Approved { .. } => EventKind::ActionApproved,
            ActionState::Running { .. } => EventKind::ActionStarted,
            ActionState::Rejected { .. } => EventKind::ActionRejected,
            ActionState::OutcomeUnknown { .. } => EventKind::ActionOutcomeUnknown,
            _ => EventKind::ActionFinished,
        };
        let fact = self.action_fact(kind, after);
        self.event(fact);
        self.audit(verb, "action", &after.id, Some(after.digest()))
    }

    /// An action's new state without fact or audit row: nothing happened that a person would look for.
    pub(crate) fn update_action_quietly(&mut self, before: &Action, after: &Action) -> &mut Self {
        self.write(Write::UpdateAction { action: Box::new(after.clone()), read: before.version })
    }

    fn action_fact(&self, kind: EventKind, action: &Action) -> NewEvent {
        let fact = NewEvent::new(kind, self.at)
            .task(&action.task)
            .desktop(&action.desktop)
            .with("actionId", action.id.to_string())
            .with("state", action.state.as_str());
        match action.approval() {
            Some(approval) => fact.approval(approval),
            None => fact,
        }
    }

    /// A message in a task's thread, with its fact.
    pub(crate) fn say(&mut self, message: Message) -> &mut Self {
        let event = NewEvent::new(EventKind::MessagePosted, self.at)
            .task(&message.task)
            .with("messageId", message.id.to_string());
        self.write(Write::AppendMessage(message));
        self.event(event)
    }

    /// The facts that a task's new state stands for.
    fn task_facts(&mut self, before: Option<&Task>, after: &Task) {
        let ran = before.is_some_and(|task| task.status() == TaskStatus::Running);
        let fact = |kind| {
            NewEvent::new(kind, self.at)
                .task(&after.id)
                .desktop(&after.desktop)
                .with("status", after.status().as_str())
        };
        let mut facts = Vec::new();
        if ran && after.state.run().is_some() {
            let code = after.state.run().and_then(|run| run.exit_code);
            facts.push(fact(EventKind::TaskCompleted).with("exitCode", code));
        }
        let kind = match &after.state {
            TaskState::Pending(Pending::Draft | Pending::Asking { .. }) => None,
            TaskState::Pending(_) => Some(EventKind::TaskQueued),
            TaskState::Running(running) if running.cancel.is_some() => None,
            TaskState::Running(_) => Some(EventKind::TaskStarted),
            TaskState::Review { .. } => Some(EventKind::TaskReview),
            TaskState::Done { .. } => Some(EventKind::TaskDone),
            TaskState::Failed { .. } => Some(EventKind::TaskFailed),
            TaskState::Cancelled { .. } => Some(EventKind::TaskCancelled),
        };
        if let Some(kind) = kind {
            let mut event = fact(kind);
            if let TaskState::Failed { failure, .. } = &after.state {
                event = event.with("failure", failure.code.as_str());
            }
            facts.push(event);
        } else if before.is_some() {
            // Still news for whoever looks at the board: a draft again, or being stopped.
            facts
                .push(fact(EventKind::TaskQueued).with("phase", crate::views::phase(&after.state)));
        }
        self.change.events.extend(facts.into_iter().map(|fact| named(fact, &self.by)));
    }
}

/// The fact with who did it, where that was a person or an agent and it does not say so itself.
fn named(event: NewEvent, by: &Party) -> NewEvent {
    let somebody = matches!(by.kind, PartyKind::Person | PartyKind::Agent);
    if !somebody || event.payload.contains_key("by") {
        return event;
    }
    event.with("by", by.name.clone())
}

impl MissionControl {
    /// Commits, then rings the bell. It goes on by itself when whoever asked goes away, so a closed browser tab never
    /// leaves half a deed.
    pub(crate) async fn commit(&self, change: Change) -> Result<Committed, Error> {
        let (store, feed) = (self.store.clone(), self.feed.clone());
        let concerned = Concerns::of(&change);
        let deed = tokio::spawn(async move {
            let committed = store.commit(change).await?;
            if let Some(last) = committed.last_event {
                feed.ring(last, &concerned);
            }
            Ok::<_, StoreError>(committed)
        });
        match deed.await {
            Ok(outcome) => Ok(outcome?),
            Err(panic) => Err(StoreError::Broken(panic.to_string()).into()),
        }
    }
}
