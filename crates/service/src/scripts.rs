//! Saved, tested commands, and running one by hand.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    store::Write,
    text,
};
use domain::{
    Actor, Refusal, ScriptId, Task, TaskId, TaskState, TaskType, Version,
    action::Interpreter,
    limits,
    script::{Parameter, Script},
    task::Pending,
    wire,
};

impl MissionControl {
    /// Scripts, by name.
    pub async fn scripts(&self, actor: &Actor) -> Result<Vec<wire::ScriptItem>, Error> {
        actor.reader()?;
        Ok(self.store.scripts().await?.iter().map(item).collect())
    }

    /// A script.
    pub async fn script(&self, actor: &Actor, id: &str) -> Result<wire::ScriptItem, Error> {
        actor.reader()?;
        Ok(item(&self.load_script(id).await?))
    }

    /// Saves a new script.
    pub async fn create_script(
        &self,
        actor: &Actor,
        body: wire::CreateScript,
    ) -> Result<wire::ScriptItem, Error> {
        let by = actor.operator()?;
        check(&body)?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let script = Script {
            id: ScriptId::new(self.ids.id(ScriptId::PREFIX)),
            version: Version::FIRST,
            name: body.name,
            interpreter: body.interpreter,
            body: body.body,
            description: body.description,
            parameters: body.parameters,
            created_by: by.party().clone(),
            created_at: draft.at,
            updated_at: draft.at,
            removed_at: None,
        };
        draft.write(Write::InsertScript(Box::new(script.clone())));
        keep(&mut draft, &script);
        draft.audit("script.create", "script", &script.id, None);
        self.commit(draft.change).await?;
        Ok(item(&script))
    }

    /// Changes a script, if it is still the version that was read.
    pub async fn change_script(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ChangeScript,
    ) -> Result<wire::ScriptItem, Error> {
        let by = actor.operator()?;
        check(&body.script)?;
        until_fresh!(async {
            let before = self.load_script(id).await?;
            if before.version.0 != body.version {
                return Err(Refusal::Superseded.into());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let change = body.script.clone();
            let after = Script {
                version: before.version.next(),
                name: change.name,
                interpreter: change.interpreter,
                body: change.body,
                description: change.description,
                parameters: change.parameters,
                updated_at: draft.at,
                ..before.clone()
            };
            let write =
                Write::UpdateScript { script: Box::new(after.clone()), read: before.version };
            draft.write(write);
            keep(&mut draft, &after);
            draft.audit("script.change", "script", &after.id, None);
            self.commit(draft.change).await?;
            Ok(item(&after))
        })
    }

    /// A script is no longer offered; the tasks it made stay.
    pub async fn remove_script(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        let by = actor.operator()?;
        until_fresh!(async {
            let before = self.load_script(id).await?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let mut after = before.clone();
            after.version = before.version.next();
            after.removed_at = Some(draft.at);
            draft.audit("script.remove", "script", &after.id, None);
            draft.write(Write::UpdateScript { script: Box::new(after), read: before.version });
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// The exact text that would run with these values.
    pub async fn script_text(
        &self,
        actor: &Actor,
        id: &str,
        body: &wire::RunScript,
    ) -> Result<String, Error> {
        actor.reader()?;
        Ok(filled_in(&self.load_script(id).await?, body)?)
    }

    /// Runs a script as a command task of its own. Run for another task, it runs on the same machine and is told in that
    /// task's thread.
    pub async fn run_script(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::RunScript,
    ) -> Result<wire::Task, Error> {
        let by = actor.operator()?;
        until_fresh!(async {
            let script = self.load_script(id).await?;
            let content = filled_in(&script, &body)?;
            let origin = match &body.task_id {
                Some(id) => Some(self.load_task(&TaskId::new(id)).await?.task),
                None => None,
            };
            let desktop = match (&origin, &body.desktop_id) {
                (Some(task), None) => task.desktop.to_string(),
                (Some(task), Some(id)) if task.desktop.as_str() == id => id.clone(),
                (Some(_), Some(_)) => {
                    return Err(Refusal::invalid(
                        "desktopId",
                        "A script for a task runs on that task's desktop.",
                    )
                    .into());
                }
                (None, Some(id)) => id.clone(),
                (None, None) => {
                    return Err(Refusal::invalid("desktopId", "Name a desktop or a task.").into());
                }
            };
            let desktop = self.target(&desktop).await?;
            let create = wire::CreateTask {
                kind: TaskType::Command,
                content,
                desktop_id: desktop.id.to_string(),
                title: Some(script.name.clone()),
                requires_approval: false,
                approve_before_run: body.approve_before_run,
                depends_on: Vec::new(),
                agent: None,
                external_agent: None,
                cwd: None,
                timeout_seconds: None,
                run: true,
                external_ref: origin.as_ref().and_then(|task| task.external_ref.clone()),
                interpreter: Some(script.interpreter),
            };
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let task = self.drafted(actor, &by, &create, &desktop, draft.at)?;
            let mut task = self.asked_to_run(&mut draft, task, &by, &desktop, &[])?;
            task.version = Version::FIRST;
            draft.insert_task(&task);
            draft.write(Write::InsertScriptRun {
                task: task.id.clone(),
                script: script.id.clone(),
                version: script.version,
            });
            if let TaskState::Pending(Pending::Asking { .. }) = &task.state {
                self.ask_before_run(&mut draft, &task).await?;
            }
            draft.audit("script.run", "script", &script.id, Some(task.run_digest()));
            if let Some(origin) = &origin {
                self.tell_origin(&mut draft, origin, &task, &script.name);
            }
            self.commit(draft.change).await?;
            self.view_task(&task.id).await
        })
    }

    fn tell_origin(&self, draft: &mut Draft, origin: &Task, task: &Task, name: &str) {
        let text = format!("Handles it by hand: runs the script {name}.");
        let mut message = self.message(origin, draft.party(), draft.at, text);
        message.mentions = Some(task.id.clone());
        draft.say(message);
    }

    pub(crate) async fn load_script(&self, id: &str) -> Result<Script, Error> {
        let found = self.store.script(&ScriptId::new(id)).await?;
        found
            .filter(|script| script.removed_at.is_none())
            .ok_or_else(|| Refusal::not_found("script", id).into())
    }
}

/// The version stays beside what the script becomes later.
fn keep(draft: &mut Draft, script: &Script) {
    let version = Box::new(script.kept(draft.party()));
    draft.write(Write::KeepScriptVersion { script: script.id.clone(), version });
}

/// The text that runs. Nothing that the script does not ask for is taken.
fn filled_in(script: &Script, body: &wire::RunScript) -> Result<String, Refusal> {
    let known = |name: &String| script.parameters.iter().any(|p| p.name == *name);
    if let Some(name) = body.parameters.keys().find(|name| !known(name)) {
        return Err(Refusal::invalid("parameters", format!("The script has no {name}.")));
    }
    let content = script.with_values(|name| body.parameters.get(name).map(String::as_str))?;
    text::content(&content)?;
    Ok(content)
}

fn check(script: &wire::CreateScript) -> Result<(), Refusal> {
    text::line("name", &script.name, limits::NAME)?;
    if script.interpreter == Interpreter::Exec {
        return Err(Refusal::invalid("interpreter", "It must be bash, sh or powershell."));
    }
    if script.body.trim().is_empty() {
        return Err(Refusal::invalid("body", "It is empty. Write a command."));
    }
    text::code(&domain::action::Code::Script(script.body.clone()))?;
    text::without_secrets("body", &script.body)?;
    text::note("description", &script.description, limits::DESCRIPTION)?;
    if script.parameters.len() > limits::PARAMETERS {
        return Err(Refusal::invalid("parameters", "At most 30."));
    }
    for (place, parameter) in script.parameters.iter().enumerate() {
        check_parameter(parameter)?;
        if script.parameters[..place].iter().any(|other| other.name == parameter.name) {
            let why = format!("{} is there twice.", parameter.name);
            return Err(Refusal::invalid("parameters", why));
        }
    }
    Ok(())
}

fn check_parameter(parameter: &Parameter) -> Result<(), Refusal> {
    let name = &parameter.name;
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let begins = name.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
    if !letters || !begins || name.len() > limits::NAME {
        return Err(Refusal::invalid(
            "parameters",
            "A name has letters, digits and underscores, and does not begin with a digit.",
        ));
    }
    text::note("parameters", &parameter.description, limits::DESCRIPTION)?;
    if let Some(default) = &parameter.default {
        text::note("parameters", default, limits::DESCRIPTION)?;
    }
    Ok(())
}

fn item(script: &Script) -> wire::ScriptItem {
    wire::ScriptItem {
        id: script.id.to_string(),
        version: script.version.0,
        name: script.name.clone(),
        interpreter: script.interpreter,
        body: script.body.clone(),
        description: script.description.clone(),
        parameters: script.parameters.clone(),
        created_by: script.created_by.clone(),
        created_at: script.created_at,
        updated_at: script.updated_at,
    }
}
