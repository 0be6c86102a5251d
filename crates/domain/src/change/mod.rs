//! What a run changed on disk, so that a reviewer sees it before it counts.

pub mod diff;

use crate::{Digest, digest::Digester};
use serde::{Deserialize, Serialize};

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// Its content or mode is another.
    Modified,
    /// It is gone.
    Deleted,
    /// It has another path.
    Renamed,
}

impl ChangeKind {
    /// The kind's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Modified => "modified",
            Self::Deleted => "deleted",
            Self::Renamed => "renamed",
        }
    }
}

/// One file a run changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileChange {
    /// The path, relative to the task's working directory (or its git top level).
    pub path: String,
    /// What happened to it.
    pub change: ChangeKind,
    /// Where it was before, when it was renamed.
    #[serde(default)]
    pub old_path: Option<String>,
    /// Lines added; 0 for binary files.
    pub additions: u32,
    /// Lines removed; 0 for binary files.
    pub deletions: u32,
    /// The unified diff, with `@@` headers; empty when the file is binary or too large.
    pub diff: String,
    /// Whether the content is not text.
    pub binary: bool,
    /// Whether the diff was cut because it was too large; the counts are still whole.
    pub truncated: bool,
}

impl FileChange {
    /// The digest of what is shown of it: another change of the same file has another one.
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::new("mc-file-v1");
        digester.text(&self.path).text(self.change.as_str()).maybe(self.old_path.as_deref());
        digester.text(&self.diff).text(&format!("{} {}", self.additions, self.deletions));
        digester.text(&format!("{} {}", self.binary, self.truncated));
        digester.finish()
    }
}
