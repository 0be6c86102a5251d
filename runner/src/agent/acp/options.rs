//! The answers that an agent offers. Only two kinds of them are ever given: yes for this once, and no for this once.

use super::disclosed::one_line;
use domain::limits;
use serde_json::{Value, json};

/// What can be answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    allow: Option<String>,
    reject: Option<String>,
    /// What the agent calls the yes.
    pub(super) yes: Option<String>,
}

impl Options {
    /// Takes the first of each kind. Nothing else about an option says what it does: ids and places differ.
    pub(super) fn of(options: &Value) -> Self {
        let all = options.as_array().map_or(&[][..], Vec::as_slice);
        let first = |kind: &str| all.iter().find(|option| option["kind"] == kind);
        let id = |option: &Value| {
            let id = option["optionId"].as_str()?;
            // An id that also stands for something else could be taken for that.
            let clear =
                all.iter().all(|other| other["optionId"] != id || other["kind"] == option["kind"]);
            clear.then(|| id.to_owned())
        };
        let yes = first("allow_once").and_then(|option| option["name"].as_str());
        Self {
            allow: first("allow_once").and_then(id),
            reject: first("reject_once").and_then(id),
            yes: yes.map(|name| one_line(name, limits::TITLE)).filter(|name| !name.is_empty()),
        }
    }

    /// Yes, for this once; `None` where the agent offers no such answer.
    pub(super) fn allow(&self) -> Option<Value> {
        self.allow.as_deref().map(selected)
    }

    /// No.
    pub(super) fn reject(&self) -> Value {
        self.reject.as_deref().map_or_else(cancelled, selected)
    }
}

fn selected(id: &str) -> Value {
    json!({ "outcome": { "outcome": "selected", "optionId": id } })
}

/// That nobody answers.
pub(super) fn cancelled() -> Value {
    json!({ "outcome": { "outcome": "cancelled" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(all: &[(&str, &str, &str)]) -> Options {
        let all = all
            .iter()
            .map(|(id, kind, name)| json!({ "optionId": id, "kind": kind, "name": name }));
        Options::of(&all.collect())
    }

    #[test]
    fn the_first_of_each_kind_is_given_and_never_one_that_lasts() {
        let found = options(&[
            ("always", "allow_always", "Always"),
            ("odd", "allow_sometimes", "?"),
            ("a", "allow_once", "Yes"),
            ("b", "allow_once", "Yes, and stop asking"),
            ("n", "reject_once", "No"),
        ]);
        assert_eq!(found.allow(), Some(selected("a")));
        assert_eq!((found.reject(), found.yes.as_deref()), (selected("n"), Some("Yes")));
    }

    #[test]
    fn without_an_answer_for_this_once_there_is_no_yes_and_no_lasting_no() {
        let found = options(&[("a", "allow_always", "Always"), ("n", "reject_always", "Never")]);
        assert_eq!((found.allow(), found.reject()), (None, cancelled()));
        assert_eq!(Options::of(&json!("x")), Options::default());
        let twice = options(&[("a", "allow_once", "Yes"), ("a", "allow_always", "Always")]);
        assert_eq!(twice.allow(), None);
    }
}
