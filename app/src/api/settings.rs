//! The settings of the workspace.

use super::answer::{Answer, Form};
use domain::{Refusal, wire};
use leptos::prelude::*;

/// Changes the settings whose fields were sent.
#[server(prefix = "/forms", endpoint = "change_settings")]
pub async fn change_settings(
    /// `on` or `off`.
    #[server(default)]
    task_approval_mode: String,
    /// `on` or `off`.
    #[server(default)]
    second_person: String,
    /// Minutes; 0 is never.
    #[server(default)]
    remind_after: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let switch = |word: &str| (!word.is_empty()).then_some(word == "on");
    let (mode, second) = (switch(&task_approval_mode), switch(&second_person));
    let came = async {
        let minutes = match remind_after.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| {
                Refusal::invalid("remindAfterMinutes", "It must be 0 to 43200; 0 is never.")
            })?),
        };
        let change = wire::ChangeSettings {
            task_approval_mode: mode,
            second_person: second,
            remind_after_minutes: minutes,
            password: wire::Password::typed(password),
        };
        form.mission.change_settings(&form.actor()?, change).await
    };
    let came = came.await.map(|settings| {
        let word = |on: bool| if on { "on" } else { "off" };
        let done = if mode.is_some() {
            format!("Task Approval Mode is {}.", word(settings.task_approval_mode))
        } else if second.is_some() {
            format!(
                "A second person is {}.",
                if settings.second_person { "needed" } else { "not needed" }
            )
        } else {
            match settings.remind_after_minutes {
                0 => "Nobody is reminded.".to_owned(),
                1 => "People are reminded after 1 minute.".to_owned(),
                many => format!("People are reminded after {many} minutes."),
            }
        };
        (String::new(), done)
    });
    form.answer(came).await
}
