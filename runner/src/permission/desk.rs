//! The server's routes for a program that asks, one function each. What can succeed later is tried again for as long as the
//! caller is patient; a problem in the server's own words is given back as it is.

use super::Connection;
use crate::{
    client::Client,
    routes::{NOTHING, Routes},
};
use domain::wire::{
    Action, DesktopItem, FinishTask, Me, Page, Problem, Propose, ReportAction, TakeAction, Taken,
};
use reqwest::Method;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The server could not be reached, or could not do it, for as long as the caller was patient.
    #[error("the server cannot be reached: {0}")]
    Away(String),
    /// The server said no.
    #[error("{} {}", .0.title, .0.detail)]
    Refused(Box<Problem>),
}

impl Trouble {
    /// The code of the server's no.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Away(_) => None,
            Self::Refused(problem) => Some(&problem.code),
        }
    }
}

/// Which of our commands asks. The server shows it beside the agent's name: what is held by it is held by nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The one that holds a command.
    Gate,
    /// The one that an agent calls before it does something.
    Hook,
}

impl Program {
    /// What it calls itself.
    const fn name(self) -> &'static str {
        match self {
            Self::Gate => "mission-control-gate",
            Self::Hook => "mission-control-hook",
        }
    }
}

/// One program's desk at the server.
#[derive(Clone, Debug)]
pub struct Desk {
    routes: Routes,
    server: String,
}

impl Desk {
    /// A desk for this connection. Refuses an address that is none. Nothing is sent yet.
    pub fn new(connection: &Connection, program: Program) -> anyhow::Result<Self> {
        let client = Client::of(program.name(), &connection.server, &connection.key)?;
        let server = connection.server.trim_end_matches('/').to_owned();
        Ok(Self { routes: Routes::of(&client), server })
    }

    /// The server's address.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Where people read and decide about an action.
    pub fn page(&self, action: &Action) -> String {
        match &action.approval_id {
            Some(approval) => format!("{}/approvals/{approval}", self.server),
            None => format!("{}/tasks/{}", self.server, action.task_id),
        }
    }

    /// Who this key is.
    pub async fn me(&self, patience: Duration) -> Result<Me, Trouble> {
        self.call(Method::GET, "/me", NOTHING, 0, patience).await
    }

    /// The desktops. Only a key with the scope `read` may list them.
    pub async fn desktops(&self, patience: Duration) -> Result<Vec<DesktopItem>, Trouble> {
        let page: Page<DesktopItem> =
            self.call(Method::GET, "/desktops?limit=200", NOTHING, 0, patience).await?;
        Ok(page.items)
    }

    /// Asks. A lost answer asks nobody twice.
    pub async fn propose(&self, proposal: &Propose, patience: Duration) -> Result<Action, Trouble> {
        self.call(Method::POST, "/actions", Some(proposal), 0, patience).await
    }

    /// The action, at once or once it was decided, at most `wait` seconds later.
    pub async fn action(&self, id: &str, wait: u32, patience: Duration) -> Result<Action, Trouble> {
        let path = format!("/actions/{id}?wait={wait}");
        self.call(Method::GET, &path, NOTHING, wait, patience).await
    }

    /// Takes the question back.
    pub async fn withdraw(&self, id: &str, patience: Duration) -> Result<Action, Trouble> {
        let path = format!("/actions/{id}/withdraw");
        self.call(Method::POST, &path, Some(&serde_json::json!({})), 0, patience).await
    }

    /// Goes on: once. A lost answer is given again to whoever sent the request.
    pub(super) async fn take(
        &self,
        id: &str,
        reports: bool,
        patience: Duration,
    ) -> Result<Taken, Trouble> {
        let path = format!("/actions/{id}/take");
        self.call(Method::POST, &path, Some(&TakeAction { reports }), 0, patience).await
    }

    /// Says how it ended.
    pub async fn report(
        &self,
        id: &str,
        report: &ReportAction,
        patience: Duration,
    ) -> Result<Action, Trouble> {
        self.call(Method::POST, &format!("/actions/{id}/report"), Some(report), 0, patience).await
    }

    /// Ends the task that was made for the question.
    pub async fn finish(
        &self,
        task: &str,
        finish: &FinishTask,
        patience: Duration,
    ) -> Result<(), Trouble> {
        let path = format!("/tasks/{task}/finish");
        let done: Result<serde::de::IgnoredAny, Trouble> =
            self.call(Method::POST, &path, Some(finish), 0, patience).await;
        done.map(drop)
    }

    async fn call<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
        wait: u32,
        patience: Duration,
    ) -> Result<A, Trouble> {
        let mut failing: Option<Instant> = None;
        let later = |why| {
            if failing.get_or_insert_with(Instant::now).elapsed() >= patience {
                return ControlFlow::Break(Trouble::Away(why));
            }
            ControlFlow::Continue(())
        };
        self.routes.call((method, path), body, wait, later).await?.map_err(Trouble::Refused)
    }
}
