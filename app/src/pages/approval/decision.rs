//! The reason for a no, what a yes takes, and the two answers.

use super::Desk;
use crate::parts::{
    action_card::{can_be_edited, edit_way},
    command_block::size_text,
    conditions::{fields, standing_words},
    count::counted,
    decision_bar::{Typed, approve_button, reason_chips, reject_button},
    digest::Digest,
    icon::{Icon, Symbol},
    request::Request,
    safe_text,
};
use domain::{
    Gate,
    action::{Operand, Seen},
    display::SafeText,
    wire::Action,
};
use leptos::prelude::*;

/// The reason for a no, what a yes takes, and the two answers; on a phone these stay where the thumb is.
pub(super) fn decision(request: &Request, desk: &Desk) -> AnyView {
    let takes = desk.conditions(&request.approval);
    let approve = (!takes.only_no).then(|| approve_button(true, false));
    let Typed { note, reason } = Typed::of(desk.notice.as_ref(), &request.approval.id);
    view! {
        <section class="decision" aria-label="Decision">
            <fieldset class="decision-why">
                <legend class="decision-label">"If you reject"</legend>
                {reason_chips(&reason)}
                <label class="hidden-text" for="note">
                    "Note"
                </label>
                <textarea
                    class="textarea"
                    id="note"
                    name="feedback"
                    rows="2"
                    placeholder="A note, sent word for word"
                    data-typed=(!note.is_empty()).then_some("")
                >
                    {note.clone()}
                </textarea>
            </fieldset>
            {standing_words(&takes)}
            {fields(&takes, "")}
            {request.approval.action.as_ref().filter(|action| can_be_edited(action)).map(edit)}
        </section>
        <section class="decision-foot" aria-label="Answer">
            <p class="decision-guard" id="guard">
                <Icon of=Symbol::Check />
                <span data-guard-text="">{end_words(request)}</span>
                <Digest digest=request.approval.digest.clone() />
            </p>
            <div class="decision-pair">
                {approve}
                {reject_button(false)}
            </div>
        </section>
    }
    .into_any()
}

/// The other answer: the command as it should be.
fn edit(action: &Action) -> AnyView {
    let way = edit_way(action);
    view! {
        <p class="decision-edit">
            <a class="button" data-kind="plain" href=way.href data-edit="">
                <Icon of=Symbol::Edit />
                "Edit and approve"
            </a>
            <span class="quiet">
                {format!("Becomes revision {}. ", way.revision)} {safe_text::prose(&way.agent)}
                " is told what ran."
            </span>
        </p>
    }
    .into_any()
}

/// What one has passed on the way to the buttons.
fn end_words(request: &Request) -> String {
    if request.approval.gate == Gate::AfterRun {
        return " Approve moves it to Done. Reject moves it to Failed. ".to_owned();
    }
    let operands: Vec<_> = request.approval.action.iter().flat_map(|a| &a.operands).collect();
    let shown = |operand: &&&Operand| matches!(operand.seen, Seen::File { text: Some(_), .. });
    match (operands.iter().filter(shown).count(), operands.len()) {
        (0, 0) => {}
        (1, 1) => return " That was all of it, with the file it runs. ".to_owned(),
        (some, all) if some == all => {
            return format!(" That was all of it, with the {all} files it runs. ");
        }
        _ => return " That was the command. Not all that it runs is shown. ".to_owned(),
    }
    if let Some(argv) = request.approval.action.as_ref().and_then(|action| action.argv.as_ref()) {
        return format!(
            " That was all of it: {}. ",
            counted(u32::try_from(argv.len()).unwrap_or(u32::MAX), "argument", "arguments")
        );
    }
    if request
        .approval
        .action
        .as_ref()
        .is_some_and(|action| action.is_its_agents_own() && action.script.is_none())
    {
        return " That was all of it. ".to_owned();
    }
    let action = request.approval.action.as_ref().map(Action::code);
    let text = SafeText::code(action.as_deref().unwrap_or(&request.task.content));
    match text.line_count() {
        1 => format!(" That was all of it: {}. ", size_text(1, text.bytes())),
        lines => format!(" That was all {lines} lines. "),
    }
}
