//! A task's thread.

use super::answer::{Answer, Form};
use domain::wire;
use leptos::prelude::*;

/// Writes in a task's thread.
#[server(prefix = "/forms", endpoint = "post_message")]
pub async fn post_message(
    /// The task.
    #[server(default)]
    id: String,
    /// What to say.
    #[server(default)]
    text: String,
) -> Answer {
    let form = Form::here().typed("text", &text);
    let message = wire::PostMessage { text: text.replace("\r\n", "\n") };
    let came = async { form.mission.post_message(&form.actor()?, &id, message).await }.await;
    form.answer(came.map(|_| (format!("/tasks/{id}"), String::new()))).await
}
