//! Settings › Mission Control › Task Approval.

mod attention;
mod record;
mod switch;
mod times;

use super::page;
use crate::parts::{
    index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
    notice::RefusalBanner,
    topbar::Place,
};
use leptos::prelude::*;
use switch::Switch;

/// Task Approval Mode.
#[component]
pub fn SettingsPage() -> impl IntoView {
    page("Task Approval", Some(Place::Settings), async |desk| {
        let settings = desk.mission.settings(&desk.actor).await?;
        let history = desk.mission.mode_history(&desk.actor).await?;
        let admin = desk.actor.admin().is_ok();
        let (refused, password) = (desk.notice.clone(), desk.asks_password());
        let deciders = desk.mission.deciders(&desk.actor).await?;
        let hint = history.relax.then(|| record::relax(&history, admin));
        let record = record::record(&history);
        let why = (!admin).then(|| {
            view! {
                <p class="quiet" id="only-admins">
                    "Only people with the role admin can change this."
                </p>
            }
        });
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::TaskApproval />
                <div>
                    <section class="panel" id="task-approval">
                        <header>
                            <SettingsPath group="Mission Control" name="Task Approval" />
                        </header>
                        <RefusalBanner notice=refused />
                        {hint}
                        {why}
                        <Switch
                            id="mode"
                            field="task_approval_mode"
                            name="Task Approval Mode"
                            words="Every task stops in Review until a person approves the result, whatever its own setting says. Tasks that run now are caught when they finish. Turning this off does not release what already waits."
                            on=settings.task_approval_mode
                            admin
                            password
                        />
                        {record}
                        <Switch
                            id="second"
                            field="second_person"
                            name="Second person"
                            words="Nobody approves what they, or an agent of theirs, asked for: somebody else has to. Anybody who decides can still reject. It needs two people who may decide."
                            on=settings.second_person
                            admin
                            password
                        />
                        {attention::settings(&settings, deciders, admin, password)}
                        {times::times(&settings, admin)}
                        {times::keeping(&settings, admin, password)}
                        {times::activity(&settings, admin, password)}
                    </section>
                </div>
            </main>
        })
    })
}
