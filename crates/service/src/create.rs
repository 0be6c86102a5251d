//! Making tasks, from nothing or from one that ended.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    text,
};
use domain::{
    Actor, DesktopId, Digest, Operator, Refusal, Task, TaskId, TaskState, TaskType, Version,
    action::Interpreter, desktop::Desktop, limits, task::Pending, wire,
};

impl MissionControl {
    /// Makes a task, and asks it to run when the body says so: both or neither.
    pub async fn create_task(
        &self,
        actor: &Actor,
        body: wire::CreateTask,
    ) -> Result<wire::Task, Error> {
        let by = actor.operator()?;
        until_fresh!(self.create_once(actor, &by, &body, None))
    }

    /// Makes a linked task that tries an ended one again, with what its reviewer said.
    pub async fn retry_task(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::RetryTask,
    ) -> Result<wire::Task, Error> {
        let by = actor.operator()?;
        until_fresh!(self.retry_once(actor, &by, id, &body))
    }

    async fn retry_once(
        &self,
        actor: &Actor,
        by: &Operator,
        id: &str,
        body: &wire::RetryTask,
    ) -> Result<wire::Task, Error> {
        let old = self.load_task(&TaskId::new(id)).await?.task;
        if !old.status().is_final() {
            return Err(Refusal::invalid(
                "id",
                format!("MC-{} is not over yet. Wait for its end, or cancel it.", old.number),
            )
            .into());
        }
        if let Some(purged) = &old.purged {
            return Err(Refusal::Purged { at: purged.at }.into());
        }
        let create = wire::CreateTask {
            kind: old.kind,
            content: body.content.clone().unwrap_or_else(|| old.content.clone()),
            desktop_id: old.desktop.to_string(),
            // One that was called by what it runs is called by what it runs now.
            title: body
                .title
                .clone()
                .or_else(|| (old.title != first_line(&old.content)).then(|| old.title.clone())),
            requires_approval: body.requires_approval.unwrap_or(old.requires_approval),
            approve_before_run: old.approve_before_run,
            depends_on: Vec::new(),
            agent: old.agent.clone(),
            external_agent: old.external_agent.clone(),
            cwd: old.cwd.clone(),
            timeout_seconds: Some(old.timeout_seconds),
            run: false,
            external_ref: old.external_ref.clone(),
            interpreter: old.interpreter,
        };
        self.create_once(actor, by, &create, Some(&old)).await
    }

    async fn create_once(
        &self,
        actor: &Actor,
        by: &Operator,
        body: &wire::CreateTask,
        old: Option<&Task>,
    ) -> Result<wire::Task, Error> {
        let now = self.clock.now();
        let desktop = self.target(&body.desktop_id).await?;
        let mut task = self.drafted(actor, by, body, &desktop, now)?;
        if let Some(old) = old {
            task.retry_of = Some(old.id.clone());
            task.attempt = old.attempt + 1;
            task.previous_feedback = old.state.decision().and_then(|d| d.feedback.clone());
        }
        let dependencies = self.prerequisites(&body.depends_on).await?;
        task.depends_on = dependencies.iter().map(|task| task.id.clone()).collect();
        let mut draft = Draft::new(by.party().clone(), now);
        if let Some(old) = old {
            // Its texts are copied: whoever purges it at this moment has either been seen here, or finds this attempt.
            draft.update_task_quietly(old, &old.clone().tried_again());
        }
        if body.run {
            task = self.asked_to_run(&mut draft, task, by, &desktop, &dependencies)?;
            // One insert is one version, however far it came.
            task.version = Version::FIRST;
        }
        self.may_begin_task(&mut draft, &task).await?;
        draft.insert_task(&task);
        if let TaskState::Pending(Pending::Asking { .. }) = &task.state {
            self.ask_before_run(&mut draft, &task).await?;
        }
        self.commit(draft.change).await?;
        self.view_task(&task.id).await
    }

    /// The task as the body says, held to its limits; without the tasks that it waits for.
    pub(crate) fn drafted(
        &self,
        actor: &Actor,
        by: &Operator,
        body: &wire::CreateTask,
        desktop: &Desktop,
        now: domain::Timestamp,
    ) -> Result<Task, Refusal> {
        text::content(&body.content)?;
        if body.kind == TaskType::Command {
            text::without_secrets("content", &body.content)?;
        }
        let title = match &body.title {
            Some(title) => title.clone(),
            None => first_line(&body.content),
        };
        text::line("title", &title, limits::TITLE)?;
        if let Some(cwd) = &body.cwd {
            text::cwd(cwd, desktop.workspace.as_deref())?;
        }
        for (field, name) in [("agent", &body.agent), ("externalAgent", &body.external_agent)] {
            if let Some(name) = name {
                text::line(field, name, limits::NAME)?;
            }
        }
        if let Some(reference) = &body.external_ref {
            text::line("externalRef", reference, limits::EXTERNAL_REF)?;
        }
        let timeout_seconds = body.timeout_seconds.unwrap_or(limits::DEFAULT_TIMEOUT);
        if !(1..=limits::TIMEOUT).contains(&timeout_seconds) {
            return Err(Refusal::invalid("timeoutSeconds", "It must be 1 to 604800."));
        }
        let prompt = body.kind == TaskType::Prompt;
        if !prompt && (body.agent.is_some() || body.external_agent.is_some()) {
            return Err(Refusal::invalid(
                "type",
                "A command runs by itself. Only a prompt has an agent.",
            ));
        }
        match body.interpreter {
            Some(_) if prompt => {
                return Err(Refusal::invalid("interpreter", "Only a command has one."));
            }
            Some(Interpreter::Exec) => {
                return Err(Refusal::invalid("interpreter", "It must be bash, sh or powershell."));
            }
            _ => {}
        }
        if body.agent.is_some() && body.external_agent.is_some() {
            return Err(Refusal::invalid(
                "externalAgent",
                "A prompt has one agent: agent or externalAgent, not both.",
            ));
        }
        // An agent that makes a prompt and names nobody works on it itself.
        let external_agent = match (actor, &body.agent, &body.external_agent) {
            (Actor::Agent { name, .. }, None, None) if prompt => Some(name.clone()),
            (_, _, given) => given.clone(),
        };
        Ok(Task {
            id: TaskId::new(self.ids.id(TaskId::PREFIX)),
            number: 0,
            version: Version::FIRST,
            kind: body.kind,
            title,
            content: body.content.clone(),
            desktop: desktop.id.clone(),
            interpreter: body.interpreter,
            agent: body.agent.clone(),
            external_agent,
            requires_approval: body.requires_approval,
            approve_before_run: body.approve_before_run,
            depends_on: Vec::new(),
            cwd: body.cwd.clone(),
            timeout_seconds,
            retry_of: None,
            attempt: 1,
            previous_feedback: None,
            created_by: by.party().clone(),
            created_at: now,
            external_ref: body.external_ref.clone(),
            salt: Digest::salt(self.ids.secret()),
            purged: None,
            state: TaskState::Pending(Pending::Draft),
        })
    }

    pub(crate) async fn target(&self, id: &str) -> Result<Desktop, Error> {
        match self.store.desktop(&DesktopId::new(id)).await? {
            Some(desktop) if desktop.removed_at.is_none() => Ok(desktop),
            _ => Err(Refusal::invalid(
                "desktopId",
                "There is no such desktop. GET /desktops lists them.",
            )
            .into()),
        }
    }
}

/// What a task without a title is called: the first line with something on it, cut at 80 characters.
pub(crate) fn first_line(content: &str) -> String {
    let line = content.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line = line.replace('\t', " ");
    if line.chars().count() <= 80 {
        return line;
    }
    let cut: String = line.chars().take(79).collect();
    format!("{cut}…")
}
