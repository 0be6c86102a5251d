//! Asking a person about a task: before it runs, and before its result counts.

use crate::{Error, MissionControl, change::Draft, reading};
use domain::{
    Approval, Digest, Gate, Task, TaskType, Version,
    action::{Code, Interpreter, Noted},
    approval::{ApprovalState, Risk},
    desktop::Desktop,
};

/// What a request tells beside its content.
struct Weighed {
    risk: Risk,
    noted: Option<Noted>,
}

impl MissionControl {
    /// Adds the approval that a task's state names: a person is asked before it runs.
    pub(crate) async fn ask_before_run(&self, draft: &mut Draft, task: &Task) -> Result<(), Error> {
        self.ask(draft, task, Gate::BeforeRun, task.run_digest()).await
    }

    /// Adds the approval that a task's state names, for what this digest stands for.
    pub(crate) async fn ask(
        &self,
        draft: &mut Draft,
        task: &Task,
        gate: Gate,
        digest: Digest,
    ) -> Result<(), Error> {
        let Some(id) = task.state.waits_on() else { return Ok(()) };
        let desktop = match gate {
            Gate::BeforeRun => self.store.desktop(&task.desktop).await?,
            Gate::Action | Gate::AfterRun => None,
        };
        let Weighed { risk, noted } = weigh(task, gate, desktop.as_ref()).await?;
        let times = self.store.settings().await?.times(gate, draft.at, &[]);
        draft.insert_approval(&Approval {
            id: id.clone(),
            gate,
            task: task.id.clone(),
            action: None,
            desktop: task.desktop.clone(),
            revision: 1,
            digest,
            bound: None,
            noted,
            enrolment: desktop.map(|desktop| desktop.enrolment),
            requested_by: task.requester(),
            requested_at: draft.at,
            decide_by: times.decide_by,
            required: 1,
            risk,
            version: Version::FIRST,
            votes: Vec::new(),
            reminded_at: None,
            remind_at: times.remind_at,
            state: ApprovalState::Pending,
        });
        Ok(())
    }
}

/// Something that will run counts by what it says it does, something that ran by whether it did what was announced.
async fn weigh(task: &Task, gate: Gate, desktop: Option<&Desktop>) -> Result<Weighed, Error> {
    if gate == Gate::AfterRun {
        let findings = task.state.run().and_then(|run| run.findings.as_ref());
        let differs = findings.is_some_and(|findings| !findings.matches());
        let risk = if differs { Risk::High } else { Risk::Low };
        return Ok(Weighed { risk, noted: None });
    }
    if task.kind == TaskType::Prompt {
        // The agent still asks before each change.
        return Ok(Weighed { risk: Risk::Medium, noted: None });
    }
    let code = Code::Script(task.content.clone());
    let reading = reading::read(read_by(task, desktop), &code).await?;
    Ok(Weighed { risk: reading.risk(), noted: Some(reading.noted()) })
}

/// What reads a task's command: as it says, else what its desktop takes for one that says nothing.
fn read_by(task: &Task, desktop: Option<&Desktop>) -> Interpreter {
    let own = || desktop?.system.as_ref()?.shell();
    task.interpreter.or_else(own).unwrap_or(Interpreter::Bash)
}
