//! What an agent would do itself: held to its limits, taken once it may, and told how it ended.

use crate::{
    Error, MissionControl,
    action_work::{Go, put_output},
    change::{Draft, until_fresh},
    messages::{proposer, speaker},
    proposal::{self, said},
    text,
};
use domain::{
    ActionId, Actor, Lease, Refusal,
    action::{Code, Deed, Interpreter, Own, Proposal},
    limits,
    log::{LogChunk, Stream},
    task::RunReport,
    wire::{self, ActionOutcome, Exact},
};

/// Holds a proposal of this kind to its limits.
pub(crate) fn proposal(body: wire::ReviseAction) -> Result<Proposal, Refusal> {
    let runs = body.interpreter.is_some() || body.script.is_some() || body.argv.is_some();
    if runs || !body.env.is_empty() || body.expected.is_some() {
        return Err(Refusal::invalid(
            "exact",
            "With agent_permission send exact, and no interpreter, script, argv, env or expected: the agent runs it.",
        ));
    }
    let Some(tool) = body.tool.clone() else {
        return Err(Refusal::invalid("tool", "Name the tool that the agent would use."));
    };
    text::line("tool.name", &tool.name, limits::TITLE)?;
    if let Some(kind) = &tool.kind {
        text::line("tool.kind", kind, limits::TITLE)?;
    }
    if let Some(cwd) = &body.cwd {
        text::line("cwd", cwd, limits::PATH)?;
    }
    let said = said(&body)?;
    let (interpreter, code) = exact(body.exact)?;
    let is_command = !matches!(code, Code::Deed(_));
    if body.editable && !is_command {
        let why = "Only a command can be changed: send exact.command or exact.argv.";
        return Err(Refusal::invalid("editable", why));
    }
    Ok(Proposal { interpreter, code, own: Some(Own { tool, editable: body.editable }), ..said })
}

/// Exactly what it would do.
fn exact(exact: Option<Exact>) -> Result<(Interpreter, Code), Refusal> {
    let code = match exact {
        None => Code::Deed(Deed::Undisclosed),
        Some(Exact::Command(script)) => {
            return proposal::code(Interpreter::Bash, Some(script), None)
                .map(|code| (Interpreter::Bash, code));
        }
        Some(Exact::Argv(argv)) => proposal::code(Interpreter::Exec, None, Some(argv))?,
        Some(Exact::Edits(edits)) => Code::Deed(Deed::Edits(edits)),
        Some(Exact::Input(input)) => Code::Deed(Deed::Input(wire::shown(&input))),
        Some(Exact::Question(text)) => Code::Deed(Deed::Question(text)),
    };
    if let Code::Deed(deed) = &code {
        text::deed(deed)?;
    }
    Ok((Interpreter::Exec, code))
}

/// How it ended, as the agent tells it.
fn report(body: &wire::ReportAction) -> Result<RunReport, Refusal> {
    Ok(match body.outcome {
        ActionOutcome::Exited => RunReport::Exited(body.exit_code.ok_or_else(|| {
            Refusal::invalid("exitCode", "With exited, say the exit code: 0 for what went well.")
        })?),
        ActionOutcome::Killed => RunReport::Killed(body.signal.unwrap_or_default()),
        ActionOutcome::TimedOut => RunReport::TimedOut,
        ActionOutcome::Cancelled => RunReport::Cancelled,
        ActionOutcome::NotStarted => {
            let why = body.reason.clone().unwrap_or_default();
            text::note("reason", &why, limits::DESCRIPTION)?;
            RunReport::NotStarted(why)
        }
    })
}

impl MissionControl {
    /// The agent goes on with what it does itself, once. What a runner has to ask again before it starts something is asked
    /// here: whoever said yes may still decide, and nothing is stopped.
    pub async fn take_action(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::TakeAction,
    ) -> Result<wire::Taken, Error> {
        proposer(actor)?;
        let id = ActionId::new(id);
        let lease = body.reports.then(|| Lease::new(self.lease_text()));
        until_fresh!(Box::pin(self.take_once(actor, &id, lease.clone())))
    }

    async fn take_once(
        &self,
        actor: &Actor,
        id: &ActionId,
        lease: Option<Lease>,
    ) -> Result<wire::Taken, Error> {
        let record = self.load_action(id).await?;
        let by = speaker(actor, &record.task)?;
        let before = &record.action;
        let mut draft = Draft::new(by, self.clock.now());
        let after = before.clone().take(lease.clone(), draft.at)?;
        self.may_begin(&mut draft, &before.requested_by.name).await?;
        match self.may_go(&mut draft, &record).await? {
            Go::Now(_) => {}
            Go::Ask(anew) => {
                self.ask_action_anew(&record, anew).await?;
                return Err(Refusal::AskedAnew.into());
            }
            Go::TooLate(late) => return Err(late.into()),
        }
        draft.update_action(before, &after, "action.take");
        self.commit(draft.change).await?;
        let action = self.view_action(&after, &record.desktop).await?;
        Ok(wire::Taken { action, lease: lease.map(|lease| lease.as_str().to_owned()) })
    }

    /// The agent says how what it took ended. The same report sent again gets the same answer; one that comes after its time
    /// is kept as evidence and decides nothing.
    pub async fn report_action(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ReportAction,
    ) -> Result<wire::Action, Error> {
        proposer(actor)?;
        let report = report(&body)?;
        let output = body.output.unwrap_or_default();
        // What a program printed is kept as it is, colours and all.
        if output.len() > limits::ACTION_OUTPUT {
            let limit = "64 KiB".into();
            return Err(Refusal::TooLarge { field: "output", limit }.into());
        }
        let (id, lease) = (ActionId::new(id), Lease::new(body.lease));
        until_fresh!(Box::pin(self.report_taken(actor, &id, &lease, &report, &output)))
    }

    async fn report_taken(
        &self,
        actor: &Actor,
        id: &ActionId,
        lease: &Lease,
        report: &RunReport,
        output: &str,
    ) -> Result<wire::Action, Error> {
        let record = self.load_action(id).await?;
        let by = speaker(actor, &record.task)?;
        let before = &record.action;
        if !before.is_its_agents_own() {
            return Err(Refusal::RunnerRunsIt.into());
        }
        if before.state.run().is_some_and(|run| run.lease == *lease) {
            return self.view_action(before, &record.desktop).await;
        }
        // What comes too late would bring back what was erased.
        if record.task.purged.is_some() {
            return Err(Refusal::LeaseLost.into());
        }
        let mut draft = Draft::new(by, self.clock.now());
        let after =
            before.clone().finish(lease, report.clone(), false, Vec::new(), None, draft.at)?;
        draft.update_action(before, &after, "action.report");
        if !output.is_empty() {
            let piece = LogChunk {
                seq: 1,
                stream: Stream::Stdout,
                bytes: output.as_bytes().to_vec(),
                at: draft.at,
            };
            put_output(&mut draft, before, vec![piece]);
        }
        self.commit(draft.change).await?;
        self.view_action(&after, &record.desktop).await
    }
}
