//! The stop switch.

use super::answer::{Answer, Form};
use domain::wire;
use leptos::prelude::*;

/// Stops an agent, or everything.
#[server(prefix = "/forms", endpoint = "stop_work")]
pub async fn stop_work(
    /// The agent; empty for everything.
    #[server(default)]
    agent: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.stop(&form.actor()?, named(&agent)).await }.await;
    let what = if agent.is_empty() { "Everything" } else { &agent };
    let done = format!("{what} is stopped. Nothing of it starts.");
    form.answer(came.map(|_| (String::new(), done))).await
}

/// Lets an agent, or everything, go on.
#[server(prefix = "/forms", endpoint = "resume_work")]
pub async fn resume_work(
    /// The agent; empty for everything.
    #[server(default)]
    agent: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.resume(&form.actor()?, named(&agent)).await }.await;
    let what = if agent.is_empty() { "Everything" } else { &agent };
    form.answer(came.map(|_| (String::new(), format!("{what} goes on.")))).await
}

fn named(agent: &str) -> wire::StopWork {
    wire::StopWork { agent: (!agent.is_empty()).then(|| agent.to_owned()) }
}
