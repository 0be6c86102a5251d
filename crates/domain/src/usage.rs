//! What an agent's model used for a task.

use serde::{Deserialize, Serialize};

/// Counts, over the whole task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// The model's name, as the endpoint knows it.
    pub model: String,
    /// How often the model was asked.
    pub turns: u32,
    /// Tokens that were sent.
    pub input_tokens: u64,
    /// Tokens that came back.
    pub output_tokens: u64,
}
