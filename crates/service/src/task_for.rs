//! The task that is made for an agent which only brings an action.

use crate::{
    Error, MissionControl,
    change::Draft,
    store::{SharedWrite, Subject, Write},
};
use domain::{
    Actor, Digest, NamedAgent, Refusal, Task, TaskId, TaskState, TaskType, Version,
    action::Proposal, desktop::Desktop, limits, task::Pending,
};

impl MissionControl {
    /// The prompt task that is made for an agent which only brings an action.
    pub(crate) async fn task_for(
        &self,
        actor: &Actor,
        desktop: &str,
        proposal: &Proposal,
    ) -> Result<TaskId, Error> {
        let agent = actor.agent()?;
        let Some(title) = proposal.title.clone() else {
            return Err(Refusal::invalid("title", "A new task needs one.").into());
        };
        let desktop = self.target(desktop).await?;
        self.begin_task(&agent, &desktop, title, None).await
    }

    /// A prompt task of this title that the agent works on, running. With a turn it is the only one that is begun since that
    /// was read: it is stale otherwise.
    pub(crate) async fn begin_task(
        &self,
        agent: &NamedAgent,
        desktop: &Desktop,
        title: String,
        turn: Option<(Subject, i64)>,
    ) -> Result<TaskId, Error> {
        let now = self.clock.now();
        let mut draft = Draft::new(agent.party().clone(), now);
        self.may_begin(&mut draft, &agent.party().name).await?;
        if let Some((of, read)) = turn {
            draft.write(Write::Shared(SharedWrite::TakeTurn { of, read }));
        }
        let task = Task {
            id: TaskId::new(self.ids.id(TaskId::PREFIX)),
            number: 0,
            version: Version::FIRST,
            kind: TaskType::Prompt,
            content: title.clone(),
            title,
            desktop: desktop.id.clone(),
            interpreter: None,
            agent: None,
            external_agent: Some(agent.party().name.clone()),
            requires_approval: false,
            approve_before_run: false,
            depends_on: Vec::new(),
            cwd: None,
            timeout_seconds: limits::DEFAULT_TIMEOUT,
            retry_of: None,
            attempt: 1,
            previous_feedback: None,
            created_by: agent.party().clone(),
            created_at: now,
            external_ref: None,
            salt: Digest::salt(self.ids.secret()),
            purged: None,
            state: TaskState::Pending(Pending::Draft),
        };
        let mut task = task.begin(agent, now)?;
        // One insert is one version, however far it came.
        task.version = Version::FIRST;
        draft.insert_task(&task);
        self.commit(draft.change).await?;
        Ok(task.id)
    }
}
