//! The command of an action that waits, to be changed by whoever may decide about it. What is saved here is a new
//! revision; it is read and approved on its own page.

use super::{Desk, approvals::read_request, bare_page};
use crate::parts::{
    banner::Banner,
    command_block::CommandBlock,
    count::counted,
    editable::editable,
    icon::{Icon, Symbol},
    notice::RefusalBanner,
    safe_text,
};
use domain::{action::Interpreter, wire::Action};
use leptos::prelude::*;
use leptos_meta::Title;
use service::Error;

/// The page `/approvals/{id}/edit`.
#[component]
pub fn ApprovalEditPage() -> impl IntoView {
    bare_page("Edit", show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let request = read_request(&desk, &desk.param("id")).await?;
    let back = format!("/approvals/{}", request.approval.id);
    let label = request.task.label();
    let open = request.waits() && request.approval.can_decide;
    let inner = match request.approval.action.as_ref().filter(|_| open) {
        Some(action) => form(&desk, action, &back),
        None => closed(&desk, &back),
    };
    Ok(view! {
        <Title text=format!("Edit {label}") />
        <header class="approve-bar">
            <a href=back>
                <Icon of=Symbol::Left />
                "Back to the request"
            </a>
        </header>
        {super::news(&desk)}
        <main id="main" class="approve">
            <header>
                <h1>"Edit the command"</h1>
                <p>
                    <a class="mono" href=format!("/tasks/{}", request.task.id)>
                        {label}
                    </a>
                    <span>
                        "on " <strong>{safe_text::prose(&request.approval.desktop.name)}</strong>
                    </span>
                </p>
            </header>
            <RefusalBanner notice=desk.notice.clone() />
            {inner}
        </main>
    }
    .into_any())
}

/// What was typed before it was refused, else the command as it was proposed; one argument on each line.
fn text(desk: &Desk, action: &Action) -> (String, usize) {
    let field = field(action);
    let typed = desk.refusal().and_then(|notice| notice.typed(field));
    let code = action.code();
    let code = if is_crlf(&code) { code.replace("\r\n", "\n") } else { code };
    editable(&typed.map_or(code, |typed| typed.replace("\r\n", "\n")))
}

/// Whether each line ends as on Windows: then what is saved does too. Where only some do, each `\r` is written out.
fn is_crlf(code: &str) -> bool {
    let feeds = code.matches('\n').count();
    feeds > 0 && code.matches("\r\n").count() == feeds
}

const fn field(action: &Action) -> &'static str {
    match action.interpreter {
        Interpreter::Exec => "arguments",
        _ => "script",
    }
}

fn form(desk: &Desk, action: &Action, back: &str) -> AnyView {
    let several_lines = |argv: &Vec<String>| argv.iter().any(|argument| argument.contains('\n'));
    if action.argv.as_ref().is_some_and(several_lines) {
        return view! {
            <Banner boxed=true>
                <strong>"An argument of this command has several lines."</strong>
                " It cannot be edited here, one argument on each line. Reject it with a note, or edit it over REST."
            </Banner>
        }
        .into_any();
    }
    let agent = safe_text::prose(&action.requested_by.name);
    let next = format!(" becomes revision {}, with your name beside ", action.revision + 1);
    let (text, unseen) = text(desk, action);
    let unseen = (unseen > 0).then(|| {
        let number = u32::try_from(unseen).unwrap_or(u32::MAX);
        let words = counted(number, "character that cannot be seen is", "characters that cannot be seen are");
        view! { <p class="field-hint">{words} " written out. Take that out, or what is written here is saved."</p> }
    });
    let ends = if action.script.as_deref().is_some_and(is_crlf) { "crlf" } else { "" };
    let label = match action.interpreter {
        Interpreter::Exec => "The program and its arguments, one on each line",
        _ => "The script, exactly as it shall run",
    };
    // A browser drops the first line feed in a field.
    let text = if text.starts_with('\n') { format!("\n{text}") } else { text };
    view! {
        <form class="action-card" method="post" action="/forms/edit_action" data-hold="">
            <section>
                <p>
                    "What you save" {next} {agent}
                    "’s. Only that can be approved then, and " {safe_text::prose(&action.requested_by.name)}
                    " is told what ran. Saving runs nothing."
                </p>
            </section>
            <section>
                <input type="hidden" name="id" value=action.id.clone() />
                <input type="hidden" name="ends" value=ends />
                <div class="field">
                    <label for="code">{label}</label>
                    <textarea
                        class="textarea mono"
                        id="code"
                        name=field(action)
                        rows="16"
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        required
                    >
                        {text}
                    </textarea>
                    {unseen}
                </div>
            </section>
            <section class="row">
                <button class="button" data-kind="primary">
                    "Save as a new revision"
                </button>
                <a class="button" data-kind="plain" href=back.to_owned()>
                    "Cancel"
                </a>
            </section>
        </form>
    }
    .into_any()
}

/// It takes no change any more, or not from this person. What was written is not lost.
fn closed(desk: &Desk, back: &str) -> AnyView {
    let typed = |field| desk.refusal().and_then(|notice| notice.typed(field));
    let mine = typed("script").or_else(|| typed("arguments")).map(|content| {
        view! {
            <div class="action-card">
                <CommandBlock content title="What you wrote" note="it was not saved" />
            </div>
        }
    });
    let back = back.to_owned();
    view! {
        <Banner boxed=true>
            <strong>"This cannot be edited."</strong>
            " It is no action that waits for you. "
            <a href=back>"See where it stands"</a>
        </Banner>
        {mine}
    }
    .into_any()
}
