//! The hooks in Claude Code's settings: put in beside what is there, and taken out again.

use super::json::Json;

/// How long Claude lets the hook wait, in seconds: a day. The hook gives up sooner.
const TIMEOUT: u32 = 86_400;
/// How long it lets it tell an outcome.
const TELLING: u32 = 30;
/// The events, whether they decide, and whether they name a tool.
const EVENTS: [(&str, bool, bool); 4] = [
    ("PreToolUse", true, true),
    ("PostToolUse", false, true),
    ("PostToolUseFailure", false, true),
    ("SessionEnd", false, false),
];
/// What our commands hold, whatever the program's path and options.
const OURS: &str = " hook claude --reports";
const BYPASS: &str = "disableBypassPermissionsMode";

/// What is put into the settings, alone: for people who do it themselves.
pub fn fragment(command: &str) -> String {
    let mut settings = Json::Object(Vec::new());
    let put = put_in(&mut settings, command);
    put.and_then(|_| settings.pretty().map_err(|error| error.to_string())).unwrap_or_default()
}

/// Puts the hooks in, in the place of those that an earlier time put there. Answers whether bypassing was switched off by
/// this. Refuses settings of another shape than Claude's.
pub(super) fn put_in(settings: &mut Json, command: &str) -> Result<bool, String> {
    if settings.get("disableAllHooks") == Some(&Json::Bool(true)) {
        return Err(
            "disableAllHooks is true there, so no hook would be asked. Take it out first".into()
        );
    }
    if let Some(hooks) = settings.get_mut("hooks") {
        take_hooks_out(hooks, true);
    }
    let object = || Json::Object(Vec::new());
    let shape = |name: &str| format!("{name} is not what Claude Code expects there. Mend it first");
    let hooks = settings.entry("hooks", object).ok_or_else(|| shape("the whole file"))?;
    for (event, decides, named) in EVENTS {
        let list = hooks.entry(event, || Json::List(Vec::new())).ok_or_else(|| shape("hooks"))?;
        let Json::List(list) = list else { return Err(shape(event)) };
        list.push(matcher(command, decides, named));
    }
    let permissions =
        settings.entry("permissions", object).ok_or_else(|| shape("the whole file"))?;
    if permissions.get(BYPASS).is_some() {
        return Ok(false);
    }
    permissions.entry(BYPASS, || "disable".into()).ok_or_else(|| shape("permissions"))?;
    Ok(true)
}

fn matcher(command: &str, decides: bool, named: bool) -> Json {
    let mut hook = vec![
        ("type".to_owned(), "command".into()),
        ("command".to_owned(), command.into()),
        ("timeout".to_owned(), Json::Number(if decides { TIMEOUT } else { TELLING }.into())),
    ];
    if decides {
        // Without it a hook that breaks lets everything through that a rule allows.
        hook.push(("onFailure".to_owned(), "block".into()));
    }
    let mut matcher = Vec::new();
    if named {
        matcher.push(("matcher".to_owned(), "*".into()));
    }
    matcher.push(("hooks".to_owned(), Json::List(vec![Json::Object(hook)])));
    Json::Object(matcher)
}

/// Takes out exactly our hooks, what is empty by that, and with `bypass` the switch that came with them.
pub(super) fn take_out(settings: &mut Json, bypass: bool) {
    let Json::Object(fields) = settings else { return };
    fields.retain_mut(|(name, value)| {
        let empty = value.is_empty();
        match name.as_str() {
            "hooks" => take_hooks_out(value, false),
            "permissions" if bypass => value.remove(BYPASS),
            _ => {}
        }
        empty || !value.is_empty()
    });
}

/// A matcher and an event that held nothing but ours go with it, unless the event is filled again at once; what was empty
/// before stays.
fn take_hooks_out(hooks: &mut Json, again: bool) {
    let Json::Object(events) = hooks else { return };
    events.retain_mut(|(event, matchers)| {
        let Json::List(matchers) = matchers else { return true };
        let before = matchers.len();
        matchers.retain_mut(|matcher| {
            let Some(Json::List(hooks)) = matcher.get_mut("hooks") else { return true };
            let before = hooks.len();
            hooks.retain(|hook| !ours(hook));
            hooks.len() == before || !hooks.is_empty()
        });
        let filled = again && EVENTS.iter().any(|(name, ..)| name == event);
        filled || matchers.len() == before || !matchers.is_empty()
    });
}

fn ours(hook: &Json) -> bool {
    hook.get("command").and_then(Json::text).is_some_and(|command| command.contains(OURS))
}

/// Whether our hooks are there.
pub(super) fn is_in(settings: &Json) -> bool {
    let mut without = settings.clone();
    take_out(&mut without, false);
    without != *settings
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &str = "/opt/mission-control hook claude --reports";

    fn json(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_is_there_stays_and_comes_back_exactly() {
        for before in [
            "{}",
            r#"{"model": "x", "permissions": {"allow": ["Bash(ls)"], "ask": ["Bash"]}}"#,
            r#"{"hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "mine"}]}], "Stop": []}}"#,
            r#"{"hooks": {"PostToolUse": [{"matcher": "odd"}, 7]}, "zebra": 1, "apple": [2]}"#,
        ] {
            let before = json(before);
            let mut after = before.clone();
            assert_eq!(put_in(&mut after, COMMAND), Ok(true));
            assert!(is_in(&after) && !is_in(&before));
            let once = after.clone();
            assert_eq!(put_in(&mut after, COMMAND), Ok(false), "the switch is there already");
            assert_eq!(after, once, "twice is once");
            take_out(&mut after, true);
            assert_eq!(after, before);
        }
    }

    #[test]
    fn a_switch_that_was_there_before_stays() {
        let before = json(r#"{"permissions": {"disableBypassPermissionsMode": "disable"}}"#);
        let mut after = before.clone();
        assert_eq!(put_in(&mut after, COMMAND), Ok(false));
        take_out(&mut after, false);
        assert_eq!(after, before);
    }

    #[test]
    fn settings_of_another_shape_are_left_alone() {
        for odd in [
            "[]",
            "7",
            r#"{"hooks": []}"#,
            r#"{"hooks": {"PreToolUse": {}}}"#,
            r#"{"permissions": 1}"#,
            r#"{"disableAllHooks": true}"#,
        ] {
            assert!(put_in(&mut json(odd), COMMAND).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_one_that_decides_blocks_when_it_breaks() {
        let fragment = json(&fragment(COMMAND));
        let hook = |event: &str| {
            let Json::List(list) = fragment.get("hooks").unwrap().get(event).unwrap() else {
                panic!()
            };
            let Json::List(hooks) = list[0].get("hooks").unwrap() else { panic!() };
            hooks[0].clone()
        };
        assert_eq!(hook("PreToolUse").get("onFailure"), Some(&"block".into()));
        assert_eq!(hook("PreToolUse").get("timeout"), Some(&Json::Number(86_400.into())));
        assert_eq!(hook("PostToolUse").get("onFailure"), None);
    }
}
