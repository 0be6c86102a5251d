//! One request on a page of its own: one column, a plain form, at home on a phone. The buttons come after the last
//! line of the command, so the way to them is through it.

mod decision;

use super::{
    Desk,
    approvals::{checklist, evidence, holds, not_now, put_aside, read_request, revoke, title},
    bare_page,
};
use crate::islands::Live;
use crate::parts::{
    action_card::{ActionCardWhole, Deciding},
    age::{Ago, Moment},
    count::Count,
    decision_bar::{MayNotDecide, NoDefaultAnswer},
    icon::{Icon, Symbol},
    notice::RefusalBanner,
    purged,
    request::{Request, RequestBody, can_revoke},
    safe_text,
};
use leptos::prelude::*;
use leptos_meta::Title;
use service::{ApprovalList, Error, store::ApprovalOrder};

/// The page `/approvals/{id}`.
#[component]
pub fn ApprovalPage() -> impl IntoView {
    bare_page("Approve", show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let request = read_request(&desk, &desk.param("id")).await?;
    let waiting = ApprovalList {
        order: ApprovalOrder::Unblocks,
        limit: Some(200),
        ..ApprovalList::default()
    };
    let waiting = desk.mission.approvals(&desk.actor, waiting).await?.items;
    let place = waiting.iter().position(|item| item.id == request.approval.id);
    let total = desk.waiting.total();
    let (task, now) = (request.task.clone(), request.now);
    let heading = title(&request.approval).to_owned();
    let title = format!("Approve {}", task.label());
    Ok(view! {
        <Title text=title />
        <header class="approve-bar">
            <a href="/approvals">
                <Icon of=Symbol::Left />
                "Approvals"
            </a>
            {(total > 0).then(|| view! { <Count number=total tone="wait" of="waiting" /> })}
            <Live />
            <span class="quiet">{place.map(|place| format!("{} of {total}", place + 1))}</span>
        </header>
        {super::news(&desk)}
        <main id="main" class="approve">
            <header>
                <h1 data-heading="" tabindex="-1">
                    {safe_text::prose(&heading)}
                </h1>
                <p>
                    <a class="mono" href=format!("/tasks/{}", task.id)>
                        {task.label()}
                    </a>
                    <span>{asked_by(&request)}</span>
                    {when(&request, now)}
                    {holds(&request)}
                </p>
                {not_now(&request.approval, "/approvals")}
            </header>
            {put_aside(&request.approval, now)}
            <div id="request" data-live="">
                <RefusalBanner notice=desk.notice.clone() />
                {card(&desk, request)}
            </div>
            {foot(&desk)}
        </main>
    }
    .into_any())
}

fn asked_by(request: &Request) -> AnyView {
    let task = &request.task;
    let agent = task.external_agent.clone().or(task.agent.clone());
    let to = agent.map(|agent| view! { " → " {safe_text::prose(&agent)} });
    view! {
        {safe_text::prose(&task.created_by.name)}
        {to}
    }
    .into_any()
}

fn when(request: &Request, now: domain::Timestamp) -> AnyView {
    let (verb, at) = match request.approval.completed_at {
        Some(at) => ("finished ", at),
        None => ("asked ", request.approval.requested_at),
    };
    view! {
        <span>
            {verb} <Moment at now /> ", " <Ago since=at now />
        </span>
    }
    .into_any()
}

fn card(desk: &Desk, request: Request) -> AnyView {
    let approval = request.approval.clone();
    let id = format!("card-{}", approval.id);
    if let Some(gone) = &request.task.purged {
        let evidence = evidence(&approval.id);
        return view! {
            {purged::request(&approval, gone, desk.now)}
            {evidence}
        }
        .into_any();
    }
    if !request.waits() {
        if let Some(card) = request.action {
            let deciding = Deciding::default();
            return view! {
                <ActionCardWhole card deciding />
                {evidence(&approval.id)}
            }
            .into_any();
        }
        let revoke = can_revoke(&request).then(|| revoke(&approval.id));
        let evidence = evidence(&approval.id);
        return view! {
            <div class="action-card" id=id data-state=approval.state>
                <RequestBody request alone=true />
                {revoke}
            </div>
            {evidence}
        }
        .into_any();
    }
    let guarded = request.runs();
    let checklist = checklist(&request, desk.notice.as_ref());
    let decision = if approval.can_decide {
        decision::decision(&request, desk)
    } else {
        view! {
            <section>
                <MayNotDecide />
            </section>
        }
        .into_any()
    };
    let answer = view! {
        {checklist}
        {decision}
    };
    let answer = Some(answer.into_any());
    view! {
        <form
            class="action-card"
            id=id
            data-state="pending"
            data-action=approval.action.as_ref().map(|_| "pending")
            method="post"
            action="/forms/resolve_approval"
            data-in-place=""
            data-guard=guarded.then_some("")
            data-hold=""
            data-keys=""
        >
            <NoDefaultAnswer />
            <input type="hidden" name="id" value=approval.id />
            <input type="hidden" name="digest" value=approval.digest />
            <RequestBody request alone=true answer />
        </form>
    }
    .into_any()
}

fn foot(desk: &Desk) -> AnyView {
    view! {
        <div class="approve-foot">
            <p>
                "Signed in as " {safe_text::prose(&desk.actor.party().name)} ". "
                <a href="/settings/profile">"Not you?"</a>
            </p>
            <p>
                "Works without script. If someone decides first, the next page tells you who and what."
            </p>
        </div>
    }
    .into_any()
}
