//! What a runner reports while it works and when it ends. Every report carries the lease; another lease is refused.

use crate::{
    Error, MissionControl,
    action_work::is_action,
    change::{Draft, until_fresh},
    claim_check,
    store::Write,
    text,
};
use data_encoding::BASE64;
use domain::{
    Actor, DesktopRunner, Digest, Lease, Refusal, Task, TaskId, Timestamp,
    action::Expected,
    change::FileChange,
    event::{EventKind, NewEvent},
    limits,
    log::LogChunk,
    task::{Branch, Evidence, RunReport},
    wire,
};

impl MissionControl {
    /// The runner shows that it lives, and waits to hear whether the task is to be stopped.
    pub async fn heartbeat(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::Heartbeat,
        wait_seconds: u32,
    ) -> Result<wire::HeartbeatAnswer, Error> {
        let runner = actor.runner()?;
        let lease = Lease::new(body.lease);
        if is_action(id) {
            return self.action_heartbeat(&runner, id, &lease, wait_seconds).await;
        }
        let mut poll = self.feed.long_poll(id, wait_seconds);
        let lease_expires_at = until_fresh!(self.renew_once(&runner, id, &lease))?;
        loop {
            let task = self.own_work(&runner, id).await?;
            let cancel = task.held_by(&lease)?.cancel.is_some();
            if cancel || !poll.again().await {
                return Ok(wire::HeartbeatAnswer { cancel, lease_expires_at });
            }
        }
    }

    async fn renew_once(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
    ) -> Result<Timestamp, Error> {
        let before = self.own_work(runner, id).await?;
        let now = self.clock.now();
        let mut draft = Draft::new(domain::Party::system(), now);
        let after = before.clone().renew(lease, now)?;
        draft.update_task_quietly(&before, &after);
        self.commit(draft.change).await?;
        Ok(now.plus_seconds(limits::LEASE_SECONDS))
    }

    /// A task of this runner's own desktop.
    async fn own_work(&self, runner: &DesktopRunner, id: &str) -> Result<Task, Error> {
        let task = self.load_task(&TaskId::new(id)).await?.task;
        if &task.desktop != runner.desktop() {
            return Err(Refusal::not_found("task", id).into());
        }
        Ok(task)
    }

    /// Stores pieces of the log; those that are there already are skipped.
    pub async fn push_logs(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PushLogs,
    ) -> Result<(), Error> {
        let runner = actor.runner()?;
        let lease = Lease::new(body.lease);
        let mut chunks = Vec::with_capacity(body.pieces.len());
        for piece in body.pieces {
            let bytes = BASE64
                .decode(piece.data_b64.as_bytes())
                .map_err(|_| Refusal::invalid("dataB64", "It is not base64."))?;
            if piece.seq < 1 {
                return Err(Refusal::invalid("seq", "Pieces are numbered from 1.").into());
            }
            chunks.push(LogChunk { seq: piece.seq, stream: piece.stream, bytes, at: piece.at });
        }
        let Some(last) = chunks.last().map(|chunk| chunk.seq) else { return Ok(()) };
        if is_action(id) {
            return until_fresh!(self.action_log(&runner, id, &lease, &chunks));
        }
        until_fresh!(async {
            let task = self.own_work(&runner, id).await?;
            task.held_by(&lease)?;
            let mut draft = Draft::new(domain::Party::system(), self.clock.now());
            draft.expect_task(&task);
            draft.write(Write::AppendLog { task: task.id.clone(), chunks: chunks.clone() });
            draft.event(
                NewEvent::new(EventKind::TaskOutput, draft.at).task(&task.id).with("logSeq", last),
            );
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// Stores the list of changed files, in place of an earlier one.
    pub async fn push_files(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PushFiles,
    ) -> Result<(), Error> {
        let runner = actor.runner()?;
        let lease = Lease::new(body.lease);
        if is_action(id) {
            return until_fresh!(self.action_files(&runner, id, &lease, &body.files));
        }
        until_fresh!(async {
            let task = self.own_work(&runner, id).await?;
            task.held_by(&lease)?;
            let mut draft = Draft::new(domain::Party::system(), self.clock.now());
            draft.expect_task(&task);
            draft.write(Write::PutFiles { task: task.id.clone(), files: body.files.clone() });
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// The runner says how the run ended. The same report sent again gets the same answer.
    pub async fn report_result(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ReportResult,
    ) -> Result<wire::Reported, Error> {
        let runner = actor.runner()?;
        let lease = Lease::new(body.lease);
        let report = RunReport::from(body.outcome);
        let truncated = body.output_truncated;
        if is_action(id) {
            let action =
                until_fresh!(self.report_run_of_action(&runner, id, &lease, &report, truncated))?;
            return Ok(wire::Reported::Action(Box::new(action)));
        }
        if let Some(expected) = &body.expected {
            claim_check::check(expected)?;
        }
        if body.branch.as_ref().is_some_and(|branch| !branch.is_plain()) {
            let why = "Its name and commits must be plain words.";
            return Err(Refusal::invalid("branch", why).into());
        }
        let said = (body.expected.as_ref(), body.branch.as_ref());
        let task = until_fresh!(self.report_once(&runner, id, &lease, &report, truncated, said))?;
        Ok(wire::Reported::Task(Box::new(task)))
    }

    /// What the model of a task's agent used so far.
    pub async fn push_usage(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::PushUsage,
    ) -> Result<(), Error> {
        let runner = actor.runner()?;
        let lease = Lease::new(body.lease);
        text::note("model", &body.usage.model, limits::TITLE)?;
        until_fresh!(async {
            let task = self.own_work(&runner, id).await?;
            task.held_by(&lease)?;
            let mut draft = Draft::new(domain::Party::system(), self.clock.now());
            draft.expect_task(&task);
            draft.write(Write::PutUsage { task: task.id.clone(), usage: body.usage.clone() });
            draft.event(NewEvent::new(EventKind::TaskOutput, draft.at).task(&task.id));
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    async fn report_once(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
        report: &RunReport,
        truncated: bool,
        (expected, branch): (Option<&Expected>, Option<&Branch>),
    ) -> Result<wire::Task, Error> {
        let before = self.own_work(runner, id).await?;
        if before.state.run().is_some_and(|run| run.lease.as_ref() == Some(lease)) {
            return self.view_task(&before.id).await;
        }
        before.held_by(lease)?;
        let (output, _) = self.store.output(&before.id, usize::MAX).await?;
        let files = self.store.files(&before.id).await?;
        let evidence = Evidence {
            output: Digest::of(&output),
            files: Self::files_digest(&files),
            truncated,
            findings: expected
                .and_then(|expected| claim_check::task(expected, Some(&files), &output)),
            branch: branch.cloned(),
        };
        let desktop = self.desktop_of(runner).await?;
        let mut draft = Draft::new(
            domain::Party {
                id: desktop.id.to_string(),
                name: desktop.name,
                kind: domain::PartyKind::Runner,
            },
            self.clock.now(),
        );
        let gate = self.result_gate(&mut draft, &before).await?;
        let after = before.clone().finish(lease, report, evidence, gate, draft.at)?;
        self.commit_end(draft, &before, &after, "task.report").await
    }

    /// SHA-256 over the list of changed files, as the reviewer sees it.
    pub(crate) fn files_digest(files: &[FileChange]) -> Digest {
        let mut digester = domain::digest::Digester::new("mc-files-v1");
        for file in files {
            digester
                .text(&file.path)
                .text(file.change.as_str())
                .maybe(file.old_path.as_deref())
                .number(file.additions.into())
                .number(file.deletions.into())
                .text(&file.diff)
                .number(i64::from(file.binary) + 2 * i64::from(file.truncated));
        }
        digester.finish()
    }
}
