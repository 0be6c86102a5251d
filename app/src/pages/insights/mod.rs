//! How people decide, in numbers: how many, how fast, how often a no, and what waits longest.

mod attention;
mod chart;
mod filter;
mod people;
mod tiles;
mod waiting;

use super::{Desk, page};
use crate::parts::{empty::Empty, icon::Symbol, topbar::Place};
use domain::{insight::first_day, wire};
use filter::Narrowed;
use leptos::prelude::*;
use service::Error;

/// The page `/insights`.
#[component]
pub fn InsightsPage() -> impl IntoView {
    page("Insights", Some(Place::Insights), show)
}

async fn show(desk: Desk) -> Result<AnyView, Error> {
    let narrowed = Narrowed::of(&desk)?;
    let insights = desk.mission.insights(&desk.actor, narrowed.asked()).await?;
    let form = narrowed.form(&insights.people);
    let numbers = numbers(&insights, &narrowed);
    let settings = desk.mission.settings(&desk.actor).await?;
    let attention = attention::section(&insights.attention, &settings);
    let waiting = waiting::list(insights.waiting, desk.now);
    Ok(view! {
        <main id="main" class="page insights">
            <section class="panel" aria-labelledby="insights-title">
                <header>
                    <h1 id="insights-title">"Insights"</h1>
                    <p>
                        "How people decided in the last 30 days. Days are UTC. A request counts from the moment it was asked. "
                        <a href="/activity">"Activity"</a>
                    </p>
                </header>
                {form}
                <div id="insights-numbers" data-live="">
                    {numbers}
                </div>
            </section>
            <section class="panel" id="attention" aria-labelledby="attention-title">
                {attention}
            </section>
            <section class="panel" aria-labelledby="insights-waiting-title">
                <header>
                    <h2 id="insights-waiting-title">"Waits longest"</h2>
                </header>
                <div id="insights-waiting" data-live="">
                    {waiting}
                </div>
            </section>
        </main>
    }
    .into_any())
}

/// Where there were more decisions than are counted: since when they are.
fn cut(insights: &wire::Insights) -> Option<AnyView> {
    let since = (insights.from > first_day(insights.to)).then(|| insights.from.date_clock_utc())?;
    let words = format!(
        "There were very many: the newest {} are counted, those since {since}.",
        domain::limits::DECISIONS_COUNTED
    );
    Some(view! { <p>{words}</p> }.into_any())
}

fn numbers(insights: &wire::Insights, narrowed: &Narrowed) -> AnyView {
    if insights.pace.decisions > 0 {
        return view! {
            {cut(insights)}
            {tiles::tiles(&insights.pace)}
            {chart::chart(&insights.days)}
            {people::table(&insights.people, narrowed)}
        }
        .into_any();
    }
    if narrowed.narrows() {
        return view! {
            <Empty title="No decision like that" text="Nobody decided such a request in the last 30 days.">
                <a class="button" href=filter::PAGE>
                    "Clear filter"
                </a>
            </Empty>
        }
        .into_any();
    }
    let text = "Here stands how many requests people decide each day, how long they take, how often they say no, and how often they decide in under three seconds. It begins with the first decision.";
    view! {
        <Empty symbol=Symbol::Inbox title="Nothing was decided in the last 30 days" text>
            <a class="button" data-kind="primary" href="/approvals">
                "Open Approvals"
            </a>
        </Empty>
    }
    .into_any()
}
