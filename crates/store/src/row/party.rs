//! Who did it, in three columns.

use super::Fields;
use domain::{Party, PartyKind};
use service::StoreError;

const KINDS: [PartyKind; 4] =
    [PartyKind::Person, PartyKind::Agent, PartyKind::Runner, PartyKind::System];

pub(crate) const fn word(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Person => "person",
        PartyKind::Agent => "agent",
        PartyKind::Runner => "runner",
        PartyKind::System => "system",
    }
}

/// Reads `NAME_id`, `NAME_name` and `NAME_kind`.
pub(crate) fn read(fields: &Fields<'_>, name: &str) -> Result<Party, StoreError> {
    Ok(Party {
        id: fields.text(&format!("{name}_id"))?,
        name: fields.text(&format!("{name}_name"))?,
        kind: fields.word(&format!("{name}_kind"), |text| {
            KINDS.into_iter().find(|kind| word(*kind) == text)
        })?,
    })
}
