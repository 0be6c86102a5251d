//! The audit log: it only grows, it always verifies, and it counts what was seen.

use crate::{hands::Hands, ledger::Ledger};
use domain::{
    PartyKind,
    audit::{AuditRow, Chain},
};
use std::collections::BTreeMap;

/// The log as far as it was read.
#[derive(Default)]
pub struct Log {
    chain: Chain,
    claims: BTreeMap<String, i64>,
    decided: BTreeMap<String, i64>,
}

impl Log {
    /// How many rows were read.
    pub fn rows(&self) -> i64 {
        self.chain.head().rows
    }

    /// The row that tells of a claim of this work.
    pub fn claim(&self, work: &str) -> Option<i64> {
        self.claims.get(work).copied()
    }

    /// Reads on from where it was.
    pub async fn read_on(&mut self, hands: &Hands) {
        loop {
            let rows = hands.store.audit(self.rows(), 200).await.expect("reads");
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                self.add(row);
            }
        }
        let head = hands.store.audit_head().await.expect("reads");
        assert_eq!(&head, self.chain.head(), "the writer knows another end of the log");
    }

    fn add(&mut self, row: &AuditRow) {
        self.chain.add(row).expect("the log verifies");
        let entry = &row.entry;
        let (id, kind) = (entry.subject_id.clone(), entry.actor.kind);
        match entry.action.as_str() {
            "task.claim" | "action.claim" => {
                assert_eq!(self.claims.insert(id, row.seq), None, "claimed twice: row {}", row.seq);
            }
            "approval.approve" | "approval.reject" => {
                assert_eq!(kind, PartyKind::Person, "row {}: only people decide", row.seq);
                assert_eq!(
                    self.decided.insert(id, row.seq),
                    None,
                    "decided twice: row {}",
                    row.seq
                );
            }
            "approval.revoke" | "action.close" => {
                assert_eq!(kind, PartyKind::Person, "row {}: only people decide", row.seq);
            }
            _ => {}
        }
    }

    /// Every claim and every decision in the log was seen, and the other way round.
    pub fn tells_what_was_seen(&self, ledger: &Ledger) {
        assert!(self.claims.keys().eq(ledger.given.keys()), "the claims in the log");
        assert!(self.decided.keys().eq(ledger.answers.keys()), "the decisions in the log");
    }

    /// Reads it again from its first row: no row that was read before is another one now.
    pub async fn read_again(&self, hands: &Hands) {
        let mut again = Self::default();
        again.read_on(hands).await;
        assert_eq!(again.chain, self.chain, "the log was rewritten");
    }
}
