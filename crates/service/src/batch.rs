//! Many answers in one request: each names what was read and stands alone.

use crate::{Error, MissionControl, store::ApprovalRecord};
use domain::{
    Actor, ApprovalId, ApprovalState, Refusal, Verdict,
    action::Code,
    approval::Risk,
    display::SafeText,
    limits,
    wire::{BulkAnswer, BulkItem, BulkResolve, BulkResult, Resolve, Resolved},
};

impl MissionControl {
    /// Answers many approvals, each on its own: one that is refused changes nothing about the others. What takes a look of
    /// its own is not approved here.
    pub async fn resolve_many(
        &self,
        actor: &Actor,
        body: BulkResolve,
    ) -> Result<BulkAnswer, Error> {
        actor.reviewer()?;
        if !(1..=limits::BATCH).contains(&body.items.len()) {
            return Err(Refusal::invalid("items", "Send 1 to 100 answers.").into());
        }
        let mut items = Vec::with_capacity(body.items.len());
        for item in body.items {
            let id = item.id.clone();
            items.push(match self.one_of_many(actor, item).await {
                Ok(resolved) => {
                    BulkResult { id, status: 200, approval: Some(resolved.approval), problem: None }
                }
                Err(Error::Refused(refusal)) => BulkResult {
                    id,
                    status: refusal.status(),
                    approval: None,
                    problem: Some((&refusal).into()),
                },
                Err(broken) => return Err(broken),
            });
        }
        Ok(BulkAnswer { items })
    }

    async fn one_of_many(&self, actor: &Actor, item: BulkItem) -> Result<Resolved, Error> {
        if Verdict::parse(&item.decision)? == Verdict::Approve {
            let record = self.load_approval(&ApprovalId::new(&item.id)).await?;
            // What is decided already says by whom.
            if matches!(record.approval.state, ApprovalState::Pending) && alone(&record) {
                return Err(Refusal::NotInBatch.into());
            }
        }
        let one = Resolve {
            decision: item.decision,
            feedback: item.feedback,
            digest: Some(item.digest),
            checklist: None,
            reason: None,
            desktop: None,
            password: None,
        };
        self.resolve(actor, &item.id, one).await
    }
}

/// Whether a yes to it takes a look of its own.
pub(crate) fn alone(record: &ApprovalRecord) -> bool {
    let hides = |text: &String| SafeText::code(text).has_hidden();
    record.approval.risk == Risk::High
        || match record.action.as_ref().map(|action| &action.proposal.code) {
            Some(Code::Script(script)) => hides(script),
            Some(Code::Argv(argv)) => argv.iter().any(hides),
            None => hides(&record.task.content),
        }
}
