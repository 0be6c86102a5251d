//! Waiting for the decision, and taking what was approved.

use super::{Desk, Trouble};
use domain::wire::{Action, Exact, Taken};
use std::time::{Duration, Instant};

/// How long a poll waits, in seconds: below what the server allows and proxies cut.
const POLL: u64 = 45;

/// How long somebody waits.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// Until when. For ever when absent.
    pub until: Option<Instant>,
    /// How long a server that is away is tried again.
    pub patience: Duration,
    /// Whether it will be said how what was allowed ended.
    pub reports: bool,
}

/// What came of it.
#[derive(Debug)]
pub enum Go {
    /// It was approved and taken: exactly this may be done now, once.
    Now(Box<Taken>),
    /// It may not be done.
    No(No),
    /// Nobody decided in time. It still waits.
    NotYet,
}

/// Why it may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// A person said no.
    Rejected {
        /// Who.
        by: String,
        /// Why, in their words.
        feedback: Option<String>,
    },
    /// Nobody decided in the time that was set.
    Expired,
    /// It was approved, and not taken for too long.
    Lapsed,
    /// It, or the yes to it, was taken back.
    TakenBack,
    /// It was let go on before: a yes counts once.
    Used,
    /// What was approved is not what was asked.
    Other,
}

impl No {
    /// It in words.
    pub fn text(&self) -> String {
        match self {
            Self::Rejected { by, feedback: Some(said) } => format!("{by} rejected this: {said}"),
            Self::Rejected { by, feedback: None } => format!("{by} rejected this."),
            Self::Expired => "Nobody decided in time.".to_owned(),
            Self::Lapsed => "It was approved and not begun in time, so the yes is over.".to_owned(),
            Self::TakenBack => "It was taken back before it began.".to_owned(),
            Self::Used => "It was let go on before, and a yes counts once.".to_owned(),
            Self::Other => "What was approved is not what was asked.".to_owned(),
        }
    }
}

impl Desk {
    /// Waits for the decision about an action and takes it once it was approved. `asked` is what would be done now: only that
    /// is taken, or what a person changed the command to. `told` hears of each poll that brought nothing, and of a request
    /// that took the place of another. `action` is then the one that was decided, or that still waits.
    pub async fn go(
        &self,
        action: &mut Action,
        asked: &Exact,
        wait: &Wait,
        told: &mut (dyn FnMut(&Action) + Send),
    ) -> Result<Go, Trouble> {
        loop {
            let no = match action.state.as_str() {
                "pending" => {
                    let left =
                        wait.until.map(|until| until.saturating_duration_since(Instant::now()));
                    let seconds = left.map_or(POLL, |left| POLL.min(left.as_secs()));
                    if seconds == 0 {
                        return Ok(Go::NotYet);
                    }
                    let seconds = u32::try_from(seconds).unwrap_or(1);
                    *action = self.action(&action.id, seconds, wait.patience).await?;
                    told(action);
                    continue;
                }
                "approved" => match self.take_what_was_asked(action, asked, wait).await {
                    Ok(go) => return Ok(go),
                    Err(trouble @ Trouble::Away(_)) => return Err(trouble),
                    Err(refused) => {
                        // It was taken back meanwhile, its time is over, or a person is asked anew.
                        *action = self.action(&action.id, 0, wait.patience).await?;
                        if action.state == "approved" {
                            return Err(refused);
                        }
                        continue;
                    }
                },
                "superseded" => match self.changed(action, wait).await? {
                    Some(next) => {
                        *action = next;
                        told(action);
                        continue;
                    }
                    None => No::TakenBack,
                },
                "rejected" => rejected(action),
                "expired" => No::Expired,
                "lapsed" => No::Lapsed,
                "withdrawn" | "revoked" => No::TakenBack,
                _ => No::Used,
            };
            return Ok(Go::No(no));
        }
    }

    /// What a person changed the command to; none where somebody else put another request in its place.
    async fn changed(&self, action: &Action, wait: &Wait) -> Result<Option<Action>, Trouble> {
        let Some(next) = action.superseded_by.as_ref().filter(|_| action.editable) else {
            return Ok(None);
        };
        let next = self.action(next, 0, wait.patience).await?;
        Ok(Some(next).filter(|next| next.edited_by.is_some()))
    }

    /// Takes it, and compares before and after: what is let go is what was approved, to the byte.
    async fn take_what_was_asked(
        &self,
        action: &Action,
        asked: &Exact,
        wait: &Wait,
    ) -> Result<Go, Trouble> {
        if action.edited_by.is_none() && action.exact.as_ref() != Some(asked) {
            return Ok(Go::No(No::Other));
        }
        let taken = self.take(&action.id, wait.reports, wait.patience).await?;
        let same = taken.action.id == action.id
            && taken.action.digest == action.digest
            && taken.action.exact == action.exact;
        Ok(if same { Go::Now(Box::new(taken)) } else { Go::No(No::Other) })
    }
}

fn rejected(action: &Action) -> No {
    let Some(decision) = &action.decision else {
        return No::Rejected { by: "A person".to_owned(), feedback: None };
    };
    No::Rejected { by: decision.by.name.clone(), feedback: decision.said() }
}
