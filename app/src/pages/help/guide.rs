//! What triggers an approval, what is approved, how, and good habits.

use crate::parts::{
    badge::Badge,
    icon::{Icon, Symbol},
};
use crate::routes::TASK_APPROVAL;
use leptos::prelude::*;

/// The line that says why the review is the point.
const LINE: &str = "An approval you didn’t read is just an autopilot you pretended to supervise.";

/// What to have done before and after a yes, in this order.
const CHECKLIST: [&str; 5] = [
    "Recognized the Technician approval required badge as “AI wants to act”",
    "Read the command and the plain-language description",
    "Confirmed the linked desktop is the right target",
    "Approved only what you understood; rejected anything off",
    "Reviewed the result that came back after approving",
];

pub(super) fn guide() -> AnyView {
    view! {
        <h1>"Approvals: when work asks"</h1>
        <p>
            "Agents and commands do work on desktops. Where a task is gated, it stops and asks a person. Until the answer, nothing goes further."
        </p>
        {asks()}
        {shows()}
        <blockquote>{LINE}</blockquote>
        {answers()}
        {habits()}
        {checklist()}
        {results()}
    }
    .into_any()
}

fn asks() -> AnyView {
    view! {
        <h2 id="asks">"When it asks"</h2>
        <p>"A task can stop for a person at two moments, at one of them, or at both:"</p>
        <ul>
            <li>
                <strong>"Before it runs."</strong>
                " The task shows "
                <Badge tone="wait">
                    <Icon of=Symbol::Gate />
                    " Technician approval required"
                </Badge>
                " on the board and inside the task. Nothing has reached the desktop."
            </li>
            <li>
                <strong>"Before its result counts."</strong>
                " It has run. Its card stands in Review and says "
                <Badge tone="wait">
                    <Icon of=Symbol::Eye />
                    " Result waits for approval"
                </Badge>
                "."
            </li>
        </ul>
        <p>"Approvals are about doing, not talking. Writing in a task’s thread is free."</p>
    }
    .into_any()
}

fn shows() -> AnyView {
    view! {
        <h2 id="shows">"What you approve"</h2>
        <dl class="define">
            <dt>"Target desktop"</dt>
            <dd>"Where it runs, and whether it is online. The wrong machine is the costliest mistake."</dd>
            <dt>"Command"</dt>
            <dd>
                "Exactly what will run, to the byte. Hidden characters show as badges like "
                <span class="hidden-char">"\\u{200B}"</span>
            </dd>
            <dt>"Result"</dt>
            <dd>"The exit code, everything it wrote, and every file it changed, line by line."</dd>
            <dt>"What an agent says"</dt>
            <dd>"Its own report, in its own words. The dashed line means: not checked."</dd>
        </dl>
    }
    .into_any()
}

fn answers() -> AnyView {
    view! {
        <h2 id="answers">"Approve or reject"</h2>
        <dl class="define">
            <dt>"Approve"</dt>
            <dd>
                "Before it runs: it runs once, on that desktop, exactly as shown. Until the desktop has taken it you can revoke. After it ran: the task is Done, and what waits for it may start."
            </dd>
            <dt>"Reject"</dt>
            <dd>
                "Before it runs: nothing runs. After it ran: the task is Failed, and what waits for it does not start. A note is optional. It is kept word for word and goes with the next attempt."
            </dd>
        </dl>
        <p>"Silence is never consent. Nothing is approved by waiting."</p>
    }
    .into_any()
}

fn habits() -> AnyView {
    view! {
        <h2 id="habits">"Good habits"</h2>
        <ol>
            <li>
                <strong>"Actually read the command."</strong>
                " The review is the point of the step."
            </li>
            <li>
                <strong>"Confirm the target."</strong>
                " Is it the machine you mean?"
            </li>
            <li>
                <strong>"Reject freely."</strong>
                " Rejecting is steering, not failing."
            </li>
            <li>
                <strong>"Escalate when unsure."</strong>
                " Reject it, then handle it by hand or ask somebody who knows."
            </li>
        </ol>
    }
    .into_any()
}

fn checklist() -> AnyView {
    let line = |words: &'static str| {
        view! {
            <label>
                <input type="checkbox" />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <h2 id="check">"Checklist"</h2>
        <div class="checklist" role="group" aria-label="Checklist">
            {CHECKLIST.map(line).collect_view()}
        </div>
    }
    .into_any()
}

fn results() -> AnyView {
    view! {
        <h2 id="results">"Approving results"</h2>
        <p>
            "A task with " <strong>"Requires Approval"</strong>
            " runs, then stops in Review. Look at the output, the logs and the files changed. Approve moves it to Done, Reject moves it to Failed. Tasks that depend on it wait until then, so review promptly."
        </p>
        <p>
            "Start with Task Approval Mode on for everything, under "
            <a href=TASK_APPROVAL>"Settings › Mission Control › Task Approval"</a>
            ". Switch to single tasks once you trust the work."
        </p>
        <p>
            "Let a prompt task with approval do the creative part, and a command task that depends on it do the deployment: the command starts only after your yes."
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checklist_has_its_five_lines_in_order() {
        let words = ["Technician approval required", "command", "target", "understood", "result"];
        for (line, word) in CHECKLIST.iter().zip(words) {
            assert!(line.contains(word), "{line}");
        }
    }
}
