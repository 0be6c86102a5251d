//! Before a tool is used: a person is asked, and what they approved is let go on once.

use super::{
    Hook,
    exact::exact,
    input::Input,
    reply::Reply,
    session::{Call, Session},
};
use crate::{
    permission::{Desk, Go, No, Target, Trouble, Wait},
    platform::{self, Signals},
};
use anyhow::bail;
use domain::{
    action::ToolRef,
    display::SafeText,
    limits,
    wire::{Action, ActionOutcome, Exact, Propose, ReportAction, ReviseAction, Taken},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// How long a server that does not answer the first request is tried again.
pub(super) const AT_ONCE: Duration = Duration::from_secs(20);
/// How long taking a request back may take.
const CALLING_OFF: Duration = Duration::from_secs(5);
/// What is said when Claude does not wait any longer.
const STOPPED: &str = "the hook was told to stop while a person was asked";
/// How often it is looked whether Claude still runs.
const LOOK: Duration = Duration::from_secs(2);

/// Asks about one call. An error means that it may not go on.
pub(super) async fn ask(
    hook: &Hook,
    desk: &Desk,
    target: &Target,
    input: &Input,
) -> anyhow::Result<Reply> {
    let mut signals = Signals::listen()?;
    let claude = platform::parent();
    let begun = Instant::now();
    let asked = exact(input);
    let begun_with = begin(hook, desk, target, input, &asked);
    tokio::pin!(begun_with);
    let begun_with = tokio::select! {
        begun_with = &mut begun_with => begun_with,
        _ = signals.next() => {
            // It may be under way: what nobody waits for must not stand in an inbox.
            return match tokio::time::timeout(CALLING_OFF, begun_with).await {
                Ok(Ok(action)) => called_off(hook, desk, input, &action.id).await,
                _ => Ok(Reply::trouble(STOPPED)),
            };
        }
    };
    let mut action = match begun_with {
        Ok(action) => action,
        Err(error) => {
            return match error.downcast_ref::<Trouble>() {
                Some(trouble @ Trouble::Refused(problem))
                    if matches!(problem.code.as_str(), "blocked" | "already_rejected") =>
                {
                    Ok(Reply::deny(&trouble.to_string()))
                }
                _ => Err(error),
            };
        }
    };
    let time = hook.defer_after.map_or(hook.wait, |defer| defer.min(hook.wait));
    let wait = Wait {
        until: Some(begun + time),
        patience: hook.patience,
        reports: hook.reports && !input.in_background(),
    };
    let mut latest = action.id.clone();
    let gone = {
        let mut tell = |now: &Action| latest.clone_from(&now.id);
        tokio::select! {
            gone = desk.go(&mut action, &asked, &wait, &mut tell) => Some(gone),
            _ = signals.next() => None,
            () = orphaned(claude) => None,
        }
    };
    let Some(gone) = gone else { return called_off(hook, desk, input, &latest).await };
    match gone? {
        Go::Now(taken) => allow(hook, desk, input, *taken).await,
        Go::No(no) => {
            if action.state == "approved" {
                // The file is not what it was when it was shown, so the yes is about another change.
                desk.withdraw(&action.id, CALLING_OFF).await?;
                over(hook, input, &action.id, None).await?;
                return Ok(Reply::deny(
                    "What this would change is not what it was when a person was asked, so it was not done. Read the file \
                     again and propose the change anew.",
                ));
            }
            // What was let go on before has an outcome that is still to be told.
            if no != No::Used {
                over(hook, input, &action.id, None).await?;
            }
            Ok(Reply::deny(&format!("{} It was not run.", no.text())))
        }
        Go::NotYet if hook.defer_after.is_some_and(|defer| defer <= hook.wait) => {
            Ok(Reply::defer(&format!(
                "A person is still asked: {}. Resume this session after they decided.",
                desk.page(&action)
            )))
        }
        Go::NotYet => {
            desk.withdraw(&action.id, CALLING_OFF).await?;
            over(hook, input, &action.id, None).await?;
            Ok(Reply::deny("Nobody decided in time, so it was not run."))
        }
    }
}

/// The request of this call: the one that was made before, else a new one in the session's task.
async fn begin(
    hook: &Hook,
    desk: &Desk,
    target: &Target,
    input: &Input,
    asked: &Exact,
) -> anyhow::Result<Action> {
    let call = input.call().unwrap_or_default();
    let patience = AT_ONCE.min(hook.patience);
    let mut session = Session::open(&hook.state, &input.session_id).await?;
    if let Some(known) = session.known.calls.get(call) {
        return Ok(desk.action(&known.action, 0, patience).await?);
    }
    let mut proposed = Err(None);
    if let Some(task) = session.task() {
        proposed = desk.propose(&proposal(Ok(task), input, asked), patience).await.map_err(Some);
    }
    let gone = |trouble: &Trouble| {
        matches!(trouble.code(), Some("not_running" | "not_found" | "not_your_task"))
    };
    let action = match proposed {
        Ok(action) => action,
        Err(Some(trouble)) if !gone(&trouble) => bail!(trouble),
        Err(_) => {
            session.known.calls.retain(|_, call| !call.over);
            desk.propose(&proposal(Err(&target.0), input, asked), patience).await?
        }
    };
    session.known.task = Some(action.task_id.clone());
    let made = Call { action: action.id.clone(), lease: None, over: false };
    session.known.calls.insert(call.to_owned(), made);
    if let Err(error) = session.keep() {
        desk.withdraw(&action.id, CALLING_OFF).await?;
        return Err(error);
    }
    Ok(action)
}

/// It is let go on: written down first, so that its outcome can be told.
async fn allow(hook: &Hook, desk: &Desk, input: &Input, taken: Taken) -> anyhow::Result<Reply> {
    let changed = match (&taken.action.edited_by, &taken.action.exact) {
        (None, _) => None,
        (Some(_), Some(Exact::Command(command))) => {
            let mut changed = input.tool_input.clone();
            changed["command"] = command.clone().into();
            Some(changed)
        }
        (Some(_), _) => bail!("what a person changed it to is no command"),
    };
    if let Err(error) = over(hook, input, &taken.action.id, taken.lease.clone()).await {
        if let Some(lease) = taken.lease {
            let reason = Some(format!("{error:#}"));
            let ended = ReportAction::of(lease, ActionOutcome::NotStarted);
            let report = ReportAction { reason, ..ended };
            desk.report(&taken.action.id, &report, CALLING_OFF).await?;
        }
        return Err(error);
    }
    let by = match (&taken.action.decision, &taken.action.edited_by) {
        (Some(decision), Some(editor)) => {
            format!("{} changed the command, and {} approved that.", editor.name, decision.by.name)
        }
        (Some(decision), None) => format!("{} approved it.", decision.by.name),
        (None, _) => format!("The policy lets it run. {}", taken.action.policy.reason),
    };
    Ok(Reply::allow(&by, changed))
}

/// Writes down what became of the call.
async fn over(
    hook: &Hook,
    input: &Input,
    action: &str,
    lease: Option<String>,
) -> anyhow::Result<()> {
    let mut session = Session::open(&hook.state, &input.session_id).await?;
    let call = input.call().unwrap_or_default().to_owned();
    let over = lease.is_none();
    session.known.calls.insert(call, Call { action: action.to_owned(), lease, over });
    session.keep()
}

/// Nobody waits for the answer any more.
async fn called_off(
    hook: &Hook,
    desk: &Desk,
    input: &Input,
    action: &str,
) -> anyhow::Result<Reply> {
    desk.withdraw(action, CALLING_OFF).await?;
    over(hook, input, action, None).await?;
    Ok(Reply::trouble(STOPPED))
}

/// Ends when Claude is gone.
async fn orphaned(claude: u32) {
    while platform::parent() == claude {
        tokio::time::sleep(LOOK).await;
    }
}

fn proposal(place: Result<&str, &str>, input: &Input, asked: &Exact) -> Propose {
    let tool = input.tool().unwrap_or_default();
    let kind = match tool {
        "Bash" => "execute",
        "Write" | "Edit" | "MultiEdit" | "NotebookEdit" => "edit",
        "WebFetch" | "WebSearch" => "fetch",
        _ => "other",
    };
    let texts = [
        ("client", Some("Claude Code")),
        ("session_id", Some(input.session_id.as_str())),
        ("tool_use_id", input.call()),
        ("permission_mode", input.permission_mode.as_deref()),
        ("sub_agent", input.agent_type.as_deref()),
        ("sub_agent_id", input.agent_id.as_deref()),
    ];
    let source =
        texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned())));
    let folder = Path::new(&input.cwd).file_name().unwrap_or_default().to_string_lossy();
    let title = match place {
        Ok(_) => title(tool, input),
        // It is also what the session's task is called.
        Err(_) => format!("Claude Code in {folder}"),
    };
    let change = ReviseAction {
        tool: Some(ToolRef { name: cut(tool), kind: Some(kind.to_owned()) }),
        editable: matches!(asked, Exact::Command(_)),
        exact: Some(asked.clone()),
        cwd: Some(input.cwd.clone()),
        title: Some(cut(&title)),
        description: Some(description(tool, input)),
        source: source.collect(),
        ..ReviseAction::default()
    };
    Propose {
        task_id: place.ok().map(str::to_owned),
        desktop_id: place.err().map(str::to_owned),
        ..Propose::permission(change)
    }
}

fn title(tool: &str, input: &Input) -> String {
    let about =
        ["description", "file_path", "url", "query"].into_iter().find_map(|n| input.text(n));
    match about.or_else(|| input.text("command")) {
        Some(about) => format!("{tool}: {about}"),
        None => tool.to_owned(),
    }
}

/// What the model says about it, and who asks.
fn description(tool: &str, input: &Input) -> String {
    let said = input.text("description").map(|said| format!("{said}\n\n")).unwrap_or_default();
    let end = said.floor_char_boundary(limits::DESCRIPTION / 2);
    let who = match &input.agent_type {
        Some(sub) => format!("A sub-agent of Claude Code ({})", cut(sub)),
        None => "Claude Code".to_owned(),
    };
    let place = input.cwd.get(..1000).unwrap_or(&input.cwd);
    format!("{}{who} asks to use {} in {place}.", &said[..end], cut(tool))
}

/// One line, as long as a title may be.
fn cut(text: &str) -> String {
    let line = SafeText::prose(text).to_plain_line();
    line.chars().take(limits::TITLE).collect()
}
