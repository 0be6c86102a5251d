//! What people, the agent and Mission Control said, and a form to say more.

use super::{Desk, View, action};
use crate::parts::{
    age::Moment,
    avatar::Avatar,
    editable::editable,
    icon::{Icon, Symbol},
    safe_text,
};
use domain::{
    Party, PartyKind, TaskType, Timestamp,
    wire::{MentionedTask, MessageItem},
};
use leptos::prelude::*;

pub(super) fn thread(desk: &Desk, view: &View) -> AnyView {
    let task = &view.task;
    let prompt = (task.kind == TaskType::Prompt).then(|| {
        said("prompt".to_owned(), &task.created_by, task.created_at, &task.content, desk.now)
    });
    let messages = view.messages.items.iter().map(|item| message(desk, view, item));
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

fn message(desk: &Desk, view: &View, item: &MessageItem) -> AnyView {
    let now = desk.now;
    if let Some(action) = &item.action {
        let card = action::card(desk, view, action);
        let id = format!("action-{}", action.id);
        // What the agent says about it stands on the card.
        let text = if item.text == action.description { "" } else { &item.text };
        return article(id, &item.author, item.at, paragraphs(text), Some(card), now);
    }
    let other = item.mentions.as_ref().map(mentioned);
    if item.author.kind == PartyKind::System {
        return view! {
            <p class="event" id=item.id.clone()>
                <Icon of=Symbol::Info />
                <span>{safe_text::prose(&item.text)} " " {other} " " <Moment at=item.at now /></span>
            </p>
        }
        .into_any();
    }
    let body = view! {
        {paragraphs(&item.text)}
        {other.map(|other| view! { <p>{other}</p> })}
    };
    article(item.id.clone(), &item.author, item.at, body.into_any(), None, now)
}

/// Another task that a message tells of.
fn mentioned(task: &MentionedTask) -> AnyView {
    view! {
        <a href=format!("/tasks/{}", task.id)>{format!("MC-{}", task.number)}</a>
        " "
        {safe_text::prose(&task.title)}
        " · "
        {task.status.label()}
    }
    .into_any()
}

fn paragraphs(text: &str) -> AnyView {
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let paragraphs = paragraphs.map(|part| view! { <p>{safe_text::prose(part)}</p> });
    paragraphs.collect_view().into_any()
}

fn said(id: String, author: &Party, at: Timestamp, text: &str, now: Timestamp) -> AnyView {
    article(id, author, at, paragraphs(text), None, now)
}

fn article(
    id: String,
    author: &Party,
    at: Timestamp,
    body: AnyView,
    card: Option<AnyView>,
    now: Timestamp,
) -> AnyView {
    let agent = author.kind != PartyKind::Person;
    let word = match author.kind {
        PartyKind::Agent => Some("agent"),
        PartyKind::Runner => Some("runner"),
        PartyKind::Person | PartyKind::System => None,
    };
    view! {
        <article class="message" id=id>
            <Avatar name=author.name.clone() agent />
            <header>
                <strong>{safe_text::prose(&author.name)}</strong>
                {word.map(|word| view! { <span>{word}</span> })}
                <Moment at now />
            </header>
            <div class="message-body">{body}</div>
            {card}
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
    let free = agent.map(|_| {
        view! {
            <span class="quiet">
                "Asking is free. Touching a machine needs what the policy says."
            </span>
        }
    });
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
                {free}
            </div>
        </form>
    }
    .into_any()
}
