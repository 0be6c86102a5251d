//! The mode that a session is held in. Agents have modes in which they do not ask; one that leaves the pinned mode is
//! stopped.

use super::profile::Pin;
use serde_json::{Value, json};

/// The mode that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted<'a> {
    /// As its profile says.
    Pinned(Pin),
    /// The one with this id, as the agents file says.
    Named(&'a str),
}

/// The mode of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// Its id; none where the agent knows no modes.
    pub(super) mode: Option<String>,
    /// What has to be sent for it: a method and its parameters, without the session.
    pub(super) set: Option<(&'static str, Value)>,
    /// The setting that is the mode as well, and what it has to be.
    setting: Option<(String, String)>,
    /// Settings about permissions, which stay as they are: one that allows everything is a mode of its own.
    permissions: Vec<(String, Value)>,
}

impl Held {
    /// Finds the mode in the answer to `session/new`. The reason why it cannot be held is for people.
    pub(super) fn find(wanted: &Wanted<'_>, session: &Value) -> Result<Self, String> {
        let modes = &session["modes"];
        let known = ids(&modes["availableModes"], "id");
        let setting = mode_setting(&session["configOptions"]);
        let choices = setting.map(|setting| ids(&setting["options"], "value")).unwrap_or_default();
        let current = modes["currentModeId"].as_str();
        let current = current.or_else(|| setting?["currentValue"].as_str());
        let offered = if known.is_empty() { &choices } else { &known };
        let mode = match wanted {
            Wanted::Pinned(Pin::AsStarted) => current.map(str::to_owned),
            Wanted::Pinned(Pin::Id(id)) | Wanted::Named(id) => {
                Some(only(offered, |mode| mode == *id).ok_or_else(|| lacks(id, offered))?)
            }
            Wanted::Pinned(Pin::Ending(end)) => {
                Some(only(offered, |mode| mode.ends_with(end)).ok_or_else(|| lacks(end, offered))?)
            }
        };
        let started = *wanted == Wanted::Pinned(Pin::AsStarted);
        let set = match (&mode, setting) {
            _ if started => None,
            (Some(mode), _) if !known.is_empty() => {
                Some(("session/set_mode", json!({ "modeId": mode })))
            }
            (Some(mode), Some(setting)) => {
                let params = json!({ "configId": setting["id"], "value": mode });
                Some(("session/set_config_option", params))
            }
            _ => None,
        };
        let setting = setting.and_then(|setting| {
            let id = setting["id"].as_str()?.to_owned();
            // Where it does not speak of modes by the same names it has to stay as it is.
            let pinned = mode.clone().filter(|mode| choices.contains(mode));
            Some((id, pinned.or_else(|| Some(setting["currentValue"].as_str()?.to_owned()))?))
        });
        let permissions = permissions(&session["configOptions"]);
        Ok(Self { mode, set, setting, permissions })
    }

    /// The mode that an update of the session shows, if it is not the one that is held.
    pub(super) fn left_for(&self, update: &Value) -> Option<String> {
        let unclear = || "a mode that it does not name".to_owned();
        match update["sessionUpdate"].as_str()? {
            "current_mode_update" => {
                let now = update["currentModeId"].as_str();
                (now.is_none() || now != self.mode.as_deref())
                    .then(|| now.map_or_else(unclear, str::to_owned))
            }
            "config_option_update" => {
                for (id, now) in permissions(&update["configOptions"]) {
                    let held = self.permissions.iter().find(|(held, _)| *held == id);
                    if held.is_none_or(|(_, held)| *held != now) {
                        return Some(format!("{id} = {now}"));
                    }
                }
                let now = mode_setting(&update["configOptions"])?;
                let value = now["currentValue"].as_str();
                let held = self.setting.as_ref().map(|(_, value)| value.as_str());
                (value.is_none() || value != held.or(self.mode.as_deref()))
                    .then(|| value.map_or_else(unclear, str::to_owned))
            }
            _ => None,
        }
    }
}

/// The setting that is the mode.
fn mode_setting(settings: &Value) -> Option<&Value> {
    let is_mode = |setting: &&Value| setting["category"] == "mode" || setting["id"] == "mode";
    settings.as_array()?.iter().find(is_mode)
}

/// The settings about permissions, each with its value.
fn permissions(settings: &Value) -> Vec<(String, Value)> {
    let settings = settings.as_array().into_iter().flatten();
    settings
        .filter(|setting| setting["category"] == "permissions")
        .map(|setting| {
            let id = setting["id"].as_str().unwrap_or("a setting without a name");
            (id.to_owned(), setting["currentValue"].clone())
        })
        .collect()
}

/// All values of this key, also inside groups.
fn ids(list: &Value, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in list.as_array().into_iter().flatten() {
        found.extend(item[key].as_str().map(str::to_owned));
        found.extend(ids(&item["options"], key));
    }
    found
}

fn only(offered: &[String], fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut fitting = offered.iter().filter(|mode| fits(mode));
    let found = fitting.next()?;
    fitting.next().is_none().then(|| found.clone())
}

fn lacks(wanted: &str, offered: &[String]) -> String {
    let offered = if offered.is_empty() { "none".to_owned() } else { offered.join(", ") };
    format!(
        "The agent does not offer the mode {wanted}, in which it asks before it acts. It offers: {offered}. Install the \
         version that docs/agents.md names."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Value {
        json!({
            "modes": { "currentModeId": "auto", "availableModes": [
                { "id": "default", "name": "Ask" }, { "id": "auto", "name": "Auto" },
                { "id": "https://x/session-modes#agent", "name": "Agent" } ] },
            "configOptions": [
                { "id": "m", "category": "model", "currentValue": "big" },
                { "id": "mode", "category": "mode", "currentValue": "auto",
                  "options": [{ "group": "g", "options": [{ "value": "default" }, { "value": "auto" }] }] } ]
        })
    }

    fn mode(id: &str) -> Value {
        json!({ "sessionUpdate": "current_mode_update", "currentModeId": id })
    }

    fn setting(value: &str) -> Value {
        json!({ "sessionUpdate": "config_option_update", "configOptions": [
            { "id": "m", "category": "model", "currentValue": "other" },
            { "id": "mode", "currentValue": value } ] })
    }

    #[test]
    fn the_pin_is_set_and_whatever_shows_another_mode_has_left_it() {
        let held = Held::find(&Wanted::Pinned(Pin::Id("default")), &session()).unwrap();
        let params = json!({ "modeId": "default" });
        assert_eq!(held.set, Some(("session/set_mode", params)));
        assert_eq!(held.left_for(&mode("default")), None);
        assert_eq!(held.left_for(&setting("default")), None);
        assert_eq!(held.left_for(&mode("auto")), Some("auto".to_owned()));
        assert_eq!(held.left_for(&setting("auto")), Some("auto".to_owned()));
        let odd = json!({ "sessionUpdate": "current_mode_update", "currentModeId": 7 });
        assert!(held.left_for(&odd).is_some());
        assert_eq!(held.left_for(&json!({ "sessionUpdate": "plan", "entries": [] })), None);
    }

    #[test]
    fn a_setting_that_allows_everything_is_a_mode_that_was_left() {
        let allows = |value: &str| json!([{ "id": "allow_all", "category": "permissions", "currentValue": value }]);
        let update = |options: Value| json!({ "sessionUpdate": "config_option_update", "configOptions": options });
        let started = json!({ "configOptions": allows("off") });
        let held = Held::find(&Wanted::Pinned(Pin::AsStarted), &started).unwrap();
        assert_eq!(held.left_for(&update(allows("off"))), None);
        assert_eq!(held.left_for(&update(allows("on"))), Some("allow_all = \"on\"".to_owned()));
        let without = Held::find(&Wanted::Pinned(Pin::AsStarted), &json!({})).unwrap();
        assert!(without.left_for(&update(allows("on"))).is_some(), "it appeared later");
    }

    #[test]
    fn a_mode_is_found_by_its_end_and_one_that_is_not_offered_is_named() {
        let held =
            Held::find(&Wanted::Pinned(Pin::Ending("/session-modes#agent")), &session()).unwrap();
        assert_eq!(held.mode.as_deref(), Some("https://x/session-modes#agent"));
        // That setting does not know the mode by this name, so it must not change at all.
        assert_eq!(held.left_for(&setting("auto")), None);
        assert!(held.left_for(&setting("default")).is_some());
        let lacks = Held::find(&Wanted::Named("ask"), &session()).unwrap_err();
        assert!(lacks.contains("the mode ask") && lacks.contains("default, auto"), "{lacks}");
        let none = Held::find(&Wanted::Pinned(Pin::Id("default")), &json!({})).unwrap_err();
        assert!(none.contains("It offers: none"), "{none}");
    }

    #[test]
    fn a_mode_can_be_a_setting_alone_and_an_agent_without_modes_must_not_get_one() {
        let mut session = session();
        session["modes"] = Value::Null;
        let held = Held::find(&Wanted::Named("default"), &session).unwrap();
        let params = json!({ "configId": "mode", "value": "default" });
        assert_eq!(held.set, Some(("session/set_config_option", params)));
        assert!(held.left_for(&setting("auto")).is_some());
        let held = Held::find(&Wanted::Pinned(Pin::AsStarted), &json!({})).unwrap();
        assert_eq!((held.mode.clone(), held.set.clone()), (None, None));
        assert_eq!(held.left_for(&mode("yolo")), Some("yolo".to_owned()));
        assert_eq!(held.left_for(&setting("yolo")), Some("yolo".to_owned()));
    }
}
