//! The whole environment of a command. What the runner itself was started with does not leak into it.

use crate::platform;
use domain::ActionId;
use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
};

/// The variable that holds the task's id. It also marks every process of the task's run.
pub const TASK_ID: &str = "MISSION_CONTROL_TASK_ID";
/// The variable that holds the action's id. It also marks every process of the action's run.
pub const ACTION_ID: &str = "MISSION_CONTROL_ACTION_ID";
/// The variable that holds the task's number.
pub const TASK_NUMBER: &str = "MISSION_CONTROL_TASK_NUMBER";
/// What our own variables begin with.
const OWN: &str = "MISSION_CONTROL_";

/// What a command sees, and nothing else:
///
/// | Name | Value |
/// |---|---|
/// | `PATH`, `LANG` | the runner's own, else the usual directories and `C.UTF-8` |
/// | `HOME`, `USER`, `LOGNAME` | the account's |
/// | `TERM` | `dumb`: output is not a terminal |
/// | `MISSION_CONTROL_TASK_ID` or `MISSION_CONTROL_ACTION_ID` | the task's or the action's |
/// | `MISSION_CONTROL_TASK_NUMBER` | the task's |
/// | what was `added` | as it was approved |
///
/// On Windows also the variables without which programs do not start there.
pub fn of(work: &str, number: i64, added: &BTreeMap<String, String>) -> Vec<(OsString, OsString)> {
    let (user, home) = platform::account();
    let inherited = platform::INHERITED.iter().filter_map(|n| Some(((*n).into(), own(n)?)));
    let mut variables: Vec<(OsString, OsString)> = inherited.collect();
    let ours: [(&str, OsString); 8] = [
        ("PATH", path()),
        ("LANG", own("LANG").unwrap_or_else(|| "C.UTF-8".into())),
        ("HOME", home.into()),
        ("USER", user.clone().into()),
        ("LOGNAME", user.into()),
        ("TERM", "dumb".into()),
        (mark(work), work.into()),
        (TASK_NUMBER, number.to_string().into()),
    ];
    variables.extend(ours.map(|(name, value)| (name.into(), value)));
    // The last one of a name counts.
    variables.extend(added.iter().map(|(name, value)| (name.into(), value.into())));
    variables
}

/// Where the runner itself finds programs.
pub fn path() -> OsString {
    own("PATH").unwrap_or_else(|| platform::PATH.into())
}

/// Where a run finds programs.
pub(crate) fn path_of(env: &[(OsString, OsString)]) -> &OsStr {
    let path = env.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case("PATH"));
    path.map_or(OsStr::new(""), |(_, value)| value)
}

/// The variable whose value marks the processes of this work.
pub(crate) fn mark(work: &str) -> &'static str {
    if work.starts_with(ActionId::PREFIX) { ACTION_ID } else { TASK_ID }
}

/// Refuses names that no environment can hold, and those by which a run's processes are found.
pub(crate) fn check(added: &BTreeMap<String, String>) -> Result<(), String> {
    for (name, value) in added {
        if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
            return Err(format!("There can be no environment variable {name:?} with this value."));
        }
        if name.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN)) {
            return Err(format!("The variable {name} is Mission Control's own and cannot be set."));
        }
    }
    Ok(())
}

fn own(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(name: &str, value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn names_that_cannot_be_or_are_ours_are_refused() {
        for name in ["", "A=B", "A\0", "MISSION_CONTROL_TASK_ID", "mission_control_x"] {
            assert!(check(&added(name, "x")).is_err(), "{name:?}");
        }
        assert!(check(&added("A", "x\0y")).is_err());
        for name in ["A", "a b", "MISSION", "ÄÖÜ", " "] {
            assert_eq!(check(&added(name, "x=\n")), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn an_action_and_a_task_carry_different_marks() {
        assert_eq!((mark("a_1"), mark("t_1")), (ACTION_ID, TASK_ID));
    }

    #[test]
    fn an_added_path_is_where_programs_are_looked_for() {
        let env = of("a_1", 1, &added("PATH", "/only/here"));
        assert_eq!(path_of(&env), "/only/here");
    }
}
