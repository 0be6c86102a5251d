//! What a person saw on the machine of a command or an action whose runner fell silent. Nothing runs by it.

use super::{
    actions::place_of,
    answer::{Answer, Form},
    tasks::page_of,
};
use domain::{Refusal, wire};
use leptos::prelude::*;

/// Says of the command of a lost task whether it ran.
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
        let body = wire::CloseTask { ran: seen(&ran)? };
        let task = form.mission.close_task(&form.actor()?, &id, body).await?;
        Ok((page_of(&task), kept(body.ran)))
    };
    let came = came.await;
    form.answer(came).await
}

/// Says of an action of unknown outcome whether it ran.
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
        let body = wire::CloseAction { ran: seen(&ran)? };
        let action = form.mission.close_action(&form.actor()?, &id, body).await?;
        Ok((place_of(&action), kept(body.ran)))
    };
    let came = came.await;
    form.answer(came).await
}

fn seen(ran: &str) -> Result<bool, Refusal> {
    match ran {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Refusal::invalid("ran", "It must be yes or no.")),
    }
}

fn kept(ran: bool) -> String {
    if ran { "Kept: it ran." } else { "Kept: it did not run." }.to_owned()
}
