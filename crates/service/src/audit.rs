//! The audit log: read, signed, and handed out whole.

use crate::{Error, MissionControl, store::Deeds, tasks::page};
use data_encoding::BASE64;
use domain::{
    Actor, Refusal,
    audit::{AuditHead, Checkpoint},
    limits, wire,
};

/// How many rows one step of an export brings.
const BATCH: u32 = 200;

/// The log, or its oldest rows, as JSON lines on their way to somebody who checks them elsewhere.
pub struct AuditExport {
    desk: MissionControl,
    /// What was archived before, to be stated first.
    begin: Option<AuditHead>,
    /// How far it goes: rows that come meanwhile are left to the next export.
    head: AuditHead,
    after: i64,
    ended: bool,
}

impl MissionControl {
    /// Audit rows after a number, in order: all, or of what somebody did in some time.
    pub async fn audit(
        &self,
        actor: &Actor,
        deeds: &Deeds,
        after: i64,
        limit: Option<u32>,
    ) -> Result<wire::Page<wire::AuditItem>, Error> {
        actor.admin()?;
        let limit = crate::tasks::page_limit(limit, limits::PAGE)?;
        let archived = self.store.kept().await?.audit_after.rows;
        if after > 0 && after < archived {
            return Err(Refusal::NotKept { what: "audit rows", up_to: archived }.into());
        }
        let after = after.max(archived);
        let rows = self.store.audit_of(deeds, after, limit + 1).await?;
        let (rows, next_cursor) = page(rows, limit, |r| r.seq.to_string());
        Ok(wire::Page { items: rows.into_iter().map(Into::into).collect(), next_cursor })
    }

    /// Signs how far the log has come.
    pub async fn audit_checkpoint(&self, actor: &Actor) -> Result<wire::CheckpointItem, Error> {
        actor.admin()?;
        Ok(self.sign_head(self.store.audit_head().await?))
    }

    /// The whole log up to now, and the signed statement that this is all of it. Where its oldest rows were archived it begins
    /// with the signed statement of what came before.
    pub async fn audit_export(&self, actor: &Actor) -> Result<AuditExport, Error> {
        actor.admin()?;
        let begin = self.store.kept().await?.audit_after;
        let head = self.store.audit_head().await?;
        Ok(AuditExport::of(self.clone(), begin, head))
    }

    /// How far the log has come, without a signature.
    pub async fn audit_head(&self) -> Result<AuditHead, Error> {
        Ok(self.store.audit_head().await?)
    }

    pub(crate) fn sign_head(&self, head: AuditHead) -> wire::CheckpointItem {
        let checkpoint = Checkpoint(head);
        let public_key = self.signer.public_key();
        let signature = self.signer.sign(checkpoint.text().as_bytes());
        wire::CheckpointItem {
            checkpoint: checkpoint.note(&public_key, &signature),
            public_key: BASE64.encode(&public_key),
        }
    }
}

impl AuditExport {
    /// The rows after one row, up to another.
    pub(crate) fn of(desk: MissionControl, begin: AuditHead, head: AuditHead) -> Self {
        let after = begin.rows;
        Self { desk, begin: Some(begin).filter(|begin| begin.rows > 0), head, after, ended: false }
    }

    /// How far it goes.
    pub const fn head(&self) -> &AuditHead {
        &self.head
    }

    /// The next lines; the last one is the checkpoint. `None` when that was told.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        if self.ended {
            return Ok(None);
        }
        if let Some(begin) = self.begin.take() {
            return Ok(Some(line(&self.desk.sign_head(begin))?));
        }
        let mut rows = Vec::new();
        if self.after < self.head.rows {
            rows = self.desk.store.audit(self.after, BATCH).await?;
        }
        let mut lines = String::new();
        for row in rows.into_iter().take_while(|row| row.seq <= self.head.rows) {
            self.after = row.seq;
            lines.push_str(&line(&wire::AuditItem::from(row))?);
        }
        // A log whose end was cut off has fewer rows than its head says: the checkpoint tells on it.
        if lines.is_empty() {
            self.ended = true;
            lines = line(&self.desk.sign_head(self.head.clone()))?;
        }
        Ok(Some(lines))
    }
}

fn line<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    let broken = |error: serde_json::Error| crate::StoreError::Broken(error.to_string());
    Ok(serde_json::to_string(value).map_err(broken)? + "\n")
}
