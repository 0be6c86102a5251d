//! What happens with an action that no rule speaks about.

use crate::parts::conditions::PasswordField;
use domain::policy::Preset;
use leptos::prelude::*;

/// A preset in plain words.
const fn words(preset: Preset) -> &'static str {
    match preset {
        Preset::Autonomous => {
            "Every action runs at once. Nobody is asked, not even about what our rules cannot read."
        }
        Preset::Permissive => {
            "Ordinary changes run. What is costly to reverse, hides something or cannot be read asks."
        }
        Preset::Balanced => "What only reads runs. What may change something asks.",
        Preset::Restrictive => "Every action asks. It is so from the first start.",
    }
}

/// The four as radio cards, from the strictest; without the right to change it, what is set.
pub(super) fn preset(chosen: Preset, admin: bool, password: bool) -> AnyView {
    let password = password.then(|| {
        view! { <PasswordField id="preset-password".to_owned() words="Your password, for a looser one" /> }
    });
    let mut presets = Preset::ALL;
    presets.reverse();
    let card = |preset: Preset| {
        view! {
            <label>
                <input
                    type="radio"
                    name="preset"
                    value=preset.as_str()
                    checked={preset == chosen}
                    disabled=!admin
                />
                <b>{preset.label()}</b>
                <small>{words(preset)}</small>
            </label>
        }
    };
    let end = if admin {
        view! {
            {password}
            <footer>
                <button class="button" data-kind="primary">
                    "Set preset"
                </button>
                <span class="quiet">
                    "It holds for what is proposed from now on. What waits goes on waiting."
                </span>
            </footer>
        }
        .into_any()
    } else {
        view! {
            <p class="quiet">
                "Only people with the role admin can change this. What waits goes on waiting, whatever is set."
            </p>
        }
        .into_any()
    };
    view! {
        <form class="form after" method="post" action="/forms/change_policy">
            <div class="field">
                <span class="field-label" id="preset">
                    "When no rule speaks"
                </span>
                <div class="templates" role="radiogroup" aria-labelledby="preset">
                    {presets.map(card).collect_view()}
                </div>
            </div>
            {end}
        </form>
    }
    .into_any()
}
