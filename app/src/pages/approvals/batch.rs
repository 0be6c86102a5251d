//! Several requests one below the other, each whole, and one answer for those that stay ticked. Afterwards: what became of
//! each.

use super::{Desk, asked::read_request, pane::title};
use crate::{
    api::batch::CODE,
    parts::{
        count::counted,
        decision_bar::NoDefaultAnswer,
        empty::Empty,
        icon::{Icon, Symbol},
        notice::{Notice, RefusalBanner},
        request::{Request, RequestBody},
        safe_text,
    },
};
use domain::{Refusal, limits};
use leptos::prelude::*;
use service::Error;

/// What the address calls this page.
pub(super) const BATCH: &str = CODE;

/// Why some of what was ticked is not here.
const LEFT_OUT: &str = "High risk, and text, output or files with characters that cannot be seen, are never decided in a batch. Open them on their own pages.";

pub(super) async fn show(desk: Desk) -> Result<AnyView, Error> {
    let answered = desk.notice.clone().filter(|notice| notice.code == CODE);
    let content = match answered {
        Some(notice) => results(&desk, notice).await?,
        None => questions(&desk).await?,
    };
    Ok(view! {
        <main id="main" class="batch-page">
            <p>
                <a href="/approvals">
                    <Icon of=Symbol::Left />
                    " Approvals"
                </a>
            </p>
            {content}
        </main>
    }
    .into_any())
}

/// What was ticked, once each, in its order.
fn picked(desk: &Desk) -> Vec<String> {
    let mut picked: Vec<String> = Vec::new();
    for id in desk.queries("pick") {
        if !picked.contains(&id) && picked.len() < limits::BATCH {
            picked.push(id);
        }
    }
    picked
}

async fn questions(desk: &Desk) -> Result<AnyView, Error> {
    let (mut asked, mut alone, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for id in picked(desk) {
        match read_request(desk, &id).await {
            Ok(request) if !request.waits() || !request.approval.can_decide => over.push(request),
            Ok(request) if request.approval.alone => alone.push(request),
            Ok(request) => asked.push(request),
            // What is not there was not ticked in a list of ours.
            Err(Error::Refused(Refusal::NotFound { .. })) => {}
            Err(error) => return Err(error),
        }
    }
    let number = u32::try_from(asked.len()).unwrap_or(u32::MAX);
    let heading = format!("Review {}", counted(number, "request", "requests"));
    let alone = listed("Not in a batch", LEFT_OUT, &alone);
    let over = listed("Not asked any more", "These wait for no answer of yours.", &over);
    let form = if asked.is_empty() {
        view! {
            <Empty
                symbol=Symbol::Gate
                title="Nothing to review"
                text="Tick requests in the list, then review them here together."
            />
        }
        .into_any()
    } else {
        form(desk, asked, number)
    };
    Ok(view! {
        <h1 tabindex="-1">{heading}</h1>
        <p class="quiet">"Each answer is sent and recorded on its own."</p>
        <RefusalBanner notice=desk.notice.clone() />
        {alone}
        {over}
        {form}
    }
    .into_any())
}

/// Requests that are not answered here, and why.
fn listed(heading: &'static str, why: &'static str, requests: &[Request]) -> Option<AnyView> {
    let rows = requests.iter().map(|request| {
        let approval = &request.approval;
        view! {
            <li>
                <a href=format!("/approvals/{}", approval.id)>{safe_text::prose(title(approval))}</a>
                " "
                <span class="mono">{request.task.label()}</span>
            </li>
        }
    });
    (!requests.is_empty()).then(|| {
        view! {
            <section class="batch-list" aria-label=heading>
                <h2>{heading}</h2>
                <p>{why}</p>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn form(desk: &Desk, asked: Vec<Request>, number: u32) -> AnyView {
    let note = desk.typed("feedback").unwrap_or_default();
    let cards = asked.into_iter().enumerate().map(|(at, request)| one(at, request));
    view! {
        <form
            class="batch-form"
            id="batch-form"
            method="post"
            action="/forms/resolve_approvals"
            data-guard=""
            data-hold=""
        >
            <NoDefaultAnswer />
            {cards.collect_view()}
            <section class="decision" aria-label="Decision">
                <div class="field">
                    <label class="hidden-text" for="batch-note">
                        "Note"
                    </label>
                    <textarea
                        class="textarea"
                        id="batch-note"
                        name="feedback"
                        rows="1"
                        placeholder="What to mind, or what went wrong. Sent word for word, with each of them."
                        data-typed=(!note.is_empty()).then_some("")
                    >
                        {note.clone()}
                    </textarea>
                </div>
                <div class="decision-row">
                    <span class="held">
                        <button
                            class="button"
                            data-kind="approve"
                            name="decision"
                            value="approve"
                        >
                            <Icon of=Symbol::Check />
                            {format!(" Approve {number}")}
                        </button>
                    </span>
                    <button class="button" data-kind="reject" name="decision" value="reject">
                        <Icon of=Symbol::Cross />
                        {format!(" Reject {number}")}
                    </button>
                    <span class="decision-guard" id="batch-guard"></span>
                </div>
            </section>
        </form>
    }
    .into_any()
}

/// One request, whole, with the digest of what is shown.
fn one(at: usize, request: Request) -> AnyView {
    let approval = request.approval.clone();
    let field = |key: &str| format!("items[{at}][{key}]");
    let heading = format!("batch-{}", approval.id);
    let (label, labelled) = (request.task.label(), heading.clone());
    view! {
        <section class="batch-one" aria-labelledby=labelled>
            <header>
                <h2 id=heading>
                    <a class="link-quiet" href=format!("/approvals/{}", approval.id)>
                        {safe_text::prose(title(&approval))}
                    </a>
                </h2>
                <span class="mono">{label}</span>
                <label class="check">
                    <input type="checkbox" name=field("take") value="on" checked />
                    "Answer with the others"
                </label>
            </header>
            <input type="hidden" name=field("id") value=approval.id.clone() />
            <input type="hidden" name=field("digest") value=approval.digest.clone() />
            <div class="action-card" data-state="pending">
                <RequestBody request />
            </div>
        </section>
    }
    .into_any()
}

/// What became of each, in the order it was sent.
async fn results(desk: &Desk, notice: Notice) -> Result<AnyView, Error> {
    let mut rows = Vec::with_capacity(notice.typed.len());
    for (id, said) in &notice.typed {
        let approval = match desk.mission.approval(&desk.actor, id).await {
            Ok(approval) => Some(approval),
            Err(Error::Refused(_)) => None,
            Err(error) => return Err(error),
        };
        let name = approval.as_ref().map_or_else(|| id.clone(), |known| title(known).to_owned());
        let number = approval.map(|known| format!("MC-{}", known.task.number));
        rows.push(view! {
            <li>
                <a href=format!("/approvals/{id}")>{safe_text::prose(&name)}</a>
                " "
                <span class="mono">{number}</span>
                <p>{safe_text::prose(said)}</p>
            </li>
        });
    }
    Ok(view! {
        <h1 tabindex="-1">{notice.title}</h1>
        <section class="batch-list" aria-label="What became of each">
            <ul>{rows}</ul>
        </section>
        <p>
            <a class="button" href="/approvals">
                "Back to what waits"
            </a>
        </p>
    }
    .into_any())
}
