//! Statements about what an administrator keeps: settings, desktops, people.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::desktop::Desktop;
use domain::person::Person;
use domain::policy::Settings;
use domain::{DesktopId, KeyId, PersonId, Version};

pub(super) fn update_settings(settings: &Settings, read: Version) -> Step {
    let args = args![
        read.0,
        settings.version.0,
        settings.task_approval_mode,
        settings.second_person,
        settings.remind_after,
        settings.decide_within.before_run,
        settings.decide_within.action,
        settings.decide_within.result,
        settings.keep_payloads,
        settings.attention.second_person,
        settings.attention.share,
        settings.attention.answers,
        settings.keep_activity,
    ];
    Step::new(sql::settings::UPDATE, args).guarded("settings", "of the workspace")
}

pub(super) fn expect_settings(read: Version) -> Step {
    Step::new(sql::settings::EXPECT, args![read.0]).guarded("settings", "of the workspace")
}

pub(super) fn insert_desktop(desktop: &Desktop) -> Step {
    Step::new(sql::desktops::INSERT, row::desktop::args(desktop)).named("desktop", &desktop.name)
}

pub(super) fn update_desktop(desktop: &Desktop, read: &KeyId) -> Step {
    Step::new(sql::desktops::UPDATE, row::desktop::update_args(desktop, read))
        .named("desktop", &desktop.name)
        .guarded("desktop", desktop.id.as_str())
}

pub(super) fn expect_token(desktop: &DesktopId, token: &KeyId) -> Step {
    Step::new(sql::desktops::HAS_TOKEN, args![desktop.as_str(), token.as_str()])
        .guarded("desktop", desktop.as_str())
}

pub(super) fn insert_person(person: &Person, password_hash: &str) -> Step {
    Step::new(sql::people::INSERT, row::person::args(person, password_hash))
        .named("person", &person.name)
}

pub(super) fn update_person(person: &Person, read: Version) -> Step {
    let args = args![
        person.id.as_str(),
        read.0,
        person.version.0,
        person.name.as_str(),
        row::name_key(&person.name),
        person.role.as_str(),
        person.disabled_at,
    ];
    Step::new(sql::people::UPDATE, args)
        .named("person", &person.name)
        .guarded("person", person.id.as_str())
}

pub(super) fn expect_decider(person: &PersonId) -> Step {
    Step::new(sql::people::DECIDES, args![person.as_str()]).guarded("person", person.as_str())
}

pub(super) fn expect_admin(person: &PersonId) -> Step {
    Step::new(sql::people::ADMINISTERS, args![person.as_str()]).guarded("person", person.as_str())
}

pub(super) fn set_password(person: &PersonId, password_hash: &str) -> Step {
    Step::new(sql::people::SET_PASSWORD, args![person.as_str(), password_hash])
        .guarded("person", person.as_str())
}
