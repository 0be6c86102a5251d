//! What agents may do.
#![expect(clippy::too_many_arguments, reason = "one argument for each field of a form")]

use super::{
    answer::{Answer, Form},
    keys::end_of,
    tasks::given,
};
use domain::{
    Refusal,
    action::Interpreter,
    policy::{Level, Preset},
    wire,
};
use leptos::prelude::*;

/// Where the policy is set.
pub const PAGE: &str = "/settings/mission-control/policy";

/// Where a policy is tested on what agents proposed last.
pub const TEST: &str = "/settings/mission-control/policy/test";

/// Another preset, for actions proposed from now on.
#[server(prefix = "/forms", endpoint = "change_policy")]
pub async fn change_policy(
    /// `autonomous`, `permissive`, `balanced` or `restrictive`.
    #[server(default)]
    preset: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let preset = Preset::parse(&preset).ok_or_else(|| {
            Refusal::invalid("preset", "It must be one of the four that are offered.")
        })?;
        form.mission
            .change_policy(
                &form.actor()?,
                wire::ChangePolicy { preset, password: wire::Password::typed(password) },
            )
            .await
    };
    let came = came.await.map(|policy| {
        let done = format!("{} holds for what is proposed from now on.", policy.preset.label());
        (PAGE.to_owned(), done)
    });
    form.answer(came).await
}

/// A new rule, for actions proposed from now on.
#[server(prefix = "/forms", endpoint = "create_rule")]
pub async fn create_rule(
    /// `runs`, `asks` or `blocked`.
    #[server(default)]
    level: String,
    /// Only this agent; every agent when empty.
    #[server(default)]
    agent: String,
    /// Only this desktop; every desktop when empty.
    #[server(default)]
    desktop_id: String,
    /// Only what this reads; whatever reads it when empty.
    #[server(default)]
    interpreter: String,
    /// Only this command; every command when empty.
    #[server(default)]
    command: String,
    /// The last day it holds, as `2026-12-31`; no end when empty.
    #[server(default)]
    expires_at: String,
    /// Why it is there.
    #[server(default)]
    note: String,
    /// How many people must say yes; one when empty.
    #[server(default)]
    people: String,
    /// How many minutes people have to decide; what the settings say when empty.
    #[server(default)]
    decide_within: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here()
        .typed("level", &level)
        .typed("agent", &agent)
        .typed("desktop_id", &desktop_id)
        .typed("interpreter", &interpreter)
        .typed("command", &command)
        .typed("expires_at", &expires_at)
        .typed("note", &note)
        .typed("people", &people)
        .typed("decide_within", &decide_within);
    let came = async {
        let wanted = wire::CreateRule {
            level: Level::parse(&level)
                .ok_or_else(|| Refusal::invalid("level", "Say what the rule does."))?,
            agent: given(&agent),
            desktop_id: given(&desktop_id),
            interpreter: match given(&interpreter) {
                Some(word) => Some(Interpreter::parse(&word).ok_or_else(|| {
                    Refusal::invalid("interpreter", "It must be one that is offered.")
                })?),
                None => None,
            },
            command: given(&command),
            expires_at: end_of(&expires_at)?,
            people: match people.trim() {
                // A rule that does not ask has no use for the field that the form always sends.
                "" | "1" => None,
                text => Some(
                    text.parse().map_err(|_| Refusal::invalid("people", "It must be 1 to 9."))?,
                ),
            },
            decide_within_seconds: match decide_within.trim() {
                "" => None,
                text => Some(seconds(text)?),
            },
            note,
            password: wire::Password::typed(password),
        };
        form.mission.create_rule(&form.actor()?, wanted).await
    };
    let came = came.await.map(|rule| {
        (PAGE.to_owned(), format!("The rule holds from now on: {}.", rule.level.label()))
    });
    form.answer(came).await
}

/// A rule no longer holds.
#[server(prefix = "/forms", endpoint = "revoke_rule")]
pub async fn revoke_rule(
    /// The rule.
    #[server(default)]
    id: String,
    /// The password, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        form.mission
            .revoke_rule(&form.actor()?, &id, wire::Password::typed(password).as_ref())
            .await
    }
    .await;
    form.answer(came.map(|()| (PAGE.to_owned(), "The rule no longer holds.".to_owned()))).await
}

/// Minutes as somebody types them, as the seconds that a rule keeps.
fn seconds(minutes: &str) -> Result<u32, Refusal> {
    minutes
        .parse::<u32>()
        .ok()
        .and_then(|minutes| minutes.checked_mul(60))
        .ok_or_else(|| Refusal::invalid("decideWithinSeconds", "It must be 1 to 43200 minutes."))
}
