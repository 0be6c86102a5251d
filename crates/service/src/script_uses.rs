//! What is known about a script beside its text: what it says about itself, where it was used, and what it was before.

use crate::{Error, MissionControl, reading, store::TaskRecord, views};
use domain::{
    Actor, TaskState,
    action::{Code, Noted},
    approval::Risk,
    script::ScriptVersion,
    wire,
};

/// How many tasks and versions are told of.
const SHOWN: u32 = 20;

/// What is known about a script.
#[derive(Clone, Debug)]
pub struct ScriptUses {
    /// What was read in its text, without the values of its parameters.
    pub noted: Noted,
    /// How much could go wrong with it.
    pub risk: Risk,
    /// The newest tasks that ran it.
    pub runs: Vec<ScriptRun>,
    /// How many tasks ran it in all.
    pub run_count: u32,
    /// Its newest versions, the present one first.
    pub versions: Vec<ScriptVersion>,
}

/// A task that ran a script.
#[derive(Clone, Debug)]
pub struct ScriptRun {
    /// The task, without its output.
    pub task: wire::Task,
    /// Where it stands, with all that is known about it.
    pub state: TaskState,
    /// The version of the script that it ran.
    pub version: i64,
}

impl MissionControl {
    /// What is known about a script that was not removed.
    pub async fn script_uses(&self, actor: &Actor, id: &str) -> Result<ScriptUses, Error> {
        actor.reader()?;
        let script = self.load_script(id).await?;
        let code = Code::Script(script.body.clone());
        let reading = reading::read(script.interpreter, &code).await?;
        let now = self.clock.now();
        let mut runs = Vec::new();
        for (task, version) in self.store.script_runs(&script.id, SHOWN).await? {
            let record: Option<TaskRecord> = self.store.task(&task).await?;
            runs.extend(record.map(|record| ScriptRun {
                task: views::task(&record, now),
                state: record.task.state,
                version: version.0,
            }));
        }
        Ok(ScriptUses {
            risk: reading.risk(),
            noted: reading.noted(),
            runs,
            run_count: self.store.count_script_runs(&script.id).await?,
            versions: self.store.script_versions(&script.id, SHOWN).await?,
        })
    }
}
