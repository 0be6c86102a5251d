//! What goes wrong with an endpoint, in a plain sentence, and whether trying again can help.

use genai::webc::StreamTimeout;
use std::{error::Error as _, time::Duration};

/// What is said about an endpoint.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) url: String,
    pub(super) model: String,
    pub(super) key_variable: Option<String>,
    pub(super) silence: Duration,
    pub(super) key: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) kind: Kind,
    /// The sentence, for people.
    pub(super) why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It may pass by itself; the endpoint may have said when.
    Passing(Option<Duration>),
    /// The conversation is too long for the model.
    TooLong,
    /// Only a person can help.
    Lasting,
}

impl About {
    fn say(&self, kind: Kind, what: &str) -> Trouble {
        Trouble { kind, why: format!("The model's endpoint at {} {what}.", self.url) }
    }

    /// An answer that is none.
    pub(super) fn nonsense(&self, what: &str) -> Trouble {
        self.say(Kind::Passing(None), &format!("answers nonsense: {what}"))
    }

    pub(super) fn trouble(&self, error: &genai::Error) -> Trouble {
        if let genai::Error::WebStream { error: inner, .. } = error {
            if let Some(inner) = inner.downcast_ref::<genai::Error>() {
                return self.trouble(inner);
            }
            if inner.is::<StreamTimeout>() {
                let seconds = self.silence.as_secs();
                return self
                    .say(Kind::Passing(None), &format!("sent nothing for {seconds} seconds"));
            }
            if let Some(inner) = inner.downcast_ref::<reqwest::Error>() {
                return self.unreachable(inner);
            }
            return self.nonsense(&self.excerpt(&inner.to_string()));
        }
        if let (Some(status), genai::Error::HttpError { body, headers, .. }) =
            (error.status(), error)
        {
            let after = headers.get(reqwest::header::RETRY_AFTER);
            let after = after.and_then(|after| after.to_str().ok()?.trim().parse().ok());
            return self.refused(status.as_u16(), body, after.map(Duration::from_secs));
        }
        match error {
            genai::Error::ChatResponse { body, .. } => self.broken(&body.to_string()),
            other => self.nonsense(&self.excerpt(&other.to_string())),
        }
    }

    fn unreachable(&self, error: &reqwest::Error) -> Trouble {
        let mut deepest = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            deepest = error.to_string();
            cause = error.source();
        }
        let deepest = deepest.split(" (os error").next().unwrap_or(&deepest).to_lowercase();
        let what = if error.is_connect() { "does not answer" } else { "broke off" };
        self.say(Kind::Passing(None), &format!("{what}: {}", self.excerpt(&deepest)))
    }

    fn refused(&self, status: u16, body: &str, after: Option<Duration>) -> Trouble {
        let said = self.excerpt(&message(body));
        let (kind, what) = match status {
            401 | 403 => (
                Kind::Lasting,
                match &self.key_variable {
                    Some(variable) => format!("does not accept the key in {variable}"),
                    None => "wants a key, and this agent has none (`key_variable`)".to_owned(),
                },
            ),
            404 => (
                Kind::Lasting,
                format!("does not know the model {}, or the address is wrong", self.model),
            ),
            300..=399 => {
                (Kind::Lasting, "sends elsewhere, and a key is not sent after it".to_owned())
            }
            429 => (Kind::Passing(after), "is asked too often".to_owned()),
            408 | 409 | 425 | 500.. => (Kind::Passing(after), "cannot answer now".to_owned()),
            _ if too_long(body) => {
                (Kind::TooLong, "says that the conversation is too long for its model".to_owned())
            }
            _ => (Kind::Lasting, "refuses the question".to_owned()),
        };
        let said = if said.is_empty() { said } else { format!(": {said}") };
        self.say(kind, &format!("{what} ({status}){said}"))
    }

    /// An error that came in the middle of an answer.
    fn broken(&self, body: &str) -> Trouble {
        let said = self.excerpt(&message(body));
        if too_long(body) {
            let what = "says that the conversation is too long for its model";
            return self.say(Kind::TooLong, &format!("{what}: {said}"));
        }
        self.say(Kind::Passing(None), &format!("broke off its answer: {said}"))
    }

    /// A short piece of what somebody else wrote, without the key.
    fn excerpt(&self, text: &str) -> String {
        let text = match &self.key {
            Some(key) => text.replace(key.as_str(), "[key]"),
            None => text.to_owned(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let short: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
        short.trim_end_matches('.').to_owned()
    }
}

/// What an error's body says, wherever it says it.
fn message(body: &str) -> String {
    let json: Result<serde_json::Value, _> = serde_json::from_str(body);
    let Ok(json) = json else { return body.to_owned() };
    let places = ["/error/message", "/message", "/error", "/detail"];
    places
        .iter()
        .find_map(|place| json.pointer(place)?.as_str().map(str::to_owned))
        .unwrap_or_else(|| body.to_owned())
}

fn too_long(body: &str) -> bool {
    let body = body.to_lowercase();
    [
        "context_length_exceeded",
        "context length",
        "context window",
        "prompt is too long",
        "maximum context",
        "context size",
    ]
    .iter()
    .any(|sign| body.contains(sign))
}
