//! What people and agents ask of a server. Each answer is read and held to what it must say: a load that got another
//! answer than it should have fails.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::client::{Connection, Who};
use crate::door::Door;

const API: &str = "/api/mission-control";

/// Everybody the load plays.
pub(crate) struct Desk {
    pub(crate) person: Who,
    pub(crate) agent: Who,
    pub(crate) desktop: String,
}

/// Something that waits for a person, as it was read.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Waiting {
    pub(crate) id: String,
    digest: String,
}

/// What an agent proposed.
pub(crate) struct Proposed {
    action: String,
    approval: Waiting,
}

#[derive(Deserialize)]
struct List<T> {
    items: Vec<T>,
    #[serde(default, rename = "nextCursor")]
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct State {
    id: String,
    state: String,
}

#[derive(Deserialize)]
struct Resolved {
    approval: State,
}

#[derive(Deserialize)]
struct ResolvedOne {
    id: String,
    status: u16,
    approval: Option<State>,
}

impl Desk {
    /// Finds the one desktop that work is sent to.
    pub(crate) async fn enter(door: &Door) -> Result<Self> {
        let (person, agent) = (door.person()?, door.agent()?);
        let first = door.servers.first().context("no server is named")?;
        let mut connection = Connection::open(*first).await?;
        let answer = connection.get(&format!("{API}/desktops"), &person).await?.expect(200)?;
        let desktops: List<Named> = answer.json()?;
        let desktop = desktops.items.into_iter().next().context("there is no desktop")?.id;
        Ok(Self { person, agent, desktop })
    }

    /// A command that must be approved before it runs, and is asked to run: its approval waits. Answers the approval.
    pub(crate) async fn create(
        &self,
        connection: &mut Connection,
        number: usize,
    ) -> Result<String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Created {
            pending_approval_ids: Vec<String>,
        }
        let task = json!({
            "type": "command", "title": format!("Rotate the logs of host {number}"),
            "content": format!("logrotate --force /etc/logrotate.d/app-{number}"),
            "desktopId": self.desktop, "approveBeforeRun": true, "run": true,
        });
        let answer = connection.post(&format!("{API}/tasks"), &self.person, &task).await?;
        let mut created: Created = answer.expect(201)?.json()?;
        created.pending_approval_ids.pop().context("the new task does not wait for a person")
    }

    /// An agent asks whether it may do something itself.
    pub(crate) async fn propose(
        &self,
        connection: &mut Connection,
        number: usize,
    ) -> Result<Proposed> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Action {
            id: String,
            approval_id: Option<String>,
            digest: String,
            state: String,
        }
        let proposal = json!({
            "kind": "agent_permission", "desktopId": self.desktop,
            "title": format!("Rotate the logs of host {number}"), "tool": {"name": "Bash"},
            "exact": {"command": format!("logrotate --force /etc/logrotate.d/app-{number}")},
            "description": "Rotates the logs of one application now.",
        });
        let answer = connection.post(&format!("{API}/actions"), &self.agent, &proposal).await?;
        let action: Action = answer.expect(201)?.json()?;
        ensure!(action.state == "pending", "the new proposal is {}", action.state);
        let id = action.approval_id.context("nobody is asked about the proposal")?;
        Ok(Proposed { action: action.id, approval: Waiting { id, digest: action.digest } })
    }

    /// The agent waits until its proposal is answered, which must be a yes.
    pub(crate) async fn wait(&self, connection: &mut Connection, on: &Proposed) -> Result<()> {
        let path = format!("{API}/actions/{}?wait=50", on.action);
        loop {
            let answer = connection.get(&path, &self.agent).await?.expect(200)?;
            let action: State = answer.json()?;
            ensure!(action.id == on.action, "{} was told of {}", on.action, action.id);
            match action.state.as_str() {
                "approved" => return Ok(()),
                "pending" => {}
                other => anyhow::bail!("{} became {other}", action.id),
            }
        }
    }

    /// The first fifty that wait.
    pub(crate) async fn list(&self, connection: &mut Connection) -> Result<()> {
        let answer =
            connection.get(&format!("{API}/approvals"), &self.person).await?.expect(200)?;
        let list: List<serde::de::IgnoredAny> = answer.json()?;
        ensure!(list.items.len() == 50, "{} of 50 came", list.items.len());
        Ok(())
    }

    /// The first `count` tasks that wait, oldest first, as their deciders read them.
    pub(crate) async fn waiting(
        &self,
        connection: &mut Connection,
        count: usize,
    ) -> Result<Vec<Waiting>> {
        let mut found: Vec<Waiting> = Vec::with_capacity(count + 200);
        let mut cursor = String::new();
        while found.len() < count {
            let path = format!("{API}/approvals?gate=before_run&limit=200{cursor}");
            let answer = connection.get(&path, &self.person).await?.expect(200)?;
            let page: List<Waiting> = answer.json()?;
            found.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        ensure!(found.len() >= count, "{} wait, and {count} are needed", found.len());
        found.truncate(count);
        Ok(found)
    }

    /// One that waits, as its decider reads it.
    pub(crate) async fn read(&self, connection: &mut Connection, id: &str) -> Result<Waiting> {
        let path = format!("{API}/approvals/{id}");
        connection.get(&path, &self.person).await?.expect(200)?.json()
    }

    /// A person says yes to one.
    pub(crate) async fn decide(&self, connection: &mut Connection, about: &Waiting) -> Result<()> {
        let path = format!("{API}/approvals/{}/resolve", about.id);
        let body = json!({"decision": "approve", "digest": about.digest});
        let answer = connection.post(&path, &self.person, &body).await?.expect(200)?;
        let Resolved { approval } = answer.json()?;
        approved(&approval, &about.id)
    }

    /// A person says yes to many at once.
    pub(crate) async fn decide_many(
        &self,
        connection: &mut Connection,
        about: &[Waiting],
    ) -> Result<()> {
        let item =
            |one: &Waiting| json!({"id": one.id, "decision": "approve", "digest": one.digest});
        let body = json!({"items": about.iter().map(item).collect::<Vec<_>>()});
        let path = format!("{API}/approvals/resolve");
        let answer = connection.post(&path, &self.person, &body).await?.expect(200)?;
        let resolved: List<ResolvedOne> = answer.json()?;
        ensure!(resolved.items.len() == about.len(), "{} answers came", resolved.items.len());
        for (one, about) in resolved.items.iter().zip(about) {
            ensure!(one.status == 200, "{} was answered with {}", one.id, one.status);
            approved(one.approval.as_ref().context("an answer lacks its approval")?, &about.id)?;
        }
        Ok(())
    }
}

impl Proposed {
    /// What a person decides about.
    pub(crate) fn approval(&self) -> &Waiting {
        &self.approval
    }
}

fn approved(approval: &State, id: &str) -> Result<()> {
    ensure!(approval.id == id, "{id} was decided, and {} answered", approval.id);
    ensure!(approval.state == "approved", "{id} became {}", approval.state);
    Ok(())
}
