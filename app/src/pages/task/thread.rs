//! What people, the agent and Mission Control said, and a form to say more.

use super::{Desk, View};
use crate::parts::{
    age::Moment,
    avatar::Avatar,
    editable::editable,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{Party, PartyKind, TaskType, Timestamp, wire::MessageItem};
use leptos::prelude::*;

pub(super) fn thread(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let prompt = (task.kind == TaskType::Prompt).then(|| {
        said("prompt".to_owned(), &task.created_by, task.created_at, &task.content, desk.now)
    });
    let messages = view.messages.items.iter().map(|item| message(item, desk.now));
    let messages: Vec<AnyView> = messages.collect();
    let later = view.messages.next_cursor.as_ref().map(|seq| {
        view! {
            <p>
                <a href=format!("/tasks/{}?said={seq}", task.id)>"Later messages"</a>
            </p>
        }
    });
    let empty = prompt.is_none() && messages.is_empty();
    let composer = desk.actor.operator().is_ok().then(|| composer(desk, view));
    view! {
        <section class="thread" id="thread" aria-label="Thread" hidden=empty>
            {prompt}
            {messages}
            {later}
        </section>
        {composer}
    }
    .into_any()
}

fn message(item: &MessageItem, now: Timestamp) -> AnyView {
    if item.author.kind == PartyKind::System {
        return view! {
            <p class="event" id=item.id.clone()>
                <Icon of=Symbol::Info />
                <span>{safe_text::prose(&item.text)} " " <Moment at=item.at now /></span>
            </p>
        }
        .into_any();
    }
    said(item.id.clone(), &item.author, item.at, &item.text, now)
}

fn said(id: String, author: &Party, at: Timestamp, text: &str, now: Timestamp) -> AnyView {
    let agent = author.kind != PartyKind::Person;
    let word = match author.kind {
        PartyKind::Agent => Some("agent"),
        PartyKind::Runner => Some("runner"),
        PartyKind::Person | PartyKind::System => None,
    };
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let paragraphs = paragraphs.map(|part| view! { <p>{safe_text::prose(part)}</p> });
    view! {
        <article class="message" id=id>
            <Avatar name=author.name.clone() agent />
            <header>
                <strong>{safe_text::prose(&author.name)}</strong>
                {word.map(|word| view! { <span>{word}</span> })}
                <Moment at now />
            </header>
            <div class="message-body">{paragraphs.collect_view()}</div>
        </article>
    }
    .into_any()
}

fn composer(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let typed = desk.notice.as_ref().and_then(|notice| notice.typed("text")).unwrap_or_default();
    let typed = editable(&typed).0;
    let agent = task.external_agent.as_deref().or(task.agent.as_deref());
    let to = agent.map_or_else(
        || "Message".to_owned(),
        |name| format!("Message to {}", safe_text::plain(name)),
    );
    let hint = match agent {
        Some(name) => format!("Ask {}. Questions never run anything.", safe_text::plain(name)),
        None => "A note for whoever reads this task. Nothing runs.".to_owned(),
    };
    view! {
        <form class="composer" id="say-form" data-hold="" method="post" action="/forms/post_message">
            <input type="hidden" name="id" value=task.id.clone() />
            <label class="hidden-text" for="say">
                {to}
            </label>
            <textarea
                class="textarea"
                id="say"
                name="text"
                placeholder=hint
                required
                data-typed=(!typed.is_empty()).then_some("")
            >
                {typed.clone()}
            </textarea>
            <div class="row">
                <button class="button">"Send"</button>
            </div>
        </form>
    }
    .into_any()
}
