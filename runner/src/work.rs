//! One piece of claimed work, from the claim to the server's receipt of its end.

use crate::{
    changes::Before,
    clock,
    execute::{Executed, Script, execute},
    heartbeat::{self, End},
    journal::{Entry, Starting},
    logs::Recorder,
    outbox::{Delivery, Settled},
    run::Runner,
    state,
    stream::stream,
    supervise::{Exit, Over, Patience, Stopped},
    workspace,
};
use domain::{
    TaskType,
    change::FileChange,
    wire::{ReportResult, RunOutcome, Work},
};
use std::{path::Path, time::Duration};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

/// How long changed files may be looked for, when the runner has to go.
const HURRIED_LOOK: Duration = Duration::from_secs(1);

impl Runner {
    /// Does the work and reports it. Whatever goes wrong is the run's end, not the runner's.
    pub(crate) async fn work(&self, work: Work) {
        let run = format!("{}-{}", work.id, work.attempt);
        if !is_name(&run) {
            // It becomes part of paths and addresses here, so it is not even answered.
            return tracing::error!(run, "the server sent work whose id is not one");
        }
        if let Err(reason) = self.accept(&run, &work).await {
            tracing::warn!(run, reason, "claimed work was not started");
            self.finish(&run, &work, Ended::not_started(reason)).await;
            return;
        }
        let (orders, mut inbox) = watch::channel(None);
        let running = async {
            let ended = self.run_it(&run, &work, &mut inbox).await;
            // From here on an order has nothing left to stop.
            drop(inbox);
            ended
        };
        let order = |patience| {
            orders.send_replace(Some(patience));
        };
        let mut running = std::pin::pin!(running);
        let mut holding =
            std::pin::pin!(heartbeat::hold(&self.client, &work, self.config.grace, || order(
                Patience::USUAL
            ),));
        let (mut held, mut told) = (None, false);
        let mut ended = loop {
            tokio::select! {
                ended = &mut running => break ended,
                end = &mut holding, if held.is_none() => {
                    tracing::warn!(run, ?end, "the run is stopped: it is no longer ours");
                    held = Some(end);
                    order(Patience::SHORT);
                }
                () = self.stop.cancelled(), if !told => {
                    told = true;
                    order(Patience::SHORT);
                }
            }
        };
        match held {
            Some(End::Lost(_)) => return self.settle(&run).await,
            // It was stopped because nobody could be asked; what the server made of it is the server's to say.
            Some(End::OutOfContact) => {
                ended.outcome = RunOutcome::Lost;
                self.finish(&run, &work, ended).await;
            }
            None => {
                let finish = self.finish(&run, &work, ended);
                let mut finish = std::pin::pin!(finish);
                tokio::select! {
                    () = &mut finish => return,
                    // The result may have arrived before its answer did; the delivery finds out.
                    end = &mut holding => tracing::debug!(run, ?end, "no more heartbeat"),
                }
                finish.await;
            }
        }
    }

    /// Takes the work on: from here on a crash means that it may have run.
    async fn accept(&self, run: &str, work: &Work) -> Result<(), String> {
        if work.kind != "task" {
            return Err(format!("This runner is too old for work of the kind {:?}.", work.kind));
        }
        if work.task_type != TaskType::Command {
            return Err("This runner has no agent that could work on a prompt.".to_owned());
        }
        let starting = Starting {
            run: run.to_owned(),
            task: work.id.clone(),
            digest: work.digest.clone(),
            lease: work.lease.clone(),
            at: clock::now(),
        };
        self.note(Entry::Starting(starting)).await.map_err(|error| {
            format!("The runner's journal cannot be written, so nothing may run: {error:#}.")
        })
    }

    async fn run_it(
        &self,
        run: &str,
        work: &Work,
        orders: &mut watch::Receiver<Option<Patience>>,
    ) -> Ended {
        let scratch = match self.state.scratch(run) {
            Ok(scratch) => scratch,
            Err(error) => {
                let reason = format!("The runner's own directory cannot be used: {error:#}.");
                return Ended::not_started(reason);
            }
        };
        let (send, receive) = mpsc::unbounded_channel();
        let over = CancellationToken::new();
        let streaming = stream(&self.client, &work.id, &work.lease, receive, &over);
        let running = async {
            let mut recorder = Recorder::new(send, self.config.output);
            let (outcome, files) = self.script(work, &scratch, orders, &mut recorder).await;
            let truncated = recorder.finish(clock::now());
            over.cancel();
            (outcome, files, truncated)
        };
        let ((outcome, files, truncated), logs) = tokio::join!(running, streaming);
        if let Err(error) = state::remove(&scratch) {
            tracing::warn!(run, %error, "the scratch files of a run stay");
        }
        Ended { outcome, files, truncated, logs }
    }

    async fn script(
        &self,
        work: &Work,
        scratch: &Path,
        orders: &mut watch::Receiver<Option<Patience>>,
        recorder: &mut Recorder,
    ) -> (RunOutcome, Vec<FileChange>) {
        let none = |outcome| (outcome, Vec::new());
        let workspace = &self.config.workspace;
        let place = match workspace::resolve(workspace, work.cwd.as_deref(), work.number) {
            Ok(place) => place,
            Err(refused) => {
                return none(RunOutcome::NotStarted { reason: refused.to_string() });
            }
        };
        let before = tokio::select! {
            before = Before::look(&place, scratch, self.config.changes) => before,
            _ = orders.wait_for(Option::is_some) => return none(RunOutcome::Cancelled),
        };
        let script = Script {
            task: &work.id,
            number: work.number,
            content: work.content.as_bytes(),
            dir: &place.dir,
            timeout: Duration::from_secs(work.timeout_seconds.into()),
        };
        let job = match script.prepare(scratch) {
            Ok(job) => job,
            Err(error) => {
                return none(RunOutcome::NotStarted { reason: format!("{error:#}.") });
            }
        };
        let executed = execute(&self.config.launcher, &job, orders, recorder).await;
        if let Executed::Over(over) = &executed {
            remark(over, self.stop.is_cancelled(), recorder);
        }
        let outcome = outcome(executed);
        if matches!(outcome, RunOutcome::NotStarted { .. }) {
            return none(outcome);
        }
        let hurry = async {
            self.stop.cancelled().await;
            tokio::time::sleep(HURRIED_LOOK).await;
        };
        let changes = tokio::select! {
            changes = before.compare() => changes,
            () = hurry => {
                recorder.remark("The runner had to go before the changed files were listed.", clock::now());
                return none(outcome);
            }
        };
        for note in &changes.notes {
            recorder.remark(note, clock::now());
        }
        (outcome, changes.files)
    }

    /// Keeps the end of a run and delivers it.
    async fn finish(&self, run: &str, work: &Work, ended: Ended) {
        let delivery = Delivery {
            run: run.to_owned(),
            task: work.id.clone(),
            logs: ended.logs,
            files: ended.files,
            result: ReportResult {
                lease: work.lease.clone(),
                outcome: ended.outcome,
                output_truncated: ended.truncated,
            },
        };
        let (copy, outbox) = (delivery.clone(), self.state.outbox());
        let kept = tokio::task::spawn_blocking(move || copy.keep(&outbox)).await;
        match kept.map_err(anyhow::Error::from).flatten() {
            Ok(()) => {
                let entry = Entry::Finished { run: run.to_owned(), at: clock::now() };
                self.try_note(entry).await;
            }
            // It can still be delivered now. If the runner dies first, the run counts as lost.
            Err(error) => tracing::error!(run, %error, "the end of a run is only in memory"),
        }
        self.deliver(delivery).await;
    }

    /// Delivers the end of a run and then forgets it.
    pub(crate) async fn deliver(&self, delivery: Delivery) {
        let run = delivery.run.clone();
        if delivery.deliver(&self.client).await == Settled::Yes {
            self.settle(&run).await;
        }
    }

    async fn settle(&self, run: &str) {
        Delivery::forget(&self.state.outbox(), run);
        self.try_note(Entry::Settled { run: run.to_owned(), at: clock::now() }).await;
    }
}

fn is_name(run: &str) -> bool {
    run.len() <= 100 && run.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// What is known of a run that ended.
struct Ended {
    outcome: RunOutcome,
    files: Vec<FileChange>,
    truncated: bool,
    logs: Vec<domain::wire::LogPiece>,
}

impl Ended {
    fn not_started(reason: String) -> Self {
        let outcome = RunOutcome::NotStarted { reason };
        Self { outcome, files: Vec::new(), truncated: false, logs: Vec::new() }
    }
}

fn outcome(executed: Executed) -> RunOutcome {
    let over = match executed {
        Executed::NotStarted(reason) => return RunOutcome::NotStarted { reason },
        Executed::Lost => return RunOutcome::Lost,
        Executed::Over(over) => over,
    };
    match (over.stopped, over.exit) {
        (Some(Stopped::Ordered), _) => RunOutcome::Cancelled,
        (Some(Stopped::TimedOut), _) => RunOutcome::TimedOut,
        (Some(Stopped::RunnerGone), _) | (None, None) => RunOutcome::Lost,
        (None, Some(Exit::Code(exit_code))) => RunOutcome::Exited { exit_code },
        (None, Some(Exit::Signal(signal))) => RunOutcome::Killed { signal },
    }
}

/// What the reader of the log could not know otherwise.
fn remark(over: &Over, runner_stops: bool, recorder: &mut Recorder) {
    let mut say = |text: String| recorder.remark(&text, clock::now());
    match over.left_behind {
        0 => {}
        1 => say("The command left a process running; it was ended.".to_owned()),
        n => say(format!("The command left {n} processes running; they were ended.")),
    }
    if runner_stops && over.stopped == Some(Stopped::Ordered) {
        say("The runner on this desktop was stopped, and the command with it.".to_owned());
    }
    if !over.survivors.is_empty() {
        say(format!("These processes could not be ended: {:?}.", over.survivors));
    }
}
