//! The whole environment of a command. What the runner itself was started with does not leak into it.

use crate::platform;
use std::ffi::OsString;

/// The variable that holds the task's id. It also marks every process of the run.
pub const TASK_ID: &str = "MISSION_CONTROL_TASK_ID";
/// The variable that holds the task's number.
pub const TASK_NUMBER: &str = "MISSION_CONTROL_TASK_NUMBER";
/// Where programs are looked for when the runner has no `PATH` itself.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What a command sees, and nothing else:
///
/// | Name | Value |
/// |---|---|
/// | `PATH`, `LANG` | the runner's own, else the usual directories and `C.UTF-8` |
/// | `HOME`, `USER`, `LOGNAME` | the account's |
/// | `TERM` | `dumb`: output is not a terminal |
/// | `MISSION_CONTROL_TASK_ID`, `MISSION_CONTROL_TASK_NUMBER` | the task's |
pub fn of_task(id: &str, number: i64) -> Vec<(OsString, OsString)> {
    let own = |name: &str, otherwise: &str| {
        std::env::var_os(name).filter(|value| !value.is_empty()).unwrap_or_else(|| otherwise.into())
    };
    let (user, home) = platform::account();
    let variables: [(&str, OsString); 8] = [
        ("PATH", own("PATH", PATH)),
        ("LANG", own("LANG", "C.UTF-8")),
        ("HOME", home.into()),
        ("USER", user.clone().into()),
        ("LOGNAME", user.into()),
        ("TERM", "dumb".into()),
        (TASK_ID, id.into()),
        (TASK_NUMBER, number.to_string().into()),
    ];
    variables.into_iter().map(|(name, value)| (name.into(), value)).collect()
}
