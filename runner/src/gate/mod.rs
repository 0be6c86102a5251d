//! A command of this machine, held until a person approves it. What was approved then runs here, once, as if it had been
//! started by hand: with this terminal, this directory and this environment.
//!
//! Nothing runs unless the server said that exactly these bytes may.

mod command;
mod ending;
mod start;
mod tail;

pub use command::Wanted;
pub use ending::Ending;

use crate::{
    clock,
    permission::{Desk, Go, Target, Trouble, Wait},
    platform::{self, Signals},
};
use domain::{
    limits,
    wire::{Action, ActionOutcome, FinishTask, Propose, ReportAction, ReviseAction, Taken},
};
use start::{End, Ran};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

/// How long a server that does not answer the first request is tried again.
pub const AT_ONCE: Duration = Duration::from_secs(10);
/// How long the end is told to a server that is away.
const TELLING: Duration = Duration::from_secs(20);
/// How long calling off may take.
const CALLING_OFF: Duration = Duration::from_secs(5);

/// A command, and how it is held.
#[derive(Debug)]
pub struct Gate {
    /// The command.
    pub wanted: Wanted,
    /// Why, in the words of whoever asks.
    pub why: Option<String>,
    /// Where it runs. A path that is UTF-8.
    pub dir: PathBuf,
    /// How long somebody may decide; without a limit when absent.
    pub decide: Option<Duration>,
    /// How long it may run.
    pub limit: Duration,
    /// How long a server that goes away is tried again.
    pub patience: Duration,
    /// Whether the end of what it prints is told, where that is no terminal.
    pub tail: bool,
}

impl Gate {
    /// Asks, waits, and runs what was approved. `say` gets lines for people.
    pub async fn hold(
        self,
        desk: &Desk,
        target: &Target,
        say: &mut (dyn FnMut(&str) + Send),
    ) -> Ending {
        // Nobody is asked for what cannot start. It is made ready again when it may: a script's file is not there meanwhile.
        if let Err(ending) = self.wanted.ready() {
            return ending;
        }
        let mut signals = match Signals::listen() {
            Ok(signals) => signals,
            Err(error) => return Ending::Broken(format!("signals cannot be heard: {error}")),
        };
        let begun = Instant::now();
        let proposal = match self.proposal(target) {
            Ok(proposal) => proposal,
            Err(why) => return Ending::Unusable(why),
        };
        let asked = desk.propose(&proposal, AT_ONCE.min(self.patience));
        tokio::pin!(asked);
        let asked = tokio::select! {
            asked = &mut asked => asked,
            signal = signals.next() => {
                // It may be under way: what nobody waits for must not stand in an inbox.
                let ending = Ending::Stopped(signal);
                if let Ok(Ok(action)) = tokio::time::timeout(CALLING_OFF, asked).await {
                    call_off(desk, &action.id, &action.task_id, &ending).await;
                }
                return ending;
            }
        };
        let mut action = match asked {
            Ok(action) => action,
            Err(trouble) => return Ending::from(trouble),
        };
        if action.state == "pending" {
            say(&format!("waiting for a person: {}", desk.page(&action)));
        }
        let mut news = News { begun, next: Duration::from_mins(1), id: action.id.clone() };
        let wait = Wait {
            until: self.decide.map(|decide| begun + decide),
            patience: self.patience,
            reports: true,
        };
        let exact = self.wanted.exact();
        let gone = {
            let mut tell = |action: &Action| news.tell(desk, action, say);
            tokio::select! {
                gone = desk.go(&mut action, &exact, &wait, &mut tell) => Ok(gone),
                signal = signals.next() => Err(signal),
            }
        };
        let ending = match gone {
            Ok(Ok(Go::Now(taken))) => {
                say(&allowed(&taken.action));
                return self.run(desk, *taken, &mut signals, say).await;
            }
            Ok(Ok(Go::No(no))) => Ending::from(no),
            Ok(Ok(Go::NotYet)) => Ending::Undecided,
            Ok(Err(trouble)) => Ending::from(trouble),
            Err(signal) => Ending::Stopped(signal),
        };
        call_off(desk, &news.id, &action.task_id, &ending).await;
        ending
    }

    fn proposal(&self, target: &Target) -> Result<Propose, String> {
        let Some(dir) = self.dir.to_str() else {
            return Err(format!("the directory {} is not UTF-8", self.dir.display()));
        };
        let (user, _) = platform::account();
        let host = platform::hostname();
        let place = format!("{user} on {host} runs this in {dir}.");
        let description = match &self.why {
            Some(why) => format!("{why}\n\n{place}"),
            None => format!("{place} They did not say why."),
        };
        let mut source = BTreeMap::from([
            (
                "client".to_owned(),
                concat!("mission-control gate ", env!("CARGO_PKG_VERSION")).to_owned(),
            ),
            ("host".to_owned(), host),
            ("user".to_owned(), user),
        ]);
        source.extend(self.wanted.source());
        let seconds = |time: Duration| u32::try_from(time.as_secs().max(1)).unwrap_or(u32::MAX);
        let change = ReviseAction {
            tool: Some(self.wanted.tool()),
            exact: Some(self.wanted.exact()),
            editable: true,
            cwd: Some(dir.to_owned()),
            timeout_seconds: Some(seconds(self.limit)),
            title: Some(self.wanted.title()),
            description: Some(description),
            decide_within_seconds: self.decide.map(seconds),
            source,
            ..ReviseAction::default()
        };
        Ok(Propose { desktop_id: Some(target.0.clone()), ..Propose::permission(change) })
    }

    /// Runs what was taken, and tells how it ended.
    async fn run(
        &self,
        desk: &Desk,
        taken: Taken,
        signals: &mut Signals,
        say: &mut (dyn FnMut(&str) + Send),
    ) -> Ending {
        let ready = match (&taken.action.edited_by, &taken.action.exact) {
            (None, _) => self.wanted.ready(),
            (Some(_), Some(exact)) => self.wanted.changed_to(exact).and_then(|now| now.ready()),
            (Some(_), None) => Err(Ending::Broken("the changed command is missing".to_owned())),
        };
        let (ran, ending) = match ready {
            Ok(ready) => {
                let ran = start::run(&ready, &self.dir, self.limit, self.tail, signals).await;
                let ending = ran.end.ending();
                (ran, ending)
            }
            Err(ending) => (
                Ran { end: End::NotStarted { why: ending.text(), found: true }, output: None },
                ending,
            ),
        };
        let Some(lease) = taken.lease else {
            say("its end cannot be told to the server, which gave no right to");
            return ending;
        };
        let report = ran.report(lease);
        let succeeded = matches!(ran.end, End::Code(0));
        let told = async {
            desk.report(&taken.action.id, &report, TELLING).await?;
            let finish = FinishTask {
                outcome: if succeeded { "succeeded" } else { "failed" }.to_owned(),
                output: Some(ran.end.words()),
                expected: None,
            };
            desk.finish(&taken.action.task_id, &finish, TELLING).await
        };
        if let Err(trouble) = told.await {
            let now = clock::now();
            say(&format!("how it ended could not be told ({now}): {trouble}"));
        }
        ending
    }
}

impl Ran {
    fn report(&self, lease: String) -> ReportAction {
        let (mut exit_code, mut signal, mut reason) = (None, None, None);
        let outcome = match &self.end {
            End::Code(code) => {
                exit_code = Some(*code);
                ActionOutcome::Exited
            }
            End::Signal(number) => {
                signal = Some(*number);
                ActionOutcome::Killed
            }
            End::TimedOut => ActionOutcome::TimedOut,
            End::NotStarted { why, .. } => {
                let end = why.floor_char_boundary(limits::DESCRIPTION);
                reason = Some(why[..end].to_owned());
                ActionOutcome::NotStarted
            }
        };
        ReportAction { lease, outcome, exit_code, signal, reason, output: self.output.clone() }
    }
}

/// What is said while somebody waits: seldom.
struct News {
    begun: Instant,
    /// When to speak again, from the beginning.
    next: Duration,
    /// The request that waits.
    id: String,
}

impl News {
    fn tell(&mut self, desk: &Desk, action: &Action, say: &mut (dyn FnMut(&str) + Send)) {
        if action.id != self.id {
            self.id.clone_from(&action.id);
            let by = action.edited_by.as_ref().map_or("A person", |by| by.name.as_str());
            say(&format!("{by} changed the command: {}", desk.page(action)));
        }
        let waited = self.begun.elapsed();
        if action.state == "pending" && waited >= self.next {
            self.next = (waited * 2).min(waited + Duration::from_hours(1));
            say(&format!("still waiting, {} min: {}", waited.as_secs() / 60, desk.page(action)));
        }
    }
}

fn allowed(action: &Action) -> String {
    let by = match &action.decision {
        Some(decision) => format!("{} approved it", decision.by.name),
        None => format!("the policy lets it run: {}", action.policy.reason),
    };
    match (&action.edited_by, action.code()) {
        (Some(editor), code) => format!("{by}. As {} changed it, this runs:\n{code}", editor.name),
        (None, _) => by,
    }
}

/// Nobody waits for it any more. Whatever is not told here ends by itself: what nobody takes lapses.
async fn call_off(desk: &Desk, action: &str, task: &str, ending: &Ending) {
    let patience = Duration::from_secs(2);
    let told = async {
        if matches!(
            ending,
            Ending::Stopped(_) | Ending::Undecided | Ending::Broken(_) | Ending::Refused(_)
        ) {
            desk.withdraw(action, patience).await?;
        }
        let output = format!("Nothing ran. {}", ending.text());
        let finish =
            FinishTask { outcome: "failed".to_owned(), output: Some(output), expected: None };
        desk.finish(task, &finish, patience).await
    };
    if !matches!(ending, Ending::Away(_)) {
        let told: Result<Result<(), Trouble>, _> = tokio::time::timeout(CALLING_OFF, told).await;
        if let Ok(Err(trouble)) = told {
            tracing::debug!(%trouble, "the server was not told that nobody waits any more");
        }
    }
}
