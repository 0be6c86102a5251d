//! What the end of an agent's work makes of its task.

use super::{session::words, turns::Turns};
use crate::agent::driver::Finish;
use agent_client_protocol_schema::v1::Error;
use serde_json::Value;

impl Turns<'_, '_> {
    /// What the end of the last turn makes of the task. A turn that ends after a no has not done what it was asked for.
    pub(super) fn finish(&mut self, result: Result<Value, Error>) -> Finish {
        let result = match result {
            Ok(result) => result,
            Err(error) => {
                let why = words("session/prompt", &error);
                self.speech.say(&why, self.desk);
                return Finish::failed(why);
            }
        };
        let last = std::mem::take(&mut self.speech.last);
        let why = match result["stopReason"].as_str() {
            Some("end_turn") if self.refused => {
                "The agent ended after something it asked for was not allowed, and nothing was approved since."
            }
            Some("end_turn") => {
                let quiet = "The agent ended its turn without a word.".to_owned();
                let output = if last.is_empty() { quiet } else { last };
                return Finish { output, succeeded: true, expected: None };
            }
            Some("refusal") => "The agent refused to go on (refusal).",
            Some("max_tokens") => "The agent's model came to its limit of tokens (max_tokens).",
            Some("max_turn_requests") => {
                "The agent came to its limit of requests in one turn (max_turn_requests)."
            }
            Some("cancelled") => "The agent broke its own turn off (cancelled).",
            _ => "The agent ended its turn for a reason that this runner does not know.",
        };
        self.speech.say(why, self.desk);
        let output = if last.is_empty() { why.to_owned() } else { format!("{last}\n\n{why}") };
        Finish::failed(output)
    }
}
