//! The limits of `domain::limits`, stated at the fields they hold.

use std::collections::BTreeMap;

use domain::wire::{AGENT_PERMISSION, DEVICE_ACTION};
use domain::{ActionState, limits};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Array, Object, Schema};

/// Texts: the body, the field, the least and the most. What is held in bytes is never longer in characters.
const TEXTS: &[(&str, &str, usize, usize)] = &[
    ("CreateTask", "content", 1, limits::CONTENT),
    ("CreateTask", "title", 0, limits::TITLE),
    ("CreateTask", "desktopId", 1, domain::ids::MAX_ID),
    ("CreateTask", "agent", 1, limits::NAME),
    ("CreateTask", "externalAgent", 1, limits::NAME),
    ("CreateTask", "cwd", 1, limits::PATH),
    ("CreateTask", "externalRef", 0, limits::EXTERNAL_REF),
    ("RetryTask", "content", 1, limits::CONTENT),
    ("RetryTask", "title", 0, limits::TITLE),
    ("Review", "feedback", 0, limits::FEEDBACK),
    ("Resolve", "feedback", 0, limits::FEEDBACK),
    ("BulkItem", "feedback", 0, limits::FEEDBACK),
    ("FinishTask", "output", 0, limits::OUTPUT),
    ("PostMessage", "text", 1, limits::MESSAGE),
    ("AddComment", "path", 1, limits::PATH),
    ("AddComment", "text", 1, limits::COMMENT),
    ("ReviseAction", "script", 1, limits::CONTENT),
    ("ReviseAction", "cwd", 1, limits::PATH),
    ("ReviseAction", "title", 1, limits::TITLE),
    ("ReviseAction", "description", 1, limits::DESCRIPTION),
    ("CreateRule", "agent", 1, limits::NAME),
    ("CreateRule", "command", 1, limits::PATTERN),
    ("CreateRule", "note", 0, limits::EXTERNAL_REF),
    ("CreateScript", "name", 1, limits::NAME),
    ("CreateScript", "body", 1, limits::CONTENT),
    ("CreateScript", "description", 0, limits::DESCRIPTION),
    ("CreateWebhook", "name", 1, limits::NAME),
    ("CreateWebhook", "url", 1, limits::ADDRESS),
    ("CreateChannel", "name", 1, limits::NAME),
    ("CreateChannel", "address", 1, limits::ADDRESS),
    ("ChangeChannel", "name", 1, limits::NAME),
    ("ConfirmChannel", "code", 1, limits::NAME),
    ("ChangeDesktop", "group", 0, limits::NAME),
    ("ChangeDesktop", "remoteAccessUrl", 0, limits::ADDRESS),
    ("CreateDesktop", "name", 1, limits::NAME),
    ("CreateDesktop", "group", 1, limits::NAME),
    ("InvitePerson", "name", 1, limits::NAME),
    ("CreateKey", "name", 1, limits::NAME),
    ("CreateKey", "user", 1, limits::NAME),
];

/// Lists: the body, the field, the least and the most.
const LISTS: &[(&str, &str, usize, usize)] = &[
    ("CreateTask", "dependsOn", 0, limits::DEPENDENCIES),
    ("BulkResolve", "items", 1, limits::BATCH),
    ("ReviseAction", "argv", 1, limits::ARGUMENTS),
    ("CreateScript", "parameters", 0, limits::PARAMETERS),
    ("CreateKey", "scopes", 1, domain::key::Scope::ALL.len()),
];

/// Who may carry an action out.
const KINDS: &[&str] = &[DEVICE_ACTION, AGENT_PERMISSION];

/// Fields that are one of some words, as texts in the wire bodies.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("Review", "decision", &["approve", "reject"]),
    ("Resolve", "decision", &["approve", "reject"]),
    ("BulkItem", "decision", &["approve", "reject"]),
    ("CreateChannel", "kind", &["email", "slack"]),
    ("FinishTask", "outcome", &["succeeded", "failed"]),
    ("Propose", "kind", KINDS),
    ("Action", "kind", KINDS),
    ("Action", "state", &ActionState::NAMES),
];

/// States them. A row that fits nothing states nothing: the tests of the doors read each limit in the document.
pub(super) fn state(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    for (body, name, least, most) in TEXTS {
        if let Some(text) = text(schemas, body, name) {
            (text.min_length, text.max_length) = (Some(*least).filter(|n| *n > 0), Some(*most));
        }
    }
    for (body, name, least, most) in LISTS {
        if let Some(list) = list(schemas, body, name) {
            (list.min_items, list.max_items) = (Some(*least).filter(|n| *n > 0), Some(*most));
        }
    }
    for (body, name, words) in WORDS {
        if let Some(text) = text(schemas, body, name) {
            text.enum_values = Some(words.iter().map(|word| (*word).into()).collect());
        }
    }
    if let Some(seconds) = text(schemas, "CreateTask", "timeoutSeconds") {
        (seconds.minimum, seconds.maximum) = (Some(1.into()), Some(limits::TIMEOUT.into()));
    }
}

fn field<'a>(
    schemas: &'a mut BTreeMap<String, RefOr<Schema>>,
    body: &str,
    name: &str,
) -> Option<&'a mut Schema> {
    let Some(RefOr::T(schema)) = schemas.get_mut(body) else { return None };
    let object = match schema {
        Schema::Object(object) => object,
        // A body that has another one in it, and fields of its own.
        Schema::AllOf(all) => all.items.iter_mut().find_map(|item| match item {
            RefOr::T(Schema::Object(own)) => Some(own),
            _ => None,
        })?,
        _ => return None,
    };
    match object.properties.get_mut(name) {
        Some(RefOr::T(schema)) => Some(schema),
        _ => None,
    }
}

fn text<'a>(
    schemas: &'a mut BTreeMap<String, RefOr<Schema>>,
    body: &str,
    name: &str,
) -> Option<&'a mut Object> {
    match field(schemas, body, name) {
        Some(Schema::Object(object)) => Some(object),
        _ => None,
    }
}

fn list<'a>(
    schemas: &'a mut BTreeMap<String, RefOr<Schema>>,
    body: &str,
    name: &str,
) -> Option<&'a mut Array> {
    match field(schemas, body, name) {
        Some(Schema::Array(array)) => Some(array),
        _ => None,
    }
}
