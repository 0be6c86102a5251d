//! Asking tasks to run, calling them off, and the end an external agent reports.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    claim_check,
    store::Write,
    text,
};
use domain::{
    Actor, ApprovalId, Digest, Gate, Operator, Refusal, Task, TaskId, TaskState, TaskStatus,
    desktop::Desktop,
    event::EventKind,
    limits,
    log::{LogChunk, Stream},
    task::{Dependencies, Evidence, Pending},
    wire,
};

/// How long a cancel waits for the runner to say that it stopped, before it answers with what is known, in seconds.
const CANCEL_WAIT: u32 = 3;

impl MissionControl {
    /// Asks a task to run. With unmet dependencies it stays pending and starts by itself.
    pub async fn run_task(&self, actor: &Actor, id: &str) -> Result<wire::Task, Error> {
        let by = actor.operator()?;
        until_fresh!(self.run_once(&by, id))
    }

    async fn run_once(&self, by: &Operator, id: &str) -> Result<wire::Task, Error> {
        let record = self.load_task(&TaskId::new(id)).await?;
        let before = record.task;
        let dependencies = self.store.dependencies(&before.id).await?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let after =
            self.asked_to_run(&mut draft, before.clone(), by, &record.desktop, &dependencies)?;
        draft.update_task(&before, &after, "task.run");
        self.may_begin_task(&mut draft, &after).await?;
        if let TaskState::Pending(Pending::Asking { .. }) = &after.state {
            self.ask_before_run(&mut draft, &after).await?;
        }
        self.release_dependants(&mut draft, &after).await?;
        self.commit(draft.change).await?;
        self.view_task(&after.id).await
    }

    /// The task after being asked to run, with a guard on every dependency that is not over.
    pub(crate) fn asked_to_run(
        &self,
        draft: &mut Draft,
        task: Task,
        by: &Operator,
        desktop: &Desktop,
        dependencies: &[Task],
    ) -> Result<Task, Refusal> {
        for dependency in dependencies.iter().filter(|d| !d.status().is_final()) {
            draft.expect_task(dependency);
        }
        let approval = ApprovalId::new(self.ids.id(ApprovalId::PREFIX));
        let dependencies = Dependencies::of(dependencies);
        let after =
            task.run(by, &desktop.agents, &desktop.name, &dependencies, approval, draft.at)?;
        self.permit_asked_task(draft, &after, desktop, by.party());
        Ok(after)
    }

    /// Calls a task off. When a runner works on it, this waits a moment for it to stop, so that the answer tells
    /// what is; if it has not stopped by then, the task is still running and being stopped.
    pub async fn cancel_task(&self, actor: &Actor, id: &str) -> Result<wire::Task, Error> {
        let by = actor.operator()?;
        let mut poll = self.feed.long_poll(id, CANCEL_WAIT);
        let mut view = until_fresh!(self.cancel_once(&by, id))?;
        while view.phase.as_deref() == Some("cancelling") && poll.again().await {
            view = self.view_task(&TaskId::new(id)).await?;
        }
        Ok(view)
    }

    async fn cancel_once(&self, by: &Operator, id: &str) -> Result<wire::Task, Error> {
        let before = self.load_task(&TaskId::new(id)).await?.task;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let after = before.clone().cancel(by, draft.at)?;
        if after == before {
            return self.view_task(&before.id).await;
        }
        draft.update_task(&before, &after, "task.cancel");
        self.withdraw_approvals(&mut draft, &before).await?;
        self.end_actions(&mut draft, &before).await?;
        self.release_dependants(&mut draft, &after).await?;
        self.commit(draft.change).await?;
        self.view_task(&after.id).await
    }

    /// What waited for a person, or was approved and not used, is no longer asked.
    async fn withdraw_approvals(&self, draft: &mut Draft, task: &Task) -> Result<(), Error> {
        let (by, at) = (draft.party(), draft.at);
        for approval in self.store.approvals_of(&task.id).await? {
            // An action and its approval end together, with the action.
            if approval.gate != Gate::Action
                && let Ok(withdrawn) = approval.clone().withdraw(by.clone(), at)
            {
                draft.update_approval(
                    &approval,
                    &withdrawn,
                    EventKind::ApprovalSuperseded,
                    "approval.withdraw",
                );
            }
        }
        Ok(())
    }

    /// The external agent that works on a task says how it went.
    pub async fn finish_task(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::FinishTask,
    ) -> Result<wire::Task, Error> {
        let agent = actor.agent()?;
        let succeeded = match body.outcome.as_str() {
            "succeeded" => true,
            "failed" => false,
            _ => return Err(Refusal::invalid("outcome", "It must be succeeded or failed.").into()),
        };
        if let Some(output) = &body.output {
            text::note("output", output, limits::OUTPUT)?;
        }
        if let Some(expected) = &body.expected {
            claim_check::check(expected)?;
        }
        until_fresh!(self.finish_once(&agent, id, succeeded, &body))
    }

    async fn finish_once(
        &self,
        agent: &domain::NamedAgent,
        id: &str,
        succeeded: bool,
        body: &wire::FinishTask,
    ) -> Result<wire::Task, Error> {
        let before = self.load_task(&TaskId::new(id)).await?.task;
        if before.status() == TaskStatus::Running && self.has_running_action(&before.id).await? {
            return Err(Refusal::ActionRunning.into());
        }
        let mut draft = Draft::new(agent.party().clone(), self.clock.now());
        let bytes = body.output.as_deref().unwrap_or_default().as_bytes().to_vec();
        let findings = body.expected.as_ref();
        let findings = findings.and_then(|expected| claim_check::task(expected, None, &bytes));
        let evidence = Evidence {
            output: Digest::of(&bytes),
            files: Self::files_digest(&[]),
            truncated: false,
            findings,
            branch: None,
        };
        let gate = self.result_gate(&mut draft, &before).await?;
        let after = before.clone().finish_external(agent, succeeded, evidence, gate, draft.at)?;
        if !bytes.is_empty() {
            let chunk = LogChunk { seq: 1, stream: Stream::Stdout, bytes, at: draft.at };
            draft.write(Write::AppendLog { task: before.id.clone(), chunks: vec![chunk] });
        }
        self.commit_end(draft, &before, &after, "task.finish").await
    }

    /// The approval id that the gate after the run needs, if the gate applies at this moment (rule R4). Guarded in the draft:
    /// the moment is the commit, and a mode that was switched on before it holds the result.
    pub(crate) async fn result_gate(
        &self,
        draft: &mut Draft,
        task: &Task,
    ) -> Result<Option<ApprovalId>, Error> {
        let settings = self.store.settings().await?;
        draft.write(Write::ExpectSettings(settings.version));
        Ok(settings
            .holds_result(task.requires_approval)
            .then(|| ApprovalId::new(self.ids.id(ApprovalId::PREFIX))))
    }

    /// Commits the end of a run, with the approval and the dependants that follow from it.
    pub(crate) async fn commit_end(
        &self,
        mut draft: Draft,
        before: &Task,
        after: &Task,
        action: &str,
    ) -> Result<wire::Task, Error> {
        draft.update_task(before, after, action);
        self.end_actions(&mut draft, before).await?;
        if let TaskState::Review { run, .. } = &after.state {
            self.ask(&mut draft, after, Gate::AfterRun, after.result_digest(run)).await?;
        }
        self.release_dependants(&mut draft, after).await?;
        self.commit(draft.change).await?;
        self.view_task(&after.id).await
    }
}
