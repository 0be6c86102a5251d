//! The settings and their columns.

use super::{Fields, Row};
use domain::Version;
use domain::attention::Rule;
use domain::policy::{DecideWithin, Settings};
use service::StoreError;

pub(crate) fn read(row: Row<'_>) -> Result<Settings, StoreError> {
    let row = Fields::new(row, "settings", "", "version");
    Ok(Settings {
        task_approval_mode: row.yes("task_approval_mode")?,
        second_person: row.yes("second_person")?,
        remind_after: row.number("remind_after")?,
        decide_within: DecideWithin {
            before_run: row.number("decide_before_run")?,
            action: row.number("decide_action")?,
            result: row.number("decide_result")?,
        },
        keep_payloads: row.number("keep_payloads")?,
        keep_activity: row.number("keep_activity")?,
        attention: Rule {
            second_person: row.yes("attention_second_person")?,
            share: row.number("attention_share")?,
            answers: row.number("attention_answers")?,
        },
        version: Version(row.int("version")?),
    })
}
