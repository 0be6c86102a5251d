//! What agents may do: the preset, the rules, and what would happen.

mod add;
mod preset;
mod preview;
mod rules;
mod test;

pub use preview::Preview;
pub use rules::Rules;
pub use test::PolicyTestPage;

use super::page;
use crate::api::policy::TEST;
use crate::parts::{
    count::grouped,
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    topbar::Place,
};
use leptos::prelude::*;

/// What agents may do.
#[component]
pub fn PolicyPage() -> impl IntoView {
    page("What agents may do", Some(Place::Settings), async |desk| {
        let policy = desk.mission.policy(&desk.actor).await?;
        let foreseen = desk.mission.foresee(&desk.actor).await?;
        let desktops = desk.mission.desktops(&desk.actor).await?;
        let agents = desk.mission.agents(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let refused = desk.notice.clone();
        let add = admin.then(|| add::add(&desk, &desktops, &agents));
        let (preset, now, password) = (policy.preset, desk.now, desk.asks_password());
        let version = format!(
            "Policy version {} · Mission Control {}",
            grouped(policy.version),
            policy.product_version
        );
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Policy />
                <div>
                    <section class="panel" id="policy">
                        <header>
                            <SettingsPath group="Mission Control" name="What agents may do" />
                            <p>
                                "What an agent wants to change is an action. This says which actions ask a person, which run without asking, and which are blocked."
                            </p>
                            <p>
                                <strong>{version}</strong>
                                ". Both can change: look here again before relying on something running without approval."
                            </p>
                        </header>
                        <RefusalBanner notice=refused />
                        {preset::preset(preset, admin, password)}
                        <p class="quiet">{format!("By the preset alone, in the last 30 days: {}.", rules::asked(policy.asked))}</p>
                    </section>
                    <section class="panel" id="foreseen">
                        <header>
                            <h2>"What would happen"</h2>
                            <a class="button" href=TEST>
                                "Test on history"
                            </a>
                            <p>
                                "With an action that no narrower rule speaks about. A rule about one command or interpreter can still say otherwise; the last column counts them."
                            </p>
                        </header>
                        <Preview foreseen />
                    </section>
                    <section class="panel" id="rules">
                        <header>
                            <h2>"Rules"</h2>
                            <p>
                                "Blocked wins over asks, and asks over runs. A command of several parts runs without asking only if each part may."
                            </p>
                        </header>
                        <Rules rules=policy.rules desktops admin password now />
                    </section>
                    {add}
                </div>
            </main>
        })
    })
}
