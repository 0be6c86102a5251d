//! A tool's arguments: an object of a known shape. What is wrong with one is said with the argument's name.

use domain::Refusal;
use rmcp::model::JsonObject;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::rest::field;

/// Reads them, strictly: an argument that is not known is refused.
pub(super) fn read<T: DeserializeOwned>(arguments: JsonObject) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(Value::Object(arguments)).map_err(field::refusal)
}
