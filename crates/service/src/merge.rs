//! A person takes what an agent did on a branch into the checkout that it was made from: as a command task of their own, with
//! the gates that any command has.

use crate::{Error, MissionControl};
use domain::{Actor, Refusal, TaskId, TaskStatus, TaskType, action::Interpreter, wire};

impl MissionControl {
    /// Makes the task that merges the branch of a task that is done, and asks it to run. It names the commit that was
    /// reviewed, so what came onto the branch later is not merged. Where git cannot merge, the checkout stays as it was and
    /// the task fails. Refused for a task that is not done, or has no branch.
    pub async fn merge_branch(&self, actor: &Actor, id: &str) -> Result<wire::Task, Error> {
        actor.operator()?;
        let record = self.load_task(&TaskId::new(id)).await?;
        let task = &record.task;
        if let Some(purged) = &task.purged {
            return Err(Refusal::Purged { at: purged.at }.into());
        }
        if task.status() != TaskStatus::Done {
            return Err(Refusal::NotDone(task.status()).into());
        }
        let Some(branch) = task.state.run().and_then(|run| run.branch.clone()) else {
            return Err(Refusal::NoBranch.into());
        };
        let windows = record.desktop.system.as_ref().is_some_and(|system| system.os == "windows");
        let body = wire::CreateTask {
            kind: TaskType::Command,
            content: command(&branch.commit, windows),
            desktop_id: task.desktop.to_string(),
            title: Some(format!("Merge {} of MC-{}", branch.name, task.number)),
            requires_approval: false,
            approve_before_run: false,
            depends_on: Vec::new(),
            agent: None,
            external_agent: None,
            cwd: Some(branch.repository),
            timeout_seconds: None,
            run: true,
            external_ref: None,
            interpreter: windows.then_some(Interpreter::Powershell),
        };
        self.create_task(actor, body).await
    }
}

/// Said where a merge of somebody else is under way: calling ours off would call theirs off.
const UNDER_WAY: &str = "A merge is under way in this checkout. Finish it, then merge again.";

/// Merges the commit, or leaves everything as it was.
fn command(commit: &str, windows: bool) -> String {
    let (asked, merge) =
        ("git rev-parse -q --verify MERGE_HEAD", format!("git merge --no-ff --no-edit {commit}"));
    if windows {
        format!(
            "{asked}\nif ($LASTEXITCODE -eq 0) {{ Write-Output \"{UNDER_WAY}\"; exit 1 }}\n{merge}\n\
             if ($LASTEXITCODE -ne 0) {{ git merge --abort; exit 1 }}\n"
        )
    } else {
        format!(
            "if {asked}; then echo \"{UNDER_WAY}\"; exit 1; fi\n{merge} || {{ git merge --abort; exit 1; }}\n"
        )
    }
}
