//! The machines.

use super::{
    answer::{Answer, Form},
    once,
};
use domain::wire::CreateDesktop;
use leptos::prelude::*;

/// Where desktops are listed.
pub const PAGE: &str = "/settings/desktops";

/// Adds a desktop; the next page shows its runner's token, once.
#[server(prefix = "/forms", endpoint = "add_desktop")]
pub async fn add_desktop(
    /// What to call it.
    #[server(default)]
    name: String,
    /// The group it belongs to.
    #[server(default)]
    group: String,
) -> Answer {
    let form = Form::here().typed("name", &name).typed("group", &group);
    let wanted = CreateDesktop { name, group: (!group.is_empty()).then_some(group) };
    let came = async { form.mission.add_desktop(&form.actor()?, wanted).await }.await;
    let came = came.inspect(|made| once::keep(PAGE, &made.token));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Removes a desktop; its runner is refused from now on.
#[server(prefix = "/forms", endpoint = "remove_desktop")]
pub async fn remove_desktop(
    /// The desktop.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.remove_desktop(&form.actor()?, &id).await }.await;
    form.answer(came.map(|()| (PAGE.to_owned(), "The desktop is removed.".to_owned()))).await
}
