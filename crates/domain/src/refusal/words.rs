//! What a refusal says. Written for the person at the desk; programs look at the code instead.

use super::Refusal;
use crate::{key::Scope, limits, task::TaskStatus};

impl Refusal {
    /// What happened, in one short sentence.
    pub fn title(&self) -> String {
        match self {
            Self::Malformed(_) => "This could not be read.".into(),
            Self::Unauthenticated => "You are not signed in.".into(),
            Self::WrongPassword => "Name and password do not match.".into(),
            Self::InsufficientScope { needs: Scope::Decide } => "This key may not decide.".into(),
            Self::InsufficientScope { needs } => {
                format!("This key lacks the scope {}.", needs.as_str())
            }
            Self::RoleTooLow { needs } => format!("This needs the role {}.", needs.as_str()),
            Self::ScopeBeyondRole { scope, .. } => {
                format!("The owner of this key may not have the scope {}.", scope.as_str())
            }
            Self::NotAnApprover => "You can read this, but not decide.".into(),
            Self::SelfApproval => "You asked for this, so someone else decides.".into(),
            Self::ConfirmationNeeded => "Your password is needed once more.".into(),
            Self::ConfirmationWrong => "That is not your password.".into(),
            Self::DesktopNotTyped { desktop } => format!("Type {desktop} to approve this."),
            Self::NotInBatch => "This is approved on its own.".into(),
            Self::NotYourTask => "This is another agent's task.".into(),
            Self::RunnerRunsIt => "The desktop runs this.".into(),
            Self::AskedAnew => "A person is asked again.".into(),
            Self::AgentRunsIt => "The agent runs this.".into(),
            Self::NotEditable => "This cannot be changed.".into(),
            Self::CrossSite => "This answer came from another site and was refused.".into(),
            Self::ForeignHost { .. } => "This server does not answer under that name.".into(),
            Self::NotFound { what, .. } => format!("No such {what}."),
            Self::MethodNotAllowed => "This address does not take that method.".into(),
            Self::NotPending(_) | Self::AlreadyQueued => "This does not wait to be run.".into(),
            Self::Final(_) => "This task is over.".into(),
            Self::NotOver { number, .. } => format!("MC-{number} is not over."),
            Self::ActionNotOver(_) => "An action of this task is not over.".into(),
            Self::Purged { at } => format!("This was purged on {}.", at.date_clock_utc()),
            Self::NotWiped => "The texts are purged, but traces may be left.".into(),
            Self::NotKept { what, up_to } => {
                format!("The {what} up to {up_to} are not kept here any more.")
            }
            Self::NotInReview(_) => "This does not wait for an answer.".into(),
            Self::NotRunning(_) => "This task is not running.".into(),
            Self::NotDone(_) => "This task is not done.".into(),
            Self::NoBranch => "There is no branch to merge.".into(),
            Self::NoAgent { .. } => "No agent can work on this prompt.".into(),
            Self::Stopped(_) => "Work is stopped.".into(),
            Self::NotExternal => "No external agent works on this task.".into(),
            Self::AlreadyDecided(decided) => {
                let d = &decided.decision;
                let verb = d.verdict.past();
                format!("{} {verb} this at {} UTC.", d.by.name, d.at.clock_utc())
            }
            Self::Expired { at } => format!("Time was up at {}.", at.date_clock_utc()),
            Self::Withdrawn { at } => format!("This was taken back at {}.", at.date_clock_utc()),
            Self::Superseded => "What was asked changed while you read.".into(),
            Self::AlreadyClaimed => "Too late to revoke.".into(),
            Self::NotApproved(_) => "This is not approved.".into(),
            Self::DigestMismatch { .. } => "What was on your screen is not what is stored.".into(),
            Self::DigestRequired(_) => "This answer did not say what it was for.".into(),
            Self::LeaseLost => "This work is no longer yours.".into(),
            Self::NameTaken { what, .. } => format!("There is already a {what} of that name."),
            Self::SetupClosed => "Setup is done.".into(),
            Self::LinkOver => "This link no longer works.".into(),
            Self::LastAdmin => "This is the last administrator.".into(),
            Self::RequestInProgress => "The same request is still being worked on.".into(),
            Self::IdempotencyKeyReused => "This idempotency key was used for another body.".into(),
            Self::ActionNot(_) => "This action does not wait for an answer.".into(),
            Self::OutcomeKnown(_) => "There is no unknown outcome to close.".into(),
            Self::TargetChanged { desktop } => {
                format!("{desktop} is not the machine it was when this was proposed.")
            }
            Self::AlreadyRejected { .. } => "The same change was rejected before.".into(),
            Self::Blocked { .. } => "The policy blocks this.".into(),
            Self::ActionRunning => "An action of this task is running.".into(),
            Self::TooManyWaiting => "Too many actions of this task wait.".into(),
            Self::TooLarge { field, limit } => format!("The {field} is over {limit}."),
            Self::UnsupportedMediaType => "The body must be JSON.".into(),
            Self::UnknownField(field) => format!("There is no field {field} here."),
            Self::Invalid { field, .. } => format!("The field {field} cannot be this."),
            Self::InvalidDecision => "The answer must be approve or reject.".into(),
            Self::ReversedText { field, .. } => {
                format!("The {field} would read in another order than it runs.")
            }
            Self::SecretInScript { field } => format!("{field} cannot hold a secret."),
            Self::NoSuchSecret { name, desktop, .. } => {
                format!("{desktop} has no secret {name}.")
            }
            Self::RateLimited { .. } => "Too many tries at once.".into(),
            Self::NotTold { .. } => "The message did not arrive.".into(),
            Self::Busy => "The server is busy. Nothing was changed.".into(),
        }
    }

    /// What it means and what to do, for the person at the desk.
    pub fn detail(&self) -> String {
        match self {
            Self::Malformed(why) | Self::Invalid { why, .. } | Self::NotTold { why } => why.clone(),
            Self::Unauthenticated => {
                "Sign in, or send a key that works in the header x-api-key.".into()
            }
            Self::WrongPassword => "Nobody was signed in. Try again.".into(),
            Self::InsufficientScope { needs: Scope::Decide } => {
                "Agent and runner keys never can. A person's key can, when it has the scope decide."
                    .into()
            }
            Self::InsufficientScope { needs } => {
                format!(
                    "Use a key with the scope {}, or ask an administrator for one.",
                    needs.as_str()
                )
            }
            Self::RoleTooLow { .. } => "An administrator can change your role.".into(),
            Self::ScopeBeyondRole { role, .. } => {
                format!(
                    "The owner's role is {}. A key never may more than its owner.",
                    role.as_str()
                )
            }
            Self::NotAnApprover => "People with the role approver or admin can.".into(),
            Self::SelfApproval => {
                "You can still reject it. An administrator can change that in Task Approval.".into()
            }
            Self::ConfirmationWrong => "Nothing was changed. Try again.".into(),
            Self::DesktopNotTyped { .. } => {
                "It is costly to reverse, so the name of the machine is asked for. Nothing was decided.".into()
            }
            Self::NotInBatch => {
                "High risk, and text, output or files with characters that cannot be seen, are never approved in a batch. Nothing was decided.".into()
            }
            Self::ConfirmationNeeded => {
                "Nothing was changed. Give your password, then send it again: it counts for five minutes.".into()
            }
            Self::RunnerRunsIt => {
                "Its desktop's runner runs it once it is approved. Wait for its result: GET /actions/{id}?wait=45.".into()
            }
            Self::AskedAnew => {
                "It was approved, and what the yes rested on changed since. Do nothing, and wait for the new decision.".into()
            }
            Self::AgentRunsIt => "Its agent does it itself once it is approved, so no runner takes it.".into(),
            Self::NotEditable => {
                "Its agent does it itself, and only as it was proposed. Reject it, and say what to change.".into()
            }
            Self::NotYourTask => {
                "A key with the scope propose works on the tasks of its own name only.".into()
            }
            Self::CrossSite => {
                "Nothing was changed. Open Mission Control itself and answer there.".into()
            }
            Self::ForeignHost { host } => format!(
                "It was asked as {host:?}. Use the address that --public-url declares, or a loopback address on its own machine."
            ),
            Self::NotFound { id, .. } => format!("{id} does not exist, or you may not see it."),
            Self::MethodNotAllowed => {
                "Nothing was changed. The header Allow names what it takes.".into()
            }
            Self::NotDone(status) => format!(
                "It is {}. Its branch is merged once its result was approved.",
                status.as_str()
            ),
            Self::NoBranch => "Its changes were made in place, or it changed nothing.".into(),
            Self::NotPending(status) | Self::NotRunning(status) => {
                format!("It is {}.", status.label())
            }
            Self::AlreadyQueued => "It was already asked to run and starts by itself.".into(),
            Self::Final(status) => format!("It is {} and stays so.", status.label()),
            Self::NotOver { status, .. } => match status {
                TaskStatus::Review => {
                    "Its result waits for an answer. Answer it, then purge it. Nothing was erased.".into()
                }
                TaskStatus::Failed => {
                    "Nobody has said whether it ran. Close it, then purge it. Nothing was erased.".into()
                }
                _ => format!(
                    "It is {}. Cancel it or wait for its end, then purge it. Nothing was erased.",
                    status.label()
                ),
            },
            Self::ActionNotOver("outcome_unknown") => {
                "Nobody has said whether it ran. Close it, then purge the task. Nothing was erased.".into()
            }
            Self::ActionNotOver(state) => {
                format!("It is {}. Wait for its end, then purge the task. Nothing was erased.", state.replace('_', " "))
            }
            Self::Purged { .. } => {
                "Its texts are gone: who decided what, and when, is still there. Make a new task instead.".into()
            }
            Self::NotWiped => {
                "The database was busy, so its file was not written anew. Send this again; it is also tried within the hour."
                    .into()
            }
            Self::NotKept { up_to, .. } => format!(
                "Some came after the number you gave and before the oldest that is kept. Read again what you follow, then \
                 ask with after={up_to}."
            ),
            Self::NotInReview(status) => {
                format!("It is {}, and its result never waited for an approval.", status.label())
            }
            Self::NoAgent { desktop } => format!(
                "{desktop} has no agent. Name an external agent in externalAgent (it works over REST with a key of the scope propose), or make it a command task."
            ),
            Self::Stopped(stop) => {
                let what = stop.agent.as_deref().unwrap_or("everything");
                format!(
                    "{} stopped {what} at {} UTC. Nothing of it starts until somebody lets it go on.",
                    stop.by.name,
                    stop.at.clock_utc()
                )
            }
            Self::NotExternal => {
                "Only a task with externalAgent is ended over REST; a runner ends the others."
                    .into()
            }
            Self::AlreadyDecided(decided) => match &decided.decision.feedback {
                Some(text) => format!("\"{text}\" Your answer was not recorded."),
                None => "Your answer was not recorded.".into(),
            },
            Self::Expired { .. } => "Nothing ran. Ask again to get a new approval.".into(),
            Self::Withdrawn { .. } => "Nothing ran and nothing waits.".into(),
            Self::Superseded => {
                "Your answer was for an older version and was not recorded. Read the new one."
                    .into()
            }
            Self::AlreadyClaimed => {
                "It was taken, so it runs now or already ran.".into()
            }
            Self::NotApproved(state) => format!("It is {state}."),
            Self::DigestMismatch { .. } => "Nothing was decided. Reload and read it again.".into(),
            Self::DigestRequired(_) => {
                "Nothing was decided. Read the approval and send its digest with the answer.".into()
            }
            Self::LeaseLost => {
                "Stop it and report nothing: the task went on without this runner.".into()
            }
            Self::NameTaken { name, .. } => format!("Choose another name than {name}."),
            Self::SetupClosed => "The first person exists. Sign in instead.".into(),
            Self::LinkOver => {
                "It was used, a newer one was made, or its three days are over. Ask an administrator for another one."
                    .into()
            }
            Self::LastAdmin => "Make somebody else an administrator first.".into(),
            Self::RequestInProgress => "Ask again in a moment for its answer.".into(),
            Self::IdempotencyKeyReused => "Use a new key for a new request.".into(),
            Self::ActionNot(state) => format!("It is {}.", state.replace('_', " ")),
            Self::OutcomeKnown("outcome_unknown") => {
                "Somebody looked at the machine and closed it. Load the page again to see who, and what they saw.".into()
            }
            Self::OutcomeKnown(state) => {
                format!("It is {}. A person closes only a command or an action that a desktop took before it fell silent.", state.replace('_', " "))
            }
            Self::TargetChanged { .. } => {
                "It was removed or enrolled anew. Nothing ran. Propose it again for the machine as it is now."
                    .into()
            }
            Self::AlreadyRejected { feedback: Some(said), .. } => format!(
                "\"{said}\" Propose something else, or wait until a person asks for this again."
            ),
            Self::AlreadyRejected { feedback: None, .. } => {
                "Propose something else, or wait until a person asks for this again.".into()
            }
            Self::Blocked { version, .. } => format!(
                "Nothing ran and nobody is asked. Policy version {version} decided. Propose something else."
            ),
            Self::ActionRunning => "Wait for its end, then send this again.".into(),
            Self::TooManyWaiting => {
                format!(
                    "At most {} wait at once, and a task takes {} in all. Wait for an answer, or withdraw one.",
                    limits::WAITING_ACTIONS,
                    limits::ACTIONS
                )
            }
            Self::TooLarge { .. } => "Nothing was stored. Send less.".into(),
            Self::UnsupportedMediaType => "Send the header Content-Type: application/json.".into(),
            Self::UnknownField(_) => "Nothing was changed. openapi.json lists the fields.".into(),
            Self::InvalidDecision => "Nothing was decided.".into(),
            Self::ReversedText { escape, .. } => {
                format!(
                    "It holds a character that turns the order of the text around. Write {escape} instead."
                )
            }
            Self::SecretInScript { .. } => {
                "A shell would read the value as code. Send \"env\": {\"TOKEN\": \"{{secret:NAME}}\"} with an action, and write \"$TOKEN\" in its script."
                    .into()
            }
            Self::NoSuchSecret { known, .. } if known.is_empty() => {
                "It has none. Its runner reads them from the file that --secrets names.".into()
            }
            Self::NoSuchSecret { known, .. } => format!("It has {}.", known.join(", ")),
            Self::RateLimited { retry_after } => {
                format!("Try again in {retry_after} s. Nothing was changed.")
            }
            Self::Busy => "Try again in a moment.".into(),
        }
    }
}
