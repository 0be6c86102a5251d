//! What an agent would do itself, where that is no command: our rules say what they see, and never that they see all of it.

use crate::{reader::Reader, rules, simple::Simple};
use domain::action::{Deed, Edit, FactKind, Severity};

/// Reads it. Its parts are never known: no rule about commands covers it.
pub(crate) fn read(reader: &mut Reader, deed: &Deed) {
    match deed {
        Deed::Edits(edits) => {
            for edit in edits {
                changes(reader, edit);
            }
            reader.not_a_command();
        }
        Deed::Input(input) => {
            if let Some(address) = address(input) {
                let text = format!("Contacts {address}");
                reader.facts.add(FactKind::Contacts, Severity::Note, 1, &text);
            }
            let text = "What the agent's own tool does with this is not known here";
            reader.unclear(Severity::Note, 1, text);
        }
        Deed::Question(_) => reader.not_a_command(),
        Deed::Undisclosed => {
            reader.unclear(Severity::High, 1, "The agent did not disclose the exact action");
        }
    }
}

fn changes(reader: &mut Reader, edit: &Edit) {
    let (kind, verb) = match (&edit.old, &edit.new) {
        (_, None) => (FactKind::Deletes, "Deletes"),
        (None, Some(_)) => (FactKind::Writes, "Writes"),
        (Some(_), Some(_)) => (FactKind::Writes, "Changes"),
    };
    let severity = Simple::weight(rules::is_grave(&edit.path));
    reader.facts.add(kind, severity, 1, &format!("{verb} {}", edit.path));
}

/// The address that a tool's input names, if it names one where tools usually do.
fn address(input: &str) -> Option<String> {
    let input: serde_json::Value = serde_json::from_str(input).ok()?;
    ["url", "uri", "href"].iter().find_map(|name| Some(input.get(name)?.as_str()?.to_owned()))
}
