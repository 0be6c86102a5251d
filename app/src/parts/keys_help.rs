//! Which keys do what, and the switch that turns them off.

use leptos::prelude::*;

/// What each key does.
const KEYS: [(&str, &str); 14] = [
    ("J", "next request"),
    ("K", "previous request"),
    ("O", "open the request on its own page; so does Enter"),
    ("A", "approve, if on; else go to what is missing"),
    ("R", "reject: first the reasons, R again sends"),
    ("E", "edit the command of an action"),
    ("X", "select the request for a batch; Shift and a click select a range"),
    ("N", "not now: puts the request aside for you"),
    ("C", "request changes: goes to the note that is sent with a no"),
    ("Y", "copy the command"),
    ("V", "mark the changed file in view as viewed"),
    ("/", "find a task"),
    ("?", "this list"),
    ("Esc", "close"),
];

/// The list under `?`.
#[component]
pub fn KeysHelp() -> impl IntoView {
    let keys = KEYS.iter();
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
                    <button class="button" autofocus>
                        "Close"
                    </button>
                </form>
            </footer>
        </dialog>
    }
}
