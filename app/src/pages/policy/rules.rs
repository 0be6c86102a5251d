//! The rules: what each says, how long, how often it was used, and its end.

use super::preview::level;
use crate::parts::{
    age::Ago,
    conditions::PasswordField,
    count::{counted, grouped},
    empty::Empty,
    icon::Symbol,
    safe_text,
};
use domain::{
    Timestamp,
    policy::Level,
    wire::{Asked, DesktopItem, RuleItem},
};
use leptos::prelude::*;

/// The rules, newest first; those that no longer hold too.
#[component]
pub fn Rules(
    /// The rules.
    rules: Vec<RuleItem>,
    /// The desktops, for their names.
    desktops: Vec<DesktopItem>,
    /// Whether this person may revoke.
    admin: bool,
    /// Whether the password is asked for to revoke what narrows.
    password: bool,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    if rules.is_empty() {
        let text = "The preset alone says what happens.";
        return view! { <Empty symbol=Symbol::Shield title="No rules" text /> }.into_any();
    }
    let rows = rules.iter().map(|rule| row(rule, &desktops, (admin, password), now)).collect_view();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">"Command"</th>
                        <th scope="col">"Level"</th>
                        <th scope="col">"Agent"</th>
                        <th scope="col">"Desktop"</th>
                        <th scope="col">"Interpreter"</th>
                        <th scope="col">"Ends"</th>
                        <th scope="col">"Used"</th>
                        <th scope="col">"In 30 days"</th>
                        <th scope="col">"By"</th>
                        <th scope="col">
                            <span class="hidden-text">"Revoke"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    rule: &RuleItem,
    desktops: &[DesktopItem],
    (admin, password): (bool, bool),
    now: Timestamp,
) -> AnyView {
    let command = match rule.command.as_deref() {
        Some(command) => safe_text::code(command),
        None => "Every command".into_any(),
    };
    let note = (!rule.note.is_empty())
        .then(|| view! { <span class="table-note">{safe_text::prose(&rule.note)}</span> });
    let agent = match rule.agent.as_deref() {
        Some(name) => safe_text::prose(name),
        None => "every agent".into_any(),
    };
    let desktop = rule.desktop_id.as_deref().map(|id| {
        match desktops.iter().find(|desktop| desktop.id == id) {
            Some(desktop) => safe_text::prose(&desktop.name),
            None => view! { "one that was removed" }.into_any(),
        }
    });
    let interpreter = rule.interpreter.map_or("every one", domain::action::Interpreter::label);
    let used = rule.used_at.map(|at| {
        view! {
            ", "
            <Ago since=at now />
        }
    });
    view! {
        <tr>
            <td>
                <span class="table-main">{command}</span>
                {note}
            </td>
            <td data-label="Level">{level(rule.level)} {terms(rule)}</td>
            <td data-label="Agent">{agent}</td>
            <td data-label="Desktop">{desktop.unwrap_or_else(|| "every desktop".into_any())}</td>
            <td data-label="Interpreter">{interpreter}</td>
            <td data-label="Ends">{ends(rule, now)}</td>
            <td data-label="Used">
                <span>{counted(rule.uses, "time", "times")} {used}</span>
            </td>
            <td data-label="In 30 days">{asked(rule.asked)}</td>
            <td data-label="By">
                <span>
                    {safe_text::prose(&rule.created_by.name)} ", "
                    <Ago since=rule.created_at now />
                </span>
            </td>
            <td>{end(rule, admin, password)}</td>
        </tr>
    }
    .into_any()
}

/// `asked 12 times, approved 10, rejected 2`.
pub(super) fn asked(asked: Asked) -> String {
    let Asked { asked, approved, rejected } = asked;
    if asked == 0 {
        return "asked nothing".to_owned();
    }
    let times = counted(asked, "time", "times");
    format!("asked {times}, approved {}, rejected {}", grouped(approved), grouped(rejected))
}

/// How many people it takes, where it is more than one, and how long they have, where it says so.
fn terms(rule: &RuleItem) -> Option<AnyView> {
    let people = (rule.people > 1).then(|| format!("{} people", rule.people));
    let time = rule.decide_within_seconds.map(|seconds| match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes} min to decide"),
        _ => format!("{seconds} s to decide"),
    });
    let words: Vec<String> = [people, time].into_iter().flatten().collect();
    (!words.is_empty()).then(|| view! { <span class="quiet">{words.join(", ")}</span> }.into_any())
}

fn ends(rule: &RuleItem, now: Timestamp) -> String {
    match rule.expires_at {
        Some(at) => {
            let day = at.date_clock_utc().get(..10).unwrap_or_default().to_owned();
            if at <= now { format!("ended {day}") } else { day }
        }
        None => "no end".to_owned(),
    }
}

fn end(rule: &RuleItem, admin: bool, password: bool) -> Option<AnyView> {
    if rule.revoked_at.is_some() {
        return Some(view! { <span class="quiet">"revoked"</span> }.into_any());
    }
    if !rule.holds {
        return Some(view! { <span class="quiet">"ended"</span> }.into_any());
    }
    admin.then(|| {
        let what = rule.command.as_deref().unwrap_or("every command");
        let label = format!("Revoke: {} {}", rule.level.label(), safe_text::plain(what));
        // Revoking what asks or blocks lets something run.
        let asked = password && rule.level != Level::Runs;
        let field = asked.then(|| {
            let id = format!("password-{}", rule.id);
            view! { <PasswordField id words="Your password" /> }
        });
        let form = view! {
            <form method="post" action="/forms/revoke_rule">
                <input type="hidden" name="id" value=rule.id.clone() />
                {field}
                <button
                    class="button"
                    data-kind="danger"
                    data-size="small"
                    aria-label=label
                >
                    "Revoke"
                </button>
            </form>
        };
        if asked {
            view! {
                <details>
                    <summary>"Revoke…"</summary>
                    {form}
                </details>
            }
            .into_any()
        } else {
            form.into_any()
        }
    })
}
