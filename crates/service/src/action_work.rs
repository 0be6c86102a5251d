//! What a runner does with an action: it takes it once, shows that it lives, and reports.

use crate::{
    Error, MissionControl,
    action_views::without_diffs,
    actions::{same_digest, same_target},
    anew::Anew,
    change::{Draft, until_fresh},
    claim::expect_token,
    claim_check,
    permits::{ALTERED, UNSIGNED},
    renew::RENEWED,
    store::{ActionRecord, Write},
};
use domain::{
    Action, ActionId, ActionState, DesktopRunner, Lease, Party, PartyKind, Refusal, SignedPermit,
    Timestamp,
    action::{ActionClaim, Expected},
    change::FileChange,
    event::{EventKind, NewEvent},
    limits,
    log::{LogChunk, Stream},
    task::RunReport,
    wire,
};

/// Whether a piece of work is an action: its id says so.
pub(crate) fn is_action(id: &str) -> bool {
    id.starts_with(ActionId::PREFIX)
}

/// Whether what was allowed may still go.
pub(crate) enum Go {
    /// It may, with this word for whoever runs it.
    Now(SignedPermit),
    /// A person has to be asked again.
    Ask(Anew),
    /// Its time is up.
    TooLate(Refusal),
}

impl MissionControl {
    /// The next approved action of this desktop becomes its runner's. The approval is spent in the same commit.
    pub(crate) async fn claim_action(
        &self,
        runner: &DesktopRunner,
    ) -> Result<Option<wire::ActionWork>, Error> {
        let now = self.clock.now();
        let Some(found) = self.store.next_action(runner.desktop(), now).await? else {
            return Ok(None);
        };
        self.still_own(runner).await?;
        let record = self.load_action(&found.id).await?;
        let before = &record.action;
        let mut draft = Draft::new(Party::system(), now);
        if !matches!(before.state, ActionState::Approved { .. }) {
            return Err(Error::moved_on("action", &before.id));
        }
        let permit = match self.may_go(&mut draft, &record).await? {
            Go::Now(permit) => permit,
            Go::Ask(why) => {
                self.ask_action_anew(&record, why).await?;
                return Ok(None);
            }
            // Its time is up: the sweep ends both.
            Go::TooLate(_) => return Ok(None),
        };
        let lease = Lease::new(self.lease_text());
        let claim = ActionClaim { lease: lease.clone(), at: now };
        let after =
            before.clone().claim(claim).map_err(|_| Error::moved_on("action", &before.id))?;
        draft.write(expect_token(runner));
        draft.write(Write::ExpectGoing(Some(before.requested_by.name.clone())));
        draft.update_action(before, &after, "action.claim");
        self.commit(draft.change).await?;
        Ok(Some(work(&after, permit, lease, now)))
    }

    /// Whether what was allowed may still go: on the machine that was shown, as it was approved, by somebody who may still
    /// decide. Its approval is used up in the draft.
    pub(crate) async fn may_go(
        &self,
        draft: &mut Draft,
        record: &ActionRecord,
    ) -> Result<Go, Error> {
        let before = &record.action;
        if record.desktop.removed_at.is_none() && before.enrolment != record.desktop.enrolment {
            return Ok(Go::Ask(Anew::as_before(RENEWED, before)));
        }
        same_target(before, &record.desktop)?;
        if let Some(why) = self.no_longer_allowed(draft, record).await? {
            return Ok(Go::Ask(why));
        }
        let Some(permit) = self.permit_of(before.id.as_str()).await? else {
            return Ok(Go::Ask(Anew::as_before(UNSIGNED, before)));
        };
        if let Some(approval) = &record.approval {
            if same_digest(before, approval).is_err() {
                tracing::error!(action = %before.id, "what is stored is not what was approved");
                return Ok(Go::Ask(Anew::as_before(ALTERED, before)));
            }
            let spent = match approval.clone().claim(draft.at) {
                Ok(spent) => spent,
                Err(late @ Refusal::Expired { .. }) => return Ok(Go::TooLate(late)),
                Err(_) => return Err(Error::moved_on("approval", &approval.id)),
            };
            draft.use_approval(approval, &spent);
        }
        Ok(Go::Now(permit))
    }

    /// The runner shows that it lives, and waits to hear whether the action is to be stopped.
    pub(crate) async fn action_heartbeat(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
        wait_seconds: u32,
    ) -> Result<wire::HeartbeatAnswer, Error> {
        let mut poll = self.feed.long_poll(id, wait_seconds);
        let lease_expires_at = until_fresh!(async {
            let before = self.own_action(runner, id).await?.action;
            let now = self.clock.now();
            let mut draft = Draft::new(Party::system(), now);
            let after = before.clone().renew(lease, now)?;
            draft.update_action_quietly(&before, &after);
            self.commit(draft.change).await?;
            Ok::<_, Error>(now.plus_seconds(limits::LEASE_SECONDS))
        })?;
        loop {
            let action = self.own_action(runner, id).await?.action;
            let cancel = held(&action, lease)?;
            if cancel || !poll.again().await {
                return Ok(wire::HeartbeatAnswer { cancel, lease_expires_at });
            }
        }
    }

    /// Stores pieces of an action's output.
    pub(crate) async fn action_log(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
        chunks: &[LogChunk],
    ) -> Result<(), Error> {
        let action = self.own_action(runner, id).await?.action;
        may_write(&action, lease)?;
        let mut draft = Draft::new(Party::system(), self.clock.now());
        draft.write(Write::ExpectAction { id: action.id.clone(), read: action.version });
        put_output(&mut draft, &action, chunks.to_vec());
        self.commit(draft.change).await?;
        Ok(())
    }

    /// Stores the list of files an action changed.
    pub(crate) async fn action_files(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
        files: &[FileChange],
    ) -> Result<(), Error> {
        let action = self.own_action(runner, id).await?.action;
        may_write(&action, lease)?;
        let mut draft = Draft::new(Party::system(), self.clock.now());
        draft.write(Write::ExpectAction { id: action.id.clone(), read: action.version });
        draft.write(Write::PutActionFiles { action: action.id.clone(), files: files.to_vec() });
        self.commit(draft.change).await?;
        Ok(())
    }

    /// The runner says how an action ended. The same report sent again gets the same answer; one that comes after the
    /// lease was lost is kept as evidence and decides nothing.
    pub(crate) async fn report_run_of_action(
        &self,
        runner: &DesktopRunner,
        id: &str,
        lease: &Lease,
        report: &RunReport,
        truncated: bool,
    ) -> Result<wire::Action, Error> {
        let ActionRecord { action: before, task, desktop, .. } =
            self.own_action(runner, id).await?;
        if before.state.run().is_some_and(|run| run.lease == *lease) {
            return self.view_action(&before, &desktop).await;
        }
        let files = self.store.action_files(&before.id).await?;
        let findings = match &before.proposal.expected {
            Some(expected) => self.findings(&before, expected, report, &files).await?,
            None => None,
        };
        let by = Party {
            id: desktop.id.to_string(),
            name: desktop.name.clone(),
            kind: PartyKind::Runner,
        };
        let mut draft = Draft::new(by, self.clock.now());
        let files = without_diffs(files);
        let after =
            before.clone().finish(lease, report.clone(), truncated, files, findings, draft.at)?;
        let was_unknown = matches!(before.state, ActionState::OutcomeUnknown { .. });
        if matches!(after.state, ActionState::OutcomeUnknown { .. }) && !was_unknown {
            self.commit_unknown(&task, &before, &after, draft.at).await?;
        } else {
            draft.update_action(&before, &after, "action.report");
            self.commit(draft.change).await?;
        }
        self.view_action(&after, &desktop).await
    }

    async fn findings(
        &self,
        action: &Action,
        expected: &Expected,
        report: &RunReport,
        files: &[FileChange],
    ) -> Result<Option<domain::action::Findings>, Error> {
        let code = match report {
            RunReport::Exited(code) => Some(*code),
            // Nothing ran, so nothing came back that could be compared.
            RunReport::NotStarted(_) | RunReport::Lost => return Ok(None),
            _ => None,
        };
        let (mut output, _) =
            self.store.action_output(&action.id, Stream::Stdout, usize::MAX).await?;
        let (errors, _) = self.store.action_output(&action.id, Stream::Stderr, usize::MAX).await?;
        output.extend(errors);
        Ok(claim_check::action(expected, code, files, &output))
    }

    /// An action of this runner's own desktop.
    async fn own_action(&self, runner: &DesktopRunner, id: &str) -> Result<ActionRecord, Error> {
        let record = self.load_action(&ActionId::new(id)).await?;
        if &record.action.desktop != runner.desktop() {
            return Err(Refusal::not_found("action", id).into());
        }
        // What comes too late would bring back what was erased.
        if record.task.purged.is_some() {
            return Err(Refusal::LeaseLost.into());
        }
        Ok(record)
    }
}

/// Adds pieces of an action's output, and tells whoever reads along.
pub(crate) fn put_output(draft: &mut Draft, action: &Action, chunks: Vec<LogChunk>) {
    draft.write(Write::AppendActionLog { action: action.id.clone(), chunks });
    draft.event(
        NewEvent::new(EventKind::TaskOutput, draft.at)
            .task(&action.task)
            .with("actionId", action.id.to_string()),
    );
}

/// Whether this runner may still hand in output: while it holds the action, and as evidence after it fell silent.
fn may_write(action: &Action, wanted: &Lease) -> Result<(), Refusal> {
    match &action.state {
        ActionState::OutcomeUnknown { lease, late: None, .. } if lease == wanted => Ok(()),
        _ => held(action, wanted).map(drop),
    }
}

/// Whether the runner that holds this lease is to stop. Any other lease is refused.
fn held(action: &Action, wanted: &Lease) -> Result<bool, Refusal> {
    match &action.state {
        ActionState::Running { lease, stopping, .. } if lease == wanted => Ok(*stopping),
        _ => Err(Refusal::LeaseLost),
    }
}

fn work(action: &Action, permit: SignedPermit, lease: Lease, now: Timestamp) -> wire::ActionWork {
    let expected = action.proposal.expected.as_ref();
    wire::ActionWork {
        id: action.id.to_string(),
        digest: action.digest().to_string(),
        bound: action.bound(),
        permit: Some(permit),
        look_at_files: matches!(expected, Some(Expected::Checks { files: Some(_), .. })),
        lease: lease.to_string(),
        lease_expires_at: now.plus_seconds(limits::LEASE_SECONDS),
        heartbeat_every_seconds: limits::HEARTBEAT_SECONDS,
    }
}
