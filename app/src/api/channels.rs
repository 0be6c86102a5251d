//! Who is told that something waits, and where.

use super::answer::{Answer, Form};
use domain::{Refusal, approval::Risk, wire};
use leptos::prelude::*;

/// Where the channels of teams are.
pub const PAGE: &str = "/settings/mission-control/notifications";

/// Adds a channel. Its address is not kept for the next page: a team's is a secret.
#[server(prefix = "/forms", endpoint = "create_channel")]
pub async fn create_channel(
    /// `email` or `slack`.
    #[server(default)]
    kind: String,
    /// What to call it.
    #[server(default)]
    name: String,
    /// Where it leads.
    #[server(default)]
    address: String,
) -> Answer {
    let form = Form::here().typed("name", &name);
    let form = if kind == "email" { form.typed("address", &address) } else { form };
    let done = match kind.as_str() {
        "email" => "A code is on its way. Enter it below.",
        _ => "The channel is added. Send a test to see that it arrives.",
    };
    let wanted = wire::CreateChannel { kind, name: (!name.is_empty()).then_some(name), address };
    let came = async { form.mission.create_channel(&form.actor()?, wanted).await }.await;
    form.answer(came.map(|_| (String::new(), done.to_owned()))).await
}

/// Changes what is told on a channel: the whole form.
#[server(prefix = "/forms", endpoint = "change_channel")]
pub async fn change_channel(
    /// The channel.
    #[server(default)]
    id: String,
    /// Whether anything is told there.
    #[server(default)]
    on: String,
    /// `low`, `medium`, `high`.
    #[server(default)]
    least_risk: String,
    /// Whether it is told what became of a request.
    #[server(default)]
    tell_ends: String,
    /// Seconds.
    #[server(default)]
    gather: String,
    /// Seconds.
    #[server(default)]
    pause: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let wanted = wire::ChangeChannel {
            name: None,
            on: Some(!on.is_empty()),
            least_risk: Some(risk(&least_risk)?),
            tell_ends: Some(!tell_ends.is_empty()),
            gather_seconds: Some(seconds("gatherSeconds", &gather)?),
            pause_seconds: Some(seconds("pauseSeconds", &pause)?),
        };
        form.mission.change_channel(&form.actor()?, &id, wanted).await
    }
    .await;
    form.answer(came.map(|_| (String::new(), "Saved.".to_owned()))).await
}

/// Removes a channel; nothing is told there any more.
#[server(prefix = "/forms", endpoint = "remove_channel")]
pub async fn remove_channel(
    /// The channel.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.remove_channel(&form.actor()?, &id).await }.await;
    form.answer(came.map(|()| (String::new(), "Nothing is sent there any more.".to_owned()))).await
}

/// Mails another code.
#[server(prefix = "/forms", endpoint = "send_channel_code")]
pub async fn send_channel_code(
    /// The channel.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.send_code(&form.actor()?, &id).await }.await;
    form.answer(came.map(|_| (String::new(), "Another code is on its way.".to_owned()))).await
}

/// Gives the code back.
#[server(prefix = "/forms", endpoint = "confirm_channel")]
pub async fn confirm_channel(
    /// The channel.
    #[server(default)]
    id: String,
    /// The code.
    #[server(default)]
    code: String,
) -> Answer {
    let form = Form::here();
    let code = wire::ConfirmChannel { code };
    let came = async { form.mission.confirm_channel(&form.actor()?, &id, code).await }.await;
    form.answer(came.map(|_| (String::new(), "The address is yours.".to_owned()))).await
}

/// Sends a test, and says what the other side answered.
#[server(prefix = "/forms", endpoint = "test_channel")]
pub async fn test_channel(
    /// The channel.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.test_channel(&form.actor()?, &id).await }.await;
    form.answer(came.map(|_| (String::new(), "The test was taken by the other side.".to_owned())))
        .await
}

fn risk(text: &str) -> Result<Risk, Refusal> {
    Risk::parse(text)
        .ok_or_else(|| Refusal::invalid("leastRisk", "It must be low, medium or high."))
}

fn seconds(field: &str, text: &str) -> Result<u32, Refusal> {
    text.trim().parse().map_err(|_| Refusal::invalid(field, "It must be 0 to 86400 seconds."))
}
