//! What a person saw on the machine of a command whose runner fell silent.

use super::{
    answer::{Answer, Form},
    tasks::page_of,
};
use domain::{Refusal, wire};
use leptos::prelude::*;

/// Says of the command of a lost task whether it ran. Nothing runs by it.
#[server(prefix = "/forms", endpoint = "close_task")]
pub async fn close_task(
    /// The task.
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
        form.mission.close_task(&form.actor()?, &id, wire::CloseTask { ran }).await
    };
    let came = came.await.map(|task| {
        let ran = task.closed.as_ref().is_some_and(|closed| closed.ran);
        let done = if ran { "Kept: it ran." } else { "Kept: it did not run." };
        (page_of(&task), done.to_owned())
    });
    form.answer(came).await
}
