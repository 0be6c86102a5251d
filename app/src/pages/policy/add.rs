//! A new rule.

use super::super::Desk;
use crate::parts::{
    conditions::PasswordField,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{
    action::Interpreter,
    limits,
    policy::Level,
    wire::{AgentItem, DesktopItem},
};
use leptos::prelude::*;

/// What each level does with what the rule matches.
const fn words(level: Level) -> &'static str {
    match level {
        Level::Runs => "nobody is asked",
        Level::Asks => "a person is asked, whatever the preset",
        Level::Blocked => "it is refused at once",
    }
}

pub(super) fn add(desk: &Desk, desktops: &[DesktopItem], agents: &[AgentItem]) -> AnyView {
    // What was refused, else what was tested on history.
    let said = |field: &str| desk.typed(field).or_else(|| desk.query(field));
    let typed = |field: &str| said(field).unwrap_or_default();
    let invalid = |field: &str| {
        desk.refusal()
            .is_some_and(|notice| notice.field.as_deref() == Some(field))
            .then_some("true")
    };
    let chosen = said("level").unwrap_or_else(|| Level::Asks.as_str().to_owned());
    let choice = |level: Level| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="level"
                    value=level.as_str()
                    checked={level.as_str() == chosen}
                />
                <span>
                    <b>{level.label()}</b>
                    " "
                    <span class="quiet">{words(level)}</span>
                </span>
            </label>
        }
    };
    let desktop = typed("desktop_id");
    let desktops = desktops.iter().map(|item| {
        view! {
            <option value=item.id.clone() selected={item.id == desktop}>
                {safe_text::plain(&item.name)}
            </option>
        }
    });
    let interpreter = typed("interpreter");
    let interpreters = Interpreter::ALL.map(|item| {
        view! {
            <option value=item.as_str() selected={item.as_str() == interpreter}>
                {item.label()}
            </option>
        }
    });
    let names = agents.iter().filter(|agent| safe_text::plain(&agent.name) == agent.name);
    let names = names.map(|agent| view! { <option value=agent.name.clone()></option> });
    let password = desk.asks_password().then(|| {
        let words = "Your password, for a rule that lets something run";
        view! { <PasswordField id="rule-password".to_owned() words /> }
    });
    view! {
        <section class="panel" id="new-rule">
            <header>
                <h2>"New rule"</h2>
                <p>"A field left empty matches everything."</p>
            </header>
            <form class="form after" method="post" action="/forms/create_rule">
                <div class="field">
                    <span class="field-label" id="level">
                        "What it does"
                    </span>
                    <div class="check-list" role="radiogroup" aria-labelledby="level">
                        {Level::ALL.map(choice).collect_view()}
                    </div>
                </div>
                <div class="field">
                    <label for="people">"People who must say yes, if it asks"</label>
                    <input
                        class="input"
                        id="people"
                        name="people"
                        type="number"
                        min="1"
                        max=limits::PEOPLE
                        value=desk.typed("people").unwrap_or_else(|| "1".to_owned())
                        aria-invalid=invalid("people")
                    />
                    <span class="field-hint">
                        "Different people. Anybody's no ends it at once."
                    </span>
                </div>
                <div class="field">
                    <label for="decide-within">"Minutes to decide, if it asks"</label>
                    <input
                        class="input"
                        id="decide-within"
                        name="decide_within"
                        type="number"
                        min="1"
                        max=limits::WAIT_MINUTES
                        value=typed("decide_within")
                        aria-invalid=invalid("decideWithinSeconds")
                    />
                    <span class="field-hint">
                        "Without a number, the settings say it. The shorter of both counts."
                    </span>
                </div>
                <div class="field">
                    <label for="command">"Command"</label>
                    <input
                        class="input mono"
                        id="command"
                        name="command"
                        value=typed("command")
                        maxlength=limits::PATTERN
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="systemctl status *"
                        aria-invalid=invalid("command")
                    />
                    <span class="field-hint">
                        "Words of a command. * stands for any one word, a last * for any number."
                    </span>
                </div>
                <div class="form-pair">
                    <div class="field">
                        <label for="agent">"Agent"</label>
                        <input
                            class="input"
                            id="agent"
                            name="agent"
                            list="agent-names"
                            value=typed("agent")
                            maxlength=limits::NAME
                            autocomplete="off"
                            aria-invalid=invalid("agent")
                        />
                        <datalist id="agent-names">{names.collect_view()}</datalist>
                    </div>
                    <div class="field">
                        <label for="desktop">"Desktop"</label>
                        <select
                            class="select"
                            id="desktop"
                            name="desktop_id"
                            aria-invalid=invalid("desktopId")
                        >
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
                    <div class="field">
                        <label for="ends">"Last day"</label>
                        <input
                            class="input"
                            id="ends"
                            name="expires_at"
                            type="date"
                            value=typed("expires_at")
                            aria-invalid=invalid("expiresAt")
                        />
                        <span class="field-hint">"Without one, it holds until it is revoked."</span>
                    </div>
                </div>
                <div class="field">
                    <label for="note">"Note"</label>
                    <input
                        class="input"
                        id="note"
                        name="note"
                        value=typed("note")
                        maxlength=limits::EXTERNAL_REF
                        aria-invalid=invalid("note")
                    />
                    <span class="field-hint">"Why it is there, for whoever reads the list."</span>
                </div>
                {password}
                <footer>
                    <button class="button" data-kind="primary">
                        <Icon of=Symbol::Plus />
                        " Add rule"
                    </button>
                    <span class="quiet">
                        "It holds for what is proposed from now on. What waits goes on waiting."
                    </span>
                </footer>
            </form>
        </section>
    }
    .into_any()
}
