//! The settings of the workspace.
#![expect(clippy::too_many_arguments, reason = "one argument for each field of a form")]

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
    /// Minutes before a task runs; 0 is as long as people like.
    #[server(default)]
    decide_before_run: String,
    /// Minutes for an action of an agent.
    #[server(default)]
    decide_action: String,
    /// Minutes for the result of a run.
    #[server(default)]
    decide_result: String,
    /// Days; 0 is never.
    #[server(default)]
    keep_payloads: String,
    /// Days; 0 is for ever.
    #[server(default)]
    keep_activity: String,
    /// `on` or `off`.
    #[server(default)]
    attention_second_person: String,
    /// Percent of quick answers.
    #[server(default)]
    attention_share: String,
    /// How many of the last answers count.
    #[server(default)]
    attention_answers: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let switch = |word: &str| (!word.is_empty()).then_some(word == "on");
    let (mode, second) = (switch(&task_approval_mode), switch(&second_person));
    let attention = switch(&attention_second_person);
    let came = async {
        let minutes = |field: &str, text: &str| match text.trim() {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|_| Refusal::invalid(field, "It must be 0 to 43200; 0 is never.")),
        };
        let number = |field: &str, text: &str, why: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Refusal::invalid(field, why)),
        };
        let change = wire::ChangeSettings {
            task_approval_mode: mode,
            second_person: second,
            remind_after_minutes: minutes("remindAfterMinutes", &remind_after)?,
            decide_within_minutes: None,
            decide_before_run_minutes: minutes("decideBeforeRunMinutes", &decide_before_run)?,
            decide_action_minutes: minutes("decideActionMinutes", &decide_action)?,
            decide_result_minutes: minutes("decideResultMinutes", &decide_result)?,
            keep_payloads_days: number(
                "keepPayloadsDays",
                &keep_payloads,
                "It must be 0 to 36500; 0 is never.",
            )?,
            keep_activity_days: number(
                "keepActivityDays",
                &keep_activity,
                "It must be 0 to 36500; 0 is for ever.",
            )?,
            attention_second_person: attention,
            attention_share_percent: number(
                "attentionSharePercent",
                &attention_share,
                "It must be 1 to 100.",
            )?,
            attention_answers: number(
                "attentionAnswers",
                &attention_answers,
                "It must be 10 to 200.",
            )?,
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
        } else if attention.is_some() {
            let needed = settings.attention_second_person;
            format!(
                "Very quick approvals {} a second person.",
                if needed { "need" } else { "do not need" }
            )
        } else if !attention_share.is_empty() {
            "Saved. Attention is told by it from now on.".to_owned()
        } else if !keep_payloads.trim().is_empty() {
            match settings.keep_payloads_days {
                0 => "Saved. Texts are kept.".to_owned(),
                days => format!("Saved. Texts are erased after {days} days."),
            }
        } else if !keep_activity.trim().is_empty() {
            match settings.keep_activity_days {
                0 => "Saved. What happened is kept.".to_owned(),
                days => format!("Saved. What happened is forgotten after {days} days."),
            }
        } else {
            "Saved. It holds for what is asked from now on.".to_owned()
        };
        (String::new(), done)
    });
    form.answer(came).await
}
