//! Which task a request and its answer belong to: what is kept of them is erased with it.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use domain::{ActionId, ApprovalId, TaskId};
use serde_json::Value;
use service::About;

use super::BASE;
use super::id::Id;

/// A request, by its address.
pub struct Asked {
    /// What it names, if that belongs to a task.
    pub about: Option<About>,
    /// Whether its answer may hold texts of a task. That of a purge holds none any more, and is to be kept.
    pub tells: bool,
}

/// What the address names; a new action is of the task in its body.
pub async fn asked(parts: &mut Parts, content: &[u8]) -> Asked {
    let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.as_deref().and_then(|route| route.strip_prefix(BASE)).unwrap_or_default();
    let id = Id::from_request_parts(parts, &()).await.map(|Id(id)| id);
    let segments: Vec<_> = route.split('/').skip(1).collect();
    let about = match (segments.as_slice(), id) {
        (["tasks", "{id}", "purge"], _) => return Asked { about: None, tells: false },
        (["tasks", "{id}", ..], Ok(id)) => Some(About::Task(TaskId::new(id))),
        (["approvals", "{id}", ..], Ok(id)) => Some(About::Approval(ApprovalId::new(id))),
        (["actions", "{id}", ..], Ok(id)) => Some(About::Action(ActionId::new(id))),
        (["actions"], _) => task_id(&read(content)),
        _ => None,
    };
    Asked { about, tells: true }
}

/// What an answer names: the task that was made, or those of the approvals that were answered at once.
pub fn told(content: &[u8]) -> Vec<About> {
    let answer = read(content);
    if let Some(items) = answer["items"].as_array() {
        let ids = items.iter().filter_map(|item| item["id"].as_str());
        return ids.map(|id| About::Approval(ApprovalId::new(id))).collect();
    }
    let made = answer["id"].as_str().filter(|id| id.starts_with(TaskId::PREFIX));
    let made = made.map(|id| About::Task(TaskId::new(id)));
    made.or_else(|| task_id(&answer)).into_iter().collect()
}

fn task_id(body: &Value) -> Option<About> {
    body["taskId"].as_str().map(|id| About::Task(TaskId::new(id)))
}

/// What is no JSON names nothing.
fn read(content: &[u8]) -> Value {
    serde_json::from_slice(content).unwrap_or_default()
}
