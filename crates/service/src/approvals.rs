//! Reading approvals, and answers to them as the doors hand them in.

use crate::{
    Error, MissionControl, attention,
    change::until_fresh,
    snooze::aside_of,
    store::{ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalRecord, ApprovalSearch, Cursor},
    tasks::{page, page_limit},
    text, views,
};
use data_encoding::BASE64URL_NOPAD;
use domain::{
    Actor, ApprovalId, ApprovalState, DesktopId, Digest, Gate, Refusal, Reviewer, TaskId,
    Timestamp, Verdict, approval::Reply, limits, policy::Settings, wire,
};

/// Which approvals a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalList {
    /// Pending, decided or all.
    pub filter: ApprovalFilter,
    /// Only this gate.
    pub gate: Option<Gate>,
    /// Only this desktop.
    pub desktop: Option<String>,
    /// Only what whoever asks has put aside for themselves, or only the rest; both when absent.
    pub snoozed: Option<bool>,
    /// What it is searched for.
    pub search: ApprovalSearch,
    /// The order.
    pub order: ApprovalOrder,
    /// Where to go on, from the page before.
    pub cursor: Option<String>,
    /// At most this many, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

impl MissionControl {
    /// Approvals as the list says: pending ones, oldest first, unless it says otherwise.
    pub async fn approvals(
        &self,
        actor: &Actor,
        list: ApprovalList,
    ) -> Result<wire::Page<wire::Approval>, Error> {
        actor.reader()?;
        let limit = page_limit(list.limit, limits::PAGE)?;
        let now = self.clock.now();
        let query = ApprovalQuery {
            filter: list.filter,
            gate: list.gate,
            desktop: list.desktop.as_deref().map(DesktopId::new),
            aside: aside_of(actor, list.snoozed, now)?,
            search: list.search,
            order: list.order,
            after: list.cursor.as_deref().map(|c| read_cursor(c, list.order)).transpose()?,
            limit: limit + 1,
        };
        let records = self.store.approvals(&query).await?;
        let (records, next_cursor) = page(records, limit, |record| {
            let keys = crate::store::cursor_of(record, list.order);
            BASE64URL_NOPAD.encode(keys.0.join("\n").as_bytes())
        });
        let mut items = Vec::with_capacity(records.len());
        let settings = self.store.settings().await?;
        let hurried = self.hurried(actor, &settings).await?;
        for record in &records {
            items.push(self.view_approval(actor, (&settings, hurried), record, now).await?);
        }
        self.mark_snoozed(actor, &mut items).await?;
        Ok(wire::Page { items, next_cursor })
    }

    /// One approval.
    pub async fn approval(&self, actor: &Actor, id: &str) -> Result<wire::Approval, Error> {
        let record = self.load_approval(&ApprovalId::new(id)).await?;
        if actor.reader().is_err() {
            self.readable_task(actor, record.task.id.as_str()).await?;
        }
        let settings = self.store.settings().await?;
        let rules = (&settings, self.hurried(actor, &settings).await?);
        let mut view = self.view_approval(actor, rules, &record, self.clock.now()).await?;
        if matches!(record.approval.state, ApprovalState::Pending) {
            view.alone = view.alone || self.result_hides(&record).await?;
        }
        view.action = self.view_action_of(actor, &record).await?;
        self.mark_snoozed(actor, std::slice::from_mut(&mut view)).await?;
        Ok(view)
    }

    /// A person answers an approval.
    pub async fn resolve(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::Resolve,
    ) -> Result<wire::Resolved, Error> {
        let by = actor.reviewer()?;
        let mut reply =
            reply(&body.decision, body.digest.as_deref(), body.feedback, body.checklist)?;
        reply.reason = body.reason;
        reply.desktop = body.desktop;
        let confirmed = self.confirmed(actor, body.password.as_ref()).await?;
        let id = ApprovalId::new(id);
        // On the heap: it holds all that surrounds an approval.
        until_fresh!(Box::pin(self.decide_once(actor, (&by, confirmed), &id, &reply)))
    }

    /// A person answers the approval that a task's result waits on, or waited on last.
    pub async fn review(
        &self,
        actor: &Actor,
        task: &str,
        body: wire::Review,
    ) -> Result<wire::Resolved, Error> {
        let by = actor.reviewer()?;
        let reply = reply(&body.decision, body.digest.as_deref(), body.feedback, None)?;
        let confirmed = self.confirmed(actor, body.password.as_ref()).await?;
        let task = TaskId::new(task);
        until_fresh!(async {
            let record = self.load_task(&task).await?;
            let approvals = self.store.approvals_of(&task).await?;
            match approvals.iter().rev().find(|approval| approval.gate == Gate::AfterRun) {
                Some(approval) => {
                    Box::pin(self.decide_once(actor, (&by, confirmed), &approval.id, &reply)).await
                }
                None => Err(Refusal::NotInReview(record.task.status()).into()),
            }
        })
    }

    pub(crate) async fn load_approval(&self, id: &ApprovalId) -> Result<ApprovalRecord, Error> {
        self.store.approval(id).await?.ok_or_else(|| Refusal::not_found("approval", id).into())
    }

    /// An approval as this actor sees it, with whether their yes would count, and for how much: what is set, and how many
    /// of their last answers were very quick.
    pub(crate) async fn view_approval(
        &self,
        actor: &Actor,
        (settings, hurried): (&Settings, Option<u32>),
        record: &ApprovalRecord,
        now: Timestamp,
    ) -> Result<wire::Approval, Error> {
        let mut view = views::approval(record, actor, now);
        if !matches!(record.approval.state, ApprovalState::Pending) {
            return Ok(view);
        }
        let mut terms = self.terms(settings, &record.task, &record.approval).await?;
        terms.hurried = hurried;
        let may = |by: &Reviewer| Self::may_approve(by, &terms, &record.approval);
        view.can_approve = view.can_decide && actor.reviewer().is_ok_and(|by| may(&by));
        attention::show(&mut view, &record.approval, &terms);
        Ok(view)
    }

    pub(crate) async fn view_resolved(
        &self,
        actor: &Actor,
        id: &ApprovalId,
        task: &TaskId,
        replayed: bool,
    ) -> Result<wire::Resolved, Error> {
        let record = self.load_approval(id).await?;
        let settings = self.store.settings().await?;
        let rules = (&settings, self.hurried(actor, &settings).await?);
        let mut approval = self.view_approval(actor, rules, &record, self.clock.now()).await?;
        approval.action = self.view_action_of(actor, &record).await?;
        Ok(wire::Resolved { approval, task: self.view_task(task).await?, replayed })
    }
}

/// Reads an answer as a door hands it in.
fn reply(
    decision: &str,
    digest: Option<&str>,
    feedback: Option<String>,
    checklist: Option<[bool; 5]>,
) -> Result<Reply, Refusal> {
    let seen =
        match digest {
            None => None,
            Some(text) => Some(Digest::parse(text).ok_or_else(|| {
                Refusal::invalid("digest", "It must be sha256: and 64 hex digits.")
            })?),
        };
    Ok(Reply {
        verdict: Verdict::parse(decision)?,
        seen,
        feedback: text::feedback(feedback)?,
        reason: None,
        checklist,
        desktop: None,
    })
}

fn read_cursor(text: &str, order: ApprovalOrder) -> Result<Cursor, Refusal> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .map(|keys| Cursor(keys.split('\n').map(str::to_owned).collect()))
        .filter(|cursor| cursor.fits(order))
        .ok_or_else(|| Refusal::invalid("cursor", "It is not one that a list here gave out."))
}
