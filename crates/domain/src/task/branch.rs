//! The git branch that an agent's work on a task lies on.

use serde::{Deserialize, Serialize};

/// A branch in a repository of the task's desktop. Nothing of it is in the checkout that it was made from until a person has
/// it merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Branch {
    /// Its name, such as `mission-control/task-12`.
    pub name: String,
    /// The checkout that it was made from: a path on the desktop, inside its workspace root.
    pub repository: String,
    /// The commit that it began at: 40 or 64 hex digits.
    pub base: String,
    /// The commit that it ended at, which is what was reviewed.
    pub commit: String,
}

impl Branch {
    /// Whether it can be told to a shell as it is: nothing in it can be read as anything but itself.
    pub fn is_plain(&self) -> bool {
        let word = |text: &str, also: &str| {
            !text.is_empty()
                && text.len() <= 200
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || also.contains(char::from(b)))
        };
        let commit = |text: &str| {
            matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
        };
        let name = word(&self.name, "/-_.") && !self.name.starts_with(['-', '/', '.']);
        name && commit(&self.base) && commit(&self.commit) && !self.repository.is_empty()
    }
}
