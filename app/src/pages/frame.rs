//! What every page does the same way: who looks, what the last form came to, what waits, and how a "no" or a
//! failure is shown.

use crate::{
    parts::{
        empty::Empty,
        footer::Footer,
        notice::{Notice, Toast},
        safe_text,
        topbar::{Place, TopBar},
    },
    visitor::visitor,
};
use axum::http::{StatusCode, request::Parts};
use domain::{Actor, Refusal, Timestamp};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Meta, Title};
use service::{Error, MissionControl};

/// What a page works with.
#[derive(Clone)]
pub struct Desk {
    /// Every verb.
    pub mission: MissionControl,
    /// Who looks.
    pub actor: Actor,
    /// When the page is made.
    pub now: Timestamp,
    /// What the last form came to. A page shows a refusal at its form; the frame shows what was done.
    pub notice: Option<Notice>,
    query: Vec<(String, String)>,
}

impl Desk {
    /// A parameter of the address; nothing when it is absent or empty.
    pub fn query(&self, name: &str) -> Option<String> {
        let found = self.query.iter().find(|(found, _)| found == name)?;
        (!found.1.is_empty()).then(|| found.1.clone())
    }
}

/// The parameters of an address.
fn query_of(parts: &Parts) -> Vec<(String, String)> {
    let query = parts.uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// A page of a signed-in person: asks, then lays out the answer between the top bar and the footer.
///
/// `load` makes everything from `<main>` on. The event number is read before it runs, so that nothing that happens
/// in between is missed.
pub fn page<F, V>(
    title: &'static str,
    place: Option<Place>,
    load: impl FnOnce(Desk) -> F + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    framed(title, load, move |desk, waiting, content| {
        let name = desk.actor.party().name;
        let sought = desk.query("q").unwrap_or_default();
        view! {
            <TopBar place waiting name sought />
            {content}
            <Footer />
        }
        .into_any()
    })
}

/// As [`page`], without the top bar: the page brings its own `<header>`.
pub fn bare_page<F, V>(
    title: &'static str,
    load: impl FnOnce(Desk) -> F + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    framed(title, load, |_, _, content| {
        view! {
            <leptos_meta::Body attr:class="no-bar" />
            {content}
            <Footer />
        }
        .into_any()
    })
}

fn framed<F, V>(
    title: &'static str,
    load: impl FnOnce(Desk) -> F + Send + 'static,
    around: impl FnOnce(Desk, u32, AnyView) -> AnyView + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    let mission = expect_context::<MissionControl>();
    let actor = visitor().actor;
    let query = use_context::<Parts>().map(|parts| query_of(&parts)).unwrap_or_default();
    let owner = Owner::current().unwrap_or_default();
    let content = Suspend::new(async move {
        let Some(actor) = actor else {
            return failed(&Refusal::Unauthenticated.into(), &owner);
        };
        let seq = mission.last_event().await.unwrap_or_default();
        let waiting =
            mission.waiting(&actor).await.map_or(0, |w| w.before_run + w.actions + w.results);
        let mut desk = Desk { now: mission.now(), mission, actor, notice: None, query };
        if let Some(id) = desk.query("notice") {
            let kept = desk.mission.notice(&desk.actor, &id).await.ok().flatten();
            desk.notice = kept.and_then(|body| serde_json::from_str(&body).ok());
        }
        let content = match load(desk.clone()).await {
            Ok(content) => content.into_any(),
            Err(error) => failed(&error, &owner),
        };
        let notice = desk.notice.clone();
        let seq = seq.to_string();
        owner.with(|| {
            view! {
                <Meta name="mission-control-seq" content=seq />
                {around(desk, waiting, content)}
                <Toast notice />
            }
            .into_any()
        })
    });
    view! {
        <Title text=title />
        {content}
    }
    .into_any()
}

/// A refusal in its own words; a failure of ours without any, because they are in the server's log.
fn failed(error: &Error, owner: &Owner) -> AnyView {
    let (status, title, text) = match error {
        Error::Refused(refusal) => (refusal.status(), refusal.title(), refusal.detail()),
        Error::Store(_) => (
            500,
            "This page broke".to_owned(),
            "Nothing was decided. What happened is in the server log.".to_owned(),
        ),
    };
    owner.with(|| {
        if let (Some(response), Ok(status)) =
            (use_context::<ResponseOptions>(), StatusCode::from_u16(status))
        {
            response.set_status(status);
        }
    });
    let title = safe_text::plain(&title);
    let text = safe_text::plain(&text);
    view! {
        <main id="main" class="page">
            <Empty title text>
                <a class="button" href="/">
                    "Back to the board"
                </a>
            </Empty>
        </main>
    }
    .into_any()
}
