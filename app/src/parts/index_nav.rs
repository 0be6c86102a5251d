//! The list of places beside a settings page.

use leptos::prelude::*;

/// A settings page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsPlace {
    /// When results wait for a person.
    TaskApproval,
    /// What agents may do.
    Policy,
    /// Who can work.
    Agents,
    /// The saved commands.
    Scripts,
    /// Who has an account.
    People,
    /// The keys of programs.
    Keys,
    /// Who is told when a task ends.
    Webhooks,
    /// Who is told that something waits.
    Notifications,
    /// The machines.
    Desktops,
    /// The signed-in person.
    Profile,
}

impl SettingsPlace {
    const fn address_and_word(self) -> (&'static str, &'static str) {
        match self {
            Self::TaskApproval => (crate::routes::TASK_APPROVAL, "Task Approval"),
            Self::Policy => (crate::api::policy::PAGE, "What agents may do"),
            Self::Agents => ("/agents", "Agents"),
            Self::Scripts => (crate::api::scripts::PAGE, "Scripts"),
            Self::Webhooks => (crate::api::webhooks::PAGE, "Webhooks"),
            Self::Notifications => (crate::api::channels::PAGE, "Notifications"),
            Self::People => (crate::api::people::PAGE, "People"),
            Self::Keys => (crate::api::keys::PAGE, "API keys"),
            Self::Desktops => (crate::api::desktops::PAGE, "Desktops"),
            Self::Profile => ("/settings/profile", "Profile and sign-in"),
        }
    }
}

/// Where the settings are.
#[component]
pub fn SettingsIndex(
    /// The page this stands on.
    at: SettingsPlace,
) -> impl IntoView {
    let link = |place: SettingsPlace| {
        let (href, word) = place.address_and_word();
        view! {
            <a href=href aria-current=(place == at).then_some("page")>
                {word}
            </a>
        }
    };
    view! {
        <nav class="index-nav" aria-label="Settings">
            <h2>"Mission Control"</h2>
            {link(SettingsPlace::TaskApproval)}
            {link(SettingsPlace::Policy)}
            {link(SettingsPlace::Desktops)}
            {link(SettingsPlace::Agents)}
            {link(SettingsPlace::Scripts)}
            {link(SettingsPlace::People)}
            {link(SettingsPlace::Keys)}
            {link(SettingsPlace::Notifications)}
            {link(SettingsPlace::Webhooks)}
            <a href="/activity">"Activity"</a>
            <h2>"You"</h2>
            {link(SettingsPlace::Profile)}
        </nav>
    }
}

/// The way to a settings page: `Settings › Mission Control › Task Approval`.
#[component]
pub fn SettingsPath(
    /// The group, as in the list.
    group: &'static str,
    /// The page's own name; it is the heading too.
    name: &'static str,
) -> impl IntoView {
    view! {
        <ol class="crumbs">
            <li>"Settings"</li>
            <li>{group}</li>
            <li>{name}</li>
        </ol>
        <h1>{name}</h1>
    }
}
