//! What triggers an approval, what is approved, how, and good habits.

use crate::parts::{
    badge::Badge,
    checklist::CHECKLIST,
    icon::{Icon, Symbol},
};
use crate::routes::TASK_APPROVAL;
use leptos::prelude::*;

/// The line that says why the review is the point.
const LINE: &str = "An approval you didn’t read is just an autopilot you pretended to supervise.";

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
        <p>
            "An agent reads and reasons freely. The moment it wants to change a desktop, it stops and waits for a person:"
        </p>
        <ul>
            <li>
                <strong>"An action."</strong> " The task shows "
                <Badge tone="wait">
                    <Icon of=Symbol::Gate />
                    " Technician approval required"
                </Badge>
                " on the board and inside the task. A card in its thread shows the exact command, with Approve and Reject below it."
            </li>
        </ul>
        <p>"A task itself can stop at two more moments, at one of them, or at both:"</p>
        <ul>
            <li>
                <strong>"Before it runs."</strong>
                " It shows the same badge. Nothing has reached the desktop."
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
        <p>
            "Only what would change a desktop needs a yes. Talk to the agent in the task’s thread whenever you like: no request comes of it."
        </p>
    }
    .into_any()
}

fn shows() -> AnyView {
    view! {
        <h2 id="shows">"What you approve"</h2>
        <dl class="define">
            <dt>"Target desktop"</dt>
            <dd>
                "Where it runs, its group, and whether it is online; which shell, as which user, in which directory. The wrong machine is the costliest mistake."
            </dd>
            <dt>"Read from the command"</dt>
            <dd>
                "What our own rules find in it: it deletes, installs, contacts a host, runs elevated, hides something. Facts raise the risk, never lower it. None found promises nothing."
            </dd>
            <dt>"Command"</dt>
            <dd>
                "Exactly what will run, to the byte. Hidden characters show as badges like "
                <span class="hidden-char">"\\u{200B}"</span>
            </dd>
            <dt>"What the agent says"</dt>
            <dd>
                "What it does and what it returns, in the agent’s own words. The dashed line means: not checked. After the run we compare what came back with it, and show every difference."
            </dd>
            <dt>"Result"</dt>
            <dd>
                "Of a task that ran: the exit code, everything it wrote, and every file it changed, line by line."
            </dd>
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
                "An action, or a task before it runs: it runs once, on that desktop, exactly as shown, and what came back stands in the thread. Until the desktop has taken it you can revoke. A result: the task is Done, and what waits for it may start."
            </dd>
            <dt>"Reject"</dt>
            <dd>
                "An action, or a task before it runs: nothing runs. Say why in one tap (wrong fix, wrong machine, wrong time, you will handle it) or in a note. The agent gets your words as they are, and may propose something else. A result: the task is Failed, and what waits for it does not start."
            </dd>
            <dt>"Edit and approve"</dt>
            <dd>
                "An action: change the command and save it. It is the next revision, with the agent’s name and yours on it, read and judged anew. Only that one can be approved then, and the agent is told what ran."
            </dd>
        </dl>
        <p>
            "On a phone, choose "<b>"Add to Home Screen"</b>" or "<b>"Install"</b>
            " in the menu of the browser: Mission Control is an app then, and can "
            <a href="/settings/profile#devices">"notify the device"</a>
            ". A notification opens the page with the whole text; nobody can decide in it. Without the server nothing can be decided."
        </p>
        <p>
            "Silence is never consent. Nothing is approved by waiting; a request whose time is up is marked Expired, and nothing ran."
        </p>
    }
    .into_any()
}

fn habits() -> AnyView {
    view! {
        <h2 id="habits">"Good habits"</h2>
        <ol>
            <li>
                <strong>"Actually read the command."</strong>
                " The description says what is meant; only the command says what happens."
            </li>
            <li>
                <strong>"Confirm the target."</strong>
                " Look at the desktop’s name before anything that changes it."
            </li>
            <li>
                <strong>"Reject freely."</strong>
                " A no steers the agent. It costs one tap, and the agent tries another way."
            </li>
            <li>
                <strong>"Escalate when unsure."</strong>
                " Reject it, then handle it manually, or run a tested script from "
                <a href="/scripts">"Scripts"</a> "."
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
        <p>
            "The device is the task’s desktop. Ticked on a request, these lines are kept with the decision."
        </p>
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
    fn the_guide_says_what_to_know_before_a_yes() {
        let html = Owner::new().with(|| guide().to_html());
        let places: Vec<_> = CHECKLIST.iter().map(|line| html.find(line)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{html}");
        for words in [
            "Technician approval required",
            LINE,
            "Actually read the command.",
            "Confirm the target.",
            "Reject freely.",
            "Escalate when unsure.",
            "nothing runs",
            "it runs once",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("\u{200B}"), "a hidden character is shown, not kept");
    }
}
