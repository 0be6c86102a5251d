//! What a person can do about an action beside deciding it.

use super::answer::{Answer, Form};
use domain::{Refusal, wire};
use leptos::prelude::*;

/// The card's place in its task's thread.
fn place_of(action: &wire::Action) -> String {
    format!("/tasks/{}", action.task_id)
}

/// Says of an action of unknown outcome whether it ran. Nothing runs by it.
#[server(prefix = "/forms", endpoint = "close_action")]
pub async fn close_action(
    /// The action.
    #[server(default)]
    id: String,
    /// `yes` or `no`.
    #[server(default)]
    ran: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let ran = match ran.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Refusal::invalid("ran", "It must be yes or no.").into()),
        };
        form.mission.close_action(&form.actor()?, &id, wire::CloseAction { ran }).await
    };
    let came = came.await.map(|action| {
        let ran = action.closed.as_ref().is_some_and(|closed| closed.ran);
        let done = if ran { "Kept: it ran." } else { "Kept: it did not run." };
        (place_of(&action), done.to_owned())
    });
    form.answer(came).await
}

/// Asks the agent to propose the same again. Nothing runs by it.
#[server(prefix = "/forms", endpoint = "ask_again")]
pub async fn ask_again(
    /// The action.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.ask_again(&form.actor()?, &id).await }.await;
    let came = came.map(|action| {
        let name = action.requested_by.name.clone();
        (place_of(&action), format!("{name} is asked to propose it again. Nothing ran."))
    });
    form.answer(came).await
}
