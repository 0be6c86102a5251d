//! Statements about what the servers of one database share.

use crate::sql;
use crate::statement::{Step, args};
use service::store::SharedWrite;

pub(super) fn step(write: SharedWrite) -> Step {
    match write {
        SharedWrite::PutTries { of, tries, read, keep_until } => match read {
            None => Step::new(sql::shared::INSERT_TRIES, args![&of.0, tries.full_at, keep_until]),
            Some(read) => {
                let args = args![&of.0, tries.full_at, keep_until, read.full_at];
                Step::new(sql::shared::UPDATE_TRIES, args)
            }
        }
        .guarded("tries", "of a limit"),
        SharedWrite::DropTries(of) => Step::new(sql::shared::DROP_TRIES, args![&of.0]),
        SharedWrite::PruneTries(before) => Step::new(sql::shared::PRUNE_TRIES, args![before]),
        SharedWrite::TakeTurn { of, read } => match read {
            0 => Step::new(sql::shared::FIRST_TURN, args![&of.0]),
            read => Step::new(sql::shared::NEXT_TURN, args![&of.0, read]),
        }
        .guarded("turn", "of one at a time"),
        SharedWrite::PutServerKey { purpose, public_key, instead } => {
            let sql =
                if instead { sql::shared::PUT_SERVER_KEY } else { sql::shared::KEEP_SERVER_KEY };
            Step::new(sql, args![purpose.as_str(), public_key])
        }
    }
}
