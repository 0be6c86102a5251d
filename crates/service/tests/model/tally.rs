//! How often each kind of step came to something: a model that only ever hears "no" would prove nothing.

use crate::{hands::Fact, steps::Step};
use std::{collections::BTreeMap, sync::Mutex};

static SEEN: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

/// Counts one.
pub fn count(step: &Step, fact: &Fact) {
    let step = format!("{step:?}");
    let verb = step.split([' ', '{']).next().unwrap_or_default();
    let came = match fact {
        Fact::Nothing => "nothing".to_owned(),
        Fact::Refused(code) => format!("no, {code}"),
        Fact::Action(action) => format!("yes, {}", action.state),
        Fact::Task(task) => format!("yes, {}", task.status.as_str()),
        Fact::Resolved(answer) => {
            format!("yes, {} {:?}", answer.approval.state, answer.approval.gate)
        }
        Fact::Work(work) => match **work {
            domain::wire::Work::Task(_) => "yes, a task".to_owned(),
            _ => "yes, an action".to_owned(),
        },
        Fact::Done => "yes".to_owned(),
    };
    *SEEN.lock().unwrap().entry(format!("{verb}: {came}")).or_default() += 1;
}

/// What was counted, one kind a line.
pub fn told() -> String {
    let seen = SEEN.lock().unwrap();
    let lines: Vec<String> =
        seen.iter().map(|(what, times)| format!("{times:6}  {what}")).collect();
    lines.join("\n")
}

/// How often something of this kind came to this.
pub fn times(what: &str) -> u32 {
    SEEN.lock().unwrap().get(what).copied().unwrap_or(0)
}
