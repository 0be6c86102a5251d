//! One piece of claimed work, from the claim to the server's receipt of its end.

use crate::{
    changes::Before,
    clock,
    ended::{Ended, outcome, remark},
    execute::{Executed, execute},
    heartbeat::{self, End},
    journal::{Entry, Spent, Starting},
    logs::Recorder,
    operands,
    outbox::{Delivery, Settled},
    piece::{Command, Piece},
    prepare::Ready,
    program::Program,
    run::Runner,
    state,
    stream::stream,
    supervise::Patience,
    workspace::Place,
};
use domain::{
    change::FileChange,
    wire::{ReportResult, RunOutcome},
};
use std::{path::Path, time::Duration};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

/// How long changed files may be looked for, when the runner has to go.
const HURRIED_LOOK: Duration = Duration::from_secs(1);

impl Runner {
    /// Does the work and reports it. Whatever goes wrong is the run's end, not the runner's.
    pub(crate) async fn work(&self, piece: Piece) {
        let run = &piece.run;
        if !piece.is_named() {
            // It becomes part of paths and addresses here, so it is not even answered.
            return tracing::error!(run, "the server sent work whose id is not one");
        }
        if piece.once() && !self.taken.lock().await.insert(run.clone()) {
            // Another answer would only hide how the first run ends, or has ended.
            return tracing::error!(run, "the server sent an action again; it is not run again");
        }
        let ready = match self.accept(&piece).await {
            Ok(ready) => ready,
            Err(reason) => {
                tracing::warn!(run, reason, "claimed work was not started");
                return self.finish(&piece, Ended::not_started(reason)).await;
            }
        };
        let (orders, mut inbox) = watch::channel(None);
        let running = async {
            let ended = self.run_it(&piece, &ready, &mut inbox).await;
            // From here on an order has nothing left to stop.
            drop(inbox);
            ended
        };
        let order = |patience| {
            orders.send_replace(Some(patience));
        };
        let mut running = std::pin::pin!(running);
        let mut holding =
            std::pin::pin!(heartbeat::hold(&self.client, &piece, self.config.grace, || order(
                Patience::USUAL
            )));
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
            Some(End::Lost(_)) if !piece.once() => self.settle(run).await,
            // It was stopped because nobody could be asked; what the server made of it is the server's to say. What an
            // action did until then is told even if it comes too late: a person has to find out how it ended.
            Some(_) => {
                ended.outcome = RunOutcome::Lost;
                self.finish(&piece, ended).await;
            }
            None => {
                let finish = self.finish(&piece, ended);
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

    /// Takes the work on, if nothing speaks against it: from here on a crash means that it may have run.
    async fn accept<'a>(&self, piece: &'a Piece) -> Result<Ready<'a>, String> {
        let permit = self.permitted(piece, clock::now())?;
        let ready = self.prepare(piece)?;
        if let Ready::Command(command, place, _) = &ready
            && let Some(bound) = command.bound()
        {
            if bound.own.is_some() {
                return Err("Its agent does this itself; a runner never does.".to_owned());
            }
            operands::check(bound, place).await?;
        }
        // From here on it is used, whatever becomes of this run.
        let spent = Spent { nonce: permit.nonce, until: permit.until };
        if !self.spent.lock().await.insert(spent.clone(), clock::now()) {
            return Err("Its permit was used before, so nothing was run.".to_owned());
        }
        let starting = Starting {
            run: piece.run.clone(),
            work: piece.id.clone(),
            digest: permit.digest.to_string(),
            permit: Some(spent),
            lease: piece.lease.clone(),
            at: clock::now(),
        };
        self.note(Entry::Starting(starting)).await.map_err(|error| {
            format!("The runner's journal cannot be written, so nothing may run: {error:#}.")
        })?;
        Ok(ready)
    }

    async fn run_it(
        &self,
        piece: &Piece,
        ready: &Ready<'_>,
        orders: &mut watch::Receiver<Option<Patience>>,
    ) -> Ended {
        let run = &piece.run;
        let scratch = match self.state.scratch(run) {
            Ok(scratch) => scratch,
            Err(error) => {
                let reason = format!("The runner's own directory cannot be used: {error:#}.");
                return Ended::not_started(reason);
            }
        };
        let (send, receive) = mpsc::unbounded_channel();
        let over = CancellationToken::new();
        let streaming = stream(&self.client, &piece.id, &piece.lease, receive, &over);
        let running = async {
            let mut recorder = Recorder::new(send, self.config.output, self.config.secrets.clone());
            let (outcome, files, expected, branch) = match ready {
                Ready::Command(command, place, program) => {
                    let found = (place, program);
                    let ran = self.command(command, found, &scratch, orders, &mut recorder).await;
                    (ran.0, ran.1, None, None)
                }
                Ready::Prompt(task, place) => {
                    let (end, files, branch) =
                        self.prompt(task, place, &scratch, orders, &mut recorder).await;
                    (end.outcome, files, end.expected, branch)
                }
            };
            let truncated = recorder.finish(clock::now());
            over.cancel();
            (outcome, files, expected, branch, truncated)
        };
        let ((outcome, files, expected, branch, truncated), logs) =
            tokio::join!(running, streaming);
        if let Err(error) = state::remove(&scratch) {
            tracing::warn!(run, %error, "the scratch files of a run stay");
        }
        Ended { outcome, files, truncated, expected, branch, logs }
    }

    async fn command(
        &self,
        command: &Command,
        (place, program): (&Place, &Program),
        scratch: &Path,
        orders: &mut watch::Receiver<Option<Patience>>,
        recorder: &mut Recorder,
    ) -> (RunOutcome, Vec<FileChange>) {
        let none = |outcome| (outcome, Vec::new());
        let before = async {
            if !command.look_at_files {
                return None;
            }
            Some(Before::look(place, scratch, self.config.changes).await)
        };
        let before = tokio::select! {
            before = before => before,
            _ = orders.wait_for(Option::is_some) => return none(RunOutcome::Cancelled),
        };
        let job =
            match command.plan.job(program.clone(), (&place.dir, scratch), &self.config.secrets) {
                Ok(job) => job,
                Err(error) => {
                    return none(RunOutcome::NotStarted { reason: format!("{error:#}.") });
                }
            };
        // Once more: looking at the workspace takes its time.
        if let Some(bound) = command.bound()
            && let Err(reason) = operands::check(bound, place).await
        {
            return none(RunOutcome::NotStarted { reason });
        }
        let executed = execute(&self.config.launcher, &job, orders, recorder).await;
        if let Executed::Over(over) = &executed {
            remark(over, self.stop.is_cancelled(), recorder);
        }
        let outcome = outcome(executed);
        if matches!(outcome, RunOutcome::NotStarted { .. }) {
            return none(outcome);
        }
        let Some(before) = before else { return none(outcome) };
        (outcome, self.changed(before, recorder).await)
    }

    pub(crate) async fn changed(&self, before: Before, recorder: &mut Recorder) -> Vec<FileChange> {
        let hurry = async {
            self.stop.cancelled().await;
            tokio::time::sleep(HURRIED_LOOK).await;
        };
        let changes = tokio::select! {
            changes = before.compare(&self.config.secrets) => changes,
            () = hurry => {
                recorder.remark("The runner had to go before the changed files were listed.", clock::now());
                return Vec::new();
            }
        };
        for note in &changes.notes {
            recorder.remark(note, clock::now());
        }
        changes.files
    }

    /// Keeps the end of a run and delivers it.
    async fn finish(&self, piece: &Piece, ended: Ended) {
        let run = &piece.run;
        let delivery = Delivery {
            run: run.clone(),
            work: piece.id.clone(),
            logs: ended.logs,
            files: ended.files,
            result: ReportResult {
                lease: piece.lease.clone(),
                outcome: self.without_secrets(ended.outcome),
                output_truncated: ended.truncated,
                expected: ended.expected,
                branch: ended.branch,
            },
        };
        let (copy, outbox) = (delivery.clone(), self.state.outbox());
        let kept = tokio::task::spawn_blocking(move || copy.keep(&outbox)).await;
        match kept.map_err(anyhow::Error::from).flatten() {
            Ok(()) => {
                let entry = Entry::Finished { run: run.clone(), at: clock::now() };
                self.try_note(entry).await;
            }
            // It can still be delivered now. If the runner dies first, the run counts as lost.
            Err(error) => tracing::error!(run, %error, "the end of a run is only in memory"),
        }
        self.deliver(delivery).await;
    }

    /// Why something did not start can quote what it was given.
    fn without_secrets(&self, outcome: RunOutcome) -> RunOutcome {
        match outcome {
            RunOutcome::NotStarted { reason } => {
                RunOutcome::NotStarted { reason: self.config.secrets.hide_text(&reason) }
            }
            other => other,
        }
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
