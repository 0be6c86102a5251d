//! The settings of the workspace.

use super::answer::{Answer, Form};
use domain::wire;
use leptos::prelude::*;

/// Switches Task Approval Mode.
#[server(prefix = "/forms", endpoint = "change_settings")]
pub async fn change_settings(
    /// `on` or `off`.
    #[server(default)]
    task_approval_mode: String,
) -> Answer {
    let form = Form::here();
    let change = wire::ChangeSettings { task_approval_mode: Some(task_approval_mode == "on") };
    let came = async { form.mission.change_settings(&form.actor()?, change).await }.await;
    let came = came.map(|settings| {
        let word = if settings.task_approval_mode { "on" } else { "off" };
        (String::new(), format!("Task Approval Mode is {word}."))
    });
    form.answer(came).await
}
