//! Agents, what they may do, what a person does by hand, and what happens when a task ends.

use leptos::prelude::*;

pub(super) fn agents() -> AnyView {
    view! {
        {what_agents_may_do()}
        {by_hand()}
        {when_a_task_ends()}
    }
    .into_any()
}

fn what_agents_may_do() -> AnyView {
    view! {
        <h2 id="agents">"Agents and what they may do"</h2>
        <p>
            "An agent is started by a desktop’s runner, or it is a program of yours that comes in with a key of the scope propose, over MCP at the address /mcp or over REST. "
            <a href="/agents">"Agents"</a>
            " lists them, and "
            <a href=crate::pages::agent_notes::PAGE>"how each is gated"</a>
            " says what waits for a person and what does not. The agent Tour is scripted: no model is behind it, it shows one approval from start to end."
        </p>
        <p>
            "At first every action asks. Under "
            <a href=crate::api::policy::PAGE>"What agents may do"</a>
            " an administrator can let some run without asking and block others, and everybody can see what would happen on each desktop. A change holds for what is proposed afterwards. What waits goes on waiting."
        </p>
    }
    .into_any()
}

fn by_hand() -> AnyView {
    view! {
        <h2 id="scripts">"By hand"</h2>
        <p>
            "In doubt, say no first: then nothing runs. The rejected card offers to handle it manually: choose one of the "
            <a href="/scripts">"Scripts"</a>
            ", read its exact text, and run it on the same desktop. The thread tells that you did, and what came of it."
        </p>
    }
    .into_any()
}

fn when_a_task_ends() -> AnyView {
    view! {
        <h2 id="after">"When a task ends"</h2>
        <p>
            "A prompt goes the same way as every task: the agent works and asks, a person accepts the result, the task is Done. Then the result is posted, signed, to each of the "
            <a href=crate::api::webhooks::PAGE>"Webhooks"</a>
            ", with the task’s outside reference, so a ticket system can close its ticket; a try that fails is repeated. For work at the machine itself, a desktop can hold a link for remote access, set under "
            <a href=crate::api::desktops::PAGE>"Desktops"</a>
            "; it stands on each of its tasks."
        </p>
    }
    .into_any()
}
