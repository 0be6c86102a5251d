//! What a run wrote, in pieces, each stream in order.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a piece of output came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stream {
    /// The command's standard output.
    Stdout,
    /// The command's standard error.
    Stderr,
    /// Mission Control's own remarks, for example how much was left out.
    System,
}

impl Stream {
    /// The stream's name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
            Self::System => "system",
        }
    }

    /// Reads the name back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Stdout, Self::Stderr, Self::System].into_iter().find(|s| s.as_str() == text)
    }
}

/// One piece. Its number is unique within the run, so sending it twice stores it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogChunk {
    /// The piece's number within the run, from 1.
    pub seq: i64,
    /// Where it came from.
    pub stream: Stream,
    /// The exact bytes; they need not be UTF-8.
    pub bytes: Vec<u8>,
    /// When the runner read it.
    pub at: Timestamp,
}
