//! Statements that say how much is kept of what happened.

use crate::sql;
use crate::statement::{Step, args};
use service::store::RecordWrite;

pub(super) fn write(write: &RecordWrite, steps: &mut Vec<Step>) {
    let step = match write {
        RecordWrite::ForgetEvents { up_to } => {
            // In this order: whoever finds no event where one was finds out why.
            steps.push(Step::new(sql::heads::FORGET_EVENTS, args![*up_to]));
            Step::new(sql::events::FORGET, args![*up_to])
        }
        RecordWrite::ForgetAnswers { before, most } => {
            Step::new(sql::answers::FORGET, args![*before, *most])
        }
        RecordWrite::ForgetDeliveries { before, most } => {
            Step::new(sql::webhooks::FORGET, args![*before, *most])
        }
        RecordWrite::ArchiveAudit { up_to, read } => {
            let args = args![up_to.rows, up_to.hash.as_str(), *read];
            Step::new(sql::heads::ARCHIVE_AUDIT, args).guarded("audit log", "of the workspace")
        }
        RecordWrite::ForgetArchived { most } => Step::new(sql::audit::FORGET, args![*most]),
    };
    steps.push(step);
}
