//! Whether rows are a whole log: each follows the one before, and says what was written.

use super::{AuditHead, AuditRow, genesis};

/// What is wrong with a log, and at which row. The text is for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A row is missing, or stands in another place.
    #[error("row {expected} is missing: row {found} stands in its place")]
    Missing {
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// A row does not follow the one before it.
    #[error("row {0} does not follow row {before}: one of them was changed", before = .0 - 1)]
    Parted(i64),
    /// A row was changed.
    #[error("row {0} is not what was written: its hash is that of another row")]
    Changed(i64),
}

/// Rows read so far, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain(AuditHead);

impl Default for Chain {
    fn default() -> Self {
        Self(AuditHead { rows: 0, hash: genesis() })
    }
}

impl Chain {
    /// Goes on after this row, whose hash is taken as it is told.
    pub fn from(rows: i64, hash: String) -> Self {
        Self(AuditHead { rows, hash })
    }

    /// How far it goes.
    pub fn head(&self) -> &AuditHead {
        &self.0
    }

    /// Takes the next row, if it is whole and follows.
    pub fn add(&mut self, row: &AuditRow) -> Result<(), Broken> {
        let expected = self.0.rows + 1;
        if row.seq != expected {
            return Err(Broken::Missing { expected, found: row.seq });
        }
        if row.prev_hash != self.0.hash {
            return Err(Broken::Parted(row.seq));
        }
        let again = row.entry.clone().chain(row.seq, row.prev_hash.clone());
        if again.hash != row.hash {
            return Err(Broken::Changed(row.seq));
        }
        self.0 = AuditHead { rows: row.seq, hash: again.hash };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Party, Timestamp, audit::NewAudit};

    fn log() -> Vec<AuditRow> {
        let (mut rows, mut hash) = (Vec::new(), genesis());
        for seq in 1..=5 {
            let entry = NewAudit {
                at: Timestamp(seq),
                actor: Party::system(),
                action: "task.create".into(),
                subject_kind: "task".into(),
                subject_id: format!("t_{seq}"),
                digest: None,
            };
            let row = entry.chain(seq, std::mem::take(&mut hash));
            hash.clone_from(&row.hash);
            rows.push(row);
        }
        rows
    }

    fn read(rows: &[AuditRow]) -> Result<i64, Broken> {
        let mut chain = Chain::default();
        for row in rows {
            chain.add(row)?;
        }
        Ok(chain.head().rows)
    }

    #[test]
    fn t70_the_first_row_that_was_changed_moved_or_removed_is_named() {
        assert_eq!(read(&log()), Ok(5));
        assert_eq!(read(&log()[..3]), Ok(3), "a cut end shows only against a checkpoint");
        let with = |change: &dyn Fn(&mut Vec<AuditRow>)| {
            let mut rows = log();
            change(&mut rows);
            read(&rows).expect_err("it was changed")
        };
        let entry = |change: &dyn Fn(&mut NewAudit)| with(&|rows| change(&mut rows[2].entry));
        for broken in [
            entry(&|entry| entry.at = Timestamp(99)),
            entry(&|entry| entry.actor.id.push('x')),
            entry(&|entry| entry.actor.name.push('x')),
            entry(&|entry| entry.actor.kind = crate::PartyKind::Person),
            entry(&|entry| entry.action.push('x')),
            entry(&|entry| entry.subject_kind.push('x')),
            entry(&|entry| entry.subject_id.push('x')),
            entry(&|entry| entry.digest = Some(crate::Digest::of(b"x"))),
            with(&|rows| rows[2].hash = "0".repeat(64)),
        ] {
            assert_eq!(broken, Broken::Changed(3));
        }
        assert_eq!(with(&|rows| drop(rows.remove(2))), Broken::Missing { expected: 3, found: 4 });
        assert_eq!(with(&|rows| rows.swap(1, 2)), Broken::Missing { expected: 2, found: 3 });
        assert_eq!(with(&|rows| rows[2].prev_hash = "0".repeat(64)), Broken::Parted(3));
    }
}
