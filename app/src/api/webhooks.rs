//! Who is told when a task ends.

use super::{
    answer::{Answer, Form},
    once,
};
use domain::wire;
use leptos::prelude::*;

/// Where webhooks are listed.
pub const PAGE: &str = "/settings/mission-control/webhooks";

/// Adds a webhook; the next page shows its secret, once.
#[server(prefix = "/forms", endpoint = "create_webhook")]
pub async fn create_webhook(
    /// What to call it.
    #[server(default)]
    name: String,
    /// Where it leads.
    #[server(default)]
    url: String,
) -> Answer {
    let form = Form::here().typed("name", &name).typed("url", &url);
    let wanted = wire::CreateWebhook { name, url };
    let came = async { form.mission.create_webhook(&form.actor()?, wanted).await }.await;
    let came = came.inspect(|made| once::keep(PAGE, &made.secret));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Removes a webhook; nothing is sent to it any more.
#[server(prefix = "/forms", endpoint = "remove_webhook")]
pub async fn remove_webhook(
    /// The webhook.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.remove_webhook(&form.actor()?, &id).await }.await;
    form.answer(came.map(|()| (PAGE.to_owned(), "The webhook is removed.".to_owned()))).await
}
