//! Puts the evidence of one approval together and signs it.

use crate::{Error, MissionControl, StoreError, store::ApprovalRecord};
use data_encoding::BASE64;
use domain::{
    Action, Actor, Approval, ApprovalId, ApprovalState, Gate, Refusal, SignedPermit,
    action::{ActionRun, Bound},
    digest::Hasher,
    log::Stream,
    task::RunReport,
    wire::{
        ActionEvidence, ApprovalEvidence, EVIDENCE, Evidence, RunEvidence, Statement, TaskEvidence,
    },
};

impl MissionControl {
    /// Everything that was shown, decided and run, in one signed statement.
    pub async fn evidence(&self, actor: &Actor, id: &str) -> Result<Evidence, Error> {
        actor.reader()?;
        let record = self.load_approval(&ApprovalId::new(id)).await?;
        let action = match (&record.action, &record.approval.bound) {
            (Some(_), _) if record.task.purged.is_some() => None,
            (Some(action), Some(bound)) => {
                Some(self.action_evidence(actor, &record.approval, action, bound).await?)
            }
            // It was asked before what was shown was kept with it.
            (Some(_), None) => return Err(Refusal::not_found("evidence", id).into()),
            (None, _) => None,
        };
        let work = record.action.as_ref().map_or(record.task.id.as_str(), |a| a.id.as_str());
        let mut rows = self.store.audit_about(id).await?;
        rows.extend(self.store.audit_about(work).await?);
        if record.task.purged.is_some() && record.action.is_some() {
            let of_task = self.store.audit_about(record.task.id.as_str()).await?;
            rows.extend(of_task.into_iter().filter(|row| row.entry.action == "task.purge"));
        }
        rows.sort_unstable_by_key(|row| row.seq);
        let statement = Statement {
            made_at: self.clock.now(),
            approval: approval(&record),
            task: task(&record),
            action,
            permit: self.used_permit(&record.approval, work).await?,
            rows: rows.into_iter().map(Into::into).collect(),
            // Read last: it covers every row above.
            checkpoint: self.sign_head(self.store.audit_head().await?),
            archived: Some(self.store.kept().await?.audit_after.rows).filter(|rows| *rows > 0),
        };
        let broken = |error: serde_json::Error| StoreError::Broken(error.to_string());
        let statement = serde_json::to_string(&statement).map_err(broken)?;
        let signature = self.signer.sign(format!("{EVIDENCE}{statement}").as_bytes());
        Ok(Evidence {
            statement,
            signature: BASE64.encode(&signature),
            public_key: BASE64.encode(&self.signer.public_key()),
        })
    }

    /// The permit of this approval, once it was used: before that whoever has it could keep it for later.
    async fn used_permit(
        &self,
        approval: &Approval,
        work: &str,
    ) -> Result<Option<SignedPermit>, Error> {
        if !matches!(approval.state, ApprovalState::Approved { claimed_at: Some(_), .. }) {
            return Ok(None);
        }
        self.permit_of(work).await
    }

    async fn action_evidence(
        &self,
        actor: &Actor,
        approval: &Approval,
        action: &Action,
        bound: &Bound,
    ) -> Result<ActionEvidence, Error> {
        let own = action.approval() == Some(&approval.id);
        let run = match action.state.run().filter(|_| own) {
            Some(run) => Some(self.run_evidence(action, run).await?),
            None => None,
        };
        // By now it may bind something else, and then its card shows that.
        let card = if action.digest() == approval.digest {
            Some(self.action(actor, action.id.as_str(), 0).await?)
        } else {
            None
        };
        Ok(ActionEvidence { bound: bound.clone(), card, run })
    }

    async fn run_evidence(&self, action: &Action, run: &ActionRun) -> Result<RunEvidence, Error> {
        let mut output = Hasher::default();
        for stream in [Stream::Stdout, Stream::Stderr] {
            output.add(&self.store.action_output(&action.id, stream, usize::MAX).await?.0);
        }
        let files = self.store.action_files(&action.id).await?;
        Ok(RunEvidence {
            started_at: run.started_at,
            finished_at: run.finished_at,
            exit_code: match run.report {
                RunReport::Exited(code) => Some(code),
                _ => None,
            },
            output_digest: output.finish(),
            files_digest: Self::files_digest(&files),
            output_truncated: run.truncated,
            branch: None,
        })
    }
}

fn approval(record: &ApprovalRecord) -> ApprovalEvidence {
    let approval = &record.approval;
    ApprovalEvidence {
        id: approval.id.to_string(),
        gate: approval.gate,
        state: approval.state.as_str().to_owned(),
        revision: approval.revision,
        digest: approval.digest,
        requested_by: approval.requested_by.clone(),
        requested_at: approval.requested_at,
        decide_by: approval.decide_by,
        required: approval.required,
        risk: approval.risk,
        votes: approval.answers().cloned().collect(),
    }
}

fn task(record: &ApprovalRecord) -> TaskEvidence {
    let (task, approval) = (&record.task, &record.approval);
    // What ran under another yes is no part of this one.
    let own = match approval.gate {
        Gate::AfterRun => true,
        _ => matches!(approval.state, ApprovalState::Approved { claimed_at: Some(_), .. }),
    };
    let run = task.state.run().filter(|_| own);
    TaskEvidence {
        id: task.id.to_string(),
        number: task.number,
        title: task.title.clone(),
        kind: task.kind,
        content: task.content.clone(),
        desktop: task.desktop.clone(),
        desktop_name: record.desktop.name.clone(),
        cwd: task.cwd.clone(),
        timeout_seconds: task.timeout_seconds,
        interpreter: task.interpreter,
        agent: task.agent.clone(),
        external_agent: task.external_agent.clone(),
        previous_feedback: task.previous_feedback.clone(),
        salt: task.salt.clone(),
        purged: task.purged.clone(),
        run: run.map(RunEvidence::from),
    }
}
