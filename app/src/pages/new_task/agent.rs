//! Who works on a prompt: an agent of the chosen desktop, or an external one.
//!
//! There is one choice for each desktop, so that it works without script; style/components/form.css shows the one of the
//! desktop that is chosen, and the form's verb takes that one.

use super::{Choices, draft::Draft};
use crate::parts::safe_text;
use domain::{desktop::TOUR, limits, wire::DesktopItem};
use leptos::prelude::*;

pub(super) fn agent(draft: &Draft, choices: &Choices) -> AnyView {
    let of = choices.desktops.iter().enumerate();
    let of = of.map(|(at, desktop)| of_desktop(at + 1, desktop, draft)).collect_view();
    let names = choices.external.iter().filter(|name| safe_text::plain(name) == **name);
    let names = names.map(|name| view! { <option value=name.clone()></option> });
    view! {
        <div class="form-pair" data-when="prompt">
            <div>{of}</div>
            <div class="field">
                <label for="agent">"External agent"</label>
                <input
                    class="input"
                    id="agent"
                    name="external_agent"
                    list="external-agents"
                    value=draft.external_agent.clone()
                    maxlength=limits::NAME
                    autocomplete="off"
                    aria-invalid=draft.invalid("externalAgent")
                />
                <datalist id="external-agents">{names.collect_view()}</datalist>
                <span class="field-hint">
                    "The name of a key with the scope propose. When one is named, its program works on the prompt over REST, instead of the desktop's agent."
                </span>
            </div>
        </div>
    }
    .into_any()
}

/// The choice for one desktop. The first agent is the default; without any, only an external one can work there.
pub(super) fn of_desktop(number: usize, desktop: &DesktopItem, draft: &Draft) -> AnyView {
    let id = format!("agent-{number}");
    let chosen = draft.agent.as_deref().filter(|_| draft.desktop == desktop.id);
    let first = desktop.agents.first().map(String::as_str);
    // Nothing was chosen for a desktop that was not looked at.
    let chosen = chosen.or(first).unwrap_or_default();
    let options = desktop.agents.iter().map(|name| {
        let words = match name.as_str() {
            TOUR => format!("{TOUR}, scripted"),
            name => safe_text::plain(name),
        };
        view! {
            <option value=name.clone() selected={name == chosen}>
                {words}
            </option>
        }
    });
    let tour = desktop.agents.iter().any(|name| name == TOUR).then_some(
        "Tour is scripted: no model is behind it. Whatever the prompt says, it plays its tour of one approval."
    );
    let none = desktop.agents.is_empty().then(|| {
        view! {
            <span>
                "No agent works here yet. Name an external one, or "
                <a href="/agents#add-agent">"add one"</a> "."
            </span>
        }
    });
    view! {
        <div class="field" data-of-desktop=number>
            <label for=id.clone()>"Agent on " {safe_text::prose(&desktop.name)}</label>
            <select
                class="select"
                id=id
                name=format!("agent_on[{}]", desktop.id)
                aria-invalid=draft.invalid("agent")
            >
                {options.collect_view()}
                <option value="" selected=chosen.is_empty()>
                    "External agent"
                </option>
            </select>
            <span class="field-hint">{none} {tour}</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desktop(agents: &[&str]) -> DesktopItem {
        DesktopItem {
            id: "d_1".into(),
            name: "bench".into(),
            group: None,
            online: true,
            last_seen_at: None,
            system: None,
            workspace: None,
            agents: agents.iter().map(|name| (*name).to_owned()).collect(),
            secrets: Vec::new(),
            remote_access_url: None,
        }
    }

    fn html(agents: &[&str], draft: &Draft) -> String {
        Owner::new().with(|| of_desktop(1, &desktop(agents), draft).to_html())
    }

    /// The value of the option that is chosen.
    fn chosen(html: &str) -> String {
        let chosen: Vec<_> = html
            .split("<option")
            .filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains(" selected")))
            .collect();
        assert_eq!(chosen.len(), 1, "{html}");
        chosen[0].split('"').nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn the_first_agent_is_the_default_and_the_tour_is_said_to_be_scripted() {
        let fresh = Draft::new(None, None);
        assert_eq!(chosen(&html(&["Fern", "Osprey"], &fresh)), "Fern");
        let tour = html(&["Tour"], &fresh);
        assert_eq!(chosen(&tour), "Tour");
        assert!(tour.contains("Tour, scripted") && tour.contains("no model"), "{tour}");
        assert!(!html(&["Fern"], &fresh).contains("scripted"));
        let nobody = html(&[], &fresh);
        assert_eq!(chosen(&nobody), "");
        assert!(nobody.contains("No agent works here yet"), "{nobody}");
    }

    #[test]
    fn what_was_chosen_comes_back_for_its_desktop() {
        let mut draft = Draft { desktop: "d_1".into(), ..Draft::new(None, None) };
        draft.agent = Some("Osprey".into());
        assert_eq!(chosen(&html(&["Fern", "Osprey"], &draft)), "Osprey");
        draft.agent = Some(String::new());
        assert_eq!(chosen(&html(&["Fern", "Osprey"], &draft)), "", "the external one");
        draft.desktop = "d_2".into();
        assert_eq!(chosen(&html(&["Fern", "Osprey"], &draft)), "Fern");
    }

    #[test]
    fn the_styles_show_only_the_choice_of_the_chosen_desktop() {
        let styles = include_str!("../../../../style/components/form.css");
        for number in [1, 2, 24] {
            let rule = format!(
                "#desktop option:nth-child({number}):not(:checked)) [data-of-desktop=\"{number}\"]"
            );
            assert!(styles.contains(&rule), "{rule}");
        }
    }
}
