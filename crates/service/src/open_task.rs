//! Where an agent's proposal goes that names no task: to the agent's own running task on that machine.
//!
//! A protocol without sessions does not say which requests belong together, but the key does: a key is an agent. So all that
//! one agent proposes on one desktop within a day stands in one thread, in the order in which it came, and a person who reads
//! a card sees what went before it.

use crate::{
    Error, MissionControl,
    change::until_fresh,
    secret,
    store::{Subject, TaskQuery},
};
use domain::{
    Actor, NamedAgent, PartyKind, Refusal, TaskId, TaskState, TaskStatus, TaskType,
    action::Interpreter,
    desktop::{Desktop, SystemFacts},
    limits,
    task::Running,
    wire,
};

/// How many of the agent's newest running tasks are looked at.
const LOOKED_AT: u32 = 20;

impl MissionControl {
    /// An agent proposes an action and may leave out where: the task, the desktop when there is one only, and the
    /// interpreter. `device` is a desktop's name or id. Nothing runs by this.
    pub async fn propose_here(
        &self,
        actor: &Actor,
        device: Option<&str>,
        mut body: wire::Propose,
    ) -> Result<wire::Action, Error> {
        let (task, desktop) = match (actor, body.task_id.take()) {
            (Actor::TaskAgent { task, .. }, None) => {
                let record = self.readable_task(actor, task.as_str()).await?;
                (record.task.id, record.desktop)
            }
            (_, Some(named)) => {
                let record = self.readable_task(actor, &named).await?;
                (record.task.id, record.desktop)
            }
            (_, None) => {
                let agent = actor.agent()?;
                let desktop = self.device(device).await?;
                (self.open_task(&agent, &desktop).await?, desktop)
            }
        };
        if let Some(device) = device.filter(|device| !is_called(&desktop, device)) {
            let why =
                format!("That task is for {}, not for {device}. Leave device out.", desktop.name);
            return Err(Refusal::invalid("device", why).into());
        }
        body.task_id = Some(task.to_string());
        if body.change.script.is_some() && body.change.interpreter.is_none() {
            let shell = desktop.system.as_ref().and_then(SystemFacts::shell);
            body.change.interpreter = Some(shell.unwrap_or(Interpreter::Bash));
        }
        self.propose(actor, body).await
    }

    /// Makes a task on a desktop of this name or id, or on the only one there is.
    pub async fn create_task_here(
        &self,
        actor: &Actor,
        device: Option<&str>,
        body: wire::CreateTask,
    ) -> Result<wire::Task, Error> {
        // Whoever may make none learns no names either.
        actor.operator()?;
        let desktop_id = self.device(device).await?.id.to_string();
        self.create_task(actor, wire::CreateTask { desktop_id, ..body }).await
    }

    /// The running task of this agent there that it made itself within a day, or a new one.
    async fn open_task(&self, agent: &NamedAgent, desktop: &Desktop) -> Result<TaskId, Error> {
        // One at a time: what an agent asks at once goes to one task. Here those of this server wait for each other; those of
        // others lose their turn in the commit, and look again.
        let _one = self.opening.lock().await;
        until_fresh!(self.open_task_once(agent, desktop))
    }

    async fn open_task_once(&self, agent: &NamedAgent, desktop: &Desktop) -> Result<TaskId, Error> {
        let name = &agent.party().name;
        let query = TaskQuery {
            statuses: vec![TaskStatus::Running],
            kind: Some(TaskType::Prompt),
            desktop: Some(desktop.id.clone()),
            agent: Some(name.clone()),
            limit: LOOKED_AT,
            ..TaskQuery::default()
        };
        let now = self.clock.now();
        let place = format!("open task\n{}\n{name}", desktop.id);
        let of = Subject(secret::hash(place.as_bytes()));
        // Before the tasks: whoever opens one in between makes this turn stale.
        let turn = (of, self.store.turn(of).await?);
        for record in self.store.tasks(&query).await? {
            let task = record.task;
            let own = task.created_by.kind == PartyKind::Agent && task.created_by.name == *name;
            let going = matches!(task.state, TaskState::Running(Running { cancel: None, .. }));
            let fresh = now.seconds_since(task.created_at) < limits::OPEN_TASK;
            let is_own_work = task.external_agent.as_ref() == Some(name);
            if own && going && fresh && is_own_work {
                let actions = self.store.actions_of(&task.id).await?;
                if actions.len() < limits::ACTIONS {
                    return Ok(task.id);
                }
            }
        }
        let title = format!("Requests of {name}");
        self.begin_task(agent, desktop, title, Some(turn)).await
    }

    /// The desktop of this name or id; without one, the only desktop there is.
    pub(crate) async fn device(&self, wanted: Option<&str>) -> Result<Desktop, Error> {
        let mut desktops = self.store.desktops().await?;
        let found = match wanted {
            Some(wanted) => desktops.iter().position(|desktop| is_called(desktop, wanted)),
            None => (desktops.len() == 1).then_some(0),
        };
        if let Some(found) = found {
            return Ok(desktops.swap_remove(found));
        }
        let names: Vec<&str> = desktops.iter().map(|desktop| desktop.name.as_str()).collect();
        let names = names.join(", ");
        let why = match (wanted, desktops.len()) {
            (_, 0) => "There is no desktop yet. Ask a person to add one.".to_owned(),
            (Some(_), _) => format!("There is no such desktop. There are: {names}."),
            (None, _) => format!("There are several desktops, so name one of: {names}."),
        };
        Err(Refusal::invalid("device", why).into())
    }

    /// An action of the agent, or what a person changed it to. With a wait it answers when that is over, at most that many
    /// seconds (50 at most) later. A question that was answered with yes is over by being read: nothing runs by it.
    pub async fn followed_action(
        &self,
        actor: &Actor,
        id: &str,
        wait_seconds: u32,
    ) -> Result<wire::Action, Error> {
        let mut action = self.action(actor, id, wait_seconds).await?;
        while let Some(next) = action.superseded_by.take() {
            action = self.action(actor, &next, 0).await?;
        }
        if action.state == "approved" && matches!(action.exact, Some(wire::Exact::Question(_))) {
            let told = wire::TakeAction { reports: false };
            action = match self.take_action(actor, &action.id, told).await {
                Ok(taken) => taken.action,
                // Whoever said yes may no longer decide, so somebody else is asked.
                Err(Error::Refused(Refusal::AskedAnew)) => {
                    self.action(actor, &action.id, 0).await?
                }
                Err(error) => return Err(error),
            };
        }
        Ok(action)
    }
}

fn is_called(desktop: &Desktop, text: &str) -> bool {
    desktop.id.as_str() == text || desktop.name.to_lowercase() == text.to_lowercase()
}
