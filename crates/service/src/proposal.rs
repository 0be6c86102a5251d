//! A proposal before anything is decided about it: held to its limits, read, and put in its place.

use crate::{Error, claim_check, text};
use domain::{
    Action, ActionId, ActionState, Approval, ApprovalId, ApprovalState, Gate, Party, Refusal,
    Timestamp, Version,
    action::{Code, Deed, Fact, FactKind, Interpreter, Operand, Proposal, Reading, Severity},
    limits,
    policy::{Judgement, Settings},
    wire,
};
use std::collections::BTreeMap;

/// What a proposal takes the place of.
pub(crate) struct Place {
    pub(crate) revision: i64,
    pub(crate) attempt: u32,
    pub(crate) previous: Option<ActionId>,
    /// The person who changed the command, where the agent did not.
    pub(crate) edited_by: Option<Party>,
}

impl Place {
    /// The next revision of an action that waits.
    pub(crate) fn revision_of(old: &Action, edited_by: Option<Party>) -> Self {
        let previous = Some(old.id.clone());
        Self { revision: old.revision + 1, attempt: old.attempt, previous, edited_by }
    }
}

/// Where a new proposal stands after those before it: the next attempt, when this agent's last one came to nothing. What
/// the agent itself took back or changed does not count, or it could always look like a first attempt.
pub(crate) fn place_after(actions: &[Action], by: &Party) -> Place {
    let last = actions.iter().rev().find(|action| {
        let own = ActionState::is_its_agents_own_end;
        action.requested_by.id == by.id && !own(&action.state)
    });
    match last {
        Some(last) if last.state.came_to_nothing() => {
            let previous = Some(last.id.clone());
            Place { revision: 1, attempt: last.attempt + 1, previous, edited_by: None }
        }
        _ => Place { revision: 1, attempt: 1, previous: None, edited_by: None },
    }
}

/// What the code says about itself. Reading takes time with code that was made to be hard to read, so it is done where
/// nobody else waits for it.
pub(crate) async fn reading(proposal: &Proposal) -> Result<Reading, Error> {
    let mut reading = crate::reading::read(proposal.interpreter, &proposal.code).await?;
    reading.facts.extend(command::read_variables(&proposal.env));
    reading.facts.extend(command::read_secrets(proposal));
    // A variable such as PATH or LD_PRELOAD makes any program another one: no rule that lets one run covers it then.
    if !proposal.env.is_empty() {
        for part in reading.parts.iter_mut().flatten() {
            part.more = true;
        }
    }
    if proposal.own.is_some() {
        // No runner stands where its agent works, so nobody looks at them.
        for operand in std::mem::take(&mut reading.operands) {
            reading.facts.push(unseen(&operand));
        }
    }
    Ok(reading)
}

/// That a file which the agent runs by name was not looked at.
fn unseen(operand: &Operand) -> Fact {
    Fact {
        kind: FactKind::Unreadable,
        text: format!("Runs {}, a file that nobody here has looked at", operand.path),
        severity: Severity::Note,
        line: None,
        word: None,
    }
}

/// What the policy says, held to what a person is always asked about.
pub(crate) fn held(judgement: Judgement, proposal: &Proposal, edited: bool) -> Judgement {
    match &proposal.code {
        _ if edited => judgement.asking("A person changed the command, so a person approves it."),
        Code::Deed(Deed::Undisclosed) => {
            judgement.asking("The agent did not disclose the exact action, so a person is asked.")
        }
        Code::Deed(Deed::Question(_)) => judgement.asking("The agent asks a person."),
        _ => judgement,
    }
}

/// The approval that a pending action waits on.
pub(crate) fn asking(
    action: &Action,
    id: &ApprovalId,
    settings: &Settings,
    at: Timestamp,
) -> Approval {
    let limits = [action.proposal.decide_within, action.judgement.decide_within];
    let times = settings.times(Gate::Action, at, &limits);
    Approval {
        id: id.clone(),
        gate: Gate::Action,
        task: action.task.clone(),
        action: Some(action.id.clone()),
        desktop: action.desktop.clone(),
        revision: action.revision,
        digest: action.digest(),
        bound: Some(Box::new(action.bound())),
        noted: None,
        enrolment: None,
        requested_by: action.requested_by.clone(),
        requested_at: at,
        decide_by: times.decide_by,
        required: action.judgement.people,
        risk: action.risk,
        version: Version::FIRST,
        votes: Vec::new(),
        reminded_at: None,
        remind_at: times.remind_at,
        state: ApprovalState::Pending,
    }
}

/// Holds a time to decide, in seconds, to its limits.
pub(crate) fn decide_within(seconds: Option<u32>) -> Result<(), Refusal> {
    if seconds.is_some_and(|limit| !(1..=limits::DECIDE_WITHIN).contains(&limit)) {
        return Err(Refusal::invalid("decideWithinSeconds", "It must be 1 to 2592000."));
    }
    Ok(())
}

/// What is to run, as its interpreter takes it.
pub(crate) fn code(
    interpreter: Interpreter,
    script: Option<String>,
    argv: Option<Vec<String>>,
) -> Result<Code, Refusal> {
    let code = match (interpreter, script, argv) {
        (Interpreter::Exec, None, Some(argv)) => Code::Argv(argv),
        (Interpreter::Exec, _, _) => {
            return Err(Refusal::invalid("argv", "With exec, send argv and no script."));
        }
        (_, Some(script), None) => Code::Script(script),
        (_, None, _) => return Err(Refusal::invalid("script", "Send the script to run.")),
        (_, Some(_), Some(_)) => {
            return Err(Refusal::invalid("argv", "Send script or argv, not both."));
        }
    };
    text::code(&code)?;
    Ok(code)
}

/// Holds a proposal to its limits.
pub(crate) fn proposal(body: wire::ReviseAction) -> Result<Proposal, Refusal> {
    if body.tool.is_some() || body.exact.is_some() || body.editable {
        let why = "tool, exact and editable go with \"kind\":\"agent_permission\" only.";
        return Err(Refusal::invalid("tool", why));
    }
    let interpreter = body.interpreter.ok_or_else(|| {
        Refusal::invalid("interpreter", "Say what reads it: bash, sh, powershell or exec.")
    })?;
    let said = said(&body)?;
    let code = code(interpreter, body.script, body.argv)?;
    text::environment(&body.env)?;
    text::secrets(&code, &body.env)?;
    Ok(Proposal { interpreter, code, env: body.env, expected: body.expected, ..said })
}

/// What both kinds of proposal say beside the code, held to its limits. Its code is still to be put in.
pub(crate) fn said(body: &wire::ReviseAction) -> Result<Proposal, Refusal> {
    let description = body.description.clone().unwrap_or_default();
    if description.trim().is_empty() {
        return Err(Refusal::invalid(
            "description",
            "Say in plain language what it does and what it returns.",
        ));
    }
    text::note("description", &description, limits::DESCRIPTION)?;
    if let Some(title) = &body.title {
        text::line("title", title, limits::TITLE)?;
    }
    if let Some(expected) = &body.expected {
        claim_check::check(expected)?;
    }
    let timeout_seconds = body.timeout_seconds.unwrap_or(limits::DEFAULT_TIMEOUT);
    if !(1..=limits::TIMEOUT).contains(&timeout_seconds) {
        return Err(Refusal::invalid("timeoutSeconds", "It must be 1 to 604800."));
    }
    decide_within(body.decide_within_seconds)?;
    for (name, value) in &body.source {
        text::line("source", name, limits::NAME)?;
        text::line("source", value, limits::TITLE)?;
    }
    if body.source.len() > limits::PARAMETERS {
        return Err(Refusal::invalid("source", "At most 30 entries."));
    }
    Ok(Proposal {
        interpreter: Interpreter::Exec,
        code: Code::Deed(Deed::Undisclosed),
        own: None,
        cwd: body.cwd.clone(),
        env: BTreeMap::new(),
        timeout_seconds,
        title: body.title.clone(),
        description,
        expected: None,
        decide_within: body.decide_within_seconds,
        source: body.source.clone(),
    })
}
