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
    let done = match agent.as_str() {
        "" => "All runs are stopped. Nothing starts.".to_owned(),
        agent => format!("{agent} is stopped. Nothing of it starts."),
    };
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
    let done = match agent.as_str() {
        "" => "Runs start again.".to_owned(),
        agent => format!("{agent} goes on."),
    };
    form.answer(came.map(|_| (String::new(), done))).await
}

fn named(agent: &str) -> wire::StopWork {
    wire::StopWork { agent: (!agent.is_empty()).then(|| agent.to_owned()) }
}
