//! What is rarely changed: directory, time limit, and the shell of a command.

use super::draft::Draft;
use domain::{action::Interpreter, limits};
use leptos::prelude::*;

pub(super) fn fields(draft: &Draft) -> AnyView {
    let shells = [Interpreter::Bash, Interpreter::Sh, Interpreter::Powershell].map(|shell| {
        view! {
            <option value=shell.as_str() selected={shell.as_str() == draft.interpreter}>
                {shell.label()}
            </option>
        }
    });
    view! {
        <div class="form-pair">
            <div class="field">
                <label for="cwd">"Directory"</label>
                <input
                    class="input mono"
                    id="cwd"
                    name="cwd"
                    value=draft.cwd.clone()
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="tasks/NUMBER"
                    aria-invalid=draft.invalid("cwd")
                />
                <span class="field-hint">
                    "Inside the desktop's workspace. Without one, it gets its own."
                </span>
            </div>
            <div class="field">
                <label for="timeout">"Time limit, in seconds"</label>
                <input
                    class="input"
                    id="timeout"
                    name="timeout_seconds"
                    type="number"
                    min="1"
                    max=limits::TIMEOUT
                    value=draft.timeout.clone()
                    placeholder=limits::DEFAULT_TIMEOUT.to_string()
                    aria-invalid=draft.invalid("timeoutSeconds")
                />
                <span class="field-hint">"It is stopped when it runs longer."</span>
            </div>
            <div class="field" data-when="command">
                <label for="interpreter">"Shell"</label>
                <select
                    class="select"
                    id="interpreter"
                    name="interpreter"
                    aria-invalid=draft.invalid("interpreter")
                >
                    <option value="" selected=draft.interpreter.is_empty()>
                        "The desktop’s own"
                    </option>
                    {shells.collect_view()}
                </select>
            </div>
        </div>
    }
    .into_any()
}
