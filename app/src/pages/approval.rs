//! One request on a page of its own: one column, a plain form, at home on a phone. The buttons come after the last
//! line of the command, so the way to them is through it.

use super::{
    Desk,
    approvals::{checklist, evidence, holds, not_now, put_aside, read_request, revoke, title},
    bare_page,
};
use crate::islands::Live;
use crate::parts::{
    action_card::{ActionCardWhole, Deciding, edit_way},
    age::{Ago, Moment},
    command_block::size_text,
    conditions::{fields, standing_words},
    count::{Count, counted},
    decision_bar::{MayNotDecide, NoDefaultAnswer, reason_chips},
    digest::Digest,
    icon::{Icon, Symbol},
    notice::{Notice, NoticeKind, RefusalBanner},
    purged,
    request::{Request, RequestBody, can_revoke},
    safe_text,
};
use domain::{
    Gate,
    action::{Operand, Seen},
    display::SafeText,
    wire::Action,
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
        decision(&request, desk)
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

/// The reason for a no, what a yes takes, and the two answers; on a phone these stay where the thumb is.
fn decision(request: &Request, desk: &Desk) -> AnyView {
    let notice = desk.notice.as_ref();
    let takes = desk.conditions(&request.approval);
    let own = |notice: &&Notice| notice.typed("id").is_none_or(|id| id == request.approval.id);
    let refused = notice.filter(|notice| notice.kind == NoticeKind::Refused).filter(own);
    let typed = |field: &str| refused.and_then(|notice| notice.typed(field)).unwrap_or_default();
    let (note, chosen) = (typed("feedback"), typed("reason"));
    let approve = (!takes.only_no).then(|| {
        view! {
            <span class="held">
                <button class="button" data-kind="approve" name="decision" value="approve">
                    <Icon of=Symbol::Check />
                    " Approve"
                </button>
            </span>
        }
    });
    view! {
        <section class="decision" aria-label="Decision">
            <fieldset class="decision-why">
                <legend class="decision-label">"If you reject"</legend>
                {reason_chips(&chosen)}
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
            {request.approval.action.as_ref().map(edit)}
        </section>
        <section class="decision-foot" aria-label="Answer">
            <p class="decision-guard" id="guard">
                <Icon of=Symbol::Check />
                <span data-guard-text="">{end_words(request)}</span>
                <Digest digest=request.approval.digest.clone() />
            </p>
            <div class="decision-pair">
                {approve}
                <button
                    class="button"
                    data-kind="reject"
                    name="decision"
                    value="reject"
                    formnovalidate
                >
                    <Icon of=Symbol::Cross />
                    " Reject"
                </button>
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
    let action = request.approval.action.as_ref().map(Action::code);
    let text = SafeText::code(action.as_deref().unwrap_or(&request.task.content));
    match text.line_count() {
        1 => format!(" That was all of it: {}. ", size_text(1, text.bytes())),
        lines => format!(" That was all {lines} lines. "),
    }
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
