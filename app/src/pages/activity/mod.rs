//! What happened, the newest first: on what, what, who, where and when.

mod filter;
mod words;

use super::{Desk, page};
use crate::parts::{age::Moment, empty::Empty, icon::Symbol, safe_text, topbar::Place};
use domain::Timestamp;
use filter::Narrowed;
use leptos::prelude::*;
use service::{Error, Happened, HappenedQuery};

/// The page `/activity`.
#[component]
pub fn ActivityPage() -> impl IntoView {
    page("Activity", Some(Place::Activity), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let narrowed = Narrowed::of(&desk)?;
    let (found, before) = desk.mission.happened(&desk.actor, narrowed.asked()).await?;
    let desktops = desk.mission.desktops(&desk.actor).await?;
    let agents = desk.mission.agents(&desk.actor).await?;
    let form = narrowed.form(&desktops, &agents);
    let top = narrowed.top().or_else(|| found.first().map(|newest| newest.event.seq.0));
    let newer = newer(&desk, &narrowed).await?;
    let earlier = before.map(|before| {
        view! {
            <p class="after">
                <a class="button" data-kind="plain" href=narrowed.further(before, top)>
                    "Earlier"
                </a>
            </p>
        }
    });
    let content = if found.is_empty() {
        nothing(&narrowed, before.is_some())
    } else {
        table(&found, desk.now)
    };
    let forgotten = match before {
        None => forgotten(&desk).await?,
        Some(_) => None,
    };
    let audit = desk.actor.admin().is_ok().then(|| {
        view! {
            " Sign-ins, keys and people stand in the "
            <a href="/api/mission-control/audit/export" download="">
                "audit log"
            </a>
            "."
        }
    });
    Ok(view! {
        <main id="main" class="page activity">
            <section class="panel" aria-labelledby="activity-title">
                <header>
                    <h1 id="activity-title">"Activity"</h1>
                    <p>"What happened, the newest first. Days are UTC." {audit}</p>
                </header>
                {form}
                <div id="activity-new" data-live="">
                    {newer}
                </div>
                <div id="activity-rows" data-live="" data-hold="">
                    {content}
                    {earlier}
                    {forgotten}
                </div>
            </section>
        </main>
    }
    .into_any())
}

/// On an earlier page: how much came since the newest was looked at, and the way there.
async fn newer(desk: &Desk, narrowed: &Narrowed) -> Result<Option<AnyView>, Error> {
    let Some(top) = narrowed.top() else { return Ok(None) };
    let query = HappenedQuery { after: Some(top), before: None, ..narrowed.asked() };
    let (found, more) = desk.mission.happened(&desk.actor, query).await?;
    let words = match found.len() {
        0 => "Newest".to_owned(),
        many if more.is_some() => format!("More than {many} new"),
        many => format!("{many} new"),
    };
    let link = view! {
        <p class="activity-new">
            <a class="button" data-kind="plain" data-size="small" href=narrowed.newest()>
                {words}
            </a>
        </p>
    };
    Ok(Some(link.into_any()))
}

/// Below the oldest: that there was more once.
async fn forgotten(desk: &Desk) -> Result<Option<AnyView>, Error> {
    if desk.mission.forgotten_events().await? == 0 {
        return Ok(None);
    }
    let words = match desk.mission.settings(&desk.actor).await?.keep_activity_days {
        0 => "What happened before is not kept any more.".to_owned(),
        days => format!("What happened more than {days} days ago is not kept here."),
    };
    let note = view! {
        <p class="after">{words} " Who decided what stands with each task and approval."</p>
    };
    Ok(Some(note.into_any()))
}

fn nothing(narrowed: &Narrowed, more: bool) -> AnyView {
    if narrowed.narrows() {
        let text = if more {
            "Nothing on this page fits the filter. Look at what happened earlier."
        } else {
            "Nothing that happened fits the filter."
        };
        return view! {
            <Empty title="Nothing like that" text>
                <a class="button" href=filter::PAGE>
                    "Clear filter"
                </a>
            </Empty>
        }
        .into_any();
    }
    let text =
        "Here stands who created, approved and rejected what, what ran where, and what came of it.";
    view! {
        <Empty symbol=Symbol::Clock title="Nothing happened yet" text>
            <a class="button" data-kind="primary" href="/tasks/new">
                "New task"
            </a>
        </Empty>
    }
    .into_any()
}

fn table(found: &[Happened], now: Timestamp) -> AnyView {
    let heads = ["On", "What", "Who", "Desktop", "When"];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows: Vec<_> = found.iter().map(|one| row(one, now)).collect();
    view! {
        <div class="panel-table">
            <table class="table" data-stack="" aria-labelledby="activity-title">
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: &Happened, now: Timestamp) -> AnyView {
    let fact = &one.event.fact;
    let desktop = one.desktop.as_deref();
    let on = match (&one.task, &fact.task) {
        (Some((number, title)), Some(id)) => view! {
            <a class="link-quiet table-main" href=format!("/tasks/{id}")>
                {safe_text::prose(title)}
            </a>
            <span class="table-note mono">{format!("MC-{number}")}</span>
        }
        .into_any(),
        _ => view! { <span class="table-main">{words::subject(fact, desktop)}</span> }.into_any(),
    };
    let what = words::what(fact);
    let what = match &fact.approval {
        Some(id) => view! { <a href=format!("/approvals/{id}")>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    let who = match one.by.as_deref() {
        Some("policy") => "The policy".into_any(),
        Some(name) => safe_text::prose(name),
        None => "".into_any(),
    };
    let desktop = desktop.map(safe_text::prose);
    view! {
        <tr id=format!("event-{}", one.event.seq.0)>
            <td>{on}</td>
            <td data-label="What">
                <span>{what} {evidence(one)}</span>
            </td>
            <td data-label="Who">{who}</td>
            <td data-label="Desktop">{desktop}</td>
            <td>
                <Moment at=fact.at now />
            </td>
        </tr>
    }
    .into_any()
}

/// Where a decision was made, the proof of it.
fn evidence(one: &Happened) -> Option<AnyView> {
    let id = one.event.fact.approval.as_ref().filter(|_| words::decides(&one.event.fact))?;
    let number = one.task.as_ref().map_or(0, |(number, _)| *number);
    let link = view! {
        " "
        <a
            class="quiet"
            href=format!("/api/mission-control/approvals/{id}/evidence")
            download=format!("evidence-{id}.json")
            aria-label=format!("Evidence of MC-{number}")
        >
            "Evidence"
        </a>
    };
    Some(link.into_any())
}
