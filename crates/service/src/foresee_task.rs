//! What would come of a task before there is one: what its command says about itself, what the policy says, and why it would
//! be refused. Nothing is stored.

use crate::{
    Error, MissionControl,
    foresee::{Answers, answers},
    reading, text,
};
use domain::{
    Actor, Refusal, TaskType,
    action::{Code, Interpreter, Noted},
    approval::Risk,
    desktop::Desktop,
    policy::{Case, Level},
    wire,
};

/// What would come of a task.
#[derive(Clone, Debug)]
pub struct TaskForeseen {
    /// What would read its command; none for a prompt.
    pub interpreter: Option<Interpreter>,
    /// What was read in its command; none for a prompt, and for what would not be taken.
    pub read: Option<(Noted, Risk)>,
    /// What the policy says.
    pub policy: Option<Said>,
    /// Why it would be refused as it is.
    pub refused: Option<Refusal>,
}

/// What the policy says about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// About a command: what would happen if an agent proposed the same, and why.
    Proposed(Level, String),
    /// About a prompt: what would happen with what its agent proposes.
    Answers(Answers),
}

impl MissionControl {
    /// What would come of this task on its desktop. A task that would be refused is no error here: the answer says why.
    pub async fn foresee_task(
        &self,
        actor: &Actor,
        body: &wire::CreateTask,
    ) -> Result<TaskForeseen, Error> {
        let by = actor.operator()?;
        let now = self.clock.now();
        let mut foreseen =
            TaskForeseen { interpreter: None, read: None, policy: None, refused: None };
        let desktop = match self.target(&body.desktop_id).await {
            Ok(desktop) => desktop,
            Err(Error::Refused(refusal)) => {
                foreseen.refused = Some(refusal);
                return Ok(foreseen);
            }
            Err(error) => return Err(error),
        };
        // What is not written yet is not refused yet.
        if !body.content.trim().is_empty() {
            foreseen.refused = self.drafted(actor, &by, body, &desktop, now).err();
        }
        let policy = self.store.policy().await?;
        if body.kind == TaskType::Prompt {
            let external = body.external_agent.as_deref();
            let agent = external.or(body.agent.as_deref()).or_else(|| first(&desktop));
            let agent = agent.unwrap_or_default();
            foreseen.policy = Some(Said::Answers(answers(&policy, agent, &desktop.id, now)));
            return Ok(foreseen);
        }
        let interpreter = body.interpreter.or_else(|| desktop.system.as_ref()?.shell());
        let interpreter = interpreter.unwrap_or(Interpreter::Bash);
        foreseen.interpreter = Some(interpreter);
        if text::content(&body.content).is_ok() {
            let code = Code::Script(body.content.clone());
            let reading = reading::read(interpreter, &code).await?;
            let case = Case { agent: "", desktop: &desktop.id, interpreter, reading: &reading };
            let judgement = policy.judge(&case, now);
            foreseen.policy = Some(Said::Proposed(judgement.level, judgement.reason));
            let risk = reading.risk();
            foreseen.read = Some((reading.noted(), risk));
        }
        Ok(foreseen)
    }
}

/// The agent that a prompt goes to which names none.
fn first(desktop: &Desktop) -> Option<&str> {
    desktop.agents.first().map(String::as_str)
}
