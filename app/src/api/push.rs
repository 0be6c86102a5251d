//! Browsers that a person is told on. What they are told is changed, tested and removed as any channel.

use super::answer::{Answer, Form};
use domain::wire;
use leptos::prelude::*;

/// Tells whoever asks on this browser from now on. The browser's script fills in where that is.
#[server(prefix = "/forms", endpoint = "add_push_device")]
pub async fn add_push_device(
    /// What to call it.
    #[server(default)]
    name: String,
    /// The push service's address for it.
    #[server(default)]
    endpoint: String,
    /// Its public key.
    #[server(default)]
    key: String,
    /// The secret it shares with this server.
    #[server(default)]
    secret: String,
    /// The mark of the device that it was until its address changed; empty for a new one.
    #[server(default)]
    instead_of: String,
) -> Answer {
    let form = Form::here().typed("name", &name);
    let instead_of = (!instead_of.is_empty()).then_some(instead_of);
    let device = wire::AddPushDevice { name, endpoint, key, secret, instead_of };
    let came = async { form.mission.add_push_device(&form.actor()?, device).await }.await;
    let done = "This device is told from now on. Send a test to see that it arrives.";
    form.answer(came.map(|_| (String::new(), done.to_owned()))).await
}
