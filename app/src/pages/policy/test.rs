//! Test on history: what another policy would have answered to what agents proposed last. It is a page of its own, whose
//! address says what is tested, so it can be kept and sent; and it changes nothing.

use super::{super::Desk, super::page, preview::level};
use crate::{
    api::policy::{PAGE, TEST},
    parts::{
        age::Moment,
        banner::{Banner, Tone},
        count::{counted, grouped},
        empty::Empty,
        index_nav::{SettingsIndex, SettingsPath, SettingsPlace},
        safe_text,
        topbar::Place,
    },
};
use domain::{
    Refusal, Timestamp, Verdict,
    action::Interpreter,
    limits,
    policy::{Level, Preset},
    wire::{AgentItem, DesktopItem},
};
use leptos::prelude::*;
use service::{Changed, Replay, Thought, ThoughtRule};

/// How much of a command a row shows, in characters.
const SHOWN: usize = 160;

/// The page.
#[component]
pub fn PolicyTestPage() -> impl IntoView {
    page("Test on history", Some(Place::Settings), async |desk| {
        let thought = thought(&desk)?;
        let tests = thought != Thought::default();
        let desktops = desk.mission.desktops(&desk.actor).await?;
        let agents = desk.mission.agents(&desk.actor).await?;
        let form = form(&desk, &desktops, &agents);
        let adds = desk.actor.admin().is_ok() && thought.rule.is_some();
        let came = if tests {
            let replay = desk.mission.replay(&desk.actor, thought).await?;
            let add = adds.then(|| add_this(&desk));
            view! {
                <section class="panel" id="came">
                    <header>
                        <h2>"What would be answered otherwise"</h2>
                    </header>
                    {summary(&replay)}
                    {add}
                    {table(&replay.changed, desk.now)}
                </section>
            }
            .into_any()
        } else {
            ().into_any()
        };
        Ok(view! {
            <main id="main" class="with-index">
                <SettingsIndex at=SettingsPlace::Policy />
                <div>
                    <section class="panel" id="test">
                        <header>
                            <SettingsPath group="What agents may do" name="Test on history" />
                            <p>
                                "Judges the last 200 actions that agents proposed by the policy that holds and by the one below. It only reads: nothing runs, and nothing is set. Proposals that were blocked are not kept, so they are not among them."
                            </p>
                        </header>
                        {form}
                    </section>
                    {came}
                </div>
            </main>
        })
    })
}

/// What the address says is tested.
fn thought(desk: &Desk) -> Result<Thought, Refusal> {
    let wrong = |field: &'static str| Refusal::invalid(field, "It must be one that is offered.");
    let preset =
        desk.query("preset").map(|text| Preset::parse(&text).ok_or_else(|| wrong("preset")));
    let rule = match desk.query("level") {
        None => None,
        Some(text) => {
            let interpreter = desk
                .query("interpreter")
                .map(|text| Interpreter::parse(&text).ok_or_else(|| wrong("interpreter")));
            Some(ThoughtRule {
                level: Level::parse(&text).ok_or_else(|| wrong("level"))?,
                agent: desk.query("agent"),
                desktop: desk.query("desktop_id"),
                interpreter: interpreter.transpose()?,
                command: desk.query("command"),
            })
        }
    };
    Ok(Thought { preset: preset.transpose()?, rule })
}

/// What came of it, in numbers.
fn summary(replay: &Replay) -> AnyView {
    let erased = (replay.erased > 0).then(|| {
        format!(" {} could not be judged: their texts were erased.", grouped(replay.erased))
    });
    let looked = format!(
        "{} of {} would be answered otherwise.",
        counted(u32::try_from(replay.changed.len()).unwrap_or(u32::MAX), "action", "actions"),
        grouped(replay.judged)
    );
    let (runs, rejected) = replay.let_through();
    let would = [
        (runs, "would run without asking"),
        (replay.would(Level::Asks), "would ask"),
        (replay.would(Level::Blocked), "would be blocked"),
    ];
    let would: Vec<_> = would
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{} {words}", grouped(number)))
        .collect();
    let would = (!would.is_empty()).then(|| format!(" {}.", would.join(", ")));
    let warning = (rejected > 0).then(|| {
        let words = match rejected {
            1 => "One of those that would run was rejected by a person.".to_owned(),
            many => format!("{} of those that would run were rejected by a person.", grouped(many)),
        };
        view! {
            <Banner tone=Tone::Stop boxed=true>
                <strong>{words}</strong>
            </Banner>
        }
    });
    view! {
        {warning}
        <p class="after">
            <strong>{looked}</strong>
            {would}
            {erased}
        </p>
    }
    .into_any()
}

/// The way to make the rule that was tested: its form, filled in.
fn add_this(desk: &Desk) -> AnyView {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for field in ["level", "agent", "desktop_id", "interpreter", "command"] {
        if let Some(text) = desk.query(field) {
            query.append_pair(field, &text);
        }
    }
    let href = format!("{PAGE}?{}#new-rule", query.finish());
    view! {
        <p class="after">
            <a class="button" href=href>
                "Write this rule"
            </a>
        </p>
    }
    .into_any()
}

fn table(changed: &[Changed], now: Timestamp) -> AnyView {
    if changed.is_empty() {
        return view! { <Empty text="Every answer would be the same." /> }.into_any();
    }
    let heads = ["Command", "Agent", "Now", "Then", "A person said", "When"];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows: Vec<_> = changed.iter().map(|one| row(one, now)).collect();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="">
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: &Changed, now: Timestamp) -> AnyView {
    let mut code: String = one.code.chars().take(SHOWN).collect();
    if code.len() < one.code.len() {
        code.push('…');
    }
    let href = match &one.approval {
        Some(id) => format!("/approvals/{id}"),
        None => format!("/tasks/{}", one.task),
    };
    let said = match one.verdict {
        Some(Verdict::Approve) => "Approved",
        Some(Verdict::Reject) => "Rejected",
        None => "–",
    };
    view! {
        <tr>
            <td>
                <a class="link-quiet mono" href=href>
                    {safe_text::code(&code)}
                </a>
                <span class="table-note mono">{format!("MC-{}", one.number)}</span>
            </td>
            <td data-label="Agent">{safe_text::prose(&one.agent)}</td>
            <td data-label="Now">{level(one.now)}</td>
            <td data-label="Then">{level(one.then)}</td>
            <td data-label="A person said">{said}</td>
            <td>
                <Moment at=one.at now />
            </td>
        </tr>
    }
    .into_any()
}

/// The form. It says what is tested, and can be changed from there.
fn form(desk: &Desk, desktops: &[DesktopItem], agents: &[AgentItem]) -> AnyView {
    let chosen = |field: &str| desk.query(field).unwrap_or_default();
    let option = |value: &str, label: String, chosen: &str| {
        let selected = value == chosen;
        view! {
            <option value=value.to_owned() selected=selected>
                {label}
            </option>
        }
    };
    let (preset, rule) = (chosen("preset"), chosen("level"));
    let (agent, desktop, interpreter) =
        (chosen("agent"), chosen("desktop_id"), chosen("interpreter"));
    let presets = Preset::ALL.map(|one| option(one.as_str(), one.label().to_owned(), &preset));
    let levels = Level::ALL.map(|one| option(one.as_str(), one.label().to_owned(), &rule));
    let agents = agents.iter().map(|one| option(&one.name, safe_text::plain(&one.name), &agent));
    let desktops =
        desktops.iter().map(|one| option(&one.id, safe_text::plain(&one.name), &desktop));
    let interpreters =
        Interpreter::ALL.map(|one| option(one.as_str(), one.label().to_owned(), &interpreter));
    view! {
        <form class="form after" action=TEST>
            <div class="form-pair">
                <div class="field">
                    <label for="preset">"When no rule speaks"</label>
                    <select class="select" id="preset" name="preset">
                        <option value="">"As it is set"</option>
                        {presets.collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="rule-level">"One more rule"</label>
                    <select class="select" id="rule-level" name="level">
                        <option value="">"No other rule"</option>
                        {levels.collect_view()}
                    </select>
                </div>
            </div>
            <div class="field">
                <label for="command">"Command"</label>
                <input
                    class="input mono"
                    id="command"
                    name="command"
                    value=chosen("command")
                    maxlength=limits::PATTERN
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="systemctl status *"
                />
                <span class="field-hint">
                    "Of the rule: words of a command. * stands for any one word, a last * for any number. Empty: every command."
                </span>
            </div>
            <div class="form-pair">
                <div class="field">
                    <label for="agent">"Agent"</label>
                    <select class="select" id="agent" name="agent">
                        <option value="">"Every agent"</option>
                        {agents.collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="desktop">"Desktop"</label>
                    <select class="select" id="desktop" name="desktop_id">
                        <option value="">"Every desktop"</option>
                        {desktops.collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="interpreter">"Interpreter"</label>
                    <select class="select" id="interpreter" name="interpreter">
                        <option value="">"Every one"</option>
                        {interpreters.collect_view()}
                    </select>
                </div>
            </div>
            <footer>
                <button class="button" data-kind="primary">
                    "Test on history"
                </button>
                <a class="button" data-kind="plain" href=PAGE>
                    "Back to the policy"
                </a>
            </footer>
        </form>
    }
    .into_any()
}
