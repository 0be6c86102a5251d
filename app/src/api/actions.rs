//! What a person can do about an action beside deciding it.

use super::answer::{Answer, Form};
use domain::wire;
use leptos::prelude::*;

/// The card's place in its task's thread.
pub(super) fn place_of(action: &wire::Action) -> String {
    format!("/tasks/{}", action.task_id)
}

/// Asks the agent to propose the same again. Nothing runs by it.
#[server(prefix = "/forms", endpoint = "ask_again")]
pub async fn ask_again(
    /// The action.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.ask_again(&form.actor()?, &id).await }.await;
    let came = came.map(|action| {
        let name = action.requested_by.name.clone();
        (place_of(&action), format!("{name} is asked to propose it again. Nothing ran."))
    });
    form.answer(came).await
}

/// What was typed, with the line ends that the command had: a browser sends its own.
fn with_ends(typed: &str, ends: &str) -> String {
    let typed = typed.replace("\r\n", "\n");
    if ends == "crlf" { typed.replace('\n', "\r\n") } else { typed }
}

/// Changes the command of an action that waits: the next revision, which waits too. Nothing runs by it.
#[server(prefix = "/forms", endpoint = "edit_action")]
pub async fn edit_action(
    /// The action.
    #[server(default)]
    id: String,
    /// The script, where a shell reads it.
    #[server(default)]
    script: String,
    /// The program and its arguments, one on each line, where none does.
    #[server(default)]
    arguments: String,
    /// `crlf` where the lines of the script end so.
    #[server(default)]
    ends: String,
) -> Answer {
    let form = Form::here().typed("script", &script).typed("arguments", &arguments);
    let came = async {
        let script = with_ends(&script, &ends);
        let lines = with_ends(&arguments, "");
        let argv: Vec<String> =
            lines.strip_suffix('\n').unwrap_or(&lines).split('\n').map(str::to_owned).collect();
        let body = wire::EditAction {
            script: (!script.is_empty()).then_some(script),
            argv: (!lines.is_empty()).then_some(argv),
        };
        form.mission.edit_action(&form.actor()?, &id, body).await
    };
    let came = came.await.map(|action| {
        let done = format!("Changed. Revision {} waits to be approved.", action.revision);
        let to = action.approval_id.as_ref().map(|id| format!("/approvals/{id}"));
        (to.unwrap_or_else(|| place_of(&action)), done)
    });
    form.answer(came).await
}

#[cfg(test)]
mod tests {
    use super::with_ends;

    #[test]
    fn a_script_keeps_the_line_ends_it_had() {
        assert_eq!(with_ends("one\r\ntwo\r\n", ""), "one\ntwo\n");
        assert_eq!(with_ends("one\r\ntwo\n", "crlf"), "one\r\ntwo\r\n");
    }
}
