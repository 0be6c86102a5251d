//! Which keys do what, and the switch that turns them off.

use leptos::prelude::*;

/// The list under `?`.
#[component]
pub fn KeysHelp(
    /// Whether there is a list to move in.
    list: bool,
) -> impl IntoView {
    let moves: &[(&str, &str)] =
        if list { &[("J", "next request"), ("K", "previous request")] } else { &[] };
    let keys = moves.iter().chain(&[
        ("A", "approve, if on; else go to what is missing"),
        ("R", "reject: first the reasons, R again sends"),
        ("E", "edit the command of an action"),
        ("/", "find a task"),
        ("?", "this list"),
        ("Esc", "close"),
    ]);
    let rows = keys.map(|(key, does)| {
        view! {
            <li>
                <kbd class="kbd">{*key}</kbd>
                " "
                {*does}
            </li>
        }
    });
    view! {
        <dialog class="dialog" id="keys" aria-labelledby="keys-head">
            <header>
                <h2 id="keys-head">"Keys"</h2>
            </header>
            <div class="dialog-body">
                <ul class="stack">{rows.collect_view()}</ul>
                <label class="toggle">
                    <input type="checkbox" role="switch" checked data-keys-switch="" />
                    <span class="toggle-word"></span>
                    "Single keys, in this browser"
                </label>
            </div>
            <footer>
                <form method="dialog">
                    <button class="button">"Close"</button>
                </form>
            </footer>
        </dialog>
    }
}
