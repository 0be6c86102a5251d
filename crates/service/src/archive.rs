//! Old rows of the audit log, moved to a file: they are handed out, and once whoever took them has checked what was
//! written, the log begins after them.

use crate::{
    AuditExport, Error, MissionControl, StoreError,
    change::{Draft, until_fresh},
    store::{RecordWrite, Write},
};
use domain::{Actor, Digest, Refusal, Timestamp, audit::AuditHead};

impl MissionControl {
    /// The rows that were written before a moment, but none since the oldest task was made of which something is still open,
    /// with the signed statement of where they end. Nothing is removed by this.
    pub async fn audit_before(
        &self,
        actor: &Actor,
        before: Timestamp,
    ) -> Result<AuditExport, Error> {
        actor.admin()?;
        let begin = self.store.kept().await?.audit_after;
        let last = self.archivable(before).await?;
        let head = self.row_as_head(last).await?.filter(|head| head.rows > begin.rows);
        let Some(head) = head else {
            let why = "No row of the audit log was written before then and is about nothing that is still open. Give a \
                       later day, or wait until what is open has ended.";
            return Err(Refusal::invalid("before", why).into());
        };
        Ok(AuditExport::of(self.clone(), begin, head))
    }

    /// The rows up to this one stand in a file of this digest, which was checked: the log begins after them from now on. They
    /// are removed from the database afterwards, by [`Self::remove_archived`] and by upkeep.
    pub async fn archived(
        &self,
        actor: &Actor,
        up_to: &AuditHead,
        file: Digest,
    ) -> Result<(), Error> {
        let by = actor.admin()?;
        until_fresh!(async {
            let read = self.store.kept().await?.audit_after.rows;
            let open = self.archivable(Timestamp(i64::MAX)).await?;
            let there = self.row_as_head(up_to.rows).await?;
            if up_to.rows <= read || up_to.rows > open || there.as_ref() != Some(up_to) {
                let why = "The log has moved on since these rows were read: they were archived meanwhile, or somebody is \
                           asked again about something in them. Archive once more.";
                return Err(Refusal::invalid("before", why).into());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            draft.audit(
                "audit.archive",
                "audit",
                format!("{}:{}", up_to.rows, up_to.hash),
                Some(file),
            );
            let write = RecordWrite::ArchiveAudit { up_to: up_to.clone(), read };
            draft.write(Write::Record(write));
            self.commit(draft.change).await.map(drop)
        })
    }

    /// Takes the rows that were archived out of the database, a few at a time, so that others write in between.
    pub async fn remove_archived(&self, actor: &Actor) -> Result<(), Error> {
        actor.admin()?;
        while self.forget_archived().await? {}
        Ok(())
    }

    /// The last row that can be archived of those written before a moment.
    async fn archivable(&self, before: Timestamp) -> Result<i64, Error> {
        let open = self.store.open_since().await?;
        Ok(self.store.audit_until(open.map_or(before, |open| open.min(before))).await?)
    }

    /// How far the log had come with this row. `None` when there is no such row.
    async fn row_as_head(&self, number: i64) -> Result<Option<AuditHead>, StoreError> {
        let row = self.store.audit(number - 1, 1).await?.into_iter().next();
        let row = row.filter(|row| row.seq == number);
        Ok(row.map(|row| AuditHead { rows: row.seq, hash: row.hash }))
    }
}
