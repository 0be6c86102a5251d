//! The machines.

use super::{
    answer::{Answer, Form},
    once,
};
use domain::wire;
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
    let wanted = wire::CreateDesktop { name, group: (!group.is_empty()).then_some(group) };
    let came = async { form.mission.add_desktop(&form.actor()?, wanted).await }.await;
    let came = came.inspect(|made| once::keep(PAGE, &made.token));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Changes a desktop's group and its hands-on way in; an empty text takes one away.
#[server(prefix = "/forms", endpoint = "change_desktop")]
pub async fn change_desktop(
    /// The desktop.
    #[server(default)]
    id: String,
    /// The group it belongs to.
    #[server(default)]
    group: String,
    /// The address, with what is to be filled in.
    #[server(default)]
    remote_access_url: String,
) -> Answer {
    let form = Form::here()
        .typed("changed", &id)
        .typed("changed_group", &group)
        .typed("remote_access_url", &remote_access_url);
    let wanted =
        wire::ChangeDesktop { group: Some(group), remote_access_url: Some(remote_access_url) };
    let came = async { form.mission.change_desktop(&form.actor()?, &id, wanted).await }.await;
    let done = |name: &str| format!("{name} is changed.");
    form.answer(came.map(|desktop| (PAGE.to_owned(), done(&desktop.name)))).await
}

/// Enrols a desktop anew; the next page shows the new token, once.
#[server(prefix = "/forms", endpoint = "renew_desktop")]
pub async fn renew_desktop(
    /// The desktop.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.renew_desktop(&form.actor()?, &id).await }.await;
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
